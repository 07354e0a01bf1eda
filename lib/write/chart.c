/* SPDX-License-Identifier: MIT */
/* Charts as SVG. Three kinds, by what there is to show: bars along rows, bars over years, and rows of parts
 * that make up a whole. Places are whole pixels; lengths are computed exactly, as everything here. */

#include "chart.h"

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "escape.h"

#define WIDTH  GIREPORT__CHART_WIDTH
#define MARGIN 20
#define LINE   22 /* height of a line of text */
#define FONT                                                                                                 \
    "font-family=\"'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft "                        \
    "YaHei',SimHei,sans-serif\""

/* Okabe and Ito's colours, which people who see few colours can tell apart, and whether light text reads on
 * them. */
static const struct colour {
    const char *fill;
    int light;
} colours[] = {{"#0072B2", 1}, {"#E69F00", 0}, {"#009E73", 0}, {"#56B4E9", 0},
               {"#D55E00", 0}, {"#CC79A7", 0}, {"#F0E442", 0}, {"#999999", 0}};
#define N_COLOURS (sizeof colours / sizeof *colours)

struct pen {
    struct gireport__out *out; /* NULL: nothing is drawn */
    const gireport_comparison *c;
    const struct gireport__compared_part *p;
    uint32_t lang;
    int64_t y; /* where the next line goes */
};

static const char *word(const struct pen *k, const char *zh, const char *en)
{
    return k->lang == GIREPORT_LANG_EN ? en : zh;
}

static const char *text_of(const struct pen *k, const struct gireport__text *t)
{
    const char *s = k->lang == GIREPORT_LANG_EN ? t->en : t->zh;

    return s != NULL ? s : "";
}

static void put(struct pen *k, const char *s)
{
    if (k->out != NULL)
        gireport__out_adds(k->out, s);
}

static void number(struct pen *k, int64_t v)
{
    if (k->out != NULL)
        gireport__out_int(k->out, v);
}

static void escaped(struct pen *k, const char *s, size_t len)
{
    if (k->out != NULL)
        gireport__escape_html(k->out, s, len);
}

static void attribute(struct pen *k, const char *name, int64_t v)
{
    put(k, " ");
    put(k, name);
    put(k, "=\"");
    number(k, v);
    put(k, "\"");
}

/* Pixels that a text takes in a size. */
static int64_t measure(const char *s, int64_t size)
{
    return (int64_t)gireport__width(s, strlen(s), 0) * size * 11 / 20;
}

enum anchor { START, MIDDLE, END };

struct label {
    int64_t x, y, size;
    enum anchor anchor;
    const char *fill; /* NULL: dark */
    int bold;
    int64_t room; /* more is cut off with an ellipsis; 0: no end */
};

/* Bytes of a text that fit the room, with an ellipsis behind them. */
static size_t fitting(const char *s, int64_t size, int64_t room)
{
    size_t len = strlen(s), at = 0;
    int64_t used = size; /* of the ellipsis */
    uint32_t cp;
    int n;

    if (room == 0 || measure(s, size) <= room)
        return len;
    while ((n = gireport__utf8_next(s + at, len - at, &cp)) > 0) {
        used += (int64_t)gireport__width_point(cp, 0) * size * 11 / 20;
        if (used > room)
            break;
        at += (size_t)n;
    }
    return at;
}

static void write_label(struct pen *k, const struct label *l, const char *s)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    size_t fits = fitting(s, l->size, l->room);

    put(k, "<text");
    attribute(k, "x", l->x);
    attribute(k, "y", l->y);
    attribute(k, "font-size", l->size);
    if (l->anchor != START) {
        put(k, " text-anchor=\"");
        put(k, anchors[l->anchor]);
        put(k, "\"");
    }
    if (l->bold)
        put(k, " font-weight=\"600\"");
    put(k, " fill=\"");
    put(k, l->fill != NULL ? l->fill : "#222");
    put(k, "\">");
    escaped(k, s, fits);
    put(k, s[fits] != '\0' ? "…</text>\n" : "</text>\n");
}

