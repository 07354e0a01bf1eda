/* SPDX-License-Identifier: MIT */
/* Documents that lost or gained a cell: what slid away from its label is reported, never read as another
 * field's. */
#include <stdio.h>
#include <string.h>

#include "../support/report_text.h"
#include "../support/suite.h"
#include "base/buf.h"
#include "base/text.h"

#define ROWS    16
#define WIDE    32

/* Places a cell behind those before it and those that reach down from above, as a browser does. */
static void add_cell(gireport_grid *g, char taken[ROWS][WIDE], uint32_t row, const char *text, size_t len,
                     uint32_t columns, uint32_t rows)
{
    uint32_t at = 0;

    while (at < WIDE && taken[row][at])
        at++;
    for (uint32_t r = row; r < row + rows && r < ROWS; r++)
        for (uint32_t c = at; c < at + columns && c < WIDE; c++)
            taken[r][c] = 1;
    ck_assert_int_eq(gireport_grid_add_cell(g, row, at, rows, columns, text, len), GIREPORT_OK);
}

/* A grid of lines, cells between '|'; "2>text" spans two columns, "2_text" two rows, "2>3_text" both. */
static gireport_report *read_grid(const char *text, gireport_findings *findings)
{
    char taken[ROWS][WIDE] = {{0}};
    gireport_grid *g;
    gireport_report *r = NULL;

    ck_assert_int_eq(gireport_grid_new(&g), GIREPORT_OK);
    ck_assert_int_eq(gireport_grid_add_table(g), GIREPORT_OK);
    for (uint32_t row = 0; *text; row++) {
        for (int more = 1; more;) {
            uint32_t columns = 1, rows = 1;
            size_t len;

            for (size_t k = strspn(text, "0123456789"); k && strchr(">_", text[k]) && text[k];
                 k = strspn(text, "0123456789")) {
                *(text[k] == '>' ? &columns : &rows) = (uint32_t)strtoul(text, NULL, 10);
                text += k + 1;
            }
            len = strcspn(text, "|\n");
            add_cell(g, taken, row, text, len, columns, rows);
            more = text[len] == '|';
            text += len + more;
        }
        text += *text == '\n';
    }
    ck_assert_int_eq(gireport_grid_read(g, NULL, &r, findings), GIREPORT_OK);
    gireport_grid_free(g);
    return r;
}

#define TOP     "3>3_（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）|7>申请人情况\n"
#define GROUPS  "2_自然人|5>法人或其他组织|2_总计\n"
#define NAMES   "商业企业|科研机构|社会公益组织|法律服务机构|其他\n"
#define NEW     "3>一、本年新收政府信息公开申请数量|31|5|4|3|2|1|46\n"
#define CARRIED "3>二、上年结转政府信息公开申请数量|7||||6||13\n"
#define GRANTED "3_三、本年度办理结果|2>（一）予以公开|20|4|3|2|1||30\n"
#define OUT     "3>四、结转下年度继续办理|8||||7||15\n"
#define BLOCKS  "5>2_行政复议|10>行政诉讼\n5>未经复议直接起诉|5>复议后起诉\n"
#define RESULTS "结果维持|结果纠正|其他结果|尚未审结|总计"

