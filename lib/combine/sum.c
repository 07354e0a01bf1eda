/* SPDX-License-Identifier: MIT */
/* Consolidation: the reports of units added up to a draft for their parent. */

#include <gireport/combine.h>
#include <string.h>

#include "../base/buf.h"
#include "../base/num.h"
#include "../base/options.h"
#include "../model/findings.h"
#include "../model/report.h"
#include "view.h"

int gireport_sum_options_init(gireport_sum_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__SUM_V1);
}

struct work {
    const gireport_report **units; /* those that are added, in the caller's order */
    size_t n;
    const gireport_template *form; /* of the draft */
    const char **refused;          /* one a report given: the rule, or NULL */
    int strict;
    gireport_report *draft;
    gireport_findings *findings;
    struct gireport__buf names;    /* of the units that a finding is about */
    struct gireport__ref *offered; /* stocks and changes whose sums are offered */
    size_t n_offered;
    struct gireport__buf offer;
    struct gireport__ref *lost; /* cells that do not follow from another edition */
    size_t n_lost;
};

static const char *name_of(const gireport_report *r)
{
    const char *name = r->texts[GIREPORT_TEXT_ORGAN].text;

    return name != NULL ? name : "?";
}

static void add_name(struct gireport__buf *names, const char *name)
{
    if (names->len > 0)
        gireport__buf_adds(names, "、");
    gireport__buf_adds(names, name);
}

/* A report that cannot be added is named; the others go on. */
static void refuse(struct work *w, size_t at, const char *rule, const gireport_report *unit,
                   const char *found, const char *expected)
{
    w->refused[at] = rule;
    gireport__say(w->findings, &(struct gireport__say){.rule = rule,
                                                       .arg = {name_of(unit), NULL, NULL},
                                                       .found = found,
                                                       .expected = expected});
}

static int same_organ(const gireport_report *a, const gireport_report *b)
{
    const char *x = a->texts[GIREPORT_TEXT_ORGAN].text;
    const char *y = b->texts[GIREPORT_TEXT_ORGAN].text;

    return x != NULL && y != NULL && strcmp(x, y) == 0;
}

static int taken_already(const struct work *w, const gireport_report *unit)
{
    for (size_t i = 0; i < w->n; i++)
        if (same_organ(w->units[i], unit))
            return 1;
    return 0;
}

/* A unit in the form of the draft, or one from which cells of that form follow. */
static int fits(const struct work *w, const gireport_report *unit)
{
    return gireport__same_form(unit->tpl, w->form) || gireport__view_possible(unit->tpl, w->form);
}

/* Keeps the reports that may be added: those of the draft's form and of one year, each organ once. */
static void choose_units(struct work *w, const gireport_report *const *units, size_t n, int32_t year)
{
    struct gireport__buf found = {0}, expected = {0};

    for (size_t i = 0; i < n; i++) {
        const gireport_report *u = units[i];
        int clash = u->year != 0 && u->year != year;

        if (!fits(w, u))
            refuse(w, i, "GI-C-001", u, u->tpl->id, w->form->id);
        else if (clash) {
            gireport__buf_clear(&found);
            gireport__buf_clear(&expected);
            gireport__buf_add_int(&found, u->year);
            gireport__buf_add_int(&expected, year);
            refuse(w, i, "GI-C-002", u, gireport__buf_str(&found), gireport__buf_str(&expected));
        } else if (taken_already(w, u))
            refuse(w, i, "GI-C-003", u, NULL, NULL);
        else
            w->units[w->n++] = u;
    }
    w->names.failed |= found.failed | expected.failed;
    gireport__buf_free(&found);
    gireport__buf_free(&expected);
}

/* What a unit's cell counts: 1 and the value, 0 where it is unknown. */
static int counted(const struct work *w, const struct gireport__cell *c, int64_t *value)
{
    *value = 0;
    if (c->state == GIREPORT_STATE_VALUE && c->unit != GIREPORT_UNIT_UNKNOWN) {
        *value = c->value;
        return 1;
    }
    return !w->strict && (c->state == GIREPORT_STATE_BLANK || c->state == GIREPORT_STATE_NA);
}

enum outcome { ADDED, UNKNOWN_UNITS, TOO_LARGE, NOT_PRINTED, NOT_FOLLOWING };

