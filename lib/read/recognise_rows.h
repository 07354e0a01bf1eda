/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__RECOGNISE_ROWS_H
#define GIREPORT__RECOGNISE_ROWS_H

/* Inside the recogniser's back end: the rows as kept, and the steps that decide about them. */

#include "recognise.h"

enum gireport__kept {
    GIREPORT__KEPT_OPEN = 0,    /* values that no label names yet */
    GIREPORT__KEPT_LABEL = 1,   /* a label without values */
    GIREPORT__KEPT_TIED = 2,    /* values of `node` */
    GIREPORT__KEPT_FOREIGN = 3, /* a row that the form does not have */
    GIREPORT__KEPT_DOUBT = 4,   /* values whose row cannot be told: labels and values are out of step */
    GIREPORT__KEPT_BAD = 5      /* values of `node` that cannot be put into its columns */
};

struct gireport__kept_row {
    struct gireport__row in; /* values, header and candidates copied */
    uint32_t table;          /* GIREPORT__NONE: not known */
    uint32_t node;           /* the row that it is */
    enum gireport__kept kept;
    uint8_t inferred;
    uint8_t split; /* 1: values cut out of digits that ran together */
    uint8_t used;  /* 1: its values are in the report */
};

/* The section of its label, or else the one that it stands in; NULL: none is known. */
const struct gireport__section *gireport__row_section(const struct gireport__reading *rd,
                                                      const struct gireport__kept_row *k);
/* How many values a row has, and its first field; whole: the line of all rows side by side. */
uint32_t gireport__row_width(const struct gireport__reading *rd, const struct gireport__kept_row *k);
uint32_t gireport__row_field(const struct gireport__reading *rd, const struct gireport__kept_row *k,
                             uint32_t node);
/* The position of each value in the row (pos[n_values]); 0 where they cannot be placed. */
int gireport__row_positions(const struct gireport__reading *rd, const struct gireport__kept_row *k,
                            uint32_t *pos);
/* 1: no row of the group was printed, its own row stands for it. */
int gireport__group_stands(const struct gireport__reading *rd, uint32_t node);

/* Values to labels where they stand apart (recognise_align.c). */
void gireport__align(struct gireport__reading *rd, uint32_t table);
/* The line of all rows side by side (recognise_align.c). */
void gireport__align_across(struct gireport__reading *rd, uint32_t table);
/* Digits that ran together (infer.c). */
void gireport__infer_glued(struct gireport__reading *rd, uint32_t table);

/* A trial: what the linear rules say of some rows at some places (infer.c). */
struct gireport__trial {
    gireport_report *report;
    uint32_t table;
    uint32_t broken;      /* rules that do not hold */
    uint32_t broken_over; /* those of them over cells of several rows */
    uint32_t firm;        /* rules that hold over something else than zeros */
};
int gireport__trial_new(struct gireport__reading *rd, uint32_t table, struct gireport__trial *out);
void gireport__trial_free(struct gireport__trial *t);
/* Puts the values of a row at a node's fields (a NULL row takes them away). */
void gireport__trial_put(const struct gireport__reading *rd, struct gireport__trial *t,
                         const struct gireport__kept_row *k, uint32_t node);
/* Puts every tied row of the table. */
void gireport__trial_put_tied(const struct gireport__reading *rd, struct gireport__trial *t);
/* Counts broken and firm. 0 when memory is short. */
int gireport__trial_judge(struct gireport__reading *rd, struct gireport__trial *t);

/* Findings about what was not read (recognise_say.c). */
void gireport__say_rows(struct gireport__reading *rd);
void gireport__say_missing(struct gireport__reading *rd);
/* One finding over the fields of a row. */
void gireport__say_row(struct gireport__reading *rd, const char *rule, const struct gireport__kept_row *k,
                       uint32_t role, const char *found, const char *expected);

#endif
