/* SPDX-License-Identifier: MIT */
#include "tables.h"

#include <string.h>

#define MAX_COLUMNS 1024u /* more than browsers give a span; the form has 15 */
#define LONG_TEXT 1200u   /* bytes of a cell that holds a text, not a label or a value */
#define FEW_CELLS 8u
#define MANY_NUMBERS 10u

struct piece { /* a line of a cell, or a table in it */
    const char *text;
    size_t len;
    uint32_t line, column, heading;
    struct gireport__table_open *table;
};

struct cell {
    struct gireport__block_cell c;
    size_t first, count; /* pieces */
};

struct column {
    uint32_t until; /* first row that is free again */
    uint32_t cell;  /* of the cell that took it last */
};

struct gireport__table_open {
    struct gireport__table_open *outer, *next;
    struct cell *cells;
    size_t n_cells, cell_capacity;
    struct piece *pieces;
    size_t n_pieces, piece_capacity;
    struct column *columns;
    size_t column_capacity;
    uint32_t used_columns; /* those behind it were never taken */
    uint32_t n_rows, next_col;
    uint32_t line, column;
    size_t group_first; /* first cell of the group of rows */
    int in_row, in_cell, discard, header, too_wide, nested;
};

typedef struct gireport__table_open table;

void gireport__tables_init(struct gireport__tables *t, struct gireport__blocks *out,
                           const struct gireport__limits *limits)
{
    memset(t, 0, sizeof *t);
    t->out = out;
    t->limits = limits;
}

static void drop(table *o)
{
    gireport__free(o->cells);
    gireport__free(o->pieces);
    gireport__free(o->columns);
    gireport__free(o);
}

/* Drops the tables that began after `outer`, which are within each other: the list has the last first. */
static void drop_since(struct gireport__tables *t, const table *outer)
{
    while (t->all && t->all != outer) {
        table *next = t->all->next;
        drop(t->all);
        t->all = next;
    }
}

void gireport__tables_free(struct gireport__tables *t)
{
    drop_since(t, NULL);
    t->open = NULL;
}

/* --- where text goes ---------------------------------------------------------------------------------------- */

/* The innermost table with an open cell: text beside the cells stands before the table, as browsers put it. */
static table *sink(const struct gireport__tables *t)
{
    table *o = t->open;

    while (o && !o->in_cell)
        o = o->outer;
    return o;
}

int gireport__tables_in_cell(const struct gireport__tables *t)
{
    return sink(t) != NULL;
}

static int add_piece(table *o, const struct piece *p)
{
    if (!gireport__grow((void **)&o->pieces, &o->piece_capacity, o->n_pieces, sizeof *o->pieces))
        return GIREPORT_ERR_NOMEM;
    o->pieces[o->n_pieces++] = *p;
    o->cells[o->n_cells - 1].count++;
    return GIREPORT_OK;
}

static int add_paragraph(struct gireport__tables *t, const struct piece *p)
{
    struct gireport__block *b;

    if (t->out->count >= t->limits->cells)
        return GIREPORT_ERR_LIMIT;
    b = gireport__blocks_add(t->out, GIREPORT__PARAGRAPH);
    if (!b)
        return GIREPORT_ERR_NOMEM;
    b->text = p->text;
    b->len = p->len;
    b->line = p->line;
    b->column = p->column;
    b->heading = p->heading;
    return GIREPORT_OK;
}

int gireport__tables_text(struct gireport__tables *t, const char *s, size_t len, uint32_t line, uint32_t column,
                          uint32_t heading)
{
    table *o = sink(t);
    struct piece p = {.len = len, .line = line, .column = column, .heading = heading};

    if (o && o->discard)
        return GIREPORT_OK;
    p.text = gireport__arena_strndup(&t->out->arena, s, len);
    if (!p.text)
        return GIREPORT_ERR_NOMEM;
    return o ? add_piece(o, &p) : add_paragraph(t, &p);
}

void gireport__tables_picture(struct gireport__tables *t)
{
    table *o = sink(t);

    if (o && !o->discard)
        o->cells[o->n_cells - 1].c.picture = 1;
}

/* --- rows and cells ----------------------------------------------------------------------------------------- */

