/* SPDX-License-Identifier: MIT */
/* Digits that ran together ("713000074"): cut into the values of a row where the linear rules leave one
 * reading, in the row itself or over all such rows of the table. A number never begins with 0 unless it is 0.
 */
#include <string.h>

#include "../base/mem.h"
#include "../base/num.h"
#include "recognise_rows.h"

#define WIDTH_MAX     32
#define CUTS_MAX      64     /* readings of one row that are kept */
#define NODES_MAX     200000 /* steps of the search for one row */
#define ROWS_OPEN_MAX 8      /* rows with more than one reading */
#define TOGETHER_MAX  2000   /* combinations of their readings */
#define DIGITS_MAX    18     /* of one number */

struct cut { /* one reading: where each number begins, in value and offset */
    uint16_t value[WIDTH_MAX], off[WIDTH_MAX], len[WIDTH_MAX];
};

struct glued {
    struct gireport__kept_row *row, before; /* as it is, as it was */
    uint32_t width, first;
    struct cut *cuts;
    size_t n_cuts;
    int too_many;
};

struct search {
    const struct gireport__reading *rd;
    struct glued *g;
    int64_t number[WIDTH_MAX];
    struct cut cut;
    size_t nodes;
    size_t left[WIDTH_MAX + 1]; /* digits from value i on */
};

static int only_digits(const struct gireport__printed *p)
{
    for (size_t i = 0; i < p->len; i++)
        if (p->text[i] < '0' || p->text[i] > '9')
            return 0;
    return p->len > 0 && p->len < 400;
}

/* A rule over cells of this row alone, whose last cell is just known: does it hold? */
static int rules_hold(const struct search *s, uint32_t known)
{
    const gireport_template *t = s->rd->tpl;
    uint32_t last = s->g->first + known - 1;
    for (uint32_t i = t->field_first[last]; i < t->field_first[last + 1]; i++) {
        const struct gireport__form *form = &t->forms[t->field_forms[i]];
        const struct gireport__term *terms = gireport__form_terms(t, form);
        int64_t sum = 0, product;
        int inside = form->relation == GIREPORT__EQ;
        for (uint32_t k = 0; inside && k < form->n_terms; k++) {
            uint32_t f = terms[k].field;
            inside = f >= s->g->first && f <= last;
            if (inside && (!gireport__mul(terms[k].coef, s->number[f - s->g->first], &product) ||
                           !gireport__add(sum, product, &sum)))
                return 0;
        }
        if (inside && sum)
            return 0;
    }
    return 1;
}

/* Cuts number n and those behind it out of value v from offset o on. */
static void search(struct search *s, uint32_t n, size_t v, size_t o)
{
    const struct gireport__row *row = &s->g->row->in;
    if (++s->nodes > NODES_MAX) {
        s->g->too_many = 1;
        return;
    }
    if (n == s->g->width) {
        if (v < row->n_values)
            return;
        if (s->g->n_cuts == CUTS_MAX)
            s->g->too_many = 1;
        else
            s->g->cuts[s->g->n_cuts++] = s->cut;
        return;
    }
    if (v == row->n_values || s->left[v] - o < s->g->width - n || row->n_values - v > s->g->width - n)
        return;
    const struct gireport__printed *p = &row->values[v];
    int64_t number = 0;
    for (size_t len = 1; len <= DIGITS_MAX && o + len <= p->len && !s->g->too_many; len++) {
        number = number * 10 + (p->text[o + len - 1] - '0');
        if (len > 1 && p->text[o] == '0')
            return;
        s->number[n] = number;
        s->cut.value[n] = (uint16_t)v;
        s->cut.off[n] = (uint16_t)o;
        s->cut.len[n] = (uint16_t)len;
        if (!rules_hold(s, n + 1))
            continue;
        int end = o + len == p->len;
        search(s, n + 1, end ? v + 1 : v, end ? 0 : o + len);
    }
}

