/* SPDX-License-Identifier: MIT */

/* XLSX: the form as sheets that can be filled in, each with the rules of the form as formulas. */

#include "xlsx.h"

#include <string.h>

#include "escape.h"
#include "xlsx_book.h"

#define PUT(x, literal) GIREPORT__XML((x)->out, literal)
#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define MOST_NAME 31u /* characters of the name of a sheet */

enum kind { COVER, TEXT, TABLE, EXTRA, CHECK, FINDINGS, DATA };

struct sheet {
    enum kind kind;
    const struct gireport__part *part;
};

struct book {
    struct gireport__xlsx x;
    struct gireport__xlsx_book book;
    struct gireport__marks marks;
    struct sheet *sheets;
    size_t n_sheets;
};

static const char *lang(const struct gireport__xlsx *x, const char *zh, const char *en)
{
    return x->o->lang == GIREPORT_LANG_EN ? en : zh;
}

static void text(struct gireport__xlsx *x, uint32_t row, uint32_t col, int style, const char *s)
{
    gireport__xlsx_text(x->out, row, col, style, s, strlen(s));
}

/* ---- names ---- */

/* What the name of a sheet may not hold becomes "_", and it is cut where it is too long. */
static void add_name(struct gireport__buf *b, const char *s, uint32_t *left)
{
    for (; *s && *left; s++) {
        if ((*s & 0xc0) == 0x80) { /* goes with the character before */
            gireport__buf_addc(b, *s);
            continue;
        }
        gireport__buf_addc(b, (unsigned char)*s < 0x20 || strchr(":\\/?*[]'", *s) ? '_' : *s);
        *left -= (unsigned char)*s >= 0xf0 && *left > 1 ? 2 : 1;
    }
    while ((*s & 0xc0) == 0x80) /* the rest of the last one */
        gireport__buf_addc(b, *s++);
}

static int is_taken(const struct book *b, const char *name)
{
    size_t k;

    for (k = 0; k < b->book.n; k++)
        if (strcmp(gireport__buf_str(&b->book.sheets[k].name), name) == 0)
            return 1;
    return 0;
}

static const char *own_name(const struct book *b, const struct sheet *s)
{
    switch (s->kind) {
    case COVER:
        return lang(&b->x, "封面", "cover");
    case EXTRA:
        return gireport__phrase(b->x.o->lang, GIREPORT__PHRASE_EXTRA);
    case CHECK:
        return lang(&b->x, "核对", "check");
    case FINDINGS:
        return gireport__phrase(b->x.o->lang, GIREPORT__PHRASE_FINDINGS);
    case DATA:
        return lang(&b->x, "数据", "data");
    default:
        return s->part->label.text;
    }
}

static void name_sheet(struct book *b, const struct sheet *s)
{
    struct gireport__buf name = {0};
    uint32_t left = MOST_NAME;

    if (s->kind == TEXT || s->kind == TABLE) {
        add_name(&name, s->part->number, &left);
        add_name(&name, "、", &left);
    }
    add_name(&name, own_name(b, s), &left);
    if (s->kind >= CHECK)
        gireport__buf_adds(&name, GIREPORT__XLSX_OURS);
    if (is_taken(b, gireport__buf_str(&name))) {
        gireport__buf_clear(&name);
        gireport__buf_adds(&name, lang(&b->x, "表", "sheet "));
        gireport__buf_add_int(&name, (int64_t)b->n_sheets);
    }
    if (s->kind == TABLE) {
        struct gireport__buf *formula = &b->x.names[s->part->table];

        gireport__buf_addc(formula, '\'');
        gireport__buf_adds(formula, gireport__buf_str(&name));
        gireport__buf_adds(formula, "'!");
        b->x.failed |= formula->failed;
    }
    b->x.failed |= name.failed || gireport__xlsx_book_sheet(&b->book, gireport__buf_str(&name)) != GIREPORT_OK;
    gireport__buf_free(&name);
}

static void add_sheet(struct book *b, enum kind kind, const struct gireport__part *part)
{
    struct sheet *s = &b->sheets[b->n_sheets++];

    s->kind = kind;
    s->part = part;
    name_sheet(b, s);
}

