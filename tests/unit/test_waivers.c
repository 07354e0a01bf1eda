/* SPDX-License-Identifier: MIT */
/* Accepted findings: what a waiver file may say, which findings it marks, and what it is told about itself.
 */

#include <stdio.h>
#include <string.h>

#include "../support/fields.h"
#include "../support/suite.h"

#include "base/out.h"

#define HEAD "gireport_waivers: 1\nwaivers:\n"
#define WHO  "organ: 金乡县人民政府, year: 2020, reason: SCOPE, by: 张三, on: 2021-02-01"

/* ---- the file ---- */

static const struct file_case {
    const char *text;
    int status;
    size_t count;
    const char *told; /* "RULE line:column …" */
} files[] = {
    {HEAD "  - {rule: GI-T3-001, " WHO "}\n", GIREPORT_OK, 1, ""},
    {HEAD "  - {rule: GI-T3-001, " WHO ", cells: [applications.total, disputes], until: 2025-12-31}\n",
     GIREPORT_OK, 1, ""},
    {"{\"gireport_waivers\": 1, \"waivers\": []}", GIREPORT_OK, 0, ""},
    /* GI-W-001 */
    {"", GIREPORT_ERR_INVALID_DATA, 0, "GI-W-001 1:1"},
    {"gireport: 1\n", GIREPORT_ERR_INVALID_DATA, 0, "GI-W-001 1:1 GI-W-001 1:1 GI-W-001 1:1"},
    {"gireport_waivers: 2\nwaivers: []\n", GIREPORT_ERR_INVALID_DATA, 0, "GI-W-001 1:19"},
    {"gireport_waivers: 1\nwaivers: 3\n", GIREPORT_ERR_INVALID_DATA, 0, "GI-W-001 2:10"},
    {HEAD "  - {rule: GI-T3-001, rule: GI-T3-002, " WHO "}\n", GIREPORT_ERR_INVALID_DATA, 0, "GI-W-001 3:23"},
    {HEAD "  - {rule: [\n", GIREPORT_ERR_SYNTAX, 0, "GI-W-001 4:1"},
    /* GI-W-002 */
    {HEAD "  - 7\n  - {rule: GI-T3-001, " WHO "}\n", GIREPORT_OK, 1, "GI-W-002 3:5"},
    {HEAD "  - {rule: GI-T3-001, organ: 甲, year: 2020, reason: LATE, by: 乙}\n", GIREPORT_OK, 0,
     "GI-W-002 3:5"},
    {HEAD "  - {rule: GI-T3-001, cell: a, " WHO "}\n", GIREPORT_OK, 0, "GI-W-002 3:23"},
    {HEAD "  - {rule: GI-T3-001, cells: applications.total, " WHO "}\n", GIREPORT_OK, 0, "GI-W-002 3:30"},
    {HEAD "  - {rule: , " WHO "}\n", GIREPORT_OK, 0, "GI-W-002 3:12"},
    {HEAD "  - {rule: GI-T3-001, cells: [[a]], " WHO "}\n", GIREPORT_OK, 0, "GI-W-002 3:31"},
    /* GI-W-003 */
    {HEAD "  - {rule: GI-T3-999, " WHO "}\n", GIREPORT_OK, 0, "GI-W-003 3:12"},
    {HEAD "  - {rule: XY-1, " WHO "}\n", GIREPORT_OK, 1, ""}, /* of a form of one's own */
    {HEAD "  - {rule: GI-R-004, " WHO "}\n", GIREPORT_OK, 0, "GI-W-003 3:12"},
    {HEAD "  - {rule: GI-W-005, " WHO "}\n", GIREPORT_OK, 0, "GI-W-003 3:12"},
    {HEAD "  - {rule: GI-T3-001, cells: [applications.totals], " WHO "}\n", GIREPORT_OK, 0, "GI-W-003 3:31"},
    {HEAD "  - {rule: GI-T3-001, organ: 甲, year: 二〇二〇, reason: LATE, by: 乙, on: 2021-01-31}\n",
     GIREPORT_OK, 0, "GI-W-003 3:39"},
    {HEAD "  - {rule: GI-T3-001, organ: 甲, year: 2020, reason: misc, by: 乙, on: 2021-01-31}\n", GIREPORT_OK,
     0, "GI-W-003 3:53"},
    {HEAD "  - {rule: GI-T3-001, organ: 甲, year: 2020, reason: OTHER, by: 乙, on: 2021-01-31}\n",
     GIREPORT_OK, 0, "GI-W-003 3:53"},
    {HEAD "  - {rule: GI-T3-001, organ: 甲, year: 2020, reason: OTHER, note: 丙, by: 乙, on: 2021-01-31}\n",
     GIREPORT_OK, 1, ""},
    {HEAD "  - {rule: GI-T3-001, organ: 甲, year: 2020, reason: LATE, by: 乙, on: 2021-02-29}\n", GIREPORT_OK,
     0, "GI-W-003 3:70"},
    /* GI-W-004 */
    {HEAD "  - {rule: GI-T3-001, " WHO "}\n  - {rule: GI-T3-001, " WHO "}\n", GIREPORT_OK, 1, "GI-W-004 4:5"},
    {HEAD "  - {rule: GI-T3-001, " WHO ", cells: [disputes, applications.new]}\n  - {rule: GI-T3-001, " WHO
          ", cells: [applications.new, disputes]}\n",
     GIREPORT_OK, 1, "GI-W-004 4:5"},
    {HEAD "  - {rule: GI-T3-001, " WHO ", difference: 1}\n  - {rule: GI-T3-001, " WHO ", difference: 2}\n",
     GIREPORT_OK, 2, ""},
};

