/* SPDX-License-Identifier: MIT */
/* Report files in: every form of a cell, every problem with its place, streams, templates, limits. */
#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/report_text.h"
#include "../support/suite.h"
#include "../support/template_file.h"
#include "base/buf.h"
#include "model/report.h"

#define HEAD19 "gireport: 1\ntemplate: cn-2019\norgan: 甲县\nyear: 2020\n"     /* lines 1 to 4 */
#define HEAD21 "gireport: 1\ntemplate: cn-2021\norgan: {name: 甲县}\nyear: 2023\n"

static gireport_findings *findings;

static void setup(void)
{
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
}

static void teardown(void)
{
    gireport_findings_free(findings);
}

static gireport_report *read_text(const char *text, int want)
{
    gireport_report *r;
    int status = gireport_read(text, strlen(text), NULL, &r, findings);
    ck_assert_msg(status == want, "status %d, not %d: %s\n%s", status, want, findings_in_words(findings), text);
    ck_assert((r != NULL) == (want == GIREPORT_OK));
    return r;
}

/* ---- cells ---- */

static const struct {
    const char *file; /* behind the head */
    const char *key, *want;
    const char *findings;
} cells[] = {
    /* plain */
    {"disclosure: {licensing: {previous: 252}}", "disclosure.licensing.previous", "value 252 raw=252", ""},
    {"disclosure: {licensing: {previous: 0}}", "disclosure.licensing.previous", "value 0 raw=0", ""},
    {"disclosure: {licensing: {change: +6}}", "disclosure.licensing.change", "value 6 raw=+6", ""},
    {"disclosure: {licensing: {change: -8}}", "disclosure.licensing.change", "value -8 raw=-8", ""},
    {"disclosure: {licensing: {change: 5}}", "disclosure.licensing.change", "value 5 raw=5", "GI-F-008 5:34"},
    {"disclosure: {licensing: {decisions: 999999999999999999}}", "disclosure.licensing.decisions",
     "value 999999999999999999 raw=999999999999999999", ""},
    {"disclosure: {licensing: {decisions: 9223372036854775807}}", "disclosure.licensing.decisions",
     "value 9223372036854775807 raw=9223372036854775807", ""},
    {"disclosure: {licensing: {decisions: 9223372036854775808}}", "disclosure.licensing.decisions",
     "unreadable raw=9223372036854775808", "GI-F-006 5:37 disclosure.licensing.decisions"},
    {"disclosure: {licensing: {previous: ~}}", "disclosure.licensing.previous", "blank", ""},
    {"disclosure: {licensing: {previous: null}}", "disclosure.licensing.previous", "blank", ""},
    {"disclosure: {licensing: {previous: }}", "disclosure.licensing.previous", "blank", ""},
    {"disclosure: {licensing: {previous: \"\"}}", "disclosure.licensing.previous", "blank", ""},
    {"disclosure: {licensing: {previous: \"~\"}}", "disclosure.licensing.previous", "unreadable raw=~",
     "GI-F-006 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: \"/\"}}", "disclosure.licensing.previous", "na raw=/", ""},
    {"disclosure: {licensing: {previous: /}}", "disclosure.licensing.previous", "na raw=/", ""},
    {"disclosure: {licensing: {previous: 无}}", "disclosure.licensing.previous", "na raw=无", ""},
    {"disclosure: {licensing: {}}", "disclosure.licensing.previous", "absent", ""},
    {"disclosure: {licensing: {previous: \"3,137\"}}", "disclosure.licensing.previous", "value 3137 raw=3,137",
     "GI-F-005 5:36"},
    {"disclosure: {licensing: {previous: 007}}", "disclosure.licensing.previous", "unreadable raw=007",
     "GI-F-006 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: 0x1F}}", "disclosure.licensing.previous", "unreadable raw=0x1F",
     "GI-F-006 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: 1e3}}", "disclosure.licensing.previous", "unreadable raw=1e3",
     "GI-F-006 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: 1_000}}", "disclosure.licensing.previous", "unreadable raw=1_000",
     "GI-F-006 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: true}}", "disclosure.licensing.previous", "unreadable raw=true",
     "GI-F-006 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: 2.5}}", "disclosure.licensing.previous", "unreadable raw=2.5",
     "GI-F-009 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: -5}}", "disclosure.licensing.previous", "unreadable raw=-5",
     "GI-F-007 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: 详见附表}}", "disclosure.licensing.previous", "unreadable raw=详见附表",
     "GI-F-006 5:36 disclosure.licensing.previous"},
    {"disclosure: {procurement: {amount: 102297.797528万元}}", "disclosure.procurement.amount",
     "value 1022977975.28元 raw=102297.797528万元", ""},
    {"disclosure: {procurement: {amount: 6944.930}}", "disclosure.procurement.amount", "value 6944.93? raw=6944.930",
     ""},
    {"disclosure: {procurement: {amount: 0}}", "disclosure.procurement.amount", "value 0元 raw=0", ""},
    /* mappings */
    {"disclosure: {licensing: {previous: {value: 22, raw: 22（其中修订16件）, note: 其中修订16件, "
     "origin: inferred, at: \"12:5\"}}}",
     "disclosure.licensing.previous",
     "value 22 raw=22（其中修订16件） note=其中修订16件 origin=inferred place=12:5", "GI-F-004 5:36"},
    {"disclosure: {licensing: {previous: {value: 22}}}", "disclosure.licensing.previous", "value 22 raw=22", ""},
    {"disclosure: {licensing: {previous: {value: 22, origin: repaired}}}", "disclosure.licensing.previous",
     "value 22 origin=repaired", ""},
    {"disclosure: {licensing: {previous: {value: -5}}}", "disclosure.licensing.previous", "value -5 raw=-5",
     "GI-F-007 5:36"},
    {"disclosure: {licensing: {previous: {value: ~}}}", "disclosure.licensing.previous", "blank", ""},
    {"disclosure: {licensing: {previous: {raw: 3件}}}", "disclosure.licensing.previous", "value 3 raw=3件",
     "GI-F-004 5:36"},
    {"disclosure: {licensing: {previous: {state: blank, raw: 　}}}", "disclosure.licensing.previous", "blank raw=　",
     ""},
    {"disclosure: {licensing: {previous: {state: na, raw: 无}}}", "disclosure.licensing.previous", "na raw=无", ""},
    {"disclosure: {licensing: {previous: {state: absent}}}", "disclosure.licensing.previous", "absent", ""},
    {"disclosure: {licensing: {previous: {state: unreadable, raw: \"396442278\"}}}", "disclosure.licensing.previous",
     "unreadable raw=396442278", "GI-I-017 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: {state: value, value: 7}}}", "disclosure.licensing.previous",
     "value 7 raw=7", ""},
    {"disclosure: {licensing: {previous: {value: 22, raw: \"21\"}}}", "disclosure.licensing.previous",
     "value 22 raw=21", "GI-I-016 5:36"},
    {"disclosure: {licensing: {previous: {value: 22, raw: \"21\", origin: repaired}}}",
     "disclosure.licensing.previous", "value 22 raw=21 origin=repaired", ""},
    {"disclosure: {licensing: {previous: {value: 2, raw: 2件, note: ~}}}", "disclosure.licensing.previous",
     "value 2 raw=2件", "GI-F-004 5:36"},
    {"disclosure: {procurement: {amount: {value: 12.50, unit: unknown}}}", "disclosure.procurement.amount",
     "value 12.5? raw=12.50", ""},
    /* mappings that are none */
    {"disclosure: {licensing: {previous: {}}}", "disclosure.licensing.previous", "unreadable",
     "GI-I-015 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: {state: blank, value: 3}}}", "disclosure.licensing.previous",
     "unreadable raw=3", "GI-I-015 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: {state: value, raw: \"3\"}}}", "disclosure.licensing.previous",
     "unreadable raw=3", "GI-I-015 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: {state: empty}}}", "disclosure.licensing.previous", "unreadable",
     "GI-I-011 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: {value: 1, origin: guessed}}}", "disclosure.licensing.previous",
     "unreadable raw=1", "GI-I-011 5:36 disclosure.licensing.previous"},
    {"disclosure: {procurement: {amount: {value: 1, unit: 万元}}}", "disclosure.procurement.amount",
     "unreadable raw=1", "GI-I-011 5:36 disclosure.procurement.amount"},
    {"disclosure: {licensing: {previous: {value: 1, value: 2}}}", "disclosure.licensing.previous",
     "unreadable raw=1", "GI-I-003 5:47"},
    {"disclosure: {licensing: {previous: {value: [1]}}}", "disclosure.licensing.previous", "unreadable",
     "GI-I-005 5:44 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: {value: 1, raws: x}}}", "disclosure.licensing.previous", "value 1 raw=1",
     "GI-I-004 5:47"},
    {"disclosure: {licensing: {previous: [1]}}", "disclosure.licensing.previous", "unreadable",
     "GI-I-005 5:36 disclosure.licensing.previous"},
    {"disclosure: {licensing: {previous: \"a\\0b\"}}", "disclosure.licensing.previous", "unreadable raw=a\xef\xbf\xbd" "b",
     "GI-I-002 5:36 | GI-F-006 5:36 disclosure.licensing.previous"},
    /* rows */
    {"applications: {new: [1, 2, 3, 4, 5, 6, 21]}", "applications.new.other", "value 6 raw=6", ""},
    {"applications: {new: {total: 21, natural: 1}}", "applications.new.total", "value 21 raw=21", ""},
    {"applications: {new: {total: 21, natural: 1}}", "applications.new.business", "absent", ""},
    {"applications: {new: ~}", "applications.new.business", "blank", ""},
    {"applications: {new: [1, 2, 3]}", "applications.new.natural", "unreadable raw=1",
     "GI-I-006 5:21 applications.new.natural applications.new.business applications.new.research "
     "applications.new.welfare applications.new.legal applications.new.other applications.new.total"},
    {"applications: {new: [1, 2, 3, 4, 5, 6, 7, 8]}", "applications.new.total", "unreadable raw=7",
     "GI-I-006 5:21 applications.new.natural applications.new.business applications.new.research "
     "applications.new.welfare applications.new.legal applications.new.other applications.new.total"},
    {"disclosure: {licensing: 5}", "disclosure.licensing.previous", "unreadable raw=5",
     "GI-I-005 5:25 disclosure.licensing.previous disclosure.licensing.change disclosure.licensing.decisions"},
    {"applications: {denied: {deliberative: [1, 0, 0, 0, 0, 0, 1]}}", "applications.denied.deliberative.total",
     "value 1 raw=1", ""},
    {"applications: {denied.deliberative: [1, 0, 0, 0, 0, 0, 1]}", "applications.denied.deliberative.total",
     "value 1 raw=1", ""},
    {"applications.denied: {deliberative.total: 1}", "applications.denied.deliberative.total", "value 1 raw=1", ""},
    {"applications.denied.deliberative.total: 1", "applications.denied.deliberative.total", "value 1 raw=1", ""},
    {"applications: {denied: {subtotal: [1, 0, 0, 0, 0, 0, 1]}}", "applications.denied.subtotal.natural",
     "value 1 raw=1", ""},
    {"applications: {denied: [1, 0, 0, 0, 0, 0, 1]}", "applications.denied.subtotal.natural", "absent",
     "GI-I-005 5:24"},
    {"applications: {denied: ~}", "applications.denied.subtotal.natural", "absent", ""},
    {"disputes: {review: {total: 1, upheld: 1}}", "disputes.review.upheld", "value 1 raw=1", ""},
    {"disputes: {review: [1, 0, 0, 0, 1]}", "disputes.review.total", "value 1 raw=1", ""},
    /* twice */
    {"applications:\n  new: {total: 1}\n  new: {natural: 1}", "applications.new.total", "value 1 raw=1",
     "GI-I-003 7:3"},
    {"applications:\n  new: {total: 1, total: 2}", "applications.new.total", "unreadable raw=1",
     "GI-I-003 6:19 applications.new.total"},
    {"applications:\n  new: {total: 1, total: 1}", "applications.new.total", "value 1 raw=1", "GI-I-003 6:19"},
    {"applications:\n  new: [0, 0, 0, 0, 0, 0, 0]\n  new: [0, 0, 0, 0, 0, 0, 1]", "applications.new.natural",
     "value 0 raw=0", "GI-I-003 7:3 applications.new.total"},
    {"applications:\n  new: [0, 0, 0, 0, 0, 0, 0]\n  new: 5", "applications.new.natural", "unreadable raw=5",
     "GI-I-005 7:8 applications.new.natural applications.new.business applications.new.research "
     "applications.new.welfare applications.new.legal applications.new.other applications.new.total | "
     "GI-I-003 7:3 applications.new.natural applications.new.business applications.new.research "
     "applications.new.welfare applications.new.legal applications.new.other applications.new.total"},
    {"applications:\n  denied: {state_secret: ~}\n  denied: {third_party: ~}", "applications.denied.third_party.total",
     "blank", "GI-I-003 7:3"},
    {"applications:\n  denied: {deliberative: {total: 1}}\n  denied.deliberative.total: 2",
     "applications.denied.deliberative.total", "unreadable raw=1",
     "GI-I-003 7:3 applications.denied.deliberative.total"},
    {"disclosure: ~\ndisclosure: ~", "disclosure.licensing.previous", "absent", "GI-I-003 6:1"},
};