static const struct {
    const char *grid,
        *cells; /* "key=cell; …": a number; "~": blank; "-": not read and named by a finding */
} damages[] = {
    /* whole */
    {TOP GROUPS NAMES NEW CARRIED OUT,
     "new.natural=31;new.business=5;new.total=46;carried_in.legal=6;carried_out.total=15"},
    /* columns of the form in another order, and one of the organ's own: each value is its column's */
    {TOP "2_总计|5>法人或其他组织|2_自然人\n" NAMES "3>一、本年新收政府信息公开申请数量|46|5|4|3|2|1|31\n",
     "new.natural=31;new.business=5;new.total=46"},
    {"3>3_x|8>申请人情况\n2_自然人|6>法人或其他组织|2_总计\n小计|商业企业|科研机构|社会公益组织|法律服务机构|"
     "其他\n"
     "3>一、本年新收政府信息公开申请数量|31|15|5|4|3|2|1|46\n3>二、上年结转政府信息公开申请数量|7|6||||6||"
     "13\n",
     "new.natural=31;new.business=5;new.other=1;new.total=46;carried_in.legal=6"},
    /* a label misprinted in its place */
    {TOP GROUPS "商亚企业|科研机构|社会公益组织|法律服务机构|其他\n" NEW CARRIED OUT,
     "new.natural=31;new.business=5;new.total=46"},
    /* a label fell out, those behind it slid to the left: all are there in their order */
    {TOP GROUPS "科研机构|社会公益组织|法律服务机构|其他\n" NEW CARRIED OUT,
     "new.natural=31;new.business=5;new.research=4;new.other=1;carried_in.legal=6"},
    {TOP "自然人|5>法人或其他组织|总计\n|科研机构|社会公益组织|法律服务机构|其他\n" NEW CARRIED OUT,
     "new.business=5;new.research=4;new.other=1"},
    /* a column of the organ's own in the stead of one of the form, elsewhere */
    {TOP GROUPS "科研机构|社会公益组织|法律服务机构|其他|小计\n" NEW CARRIED OUT,
     "new.natural=-;new.business=-;new.research=-;new.total=-;carried_in.legal=-"},
    {TOP "2_总计|5>法人或其他组织\n小计|科研机构|社会公益组织|法律服务机构|其他\n" NEW CARRIED OUT,
     "new.natural=-;new.research=-;new.total=-"},
    /* a row with a cell too many */
    {TOP GROUPS NAMES NEW CARRIED "3>四、结转下年度继续办理|其中|8||||7||15\n",
     "new.total=46;carried_out.natural=-;carried_out.legal=-;carried_out.other=-;carried_out.total=-"},
    {TOP GROUPS NAMES NEW CARRIED "3>四、结转下年度继续办理|其中|8|2|||7|1|\n",
     "new.total=46;carried_out.natural=-;carried_out.business=-;carried_out.research=-;carried_out.total=-"},
    /* an empty last cell in every row is no such thing */
    {TOP GROUPS NAMES
     "3>一、本年新收政府信息公开申请数量|31|5|4|3|2|1|46|\n3>二、上年结转政府信息公开申请数量|7||||6||13|\n"
     "3>四、结转下年度继续办理|8||||7||15|\n",
     "new.natural=31;carried_in.legal=6;carried_out.total=15"},
    /* part 四: a result fell out of the first block, of the last one */
    {BLOCKS "结果纠正|其他结果|尚未审结|总计|" RESULTS "|" RESULTS "\n1|2|3|4|10|5|6|7|8|26|9|1|1|1|12\n",
     "review.corrected=-;review.total=-;direct.upheld=-;direct.total=-;after_review.upheld=-;after_review."
     "total=-"},
    {BLOCKS RESULTS "|" RESULTS "|结果纠正|其他结果|尚未审结|总计\n1|2|3|4|10|5|6|7|8|26|9|1|1|1|12\n",
     "after_review.corrected=-;after_review.other=-;after_review.total=-"},
    {BLOCKS RESULTS "|" RESULTS "|" RESULTS "\n1|2|3|4|10||5|6|7|8|26|9|1|1|1|\n",
     "direct.upheld=-;direct.corrected=-;after_review.upheld=-;after_review.total=-"},
};

#define PART1  "二、主动公开政府信息情况\n第二十条第（一）项\n"
#define ASIDE  "一、本年新收政府信息公开申请数量 3 0 0 0 1 0 4\n二、上年结转政府信息公开申请数量 0 0 0 0 0 0 0\n" \
               "（一）予以公开 1 0 0 0 0 0 1\n"
