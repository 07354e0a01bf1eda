/* SPDX-License-Identifier: MIT */
/* Report files out: the bytes of known reports, strings that other readers would mistake, and that nothing is lost on
 * the way out and back, for reports with every state and the strangest texts. */
#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/random_report.h"
#include "../support/report_text.h"
#include "../support/suite.h"
#include "../support/template_file.h"
#include "base/buf.h"
#include "model/value.h"

/* From where on two texts differ. */
static const char *differ(const char *a, const char *b)
{
    static char out[600];
    size_t i = 0;
    while (a[i] == b[i] && a[i])
        i++;
    i = i > 100 ? i - 100 : 0;
    snprintf(out, sizeof(out), "%.250s\n---\n%.250s", a + i, b + i);
    return out;
}

static char *write_as(const gireport_report *r, uint32_t format, uint32_t flags)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    char *out;
    size_t len;
    o.format = format;
    o.flags = flags;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, &len), GIREPORT_OK);
    ck_assert_uint_eq(strlen(out), len);
    return out;
}

static gireport_report *read_back(const char *text, const gireport_template *t)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r;
    gireport_findings *f;
    o.templates = &t;
    o.n_templates = 1;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    int status = gireport_read(text, GIREPORT_LEN_AUTO, &o, &r, f);
    ck_assert_msg(status == GIREPORT_OK, "status %d: %.500s\n%.2000s", status, findings_in_words(f), text);
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        const char *rule = gireport_finding_rule(f, i);
        ck_assert_msg(strncmp(rule, "GI-I-", 5) != 0 || strcmp(rule, "GI-I-013") == 0 ||
                          strcmp(rule, "GI-I-016") == 0 || strcmp(rule, "GI-I-017") == 0,
                      "%.1000s\n%.2000s", findings_in_words(f), text);
    }
    gireport_findings_free(f);
    return r;
}

/* ---- known reports ---- */

/* Each is read, and written as it stands here. */
static const char *const canonical[] = {
    "gireport: 1\ntemplate: cn-2019\n",

    "gireport: 1\ntemplate: cn-2019\n"
    "organ: {name: 甲县人民政府, code: \"010203\", level: county}\nyear: 2020\npublished: 2021-01-28\n"
    "period: \"2020-01-01/2020-12-31\"\nurl: \"http://a.example/b\"\ndocument: 国办公开办函〔2019〕60号\n"
    "contact: {address: 甲路1号, postcode: \"010203\", phone: \"0100-1234567\", email: \"a@b.example\"}\n"
    "units: {towns: 13, departments: 35, names: [甲镇, \"no\", \"12\"]}\ntitle: 甲县人民政府2020年政府信息公开工作年度报告\n"
    "preamble: |-\n  第一段, 有逗号。\n\n    第二段\noverview: |\n  甲\n  - 乙: 丙 # 丁\n"
    "disclosure:\n"
    "  regulations: {made: 0, disclosed: ~, total: \"/\"}\n"
    "  normative_documents: {made: 4, total: {value: 22, raw: 22（其中修订16件）, note: 其中修订16件, origin: inferred, "
    "at: \"12:5\"}}\n"
    "  licensing: {previous: \"3,137\", change: +6, decisions: {state: unreadable, raw: \"396\"}}\n"
    "  procurement: {projects: 1093, amount: 102297.797528万元}\n"
    "applications:\n"
    "  new: [18, 7, 0, 0, 0, 0, 25]\n"
    "  carried_in: {natural: 1, total: 1}\n"
    "  denied:\n"
    "    subtotal: [1, 0, 0, 0, 0, 0, 1]\n"
    "    deliberative: [1, ~, \"/\", 无, \"-\", 0, 1]\n"
    "  rejected:\n"
    "    petition: {total: {value: 22, raw: 22（其中修订16件）, note: ~}}\n"
    "    repeat: {total: 22（其中修订16件）}\n"
    "  total: [19, 7, 0, 0, 0, 0, 26]\n"
    "disputes: {}\n"
    "problems: \"\"\nremarks: 无。\n"
    "extra:\n  - {label: 其他主动公开文件, cells: [\"1\", \"\", 三]}\n",

    "gireport: 1\ntemplate: cn-2021\n"
    "organ: {level: other}\ncontact: 见附件\ntitle: \"=1+1\"\noverview: |2-\n   开头的空格\n  甲\nproblems: |+\n  甲\n\n"
    "disclosure:\n  fees: {amount: 59237.2449}\n",
};

