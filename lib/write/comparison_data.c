/* SPDX-License-Identifier: MIT */
/* A comparison for programs: a tidy CSV, one line a row and report, and JSON. */

#include <string.h>

#include "../base/num.h"
#include "comparison.h"
#include "findings_out.h"
#include "page.h"

#define HEADER                                                                                               \
    "part,key,label,unit,template,column,organ,year,state,value,whole,share,against,change,percent,notes\n"

static const struct {
    uint32_t bit;
    const char *name;
} notes[] = {{GIREPORT_COMPARE_SMALL_BASE, "small_base"},
             {GIREPORT_COMPARE_SMALL_WHOLE, "small_whole"},
             {GIREPORT_COMPARE_VIEWED, "viewed"},
             {GIREPORT_COMPARE_TOO_LARGE, "too_large"}};
#define N_NOTES (sizeof notes / sizeof *notes)

const char *gireport__compare_kind_name(uint32_t kind)
{
    static const char *const names[] = {"one", "years", "organs", "mixed"};

    return kind < sizeof names / sizeof *names ? names[kind] : "";
}

/* The column that a column is set against; its own number: none. */
static size_t against(const gireport_comparison *c, size_t column)
{
    return c->kind == GIREPORT_COMPARE_YEARS && column > 0 ? column - 1 : 0;
}

static uint32_t scale_of(const struct gireport__compared *r)
{
    return r->type == GIREPORT_TYPE_MONEY ? 2 : 0;
}

/* ---- CSV ---- */

struct lines {
    struct gireport__out *out;
    const gireport_comparison *c;
    uint32_t lang;
    struct gireport__buf text;
    struct gireport__buf number;
};

static void field(struct lines *l, const char *s)
{
    if (l->text.len > 0)
        gireport__buf_addc(&l->text, ',');
    gireport__csv_quoted(&l->text, s);
}

/* A number, or nothing where it is not there. */
static void decimal(struct lines *l, int there, int64_t v, uint32_t scale)
{
    gireport__buf_addc(&l->text, ',');
    if (there)
        gireport__num_format(&l->text, v, scale, 0);
}

static void column_fields(struct lines *l, size_t column)
{
    const struct gireport__column *x = &l->c->columns[column];

    field(l, x->name);
    field(l, x->organ);
    decimal(l, x->year != 0, x->year, 0);
}

static void flush(struct lines *l)
{
    gireport__buf_addc(&l->text, '\n');
    gireport__out_add(l->out, gireport__buf_str(&l->text), l->text.len);
    gireport__buf_clear(&l->text);
}

static void csv_line(struct lines *l, const struct gireport__compared_part *p, size_t row, size_t column)
{
    const struct gireport__compared *r = &l->c->rows[row];
    const struct gireport__datum *d = gireport__datum(l->c, row, column);
    size_t other = against(l->c, column);
    int first = 1;

    field(l, p->key);
    field(l, r->key);
    field(l, gireport_comparison_row_label(l->c, row, l->lang));
    field(l, r->unit);
    field(l, r->only != NULL ? r->only->id : "");
    column_fields(l, column);
    field(l, gireport__state_name(d->state));
    decimal(l, d->state == GIREPORT_STATE_VALUE, d->value, scale_of(r));
    decimal(l, d->has & GIREPORT__HAS_WHOLE, d->whole, 0);
    decimal(l, d->has & GIREPORT__HAS_SHARE, d->share, 2);
    field(l, d->has & GIREPORT__HAS_CHANGE && other != column ? l->c->columns[other].name : "");
    decimal(l, d->has & GIREPORT__HAS_CHANGE, d->change, r->share ? 2 : scale_of(r));
    decimal(l, d->has & GIREPORT__HAS_PERCENT, d->percent, 2);
    gireport__buf_addc(&l->text, ',');
    for (size_t i = 0; i < N_NOTES; i++)
        if (d->notes & notes[i].bit) {
            gireport__buf_adds(&l->text, first ? "" : " ");
            gireport__buf_adds(&l->text, notes[i].name);
            first = 0;
        }
    flush(l);
}

