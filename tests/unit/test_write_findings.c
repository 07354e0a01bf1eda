/* SPDX-License-Identifier: MIT */
/* Findings as text, JSON and SARIF. */
#include <check.h>
#include <string.h>

#include <gireport/gireport.h>

#include "base/out.h"
#include "model/findings.h"

/* A rule of the test's own, so that no wording of the catalogue stands in what is expected. */
static const struct gireport_rule rule = {
    .id = "X-1",
    .severity = GIREPORT_SEVERITY_ERROR,
    .since = "0.1",
    .title = {"标题", "title"},
    .message = {"{cell}不等", "{cell} differs"},
    .explanation = {"说明", "explanation"},
    .basis = "arithmetic",
    .expression = "",
    .editions = "",
};

struct fixture {
    gireport_report *report;
    gireport_findings *findings;
};

static uint32_t field(const struct fixture *x, const char *key)
{
    size_t f;
    ck_assert_int_eq(gireport_template_field_find(gireport_report_template(x->report), key, &f), GIREPORT_OK);
    return (uint32_t)f;
}

static void setup(struct fixture *x, const char *file)
{
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &x->report), GIREPORT_OK);
    ck_assert_int_eq(gireport_findings_new(&x->findings), GIREPORT_OK);
    gireport_findings_set_file(x->findings, file);
    gireport_report_set_text(x->report, GIREPORT_TEXT_ORGAN, "某县\"政府\"", GIREPORT_LEN_AUTO);
    gireport_report_set_year(x->report, 2021);
    gireport_findings_set_report(x->findings, x->report);
    gireport_cell_set_text(x->report, field(x, "disputes.review.total"), "5", 1, NULL);
    gireport_cell_set_text(x->report, field(x, "disputes.review.upheld"), "4", 1, NULL);
    gireport_cell_set_text(x->report, field(x, "disputes.review.corrected"), "0", 1, NULL);
    struct gireport__ref cells[] = {
        {field(x, "disputes.review.total"), GIREPORT_ROLE_RESULT},
        {field(x, "disputes.review.upheld"), GIREPORT_ROLE_PART},
        {field(x, "disputes.review.corrected"), GIREPORT_ROLE_PART},
        {field(x, "disputes.review.other"), GIREPORT_ROLE_PART},
    };
    struct gireport__say what = {
        .rule = "X-1",
        .of = &rule,
        .report = x->report,
        .cells = cells,
        .n_cells = 4,
        .line = 12,
        .column = 3,
        .found = "5",
        .expected = "4",
        .difference = "1",
    };
    gireport__say(x->findings, &what);
    struct gireport__say bare = {
        .rule = "X-1", .of = &rule, .severity = GIREPORT_SEVERITY_NOTE, .place = "t1r2c3"};
    gireport__say(x->findings, &bare);
}

static void teardown(struct fixture *x)
{
    gireport_findings_free(x->findings);
    gireport_report_free(x->report);
}

static const char *written(const struct fixture *x, uint32_t format, uint32_t lang)
{
    static struct gireport__buf b;
    const gireport_findings *list[] = {x->findings};
    gireport__buf_clear(&b);
    ck_assert_int_eq(gireport_findings_write(list, 1, format, lang, gireport__out_to_buf, &b), GIREPORT_OK);
    return gireport__buf_str(&b);
}

START_TEST(text)
{
    struct fixture x;
    setup(&x, "a\033b.yaml");
    ck_assert_str_eq(written(&x, GIREPORT_FINDINGS_TEXT, GIREPORT_LANG_ZH),
                     "a[U+001B]b.yaml:12:3: error: 行政复议·总计不等 [X-1]\n"
                     "    行政复议·总计 (disputes.review.total) = 5\n"
                     "      + 行政复议·结果维持 (disputes.review.upheld) = 4\n"
                     "      + 其余 2 格为 0 或空白\n"
                     "    填报 5，各项之和 4，相差 1\n"
                     "a[U+001B]b.yaml:t1r2c3: note: 不等 [X-1]\n");
    ck_assert_str_eq(written(&x, GIREPORT_FINDINGS_TEXT, GIREPORT_LANG_EN),
                     "a[U+001B]b.yaml:12:3: error: disputes.review.total differs [X-1]\n"
                     "    行政复议·总计 (disputes.review.total) = 5\n"
                     "      + 行政复议·结果维持 (disputes.review.upheld) = 4\n"
                     "      + 2 more that are 0 or blank\n"
                     "    found 5, the parts add up to 4, difference 1\n"
                     "a[U+001B]b.yaml:t1r2c3: note:  differs [X-1]\n");
    teardown(&x);
}
END_TEST

