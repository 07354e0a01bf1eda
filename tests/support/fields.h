/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FIELDS_H
#define TESTS_FIELDS_H

/* Reports from lists of fields: lines of key, tab, text as printed; '#' begins a comment. */

#include <gireport/gireport.h>

/* From a file of tests/data. NULL where it cannot be read. */
gireport_report *fields_report(const char *template_id, const char *name, gireport_findings *findings);
/* Sets cells from "key=text; key=text …" with keys as they are or "row" of commas over the columns:
 * "applications.new=1,2,0,0,0,0,3". Returns 0 where a key is not of the form. */
int fields_set(gireport_report *r, const char *list, gireport_findings *findings);

#endif
