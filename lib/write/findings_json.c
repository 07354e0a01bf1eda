/* SPDX-License-Identifier: MIT */

/* Findings as one JSON object for all inputs; its members are fixed (docs/format.md). What is not known is
 * null. */

#include <string.h>

#include "findings_out.h"
#include "page.h"

static void comma(struct gireport__out *out)
{
    gireport__out_adds(out, ", ");
}

static void cell(struct gireport__out *out, const struct gireport__finding_cell *c)
{
    gireport__out_addc(out, '{');
    gireport__json_text(out, "key", c->key);
    comma(out);
    gireport__json_text(out, "role", gireport__role_name(c->role));
    comma(out);
    gireport__json_text(out, "state", gireport__state_name(c->state));
    comma(out);
    gireport__json_text(out, "value", c->value);
    comma(out);
    gireport__json_text(out, "raw", c->raw);
    gireport__out_addc(out, '}');
}

static void waived(struct gireport__out *out, const struct gireport__waived *w)
{
    gireport__json_name(out, "waived");
    if (!w) {
        gireport__out_adds(out, "null");
        return;
    }
    gireport__out_addc(out, '{');
    gireport__json_text(out, "reason", w->reason);
    comma(out);
    gireport__json_text(out, "note", w->note);
    comma(out);
    gireport__json_text(out, "by", w->by);
    comma(out);
    gireport__json_text(out, "on", w->on);
    gireport__out_addc(out, '}');
}

static void finding(struct gireport__out *out, const gireport_findings *f, const struct gireport__finding *x,
                    uint32_t lang)
{
    size_t i;

    gireport__out_addc(out, '{');
    gireport__json_text(out, "id", x->id);
    comma(out);
    gireport__json_text(out, "rule", x->rule);
    comma(out);
    gireport__json_text(out, "severity", gireport__severity_word(x->severity));
    comma(out);
    gireport__json_text(out, "message", x->message[lang == GIREPORT_LANG_EN]);
    comma(out);
    gireport__json_text(out, "file", f->file);
    comma(out);
    gireport__json_count(out, "line", x->line);
    comma(out);
    gireport__json_count(out, "column", x->column);
    comma(out);
    gireport__json_text(out, "place", x->place);
    gireport__out_adds(out, ",\n       ");
    gireport__json_name(out, "cells");
    gireport__out_addc(out, '[');
    for (i = 0; i < x->n_cells; i++) {
        if (i)
            gireport__out_adds(out, ",\n         ");
        cell(out, &x->cells[i]);
    }
    gireport__out_adds(out, "],\n       ");
    gireport__json_text(out, "found", x->found);
    comma(out);
    gireport__json_text(out, "expected", x->expected);
    comma(out);
    gireport__json_text(out, "difference", x->difference);
    comma(out);
    gireport__json_text(out, "cause", x->cause);
    comma(out);
    waived(out, x->waived);
    gireport__out_addc(out, '}');
}

static void not_assessed(struct gireport__out *out, const struct gireport__unassessed *u)
{
    const char *s = u->missing ? u->missing : "";
    char key[256];
    size_t n = 0;

    gireport__out_addc(out, '{');
    gireport__json_text(out, "rule", u->rule);
    comma(out);
    gireport__json_name(out, "missing");
    gireport__out_addc(out, '[');
    while (*s) {
        size_t len = strcspn(s, " ");

        if (len && len < sizeof(key)) {
            memcpy(key, s, len);
            key[len] = '\0';
            gireport__out_adds(out, n++ ? ", " : "");
            gireport__out_json(out, key);
        }
        s += len + (s[len] == ' ');
    }
    gireport__out_adds(out, "]}");
}

static void file(struct gireport__out *out, const gireport_findings *f, uint32_t lang)
{
    size_t i;

    gireport__out_adds(out, "\n    {");
    gireport__json_text(out, "file", f->file);
    comma(out);
    gireport__json_text(out, "organ", f->organ);
    comma(out);
    gireport__json_count(out, "year", f->year);
    comma(out);
    gireport__json_text(out, "template", f->tpl ? f->tpl->id : NULL);
    gireport__out_adds(out, ",\n     ");
    gireport__json_name(out, "findings");
    gireport__out_addc(out, '[');
    for (i = 0; i < f->count && out->status == GIREPORT_OK; i++) {
        gireport__out_adds(out, i ? ",\n      " : "\n      ");
        finding(out, f, &f->items[i], lang);
    }
    gireport__out_adds(out, "],\n     ");
    gireport__json_name(out, "not_assessed");
    gireport__out_addc(out, '[');
    for (i = 0; i < f->n_unassessed && out->status == GIREPORT_OK; i++) {
        gireport__out_adds(out, i ? ",\n      " : "\n      ");
        not_assessed(out, &f->unassessed[i]);
    }
    gireport__out_adds(out, "]}");
}

void gireport__findings_json(struct gireport__out *out, const struct gireport__findings_list *list)
{
    size_t i;

    gireport__out_adds(out, "{\"gireport\": 1, \"files\": [");
    for (i = 0; i < list->n && out->status == GIREPORT_OK; i++) {
        gireport__out_adds(out, i ? "," : "");
        file(out, list->items[i], list->lang);
    }
    gireport__out_adds(out, "]}\n");
}
