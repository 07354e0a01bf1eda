/* SPDX-License-Identifier: MIT */
/* Plain documents are read without libyaml: the events, their places and all failures must be those of libyaml. */
#include <stdlib.h>
#include <string.h>

#include "../support/random_report.h"
#include "../support/suite.h"
#include "base/yaml_plain.h"

/* All that a reader of a text sees, failures and restarts too. */
static void see(const char *data, size_t len, const struct gireport__yaml_limits *limits, struct gireport__buf *b)
{
    struct gireport__yaml *y;
    struct gireport__yaml_event e;
    struct gireport__yaml_error error;
    gireport__buf_clear(b);
    ck_assert_int_eq(gireport__yaml_new(data, len, limits, &y), GIREPORT_OK);
    for (;;) {
        int status = gireport__yaml_next(y, &e, &error);
        const uint32_t numbers[] = {(uint32_t)(status == GIREPORT_OK ? (int)e.type : 100 - status),
                                    status == GIREPORT_OK ? e.line : error.line,
                                    status == GIREPORT_OK ? e.column : error.column,
                                    e.end_line, (uint32_t)e.quoted, (uint32_t)e.block};
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            gireport__buf_add_int(b, numbers[i]);
            gireport__buf_addc(b, ' ');
        }
        gireport__buf_adds(b, status == GIREPORT_OK ? e.text : error.message);
        ck_assert(status != GIREPORT_OK || strlen(e.text) == e.len || memchr(e.text, '\0', e.len) != NULL);
        gireport__buf_addc(b, '\n');
        if (status == GIREPORT_OK ? e.type == GIREPORT__YAML_END : gireport__yaml_restart(y) <= 0)
            break;
    }
    gireport__yaml_free(y);
}

static void compare(const char *data, size_t len, const struct gireport__yaml_limits *limits)
{
    struct gireport__yaml_limits without = limits != NULL ? *limits : (struct gireport__yaml_limits){0};
    struct gireport__buf ours = {0}, theirs = {0};
    without.libyaml_only = 1;
    see(data, len, limits, &ours);
    see(data, len, &without, &theirs);
    ck_assert_msg(ours.len == theirs.len && memcmp(ours.data, theirs.data, ours.len) == 0, "%.1000s\n--\n%.1000s",
                  ours.data, theirs.data);
    gireport__buf_free(&ours);
    gireport__buf_free(&theirs);
}

static int is_plain(const char *data, size_t len)
{
    static const struct gireport__yaml_limits limits = {.depth = 64, .scalar = 4096};
    struct gireport__yaml_plain p = {0};
    int plain = gireport__yaml_plain_read(&p, data, len, 1, &limits);
    gireport__yaml_plain_free(&p);
    return plain;
}

