/* SPDX-License-Identifier: MIT */
/* Tables of a template: sections, the trees of rows and columns, and the fields that they span. */
#include "load.h"

#include <string.h>

#include "../base/buf.h"

/* The defaults that a section gives its columns. */
struct defaults {
    const char *unit, *printed_unit;
    uint32_t type, nature;
};

static const char *const type_words[] = {"count", "delta", "money", NULL};
static const char *const nature_words[] = {"flow", "stock", "change", NULL};
static const char *const layout_words[] = {"matrix", "across", NULL};

/* Keys that a report file has at its top, so that no table may be called so. */
static const char *const reserved[] = {"gireport", "template", "organ", "year",  "published", "period",
                                       "url",      "contact",  "units", "title", "preamble",  "overview",
                                       "problems", "remarks",  "extra", "level", "document",  NULL};

static int is_true(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const char *const words[] = {"false", "true", NULL};
    return (int)gireport__load_word(l, node, words, 0, 0);
}

static const char *load_money_unit(struct gireport__loader *l, const struct gireport__tree *node)
{
    if (!node)
        return NULL;
    if (strcmp(node->text, "元") != 0 && strcmp(node->text, "万元") != 0 && strcmp(node->text, "亿元") != 0)
        gireport__load_tell(l, node, "金额的单位“{0}”应是元、万元或亿元",
                            "the unit of money \"{0}\" has to be 元, 万元 or 亿元", node->text);
    return gireport__load_string(l, node);
}

static const char *load_unit(struct gireport__loader *l, const struct gireport__tree *node,
                             const char *otherwise)
{
    return node ? gireport__load_string(l, node) : otherwise;
}

/* Columns. */

static void add_columns(struct gireport__loader *l, const struct gireport__tree *list, uint32_t parent,
                        uint32_t depth, const struct defaults *d);

/* Two columns under one header with one label could not be told apart; nor two keys in one section. */
static void check_column(struct gireport__loader *l, const struct gireport__tree *at, uint32_t index)
{
    const struct gireport__node *cols = gireport__load_cols(l), *c = cols + index;
    const struct gireport__section *s = gireport__load_sections(l) + c->section;
    for (uint32_t i = s->first_col; i < index; i++) {
        if (c->key && cols[i].key && !strcmp(cols[i].key, c->key))
            gireport__load_tell(l, at, "列键“{0}”重复", "the column key \"{0}\" stands here twice", c->key);
        else if (cols[i].parent == c->parent && !strcmp(cols[i].label.folded, c->label.folded))
            gireport__load_tell(l, at, "两列的标题都是“{0}”", "two columns are headed \"{0}\"",
                                c->label.text);
    }
}

static void fill_leaf_column(struct gireport__loader *l, struct gireport__node *c,
                             const struct gireport__tree *const *m, const struct gireport__tree *at,
                             const struct defaults *d)
{
    struct gireport__section *s = gireport__load_sections(l) + c->section;
    c->leaf = 1;
    c->pos = s->leaf_cols++;
    c->type = gireport__load_word(l, m[5], type_words, GIREPORT_TYPE_COUNT, d->type);
    c->nature = gireport__load_word(l, m[6], nature_words, GIREPORT_NATURE_FLOW, d->nature);
    c->unit = load_unit(l, m[7], d->unit);
    c->printed_unit = m[8] ? load_money_unit(l, m[8]) : d->printed_unit;
    c->total = (uint32_t)is_true(l, m[9]);
    if (c->type == GIREPORT_TYPE_MONEY && (!c->unit || strcmp(c->unit, "元") != 0))
        gireport__load_tell(l, at, "金额列的 unit 应是元（值以元为单位）",
                            "the unit of a money column has to be 元", NULL);
    if (c->printed_unit && c->type != GIREPORT_TYPE_MONEY)
        gireport__load_tell(l, at, "只有金额列才能有 printed_unit",
                            "only a money column can have a printed_unit", NULL);
    if (s->leaf_cols > GIREPORT__MAX_COLUMNS)
        gireport__tell_limit(&l->teller, at->line, at->column, "列太多", "too many columns");
}

