/* SPDX-License-Identifier: MIT */
/* Sentences against tables: what must be found, and above all what must not. The tables are facts of
 * published reports; the sentences are made for the test. */

#include <stdio.h>
#include <string.h>

#include "../support/fields.h"
#include "../support/suite.h"

struct base {
    const char *template_id, *file, *organ;
    int year;
};

static const struct base jinxiang = {"cn-2019", "jinxiang_2020.tsv", "金乡县人民政府", 2020};
static const struct base suqian_2023 = {"cn-2021", "suqian_2023.tsv", "宿迁市人民政府", 2023};
static const struct base suqian_2024 = {"cn-2021", "suqian_2024.tsv", "宿迁市人民政府", 2024};
static const struct base bureau = {"cn-2021", "suqian_2024.tsv", "某市财政局", 2024};

struct claim_case {
    const struct base *base;
    const char *overview, *remarks;
    const char *cells;    /* changed before: see fields_set() */
    const char *expected; /* "RULE severity found expected; …", in order */
};

/* All findings of GI-N as one line. */
static const char *in_one_line(const gireport_findings *f)
{
    static const char *const severities[] = {"", "note", "warning", "error"};
    static char line[4000];
    size_t n = 0;
    line[0] = '\0';
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        if (strncmp(gireport_finding_rule(f, i), "GI-N-", 5) != 0)
            continue;
        n += (size_t)snprintf(line + n, sizeof line - n, "%s%s %s %s %s", n > 0 ? "; " : "",
                              gireport_finding_rule(f, i), severities[gireport_finding_severity(f, i)],
                              gireport_finding_found(f, i), gireport_finding_expected(f, i));
    }
    return line;
}

static gireport_findings *check_case(const struct claim_case *c)
{
    gireport_findings *f;
    gireport_report *r = fields_report(c->base->template_id, c->base->file, NULL);
    ck_assert_ptr_nonnull(r);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    gireport_report_set_year(r, c->base->year);
    gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, c->base->organ, GIREPORT_LEN_AUTO);
    if (c->overview)
        gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, c->overview, GIREPORT_LEN_AUTO);
    if (c->remarks)
        gireport_report_set_text(r, GIREPORT_TEXT_REMARKS, c->remarks, GIREPORT_LEN_AUTO);
    if (c->cells)
        ck_assert(fields_set(r, c->cells, NULL));
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    gireport_report_free(r);
    return f;
}

static void run_case(const struct claim_case *c)
{
    gireport_findings *f = check_case(c);
    const char *found = in_one_line(f);
    ck_assert_msg(!strcmp(found, c->expected), "%s\n  gives    %s\n  and not  %s",
                  c->overview ? c->overview : c->remarks, found, c->expected);
    gireport_findings_free(f);
}