#define PART2  "二、主动公开政府信息情况\n第二十条第（六）项\n信息内容 | 本年处理决定数量\n"
#define PART3  "三、收到和处理政府信息公开申请情况\n申请人情况\n"
#define HEADER "自然人 | 商业企业 | 科研机构 | 社会公益组织 | 法律服务机构 | 其他 | 总计\n"

static const struct {
    const char *text, *cells;
} texts[] = {
    {PART2 "行政处罚 | 12\n行政强制 | 3\n", "penalties.decisions=12;coercion.decisions=3"},
    /* two numbers for one cell */
    {PART2 "行政处罚 | 7 | 12\n行政强制 | 3\n", "penalties.decisions=-;coercion.decisions=3"},
    {PART2 "行政处罚  7 12\n行政强制  3\n", "penalties.decisions=-;coercion.decisions=3"},
    {PART2 "行政处罚 行政强制 7 12\n", "penalties.decisions=-;coercion.decisions=-"},
    /* a number and the caption behind it run together: the next number is not in its stead */
    {"二、主动公开政府信息情况\n信息内容本年处理决定数量行政许可106第二（六）项行政处罚23行政强制0\n",
     "licensing.decisions=-;penalties.decisions=-;coercion.decisions=0"},
    /* rows end in a cell that only fills them up; one row has a cell less */
    {PART3 HEADER "一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 1 | 0 | 4 | |\n"
                  "二、上年结转政府信息公开申请数量 | 0 | 0 | 0 | 2 | 0 | 2 | |\n",
     "new.natural=3;new.total=4;carried_in.natural=-;carried_in.legal=-;carried_in.other=-;carried_in.total="
     "-"},
    {PART3 HEADER "一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 1 | 0 | 4 | |\n"
                  "二、上年结转政府信息公开申请数量 | | | | | | | | |\n",
     "new.natural=3;new.total=4"},
    /* a label without values above a group that has its own: these are the group's */
    {PART3 HEADER "2.没有现成信息需要另行制作 | 2 | 0 | 0 | 0 | 0 | 0 | 2\n3.补正后申请内容仍不明确 |\n"
                  "（五）不予处理 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n1.信访举报投诉类申请 | 1 | 0 | 0 | 0 | 0 | 0 | 1\n",
     "unable.needs_creation.natural=2;unable.unclear.natural=-;unable.unclear.total=-;rejected.petition.natural=1"},
    /* one row has a cell more than the others, an empty one among its values: any of them may be the stranger */
    {PART3 HEADER "一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 1 | 0 | 4\n"
                  "二、上年结转政府信息公开申请数量 | 4 | 7 |  | 6 | 0 | 0 | 9 | 26\n",
     "new.natural=3;new.total=4;carried_in.natural=-;carried_in.welfare=-;carried_in.total=-"},
    /* all other cells of the table are empty, and no row has one to spare */
    {PART3 HEADER "一、本年新收政府信息公开申请数量\t\t\t\t\t\t\t\n"
                  "二、上年结转政府信息公开申请数量\t\t\t6\t\t\t\t\t\n"
                  "四、结转下年度继续办理\t\t\t\t\t\t\t\n",
     "carried_in.natural=-;carried_in.research=-;carried_in.welfare=-;carried_in.total=-"},
    /* a number set over two lines in its cell: its digits go on below */
    {PART3 HEADER ASIDE "（七）总计      6117    3057    2070    3841    4507    6831    4506\n"
                  "                                8                               1\n",
     "new.total=4;total.research=-;total.total=-"},
    /* a row below a torn label whose values stand on its line is of a label that is lost: nothing moves */
    {PART3 HEADER ASIDE "2.没有现成信息需要另行制作 0 0 0 0 0 0 0\n3.补正后申请内容仍\n不明确\n1.信访举报投诉类申 0 0 0 0 0 0 0\n请\n"
                  "     0 0 0 0 0 26 26\n3.要求提供公开出版物 0 0 0 0 0 0 0\n",
     "unable.unclear.total=-;rejected.petition.other=-;rejected.repeat.total=-;rejected.publication.total=0"},
    /* a row twice, once behind a piece of the label of its group */
    {PART3 HEADER ASIDE "2.申请人逾期未按收\n（六）其 费通知要求缴纳费用 / / / / / / /\n、行政机关不再处理\n其政府信息公开申请\n"
                  "2.申请人逾期未按收\n费通知要求缴纳费用 / / / / 4722 / /\n、行政机关不再处理\n其政府信息公开申请\n",
     "other.fee_unpaid.legal=-"},
    /* a cell too many in a row with an empty one before its values: that they sum up says nothing */
    {PART3 HEADER "一、本年新收政府信息公开申请数量 | 3 | 0 | 0 | 0 | 1 | 0 | 4\n"
                  "二、上年结转政府信息公开申请数量 |  | 9 | 0 | 0 | 6 | 1966 | 0 | 1975\n"
                  "四、结转下年度继续办理 | 3 | 0 | 0 | 0 | 1 | 0 | 4\n",
     "carried_in.natural=-;carried_in.business=-;carried_in.legal=-;carried_in.total=-"},
    /* the label of a group without rows is that of its values, wherever they stand */
    {PART3 HEADER ASIDE "5.要求行政机关确认\n或重新出具已获取信息\n（六）其他处理 3 0 1 0 0 0 4\n（七）总计 3 0 1 0 0 0 4\n",
     "rejected.reissue.total=-;other.subtotal.natural=3;other.subtotal.total=4;total.total=4"},
    /* two labels in a row make it longer, not its values */
    {PART3 HEADER "一、本年新收政府信息公开申请数量 | 3 | | | | | | 3 |\n二、上年结转政府信息公开申请数量 | | | | | | | 0 |\n"
                  "三、本年度办理结果 | （一）予以公开 | | | | | | | 0 |\n| （二）部分公开 | | | | | | | 0 |\n"
                  "四、结转下年度继续办理 | 3 | | | | | | 3 |\n",
     "new.total=3;granted.natural=~;granted.total=0;partial.total=0"},
    /* as many cells as two rows have, half of them empty */
    {PART3 HEADER "一、本年新收政府信息公开申请数量 |  |  |  |  |  |  |  | 3 | 0 | 0 | 0 | 1 | 0 | 4\n",
     "new.natural=-;new.total=-"},
    /* values in columns under two headers, of which one is not the first value's: its label is lost, or misprinted */
    {PART1 "    信息内容                                    本年废止件数        现行有效件数\n"
           "    规章            8                                                   9\n",
     "regulations.made=-;regulations.repealed=-;regulations.in_force=-"},
    {PART1 "    信息内容        本年制发件数                            现行有效件数\n"
           "    规章                                      /                   /\n",
     "regulations.made=-;regulations.repealed=-;regulations.in_force=-"},
    /* a cell whose lines are apart: the number in its middle is not its value */
    {PART3 HEADER "                                0（其中\n一、本年新收政府信息公开申请数量 修订16件 0 0 0 0 0 0\n"
                  "                                     ）\n",
     "new.natural=-;new.business=0;new.total=0"},
    /* values stand on the line of their label: those below one are of a label that is lost, of a group, of another text */
    {PART3 HEADER ASIDE "6.属于四类过程性信息\n           0 0 0 0 0 0 0\n8.属于行政查询事项 1 0 0 0 0 0 1\n",
     "denied.deliberative.total=-;denied.enforcement_file.total=-;denied.registry_query.total=1"},
    {PART3 HEADER ASIDE "3.补正后申请内容仍\n不明确\n（五）不予处理 0 0 0 0 0 0 0\n1.信访举报投诉类申\n请\n2.重复申请 1 0 0 0 0 0 1\n",
     "unable.unclear.total=-;rejected.petition.total=-;rejected.repeat.total=1"},
    {PART2 "行政处罚  12\n行政强制\n第二十条第（八）项\n信息内容  本年收费金额（单位：万元）\n行      0\n政事业性收费\n",
     "penalties.decisions=12;coercion.decisions=-;fees.amount=-"},
    /* a row behind a text that is no label: what follows is not moved into its stead */
    {PART3 HEADER ASIDE "1.属于国家秘密 1 0 0 0 0 0 1\n2.其他法律行政法规\n四四四（三）四 182 0 0 176 122 0 480\n禁止公开\n"
                  "3.危及“三安全一稳定\n    2 185 0 139 0 136 462\n”\n    3346 7 3353\n5.属于三类内部事务信息 1 0 0 0 0 0 1\n",
     "denied.forbidden_by_law.total=-;denied.third_party.total=-;denied.internal_affairs.total=1"},
    /* a row printed twice, once with fewer values */
    {PART3 HEADER "一、本年新收政府信息公开申请数量  5 877 / / 3 885\n一、本年新收政府信息公开申请数量  5 877 / / 4728 3 885\n",
     "new.natural=-;new.legal=-;new.total=-"},
    /* as many in every row: they fill up the rows */
    {PART3 HEADER "|\n一、本年新收政府信息公开申请数量 |\n8 |\n0 |\n0 |\n0 |\n0 |\n0 |\n8 | |||||||||\n"
                  "|\n二、上年结转政府信息公开申请数量 |\n0 |\n0 |\n0 |\n0 |\n0 |\n0 |\n0 | |||||||||\n",
     "new.natural=8;new.total=8;carried_in.natural=0;carried_in.total=0"},
    /* slashes break off the bracket of a label */
    {PART3 HEADER "（二）部分公开（区分处理的，只计这一情形 / / / / / / /\n，不计其他情形）\n（一）予以公开 1 0 0 0 0 0 1\n",
     "granted.natural=1;granted.total=1"},
    /* the columns in another order, in one row, in two: there the order of the cells is not that of the
       columns */
    {PART3 "自然人 | 科研机构 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他 | 总计\n"
           "一、本年新收政府信息公开申请数量 | 3 | 5 | 0 | 0 | 1 | 0 | 9\n",
     "new.natural=3;new.business=0;new.research=5;new.total=9"},
    {PART3 "自然人 | 法人或其他组织 | 总计\n科研机构 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他\n"
           "一、本年新收政府信息公开申请数量 | 3 | 5 | 0 | 0 | 1 | 0 | 9\n",
     "new.natural=3;new.business=0;new.research=5;new.other=0;new.total=9"},
    /* where nothing says under which of the upper row the lower one stands */
    {PART3 "自然人 | 总计\n科研机构 | 商业企业 | 社会公益组织 | 法律服务机构 | 其他\n"
           "一、本年新收政府信息公开申请数量 | 3 | 5 | 0 | 0 | 1 | 0 | 9\n",
     "new.natural=-;new.business=-;new.research=-;new.other=-;new.total=-"},
};

