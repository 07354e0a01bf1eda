/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__FLOW_H
#define GIREPORT__FLOW_H

/* Tables in flowing text: a range of lines as one stream of folded characters, cut into tokens (labels,
 * values, empty cells, other text), and the tokens as rows for the back end. */

#include "recognise.h"
#include "recognise_lines.h"

enum gireport__flow_gap { /* what stands before a character or a token */
                          GIREPORT__GAP_SPACE = 1,
                          GIREPORT__GAP_CELL = 2,
                          GIREPORT__GAP_LINE = 4,
                          GIREPORT__GAP_BLANK = 8 /* an empty line, or a page break */
};

struct gireport__flow_word { /* where characters come from */
    const char *text;
    size_t len;
    size_t line_index; /* of gireport__lines */
    int32_t x0, x1;
    uint32_t cell, line, column;
    const char *place;
};

struct gireport__flow_char {
    uint32_t cp;
    uint32_t at;       /* byte in the stream */
    uint32_t word;     /* index */
    uint32_t off, end; /* bytes of the word */
    uint32_t gap;
};

enum gireport__token_kind {
    GIREPORT__TOKEN_LABEL = 1,
    GIREPORT__TOKEN_VALUE = 2,
    GIREPORT__TOKEN_EMPTY = 3,
    GIREPORT__TOKEN_TEXT = 4
};

struct gireport__token {
    enum gireport__token_kind kind;
    uint32_t first, last; /* characters: from first up to before last */
    uint32_t gap;
    uint32_t tail;                  /* VALUE: other text follows it at once (2020年) */
    struct gireport__label_hit hit; /* LABEL */
};

struct gireport__flow {
    const struct gireport__labels *labels;
    const struct gireport__lines *lines;
    struct gireport__buf stream; /* folded UTF-8 */
    struct gireport__flow_word *words;
    size_t n_words, words_capacity;
    struct gireport__flow_char *chars; /* one more than n_chars: the end, at = stream.len */
    size_t n_chars, chars_capacity;
    struct gireport__token *tokens;
    size_t n_tokens, tokens_capacity;
    struct gireport__at from, to; /* the range that was read */
    uint32_t cut;                 /* 1: the range was longer than what is looked at */
};

/* Reads a range of lines (grids in it are passed over). OK, _NOMEM. */
int gireport__flow_read(const struct gireport__lines *lines, struct gireport__at from, struct gireport__at to,
                        struct gireport__flow *out);
void gireport__flow_free(struct gireport__flow *f);
/* Counts the labels for the choice of the edition. */
void gireport__flow_census(const struct gireport__flow *f, struct gireport__census *c);
/* Hands the rows over. *table: the table that the heading above announced, or GIREPORT__NONE; becomes the
 * last one. */
int gireport__flow_rows(struct gireport__flow *f, struct gireport__reading *rd, uint32_t *table);

/* The folded bytes of a token. */
static inline const char *gireport__token_text(const struct gireport__flow *f,
                                               const struct gireport__token *t, size_t *len)
{
    *len = f->chars[t->last].at - f->chars[t->first].at;
    return gireport__buf_str(&f->stream) + f->chars[t->first].at;
}
static inline const struct gireport__flow_word *gireport__token_word(const struct gireport__flow *f,
                                                                     const struct gireport__token *t)
{
    return &f->words[f->chars[t->first].word];
}

#endif
