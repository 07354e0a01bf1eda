/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../support/suite.h"
#include "base/fold_data.h"
#include "base/text.h"

static const struct {
    const char *text;
    uint32_t cp;
    int n;
} points[] = {
    {"", 0, 0},
    {"a", 'a', 1},
    {"\xc2\x80", 0x80, 2},
    {"\xdf\xbf", 0x7ff, 2},
    {"\xe0\xa0\x80", 0x800, 3},
    {"总", 0x603b, 3},
    {"\xed\x9f\xbf", 0xd7ff, 3},
    {"\xee\x80\x80", 0xe000, 3},
    {"\xef\xbf\xbf", 0xffff, 3},
    {"\xf0\x90\x80\x80", 0x10000, 4},
    {"\xf4\x8f\xbf\xbf", 0x10ffff, 4},
    {"\x80", 0xfffd, -1},
    {"\xc0\x80", 0xfffd, -1},         /* overlong */
    {"\xc1\xbf", 0xfffd, -1},
    {"\xe0\x9f\xbf", 0xfffd, -1},
    {"\xf0\x8f\xbf\xbf", 0xfffd, -1},
    {"\xed\xa0\x80", 0xfffd, -1},     /* surrogate */
    {"\xed\xbf\xbf", 0xfffd, -1},
    {"\xf4\x90\x80\x80", 0xfffd, -1}, /* too great */
    {"\xf5\x80\x80\x80", 0xfffd, -1},
    {"\xff", 0xfffd, -1},
    {"\xe6\x80", 0xfffd, -1},         /* cut off */
    {"\xe6" "a", 0xfffd, -1},
    {"\xc3", 0xfffd, -1},
    {"\xf0\x9f\x98", 0xfffd, -1},
};

START_TEST(points_are_decoded)
{
    uint32_t cp = 7;
    size_t len = strlen(points[_i].text);
    ck_assert_int_eq(gireport__utf8_next(points[_i].text, len, &cp), points[_i].n);
    ck_assert_uint_eq(cp, points[_i].cp);
    ck_assert_uint_eq(gireport__utf8_check(points[_i].text, len), points[_i].n < 0 ? 0 : len);
    char out[4];
    if (points[_i].n > 0) {
        ck_assert_int_eq(gireport__utf8_put(out, cp), points[_i].n);
        ck_assert_mem_eq(out, points[_i].text, len);
    }
}
END_TEST

START_TEST(all_points_go_there_and_back)
{
    char out[4];
    for (uint32_t cp = 0, back; cp < 0x110000; cp++) {
        int n = gireport__utf8_put(out, cp);
        ck_assert_int_eq(gireport__utf8_next(out, (size_t)n, &back), n);
        ck_assert_uint_eq(back, cp >= 0xd800 && cp <= 0xdfff ? 0xfffd : cp);
    }
    ck_assert_int_eq(gireport__utf8_put(out, 0x110000), 3);
    ck_assert_uint_eq(gireport__utf8_check("abcdefghijklmnop\xff", 17), 16);
    ck_assert_uint_eq(gireport__utf8_check("abcdefgh总\xe6", 12), 11);
}
END_TEST

