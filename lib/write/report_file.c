/* SPDX-License-Identifier: MIT */
/* The report file, as YAML and as JSON: one walk in the order of the template. Writing loses nothing that the
 * format can hold, and a file that was written here is read and written again byte for byte. */

#include <string.h>

#include "../base/num.h"
#include "../model/value.h"
#include "emit.h"
#include "page.h"
#include "write.h"

/* Rows of more columns than this are written as a sequence in the order of the form, shorter ones by column.
 */
#define COLUMNS_BY_NAME 5

struct walk {
    struct gireport__emit e;
    const gireport_report *r;
    uint32_t flags;
    struct gireport__buf scratch;
    const char *group; /* the part of the row's key that is open as mappings: "denied." */
    size_t group_len;
    uint32_t section; /* whose columns were told by a comment */
};

#define KEY(w, literal) gireport__emit_key(&(w)->e, literal, sizeof(literal) - 1)

static void member(struct walk *w, const char *key, const char *s)
{
    if (s == NULL)
        return;
    gireport__emit_key(&w->e, key, strlen(key));
    gireport__emit_string(&w->e, s);
}

static const char *text_of(const struct walk *w, uint32_t which)
{
    return w->r->texts[which].text;
}

/* ---- cells ---- */

static void format_value(struct walk *w, uint32_t field)
{
    gireport__buf_clear(&w->scratch);
    gireport__form_value(&w->scratch, w->r, field);
}

/* Writes what nearly every cell is, a count in plain digits. Returns 0 where the cell is something else. */
static int plain_count(struct walk *w, uint32_t field)
{
    const struct gireport__cell *c = &w->r->cells[field];
    int64_t most = w->e.json ? INT64_C(999999999999999) : INT64_C(999999999999999999);
    if (c->state != GIREPORT_STATE_VALUE || c->origin != GIREPORT_ORIGIN_STATED || c->note != NULL ||
        c->value < 0 || c->value > most || c->unit != GIREPORT_UNIT_NONE ||
        w->r->tpl->cols[w->r->tpl->fields[field].col].type != GIREPORT_TYPE_COUNT)
        return 0;
    if (c->raw == NULL) {
        gireport__emit_int(&w->e, c->value);
        return 1;
    }
    int64_t value = 0;
    size_t len = 0;
    for (; c->raw[len] >= '0' && c->raw[len] <= '9' && len <= 18; len++)
        value = value * 10 + (c->raw[len] - '0');
    if (len == 0 || len > 18 || c->raw[len] != '\0' || (*c->raw == '0' && len > 1) || value != c->value)
        return 0;
    gireport__emit_token(&w->e, c->raw, len);
    return 1;
}

static void number_or_string(struct walk *w, const char *s, size_t len)
{
    if (gireport__emit_is_number(&w->e, s, len))
        gireport__emit_token(&w->e, s, len);
    else
        gireport__emit_string(&w->e, s);
}

/* Where the cell was read, as `at`; "" where it is not to be told. */
static const char *cell_at(const struct walk *w, const struct gireport__cell *c, struct gireport__buf *b)
{
    if (c->place != NULL && *c->place)
        return c->place;
    if (c->line == 0 || !(w->r->from_document || w->flags & GIREPORT_WRITE_TRACE))
        return "";
    gireport__buf_clear(b);
    gireport__buf_add_int(b, c->line);
    gireport__buf_addc(b, ':');
    gireport__buf_add_int(b, c->column);
    return gireport__buf_str(b);
}

/* Whether the reader would find a note in the printed text. */
static int raw_has_note(const struct walk *w, uint32_t field)
{
    const char *raw = w->r->cells[field].raw;
    struct gireport__read_value v;
    gireport__value_read(raw, strlen(raw), gireport_field_type(w->r->tpl, field), NULL, &v);
    return v.note_len > 0;
}

static void null(struct walk *w)
{
    gireport__emit_token(&w->e, w->e.json ? "null" : "~", w->e.json ? 4 : 1);
}

