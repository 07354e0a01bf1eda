/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../support/suite.h"
#include "base/num.h"

static const struct {
    const char *text;
    int status;
    int64_t value;
    uint32_t scale;
} parses[] = {
    {"0", GIREPORT__NUM_OK, 0, 0},
    {"-0", GIREPORT__NUM_OK, 0, 0},
    {"+6", GIREPORT__NUM_OK, 6, 0},
    {"-8", GIREPORT__NUM_OK, -8, 0},
    {"007", GIREPORT__NUM_OK, 7, 0},
    {"12.50", GIREPORT__NUM_OK, 1250, 2},
    {"-0.01", GIREPORT__NUM_OK, -1, 2},
    {"102297.797528", GIREPORT__NUM_OK, 102297797528, 6},
    {"9223372036854775807", GIREPORT__NUM_OK, INT64_MAX, 0},
    {"-9223372036854775808", GIREPORT__NUM_OK, INT64_MIN, 0},
    {"9223372036854775808", GIREPORT__NUM_OVERFLOW, 0, 0},
    {"-9223372036854775809", GIREPORT__NUM_OVERFLOW, 0, 0},
    {"99999999999999999999.5", GIREPORT__NUM_OVERFLOW, 0, 0},
    {"99999999999999999999x", GIREPORT__NUM_NOT, 0, 0},
    {"", GIREPORT__NUM_NOT, 0, 0},
    {"+", GIREPORT__NUM_NOT, 0, 0},
    {".5", GIREPORT__NUM_NOT, 0, 0},
    {"5.", GIREPORT__NUM_NOT, 0, 0},
    {"1.2.3", GIREPORT__NUM_NOT, 0, 0},
    {"1,234", GIREPORT__NUM_NOT, 0, 0},
    {" 1", GIREPORT__NUM_NOT, 0, 0},
    {"1 ", GIREPORT__NUM_NOT, 0, 0},
    {"1e3", GIREPORT__NUM_NOT, 0, 0},
    {"0x1", GIREPORT__NUM_NOT, 0, 0},
    {"--1", GIREPORT__NUM_NOT, 0, 0},
    {"１", GIREPORT__NUM_NOT, 0, 0},
    {"inf", GIREPORT__NUM_NOT, 0, 0},
};

START_TEST(decimals_are_parsed)
{
    int64_t value = 77;
    uint32_t scale = 77;
    const char *text = parses[_i].text;
    ck_assert_msg(gireport__num_parse(text, strlen(text), &value, &scale) == parses[_i].status, "%s", text);
    ck_assert_msg(value == parses[_i].value && scale == parses[_i].scale, "%s: %lld / %u", text, (long long)value,
                  scale);
}
END_TEST

static const struct {
    int64_t value;
    uint32_t scale;
    int trim;
    const char *text;
} formats[] = {
    {0, 0, 0, "0"},
    {0, 2, 0, "0.00"},
    {0, 2, 1, "0"},
    {-1250, 2, 0, "-12.50"},
    {-1250, 2, 1, "-12.5"},
    {1200, 2, 1, "12"},
    {5, 3, 0, "0.005"},
    {-5, 1, 0, "-0.5"},
    {50, 3, 1, "0.05"},
    {100, 0, 1, "100"},
    {INT64_MAX, 0, 0, "9223372036854775807"},
    {INT64_MIN, 0, 0, "-9223372036854775808"},
    {INT64_MIN, 19, 0, "-0.9223372036854775808"},
    {INT64_MIN, 21, 0, "-0.009223372036854775808"},
    {1022977975288, 1, 1, "102297797528.8"},
};

START_TEST(decimals_are_written)
{
    struct gireport__buf b = {0};
    gireport__num_format(&b, formats[_i].value, formats[_i].scale, formats[_i].trim);
    ck_assert_str_eq(gireport__buf_str(&b), formats[_i].text);
    gireport__buf_free(&b);
}
END_TEST