static void rectangle(struct pen *k, int64_t x, int64_t y, int64_t width, int64_t height, const char *fill)
{
    put(k, "<rect");
    attribute(k, "x", x);
    attribute(k, "y", y);
    attribute(k, "width", width);
    attribute(k, "height", height);
    put(k, " fill=\"");
    put(k, fill);
    put(k, "\"/>\n");
}

static void line(struct pen *k, int64_t x1, int64_t y1, int64_t x2, int64_t y2, const char *stroke)
{
    put(k, "<line");
    attribute(k, "x1", x1);
    attribute(k, "y1", y1);
    attribute(k, "x2", x2);
    attribute(k, "y2", y2);
    put(k, " stroke=\"");
    put(k, stroke);
    put(k, "\"/>\n");
}

/* ---- what is shown ---- */

static const struct gireport__compared *row_of(const struct pen *k, uint32_t i)
{
    return &k->c->rows[k->p->first + i];
}

static const struct gireport__datum *datum(const struct pen *k, uint32_t row, size_t column)
{
    return gireport__datum(k->c, k->p->first + row, column);
}

/* What a bar is as long as: the share, else the value; -1 where unknown. */
static int64_t length_of(const struct pen *k, uint32_t row, size_t column)
{
    const struct gireport__datum *d = datum(k, row, column);

    if (d->state != GIREPORT_STATE_VALUE || d->value < 0)
        return -1;
    if (!row_of(k, row)->share || k->p->parts)
        return d->value;
    return d->has & GIREPORT__HAS_SHARE ? d->share : -1;
}

static int64_t longest(const struct pen *k)
{
    int64_t most = 0;

    for (uint32_t i = 0; i < k->p->n; i++)
        for (size_t column = 0; column < k->c->n_columns; column++) {
            int64_t v = length_of(k, i, column);

            most = v > most ? v : most;
        }
    return most;
}

static int64_t scaled(int64_t v, int64_t most, int64_t pixels)
{
    int64_t part;

    if (v <= 0 || most <= 0 || !gireport__ratio(v < most ? v : most, most, 4, &part))
        return 0;
    return (part * pixels + 5000) / 10000;
}

static void add_percent(struct gireport__buf *b, int64_t share)
{
    gireport__num_format(b, share, 2, 0);
    gireport__buf_addc(b, '%');
}

/* "40.64%（1431/3521件）", "3521件". */
static void describe(const struct pen *k, uint32_t row, size_t column, struct gireport__buf *b)
{
    const struct gireport__datum *d = datum(k, row, column);

    gireport__buf_clear(b);
    if (d->state != GIREPORT_STATE_VALUE) {
        gireport__buf_adds(b, word(k, "未知", "unknown"));
        return;
    }
    if (!(d->has & GIREPORT__HAS_SHARE)) {
        gireport__buf_add_int(b, d->value);
        if (d->has & GIREPORT__HAS_WHOLE) {
            gireport__buf_addc(b, '/');
            gireport__buf_add_int(b, d->whole);
        }
        gireport__buf_adds(b, k->p->unit);
        return;
    }
    if (k->p->parts) {
        gireport__buf_add_int(b, d->value);
        gireport__buf_adds(b, k->p->unit);
        gireport__buf_adds(b, word(k, "（", " ("));
        add_percent(b, d->share);
    } else {
        add_percent(b, d->share);
        gireport__buf_adds(b, word(k, "（", " ("));
        gireport__buf_add_int(b, d->value);
        gireport__buf_addc(b, '/');
        gireport__buf_add_int(b, d->whole);
    }
    gireport__buf_adds(b, word(k, "）", ")"));
    if (d->notes & GIREPORT_COMPARE_SMALL_WHOLE)
        gireport__buf_adds(b, " *");
}

static int any_small(const struct pen *k)
{
    for (uint32_t i = 0; i < k->p->n; i++)
        for (size_t column = 0; column < k->c->n_columns; column++)
            if (datum(k, i, column)->notes & GIREPORT_COMPARE_SMALL_WHOLE)
                return 1;
    return 0;
}

/* ---- legend ---- */

