/* SPDX-License-Identifier: MIT */
/* Tables, rows and cells. A key and those around it make a path, "applications.denied.deliberative", which
 * the keys of the fields begin with; so nested mappings and dotted keys are the same thing. */

#include <string.h>

#include "../base/text.h"
#include "report_file.h"

/* ---- paths ---- */

/* -1, 0, 1: a field's key against path + "." */
static int compare(const char *key, const char *path, size_t len)
{
    int order = strncmp(key, path, len);
    if (order != 0)
        return order;
    return key[len] == '.' ? 0 : key[len] < '.' ? -1 : 1;
}

/* A field whose key begins with path + ".", or GIREPORT__NONE. */
static uint32_t find_below(const gireport_template *t, const char *path, size_t len)
{
    uint32_t low = 0, high = t->n_fields;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(t->fields[t->by_key[middle]].key, path, len) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < t->n_fields && compare(t->fields[t->by_key[low]].key, path, len) == 0 ? t->by_key[low]
                                                                                       : GIREPORT__NONE;
}

/* The field of a key that is not NUL-terminated, or GIREPORT__NONE. */
static uint32_t find_field(const gireport_template *t, const char *path, size_t len)
{
    char key[256];
    size_t field;
    if (len >= sizeof(key))
        return GIREPORT__NONE;
    memcpy(key, path, len);
    key[len] = '\0';
    return gireport_template_field_find(t, key, &field) == GIREPORT_OK ? (uint32_t)field : GIREPORT__NONE;
}

enum gireport__target gireport__path_find(const gireport_template *t, const char *path, size_t len,
                                          uint32_t guess, uint32_t *first, uint32_t *n)
{
    uint32_t at = guess < t->n_fields && compare(t->fields[guess].key, path, len) == 0
                      ? guess
                      : find_below(t, path, len);
    *n = 0;
    if (at == GIREPORT__NONE) {
        *first = find_field(t, path, len);
        *n = *first != GIREPORT__NONE;
        return *n ? GIREPORT__T_FIELD : GIREPORT__T_NONE;
    }
    int group = strchr(t->fields[at].key + len + 1, '.') != NULL;
    while (at > 0 && (group ? compare(t->fields[at - 1].key, path, len) == 0
                            : t->fields[at - 1].row == t->fields[at].row))
        at--;
    *first = at;
    if (group)
        return GIREPORT__T_GROUP;
    while (at + *n < t->n_fields && t->fields[at + *n].row == t->fields[at].row)
        (*n)++;
    return GIREPORT__T_ROW;
}

/* ---- unknown keys ---- */

/* Whether a label is what someone wrote for a key: all of it, or what stands behind its number. */
static int is_label(const struct gireport__label *label, const struct gireport__buf *folded)
{
    size_t len = label->folded != NULL ? strlen(label->folded) : 0;
    return folded->len > 3 && len >= folded->len &&
           memcmp(label->folded + len - folded->len, folded->data, folded->len) == 0;
}

/* The row below f->path that a key means although it is not written like it: by the last part of its key (a
 * member of a group, written beside the group) or by its label. NULL: none. */
static const char *find_row_meant(struct gireport__file *f, const char *key, size_t len)
{
    const gireport_template *t = f->tpl;
    gireport__buf_clear(&f->scratch);
    gireport__fold(&f->scratch, key, len);
    for (uint32_t i = 0; i < t->n_fields && !f->scratch.failed; i++) {
        if ((i > 0 && t->fields[i].row == t->fields[i - 1].row) ||
            compare(t->fields[i].key, f->path, f->path_len) != 0)
            continue;
        const char *rest = t->fields[i].key + f->path_len + 1, *end = strrchr(rest, '.');
        if (end == NULL)
            continue;
        size_t n = (size_t)(end - rest);
        int last = n > len && rest[n - len - 1] == '.' && memcmp(rest + n - len, key, len) == 0;
        if (!last && !is_label(&t->rows[t->fields[i].row].label, &f->scratch))
            continue;
        gireport__buf_clear(&f->scratch);
        gireport__buf_add(&f->scratch, rest, n);
        return f->scratch.failed ? NULL : f->scratch.data;
    }
    return NULL;
}

