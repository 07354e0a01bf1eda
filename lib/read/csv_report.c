/* SPDX-License-Identifier: MIT */
/* One report out of the lines of the long table. */

#include <stdio.h>
#include <string.h>

#include "../base/csv_record.h"
#include "../base/num.h"
#include "../base/text.h"
#include "csv_table.h"
#include "program_cell.h"
#include "templates.h"

#define ADVICE_MAX 100
#define SHOWN_MAX  100

/* The text of a column of the record; "" where it has none. Valid until the next record. */
static const char *text(struct gireport__csv *c, enum gireport__csv_column column)
{
    struct gireport__buf *b = &c->text[column];
    gireport__buf_clear(b);
    gireport__csv_text(gireport__csv_field_of(c, column), b);
    return gireport__buf_str(b);
}

/* As text(), without the mark that keeps a spreadsheet from running it as a formula. */
static const char *free_text(struct gireport__csv *c, enum gireport__csv_column column)
{
    const char *s = text(c, column);
    return s + (*s == '\'' && gireport__csv_runs(s));
}

static const char *text_or_null(struct gireport__csv *c, enum gireport__csv_column column)
{
    const char *s = text(c, column);
    return *s != '\0' ? s : NULL;
}

static const char *shown(const char *s)
{
    return strlen(s) <= SHOWN_MAX ? s : "…";
}

static void tell_at(struct gireport__csv *c, enum gireport__csv_column column, struct gireport__csv_say say)
{
    const struct gireport__csv_field *f = gireport__csv_field_of(c, column);
    say.line = f->line != 0 ? f->line : c->record.line;
    say.column = f->line != 0 ? f->column : 1;
    gireport__csv_tell(c, &say);
}

static void bad_name(struct gireport__csv *c, enum gireport__csv_column column, uint32_t field,
                     const char *zh, const char *en)
{
    tell_at(c, column,
            (struct gireport__csv_say){.rule = "GI-I-011",
                                       .field = field,
                                       .arg = {gireport__csv_names[column], shown(text(c, column))},
                                       .more_zh = zh,
                                       .more_en = en});
}

/* ---- cells ---- */

static uint32_t find_key(struct gireport__csv *c)
{
    const char *key = text(c, GIREPORT__CSV_KEY), *best = NULL;
    size_t field, len = strlen(key), limit = len / 4 + 1;
    char zh[200] = "", en[200] = "";
    if (gireport_template_field_find(c->tpl, key, &field) == GIREPORT_OK)
        return (uint32_t)field;
    for (uint32_t i = 0; i < c->tpl->n_fields && len <= SHOWN_MAX && c->advised < ADVICE_MAX; i++) {
        const char *name = c->tpl->fields[i].key;
        size_t d = gireport__distance(key, len, name, strlen(name), limit);
        if (d > limit || (best != NULL && d == limit))
            continue;
        best = name;
        limit = d;
    }
    c->advised++;
    if (best != NULL) {
        snprintf(zh, sizeof(zh), "是否为 %s？", best);
        snprintf(en, sizeof(en), "did you mean %s?", best);
    }
    tell_at(
        c, GIREPORT__CSV_KEY,
        (struct gireport__csv_say){
            .rule = "GI-I-004", .field = GIREPORT__NONE, .arg = {shown(key)}, .more_zh = zh, .more_en = en});
    return GIREPORT__NONE;
}

/* The value with its unit, as it would stand on paper: only money has a unit that changes the number. */
static const char *value_text(struct gireport__csv *c, uint32_t field)
{
    const char *value = text_or_null(c, GIREPORT__CSV_VALUE);
    if (value == NULL || gireport_field_type(c->tpl, field) != GIREPORT_TYPE_MONEY)
        return value;
    gireport__buf_adds(&c->text[GIREPORT__CSV_VALUE], text(c, GIREPORT__CSV_UNIT));
    return gireport__buf_str(&c->text[GIREPORT__CSV_VALUE]);
}

