/* SPDX-License-Identifier: MIT */

/* HTML: one page that needs nothing else, for the screen and for A4 paper. */

#include <string.h>

#include "chart.h"
#include "escape.h"
#include "html_style.h"
#include "layout.h"
#include "page.h"
#include "summary.h"

/* A row header that still reaches down over the line that is being written. */
struct reach {
    uint32_t slot, end;
};

struct html {
    const gireport_report *r;
    const gireport_write_options *o;
    struct gireport__out *out;
    struct gireport__marks marks;
    gireport_comparison *own; /* for charts; NULL: none */
    struct gireport__buf scratch;
    struct gireport__sheet sheet;
    struct gireport__buf *col_ids; /* one a column of the sheet: ids of the headers over it */
    struct gireport__buf row_ids;
    struct reach *reach;
    size_t n_reach, reach_capacity;
    int failed;
};

/* A literal: its length is known. */
#define PUT(h, literal) gireport__out_add((h)->out, literal, sizeof(literal) - 1)

static void put(struct html *h, const char *s)
{
    gireport__out_adds(h->out, s);
}

static void text(struct html *h, const char *s)
{
    gireport__escape_html(h->out, s, strlen(s));
}

static void number(struct html *h, size_t n)
{
    gireport__out_int(h->out, (int64_t)n);
}

static const char *word(const struct html *h, enum gireport__phrase w)
{
    return gireport__phrase(h->o->lang, w);
}

static int extras(const struct html *h)
{
    return (h->o->flags & (GIREPORT_WRITE_TRACE | GIREPORT_WRITE_FINDINGS)) != 0;
}

/* ---- texts ---- */

static void paragraphs(struct html *h, const char *s)
{
    struct gireport__paragraph p;

    while (gireport__next_paragraph(&s, &p)) {
        const char *tag = p.heading ? "h3>" : "p>";

        PUT(h, "<");
        put(h, tag);
        gireport__escape_html(h->out, p.text, p.len);
        PUT(h, "</");
        put(h, tag);
        PUT(h, "\n");
    }
}

static void title(struct html *h, const char *line_break)
{
    const char *s = gireport__shown_title(h->r, &h->scratch);
    char *copy = gireport__strndup(s, strlen(s)), *line, *end;

    if (!copy) {
        h->failed = 1;
        return;
    }
    for (line = copy; line; line = end) {
        end = strchr(line, '\n');
        if (end)
            *end++ = '\0';
        if (line != copy)
            put(h, line_break);
        text(h, line);
    }
    gireport__free(copy);
}

static void contact(struct html *h)
{
    if (!gireport__contact_line(h->r, h->o->lang, &h->scratch))
        return;
    PUT(h, "<p class=\"contact\">");
    text(h, gireport__buf_str(&h->scratch));
    PUT(h, "</p>\n");
}

/* ---- tables ---- */

static void add_id(struct gireport__buf *b, const struct html *h, size_t slot)
{
    gireport__buf_adds(b, b->len ? " t" : "t");
    gireport__buf_add_int(b, h->sheet.table + 1);
    gireport__buf_addc(b, '-');
    gireport__buf_add_int(b, (int64_t)slot);
}

/* Remembers a header for the values below it or beside it. */
static void remember(struct html *h, size_t index)
{
    const struct gireport__slot *s = &h->sheet.slots[index];
    void *items = h->reach;
    uint32_t c;

    if (s->kind == GIREPORT__SLOT_STUB)
        return;
    if (s->scope == GIREPORT__SCOPE_COL || s->scope == GIREPORT__SCOPE_COLGROUP) {
        for (c = 0; c < s->col_span; c++)
            add_id(&h->col_ids[s->col + c], h, index);
        return;
    }
    if (!gireport__grow(&items, &h->reach_capacity, h->n_reach, sizeof(*h->reach))) {
        h->failed = 1;
        return;
    }
    h->reach = items;
    h->reach[h->n_reach++] = (struct reach){(uint32_t)index, s->row + s->row_span};
    add_id(&h->row_ids, h, index);
}

static void begin_row(struct html *h, uint32_t row)
{
    size_t i, kept = 0;

    gireport__buf_clear(&h->row_ids);
    for (i = 0; i < h->n_reach; i++) {
        if (h->reach[i].end <= row)
            continue;
        h->reach[kept++] = h->reach[i];
        add_id(&h->row_ids, h, h->reach[kept - 1].slot);
    }
    h->n_reach = kept;
    PUT(h, "<tr>\n");
}

