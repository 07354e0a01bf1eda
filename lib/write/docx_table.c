/* SPDX-License-Identifier: MIT */

/* The tables of a DOCX report: fixed widths within an A4 page, every merge of the form, changes and comments. */

#include "docx.h"

#include <string.h>

#define PUT(d, literal) GIREPORT__XML((d)->out, literal)

#define NARROW 8 /* a table of more columns is set in small type */
#define GROUP_WIDTH 600u /* three characters of small type */
#define MARGIN 60u
#define TIGHT 15u /* where long labels need the width */
#define AUTHOR "libgireport"

struct table {
    struct gireport__docx *d;
    struct gireport__sheet sheet;
    uint32_t *owner; /* rows × cols: the slot that covers a place */
    uint32_t *width; /* one a column */
};

static void number(struct gireport__docx *d, uint64_t n)
{
    gireport__out_int(d->out, (int64_t)n);
}

/* ---- columns ---- */

/* Groups take little, labels what they need, the values share the rest evenly. */
static void choose_widths(struct table *t)
{
    uint32_t labels = t->sheet.label_cols, cols = t->sheet.cols, left = GIREPORT__DOCX_WIDTH, i, n;

    for (i = 0; i + 1 < labels; i++) {
        t->width[i] = GROUP_WIDTH;
        left -= GROUP_WIDTH;
    }
    if (labels && labels < cols) {
        t->width[labels - 1] = cols > NARROW ? left * 31 / 100 : left * 28 / 100;
        left -= t->width[labels - 1];
    } else {
        labels = 0;
    }
    for (i = labels; i < cols; i++) {
        n = cols - i;
        t->width[i] = left / n;
        left -= left / n;
    }
}

static uint32_t width_of(const struct table *t, uint32_t col, uint32_t span)
{
    uint32_t sum = 0, i;

    for (i = col; i < col + span; i++)
        sum += t->width[i];
    return sum;
}

static void cover(struct table *t)
{
    size_t i;
    uint32_t r, c;

    for (i = 0; i < t->sheet.n_slots; i++) {
        const struct gireport__slot *s = &t->sheet.slots[i];

        for (r = s->row; r < s->row + s->row_span; r++)
            for (c = s->col; c < s->col + s->col_span; c++)
                t->owner[(size_t)r * t->sheet.cols + c] = (uint32_t)i;
    }
}

/* ---- what stands in a cell ---- */

static const char *properties(const struct gireport__cell *c)
{
    if (c->origin == GIREPORT_ORIGIN_INFERRED)
        return "<w:u w:val=\"dotted\"/>";
    return c->origin == GIREPORT_ORIGIN_REPAIRED ? "<w:u w:val=\"single\"/>" : "";
}

/* Did a repair change this cell? */
static int is_changed(const struct gireport__docx *d, uint32_t field)
{
    const gireport_report *before = d->o->original;
    const struct gireport__cell *old, *now = &d->r->cells[field];

    if (!before)
        return 0;
    old = &before->cells[field];
    return old->state != now->state || old->value != now->value || old->unit != now->unit;
}

static int names(const struct gireport__finding *x, const char *key)
{
    size_t i;

    for (i = 0; i < x->n_cells; i++)
        if (strcmp(x->cells[i].key, key) == 0)
            return 1;
    return 0;
}

static int is_marked(const struct gireport__docx *d, uint32_t field, uint32_t finding)
{
    uint32_t i;

    for (i = d->marks.first[field]; i < d->marks.first[field + 1]; i++)
        if (d->marks.of[i] == finding)
            return 1;
    return 0;
}

/* A line of the comment that is written; begins it where `any` is 0. rule may be NULL. */
static void comment_line(struct gireport__docx *d, const char *rule, const char *s, int any)
{
    if (!any) {
        GIREPORT__XML(&d->comment, "<w:comment w:id=\"");
        gireport__out_int(&d->comment, d->n_comments);
        GIREPORT__XML(&d->comment, "\" w:author=\"" AUTHOR "\" w:initials=\"GI\">");
    }
    GIREPORT__XML(&d->comment, "<w:p><w:pPr><w:pStyle w:val=\"CommentText\"/></w:pPr>");
    gireport__buf_clear(&d->old);
    if (rule) {
        gireport__buf_adds(&d->old, rule);
        gireport__buf_adds(&d->old, d->o->lang == GIREPORT_LANG_EN ? ": " : "：");
    }
    gireport__buf_adds(&d->old, s);
    gireport__docx_run(&d->comment, "t", "", gireport__buf_str(&d->old), d->old.len);
    GIREPORT__XML(&d->comment, "</w:p>");
}

/* What is to be said of a cell, as one comment: that it could not be read; the findings about it, of a changed one all
 * that name it, with their rules. 1 if there is any: its number is n_comments then. */
