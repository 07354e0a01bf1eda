/* SPDX-License-Identifier: MIT */
/* The expression of a rule compiled to linear forms. */
#include <string.h>

#include "expression.h"

struct compiler {
    struct gireport__expression e;
    uint32_t rule;
    int32_t *coef; /* one a field, all 0 between forms */
    struct gireport__list *terms;
};

/* The leaf column of a key in a section, or NONE. */
static uint32_t find_col(const struct compiler *c, uint32_t section, struct gireport__slice key)
{
    const struct gireport__section *s = gireport__load_sections(c->e.l) + section;
    const struct gireport__node *cols = gireport__load_cols(c->e.l);
    for (uint32_t i = s->first_col; i < s->first_col + s->n_cols; i++)
        if (cols[i].leaf && gireport__slice_equals(key, cols[i].key))
            return i;
    return GIREPORT__NONE;
}

static int add_term(struct compiler *c, const struct gireport__pattern *p, uint32_t row, uint32_t col)
{
    struct gireport__term *t =
        gireport__load_add(c->e.l, c->terms, sizeof *t, GIREPORT__MAX_TERMS, c->e.node);
    if (!t)
        return 0;
    t->coef = p->coef;
    t->field = gireport__load_rows(c->e.l)[row].field + gireport__load_cols(c->e.l)[col].pos;
    return 1;
}

/* The cells of one row: returns how many, or 0 when a named column is not there. */
static size_t add_row_cells(struct compiler *c, const struct gireport__pattern *p, uint32_t row,
                            struct gireport__slice each)
{
    uint32_t section = gireport__load_rows(c->e.l)[row].section;
    const struct gireport__section *s = gireport__load_sections(c->e.l) + section;
    const struct gireport__node *cols = gireport__load_cols(c->e.l);
    size_t n = 0;
    for (uint32_t i = 0; i < p->n_cols; i++) {
        const struct gireport__col_choice *choice = &p->cols[i];
        uint32_t col;
        if (choice->key.s || choice->each) {
            col = find_col(c, section, choice->each ? each : choice->key);
            if (col == GIREPORT__NONE || !add_term(c, p, row, col))
                return 0;
            n++;
            continue;
        }
        for (col = s->first_col; col < s->first_col + s->n_cols; col++)
            if (cols[col].leaf && !cols[col].total) {
                if (!add_term(c, p, row, col))
                    return 0;
                n++;
            }
    }
    return n;
}

static int is_under(const struct gireport__node *rows, uint32_t row, uint32_t group)
{
    while (row != GIREPORT__NONE && row != group)
        row = rows[row].parent;
    return row == group;
}

/* The cells that a row choice names when "@" is the row `each_row`: how many, 0 where it names none. */
static size_t add_choice(struct compiler *c, const struct gireport__pattern *p,
                         const struct gireport__row_choice *r, uint32_t each_row,
                         struct gireport__slice each_col)
{
    const struct gireport__node *rows = gireport__load_rows(c->e.l);
    const struct gireport__table *t = (const struct gireport__table *)c->e.l->tables.items + p->table;
    const struct gireport__section *sections = gireport__load_sections(c->e.l), *last;
    uint32_t node = r->each ? each_row : r->node, from, end;
    size_t n = 0;
    if (r->tail != GIREPORT__TAIL_MEMBERS) {
        if (node == GIREPORT__NONE || rows[node].field == GIREPORT__NONE ||
            rows[node].leaf == (r->tail == GIREPORT__TAIL_SUBTOTAL))
            return 0;
        return add_row_cells(c, p, node, each_col);
    }
    last = sections + t->first_section + t->n_sections - 1;
    from = node == GIREPORT__NONE ? sections[t->first_section].first_row : node + 1;
    end = node == GIREPORT__NONE ? last->first_row + last->n_rows : (uint32_t)c->e.l->rows.count;
    for (uint32_t i = from; i < end && (node == GIREPORT__NONE || is_under(rows, i, node)); i++) {
        size_t more;
        if (!rows[i].leaf || rows[i].total)
            continue;
        more = add_row_cells(c, p, i, each_col);
        if (!more)
            return 0;
        n += more;
    }
    return n;
}

static int add_pattern(struct compiler *c, const struct gireport__pattern *p, uint32_t each_row,
                       struct gireport__slice each_col)
{
    if (each_row != GIREPORT__NONE) {
        /* "@" of another table is the row of the same name there. */
        const struct gireport__node *rows = gireport__load_rows(c->e.l);
        const struct gireport__section *s = gireport__load_sections(c->e.l) + rows[each_row].section;
        if (s->table != p->table) {
            struct gireport__slice key = {rows[each_row].key, strlen(rows[each_row].key)};
            each_row = gireport__expression_row(&c->e, p->table, key);
        }
    }
    for (uint32_t i = 0; i < p->n_rows; i++)
        if (!add_choice(c, p, &p->rows[i], each_row, each_col))
            return 0;
    return 1;
}

