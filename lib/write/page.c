/* SPDX-License-Identifier: MIT */

/* What the writers of the printed form share: the text of a cell, the title, words, marks of findings. */

#include "page.h"

#include <string.h>

#include "../base/num.h"
#include "../model/value.h"

void gireport__form_value(struct gireport__buf *out, const gireport_report *r, uint32_t field)
{
    const struct gireport__cell *c = &r->cells[field];
    const char *printed = gireport_field_printed_unit(r->tpl, field);

    if (gireport_field_type(r->tpl, field) == GIREPORT_TYPE_DELTA && c->value > 0)
        gireport__buf_addc(out, '+');
    if (c->unit == GIREPORT_UNIT_YUAN && strcmp(printed, "万元") == 0) {
        gireport__num_format(out, c->value, 6, 1);
        return;
    }
    gireport__num_format(out, c->value, c->scale, c->unit != GIREPORT_UNIT_UNKNOWN);
    if (c->unit == GIREPORT_UNIT_YUAN && c->value != 0 && strcmp(printed, "元") != 0)
        gireport__buf_adds(out, "元");
}

const char *gireport__shown(const gireport_report *r, uint32_t field, struct gireport__buf *scratch)
{
    const struct gireport__cell *c = &r->cells[field];

    switch (c->state) {
    case GIREPORT_STATE_NA:
        return c->raw && *c->raw ? c->raw : "/";
    case GIREPORT_STATE_UNREADABLE:
        return c->raw ? c->raw : "";
    case GIREPORT_STATE_VALUE:
        if (c->raw && *c->raw)
            return c->raw;
        gireport__buf_clear(scratch);
        gireport__form_value(scratch, r, field);
        if (c->note && *c->note) {
            gireport__buf_adds(scratch, "（");
            gireport__buf_adds(scratch, c->note);
            gireport__buf_adds(scratch, "）");
        }
        return gireport__buf_str(scratch);
    default:
        return "";
    }
}

int gireport__reads_back(const gireport_report *r, uint32_t field, const char *text, size_t len)
{
    const struct gireport__cell *c = &r->cells[field];
    const char *unit = gireport_field_printed_unit(r->tpl, field);
    struct gireport__read_value v;
    size_t note_len = c->note ? strlen(c->note) : 0;

    gireport__value_read(text, len, gireport_field_type(r->tpl, field), *unit ? unit : NULL, &v);
    if (v.state != c->state || v.note_len != note_len || (note_len && memcmp(v.note, c->note, note_len) != 0))
        return 0;
    return v.state != GIREPORT_STATE_VALUE ||
           (v.value == c->value && v.unit == c->unit && v.scale == c->scale);
}

/* Money whose unit got lost under a heading that names one: the number as it was printed. */
static int lost_its_unit(const gireport_report *r, uint32_t field)
{
    return r->cells[field].state == GIREPORT_STATE_VALUE && r->cells[field].unit == GIREPORT_UNIT_UNKNOWN &&
           *gireport_field_printed_unit(r->tpl, field);
}

const char *gireport__faithful(const gireport_report *r, uint32_t field, struct gireport__buf *scratch)
{
    const struct gireport__cell *c = &r->cells[field];
    const char *s;

    if (c->state == GIREPORT_STATE_ABSENT || c->state == GIREPORT_STATE_BLANK)
        return "";
    if (c->raw && *c->raw && gireport__reads_back(r, field, c->raw, strlen(c->raw)))
        return c->raw;
    gireport__buf_clear(scratch);
    if (c->state == GIREPORT_STATE_VALUE) {
        gireport__form_value(scratch, r, field);
        if (c->note && *c->note) {
            gireport__buf_adds(scratch, "（");
            gireport__buf_adds(scratch, c->note);
            gireport__buf_adds(scratch, "）");
        }
    } else if (c->state == GIREPORT_STATE_NA) {
        gireport__buf_addc(scratch, '/');
    }
    s = gireport__buf_str(scratch);
    if (*s && !lost_its_unit(r, field) && gireport__reads_back(r, field, s, scratch->len))
        return s;
    gireport__buf_clear(scratch);
    gireport__buf_adds(scratch, GIREPORT__DOUBT);
    if (c->raw && *c->raw)
        gireport__buf_adds(scratch, c->raw);
    else if (c->state == GIREPORT_STATE_VALUE)
        gireport__form_value(scratch, r, field);
    return gireport__buf_str(scratch);
}

