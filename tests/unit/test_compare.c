/* SPDX-License-Identifier: MIT */
/* Comparing reports: exact numbers, what is not compared, how much of a text repeats another. */

#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/fields.h"
#include "../support/suite.h"
#include "base/num.h"

static gireport_report *years[2];
static gireport_findings *findings;
static gireport_comparison *comparison;

static gireport_report *of_year(const char *form, const char *file, int32_t year, const char *organ)
{
    gireport_report *r = fields_report(form, file, NULL);

    ck_assert_ptr_nonnull(r);
    ck_assert_int_eq(gireport_report_set_year(r, year), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, organ, GIREPORT_LEN_AUTO), GIREPORT_OK);
    return r;
}

static void begin(void)
{
    years[0] = of_year("cn-2021", "suqian_2023.tsv", 2023, "宿迁市人民政府");
    years[1] = of_year("cn-2021", "suqian_2024.tsv", 2024, "宿迁市人民政府");
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
    comparison = NULL;
}

static void end(void)
{
    gireport_report_free(years[0]);
    gireport_report_free(years[1]);
    gireport_findings_free(findings);
    gireport_comparison_free(comparison);
}

static void compare(const gireport_report *a, const gireport_report *b, const gireport_compare_options *o)
{
    const gireport_report *reports[] = {a, b};

    gireport_comparison_free(comparison);
    ck_assert_int_eq(gireport_compare(reports, 2, o, &comparison, findings), GIREPORT_OK);
}

/* The row of a key; of several, the one of an edition. */
static size_t row_of(const char *key, const char *edition)
{
    for (size_t i = 0; i < gireport_comparison_row_count(comparison); i++)
        if (strcmp(gireport_comparison_row_key(comparison, i), key) == 0 &&
            (edition == NULL || strcmp(gireport_comparison_row_template(comparison, i), edition) == 0))
            return i;
    ck_abort_msg("no row %s", key);
    return 0;
}

static size_t finding_of(const char *rule)
{
    size_t i = 0;

    while (i < gireport_findings_count(findings) && strcmp(gireport_finding_rule(findings, i), rule) != 0)
        i++;
    return i;
}

/* What a row has in a column: "3525 +14 0.40%" or "1431/3521 40.64% +6.48"; "-" for what is not there. */
static const char *told(const char *key, const char *edition, size_t column)
{
    static char line[200];
    size_t row = row_of(key, edition), at;
    int64_t value, whole, share, change, percent;
    uint32_t notes = gireport_comparison_notes(comparison, row, column);

    if (gireport_comparison_value(comparison, row, column, &value) != GIREPORT_OK) {
        snprintf(line, sizeof line, "state %u", (unsigned)gireport_comparison_state(comparison, row, column));
        return line;
    }
    at = (size_t)snprintf(line, sizeof line, "%lld", (long long)value);
    if (gireport_comparison_whole(comparison, row, column, &whole) == GIREPORT_OK)
        at += (size_t)snprintf(line + at, sizeof line - at, "/%lld", (long long)whole);
    if (gireport_comparison_share(comparison, row, column, &share) == GIREPORT_OK)
        at += (size_t)snprintf(line + at, sizeof line - at, "=%lld", (long long)share);
    if (gireport_comparison_change(comparison, row, column, &change) == GIREPORT_OK)
        at += (size_t)snprintf(line + at, sizeof line - at, " %+lld", (long long)change);
    if (gireport_comparison_percent(comparison, row, column, &percent) == GIREPORT_OK)
        at += (size_t)snprintf(line + at, sizeof line - at, " %lld%%", (long long)percent);
    if (notes != 0)
        snprintf(line + at, sizeof line - at, " notes %u", (unsigned)notes);
    return line;
}

/* ---- numbers ---- */