static void begin_section(struct html *h)
{
    uint32_t c;

    for (c = 0; c < h->sheet.cols; c++)
        gireport__buf_clear(&h->col_ids[c]);
    h->n_reach = 0;
}

static void spans(struct html *h, const struct gireport__slot *s)
{
    if (s->row_span > 1) {
        PUT(h, " rowspan=\"");
        number(h, s->row_span);
        PUT(h, "\"");
    }
    if (s->col_span > 1) {
        PUT(h, " colspan=\"");
        number(h, s->col_span);
        PUT(h, "\"");
    }
}

static const char *scope_name(uint8_t scope)
{
    static const char *const names[] = {"", "row", "rowgroup", "col", "colgroup"};

    return names[scope];
}

static void header_cell(struct html *h, size_t index)
{
    const struct gireport__slot *s = &h->sheet.slots[index];

    remember(h, index);
    PUT(h, "<th");
    if (s->kind == GIREPORT__SLOT_CAPTION)
        PUT(h, " class=\"caption\"");
    else if (s->kind == GIREPORT__SLOT_STUB && s->row_span > 1)
        PUT(h, " class=\"rule\"");
    else if (s->scope == GIREPORT__SCOPE_ROW)
        PUT(h, " class=\"row\"");
    PUT(h, " id=\"t");
    number(h, h->sheet.table + 1);
    PUT(h, "-");
    number(h, index);
    PUT(h, "\" scope=\"");
    put(h, scope_name(s->scope));
    PUT(h, "\"");
    spans(h, s);
    PUT(h, ">");
    text(h, s->text);
    PUT(h, "</th>\n");
}

static void trace(struct html *h, uint32_t field)
{
    const struct gireport__cell *c = &h->r->cells[field];

    if (!(h->o->flags & GIREPORT_WRITE_TRACE))
        return;
    PUT(h, "<span class=\"trace\">");
    if (c->state == GIREPORT_STATE_BLANK || c->state == GIREPORT_STATE_ABSENT)
        put(h, word(h, c->state == GIREPORT_STATE_BLANK ? GIREPORT__PHRASE_BLANK : GIREPORT__PHRASE_ABSENT));
    if (c->origin != GIREPORT_ORIGIN_STATED)
        put(h, word(h, c->origin == GIREPORT_ORIGIN_INFERRED ? GIREPORT__PHRASE_INFERRED
                                                             : GIREPORT__PHRASE_REPAIRED));
    if (c->state == GIREPORT_STATE_VALUE && c->raw) {
        gireport__buf_clear(&h->scratch);
        gireport__cell_format(&h->scratch, h->r, field);
        if (strcmp(gireport__buf_str(&h->scratch), c->raw) != 0) {
            PUT(h, " = ");
            put(h, gireport__buf_str(&h->scratch));
            put(h, c->unit == GIREPORT_UNIT_YUAN ? "元" : "");
        }
    }
    if (c->line) {
        PUT(h, " @");
        number(h, c->line);
        PUT(h, ":");
        number(h, c->column);
    } else if (c->place) {
        PUT(h, " @");
        text(h, c->place);
    }
    PUT(h, "</span>");
}

static void cell_class(struct html *h, uint32_t field)
{
    const struct gireport__cell *c = &h->r->cells[field];
    const char *names[4];
    size_t n = 0, i;

    if (c->state == GIREPORT_STATE_UNREADABLE)
        names[n++] = "unread";
    if (c->state == GIREPORT_STATE_ABSENT && extras(h))
        names[n++] = "absent";
    if (c->origin == GIREPORT_ORIGIN_INFERRED)
        names[n++] = "inferred";
    if (c->origin == GIREPORT_ORIGIN_REPAIRED)
        names[n++] = "repaired";
    if (h->marks.severity && h->marks.severity[field])
        names[n++] = gireport__severity_word(h->marks.severity[field]);
    for (i = 0; i < n; i++) {
        put(h, i ? " " : " class=\"");
        put(h, names[i]);
    }
    if (n)
        PUT(h, "\"");
}

