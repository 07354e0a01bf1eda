/* SPDX-License-Identifier: MIT */
/* Charts as SVG. Three kinds, by what there is to show: bars along rows, bars over years, and rows of parts
 * that make up a whole. Places are whole pixels; lengths are computed exactly, as everything here. */

#include "chart.h"

#include <string.h>

#include "../base/num.h"
#include "pen.h"

#define WIDTH  GIREPORT__CHART_WIDTH
#define MARGIN 20
#define LINE   22 /* height of a line of text */

static int any_small(const struct gireport__pen *k)
{
    for (uint32_t i = 0; i < k->p->n; i++)
        for (size_t column = 0; column < k->c->n_columns; column++)
            if ((gireport__pen_datum(k, i, column)->notes & GIREPORT_COMPARE_SMALL_WHOLE) &&
                (gireport__pen_datum(k, i, column)->has & GIREPORT__HAS_SHARE))
                return 1;
    return 0;
}

/* ---- legend ---- */

static void legend(struct gireport__pen *k)
{
    int64_t x = MARGIN;

    for (uint32_t i = 0; i < k->p->n; i++) {
        const char *s = gireport__pen_text(k, &gireport__pen_row(k, i)->label);
        int64_t room = 22 + gireport__pen_measure(s, 13) + 16;

        if (x > MARGIN && x + room > WIDTH - MARGIN) {
            x = MARGIN;
            k->y += LINE;
        }
        gireport__pen_rectangle(k, x, k->y + 5, 14, 14, gireport__pen_colour(i)->fill);
        gireport__pen_label(k, &(struct gireport__lettering){.x = x + 20, .y = k->y + 17, .size = 13}, s);
        x += room;
    }
    k->y += LINE + 8;
}

/* ---- bars along rows ---- */

struct bars {
    int64_t left, width, most;
};

static void bar_row(struct gireport__pen *k, const struct bars *b, const char *label, uint32_t row,
                    size_t column, const char *fill, struct gireport__buf *text)
{
    int64_t length = gireport__pen_scaled(gireport__pen_length(k, row, column), b->most, b->width);

    gireport__pen_label(k,
                        &(struct gireport__lettering){.x = b->left - 8,
                                                      .y = k->y + 15,
                                                      .size = 13,
                                                      .anchor = GIREPORT__END,
                                                      .room = b->left - MARGIN - 8},
                        label);
    if (length > 0)
        gireport__pen_rectangle(k, b->left, k->y + 2, length, 17, fill);
    gireport__pen_describe(k, row, column, text);
    gireport__pen_label(k,
                        &(struct gireport__lettering){.x = b->left + length + 6, .y = k->y + 15, .size = 12},
                        gireport__buf_str(text));
    k->y += LINE;
}

static int64_t widest_label(const struct gireport__pen *k)
{
    int64_t most = 0;

    for (uint32_t i = 0; k->c->n_columns == 1 && i < k->p->n; i++) {
        int64_t w = gireport__pen_measure(gireport__pen_text(k, &gireport__pen_row(k, i)->label), 13);

        most = w > most ? w : most;
    }
    for (size_t i = 0; k->c->n_columns > 1 && i < k->c->n_columns; i++) {
        int64_t w = gireport__pen_measure(k->c->columns[i].name, 13);

        most = w > most ? w : most;
    }
    return most < 240 ? most : 240;
}

static int64_t widest_text(const struct gireport__pen *k, struct gireport__buf *text)
{
    int64_t most = 0;

    for (uint32_t i = 0; i < k->p->n; i++)
        for (size_t column = 0; column < k->c->n_columns; column++) {
            int64_t w;

            gireport__pen_describe(k, i, column, text);
            w = gireport__pen_measure(gireport__buf_str(text), 12);
            most = w > most ? w : most;
        }
    return most;
}