START_TEST(canonical_files_stay_as_they_are)
{
    const char *want = canonical[_i];
    char sorted[4096];
    /* Parts stand where the form has them. */
    gireport_report *r = read_back(want, gireport_template_at(0));
    char *out = write_as(r, GIREPORT_FORMAT_YAML, 0);
    if (_i == 2) { /* written by hand in another order */
        snprintf(sorted, sizeof(sorted), "%s",
                 "gireport: 1\ntemplate: cn-2021\norgan: {level: other}\ncontact: 见附件\ntitle: \"=1+1\"\n"
                 "overview: |2-\n   开头的空格\n  甲\ndisclosure:\n  fees: {amount: 59237.2449}\nproblems: |+\n  甲\n\n");
        want = sorted;
    }
    ck_assert_str_eq(out, want);
    gireport_report_free(r);
    gireport_free(out);
}
END_TEST

START_TEST(json_is_the_same_in_other_marks)
{
    gireport_report *r = read_back(canonical[1], gireport_template_at(0));
    char *out = write_as(r, GIREPORT_FORMAT_JSON, 0);
    ck_assert_str_eq(
        out,
        "{\n  \"gireport\": 1,\n  \"template\": \"cn-2019\",\n"
        "  \"organ\": {\"name\": \"甲县人民政府\", \"code\": \"010203\", \"level\": \"county\"},\n  \"year\": 2020,\n"
        "  \"published\": \"2021-01-28\",\n  \"period\": \"2020-01-01/2020-12-31\",\n"
        "  \"url\": \"http://a.example/b\",\n  \"document\": \"国办公开办函〔2019〕60号\",\n"
        "  \"contact\": {\"address\": \"甲路1号\", \"postcode\": \"010203\", \"phone\": \"0100-1234567\", "
        "\"email\": \"a@b.example\"},\n"
        "  \"units\": {\"towns\": 13, \"departments\": 35, \"names\": [\"甲镇\", \"no\", \"12\"]},\n"
        "  \"title\": \"甲县人民政府2020年政府信息公开工作年度报告\",\n"
        "  \"preamble\": \"第一段, 有逗号。\\n\\n  第二段\",\n  \"overview\": \"甲\\n- 乙: 丙 # 丁\\n\",\n"
        "  \"disclosure\": {\n"
        "    \"regulations\": {\"made\": 0, \"disclosed\": null, \"total\": \"/\"},\n"
        "    \"normative_documents\": {\"made\": 4, \"total\": {\"value\": 22, \"raw\": \"22（其中修订16件）\", "
        "\"note\": \"其中修订16件\", \"origin\": \"inferred\", \"at\": \"12:5\"}},\n"
        "    \"licensing\": {\"previous\": \"3,137\", \"change\": \"+6\", \"decisions\": {\"state\": \"unreadable\", "
        "\"raw\": \"396\"}},\n"
        "    \"procurement\": {\"projects\": 1093, \"amount\": \"102297.797528万元\"}\n  },\n"
        "  \"applications\": {\n    \"new\": [18, 7, 0, 0, 0, 0, 25],\n"
        "    \"carried_in\": {\"natural\": 1, \"total\": 1},\n"
        "    \"denied\": {\n      \"subtotal\": [1, 0, 0, 0, 0, 0, 1],\n"
        "      \"deliberative\": [1, null, \"/\", \"无\", \"-\", 0, 1]\n    },\n"
        "    \"rejected\": {\n      \"petition\": {\"total\": {\"value\": 22, \"raw\": \"22（其中修订16件）\", "
        "\"note\": null}},\n      \"repeat\": {\"total\": \"22（其中修订16件）\"}\n    },\n"
        "    \"total\": [19, 7, 0, 0, 0, 0, 26]\n  },\n"
        "  \"disputes\": {},\n  \"problems\": \"\",\n  \"remarks\": \"无。\",\n"
        "  \"extra\": [\n    {\"label\": \"其他主动公开文件\", \"cells\": [\"1\", \"\", \"三\"]}\n  ]\n}\n");
    gireport_report *again = read_back(out, gireport_template_at(0));
    ck_assert_str_eq(report_difference(r, again, 0), "");
    gireport_report_free(r);
    gireport_report_free(again);
    gireport_free(out);
}
END_TEST

