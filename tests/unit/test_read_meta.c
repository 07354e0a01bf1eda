/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../support/failing.h"
#include "../support/suite.h"
#include "base/text.h"
#include "read/meta_text.h"

#define MAX_LINES 16

/* Lines separated by '\n', as the recogniser hands them over. */
static size_t split(const char *text, struct gireport__meta_line *lines)
{
    size_t n = 0;
    for (uint32_t row = 1; *text; row++) {
        size_t len = strcspn(text, "\n");
        ck_assert_uint_lt(n, MAX_LINES);
        lines[n] = (struct gireport__meta_line){.text = text, .len = len, .line = row, .column = 1};
        gireport__trim(&lines[n].text, &lines[n].len);
        n += lines[n].len != 0;
        text += len + (text[len] != '\0');
    }
    return n;
}

static gireport_report *read_text(const char *text, gireport_findings *f)
{
    struct gireport__meta_line lines[MAX_LINES];
    struct gireport__meta m = {.before = lines, .n_before = split(text, lines), .preamble = text};
    gireport_report *r;
    m.preamble_len = strlen(text);
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
    ck_assert_int_eq(gireport__meta_read(&m, r, f), GIREPORT_OK);
    return r;
}

static const char *text_of(const gireport_report *r, uint32_t which)
{
    const char *s = gireport_report_text(r, which);
    return s ? s : "";
}

