/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__WRITE_H
#define GIREPORT__WRITE_H

/* The writers, one a format. write.c takes the caller's options, fills in the defaults, picks the writer from
 * its table and ends the output: a writer only adds to `out`, whose first failure sticks. */

#include <gireport/write.h>

#include "../base/out.h"
#include "../model/report.h"

/* options: never NULL, of this build's size, defaults filled in (format, width).
 * Returns GIREPORT_OK, _NOMEM, _UNSUPPORTED; a failure of `out` need not be returned. */
typedef int (*gireport__writer)(const gireport_report *r, const gireport_write_options *options,
                                struct gireport__out *out);

int gireport__write_yaml(const gireport_report *r, const gireport_write_options *options,
                         struct gireport__out *out);
int gireport__write_json(const gireport_report *r, const gireport_write_options *options,
                         struct gireport__out *out);
int gireport__write_csv(const gireport_report *r, const gireport_write_options *options,
                        struct gireport__out *out);
/* One report as one line, for gireport__write_csv(). */
int gireport__write_csv_wide(const gireport_report *r, const gireport_write_options *options,
                             struct gireport__out *out);
int gireport__write_text(const gireport_report *r, const gireport_write_options *options,
                         struct gireport__out *out);
int gireport__write_markdown(const gireport_report *r, const gireport_write_options *options,
                             struct gireport__out *out);
int gireport__write_html(const gireport_report *r, const gireport_write_options *options,
                         struct gireport__out *out);
int gireport__write_docx(const gireport_report *r, const gireport_write_options *options,
                         struct gireport__out *out);
int gireport__write_svg(const gireport_report *r, const gireport_write_options *options, struct gireport__out *out);
int gireport__write_xlsx(const gireport_report *r, const gireport_write_options *options,
                         struct gireport__out *out);

/* A free text as a field of CSV, with its quotes and the mark against formulas; NULL: nothing. */
void gireport__csv_quoted(struct gireport__buf *b, const char *s);

#endif
