/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../support/suite.h"
#include "model/findings.h"
#include "model/value.h"

#define COUNT GIREPORT_TYPE_COUNT
#define DELTA GIREPORT_TYPE_DELTA
#define MONEY GIREPORT_TYPE_MONEY
#define VALUE GIREPORT_STATE_VALUE
#define UNREAD GIREPORT_STATE_UNREADABLE
#define NA GIREPORT_STATE_NA
#define BLANK GIREPORT_STATE_BLANK
#define YUAN GIREPORT_UNIT_YUAN
#define UNKNOWN GIREPORT_UNIT_UNKNOWN
#define R(x) GIREPORT__REMARK_##x

static const struct {
    const char *text;
    uint32_t type;
    const char *header;
    uint32_t state;
    int64_t value;
    uint32_t remarks;
    uint32_t unit, scale;
    const char *note;
} cases[] = {
    /* plain */
    {"0", COUNT, NULL, VALUE, 0, 0},
    {"5", COUNT, NULL, VALUE, 5, 0},
    {"69573", COUNT, NULL, VALUE, 69573, 0},
    {"11398889", COUNT, NULL, VALUE, 11398889, 0},
    {"9223372036854775807", COUNT, NULL, VALUE, INT64_MAX, 0},
    {"9223372036854775808", COUNT, NULL, UNREAD, 0, R(OVERFLOW)},
    {"99999999999999999999999", COUNT, NULL, UNREAD, 0, R(OVERFLOW)},
    {" 5\n", COUNT, NULL, VALUE, 5, 0},
    {"　　252 　", COUNT, NULL, VALUE, 252, 0},
    {"\xc2\xa0" "6\xc2\xa0", COUNT, NULL, VALUE, 6, 0},
    {"\xef\xbb\xbf" "7\xe2\x80\x8b", COUNT, NULL, VALUE, 7, 0},
    /* blank and placeholders */
    {"", COUNT, NULL, BLANK, 0, R(BLANK)},
    {" \t\n　\xc2\xa0", MONEY, NULL, BLANK, 0, R(BLANK)},
    {"/", COUNT, NULL, NA, 0, R(NA)},
    {"／", COUNT, NULL, NA, 0, R(NA)},
    {"\\", COUNT, NULL, NA, 0, R(NA)},
    {"-", COUNT, NULL, NA, 0, R(NA)},
    {"-", DELTA, NULL, NA, 0, R(NA)},
    {"—", COUNT, NULL, NA, 0, R(NA)},
    {"——", DELTA, NULL, NA, 0, R(NA)},
    {"--", MONEY, NULL, NA, 0, R(NA)},
    {"－", COUNT, NULL, NA, 0, R(NA)},
    {"− −", COUNT, NULL, NA, 0, R(NA)},
    {"无", COUNT, NULL, NA, 0, R(NA)},
    {"无。", COUNT, NULL, NA, 0, R(NA)},
    {"無", MONEY, NULL, NA, 0, R(NA)},
    {"无", MONEY, "万元", NA, 0, R(NA)},
    {"不适用", DELTA, NULL, NA, 0, R(NA)},
    {"N/A", COUNT, NULL, NA, 0, R(NA)},
    {"/（本机关无此职权）", COUNT, NULL, NA, 0, R(NA) | R(NOTE), 0, 0, "本机关无此职权"},
    {"-/", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"---------", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    /* no numbers */
    {"详见附表", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"无法统计", MONEY, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"+", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {".", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {".5", MONEY, "万元", UNREAD, 0, R(NOT_NUMBER)},
    {"1 234", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"0 10", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"12\n34", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"00", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"010", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1-2", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1/2", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"12%", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"l2", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"0x10", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1e3", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"22*", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"22①", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"5\xff", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"3万", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"5元", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"约5", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"5余", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    /* full width, separators, stops */
    {"１２３", COUNT, NULL, VALUE, 123, R(FORMAT)},
    {"1２", COUNT, NULL, VALUE, 12, R(FORMAT)},
    {"1,234", COUNT, NULL, VALUE, 1234, R(FORMAT)},
    {"12,345,678", COUNT, NULL, VALUE, 12345678, R(FORMAT)},
    {"１，２３４", COUNT, NULL, VALUE, 1234, R(FORMAT)},
    {"1，234", COUNT, NULL, VALUE, 1234, R(FORMAT)},
    {"1,23", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1234,567", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"12,3456", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1,2345", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {",123", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1,,234", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"0,123", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1, 234", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"5,", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"5、", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"5.", COUNT, NULL, VALUE, 5, R(FORMAT)},
    {"5。", COUNT, NULL, VALUE, 5, R(FORMAT)},
    {"5．", COUNT, NULL, VALUE, 5, R(FORMAT)},
    {"5。。", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    /* units of counting */
    {"3件", COUNT, NULL, VALUE, 3, R(UNIT_IN_COUNT)},
    {"3 项", COUNT, NULL, VALUE, 3, R(UNIT_IN_COUNT)},
    {"10例", COUNT, NULL, VALUE, 10, R(UNIT_IN_COUNT)},
    {"0件次", COUNT, NULL, VALUE, 0, R(UNIT_IN_COUNT)},
    {"7个。", COUNT, NULL, VALUE, 7, R(UNIT_IN_COUNT) | R(FORMAT)},
    {"7（件）", COUNT, NULL, VALUE, 7, R(UNIT_IN_COUNT)},
    {"+6项", DELTA, NULL, VALUE, 6, R(UNIT_IN_COUNT)},
    {"3件4", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"3（万元）", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    /* notes */
    {"22（其中修订16件）", COUNT, NULL, VALUE, 22, R(NOTE), 0, 0, "其中修订16件"},
    {"22\n（其中修订\n16件）", COUNT, NULL, VALUE, 22, R(NOTE), 0, 0, "其中修订\n16件"},
    {"（含上年） 22", COUNT, NULL, VALUE, 22, R(NOTE), 0, 0, "含上年"},
    {"22件(含上年)", COUNT, NULL, VALUE, 22, R(NOTE) | R(UNIT_IN_COUNT), 0, 0, "含上年"},
    {"22(含(上年)的)", COUNT, NULL, VALUE, 22, R(NOTE), 0, 0, "含(上年)的"},
    {"22（16）", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"22（16件）", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"22（）", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"22（甲）（乙）", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"22（甲", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"22）", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"（22）", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"(8)", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"（甲）", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"2（甲）2", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"22，其中修订16件", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    /* signs */
    {"+6", DELTA, NULL, VALUE, 6, 0},
    {"-8", DELTA, NULL, VALUE, -8, 0},
    {"+1036", DELTA, NULL, VALUE, 1036, 0},
    {"＋6", DELTA, NULL, VALUE, 6, R(FORMAT)},
    {"－8", DELTA, NULL, VALUE, -8, R(FORMAT)},
    {"−8", DELTA, NULL, VALUE, -8, R(FORMAT)},
    {"–8", DELTA, NULL, VALUE, -8, R(FORMAT)},
    {"—8", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"--8", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"+ 6", DELTA, NULL, VALUE, 6, R(FORMAT)},
    {"- 8", DELTA, NULL, VALUE, -8, R(FORMAT)},
    {"8-", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"5", DELTA, NULL, VALUE, 5, R(UNSIGNED)},
    {"0", DELTA, NULL, VALUE, 0, 0},
    {"+0", DELTA, NULL, VALUE, 0, 0},
    {"-0", DELTA, NULL, VALUE, 0, 0},
    {"增加8", DELTA, NULL, VALUE, 8, R(FORMAT)},
    {"减少8", DELTA, NULL, VALUE, -8, R(FORMAT)},
    {"增8", DELTA, NULL, VALUE, 8, R(FORMAT)},
    {"减8项", DELTA, NULL, VALUE, -8, R(FORMAT) | R(UNIT_IN_COUNT)},
    {"減少 45", DELTA, NULL, VALUE, -45, R(FORMAT)},
    {"增+8", DELTA, NULL, VALUE, 8, R(FORMAT)},
    {"减-8", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"减+8", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"增-8", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"减少", DELTA, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"增加8", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"+8", COUNT, NULL, VALUE, 8, R(SIGN)},
    {"-8", COUNT, NULL, UNREAD, 0, R(SIGN)},
    {"-9223372036854775808", DELTA, NULL, UNREAD, 0, R(OVERFLOW)},
    {"-9223372036854775807", DELTA, NULL, VALUE, -INT64_MAX, 0},
    /* fractions of counts */
    {"3.5", COUNT, NULL, UNREAD, 0, R(FRACTION)},
    {"3.0", COUNT, NULL, UNREAD, 0, R(FRACTION)},
    {"+2.5", DELTA, NULL, UNREAD, 0, R(FRACTION)},
    {"1.2.3", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1.234,5", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    /* Chinese numerals */
    {"零", COUNT, NULL, VALUE, 0, R(CHINESE)},
    {"十二", COUNT, NULL, VALUE, 12, R(CHINESE)},
    {"一百零五件", COUNT, NULL, VALUE, 105, R(CHINESE) | R(UNIT_IN_COUNT)},
    {"两个", COUNT, NULL, VALUE, 2, R(CHINESE) | R(UNIT_IN_COUNT)},
    {"减少八", DELTA, NULL, VALUE, -8, R(CHINESE) | R(FORMAT)},
    {"三五件", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"一百五", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"3百", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"十5", COUNT, NULL, UNREAD, 0, R(NOT_NUMBER)},
    /* money */
    {"102297.797528万元", MONEY, NULL, VALUE, 102297797528, 0, YUAN, 2},
    {"102297.797528 万元", MONEY, NULL, VALUE, 102297797528, 0, YUAN, 2},
    {"102297.797528（万元）", MONEY, NULL, VALUE, 102297797528, 0, YUAN, 2},
    {"251000元", MONEY, NULL, VALUE, 25100000, 0, YUAN, 2},
    {"84565 元。", MONEY, "万元", VALUE, 8456500, R(FORMAT), YUAN, 2},
    {"477.35", MONEY, "万元", VALUE, 477350000, 0, YUAN, 2},
    {"59237.2449", MONEY, "（单位：万元）", VALUE, 59237244900, 0, YUAN, 2},
    {"477.35", MONEY, "单位: 万元", VALUE, 477350000, 0, YUAN, 2},
    {"477.35", MONEY, "人民币万元", VALUE, 477350000, 0, YUAN, 2},
    {"477.35", MONEY, "件", VALUE, 47735, R(NO_UNIT), UNKNOWN, 2},
    {"1.2亿元", MONEY, NULL, VALUE, 12000000000, 0, YUAN, 2},
    {"3千元", MONEY, NULL, VALUE, 300000, 0, YUAN, 2},
    {"2百万元", MONEY, NULL, VALUE, 200000000, 0, YUAN, 2},
    {"5万", MONEY, NULL, VALUE, 5000000, 0, YUAN, 2},
    {"￥84,565.20", MONEY, NULL, VALUE, 8456520, R(FORMAT), YUAN, 2},
    {"￥5.2", MONEY, "万元", VALUE, 5200000, 0, YUAN, 2},
    {"人民币5元整", MONEY, NULL, VALUE, 500, 0, YUAN, 2},
    {"五万元", MONEY, NULL, VALUE, 5000000, R(CHINESE), YUAN, 2},
    {"五万", MONEY, "万元", UNREAD, 0, R(NOT_NUMBER)},
    {"0", MONEY, NULL, VALUE, 0, 0, YUAN, 2},
    {"0.00", MONEY, NULL, VALUE, 0, 0, YUAN, 2},
    {"0元", MONEY, "万元", VALUE, 0, 0, YUAN, 2},
    {"零", MONEY, NULL, VALUE, 0, R(CHINESE), YUAN, 2},
    {"6944.93", MONEY, NULL, VALUE, 694493, R(NO_UNIT), UNKNOWN, 2},
    {"6944.930", MONEY, NULL, VALUE, 6944930, R(NO_UNIT), UNKNOWN, 3},
    {"0.0000000000000000001", MONEY, NULL, UNREAD, 0, R(TOO_FINE)},
    {"0.000000000000000001", MONEY, NULL, VALUE, 1, R(NO_UNIT), UNKNOWN, 18},
    {"316441", MONEY, NULL, VALUE, 316441, R(NO_UNIT), UNKNOWN, 0},
    {"12（含上年）", MONEY, "万元", VALUE, 12000000, R(NOTE), YUAN, 2, "含上年"},
    {"0.0000001万元", MONEY, NULL, UNREAD, 0, R(TOO_FINE)},
    {"1.2345678", MONEY, "万元", UNREAD, 0, R(TOO_FINE)},
    {"1.23456780", MONEY, "万元", UNREAD, 0, R(TOO_FINE)},
    {"1.23456700000000000000000", MONEY, "亿元", VALUE, 12345670000, 0, YUAN, 2},
    {"0.001元", MONEY, NULL, UNREAD, 0, R(TOO_FINE)},
    {"0.00000000000000000000000000000000元", MONEY, NULL, VALUE, 0, 0, YUAN, 2},
    {"99999999999999亿元", MONEY, NULL, UNREAD, 0, R(OVERFLOW)},
    {"-5万元", MONEY, NULL, UNREAD, 0, R(SIGN)},
    {"+5万元", MONEY, NULL, VALUE, 5000000, R(SIGN), YUAN, 2},
    {"5件", MONEY, "万元", UNREAD, 0, R(NOT_NUMBER)},
    {"5万元（元）", MONEY, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"5元（件）", MONEY, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"3亿5000万元", MONEY, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"万元", MONEY, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"12.5.3万元", MONEY, NULL, UNREAD, 0, R(NOT_NUMBER)},
    {"1,234.5万元", MONEY, NULL, VALUE, 1234500000, R(FORMAT), YUAN, 2},
};

START_TEST(text_becomes_a_value)
{
    const char *text = cases[_i].text;
    struct gireport__read_value v;
    gireport__value_read(text, strlen(text), cases[_i].type, cases[_i].header, &v);
    ck_assert_msg(v.state == cases[_i].state, "%s: state %u, not %u", text, v.state, cases[_i].state);
    ck_assert_msg(v.value == cases[_i].value, "%s: %lld", text, (long long)v.value);
    ck_assert_msg(v.remarks == cases[_i].remarks, "%s: remarks %u, not %u", text, v.remarks, cases[_i].remarks);
    ck_assert_msg(v.unit == cases[_i].unit && v.scale == cases[_i].scale, "%s: unit %u, scale %u", text, v.unit,
                  v.scale);
    const char *note = cases[_i].note ? cases[_i].note : "";
    ck_assert_msg(v.note_len == strlen(note) && memcmp(v.note ? v.note : "", note, v.note_len) == 0, "%s: note", text);
}
END_TEST

/* Whatever comes in, something comes out, in time that grows with the length only. */
START_TEST(any_length_is_read)
{
    static const char *const pieces[] = {"9", "0", "(", ")", "（", "9,999", "-", "十", "万", "无", " ", "\xff", "."};
    enum { SIZE = 1000000 };
    char *text = malloc(SIZE);
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        size_t n = strlen(pieces[i]), len = SIZE / n * n;
        for (size_t at = 0; at < len; at += n)
            memcpy(text + at, pieces[i], n);
        struct gireport__read_value v;
        gireport__value_read(text, len, MONEY, "万元", &v);
        ck_assert_uint_eq(v.state, pieces[i][0] == ' ' ? BLANK : UNREAD);
        gireport__value_like(text, len);
    }
    memset(text, '0', SIZE);
    text[1] = '.';
    text[SIZE - 1] = '1';
    struct gireport__read_value v;
    gireport__value_read(text, SIZE, MONEY, NULL, &v);
    ck_assert_uint_eq(v.state, UNREAD);
    free(text);
}
END_TEST

static const struct {
    const char *text;
    int like;
} likes[] = {
    {"", 1},       {" ", 1},        {"0", 1},      {"-8", 1},     {"+6", 1},           {"102297.797528万元", 1},
    {"3件", 1},    {"1,234", 1},    {"1 234", 1},  {"0 0 0", 1},  {"00", 1},           {"3.5", 1},
    {"22*", 1},    {"22①", 1},     {"22（16）", 1}, {"22（其中修订16件）", 1},          {"减少8", 1},
    {"/", 1},      {"——", 1},     {"无", 1},      {"不适用", 1}, {"十二", 1},         {"零", 1},
    {"一件", 1},   {"5.", 1},       {"5万", 1},    {"一", 0},     {"三", 0},           {"（1）", 0},
    {"1、", 0},    {"总计", 0},     {"件", 0},     {"万元", 0},   {"1.属于国家秘密", 0}, {"2023-01-05", 0},
    {"0537—8723725", 0}, {"15:07", 0}, {"12%", 0}, {"详见附表", 0}, {"规章", 0},       {"（一）予以公开", 0},
    {"+", 0},      {"N", 0},        {"。", 0},     {"2020年", 0}, {"第5页", 0},
};

START_TEST(value_cells_look_like_values)
{
    ck_assert_msg(gireport__value_like(likes[_i].text, strlen(likes[_i].text)) == likes[_i].like, "%s", likes[_i].text);
}
END_TEST

static const struct {
    const char *text;
    int64_t value; /* -1: no number */
} numerals[] = {
    {"零", 0},         {"〇", 0},         {"一", 1},          {"十", 10},         {"十一", 11},      {"二十", 20},
    {"二十五", 25},    {"一百", 100},     {"一百零五", 105},  {"一百一十", 110},  {"两百", 200},     {"一千零一", 1001},
    {"一千零五十", 1050}, {"一千二百三十四", 1234}, {"一万", 10000}, {"十二万", 120000}, {"一万零二", 10002},
    {"三万五千", 35000}, {"一亿零三万", 100030000}, {"九千九百九十九亿九千九百九十九万九千九百九十九", 999999999999},
    {"二〇二〇", 2020}, {"一〇五", 105},  {"一二三", 123},    {"壹佰贰拾叁", 123}, {"伍萬", 50000},   {"兩", 2},
    {"", -1},          {"三五", -1},      {"一百五", -1},     {"一万二", -1},     {"百", -1},        {"万", -1},
    {"一十十", -1},    {"十百", -1},      {"零十", -1},       {"一零零五十零", -1}, {"一万一亿", -1}, {"一百二百", -1},
    {"五件", -1},      {"5", -1},         {"一a", -1},        {"二零", 20},
};

START_TEST(chinese_numerals_are_read)
{
    int64_t v = 7;
    const char *text = numerals[_i].text;
    int ok = gireport__chinese_number(text, strlen(text), &v);
    ck_assert_msg(ok == (numerals[_i].value >= 0), "%s: %d %lld", text, ok, (long long)v);
    ck_assert_msg(v == (ok ? numerals[_i].value : 0), "%s: %lld", text, (long long)v);
}
END_TEST

START_TEST(numerals_end_where_they_end)
{
    ck_assert_uint_eq(gireport__chinese_span("十二万元", strlen("十二万元")), strlen("十二万"));
    ck_assert_uint_eq(gireport__chinese_span("5", 1), 0);
    ck_assert_uint_eq(gireport__chinese_span("十\xff", 4), 3);
}
END_TEST

static const struct {
    const char *key, *text, *rules; /* rules told, each with its role */
} told[] = {
    {"applications.new.total", "25", ""},
    {"applications.new.total", "", ""},
    {"applications.new.total", "/", ""},
    {"applications.new.total", "25件", "GI-F-004 0;"},
    {"applications.new.total", "２５。", "GI-F-005 0;"},
    {"applications.new.total", "十二件", "GI-F-004 0;GI-F-005 0;"},
    {"applications.new.total", "22（其中修订16件）", "GI-F-004 0;"},
    {"applications.new.total", "无（未开展）", ""},
    {"applications.new.total", "见附件（甲）", "GI-F-006 3;"},
    {"applications.new.total", "-8", "GI-F-007 3;"},
    {"applications.new.total", "+8", "GI-F-007 0;"},
    {"applications.new.total", "2.5", "GI-F-009 3;"},
    {"disclosure.licensing.change", "6", "GI-F-008 0;"},
    {"disclosure.procurement.amount", "12", ""},
    {"disclosure.procurement.amount", "12元（甲）", ""},
    {"disclosure.procurement.amount", "0.001元", "GI-T2-013 3;"},
};

START_TEST(remarks_are_told_once)
{
    gireport_report *r;
    gireport_findings *f;
    size_t field;
    char rules[200] = "";
    const gireport_template *t = gireport_template_find("cn-2019");
    ck_assert_int_eq(gireport_report_new(t, &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_template_field_find(t, told[_i].key, &field), GIREPORT_OK);
    struct gireport__read_value v;
    struct gireport__spot spot = {12, 5, "t3r5c2"};
    const char *text = told[_i].text;
    gireport__value_read(text, strlen(text), gireport_field_type(t, field), NULL, &v);
    ck_assert_int_eq(gireport__cell_store(r, field, text, strlen(text), &v, &spot, f), GIREPORT_OK);
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        size_t used = strlen(rules);
        ck_assert_uint_eq(gireport_finding_cell_count(f, i), 1);
        ck_assert_str_eq(gireport_finding_cell_key(f, i, 0), told[_i].key);
        snprintf(rules + used, sizeof(rules) - used, "%s %u;", gireport_finding_rule(f, i),
                 (unsigned)gireport_finding_cell_role(f, i, 0));
    }
    ck_assert_str_eq(rules, told[_i].rules);
    ck_assert_str_eq(gireport_cell_raw(r, field), text);
    ck_assert_str_eq(gireport_cell_place(r, field), "t3r5c2");
    ck_assert_uint_eq(gireport_cell_state(r, field), v.state);
    uint32_t line, column;
    ck_assert_int_eq(gireport_cell_position(r, field, &line, &column), GIREPORT_OK);
    ck_assert_uint_eq(line * 100 + column, 1205);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("model/value");
    TCase *t = tcase_create("value");
    tcase_add_loop_test(t, text_becomes_a_value, 0, sizeof(cases) / sizeof(cases[0]));
    tcase_add_test(t, any_length_is_read);
    tcase_add_loop_test(t, value_cells_look_like_values, 0, sizeof(likes) / sizeof(likes[0]));
    tcase_add_loop_test(t, chinese_numerals_are_read, 0, sizeof(numerals) / sizeof(numerals[0]));
    tcase_add_test(t, numerals_end_where_they_end);
    tcase_add_loop_test(t, remarks_are_told_once, 0, sizeof(told) / sizeof(told[0]));
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
