/* SPDX-License-Identifier: MIT */
/* What probably went wrong: how a wrong number came about, as a weight among sets of the same size, and in
 * words. */

#include <string.h>

#include "../base/buf.h"
#include "../base/num.h"
#include "repair.h"

/* How one number became another. */
enum slip {
    SLIP_OTHER,
    SLIP_UNFILLED, /* a total of 0 */
    SLIP_LOST,     /* a digit is missing */
    SLIP_DOUBLED,  /* a digit too many */
    SLIP_SWAPPED,  /* two digits next to each other */
    SLIP_CHANGED,  /* one digit */
    SLIP_SIGN
};

/* How a set of numbers came about. */
enum story {
    STORY_CELLS,     /* each cell for itself */
    STORY_UNFILLED,  /* a row or column of totals was never filled */
    STORY_EXCHANGED, /* two cells */
    STORY_COLUMNS,   /* two columns, or two rows */
    STORY_SHIFTED    /* a row or column by one place */
};

static const struct {
    uint32_t weight;
    const char *zh, *en;
} slips[] = {
    [SLIP_OTHER] = {8, NULL, NULL},
    [SLIP_UNFILLED] = {2, "没有填", "never filled"},
    [SLIP_LOST] = {4, "漏写一位数字", "a digit lost"},
    [SLIP_DOUBLED] = {4, "多写一位数字", "a digit too many"},
    [SLIP_SWAPPED] = {4, "两位数字颠倒", "two digits swapped"},
    [SLIP_CHANGED] = {5, "一位数字写错", "one digit wrong"},
    [SLIP_SIGN] = {4, "正负号写反", "the sign reversed"},
};
#define WEIGHT_UNFILLED 1 /* a cell of a story */
#define WEIGHT_STORY    3

/* ---- numbers ---- */

struct digits {
    char text[24];
    size_t len;
};

