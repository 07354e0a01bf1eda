/* SPDX-License-Identifier: MIT */

/* A table of the form as a worksheet: its merges, what may be typed where, and broken sums in red. */

#include "xlsx.h"

#include <string.h>

#include "../model/value.h"
#include "escape.h"

#define PUT(x, literal) GIREPORT__XML((x)->out, literal)
#define DIGITS 15u /* that a spreadsheet keeps exactly */

/* ---- cells ---- */

/* 1 if a text is a number that a spreadsheet takes and gives back as it is: no leading or trailing zeros, at most 15
 * digits. */
static int is_plain_number(const char *s)
{
    size_t i = *s == '-', from = i, digits = 0, point = 0;

    for (; s[i]; i++) {
        if (s[i] == '.' && !point && i > from)
            point = i;
        else if (s[i] >= '0' && s[i] <= '9')
            digits++;
        else
            return 0;
    }
    if (digits == 0 || digits > DIGITS || (from && digits == 1 && s[from] == '0'))
        return 0;
    if (s[from] == '0' && s[from + 1] && s[from + 1] != '.')
        return 0;
    return !point || (s[i - 1] != '0' && s[i - 1] != '.');
}

/* "1,234" where the separators stand as they should, without them. 0 where it is something else. */
static int without_separators(const char *s, struct gireport__buf *out)
{
    size_t len = strlen(s), i;

    if (len < 5 || s[0] == ',' || s[0] == '0')
        return 0;
    gireport__buf_clear(out);
    for (i = 0; i < len; i++) {
        if ((len - i) % 4 == 0 ? s[i] != ',' : s[i] < '0' || s[i] > '9')
            return 0;
        if (s[i] != ',')
            gireport__buf_addc(out, s[i]);
    }
    return 1;
}

static int number_style(uint32_t type)
{
    return type == GIREPORT_TYPE_DELTA   ? GIREPORT__XLSX_DELTA
           : type == GIREPORT_TYPE_MONEY ? GIREPORT__XLSX_MONEY
                                         : GIREPORT__XLSX_COUNT;
}

static void value(struct gireport__xlsx *x, uint32_t row, uint32_t col, uint32_t field)
{
    const struct gireport__cell *c = &x->r->cells[field];
    uint32_t type = gireport_field_type(x->r->tpl, field);
    const char *s = gireport__faithful(x->r, field, &x->scratch);
    int is_value = c->state == GIREPORT_STATE_VALUE && strncmp(s, GIREPORT__DOUBT, 3) != 0;

    if (is_value && without_separators(s, &x->formula))
        s = gireport__buf_str(&x->formula);
    else if (is_value && type == GIREPORT_TYPE_DELTA && *s == '+' && is_plain_number(s + 1) && s[1] != '-')
        s++; /* the format shows it */
    if (is_value && is_plain_number(s))
        gireport__xlsx_number(x->out, row, col, number_style(type), s);
    else if (!*s)
        gireport__xlsx_empty(x->out, row, col, number_style(type));
    else
        gireport__xlsx_text(x->out, row, col,
                            c->state == GIREPORT_STATE_UNREADABLE || strncmp(s, GIREPORT__DOUBT, 3) == 0
                                ? GIREPORT__XLSX_DOUBTFUL
                            : strchr("=+-@", *s) ? GIREPORT__XLSX_QUOTED
                                                 : GIREPORT__XLSX_TEXT,
                            s, strlen(s));
}

static int label_style(const struct gireport__sheet *sheet, const struct gireport__slot *s)
{
    if (s->kind == GIREPORT__SLOT_CAPTION)
        return GIREPORT__XLSX_CAPTION;
    return sheet->label_cols > 1 && (s->scope == GIREPORT__SCOPE_ROW || s->kind == GIREPORT__SLOT_STUB)
               ? GIREPORT__XLSX_LEFT_LABEL
               : GIREPORT__XLSX_LABEL;
}

/* Covered places have the borders of their slot. */
static void place(struct gireport__xlsx *x, const struct gireport__sheet *sheet, const struct gireport__slot *s,
                  uint32_t row, uint32_t col)
{
    uint32_t line = row + GIREPORT__XLSX_TOP;
    int style = s->kind == GIREPORT__SLOT_VALUE ? number_style(gireport_field_type(x->r->tpl, s->field))
                                                : label_style(sheet, s);

    if (row != s->row || col != s->col)
        gireport__xlsx_empty(x->out, line, col, style);
    else if (s->kind == GIREPORT__SLOT_VALUE)
        value(x, line, col, s->field);
    else
        gireport__xlsx_text(x->out, line, col, style, s->text, strlen(s->text));
}

