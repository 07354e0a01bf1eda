/* SPDX-License-Identifier: MIT */
/* The long table, out and in. */
#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/random_report.h"
#include "../support/report_text.h"
#include "../support/suite.h"
#include "base/buf.h"
#include "model/report.h"

#define HEADER "organ,year,template,key,label,state,value,unit,raw,origin,line,column,place,code,source\n"

static gireport_findings *findings;

static void setup(void)
{
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
}

static void teardown(void)
{
    gireport_findings_free(findings);
}

static gireport_report *from_yaml(const char *text)
{
    gireport_report *r;
    ck_assert_int_eq(gireport_read(text, GIREPORT_LEN_AUTO, NULL, &r, findings), GIREPORT_OK);
    gireport_findings_clear(findings);
    return r;
}

static char *to_csv(const gireport_report *r, uint32_t flags, const char *source)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    char *out;
    size_t len;
    o.format = GIREPORT_FORMAT_CSV;
    o.flags = flags;
    o.source = source;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, &len), GIREPORT_OK);
    return out;
}

/* ---- out ---- */

static const char report[] =
    "gireport: 1\ntemplate: cn-2019\norgan: {name: \"=甲,县\", code: \"0102\"}\nyear: 2020\n"
    "disclosure:\n"
    "  licensing: {previous: \"3,137\", change: +6, decisions: {value: 7, raw: \"7\", origin: inferred, at: \"12:5\"}}\n"
    "  penalties: {previous: ~, change: \"/\", decisions: {state: unreadable, raw: \"1\\n2\\\"\", at: t1r2c3}}\n"
    "  procurement: {projects: 1, amount: 6944.930}\n"
    "applications:\n  unable: {subtotal: {total: 5}}\n";

START_TEST(lines_are_exact)
{
    static const char *const lines[] = {
        "disclosure.regulations.made,规章·本年新制作数量,absent,,件,,,,,,0102,a.html\n",
        "disclosure.licensing.previous,行政许可·上一年项目数量,value,3137,项,\"3,137\",stated,6,25,,0102,a.html\n",
        "disclosure.licensing.change,行政许可·本年增/减,value,6,项,+6,stated,6,42,,0102,a.html\n",
        "disclosure.licensing.decisions,行政许可·处理决定数量,value,7,件,7,inferred,12,5,,0102,a.html\n",
        "disclosure.penalties.previous,行政处罚·上一年项目数量,blank,,项,,stated,7,25,,0102,a.html\n",
        "disclosure.penalties.change,行政处罚·本年增/减,na,,项,/,stated,7,36,,0102,a.html\n",
        "disclosure.penalties.decisions,行政处罚·处理决定数量,unreadable,,件,\"1\n2\"\"\",stated,,,t1r2c3,0102,a.html\n",
        "disclosure.procurement.amount,政府集中采购·采购总金额,value,6944.930,,6944.930,stated,8,38,,0102,a.html\n",
        "applications.unable.subtotal.natural,（四）无法提供·自然人,absent,,件,,,,,,0102,a.html\n",
        "applications.unable.subtotal.total,（四）无法提供·总计,value,5,件,5,stated,10,30,,0102,a.html\n",
    };
    gireport_report *r = from_yaml(report);
    char *out = to_csv(r, 0, "a.html"), line[512];
    size_t lines_out = 0;
    ck_assert(strncmp(out, HEADER, sizeof(HEADER) - 1) == 0);
    for (size_t i = 0; i < sizeof(lines) / sizeof(*lines); i++) {
        snprintf(line, sizeof(line), "\n\"'=甲,县\",2020,cn-2019,%s", lines[i]);
        ck_assert_msg(strstr(out, line) != NULL, "%s\n%.1800s", line, out);
    }
    for (const char *s = out; *s; s++)
        lines_out += *s == '\n';
    /* All official fields, one row of a group, one line break inside. */
    ck_assert_uint_eq(lines_out, 1 + 198 + 7 + 1);
    ck_assert_ptr_null(strstr(out, "denied.subtotal"));
    gireport_free(out);
    gireport_report_free(r);
}
END_TEST

