/* SPDX-License-Identifier: MIT */
/* A sheet as text, in the arrangements in which published reports are met. */
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "model/report.h"
#include "restyle_sheet.h"

struct writer {
    struct sheet *s;
    struct gireport__buf *out;
    enum restyle_style style;
    int blank_lines; /* after every line */
    int wide;        /* ideographic spaces between values */
    int two_level;   /* the header of part 三 in two rows */
    size_t wrap;     /* columns of a label */
    size_t on_page, page;
};

static void add(struct writer *w, const char *s)
{
    gireport__buf_adds(w->out, s);
}

static void line(struct writer *w, const char *s)
{
    add(w, s);
    add(w, w->blank_lines ? "\n\n" : "\n");
    if (w->style == STYLE_LAYOUT && ++w->on_page == 24) {
        char number[64];
        snprintf(number, sizeof(number), "\n                              - %zu -\n\f", w->page++);
        add(w, number);
        w->on_page = 0;
    }
}

static uint64_t below(struct writer *w, uint64_t n)
{
    return random_below(&w->s->random, n);
}

/* Cuts a label into lines of so many columns. Returns how many. */
static size_t wrap(const char *s, size_t columns, char lines[][160], size_t max)
{
    size_t n = 0;
    while (*s && n < max) {
        size_t len = 0, width = 0;
        while (s[len]) {
            size_t b = sheet_char(s + len), more = gireport__width(s + len, b, 0);
            if (width + more > columns && len)
                break;
            width += more;
            len += b;
        }
        snprintf(lines[n++], 160, "%.*s", (int)len, s);
        s += len;
    }
    return n;
}

static void gap(struct writer *w)
{
    if (w->wide && below(w, 2))
        add(w, "　");
    for (uint64_t n = 1 + below(w, 3); n; n--)
        add(w, " ");
}

static void values_on_line(struct writer *w, const struct sheet_row *row)
{
    for (size_t i = 0; i < row->n; i++) {
        if (i && !row->glued)
            gap(w);
        add(w, row->value[i]);
    }
}

/* --- headers ----------------------------------------------------------------------------------------------
 */

/* Cells of a header, in lines of cells. */
struct header {
    const char *cell[4][24];
    size_t n[4];
    size_t lines;
};

static void header_of(struct writer *w, const struct sheet_section *x, struct header *h)
{
    const gireport_template *t = w->s->tpl;
    const struct gireport__section *sec = &t->sections[x->section];
    memset(h, 0, sizeof(*h));
    if (x->no_header)
        return;
    if (x->across) {
        for (uint32_t r = sec->first_row; r < sec->first_row + sec->n_rows; r++) {
            size_t level = t->rows[r].depth ? 1 : 0;
            h->cell[level][h->n[level]++] = t->rows[r].label.text;
        }
        h->lines = 3;
        for (size_t b = 0; b < sec->n_fields / sec->leaf_cols; b++)
            for (size_t c = 0; c < x->n_cols; c++)
                h->cell[2][h->n[2]++] = sheet_column(w->s, x, c);
        return;
    }
    if (sec->stub.text)
        h->cell[0][h->n[0]++] = sec->stub.text;
    h->lines = 1;
    if (x->n_cols == 7 && w->two_level) { /* 自然人 法人或其他组织 总计, and below it the five kinds */
        h->lines = 3;
        h->cell[0][h->n[0]++] = "申请人情况";
        h->cell[1][h->n[1]++] = sheet_column(w->s, x, 0);
        h->cell[1][h->n[1]++] = "法人或其他组织";
        h->cell[1][h->n[1]++] = sheet_column(w->s, x, 6);
        for (size_t c = 1; c < 6; c++)
            h->cell[2][h->n[2]++] = sheet_column(w->s, x, c);
        return;
    }
    for (size_t c = 0; c < x->n_cols; c++)
        h->cell[0][h->n[0]++] = sheet_column(w->s, x, c);
}

/* --- one cell, one line -----------------------------------------------------------------------------------
 */