static const struct {
    int64_t a, b;
    uint32_t digits;
    int ok;
    int64_t result;
} ratios[] = {
    {1, 3, 4, 1, 3333},
    {2, 3, 4, 1, 6667},
    {1, 8, 2, 1, 13}, /* 12.5: half goes away from zero */
    {-1, 8, 2, 1, -13},
    {1, -8, 2, 1, -13},
    {-1, -8, 2, 1, 13},
    {3, 8, 2, 1, 38},
    {0, 5, 4, 1, 0},
    {7, 1, 4, 1, 70000},
    {1, 0, 4, 0, 0},
    {INT64_MAX, INT64_MAX, 4, 1, 10000},
    {INT64_MAX - 1, INT64_MAX, 4, 1, 10000},
    {INT64_MIN, INT64_MAX, 4, 1, -10000},
    {INT64_MIN, INT64_MIN, 4, 1, 10000},
    {1, INT64_MIN, 4, 1, 0},
    {INT64_MAX, 1, 4, 0, 0},
    {INT64_MAX, 1, 0, 1, INT64_MAX},
    {INT64_MIN, -1, 0, 0, 0},
    {INT64_MAX / 2, INT64_MAX, 0, 1, 0},      /* just below a half */
    {INT64_MAX / 2 + 1, INT64_MAX, 0, 1, 1}, /* just above */
};

START_TEST(ratios_are_exact)
{
    int64_t result = 77;

    ck_assert_int_eq(gireport__ratio(ratios[_i].a, ratios[_i].b, ratios[_i].digits, &result), ratios[_i].ok);
    ck_assert_int_eq(result, ratios[_i].result);
}
END_TEST

static const struct {
    const char *key, *first, *second;
} suqian[] = {
    {"applications.new.total", "3511", "3525 +14 40%"},
    {"applications.granted.total", "1191", "1431 +240 2015%"},
    {"applications.new.research", "0", "0 +0 notes 1"},
    {"applications.new.legal", "5", "6 +1 notes 1"},
    {"disclosure.licensing.decisions", "1808595", "1573179 -235416 -1302%"},
    {"disclosure.normative_documents.in_force", "597", "420 -177 -2965%"},
    {"disclosure.regulations.in_force", "11", "12 +1 909%"},
    {"disclosure.fees.amount", "59237244900", "72701257800 +13464012900 2273%"},
    {"disputes.review.total", "440", "170 -270 -6136%"},
    {"indicators.requests.received", "3511", "3525 +14 40%"},
    {"indicators.outcomes.granted", "1191/3486=3417", "1431/3521=4064 +648"},
    {"indicators.outcomes.denied", "142/3486=407", "92/3521=261 -146"},
    {"indicators.rates.carried_out", "121/3607=335", "125/3646=343 +7"},
    {"indicators.rates.review_corrected", "17/414=411", "18/134=1343 +933"},
    {"indicators.rates.lawsuit_corrected", "1/98=102", "0/57=0 -102"},
    {"indicators.denials.state_secret", "0/142=0", "2/92=217 +217"},
};

START_TEST(two_years_of_one_organ)
{
    compare(years[1], years[0], NULL); /* in whatever order */
    ck_assert_uint_eq(gireport_comparison_kind(comparison), GIREPORT_COMPARE_YEARS);
    ck_assert_str_eq(gireport_comparison_column_name(comparison, 0), "2023年");
    ck_assert_str_eq(gireport_comparison_column_name(comparison, 1), "2024年");
    ck_assert_uint_eq(gireport_comparison_column_source(comparison, 0), 1);
    ck_assert_str_eq(told(suqian[_i].key, NULL, 0), suqian[_i].first);
    ck_assert_str_eq(told(suqian[_i].key, NULL, 1), suqian[_i].second);
    ck_assert_uint_eq(gireport_findings_count(findings), 0);
}
END_TEST