/* Sentences that contradict the table, or nearly. */
static const struct claim_case found[] = {
    /* what came in */
    {&jinxiang, "2020年共收到政府信息公开申请20件。", NULL, NULL, "GI-N-001 warning 20 25"},
    {&jinxiang, "依申请公开中，10日内答复12件，20个工作日内答复14件。", NULL, NULL, ""},
    {&jinxiang, "2020年共收到政府信息公开申请26件。", NULL, NULL, "GI-N-001 note 26 25"},
    {&jinxiang, "全年受理依申请公开30件，已全部按时办理。", NULL, NULL, "GI-N-001 warning 30 25"},
    {&jinxiang, "依申请公开方面，本年度共受理27件。", NULL, NULL, "GI-N-001 warning 27 25"},
    {&jinxiang, "本年度收到政府信息公开申请，共２４件。", NULL, NULL, "GI-N-001 warning 24 25"},
    {&jinxiang, "本年度收到政府信息公开申请二十四件。", NULL, NULL, "GI-N-001 warning 24 25"},
    {&jinxiang, "本年度收到政府信息公开申请 2 4 件。", NULL, NULL, ""},
    {&suqian_2023, "全市共收到政府信息公开申请3,512件。", NULL, NULL, "GI-N-001 warning 3512 3511"},
    {&suqian_2023, "全市新收政府信息公开申请3511件，上年结转96件。", NULL, NULL, ""},
    {&suqian_2023, "全市新收和上年结转政府信息公开申请共3607件。", NULL, NULL, ""},
    {&suqian_2023, "全市新收和上年结转政府信息公开申请共3608件。", NULL, NULL, "GI-N-001 warning 3608 3607"},
    {&suqian_2023, "市政府办公室收到政府信息公开申请210件。", NULL, NULL, "GI-N-001 note 210 3511"},
    {&suqian_2023, "市政府办代表市政府受理政府信息公开申请17件，均已按时答复。", NULL, NULL,
     "GI-N-001 note 17 3511"},
    {&suqian_2023, "市直部门收到政府信息公开申请310件。", NULL, NULL, "GI-N-001 note 310 3511"},
    {&suqian_2023, "市政府收到政府信息公开申请210件，全市各级行政机关收到申请3511件。", NULL, NULL,
     "GI-N-001 note 210 3511"},
    {&suqian_2023, "市政府收到政府信息公开申请210件，全市各级行政机关收到申请3512件。", NULL, NULL,
     "GI-N-001 warning 210 3511"},
    {&suqian_2023, "市政府办公室收到政府信息公开申请210件。其中，予以公开80件，部分公开12件。", NULL, NULL,
     "GI-N-001 note 210 3511; GI-N-004 note 80 1191; GI-N-004 note 12 328"},
    {&suqian_2023, "市政府收到政府信息公开申请210件。其中，予以公开80件。", NULL, NULL,
     "GI-N-001 warning 210 3511; GI-N-004 warning 80 1191"},
    {&bureau, "全市共收到政府信息公开申请99件。", NULL, NULL, "GI-N-001 note 99 3525"},
    {&bureau, "（二）依申请公开。受理行政许可申请20件，政府信息公开申请已办结18件。", NULL, NULL,
     "GI-N-002 warning 18 3521"},
    {&jinxiang, "收到政府信息公开申请25件，上年结转1件，其中网上16件，信函11件。", NULL, NULL,
     "GI-N-007 warning 27 25"},
    {&bureau, "（二）依申请公开。收到张某提交的政府信息公开申请30件，办结18件。", NULL, NULL,
     "GI-N-002 warning 18 3521"},
    {&bureau, "（二）依申请公开。收到群众来信30件，收到政府信息公开申请3525件，办结18件。", NULL, NULL,
     "GI-N-002 warning 18 3521"},
    {&bureau, "我局共收到政府信息公开申请99件。", NULL, NULL, "GI-N-001 warning 99 3525"},
    {&jinxiang, "我县未收到政府信息公开申请。", NULL, NULL, "GI-N-009 warning 0 25"},
    {&jinxiang, "本年度未收到公民提出的依申请公开申请。", NULL, NULL, "GI-N-009 warning 0 25"},
    {&jinxiang, "本年度收到政府信息公开申请0件。", NULL, NULL, "GI-N-009 warning 0 25"},
    {&jinxiang, "本年度受理政府信息公开申请2件。", NULL,
     "applications.new=0,0,0,0,0,0,0; applications.carried_in=0,0,0,0,0,0,0", "GI-N-009 warning 2 0"},
    {&jinxiang, "共收到群众政府信息公开申请8件。", NULL, NULL, "GI-N-001 warning 8 25"},
    {&jinxiang, "接收、办理政府信息公开申请24件。", NULL, NULL, "GI-N-001 warning 24 25"},
    {&jinxiang, "共收到依申请公开件24件。", NULL, NULL, "GI-N-001 warning 24 25"},
    {&jinxiang, "本年度无政府信息公开申请。", NULL, NULL, "GI-N-009 warning 0 25"},
    /* what became of it */
    {&jinxiang, "收到政府信息公开申请25件，办结24件。", NULL, NULL, "GI-N-002 warning 24 26"},
    {&suqian_2023, "全年办结政府信息公开申请3485件。", NULL, NULL, "GI-N-002 warning 3485 3486"},
    {&suqian_2023, "依申请公开方面，上年结转95件，结转下年度121件。", NULL, NULL, "GI-N-003 warning 95 96"},
    {&suqian_2023, "对政府信息公开申请，予以公开1191件，部分公开329件。", NULL, NULL,
     "GI-N-004 warning 329 328"},
    {&suqian_2023, "已答复的信息公开申请中，1191件予以公开，143件不予公开。", NULL, NULL,
     "GI-N-004 warning 143 142"},
    {&jinxiang, "（二）依申请公开\n收到政府信息公开申请25件。\n经办理，予以公开12件。\n（三）政府信息管理",
     NULL, NULL, "GI-N-004 warning 12 9"},
    {&suqian_2023, "依申请公开中，“本机关不掌握相关政府信息”的1048件。", NULL, NULL,
     "GI-N-005 warning 1048 1047"},
    {&suqian_2023, "依申请公开中，予以公开及部分公开1520件。", NULL, NULL, "GI-N-004 warning 1520 1519"},
    {&suqian_2023, "依申请公开中，因信访、重复申请等不予处理407件。", NULL, NULL, "GI-N-004 warning 407 406"},
    {&suqian_2023, "收到的政府信息公开申请中，自然人3400件，法人或其他组织109件。", NULL, NULL,
     "GI-N-011 warning 3400 3402"},
    /* lists */
    {&suqian_2023,
     "办结政府信息公开申请3486件，其中予以公开1191件，部分公开328件，不予公开142件，无法提供1078件，"
     "不予处理406件，其他处理341件。",
     NULL, NULL, ""},
    {&suqian_2023,
     "办结政府信息公开申请3486件，其中予以公开1191件，部分公开328件，不予公开142件（其中国家秘密0件，"
     "过程性信息9件），无法提供1078件，不予处理406件，其他处理351件。",
     NULL, NULL, "GI-N-006 warning 3496 3486; GI-N-004 warning 351 341"},
    {&suqian_2023, "收到政府信息公开申请3511件，其中网上申请3000件、信函申请400件、当面申请120件。", NULL,
     NULL, "GI-N-007 warning 3520 3511"},
    {&suqian_2023, "收到政府信息公开申请3511件，其中网上申请3000件、信函申请400件、当面申请111件。", NULL,
     NULL, ""},
    {&suqian_2023, "收到政府信息公开申请3511件，其中网上申请3000件、当面申请111件。", NULL, NULL,
     "GI-N-007 note 3111 3511"},
    /* reviews and lawsuits */
    {&suqian_2023, "因政府信息公开引起的行政复议439件，行政诉讼113件。", NULL, NULL,
     "GI-N-008 warning 439 440"},
    {&suqian_2023, "涉及政府信息公开的行政复议134件，行政诉讼57件。", NULL, NULL,
     "GI-N-008 note 134 440; GI-N-008 note 57 113"},
    {&suqian_2023, "信息公开行政复议备案134件。", NULL, NULL, ""},
    {&suqian_2024, "全市当年新增涉及政府信息公开的行政复议134件，当年新增涉及政府信息公开的行政诉讼57件。",
     NULL, NULL, "GI-N-008 note 134 170; GI-N-008 note 57 77"},
    {&jinxiang, "因依申请公开提起的行政复议1件，结果维持。", NULL, NULL, ""},
    {&jinxiang, "因依申请公开提起的行政复议1件，结果纠正。", NULL, NULL, "GI-N-008 warning 1 0"},
    {&jinxiang, "收到政府信息公开行政复议申请2件。", NULL, NULL, "GI-N-008 warning 2 1"},
    {&jinxiang, "因政府信息公开被申请行政复议2件、被提起行政诉讼1件。", NULL, NULL,
     "GI-N-008 warning 2 1; GI-N-008 warning 1 0"},
    {&jinxiang, "无因政府信息公开引发的行政复议和行政诉讼案件。", NULL, NULL, "GI-N-008 warning 0 1"},
    {&jinxiang, "未发生因政府信息公开引起的行政复议、行政诉讼。", NULL, NULL, "GI-N-008 warning 0 1"},
    /* documents */
    {&suqian_2023, "全市制发行政规范性文件110件，废止489件，现行有效597件。", NULL, NULL,
     "GI-N-010 warning 110 109"},
    {&suqian_2023, "全市现行有效的行政规范性文件共600件。", NULL, NULL, "GI-N-010 warning 600 597"},
    /* the fee */
    {&suqian_2023, NULL,
     "2023年共收取信息处理费2950元，其中甲局420元、乙局290元、丙局1500元、丁局140元、戊局600元。", NULL, ""},
    {&suqian_2023, NULL,
     "2023年共收取信息处理费2950元，其中甲局420元、乙局290元、丙局1500元、丁局140元、戊局500元。", NULL,
     "GI-N-012 warning 2850 2950"},
    {&suqian_2023, NULL, "2023年对5件申请收取信息处理费0.295万元，其中甲局420元、乙局2500元。", NULL,
     "GI-N-012 warning 2920 2950"},
    /* percentages */
    {&suqian_2023, "办结政府信息公开申请3486件，其中予以公开1191件（34.17%），部分公开328件（占9.51%）。",
     NULL, NULL, "GI-N-013 note 9.51% 9.41%"},
    {&jinxiang, "2020年收到政府信息公开申请25例。", NULL, NULL, "GI-N-014 note 例 件"},
};

