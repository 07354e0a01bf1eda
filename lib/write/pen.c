/* SPDX-License-Identifier: MIT */
/* What charts are drawn with. */

#include "pen.h"

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "escape.h"

/* Okabe and Ito's colours, which people who see few colours can tell apart, and whether light text reads on
 * them. */
static const struct gireport__colour colours[] = {{"#0072B2", 1}, {"#E69F00", 0}, {"#009E73", 0},
                                                  {"#56B4E9", 0}, {"#D55E00", 0}, {"#CC79A7", 0},
                                                  {"#F0E442", 0}, {"#999999", 0}};
#define N_COLOURS (sizeof colours / sizeof *colours)

const char *gireport__pen_word(const struct gireport__pen *k, const char *zh, const char *en)
{
    return k->lang == GIREPORT_LANG_EN ? en : zh;
}

const char *gireport__pen_text(const struct gireport__pen *k, const struct gireport__text *t)
{
    const char *s = k->lang == GIREPORT_LANG_EN ? t->en : t->zh;

    return s != NULL ? s : "";
}

void gireport__pen_put(struct gireport__pen *k, const char *s)
{
    if (k->out != NULL)
        gireport__out_adds(k->out, s);
}

void gireport__pen_number(struct gireport__pen *k, int64_t v)
{
    if (k->out != NULL)
        gireport__out_int(k->out, v);
}

void gireport__pen_escaped(struct gireport__pen *k, const char *s, size_t len)
{
    if (k->out != NULL)
        gireport__escape_html(k->out, s, len);
}

void gireport__pen_attribute(struct gireport__pen *k, const char *name, int64_t v)
{
    gireport__pen_put(k, " ");
    gireport__pen_put(k, name);
    gireport__pen_put(k, "=\"");
    gireport__pen_number(k, v);
    gireport__pen_put(k, "\"");
}

int64_t gireport__pen_measure(const char *s, int64_t size)
{
    return (int64_t)gireport__width(s, strlen(s), 0) * size * 11 / 20;
}

/* Bytes of a text that fit the room, with an ellipsis behind them. */
static size_t fitting(const char *s, int64_t size, int64_t room)
{
    size_t len = strlen(s), at = 0;
    int64_t used = size; /* of the ellipsis */
    uint32_t cp;
    int n;

    if (room == 0 || gireport__pen_measure(s, size) <= room)
        return len;
    while ((n = gireport__utf8_next(s + at, len - at, &cp)) > 0) {
        used += (int64_t)gireport__width_point(cp, 0) * size * 11 / 20;
        if (used > room)
            break;
        at += (size_t)n;
    }
    return at;
}

void gireport__pen_label(struct gireport__pen *k, const struct gireport__lettering *l, const char *s)
{
    static const char *const anchors[] = {"start", "middle", "end"};
    size_t fits = fitting(s, l->size, l->room);

    gireport__pen_put(k, "<text");
    gireport__pen_attribute(k, "x", l->x);
    gireport__pen_attribute(k, "y", l->y);
    gireport__pen_attribute(k, "font-size", l->size);
    if (l->anchor != GIREPORT__START) {
        gireport__pen_put(k, " text-anchor=\"");
        gireport__pen_put(k, anchors[l->anchor]);
        gireport__pen_put(k, "\"");
    }
    if (l->bold)
        gireport__pen_put(k, " font-weight=\"600\"");
    gireport__pen_put(k, " fill=\"");
    gireport__pen_put(k, l->fill != NULL ? l->fill : "#222");
    gireport__pen_put(k, "\">");
    gireport__pen_escaped(k, s, fits);
    gireport__pen_put(k, s[fits] != '\0' ? "…</text>\n" : "</text>\n");
}

void gireport__pen_rectangle(struct gireport__pen *k, int64_t x, int64_t y, int64_t width, int64_t height,
                             const char *fill)
{
    gireport__pen_put(k, "<rect");
    gireport__pen_attribute(k, "x", x);
    gireport__pen_attribute(k, "y", y);
    gireport__pen_attribute(k, "width", width);
    gireport__pen_attribute(k, "height", height);
    gireport__pen_put(k, " fill=\"");
    gireport__pen_put(k, fill);
    gireport__pen_put(k, "\"/>\n");
}

void gireport__pen_line(struct gireport__pen *k, int64_t x1, int64_t y1, int64_t x2, int64_t y2,
                        const char *stroke)
{
    gireport__pen_put(k, "<line");
    gireport__pen_attribute(k, "x1", x1);
    gireport__pen_attribute(k, "y1", y1);
    gireport__pen_attribute(k, "x2", x2);
    gireport__pen_attribute(k, "y2", y2);
    gireport__pen_put(k, " stroke=\"");
    gireport__pen_put(k, stroke);
    gireport__pen_put(k, "\"/>\n");
}

/* ---- what is shown ---- */

const struct gireport__compared *gireport__pen_row(const struct gireport__pen *k, uint32_t i)
{
    return &k->c->rows[k->p->first + i];
}

const struct gireport__datum *gireport__pen_datum(const struct gireport__pen *k, uint32_t row, size_t column)
{
    return gireport__datum(k->c, k->p->first + row, column);
}