static void links(struct html *h, uint32_t field)
{
    uint32_t i;

    if (!h->marks.of)
        return;
    for (i = h->marks.first[field]; i < h->marks.first[field + 1]; i++) {
        size_t n = h->marks.of[i] + (size_t)1;

        PUT(h, "<sup><a href=\"#finding-");
        number(h, n);
        PUT(h, "\">[");
        number(h, n);
        PUT(h, "]</a></sup>");
    }
}

static void value_cell(struct html *h, const struct gireport__slot *s)
{
    const struct gireport__buf *cols = &h->col_ids[s->col];

    PUT(h, "<td headers=\"");
    gireport__out_add(h->out, gireport__buf_str(&h->row_ids), h->row_ids.len);
    if (h->row_ids.len && cols->len)
        PUT(h, " ");
    gireport__out_add(h->out, gireport__buf_str(cols), cols->len);
    PUT(h, "\"");
    if (h->marks.findings) {
        PUT(h, " id=\"");
        text(h, h->r->tpl->fields[s->field].key);
        PUT(h, "\"");
    }
    cell_class(h, s->field);
    spans(h, s);
    PUT(h, ">");
    if (h->r->cells[s->field].state == GIREPORT_STATE_UNREADABLE) {
        PUT(h, "<b>");
        put(h, word(h, GIREPORT__PHRASE_UNREADABLE));
        PUT(h, "</b>");
    }
    text(h, gireport__shown(h->r, s->field, &h->scratch));
    links(h, s->field);
    trace(h, s->field);
    PUT(h, "</td>\n");
}

static void rows(struct html *h)
{
    const struct gireport__sheet *s = &h->sheet;
    uint32_t body = gireport__sheet_body(s), row = UINT32_MAX, section = UINT32_MAX;
    static const char header_group[] = "thead>\n", body_group[] = "tbody>\n";
    const char *group = NULL;
    size_t i;

    for (i = 0; i < s->n_slots && h->out->status == GIREPORT_OK; i++) {
        const struct gireport__slot *slot = &s->slots[i];
        const char *want = slot->row < body ? header_group : body_group;

        if (slot->row != row && group)
            PUT(h, "</tr>\n");
        if (slot->section != section || want != group) {
            if (group) {
                PUT(h, "</");
                put(h, group);
            }
            PUT(h, "<");
            put(h, want);
        }
        if (slot->section != section)
            begin_section(h);
        if (slot->row != row)
            begin_row(h, slot->row);
        section = slot->section;
        group = want;
        row = slot->row;
        if (slot->kind == GIREPORT__SLOT_VALUE)
            value_cell(h, slot);
        else
            header_cell(h, i);
    }
    if (group) {
        PUT(h, "</tr>\n</");
        put(h, group);
    }
}

static void columns(struct html *h)
{
    uint32_t i;

    if (h->sheet.label_cols == 0)
        return;
    PUT(h, "<colgroup>");
    for (i = 0; i + 1 < h->sheet.label_cols; i++)
        PUT(h, "<col class=\"group\">");
    PUT(h, "<col class=\"label\">");
    for (; i + 1 < h->sheet.cols; i++)
        PUT(h, "<col>");
    PUT(h, "</colgroup>\n");
}

static void sheet(struct html *h, const struct gireport__part *part)
{
    uint32_t i;

    if (gireport__sheet_make(h->r->tpl, part->table, h->r, &h->sheet) != GIREPORT_OK) {
        h->failed = 1;
        return;
    }
    h->col_ids = gireport__calloc(h->sheet.cols + (size_t)1, sizeof(*h->col_ids));
    if (h->col_ids) {
        PUT(h, "<div class=\"sheet\" role=\"region\" tabindex=\"0\" aria-labelledby=\"part-");
        text(h, part->key);
        PUT(h, "\">\n<table>\n<caption>");
        text(h, part->label.text);
        PUT(h, "</caption>\n");
        columns(h);
        rows(h);
        PUT(h, "</table>\n</div>\n");
        for (i = 0; i < h->sheet.cols; i++) {
            h->failed |= h->col_ids[i].failed;
            gireport__buf_free(&h->col_ids[i]);
        }
    } else {
        h->failed = 1;
    }
    gireport__free(h->col_ids);
    gireport__sheet_free(&h->sheet);
}

