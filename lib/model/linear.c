/* SPDX-License-Identifier: MIT */
/* What cells count in sums, and the verdict of a linear rule over them. */

#include "linear.h"

#include "../base/num.h"

/* The value and knowledge of one cell alone. */
static void count_cell(const struct gireport__cell *cell, int strict, int64_t *value, uint8_t *known)
{
    *value = 0;
    *known = GIREPORT__NOT_KNOWN;
    switch (cell->state) {
    case GIREPORT_STATE_VALUE:
        if (cell->unit == GIREPORT_UNIT_UNKNOWN)
            break;
        *value = cell->value;
        *known = GIREPORT__KNOWN;
        break;
    case GIREPORT_STATE_BLANK:
    case GIREPORT_STATE_NA:
        if (!strict)
            *known = GIREPORT__BLANK_ZERO;
        break;
    default:
        break;
    }
}

static int nothing_printed(uint8_t state)
{
    return state == GIREPORT_STATE_ABSENT || state == GIREPORT_STATE_BLANK || state == GIREPORT_STATE_NA;
}

/* 1 if a form says that a group's own row is the sum of the group: not one that sums up that row itself. */
static int is_group_form(const gireport_template *t, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(t, form);
    return form->only_printed && form->n_left == 1 && form->n_terms > 1 &&
           (t->fields[terms[0].field].flags & GIREPORT_FIELD_SUBTOTAL) != 0 &&
           (t->fields[terms[1].field].flags & GIREPORT_FIELD_SUBTOTAL) == 0;
}

/* A group's own row stands for the group where no member is printed: the first member carries its value. */
static void apply_subtotal(const gireport_report *r, struct gireport__counts *c,
                           const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(c->tpl, form);
    if (c->known[terms[0].field] != GIREPORT__KNOWN)
        return;
    for (uint32_t i = 1; i < form->n_terms; i++)
        if (!nothing_printed(r->cells[terms[i].field].state) ||
            c->known[terms[i].field] == GIREPORT__BY_SUBTOTAL) /* of the group around it */
            return;
    for (uint32_t i = 1; i < form->n_terms; i++) {
        c->known[terms[i].field] = GIREPORT__BY_SUBTOTAL;
        c->value[terms[i].field] = i == 1 ? c->value[terms[0].field] : 0;
    }
}

uint32_t gireport__stand_in(const struct gireport__counts *c, uint32_t member)
{
    for (uint32_t i = c->tpl->field_first[member]; i < c->tpl->field_first[member + 1]; i++) {
        const struct gireport__form *form = &c->tpl->forms[c->tpl->field_forms[i]];
        uint32_t total = gireport__form_terms(c->tpl, form)[0].field;
        if (is_group_form(c->tpl, form) && total != member && c->known[total] == GIREPORT__KNOWN)
            return total;
    }
    return GIREPORT__NONE;
}

/* A blank total counts 0 in other sums only where its own parts say 0. Returns 1 if one was found to be
 * unknown. */
static int doubt_blank_total(struct gireport__counts *c, const struct gireport__form *form)
{
    if (form->relation != GIREPORT__EQ || form->n_left != 1 || form->only_printed)
        return 0;
    const struct gireport__term *terms = gireport__form_terms(c->tpl, form);
    if (c->known[terms[0].field] != GIREPORT__BLANK_ZERO)
        return 0;
    for (uint32_t i = 1; i < form->n_terms; i++) {
        uint32_t f = terms[i].field;
        if (c->known[f] == GIREPORT__NOT_KNOWN || c->value[f] != 0) {
            c->known[terms[0].field] = GIREPORT__NOT_KNOWN;
            return 1;
        }
    }
    return 0;
}

/* Sums of up to SMALL_TERMS small values by small coefficients fit 64 bits. */
#define SMALL_VALUE       (INT64_C(1) << 40)
#define SMALL_COEFFICIENT 64
#define SMALL_TERMS       65536

#define DOUBT_ROUNDS 4 /* totals of totals of totals; the built-in forms need two */

int gireport__counts_new(const gireport_report *r, int strict, struct gireport__counts *out)
{
    const gireport_template *t = r->tpl;
    int blanks = 0, large = 0;
    out->tpl = t;
    out->value = gireport__realloc_array(NULL, t->n_fields + 1U, sizeof *out->value + sizeof *out->known);
    out->known = NULL;
    if (out->value == NULL)
        return GIREPORT_ERR_NOMEM;
    out->known = (uint8_t *)(out->value + t->n_fields + 1U);
    for (uint32_t i = 0; i < t->n_fields; i++) {
        count_cell(&r->cells[i], strict, &out->value[i], &out->known[i]);
        blanks |= out->known[i] == GIREPORT__BLANK_ZERO;
        large |= out->value[i] > SMALL_VALUE || out->value[i] < -SMALL_VALUE;
    }
    out->small = !large;
    for (uint32_t i = 0; i < t->n_forms; i++)
        if (is_group_form(t, &t->forms[i]))
            apply_subtotal(r, out, &t->forms[i]);
    int doubt = blanks;
    for (int round = 0; doubt && round < DOUBT_ROUNDS; round++) {
        doubt = 0;
        for (uint32_t i = 0; i < t->n_forms; i++)
            doubt |= doubt_blank_total(out, &t->forms[i]);
    }
    return GIREPORT_OK;
}

