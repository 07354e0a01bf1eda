/* SPDX-License-Identifier: MIT */
/* The least sets of cells whose change satisfies a system, exactly.
 *
 * Each unknown is its printed value plus a change. A node of the search has a set of chosen columns; they are
 * eliminated from all rows (integers, no division), so that a row without a chosen column says what the other
 * cells must sum to as printed. Where such a row does not hold, one of its cells has to change too: the
 * search branches over the cells of the row with the fewest. Columns that were tried are shut for the
 * branches after them, so that each set is met once. A chosen cell whose value would be negative or a
 * fraction makes its row one that does not hold as well. Sizes are tried from the least upwards; rows that do
 * not hold and share no cell give a lower bound. */

#include <string.h>

#include "../base/num.h"
#include "repair_matrix.h"

#define NO_COLUMN   GIREPORT__NO_COLUMN
#define MUST_CHANGE 32 /* cells below 0 that the search begins with */
#define MOST_SERVED 63 /* rows that a column is counted to serve */

struct search {
    const struct gireport__system *s;
    struct gireport__search_limits *limits;
    struct gireport__arena *arena;
    struct gireport__found *out;
    struct gireport__matrix *nodes; /* one a depth */
    uint32_t n_nodes;               /* made so far */
    uint32_t *chosen;               /* columns, in order of choice */
    uint32_t target;                /* the size that is looked for */
    uint32_t *order;                /* rows that do not hold and their sizes, n_rows of each a depth */
    uint64_t *shut;                 /* one set a depth */
    uint64_t *fit;                  /* one set a depth: see fit_columns() */
    uint32_t *serves;               /* one a column: see count_service() */
    int64_t *solution;              /* one a column */
    int status;
    int unsure; /* a branch was cut off that might hold a set */
    int met;    /* a set of the target size was met */
    int full;   /* as many sets as may be kept */
};

/* How many columns of a set are open. */
static uint32_t count_open(const uint64_t *set, const uint64_t *shut, uint32_t words)
{
    uint32_t n = 0;
    for (uint32_t w = 0; w < words; w++)
        n += gireport__count_bits(set[w] & ~shut[w]);
    return n;
}

static int share_open(const uint64_t *a, const uint64_t *b, const uint64_t *shut, uint32_t words)
{
    for (uint32_t w = 0; w < words; w++)
        if (a[w] & b[w] & ~shut[w])
            return 1;
    return 0;
}

/* Makes the nodes down to a depth. */
static int make_nodes(struct search *x, uint32_t depth)
{
    while (x->n_nodes <= depth) {
        if (!gireport__matrix_new(x->s, &x->nodes[x->n_nodes]))
            return 0;
        x->n_nodes++;
    }
    return 1;
}

/* ---- rows that do not hold ---- */

/* The value of a chosen column by its row alone. Returns 0 where it is no whole number, or one that may not
 * be. */
static int solve_row(const struct search *x, const struct gireport__matrix *n, uint32_t row, int64_t *change)
{
    uint32_t col = n->pivot[row];
    int64_t a = gireport__matrix_row(n, row)[col], value;
    const struct gireport__column *c = &x->s->cols[col];
    *change = 0;
    if (n->rest[row] % a != 0 || !gireport__sub(0, n->rest[row] / a, change) ||
        !gireport__add(c->value, *change, &value))
        return 0;
    return value >= 0 || c->is_signed;
}

static int is_chosen(const struct search *x, uint32_t depth, uint32_t col)
{
    for (uint32_t i = 0; i < depth; i++)
        if (x->chosen[i] == col)
            return 1;
    return x->s->cols[col].is_free;
}

