/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TABLES_H
#define GIREPORT__TABLES_H

/* Makes blocks of a document whose tables may stand in cells of other tables (HTML, DOCX). Text comes in reading
 * order; where it goes is known here: a paragraph, or a piece of the innermost open cell. A table that only lays
 * out other content (pages of old content systems, frames around a text) yields that content in order; a data
 * table becomes a grid, and tables within its cells follow it. */

#include "blocks.h"

struct gireport__tables {
    struct gireport__blocks *out;
    const struct gireport__limits *limits;
    struct gireport__table_open *open; /* the innermost */
    struct gireport__table_open *all;
    uint32_t n_grids;
};

void gireport__tables_init(struct gireport__tables *t, struct gireport__blocks *out,
                           const struct gireport__limits *limits);
/* All return GIREPORT_OK, _NOMEM or _LIMIT. Rows and cells outside of a table are nothing; a cell outside of a row
 * begins one. */
int gireport__tables_begin(struct gireport__tables *t, uint32_t line, uint32_t column);
int gireport__tables_row(struct gireport__tables *t);
/* row_span 0: to the end of the group. The cell takes the first free columns of its row. */
int gireport__tables_cell(struct gireport__tables *t, uint32_t row_span, uint32_t col_span, int header, uint32_t line,
                          uint32_t column);
/* The next col_span columns of the row belong to the cell above them (vertical merges of Word); its content counts
 * for nothing. Where there is none above, an empty cell. */
int gireport__tables_merge_up(struct gireport__tables *t, uint32_t col_span, uint32_t line, uint32_t column);
/* The next col_span columns of the row belong to the cell before them; its content counts for nothing. */
int gireport__tables_merge_left(struct gireport__tables *t, uint32_t col_span);
/* Leaves columns of the row out. */
void gireport__tables_skip(struct gireport__tables *t, uint32_t cols);
void gireport__tables_end_cell(struct gireport__tables *t);
/* A group of rows begins or ends here: no cell reaches over it. header: its cells are header cells. */
void gireport__tables_group(struct gireport__tables *t, int header);
int gireport__tables_end(struct gireport__tables *t);
void gireport__tables_picture(struct gireport__tables *t);
/* A line of text (trimmed), copied. */
int gireport__tables_text(struct gireport__tables *t, const char *s, size_t len, uint32_t line, uint32_t column,
                          uint32_t heading);
/* 1 while a cell is open. */
int gireport__tables_in_cell(const struct gireport__tables *t);
/* Ends what is still open. */
int gireport__tables_finish(struct gireport__tables *t);
void gireport__tables_free(struct gireport__tables *t);

#endif
