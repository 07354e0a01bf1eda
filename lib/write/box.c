/* SPDX-License-Identifier: MIT */

#include "box.h"

#include <string.h>

#include "../base/mem.h"
#include "../base/text.h"

#define MIN_LABEL 4  /* columns that a label needs at least: two characters */
#define MIN_GROUP 6  /* one that stands beside several rows: "（三）" in one line */
#define MIN_VALUE 14 /* a value up to this width is never broken */
#define MAX_WORD  24 /* nor a number or word in it up to this one: half a number would be another number */

struct cell {
    const char *rest; /* what has not been drawn yet */
    size_t len;
    uint32_t lines; /* it takes */
    uint32_t skip;  /* empty lines above, to stand in the middle */
};

struct box {
    const struct gireport__sheet *s;
    const struct gireport__box_style *style;
    struct gireport__out *out;
    const char *const *texts;
    struct cell *cells;  /* one a slot */
    uint32_t *owner;     /* rows × cols: the slot that covers a place */
    uint32_t *width;     /* one a column */
    uint32_t *want;      /* one a column */
    uint32_t *height;    /* one a row */
    unsigned char *rule; /* rows + 1: 1 where a line is drawn above the row */
    uint32_t pad;
};

/* Marks that no line begins with: ，。、；：！？）》」』”’】％ and their ASCII sisters. */
static const uint16_t closers[] = {0xff0c, 0x3002, 0x3001, 0xff1b, 0xff1a, 0xff01, 0xff1f, 0xff09,
                                   0x300b, 0x300d, 0x300f, 0x201d, 0x2019, 0x3011, 0xff05, 0x2c,
                                   0x2e,   0x3b,   0x3a,   0x21,   0x3f,   0x29};
/* Marks that no line ends with: （《「『“‘【 and the ASCII bracket. */
static const uint16_t openers[] = {0xff08, 0x300a, 0x300c, 0x300e, 0x201c, 0x2018, 0x3010, 0x28};

static int one_of(uint32_t cp, const uint16_t *marks, size_t n)
{
    size_t i;

    for (i = 0; i < n; i++)
        if (marks[i] == cp)
            return 1;
    return 0;
}
#define ONE_OF(cp, marks) one_of(cp, marks, sizeof(marks) / sizeof(*(marks)))

/* May a line break between these two, of which the second has the width w? */
static int may_break(uint32_t before, int before_width, uint32_t after, int w)
{
    return (after == ' ' || before_width == 2 || w == 2) && !ONE_OF(after, closers) &&
           !ONE_OF(before, openers);
}

size_t gireport__wrap(const char *s, size_t len, size_t width, int ambiguous_wide, size_t *columns,
                      size_t *next)
{
    size_t i = 0, used = 0, last = 0, last_used = 0;
    uint32_t before = 0, cp;
    int before_width = 0;

    while (i < len && s[i] != '\n') {
        int n = gireport__utf8_next(s + i, len - i, &cp), w = gireport__width_point(cp, ambiguous_wide);

        if (i > 0 && w > 0 && may_break(before, before_width, cp, w)) {
            last = i;
            last_used = used;
        }
        if (used + (size_t)w > width && i > 0) {
            if (last == 0) {
                last = i;
                last_used = used;
            }
            *columns = last_used;
            *next = last + strspn(s + last, " ");
            return last;
        }
        before = cp;
        before_width = w;
        used += (size_t)w;
        i += (size_t)(n > 0 ? n : 1);
    }
    *columns = used;
    *next = i + (i < len);
    return i;
}

static uint32_t lines_of(const struct box *b, const char *s, size_t width)
{
    size_t len = strlen(s), columns, next;
    uint32_t n = 0;

    do {
        gireport__wrap(s, len, width, b->style->ambiguous_wide, &columns, &next);
        s += next;
        len -= next;
        n++;
    } while (len);
    return n;
}

static size_t natural_width(const struct box *b, const char *s)
{
    return gireport__width(s, strlen(s), b->style->ambiguous_wide);
}

/* ---- widths ---- */