/* 1 if a row has a chosen or free column that no row solves: its value may still be chosen. */
static int has_open_choice(const struct search *x, const struct gireport__matrix *n, uint32_t row,
                           uint32_t depth)
{
    const int32_t *a = gireport__matrix_row(n, row);
    for (uint32_t i = 0; i < depth; i++)
        if (x->chosen[i] != n->pivot[row] && a[x->chosen[i]] != 0)
            return 1;
    for (uint32_t c = 0; c < x->s->n_cols; c++)
        if (a[c] != 0 && x->s->cols[c].is_free && c != n->pivot[row])
            return 1;
    return 0;
}

static int holds(const struct search *x, const struct gireport__matrix *n, uint32_t row, uint32_t depth)
{
    int64_t change;
    if (n->pivot[row] == NO_COLUMN)
        return n->rest[row] == 0;
    return solve_row(x, n, row, &change) || has_open_choice(x, n, row, depth);
}

/* The rows that do not hold, those with fewer open columns first. Returns how many; *dead: one has none open.
 */
static uint32_t broken_rows(const struct search *x, const struct gireport__matrix *n, uint32_t depth,
                            const uint64_t *shut, uint32_t *order, uint32_t *sizes, int *dead)
{
    uint32_t n_broken = 0;
    *dead = 0;
    for (uint32_t i = 0; i < x->s->n_rows; i++) {
        if (holds(x, n, i, depth))
            continue;
        uint32_t size = count_open(gireport__matrix_set(n, i), shut, x->s->words), at = n_broken++;
        if (size == 0) {
            *dead = 1;
            return n_broken;
        }
        for (; at > 0 && sizes[at - 1] > size; at--) {
            sizes[at] = sizes[at - 1];
            order[at] = order[at - 1];
        }
        sizes[at] = size;
        order[at] = i;
    }
    return n_broken;
}

/* How many of the rows, taken in order from first by step, share no open column: each needs a cell of its
 * own. */
static uint32_t pack(const struct search *x, const struct gireport__matrix *n, const uint64_t *shut,
                     const uint32_t *order, uint32_t count, int backwards, uint32_t enough)
{
    uint32_t taken[64], n_taken = 0;
    for (uint32_t i = 0; i < count && n_taken < 64 && n_taken <= enough; i++) {
        uint32_t row = order[backwards ? count - 1 - i : i], k = 0;
        while (k < n_taken && !share_open(gireport__matrix_set(n, row), gireport__matrix_set(n, taken[k]),
                                          shut, x->s->words))
            k++;
        if (k == n_taken)
            taken[n_taken++] = row;
    }
    return n_taken;
}

/* How many of the rows that do not hold each open column is in. */
static void count_service(const struct search *x, const struct gireport__matrix *n, const uint64_t *shut,
                          const uint32_t *order, uint32_t n_broken)
{
    memset(x->serves, 0, x->s->n_cols * sizeof *x->serves);
    for (uint32_t i = 0; i < n_broken; i++) {
        const uint64_t *set = gireport__matrix_set(n, order[i]);
        for (uint32_t w = 0; w < x->s->words; w++)
            for (uint64_t bits = set[w] & ~shut[w]; bits != 0; bits &= bits - 1)
                x->serves[w * 64 + gireport__lowest_bit(bits)]++;
    }
}

/* Each row that does not hold needs a cell of its own: so many cells as there are to choose must be in as
 * many rows, taken together, as do not hold. Collects the columns that may be one of them. Returns 0 where no
 * choice is enough. */
