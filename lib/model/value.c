/* SPDX-License-Identifier: MIT */
#include "value.h"

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"

#define SCALE_MAX 18u /* decimals that an int64 can have */
#define GROUPS_MAX 4 /* of brackets around one number: a unit and a note are two */

/* A cell's text while it is read from both ends. */
struct cursor {
    const char *s;
    size_t len;
};

struct word {
    const char *text;
    int number; /* units of money: the power of ten over 元; words before a number: its sign */
};

/* Longer words before those that they begin with. */
static const struct word money_units[] = {
    {"百万元", 6}, {"百萬元", 6}, {"千万元", 7}, {"千萬元", 7}, {"万元", 4}, {"萬元", 4}, {"亿元", 8}, {"億元", 8},
    {"千元", 3},   {"元整", 0},   {"元", 0},     {"圆", 0},     {"圓", 0},   {"万", 4},   {"萬", 4},   {"亿", 8},
    {"億", 8},
};
static const struct word count_units[] = {
    {"件次"}, {"项次"}, {"人次"}, {"件"}, {"项"}, {"項"}, {"例"}, {"个"}, {"個"}, {"次"},
    {"条"},   {"條"},   {"宗"},   {"起"}, {"份"}, {"部"}, {"家"}, {"类"}, {"人"},
};
static const struct word change_words[] = {
    {"增加", 1}, {"新增", 1}, {"增", 1}, {"减少", -1}, {"減少", -1}, {"减", -1}, {"減", -1},
};
static const struct word currency_words[] = {{"人民币", 0}, {"人民幣", 0}, {"￥", 0}, {"¥", 0}};
static const struct word nothing_words[] = {
    {"无", 0}, {"無", 0}, {"暂无", 0}, {"暫無", 0}, {"不适用", 0}, {"不適用", 0}, {"N/A", 0}, {"n/a", 0}, {"NA", 0}, {"Ｎ／Ａ", 0},
};
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

static uint32_t peek(const struct cursor *c, int *bytes)
{
    uint32_t cp;
    int n = gireport__utf8_next(c->s, c->len, &cp);
    *bytes = n < 0 ? 1 : n;
    return n < 0 ? 0xfffd : cp;
}

static void skip(struct cursor *c, int bytes)
{
    c->s += bytes;
    c->len -= (size_t)bytes;
}

/* Returns whether there was any. */
static int skip_spaces(struct cursor *c)
{
    int any = 0, n;
    while (c->len && gireport__is_space(peek(c, &n))) {
        skip(c, n);
        any = 1;
    }
    return any;
}

static void trim(struct cursor *c)
{
    gireport__trim(&c->s, &c->len);
}

/* The word that the text begins with is taken; NULL where there is none of them. */
static const struct word *eat(struct cursor *c, const struct word *words, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        size_t len = strlen(words[i].text);
        if (len <= c->len && memcmp(c->s, words[i].text, len) == 0) {
            skip(c, (int)len);
            return words + i;
        }
    }
    return NULL;
}

static const struct word *whole(struct cursor c, const struct word *words, size_t n)
{
    const struct word *w = eat(&c, words, n);
    return w && c.len == 0 ? w : NULL;
}

static int bracket(uint32_t cp) /* 1: opens, -1: closes */
{
    switch (cp) {
    case '(':
    case '[':
    case 0xff08: /* （ */
    case 0x3014: /* 〔 */
    case 0x3010: /* 【 */
    case 0xff3b:
        return 1;
    case ')':
    case ']':
    case 0xff09:
    case 0x3015:
    case 0x3011:
    case 0xff3d:
        return -1;
    default:
        return 0;
    }
}