/* The nearest of the keys that may stand here: the next segments of the keys below f->path. */
static const char *find_near(struct gireport__file *f, const char *key, size_t len)
{
    const gireport_template *t = f->tpl;
    const char *best = NULL, *last = NULL;
    size_t limit = gireport__file_reach(key, len), best_len = 0, last_len = 0;
    for (uint32_t i = 0; i < t->n_fields; i++) {
        if (compare(t->fields[i].key, f->path, f->path_len) != 0)
            continue;
        const char *rest = t->fields[i].key + f->path_len + 1;
        size_t n = strcspn(rest, ".");
        if (last != NULL && n == last_len && memcmp(rest, last, n) == 0)
            continue;
        last = rest;
        last_len = n;
        size_t d = gireport__distance(key, len, rest, n, limit);
        if (d > limit || (best != NULL && d == limit))
            continue;
        best = rest;
        best_len = n;
        limit = d;
    }
    gireport__buf_clear(&f->scratch);
    gireport__buf_add(&f->scratch, best != NULL ? best : "", best_len);
    return best != NULL && !f->scratch.failed ? f->scratch.data : NULL;
}

static void unknown(struct gireport__file *f, const char *key, size_t len)
{
    const char *best = NULL;
    if (gireport__file_may_advise(f, len)) {
        best = find_row_meant(f, key, len);
        if (best == NULL)
            best = find_near(f, key, len);
    }
    gireport__file_unknown(f, key, len, best);
}

/* ---- cells ---- */

static int is_given(const struct gireport__file *f, uint32_t field)
{
    return f->report->cells[field].line != 0;
}

static void store(struct gireport__file *f, uint32_t field, const char *text, size_t len,
                  const struct gireport__read_value *v, const struct gireport__spot *spot)
{
    if (f->status == GIREPORT_OK)
        f->status = gireport__cell_store(f->report, field, text, len, v, spot, f->findings);
}

void gireport__file_cell_text(struct gireport__file *f, uint32_t field, const char *text, size_t len,
                              const struct gireport__spot *spot)
{
    uint32_t type = gireport_field_type(f->tpl, field);
    const char *unit = type == GIREPORT_TYPE_MONEY ? gireport_field_printed_unit(f->tpl, field) : "";
    struct gireport__read_value v;
    gireport__value_read(text, len, type, *unit ? unit : NULL, &v);
    store(f, field, text, len, &v, spot);
}

void gireport__file_cell_unread(struct gireport__file *f, uint32_t field, const char *raw, size_t len,
                                uint32_t line, uint32_t column)
{
    struct gireport__cell *c = &f->report->cells[field];
    *c = (struct gireport__cell){.state = GIREPORT_STATE_UNREADABLE, .line = line, .column = column};
    if (raw == NULL)
        return;
    c->raw = gireport__report_string(f->report, raw, len);
    if (c->raw == NULL)
        f->status = GIREPORT_ERR_NOMEM;
}

/* Takes a value for a cell that has none. */
static void take(struct gireport__file *f, uint32_t field)
{
    uint32_t line = f->ev.line, column = f->ev.column;
    struct gireport__spot spot = {line, column, NULL};
    size_t len = 0;
    if (f->ev.type == GIREPORT__YAML_SCALAR) {
        int stored = gireport__cell_store_count(f->report, field, f->ev.text, f->ev.len, line, column);
        if (stored < 0)
            f->status = GIREPORT_ERR_NOMEM;
        if (stored != 0)
            return;
        const char *text = gireport__file_is_null(f) ? "" : gireport__file_text(f, &len);
        gireport__file_cell_text(f, field, text, len, &spot);
        return;
    }
    if (f->ev.type == GIREPORT__YAML_MAP_START) {
        gireport__file_cell_mapping(f, field);
        return;
    }
    gireport__file_cell_unread(f, field, NULL, 0, line, column);
    gireport__file_wrong_type(f, f->tpl->fields[field].key, GIREPORT__A_CELL, field, 1);
}

/* Takes a value of a cell; f->ev is its first event. Where the cell was given before and differently, no one
 * can tell which of the two holds. */
static void cell(struct gireport__file *f, uint32_t field)
{
    struct gireport__cell *c = &f->report->cells[field], before;
    if (!is_given(f, field)) {
        take(f, field);
        return;
    }
    before = *c;
    take(f, field);
    int same = before.state == c->state && before.value == c->value && before.unit == c->unit &&
               before.scale == c->scale;
    *c = before;
    if (same)
        return;
    c->state = GIREPORT_STATE_UNREADABLE;
    c->value = 0;
    c->unit = GIREPORT_UNIT_NONE;
    c->scale = 0;
}

