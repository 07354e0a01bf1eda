/* SPDX-License-Identifier: MIT */
#include "expression.h"

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"

#define MAX_COEFFICIENT 1000000

void gireport__expression_tell(struct gireport__expression *e, size_t offset, const char *zh, const char *en,
                               const char *a)
{
    uint32_t column = e->node->column + e->node->shift;
    uint32_t cp;
    for (size_t i = 0; i < offset;) {
        int n = gireport__utf8_next(e->node->text + i, e->node->len - i, &cp);
        i += n > 0 ? (size_t)n : 1;
        column++;
    }
    gireport__tell(&e->l->teller, e->node->line, column, zh, en, a, NULL);
    e->bad = 1;
}

static void tell_slice(struct gireport__expression *e, size_t offset, const char *zh, const char *en,
                       struct gireport__slice s)
{
    char *p = gireport__arena_strndup(&e->l->scratch, s.s, s.len);
    if (!p)
        e->l->teller.status = GIREPORT_ERR_NOMEM;
    gireport__expression_tell(e, offset, zh, en, p);
}

int gireport__slice_equals(struct gireport__slice s, const char *word)
{
    return strlen(word) == s.len && !memcmp(word, s.s, s.len);
}

static struct gireport__slice trim(struct gireport__slice s)
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
static size_t last_dot(struct gireport__slice s)
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

uint32_t gireport__expression_row(const struct gireport__expression *e, uint32_t table,
                                  struct gireport__slice key)
{
    const struct gireport__table *t = (const struct gireport__table *)e->l->tables.items + table;
    const struct gireport__section *s = gireport__load_sections(e->l);
    const struct gireport__node *rows = gireport__load_rows(e->l);
    uint32_t first = s[t->first_section].first_row;
    const struct gireport__section *last = s + t->first_section + t->n_sections - 1;
    for (uint32_t i = first; i < last->first_row + last->n_rows; i++)
        if (rows[i].key && gireport__slice_equals(key, rows[i].key))
            return i;
    return GIREPORT__NONE;
}

static int ends_with(struct gireport__slice s, const char *end)
{
    size_t n = strlen(end);
    return s.len >= n && !memcmp(s.s + s.len - n, end, n);
}

/* A row path: "granted", "denied.*", "@", "@.*", "@.subtotal", "*". */
static void add_row_choice(struct gireport__expression *e, struct gireport__pattern *p,
                           struct gireport__slice s)
{
    struct gireport__row_choice r = {GIREPORT__NONE, 0, GIREPORT__TAIL_NONE};
    struct gireport__slice whole = s;
    if (p->n_rows == GIREPORT__MAX_CHOICES) {
        gireport__expression_tell(e, p->at, "花括号里的项太多", "too many items between the braces", NULL);
        return;
    }
    if (gireport__slice_equals(s, "*")) {
        r.tail = GIREPORT__TAIL_MEMBERS;
    } else {
        if (ends_with(s, ".*")) {
            r.tail = GIREPORT__TAIL_MEMBERS;
            s.len -= 2;
        } else if (ends_with(s, ".subtotal")) {
            r.tail = GIREPORT__TAIL_SUBTOTAL;
            s.len -= strlen(".subtotal");
        }
        if (gireport__slice_equals(s, "@"))
            r.each = 1;
        else
            r.node = gireport__expression_row(e, p->table, s);
        if (!r.each && r.node == GIREPORT__NONE) {
            tell_slice(e, p->at, "表里没有行“{0}”", "the table has no row \"{0}\"", whole);
            return;
        }
    }
    p->rows[p->n_rows++] = r;
}

static void add_col_choice(struct gireport__expression *e, struct gireport__pattern *p,
                           struct gireport__slice s)
{
    struct gireport__col_choice *col = &p->cols[p->n_cols];
    if (p->n_cols == GIREPORT__MAX_CHOICES) {
        gireport__expression_tell(e, p->at, "花括号里的项太多", "too many items between the braces", NULL);
        return;
    }
    col->each = (uint32_t)gireport__slice_equals(s, "@");
    if (!col->each && !gireport__slice_equals(s, "*"))
        col->key = s;
    p->n_cols++;
}

/* Hands each item of "{a, b}" on, or the slice itself. prefix: what stands before the brace, with its dot. */
static void each_choice(struct gireport__expression *e, struct gireport__pattern *p, struct gireport__slice s,
                        int rows)
{
    const char *open = memchr(s.s, '{', s.len);
    struct gireport__slice rest;
    if (!open) {
        if (rows)
            add_row_choice(e, p, s);
        else
            add_col_choice(e, p, s);
        return;
    }
    if (open != s.s || s.s[s.len - 1] != '}' || s.len < 3) {
        tell_slice(e, p->at, "花括号的用法不对：“{0}”", "braces cannot be used like this: \"{0}\"", s);
        return;
    }
    rest.s = s.s + 1;
    rest.len = s.len - 2;
    while (!e->bad) {
        const char *comma = memchr(rest.s, ',', rest.len);
        struct gireport__slice item = rest;
        if (comma)
            item.len = (size_t)(comma - rest.s);
        item = trim(item);
        if (memchr(item.s, '{', item.len) || memchr(item.s, '@', item.len) || !item.len)
            tell_slice(e, p->at, "花括号的用法不对：“{0}”", "braces cannot be used like this: \"{0}\"", s);
        else if (rows)
            add_row_choice(e, p, item);
        else
            add_col_choice(e, p, item);
        if (!comma)
            break;
        rest.len -= (size_t)(comma + 1 - rest.s);
        rest.s = comma + 1;
    }
}

