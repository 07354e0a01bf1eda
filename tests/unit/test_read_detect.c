/* SPDX-License-Identifier: MIT */
/* What an input is: told from its bytes, in any encoding; what cannot be read is named, with what to do. */
#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/report_text.h"
#include "../support/suite.h"
#include "base/buf.h"
#include "base/text.h"

static const struct {
    const char *text;
    uint32_t format;
} texts[] = {
    {"gireport: 1\n", GIREPORT_FORMAT_YAML},
    {"\xef\xbb\xbf# 说明\n\n---\ngireport: 1\n", GIREPORT_FORMAT_YAML},
    {"%YAML 1.1\n---\na: 1\n", GIREPORT_FORMAT_YAML},
    {"organ: 甲\nyear: 2020\ntemplate: cn-2019\n", GIREPORT_FORMAT_YAML},
    {"organ: 甲\r\napplications:\r\n", GIREPORT_FORMAT_YAML},
    {"gireport：1\n", GIREPORT_FORMAT_YAML},
    {"\"gireport\": 1\n", GIREPORT_FORMAT_YAML},
    {"--- 5\n---\ngireport: 1\n", GIREPORT_FORMAT_YAML},
    {"{gireport: 1, template: cn-2019}\n", GIREPORT_FORMAT_JSON},
    {"{\"gireport\": 1}\n", GIREPORT_FORMAT_JSON},
    {" \n {\n \"organ\": 1}\n", GIREPORT_FORMAT_JSON},
    {"{}", GIREPORT_FORMAT_JSON},
    {"[{\"gireport\": 1}]", GIREPORT_FORMAT_JSON},
    {"organ,year,template,key,label,state,value,unit,raw,origin,line,column,place,code,source\n", GIREPORT_FORMAT_CSV},
    {"key,value\r\n", GIREPORT_FORMAT_CSV},
    /* a page that Word saved, with its settings in a comment */
    {"<html xmlns:w=\"urn:schemas-microsoft-com:office:word\">\n<head><!--[if gte mso 9]><xml><w:WordDocument>"
     "</w:WordDocument></xml><![endif]--></head><table></table></html>", GIREPORT_FORMAT_HTML},
    {"\"key\",\"state\"", GIREPORT_FORMAT_CSV},
    {"organ,year\n", GIREPORT_FORMAT_TEXT},
    {"level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n",
     GIREPORT_FORMAT_PDF_TSV},
    {"<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"x\">\n<html><head></head>\n<body>\n<doc>\n"
     "  <page width=\"595.3\" height=\"841.9\">\n",
     GIREPORT_FORMAT_PDF_BBOX},
    {"<!DOCTYPE html>\n<p>", GIREPORT_FORMAT_HTML},
    {"\n <table><tr>", GIREPORT_FORMAT_HTML},
    {"<?xml version=\"1.0\"?><html>", GIREPORT_FORMAT_HTML},
    {"甲县\n<TABLE border=1>", GIREPORT_FORMAT_HTML},
    {"# 甲县人民政府\n", GIREPORT_FORMAT_MARKDOWN},
    {"甲\n\n| a | b |\n|---|---|\n", GIREPORT_FORMAT_MARKDOWN},
    {"---\ntitle: 甲县2020年报\ndate: 2021-01-28\n---\n# 甲\n", GIREPORT_FORMAT_MARKDOWN},
    {"甲县人民政府2020年政府信息公开工作年度报告\n", GIREPORT_FORMAT_TEXT},
    {"{注} 甲县\n", GIREPORT_FORMAT_TEXT},
    {"[1] 甲县\n", GIREPORT_FORMAT_TEXT},
    {"< 5 件\n", GIREPORT_FORMAT_TEXT},
    {"甲\n- - -\n----\n", GIREPORT_FORMAT_TEXT},
    {"", 0},
    {" \n\t", 0},
};

START_TEST(text_is_told)
{
    ck_assert_uint_eq(gireport_detect(texts[_i].text, strlen(texts[_i].text)), texts[_i].format);
    ck_assert_uint_eq(gireport_detect(texts[_i].text, GIREPORT_LEN_AUTO), texts[_i].format);
}
END_TEST