START_TEST(cells_are_read)
{
    char text[1024];
    snprintf(text, sizeof(text), "%s%s\n", HEAD19, cells[_i].file);
    gireport_report *r = read_text(text, GIREPORT_OK);
    ck_assert_msg(strcmp(cell_in_words(r, cells[_i].key), cells[_i].want) == 0, "%s\nis   %s\nwant %s", text,
                  cell_in_words(r, cells[_i].key), cells[_i].want);
    ck_assert_msg(strcmp(findings_in_words(findings), cells[_i].findings) == 0, "%s\nis   %s\nwant %s", text,
                  findings_in_words(findings), cells[_i].findings);
    gireport_report_free(r);
}
END_TEST

START_TEST(fees_are_in_the_printed_unit)
{
    gireport_report *r = read_text(HEAD21 "disclosure: {fees: {amount: 59237.2449}}\n", GIREPORT_OK);
    ck_assert_str_eq(cell_in_words(r, "disclosure.fees.amount"), "value 592372449元 raw=59237.2449");
    gireport_report_free(r);
    r = read_text(HEAD21 "disclosure: {fees: {amount: {value: 12.5, unit: unknown}}}\n", GIREPORT_OK);
    ck_assert_str_eq(cell_in_words(r, "disclosure.fees.amount"), "value 12.5? raw=12.5");
    gireport_report_free(r);
}
END_TEST