static struct digits digits_of(int64_t value)
{
    struct digits d = {{0}, 0};
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    char reversed[24];
    size_t n = 0;
    do {
        reversed[n++] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    while (n > 0)
        d.text[d.len++] = reversed[--n];
    return d;
}

/* 1 if `longer` without one digit is `shorter`. */
static int lacks_one(const struct digits *shorter, const struct digits *longer)
{
    size_t i = 0;
    if (shorter->len + 1 != longer->len)
        return 0;
    while (i < shorter->len && shorter->text[i] == longer->text[i])
        i++;
    return memcmp(shorter->text + i, longer->text + i + 1, shorter->len - i) == 0;
}

static enum slip same_length(const struct digits *a, const struct digits *b)
{
    size_t i = 0, end = a->len;
    while (i < end && a->text[i] == b->text[i])
        i++;
    while (end > i && a->text[end - 1] == b->text[end - 1])
        end--;
    if (end == i + 1)
        return SLIP_CHANGED;
    return end == i + 2 && a->text[i] == b->text[i + 1] && a->text[i + 1] == b->text[i] ? SLIP_SWAPPED
                                                                                        : SLIP_OTHER;
}

static enum slip slip_of(const gireport_report *r, const struct gireport__change *c)
{
    struct digits from = digits_of(c->old_value), to = digits_of(c->new_value);
    if (c->old_value == 0)
        return (r->tpl->fields[c->field].flags & GIREPORT_FIELD_TOTAL) ? SLIP_UNFILLED : SLIP_OTHER;
    if (c->old_value == -c->new_value)
        return SLIP_SIGN;
    if ((c->old_value < 0) != (c->new_value < 0) || c->new_value == 0)
        return SLIP_OTHER;
    if (from.len == to.len)
        return same_length(&from, &to);
    if (lacks_one(&from, &to))
        return SLIP_LOST;
    return lacks_one(&to, &from) ? SLIP_DOUBLED : SLIP_OTHER;
}

/* ---- sets ---- */

static const struct gireport__field *field_at(const gireport_report *r, uint32_t field)
{
    return &r->tpl->fields[field];
}

static int in_one_row(const gireport_report *r, const struct gireport__set *s)
{
    for (uint32_t i = 1; i < s->n; i++)
        if (field_at(r, s->changes[i].field)->row != field_at(r, s->changes[0].field)->row)
            return 0;
    return 1;
}

static int in_one_column(const gireport_report *r, const struct gireport__set *s)
{
    for (uint32_t i = 1; i < s->n; i++)
        if (field_at(r, s->changes[i].field)->col != field_at(r, s->changes[0].field)->col ||
            field_at(r, s->changes[i].field)->section != field_at(r, s->changes[0].field)->section)
            return 0;
    return 1;
}

static int is_unfilled(const gireport_report *r, const struct gireport__set *s)
{
    for (uint32_t i = 0; i < s->n; i++)
        if (slip_of(r, &s->changes[i]) != SLIP_UNFILLED)
            return 0;
    return in_one_row(r, s) || in_one_column(r, s);
}

/* The change of the set in the cell that a's would be in if its row or column were b's; NULL where there is
 * none. */
static const struct gireport__change *mirror(const gireport_report *r, const struct gireport__set *s,
                                             const struct gireport__change *a, uint32_t other, int columns)
{
    for (uint32_t i = 0; i < s->n; i++) {
        const struct gireport__field *f = field_at(r, s->changes[i].field), *g = field_at(r, a->field);
        if (columns ? f->col == other && f->row == g->row : f->row == other && f->col == g->col)
            return &s->changes[i];
    }
    return NULL;
}

/* 1 if two columns (or rows) hold each other's numbers wherever the set changes them. */
static int are_exchanged(const gireport_report *r, const struct gireport__set *s, int columns)
{
    uint32_t first = GIREPORT__NONE, second = GIREPORT__NONE;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct gireport__field *f = field_at(r, s->changes[i].field);
        uint32_t line = columns ? f->col : f->row;
        if (first == GIREPORT__NONE)
            first = line;
        else if (line != first && second == GIREPORT__NONE)
            second = line;
        else if (line != first && line != second)
            return 0;
    }
    if (second == GIREPORT__NONE)
        return 0;
    for (uint32_t i = 0; i < s->n; i++) {
        const struct gireport__change *a = &s->changes[i];
        uint32_t line = columns ? field_at(r, a->field)->col : field_at(r, a->field)->row;
        const struct gireport__change *b = mirror(r, s, a, line == first ? second : first, columns);
        if (b == NULL || b->new_value != a->old_value || b->old_value != a->new_value)
            return 0;
    }
    return 1;
}

/* The field next to another in its row (step over columns) or column, or GIREPORT__NONE. */
static uint32_t neighbour(const gireport_report *r, uint32_t field, int step, int along_row)
{
    const gireport_template *t = r->tpl;
    const struct gireport__field *f = field_at(r, field);
    const struct gireport__section *s = &t->sections[f->section];
    for (uint32_t at = field; (step < 0 ? at > s->first_field : at + 1 < s->first_field + s->n_fields);) {
        at = step < 0 ? at - 1 : at + 1;
        if (t->fields[at].flags & GIREPORT_FIELD_SUBTOTAL)
            continue;
        if (along_row ? t->fields[at].row != f->row : t->fields[at].col != f->col)
            continue;
        int is_total = along_row ? t->cols[t->fields[at].col].total : t->rows[t->fields[at].row].total;
        return is_total ? GIREPORT__NONE : at; /* numbers slip among the parts */
    }
    return GIREPORT__NONE;
}

/* 1 if every new number stands one place on, in the direction of the step, as printed. */
static int is_shifted(const gireport_report *r, const struct gireport__set *s, int step, int along_row)
{
    uint32_t matches = 0;
    for (uint32_t i = 0; i < s->n; i++) {
        uint32_t next = neighbour(r, s->changes[i].field, step, along_row);
        if (next == GIREPORT__NONE) { /* the number at the end fell out */
            continue;
        }
        if (r->cells[next].value != s->changes[i].new_value)
            return 0;
        matches++;
    }
    return matches >= 2 && matches + 1 >= s->n;
}

