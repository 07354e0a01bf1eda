/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__BLOCKS_H
#define GIREPORT__BLOCKS_H

/* Blocks: what every reader of documents yields and the recogniser understands. They know layout, not meaning. */

#include <gireport/read.h>

#include "../base/buf.h"

enum gireport__block_kind {
    GIREPORT__PARAGRAPH = 0, /* running text; line breaks of the source are '\n' inside */
    GIREPORT__GRID = 1,      /* a table with known cells */
    GIREPORT__LINES = 2      /* lines of text whose arrangement must be found: words with positions */
};

struct gireport__block_cell {
    uint32_t row, col;           /* first row and column, from 0 */
    uint32_t row_span, col_span; /* at least 1, clamped to the grid */
    const char *text;            /* trimmed; inner line breaks are '\n' */
    size_t len;
    uint32_t header;             /* 1: marked as a header cell */
    uint32_t picture;            /* 1: holds an image or an object and no text */
    uint32_t beside;             /* 1: a header that stands not over its values but beside them, and was put there because
                                    no other is left */
    uint32_t line, column;       /* in the source, 0 where it has none */
    const char *place;           /* "t3r5c2", or NULL */
};

/* A word of a LINES block. x in the unit of the source: display columns for text, 1/100 point for PDF. */
struct gireport__word {
    const char *text;
    size_t len;
    int32_t x0, x1;
    uint32_t line_no;  /* index of the line within the block, from 0 */
    uint32_t cell;     /* words of one cell of a `|` or tab-separated row share a number from 1; 0: no cells */
    uint32_t line, column, page;
    int32_t y0, y1;    /* PDF only, else 0 */
};

struct gireport__block {
    enum gireport__block_kind kind;
    uint32_t line, column, page;
    const char *place;
    uint32_t heading;        /* PARAGRAPH: 1..6 for a heading, 0 for text */
    const char *text;        /* PARAGRAPH */
    size_t len;
    struct gireport__block_cell *cells; /* GRID: in row-major order of their first corner */
    size_t n_cells;
    uint32_t n_rows, n_cols;
    struct gireport__word *words; /* LINES: in reading order */
    size_t n_words;
    uint32_t n_lines;
};

struct gireport__blocks {
    struct gireport__arena arena;
    struct gireport__block *items;
    size_t count, capacity;
    size_t n_cells; /* of all grids, for the limit */
    const char *title; /* of the document (HTML <title>, DOCX core property), or NULL */
    const char *published, *url; /* from the document's own metadata, or NULL */
};
void gireport__blocks_free(struct gireport__blocks *b);
struct gireport__block *gireport__blocks_add(struct gireport__blocks *b, enum gireport__block_kind kind);
/* "t3r5c2": of the third table, its fifth row and second column, all from 1; "t3" with row 0. NULL: no memory. */
const char *gireport__blocks_place(struct gireport__blocks *b, uint32_t table, uint32_t row, uint32_t column);

/* Readers of documents, one a format. Data is UTF-8 for text, Markdown and HTML (see decode.h). It must outlive the
 * blocks: words of text are slices of it. */
struct gireport__limits { /* options with the defaults filled in */
    uint32_t depth;
    size_t bytes, documents, scalar, cells;
};
int gireport__blocks_text(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b);
int gireport__blocks_html(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b);
int gireport__blocks_docx(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b);
int gireport__blocks_xlsx(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b);
int gireport__blocks_bbox(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b);
int gireport__blocks_tsv(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b);

/* The recogniser: finds the reports in blocks and makes the nth (from 1) of them. *count: how many there are.
 * GIREPORT_OK, _INVALID_DATA (nothing of the form), _NOT_FOUND (no nth), _NOMEM. */
int gireport__recognise(const struct gireport__blocks *b, const gireport_read_options *options, uint32_t nth,
                        gireport_report **out, size_t *count, gireport_findings *findings);

#endif
