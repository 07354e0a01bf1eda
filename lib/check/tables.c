/* SPDX-License-Identifier: MIT */
/* Conditions inside one table that no linear rule can say. */

#include <string.h>

#include "../base/num.h"
#include "rules.h"

#define DISCLOSURE   "disclosure"
#define APPLICATIONS "applications"

/* A printed number of the report under check. 1 where there is one. */
static int printed(const struct gireport__check *c, const char *row, const char *column, uint32_t *field,
                   int64_t *out)
{
    *field = gireport__check_field(c->t, DISCLOSURE, row, column);
    return gireport__check_printed(c->r, *field, out);
}

void gireport__rule_t2_003(struct gireport__check *c)
{
    static const char *const rows[] = {"licensing", "other_services", "penalties", "coercion"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct gireport__ref refs[3] = {
            {0, GIREPORT_ROLE_CELL}, {0, GIREPORT_ROLE_PART}, {0, GIREPORT_ROLE_PART}};
        int64_t decisions, previous, change, items;
        if (!printed(c, rows[i], "decisions", &refs[0].field, &decisions) ||
            !printed(c, rows[i], "previous", &refs[1].field, &previous) ||
            !printed(c, rows[i], "change", &refs[2].field, &change) ||
            !gireport__add(previous, change, &items) || items != 0 || decisions <= 0)
            continue;
        char number[32];
        gireport__check_say(c,
                            &(struct gireport__say){.cells = refs,
                                                    .n_cells = 3,
                                                    .found = gireport__check_number(number, decisions, 0)});
    }
}

void gireport__rule_t2_005(struct gireport__check *c)
{
    static const char *const rows[] = {"regulations", "normative_documents"};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct gireport__ref refs[2] = {{0, GIREPORT_ROLE_CELL}, {0, GIREPORT_ROLE_PART}};
        int64_t disclosed, made;
        char other[32];
        if (printed(c, rows[i], "disclosed", &refs[0].field, &disclosed) &&
            printed(c, rows[i], "made", &refs[1].field, &made) && made > 0 && disclosed == 0)
            gireport__check_say(c, &(struct gireport__say){.cells = refs,
                                                           .n_cells = 2,
                                                           .found = "0",
                                                           .arg = {gireport__check_number(other, made, 0)}});
    }
}

void gireport__rule_t2_008(struct gireport__check *c)
{
    static const char *const columns[] = {"made", "disclosed", "total", "repealed", "in_force"};
    uint32_t level = c->o->level;
    struct gireport__ref refs[8];
    int64_t value, first = 0;
    size_t n = 0;
    if (level != GIREPORT_LEVEL_COUNTY && level != GIREPORT_LEVEL_TOWNSHIP &&
        level != GIREPORT_LEVEL_DEPARTMENT)
        return;
    for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
        uint32_t field;
        if (!printed(c, "regulations", columns[i], &field, &value) || value <= 0)
            continue;
        first = n == 0 ? value : first;
        refs[n++] = (struct gireport__ref){field, GIREPORT_ROLE_CELL};
    }
    char number[32];
    if (n > 0)
        gireport__check_say(c, &(struct gireport__say){.cells = refs,
                                                       .n_cells = n,
                                                       .expected = "0",
                                                       .found = gireport__check_number(number, first, 0)});
}

/* Money of a project, in 0.01 yuan: 100 yuan to 10,000,000,000 yuan. */
#define LEAST_A_PROJECT INT64_C(10000)
#define MOST_A_PROJECT  INT64_C(1000000000000)
#define FEES_JUMP       100

static void tell_money(struct gireport__check *c, const struct gireport__ref *refs, size_t n, int64_t amount,
                       const char *zh, const char *en)
{
    char number[32];
    gireport__check_say(c, &(struct gireport__say){.cells = refs,
                                                   .n_cells = n,
                                                   .arg = {zh, en},
                                                   .found = gireport__check_number(number, amount, 2)});
}

static void procurement_unit(struct gireport__check *c)
{
    struct gireport__ref refs[2] = {{0, GIREPORT_ROLE_CELL}, {0, GIREPORT_ROLE_PART}};
    int64_t amount, projects;
    if (!printed(c, "procurement", "amount", &refs[0].field, &amount) ||
        !printed(c, "procurement", "projects", &refs[1].field, &projects) || amount <= 0 || projects <= 0)
        return;
    if (amount / projects < LEAST_A_PROJECT)
        tell_money(c, refs, 2, amount, "平均每个项目不到 100 元，单位可能有误",
                   "less than 100 yuan a project; the unit may be wrong");
    else if (amount / projects >= MOST_A_PROJECT)
        tell_money(c, refs, 2, amount, "平均每个项目超过 100 亿元，单位可能有误",
                   "more than 10 billion yuan a project; the unit may be wrong");
}

void gireport__rule_t2_011(struct gireport__check *c)
{
    struct gireport__ref ref = {gireport__check_field(c->t, DISCLOSURE, "fees", "amount"),
                                GIREPORT_ROLE_CELL};
    int64_t now, before;
    procurement_unit(c);
    if (!gireport__check_printed(c->r, ref.field, &now))
        return;
    if (c->before.value == NULL) {
        gireport__check_lacks(c, "prior");
        return;
    }
    uint32_t field = gireport__check_field(c->o->prior->tpl, DISCLOSURE, "fees", "amount");
    if (gireport__check_printed(c->o->prior, field, &before) && before > 0 && now / FEES_JUMP > before)
        tell_money(c, &ref, 1, now, "超过上年的 100 倍，可能把元填成了万元",
                   "more than a hundred times last year's; yuan may have been entered as 万元");
}