static void add_column(struct gireport__loader *l, const struct gireport__tree *node, uint32_t parent,
                       uint32_t depth, const struct defaults *d)
{
    static const struct gireport__want want[] = {
        {"key", GIREPORT__TREE_SCALAR, 0},          {"label", GIREPORT__TREE_SCALAR, 1},
        {"aliases", GIREPORT__TREE_SEQ, 0},         {"gloss", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0},
        {"columns", GIREPORT__TREE_SEQ, 0},         {"type", GIREPORT__TREE_SCALAR, 0},
        {"nature", GIREPORT__TREE_SCALAR, 0},       {"unit", GIREPORT__TREE_SCALAR, 0},
        {"printed_unit", GIREPORT__TREE_SCALAR, 0}, {"total", GIREPORT__TREE_SCALAR, 0}};
    const struct gireport__tree *m[10];
    struct gireport__node *c;
    uint32_t index = (uint32_t)l->cols.count;
    if (!gireport__load_take(l, node, want, 10, m) || !m[1])
        return;
    if (!m[0] == !m[4]) {
        gireport__load_tell(l, node, "一列要么有键（key），要么是上级标题（columns），二者有且只有一个",
                            "a column has either a key or columns under it", NULL);
        return;
    }
    if (m[0] && !gireport__load_key_ok(l, m[0]))
        return;
    c = gireport__load_add(l, &l->cols, sizeof *c, GIREPORT__MAX_NODES, node);
    if (!c)
        return;
    c->key = m[0] ? gireport__load_string(l, m[0]) : NULL;
    c->label = gireport__load_label(l, NULL, m[1], m[2]);
    c->gloss = gireport__load_text(l, m[3]);
    c->basis = "";
    c->parent = parent;
    c->depth = depth;
    c->field = GIREPORT__NONE;
    c->section = (uint32_t)l->sections.count - 1;
    if (m[0])
        fill_leaf_column(l, c, m, node, d);
    check_column(l, node, index);
    if (m[4])
        add_columns(l, m[4], index, depth + 1, d);
}

static void add_columns(struct gireport__loader *l, const struct gireport__tree *list, uint32_t parent,
                        uint32_t depth, const struct defaults *d)
{
    if (depth >= GIREPORT__MAX_LEVELS) {
        gireport__tell_limit(&l->teller, list->line, list->column, "列的层次太多",
                             "too many levels of columns");
        return;
    }
    if (!list->count)
        gireport__load_tell(l, list, "这里至少要有一列", "at least one column is needed here", NULL);
    for (const struct gireport__tree *m = list->first; m && gireport__load_goes_on(l); m = m->next)
        add_column(l, m, parent, depth, d);
}

/* Fields. */

static const char *join(struct gireport__loader *l, const char *const *pieces, size_t n)
{
    struct gireport__buf b = {0};
    const char *p = "";
    for (size_t i = 0; i < n; i++)
        gireport__buf_adds(&b, pieces[i]);
    if (b.failed)
        l->teller.status = GIREPORT_ERR_NOMEM;
    else
        p = gireport__load_copy(l, gireport__buf_str(&b), b.len);
    gireport__buf_free(&b);
    return p;
}

static struct gireport__text join_gloss(struct gireport__loader *l, const struct gireport__node *row,
                                        const struct gireport__node *col)
{
    struct gireport__text gloss = {NULL, NULL};
    if (!col->gloss.zh[0] && !col->gloss.en[0])
        return gloss;
    if (!row->gloss.zh[0] && !row->gloss.en[0])
        return col->gloss;
    gloss.zh = join(l, (const char *const[]){row->gloss.zh, col->gloss.zh}, 2);
    gloss.en = join(l, (const char *const[]){row->gloss.en, "; ", col->gloss.en}, 3);
    return gloss;
}

