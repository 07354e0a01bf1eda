/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__FLOW_WALK_H
#define GIREPORT__FLOW_WALK_H

/* Inside the reading of flowing text: what its tokens mean (flow_meaning.c), the walk over them
 * (flow_walk.c), and the rows that come of it (flow_rows.c). */

#include "flow.h"

#define GIREPORT__PEND_MAX   64
#define GIREPORT__HEADER_MAX 64
#define GIREPORT__MAYBE_MAX  4

enum piece { /* what a token of other text is */
             PIECE_OTHER = 0,
             PIECE_TORN = 1,  /* the beginning of one row's label */
             PIECE_INNER = 2, /* from inside one row's label */
             PIECE_PART = 3,  /* from some label */
             PIECE_NEAR = 4,  /* a row's label with a misprint */
             PIECE_PROSE = 5
};

struct meaning { /* of a token */
    uint8_t piece;
    uint8_t kind;    /* enum gireport__label_kind, 0: none */
    uint8_t foreign; /* a row's label of another edition, or one that the form does not have */
    uint32_t index;
};

struct pending {  /* a label whose values have not come yet */
    uint32_t row; /* NONE: a label that the form does not have, or a piece */
    uint32_t token;
    uint32_t flags;
    uint32_t n_maybe, maybe[GIREPORT__MAYBE_MAX];
    int quiet; /* a piece: names nothing by itself */
};

struct run_value {
    struct gireport__printed printed;
    uint32_t token;
    size_t line;
};

struct walk {
    struct gireport__flow *f;
    struct gireport__reading *rd;
    const gireport_template *tpl;
    struct meaning *meanings;
    uint8_t *labelled; /* rows whose label stands in the text */
    uint32_t table, section;
    struct pending pend[GIREPORT__PEND_MAX];
    size_t n_pend;
    struct run_value *run;
    size_t n_run, run_capacity;
    uint32_t header[GIREPORT__HEADER_MAX]; /* column nodes since the last stub, caption or heading */
    int32_t header_x[GIREPORT__HEADER_MAX]; /* their middles */
    size_t n_header;
    int header_open; /* no row since */
    const char *unit;
    int failed;
};

/* The line on which a token ends: a label may be wrapped. */
static inline size_t gireport__end_line(const struct walk *w, uint32_t token)
{
    return w->f->words[w->f->chars[w->f->tokens[token].last - 1].word].line_index;
}
static inline int gireport__is_across(const struct walk *w, uint32_t section)
{
    return section != GIREPORT__NONE && w->tpl->sections[section].layout == GIREPORT__LAYOUT_ACROSS;
}

/* flow_meaning.c */
void gireport__find_meanings(struct walk *w);
const struct gireport__sense *gireport__walk_sense(const struct walk *w,
                                                   const struct gireport__label_hit *hit, uint32_t kinds);
/* Compares a text with the labels of the template: whose beginning or inner part it is. */
enum piece gireport__piece_of(const struct walk *w, const char *s, size_t len, struct pending *out);
/* How many values stand behind a token before any label or other text, and whether they are on its line. */
size_t gireport__values_follow(const struct walk *w, size_t token, int *on_line);
const char *gireport__find_in(const char *text, size_t len, const char *what, size_t n);

/* flow_rows.c */
/* The text of characters as it stands in the source: one slice where it is one, else joined by spaces. */
const char *gireport__raw_text(struct walk *w, uint32_t first, uint32_t last, size_t *len);
struct gireport__spot gireport__token_spot(const struct gireport__flow *f, const struct gireport__token *t);
/* Ends a run: finds the label that it belongs to on its own line, hands everything over in order. */
void gireport__walk_flush(struct walk *w);
/* Hands labels over whose values did not come. */
void gireport__walk_drop(struct walk *w);
void gireport__walk_push(struct walk *w, const struct pending *p);

#endif