/* Whether the form holds a group whole in one column: all leaves under it, with one coefficient. */
static int holds_group(const struct compiler *c, uint32_t group, uint32_t pos)
{
    const struct gireport__node *rows = gireport__load_rows(c->e.l);
    int32_t coef = 0;
    if (c->coef[rows[group].field + pos])
        return 0;
    for (uint32_t i = group + 1; i < c->e.l->rows.count && is_under(rows, i, group); i++) {
        if (!rows[i].leaf || rows[i].field == GIREPORT__NONE)
            continue;
        if (!coef)
            coef = c->coef[rows[i].field + pos];
        if (!coef || c->coef[rows[i].field + pos] != coef)
            return 0;
    }
    return 1;
}

/* The first leaf under a group; looking at a group only from there looks at each group once. */
static uint32_t first_leaf(const struct gireport__node *rows, uint32_t group)
{
    while (!rows[group].leaf)
        group++;
    return group;
}

static int is_whole(const struct compiler *c, const struct gireport__form *form)
{
    const struct gireport__node *rows = gireport__load_rows(c->e.l);
    const struct gireport__term *terms =
        (const struct gireport__term *)c->e.l->terms.items + form->first_term;
    const struct gireport__field *fields = c->e.l->fields.items;
    for (uint32_t i = 0; i < form->n_terms; i++) {
        const struct gireport__field *f = fields + terms[i].field;
        uint32_t pos = terms[i].field - rows[f->row].field;
        if (f->flags & GIREPORT_FIELD_SUBTOTAL)
            return 0;
        for (uint32_t g = rows[f->row].parent; g != GIREPORT__NONE; g = rows[g].parent) {
            uint32_t leaf = first_leaf(rows, g);
            if (rows[g].field == GIREPORT__NONE)
                continue;
            if (!c->coef[rows[leaf].field + pos] || (leaf == f->row && !holds_group(c, g, pos)))
                return 0;
        }
    }
    return 1;
}

/* Sets what follows from the terms; a cell that stands twice is told. */
static void finish_form(struct compiler *c, struct gireport__form *form)
{
    const struct gireport__field *fields = c->e.l->fields.items;
    const struct gireport__term *terms =
        (const struct gireport__term *)c->e.l->terms.items + form->first_term;
    for (uint32_t i = 0; i < form->n_terms; i++) {
        if (c->coef[terms[i].field] && !c->e.bad)
            gireport__expression_tell(&c->e, 0, "单元格“{0}”在一条规则里出现了两次",
                                      "the cell \"{0}\" stands twice in one rule",
                                      fields[terms[i].field].key);
        c->coef[terms[i].field] = terms[i].coef;
    }
    form->whole = (uint32_t)is_whole(c, form);
    form->only_printed = fields[terms[0].field].flags & GIREPORT_FIELD_SUBTOTAL ? 1 : 0;
    for (uint32_t i = 0; i < form->n_terms; i++)
        c->coef[terms[i].field] = 0;
}

/* Makes the form of one choice of "@". 0 where a pattern names no cell (the choice is none, then). */
static int make_form(struct compiler *c, uint32_t each_row, struct gireport__slice each_col, uint32_t *failed)
{
    struct gireport__list *forms = &c->e.l->forms, *terms = &c->e.l->terms;
    struct gireport__form *form;
    size_t first = terms->count, left = 0;
    for (uint32_t i = 0; i < c->e.n_patterns; i++) {
        if (!add_pattern(c, &c->e.patterns[i], each_row, each_col)) {
            terms->count = first;
            if (i > *failed)
                *failed = i;
            return 0;
        }
        if (i + 1 == c->e.n_left)
            left = terms->count - first;
    }
    for (size_t i = first + left; i < terms->count; i++) {
        struct gireport__term *t = (struct gireport__term *)terms->items + i;
        t->coef = -t->coef;
    }
    form = gireport__load_add(c->e.l, forms, sizeof *form, GIREPORT__MAX_TERMS, c->e.node);
    if (!form)
        return 0;
    form->rule = c->rule;
    form->relation = c->e.relation;
    form->first_term = (uint32_t)first;
    form->n_terms = (uint32_t)(terms->count - first);
    form->n_left = (uint32_t)left;
    finish_form(c, form);
    return 1;
}

static int uses_each(const struct gireport__pattern *p, int rows)
{
    return rows ? p->rows[0].each : p->cols[0].each;
}

/* Forms for each column of a section, with the row given. */
static size_t each_column(struct compiler *c, uint32_t section, uint32_t row, uint32_t *failed)
{
    const struct gireport__section *s = gireport__load_sections(c->e.l) + section;
    const struct gireport__node *cols = gireport__load_cols(c->e.l);
    struct gireport__slice none = {"", 0};
    size_t n = 0;
    if (!uses_each(&c->e.patterns[0], 0))
        return (size_t)make_form(c, row, none, failed);
    for (uint32_t i = s->first_col;
         i < s->first_col + s->n_cols && !c->e.bad && gireport__load_goes_on(c->e.l); i++)
        if (cols[i].leaf) {
            struct gireport__slice key = {cols[i].key, strlen(cols[i].key)};
            n += (size_t)make_form(c, row, key, failed);
        }
    return n;
}