START_TEST(contradiction)
{
    run_case(&found[_i]);
}
END_TEST

/* Sentences about something else, or in another sense: nothing may be told. */
static const struct claim_case quiet[] = {
    {&jinxiang, "办理人大代表建议13件，政协提案6件，均已公开办理结果。", NULL, NULL, ""},
    {&jinxiang, "当面受理政府信息公开方面的咨询200余人次，处理来信30件。", NULL, NULL, ""},
    {&jinxiang, "受理行政许可申请1200件，办结1180件。", NULL, NULL, ""},
    {&jinxiang, "2019年收到政府信息公开申请20件。", NULL, NULL, ""},
    {&jinxiang, "2018年、2019年、2020年分别收到政府信息公开申请10件、20件、25件。", NULL, NULL, ""},
    {&jinxiang, "依申请公开中予以公开、不予公开分别为9件、1件。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请26件（含上年结转1件）。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请25件，电话答复3件，延期答复2件，书面答复4件。", NULL, NULL, ""},
    {&jinxiang,
     "（二）依申请公开\n收到政府信息公开申请25件。\n（三）政府信息管理\n清理文件50件，予以公开12件。", NULL,
     NULL, ""},
    {&jinxiang, "收到转办的政府信息公开申请3件，未答复1件。", NULL, NULL, ""},
    {&jinxiang, "依申请公开工作无超期答复、无答复情况。", NULL, NULL, ""},
    {&jinxiang, "收到关于征地的政府信息公开申请5件。", NULL, NULL, ""},
    {&jinxiang, "因信息公开引起的行政复议1件，一审行政诉讼3件，二审2件。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请25件，比上年增加5件，同比增长25%。", NULL, NULL, ""},
    {&jinxiang, "上半年收到政府信息公开申请12件。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请25件，其中县教育局受理政府信息公开申请3件。", NULL, NULL, ""},
    {&jinxiang, "通过门户网站收到政府信息公开申请16件。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请约30件。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请近30件，超过20件已答复。", NULL, NULL, ""},
    {&jinxiang, "推进“一件事一次办”，政府信息公开申请实行一件一档。", NULL, NULL, ""},
    {&jinxiang, "政府网站发布信息5108条，公开重点项目批准信息31件。", NULL, NULL, ""},
    {&jinxiang, "对符合条件的政府信息主动予以公开，全年公开文件20件。", NULL, NULL, ""},
    {&jinxiang, "行政复议机构全年办理行政复议案件120件，办结118件。", NULL, NULL, ""},
    {&jinxiang, "全年未发生因依申请公开被行政复议纠错或行政诉讼败诉情形。", NULL, NULL, ""},
    {&jinxiang, "未收取任何费用。未收到通过传真方式提交的政府信息公开申请。", NULL, NULL, ""},
    {&jinxiang, "收到公民、法人和其他组织的政府信息公开申请25件。", NULL, NULL, ""},
    {&jinxiang, "依申请公开答复工作中，答复政协提案6件、热线诉求300件。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请25件，答复26件（含上年结转1件）。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请25件。全县共答复26件，其中予以公开9件，部分公开1件。", NULL, NULL, ""},
    {&jinxiang, "因本机关不掌握无法提供的政府信息公开申请11件。", NULL, NULL, ""},
    {&jinxiang, "予以公开（含部分公开）的政府信息公开申请12件。", NULL, NULL, ""},
    {&suqian_2023,
     "全市各级行政机关处理政府信息公开申请3607件，其中予以公开1191件、部分公开328件、不予公开142件、"
     "无法提供1078件、不予处理406件、其他处理341件，结转下年度121件。",
     NULL, NULL, ""},
    {&suqian_2023, "公开不予公开事项目录3份，修订制度2件，开展培训4次。", NULL, NULL, ""},
    {&suqian_2023, "市司法局审查规范性文件30件，备案规范性文件88件，清理规范性文件600件。", NULL, NULL, ""},
    {&suqian_2023, "解读行政规范性文件20件，公开行政规范性文件12件。", NULL, NULL, ""},
    {&suqian_2023, NULL, "信息处理费按件收取，11至30件的部分每件100元，31件以上以10件为一档。", NULL, ""},
    {&suqian_2023, NULL, "2023年收取信息处理费420元。办公经费支出290元、1500元。", NULL, ""},
    {&bureau, "第12件申请补正，2024年第3号、第5件。", NULL, NULL, ""},
    /* of something else */
    {&bureau, "（二）依申请公开。受理行政许可申请20件，办结18件。", NULL, NULL, ""},
    {&bureau, "（二）依申请公开。受理行政复议案件56件，办结50件，行政诉讼应诉8件。", NULL, NULL, ""},
    {&bureau, "审理因政府信息公开引发的行政复议案件23件，维持20件。", NULL, NULL, ""},
    {&bureau, "（二）依申请公开。县长信箱收到信件238件，办结99件。", NULL, NULL, ""},
    {&jinxiang, "收到政府信息公开申请25件，上年结转1件，其中网上16件，信函10件。", NULL, NULL, ""},
    {&bureau, "指导乡镇办理政府信息公开申请15件。", NULL, NULL, ""},
};