/* The same text as UTF-16, with a mark and without. */
START_TEST(text_is_told_in_utf16)
{
    const char *s = texts[_i].text;
    size_t len = strlen(s);
    for (int big = 0; big < 2; big++) {
        struct gireport__buf b = {0};
        uint32_t cp;
        gireport__buf_add(&b, big ? "\xfe\xff" : "\xff\xfe", 2);
        for (size_t i = 0; i < len; i += (size_t)gireport__utf8_next(s + i, len - i, &cp)) {
            gireport__utf8_next(s + i, len - i, &cp);
            if (cp == 0xfeff)
                continue;
            char pair[2] = {(char)(cp & 0xff), (char)(cp >> 8)};
            gireport__buf_addc(&b, pair[big]);
            gireport__buf_addc(&b, pair[!big]);
        }
        ck_assert_uint_eq(gireport_detect(b.data, b.len), texts[_i].format);
        gireport__buf_free(&b);
    }
}
END_TEST

#define ZIP_ENTRY(name, n)                                                                                             \
    "PK\1\2\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" n "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0" name
#define ZIP_END "PK\5\6\0\0\0\0\1\0\1\0\0\0\0\0\4\0\0\0\0\0"
#define BYTES(s) s, sizeof(s) - 1

static const struct {
    const char *data;
    size_t len;
    uint32_t format;
    const char *told; /* in the message; NULL: it can be read */
} bytes[] = {
    {BYTES("PK\3\4" ZIP_ENTRY("word/document.xml", "\x11") ZIP_END), GIREPORT_FORMAT_DOCX, NULL},
    {BYTES("PK\3\4" ZIP_ENTRY("xl/workbook.xml", "\x0f") ZIP_END), GIREPORT_FORMAT_XLSX, NULL},
    {BYTES("PK\3\4" ZIP_ENTRY("OFD.xml", "\x07") ZIP_END), 0, "an OFD file"},
    {BYTES("PK\3\4" ZIP_ENTRY("mimetype", "\x08") ZIP_END), 0, "an OpenDocument file"},
    {BYTES("PK\3\4" ZIP_ENTRY("ppt/x.xml", "\x09") ZIP_END), 0, "a presentation"},
    {BYTES("PK\3\4" ZIP_ENTRY("report.docx", "\x0b") ZIP_END), 0, "an archive"},
    {BYTES("PK\3\4" ZIP_ENTRY("word/document.xml", "\xff") ZIP_END), 0, "an archive"}, /* a name beyond the end */
    {BYTES("PK\3\4 cut off"), 0, "an archive"},
    {BYTES("PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"), 0, "an archive"},
    {BYTES("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 doc"), 0, "an Office file of the old kind"},
    {BYTES("%PDF-1.7\n"), 0, "a PDF"},
    {BYTES("\r\n\r\n%PDF-1.4\n"), 0, "a PDF"},
    {BYTES("{\\rtf1\\ansi"), 0, "an RTF file"},
    {BYTES("\x89PNG\r\n"), 0, "an image"},
    {BYTES("\xff\xd8\xff\xe0"), 0, "an image"},
    {BYTES("GIF89a"), 0, "an image"},
    {BYTES("II*\0\x08\0"), 0, "an image"},
    {BYTES("MM\0*\0\x08"), 0, "an image"},
    {BYTES("\x1f\x8b\x08"), 0, "an archive"},
    {BYTES("BZh91AY"), 0, "an archive"},
    {BYTES("Rar!\x1a\x07"), 0, "an archive"},
    {BYTES("\xfd" "7zXZ\0"), 0, "an archive"},
    {BYTES("7z\xbc\xaf\x27\x1c"), 0, "an archive"},
    {BYTES("MIME-Version: 1.0\n"), 0, "a web archive"},
    {BYTES("<?xml version=\"1.0\"?>\n<?mso-application progid=\"Word.Document\"?>\n<w:wordDocument>"), 0, "Office XML"},
    {BYTES("abc\0\1\2\3def"), 0, "binary data"},
    {BYTES(""), 0, "empty"},
};