START_TEST(labels_and_traces)
{
    gireport_report *r = read_back("gireport: 1\ntemplate: cn-2019\norgan: 甲\nyear: 2020\ntitle: 题\n"
                                   "disclosure: {licensing: {previous: 5, change: {value: +2, at: t1r2c3}}}\n"
                                   "applications: {denied: {deliberative: [1, 0, 0, 0, 0, 0, 1]}}\n",
                                   gireport_template_at(0));
    char *out = write_as(r, GIREPORT_FORMAT_YAML, GIREPORT_WRITE_LABELS | GIREPORT_WRITE_TABLES);
    ck_assert_str_eq(out, "gireport: 1\ntemplate: cn-2019\norgan: {name: 甲}\nyear: 2020\n"
                          "disclosure:  # 主动公开政府信息情况\n"
                          "  # 上一年项目数量 · 本年增/减 · 处理决定数量\n"
                          "  licensing: {previous: 5, change: {value: +2, at: t1r2c3}}  # 行政许可\n"
                          "applications:  # 收到和处理政府信息公开申请情况\n"
                          "  # 自然人 · 商业企业 · 科研机构 · 社会公益组织 · 法律服务机构 · 其他 · 总计\n"
                          "  denied:\n    deliberative: [1, 0, 0, 0, 0, 0, 1]  # 6.属于四类过程性信息\n");
    gireport_free(out);
    out = write_as(r, GIREPORT_FORMAT_YAML, GIREPORT_WRITE_TRACE);
    ck_assert_str_eq(out, "gireport: 1\ntemplate: cn-2019\norgan: {name: 甲}\nyear: 2020\ntitle: 题\n"
                          "disclosure:\n"
                          "  licensing: {previous: {value: 5, at: \"6:36\"}, change: {value: +2, at: t1r2c3}}\n"
                          "applications:\n  denied:\n"
                          "    deliberative: [{value: 1, at: \"7:40\"}, {value: 0, at: \"7:43\"}, "
                          "{value: 0, at: \"7:46\"}, {value: 0, at: \"7:49\"}, {value: 0, at: \"7:52\"}, "
                          "{value: 0, at: \"7:55\"}, {value: 1, at: \"7:58\"}]\n");
    gireport_report *again = read_back(out, gireport_template_at(0));
    char *twice = write_as(again, GIREPORT_FORMAT_YAML, 0);
    ck_assert_str_eq(twice, out);
    gireport_free(twice);
    gireport_free(out);
    gireport_report_free(again);
    gireport_report_free(r);
}
END_TEST