static enum story story_of(const gireport_report *r, const struct gireport__set *s)
{
    if (is_unfilled(r, s))
        return STORY_UNFILLED;
    if (s->n < 2)
        return STORY_CELLS;
    if (s->n == 2 && s->changes[0].old_value == s->changes[1].new_value &&
        s->changes[1].old_value == s->changes[0].new_value)
        return STORY_EXCHANGED;
    if (are_exchanged(r, s, 1) || are_exchanged(r, s, 0))
        return STORY_COLUMNS;
    if (in_one_row(r, s) && (is_shifted(r, s, 1, 1) || is_shifted(r, s, -1, 1)))
        return STORY_SHIFTED;
    if (in_one_column(r, s) && (is_shifted(r, s, 1, 0) || is_shifted(r, s, -1, 0)))
        return STORY_SHIFTED;
    return STORY_CELLS;
}

uint32_t gireport__set_weight(const gireport_report *r, const struct gireport__set *set)
{
    enum story story = story_of(r, set);
    uint32_t weight = 0;
    if (story == STORY_UNFILLED)
        return WEIGHT_UNFILLED * set->n;
    if (story != STORY_CELLS)
        return WEIGHT_STORY * set->n;
    for (uint32_t i = 0; i < set->n; i++)
        weight += slips[slip_of(r, &set->changes[i])].weight;
    return weight;
}

/* ---- in words ---- */

#define SPELLED 8 /* cells that a cause spells out */

/* A label "row·column" or key "row.column", cut at its last separator. */
struct name {
    const char *row, *column;
    int row_len;
};

static struct name name_of(const gireport_report *r, uint32_t field, uint32_t lang)
{
    static const char *const marks[] = {"·", "."};
    const char *text = lang == GIREPORT_LANG_ZH ? field_at(r, field)->label : field_at(r, field)->key;
    const char *cut = NULL;
    for (const char *p = strstr(text, marks[lang]); p != NULL; p = strstr(p + 1, marks[lang]))
        cut = p;
    if (cut == NULL)
        return (struct name){text, text, (int)strlen(text)};
    return (struct name){text, cut + strlen(marks[lang]), (int)(cut - text)};
}

static void add_arrow(struct gireport__buf *b, const struct gireport__change *c)
{
    gireport__buf_add_int(b, c->old_value);
    gireport__buf_adds(b, "→");
    gireport__buf_add_int(b, c->new_value);
}

/* "自然人 0→19，商业企业 0→7": the cells of one row by their columns, of one column by their rows. */
static void add_list(struct gireport__buf *b, const gireport_report *r, const struct gireport__set *s,
                     uint32_t lang, int by_column)
{
    for (uint32_t i = 0; i < s->n && i < SPELLED; i++) {
        struct name name = name_of(r, s->changes[i].field, lang);
        if (i > 0)
            gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "，" : ", ");
        if (by_column)
            gireport__buf_adds(b, name.column);
        else
            gireport__buf_add(b, name.row, (size_t)name.row_len);
        gireport__buf_addc(b, ' ');
        add_arrow(b, &s->changes[i]);
    }
    if (s->n > SPELLED)
        gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "等" : " …");
}

static void add_field(struct gireport__buf *b, const gireport_report *r, uint32_t field, uint32_t lang)
{
    gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? field_at(r, field)->label : field_at(r, field)->key);
}

/* A story of one row or column: its name, what happened, the cells. */
static void tell_line(struct gireport__buf *b, const gireport_report *r, const struct gireport__set *s,
                      uint32_t lang, const char *zh, const char *en)
{
    int row = in_one_row(r, s);
    struct name name = name_of(r, s->changes[0].field, lang);
    if (s->n == 1) {
        add_field(b, r, s->changes[0].field, lang);
        gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? zh : en);
        add_arrow(b, &s->changes[0]);
        return;
    }
    if (row)
        gireport__buf_add(b, name.row, (size_t)name.row_len);
    else
        gireport__buf_adds(b, name.column);
    gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? zh : en);
    add_list(b, r, s, lang, row);
}

