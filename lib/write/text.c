/* SPDX-License-Identifier: MIT */

/* Plain text for a terminal: the report with its tables drawn. */

#include <string.h>

#include "../base/text.h"
#include "box.h"
#include "escape.h"
#include "page.h"

struct text {
    const gireport_report *r;
    const gireport_write_options *o;
    struct gireport__out *out;
    struct gireport__marks marks;
    struct gireport__buf scratch, line;
    int unreadable; /* a cell that could not be read was shown */
    int failed;
};

static const char *phrase(const struct text *t, enum gireport__phrase which)
{
    return gireport__phrase(t->o->lang, which);
}

/* Lines of a text within the width; `indent` before the first one. */
static void fold(struct text *t, const char *s, size_t len, const char *indent, const char *hang)
{
    size_t columns, next, part, width = t->o->width;

    gireport__buf_clear(&t->line);
    gireport__escape_terminal(&t->line, s, len);
    s = gireport__buf_str(&t->line);
    len = t->line.len;
    do {
        size_t used = gireport__width(indent, strlen(indent), t->o->ambiguous_wide != 0);

        part = gireport__wrap(s, len, width > used + 2 ? width - used : 2, t->o->ambiguous_wide != 0,
                              &columns, &next);
        gireport__out_adds(t->out, indent);
        gireport__out_add(t->out, s, part);
        gireport__out_addc(t->out, '\n');
        s += next;
        len -= next;
        indent = hang;
    } while (len);
}

static void paragraphs(struct text *t, const char *s)
{
    struct gireport__paragraph p;

    while (gireport__next_paragraph(&s, &p))
        fold(t, p.text, p.len, "　　", "");
}

static void title(struct text *t)
{
    const char *s;
    size_t columns, next, len, part, width = t->o->width;
    int wide = t->o->ambiguous_wide != 0;

    gireport__buf_clear(&t->line);
    s = gireport__shown_title(t->r, &t->scratch);
    gireport__escape_terminal(&t->line, s, strlen(s));
    s = gireport__buf_str(&t->line);
    len = t->line.len;
    while (len) {
        part = gireport__wrap(s, len, width, wide, &columns, &next);
        gireport__out_repeat(t->out, " ", columns < width ? (width - columns) / 2 : 0);
        gireport__out_add(t->out, s, part);
        gireport__out_addc(t->out, '\n');
        s += next;
        len -= next;
    }
    gireport__out_addc(t->out, '\n');
}

/* What a slot shows, appended to a buffer with a NUL behind it. */
static void slot_text(struct text *t, const struct gireport__slot *slot, struct gireport__buf *out)
{
    uint32_t f = slot->field, i;
    const char *s;

    if (slot->kind != GIREPORT__SLOT_VALUE) {
        gireport__escape_terminal(out, slot->text, strlen(slot->text));
        gireport__buf_add(out, "", 1);
        return;
    }
    if (t->r->cells[f].state == GIREPORT_STATE_UNREADABLE) {
        gireport__buf_adds(out, "？");
        t->unreadable = 1;
    }
    s = gireport__shown(t->r, f, &t->scratch);
    gireport__escape_terminal(out, s, strlen(s));
    for (i = t->marks.of ? t->marks.first[f] : 0; t->marks.of && i < t->marks.first[f + 1]; i++) {
        gireport__buf_adds(out, i == t->marks.first[f] ? " !" : ",");
        gireport__buf_add_int(out, (int64_t)t->marks.of[i] + 1);
    }
    gireport__buf_add(out, "", 1);
}

/* Where the cells of a table were read, one a line. */
static void trace(struct text *t, const struct gireport__sheet *sheet)
{
    size_t i;

    for (i = 0; i < sheet->n_slots; i++) {
        const struct gireport__cell *c;
        uint32_t f = sheet->slots[i].field;

        if (f == GIREPORT__NONE)
            continue;
        c = &t->r->cells[f];
        gireport__buf_clear(&t->line);
        gireport__buf_adds(&t->line, t->r->tpl->fields[f].key);
        gireport__buf_adds(&t->line, " = ");
        if (c->state == GIREPORT_STATE_BLANK || c->state == GIREPORT_STATE_ABSENT) {
            gireport__buf_adds(&t->line,
                               phrase(t, c->state == GIREPORT_STATE_BLANK ? GIREPORT__PHRASE_BLANK
                                                                          : GIREPORT__PHRASE_ABSENT));
        } else {
            const char *s = gireport__shown(t->r, f, &t->scratch);

            gireport__escape_terminal(&t->line, s, strlen(s));
        }
        if (c->line) {
            gireport__buf_adds(&t->line, " @");
            gireport__buf_add_int(&t->line, c->line);
            gireport__buf_addc(&t->line, ':');
            gireport__buf_add_int(&t->line, c->column);
        } else if (c->place) {
            gireport__buf_adds(&t->line, " @");
            gireport__escape_terminal(&t->line, c->place, strlen(c->place));
        }
        if (c->origin != GIREPORT_ORIGIN_STATED) {
            gireport__buf_addc(&t->line, ' ');
            gireport__buf_adds(&t->line,
                               phrase(t, c->origin == GIREPORT_ORIGIN_INFERRED ? GIREPORT__PHRASE_INFERRED
                                                                               : GIREPORT__PHRASE_REPAIRED));
        }
        gireport__out_adds(t->out, "  ");
        gireport__out_add(t->out, gireport__buf_str(&t->line), t->line.len);
        gireport__out_addc(t->out, '\n');
    }
    gireport__out_addc(t->out, '\n');
}

