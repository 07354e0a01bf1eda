/* SPDX-License-Identifier: MIT */
/* The check over whole reports: what must be found, and that nothing else is. */

#include <stdio.h>
#include <string.h>

#include "../support/fields.h"
#include "../support/suite.h"

static gireport_findings *check(const gireport_report *r, const gireport_check_options *o)
{
    gireport_findings *f;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(r, o, f), GIREPORT_OK);
    return f;
}

/* Finding i as "id found expected difference". */
static const char *line(const gireport_findings *f, size_t i)
{
    static char text[400];
    snprintf(text, sizeof text, "%s %s %s %s", gireport_finding_id(f, i), gireport_finding_found(f, i),
             gireport_finding_expected(f, i), gireport_finding_difference(f, i));
    return text;
}

/* The findings of a severity, exactly these lines in this order. */
static void expect(const gireport_findings *f, uint32_t severity, const char *const *lines, size_t n)
{
    size_t k = 0;
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        if (gireport_finding_severity(f, i) != severity)
            continue;
        ck_assert_msg(k < n, "not expected: %s", line(f, i));
        ck_assert_str_eq(line(f, i), lines[k]);
        k++;
    }
    ck_assert_uint_eq(k, n);
}

START_TEST(jinxiang_has_six_errors)
{
    static const char *const errors[] = {
        "GI-T3-001:applications.carried_out.natural+applications.total.natural 0 19 -19",
        "GI-T3-001:applications.carried_out.business+applications.total.business 0 7 -7",
        "GI-T3-001:applications.carried_out.total+applications.total.total 0 26 -26",
        "GI-T3-002:applications.total.natural 0 19 -19",
        "GI-T3-002:applications.total.business 0 7 -7",
        "GI-T3-002:applications.total.total 0 26 -26",
    };
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    ck_assert_ptr_nonnull(r);
    gireport_report_set_year(r, 2020);
    gireport_report_set_level(r, GIREPORT_LEVEL_COUNTY);
    gireport_findings *f = check(r, NULL);
    expect(f, GIREPORT_SEVERITY_ERROR, errors, 6);
    expect(f, GIREPORT_SEVERITY_WARNING, NULL, 0);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

static gireport_report *sound(const char *name, int year, const char *organ)
{
    gireport_report *r = fields_report("cn-2021", name, NULL);
    ck_assert_ptr_nonnull(r);
    gireport_report_set_year(r, year);
    gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, organ, GIREPORT_LEN_AUTO);
    return r;
}

START_TEST(sound_city_reports_have_no_error)
{
    gireport_report *last = sound("suqian_2023.tsv", 2023, "宿迁市"),
                    *r = sound("suqian_2024.tsv", 2024, "宿迁市");
    gireport_report *other = sound("city_2025.tsv", 2025, "测试市");
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    gireport_findings *f = check(last, NULL);
    expect(f, GIREPORT_SEVERITY_ERROR, NULL, 0);
    expect(f, GIREPORT_SEVERITY_WARNING, NULL, 0);
    gireport_findings_free(f);
    o.prior = last;
    o.level = GIREPORT_LEVEL_CITY;
    f = check(r, &o);
    expect(f, GIREPORT_SEVERITY_ERROR, NULL, 0);
    expect(f, GIREPORT_SEVERITY_WARNING, NULL, 0);
    for (size_t i = 0; i < gireport_findings_unassessed_count(f); i++)
        ck_assert_int_ne(strncmp(gireport_findings_unassessed_rule(f, i), "GI-Y", 4), 0);
    gireport_findings_free(f);
    f = check(other, NULL);
    expect(f, GIREPORT_SEVERITY_ERROR, NULL, 0);
    expect(f, GIREPORT_SEVERITY_WARNING, NULL, 0);
    gireport_findings_free(f);
    gireport_report_free(last);
    gireport_report_free(r);
    gireport_report_free(other);
}
END_TEST

/* The ids of all findings, apart by spaces. */
static void ids_of(const gireport_findings *f, char *out, size_t size)
{
    size_t at = 0;
    out[0] = '\0';
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        at += (size_t)snprintf(out + at, size - at, "%s ", gireport_finding_id(f, i));
}

