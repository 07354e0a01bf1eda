/* SPDX-License-Identifier: MIT */
/* What was not read, and what was read in another way than printed: told by findings that name every field.
 */
#include <string.h>

#include "../base/mem.h"
#include "recognise_rows.h"

struct refs {
    struct gireport__ref *items;
    size_t n, capacity;
    int failed;
};

static void add_ref(struct refs *r, uint32_t field, uint32_t role)
{
    if (!gireport__grow((void **)&r->items, &r->capacity, r->n, sizeof(*r->items))) {
        r->failed = 1;
        return;
    }
    r->items[r->n++] = (struct gireport__ref){field, role};
}

static void say_refs(struct gireport__reading *rd, struct refs *r, struct gireport__say *what)
{
    what->report = rd->report;
    what->cells = r->items;
    what->n_cells = r->n;
    if (r->failed && rd->status == GIREPORT_OK)
        rd->status = GIREPORT_ERR_NOMEM;
    else
        gireport__say(rd->findings, what);
    gireport__free(r->items);
}

/* Frees a text that was put together, and keeps in mind if memory was short for it. */
static void spend(struct gireport__reading *rd, struct gireport__buf *b)
{
    if (b->failed && rd->status == GIREPORT_OK)
        rd->status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(b);
}

/* A copy that lives as long as the reading. */
static const char *kept(struct gireport__reading *rd, const char *s, size_t len)
{
    const char *copy = gireport__arena_strndup(&rd->arena, s, len);
    if (!copy && rd->status == GIREPORT_OK)
        rd->status = GIREPORT_ERR_NOMEM;
    return copy ? copy : "";
}

/* The values of a row as printed, cut where they are long. */
static const char *printed(struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    struct gireport__buf b = {0};
    for (size_t i = 0; i < k->in.n_values && b.len < 200; i++) {
        if (i)
            gireport__buf_addc(&b, ' ');
        gireport__buf_add(&b, k->in.values[i].text, k->in.values[i].len < 100 ? k->in.values[i].len : 0);
    }
    const char *s = kept(rd, gireport__buf_str(&b), b.len);
    spend(rd, &b);
    return s;
}

static const char *label_text(struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    return kept(rd, k->in.label ? k->in.label : "", k->in.label_len);
}

/* The fields of a row that a finding names: all, or those that were not read. */
static void add_row(const struct gireport__reading *rd, struct refs *refs, const struct gireport__kept_row *k,
                    uint32_t role)
{
    uint32_t first = gireport__row_field(rd, k, k->node);
    for (uint32_t i = 0; first != GIREPORT__NONE && i < gireport__row_width(rd, k); i++)
        if (role != GIREPORT_ROLE_UNREAD || rd->report->cells[first + i].state == GIREPORT_STATE_UNREADABLE ||
            rd->report->cells[first + i].state == GIREPORT_STATE_ABSENT)
            add_ref(refs, first + i, role);
}

static const char *official_label(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    return k->node == GIREPORT__NONE ? "" : rd->tpl->rows[k->node].label.text;
}

static void say_at_row(struct gireport__reading *rd, struct refs *refs, const struct gireport__kept_row *k,
                       struct gireport__say *what)
{
    const struct gireport__spot *spot = k->in.n_values ? &k->in.values[0].spot : &k->in.spot;
    what->line = spot->line;
    what->column = spot->column;
    what->place = spot->place;
    say_refs(rd, refs, what);
}

void gireport__say_row(struct gireport__reading *rd, const char *rule, const struct gireport__kept_row *k,
                       uint32_t role, const char *found, const char *expected)
{
    struct refs refs = {0};
    add_row(rd, &refs, k, role);
    say_at_row(rd, &refs, k,
               &(struct gireport__say){.rule = rule,
                                       .found = found,
                                       .expected = expected,
                                       .arg = {label_text(rd, k), official_label(rd, k), NULL}});
}

static const char *number(struct gireport__reading *rd, size_t n)
{
    struct gireport__buf b = {0};
    gireport__buf_add_int(&b, (int64_t)n);
    const char *s = kept(rd, gireport__buf_str(&b), b.len);
    spend(rd, &b);
    return s;
}

static int run_together(const struct gireport__kept_row *k)
{
    size_t digits = 0;
    for (size_t i = 0; i < k->in.n_values; i++)
        digits += k->in.values[i].len;
    return k->in.n_values && digits >= 2 * k->in.n_values + 2;
}

