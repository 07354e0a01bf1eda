/* SPDX-License-Identifier: MIT */
/* Indicators: sums of cells and their shares, as the templates define them. */

#include <string.h>

#include "../base/buf.h"
#include "../base/num.h"
#include "comparison.h"
#include "linear.h"

#define PREFIX "indicators."

static int same_text(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

static const struct gireport__figures *find_group(const gireport_template *t, const char *key)
{
    for (uint32_t i = 0; i < t->n_figures; i++)
        if (same_text(t->figures[i].key, key))
            return &t->figures[i];
    return NULL;
}

static const struct gireport__indicator *find_indicator(const gireport_template *t, const char *group,
                                                        const char *key)
{
    const struct gireport__figures *f = find_group(t, group);
    for (uint32_t i = 0; f != NULL && i < f->n; i++)
        if (same_text(t->indicators[f->first + i].key, key))
            return &t->indicators[f->first + i];
    return NULL;
}

/* The last part of the key of an indicator's row. */
static const char *own_key(const struct gireport__compared *row)
{
    return strrchr(row->key, '.') + 1;
}

static int has_row(const gireport_comparison *c, const struct gireport__compared_part *p, const char *key)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (same_text(own_key(&c->rows[p->first + i]), key))
            return 1;
    return 0;
}

static int add_row(gireport_comparison *c, const struct gireport__figures *f,
                   const struct gireport__indicator *d)
{
    struct gireport__buf key = {0};
    struct gireport__compared *row = gireport__comparison_row(c);
    if (row == NULL)
        return GIREPORT_ERR_NOMEM;
    gireport__buf_adds(&key, PREFIX);
    gireport__buf_adds(&key, f->key);
    gireport__buf_adds(&key, ".");
    gireport__buf_adds(&key, d->key);
    row->key = key.failed ? NULL : gireport__arena_strndup(&c->arena, key.data, key.len);
    gireport__buf_free(&key);
    row->label = d->label;
    row->whole = d->whole;
    row->row_label = d->label.zh;
    row->unit = f->unit;
    row->printed_unit = "";
    row->share = d->per != GIREPORT__NONE;
    row->type = GIREPORT_TYPE_COUNT;
    row->total = 1;
    return row->key != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

/* The rows of a group: those of every column's template, each key once. */
static int add_rows(gireport_comparison *c, const char *key, size_t part)
{
    for (size_t i = 0; i < c->n_columns; i++) {
        const gireport_template *t = c->columns[i].tpl;
        const struct gireport__figures *f = i > 0 && t == c->columns[i - 1].tpl ? NULL : find_group(t, key);
        for (uint32_t k = 0; f != NULL && k < f->n; k++) {
            const struct gireport__indicator *d = &t->indicators[f->first + k];
            if (has_row(c, &c->parts[part], d->key))
                continue;
            int status = add_row(c, f, d);
            if (status != GIREPORT_OK)
                return status;
            c->parts[part].n++;
        }
    }
    return GIREPORT_OK;
}

static int has_part(const gireport_comparison *c, const char *key)
{
    for (size_t i = 0; i < c->n_parts; i++)
        if (c->parts[i].figures && same_text(c->parts[i].key, key))
            return 1;
    return 0;
}

static int add_parts(gireport_comparison *c, const gireport_template *t)
{
    int status = GIREPORT_OK;
    for (uint32_t i = 0; i < t->n_figures && status == GIREPORT_OK; i++) {
        const struct gireport__figures *f = &t->figures[i];
        struct gireport__compared_part *p;
        if (has_part(c, f->key))
            continue;
        p = gireport__comparison_part(c);
        if (p == NULL)
            return GIREPORT_ERR_NOMEM;
        p->key = f->key;
        p->title = f->title;
        p->unit = f->unit;
        p->figures = 1;
        p->parts = f->parts;
        status = add_rows(c, f->key, c->n_parts - 1);
    }
    return status;
}

static int sum_of(const struct gireport__counts *counts, uint32_t sum, int64_t *out)
{
    const struct gireport__claims *claims = &counts->tpl->claims;
    const struct gireport__sum *s = &claims->sums[sum];
    return gireport__terms_sum(counts, claims->terms + s->first_term, s->n_terms, out);
}

static void fill(struct gireport__datum *d, const struct gireport__counts *counts,
                 const struct gireport__indicator *i, uint32_t least)
{
    if (!sum_of(counts, i->is, &d->value))
        return;
    d->state = GIREPORT_STATE_VALUE;
    if (i->per == GIREPORT__NONE || !sum_of(counts, i->per, &d->whole))
        return;
    d->has |= GIREPORT__HAS_WHOLE;
    if (d->whole < (int64_t)least)
        d->notes |= GIREPORT_COMPARE_SMALL_WHOLE;
    if (d->whole > 0 && gireport__ratio(d->value, d->whole, 4, &d->share))
        d->has |= GIREPORT__HAS_SHARE;
}

/* The values of one column. */
static int fill_column(gireport_comparison *c, size_t column, const gireport_report *r, int strict)
{
    struct gireport__counts counts;
    int status = gireport__counts_new(r, strict, &counts);
    for (size_t p = 0; status == GIREPORT_OK && p < c->n_parts; p++) {
        const struct gireport__compared_part *part = &c->parts[p];
        for (uint32_t i = part->first; part->figures && i < part->first + part->n; i++) {
            const struct gireport__figures *group = find_group(r->tpl, part->key);
            const struct gireport__indicator *d = find_indicator(r->tpl, part->key, own_key(&c->rows[i]));
            if (d != NULL)
                fill(gireport__datum(c, i, column), &counts, d, group->least);
        }
    }
    if (status == GIREPORT_OK)
        gireport__counts_free(&counts);
    return status;
}

int gireport__comparison_indicators(gireport_comparison *c, const gireport_report *const *reports, int strict)
{
    int status = GIREPORT_OK;
    for (size_t i = 0; i < c->n_columns && status == GIREPORT_OK; i++)
        if (i == 0 || c->columns[i].tpl != c->columns[i - 1].tpl)
            status = add_parts(c, c->columns[i].tpl);
    for (size_t i = 0; i < c->n_columns && status == GIREPORT_OK; i++)
        status = fill_column(c, i, reports[i], strict);
    return status;
}
