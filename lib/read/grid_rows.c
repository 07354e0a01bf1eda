/* SPDX-License-Identifier: MIT */
#include "grid_rows.h"

#include "../base/text.h"

#include <string.h>

#define MAX_PLACES 400000u /* of a grid: rows times columns */
#define MAX_COLUMNS 512u
#define HEADER_ROWS 8u
#define FORM_COLUMNS 40u

/* --- the cells ---------------------------------------------------------------------------------------------- */

static void look_at(struct gireport__grid_view *v, const struct gireport__block_cell *c,
                    struct gireport__grid_cell *out)
{
    const char *s = c->text ? c->text : "";
    size_t len = c->text ? c->len : 0;

    out->c = c;
    gireport__trim(&s, &len);
    out->blank = len == 0 && !c->picture;
    out->number = !out->blank && (c->picture || gireport__value_like(s, len));
    if (!out->blank && !out->number)
        out->hit = gireport__labels_seen(v->rd->labels, s, len, &v->rd->scratch, v->rd->seen);
}

/* Looks at all cells. Rows behind the last one that holds something are left out, but for two: the line of part 四 may
 * be empty; so are such columns where they are more than the form could have. */
static int look_at_all(struct gireport__grid_view *v)
{
    const struct gireport__block *grid = v->grid;
    uint32_t rows = 0;

    if (grid->n_cells > MAX_PLACES)
        return GIREPORT_ERR_LIMIT;
    v->cells = gireport__calloc(grid->n_cells + 1, sizeof *v->cells);
    if (!v->cells)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < grid->n_cells; i++) {
        const struct gireport__block_cell *c = &grid->cells[i];

        look_at(v, c, &v->cells[i]);
        if (v->cells[i].blank)
            continue;
        v->n_cols = v->n_cols < c->col + c->col_span ? c->col + c->col_span : v->n_cols;
        rows = rows < c->row + 1 ? c->row + 1 : rows;
    }
    if (grid->n_cols <= FORM_COLUMNS && (v->n_cols > 0 || v->rd->carried))
        v->n_cols = grid->n_cols; /* the line of part 四 may be empty, with its header in a grid of its own */
    v->n_rows = rows + 2 < grid->n_rows ? rows + 2 : grid->n_rows;
    if (v->n_cols == 0 || v->n_cols > MAX_COLUMNS || v->n_rows > MAX_PLACES / v->n_cols)
        return GIREPORT_ERR_LIMIT;
    return GIREPORT_OK;
}

/* How far to the right most rows reach, empty cells too. */
static uint32_t usual_reach(const struct gireport__grid_view *v)
{
    uint32_t rows[MAX_COLUMNS + 1] = {0}, usual = 0;

    for (uint32_t r = 0; r < v->n_rows; r++)
        rows[v->reach[r] < MAX_COLUMNS ? v->reach[r] : MAX_COLUMNS]++;
    for (uint32_t i = 1; i <= MAX_COLUMNS; i++)
        usual = rows[i] >= rows[usual] || !usual ? i : usual;
    return usual;
}

int gireport__grid_view_new(struct gireport__reading *rd, const struct gireport__block *grid,
                            struct gireport__grid_view *v)
{
    size_t work = 0;
    int status;