static const struct colour *colour_of(uint32_t i)
{
    return &colours[i % N_COLOURS];
}

static void legend(struct pen *k)
{
    int64_t x = MARGIN;

    for (uint32_t i = 0; i < k->p->n; i++) {
        const char *s = text_of(k, &row_of(k, i)->label);
        int64_t room = 22 + measure(s, 13) + 16;

        if (x > MARGIN && x + room > WIDTH - MARGIN) {
            x = MARGIN;
            k->y += LINE;
        }
        rectangle(k, x, k->y + 5, 14, 14, colour_of(i)->fill);
        write_label(k, &(struct label){.x = x + 20, .y = k->y + 17, .size = 13}, s);
        x += room;
    }
    k->y += LINE + 8;
}

/* ---- bars along rows ---- */

struct bars {
    int64_t left, width, most;
};

static void bar_row(struct pen *k, const struct bars *b, const char *label, uint32_t row, size_t column,
                    const char *fill, struct gireport__buf *text)
{
    int64_t length = scaled(length_of(k, row, column), b->most, b->width);

    write_label(
        k,
        &(struct label){
            .x = b->left - 8, .y = k->y + 15, .size = 13, .anchor = END, .room = b->left - MARGIN - 8},
        label);
    if (length > 0)
        rectangle(k, b->left, k->y + 2, length, 17, fill);
    describe(k, row, column, text);
    write_label(k, &(struct label){.x = b->left + length + 6, .y = k->y + 15, .size = 12},
                gireport__buf_str(text));
    k->y += LINE;
}

static int64_t widest_label(const struct pen *k)
{
    int64_t most = 0;

    for (uint32_t i = 0; k->c->n_columns == 1 && i < k->p->n; i++) {
        int64_t w = measure(text_of(k, &row_of(k, i)->label), 13);

        most = w > most ? w : most;
    }
    for (size_t i = 0; k->c->n_columns > 1 && i < k->c->n_columns; i++) {
        int64_t w = measure(k->c->columns[i].name, 13);

        most = w > most ? w : most;
    }
    return most < 240 ? most : 240;
}

static int64_t widest_text(const struct pen *k, struct gireport__buf *text)
{
    int64_t most = 0;

    for (uint32_t i = 0; i < k->p->n; i++)
        for (size_t column = 0; column < k->c->n_columns; column++) {
            int64_t w;

            describe(k, i, column, text);
            w = measure(gireport__buf_str(text), 12);
            most = w > most ? w : most;
        }
    return most;
}

/* One report: a row an indicator. Several: under each indicator a row a report. */
static void draw_rows(struct pen *k, struct gireport__buf *text)
{
    struct bars b = {.left = MARGIN + widest_label(k) + 10, .most = longest(k)};
    int64_t from;

    b.width = WIDTH - MARGIN - b.left - 8 - widest_text(k, text);
    b.width = b.width > 80 ? b.width : 80;
    for (uint32_t i = 0; i < k->p->n; i++) {
        if (k->c->n_columns > 1) {
            write_label(k, &(struct label){.x = MARGIN, .y = k->y + 15, .size = 13, .bold = 1},
                        text_of(k, &row_of(k, i)->label));
            k->y += LINE;
        }
        from = k->y;
        for (size_t column = 0; column < k->c->n_columns; column++)
            bar_row(k, &b,
                    k->c->n_columns > 1 ? k->c->columns[column].name : text_of(k, &row_of(k, i)->label), i,
                    column, colour_of(k->c->n_columns > 1 ? 0 : i)->fill, text);
        line(k, b.left, from, b.left, k->y - 1, "#888");
        k->y += k->c->n_columns > 1 ? 8 : 0;
    }
}

/* ---- bars over years ---- */

/* The smallest of 1, 2, 5, 10, 20 … of which five steps reach the value. */
static int64_t step_for(int64_t most)
{
    int64_t step = 1;

    while (most / 5 > step || (most / 5 == step && most % 5 != 0)) {
        int64_t head = step;

        if (step > INT64_MAX / 10)
            return step;
        while (head >= 10)
            head /= 10;
        step = head == 2 ? step / 2 * 5 : step * 2;
    }
    return step;
}

