/* SPDX-License-Identifier: MIT */
/* Text of others in HTML, Markdown and on a terminal; lines and boxes. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "write/box.h"
#include "write/escape.h"

static const struct {
    const char *text, *html, *cell, *paragraph, *terminal;
} texts[] = {
    {"（一）予以公开", "（一）予以公开", "（一）予以公开", "（一）予以公开", "（一）予以公开"},
    {"<script>alert('x')</script>", "&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;",
     "\\<script\\>alert('x')\\</script\\>", "\\<script\\>alert('x')\\</script\\>",
     "<script>alert('x')</script>"},
    {"a & \"b\"", "a &amp; &quot;b&quot;", "a \\& \"b\"", "a \\& \"b\"", "a & \"b\""},
    {"]]>", "]]&gt;", "\\]\\]\\>", "\\]\\]\\>", "]]>"},
    {"\033[31m\007", "[U+001B][31m[U+0007]", "\\[U+001B]\\[31m\\[U+0007]", "\\[U+001B]\\[31m\\[U+0007]",
     "[U+001B][31m[U+0007]"},
    {"\302\205\302\240x\177", "[U+0085]\302\240x[U+007F]", "\\[U+0085]\302\240x\\[U+007F]",
     "\\[U+0085]\302\240x\\[U+007F]", "[U+0085]\302\240x[U+007F]"},
    {"\342\200\256abc\342\200\254", "[U+202E]abc[U+202C]", "\\[U+202E]abc\\[U+202C]",
     "\\[U+202E]abc\\[U+202C]", "[U+202E]abc[U+202C]"},
    {"\330\234\342\201\246\342\200\250", "[U+061C][U+2066][U+2028]", "\\[U+061C]\\[U+2066]\\[U+2028]",
     "\\[U+061C]\\[U+2066]\\[U+2028]", "[U+061C][U+2066][U+2028]"},
    {"“引号”—…", "“引号”—…", "“引号”—…", "“引号”—…", "“引号”—…"},
    {"a|b\\c*d_e`f`", "a|b\\c*d_e`f`", "a\\|b\\\\c\\*d\\_e\\`f\\`", "a\\|b\\\\c\\*d\\_e\\`f\\`",
     "a|b\\c*d_e`f`"},
    {"# 1\n- 2\n3. 4\n5.6\n12) x", "# 1\n- 2\n3. 4\n5.6\n12) x", "# 1 - 2 3. 4 5.6 12) x",
     "\\# 1\n\\- 2\n3\\. 4\n5.6\n12\\) x", "# 1\n- 2\n3. 4\n5.6\n12) x"},
    {"+6", "+6", "+6", "\\+6", "+6"},
    {"[链接](http://x)", "[链接](http://x)", "\\[链接\\](http://x)", "\\[链接\\](http://x)",
     "[链接](http://x)"},
    {"", "", "", "", ""},
};

static const char *escaped(const char *s, int how)
{
    static struct gireport__buf b;
    struct gireport__out out;
    gireport__buf_clear(&b);
    gireport__out_begin(&out, gireport__out_to_buf, &b);
    if (how == 0)
        gireport__escape_html(&out, s, strlen(s));
    else
        gireport__escape_markdown(&out, s, strlen(s), how == 1);
    ck_assert_int_eq(gireport__out_end(&out), GIREPORT_OK);
    return gireport__buf_str(&b);
}

START_TEST(hostile_text)
{
    struct gireport__buf b = {0};
    ck_assert_str_eq(escaped(texts[_i].text, 0), texts[_i].html);
    ck_assert_str_eq(escaped(texts[_i].text, 1), texts[_i].cell);
    ck_assert_str_eq(escaped(texts[_i].text, 2), texts[_i].paragraph);
    gireport__escape_terminal(&b, texts[_i].text, strlen(texts[_i].text));
    ck_assert_str_eq(gireport__buf_str(&b), texts[_i].terminal);
    gireport__buf_free(&b);
}
END_TEST

static const struct {
    const char *text;
    size_t width;
    int wide;
    const char *lines; /* separated by '|' */
} folds[] = {
    {"一二三四五", 4, 0, "一二|三四|五"},
    {"一二三四五", 5, 0, "一二|三四|五"},
    {"第一句，第二句。", 6, 0, "第一|句，第|二句。"},
    {"第一（二）", 6, 0, "第一|（二）"},
    {"abc def ghi", 7, 0, "abc def|ghi"},
    {"abcdefghij", 4, 0, "abcd|efgh|ij"},
    {"2020年", 4, 0, "2020|年"},
    {"一\n二", 10, 0, "一|二"},
    {"", 10, 0, ""},
    {"字", 1, 0, "字"},
    {"…", 2, 1, "…"},
    {"①②③", 4, 1, "①②|③"},
    {"①②③", 4, 0, "①②③"},
};

