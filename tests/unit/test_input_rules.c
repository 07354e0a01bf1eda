/* SPDX-License-Identifier: MIT */
/* For each rule about reading an input that has it and one that nearly has. A rule without both is a failure.
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/suite.h"
#include "base/buf.h"

/* clang-format off */
/* A report as running text, and as a file. */
#define TITLE "某县人民政府2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n"
#define DOCUMENTS "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n"
#define ISSUED    "行政规范性文件 5 1 40\n"
#define LICENSING "第二十条第（五）项\n信息内容 本年处理决定数量\n"
#define PENALTIES "第二十条第（六）项\n信息内容 本年处理决定数量\n行政处罚 2\n"
#define FEES      "第二十条第（八）项\n信息内容 本年收费金额（单位：万元）\n行政事业性收费 0\n"
#define RESULTS   "结果维持 结果纠正 其他结果 尚未审结 总计 "
#define DISPUTES \
    "四、政府信息公开行政复议、行政诉讼情况\n行政复议 行政诉讼\n未经复议直接起诉 复议后起诉\n" \
    RESULTS RESULTS RESULTS "\n1 0 0 0 1 0 0 0 0 0 0 0 0 0 0\n"
#define TEXT TITLE DOCUMENTS ISSUED LICENSING "行政许可 3\n" PENALTIES "行政强制 1\n" FEES
#define APPLICATIONS \
    "三、收到和处理政府信息公开申请情况\n自然人 商业企业 科研机构 社会公益组织 法律服务机构 其他 总计\n" \
    "一、本年新收政府信息公开申请数量 0 0 0 0 0 0 0\n"
#define PAGE(cell) \
    "<p>某县人民政府2021年政府信息公开工作年度报告</p><p>二、主动公开政府信息情况</p>" \
    "<table><tr><td>第二十条第（五）项</td></tr><tr><td>信息内容</td><td>本年处理决定数量</td></tr>" \
    "<tr><td>行政许可</td><td>" cell "</td></tr></table>"
#define HEAD  "gireport: 1\ntemplate: cn-2021\norgan: 甲县\nyear: 2023\n"
#define NAMES "organ,year,template,key,label,state,value,unit,raw,origin,line,column,place,code,source\n"
#define FIRST "甲,2023,cn-2021,disclosure.licensing.decisions,,value,1,,,,,,,,\n"
/* clang-format on */