/* What a program set is written like what a person writes. */
START_TEST(values_of_programs)
{
    static const struct {
        uint32_t template;
        const char *key;
        int64_t value;
        const char *want;
    } values[] = {
        {0, "disclosure.licensing.previous", 252, "{previous: 252}"},
        {0, "disclosure.licensing.previous", -3, "{previous: {value: -3}}"},
        {0, "disclosure.licensing.previous", INT64_MAX, "{previous: \"9223372036854775807\"}"},
        {0, "disclosure.licensing.change", 6, "{change: +6}"},
        {0, "disclosure.licensing.change", -8, "{change: -8}"},
        {0, "disclosure.licensing.change", 0, "{change: 0}"},
        {0, "disclosure.procurement.amount", 102297797528, "{amount: 1022977975.28元}"},
        {0, "disclosure.procurement.amount", 8456500, "{amount: 84565元}"},
        {0, "disclosure.procurement.amount", 0, "{amount: 0}"},
        {1, "disclosure.fees.amount", 59237244900, "{amount: 59237.2449}"},
        {1, "disclosure.fees.amount", 1, "{amount: 0.000001}"},
        {1, "disclosure.fees.amount", 0, "{amount: 0}"},
        {1, "disclosure.fees.amount", -5, "{amount: {value: -0.000005}}"},
    };
    const gireport_template *t = gireport_template_at(values[_i].template);
    gireport_report *r;
    size_t field;
    ck_assert_int_eq(gireport_report_new(t, &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_template_field_find(t, values[_i].key, &field), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_set_value(r, field, values[_i].value), GIREPORT_OK);
    char *out = write_as(r, GIREPORT_FORMAT_YAML, 0);
    ck_assert_msg(strstr(out, values[_i].want) != NULL, "%s\n%s", values[_i].want, out);
    gireport_report *again = read_back(out, t);
    ck_assert_str_eq(report_difference(r, again, 1), "");
    gireport_report_free(again);
    gireport_report_free(r);
    gireport_free(out);
}
END_TEST

/* ---- strings ---- */

/* As `organ.name`. What other readers of YAML would take for a number, a date, a word of theirs, or a comment. */
static const struct {
    const char *text, *yaml;
} strings[] = {
    {"甲县", "甲县"}, {"2020年", "2020年"}, {"a b", "a b"}, {"N/A", "N/A"}, {"", "\"\""}, {"~", "\"~\""},
    {"null", "\"null\""}, {"NULL", "\"NULL\""}, {"nul", "nul"}, {"yes", "\"yes\""}, {"No", "\"No\""}, {"y", "\"y\""},
    {"on", "\"on\""}, {"OFF", "\"OFF\""}, {"true", "\"true\""}, {"False", "\"False\""}, {"falsey", "falsey"},
    {"370828", "\"370828\""}, {"0370", "\"0370\""}, {"0o17", "\"0o17\""}, {"0x1F", "\"0x1F\""}, {"1e3", "\"1e3\""},
    {"1_000", "\"1_000\""}, {"1:30", "\"1:30\""}, {".5", "\".5\""}, {".inf", "\".inf\""}, {"+1", "\"+1\""},
    {"-1", "\"-1\""}, {"2021-01-28", "\"2021-01-28\""}, {"-", "\"-\""}, {"- a", "\"- a\""}, {"?", "\"?\""},
    {"/", "\"/\""}, {"=", "\"=\""}, {"<<", "\"<<\""}, {"!a", "\"!a\""}, {"&a", "\"&a\""}, {"*a", "\"*a\""},
    {"%a", "\"%a\""}, {"@a", "\"@a\""}, {"`a", "\"`a\""}, {"|", "\"|\""}, {">", "\">\""}, {"'a'", "\"'a'\""},
    {"\"a\"", "\"\\\"a\\\"\""}, {"a\\b", "\"a\\\\b\""}, {"a: b", "\"a: b\""}, {"a:b", "\"a:b\""}, {"a：b", "a：b"},
    {"a #b", "\"a #b\""}, {"a#b", "\"a#b\""}, {"a, b", "\"a, b\""}, {"[a]", "\"[a]\""}, {"{a}", "\"{a}\""},
    {" a", "\" a\""}, {"a ", "\"a \""}, {"　甲", "\"　甲\""}, {"甲\xc2\xa0", "\"甲\xc2\xa0\""}, {"a\tb", "\"a\\tb\""},
    {"a\nb", "\"a\\nb\""}, {"a\rb", "\"a\\rb\""}, {"\x01", "\"\\u0001\""}, {"\x7f", "\"\\u007f\""},
    {"\xc2\x85", "\"\\u0085\""}, {"a\xe2\x80\xa8" "b", "\"a\\u2028b\""}, {"a\xe2\x80\xae" "b", "\"a\\u202eb\""},
    {"\xef\xbb\xbf", "\"\\ufeff\""}, {"\xef\xbf\xbe", "\"\\ufffe\""}, {"\xef\xbf\xbf", "\"\\uffff\""},
    {"𠮷", "𠮷"}, {"---", "\"---\""}, {"...", "\"...\""}, {"（一）", "（一）"}, {"“三安全”", "“三安全”"},
};

START_TEST(strings_are_quoted_where_needed)
{
    const gireport_template *t = gireport_template_at(0);
    gireport_report *r;
    char want[128];
    ck_assert_int_eq(gireport_report_new(t, &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, strings[_i].text, GIREPORT_LEN_AUTO), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_add_extra(r, strings[_i].text, strings[_i].text), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, strings[_i].text, GIREPORT_LEN_AUTO),
                     GIREPORT_OK);
    char *out = write_as(r, GIREPORT_FORMAT_YAML, 0);
    snprintf(want, sizeof(want), "organ: {name: %s}\n", strings[_i].yaml);
    ck_assert_msg(strstr(out, want) != NULL, "%s\n%s", want, out);
    for (uint32_t format = GIREPORT_FORMAT_YAML; format <= GIREPORT_FORMAT_JSON; format++) {
        gireport_free(out);
        out = write_as(r, format, 0);
        gireport_report *again = read_back(out, t);
        ck_assert_msg(*report_difference(r, again, 0) == '\0', "%s\n%s", report_difference(r, again, 0), out);
        gireport_report_free(again);
    }
    gireport_report_free(r);
    gireport_free(out);
}
END_TEST

