/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__VIEW_H
#define GIREPORT__VIEW_H

/* A report seen in another edition of the form, as far as the templates say that it is exact. */

#include "../model/report.h"

/* The cell of `as` that a field of it has in the report. Of the report's own template: the cell itself. What
 * cannot be told exactly is ABSENT. `strict`: a blank part of a sum makes the sum unknown. Strings are
 * borrowed. */
void gireport__view_cell(const gireport_report *r, const gireport_template *as, size_t field, int strict,
                         struct gireport__cell *out);
/* What the report's template says about a field of another edition, or NULL. */
const struct gireport__view *gireport__view_of(const gireport_report *r, const gireport_template *as,
                                               size_t field);
/* 1 if reports of a template can be seen as another one at all. */
int gireport__view_possible(const gireport_template *from, const gireport_template *as);
/* 1 if both are the same form: built in or loaded from the same data. */
int gireport__same_form(const gireport_template *a, const gireport_template *b);

#endif