/* ---- what stands around the tables ---- */

START_TEST(head_is_read)
{
    gireport_report *r = read_text(
        "gireport: 1\ntemplate: cn-2021\n"
        "organ: {name: 甲县人民政府, code: \"010203\", level: county}\nyear: 2023\npublished: 2024-01-28\n"
        "period: 2023-01-01/2023-12-31\nurl: http://a.example/b\ndocument: 某办〔2021〕1号\n"
        "contact: {address: 甲路1号, postcode: \"012345\", phone: 0100-1, fax: 0100-2, email: a@b.example, text: 见上}\n"
        "units: {towns: 13, departments: 35, names: [甲镇, 乙镇]}\ntitle: 题\npreamble: 前言\n"
        "overview: |\n    一\n      二\n\n    三\nproblems: >-\n  甲\n  乙\nremarks: 无。\n"
        "extra:\n  - {label: 其他, cells: [1, ~, 三]}\n  - {label: 又, cells: x}\n",
        GIREPORT_OK);
    static const char *const texts[] = {
        "题", "前言", "一\n  二\n\n三\n", "甲 乙", "无。", "甲县人民政府", "010203", "2024-01-28",
        "2023-01-01/2023-12-31", "http://a.example/b", "甲路1号", "012345", "0100-1", "0100-2", "a@b.example", "见上",
        "某办〔2021〕1号"};
    ck_assert_str_eq(findings_in_words(findings), "");
    for (uint32_t i = 0; i < 17; i++)
        ck_assert_str_eq(gireport_report_text(r, i), texts[i]);
    ck_assert_int_eq(gireport_report_year(r), 2023);
    ck_assert_uint_eq(gireport_report_level(r), GIREPORT_LEVEL_COUNTY);
    ck_assert_int_eq(gireport_report_units(r, GIREPORT_UNITS_TOWNS), 13);
    ck_assert_int_eq(gireport_report_units(r, GIREPORT_UNITS_DEPARTMENTS), 35);
    ck_assert_uint_eq(gireport_report_unit_count(r), 2);
    ck_assert_str_eq(gireport_report_unit_name(r, 1), "乙镇");
    ck_assert_uint_eq(gireport_report_extra_count(r), 2);
    ck_assert_str_eq(gireport_report_extra_text(r, 0), "1\t\t三");
    ck_assert_str_eq(gireport_report_extra_label(r, 1), "又");
    ck_assert_uint_eq(r->texts[GIREPORT_TEXT_OVERVIEW].line, 14);
    ck_assert_uint_eq(r->texts[GIREPORT_TEXT_OVERVIEW].column, 5);
    ck_assert_uint_eq(r->texts[GIREPORT_TEXT_REMARKS].line, 21);
    ck_assert_uint_eq(r->texts[GIREPORT_TEXT_REMARKS].column, 10);
    gireport_report_free(r);
}
END_TEST

