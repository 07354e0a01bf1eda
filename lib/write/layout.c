/* SPDX-License-Identifier: MIT */

#include "layout.h"

#include <string.h>

/* What the walk knows of one row or column node. */
struct span {
    uint32_t first; /* columns: position of the first leaf below */
    uint32_t below; /* rows: lines (or blocks of columns) that its members take */
    uint32_t count; /* rows: lines that it takes with its own; columns: leaves below it */
    uint8_t own;    /* a group whose own row is printed */
    uint8_t alone;  /* ... and none of its members: one row stands for the group */
    uint8_t hidden; /* below such a group */
};

struct walk {
    struct gireport__sheet *sheet;
    const gireport_template *t;
    const gireport_report *r;
    const struct gireport__section *sec;
    uint32_t section;
    struct span *rows, *cols; /* of the section */
    uint32_t row;             /* the next line of the sheet */
    int failed;
};

static void add(struct walk *w, struct gireport__slot slot)
{
    struct gireport__sheet *s = w->sheet;
    void *items = s->slots;

    if (!gireport__grow(&items, &s->capacity, s->n_slots, sizeof(*s->slots))) {
        w->failed = 1;
        return;
    }
    s->slots = items;
    slot.section = w->section;
    s->slots[s->n_slots++] = slot;
}

static void label(struct walk *w, const char *text, enum gireport__scope scope, uint32_t row, uint32_t col,
                  uint32_t row_span, uint32_t col_span)
{
    struct gireport__slot slot = {
        text ? text : "",     row,           col, row_span, col_span, GIREPORT__NONE, 0,
        GIREPORT__SLOT_LABEL, (uint8_t)scope};
    add(w, slot);
}

static int present(const struct walk *w, uint32_t field)
{
    return w->r && field != GIREPORT__NONE && w->r->cells[field].state != GIREPORT_STATE_ABSENT;
}

/* Is any cell of this row (a leaf's, or a group's own) in the report? */
static int row_present(const struct walk *w, const struct gireport__node *node)
{
    uint32_t i;

    if (node->field == GIREPORT__NONE)
        return 0;
    for (i = 0; i < w->sec->leaf_cols; i++) {
        if (present(w, node->field + i))
            return 1;
    }
    return 0;
}

static int is_below(const gireport_template *t, uint32_t node, uint32_t group)
{
    uint32_t up = t->rows[node].parent;

    while (up != GIREPORT__NONE && up != group)
        up = t->rows[up].parent;
    return up == group;
}

static int members_present(const struct walk *w, uint32_t group)
{
    uint32_t end = w->sec->first_row + w->sec->n_rows, i;

    for (i = group + 1; i < end; i++) {
        if (is_below(w->t, i, group) && row_present(w, &w->t->rows[i]))
            return 1;
    }
    return 0;
}

/* Which groups print a row of their own, what that hides, and how many lines each node takes. */
static void measure_rows(struct walk *w)
{
    uint32_t first = w->sec->first_row, n = w->sec->n_rows, i;

    for (i = 0; i < n; i++) {
        const struct gireport__node *node = &w->t->rows[first + i];
        const struct span *up = node->parent == GIREPORT__NONE ? NULL : &w->rows[node->parent - first];
        struct span *me = &w->rows[i];

        me->hidden = (uint8_t)(up && (up->hidden || up->alone));
        if (me->hidden)
            continue;
        if (!node->leaf && row_present(w, node)) {
            me->own = 1;
            me->alone =
                (uint8_t)(w->sec->layout == GIREPORT__LAYOUT_MATRIX && !members_present(w, first + i));
        }
    }
    for (i = n; i-- > 0;) {
        const struct gireport__node *node = &w->t->rows[first + i];
        struct span *me = &w->rows[i];

        if (me->hidden)
            continue;
        me->count = node->leaf ? 1 : me->own + me->below;
        if (node->parent != GIREPORT__NONE)
            w->rows[node->parent - first].below += me->count;
    }
}

static void measure_cols(struct walk *w)
{
    uint32_t first = w->sec->first_col, i;

    for (i = w->sec->n_cols; i-- > 0;) {
        const struct gireport__node *node = &w->t->cols[first + i];
        struct span *me = &w->cols[i];

        if (node->leaf) {
            me->first = node->pos;
            me->count = 1;
        }
        if (node->parent != GIREPORT__NONE && me->count) {
            struct span *up = &w->cols[node->parent - first];

            up->first = me->first; /* from the right to the left: the first one stays */
            up->count += me->count;
        }
    }
}

static uint32_t levels(const struct gireport__node *nodes, uint32_t n)
{
    uint32_t deepest = 0, i;

    for (i = 0; i < n; i++) {
        if (nodes[i].depth >= deepest)
            deepest = nodes[i].depth + 1;
    }
    return deepest;
}

/* n columns share the width; where it does not divide, the last ones are wider (as the form does it). */
static uint32_t edge(uint32_t width, uint32_t n, uint32_t pos)
{
    uint32_t base, narrow;

    if (n == 0)
        return 0;
    base = width / n;
    narrow = n - width % n;
    return pos * base + (pos > narrow ? pos - narrow : 0);
}