static int find_cuts(struct gireport__reading *rd, struct glued *g)
{
    struct search s = {.rd = rd, .g = g};
    g->cuts = gireport__calloc(CUTS_MAX, sizeof(*g->cuts));
    if (!g->cuts) {
        rd->status = GIREPORT_ERR_NOMEM;
        return 0;
    }
    for (size_t v = g->row->in.n_values; v-- > 0;)
        s.left[v] = g->row->in.values[v].len + s.left[v + 1];
    search(&s, 0, 0, 0);
    if (g->too_many)
        g->n_cuts = 0;
    return g->n_cuts > 0;
}

/* The row with its values cut; values: room for width of them. */
static struct gireport__kept_row cut_row(const struct glued *g, const struct cut *c,
                                         struct gireport__printed *values)
{
    struct gireport__kept_row k = *g->row;
    for (uint32_t i = 0; i < g->width; i++) {
        values[i] = g->row->in.values[c->value[i]];
        values[i].text += c->off[i];
        values[i].len = c->len[i];
        if (values[i].spot.column)
            values[i].spot.column += c->off[i];
    }
    k.in.values = values;
    k.in.n_values = g->width;
    k.split = 1;
    return k;
}

static void settle(struct gireport__reading *rd, struct glued *g, size_t cut)
{
    struct gireport__printed *values = gireport__arena_alloc(&rd->arena, g->width * sizeof(*values));
    if (!values) {
        rd->status = GIREPORT_ERR_NOMEM;
        return;
    }
    *g->row = cut_row(g, &g->cuts[cut], values);
    g->n_cuts = 0; /* done */
}

/* Values that were certainly printed without a gap: a number cannot begin with 0. */
static int surely_glued(const struct gireport__kept_row *k)
{
    return k->in.n_values == 1 && k->in.values[0].len > 1 && k->in.values[0].text[0] == '0' &&
           only_digits(&k->in.values[0]);
}

/* Does the table run its digits together? Somewhere surely, and nowhere a row of more than one value in full.
 */
static int table_glues(const struct gireport__reading *rd, uint32_t table)
{
    int sure = 0;
    for (size_t i = 0; i < rd->n_rows; i++) {
        const struct gireport__kept_row *k = &rd->rows[i];
        if (k->table != table || !k->in.n_values)
            continue;
        uint32_t width = gireport__row_width(rd, k);
        if (width > 1 && k->in.n_values == width)
            return 0;
        sure |= width > 1 && surely_glued(k);
    }
    return sure;
}

static int all_zeros(const struct gireport__kept_row *k, uint32_t width)
{
    size_t n = 0;
    for (size_t i = 0; i < k->in.n_values; i++)
        for (size_t j = 0; j < k->in.values[i].len; j++, n++)
            if (k->in.values[i].text[j] != '0')
                return 0;
    return n == width;
}

/* Rows with several readings: the rules over columns may leave one for all of them together. Returns 0 where they
 * leave none. */
