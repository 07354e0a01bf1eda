/* SPDX-License-Identifier: MIT */
/* Rules between a report and the one of the year before. */

#include <string.h>

#include "../base/num.h"
#include "rules.h"

#define JUMP_FACTOR 5
#define JUMP_LEAST  50

static const gireport_template *prior_template(const struct gireport__check *c)
{
    return c->o->prior->tpl;
}

static int same_form(const struct gireport__check *c)
{
    return strcmp(prior_template(c)->id, c->t->id) == 0;
}

static int same_body(const struct gireport__check *c)
{
    const char *a = c->r->texts[GIREPORT_TEXT_ORGAN].text, *b = c->o->prior->texts[GIREPORT_TEXT_ORGAN].text;
    return a == NULL || b == NULL || strcmp(a, b) == 0;
}

static int now(const struct gireport__check *c, const char *table, const char *row, const char *column,
               uint32_t *field, int64_t *out)
{
    *field = gireport__check_field(c->t, table, row, column);
    return gireport__check_count(&c->now, *field, out);
}

static int before(const struct gireport__check *c, const char *table, const char *row, const char *column,
                  int64_t *out)
{
    return gireport__check_count(&c->before, gireport__check_field(prior_template(c), table, row, column),
                                 out);
}

void gireport__rule_y_001(struct gireport__check *c)
{
    static const char *const columns[] = {"natural", "business", "research", "welfare",
                                          "legal",   "other",    "total"};
    uint32_t severity = same_form(c) && same_body(c) ? 0 : GIREPORT_SEVERITY_WARNING;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        uint32_t field;
        int64_t in, out;
        if (now(c, "applications", "carried_in", columns[i], &field, &in) &&
            before(c, "applications", "carried_out", columns[i], &out) && in != out)
            gireport__check_compare(c, severity, field, in, &out);
    }
}

void gireport__rule_y_002(struct gireport__check *c)
{
    static const char *const rows[] = {"regulations", "normative_documents"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t field, other;
        int64_t in_force, made, repealed, last, expected;
        if (now(c, "disclosure", rows[i], "in_force", &field, &in_force) &&
            now(c, "disclosure", rows[i], "made", &other, &made) &&
            now(c, "disclosure", rows[i], "repealed", &other, &repealed) &&
            before(c, "disclosure", rows[i], "in_force", &last) && gireport__add(last, made, &expected) &&
            gireport__sub(expected, repealed, &expected) && in_force != expected)
            gireport__check_compare(c, 0, field, in_force, &expected);
    }
}

void gireport__rule_y_003(struct gireport__check *c)
{
    static const char *const rows[] = {"licensing", "other_services", "penalties", "coercion", "fees"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t field;
        int64_t previous, items, change, expected;
        if (now(c, "disclosure", rows[i], "previous", &field, &previous) &&
            before(c, "disclosure", rows[i], "previous", &items) &&
            before(c, "disclosure", rows[i], "change", &change) && gireport__add(items, change, &expected) &&
            previous != expected)
            gireport__check_compare(c, 0, field, previous, &expected);
    }
}

void gireport__rule_y_004(struct gireport__check *c)
{
    static const char *const rows[] = {"regulations", "normative_documents"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t field;
        int64_t total, last;
        if (now(c, "disclosure", rows[i], "total", &field, &total) &&
            before(c, "disclosure", rows[i], "total", &last) && total < last)
            gireport__check_compare(c, 0, field, total, &last);
    }
}

void gireport__rule_y_005(struct gireport__check *c)
{
    static const char *const blocks[] = {"review", "direct", "after_review"};
    for (size_t i = 0; i < sizeof blocks / sizeof *blocks; i++) {
        uint32_t field;
        int64_t total, pending;
        if (now(c, "disputes", blocks[i], "total", &field, &total) &&
            before(c, "disputes", blocks[i], "pending", &pending) && total < pending)
            gireport__check_compare(c, 0, field, total, &pending);
    }
}

/* 1 if a table is printed in both reports, cell by cell the same, and not all zero. */
static int repeated(const struct gireport__check *c, const struct gireport__table *table)
{
    int any = 0;
    for (uint32_t i = table->first_field; i < table->first_field + table->n_fields; i++) {
        const struct gireport__cell *a = &c->r->cells[i], *b = &c->o->prior->cells[i];
        if (a->state != b->state || a->value != b->value || a->unit != b->unit || a->scale != b->scale)
            return 0;
        any |= a->state == GIREPORT_STATE_VALUE && a->value != 0;
    }
    return any;
}

void gireport__rule_y_006(struct gireport__check *c)
{
    if (!same_form(c) || prior_template(c)->n_fields != c->t->n_fields)
        return;
    for (uint32_t i = 0; i < c->t->n_tables; i++) {
        const struct gireport__table *table = &c->t->tables[i];
        if (!repeated(c, table))
            continue;
        gireport__check_say(
            c, &(struct gireport__say){.arg = {c->t->parts[table->part].label.text, table->key}});
    }
}

/* 1 for the fields whose jumps are worth a word: totals, and what happened in the year in the table of
 * disclosure. */
static int may_jump(const gireport_template *t, uint32_t field)
{
    const struct gireport__field *f = &t->fields[field];
    if ((f->flags & GIREPORT_FIELD_SUBTOTAL) || gireport_field_type(t, field) != GIREPORT_TYPE_COUNT)
        return 0;
    if (t->cols[f->col].total)
        return 1;
    return strcmp(t->tables[f->table].key, "disclosure") == 0 &&
           gireport_field_nature(t, field) == GIREPORT_NATURE_FLOW;
}

void gireport__rule_y_007(struct gireport__check *c)
{
    for (uint32_t i = c->from; i < c->to; i++) {
        size_t other = i;
        int64_t a, b;
        if (!may_jump(c->t, i) ||
            (prior_template(c) != c->t &&
             gireport_template_field_find(prior_template(c), c->t->fields[i].key, &other) != GIREPORT_OK))
            continue;
        if (!gireport__check_printed(c->r, i, &a) ||
            !gireport__check_printed(c->o->prior, (uint32_t)other, &b) || a < 0 || b < 0)
            continue;
        int64_t less = a < b ? a : b, more = a < b ? b : a;
        if (more - less >= JUMP_LEAST && more / JUMP_FACTOR >= less)
            gireport__check_compare(c, 0, i, a, &b);
    }
}

void gireport__rule_y_009(struct gireport__check *c)
{
    if (!same_form(c))
        gireport__check_say(c, &(struct gireport__say){.arg = {c->t->id, prior_template(c)->id}});
}