/* Where the value was read in the source of the table. */
static const char *place(struct gireport__csv *c)
{
    const char *named = free_text(c, GIREPORT__CSV_PLACE);
    const char *line = text(c, GIREPORT__CSV_LINE), *column = text(c, GIREPORT__CSV_COLUMN);
    if (*named != '\0')
        return named;
    if (*line == '\0' || line[strspn(line, "0123456789")] != '\0' ||
        column[strspn(column, "0123456789")] != '\0')
        return NULL;
    struct gireport__buf *b = &c->text[GIREPORT__CSV_PLACE];
    gireport__buf_clear(b);
    gireport__buf_adds(b, line);
    gireport__buf_addc(b, ':');
    gireport__buf_adds(b, *column != '\0' ? column : "0");
    return gireport__buf_str(b);
}

/* Returns 0 where a name is none that there is, which was told. */
static int gather(struct gireport__csv *c, uint32_t field, struct gireport__program_cell *cell)
{
    const char *state = text(c, GIREPORT__CSV_STATE), *origin = text(c, GIREPORT__CSV_ORIGIN);
    *cell = (struct gireport__program_cell){.state = GIREPORT__NONE};
    if (*state != '\0') {
        cell->state = gireport__state_find(state);
        if (cell->state == GIREPORT__NONE) {
            bad_name(c, GIREPORT__CSV_STATE, field, "应为 value、blank、na、unreadable 或 absent",
                     "value, blank, na, unreadable or absent is expected");
            return 0;
        }
    }
    if (*origin != '\0') {
        cell->origin = gireport__origin_find(origin);
        if (cell->origin == GIREPORT__NONE) {
            bad_name(c, GIREPORT__CSV_ORIGIN, field, "应为 stated、inferred 或 repaired",
                     "stated, inferred or repaired is expected");
            return 0;
        }
    }
    cell->value = value_text(c, field);
    cell->raw = text_or_null(c, GIREPORT__CSV_RAW);
    cell->place = place(c);
    return 1;
}

static void unread(struct gireport__csv *c, uint32_t field, const char *raw,
                   const struct gireport__spot *spot)
{
    struct gireport__cell *cell = &c->report->cells[field];
    *cell = (struct gireport__cell){
        .state = GIREPORT_STATE_UNREADABLE, .line = spot->line, .column = spot->column};
    if (raw == NULL)
        return;
    cell->raw = gireport__report_string(c->report, raw, strlen(raw));
    if (cell->raw == NULL)
        c->status = GIREPORT_ERR_NOMEM;
}

static void tell_fault(struct gireport__csv *c, uint32_t field, enum gireport__program_fault fault,
                       const struct gireport__program_cell *cell)
{
    struct gireport__csv_say say = {.rule = "GI-I-015",
                                    .field = field,
                                    .arg = {c->tpl->fields[field].key,
                                            cell->value != NULL ? shown(cell->value) : "",
                                            cell->raw != NULL ? shown(cell->raw) : ""}};
    enum gireport__csv_column column = GIREPORT__CSV_STATE;
    if (fault == GIREPORT__PROGRAM_CONTRADICTS) {
        say.more_zh = "state 与 value 矛盾";
        say.more_en = "state and value contradict each other";
    } else if (fault == GIREPORT__PROGRAM_NOTHING) {
        say.more_zh = "没有 value、raw 或 state";
        say.more_en = "there is no value, raw or state";
    } else {
        say.rule = fault == GIREPORT__PROGRAM_RAW_DIFFERS ? "GI-I-016" : "GI-I-017";
        column = GIREPORT__CSV_RAW;
    }
    tell_at(c, column, say);
}

