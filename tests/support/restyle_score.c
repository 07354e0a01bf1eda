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
        if (!(t->fields[i].flags & GIREPORT_FIELD_SUBTOTAL))
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

void restyle_vary(gireport_report *r, uint64_t seed)
{
    const gireport_template *t = gireport_report_template(r);
    struct random_source s = {seed * 77 + 1};
    switch (random_below(&s, 4)) {
    case 0:
        clear(r);
        few_requests(r, &s);
        break;
    case 1:
        clear(r);
        break;
    case 2: /* sums that do not hold */
        for (uint64_t n = 1 + random_below(&s, 3); n; n--) {
            uint32_t f = (uint32_t)random_below(&s, t->n_fields);
            if (!(t->fields[f].flags & GIREPORT_FIELD_SUBTOTAL))
                gireport_cell_set_value(r, f, (int64_t)random_below(&s, 50));
        }
        break;
    default:
        break;
    }
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
        int subtotal = (t->fields[f].flags & GIREPORT_FIELD_SUBTOTAL) != 0;
        size_t before = out->wrong + out->silent;
        if (subtotal)
            out->wrong += !unread;
        else if (unread && !named[f])
            out->silent++;
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
