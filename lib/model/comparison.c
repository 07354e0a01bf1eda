/* SPDX-License-Identifier: MIT */
/* The result of a comparison: how it grows, and what the public header says about it. */

#include "comparison.h"

#include <string.h>

#include "../base/num.h"

int gireport__comparison_new(const gireport_report *const *reports, size_t n, gireport_comparison **out)
{
    gireport_comparison *c = gireport__calloc(1, sizeof *c);

    *out = NULL;
    if (c == NULL)
        return GIREPORT_ERR_NOMEM;
    c->columns = gireport__calloc(n, sizeof *c->columns);
    if (c->columns == NULL) {
        gireport_comparison_free(c);
        return GIREPORT_ERR_NOMEM;
    }
    c->n_columns = n;
    for (size_t i = 0; i < n; i++) {
        c->columns[i].tpl = gireport_template_ref(reports[i]->tpl);
        c->columns[i].year = reports[i]->year;
        c->columns[i].name = c->columns[i].organ = "";
        c->columns[i].source = i;
    }
    *out = c;
    return GIREPORT_OK;
}

void gireport_comparison_free(gireport_comparison *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; c->columns != NULL && i < c->n_columns; i++)
        gireport_template_unref(c->columns[i].tpl);
    gireport__free(c->columns);
    gireport__free(c->parts);
    gireport__free(c->rows);
    gireport__free(c->data);
    gireport__free(c->repeats);
    gireport__arena_free(&c->arena);
    gireport__free(c);
}

struct gireport__compared *gireport__comparison_row(gireport_comparison *c)
{
    size_t rows = c->rows_capacity;

    if (!gireport__grow((void **)&c->rows, &c->rows_capacity, c->n_rows, sizeof *c->rows))
        return NULL;
    if (c->rows_capacity != rows) {
        struct gireport__datum *more;

        if (c->n_columns > SIZE_MAX / c->rows_capacity)
            return NULL;
        more = gireport__realloc_array(c->data, c->rows_capacity * c->n_columns, sizeof *more);
        if (more == NULL) {
            c->rows_capacity = rows;
            return NULL;
        }
        c->data = more;
    }
    memset(&c->rows[c->n_rows], 0, sizeof *c->rows);
    memset(gireport__datum(c, c->n_rows, 0), 0, c->n_columns * sizeof *c->data);
    return &c->rows[c->n_rows++];
}

struct gireport__compared_part *gireport__comparison_part(gireport_comparison *c)
{
    struct gireport__compared_part *p;

    if (!gireport__grow((void **)&c->parts, &c->parts_capacity, c->n_parts, sizeof *c->parts))
        return NULL;
    p = &c->parts[c->n_parts++];
    memset(p, 0, sizeof *p);
    p->first = (uint32_t)c->n_rows;
    return p;
}

const struct gireport__compared_part *gireport__compared_part(const gireport_comparison *c, size_t row)
{
    for (size_t i = 0; i < c->n_parts; i++)
        if (row >= c->parts[i].first && row - c->parts[i].first < c->parts[i].n)
            return &c->parts[i];
    return NULL;
}

int64_t gireport__repeat_rate(const struct gireport__repeat *r)
{
    int64_t rate = 0;

    if (r->all > 0 && r->all <= (uint64_t)INT64_MAX)
        gireport__ratio((int64_t)r->same, (int64_t)r->all, 4, &rate);
    return rate;
}

/* ---- the public header ---- */

uint32_t gireport_comparison_kind(const gireport_comparison *c)
{
    return c != NULL ? c->kind : 0;
}

size_t gireport_comparison_column_count(const gireport_comparison *c)
{
    return c != NULL ? c->n_columns : 0;
}

const char *gireport_comparison_column_name(const gireport_comparison *c, size_t column)
{
    return c != NULL && column < c->n_columns ? c->columns[column].name : NULL;
}

size_t gireport_comparison_column_source(const gireport_comparison *c, size_t column)
{
    return c != NULL && column < c->n_columns ? c->columns[column].source : 0;
}

size_t gireport_comparison_row_count(const gireport_comparison *c)
{
    return c != NULL ? c->n_rows : 0;
}

static const struct gireport__compared *row_at(const gireport_comparison *c, size_t row)
{
    return c != NULL && row < c->n_rows ? &c->rows[row] : NULL;
}

static const char *in_language(const struct gireport__text *text, uint32_t lang)
{
    const char *s = lang == GIREPORT_LANG_ZH ? text->zh : lang == GIREPORT_LANG_EN ? text->en : NULL;

    return s != NULL || lang > GIREPORT_LANG_EN ? s : "";
}

const char *gireport_comparison_row_key(const gireport_comparison *c, size_t row)
{
    const struct gireport__compared *r = row_at(c, row);

    return r != NULL ? r->key : NULL;
}

const char *gireport_comparison_row_label(const gireport_comparison *c, size_t row, uint32_t lang)
{
    const struct gireport__compared *r = row_at(c, row);

    return r != NULL ? in_language(&r->label, lang) : NULL;
}

const char *gireport_comparison_row_unit(const gireport_comparison *c, size_t row)
{
    const struct gireport__compared *r = row_at(c, row);

    return r != NULL ? r->unit : NULL;
}

