/* SPDX-License-Identifier: MIT */
/* Web pages to blocks: what a browser shows, table by table. */
#include <string.h>

#include "../support/blocks_text.h"
#include "../support/suite.h"

#define TABLE(rows) "<table>" rows "</table>"

static const struct {
    const char *page, *blocks;
} pages[] = {
    /* text */
    {"<p>a</p><p>b</p>", "a\nb\n"},
    {"<h2>一、总体情况</h2>text", "2.一、总体情况\ntext\n"},
    {"<div>one<br>two<br><br>three</div>", "one~two\nthree\n"},
    {"<p>行政<span>许</span><b>可</b>\n  <i>x</i></p>", "行政许可 x\n"},
    {"a&lt;b &amp; &#20013;&nbsp;c", "a<b & 中\xC2\xA0" "c\n"},
    {"<p>\xE3\x80\x80\xE3\x80\x80首行</p>", "首行\n"},
    {"<pre>a  b\n c</pre>", "a  b~ c\n"},
    {"<p class=MsoNormal><span lang=EN-US>12<o:p></o:p></span></p>", "12\n"},
    {"<ul><li>a<li>b</ul>", "a\nb\n"},
    /* what is not shown */
    {"<script>var x='<p>no</p>';</script><style>p{}</style><!-- <p>no</p> -->yes", "yes\n"},
    {"<div style='color:red; DISPLAY : none'>no</div><p hidden>no</p><p style='mso-hide:all'>no</p>yes", "yes\n"},
    {"<noscript>no</noscript><iframe>no</iframe><select><option>no</select>yes", "yes\n"},
    /* cells */
    {TABLE("<tr><td>a<td>b<tr><td>c<td>d"), "[\na|b\nc|d\n]\n"},
    {TABLE("<thead><tr><td>a<td>b</thead><tr><th>c<td>d"), "[\n*a|*b\n*c|d\n]\n"},
    {TABLE("<tr><td colspan=2>a<td>b<tr><td rowspan=2>c<td>d<td>e<tr><td>f<td>g"),
     "[\n2>a|b\n2_c|d|e\nf|g\n]\n"},
    {TABLE("<tr><td><p>行政</p><p>许可</p><td><div>1</div><br>"), "[\n行政~许可|1\n]\n"},
    {TABLE("<tr><td> \n 规章 &nbsp; <td>\n<td>&nbsp;"), "[\n规章||\n]\n"},
    {TABLE("<tr><td>a<td><img src=x><td>b<img><td><object></object>"), "[\na|#|b|#\n]\n"},
    {TABLE("<tr><td>a<td><input value=' 12 '><td><input type=hidden value=9>"), "[\na|12|\n]\n"},
    {TABLE("<caption>附表</caption><colgroup><col><col></colgroup><tr><td>a<td>b"), "附表\n[\na|b\n]\n"},
    {"<table><tr>stray<td>a<td>b</table>after", "stray\n[\na|b\n]\nafter\n"},
    {TABLE("<tr style='display:none'><td>x<td>y<tr><td>a<td>b"), "[\na|b\n]\n"},
    {TABLE("<td>a<td>b"), "[\na|b\n]\n"},
    /* spans end with the table and with the group of rows */
    {TABLE("<tr><td rowspan=99 colspan=1>a<td>b<tr><td>c"), "[\n2_a|b\nc\n]\n"},
    {TABLE("<tr><td rowspan=0>a<td>b<tr><td>c"), "[\n2_a|b\nc\n]\n"},
    {TABLE("<tbody><tr><td rowspan=5>a<td>b</tbody><tbody><tr><td>c<td>d</tbody>"), "[\na|b\nc|d\n]\n"},
    {TABLE("<tr><td rowspan=x colspan=0>a<td>b"), "[\na|b\n]\n"},
    /* tables that lay out other things */
    {TABLE("<tr><td>menu<td>" TABLE("<tr><td>a<td>1<tr><td>b<td>2") "<p>below"), "menu\n[\na|1\nb|2\n]\nbelow\n"},
    {TABLE("<tr><td>" TABLE("<tr><td>" TABLE("<tr><td>a<td>b")) "tail"), "[\na|b\n]\ntail\n"},
    {TABLE("<tr><td>only a frame"), "only a frame\n"},
    {TABLE("<tr><td>a<tr><td>b"), "a\nb\n"},
    {TABLE("<tr><td>label<td>" TABLE("<tr><td>7")), "[\nlabel|7\n]\n"},
    /* a table beside the cells of another, whose row and cells go on behind it */
    {TABLE("<tr><td>a<td>b</td>" TABLE("<tr><td>c<td>d") "<td>e<tr><td>f<td>g"), "[\nc|d\n]\n[\na|b|e\nf|g|-\n]\n"},
    {TABLE("<tr>" TABLE("<tr><td>c<td>d" TABLE("<tr><td>x<td>y")) "<td>e<td>g"), "c\nd\n[\nx|y\n]\n[\ne|g\n]\n"},
    /* a table of numbers stays one though a table stands in it */
    {TABLE("<tr><td>1<td>2<td>3<td>4<tr><td>1<td>2<td>3<td>4<tr><td>1<td>2<td>3<td>x"
           TABLE("<tr><td>a<td>b")), "[\n1|2|3|4\n1|2|3|4\n1|2|3|x\n]\n[\na|b\n]\n"},
};