static const struct {
    const char *text, *folded;
} folds[] = {
    {"規(guī)章", "规章"},
    {"數（shù）量(見)", "数量(见)"},
    {"发（fā）件(PDF)", "发件(pdf)"},
    {"表(zhuangzhuang)", "表(zhuangzhuang)"},
    {"x(gui)", "x(gui)"},
    {"", ""},
    {"（一）予以公开", "(一)予以公开"},
    {" 一、 总体 情况\n", "一,总体情况"},
    {"三、本年度办理结果", "三,本年度办理结果"},
    {"3.危及“三安全一稳 定”", "3.危及三安全一稳定"},
    {"３．危及\"三安全一稳定\"", "3.危及三安全一稳定"},
    {"3。危及「三安全一稳定」", "3.危及三安全一稳定"},
    {"第二十条第〔一〕项", "第二十条第(一)项"},
    {"【一】[一]［一］{一}", "(一)(一)(一)(一)"},
    {"本年增／减", "本年增/减"},
    {"規範性檔案", "规范性档案"},
    {"行政許可 處罰 強制 收費 採購 總計 結轉 辦理", "行政许可处罚强制收费采购总计结转办理"},
    {"國家祕密 機關 資訊 信息 規章 單位 萬元 億元", "国家秘密机关资讯信息规章单位万元亿元"},
    {"政府信息公開工作年度報告", "政府信息公开工作年度报告"},
    {"⼀、⽬录 ⾏政 ⻅⻓⻔", "一,目录行政见长门"}, /* Kangxi and other radicals */
    {"①⑴Ⅳ㈠", "1(1)iv(一)"},
    {"ABCabcＡＢ", "abcabcab"},
    {"a－b−c–d—e‐fーg─h", "a-b-c-d-e-f-g-h"},
    {"甲，乙,丙、丁", "甲,乙,丙,丁"},
    {"单位：万元", "单位:万元"},
    {"\xef\xbb\xbf\xe2\x80\x8b甲\xc2\xad\xe2\x80\x8d乙\xef\xb8\x8f\xc2\xa0　\t", "甲乙"},
    {"甲\x01\x7f\xc2\x85乙", "甲乙"},
    {"\xef\xa5\xa5", "便"}, /* U+F965, a compatibility ideograph */
    {"‘’''“”\"「」『』〝〞``´″", ""},
    {"…", "..."},
    {"100％ ￥", "100%¥"},
    {"甲\xff乙\xe6", "甲\xef\xbf\xbd乙\xef\xbf\xbd"},
    {"·•・", "···"},
    {"㎡", "m2"},
    {"里后云干征", "里后云干征"}, /* both scripts have these; they stay */
};

START_TEST(labels_are_folded)
{
    struct gireport__buf b = {0};
    gireport__fold(&b, folds[_i].text, strlen(folds[_i].text));
    ck_assert_str_eq(gireport__buf_str(&b), folds[_i].folded);
    gireport__buf_free(&b);
}
END_TEST

/* Folding what is folded changes nothing; a text folds to what its points fold to. */
START_TEST(folding_is_stable)
{
    char text[4];
    struct gireport__buf once = {0}, twice = {0}, by_points = {0};
    for (uint32_t cp = 1; cp < 0x30000; cp++) {
        uint32_t out[4];
        gireport__buf_clear(&once);
        gireport__buf_clear(&twice);
        gireport__buf_clear(&by_points);
        gireport__fold(&once, text, (size_t)gireport__utf8_put(text, cp));
        gireport__fold(&twice, once.data, once.len);
        ck_assert_msg(strcmp(once.data, twice.data) == 0, "U+%04X: %s, then %s", cp, once.data, twice.data);
        int n = gireport__fold_point(cp >= 0xd800 && cp <= 0xdfff ? 0xfffd : cp, out);
        ck_assert_int_le(n, 4);
        for (int i = 0; i < n; i++)
            gireport__buf_add(&by_points, text, (size_t)gireport__utf8_put(text, out[i]));
        ck_assert_msg(strcmp(gireport__buf_str(&by_points), once.data) == 0, "U+%04X", cp);
    }
    gireport__buf_free(&once);
    gireport__buf_free(&twice);
    gireport__buf_free(&by_points);
}
END_TEST

START_TEST(every_pair_is_found)
{
    size_t n = sizeof(pairs) / sizeof(pairs[0]);
    for (size_t i = 0; i < n; i++) {
        uint32_t out[4];
        ck_assert_int_eq(gireport__fold_point(pairs[i].from, out), 1);
        ck_assert_uint_eq(out[0], pairs[i].to);
        ck_assert(i == 0 || pairs[i - 1].from < pairs[i].from);
    }
    ck_assert_uint_eq(first[LAST_PAGE - FIRST_PAGE + 1], n);
}
END_TEST

START_TEST(long_texts_fold_whole)
{
    struct gireport__buf in = {0}, out = {0};
    for (int i = 0; i < 5000; i++)
        gireport__buf_adds(&in, "（國）ﷺ A");
    gireport__fold(&out, in.data, in.len);
    ck_assert_uint_eq(out.len, 5000 * strlen("(国)ﷺa"));
    ck_assert_mem_eq(out.data + out.len - strlen("(国)ﷺa"), "(国)ﷺa", strlen("(国)ﷺa"));
    gireport__buf_free(&in);
    gireport__buf_free(&out);
}
END_TEST