static const struct golden {
    const char *rule, *fires;
    const char *told; /* of the findings of the rule: their places and ids, without "RULE:" */
    const char *near; /* no finding of the rule */
} golden[] = {
    {"GI-I-001", HEAD "disclosure: [\n", "6:1 -", HEAD "disclosure: {}\n"},
    {"GI-I-002", HEAD "overview: a\001b\n", "5:12 -", HEAD "overview: ab\n"},
    {"GI-I-003", HEAD "year: 2023\n", "5:1 -", HEAD "published: 2024-01-31\n"},
    {"GI-I-004", HEAD "yeer: 2023\n", "5:1 -", HEAD "url: http://a.cn\n"},
    {"GI-I-005", HEAD "overview: [1]\n", "5:11 -", HEAD "overview: 无\n"},
    {"GI-I-006", HEAD "disputes: {review: [1, 2]}\n", "5:20 disputes.review.corrected+4~13876fbec7bb5920",
     HEAD "disputes: {review: [1, 0, 0, 0, 1]}\n"},
    {"GI-I-007", "gireport: 1\norgan: 甲县\nyear: 2023\napplications: {granted: [0, 0, 0, 0, 0, 0, 0]}\n",
     "1:1 -", HEAD "applications: {granted: [0, 0, 0, 0, 0, 0, 0]}\n"},
    {"GI-I-008", "gireport: 1\ntemplate: cn-2020\norgan: 甲县\nyear: 2023\n", "2:11 -", HEAD},
    {"GI-I-009", "gireport: 2\ntemplate: cn-2021\norgan: 甲县\nyear: 2023\n", "1:11 -", HEAD},
    {"GI-I-010", "@deep", "5:71 -", HEAD "organ: {name: 甲县}\n"},
    {"GI-I-011", "gireport: 1\ntemplate: cn-2021\norgan: {name: 甲县, level: village}\nyear: 2023\n",
     "3:26 -", "gireport: 1\ntemplate: cn-2021\norgan: {name: 甲县, level: county}\nyear: 2023\n"},
    {"GI-I-012", "\x89PNG\r\n\x1a\n....", "0:0 -", TEXT},
    {"GI-I-013", "gireport: 1\ntemplate: cn-2021\nyear: 2023\n", "1:1 -", HEAD},
    {"GI-I-014", "gireport: 1\ntemplate: cn-2021\norgan: &a 甲县\nyear: 2023\noverview: *a\n", "5:11 -",
     HEAD "overview: '*a'\n"},
    {"GI-I-015", HEAD "disclosure: {licensing: {decisions: {state: blank, value: 3}}}\n",
     "5:37 disclosure.licensing.decisions",
     HEAD "disclosure: {licensing: {decisions: {state: value, value: 3}}}\n"},
    {"GI-I-016", HEAD "disclosure: {licensing: {decisions: {value: 3, raw: 4件}}}\n", "5:37 -",
     HEAD "disclosure: {licensing: {decisions: {value: 4, raw: 4件}}}\n"},
    {"GI-I-017", HEAD "disclosure: {licensing: {decisions: {state: unreadable, raw: \"396442278\"}}}\n",
     "5:37 disclosure.licensing.decisions",
     HEAD "disclosure: {licensing: {decisions: {state: na, raw: /}}}\n"},
    {"GI-I-018", "organ,year,key,state\n甲,2023,disclosure.licensing.decisions,blank\n", "1:1 - 1:1 #2",
     NAMES FIRST},
    {"GI-I-020", "gireport: 1\norgan: 甲县\nyear: 2023\ndisclosure: {fees: {amount: 0}}\n", "1:1 -",
     HEAD "disclosure: {fees: {amount: 0}}\n"},
    {"GI-R-001", "关于报送年报的通知\n请各单位于1月31日前报送。\n", "0:0 -", TEXT},
    {"GI-R-002", TEXT APPLICATIONS, "0:0 disputes.after_review.corrected+14~d9f907dde241d6b0",
     TEXT APPLICATIONS DISPUTES},
    {"GI-R-003", PAGE("<img src='a.png'>"), "1:143 disclosure.licensing.decisions",
     PAGE("3<img src='a.png'>")},
    {"GI-R-004", TITLE DOCUMENTS ISSUED LICENSING "行政许可\n" PENALTIES "行政强制 1\n" FEES,
     "9:1 disclosure.licensing.decisions", TEXT},
    {"GI-R-005", TITLE DOCUMENTS "行政规范性文件 5 1\n" LICENSING "行政许可 3\n",
     "6:9 "
     "disclosure.normative_documents.in_force+disclosure.normative_documents.made+disclosure.normative_"
     "documents.repealed",
     TITLE DOCUMENTS "行政规范性文件 5 1 40\n" LICENSING "行政许可 3\n"},
    {"GI-R-006", TITLE DOCUMENTS "行政规范性文件 8855698\n" LICENSING "行政许可 3\n",
     "6:9 "
     "disclosure.normative_documents.in_force+disclosure.normative_documents.made+disclosure.normative_"
     "documents.repealed",
     TITLE DOCUMENTS "行政规范性文件 8 855 698\n" LICENSING "行政许可 3\n"},
    {"GI-R-007", TITLE DOCUMENTS ISSUED LICENSING "行政许可 3\n" PENALTIES FEES,
     "0:0 disclosure.coercion.decisions", TEXT},
    {"GI-R-008", TITLE DOCUMENTS ISSUED LICENSING "行政许可 3\n行政许可 4\n" PENALTIES "行政强制 1\n" FEES,
     "9:6 disclosure.licensing.decisions",
     TITLE DOCUMENTS ISSUED LICENSING "行政许可 3\n行政许可 3\n" PENALTIES "行政强制 1\n" FEES},
    {"GI-R-010", TITLE DOCUMENTS ISSUED LICENSING "行政许可 3\n" PENALTIES "行政强治 1\n" FEES,
     "13:6 disclosure.coercion.decisions", TEXT},
    {"GI-R-011",
     TITLE "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 000\n" ISSUED,
     "5:4 disclosure.regulations.in_force+disclosure.regulations.made+disclosure.regulations.repealed",
     TITLE "第二十条第（一）项\n信息内容 本年制发件数 本年废止件数 现行有效件数\n规章 0 0 0\n" ISSUED},
    {"GI-R-012", TITLE DOCUMENTS ISSUED LICENSING "行政许可 3\n17 18 19\n" PENALTIES "行政强制 1\n" FEES,
     "10:1 - 10:4 #2 10:7 #3", TEXT},
    {"GI-R-013", TITLE DOCUMENTS ISSUED "其他主动公开文件 12 3 4\n" LICENSING "行政许可 3\n", "7:3 -",
     TITLE DOCUMENTS ISSUED LICENSING "行政许可 3\n"},
    {"GI-R-014",
     TITLE DOCUMENTS ISSUED LICENSING
     "行政许可 3\n第二十条第（六）项\n信息内容 本年处理决定数量\n2\n行政处罚\n1\n行政强制\n",
     "14:1 -",
     TITLE DOCUMENTS ISSUED LICENSING
     "行政许可 3\n第二十条第（六）项\n信息内容 本年处理决定数量\n行政处罚\n2\n行政强制\n1\n"},
    {"GI-R-017", DISPUTES, "0:0 -", "2021年政府信息公开工作年度报告\n" TEXT DISPUTES},
    {"GI-R-019", "@long", "0:0 -", TEXT "五、存在的主要问题及改进情况\n解读材料的形式比较单一。\n"},
    {"GI-R-020", "2021年政府信息公开工作年度报告\n二、主动公开政府信息情况\n" DOCUMENTS ISSUED, "0:0 -",
     TEXT},
    {"GI-R-021", "某县人民政府政府信息公开工作年度报告\n二、主动公开政府信息情况\n" DOCUMENTS ISSUED, "0:0 -",
     TEXT},
    {"GI-R-050", HEAD "---\n" HEAD, "0:0 -", HEAD},
};
#define GOLDEN ((int)(sizeof golden / sizeof *golden))

