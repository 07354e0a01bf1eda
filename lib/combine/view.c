/* SPDX-License-Identifier: MIT */
/* Cells of one edition as another one has them. */

#include "view.h"

#include <string.h>

#include "../base/num.h"

int gireport__same_form(const gireport_template *a, const gireport_template *b)
{
    return a == b || (strcmp(a->id, b->id) == 0 && a->n_fields == b->n_fields);
}

int gireport__view_possible(const gireport_template *from, const gireport_template *as)
{
    for (uint32_t i = 0; i < from->n_views; i++)
        if (strcmp(from->views[i].of, as->id) == 0)
            return 1;
    return 0;
}

const struct gireport__view *gireport__view_of(const gireport_report *r, const gireport_template *as,
                                               size_t field)
{
    return gireport__template_view(r->tpl, as->id, as->fields[field].key);
}

/* 1 if a field stands under a row of `as`, at any depth, in the column of the key. */
static int is_part(const char *key, const char *of, size_t row_len)
{
    const char *column = of + row_len, *own = strrchr(key, '.');

    return strncmp(key, of, row_len) == 0 && key[row_len] == '.' && own > key + row_len &&
           strcmp(own, column) == 0;
}

struct parts {
    int64_t sum;
    size_t n, values, blanks;
    int lost; /* a part cannot be read, or is not there */
};

static void add_part(struct parts *p, const struct gireport__cell *c, int strict)
{
    p->n++;
    if (c->state == GIREPORT_STATE_VALUE && c->unit != GIREPORT_UNIT_UNKNOWN) {
        p->values++;
        if (!gireport__add(p->sum, c->value, &p->sum))
            p->lost = 1;
    } else if (c->state == GIREPORT_STATE_BLANK || c->state == GIREPORT_STATE_NA) {
        p->blanks++;
        p->lost |= strict;
    } else {
        p->lost = 1;
    }
}

/* The sum of the rows under a row: of its members, or its own printed row where none of them is printed. */
static void sum_parts(const gireport_report *r, const char *key, int strict, struct gireport__cell *out)
{
    size_t row_len = (size_t)(strrchr(key, '.') - key);
    const struct gireport__cell *own = NULL;
    struct parts p = {0};

    for (uint32_t i = 0; i < r->tpl->n_fields; i++) {
        if (!is_part(r->tpl->fields[i].key, key, row_len))
            continue;
        if (r->tpl->fields[i].flags & GIREPORT_FIELD_SUBTOTAL)
            own = &r->cells[i];
        else
            add_part(&p, &r->cells[i], strict);
    }
    if (p.values == 0 && own != NULL && own->state == GIREPORT_STATE_VALUE) {
        *out = *own;
        return;
    }
    if (p.n > 0 && p.blanks == p.n) {
        out->state = GIREPORT_STATE_BLANK;
    } else if (p.n > 0 && !p.lost) {
        out->state = GIREPORT_STATE_VALUE;
        out->value = p.sum;
    }
}

void gireport__view_cell(const gireport_report *r, const gireport_template *as, size_t field, int strict,
                         struct gireport__cell *out)
{
    const struct gireport__view *v;
    size_t own;

    if (gireport__same_form(r->tpl, as)) {
        *out = r->cells[field];
        return;
    }
    memset(out, 0, sizeof *out);
    v = gireport__view_of(r, as, field);
    if (v == NULL || v->kind == GIREPORT__VIEW_NONE || (as->fields[field].flags & GIREPORT_FIELD_SUBTOTAL))
        return;
    if (v->kind == GIREPORT__VIEW_SUM)
        sum_parts(r, as->fields[field].key, strict, out);
    else if (gireport_template_field_find(r->tpl, as->fields[field].key, &own) == GIREPORT_OK)
        *out = r->cells[own];
}