/* A bracket at one end of the text: takes it away and gives what is inside. */
static int peel(struct cursor *c, struct cursor *inside)
{
    const char *open = NULL, *after_open = NULL, *end = c->s + c->len;
    int depth = 0, n;
    for (const char *p = c->s; p < end; p += n) {
        struct cursor at = {p, (size_t)(end - p)};
        int turn = bracket(peek(&at, &n));
        if (turn > 0 && depth++ == 0) {
            open = p;
            after_open = p + n;
        }
        if (turn < 0 && --depth < 0)
            return 0;
        int closed = turn < 0 && depth == 0;
        if (!closed || (open != c->s && p + n != end))
            continue;
        *inside = (struct cursor){after_open, (size_t)(p - after_open)};
        if (open == c->s)
            *c = (struct cursor){p + n, (size_t)(end - p - n)};
        else
            c->len = (size_t)(open - c->s);
        trim(c);
        trim(inside);
        return 1;
    }
    return 0;
}

/* "万元", "（单位：万元）", "单位 人民币万元": the power of ten over 元, or -1. */
static int money_unit(struct cursor c)
{
    static const struct word unit_word[] = {{"单位", 0}, {"單位", 0}}, colon[] = {{":", 0}, {"：", 0}};
    struct cursor inside;
    trim(&c);
    if (peel(&c, &inside)) {
        if (c.len)
            return -1;
        c = inside;
    }
    if (eat(&c, unit_word, COUNT_OF(unit_word))) {
        skip_spaces(&c);
        eat(&c, colon, COUNT_OF(colon));
        skip_spaces(&c);
    }
    eat(&c, currency_words, COUNT_OF(currency_words));
    skip_spaces(&c);
    const struct word *w = whole(c, money_units, COUNT_OF(money_units));
    return w ? w->number : -1;
}

/* 1: minus, 2: slash, 0: neither. A dash may stand for "nothing" or for a minus sign; only short ones are signs. */
static int stroke(uint32_t cp)
{
    if (cp == '-' || cp == 0xff0d || cp == 0xfe63 || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 || cp == 0x2500 ||
        cp == 0x2501 || cp == 0x30fc)
        return 1;
    return cp == '/' || cp == 0xff0f || cp == '\\' || cp == 0xff3c || cp == 0x2215 || cp == 0x2044 ? 2 : 0;
}

static int is_nothing(struct cursor c)
{
    struct cursor word = c;
    if (word.len > 3 && memcmp(word.s + word.len - 3, "。", 3) == 0)
        word.len -= 3;
    if (whole(word, nothing_words, COUNT_OF(nothing_words)))
        return 1;
    int kind = 0, n;
    for (size_t strokes = 0; c.len; strokes++) {
        int k = stroke(peek(&c, &n));
        if (!k || strokes == 8 || (kind && k != kind))
            return 0;
        kind = k;
        skip(&c, n);
        skip_spaces(&c);
    }
    return kind != 0;
}

/* A sign: 1, -1, or 0. Long dashes are none: they stand for "nothing", and "—8" is then either. */
static int eat_sign(struct cursor *c, uint32_t *remarks)
{
    int n;
    uint32_t cp = peek(c, &n);
    int plus = cp == '+' || cp == 0xff0b || cp == 0xfe62;
    int minus = cp == '-' || cp == 0xff0d || cp == 0xfe63 || cp == 0x2212 || (cp >= 0x2010 && cp <= 0x2013);
    if (!plus && !minus)
        return 0;
    if (cp >= 0x80)
        *remarks |= GIREPORT__REMARK_FORMAT;
    skip(c, n);
    return plus ? 1 : -1;
}

/* The digits of a number. Zeros at the end of a fraction wait until another digit follows, so that no number is too
 * long only because of them. */
struct digits {
    int64_t value;      /* without the waiting zeros */
    uint32_t scale;     /* decimals in value */
    uint32_t printed;   /* decimals printed */
    uint32_t whole;     /* digits before the point */
    uint32_t in_group;  /* digits since the last separator */
    int grouped, point; /* a separator, the point was met */
    int leading_zero, over;
};

