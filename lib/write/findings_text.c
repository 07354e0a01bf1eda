/* SPDX-License-Identifier: MIT */

/* Findings as lines that editors and compilers' tools understand, the line of the source and the cells below
 * them: file:line:column: error: message [GI-T3-002] What explains other findings stands before them, and
 * they are marked. */

#include <string.h>

#include "../base/decode.h"
#include "../base/text.h"
#include "escape.h"
#include "findings_out.h"
#include "page.h"

struct text {
    struct gireport__out *out;
    const gireport_template *t; /* for labels; NULL where no report was read */
    struct gireport__buf safe;
    uint32_t lang;
    const char *inset; /* of what stands below a finding */
    /* The text of the input; starts: of its lines, NULL where there is no text. */
    const char *source;
    size_t len, *starts, n_lines, capacity;
    struct gireport__decoded decoded;
    uint32_t shown_line, shown_column; /* the last excerpt */
};

static void put(struct text *w, const char *s)
{
    gireport__out_adds(w->out, s);
}

/* Text of the input or of a file name: nothing in it may move the cursor or begin a line. Returns its
 * columns. */
static size_t safe_part(struct text *w, const char *s, size_t len)
{
    size_t i;

    gireport__buf_clear(&w->safe);
    gireport__escape_terminal(&w->safe, s, len);
    for (i = 0; i < w->safe.len; i++)
        if (w->safe.data[i] == '\n' || w->safe.data[i] == '\t')
            w->safe.data[i] = ' ';
    put(w, gireport__buf_str(&w->safe));
    return gireport__width(gireport__buf_str(&w->safe), w->safe.len, 0);
}

static void safe(struct text *w, const char *s)
{
    safe_part(w, s, strlen(s));
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
    put(w, w->inset);
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
        put(w, w->inset);
        put(w, x->cells[i].role == GIREPORT_ROLE_PART ? "  + " : "");
        cell(w, &x->cells[i]);
        put(w, "\n");
    }
    if (listed > GIREPORT__CELLS_LISTED)
        count_line(w, "", listed - GIREPORT__CELLS_LISTED, GIREPORT__PHRASE_MORE_AFTER);
    count_line(w, "  + ", zeros, GIREPORT__PHRASE_ZEROS_AFTER);
}

static void details(struct text *w, const struct gireport__finding *x)
{
    struct gireport__detail list[GIREPORT__DETAILS];
    size_t n = gireport__details(x, w->lang, list), i;

    for (i = 0; i < n; i++) {
        put(w, !i ? w->inset : en(w) ? ", " : "，");
        put(w, list[i].name);
        put(w, " ");
        safe(w, list[i].value);
    }
    put(w, n ? "\n" : "");
}

/* ---- the line of the source ---- */

/* The beginnings of the lines, where the input is a text. */
static void take_source(struct text *w, const gireport_findings *f)
{
    size_t i;
    void *starts;

    if (!f->source || gireport__decode(f->source, f->source_len, NULL, SIZE_MAX, &w->source, &w->len,
                                       &w->decoded) != GIREPORT_OK)
        return;
    for (i = 0; i <= w->len; i++) {
        if (i > 0 && w->source[i - 1] != '\n')
            continue;
        starts = w->starts;
        if (!gireport__grow(&starts, &w->capacity, w->n_lines, sizeof(*w->starts))) {
            w->n_lines = 0; /* the excerpts are only a help */
            return;
        }
        w->starts = starts;
        w->starts[w->n_lines++] = i;
    }
}

static void drop_source(struct text *w)
{
    gireport__free(w->starts);
    gireport__free(w->decoded.memory);
    w->starts = NULL;
    w->n_lines = w->capacity = 0;
    w->shown_line = w->shown_column = 0;
    memset(&w->decoded, 0, sizeof(w->decoded));
}

/* Columns of a line; of a longer one those around the place. */
enum { SHOWN = 96, SHOWN_BEFORE = 40, SHOWN_AFTER = 50 };

static size_t step(const char *s, size_t len, size_t *columns)
{
    uint32_t cp;
    int n = gireport__utf8_next(s, len, &cp);

    *columns += (size_t)gireport__width_point(cp, 0);
    return n > 0 ? (size_t)n : 1;
}

