/* SPDX-License-Identifier: MIT */
/* Rules of a template: their texts, and their expressions compiled to linear forms.
 *
 *     applications.total.@ = applications.{granted, partial, denied.*}.@
 *
 * A pattern is TABLE.ROW.COL. "@" is "each": as a row every row, as a column every column for which all patterns
 * of the expression name cells; each choice gives one form. "*" is "the sum of all that are no total": as the end
 * of a row the rows of the group, as a column the columns. "{a, b}" is the sum of what is listed. */
#include "load.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/num.h"
#include "../base/text.h"

#define MAX_PATTERNS 32   /* of an expression */
#define MAX_CHOICES 64    /* between braces */
#define MAX_COEFFICIENT 1000000

enum tail { TAIL_NONE = 0, TAIL_MEMBERS = 1, TAIL_SUBTOTAL = 2 };

/* One choice for the row of a pattern. */
struct row_choice {
    uint32_t node; /* of a named row; GIREPORT__NONE: "@", or "*" alone */
    uint32_t each; /* 1: begins with "@" */
    enum tail tail;
};

struct col_choice {
    const char *key; /* not NUL-terminated; NULL: "@" or "*" */
    size_t len;
    uint32_t each;
};

struct pattern {
    uint32_t table;
    int32_t coef;
    size_t at; /* offset in the expression, for problems */
    struct row_choice rows[MAX_CHOICES];
    uint32_t n_rows;
    struct col_choice cols[MAX_CHOICES];
    uint32_t n_cols;
};

struct slice {
    const char *s;
    size_t len;
};

struct compiler {
    struct gireport__loader *l;
    const struct gireport__tree *node; /* the expression */
    uint32_t rule;
    struct pattern *patterns;
    uint32_t n_patterns, n_left;
    uint32_t relation;
    int bad;
    int32_t *coef; /* one a field, all 0 between forms */
};

/* Parsing -------------------------------------------------------------------------------------------------- */

static void tell(struct compiler *c, size_t offset, const char *zh, const char *en, const char *a)
{
    uint32_t column = c->node->column + c->node->shift;
    uint32_t cp;
    for (size_t i = 0; i < offset;) {
        int n = gireport__utf8_next(c->node->text + i, c->node->len - i, &cp);
        i += n > 0 ? (size_t)n : 1;
        column++;
    }
    gireport__tell(&c->l->teller, c->node->line, column, zh, en, a, NULL);
    c->bad = 1;
}

static void tell_slice(struct compiler *c, size_t offset, const char *zh, const char *en, struct slice s)
{
    char *p = gireport__arena_strndup(&c->l->scratch, s.s, s.len);
    if (!p)
        c->l->teller.status = GIREPORT_ERR_NOMEM;
    tell(c, offset, zh, en, p);
}

static int equals(struct slice s, const char *word)
{
    return strlen(word) == s.len && !memcmp(word, s.s, s.len);
}

static struct slice trim(struct slice s)
{
    while (s.len && *s.s == ' ') {
        s.s++;
        s.len--;
    }
    while (s.len && s.s[s.len - 1] == ' ')
        s.len--;
    return s;
}

/* The last '.' that is not between braces, or the length when there is none. */
static size_t last_dot(struct slice s)
{
    size_t at = s.len;
    int depth = 0;
    for (size_t i = 0; i < s.len; i++) {
        depth += s.s[i] == '{';
        depth -= s.s[i] == '}';
        if (s.s[i] == '.' && depth == 0)
            at = i;
    }
    return at;
}

static uint32_t find_row(const struct compiler *c, uint32_t table, struct slice key)
{
    const struct gireport__table *t = (const struct gireport__table *)c->l->tables.items + table;
    const struct gireport__section *s = gireport__load_sections(c->l);
    const struct gireport__node *rows = gireport__load_rows(c->l);
    uint32_t first = s[t->first_section].first_row;
    const struct gireport__section *last = s + t->first_section + t->n_sections - 1;
    for (uint32_t i = first; i < last->first_row + last->n_rows; i++)
        if (rows[i].key && equals(key, rows[i].key))
            return i;
    return GIREPORT__NONE;
}

static int ends_with(struct slice s, const char *end)
{
    size_t n = strlen(end);
    return s.len >= n && !memcmp(s.s + s.len - n, end, n);
}