static void take_cell(struct gireport__csv *c, uint32_t field, const struct gireport__spot *spot)
{
    struct gireport__program_cell cell;
    struct gireport__read_value v;
    unread(c, field, NULL, spot); /* until all is known */
    if (!gather(c, field, &cell) || c->status != GIREPORT_OK)
        return;
    if (cell.state == GIREPORT_STATE_ABSENT && cell.value == NULL && cell.raw == NULL) {
        c->report->cells[field] = (struct gireport__cell){.state = GIREPORT_STATE_ABSENT};
        return;
    }
    enum gireport__program_fault fault =
        gireport__program_read(&cell, gireport_field_type(c->tpl, field), &v);
    if (fault == GIREPORT__PROGRAM_CONTRADICTS || fault == GIREPORT__PROGRAM_NOTHING)
        unread(c, field, cell.raw != NULL ? cell.raw : cell.value, spot);
    else
        c->status = gireport__program_store(c->report, field, &cell, &v, spot, c->findings);
    if (c->status != GIREPORT_OK)
        return;
    if (fault != GIREPORT__PROGRAM_OK)
        tell_fault(c, field, fault, &cell);
    else if (v.state == GIREPORT_STATE_UNREADABLE && v.remarks == 0)
        tell_fault(c, field, fault, &cell);
    const struct gireport__field *f = &c->tpl->fields[field];
    if (c->tpl->tables[f->table].part < 8)
        c->report->parts_seen |= (uint8_t)(1u << c->tpl->tables[f->table].part);
}

/* A second line for a cell. Where it says something else, nobody can tell which line holds. */
static void take_again(struct gireport__csv *c, uint32_t field, const struct gireport__spot *spot)
{
    struct gireport__cell *cell = &c->report->cells[field], before = *cell;
    char line[12];
    take_cell(c, field, spot);
    int same = before.state == cell->state && before.value == cell->value && before.unit == cell->unit &&
               before.scale == cell->scale;
    *cell = before;
    if (!same) {
        cell->state = GIREPORT_STATE_UNREADABLE;
        cell->value = 0;
        cell->unit = GIREPORT_UNIT_NONE;
        cell->scale = 0;
    }
    snprintf(line, sizeof(line), "%u", (unsigned)before.line);
    tell_at(c, GIREPORT__CSV_KEY,
            (struct gireport__csv_say){
                .rule = "GI-I-003", .field = field, .arg = {c->tpl->fields[field].key, line}});
}

static void take_record(struct gireport__csv *c)
{
    char found[24], expected[24];
    if (c->record.problem != NULL) {
        gireport__csv_tell(c, &(struct gireport__csv_say){.rule = "GI-I-001",
                                                          .field = GIREPORT__NONE,
                                                          .line = c->record.bad_line,
                                                          .column = c->record.bad_column,
                                                          .arg = {c->record.problem}});
        return;
    }
    if (c->record.n != c->width) {
        snprintf(found, sizeof(found), "%zu", c->record.n);
        snprintf(expected, sizeof(expected), "%zu", c->width);
        gireport__csv_tell(c, &(struct gireport__csv_say){.rule = "GI-I-006",
                                                          .field = GIREPORT__NONE,
                                                          .line = c->record.line,
                                                          .column = 1,
                                                          .arg = {"CSV"},
                                                          .found = found,
                                                          .expected = expected});
        return;
    }
    for (size_t i = 0; i < c->record.n && i < GIREPORT__CSV_FIELDS; i++)
        if (c->record.fields[i].len > c->limits.scalar) {
            gireport__csv_tell(c, &(struct gireport__csv_say){.rule = "GI-I-010",
                                                              .field = GIREPORT__NONE,
                                                              .line = c->record.fields[i].line,
                                                              .column = c->record.fields[i].column,
                                                              .arg = {"max_scalar"}});
            c->status = GIREPORT_ERR_LIMIT;
            return;
        }
    uint32_t field = find_key(c);
    if (field == GIREPORT__NONE)
        return;
    const struct gireport__csv_field *at = gireport__csv_field_of(c, GIREPORT__CSV_VALUE);
    struct gireport__spot spot = {at->line, at->column, NULL};
    if (c->report->cells[field].line != 0)
        take_again(c, field, &spot);
    else
        take_cell(c, field, &spot);
}

/* ---- reports ---- */

