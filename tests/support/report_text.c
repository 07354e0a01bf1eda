/* SPDX-License-Identifier: MIT */
#include "report_text.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "model/report.h"

static void add(char *out, size_t size, const char *before, const char *s)
{
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%s%.5000s", before, s);
}

const char *findings_in_words(const gireport_findings *f)
{
    static char out[8192];
    out[0] = '\0';
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        char at[40];
        uint32_t line, column;
        gireport_finding_position(f, i, &line, &column);
        snprintf(at, sizeof(at), " %" PRIu32 ":%" PRIu32, line, column);
        add(out, sizeof(out), "", i > 0 ? " | " : "");
        add(out, sizeof(out), "", gireport_finding_rule(f, i));
        add(out, sizeof(out), "", at);
        for (size_t k = 0; k < gireport_finding_cell_count(f, i); k++)
            if (gireport_finding_cell_role(f, i, k) == GIREPORT_ROLE_UNREAD)
                add(out, sizeof(out), " ", gireport_finding_cell_key(f, i, k));
    }
    return out;
}

const char *cell_in_words(const gireport_report *r, const char *key)
{
    static char out[8192];
    static const char *const states[] = {"absent", "blank", "na", "unreadable", "value"};
    static const char *const origins[] = {"", "inferred", "repaired"};
    const gireport_template *t = gireport_report_template(r);
    size_t field;
    if (gireport_template_field_find(t, key, &field) != GIREPORT_OK)
        return "no such field";
    snprintf(out, sizeof(out), "%s", states[gireport_cell_state(r, field)]);
    if (gireport_cell_state(r, field) == GIREPORT_STATE_VALUE) {
        struct gireport__buf b = {0};
        gireport__cell_format(&b, r, field);
        add(out, sizeof(out), " ", gireport__buf_str(&b));
        gireport__buf_free(&b);
        uint32_t unit = gireport_cell_unit(r, field);
        add(out, sizeof(out), "", unit == GIREPORT_UNIT_YUAN ? "元" : unit == GIREPORT_UNIT_UNKNOWN ? "?" : "");
    }
    if (*gireport_cell_raw(r, field))
        add(out, sizeof(out), " raw=", gireport_cell_raw(r, field));
    if (*gireport_cell_note(r, field))
        add(out, sizeof(out), " note=", gireport_cell_note(r, field));
    if (gireport_cell_origin(r, field) != GIREPORT_ORIGIN_STATED)
        add(out, sizeof(out), " origin=", origins[gireport_cell_origin(r, field)]);
    if (*gireport_cell_place(r, field))
        add(out, sizeof(out), " place=", gireport_cell_place(r, field));
    return out;
}

static int same(const char *a, const char *b)
{
    return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

static int same_cell(const gireport_report *a, const gireport_report *b, size_t i, int loose)
{
    const struct gireport__cell *x = &a->cells[i], *y = &b->cells[i];
    const char *raw = gireport_cell_raw(a, i);
    return x->state == y->state && x->value == y->value && x->unit == y->unit && x->scale == y->scale &&
           x->origin == y->origin && ((loose && *raw == '\0') || same(raw, gireport_cell_raw(b, i))) &&
           same(gireport_cell_note(a, i), gireport_cell_note(b, i)) &&
           same(gireport_cell_place(a, i), gireport_cell_place(b, i));
}

const char *report_difference(const gireport_report *a, const gireport_report *b, int loose)
{
    static char out[16384];
    const gireport_template *t = gireport_report_template(a);
    out[0] = '\0';
    if (t != gireport_report_template(b))
        return "template";
    if (a->year != b->year || a->level != b->level)
        return "year or level";
    if (a->units[0] != b->units[0] || a->units[1] != b->units[1] || a->n_unit_names != b->n_unit_names)
        return "units";
    for (size_t i = 0; i < a->n_unit_names; i++)
        if (!same(a->unit_names[i], b->unit_names[i]))
            return "unit names";
    for (uint32_t i = 0; i < GIREPORT__TEXTS; i++)
        if (!same(a->texts[i].text, b->texts[i].text)) {
            snprintf(out, sizeof(out), "text %u: '%.2000s' and '%.2000s'", (unsigned)i,
                     a->texts[i].text != NULL ? a->texts[i].text : "(none)",
                     b->texts[i].text != NULL ? b->texts[i].text : "(none)");
            return out;
        }
    if (a->n_extra != b->n_extra)
        return "extra rows";
    for (size_t i = 0; i < a->n_extra; i++)
        if (!same(a->extra[i].label, b->extra[i].label) || !same(a->extra[i].text, b->extra[i].text))
            return "extra row";
    for (uint32_t i = 0; i < t->n_fields; i++)
        if (!same_cell(a, b, i, loose)) {
            add(out, sizeof(out), t->fields[i].key, ": ");
            add(out, sizeof(out), "", cell_in_words(a, t->fields[i].key));
            add(out, sizeof(out), " / ", cell_in_words(b, t->fields[i].key));
            return out;
        }
    return "";
}
