/* SPDX-License-Identifier: MIT */
/* A cell as a mapping, {value: 22, raw: "22（其中修订16件）", note: 其中修订16件, origin: inferred, at: "12:5"}: for
 * what the plain form would lose. */

#include <string.h>

#include "../base/num.h"
#include "report_file.h"

#define VALUE_MAX 100 /* bytes of a value as a person writes it */

enum member { M_VALUE, M_RAW, M_NOTE, M_ORIGIN, M_AT, M_STATE, M_UNIT, MEMBERS };
static const char *const members[MEMBERS] = {"value", "raw", "note", "origin", "at", "state", "unit"};

struct given {
    const char *text[MEMBERS]; /* in the report's arena; NULL: not given, or null */
    size_t len[MEMBERS];
    int is_there[MEMBERS];     /* its key stands there */
    int broken;                /* something of it could not be taken, which was told */
    uint32_t line, column;
};

static void tell(struct gireport__file *f, uint32_t field, const struct given *g, const char *zh, const char *en)
{
    gireport__file_say(f, &(struct gireport__file_say){.rule = "GI-I-015", .line = g->line, .column = g->column,
                                                       .first = field, .n = 1,
                                                       .arg = {f->tpl->fields[field].key}, .more_zh = zh,
                                                       .more_en = en});
}

/* Reads the members; texts are copied, as an event's text does not last. */
static void read_members(struct gireport__file *f, uint32_t field, struct given *g)
{
    uint32_t lines[MEMBERS] = {0};
    size_t len, which;
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_MAP_END) {
        const char *key = gireport__file_key(f, &len);
        int known = key != NULL ? gireport__file_choose(f, key, len, members, MEMBERS, lines, &which) : 2;
        if (known == 0)
            gireport__file_unknown(f, key, len, gireport__file_nearest(f, key, len, members, MEMBERS));
        if (known == 2)
            g->broken = 1; /* given twice: which one holds is not known */
        if (known != 1 || !gireport__file_event(f))
            continue;
        g->is_there[which] = 1;
        if (f->ev.type != GIREPORT__YAML_SCALAR) {
            g->broken = 1;
            gireport__file_wrong_type(f, members[which], GIREPORT__A_TEXT, field, 1);
        } else if (!gireport__file_is_null(f)) {
            const char *s = gireport__file_text(f, &g->len[which]);
            g->text[which] = gireport__report_string(f->report, s, g->len[which]);
            if (g->text[which] == NULL)
                f->status = GIREPORT_ERR_NOMEM;
        }
    }
}

/* The index of a name, or n where it is none, which is told. */
static size_t choose(struct gireport__file *f, uint32_t field, struct given *g, enum member which,
                     const char *const *names, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (strcmp(names[i], g->text[which]) == 0)
            return i;
    g->broken = 1;
    gireport__file_say(f, &(struct gireport__file_say){
        .rule = "GI-I-011", .line = g->line, .column = g->column, .first = field, .n = 1,
        .arg = {members[which], g->len[which] <= VALUE_MAX ? g->text[which] : "…"},
        .more_zh = which == M_STATE ? "应为 value、blank、na、unreadable 或 absent"
                   : which == M_UNIT ? "只能为 unknown"
                                     : "应为 stated、inferred 或 repaired",
        .more_en = which == M_STATE ? "value, blank, na, unreadable or absent is expected"
                   : which == M_UNIT ? "only unknown can stand here"
                                     : "stated, inferred or repaired is expected"});
    return n;
}

/* The unit that numbers of a field are in without saying so. */
static const char *unit_of(const struct gireport__file *f, uint32_t field, const struct given *g)
{
    const char *unit = gireport_field_printed_unit(f->tpl, field);
    return *unit && g->text[M_UNIT] == NULL ? unit : NULL;
}

/* Takes `value`: a number as in a plain cell, but negative where a program says so. */
static void read_value(struct gireport__file *f, uint32_t field, const struct given *g, struct gireport__read_value *v)
{
    uint32_t type = gireport_field_type(f->tpl, field);
    const char *text = g->text[M_VALUE];
    size_t len = g->len[M_VALUE];
    int negative = type != GIREPORT_TYPE_DELTA && len > 1 && *text == '-';
    gireport__value_read(text, len, type, unit_of(f, field, g), v);
    if (!negative || v->state == GIREPORT_STATE_VALUE)
        return;
    struct gireport__read_value positive;
    gireport__value_read(text + 1, len - 1, type, unit_of(f, field, g), &positive);
    if (positive.state != GIREPORT_STATE_VALUE || positive.note_len > 0 || text[1] == '+' || text[1] == '-')
        return;
    *v = positive;
    v->value = -positive.value;
    v->remarks |= GIREPORT__REMARK_SIGN;
}