/* Pages: each word stands where it is here, each line half a line below the one before. */
#define ITEM20 "                    第二十条第（五）项\n\n"
#define ITEM21 "                    第二十条第（六）项\n\n"
#define LEAD    "      收到和处理政府信息公开申请情况\n\n"
#define COLUMNS "                           自然人  商业企业  科研机构  公益组织  法律服务  其他  总计\n\n"
#define PLEAD  "      主动公开政府信息情况\n\n"

static const struct {
    const char *page, *cells;
} pages[] = {
    /* values at the left edge of their cells under headers in the middle: the header of a table of empty rows is not
       that of the table below */
    {PLEAD ITEM20 "    信息内容                            本年处理决定数量\n\n    行政许可\n\n" ITEM21
                  "    信息内容                            本年处理决定数量\n\n    行政处罚         3484\n\n"
                  "    行政强制         2517\n\n",
     "licensing.decisions=-;penalties.decisions=3484;coercion.decisions=2517"},
    /* a label of the header is lost: the other one is not that of the value at the left edge of the next column */
    {PLEAD "                    第二十条第（八）项\n\n    信息内容          上一年项目数量\n\n"
           "    行政事业性收费                       3\n\n",
     "fees.previous=-;fees.change=-"},
    /* between two headers */
    {PLEAD "                    第二十条第（八）项\n\n    信息内容          上一年项目数量          本年增/减\n\n"
           "    行政事业性收费                       3\n\n",
     "fees.previous=-;fees.change=-"},
    /* a number in two lines of its cell, between those of its row; a note in three */
    {LEAD COLUMNS "  （一）予以公开             1       0         0         0         0       0     1\n\n"
                  "                                                                             1892\n"
                  "  （七）总计              5327     501      3730      4234      2560    2571\n"
                  "                                                                             3\n"
                  "  四、结转下年度继续办理     0       6         0        74         4     195    279\n\n",
     "granted.total=1;total.natural=-;total.total=-;carried_out.total=279"},
    {LEAD COLUMNS "  （一）予以公开             1       0         0         0         0       0     1\n\n"
                  "                                         0（其中\n  3.危及“三安全一稳定\n"
                  "                             0       0   修订16件      0         0       0     0\n  ”\n"
                  "                                           ）\n\n"
                  "  四、结转下年度继续办理     0       6         0        74         4     195    279\n\n",
     "granted.total=1;denied.public_safety.research=-;carried_out.total=279"},
    /* a page number in the middle of a page */
    {LEAD "  4.保护第三方合法权\n                                         5      2      9      16\n  益\n\n- 6 -\n\n",
     "denied.third_party.natural=-;denied.third_party.total=-"},
    /* a row twice, the first of them empty */
    {LEAD COLUMNS "  5.要求行政机关确认\n\n  5.要求行政机关确认                                                         4748\n\n",
     "rejected.reissue.total=-"},
    /* the label of a group ends a page, its row is empty and the next label begins the other page: no label of both */
    {LEAD COLUMNS
     "  （二）部分公开             2       3         4         5         6       7     27\n\n"
     "  8.属于行政查询事项         1       1         1         1         1       1     6\n\n"
     "  （四）无法提供             1       0         0         0         0       0     1\n\n\f"
     "  1.本机关不掌握相关\n\n  政府信息\n\n"
     "  2.没有现成信息需要\n                             1       0         0         0         0       0     1\n  另行制作\n\n",
     "denied.registry_query.total=6;unable.not_held.natural=~;unable.not_held.total=~;unable.needs_creation.total=1"},
};