/* What a number is compared with: "expected" is said only of what a rule prescribes. */
static const struct {
    const char *rule, *zh, *en;
    uint32_t results; /* cells whose sum the first number is */
} compared[] = {
    {"GI-T3-007", "填报 5，应为 4", "found 5, expected 4", 0},
    {"GI-T3-002", "填报 5，各项之和 4", "found 5, the parts add up to 4", 1},
    {"GI-T3-001", "左边 5，右边 4", "left side 5, right side 4", 2},
    {"GI-D-002", "公布 5，期限 4", "published 5, due 4", 0},
    {"GI-N-002", "文中 5，表中 4", "in the text 5, in the table 4", 0},
    {"GI-N-006", "所列各项之和 5，文中所称 4", "the items add up to 5, stated 4", 0},
    {"GI-N-013", "文中 5，按数计算 4", "in the text 5, computed 4", 0},
    {"GI-Y-001", "本年 5，上年 4", "this year 5, last year 4", 0},
    {"GI-Y-002", "填报 5，按上年推算 4", "found 5, by last year's report 4", 0},
    {"GI-Y-008", "文中 5，按数计算 4", "in the text 5, computed 4", 0},
    {"GI-L-001", "填报 5，各单位之和 4", "found 5, sum of the units 4", 0},
    {"GI-S-015", "字数 5，上限 4", "characters 5, at most 4", 0},
    {"GI-R-006", "读到 5，应有个数 4", "read 5, numbers wanted 4", 0},
    {"GI-I-006", "个数 5，应有 4", "values 5, expected 4", 0},
    {"GI-G-005", "列数 5，应有 4", "fields 5, expected 4", 0},
    {"GI-G-018", "报告 5，台账 4", "report 5, ledger 4", 0},
};

START_TEST(what_is_compared)
{
    struct fixture x;
    setup(&x, NULL);
    struct gireport__ref cells[] = {{field(&x, "disputes.review.total"), GIREPORT_ROLE_RESULT},
                                    {field(&x, "disputes.review.upheld"), GIREPORT_ROLE_RESULT}};
    gireport_findings_clear(x.findings);
    gireport__say(x.findings, &(struct gireport__say){.rule = compared[_i].rule,
                                                      .report = x.report,
                                                      .cells = cells,
                                                      .n_cells = compared[_i].results,
                                                      .found = "5",
                                                      .expected = "4"});
    ck_assert_ptr_nonnull(strstr(written(&x, GIREPORT_FINDINGS_TEXT, GIREPORT_LANG_ZH), compared[_i].zh));
    ck_assert_ptr_nonnull(strstr(written(&x, GIREPORT_FINDINGS_TEXT, GIREPORT_LANG_EN), compared[_i].en));
    teardown(&x);
}
END_TEST

START_TEST(json)
{
    struct fixture x;
    setup(&x, "a.yaml");
    ck_assert_str_eq(
        written(&x, GIREPORT_FINDINGS_JSON, GIREPORT_LANG_EN),
        "{\"gireport\": 1, \"files\": [\n"
        "    {\"file\": \"a.yaml\", \"organ\": \"某县\\\"政府\\\"\", \"year\": 2021, \"template\": "
        "\"cn-2021\",\n"
        "     \"findings\": [\n"
        "      {\"id\": \"X-1:disputes.review.total\", \"rule\": \"X-1\", \"severity\": \"error\", "
        "\"message\": \"disputes.review.total differs\", \"file\": \"a.yaml\", \"line\": 12, \"column\": 3, "
        "\"place\": null,\n"
        "       \"cells\": [{\"key\": \"disputes.review.total\", \"role\": \"result\", \"state\": \"value\", "
        "\"value\": \"5\", \"raw\": \"5\"},\n"
        "         {\"key\": \"disputes.review.upheld\", \"role\": \"part\", \"state\": \"value\", \"value\": "
        "\"4\", "
        "\"raw\": \"4\"},\n"
        "         {\"key\": \"disputes.review.corrected\", \"role\": \"part\", \"state\": \"value\", "
        "\"value\": \"0\", "
        "\"raw\": \"0\"},\n"
        "         {\"key\": \"disputes.review.other\", \"role\": \"part\", \"state\": \"absent\", \"value\": "
        "null, "
        "\"raw\": null}],\n"
        "       \"found\": \"5\", \"expected\": \"4\", \"difference\": \"1\", \"cause\": null, \"waived\": null},\n"
        "      {\"id\": \"X-1\", \"rule\": \"X-1\", \"severity\": \"note\", \"message\": \" differs\", "
        "\"file\": \"a.yaml\", \"line\": null, \"column\": null, \"place\": \"t1r2c3\",\n"
        "       \"cells\": [],\n"
        "       \"found\": null, \"expected\": null, \"difference\": null, \"cause\": null, \"waived\": null}],\n"
        "     \"not_assessed\": []}]}\n");
    teardown(&x);
}
END_TEST