START_TEST(ids_stay)
{
    char first[3000], again[3000], before[3000];
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    gireport_report_set_year(r, 2020);
    gireport_findings *f = check(r, NULL);
    ids_of(f, first, sizeof first);
    size_t n = gireport_findings_count(f);
    /* the same list again, after another one, and one made anew */
    gireport_findings_clear(f);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    ids_of(f, again, sizeof again);
    ck_assert_str_eq(again, first);
    snprintf(before, sizeof before, "%s", gireport_finding_message(f, 3, GIREPORT_LANG_ZH));
    gireport_findings_free(f);
    /* other numbers, so other messages; and a report that knows its organ and has other faults besides */
    ck_assert(fields_set(r, "applications.granted=8,2,0,0,0,0,10; applications.new=19,7,0,0,0,0,26", NULL));
    gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "金乡县人民政府", GIREPORT_LEN_AUTO);
    f = check(r, NULL);
    ck_assert_str_ne(gireport_finding_message(f, 3, GIREPORT_LANG_ZH), before);
    ids_of(f, again, sizeof again);
    ck_assert_str_eq(again, first);
    gireport_findings_free(f);
    ck_assert(fields_set(r, "disputes.review=1,0,0,0,2", NULL));
    f = check(r, NULL);
    size_t met = 0;
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        met += strstr(first, gireport_finding_id(f, i)) != NULL;
    ck_assert_uint_eq(met, n);
    ck_assert_uint_eq(gireport_findings_count(f), n + 1);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

START_TEST(options_are_checked)
{
    gireport_report *r = sound("suqian_2023.tsv", 2023, "宿迁市");
    gireport_findings *f;
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    gireport_findings_new(&f);
    ck_assert_int_eq(gireport_check(NULL, NULL, f), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_check(r, NULL, NULL), GIREPORT_ERR_INVALID_ARG);
    o.profile = 3;
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_ERR_INVALID_ARG);
    o.profile = 0;
    o.blank = 2;
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_ERR_INVALID_ARG);
    o.blank = 0;
    o.published = "2023-02-30";
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_ERR_INVALID_ARG);
    o.published = NULL;
    o.n_units = 1;
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_ERR_INVALID_ARG);
    o.n_units = 0;
    o.size = 3;
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_ERR_ABI);
    ck_assert_int_eq(gireport_check_cell(r, 100000, NULL, f), GIREPORT_ERR_INVALID_ARG);
    ck_assert_uint_eq(gireport_findings_count(f), 0);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

START_TEST(a_cell_is_checked_by_its_own_rules)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    size_t field;
    gireport_findings *f;
    static const char *const of_total[] = {
        "GI-T3-001:applications.carried_out.natural+applications.total.natural 0 19 -19",
        "GI-T3-002:applications.total.natural 0 19 -19",
    };
    gireport_findings_new(&f);
    const gireport_template *t = gireport_report_template(r);
    ck_assert_int_eq(gireport_template_field_find(t, "applications.total.natural", &field), GIREPORT_OK);
    ck_assert_int_eq(gireport_check_cell(r, field, NULL, f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_findings_count(f), 2);
    expect(f, GIREPORT_SEVERITY_ERROR, of_total, 2);
    gireport_findings_clear(f);
    ck_assert_int_eq(gireport_template_field_find(t, "disclosure.fees.change", &field), GIREPORT_OK);
    ck_assert_int_eq(gireport_check_cell(r, field, NULL, f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_findings_count(f), 0);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

/* 1 if a finding of an id is in a list. */
static int is_in(const gireport_findings *f, const char *id)
{
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        if (strcmp(gireport_finding_id(f, i), id) == 0)
            return 1;
    return 0;
}

static int names(const gireport_findings *f, size_t i, const char *key)
{
    for (size_t k = 0; k < gireport_finding_cell_count(f, i); k++)
        if (strcmp(gireport_finding_cell_key(f, i, k), key) == 0)
            return 1;
    return 0;
}

START_TEST(all_cells_by_themselves_give_what_the_check_gives)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    const gireport_template *t = gireport_report_template(r);
    gireport_findings *one;
    ck_assert(
        fields_set(r,
                   "disputes.review=1,,0,0,2; disclosure.licensing=3,-9,0; disclosure.procurement=0,5万元; "
                   "disclosure.normative_documents=4,4,3",
                   NULL));
    gireport_findings *f = check(r, NULL);
    size_t about_cells = 0;
    gireport_findings_new(&one);
    for (size_t field = 0; field < gireport_template_field_count(t); field++) {
        const char *key = gireport_field_key(t, field);
        gireport_findings_clear(one);
        ck_assert_int_eq(gireport_check_cell(r, field, NULL, one), GIREPORT_OK);
        for (size_t i = 0; i < gireport_findings_count(one); i++)
            ck_assert_msg(is_in(f, gireport_finding_id(one, i)), "%s: %s", key, line(one, i));
        for (size_t i = 0; i < gireport_findings_count(f); i++) {
            if (!names(f, i, key) || strcmp(gireport_finding_rule(f, i), "GI-T3-004") == 0)
                continue;
            ck_assert_msg(is_in(one, gireport_finding_id(f, i)), "%s: %s", key, line(f, i));
            about_cells++;
        }
    }
    ck_assert_uint_gt(about_cells, 60);
    gireport_findings_free(one);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

START_TEST(profile_gate_tells_errors_of_tables_alone)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    gireport_report_set_year(r, 2023); /* GI-S-003 */
    o.profile = GIREPORT_PROFILE_GATE;
    gireport_findings *f = check(r, &o);
    ck_assert_uint_eq(gireport_findings_count(f), 6);
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), 6);
    gireport_findings_free(f);
    o.since = 0x000001; /* before the first version: no rule is that old */
    f = check(r, &o);
    ck_assert_uint_eq(gireport_findings_count(f), 0);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