static const struct {
    int plain;
    const char *text;
} cases[] = {
    {1, "a: 1\n"},
    {1, "a: 1"},
    {1, "---\na: 1\n"},
    {1, "# c\n\n  # d\na: 1 # e\n# f\n   \n"},
    {1, "  a: 1\n  b: 2\n"},
    {1, "a:\n  b:\n    c: 1\n  d: 2\ne: 3\n"},
    {1, "a: # c\n  # d\n  b: x y  z   # e\n"},
    {1, "a: +6\nb: -8\nc: /\nd: ~\ne: http://x#y\nf: a, b] \"c\"\n"},
    {1, "a: [1, 2, [3, {b: 4, \"c\": '5'}], [], {}]\nd: {}\n"},
    {1, "a: \"x # y: [\"\nb: 'p\"q' # r\nc: \"\"\n"},
    {1, "a: |\n  x\n   y: [\n\n  z\n\n\n# c\nb: |-\n p\n\n q\n"},
    {1, "a:\n  b: |\n    x\n  c: 1\n"},
    {1, "a: |\n  # no comment\n # a comment\nb: 1\n"},
    {1, "a: 甲 # 乙\nb: {甲: 乙, 丙: 丁}\n"},
    {0, "a:\n  b: 1\n "},
    {0, "a:\n  b: 1\n#"},
    {0, "甲: 1\n"},
    {0, ""},
    {0, "# c\n"},
    {0, "---\n"},
    {0, "a"},
    {0, "a:\n"},
    {0, "a:\nb: 1\n"},
    {0, "a: 1\n  b\n"},
    {0, "a: 1\n\n  b\nc: 2\n"},
    {0, "a: 1\n  b: 2\n"},
    {0, "  a: 1\nb: 2\n"},
    {0, "a:\n    b: 1\n  c: 2\n"},
    {0, "a: b: c\n"},
    {0, "a: b:\n"},
    {0, "a: [1,2]\n"},
    {0, "a: [1, 2,]\n"},
    {0, "a: [1, 2, ]\n"},
    {0, "a: [1,\n  2]\n"},
    {0, "a: [1 # c\n"},
    {0, "a: [b: 1]\n"},
    {0, "a: {b}\n"},
    {0, "a: {b: }\n"},
    {0, "a: {b: 1 }x\n"},
    {0, "a: [1]#x\n"},
    {0, "a: [1}\n"},
    {0, "a: \"x\\ny\"\n"},
    {0, "a: 'x''y'\n"},
    {0, "a: \"x\n  y\"\n"},
    {0, "a: \"x\" y\n"},
    {0, "a: \"x\"#y\n"},
    {0, "a: |\n\n  x\n"},
    {0, "a: |\n  x\n   \n"},
    {0, "a: |\n  x"},
    {0, "a: |\nb: 1\n"},
    {0, "a: |+\n  x\n"},
    {0, "a: |2\n  x\n"},
    {0, "a: >\n  x\n"},
    {0, "a: - b\n"},
    {0, "- a\n"},
    {0, "? a\n"},
    {0, "a: &x 1\n"},
    {0, "a: *x\n"},
    {0, "a: !!str 1\n"},
    {0, "%YAML 1.1\n---\na: 1\n"},
    {0, "a: 1\n...\n"},
    {0, "--- a: 1\n"},
    {0, "a:\t1\n"},
    {0, "a: 1\r\nb: 2\n"},
    {0, "a: x\xe2\x80\xa8y\n"},
    {0, "a: x\xc2\x85y\n"},
    {0, "a: \xff\n"},
    {0, "\xef\xbb\xbf" "a: 1\n"},
    {0, "a: {?b: 1}\n"},
    {0, "a: @b\n"},
    {0, "a: `b\n"},
};

START_TEST(what_is_plain_and_what_is_not)
{
    const char *text = cases[_i].text;
    ck_assert_msg(is_plain(text, strlen(text)) == cases[_i].plain, "%s", text);
    compare(text, strlen(text), NULL);
}
END_TEST

/* What report files hold, and some of what they do not. */
static const char whole[] =
    "# 某县\n"
    "gireport: 1\ntemplate: cn-2019\norgan: {name: 某县 人民政府, code: \"370828\", level: county}\nyear: 2020\n"
    "published: 2021-01-28 # 日期\nurl: http://example.org/a#b\n"
    "overview: |\n  全年收到申请26件：均已办结。\n    （一）\n\n  x: [1]\n"
    "problems: |-\n 甲\n 乙\nremarks: '无'\n"
    "disclosure:\n  regulations: {made: 0, disclosed: ~, total: \"/\"}\n  licensing:\n    change: +6\n    previous: -8\n\n"
    "applications: # natural\n  new: [18, 7, 0, 0, 0, 0, 25]\n  denied:\n    subtotal: [1, [], {}]\n"
    "    third_party: [{value: 3, raw: \"3 件\"}, 2]\n  total: []\nextra: {cells: [x y, 'z']}\n";
static const char second[] = "---\ngireport: 1\ndisputes:\n  review: {upheld: 1, total: 1}\n";

static const char *const insertions[] = {
    " ", "  ", "\n", ":", ": ", "#", " #", ",", ", ", "[", "]", "{", "}", "\"", "'", "|", ">", "-", "- ", "---\n",
    "...\n", "?", "? ", "&a ", "*a", "!", "%", "@", "`", "\\", "\t", "\r", "~", "/", "a", "a: ", "\n  ", "  b: 1\n",
    "中", "\xe2\x80\xa9", "\xc2\x85", "\xff", "\x01", "\xef\xbb\xbf", "|-\n  x\n", "\n\n"};

