/* SPDX-License-Identifier: MIT */
/* The keys of a document, and what stands around the tables. */

#include <string.h>

#include "../base/num.h"
#include "report_file.h"
#include "templates.h"

enum key {
    KEY_GIREPORT,
    KEY_TEMPLATE,
    KEY_ORGAN,
    KEY_YEAR,
    KEY_LEVEL,
    KEY_PUBLISHED,
    KEY_PERIOD,
    KEY_URL,
    KEY_DOCUMENT,
    KEY_CONTACT,
    KEY_UNITS,
    KEY_TITLE,
    KEY_PREAMBLE,
    KEY_OVERVIEW,
    KEY_PROBLEMS,
    KEY_REMARKS,
    KEY_EXTRA
};
static const char *const keys[GIREPORT__FILE_KEYS] = {
    "gireport", "template", "organ", "year",     "level",    "published", "period",  "url",  "document",
    "contact",  "units",    "title", "preamble", "overview", "problems",  "remarks", "extra"};

static void bad_value(struct gireport__file *f, const char *key, const char *zh, const char *en)
{
    size_t len;
    const char *text = gireport__file_text(f, &len);
    gireport__file_say(
        f, &(struct gireport__file_say){
               .rule = "GI-I-011", .arg = {key, len <= 100 ? text : "…"}, .more_zh = zh, .more_en = en});
}

/* An integer of a range. Returns 0 where it is none, which is told. Null is none and not told. */
static int integer(struct gireport__file *f, const char *key, int64_t least, int64_t most, int64_t *value)
{
    uint32_t scale;
    if (f->ev.type != GIREPORT__YAML_SCALAR) {
        gireport__file_wrong_type(f, key, GIREPORT__A_NUMBER, 0, 0);
        return 0;
    }
    if (gireport__file_is_null(f))
        return 0;
    if (gireport__num_parse(f->ev.text, f->ev.len, value, &scale) == GIREPORT__NUM_OK && scale == 0 &&
        *value >= least && *value <= most)
        return 1;
    bad_value(f, key, "应为整数", "an integer is expected");
    return 0;
}

/* ---- texts ---- */

static int is_date(const char *s, size_t len)
{
    int year, month, day;
    return gireport__date_parse(s, len, &year, &month, &day);
}

static int is_period(const char *s, size_t len)
{
    return len == 21 && s[10] == '/' && is_date(s, 10) && is_date(s + 11, 10);
}

/* Where the first character of a block scalar stands: its event only tells the place of the "|". */
static void find_block_start(struct gireport__file *f, const char *text, uint32_t *line, uint32_t *column)
{
    if (!f->ev.block)
        return;
    size_t at = gireport__file_line(f, f->ev.line + 1), from = at;
    while (at < f->piece_end && f->data[at] == ' ' && *text != ' ')
        at++;
    if (at < f->piece_end && f->data[at] == *text) {
        *line = f->ev.line + 1;
        *column = (uint32_t)(at - from) + 1;
    }
}

static void text(struct gireport__file *f, const char *key, uint32_t which)
{
    size_t len;
    if (f->ev.type != GIREPORT__YAML_SCALAR) {
        gireport__file_wrong_type(f, key, GIREPORT__A_TEXT, 0, 0);
        return;
    }
    if (gireport__file_is_null(f))
        return;
    uint32_t line = f->ev.line, column = f->ev.column;
    const char *s = gireport__file_text(f, &len);
    if (which == GIREPORT_TEXT_PUBLISHED && !is_date(s, len)) {
        bad_value(f, key, "应为 YYYY-MM-DD 形式的日期", "a date such as 2021-01-28 is expected");
        return;
    }
    if (which == GIREPORT_TEXT_PERIOD && !is_period(s, len)) {
        bad_value(f, key, "应为 YYYY-MM-DD/YYYY-MM-DD", "YYYY-MM-DD/YYYY-MM-DD is expected");
        return;
    }
    find_block_start(f, s, &line, &column);
    if (f->status == GIREPORT_OK)
        f->status = gireport__report_set_said(f->report, which, s, len, line, column);
}

