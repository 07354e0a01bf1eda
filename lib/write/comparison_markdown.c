/* SPDX-License-Identifier: MIT */
/* A comparison as Markdown, and as text for a terminal: the same order, other marks. */

#include <string.h>

#include "../base/text.h"
#include "comparison.h"
#include "escape.h"

static void put(struct gireport__sink *s, const char *text)
{
    gireport__out_adds(s->out, text);
}

/* ---- Markdown ---- */

static void md_text(struct gireport__sink *s, const char *text, int cell)
{
    gireport__escape_markdown(s->out, text, strlen(text), cell);
}

static void md_title(struct gireport__sink *s, const char *text)
{
    put(s, "# ");
    md_text(s, text, 1);
    put(s, "\n\n");
}

static void md_heading(struct gireport__sink *s, const char *text)
{
    put(s, "## ");
    md_text(s, text, 1);
    put(s, "\n\n");
}

static void md_paragraph(struct gireport__sink *s, const char *text)
{
    md_text(s, text, 0);
    put(s, "\n\n");
}

static void md_item(struct gireport__sink *s, const char *text)
{
    put(s, "- ");
    md_text(s, text, 1);
    put(s, "\n");
}

static void md_items_end(struct gireport__sink *s)
{
    put(s, "\n");
}

static void md_table(struct gireport__sink *s, const char *caption, const struct gireport__grid_text *g)
{
    (void)caption;
    for (size_t i = 0; i < g->n_cells; i++) {
        int group = g->columns > 1 && i % g->columns == 0 && g->cells[i + 1] == NULL;

        put(s, i % g->columns == 0 ? "| " : " | ");
        put(s, group ? "**" : "");
        md_text(s, g->cells[i] != NULL ? g->cells[i] : "", 1);
        put(s, group ? "**" : "");
        if (i % g->columns + 1 < g->columns)
            continue;
        put(s, " |\n");
        for (size_t k = 0; i + 1 == g->columns && k < g->columns; k++)
            put(s, k == 0 ? "| --- |" : k + 1 < g->columns ? " ---: |" : " ---: |\n");
    }
    put(s, "\n");
}

int gireport__comparison_markdown(const gireport_comparison *c, const gireport_comparison_write_options *o,
                                  struct gireport__out *out)
{
    struct gireport__sink s = {.out = out,
                               .c = c,
                               .o = o,
                               .title = md_title,
                               .heading = md_heading,
                               .paragraph = md_paragraph,
                               .item = md_item,
                               .items_end = md_items_end,
                               .table = md_table};

    return gireport__comparison_walk(&s);
}

/* ---- text ---- */

/* Text of others, safe for a terminal; on one line. */
static void plain(struct gireport__sink *s, const char *text)
{
    struct gireport__buf b = {0};

    gireport__escape_terminal(&b, text, strlen(text));
    for (size_t i = 0; i < b.len; i++)
        if (b.data[i] == '\n')
            b.data[i] = ' ';
    gireport__out_add(s->out, gireport__buf_str(&b), b.len);
    s->failed |= b.failed;
    gireport__buf_free(&b);
}

static void text_title(struct gireport__sink *s, const char *text)
{
    plain(s, text);
    put(s, "\n");
}

static void text_heading(struct gireport__sink *s, const char *text)
{
    put(s, "\n【");
    plain(s, text);
    put(s, "】\n");
}

static void text_paragraph(struct gireport__sink *s, const char *text)
{
    plain(s, text);
    put(s, "\n");
}

static void text_item(struct gireport__sink *s, const char *text)
{
    put(s, "  - ");
    plain(s, text);
    put(s, "\n");
}

static void text_items_end(struct gireport__sink *s)
{
    (void)s;
}

#define MAX_TEXT_COLUMNS 64

static size_t width_of(const struct gireport__sink *s, const char *text)
{
    return text != NULL ? gireport__width(text, strlen(text), s->o->ambiguous_wide != 0) : 0;
}

static void text_row(struct gireport__sink *s, const struct gireport__grid_text *g, size_t row,
                     const size_t *widths)
{
    size_t at = row * g->columns, last = g->columns;

    while (last > 1 && (g->cells[at + last - 1] == NULL || g->cells[at + last - 1][0] == '\0'))
        last--;
    for (size_t i = 0; i < last; i++) {
        const char *text = g->cells[at + i] != NULL ? g->cells[at + i] : "";
        size_t pad =
            i < MAX_TEXT_COLUMNS && widths[i] > width_of(s, text) ? widths[i] - width_of(s, text) : 0;

        put(s, i > 0 ? "  " : "");
        if (i > 0)
            gireport__out_repeat(s->out, " ", pad);
        plain(s, text);
        if (i == 0 && last > 1)
            gireport__out_repeat(s->out, " ", pad);
    }
    put(s, "\n");
}

static void text_table(struct gireport__sink *s, const char *caption, const struct gireport__grid_text *g)
{
    size_t widths[MAX_TEXT_COLUMNS] = {0}, rows = g->n_cells / g->columns;

    (void)caption;
    for (size_t i = 0; i < rows; i++)
        for (size_t k = 0; k < g->columns && k < MAX_TEXT_COLUMNS; k++) {
            size_t n = width_of(s, g->cells[i * g->columns + k]);
            int group = g->columns > 1 && g->cells[i * g->columns + 1] == NULL;

            widths[k] = !group && n > widths[k] ? n : widths[k];
        }
    for (size_t i = 0; i < rows; i++)
        text_row(s, g, i, widths);
}

int gireport__comparison_text(const gireport_comparison *c, const gireport_comparison_write_options *o,
                              struct gireport__out *out)
{
    struct gireport__sink s = {.out = out,
                               .c = c,
                               .o = o,
                               .title = text_title,
                               .heading = text_heading,
                               .paragraph = text_paragraph,
                               .item = text_item,
                               .items_end = text_items_end,
                               .table = text_table};

    return gireport__comparison_walk(&s);
}