static void cell_line(struct writer *w, const char *s)
{
    char text[300];
    snprintf(text, sizeof(text), w->style == STYLE_PIPE_CELLS ? "%s |" : "%s", s);
    line(w, text);
}

static void write_cells(struct writer *w, const struct sheet_section *x)
{
    struct header h;
    if (w->s->tpl->sections[x->section].caption.text)
        cell_line(w, w->s->tpl->sections[x->section].caption.text);
    header_of(w, x, &h);
    for (size_t l = 0; l < h.lines; l++)
        for (size_t c = 0; c < h.n[l]; c++)
            cell_line(w, h.cell[l][c]);
    for (size_t i = 0; i < x->n_rows; i++) {
        const struct sheet_row *row = &x->rows[i];
        if (row->label[0])
            cell_line(w, row->label);
        if (row->page_number)
            line(w, "- 6 -");
        if (row->glued) {
            values_on_line(w, row);
            line(w, w->style == STYLE_PIPE_CELLS ? " |" : "");
        } else {
            for (size_t c = 0; c < row->n; c++)
                cell_line(w, row->value[c]);
        }
    }
}

/* --- rows of cells ----------------------------------------------------------------------------------------
 */

static void begin_cells(struct writer *w)
{
    if (w->style == STYLE_PIPES || w->style == STYLE_MARKDOWN_ROWS)
        add(w, "|");
}

/* A converter that makes each row a table gives it a header of its own making. */
static void made_up_header(struct writer *w, size_t cells)
{
    line(w, "");
    for (int rule = 0; rule < 2; rule++) {
        add(w, "|");
        for (size_t i = 0; i < cells; i++)
            add(w, rule ? " --- |" : "  |");
        line(w, "");
    }
}

static void cell(struct writer *w, const char *s, int first)
{
    if (w->style == STYLE_TABS && !first)
        add(w, "\t");
    add(w, w->style == STYLE_PIPES || w->style == STYLE_MARKDOWN_ROWS ? " " : "");
    for (; *s; s++) /* a break within a cell */
        if (*s == '\n')
            add(w, w->style == STYLE_PIPES || w->style == STYLE_MARKDOWN_ROWS ? "<br>" : " ");
        else
            gireport__buf_addc(w->out, *s);
    if (w->style != STYLE_TABS)
        add(w, " |");
    if (w->style == STYLE_PIPE_ENDS)
        add(w, " ");
}

static void write_grid(struct writer *w, const struct sheet_section *x)
{
    struct header h;
    int ruled = 0;
    if (w->s->tpl->sections[x->section].caption.text)
        line(w, w->s->tpl->sections[x->section].caption.text);
    header_of(w, x, &h);
    for (size_t l = 0; l < h.lines; l++) {
        if (w->style == STYLE_MARKDOWN_ROWS)
            made_up_header(w, h.n[l]);
        begin_cells(w);
        for (size_t c = 0; c < h.n[l]; c++)
            cell(w, h.cell[l][c], c == 0);
        line(w, "");
        if (w->style == STYLE_PIPES && !ruled++)
            line(w, "|---|---|---|");
    }
    for (size_t i = 0; i < x->n_rows; i++) {
        const struct sheet_row *row = &x->rows[i];
        int first = 1;
        if (row->page_number)
            line(w, "- 6 -");
        if (w->style == STYLE_MARKDOWN_ROWS)
            made_up_header(w, row->n + !x->across);
        begin_cells(w);
        if (!x->across) {
            cell(w, row->label, 1);
            first = 0;
        }
        if (row->glued) {
            char all[SHEET_COLS * 64] = "";
            for (size_t c = 0; c < row->n; c++)
                snprintf(all + strlen(all), sizeof(all) - strlen(all), "%s", row->value[c]);
            cell(w, all, first);
        }
        for (size_t c = 0; c < row->n && !row->glued; c++) {
            cell(w, row->value[c], first);
            first = 0;
        }
        line(w, "");
    }
}

/* --- running lines ----------------------------------------------------------------------------------------
 */

