/* SPDX-License-Identifier: MIT */
/* A sheet as web pages: clean ones, those that word processors save, and those that only show what they mean. */
#include <iconv.h>
#include <string.h>

#include "restyle_grid.h"

struct page {
    struct sheet *s;
    struct gireport__buf *out;
    enum restyle_style style;
    int th, classes, inner; /* how this page is written */
};

static void add(struct page *p, const char *s)
{
    gireport__buf_adds(p->out, s);
}

static void add_number(struct page *p, uint64_t n)
{
    gireport__buf_add_int(p->out, (int64_t)n);
}

static int wordy(const struct page *p)
{
    return p->style == STYLE_HTML_WORD || p->style == STYLE_HTML_WPS;
}

/* Text with its special characters; a break of the cell becomes one of the page. */
static void escaped(struct page *p, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '\n')
            add(p, "<br>");
        else if (s[i] == '<')
            add(p, "&lt;");
        else if (s[i] == '&')
            add(p, "&amp;");
        else
            gireport__buf_addc(p->out, s[i]);
    }
}

/* A text in one or several runs, as a word processor keeps them. */
static void runs(struct page *p, const char *s)
{
    static const char *const word[] = {"<span style='font-size:10.5pt;font-family:宋体;mso-ascii-font-family:\"Times New "
                                       "Roman\"'>",
                                       "<span lang=EN-US\nstyle='font-size:10.5pt'>"};
    static const char *const wps[] = {"<span style=\"font-family:宋体;mso-spacerun:'yes';font-size:10.5000pt;\"><font "
                                      "face=\"宋体\">",
                                      "<span style=\"mso-spacerun:'yes';font-family:Calibri;\"><font>"};
    int is_word = p->style == STYLE_HTML_WORD;
    do {
        size_t len = strlen(s), cut = 0, points = 0;
        for (const char *c = s; *c; c += sheet_char(c))
            points++;
        for (size_t k = points > 1 && sheet_below(p->s, 3) == 0 ? 1 + sheet_below(p->s, points - 1) : points; k; k--)
            cut += sheet_char(s + cut);
        cut = len ? cut : 0;
        add(p, is_word ? word[sheet_below(p->s, 2)] : wps[sheet_below(p->s, 2)]);
        escaped(p, s, cut);
        if (cut == len && is_word)
            add(p, len ? "<o:p></o:p>" : "<o:p>&nbsp;</o:p>");
        else if (cut == len && !len)
            add(p, "&nbsp;");
        add(p, is_word ? "</span>" : "</font></span>");
        s += cut;
    } while (*s);
}

static void content(struct page *p, const char *s)
{
    if (wordy(p)) {
        add(p, p->style == STYLE_HTML_WORD ? "\n  <p class=MsoNormal align=center style='text-align:center;mso-pagination:\n"
                                             "  widow-orphan'>"
                                           : "<p class=\"MsoNormal\" align=\"center\" style=\"text-align:center;\">");
        runs(p, s);
        add(p, "</p>");
    } else if (p->inner == 1) {
        add(p, "<p style=\"text-align: center;\">");
        escaped(p, s, strlen(s));
        add(p, *s ? "</p>" : "&nbsp;</p>");
    } else if (p->inner == 2) {
        add(p, "\n        ");
        escaped(p, s, strlen(s));
        add(p, "\n      ");
    } else {
        escaped(p, s, strlen(s));
    }
}

static void spans(struct page *p, const struct grid_cell *c)
{
    const char *quote = p->style == STYLE_HTML_WORD ? "" : "\"";
    if (c->cols > 1) {
        add(p, " colspan=");
        add(p, quote);
        add_number(p, c->cols);
        add(p, quote);
    }
    if (c->rows > 1) {
        add(p, " rowspan=");
        add(p, quote);
        add_number(p, c->rows);
        add(p, quote);
    }
}