/* One level of the column tree, for the leaves that begin at position `shift` of `total`. */
static void column_level(struct walk *w, uint32_t level, uint32_t deepest, uint32_t left, uint32_t shift,
                         uint32_t total)
{
    uint32_t width = w->sheet->cols - left, i;

    for (i = 0; i < w->sec->n_cols; i++) {
        const struct gireport__node *node = &w->t->cols[w->sec->first_col + i];
        const struct span *me = &w->cols[i];
        uint32_t from, to;

        if (node->depth != level || me->count == 0)
            continue;
        from = edge(width, total, shift + me->first);
        to = edge(width, total, shift + me->first + me->count);
        label(w, node->label.text, node->leaf ? GIREPORT__SCOPE_COL : GIREPORT__SCOPE_COLGROUP, w->row,
              left + from, node->leaf ? deepest - level : 1, to - from);
    }
}

static void stub(struct walk *w, uint32_t row_span, uint32_t col_span)
{
    struct gireport__slot slot = {w->sec->stub.text ? w->sec->stub.text : "",
                                  w->row,
                                  0,
                                  row_span,
                                  col_span,
                                  GIREPORT__NONE,
                                  0,
                                  GIREPORT__SLOT_STUB,
                                  GIREPORT__SCOPE_COL};
    add(w, slot);
}

/* The values of a row, at positions from `shift` of `total`. */
static void values(struct walk *w, const struct gireport__node *row, uint32_t left, uint32_t shift,
                   uint32_t total)
{
    uint32_t width = w->sheet->cols - left, i;

    for (i = 0; i < w->sec->leaf_cols; i++) {
        uint32_t from = edge(width, total, shift + i), to = edge(width, total, shift + i + 1);
        struct gireport__slot slot = {NULL,
                                      w->row,
                                      left + from,
                                      1,
                                      to - from,
                                      row->field + i,
                                      0,
                                      GIREPORT__SLOT_VALUE,
                                      GIREPORT__SCOPE_NONE};
        add(w, slot);
    }
}

/* Rows down, columns across. */
static void matrix(struct walk *w)
{
    uint32_t labels = w->sheet->label_cols, deepest = levels(w->t->cols + w->sec->first_col, w->sec->n_cols),
             i;

    stub(w, deepest, labels);
    for (i = 0; i < deepest; i++, w->row++)
        column_level(w, i, deepest, labels, 0, w->sec->leaf_cols);
    for (i = 0; i < w->sec->n_rows; i++) {
        const struct gireport__node *node = &w->t->rows[w->sec->first_row + i];
        const struct span *me = &w->rows[i];
        uint32_t col = node->depth < labels ? node->depth : labels - 1;

        if (me->hidden || me->count == 0)
            continue;
        if (node->leaf || me->own) {
            label(w, node->label.text, GIREPORT__SCOPE_ROW, w->row, col, 1, labels - col);
            values(w, node, labels, 0, w->sec->leaf_cols);
            w->row++;
        }
        if (!node->leaf && me->count > me->own)
            label(w, node->label.text, GIREPORT__SCOPE_ROWGROUP, w->row, col, me->count - me->own, 1);
    }
}

/* One level of the row tree, whose nodes stand side by side over blocks of columns. */
static void block_level(struct walk *w, uint32_t level, uint32_t deepest, uint32_t left, uint32_t total)
{
    uint32_t width = w->sheet->cols - left, leaves = w->sec->leaf_cols, block = 0, i;

    for (i = 0; i < w->sec->n_rows; i++) {
        const struct gireport__node *node = &w->t->rows[w->sec->first_row + i];
        const struct span *me = &w->rows[i];
        int ends = node->leaf || me->count == me->own; /* no block of another node below it */
        uint32_t from = edge(width, total, block * leaves), to;

        if (me->hidden || me->count == 0)
            continue;
        if (node->depth == level) {
            to = edge(width, total, (block + me->count) * leaves);
            label(w, node->label.text, GIREPORT__SCOPE_COLGROUP, w->row, left + from,
                  ends ? deepest - level : 1, to - from);
        } else if (node->depth + 1 == level && me->own && !ends) {
            to = edge(width, total, (block + 1) * leaves); /* the group's own values, before its members */
            label(w, node->label.text, GIREPORT__SCOPE_COLGROUP, w->row, left + from, deepest - level,
                  to - from);
        }
        if (node->leaf || me->own)
            block++;
    }
}