static void charts(struct html *h, uint32_t table)
{
    for (size_t i = 0; h->own && i < h->own->n_parts; i++) {
        if (!gireport__chart_of_table(h->own, i, h->r->tpl, table))
            continue;
        PUT(h, "<figure>\n");
        gireport__chart(h->out, h->own, &h->own->parts[i], h->o->lang, 0);
        PUT(h, "</figure>\n");
    }
}

static void parts(struct html *h)
{
    int tables_only = (h->o->flags & GIREPORT_WRITE_TABLES) != 0;
    uint32_t i;

    for (i = 0; i < h->r->tpl->n_parts && !h->failed; i++) {
        const struct gireport__part *part = &h->r->tpl->parts[i];

        if (tables_only && part->table == GIREPORT__NONE)
            continue;
        PUT(h, "<section>\n<h2 id=\"part-");
        text(h, part->key);
        PUT(h, "\">");
        text(h, part->number);
        PUT(h, "、");
        text(h, part->label.text);
        PUT(h, "</h2>\n");
        if (part->table != GIREPORT__NONE)
            sheet(h, part);
        if (part->text != GIREPORT__NONE && !tables_only)
            paragraphs(h, h->r->texts[part->text].text);
        charts(h, part->table);
        PUT(h, "</section>\n");
    }
}

static void extra_rows(struct html *h)
{
    size_t i, len;

    if (h->r->n_extra == 0)
        return;
    PUT(h, "<section>\n<h2>");
    put(h, word(h, GIREPORT__PHRASE_EXTRA));
    PUT(h, "</h2>\n<div class=\"sheet\">\n<table>\n<tbody>\n");
    for (i = 0; i < h->r->n_extra; i++) {
        const char *s = h->r->extra[i].text, *label = h->r->extra[i].label;

        PUT(h, "<tr>\n");
        if (label && *label) {
            PUT(h, "<th class=\"row\" scope=\"row\">");
            text(h, label);
            PUT(h, "</th>\n");
        }
        for (; s; s = s[len] ? s + len + 1 : NULL) {
            len = strcspn(s, "\t");
            PUT(h, "<td>");
            gireport__escape_html(h->out, s, len);
            PUT(h, "</td>\n");
        }
        PUT(h, "</tr>\n");
    }
    PUT(h, "</tbody>\n</table>\n</div>\n</section>\n");
}

/* ---- findings ---- */

static void details(struct html *h, const struct gireport__finding *x)
{
    struct gireport__detail list[GIREPORT__DETAILS];
    size_t n = gireport__details(x, h->o->lang, list), i;

    for (i = 0; i < n; i++) {
        put(h, !i ? "<p>" : h->o->lang == GIREPORT_LANG_EN ? "; " : "；");
        put(h, list[i].name);
        PUT(h, " ");
        text(h, list[i].value);
    }
    put(h, n ? "</p>" : "");
}

static void separator(struct html *h, size_t n)
{
    if (n)
        put(h, h->o->lang == GIREPORT_LANG_EN ? ", " : "、");
}

static void cell_link(struct html *h, const char *key)
{
    size_t field;
    int found = gireport_template_field_find(h->r->tpl, key, &field) == GIREPORT_OK;

    PUT(h, "<a href=\"#");
    text(h, key);
    PUT(h, "\">");
    text(h, found ? h->r->tpl->fields[field].label : key);
    PUT(h, "</a>");
}

static void rest(struct html *h, size_t listed, size_t n, enum gireport__phrase after)
{
    if (!n)
        return;
    separator(h, listed);
    put(h, word(h, GIREPORT__PHRASE_ZEROS_BEFORE));
    number(h, n);
    put(h, word(h, after));
}

static void cell_links(struct html *h, const struct gireport__finding *x)
{
    size_t i, listed = 0, zeros = 0, more = 0;

    if (x->n_cells == 0)
        return;
    PUT(h, "<p>");
    for (i = 0; i < x->n_cells; i++) {
        if (gireport__adds_nothing(&x->cells[i])) {
            zeros++;
        } else if (listed == GIREPORT__CELLS_LISTED) {
            more++;
        } else {
            separator(h, listed++);
            cell_link(h, x->cells[i].key);
        }
    }
    rest(h, listed, more, GIREPORT__PHRASE_MORE_AFTER);
    rest(h, listed + more, zeros, GIREPORT__PHRASE_ZEROS_AFTER);
    PUT(h, "</p>");
}

