/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__ARROW_H
#define GIREPORT__ARROW_H

/* Tables of reports in the memory layout of Arrow.
 *
 * arrow.c        the public functions: a stream, its schema, its batches
 * arrow_table.c  which columns there are, and what a document puts into them
 * arrow_column.c a column that grows, and how it is handed over */

#include <gireport/arrow.h>

#include "../model/findings.h"

enum gireport__arrow_kind {
    GIREPORT__ARROW_INT64,
    GIREPORT__ARROW_INT32,
    GIREPORT__ARROW_DATE,   /* days since 1970-01-01 */
    GIREPORT__ARROW_AMOUNT, /* decimal128 with two places */
    GIREPORT__ARROW_TEXT,
    GIREPORT__ARROW_WORD    /* of a dictionary that belongs to the batch */
};

struct gireport__arrow_column_type {
    const char *name;
    uint8_t kind;     /* enum gireport__arrow_kind */
    uint8_t nullable;
};

/* Texts, each once. */
struct gireport__arrow_words {
    struct gireport__buf text, ends; /* ends: int32_t, from 0 on */
    uint32_t *slots;                 /* hash table: index + 1 */
    size_t n, n_slots;
    const char *last; /* a constant that was looked up last, */
    int32_t last_at;  /* and where it is */
};

struct gireport__arrow_column {
    const struct gireport__arrow_column_type *type;
    size_t rows, nulls;
    struct gireport__buf valid;  /* a bit a row */
    struct gireport__buf values; /* numbers; of texts their ends, of words their indices */
    struct gireport__buf text;
    struct gireport__arrow_words words;
    int failed;
};

/* Each puts one row. A lack of memory sticks in `failed`, as does a text that Arrow's 32 bits cannot count. */
void gireport__arrow_null(struct gireport__arrow_column *c);
void gireport__arrow_number(struct gireport__arrow_column *c, int64_t value); /* of each kind of number */
void gireport__arrow_text(struct gireport__arrow_column *c, const char *text); /* NULL or "": null, if that may be */
void gireport__arrow_word(struct gireport__arrow_column *c, const char *text); /* the same */
void gireport__arrow_constant(struct gireport__arrow_column *c, const char *text); /* a word that is always there */
/* A word by its number; -1: null. */
void gireport__arrow_index(struct gireport__arrow_column *c, int32_t at);
/* The number of a word of a column; -1 where there is none (NULL or ""), or no memory. */
int32_t gireport__arrow_intern(struct gireport__arrow_column *c, const char *text);
void gireport__arrow_column_free(struct gireport__arrow_column *c);

/* Hands the rows over; the columns begin anew, also where that fails. GIREPORT_OK, _NOMEM. */
int gireport__arrow_export(struct gireport__arrow_column *columns, size_t n, struct ArrowArray *out);
int gireport__arrow_export_schema(const struct gireport__arrow_column_type *types, size_t n, struct ArrowSchema *out);

#define GIREPORT__ARROW_COLUMNS 24 /* at most */

struct gireport__arrow_table {
    uint32_t which; /* enum gireport_arrow_table */
    uint32_t lang;
    struct gireport__arrow_column columns[GIREPORT__ARROW_COLUMNS];
    size_t n_columns;
    /* Where the words of the fields of a template are, twice n_fields; -1: not yet looked up. */
    const gireport_template *words_of;
    int32_t *words;
};

const struct gireport__arrow_column_type *gireport__arrow_types(uint32_t which, size_t *n);
void gireport__arrow_table_begin(struct gireport__arrow_table *t, uint32_t which, uint32_t lang);
/* Puts the rows of a document. GIREPORT_OK, _NOMEM, _LIMIT (more text than Arrow can count). */
int gireport__arrow_put(struct gireport__arrow_table *t, int64_t number, const gireport_arrow_item *item);
size_t gireport__arrow_rows(const struct gireport__arrow_table *t);
/* Bytes of the longest column of texts. */
size_t gireport__arrow_bytes(const struct gireport__arrow_table *t);
int gireport__arrow_take(struct gireport__arrow_table *t, struct ArrowArray *out);
void gireport__arrow_table_free(struct gireport__arrow_table *t);

#endif
