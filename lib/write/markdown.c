/* SPDX-License-Identifier: MIT */

/* Markdown (GFM). It knows no merged cells: a merged cell stands in its first place, the places that it
 * covers stay empty, but the label of a row stands right before its values; each section of a table is a
 * table of its own, its caption a line before it. */

#include <string.h>

#include "escape.h"
#include "layout.h"
#include "page.h"

struct markdown {
    const gireport_report *r;
    const gireport_write_options *o;
    struct gireport__out *out;
    struct gireport__marks marks;
    struct gireport__buf scratch;
    int failed;
};

static void put(struct markdown *m, const char *s)
{
    gireport__out_adds(m->out, s);
}

static void cell_text(struct markdown *m, const char *s)
{
    gireport__escape_markdown(m->out, s, strlen(s), 1);
}

static const char *phrase(const struct markdown *m, enum gireport__phrase which)
{
    return gireport__phrase(m->o->lang, which);
}

static void paragraphs(struct markdown *m, const char *s)
{
    struct gireport__paragraph p;

    while (gireport__next_paragraph(&s, &p)) {
        gireport__escape_markdown(m->out, p.text, p.len, 0);
        put(m, "\n\n");
    }
}

static void trace(struct markdown *m, uint32_t field)
{
    const struct gireport__cell *c = &m->r->cells[field];

    if (!(m->o->flags & GIREPORT_WRITE_TRACE))
        return;
    if (c->line) {
        put(m, " @");
        gireport__out_int(m->out, c->line);
        put(m, ":");
        gireport__out_int(m->out, c->column);
    } else if (c->place) {
        put(m, " @");
        cell_text(m, c->place);
    }
    if (c->origin != GIREPORT_ORIGIN_STATED) {
        put(m, " ");
        put(m, phrase(m, c->origin == GIREPORT_ORIGIN_INFERRED ? GIREPORT__PHRASE_INFERRED
                                                               : GIREPORT__PHRASE_REPAIRED));
    }
}

static void slot(struct markdown *m, const struct gireport__slot *s)
{
    uint32_t i;

    if (s->kind != GIREPORT__SLOT_VALUE) {
        cell_text(m, s->text);
        return;
    }
    if (m->r->cells[s->field].state == GIREPORT_STATE_UNREADABLE)
        put(m, phrase(m, GIREPORT__PHRASE_UNREADABLE));
    cell_text(m, gireport__shown(m->r, s->field, &m->scratch));
    trace(m, s->field);
    if (!m->marks.of)
        return;
    for (i = m->marks.first[s->field]; i < m->marks.first[s->field + 1]; i++) {
        put(m, "[^");
        gireport__out_int(m->out, (int64_t)m->marks.of[i] + 1);
        put(m, "]");
    }
}

/* A section as a table of its own: only the columns in which some cell of it begins. */
struct section {
    const struct gireport__sheet *sheet;
    size_t first, end;   /* its slots */
    unsigned char *used; /* one a column of the sheet */
};

/* The column in which a slot is written. */
static uint32_t column(const struct section *s, size_t i)
{
    const struct gireport__slot *slot = &s->sheet->slots[i];

    return slot->scope == GIREPORT__SCOPE_ROW || slot->kind == GIREPORT__SLOT_STUB ? s->sheet->label_cols - 1
                                                                                   : slot->col;
}

static void delimiter_row(struct markdown *m, const struct section *s)
{
    uint32_t c;

    put(m, "|");
    for (c = 0; c < s->sheet->cols; c++)
        if (s->used[c])
            put(m, c < s->sheet->label_cols ? " --- |" : " ---: |");
    put(m, "\n");
}

/* One line, from slot i on; returns the first slot of the next line. */
static size_t line(struct markdown *m, const struct section *s, size_t i)
{
    const struct gireport__slot *slots = s->sheet->slots;
    uint32_t row = slots[i].row, c;

    put(m, "|");
    for (c = 0; c < s->sheet->cols; c++) {
        if (!s->used[c])
            continue;
        put(m, " ");
        if (i < s->end && slots[i].row == row && column(s, i) == c) {
            slot(m, &slots[i++]);
            put(m, " ");
        }
        put(m, "|");
    }
    put(m, "\n");
    return i;
}

static void section(struct markdown *m, struct section *s)
{
    const struct gireport__slot *slots = s->sheet->slots;
    size_t i = s->first;

    memset(s->used, 0, s->sheet->cols);
    if (slots[i].kind == GIREPORT__SLOT_CAPTION) {
        put(m, "**");
        cell_text(m, slots[i].text);
        put(m, "**\n\n");
        s->first++;
    }
    for (i = s->first; i < s->end; i++)
        s->used[column(s, i)] = 1;
    for (i = s->first; i < s->end && m->out->status == GIREPORT_OK;) {
        int header = i == s->first;

        i = line(m, s, i);
        if (header)
            delimiter_row(m, s);
    }
    put(m, "\n");
}