static int comment(struct gireport__docx *d, uint32_t field, int changed, int doubtful)
{
    const gireport_findings *f = d->marks.findings;
    const char *key = d->r->tpl->fields[field].key;
    int any = 0;
    size_t i;

    if (doubtful)
        comment_line(d, NULL, gireport__phrase(d->o->lang, GIREPORT__PHRASE_UNREADABLE_CELL), any++);
    for (i = 0; f && i < f->count && (changed || !d->o->original); i++)
        if (changed ? names(&f->items[i], key) : is_marked(d, field, (uint32_t)i))
            comment_line(d, f->items[i].rule, f->items[i].message[d->o->lang == GIREPORT_LANG_EN], any++);
    if (any)
        GIREPORT__XML(&d->comment, "</w:comment>");
    return any;
}

static void change(struct gireport__docx *d, const char *kind, const char *element, const char *s)
{
    if (!*s)
        return;
    PUT(d, "<w:");
    gireport__out_adds(d->out, kind);
    PUT(d, " w:id=\"");
    number(d, 1000u + d->n_changes++);
    PUT(d, "\" w:author=\"" AUTHOR "\">");
    gireport__docx_run(d->out, element, "", s, strlen(s));
    PUT(d, "</w:");
    gireport__out_adds(d->out, kind);
    PUT(d, ">");
}

static void comment_mark(struct gireport__docx *d, const char *before, const char *after)
{
    gireport__out_adds(d->out, before);
    number(d, d->n_comments);
    gireport__out_adds(d->out, after);
}

static void value(struct table *t, uint32_t field)
{
    struct gireport__docx *d = t->d;
    const char *s = gireport__faithful(d->r, field, &d->scratch);
    int doubtful = d->r->cells[field].state == GIREPORT_STATE_UNREADABLE || strncmp(s, GIREPORT__DOUBT, 3) == 0;
    int changed = is_changed(d, field), commented = comment(d, field, changed, doubtful);

    if (commented)
        comment_mark(d, "<w:commentRangeStart w:id=\"", "\"/>");
    if (changed) {
        change(d, "del", "delText", gireport__faithful(d->o->original, field, &d->old));
        change(d, "ins", "t", s);
    } else if (*s) {
        gireport__docx_run(d->out, "t", properties(&d->r->cells[field]), s, strlen(s));
    }
    if (commented) {
        comment_mark(d, "<w:commentRangeEnd w:id=\"", "\"/>");
        comment_mark(d, "<w:r><w:commentReference w:id=\"", "\"/></w:r>");
        d->n_comments++;
    }
}

/* ---- rows ---- */

static void begin_cell(struct table *t, uint32_t col, uint32_t span)
{
    struct gireport__docx *d = t->d;

    PUT(d, "<w:tc><w:tcPr><w:tcW w:w=\"");
    number(d, width_of(t, col, span));
    PUT(d, "\" w:type=\"dxa\"/>");
    if (span > 1) {
        PUT(d, "<w:gridSpan w:val=\"");
        number(d, span);
        PUT(d, "\"/>");
    }
}