static void level(struct gireport__file *f)
{
    size_t len;
    if (f->ev.type != GIREPORT__YAML_SCALAR) {
        gireport__file_wrong_type(f, "level", GIREPORT__A_TEXT, 0, 0);
        return;
    }
    if (gireport__file_is_null(f))
        return;
    uint32_t found = gireport_level_find(gireport__file_text(f, &len));
    if (f->report->level != 0) /* once with the organ, once by itself */
        gireport__file_again(f, "level", f->key_line[KEY_LEVEL]);
    else if (found != 0)
        f->report->level = found;
    else
        bad_value(f, "level", "应为 ministry、province、city、county、township、department、office 或 other",
                  "ministry, province, city, county, township, department, office or other is expected");
}

/* ---- mappings of texts ---- */

/* Reads a mapping whose keys are names[]; take() gets the index with f->ev at the value. */
static void members(struct gireport__file *f, const char *const *names, size_t n,
                    void (*take)(struct gireport__file *f, size_t which))
{
    uint32_t lines[8] = {0};
    size_t len, which;
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_MAP_END) {
        const char *key = gireport__file_key(f, &len);
        int known = key != NULL ? gireport__file_choose(f, key, len, names, n, lines, &which) : 2;
        if (known == 0)
            gireport__file_unknown(f, key, len, gireport__file_nearest(f, key, len, names, n));
        else if (known == 1 && gireport__file_event(f))
            take(f, which);
    }
}

static void organ_member(struct gireport__file *f, size_t which)
{
    if (which == 2) {
        level(f);
        f->key_line[KEY_LEVEL] = f->ev.line;
    } else {
        text(f, which == 0 ? "organ.name" : "organ.code",
             which == 0 ? GIREPORT_TEXT_ORGAN : GIREPORT_TEXT_ORGAN_CODE);
    }
}

static void organ(struct gireport__file *f)
{
    static const char *const names[] = {"name", "code", "level"};
    if (f->ev.type == GIREPORT__YAML_MAP_START)
        members(f, names, 3, organ_member);
    else
        text(f, "organ", GIREPORT_TEXT_ORGAN);
}

static const char *const contact_names[] = {"text", "address", "postcode", "phone", "fax", "email"};

static void contact_member(struct gireport__file *f, size_t which)
{
    static const uint32_t texts[] = {GIREPORT_TEXT_CONTACT, GIREPORT_TEXT_ADDRESS, GIREPORT_TEXT_POSTCODE,
                                     GIREPORT_TEXT_PHONE,   GIREPORT_TEXT_FAX,     GIREPORT_TEXT_EMAIL};
    text(f, contact_names[which], texts[which]);
}

static void contact(struct gireport__file *f)
{
    if (f->ev.type == GIREPORT__YAML_MAP_START)
        members(f, contact_names, 6, contact_member);
    else
        text(f, "contact", GIREPORT_TEXT_CONTACT);
}

static void unit_names(struct gireport__file *f)
{
    size_t len;
    if (f->ev.type != GIREPORT__YAML_SEQ_START) {
        if (!gireport__file_is_null(f))
            gireport__file_wrong_type(f, "units.names", GIREPORT__A_SEQUENCE, 0, 0);
        return;
    }
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_SEQ_END) {
        if (f->ev.type != GIREPORT__YAML_SCALAR)
            gireport__file_wrong_type(f, "units.names", GIREPORT__A_TEXT, 0, 0);
        else if (!gireport__file_is_null(f) && f->status == GIREPORT_OK)
            f->status = gireport_report_add_unit(f->report, gireport__file_text(f, &len));
    }
}

static const char *const units_names[] = {"towns", "departments", "names"};

static void units_member(struct gireport__file *f, size_t which)
{
    int64_t count;
    if (which == 2)
        unit_names(f);
    else if (integer(f, units_names[which], 0, INT64_MAX, &count))
        f->report->units[which] = count;
}

static void units(struct gireport__file *f)
{
    if (f->ev.type == GIREPORT__YAML_MAP_START)
        members(f, units_names, 3, units_member);
    else if (!gireport__file_is_null(f))
        gireport__file_wrong_type(f, "units", GIREPORT__A_MAPPING, 0, 0);
}

/* ---- extra rows ---- */