    memset(v, 0, sizeof *v);
    v->rd = rd;
    v->grid = grid;
    status = look_at_all(v);
    if (status == GIREPORT_OK) {
        v->at = gireport__calloc((size_t)v->n_rows * v->n_cols, sizeof *v->at);
        v->reach = gireport__calloc(v->n_rows + 1U, sizeof *v->reach);
        status = v->at && v->reach ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
    }
    for (size_t i = 0; i < grid->n_cells && status == GIREPORT_OK; i++) {
        const struct gireport__block_cell *c = &grid->cells[i];
        uint32_t row_end = c->row + c->row_span < v->n_rows ? c->row + c->row_span : v->n_rows;
        uint32_t col_end = c->col + c->col_span < v->n_cols ? c->col + c->col_span : v->n_cols;

        if (row_end > c->row && col_end > c->col)
            work += (size_t)(row_end - c->row) * (col_end - c->col);
        if (work > 8u * MAX_PLACES) /* cells over cells over cells */
            status = GIREPORT_ERR_LIMIT;
        for (uint32_t r = c->row; r < row_end && status == GIREPORT_OK; r++)
            for (uint32_t k = c->col; k < col_end; k++)
                if (!v->at[(size_t)r * v->n_cols + k]) /* where cells overlap, the first one stays */
                    v->at[(size_t)r * v->n_cols + k] = (uint32_t)i + 1;
        for (uint32_t r = c->row; r < row_end && status == GIREPORT_OK; r++)
            v->reach[r] = v->reach[r] < c->col + c->col_span ? c->col + c->col_span : v->reach[r];
    }
    if (status == GIREPORT_OK)
        v->usual_reach = usual_reach(v);
    if (status != GIREPORT_OK)
        gireport__grid_view_free(v);
    return status;
}

void gireport__grid_view_free(struct gireport__grid_view *v)
{
    gireport__free(v->cells);
    gireport__free(v->at);
    gireport__free(v->reach);
    v->cells = NULL;
    v->at = NULL;
    v->reach = NULL;
}

static const struct gireport__grid_cell *cell_at(const struct gireport__grid_view *v, uint32_t row, uint32_t col)
{
    uint32_t i = v->at[(size_t)row * v->n_cols + col];

    return i ? &v->cells[i - 1] : NULL;
}

const struct gireport__sense *gireport__grid_sense(const struct gireport__grid_view *v,
                                                   const struct gireport__grid_cell *c, uint32_t kinds)
{
    return c && c->hit.text ? gireport__label_sense(v->rd->labels, &c->hit, v->rd->t, kinds, NULL) : NULL;
}

/* --- rows --------------------------------------------------------------------------------------------------- */

int gireport__grid_view_row(struct gireport__grid_view *v, uint32_t row)
{
    uint32_t end = v->n_cols;

    v->n_slots = 0;
    while (end > 0 && !cell_at(v, row, end - 1))
        end--;
    v->ragged = end < v->n_cols;
    v->row_reach = v->reach[row];
    for (uint32_t c = 0; c < end;) {
        const struct gireport__grid_cell *cell = cell_at(v, row, c);
        struct gireport__slot *s = &v->slots[v->n_slots];

        if (v->n_slots++ == GIREPORT__MAX_SLOTS)
            return 0;
        s->cell = cell;
        s->c0 = c++;
        while (cell && c < end && cell_at(v, row, c) == cell)
            c++;
        s->c1 = c;
        s->above = cell && cell->c->row < row;
    }
    return 1;
}

/* --- headers ------------------------------------------------------------------------------------------------ */

/* The cells over a column that are not empty, from below; a cell counts once. */
static uint32_t stack_over(const struct gireport__grid_view *v, uint32_t first, uint32_t last, uint32_t col,
                           const struct gireport__grid_cell *stack[HEADER_ROWS])
{
    uint32_t n = 0;

    for (uint32_t r = last + 1; r-- > first && n < HEADER_ROWS;) {
        const struct gireport__grid_cell *c = cell_at(v, r, col);
        if (c && !c->blank && (n == 0 || stack[n - 1] != c))
            stack[n++] = c;
    }
    return n;
}

/* The label of a column: the lowest cell, or what two to four cells above one another say together (商业 over
 * 企业). */