static void findings(struct html *h)
{
    const gireport_findings *f = h->marks.findings;
    size_t i;

    if (!f)
        return;
    PUT(h, "<section class=\"findings\"");
    put(h, h->o->lang == GIREPORT_LANG_EN ? " lang=\"en\">\n<h2>" : ">\n<h2>");
    put(h, word(h, GIREPORT__PHRASE_FINDINGS));
    PUT(h, "</h2>\n<ol>\n");
    for (i = 0; i < f->count && h->out->status == GIREPORT_OK; i++) {
        const struct gireport__finding *x = &f->items[i];

        PUT(h, "<li id=\"finding-");
        number(h, i + 1);
        PUT(h, "\" class=\"");
        put(h, gireport__severity_word(gireport__finding_shown(x)));
        PUT(h, "\"><p><strong>");
        put(h, gireport__severity_word(gireport__finding_shown(x)));
        PUT(h, "</strong> ");
        text(h, gireport__finding_accepted(x, h->o->lang));
        text(h, x->message[h->o->lang == GIREPORT_LANG_EN]);
        PUT(h, " <code>");
        text(h, x->rule);
        PUT(h, "</code></p>");
        details(h, x);
        cell_links(h, x);
        PUT(h, "</li>\n");
    }
    PUT(h, "</ol>\n</section>\n");
}

/* ---- the page ---- */

static void head(struct html *h)
{
    size_t i;

    put(h, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
           "'unsafe-inline'\">\n"
           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
           "<meta name=\"generator\" content=\"libgireport\">\n<title>");
    title(h, "");
    PUT(h, "</title>\n<style>\n");
    for (i = 0; i < sizeof(style) / sizeof(*style); i++) {
        put(h, style[i]);
        PUT(h, "\n");
    }
    PUT(h, "</style>\n</head>\n<body>\n<main>\n");
}

static void article(struct html *h)
{
    const char *published = h->r->texts[GIREPORT_TEXT_PUBLISHED].text;
    const char *preamble = h->r->texts[GIREPORT_TEXT_PREAMBLE].text;
    int tables_only = (h->o->flags & GIREPORT_WRITE_TABLES) != 0;

    PUT(h, "<article class=\"gireport\" lang=\"zh-CN\">\n");
    if (!tables_only || !(h->o->flags & GIREPORT_WRITE_FRAGMENT)) {
        PUT(h, "<h1>");
        title(h, "<br>");
        PUT(h, "</h1>\n");
    }
    if (published && *published && !tables_only) {
        PUT(h, "<p class=\"date\">");
        put(h, word(h, GIREPORT__PHRASE_PUBLISHED));
        put(h, h->o->lang == GIREPORT_LANG_EN ? ": " : "：");
        text(h, published);
        PUT(h, "</p>\n");
    }
    if (!tables_only)
        paragraphs(h, preamble);
    parts(h);
    extra_rows(h);
    if (!tables_only && (!preamble || !*preamble))
        contact(h);
    findings(h);
    PUT(h, "</article>\n");
}

int gireport__write_html(const gireport_report *r, const gireport_write_options *o, struct gireport__out *out)
{
    struct html h = {.r = r, .o = o, .out = out};
    int whole = !(o->flags & GIREPORT_WRITE_FRAGMENT), rc;

    if (o->flags & GIREPORT_WRITE_SUMMARY)
        return gireport__summary_html(r, o, out);
    rc = o->flags & GIREPORT_WRITE_CHARTS ? gireport__own_comparison(r, &h.own) : GIREPORT_OK;
    if (rc == GIREPORT_OK)
        rc = gireport__marks_make(r, o, &h.marks);
    if (rc != GIREPORT_OK) {
        gireport_comparison_free(h.own);
        return rc;
    }
    if (whole)
        head(&h);
    article(&h);
    if (whole)
        put(&h, "</main>\n</body>\n</html>\n");
    h.failed |= h.scratch.failed | h.row_ids.failed;
    gireport__buf_free(&h.scratch);
    gireport__buf_free(&h.row_ids);
    gireport__free(h.reach);
    gireport__marks_free(&h.marks);
    gireport_comparison_free(h.own);
    return h.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
