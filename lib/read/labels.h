/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__LABELS_H
#define GIREPORT__LABELS_H

/* The labels of all templates that a document is compared with, found by their folded text. A label is known
 * with and without its number ("1.属于国家秘密") and its trailing explanation in brackets; the number that
 * was printed is told apart, because the words 其他 and 总计 stand for several things. */

#include <gireport/read.h>

#include "../base/buf.h"
#include "../template/template.h"

enum gireport__label_kind {
    GIREPORT__LABEL_PART = 1,    /* index: of the part */
    GIREPORT__LABEL_CAPTION = 2, /* index: of the section */
    GIREPORT__LABEL_STUB = 4,    /* index: of the section */
    GIREPORT__LABEL_ROW = 8,     /* index: row node */
    GIREPORT__LABEL_COL = 16,    /* index: column node */
    GIREPORT__LABEL_NOT = 32     /* a label that the form does not have (not_labels); index 0 */
};

/* One meaning of a text. */
struct gireport__sense {
    uint32_t tpl;  /* which of labels->templates */
    uint32_t kind; /* one of enum gireport__label_kind */
    uint32_t index;
    uint32_t number;   /* the label's own number: 1 for 一、, （一） and 1.; 0: none */
    uint32_t style;    /* of that number, enum gireport__number_style */
    uint32_t official; /* 1: the label itself, 0: an alias */
    uint32_t next;     /* another meaning of the same text, or GIREPORT__NONE */
};

enum gireport__number_style {
    GIREPORT__NUMBER_NONE = 0,
    GIREPORT__NUMBER_PLAIN = 1,   /* 1. or 1、 */
    GIREPORT__NUMBER_BRACKET = 2, /* （一） */
    GIREPORT__NUMBER_CHINESE = 3  /* 一、 */
};

struct gireport__label_text {
    const char *text; /* folded, without number */
    uint32_t len;
    uint32_t sense; /* first meaning */
    uint32_t next;  /* in the chain of its bucket */
};

#define GIREPORT__LABEL_BUCKETS 512

struct gireport__labels {
    const gireport_template **templates; /* the built-in ones, then those of the options */
    size_t n_templates;
    struct gireport__label_text *texts;
    size_t n_texts, texts_capacity;
    struct gireport__sense *senses;
    size_t n_senses, senses_capacity;
    uint32_t longest; /* bytes of the longest text */
    uint32_t bucket[GIREPORT__LABEL_BUCKETS];
};

/* A label found in a text. */
struct gireport__label_hit {
    const struct gireport__label_text *text; /* NULL: none */
    size_t len;                              /* bytes of folded text that it took, its number included */
    uint32_t number;                         /* as printed; 0: none */
    uint32_t style;
};

/* OK, _NOMEM. */
int gireport__labels_new(const gireport_read_options *options, struct gireport__labels *out);
void gireport__labels_free(struct gireport__labels *l);

/* The label that the whole folded text is: with or without number, without a trailing bracket. */
struct gireport__label_hit gireport__labels_whole(const struct gireport__labels *l, const char *folded,
                                                  size_t len);
/* Folds a cell's text into scratch (cleared first) and looks it up. */
struct gireport__label_hit gireport__labels_cell(const struct gireport__labels *l, const char *text,
                                                 size_t len, struct gireport__buf *scratch);
/* As labels_cell(), for a text that stands where it is; what was found is kept, the last of several with one place in
 * the list. The choice of the edition and the reading ask for the same cells. */
#define GIREPORT__SEEN_CELLS 256u
struct gireport__seen_cells {
    struct gireport__seen_cell {
        const char *text;
        size_t len;
        struct gireport__label_hit hit;
    } at[GIREPORT__SEEN_CELLS];
};
struct gireport__label_hit gireport__labels_seen(const struct gireport__labels *l, const char *text, size_t len,
                                                 struct gireport__buf *scratch, struct gireport__seen_cells *seen);
/* The longest label that the folded text begins with. */
struct gireport__label_hit gireport__labels_at(const struct gireport__labels *l, const char *folded,
                                               size_t len);
/* Reads a number at the beginning of folded text; returns its bytes, 0 where there is none. */
size_t gireport__label_number(const char *folded, size_t len, uint32_t *number, uint32_t *style);

/* The meaning of a hit in one template, of one of the kinds (bits). Where several fit, the one with the
 * printed number and style comes first. NULL: none. after: NULL, or a meaning that the call gave before. */
const struct gireport__sense *gireport__label_sense(const struct gireport__labels *l,
                                                    const struct gireport__label_hit *hit, uint32_t tpl,
                                                    uint32_t kinds, const struct gireport__sense *after);

/* The leaf or group row of a template nearest to a folded text that is no label, where it is so near and
 * every other label so far that it must be a misprint; GIREPORT__NONE otherwise. taken: one byte a row node,
 * not 0 for rows that stand elsewhere already (may be NULL). */
uint32_t gireport__labels_near_row(const struct gireport__labels *l, uint32_t tpl, const char *folded,
                                   size_t len, const uint8_t *taken);

#endif