/* ---- there and back ---- */

static const char *const hostile[] = {
    "0", "1", "42", "69573", "00", "007", "+6", "-8", "5", " 7", "7 ", "　3　", "１２", "1,234", "1，234", "3件", "12。",
    "", " ", "　", "/", "-", "—", "--", "／", "\\", "无", "N/A", "不适用", "详见附表", "0 10", "396442278", "1e3", "0x1F",
    "true", "no", "~", "null", "22（其中修订16件）", "（含3件）", "55(含自然失效29件)", "102297.797528万元", "251000元",
    "477.35", "0.01", "59237.2449", "1.5亿元", "0.0000001万元", "减少8", "增加3", "999999999999999999",
    "9223372036854775807", "9223372036854775808", "12\n34", "a: b", "#c", "[1", "{", "\"", "'", "\t1", "1\r", "*a", "&a",
    "一百二十三", "𠮷", "a\xe2\x80\xa8" "b", "\xef\xbb\xbf" "1", "=1+1", "@x", "'=1", "甲,乙", "甲\"乙\"", "\x01", "- 1"};
#define HOSTILE (sizeof(hostile) / sizeof(*hostile))

static const char *pick(struct random_source *s)
{
    return hostile[random_below(s, HOSTILE)];
}

/* A text of several pieces. */
static const char *draw_text(struct random_source *s)
{
    static char out[512];
    static const char *const joins[] = {"", "\n", "\n\n", " ", "，", "\n  "};
    out[0] = '\0';
    for (uint64_t n = random_below(s, 5); n > 0; n--) {
        strcat(out, pick(s));
        strcat(out, joins[random_below(s, 6)]);
    }
    return out;
}

/* A cell as a reader of documents leaves it. */
static void draw_printed(gireport_report *r, size_t field, struct random_source *s)
{
    static const char *const units[] = {NULL, "元", "万元"};
    const char *text = pick(s);
    struct gireport__read_value v;
    struct gireport__spot spot = {(uint32_t)random_below(s, 3), (uint32_t)random_below(s, 90),
                                  random_below(s, 4) == 0 ? "t3r5c2" : NULL};
    int money = gireport_field_type(r->tpl, field) == GIREPORT_TYPE_MONEY;
    gireport__value_read(text, strlen(text), gireport_field_type(r->tpl, field),
                         money ? units[random_below(s, 3)] : NULL, &v);
    if (random_below(s, 8) == 0) {
        v = (struct gireport__read_value){.state = (uint8_t)random_below(s, 4)};
        if (v.state == GIREPORT_STATE_ABSENT)
            return;
    }
    ck_assert_int_eq(gireport__cell_store(r, field, text, strlen(text), &v, &spot, NULL), GIREPORT_OK);
    if (random_below(s, 5) == 0)
        r->cells[field].origin = (uint8_t)random_below(s, 3);
    if (random_below(s, 9) == 0)
        r->cells[field].note = pick(s);
}

