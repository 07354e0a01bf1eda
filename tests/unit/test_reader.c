/* SPDX-License-Identifier: MIT */
/* Readers over files and callbacks: a stream of any length gives what the same bytes in memory give, and costs the
 * memory of one document. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gireport/gireport.h>

#include "../support/report_text.h"
#include "../support/suite.h"
#include "batch/input.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))
#define DOC(organ) "---\ngireport: 1\ntemplate: cn-2019\norgan: " organ "\nyear: 2020\n"
#define JSON(organ) "{\"gireport\": 1, \"template\": \"cn-2019\", \"organ\": \"" organ "\", \"year\": 2020"
#define HEADER "organ,year,template,key,state,value,source\n"
#define LINE(organ, key, value) organ ",2020,cn-2019,applications.new." key ",value," value ",\n"

/* ---- a callback that gives its bytes in portions ---- */

struct giver {
    const char *data;
    size_t len, portion, at;
    size_t fail_at; /* 0: never */
};

static int give(char *data, size_t size, size_t *got, void *userdata)
{
    struct giver *g = userdata;
    size_t n = g->portion < size ? g->portion : size;
    if (g->fail_at && g->at >= g->fail_at)
        return 1;
    if (n > g->len - g->at)
        n = g->len - g->at;
    memcpy(data, g->data + g->at, n);
    g->at += n;
    *got = n;
    return 0;
}

/* Tells a reader as "甲 !-4 乙 | GI-I-001 6:11": organs and failures, then the findings. */
static const char *story(gireport_reader *reader)
{
    static char out[4096];
    gireport_findings *f;
    out[0] = '\0';
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    for (int i = 0; i < 100; i++) {
        gireport_report *r;
        int status = gireport_reader_next(reader, &r, f);
        size_t used = strlen(out);
        if (status == GIREPORT_ERR_NOT_FOUND)
            break;
        ck_assert((r != NULL) == (status == GIREPORT_OK));
        if (status == GIREPORT_OK)
            snprintf(out + used, sizeof(out) - used, "%s ", gireport_report_text(r, GIREPORT_TEXT_ORGAN));
        else
            snprintf(out + used, sizeof(out) - used, "!%d ", status);
        gireport_report_free(r);
    }
    snprintf(out + strlen(out), sizeof(out) - strlen(out), "| %s", findings_in_words(f));
    gireport_findings_free(f);
    gireport_reader_free(reader);
    return out;
}

static const char *story_of_memory(const char *text, size_t len, const gireport_read_options *o)
{
    gireport_reader *reader;
    ck_assert_int_eq(gireport_reader_new(text, len, o, &reader), GIREPORT_OK);
    return story(reader);
}

static const char *story_of_callback(const char *text, size_t len, size_t portion, const gireport_read_options *o)
{
    gireport_reader *reader;
    struct giver g = {text, len, portion, 0, 0};
    ck_assert_int_eq(gireport_reader_open_callback(give, &g, o, &reader), GIREPORT_OK);
    return story(reader);
}

static const char *story_of_file(const char *text, size_t len, const gireport_read_options *o)
{
    char path[] = "/tmp/gireport-reader-XXXXXX";
    int fd = mkstemp(path);
    gireport_reader *reader;
    ck_assert_int_ge(fd, 0);
    ck_assert_int_eq(write(fd, text, len), (ssize_t)len);
    close(fd);
    ck_assert_int_eq(gireport_reader_open(path, o, &reader), GIREPORT_OK);
    unlink(path);
    return story(reader);
}

/* ---- the same as in memory ---- */