/* Organ, year and code, from the first line. */
static void take_identity(struct gireport__csv *c)
{
    const char *organ = free_text(c, GIREPORT__CSV_ORGAN), *code = free_text(c, GIREPORT__CSV_CODE);
    const struct gireport__csv_field *at = gireport__csv_field_of(c, GIREPORT__CSV_ORGAN);
    int64_t value;
    uint32_t scale;
    if (*organ != '\0')
        c->status = gireport__report_set_said(c->report, GIREPORT_TEXT_ORGAN, organ, strlen(organ), at->line,
                                              at->column);
    else
        tell_at(c, GIREPORT__CSV_ORGAN,
                (struct gireport__csv_say){.rule = "GI-I-013", .field = GIREPORT__NONE, .arg = {"organ"}});
    if (*code != '\0' && c->status == GIREPORT_OK)
        c->status = gireport_report_set_text(c->report, GIREPORT_TEXT_ORGAN_CODE, code, strlen(code));
    const char *year = text(c, GIREPORT__CSV_YEAR);
    if (*year == '\0') {
        tell_at(c, GIREPORT__CSV_YEAR,
                (struct gireport__csv_say){.rule = "GI-I-013", .field = GIREPORT__NONE, .arg = {"year"}});
    } else if (gireport__num_parse(year, strlen(year), &value, &scale) == GIREPORT__NUM_OK && scale == 0 &&
               value >= 1949 && value <= 2999) {
        c->report->year = (int32_t)value;
        c->report->year_line = c->record.line;
    } else {
        bad_name(c, GIREPORT__CSV_YEAR, GIREPORT__NONE, "应为整数", "an integer is expected");
    }
}

static int find_template(struct gireport__csv *c)
{
    const char *id = text(c, GIREPORT__CSV_TEMPLATE);
    char zh[100] = "", en[100] = "";
    c->tpl = gireport__templates_find(c->options, id);
    if (c->tpl != NULL)
        return 1;
    const char *near = gireport__templates_nearest(c->options, id);
    if (near != NULL && strlen(near) <= 60) {
        snprintf(zh, sizeof(zh), "是否为 %s？", near);
        snprintf(en, sizeof(en), "did you mean %s?", near);
    }
    tell_at(c, GIREPORT__CSV_TEMPLATE,
            (struct gireport__csv_say){.rule = *id != '\0' ? "GI-I-008" : "GI-I-007",
                                       .field = GIREPORT__NONE,
                                       .arg = {shown(id)},
                                       .more_zh = zh,
                                       .more_en = en});
    return 0;
}

int gireport__csv_read_group(struct gireport__csv *c, const struct gireport__csv_group *g,
                             gireport_report **out)
{
    int known = 0;
    for (uint32_t i = g->first; i != GIREPORT__NONE && c->status == GIREPORT_OK; i = c->runs[i].next) {
        const struct gireport__csv_run *run = &c->runs[i];
        struct gireport__csv_cursor cursor = {c->data, run->to, run->from, run->line};
        while (c->status == GIREPORT_OK && gireport__csv_record(&cursor, &c->record)) {
            if (!known && c->record.n == c->width) {
                known = find_template(c) ? 1 : -1;
                if (known == 1)
                    c->status = gireport_report_new(c->tpl, &c->report);
                if (known == 1 && c->status == GIREPORT_OK)
                    take_identity(c);
            }
            if (known >= 0 && c->status == GIREPORT_OK)
                take_record(c);
        }
    }
    for (size_t i = 0; i < GIREPORT__CSV_COLUMNS; i++)
        if (c->text[i].failed)
            c->status = GIREPORT_ERR_NOMEM;
    if (c->status == GIREPORT_OK && known == 1)
        *out = c->report;
    else
        gireport_report_free(c->report);
    c->report = NULL;
    int status = c->status;
    if (status == GIREPORT_ERR_LIMIT)
        c->status = GIREPORT_OK; /* it cost this report only */
    return status == GIREPORT_OK && known != 1 ? GIREPORT_ERR_INVALID_DATA : status;
}