static void draw_cell(gireport_report *r, size_t field, struct random_source *s)
{
    switch (random_below(s, 8)) {
    case 0:
        break;
    case 1:
        draw_printed(r, field, s);
        break;
    case 2:
        gireport_cell_set_state(r, field, (uint32_t)random_below(s, 4));
        break;
    case 3:
        gireport_cell_set_value(r, field, (int64_t)(random_next(s) >> random_below(s, 64)));
        r->cells[field].origin = (uint8_t)random_below(s, 3);
        break;
    default:
        gireport_cell_set_value(r, field, random_count(s));
    }
}

static gireport_report *draw_report(const gireport_template *t, struct random_source *s)
{
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(t, &r), GIREPORT_OK);
    int full = random_below(s, 2) == 0;
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        if (full || random_below(s, 6) == 0)
            draw_cell(r, i, s);
    for (uint32_t i = 0; i < 17; i++)
        if (random_below(s, 3) == 0)
            gireport_report_set_text(r, i, i == GIREPORT_TEXT_PUBLISHED ? "2021-01-28"
                                           : i == GIREPORT_TEXT_PERIOD ? "2020-01-01/2020-12-31"
                                                                       : draw_text(s), GIREPORT_LEN_AUTO);
    if (random_below(s, 4) > 0)
        gireport_report_set_year(r, 2019 + (int32_t)random_below(s, 8));
    gireport_report_set_level(r, (uint32_t)random_below(s, 9));
    for (uint32_t kind = 0; kind < 2; kind++)
        gireport_report_set_units(r, kind, (int64_t)random_below(s, 60) - 1);
    for (uint64_t n = random_below(s, 4); n > 0; n--)
        gireport_report_add_unit(r, pick(s));
    for (uint64_t n = random_below(s, 3); n > 0; n--)
        gireport_report_add_extra(r, pick(s), draw_text(s));
    r->from_document = random_below(s, 2) == 0;
    return r;
}

#define CASES 2000
#define PIECE 100 /* of them in one test */

static void there_and_back(const gireport_template *t, uint64_t seed)
{
    struct random_source s = {seed};
    gireport_report *r = draw_report(t, &s);
    uint32_t flags = random_below(&s, 2) == 0 ? GIREPORT_WRITE_TRACE : 0;
    if (random_below(&s, 2) == 0)
        flags |= GIREPORT_WRITE_LABELS;
    char *yaml = write_as(r, GIREPORT_FORMAT_YAML, flags);
    gireport_report *first = read_back(yaml, t);
    /* What a report from a document or a program tells by other means stands in the file now. */
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        r->cells[i].place = first->cells[i].place;
    ck_assert_msg(*report_difference(r, first, 1) == '\0', "seed %lu: %.1500s\n%.1500s", (unsigned long)seed,
                  report_difference(r, first, 1), yaml);
    char *plain = write_as(first, GIREPORT_FORMAT_YAML, 0), *json = write_as(first, GIREPORT_FORMAT_JSON, 0);
    gireport_report *second = read_back(plain, t), *third = read_back(json, t);
    ck_assert_msg(*report_difference(first, second, 0) == '\0', "seed %lu: %.1500s\n%.1500s", (unsigned long)seed,
                  report_difference(first, second, 0), plain);
    ck_assert_msg(*report_difference(first, third, 0) == '\0', "seed %lu: %.1500s\n%.1500s", (unsigned long)seed,
                  report_difference(first, third, 0), json);
    char *again = write_as(second, GIREPORT_FORMAT_YAML, 0), *json_again = write_as(third, GIREPORT_FORMAT_JSON, 0);
    ck_assert_msg(strcmp(again, plain) == 0, "seed %lu: %s", (unsigned long)seed, differ(plain, again));
    ck_assert(strcmp(json_again, json) == 0);
    if (!(flags & GIREPORT_WRITE_LABELS))
        ck_assert_msg(strcmp(yaml, plain) == 0, "seed %lu: %s", (unsigned long)seed, differ(yaml, plain));
    char *texts[] = {yaml, plain, json, again, json_again};
    for (size_t i = 0; i < 5; i++)
        gireport_free(texts[i]);
    gireport_report *reports[] = {r, first, second, third};
    for (size_t i = 0; i < 4; i++)
        gireport_report_free(reports[i]);
}

