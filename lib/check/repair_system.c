/* SPDX-License-Identifier: MIT */
/* From a report to systems of equations: the linear error rules over the cells that hang together by them. */

#include <string.h>

#include "../base/num.h"
#include "repair_matrix.h"

enum use { UNUSED = 0, USED = 1, BROKEN = 2 };

/* The field that a term speaks of: itself, or the row that stands for its group. */
static uint32_t speaks_of(const struct gireport__systems *s, uint32_t field)
{
    return s->counts.known[field] == GIREPORT__BY_SUBTOTAL ? gireport__stand_in(&s->counts, field) : field;
}

/* A filled total beside parts of which none is: the parts are not known rather than 0. */
static void free_unfilled(struct gireport__systems *s, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(s->t, form);
    for (uint32_t i = form->n_left; i < form->n_terms; i++)
        if (s->counts.known[terms[i].field] != GIREPORT__BLANK_ZERO)
            return;
    for (uint32_t i = form->n_left; i < form->n_terms; i++)
        s->freed[terms[i].field] = 1;
}

/* What a form is to the search. Forms that say nothing about printed numbers are not used. */
static enum use form_use(struct gireport__systems *s, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(s->t, form);
    if (s->t->rules[form->rule].severity != GIREPORT_SEVERITY_ERROR)
        return UNUSED;
    enum gireport__verdict v = gireport__form_verdict(&s->counts, form, NULL, NULL, NULL, 0, NULL);
    if (v == GIREPORT__BROKEN)
        return BROKEN;
    if (v == GIREPORT__IDLE && form->only_printed)
        return UNUSED;
    int printed = 0;
    for (uint32_t i = 0; i < form->n_terms; i++) {
        uint8_t known = s->counts.known[terms[i].field];
        if (known == GIREPORT__BY_SUBTOTAL &&
            (!form->whole || gireport__stand_in(&s->counts, terms[i].field) == GIREPORT__NONE))
            return UNUSED;
        printed |= known != GIREPORT__NOT_KNOWN;
    }
    if (!printed)
        return UNUSED;
    if (v == GIREPORT__UNKNOWN && form->relation == GIREPORT__EQ)
        free_unfilled(s, form);
    return USED;
}

static uint32_t find(uint32_t *group, uint32_t i)
{
    while (group[i] != i)
        i = group[i] = group[group[i]];
    return i;
}

static void join_terms(struct gireport__systems *s, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(s->t, form);
    uint32_t first = find(s->group, speaks_of(s, terms[0].field));
    for (uint32_t i = 1; i < form->n_terms; i++) {
        uint32_t other = find(s->group, speaks_of(s, terms[i].field));
        uint32_t less = first < other ? first : other;
        s->group[first] = s->group[other] = less;
        first = less;
    }
}

int gireport__systems_begin(const gireport_report *r, int strict, struct gireport__systems *out)
{
    const gireport_template *t = r->tpl;
    memset(out, 0, sizeof *out);
    out->r = r;
    out->t = t;
    int status = gireport__counts_new(r, strict, &out->counts);
    if (status != GIREPORT_OK)
        return status;
    out->freed = gireport__calloc(t->n_fields + 1U, 1);
    out->use = gireport__calloc(t->n_forms + 1U, 1);
    out->group = gireport__realloc_array(NULL, t->n_fields + 1U, sizeof *out->group);
    out->col_of = gireport__realloc_array(NULL, t->n_fields + 1U, sizeof *out->col_of);
    if (out->freed == NULL || out->use == NULL || out->group == NULL || out->col_of == NULL) {
        gireport__systems_end(out);
        return GIREPORT_ERR_NOMEM;
    }
    for (uint32_t i = 0; i < t->n_fields; i++)
        out->group[i] = i;
    for (uint32_t i = 0; i < t->n_forms; i++) {
        out->use[i] = (uint8_t)form_use(out, &t->forms[i]);
        out->n_broken += out->use[i] == BROKEN;
    }
    for (uint32_t i = 0; i < t->n_forms && out->n_broken > 0; i++)
        if (out->use[i] != UNUSED)
            join_terms(out, &t->forms[i]);
    return GIREPORT_OK;
}

void gireport__systems_end(struct gireport__systems *s)
{
    gireport__counts_free(&s->counts);
    gireport__free(s->freed);
    gireport__free(s->use);
    gireport__free(s->group);
    gireport__free(s->col_of);
    s->freed = s->use = NULL;
    s->group = s->col_of = NULL;
}

void gireport__system_free(struct gireport__system *s)
{
    gireport__free(s->cols);
    gireport__free(s->a);
    gireport__free(s->rest);
    gireport__free(s->set);
    memset(s, 0, sizeof *s);
}

static uint32_t group_of(struct gireport__systems *s, const struct gireport__form *form)
{
    return find(s->group, speaks_of(s, gireport__form_terms(s->t, form)[0].field));
}

static void add_column(struct gireport__systems *s, struct gireport__system *out, uint32_t field)
{
    struct gireport__column *c = &out->cols[out->n_cols];
    uint8_t known = s->counts.known[field];
    s->col_of[field] = out->n_cols++;
    c->field = field;
    c->value = s->counts.value[field];
    c->is_free = known == GIREPORT__NOT_KNOWN || s->freed[field];
    c->is_signed = gireport_field_type(s->t, field) == GIREPORT_TYPE_DELTA;
    if (c->is_free)
        c->value = 0;
}

#define MOST_ENTRIES     (1u << 22) /* of a matrix; the built-in forms have 10,000 */
#define MOST_COEFFICIENT (1 << 20)

/* 1 if a group is no matter for the search: it would take too much memory, or its numbers would grow too
 * large. */