START_TEST(lines_of_a_width)
{
    const char *s = folds[_i].text;
    size_t len = strlen(s), columns, next;
    struct gireport__buf b = {0};
    do {
        size_t n = gireport__wrap(s, len, folds[_i].width, folds[_i].wide, &columns, &next);
        ck_assert_uint_eq(columns, gireport__width(s, n, folds[_i].wide));
        gireport__buf_add(&b, s, n);
        s += next;
        len -= next;
        if (len)
            gireport__buf_addc(&b, '|');
    } while (len);
    ck_assert_str_eq(gireport__buf_str(&b), folds[_i].lines);
    gireport__buf_free(&b);
}
END_TEST

/* +-----+-----+   a header over two columns, a label beside two rows */
static struct gireport__slot slots[] = {
    {"合计栏", 0, 0, 1, 3, GIREPORT__NONE, 0, GIREPORT__SLOT_CAPTION, GIREPORT__SCOPE_COLGROUP},
    {"组", 1, 0, 2, 1, GIREPORT__NONE, 0, GIREPORT__SLOT_LABEL, GIREPORT__SCOPE_ROWGROUP},
    {"甲", 1, 1, 1, 1, GIREPORT__NONE, 0, GIREPORT__SLOT_LABEL, GIREPORT__SCOPE_ROW},
    {NULL, 1, 2, 1, 1, 0, 0, GIREPORT__SLOT_VALUE, GIREPORT__SCOPE_NONE},
    {"乙丙", 2, 1, 1, 1, GIREPORT__NONE, 0, GIREPORT__SLOT_LABEL, GIREPORT__SCOPE_ROW},
    {NULL, 2, 2, 1, 1, 1, 0, GIREPORT__SLOT_VALUE, GIREPORT__SCOPE_NONE},
};
static const char *const slot_texts[] = {"合计栏", "组", "甲", "1", "乙丙", "12"};

static const struct {
    uint32_t width;
    int wide;
    const char *drawing;
} boxes[] = {
    {40, 0,
     "┌────────────────┐\n"
     "│     合计栏     │\n"
     "├────┬──────┬────┤\n"
     "│ 组 │ 甲   │  1 │\n"
     "│    │ 乙丙 │ 12 │\n"
     "└────┴──────┴────┘\n"},
    {40, 1,
     "+----------------+\n"
     "|     合计栏     |\n"
     "+----+------+----+\n"
     "| 组 | 甲   |  1 |\n"
     "|    | 乙丙 | 12 |\n"
     "+----+------+----+\n"},
    {12, 0,
     "┌──────────┐\n"
     "│  合计栏  │\n"
     "├──┬────┬──┤\n"
     "│组│甲  │ 1│\n"
     "│  │乙丙│12│\n"
     "└──┴────┴──┘\n"},
};

START_TEST(merged_cells_are_drawn)
{
    struct gireport__sheet s = {slots, sizeof slots / sizeof *slots, 0, 3, 3, 2, 0};
    struct gireport__box_style style = {boxes[_i].width, boxes[_i].wide};
    struct gireport__buf b = {0};
    struct gireport__out out;
    gireport__out_begin(&out, gireport__out_to_buf, &b);
    ck_assert_int_eq(gireport__box_draw(&out, &s, slot_texts, &style), GIREPORT_OK);
    ck_assert_int_eq(gireport__out_end(&out), GIREPORT_OK);
    ck_assert_str_eq(gireport__buf_str(&b), boxes[_i].drawing);
    gireport__buf_free(&b);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("write_escape");
    TCase *c = tcase_create("escape");
    tcase_add_loop_test(c, hostile_text, 0, sizeof texts / sizeof *texts);
    tcase_add_loop_test(c, lines_of_a_width, 0, sizeof folds / sizeof *folds);
    tcase_add_loop_test(c, merged_cells_are_drawn, 0, sizeof boxes / sizeof *boxes);
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
