/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__REPAIR_H
#define GIREPORT__REPAIR_H

/* The smallest repair: system (what the rules say about which cells), search (the least sets of cells), cause
 * (what probably went wrong), and the public functions. */

#include <gireport/check.h>

#include "../model/linear.h"

/* A cell, or a helper of the search, as an unknown of the system. */
struct gireport__column {
    uint32_t field;  /* GIREPORT__NONE: the slack of an inequality */
    int64_t value;   /* as printed; 0 for blank and for what is not known */
    uint8_t is_free; /* costs nothing: not known, or a slack */
    uint8_t is_signed;
};

/* The equations Σ a × column = 0 over cells that hang together, as a matrix. */
struct gireport__system {
    uint32_t n_rows, n_cols, words; /* words of 64 columns in a set */
    struct gireport__column *cols;
    int32_t *a;    /* n_rows × n_cols */
    int64_t *rest; /* one a row: the sum at the printed values */
    uint64_t *set; /* one set a row: the columns that are not 0 */
    int too_large; /* for the search: only the columns are filled */
};

/* One set of cells whose change satisfies a system. */
struct gireport__change {
    uint32_t field;
    int64_t old_value, new_value;
};
struct gireport__set {
    struct gireport__change *changes; /* by field */
    uint32_t n;
    uint32_t weight; /* the less, the likelier */
    const char *cause[2];
};

/* One group of cells that hang together by rules, with a broken rule among them. */
struct gireport__knot {
    struct gireport__set *sets; /* all of the least size, likelier first, as far as kept */
    size_t n_sets;
    int unique; /* the search was complete and there is one set with one solution */
};

struct gireport_repair {
    struct gireport__arena arena;
    struct gireport__knot *knots;
    uint32_t n_knots;
    uint32_t *knot_of; /* one a field: index of its knot, or GIREPORT__NONE */
    uint32_t n_fields;
    struct gireport__set *proposals;
    size_t n_proposals;
    int unique;
    int spent; /* the budget was spent */
};

/* repair_system.c: the systems with a broken rule, one after another. Iterate with *next from 0. Returns 1
 * and a system to be freed, 0 at the end, GIREPORT_ERR_NOMEM. */
struct gireport__systems {
    const gireport_report *r;
    const gireport_template *t;
    struct gireport__counts counts;
    uint8_t *freed;   /* one a field: a blank part that stands for an unknown */
    uint8_t *use;     /* one a form: 0 not used, 1 used, 2 used and broken */
    uint32_t *group;  /* one a field: its group, as the smallest field of it */
    uint32_t *col_of; /* scratch, one a field */
    uint32_t n_broken;
};
int gireport__systems_begin(const gireport_report *r, int strict, struct gireport__systems *out);
void gireport__systems_end(struct gireport__systems *s);
/* The next group with a broken form from form *next on. */
int gireport__systems_next(struct gireport__systems *s, uint32_t *next, struct gireport__system *out);
void gireport__system_free(struct gireport__system *s);

/* repair_search.c */
struct gireport__search_limits {
    uint32_t max_cells;
    size_t max_sets;
    uint64_t nodes; /* left; counted down */
};
struct gireport__found {
    struct gireport__set *sets; /* in the arena */
    size_t n, capacity;
    int complete;  /* every set of this size was seen */
    int ambiguous; /* a set has more than one solution */
};
/* GIREPORT_OK (n may be 0), _LIMIT (the nodes were spent), _NOMEM. */
int gireport__search(const struct gireport__system *s, struct gireport__search_limits *limits,
                     struct gireport__arena *arena, struct gireport__found *out);

/* repair_cause.c: how likely a set is, and its cause in words (0: no memory). */
uint32_t gireport__set_weight(const gireport_report *r, const struct gireport__set *set);
int gireport__set_explain(const gireport_report *r, struct gireport__set *set, struct gireport__arena *arena);

#endif