void gireport__counts_free(struct gireport__counts *c)
{
    gireport__free(c->value);
    c->value = NULL;
    c->known = NULL;
}

int gireport__sum_value(const struct gireport__counts *c, uint32_t sum, int strict, int64_t *out,
                        uint32_t *unknown)
{
    const gireport_template *t = c->tpl;
    const struct gireport__sum *s = &t->claims.sums[sum];
    int64_t total = 0;
    *out = 0;
    for (uint32_t i = 0; i < s->n_terms; i++) {
        const struct gireport__term *term = &t->claims.terms[s->first_term + i];
        uint8_t known = c->known[term->field];
        int64_t value = c->value[term->field];
        int nobody_said = strict && known == GIREPORT__BLANK_ZERO &&
                          (t->fields[term->field].flags & GIREPORT_FIELD_TOTAL) != 0;
        if (known == GIREPORT__NOT_KNOWN || nobody_said || !gireport__mul(value, term->coef, &value) ||
            !gireport__add(total, value, &total)) {
            if (unknown != NULL)
                *unknown = term->field;
            return 0;
        }
    }
    *out = total;
    return 1;
}

/* How many operands of a form there are of each kind. */
struct kinds {
    uint32_t known, blank, by_subtotal, unknown, known_parts, blank_parts;
};

static struct kinds count_kinds(const struct gireport__counts *c, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(c->tpl, form);
    struct kinds k = {0};
    for (uint32_t i = 0; i < form->n_terms; i++) {
        uint8_t known = c->known[terms[i].field];
        k.known += known == GIREPORT__KNOWN;
        k.blank += known == GIREPORT__BLANK_ZERO;
        k.by_subtotal += known == GIREPORT__BY_SUBTOTAL;
        k.unknown += known == GIREPORT__NOT_KNOWN;
        if (i >= form->n_left) {
            k.known_parts += known == GIREPORT__KNOWN || known == GIREPORT__BY_SUBTOTAL;
            k.blank_parts += known == GIREPORT__BLANK_ZERO;
        }
    }
    return k;
}

/* Σ coef × value over terms [from, to); 0 on overflow. */
static int sum_terms(const struct gireport__counts *c, const struct gireport__term *terms, uint32_t from,
                     uint32_t to, int64_t *out)
{
    int64_t sum = 0;
    for (uint32_t i = from; i < to; i++) {
        int64_t product = c->value[terms[i].field];
        if (terms[i].coef != 1 && !gireport__mul(product, terms[i].coef, &product))
            return 0;
        if (!gireport__add(sum, product, &sum))
            return 0;
    }
    *out = sum;
    return 1;
}

static int has_term(const struct gireport__term *terms, uint32_t n, const struct gireport__term *as, uint32_t field)
{
    for (uint32_t i = 0; i < n; i++)
        if (terms[i].field == field)
            return terms[i].coef == as->coef;
    return 0;
}

/* 1 if the terms hold, with one coefficient, all the members for which the group's row of this member stands. */
static int holds_members(const struct gireport__counts *c, const struct gireport__term *terms, uint32_t n,
                         const struct gireport__term *member)
{
    uint32_t total = gireport__stand_in(c, member->field);
    for (uint32_t i = c->tpl->field_first[member->field]; i < c->tpl->field_first[member->field + 1]; i++) {
        const struct gireport__form *form = &c->tpl->forms[c->tpl->field_forms[i]];
        const struct gireport__term *of = gireport__form_terms(c->tpl, form);
        uint32_t k = 1;
        if (!is_group_form(c->tpl, form) || of[0].field != total)
            continue;
        while (k < form->n_terms && has_term(terms, n, member, of[k].field))
            k++;
        return k == form->n_terms;
    }
    return 0;
}

int gireport__terms_sum(const struct gireport__counts *c, const struct gireport__term *terms, uint32_t n, int64_t *out)
{
    *out = 0;
    for (uint32_t i = 0; i < n; i++)
        if (c->known[terms[i].field] == GIREPORT__NOT_KNOWN ||
            (c->known[terms[i].field] == GIREPORT__BY_SUBTOTAL && !holds_members(c, terms, n, &terms[i])))
            return 0;
    return sum_terms(c, terms, 0, n, out);
}

struct want {
    uint32_t *missing;
    size_t max, n;
};

static void want_field(struct want *w, uint32_t field)
{
    if (w->missing != NULL && w->n < w->max)
        w->missing[w->n] = field;
    w->n++;
}