static int read_page(const char *page, size_t len, struct gireport__blocks *b, const struct gireport__limits *given)
{
    struct gireport__limits l = blocks_limits();

    memset(b, 0, sizeof *b);
    return gireport__blocks_html(page, len, given ? given : &l, b);
}

START_TEST(pages_to_blocks)
{
    struct gireport__blocks b;
    struct gireport__buf text = {0};

    ck_assert_int_eq(read_page(pages[_i].page, strlen(pages[_i].page), &b, NULL), GIREPORT_OK);
    blocks_text(&b, &text);
    ck_assert_str_eq(gireport__buf_str(&text), pages[_i].blocks);
    gireport__buf_free(&text);
    gireport__blocks_free(&b);
}
END_TEST

START_TEST(places_are_lines_and_tables)
{
    static const char page[] = "<p>x</p>\n<table>\n<tr><td>\n  规章</td><td>七</td><td></td></tr>\n</table><p>y";
    struct gireport__blocks b;

    ck_assert_int_eq(read_page(page, sizeof page - 1, &b, NULL), GIREPORT_OK);
    ck_assert_uint_eq(b.count, 3);
    ck_assert_uint_eq(b.items[0].line, 1);
    ck_assert_uint_eq(b.items[0].column, 4);
    ck_assert_str_eq(b.items[1].place, "t1");
    ck_assert_str_eq(b.items[1].cells[0].place, "t1r1c1");
    ck_assert_uint_eq(b.items[1].cells[0].line, 4);
    ck_assert_uint_eq(b.items[1].cells[0].column, 3);
    ck_assert_str_eq(b.items[1].cells[1].place, "t1r1c2");
    ck_assert_uint_eq(b.items[1].cells[1].column, 14);
    ck_assert_uint_eq(b.items[1].cells[2].line, 4);
    ck_assert_uint_eq(b.items[2].line, 5);
    gireport__blocks_free(&b);
}
END_TEST

START_TEST(the_page_says_what_it_is)
{
    static const char page[] = "<html><head><title> 某县\n年报 </title><meta name=PubDate content='2024-01-17 10:22'>"
                               "<link rel=canonical href='http://example.cn/a.html'></head><body>x";
    struct gireport__blocks b;

    ck_assert_int_eq(read_page(page, sizeof page - 1, &b, NULL), GIREPORT_OK);
    ck_assert_str_eq(b.title, "某县 年报");
    ck_assert_str_eq(b.published, "2024-01-17 10:22");
    ck_assert_str_eq(b.url, "http://example.cn/a.html");
    ck_assert_uint_eq(b.count, 1);
    gireport__blocks_free(&b);
}
END_TEST

/* Text over and over: `before`, n times `again`, `after`. */
static char *repeat(const char *before, const char *again, size_t n, const char *after, size_t *len)
{
    struct gireport__buf b = {0};

    gireport__buf_adds(&b, before);
    for (size_t i = 0; i < n; i++)
        gireport__buf_adds(&b, again);
    gireport__buf_adds(&b, after);
    ck_assert_int_eq(b.failed, 0);
    *len = b.len;
    return b.data;
}