static void choose_sheets(struct book *b)
{
    const gireport_report *r = b->x.r;
    int tables_only = (b->x.o->flags & GIREPORT_WRITE_TABLES) != 0;
    uint32_t i;

    b->sheets = gireport__calloc(r->tpl->n_parts + 5u, sizeof(*b->sheets));
    if (!b->sheets) {
        b->x.failed = 1;
        return;
    }
    add_sheet(b, COVER, NULL);
    for (i = 0; i < r->tpl->n_parts; i++) {
        const struct gireport__part *part = &r->tpl->parts[i];

        if (part->table != GIREPORT__NONE)
            add_sheet(b, TABLE, part);
        else if (part->text != GIREPORT__NONE && !tables_only)
            add_sheet(b, TEXT, part);
    }
    if (r->n_extra)
        add_sheet(b, EXTRA, NULL);
    add_sheet(b, CHECK, NULL);
    if (b->marks.findings)
        add_sheet(b, FINDINGS, NULL);
    if (b->x.o->flags & GIREPORT_WRITE_TRACE)
        add_sheet(b, DATA, NULL);
}

/* ---- the cover ---- */

#define ORGAN_ROW 2u
#define YEAR_ROW 3u

/* A string of a formula: quotes are doubled. */
static void quoted(struct gireport__buf *b, const char *s, size_t len)
{
    gireport__buf_addc(b, '"');
    for (; len; s++, len--) {
        if (*s == '"')
            gireport__buf_addc(b, '"');
        gireport__buf_addc(b, *s);
    }
    gireport__buf_addc(b, '"');
}

/* The title follows what is filled in below it, unless the report has one of its own. */
static void title(struct gireport__xlsx *x)
{
    const char *s = x->r->tpl->report_title, *open, *close, *shown;

    gireport__xlsx_row(x->out, 0, 40);
    shown = gireport__shown_title(x->r, &x->scratch);
    if (x->r->texts[GIREPORT_TEXT_TITLE].text || !s) {
        text(x, 0, 0, GIREPORT__XLSX_TITLE, shown);
    } else {
        gireport__buf_clear(&x->formula);
        while ((open = strchr(s, '{')) && (close = strchr(open, '}'))) {
            uint32_t row = strncmp(open, "{year}", 6) == 0 ? YEAR_ROW : ORGAN_ROW;

            quoted(&x->formula, s, (size_t)(open - s));
            gireport__buf_adds(&x->formula, "&IF(");
            gireport__xlsx_reference(&x->formula, row, 1);
            gireport__buf_adds(&x->formula, "=\"\",\"＿＿＿＿\",");
            gireport__xlsx_reference(&x->formula, row, 1);
            gireport__buf_adds(&x->formula, ")&");
            s = close + 1;
        }
        quoted(&x->formula, s, strlen(s));
        gireport__xlsx_formula(x->out, 0, 0, GIREPORT__XLSX_TITLE, gireport__buf_str(&x->formula), shown, 1);
    }
    gireport__xlsx_empty(x->out, 0, 1, GIREPORT__XLSX_TITLE);
    gireport__xlsx_end_row(x->out);
}

static void pair(struct gireport__xlsx *x, uint32_t row, const char *label, const char *s)
{
    gireport__xlsx_row_of(x->out, row, s ? gireport__xlsx_lines(s, strlen(s), 80) : 1);
    text(x, row, 0, GIREPORT__XLSX_LABEL, label);
    text(x, row, 1, s && *s && strchr("=+-@", *s) ? GIREPORT__XLSX_QUOTED : GIREPORT__XLSX_TEXT, s ? s : "");
    gireport__xlsx_end_row(x->out);
}

static uint32_t paragraphs(struct gireport__xlsx *x, uint32_t row, uint32_t col, uint32_t width, const char *s)
{
    struct gireport__paragraph p;

    while (gireport__next_paragraph(&s, &p)) {
        gireport__xlsx_row_of(x->out, row, gireport__xlsx_lines(p.text, p.len, width));
        gireport__xlsx_text(x->out, row, col, GIREPORT__XLSX_PARAGRAPH, p.text, p.len);
        gireport__xlsx_end_row(x->out);
        row++;
    }
    return row;
}