static uint32_t *owners(const struct gireport__sheet *s)
{
    uint32_t *owner = gireport__calloc((size_t)s->rows * s->cols + 1, sizeof(*owner)), r, c;
    size_t i;

    for (i = 0; owner && i < s->n_slots; i++)
        for (r = s->slots[i].row; r < s->slots[i].row + s->slots[i].row_span; r++)
            for (c = s->slots[i].col; c < s->slots[i].col + s->slots[i].col_span; c++)
                owner[(size_t)r * s->cols + c] = (uint32_t)i;
    return owner;
}

/* Widths in characters. */
#define GROUP_WIDTH 9u
#define NARROW      8u /* a table of more columns has narrow ones */

static uint32_t label_width(const struct gireport__sheet *s)
{
    return s->cols > NARROW ? 38 : 26;
}

static uint32_t value_width(const struct gireport__sheet *s)
{
    return s->cols > NARROW ? 10 : 20;
}

static uint32_t width_of(const struct gireport__sheet *s, const struct gireport__slot *slot)
{
    uint32_t labels = s->label_cols < s->cols ? s->label_cols : 0, sum = 0, c;

    for (c = slot->col; c < slot->col + slot->col_span; c++)
        sum += c + 1 < labels ? GROUP_WIDTH : c < labels ? label_width(s) : value_width(s);
    return sum;
}

/* The most lines that a slot of one row takes. */
static uint32_t lines_of(struct gireport__xlsx *x, const struct gireport__sheet *s, uint32_t row)
{
    uint32_t most = 1, lines;
    size_t i;

    for (i = 0; i < s->n_slots && s->slots[i].row <= row; i++) {
        const struct gireport__slot *slot = &s->slots[i];
        const char *shown = slot->text ? slot->text : "";

        if (slot->row != row || slot->row_span > 1)
            continue;
        if (slot->kind == GIREPORT__SLOT_VALUE)
            shown = gireport__faithful(x->r, slot->field, &x->scratch);
        lines = gireport__xlsx_lines(shown, strlen(shown), width_of(s, slot));
        most = lines > most ? lines : most;
    }
    return most;
}

static void rows(struct gireport__xlsx *x, const struct gireport__sheet *s, const struct gireport__part *part)
{
    uint32_t *owner = owners(s), r, c;

    x->failed |= !owner;
    gireport__buf_clear(&x->formula);
    gireport__buf_adds(&x->formula, part->number);
    gireport__buf_adds(&x->formula, "、");
    gireport__buf_adds(&x->formula, part->label.text);
    gireport__xlsx_row(x->out, 0, 30);
    gireport__xlsx_text(x->out, 0, 0, GIREPORT__XLSX_HEADING, gireport__buf_str(&x->formula), x->formula.len);
    gireport__xlsx_end_row(x->out);
    for (r = 0; owner && r < s->rows; r++) {
        gireport__xlsx_row_of(x->out, r + GIREPORT__XLSX_TOP, lines_of(x, s, r));
        for (c = 0; c < s->cols; c++)
            place(x, s, &s->slots[owner[(size_t)r * s->cols + c]], r, c);
        gireport__xlsx_end_row(x->out);
    }
    gireport__free(owner);
}

/* ---- columns, panes, merges ---- */

static void column(struct gireport__xlsx *x, uint32_t from, uint32_t to, uint32_t width)
{
    if (from >= to)
        return;
    PUT(x, "<col min=\"");
    gireport__out_int(x->out, (int64_t)from + 1);
    PUT(x, "\" max=\"");
    gireport__out_int(x->out, to);
    PUT(x, "\" width=\"");
    gireport__out_int(x->out, width);
    PUT(x, "\" customWidth=\"1\"/>");
}

static void attribute(struct gireport__xlsx *x, const char *name, uint32_t n)
{
    if (!n)
        return;
    gireport__out_adds(x->out, name);
    gireport__out_int(x->out, n);
    PUT(x, "\"");
}

static void reference_out(struct gireport__xlsx *x, uint32_t row, uint32_t col)
{
    gireport__buf_clear(&x->scratch);
    gireport__xlsx_reference(&x->scratch, row, col);
    gireport__out_adds(x->out, gireport__buf_str(&x->scratch));
}