START_TEST(short_forms_of_the_head)
{
    gireport_report *r = read_text("gireport: 1\ntemplate: cn-2019\norgan: 甲县\nlevel: city\nyear: 2020\n"
                                   "contact: 甲路1号\npublished: ~\nextra: {其他: [1, 2]}\nunits: ~\n",
                                   GIREPORT_OK);
    ck_assert_str_eq(findings_in_words(findings), "");
    ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_ORGAN), "甲县");
    ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_CONTACT), "甲路1号");
    ck_assert_ptr_null(gireport_report_text(r, GIREPORT_TEXT_PUBLISHED));
    ck_assert_uint_eq(gireport_report_level(r), GIREPORT_LEVEL_CITY);
    ck_assert_str_eq(gireport_report_extra_label(r, 0), "其他");
    ck_assert_str_eq(gireport_report_extra_text(r, 0), "1\t2");
    gireport_report_free(r);
}
END_TEST

/* ---- problems ---- */

static const struct {
    const char *file;
    int status;
    const char *findings;
} problems[] = {
    {"", GIREPORT_ERR_INVALID_DATA, "GI-I-012 0:0"},
    {"# nothing\n---\n...\n---\ngireport: 1\n", GIREPORT_ERR_INVALID_DATA,
     "GI-I-007 4:1 | GI-I-013 4:1 | GI-I-013 4:1"},
    {"---\n...\ngireport: 1\n", GIREPORT_ERR_SYNTAX, "GI-I-001 3:1"},
    {HEAD19 "applications: {new: [1, 2\n", GIREPORT_ERR_SYNTAX, "GI-I-001 6:1"},
    {HEAD19 "overview: 他说: 好\n", GIREPORT_ERR_SYNTAX, "GI-I-001 5:13"},
    {HEAD19 "overview: \"没有\n", GIREPORT_ERR_SYNTAX, "GI-I-001 5:11"},
    {HEAD19 "overview: \"\\ud800\"\n", GIREPORT_ERR_SYNTAX, "GI-I-001 5:14"},
    {HEAD19 "\toverview: x\n", GIREPORT_ERR_SYNTAX, "GI-I-001 5:1"},
    {HEAD19 "remarks: a\xff" "b\n", GIREPORT_ERR_SYNTAX, "GI-I-002 5:11"},
    {HEAD19 "remarks: 甲\f乙\n", GIREPORT_ERR_SYNTAX, "GI-I-002 5:11"},
    {"gireport：1\ntemplate: cn-2019\n", GIREPORT_ERR_SYNTAX, "GI-I-005 1:1 | GI-I-001 2:9"},
    {"gireport：1\n", GIREPORT_ERR_INVALID_DATA, "GI-I-005 1:1"},
    {"[{\"gireport\": 1}]", GIREPORT_ERR_INVALID_DATA, "GI-I-005 1:1"},
    {"gireport: 1\norgan: 甲\nyear: 2020\n", GIREPORT_ERR_INVALID_DATA, "GI-I-007 1:1"},
    {"gireport: 1\nyear: 2020\norgan: 甲\napplications: {new: ~}\n", GIREPORT_ERR_INVALID_DATA, "GI-I-007 1:1"},
    {"gireport: 1\nyear: 2020\norgan: 甲\ndisclosure: {fees: {amount: 1}}\n", GIREPORT_OK, "GI-I-020 1:1"},
    {"gireport: 1\nyear: 2020\norgan: 甲\napplications: {othr: ~, other: {rest: ~}}\n", GIREPORT_OK,
     "GI-I-020 1:1 | GI-I-004 4:16"},
    {"gireport: 1\ntemplate: cn-2020\norgan: 甲\nyear: 2020\nnonsense: 1\nyear: 2021\n", GIREPORT_ERR_INVALID_DATA,
     "GI-I-008 2:11 | GI-I-003 6:1"},
    {"year: 2020\norgan: 甲\napplications: {new: ~}\ngireport: 1\ntemplate: cn-2019\n", GIREPORT_OK, ""},
    {"year: 2020\norgan: 甲\ntemplate: cn-2o19\ngireport: 1\n", GIREPORT_ERR_INVALID_DATA, "GI-I-008 3:11"},
    {"gireport: 2\ntemplate: cn-2019\norgan: 甲\nyear: 2020\n", GIREPORT_OK, "GI-I-009 1:11"},
    {"template: cn-2019\n", GIREPORT_OK, "GI-I-013 1:1 | GI-I-013 1:1 | GI-I-013 1:1"},
    {HEAD19 "year: 2021\ntemplate: cn-2021\n", GIREPORT_OK, "GI-I-003 5:1 | GI-I-003 6:1"},
    {HEAD19 "organs: x\n", GIREPORT_OK, "GI-I-004 5:1"},
    {HEAD19 "? [a]\n: 1\nlevel: county\n", GIREPORT_OK, "GI-I-005 5:3"},
    {HEAD19 "applications: {grantd: [1], new: [~, ~, ~, ~, ~, ~, ~]}\n", GIREPORT_OK, "GI-I-004 5:16"},
    {HEAD19 "applications: [1]\n", GIREPORT_OK, "GI-I-005 5:15"},
    {HEAD19 "level: village\npublished: 2021-02-30\nperiod: 2020\nunits: {towns: -1, departments: x, names: y}\n"
            "contact: [1]\n",
     GIREPORT_OK, "GI-I-011 5:8 | GI-I-011 6:12 | GI-I-011 7:9 | GI-I-011 8:16 | GI-I-011 8:33 | GI-I-005 8:43 | "
                  "GI-I-005 9:10"},
    {"gireport: 1\ntemplate: cn-2019\norgan: 甲\nyear: 二〇二〇\n", GIREPORT_OK, "GI-I-011 4:7"},
    {"gireport: 1\ntemplate: cn-2019\norgan: 甲\nyear: 20200\n", GIREPORT_OK, "GI-I-011 4:7"},
    {HEAD19 "organ: {name: 乙}\n", GIREPORT_OK, "GI-I-003 5:1"},
    {"gireport: 1\ntemplate: cn-2019\norgan: {name: 甲, level: city, nme: x}\nyear: 2020\nlevel: county\n", GIREPORT_OK,
     "GI-I-004 3:31 | GI-I-003 5:1"},
    {HEAD19 "applications: {new: &a [1, 0, 0, 0, 0, 0, 1], granted: *a}\n", GIREPORT_OK,
     "GI-I-014 5:56 applications.granted.natural applications.granted.business applications.granted.research "
     "applications.granted.welfare applications.granted.legal applications.granted.other applications.granted.total"},
    {HEAD19 "overview: [a]\ntitle: {a: b}\nextra: 5\n", GIREPORT_OK, "GI-I-005 5:11 | GI-I-005 6:8 | GI-I-005 7:8"},
    {HEAD19 "extra: [1, {lable: x, cells: {}}]\n", GIREPORT_OK, "GI-I-005 5:9 | GI-I-004 5:13 | GI-I-005 5:30"},
};