START_TEST(a_file_is_read)
{
    const struct file_case *c = &files[_i];
    gireport_findings *f;
    gireport_waivers *w;
    char told[400] = "";
    size_t at = 0;
    gireport_findings_new(&f);
    ck_assert_int_eq(gireport_waivers_read(c->text, GIREPORT_LEN_AUTO, f, &w), c->status);
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        uint32_t line, column;
        gireport_finding_position(f, i, &line, &column);
        at += (size_t)snprintf(told + at, sizeof told - at, "%s%s %d:%d", at > 0 ? " " : "",
                               gireport_finding_rule(f, i), (int)line, (int)column);
        ck_assert_ptr_null(strchr(gireport_finding_message(f, i, GIREPORT_LANG_EN), '{'));
    }
    ck_assert_msg(!strcmp(told, c->told), "%s: %s, not %s", c->text, told, c->told);
    ck_assert_uint_eq(gireport_waivers_count(w), c->count);
    gireport_waivers_free(w);
    ck_assert_int_eq(gireport_waivers_read(c->text, GIREPORT_LEN_AUTO, NULL, &w) == GIREPORT_OK,
                     c->status == GIREPORT_OK);
    gireport_waivers_free(w);
    gireport_findings_free(f);
}
END_TEST

START_TEST(many_faulty_entries_are_all_left_out)
{
    static char text[30000];
    gireport_waivers *w;
    size_t at = (size_t)snprintf(text, sizeof text, "%s", HEAD);
    for (int i = 0; i < 150; i++) /* more than the problems that one pass tells */
        at += (size_t)snprintf(text + at, sizeof text - at, "  - {rule: GI-T3-999, " WHO "}\n");
    ck_assert_int_eq(gireport_waivers_read(text, at, NULL, &w), GIREPORT_OK);
    ck_assert_uint_eq(gireport_waivers_count(w), 0);
    gireport_waivers_free(w);
}
END_TEST

/* ---- the findings ---- */

static gireport_report *jinxiang(void)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    ck_assert_ptr_nonnull(r);
    gireport_report_set_year(r, 2020);
    gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "金乡县人民政府", GIREPORT_LEN_AUTO);
    return r;
}

