/* SPDX-License-Identifier: MIT */
/* Folding: many findings of one rule over single cells of one table become one that names all the cells. */

#include <string.h>

#include "catalog.h"
#include "message.h"

#define FOLD_OVER 5

/* 1 if a finding is about one cell and nothing else. One that expects a number is like no other. */
static int about_one_cell(const struct gireport__finding *x)
{
    return x->n_cells == 1 && x->cells[0].role != GIREPORT_ROLE_RESULT &&
           x->cells[0].role != GIREPORT_ROLE_PART && x->cause[0] == '\0' && x->expected[0] == '\0';
}

static int same_kind(const struct gireport__finding *a, const struct gireport__finding *b,
                     const gireport_template *t)
{
    return about_one_cell(b) && a->severity == b->severity && a->cells[0].role == b->cells[0].role &&
           t->fields[a->cells[0].field].table == t->fields[b->cells[0].field].table &&
           strcmp(a->rule, b->rule) == 0;
}

/* 1 if the cell belongs to this template: findings of another input may stand in the same list. */
static int of_template(const struct gireport__finding *x, const gireport_template *t)
{
    uint32_t field = x->cells[0].field;
    return field < t->n_fields && strcmp(t->fields[field].key, x->cells[0].key) == 0;
}

static size_t count_kind(const gireport_findings *f, size_t first, const gireport_template *t)
{
    size_t n = 0;
    for (size_t i = first; i < f->count; i++)
        n += same_kind(&f->items[first], &f->items[i], t) && of_template(&f->items[i], t);
    return n;
}

/* Gathers the n findings like `first` into it and marks the others as gone (no message). */
static void gather(gireport_findings *f, size_t first, size_t n, const gireport_template *t)
{
    struct gireport__finding *x = &f->items[first];
    struct gireport__finding_cell *cells = gireport__arena_alloc(&f->arena, n * sizeof *cells);
    if (cells == NULL) {
        f->status = GIREPORT_ERR_NOMEM;
        return;
    }
    size_t k = 0;
    for (size_t i = first; i < f->count && k < n; i++) {
        struct gireport__finding *y = &f->items[i];
        if (!same_kind(x, y, t) || !of_template(y, t))
            continue;
        cells[k++] = y->cells[0];
        if (i != first) {
            f->of_severity[y->severity & 3]--;
            y->message[0] = NULL;
        }
    }
    x->cells = cells;
    x->n_cells = k;
    x->found = x->expected = x->difference = "";
    gireport__finding_name(f, x);
    gireport__message_fold(f, x, x->rule_of != NULL ? x->rule_of : gireport__rule_lookup(t, x->rule), t);
}

static void sweep(gireport_findings *f)
{
    size_t kept = 0;
    for (size_t i = 0; i < f->count; i++)
        if (f->items[i].message[0] != NULL)
            f->items[kept++] = f->items[i];
    f->count = kept;
}

#define FOLD_KINDS 64 /* a list with more kinds is folded in part: the work stays linear */

/* 1 if the kind of a finding was met before, else notes it. first[] holds the first finding of each kind. */
static int met(const gireport_findings *f, size_t *first, size_t n_kinds, size_t i,
               const gireport_template *t)
{
    for (size_t k = 0; k < n_kinds; k++)
        if (f->items[first[k]].n_cells == 1 && same_kind(&f->items[first[k]], &f->items[i], t))
            return 1;
    first[n_kinds] = i;
    return 0;
}

void gireport__findings_fold(gireport_findings *f, const gireport_template *t)
{
    if (f == NULL || t == NULL || f->status != GIREPORT_OK || f->dropped > 0)
        return;
    size_t first[FOLD_KINDS], n_kinds = 0;
    for (size_t i = 0; i < f->count && n_kinds < FOLD_KINDS; i++) {
        struct gireport__finding *x = &f->items[i];
        if (x->message[0] == NULL || !about_one_cell(x) || !of_template(x, t) || met(f, first, n_kinds, i, t))
            continue;
        n_kinds++;
        size_t n = count_kind(f, i, t);
        if (n > FOLD_OVER)
            gather(f, i, n, t);
    }
    sweep(f);
}