/* One report: a row an indicator. Several: under each indicator a row a report. */
static void draw_rows(struct gireport__pen *k, struct gireport__buf *text)
{
    struct bars b = {.left = MARGIN + widest_label(k) + 10, .most = gireport__pen_longest(k)};
    int64_t from;

    b.width = WIDTH - MARGIN - b.left - 8 - widest_text(k, text);
    b.width = b.width > 80 ? b.width : 80;
    for (uint32_t i = 0; i < k->p->n; i++) {
        if (k->c->n_columns > 1) {
            gireport__pen_label(
                k, &(struct gireport__lettering){.x = MARGIN, .y = k->y + 15, .size = 13, .bold = 1},
                gireport__pen_text(k, &gireport__pen_row(k, i)->label));
            k->y += LINE;
        }
        from = k->y;
        for (size_t column = 0; column < k->c->n_columns; column++)
            bar_row(k, &b,
                    k->c->n_columns > 1 ? k->c->columns[column].name
                                        : gireport__pen_text(k, &gireport__pen_row(k, i)->label),
                    i, column, gireport__pen_colour(k->c->n_columns > 1 ? 0 : i)->fill, text);
        gireport__pen_line(k, b.left, from, b.left, k->y - 1, "#888");
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

static void draw_axes(struct gireport__pen *k, struct axes *a, struct gireport__buf *text)
{
    int64_t step = step_for(a->most), steps = (a->most + step - 1) / step;

    steps = steps > 0 ? steps : 1;
    gireport__buf_clear(text);
    gireport__buf_add_int(text, step * steps);
    a->left = MARGIN + gireport__pen_measure(gireport__buf_str(text), 12) + 8;
    a->width = WIDTH - MARGIN - a->left;
    a->most = step * steps;
    for (int64_t i = 0; i <= steps; i++) {
        int64_t y = a->top + a->height - a->height * i / steps;

        gireport__pen_line(k, a->left, y, a->left + a->width, y, i == 0 ? "#888" : "#ddd");
        gireport__buf_clear(text);
        gireport__buf_add_int(text, step * i);
        gireport__pen_label(
            k,
            &(struct gireport__lettering){
                .x = a->left - 6, .y = y + 4, .size = 12, .anchor = GIREPORT__END, .fill = "#555"},
            gireport__buf_str(text));
    }
}

static void draw_group(struct gireport__pen *k, const struct axes *a, size_t column,
                       struct gireport__buf *text)
{
    int64_t room = a->width / (int64_t)k->c->n_columns, from = a->left + (int64_t)column * room;
    int64_t bar = (room - room / 4) / (int64_t)k->p->n;

    bar = bar > 56 ? 56 : bar > 0 ? bar : 1;
    for (uint32_t i = 0; i < k->p->n; i++) {
        int64_t v = gireport__pen_length(k, i, column), height = gireport__pen_scaled(v, a->most, a->height);
        int64_t x = from + (room - bar * k->p->n) / 2 + bar * i;

        gireport__pen_rectangle(k, x, a->top + a->height - height, bar > 3 ? bar - 2 : bar, height,
                                gireport__pen_colour(i)->fill);
        gireport__buf_clear(text);
        if (v >= 0)
            gireport__buf_add_int(text, v);
        else
            gireport__buf_adds(text, "?");
        if (gireport__pen_measure(gireport__buf_str(text), 11) <= bar + 6)
            gireport__pen_label(k,
                                &(struct gireport__lettering){.x = x + bar / 2,
                                                              .y = a->top + a->height - height - 4,
                                                              .size = 11,
                                                              .anchor = GIREPORT__MIDDLE},
                                gireport__buf_str(text));
    }
    gireport__pen_label(k,
                        &(struct gireport__lettering){.x = from + room / 2,
                                                      .y = a->top + a->height + 18,
                                                      .size = 13,
                                                      .anchor = GIREPORT__MIDDLE,
                                                      .room = room},
                        k->c->columns[column].name);
}

static void draw_years(struct gireport__pen *k, struct gireport__buf *text)
{
    struct axes a = {.height = 240, .most = gireport__pen_longest(k)};

    legend(k);
    a.top = k->y + 14;
    draw_axes(k, &a, text);
    gireport__buf_clear(text);
    gireport__buf_adds(text, gireport__pen_word(k, "单位：", "unit: "));
    gireport__buf_adds(text, k->p->unit);
    gireport__pen_label(
        k,
        &(struct gireport__lettering){
            .x = WIDTH - MARGIN, .y = 28, .size = 12, .anchor = GIREPORT__END, .fill = "#555"},
        gireport__buf_str(text));
    for (size_t i = 0; i < k->c->n_columns; i++)
        draw_group(k, &a, i, text);
    k->y = a.top + a.height + 28;
}

/* ---- rows of parts ---- */

/* What the whole bar stands for: the whole as printed, or what the parts add up to where that is more. */
static int64_t whole_of(const struct gireport__pen *k, size_t column)
{
    int64_t sum = gireport__pen_sum(k, column), whole = gireport__pen_whole(k, column);

    return whole > sum ? whole : sum;
}

/* The segments end where the sums up to them do, so that rounding leaves no gap. */
static void draw_segments(struct gireport__pen *k, const struct bars *b, size_t column,
                          struct gireport__buf *text)
{
    int64_t sum = 0, from = 0;

    for (uint32_t i = 0; i < k->p->n; i++) {
        int64_t v = gireport__pen_length(k, i, column), to;

        if (v <= 0 || !gireport__add(sum, v, &sum))
            continue;
        to = gireport__pen_scaled(sum, b->most, b->width);
        if (to > from)
            gireport__pen_rectangle(k, b->left + from, k->y + 2, to - from > 2 ? to - from - 1 : to - from,
                                    24, gireport__pen_colour(i)->fill);
        gireport__buf_clear(text);
        if (gireport__pen_datum(k, i, column)->has & GIREPORT__HAS_SHARE)
            gireport__pen_percent(text, gireport__pen_datum(k, i, column)->share);
        if (gireport__pen_measure(gireport__buf_str(text), 11) + 4 <= to - from)
            gireport__pen_label(
                k,
                &(struct gireport__lettering){.x = b->left + (from + to) / 2,
                                              .y = k->y + 18,
                                              .size = 11,
                                              .anchor = GIREPORT__MIDDLE,
                                              .fill = gireport__pen_colour(i)->light ? "#fff" : "#111"},
                gireport__buf_str(text));
        from = to;
    }
}

static void draw_parts(struct gireport__pen *k, struct gireport__buf *text)
{
    struct bars b = {.left = MARGIN + widest_label(k) + 10};

    b.width = WIDTH - MARGIN - b.left - 80;
    legend(k);
    for (size_t column = 0; column < k->c->n_columns; column++) {
        gireport__pen_label(k,
                            &(struct gireport__lettering){.x = b.left - 8,
                                                          .y = k->y + 18,
                                                          .size = 13,
                                                          .anchor = GIREPORT__END,
                                                          .room = b.left - MARGIN - 8},
                            k->c->columns[column].name);
        b.most = whole_of(k, column);
        draw_segments(k, &b, column, text);
        gireport__buf_clear(text);
        gireport__buf_add_int(text, b.most);
        gireport__buf_adds(text, k->p->unit);
        if (gireport__pen_datum(k, 0, column)->notes & GIREPORT_COMPARE_SMALL_WHOLE)
            gireport__buf_adds(text, " *");
        gireport__pen_label(
            k, &(struct gireport__lettering){.x = b.left + b.width + 8, .y = k->y + 18, .size = 12},
            gireport__buf_str(text));
        k->y += 34;
    }
}

/* ---- the whole chart ---- */

/* What the chart shows, in words. */
static void describe_all(struct gireport__pen *k, struct gireport__buf *text)
{
    for (size_t column = 0; column < k->c->n_columns; column++) {
        gireport__pen_escaped(k, k->c->columns[column].name, strlen(k->c->columns[column].name));
        gireport__pen_put(k, *k->c->columns[column].name != '\0' ? gireport__pen_word(k, "：", ": ") : "");
        for (uint32_t i = 0; i < k->p->n; i++) {
            const char *s = gireport__pen_text(k, &gireport__pen_row(k, i)->label);

            if (i > 0)
                gireport__pen_put(k, gireport__pen_word(k, "，", ", "));
            gireport__pen_escaped(k, s, strlen(s));
            gireport__pen_describe(k, i, column, text);
            gireport__pen_put(k, gireport__pen_word(k, "", " "));
            gireport__pen_escaped(k, gireport__buf_str(text), strlen(gireport__buf_str(text)));
        }
        gireport__pen_put(k, gireport__pen_word(k, "。", ". "));
    }
}

/* Where the parts do not add up to the whole. */
static void notes(struct gireport__pen *k, struct gireport__buf *text)
{
    for (size_t column = 0; column < k->c->n_columns; column++)
        if (gireport__pen_mismatch(k, column, text)) {
            gireport__pen_label(
                k, &(struct gireport__lettering){.x = MARGIN, .y = k->y + 16, .size = 11, .fill = "#b3150c"},
                gireport__buf_str(text));
            k->y += 20;
        }
}

static void draw(struct gireport__pen *k, struct gireport__buf *text)
{
    gireport__pen_label(k, &(struct gireport__lettering){.x = MARGIN, .y = 28, .size = 17, .bold = 1},
                        gireport__pen_text(k, &k->p->title));
    k->y = 42;
    if (k->c->n_columns > 1 && k->p->parts)
        draw_parts(k, text);
    else if (k->c->kind == GIREPORT_COMPARE_YEARS && k->c->n_columns <= 12 && !gireport__pen_row(k, 0)->share)
        draw_years(k, text);
    else
        draw_rows(k, text);
    if (any_small(k)) {
        gireport__pen_label(
            k, &(struct gireport__lettering){.x = MARGIN, .y = k->y + 16, .size = 11, .fill = "#555"},
            gireport__pen_word(k, "* 基数较小，比例仅供参考", "* a share of a small whole says little"));
        k->y += 20;
    }
    notes(k, text);
    k->y += 14;
}

/* Opens an element with its title and description; the caller has the number of the chart as its id. */
static void open_chart(struct gireport__pen *k, int64_t y, int64_t height, struct gireport__buf *text)
{
    gireport__pen_put(k, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" aria-labelledby=\"chart-");
    gireport__pen_put(k, k->p->key);
    gireport__pen_put(k, "-t chart-");
    gireport__pen_put(k, k->p->key);
    gireport__pen_put(k, "-d\"");
    gireport__pen_attribute(k, "y", y);
    gireport__pen_attribute(k, "width", WIDTH);
    gireport__pen_attribute(k, "height", height);
    gireport__pen_put(k, " viewBox=\"0 0 ");
    gireport__pen_number(k, WIDTH);
    gireport__pen_put(k, " ");
    gireport__pen_number(k, height);
    gireport__pen_put(k, "\" " GIREPORT__PEN_FONT ">\n<title id=\"chart-");
    gireport__pen_put(k, k->p->key);
    gireport__pen_put(k, "-t\">");
    gireport__pen_escaped(k, gireport__pen_text(k, &k->p->title),
                          strlen(gireport__pen_text(k, &k->p->title)));
    gireport__pen_put(k, "</title>\n<desc id=\"chart-");
    gireport__pen_put(k, k->p->key);
    gireport__pen_put(k, "-d\">");
    describe_all(k, text);
    gireport__pen_put(k, "</desc>\n");
    gireport__pen_rectangle(k, 0, 0, WIDTH, height, "#fff");
}

int gireport__has_chart(const gireport_comparison *c, const struct gireport__compared_part *p)
{
    struct gireport__pen k = {.c = c, .p = p};

    return p->figures && p->n > 0 && gireport__pen_longest(&k) > 0;
}

int gireport__chart_of_table(const gireport_comparison *own, size_t part, const gireport_template *t, uint32_t table)
{
    const struct gireport__sum *s;

    if (!gireport__has_chart(own, &own->parts[part]))
        return 0;
    s = &t->claims.sums[t->indicators[t->figures[part].first].is];
    return s->n_terms > 0 && t->fields[t->claims.terms[s->first_term].field].table == table;
}

int64_t gireport__chart(struct gireport__out *out, const gireport_comparison *c,
                        const struct gireport__compared_part *p, uint32_t lang, int64_t y)
{
    struct gireport__pen k = {.c = c, .p = p, .lang = lang};
    struct gireport__buf text = {0};
    int64_t height;

    draw(&k, &text);
    height = k.y;
    if (out != NULL) {
        k.out = out;
        open_chart(&k, y, height, &text);
        draw(&k, &text);
        gireport__pen_put(&k, "</svg>\n");
        if (text.failed && out->status == GIREPORT_OK)
            out->status = GIREPORT_ERR_NOMEM;
    }
    gireport__buf_free(&text);
    return height;
}

/* ---- a page of charts ---- */

#define HEAD 64

static void open_page(struct gireport__pen *k, const char *title, int64_t height)
{
    gireport__pen_put(
        k, "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"document\" aria-labelledby=\"charts-t\"");
    gireport__pen_attribute(k, "width", WIDTH);
    gireport__pen_attribute(k, "height", height);
    gireport__pen_put(k, " viewBox=\"0 0 ");
    gireport__pen_number(k, WIDTH);
    gireport__pen_put(k, " ");
    gireport__pen_number(k, height);
    gireport__pen_put(k, "\" " GIREPORT__PEN_FONT ">\n<title id=\"charts-t\">");
    gireport__pen_escaped(k, title, strlen(title));
    gireport__pen_put(k, "</title>\n");
    gireport__pen_rectangle(k, 0, 0, WIDTH, height, "#fff");
    gireport__pen_rectangle(k, 0, 0, WIDTH, 6, "#0072B2");
    gireport__pen_label(k,
                        &(struct gireport__lettering){.x = WIDTH / 2,
                                                      .y = 44,
                                                      .size = 21,
                                                      .anchor = GIREPORT__MIDDLE,
                                                      .bold = 1,
                                                      .room = WIDTH - 2 * MARGIN},
                        title);
}

static int charts_page(struct gireport__out *out, const gireport_comparison *c, const char *title,
                       uint32_t lang)
{
    struct gireport__pen k = {.out = out, .c = c, .lang = lang};
    int64_t height = HEAD, y = HEAD;

    for (size_t i = 0; i < c->n_parts; i++)
        if (gireport__has_chart(c, &c->parts[i]))
            height += gireport__chart(NULL, c, &c->parts[i], lang, 0);
    open_page(&k, title, height);
    for (size_t i = 0; i < c->n_parts; i++)
        if (gireport__has_chart(c, &c->parts[i]))
            y += gireport__chart(out, c, &c->parts[i], lang, y);
    gireport__pen_put(&k, "</svg>\n");
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