/* The cells of an extra row as one text, a tab between two, none in a cell; a single text is the text itself. */
static void extra_cells(struct gireport__file *f, struct gireport__buf *b)
{
    size_t len, n = 0;
    if (f->ev.type == GIREPORT__YAML_SCALAR) {
        const char *s = gireport__file_text(f, &len);
        if (!gireport__file_is_null(f))
            gireport__buf_add(b, s, len);
        return;
    }
    if (f->ev.type != GIREPORT__YAML_SEQ_START) {
        gireport__file_wrong_type(f, "extra.cells", GIREPORT__A_SEQUENCE, 0, 0);
        return;
    }
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_SEQ_END) {
        if (n++ > 0)
            gireport__buf_addc(b, '\t');
        if (f->ev.type != GIREPORT__YAML_SCALAR) {
            gireport__file_wrong_type(f, "extra.cells", GIREPORT__A_TEXT, 0, 0);
            continue;
        }
        const char *s = gireport__file_text(f, &len);
        for (size_t i = 0; !gireport__file_is_null(f) && i < len; i++)
            gireport__buf_addc(b, s[i] == '\t' ? ' ' : s[i]);
    }
}

static void extra_row(struct gireport__file *f)
{
    static const char *const names[] = {"label", "cells"};
    uint32_t lines[2] = {0};
    size_t len, which;
    struct gireport__buf parts[2] = {{0}};
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_MAP_END) {
        const char *key = gireport__file_key(f, &len);
        int known = key != NULL ? gireport__file_choose(f, key, len, names, 2, lines, &which) : 2;
        if (known == 0)
            gireport__file_unknown(f, key, len, gireport__file_nearest(f, key, len, names, 2));
        else if (known == 1 && gireport__file_event(f))
            extra_cells(f, &parts[which]);
    }
    if (f->status == GIREPORT_OK)
        f->status = parts[0].failed || parts[1].failed
                        ? GIREPORT_ERR_NOMEM
                        : gireport_report_add_extra(f->report, gireport__buf_str(&parts[0]),
                                                    gireport__buf_str(&parts[1]));
    gireport__buf_free(&parts[0]);
    gireport__buf_free(&parts[1]);
}

/* `extra: {label: cells}`, for those who write it by hand. */
static void extra_by_label(struct gireport__file *f)
{
    size_t len;
    struct gireport__buf label = {0}, cells = {0};
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_MAP_END) {
        const char *key = gireport__file_key(f, &len);
        if (key == NULL)
            continue;
        gireport__buf_clear(&label);
        gireport__buf_clear(&cells);
        gireport__buf_add(&label, key, len);
        if (gireport__file_event(f))
            extra_cells(f, &cells);
        if (f->status == GIREPORT_OK)
            f->status = label.failed || cells.failed
                            ? GIREPORT_ERR_NOMEM
                            : gireport_report_add_extra(f->report, gireport__buf_str(&label),
                                                        gireport__buf_str(&cells));
    }
    gireport__buf_free(&label);
    gireport__buf_free(&cells);
}

static void extra(struct gireport__file *f)
{
    if (f->ev.type == GIREPORT__YAML_MAP_START) {
        extra_by_label(f);
        return;
    }
    if (f->ev.type != GIREPORT__YAML_SEQ_START) {
        if (!gireport__file_is_null(f))
            gireport__file_wrong_type(f, "extra", GIREPORT__A_SEQUENCE, 0, 0);
        return;
    }
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_SEQ_END) {
        if (f->ev.type == GIREPORT__YAML_MAP_START)
            extra_row(f);
        else
            gireport__file_wrong_type(f, "extra", GIREPORT__A_MAPPING, 0, 0);
    }
}

/* ---- the document ---- */

static void version(struct gireport__file *f)
{
    if (f->ev.type == GIREPORT__YAML_SCALAR && f->ev.len == 1 && *f->ev.text == '1')
        return;
    size_t len = 0;
    const char *s = f->ev.type == GIREPORT__YAML_SCALAR ? gireport__file_text(f, &len) : "…";
    gireport__file_say(f, &(struct gireport__file_say){.rule = "GI-I-009", .arg = {len <= 40 ? s : "…"}});
    gireport__file_skip(f);
}

static void template(struct gireport__file *f)
{
    size_t len;
    if (f->ev.type != GIREPORT__YAML_SCALAR) {
        gireport__file_wrong_type(f, "template", GIREPORT__A_TEXT, 0, 0);
        f->skip_tables = 1;
        return;
    }
    const char *id = gireport__file_text(f, &len);
    const gireport_template *t = gireport__templates_find(f->options, id);
    if (t != NULL) {
        if (f->report == NULL)
            f->tpl = t;
        return;
    }
    f->skip_tables = 1;
    gireport__file_unknown_name(f, "GI-I-008", id, len, gireport__templates_nearest(f->options, id));
}