static const struct {
    int64_t value;
    int n, ok;
    int64_t out;
} shifts[] = {
    {12, 0, 1, 12},          {12, 2, 1, 1200},  {-12, 3, 1, -12000}, {0, 400, 1, 0},
    {0, -400, 1, 0},         {1200, -2, 1, 12}, {1200, -3, 0, 77},   {-500, -2, 1, -5},
    {INT64_MAX, 1, 0, 77},   {1, 18, 1, 1000000000000000000}, {1, 19, 0, 77}, {10, 18, 0, 77},
    {INT64_MIN, 1, 0, 77},   {INT64_MIN, 0, 1, INT64_MIN},
};

START_TEST(shifts_are_exact)
{
    int64_t out = 77;
    ck_assert_int_eq(gireport__num_shift(shifts[_i].value, shifts[_i].n, &out), shifts[_i].ok);
    ck_assert_int_eq(out, shifts[_i].out);
}
END_TEST

static const int64_t edges[] = {0, 1, -1, 2, -2, 3037000499, 3037000500, -3037000500, INT64_MAX / 2, INT64_MIN / 2,
                                INT64_MAX - 1, INT64_MAX, INT64_MIN + 1, INT64_MIN};
#define N_EDGES (sizeof(edges) / sizeof(edges[0]))

/* Against the compiler's own arithmetic. */
START_TEST(arithmetic_does_not_overflow)
{
    int64_t a = edges[(size_t)_i / N_EDGES], b = edges[(size_t)_i % N_EDGES], want, got;
    int over = __builtin_add_overflow(a, b, &want);
    ck_assert_int_eq(gireport__add(a, b, &got), !over);
    ck_assert(over || got == want);
    over = __builtin_sub_overflow(a, b, &want);
    ck_assert_int_eq(gireport__sub(a, b, &got), !over);
    ck_assert(over || got == want);
    over = __builtin_mul_overflow(a, b, &want);
    ck_assert_int_eq(gireport__mul(a, b, &got), !over);
    ck_assert(over || got == want);
}
END_TEST

static const struct {
    const char *text;
    int year, month, day; /* 0: no date */
} dates[] = {
    {"2020-01-31", 2020, 1, 31}, {"2020-02-29", 2020, 2, 29}, {"2000-02-29", 2000, 2, 29}, {"2100-02-29", 0, 0, 0},
    {"2021-02-29", 0, 0, 0},     {"2020-04-31", 0, 0, 0},     {"2020-13-01", 0, 0, 0},     {"2020-00-10", 0, 0, 0},
    {"2020-01-00", 0, 0, 0},     {"2020-12-31", 2020, 12, 31}, {"2020-1-31", 0, 0, 0},     {"2020/01/31", 0, 0, 0},
    {"2020-01-31 ", 0, 0, 0},    {"", 0, 0, 0},               {"0000-01-01", 0, 0, 0},     {"9999-12-31", 9999, 12, 31},
};

START_TEST(dates_are_real_days)
{
    int y = 7, m = 7, d = 7;
    int ok = gireport__date_parse(dates[_i].text, strlen(dates[_i].text), &y, &m, &d);
    ck_assert_int_eq(ok, dates[_i].year != 0);
    ck_assert_int_eq(y, dates[_i].year);
    ck_assert_int_eq(m, dates[_i].month);
    ck_assert_int_eq(d, dates[_i].day);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/num");
    TCase *t = tcase_create("num");
    tcase_add_loop_test(t, decimals_are_parsed, 0, sizeof(parses) / sizeof(parses[0]));
    tcase_add_loop_test(t, decimals_are_written, 0, sizeof(formats) / sizeof(formats[0]));
    tcase_add_loop_test(t, shifts_are_exact, 0, sizeof(shifts) / sizeof(shifts[0]));
    tcase_add_loop_test(t, arithmetic_does_not_overflow, 0, N_EDGES * N_EDGES);
    tcase_add_loop_test(t, dates_are_real_days, 0, sizeof(dates) / sizeof(dates[0]));
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