START_TEST(nothing)
{
    run_case(&quiet[_i]);
}
END_TEST

/* The paragraph of the 金乡 report, in other words with its numbers: findings 7 to 10 of that report. */
START_TEST(paragraph_of_jinxiang)
{
    static const struct claim_case c = {
        &jinxiang,
        "完善受理渠道。2020年，县政府共收到政府信息公开申请 "
        "26件。\n申请的内容主要是征地、拆迁、社保。其中网上提交申请的 16件，"
        "信函申请的 9件，当面申请的 1件。共答\n复 16件，其中“予以公开”的 9件，“部分公开”的 "
        "1件，“本机关不掌握相关政府信息”"
        "的 11件，没有现成信息需要另行制作的 4件；因依申请公开提起的行政复议 1件，结果维持。未收取任何费用。",
        NULL, NULL, "GI-N-006 warning 25 16; GI-N-001 note 26 25; GI-N-002 warning 16 26"};
    gireport_findings *f = check_case(&c);
    size_t list = SIZE_MAX;
    ck_assert_str_eq(in_one_line(f), c.expected);
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        if (!strcmp(gireport_finding_rule(f, i), "GI-N-006"))
            list = i;
    ck_assert_uint_eq(gireport_finding_cell_count(f, list), 1);
    ck_assert_str_eq(gireport_finding_cell_key(f, list, 0), "applications.denied.deliberative.total");
    ck_assert_str_eq(gireport_finding_difference(f, list), "9");
    gireport_findings_free(f);
}
END_TEST