static void add_digit(struct digits *d, int digit)
{
    if (!d->point) {
        d->leading_zero |= d->whole == 0 && digit == 0;
        d->over |= !gireport__mul(d->value, 10, &d->value) || !gireport__add(d->value, digit, &d->value);
        d->whole++;
        d->in_group++;
        return;
    }
    d->printed++;
    if (digit == 0)
        return;
    int64_t v = d->value;
    for (; d->scale < d->printed && !d->over; d->scale++)
        d->over |= !gireport__mul(v, 10, &v);
    d->over |= !gireport__add(v, digit, &d->value);
}

/* "1,234,567": every separator after one to three digits, then after exactly three. */
static int add_separator(struct digits *d)
{
    if (d->point || (d->grouped ? d->in_group != 3 : d->in_group < 1 || d->in_group > 3) || d->leading_zero)
        return 0;
    d->grouped = 1;
    d->in_group = 0;
    return 1;
}

/* Reads digits, separators and the point. 0: no number. A point with nothing after it is left to the caller. */
static int eat_digits(struct cursor *c, struct digits *d, uint32_t *remarks)
{
    *d = (struct digits){0};
    while (c->len) {
        int n, next_bytes;
        uint32_t cp = peek(c, &n);
        struct cursor next = {c->s + n, c->len - (size_t)n};
        uint32_t after = peek(&next, &next_bytes);
        int digit_after = (after >= '0' && after <= '9') || (after >= 0xff10 && after <= 0xff19);
        if (cp >= '0' && cp <= '9') {
            add_digit(d, (int)(cp - '0'));
        } else if (cp >= 0xff10 && cp <= 0xff19) {
            add_digit(d, (int)(cp - 0xff10));
            *remarks |= GIREPORT__REMARK_FORMAT;
        } else if ((cp == ',' || cp == 0xff0c) && digit_after) {
            if (!add_separator(d))
                return 0;
            *remarks |= GIREPORT__REMARK_FORMAT;
        } else if ((cp == '.' || cp == 0xff0e) && digit_after && !d->point && d->whole) {
            d->point = 1;
            if (cp != '.')
                *remarks |= GIREPORT__REMARK_FORMAT;
        } else {
            break;
        }
        skip(c, n);
    }
    /* "010" is no way to write ten, but what two cells run together look like. */
    return d->whole && !(d->grouped && d->in_group != 3) && !(d->leading_zero && d->whole > 1);
}

/* What stands around the number. */
struct parts {
    struct cursor core;   /* the text without brackets */
    struct cursor note;   /* s NULL: none */
    struct cursor bare;   /* inside a bracket that holds a unit; s NULL: none */
};

static void unreadable(struct gireport__read_value *v, uint32_t remark)
{
    v->state = GIREPORT_STATE_UNREADABLE;
    v->unit = GIREPORT_UNIT_NONE;
    v->scale = 0;
    v->value = 0;
    /* One reason: a cell that cannot be read has one error, not also notes on how it is written. */
    v->remarks = remark | (v->remarks & GIREPORT__REMARK_NOTE);
}

/* A number as it was taken from the text, before it is known what it means. */
struct number {
    struct digits digits;
    int sign;       /* printed: 1, -1 or 0 */
    int chinese;
    int currency;   /* 人民币 or ￥ stood before it */
    int money_unit; /* power of ten over 元 of the unit behind it; -1: none */
    int count_unit; /* 件, 项 … stood behind it */
    uint32_t remarks;
};

static int eat_number(struct cursor *c, struct number *x)
{
    size_t span = gireport__chinese_span(c->s, c->len);
    if (!span)
        return eat_digits(c, &x->digits, &x->remarks);
    if (!gireport__chinese_number(c->s, span, &x->digits.value))
        return 0;
    skip(c, (int)span);
    x->chinese = 1;
    x->remarks |= GIREPORT__REMARK_CHINESE;
    return 1;
}

