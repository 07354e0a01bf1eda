/* SPDX-License-Identifier: MIT */
#ifndef TESTS_REPORT_TEXT_H
#define TESTS_REPORT_TEXT_H

/* Reports and findings in words, for tables of tests; and whether two reports are the same. */

#include <gireport/gireport.h>

/* "GI-I-004 3:1 | GI-I-003 5:1 applications.new.total" in order; cells that could not be read by their keys. In a
 * static buffer. */
const char *findings_in_words(const gireport_findings *f);

/* A cell as "value 22 件 raw=22（其中修订16件） note=其中修订16件 origin=inferred place=12:5"; what is not there is left
 * out. "no such field" where the template has none. In a static buffer. */
const char *cell_in_words(const gireport_report *r, const char *key);

/* What differs between two reports, "" where nothing does. Lines and columns are no part of a report. In a static
 * buffer. loose: a raw text that the first lacks may be there in the second. */
const char *report_difference(const gireport_report *a, const gireport_report *b, int loose);

#endif