/* A table that was not read: nothing is told, and it is said why. */
START_TEST(cells_not_known)
{
    static const struct claim_case c = {&jinxiang, "收到政府信息公开申请20件，答复26件。", NULL, NULL, ""};
    gireport_report *r = fields_report(c.base->template_id, c.base->file, NULL);
    gireport_findings *f;
    size_t field, told = 0;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(
        gireport_template_field_find(gireport_report_template(r), "applications.new.total", &field),
        GIREPORT_OK);
    gireport_cell_set_state(r, field, GIREPORT_STATE_UNREADABLE);
    gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, c.overview, GIREPORT_LEN_AUTO);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    ck_assert_str_eq(in_one_line(f), "");
    for (size_t i = 0; i < gireport_findings_unassessed_count(f); i++)
        if (!strcmp(gireport_findings_unassessed_rule(f, i), "GI-N-001")) {
            ck_assert_str_eq(gireport_findings_unassessed_missing(f, i), "applications.new.total");
            told++;
        }
    ck_assert_uint_eq(told, 1);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

/* A finding stands where its words begin: in a report file, and in a document whose lines were joined. */
static const struct {
    uint32_t format, line, column;
    const char *text;
} placed[] = {
    {GIREPORT_FORMAT_YAML, 7, 11,
     "gireport: 1\ntemplate: cn-2021\norgan: {name: 某县人民政府}\nyear: 2022\noverview: |\n  "
     "（一）主动公开。\n"
     "  发布信息20条，全年收到政府信息公开申请5件。\napplications:\n  new: [4, 0, 0, 0, 0, 0, 4]\n"
     "  carried_in: [0, 0, 0, 0, 0, 0, 0]\n"},
    {GIREPORT_FORMAT_TEXT, 5, 11,
     "某县人民政府2022年政府信息公开工作年度报告\n\n一、总体情况\n  "
     "（一）主动公开。我县认真落实条例，做好各项公开工作。\n"
     "发布信息 20 条，全年收到政府信息公\n开申请5件。\n三、收到和处理政府信息公开申请情况\n"
     "一、本年新收政府信息公开申请数量 4 0 0 0 0 0 4\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n"},
};

START_TEST(places)
{
    gireport_report *r = NULL, *copy = NULL;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    o.format = placed[_i].format;
    ck_assert_int_eq(gireport_read(placed[_i].text, GIREPORT_LEN_AUTO, &o, &r, NULL), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_copy(r, &copy), GIREPORT_OK);
    gireport_report_free(r);
    gireport_findings *f;
    uint32_t line = 0, column = 0;
    size_t i = 0;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(copy, NULL, f), GIREPORT_OK);
    ck_assert_str_eq(in_one_line(f), "GI-N-001 warning 5 4");
    while (strcmp(gireport_finding_rule(f, i), "GI-N-001") != 0)
        i++;
    ck_assert_int_eq(gireport_finding_position(f, i, &line, &column), GIREPORT_OK);
    ck_assert_uint_eq(line, placed[_i].line);
    ck_assert_uint_eq(column, placed[_i].column);
    gireport_findings_free(f);
    gireport_report_free(copy);
}
END_TEST

/* Against the year before: 3525 + 121 requests of 2024, 3511 + 96 of 2023. */
static const struct {
    const char *overview, *expected;
} rates[] = {
    {"全市受理政府信息公开申请3646件，同比增长1.05%。", "GI-Y-008 1.05% 1.08%"},
    {"全市受理政府信息公开申请3646件，同比增长1.08%。", ""},
    {"全市受理政府信息公开申请3646件，比上年下降1.08%。", "GI-Y-008 -1.08% 1.08%"},
    {"全市受理政府信息公开申请3646件，较上年增长了1.1%。", ""},
    {"全市受理政府信息公开申请3646件，较上年增长1%。", ""},
    {"全市新收政府信息公开申请3525件，同比增长0.39%。", ""},
    {"全市新收政府信息公开申请3525件，同比增长0.4%，办结3521件，同比增长2%。", "GI-Y-008 2% 1%"},
    {"因政府信息公开引起的行政复议170件，同比下降61.36%。", ""},
    {"因政府信息公开引起的行政复议170件，同比下降60.36%。", "GI-Y-008 -60.36% -61.36%"},
    {"全市受理政府信息公开申请3646件，网站访问量同比增长30%。", ""},
};

