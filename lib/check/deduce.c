/* SPDX-License-Identifier: MIT */
/* Values that the equations of the form leave for cells that have none: a total that was not filled, a cell
 * that could not be read. Offered, never filled in. */

#include <string.h>

#include "../base/num.h"
#include "rules.h"

#define ROUNDS 8 /* a deduced value may let another one follow */

struct deducer {
    const gireport_report *r;
    const gireport_template *t;
    struct gireport__counts work;  /* what is known, with what was deduced so far */
    struct gireport__counts found; /* known: GIREPORT__KNOWN where deduced */
    uint8_t *refused;              /* two equations disagree */
};

/* 1 if a cell waits for a value in this form: it has none, or it is the form's blank total. */
static int is_free(const struct deducer *d, const struct gireport__form *form, uint32_t term)
{
    uint8_t known = d->work.known[gireport__form_terms(d->t, form)[term].field];
    return known == GIREPORT__NOT_KNOWN || (known == GIREPORT__BLANK_ZERO && term == 0);
}

/* The one free cell of an equation, or GIREPORT__NONE; the form must have numbers beside it. */
static uint32_t only_free(const struct deducer *d, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(d->t, form);
    uint32_t at = GIREPORT__NONE, n_free = 0, n_known = 0;
    if (form->relation != GIREPORT__EQ)
        return GIREPORT__NONE;
    if (form->only_printed && d->work.known[terms[0].field] != GIREPORT__KNOWN)
        return GIREPORT__NONE;
    for (uint32_t i = 0; i < form->n_terms; i++) {
        uint8_t known = d->work.known[terms[i].field];
        if (known == GIREPORT__BY_SUBTOTAL && !form->whole)
            return GIREPORT__NONE;
        n_known += known == GIREPORT__KNOWN || known == GIREPORT__BY_SUBTOTAL;
        if (is_free(d, form, i)) {
            at = i;
            n_free++;
        }
    }
    int coefficient_is_one = at != GIREPORT__NONE && (terms[at].coef == 1 || terms[at].coef == -1);
    return n_free == 1 && n_known > 0 && coefficient_is_one ? at : GIREPORT__NONE;
}

/* The value that makes an equation true. 0 where it overflows or cannot stand in the cell. */
static int solve(const struct deducer *d, const struct gireport__form *form, uint32_t at, int64_t *out)
{
    const struct gireport__term *terms = gireport__form_terms(d->t, form);
    int64_t sum = 0, product;
    for (uint32_t i = 0; i < form->n_terms; i++)
        if (i != at && (!gireport__mul(d->work.value[terms[i].field], terms[i].coef, &product) ||
                        !gireport__add(sum, product, &sum)))
            return 0;
    if (terms[at].coef == 1 && !gireport__sub(0, sum, &sum))
        return 0;
    *out = sum;
    return sum >= 0 || gireport_field_type(d->t, terms[at].field) == GIREPORT_TYPE_DELTA;
}

/* 1 if no equation over the field says otherwise. */
static int agreed(const struct deducer *d, uint32_t field, int64_t value)
{
    for (uint32_t i = d->t->field_first[field]; i < d->t->field_first[field + 1]; i++) {
        const struct gireport__form *form = &d->t->forms[d->t->field_forms[i]];
        uint32_t at = only_free(d, form);
        int64_t other;
        if (at != GIREPORT__NONE && gireport__form_terms(d->t, form)[at].field == field &&
            (!solve(d, form, at, &other) || other != value))
            return 0;
    }
    return 1;
}

static int one_round(struct deducer *d)
{
    int any = 0;
    for (uint32_t i = 0; i < d->t->n_forms; i++) {
        const struct gireport__form *form = &d->t->forms[i];
        uint32_t at = only_free(d, form);
        if (at == GIREPORT__NONE)
            continue;
        uint32_t field = gireport__form_terms(d->t, form)[at].field;
        int64_t value;
        if (d->refused[field])
            continue;
        if (!solve(d, form, at, &value) || !agreed(d, field, value)) {
            d->refused[field] = 1;
            continue;
        }
        d->work.value[field] = d->found.value[field] = value;
        d->work.known[field] = d->found.known[field] = GIREPORT__KNOWN;
        any = 1;
    }
    return any;
}

static int deduce(struct gireport__check *c)
{
    struct deducer d = {.r = c->r, .t = c->t};
    int strict = c->o->blank == GIREPORT_BLANK_STRICT;
    int status = gireport__counts_new(c->r, strict, &d.work);
    if (status == GIREPORT_OK)
        status = gireport__counts_new(c->r, strict, &d.found);
    d.refused = gireport__calloc(c->t->n_fields + 1U, 1);
    if (status != GIREPORT_OK || d.refused == NULL) {
        gireport__counts_free(&d.found);
        c->status = GIREPORT_ERR_NOMEM;
    } else {
        memset(d.found.known, GIREPORT__NOT_KNOWN, c->t->n_fields);
        for (int round = 0; round < ROUNDS && one_round(&d); round++)
            ;
        c->deduced = d.found;
    }
    gireport__counts_free(&d.work);
    gireport__free(d.refused);
    return c->deduced.value != NULL;
}

int gireport__check_deduced(struct gireport__check *c, uint32_t field, int64_t *out)
{
    *out = 0;
    if (c->deduced.value == NULL && !deduce(c))
        return 0;
    if (c->deduced.known[field] != GIREPORT__KNOWN)
        return 0;
    *out = c->deduced.value[field];
    return 1;
}
