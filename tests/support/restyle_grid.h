/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RESTYLE_GRID_H
#define TESTS_RESTYLE_GRID_H

/* A table of a sheet as a grid of cells with spans, for the formats that have them. */

#include "restyle_sheet.h"

#define GRID_CELLS 800
#define GRID_ROWS  80
#define GRID_COLS  40

struct grid_cell {
    const char *text;
    uint32_t row, col, rows, cols;
    int head, value;
};

struct grid {
    struct grid_cell cells[GRID_CELLS]; /* in the order of rows, then columns */
    size_t n;
    uint32_t n_rows, n_cols;
    uint32_t label_cols;
    const char *heading; /* of its part, or NULL */
};

enum grid_kind {
    GRID_SPLIT = 1, /* labels of the header in two rows */
    GRID_LIES = 2,  /* spans that do not agree */
    GRID_SINGLE = 4 /* no row reaches into another: group labels stand on rows of their own */
};

/* The grid of the table whose first section is *section; moves that on to the next table. */
void grid_of_table(struct sheet *s, size_t *section, int kind, struct grid *out);

#endif
