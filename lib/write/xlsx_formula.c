/* SPDX-License-Identifier: MIT */

/* The linear rules of the form as formulas over its sheets, and the sheet that shows what each gives. */

#include "xlsx.h"

#include <string.h>

/* A stretch of cells in one column or one row. */
struct range {
    uint32_t table, row, col, row_end, col_end; /* ends included */
    int32_t coef;
};

/* The ranges of some terms, one after another. */
struct ranges {
    struct gireport__xlsx *x;
    const struct gireport__term *terms;
    uint32_t i, end, stand_in;
    int sign; /* 1, or -1 for the right side, whose terms are negated */
};

static struct ranges ranges_of(struct gireport__xlsx *x, const struct gireport__form *form, uint32_t from, uint32_t to)
{
    struct ranges it = {x, gireport__form_terms(x->r->tpl, form), from, to, GIREPORT__NONE, from < form->n_left ? 1 : -1};

    return it;
}

/* The cell that counts for a term: a group's own row where that stands for its members; NONE where it was counted. */
static uint32_t counting_field(struct ranges *it, uint32_t field)
{
    const struct gireport__counts *c = &it->x->counts;
    uint32_t group;

    if (c->known[field] != GIREPORT__BY_SUBTOTAL)
        return field;
    group = gireport__stand_in(c, field);
    if (group == GIREPORT__NONE || !it->x->places[group].there)
        return field;
    if (group == it->stand_in)
        return GIREPORT__NONE;
    it->stand_in = group;
    return group;
}

/* The next cell. 0 at the end. */
static int next_cell(struct ranges *it, struct range *out)
{
    for (; it->i < it->end; it->i++) {
        uint32_t field = counting_field(it, it->terms[it->i].field);
        const struct gireport__xlsx_place *p = field == GIREPORT__NONE ? NULL : &it->x->places[field];

        if (!p || !p->there)
            continue;
        *out = (struct range){p->table, p->row, p->col, p->row, p->col, it->terms[it->i].coef * it->sign};
        it->i++;
        return 1;
    }
    return 0;
}

/* 1 if b goes on where a ends; a then holds both. */
static int joins(struct range *a, const struct range *b)
{
    if (a->table != b->table || a->coef != b->coef)
        return 0;
    if (a->col == a->col_end && b->col == a->col && b->row == a->row_end + 1)
        a->row_end = b->row;
    else if (a->row == a->row_end && b->row == a->row && b->col == a->col_end + 1)
        a->col_end = b->col;
    else
        return 0;
    return 1;
}

static int next_range(struct ranges *it, struct range *out)
{
    struct ranges before;
    struct range more;

    if (!next_cell(it, out))
        return 0;
    for (before = *it; next_cell(it, &more) && joins(out, &more);)
        before = *it;
    *it = before;
    return 1;
}

static void reference(struct gireport__xlsx *x, const struct range *r, int prefixed)
{
    if (prefixed)
        gireport__buf_adds(&x->formula, gireport__buf_str(&x->names[r->table]));
    gireport__xlsx_reference(&x->formula, r->row, r->col);
    if (r->row_end == r->row && r->col_end == r->col)
        return;
    gireport__buf_addc(&x->formula, ':');
    gireport__xlsx_reference(&x->formula, r->row_end, r->col_end);
}

void gireport__xlsx_side(struct gireport__xlsx *x, const struct gireport__form *form, int right, int prefixed)
{
    struct ranges it = ranges_of(x, form, right ? form->n_left : 0, right ? form->n_terms : form->n_left);
    struct range r;
    int n = 0;

    while (next_range(&it, &r)) {
        if (r.coef < 0 || n++)
            gireport__buf_addc(&x->formula, r.coef < 0 ? '-' : '+');
        if (r.coef != 1 && r.coef != -1) {
            gireport__buf_add_int(&x->formula, r.coef < 0 ? -(int64_t)r.coef : r.coef);
            gireport__buf_addc(&x->formula, '*');
        }
        gireport__buf_adds(&x->formula, "SUM(");
        reference(x, &r, prefixed);
        gireport__buf_addc(&x->formula, ')');
    }
    if (!n)
        gireport__buf_addc(&x->formula, '0');
}

