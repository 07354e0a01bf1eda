/* SPDX-License-Identifier: MIT */
/* The public way in for blocks that a caller's own extractor found. */
#include "blocks.h"

#include "../base/options.h"
#include "../base/text.h"
#include "../model/findings.h"

#include <stdlib.h>
#include <string.h>

#define MAX_CELLS ((size_t)1000000)
#define MAX_TEXT ((size_t)1 << 20)
#define MAX_PLACE 1000000u /* rows and columns */

struct gireport_grid {
    struct gireport__blocks blocks; /* of tables: cells are in `tables` until the grid is read */
    struct table { struct gireport__block_cell *cells; size_t n, capacity; } *tables;
    size_t n_tables, capacity;
};

int gireport_grid_new(gireport_grid **out)
{
    if (!out)
        return GIREPORT_ERR_INVALID_ARG;
    *out = gireport__calloc(1, sizeof **out);
    return *out ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

void gireport_grid_free(gireport_grid *g)
{
    if (!g)
        return;
    for (size_t i = 0; i < g->n_tables; i++)
        gireport__free(g->tables[i].cells);
    gireport__free(g->tables);
    gireport__blocks_free(&g->blocks);
    gireport__free(g);
}

/* Copies a text as blocks have it: trimmed UTF-8. *copy is NULL after a failure. */
static int take_text(gireport_grid *g, const char *text, size_t len, const char **copy, size_t *copy_len)
{
    *copy = NULL;
    if (len == GIREPORT_LEN_AUTO)
        len = strlen(text);
    if (len > MAX_TEXT)
        return GIREPORT_ERR_LIMIT;
    if (gireport__utf8_check(text, len) < len)
        return GIREPORT_ERR_INVALID_ARG;
    gireport__trim(&text, &len);
    *copy = gireport__arena_strndup(&g->blocks.arena, text, len);
    *copy_len = len;
    return *copy ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

int gireport_grid_add_paragraph(gireport_grid *g, const char *text, size_t len)
{
    struct gireport__block *b;
    const char *copy;
    int status;

    if (!g || !text)
        return GIREPORT_ERR_INVALID_ARG;
    if (g->blocks.count >= MAX_CELLS)
        return GIREPORT_ERR_LIMIT;
    status = take_text(g, text, len, &copy, &len);
    if (status != GIREPORT_OK)
        return status;
    b = gireport__blocks_add(&g->blocks, GIREPORT__PARAGRAPH);
    if (!b)
        return GIREPORT_ERR_NOMEM;
    b->text = copy;
    b->len = len;
    return GIREPORT_OK;
}

int gireport_grid_add_table(gireport_grid *g)
{
    struct gireport__block *b;
    const char *place;

    if (!g)
        return GIREPORT_ERR_INVALID_ARG;
    if (g->blocks.count >= MAX_CELLS)
        return GIREPORT_ERR_LIMIT;
    if (!gireport__grow((void **)&g->tables, &g->capacity, g->n_tables, sizeof *g->tables))
        return GIREPORT_ERR_NOMEM;
    place = gireport__blocks_place(&g->blocks, (uint32_t)g->n_tables + 1, 0, 0);
    b = place ? gireport__blocks_add(&g->blocks, GIREPORT__GRID) : NULL;
    if (!b) /* and the grid is as it was */
        return GIREPORT_ERR_NOMEM;
    b->place = place;
    memset(&g->tables[g->n_tables++], 0, sizeof *g->tables);
    return GIREPORT_OK;
}

int gireport_grid_add_cell(gireport_grid *g, uint32_t row, uint32_t column, uint32_t row_span, uint32_t col_span,
                           const char *text, size_t len)
{
    struct gireport__block_cell c = {.row = row, .col = column, .row_span = row_span, .col_span = col_span};
    struct table *t;
    int status;

    if (!g || !text || g->n_tables == 0 || row_span == 0 || col_span == 0)
        return GIREPORT_ERR_INVALID_ARG;
    if (g->blocks.n_cells >= MAX_CELLS || row >= MAX_PLACE || column >= MAX_PLACE)
        return GIREPORT_ERR_LIMIT;
    status = take_text(g, text, len, &c.text, &c.len);
    c.place = gireport__blocks_place(&g->blocks, (uint32_t)g->n_tables, row + 1, column + 1);
    if (status == GIREPORT_OK && !c.place)
        status = GIREPORT_ERR_NOMEM;
    t = &g->tables[g->n_tables - 1];
    if (status == GIREPORT_OK && !gireport__grow((void **)&t->cells, &t->capacity, t->n, sizeof c))
        status = GIREPORT_ERR_NOMEM;
    if (status != GIREPORT_OK)
        return status;
    t->cells[t->n++] = c;
    g->blocks.n_cells++;
    return GIREPORT_OK;
}

/* --- reading ------------------------------------------------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
    const struct gireport__block_cell *c = a, *d = b;

    if (c->row != d->row)
        return c->row < d->row ? -1 : 1;
    if (c->col != d->col)
        return c->col < d->col ? -1 : 1;
    return c->line < d->line ? -1 : c->line > d->line; /* as they were given, see fill() */
}

/* The cells of a table as a block, in the order of rows: the caller may give them in any. */
static void fill(struct gireport__block *b, struct gireport__block_cell *to, const struct table *from)
{
    b->cells = to;
    b->n_cells = from->n;
    for (size_t i = 0; i < from->n; i++) {
        uint32_t end = from->cells[i].col + (from->cells[i].col_span < MAX_PLACE ? from->cells[i].col_span : MAX_PLACE);

        to[i] = from->cells[i];
        to[i].line = (uint32_t)i;
        b->n_rows = to[i].row >= b->n_rows ? to[i].row + 1 : b->n_rows;
        b->n_cols = end > b->n_cols ? end : b->n_cols;
    }
    qsort(to, from->n, sizeof *to, by_place);
    for (size_t i = 0; i < from->n; i++) {
        to[i].line = 0;
        to[i].row_span = to[i].row_span < b->n_rows - to[i].row ? to[i].row_span : b->n_rows - to[i].row;
        to[i].col_span = to[i].col_span < b->n_cols - to[i].col ? to[i].col_span : b->n_cols - to[i].col;
    }
}

/* The caller's blocks with the cells in them; the grid itself is not changed. */
static int make_view(const gireport_grid *g, struct gireport__arena *arena, struct gireport__blocks *view)
{
    size_t table = 0;

    *view = g->blocks;
    view->items = gireport__arena_alloc(arena, (g->blocks.count + 1) * sizeof *view->items);
    if (!view->items)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < g->blocks.count; i++) {
        struct gireport__block_cell *cells;

        view->items[i] = g->blocks.items[i];
        if (view->items[i].kind != GIREPORT__GRID)
            continue;
        cells = gireport__arena_alloc(arena, (g->tables[table].n + 1) * sizeof *cells);
        if (!cells)
            return GIREPORT_ERR_NOMEM;
        fill(&view->items[i], cells, &g->tables[table++]);
    }
    return GIREPORT_OK;
}