static void parse_pattern(struct gireport__expression *e, struct gireport__slice s, size_t at, int32_t coef)
{
    const struct gireport__table *tables = e->l->tables.items;
    const char *dot = memchr(s.s, '.', s.len);
    size_t last = last_dot(s);
    struct gireport__slice table = {s.s, dot ? (size_t)(dot - s.s) : s.len}, row, col;
    struct gireport__pattern *p = &e->patterns[e->n_patterns];
    if (!dot || last == s.len || last <= table.len) {
        tell_slice(e, at, "“{0}”应写作“表.行.列”", "\"{0}\" has to be TABLE.ROW.COLUMN", s);
        return;
    }
    if (e->n_patterns == GIREPORT__MAX_PATTERNS) {
        gireport__expression_tell(e, at, "表达式太长", "the expression is too long", NULL);
        return;
    }
    memset(p, 0, sizeof *p);
    p->at = at;
    p->coef = coef;
    while (p->table < e->l->tables.count && !gireport__slice_equals(table, tables[p->table].key))
        p->table++;
    if (p->table == e->l->tables.count) {
        tell_slice(e, at, "没有表“{0}”", "there is no table \"{0}\"", table);
        return;
    }
    row.s = dot + 1;
    row.len = (size_t)(s.s + last - row.s);
    col.s = s.s + last + 1;
    col.len = s.len - last - 1;
    each_choice(e, p, row, 1);
    each_choice(e, p, col, 0);
    e->n_patterns++;
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
static size_t coefficient_at(struct gireport__expression *e, const char *s, size_t at, int32_t *coef)
{
    size_t n = strspn(s, "0123456789"), gap;
    int64_t value = 1;
    uint32_t scale;
    *coef = 1;
    if (!n)
        return 0;
    gap = strspn(s + n, " ");
    if (gireport__num_parse(s, n, &value, &scale) != GIREPORT__NUM_OK || value < 1 ||
        value > MAX_COEFFICIENT || !gap) {
        gireport__expression_tell(e, at, "这里的数字不能用作系数", "this number cannot be a coefficient",
                                  NULL);
        return n;
    }
    *coef = (int32_t)value;
    return n + gap;
}

/* One term with its sign: returns how far it went. */
static size_t parse_term(struct gireport__expression *e, const char *s, size_t at, int32_t sign)
{
    int32_t coef;
    size_t n = coefficient_at(e, s, at, &coef), end;
    struct gireport__slice text;
    if (e->bad)
        return n;
    text.s = s + n;
    text.len = end = pattern_end(s + n);
    if (!end)
        gireport__expression_tell(e, at + n, "这里应是“表.行.列”", "TABLE.ROW.COLUMN is expected here", NULL);
    else
        parse_pattern(e, text, at + n, sign * coef);
    return n + end;
}

/* Terms with + and - between them, up to a relation or the end. A side that is just 0 has no terms. */
static size_t parse_side(struct gireport__expression *e, size_t at)
{
    const char *s = e->node->text;
    int32_t sign = 1;
    int begun = 0;
    uint32_t relation;
    at += strspn(s + at, " ");
    if (s[at] == '0' && !s[at + 1 + strspn(s + at + 1, " ")])
        return strlen(s);
    while (!e->bad) {
        at += strspn(s + at, " ");
        if (begun && (!s[at] || relation_at(s + at, &relation)))
            return at;
        if (s[at] == '+' || s[at] == '-') {
            sign = s[at] == '-' ? -1 : 1;
            at++;
            at += strspn(s + at, " ");
        } else if (begun) {
            gireport__expression_tell(
                e, at, "这里应是 +、- 或 =、<=、>=", "+, - or =, <=, >= is expected here", NULL);
        } else {
            sign = 1;
        }
        if (!e->bad)
            at += parse_term(e, s + at, at, sign);
        begun = 1;
    }
    return at;
}

void gireport__expression_parse(struct gireport__expression *e)
{
    const char *s = e->node->text;
    size_t at = parse_side(e, 0), n;
    if (e->bad)
        return;
    e->n_left = e->n_patterns;
    n = relation_at(s + at, &e->relation);
    if (!n) {
        gireport__expression_tell(e, at,
                                  "表达式里缺少 =、<= 或 >=", "the expression lacks =, <= or >=", NULL);
        return;
    }
    at = parse_side(e, at + n);
    if (!e->bad && s[at])
        gireport__expression_tell(e, at, "表达式在这里应已结束", "the expression should end here", NULL);
    if (!e->bad && !e->n_left)
        gireport__expression_tell(e, 0, "等号左边要有单元格", "the left side needs a cell", NULL);
}

void gireport__expression_parse_sum(struct gireport__expression *e)
{
    const char *s = e->node->text;
    size_t at = parse_side(e, 0);
    if (!e->bad && s[at])
        gireport__expression_tell(e, at, "这里只能是单元格之和", "only a sum of cells is expected here", NULL);
    if (!e->bad && !e->n_patterns)
        gireport__expression_tell(e, 0, "这里应是“表.行.列”", "TABLE.ROW.COLUMN is expected here", NULL);
}