static const struct {
    const char *text, *want;
} streams[] = {
    {DOC("甲") DOC("乙") "---\n" DOC("丙") "...\n", "甲 乙 丙 | "},
    {DOC("甲") "remarks: a: b\n" DOC("乙"), "!-4 乙 | GI-I-001 6:11"},
    {DOC("甲") DOC("乙") "remarks: a\xff\n" DOC("丙"), "甲 !-4 丙 | GI-I-002 11:11"},
    {DOC("甲") DOC("乙") "remarks: [a\n" DOC("丙"), "甲 !-4 丙 | GI-I-005 11:10 | GI-I-001 12:1"},
    {DOC("甲") "remarks: |\n ---\n --- 5\n...\n# end\n%YAML 1.1\n" DOC("乙"), "甲 乙 | "},
    {"# first\n%YAML 1.1\n" DOC("甲") "...\n...\n\n# second\n" DOC("乙") "\r\n---\r\n" DOC("丙"), "甲 乙 丙 | "},
    {"gireport: 1\ntemplate: cn-2019\norgan: 甲\nyear: 2020\n" DOC("乙"), "甲 乙 | "},
    {DOC("甲") "\xef\xbb\xbf" DOC("乙") "remarks: ---\n", "甲 乙 | "},
    {"\xef\xbb\xbf" DOC("甲") DOC("乙"), "甲 乙 | "},
    {"--- 5\n" DOC("乙"), "!-5 乙 | GI-I-005 1:5"},
    {DOC("甲") "grantd: 1\n" DOC("乙") "grantd: 1\n", "甲 乙 | GI-I-004 6:1 | GI-I-004 12:1"},
    {JSON("甲") "}\n" JSON("乙") "\n}  \n\n" JSON("丙") ", \"a\": {\n}\n}\n" JSON("丁") "}",
     "甲 乙 丙 丁 | GI-I-004 5:68"},
    {JSON("甲") "}\n" JSON("乙") ", \"x\": x\": 1}\n" JSON("丙") "}\n", "甲 !-4 丙 | GI-I-004 2:68 | GI-I-001 2:75"},
    {HEADER LINE("甲", "natural", "1") LINE("甲", "total", "1") LINE("乙", "total", "2"), "甲 乙 | "},
    {"\xef\xbb\xbf" HEADER "\"甲\n县\",2020,cn-2019,applications.new.total,value,1,\n\r\n" LINE("乙", "total", "x"),
     "甲\n县 乙 | GI-F-006 5:45 applications.new.total"},
    {HEADER LINE("甲", "total", "1") "甲,2020\n" LINE("乙", "totl", "2") "丙\n",
     "甲 乙 | GI-I-006 3:1 | GI-I-004 4:16 | GI-I-006 5:1"},
    {"odd," HEADER "1," LINE("甲", "total", "1") "2," LINE("乙", "total", "2"), "甲 乙 | GI-I-004 1:1"},
    {"organ,year,key,state,value\n甲,2020,x,value,1\n乙,2020,x,value,1\n", "!-5 | GI-I-018 1:1"},
    {HEADER, "!-5 | GI-I-012 1:1"},
    {HEADER LINE("甲", "total", "1") "\"乙,2020,cn-2019,x\n" LINE("丙", "total", "2"), "甲 | GI-I-001 3:1"},
    {"", "!-5 | GI-I-012 0:0"},
    {"%PDF-1.7\n", "!-10 | GI-I-012 0:0"},
    {"\xff\xfe-\0-\0-\0\n\0", "!-5 | "},
};

START_TEST(streams_are_read_as_memory_is)
{
    const char *text = streams[_i].text;
    size_t len = *text == '\xff' ? 10 : strlen(text);
    static const size_t portions[] = {1, 7, 1u << 20};
    const char *want = streams[_i].want;
    if (*text != '\xff') /* what a mark of UTF-16 leads to does not matter here */
        ck_assert_str_eq(story_of_memory(text, len, NULL), want);
    char memory[4096];
    snprintf(memory, sizeof(memory), "%s", story_of_memory(text, len, NULL));
    for (size_t i = 0; i < COUNT(portions); i++)
        ck_assert_str_eq(story_of_callback(text, len, portions[i], NULL), memory);
    ck_assert_str_eq(story_of_file(text, len, NULL), memory);
}
END_TEST

/* ---- limits and failures ---- */

/* A document that is too long costs only itself, wherever the window cuts it. */
static const struct {
    const char *before, *filler, *after, *want;
} long_ones[] = {
    {DOC("甲") DOC("乙"), "remarks: a\n", DOC("丙"), "甲 !-6 丙 | GI-I-010 6:1"},
    {DOC("甲") DOC("乙") "remarks: ", "字", "\n" DOC("丙"), "甲 !-6 丙 | GI-I-010 6:1"},
    {JSON("甲") "}\n" JSON("乙") ", \"remarks\": \"", "字", "\"}\n" JSON("丙") "}\n", "甲 !-6 丙 | GI-I-010 2:1"},
    {HEADER LINE("甲", "total", "1"), LINE("乙", "total", "2"), LINE("丙", "total", "3"), "甲 !-6 丙 | GI-I-010 3:1"},
    {HEADER LINE("甲", "total", "1") "\"", "乙\n", LINE("丙", "total", "3"), "甲 !-6 | GI-I-010 3:1"},
};

START_TEST(long_documents_are_passed_over)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    size_t n = 700000 / strlen(long_ones[_i].filler), len = 0;
    char *text = malloc(800000);
    o.max_bytes = 400000;
    len += (size_t)sprintf(text, "%s", long_ones[_i].before);
    for (size_t i = 0; i < n; i++) {
        memcpy(text + len, long_ones[_i].filler, strlen(long_ones[_i].filler));
        len += strlen(long_ones[_i].filler);
    }
    len += (size_t)sprintf(text + len, "%s", long_ones[_i].after);
    ck_assert_str_eq(story_of_file(text, len, &o), long_ones[_i].want);
    ck_assert_str_eq(story_of_callback(text, len, 1000, &o), long_ones[_i].want);
    free(text);
}
END_TEST