START_TEST(bases_and_wholes_may_be_small)
{
    gireport_compare_options o = GIREPORT_COMPARE_OPTIONS_INIT;

    o.least = 5;
    compare(years[0], years[1], &o);
    ck_assert_str_eq(told("applications.new.legal", NULL, 1), "6 +1 2000%");
    o.least = 5924; /* 万元 */
    compare(years[0], years[1], &o);
    ck_assert_str_eq(told("disclosure.fees.amount", NULL, 1), "72701257800 +13464012900 2273%");
    o.least = 59238;
    compare(years[0], years[1], &o);
    ck_assert_str_eq(told("disclosure.fees.amount", NULL, 1), "72701257800 +13464012900 notes 1");
    ck_assert(fields_set(years[1], "disputes.review.total=20; disputes.review.upheld=20", findings));
    compare(years[0], years[1], NULL);
    ck_assert_str_eq(told("indicators.reviews.upheld", NULL, 1), "20/20=10000 +2977 notes 2");
    o.blank = 2;
    gireport_comparison_free(comparison);
    ck_assert_int_eq(gireport_compare((const gireport_report *const *)years, 2, &o, &comparison, NULL),
                     GIREPORT_ERR_INVALID_ARG);
}
END_TEST

/* What is blank is no 0, and what is unknown has no change. */
START_TEST(unknown_stays_unknown)
{
    ck_assert(fields_set(years[0], "applications.granted.total=; disputes.direct.total=三又", NULL));
    compare(years[0], years[1], NULL);
    ck_assert_str_eq(told("applications.granted.total", NULL, 0), "state 1");
    ck_assert_str_eq(told("applications.granted.total", NULL, 1), "1431");
    ck_assert_str_eq(told("disputes.direct.total", NULL, 0), "state 3");
    ck_assert_str_eq(told("indicators.lawsuits.upheld", NULL, 0), "14");
    ck_assert_str_eq(told("indicators.lawsuits.upheld", NULL, 1), "40/77=5195");
}
END_TEST

START_TEST(numbers_too_large_have_no_change)
{
    ck_assert(fields_set(years[0], "disclosure.licensing.decisions=9000000000000000000", NULL));
    compare(years[0], years[1], NULL);
    ck_assert_str_eq(told("disclosure.licensing.decisions", NULL, 1), "1573179 -8999999999998426821 -10000%");
    ck_assert(fields_set(years[0], "disclosure.licensing.decisions=10", NULL));
    ck_assert(fields_set(years[1], "disclosure.licensing.decisions=9000000000000000000", NULL));
    compare(years[0], years[1], NULL);
    ck_assert_str_eq(told("disclosure.licensing.decisions", NULL, 1),
                     "9000000000000000000 +8999999999999999990 notes 8");
}
END_TEST

/* ---- what is compared with what ---- */

START_TEST(organs_of_a_year_are_set_against_the_first)
{
    ck_assert_int_eq(gireport_report_set_year(years[1], 2023), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_text(years[1], GIREPORT_TEXT_ORGAN, "别的市人民政府", GIREPORT_LEN_AUTO),
                     GIREPORT_OK);
    compare(years[1], years[0], NULL);
    ck_assert_uint_eq(gireport_comparison_kind(comparison), GIREPORT_COMPARE_ORGANS);
    ck_assert_str_eq(gireport_comparison_column_name(comparison, 0), "别的市人民政府");
    ck_assert_str_eq(told("applications.new.total", NULL, 1), "3511 -14 -40%");
    ck_assert_int_eq(gireport_report_set_year(years[1], 2024), GIREPORT_OK);
    compare(years[1], years[0], NULL);
    ck_assert_uint_eq(gireport_comparison_kind(comparison), GIREPORT_COMPARE_MIXED);
    ck_assert_str_eq(gireport_comparison_column_name(comparison, 0), "别的市人民政府2024年");
    ck_assert_uint_eq(gireport_findings_count(findings), 0);
}
END_TEST

START_TEST(a_report_twice_is_told)
{
    compare(years[0], years[0], NULL);
    ck_assert_uint_eq(gireport_findings_count(findings), 1);
    ck_assert_str_eq(gireport_finding_rule(findings, 0), "GI-C-011");
}
END_TEST