static void cell(struct page *p, const struct grid_cell *c)
{
    const char *tag = c->head && p->th ? "th" : "td";
    add(p, "<");
    add(p, tag);
    if (p->style == STYLE_HTML_WORD)
        add(p, " width=52 valign=top style='width:38.95pt;border:solid windowtext 1.0pt;\n  mso-border-alt:solid windowtext "
               ".5pt;padding:0cm 5.4pt 0cm 5.4pt'");
    else if (p->style == STYLE_HTML_WPS)
        add(p, c->value ? " class=\"et4\" width=\"72\" x:num=\"\"" : " class=\"et2\" width=\"72\" x:str");
    else if (p->classes)
        add(p, c->value ? " class=\"num\"" : " class='label' style=\"border:1px solid #000\"");
    spans(p, c);
    add(p, ">");
    content(p, c->text);
    add(p, "</");
    add(p, tag);
    add(p, ">\n");
}

static void begin_table(struct page *p)
{
    if (p->style == STYLE_HTML_WORD)
        add(p, "<table class=MsoNormalTable border=1 cellspacing=0 cellpadding=0\n style='border-collapse:collapse;border:none;"
               "mso-border-alt:solid windowtext .5pt;\n mso-yfti-tbllook:1184'>\n");
    else if (p->style == STYLE_HTML_WPS)
        add(p, "<table width=\"720\" border=\"0\" cellpadding=\"0\" cellspacing=\"0\" style='width:540.00pt;border-collapse:"
               "collapse;table-layout:fixed;'><col width=\"72\" style='mso-width-source:userset;'><tbody>\n");
    else
        add(p, p->classes ? "<table class=\"nb-table\" border=\"1\"><tbody>\n" : "<table>\n");
}

static void end_table(struct page *p, const struct grid *g)
{
    if (p->style == STYLE_HTML_WORD) { /* Word's own row of widths, which shows nothing */
        add(p, " <![if !supportMisalignedColumns]>\n <tr height=0>\n");
        for (uint32_t i = 0; i < g->n_cols; i++)
            add(p, "  <td width=52 style='border:none'></td>\n");
        add(p, " </tr>\n <![endif]>\n");
    }
    add(p, p->style == STYLE_HTML_WPS || (p->style != STYLE_HTML_WORD && p->classes) ? "</tbody></table>\n" : "</table>\n");
}

static void table(struct page *p, const struct grid *g)
{
    int apart = p->style == STYLE_HTML_ROWS, was_head = 1;
    begin_table(p);
    for (size_t i = 0; i < g->n;) {
        uint32_t row = g->cells[i].row;
        if (apart && i && !(was_head && g->cells[i].head)) {
            add(p, "</table>\n<table>\n");
        }
        was_head = g->cells[i].head;
        add(p, p->style == STYLE_HTML_WORD ? " <tr style='mso-yfti-irow:1;height:15.6pt'>\n" : "<tr>\n");
        for (; i < g->n && g->cells[i].row == row; i++)
            cell(p, &g->cells[i]);
        add(p, "</tr>\n");
    }
    end_table(p, g);
}

static void paragraph(struct page *p, const char *s, int heading)
{
    if (wordy(p)) {
        add(p, "<p class=MsoNormal style='text-indent:32.0pt'>");
        if (heading)
            add(p, "<b>");
        runs(p, s);
        add(p, heading ? "</b></p>\n" : "</p>\n");
        return;
    }
    add(p, heading && p->classes ? "<h2>" : heading ? "<p><strong>" : "<p>　　");
    escaped(p, s, strlen(s));
    add(p, heading && p->classes ? "</h2>\n" : heading ? "</strong></p>\n" : "</p>\n");
}

