/* SPDX-License-Identifier: MIT */
/* Elimination in whole numbers. */

#include "repair_matrix.h"

#include <string.h>

#include "../base/num.h"

#define LARGEST_COEFFICIENT (1 << 28)

/* What two matrices differ in, apart from the room for rows. */
static size_t bytes_of_head(const struct gireport__system *s)
{
    size_t row = sizeof(int32_t *) + sizeof(int64_t) + s->words * sizeof(uint64_t) + sizeof(uint32_t);
    return (s->n_rows * row + 7) & ~(size_t)7;
}

int gireport__matrix_new(const struct gireport__system *s, struct gireport__matrix *out)
{
    size_t head = bytes_of_head(s);
    char *block = gireport__malloc(head + (size_t)s->n_rows * s->n_cols * sizeof(int32_t));
    if (block == NULL)
        return 0;
    out->s = s;
    out->rows = (const int32_t **)(void *)block;
    out->rest = (int64_t *)(void *)(block + s->n_rows * sizeof *out->rows);
    out->set = (uint64_t *)(out->rest + s->n_rows);
    out->pivot = (uint32_t *)(out->set + (size_t)s->n_rows * s->words);
    out->own = (int32_t *)(void *)(block + head);
    return 1;
}

void gireport__matrix_begin(struct gireport__matrix *m)
{
    const struct gireport__system *s = m->s;
    memcpy(m->rest, s->rest, s->n_rows * sizeof *s->rest);
    memcpy(m->set, s->set, (size_t)s->n_rows * s->words * sizeof *s->set);
    for (uint32_t i = 0; i < s->n_rows; i++) {
        m->rows[i] = s->a + (size_t)i * s->n_cols;
        m->pivot[i] = GIREPORT__NO_COLUMN;
    }
}

void gireport__matrix_free(struct gireport__matrix *m)
{
    gireport__free((void *)m->rows);
    m->rows = NULL;
}

void gireport__matrix_copy(struct gireport__matrix *to, const struct gireport__matrix *from)
{
    memcpy((void *)to->rows, (const void *)from->rows, bytes_of_head(from->s));
}

/* A row to be changed, in the matrix's own room. */
static int32_t *change_row(struct gireport__matrix *m, uint32_t row)
{
    int32_t *own = m->own + (size_t)row * m->s->n_cols;
    if (m->rows[row] != own) {
        memcpy(own, m->rows[row], m->s->n_cols * sizeof *own);
        m->rows[row] = own;
    }
    return own;
}

static int64_t divisor(int64_t a, int64_t b)
{
    a = a < 0 ? -a : a;
    b = b < 0 ? -b : b;
    while (b != 0) {
        int64_t r = a % b;
        a = b;
        b = r;
    }
    return a;
}

/* row `to` = times × row `to` − k × row `from`. Returns 0 where a number grows too large. */
static int combine(struct gireport__matrix *m, uint32_t to, uint32_t from, int64_t times, int64_t k)
{
    int32_t *a = change_row(m, to);
    const int32_t *b = gireport__matrix_row(m, from);
    uint64_t *set = gireport__matrix_set(m, to);
    const uint64_t *other = gireport__matrix_set(m, from);
    int64_t large = 0, left, right;
    for (uint32_t w = 0; w < m->s->words; w++) {
        uint64_t kept = 0;
        for (uint64_t bits = times != 1 ? set[w] | other[w] : other[w]; bits != 0; bits &= bits - 1) {
            uint32_t c = w * 64 + gireport__lowest_bit(bits);
            int64_t v = times * a[c] - k * b[c];
            large |= v > LARGEST_COEFFICIENT || v < -LARGEST_COEFFICIENT;
            a[c] = (int32_t)v;
            kept |= (uint64_t)(v != 0) << c % 64;
        }
        set[w] = (set[w] & ~other[w]) | kept;
    }
    return !large && gireport__mul(m->rest[to], times, &left) && gireport__mul(m->rest[from], k, &right) &&
           gireport__sub(left, right, &m->rest[to]);
}

int gireport__matrix_eliminate(struct gireport__matrix *m, uint32_t row, uint32_t col)
{
    int32_t p = gireport__matrix_row(m, row)[col];
    m->pivot[row] = col;
    for (uint32_t i = 0; i < m->s->n_rows; i++) {
        if (i == row || !gireport__set_has(gireport__matrix_set(m, i), col))
            continue;
        int32_t q = gireport__matrix_row(m, i)[col];
        int units = (p == 1 || p == -1) && (q == 1 || q == -1); /* which is nearly always */
        int64_t g = units ? 1 : divisor(p, q), times = units ? p : p / g, k = units ? q : q / g;
        if (!(times < 0 ? combine(m, i, row, -times, -k) : combine(m, i, row, times, k)))
            return 0;
    }
    return 1;
}

uint32_t gireport__matrix_row_for(const struct gireport__matrix *m, uint32_t col)
{
    uint32_t best = GIREPORT__NO_COLUMN;
    for (uint32_t i = 0; i < m->s->n_rows; i++) {
        if (m->pivot[i] != GIREPORT__NO_COLUMN || !gireport__set_has(gireport__matrix_set(m, i), col))
            continue;
        int32_t a = gireport__matrix_row(m, i)[col];
        if (a == 1 || a == -1)
            return i;
        if (best == GIREPORT__NO_COLUMN)
            best = i;
    }
    return best;
}
