/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__GEOMETRY_TABLE_H
#define GIREPORT__GEOMETRY_TABLE_H

/* One table while it is made of rows of values: what geometry_grid.c (columns, headers, cells) and geometry_labels.c
 * (the texts beside the rows) share. */

#include "geometry.h"

#define MAX_COLUMNS 40u
#define MAX_HEADER 16u /* lines */
#define MAX_LABEL 16u  /* lines of one label */
#define MAX_LINES 2000u  /* of labels beside the rows */
#define MAX_PAGES 64u    /* of a table */

struct column {
    int32_t x0, x1;
    int32_t header_y0; /* top of the header text that stands right over the values, or INT32_MAX */
    uint32_t beside;   /* 1: its header stands beside the values */
};

/* A line of a label: the rightmost words beside the values. */
struct beside {
    uint32_t first, count; /* words */
    int32_t x0, x1, y0, y1; /* y of the widest word */
    int32_t widest;
    uint32_t line;
    int group;
};

struct label { /* of a band: lines a .. b of `beside` that lie over each other */
    uint32_t a, b;
    int found;
    int32_t y0, y1; /* of the band, as if its pages were one */
};

enum anchor { MIDDLES, TOPS, BOTTOMS };

struct work {
    struct gireport__pages *l;
    size_t first, last;       /* bands */
    int32_t x0, x1;           /* of the values */
    int32_t labels_end;       /* right edge of the texts beside the values */
    struct column columns[MAX_COLUMNS];
    uint32_t n_columns;
    uint32_t header[MAX_HEADER]; /* lines, from the lowest */
    uint32_t n_header;
    int64_t shift[MAX_PAGES];    /* added to a page's y, so that its first line follows the last one of the page before */
    int32_t *edges;              /* where texts beside the values begin, sorted */
    size_t n_edges;
    struct beside *beside;
    uint32_t n_beside;
    int32_t line_gap;         /* between two lines of a label */
    struct label *labels;     /* one a band */
    enum anchor anchor;       /* how labels and values of a row are aligned */
    int64_t *cost;            /* scratch of the alignment */
    uint32_t *choice;
    uint32_t top, bottom;     /* lines used */
};

static inline const struct gireport__band *gireport__table_band(const struct work *w, size_t i)
{
    return &w->l->bands[w->first + i];
}

static inline const struct gireport__token *gireport__table_value(const struct work *w, const struct gireport__band *b,
                                                                  uint32_t i)
{
    return &w->l->tokens[w->l->values[b->first + i]];
}

static inline int gireport__over_each_other(const struct beside *a, const struct beside *b)
{
    int32_t left = a->x0 > b->x0 ? a->x0 : b->x0, right = a->x1 < b->x1 ? a->x1 : b->x1;

    return right > left;
}

/* Where the lines .. *last of `beside` begin with a number of their own (3., （二）) and nothing stands where their
 * values would, they are a row whose cells are blank. Looks from line `from` on, before line `end`; n: none. */
int gireport__table_blank_row(const struct work *w, uint32_t from, uint32_t end, uint32_t *first, uint32_t *last);
/* Finds the labels of the rows: fills w->beside and w->labels. OK, _NOMEM; _NOT_FOUND: too much for a table. */
int gireport__table_labels(struct work *w);

#endif