static void begin_page(struct page *p)
{
    if (p->style == STYLE_HTML_WORD)
        add(p, "<html xmlns:v=\"urn:schemas-microsoft-com:vml\"\nxmlns:o=\"urn:schemas-microsoft-com:office:office\">\n<head>\n"
               "<meta http-equiv=Content-Type content=\"text/html; charset=utf-8\">\n<!--[if gte mso 9]><xml>\n "
               "<w:WordDocument>\n  <w:View>Normal</w:View>\n </w:WordDocument>\n</xml><![endif]-->\n<style>\n<!--\n"
               "table.MsoNormalTable {mso-style-name:普通表格;}\n-->\n</style>\n</head>\n<body lang=ZH-CN>\n<!--StartFragment-->\n"
               "<div class=WordSection1 style='layout-grid:15.6pt'>\n");
    else
        add(p, p->style == STYLE_HTML_GBK
                   ? "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\" />\n"
                   : "<!DOCTYPE html>\n<html lang=\"zh-CN\"><head><meta charset=\"utf-8\">\n");
    if (p->style != STYLE_HTML_WORD)
        add(p, "<title>政府信息公开工作年度报告</title>\n<script>var cells = \"<td>5</td>\";</script>\n</head>\n<body>\n"
               "<div class=\"nav\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/zwgk/\">政务公开</a></li></ul></div>\n");
    if (p->style == STYLE_HTML_NESTED)
        add(p, "<table width=\"1000\" align=\"center\"><tr><td colspan=\"2\"><table><tr><td>当前位置：</td><td>政府信息公开年报"
               "</td></tr></table></td></tr>\n<tr><td width=\"200\" valign=\"top\"><table><tr><td>政府信息公开指南</td></tr><tr>"
               "<td>政府信息公开目录</td></tr><tr><td>依申请公开</td></tr></table></td>\n<td><table><tbody><tr><td>\n");
}

static void end_page(struct page *p)
{
    if (p->style == STYLE_HTML_NESTED)
        add(p, "</td></tr></tbody></table></td></tr>\n<tr><td colspan=2>主办单位：云溪县人民政府办公室</td></tr></table>\n");
    else if (p->style == STYLE_HTML_WORD)
        add(p, "</div>\n<!--EndFragment-->\n");
    if (p->style != STYLE_HTML_WORD)
        add(p, "<div class=\"footer\">网站标识码 5300000001　访问量 12345</div>\n");
    add(p, "</body></html>\n");
}

/* The page in the charset that it says. */
static int to_gb18030(struct gireport__buf *b)
{
    iconv_t cd = iconv_open("GB18030", "UTF-8");
    struct gireport__buf to = {0};
    char *in = b->data, piece[4096];
    size_t left = b->len;
    if (cd == (iconv_t)-1)
        return GIREPORT_ERR_UNSUPPORTED;
    while (left) {
        char *end = piece;
        size_t room = sizeof(piece), before = left;
        iconv(cd, &in, &left, &end, &room);
        gireport__buf_add(&to, piece, sizeof(piece) - room);
        if (left == before)
            break;
    }
    iconv_close(cd);
    gireport__buf_free(b);
    *b = to;
    return left || to.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

int sheet_write_html(struct sheet *s)
{
    struct page p = {.s = s, .out = s->out, .style = s->style};
    struct sheet_prose prose[40];
    struct grid *g = gireport__arena_alloc(&s->arena, sizeof(*g));
    int kind = s->style == STYLE_HTML_SPLIT   ? GRID_SPLIT
               : s->style == STYLE_HTML_SPANS ? GRID_LIES
               : s->style == STYLE_HTML_ROWS  ? GRID_SINGLE
                                              : 0;
    if (!g)
        return GIREPORT_ERR_NOMEM;
    p.th = sheet_below(s, 2) != 0;
    p.classes = sheet_below(s, 2) != 0;
    p.inner = (int)sheet_below(s, 3);
    begin_page(&p);
    size_t n = sheet_prose(s, 0, prose, 40);
    for (size_t i = 0; i < n; i++)
        paragraph(&p, prose[i].text, prose[i].heading);
    for (size_t i = 0; i < s->n_sections;) {
        grid_of_table(s, &i, kind, g);
        if (g->heading)
            paragraph(&p, g->heading, 1);
        table(&p, g);
    }
    n = sheet_prose(s, 1, prose, 40);
    for (size_t i = 0; i < n; i++)
        paragraph(&p, prose[i].text, prose[i].heading);
    end_page(&p);
    if (s->style == STYLE_HTML_GBK)
        return to_gb18030(s->out);
    return s->out->failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