static void cell_mapping(struct walk *w, uint32_t field)
{
    const struct gireport__cell *c = &w->r->cells[field];
    struct gireport__emit *e = &w->e;
    int plain_raw = 0; /* the reader takes the value for what was printed */
    gireport__emit_flow(e, '{');
    if (c->state == GIREPORT_STATE_VALUE) {
        format_value(w, field);
        plain_raw = c->origin == GIREPORT_ORIGIN_STATED && c->raw != NULL &&
                    strcmp(c->raw, gireport__buf_str(&w->scratch)) == 0;
        KEY(w, "value");
        number_or_string(w, gireport__buf_str(&w->scratch), w->scratch.len);
        if (c->unit == GIREPORT_UNIT_UNKNOWN)
            member(w, "unit", "unknown");
    } else {
        member(w, "state", gireport__state_name(c->state));
    }
    if (c->raw != NULL && *c->raw && !plain_raw)
        member(w, "raw", c->raw);
    if (c->note != NULL && *c->note) {
        member(w, "note", c->note);
    } else if (c->raw != NULL && raw_has_note(w, field)) {
        KEY(w, "note");
        null(w);
    }
    if (c->origin != GIREPORT_ORIGIN_STATED)
        member(w, "origin", gireport__origin_name(c->origin));
    const char *at = cell_at(w, c, &w->scratch);
    if (*at)
        member(w, "at", at);
    gireport__emit_flow_end(e, '}');
}

static void cell(struct walk *w, uint32_t field)
{
    const struct gireport__cell *c = &w->r->cells[field];
    int traced = w->flags & GIREPORT_WRITE_TRACE ? c->line != 0 || c->place != NULL
                                                 : c->place != NULL && !w->r->from_document;
    const char *text = c->raw;
    if (!traced && plain_count(w, field))
        return;
    int unit_lost = c->unit == GIREPORT_UNIT_UNKNOWN && *gireport_field_printed_unit(w->r->tpl, field);
    if (traced || unit_lost || c->origin != GIREPORT_ORIGIN_STATED) {
        cell_mapping(w, field);
        return;
    }
    if (text == NULL && c->state == GIREPORT_STATE_VALUE) {
        format_value(w, field);
        text = gireport__buf_str(&w->scratch);
    } else if (text == NULL) {
        text = c->state == GIREPORT_STATE_NA ? "/" : "";
    }
    size_t len = strlen(text);
    if (!gireport__reads_back(w->r, field, text, len))
        cell_mapping(w, field);
    else if (len > 0)
        number_or_string(w, text, len);
    else
        null(w);
}

/* ---- rows, groups, tables ---- */

/* Closes and opens the mappings of groups so that those of `path` are open. Each segment of it ends with ".".
 */
static void enter_group(struct walk *w, const char *path, size_t len)
{
    size_t same = 0;
    for (size_t i = 0; i < len && i < w->group_len && path[i] == w->group[i]; i++)
        if (path[i] == '.')
            same = i + 1;
    for (size_t i = w->group_len; i-- > same;)
        if (w->group[i] == '.')
            gireport__emit_close(&w->e, '}');
    for (size_t i = same, from = same; i < len; i++) {
        if (path[i] != '.')
            continue;
        gireport__emit_key(&w->e, path + from, i - from);
        gireport__emit_open(&w->e, '{');
        from = i + 1;
    }
    w->group = path;
    w->group_len = len;
}

/* The labels of the columns as a comment, where a section begins. */
static void remark_section(struct walk *w, uint32_t first, uint32_t n)
{
    const gireport_template *t = w->r->tpl;
    struct gireport__buf *b = &w->scratch;
    if (t->fields[first].section == w->section)
        return;
    w->section = t->fields[first].section;
    enter_group(w, "", 0);
    gireport__buf_clear(b);
    for (uint32_t i = first; i < first + n; i++) {
        if (i > first)
            gireport__buf_adds(b, " · ");
        const char *label = t->cols[t->fields[i].col].label.text;
        gireport__buf_adds(b, label != NULL ? label : "");
    }
    gireport__emit_remark(&w->e, gireport__buf_str(b));
}

/* Writes the row whose cells are the n fields from `first`; nothing where all are absent. */
static void row(struct walk *w, uint32_t first, uint32_t n, size_t table_key_len)
{
    const gireport_template *t = w->r->tpl;
    uint32_t absent = 0;
    for (uint32_t i = 0; i < n; i++)
        absent += w->r->cells[first + i].state == GIREPORT_STATE_ABSENT;
    if (absent == n)
        return;
    const char *path = t->fields[first].key + table_key_len + 1;
    size_t row_end = (size_t)(strrchr(path, '.') - path), row_from = row_end;
    while (row_from > 0 && path[row_from - 1] != '.')
        row_from--;
    if (w->flags & GIREPORT_WRITE_LABELS)
        remark_section(w, first, n);
    enter_group(w, path, row_from);
    if (w->flags & GIREPORT_WRITE_LABELS)
        w->e.comment = t->rows[t->fields[first].row].label.text;
    gireport__emit_key(&w->e, path + row_from, row_end - row_from);
    int sequence = absent == 0 && n > COLUMNS_BY_NAME;
    gireport__emit_flow(&w->e, sequence ? '[' : '{');
    for (uint32_t i = first; i < first + n; i++) {
        if (w->r->cells[i].state == GIREPORT_STATE_ABSENT)
            continue;
        const char *key = t->fields[i].key + table_key_len + 1 + row_end + 1;
        if (sequence)
            gireport__emit_item(&w->e);
        else
            gireport__emit_key(&w->e, key, strlen(key));
        cell(w, i);
    }
    gireport__emit_flow_end(&w->e, sequence ? ']' : '}');
}