/* "  240 | （七）总计 0 0" and a caret below. */
static void excerpt(struct text *w, uint32_t line, uint32_t column)
{
    size_t begin, end, at, from, to, columns = 0, before, i;
    int long_line;

    if (!line || !column || line > w->n_lines || (line == w->shown_line && column == w->shown_column))
        return;
    begin = w->starts[line - 1];
    end = line < w->n_lines ? w->starts[line] - 1 : w->len;
    if (end > begin && w->source[end - 1] == '\r')
        end--;
    for (at = begin, i = 1; i < column && at < end; i++)
        at += step(w->source + at, end - at, &columns);
    if (at >= end)
        return;
    long_line =
        gireport__width(w->source + begin, end - begin < 4 * SHOWN ? end - begin : 4 * SHOWN, 0) > SHOWN;
    for (from = begin; long_line && columns > SHOWN_BEFORE;) {
        size_t gone = 0;

        from += step(w->source + from, end - from, &gone);
        columns -= gone < columns ? gone : columns;
    }
    columns = 0;
    for (to = at; to < end && (columns < SHOWN_AFTER || !long_line);)
        to += step(w->source + to, end - to, &columns);
    w->shown_line = line;
    w->shown_column = column;
    put(w, w->inset);
    gireport__out_int(w->out, line);
    put(w, " | ");
    before = from > begin ? 1 : 0;
    put(w, before ? "…" : "");
    before += safe_part(w, w->source + from, at - from);
    safe_part(w, w->source + at, to - at);
    put(w, to < end ? "…\n" : "\n");
    put(w, w->inset);
    for (; line; line /= 10)
        put(w, " ");
    put(w, " | ");
    for (i = 0; i < before; i++)
        put(w, " ");
    put(w, "^\n");
}

static void finding(struct text *w, const gireport_findings *f, const struct gireport__finding *x,
                    int explained)
{
    w->inset = explained ? "        " : "    ";
    where(w, f, x);
    put(w, gireport__severity_word(gireport__finding_shown(x)));
    put(w, explained ? ": ↳ " : ": ");
    safe(w, gireport__finding_accepted(x, w->lang));
    safe(w, x->message[en(w)]);
    put(w, " [");
    safe(w, x->rule);
    put(w, "]\n");
    if (!explained)
        excerpt(w, x->line, x->column);
    cells(w, x);
    details(w, x);
}

/* A finding, and those that it explains. */
static void knot(struct text *w, const gireport_findings *f, const struct gireport__causes *causes,
                 size_t cause)
{
    uint32_t i;

    finding(w, f, &f->items[cause], 0);
    for (i = causes->first[cause]; i != GIREPORT__NONE && w->out->status == GIREPORT_OK; i = causes->next[i])
        finding(w, f, &f->items[i], 1);
}

/* A knot stands where the first of its findings does. */
static void file(struct text *w, const gireport_findings *f)
{
    struct gireport__causes causes;
    size_t i;

    if (gireport__causes_make(f, &causes) != GIREPORT_OK) {
        w->out->status = GIREPORT_ERR_NOMEM;
        return;
    }
    w->t = f->tpl;
    take_source(w, f);
    for (i = 0; i < f->count && w->out->status == GIREPORT_OK; i++) {
        uint32_t cause = causes.of[i];

        if (cause != GIREPORT__NONE && i < cause && causes.first[cause] == i)
            knot(w, f, &causes, cause);
        else if (cause == GIREPORT__NONE && (causes.first[i] == GIREPORT__NONE || i < causes.first[i]))
            knot(w, f, &causes, i);
    }
    drop_source(w);
    gireport__causes_free(&causes);
}

void gireport__findings_text(struct gireport__out *out, const struct gireport__findings_list *list)
{
    struct text w = {.out = out, .lang = list->lang};
    size_t i;

    for (i = 0; i < list->n && out->status == GIREPORT_OK; i++)
        file(&w, list->items[i]);
    if (w.safe.failed && out->status == GIREPORT_OK)
        out->status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&w.safe);
}