static void name_leaf(const struct gireport__grid_view *v, struct gireport__leaf *leaf,
                      const struct gireport__grid_cell *const *stack, uint32_t n)
{
    struct gireport__buf *b = &v->rd->scratch;
    struct gireport__label_hit hit;

    leaf->hit = stack[0]->hit;
    if (gireport__grid_sense(v, stack[0], GIREPORT__LABEL_COL | GIREPORT__LABEL_STUB | GIREPORT__LABEL_ROW))
        return;
    for (const char *s = stack[0]->c->text, *nl; (nl = memchr(s, '\n', strlen(s))) != NULL; s = nl + 1) {
        hit = gireport__labels_cell(v->rd->labels, nl + 1, strlen(nl + 1), b);
        if (hit.text && gireport__label_sense(v->rd->labels, &hit, v->rd->t, GIREPORT__LABEL_COL, NULL)) {
            leaf->hit = hit; /* its upper lines are of the header above */
            return;
        }
    }
    for (uint32_t k = 2; k <= n && k <= 4; k++) {
        gireport__buf_clear(b);
        for (uint32_t i = k; i-- > 0;)
            gireport__fold(b, stack[i]->c->text, stack[i]->c->len);
        hit = gireport__labels_whole(v->rd->labels, gireport__buf_str(b), b->len);
        if (hit.text && gireport__label_sense(v->rd->labels, &hit, v->rd->t, GIREPORT__LABEL_COL, NULL)) {
            leaf->hit = hit;
            return;
        }
    }
}

/* The row of part 四 that the cells over a column name. */
static uint32_t block_over(const struct gireport__grid_view *v, const struct gireport__grid_cell *const *stack,
                           uint32_t n)
{
    const gireport_template *t = v->rd->tpl;

    for (uint32_t i = 0; i < n; i++) {
        const struct gireport__sense *s = gireport__grid_sense(v, stack[i], GIREPORT__LABEL_ROW);
        if (s && t->rows[s->index].leaf && t->sections[t->rows[s->index].section].layout == GIREPORT__LAYOUT_ACROSS)
            return s->index;
    }
    return GIREPORT__NONE;
}

/* Leaves before the first column of the form are the header of the label column. */
static void drop_stub(struct gireport__grid_view *v)
{
    uint32_t first = 0, kept = 0;

    for (uint32_t i = v->n_leaves; i-- > 0;)
        if (gireport__label_sense(v->rd->labels, &v->leaves[i].hit, v->rd->t, GIREPORT__LABEL_COL, NULL) ||
            v->leaves[i].block != GIREPORT__NONE)
            first = i;
    for (uint32_t i = first; i < v->n_leaves; i++)
        if (!gireport__label_sense(v->rd->labels, &v->leaves[i].hit, v->rd->t, GIREPORT__LABEL_STUB, NULL))
            v->leaves[kept++] = v->leaves[i];
    v->n_leaves = kept;
}

void gireport__grid_view_header(struct gireport__grid_view *v, uint32_t first, uint32_t last)
{
    const struct gireport__grid_cell *stack[HEADER_ROWS], *before = NULL;

    v->n_leaves = 0;
    v->header_reach = 0;
    for (uint32_t r = first; r <= last; r++)
        v->header_reach = v->header_reach < v->reach[r] ? v->reach[r] : v->header_reach;
    for (uint32_t c = 0; c < v->n_cols; c++) {
        uint32_t n = stack_over(v, first, last, c, stack);
        struct gireport__leaf *leaf;

        if (n == 0) {
            before = NULL;
            continue;
        }
        if (stack[0] == before) {
            v->leaves[v->n_leaves - 1].c1 = c + 1;
            continue;
        }
        if (v->n_leaves == GIREPORT__MAX_SLOTS) {
            v->n_leaves = 0;
            return;
        }
        leaf = &v->leaves[v->n_leaves++];
        before = stack[0];
        leaf->cell = stack[0];
        leaf->c0 = c;
        leaf->c1 = c + 1;
        leaf->block = block_over(v, stack, n);
        name_leaf(v, leaf, stack, n);
    }
    drop_stub(v);
}

struct gireport__carried {
    struct gireport__grid_cell cells[GIREPORT__MAX_SLOTS];
    struct gireport__leaf leaves[GIREPORT__MAX_SLOTS];
    uint32_t n_leaves, n_cols, table, section;
};