int gireport__tables_begin(struct gireport__tables *t, uint32_t line, uint32_t column)
{
    table *o = gireport__calloc(1, sizeof *o);

    if (!o)
        return GIREPORT_ERR_NOMEM;
    o->next = t->all;
    t->all = o;
    o->outer = t->open;
    t->open = o;
    o->line = line;
    o->column = column;
    return GIREPORT_OK;
}

void gireport__tables_end_cell(struct gireport__tables *t)
{
    if (t->open) {
        t->open->in_cell = 0;
        t->open->discard = 0;
    }
}

int gireport__tables_row(struct gireport__tables *t)
{
    if (!t->open)
        return GIREPORT_OK;
    gireport__tables_end_cell(t);
    t->open->n_rows++;
    t->open->next_col = 0;
    t->open->in_row = 1;
    return GIREPORT_OK;
}

void gireport__tables_group(struct gireport__tables *t, int header)
{
    table *o = t->open;

    if (!o)
        return;
    gireport__tables_end_cell(t);
    for (; o->group_first < o->n_cells; o->group_first++) {
        struct gireport__block_cell *c = &o->cells[o->group_first].c;
        if (c->row_span > o->n_rows - c->row)
            c->row_span = o->n_rows - c->row;
    }
    for (uint32_t i = 0; i < o->used_columns; i++)
        if (o->columns[i].until > o->n_rows)
            o->columns[i].until = o->n_rows;
    o->in_row = 0;
    o->header = header;
}

/* Takes columns for a cell of the row, from `col`. */
static int take(table *o, uint32_t col, uint32_t cols, uint32_t until)
{
    struct column taken = {until, (uint32_t)(o->n_cells - 1)}, left_out = {0, 0};

    for (; o->used_columns < col + cols; o->used_columns++) {
        if (!gireport__grow((void **)&o->columns, &o->column_capacity, o->used_columns, sizeof *o->columns))
            return GIREPORT_ERR_NOMEM;
        o->columns[o->used_columns] = left_out;
    }
    for (uint32_t i = col; i < col + cols; i++)
        o->columns[i] = taken;
    o->next_col = col + cols;
    return GIREPORT_OK;
}

static int add_cell(struct gireport__tables *t, uint32_t col, uint32_t row_span, uint32_t col_span)
{
    table *o = t->open;
    uint32_t row = o->n_rows - 1;
    struct cell *c;

    if (t->out->n_cells >= t->limits->cells)
        return GIREPORT_ERR_LIMIT;
    if (!gireport__grow((void **)&o->cells, &o->cell_capacity, o->n_cells, sizeof *o->cells))
        return GIREPORT_ERR_NOMEM;
    t->out->n_cells++;
    c = &o->cells[o->n_cells++];
    memset(c, 0, sizeof *c);
    c->first = o->n_pieces;
    c->c.row = row;
    c->c.col = col;
    c->c.row_span = row_span;
    c->c.col_span = col_span;
    o->in_cell = 1;
    o->discard = 0;
    return take(o, col, col_span, row_span < UINT32_MAX - row ? row + row_span : UINT32_MAX);
}

/* The room for a cell in the open row; begins one where none is open. */
static uint32_t next_free(struct gireport__tables *t, uint32_t *cols)
{
    table *o = t->open;
    uint32_t col;

    if (!o->in_row)
        gireport__tables_row(t);
    gireport__tables_end_cell(t);
    for (col = o->next_col; col < o->used_columns && o->columns[col].until >= o->n_rows; col++)
        ;
    if (col >= MAX_COLUMNS) {
        o->too_wide = 1;
        col = MAX_COLUMNS - 1;
    }
    if (*cols > MAX_COLUMNS - col)
        *cols = MAX_COLUMNS - col;
    return col;
}

int gireport__tables_cell(struct gireport__tables *t, uint32_t row_span, uint32_t col_span, int header, uint32_t line,
                          uint32_t column)
{
    uint32_t col;
    int status;

    if (!t->open)
        return GIREPORT_OK;
    col = next_free(t, &col_span);
    status = add_cell(t, col, row_span ? row_span : UINT32_MAX, col_span);
    if (status == GIREPORT_OK) {
        struct gireport__block_cell *c = &t->open->cells[t->open->n_cells - 1].c;
        c->header = header || t->open->header;
        c->line = line;
        c->column = column;
    }
    return status;
}