/* A place in the title that nothing fills stays open, as on a blank form. */
static void fill(struct gireport__buf *out, const gireport_report *r, const char *name, size_t len)
{
    const char *organ = r->texts[GIREPORT_TEXT_ORGAN].text;

    if (len == 5 && memcmp(name, "organ", 5) == 0)
        gireport__buf_adds(out, organ ? organ : "");
    else if (len == 4 && memcmp(name, "year", 4) == 0 && r->year)
        gireport__buf_add_int(out, r->year);
    else
        gireport__buf_adds(out, "＿＿＿＿");
}

const char *gireport__shown_title(const gireport_report *r, struct gireport__buf *scratch)
{
    const char *s = r->tpl->report_title, *open, *close;

    if (r->texts[GIREPORT_TEXT_TITLE].text)
        return r->texts[GIREPORT_TEXT_TITLE].text;
    gireport__buf_clear(scratch);
    while (s && (open = strchr(s, '{')) && (close = strchr(open, '}'))) {
        gireport__buf_add(scratch, s, (size_t)(open - s));
        fill(scratch, r, open + 1, (size_t)(close - open - 1));
        s = close + 1;
    }
    if (s)
        gireport__buf_adds(scratch, s);
    return gireport__buf_str(scratch);
}

/* ---- text parts ---- */

static int is_numeral(const char *s)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    size_t i;

    for (i = 0; i < sizeof(numerals) / sizeof(*numerals); i++)
        if (strncmp(s, numerals[i], 3) == 0)
            return 1;
    return 0;
}

/* "（一）主动公开" alone on a short line is a heading, "（一）……做了某事。" is a sentence. */
static int is_heading(const char *s, size_t len)
{
    size_t open = strncmp(s, "（", 3) == 0 ? 3 : *s == '(' ? 1 : 0, i = open;

    if (!open || len > 120)
        return 0;
    while (i < len && is_numeral(s + i))
        i += 3;
    if (i == open || (s[i] != ')' && strncmp(s + i, "）", 3) != 0))
        return 0;
    for (; i + 3 <= len; i++)
        if (memcmp(s + i, "。", 3) == 0 || memcmp(s + i, "；", 3) == 0 || memcmp(s + i, "：", 3) == 0)
            return 0;
    return 1;
}

static size_t blanks(const char *s)
{
    size_t n = 0;

    for (;;) {
        if (s[n] == ' ' || s[n] == '\t' || s[n] == '\r')
            n++;
        else if (strncmp(s + n, "　", 3) == 0)
            n += 3;
        else
            return n;
    }
}

int gireport__next_paragraph(const char **s, struct gireport__paragraph *out)
{
    const char *at = *s;

    while (at && *at) {
        at += blanks(at);
        out->text = at;
        out->len = strcspn(at, "\n");
        at += out->len + (at[out->len] == '\n');
        if (out->len) {
            out->heading = is_heading(out->text, out->len);
            *s = at;
            return 1;
        }
    }
    return 0;
}

int gireport__contact_line(const gireport_report *r, uint32_t lang, struct gireport__buf *scratch)
{
    static const uint32_t which[] = {GIREPORT_TEXT_CONTACT, GIREPORT_TEXT_ADDRESS, GIREPORT_TEXT_POSTCODE,
                                     GIREPORT_TEXT_PHONE,   GIREPORT_TEXT_FAX,     GIREPORT_TEXT_EMAIL,
                                     GIREPORT_TEXT_URL};
    size_t i;
    int n = 0;

    gireport__buf_clear(scratch);
    for (i = 0; i < sizeof(which) / sizeof(*which); i++) {
        const char *s = r->texts[which[i]].text;

        if (!s || !*s)
            continue;
        if (!n++) {
            gireport__buf_adds(scratch, gireport__phrase(lang, GIREPORT__PHRASE_CONTACT));
            gireport__buf_adds(scratch, lang == GIREPORT_LANG_EN ? ": " : "：");
        } else {
            gireport__buf_adds(scratch, "；");
        }
        gireport__buf_adds(scratch, s);
    }
    return n > 0;
}

/* ---- words ---- */