START_TEST(one_report_has_its_indicators)
{
    const gireport_report *one[] = {years[0]};

    ck_assert_int_eq(gireport_compare(one, 1, NULL, &comparison, findings), GIREPORT_OK);
    ck_assert_uint_eq(gireport_comparison_kind(comparison), GIREPORT_COMPARE_ONE);
    ck_assert_str_eq(told("indicators.rates.granted", NULL, 0), "1519/3486=4357");
    ck_assert_uint_eq(gireport_comparison_repeat_count(comparison), 0);
}
END_TEST

/* 2020 in the old form, 2021 in the new one: only what is exact. */
START_TEST(editions_are_compared_where_that_is_exact)
{
    gireport_report *old = of_year("cn-2019", "jinxiang_2020.tsv", 2020, "金乡县人民政府"),
                    *new = of_year("cn-2021", "suqian_2023.tsv", 2021, "金乡县人民政府");
    size_t row, other = 0;

    compare(old, new, NULL);
    ck_assert_uint_eq(gireport_comparison_kind(comparison), GIREPORT_COMPARE_YEARS);
    ck_assert_str_eq(told("applications.new.total", NULL, 1), "3511 +3486 1394400% notes 4");
    ck_assert_str_eq(told("applications.other.total", "", 1), "341 +341 notes 5"); /* 40 + 10 + 291 */
    ck_assert_str_eq(told("disclosure.licensing.decisions", "", 1), "1808595 +1739022 249956% notes 4");
    ck_assert_str_eq(told("disclosure.fees.previous", "cn-2019", 0), "32");
    ck_assert_str_eq(told("disclosure.fees.previous", "cn-2019", 1), "state 0");
    ck_assert_str_eq(told("disclosure.fees.amount", "cn-2021", 0), "state 0");
    ck_assert_str_eq(told("disclosure.fees.amount", "cn-2021", 1), "59237244900");
    ck_assert_str_eq(told("disclosure.normative_documents.made", "cn-2019", 0), "4");
    ck_assert_str_eq(told("disclosure.normative_documents.made", "cn-2021", 1), "109");
    ck_assert_str_eq(told("applications.other.rest.total", "cn-2021", 1), "291");
    ck_assert_str_eq(told("indicators.outcomes.other", NULL, 1), "341/3486=978");
    row = row_of("disclosure.fees.previous", "cn-2019");
    ck_assert_ptr_nonnull(strstr(gireport_comparison_row_reason(comparison, row, GIREPORT_LANG_ZH), "单位不同"));
    for (size_t i = 0; i < gireport_findings_count(findings); i++)
        other += strcmp(gireport_finding_rule(findings, i), "GI-C-010") == 0;
    ck_assert_uint_eq(other, 4);
    gireport_report_free(old);
    gireport_report_free(new);
}
END_TEST

/* ---- repeats ---- */

static const char report_text[] =
    "今年以来，我市围绕群众关心的就业、就医、上学等事项，及时公布办事流程和结果，全年发布信息12345条。"
    "针对企业反映的政策找不到、看不懂的问题，制作了一批图解和短视频，并在服务大厅设立政策咨询窗口。";
static const char statute_text[] =
    "第一条 为了规范本市公共场所的管理，保障公民的身体健康和人身安全，根据有关法律，结合本市实际，制定本条例。"
    "第二条 公共场所的经营者应当建立卫生管理制度，配备专职或者兼职的管理人员，对从业人员每年至少培训一次。";

static const struct {
    const char *earlier, *later;
    uint64_t same, all;
} repeats[] = {
    {"", "", 0, 0},
    {"", "政务公开", 0, 4},
    {"政务公开", "政务公开", 4, 4}, /* too short for a run, and the same */
    {"政务公开", "政务公示", 0, 4},
    {"政务 公开！", "政务公开", 4, 4},
    {"一二三四五六七八九十", "一二三四五六七八九十", 10, 10},
    {"一二三四五六七八九十", "甲一二三四五六七八九十乙", 10, 12},
    {"一二三四五六七八九", "一二三四五六七八九十", 0, 10},
    {"一二三四五六七八九十甲乙丙丁", "一二三四五六七八九十、甲、乙、丙、丁", 14, 14},
    {"全年收到申请3511件，办结3486件。", "全年收到申请99件，办结7件。", 12, 12}, /* any number is like any other */
    {"ＡＢＣＤＥＦＧＨＩＪ", "abcdefghij", 10, 10},
    {"政府信息公開工作年度報告", "政府信息公开工作年度报告", 12, 12},
};