/* The fields that keep a form from being assessed. */
static void want_operands(const struct gireport__counts *c, const struct gireport__form *form, struct want *w,
                          const struct kinds *k)
{
    const struct gireport__term *terms = gireport__form_terms(c->tpl, form);
    int all_parts = k->known_parts == 0 && k->blank_parts > 0;
    for (uint32_t i = 0; i < form->n_terms; i++) {
        uint8_t known = c->known[terms[i].field];
        if (known == GIREPORT__NOT_KNOWN || (known == GIREPORT__BY_SUBTOTAL && !form->whole) ||
            (known == GIREPORT__BLANK_ZERO && (i == 0 || (all_parts && i >= form->n_left))))
            want_field(w, terms[i].field);
    }
}

/* Before the sums: can the form be assessed at all? */
static enum gireport__verdict standing(const struct gireport__counts *c, const struct gireport__form *form,
                                       const struct kinds *k)
{
    const struct gireport__term *terms = gireport__form_terms(c->tpl, form);
    uint8_t total = c->known[terms[0].field];
    if (form->only_printed) {
        if (total != GIREPORT__KNOWN || k->known_parts == 0 || k->by_subtotal > 0)
            return GIREPORT__IDLE;
    } else if (k->known == 0 && k->unknown == 0 && (k->by_subtotal == 0 || !form->whole)) {
        return GIREPORT__IDLE;
    }
    if (k->unknown > 0 || total == GIREPORT__BLANK_ZERO || (k->by_subtotal > 0 && !form->whole))
        return GIREPORT__UNKNOWN;
    return GIREPORT__HOLDS;
}

static int relation_holds(uint32_t relation, int64_t left, int64_t right)
{
    switch (relation) {
    case GIREPORT__LE:
        return left <= right;
    case GIREPORT__GE:
        return left >= right;
    default:
        return left == right;
    }
}

/* The usual case, in one pass: every cell is known and no sum can overflow. Returns 0 where it is not so. */
static int plain_sums(const struct gireport__counts *c, const struct gireport__form *form, int64_t *left,
                      int64_t *right)
{
    const struct gireport__term *terms = gireport__form_terms(c->tpl, form);
    const int64_t *value = c->value;
    const uint8_t *known = c->known;
    int64_t sums[2] = {0, 0};
    uint32_t i = 0, end = form->n_left;
    if (!c->small || form->n_terms > SMALL_TERMS)
        return 0;
    for (int side = 0; side < 2; side++, end = form->n_terms) {
        int64_t sum = 0;
        for (; i < end; i++) {
            uint32_t f = terms[i].field;
            if (known[f] != GIREPORT__KNOWN ||
                (uint32_t)(terms[i].coef + SMALL_COEFFICIENT) > 2 * SMALL_COEFFICIENT)
                return 0;
            sum += terms[i].coef * value[f];
        }
        sums[side] = sum;
    }
    *left = sums[0];
    *right = -sums[1];
    return 1;
}

/* The verdict where cells are missing, blank or large; the sums, and the fields that lack. */
static enum gireport__verdict careful_verdict(const struct gireport__counts *c,
                                              const struct gireport__form *form, int64_t *left,
                                              int64_t *right, struct want *w)
{
    const struct gireport__term *terms = gireport__form_terms(c->tpl, form);
    struct kinds k = count_kinds(c, form);
    enum gireport__verdict verdict = standing(c, form, &k);
    if (verdict == GIREPORT__HOLDS) {
        int summed = sum_terms(c, terms, 0, form->n_left, left) &&
                     sum_terms(c, terms, form->n_left, form->n_terms, right) &&
                     gireport__sub(0, *right, right);
        if (!summed) {
            verdict = GIREPORT__UNKNOWN;
            *left = *right = 0;
            for (uint32_t i = 0; i < form->n_terms; i++)
                want_field(w, terms[i].field);
        } else if (!relation_holds(form->relation, *left, *right)) {
            /* A total beside parts of which none is filled: nothing to compare it with. */
            int unfilled = form->relation == GIREPORT__EQ && k.known_parts == 0 && k.blank_parts > 0;
            verdict = unfilled ? GIREPORT__UNKNOWN : GIREPORT__BROKEN;
        }
    }
    if (verdict == GIREPORT__UNKNOWN && w->n == 0)
        want_operands(c, form, w, &k);
    return verdict;
}

enum gireport__verdict gireport__form_verdict(const struct gireport__counts *c,
                                              const struct gireport__form *form, int64_t *left,
                                              int64_t *right, uint32_t *missing, size_t max,
                                              size_t *n_missing)
{
    struct want w = {missing, max, 0};
    int64_t l = 0, r = 0;
    enum gireport__verdict verdict;
    if (form->only_printed && c->known[gireport__form_terms(c->tpl, form)[0].field] != GIREPORT__KNOWN)
        verdict = GIREPORT__IDLE;
    else if (plain_sums(c, form, &l, &r))
        verdict = relation_holds(form->relation, l, r) ? GIREPORT__HOLDS : GIREPORT__BROKEN;
    else
        verdict = careful_verdict(c, form, &l, &r, &w);
    if (left != NULL)
        *left = l;
    if (right != NULL)
        *right = r;
    if (n_missing != NULL)
        *n_missing = w.n;
    return verdict;
}
