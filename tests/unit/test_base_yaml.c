/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../support/failing.h"
#include "../support/suite.h"
#include "base/yaml.h"

/* All events of a text in one line, with errors and restarts: "D{a:1}" is not what comes out, but this:
 * +D document, [ ] { }, 'text' quoted, |text| block, <text> plain, *name alias, !status@line:column, ; restart. */
static void add_event(struct gireport__buf *b, const struct gireport__yaml_event *e, int places)
{
    static const char *const marks[] = {"$", "+D", "-D", "", "[", "]", "{", "}", "*"};
    gireport__buf_adds(b, marks[e->type]);
    if (e->type == GIREPORT__YAML_SCALAR) {
        gireport__buf_addc(b, e->block ? '|' : e->quoted ? '\'' : '<');
        gireport__buf_add(b, e->text, e->len);
        gireport__buf_addc(b, e->block ? '|' : e->quoted ? '\'' : '>');
        ck_assert_int_eq(e->text[e->len], '\0');
    }
    if (e->type == GIREPORT__YAML_ALIAS)
        gireport__buf_adds(b, e->text);
    if (places && e->type == GIREPORT__YAML_SCALAR) {
        gireport__buf_add_int(b, e->line);
        gireport__buf_addc(b, ':');
        gireport__buf_add_int(b, e->column);
    }
}

static void add_error(struct gireport__buf *b, const struct gireport__yaml_error *e)
{
    gireport__buf_adds(b, "!");
    gireport__buf_add_int(b, e->status);
    gireport__buf_addc(b, '@');
    gireport__buf_add_int(b, e->line);
    gireport__buf_addc(b, ':');
    gireport__buf_add_int(b, e->column);
}

static char *events(const char *data, size_t len, const struct gireport__yaml_limits *limits, int places,
                    struct gireport__yaml_error *last)
{
    struct gireport__buf b = {0};
    struct gireport__yaml *y;
    struct gireport__yaml_event e;
    struct gireport__yaml_error error;
    ck_assert_int_eq(gireport__yaml_new(data, len, limits, &y), GIREPORT_OK);
    for (;;) {
        int status = gireport__yaml_next(y, &e, &error);
        if (status == GIREPORT_OK) {
            add_event(&b, &e, places);
            if (e.type == GIREPORT__YAML_END)
                break;
            continue;
        }
        ck_assert_int_eq(status, error.status);
        ck_assert_str_ne(error.message, "");
        if (last)
            *last = error;
        add_error(&b, &error);
        ck_assert_int_eq(gireport__yaml_next(y, &e, &error), GIREPORT_OK);
        ck_assert_int_eq(e.type, GIREPORT__YAML_END);
        if (gireport__yaml_restart(y) <= 0)
            break;
        gireport__buf_addc(&b, ';');
    }
    gireport__yaml_free(y);
    return b.data;
}

#define BYTES(s) s, sizeof(s) - 1

