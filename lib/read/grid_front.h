/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__GRID_FRONT_H
#define GIREPORT__GRID_FRONT_H

/* Inside the recogniser's front end for grids: what is known of a grid while its rows are read. */

#include "grid_rows.h"

struct gireport__front {
    struct gireport__grid_view v;
    struct gireport__reading *rd;
    const gireport_template *t;
    uint8_t *taken;          /* one a row node: its own label stands in this grid or stood before */
    uint32_t section;        /* that the rows belong to as far as captions and labels say, or GIREPORT__NONE */
    uint32_t table;          /* in which the grid stands, or GIREPORT__NONE */
    uint32_t header_first, header_last; /* rows; resolved when the first row below is met */
    uint32_t texts_first, texts_end; /* rows of texts that may be the upper half of a header */
    int in_header, resolved;
    int strange;             /* texts that name no column stand over the rows */
    uint32_t row, empty_row; /* that is read; from 1, that may be an empty line of part 四, or 0 */
    uint32_t line_section;   /* across_section() of the header, where line_known */
    int line_known;
    int line_read, at_end;   /* a line of part 四 that is not empty was read; all rows were */
    const char *unit, *caption_unit; /* printed beside the table, in a caption */
    uint32_t near;           /* comparisons made */
    struct gireport__printed values[GIREPORT__MAX_SLOTS];
    uint32_t n_values;
    struct gireport__printed *across; /* cells of part 四 that stand one under the other, by offset */
    uint32_t n_across, across_section;
};

static inline const struct gireport__sense *sense(const struct gireport__front *f, const struct gireport__slot *s, uint32_t kinds)
{
    return gireport__grid_sense(&f->v, s->cell, kinds);
}

static inline int is_blank(const struct gireport__slot *s)
{
    return !s->cell || s->cell->blank;
}

static inline int is_number(const struct gireport__slot *s)
{
    return s->cell && s->cell->number;
}

static inline int is_text(const struct gireport__slot *s)
{
    return s->cell && !s->cell->blank && !s->cell->number;
}

/* The place of a cell, or that of the grid. */
struct gireport__spot gireport__front_spot(const struct gireport__front *f, const struct gireport__grid_cell *c);
/* Adds a value at a position of its row; one that reaches over rows with cells of their own is none's. */
void gireport__front_value(struct gireport__front *f, const struct gireport__slot *s, uint32_t pos);
/* Fills f->values from slots under the header, within the columns c0 .. c1. Returns the flags of the row. */
uint32_t gireport__front_values(struct gireport__front *f, const struct gireport__slot *slots, uint32_t n, uint32_t section,
                                uint32_t row, uint32_t c0, uint32_t c1);

#endif