int gireport__tables_merge_up(struct gireport__tables *t, uint32_t col_span, uint32_t line, uint32_t column)
{
    table *o = t->open;
    uint32_t col, row;
    struct gireport__block_cell *c;

    if (!o)
        return GIREPORT_OK;
    col = next_free(t, &col_span);
    row = o->n_rows - 1;
    c = col < o->used_columns ? &o->cells[o->columns[col].cell].c : NULL;
    if (!c || c->col != col || c->row + c->row_span != row)
        return gireport__tables_cell(t, 1, col_span, 0, line, column);
    c->row_span++;
    for (uint32_t i = col; i < col + c->col_span; i++)
        o->columns[i].until = row + 1;
    o->next_col = col + (col_span > c->col_span ? col_span : c->col_span);
    o->in_cell = 1;
    o->discard = 1;
    return GIREPORT_OK;
}

int gireport__tables_merge_left(struct gireport__tables *t, uint32_t col_span)
{
    table *o = t->open;
    struct gireport__block_cell *c = o && o->n_cells > 0 ? &o->cells[o->n_cells - 1].c : NULL;

    if (!o || !o->in_row || !c || o->next_col != c->col + c->col_span || MAX_COLUMNS - o->next_col < col_span)
        return gireport__tables_cell(t, 1, col_span, 0, 0, 0);
    if (c->row + 1 == o->n_rows)
        c->col_span += col_span;
    o->in_cell = o->discard = 1;
    return take(o, c->col, c->col_span, c->row + c->row_span);
}

void gireport__tables_skip(struct gireport__tables *t, uint32_t cols)
{
    if (t->open && t->open->next_col < MAX_COLUMNS)
        t->open->next_col += cols < MAX_COLUMNS - t->open->next_col ? cols : MAX_COLUMNS - t->open->next_col;
}

/* --- what the table was ------------------------------------------------------------------------------------- */

static int is_number(const table *o, const struct cell *c)
{
    const struct piece *p = c->count == 1 ? &o->pieces[c->first] : NULL;

    return p != NULL && !p->table && strspn(p->text, "0123456789.,+-") == p->len;
}

/* Lays out other content: a frame of one cell or one column, tables in it and no numbers, or few cells of which one
 * holds a text. */
static int is_layout(const table *o)
{
    size_t numbers = 0, filled = 0, texts = 0;

    if (o->too_wide || o->n_cells == 1 || o->used_columns == 1)
        return 1;
    for (size_t i = 0; i < o->n_cells; i++) {
        const struct cell *c = &o->cells[i];
        size_t len = 0;

        for (size_t k = 0; k < c->count; k++)
            len += o->pieces[c->first + k].len;
        filled += c->count > 0;
        texts += len > LONG_TEXT || (c->count > 0 && o->pieces[c->first].heading);
        numbers += is_number(o, c);
    }
    return o->nested ? numbers < MANY_NUMBERS : texts > 0 && filled <= FEW_CELLS;
}

static int emit(struct gireport__tables *t, const table *o);

static int emit_pieces(struct gireport__tables *t, const table *o, int tables_only)
{
    int status = GIREPORT_OK;

    for (size_t i = 0; i < o->n_pieces && status == GIREPORT_OK; i++) {
        const struct piece *p = &o->pieces[i];

        if (p->table)
            status = emit(t, p->table);
        else if (!tables_only)
            status = add_paragraph(t, p);
    }
    return status;
}