static void add_fields(struct gireport__loader *l, const struct gireport__tree *at, uint32_t row_index,
                       uint32_t subtotal)
{
    struct gireport__node *row = gireport__load_rows(l) + row_index;
    const struct gireport__section *s = gireport__load_sections(l) + row->section;
    const struct gireport__table *table = (struct gireport__table *)l->tables.items + s->table;
    row->field = (uint32_t)l->fields.count;
    for (uint32_t i = s->first_col; i < s->first_col + s->n_cols; i++) {
        const struct gireport__node *col = gireport__load_cols(l) + i;
        struct gireport__field *f;
        if (!col->leaf)
            continue;
        f = gireport__load_add(l, &l->fields, sizeof *f, GIREPORT__MAX_FIELDS, at);
        if (!f)
            return;
        f->key = join(
            l, (const char *const[]){table->key, ".", row->key, subtotal ? ".subtotal." : ".", col->key}, 5);
        f->label = join(l, (const char *const[]){row->label.text, "·", col->label.text}, 3);
        f->table = s->table;
        f->section = row->section;
        f->row = row_index;
        f->col = i;
        f->flags = (subtotal ? GIREPORT_FIELD_SUBTOTAL : 0u) |
                   (row->total || col->total ? GIREPORT_FIELD_TOTAL : 0u);
        f->gloss = join_gloss(l, row, col);
    }
}

/* Rows. */

static void add_rows(struct gireport__loader *l, const struct gireport__tree *list, uint32_t parent,
                     uint32_t depth);

static void check_row(struct gireport__loader *l, const struct gireport__tree *at, uint32_t index)
{
    const struct gireport__node *rows = gireport__load_rows(l), *r = rows + index;
    const struct gireport__section *sections = gireport__load_sections(l);
    const struct gireport__table *table =
        (struct gireport__table *)l->tables.items + sections[r->section].table;
    uint32_t first = sections[table->first_section].first_row;
    for (uint32_t i = first; i < index; i++) {
        if (r->key && rows[i].key && !strcmp(rows[i].key, r->key))
            gireport__load_tell(l, at, "行键“{0}”重复", "the row key \"{0}\" stands here twice", r->key);
        else if (rows[i].section == r->section && rows[i].parent == r->parent &&
                 !strcmp(rows[i].label.folded, r->label.folded))
            gireport__load_tell(l, at, "同组两行的名称都是“{0}”", "two rows of one group are called \"{0}\"",
                                r->label.text);
    }
}

/* The key of a row is that of the nearest group with a key, and its own. */
static const char *row_key(struct gireport__loader *l, const struct gireport__tree *own, uint32_t parent)
{
    const struct gireport__node *rows = gireport__load_rows(l);
    while (parent != GIREPORT__NONE && !rows[parent].key)
        parent = rows[parent].parent;
    if (parent == GIREPORT__NONE)
        return gireport__load_string(l, own);
    return join(l, (const char *const[]){rows[parent].key, ".", own->text}, 3);
}