/* What `raw` says where it stands beside a value: the remarks are those of the text as it was printed. */
static void weigh_raw(struct gireport__file *f, uint32_t field, const struct given *g, size_t origin,
                      struct gireport__read_value *v)
{
    struct gireport__read_value printed;
    if (g->text[M_RAW] == NULL)
        return;
    gireport__value_read(g->text[M_RAW], g->len[M_RAW], gireport_field_type(f->tpl, field), unit_of(f, field, g),
                         &printed);
    if (printed.state != v->state)
        return;
    if (printed.state != GIREPORT_STATE_VALUE ||
        (printed.value == v->value && printed.unit == v->unit && printed.scale == v->scale)) {
        v->remarks = printed.remarks;
        return;
    }
    if (origin == GIREPORT_ORIGIN_STATED)
        gireport__file_say(f, &(struct gireport__file_say){
            .rule = "GI-I-016", .line = g->line, .column = g->column,
            .arg = {f->tpl->fields[field].key, g->text[M_VALUE], g->text[M_RAW]}});
}

/* The state that the members make together; told and UNREADABLE where they contradict each other. */
static void decide(struct gireport__file *f, uint32_t field, struct given *g, struct gireport__read_value *v)
{
    static const char *const states[] = {"absent", "blank", "na", "unreadable", "value"};
    const char *as_text[] = {"", "", "/", ""};
    size_t state = g->text[M_STATE] != NULL ? choose(f, field, g, M_STATE, states, 5) : SIZE_MAX;
    *v = (struct gireport__read_value){.state = GIREPORT_STATE_UNREADABLE};
    if (g->broken)
        return;
    if (g->text[M_VALUE] != NULL && (state == SIZE_MAX || state == GIREPORT_STATE_VALUE)) {
        read_value(f, field, g, v);
    } else if (g->text[M_VALUE] != NULL || state == GIREPORT_STATE_VALUE) {
        g->broken = 1;
        tell(f, field, g, "state 与 value 矛盾", "state and value contradict each other");
    } else if (state < GIREPORT_STATE_VALUE) {
        gireport__value_read(as_text[state], strlen(as_text[state]), gireport_field_type(f->tpl, field), NULL, v);
        v->state = (uint8_t)state;
        if (state == GIREPORT_STATE_UNREADABLE || state == GIREPORT_STATE_ABSENT)
            v->remarks = 0;
    } else if (g->is_there[M_VALUE] || g->text[M_RAW] != NULL) {
        const char *text = g->text[M_RAW] != NULL && !g->is_there[M_VALUE] ? g->text[M_RAW] : "";
        gireport__value_read(text, strlen(text), gireport_field_type(f->tpl, field), unit_of(f, field, g), v);
    } else {
        g->broken = 1;
        tell(f, field, g, "没有 value、raw 或 state", "there is no value, raw or state");
    }
}

/* Gives the cell what a plain one has not. */
static void finish(struct gireport__file *f, uint32_t field, const struct given *g, size_t origin,
                   const struct gireport__read_value *v)
{
    struct gireport__cell *c = &f->report->cells[field];
    int derived = g->text[M_VALUE] == NULL || origin != GIREPORT_ORIGIN_STATED;
    if (g->text[M_RAW] == NULL && (derived || v->state != GIREPORT_STATE_VALUE))
        c->raw = NULL; /* nothing was printed */
    if (g->is_there[M_NOTE])
        c->note = g->text[M_NOTE];
    c->origin = (uint8_t)origin;
    c->place = g->text[M_AT];
}

void gireport__file_cell_mapping(struct gireport__file *f, uint32_t field)
{
    static const char *const origins[] = {"stated", "inferred", "repaired"};
    static const char *const units[] = {"unknown"};
    struct given g = {.line = f->ev.line, .column = f->ev.column};
    struct gireport__spot spot = {g.line, g.column, NULL};
    struct gireport__read_value v;
    size_t origin = GIREPORT_ORIGIN_STATED;
    gireport__file_cell_unread(f, field, NULL, 0, g.line, g.column); /* until all is known */
    read_members(f, field, &g);
    if (f->status != GIREPORT_OK)
        return;
    if (g.text[M_ORIGIN] != NULL)
        origin = choose(f, field, &g, M_ORIGIN, origins, 3);
    if (g.text[M_UNIT] != NULL)
        choose(f, field, &g, M_UNIT, units, 1);
    decide(f, field, &g, &v);
    if (g.broken) {
        const char *raw = g.text[M_RAW] != NULL ? g.text[M_RAW] : g.text[M_VALUE];
        gireport__file_cell_unread(f, field, raw, raw != NULL ? strlen(raw) : 0, g.line, g.column);
        return;
    }
    weigh_raw(f, field, &g, origin, &v);
    const char *raw = g.text[M_RAW] != NULL ? g.text[M_RAW] : g.text[M_VALUE] != NULL ? g.text[M_VALUE] : "";
    f->status = gireport__cell_store(f->report, field, raw, strlen(raw), &v, &spot, f->findings);
    if (f->status != GIREPORT_OK)
        return;
    finish(f, field, &g, origin, &v);
    if (v.state == GIREPORT_STATE_UNREADABLE && v.remarks == 0)
        gireport__file_say(f, &(struct gireport__file_say){.rule = "GI-I-017", .line = g.line, .column = g.column,
                                                           .first = field, .n = 1,
                                                           .arg = {f->tpl->fields[field].key, raw}});
}