/* Rows of a section stay on one page where they fit on one. */
static void begin_paragraph(struct table *t, int left, int with_next)
{
    struct gireport__docx *d = t->d;

    PUT(d, "<w:vAlign w:val=\"center\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"");
    gireport__out_adds(d->out, t->sheet.cols > NARROW ? "SmallCell" : "Cell");
    PUT(d, "\"/>");
    if (with_next)
        PUT(d, "<w:keepNext/>");
    if (left)
        PUT(d, "<w:jc w:val=\"left\"/>");
    PUT(d, "</w:pPr>");
}

static uint32_t section_at(const struct table *t, uint32_t row)
{
    return t->sheet.slots[t->owner[(size_t)row * t->sheet.cols]].section;
}

static void cell(struct table *t, const struct gireport__slot *s, uint32_t row)
{
    struct gireport__docx *d = t->d;
    int left = t->sheet.label_cols > 1 && (s->scope == GIREPORT__SCOPE_ROW || s->kind == GIREPORT__SLOT_STUB);

    begin_cell(t, s->col, s->col_span);
    if (s->row_span > 1)
        gireport__out_adds(d->out, row == s->row ? "<w:vMerge w:val=\"restart\"/>" : "<w:vMerge/>");
    if (s->field != GIREPORT__NONE && d->r->cells[s->field].state == GIREPORT_STATE_UNREADABLE)
        PUT(d, "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FFF3C4\"/>");
    if (s->kind == GIREPORT__SLOT_VALUE && t->sheet.cols > NARROW) /* the width is for digits */
        PUT(d, "<w:tcMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"0\" w:type=\"dxa\"/></w:tcMar>");
    begin_paragraph(t, left, row + 1 < t->sheet.rows && section_at(t, row + 1) == section_at(t, row));
    if (row == s->row) {
        if (s->kind == GIREPORT__SLOT_VALUE)
            value(t, s->field);
        else
            gireport__docx_run(d->out, "t", "", s->text, strlen(s->text));
    }
    PUT(d, "</w:p></w:tc>");
}

static void begin_row(struct gireport__docx *d, int header)
{
    PUT(d, "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"340\" w:hRule=\"atLeast\"/>");
    if (header)
        PUT(d, "<w:tblHeader/>");
    PUT(d, "</w:trPr>");
}

static void begin_table(struct gireport__docx *d, const uint32_t *width, uint32_t cols, uint32_t margin)
{
    uint32_t i;

    PUT(d, "<w:tbl><w:tblPr><w:tblW w:w=\"");
    number(d, GIREPORT__DOCX_WIDTH);
    PUT(d, "\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>"
           "<w:top w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>"
           "<w:left w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>"
           "<w:bottom w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>"
           "<w:right w:val=\"single\" w:sz=\"8\" w:space=\"0\" w:color=\"auto\"/>"
           "<w:insideH w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
           "<w:insideV w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/></w:tblBorders>"
           "<w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"");
    number(d, margin);
    PUT(d, "\" w:type=\"dxa\"/><w:right w:w=\"");
    number(d, margin);
    PUT(d, "\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid>");
    for (i = 0; i < cols; i++) {
        PUT(d, "<w:gridCol w:w=\"");
        number(d, width[i]);
        PUT(d, "\"/>");
    }
    PUT(d, "</w:tblGrid>");
}

static void write_rows(struct table *t)
{
    uint32_t body = gireport__sheet_body(&t->sheet), row, col, slot;

    begin_table(t->d, t->width, t->sheet.cols, t->sheet.label_cols > 1 ? TIGHT : MARGIN);
    for (row = 0; row < t->sheet.rows; row++) {
        begin_row(t->d, row < body);
        for (col = 0; col < t->sheet.cols; col += t->sheet.slots[slot].col_span) {
            slot = t->owner[(size_t)row * t->sheet.cols + col];
            cell(t, &t->sheet.slots[slot], row);
        }
        PUT(t->d, "</w:tr>");
    }
    PUT(t->d, "</w:tbl>");
}

void gireport__docx_table(struct gireport__docx *d, uint32_t table)
{
    struct table t = {.d = d};

    if (gireport__sheet_make(d->r->tpl, table, d->r, &t.sheet) != GIREPORT_OK) {
        d->failed = 1;
        return;
    }
    t.owner = gireport__calloc((size_t)t.sheet.rows * t.sheet.cols + 1, sizeof(*t.owner));
    t.width = gireport__calloc(t.sheet.cols + (size_t)1, sizeof(*t.width));
    if (t.owner && t.width && t.sheet.rows && t.sheet.cols) {
        cover(&t);
        choose_widths(&t);
        write_rows(&t);
    }
    d->failed |= !t.owner || !t.width;
    gireport__free(t.owner);
    gireport__free(t.width);
    gireport__sheet_free(&t.sheet);
}

/* ---- rows that the form does not have ---- */

static void plain_cell(struct gireport__docx *d, uint32_t width, const char *s, size_t len)
{
    PUT(d, "<w:tc><w:tcPr><w:tcW w:w=\"");
    number(d, width);
    PUT(d, "\" w:type=\"dxa\"/></w:tcPr><w:p><w:pPr><w:pStyle w:val=\"SmallCell\"/></w:pPr>");
    if (len)
        gireport__docx_run(d->out, "t", "", s, len);
    PUT(d, "</w:p></w:tc>");
}

void gireport__docx_extra(struct gireport__docx *d)
{
    static const uint32_t widths[2] = {GIREPORT__DOCX_WIDTH * 2 / 5, GIREPORT__DOCX_WIDTH - GIREPORT__DOCX_WIDTH * 2 / 5};
    const char *heading = gireport__phrase(d->o->lang, GIREPORT__PHRASE_EXTRA);
    size_t i;

    if (d->r->n_extra == 0)
        return;
    PUT(d, "<w:p><w:pPr><w:pStyle w:val=\"Heading2\"/></w:pPr>");
    gireport__docx_run(d->out, "t", "", heading, strlen(heading));
    PUT(d, "</w:p>");
    begin_table(d, widths, 2, MARGIN);
    for (i = 0; i < d->r->n_extra; i++) {
        const char *label = d->r->extra[i].label ? d->r->extra[i].label : "";
        const char *s = d->r->extra[i].text ? d->r->extra[i].text : "";

        begin_row(d, 0);
        plain_cell(d, widths[0], label, strlen(label));
        plain_cell(d, widths[1], s, strlen(s));
        PUT(d, "</w:tr>");
    }
    PUT(d, "</w:tbl>");
    PUT(d, "<w:p><w:pPr><w:pStyle w:val=\"Gap\"/></w:pPr></w:p>");
}
