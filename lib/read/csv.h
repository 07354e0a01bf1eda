/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__READ_CSV_H
#define GIREPORT__READ_CSV_H

/* The long table: one line a field (docs/format.md). The lines of a report (the same organ, year, template,
 * code and source) need not stand together: a first pass finds which lines belong together, then report after
 * report is read. */

#include "../model/findings.h"
#include "blocks.h"

struct gireport__csv;

/* Where lines behind a header come from the middle of a longer table. */
struct gireport__csv_part {
    uint32_t line; /* of the first of them */
    int again;     /* what is to be told of the header was told */
};

/* part: NULL for a whole table. options (defaults filled in) and data (UTF-8) must outlive it. GIREPORT_OK, _NOMEM;
 * _SYNTAX, _INVALID_DATA, _LIMIT are kept and returned by the first gireport__csv_next(). */
int gireport__csv_new(const char *data, size_t len, const struct gireport__csv_part *part,
                      const gireport_read_options *options, const struct gireport__limits *limits,
                      struct gireport__csv **out);
/* The next report. GIREPORT_OK, _NOT_FOUND (no more), _SYNTAX, _INVALID_DATA, _LIMIT, _NOMEM. */
int gireport__csv_next(struct gireport__csv *c, gireport_report **out, gireport_findings *findings);
int gireport__csv_has_more(const struct gireport__csv *c);
void gireport__csv_free(struct gireport__csv *c);

/* 1 if the first line is the header of a long table. */
int gireport__csv_is_header(const char *data, size_t len);

#endif