struct axes {
    int64_t left, width, top, height, most;
};

static void draw_axes(struct pen *k, struct axes *a, struct gireport__buf *text)
{
    int64_t step = step_for(a->most), steps = (a->most + step - 1) / step;

    steps = steps > 0 ? steps : 1;
    gireport__buf_clear(text);
    gireport__buf_add_int(text, step * steps);
    a->left = MARGIN + measure(gireport__buf_str(text), 12) + 8;
    a->width = WIDTH - MARGIN - a->left;
    a->most = step * steps;
    for (int64_t i = 0; i <= steps; i++) {
        int64_t y = a->top + a->height - a->height * i / steps;

        line(k, a->left, y, a->left + a->width, y, i == 0 ? "#888" : "#ddd");
        gireport__buf_clear(text);
        gireport__buf_add_int(text, step * i);
        write_label(k,
                    &(struct label){.x = a->left - 6, .y = y + 4, .size = 12, .anchor = END, .fill = "#555"},
                    gireport__buf_str(text));
    }
}

static void draw_group(struct pen *k, const struct axes *a, size_t column, struct gireport__buf *text)
{
    int64_t room = a->width / (int64_t)k->c->n_columns, from = a->left + (int64_t)column * room;
    int64_t bar = (room - room / 4) / (int64_t)k->p->n;

    bar = bar > 56 ? 56 : bar > 0 ? bar : 1;
    for (uint32_t i = 0; i < k->p->n; i++) {
        int64_t v = length_of(k, i, column), height = scaled(v, a->most, a->height);
        int64_t x = from + (room - bar * k->p->n) / 2 + bar * i;

        rectangle(k, x, a->top + a->height - height, bar > 3 ? bar - 2 : bar, height, colour_of(i)->fill);
        gireport__buf_clear(text);
        if (v >= 0)
            gireport__buf_add_int(text, v);
        else
            gireport__buf_adds(text, "?");
        if (measure(gireport__buf_str(text), 11) <= bar + 6)
            write_label(
                k,
                &(struct label){
                    .x = x + bar / 2, .y = a->top + a->height - height - 4, .size = 11, .anchor = MIDDLE},
                gireport__buf_str(text));
    }
    write_label(
        k,
        &(struct label){
            .x = from + room / 2, .y = a->top + a->height + 18, .size = 13, .anchor = MIDDLE, .room = room},
        k->c->columns[column].name);
}

static void draw_years(struct pen *k, struct gireport__buf *text)
{
    struct axes a = {.height = 240, .most = longest(k)};

    legend(k);
    a.top = k->y + 14;
    draw_axes(k, &a, text);
    gireport__buf_clear(text);
    gireport__buf_adds(text, word(k, "单位：", "unit: "));
    gireport__buf_adds(text, k->p->unit);
    write_label(k, &(struct label){.x = WIDTH - MARGIN, .y = 28, .size = 12, .anchor = END, .fill = "#555"},
                gireport__buf_str(text));
    for (size_t i = 0; i < k->c->n_columns; i++)
        draw_group(k, &a, i, text);
    k->y = a.top + a.height + 28;
}

/* ---- rows of parts ---- */

/* What the whole bar stands for: the whole as printed, or what the parts add up to where that is more. */
static int64_t whole_of(const struct pen *k, size_t column)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < k->p->n; i++) {
        int64_t v = length_of(k, i, column);

        if (v > 0 && !gireport__add(sum, v, &sum))
            return INT64_MAX;
    }
    for (uint32_t i = 0; i < k->p->n; i++)
        if ((datum(k, i, column)->has & GIREPORT__HAS_WHOLE) && datum(k, i, column)->whole > sum)
            return datum(k, i, column)->whole;
    return sum;
}