/* What pdftotext -tsv says of a page. */
static void write_page(const char *s, struct gireport__buf *out)
{
    uint32_t page = 1;
    int x = 0, y = 0;

    gireport__buf_adds(out, "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\t"
                            "text\n1\t1\t0\t0\t0\t0\t0\t0\t595\t842\t-1\t###PAGE###\n");
    while (*s) {
        char line[128];
        size_t len = strcspn(s, " \n\f");
        int wide = (int)gireport__width(s, len, 0);

        if (len) { /* in hundredths of a point */
            snprintf(line, sizeof line, "5\t%u\t0\t0\t0\t0\t%d.%02d\t%d.%02d\t%d.%02d\t12.60\t100\t", page,
                     (4800 + x * 525) / 100, (4800 + x * 525) % 100, (12000 + y * 780) / 100, (12000 + y * 780) % 100,
                     wide * 525 / 100, wide * 525 % 100);
            gireport__buf_adds(out, line);
            gireport__buf_add(out, s, len);
            gireport__buf_addc(out, '\n');
        } else if (*s == '\f') {
            snprintf(line, sizeof line, "1\t%u\t0\t0\t0\t0\t0\t0\t595\t842\t-1\t###PAGE###\n", ++page);
            gireport__buf_adds(out, line);
        }
        y = s[len] == '\n' ? y + 1 : s[len] == '\f' ? 0 : y;
        x = s[len] == '\n' || s[len] == '\f' ? 0 : x + wide + (s[len] == ' ');
        s += len + (s[len] != '\0');
    }
}

