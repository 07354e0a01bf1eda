/* SPDX-License-Identifier: MIT */
/* Rules about single cells: blanks, placeholders, negative numbers, money without a unit. How a number was
 * written the readers have told. */

#include <string.h>

#include "rules.h"

/* 1 if a cell belongs to the official form and to a table that is there. */
static int is_required(const struct gireport__check *c, uint32_t field)
{
    const struct gireport__field *f = &c->t->fields[field];
    return !(f->flags & GIREPORT_FIELD_SUBTOTAL) && c->printed[f->table] == GIREPORT__FILLED;
}

/* A cell without a number, with the value that the other cells leave for it. */
static void tell_empty(struct gireport__check *c, uint32_t field)
{
    char number[32];
    int64_t value;
    uint32_t scale = gireport_field_type(c->t, field) == GIREPORT_TYPE_MONEY ? 2 : 0;
    struct gireport__ref ref = {field, GIREPORT_ROLE_CELL};
    struct gireport__say what = {.cells = &ref, .n_cells = 1};
    if (gireport__check_deduced(c, field, &value))
        what.expected = gireport__check_number(number, value, scale);
    gireport__check_say(c, &what);
}

static void tell_state(struct gireport__check *c, uint32_t state)
{
    for (uint32_t i = c->from; i < c->to; i++)
        if (c->r->cells[i].state == state && is_required(c, i))
            tell_empty(c, i);
}

void gireport__rule_blank(struct gireport__check *c)
{
    tell_state(c, GIREPORT_STATE_BLANK);
}

void gireport__rule_placeholder(struct gireport__check *c)
{
    tell_state(c, GIREPORT_STATE_NA);
}

void gireport__rule_mixed(struct gireport__check *c)
{
    for (uint32_t i = 0; i < c->t->n_tables; i++) {
        const struct gireport__table *table = &c->t->tables[i];
        size_t n = 0, zeros = 0;
        struct gireport__ref *refs = NULL;
        for (uint32_t k = 0; k < table->n_fields; k++) {
            const struct gireport__cell *cell = &c->r->cells[table->first_field + k];
            zeros += cell->state == GIREPORT_STATE_VALUE && cell->value == 0;
            n += cell->state == GIREPORT_STATE_NA;
        }
        if (n == 0 || zeros == 0)
            continue;
        refs = gireport__realloc_array(NULL, n, sizeof *refs);
        if (refs == NULL) {
            c->status = GIREPORT_ERR_NOMEM;
            return;
        }
        n = 0;
        for (uint32_t k = 0; k < table->n_fields; k++)
            if (c->r->cells[table->first_field + k].state == GIREPORT_STATE_NA)
                refs[n++] = (struct gireport__ref){table->first_field + k, GIREPORT_ROLE_CELL};
        gireport__check_say(
            c, &(struct gireport__say){
                   .cells = refs, .n_cells = n, .arg = {c->t->parts[table->part].label.text, table->key}});
        gireport__free(refs);
    }
}

void gireport__rule_deduced(struct gireport__check *c)
{
    for (uint32_t i = c->from; i < c->to; i++) {
        uint8_t state = c->r->cells[i].state;
        int64_t value;
        int without = state == GIREPORT_STATE_UNREADABLE || state == GIREPORT_STATE_ABSENT;
        if (without && is_required(c, i) && gireport__check_deduced(c, i, &value))
            tell_empty(c, i);
    }
}

/* The rule that speaks of negative numbers of a field. */
static const char *negative_rule(const gireport_template *t, uint32_t field)
{
    const char *table = t->tables[t->fields[field].table].key;
    if (gireport_field_type(t, field) == GIREPORT_TYPE_MONEY)
        return "GI-T2-009";
    if (strcmp(table, "applications") == 0)
        return "GI-T3-006";
    return strcmp(table, "disputes") == 0 ? "GI-T4-004" : "GI-T2-001";
}

/* Only of values that a program set: what was read the readers have told. */
void gireport__rule_negative(struct gireport__check *c)
{
    for (uint32_t i = c->from; i < c->to; i++) {
        const struct gireport__cell *cell = &c->r->cells[i];
        if (cell->state != GIREPORT_STATE_VALUE || cell->value >= 0 ||
            (cell->raw != NULL && *cell->raw != '\0'))
            continue;
        if (gireport_field_type(c->t, i) != GIREPORT_TYPE_DELTA &&
            strcmp(negative_rule(c->t, i), c->rule) == 0)
            gireport__check_compare(c, 0, i, cell->value, NULL);
    }
}

void gireport__rule_no_unit(struct gireport__check *c)
{
    for (uint32_t i = c->from; i < c->to; i++) {
        const struct gireport__cell *cell = &c->r->cells[i];
        struct gireport__ref ref = {i, GIREPORT_ROLE_CELL};
        if (cell->state == GIREPORT_STATE_VALUE && cell->unit == GIREPORT_UNIT_UNKNOWN && cell->value != 0)
            gireport__check_say(c, &(struct gireport__say){.cells = &ref, .n_cells = 1});
    }
}
