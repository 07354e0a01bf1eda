/* SPDX-License-Identifier: MIT */
/* Ledgers of requests: what is wrong with a row, and what then is known. The counting of sound ledgers is compared with
 * an independent count in ../ledger/check_ledger.py. */
#include <stdio.h>
#include <string.h>

#include <gireport/combine.h>

#include "base/buf.h"
#include "combine/tally.h"

#include "../support/failing.h"
#include "../support/random_report.h"
#include "../support/suite.h"

#define HEADER "登记编号,收到日期,申请人类别,办理结果,办结日期,行政复议结果,行政复议申请日期,行政复议决定日期,复议后起诉结果\n"
#define SOUND  "1,2023-01-05,自然人,予以公开,2023-02-01,,,,\n"

static gireport_findings *findings;
static gireport_tally *tally;

static void setup(void)
{
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
    tally = NULL;
}

static void teardown(void)
{
    gireport_tally_free(tally);
    gireport_findings_free(findings);
}

static int count_with(const char *text, const gireport_tally_options *o)
{
    return gireport_tally_new(text, GIREPORT_LEN_AUTO, o, &tally, findings);
}

static int count(const char *text, int32_t year)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    o.year = year;
    return count_with(text, &o);
}

static size_t field_of(const char *key)
{
    size_t f;
    ck_assert_int_eq(
        gireport_template_field_find(gireport_report_template(gireport_tally_report(tally)), key, &f), GIREPORT_OK);
    return f;
}

/* "3", or "≥3" where the count is not known, or "-" where the report has no such cell. */
static const char *cell(const char *key)
{
    static char text[32];
    size_t f = field_of(key);
    int64_t value;
    if (gireport_cell_value(gireport_tally_report(tally), f, &value) == GIREPORT_OK)
        snprintf(text, sizeof text, "%lld", (long long)value);
    else if (gireport_cell_state(gireport_tally_report(tally), f) == GIREPORT_STATE_UNREADABLE)
        snprintf(text, sizeof text, "%s", gireport_cell_raw(gireport_tally_report(tally), f));
    else
        snprintf(text, sizeof text, "-");
    return text;
}

/* How many findings of a rule there are; *line is that of the first. */
static size_t told(const char *rule, uint32_t *line)
{
    size_t n = 0;
    uint32_t at, column;
    for (size_t i = 0; i < gireport_findings_count(findings); i++)
        if (strcmp(gireport_finding_rule(findings, i), rule) == 0 && n++ == 0) {
            ck_assert_int_eq(gireport_finding_position(findings, i, &at, &column), GIREPORT_OK);
            if (line != NULL)
                *line = at;
        }
    return n;
}

/* ---- dates ---- */

static const struct {
    const char *text;
    int32_t date;
} dates[] = {
    {"2023-01-05", 20230105},     {"2023/1/5", 20230105},           {"2023.1.5", 20230105},
    {"20230105", 20230105},       {"2023年1月5日", 20230105},       {"２０２３－０１－０５", 20230105},
    {" 2023-01-05 ", 20230105},   {"2023-1-5 9:30", 20230105},      {"2023-01-05T09:30:59", 20230105},
    {"2024-02-29", 20240229},     {"2023年1月5号", 20230105},       {"", 0},
    {"　", 0},                    {"2023-02-29", -1},               {"2023-13-01", -1},
    {"2023-00-10", -1},           {"2023-1", -1},                   {"1月5日", -1},
    {"23-01-05", -1},             {"2023-01/05", -1},               {"2023-01-05 25:00", -1},
    {"2023-01-05 9", -1},         {"2023-01-051", -1},              {"45001", -1},
    {"2023-1-123:30", -1},        {"0023-01-05", -1},               {"3023-01-05", -1},
    {"2023年1月5", -1},           {"-2023-01-05", -1},              {"无", -1},
    {"2023-01-05前后", -1},       {"\xff\xfe", -1},                 {"2023-01-05 09:30 09:30 09:30 09:30 09:30 09:30 09:30", -1},
};