static void tell_exchanged(struct gireport__buf *b, const gireport_report *r, const struct gireport__set *s,
                           uint32_t lang)
{
    add_field(b, r, s->changes[0].field, lang);
    gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "与" : " and ");
    add_field(b, r, s->changes[1].field, lang);
    gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "填反，应为 " : " are exchanged, should be ");
    gireport__buf_add_int(b, s->changes[0].new_value);
    gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? " 和 " : " and ");
    gireport__buf_add_int(b, s->changes[1].new_value);
}

static void tell_columns(struct gireport__buf *b, const gireport_report *r, const struct gireport__set *s,
                         uint32_t lang)
{
    int columns = are_exchanged(r, s, 1);
    uint32_t other = 1;
    const struct gireport__field *first = field_at(r, s->changes[0].field);
    while (other + 1 < s->n && (columns ? field_at(r, s->changes[other].field)->col == first->col
                                        : field_at(r, s->changes[other].field)->row == first->row))
        other++;
    const uint32_t two[] = {s->changes[0].field, s->changes[other].field};
    for (int i = 0; i < 2; i++) {
        struct name name = name_of(r, two[i], lang);
        if (i > 0)
            gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "与" : " and ");
        if (columns)
            gireport__buf_adds(b, name.column);
        else
            gireport__buf_add(b, name.row, (size_t)name.row_len);
    }
    if (lang == GIREPORT_LANG_ZH)
        gireport__buf_adds(b, columns ? "两列填反" : "两行填反");
    else
        gireport__buf_adds(b, columns ? ": the columns are exchanged" : ": the rows are exchanged");
}

static void tell_cells(struct gireport__buf *b, const gireport_report *r, const struct gireport__set *s,
                       uint32_t lang)
{
    for (uint32_t i = 0; i < s->n && i < SPELLED; i++) {
        const struct gireport__change *c = &s->changes[i];
        enum slip slip = slip_of(r, c);
        const char *why = lang == GIREPORT_LANG_ZH ? slips[slip].zh : slips[slip].en;
        if (i > 0)
            gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "；" : "; ");
        add_field(b, r, c->field, lang);
        gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "应为 " : " should be ");
        gireport__buf_add_int(b, c->new_value);
        gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "，现为 " : ", is ");
        gireport__buf_add_int(b, c->old_value);
        if (why == NULL)
            continue;
        gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "（" : " (");
        gireport__buf_adds(b, why);
        gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "）" : ")");
    }
    if (s->n > SPELLED)
        gireport__buf_adds(b, lang == GIREPORT_LANG_ZH ? "等" : " …");
}

int gireport__set_explain(const gireport_report *r, struct gireport__set *set, struct gireport__arena *arena)
{
    struct gireport__buf b = {0};
    enum story story = story_of(r, set);
    for (uint32_t lang = 0; lang < 2; lang++) {
        gireport__buf_clear(&b);
        if (story == STORY_UNFILLED)
            tell_line(&b, r, set, lang, "没有填：", " was never filled: ");
        else if (story == STORY_SHIFTED)
            tell_line(&b, r, set, lang, "错开一格：", " is shifted by one place: ");
        else if (story == STORY_EXCHANGED)
            tell_exchanged(&b, r, set, lang);
        else if (story == STORY_COLUMNS)
            tell_columns(&b, r, set, lang);
        else
            tell_cells(&b, r, set, lang);
        set->cause[lang] = b.failed ? NULL : gireport__arena_strndup(arena, gireport__buf_str(&b), b.len);
    }
    gireport__buf_free(&b);
    return set->cause[0] != NULL && set->cause[1] != NULL;
}
