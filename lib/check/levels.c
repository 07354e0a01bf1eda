/* SPDX-License-Identifier: MIT */
/* Rules between a report and those of the units that it covers. */

#include <string.h>

#include "../base/num.h"
#include "rules.h"

#define NAMED 3 /* units that a message names */

/* How many units the report says that it covers, or -1. */
static int64_t units_stated(const gireport_report *r)
{
    int64_t towns = r->units[GIREPORT_UNITS_TOWNS], departments = r->units[GIREPORT_UNITS_DEPARTMENTS], sum;
    if (towns < 0 && departments < 0)
        return r->n_unit_names > 0 ? (int64_t)r->n_unit_names : -1;
    return gireport__add(towns > 0 ? towns : 0, departments > 0 ? departments : 0, &sum) ? sum : -1;
}

/* 1 if a unit's report cannot be added to this one. */
static int is_other(const struct gireport__check *c, const gireport_report *unit)
{
    return strcmp(unit->tpl->id, c->t->id) != 0 || unit->tpl->n_fields != c->t->n_fields ||
           (unit->year != 0 && c->r->year != 0 && unit->year != c->r->year);
}

/* Counts units and names the first of them. */
struct roll {
    struct gireport__buf names;
    size_t n;
};

static void enroll(struct roll *roll, const gireport_report *unit)
{
    const char *name = unit->texts[GIREPORT_TEXT_ORGAN].text;
    if (roll->n++ >= NAMED)
        return;
    if (roll->n > 1)
        gireport__buf_adds(&roll->names, "、");
    gireport__buf_adds(&roll->names, name != NULL ? name : "?");
}

static void tell_roll(struct gireport__check *c, struct roll *roll)
{
    char number[32];
    if (roll->n > NAMED)
        gireport__buf_adds(&roll->names, "…");
    if (roll->names.failed)
        c->status = GIREPORT_ERR_NOMEM;
    else if (roll->n > 0)
        gireport__check_say(
            c, &(struct gireport__say){.arg = {gireport__check_number(number, (int64_t)roll->n, 0),
                                               gireport__buf_str(&roll->names)}});
    gireport__buf_free(&roll->names);
}

/* Sums over the units. A cell is lost once a unit does not say it, or the sum is too large. */
struct sums {
    int64_t *value, *rounding;
    uint8_t *lost;
};

static int add_unit(struct gireport__check *c, const gireport_report *unit, struct sums *s)
{
    struct gireport__counts counts;
    int status = gireport__counts_new(unit, c->o->blank == GIREPORT_BLANK_STRICT, &counts);
    if (status != GIREPORT_OK)
        return status;
    for (uint32_t i = c->from; i < c->to; i++)
        if (counts.known[i] == GIREPORT__NOT_KNOWN ||
            !gireport__add(s->value[i], counts.value[i], &s->value[i]) ||
            !gireport__add(s->rounding[i], gireport__check_rounding(unit, i), &s->rounding[i]))
            s->lost[i] = 1;
    gireport__counts_free(&counts);
    return GIREPORT_OK;
}

/* 1 if a cell is its sum; money up to what rounding to the printed decimals makes. */
static int agrees(struct gireport__check *c, uint32_t field, const struct sums *s)
{
    int64_t difference, rounding;
    if (c->now.value[field] == s->value[field])
        return 1;
    return gireport__sub(c->now.value[field], s->value[field], &difference) &&
           gireport__add(s->rounding[field], gireport__check_rounding(c->r, field), &rounding) &&
           difference <= rounding && difference >= -rounding;
}

/* Compares what adds up over units; where the report does not say how many it covers, a difference is a note.
 */
static void compare_sums(struct gireport__check *c, const struct sums *s, uint32_t severity)
{
    for (uint32_t i = c->from; i < c->to; i++) {
        int adds_up = gireport_field_nature(c->t, i) == GIREPORT_NATURE_FLOW &&
                      !(c->t->fields[i].flags & GIREPORT_FIELD_SUBTOTAL);
        if (adds_up && !s->lost[i] && c->now.known[i] != GIREPORT__NOT_KNOWN && !agrees(c, i, s))
            gireport__check_compare(c, severity, i, c->now.value[i], &s->value[i]);
    }
}

void gireport__rule_l_001(struct gireport__check *c)
{
    int64_t stated = units_stated(c->r);
    int others = 0;
    for (size_t i = 0; i < c->o->n_units && !others; i++)
        others = is_other(c, c->o->units[i]);
    if (others || (stated >= 0 && c->o->n_units < (uint64_t)stated)) {
        gireport__check_lacks(c, "units");
        return;
    }
    size_t n = c->t->n_fields + (size_t)1;
    struct sums s = {gireport__calloc(n, sizeof *s.value), gireport__calloc(n, sizeof *s.rounding),
                     gireport__calloc(n, 1)};
    int status = s.value != NULL && s.rounding != NULL && s.lost != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < c->o->n_units && status == GIREPORT_OK; i++)
        status = add_unit(c, c->o->units[i], &s);
    if (status == GIREPORT_OK)
        compare_sums(c, &s, stated >= 0 ? 0 : GIREPORT_SEVERITY_NOTE);
    else
        c->status = status;
    gireport__free(s.value);
    gireport__free(s.rounding);
    gireport__free(s.lost);
}

void gireport__rule_l_002(struct gireport__check *c)
{
    int64_t stated = units_stated(c->r);
    char given_text[32], stated_text[32];
    if (stated < 0 || (uint64_t)stated == c->o->n_units)
        return;
    gireport__check_number(given_text, (int64_t)c->o->n_units, 0);
    gireport__check_number(stated_text, stated, 0);
    gireport__check_say(c, &(struct gireport__say){.found = given_text,
                                                   .expected = stated_text,
                                                   .arg = {given_text, stated_text}});
}

void gireport__rule_l_003(struct gireport__check *c)
{
    struct roll roll = {{0}, 0};
    for (size_t i = 0; i < c->o->n_units; i++)
        if (is_other(c, c->o->units[i]))
            enroll(&roll, c->o->units[i]);
    tell_roll(c, &roll);
}

/* 1 if a report breaks a linear error rule of its form. */
static int breaks_rules(struct gireport__check *c, const gireport_report *unit)
{
    struct gireport__counts counts;
    int broken = 0;
    if (gireport__counts_new(unit, c->o->blank == GIREPORT_BLANK_STRICT, &counts) != GIREPORT_OK) {
        c->status = GIREPORT_ERR_NOMEM;
        return 0;
    }
    for (uint32_t i = 0; i < unit->tpl->n_forms && !broken; i++) {
        const struct gireport__form *form = &unit->tpl->forms[i];
        broken = unit->tpl->rules[form->rule].severity == GIREPORT_SEVERITY_ERROR &&
                 gireport__form_verdict(&counts, form, NULL, NULL, NULL, 0, NULL) == GIREPORT__BROKEN;
    }
    gireport__counts_free(&counts);
    return broken;
}

void gireport__rule_l_004(struct gireport__check *c)
{
    struct roll roll = {{0}, 0};
    for (size_t i = 0; i < c->o->n_units && c->status == GIREPORT_OK; i++)
        if (breaks_rules(c, c->o->units[i]))
            enroll(&roll, c->o->units[i]);
    tell_roll(c, &roll);
}
