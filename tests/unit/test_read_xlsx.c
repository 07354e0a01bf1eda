/* SPDX-License-Identifier: MIT */
/* XLSX to blocks: sheets as they are shown, numbers as they are written. */
#include <stdio.h>
#include <string.h>

#include "../support/blocks_text.h"
#include "../support/package.h"
#include "../support/suite.h"

#define ROW(r, cells) "<row r='" #r "'>" cells "</row>"
#define N(at, value)  "<c r='" #at "'><v>" value "</v></c>"
#define S(at, text)   "<c r='" #at "' t='inlineStr'><is><t>" text "</t></is></c>"
#define DATA(rows)    "<sheetData>" rows "</sheetData>"

static const struct {
    const char *sheet, *blocks;
} sheets[] = {
    {DATA(ROW(1, S(A1, "规章") N(B1, "0") N(C1, "12"))), "[\n规章|0|12\n]\n"},
    /* numbers: the decimal text of the file, an exponent taken out exactly */
    {DATA(ROW(1, N(A1, "102297.79752800001") N(B1, "1.2E3") N(C1, "1E-3") N(D1, "-2.50e+1") N(E1, "1e21")
              N(F1, "12E-1"))),
     "[\n102297.79752800001|1200|0.001|-25.0|1000000000000000000000|1.2\n]\n"},
    {DATA(ROW(1, "<c r='A1' t='str'><v>1e5</v></c><c r='B1' t='b'><v>1</v></c><c r='C1' t='e'><v>#REF!</v></c>")),
     "[\n1e5|1|#REF!\n]\n"},
    {DATA(ROW(1, "<c r='A1' t='s'><v>1</v></c><c r='B1' t='s'><v>0</v></c>")), "[\n行政许可|规章\n]\n"},
    {DATA(ROW(1, "<c r='A1'><f>SUM(B1:C1)</f><v>5</v></c><c r='B1'><v>2</v></c>")), "[\n5|2\n]\n"},
    /* strings: characters that are written as codes, and what only looks like it */
    {DATA(ROW(1, S(A1, "_x005F_x0041_") S(B1, "a_x0042_c") S(C1, "_x001B_ _xD800_") S(D1, "_x00_ _x"))),
     "[\n_x0041_|aBc|_x001B_ _xD800_|_x00_ _x\n]\n"},
    /* places: missing references, gaps, merged areas */
    {DATA("<row><c><v>1</v></c><c><v>2</v></c></row><row><c/><c><v>3</v></c></row>"), "[\n1|2\n|3\n]\n"},
    {DATA(ROW(1, S(A1, "a") S(C1, "c")) ROW(2, S(B2, "b") S(C2, "d"))), "[\na|-|c\n-|b|d\n]\n"},
    {DATA(ROW(1, S(A1, "a") "<c r='B1'/>" S(C1, "b")) ROW(2, "<c r='A2'/><c r='B2'/>" S(C2, "c")))
     "<mergeCells><mergeCell ref='A1:B2'/></mergeCells>", "[\n2>2_a|b\nc\n]\n"},
    /* titles above, texts below, an empty row between two tables */
    {DATA(ROW(1, S(A1, "标题")) ROW(2, S(A2, "a") N(B2, "1")) ROW(3, S(A3, "注"))), "标题\n[\na|1\n]\n注\n"},
    {DATA(ROW(1, S(A1, "a") N(B1, "1")) ROW(3, S(A3, "b") N(B3, "2"))), "[\na|1\n]\n[\nb|2\n]\n"},
    {DATA(ROW(1, S(A1, "a") N(B1, "1")) ROW(2, S(A2, "第二十条")) ROW(3, S(A3, "b") N(B3, "2"))),
     "[\na|1\n第二十条|-\nb|2\n]\n"},
    {DATA(ROW(1, S(A1, "标题") "<c r='B1'/>") ROW(2, S(A2, "a") N(B2, "1")) ROW(3, S(A3, "b") "<c r='B3'/>")),
     "标题\n[\na|1\nb|\n]\n"},
    /* what is not shown */
    {DATA(ROW(1, S(A1, "a") N(B1, "1")) "<row r='2' hidden='1'>" S(A2, "x") N(B2, "9") "</row>"
          ROW(3, S(A3, "b") N(B3, "2"))), "[\na|1\n]\n[\nb|2\n]\n"},
    {"<cols><col min='2' max='2' hidden='1'/></cols>" DATA(ROW(1, S(A1, "a") N(B1, "9") N(C1, "1"))), "[\na|1\n]\n"},
};

