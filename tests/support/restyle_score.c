/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "model/report.h"
#include "restyle.h"

static void add(gireport_report *r, const char *row, const char *col, int64_t value)
{
    char key[128];
    snprintf(key, sizeof(key), "applications.%s.%s", row, col);
    report_put(r, key, report_value(r, key) + value);
}

static void clear(gireport_report *r)
{
    const gireport_template *t = gireport_report_template(r);
    for (uint32_t i = 0; i < t->n_fields; i++)
        if (gireport_cell_state(r, i) == GIREPORT_STATE_VALUE)
            gireport_cell_set_value(r, i, 0);
}

/* A handful of requests, as most units have. */
static void few_requests(gireport_report *r, struct random_source *s)
{
    static const char *const cols[] = {"natural", "business", "research", "welfare", "legal", "other"};
    static const char *const rows[] = {
        "granted",         "partial",        "denied.state_secret", "denied.deliberative",
        "unable.not_held", "rejected.repeat"};
    for (uint64_t n = 1 + random_below(s, 5); n; n--) {
        const char *col = cols[random_below(s, 3) ? 0 : random_below(s, 6)];
        const char *all[] = {rows[random_below(s, 6)], "total", "new"};
        int64_t value = 1 + (int64_t)random_below(s, 30);
        for (size_t i = 0; i < 3; i++) {
            add(r, all[i], col, value);
            add(r, all[i], "total", value);
        }
    }
    report_put(r, "disclosure.licensing.decisions", (int64_t)random_below(s, 5000));
    report_put(r, "disclosure.normative_documents.made", (int64_t)random_below(s, 9));
    report_put(r, "disputes.review.upheld", 1);
    report_put(r, "disputes.review.total", 1);
}

static void break_sums(gireport_report *r, struct random_source *s)
{
    const gireport_template *t = gireport_report_template(r);
    for (uint64_t n = 1 + random_below(s, 3); n; n--) {
        uint32_t f = (uint32_t)random_below(s, t->n_fields);
        if (gireport_cell_state(r, f) == GIREPORT_STATE_VALUE)
            gireport_cell_set_value(r, f, (int64_t)random_below(s, 50));
    }
}

void restyle_vary(gireport_report *r, uint64_t seed)
{
    struct random_source s = {seed * 77 + 1};
    uint64_t kind = random_below(&s, 4);
    if (kind < 2)
        clear(r);
    if (kind == 0)
        few_requests(r, &s);
    if (kind == 2)
        break_sums(r, &s);
}

/* Zeros that are not printed: all of them, those of some rows, or single ones; or slashes in their place. */
static void leave_out_zeros(gireport_report *r, struct random_source *s, int blanks)
{
    const gireport_template *t = gireport_report_template(r);
    uint64_t share = random_below(s, 3), mark = random_below(s, 3), most = share ? 4 : 1;
    uint32_t row = GIREPORT__NONE;
    int this_row = 0;
    for (uint32_t f = 0; f < t->n_fields; f++) {
        int64_t v;
        if (t->fields[f].row != row)
            this_row = random_below(s, 3) == 0;
        row = t->fields[f].row;
        if (gireport_cell_value(r, f, &v) != GIREPORT_OK || v != 0 || (share == 2 ? !this_row : random_below(s, most)))
            continue;
        gireport_cell_set_state(r, f, !blanks || mark == 1 || (mark == 2 && random_below(s, 2)) ? GIREPORT_STATE_NA
                                                                                          : GIREPORT_STATE_BLANK);
    }
}

static int is_below(const gireport_template *t, uint32_t row, uint32_t group)
{
    while (row != GIREPORT__NONE && row != group)
        row = t->rows[row].parent;
    return row == group;
}