static const struct gireport__part *part_of(const gireport_template *t, uint32_t table)
{
    return t->tables[table].part < t->n_parts ? &t->parts[t->tables[table].part] : NULL;
}

static int has_cells(const struct walk *w, const struct gireport__table *table)
{
    for (uint32_t i = table->first_field; i < table->first_field + table->n_fields; i++)
        if (w->r->cells[i].state != GIREPORT_STATE_ABSENT)
            return 1;
    return 0;
}

static void table(struct walk *w, uint32_t index)
{
    const gireport_template *t = w->r->tpl;
    const struct gireport__table *tab = &t->tables[index];
    const struct gireport__part *part = part_of(t, index);
    size_t key_len = strlen(tab->key);
    int cells = has_cells(w, tab);
    if (!cells && !(part != NULL && tab->part < 8 && w->r->parts_seen >> tab->part & 1))
        return;
    if (w->flags & GIREPORT_WRITE_LABELS && part != NULL)
        w->e.comment = part->label.text;
    gireport__emit_key(&w->e, tab->key, key_len);
    if (!cells) { /* its heading stood there, and nothing below */
        gireport__emit_flow(&w->e, '{');
        gireport__emit_flow_end(&w->e, '}');
        return;
    }
    gireport__emit_open(&w->e, '{');
    uint32_t end = tab->first_field + tab->n_fields;
    for (uint32_t f = tab->first_field, n; f < end; f += n) {
        for (n = 1; f + n < end && t->fields[f + n].row == t->fields[f].row; n++)
            ;
        row(w, f, n, key_len);
    }
    enter_group(w, "", 0);
    gireport__emit_close(&w->e, '}');
}

/* ---- what stands around the tables ---- */

static void organ(struct walk *w)
{
    const char *name = text_of(w, GIREPORT_TEXT_ORGAN), *code = text_of(w, GIREPORT_TEXT_ORGAN_CODE);
    if (name == NULL && code == NULL && w->r->level == 0)
        return;
    KEY(w, "organ");
    gireport__emit_flow(&w->e, '{');
    member(w, "name", name);
    member(w, "code", code);
    member(w, "level", gireport_level_name(w->r->level));
    gireport__emit_flow_end(&w->e, '}');
}

/* A date as report files write it, without quotes; anything else is a string like others. */
static void published(struct walk *w)
{
    const char *s = text_of(w, GIREPORT_TEXT_PUBLISHED);
    int year, month, day;
    if (s == NULL)
        return;
    KEY(w, "published");
    if (!w->e.json && gireport__date_parse(s, strlen(s), &year, &month, &day))
        gireport__emit_token(&w->e, s, strlen(s));
    else
        gireport__emit_string(&w->e, s);
}

static void contact(struct walk *w)
{
    static const struct {
        const char *key;
        uint32_t which;
    } members[] = {{"text", GIREPORT_TEXT_CONTACT},      {"address", GIREPORT_TEXT_ADDRESS},
                   {"postcode", GIREPORT_TEXT_POSTCODE}, {"phone", GIREPORT_TEXT_PHONE},
                   {"fax", GIREPORT_TEXT_FAX},           {"email", GIREPORT_TEXT_EMAIL}};
    size_t n = sizeof(members) / sizeof(*members), given = 0;
    for (size_t i = 0; i < n; i++)
        given += text_of(w, members[i].which) != NULL;
    if (given == 0)
        return;
    const char *whole = text_of(w, GIREPORT_TEXT_CONTACT);
    KEY(w, "contact");
    if (given == 1 && whole != NULL) {
        gireport__emit_string(&w->e, whole);
        return;
    }
    gireport__emit_flow(&w->e, '{');
    for (size_t i = 0; i < n; i++)
        member(w, members[i].key, text_of(w, members[i].which));
    gireport__emit_flow_end(&w->e, '}');
}

