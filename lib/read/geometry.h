/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__GEOMETRY_H
#define GIREPORT__GEOMETRY_H

/* Words with boxes to blocks. Tables are found by their values: values that stand alone, one under the other, make
 * columns; words above them are headers; lines of text to the left are labels, each of the row on whose middle it
 * is centred. What is not surely a table stays lines of words. */

#include "blocks.h"

struct gireport__page_size { int32_t width, height; };

struct gireport__geometry {
    struct gireport__blocks *out;
    const struct gireport__limits *limits;
    struct gireport__word *words; /* line_no is filled here */
    size_t n_words, word_capacity;
    struct gireport__page_size *pages;
    size_t n_pages, page_capacity;
};

void gireport__geometry_init(struct gireport__geometry *g, struct gireport__blocks *out,
                             const struct gireport__limits *limits);
void gireport__geometry_free(struct gireport__geometry *g);
/* A page begins. Lengths in 1/100 point. OK, _NOMEM, _LIMIT. */
int gireport__geometry_page(struct gireport__geometry *g, int32_t width, int32_t height);
/* A word of the page: text (copied) and box. OK, _NOMEM, _LIMIT. */
int gireport__geometry_word(struct gireport__geometry *g, const struct gireport__word *w);
/* All words are in: adds the blocks. */
int gireport__geometry_finish(struct gireport__geometry *g);
/* "128.640000" as 12864; 0 for what is no number, held within ±10,000,000. */
int32_t gireport__geometry_number(const char *s, size_t len);

/* --- within lib/read/geometry*.c ---------------------------------------------------------------------------- */

/* Words next to each other on a line, as one would read them; a value stands alone. */
struct gireport__token {
    uint32_t first, count; /* words, in the order of the lines */
    int32_t x0, x1, y0, y1;
    uint32_t page, line; /* of the document, from 0 */
    uint8_t value;
};

/* A row of values. */
struct gireport__band {
    uint32_t first, count; /* in the list of value tokens */
    int32_t y0, y1;
    uint32_t page;
};

static inline int32_t gireport__height(int32_t y0, int32_t y1)
{
    return y1 > y0 ? y1 - y0 : 1;
}

struct gireport__pages {
    struct gireport__geometry *g;
    struct gireport__token *tokens; /* in order of page, line, x */
    size_t n_tokens, token_capacity;
    uint32_t *line_first; /* first token of each line; n_lines + 1 */
    uint32_t n_lines;
    uint32_t *values;     /* tokens that are values, in order of page and y */
    uint32_t n_values;
    struct gireport__band *bands;
    size_t n_bands, band_capacity;
};

/* 1 where a bracket is not closed, or not opened: the text goes on in another line of its cell. */
int gireport__token_is_open(const struct gireport__geometry *g, const struct gireport__token *t);
/* Makes a grid of the bands first .. last; the lines from *top on were used by it, up to *bottom. GIREPORT_OK,
 * _NOT_FOUND: not surely a table; _NOMEM, _LIMIT. */
int gireport__geometry_grid(struct gireport__pages *l, size_t first, size_t last, uint32_t from_line, uint32_t *top,
                            uint32_t *bottom);

#endif