static int read_sheets(const char *const *list, size_t n, unsigned hidden, struct gireport__blocks *b)
{
    struct gireport__limits l = blocks_limits();
    char *data;
    size_t len;
    int status;

    memset(b, 0, sizeof *b);
    package_xlsx(list, n, "<si><t>规章</t></si><si><r><t>行政</t></r><rPh><t>x</t></rPh><r><t>许可</t></r></si>", hidden,
                 &data, &len);
    status = gireport__blocks_xlsx(data, len, &l, b);
    gireport__free(data);
    return status;
}

START_TEST(sheets_to_blocks)
{
    struct gireport__blocks b;
    struct gireport__buf text = {0};

    ck_assert_int_eq(read_sheets(&sheets[_i].sheet, 1, 0, &b), GIREPORT_OK);
    blocks_text(&b, &text);
    ck_assert_str_eq(gireport__buf_str(&text), sheets[_i].blocks);
    gireport__buf_free(&text);
    gireport__blocks_free(&b);
}
END_TEST

START_TEST(sheets_come_in_order_and_hidden_ones_do_not)
{
    static const char *const list[] = {DATA(ROW(1, S(A1, "a") N(B1, "1"))), DATA(ROW(1, S(A1, "x") N(B1, "9"))),
                                       DATA(ROW(3, S(B3, "b") N(C3, "2")))};
    struct gireport__blocks b;

    ck_assert_int_eq(read_sheets(list, 3, 2, &b), GIREPORT_OK);
    ck_assert_uint_eq(b.count, 2);
    ck_assert_str_eq(b.items[0].cells[0].text, "a");
    ck_assert_str_eq(b.items[1].cells[0].text, "b");
    ck_assert_str_eq(b.items[1].cells[0].place, "t2r3c2"); /* as the sheet counts */
    ck_assert_uint_eq(b.items[1].cells[0].row, 0);
    gireport__blocks_free(&b);
}
END_TEST

static const struct {
    const char *sheet;
    int status;
} broken[] = {
    {DATA(ROW(1, "<c t='s'><v>7</v></c>")), GIREPORT_ERR_SYNTAX},          /* no such string */
    {DATA(ROW(2, N(A2, "1")) ROW(1, N(A1, "1"))), GIREPORT_ERR_SYNTAX},    /* rows backwards */
    {DATA(ROW(1, N(B1, "1") N(A1, "1"))), GIREPORT_ERR_SYNTAX},
    {"<sheetData><row>", GIREPORT_ERR_SYNTAX},
    {DATA(ROW(1048576, N(XFD1048576, "1")) "<row r='4000000000'><c r='ZZZZ99999999'><v>1</v></c></row>"), GIREPORT_OK},
    {DATA(ROW(1, S(A1, "a") N(B1, "1"))) "<mergeCells><mergeCell ref='A1:XFD1048576'/><mergeCell ref='B9:A1'/>"
     "<mergeCell ref='x'/></mergeCells>", GIREPORT_OK},
};

START_TEST(broken_sheets_end)
{
    struct gireport__blocks b;

    ck_assert_int_eq(read_sheets(&broken[_i].sheet, 1, 0, &b), broken[_i].status);
    gireport__blocks_free(&b);
}
END_TEST

/* A sheet beyond the limit is not left out without a word. */
START_TEST(sheets_are_bounded)
{
    const char *list[257];
    struct gireport__blocks b;

    for (size_t i = 0; i < 257; i++)
        list[i] = DATA(ROW(1, S(A1, "a") N(B1, "1")));
    for (size_t n = 255; n <= 257; n++) {
        ck_assert_int_eq(read_sheets(list, n, 0, &b), n > 256 ? GIREPORT_ERR_LIMIT : GIREPORT_OK);
        ck_assert_uint_eq(b.count, n > 256 ? 0 : n);
        gireport__blocks_free(&b);
    }
    printf("FIGURE limits, each tried one below, at and one above: 1\n");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("read_xlsx");
    TCase *c = tcase_create("xlsx");

    tcase_add_loop_test(c, sheets_to_blocks, 0, (int)(sizeof sheets / sizeof sheets[0]));
    tcase_add_test(c, sheets_come_in_order_and_hidden_ones_do_not);
    tcase_add_test(c, sheets_are_bounded);
    tcase_add_loop_test(c, broken_sheets_end, 0, (int)(sizeof broken / sizeof broken[0]));
    suite_add_tcase(s, c);
    return run_suite(s);
}
