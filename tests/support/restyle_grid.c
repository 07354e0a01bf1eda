/* SPDX-License-Identifier: MIT */
#include "restyle_grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

struct maker {
    struct sheet *s;
    struct grid *g;
    int kind;
    uint32_t labels, values; /* columns of either */
    uint32_t row;            /* the next one */
    int lie;
};

enum lie { LIE_NONE, LIE_STUB_NARROW, LIE_STUB_WIDE, LIE_COLUMNS, LIE_LABELS, LIE_GROUP, LIES };

static void put(struct maker *m, const char *text, uint32_t col, uint32_t rows, uint32_t cols, int head)
{
    struct grid *g = m->g;
    if (g->n == GRID_CELLS)
        return;
    g->cells[g->n++] = (struct grid_cell){.text = text, .row = m->row, .col = col, .rows = rows, .cols = cols, .head = head};
    g->n_cols = g->n_cols < col + cols ? col + cols : g->n_cols;
    g->n_rows = g->n_rows < m->row + 1 ? m->row + 1 : g->n_rows;
}

static void put_value(struct maker *m, const char *text, uint32_t col, uint32_t cols)
{
    put(m, text, col, 1, cols, 0);
    m->g->cells[m->g->n - 1].value = 1;
}

/* --- headers ---------------------------------------------------------------------------------------------- */

/* The leaf node of a printed column. */
static uint32_t leaf_node(const struct maker *m, const struct sheet_section *x, size_t printed)
{
    return gireport__template_col(m->s->tpl, x->section, x->order[printed]);
}

/* The node over a leaf at a depth, or NONE where the leaf is higher. */
static uint32_t at_depth(const gireport_template *t, uint32_t node, uint32_t depth)
{
    while (t->cols[node].depth > depth)
        node = t->cols[node].parent;
    return t->cols[node].depth == depth ? node : GIREPORT__NONE;
}

/* The first or second half of a label that is cut into two rows; NULL: it is too short. */
static const char *half(struct maker *m, const char *label, int second)
{
    size_t points = 0, at = 0;
    const char *bracket = strstr(label, "（");
    for (const char *p = label; *p && p != bracket; p += sheet_char(p))
        points++;
    if (points < 4)
        return NULL;
    for (size_t i = 0; i < points / 2; i++)
        at += sheet_char(label + at);
    return second ? label + at : gireport__arena_strndup(&m->s->arena, label, at);
}

/* A leaf of a header over `rows` rows; returns what of it is left for the row below, or NULL. */
static const char *put_leaf(struct maker *m, const char *label, uint32_t col, uint32_t rows, uint32_t cols)
{
    const char *first = m->kind & GRID_SPLIT ? half(m, label, 0) : NULL;
    if (!first) {
        put(m, label, col, rows + (m->kind & GRID_SPLIT ? 1 : 0), cols, 1);
        return NULL;
    }
    put(m, first, col, rows, cols, 1);
    return half(m, label, 1);
}

static uint32_t value_col(const struct maker *m, size_t n, size_t c)
{
    return (uint32_t)(c * m->values / (n ? n : 1));
}

static void matrix_header(struct maker *m, const struct sheet_section *x)
{
    const gireport_template *t = m->s->tpl;
    const struct gireport__section *sec = &t->sections[x->section];
    const char *rest[SHEET_COLS] = {0};
    uint32_t depths = 1, stub = m->labels;
    for (size_t c = 0; c < x->n_cols; c++)
        if (t->cols[leaf_node(m, x, c)].depth + 1 > depths)
            depths = t->cols[leaf_node(m, x, c)].depth + 1;
    if (m->labels > 1)
        stub = m->lie == LIE_STUB_NARROW ? m->labels - 1 : m->lie == LIE_STUB_WIDE ? m->labels + 1 : m->labels;
    for (uint32_t d = 0; d < depths; d++, m->row++) {
        if (d == 0)
            put(m, sec->stub.text ? sec->stub.text : "", 0, depths + (m->kind & GRID_SPLIT ? 1 : 0), stub, 1);
        for (size_t c = 0; c < x->n_cols;) {
            uint32_t node = at_depth(t, leaf_node(m, x, c), d), from = stub + value_col(m, x->n_cols, c);
            size_t end = c + 1;
            while (node != GIREPORT__NONE && !t->cols[node].leaf && end < x->n_cols &&
                   at_depth(t, leaf_node(m, x, end), d) == node)
                end++;
            uint32_t cols = stub + value_col(m, x->n_cols, end) - from;
            if (node != GIREPORT__NONE && t->cols[node].leaf)
                rest[c] = put_leaf(m, sheet_column(m->s, x, c), from, depths - d, cols);
            else if (node != GIREPORT__NONE)
                put(m, t->cols[node].label.text, from, 1, cols, 1);
            c = end;
        }
    }
    if (m->kind & GRID_SPLIT) {
        for (size_t c = 0; c < x->n_cols; c++)
            if (rest[c])
                put(m, rest[c], stub + value_col(m, x->n_cols, c), 1,
                    value_col(m, x->n_cols, c + 1) - value_col(m, x->n_cols, c), 1);
        m->row++;
    }
}