/* Two blanks a level. */
static const char list_blanks[] = "                ";
#define INDENT(depth) (list_blanks + sizeof(list_blanks) - 1 - 2 * ((depth) < 8 ? (depth) : 8))

/* The label of a row below those of its groups, of which the ones that the row before had as well are not said
 * again. */
static void list_label(struct text *t, uint32_t row, uint32_t before)
{
    const struct gireport__node *nodes = t->r->tpl->rows, *node = &nodes[row];
    const char *indent = INDENT(node->depth);
    uint32_t up;

    if (node->parent != GIREPORT__NONE) {
        for (up = before; up != GIREPORT__NONE && up != node->parent; up = nodes[up].parent)
            ;
        if (up == GIREPORT__NONE)
            list_label(t, node->parent, before);
    }
    if (node->label.text)
        fold(t, node->label.text, strlen(node->label.text), indent, indent);
}

/* The row that is gathered for a list. */
struct list_row {
    uint32_t row, cells, absent, blank;
};

/* One "column value" of the row. */
static void list_value(struct text *t, struct list_row *row, uint32_t field, const char *shown)
{
    const char *column = t->r->tpl->cols[t->r->tpl->fields[field].col].label.text;
    int absent = t->r->cells[field].state == GIREPORT_STATE_ABSENT;

    row->cells++;
    row->absent += !*shown && absent;
    row->blank += !*shown && !absent;
    gireport__buf_adds(&t->scratch, t->scratch.len ? "；" : "");
    gireport__buf_adds(&t->scratch, column ? column : "");
    gireport__buf_addc(&t->scratch, ' ');
    gireport__buf_adds(&t->scratch,
                       *shown ? shown : phrase(t, absent ? GIREPORT__PHRASE_ABSENT : GIREPORT__PHRASE_BLANK));
}

static void list_end(struct text *t, struct list_row *row)
{
    const char *all = row->absent == row->cells  ? phrase(t, GIREPORT__PHRASE_ABSENT)
                      : row->blank == row->cells ? phrase(t, GIREPORT__PHRASE_BLANK)
                                                 : gireport__buf_str(&t->scratch);
    const char *indent = INDENT(row->row == GIREPORT__NONE ? 0 : t->r->tpl->rows[row->row].depth + 1);

    if (row->cells)
        fold(t, all, strlen(all), indent, indent);
    gireport__buf_clear(&t->scratch);
    row->cells = row->absent = row->blank = 0;
}

/* A table that is wider than the terminal, as lines: the label of a row, below it each column with its value. */
static void list(struct text *t, const struct gireport__sheet *sheet, const char *const *texts)
{
    struct list_row row = {GIREPORT__NONE, 0, 0, 0};
    uint32_t next;
    size_t i;

    gireport__buf_clear(&t->scratch);
    for (i = 0; i < sheet->n_slots; i++) {
        const struct gireport__slot *slot = &sheet->slots[i];

        if (slot->kind == GIREPORT__SLOT_CAPTION) {
            list_end(t, &row);
            fold(t, slot->text, strlen(slot->text), "", "");
        }
        if (slot->kind != GIREPORT__SLOT_VALUE)
            continue;
        next = t->r->tpl->fields[slot->field].row;
        if (next != row.row) {
            list_end(t, &row);
            list_label(t, next, row.row);
        }
        row.row = next;
        list_value(t, &row, slot->field, texts[i]);
    }
    list_end(t, &row);
}

static void table(struct text *t, uint32_t index)
{
    struct gireport__box_style style = {t->o->width, t->o->ambiguous_wide != 0};
    struct gireport__buf all = {0};
    struct gireport__sheet sheet;
    const char **texts = NULL;
    size_t i, at;
    int rc;

    if (gireport__sheet_make(t->r->tpl, index, t->r, &sheet) != GIREPORT_OK) {
        t->failed = 1;
        return;
    }
    for (i = 0; i < sheet.n_slots; i++)
        slot_text(t, &sheet.slots[i], &all);
    texts = gireport__calloc(sheet.n_slots + 1, sizeof(*texts));
    if (texts && !all.failed) {
        for (i = 0, at = 0; i < sheet.n_slots; i++, at += strlen(all.data + at) + 1)
            texts[i] = all.data + at;
        rc = gireport__box_draw(t->out, &sheet, texts, &style);
        if (rc == GIREPORT_ERR_LIMIT)
            list(t, &sheet, texts);
        t->failed |= rc == GIREPORT_ERR_NOMEM;
        gireport__out_addc(t->out, '\n');
        if (t->o->flags & GIREPORT_WRITE_TRACE)
            trace(t, &sheet);
    } else {
        t->failed = 1;
    }
    gireport__free(texts);
    gireport__buf_free(&all);
    gireport__sheet_free(&sheet);
}