START_TEST(flags_of_the_table)
{
    gireport_report *r = from_yaml(report);
    char *whole = to_csv(r, 0, NULL), *bare = to_csv(r, GIREPORT_WRITE_FRAGMENT, NULL);
    char *marked = to_csv(r, GIREPORT_WRITE_BOM, NULL);
    ck_assert_str_eq(whole + sizeof(HEADER) - 1, bare);
    ck_assert(strncmp(marked, "\xef\xbb\xbf", 3) == 0);
    ck_assert_str_eq(marked + 3, whole);
    gireport_free(whole);
    gireport_free(bare);
    gireport_free(marked);
    gireport_report_free(r);
}
END_TEST

/* A text that a spreadsheet would run gets a mark, and is itself again when it is read. */
START_TEST(no_text_is_a_formula)
{
    static const struct {
        const char *organ, *written;
    } texts[] = {{"=1+1", "'=1+1"}, {"@x", "'@x"},   {"\tx", "'\tx"},  {"\rx", "\"'\rx\""}, {"'=x", "''=x"},
                 {"'x", "'x"},      {"+1", "+1"},    {"-1", "-1"},     {"甲=乙", "甲=乙"},  {"''@", "'''@"},
                 {"a\"b", "\"a\"\"b\""}, {"a\nb", "\"a\nb\""}, {" a ", " a "}};
    gireport_report *r = from_yaml(report), *again;
    char want[64];
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, texts[_i].organ, GIREPORT_LEN_AUTO), GIREPORT_OK);
    char *out = to_csv(r, GIREPORT_WRITE_FRAGMENT, NULL);
    snprintf(want, sizeof(want), "%s,2020,", texts[_i].written);
    ck_assert_msg(strncmp(out, want, strlen(want)) == 0, "%s: %.60s", want, out);
    gireport_free(out);
    out = to_csv(r, 0, NULL);
    ck_assert_int_eq(gireport_read(out, GIREPORT_LEN_AUTO, NULL, &again, findings), GIREPORT_OK);
    ck_assert_str_eq(gireport_report_text(again, GIREPORT_TEXT_ORGAN), texts[_i].organ);
    gireport_free(out);
    gireport_report_free(r);
    gireport_report_free(again);
}
END_TEST

/* Whatever a cell says: `raw` is evidence. */
START_TEST(a_cell_is_never_altered)
{
    static const struct {
        const char *typed, *written;
    } texts[] = {{"=HYPERLINK(1)", ",=HYPERLINK(1),"}, {"@x", ",@x,"}, {"'=x", ",'=x,"}, {"-x", ",-x,"}};
    gireport_report *r = from_yaml(report), *again;
    size_t field;
    ck_assert_int_eq(gireport_template_field_find(gireport_report_template(r), "disclosure.licensing.previous", &field), 0);
    ck_assert_int_eq(gireport_cell_set_text(r, field, texts[_i].typed, GIREPORT_LEN_AUTO, NULL), GIREPORT_OK);
    char *out = to_csv(r, 0, NULL);
    ck_assert_msg(strstr(out, texts[_i].written) != NULL, "%s: %s", texts[_i].typed, out);
    ck_assert_int_eq(gireport_read(out, GIREPORT_LEN_AUTO, NULL, &again, NULL), GIREPORT_OK);
    ck_assert_str_eq(gireport_cell_raw(again, field), texts[_i].typed);
    gireport_free(out);
    gireport_report_free(r);
    gireport_report_free(again);
}
END_TEST

/* ---- in ---- */

