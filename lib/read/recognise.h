/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__RECOGNISE_H
#define GIREPORT__RECOGNISE_H

/* The recogniser's back end: what the front ends (grids: recognise_grid.c, flowing text: flow*.c) hand over,
 * rows as they are printed, in the order of the document. All decisions about values are made here: how many
 * a row must have, rows printed twice, rows without a label, digits run together, what was left over, and
 * which cells to name as not read. A front end never stores a cell. */

#include "../model/findings.h"
#include "../model/value.h"
#include "blocks.h"
#include "labels.h"

/* Position of a value under a column that the form does not have: kept as extra. */
#define GIREPORT__POS_EXTRA (UINT32_MAX - 1)
/* Position of a value whose column cannot be told: it keeps all of its row from being placed. */
#define GIREPORT__POS_DOUBT (UINT32_MAX - 2)

/* One value as printed, or one empty value cell. */
struct gireport__printed {
    const char *text; /* trimmed; lives as long as the blocks */
    size_t len;       /* 0: an empty cell */
    uint32_t pos; /* its field in the row, told by header or geometry: the leaf column (`pos` of the node) in
                     a matrix, the offset from the section's first field where rows stand side by side (part
                     四); GIREPORT__NONE: only its place in the row is known; GIREPORT__POS_EXTRA, _DOUBT */
    uint32_t picture; /* 1: the cell holds a picture and no text */
    uint32_t line;    /* of running text, also where the document has no line numbers; 0: of a grid */
    struct gireport__spot spot;
    int32_t x0, x1; /* as in struct gireport__word; 0, 0: unknown */
};

enum gireport__row_flag {
    GIREPORT__ROW_MISPRINT = 1, /* `row` is the nearest label, not the printed one */
    GIREPORT__ROW_LOOSE = 2,    /* the label before the values is whole and ends on a line above them */
    GIREPORT__ROW_BESIDE = 128, /* a text of its own stands on the line of the values, or another label than that */
    GIREPORT__ROW_GLUED = 4,    /* nothing stood between the values: digits may be run together */
    GIREPORT__ROW_BLANKS = 8, /* every cell of the row was seen: one without text is blank, none is missing */
    GIREPORT__ROW_COLUMNS = 16, /* was printed column by column with others */
    GIREPORT__ROW_INFERRED = 64, /* its sum placed the values, against the header: inferred */
    GIREPORT__ROW_FOREIGN = 32  /* its own label is none of the form: kept as extra, never placed */
};

/* A row as printed. */
struct gireport__row {
    uint32_t section; /* of the template; GIREPORT__NONE: not known */
    uint32_t row; /* row node, also of a group; GIREPORT__NONE: no label names it (an unlabelled row, or the
                     one line of part 四) */
    uint32_t flags;
    const char *label; /* as printed, not folded; for findings and extras; may be NULL */
    size_t label_len;
    struct gireport__spot spot;             /* of the label, or of the first value */
    const struct gireport__printed *values; /* copied */
    size_t n_values;
    const char *unit; /* money: the unit printed in header, caption or label ("万元"), or NULL; static */
    const uint32_t *header; /* the positions (as `pos` above) of the columns in the order of a header that was
                               read whole, or NULL: the order of the form. Copied */
    uint32_t n_header;
    size_t cells; /* how many were printed, also such as only fill up the row; 0: not known, or none was empty */
    uint32_t line_cells; /* how many its line has behind the label; 0: it is no row of cells */
    uint32_t gaps;       /* 1: empty cells before or between the values were left out */
    const uint32_t *maybe; /* row NONE: the rows whose label it may be a piece of, or NULL. Copied */
    uint32_t n_maybe;
};

struct gireport__kept_row; /* rows as kept until the end */

/* One report while it is being read. */
struct gireport__reading {
    const struct gireport__labels *labels;
    const gireport_template *tpl; /* labels->templates[t] */
    uint32_t t;
    gireport_report *report;
    gireport_findings *findings; /* may be NULL */
    int no_inference;
    struct gireport__arena arena;
    struct gireport__buf scratch; /* for folding */
    struct gireport__seen_cells *seen; /* may be NULL */
    struct gireport__kept_row *rows;
    size_t n_rows, rows_capacity;
    uint8_t *row_seen;    /* one a row node: its label was met (enum below) */
    uint32_t table_now;   /* the table met last, or GIREPORT__NONE */
    uint32_t tables_seen; /* bit i: something of table i was met */
    uint32_t pictures;    /* bit i: a picture stood where values of table i belong */
    struct gireport__carried *carried; /* of the header of the grid before (grid_rows.c), or NULL */
    int status;           /* sticky: GIREPORT_OK, _NOMEM */
};
enum gireport__row_seen { GIREPORT__SEEN_LABEL = 1, GIREPORT__SEEN_VALUES = 2, GIREPORT__SEEN_TOLD = 4 };

/* Takes a row. A label without values is told as well, in its place (n_values 0): values that stand apart
 * from their labels are aligned by the order of both. */
void gireport__reading_row(struct gireport__reading *rd, const struct gireport__row *row);
/* A heading, caption or header of a table was met. */
void gireport__reading_table(struct gireport__reading *rd, uint32_t table);
/* A picture instead of a table's cells. */
void gireport__reading_picture(struct gireport__reading *rd, uint32_t table);
/* Something in a table that belongs to no field; kept in the report, told as a note. */
void gireport__reading_extra(struct gireport__reading *rd, const char *label, size_t label_len,
                             const char *text, size_t text_len, const struct gireport__spot *spot);
/* All rows are in: decides, stores, tells. Returns the status. */
int gireport__reading_finish(struct gireport__reading *rd);
void gireport__reading_free(struct gireport__reading *rd);

/* Front end for one grid: hands its rows over. Returns 1 when it found anything of the form in it, 0 when the
 * grid is of something else (nothing was handed over then). *table: the table that headings above announced,
 * or GIREPORT__NONE; the front end sets it to the last table that it met. */
int gireport__recognise_grid(struct gireport__reading *rd, const struct gireport__block *grid,
                             uint32_t *table);

/* Which edition: labels met, counted by template. */
struct gireport__census {
    uint32_t *votes;  /* a template: labels that only it has */
    uint32_t *labels; /* a template: all its labels met */
};
/* Counts one label. */
void gireport__census_add(const struct gireport__labels *l, struct gireport__census *c,
                          const struct gireport__label_hit *hit);

#endif