/* The sign, by mark or by word (减少8). 0: both, and they may say different things (减少-8). */
static int eat_signs(struct cursor *c, uint32_t type, struct number *x)
{
    const struct word *w = type == GIREPORT_TYPE_DELTA ? eat(c, change_words, COUNT_OF(change_words)) : NULL;
    skip_spaces(c);
    x->sign = eat_sign(c, &x->remarks);
    if (x->sign && skip_spaces(c))
        x->remarks |= GIREPORT__REMARK_FORMAT;
    if (!w)
        return 1;
    if (x->sign && (x->sign < 0 || w->number < 0))
        return 0;
    x->sign = w->number;
    x->remarks |= GIREPORT__REMARK_FORMAT;
    return 1;
}

/* The whole text is one number with its sign and unit. Marks of footnotes (22*, 22①) are not: the star may as well be
 * a digit that was misread, and what the note says may change the number. */
static int take_number(struct cursor c, uint32_t type, struct number *x)
{
    static const struct word stops[] = {{"。", 0}, {".", 0}, {"．", 0}};
    *x = (struct number){.money_unit = -1};
    if (type == GIREPORT_TYPE_MONEY && eat(&c, currency_words, COUNT_OF(currency_words)))
        x->currency = 1;
    skip_spaces(&c);
    if (!eat_signs(&c, type, x) || !eat_number(&c, x))
        return 0;
    skip_spaces(&c);
    if (type == GIREPORT_TYPE_MONEY) {
        const struct word *w = eat(&c, money_units, COUNT_OF(money_units));
        x->money_unit = w ? w->number : -1;
    } else {
        x->count_unit = eat(&c, count_units, COUNT_OF(count_units)) != NULL;
    }
    skip_spaces(&c);
    if (eat(&c, stops, COUNT_OF(stops)))
        x->remarks |= GIREPORT__REMARK_FORMAT;
    return c.len == 0;
}

static const struct word *count_unit(struct cursor c)
{
    static const struct word unit_word[] = {{"单位：", 0}, {"单位:", 0}};
    eat(&c, unit_word, COUNT_OF(unit_word));
    return whole(c, count_units, COUNT_OF(count_units));
}

static int is_number(struct cursor c)
{
    struct number x;
    return take_number(c, GIREPORT_TYPE_DELTA, &x) || take_number(c, GIREPORT_TYPE_MONEY, &x);
}

/* Takes brackets off both ends. 0: more than can be told apart, or a bracket that may be another number (12(3)). */
static int split(const char *text, size_t len, struct parts *p)
{
    struct cursor inside;
    *p = (struct parts){.core = {text, len}};
    trim(&p->core);
    for (int i = 0; i < GROUPS_MAX && peel(&p->core, &inside); i++) {
        if (!inside.len || is_number(inside))
            return 0;
        if (money_unit(inside) >= 0 || count_unit(inside)) {
            if (p->bare.s)
                return 0;
            p->bare = inside;
        } else {
            if (p->note.s)
                return 0;
            p->note = inside;
        }
    }
    return 1;
}

static void finish_count(const struct number *x, const struct parts *p, uint32_t type, struct gireport__read_value *out)
{
    int delta = type == GIREPORT_TYPE_DELTA;
    if (p->bare.s && !count_unit(p->bare))
        unreadable(out, GIREPORT__REMARK_NOT_NUMBER);
    else if (x->digits.point) /* 3.0 as well: nobody counts in tenths, so it is another number or another cell */
        unreadable(out, GIREPORT__REMARK_FRACTION);
    else if (x->digits.over)
        unreadable(out, GIREPORT__REMARK_OVERFLOW);
    else if (!delta && x->sign < 0)
        unreadable(out, GIREPORT__REMARK_SIGN);
    if (out->state == GIREPORT_STATE_UNREADABLE)
        return;
    out->state = GIREPORT_STATE_VALUE;
    out->value = x->sign < 0 ? -x->digits.value : x->digits.value;
    out->remarks |= x->remarks;
    if (x->count_unit || p->bare.s)
        out->remarks |= GIREPORT__REMARK_UNIT_IN_COUNT;
    if (!delta && x->sign)
        out->remarks |= GIREPORT__REMARK_SIGN;
    if (delta && !x->sign && out->value)
        out->remarks |= GIREPORT__REMARK_UNSIGNED;
}