const char *gireport__phrase(uint32_t lang, enum gireport__phrase which)
{
    static const char *const phrases[][2] = {
        [GIREPORT__PHRASE_FINDINGS] = {"检查结果", "Findings"},
        [GIREPORT__PHRASE_CELLS] = {"单元格", "cells"},
        [GIREPORT__PHRASE_EXTRA] = {"表格以外的行", "Rows that the form does not have"},
        [GIREPORT__PHRASE_UNREADABLE] = {"无法辨认：", "unreadable: "},
        [GIREPORT__PHRASE_UNREADABLE_CELL] = {"无法辨认的内容，照录原文",
                                              "could not be read; shown as it stands in the source"},
        [GIREPORT__PHRASE_INFERRED] = {"推断", "inferred"},
        [GIREPORT__PHRASE_REPAIRED] = {"修正", "repaired"},
        [GIREPORT__PHRASE_PUBLISHED] = {"发布日期", "published"},
        [GIREPORT__PHRASE_CONTACT] = {"联系方式", "contact"},
        [GIREPORT__PHRASE_SOURCE] = {"数据来源", "Where the cells were read"},
        [GIREPORT__PHRASE_ROW] = {"行", "row"},
        [GIREPORT__PHRASE_CONTENT] = {"内容", "content"},
        [GIREPORT__PHRASE_BLANK] = {"空白", "blank"},
        [GIREPORT__PHRASE_ABSENT] = {"原文无此格", "absent"},
        [GIREPORT__PHRASE_ZEROS_BEFORE] = {"其余 ", ""},
        [GIREPORT__PHRASE_ZEROS_AFTER] = {" 格为 0 或空白", " more that are 0 or blank"},
        [GIREPORT__PHRASE_MORE_AFTER] = {" 格", " more cells"},
    };

    return phrases[which][lang == GIREPORT_LANG_EN];
}

/* What is compared: only where a rule leaves one value is the other one that which it should be. The first that a rule
 * begins with counts. */
static const struct compared {
    const char *rules;
    struct gireport__text found, expected;
} compared[] = {
    {"GI-N-006", {"所列各项之和", "the items add up to"}, {"文中所称", "stated"}},
    {"GI-N-007", {"所列各项之和", "the items add up to"}, {"文中所称", "stated"}},
    {"GI-N-012", {"所列各项之和", "the items add up to"}, {"文中所称", "stated"}},
    {"GI-N-013", {"文中", "in the text"}, {"按数计算", "computed"}},
    {"GI-Y-008", {"文中", "in the text"}, {"按数计算", "computed"}},
    {"GI-N-", {"文中", "in the text"}, {"表中", "in the table"}},
    {"GI-Y-002", {"填报", "found"}, {"按上年推算", "by last year's report"}},
    {"GI-Y-003", {"填报", "found"}, {"按上年推算", "by last year's report"}},
    {"GI-Y-", {"本年", "this year"}, {"上年", "last year"}},
    {"GI-D-", {"公布", "published"}, {"期限", "due"}},
    {"GI-L-001", {"填报", "found"}, {"各单位之和", "sum of the units"}},
    {"GI-L-002", {"提供", "given"}, {"写明", "stated"}},
    {"GI-S-008", {"所称", "announced"}, {"所列", "listed"}},
    {"GI-S-015", {"字数", "characters"}, {"上限", "at most"}},
    {"GI-R-005", {"读到", "read"}, {"应有个数", "numbers wanted"}},
    {"GI-R-006", {"读到", "read"}, {"应有个数", "numbers wanted"}},
    {"GI-I-006", {"个数", "values"}, {"应有", "expected"}},
    {"GI-G-005", {"列数", "fields"}, {"应有", "expected"}},
    {"GI-G-018", {"报告", "report"}, {"台账", "ledger"}},
};

/* Of a sum that does not hold nobody knows which side is wrong: what stands for its sides. 0 for others. */
static int is_equation(const struct gireport__finding *x, const struct gireport__text **left,
                       const struct gireport__text **right)
{
    static const struct gireport__text sides[] = {{"左边", "left side"}, {"右边", "right side"}},
                                       cell = {"填报", "found"}, parts = {"各项之和", "the parts add up to"};
    size_t i, n = 0;

    for (i = 0; i < x->n_cells; i++)
        n += x->cells[i].role == GIREPORT_ROLE_RESULT;
    if (n == 0 || *x->expected == '\0' || strchr("0123456789-", *x->expected) == NULL)
        return 0; /* "≥ 4" is what it should be */
    *left = n == 1 ? &cell : &sides[0];
    *right = n == 1 ? &parts : &sides[1];
    return 1;
}