/* A formula over each range of terms, in which "@" is the range; all added up. */
static void add_up(struct gireport__xlsx *x, struct ranges it, const char *formula, int prefixed, int *n)
{
    struct range r;
    const char *f;

    while (next_range(&it, &r)) {
        gireport__buf_adds(&x->formula, (*n)++ ? "+" : "");
        for (f = formula; *f; f++) {
            if (*f == '@')
                reference(x, &r, prefixed);
            else
                gireport__buf_addc(&x->formula, *f);
        }
    }
}

void gireport__xlsx_assessable(struct gireport__xlsx *x, const struct gireport__form *form, int prefixed)
{
    int n = 0;

    gireport__buf_adds(&x->formula, "AND(");
    add_up(x, ranges_of(x, form, 0, 1), "COUNT(@)", prefixed, &n);
    gireport__buf_adds(&x->formula, ">0,");
    if (form->n_left < form->n_terms) {
        n = 0;
        add_up(x, ranges_of(x, form, form->n_left, form->n_terms), "COUNT(@)", prefixed, &n);
        gireport__buf_adds(&x->formula, ">0,");
    }
    n = 0;
    add_up(x, ranges_of(x, form, 0, form->n_left), "SUMPRODUCT(ISTEXT(@)*(@<>\"/\"))", prefixed, &n);
    add_up(x, ranges_of(x, form, form->n_left, form->n_terms), "SUMPRODUCT(ISTEXT(@)*(@<>\"/\"))", prefixed, &n);
    gireport__buf_adds(&x->formula, "=0)");
}

int gireport__xlsx_has_form(const struct gireport__xlsx *x, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(x->r->tpl, form);
    uint32_t i;

    if (!x->places[terms[0].field].there)
        return 0;
    for (i = form->n_left; i < form->n_terms; i++)
        if (x->places[terms[i].field].there || x->counts.known[terms[i].field] == GIREPORT__BY_SUBTOTAL)
            return 1;
    return form->n_left == form->n_terms;
}

const char *gireport__xlsx_broken(const struct gireport__form *form)
{
    return form->relation == GIREPORT__LE ? ">" : form->relation == GIREPORT__GE ? "<" : "<>";
}

/* ---- the sheet of all rules ---- */

enum column { RULE, WHAT, CELL, LEFT, RIGHT, DIFFERENCE, RESULT, COLUMNS };

static void words(struct gireport__xlsx *x, uint32_t row, enum column col, int style, const char *s)
{
    gireport__xlsx_text(x->out, row, (uint32_t)col, style, s, strlen(s));
}

static void side(struct gireport__xlsx *x, uint32_t row, const struct gireport__form *form, int right, int64_t value)
{
    gireport__buf_clear(&x->formula);
    gireport__xlsx_side(x, form, right, 1);
    gireport__buf_clear(&x->scratch);
    gireport__buf_add_int(&x->scratch, value);
    gireport__xlsx_formula(x->out, row, right ? RIGHT : LEFT, GIREPORT__XLSX_LIST_NUMBER, gireport__buf_str(&x->formula),
                           gireport__buf_str(&x->scratch), 0);
}

static const char *mark(uint32_t severity)
{
    return severity == GIREPORT_SEVERITY_ERROR ? "✗" : "！";
}

static void result(struct gireport__xlsx *x, uint32_t row, const struct gireport__form *form,
                   enum gireport__verdict verdict)
{
    const char *broken = mark(x->r->tpl->rules[form->rule].severity);
    struct gireport__buf *f = &x->formula;

    gireport__buf_clear(f);
    gireport__buf_adds(f, "IF(");
    gireport__xlsx_assessable(x, form, 1);
    gireport__buf_adds(f, ",IF(");
    gireport__xlsx_reference(f, row, LEFT);
    gireport__buf_adds(f, gireport__xlsx_broken(form));
    gireport__xlsx_reference(f, row, RIGHT);
    gireport__buf_adds(f, ",\"");
    gireport__buf_adds(f, broken);
    gireport__buf_adds(f, "\",\"✓\"),\"？\")");
    gireport__xlsx_formula(x->out, row, RESULT, GIREPORT__XLSX_RESULT, gireport__buf_str(f),
                           verdict == GIREPORT__HOLDS ? "✓" : verdict == GIREPORT__BROKEN ? broken : "？", 1);
}