void gireport__rule_t2_012(struct gireport__check *c)
{
    struct gireport__ref refs[2] = {{0, GIREPORT_ROLE_CELL}, {0, GIREPORT_ROLE_CELL}};
    uint32_t amount_field = gireport__check_field(c->t, DISCLOSURE, "procurement", "amount");
    int64_t projects;
    char projects_text[32], amount_text[32];
    if (amount_field == GIREPORT__NONE || !printed(c, "procurement", "projects", &refs[0].field, &projects) ||
        c->r->cells[amount_field].state != GIREPORT_STATE_VALUE)
        return;
    const struct gireport__cell *cell =
        &c->r->cells[amount_field]; /* 0 or not is known without a unit, too */
    refs[1].field = amount_field;
    if ((projects == 0) == (cell->value == 0))
        return;
    gireport__check_number(projects_text, projects, 0);
    gireport__check_number(amount_text, cell->value, cell->scale);
    gireport__check_say(
        c, &(struct gireport__say){.cells = refs, .n_cells = 2, .arg = {projects_text, amount_text}});
}

/* ---- requests ---- */

/* The key of a field without its column, in the caller's buffer. */
static const char *row_key(char buffer[128], const char *key)
{
    const char *dot = strrchr(key, '.');
    size_t len = dot != NULL ? (size_t)(dot - key) : strlen(key);
    len = len < 127 ? len : 127;
    memcpy(buffer, key, len);
    buffer[len] = '\0';
    return buffer;
}

void gireport__rule_t3_007(struct gireport__check *c)
{
    enum { MOST = 32 };
    struct gireport__ref refs[MOST];
    for (uint32_t i = 0; i < c->t->n_fields;) {
        const struct gireport__field *first = &c->t->fields[i];
        uint32_t row = first->row;
        size_t n = 0;
        char key[128];
        if (!(first->flags & GIREPORT_FIELD_SUBTOTAL)) {
            i++;
            continue;
        }
        for (; i < c->t->n_fields && c->t->fields[i].row == row; i++)
            if (n < MOST && (c->t->fields[i].flags & GIREPORT_FIELD_SUBTOTAL) &&
                c->r->cells[i].state == GIREPORT_STATE_VALUE)
                refs[n++] = (struct gireport__ref){i, GIREPORT_ROLE_CELL};
        if (n > 0)
            gireport__check_say(
                c, &(struct gireport__say){.cells = refs,
                                           .n_cells = n,
                                           .arg = {c->t->rows[row].label.text, row_key(key, first->key)}});
    }
}

static int row_is(const gireport_template *t, uint32_t field, const char *key)
{
    const char *have = t->rows[t->fields[field].row].key;
    return have != NULL && strcmp(have, key) == 0;
}

/* 1 for the rows of outcomes: not what came in, went out, or sums up. */
static int is_outcome(const gireport_template *t, uint32_t field)
{
    return !(t->fields[field].flags & GIREPORT_FIELD_SUBTOTAL) && !t->rows[t->fields[field].row].total &&
           !row_is(t, field, "new") && !row_is(t, field, "carried_in") && !row_is(t, field, "carried_out");
}

static const struct gireport__table *find_table(const gireport_template *t, const char *key)
{
    for (uint32_t i = 0; i < t->n_tables; i++)
        if (strcmp(t->tables[i].key, key) == 0)
            return &t->tables[i];
    return NULL;
}

/* A number above 0 in a row of the total column. */
static int total_is_filled(const struct gireport__check *c, const char *row)
{
    int64_t value;
    return gireport__check_printed(c->r, gireport__check_field(c->t, APPLICATIONS, row, "total"), &value) &&
           value > 0;
}

void gireport__rule_t3_008(struct gireport__check *c)
{
    enum { MOST = 64 };
    struct gireport__ref refs[MOST];
    const struct gireport__table *table = find_table(c->t, APPLICATIONS);
    size_t n = 0;
    int parts_filled = 0;
    if (table == NULL || (!total_is_filled(c, "new") && !total_is_filled(c, "total")))
        return;
    for (uint32_t i = table->first_field; i < table->first_field + table->n_fields; i++) {
        const struct gireport__cell *cell = &c->r->cells[i];
        int positive = cell->state == GIREPORT_STATE_VALUE && cell->value > 0;
        if (!is_outcome(c->t, i))
            continue;
        if (!c->t->cols[c->t->fields[i].col].total)
            parts_filled |= positive;
        else if (positive || cell->state == GIREPORT_STATE_UNREADABLE || cell->state == GIREPORT_STATE_ABSENT)
            return;
        else if (n < MOST)
            refs[n++] = (struct gireport__ref){i, GIREPORT_ROLE_CELL};
    }
    if (parts_filled && n > 0)
        gireport__check_say(c, &(struct gireport__say){.cells = refs, .n_cells = n});
}

void gireport__rule_t3_009(struct gireport__check *c)
{
    const struct gireport__table *table = find_table(c->t, APPLICATIONS);
    struct gireport__ref ref = {GIREPORT__NONE, GIREPORT_ROLE_CELL};
    int blank = 0;
    if (table == NULL)
        return;
    for (uint32_t i = table->first_field; i < table->first_field + table->n_fields; i++) {
        uint8_t state = c->r->cells[i].state;
        if (c->t->cols[c->t->fields[i].col].total) {
            if (state == GIREPORT_STATE_VALUE && ref.field == GIREPORT__NONE)
                ref.field = i;
        } else if (state == GIREPORT_STATE_VALUE || state == GIREPORT_STATE_UNREADABLE) {
            return;
        } else {
            blank |= state == GIREPORT_STATE_BLANK || state == GIREPORT_STATE_NA;
        }
    }
    if (blank && ref.field != GIREPORT__NONE)
        gireport__check_say(c, &(struct gireport__say){.cells = &ref, .n_cells = 1});
}
