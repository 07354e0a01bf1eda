/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TEMPLATE_LOAD_H
#define GIREPORT__TEMPLATE_LOAD_H

/* The loader at work: the template that is being made, its arrays still growing. */

#include "tree.h"

/* Bounds of a template; the built-in ones use a tenth or less. */
#define GIREPORT__MAX_PARTS   8 /* bits of gireport_report.parts_seen */
#define GIREPORT__MAX_TABLES  32
#define GIREPORT__MAX_NODES   4096 /* rows, columns: each */
#define GIREPORT__MAX_COLUMNS 64   /* leaves of a section */
#define GIREPORT__MAX_FIELDS  16384
#define GIREPORT__MAX_LEVELS  8 /* of a row or column tree */
#define GIREPORT__MAX_RULES   128
#define GIREPORT__MAX_TERMS   131072
#define GIREPORT__MAX_CLAIMS  256
#define GIREPORT__MAX_FIGURES 256 /* groups, indicators, views: each */
#define GIREPORT__MAX_PIECES  512 /* paragraphs, sentences, pieces: each */

struct gireport__list {
    void *items;
    size_t count, capacity;
};

struct gireport__loader {
    struct gireport__teller teller;
    struct gireport__arena arena;   /* of the template */
    struct gireport__arena scratch; /* of the loading */
    struct gireport_template t;     /* scalars now, arrays at the end */
    struct gireport__list parts, tables, sections, rows, cols, fields, rules, forms, terms;
    struct gireport__list claims, sums, claim_terms; /* the sums of indicators stand there too */
    struct gireport__list figures, indicators, views;
    struct gireport__list paragraphs, sentences, pieces;
};

/* gireport__tree_take() with the problems of this loader. */
int gireport__load_take(struct gireport__loader *l, const struct gireport__tree *node,
                        const struct gireport__want *want, size_t n, const struct gireport__tree **out);

/* Tells a problem at a node of the file. */
void gireport__load_tell(struct gireport__loader *l, const struct gireport__tree *at, const char *zh,
                         const char *en, const char *a);
int gireport__load_goes_on(const struct gireport__loader *l);
/* A zeroed item at the end of a list, or NULL; it moves when the list grows. */
void *gireport__load_add(struct gireport__loader *l, struct gireport__list *list, size_t size, size_t max,
                         const struct gireport__tree *at);
/* A copy of a scalar in the template, "" for NULL. */
const char *gireport__load_string(struct gireport__loader *l, const struct gireport__tree *node);
const char *gireport__load_copy(struct gireport__loader *l, const char *s, size_t len);
/* {zh: …, en: …}; a single text stands for both. */
struct gireport__text gireport__load_text(struct gireport__loader *l, const struct gireport__tree *node);
/* A text folded into the template; NULL where it may not be, which is told. */
const char *gireport__load_folded(struct gireport__loader *l, const struct gireport__tree *node);
/* A list of texts, folded. */
const char *const *gireport__load_folded_list(struct gireport__loader *l, const struct gireport__tree *node,
                                              uint32_t *count);
/* The number and the text of a label, with aliases; those found without the number too. */
struct gireport__label gireport__load_label(struct gireport__loader *l, const struct gireport__tree *number,
                                            const struct gireport__tree *text,
                                            const struct gireport__tree *aliases);
/* The value of a word out of a list ("count", "delta", …), numbered from `first`; `otherwise` where not
 * there. */
uint32_t gireport__load_word(struct gireport__loader *l, const struct gireport__tree *node,
                             const char *const *words, uint32_t first, uint32_t otherwise);
/* 1 if a text is a rule id; tells if not. */
int gireport__load_rule_id_ok(struct gireport__loader *l, const struct gireport__tree *node);
/* 1 if a key may be part of a field key: a letter, then letters, digits and _, at most 40 bytes. Tells if
 * not. */
int gireport__load_key_ok(struct gireport__loader *l, const struct gireport__tree *node);

/* The steps. Each leaves what it could make; the teller knows whether something was wrong. */
void gireport__load_tables(struct gireport__loader *l, const struct gireport__tree *node);
void gireport__load_rules(struct gireport__loader *l, const struct gireport__tree *node);
void gireport__load_claims(struct gireport__loader *l, const struct gireport__tree *node);
void gireport__load_figures(struct gireport__loader *l, const struct gireport__tree *node);
void gireport__load_views(struct gireport__loader *l, const struct gireport__tree *node);
void gireport__load_ledger(struct gireport__loader *l, const struct gireport__tree *node);
void gireport__load_paragraphs(struct gireport__loader *l, const struct gireport__tree *node);

/* Typed views of the lists. */
static inline struct gireport__node *gireport__load_rows(const struct gireport__loader *l)
{
    return l->rows.items;
}
static inline struct gireport__node *gireport__load_cols(const struct gireport__loader *l)
{
    return l->cols.items;
}
static inline struct gireport__section *gireport__load_sections(const struct gireport__loader *l)
{
    return l->sections.items;
}

#endif