static const struct {
    const char *lines, *title, *organ;
    int year;
} titles[] = {
    {"云溪县人民政府2020年政府信息公开工作年度报告", "云溪县人民政府2020年政府信息公开工作年度报告", "云溪县人民政府", 2020},
    {" 云溪县人民政府\n2020 年政府信息公开工作年度报告", "云溪县人民政府2020年政府信息公开工作年度报告", "云溪县人民政府", 2020},
    {"2025 年云溪市人民政府办公厅政府信息公开\n工作年度报告", "2025年云溪市人民政府办公厅政府信息公开工作年度报告", "云溪市人民政府办公厅", 2025},
    {"2022年度柳镇政府信息公开工作年度报告", "2022年度柳镇政府信息公开工作年度报告", "柳镇", 2022},
    {"云溪县人民政府信息公开工作年度报告（2020年）", "云溪县人民政府信息公开工作年度报告（2020年）", "云溪县人民政府", 2020},
    {"云溪县统计局\n政府信息公开工作年度报告\n（2021年度）", "云溪县统计局政府信息公开工作年度报告（2021年度）",
     "云溪县统计局", 2021},
    {"柳镇人民政府关于2021年度政府信息公开工作的年度报告", "柳镇人民政府关于2021年度政府信息公开工作的年度报告", "柳镇人民政府", 2021},
    {"关于2021年度政府信息公开工作的年度报告", "关于2021年度政府信息公开工作的年度报告", "", 2021},
    {"云溪县二〇二〇年政府信息公开年报", "云溪县二〇二〇年政府信息公开年报", "云溪县", 2020},
    {"云溪县２０２１年政府信息公开年度报告", "云溪县２０２１年政府信息公开年度报告", "云溪县", 2021},
    {"雲溪縣人民政府2020年政府信息公開工作年度報告", "雲溪縣人民政府2020年政府信息公開工作年度報告", "雲溪縣人民政府", 2020},
    {"标题：云溪县财政局2022年政府信息公开工作年度报告", "云溪县财政局2022年政府信息公开工作年度报告", "云溪县财政局", 2022},
    {"云溪县财政局2022年政府信息公开工作年度报告-云溪县政府网", "云溪县财政局2022年政府信息公开工作年度报告", "云溪县财政局", 2022},
    {"2020年度报告\n云溪县政府信息公开2020年度报告", "云溪县政府信息公开2020年度报告", "云溪县", 2020},
    {"云溪县2020年政府信息公开工作年度报告\n2020年政府信息公开工作年度报告", "云溪县2020年政府信息公开工作年度报告", "云溪县", 2020},
    /* links to the years before stand above */
    {"云溪县2018年政府信息公开工作年度报告\n云溪县2019年政府信息公开工作年度报告\n云溪县2020年政府信息公开工作年度报告",
     "云溪县2020年政府信息公开工作年度报告", "云溪县", 2020},
    /* a name on both sides of the year is not guessed at */
    {"云溪县2020年度财政局政府信息公开工作年度报告", "云溪县2020年度财政局政府信息公开工作年度报告", "", 2020},
    /* a bureau of which district? */
    {"区统计局2023年政府信息公开工作年度报告", "区统计局2023年政府信息公开工作年度报告", "", 2023},
    {"我局2023年政府信息公开工作年度报告", "我局2023年政府信息公开工作年度报告", "", 2023},
    {"市中区人民政府2023年政府信息公开工作年度报告", "市中区人民政府2023年政府信息公开工作年度报告", "市中区人民政府", 2023},
    /* no titles */
    {"首页 > 政府信息公开 > 政府信息公开年报", "", "", 0},
    {"关于做好2020年政府信息公开工作年度报告编制工作的通知", "", "", 0},
    {"2020年，云溪县公布了政府信息公开工作年度报告", "", "", 0},
    {"根据条例规定，现公布云溪县统计局2023年政府信息公开工作年度报告。", "", "云溪县统计局", 2023},
    {"现公布区统计局2023年政府信息公开工作年度报告。", "", "", 2023},
    {"发布机构：云溪县财政局\n政府信息公开工作年度报告", "政府信息公开工作年度报告", "云溪县财政局", 0},
    {"单位：\n云溪县财政局\n来源： http://x.example/a", "", "云溪县财政局", 0},
    {"本报告由溪市云溪县人民政府办公室按照条例编制。", "", "溪市云溪县人民政府办公室", 0},
    {"政府信息公开工作年度报告\n本报告所列数据的统计期限为2022年1月1日至2022年12月31日。", "政府信息公开工作年度报告", "", 2022},
    /* a form that is filled in beside its labels, under a title that is not */
    {"＿＿＿＿年政府信息公开工作年度报告\n编制单位：云溪县财政局\n报告年度：2023", "", "云溪县财政局", 2023},
    {"编制单位：云溪县财政局\n报告年度\n2023年", "", "云溪县财政局", 2023},
    {"编制单位：云溪县财政局\n报告年度：123", "", "云溪县财政局", 0},
    {"", "", "", 0},
};