START_TEST(repeats_are_counted)
{
    uint64_t same, all;

    ck_assert_int_eq(gireport_text_repeat(repeats[_i].earlier, GIREPORT_LEN_AUTO, repeats[_i].later,
                                          GIREPORT_LEN_AUTO, &same, &all),
                     GIREPORT_OK);
    ck_assert_uint_eq(same, repeats[_i].same);
    ck_assert_uint_eq(all, repeats[_i].all);
}
END_TEST

START_TEST(a_text_repeats_itself_and_no_other)
{
    uint64_t same, all;

    ck_assert_int_eq(gireport_text_repeat(report_text, GIREPORT_LEN_AUTO, report_text, GIREPORT_LEN_AUTO, &same, &all),
                     GIREPORT_OK);
    ck_assert_uint_gt(all, 70);
    ck_assert_uint_eq(same, all);
    ck_assert_int_eq(gireport_text_repeat(statute_text, GIREPORT_LEN_AUTO, report_text, GIREPORT_LEN_AUTO, &same, &all),
                     GIREPORT_OK);
    ck_assert_uint_lt(100 * same, 5 * all);
    ck_assert_int_eq(gireport_text_repeat(report_text, GIREPORT_LEN_AUTO, statute_text, GIREPORT_LEN_AUTO, &same, &all),
                     GIREPORT_OK);
    ck_assert_uint_lt(100 * same, 5 * all);
}
END_TEST

/* One character a thousand times, and no UTF-8 at all: the same answer as for any text. */
START_TEST(odd_texts_end)
{
    enum { N = 30000 };
    static char text[N];
    uint64_t same, all;

    for (size_t i = 0; i + 3 <= N; i += 3)
        memcpy(text + i, "公", 3);
    ck_assert_int_eq(gireport_text_repeat(text, N, text, N, &same, &all), GIREPORT_OK);
    ck_assert_uint_eq(same, N / 3);
    ck_assert_uint_eq(all, N / 3);
    memset(text, 0xff, N);
    ck_assert_int_eq(gireport_text_repeat(text, N, text, N, &same, &all), GIREPORT_OK);
    ck_assert_uint_eq(all, 0);
    ck_assert_int_eq(gireport_text_repeat("", 0, "", 0, &same, &all), GIREPORT_OK);
}
END_TEST

START_TEST(passages_are_listed)
{
    static const char old[] = "存在的主要问题：解读的形式还是比较单一。个别栏目更新不及时，群众查找文件不太方便。";
    static const char new[] =
        "2024年的情况：个别栏目更新不及时，群众查找文件不太方便；人手不足。另外，解读的形式还是比较单一。仍待改进。";
    gireport_compare_options o = GIREPORT_COMPARE_OPTIONS_INIT;

    gireport_report_set_text(years[0], GIREPORT_TEXT_PROBLEMS, old, GIREPORT_LEN_AUTO);
    gireport_report_set_text(years[1], GIREPORT_TEXT_PROBLEMS, new, GIREPORT_LEN_AUTO);
    o.passage = 10;
    compare(years[0], years[1], &o);
    ck_assert_str_eq(gireport_comparison_repeat_part(comparison, 0), "problems");
    ck_assert_uint_eq(gireport_comparison_passage_count(comparison, 0), 2);
    ck_assert_str_eq(gireport_comparison_passage(comparison, 0, 0),
                     "个别栏目更新不及时，群众查找文件不太方便");
    ck_assert_str_eq(gireport_comparison_passage(comparison, 0, 1), "解读的形式还是比较单一");
    o.passage = 0;
    compare(years[0], years[1], &o);
    ck_assert_uint_eq(gireport_comparison_passage_count(comparison, 0), 0); /* 19 letters, 20 are asked */
}
END_TEST

