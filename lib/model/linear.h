/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__LINEAR_H
#define GIREPORT__LINEAR_H

/* Values of linear rules over the cells of a report; checking, reading, localising and repair share them. */

#include "report.h"

enum gireport__verdict {
    GIREPORT__HOLDS = 0,
    GIREPORT__BROKEN = 1,
    GIREPORT__UNKNOWN = 2, /* an operand is unknown: not assessed */
    GIREPORT__IDLE = 3     /* nothing printed for it to say anything about */
};

/* What the cells count in sums, after DESIGN "Blanks" and subtotal rows. */
struct gireport__counts {
    const gireport_template *tpl;
    int64_t *value;  /* one a field */
    uint8_t *known;  /* one a field: enum gireport__known */
    int small;       /* 1: no value is so large that a sum could overflow */
};
enum gireport__known {
    GIREPORT__NOT_KNOWN = 0,
    GIREPORT__KNOWN = 1,
    GIREPORT__BLANK_ZERO = 2, /* blank or "/": 0 as a part, unknown as a total */
    GIREPORT__BY_SUBTOTAL = 3 /* absent or blank, but the group's own row counts for it */
};
int gireport__counts_new(const gireport_report *r, int strict, struct gireport__counts *out); /* OK, _NOMEM */
void gireport__counts_free(struct gireport__counts *c);

/* The group's own cell that counts for a member that is BY_SUBTOTAL, or GIREPORT__NONE. */
uint32_t gireport__stand_in(const struct gireport__counts *c, uint32_t member);

/* Σ coef × cell over terms. 0 where a cell is unknown, a group's own row stands for some members only, or the sum is too
 * large. */
int gireport__terms_sum(const struct gireport__counts *c, const struct gireport__term *terms, uint32_t n, int64_t *out);
/* The value of a sum of the claims of the template. strict: a blank total is unknown too, as nobody said 0.
 * 0, and *unknown (or NULL) the first cell that is not known, where there is no value. */
int gireport__sum_value(const struct gireport__counts *c, uint32_t sum, int strict, int64_t *out,
                        uint32_t *unknown);

/* left and right: the sums of both sides (where not unknown). missing/n_missing: the fields whose values lack,
 * up to max. Any out may be NULL. */
enum gireport__verdict gireport__form_verdict(const struct gireport__counts *c, const struct gireport__form *form,
                                              int64_t *left, int64_t *right, uint32_t *missing, size_t max,
                                              size_t *n_missing);

#endif