static const struct {
    const char *line; /* behind organ, year, template */
    const char *key, *want, *findings;
} cells[] = {
    {"disclosure.licensing.previous,,value,252,项,252,stated,1,2,,,", "disclosure.licensing.previous",
     "value 252 raw=252 place=1:2", ""},
    {"disclosure.licensing.previous,,value,252,,,,,,,,", "disclosure.licensing.previous", "value 252 raw=252", ""},
    {"disclosure.licensing.previous,,value,252,,,repaired,,,,,", "disclosure.licensing.previous",
     "value 252 origin=repaired", ""},
    {"disclosure.licensing.previous,,,252,,,,,,,,", "disclosure.licensing.previous", "value 252 raw=252", ""},
    {"disclosure.licensing.previous,,,,,3件,,,,,,", "disclosure.licensing.previous", "value 3 raw=3件", "GI-F-004 2:48"},
    {"disclosure.licensing.previous,,value,22,件,22（其中修订16件）,,,,t1r2c3,,", "disclosure.licensing.previous",
     "value 22 raw=22（其中修订16件） note=其中修订16件 place=t1r2c3", "GI-F-004 2:53"},
    {"disclosure.licensing.previous,,value,22,,21,stated,,,,,", "disclosure.licensing.previous", "value 22 raw=21",
     "GI-I-016 2:57"},
    {"disclosure.licensing.previous,,value,-5,,,,,,,,", "disclosure.licensing.previous", "value -5 raw=-5",
     "GI-F-007 2:53"},
    {"disclosure.licensing.change,,value,6,项,+6,,,,,,", "disclosure.licensing.change", "value 6 raw=+6", ""},
    {"disclosure.licensing.change,,value,6,项,6,,,,,,", "disclosure.licensing.change", "value 6 raw=6", "GI-F-008 2:51"},
    {"disclosure.licensing.change,,value,6,项,,,,,,,", "disclosure.licensing.change", "value 6 raw=6", ""},
    {"disclosure.procurement.amount,,value,1022977975.28,元,102297.797528万元,,,,,,", "disclosure.procurement.amount",
     "value 1022977975.28元 raw=102297.797528万元", ""},
    {"disclosure.procurement.amount,,value,6944.930,,6944.930,,,,,,", "disclosure.procurement.amount",
     "value 6944.93? raw=6944.930", ""},
    /* the unit stood in a header of the document */
    {"disclosure.procurement.amount,,value,4773500,元,477.35,,,,,,", "disclosure.procurement.amount",
     "value 4773500元 raw=477.35", ""},
    {"disclosure.procurement.amount,,value,4773600,元,477.35,,,,,,", "disclosure.procurement.amount",
     "value 4773600元 raw=477.35", "GI-I-016 2:63"},
    {"disclosure.procurement.amount,,value,12,万元,12万元,,,,,,", "disclosure.procurement.amount",
     "value 120000元 raw=12万元", ""},
    {"disclosure.licensing.previous,,blank,,,,stated,,,,,", "disclosure.licensing.previous", "blank", ""},
    {"disclosure.licensing.previous,,na,,,无,stated,,,,,", "disclosure.licensing.previous", "na raw=无", ""},
    {"disclosure.licensing.previous,,absent,,,,,,,,,", "disclosure.licensing.previous", "absent", ""},
    {"disclosure.licensing.previous,,unreadable,,,396442278,,,,,,", "disclosure.licensing.previous",
     "unreadable raw=396442278", "GI-I-017 2:60 disclosure.licensing.previous"},
    {"disclosure.licensing.previous,,blank,5,,,,,,,,", "disclosure.licensing.previous", "unreadable raw=5",
     "GI-I-015 2:47 disclosure.licensing.previous"},
    {"disclosure.licensing.previous,,value,,,,,,,,,", "disclosure.licensing.previous", "unreadable",
     "GI-I-015 2:47 disclosure.licensing.previous"},
    {"disclosure.licensing.previous,,,,,,,,,,,", "disclosure.licensing.previous", "unreadable",
     "GI-I-015 2:47 disclosure.licensing.previous"},
    {"disclosure.licensing.previous,,empty,,,,,,,,,", "disclosure.licensing.previous", "unreadable",
     "GI-I-011 2:47 disclosure.licensing.previous"},
    {"disclosure.licensing.previous,,value,1,,,guessed,,,,,", "disclosure.licensing.previous", "unreadable",
     "GI-I-011 2:57 disclosure.licensing.previous"},
    {"disclosure.licensing.previos,,value,1,,,,,,,,", "disclosure.licensing.previous", "absent", "GI-I-004 2:16"},
    {"disclosure.licensing.previous,,value,1,,,,,,", "disclosure.licensing.previous", "absent", "GI-I-006 2:1"},
    {"disclosure.licensing.previous,,value,\"1\"x,,,,,,,,", "disclosure.licensing.previous", "absent", "GI-I-001 2:53"},
    {"disclosure.licensing.previous,,value,1,,,,,,,,\n甲,2020,cn-2019,disclosure.licensing.previous,,value,2,,,,,,,,",
     "disclosure.licensing.previous", "unreadable raw=1", "GI-I-003 3:16 disclosure.licensing.previous"},
    {"disclosure.licensing.previous,,value,1,,,,,,,,\n甲,2020,cn-2019,disclosure.licensing.previous,,value,1,,,,,,,,",
     "disclosure.licensing.previous", "value 1 raw=1", "GI-I-003 3:16"},
};

