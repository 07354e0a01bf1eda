/* SPDX-License-Identifier: MIT */
/* DOCX to blocks: what Word shows once all changes are accepted. */
#include <string.h>

#include "../support/blocks_text.h"
#include "../support/package.h"
#include "../support/suite.h"

#define P(text)       "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define R(text)       "<w:r><w:t>" text "</w:t></w:r>"
#define TC(text)      "<w:tc>" P(text) "</w:tc>"
#define TCP(pr, text) "<w:tc><w:tcPr>" pr "</w:tcPr>" P(text) "</w:tc>"
#define TR(cells)     "<w:tr>" cells "</w:tr>"
#define TBL(rows)     "<w:tbl>" rows "</w:tbl>"

static const struct {
    const char *body, *blocks;
} documents[] = {
    /* text */
    {P("一") P("二"), "一\n二\n"},
    {"<w:p><w:pPr><w:pStyle w:val='Heading2'/></w:pPr>" R("总体") R("情况") "</w:p>", "2.总体情况\n"},
    {"<w:p><w:pPr><w:outlineLvl w:val='0'/></w:pPr>" R("a") "</w:p>" P("b"), "1.a\nb\n"},
    {"<w:p><w:r><w:t>a</w:t><w:br/><w:t>b</w:t><w:tab/><w:t>c</w:t><w:noBreakHyphen/></w:r></w:p>", "a~b\tc-\n"},
    {"<w:p><w:r><w:sym w:font='Symbol' w:char='F02D'/><w:sym w:char='4E2D'/></w:r></w:p>", "\xEF\xBF\xBD中\n"},
    {"<w:p><w:r><w:instrText>PAGE</w:instrText></w:r>" R("x") "</w:p>", "x\n"},
    /* changes, hidden text */
    {"<w:p>" R("1") "<w:del><w:r><w:delText>2</w:delText></w:r></w:del><w:ins>" R("3") "</w:ins></w:p>", "13\n"},
    {"<w:p><w:moveFrom>" R("no") "</w:moveFrom><w:moveTo>" R("yes") "</w:moveTo></w:p>", "yes\n"},
    {"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" R("a") "</w:p>" P("b"), "ab\n"},
    {"<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>no</w:t></w:r><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>yes"
     "</w:t></w:r></w:p>", "yes\n"},
    {TBL(TR(TC("a") TC("b")) "<w:tr><w:trPr><w:del/></w:trPr>" TC("x") TC("y") "</w:tr>" TR(TC("c") TC("d"))),
     "[\na|b\nc|d\n]\n"},
    /* text boxes: once, whatever the alternatives */
    {"<w:p>" R("before") "<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>" P("box")
     "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:txbxContent>" P("box")
     "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>" R("after") "</w:p>", "before\nbox\nafter\n"},
    {"<w:p><w:r><mc:AlternateContent><mc:Fallback><w:txbxContent>" P("only")
     "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>", "only\n"},
    /* tables */
    {TBL(TR(TC("a") TC("b")) TR(TC("c") TC(""))), "[\na|b\nc|\n]\n"},
    {TBL(TR(TCP("<w:gridSpan w:val='2'/>", "a") TC("b")) TR(TC("c") TC("d") TC("e"))), "[\n2>a|b\nc|d|e\n]\n"},
    {TBL(TR(TCP("<w:vMerge w:val='restart'/>", "a") TC("1")) TR(TCP("<w:vMerge/>", "lost") TC("2"))
         TR(TC("b") TC("3"))), "[\n2_a|1\n2\nb|3\n]\n"},
    {TBL(TR(TCP("<w:gridSpan w:val='2'/><w:vMerge w:val='restart'/>", "a") TC("1"))
         TR(TCP("<w:gridSpan w:val='2'/><w:vMerge/>", "") TC("2"))), "[\n2>2_a|1\n2\n]\n"},
    {TBL(TR(TCP("<w:vMerge/>", "a") TC("1")) TR(TC("b") TC("2"))), "[\na|1\nb|2\n]\n"},
    {TBL(TR(TCP("<w:hMerge w:val='restart'/>", "a") TCP("<w:hMerge/>", "lost") TC("b")) TR(TC("c") TC("d") TC("e"))),
     "[\n2>a|b\nc|d|e\n]\n"},
    {TBL("<w:tr><w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC("b") TC("c") "</w:tr>" TR(TC("1") TC("2") TC("3"))),
     "[\n-|b|c\n1|2|3\n]\n"},
    {TBL(TR("<w:tc>" P("行政") P("许可") "</w:tc>" TC("1"))), "[\n行政~许可|1\n]\n"},
    {TBL(TR(TC("a") "<w:tc><w:p><w:r><w:drawing/></w:r></w:p></w:tc>")), "[\na|#\n]\n"},
    {TBL(TR("<w:tc>" TBL(TR(TC("a") TC("b"))) P("x") "</w:tc>")), "[\na|b\n]\nx\n"},
    {TBL(TR("<w:sdt><w:sdtContent>" TC("a") "</w:sdtContent></w:sdt>" TC("b"))), "[\na|b\n]\n"},
};

static int read_bytes(const char *data, size_t len, struct gireport__blocks *b)
{
    struct gireport__limits l = blocks_limits();

    memset(b, 0, sizeof *b);
    return gireport__blocks_docx(data, len, &l, b);
}

static int read_body(const char *body, struct gireport__blocks *b)
{
    char *data;
    size_t len;
    int status;

    package_docx(body, &data, &len);
    status = read_bytes(data, len, b);
    gireport__free(data);
    return status;
}

START_TEST(documents_to_blocks)
{
    struct gireport__blocks b;
    struct gireport__buf text = {0};

    ck_assert_int_eq(read_body(documents[_i].body, &b), GIREPORT_OK);
    blocks_text(&b, &text);
    ck_assert_str_eq(gireport__buf_str(&text), documents[_i].blocks);
    gireport__buf_free(&text);
    gireport__blocks_free(&b);
}
END_TEST

START_TEST(cells_have_a_place)
{
    struct gireport__blocks b;

    ck_assert_int_eq(read_body(TBL(TR(TC("a") TC("b"))) TBL(TR(TC("c") TC("d")) TR(TC("e") TC("f"))), &b), GIREPORT_OK);
    ck_assert_uint_eq(b.count, 2);
    ck_assert_str_eq(b.items[1].place, "t2");
    ck_assert_str_eq(b.items[1].cells[3].place, "t2r2c2");
    ck_assert_uint_eq(b.items[1].cells[3].line, 0);
    gireport__blocks_free(&b);
}
END_TEST

/* A package cut anywhere is an error, never a crash; nor is one of other bytes. */
START_TEST(broken_packages_are_errors)
{
    struct gireport__blocks b;
    char *data;
    size_t len;

    package_docx(P("x"), &data, &len);
    for (size_t cut = 0; cut < len; cut += 7) {
        ck_assert_int_eq(read_bytes(data, cut, &b), GIREPORT_ERR_SYNTAX);
        gireport__blocks_free(&b);
    }
    for (size_t i = 0; i < len; i += 3) {
        data[i] = (char)(data[i] ^ 0x55);
        (void)read_bytes(data, len, &b);
        gireport__blocks_free(&b);
        data[i] = (char)(data[i] ^ 0x55);
    }
    ck_assert_int_eq(read_bytes(data, len, &b), GIREPORT_OK);
    gireport__blocks_free(&b);
    gireport__free(data);
}
END_TEST

static const struct {
    const char *before, *again;
    size_t n;
    int status;
} hostile[] = {
    {"<w:p>", "", 1, GIREPORT_ERR_SYNTAX},                                   /* not closed */
    {"", "<w:tbl><w:tr><w:tc>", 2000, GIREPORT_ERR_LIMIT},                   /* depth */
    {"", "<w:p/>", 1500000, GIREPORT_ERR_LIMIT},                             /* blown up a thousand times */
    {"<w:p w:a='1'", " w:b='2'", 200, GIREPORT_ERR_LIMIT},                   /* attributes */
};

START_TEST(hostile_documents_end)
{
    struct gireport__buf body = {0};
    struct gireport__blocks b;

    gireport__buf_adds(&body, hostile[_i].before);
    for (size_t i = 0; i < hostile[_i].n; i++)
        gireport__buf_adds(&body, hostile[_i].again);
    ck_assert_int_eq(body.failed, 0);
    ck_assert_int_eq(read_body(body.data, &b), hostile[_i].status);
    gireport__blocks_free(&b);
    gireport__buf_free(&body);
}
END_TEST

/* Entities are neither declared nor expanded. */
START_TEST(entity_bombs_are_refused)
{
    static const char part[] = "<!DOCTYPE a [<!ENTITY a \"xxxxxxxxxx\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                               "<a>&b;&b;&b;</a>";
    static const char rels[] = "<Relationships><Relationship Id='r' Type='x/officeDocument' Target='d.xml'/>"
                               "</Relationships>";
    struct gireport__zip *z;
    struct gireport__blocks b;
    char *data;
    size_t len;

    ck_assert_int_eq(gireport__zip_new(&z), GIREPORT_OK);
    ck_assert_int_eq(gireport__zip_add(z, "_rels/.rels", rels, sizeof rels - 1), GIREPORT_OK);
    ck_assert_int_eq(gireport__zip_add(z, "d.xml", part, sizeof part - 1), GIREPORT_OK);
    ck_assert_int_eq(gireport__zip_finish(z, &data, &len), GIREPORT_OK);
    gireport__zip_free(z);
    ck_assert_int_eq(read_bytes(data, len, &b), GIREPORT_ERR_SYNTAX);
    gireport__blocks_free(&b);
    gireport__free(data);
}
END_TEST

START_TEST(the_same_parts_give_the_same_bytes)
{
    char *one, *two;
    size_t len_one, len_two;

    package_docx(P("x"), &one, &len_one);
    package_docx(P("x"), &two, &len_two);
    ck_assert_uint_eq(len_one, len_two);
    ck_assert_int_eq(memcmp(one, two, len_one), 0);
    gireport__free(one);
    gireport__free(two);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("read_docx");
    TCase *c = tcase_create("docx");

    tcase_add_loop_test(c, documents_to_blocks, 0, (int)(sizeof documents / sizeof documents[0]));
    tcase_add_test(c, cells_have_a_place);
    tcase_add_test(c, broken_packages_are_errors);
    tcase_add_loop_test(c, hostile_documents_end, 0, (int)(sizeof hostile / sizeof hostile[0]));
    tcase_add_test(c, entity_bombs_are_refused);
    tcase_add_test(c, the_same_parts_give_the_same_bytes);
    suite_add_tcase(s, c);
    return run_suite(s);
}