/* ---- rows ---- */

/* Where a row or a single cell began that was given before, 0 where it was not. */
static uint32_t given_line(const struct gireport__file *f, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n; i++)
        if (is_given(f, i))
            return f->report->cells[i].line;
    return 0;
}

static void tell_again(struct gireport__file *f, const char *key, uint32_t before, uint32_t line,
                       uint32_t column, uint32_t first, uint32_t n)
{
    char number[12];
    gireport__file_say(f, &(struct gireport__file_say){.rule = "GI-I-003",
                                                       .line = line,
                                                       .column = column,
                                                       .first = first,
                                                       .n = n,
                                                       .arg = {key, gireport__file_number(before, number)}});
}

/* The values of a row in order. Where their number is wrong, none stands surely under its column. */
static void sequence(struct gireport__file *f, uint32_t first, uint32_t n)
{
    uint32_t line = f->ev.line, column = f->ev.column;
    size_t found = 0;
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_SEQ_END) {
        if (found < n)
            cell(f, first + (uint32_t)found);
        else
            gireport__file_skip(f);
        found++;
    }
    if (found == n || f->status != GIREPORT_OK)
        return;
    for (uint32_t i = first; i < first + n; i++) {
        struct gireport__cell *c = &f->report->cells[i];
        const char *raw = c->raw;
        uint32_t at_line = c->line ? c->line : line, at_column = c->line ? c->column : column;
        *c = (struct gireport__cell){
            .state = GIREPORT_STATE_UNREADABLE, .raw = raw, .line = at_line, .column = at_column};
    }
    char is[12], should[12];
    gireport__file_say(f, &(struct gireport__file_say){.rule = "GI-I-006",
                                                       .line = line,
                                                       .column = column,
                                                       .first = first,
                                                       .n = n,
                                                       .arg = {f->path},
                                                       .found = gireport__file_number(found, is),
                                                       .expected = gireport__file_number(n, should)});
}

/* The column of a key; `expected` is where it would be in the order of the form. */
static uint32_t find_column(const struct gireport__file *f, const char *key, size_t len, uint32_t first,
                            uint32_t n, uint32_t expected)
{
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = first + (expected - first + k) % n;
        const char *column = f->tpl->fields[i].key + f->path_len + 1;
        if (strncmp(column, key, len) == 0 && column[len] == '\0')
            return i;
    }
    return GIREPORT__NONE;
}

/* Returns 1 where the cell was given before, which was told. line, column: of its key. */
static int one_cell(struct gireport__file *f, uint32_t field, uint32_t line, uint32_t column)
{
    uint32_t before = given_line(f, field, 1);
    cell(f, field);
    if (before != 0)
        tell_again(f, f->tpl->fields[field].key, before, line, column, field, 1);
    return before != 0;
}

/* Returns how many cells were given before, each of which was told. */
static size_t by_column(struct gireport__file *f, uint32_t first, uint32_t n)
{
    uint32_t expected = first;
    size_t len, again = 0;
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_MAP_END) {
        const char *key = gireport__file_key(f, &len);
        if (key == NULL)
            continue;
        uint32_t line = f->ev.line, column = f->ev.column;
        uint32_t i = find_column(f, key, len, first, n, expected);
        if (i == GIREPORT__NONE) {
            unknown(f, key, len);
        } else if (gireport__file_event(f)) {
            again += (size_t)one_cell(f, i, line, column);
            expected = i + 1 < first + n ? i + 1 : first;
        }
    }
    return again;
}

/* Null for a whole row: it is there, and nothing is filled in. */
static void blank_row(struct gireport__file *f, uint32_t first, uint32_t n)
{
    for (uint32_t i = first; i < first + n && f->status == GIREPORT_OK; i++)
        cell(f, i);
}