static void write_header_lines(struct writer *w, const struct sheet_section *x)
{
    struct header h;
    header_of(w, x, &h);
    for (size_t l = 0; l < h.lines; l++) {
        for (size_t c = 0; c < h.n[l]; c++) {
            if (w->style == STYLE_BROKEN && (x->across || x->n_cols == 7)) { /* by pieces */
                char pieces[40][160];
                size_t n = wrap(h.cell[l][c], x->across && l == 2 ? 2 : 4 + 2 * below(w, 3), pieces, 40);
                for (size_t k = 0; k < n; k++)
                    line(w, pieces[k]);
            } else {
                add(w, c ? " " : "");
                add(w, h.cell[l][c]);
            }
        }
        line(w, "");
    }
}

static void write_row_lines(struct writer *w, const struct sheet_row *row, int below_label)
{
    char pieces[40][160];
    size_t n = wrap(row->label, w->wrap, pieces, 40);
    for (size_t k = 0; k + 1 < n; k++)
        line(w, pieces[k]);
    if (n)
        add(w, pieces[n - 1]);
    if (row->n && n && (below_label || row->page_number))
        line(w, "");
    if (row->page_number)
        line(w, "- 6 -");
    if (row->n && n && !below_label && !row->page_number)
        gap(w);
    values_on_line(w, row);
    line(w, "");
}

/* The row of the group before or in whose middle its label is printed. */
static size_t place_of_group(struct writer *w, const struct sheet_section *x, size_t i)
{
    uint32_t depth = w->s->tpl->rows[x->rows[i].node].depth;
    size_t n = 0;
    for (size_t k = i + 1;
         k < x->n_rows && x->rows[k].node != GIREPORT__NONE && w->s->tpl->rows[x->rows[k].node].depth > depth;
         k++)
        n++;
    return i + 1 + below(w, n ? n : 1);
}

static void write_lines(struct writer *w, const struct sheet_section *x)
{
    if (w->s->tpl->sections[x->section].caption.text)
        line(w, w->s->tpl->sections[x->section].caption.text);
    write_header_lines(w, x);
    const char *waiting[4] = {0};
    size_t at[4], n = 0;
    for (size_t i = 0; i < x->n_rows; i++) {
        const struct sheet_row *row = &x->rows[i];
        for (size_t k = 0; k < n; k++)
            if (waiting[k] && at[k] == i) {
                char pieces[40][160];
                size_t m = wrap(waiting[k], 6, pieces, 40);
                for (size_t p = 0; p < m; p++)
                    line(w, pieces[p]);
                waiting[k] = NULL;
            }
        if (w->style == STYLE_BROKEN && !row->n && row->node != GIREPORT__NONE &&
            !w->s->tpl->rows[row->node].leaf && n < 4) {
            waiting[n] = row->label;
            at[n++] = place_of_group(w, x, i);
            continue;
        }
        if (w->style != STYLE_BROKEN && !row->n && row->label[0] && below(w, 2) && i + 1 < x->n_rows &&
            !w->s->tpl->rows[row->node].leaf) { /* the group on the line of its first row */
            add(w, row->label);
            add(w, " ");
            continue;
        }
        write_row_lines(w, row, w->style == STYLE_BELOW || (w->style == STYLE_BROKEN && below(w, 2)));
    }
}

/* --- columns ----------------------------------------------------------------------------------------------
 */

static void pad(char *s, size_t size, size_t columns)
{
    size_t width = gireport__width(s, strlen(s), 0), len = strlen(s);
    while (width++ < columns && len + 1 < size)
        s[len++] = ' ';
    s[len] = '\0';
}