START_TEST(dates_are_read_or_refused)
{
    ck_assert_msg(gireport__tally_date(dates[_i].text, strlen(dates[_i].text)) == dates[_i].date, "%s", dates[_i].text);
}
END_TEST

/* ---- rows with something wrong ---- */

static const struct {
    const char *row; /* the third line, behind a sound one */
    const char *rule;
    const char *cells; /* "key=text …" of what is then known */
} bad[] = {
    {"2,,自然人,予以公开,2023-03-01,,,,", "GI-G-008", "new.natural=≥1 carried_in.total=≥0 total.natural=2 granted.natural=2 "
                                                      "carried_out.natural=0"},
    {"2,2023-2-30,自然人,,,,,,", "GI-G-006", "new.natural=≥1 total.natural=≥1 granted.natural=≥1 carried_out.total=≥0 new.legal=0"},
    {"2,2023-02-03,自然人,予以公开,昨天,,,,", "GI-G-006", "new.natural=2 total.natural=≥1 granted.natural=≥1 partial.natural=0 "
                                                         "carried_out.natural=≥0"},
    {"2,2022-02-03,自然人,予以公开,昨天,,,,", "GI-G-006", "new.natural=1 carried_in.natural=≥0 total.natural=≥1"},
    {"2,2023-05-04,自然人,予以公开,2023-04-05,,,,", "GI-G-007", "new.natural=≥1 carried_in.natural=≥0 granted.natural=≥1 "
                                                                "granted.legal=0"},
    {"1,2023-05-04,自然人,部分公开,2023-05-05,,,,", "GI-G-009", "new.natural=≥0 granted.natural=≥0 partial.natural=≥0 "
                                                                "denied.deliberative.natural=0"},
    {"2,2023-05-04,单位,部分公开,2023-05-05,,,,", "GI-G-010", "new.total=2 new.natural=≥1 new.legal=≥0 partial.total=1 "
                                                              "partial.legal=≥0 granted.legal=0 total.total=2"},
    {"2,2023-05-04,,部分公开,2023-05-05,,,,", "GI-G-010", "new.total=2 new.natural=≥1"},
    {"2,2023-05-04,自然人,已答复,2023-05-05,,,,", "GI-G-011", "new.natural=2 total.natural=2 granted.natural=≥1 "
                                                              "unable.unclear.natural=≥0 granted.legal=0 carried_out.natural=0"},
    {"2,2023-05-04,自然人,不予公开,2023-05-05,,,,", "GI-G-011", "total.natural=2 granted.natural=≥1"},
    {"2,2023-05-04,自然人,已答复,,,,,", "GI-G-011", "new.natural=2 total.natural=≥1 carried_out.natural=≥0"},
    {"2,2023-05-04,自然人,予以公开,,,,,", "GI-G-012", "new.natural=2 total.natural=≥1 granted.natural=≥1 carried_out.natural=≥0 "
                                                      "partial.natural=0"},
    {"2,2023-05-04,自然人,,2023-05-05,,,,", "GI-G-012", "new.natural=2 total.natural=2 granted.natural=≥1 carried_out.natural=0"},
    {"2,2023-05-04,自然人,办理中,2023-05-05,,,,", "GI-G-012", "total.natural=≥1 carried_out.natural=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,驳回,2023-06-01,2023-07-01,", "GI-G-013", "granted.natural=2 review.upheld=≥0 "
                                                                                       "review.total=≥0 after_review.total=0"},
    {",,,,,维持,2023-06-01,2023-07-01,", "GI-G-014", "new.natural=1 carried_in.total=0 review.upheld=≥0 review.total=≥0 "
                                                     "after_review.total=0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,维持,2023-06-01,,", "GI-G-015", "granted.natural=2 review.upheld=≥0 review.total=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,未审结,2023-06-01,2023-07-01,", "GI-G-015", "review.pending=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,未审结,,,", "GI-G-015", "review.pending=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,,2023-06-01,,", "GI-G-015", "review.pending=≥0 review.total=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,维持,2023-06-01,2023-05-20,", "GI-G-015", "review.upheld=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,维持,2023-04-01,2023-05-20,", "GI-G-015", "review.upheld=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,维持,,2024-05-20,", "GI-G-015", "review.pending=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,,,,维持", "GI-G-016", "after_review.upheld=1 review.total=0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,,,", "GI-G-005", "new.natural=≥1 new.legal=≥0 review.upheld=≥0 carried_in.other=≥0"},
    {"2,2023-05-04,自然人,予以公开,2023-05-05,,,,,,", "GI-G-005", "new.natural=≥1"},
    {"\"2,2023-05-04,自然人,予以公开", "GI-I-001", "new.natural=≥1 after_review.total=≥0"},
    {"\"2\"3,2023-05-04,自然人,予以公开,2023-05-05,,,,", "GI-I-001", "new.natural=≥1"},
};