/* Headers stay in sight. */
static void view(struct gireport__xlsx *x, const struct gireport__sheet *s)
{
    uint32_t body = gireport__sheet_body(s), down = body + GIREPORT__XLSX_TOP;
    uint32_t across = s->label_cols < s->cols ? s->label_cols : 0;

    PUT(x, "<sheetViews><sheetView workbookViewId=\"0\"><pane");
    attribute(x, " xSplit=\"", across);
    attribute(x, " ySplit=\"", down);
    PUT(x, " topLeftCell=\"");
    reference_out(x, down, across);
    gireport__out_adds(x->out, across ? "\" activePane=\"bottomRight\"" : "\" activePane=\"bottomLeft\"");
    PUT(x, " state=\"frozen\"/></sheetView></sheetViews>");
}

static void columns(struct gireport__xlsx *x, const struct gireport__sheet *s)
{
    uint32_t labels = s->label_cols < s->cols ? s->label_cols : 0;

    PUT(x, "<cols>");
    if (labels > 1)
        column(x, 0, labels - 1, GROUP_WIDTH);
    if (labels)
        column(x, labels - 1, labels, label_width(s));
    column(x, labels, s->cols, value_width(s));
    PUT(x, "</cols>");
}

static void merges(struct gireport__xlsx *x, const struct gireport__sheet *s)
{
    size_t i, n = s->cols > 1;

    for (i = 0; i < s->n_slots; i++)
        n += s->slots[i].row_span * s->slots[i].col_span > 1;
    if (n == 0)
        return;
    PUT(x, "<mergeCells count=\"");
    gireport__out_int(x->out, (int64_t)n);
    PUT(x, "\">");
    if (s->cols > 1) {
        PUT(x, "<mergeCell ref=\"A1:");
        reference_out(x, 0, s->cols - 1);
        PUT(x, "\"/>");
    }
    for (i = 0; i < s->n_slots; i++) {
        const struct gireport__slot *slot = &s->slots[i];

        if (slot->row_span * slot->col_span == 1)
            continue;
        PUT(x, "<mergeCell ref=\"");
        reference_out(x, slot->row + GIREPORT__XLSX_TOP, slot->col);
        PUT(x, ":");
        reference_out(x, slot->row + slot->row_span - 1 + GIREPORT__XLSX_TOP, slot->col + slot->col_span - 1);
        PUT(x, "\"/>");
    }
    PUT(x, "</mergeCells>");
}

/* ---- broken sums ---- */

/* Is there a rule of which this cell is the total, and how serious is it? Appends "this is broken" of each. */
static int broken(struct gireport__xlsx *x, uint32_t field)
{
    const gireport_template *t = x->r->tpl;
    int n = 0;
    uint32_t i;

    gireport__buf_clear(&x->formula);
    gireport__buf_adds(&x->formula, "OR(");
    for (i = t->field_first[field]; i < t->field_first[field + 1]; i++) {
        const struct gireport__form *form = &t->forms[t->field_forms[i]];

        if (gireport__form_terms(t, form)[0].field != field || !gireport__xlsx_has_form(x, form) ||
            t->rules[form->rule].severity != GIREPORT_SEVERITY_ERROR)
            continue;
        gireport__buf_adds(&x->formula, n++ ? ",AND(" : "AND(");
        gireport__xlsx_assessable(x, form, 0);
        gireport__buf_addc(&x->formula, ',');
        gireport__xlsx_side(x, form, 0, 0);
        gireport__buf_adds(&x->formula, gireport__xlsx_broken(form));
        gireport__xlsx_side(x, form, 1, 0);
        gireport__buf_addc(&x->formula, ')');
    }
    gireport__buf_addc(&x->formula, ')');
    return n;
}

static void colours(struct gireport__xlsx *x, const struct gireport__sheet *s)
{
    size_t i;
    uint32_t priority = 1;

    for (i = 0; i < s->n_slots; i++) {
        if (s->slots[i].field == GIREPORT__NONE || !broken(x, s->slots[i].field))
            continue;
        PUT(x, "<conditionalFormatting sqref=\"");
        reference_out(x, s->slots[i].row + GIREPORT__XLSX_TOP, s->slots[i].col);
        PUT(x, "\"><cfRule type=\"expression\" dxfId=\"0\" priority=\"");
        gireport__out_int(x->out, priority++);
        PUT(x, "\"><formula>");
        gireport__escape_html(x->out, gireport__buf_str(&x->formula), x->formula.len);
        PUT(x, "</formula></cfRule></conditionalFormatting>");
    }
}

/* ---- what may be typed ---- */

