/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TEMPLATE_EXPRESSION_H
#define GIREPORT__TEMPLATE_EXPRESSION_H

/* The expression of a rule as it is written:
 *
 *     applications.total.@ = applications.{granted, partial, denied.*}.@
 *
 * A pattern is TABLE.ROW.COL. "@" is "each": as a row every row, as a column every column for which all
 * patterns of the expression name cells; each choice gives one form. "*" is "the sum of all that are no
 * total": as the end of a row the rows of the group, as a column the columns. "{a, b}" is the sum of what is
 * listed. */
#include "load.h"

#define GIREPORT__MAX_PATTERNS 32 /* of an expression */
#define GIREPORT__MAX_CHOICES  64 /* between braces */

enum gireport__row_tail { GIREPORT__TAIL_NONE = 0, GIREPORT__TAIL_MEMBERS = 1, GIREPORT__TAIL_SUBTOTAL = 2 };

/* A part of a text; not NUL-terminated. */
struct gireport__slice {
    const char *s;
    size_t len;
};

/* One choice for the row of a pattern. */
struct gireport__row_choice {
    uint32_t node; /* of a named row; GIREPORT__NONE: "@", or "*" alone */
    uint32_t each; /* 1: begins with "@" */
    enum gireport__row_tail tail;
};

struct gireport__col_choice {
    struct gireport__slice key; /* s NULL: "@" or "*" */
    uint32_t each;
};

struct gireport__pattern {
    uint32_t table;
    int32_t coef;
    size_t at; /* offset in the expression, for problems */
    struct gireport__row_choice rows[GIREPORT__MAX_CHOICES];
    uint32_t n_rows;
    struct gireport__col_choice cols[GIREPORT__MAX_CHOICES];
    uint32_t n_cols;
};

struct gireport__expression {
    struct gireport__loader *l;
    const struct gireport__tree *node;
    struct gireport__pattern *patterns; /* room for GIREPORT__MAX_PATTERNS */
    uint32_t n_patterns, n_left;
    uint32_t relation; /* enum gireport__relation */
    int bad;           /* a problem was told */
};

/* Takes the text apart; problems are told. */
void gireport__expression_parse(struct gireport__expression *e);
/* The same for a sum alone, without "=". */
void gireport__expression_parse_sum(struct gireport__expression *e);
/* Tells a problem at an offset of the text. */
void gireport__expression_tell(struct gireport__expression *e, size_t offset, const char *zh, const char *en,
                               const char *a);
int gireport__slice_equals(struct gireport__slice s, const char *word);
/* The row node of a key in a table, or GIREPORT__NONE. */
uint32_t gireport__expression_row(const struct gireport__expression *e, uint32_t table,
                                  struct gireport__slice key);

/* Compiles the expression of a rule to forms; problems are told. */
void gireport__compile(struct gireport__loader *l, const struct gireport__tree *node, uint32_t rule);
/* Compiles a sum of cells to a sum of claims. */
void gireport__compile_sum(struct gireport__loader *l, const struct gireport__tree *node);

#endif