START_TEST(limits_of_a_stream)
{
    static const char yaml[] = DOC("甲") DOC("乙") DOC("丙"), page[] = "<html><table><tr><td>信息公开</td></tr></table>";
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    o.max_documents = 2;
    ck_assert_str_eq(story_of_file(yaml, strlen(yaml), &o), "甲 乙 !-6 | GI-I-010 0:0");
    o.max_documents = 3;
    ck_assert_str_eq(story_of_file(yaml, strlen(yaml), &o), "甲 乙 丙 | ");
    o.max_bytes = 20;
    ck_assert_str_eq(story_of_file(page, strlen(page), &o), "!-6 | GI-I-010 0:0");
    o.max_bytes = 0;
    o.format = GIREPORT_FORMAT_JSON; /* as the caller says */
    ck_assert_str_eq(story_of_file(yaml, strlen(yaml), &o), story_of_memory(yaml, strlen(yaml), &o));
}
END_TEST

START_TEST(lines_that_do_not_stand_together)
{
    static const char text[] =
        HEADER LINE("甲", "natural", "1") LINE("乙", "total", "2") LINE("甲", "total", "1") LINE("丙", "total", "3");
    ck_assert_str_eq(story_of_file(text, strlen(text), NULL), "甲 乙 !-5 丙 | GI-I-023 4:1");
    ck_assert_str_eq(story_of_memory(text, strlen(text), NULL), "甲 乙 丙 | ");
}
END_TEST

/* Many reports in one table: the set of those that were met grows. */
START_TEST(many_reports_of_a_table)
{
    enum { N = 2000 };
    char *text = malloc(N * 80 + 200);
    size_t len = (size_t)sprintf(text, HEADER);
    gireport_reader *reader;
    gireport_report *r;
    for (int i = 0; i < N; i++)
        len += (size_t)sprintf(text + len, "%d,2020,cn-2019,applications.new.total,value,%d,\n", i, i);
    len += (size_t)sprintf(text + len, "7,2020,cn-2019,applications.new.natural,value,1,\n");
    struct giver g = {text, len, 5000, 0, 0};
    ck_assert_int_eq(gireport_reader_open_callback(give, &g, NULL, &reader), GIREPORT_OK);
    for (int i = 0; i < N; i++) {
        char want[16];
        snprintf(want, sizeof(want), "value %d", i);
        ck_assert_int_eq(gireport_reader_next(reader, &r, NULL), GIREPORT_OK);
        ck_assert_int_eq(strncmp(cell_in_words(r, "applications.new.total"), want, strlen(want)), 0);
        gireport_report_free(r);
    }
    ck_assert_int_eq(gireport_reader_next(reader, &r, NULL), GIREPORT_ERR_INVALID_DATA);
    ck_assert_int_eq(gireport_reader_next(reader, &r, NULL), GIREPORT_ERR_NOT_FOUND);
    gireport_reader_free(reader);
    free(text);
}
END_TEST

START_TEST(what_cannot_be_opened_or_goes_away)
{
    static const char yaml[] = DOC("甲") DOC("乙");
    struct giver g = {yaml, strlen(yaml), 10, 0, 20};
    gireport_reader *reader = (gireport_reader *)&g;
    ck_assert_int_eq(gireport_reader_open("/", NULL, &reader), GIREPORT_ERR_IO);
    ck_assert_ptr_null(reader);
    ck_assert_int_eq(gireport_reader_open("/no/such/file", NULL, &reader), GIREPORT_ERR_IO);
    ck_assert_int_eq(gireport_reader_open_callback(give, &g, NULL, &reader), GIREPORT_OK);
    ck_assert_str_eq(story(reader), "!-9 | ");
}
END_TEST

/* What was given away does not stay: the window of a long stream is as large as that of a short one. */
START_TEST(memory_stays_flat)
{
    static const struct gireport__limits limits = {64, 1u << 20, 1000000, 1u << 20, 1000000};
    enum { N = 20000 };
    size_t unit = strlen(DOC("甲")), pieces = 0;
    char *text = malloc(N * unit);
    struct gireport__input in = {0};
    struct gireport__piece piece;
    for (size_t i = 0; i < N; i++)
        memcpy(text + i * unit, DOC("甲"), unit);
    struct giver g = {text, N * unit, 1u << 20, 0, 0};
    gireport__input_callback(&in, give, &g, 0, &limits);
    while (gireport__input_next(&in, &piece, NULL) == GIREPORT_OK) {
        ck_assert_uint_eq(piece.len, unit);
        ck_assert_uint_eq(piece.line, pieces * 5 + 1);
        pieces++;
    }
    ck_assert_uint_eq(pieces, N);
    ck_assert_uint_eq(in.capacity, 128u << 10);
    gireport__input_end(&in);
    free(text);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("reader");
    TCase *c = tcase_create("streams");
    tcase_add_loop_test(c, streams_are_read_as_memory_is, 0, COUNT(streams));
    tcase_add_loop_test(c, long_documents_are_passed_over, 0, COUNT(long_ones));
    tcase_add_test(c, limits_of_a_stream);
    tcase_add_test(c, lines_that_do_not_stand_together);
    tcase_add_test(c, many_reports_of_a_table);
    tcase_add_test(c, what_cannot_be_opened_or_goes_away);
    tcase_add_test(c, memory_stays_flat);
    suite_add_tcase(s, c);
    return run_suite(s);
}