/* Changes up to three places of a text. */
static size_t mutate(struct random_source *s, char *data, size_t len, size_t room)
{
    for (uint64_t n = random_below(s, 4); n > 0; n--) {
        size_t at = random_below(s, len + 1);
        size_t cut = random_below(s, 3) == 0 ? random_below(s, 1 + random_below(s, 40)) : random_below(s, 3);
        const char *put = random_below(s, 3) > 0
                              ? insertions[random_below(s, sizeof insertions / sizeof *insertions)]
                              : "";
        size_t more = strlen(put);
        if (cut > len - at)
            cut = len - at;
        if (len - cut + more > room)
            break;
        memmove(data + at + more, data + at + cut, len - at - cut);
        memcpy(data + at, put, more);
        len = len - cut + more;
    }
    return len;
}

#define MUTANTS 400 /* for each of the seeds */
#define SEEDS 10

START_TEST(changed_texts_are_read_as_libyaml_reads_them)
{
    struct random_source s = {(uint64_t)_i * 7919 + 1};
    char data[2 * sizeof whole];
    int plain = 0;
    for (int i = 0; i < MUTANTS; i++) {
        size_t from = random_below(&s, 2) ? random_below(&s, sizeof whole / 2) : 0, len = sizeof whole - 1 - from;
        memcpy(data, whole + from, len);
        len = mutate(&s, data, len, sizeof data - sizeof second);
        if (random_below(&s, 4) == 0) {
            memcpy(data + len, second, sizeof second - 1);
            len = mutate(&s, data, len + sizeof second - 1, sizeof data);
        }
        struct gireport__yaml_limits limits = {.depth = (uint32_t)random_below(&s, 5), .scalar = random_below(&s, 90)};
        compare(data, len, random_below(&s, 4) == 0 ? &limits : NULL);
        plain += is_plain(data, len);
    }
    ck_assert_int_gt(plain, MUTANTS / 20);
    ck_assert_int_lt(plain, MUTANTS);
}
END_TEST

START_TEST(a_stream_is_read_to_its_end)
{
    struct gireport__buf b = {0};
    for (int i = 0; i < 3; i++) {
        if (i > 0)
            gireport__buf_adds(&b, "---\n");
        gireport__buf_add(&b, whole, sizeof whole - 1);
        compare(b.data, b.len, NULL);
    }
    static const struct gireport__yaml_limits two = {.documents = 2};
    compare(b.data, b.len, &two);
    gireport__buf_adds(&b, "---\n- not plain\n---\na: 1\n--- [\n---\na: 2\n");
    compare(b.data, b.len, NULL);
    gireport__buf_adds(&b, "--- \na: ");
    for (int i = 0; i < 70000; i++)
        gireport__buf_addc(&b, 'x');
    gireport__buf_adds(&b, "\n---\na: 2\n");
    compare(b.data, b.len, NULL);
    gireport__buf_free(&b);
}
END_TEST

/* The start of a document at the very end of what is looked at for one. */
START_TEST(a_long_document_is_left_to_libyaml)
{
    struct gireport__buf b = {0};
    gireport__buf_adds(&b, "a: ");
    for (size_t n = 65530 - b.len; n > 0; n--)
        gireport__buf_addc(&b, 'x');
    for (int i = 0; i < 12; i++) {
        static const char *const ends[] = {"\n---\nb: 1\n", "\n---b: 1\n", "\n---"};
        size_t len = b.len;
        for (size_t k = 0; k < sizeof ends / sizeof *ends; k++) {
            gireport__buf_adds(&b, ends[k]);
            compare(b.data, b.len, NULL);
            b.len = len;
        }
        gireport__buf_addc(&b, 'x');
    }
    gireport__buf_free(&b);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/yaml_plain");
    TCase *t = tcase_create("plain");
    tcase_set_timeout(t, 20);
    tcase_add_loop_test(t, what_is_plain_and_what_is_not, 0, sizeof cases / sizeof *cases);
    tcase_add_loop_test(t, changed_texts_are_read_as_libyaml_reads_them, 0, SEEDS);
    tcase_add_test(t, a_stream_is_read_to_its_end);
    tcase_add_test(t, a_long_document_is_left_to_libyaml);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