/* The columns between the left edge of a slot and its right edge. */
static size_t inner_width(const struct box *b, const struct gireport__slot *slot)
{
    size_t sum = (size_t)(slot->col_span - 1) * (1 + 2 * (size_t)b->pad);
    uint32_t c;

    for (c = 0; c < slot->col_span; c++)
        sum += b->width[slot->col + c];
    return sum;
}

/* The widest stretch of a text in which no line may break. */
static uint32_t longest_word(const struct box *b, const char *s)
{
    size_t len = strlen(s), used = 0, longest = 0;
    uint32_t before = 0, cp;
    int before_width = 0, n;

    for (; len; s += n, len -= (size_t)n) {
        int w;

        n = gireport__utf8_next(s, len, &cp);
        w = gireport__width_point(cp, b->style->ambiguous_wide);
        n = n > 0 ? n : 1;
        if (w > 0 && may_break(before, before_width, cp, w))
            used = 0;
        used += (size_t)w;
        longest = used > longest ? used : longest;
        before = cp;
        before_width = w;
    }
    return longest < MAX_WORD ? (uint32_t)longest : MAX_WORD;
}

static uint32_t least(const struct box *b, size_t index)
{
    const struct gireport__slot *slot = &b->s->slots[index];
    uint32_t natural = (uint32_t)natural_width(b, b->texts[index]), word;
    uint32_t most = slot->kind == GIREPORT__SLOT_VALUE ? MIN_VALUE
                    : slot->row_span > 1               ? MIN_GROUP
                                                       : MIN_LABEL;

    if (natural <= most)
        return natural;
    word = slot->kind == GIREPORT__SLOT_VALUE ? longest_word(b, b->texts[index]) : 0;
    return word > most ? word : most;
}

/* What a label would like at first: one that has height to spare, or that heads a column, may well be broken.
 */
static uint32_t modest(const struct gireport__slot *slot, uint32_t natural)
{
    if (slot->kind == GIREPORT__SLOT_VALUE || (slot->row_span == 1 && slot->scope == GIREPORT__SCOPE_ROW))
        return natural;
    if (slot->row_span == 1)
        return natural / 4 * 2 + natural % 4;
    return natural < 2 * MIN_LABEL ? natural : 2 * MIN_LABEL;
}

/* Sets each column to the least it needs. */
static void measure_columns(struct box *b)
{
    size_t i;
    uint32_t c;

    for (c = 0; c < b->s->cols; c++)
        b->width[c] = 1;
    for (i = 0; i < b->s->n_slots; i++) {
        const struct gireport__slot *slot = &b->s->slots[i];
        uint32_t min = slot->col_span == 1 ? least(b, i) : 0;

        if (slot->col_span == 1 && min > b->width[slot->col])
            b->width[slot->col] = min;
    }
    for (i = 0; i < b->s->n_slots; i++) { /* merged cells: what is missing goes to their last column */
        const struct gireport__slot *slot = &b->s->slots[i];
        size_t min = slot->col_span > 1 ? least(b, i) : 0, have = inner_width(b, slot);

        if (slot->col_span > 1 && min > have)
            b->width[slot->col + slot->col_span - 1] += (uint32_t)(min - have);
    }
}

static void measure_wants(struct box *b, int all)
{
    size_t i;
    uint32_t c;

    for (c = 0; c < b->s->cols; c++)
        b->want[c] = b->width[c];
    for (i = 0; i < b->s->n_slots; i++) {
        const struct gireport__slot *slot = &b->s->slots[i];
        uint32_t natural = (uint32_t)natural_width(b, b->texts[i]),
                 want = all ? natural : modest(slot, natural);

        if (slot->col_span == 1 && want > b->want[slot->col])
            b->want[slot->col] = want;
    }
}

/* Shares what the width leaves among the columns, in the measure of what each of them wants. */
static void share(struct box *b)
{
    size_t have = b->s->cols + (size_t)1 + 2 * (size_t)b->pad * b->s->cols, missing = 0, spare, given = 0;
    uint32_t c;

    for (c = 0; c < b->s->cols; c++) {
        have += b->width[c];
        missing += b->want[c] - b->width[c];
    }
    spare = have < b->style->width ? b->style->width - have : 0;
    if (spare > missing)
        spare = missing;
    for (c = 0; c < b->s->cols && missing; c++) {
        size_t before = given * spare / missing, after;

        given += b->want[c] - b->width[c];
        after = given * spare / missing;
        b->width[c] += (uint32_t)(after - before);
    }
}

