/* SPDX-License-Identifier: MIT */
#include "csv.h"

#include <string.h>

#include "csv_table.h"

const char *const gireport__csv_names[GIREPORT__CSV_COLUMNS] = {
    "organ", "year",   "template", "key",    "label", "state", "value", "unit",
    "raw",   "origin", "line",     "column", "place", "code",  "source"};

static const enum gireport__csv_column identity[GIREPORT__CSV_IDENTITY] = {
    GIREPORT__CSV_ORGAN, GIREPORT__CSV_YEAR, GIREPORT__CSV_TEMPLATE, GIREPORT__CSV_CODE,
    GIREPORT__CSV_SOURCE};

const struct gireport__csv_field *gireport__csv_field_of(const struct gireport__csv *c,
                                                         enum gireport__csv_column column)
{
    static const struct gireport__csv_field none = {.s = ""};
    return c->at[column] != GIREPORT__NONE && c->at[column] < c->record.n ? &c->record.fields[c->at[column]]
                                                                          : &none;
}

void gireport__csv_tell(struct gireport__csv *c, const struct gireport__csv_say *what)
{
    struct gireport__ref ref = {what->field, GIREPORT_ROLE_UNREAD};
    int named = what->field != GIREPORT__NONE && c->report != NULL &&
                c->report->cells[what->field].state == GIREPORT_STATE_UNREADABLE;
    struct gireport__say say = {.rule = what->rule,
                                .severity = what->severity,
                                .report = c->report,
                                .cells = &ref,
                                .n_cells = (size_t)named,
                                .line = what->line,
                                .column = what->column,
                                .found = what->found,
                                .expected = what->expected,
                                .arg = {what->arg[0], what->arg[1], what->arg[2]},
                                .more = {what->more_zh, what->more_en}};
    gireport__say(c->findings, &say);
}

/* ---- the header ---- */

static size_t skip_mark(const char *data, size_t len)
{
    return len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
}

static uint32_t column_named(const struct gireport__csv_field *f)
{
    for (uint32_t i = 0; i < GIREPORT__CSV_COLUMNS; i++)
        if (strlen(gireport__csv_names[i]) == f->len && memcmp(gireport__csv_names[i], f->s, f->len) == 0)
            return i;
    return GIREPORT__NONE;
}

int gireport__csv_is_header(const char *data, size_t len)
{
    struct gireport__csv_cursor cursor = {data, len, skip_mark(data, len), 1};
    struct gireport__csv_record r;
    int found[GIREPORT__CSV_COLUMNS] = {0};
    const char *end = memchr(data, '\n', len);
    cursor.len = end != NULL ? (size_t)(end - data) : len;
    if (cursor.len > 4096 || !gireport__csv_record(&cursor, &r) || r.problem != NULL)
        return 0;
    for (size_t i = 0; i < r.n && i < GIREPORT__CSV_FIELDS; i++) {
        uint32_t column = column_named(&r.fields[i]);
        if (column != GIREPORT__NONE)
            found[column] = 1;
    }
    return found[GIREPORT__CSV_KEY] && (found[GIREPORT__CSV_STATE] || found[GIREPORT__CSV_VALUE]);
}

/* Tells what is wrong with the header. Called once, when there is someone to tell. */
static void tell_header(struct gireport__csv *c)
{
    static const enum gireport__csv_column needed[] = {GIREPORT__CSV_TEMPLATE, GIREPORT__CSV_KEY,
                                                       GIREPORT__CSV_STATE, GIREPORT__CSV_VALUE};
    struct gireport__csv_cursor cursor = {c->data, c->len, skip_mark(c->data, c->len), 1};
    struct gireport__csv_record r;
    struct gireport__buf name = {0};
    struct gireport__csv_say say = {.line = 1, .column = 1, .field = GIREPORT__NONE};
    for (size_t i = 0; i < 4; i++) {
        if (c->at[needed[i]] != GIREPORT__NONE)
            continue;
        say.rule = "GI-I-018";
        say.arg[0] = gireport__csv_names[needed[i]];
        gireport__csv_tell(c, &say);
    }
    int any = gireport__csv_record(&cursor, &r);
    for (size_t i = 0; any && i < r.n && i < GIREPORT__CSV_FIELDS; i++) {
        uint32_t column = column_named(&r.fields[i]);
        if (column != GIREPORT__NONE && c->at[column] == i)
            continue;
        gireport__buf_clear(&name);
        gireport__csv_text(&r.fields[i], &name);
        say.line = r.fields[i].line;
        say.column = r.fields[i].column;
        say.arg[0] = name.len <= 80 ? gireport__buf_str(&name) : "…";
        say.arg[1] = "1";
        say.rule = column != GIREPORT__NONE ? "GI-I-003" : "GI-I-004";
        say.severity =
            column != GIREPORT__NONE ? 0 : GIREPORT_SEVERITY_NOTE; /* columns of one's own do no harm */
        gireport__csv_tell(c, &say);
    }
    gireport__buf_free(&name);
}

