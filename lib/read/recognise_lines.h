/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__RECOGNISE_LINES_H
#define GIREPORT__RECOGNISE_LINES_H

/* A document as one sequence of lines, whatever its blocks are; places in it; the headings of the parts. */

#include "blocks.h"
#include "labels.h"

/* A line: words of a LINES block, one line of a PARAGRAPH, or a whole GRID. */
struct gireport__text_line {
    const struct gireport__block *block;
    const struct gireport__word *words; /* LINES, else NULL */
    const char *text;                   /* PARAGRAPH */
    size_t len;                         /* of text, or the number of words */
    uint32_t line, column;
    uint32_t gap; /* 1: an empty line stands before it */
};

/* A place: a line, a word of it (PARAGRAPH: 0), a byte of that. */
struct gireport__at {
    size_t line;
    size_t word, off;
};

/* A heading of a part, as found. */
struct gireport__mark {
    struct gireport__at at;
    struct gireport__label_hit hit; /* hit.text has a PART meaning */
    uint32_t number;                /* of the part */
    uint32_t misprint;
    size_t len; /* folded bytes that it takes, number included */
};

struct gireport__lines {
    const struct gireport__labels *labels;
    struct gireport__text_line *items;
    size_t count, capacity;
    struct gireport__mark *marks; /* in order of place */
    size_t n_marks, marks_capacity;
    struct gireport__buf scratch;
    size_t text_max; /* bytes of the text of a part; 0: no bound */
};

/* OK, _NOMEM, _LIMIT (more than max lines). */
int gireport__lines_new(const struct gireport__blocks *b, const struct gireport__labels *labels, size_t max,
                        struct gireport__lines *out);
void gireport__lines_free(struct gireport__lines *l);

/* -1, 0, 1 as a stands before, at, after b. */
int gireport__at_compare(const struct gireport__at *a, const struct gireport__at *b);

/* The slice of a line's word (PARAGRAPH: its line; GRID: nothing). Returns its bytes. */
size_t gireport__line_word(const struct gireport__text_line *l, size_t word, const char **text);
/* How many words gireport__line_word() gives. */
size_t gireport__line_words(const struct gireport__text_line *l);

/* Finds the headings of the parts; lists of them (contents) are not headings. OK, _NOMEM. */
int gireport__lines_mark(struct gireport__lines *l);

/* Where the words of a text stood; a failed allocation sticks. */
struct gireport__places {
    struct gireport__said_at *items;
    size_t count, capacity;
    int failed;
};

/* The text between two places, its wrapped lines joined to paragraphs. Appends to out, and to places (may be
 * NULL). */
void gireport__lines_text(const struct gireport__lines *l, struct gireport__at from, struct gireport__at to,
                          struct gireport__buf *out, struct gireport__places *places);
/* The text of a part: from behind its heading. */
void gireport__lines_after_heading(struct gireport__lines *l, const struct gireport__mark *m,
                                   struct gireport__at to, struct gireport__buf *out,
                                   struct gireport__places *places);

#endif
