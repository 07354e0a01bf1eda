/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__REPAIR_MATRIX_H
#define GIREPORT__REPAIR_MATRIX_H

/* The matrix of a system at one node of the search, and sets of its columns as bits. Rows are long and have few
 * coefficients, and a node changes few rows: a node has room for all rows, but those that it does not change are
 * those of the node above. So a node must not change while one below it is in use. */

#include "repair.h"

#define GIREPORT__NO_COLUMN UINT32_MAX

/* Chosen columns are eliminated: each is in the row that it is solved by, its pivot row, and in no other. */
struct gireport__matrix {
    const struct gireport__system *s;
    const int32_t **rows; /* one a row: its coefficients. Begins the one block that holds all of this */
    int64_t *rest;   /* one a row: its sum at the printed values */
    uint64_t *set;   /* one set a row: the columns that are not 0 */
    uint32_t *pivot; /* one a row: the chosen column that it solves, or GIREPORT__NO_COLUMN */
    int32_t *own;    /* room for each row */
};

static inline const int32_t *gireport__matrix_row(const struct gireport__matrix *m, uint32_t row)
{
    return m->rows[row];
}

static inline uint64_t *gireport__matrix_set(const struct gireport__matrix *m, uint32_t row)
{
    return m->set + (size_t)row * m->s->words;
}

/* Room for a matrix of a system; free with gireport__matrix_free(). 0: no memory. */
int gireport__matrix_new(const struct gireport__system *s, struct gireport__matrix *out);
/* The matrix as the system has it. */
void gireport__matrix_begin(struct gireport__matrix *m);
void gireport__matrix_free(struct gireport__matrix *m);
void gireport__matrix_copy(struct gireport__matrix *to, const struct gireport__matrix *from);
/* Solves a row for a column and eliminates it from all others. 0: numbers grow too large. */
int gireport__matrix_eliminate(struct gireport__matrix *m, uint32_t row, uint32_t col);
/* The row without a pivot that has a column, one with coefficient ±1 before others; NO_COLUMN if none. */
uint32_t gireport__matrix_row_for(const struct gireport__matrix *m, uint32_t col);

static inline int gireport__set_has(const uint64_t *set, uint32_t i)
{
    return (int)(set[i / 64] >> (i % 64) & 1);
}

static inline void gireport__set_put(uint64_t *set, uint32_t i)
{
    set[i / 64] |= UINT64_C(1) << (i % 64);
}

static inline uint32_t gireport__count_bits(uint64_t x)
{
    x -= (x >> 1) & UINT64_C(0x5555555555555555);
    x = (x & UINT64_C(0x3333333333333333)) + ((x >> 2) & UINT64_C(0x3333333333333333));
    x = (x + (x >> 4)) & UINT64_C(0x0f0f0f0f0f0f0f0f);
    return (uint32_t)((x * UINT64_C(0x0101010101010101)) >> 56);
}

/* The place of the lowest bit of x, which is not 0. */
static inline uint32_t gireport__lowest_bit(uint64_t x)
{
#ifdef __GNUC__
    return (uint32_t)__builtin_ctzll(x);
#else
    return gireport__count_bits((x & (0 - x)) - 1);
#endif
}

#endif