static void table(struct markdown *m, uint32_t index)
{
    struct gireport__sheet sheet;
    struct section s = {.sheet = &sheet};

    if (gireport__sheet_make(m->r->tpl, index, m->r, &sheet) != GIREPORT_OK) {
        m->failed = 1;
        return;
    }
    s.used = gireport__calloc((size_t)sheet.cols + 1, 1);
    if (!s.used)
        m->failed = 1;
    for (s.end = 0; s.used && s.end < sheet.n_slots;) {
        s.first = s.end;
        while (s.end < sheet.n_slots && sheet.slots[s.end].section == sheet.slots[s.first].section)
            s.end++;
        section(m, &s);
    }
    gireport__free(s.used);
    gireport__sheet_free(&sheet);
}

static void parts(struct markdown *m)
{
    int tables_only = (m->o->flags & GIREPORT_WRITE_TABLES) != 0;
    uint32_t i;

    for (i = 0; i < m->r->tpl->n_parts && !m->failed; i++) {
        const struct gireport__part *part = &m->r->tpl->parts[i];

        if (tables_only && part->table == GIREPORT__NONE)
            continue;
        put(m, "## ");
        cell_text(m, part->number);
        put(m, "、");
        cell_text(m, part->label.text);
        put(m, "\n\n");
        if (part->table != GIREPORT__NONE)
            table(m, part->table);
        if (part->text != GIREPORT__NONE && !tables_only)
            paragraphs(m, m->r->texts[part->text].text);
    }
}

static void extra_rows(struct markdown *m)
{
    size_t i, len;

    if (m->r->n_extra == 0)
        return;
    put(m, "## ");
    put(m, phrase(m, GIREPORT__PHRASE_EXTRA));
    put(m, "\n\n| ");
    put(m, phrase(m, GIREPORT__PHRASE_ROW));
    put(m, " | ");
    put(m, phrase(m, GIREPORT__PHRASE_CONTENT));
    put(m, " |\n| --- | --- |\n");
    for (i = 0; i < m->r->n_extra; i++) {
        const char *s = m->r->extra[i].text;

        put(m, "| ");
        cell_text(m, m->r->extra[i].label ? m->r->extra[i].label : "");
        put(m, " | ");
        for (; s && *s; s += len + (s[len] == '\t')) {
            len = strcspn(s, "\t");
            gireport__escape_markdown(m->out, s, len, 1);
            put(m, s[len] ? "；" : "");
        }
        put(m, " |\n");
    }
    put(m, "\n");
}

static void details(struct markdown *m, const struct gireport__finding *x)
{
    struct gireport__detail list[GIREPORT__DETAILS];
    size_t n = gireport__details(x, m->o->lang, list), i;

    for (i = 0; i < n; i++) {
        put(m, m->o->lang == GIREPORT_LANG_EN ? "; " : "；");
        put(m, list[i].name);
        put(m, " ");
        cell_text(m, list[i].value);
    }
}

static void findings(struct markdown *m)
{
    const gireport_findings *f = m->marks.findings;
    size_t i;

    if (!f || f->count == 0)
        return;
    put(m, "## ");
    put(m, phrase(m, GIREPORT__PHRASE_FINDINGS));
    put(m, "\n\n");
    for (i = 0; i < f->count && m->out->status == GIREPORT_OK; i++) {
        const struct gireport__finding *x = &f->items[i];

        put(m, "[^");
        gireport__out_int(m->out, (int64_t)i + 1);
        put(m, "]: **");
        put(m, gireport__severity_word(gireport__finding_shown(x)));
        put(m, "** ");
        cell_text(m, gireport__finding_accepted(x, m->o->lang));
        cell_text(m, x->message[m->o->lang == GIREPORT_LANG_EN]);
        put(m, " `");
        put(m, x->rule);
        put(m, "`");
        details(m, x);
        put(m, "\n");
    }
}

int gireport__write_markdown(const gireport_report *r, const gireport_write_options *o,
                             struct gireport__out *out)
{
    struct markdown m = {.r = r, .o = o, .out = out};
    int tables_only = (o->flags & GIREPORT_WRITE_TABLES) != 0;
    int rc = gireport__marks_make(r, o, &m.marks);

    if (rc != GIREPORT_OK)
        return rc;
    put(&m, "# ");
    cell_text(&m, gireport__shown_title(r, &m.scratch));
    put(&m, "\n\n");
    if (!tables_only)
        paragraphs(&m, r->texts[GIREPORT_TEXT_PREAMBLE].text);
    parts(&m);
    extra_rows(&m);
    findings(&m);
    m.failed |= m.scratch.failed;
    gireport__buf_free(&m.scratch);
    gireport__marks_free(&m.marks);
    return m.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