START_TEST(lines_are_read)
{
    char text[1024];
    gireport_report *r;
    snprintf(text, sizeof(text), HEADER "甲,2020,cn-2019,%s\n甲,2020,cn-2019,disclosure.coercion.previous,,value,1,,,,,,,,\n",
             cells[_i].line);
    ck_assert_int_eq(gireport_read(text, GIREPORT_LEN_AUTO, NULL, &r, findings), GIREPORT_OK);
    ck_assert_msg(strcmp(cell_in_words(r, cells[_i].key), cells[_i].want) == 0, "%s\nis   %s\nwant %s", text,
                  cell_in_words(r, cells[_i].key), cells[_i].want);
    ck_assert_msg(strcmp(findings_in_words(findings), cells[_i].findings) == 0, "%s\nis   %s\nwant %s", text,
                  findings_in_words(findings), cells[_i].findings);
    gireport_report_free(r);
}
END_TEST

static const struct {
    const char *text;
    int status;
    const char *findings;
} tables[] = {
    {"organ,year,key,state\n甲,2020,x,value\n", GIREPORT_ERR_INVALID_DATA, "GI-I-018 1:1 | GI-I-018 1:1"},
    {HEADER, GIREPORT_ERR_INVALID_DATA, "GI-I-012 1:1"},
    {"organ,\"year\n", GIREPORT_ERR_SYNTAX, "GI-I-001 1:7"},
    {HEADER "甲,2020,cn-2019\n", GIREPORT_ERR_INVALID_DATA, "GI-I-012 1:1"},
    {"template,key,state,value,state,备注\ncn-2019,disclosure.licensing.previous,value,1,,\n", GIREPORT_OK,
     "GI-I-003 1:26 | GI-I-004 1:32 | GI-I-013 2:1 | GI-I-013 2:1"},
    {HEADER "甲,2020,cn-2020,disclosure.licensing.previous,,value,1,,,,,,,,\n", GIREPORT_ERR_INVALID_DATA,
     "GI-I-008 2:8"},
    {HEADER "甲,2020,,disclosure.licensing.previous,,value,1,,,,,,,,\n", GIREPORT_ERR_INVALID_DATA, "GI-I-007 2:8"},
    {HEADER "甲,二〇,cn-2019,disclosure.licensing.previous,,value,1,,,,,,,,\n", GIREPORT_OK, "GI-I-011 2:3"},
    {HEADER "甲,2020,cn-2019,disclosure.licensing.previous,,value,1,,,,,,,,\n甲,2020,cn-2019,\"x\n", GIREPORT_OK,
     "GI-I-001 3:16"},
    {"\xef\xbb\xbf" HEADER "\r\n甲,2020,cn-2019,disclosure.licensing.previous,,value,1,,,,,,,,\r\n\r\n", GIREPORT_OK, ""},
    {"key,state,value,template,organ,year\r\ndisclosure.licensing.previous,value,1,cn-2019,甲,2020", GIREPORT_OK, ""},
};