/* Rules that no single input has, and whole families, with the tests that have their cases. */
static const struct elsewhere {
    const char *id; /* or the beginning of one */
    const char *files;
} elsewhere[] = {
    {"GI-I-019", NULL}, /* of a build without a feature */
    {"GI-I-021", "read_report_file"},
    {"GI-I-022", "read_report_file"},
    {"GI-I-023", "reader"},
    {"GI-I-080", "template_load"},
    {"GI-I-090", "model"},
    {"GI-C-", "combine compare"},
    {"GI-G-", "tally"},
    {"GI-W-", "waivers"},
};

static const char *const other_families[] = {"GI-D", "GI-F", "GI-L", "GI-N",
                                             "GI-S", "GI-T", "GI-X", "GI-Y"}; /* check_rules */

/* What is too large to stand in the table: "@deep" nesting, a "@long" text. Owned: release with free(). */
static char *input_of(const char *text)
{
    static const char head[] = HEAD "organ: ", part[] = TEXT "五、存在的主要问题及改进情况\n",
                      line[] = "更新不及时。\n";
    size_t n = strcmp(text, "@deep") == 0   ? 600
               : strcmp(text, "@long") == 0 ? (1 << 20) + 4096
                                            : strlen(text) + 1;
    char *out = malloc(n);
    ck_assert_ptr_nonnull(out);
    if (strcmp(text, "@deep") == 0) {
        memset(out, '[', n);
        memcpy(out, head, sizeof head - 1);
    } else if (strcmp(text, "@long") == 0) {
        size_t at = sizeof part - 1;
        memcpy(out, part, at);
        for (; at + sizeof line < n; at += sizeof line - 1)
            memcpy(out + at, line, sizeof line - 1);
        n = at + 1;
    } else {
        memcpy(out, text, n);
    }
    out[n - 1] = '\0';
    return out;
}