static void units(struct walk *w)
{
    static const char *const kinds[] = {"towns", "departments"};
    if (w->r->units[0] < 0 && w->r->units[1] < 0 && w->r->n_unit_names == 0)
        return;
    KEY(w, "units");
    gireport__emit_flow(&w->e, '{');
    for (size_t i = 0; i < 2; i++) {
        if (w->r->units[i] < 0)
            continue;
        gireport__emit_key(&w->e, kinds[i], strlen(kinds[i]));
        gireport__emit_int(&w->e, w->r->units[i]);
    }
    if (w->r->n_unit_names > 0) {
        KEY(w, "names");
        gireport__emit_flow(&w->e, '[');
        for (size_t i = 0; i < w->r->n_unit_names; i++) {
            gireport__emit_item(&w->e);
            gireport__emit_string(&w->e, w->r->unit_names[i]);
        }
        gireport__emit_flow_end(&w->e, ']');
    }
    gireport__emit_flow_end(&w->e, '}');
}

static void head(struct walk *w)
{
    KEY(w, "gireport");
    gireport__emit_token(&w->e, "1", 1);
    member(w, "template", w->r->tpl->id);
    organ(w);
    if (w->r->year != 0) {
        KEY(w, "year");
        gireport__emit_int(&w->e, w->r->year);
    }
    published(w);
    member(w, "period", text_of(w, GIREPORT_TEXT_PERIOD));
    member(w, "url", text_of(w, GIREPORT_TEXT_URL));
    member(w, "document", text_of(w, GIREPORT_TEXT_DOCUMENT));
    contact(w);
    units(w);
}

static void text(struct walk *w, const char *key, uint32_t which)
{
    const char *s = text_of(w, which);
    if (s == NULL || w->flags & GIREPORT_WRITE_TABLES)
        return;
    gireport__emit_key(&w->e, key, strlen(key));
    gireport__emit_text(&w->e, s);
}

/* The cells of an extra row are kept as one text, a tab between two. */
static void extra_cells(struct walk *w, const char *s)
{
    gireport__emit_flow(&w->e, '[');
    for (;;) {
        size_t n = strcspn(s, "\t");
        gireport__buf_clear(&w->scratch);
        gireport__buf_add(&w->scratch, s, n);
        gireport__emit_item(&w->e);
        gireport__emit_string(&w->e, gireport__buf_str(&w->scratch));
        if (s[n] == '\0')
            break;
        s += n + 1;
    }
    gireport__emit_flow_end(&w->e, ']');
}

static void extra(struct walk *w)
{
    if (w->r->n_extra == 0)
        return;
    KEY(w, "extra");
    gireport__emit_open(&w->e, '[');
    for (size_t i = 0; i < w->r->n_extra; i++) {
        gireport__emit_item(&w->e);
        gireport__emit_flow(&w->e, '{');
        member(w, "label", w->r->extra[i].label);
        KEY(w, "cells");
        extra_cells(w, w->r->extra[i].text);
        gireport__emit_flow_end(&w->e, '}');
    }
    gireport__emit_close(&w->e, ']');
}

static int write_file(const gireport_report *r, const gireport_write_options *options,
                      struct gireport__out *out, int json)
{
    struct walk w = {.r = r, .flags = options->flags, .group = "", .section = GIREPORT__NONE};
    gireport__emit_begin(&w.e, out, json);
    head(&w);
    if (!(options->flags & GIREPORT_WRITE_TABLES))
        member(&w, "title", text_of(&w, GIREPORT_TEXT_TITLE));
    text(&w, "preamble", GIREPORT_TEXT_PREAMBLE);
    text(&w, "overview", GIREPORT_TEXT_OVERVIEW);
    for (uint32_t i = 0; i < r->tpl->n_tables; i++)
        table(&w, i);
    text(&w, "problems", GIREPORT_TEXT_PROBLEMS);
    text(&w, "remarks", GIREPORT_TEXT_REMARKS);
    extra(&w);
    gireport__emit_end(&w.e);
    int status = w.scratch.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
    gireport__buf_free(&w.scratch);
    return status;
}

int gireport__write_yaml(const gireport_report *r, const gireport_write_options *options,
                         struct gireport__out *out)
{
    return write_file(r, options, out, 0);
}

int gireport__write_json(const gireport_report *r, const gireport_write_options *options,
                         struct gireport__out *out)
{
    return write_file(r, options, out, 1);
}