static void choose_widths(struct box *b)
{
    size_t padded = (size_t)b->s->cols * 3 + 1;
    uint32_t c;
    int all;

    measure_columns(b);
    for (c = 0; c < b->s->cols; c++)
        padded += b->width[c];
    b->pad = padded <= b->style->width ? 1 : 0;
    measure_columns(b);
    for (all = 0; all <= 1; all++) {
        measure_wants(b, all);
        share(b);
    }
}

/* Does the table keep to its width? */
static int inside_width(const struct box *b)
{
    size_t sum = b->s->cols + (size_t)1 + 2 * (size_t)b->pad * b->s->cols;
    uint32_t c;

    for (c = 0; c < b->s->cols; c++)
        sum += b->width[c];
    return sum <= b->style->width;
}

/* ---- heights ---- */

static void rule_where(struct box *b)
{
    size_t i;
    uint32_t r;

    for (r = 0; r <= b->s->rows; r++)
        b->rule[r] = r == 0 || r == b->s->rows || b->height[r] > 1 || b->height[r - 1] > 1;
    for (i = 0; i < b->s->n_slots; i++) {
        const struct gireport__slot *slot = &b->s->slots[i];

        if (slot->kind == GIREPORT__SLOT_VALUE || slot->scope == GIREPORT__SCOPE_ROW)
            continue;
        b->rule[slot->row] = 1;
        b->rule[slot->row + slot->row_span] = 1;
    }
}

/* The lines between the upper and the lower edge of a slot. */
static uint32_t inner_height(const struct box *b, const struct gireport__slot *slot)
{
    uint32_t sum = 0, r;

    for (r = slot->row; r < slot->row + slot->row_span; r++)
        sum += b->height[r] + (r > slot->row ? b->rule[r] : 0u);
    return sum;
}

static void choose_heights(struct box *b)
{
    size_t i;

    for (i = 0; i < b->s->rows; i++)
        b->height[i] = 1;
    for (i = 0; i < b->s->n_slots; i++) {
        const struct gireport__slot *slot = &b->s->slots[i];
        struct cell *c = &b->cells[i];

        c->rest = b->texts[i];
        c->len = strlen(c->rest);
        c->lines = lines_of(b, c->rest, inner_width(b, slot));
        if (slot->row_span == 1 && c->lines > b->height[slot->row])
            b->height[slot->row] = c->lines;
    }
    rule_where(b);
    for (i = 0; i < b->s->n_slots; i++) {
        const struct gireport__slot *slot = &b->s->slots[i];
        uint32_t have = inner_height(b, slot);

        if (b->cells[i].lines > have)
            b->height[slot->row + slot->row_span - 1] += b->cells[i].lines - have;
    }
    for (i = 0; i < b->s->n_slots; i++)
        b->cells[i].skip = (inner_height(b, &b->s->slots[i]) - b->cells[i].lines) / 2;
}

/* ---- drawing ---- */

static uint32_t at(const struct box *b, uint32_t row, uint32_t col)
{
    return row < b->s->rows && col < b->s->cols ? b->owner[(size_t)row * b->s->cols + col] : UINT32_MAX;
}

/* The character where the line above row r meets the line left of column c. */
static const char *joint(const struct box *b, uint32_t r, uint32_t c)
{
    static const char *const lines[16] = {" ", "│", "│", "│", "─", "┘", "┐", "┤",
                                          "─", "└", "┌", "├", "─", "┴", "┬", "┼"};
    static const char *const ascii[16] = {" ", "|", "|", "|", "-", "+", "+", "+",
                                          "-", "+", "+", "+", "-", "+", "+", "+"};
    uint32_t nw = at(b, r - 1, c - 1), ne = at(b, r - 1, c), sw = at(b, r, c - 1), se = at(b, r, c);
    unsigned shape = (unsigned)(nw != ne) | (unsigned)(sw != se) << 1 | (unsigned)(nw != sw) << 2 |
                     (unsigned)(ne != se) << 3;

    return (b->style->ambiguous_wide ? ascii : lines)[shape];
}

