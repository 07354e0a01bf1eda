/* SPDX-License-Identifier: MIT */
/* A cell as a mapping, {value: 22, raw: "22（其中修订16件）", note: 其中修订16件, origin: inferred, at:
 * "12:5"}: for what the plain form would lose. */

#include <string.h>

#include "program_cell.h"
#include "report_file.h"

#define SHOWN_MAX 100 /* bytes of a text in a message */

enum member { M_VALUE, M_RAW, M_NOTE, M_ORIGIN, M_AT, M_STATE, M_UNIT, MEMBERS };
static const char *const members[MEMBERS] = {"value", "raw", "note", "origin", "at", "state", "unit"};

struct given {
    char *text[MEMBERS];   /* owned; NULL: not given, or null */
    int is_there[MEMBERS]; /* its key stands there */
    int broken;            /* something of it could not be taken, which was told */
    uint32_t line, column;
};

static const char *shown(const char *s)
{
    return s == NULL ? "" : strlen(s) <= SHOWN_MAX ? s : "…";
}

static void tell(struct gireport__file *f, uint32_t field, const struct given *g, const char *rule,
                 const char *zh, const char *en)
{
    gireport__file_say(f,
                       &(struct gireport__file_say){
                           .rule = rule,
                           .line = g->line,
                           .column = g->column,
                           .first = field,
                           .n = 1,
                           .arg = {f->tpl->fields[field].key, shown(g->text[M_VALUE]), shown(g->text[M_RAW])},
                           .more_zh = zh,
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
            const char *s = gireport__file_text(f, &len);
            g->text[which] = gireport__strndup(s, len);
            if (g->text[which] == NULL)
                f->status = GIREPORT_ERR_NOMEM;
        }
    }
}

static void bad_name(struct gireport__file *f, uint32_t field, struct given *g, enum member which,
                     const char *zh, const char *en)
{
    g->broken = 1;
    gireport__file_say(f, &(struct gireport__file_say){.rule = "GI-I-011",
                                                       .line = g->line,
                                                       .column = g->column,
                                                       .first = field,
                                                       .n = 1,
                                                       .arg = {members[which], shown(g->text[which])},
                                                       .more_zh = zh,
                                                       .more_en = en});
}

/* Makes a cell of the members. */
static struct gireport__program_cell gather(struct gireport__file *f, uint32_t field, struct given *g)
{
    struct gireport__program_cell c = {.state = GIREPORT__NONE,
                                       .value = g->text[M_VALUE],
                                       .raw = g->text[M_RAW],
                                       .note = g->text[M_NOTE],
                                       .place = g->text[M_AT],
                                       .note_said = g->is_there[M_NOTE],
                                       .blank_said = g->is_there[M_VALUE] && g->text[M_VALUE] == NULL};
    const char *unit = gireport_field_printed_unit(f->tpl, field);
    c.unit = *unit && g->text[M_UNIT] == NULL ? unit : NULL;
    if (g->text[M_UNIT] != NULL && strcmp(g->text[M_UNIT], "unknown") != 0)
        bad_name(f, field, g, M_UNIT, "只能为 unknown", "only unknown can stand here");
    if (g->text[M_STATE] != NULL) {
        c.state = gireport__state_find(g->text[M_STATE]);
        if (c.state == GIREPORT__NONE)
            bad_name(f, field, g, M_STATE, "应为 value、blank、na、unreadable 或 absent",
                     "value, blank, na, unreadable or absent is expected");
    }
    if (g->text[M_ORIGIN] != NULL) {
        c.origin = gireport__origin_find(g->text[M_ORIGIN]);
        if (c.origin == GIREPORT__NONE)
            bad_name(f, field, g, M_ORIGIN, "应为 stated、inferred 或 repaired",
                     "stated, inferred or repaired is expected");
    }
    return c;
}

static void take(struct gireport__file *f, uint32_t field, struct given *g)
{
    struct gireport__spot spot = {g->line, g->column, NULL};
    struct gireport__read_value v;
    struct gireport__program_cell c = gather(f, field, g);
    enum gireport__program_fault fault = GIREPORT__PROGRAM_OK;
    if (!g->broken) {
        fault = gireport__program_read(&c, gireport_field_type(f->tpl, field), &v);
        g->broken = fault == GIREPORT__PROGRAM_CONTRADICTS || fault == GIREPORT__PROGRAM_NOTHING;
    }
    if (g->broken) {
        const char *raw = c.raw != NULL ? c.raw : c.value;
        gireport__file_cell_unread(f, field, raw, raw != NULL ? strlen(raw) : 0, g->line, g->column);
    } else if (f->status == GIREPORT_OK) {
        f->status = gireport__program_store(f->report, field, &c, &v, &spot, f->findings);
    }
    if (fault == GIREPORT__PROGRAM_CONTRADICTS)
        tell(f, field, g, "GI-I-015", "state 与 value 矛盾", "state and value contradict each other");
    else if (fault == GIREPORT__PROGRAM_NOTHING)
        tell(f, field, g, "GI-I-015", "没有 value、raw 或 state", "there is no value, raw or state");
    else if (fault == GIREPORT__PROGRAM_RAW_DIFFERS)
        tell(f, field, g, "GI-I-016", NULL, NULL);
    else if (!g->broken && v.state == GIREPORT_STATE_UNREADABLE && v.remarks == 0)
        tell(f, field, g, "GI-I-017", NULL, NULL);
}

void gireport__file_cell_mapping(struct gireport__file *f, uint32_t field)
{
    struct given g = {.line = f->ev.line, .column = f->ev.column};
    gireport__file_cell_unread(f, field, NULL, 0, g.line, g.column); /* until all is known */
    read_members(f, field, &g);
    if (f->status == GIREPORT_OK)
        take(f, field, &g);
    for (size_t i = 0; i < MEMBERS; i++)
        gireport__free(g.text[i]);
}
