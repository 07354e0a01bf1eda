/* SPDX-License-Identifier: MIT */
#include "restyle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "model/report.h"
#include "restyle_sheet.h"

static const char *const style_names[STYLE_COUNT] = {
    "lines", "below", "cells", "pipes", "pipe-ends", "pipe-cells", "tabs", "layout", "broken", "glued",
    "markdown-rows", "html", "html-word", "html-wps", "html-nested", "html-split", "html-spans", "html-rows",
    "html-gbk", "docx", "xlsx", "paper", "bbox", "tsv"};
static const char *const damage_names[DAMAGE_COUNT] = {
    "none",        "misprint",      "lost value",    "cut row",           "swapped rows",  "lost values",
    "lost label",  "doubled row",   "doubled other", "page number",       "bare number",   "glued row",
    "moved up",    "moved down",    "shifted",       "swapped header",    "lost column",   "cut tail",
    "note",        "extra row",     "placeholders",  "formats",           "heading",       "blank cell",
    "blank column", "slash column", "thousands",     "lost digit",        "lost header",   "lost column label",
    "misprinted column", "odd break", "lost group",  "late group",        "other words"};

const char *restyle_style_name(enum restyle_style s)
{
    return style_names[s];
}

const char *restyle_damage_name(enum restyle_damage d)
{
    return damage_names[d];
}

uint32_t restyle_format(enum restyle_style s)
{
    switch (s) {
    case STYLE_PIPES:
    case STYLE_MARKDOWN_ROWS:
        return GIREPORT_FORMAT_MARKDOWN;
    case STYLE_DOCX:
        return GIREPORT_FORMAT_DOCX;
    case STYLE_XLSX:
        return GIREPORT_FORMAT_XLSX;
    case STYLE_BBOX:
    case STYLE_TSV:
        return GIREPORT_FORMAT_AUTO;
    default:
        return s >= STYLE_HTML && s <= STYLE_HTML_GBK ? GIREPORT_FORMAT_HTML : GIREPORT_FORMAT_TEXT;
    }
}

int restyle_shows_blanks(enum restyle_style s)
{
    return s >= STYLE_MARKDOWN_ROWS || s == STYLE_PIPES || s == STYLE_PIPE_ENDS || s == STYLE_TABS;
}

static int by_place(enum restyle_style s)
{
    return s == STYLE_PAPER || s == STYLE_BBOX || s == STYLE_TSV || s == STYLE_XLSX;
}

int restyle_possible(enum restyle_style s, enum restyle_damage d)
{
    if (s == STYLE_GLUED)
        return d == DAMAGE_NONE || d == DAMAGE_CUT_ROW || d == DAMAGE_SWAPPED_ROWS ||
               d == DAMAGE_DOUBLED_ROW || d == DAMAGE_LOST_VALUES || d == DAMAGE_MISPRINT ||
               d == DAMAGE_LOST_GROUP || d == DAMAGE_LATE_GROUP;
    /* Where a cell stands is what it is under: values cannot slide there. */
    if (by_place(s))
        return d != DAMAGE_BARE_NUMBER && d != DAMAGE_MOVED_UP && d != DAMAGE_MOVED_DOWN && d != DAMAGE_GLUED_ROW;
    return 1;
}