static int fit_columns(const struct search *x, const struct gireport__matrix *n, uint32_t depth,
                       const uint32_t *order, uint32_t n_broken, uint32_t left)
{
    const uint64_t *shut = x->shut + (size_t)depth * x->s->words;
    uint64_t *fit = x->fit + (size_t)depth * x->s->words;
    uint32_t columns_of[MOST_SERVED + 1] = {0}, chosen = 0, served = 0, others = 0;
    count_service(x, n, shut, order, n_broken);
    for (uint32_t c = 0; c < x->s->n_cols; c++)
        columns_of[x->serves[c] < MOST_SERVED ? x->serves[c] : MOST_SERVED]++;
    if (columns_of[MOST_SERVED] > 0)
        others = n_broken; /* not counted so far: no bound */
    for (uint32_t d = MOST_SERVED - 1; d > 0 && chosen < left && others < n_broken; d--)
        for (uint32_t k = 0; k < columns_of[d] && chosen < left; k++) {
            others = served;
            served += d;
            chosen++;
        }
    if (chosen < left && others < n_broken)
        others = served;
    memset(fit, 0, x->s->words * sizeof *fit);
    int any = 0;
    for (uint32_t c = 0; c < x->s->n_cols; c++)
        if (x->serves[c] > 0 && x->serves[c] + others >= n_broken) {
            gireport__set_put(fit, c);
            any = 1;
        }
    return any;
}

/* The row that does not hold with the fewest columns that fit. */
static uint32_t tightest_row(const struct search *x, const struct gireport__matrix *n, const uint64_t *fit,
                             const uint32_t *order, uint32_t n_broken)
{
    uint32_t best = order[0], fewest = UINT32_MAX;
    for (uint32_t i = 0; i < n_broken && fewest > 0; i++) {
        const uint64_t *set = gireport__matrix_set(n, order[i]);
        uint32_t count = 0;
        for (uint32_t w = 0; w < x->s->words; w++)
            count += gireport__count_bits(set[w] & fit[w]);
        if (count < fewest) {
            fewest = count;
            best = order[i];
        }
    }
    return best;
}

/* With one cell to choose: does it make every row hold that has no column of its own yet? */
static int serves_all(const struct search *x, const struct gireport__matrix *n, uint32_t row, uint32_t col)
{
    if (n->pivot[row] != NO_COLUMN)
        return 1; /* not told so easily */
    int64_t p = gireport__matrix_row(n, row)[col], rest = n->rest[row], left, right;
    for (uint32_t i = 0; i < x->s->n_rows; i++) {
        if (n->pivot[i] != NO_COLUMN)
            continue;
        int64_t q = gireport__matrix_row(n, i)[col];
        if (q == 0 ? n->rest[i] != 0
                   : gireport__mul(n->rest[i], p, &left) && gireport__mul(rest, q, &right) && left != right)
            return 0;
    }
    return 1;
}

/* ---- a set is met ---- */

/* Fills x->solution for a change t of the open column `open` (NO_COLUMN: none). 1 where all cells may be so.
 */
static int solve_all(struct search *x, const struct gireport__matrix *n, uint32_t open, int64_t t)
{
    memset(x->solution, 0, x->s->n_cols * sizeof *x->solution);
    if (open != NO_COLUMN) {
        int64_t value;
        if (!gireport__add(x->s->cols[open].value, t, &value) || (value < 0 && !x->s->cols[open].is_signed))
            return 0;
        x->solution[open] = t;
    }
    for (uint32_t i = 0; i < x->s->n_rows; i++) {
        uint32_t col = n->pivot[i];
        int64_t rest = n->rest[i], product, value;
        if (col == NO_COLUMN)
            continue;
        const int32_t *a = gireport__matrix_row(n, i);
        if (open != NO_COLUMN && a[open] != 0 &&
            (!gireport__mul(t, a[open], &product) || !gireport__add(rest, product, &rest)))
            return 0;
        if (rest % a[col] != 0 || !gireport__sub(0, rest / a[col], &x->solution[col]) ||
            !gireport__add(x->s->cols[col].value, x->solution[col], &value) ||
            (value < 0 && !x->s->cols[col].is_signed))
            return 0;
    }
    return 1;
}

/* 1 if every chosen cell really changes: else a smaller set does. */
static int all_change(const struct search *x, uint32_t depth)
{
    for (uint32_t i = 0; i < depth; i++)
        if (x->solution[x->chosen[i]] == 0)
            return 0;
    return 1;
}