START_TEST(growth)
{
    static char line[400];
    gireport_report *now = fields_report("cn-2021", "suqian_2024.tsv", NULL);
    gireport_report *before = fields_report("cn-2021", "suqian_2023.tsv", NULL);
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    gireport_findings *f;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    gireport_report_set_year(now, 2024);
    gireport_report_set_year(before, 2023);
    gireport_report_set_text(now, GIREPORT_TEXT_ORGAN, "宿迁市人民政府", GIREPORT_LEN_AUTO);
    gireport_report_set_text(now, GIREPORT_TEXT_OVERVIEW, rates[_i].overview, GIREPORT_LEN_AUTO);
    o.prior = before;
    ck_assert_int_eq(gireport_check(now, &o, f), GIREPORT_OK);
    line[0] = '\0';
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        if (!strcmp(gireport_finding_rule(f, i), "GI-Y-008"))
            snprintf(line + strlen(line), sizeof line - strlen(line), "%sGI-Y-008 %s %s", line[0] ? "; " : "",
                     gireport_finding_found(f, i), gireport_finding_expected(f, i));
    ck_assert_str_eq(line, rates[_i].expected);
    gireport_findings_free(f);
    gireport_report_free(now);
    gireport_report_free(before);
}
END_TEST

static const struct message_case {
    struct claim_case c; /* expected: the rule */
    const char *zh, *en;
} message_cases[] = {
    {{&jinxiang, "本年共收到政府信息公开申请 20 件。", NULL, NULL, "GI-N-001"},
     "文中“本年共收到政府信息公开申请20件”与表不符：表中为25（一、本年新收政府信息公开申请数量·总计）",
     "the text says 20 (\"本年共收到政府信息公开申请20件\"), the table 25 (applications.new.total)"},
    /* a number that fits with what was carried in */
    {{&jinxiang, "收到政府信息公开申请26件。", NULL, NULL, "GI-N-001"},
     "文中“收到政府信息公开申请26件”是26件，与表中本年新收的25件不同，但等于新收加上年结转；请核对文中口径",
     "the text says 26 (\"收到政府信息公开申请26件\"); the table has 25 new requests, and the text agrees with new plus "
     "carried in"},
    /* of others, perhaps */
    {{&suqian_2023, "市政府办公室收到政府信息公开申请210件。", NULL, NULL, "GI-N-001"},
     "文中“市政府办公室收到政府信息公开申请210件”与表不符：表中为3511（一、本年新收政府信息公开申请数量·总计）；"
     "这句话可能是另一口径，请核对",
     "the text says 210 (\"市政府办公室收到政府信息公开申请210件\"), the table 3511 (applications.new.total); the sentence "
     "may speak of something else"},
    /* a whole group, with the words behind the number */
    {{&suqian_2023, "政府信息公开申请中，140件不予公开。", NULL, NULL,
      "GI-N-004"},
     "文中“140件不予公开”与表不符：表中为142（（三）不予公开·总计）",
     "the text says 140 (\"140件不予公开\"), the table 142 (applications.denied.*.total)"},
    /* lists: with what they leave out, and without */
    {{&jinxiang, "答复政府信息公开申请16件，其中予以公开9件，部分公开1件。", NULL, NULL,
      "GI-N-006"},
     "文中“答复政府信息公开申请16件，其中予以公开9件，部分公开1件”所列各项合计10件，与所称16件不符；表中有数而未列出的："
     "6.属于四类过程性信息·总计、1.本机关不掌握相关政府信息·总计、2.没有现成信息需要另行制作·总计",
     "the items of \"答复政府信息公开申请16件，其中予以公开9件，部分公开1件\" add up to 10, not to 16 as stated; in the "
     "table but not listed: applications.denied.deliberative.total, applications.unable.not_held.total, "
     "applications.unable.needs_creation.total"},
    {{&jinxiang, "答复政府信息公开申请16件，其中予以公开9件，部分公开1件，不予公开1件，无法提供15件。", NULL, NULL, "GI-N-006"},
     "文中“答复政府信息公开申请16件，其中予以公开9件，部分公开1件，不予公开1件，无法提供15件”所列各项合计26件，与所称16件不符",
     "the items of \"答复政府信息公开申请16件，其中予以公开9件，部分公开1件，不予公开1件，无法提供15件\" add up to 26, not to "
     "16 as stated"},
    {{&suqian_2023, "因政府信息公开引起的行政复议440件、行政诉讼57件。", NULL, NULL,
      "GI-N-008"},
     "文中“行政诉讼57件”与表不符：表中为113（未经复议直接起诉·总计、复议后起诉·总计）",
     "the text says 57 (\"行政诉讼57件\"), the table 113 (disputes.direct.total, disputes.after_review.total)"},
};

START_TEST(messages)
{
    const struct message_case *m = &message_cases[_i];
    gireport_findings *f = check_case(&m->c);
    size_t i = 0;
    while (i < gireport_findings_count(f) && strcmp(gireport_finding_rule(f, i), m->c.expected) != 0)
        i++;
    ck_assert_str_eq(gireport_finding_message(f, i, GIREPORT_LANG_ZH), m->zh);
    ck_assert_str_eq(gireport_finding_message(f, i, GIREPORT_LANG_EN), m->en);
    gireport_findings_free(f);
}
END_TEST