/* 1 if a unit of another edition says nothing of a field of the draft's. */
static int says_nothing(const struct work *w, const gireport_report *unit, size_t field)
{
    const struct gireport__view *v;

    if (gireport__same_form(unit->tpl, w->form))
        return 0;
    v = gireport__view_of(unit, w->form, field);
    return v == NULL || v->kind == GIREPORT__VIEW_NONE;
}

/* Adds one field over all units; w->names then holds the units in which it is unknown. */
static enum outcome add_field(struct work *w, size_t field, int64_t *sum)
{
    size_t absent = 0;

    *sum = 0;
    gireport__buf_clear(&w->names);
    for (size_t i = 0; i < w->n; i++) {
        struct gireport__cell c;
        int64_t value;

        if (says_nothing(w, w->units[i], field))
            return NOT_FOLLOWING;
        gireport__view_cell(w->units[i], w->form, field, w->strict, &c);
        if (c.state == GIREPORT_STATE_ABSENT)
            absent++;
        if (!counted(w, &c, &value))
            add_name(&w->names, name_of(w->units[i]));
        else if (!gireport__add(*sum, value, sum))
            return TOO_LARGE;
    }
    if (absent == w->n)
        return NOT_PRINTED;
    return w->names.len > 0 ? UNKNOWN_UNITS : ADDED;
}

static void tell_cell(struct work *w, const char *rule, size_t field, uint32_t role)
{
    struct gireport__ref ref = {(uint32_t)field, role};

    gireport__say(w->findings, &(struct gireport__say){.rule = rule,
                                                       .report = w->draft,
                                                       .cells = &ref,
                                                       .n_cells = 1,
                                                       .arg = {gireport__buf_str(&w->names), NULL, NULL}});
}

/* A stock or a change does not add up over units (documents drafted jointly, items moved between units): its
 * cell stays blank, the sum is offered. */
static void offer(struct work *w, size_t field, int64_t sum)
{
    w->offered[w->n_offered++] = (struct gireport__ref){(uint32_t)field, GIREPORT_ROLE_CELL};
    if (w->offer.len > 0)
        gireport__buf_adds(&w->offer, "; ");
    gireport__buf_adds(&w->offer, gireport_field_label(w->draft->tpl, field));
    gireport__buf_adds(&w->offer, " ");
    gireport__num_format(&w->offer, sum,
                         gireport_field_type(w->draft->tpl, field) == GIREPORT_TYPE_MONEY ? 2 : 0, 1);
}

static int sum_field(struct work *w, size_t field)
{
    int64_t sum;
    int additive = gireport_field_nature(w->draft->tpl, field) == GIREPORT_NATURE_FLOW;
    int subtotal = (gireport_field_flags(w->draft->tpl, field) & GIREPORT_FIELD_SUBTOTAL) != 0;
    enum outcome outcome = add_field(w, field, &sum);

    if (outcome == NOT_PRINTED || (outcome == NOT_FOLLOWING && subtotal))
        return GIREPORT_OK;
    if (outcome == NOT_FOLLOWING) {
        w->lost[w->n_lost++] = (struct gireport__ref){(uint32_t)field, GIREPORT_ROLE_UNREAD};
        return GIREPORT_OK;
    }
    if (outcome == UNKNOWN_UNITS && subtotal)
        return GIREPORT_OK; /* printed by some units only: their members hold the numbers */
    if (outcome == UNKNOWN_UNITS) {
        tell_cell(w, "GI-C-004", field, GIREPORT_ROLE_UNREAD);
        return GIREPORT_OK;
    }
    if (outcome == TOO_LARGE) {
        tell_cell(w, "GI-C-005", field, GIREPORT_ROLE_UNREAD);
        return GIREPORT_OK;
    }
    if (!additive) {
        offer(w, field, sum);
        return gireport_cell_set_state(w->draft, field, GIREPORT_STATE_BLANK);
    }
    return gireport_cell_set_value(w->draft, field, sum);
}

/* The units in another edition, and the cells that do not follow from it. */
static void tell_lost(struct work *w)
{
    const char *id = NULL;

    gireport__buf_clear(&w->names);
    for (size_t i = 0; i < w->n; i++)
        if (!gireport__same_form(w->units[i]->tpl, w->form)) {
            id = w->units[i]->tpl->id;
            add_name(&w->names, name_of(w->units[i]));
        }
    if (id != NULL)
        gireport__say(w->findings, &(struct gireport__say){.rule = "GI-C-008",
                                                           .report = w->draft,
                                                           .cells = w->lost,
                                                           .n_cells = w->n_lost,
                                                           .arg = {gireport__buf_str(&w->names), NULL, NULL},
                                                           .found = id,
                                                           .expected = w->form->id});
}