/* The chosen or free columns that no row solves and some row has. Returns how many; *first is one of the
 * chosen where there is one. */
static uint32_t open_columns(const struct search *x, const struct gireport__matrix *n, uint32_t depth,
                             uint32_t *first)
{
    uint32_t count = 0;
    *first = NO_COLUMN;
    for (uint32_t c = 0; c < x->s->n_cols; c++) {
        int solved = 0, used = 0;
        if (!is_chosen(x, depth, c))
            continue;
        for (uint32_t i = 0; i < x->s->n_rows; i++) {
            solved |= n->pivot[i] == c;
            used |= gireport__set_has(gireport__matrix_set(n, i), c);
        }
        if (solved || !used)
            continue;
        count += !x->s->cols[c].is_free || *first == NO_COLUMN || x->s->cols[*first].is_free;
        if (*first == NO_COLUMN || (x->s->cols[*first].is_free && !x->s->cols[c].is_free))
            *first = c;
    }
    return count;
}

/* The largest integer whose product with k > 0 is at most b. */
static int64_t floor_divide(int64_t b, int64_t k)
{
    return b / k - (b % k < 0);
}

/* The changes t of an open column that leave no solved column below 0. Returns 0 where there is none, or a
 * number does not fit. */
static int bound_open(const struct search *x, const struct gireport__matrix *n, uint32_t open, int64_t *low,
                      int64_t *high)
{
    *high = INT64_MAX / 4;
    *low = x->s->cols[open].is_signed ? -*high : -x->s->cols[open].value;
    for (uint32_t i = 0; i < x->s->n_rows; i++) {
        uint32_t col = n->pivot[i];
        int64_t p, k, rest, most;
        if (col == NO_COLUMN || x->s->cols[col].is_signed)
            continue;
        p = gireport__matrix_row(n, i)[col];
        k = p > 0 ? gireport__matrix_row(n, i)[open] : -gireport__matrix_row(n, i)[open];
        /* value × |p| - |p| / p × (rest + a × t) must not be below 0: k × t is at most `most`. */
        if (!gireport__mul(x->s->cols[col].value, p > 0 ? p : -p, &most) ||
            !gireport__mul(n->rest[i], p > 0 ? 1 : -1, &rest) || !gireport__sub(most, rest, &most))
            return 0;
        if (k == 0 && most < 0)
            return 0;
        if (k > 0 && floor_divide(most, k) < *high)
            *high = floor_divide(most, k);
        if (k < 0 && -floor_divide(most, -k) > *low)
            *low = -floor_divide(most, -k);
    }
    return *low <= *high;
}

#define TRIED_CHANGES 256 /* next to the least one, where divisions must come out even */

/* Looks for values of a met set. Returns how many were found, at most 2: the first, of the least change of a
 * column that no row solves, is left in x->solution. */
static int find_solution(struct search *x, const struct gireport__matrix *n, uint32_t depth)
{
    uint32_t open;
    uint32_t count = open_columns(x, n, depth, &open);
    int n_found = 0;
    int64_t first = 0, low, high;
    if (count == 0)
        return solve_all(x, n, NO_COLUMN, 0) && all_change(x, depth);
    if (!bound_open(x, n, open, &low, &high))
        low = 1, high = 0;
    int64_t start = low > 0 ? low : high < 0 ? high : 0;
    for (int64_t step = 0; step < TRIED_CHANGES && n_found < 2; step++) {
        int64_t t = start + ((step & 1) ? (step + 1) / 2 : -(step / 2));
        if (t < low || t > high || !solve_all(x, n, open, t) || !all_change(x, depth))
            continue;
        first = n_found++ == 0 ? t : first;
    }
    if (n_found == 0) {
        x->unsure = 1;
        return 0;
    }
    solve_all(x, n, open, first);
    return n_found;
}