/* A long text of nothing but numbers costs what it should. */
START_TEST(hostile_text)
{
    static const char *const pieces[] = {"1件", "收到政府信息公开申请9件，", "（", "）", "，，，、",
                                         "一",  "其中予以公开1件，"};
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        size_t n = strlen(pieces[i]), times = (size_t)200000 / n;
        char *text = malloc(n * times + 1);
        struct claim_case c = {&jinxiang, text, NULL, NULL, ""};
        for (size_t k = 0; k < times; k++)
            memcpy(text + k * n, pieces[i], n);
        text[n * times] = '\0';
        gireport_findings_free(check_case(&c));
        free(text);
    }
}
END_TEST

/* ---- the list of all claims ---- */

static const char *verdict_word(uint32_t v)
{
    static const char *const words[] = {"unbound", "agrees", "otherwise", "differs", "unknown", "item"};
    return words[v];
}

/* "quote number=value unit pattern rule verdict expected cells reason", one line a claim. */
static const char *claims_in_lines(const gireport_claims *c)
{
    static char text[4000];
    size_t n = 0;
    text[0] = '\0';
    for (size_t i = 0; i < gireport_claims_count(c); i++) {
        int64_t value, expected;
        uint32_t line, column;
        ck_assert_int_eq(gireport_claim_value(c, i, &value), GIREPORT_OK);
        ck_assert_int_eq(gireport_claim_position(c, i, &line, &column), GIREPORT_OK);
        n += (size_t)snprintf(text + n, sizeof text - n, "%s %s=%lld/%u %s %s %s", gireport_claim_quote(c, i),
                              gireport_claim_number(c, i), (long long)value, gireport_claim_scale(c, i),
                              gireport_claim_pattern(c, i), gireport_claim_rule(c, i),
                              verdict_word(gireport_claim_verdict(c, i)));
        if (gireport_claim_expected(c, i, &expected) == GIREPORT_OK)
            n += (size_t)snprintf(text + n, sizeof text - n, " %lld", (long long)expected);
        for (size_t k = 0; k < gireport_claim_cell_count(c, i); k++)
            n += (size_t)snprintf(text + n, sizeof text - n, " %s", gireport_claim_cell_key(c, i, k));
        n += (size_t)snprintf(text + n, sizeof text - n, "%s%s\n",
                              *gireport_claim_reason(c, i, GIREPORT_LANG_EN) ? ": " : "",
                              gireport_claim_reason(c, i, GIREPORT_LANG_EN));
    }
    return text;
}

static const struct listed_case {
    const struct base *base;
    const char *overview, *cells, *expected;
} listed[] = {
    {&jinxiang, "2020年收到政府信息公开申请26件，其中网上提交16件。共答复十六件。", NULL,
     "2020年收到政府信息公开申请26件 26件=26/0 received GI-N-001 otherwise 25 applications.new.total\n"
     "其中网上提交16件 16件=16/0 网络  item\n"
     "共答复十六件 十六件=16/0 closed GI-N-002 differs 26 applications.total.total\n"},
    {&jinxiang, "因依申请公开提起的行政复议1件，结果维持。", NULL,
     "因依申请公开提起的行政复议1件 1件=1/0 reviews GI-N-008 agrees 1 disputes.review.total\n"
     "结果维持 =1/0 维持 GI-N-008 agrees 1 disputes.review.upheld\n"},
    {&jinxiang, "我县未收到政府信息公开申请。", NULL,
     "未收到政府信息公开申请 =0/0 received GI-N-009 differs 25 applications.new.total\n"},
    {&jinxiang, "收到政府信息公开申请25件。", "applications.new.total=某",
     "收到政府信息公开申请25件 25件=25/0 received GI-N-001 unknown applications.new.total: cells are not "
     "known\n"},
    {&jinxiang, "收到政府信息公开申请25件，同比增长4.2%。", NULL,
     "收到政府信息公开申请25件 25件=25/0 received GI-N-001 agrees 25 applications.new.total\n"
     "收到政府信息公开申请25件，同比增长4.2% 4.2%=42/1 received GI-Y-008 unknown applications.new.total: "
     "last year's "
     "report is not given, or does not have the number\n"},
    /* each reason not to judge */
    {&jinxiang, "发布图解12件。", NULL, "12件 12件=12/0   unbound: no words around it speak of a cell\n"},
    {&jinxiang, "受理热线咨询12件，收到政府信息公开申请咨询13件。", NULL,
     "12件 12件=12/0   unbound: it is about something that is no request\n"
     "13件 13件=13/0   unbound: it is about something that is no request\n"},
    {&jinxiang, "收到政府信息公开申请上半年12件。", NULL,
     "12件 12件=12/0   unbound: another period, a comparison, or a stage on the way\n"},
    {&jinxiang, "2019年收到政府信息公开申请12件。", NULL,
     "12件 12件=12/0   unbound: the sentence speaks of another year\n"},
    {&jinxiang, "收到政府信息公开申请的镇街共报送12件。", NULL,
     "12件 12件=12/0   unbound: words that are not understood stand between\n"},
    {&jinxiang, "共收到12件。", NULL,
     "12件 12件=12/0   unbound: nothing near says that it is about requests\n"},
    {&jinxiang, "其中县自然资源局收到政府信息公开申请12件。", NULL,
     "12件 12件=12/0   unbound: perhaps the share of one organ\n"},
};