/* A row path: "granted", "denied.*", "@", "@.*", "@.subtotal", "*". */
static void add_row_choice(struct compiler *c, struct pattern *p, struct slice s)
{
    struct row_choice r = {GIREPORT__NONE, 0, TAIL_NONE};
    struct slice whole = s;
    if (p->n_rows == MAX_CHOICES) {
        tell(c, p->at, "花括号里的项太多", "too many items between the braces", NULL);
        return;
    }
    if (equals(s, "*")) {
        r.tail = TAIL_MEMBERS;
    } else {
        if (ends_with(s, ".*")) {
            r.tail = TAIL_MEMBERS;
            s.len -= 2;
        } else if (ends_with(s, ".subtotal")) {
            r.tail = TAIL_SUBTOTAL;
            s.len -= strlen(".subtotal");
        }
        if (equals(s, "@"))
            r.each = 1;
        else
            r.node = find_row(c, p->table, s);
        if (!r.each && r.node == GIREPORT__NONE) {
            tell_slice(c, p->at, "表里没有行“{0}”", "the table has no row \"{0}\"", whole);
            return;
        }
    }
    p->rows[p->n_rows++] = r;
}

static void add_col_choice(struct compiler *c, struct pattern *p, struct slice s)
{
    struct col_choice *col = &p->cols[p->n_cols];
    if (p->n_cols == MAX_CHOICES) {
        tell(c, p->at, "花括号里的项太多", "too many items between the braces", NULL);
        return;
    }
    col->each = (uint32_t)equals(s, "@");
    col->key = col->each || equals(s, "*") ? NULL : s.s;
    col->len = s.len;
    p->n_cols++;
}

/* Hands each item of "{a, b}" on, or the slice itself. prefix: what stands before the brace, with its dot. */
static void each_choice(struct compiler *c, struct pattern *p, struct slice s, int rows)
{
    const char *open = memchr(s.s, '{', s.len);
    struct slice rest;
    if (!open) {
        if (rows)
            add_row_choice(c, p, s);
        else
            add_col_choice(c, p, s);
        return;
    }
    if (open != s.s || s.s[s.len - 1] != '}' || s.len < 3) {
        tell_slice(c, p->at, "花括号的用法不对：“{0}”", "braces cannot be used like this: \"{0}\"", s);
        return;
    }
    rest.s = s.s + 1;
    rest.len = s.len - 2;
    while (!c->bad) {
        const char *comma = memchr(rest.s, ',', rest.len);
        struct slice item = rest;
        if (comma)
            item.len = (size_t)(comma - rest.s);
        item = trim(item);
        if (memchr(item.s, '{', item.len) || memchr(item.s, '@', item.len) || !item.len)
            tell_slice(c, p->at, "花括号的用法不对：“{0}”", "braces cannot be used like this: \"{0}\"", s);
        else if (rows)
            add_row_choice(c, p, item);
        else
            add_col_choice(c, p, item);
        if (!comma)
            break;
        rest.len -= (size_t)(comma + 1 - rest.s);
        rest.s = comma + 1;
    }
}

static void parse_pattern(struct compiler *c, struct slice s, size_t at, int32_t coef)
{
    const struct gireport__table *tables = c->l->tables.items;
    const char *dot = memchr(s.s, '.', s.len);
    size_t last = last_dot(s);
    struct slice table = {s.s, dot ? (size_t)(dot - s.s) : s.len}, row, col;
    struct pattern *p = &c->patterns[c->n_patterns];
    if (!dot || last == s.len || last <= table.len) {
        tell_slice(c, at, "“{0}”应写作“表.行.列”", "\"{0}\" has to be TABLE.ROW.COLUMN", s);
        return;
    }
    if (c->n_patterns == MAX_PATTERNS) {
        tell(c, at, "表达式太长", "the expression is too long", NULL);
        return;
    }
    memset(p, 0, sizeof *p);
    p->at = at;
    p->coef = coef;
    while (p->table < c->l->tables.count && !equals(table, tables[p->table].key))
        p->table++;
    if (p->table == c->l->tables.count) {
        tell_slice(c, at, "没有表“{0}”", "there is no table \"{0}\"", table);
        return;
    }
    row.s = dot + 1;
    row.len = (size_t)(s.s + last - row.s);
    col.s = s.s + last + 1;
    col.len = s.len - last - 1;
    each_choice(c, p, row, 1);
    each_choice(c, p, col, 0);
    c->n_patterns++;
}