static void keep_set(struct search *x, uint32_t depth, int n_solutions)
{
    struct gireport__set set = {.n = depth};
    void *items = x->out->sets;
    x->met = 1;
    x->out->ambiguous |= n_solutions > 1;
    if (x->out->n >= x->limits->max_sets) {
        x->full = 1;
        return;
    }
    set.changes = gireport__arena_alloc(x->arena, depth * sizeof *set.changes);
    if (set.changes == NULL || !gireport__grow(&items, &x->out->capacity, x->out->n, sizeof set)) {
        x->status = GIREPORT_ERR_NOMEM;
        return;
    }
    x->out->sets = items;
    for (uint32_t i = 0; i < depth; i++) {
        const struct gireport__column *c = &x->s->cols[x->chosen[i]];
        struct gireport__change change = {c->field, c->value, c->value + x->solution[x->chosen[i]]};
        uint32_t at = i;
        for (; at > 0 && set.changes[at - 1].field > change.field; at--)
            set.changes[at] = set.changes[at - 1];
        set.changes[at] = change;
    }
    x->out->sets[x->out->n++] = set;
}

/* ---- the search ---- */

static void descend(struct search *x, uint32_t depth);

/* Chooses a column at a depth and goes on below it. */
static void choose(struct search *x, uint32_t depth, uint32_t col)
{
    if (!make_nodes(x, depth + 1)) {
        x->status = GIREPORT_ERR_NOMEM;
        return;
    }
    struct gireport__matrix *below = &x->nodes[depth + 1];
    gireport__matrix_copy(below, &x->nodes[depth]);
    uint32_t row = gireport__matrix_row_for(below, col);
    x->chosen[depth] = col;
    if (row != NO_COLUMN && !gireport__matrix_eliminate(below, row, col)) {
        x->unsure = 1;
        return;
    }
    descend(x, depth + 1);
}

static void descend(struct search *x, uint32_t depth)
{
    const struct gireport__matrix *n = &x->nodes[depth];
    const struct gireport__system *s = x->s;
    uint32_t *order = x->order + (size_t)depth * 2 * s->n_rows, *sizes = order + s->n_rows;
    uint64_t *shut = x->shut + (size_t)depth * s->words, *shut_below = shut + s->words;
    uint32_t left = x->target - depth;
    int dead;
    if (x->limits->nodes == 0) {
        x->status = GIREPORT_ERR_LIMIT;
        return;
    }
    x->limits->nodes--;
    uint32_t n_broken = broken_rows(x, n, depth, shut, order, sizes, &dead);
    if (n_broken == 0) {
        int n_solutions = depth == x->target ? find_solution(x, n, depth) : 0;
        if (n_solutions > 0)
            keep_set(x, depth, n_solutions);
        return;
    }
    if (dead || left == 0 || pack(x, n, shut, order, n_broken, 0, left) > left ||
        pack(x, n, shut, order, n_broken, 1, left) > left)
        return;
    uint64_t *fit = x->fit + (size_t)depth * s->words;
    if (!fit_columns(x, n, depth, order, n_broken, left))
        return;
    uint32_t row = tightest_row(x, n, fit, order, n_broken);
    memcpy(shut_below, shut, s->words * sizeof *shut);
    for (uint32_t w = 0; w < s->words; w++)
        for (uint64_t bits = gireport__matrix_set(n, row)[w] & ~shut[w];
             bits != 0 && x->status == GIREPORT_OK && !x->full; bits &= bits - 1) {
            uint32_t c = w * 64 + gireport__lowest_bit(bits);
            gireport__set_put(shut_below, c); /* it is chosen now, and shut for the branches after it */
            if (gireport__set_has(fit, c) && (left > 1 || serves_all(x, n, row, c)))
                choose(x, depth, c);
        }
}

