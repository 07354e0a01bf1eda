/* SPDX-License-Identifier: MIT */
/* The rows of a comparison: cells, and how they changed. */

#include <string.h>

#include "../base/num.h"
#include "compare.h"
#include "view.h"

#define MONEY_UNIT 1000000 /* 万元 in 0.01 元 */

/* The edition that the others are seen in: one that the most of them can be seen as; else the first. */
static const gireport_template *common_form(const struct gireport__compare *w)
{
    const gireport_template *best = w->reports[0]->tpl;

    for (size_t i = 0; i < w->c->n_columns; i++) {
        const gireport_template *as = w->reports[i]->tpl;

        if (as != best && gireport__view_possible(best, as))
            best = as;
    }
    return best;
}

static void put_cell(struct gireport__datum *d, const struct gireport__cell *cell, int viewed)
{
    d->state = cell->state;
    if (cell->state != GIREPORT_STATE_VALUE)
        return;
    if (cell->unit == GIREPORT_UNIT_UNKNOWN) {
        d->state = GIREPORT_STATE_UNREADABLE; /* a number without its unit compares with nothing */
        return;
    }
    d->value = cell->value;
    if (viewed)
        d->notes |= GIREPORT_COMPARE_VIEWED;
}

static int has_totals(const gireport_template *t, const struct gireport__section *s)
{
    for (uint32_t i = s->first_col; i < s->first_col + s->n_cols && s->layout == GIREPORT__LAYOUT_MATRIX; i++)
        if (t->cols[i].total)
            return 1;
    return 0;
}

static void describe(struct gireport__compared *row, const gireport_template *t, uint32_t field)
{
    const struct gireport__field *f = &t->fields[field];

    row->key = f->key;
    row->label.zh = row->label.en = f->label;
    row->row_label = t->rows[f->row].label.text;
    row->unit = gireport_field_unit(t, field);
    row->printed_unit = gireport_field_printed_unit(t, field);
    row->type = gireport_field_type(t, field);
    row->total = t->cols[f->col].total || !has_totals(t, &t->sections[f->section]);
    if (!row->total || !has_totals(t, &t->sections[f->section]))
        row->row_label = f->label;
}

/* 1 if any column has something in the row. */
static int is_there(const gireport_comparison *c, size_t row)
{
    for (size_t i = 0; i < c->n_columns; i++)
        if (gireport__datum(c, row, i)->state != GIREPORT_STATE_ABSENT)
            return 1;
    return 0;
}

/* One row: a field of `as` in all columns. Columns of other editions stay absent where `view` is 0. */
static int add_row(struct gireport__compare *w, const gireport_template *as, uint32_t field, int view)
{
    gireport_comparison *c = w->c;
    struct gireport__compared *row = gireport__comparison_row(c);
    size_t at = c->n_rows - 1;

    if (row == NULL)
        return GIREPORT_ERR_NOMEM;
    describe(row, as, field);
    for (size_t i = 0; i < c->n_columns; i++) {
        int own = gireport__same_form(w->reports[i]->tpl, as);
        const struct gireport__view *v = own || !view ? NULL : gireport__view_of(w->reports[i], as, field);
        struct gireport__cell cell;

        if (!own && (v == NULL || v->kind == GIREPORT__VIEW_NONE))
            row->only = as;
        if (!own && v != NULL && v->why.zh != NULL)
            row->why = v->why;
        if (!own && !view)
            continue;
        gireport__view_cell(w->reports[i], as, field, w->o.blank != 0, &cell);
        put_cell(gireport__datum(c, at, i), &cell, !own);
    }
    if ((as->fields[field].flags & GIREPORT_FIELD_SUBTOTAL) && !is_there(c, at))
        c->n_rows--; /* not part of the form, and nobody prints it */
    return GIREPORT_OK;
}

static struct gireport__compared_part *add_part(gireport_comparison *c, const gireport_template *t,
                                                uint32_t table, const gireport_template *only)
{
    struct gireport__compared_part *p = gireport__comparison_part(c);

    if (p != NULL) {
        p->key = t->tables[table].key;
        p->title.zh = p->title.en = t->parts[t->tables[table].part].label.text;
        p->unit = "";
        p->only = only;
    }
    return p;
}

static int add_table(struct gireport__compare *w, const gireport_template *t, uint32_t table)
{
    const struct gireport__table *x = &t->tables[table];
    struct gireport__compared_part *p = add_part(w->c, t, table, NULL);
    int status = p != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;

    for (uint32_t i = x->first_field; i < x->first_field + x->n_fields && status == GIREPORT_OK; i++)
        status = add_row(w, t, i, 1);
    if (p != NULL)
        p->n = (uint32_t)w->c->n_rows - p->first;
    return status;
}

/* 1 if a field of a report's own form stands in the rows of the common one as it is. */
static int is_shown(const gireport_template *t, const gireport_template *common, uint32_t field)
{
    const struct gireport__view *v = gireport__template_view(t, common->id, t->fields[field].key);
    size_t same;

    return v != NULL && v->kind == GIREPORT__VIEW_SAME &&
           gireport_template_field_find(common, t->fields[field].key, &same) == GIREPORT_OK;
}