/* The end of a pattern: a blank or an operator outside braces. */
static size_t pattern_end(const char *s)
{
    size_t i = 0;
    int depth = 0;
    for (; s[i]; i++) {
        depth += s[i] == '{';
        depth -= s[i] == '}';
        if (depth <= 0 && s[i] != '}' && strchr(" +-=<>", s[i]))
            break;
    }
    return i;
}

/* "=", "<=", ">=" at a place; its length, or 0. */
static size_t relation_at(const char *s, uint32_t *relation)
{
    if (s[0] == '=') {
        *relation = GIREPORT__EQ;
        return 1;
    }
    if ((s[0] == '<' || s[0] == '>') && s[1] == '=') {
        *relation = s[0] == '<' ? GIREPORT__LE : GIREPORT__GE;
        return 2;
    }
    return 0;
}

/* "2 table.row.col": the number before a pattern, 1 where there is none. */
static size_t coefficient_at(struct compiler *c, const char *s, size_t at, int32_t *coef)
{
    size_t n = strspn(s, "0123456789"), gap;
    int64_t value = 1;
    uint32_t scale;
    *coef = 1;
    if (!n)
        return 0;
    gap = strspn(s + n, " ");
    if (gireport__num_parse(s, n, &value, &scale) != GIREPORT__NUM_OK || value < 1 || value > MAX_COEFFICIENT ||
        !gap) {
        tell(c, at, "这里的数字不能用作系数", "this number cannot be a coefficient", NULL);
        return n;
    }
    *coef = (int32_t)value;
    return n + gap;
}

/* One term with its sign: returns how far it went. */
static size_t parse_term(struct compiler *c, const char *s, size_t at, int32_t sign)
{
    int32_t coef;
    size_t n = coefficient_at(c, s, at, &coef), end;
    struct slice text;
    if (c->bad)
        return n;
    text.s = s + n;
    text.len = end = pattern_end(s + n);
    if (!end)
        tell(c, at + n, "这里应是“表.行.列”", "TABLE.ROW.COLUMN is expected here", NULL);
    else
        parse_pattern(c, text, at + n, sign * coef);
    return n + end;
}

/* Terms with + and - between them, up to a relation or the end. A side that is just 0 has no terms. */
static size_t parse_side(struct compiler *c, size_t at)
{
    const char *s = c->node->text;
    int32_t sign = 1;
    int begun = 0;
    uint32_t relation;
    at += strspn(s + at, " ");
    if (s[at] == '0' && !s[at + 1 + strspn(s + at + 1, " ")])
        return strlen(s);
    while (!c->bad) {
        at += strspn(s + at, " ");
        if (begun && (!s[at] || relation_at(s + at, &relation)))
            return at;
        if (s[at] == '+' || s[at] == '-') {
            sign = s[at] == '-' ? -1 : 1;
            at++;
            at += strspn(s + at, " ");
        } else if (begun) {
            tell(c, at, "这里应是 +、- 或 =、<=、>=", "+, - or =, <=, >= is expected here", NULL);
        } else {
            sign = 1;
        }
        if (!c->bad)
            at += parse_term(c, s + at, at, sign);
        begun = 1;
    }
    return at;
}

static void parse(struct compiler *c)
{
    const char *s = c->node->text;
    size_t at = parse_side(c, 0), n;
    if (c->bad)
        return;
    c->n_left = c->n_patterns;
    n = relation_at(s + at, &c->relation);
    if (!n) {
        tell(c, at, "表达式里缺少 =、<= 或 >=", "the expression lacks =, <= or >=", NULL);
        return;
    }
    at = parse_side(c, at + n);
    if (!c->bad && s[at])
        tell(c, at, "表达式在这里应已结束", "the expression should end here", NULL);
    if (!c->bad && !c->n_left)
        tell(c, 0, "等号左边要有单元格", "the left side needs a cell", NULL);
}

/* Compiling ------------------------------------------------------------------------------------------------- */