/* The findings of a rule as "line:column id". */
static void tell(const char *rule, const char *text, char *out, size_t size)
{
    char *input = input_of(text);
    gireport_findings *f;
    gireport_report *r;
    size_t at = 0;
    out[0] = '\0';
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    (void)gireport_read(input, strlen(input), NULL, &r, f); /* some of the inputs hold no report */
    gireport_report_free(r);
    free(input);
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        const char *id = gireport_finding_id(f, i);
        uint32_t line, column;
        if (strcmp(gireport_finding_rule(f, i), rule) != 0)
            continue;
        ck_assert_int_eq(gireport_finding_position(f, i, &line, &column), GIREPORT_OK);
        id += strlen(rule) + (id[strlen(rule)] == ':');
        at += (size_t)snprintf(out + at, size - at, "%s%d:%d %s", at > 0 ? " " : "", (int)line, (int)column,
                               *id != '\0' ? id : "-");
        for (uint32_t lang = 0; lang < 2; lang++)
            ck_assert_msg(strchr(gireport_finding_message(f, i, lang), '{') == NULL ||
                              !strcmp(rule, "GI-I-011"),
                          "%s", gireport_finding_message(f, i, lang));
    }
    gireport_findings_free(f);
}

START_TEST(rule_fires)
{
    const struct golden *g = &golden[_i];
    char told[2000];
    tell(g->rule, g->fires, told, sizeof told);
    ck_assert_msg(strcmp(told, g->told) == 0, "%s: \"%s\", not \"%s\"", g->rule, told, g->told);
}
END_TEST

START_TEST(rule_nearly_fires)
{
    const struct golden *g = &golden[_i];
    char told[2000];
    tell(g->rule, g->near, told, sizeof told);
    ck_assert_msg(told[0] == '\0', "%s: \"%s\"", g->rule, told);
}
END_TEST

/* 1 if the source of a test names a rule. */
static int is_named(const char *test, size_t len, const char *id)
{
    char path[600];
    struct gireport__buf text = {0};
    int c, named;
    snprintf(path, sizeof path, "%s/unit/test_%.*s.c",
             getenv("GIREPORT_TESTS") ? getenv("GIREPORT_TESTS") : "tests", (int)len, test);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    while ((c = getc(f)) != EOF)
        gireport__buf_addc(&text, (char)c);
    fclose(f);
    named = strstr(gireport__buf_str(&text), id) != NULL;
    gireport__buf_free(&text);
    return named;
}

static int is_elsewhere(const char *id)
{
    for (size_t i = 0; i < sizeof other_families / sizeof *other_families; i++)
        if (strncmp(id, other_families[i], 4) == 0)
            return 1;
    for (size_t i = 0; i < sizeof elsewhere / sizeof *elsewhere; i++) {
        const char *file = elsewhere[i].files;
        if (strncmp(id, elsewhere[i].id, strlen(elsewhere[i].id)) != 0)
            continue;
        if (file == NULL)
            return 1;
        for (size_t len; *file != '\0'; file += len + (file[len] == ' ')) {
            len = strcspn(file, " ");
            if (is_named(file, len, id))
                return 1;
        }
    }
    return 0;
}

START_TEST(every_rule_has_its_cases)
{
    for (size_t i = 0; i < gireport_rule_count(); i++) {
        const char *id = gireport_rule_id(gireport_rule_at(i));
        int met = is_elsewhere(id);
        for (int k = 0; k < GOLDEN; k++)
            met |= strcmp(golden[k].rule, id) == 0;
        ck_assert_msg(met, "%s has no case", id);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("input_rules");
    TCase *c = tcase_create("input_rules");
    tcase_set_timeout(c, 30);
    tcase_add_loop_test(c, rule_fires, 0, GOLDEN);
    tcase_add_loop_test(c, rule_nearly_fires, 0, GOLDEN);
    tcase_add_test(c, every_rule_has_its_cases);
    suite_add_tcase(s, c);
    return run_suite(s);
}