static uint32_t any_section(const struct compiler *c, const struct gireport__pattern *p)
{
    const struct gireport__table *t = (const struct gireport__table *)c->e.l->tables.items + p->table;
    if (p->rows[0].node == GIREPORT__NONE)
        return t->first_section;
    return gireport__load_rows(c->e.l)[p->rows[0].node].section;
}

/* Only what stands first may say what "@" runs over. */
static int each_is_first(struct compiler *c)
{
    for (uint32_t i = 1; i < c->e.n_patterns; i++)
        for (int rows = 0; rows < 2; rows++)
            if (uses_each(&c->e.patterns[i], rows) && !uses_each(&c->e.patterns[0], rows)) {
                gireport__expression_tell(&c->e, c->e.patterns[i].at, "用“@”时，等号左边的第一项也要有“@”",
                                          "where \"@\" is used, the first term of the left side needs it too",
                                          NULL);
                return 0;
            }
    return 1;
}

static void compile(struct compiler *c)
{
    const struct gireport__node *rows = gireport__load_rows(c->e.l);
    const struct gireport__section *sections = gireport__load_sections(c->e.l);
    uint32_t failed = 0;
    size_t n = 0;
    if (!each_is_first(c))
        return;
    if (!uses_each(&c->e.patterns[0], 1)) {
        n = each_column(c, any_section(c, &c->e.patterns[0]), GIREPORT__NONE, &failed);
    } else {
        for (uint32_t i = 0; i < c->e.l->rows.count && !c->e.bad && gireport__load_goes_on(c->e.l); i++)
            if (rows[i].key && sections[rows[i].section].table == c->e.patterns[0].table)
                n += each_column(c, rows[i].section, i, &failed);
    }
    if (!n && !c->e.bad && gireport__load_goes_on(c->e.l))
        gireport__expression_tell(&c->e, c->e.patterns[failed].at, "这一项没有对应的单元格",
                                  "this term names no cell", NULL);
}

/* Checks that there is an expression, and takes the memory for it. */
static int begin(struct compiler *c)
{
    struct gireport__loader *l = c->e.l;
    const struct gireport__tree *node = c->e.node;
    if (node->kind != GIREPORT__TREE_SCALAR || node->null) {
        gireport__load_tell(l, node, "这里应是一条表达式", "an expression is expected here", NULL);
        return 0;
    }
    c->e.patterns = gireport__calloc(GIREPORT__MAX_PATTERNS, sizeof *c->e.patterns);
    c->coef = gireport__calloc(l->fields.count + 1, sizeof *c->coef);
    if (!c->e.patterns || !c->coef)
        l->teller.status = GIREPORT_ERR_NOMEM;
    return c->e.patterns && c->coef;
}

static void end(struct compiler *c)
{
    gireport__free(c->e.patterns);
    gireport__free(c->coef);
}

void gireport__compile(struct gireport__loader *l, const struct gireport__tree *node, uint32_t rule)
{
    struct compiler c = {.e = {.l = l, .node = node}, .rule = rule, .terms = &l->terms};
    if (begin(&c)) {
        gireport__expression_parse(&c.e);
        if (!c.e.bad && gireport__load_goes_on(l))
            compile(&c);
    }
    end(&c);
}

/* The cells of a sum, each pattern in turn. */
static void compile_sum(struct compiler *c)
{
    struct gireport__slice none = {"", 0};
    struct gireport__sum *sum;
    size_t first = c->terms->count;
    for (uint32_t i = 0; i < c->e.n_patterns && !c->e.bad; i++) {
        const struct gireport__pattern *p = &c->e.patterns[i];
        if (uses_each(p, 0) || uses_each(p, 1))
            gireport__expression_tell(&c->e, p->at, "这里不能用“@”", "\"@\" cannot be used here", NULL);
        else if (!add_pattern(c, p, GIREPORT__NONE, none) && gireport__load_goes_on(c->e.l))
            gireport__expression_tell(&c->e, p->at, "这一项没有对应的单元格", "this term names no cell",
                                      NULL);
    }
    sum = c->e.bad ? NULL
                   : gireport__load_add(c->e.l, &c->e.l->sums, sizeof *sum, GIREPORT__MAX_TERMS, c->e.node);
    if (!sum)
        return;
    sum->first_term = (uint32_t)first;
    sum->n_terms = (uint32_t)(c->terms->count - first);
}

void gireport__compile_sum(struct gireport__loader *l, const struct gireport__tree *node)
{
    struct compiler c = {.e = {.l = l, .node = node}, .terms = &l->claim_terms};
    if (begin(&c)) {
        gireport__expression_parse_sum(&c.e);
        if (!c.e.bad && gireport__load_goes_on(l))
            compile_sum(&c);
    }
    end(&c);
}