void gireport__grid_view_carry(struct gireport__grid_view *v, uint32_t table, uint32_t section)
{
    struct gireport__carried *c = v->rd->carried;

    if (v->n_leaves == 0) {
        v->rd->carried = NULL;
        return;
    }
    if (!c)
        c = gireport__arena_alloc(&v->rd->arena, sizeof *c);
    v->rd->carried = c;
    if (!c) {
        v->rd->status = GIREPORT_ERR_NOMEM;
        return;
    }
    c->n_leaves = v->n_leaves;
    c->n_cols = v->n_cols;
    c->table = table;
    c->section = section;
    for (uint32_t i = 0; i < v->n_leaves; i++) {
        c->leaves[i] = v->leaves[i];
        if (v->leaves[i].cell != &c->cells[i])
            c->cells[i] = *v->leaves[i].cell;
        c->leaves[i].cell = &c->cells[i];
    }
}

int gireport__grid_view_resume(struct gireport__grid_view *v, uint32_t table, uint32_t *section)
{
    const struct gireport__carried *c = v->rd->carried;

    if (!c || c->table != table || table == GIREPORT__NONE)
        return 0;
    *section = c->section;
    v->n_leaves = c->n_leaves;
    memcpy(v->leaves, c->leaves, c->n_leaves * sizeof v->leaves[0]);
    for (uint32_t i = 0; i < v->n_leaves && c->n_cols != v->n_cols; i++) {
        v->leaves[i].c0 = 0; /* nothing stands under it: only the order is known */
        v->leaves[i].c1 = 1;
    }
    return 1;
}

/* --- what a leaf means -------------------------------------------------------------------------------------- */

uint32_t gireport__section_offset(const gireport_template *t, uint32_t section, uint32_t row, uint32_t col)
{
    const struct gireport__section *s = &t->sections[section];

    for (uint32_t i = 0; i < s->n_fields; i++)
        if (t->fields[s->first_field + i].row == row && t->fields[s->first_field + i].col == col)
            return i;
    return GIREPORT__NONE;
}

uint32_t gireport__leaf_pos(const struct gireport__grid_view *v, const struct gireport__leaf *leaf, uint32_t section)
{
    const gireport_template *t = v->rd->tpl;
    const struct gireport__sense *s = NULL;

    while ((s = gireport__label_sense(v->rd->labels, &leaf->hit, v->rd->t, GIREPORT__LABEL_COL, s)) != NULL) {
        const struct gireport__node *col = &t->cols[s->index];

        if (col->section != section || !col->leaf)
            continue;
        if (t->sections[section].layout == GIREPORT__LAYOUT_MATRIX)
            return col->pos;
        if (leaf->block != GIREPORT__NONE && t->rows[leaf->block].section == section)
            return gireport__section_offset(t, section, leaf->block, s->index);
    }
    return GIREPORT__NONE;
}

int gireport__has_money(const gireport_template *t, uint32_t section)
{
    const struct gireport__section *s = &t->sections[section];

    for (uint32_t i = 0; i < s->n_cols; i++)
        if (t->cols[s->first_col + i].leaf && t->cols[s->first_col + i].type == GIREPORT_TYPE_MONEY)
            return 1;
    return 0;
}

/* A unit ends the text or its bracket: 元 also begins and ends other words. */
static int ends_unit(const char *s, size_t len)
{
    static const char wide[] = "）";

    gireport__trim(&s, &len);
    return len == 0 || *s == ')' || *s == ']' || (len >= 3 && !memcmp(s, wide, 3));
}

const char *gireport__printed_unit(const char *text, size_t len)
{
    static const char *const units[] = {"亿元", "万元", "元", NULL};
    static const char yuan[] = "元";
    size_t best = 3, n = sizeof yuan - 1; /* of those in the text the one that stands first here */

    for (size_t i = 0; i + n <= len; i++) {
        if (text[i] != yuan[0] || memcmp(text + i, yuan, n) != 0 || !ends_unit(text + i + n, len - i - n))
            continue;
        for (size_t u = 0; u < best; u++) {
            size_t before = strlen(units[u]) - n;
            if (i >= before && memcmp(text + i - before, units[u], before) == 0)
                best = u;
        }
    }
    return units[best];
}