START_TEST(bad_rows_are_told_and_never_guessed)
{
    char text[1024], list[512], key[80];
    uint32_t line = 0;
    snprintf(text, sizeof text, "%s%s%s\n", HEADER, SOUND, bad[_i].row);
    ck_assert_int_eq(count(text, 2023), GIREPORT_OK);
    ck_assert_msg(told(bad[_i].rule, &line) == 1, "%s: %s", bad[_i].rule, bad[_i].row);
    ck_assert_uint_eq(line, 3);
    snprintf(list, sizeof list, "%s", bad[_i].cells);
    for (char *at = strtok(list, " "); at != NULL; at = strtok(NULL, " ")) {
        char *value = strchr(at, '=');
        *value++ = '\0';
        int dispute = strncmp(at, "review", 6) == 0 || strncmp(at, "after_review", 12) == 0;
        snprintf(key, sizeof key, "%s.%s", dispute ? "disputes" : "applications", at);
        ck_assert_msg(strcmp(cell(key), value) == 0, "%s: %s is %s, not %s", bad[_i].row, key, cell(key), value);
    }
    ck_assert_uint_eq(told("GI-G-017", NULL), strstr(bad[_i].cells, "≥") != NULL);
}
END_TEST

/* ---- headers ---- */

static const struct {
    const char *text;
    int status;
    const char *rule;
} headers[] = {
    {"", GIREPORT_ERR_INVALID_DATA, "GI-G-001"},
    {"\n\n", GIREPORT_ERR_INVALID_DATA, "GI-G-001"},
    {"organ,year\n", GIREPORT_ERR_INVALID_DATA, "GI-G-001"},
    {"登记编号,收到日期,申请人类别,办理结果\n", GIREPORT_ERR_INVALID_DATA, "GI-G-001"},
    {"收到日期,申请人类别,办理结果,办结日期,答复日期\n", GIREPORT_ERR_INVALID_DATA, "GI-G-002"},
    {"收到日期,申请人类别,办理结果,办结日期,备注\n", GIREPORT_OK, "GI-G-003"},
    {"收到日期,申请人类别,办理结果,办结日期\n", GIREPORT_OK, "GI-G-004"},
    {"received,applicant,outcome,closed\n", GIREPORT_OK, "GI-G-004"},
    {"某局台账\n2023年\n收到日期,申请人类别,办理结果,办结日期\n", GIREPORT_OK, "GI-G-004"},
    {"\xef\xbb\xbf收到日期,申请人类别,办理结果,办结日期\n", GIREPORT_OK, "GI-G-004"},
    {"\"收到日期\",\"申请人类别\",\"办理结果\",\"办结\n日期\"\n", GIREPORT_OK, "GI-G-004"},
};

START_TEST(the_header_is_found_and_judged)
{
    ck_assert_int_eq(count(headers[_i].text, 2023), headers[_i].status);
    ck_assert_msg(told(headers[_i].rule, NULL) > 0, "%s", headers[_i].text);
    ck_assert((tally != NULL) == (headers[_i].status == GIREPORT_OK));
}
END_TEST