size_t gireport__details(const struct gireport__finding *x, uint32_t lang,
                         struct gireport__detail out[GIREPORT__DETAILS])
{
    static const struct gireport__text found = {"填报", "found"}, expected = {"应为", "expected"},
                                       difference = {"相差", "difference"};
    const struct gireport__text *words[GIREPORT__DETAILS] = {&found, &expected, &difference};
    const char *values[GIREPORT__DETAILS] = {x->found, x->expected, x->difference};
    size_t i, n = 0;

    (void)is_equation(x, &words[0], &words[1]);
    for (i = 0; i < sizeof(compared) / sizeof(*compared); i++)
        if (strncmp(x->rule, compared[i].rules, strlen(compared[i].rules)) == 0) {
            words[0] = &compared[i].found;
            words[1] = &compared[i].expected;
            break;
        }
    for (i = 0; i < GIREPORT__DETAILS; i++)
        if (*values[i])
            out[n++] = (struct gireport__detail){lang == GIREPORT_LANG_EN ? words[i]->en : words[i]->zh, values[i]};
    return n;
}

const char *gireport__severity_word(uint32_t severity)
{
    switch (severity) {
    case GIREPORT_SEVERITY_ERROR:
        return "error";
    case GIREPORT_SEVERITY_WARNING:
        return "warning";
    default:
        return "note";
    }
}

int gireport__adds_nothing(const struct gireport__finding_cell *c)
{
    if (c->role != GIREPORT_ROLE_PART)
        return 0;
    return c->state == GIREPORT_STATE_BLANK || c->state == GIREPORT_STATE_ABSENT ||
           (c->state == GIREPORT_STATE_VALUE && c->value && strcmp(c->value, "0") == 0);
}

static int is_subject(const struct gireport__finding *x, const struct gireport__finding_cell *c)
{
    size_t i;

    if (c->role != GIREPORT_ROLE_PART)
        return 1;
    for (i = 0; i < x->n_cells; i++)
        if (x->cells[i].role != GIREPORT_ROLE_PART)
            return 0;
    return 1;
}

/* Calls back for each field that a finding is about; with `of` NULL only counts. */
static void mark(const gireport_report *r, struct gireport__marks *m, uint32_t *fill_at)
{
    const gireport_findings *f = m->findings;
    size_t i, j, field;

    for (i = 0; i < f->count; i++) {
        const struct gireport__finding *x = &f->items[i];

        for (j = 0; j < x->n_cells; j++) {
            if (!is_subject(x, &x->cells[j]) ||
                gireport_template_field_find(r->tpl, x->cells[j].key, &field) != GIREPORT_OK)
                continue;
            if (m->of)
                m->of[fill_at[field]++] = (uint32_t)i;
            else
                m->first[field + 1]++;
            if (gireport__finding_shown(x) > m->severity[field])
                m->severity[field] = (uint8_t)gireport__finding_shown(x);
        }
    }
}

int gireport__marks_make(const gireport_report *r, const gireport_write_options *o,
                         struct gireport__marks *out)
{
    uint32_t n = r->tpl->n_fields, *at = NULL, i;
    int rc = GIREPORT_ERR_NOMEM;

    memset(out, 0, sizeof(*out));
    if (!(o->flags & GIREPORT_WRITE_FINDINGS) || !o->findings)
        return GIREPORT_OK;
    out->findings = o->findings;
    out->first = gireport__calloc((size_t)n + 1, sizeof(*out->first));
    out->severity = gireport__calloc((size_t)n + 1, sizeof(*out->severity));
    at = gireport__calloc((size_t)n + 1, sizeof(*at));
    if (!out->first || !out->severity || !at)
        goto out;
    mark(r, out, NULL);
    for (i = 0; i < n; i++)
        out->first[i + 1] += out->first[i];
    memcpy(at, out->first, n * sizeof(*at));
    out->of = gireport__calloc((size_t)out->first[n] + 1, sizeof(*out->of));
    if (!out->of)
        goto out;
    mark(r, out, at);
    rc = GIREPORT_OK;
out:
    gireport__free(at);
    if (rc != GIREPORT_OK)
        gireport__marks_free(out);
    return rc;
}

void gireport__marks_free(struct gireport__marks *m)
{
    gireport__free(m->first);
    gireport__free(m->of);
    gireport__free(m->severity);
    memset(m, 0, sizeof(*m));
}