static void cover(struct gireport__xlsx *x)
{
    const gireport_report *r = x->r;
    uint32_t row = YEAR_ROW + 2;

    PUT(x, "<sheetViews><sheetView tabSelected=\"1\" workbookViewId=\"0\"/></sheetViews>"
           "<cols><col min=\"1\" max=\"1\" width=\"16\" customWidth=\"1\"/>"
           "<col min=\"2\" max=\"2\" width=\"80\" customWidth=\"1\"/></cols><sheetData>");
    title(x);
    pair(x, ORGAN_ROW, lang(x, "编制单位", "organ"), r->texts[GIREPORT_TEXT_ORGAN].text);
    gireport__xlsx_row(x->out, YEAR_ROW, 0);
    text(x, YEAR_ROW, 0, GIREPORT__XLSX_LABEL, lang(x, "报告年度", "year"));
    gireport__buf_clear(&x->scratch);
    if (r->year) {
        gireport__buf_add_int(&x->scratch, r->year);
        gireport__xlsx_number(x->out, YEAR_ROW, 1, GIREPORT__XLSX_COUNT, gireport__buf_str(&x->scratch));
    } else {
        gireport__xlsx_empty(x->out, YEAR_ROW, 1, GIREPORT__XLSX_COUNT);
    }
    gireport__xlsx_end_row(x->out);
    pair(x, YEAR_ROW + 1, gireport__phrase(x->o->lang, GIREPORT__PHRASE_PUBLISHED),
         r->texts[GIREPORT_TEXT_PUBLISHED].text);
    if (!(x->o->flags & GIREPORT_WRITE_TABLES)) {
        const char *preamble = r->texts[GIREPORT_TEXT_PREAMBLE].text;

        if (preamble && *preamble)
            paragraphs(x, row + 1, 1, 80, preamble);
        else if (gireport__contact_line(r, x->o->lang, &x->formula))
            paragraphs(x, row + 1, 1, 80, gireport__buf_str(&x->formula));
    }
    PUT(x, "</sheetData><mergeCells count=\"1\"><mergeCell ref=\"A1:B1\"/></mergeCells>");
}

/* ---- other sheets ---- */

static void text_sheet(struct gireport__xlsx *x, const struct gireport__part *part)
{
    PUT(x, "<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><cols><col min=\"1\" max=\"1\" width=\"76\" style=\"");
    gireport__out_int(x->out, GIREPORT__XLSX_PARAGRAPH);
    PUT(x, "\" customWidth=\"1\"/></cols><sheetData>");
    gireport__buf_clear(&x->formula);
    gireport__buf_adds(&x->formula, part->number);
    gireport__buf_adds(&x->formula, "、");
    gireport__buf_adds(&x->formula, part->label.text);
    gireport__xlsx_row(x->out, 0, 30);
    text(x, 0, 0, GIREPORT__XLSX_HEADING, gireport__buf_str(&x->formula));
    gireport__xlsx_end_row(x->out);
    paragraphs(x, 1, 0, 76, x->r->texts[part->text].text);
    PUT(x, "</sheetData><sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\" formatRows=\"0\"/>");
}

static void list_begin(struct gireport__xlsx *x, const char *const (*names)[2], const uint8_t *widths, uint32_t n)
{
    uint32_t i;

    PUT(x, "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\""
           " state=\"frozen\"/></sheetView></sheetViews><cols>");
    for (i = 0; i < n; i++) {
        PUT(x, "<col min=\"");
        gireport__out_int(x->out, i + 1);
        PUT(x, "\" max=\"");
        gireport__out_int(x->out, i + 1);
        PUT(x, "\" width=\"");
        gireport__out_int(x->out, widths[i]);
        PUT(x, "\" customWidth=\"1\"/>");
    }
    PUT(x, "</cols><sheetData>");
    gireport__xlsx_row(x->out, 0, 0);
    for (i = 0; i < n; i++)
        text(x, 0, i, GIREPORT__XLSX_LIST_HEADER, names[i][x->o->lang == GIREPORT_LANG_EN]);
    gireport__xlsx_end_row(x->out);
}