/* The segments end where the sums up to them do, so that rounding leaves no gap. */
static void draw_segments(struct pen *k, const struct bars *b, size_t column, struct gireport__buf *text)
{
    int64_t sum = 0, from = 0;

    for (uint32_t i = 0; i < k->p->n; i++) {
        int64_t v = length_of(k, i, column), to;

        if (v <= 0 || !gireport__add(sum, v, &sum))
            continue;
        to = scaled(sum, b->most, b->width);
        if (to > from)
            rectangle(k, b->left + from, k->y + 2, to - from > 2 ? to - from - 1 : to - from, 24,
                      colour_of(i)->fill);
        gireport__buf_clear(text);
        if (datum(k, i, column)->has & GIREPORT__HAS_SHARE)
            add_percent(text, datum(k, i, column)->share);
        if (measure(gireport__buf_str(text), 11) + 4 <= to - from)
            write_label(k,
                        &(struct label){.x = b->left + (from + to) / 2,
                                        .y = k->y + 18,
                                        .size = 11,
                                        .anchor = MIDDLE,
                                        .fill = colour_of(i)->light ? "#fff" : "#111"},
                        gireport__buf_str(text));
        from = to;
    }
}

static void draw_parts(struct pen *k, struct gireport__buf *text)
{
    struct bars b = {.left = MARGIN + widest_label(k) + 10};

    b.width = WIDTH - MARGIN - b.left - 80;
    legend(k);
    for (size_t column = 0; column < k->c->n_columns; column++) {
        write_label(
            k,
            &(struct label){
                .x = b.left - 8, .y = k->y + 18, .size = 13, .anchor = END, .room = b.left - MARGIN - 8},
            k->c->columns[column].name);
        b.most = whole_of(k, column);
        draw_segments(k, &b, column, text);
        gireport__buf_clear(text);
        gireport__buf_add_int(text, b.most);
        gireport__buf_adds(text, k->p->unit);
        if (datum(k, 0, column)->notes & GIREPORT_COMPARE_SMALL_WHOLE)
            gireport__buf_adds(text, " *");
        write_label(k, &(struct label){.x = b.left + b.width + 8, .y = k->y + 18, .size = 12},
                    gireport__buf_str(text));
        k->y += 34;
    }
}

/* ---- the whole chart ---- */

/* What the chart shows, in words. */
static void describe_all(struct pen *k, struct gireport__buf *text)
{
    for (size_t column = 0; column < k->c->n_columns; column++) {
        escaped(k, k->c->columns[column].name, strlen(k->c->columns[column].name));
        put(k, *k->c->columns[column].name != '\0' ? word(k, "：", ": ") : "");
        for (uint32_t i = 0; i < k->p->n; i++) {
            const char *s = text_of(k, &row_of(k, i)->label);

            if (i > 0)
                put(k, word(k, "，", ", "));
            escaped(k, s, strlen(s));
            describe(k, i, column, text);
            put(k, word(k, "", " "));
            escaped(k, gireport__buf_str(text), strlen(gireport__buf_str(text)));
        }
        put(k, word(k, "。", ". "));
    }
}

static void draw(struct pen *k, struct gireport__buf *text)
{
    write_label(k, &(struct label){.x = MARGIN, .y = 28, .size = 17, .bold = 1}, text_of(k, &k->p->title));
    k->y = 42;
    if (k->c->n_columns > 1 && k->p->parts)
        draw_parts(k, text);
    else if (k->c->kind == GIREPORT_COMPARE_YEARS && k->c->n_columns <= 12 && !row_of(k, 0)->share)
        draw_years(k, text);
    else
        draw_rows(k, text);
    if (any_small(k)) {
        write_label(k, &(struct label){.x = MARGIN, .y = k->y + 16, .size = 11, .fill = "#555"},
                    word(k, "* 基数较小，比例仅供参考", "* a share of a small whole says little"));
        k->y += 20;
    }
    k->y += 14;
}