/* Units that the parent names and that no report came from. */
static void tell_missing(struct work *w, const gireport_report *parent)
{
    gireport__buf_clear(&w->names);
    for (size_t i = 0; parent != NULL && i < parent->n_unit_names; i++) {
        int came = 0;

        for (size_t k = 0; k < w->n && !came; k++)
            came = strcmp(name_of(w->units[k]), parent->unit_names[i]) == 0;
        if (!came)
            add_name(&w->names, parent->unit_names[i]);
    }
    if (w->names.len > 0)
        gireport__say(
            w->findings,
            &(struct gireport__say){.rule = "GI-C-006", .arg = {gireport__buf_str(&w->names), NULL, NULL}});
}

static int fill_draft(struct work *w, const gireport_sum_options *o, int32_t year)
{
    int status = gireport_report_set_year(w->draft, year);

    if (status == GIREPORT_OK && o->organ != NULL)
        status = gireport_report_set_text(w->draft, GIREPORT_TEXT_ORGAN, o->organ, GIREPORT_LEN_AUTO);
    for (size_t i = 0; status == GIREPORT_OK && i < w->n; i++)
        status = gireport_report_add_unit(w->draft, name_of(w->units[i]));
    for (size_t f = 0; status == GIREPORT_OK && f < w->draft->tpl->n_fields; f++)
        status = sum_field(w, f);
    if (status == GIREPORT_OK)
        tell_lost(w);
    if (status == GIREPORT_OK && w->n_offered > 0)
        gireport__say(w->findings,
                      &(struct gireport__say){.rule = "GI-C-007",
                                              .report = w->draft,
                                              .cells = w->offered,
                                              .n_cells = w->n_offered,
                                              .arg = {gireport__buf_str(&w->offer), NULL, NULL}});
    return status;
}

/* The year of the draft: the caller's, else the first one that a unit states. */
static int32_t draft_year(const gireport_report *const *units, size_t n, int32_t asked)
{
    for (size_t i = 0; asked == 0 && i < n; i++)
        asked = units[i]->year;
    return asked;
}

static int run(struct work *w, const gireport_report *const *units, size_t n, const gireport_sum_options *o)
{
    int32_t year = draft_year(units, n, o->year);
    int status;

    choose_units(w, units, n, year);
    if (w->n == 0)
        return GIREPORT_ERR_INVALID_DATA;
    w->offered = gireport__calloc(w->form->n_fields, sizeof *w->offered);
    w->lost = gireport__calloc(w->form->n_fields, sizeof *w->lost);
    if (w->offered == NULL || w->lost == NULL)
        return GIREPORT_ERR_NOMEM;
    status = gireport_report_new(w->form, &w->draft);
    if (status != GIREPORT_OK)
        return status;
    status = fill_draft(w, o, year);
    tell_missing(w, o->parent);
    if (status == GIREPORT_OK && (w->names.failed || w->offer.failed))
        status = GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK)
        status = gireport__findings_status(w->findings);
    return status;
}