static void list_row(struct gireport__xlsx *x, uint32_t row, const char *const *values, const uint8_t *widths, uint32_t n)
{
    uint32_t i, lines, most = 1;

    for (i = 0; i < n; i++) {
        lines = values[i] ? gireport__xlsx_lines(values[i], strlen(values[i]), widths[i]) : 1;
        most = lines > most ? lines : most;
    }
    gireport__xlsx_row_of(x->out, row, most);
    for (i = 0; i < n; i++)
        text(x, row, i, GIREPORT__XLSX_LIST, values[i] ? values[i] : "");
    gireport__xlsx_end_row(x->out);
}

static void findings_sheet(struct gireport__xlsx *x, const gireport_findings *f)
{
    static const char *const names[][2] = {{"规则", "rule"}, {"程度", "severity"}, {"说明", "message"},
                                           {"单元格", "cells"}, {"填报", "found"}, {"应为或对照", "expected or compared"},
                                           {"相差", "difference"}};
    static const uint8_t widths[] = {12, 10, 70, 50, 12, 12, 12};
    size_t i, k;

    list_begin(x, names, widths, COUNT(names));
    for (i = 0; i < f->count; i++) {
        const struct gireport__finding *y = &f->items[i];
        const char *values[COUNT(names)] = {y->rule, gireport__severity_word(y->severity),
                                            y->message[x->o->lang == GIREPORT_LANG_EN], NULL,
                                            y->found, y->expected, y->difference};

        gireport__buf_clear(&x->formula);
        for (k = 0; k < y->n_cells; k++) {
            gireport__buf_adds(&x->formula, k ? " " : "");
            gireport__buf_adds(&x->formula, y->cells[k].key);
        }
        values[3] = gireport__buf_str(&x->formula);
        list_row(x, (uint32_t)i + 1, values, widths, COUNT(names));
    }
    PUT(x, "</sheetData>");
}

static void data_sheet(struct gireport__xlsx *x)
{
    static const char *const names[][2] = {{"key", "key"},   {"label", "label"},   {"state", "state"}, {"value", "value"},
                                           {"unit", "unit"}, {"raw", "raw"},       {"origin", "origin"}, {"place", "place"}};
    static const uint8_t widths[] = {44, 50, 12, 16, 8, 30, 10, 12};
    uint32_t i, row = 1;

    list_begin(x, names, widths, COUNT(names));
    for (i = 0; i < x->r->tpl->n_fields; i++) {
        const struct gireport__cell *c = &x->r->cells[i];
        const char *values[COUNT(names)] = {x->r->tpl->fields[i].key, x->r->tpl->fields[i].label, gireport__state_name(c->state),
                                            NULL, NULL, c->raw, gireport__origin_name(c->origin), NULL};

        if (c->state == GIREPORT_STATE_ABSENT && x->r->tpl->fields[i].flags & GIREPORT_FIELD_SUBTOTAL)
            continue;
        gireport__buf_clear(&x->scratch);
        if (c->state == GIREPORT_STATE_VALUE)
            gireport__cell_format(&x->scratch, x->r, i);
        values[3] = gireport__buf_str(&x->scratch);
        values[4] = c->unit == GIREPORT_UNIT_UNKNOWN ? "" : gireport_field_unit(x->r->tpl, i);
        gireport__buf_clear(&x->formula);
        if (c->line) {
            gireport__buf_add_int(&x->formula, c->line);
            gireport__buf_addc(&x->formula, ':');
            gireport__buf_add_int(&x->formula, c->column);
        }
        values[7] = c->line ? gireport__buf_str(&x->formula) : c->place;
        list_row(x, row++, values, widths, COUNT(names));
    }
    PUT(x, "</sheetData>");
}

static void extra_sheet(struct gireport__xlsx *x)
{
    size_t i, len;

    PUT(x, "<sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><cols><col min=\"1\" max=\"1\" width=\"40\""
           " customWidth=\"1\"/></cols><sheetData>");
    for (i = 0; i < x->r->n_extra; i++) {
        const char *s = x->r->extra[i].text;
        uint32_t col = 1;

        gireport__xlsx_row(x->out, (uint32_t)i, 0);
        text(x, (uint32_t)i, 0, GIREPORT__XLSX_LIST, x->r->extra[i].label ? x->r->extra[i].label : "");
        for (; s && col < 256; s = s[len] ? s + len + 1 : NULL) {
            len = strcspn(s, "\t");
            gireport__xlsx_text(x->out, (uint32_t)i, col++, GIREPORT__XLSX_LIST, s, len);
        }
        gireport__xlsx_end_row(x->out);
    }
    PUT(x, "</sheetData>");
}