START_TEST(problems_are_told)
{
    gireport_report *r;
    const char *text = problems[_i].file;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    o.format = *text != '\0' ? GIREPORT_FORMAT_YAML : 0;
    int status = gireport_read(text, strlen(text), &o, &r, findings);
    ck_assert_msg(status == problems[_i].status, "%s\nstatus %d: %s", text, status, findings_in_words(findings));
    ck_assert_msg(strcmp(findings_in_words(findings), problems[_i].findings) == 0, "%s\nis   %s\nwant %s", text,
                  findings_in_words(findings), problems[_i].findings);
    gireport_report_free(r);
}
END_TEST

static const struct {
    const char *file, *zh, *en;
} messages[] = {
    {"grantd: ~", "未知的键“grantd”；是否为 granted？", "unknown key \"grantd\"; did you mean granted?"},
    {"予以公开: ~", "未知的键“予以公开”；是否为 granted？", "unknown key \"予以公开\"; did you mean granted?"},
    {"属于国家秘密: ~", "未知的键“属于国家秘密”；是否为 denied.state_secret？",
     "unknown key \"属于国家秘密\"; did you mean denied.state_secret?"},
    {"予以: ~", "未知的键“予以”", "unknown key \"予以\""},
    {"nwe: ~", "未知的键“nwe”；是否为 new？", "unknown key \"nwe\"; did you mean new?"},
    {"xy: ~", "未知的键“xy”", "unknown key \"xy\""},
    {"（一）予以公开: ~", "未知的键“（一）予以公开”；是否为 granted？",
     "unknown key \"（一）予以公开\"; did you mean granted?"},
    {"deliberative: ~", "未知的键“deliberative”；是否为 denied.deliberative？",
     "unknown key \"deliberative\"; did you mean denied.deliberative?"},
    {"new: {totla: 1}", "未知的键“totla”；是否为 total？", "unknown key \"totla\"; did you mean total?"},
    {"new: [1]", "“applications.new”有 1 个值，应有 7 个", "\"applications.new\" has 1 values, 7 are expected"},
};