static const struct {
    const char *before, *again;
    size_t n;
    const char *after;
    int status;
} hostile[] = {
    {"<table>", "<tr><td rowspan=1000000000 colspan=1000000000>x<td>y", 2000, "", GIREPORT_OK},
    {"", "<table><tr><td>", 10000, "x", GIREPORT_ERR_LIMIT},
    {"", "<table><tr><td>a<td>", 300, "x", GIREPORT_OK},
    {"", "<i>", 100000, "</b></b>", GIREPORT_ERR_LIMIT},
    {"<p ", "a ", 200000, ">", GIREPORT_ERR_LIMIT},
    {"<p q=\"", "<a b=\"<a b='", 100000, "", GIREPORT_ERR_LIMIT},
    {"", "<i", 1000000, "", GIREPORT_ERR_LIMIT},
    {"<table><tr><td>1<td>2<td>3<td>4<td>5<td>6<td>7<td>8<td>9<td>", "1", (size_t)2 << 20, "", GIREPORT_ERR_LIMIT},
    {"<table><tr><td>a<td>", "1", (size_t)2 << 20, "", GIREPORT_OK}, /* a frame around a text */
    {"<table>", "<tr><td>x<td>", 600000, "", GIREPORT_ERR_LIMIT},
    {"<table><tr><td>", "<table><tr><td>x<td>y</table>", 50000, "", GIREPORT_OK},
    {"", "&amp;", 500000, "", GIREPORT_OK},
    {"<table><tr>", "<td rowspan=60000>x", 3000, "<tr><td>y<td>z", GIREPORT_OK},
};

START_TEST(hostile_pages_end)
{
    size_t len;
    char *page = repeat(hostile[_i].before, hostile[_i].again, hostile[_i].n, hostile[_i].after, &len);
    struct gireport__blocks b;

    ck_assert_int_eq(read_page(page, len, &b, NULL), hostile[_i].status);
    gireport__blocks_free(&b);
    gireport__free(page);
}
END_TEST

START_TEST(limits_are_those_of_the_caller)
{
    static const char page[] = "<table><tr><td>a<td>b<tr><td>c<td>d</table>";
    struct gireport__limits l = blocks_limits();
    struct gireport__blocks b;

    l.cells = 3;
    ck_assert_int_eq(read_page(page, sizeof page - 1, &b, &l), GIREPORT_ERR_LIMIT);
    gireport__blocks_free(&b);
    l.cells = 4;
    ck_assert_int_eq(read_page(page, sizeof page - 1, &b, &l), GIREPORT_OK);
    gireport__blocks_free(&b);
    l.depth = 4;
    ck_assert_int_eq(read_page(page, sizeof page - 1, &b, &l), GIREPORT_ERR_LIMIT);
    gireport__blocks_free(&b);
    ck_assert_int_eq(read_page("", 0, &b, NULL), GIREPORT_OK);
    ck_assert_uint_eq(b.count, 0);
}
END_TEST

START_TEST(names_are_in_order)
{
    /* Elements are found by halving: one of each end and some between must be known. */
    static const struct { const char *page; size_t blocks; } known[] = {
        {"a<address>b</address>", 2}, {"a<video>b</video>", 1}, {"a<article>b", 2}, {"a<ul>b", 2},
        {"a<figure>b", 2}, {"a<h6>b", 2}, {"a<section>b", 2}, {"a<span>b", 1}, {"a<zzz>b", 1}, {"a<aaa>b", 1}};

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        struct gireport__blocks b;
        ck_assert_int_eq(read_page(known[i].page, strlen(known[i].page), &b, NULL), GIREPORT_OK);
        ck_assert_msg(b.count == known[i].blocks, "%s: %zu", known[i].page, b.count);
        gireport__blocks_free(&b);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("read_html");
    TCase *c = tcase_create("html");

    tcase_add_loop_test(c, pages_to_blocks, 0, (int)(sizeof pages / sizeof pages[0]));
    tcase_add_test(c, places_are_lines_and_tables);
    tcase_add_test(c, the_page_says_what_it_is);
    tcase_add_loop_test(c, hostile_pages_end, 0, (int)(sizeof hostile / sizeof hostile[0]));
    tcase_add_test(c, limits_are_those_of_the_caller);
    tcase_add_test(c, names_are_in_order);
    suite_add_tcase(s, c);
    return run_suite(s);
}