static void sheet(struct book *b, size_t i)
{
    struct gireport__xlsx *x = &b->x;
    const struct sheet *s = &b->sheets[i];

    x->out = gireport__xlsx_book_part(&b->book, i);
    gireport__xlsx_sheet_begin(x->out);
    if (s->kind == COVER)
        cover(x);
    else if (s->kind == TEXT)
        text_sheet(x, s->part);
    else if (s->kind == TABLE)
        gireport__xlsx_table(x, s->part);
    else if (s->kind == EXTRA)
        extra_sheet(x);
    else if (s->kind == CHECK)
        gireport__xlsx_check_sheet(x);
    else if (s->kind == FINDINGS)
        findings_sheet(x, b->marks.findings);
    else
        data_sheet(x);
    gireport__xlsx_sheet_end(x->out,
                             s->kind >= CHECK || (s->kind == TABLE && x->tables[s->part->table].cols > 8),
                             s->kind == TABLE);
}

/* ---- the workbook ---- */

/* Where each field will stand. */
static void lay_out(struct gireport__xlsx *x)
{
    const gireport_template *t = x->r->tpl;
    uint32_t i;
    size_t k;

    x->tables = gireport__calloc(t->n_tables + 1u, sizeof(*x->tables));
    x->names = gireport__calloc(t->n_tables + 1u, sizeof(*x->names));
    x->places = gireport__calloc(t->n_fields + 1u, sizeof(*x->places));
    if (!x->tables || !x->names || !x->places || gireport__counts_new(x->r, 0, &x->counts) != GIREPORT_OK) {
        x->failed = 1;
        return;
    }
    for (i = 0; i < t->n_tables && !x->failed; i++) {
        struct gireport__sheet *s = &x->tables[i];

        x->failed |= gireport__sheet_make(t, i, x->r, s) != GIREPORT_OK;
        for (k = 0; k < s->n_slots; k++)
            if (s->slots[k].field != GIREPORT__NONE)
                x->places[s->slots[k].field] =
                    (struct gireport__xlsx_place){i, s->slots[k].row + GIREPORT__XLSX_TOP, s->slots[k].col, 1};
    }
}

static void release(struct book *b)
{
    uint32_t i;

    for (i = 0; i < b->x.r->tpl->n_tables; i++) {
        if (b->x.tables)
            gireport__sheet_free(&b->x.tables[i]);
        if (b->x.names)
            gireport__buf_free(&b->x.names[i]);
    }
    gireport__free(b->sheets);
    gireport__free(b->x.tables);
    gireport__free(b->x.names);
    gireport__free(b->x.places);
    gireport__counts_free(&b->x.counts);
    gireport__buf_free(&b->x.scratch);
    gireport__buf_free(&b->x.formula);
    gireport__marks_free(&b->marks);
}

int gireport__write_xlsx(const gireport_report *r, const gireport_write_options *o, struct gireport__out *out)
{
    struct book b = {.x = {.r = r, .o = o}};
    struct gireport__buf title_text = {0};
    size_t i;
    int rc = gireport__xlsx_book_begin(&b.book, r->tpl->n_parts + 5u);

    if (rc == GIREPORT_OK)
        rc = gireport__marks_make(r, o, &b.marks);
    if (rc == GIREPORT_OK)
        lay_out(&b.x);
    if (rc == GIREPORT_OK && !b.x.failed)
        choose_sheets(&b);
    for (i = 0; rc == GIREPORT_OK && !b.x.failed && i < b.n_sheets; i++)
        sheet(&b, i);
    if (rc == GIREPORT_OK && (b.x.failed || b.x.scratch.failed || b.x.formula.failed))
        rc = GIREPORT_ERR_NOMEM;
    rc = gireport__xlsx_book_end(&b.book, rc, gireport__shown_title(r, &title_text), out);
    if (title_text.failed)
        rc = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&title_text);
    release(&b);
    return rc;
}