/* The leaf column of a key in a section, or NONE. */
static uint32_t find_col(const struct compiler *c, uint32_t section, struct slice key)
{
    const struct gireport__section *s = gireport__load_sections(c->l) + section;
    const struct gireport__node *cols = gireport__load_cols(c->l);
    for (uint32_t i = s->first_col; i < s->first_col + s->n_cols; i++)
        if (cols[i].leaf && equals(key, cols[i].key))
            return i;
    return GIREPORT__NONE;
}

static int add_term(struct compiler *c, const struct pattern *p, uint32_t row, uint32_t col)
{
    struct gireport__term *t = gireport__load_add(c->l, &c->l->terms, sizeof *t, GIREPORT__MAX_TERMS, c->node);
    if (!t)
        return 0;
    t->coef = p->coef;
    t->field = gireport__load_rows(c->l)[row].field + gireport__load_cols(c->l)[col].pos;
    return 1;
}

/* The cells of one row: returns how many, or 0 when a named column is not there. */
static size_t add_row_cells(struct compiler *c, const struct pattern *p, uint32_t row, struct slice each)
{
    uint32_t section = gireport__load_rows(c->l)[row].section;
    const struct gireport__section *s = gireport__load_sections(c->l) + section;
    const struct gireport__node *cols = gireport__load_cols(c->l);
    size_t n = 0;
    for (uint32_t i = 0; i < p->n_cols; i++) {
        const struct col_choice *choice = &p->cols[i];
        struct slice key = {choice->key, choice->len};
        uint32_t col;
        if (choice->key || choice->each) {
            col = find_col(c, section, choice->each ? each : key);
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
static size_t add_choice(struct compiler *c, const struct pattern *p, const struct row_choice *r,
                         uint32_t each_row, struct slice each_col)
{
    const struct gireport__node *rows = gireport__load_rows(c->l);
    const struct gireport__table *t = (const struct gireport__table *)c->l->tables.items + p->table;
    const struct gireport__section *sections = gireport__load_sections(c->l), *last;
    uint32_t node = r->each ? each_row : r->node, from, end;
    size_t n = 0;
    if (r->tail != TAIL_MEMBERS) {
        if (node == GIREPORT__NONE || rows[node].field == GIREPORT__NONE ||
            rows[node].leaf == (r->tail == TAIL_SUBTOTAL))
            return 0;
        return add_row_cells(c, p, node, each_col);
    }
    last = sections + t->first_section + t->n_sections - 1;
    from = node == GIREPORT__NONE ? sections[t->first_section].first_row : node + 1;
    end = node == GIREPORT__NONE ? last->first_row + last->n_rows : (uint32_t)c->l->rows.count;
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

static int add_pattern(struct compiler *c, const struct pattern *p, uint32_t each_row, struct slice each_col)
{
    if (each_row != GIREPORT__NONE) {
        /* "@" of another table is the row of the same name there. */
        const struct gireport__node *rows = gireport__load_rows(c->l);
        const struct gireport__section *s = gireport__load_sections(c->l) + rows[each_row].section;
        if (s->table != p->table) {
            struct slice key = {rows[each_row].key, strlen(rows[each_row].key)};
            each_row = find_row(c, p->table, key);
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
    const struct gireport__node *rows = gireport__load_rows(c->l);
    int32_t coef = 0;
    if (c->coef[rows[group].field + pos])
        return 0;
    for (uint32_t i = group + 1; i < c->l->rows.count && is_under(rows, i, group); i++) {
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
    const struct gireport__node *rows = gireport__load_rows(c->l);
    const struct gireport__term *terms = (const struct gireport__term *)c->l->terms.items + form->first_term;
    const struct gireport__field *fields = c->l->fields.items;
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
    const struct gireport__field *fields = c->l->fields.items;
    const struct gireport__term *terms = (const struct gireport__term *)c->l->terms.items + form->first_term;
    for (uint32_t i = 0; i < form->n_terms; i++) {
        if (c->coef[terms[i].field] && !c->bad)
            tell(c, 0, "单元格“{0}”在一条规则里出现了两次", "the cell \"{0}\" stands twice in one rule",
                 fields[terms[i].field].key);
        c->coef[terms[i].field] = terms[i].coef;
    }
    form->whole = (uint32_t)is_whole(c, form);
    form->only_printed = fields[terms[0].field].flags & GIREPORT_FIELD_SUBTOTAL ? 1 : 0;
    for (uint32_t i = 0; i < form->n_terms; i++)
        c->coef[terms[i].field] = 0;
}

/* Makes the form of one choice of "@". 0 where a pattern names no cell (the choice is none, then). */
static int make_form(struct compiler *c, uint32_t each_row, struct slice each_col, uint32_t *failed)
{
    struct gireport__list *forms = &c->l->forms, *terms = &c->l->terms;
    struct gireport__form *form;
    size_t first = terms->count, left = 0;
    for (uint32_t i = 0; i < c->n_patterns; i++) {
        if (!add_pattern(c, &c->patterns[i], each_row, each_col)) {
            terms->count = first;
            if (i > *failed)
                *failed = i;
            return 0;
        }
        if (i + 1 == c->n_left)
            left = terms->count - first;
    }
    for (size_t i = first + left; i < terms->count; i++) {
        struct gireport__term *t = (struct gireport__term *)terms->items + i;
        t->coef = -t->coef;
    }
    form = gireport__load_add(c->l, forms, sizeof *form, GIREPORT__MAX_TERMS, c->node);
    if (!form)
        return 0;
    form->rule = c->rule;
    form->relation = c->relation;
    form->first_term = (uint32_t)first;
    form->n_terms = (uint32_t)(terms->count - first);
    form->n_left = (uint32_t)left;
    finish_form(c, form);
    return 1;
}

static int uses_each(const struct pattern *p, int rows)
{
    return rows ? p->rows[0].each : p->cols[0].each;
}

/* Forms for each column of a section, with the row given. */
static size_t each_column(struct compiler *c, uint32_t section, uint32_t row, uint32_t *failed)
{
    const struct gireport__section *s = gireport__load_sections(c->l) + section;
    const struct gireport__node *cols = gireport__load_cols(c->l);
    struct slice none = {"", 0};
    size_t n = 0;
    if (!uses_each(&c->patterns[0], 0))
        return (size_t)make_form(c, row, none, failed);
    for (uint32_t i = s->first_col; i < s->first_col + s->n_cols && !c->bad && gireport__load_goes_on(c->l); i++)
        if (cols[i].leaf) {
            struct slice key = {cols[i].key, strlen(cols[i].key)};
            n += (size_t)make_form(c, row, key, failed);
        }
    return n;
}

static uint32_t any_section(const struct compiler *c, const struct pattern *p)
{
    const struct gireport__table *t = (const struct gireport__table *)c->l->tables.items + p->table;
    if (p->rows[0].node == GIREPORT__NONE)
        return t->first_section;
    return gireport__load_rows(c->l)[p->rows[0].node].section;
}

/* Only what stands first may say what "@" runs over. */
static int each_is_first(struct compiler *c)
{
    for (uint32_t i = 1; i < c->n_patterns; i++)
        for (int rows = 0; rows < 2; rows++)
            if (uses_each(&c->patterns[i], rows) && !uses_each(&c->patterns[0], rows)) {
                tell(c, c->patterns[i].at, "用“@”时，等号左边的第一项也要有“@”",
                     "where \"@\" is used, the first term of the left side needs it too", NULL);
                return 0;
            }
    return 1;
}

static void compile(struct compiler *c)
{
    const struct gireport__node *rows = gireport__load_rows(c->l);
    const struct gireport__section *sections = gireport__load_sections(c->l);
    uint32_t failed = 0;
    size_t n = 0;
    if (!each_is_first(c))
        return;
    if (!uses_each(&c->patterns[0], 1)) {
        n = each_column(c, any_section(c, &c->patterns[0]), GIREPORT__NONE, &failed);
    } else {
        for (uint32_t i = 0; i < c->l->rows.count && !c->bad && gireport__load_goes_on(c->l); i++)
            if (rows[i].key && sections[rows[i].section].table == c->patterns[0].table)
                n += each_column(c, rows[i].section, i, &failed);
    }
    if (!n && !c->bad && gireport__load_goes_on(c->l))
        tell(c, c->patterns[failed].at, "这一项没有对应的单元格", "this term names no cell", NULL);
}

static void compile_expression(struct gireport__loader *l, const struct gireport__tree *node, uint32_t rule)
{
    struct compiler c = {0};
    c.l = l;
    c.node = node;
    c.rule = rule;
    if (node->kind != GIREPORT__TREE_SCALAR || node->null) {
        gireport__load_tell(l, node, "这里应是一条表达式", "an expression is expected here", NULL);
        return;
    }
    c.patterns = gireport__calloc(MAX_PATTERNS, sizeof *c.patterns);
    c.coef = gireport__calloc(l->fields.count + 1, sizeof *c.coef);
    if (!c.patterns || !c.coef) {
        l->teller.status = GIREPORT_ERR_NOMEM;
    } else {
        parse(&c);
        if (!c.bad && gireport__load_goes_on(l))
            compile(&c);
    }
    gireport__free(c.patterns);
    gireport__free(c.coef);
}

/* Rules ----------------------------------------------------------------------------------------------------- */

static const char *compile_all(struct gireport__loader *l, const struct gireport__tree *node, uint32_t rule)
{
    struct gireport__buf text = {0};
    const char *all = "";
    if (node->kind == GIREPORT__TREE_SCALAR) {
        compile_expression(l, node, rule);
        return gireport__load_string(l, node);
    }
    if (!node->count)
        gireport__load_tell(l, node, "至少要有一条表达式", "at least one expression is needed", NULL);
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next) {
        compile_expression(l, m, rule);
        if (text.len)
            gireport__buf_adds(&text, "; ");
        gireport__buf_adds(&text, m->text ? m->text : "");
    }
    if (text.failed)
        l->teller.status = GIREPORT_ERR_NOMEM;
    else
        all = gireport__load_copy(l, gireport__buf_str(&text), text.len);
    gireport__buf_free(&text);
    return all;
}

static int rule_id_ok(struct gireport__loader *l, const struct gireport__tree *id)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    const struct gireport_rule *rules = l->rules.items;
    if (!id->len || id->len > 40 || strspn(id->text, allowed) != id->len) {
        gireport__load_tell(l, id, "规则编号“{0}”只能用字母、数字、-、_ 和 .，最多40个",
                            "the rule id \"{0}\" may have letters, digits, -, _ and . only, at most 40", id->text);
        return 0;
    }
    for (size_t i = 0; i < l->rules.count; i++)
        if (!strcmp(rules[i].id, id->text)) {
            gireport__load_tell(l, id, "规则编号“{0}”重复", "the rule id \"{0}\" stands here twice", id->text);
            return 0;
        }
    return 1;
}

static void add_rule(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {
        {"id", GIREPORT__TREE_SCALAR, 1},
        {"expression", GIREPORT__TREE_SCALAR | GIREPORT__TREE_SEQ, 1},
        {"title", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 1},
        {"message", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 1},
        {"severity", GIREPORT__TREE_SCALAR, 0},
        {"since", GIREPORT__TREE_SCALAR, 0},
        {"explanation", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0},
        {"example", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0},
        {"basis", GIREPORT__TREE_SCALAR, 0}};
    static const char *const severities[] = {"note", "warning", "error", NULL};
    const struct gireport__tree *m[9];
    struct gireport_rule *r;
    const char *expression;
    size_t index = l->rules.count;
    if (!gireport__load_take(l, node, want, 9, m) || !m[0] || !m[1] || !rule_id_ok(l, m[0]))
        return;
    r = gireport__load_add(l, &l->rules, sizeof *r, GIREPORT__MAX_RULES, node);
    if (!r)
        return;
    r->id = gireport__load_string(l, m[0]);
    r->title = gireport__load_text(l, m[2]);
    r->message = gireport__load_text(l, m[3]);
    r->severity = gireport__load_word(l, m[4], severities, GIREPORT_SEVERITY_NOTE, GIREPORT_SEVERITY_ERROR);
    r->since = gireport__load_string(l, m[5]);
    r->explanation = gireport__load_text(l, m[6]);
    r->example = gireport__load_text(l, m[7]);
    r->basis = gireport__load_string(l, m[8]);
    r->editions = l->t.id;
    expression = compile_all(l, m[1], (uint32_t)index);
    r = (struct gireport_rule *)l->rules.items + index;
    r->expression = expression;
}

void gireport__load_rules(struct gireport__loader *l, const struct gireport__tree *node)
{
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next)
        add_rule(l, m);
}