static const struct apply_case {
    const char *entry, *today;
    const char *waived; /* ids of the findings, shortened to the last key, in order */
    const char *told;   /* GI-W findings: rule and expected */
    size_t errors;
} applied[] = {
    {"rule: GI-T3-002, " WHO, NULL, "total.natural total.business total.total", "", 3},
    {"rule: GI-T3-002, " WHO ", cells: [applications.total.business]", NULL, "total.business", "", 5},
    {"rule: GI-T3-002, " WHO ", cells: [applications.total]", NULL,
     "total.natural total.business total.total", "", 3},
    {"rule: GI-T3-002, " WHO ", difference: -26", NULL, "total.total", "", 5},
    {"rule: GI-T3-002, " WHO ", difference: -25", NULL, "", "GI-W-005 ", 6},
    /* A finding about two cells needs both. */
    {"rule: GI-T3-001, " WHO ", cells: [applications.total]", NULL, "", "GI-W-005 ", 6},
    {"rule: GI-T3-001, " WHO ", cells: [applications.total.total, applications.carried_out]", NULL,
     "total.total", "", 5},
    {"rule: GI-T4-001, " WHO, NULL, "", "GI-W-005 ", 6},
    /* Not assessed, so nobody knows whether it is still needed. */
    {"rule: GI-L-001, " WHO, NULL, "", "", 6},
    {"rule: GI-S-015, " WHO, NULL, "", "", 6},
    /* Of another report. */
    {"rule: GI-T3-002, organ: 乙县人民政府, year: 2020, reason: LATE, by: 乙, on: 2021-01-31", NULL, "", "",
     6},
    {"rule: GI-T3-002, organ: 金乡县人民政府, year: 2021, reason: LATE, by: 乙, on: 2022-01-31", NULL, "", "",
     6},
    {"rule: GI-T3-002, organ: ' 金乡县　人民政府', year: 2020, reason: LATE, by: 乙, on: 2021-01-31", NULL,
     "total.natural total.business total.total", "", 3},
    /* Up to a day. */
    {"rule: GI-T3-002, " WHO ", until: 2021-06-30", NULL, "total.natural total.business total.total", "", 3},
    {"rule: GI-T3-002, " WHO ", until: 2021-06-30", "2021-06-30", "total.natural total.business total.total",
     "", 3},
    {"rule: GI-T3-002, " WHO ", until: 2021-06-30", "2021-07-01", "", "GI-W-006 2021-06-30", 6},
};

START_TEST(findings_are_marked)
{
    const struct apply_case *c = &applied[_i];
    gireport_report *r = jinxiang();
    gireport_findings *f;
    gireport_waivers *w;
    char text[500], waived[600] = "", told[200] = "";
    size_t n = 0, m = 0, count;
    snprintf(text, sizeof text, HEAD "  - {%s}\n", c->entry);
    ck_assert_int_eq(gireport_waivers_read(text, GIREPORT_LEN_AUTO, NULL, &w), GIREPORT_OK);
    ck_assert_uint_eq(gireport_waivers_count(w), 1);
    gireport_findings_new(&f);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), 6);
    count = gireport_findings_count(f);
    ck_assert_int_eq(gireport_waivers_apply(w, c->today, f), GIREPORT_OK);
    gireport_waivers_free(w); /* the findings keep what they need */
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        const char *id = gireport_finding_id(f, i);
        if (gireport_finding_waived(f, i)) {
            ck_assert_str_eq(gireport_finding_waiver(f, i, GIREPORT_WAIVER_REASON),
                             strstr(text, "LATE") ? "LATE" : "SCOPE");
            n += (size_t)snprintf(waived + n, sizeof waived - n, "%s%s", n > 0 ? " " : "",
                                  strstr(id, "total."));
            ck_assert_uint_eq(gireport_finding_severity(f, i), GIREPORT_SEVERITY_ERROR);
        } else {
            ck_assert_ptr_null(gireport_finding_waiver(f, i, GIREPORT_WAIVER_REASON));
        }
        if (strncmp(id, "GI-W", 4) == 0)
            m += (size_t)snprintf(told + m, sizeof told - m, "%s %s", gireport_finding_rule(f, i),
                                  gireport_finding_expected(f, i));
    }
    ck_assert_str_eq(waived, c->waived);
    ck_assert_str_eq(told, c->told);
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), c->errors);
    ck_assert_uint_eq(gireport_findings_count_waived(f), 6 - c->errors);
    ck_assert_uint_eq(gireport_findings_count(f), count + (*c->told != '\0'));
    gireport_findings_clear(f);
    ck_assert_uint_eq(gireport_findings_count_waived(f), 0);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

START_TEST(what_has_not_run_is_not_missed)
{
    gireport_report *r = jinxiang();
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    gireport_findings *f;
    gireport_waivers *w;
    ck_assert_int_eq(
        gireport_waivers_read(HEAD "  - {rule: GI-S-003, " WHO "}\n", GIREPORT_LEN_AUTO, NULL, &w),
        GIREPORT_OK);
    gireport_findings_new(&f);
    o.profile = GIREPORT_PROFILE_GATE;
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_OK);
    ck_assert_int_eq(gireport_waivers_apply(w, NULL, f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_findings_count(f), 6);
    gireport_findings_clear(f);
    o.profile = GIREPORT_PROFILE_DEFAULT;
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_OK);
    ck_assert_int_eq(gireport_waivers_apply(w, NULL, f), GIREPORT_OK);
    ck_assert_str_eq(gireport_finding_rule(f, gireport_findings_count(f) - 1), "GI-W-005");
    gireport_findings_free(f);
    gireport_waivers_free(w);
    gireport_report_free(r);
}
END_TEST