/* Values that stand under a column of the document's own, or in a row of its own. */
static void keep_extra(struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    struct gireport__buf b = {0};
    int extra = k->kept == GIREPORT__KEPT_FOREIGN, n = 0;
    for (size_t i = 0; i < k->in.n_values; i++) {
        if (!extra && k->in.values[i].pos != GIREPORT__POS_EXTRA)
            continue;
        if (n++)
            gireport__buf_addc(&b, '\t');
        gireport__buf_add(&b, k->in.values[i].text, k->in.values[i].len);
    }
    if (n && b.len)
        gireport__reading_extra(rd, k->in.label ? k->in.label : "", k->in.label_len, gireport__buf_str(&b),
                                b.len, &k->in.spot);
    spend(rd, &b);
}

/* Values that no field took: kept as extra, told. */
static void say_left(struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    struct gireport__buf b = {0};
    size_t filled = 0;
    for (size_t i = 0; i < k->in.n_values; i++) {
        if (i)
            gireport__buf_addc(&b, '\t');
        gireport__buf_add(&b, k->in.values[i].text, k->in.values[i].len);
        filled += k->in.values[i].len != 0;
    }
    if (filled &&
        gireport_report_add_extra(rd->report, label_text(rd, k), gireport__buf_str(&b)) == GIREPORT_ERR_NOMEM)
        rd->status = GIREPORT_ERR_NOMEM;
    spend(rd, &b);
    if (!filled)
        return;
    const struct gireport__spot *spot = &k->in.values[0].spot;
    const char *table = k->table == GIREPORT__NONE ? "" : gireport_template_table_label(rd->tpl, k->table);
    const char *label = k->in.label_len ? label_text(rd, k) : official_label(rd, k);
    struct gireport__say what = {.rule = k->kept == GIREPORT__KEPT_DOUBT ? "GI-R-014" : "GI-R-012",
                                 .report = rd->report,
                                 .line = spot->line,
                                 .column = spot->column,
                                 .place = spot->place,
                                 .found = printed(rd, k),
                                 .arg = {table, label, NULL}};
    gireport__say(rd->findings, &what);
}

static int other_values(const struct gireport__reading *rd, size_t i)
{
    for (size_t j = 0; j < rd->n_rows; j++)
        if (j != i && rd->rows[j].node == rd->rows[i].node && rd->rows[j].used)
            return 1;
    return 0;
}

/* --- one thing to tell of many rows -------------------------------------------------------------------- */

#define FOLD_OVER 5 /* rows of one table that are told one by one */

typedef int (*row_test)(const struct gireport__reading *rd, size_t i);

static int was_inferred(const struct gireport__reading *rd, size_t i)
{
    return rd->rows[i].kept == GIREPORT__KEPT_TIED && (rd->rows[i].inferred || rd->rows[i].split);
}

/* A label whose values did not come. */
static int lacks_values(const struct gireport__reading *rd, size_t i)
{
    const struct gireport__kept_row *k = &rd->rows[i];
    return k->kept == GIREPORT__KEPT_LABEL && k->node != GIREPORT__NONE && rd->tpl->rows[k->node].leaf &&
           gireport__row_section(rd, k)->layout == GIREPORT__LAYOUT_MATRIX &&
           !(rd->row_seen[k->node] & GIREPORT__SEEN_TOLD) && !other_values(rd, i);
}

/* The label was told to lack its values; printed again, it is not told again. */
static void mark_told(struct gireport__reading *rd, const struct gireport__kept_row *k, uint32_t role)
{
    if (role == GIREPORT_ROLE_UNREAD)
        rd->row_seen[k->node] |= GIREPORT__SEEN_TOLD;
}

/* All rows of a table that pass a test, in one finding: from the first label to the last. */
static void say_together(struct gireport__reading *rd, const char *rule, row_test test, uint32_t table, uint32_t role)
{
    const struct gireport__kept_row *first = NULL, *last = NULL;
    struct gireport__buf label = {0};
    struct refs refs = {0};
    for (size_t i = 0; i < rd->n_rows; i++) {
        if (rd->rows[i].table != table || !test(rd, i))
            continue;
        last = &rd->rows[i];
        first = first ? first : last;
        add_row(rd, &refs, last, role);
        mark_told(rd, last, role);
    }
    gireport__buf_adds(&label, official_label(rd, first));
    gireport__buf_adds(&label, " … ");
    gireport__buf_adds(&label, official_label(rd, last));
    const char *found = first->in.n_values ? printed(rd, first) : NULL;
    say_at_row(rd, &refs, first,
               &(struct gireport__say){
                   .rule = rule, .found = found, .arg = {gireport__buf_str(&label), gireport__buf_str(&label), NULL}});
    spend(rd, &label);
}