/* Checks the arguments, and takes the memory for the reports. */
static int begin(struct work *w, const gireport_report *const *units, size_t n,
                 const gireport_sum_options *options, gireport_sum_options *o)
{
    int status;

    if (units == NULL || n == 0)
        return GIREPORT_ERR_INVALID_ARG;
    for (size_t i = 0; i < n; i++)
        if (units[i] == NULL)
            return GIREPORT_ERR_INVALID_ARG;
    status = gireport__options_take(o, sizeof *o, options, GIREPORT__SUM_V1);
    if (status != GIREPORT_OK)
        return status;
    if (o->blank > 1)
        return GIREPORT_ERR_INVALID_ARG;
    w->strict = o->blank == 1;
    w->form = o->form != NULL ? o->form : units[0]->tpl;
    w->units = gireport__calloc(n, sizeof *w->units);
    w->refused = gireport__calloc(n, sizeof *w->refused);
    return w->units != NULL && w->refused != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

static void end(struct work *w)
{
    gireport__free(w->units);
    gireport__free(w->refused);
    gireport__free(w->offered);
    gireport__free(w->lost);
    gireport__buf_free(&w->names);
    gireport__buf_free(&w->offer);
}

int gireport_sum(const gireport_report *const *units, size_t n, const gireport_sum_options *options,
                 gireport_report **out, gireport_findings *findings)
{
    gireport_sum_options o;
    struct work w = {.findings = findings};
    int status;

    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = NULL;
    status = begin(&w, units, n, options, &o);
    if (status == GIREPORT_OK)
        status = run(&w, units, n, &o);
    if (status == GIREPORT_OK)
        *out = w.draft;
    else
        gireport_report_free(w.draft);
    end(&w);
    return status;
}

/* ---- which unit gave what ---- */

struct part {
    char *unit;
    const char *rule; /* static, "": it counts */
    int64_t value;
    uint32_t state;
};

struct gireport_sum_parts {
    struct part *parts;
    size_t n;
    int64_t total;
    int known; /* the total */
};

void gireport_sum_parts_free(gireport_sum_parts *p)
{
    if (p == NULL)
        return;
    for (size_t i = 0; i < p->n; i++)
        gireport__free(p->parts[i].unit);
    gireport__free(p->parts);
    gireport__free(p);
}

static int fill_parts(struct work *w, const gireport_report *const *units, size_t n, size_t field,
                      gireport_sum_parts *p)
{
    p->parts = gireport__calloc(n, sizeof *p->parts);
    if (p->parts == NULL)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < n; i++) {
        struct part *part = &p->parts[i];
        struct gireport__cell c = {.state = GIREPORT_STATE_ABSENT};

        part->rule = w->refused[i] != NULL ? w->refused[i] : "";
        part->unit = gireport__strndup(name_of(units[i]), strlen(name_of(units[i])));
        p->n++;
        if (part->unit == NULL)
            return GIREPORT_ERR_NOMEM;
        if (fits(w, units[i]))
            gireport__view_cell(units[i], w->form, field, w->strict, &c);
        part->state = c.unit == GIREPORT_UNIT_UNKNOWN ? GIREPORT_STATE_UNREADABLE : c.state;
        part->value = part->state == GIREPORT_STATE_VALUE ? c.value : 0;
    }
    p->known = w->n > 0 && add_field(w, field, &p->total) == ADDED;
    return w->names.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

int gireport_sum_explain(const gireport_report *const *units, size_t n, const gireport_sum_options *options,
                         const char *key, gireport_sum_parts **out)
{
    gireport_sum_options o;
    struct work w = {.findings = NULL};
    gireport_sum_parts *p = NULL;
    size_t field = 0;
    int status;

    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = NULL;
    status = key != NULL ? begin(&w, units, n, options, &o) : GIREPORT_ERR_INVALID_ARG;
    if (status == GIREPORT_OK)
        status = gireport_template_field_find(w.form, key, &field);
    if (status == GIREPORT_OK) {
        choose_units(&w, units, n, draft_year(units, n, o.year));
        p = gireport__calloc(1, sizeof *p);
        status = p != NULL ? fill_parts(&w, units, n, field, p) : GIREPORT_ERR_NOMEM;
    }
    end(&w);
    if (status == GIREPORT_OK)
        *out = p;
    else
        gireport_sum_parts_free(p);
    return status;
}

size_t gireport_sum_parts_count(const gireport_sum_parts *p)
{
    return p != NULL ? p->n : 0;
}

static const struct part *part_at(const gireport_sum_parts *p, size_t i)
{
    return p != NULL && i < p->n ? &p->parts[i] : NULL;
}

int gireport_sum_parts_total(const gireport_sum_parts *p, int64_t *out)
{
    if (out != NULL)
        *out = p != NULL && p->known ? p->total : 0;
    if (p == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    return p->known ? GIREPORT_OK : GIREPORT_ERR_NOT_FOUND;
}

const char *gireport_sum_part_unit(const gireport_sum_parts *p, size_t i)
{
    const struct part *part = part_at(p, i);

    return part != NULL ? part->unit : NULL;
}

uint32_t gireport_sum_part_state(const gireport_sum_parts *p, size_t i)
{
    const struct part *part = part_at(p, i);

    return part != NULL ? part->state : 0;
}

int gireport_sum_part_value(const gireport_sum_parts *p, size_t i, int64_t *out)
{
    const struct part *part = part_at(p, i);

    if (out != NULL)
        *out = part != NULL ? part->value : 0;
    if (part == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    return part->state == GIREPORT_STATE_VALUE ? GIREPORT_OK : GIREPORT_ERR_NOT_FOUND;
}

const char *gireport_sum_part_rule(const gireport_sum_parts *p, size_t i)
{
    const struct part *part = part_at(p, i);

    return part != NULL ? part->rule : NULL;
}