START_TEST(not_assessed)
{
    struct fixture x;
    setup(&x, "a.yaml");
    uint32_t fields[] = {field(&x, "disputes.direct.total"), field(&x, "disputes.direct.other")};
    gireport__unassessed(x.findings, "X-2", x.report, fields, 2);
    ck_assert_ptr_nonnull(strstr(written(&x, GIREPORT_FINDINGS_JSON, GIREPORT_LANG_ZH),
                                 "\"not_assessed\": [\n      {\"rule\": \"X-2\", \"missing\": "
                                 "[\"disputes.direct.total\", \"disputes.direct.other\"]}]}]}\n"));
    teardown(&x);
}
END_TEST

START_TEST(sarif)
{
    struct fixture x;
    setup(&x, "报告 1.yaml");
    const char *s = written(&x, GIREPORT_FINDINGS_SARIF, GIREPORT_LANG_EN);
    ck_assert_ptr_nonnull(strstr(s, "\"version\": \"2.1.0\""));
    ck_assert_ptr_nonnull(
        strstr(s, "\"rules\": [\n    {\"id\": \"X-1\", \"shortDescription\": {\"text\": \"title\"}, "
                  "\"fullDescription\": {\"text\": \"explanation\"}, \"help\": {\"text\": "
                  "\"arithmetic\"}, \"defaultConfiguration\": {\"level\": \"error\"}}]}}"));
    ck_assert_ptr_nonnull(strstr(s,
                                 "{\"ruleId\": \"X-1\", \"ruleIndex\": 0, \"level\": \"error\", \"message\": "
                                 "{\"text\": \"disputes.review.total differs\"},"));
    ck_assert_ptr_nonnull(strstr(s, "{\"physicalLocation\": {\"artifactLocation\": {\"uri\": "
                                    "\"%E6%8A%A5%E5%91%8A%201.yaml\"}, \"region\": {\"startLine\": 12, "
                                    "\"startColumn\": 3}}, \"logicalLocations\": [{\"fullyQualifiedName\": "
                                    "\"disputes.review.total\", \"kind\": \"cell\"}"));
    ck_assert_ptr_nonnull(
        strstr(s, "\"partialFingerprints\": {\"gireport/v1\": \"X-1:disputes.review.total\"}, "
                  "\"properties\": {\"found\": \"5\", \"expected\": \"4\", \"difference\": \"1\"}}"));
    teardown(&x);
}
END_TEST

START_TEST(nothing_at_all)
{
    struct gireport__buf b = {0};
    ck_assert_int_eq(gireport_findings_write(NULL, 0, GIREPORT_FINDINGS_JSON, 0, gireport__out_to_buf, &b),
                     GIREPORT_OK);
    ck_assert_str_eq(gireport__buf_str(&b), "{\"gireport\": 1, \"files\": []}\n");
    gireport__buf_free(&b);
    ck_assert_int_eq(gireport_findings_write(NULL, 1, 0, 0, gireport__out_to_buf, &b),
                     GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_findings_write(NULL, 0, 3, 0, gireport__out_to_buf, &b),
                     GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_findings_write(NULL, 0, 0, 2, gireport__out_to_buf, &b),
                     GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_findings_write(NULL, 0, 0, 0, NULL, &b), GIREPORT_ERR_INVALID_ARG);
}
END_TEST

static int stop(const char *data, size_t len, void *calls)
{
    (void)data;
    (void)len;
    ++*(int *)calls;
    return 7;
}

START_TEST(a_callback_stops)
{
    struct fixture x;
    int calls = 0;
    setup(&x, "a.yaml");
    const gireport_findings *list[] = {x.findings};
    ck_assert_int_eq(gireport_findings_write(list, 1, (uint32_t)_i, 0, stop, &calls), GIREPORT_ERR_CALLBACK);
    ck_assert_int_eq(calls, 1);
    teardown(&x);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("write_findings");
    TCase *c = tcase_create("findings");
    tcase_add_test(c, text);
    tcase_add_loop_test(c, what_is_compared, 0, (int)(sizeof compared / sizeof *compared));
    tcase_add_test(c, json);
    tcase_add_test(c, not_assessed);
    tcase_add_test(c, sarif);
    tcase_add_test(c, nothing_at_all);
    tcase_add_loop_test(c, a_callback_stops, 0, 3);
    suite_add_tcase(s, c);
    return s;
}

int main(void)
{
    SRunner *runner = srunner_create(suite());
    int failed;
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner) || srunner_ntests_run(runner) == 0;
    srunner_free(runner);
    return failed;
}