static const char *key_of(const char *name)
{
    static char key[128];
    static const struct {
        const char *names[8], *prefix;
    } of[] = {
        {{"review", "direct", "after"}, "disputes."},
        {{"licensing", "penalties", "coercion", "fees", "regulations", "normative"}, "disclosure."},
    };
    const char *prefix = "applications.";

    for (size_t i = 0; i < sizeof of / sizeof of[0]; i++)
        for (size_t k = 0; k < 8 && of[i].names[k]; k++)
            if (!strncmp(name, of[i].names[k], strlen(of[i].names[k])))
                prefix = of[i].prefix;
    snprintf(key, sizeof key, "%s%s", prefix, name);
    return key;
}

static int names(const gireport_findings *f, const char *key)
{
    return strstr(findings_in_words(f), key) != NULL;
}

static void check_cells(const gireport_report *r, const gireport_findings *f, const char *cells)
{
    char list[512], *save = NULL;

    ck_assert_uint_lt(strlen(cells), sizeof list);
    strcpy(list, cells);
    for (char *s = strtok_r(list, ";", &save); s; s = strtok_r(NULL, ";", &save)) {
        char *want = strchr(s, '='), cell[256];
        const char *key;

        *want++ = '\0';
        key = key_of(s);
        snprintf(cell, sizeof cell, "%.255s", cell_in_words(r, key));
        if (*want == '-') {
            ck_assert_msg(!strncmp(cell, "absent", 6) || !strncmp(cell, "unreadable", 10), "%s: %s", key,
                          cell);
            ck_assert_msg(names(f, key), "%s is lost without a word: %s", key, findings_in_words(f));
        } else if (*want == '~') {
            ck_assert_msg(!strncmp(cell, "blank", 5), "%s: %s, not blank", key, cell);
        } else {
            ck_assert_msg(!strncmp(cell, "value ", 6) && strtol(cell + 6, NULL, 10) == strtol(want, NULL, 10),
                          "%s: %s, not %s", key, cell, want);
        }
    }
}