int64_t gireport__pen_length(const struct gireport__pen *k, uint32_t row, size_t column)
{
    const struct gireport__datum *d = gireport__pen_datum(k, row, column);

    if (d->state != GIREPORT_STATE_VALUE || d->value < 0)
        return -1;
    if (!gireport__pen_row(k, row)->share || k->p->parts)
        return d->value;
    return d->has & GIREPORT__HAS_SHARE ? d->share : -1;
}

int64_t gireport__pen_longest(const struct gireport__pen *k)
{
    int64_t most = 0;

    for (uint32_t i = 0; i < k->p->n; i++)
        for (size_t column = 0; column < k->c->n_columns; column++) {
            int64_t v = gireport__pen_length(k, i, column);

            most = v > most ? v : most;
        }
    return most;
}

int64_t gireport__pen_scaled(int64_t v, int64_t most, int64_t pixels)
{
    int64_t part;

    if (v <= 0 || most <= 0 || !gireport__ratio(v < most ? v : most, most, 4, &part))
        return 0;
    return (part * pixels + 5000) / 10000;
}

void gireport__pen_percent(struct gireport__buf *b, int64_t share)
{
    gireport__num_format(b, share, 2, 0);
    gireport__buf_addc(b, '%');
}

void gireport__pen_describe(const struct gireport__pen *k, uint32_t row, size_t column,
                            struct gireport__buf *b)
{
    const struct gireport__datum *d = gireport__pen_datum(k, row, column);

    gireport__buf_clear(b);
    if (d->state != GIREPORT_STATE_VALUE) {
        gireport__buf_adds(b, gireport__pen_word(k, "未知", "unknown"));
        return;
    }
    if (!(d->has & GIREPORT__HAS_SHARE)) {
        gireport__buf_add_int(b, d->value);
        if ((d->has & GIREPORT__HAS_WHOLE) && !k->p->parts) {
            gireport__buf_addc(b, '/');
            gireport__buf_add_int(b, d->whole);
        }
        gireport__buf_adds(b, k->p->unit);
        return;
    }
    if (k->p->parts) {
        gireport__buf_add_int(b, d->value);
        gireport__buf_adds(b, k->p->unit);
        gireport__buf_adds(b, gireport__pen_word(k, "（", " ("));
        gireport__pen_percent(b, d->share);
    } else {
        gireport__pen_percent(b, d->share);
        gireport__buf_adds(b, gireport__pen_word(k, "（", " ("));
        gireport__buf_add_int(b, d->value);
        gireport__buf_addc(b, '/');
        gireport__buf_add_int(b, d->whole);
    }
    gireport__buf_adds(b, gireport__pen_word(k, "）", ")"));
    if (d->notes & GIREPORT_COMPARE_SMALL_WHOLE)
        gireport__buf_adds(b, " *");
}

const struct gireport__colour *gireport__pen_colour(uint32_t i)
{
    return &colours[i % N_COLOURS];
}

int64_t gireport__pen_sum(const struct gireport__pen *k, size_t column)
{
    int64_t sum = 0;

    for (uint32_t i = 0; i < k->p->n; i++) {
        int64_t v = gireport__pen_length(k, i, column);

        if (v > 0 && !gireport__add(sum, v, &sum))
            return INT64_MAX;
    }
    return sum;
}

int64_t gireport__pen_whole(const struct gireport__pen *k, size_t column)
{
    int64_t whole = -1;

    for (uint32_t i = 0; i < k->p->n; i++) {
        const struct gireport__datum *d = gireport__pen_datum(k, i, column);

        if ((d->has & GIREPORT__HAS_WHOLE) && d->whole > whole)
            whole = d->whole;
    }
    return whole;
}

int gireport__pen_mismatch(const struct gireport__pen *k, size_t column, struct gireport__buf *b)
{
    int64_t sum = gireport__pen_sum(k, column), whole = gireport__pen_whole(k, column);
    int unknown = 0;

    for (uint32_t i = 0; i < k->p->n; i++)
        unknown |= gireport__pen_length(k, i, column) < 0;
    if (!k->p->parts || whole < 0 || sum == whole || (unknown && sum < whole))
        return 0;
    gireport__buf_clear(b);
    gireport__buf_adds(b, k->c->columns[column].name);
    gireport__buf_adds(b, *k->c->columns[column].name != '\0' ? gireport__pen_word(k, "：", ": ") : "");
    gireport__buf_adds(b, gireport__pen_word(k, "各项之和为", "the parts add up to "));
    if (sum < INT64_MAX)
        gireport__buf_add_int(b, sum);
    else
        gireport__buf_adds(b, gireport__pen_word(k, "过大的数", "too large a number"));
    gireport__buf_adds(b, gireport__pen_word(k, "，与", ", not to "));
    gireport__buf_adds(b, gireport__pen_text(k, &gireport__pen_row(k, 0)->whole));
    gireport__buf_addc(b, ' ');
    gireport__buf_add_int(b, whole);
    gireport__buf_adds(b, gireport__pen_word(k, " 不符", ""));
    return 1;
}