/* The matrix as it is given, with the free columns eliminated. */
static int make_root(struct search *x)
{
    const struct gireport__system *s = x->s;
    if (!make_nodes(x, 0))
        return GIREPORT_ERR_NOMEM;
    struct gireport__matrix *n = &x->nodes[0];
    gireport__matrix_begin(n);
    for (uint32_t c = 0; c < s->n_cols; c++) {
        if (!s->cols[c].is_free)
            continue;
        gireport__set_put(x->shut, c);
        uint32_t row = gireport__matrix_row_for(n, c);
        if (row != NO_COLUMN && !gireport__matrix_eliminate(n, row, c))
            return GIREPORT_ERR_LIMIT;
    }
    return GIREPORT_OK;
}

/* Cells printed below 0 where none may be are part of every set: the search begins below them. */
static void search_all(struct search *x)
{
    uint32_t first[MUST_CHANGE], n_first = 0, n_must = 0;
    for (uint32_t c = 0; c < x->s->n_cols; c++) {
        const struct gireport__column *col = &x->s->cols[c];
        if (col->value >= 0 || col->is_signed || col->is_free)
            continue;
        n_must++;
        if (n_first < MUST_CHANGE)
            first[n_first++] = c;
    }
    if (n_must > x->limits->max_cells || n_must > MUST_CHANGE)
        return;
    for (uint32_t i = 0; i < n_must && x->status == GIREPORT_OK; i++) {
        gireport__set_put(x->shut, first[i]);
        x->chosen[i] = first[i];
        uint32_t row = gireport__matrix_row_for(&x->nodes[0], first[i]);
        if (row != NO_COLUMN && !gireport__matrix_eliminate(&x->nodes[0], row, first[i]))
            x->status = GIREPORT_ERR_LIMIT;
    }
    for (x->target = n_must; x->target <= x->limits->max_cells && !x->met && x->status == GIREPORT_OK;
         x->target++) {
        if (n_must > 0) { /* the chosen ones stand before those of the search: same node, greater depth */
            if (!make_nodes(x, n_must)) {
                x->status = GIREPORT_ERR_NOMEM;
                return;
            }
            gireport__matrix_copy(&x->nodes[n_must], &x->nodes[0]);
            memcpy(x->shut + (size_t)n_must * x->s->words, x->shut, x->s->words * sizeof *x->shut);
        }
        descend(x, n_must);
    }
}

int gireport__search(const struct gireport__system *s, struct gireport__search_limits *limits,
                     struct gireport__arena *arena, struct gireport__found *out)
{
    size_t depths = (size_t)limits->max_cells + 2;
    struct search x = {.s = s, .limits = limits, .arena = arena, .out = out};
    x.nodes = gireport__calloc(depths, sizeof *x.nodes);
    x.chosen = gireport__calloc(depths, sizeof *x.chosen);
    x.order = gireport__realloc_array(NULL, depths * 2 * s->n_rows, sizeof *x.order);
    x.shut = gireport__calloc(depths * s->words, sizeof *x.shut);
    x.fit = gireport__calloc(depths * s->words, sizeof *x.fit);
    x.serves = gireport__calloc(s->n_cols, sizeof *x.serves);
    x.solution = gireport__calloc(s->n_cols, sizeof *x.solution);
    if (x.nodes == NULL || x.chosen == NULL || x.order == NULL || x.shut == NULL || x.fit == NULL ||
        x.serves == NULL || x.solution == NULL)
        x.status = GIREPORT_ERR_NOMEM;
    else
        x.status = make_root(&x);
    if (x.status == GIREPORT_OK)
        search_all(&x);
    out->complete = x.status == GIREPORT_OK && !x.unsure && !x.full;
    for (uint32_t i = 0; i < x.n_nodes; i++)
        gireport__matrix_free(&x.nodes[i]);
    gireport__free(x.nodes);
    gireport__free(x.chosen);
    gireport__free(x.order);
    gireport__free(x.shut);
    gireport__free(x.fit);
    gireport__free(x.serves);
    gireport__free(x.solution);
    return x.status;
}
