/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../support/suite.h"
#include "base/mem.h"
#include "base/decode.h"

#define BYTES(s) s, sizeof(s) - 1

static const struct {
    const char *data;
    size_t len;
    const char *declared;
    const char *text; /* NULL: the same bytes, not copied */
    const char *charset;
    uint32_t replaced, first_line;
    int ignored;
} cases[] = {
    {BYTES(""), NULL, NULL, "UTF-8", 0, 0, 0},
    {BYTES("abc"), "gbk", NULL, "UTF-8", 0, 0, 0},
    {BYTES("总计"), NULL, NULL, "UTF-8", 0, 0, 0},
    {BYTES("总计"), "utf-8", NULL, "UTF-8", 0, 0, 0},
    {BYTES("\xef\xbb\xbf总计"), "gbk", "总计", "UTF-8", 0, 0, 0},
    {BYTES("\xd7\xdc\xbc\xc6"), NULL, "总计", "GB18030", 0, 0, 0},
    {BYTES("\xd7\xdc\xbc\xc6"), "GB2312", "总计", "GB18030", 0, 0, 0},
    {BYTES("\xd7\xdc\xbc\xc6"), "gb_2312-80", "总计", "GB18030", 0, 0, 0},
    {BYTES("\xd7\xdc\xbc\xc6"), "iso-8859-1", "总计", "GB18030", 0, 0, 0},
    {BYTES("\xd7\xdc\xbc\xc6"), "utf-8", "总计", "GB18030", 0, 0, 1},
    {BYTES("\xd7\xdc\xbc\xc6"), "klingon", "总计", "GB18030", 0, 0, 1},
    /* GB18030 beyond GB 2312, which libxml2 gives up on: U+2E81, and a four-byte sequence, U+20BB7 */
    {BYTES("\xfe\x50 \x95\x34\xb2\x35x"), "gb2312", "\xe2\xba\x81 \xf0\xa0\xae\xb7x", "GB18030", 0, 0, 0},
    {BYTES("\xd7\xdc\n\xff\xbc\xc6\n\xff"), "gbk", "总\n\xef\xbf\xbd计\n\xef\xbf\xbd", "GB18030", 2, 2, 0},
    {BYTES("\xd7\xdc\xbc"), "gbk", "总\xef\xbf\xbd", "GB18030", 1, 1, 0},
    /* a page that says GB 2312 and was saved as UTF-8: eight characters are no accident */
    {BYTES("政府信息公开年报"), "gb2312", NULL, "UTF-8", 0, 0, 1},
    {BYTES("\xc1\xaa\xcd\xa8"), "gb2312", "联通", "GB18030", 0, 0, 0},
    /* UTF-8 with a broken character */
    {BYTES("总计\n\xe6\x80<"), NULL, "总计\n\xef\xbf\xbd<", "UTF-8", 1, 2, 0},
    {BYTES("总计总计\x80\x80"), "utf-8", "总计总计\xef\xbf\xbd\xef\xbf\xbd", "UTF-8", 2, 1, 0},
    {BYTES("总计总计\xed\xa0\x80x\xf0\x90"), NULL, "总计总计\xef\xbf\xbdx\xef\xbf\xbd", "UTF-8", 2, 1, 0},
    {BYTES("\xff\xfe\x3b\x60\x41\x00"), NULL, "总A", "UTF-16LE", 0, 0, 0},
    {BYTES("\xfe\xff\x60\x3b\x00\x41"), "utf-8", "总A", "UTF-16BE", 0, 0, 0},
    {BYTES("\xff\xfe\x00\xd8\x41\x00\x42"), NULL, "\xef\xbf\xbd"
                                                  "A\xef\xbf\xbd",
     "UTF-16LE", 2, 1, 0},
    {BYTES("<\0h\0\x3b\x60"), "utf-8", "<h总", "UTF-16LE", 0, 0, 0},
    {BYTES("\0<\0h\x60\x3b"), NULL, "<h总", "UTF-16BE", 0, 0, 0},
    {BYTES("\xc1\x60\xad\x70"), "big5", "總計", "BIG5-HKSCS", 0, 0, 0},
};

START_TEST(bytes_become_utf8)
{
    struct gireport__decoded info;
    const char *out;
    size_t len;
    int status = gireport__decode(cases[_i].data, cases[_i].len, cases[_i].declared, 1000, &out, &len, &info);
    ck_assert_int_eq(status, GIREPORT_OK);
    const char *text = cases[_i].text ? cases[_i].text : cases[_i].data;
    ck_assert_msg(len == strlen(text) && memcmp(out, text, len) == 0, "%.*s, not %s", (int)len, out, text);
    ck_assert_str_eq(info.charset, cases[_i].charset);
    ck_assert_uint_eq(info.replaced, cases[_i].replaced);
    ck_assert_uint_eq(info.first_line, cases[_i].first_line);
    ck_assert_int_eq(info.ignored, cases[_i].ignored);
    gireport__free(info.memory);
}
END_TEST

START_TEST(valid_utf8_is_not_copied)
{
    static const char text[] = "总计\n予以公开";
    struct gireport__decoded info;
    const char *out;
    size_t len;
    ck_assert_int_eq(gireport__decode(text, sizeof(text) - 1, NULL, 100, &out, &len, &info), GIREPORT_OK);
    ck_assert_ptr_eq(out, text);
    ck_assert_ptr_null(info.memory);
    ck_assert_int_eq(gireport__decode(text, sizeof(text) - 1, NULL, 18, &out, &len, &info), GIREPORT_ERR_LIMIT);
    ck_assert_ptr_null(out);
}
END_TEST

START_TEST(the_result_is_bounded)
{
    struct gireport__decoded info;
    const char *out;
    size_t len;
    char data[60000];
    memset(data, '\xff', sizeof(data));
    ck_assert_int_eq(gireport__decode(data, sizeof(data), NULL, 100000, &out, &len, &info), GIREPORT_ERR_LIMIT);
    ck_assert_int_eq(gireport__decode(data, sizeof(data), NULL, 180000, &out, &len, &info), GIREPORT_OK);
    ck_assert_uint_eq(len, 180000);
    ck_assert_uint_eq(info.replaced, 60000);
    gireport__free(info.memory);
    for (size_t i = 0; i < sizeof(data); i += 2)
        memcpy(data + i, "\xd7\xdc", 2);
    ck_assert_int_eq(gireport__decode(data, sizeof(data), NULL, 90000, &out, &len, &info), GIREPORT_OK);
    ck_assert_uint_eq(len, 90000);
    gireport__free(info.memory);
    ck_assert_int_eq(gireport__decode(data, sizeof(data), NULL, 80000, &out, &len, &info), GIREPORT_ERR_LIMIT);
    ck_assert_ptr_null(info.memory);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/decode");
    TCase *t = tcase_create("decode");
    tcase_add_loop_test(t, bytes_become_utf8, 0, sizeof(cases) / sizeof(cases[0]));
    tcase_add_test(t, valid_utf8_is_not_copied);
    tcase_add_test(t, the_result_is_bounded);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
