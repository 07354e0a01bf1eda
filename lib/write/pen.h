/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__PEN_H
#define GIREPORT__PEN_H

/* What charts are drawn with: elements of SVG, and the figures that they show. Places are whole pixels. */

#include "../base/out.h"
#include "../model/comparison.h"

#define GIREPORT__PEN_FONT                                                                                   \
    "font-family=\"'Noto Sans CJK SC','Source Han Sans SC','PingFang SC','Microsoft "                        \
    "YaHei',SimHei,sans-serif\""

struct gireport__pen {
    struct gireport__out *out; /* NULL: nothing is drawn */
    const gireport_comparison *c;
    const struct gireport__compared_part *p;
    uint32_t lang;
    int64_t y; /* where the next line goes */
};

const char *gireport__pen_word(const struct gireport__pen *k, const char *zh, const char *en);
const char *gireport__pen_text(const struct gireport__pen *k, const struct gireport__text *t);

/* ---- elements ---- */

void gireport__pen_put(struct gireport__pen *k, const char *s);
void gireport__pen_number(struct gireport__pen *k, int64_t v);
void gireport__pen_escaped(struct gireport__pen *k, const char *s, size_t len);
void gireport__pen_attribute(struct gireport__pen *k, const char *name, int64_t v);

enum gireport__anchor { GIREPORT__START, GIREPORT__MIDDLE, GIREPORT__END };
struct gireport__lettering {
    int64_t x, y, size;
    enum gireport__anchor anchor;
    const char *fill; /* NULL: dark */
    int bold;
    int64_t room; /* more is cut off with an ellipsis; 0: no end */
};
/* Pixels that a text takes in a size. */
int64_t gireport__pen_measure(const char *s, int64_t size);
void gireport__pen_label(struct gireport__pen *k, const struct gireport__lettering *l, const char *s);
void gireport__pen_rectangle(struct gireport__pen *k, int64_t x, int64_t y, int64_t width, int64_t height,
                             const char *fill);
void gireport__pen_line(struct gireport__pen *k, int64_t x1, int64_t y1, int64_t x2, int64_t y2,
                        const char *stroke);

/* Colours that people who see few colours can tell apart. */
struct gireport__colour {
    const char *fill;
    int light; /* light text reads on it */
};
const struct gireport__colour *gireport__pen_colour(uint32_t i);

/* ---- what is shown: rows of the part ---- */

const struct gireport__compared *gireport__pen_row(const struct gireport__pen *k, uint32_t i);
const struct gireport__datum *gireport__pen_datum(const struct gireport__pen *k, uint32_t row, size_t column);
/* What a bar is as long as: the share, else the value; -1 where unknown. */
int64_t gireport__pen_length(const struct gireport__pen *k, uint32_t row, size_t column);
int64_t gireport__pen_longest(const struct gireport__pen *k);
/* Pixels of a length, where the longest has so many. */
int64_t gireport__pen_scaled(int64_t v, int64_t most, int64_t pixels);
void gireport__pen_percent(struct gireport__buf *b, int64_t share);
/* "40.64%（1431/3521件）", "3521件". */
void gireport__pen_describe(const struct gireport__pen *k, uint32_t row, size_t column,
                            struct gireport__buf *b);
/* What the parts add up to; INT64_MAX where that is beyond 64 bits. */
int64_t gireport__pen_sum(const struct gireport__pen *k, size_t column);
/* The whole as printed, or -1 where that is not known. */
int64_t gireport__pen_whole(const struct gireport__pen *k, size_t column);
/* 1 where the parts do not add up to the whole: then `b` says so. Not asked of other groups. */
int gireport__pen_mismatch(const struct gireport__pen *k, size_t column, struct gireport__buf *b);

#endif
