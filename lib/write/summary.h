/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__SUMMARY_H
#define GIREPORT__SUMMARY_H

/* A report on one page, in pictures: what was done in the year as large numbers, its indicators as bars. */

#include "write.h"

/* For GIREPORT_WRITE_SUMMARY. OK, _NOMEM. */
int gireport__summary_html(const gireport_report *r, const gireport_write_options *o, struct gireport__out *out);
int gireport__summary_svg(const gireport_report *r, const gireport_write_options *o, struct gireport__out *out);

#endif