static const struct {
    const char *data;
    size_t len;
    const char *events;
} cases[] = {
    {BYTES(""), "$"},
    {BYTES("a: 1\nb: [x, 'y', \"z\"]\n"), "+D{<a>1:1<1>1:4<b>2:1[<x>2:5'y'2:8'z'2:13]}-D$"},
    {BYTES("{\"a\": {\"b\":null},\t\"c\" :[1,2]}"), "+D{'a'1:2{'b'1:8<null>1:12}'c'1:19[<1>1:25<2>1:27]}-D$"},
    {BYTES("甲: 一\n  \n乙: 二"), "+D{<甲>1:1<一>1:4<乙>3:1<二>3:4}-D$"},
    {BYTES("t: |\n  a\n  b\nf: >-\n  c\n  d\n"), "+D{<t>1:1|a\nb\n|1:4<f>4:1|c d|4:4}-D$"},
    {BYTES("a: &x 1\nb: *x\n"), "+D{<a>1:1<1>1:4<b>2:1*x}-D$"},
    {BYTES("a: !!str 5\nb: ! 6\nc: !!int 7"), "+D{<a>1:1'5'1:4<b>2:1'6'2:4<c>3:1<7>3:4}-D$"},
    {BYTES("a\n---\nb\n...\n---\n- c\n"), "+D<a>1:1-D+D<b>3:1-D+D[<c>6:3]-D$"},
    {BYTES("a: 1\r\nb: 2\rc: 3"), "+D{<a>1:1<1>1:4<b>2:1<2>2:4<c>3:1<3>3:4}-D$"},
    {BYTES("\xef\xbb\xbf" "a: 1"), "+D{<a>1:1<1>1:4}-D$"},
    {BYTES("\xff\xfe" "a\0:\0 \0\x3b\x60"), "+D{<a>1:1<总>1:4}-D$"},
    {BYTES("\xfe\xff\0a\0:\0 \x60\x3b"), "+D{<a>1:1<总>1:4}-D$"},
    {BYTES("\xff\xfe" "a\0:\0 \0\x3d\xd8\0\xde"), "+D{<a>1:1<😀>1:4}-D$"},
    {BYTES("\xff\xfe" "a\0:\0 \0\x3d\xd8"), "!-4@1:4"},
    {BYTES("\xff\xfe" "a"), "!-4@1:1"},
    /* pairs of escapes, and what only looks like them */
    {BYTES("[\"\\ud83d\\ude00\", \"x\\uD83D\\uDE00y\"]"), "+D['😀'1:2'x😀y'1:18]-D$"},
    {BYTES("a: \"\\\\\\ud83d\\ude00\" "), "+D{<a>1:1'\\😀'1:4}-D$"},
    {BYTES("a: \"\\\\ud83d\\\\ude00\" "), "+D{<a>1:1'\\ud83d\\ude00'1:4}-D$"},
    {BYTES("a: \\ud83d\\ude00"), "+D{<a>1:1<\\ud83d\\ude00>1:4}-D$"},
    {BYTES("a: '\\uD83D\\uDE00'"), "+D{<a>1:1'\\uD83D\\uDE00'1:4}-D$"},
    {BYTES("a: |\n \\ud83d\\ude00\n"), "+D{<a>1:1|\\ud83d\\ude00\n|1:4}-D$"},
    {BYTES("a: \"\\uD83D\\ude00\""), "+D{<a>1:1!-4@1:7"}, /* mixed case: told, not guessed */
    {BYTES("a: \"\\ud83d\""), "+D{<a>1:1!-4@1:7"},
    {BYTES("a: \"\\ufffe01f600 \\ud83d\\ude00\""), "+D{<a>1:1!-4@1:20"},
    /* a broken document costs itself */
    {BYTES("a: 1\nb：2\n---\nok\n"), "+D{<a>1:1<1>1:4!-4@2:1;+D<ok>4:1-D$"},
    {BYTES("{a: [1\n--- ok\n"), "+D{<a>1:2[<1>1:6!-4@2:1;+D<ok>2:5-D$"},
    {BYTES("--- [}\n--- ok"), "+D[!-4@1:6;+D<ok>2:5-D$"},
    {BYTES("\"abc\n---\nok"), "!-4@1:1;+D<ok>3:1-D$"},
    {BYTES("a: \xff\n---\nok"), "!-4@1:4;+D<ok>3:1-D$"},
    {BYTES("ok\n---\n甲: \x0c\n---\nok"), "+D<ok>1:1-D+D!-4@3:4;+D<ok>5:1-D$"},
    {BYTES("a: 1\n\xef\xbb\xbf--- b\n"), "+D{<a>1:1<1>1:4}-D+D<b>2:5-D$"},
    {BYTES("a: x\xef\xbb\xbfy\n"), "!-4@1:5"},
    {BYTES("a: \xc2\x80"), "!-4@1:4"},
    {BYTES("a:\n\tb: 1\n---\nc"), "+D{<a>1:1!-4@2:1;+D<c>4:1-D$"},
    {BYTES("a: [\n---- x\n---x\n--- ok"), "+D{<a>1:1[<---- x ---x>2:1!-4@4:1;+D<ok>4:5-D$"},
    {BYTES("a\xe2\x80\xa8"), "+D<a>1:1-D$"},
};

