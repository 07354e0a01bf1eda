/* SPDX-License-Identifier: MIT */

/* Findings as lines that editors and compilers' tools understand, the cells below them:
 *   file:line:column: error: message [GI-T3-002] */

#include <string.h>

#include "escape.h"
#include "findings_out.h"
#include "page.h"

struct text {
    struct gireport__out *out;
    const gireport_template *t; /* for labels; NULL where no report was read */
    struct gireport__buf safe;
    uint32_t lang;
};

static void put(struct text *w, const char *s)
{
    gireport__out_adds(w->out, s);
}

/* Text of the input or of a file name: nothing in it may move the cursor or begin a line. */
static void safe(struct text *w, const char *s)
{
    size_t i;

    gireport__buf_clear(&w->safe);
    gireport__escape_terminal(&w->safe, s, strlen(s));
    for (i = 0; i < w->safe.len; i++)
        if (w->safe.data[i] == '\n' || w->safe.data[i] == '\t')
            w->safe.data[i] = ' ';
    put(w, gireport__buf_str(&w->safe));
}

static int en(const struct text *w)
{
    return w->lang == GIREPORT_LANG_EN;
}

static void where(struct text *w, const gireport_findings *f, const struct gireport__finding *x)
{
    safe(w, f->file && *f->file ? f->file : "-");
    put(w, ":");
    if (x->line) {
        gireport__out_int(w->out, x->line);
        put(w, ":");
        if (x->column) {
            gireport__out_int(w->out, x->column);
            put(w, ":");
        }
    } else if (*x->place) {
        safe(w, x->place);
        put(w, ":");
    }
    put(w, " ");
}

static void cell(struct text *w, const struct gireport__finding_cell *c)
{
    size_t field;

    if (w->t && gireport_template_field_find(w->t, c->key, &field) == GIREPORT_OK) {
        safe(w, gireport_field_label(w->t, field));
        put(w, " (");
        safe(w, c->key);
        put(w, ")");
    } else {
        safe(w, c->key);
    }
    put(w, " = ");
    if (c->state == GIREPORT_STATE_VALUE)
        safe(w, c->value && *c->value ? c->value : "");
    else if (c->raw && *c->raw)
        safe(w, c->raw);
    else
        put(w, gireport__phrase(w->lang, c->state == GIREPORT_STATE_BLANK ? GIREPORT__PHRASE_BLANK
                                                                          : GIREPORT__PHRASE_ABSENT));
}

static void count_line(struct text *w, const char *before, size_t n, enum gireport__phrase after)
{
    if (!n)
        return;
    put(w, before);
    put(w, gireport__phrase(w->lang, GIREPORT__PHRASE_ZEROS_BEFORE));
    gireport__out_int(w->out, (int64_t)n);
    put(w, gireport__phrase(w->lang, after));
    put(w, "\n");
}

/* The cells, up to a number; the parts of a sum that add nothing to it are only counted. */
static void cells(struct text *w, const struct gireport__finding *x)
{
    size_t i, zeros = 0, listed = 0;

    for (i = 0; i < x->n_cells; i++) {
        if (gireport__adds_nothing(&x->cells[i])) {
            zeros++;
            continue;
        }
        if (listed++ >= GIREPORT__CELLS_LISTED)
            continue;
        put(w, x->cells[i].role == GIREPORT_ROLE_PART ? "      + " : "    ");
        cell(w, &x->cells[i]);
        put(w, "\n");
    }
    if (listed > GIREPORT__CELLS_LISTED)
        count_line(w, "    ", listed - GIREPORT__CELLS_LISTED, GIREPORT__PHRASE_MORE_AFTER);
    count_line(w, "      + ", zeros, GIREPORT__PHRASE_ZEROS_AFTER);
}

static int detail(struct text *w, enum gireport__phrase name, const char *value, int n)
{
    if (!*value)
        return n;
    put(w, n ? (en(w) ? ", " : "，") : "    ");
    put(w, gireport__phrase(w->lang, name));
    put(w, " ");
    safe(w, value);
    return n + 1;
}

static void finding(struct text *w, const gireport_findings *f, const struct gireport__finding *x)
{
    int n = 0;

    where(w, f, x);
    put(w, gireport__severity_word(x->severity));
    put(w, ": ");
    safe(w, x->message[en(w)]);
    put(w, " [");
    safe(w, x->rule);
    put(w, "]\n");
    cells(w, x);
    n = detail(w, GIREPORT__PHRASE_FOUND, x->found, n);
    n = detail(w, GIREPORT__PHRASE_EXPECTED, x->expected, n);
    n = detail(w, GIREPORT__PHRASE_DIFFERENCE, x->difference, n);
    put(w, n ? "\n" : "");
}

void gireport__findings_text(struct gireport__out *out, const struct gireport__findings_list *list)
{
    struct text w = {.out = out, .lang = list->lang};
    size_t i, j;

    for (i = 0; i < list->n; i++) {
        const gireport_findings *f = list->items[i];

        w.t = f->tpl;
        for (j = 0; j < f->count && out->status == GIREPORT_OK; j++)
            finding(&w, f, &f->items[j]);
    }
    if (w.safe.failed && out->status == GIREPORT_OK)
        out->status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&w.safe);
}