START_TEST(bytes_are_told)
{
    gireport_findings *f;
    gireport_report *r;
    ck_assert_uint_eq(gireport_detect(bytes[_i].data, bytes[_i].len), bytes[_i].format);
    if (bytes[_i].told == NULL)
        return;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(bytes[_i].data, bytes[_i].len, NULL, &r, f),
                     bytes[_i].len > 0 ? GIREPORT_ERR_UNSUPPORTED : GIREPORT_ERR_INVALID_DATA);
    ck_assert_str_eq(findings_in_words(f), "GI-I-012 0:0");
    const char *message = gireport_finding_message(f, 0, GIREPORT_LANG_EN);
    ck_assert_msg(strstr(message, bytes[_i].told) != NULL, "%s: %s", bytes[_i].told, message);
    gireport_findings_free(f);
}
END_TEST

/* A reader tells once what it cannot read, and then has no more. */
START_TEST(a_reader_ends_behind_what_it_cannot_read)
{
    gireport_reader *reader;
    gireport_report *r;
    ck_assert_int_eq(gireport_reader_new("%PDF-1.7", GIREPORT_LEN_AUTO, NULL, &reader), GIREPORT_OK);
    ck_assert_int_eq(gireport_reader_next(reader, &r, NULL), GIREPORT_ERR_UNSUPPORTED);
    ck_assert_int_eq(gireport_reader_next(reader, &r, NULL), GIREPORT_ERR_NOT_FOUND);
    gireport_reader_free(reader);
}
END_TEST

/* A report file in UTF-16, as Windows programs save text. */
START_TEST(report_files_in_utf16)
{
    static const char text[] = "gireport: 1\ntemplate: cn-2019\norgan: 甲\nyear: 2020\nyeer: 1\n";
    struct gireport__buf b = {0};
    gireport_findings *f;
    gireport_report *r;
    uint32_t cp;
    gireport__buf_add(&b, "\xff\xfe", 2);
    for (size_t i = 0; i < sizeof(text) - 1; i += (size_t)gireport__utf8_next(text + i, sizeof(text) - 1 - i, &cp)) {
        gireport__utf8_next(text + i, sizeof(text) - 1 - i, &cp);
        gireport__buf_addc(&b, (char)(cp & 0xff));
        gireport__buf_addc(&b, (char)(cp >> 8));
    }
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(b.data, b.len, NULL, &r, f), GIREPORT_OK);
    ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_ORGAN), "甲");
    ck_assert_str_eq(findings_in_words(f), "GI-I-004 5:1");
    gireport_report_free(r);
    gireport_findings_free(f);
    gireport__buf_free(&b);
}
END_TEST

/* A long table as a spreadsheet saves it in China: GBK. */
START_TEST(tables_in_gbk)
{
    static const char text[] = "organ,year,template,key,label,state,value\n"
                               "\xbc\xd7\xcf\xd8\xc8\xcb\xc3\xf1\xd5\xfe\xb8\xae,2020,cn-2019,applications.new.total,,value,7\n";
    gireport_report *r;
    ck_assert_int_eq(gireport_read(text, sizeof(text) - 1, NULL, &r, NULL), GIREPORT_OK);
    ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_ORGAN), "甲县人民政府");
    ck_assert_str_eq(cell_in_words(r, "applications.new.total"), "value 7 raw=7");
    gireport_report_free(r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("read_detect");
    TCase *c = tcase_create("inputs");
    tcase_add_loop_test(c, text_is_told, 0, sizeof(texts) / sizeof(*texts));
    tcase_add_loop_test(c, text_is_told_in_utf16, 0, sizeof(texts) / sizeof(*texts));
    tcase_add_loop_test(c, bytes_are_told, 0, sizeof(bytes) / sizeof(*bytes));
    tcase_add_test(c, a_reader_ends_behind_what_it_cannot_read);
    tcase_add_test(c, report_files_in_utf16);
    tcase_add_test(c, tables_in_gbk);
    suite_add_tcase(s, c);
    return run_suite(s);
}