static void parts(struct text *t)
{
    int tables_only = (t->o->flags & GIREPORT_WRITE_TABLES) != 0;
    uint32_t i;

    for (i = 0; i < t->r->tpl->n_parts && !t->failed; i++) {
        const struct gireport__part *part = &t->r->tpl->parts[i];
        const char *s = part->text == GIREPORT__NONE ? NULL : t->r->texts[part->text].text;

        if (tables_only && part->table == GIREPORT__NONE)
            continue;
        gireport__buf_clear(&t->scratch);
        gireport__buf_adds(&t->scratch, part->number);
        gireport__buf_adds(&t->scratch, "、");
        gireport__buf_adds(&t->scratch, part->label.text);
        fold(t, gireport__buf_str(&t->scratch), t->scratch.len, "", "");
        if (part->table != GIREPORT__NONE)
            table(t, part->table);
        if (!tables_only && part->text != GIREPORT__NONE) {
            paragraphs(t, s);
            gireport__out_addc(t->out, '\n');
        }
    }
}

static void extra_rows(struct text *t)
{
    size_t i, len;

    if (t->r->n_extra == 0)
        return;
    gireport__out_adds(t->out, phrase(t, GIREPORT__PHRASE_EXTRA));
    gireport__out_addc(t->out, '\n');
    for (i = 0; i < t->r->n_extra; i++) {
        const char *s = t->r->extra[i].text, *label = t->r->extra[i].label;

        gireport__buf_clear(&t->scratch);
        gireport__buf_adds(&t->scratch, label ? label : "");
        gireport__buf_adds(&t->scratch, " | ");
        for (; s && *s; s += len + (s[len] == '\t')) {
            len = strcspn(s, "\t");
            gireport__buf_add(&t->scratch, s, len);
            if (s[len] == '\t')
                gireport__buf_adds(&t->scratch, " | ");
        }
        fold(t, gireport__buf_str(&t->scratch), t->scratch.len, "  ", "    ");
    }
    gireport__out_addc(t->out, '\n');
}

static void details(struct text *t, const struct gireport__finding *x)
{
    struct gireport__detail list[GIREPORT__DETAILS];
    size_t n = gireport__details(x, t->o->lang, list), i;

    gireport__buf_clear(&t->scratch);
    for (i = 0; i < n; i++) {
        gireport__buf_adds(&t->scratch, i ? "  " : "");
        gireport__buf_adds(&t->scratch, list[i].name);
        gireport__buf_addc(&t->scratch, ' ');
        gireport__buf_adds(&t->scratch, list[i].value);
    }
    if (n)
        fold(t, gireport__buf_str(&t->scratch), t->scratch.len, "   ", "   ");
}

static void findings(struct text *t)
{
    const gireport_findings *f = t->marks.findings;
    size_t i;

    for (i = 0; f && i < f->count && t->out->status == GIREPORT_OK; i++) {
        const struct gireport__finding *x = &f->items[i];

        gireport__buf_clear(&t->scratch);
        gireport__buf_addc(&t->scratch, '!');
        gireport__buf_add_int(&t->scratch, (int64_t)i + 1);
        gireport__buf_addc(&t->scratch, ' ');
        gireport__buf_adds(&t->scratch, gireport__severity_word(gireport__finding_shown(x)));
        gireport__buf_adds(&t->scratch, ": ");
        gireport__buf_adds(&t->scratch, gireport__finding_accepted(x, t->o->lang));
        gireport__buf_adds(&t->scratch, x->message[t->o->lang == GIREPORT_LANG_EN]);
        gireport__buf_adds(&t->scratch, " [");
        gireport__buf_adds(&t->scratch, x->rule);
        gireport__buf_adds(&t->scratch, "]");
        fold(t, gireport__buf_str(&t->scratch), t->scratch.len, "", "   ");
        details(t, x);
    }
}

int gireport__write_text(const gireport_report *r, const gireport_write_options *o, struct gireport__out *out)
{
    struct text t = {.r = r, .o = o, .out = out};
    int tables_only = (o->flags & GIREPORT_WRITE_TABLES) != 0;
    int rc = gireport__marks_make(r, o, &t.marks);

    if (rc != GIREPORT_OK)
        return rc;
    title(&t);
    if (!tables_only && r->texts[GIREPORT_TEXT_PREAMBLE].text) {
        paragraphs(&t, r->texts[GIREPORT_TEXT_PREAMBLE].text);
        gireport__out_addc(out, '\n');
    }
    parts(&t);
    extra_rows(&t);
    if (t.unreadable) {
        gireport__out_adds(out, "？ ");
        gireport__out_adds(out, phrase(&t, GIREPORT__PHRASE_UNREADABLE_CELL));
        gireport__out_addc(out, '\n');
    }
    findings(&t);
    t.failed |= t.scratch.failed | t.line.failed;
    gireport__buf_free(&t.scratch);
    gireport__buf_free(&t.line);
    gireport__marks_free(&t.marks);
    return t.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
