/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__GRID_ROWS_H
#define GIREPORT__GRID_ROWS_H

/* A grid as the recogniser looks at it: what its cells say, its rows cut into slots, its header rows resolved to the
 * columns of the form. */

#include "recognise.h"

#define GIREPORT__MAX_SLOTS 64u /* of a row; a row with more is not of the form, which has 18 */

struct gireport__grid_cell {
    const struct gireport__block_cell *c;
    struct gireport__label_hit hit;
    uint8_t blank;
    uint8_t number; /* a value that is not blank: digits, or a mark that stands for one */
};

/* The cells of one row from left to right; a cell that reaches into it from above among them. */
struct gireport__slot {
    const struct gireport__grid_cell *cell; /* NULL: nothing was given for the place, which is as good as empty */
    uint32_t c0, c1;                        /* columns, the second not included */
    uint32_t above;                         /* 1: begins in an earlier row */
};

/* A column of a header. */
struct gireport__leaf {
    const struct gireport__grid_cell *cell; /* the lowest that is not empty */
    struct gireport__label_hit hit;         /* of its text, or of the texts above one another that make a label */
    uint32_t c0, c1;
    uint32_t block; /* row node that it stands under (part 四), or GIREPORT__NONE */
};

struct gireport__grid_view {
    struct gireport__reading *rd;
    const struct gireport__block *grid;
    struct gireport__grid_cell *cells;
    uint32_t *at; /* n_rows * n_cols: index of the cell + 1, 0: none */
    uint32_t n_rows, n_cols;
    struct gireport__slot slots[GIREPORT__MAX_SLOTS]; /* of the row looked at */
    uint32_t n_slots;
    uint32_t ragged;                         /* 1: it ends before the grid does */
    uint32_t row_reach;                      /* how far it reaches, empty cells too */
    struct gireport__leaf leaves[GIREPORT__MAX_SLOTS];
    uint32_t n_leaves;
    uint32_t *reach; /* one a row: the columns up to its last cell, empty or not */
    uint32_t usual_reach, header_reach;
};

/* GIREPORT_OK, _NOMEM; _LIMIT: too large to be a table of the form. */
int gireport__grid_view_new(struct gireport__reading *rd, const struct gireport__block *grid,
                            struct gireport__grid_view *v);
void gireport__grid_view_free(struct gireport__grid_view *v);

/* Cuts a row into slots. 0: too many. */
int gireport__grid_view_row(struct gireport__grid_view *v, uint32_t row);
/* Resolves the header rows first .. last to leaves. */
void gireport__grid_view_header(struct gireport__grid_view *v, uint32_t first, uint32_t last);

/* A table that was cut into several goes on under its header: what the leaves of a grid say is kept for the next grid of
 * the same table, and taken up there until it has a header of its own. resume: 1 where there was one. */
void gireport__grid_view_carry(struct gireport__grid_view *v, uint32_t table, uint32_t section);
int gireport__grid_view_resume(struct gireport__grid_view *v, uint32_t table, uint32_t *section);

/* The meaning of a cell in the template that is read; NULL: none. */
const struct gireport__sense *gireport__grid_sense(const struct gireport__grid_view *v,
                                                   const struct gireport__grid_cell *c, uint32_t kinds);
/* The field of a leaf: for rows of a matrix the position of its column, where rows stand side by side the offset in
 * the section. GIREPORT__NONE: not of this section. */
uint32_t gireport__leaf_pos(const struct gireport__grid_view *v, const struct gireport__leaf *leaf, uint32_t section);
/* Offset of a field in a section by its row and column nodes, or GIREPORT__NONE. */
uint32_t gireport__section_offset(const gireport_template *t, uint32_t section, uint32_t row, uint32_t col);
int gireport__has_money(const gireport_template *t, uint32_t section);
/* The unit that a text prints for money: "亿元", "万元", "元", or NULL. */
const char *gireport__printed_unit(const char *text, size_t len);

#endif