static const struct {
    const char *text;
    size_t narrow, wide; /* with ambiguous characters wide */
} widths[] = {
    {"", 0, 0},     {"abc", 3, 3},      {"总计", 4, 4},   {"（一）", 6, 6}, {"ＡＢ", 4, 4},       {"ｱ", 1, 1},
    {"“三”", 4, 6}, {"—", 1, 2},        {"①", 1, 2},     {"e\xcc\x81", 1, 1},
    {"\xe2\x80\x8b", 0, 0}, {"\t\x01\x7f", 0, 0},
    {"𠮷", 2, 2},   {"，。", 4, 4},     {"⼀", 2, 2},     {"°C", 2, 3},     {"\xff", 1, 2},
};

START_TEST(widths_are_columns)
{
    const char *text = widths[_i].text;
    ck_assert_msg(gireport__width(text, strlen(text), 0) == widths[_i].narrow, "%s", text);
    ck_assert_msg(gireport__width(text, strlen(text), 1) == widths[_i].wide, "%s", text);
}
END_TEST

static const struct {
    const char *text, *trimmed;
} trims[] = {
    {"", ""},         {" ", ""},        {"　 \xc2\xa0", ""}, {" a b ", "a b"},       {"　总 计　\n", "总 计"},
    {"a\xe3\x80", "a\xe3\x80"},         {" \xff ", "\xff"},  {"\xef\xbb\xbf总\xe2\x80\x8b", "总"}, {"\xe2\x80\xa8x", "x"},
};

START_TEST(spaces_are_trimmed)
{
    const char *s = trims[_i].text;
    size_t len = strlen(s);
    gireport__trim(&s, &len);
    ck_assert_uint_eq(len, strlen(trims[_i].trimmed));
    ck_assert_mem_eq(s, trims[_i].trimmed, len);
}
END_TEST

static const struct {
    const char *a, *b;
    size_t limit, distance;
} distances[] = {
    {"", "", 3, 0},           {"abc", "abc", 3, 0},      {"abc", "", 3, 3},       {"abc", "", 2, 3},
    {"kitten", "sitting", 9, 3}, {"总计", "合计", 2, 1}, {"总计", "总计数", 2, 1}, {"licensing", "licencing", 2, 1},
    {"granted", "denied", 2, 3}, {"ab", "ba", 5, 2},     {"a\xff", "a", 5, 1},
};

START_TEST(distances_count_points)
{
    const char *a = distances[_i].a, *b = distances[_i].b;
    ck_assert_uint_eq(gireport__distance(a, strlen(a), b, strlen(b), distances[_i].limit), distances[_i].distance);
    ck_assert_uint_eq(gireport__distance(b, strlen(b), a, strlen(a), distances[_i].limit), distances[_i].distance);
}
END_TEST

START_TEST(long_texts_are_far)
{
    char a[400], b[400];
    memset(a, 'a', sizeof(a));
    memset(b, 'a', sizeof(b));
    ck_assert_uint_eq(gireport__distance(a, sizeof(a), b, sizeof(b), 2), 0);
    b[7] = 'b';
    ck_assert_uint_eq(gireport__distance(a, sizeof(a), b, sizeof(b), 2), 3);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/text");
    TCase *t = tcase_create("text");
    tcase_set_timeout(t, 30);
    tcase_add_loop_test(t, points_are_decoded, 0, sizeof(points) / sizeof(points[0]));
    tcase_add_test(t, all_points_go_there_and_back);
    tcase_add_loop_test(t, labels_are_folded, 0, sizeof(folds) / sizeof(folds[0]));
    tcase_add_test(t, folding_is_stable);
    tcase_add_test(t, every_pair_is_found);
    tcase_add_test(t, long_texts_fold_whole);
    tcase_add_loop_test(t, widths_are_columns, 0, sizeof(widths) / sizeof(widths[0]));
    tcase_add_loop_test(t, spaces_are_trimmed, 0, sizeof(trims) / sizeof(trims[0]));
    tcase_add_loop_test(t, distances_count_points, 0, sizeof(distances) / sizeof(distances[0]));
    tcase_add_test(t, long_texts_are_far);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