START_TEST(messages_say_what_was_meant)
{
    char text[256];
    snprintf(text, sizeof(text), HEAD19 "applications: {%s}\n", messages[_i].file);
    gireport_report_free(read_text(text, GIREPORT_OK));
    ck_assert_uint_eq(gireport_findings_count(findings), 1);
    ck_assert_str_eq(gireport_finding_message(findings, 0, GIREPORT_LANG_ZH), messages[_i].zh);
    ck_assert_str_eq(gireport_finding_message(findings, 0, GIREPORT_LANG_EN), messages[_i].en);
}
END_TEST

/* ---- streams ---- */

#define DOC(organ) "---\ngireport: 1\ntemplate: cn-2019\norgan: " organ "\nyear: 2020\n"

/* Reads a stream and tells it as "甲 !-4 乙": organs, and failures. */
static const char *read_stream(const char *text, size_t len, const gireport_read_options *o)
{
    static char out[1024];
    gireport_reader *reader;
    out[0] = '\0';
    ck_assert_int_eq(gireport_reader_new(text, len, o, &reader), GIREPORT_OK);
    for (int i = 0; i < 100; i++) {
        gireport_report *r;
        int status = gireport_reader_next(reader, &r, findings);
        if (status == GIREPORT_ERR_NOT_FOUND)
            break;
        size_t used = strlen(out);
        if (status == GIREPORT_OK)
            snprintf(out + used, sizeof(out) - used, "%s ", gireport_report_text(r, GIREPORT_TEXT_ORGAN));
        else
            snprintf(out + used, sizeof(out) - used, "!%d ", status);
        gireport_report_free(r);
    }
    gireport_reader_free(reader);
    return out;
}

static const struct {
    const char *text, *want, *findings;
} streams[] = {
    {DOC("甲") DOC("乙") "---\n" DOC("丙") "...\n", "甲 乙 丙 ", ""},
    {DOC("甲") "remarks: a: b\n" DOC("乙"), "!-4 乙 ", "GI-I-001 6:11"},
    {DOC("甲") "remarks: \"a\n" DOC("乙") DOC("丙") "x: [\n", "!-4 乙 !-4 ", "GI-I-001 6:10 | GI-I-004 17:1 | GI-I-001 18:1"},
    {DOC("甲") DOC("乙") "remarks: a\xff\n" DOC("丙"), "甲 !-4 丙 ", "GI-I-002 11:11"},
    {DOC("甲") DOC("乙") "remarks: [a\n" DOC("丙"), "甲 !-4 丙 ", "GI-I-005 11:10 | GI-I-001 12:1"},
    {"--- 5\n" DOC("乙"), "!-5 乙 ", "GI-I-005 1:5"},
    {"{\"gireport\": 1, \"template\": \"cn-2019\", \"organ\": \"甲\", \"year\": 2020}\n"
     "{\"gireport\": 1, \"template\": \"cn-2019\", \"organ\": \"乙\", \"year\": x\": 2020}\n"
     "{\"gireport\": 1, \"template\": \"cn-2019\",\n \"organ\": \"丙\", \"year\": 2020, \"a\": {\n}\n}\n",
     "甲 !-4 丙 ", "GI-I-011 2:62 | GI-I-001 2:64 | GI-I-004 4:30"},
};