START_TEST(titles_are_taken_apart)
{
    gireport_findings *f;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    gireport_report *r = read_text(titles[_i].lines, f);
    ck_assert_str_eq(text_of(r, GIREPORT_TEXT_TITLE), titles[_i].title);
    ck_assert_str_eq(text_of(r, GIREPORT_TEXT_ORGAN), titles[_i].organ);
    ck_assert_int_eq(gireport_report_year(r), titles[_i].year);
    size_t n = 0;
    if (!titles[_i].organ[0])
        ck_assert_str_eq(gireport_finding_rule(f, n++), "GI-R-020");
    if (!titles[_i].year)
        ck_assert_str_eq(gireport_finding_rule(f, n++), "GI-R-021");
    ck_assert_uint_eq(gireport_findings_count(f), n);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

static const struct {
    const char *text;
    int is;
} title_lines[] = {
    {"云溪县2020年政府信息公开工作年度报告", 1}, {"工作年度报告", 1},       {"年度报告", 1},
    {"2020年政府信息公开年报", 1},               {"云溪县人民政府", 0},     {"本报告由云溪县政府信息公开办公室编制", 0},
    {"", 0},                                     {"政府信息公开指南", 0},   {"2020年工作报告", 0},
};

START_TEST(lines_are_told_to_be_titles)
{
    ck_assert_int_eq(gireport__meta_is_title(title_lines[_i].text, strlen(title_lines[_i].text)), title_lines[_i].is);
}
END_TEST

static const struct {
    const char *organ;
    uint32_t level;
} levels[] = {
    {"云溪县人民政府", GIREPORT_LEVEL_COUNTY},       {"溪市云溪区人民政府", GIREPORT_LEVEL_COUNTY},
    {"某省人民政府", GIREPORT_LEVEL_PROVINCE},       {"某自治区人民政府", GIREPORT_LEVEL_PROVINCE},
    {"上海市人民政府", GIREPORT_LEVEL_PROVINCE},     {"云溪市人民政府", GIREPORT_LEVEL_UNKNOWN},
    {"云溪新区人民政府", GIREPORT_LEVEL_UNKNOWN},    {"某自治州人民政府", GIREPORT_LEVEL_CITY},
    {"柳镇人民政府", GIREPORT_LEVEL_TOWNSHIP},       {"柳乡人民政府", GIREPORT_LEVEL_TOWNSHIP},
    {"柳街道办事处", GIREPORT_LEVEL_TOWNSHIP},       {"云溪县财政局", GIREPORT_LEVEL_DEPARTMENT},
    {"云溪县发展和改革委员会", GIREPORT_LEVEL_DEPARTMENT}, {"云溪县人民政府办公室", GIREPORT_LEVEL_OFFICE},
    {"某省人民政府办公厅", GIREPORT_LEVEL_OFFICE},   {"国家统计局", GIREPORT_LEVEL_UNKNOWN},
    {"云溪县税务局", GIREPORT_LEVEL_UNKNOWN},        {"云溪县市场监督管理局", GIREPORT_LEVEL_DEPARTMENT},
    {"溪市自然资源局云溪分局", GIREPORT_LEVEL_UNKNOWN}, {"云溪开发区管理委员会", GIREPORT_LEVEL_UNKNOWN},
    {"云溪县", GIREPORT_LEVEL_UNKNOWN},              {"", GIREPORT_LEVEL_UNKNOWN},
};

START_TEST(levels_are_taken_from_sure_names_only)
{
    ck_assert_msg(gireport__meta_level(levels[_i].organ, strlen(levels[_i].organ)) == levels[_i].level, "%s",
                  levels[_i].organ);
}
END_TEST

static const struct {
    const char *text;
    int year; /* given */
    int y, m, d;
    const char *rest; /* NULL: no day */
} days[] = {
    {"2021年1月28日发布", 0, 2021, 1, 28, "发布"},  {"2021 年 1 月 28 日", 0, 2021, 1, 28, ""},
    {"2021-01-28 15:07", 0, 2021, 1, 28, " 15:07"}, {"2021/1/28", 0, 2021, 1, 28, ""},
    {"2021.01.28。", 0, 2021, 1, 28, "。"},         {"２０２１年１月２８日", 0, 2021, 1, 28, ""},
    {"2023-2-115:07", 0, 0, 0, 0, NULL},            {"2021年2月29日", 0, 0, 0, 0, NULL},
    {"2020年2月29日", 0, 2020, 2, 29, ""},          {"12月31日止", 2020, 2020, 12, 31, "止"},
    {"12月31日", 0, 0, 0, 0, NULL},                 {"12-31", 2020, 0, 0, 0, NULL},
    {"2021年13月1日", 0, 0, 0, 0, NULL},            {"2021年1月", 0, 0, 0, 0, NULL},
    {"", 0, 0, 0, 0, NULL},
};

START_TEST(days_are_read)
{
    struct gireport__day d = {0, 0, 0};
    size_t n = gireport__meta_day(days[_i].text, strlen(days[_i].text), days[_i].year, &d);
    ck_assert_msg((n != 0) == (days[_i].rest != NULL), "%s", days[_i].text);
    if (n)
        ck_assert_str_eq(days[_i].text + n, days[_i].rest);
    ck_assert_int_eq(d.year, days[_i].y);
    ck_assert_int_eq(d.month, days[_i].m);
    ck_assert_int_eq(d.day, days[_i].d);
}
END_TEST

static const struct {
    const char *text;
    uint32_t which;
    const char *want;
    uint32_t line, column;
} facts[] = {
    {"本报告统计期限自2024年1月1日起至2024年12月31日止。", GIREPORT_TEXT_PERIOD, "2024-01-01/2024-12-31", 1, 9},
    {"所列数据的统计期限为 2025\n年 1 月 1 日至 12 月 31 日。", GIREPORT_TEXT_PERIOD, "2025-01-01/2025-12-31", 1, 12},
    {"统计时限：2022.1.1—2022.12.31", GIREPORT_TEXT_PERIOD, "2022-01-01/2022-12-31", 1, 6},
    {"统计时间2020年1月1日至12月21日", GIREPORT_TEXT_PERIOD, "2020-01-01/2020-12-21", 1, 5},
    {"会议于2020年1月1日至12月31日召开", GIREPORT_TEXT_PERIOD, "", 0, 0},
    {"统计期限为2020年1月1日", GIREPORT_TEXT_PERIOD, "", 0, 0},
    {"按照国办公开办函〔2021〕30号要求", GIREPORT_TEXT_DOCUMENT, "国办公开办函〔2021〕30号", 1, 3},
    {"（国办公开办函[2019]60 号）", GIREPORT_TEXT_DOCUMENT, "国办公开办函[2019]60号", 1, 2},
    {"（国办公开办函（2019）\n60号）和（国办公开办函【2021】30号）", GIREPORT_TEXT_DOCUMENT, "国办公开办函【2021】30号", 2, 7},
    {"（国令第711号）、（溪政办发〔2021〕3号）", GIREPORT_TEXT_DOCUMENT, "", 0, 0},
    {"联系（地\n址：云溪县府前街 1号；邮编：272200；", GIREPORT_TEXT_ADDRESS, "云溪县府前街1号", 2, 3},
    {"地址：云溪县府前街1号，政务中心3楼，邮编：272200", GIREPORT_TEXT_ADDRESS, "云溪县府前街1号，政务中心3楼", 1, 4},
    {"（地址：云溪县府前街（北）1号）。", GIREPORT_TEXT_ADDRESS, "云溪县府前街（北）1号", 1, 5},
    {"地址：云溪县府前街1号\n我县依法公开信息", GIREPORT_TEXT_ADDRESS, "云溪县府前街1号", 1, 4},
    {"邮政编码 272200", GIREPORT_TEXT_POSTCODE, "272200", 1, 6},
    {"邮编：2722001", GIREPORT_TEXT_POSTCODE, "", 0, 0},
    {"邮编：27220", GIREPORT_TEXT_POSTCODE, "", 0, 0},
    {"联系电话：0537—8723725； 传 真 ： 0537—8727002", GIREPORT_TEXT_PHONE, "0537—8723725", 1, 6},
    {"电话：\n0537—8723725； 传 真 ： 0537—8727002；", GIREPORT_TEXT_FAX, "0537—8727002", 2, 21},
    {"（电话：（0537）8723725、8723726）", GIREPORT_TEXT_PHONE, "（0537）8723725、8723726", 1, 5},
    {"电话：12345", GIREPORT_TEXT_PHONE, "", 0, 0},
    {"我县开通电话热线", GIREPORT_TEXT_PHONE, "", 0, 0},
    {"电 子 邮 箱 ：\nyx8723725@ji.example.cn）。", GIREPORT_TEXT_EMAIL, "yx8723725@ji.example.cn", 2, 1},
    {"E-mail:a.b_c@x.cn. 网址：www.x.cn", GIREPORT_TEXT_EMAIL, "a.b_c@x.cn", 1, 8},
    {"邮箱：无", GIREPORT_TEXT_EMAIL, "", 0, 0},
    {"发布时间：2021-01-28 15:07 来源：县政府办 浏览次数：3", GIREPORT_TEXT_PUBLISHED, "2021-01-28", 1, 1},
    {"公开日期\n2024-01-17\n文号", GIREPORT_TEXT_PUBLISHED, "2024-01-17", 2, 1},
    {"[发布日期：2021年1月8日]", GIREPORT_TEXT_PUBLISHED, "2021-01-08", 1, 1},
    {"成文日期：2021-01-05\n发布日期：[2021-01-28]", GIREPORT_TEXT_PUBLISHED, "2021-01-28", 2, 1},
    {"日期:2020-01-30", GIREPORT_TEXT_PUBLISHED, "2020-01-30", 1, 1},
    {"采集时间：2025-12-30", GIREPORT_TEXT_PUBLISHED, "", 0, 0},
    {"发布时间：", GIREPORT_TEXT_PUBLISHED, "", 0, 0},
    {"原文链接: https://www.x.cn/a.htm 3", GIREPORT_TEXT_URL, "https://www.x.cn/a.htm", 1, 1},
    {"来源：\nhttp://www.x.cn/a.htm", GIREPORT_TEXT_URL, "http://www.x.cn/a.htm", 2, 1},
    {"网站（http://www.x.cn/）查阅", GIREPORT_TEXT_URL, "", 0, 0},
    {"云溪县2020年政府信息公开工作年度报告\n来源：县政府\n本报告依条例编制。\n现予公布。\n附件", GIREPORT_TEXT_PREAMBLE,
     "本报告依条例编制。\n现予公布。", 3, 1},
    {"当前位置：首页 > 政务公开 > 年报 > 云溪县财政局", GIREPORT_TEXT_PREAMBLE, "", 0, 0},
};

START_TEST(facts_are_found)
{
    gireport_report *r = read_text(facts[_i].text, NULL);
    ck_assert_str_eq(text_of(r, facts[_i].which), facts[_i].want);
    ck_assert_uint_eq(r->texts[facts[_i].which].line, facts[_i].line);
    ck_assert_uint_eq(r->texts[facts[_i].which].column, facts[_i].column);
    gireport_report_free(r);
}
END_TEST

static const struct {
    const char *text;
    int64_t towns, departments;
} coverages[] = {
    {"根据 13个镇街和 35个县政府各部门、单位 2020年度工作年度报告编制。", 13, 35},
    {"汇总十二个乡镇（街道）、四十个县直部门的年度报告。", 12, 40},
    {"根据9个镇、4个街道和30个部门的报告编制。", 13, 30},
    {"根据12个部门和8个县直单位的报告编制。", -1, -1},
    {"根据48个单位的报告编制。", -1, -1},
    {"本年召开3个部门参加的会议。本报告据此编制。", -1, -1},
    {"本报告包括六个部分。", -1, -1},
};

START_TEST(coverage_is_counted)
{
    gireport_report *r = read_text(coverages[_i].text, NULL);
    ck_assert_int_eq(gireport_report_units(r, GIREPORT_UNITS_TOWNS), coverages[_i].towns);
    ck_assert_int_eq(gireport_report_units(r, GIREPORT_UNITS_DEPARTMENTS), coverages[_i].departments);
    gireport_report_free(r);
}
END_TEST

START_TEST(the_document_itself_helps_out)
{
    struct gireport__meta_line line = {.text = "一段文字", .len = strlen("一段文字"), .line = 1, .column = 1};
    struct gireport__meta m = {.before = &line, .n_before = 1, .published = "2021-01-28 10:00", .url = "https://x.cn/",
                               .title = "云溪县财政局2020年政府信息公开年报-云溪县政府网"};
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2019"), &r), GIREPORT_OK);
    ck_assert_int_eq(gireport__meta_read(&m, r, NULL), GIREPORT_OK);
    ck_assert_str_eq(text_of(r, GIREPORT_TEXT_TITLE), "云溪县财政局2020年政府信息公开年报");
    ck_assert_str_eq(text_of(r, GIREPORT_TEXT_ORGAN), "云溪县财政局");
    ck_assert_str_eq(text_of(r, GIREPORT_TEXT_PUBLISHED), "2021-01-28");
    ck_assert_str_eq(text_of(r, GIREPORT_TEXT_URL), "https://x.cn/");
    ck_assert_int_eq(gireport_report_year(r), 2020);
    ck_assert_uint_eq(gireport_report_level(r), GIREPORT_LEVEL_DEPARTMENT);
    /* what is known already stays */
    m.title = "柳镇2021年政府信息公开年报";
    ck_assert_int_eq(gireport__meta_read(&m, r, NULL), GIREPORT_OK);
    ck_assert_str_eq(text_of(r, GIREPORT_TEXT_ORGAN), "云溪县财政局");
    ck_assert_int_eq(gireport_report_year(r), 2020);
    gireport_report_free(r);
}
END_TEST

/* Time that grows with the length only, and no memory that is not there. */
START_TEST(any_lines_are_read)
{
    static const char *const pieces[] = {"报告", "2020年1月1日至", "国办〔2021〕3号", "地址：", "电话1", "个", "年报（", "\xff", "现公布",
                                         "十", "统计2020年1月1日起"};
    enum { SIZE = 300000 };
    char *text = malloc(SIZE);
    size_t n = strlen(pieces[_i]), len = SIZE / n * n;
    for (size_t at = 0; at < len; at += n)
        memcpy(text + at, pieces[_i], n);
    struct gireport__meta_line line = {.text = text, .len = len, .line = 1, .column = 1};
    struct gireport__meta m = {.before = &line, .n_before = 1, .preamble = text, .preamble_len = len};
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2019"), &r), GIREPORT_OK);
    ck_assert_int_eq(gireport__meta_read(&m, r, NULL), GIREPORT_OK);
    gireport_report_free(r);
    free(text);
}
END_TEST

START_TEST(memory_that_runs_out_is_told)
{
    static const char text[] = "云溪县人民政府2020年政府信息公开工作年度报告\n发布时间：2021-01-28\n"
                               "按国办公开办函〔2021〕30号，统计期限自2020年1月1日起至2020年12月31日止（电话：0537-8723725）。";
    struct gireport__meta_line lines[MAX_LINES];
    struct gireport__meta m = {.before = lines, .n_before = split(text, lines), .preamble = text};
    m.preamble_len = strlen(text);
    int done = !failing_works(); /* the build without sanitizers has this test */
    for (unsigned long n = 1; !done; n++) {
        gireport_report *r;
        ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
        failing_at(n);
        int status = gireport__meta_read(&m, r, NULL);
        done = failing_count() < n;
        failing_at(0);
        ck_assert_int_eq(status, done ? GIREPORT_OK : GIREPORT_ERR_NOMEM);
        gireport_report_free(r);
    }
}
END_TEST

#define LOOP(name, table) tcase_add_loop_test(t, name, 0, sizeof(table) / sizeof((table)[0]))

int main(void)
{
    Suite *suite = suite_create("read/meta");
    TCase *t = tcase_create("meta");
    LOOP(titles_are_taken_apart, titles);
    LOOP(lines_are_told_to_be_titles, title_lines);
    LOOP(levels_are_taken_from_sure_names_only, levels);
    LOOP(days_are_read, days);
    LOOP(facts_are_found, facts);
    LOOP(coverage_is_counted, coverages);
    tcase_add_test(t, the_document_itself_helps_out);
    tcase_add_loop_test(t, any_lines_are_read, 0, 11);
    tcase_add_test(t, memory_that_runs_out_is_told);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