size_t sheet_char(const char *s)
{
    unsigned char c = (unsigned char)*s;
    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

uint64_t sheet_below(struct sheet *s, uint64_t n)
{
    return random_below(&s->random, n);
}

/* --- the sheet --------------------------------------------------------------------------------------------
 */

static void print_value(const gireport_report *r, uint32_t field, char *out, size_t size)
{
    struct gireport__buf b = {0};
    const gireport_template *t = gireport_report_template(r);
    const struct gireport__node *col = &t->cols[t->fields[field].col];
    uint32_t state = gireport_cell_state(r, field);
    int64_t v = 0;
    if (state != GIREPORT_STATE_VALUE) {
        snprintf(out, size, "%s", state == GIREPORT_STATE_NA ? "/" : "");
        return;
    }
    gireport_cell_value(r, field, &v);
    if (col->type == GIREPORT_TYPE_MONEY) {
        gireport__num_format(&b, v, 6, 1); /* 万元 */
        snprintf(out, size, "%s%s", gireport__buf_str(&b), col->printed_unit || v == 0 ? "" : "万元");
    } else {
        snprintf(out, size, "%s%lld", col->type == GIREPORT_TYPE_DELTA && v > 0 ? "+" : "", (long long)v);
    }
    gireport__buf_free(&b);
}

static void fill_rows(struct sheet *s, struct sheet_section *x, const gireport_report *r)
{
    const gireport_template *t = s->tpl;
    const struct gireport__section *sec = &t->sections[x->section];
    x->n_cols = sec->leaf_cols;
    for (uint32_t i = 0; i < sec->leaf_cols; i++) {
        x->order[i] = i;
        snprintf(x->column[i], sizeof(x->column[i]), "%s",
                 t->cols[gireport__template_col(t, x->section, i)].label.text);
    }
    if (x->across) {
        struct sheet_row *row = &x->rows[x->n_rows++];
        row->node = row->place = row->from = GIREPORT__NONE;
        for (uint32_t f = 0; f < sec->n_fields; f++)
            print_value(r, sec->first_field + f, row->value[row->n++], sizeof(row->value[0]));
        return;
    }
    for (uint32_t n = sec->first_row; n < sec->first_row + sec->n_rows; n++) {
        uint32_t field = t->rows[n].field;
        int there = field != GIREPORT__NONE && gireport_cell_state(r, field) != GIREPORT_STATE_ABSENT;
        if (t->rows[n].leaf && !there)
            continue;
        struct sheet_row *row = &x->rows[x->n_rows++];
        row->node = row->place = row->from = n;
        snprintf(row->label, sizeof(row->label), "%s", t->rows[n].label.text);
        for (uint32_t c = 0; there && c < sec->leaf_cols; c++)
            print_value(r, t->rows[n].field + c, row->value[row->n++], sizeof(row->value[0]));
    }
}

static void fill(struct sheet *s, const gireport_report *r)
{
    const gireport_template *t = s->tpl;
    uint32_t last = GIREPORT__NONE;
    for (uint32_t i = 0; i < t->n_sections; i++) {
        struct sheet_section *x = &s->sections[s->n_sections++];
        x->section = i;
        x->across = t->sections[i].layout == GIREPORT__LAYOUT_ACROSS;
        for (uint32_t p = 0; p < t->n_parts; p++)
            if (t->parts[p].table == t->sections[i].table && t->sections[i].table != last) {
                snprintf(x->title, sizeof(x->title), "%s、%s", t->parts[p].number, t->parts[p].label.text);
                x->heading = x->title;
            }
        last = t->sections[i].table;
        fill_rows(s, x, r);
    }
}

const char *sheet_column(const struct sheet *s, const struct sheet_section *x, size_t printed)
{
    (void)s;
    return x->column[x->order[printed]];
}

/* --- around the tables -------------------------------------------------------------------------------------- */

static size_t add_lines(struct sheet *s, const char *text, struct sheet_prose *out, size_t n, size_t max)
{
    while (text && *text && n < max) {
        size_t len = strcspn(text, "\n");
        out[n].text = gireport__arena_strndup(&s->arena, text, len);
        out[n++].heading = 0;
        text += len + (text[len] != '\0');
    }
    return n;
}

static size_t add_part(struct sheet *s, uint32_t which, struct sheet_prose *out, size_t n, size_t max)
{
    static const struct { uint32_t text; const char *heading; } parts[] = {
        {GIREPORT_TEXT_OVERVIEW, "一、总体情况"},
        {GIREPORT_TEXT_PROBLEMS, "五、存在的主要问题及改进情况"},
        {GIREPORT_TEXT_REMARKS, "六、其他需要报告的事项"}};
    const char *text = gireport_report_text(s->report, which);
    for (size_t i = 0; text && n < max && i < sizeof(parts) / sizeof(parts[0]); i++)
        if (parts[i].text == which)
            out[n++] = (struct sheet_prose){parts[i].heading, 1};
    return add_lines(s, text, out, n, max);
}

size_t sheet_prose(struct sheet *s, int behind, struct sheet_prose *out, size_t max)
{
    size_t n = 0;
    if (behind) {
        n = add_part(s, GIREPORT_TEXT_PROBLEMS, out, n, max);
        return add_part(s, GIREPORT_TEXT_REMARKS, out, n, max);
    }
    n = add_lines(s, gireport_report_text(s->report, GIREPORT_TEXT_TITLE), out, n, max);
    n = add_lines(s, gireport_report_text(s->report, GIREPORT_TEXT_PREAMBLE), out, n, max);
    return add_part(s, GIREPORT_TEXT_OVERVIEW, out, n, max);
}

/* --- what is printed --------------------------------------------------------------------------------------
 */

/* Nothing shows where the cells of a row are. */
static int nothing_shown(const struct sheet *s, const struct sheet_row *row)
{
    if (s->style != STYLE_PAPER && s->style != STYLE_BBOX && s->style != STYLE_TSV)
        return 0;
    for (size_t i = 0; i < row->n; i++)
        if (row->value[i][0])
            return 0;
    return 1;
}

/* Sets the cells that stand under their labels; what is not set is not printed. */
static void expect(const struct sheet *s, struct restyled *out)
{
    for (size_t k = 0; k < s->n_sections; k++) {
        const struct sheet_section *x = &s->sections[k];
        uint32_t width = s->tpl->sections[x->section].leaf_cols;
        for (size_t i = 0; i < x->n_rows; i++) {
            const struct sheet_row *row = &x->rows[i];
            uint32_t first = x->across                     ? s->tpl->sections[x->section].first_field
                             : row->node == GIREPORT__NONE ? GIREPORT__NONE
                                                           : s->tpl->rows[row->node].field;
            if (first == GIREPORT__NONE || (!row->label[0] && !x->across) ||
                row->n != (x->across ? s->tpl->sections[x->section].n_fields : x->n_cols))
                continue;
            for (size_t c = 0; c < width && !x->across && nothing_shown(s, row); c++)
                out->touched[first + c] = out->gone[first + c] = 1; /* blank, or not there, nor missed as a subtotal */
            for (size_t c = 0; c < row->n; c++) {
                size_t f = first + (x->across ? c / width * width + x->order[c % width] : x->order[c]);
                if (nothing_shown(s, row)) /* nobody can tell */
                    out->touched[f] = out->gone[f] = 1;
                if (gireport_cell_state(out->printed, f) == GIREPORT_STATE_ABSENT)
                    gireport_cell_set_text(out->printed, f, row->value[c], strlen(row->value[c]), NULL);
            }
        }
    }
}

/* Empty cells on a page: between the values of other rows, which need not say which column is empty. */
static int has_blanks(const struct sheet *s)
{
    int pages = s->style == STYLE_PAPER || s->style == STYLE_BBOX || s->style == STYLE_TSV;
    for (size_t k = 0; pages && k < s->n_sections; k++)
        for (size_t i = 0; i < s->sections[k].n_rows; i++)
            for (size_t c = 0; c < s->sections[k].rows[i].n; c++)
                if (!s->sections[k].rows[i].value[c][0])
                    return 1;
    return 0;
}

static int write_sheet(struct sheet *s)
{
    switch (s->style) {
    case STYLE_DOCX:
        return sheet_write_docx(s);
    case STYLE_XLSX:
        return sheet_write_xlsx(s);
    case STYLE_PAPER:
    case STYLE_BBOX:
    case STYLE_TSV:
        return sheet_write_paper(s);
    default:
        return s->style >= STYLE_HTML && s->style <= STYLE_HTML_GBK ? sheet_write_html(s) : sheet_write_text(s);
    }
}

int restyle(const gireport_report *r, enum restyle_style style, enum restyle_damage damage, uint64_t seed,
            struct restyled *out)
{
    struct sheet *s = calloc(1, sizeof(*s));
    const gireport_template *t = gireport_report_template(r);
    memset(out, 0, sizeof(*out));
    out->touched = calloc(t->n_fields + 1U, 1);
    out->gone = calloc(t->n_fields + 1U, 1);
    if (!s || !out->touched || !out->gone || gireport_report_new(t, &out->printed) != GIREPORT_OK) {
        free(s);
        restyled_free(out);
        return GIREPORT_ERR_NOMEM;
    }
    s->tpl = t;
    s->report = r;
    s->style = style;
    s->random.state = seed * 31 + (uint64_t)style * 7 + (uint64_t)damage;
    s->out = &out->text;
    fill(s, r);
    sheet_damage(s, damage, out);
    expect(s, out);
    out->has_blanks = has_blanks(s);
    int status = write_sheet(s);
    gireport__arena_free(&s->arena);
    free(s);
    if (status != GIREPORT_OK)
        restyled_free(out);
    return status;
}

void restyled_free(struct restyled *x)
{
    gireport__buf_free(&x->text);
    gireport_report_free(x->printed);
    free(x->touched);
    free(x->gone);
    memset(x, 0, sizeof(*x));
}