START_TEST(broken_documents_cost_only_themselves)
{
    const char *got = read_stream(streams[_i].text, strlen(streams[_i].text), NULL);
    ck_assert_str_eq(got, streams[_i].want);
    ck_assert_str_eq(findings_in_words(findings), streams[_i].findings);
}
END_TEST

START_TEST(one_of_many)
{
    static const char text[] = DOC("甲") DOC("乙") DOC("丙");
    static const struct {
        uint32_t nth;
        int status;
        const char *organ, *findings;
    } want[] = {{0, GIREPORT_OK, "甲", "GI-R-050 0:0"},
                {2, GIREPORT_OK, "乙", "GI-R-050 0:0"},
                {3, GIREPORT_OK, "丙", ""},
                {4, GIREPORT_ERR_NOT_FOUND, NULL, "GI-I-022 0:0"}};
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r;
    o.nth = want[_i].nth;
    ck_assert_int_eq(gireport_read(text, GIREPORT_LEN_AUTO, &o, &r, findings), want[_i].status);
    if (r != NULL)
        ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_ORGAN), want[_i].organ);
    ck_assert_str_eq(findings_in_words(findings), want[_i].findings);
    gireport_report_free(r);
}
END_TEST

/* ---- templates ---- */

START_TEST(templates_of_the_caller)
{
    const gireport_template *t = load_template_file("data/third-edition.yaml");
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r;
    o.templates = &t;
    o.n_templates = 1;
    char text[256];
    snprintf(text, sizeof(text),
             "gireport: 1\ntemplate: %s\norgan: 甲\nyear: 2030\n"
             "applications: {denied: {process: {subtotal: {natural: 3}, drafts: {natural: 2}}}}\n",
             gireport_template_id(t));
    ck_assert_int_eq(gireport_read(text, GIREPORT_LEN_AUTO, &o, &r, findings), GIREPORT_OK);
    ck_assert_str_eq(findings_in_words(findings), "");
    gireport_template_unref(t); /* the report keeps its own */
    ck_assert_str_eq(cell_in_words(r, "applications.denied.process.subtotal.natural"), "value 3 raw=3");
    ck_assert_str_eq(cell_in_words(r, "applications.denied.process.drafts.natural"), "value 2 raw=2");
    gireport_report_free(r);
}
END_TEST

/* ---- limits ---- */

static char *repeat(const char *s, size_t times, size_t *len)
{
    struct gireport__buf b = {0};
    for (size_t i = 0; i < times; i++)
        gireport__buf_adds(&b, s);
    ck_assert(!b.failed);
    *len = b.len;
    return b.data;
}

START_TEST(deep_nesting_stops_early)
{
    static const char *const what[] = {"[", "{? ", "{a: ", "- "};
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r;
    size_t len;
    char *text = repeat(what[_i], 1u << 20, &len);
    o.format = GIREPORT_FORMAT_YAML;
    ck_assert_int_eq(gireport_read(text, len, &o, &r, findings), GIREPORT_ERR_LIMIT);
    ck_assert_ptr_null(r);
    ck_assert_uint_ge(gireport_findings_count(findings), 1);
    ck_assert_str_eq(gireport_finding_rule(findings, gireport_findings_count(findings) - 1), "GI-I-010");
    gireport__free(text);
}
END_TEST

/* One more than the limit is refused, the limit itself is not. */
START_TEST(limits_are_exact)
{
    static const char text[] = "gireport: 1\ntemplate: cn-2019\norgan: 0123456789\nyear: 2020\n"
                               "applications: {denied: {state_secret: {total: {value: 1}}}}\n";
    static const struct {
        size_t offset, value;
        int status;
    } want[] = {
        {offsetof(gireport_read_options, max_bytes), sizeof(text) - 1, GIREPORT_OK},
        {offsetof(gireport_read_options, max_bytes), sizeof(text) - 2, GIREPORT_ERR_LIMIT},
        {offsetof(gireport_read_options, max_scalar), 12, GIREPORT_OK}, /* "applications", "state_secret" */
        {offsetof(gireport_read_options, max_scalar), 11, GIREPORT_ERR_LIMIT},
        {offsetof(gireport_read_options, max_documents), 1, GIREPORT_OK},
    };
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r;
    memcpy((char *)&o + want[_i].offset, &want[_i].value, sizeof(size_t));
    ck_assert_int_eq(gireport_read(text, sizeof(text) - 1, &o, &r, findings), want[_i].status);
    ck_assert_str_eq(want[_i].status == GIREPORT_OK ? "" : gireport_finding_rule(findings, 0),
                     want[_i].status == GIREPORT_OK ? "" : "GI-I-010");
    gireport_report_free(r);
}
END_TEST