/* The text of a cell: its lines, without the tables in it. */
static int join(struct gireport__tables *t, const table *o, const struct cell *from, struct gireport__block_cell *to)
{
    const struct piece *p = from->count > 0 ? o->pieces + from->first : NULL;
    size_t len = 0, lines = 0, at = 0;
    char *s;

    for (size_t i = 0; i < from->count; i++)
        if (!p[i].table) {
            len += p[i].len + 1;
            lines++;
        }
    if (len - (lines > 0) > t->limits->scalar) /* the last line has no break */
        return GIREPORT_ERR_LIMIT;
    if (lines == 0) {
        to->text = "";
        return GIREPORT_OK;
    }
    s = lines == 1 ? NULL : gireport__arena_alloc(&t->out->arena, len);
    if (lines > 1 && !s)
        return GIREPORT_ERR_NOMEM;
    to->picture = 0;
    to->line = 0;
    for (size_t i = 0; i < from->count; i++) {
        if (p[i].table)
            continue;
        if (!to->line) {
            to->line = p[i].line;
            to->column = p[i].column;
            to->text = p[i].text;
        }
        if (s) {
            memcpy(s + at, p[i].text, p[i].len);
            at += p[i].len;
            s[at++] = '\n';
        }
    }
    if (s) {
        s[len - 1] = 0;
        to->text = s;
    }
    to->len = len - 1;
    return GIREPORT_OK;
}

static int emit_grid(struct gireport__tables *t, const table *o)
{
    struct gireport__block_cell *cells = gireport__arena_alloc(&t->out->arena, o->n_cells * sizeof *cells);
    struct gireport__block *b = gireport__blocks_add(t->out, GIREPORT__GRID);
    int status = cells && b ? GIREPORT_OK : GIREPORT_ERR_NOMEM;

    t->n_grids++;
    for (size_t i = 0; i < o->n_cells && status == GIREPORT_OK; i++) {
        cells[i] = o->cells[i].c;
        status = join(t, o, &o->cells[i], &cells[i]);
        cells[i].place = gireport__blocks_place(t->out, t->n_grids, cells[i].row + 1, cells[i].col + 1);
        if (!cells[i].place)
            status = GIREPORT_ERR_NOMEM;
    }
    if (status != GIREPORT_OK)
        return status;
    b->cells = cells;
    b->n_cells = o->n_cells;
    b->n_rows = o->n_rows;
    b->n_cols = o->used_columns;
    b->line = o->line;
    b->column = o->column;
    b->place = gireport__blocks_place(t->out, t->n_grids, 0, 0);
    return b->place ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

/* Tables in tables come back here; the depth of the document bounds how often. */
static int emit(struct gireport__tables *t, const table *o)
{
    int status;

    if (is_layout(o)) {
        t->out->n_cells -= o->n_cells;
        return emit_pieces(t, o, 0);
    }
    status = emit_grid(t, o);
    return status == GIREPORT_OK && o->nested ? emit_pieces(t, o, 1) : status;
}

/* Gives back what arrays that grow by doubling hold in vain: a page may be made of very many small tables. */
static void shrink(table *o)
{
    void *cells = gireport__realloc_array(o->cells, o->n_cells, sizeof *o->cells);
    void *pieces = o->n_pieces ? gireport__realloc_array(o->pieces, o->n_pieces, sizeof *o->pieces) : NULL;

    if (cells)
        o->cells = cells;
    if (pieces)
        o->pieces = pieces;
    gireport__free(o->columns);
    o->columns = NULL;
}

/* A table of one cell within a cell is a frame around its text. */
static int unframe(table *to, const table *from)
{
    int status = GIREPORT_OK;

    for (size_t i = 0; i < from->n_pieces && status == GIREPORT_OK; i++)
        status = add_piece(to, &from->pieces[i]);
    to->nested |= from->nested;
    to->cells[to->n_cells - 1].c.picture |= from->cells[0].c.picture;
    return status;
}

int gireport__tables_end(struct gireport__tables *t)
{
    table *o = t->open, *to;
    struct piece p = {.table = o};
    int status = GIREPORT_OK;

    if (!o)
        return GIREPORT_OK;
    gireport__tables_group(t, 0);
    t->open = o->outer;
    to = sink(t);
    if (o->n_cells > 0 && to && !to->discard) {
        shrink(o);
        to->nested |= o->n_cells > 1;
        status = o->n_cells > 1 ? add_piece(to, &p) : unframe(to, o);
    } else if (o->n_cells > 0 && !to) {
        status = emit(t, o);
        drop_since(t, o->outer);
    }
    return status;
}

int gireport__tables_finish(struct gireport__tables *t)
{
    int status = GIREPORT_OK;

    while (t->open && status == GIREPORT_OK)
        status = gireport__tables_end(t);
    return status;
}
