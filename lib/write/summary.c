/* SPDX-License-Identifier: MIT */
/* A report on one page, in pictures. Tables without indicators give cards of what was done in the year;
 * groups of indicators that are no parts of a whole give cards, the others a bar. It is narrow, to be read on
 * a telephone, and fits a sheet of A4. */

#include "summary.h"

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "chart.h"
#include "page.h"
#include "pen.h"

#define WIDTH   640
#define MARGIN  30
#define INSIDE  (WIDTH - 2 * MARGIN)
#define GAP     12
#define BLUE    "#0b4a7a"
#define GREY    "#4a4f59"
#define BETWEEN "·" /* row and column in the label of a field */

struct poster {
    struct gireport__pen pen;
    const gireport_report *r;
    struct gireport__buf text;
};

static void write_at(struct poster *p, int64_t x, int64_t size, const char *fill, const char *s)
{
    gireport__pen_label(&p->pen,
                        &(struct gireport__lettering){
                            .x = x, .y = p->pen.y, .size = size, .fill = fill, .room = WIDTH - MARGIN - x},
                        s);
}

static int is_word(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* Bytes of the next line of a text: up to a line break, or what fits the room; numbers stay whole. */
static size_t line_of(const char *s, int64_t size, int64_t room)
{
    size_t len = strcspn(s, "\n"), at = 0;
    int64_t columns = 0;
    uint32_t cp;
    int n;

    while ((n = gireport__utf8_next(s + at, len - at, &cp)) > 0) {
        columns += gireport__width_point(cp, 0);
        if (columns * size * 11 / 20 > room && at > 0)
            break;
        at += (size_t)n;
    }
    for (size_t i = at; i > 0 && at < len && is_word(s[i]); i--)
        if (!is_word(s[i - 1]))
            return i;
    return at;
}

static int64_t lines_of(const char *s, int64_t size, int64_t room)
{
    int64_t n = 0;

    for (; *s != '\0'; n++) {
        s += line_of(s, size, room);
        s += *s == '\n';
    }
    return n;
}

/* Writes up to `most` lines around x; the last one has the rest, cut off where it does not fit. */
static void write_lines(struct poster *p, const struct gireport__lettering *first, const char *s,
                        int64_t most)
{
    struct gireport__lettering l = *first;

    for (int64_t i = 1; *s != '\0'; i++) {
        size_t len = i < most ? line_of(s, l.size, l.room) : strlen(s);

        gireport__buf_clear(&p->text);
        gireport__buf_add(&p->text, s, len);
        gireport__pen_label(&p->pen, &l, gireport__buf_str(&p->text));
        l.y += l.size * 3 / 2;
        s += len + (s[len] == '\n');
    }
}

/* The title on one line where that can be, else on lines of about equal length. */
static void banner(struct poster *p)
{
    struct gireport__buf scratch = {0};
    const char *s = gireport__shown_title(p->r, &scratch);
    struct gireport__lettering l = {.x = WIDTH / 2,
                                    .y = 54,
                                    .size = 28,
                                    .anchor = GIREPORT__MIDDLE,
                                    .fill = "#fff",
                                    .bold = 1,
                                    .room = INSIDE};
    int64_t lines, height;

    while (l.size > 24 && lines_of(s, l.size, l.room) > 1)
        l.size--;
    if (lines_of(s, l.size, l.room) > 1)
        l.size = 28;
    lines = lines_of(s, l.size, l.room);
    if (lines > 1 && lines < 4)
        while (l.room > 100 && lines_of(s, l.size, l.room - l.size) == lines)
            l.room -= l.size;
    lines = lines < 4 ? lines : 4;
    height = 86 + lines * 42;
    gireport__pen_rectangle(&p->pen, 0, 0, WIDTH, height, BLUE);
    write_lines(p, &l, s, lines);
    l = (struct gireport__lettering){
        .x = WIDTH / 2, .y = height - 24, .size = 18, .anchor = GIREPORT__MIDDLE, .fill = "#fff"};
    gireport__pen_label(&p->pen, &l, gireport__pen_word(&p->pen, "图　解", "in pictures"));
    p->pen.y = height;
    p->text.failed |= scratch.failed;
    gireport__buf_free(&scratch);
}

static void heading(struct poster *p, const char *s)
{
    p->pen.y += 40;
    gireport__pen_rectangle(&p->pen, MARGIN, p->pen.y - 18, 6, 22, "#E69F00");
    gireport__pen_label(
        &p->pen,
        &(struct gireport__lettering){
            .x = MARGIN + 16, .y = p->pen.y, .size = 21, .bold = 1, .fill = BLUE, .room = INSIDE - 16},
        s);
    p->pen.y += 14;
}

/* ---- cards ---- */

struct cards {
    int64_t columns, height, n;
    int64_t top; /* of the row that is being filled */
};

/* "行政许可·处理决定数量" is broken between row and column where it does not fit on a line. */
static void card_label(struct poster *p, int64_t x, int64_t y, int64_t room, const char *label)
{
    struct gireport__lettering l = {
        .x = x, .y = y, .size = 15, .anchor = GIREPORT__MIDDLE, .fill = GREY, .room = room};
    const char *dot = strstr(label, BETWEEN);

    if (dot == NULL || lines_of(label, l.size, room) == 1 ||
        gireport__pen_measure(dot + strlen(BETWEEN), l.size) > room) {
        write_lines(p, &l, label, 2);
        return;
    }
    gireport__buf_clear(&p->text);
    gireport__buf_add(&p->text, label, (size_t)(dot - label));
    gireport__pen_label(&p->pen, &l, gireport__buf_str(&p->text));
    l.y += l.size * 3 / 2;
    gireport__pen_label(&p->pen, &l, dot + strlen(BETWEEN));
}

/* A large number over its label. */
static void card(struct poster *p, struct cards *c, const char *value, const char *label)
{
    int64_t width = (INSIDE - GAP * (c->columns - 1)) / c->columns, size = 30;
    int64_t x = MARGIN + c->n % c->columns * (width + GAP);

    if (c->n > 0 && c->n % c->columns == 0)
        c->top += c->height + GAP;
    while (size > 14 && gireport__pen_measure(value, size) > width - 24)
        size -= 2;
    gireport__pen_rectangle(&p->pen, x, c->top, width, c->height, "#eef3f8");
    gireport__pen_label(&p->pen,
                        &(struct gireport__lettering){.x = x + width / 2,
                                                      .y = c->top + 40,
                                                      .size = size,
                                                      .anchor = GIREPORT__MIDDLE,
                                                      .fill = BLUE,
                                                      .bold = 1,
                                                      .room = width - 8},
                        value);
    card_label(p, x + width / 2, c->top + 66, width - 12, label);
    c->n++;
    p->pen.y = c->top + c->height;
}

/* What was done in the year and is more than 0, and what could not be read. */
static int is_shown(const gireport_report *r, uint32_t field)
{
    const struct gireport__cell *c = &r->cells[field];

    if (gireport_field_nature(r->tpl, field) != GIREPORT_NATURE_FLOW ||
        (gireport_field_flags(r->tpl, field) & GIREPORT_FIELD_SUBTOTAL))
        return 0;
    return c->state == GIREPORT_STATE_UNREADABLE || (c->state == GIREPORT_STATE_VALUE && c->value != 0);
}

static void field_card(struct poster *p, struct cards *c, uint32_t field)
{
    const gireport_template *t = p->r->tpl;
    const struct gireport__cell *cell = &p->r->cells[field];
    struct gireport__buf value = {0};

    if (cell->state == GIREPORT_STATE_UNREADABLE) {
        gireport__buf_adds(&value, gireport__pen_word(&p->pen, "未知", "unknown"));
    } else {
        gireport__form_value(&value, p->r, field);
        if (cell->unit == GIREPORT_UNIT_NONE)
            gireport__buf_adds(&value, gireport_field_unit(t, field));
        else if (cell->unit == GIREPORT_UNIT_YUAN)
            gireport__buf_adds(&value, gireport_field_printed_unit(t, field));
    }
    card(p, c, gireport__buf_str(&value), t->fields[field].label);
    p->text.failed |= value.failed;
    gireport__buf_free(&value);
}

static int has_indicators(const gireport_template *t, const struct gireport__table *table)
{
    for (uint32_t i = 0; i < t->n_indicators; i++) {
        const struct gireport__sum *s = &t->claims.sums[t->indicators[i].is];

        for (uint32_t k = s->first_term; k < s->first_term + s->n_terms; k++)
            if (t->claims.terms[k].field - table->first_field < table->n_fields)
                return 1;
    }
    return 0;
}

static void table_cards(struct poster *p, const struct gireport__table *table)
{
    struct cards c = {.columns = 3, .height = 102};

    for (uint32_t i = table->first_field; i < table->first_field + table->n_fields; i++) {
        if (!is_shown(p->r, i))
            continue;
        if (c.n == 0) {
            heading(p, p->r->tpl->parts[table->part].label.text);
            c.top = p->pen.y;
        }
        field_card(p, &c, i);
    }
}

/* ---- indicators ---- */

static void group_cards(struct poster *p)
{
    struct cards c = {.columns = p->pen.p->n < 4 ? p->pen.p->n : 4, .height = 86};

    heading(p, gireport__pen_text(&p->pen, &p->pen.p->title));
    c.top = p->pen.y;
    for (uint32_t i = 0; i < p->pen.p->n; i++) {
        struct gireport__buf value = {0};

        gireport__pen_describe(&p->pen, i, 0, &value);
        card(p, &c, gireport__buf_str(&value),
             gireport__pen_text(&p->pen, &gireport__pen_row(&p->pen, i)->label));
        p->text.failed |= value.failed;
        gireport__buf_free(&value);
    }
}

/* A red line where the parts are not the whole. */
static void mismatch(struct poster *p)
{
    if (!gireport__pen_mismatch(&p->pen, 0, &p->text))
        return;
    p->pen.y += 22;
    write_at(p, MARGIN, 14, "#b3150c", gireport__buf_str(&p->text));
}

/* Legend items stand in two columns; one that is too long for that has a line of its own. */
struct legend {
    int right; /* the next one goes to the right */
};

static void legend_item(struct poster *p, struct legend *l, uint32_t i)
{
    const char *label = gireport__pen_text(&p->pen, &gireport__pen_row(&p->pen, i)->label);
    int64_t half = (INSIDE + GAP) / 2, x;
    struct gireport__buf all = {0};
    int wide;

    gireport__pen_describe(&p->pen, i, 0, &p->text);
    gireport__buf_adds(&all, label);
    gireport__buf_adds(&all, " ");
    gireport__buf_adds(&all, gireport__buf_str(&p->text));
    wide = 22 + gireport__pen_measure(gireport__buf_str(&all), 15) > half;
    l->right &= !wide;
    p->pen.y += l->right ? 0 : 26;
    x = MARGIN + (l->right ? half : 0);
    gireport__pen_rectangle(&p->pen, x, p->pen.y - 13, 15, 15, gireport__pen_colour(i)->fill);
    write_at(p, x + 22, 15, NULL, gireport__buf_str(&all));
    l->right = !l->right && !wide;
    p->text.failed |= all.failed;
    gireport__buf_free(&all);
}

/* The parts of one whole: a bar, and under it a legend of those that are more than 0. */
static void group_parts(struct poster *p)
{
    int64_t most = gireport__pen_whole(&p->pen, 0), sum = gireport__pen_sum(&p->pen, 0), from = 0, done = 0;
    struct legend l = {0};

    most = most > sum ? most : sum;
    heading(p, gireport__pen_text(&p->pen, &p->pen.p->title));
    gireport__pen_rectangle(&p->pen, MARGIN, p->pen.y, INSIDE, 30, "#e3e6ea");
    for (uint32_t i = 0; i < p->pen.p->n; i++) {
        int64_t v = gireport__pen_length(&p->pen, i, 0), to;

        if (v <= 0 || !gireport__add(done, v, &done))
            continue;
        to = gireport__pen_scaled(done, most, INSIDE);
        if (to > from)
            gireport__pen_rectangle(&p->pen, MARGIN + from, p->pen.y,
                                    to - from > 2 ? to - from - 1 : to - from, 30,
                                    gireport__pen_colour(i)->fill);
        from = to;
    }
    p->pen.y += 30;
    for (uint32_t i = 0; i < p->pen.p->n; i++)
        if (gireport__pen_length(&p->pen, i, 0) != 0)
            legend_item(p, &l, i);
    mismatch(p);
}

/* Shares that have a whole each. */
static void group_shares(struct poster *p)
{
    int64_t left = MARGIN + 210, room = 160;

    heading(p, gireport__pen_text(&p->pen, &p->pen.p->title));
    for (uint32_t i = 0; i < p->pen.p->n; i++) {
        const struct gireport__datum *d = gireport__pen_datum(&p->pen, i, 0);

        if (d->state != GIREPORT_STATE_VALUE || !(d->has & GIREPORT__HAS_SHARE))
            continue;
        p->pen.y += 28;
        gireport__pen_label(
            &p->pen, &(struct gireport__lettering){.x = MARGIN, .y = p->pen.y, .size = 16, .room = 204},
            gireport__pen_text(&p->pen, &gireport__pen_row(&p->pen, i)->label));
        gireport__pen_rectangle(&p->pen, left, p->pen.y - 14, room, 16, "#e3e6ea");
        if (d->share > 0)
            gireport__pen_rectangle(&p->pen, left, p->pen.y - 14, gireport__pen_scaled(d->share, 10000, room),
                                    16, gireport__pen_colour(0)->fill);
        gireport__pen_describe(&p->pen, i, 0, &p->text);
        write_at(p, left + room + 10, 16, NULL, gireport__buf_str(&p->text));
    }
}

static int any_small(const gireport_comparison *c)
{
    for (size_t i = 0; i < c->n_rows; i++)
        if ((gireport__datum(c, i, 0)->notes & GIREPORT_COMPARE_SMALL_WHOLE) &&
            (gireport__datum(c, i, 0)->has & GIREPORT__HAS_SHARE))
            return 1;
    return 0;
}

static void draw(struct poster *p)
{
    const gireport_template *t = p->r->tpl;

    p->pen.y = 0;
    banner(p);
    for (uint32_t i = 0; i < t->n_tables; i++)
        if (!has_indicators(t, &t->tables[i]))
            table_cards(p, &t->tables[i]);
    for (size_t i = 0; i < p->pen.c->n_parts; i++) {
        p->pen.p = &p->pen.c->parts[i];
        if (!p->pen.p->figures || p->pen.p->n == 0)
            continue;
        if (p->pen.p->parts && gireport__has_chart(p->pen.c, p->pen.p))
            group_parts(p);
        else if (!p->pen.p->parts && !gireport__pen_row(&p->pen, 0)->share)
            group_cards(p);
        else if (!p->pen.p->parts && gireport__has_chart(p->pen.c, p->pen.p))
            group_shares(p);
    }
    p->pen.y += 40;
    if (any_small(p->pen.c)) {
        write_at(p, MARGIN, 14, GREY,
                 gireport__pen_word(&p->pen, "* 基数较小，比例仅供参考",
                                    "* a share of a small whole says little"));
        p->pen.y += 22;
    }
    write_at(p, MARGIN, 14, GREY,
             gireport__pen_word(&p->pen, "数字取自本年度报告的统计表，为 0 的项目从略。",
                                "From the tables of the report; what is 0 is left out."));
    p->pen.y += 24;
}

static void open_svg(struct poster *p, int64_t height)
{
    const char *s = gireport__shown_title(p->r, &p->text);

    gireport__pen_put(
        &p->pen, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"group\" aria-labelledby=\"summary-t\"");
    gireport__pen_attribute(&p->pen, "width", WIDTH);
    gireport__pen_attribute(&p->pen, "height", height);
    gireport__pen_put(&p->pen, " viewBox=\"0 0 ");
    gireport__pen_number(&p->pen, WIDTH);
    gireport__pen_put(&p->pen, " ");
    gireport__pen_number(&p->pen, height);
    gireport__pen_put(&p->pen, "\" " GIREPORT__PEN_FONT ">\n<title id=\"summary-t\">");
    gireport__pen_escaped(&p->pen, s, strlen(s));
    gireport__pen_put(&p->pen, "</title>\n");
    gireport__pen_rectangle(&p->pen, 0, 0, WIDTH, height, "#fff");
}

int gireport__summary_svg(const gireport_report *r, const gireport_write_options *o,
                          struct gireport__out *out)
{
    struct poster p = {.r = r, .pen = {.lang = o->lang}};
    gireport_comparison *c;
    int status = gireport__own_comparison(r, &c);

    if (status != GIREPORT_OK)
        return status;
    p.pen.c = c;
    draw(&p); /* how high it is */
    p.pen.out = out;
    open_svg(&p, p.pen.y);
    draw(&p);
    gireport__pen_put(&p.pen, "</svg>\n");
    status = p.text.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
    gireport__buf_free(&p.text);
    gireport_comparison_free(c);
    return status;
}

int gireport__summary_html(const gireport_report *r, const gireport_write_options *o,
                           struct gireport__out *out)
{
    struct poster p = {.r = r, .pen = {.out = out}};
    int fragment = (o->flags & GIREPORT_WRITE_FRAGMENT) != 0, status;
    const char *s = gireport__shown_title(r, &p.text);

    if (!fragment) {
        gireport__out_adds(
            out, "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
                 "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                 "style-src 'unsafe-inline'\">\n"
                 "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
        gireport__pen_escaped(&p.pen, s, strlen(s));
        gireport__out_adds(out,
                           "</title>\n<style>body{margin:0;background:#eceff3}h1{position:absolute;width:1px;"
                           "height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
                           "svg{display:block;width:100%;max-width:40rem;height:auto;margin:0 auto}"
                           "@page{size:A4;margin:10mm}@media print{body{background:none}"
                           "svg{max-width:none;max-height:275mm;print-color-adjust:exact;"
                           "-webkit-print-color-adjust:exact}}</style>\n</head>\n<body>\n<main>\n<h1>");
        gireport__pen_escaped(&p.pen, s, strlen(s));
        gireport__out_adds(out, "</h1>\n");
    }
    status = p.text.failed ? GIREPORT_ERR_NOMEM : gireport__summary_svg(r, o, out);
    if (!fragment)
        gireport__out_adds(out, "</main>\n</body>\n</html>\n");
    gireport__buf_free(&p.text);
    return status;
}