static int tell(gireport_findings *findings, const char *rule, uint32_t nth, int status)
{
    struct gireport__buf number = {0};
    struct gireport__say say = {.rule = rule};

    gireport__buf_add_int(&number, nth);
    say.arg[0] = gireport__buf_str(&number);
    gireport__say(findings, &say);
    if (number.failed || gireport__findings_status(findings) != GIREPORT_OK)
        status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&number);
    return status;
}

int gireport_grid_read(const gireport_grid *g, const gireport_read_options *options, gireport_report **out,
                       gireport_findings *findings)
{
    gireport_read_options o;
    struct gireport__arena arena = {0};
    struct gireport__blocks view;
    size_t count = 0;
    uint32_t nth;
    int status;

    if (out)
        *out = NULL;
    if (!g || !out)
        return GIREPORT_ERR_INVALID_ARG;
    status = gireport__options_take(&o, sizeof o, options, GIREPORT__READ_V1);
    if (status != GIREPORT_OK)
        return status;
    for (size_t i = 0; i < o.n_templates; i++)
        if (!o.templates || !o.templates[i])
            return GIREPORT_ERR_INVALID_ARG;
    nth = o.nth ? o.nth : 1;
    status = make_view(g, &arena, &view);
    if (status == GIREPORT_OK)
        status = gireport__recognise(&view, &o, nth, out, &count, findings);
    if (status == GIREPORT_ERR_NOT_FOUND)
        status = tell(findings, "GI-I-022", nth, status);
    else if (status == GIREPORT_OK && count > 1)
        status = tell(findings, "GI-R-050", nth, status);
    if (status != GIREPORT_OK) {
        gireport_report_free(*out);
        *out = NULL;
    }
    gireport__arena_free(&arena);
    return status;
}