static void across_header(struct maker *m, const struct sheet_section *x)
{
    const gireport_template *t = m->s->tpl;
    const struct gireport__section *sec = &t->sections[x->section];
    const char *rest[SHEET_COLS] = {0};
    uint32_t depths = 1, width = sec->leaf_cols;
    for (uint32_t r = sec->first_row; r < sec->first_row + sec->n_rows; r++)
        depths = depths < t->rows[r].depth + 1 ? t->rows[r].depth + 1 : depths;
    for (uint32_t d = 0; d < depths; d++, m->row++) {
        uint32_t col = 0;
        for (uint32_t r = sec->first_row; r < sec->first_row + sec->n_rows; r++) {
            uint32_t cols = t->rows[r].leaf ? width : 0;
            for (uint32_t k = r + 1; k < sec->first_row + sec->n_rows && t->rows[k].depth > t->rows[r].depth; k++)
                cols += t->rows[k].leaf ? width : 0;
            if (t->rows[r].depth == d)
                put(m, t->rows[r].label.text, col, t->rows[r].leaf ? depths - d : 1, cols, 1);
            col += t->rows[r].leaf ? width : 0;
        }
    }
    for (uint32_t c = 0; c < sec->n_fields; c++)
        if (c % width < x->n_cols)
            rest[c] = put_leaf(m, sheet_column(m->s, x, c % width), c, 1, 1);
    m->row++;
    if (m->kind & GRID_SPLIT) {
        for (uint32_t c = 0; c < sec->n_fields; c++)
            if (rest[c])
                put(m, rest[c], c, 1, 1, 1);
        m->row++;
    }
}

/* --- rows ------------------------------------------------------------------------------------------------- */

static int is_group(const struct maker *m, const struct sheet_row *row)
{
    return row->place != GIREPORT__NONE && !m->s->tpl->rows[row->place].leaf;
}

static uint32_t depth_of(const struct maker *m, const struct sheet_row *row)
{
    return row->place == GIREPORT__NONE ? m->labels : m->s->tpl->rows[row->place].depth;
}

/* Rows of the grid that a row of the sheet takes. */
static uint32_t taken(const struct maker *m, const struct sheet_row *row)
{
    return (is_group(m, row) && !row->n && !(m->kind & GRID_SINGLE) ? 0U : 1U) + (row->page_number ? 1U : 0U);
}

static void put_values(struct maker *m, const struct sheet_section *x, const struct sheet_row *row, uint32_t col)
{
    size_t n = row->n > x->n_cols ? row->n : x->n_cols;
    if (x->across)
        n = row->n;
    if (row->glued) {
        struct gireport__buf all = {0};
        for (size_t c = 0; c < row->n; c++)
            gireport__buf_adds(&all, row->value[c]);
        put_value(m, gireport__arena_strndup(&m->s->arena, gireport__buf_str(&all), all.len), col, m->values);
        gireport__buf_free(&all);
        return;
    }
    for (size_t c = 0; c < row->n; c++) {
        uint32_t from = x->across ? (uint32_t)c : value_col(m, n, c), to = x->across ? from + 1 : value_col(m, n, c + 1);
        if (row->n > x->n_cols && !x->across) { /* a cell too many hangs over */
            from = c < x->n_cols ? value_col(m, x->n_cols, c) : m->values + (uint32_t)(c - x->n_cols);
            to = c < x->n_cols ? value_col(m, x->n_cols, c + 1) : from + 1;
        }
        if (m->lie == LIE_COLUMNS && x->n_cols > 1 && x->n_cols < 4) { /* the first one wider, the last narrower */
            from += c > 0;
            to += c + 1 < row->n;
        }
        put_value(m, row->value[c], col + from, to - from);
    }
}

