/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__COMPARE_H
#define GIREPORT__COMPARE_H

/* The steps of a comparison. */

#include "../model/comparison.h"
#include "../model/findings.h"

struct gireport__compare {
    gireport_comparison *c;
    const gireport_report **reports; /* in the order of the columns */
    gireport_compare_options o;      /* defaults filled in */
    gireport_findings *findings;
};

/* Rows of the cells. OK, _NOMEM. */
int gireport__compare_cells(struct gireport__compare *w);
/* Changes against the column of reference, of all rows. */
void gireport__compare_changes(struct gireport__compare *w);
/* Repeat rates of texts and tables. OK, _NOMEM, _LIMIT. */
int gireport__compare_repeats(struct gireport__compare *w);

#endif