/* Without a column for a dispute its cells are not the ledger's business. */
START_TEST(what_the_ledger_does_not_hold_stays_as_it_was)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_report *report;
    ck_assert_int_eq(random_report(gireport_template_find("cn-2021"), 7, 0, &report), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_year(report, 2023), GIREPORT_OK);
    report_put(report, "applications.new.total", 9);
    report_put(report, "applications.granted.natural", 1);
    report_put(report, "disputes.direct.total", 77);
    report_put(report, "disclosure.fees.amount", 123);
    o.report = report;
    ck_assert_int_eq(count_with(HEADER SOUND, &o), GIREPORT_OK);
    ck_assert_str_eq(cell("disputes.direct.total"), "77");
    ck_assert_str_eq(cell("disputes.review.total"), "0");
    ck_assert_str_eq(cell("disclosure.fees.amount"), "123");
    ck_assert_str_eq(cell("applications.new.total"), "1");
    ck_assert_uint_gt(told("GI-G-018", NULL), 0);
    ck_assert_int_eq(report_value(report, "applications.new.total"), 9);
    gireport_report_free(report);
}
END_TEST

START_TEST(a_report_of_another_year_or_form_is_refused)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_report *report;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &report), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_year(report, 2022), GIREPORT_OK);
    o.report = report;
    o.year = 2023;
    ck_assert_int_eq(count_with(HEADER SOUND, &o), GIREPORT_ERR_INVALID_DATA);
    ck_assert_uint_eq(told("GI-G-019", NULL), 1);
    ck_assert_ptr_null(tally);
    o.year = 0;
    ck_assert_int_eq(count_with(HEADER SOUND, &o), GIREPORT_OK);
    gireport_tally_free(tally);
    o.form = gireport_template_find("cn-2019");
    ck_assert_int_eq(count_with(HEADER SOUND, &o), GIREPORT_ERR_INVALID_DATA);
    gireport_report_free(report);
}
END_TEST