/* Opens an element with its title and description; the caller has the number of the chart as its id. */
static void open_chart(struct pen *k, int64_t y, int64_t height, struct gireport__buf *text)
{
    put(k, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"chart-");
    put(k, k->p->key);
    put(k, "-t chart-");
    put(k, k->p->key);
    put(k, "-d\"");
    attribute(k, "y", y);
    attribute(k, "width", WIDTH);
    attribute(k, "height", height);
    put(k, " viewBox=\"0 0 ");
    number(k, WIDTH);
    put(k, " ");
    number(k, height);
    put(k, "\" " FONT ">\n<title id=\"chart-");
    put(k, k->p->key);
    put(k, "-t\">");
    escaped(k, text_of(k, &k->p->title), strlen(text_of(k, &k->p->title)));
    put(k, "</title>\n<desc id=\"chart-");
    put(k, k->p->key);
    put(k, "-d\">");
    describe_all(k, text);
    put(k, "</desc>\n");
    rectangle(k, 0, 0, WIDTH, height, "#fff");
}

int gireport__has_chart(const gireport_comparison *c, const struct gireport__compared_part *p)
{
    struct pen k = {.c = c, .p = p};

    return p->figures && p->n > 0 && longest(&k) > 0;
}

int64_t gireport__chart(struct gireport__out *out, const gireport_comparison *c,
                        const struct gireport__compared_part *p, uint32_t lang, int64_t y)
{
    struct pen k = {.c = c, .p = p, .lang = lang};
    struct gireport__buf text = {0};
    int64_t height;

    draw(&k, &text);
    height = k.y;
    if (out != NULL) {
        k.out = out;
        open_chart(&k, y, height, &text);
        draw(&k, &text);
        put(&k, "</svg>\n");
        if (text.failed && out->status == GIREPORT_OK)
            out->status = GIREPORT_ERR_NOMEM;
    }
    gireport__buf_free(&text);
    return height;
}

/* ---- a page of charts ---- */

#define HEAD 64

static void open_page(struct pen *k, const char *title, int64_t height)
{
    put(k, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"document\" aria-labelledby=\"charts-t\"");
    attribute(k, "width", WIDTH);
    attribute(k, "height", height);
    put(k, " viewBox=\"0 0 ");
    number(k, WIDTH);
    put(k, " ");
    number(k, height);
    put(k, "\" " FONT ">\n<title id=\"charts-t\">");
    escaped(k, title, strlen(title));
    put(k, "</title>\n");
    rectangle(k, 0, 0, WIDTH, height, "#fff");
    rectangle(k, 0, 0, WIDTH, 6, "#0072B2");
    write_label(
        k,
        &(struct label){
            .x = WIDTH / 2, .y = 44, .size = 21, .anchor = MIDDLE, .bold = 1, .room = WIDTH - 2 * MARGIN},
        title);
}

static int charts_page(struct gireport__out *out, const gireport_comparison *c, const char *title,
                       uint32_t lang)
{
    struct pen k = {.out = out, .c = c, .lang = lang};
    int64_t height = HEAD, y = HEAD;

    for (size_t i = 0; i < c->n_parts; i++)
        if (gireport__has_chart(c, &c->parts[i]))
            height += gireport__chart(NULL, c, &c->parts[i], lang, 0);
    open_page(&k, title, height);
    for (size_t i = 0; i < c->n_parts; i++)
        if (gireport__has_chart(c, &c->parts[i]))
            y += gireport__chart(out, c, &c->parts[i], lang, y);
    put(&k, "</svg>\n");
    return GIREPORT_OK;
}

int gireport__charts(struct gireport__out *out, const gireport_comparison *c, const char *key,
                     const char *title, uint32_t lang)
{
    if (key == NULL)
        return charts_page(out, c, title, lang);
    for (size_t i = 0; i < c->n_parts; i++)
        if (c->parts[i].figures && strcmp(c->parts[i].key, key) == 0) {
            gireport__chart(out, c, &c->parts[i], lang, 0);
            return GIREPORT_OK;
        }
    return GIREPORT_ERR_NOT_FOUND;
}

int gireport__own_comparison(const gireport_report *r, gireport_comparison **out)
{
    const gireport_report *const reports[] = {r};
    int status = gireport__comparison_new(reports, 1, out);

    if (status == GIREPORT_OK)
        status = gireport__comparison_indicators(*out, reports, 0);
    if (status != GIREPORT_OK) {
        gireport_comparison_free(*out);
        *out = NULL;
    }
    return status;
}