/* The rows stand side by side over their columns, with one line of values. */
static void across(struct walk *w)
{
    uint32_t over = levels(w->t->rows + w->sec->first_row, w->sec->n_rows);
    uint32_t under = levels(w->t->cols + w->sec->first_col, w->sec->n_cols);
    uint32_t left = w->sec->stub.text ? w->sheet->label_cols : 0;
    uint32_t leaves = w->sec->leaf_cols, blocks = 0, block, level, i;

    for (i = 0; i < w->sec->n_rows; i++) {
        const struct gireport__node *node = &w->t->rows[w->sec->first_row + i];

        blocks += (uint32_t)(!w->rows[i].hidden && (node->leaf || w->rows[i].own));
    }
    if (left)
        stub(w, over + under + 1, left);
    for (level = 0; level < over; level++, w->row++)
        block_level(w, level, over, left, blocks * leaves);
    for (level = 0; level < under; level++, w->row++) {
        for (block = 0; block < blocks; block++)
            column_level(w, level, under, left, block * leaves, blocks * leaves);
    }
    for (i = 0, block = 0; i < w->sec->n_rows; i++) {
        const struct gireport__node *node = &w->t->rows[w->sec->first_row + i];

        if (!w->rows[i].hidden && (node->leaf || w->rows[i].own))
            values(w, node, left, block++ * leaves, blocks * leaves);
    }
    w->row++;
}

/* How many columns of the sheet the section needs beside the label columns. */
static uint32_t value_width(const struct walk *w)
{
    uint32_t blocks = 0, i;

    if (w->sec->layout == GIREPORT__LAYOUT_MATRIX)
        return w->sec->leaf_cols;
    for (i = 0; i < w->sec->n_rows; i++) {
        const struct gireport__node *node = &w->t->rows[w->sec->first_row + i];

        blocks += (uint32_t)(node->leaf || row_present(w, node));
    }
    return blocks * w->sec->leaf_cols;
}

static void measure_sheet(struct walk *w, const struct gireport__table *table)
{
    struct gireport__sheet *s = w->sheet;
    uint32_t i;

    for (i = 0; i < table->n_sections; i++) {
        uint32_t labels;

        w->sec = &w->t->sections[table->first_section + i];
        labels = w->sec->label_cols ? w->sec->label_cols : 1;
        if (w->sec->layout == GIREPORT__LAYOUT_ACROSS && !w->sec->stub.text)
            labels = 0;
        if (labels > s->label_cols)
            s->label_cols = labels;
    }
    for (i = 0; i < table->n_sections; i++) {
        uint32_t width;

        w->sec = &w->t->sections[table->first_section + i];
        width = value_width(w);
        if (w->sec->layout == GIREPORT__LAYOUT_MATRIX || w->sec->stub.text)
            width += s->label_cols;
        if (width > s->cols)
            s->cols = width;
    }
}

static void section(struct walk *w, uint32_t index)
{
    size_t n;

    w->section = index;
    w->sec = &w->t->sections[index];
    n = (size_t)w->sec->n_rows + w->sec->n_cols;
    w->rows = gireport__calloc(n ? n : 1, sizeof(*w->rows));
    if (!w->rows) {
        w->failed = 1;
        return;
    }
    w->cols = w->rows + w->sec->n_rows;
    measure_rows(w);
    measure_cols(w);
    if (w->sec->caption.text) {
        struct gireport__slot slot = {w->sec->caption.text,    w->row,         0, 1,
                                      w->sheet->cols,          GIREPORT__NONE, 0, GIREPORT__SLOT_CAPTION,
                                      GIREPORT__SCOPE_COLGROUP};
        add(w, slot);
        w->row++;
    }
    if (w->sec->layout == GIREPORT__LAYOUT_MATRIX) {
        matrix(w);
    } else {
        across(w);
    }
    gireport__free(w->rows);
}

int gireport__sheet_make(const gireport_template *t, uint32_t table, const gireport_report *r,
                         struct gireport__sheet *out)
{
    struct walk w = {.sheet = out, .t = t, .r = r};
    const struct gireport__table *tab = &t->tables[table];
    uint32_t i;

    memset(out, 0, sizeof(*out));
    out->table = table;
    measure_sheet(&w, tab);
    for (i = 0; i < tab->n_sections && !w.failed; i++)
        section(&w, tab->first_section + i);
    out->rows = w.row;
    if (w.failed) {
        gireport__sheet_free(out);
        return GIREPORT_ERR_NOMEM;
    }
    return GIREPORT_OK;
}

uint32_t gireport__sheet_body(const struct gireport__sheet *s)
{
    uint32_t body = 0, reach = 0;
    size_t i;

    if (s->n_slots == 0 || s->slots[s->n_slots - 1].section != s->slots[0].section)
        return 0;
    for (i = 0; i < s->n_slots; i++) {
        const struct gireport__slot *slot = &s->slots[i];

        if (slot->kind == GIREPORT__SLOT_VALUE || slot->scope == GIREPORT__SCOPE_ROW ||
            slot->scope == GIREPORT__SCOPE_ROWGROUP) {
            body = slot->row;
            break;
        }
        if (slot->row + slot->row_span > reach)
            reach = slot->row + slot->row_span;
    }
    return reach > body ? 0 : body;
}

void gireport__sheet_free(struct gireport__sheet *s)
{
    gireport__free(s->slots);
    memset(s, 0, sizeof(*s));
}