static void add_row(struct gireport__loader *l, const struct gireport__tree *node, uint32_t parent,
                    uint32_t depth)
{
    static const struct gireport__want want[] = {{"key", GIREPORT__TREE_SCALAR, 0},
                                                 {"number", GIREPORT__TREE_SCALAR, 0},
                                                 {"label", GIREPORT__TREE_SCALAR, 1},
                                                 {"aliases", GIREPORT__TREE_SEQ, 0},
                                                 {"gloss", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0},
                                                 {"basis", GIREPORT__TREE_SCALAR, 0},
                                                 {"unit", GIREPORT__TREE_SCALAR, 0},
                                                 {"nature", GIREPORT__TREE_SCALAR, 0},
                                                 {"total", GIREPORT__TREE_SCALAR, 0},
                                                 {"rows", GIREPORT__TREE_SEQ, 0}};
    const struct gireport__tree *m[10];
    struct gireport__node *r;
    uint32_t index = (uint32_t)l->rows.count;
    if (!gireport__load_take(l, node, want, 10, m) || !m[2])
        return;
    if (!m[0] && !m[9]) {
        gireport__load_tell(l, node, "一行要么有键（key），要么是分组（rows），要么两者都有",
                            "a row has a key, or rows under it, or both", NULL);
        return;
    }
    if (m[0] && !gireport__load_key_ok(l, m[0]))
        return;
    r = gireport__load_add(l, &l->rows, sizeof *r, GIREPORT__MAX_NODES, node);
    if (!r)
        return;
    r->key = m[0] ? row_key(l, m[0], parent) : NULL;
    r->label = gireport__load_label(l, m[1], m[2], m[3]);
    r->gloss = gireport__load_text(l, m[4]);
    r->basis = gireport__load_string(l, m[5]);
    r->unit = load_unit(l, m[6], NULL);
    r->nature = gireport__load_word(l, m[7], nature_words, GIREPORT_NATURE_FLOW, 0);
    r->total = (uint32_t)is_true(l, m[8]);
    r->parent = parent;
    r->depth = depth;
    r->leaf = !m[9];
    r->field = GIREPORT__NONE;
    r->section = (uint32_t)l->sections.count - 1;
    check_row(l, node, index);
    if (m[0])
        add_fields(l, node, index, m[9] != NULL);
    if (m[9])
        add_rows(l, m[9], index, depth + 1);
}

static void add_rows(struct gireport__loader *l, const struct gireport__tree *list, uint32_t parent,
                     uint32_t depth)
{
    if (depth >= GIREPORT__MAX_LEVELS) {
        gireport__tell_limit(&l->teller, list->line, list->column, "行的层次太多", "too many levels of rows");
        return;
    }
    if (!list->count)
        gireport__load_tell(l, list, "这里至少要有一行", "at least one row is needed here", NULL);
    for (const struct gireport__tree *m = list->first; m && gireport__load_goes_on(l); m = m->next)
        add_row(l, m, parent, depth);
}

/* Sections and tables. */

static uint32_t deepest_row(const struct gireport__loader *l, const struct gireport__section *s)
{
    const struct gireport__node *rows = gireport__load_rows(l);
    uint32_t depth = 0;
    for (uint32_t i = s->first_row; i < s->first_row + s->n_rows; i++)
        if (rows[i].depth > depth)
            depth = rows[i].depth;
    return depth;
}

static void fill_section(struct gireport__loader *l, const struct gireport__tree *const *m,
                         const struct defaults *d)
{
    size_t index = l->sections.count - 1;
    struct gireport__section *s;
    if (m[8])
        add_columns(l, m[8], GIREPORT__NONE, 0, d);
    s = gireport__load_sections(l) + index;
    s->n_cols = (uint32_t)l->cols.count - s->first_col;
    if (m[9] && gireport__load_goes_on(l))
        add_rows(l, m[9], GIREPORT__NONE, 0);
    s->n_rows = (uint32_t)l->rows.count - s->first_row;
    s->n_fields = (uint32_t)l->fields.count - s->first_field;
    s->label_cols = s->layout == GIREPORT__LAYOUT_ACROSS ? 0 : deepest_row(l, s) + 1;
}