/* The power of ten over 元: from the cell, else from the header, else from the sign of the currency. -1: none,
 * -2: the cell contradicts itself. */
static int unit_of(const struct number *x, const struct parts *p, const char *header_unit)
{
    int own = x->money_unit, bare = p->bare.s ? money_unit(p->bare) : -1;
    if ((p->bare.s && bare < 0) || (own >= 0 && bare >= 0 && own != bare))
        return -2;
    if (own < 0)
        own = bare;
    if (own < 0 && header_unit)
        own = money_unit((struct cursor){header_unit, strlen(header_unit)});
    return own < 0 && x->currency ? 0 : own;
}

static void finish_unknown_unit(const struct number *x, struct gireport__read_value *out)
{
    const struct digits *d = &x->digits;
    out->state = GIREPORT_STATE_VALUE;
    out->unit = GIREPORT_UNIT_UNKNOWN;
    out->remarks |= x->remarks | GIREPORT__REMARK_NO_UNIT;
    out->value = d->value;
    out->scale = (uint8_t)d->scale;
    int64_t as_printed;
    if (d->printed <= SCALE_MAX && gireport__num_shift(d->value, (int)(d->printed - d->scale), &as_printed)) {
        out->value = as_printed;
        out->scale = (uint8_t)d->printed;
    }
}

static void finish_money(const struct number *x, const struct parts *p, const char *header_unit,
                         struct gireport__read_value *out)
{
    const struct digits *d = &x->digits;
    int unit = unit_of(x, p, header_unit);
    if (unit == -2 || (x->chinese && x->money_unit != 0 && d->value))
        unreadable(out, GIREPORT__REMARK_NOT_NUMBER);
    else if (d->over)
        unreadable(out, GIREPORT__REMARK_OVERFLOW);
    else if (x->sign < 0)
        unreadable(out, GIREPORT__REMARK_SIGN);
    else if (d->scale > (unit >= 0 ? (uint32_t)unit + 2 : SCALE_MAX))
        unreadable(out, GIREPORT__REMARK_TOO_FINE);
    else if (unit >= 0 && !gireport__num_shift(d->value, unit + 2 - (int)d->scale, &out->value))
        unreadable(out, GIREPORT__REMARK_OVERFLOW);
    if (out->state == GIREPORT_STATE_UNREADABLE)
        return;
    if (x->sign)
        out->remarks |= GIREPORT__REMARK_SIGN;
    if (unit < 0 && d->value) {
        finish_unknown_unit(x, out);
        return;
    }
    out->state = GIREPORT_STATE_VALUE; /* nothing is nothing in every unit */
    out->unit = GIREPORT_UNIT_YUAN;
    out->scale = 2;
    out->remarks |= x->remarks;
}

/* Digits alone, a sign before a change: what nearly every cell of a report file holds. Up to 18 of them cannot
 * overflow. 0: it is something else. */
static int plain_count(const char *s, size_t len, uint32_t type, struct gireport__read_value *out)
{
    int sign = type == GIREPORT_TYPE_DELTA && len > 1 && (*s == '+' || *s == '-');
    size_t first = sign ? 1 : 0;
    int64_t value = 0;
    if (type == GIREPORT_TYPE_MONEY || len - first > 18 || (len - first > 1 && s[first] == '0'))
        return 0;
    for (size_t i = first; i < len; i++) {
        if (s[i] < '0' || s[i] > '9')
            return 0;
        value = value * 10 + (s[i] - '0');
    }
    out->state = GIREPORT_STATE_VALUE;
    out->value = sign && *s == '-' ? -value : value;
    if (type == GIREPORT_TYPE_DELTA && !sign && value)
        out->remarks = GIREPORT__REMARK_UNSIGNED;
    return 1;
}