START_TEST(problems_of_the_table)
{
    gireport_report *r;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    o.format = GIREPORT_FORMAT_CSV;
    int status = gireport_read(tables[_i].text, GIREPORT_LEN_AUTO, &o, &r, findings);
    ck_assert_msg(status == tables[_i].status, "%s\nstatus %d: %s", tables[_i].text, status, findings_in_words(findings));
    ck_assert_msg(strcmp(findings_in_words(findings), tables[_i].findings) == 0, "%s\nis   %s\nwant %s", tables[_i].text,
                  findings_in_words(findings), tables[_i].findings);
    if (r != NULL)
        ck_assert_str_eq(cell_in_words(r, "disclosure.licensing.previous"), "value 1 raw=1");
    gireport_report_free(r);
}
END_TEST

/* Reports whose lines are mixed, as after sorting the table by another column. */
START_TEST(lines_need_not_stand_together)
{
    static const char text[] = HEADER
        "甲,2020,cn-2019,applications.new.natural,,value,1,,,,,,,,\n"
        "乙,2020,cn-2019,applications.new.natural,,value,2,,,,,,,,\n"
        "\"甲\",2020,cn-2019,applications.new.business,,value,3,,,,,,,,\n"
        "甲,2021,cn-2021,applications.new.natural,,value,4,,,,,,,,\n"
        "甲,2020,cn-2019,applications.new.natural,,value,5,,,,,,,,b.csv\n"
        "乙,2020,cn-2019,applications.new.total,,value,6,,,,,,,,\n"
        "甲,2020,cn-2019,applications.new.total,,value,7,,,,,,,,\n";
    static const struct {
        const char *organ;
        int32_t year;
        const char *natural, *business, *total;
    } want[] = {{"甲", 2020, "value 1 raw=1", "value 3 raw=3", "value 7 raw=7"},
                {"乙", 2020, "value 2 raw=2", "absent", "value 6 raw=6"},
                {"甲", 2021, "value 4 raw=4", "absent", "absent"},
                {"甲", 2020, "value 5 raw=5", "absent", "absent"}};
    gireport_reader *reader;
    gireport_report *r;
    ck_assert_int_eq(gireport_reader_new(text, GIREPORT_LEN_AUTO, NULL, &reader), GIREPORT_OK);
    for (size_t i = 0; i < 4; i++) {
        ck_assert_int_eq(gireport_reader_next(reader, &r, findings), GIREPORT_OK);
        ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_ORGAN), want[i].organ);
        ck_assert_int_eq(gireport_report_year(r), want[i].year);
        ck_assert_str_eq(cell_in_words(r, "applications.new.natural"), want[i].natural);
        ck_assert_str_eq(cell_in_words(r, "applications.new.business"), want[i].business);
        ck_assert_str_eq(cell_in_words(r, "applications.new.total"), want[i].total);
        gireport_report_free(r);
    }
    ck_assert_int_eq(gireport_reader_next(reader, &r, findings), GIREPORT_ERR_NOT_FOUND);
    ck_assert_ptr_null(r);
    ck_assert_str_eq(findings_in_words(findings), "");
    gireport_reader_free(reader);
}
END_TEST