/* The fields of an edition that the common form has not: they stand for themselves. */
static int add_others(struct gireport__compare *w, const gireport_template *t,
                      const gireport_template *common)
{
    int status = GIREPORT_OK;

    for (uint32_t table = 0; table < t->n_tables && status == GIREPORT_OK; table++) {
        const struct gireport__table *x = &t->tables[table];
        struct gireport__compared_part *p = NULL;

        for (uint32_t i = x->first_field; i < x->first_field + x->n_fields && status == GIREPORT_OK; i++) {
            if (is_shown(t, common, i))
                continue;
            if (p == NULL)
                p = add_part(w->c, t, table, t);
            status = p != NULL ? add_row(w, t, i, 0) : GIREPORT_ERR_NOMEM;
            if (status == GIREPORT_OK)
                p->n = (uint32_t)w->c->n_rows - p->first;
        }
    }
    return status;
}

static int is_earlier(const struct gireport__compare *w, size_t column)
{
    for (size_t i = 0; i < column; i++)
        if (gireport__same_form(w->reports[i]->tpl, w->reports[column]->tpl))
            return 1;
    return 0;
}

/* Names the rows that only one edition has, each reason once. */
static void tell_reasons(struct gireport__compare *w, const gireport_template *common)
{
    const gireport_comparison *c = w->c;

    for (size_t i = 0; i < c->n_columns; i++) {
        const gireport_template *t = c->columns[i].tpl;
        int any = 0;

        if (gireport__same_form(t, common) || is_earlier(w, i))
            continue;
        for (uint32_t k = 0; k < t->n_views; k++) {
            const struct gireport__view *v = &t->views[k];

            if (v->kind != GIREPORT__VIEW_NONE || strcmp(v->of, common->id) != 0)
                continue;
            gireport__say(w->findings, &(struct gireport__say){.rule = "GI-C-010",
                                                               .arg = {v->keys[0], common->id, t->id},
                                                               .more = {v->why.zh, v->why.en}});
            any = 1;
        }
        if (!any)
            gireport__say(w->findings,
                          &(struct gireport__say){.rule = "GI-C-010", .arg = {"*", common->id, t->id}});
    }
}

int gireport__compare_cells(struct gireport__compare *w)
{
    const gireport_template *common = common_form(w);
    int status = GIREPORT_OK;

    for (uint32_t i = 0; i < common->n_tables && status == GIREPORT_OK; i++)
        status = add_table(w, common, i);
    for (size_t i = 0; i < w->c->n_columns && status == GIREPORT_OK; i++)
        if (!gireport__same_form(w->reports[i]->tpl, common) && !is_earlier(w, i))
            status = add_others(w, w->reports[i]->tpl, common);
    if (status == GIREPORT_OK)
        tell_reasons(w, common);
    return status;
}

/* ---- changes ---- */

/* The difference of two shares in hundredths of a percentage point, exact before it is rounded. */
static int share_change(const struct gireport__datum *a, const struct gireport__datum *b, int64_t *out)
{
    int64_t left, right, over, under;

    return gireport__mul(b->value, a->whole, &left) && gireport__mul(a->value, b->whole, &right) &&
           gireport__sub(left, right, &over) && gireport__mul(a->whole, b->whole, &under) &&
           gireport__ratio(over, under, 4, out);
}

static void change_share(const struct gireport__datum *a, struct gireport__datum *b)
{
    if (!(a->has & b->has & GIREPORT__HAS_SHARE))
        return;
    if (share_change(a, b, &b->change))
        b->has |= GIREPORT__HAS_CHANGE;
    else
        b->notes |= GIREPORT_COMPARE_TOO_LARGE;
}

static void change_count(const struct gireport__compared *row, const struct gireport__datum *a,
                         struct gireport__datum *b, uint32_t least)
{
    int64_t base = row->type == GIREPORT_TYPE_MONEY ? (int64_t)least * MONEY_UNIT : (int64_t)least;

    if (a->state != GIREPORT_STATE_VALUE || b->state != GIREPORT_STATE_VALUE)
        return;
    if (!gireport__sub(b->value, a->value, &b->change)) {
        b->notes |= GIREPORT_COMPARE_TOO_LARGE;
        return;
    }
    b->has |= GIREPORT__HAS_CHANGE;
    if (row->type == GIREPORT_TYPE_DELTA)
        return; /* a change of a change has no percentage */
    if (a->value < base)
        b->notes |= GIREPORT_COMPARE_SMALL_BASE;
    else if (gireport__ratio(b->change, a->value, 4, &b->percent))
        b->has |= GIREPORT__HAS_PERCENT;
    else
        b->notes |= GIREPORT_COMPARE_TOO_LARGE;
}

void gireport__compare_changes(struct gireport__compare *w)
{
    gireport_comparison *c = w->c;

    for (size_t row = 0; row < c->n_rows; row++)
        for (size_t i = 1; i < c->n_columns; i++) {
            const struct gireport__datum *a =
                gireport__datum(c, row, c->kind == GIREPORT_COMPARE_YEARS ? i - 1 : 0);
            struct gireport__datum *b = gireport__datum(c, row, i);

            if (c->rows[row].share)
                change_share(a, b);
            else
                change_count(&c->rows[row], a, b, w->o.least);
        }
}