/* The members of the last group are not printed, its own row is; the other groups have no row of their own. */
static void single_other(gireport_report *r)
{
    const gireport_template *t = gireport_report_template(r);
    uint32_t group = GIREPORT__NONE;
    for (uint32_t i = 0; i < t->n_rows; i++)
        if (!t->rows[i].leaf && t->rows[i].key && !strcmp(t->rows[i].key, "other"))
            group = i;
    for (uint32_t f = 0; f < t->n_fields; f++) {
        uint32_t row = t->fields[f].row;
        int subtotal = (t->fields[f].flags & GIREPORT_FIELD_SUBTOTAL) != 0;
        if (subtotal ? row != group : group != GIREPORT__NONE && is_below(t, row, group) && row != group)
            gireport_cell_set_state(r, f, GIREPORT_STATE_ABSENT);
    }
}

int restyle_report(enum restyle_style style, uint64_t seed, gireport_report **out)
{
    struct random_source s = {seed * 131 + 5};
    const gireport_template *t = gireport_template_at(random_below(&s, gireport_template_count()));
    uint64_t groups = random_below(&s, 8), texts = random_below(&s, 4);
    /* Digits that ran together are cut by the sums: those must hold, and every cell must have some. */
    int plain = style == STYLE_GLUED;
    int status = random_report(t, seed, !plain && groups < 2 ? RANDOM_SUBTOTALS : 0, out);
    if (status != GIREPORT_OK)
        return status;
    if (!plain)
        restyle_vary(*out, seed);
    if (!plain && groups == 1)
        single_other(*out);
    if (texts == 0)
        report_say_texts(*out);
    else if (texts == 1 || plain)
        gireport_report_set_text(*out, GIREPORT_TEXT_TITLE, "云溪县人民政府政府信息公开工作年度报告", GIREPORT_LEN_AUTO);
    if (!plain && random_below(&s, 3) == 0)
        leave_out_zeros(*out, &s, restyle_shows_blanks(style));
    return GIREPORT_OK;
}

/* One byte a field that some finding names. */
static uint8_t *named_fields(const gireport_template *t, const gireport_findings *findings)
{
    uint8_t *named = calloc(t->n_fields + 1U, 1);
    size_t field;
    for (size_t i = 0; named && i < gireport_findings_count(findings); i++)
        for (size_t c = 0; c < gireport_finding_cell_count(findings, i); c++)
            if (gireport_template_field_find(t, gireport_finding_cell_key(findings, i, c), &field) ==
                GIREPORT_OK)
                named[field] = 1;
    return named;
}

static int same(const struct gireport__cell *a, const struct gireport__cell *b)
{
    return a->state == b->state && a->value == b->value && a->unit == b->unit;
}

void restyle_score(const gireport_report *r, const struct restyled *x, const gireport_report *got,
                   const gireport_findings *findings, struct restyle_score *out)
{
    const gireport_template *t = gireport_report_template(r);
    memset(out, 0, sizeof(*out));
    if (!got || gireport_report_template(got) != t) { /* nothing read, or in the other edition */
        out->wrong = 1;
        out->example = "report";
        return;
    }
    uint8_t *named = named_fields(t, findings);
    for (uint32_t f = 0; named && f < t->n_fields; f++) {
        const struct gireport__cell *cell = &got->cells[f], *printed = &x->printed->cells[f];
        int unread = cell->state == GIREPORT_STATE_ABSENT || cell->state == GIREPORT_STATE_UNREADABLE;
        int there = r->cells[f].state != GIREPORT_STATE_ABSENT; /* in the report that was written */
        size_t before = out->wrong + out->silent;
        if (!there && printed->state == GIREPORT_STATE_ABSENT)
            out->wrong += !unread;
        else if (unread && !named[f]) /* the form has no subtotals: nobody can miss one */
            out->silent += !(x->gone[f] && (t->fields[f].flags & GIREPORT_FIELD_SUBTOTAL));
        else if (unread)
            out->unknown += !x->touched[f] && printed->state != GIREPORT_STATE_ABSENT;
        else if (same(cell, printed) || (x->gone[f] && same(cell, &r->cells[f])))
            out->right += !x->touched[f];
        else
            out->wrong++;
        if (out->wrong + out->silent > before)
            out->example = t->fields[f].key;
    }
    free(named);
}