START_TEST(limits_of_the_table)
{
    static const char text[] = HEADER "甲,2020,cn-2019,applications.new.natural,,value,1,,,,,,,,\n"
                                      "乙,2020,cn-2019,applications.new.natural,,value,2,,,,,,,,\n";
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r;
    o.max_documents = 2;
    ck_assert_int_eq(gireport_read(text, GIREPORT_LEN_AUTO, &o, &r, findings), GIREPORT_OK);
    gireport_report_free(r);
    o.max_documents = 1;
    gireport_findings_clear(findings);
    ck_assert_int_eq(gireport_read(text, GIREPORT_LEN_AUTO, &o, &r, findings), GIREPORT_ERR_LIMIT);
    ck_assert_str_eq(findings_in_words(findings), "GI-I-010 0:0");
    o.max_documents = 0;
    o.max_scalar = 24; /* applications.new.natural */
    gireport_findings_clear(findings);
    ck_assert_int_eq(gireport_read(text, GIREPORT_LEN_AUTO, &o, &r, findings), GIREPORT_OK);
    gireport_report_free(r);
    o.max_scalar = 23;
    gireport_findings_clear(findings);
    ck_assert_int_eq(gireport_read(text, GIREPORT_LEN_AUTO, &o, &r, findings), GIREPORT_ERR_LIMIT);
    ck_assert_str_eq(findings_in_words(findings), "GI-I-010 2:16");
}
END_TEST

/* What the table can hold comes back: cells, organ, year, code. Notes come back where the raw text has them. */
START_TEST(there_and_back)
{
    for (uint64_t seed = 1; seed <= 500; seed++) {
        const gireport_template *t = gireport_template_at(seed % gireport_template_count());
        gireport_report *r, *again;
        struct random_source s = {seed};
        ck_assert_int_eq(random_report(t, seed, RANDOM_SUBTOTALS, &r), GIREPORT_OK);
        for (size_t i = 0; i < gireport_template_field_count(t); i++) {
            static const char *const raws[] = {"/", "", "7", "详见附表", "1,234", "22（其中修订16件）", "a\"b\nc,d", "=1", "007"};
            const char *raw = raws[random_below(&s, 9)];
            if (random_below(&s, 4) == 0)
                gireport_cell_set_text(r, i, raw, strlen(raw), NULL);
            else if (random_below(&s, 9) == 0)
                gireport_cell_set_state(r, i, (uint32_t)random_below(&s, 4));
            if (random_below(&s, 9) == 0 && gireport_cell_state(r, i) != GIREPORT_STATE_ABSENT)
                r->cells[i].origin = (uint8_t)random_below(&s, 3);
        }
        gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "甲,\"县\"", GIREPORT_LEN_AUTO);
        gireport_report_set_text(r, GIREPORT_TEXT_ORGAN_CODE, "0102", GIREPORT_LEN_AUTO);
        char *out = to_csv(r, 0, NULL);
        gireport_findings_clear(findings);
        ck_assert_int_eq(gireport_read(out, GIREPORT_LEN_AUTO, NULL, &again, findings), GIREPORT_OK);
        for (uint32_t i = 0; i < 17; i++)
            if (i != GIREPORT_TEXT_ORGAN && i != GIREPORT_TEXT_ORGAN_CODE)
                gireport_report_set_text(r, i, NULL, 0);
        ck_assert_msg(*report_difference(r, again, 1) == '\0', "seed %lu: %.2000s", (unsigned long)seed,
                      report_difference(r, again, 1));
        gireport_free(out);
        gireport_report_free(r);
        gireport_report_free(again);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("csv");
    TCase *c = tcase_create("the long table");
    tcase_set_timeout(c, 60);
    tcase_add_checked_fixture(c, setup, teardown);
    tcase_add_test(c, lines_are_exact);
    tcase_add_test(c, flags_of_the_table);
    tcase_add_loop_test(c, no_text_is_a_formula, 0, 13);
    tcase_add_loop_test(c, a_cell_is_never_altered, 0, 4);
    tcase_add_loop_test(c, lines_are_read, 0, sizeof(cells) / sizeof(*cells));
    tcase_add_loop_test(c, problems_of_the_table, 0, sizeof(tables) / sizeof(*tables));
    tcase_add_test(c, lines_need_not_stand_together);
    tcase_add_test(c, limits_of_the_table);
    tcase_add_test(c, there_and_back);
    suite_add_tcase(s, c);
    return run_suite(s);
}