static void add_section(struct gireport__loader *l, const struct gireport__tree *node, uint32_t table)
{
    static const struct gireport__want want[] = {
        {"caption", GIREPORT__TREE_SCALAR, 0}, {"aliases", GIREPORT__TREE_SEQ, 0},
        {"stub", GIREPORT__TREE_SCALAR, 0},    {"layout", GIREPORT__TREE_SCALAR, 0},
        {"unit", GIREPORT__TREE_SCALAR, 0},    {"printed_unit", GIREPORT__TREE_SCALAR, 0},
        {"type", GIREPORT__TREE_SCALAR, 0},    {"nature", GIREPORT__TREE_SCALAR, 0},
        {"columns", GIREPORT__TREE_SEQ, 1},    {"rows", GIREPORT__TREE_SEQ, 1}};
    const struct gireport__tree *m[10];
    struct gireport__section *s;
    struct defaults d;
    if (!gireport__load_take(l, node, want, 10, m))
        return;
    s = gireport__load_add(l, &l->sections, sizeof *s, GIREPORT__MAX_NODES, node);
    if (!s)
        return;
    if (m[0])
        s->caption = gireport__load_label(l, NULL, m[0], m[1]);
    else if (m[1])
        gireport__load_tell(l, m[1], "没有 caption 就不能有 aliases", "aliases need a caption", NULL);
    if (m[2])
        s->stub = gireport__load_label(l, NULL, m[2], NULL);
    s->table = table;
    s->layout = gireport__load_word(l, m[3], layout_words, GIREPORT__LAYOUT_MATRIX, GIREPORT__LAYOUT_MATRIX);
    s->first_col = (uint32_t)l->cols.count;
    s->first_row = (uint32_t)l->rows.count;
    s->first_field = (uint32_t)l->fields.count;
    d.unit = load_unit(l, m[4], NULL);
    d.printed_unit = load_money_unit(l, m[5]);
    d.type = gireport__load_word(l, m[6], type_words, GIREPORT_TYPE_COUNT, GIREPORT_TYPE_COUNT);
    d.nature = gireport__load_word(l, m[7], nature_words, GIREPORT_NATURE_FLOW, GIREPORT_NATURE_FLOW);
    fill_section(l, m, &d);
}

static int table_key_ok(struct gireport__loader *l, const struct gireport__tree *key)
{
    const struct gireport__table *tables = l->tables.items;
    if (!gireport__load_key_ok(l, key))
        return 0;
    for (size_t i = 0; reserved[i]; i++)
        if (!strcmp(reserved[i], key->text)) {
            gireport__load_tell(l, key, "“{0}”在报告文件里另有用处，不能作表的键",
                                "\"{0}\" means something else in a report file and cannot name a table",
                                key->text);
            return 0;
        }
    for (size_t i = 0; i < l->tables.count; i++)
        if (!strcmp(tables[i].key, key->text)) {
            gireport__load_tell(l, key, "表键“{0}”重复", "the table key \"{0}\" stands here twice",
                                key->text);
            return 0;
        }
    return 1;
}

static void add_table(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"key", GIREPORT__TREE_SCALAR, 1},
                                                 {"sections", GIREPORT__TREE_SEQ, 1}};
    const struct gireport__tree *m[2];
    struct gireport__table *t;
    uint32_t index = (uint32_t)l->tables.count;
    if (!gireport__load_take(l, node, want, 2, m) || !m[0] || !m[1] || !table_key_ok(l, m[0]))
        return;
    t = gireport__load_add(l, &l->tables, sizeof *t, GIREPORT__MAX_TABLES, node);
    if (!t)
        return;
    t->key = gireport__load_string(l, m[0]);
    t->part = GIREPORT__NONE;
    t->first_section = (uint32_t)l->sections.count;
    t->first_field = (uint32_t)l->fields.count;
    if (!m[1]->count)
        gireport__load_tell(l, m[1], "一张表至少要有一段（section）", "a table needs a section", NULL);
    for (const struct gireport__tree *s = m[1]->first; s && gireport__load_goes_on(l); s = s->next)
        add_section(l, s, index);
    t->n_sections = (uint32_t)l->sections.count - t->first_section;
    t->n_fields = (uint32_t)l->fields.count - t->first_field;
}

void gireport__load_tables(struct gireport__loader *l, const struct gireport__tree *node)
{
    if (!node->count)
        gireport__load_tell(l, node, "至少要有一张表", "at least one table is needed", NULL);
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next)
        add_table(l, m);
}