START_TEST(events_come_in_order)
{
    char *got = events(cases[_i].data, cases[_i].len, NULL, 1, NULL);
    ck_assert_str_eq(got, cases[_i].events);
    gireport__free(got);
}
END_TEST

static const struct {
    const char *text, *message, *hint;
} hints[] = {
    {"a: 1\nb：2\nc: 3\n", "while scanning a simple key: could not find expected ':'", "全角冒号"},
    {"a:\n\tb: 1\n", "while scanning for the next token: found character that cannot start any token", "制表符"},
    {"year:2020\nb: 1\n", "mapping values are not allowed in this context", "缺一个空格"},
    {"a: [1，2\nb: 2\n", "while parsing a flow sequence: did not find expected ',' or ']' (begun at line 1)", "全角逗号"},
    {"a: \"xyz\nb: 2\n", "while scanning a quoted scalar: found unexpected end of stream", "引号"},
    {"a: \xe6\x80\n", "invalid UTF-8: byte 0xE6", ""},
    {"a: \x0c", "character U+000C is not allowed", ""},
    {"a: \xc2\x9f", "character U+009F is not allowed", ""},
    {"a: \xef\xbf\xbf", "character U+FFFF is not allowed", ""},
    {"a: x\xef\xbb\xbf", "character U+FEFF is not allowed", ""},
    {"a: b: c\n", "mapping values are not allowed in this context", ""},
};

START_TEST(errors_say_what_is_wrong)
{
    struct gireport__yaml_error e = {0};
    gireport__free(events(hints[_i].text, strlen(hints[_i].text), NULL, 0, &e));
    ck_assert_msg(strncmp(e.message, hints[_i].message, strlen(hints[_i].message)) == 0, "%s: %s", hints[_i].text,
                  e.message);
    ck_assert_msg(strstr(e.hint_zh, hints[_i].hint) && (hints[_i].hint[0] != '\0') == (e.hint_zh[0] != '\0'), "%s: %s",
                  hints[_i].text, e.hint_zh);
    ck_assert_int_eq(e.hint_zh[0] == '\0', e.hint_en[0] == '\0');
}
END_TEST

START_TEST(a_reader_may_ask_for_a_hint)
{
    struct gireport__yaml *y;
    char zh[160], en[160];
    ck_assert_int_eq(gireport__yaml_new("x\nyear：2020\n", strlen("x\nyear：2020\n"), NULL, &y), GIREPORT_OK);
    ck_assert_int_eq(gireport__yaml_hint(y, 2, zh, en), 1);
    ck_assert_ptr_nonnull(strstr(en, "full-width colon"));
    ck_assert_int_eq(gireport__yaml_hint(y, 1, zh, en), 0);
    ck_assert_str_eq(zh, "");
    ck_assert_int_eq(gireport__yaml_hint(y, 0, zh, en), 0);
    ck_assert_int_eq(gireport__yaml_hint(y, 99, zh, en), 0);
    gireport__yaml_free(y);
    gireport__yaml_free(NULL);
}
END_TEST

START_TEST(limits_hold)
{
    const struct gireport__yaml_limits limits = {.depth = 2, .scalar = 6, .documents = 3};
    static const struct {
        const char *text, *events;
    } of[] = {
        {"[[1]]", "+D[[<1>]]-D$"},
        {"[[[1]]]\n--- a", "+D[[!-6@1:3;+D<a>-D$"},
        {"[[{a: 1}]]", "+D[[!-6@1:3"},
        {"- - - a", "+D[[!-6@1:5"},
        {"[abcdef]", "+D[<abcdef>]-D$"},
        {"[abcdefg]", "+D[!-6@1:2"},
        {"--- a\n--- b\n--- c\n", "+D<a>-D+D<b>-D+D<c>-D$"},
        {"--- a\n--- b\n--- c\n--- d\n--- e", "+D<a>-D+D<b>-D+D<c>-D!-6@4:1"},
    };
    for (size_t i = 0; i < sizeof(of) / sizeof(of[0]); i++) {
        char *got = events(of[i].text, strlen(of[i].text), &limits, 0, NULL);
        ck_assert_str_eq(got, of[i].events);
        gireport__free(got);
    }
}
END_TEST