static void write_layout_row(struct writer *w, const struct sheet_section *x, const struct sheet_row *row)
{
    char pieces[40][160], text[1200];
    size_t n = wrap(row->label, w->wrap, pieces, 40), middle = n ? n / 2 : 0;
    for (size_t k = 0; k < (n ? n : 1); k++) {
        snprintf(text, sizeof(text), "      %s", n ? pieces[k] : "");
        if (k == middle) {
            size_t column = x->across ? 2 : 10 + w->wrap;
            if (row->page_number && row->n) {
                line(w, text);
                line(w, "                    - 6 -");
                text[0] = '\0';
            }
            for (size_t c = 0; c < row->n; c++) {
                pad(text, sizeof(text), column);
                if (c && !row->glued && text[strlen(text) - 1] != ' ')
                    snprintf(text + strlen(text), sizeof(text) - strlen(text), " ");
                snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s", row->value[c]);
                column = row->glued ? 0 : column + 7;
            }
        }
        line(w, text);
    }
}

static void write_layout(struct writer *w, const struct sheet_section *x)
{
    struct header h;
    char text[1200];
    if (w->s->tpl->sections[x->section].caption.text) {
        snprintf(text, sizeof(text), "                  %s", w->s->tpl->sections[x->section].caption.text);
        line(w, text);
    }
    header_of(w, x, &h);
    for (size_t l = 0; l < h.lines; l++) {
        snprintf(text, sizeof(text), "    ");
        for (size_t c = 0; c < h.n[l]; c++)
            snprintf(text + strlen(text), sizeof(text) - strlen(text), "%s   ", h.cell[l][c]);
        line(w, text);
    }
    for (size_t i = 0; i < x->n_rows; i++)
        write_layout_row(w, x, &x->rows[i]);
}

/* --- run together -----------------------------------------------------------------------------------------
 */

static void write_glued(struct writer *w, const struct sheet_section *x)
{
    struct header h;
    if (w->s->tpl->sections[x->section].caption.text)
        add(w, w->s->tpl->sections[x->section].caption.text);
    header_of(w, x, &h);
    for (size_t l = 0; l < h.lines; l++)
        for (size_t c = 0; c < h.n[l]; c++)
            add(w, h.cell[l][c]);
    for (size_t i = 0; i < x->n_rows; i++) {
        add(w, x->rows[i].label);
        for (size_t c = 0; c < x->rows[i].n; c++)
            add(w, x->rows[i].value[c]);
    }
    add(w, " ");
}

static void write_section(struct writer *w, const struct sheet_section *x)
{
    switch (w->style) {
    case STYLE_CELLS:
    case STYLE_PIPE_CELLS:
        write_cells(w, x);
        break;
    case STYLE_PIPES:
    case STYLE_MARKDOWN_ROWS:
    case STYLE_PIPE_ENDS:
    case STYLE_TABS:
        write_grid(w, x);
        break;
    case STYLE_LAYOUT:
        write_layout(w, x);
        break;
    case STYLE_GLUED:
        write_glued(w, x);
        break;
    case STYLE_LINES:
    case STYLE_BELOW:
    case STYLE_BROKEN:
    default:
        write_lines(w, x);
        break;
    }
}

static void write_prose(struct writer *w, int behind)
{
    struct sheet_prose prose[40];
    size_t n = sheet_prose(w->s, behind, prose, 40);
    for (size_t i = 0; i < n; i++) {
        add(w, prose[i].text);
        add(w, "\n");
    }
}

int sheet_write_text(struct sheet *s)
{
    enum restyle_style style = s->style;
    struct writer w = {.s = s, .out = s->out, .style = style, .page = 3};
    w.wide = below(&w, 2) != 0;
    w.blank_lines = style == STYLE_BROKEN || (style == STYLE_CELLS && below(&w, 2));
    w.two_level = below(&w, 2) != 0;
    w.wrap = 18 + 2 * below(&w, 8);
    write_prose(&w, 0);
    for (size_t i = 0; i < s->n_sections; i++) {
        const struct sheet_section *x = &s->sections[i];
        if (x->heading && style == STYLE_GLUED)
            add(&w, x->heading);
        else if (x->heading)
            line(&w, x->heading);
        write_section(&w, x);
    }
    if (style == STYLE_GLUED)
        add(&w, "\n");
    write_prose(&w, 1);
    return s->out->failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
