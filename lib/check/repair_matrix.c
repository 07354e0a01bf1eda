/* SPDX-License-Identifier: MIT */
/* Elimination in whole numbers. */

#include "repair_matrix.h"

#include <string.h>

#include "../base/num.h"

#define LARGEST_COEFFICIENT (1 << 28)

static size_t bytes_of_a(const struct gireport__system *s)
{
    return ((size_t)s->n_rows * s->n_cols * sizeof(int32_t) + 7) & ~(size_t)7;
}

/* One block, so that a matrix is copied at once. */
static size_t bytes_of(const struct gireport__system *s)
{
    return bytes_of_a(s) + s->n_rows * (sizeof(int64_t) + s->words * sizeof(uint64_t) + sizeof(uint32_t));
}

static void collect_set(struct gireport__matrix *m, uint32_t row)
{
    const int32_t *a = gireport__matrix_row(m, row);
    uint64_t *set = gireport__matrix_set(m, row);
    uint32_t cols = m->s->n_cols;
    for (uint32_t w = 0; w < m->s->words; w++) {
        uint64_t bits = 0;
        uint32_t end = cols - w * 64 < 64 ? cols - w * 64 : 64;
        for (uint32_t i = 0; i < end; i++)
            bits |= (uint64_t)(a[w * 64 + i] != 0) << i;
        set[w] = bits;
    }
}

int gireport__matrix_new(const struct gireport__system *s, struct gireport__matrix *out)
{
    char *block = gireport__malloc(bytes_of(s));
    if (block == NULL)
        return 0;
    out->s = s;
    out->a = (int32_t *)(void *)block;
    out->rest = (int64_t *)(void *)(block + bytes_of_a(s));
    out->set = (uint64_t *)(out->rest + s->n_rows);
    out->pivot = (uint32_t *)(out->set + (size_t)s->n_rows * s->words);
    return 1;
}

void gireport__matrix_begin(struct gireport__matrix *m)
{
    const struct gireport__system *s = m->s;
    memcpy(m->a, s->a, (size_t)s->n_rows * s->n_cols * sizeof *s->a);
    memcpy(m->rest, s->rest, s->n_rows * sizeof *s->rest);
    for (uint32_t i = 0; i < s->n_rows; i++) {
        m->pivot[i] = GIREPORT__NO_COLUMN;
        collect_set(m, i);
    }
}

void gireport__matrix_free(struct gireport__matrix *m)
{
    gireport__free(m->a);
    m->a = NULL;
}

void gireport__matrix_copy(struct gireport__matrix *to, const struct gireport__matrix *from)
{
    memcpy(to->a, from->a, bytes_of(from->s));
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
    int32_t *a = gireport__matrix_row(m, to);
    const int32_t *b = gireport__matrix_row(m, from);
    int64_t large = 0, left, right;
    for (uint32_t c = 0; c < m->s->n_cols; c++) {
        int64_t v = times * a[c] - k * b[c];
        large |= v > LARGEST_COEFFICIENT || v < -LARGEST_COEFFICIENT;
        a[c] = (int32_t)v;
    }
    return !large && gireport__mul(m->rest[to], times, &left) && gireport__mul(m->rest[from], k, &right) &&
           gireport__sub(left, right, &m->rest[to]);
}

/* As combine() for times = 1 and k = ±1, which is nearly always. */
static int combine_units(struct gireport__matrix *m, uint32_t to, uint32_t from, int32_t k)
{
    int32_t *a = gireport__matrix_row(m, to);
    const int32_t *b = gireport__matrix_row(m, from);
    int32_t large = 0;
    int64_t *rest = &m->rest[to];
    for (uint32_t c = 0; c < m->s->n_cols; c++) {
        int32_t v = a[c] - k * b[c];
        large |= v + LARGEST_COEFFICIENT;
        large |= LARGEST_COEFFICIENT - v;
        a[c] = v;
    }
    if (large < 0)
        return 0;
    return k > 0 ? gireport__sub(*rest, m->rest[from], rest) : gireport__add(*rest, m->rest[from], rest);
}

int gireport__matrix_eliminate(struct gireport__matrix *m, uint32_t row, uint32_t col)
{
    int32_t p = gireport__matrix_row(m, row)[col];
    m->pivot[row] = col;
    for (uint32_t i = 0; i < m->s->n_rows; i++) {
        if (i == row || !gireport__set_has(gireport__matrix_set(m, i), col))
            continue;
        int32_t q = gireport__matrix_row(m, i)[col];
        int ok;
        if ((p == 1 || p == -1) && (q == 1 || q == -1)) {
            ok = combine_units(m, i, row, q * p);
        } else {
            int64_t g = divisor(p, q), times = p / g, k = q / g;
            ok = times < 0 ? combine(m, i, row, -times, -k) : combine(m, i, row, times, k);
        }
        if (!ok)
            return 0;
        collect_set(m, i);
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