/* libyaml alone needs minutes for some of these. The test fails by its time-out. */
START_TEST(hostile_input_ends_soon)
{
    static const char *const pieces[] = {"[", "{", "{?", "- ", "? ", "[&a ", "%TAG !a! b\n", "--- [\n", "--- \xff\n",
                                         "&a ", "\"", "a: ", "|\n", "{a: ", "--- {a: [1, 2\n", "*a ", "!a ",
                                         "\\ud83d\\ude00"};
    /* A parser for each of many broken documents costs what it costs; only the rest must not grow faster. */
    size_t n = strlen(pieces[_i]), size = pieces[_i][0] == '-' ? 150000 : 1000000;
    char *data = malloc(size);
    for (size_t at = 0; at < size; at++)
        data[at] = pieces[_i][at % n];
    gireport__free(events(data, size, NULL, 0, NULL));
    free(data);
}
END_TEST

START_TEST(the_offset_is_where_reading_stands)
{
    static const char text[] = "--- a\n--- b\nc: [\n---\nd\n";
    struct gireport__yaml *y;
    struct gireport__yaml_event e;
    struct gireport__yaml_error error;
    ck_assert_int_eq(gireport__yaml_new(text, strlen(text), NULL, &y), GIREPORT_OK);
    ck_assert_int_eq(gireport__yaml_restart(y), 0);
    for (int i = 0; i < 3; i++)
        ck_assert_int_eq(gireport__yaml_next(y, &e, &error), GIREPORT_OK);
    ck_assert_int_eq(e.type, GIREPORT__YAML_DOC_END);
    size_t offset = gireport__yaml_offset(y);
    ck_assert(offset >= 6 && offset <= 10);
    while (gireport__yaml_next(y, &e, &error) == GIREPORT_OK)
        ck_assert_int_ne(e.type, GIREPORT__YAML_END);
    ck_assert_uint_eq(gireport__yaml_offset(y), 12); /* the line of "c:", which cannot follow b */
    gireport__yaml_free(y);
}
END_TEST

START_TEST(memory_that_runs_out_is_told)
{
    static const char *const texts[] = {"a: {b: [1, \"\\ud83d\\ude00\"]}\nc: !!str x\n---\n\"d\n",
                                        "a: [1, 2, 3, 4, 5, 6, 7, 8]\n---\n\"d\n"};
    const char *text = texts[_i];
    if (!failing_works())
        return; /* the build without sanitizers has this test */
    unsigned long n = 0;
    for (int done = 0; !done; n++) {
        struct gireport__yaml *y;
        struct gireport__yaml_event e = {0};
        struct gireport__yaml_error error;
        failing_at(n + 1);
        int status = gireport__yaml_new(text, strlen(text), NULL, &y);
        while (status == GIREPORT_OK && (status = gireport__yaml_next(y, &e, &error)) == GIREPORT_OK &&
               e.type != GIREPORT__YAML_END)
            ;
        done = failing_count() < n + 1;
        failing_at(0);
        ck_assert_int_eq(status, done ? GIREPORT_ERR_SYNTAX : GIREPORT_ERR_NOMEM);
        if (y)
            ck_assert_int_eq(gireport__yaml_restart(y), 0);
        gireport__yaml_free(y);
        y = NULL;
    }
    ck_assert_uint_gt(n, _i == 0 ? 20 : 5);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/yaml");
    TCase *t = tcase_create("yaml");
    tcase_set_timeout(t, 20);
    tcase_add_loop_test(t, events_come_in_order, 0, sizeof(cases) / sizeof(cases[0]));
    tcase_add_loop_test(t, errors_say_what_is_wrong, 0, sizeof(hints) / sizeof(hints[0]));
    tcase_add_test(t, a_reader_may_ask_for_a_hint);
    tcase_add_test(t, limits_hold);
    tcase_add_loop_test(t, hostile_input_ends_soon, 0, 18);
    tcase_add_test(t, the_offset_is_where_reading_stands);
    tcase_add_loop_test(t, memory_that_runs_out_is_told, 0, 2);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