static void year(struct gireport__file *f)
{
    int64_t value;
    uint32_t line = f->ev.line;
    if (integer(f, "year", 1949, 2999, &value)) {
        f->report->year = (int32_t)value;
        f->report->year_line = line;
    }
}

static void value_of(struct gireport__file *f, size_t which)
{
    static const uint32_t texts[GIREPORT__FILE_KEYS] = {[KEY_PUBLISHED] = GIREPORT_TEXT_PUBLISHED,
                                                        [KEY_PERIOD] = GIREPORT_TEXT_PERIOD,
                                                        [KEY_URL] = GIREPORT_TEXT_URL,
                                                        [KEY_DOCUMENT] = GIREPORT_TEXT_DOCUMENT,
                                                        [KEY_TITLE] = GIREPORT_TEXT_TITLE,
                                                        [KEY_PREAMBLE] = GIREPORT_TEXT_PREAMBLE,
                                                        [KEY_OVERVIEW] = GIREPORT_TEXT_OVERVIEW,
                                                        [KEY_PROBLEMS] = GIREPORT_TEXT_PROBLEMS,
                                                        [KEY_REMARKS] = GIREPORT_TEXT_REMARKS};
    switch (which) {
    case KEY_GIREPORT:
        version(f);
        break;
    case KEY_TEMPLATE:
        template(f);
        break;
    case KEY_ORGAN:
        organ(f);
        break;
    case KEY_YEAR:
        year(f);
        break;
    case KEY_LEVEL:
        level(f);
        break;
    case KEY_CONTACT:
        contact(f);
        break;
    case KEY_UNITS:
        units(f);
        break;
    case KEY_EXTRA:
        extra(f);
        break;
    default:
        text(f, keys[which], texts[which]);
    }
}

/* A key that is none of ours: a table, or something in one. */
static void table_or_unknown(struct gireport__file *f, const char *key, size_t len)
{
    const char *names[GIREPORT__FILE_KEYS + 16];
    size_t n = GIREPORT__FILE_KEYS;
    if (!f->skip_tables && gireport__file_entry(f, key, len))
        return;
    if (f->skip_tables) { /* whether it is a table is not known either */
        if (gireport__file_event(f))
            gireport__file_skip(f);
        return;
    }
    memcpy(names, keys, sizeof(keys));
    for (uint32_t i = 0; i < f->tpl->n_tables && i < 16; i++)
        names[n++] = f->tpl->tables[i].key;
    gireport__file_unknown(f, key, len, gireport__file_nearest(f, key, len, names, n));
}

static void tell_missing(struct gireport__file *f)
{
    struct gireport__file_say say = {.rule = "GI-I-013", .line = f->doc_line, .column = 1};
    if (f->key_line[KEY_GIREPORT] == 0) {
        say.arg[0] = "gireport: 1";
        gireport__file_say(f, &say);
    }
    if (f->report->texts[GIREPORT_TEXT_ORGAN].text == NULL) {
        say.arg[0] = "organ";
        gireport__file_say(f, &say);
    }
    if (f->key_line[KEY_YEAR] == 0) {
        say.arg[0] = "year";
        gireport__file_say(f, &say);
    }
}

void gireport__file_document(struct gireport__file *f)
{
    size_t len, which;
    while (gireport__file_event(f) && f->ev.type != GIREPORT__YAML_MAP_END) {
        const char *key = gireport__file_key(f, &len);
        if (key == NULL)
            continue;
        int known = gireport__file_choose(f, key, len, keys, GIREPORT__FILE_KEYS, f->key_line, &which);
        if (known == 2)
            continue;
        if (known == 0 || which > KEY_TEMPLATE)
            gireport__file_need_report(f);
        if (f->status != GIREPORT_OK)
            break;
        f->path_len = 0;
        if (known == 0)
            table_or_unknown(f, key, len);
        else if (gireport__file_event(f))
            value_of(f, which);
    }
    if (f->status != GIREPORT_OK)
        return;
    gireport__file_need_report(f);
    if (f->status == GIREPORT_OK)
        tell_missing(f);
}
