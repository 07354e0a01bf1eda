/* SPDX-License-Identifier: MIT */
/* Findings of the linear rules of a template. */

#include <string.h>

#include "../base/num.h"
#include "rules.h"

#define MAX_MISSING 512

/* The keys that a rule misses, each once. */
struct missing {
    uint32_t fields[MAX_MISSING];
    size_t n;
};

static void miss(struct missing *m, uint32_t field)
{
    for (size_t i = 0; i < m->n; i++)
        if (m->fields[i] == field)
            return;
    if (m->n < MAX_MISSING)
        m->fields[m->n++] = field;
}

/* The cells of a form by their parts; a group that is printed as one row is named by that row. */
static size_t name_cells(const struct gireport__check *c, const struct gireport__form *form,
                         struct gireport__ref *out)
{
    const struct gireport__term *terms = gireport__form_terms(c->t, form);
    size_t n = 0;
    for (uint32_t i = 0; i < form->n_terms; i++) {
        uint32_t field = terms[i].field;
        int told = 0;
        if (c->now.known[field] == GIREPORT__BY_SUBTOTAL) {
            uint32_t own = gireport__stand_in(&c->now, field);
            field = own != GIREPORT__NONE ? own : field;
        }
        for (size_t k = 0; k < n && !told; k++)
            told = out[k].field == field;
        if (!told)
            out[n++] =
                (struct gireport__ref){field, i < form->n_left ? GIREPORT_ROLE_RESULT : GIREPORT_ROLE_PART};
    }
    return n;
}

static uint32_t form_scale(const struct gireport__check *c, const struct gireport__form *form)
{
    uint32_t first = gireport__form_terms(c->t, form)[0].field;
    return gireport_field_type(c->t, first) == GIREPORT_TYPE_MONEY ? 2 : 0;
}

static void tell_broken(struct gireport__check *c, const struct gireport__form *form, int64_t left,
                        int64_t right)
{
    static const char *const marks[] = {[GIREPORT__EQ] = "", [GIREPORT__LE] = "≤ ", [GIREPORT__GE] = "≥ "};
    char found[32], number[32], difference_text[32], expected[48];
    uint32_t scale = form_scale(c, form);
    int64_t difference;
    struct gireport__ref *cells = gireport__realloc_array(NULL, form->n_terms, sizeof *cells);
    if (cells == NULL) {
        c->status = GIREPORT_ERR_NOMEM;
        return;
    }
    const char *mark = marks[form->relation];
    size_t mark_len = strlen(mark);
    gireport__check_number(number, right, scale);
    memcpy(expected, mark, mark_len);
    memcpy(expected + mark_len, number, strlen(number) + 1);
    const struct gireport_rule *rule = &c->t->rules[form->rule];
    struct gireport__say what = {.rule = rule->id, .of = rule, .cells = cells, .expected = expected};
    what.n_cells = name_cells(c, form, cells);
    what.found = gireport__check_number(found, left, scale);
    if (gireport__sub(left, right, &difference))
        what.difference = gireport__check_number(difference_text, difference, scale);
    gireport__check_say(c, &what);
    gireport__free(cells);
}

/* One form; what it misses is added to m. Returns 1 where it could not be assessed. */
static int check_form(struct gireport__check *c, const struct gireport__form *form, struct missing *m)
{
    int64_t left, right;
    uint32_t lacks[MAX_MISSING];
    size_t n;
    enum gireport__verdict v = gireport__form_verdict(&c->now, form, &left, &right, lacks, MAX_MISSING, &n);
    if (v == GIREPORT__BROKEN)
        tell_broken(c, form, left, right);
    if (v != GIREPORT__UNKNOWN)
        return 0;
    for (size_t i = 0; i < n && i < MAX_MISSING; i++)
        miss(m, lacks[i]);
    return 1;
}

static void check_one_cell(struct gireport__check *c)
{
    struct missing m;
    for (uint32_t i = c->t->field_first[c->only]; i < c->t->field_first[c->only + 1]; i++) {
        const struct gireport__form *form = &c->t->forms[c->t->field_forms[i]];
        const struct gireport_rule *rule = &c->t->rules[form->rule];
        m.n = 0;
        if (gireport__check_wanted(c, rule) && check_form(c, form, &m))
            gireport__unassessed(c->f, rule->id, c->r, m.fields, m.n);
    }
}

void gireport__check_linear(struct gireport__check *c)
{
    if (c->only != GIREPORT__NONE) {
        check_one_cell(c);
        return;
    }
    struct missing m;
    for (uint32_t i = 0; i < c->t->n_forms;) {
        uint32_t rule = c->t->forms[i].rule;
        int wanted = gireport__check_wanted(c, &c->t->rules[rule]), unassessed = 0;
        m.n = 0;
        /* The forms of a rule stand together: what it misses is told once. */
        for (; i < c->t->n_forms && c->t->forms[i].rule == rule; i++)
            if (wanted)
                unassessed |= check_form(c, &c->t->forms[i], &m);
        if (unassessed)
            gireport__unassessed(c->f, c->t->rules[rule].id, c->r, m.fields, m.n);
    }
}