START_TEST(depth_limit_is_exact)
{
    static const char text[] = DOC("甲") "applications: {denied: {state_secret: {total: {value: 1}}}}\n";
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r;
    o.max_depth = 5;
    ck_assert_int_eq(gireport_read(text, sizeof(text) - 1, &o, &r, findings), GIREPORT_OK);
    gireport_report_free(r);
    o.max_depth = 4;
    ck_assert_int_eq(gireport_read(text, sizeof(text) - 1, &o, &r, findings), GIREPORT_ERR_LIMIT);
    ck_assert_str_eq(findings_in_words(findings), "GI-I-010 6:47");
}
END_TEST

START_TEST(document_limit_ends_the_stream)
{
    static const char text[] = DOC("甲") DOC("乙") DOC("丙");
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    o.max_documents = 2;
    ck_assert_str_eq(read_stream(text, sizeof(text) - 1, &o), "甲 乙 !-6 ");
    ck_assert_str_eq(findings_in_words(findings), "GI-I-010 11:1");
    o.max_documents = 3;
    gireport_findings_clear(findings);
    ck_assert_str_eq(read_stream(text, sizeof(text) - 1, &o), "甲 乙 丙 ");
    ck_assert_str_eq(findings_in_words(findings), "");
}
END_TEST

/* A wrong key costs a look at all keys, but not in a file that has nothing else. */
START_TEST(many_unknown_keys_take_no_time)
{
    struct gireport__buf b = {0};
    gireport_report *r;
    gireport__buf_adds(&b, HEAD19 "applications:\n");
    for (int i = 0; i < 100000; i++) {
        gireport__buf_adds(&b, "  grante");
        gireport__buf_add_int(&b, i);
        gireport__buf_adds(&b, ": 1\n");
    }
    ck_assert_int_eq(gireport_read(b.data, b.len, NULL, &r, findings), GIREPORT_OK);
    ck_assert_uint_le(gireport_findings_count(findings), 10001);
    gireport_report_free(r);
    gireport__buf_free(&b);
}
END_TEST

START_TEST(arguments_are_checked)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    const gireport_template *none = NULL;
    gireport_report *r;
    gireport_reader *reader;
    ck_assert_int_eq(gireport_read(NULL, 0, NULL, &r, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_read("", 0, NULL, NULL, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_read_file(NULL, NULL, &r, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_read_file("x", NULL, NULL, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_read_file("/no/such/file", NULL, &r, findings), GIREPORT_ERR_IO);
    ck_assert_str_eq(findings_in_words(findings), "GI-I-021 0:0");
    ck_assert_int_eq(gireport_reader_new(NULL, 0, NULL, &reader), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_reader_new("", 0, NULL, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_reader_next(NULL, &r, NULL), GIREPORT_ERR_INVALID_ARG);
    o.n_templates = 1;
    ck_assert_int_eq(gireport_read("", 0, &o, &r, NULL), GIREPORT_ERR_INVALID_ARG);
    o.templates = &none;
    ck_assert_int_eq(gireport_read("", 0, &o, &r, NULL), GIREPORT_ERR_INVALID_ARG);
    o.templates = NULL;
    o.n_templates = 0;
    o.format = 99;
    ck_assert_int_eq(gireport_read("", 0, &o, &r, NULL), GIREPORT_ERR_INVALID_ARG);
    o.format = 0;
    o.flags = 2;
    ck_assert_int_eq(gireport_read("", 0, &o, &r, NULL), GIREPORT_ERR_INVALID_ARG);
    o.flags = 0;
    o.size = 3;
    ck_assert_int_eq(gireport_read("", 0, &o, &r, NULL), GIREPORT_ERR_ABI);
    ck_assert_int_eq(gireport_read_options_init(&o, sizeof(o)), GIREPORT_OK);
    ck_assert_int_eq(gireport_read_options_init(&o, 4), GIREPORT_ERR_ABI);
    gireport_reader_free(NULL);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("read_report_file");
    TCase *c = tcase_create("report files");
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_loop_test(c, cells_are_read, 0, sizeof(cells) / sizeof(*cells));
    tcase_add_test(c, fees_are_in_the_printed_unit);
    tcase_add_test(c, head_is_read);
    tcase_add_test(c, short_forms_of_the_head);
    tcase_add_loop_test(c, problems_are_told, 0, sizeof(problems) / sizeof(*problems));
    tcase_add_loop_test(c, messages_say_what_was_meant, 0, sizeof(messages) / sizeof(*messages));
    tcase_add_loop_test(c, broken_documents_cost_only_themselves, 0, sizeof(streams) / sizeof(*streams));
    tcase_add_loop_test(c, one_of_many, 0, 4);
    tcase_add_test(c, templates_of_the_caller);
    tcase_add_loop_test(c, deep_nesting_stops_early, 0, 4);
    tcase_add_loop_test(c, limits_are_exact, 0, 5);
    tcase_add_test(c, depth_limit_is_exact);
    tcase_add_test(c, document_limit_ends_the_stream);
    tcase_add_test(c, many_unknown_keys_take_no_time);
    tcase_add_test(c, arguments_are_checked);
    suite_add_tcase(s, c);
    return run_suite(s);
}