static void say_alike(struct gireport__reading *rd, const char *rule, row_test test, uint32_t role)
{
    size_t count[32] = {0}, told[32] = {0};
    for (size_t i = 0; i < rd->n_rows; i++)
        count[rd->rows[i].table & 31] += test(rd, i) != 0;
    for (size_t i = 0; i < rd->n_rows; i++) {
        const struct gireport__kept_row *k = &rd->rows[i];
        if (!test(rd, i))
            continue;
        if (count[k->table & 31] <= FOLD_OVER) {
            gireport__say_row(rd, rule, k, role, k->in.n_values ? printed(rd, k) : NULL, NULL);
            mark_told(rd, k, role);
        } else if (!told[k->table & 31]++) {
            say_together(rd, rule, test, k->table, role);
        }
    }
}

void gireport__say_rows(struct gireport__reading *rd)
{
    for (size_t i = 0; i < rd->n_rows; i++) {
        struct gireport__kept_row *k = &rd->rows[i];
        if (k->kept == GIREPORT__KEPT_OPEN || k->kept == GIREPORT__KEPT_DOUBT) {
            say_left(rd, k);
        } else if (k->kept == GIREPORT__KEPT_BAD) {
            const char *rule =
                k->in.n_values < gireport__row_width(rd, k) && run_together(k) ? "GI-R-006" : "GI-R-005";
            gireport__say_row(rd, rule, k, GIREPORT_ROLE_UNREAD, printed(rd, k),
                              number(rd, gireport__row_width(rd, k)));
        } else if (k->kept == GIREPORT__KEPT_TIED && (k->in.flags & GIREPORT__ROW_MISPRINT)) {
            gireport__say_row(rd, "GI-R-010", k, GIREPORT_ROLE_CELL, NULL, NULL);
        }
        if (k->kept == GIREPORT__KEPT_TIED || k->kept == GIREPORT__KEPT_FOREIGN)
            keep_extra(rd, k);
    }
    say_alike(rd, "GI-R-011", was_inferred, GIREPORT_ROLE_CELL);
    say_alike(rd, "GI-R-004", lacks_values, GIREPORT_ROLE_UNREAD);
}

/* The own row of a group need not be there. It is missed where values stood beside its label, or right behind it and
 * nobody knows whose they are. */
static int in_printed_row(const struct gireport__reading *rd, uint32_t row)
{
    for (size_t i = 0; i < rd->n_rows; i++) {
        const struct gireport__kept_row *k = &rd->rows[i];
        uint32_t node = k->node != GIREPORT__NONE ? k->node : k->in.row;
        if (k->kept == GIREPORT__KEPT_OPEN && node == GIREPORT__NONE && i &&
            rd->rows[i - 1].kept == GIREPORT__KEPT_LABEL)
            node = rd->rows[i - 1].node;
        if (node == row && k->in.n_values && k->kept != GIREPORT__KEPT_FOREIGN)
            return 1;
    }
    return 0;
}

/* A field that another finding tells already, or that need not be there. */
static int told(const struct gireport__reading *rd, uint32_t f)
{
    const gireport_template *t = rd->tpl;
    uint32_t row = t->fields[f].row;
    if (rd->report->cells[f].state != GIREPORT_STATE_ABSENT ||
        ((t->fields[f].flags & GIREPORT_FIELD_SUBTOTAL) && !in_printed_row(rd, row)) || (rd->row_seen[row] & GIREPORT__SEEN_TOLD))
        return 1;
    for (uint32_t p = t->rows[row].parent; p != GIREPORT__NONE; p = t->rows[p].parent)
        if (t->rows[p].field != GIREPORT__NONE &&
            rd->report->cells[t->rows[p].field].state != GIREPORT_STATE_ABSENT &&
            rd->report->cells[t->rows[p].field].state != GIREPORT_STATE_UNREADABLE &&
            gireport__group_stands(rd, p))
            return 1; /* the group's own row stands for its members */
    return 0;
}

void gireport__say_missing(struct gireport__reading *rd)
{
    const gireport_template *t = rd->tpl;
    for (uint32_t i = 0; i < t->n_tables; i++) {
        const struct gireport__table *table = &t->tables[i];
        struct refs refs = {0};
        size_t there = 0;
        for (uint32_t f = table->first_field; f < table->first_field + table->n_fields; f++) {
            there += rd->report->cells[f].state != GIREPORT_STATE_ABSENT;
            if (!told(rd, f))
                add_ref(&refs, f, GIREPORT_ROLE_UNREAD);
        }
        if (!refs.n && !refs.failed) {
            gireport__free(refs.items);
            continue;
        }
        int picture = i < 32 && (rd->pictures >> i & 1);
        struct gireport__say what = {.rule = picture ? "GI-R-003"
                                             : there ? "GI-R-007"
                                                     : "GI-R-002",
                                     .arg = {gireport_template_table_label(t, i), NULL, NULL}};
        say_refs(rd, &refs, &what);
    }
}