static void rule_row(struct gireport__xlsx *x, uint32_t row, const struct gireport__form *form)
{
    const struct gireport_rule *rule = &x->r->tpl->rules[form->rule];
    const char *label = x->r->tpl->fields[gireport__form_terms(x->r->tpl, form)[0].field].label;
    int64_t left, right;
    enum gireport__verdict verdict = gireport__form_verdict(&x->counts, form, &left, &right, NULL, 0, NULL);

    gireport__xlsx_row_of(x->out, row, gireport__xlsx_lines(label, strlen(label), 42));
    words(x, row, RULE, GIREPORT__XLSX_LIST, rule->id);
    words(x, row, WHAT, GIREPORT__XLSX_LIST, x->o->lang == GIREPORT_LANG_EN ? rule->title.en : rule->title.zh);
    words(x, row, CELL, GIREPORT__XLSX_LIST, label);
    side(x, row, form, 0, left);
    side(x, row, form, 1, right);
    gireport__buf_clear(&x->formula);
    gireport__xlsx_reference(&x->formula, row, LEFT);
    gireport__buf_addc(&x->formula, '-');
    gireport__xlsx_reference(&x->formula, row, RIGHT);
    gireport__buf_clear(&x->scratch);
    gireport__buf_add_int(&x->scratch, left - right);
    gireport__xlsx_formula(x->out, row, DIFFERENCE, GIREPORT__XLSX_LIST_NUMBER, gireport__buf_str(&x->formula),
                           gireport__buf_str(&x->scratch), 0);
    result(x, row, form, verdict);
    gireport__xlsx_end_row(x->out);
}

static uint32_t header(struct gireport__xlsx *x)
{
    static const char *const names[COLUMNS][2] = {{"规则", "rule"},    {"含义", "meaning"}, {"核对的格", "cell"},
                                                  {"左边", "left"},    {"右边", "right"},   {"相差", "difference"},
                                                  {"结果", "result"}};
    static const char *const hint[] = {"✓ 成立；✗ 不成立；！ 请核实；？ 有未填的或不是数字的格，不能判断",
                                       "✓ holds; ✗ does not; ！ look at it; ？ cells are blank or no numbers"};
    int en = x->o->lang == GIREPORT_LANG_EN, i;

    gireport__xlsx_row(x->out, 0, 0);
    words(x, 0, RULE, GIREPORT__XLSX_PLAIN, hint[en]);
    gireport__xlsx_end_row(x->out);
    gireport__xlsx_row(x->out, 1, 0);
    for (i = 0; i < COLUMNS; i++)
        words(x, 1, (enum column)i, GIREPORT__XLSX_LIST_HEADER, names[i][en]);
    gireport__xlsx_end_row(x->out);
    return 2;
}

void gireport__xlsx_check_sheet(struct gireport__xlsx *x)
{
    const gireport_template *t = x->r->tpl;
    uint32_t row, i;

    GIREPORT__XML(x->out, "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"2\" topLeftCell=\"A3\""
                          " activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>"
                          "<cols><col min=\"1\" max=\"1\" width=\"12\" customWidth=\"1\"/>"
                          "<col min=\"2\" max=\"3\" width=\"42\" customWidth=\"1\"/>"
                          "<col min=\"4\" max=\"7\" width=\"11\" customWidth=\"1\"/></cols><sheetData>");
    row = header(x);
    for (i = 0; i < t->n_forms; i++)
        if (gireport__xlsx_has_form(x, &t->forms[i]))
            rule_row(x, row++, &t->forms[i]);
    GIREPORT__XML(x->out, "</sheetData><conditionalFormatting sqref=\"G3:G");
    gireport__out_int(x->out, row > 2 ? row : 3);
    GIREPORT__XML(x->out, "\"><cfRule type=\"cellIs\" dxfId=\"0\" priority=\"1\" operator=\"equal\"><formula>\"✗\"</formula>"
                          "</cfRule></conditionalFormatting>");
}