/* The next line of what stands in a slot. */
static void inside(struct box *b, uint32_t index)
{
    const struct gireport__slot *slot = &b->s->slots[index];
    struct cell *c = &b->cells[index];
    size_t width = inner_width(b, slot), columns = 0, next = 0, len = 0, left = 0;
    const char *s = c->rest;

    if (c->skip) {
        c->skip--;
    } else if (c->len) {
        len = gireport__wrap(s, c->len, width, b->style->ambiguous_wide, &columns, &next);
        c->rest += next;
        c->len -= next;
    }
    if (columns > width)
        columns = width;
    if (slot->kind == GIREPORT__SLOT_VALUE && slot->col_span == 1)
        left = width - columns;
    else if (slot->scope != GIREPORT__SCOPE_ROW)
        left = (width - columns) / 2;
    gireport__out_repeat(b->out, " ", left + b->pad);
    gireport__out_add(b->out, s, len);
    gireport__out_repeat(b->out, " ", width - columns - left + b->pad);
}

static void rule(struct box *b, uint32_t r)
{
    const char *line = b->style->ambiguous_wide ? "-" : "─";
    uint32_t c = 0;

    while (c < b->s->cols) {
        uint32_t above = at(b, r - 1, c), below = at(b, r, c);

        gireport__out_adds(b->out, joint(b, r, c));
        if (above == below && above != UINT32_MAX) {
            inside(b, above);
            c += b->s->slots[above].col_span;
        } else {
            gireport__out_repeat(b->out, line, b->width[c] + 2 * (size_t)b->pad);
            c++;
        }
    }
    gireport__out_adds(b->out, joint(b, r, c));
    gireport__out_addc(b->out, '\n');
}

static void draw(struct box *b)
{
    const char *edge = b->style->ambiguous_wide ? "|" : "│";
    uint32_t r, c, line;

    for (r = 0; r < b->s->rows; r++) {
        if (b->rule[r])
            rule(b, r);
        for (line = 0; line < b->height[r]; line++) {
            for (c = 0; c < b->s->cols; c += b->s->slots[at(b, r, c)].col_span) {
                gireport__out_adds(b->out, edge);
                inside(b, at(b, r, c));
            }
            gireport__out_adds(b->out, edge);
            gireport__out_addc(b->out, '\n');
        }
    }
    rule(b, b->s->rows);
}

static void cover(struct box *b)
{
    size_t i;
    uint32_t r, c;

    for (i = 0; i < b->s->n_slots; i++) {
        const struct gireport__slot *slot = &b->s->slots[i];

        for (r = slot->row; r < slot->row + slot->row_span; r++)
            for (c = slot->col; c < slot->col + slot->col_span; c++)
                b->owner[(size_t)r * b->s->cols + c] = (uint32_t)i;
    }
}

int gireport__box_draw(struct gireport__out *out, const struct gireport__sheet *s, const char *const *texts,
                       const struct gireport__box_style *style)
{
    struct box b = {.s = s, .style = style, .out = out, .texts = texts};
    int rc = GIREPORT_ERR_NOMEM;

    if (s->rows == 0 || s->cols == 0)
        return GIREPORT_OK;
    b.cells = gireport__calloc(s->n_slots, sizeof(*b.cells));
    b.owner = gireport__calloc((size_t)s->rows * s->cols, sizeof(*b.owner));
    b.width = gireport__calloc(s->cols, sizeof(*b.width));
    b.want = gireport__calloc(s->cols, sizeof(*b.want));
    b.height = gireport__calloc((size_t)s->rows + 1, sizeof(*b.height));
    b.rule = gireport__calloc((size_t)s->rows + 1, 1);
    if (b.cells && b.owner && b.width && b.want && b.height && b.rule) {
        cover(&b);
        choose_widths(&b);
        rc = GIREPORT_ERR_LIMIT;
        if (inside_width(&b)) {
            choose_heights(&b);
            draw(&b);
            rc = GIREPORT_OK;
        }
    }
    gireport__free(b.cells);
    gireport__free(b.owner);
    gireport__free(b.width);
    gireport__free(b.want);
    gireport__free(b.height);
    gireport__free(b.rule);
    return rc;
}