START_TEST(too_many_organs_are_not_compared_two_by_two)
{
    const gireport_report *reports[65];
    gireport_report_set_text(years[1], GIREPORT_TEXT_ORGAN, "乙县人民政府", GIREPORT_LEN_AUTO);
    for (size_t i = 0; i < 65; i++)
        reports[i] = years[i > 0];
    for (size_t n = 64; n <= 65; n++) {
        gireport_comparison_free(comparison);
        gireport_findings_clear(findings);
        ck_assert_int_eq(gireport_compare(reports, n, NULL, &comparison, findings), GIREPORT_OK);
        ck_assert_int_eq(finding_of("GI-C-013") < gireport_findings_count(findings), n == 65);
    }
}
END_TEST

START_TEST(much_repeated_text_is_told)
{
    gireport_report_set_text(years[0], GIREPORT_TEXT_OVERVIEW, report_text, GIREPORT_LEN_AUTO);
    gireport_report_set_text(years[1], GIREPORT_TEXT_OVERVIEW, report_text, GIREPORT_LEN_AUTO);
    compare(years[0], years[1], NULL);
    ck_assert_uint_eq(gireport_comparison_repeat_rate(comparison, 0), 10000);
    ck_assert_uint_eq(gireport_findings_count(findings), 0); /* too short to be told */
    char twice[1000];
    snprintf(twice, sizeof twice, "%s%s", report_text, statute_text);
    gireport_report_set_text(years[0], GIREPORT_TEXT_OVERVIEW, twice, GIREPORT_LEN_AUTO);
    gireport_report_set_text(years[1], GIREPORT_TEXT_OVERVIEW, twice, GIREPORT_LEN_AUTO);
    compare(years[0], years[1], NULL);
    ck_assert_uint_eq(finding_of("GI-C-012"), 0);
    ck_assert_str_eq(gireport_finding_found(findings, 0), "100.00%");
}
END_TEST

START_TEST(tables_repeat)
{
    size_t i = 0;
    uint64_t same, all;

    compare(years[0], years[1], NULL);
    while (strcmp(gireport_comparison_repeat_part(comparison, i), "disputes") != 0)
        i++;
    ck_assert_int_eq(gireport_comparison_repeat_size(comparison, i, &same, &all), GIREPORT_OK);
    ck_assert_uint_eq(all, 14); /* after_review.corrected is 0 in both */
    ck_assert_uint_eq(same, 0);
    ck_assert_int_eq(gireport_report_set_year(years[0], 2024), GIREPORT_OK);
    compare(years[0], years[0], NULL);
    ck_assert_uint_eq(gireport_comparison_repeat_rate(comparison, i), 10000);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("compare");
    TCase *c = tcase_create("comparison");

    tcase_add_checked_fixture(c, begin, end);
    tcase_add_loop_test(c, ratios_are_exact, 0, (int)(sizeof ratios / sizeof *ratios));
    tcase_add_loop_test(c, two_years_of_one_organ, 0, (int)(sizeof suqian / sizeof *suqian));
    tcase_add_test(c, bases_and_wholes_may_be_small);
    tcase_add_test(c, unknown_stays_unknown);
    tcase_add_test(c, numbers_too_large_have_no_change);
    tcase_add_test(c, organs_of_a_year_are_set_against_the_first);
    tcase_add_test(c, a_report_twice_is_told);
    tcase_add_test(c, one_report_has_its_indicators);
    tcase_add_test(c, editions_are_compared_where_that_is_exact);
    tcase_add_loop_test(c, repeats_are_counted, 0, (int)(sizeof repeats / sizeof *repeats));
    tcase_add_test(c, a_text_repeats_itself_and_no_other);
    tcase_add_test(c, odd_texts_end);
    tcase_add_test(c, passages_are_listed);
    tcase_add_test(c, too_many_organs_are_not_compared_two_by_two);
    tcase_add_test(c, much_repeated_text_is_told);
    tcase_add_test(c, tables_repeat);
    suite_add_tcase(s, c);
    return run_suite(s);
}