static void matrix_rows(struct maker *m, const struct sheet_section *x)
{
    const char *waiting[4] = {0};
    uint32_t reach[4] = {0};
    for (size_t i = 0; i < x->n_rows; i++) {
        const struct sheet_row *row = &x->rows[i];
        uint32_t depth = depth_of(m, row), col = depth < m->labels ? depth : m->labels - 1;
        if (row->page_number) {
            put(m, "- 6 -", 0, 1, m->labels + m->values, 0);
            m->row++;
        }
        if (is_group(m, row) && !row->n && !(m->kind & GRID_SINGLE)) {
            uint32_t rows = 0;
            for (size_t k = i + 1; k < x->n_rows && depth_of(m, &x->rows[k]) > depth; k++)
                rows += taken(m, &x->rows[k]);
            waiting[depth & 3] = row->label;
            reach[depth & 3] = rows + (m->lie == LIE_GROUP && rows > 2 && depth == 1 ? 1 : 0);
            if (rows)
                continue;
        }
        for (uint32_t d = 0; d < depth && d < 4; d++) {
            if (waiting[d])
                put(m, waiting[d], d, reach[d], 1, 0);
            waiting[d] = NULL;
        }
        waiting[depth & 3] = NULL;
        if (m->kind & GRID_SINGLE)
            col = 0;
        put(m, row->label, col, 1, m->lie == LIE_LABELS ? 1 : m->labels - col, 0);
        put_values(m, x, row, m->lie == LIE_LABELS ? col + 1 : m->labels);
        m->row++;
    }
}

static void section(struct maker *m, const struct sheet_section *x)
{
    const gireport_template *t = m->s->tpl;
    if (t->sections[x->section].caption.text) {
        put(m, t->sections[x->section].caption.text, 0, 1, m->labels + m->values, 1);
        m->row++;
    }
    if (x->across) {
        if (!x->no_header)
            across_header(m, x);
        for (size_t i = 0; i < x->n_rows; i++, m->row++)
            put_values(m, x, &x->rows[i], 0);
        return;
    }
    if (!x->no_header)
        matrix_header(m, x);
    matrix_rows(m, x);
}

/* Empty cells where a row has none before its last one: labels that stand under no group. */
static void fill_gaps(struct grid *g)
{
    uint8_t covered[GRID_ROWS][GRID_COLS] = {{0}};
    size_t n = g->n;
    for (size_t i = 0; i < n; i++) {
        const struct grid_cell *c = &g->cells[i];
        for (uint32_t r = c->row; r < c->row + c->rows && r < GRID_ROWS; r++)
            for (uint32_t k = c->col; k < c->col + c->cols && k < GRID_COLS; k++)
                covered[r][k] = 1;
    }
    for (size_t i = 0; i < n; i++) {
        uint32_t row = g->cells[i].row, last = g->cells[i].col;
        for (uint32_t k = 0; k < last && row < GRID_ROWS && last < GRID_COLS && g->n < GRID_CELLS; k++)
            if (!covered[row][k]) {
                covered[row][k] = 1;
                g->cells[g->n++] = (struct grid_cell){.text = "", .row = row, .col = k, .rows = 1, .cols = 1};
            }
    }
}

static int by_place(const void *a, const void *b)
{
    const struct grid_cell *x = a, *y = b;
    return x->row != y->row ? (x->row < y->row ? -1 : 1) : x->col < y->col ? -1 : x->col > y->col;
}

static int has_blanks(const struct sheet_section *x)
{
    for (size_t i = 0; i < x->n_rows; i++)
        for (size_t c = 0; c < x->rows[i].n; c++)
            if (!x->rows[i].value[c][0])
                return 1;
    return 0;
}

void grid_of_table(struct sheet *s, size_t *first, int kind, struct grid *out)
{
    struct maker m = {.s = s, .g = out, .kind = kind};
    uint32_t table = s->tpl->sections[s->sections[*first].section].table;
    size_t end = *first;
    out->n = out->n_rows = out->n_cols = 0;
    out->heading = s->sections[*first].heading;
    m.labels = 1;
    m.values = 1;
    for (; end < s->n_sections && s->tpl->sections[s->sections[end].section].table == table; end++) {
        const struct sheet_section *x = &s->sections[end];
        uint32_t labels = s->tpl->sections[x->section].label_cols;
        m.labels = m.labels < labels ? labels : m.labels;
        m.values = m.values < x->n_cols ? (uint32_t)x->n_cols : m.values;
    }
    if (m.values <= 3) /* columns that one, two and three cells share evenly, or nearly */
        m.values = sheet_below(s, 2) || (kind & GRID_LIES) ? 6 : 3;
    if (kind & GRID_SINGLE)
        m.labels = 1;
    m.lie = kind & GRID_LIES ? (int)sheet_below(s, LIES) : LIE_NONE;
    for (size_t i = *first; i < end && m.lie == LIE_LABELS; i++)
        if (has_blanks(&s->sections[i])) /* empty and not where the header says: of the label or of the values? */
            m.lie = LIE_STUB_WIDE;
    out->label_cols = m.labels;
    for (; *first < end; ++*first)
        section(&m, &s->sections[*first]);
    fill_gaps(out);
    qsort(out->cells, out->n, sizeof(out->cells[0]), by_place);
}