const char *gireport_comparison_row_template(const gireport_comparison *c, size_t row)
{
    const struct gireport__compared *r = row_at(c, row);

    return r == NULL ? NULL : r->only != NULL ? r->only->id : "";
}

const char *gireport_comparison_row_reason(const gireport_comparison *c, size_t row, uint32_t lang)
{
    const struct gireport__compared *r = row_at(c, row);

    return r != NULL ? in_language(&r->why, lang) : NULL;
}

static const struct gireport__datum *datum_at(const gireport_comparison *c, size_t row, size_t column)
{
    return c != NULL && row < c->n_rows && column < c->n_columns ? gireport__datum(c, row, column) : NULL;
}

uint32_t gireport_comparison_state(const gireport_comparison *c, size_t row, size_t column)
{
    const struct gireport__datum *d = datum_at(c, row, column);

    return d != NULL ? d->state : 0;
}

uint32_t gireport_comparison_notes(const gireport_comparison *c, size_t row, size_t column)
{
    const struct gireport__datum *d = datum_at(c, row, column);

    return d != NULL ? d->notes : 0;
}

/* A number that may be there or not. */
static int give(const struct gireport__datum *d, int there, int64_t value, int64_t *out)
{
    if (out != NULL)
        *out = 0;
    if (out == NULL || d == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    if (!there)
        return GIREPORT_ERR_NOT_FOUND;
    *out = value;
    return GIREPORT_OK;
}

int gireport_comparison_value(const gireport_comparison *c, size_t row, size_t column, int64_t *out)
{
    const struct gireport__datum *d = datum_at(c, row, column);

    return give(d, d != NULL && d->state == GIREPORT_STATE_VALUE, d != NULL ? d->value : 0, out);
}

int gireport_comparison_whole(const gireport_comparison *c, size_t row, size_t column, int64_t *out)
{
    const struct gireport__datum *d = datum_at(c, row, column);

    return give(d, d != NULL && (d->has & GIREPORT__HAS_WHOLE), d != NULL ? d->whole : 0, out);
}

int gireport_comparison_share(const gireport_comparison *c, size_t row, size_t column, int64_t *out)
{
    const struct gireport__datum *d = datum_at(c, row, column);

    return give(d, d != NULL && (d->has & GIREPORT__HAS_SHARE), d != NULL ? d->share : 0, out);
}

int gireport_comparison_change(const gireport_comparison *c, size_t row, size_t column, int64_t *out)
{
    const struct gireport__datum *d = datum_at(c, row, column);

    return give(d, d != NULL && (d->has & GIREPORT__HAS_CHANGE), d != NULL ? d->change : 0, out);
}

int gireport_comparison_percent(const gireport_comparison *c, size_t row, size_t column, int64_t *out)
{
    const struct gireport__datum *d = datum_at(c, row, column);

    return give(d, d != NULL && (d->has & GIREPORT__HAS_PERCENT), d != NULL ? d->percent : 0, out);
}

size_t gireport_comparison_repeat_count(const gireport_comparison *c)
{
    return c != NULL ? c->n_repeats : 0;
}

static const struct gireport__repeat *repeat_at(const gireport_comparison *c, size_t i)
{
    return c != NULL && i < c->n_repeats ? &c->repeats[i] : NULL;
}

int gireport_comparison_repeat_columns(const gireport_comparison *c, size_t i, size_t *out_a, size_t *out_b)
{
    const struct gireport__repeat *r = repeat_at(c, i);

    if (out_a != NULL)
        *out_a = r != NULL ? r->a : 0;
    if (out_b != NULL)
        *out_b = r != NULL ? r->b : 0;
    return r != NULL && out_a != NULL && out_b != NULL ? GIREPORT_OK : GIREPORT_ERR_INVALID_ARG;
}

const char *gireport_comparison_repeat_part(const gireport_comparison *c, size_t i)
{
    const struct gireport__repeat *r = repeat_at(c, i);

    return r != NULL ? r->part : NULL;
}

uint32_t gireport_comparison_repeat_rate(const gireport_comparison *c, size_t i)
{
    const struct gireport__repeat *r = repeat_at(c, i);

    return r != NULL ? (uint32_t)gireport__repeat_rate(r) : 0;
}

int gireport_comparison_repeat_size(const gireport_comparison *c, size_t i, uint64_t *out_same,
                                    uint64_t *out_all)
{
    const struct gireport__repeat *r = repeat_at(c, i);

    if (out_same != NULL)
        *out_same = r != NULL ? r->same : 0;
    if (out_all != NULL)
        *out_all = r != NULL ? r->all : 0;
    return r != NULL && out_same != NULL && out_all != NULL ? GIREPORT_OK : GIREPORT_ERR_INVALID_ARG;
}

size_t gireport_comparison_passage_count(const gireport_comparison *c, size_t i)
{
    const struct gireport__repeat *r = repeat_at(c, i);

    return r != NULL ? r->n_passages : 0;
}

const char *gireport_comparison_passage(const gireport_comparison *c, size_t i, size_t passage)
{
    const struct gireport__repeat *r = repeat_at(c, i);

    return r != NULL && passage < r->n_passages ? r->passages[passage].text : NULL;
}