static void read_header(struct gireport__csv *c, struct gireport__csv_cursor *cursor)
{
    for (size_t i = 0; i < GIREPORT__CSV_COLUMNS; i++)
        c->at[i] = GIREPORT__NONE;
    if (!gireport__csv_record(cursor, &c->record) || c->record.problem != NULL) {
        c->status = GIREPORT_ERR_SYNTAX;
        c->bad_header = 1;
        return;
    }
    c->width = c->record.n;
    for (size_t i = 0; i < c->width && i < GIREPORT__CSV_FIELDS; i++) {
        uint32_t column = column_named(&c->record.fields[i]);
        if (column != GIREPORT__NONE && c->at[column] == GIREPORT__NONE)
            c->at[column] = (uint32_t)i;
    }
    if (c->at[GIREPORT__CSV_TEMPLATE] == GIREPORT__NONE || c->at[GIREPORT__CSV_KEY] == GIREPORT__NONE ||
        c->at[GIREPORT__CSV_STATE] == GIREPORT__NONE || c->at[GIREPORT__CSV_VALUE] == GIREPORT__NONE) {
        c->status = GIREPORT_ERR_INVALID_DATA;
        c->bad_header = 1;
    }
}

/* ---- which lines belong together ---- */

static int same_text(const struct gireport__csv_field *a, const struct gireport__csv_field *b)
{
    return a->len == b->len && memcmp(a->s, b->s, a->len) == 0;
}

static int is_group(const struct gireport__csv *c, const struct gireport__csv_group *g)
{
    for (size_t i = 0; i < GIREPORT__CSV_IDENTITY; i++)
        if (!same_text(&g->identity[i], gireport__csv_field_of(c, identity[i])))
            return 0;
    return 1;
}

static uint64_t hash_fields(const struct gireport__csv_field *const *fields)
{
    uint64_t h = UINT64_C(14695981039346656037);
    for (size_t i = 0; i < GIREPORT__CSV_IDENTITY; i++) {
        for (size_t k = 0; k < fields[i]->len; k++)
            h = (h ^ (unsigned char)fields[i]->s[k]) * UINT64_C(1099511628211);
        h = (h ^ 0xff) * UINT64_C(1099511628211);
    }
    return h;
}

static uint64_t hash_group(const struct gireport__csv_group *g)
{
    const struct gireport__csv_field *fields[GIREPORT__CSV_IDENTITY];
    for (size_t i = 0; i < GIREPORT__CSV_IDENTITY; i++)
        fields[i] = &g->identity[i];
    return hash_fields(fields);
}

static int grow_slots(struct gireport__csv *c)
{
    if (c->n_groups * 2 < c->n_slots)
        return 1;
    size_t n = c->n_slots > 0 ? c->n_slots * 2 : 64;
    uint32_t *slots = gireport__calloc(n, sizeof(*slots));
    if (slots == NULL)
        return 0;
    for (size_t i = 0; i < c->n_groups; i++) {
        size_t at = (size_t)hash_group(&c->groups[i]) & (n - 1);
        while (slots[at] != 0)
            at = (at + 1) & (n - 1);
        slots[at] = (uint32_t)i + 1;
    }
    gireport__free(c->slots);
    c->slots = slots;
    c->n_slots = n;
    return 1;
}

/* The group of the record, made where it is the first of it. GIREPORT__NONE: no memory. */
static uint32_t find_group(struct gireport__csv *c)
{
    const struct gireport__csv_field *fields[GIREPORT__CSV_IDENTITY];
    void *items = c->groups;
    if (!grow_slots(c))
        return GIREPORT__NONE;
    for (size_t i = 0; i < GIREPORT__CSV_IDENTITY; i++)
        fields[i] = gireport__csv_field_of(c, identity[i]);
    size_t at = (size_t)hash_fields(fields) & (c->n_slots - 1);
    for (; c->slots[at] != 0; at = (at + 1) & (c->n_slots - 1))
        if (is_group(c, &c->groups[c->slots[at] - 1]))
            return c->slots[at] - 1;
    if (!gireport__grow(&items, &c->groups_capacity, c->n_groups, sizeof(*c->groups)))
        return GIREPORT__NONE;
    c->groups = items;
    struct gireport__csv_group *g = &c->groups[c->n_groups];
    for (size_t i = 0; i < GIREPORT__CSV_IDENTITY; i++)
        g->identity[i] = *fields[i];
    g->first = g->last = GIREPORT__NONE;
    c->slots[at] = (uint32_t)++c->n_groups;
    return c->slots[at] - 1;
}

