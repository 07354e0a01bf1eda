/* SPDX-License-Identifier: MIT */

/* What the writers of the printed form share: the text of a cell, the title, words, marks of findings. */

#include "page.h"

#include <string.h>

#include "../base/num.h"

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

const char *gireport__phrase(uint32_t lang, enum gireport__phrase which)
{
    static const char *const phrases[][2] = {
        [GIREPORT__PHRASE_FINDINGS] = {"检查结果", "Findings"},
        [GIREPORT__PHRASE_FOUND] = {"填报", "found"},
        [GIREPORT__PHRASE_EXPECTED] = {"应为", "expected"},
        [GIREPORT__PHRASE_DIFFERENCE] = {"相差", "difference"},
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
            if (x->severity > m->severity[field])
                m->severity[field] = (uint8_t)x->severity;
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