enum kind { COUNT, DELTA, MONEY_IN_UNIT, MONEY, KINDS };

static enum kind kind_of(const struct gireport__xlsx *x, uint32_t field)
{
    uint32_t type = gireport_field_type(x->r->tpl, field);

    if (type != GIREPORT_TYPE_MONEY)
        return type == GIREPORT_TYPE_DELTA ? DELTA : COUNT;
    return *gireport_field_printed_unit(x->r->tpl, field) ? MONEY_IN_UNIT : MONEY;
}

/* @ is the cell; two languages. */
static const struct {
    const char *formula, *message[2];
} allowed[KINDS] = {
    {"OR(@=\"/\",IF(ISNUMBER(@),AND(@>=0,@=INT(@)),FALSE))",
     {"请填不小于 0 的整数；不适用的填“/”", "a whole number, not below 0, or / where it does not apply"}},
    {"OR(@=\"/\",IF(ISNUMBER(@),@=INT(@),FALSE))",
     {"请填整数，减少的填负数；不适用的填“/”", "a whole number, negative for a decrease, or /"}},
    {"OR(@=\"/\",RIGHT(@,1)=\"元\",IF(ISNUMBER(@),AND(@>=0,@=ROUND(@,6)),FALSE))",
     {"请按表头的单位填不小于 0 的数，至多六位小数；不适用的填“/”",
      "an amount in the unit of the header, at most six decimals, or /"}},
    {"OR(@=\"/\",RIGHT(@,1)=\"元\",IF(ISNUMBER(@),@=0,FALSE))",
     {"请连同单位填写，例如 251000元、12.5万元；没有的填 0；不适用的填“/”",
      "an amount with its unit, such as 251000元 or 12.5万元; 0, or /"}},
};

static void validation(struct gireport__xlsx *x, const struct gireport__sheet *s, enum kind kind)
{
    const char *f, *message = allowed[kind].message[x->o->lang == GIREPORT_LANG_EN];
    size_t i, first = s->n_slots;

    PUT(x, "<dataValidation type=\"custom\" allowBlank=\"1\" showInputMessage=\"1\" showErrorMessage=\"1\" error=\"");
    gireport__escape_html(x->out, message, strlen(message));
    if (kind == MONEY) {
        PUT(x, "\" prompt=\"");
        gireport__escape_html(x->out, message, strlen(message));
    }
    PUT(x, "\" sqref=\"");
    for (i = 0; i < s->n_slots; i++) {
        if (s->slots[i].field == GIREPORT__NONE || kind_of(x, s->slots[i].field) != kind)
            continue;
        gireport__out_adds(x->out, first < s->n_slots ? " " : "");
        first = first < s->n_slots ? first : i;
        reference_out(x, s->slots[i].row + GIREPORT__XLSX_TOP, s->slots[i].col);
    }
    gireport__buf_clear(&x->formula);
    for (f = allowed[kind].formula; *f; f++) {
        if (*f == '@' && first < s->n_slots)
            gireport__xlsx_reference(&x->formula, s->slots[first].row + GIREPORT__XLSX_TOP, s->slots[first].col);
        else
            gireport__buf_addc(&x->formula, *f);
    }
    PUT(x, "\"><formula1>");
    gireport__escape_html(x->out, gireport__buf_str(&x->formula), x->formula.len);
    PUT(x, "</formula1></dataValidation>");
}

static void validations(struct gireport__xlsx *x, const struct gireport__sheet *s)
{
    int used[KINDS] = {0}, n = 0, k;
    size_t i;

    for (i = 0; i < s->n_slots; i++)
        if (s->slots[i].field != GIREPORT__NONE)
            used[kind_of(x, s->slots[i].field)] = 1;
    for (k = 0; k < KINDS; k++)
        n += used[k];
    if (!n)
        return;
    PUT(x, "<dataValidations count=\"");
    gireport__out_int(x->out, n);
    PUT(x, "\">");
    for (k = 0; k < KINDS; k++)
        if (used[k])
            validation(x, s, (enum kind)k);
    PUT(x, "</dataValidations>");
}

void gireport__xlsx_table(struct gireport__xlsx *x, const struct gireport__part *part)
{
    const struct gireport__sheet *s = &x->tables[part->table];

    view(x, s);
    columns(x, s);
    PUT(x, "<sheetData>");
    rows(x, s, part);
    PUT(x, "</sheetData><sheetProtection sheet=\"1\" objects=\"1\" scenarios=\"1\"/>");
    merges(x, s);
    colours(x, s);
    validations(x, s);
}
