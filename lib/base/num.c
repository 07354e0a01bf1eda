/* SPDX-License-Identifier: MIT */
#include "num.h"

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

int gireport__add(int64_t a, int64_t b, int64_t *out)
{
    if (b > 0 ? a > INT64_MAX - b : a < INT64_MIN - b)
        return 0;
    *out = a + b;
    return 1;
}

int gireport__sub(int64_t a, int64_t b, int64_t *out)
{
    if (b < 0 ? a > INT64_MAX + b : a < INT64_MIN + b)
        return 0;
    *out = a - b;
    return 1;
}

int gireport__mul(int64_t a, int64_t b, int64_t *out)
{
    int over;
    if (a == (int32_t)a && b == (int32_t)b) { /* nearly always, and no division */
        *out = a * b;
        return 1;
    }
    if (a > 0)
        over = b > 0 ? a > INT64_MAX / b : b < INT64_MIN / a;
    else
        over = b > 0 ? a < INT64_MIN / b : a != 0 && b < INT64_MAX / a;
    if (over)
        return 0;
    *out = a * b;
    return 1;
}

/* Digits are gathered below zero, so that the least value fits as well. */
int gireport__num_parse(const char *s, size_t len, int64_t *value, uint32_t *scale)
{
    *value = 0;
    *scale = 0;
    size_t i = 0;
    int negative = 0, over = 0;
    if (i < len && (s[i] == '+' || s[i] == '-'))
        negative = s[i++] == '-';
    size_t start = i, point = 0;
    int64_t v = 0;
    for (; i < len; i++) {
        if (s[i] == '.' && !point && i > start) {
            point = i;
            continue;
        }
        if (!is_digit(s[i]))
            return GIREPORT__NUM_NOT;
        if (!over)
            over = !gireport__mul(v, 10, &v) || !gireport__sub(v, s[i] - '0', &v);
    }
    if (i == start || (point && point + 1 == len))
        return GIREPORT__NUM_NOT;
    if (over || (!negative && v == INT64_MIN) || (point && len - point - 1 > UINT32_MAX))
        return GIREPORT__NUM_OVERFLOW;
    *value = negative ? v : -v;
    *scale = point ? (uint32_t)(len - point - 1) : 0;
    return GIREPORT__NUM_OK;
}

int gireport__num_shift(int64_t value, int n, int64_t *out)
{
    if (value == 0) {
        *out = 0;
        return 1;
    }
    for (; n > 0; n--)
        if (!gireport__mul(value, 10, &value))
            return 0;
    for (; n < 0; n++) {
        if (value % 10)
            return 0;
        value /= 10;
    }
    *out = value;
    return 1;
}

const char *gireport__int_digits(int64_t v, char digits[GIREPORT__INT_DIGITS], size_t *len)
{
    char *s = digits + GIREPORT__INT_DIGITS;
    uint64_t rest = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;

    do
        *--s = (char)('0' + rest % 10);
    while (rest /= 10);
    if (v < 0)
        *--s = '-';
    *len = (size_t)(digits + GIREPORT__INT_DIGITS - s);
    return s;
}

void gireport__num_format(struct gireport__buf *out, int64_t value, uint32_t scale, int trim)
{
    char digits[20];
    uint32_t n = 0;
    uint64_t rest = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
    if (value < 0)
        gireport__buf_addc(out, '-');
    if (trim && rest == 0)
        scale = 0;
    for (; trim && scale && rest % 10 == 0; scale--)
        rest /= 10;
    do {
        digits[sizeof(digits) - ++n] = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest);
    const char *first = digits + sizeof(digits) - n;
    if (n > scale) {
        gireport__buf_add(out, first, n - scale);
    } else {
        gireport__buf_addc(out, '0');
    }
    if (!scale)
        return;
    gireport__buf_addc(out, '.');
    for (uint32_t zeros = scale; zeros > n && !out->failed; zeros--)
        gireport__buf_addc(out, '0');
    uint32_t tail = scale < n ? scale : n;
    gireport__buf_add(out, digits + sizeof(digits) - tail, tail);
}

int gireport__date_parse(const char *s, size_t len, int *year, int *month, int *day)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    *year = *month = *day = 0;
    if (len != 10)
        return 0;
    for (size_t i = 0; i < len; i++)
        if (i == 4 || i == 7 ? s[i] != '-' : !is_digit(s[i]))
            return 0;
    int y = (s[0] - '0') * 1000 + (s[1] - '0') * 100 + (s[2] - '0') * 10 + (s[3] - '0');
    int m = (s[5] - '0') * 10 + (s[6] - '0');
    int d = (s[8] - '0') * 10 + (s[9] - '0');
    if (y < 1 || m < 1 || m > 12 || d < 1)
        return 0;
    int leap = m == 2 && y % 4 == 0 && (y % 100 != 0 || y % 400 == 0);
    if (d > days[m - 1] + leap)
        return 0;
    *year = y;
    *month = m;
    *day = d;
    return 1;
}

static uint64_t magnitude(int64_t v)
{
    return v < 0 ? UINT64_C(0) - (uint64_t)v : (uint64_t)v;
}

/* The next decimal digit of rest / by, for rest < by: ten additions, none of which can overflow as by <= 2^63. */
static uint64_t next_digit(uint64_t *rest, uint64_t by)
{
    uint64_t digit = 0, sum = 0;
    for (int i = 0; i < 10; i++) {
        sum += *rest;
        if (sum >= by) {
            sum -= by;
            digit++;
        }
    }
    *rest = sum;
    return digit;
}

int gireport__ratio(int64_t a, int64_t b, uint32_t digits, int64_t *out)
{
    uint64_t by = magnitude(b), rest, whole;
    *out = 0;
    if (b == 0)
        return 0;
    whole = magnitude(a) / by;
    rest = magnitude(a) % by;
    for (uint32_t i = 0; i < digits; i++) {
        if (whole > (uint64_t)INT64_MAX / 10 - 1)
            return 0;
        whole = whole * 10 + next_digit(&rest, by);
    }
    whole += rest >= by - rest;
    if (whole > (uint64_t)INT64_MAX)
        return 0;
    *out = (a < 0) == (b < 0) ? (int64_t)whole : -(int64_t)whole;
    return 1;
}
