/* SPDX-License-Identifier: MIT */
#include "../base/num.h"
#include "../base/text.h"
#include "value.h"

enum kind { NOT_ONE, DIGIT, TEN, BIG }; /* TEN: 十百千, BIG: 万亿 */

struct numeral {
    uint32_t cp;
    enum kind kind;
    int64_t value;
};

static const struct numeral numerals[] = {
    {0x96f6, DIGIT, 0},        /* 零 */
    {0x3007, DIGIT, 0},        /* 〇 */
    {0x4e00, DIGIT, 1},        {0x58f9, DIGIT, 1}, /* 一 壹 */
    {0x4e8c, DIGIT, 2},        {0x8d30, DIGIT, 2}, {0x4e24, DIGIT, 2}, {0x5169, DIGIT, 2}, /* 二 贰 两 兩 */
    {0x4e09, DIGIT, 3},        {0x53c1, DIGIT, 3}, /* 三 叁 */
    {0x56db, DIGIT, 4},        {0x8086, DIGIT, 4}, /* 四 肆 */
    {0x4e94, DIGIT, 5},        {0x4f0d, DIGIT, 5}, /* 五 伍 */
    {0x516d, DIGIT, 6},        {0x9646, DIGIT, 6}, /* 六 陆 */
    {0x4e03, DIGIT, 7},        {0x67d2, DIGIT, 7}, /* 七 柒 */
    {0x516b, DIGIT, 8},        {0x634c, DIGIT, 8}, /* 八 捌 */
    {0x4e5d, DIGIT, 9},        {0x7396, DIGIT, 9}, /* 九 玖 */
    {0x5341, TEN, 10},         {0x62fe, TEN, 10}, /* 十 拾 */
    {0x767e, TEN, 100},        {0x4f70, TEN, 100}, /* 百 佰 */
    {0x5343, TEN, 1000},       {0x4edf, TEN, 1000}, /* 千 仟 */
    {0x4e07, BIG, 10000},      {0x842c, BIG, 10000}, /* 万 萬 */
    {0x4ebf, BIG, 100000000},  {0x5104, BIG, 100000000}, /* 亿 億 */
};

static const struct numeral *find(uint32_t cp)
{
    for (size_t i = 0; i < sizeof(numerals) / sizeof(numerals[0]); i++)
        if (numerals[i].cp == cp)
            return numerals + i;
    return NULL;
}

/* 〇 and 零 in a row of digits: 二〇二〇. Without one of them, "三五" means "three to five", so two digits are no number. */
static int by_position(const uint32_t *cps, size_t n, int64_t *out)
{
    int64_t v = 0;
    int zero = 0;
    for (size_t i = 0; i < n; i++) {
        const struct numeral *d = find(cps[i]);
        if (d->kind != DIGIT)
            return 0;
        zero |= d->value == 0;
        if (!gireport__mul(v, 10, &v) || !gireport__add(v, d->value, &v))
            return 0;
    }
    if (n == 2 && !zero)
        return 0;
    *out = v;
    return 1;
}

/* State while a numeral is read from its greatest part to its least. */
struct sum {
    int64_t total;   /* of closed sections (before 万 and 亿) */
    int64_t section; /* below 万 */
    int64_t last;    /* the unit before: what follows must be smaller */
    int64_t last_big;
    int64_t digit;   /* a digit that waits for its unit; -1: none */
    int zero;        /* 零 stood just before */
};

/* 一百五 is said for 150 as well as written for 105 by mistake: a last digit needs 十 or 零 before it. */
static int take_last_digit(struct sum *s)
{
    if (s->digit < 0)
        return 1;
    if (s->last && s->last != 10 && !s->zero)
        return 0;
    s->section += s->digit;
    s->digit = -1;
    return 1;
}

static int take_unit(struct sum *s, int64_t unit)
{
    if (s->last && unit >= s->last)
        return 0;
    if (s->digit < 0) { /* only 十 stands without a digit, and only first */
        if (unit != 10 || s->last || s->total || s->zero)
            return 0;
        s->digit = 1;
    }
    if (s->digit == 0)
        return 0;
    s->section += s->digit * unit;
    s->digit = -1;
    s->last = unit;
    s->zero = 0;
    return 1;
}

static int take_big(struct sum *s, int64_t unit)
{
    if (!take_last_digit(s) || !s->section || (s->last_big && unit >= s->last_big))
        return 0;
    s->total += s->section * unit; /* below 10^4 * 10^8 */
    s->section = 0;
    s->last = unit; /* the digit after 万 must not stand alone: 一万二 */
    s->last_big = unit;
    s->zero = 0;
    return 1;
}

static int by_units(const uint32_t *cps, size_t n, int64_t *out)
{
    struct sum s = {.digit = -1};
    for (size_t i = 0; i < n; i++) {
        const struct numeral *d = find(cps[i]);
        int good = 1;
        if (d->kind == TEN)
            good = take_unit(&s, d->value);
        else if (d->kind == BIG)
            good = take_big(&s, d->value);
        else if (s.digit >= 0 || (d->value == 0 && s.zero))
            good = 0;
        else if (d->value == 0)
            s.zero = 1;
        else
            s.digit = d->value;
        if (!good)
            return 0;
    }
    if (!take_last_digit(&s) || (s.total + s.section == 0))
        return 0;
    *out = s.total + s.section;
    return 1;
}

size_t gireport__chinese_span(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len) {
        uint32_t cp;
        int bytes = gireport__utf8_next(s + i, len - i, &cp);
        if (bytes < 0 || !find(cp))
            break;
        i += (size_t)bytes;
    }
    return i;
}

int gireport__chinese_number(const char *s, size_t len, int64_t *out)
{
    uint32_t cps[24]; /* longer ones are no numbers that an office writes */
    size_t n = 0, i = 0;
    *out = 0;
    while (i < len) {
        if (n == sizeof(cps) / sizeof(cps[0]))
            return 0;
        int bytes = gireport__utf8_next(s + i, len - i, &cps[n]);
        if (bytes < 0 || !find(cps[n]))
            return 0;
        i += (size_t)bytes;
        n++;
    }
    return n && (by_position(cps, n, out) || by_units(cps, n, out));
}