static int is_too_large(struct gireport__systems *s, uint32_t group, uint32_t n_rows, size_t n_cols)
{
    int large = n_cols > MOST_ENTRIES || (n_rows > 0 && n_cols > MOST_ENTRIES / n_rows);
    for (uint32_t i = 0; i < s->t->n_forms && !large; i++) {
        const struct gireport__form *form = &s->t->forms[i];
        const struct gireport__term *terms = gireport__form_terms(s->t, form);
        if (s->use[i] == UNUSED || group_of(s, form) != group)
            continue;
        for (uint32_t k = 0; k < form->n_terms; k++)
            large |= terms[k].coef > MOST_COEFFICIENT || terms[k].coef < -MOST_COEFFICIENT;
    }
    return large;
}

/* Rows and columns of a group, counted and numbered. */
static int number_group(struct gireport__systems *s, uint32_t group, struct gireport__system *out)
{
    size_t n_terms = 0;
    uint32_t slacks = 0;
    for (uint32_t i = 0; i < s->t->n_fields; i++)
        s->col_of[i] = GIREPORT__NONE;
    for (uint32_t i = 0; i < s->t->n_forms; i++) {
        const struct gireport__form *form = &s->t->forms[i];
        if (s->use[i] == UNUSED || group_of(s, form) != group)
            continue;
        out->n_rows++;
        n_terms += form->n_terms;
        slacks += form->relation != GIREPORT__EQ;
    }
    if (n_terms > s->t->n_fields)
        n_terms = s->t->n_fields;
    out->cols = gireport__realloc_array(NULL, n_terms + slacks, sizeof *out->cols);
    if (out->cols == NULL)
        return GIREPORT_ERR_NOMEM;
    for (uint32_t i = 0; i < s->t->n_forms; i++) {
        const struct gireport__form *form = &s->t->forms[i];
        const struct gireport__term *terms = gireport__form_terms(s->t, form);
        if (s->use[i] == UNUSED || group_of(s, form) != group)
            continue;
        for (uint32_t k = 0; k < form->n_terms; k++) {
            uint32_t field = speaks_of(s, terms[k].field);
            if (s->col_of[field] == GIREPORT__NONE)
                add_column(s, out, field);
        }
    }
    for (uint32_t i = 0; i < slacks; i++)
        out->cols[out->n_cols++] = (struct gireport__column){.field = GIREPORT__NONE, .is_free = 1};
    out->too_large = is_too_large(s, group, out->n_rows, out->n_cols);
    if (out->too_large)
        return GIREPORT_OK;
    out->words = (out->n_cols + 63) / 64;
    out->a = gireport__calloc((size_t)out->n_rows * out->n_cols, sizeof *out->a);
    out->rest = gireport__calloc(out->n_rows, sizeof *out->rest);
    out->set = gireport__calloc((size_t)out->n_rows * out->words, sizeof *out->set);
    return out->a != NULL && out->rest != NULL && out->set != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

/* Fills one row. Returns 0 where its sum does not fit: such a form is not assessed, so it binds nothing. */
static int fill_row(struct gireport__systems *s, const struct gireport__form *form,
                    struct gireport__system *out, uint32_t row, uint32_t *slack)
{
    const struct gireport__term *terms = gireport__form_terms(s->t, form);
    int32_t *a = out->a + (size_t)row * out->n_cols;
    uint64_t *set = out->set + (size_t)row * out->words;
    int64_t sum = 0, product;
    for (uint32_t k = 0; k < form->n_terms; k++) {
        uint32_t col = s->col_of[speaks_of(s, terms[k].field)];
        if (s->counts.known[terms[k].field] == GIREPORT__BY_SUBTOTAL && a[col] != 0)
            continue; /* the group's row counts once */
        a[col] += terms[k].coef;
        gireport__set_put(set, col);
    }
    if (form->relation != GIREPORT__EQ) {
        gireport__set_put(set, *slack);
        a[(*slack)++] = form->relation == GIREPORT__LE ? 1 : -1;
    }
    for (uint32_t w = 0; w < out->words; w++)
        for (uint64_t bits = set[w]; bits != 0; bits &= bits - 1) {
            uint32_t c = w * 64 + gireport__lowest_bit(bits);
            if (a[c] == 0) {
                set[w] &= ~(UINT64_C(1) << c % 64); /* its terms cancel out */
            } else if (!gireport__mul(out->cols[c].value, a[c], &product) ||
                       !gireport__add(sum, product, &sum)) {
                memset(a, 0, out->n_cols * sizeof *a);
                memset(set, 0, out->words * sizeof *set);
                return 0;
            }
        }
    out->rest[row] = sum;
    return 1;
}

int gireport__systems_next(struct gireport__systems *s, uint32_t *next, struct gireport__system *out)
{
    memset(out, 0, sizeof *out);
    while (*next < s->t->n_forms && s->use[*next] != BROKEN)
        ++*next;
    if (*next >= s->t->n_forms)
        return 0;
    uint32_t group = group_of(s, &s->t->forms[*next]), row = 0;
    if (number_group(s, group, out) != GIREPORT_OK) {
        gireport__system_free(out);
        return GIREPORT_ERR_NOMEM;
    }
    uint32_t slack = 0;
    while (slack < out->n_cols && out->cols[slack].field != GIREPORT__NONE)
        slack++;
    for (uint32_t i = 0; i < s->t->n_forms; i++) {
        if (s->use[i] == UNUSED || group_of(s, &s->t->forms[i]) != group)
            continue;
        if (!out->too_large)
            fill_row(s, &s->t->forms[i], out, row++, &slack);
        if (s->use[i] == BROKEN)
            s->use[i] = USED; /* dealt with: the next call looks for another group */
    }
    return 1;
}
