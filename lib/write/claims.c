/* SPDX-License-Identifier: MIT */

/* The claims of a text, as lines and as JSON. */

#include "../model/claims.h"

#include <string.h>

#include "../base/num.h"
#include "escape.h"
#include "findings_out.h"

struct claims_writer {
    struct gireport__out *out;
    const gireport_claims *c;
    uint32_t lang;
    struct gireport__buf scratch;
};

static void put(struct claims_writer *w, const char *s)
{
    gireport__out_adds(w->out, s);
}

static int en(const struct claims_writer *w)
{
    return w->lang == GIREPORT_LANG_EN;
}

static void safe(struct claims_writer *w, const char *s)
{
    size_t i;

    gireport__buf_clear(&w->scratch);
    gireport__escape_terminal(&w->scratch, s, strlen(s));
    for (i = 0; i < w->scratch.len; i++)
        if (w->scratch.data[i] == '\n' || w->scratch.data[i] == '\t')
            w->scratch.data[i] = ' ';
    put(w, gireport__buf_str(&w->scratch));
}

static const char *number(struct claims_writer *w, int64_t value, uint32_t scale)
{
    gireport__buf_clear(&w->scratch);
    gireport__num_format(&w->scratch, value, scale, 1);
    return gireport__buf_str(&w->scratch);
}

/* ---- text ---- */

static const char *verdict_in_words(const struct claims_writer *w, uint32_t verdict)
{
    static const struct gireport__text words[] = {
        [GIREPORT_CLAIM_UNBOUND] = {"不判断", "not judged"},
        [GIREPORT_CLAIM_AGREES] = {"相符", "agrees"},
        [GIREPORT_CLAIM_OTHERWISE] = {"按另一口径相符", "agrees otherwise counted"},
        [GIREPORT_CLAIM_DIFFERS] = {"不符", "differs"},
        [GIREPORT_CLAIM_UNKNOWN] = {"无从核对", "not known"},
        [GIREPORT_CLAIM_ITEM] = {"列举项", "item of a list"},
    };

    return en(w) ? words[verdict].en : words[verdict].zh;
}

static void cells(struct claims_writer *w, const struct gireport__claim_said *x)
{
    size_t i, field;

    for (i = 0; i < x->n_cells; i++) {
        put(w, i ? " + " : "    ");
        if (!en(w) && gireport_template_field_find(w->c->tpl, x->cells[i], &field) == GIREPORT_OK) {
            safe(w, gireport_field_label(w->c->tpl, field));
            put(w, " (");
            safe(w, x->cells[i]);
            put(w, ")");
        } else {
            safe(w, x->cells[i]);
        }
    }
    if (x->n_cells && x->has_expected) {
        put(w, " = ");
        put(w, number(w, x->expected, x->scale));
    }
    put(w, x->n_cells ? "\n" : "");
}

static void claim_as_text(struct claims_writer *w, const struct gireport__claim_said *x)
{
    const char *why = en(w) ? "; " : "；", *reason;

    safe(w, w->c->file && *w->c->file ? w->c->file : "-");
    put(w, ":");
    if (x->line) {
        gireport__out_int(w->out, x->line);
        put(w, ":");
        gireport__out_int(w->out, x->column);
        put(w, ":");
    }
    put(w, " ");
    put(w, verdict_in_words(w, x->verdict));
    put(w, en(w) ? ": \"" : "：“");
    safe(w, x->quote);
    put(w, en(w) ? "\" is " : "”，读作 ");
    put(w, number(w, x->value, x->scale));
    safe(w, x->unit);
    reason = gireport_claim_reason(w->c, (size_t)(x - w->c->items), w->lang);
    if (*reason) {
        put(w, why);
        put(w, reason);
    }
    if (*x->pattern) {
        put(w, " {");
        safe(w, x->pattern);
        put(w, "}");
    }
    if (*x->rule) {
        put(w, " [");
        safe(w, x->rule);
        put(w, "]");
    }
    put(w, "\n");
    cells(w, x);
}