START_TEST(claims_are_listed)
{
    const struct listed_case *l = &listed[_i];
    const struct claim_case x = {l->base, l->overview, NULL, l->cells, ""};
    gireport_report *r = fields_report(x.base->template_id, x.base->file, NULL);
    gireport_claims *c;
    gireport_report_set_year(r, x.base->year);
    gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, x.overview, GIREPORT_LEN_AUTO);
    if (x.cells)
        ck_assert(fields_set(r, x.cells, NULL));
    ck_assert_int_eq(gireport_claims_find(r, NULL, &c), GIREPORT_OK);
    gireport_report_free(r); /* the list keeps no reference */
    ck_assert_str_eq(claims_in_lines(c), l->expected);
    gireport_claims_free(c);
}
END_TEST

static int append(const char *data, size_t len, void *out)
{
    strncat(out, data, len);
    return 0;
}

START_TEST(a_list_is_written)
{
    static char out[4000];
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    gireport_claims *c;
    gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, "共收到2件。收到政府信息公开申请26件。",
                             GIREPORT_LEN_AUTO);
    ck_assert_int_eq(gireport_claims_find(r, NULL, &c), GIREPORT_OK);
    ck_assert_int_eq(gireport_claims_set_file(c, "a.yaml"), GIREPORT_OK);
    const gireport_claims *list[] = {c};
    out[0] = '\0';
    ck_assert_int_eq(gireport_claims_write(list, 1, GIREPORT_FINDINGS_TEXT, GIREPORT_LANG_EN, append, out),
                     GIREPORT_OK);
    ck_assert_str_eq(
        out, "a.yaml: not judged: \"2件\" is 2件; nothing near says that it is about requests\n"
             "a.yaml: agrees otherwise counted: \"收到政府信息公开申请26件\" is 26件 {received} [GI-N-001]\n"
             "    applications.new.total = 25\n");
    out[0] = '\0';
    ck_assert_int_eq(gireport_claims_write(list, 1, GIREPORT_FINDINGS_JSON, GIREPORT_LANG_EN, append, out),
                     GIREPORT_OK);
    ck_assert_str_eq(
        out,
        "{\"gireport\": 1, \"files\": [\n"
        "    {\"file\": \"a.yaml\", \"organ\": null, \"year\": null, \"template\": \"cn-2019\",\n"
        "     \"claims\": [\n"
        "      {\"line\": null, \"column\": null, \"part\": \"overview\", \"quote\": \"2件\", \"number\": "
        "\"2件\", "
        "\"value\": \"2\", \"unit\": \"件\", \"pattern\": null, \"rule\": null,\n"
        "       \"cells\": [], \"verdict\": \"unbound\", \"expected\": null, \"reason\": \"nothing near says "
        "that it is "
        "about requests\"},\n"
        "      {\"line\": null, \"column\": null, \"part\": \"overview\", \"quote\": "
        "\"收到政府信息公开申请26件\", "
        "\"number\": \"26件\", \"value\": \"26\", \"unit\": \"件\", \"pattern\": \"received\", \"rule\": "
        "\"GI-N-001\",\n"
        "       \"cells\": [\"applications.new.total\"], \"verdict\": \"otherwise\", \"expected\": \"25\", "
        "\"reason\": "
        "null}]}]}\n");
    ck_assert_int_eq(gireport_claims_write(list, 1, GIREPORT_FINDINGS_SARIF, 0, append, out),
                     GIREPORT_ERR_UNSUPPORTED);
    gireport_claims_free(c);
    gireport_report_free(r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("claims");
    TCase *c = tcase_create("claims");
    tcase_add_loop_test(c, contradiction, 0, sizeof found / sizeof *found);
    tcase_add_loop_test(c, nothing, 0, sizeof quiet / sizeof *quiet);
    tcase_add_test(c, paragraph_of_jinxiang);
    tcase_add_loop_test(c, growth, 0, sizeof rates / sizeof *rates);
    tcase_add_test(c, cells_not_known);
    tcase_add_loop_test(c, places, 0, sizeof placed / sizeof *placed);
    tcase_add_loop_test(c, messages, 0, (int)(sizeof message_cases / sizeof *message_cases));
    tcase_add_test(c, hostile_text);
    tcase_add_loop_test(c, claims_are_listed, 0, (int)(sizeof listed / sizeof *listed));
    tcase_add_test(c, a_list_is_written);
    suite_add_tcase(s, c);
    return run_suite(s);
}