START_TEST(years_and_limits)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    ck_assert_int_eq(count(HEADER SOUND, 0), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(count(HEADER SOUND, 2000), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(count(HEADER SOUND, 2020), GIREPORT_OK);
    ck_assert_str_eq(gireport_template_id(gireport_report_template(gireport_tally_report(tally))), "cn-2019");
    ck_assert_uint_eq(told("GI-G-020", NULL), 1);
    gireport_tally_free(tally);
    o.year = 2023;
    o.max_rows = 1;
    ck_assert_int_eq(count_with(HEADER SOUND ",,,,,,,,\n\n", &o), GIREPORT_OK);
    ck_assert_uint_eq(gireport_tally_row_count(tally), 1);
    gireport_tally_free(tally);
    ck_assert_int_eq(count_with(HEADER SOUND "2,,,,,,,,\n", &o), GIREPORT_ERR_LIMIT);
    o.max_bytes = 20;
    ck_assert_int_eq(count_with(HEADER SOUND, &o), GIREPORT_ERR_LIMIT);
    ck_assert_ptr_null(tally);
}
END_TEST

/* ---- where a count comes from ---- */

static int to_buf(const char *data, size_t len, void *buf)
{
    gireport__buf_add(buf, data, len);
    return 0;
}

START_TEST(the_rows_behind_a_count)
{
    static const char text[] = HEADER "\n" SOUND "\n"
                               "7,2023-02-01,自然人,\"已答复\",2023-03-01,,,,\r\n"
                               "9,2023-02-01,企业,,,,,,\n";
    struct gireport__buf b = {0};
    ck_assert_int_eq(count(text, 2023), GIREPORT_OK);
    ck_assert_uint_eq(gireport_tally_row_count(tally), 3);
    ck_assert_str_eq(gireport_tally_row_number(tally, 1), "7");
    ck_assert_uint_eq(gireport_tally_row_line(tally, 1), 5);
    ck_assert_uint_eq(gireport_tally_row_line(tally, 3), 0);
    ck_assert_uint_eq(gireport_tally_row_counts(tally, 0, field_of("applications.granted.natural")), GIREPORT_TALLY_YES);
    ck_assert_uint_eq(gireport_tally_row_counts(tally, 1, field_of("applications.granted.natural")), GIREPORT_TALLY_MAYBE);
    ck_assert_uint_eq(gireport_tally_row_counts(tally, 2, field_of("applications.granted.natural")), GIREPORT_TALLY_NO);
    ck_assert_int_eq(gireport_tally_write_rows(tally, field_of("applications.granted.total"), GIREPORT_TALLY_LINES, to_buf,
                                               &b),
                     GIREPORT_OK);
    ck_assert_str_eq(b.data, "line,counts," HEADER "3,yes," SOUND "5,maybe,7,2023-02-01,自然人,\"已答复\",2023-03-01,,,,\n");
    gireport__buf_clear(&b);
    ck_assert_int_eq(gireport_tally_write_rows(tally, field_of("applications.carried_out.total"), 0, to_buf, &b),
                     GIREPORT_OK);
    ck_assert_str_eq(b.data, HEADER "9,2023-02-01,企业,,,,,,\n");
    gireport__buf_free(&b);
}
END_TEST

/* The rows carried out, as a ledger of their own, are carried in next year. */
START_TEST(next_year_begins_with_what_was_carried_out)
{
    struct gireport__buf b = {0};
    gireport_findings *f = findings;
    ck_assert_int_eq(count(HEADER "1,2023-11-05,自然人,,,,,,\n2,2023-01-05,自然人,予以公开,2024-01-03,,,,\n" SOUND, 2023),
                     GIREPORT_OK);
    /* the second sound row has the number of the first: told, and not counted as sure */
    ck_assert_uint_eq(told("GI-G-009", NULL), 1);
    gireport_tally_free(tally);
    gireport_findings_clear(f);
    ck_assert_int_eq(count(HEADER "3,2023-11-05,自然人,,,,,,\n2,2023-01-05,自然人,予以公开,2024-01-03,,,,\n" SOUND, 2023),
                     GIREPORT_OK);
    ck_assert_str_eq(cell("applications.carried_out.natural"), "2");
    ck_assert_int_eq(gireport_tally_write_rows(tally, field_of("applications.carried_out.total"), 0, to_buf, &b),
                     GIREPORT_OK);
    gireport_tally_free(tally);
    ck_assert_int_eq(count(b.data, 2024), GIREPORT_OK);
    ck_assert_str_eq(cell("applications.carried_in.natural"), "2");
    ck_assert_str_eq(cell("applications.granted.natural"), "1");
    ck_assert_str_eq(cell("applications.carried_out.natural"), "1");
    gireport__buf_free(&b);
}
END_TEST

START_TEST(memory_runs_out)
{
    static const char text[] = HEADER SOUND "1,,单位,已答复,昨天,驳回,,,维持\n2,\n,,,,,维持,,,\n";
    unsigned long nth = 0, made;
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_report *report;
    ck_assert_int_eq(random_report(gireport_template_find("cn-2021"), 3, 0, &report), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_year(report, 2023), GIREPORT_OK);
    o.report = report;
    do {
        int got;
        gireport_findings_free(findings);
        ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
        failing_at(++nth);
        got = count_with(text, &o);
        made = failing_count();
        failing_at(0);
        ck_assert_msg(got == GIREPORT_OK || (got == GIREPORT_ERR_NOMEM && made >= nth), "allocation %lu: status %d", nth, got);
        ck_assert((tally != NULL) == (got == GIREPORT_OK));
        gireport_tally_free(tally);
        tally = NULL;
    } while (made >= nth && nth < 5000);
    ck_assert_uint_gt(nth, failing_works() ? 20 : 0);
    gireport_report_free(report);
}
END_TEST

#define LENGTH(a) ((int)(sizeof(a) / sizeof *(a)))

int main(void)
{
    Suite *suite = suite_create("tally");
    TCase *c = tcase_create("ledger");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, dates_are_read_or_refused, 0, LENGTH(dates));
    tcase_add_loop_test(c, bad_rows_are_told_and_never_guessed, 0, LENGTH(bad));
    tcase_add_loop_test(c, the_header_is_found_and_judged, 0, LENGTH(headers));
    tcase_add_test(c, what_the_ledger_does_not_hold_stays_as_it_was);
    tcase_add_test(c, a_report_of_another_year_or_form_is_refused);
    tcase_add_test(c, years_and_limits);
    tcase_add_test(c, the_rows_behind_a_count);
    tcase_add_test(c, next_year_begins_with_what_was_carried_out);
    tcase_add_test(c, memory_runs_out);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