START_TEST(nothing_is_lost)
{
    for (int i = _i * PIECE; i < (_i + 1) * PIECE; i++)
        there_and_back(gireport_template_at((size_t)i % gireport_template_count()), (uint64_t)i + 1);
}
END_TEST

START_TEST(nothing_is_lost_on_a_form_of_ones_own)
{
    const gireport_template *t = load_template_file("data/third-edition.yaml");
    for (uint64_t i = 0; i < 100; i++)
        there_and_back(t, i + 70000);
    gireport_template_unref(t);
}
END_TEST

/* ---- the dispatcher ---- */

static int refuse(const char *data, size_t len, void *count)
{
    (void)data, (void)len;
    return ++*(int *)count;
}

START_TEST(arguments_are_checked)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_report *r;
    char *out;
    size_t len;
    int calls = 0;
    ck_assert_int_eq(gireport_report_new(gireport_template_at(0), &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_write(NULL, NULL, refuse, &calls), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_write(r, NULL, NULL, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_write_string(NULL, NULL, &out, &len), GIREPORT_ERR_INVALID_ARG);
    ck_assert_ptr_null(out);
    ck_assert_int_eq(gireport_write_string(r, NULL, NULL, &len), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_write_file(r, NULL, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_write_file(r, NULL, "/no/such/place/x.yaml"), GIREPORT_ERR_IO);
    ck_assert_int_eq(gireport_write(r, NULL, refuse, &calls), GIREPORT_ERR_CALLBACK);
    ck_assert_int_eq(calls, 1);
    o.format = GIREPORT_FORMAT_PDF_TSV;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, &len), GIREPORT_ERR_UNSUPPORTED);
    o.format = 77;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, &len), GIREPORT_ERR_INVALID_ARG);
    o.format = 0;
    o.flags = 1u << 20;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, &len), GIREPORT_ERR_INVALID_ARG);
    o.flags = 0;
    o.lang = 2;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, &len), GIREPORT_ERR_INVALID_ARG);
    o.lang = 0;
    o.size = 1;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, &len), GIREPORT_ERR_ABI);
    ck_assert_int_eq(gireport_write_options_init(&o, sizeof(o)), GIREPORT_OK);
    ck_assert_int_eq(gireport_write_string(r, &o, &out, NULL), GIREPORT_OK);
    ck_assert_str_eq(out, canonical[0]);
    gireport_free(out);
    gireport_report_free(r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("write_report_file");
    TCase *c = tcase_create("report files");
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, canonical_files_stay_as_they_are, 0, 3);
    tcase_add_test(c, json_is_the_same_in_other_marks);
    tcase_add_test(c, labels_and_traces);
    tcase_add_loop_test(c, values_of_programs, 0, 13);
    tcase_add_loop_test(c, strings_are_quoted_where_needed, 0, sizeof(strings) / sizeof(*strings));
    tcase_add_loop_test(c, nothing_is_lost, 0, CASES / PIECE);
    tcase_add_test(c, nothing_is_lost_on_a_form_of_ones_own);
    tcase_add_test(c, arguments_are_checked);
    suite_add_tcase(s, c);
    return run_suite(s);
}