static int add_run(struct gireport__csv *c, uint32_t group, size_t from, uint32_t line)
{
    void *items = c->runs;
    if (c->n_runs == GIREPORT__NONE ||
        !gireport__grow(&items, &c->runs_capacity, c->n_runs, sizeof(*c->runs)))
        return 0;
    c->runs = items;
    c->runs[c->n_runs] = (struct gireport__csv_run){from, from, line, GIREPORT__NONE};
    struct gireport__csv_group *g = &c->groups[group];
    if (g->last == GIREPORT__NONE)
        g->first = (uint32_t)c->n_runs;
    else
        c->runs[g->last].next = (uint32_t)c->n_runs;
    g->last = (uint32_t)c->n_runs++;
    return 1;
}

/* A record whose number of fields is wrong tells no identity: it stays with the lines around it. */
static void find_groups(struct gireport__csv *c, struct gireport__csv_cursor *cursor)
{
    uint32_t group = GIREPORT__NONE, line = cursor->line;
    size_t from = cursor->at, pending = from;
    uint32_t pending_line = line;
    for (; c->status == GIREPORT_OK && gireport__csv_record(cursor, &c->record);
         from = cursor->at, line = cursor->line) {
        if (cursor->at >= c->len && c->record.problem != NULL && c->record.n < c->width) {
            c->bad_line = c->record.bad_line;
            c->bad_column = c->record.bad_column;
            break;
        }
        if (c->record.n == c->width && (group == GIREPORT__NONE || !is_group(c, &c->groups[group]))) {
            int first = group == GIREPORT__NONE;
            group = find_group(c);
            if (group == GIREPORT__NONE ||
                !add_run(c, group, first ? pending : from, first ? pending_line : line))
                c->status = GIREPORT_ERR_NOMEM;
        }
        if (c->status == GIREPORT_OK && group != GIREPORT__NONE)
            c->runs[c->n_runs - 1].to = cursor->at;
        if (c->n_groups > c->limits.documents)
            c->status = GIREPORT_ERR_LIMIT;
    }
}

/* ---- the table ---- */

int gireport__csv_new(const char *data, size_t len, const struct gireport__csv_part *part,
                      const gireport_read_options *options, const struct gireport__limits *limits,
                      struct gireport__csv **out)
{
    struct gireport__csv *c = gireport__calloc(1, sizeof(*c));
    *out = c;
    if (c == NULL)
        return GIREPORT_ERR_NOMEM;
    c->data = data;
    c->len = len;
    c->options = options;
    c->limits = *limits;
    struct gireport__csv_cursor cursor = {data, len, skip_mark(data, len), 1};
    read_header(c, &cursor);
    if (part != NULL) {
        cursor.line = part->line;
        c->header_told = part->again;
    }
    if (c->status == GIREPORT_OK)
        find_groups(c, &cursor);
    if (c->status == GIREPORT_OK && c->n_groups == 0)
        c->status = GIREPORT_ERR_INVALID_DATA;
    if (c->status != GIREPORT_ERR_NOMEM)
        return GIREPORT_OK;
    gireport__csv_free(c);
    *out = NULL;
    return GIREPORT_ERR_NOMEM;
}

void gireport__csv_free(struct gireport__csv *c)
{
    if (c == NULL)
        return;
    for (size_t i = 0; i < GIREPORT__CSV_COLUMNS; i++)
        gireport__buf_free(&c->text[i]);
    gireport__free(c->runs);
    gireport__free(c->groups);
    gireport__free(c->slots);
    gireport__free(c);
}

/* What concerns no report in particular is told with the first. */
static void tell_table(struct gireport__csv *c)
{
    struct gireport__csv_say say = {.field = GIREPORT__NONE};
    c->told = 1;
    if (c->status == GIREPORT_ERR_SYNTAX) {
        c->bad_line = c->record.bad_line;
        c->bad_column = c->record.bad_column;
    } else if (!c->header_told) {
        tell_header(c);
    }
    if (c->bad_line != 0) {
        say.rule = "GI-I-001";
        say.line = c->bad_line;
        say.column = c->bad_column;
        say.arg[0] = "a quoted field is never closed";
        gireport__csv_tell(c, &say);
    } else if (c->status == GIREPORT_ERR_LIMIT) {
        say.rule = "GI-I-010";
        say.arg[0] = "max_documents";
        gireport__csv_tell(c, &say);
    } else if (c->n_groups == 0 && !c->bad_header) {
        say.rule = "GI-I-012";
        say.line = say.column = 1;
        say.more_zh = "表头之后没有完整的行";
        say.more_en = "there is no complete line behind the header";
        gireport__csv_tell(c, &say);
    }
}

int gireport__csv_next(struct gireport__csv *c, gireport_report **out, gireport_findings *findings)
{
    *out = NULL;
    c->findings = findings;
    if (!c->told) {
        tell_table(c);
        if (c->status != GIREPORT_OK)
            return c->status;
    }
    if (c->status != GIREPORT_OK || c->next >= c->n_groups)
        return GIREPORT_ERR_NOT_FOUND;
    return gireport__csv_read_group(c, &c->groups[c->next++], out);
}

int gireport__csv_has_more(const struct gireport__csv *c)
{
    return c->status == GIREPORT_OK && c->next < c->n_groups;
}