START_TEST(damaged_grids)
{
    gireport_findings *f;
    gireport_report *r;

    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    r = read_grid(damages[_i].grid, f);
    check_cells(r, f, damages[_i].cells);
    gireport_report_free(r);
    gireport_findings_free(f);
}
END_TEST

START_TEST(damaged_texts)
{
    gireport_findings *f;
    gireport_report *r;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;

    o.format = GIREPORT_FORMAT_TEXT;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(texts[_i].text, strlen(texts[_i].text), &o, &r, f), GIREPORT_OK);
    check_cells(r, f, texts[_i].cells);
    gireport_report_free(r);
    gireport_findings_free(f);
}
END_TEST

START_TEST(damaged_pages)
{
    gireport_findings *f;
    gireport_report *r;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    struct gireport__buf tsv = {0};

    o.format = GIREPORT_FORMAT_PDF_TSV;
    write_page(pages[_i].page, &tsv);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(gireport__buf_str(&tsv), tsv.len, &o, &r, f), GIREPORT_OK);
    check_cells(r, f, pages[_i].cells);
    gireport_report_free(r);
    gireport_findings_free(f);
    gireport__buf_free(&tsv);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read: damaged documents");
    TCase *tc = tcase_create("damaged");

    tcase_add_loop_test(tc, damaged_grids, 0, sizeof damages / sizeof damages[0]);
    tcase_add_loop_test(tc, damaged_texts, 0, sizeof texts / sizeof texts[0]);
    tcase_add_loop_test(tc, damaged_pages, 0, sizeof pages / sizeof pages[0]);
    suite_add_tcase(suite, tc);
    return run_suite(suite);
}