/* ---- JSON ---- */

static void value(struct claims_writer *w, const char *name, int known, int64_t n, uint32_t scale)
{
    put(w, ", ");
    gireport__json_text(w->out, name, known ? number(w, n, scale) : NULL);
}

static void text(struct claims_writer *w, const char *name, const char *s)
{
    put(w, ", ");
    gireport__json_text(w->out, name, s);
}

static void claim_as_json(struct claims_writer *w, const struct gireport__claim_said *x)
{
    static const char *const verdicts[] = {"unbound", "agrees", "otherwise", "differs", "unknown", "item"};
    size_t i;

    put(w, "{");
    gireport__json_count(w->out, "line", x->line);
    put(w, ", ");
    gireport__json_count(w->out, "column", x->column);
    text(w, "part", x->part == GIREPORT_TEXT_REMARKS ? "remarks" : "overview");
    text(w, "quote", x->quote);
    text(w, "number", x->number);
    value(w, "value", 1, x->value, x->scale);
    text(w, "unit", x->unit);
    text(w, "pattern", x->pattern);
    text(w, "rule", x->rule);
    put(w, ",\n       \"cells\": [");
    for (i = 0; i < x->n_cells; i++) {
        put(w, i ? ", " : "");
        gireport__out_json(w->out, x->cells[i]);
    }
    put(w, "]");
    text(w, "verdict", verdicts[x->verdict]);
    value(w, "expected", x->has_expected, x->expected, x->scale);
    text(w, "reason", gireport_claim_reason(w->c, (size_t)(x - w->c->items), w->lang));
    put(w, "}");
}

static void report_as_json(struct claims_writer *w)
{
    size_t i;

    put(w, "\n    {");
    gireport__json_text(w->out, "file", w->c->file);
    text(w, "organ", w->c->organ);
    put(w, ", ");
    gireport__json_count(w->out, "year", w->c->year);
    text(w, "template", gireport_template_id(w->c->tpl));
    put(w, ",\n     \"claims\": [");
    for (i = 0; i < w->c->count && w->out->status == GIREPORT_OK; i++) {
        put(w, i ? ",\n      " : "\n      ");
        claim_as_json(w, &w->c->items[i]);
    }
    put(w, "]}");
}

static void report(struct claims_writer *w, uint32_t format)
{
    size_t i;

    if (format == GIREPORT_FINDINGS_JSON) {
        report_as_json(w);
        return;
    }
    for (i = 0; i < w->c->count && w->out->status == GIREPORT_OK; i++)
        claim_as_text(w, &w->c->items[i]);
}

int gireport_claims_write(const gireport_claims *const *list, size_t n, uint32_t format, uint32_t lang,
                          gireport_write_fn write, void *userdata)
{
    struct gireport__out out;
    struct claims_writer w = {.out = &out, .lang = lang};
    int json = format == GIREPORT_FINDINGS_JSON;
    size_t i;

    if ((!list && n) || !write || lang > GIREPORT_LANG_EN || format > GIREPORT_FINDINGS_SARIF)
        return GIREPORT_ERR_INVALID_ARG;
    for (i = 0; i < n; i++)
        if (!list[i])
            return GIREPORT_ERR_INVALID_ARG;
    if (format == GIREPORT_FINDINGS_SARIF)
        return GIREPORT_ERR_UNSUPPORTED;
    gireport__out_begin(&out, write, userdata);
    put(&w, json ? "{\"gireport\": 1, \"files\": [" : "");
    for (i = 0; i < n && out.status == GIREPORT_OK; i++) {
        w.c = list[i];
        put(&w, json && i ? "," : "");
        report(&w, format);
    }
    put(&w, json ? "]}\n" : "");
    if (w.scratch.failed && out.status == GIREPORT_OK)
        out.status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&w.scratch);
    return gireport__out_end(&out);
}