static const char *written(const gireport_findings *f, uint32_t format)
{
    static struct gireport__buf b;
    gireport__buf_clear(&b);
    ck_assert_int_eq(gireport_findings_write(&f, 1, format, GIREPORT_LANG_EN, gireport__out_to_buf, &b),
                     GIREPORT_OK);
    return gireport__buf_str(&b);
}

START_TEST(every_output_shows_it)
{
    gireport_report *r = jinxiang();
    gireport_findings *f;
    gireport_waivers *w;
    ck_assert_int_eq(gireport_waivers_read(HEAD "  - {rule: GI-T3-002, " WHO
                                                ", cells: [applications.total.total]}\n",
                                           GIREPORT_LEN_AUTO, NULL, &w),
                     GIREPORT_OK);
    gireport_findings_new(&f);
    gireport_findings_set_file(f, "a.yaml");
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    ck_assert_int_eq(gireport_waivers_apply(w, NULL, f), GIREPORT_OK);
    ck_assert_ptr_nonnull(strstr(written(f, GIREPORT_FINDINGS_TEXT),
                                 "note: ↳ accepted (SCOPE another scope, such as the government office "
                                 "alone; 张三 2021-02-01): applications.total.total: "));
    ck_assert_ptr_nonnull(
        strstr(written(f, GIREPORT_FINDINGS_JSON),
               "\"waived\": {\"reason\": \"SCOPE\", \"note\": null, \"by\": \"张三\", \"on\": "
               "\"2021-02-01\"}"));
    ck_assert_ptr_nonnull(
        strstr(written(f, GIREPORT_FINDINGS_SARIF),
               "\"suppressions\": [{\"kind\": \"external\", \"status\": \"accepted\", "
               "\"justification\": \"another scope, such as the government office alone\"}]"));
    gireport_findings_free(f);
    gireport_waivers_free(w);
    gireport_report_free(r);
}
END_TEST

START_TEST(arguments_are_checked)
{
    gireport_findings *f;
    gireport_waivers *w = (gireport_waivers *)&w;
    gireport_findings_new(&f);
    ck_assert_int_eq(gireport_waivers_read(NULL, 0, f, &w), GIREPORT_ERR_INVALID_ARG);
    ck_assert_ptr_null(w);
    ck_assert_int_eq(gireport_waivers_read("", 0, f, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_waivers_read(HEAD "  []", GIREPORT_LEN_AUTO, f, &w), GIREPORT_OK);
    ck_assert_int_eq(gireport_waivers_apply(w, "2021-02-30", f), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_waivers_apply(NULL, NULL, f), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_waivers_apply(w, NULL, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_waivers_apply(w, NULL, f), GIREPORT_OK); /* no report was checked */
    ck_assert_str_eq(gireport_waiver_reason_gloss("CODEF", GIREPORT_LANG_EN),
                     "a lawsuit with co-defendants is counted once, by the original actor");
    ck_assert_ptr_null(gireport_waiver_reason_gloss("codef", 0));
    ck_assert_ptr_null(gireport_waiver_reason_gloss(NULL, 0));
    ck_assert_int_eq(gireport_finding_waived(NULL, 0), 0);
    ck_assert_ptr_null(gireport_finding_waiver(f, 0, 0));
    gireport_waivers_free(w);
    gireport_waivers_free(NULL);
    gireport_findings_free(f);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("waivers");
    TCase *c = tcase_create("waivers");
    tcase_add_loop_test(c, a_file_is_read, 0, (int)(sizeof files / sizeof *files));
    tcase_add_test(c, many_faulty_entries_are_all_left_out);
    tcase_add_loop_test(c, findings_are_marked, 0, (int)(sizeof applied / sizeof *applied));
    tcase_add_test(c, what_has_not_run_is_not_missed);
    tcase_add_test(c, every_output_shows_it);
    tcase_add_test(c, arguments_are_checked);
    suite_add_tcase(s, c);
    return run_suite(s);
}