static int settle_together(struct gireport__reading *rd, uint32_t table, struct glued *all, size_t n)
{
    struct gireport__printed values[WIDTH_MAX];
    struct glued *open[ROWS_OPEN_MAX];
    size_t n_open = 0, combinations = 1, found = 0, chosen = 0;
    struct gireport__trial trial;
    for (size_t i = 0; i < n; i++) {
        if (!all[i].n_cuts)
            continue;
        combinations *= all[i].n_cuts;
        if (n_open == ROWS_OPEN_MAX || combinations > TOGETHER_MAX)
            return 1;
        open[n_open++] = &all[i];
    }
    if (!n_open || !gireport__trial_new(rd, table, &trial))
        return 1;
    gireport__trial_put_tied(rd, &trial);
    for (size_t i = 0; i < n_open; i++)
        gireport__trial_put(rd, &trial, NULL, open[i]->row->node);
    int ok = gireport__trial_judge(rd, &trial) && !trial.broken;
    uint32_t firm = trial.firm;
    for (size_t c = 0; ok && c < combinations && found < 2; c++) {
        size_t rest = c;
        for (size_t i = 0; i < n_open; i++) {
            struct gireport__kept_row k = cut_row(open[i], &open[i]->cuts[rest % open[i]->n_cuts], values);
            rest /= open[i]->n_cuts;
            gireport__trial_put(rd, &trial, &k, k.node);
        }
        ok = gireport__trial_judge(rd, &trial);
        if (ok && !trial.broken &&
            trial.firm > firm + n_open) { /* more than the rules of the rows themselves */
            found++;
            chosen = c;
        } else if (ok && !trial.broken) {
            found = 2;
        }
    }
    gireport__trial_free(&trial);
    for (size_t i = 0; ok && found == 1 && i < n_open; i++) {
        size_t of = open[i]->n_cuts;
        settle(rd, open[i], chosen % of);
        chosen /= of;
    }
    return !ok || found;
}

/* As many digits as values: no other reading is possible, whatever the rules say. */
static int forced(const struct glued *g)
{
    size_t digits = 0;
    for (size_t i = 0; i < g->before.in.n_values; i++)
        digits += g->before.in.values[i].len;
    return digits == g->width;
}

/* Readings that the sums over columns contradict are given up: a row whose own sum is misprinted may have one
 * reading that holds and is not the printed one. */
static void give_up(struct gireport__reading *rd, uint32_t table, struct glued *all, size_t n, int contradicted)
{
    struct gireport__trial trial;
    if (!gireport__trial_new(rd, table, &trial))
        return;
    gireport__trial_put_tied(rd, &trial);
    contradicted |= gireport__trial_judge(rd, &trial) && trial.broken_over;
    gireport__trial_free(&trial);
    for (size_t i = 0; contradicted && i < n; i++)
        if (all[i].row->split && !forced(&all[i])) {
            *all[i].row = all[i].before;
            all[i].row->kept = GIREPORT__KEPT_TIED;
        }
}

void gireport__infer_glued(struct gireport__reading *rd, uint32_t table)
{
    struct glued *all = gireport__calloc(rd->n_rows + 1, sizeof(*all));
    size_t n = 0;
    int glues = table_glues(rd, table);
    if (!all)
        rd->status = GIREPORT_ERR_NOMEM;
    for (size_t i = 0; all && i < rd->n_rows && rd->status == GIREPORT_OK; i++) {
        struct gireport__kept_row *k = &rd->rows[i];
        uint32_t width = gireport__row_width(rd, k), first = gireport__row_field(rd, k, k->node);
        int digits = k->table == table && (k->kept == GIREPORT__KEPT_TIED || k->kept == GIREPORT__KEPT_OPEN);
        for (size_t v = 0; digits && v < k->in.n_values; v++)
            digits = only_digits(&k->in.values[v]) && k->in.values[v].pos == GIREPORT__NONE;
        if (!digits || width < 2 || width > WIDTH_MAX || k->in.n_values >= width || first == GIREPORT__NONE ||
            (k->kept == GIREPORT__KEPT_OPEN && k->node == GIREPORT__NONE && k->in.row != GIREPORT__NONE))
            continue;
        if (!glues && !all_zeros(k, width))
            continue;
        struct glued *g = &all[n];
        *g = (struct glued){.row = k, .before = *k, .width = width, .first = first};
        n++;
        if (find_cuts(rd, g) && g->n_cuts == 1) {
            settle(rd, g, 0);
            k->kept = GIREPORT__KEPT_TIED;
        }
    }
    if (n && rd->status == GIREPORT_OK)
        give_up(rd, table, all, n, !settle_together(rd, table, all, n));
    for (size_t i = 0; i < n; i++)
        gireport__free(all[i].cuts);
    gireport__free(all);
}