/* A repeat rate: value repeated of whole, and the rate as its share. */
static void csv_repeat(struct lines *l, const struct gireport__repeat *r)
{
    field(l, "repeat");
    gireport__buf_adds(&l->text, ",repeat.");
    gireport__buf_adds(&l->text, r->part);
    field(l, l->lang == GIREPORT_LANG_EN ? r->label.en : r->label.zh);
    field(l, r->table ? "格" : "字");
    field(l, "");
    column_fields(l, r->b);
    field(l, "value");
    decimal(l, 1, (int64_t)r->same, 0);
    decimal(l, 1, (int64_t)r->all, 0);
    decimal(l, 1, gireport__repeat_rate(r), 2);
    field(l, l->c->columns[r->a].name);
    gireport__buf_adds(&l->text, ",,,");
    flush(l);
}

int gireport__comparison_csv(const gireport_comparison *c, const gireport_comparison_write_options *o,
                             struct gireport__out *out)
{
    struct lines l = {.out = out, .c = c, .lang = o->lang};
    int failed;

    if (o->flags & GIREPORT_WRITE_BOM)
        gireport__out_adds(out, "\xef\xbb\xbf");
    if (!(o->flags & GIREPORT_WRITE_FRAGMENT))
        gireport__out_adds(out, HEADER);
    for (size_t p = 0; p < c->n_parts; p++)
        for (uint32_t i = c->parts[p].first; i < c->parts[p].first + c->parts[p].n; i++)
            for (size_t column = 0; column < c->n_columns; column++)
                csv_line(&l, &c->parts[p], i, column);
    for (size_t i = 0; i < c->n_repeats; i++)
        csv_repeat(&l, &c->repeats[i]);
    failed = l.text.failed | l.number.failed;
    gireport__buf_free(&l.text);
    gireport__buf_free(&l.number);
    return failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

/* ---- JSON ---- */

struct json {
    struct gireport__out *out;
    const gireport_comparison *c;
    struct gireport__buf number;
    int failed;
};

static void put(struct json *j, const char *s)
{
    gireport__out_adds(j->out, s);
}

static void member(struct json *j, const char *name, const char *value)
{
    put(j, ",");
    gireport__json_text(j->out, name, value);
}

/* A decimal as a string, so that no reader makes a binary number of it; null where it is not there. */
static void exact(struct json *j, const char *name, int there, int64_t v, uint32_t scale)
{
    put(j, ",");
    gireport__json_name(j->out, name);
    if (!there) {
        put(j, "null");
        return;
    }
    gireport__buf_clear(&j->number);
    gireport__num_format(&j->number, v, scale, 0);
    put(j, "\"");
    put(j, gireport__buf_str(&j->number));
    put(j, "\"");
    j->failed |= j->number.failed;
}

static void json_columns(struct json *j)
{
    put(j, "\"columns\":[");
    for (size_t i = 0; i < j->c->n_columns; i++) {
        const struct gireport__column *x = &j->c->columns[i];

        put(j, i > 0 ? ",\n{" : "\n{");
        gireport__json_text(j->out, "name", x->name);
        member(j, "organ", x->organ);
        put(j, ",");
        gireport__json_count(j->out, "year", x->year);
        member(j, "template", x->tpl->id);
        put(j, "}");
    }
    put(j, "]");
}

static void json_datum(struct json *j, size_t row, size_t column)
{
    const struct gireport__compared *r = &j->c->rows[row];
    const struct gireport__datum *d = gireport__datum(j->c, row, column);
    int first = 1;

    put(j, column > 0 ? ",{" : "{");
    gireport__json_text(j->out, "state", gireport__state_name(d->state));
    exact(j, "value", d->state == GIREPORT_STATE_VALUE, d->value, scale_of(r));
    exact(j, "whole", d->has & GIREPORT__HAS_WHOLE, d->whole, 0);
    exact(j, "share", d->has & GIREPORT__HAS_SHARE, d->share, 2);
    exact(j, "change", d->has & GIREPORT__HAS_CHANGE, d->change, r->share ? 2 : scale_of(r));
    exact(j, "percent", d->has & GIREPORT__HAS_PERCENT, d->percent, 2);
    put(j, ",\"notes\":[");
    for (size_t i = 0; i < N_NOTES; i++)
        if (d->notes & notes[i].bit) {
            put(j, first ? "\"" : ",\"");
            put(j, notes[i].name);
            put(j, "\"");
            first = 0;
        }
    put(j, "]}");
}

static void json_rows(struct json *j)
{
    put(j, ",\n\"rows\":[");
    for (size_t i = 0; i < j->c->n_rows; i++) {
        const struct gireport__compared *r = &j->c->rows[i];

        put(j, i > 0 ? ",\n{" : "\n{");
        gireport__json_text(j->out, "key", r->key);
        member(j, "label", r->label.zh);
        member(j, "unit", r->unit);
        member(j, "template", r->only != NULL ? r->only->id : "");
        member(j, "reason", r->only != NULL && r->why.zh != NULL ? r->why.zh : "");
        put(j, ",\"values\":[");
        for (size_t column = 0; column < j->c->n_columns; column++)
            json_datum(j, i, column);
        put(j, "]}");
    }
    put(j, "]");
}

static void json_repeats(struct json *j)
{
    put(j, ",\n\"repeats\":[");
    for (size_t i = 0; i < j->c->n_repeats; i++) {
        const struct gireport__repeat *r = &j->c->repeats[i];

        put(j, i > 0 ? ",\n{" : "\n{");
        gireport__json_text(j->out, "part", r->part);
        member(j, "column", j->c->columns[r->b].name);
        member(j, "against", j->c->columns[r->a].name);
        member(j, "of", r->table ? "cells" : "characters");
        exact(j, "rate", 1, gireport__repeat_rate(r), 2);
        exact(j, "same", 1, (int64_t)r->same, 0);
        exact(j, "all", 1, (int64_t)r->all, 0);
        put(j, ",\"passages\":[");
        for (size_t k = 0; k < r->n_passages; k++) {
            put(j, k > 0 ? "," : "");
            gireport__out_json(j->out, r->passages[k].text);
        }
        put(j, "]}");
    }
    put(j, "]");
}

static void json_findings(struct json *j, const gireport_comparison_write_options *o)
{
    int any = 0;

    put(j, ",\n\"findings\":[");
    for (size_t k = 0; o->findings != NULL && k < o->n_findings; k++)
        for (size_t i = 0; i < gireport_findings_count(o->findings[k]); i++) {
            const gireport_findings *f = o->findings[k];

            if (!gireport__comparison_shows(o, gireport_finding_rule(f, i)))
                continue;
            put(j, any++ ? ",\n{" : "\n{");
            gireport__json_count(j->out, "year", f->year);
            member(j, "rule", gireport_finding_rule(f, i));
            member(j, "severity", gireport__severity_word(gireport_finding_severity(f, i)));
            member(j, "message", gireport_finding_message(f, i, o->lang));
            put(j, "}");
        }
    put(j, "]");
}

int gireport__comparison_json(const gireport_comparison *c, const gireport_comparison_write_options *o,
                              struct gireport__out *out)
{
    struct json j = {.out = out, .c = c};

    put(&j, "{\"gireport\":1,\n");
    gireport__json_text(out, "comparison", gireport__compare_kind_name(c->kind));
    put(&j, ",\n");
    json_columns(&j);
    json_rows(&j);
    json_repeats(&j);
    json_findings(&j, o);
    put(&j, "}\n");
    gireport__buf_free(&j.number);
    return j.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