/* Every rule of this build is of 0.1; who pins an older set is told of none. */
START_TEST(a_set_of_rules_may_be_pinned)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    char all[3000], pinned[3000];
    gireport_report_set_year(r, 2020);
    gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, "县政府共收到政府信息公开申请26件。共答复16件。",
                             GIREPORT_LEN_AUTO);
    gireport_findings *f = check(r, NULL);
    ids_of(f, all, sizeof all);
    gireport_findings_free(f);
    o.since = 0x000100;
    f = check(r, &o);
    ids_of(f, pinned, sizeof pinned);
    gireport_findings_free(f);
    ck_assert_str_eq(pinned, all);
    ck_assert_ptr_nonnull(strstr(all, "GI-N-002"));
    o.since = 0x0000ff;
    f = check(r, &o);
    ck_assert_uint_eq(gireport_findings_count(f), 0);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

START_TEST(profile_gate_stops_a_report_without_tables)
{
    gireport_report *r;
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    o.profile = GIREPORT_PROFILE_GATE;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
    gireport_findings *f = check(r, &o);
    ck_assert_uint_eq(gireport_findings_count(f), 3);
    for (size_t i = 0; i < 3; i++)
        ck_assert_str_eq(gireport_finding_rule(f, i), "GI-S-002");
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

/* Words that should not stand in a text are told where they stand. */
START_TEST(words_have_their_place)
{
    static const char text[] = "gireport: 1\ntemplate: cn-2021\norgan: 甲县\nyear: 2023\n"
                               "overview: |\n  政策文件按时公布。\n  全年公开公开栏目，XX解读。\nproblems: XX\n";
    static const struct {
        const char *id;
        uint32_t line, column;
    } told[] = {{"GI-S-016", 7, 5}, {"GI-S-012", 7, 12}, {"GI-S-012#2", 8, 11}};
    gireport_report *r;
    gireport_findings *f;
    uint32_t line, column;
    size_t met = 0;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(text, sizeof text - 1, NULL, &r, f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        for (size_t k = 0; k < sizeof told / sizeof *told; k++) {
            if (strcmp(gireport_finding_id(f, i), told[k].id) != 0)
                continue;
            ck_assert_int_eq(gireport_finding_position(f, i, &line, &column), GIREPORT_OK);
            ck_assert_msg(line == told[k].line && column == told[k].column, "%s at %d:%d", told[k].id, (int)line,
                          (int)column);
            met++;
        }
    ck_assert_uint_eq(met, sizeof told / sizeof *told);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check");
    TCase *c = tcase_create("check");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, jinxiang_has_six_errors);
    tcase_add_test(c, sound_city_reports_have_no_error);
    tcase_add_test(c, ids_stay);
    tcase_add_test(c, options_are_checked);
    tcase_add_test(c, a_cell_is_checked_by_its_own_rules);
    tcase_add_test(c, all_cells_by_themselves_give_what_the_check_gives);
    tcase_add_test(c, profile_gate_tells_errors_of_tables_alone);
    tcase_add_test(c, a_set_of_rules_may_be_pinned);
    tcase_add_test(c, profile_gate_stops_a_report_without_tables);
    tcase_add_test(c, words_have_their_place);
    suite_add_tcase(s, c);
    return run_suite(s);
}