void gireport__value_read(const char *text, size_t len, uint32_t type, const char *header_unit,
                          struct gireport__read_value *out)
{
    struct parts p;
    struct number x;
    *out = (struct gireport__read_value){.unit = GIREPORT_UNIT_NONE};
    if (len && plain_count(text, len, type, out))
        return;
    gireport__trim(&text, &len);
    if (!len) {
        out->state = GIREPORT_STATE_BLANK;
        out->remarks = GIREPORT__REMARK_BLANK;
        return;
    }
    int told_apart = split(text, len, &p);
    if (told_apart && p.note.s && p.core.len) {
        out->note = p.note.s;
        out->note_len = p.note.len;
        out->remarks = GIREPORT__REMARK_NOTE;
    }
    if (told_apart && is_nothing(p.core)) {
        out->state = GIREPORT_STATE_NA;
        out->remarks |= GIREPORT__REMARK_NA;
    } else if (!told_apart || !take_number(p.core, type, &x)) {
        unreadable(out, GIREPORT__REMARK_NOT_NUMBER);
    } else if (type == GIREPORT_TYPE_MONEY) {
        finish_money(&x, &p, header_unit, out);
    } else {
        finish_count(&x, &p, type, out);
    }
}

/* Digits and what comes between or behind digits in a broken cell ("1 234", "22*", "00"): no value, but a value cell.
 * No stroke or colon inside, so that dates and telephone numbers are none. */
static int is_broken_number(struct cursor c)
{
    static const uint32_t others[] = {',',    '.',    '*',    '#',    0xff0c, 0xff0e,
                                      0x3002, 0xff0a, 0x203b, 0xff03, 0x2191, 0x2193};
    uint32_t remarks = 0;
    int n, first = 1;
    eat_sign(&c, &remarks);
    for (; c.len; first = 0) {
        uint32_t cp = peek(&c, &n);
        int good = (cp >= '0' && cp <= '9') || (cp >= 0xff10 && cp <= 0xff19);
        if (!good && !first)
            good = gireport__is_space(cp) || bracket(cp) || (cp >= 0x2460 && cp <= 0x2473);
        for (size_t i = 0; !good && !first && i < COUNT_OF(others); i++)
            good = cp == others[i];
        if (!good)
            return 0;
        skip(&c, n);
    }
    return !first;
}

/* 0 for a Han character that no number, no word before one and no word for nothing begins with. */
static int may_begin(uint32_t cp)
{
    static const struct word *const lists[] = {change_words, currency_words, nothing_words};
    static const size_t counts[] = {COUNT_OF(change_words), COUNT_OF(currency_words), COUNT_OF(nothing_words)};
    char s[4];
    if (!gireport__is_han(cp))
        return 1;
    size_t n = (size_t)gireport__utf8_put(s, cp);
    for (size_t i = 0; i < COUNT_OF(lists); i++)
        for (size_t k = 0; k < counts[i]; k++)
            if (memcmp(s, lists[i][k].text, n) == 0)
                return 1;
    return gireport__chinese_span(s, n) > 0;
}

int gireport__value_like(const char *text, size_t len)
{
    struct parts p;
    struct number x;
    int n;
    size_t digits = 0;
    while (digits < len && text[digits] >= '0' && text[digits] <= '9')
        digits++;
    if (digits == len && digits > 0)
        return 1;
    gireport__trim(&text, &len);
    if (!may_begin(peek(&(struct cursor){text, len}, &n)))
        return 0;
    if (!len || is_broken_number((struct cursor){text, len}))
        return 1;
    if (!split(text, len, &p))
        return 0;
    if (is_nothing(p.core))
        return 1;
    if (!take_number(p.core, GIREPORT_TYPE_DELTA, &x) && !take_number(p.core, GIREPORT_TYPE_MONEY, &x))
        return 0;
    /* A single 一 may be a torn part number. */
    return !x.chinese || x.digits.value == 0 || x.count_unit || p.core.len > 3;
}
