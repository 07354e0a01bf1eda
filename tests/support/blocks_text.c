/* SPDX-License-Identifier: MIT */
#include "blocks_text.h"

#include <string.h>

static void add_text(struct gireport__buf *out, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        gireport__buf_addc(out, s[i] == '\n' ? '~' : s[i]);
}

static void add_cell(struct gireport__buf *out, const struct gireport__block_cell *c)
{
    if (c->col_span > 1) {
        gireport__buf_add_int(out, c->col_span);
        gireport__buf_addc(out, '>');
    }
    if (c->row_span > 1) {
        gireport__buf_add_int(out, c->row_span);
        gireport__buf_addc(out, '_');
    }
    if (c->header)
        gireport__buf_addc(out, '*');
    if (c->picture)
        gireport__buf_addc(out, '#');
    add_text(out, c->text, c->len);
}

/* 1 where a cell of an earlier row or column takes the place. */
static int taken(const struct gireport__block *b, uint32_t row, uint32_t col)
{
    for (size_t i = 0; i < b->n_cells; i++) {
        const struct gireport__block_cell *c = &b->cells[i];
        if (row >= c->row && row - c->row < c->row_span && col >= c->col && col - c->col < c->col_span)
            return 1;
    }
    return 0;
}

static void add_grid(struct gireport__buf *out, const struct gireport__block *b)
{
    size_t i = 0;

    gireport__buf_adds(out, "[\n");
    for (uint32_t row = 0; row < b->n_rows; row++) {
        int first = 1;
        for (uint32_t col = 0; col < b->n_cols; col++) {
            int here = i < b->n_cells && b->cells[i].row == row && b->cells[i].col == col;
            if (!here && taken(b, row, col))
                continue;
            if (!first)
                gireport__buf_addc(out, '|');
            first = 0;
            if (here)
                add_cell(out, &b->cells[i++]);
            else
                gireport__buf_addc(out, '-');
        }
        gireport__buf_addc(out, '\n');
    }
    gireport__buf_adds(out, "]\n");
}

static void add_lines(struct gireport__buf *out, const struct gireport__block *b)
{
    gireport__buf_adds(out, "{");
    for (size_t i = 0; i < b->n_words; i++) {
        gireport__buf_addc(out, i > 0 && b->words[i].line_no == b->words[i - 1].line_no ? ' ' : '\n');
        add_text(out, b->words[i].text, b->words[i].len);
    }
    gireport__buf_adds(out, "\n}\n");
}

void blocks_text(const struct gireport__blocks *b, struct gireport__buf *out)
{
    for (size_t i = 0; i < b->count; i++) {
        const struct gireport__block *block = &b->items[i];
        if (block->kind == GIREPORT__GRID) {
            add_grid(out, block);
        } else if (block->kind == GIREPORT__LINES) {
            add_lines(out, block);
        } else {
            if (block->heading) {
                gireport__buf_add_int(out, block->heading);
                gireport__buf_addc(out, '.');
            }
            add_text(out, block->text, block->len);
            gireport__buf_addc(out, '\n');
        }
    }
}

struct gireport__limits blocks_limits(void)
{
    return (struct gireport__limits){.depth = 1024, .bytes = (size_t)64 << 20, .documents = 1000000,
                                     .scalar = (size_t)1 << 20, .cells = 1000000};
}