static void unread_row(struct gireport__file *f, uint32_t first, uint32_t n)
{
    size_t len = f->ev.len;
    int is_scalar = f->ev.type == GIREPORT__YAML_SCALAR;
    const char *raw = is_scalar ? gireport__file_text(f, &len) : NULL;
    for (uint32_t i = first; i < first + n; i++)
        gireport__file_cell_unread(f, i, raw, len, f->ev.line, f->ev.column);
    gireport__file_wrong_type(f, f->path, GIREPORT__A_ROW, first, n);
}

/* Takes a row; what was given before and differs now is no longer sure. line, column: of its key. */
static void row(struct gireport__file *f, uint32_t first, uint32_t n, uint32_t line, uint32_t column)
{
    uint32_t before = given_line(f, first, n);
    size_t told = 0;
    if (f->ev.type == GIREPORT__YAML_MAP_START)
        told = by_column(f, first, n);
    else if (f->ev.type == GIREPORT__YAML_SEQ_START)
        sequence(f, first, n);
    else if (gireport__file_is_null(f))
        blank_row(f, first, n);
    else
        unread_row(f, first, n);
    if (before != 0 && told == 0)
        tell_again(f, f->path, before, line, column, first, n);
}

/* ---- groups and tables ---- */

/* Where the mapping of this group began before, 0 where it did not; remembers this one. */
static uint32_t mark_group(struct gireport__file *f, uint32_t first, uint32_t line)
{
    uint32_t depth = 0; /* a group and the first group in it begin with the same field */
    for (size_t i = 0; i < f->path_len; i++)
        depth += f->path[i] == '.';
    for (size_t i = 0; i < f->n_groups; i++)
        if (f->groups[i].first == first && f->groups[i].depth == depth)
            return f->groups[i].line;
    void *items = f->groups;
    if (!gireport__grow(&items, &f->groups_capacity, f->n_groups, sizeof(*f->groups))) {
        f->status = GIREPORT_ERR_NOMEM;
        return 0;
    }
    f->groups = items;
    f->groups[f->n_groups++] = (struct gireport__file_group){first, depth, line};
    return 0;
}

/* The heading of a table was there, whatever stands below it. */
static void see_table(struct gireport__file *f)
{
    const gireport_template *t = f->tpl;
    size_t len = strcspn(f->path, ".");
    for (uint32_t i = 0; i < t->n_tables; i++)
        if (t->tables[i].part < 8 && strlen(t->tables[i].key) == len &&
            memcmp(t->tables[i].key, f->path, len) == 0)
            f->report->parts_seen |= (uint8_t)(1u << t->tables[i].part);
}

static void entries(struct gireport__file *f)
{
    size_t len, outer = f->path_len;
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_MAP_END) {
        const char *key = gireport__file_key(f, &len);
        if (key != NULL && !gireport__file_entry(f, key, len))
            unknown(f, key, len);
        f->path_len = outer;
        f->path[outer] = '\0';
    }
}

static void group(struct gireport__file *f, uint32_t first, uint32_t line, uint32_t column)
{
    uint32_t before = mark_group(f, first, line);
    if (before != 0)
        tell_again(f, f->path, before, line, column, 0, 0);
    if (f->ev.type == GIREPORT__YAML_MAP_START)
        entries(f);
    else if (!gireport__file_is_null(f))
        gireport__file_wrong_type(f, f->path, GIREPORT__A_MAPPING, 0, 0);
}

int gireport__file_entry(struct gireport__file *f, const char *key, size_t len)
{
    uint32_t first, n, line = f->ev.line, column = f->ev.column;
    size_t outer = f->path_len, at = outer + (outer > 0);
    if (len == 0 || at + len >= sizeof(f->path))
        return 0;
    if (outer > 0)
        f->path[outer] = '.';
    memcpy(f->path + at, key, len);
    f->path_len = at + len;
    f->path[f->path_len] = '\0';
    enum gireport__target kind = gireport__path_find(f->tpl, f->path, f->path_len, f->guess, &first, &n);
    if (kind == GIREPORT__T_NONE) {
        f->path_len = outer;
        return 0;
    }
    if (outer == 0)
        see_table(f);
    if (!gireport__file_event(f))
        return 1;
    if (kind == GIREPORT__T_GROUP) {
        f->guess = first;
        group(f, first, line, column);
    } else if (kind == GIREPORT__T_ROW) {
        row(f, first, n, line, column);
        f->guess = first + n;
    } else {
        one_cell(f, first, line, column);
        f->guess = first + 1;
    }
    return 1;
}
