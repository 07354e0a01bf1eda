/* SPDX-License-Identifier: MIT */
/* A comparison as one page that needs nothing else, its charts inside. */

#include <string.h>

#include "chart.h"
#include "comparison.h"
#include "escape.h"

static const char style[] =
    ":root{color-scheme:light}body{margin:0;background:#eceff3}"
    ".gireport{box-sizing:border-box;max-width:60rem;margin:2rem "
    "auto;padding:3rem;background:#fff;color:#16181d;"
    "border-top:.35rem solid #0072b2;box-shadow:0 1px 4px #0003;line-height:1.8;font-family:\"Noto Sans CJK "
    "SC\","
    "\"Source Han Sans SC\",\"PingFang SC\",\"Microsoft YaHei\",SimHei,sans-serif}"
    ".gireport h1{margin:0 0 1rem;text-align:center;font-size:1.7rem;line-height:1.5;text-wrap:balance}"
    ".gireport h2{margin:2.2rem 0 .8rem;font-size:1.25rem;break-after:avoid}"
    ".gireport p{margin:.6rem 0;font-size:.92rem;color:#333a45;overflow-wrap:anywhere}"
    ".gireport li{margin:.3rem 0;font-size:.92rem;overflow-wrap:anywhere}"
    ".gireport .sheet{overflow-x:auto}.gireport table{width:100%;border-collapse:collapse;line-height:1.45;"
    "font-size:.9rem;font-variant-numeric:tabular-nums lining-nums}"
    ".gireport "
    "caption{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}"
    ".gireport th,.gireport td{border-bottom:1px solid #ccd2db;padding:.36rem .5rem;text-align:right}"
    ".gireport td{white-space:nowrap}.gireport th{font-weight:400;text-align:left}"
    ".gireport thead th{border-bottom:2px solid #454b57;font-weight:600;text-align:right}"
    ".gireport thead th:first-child{text-align:left}"
    ".gireport th[scope=rowgroup]{background:#eef2f7;font-weight:600}.gireport tr{break-inside:avoid}"
    ".gireport figure{margin:1rem 0;overflow-x:auto;break-inside:avoid}"
    ".gireport svg{display:block;max-width:100%;height:auto;margin:0 auto}"
    "@media screen and (max-width:48rem){.gireport{margin:0;padding:1.2rem 1rem}}"
    "@page{size:A4;margin:18mm}@media "
    "print{body{background:none}.gireport{max-width:none;margin:0;padding:0;border:0;"
    "box-shadow:none;font-size:10.5pt}.gireport th[scope=rowgroup]{print-color-adjust:exact;"
    "-webkit-print-color-adjust:exact}}";

static void put(struct gireport__sink *s, const char *text)
{
    gireport__out_adds(s->out, text);
}

static void element(struct gireport__sink *s, const char *name, const char *text)
{
    put(s, "<");
    put(s, name);
    put(s, ">");
    gireport__escape_html(s->out, text, strlen(text));
    put(s, "</");
    put(s, name);
    put(s, ">\n");
}

static void title(struct gireport__sink *s, const char *text)
{
    if (!(s->o->flags & GIREPORT_WRITE_FRAGMENT)) {
        put(s, "<!DOCTYPE html>\n<html lang=\"");
        put(s, s->o->lang == GIREPORT_LANG_EN ? "en" : "zh-CN");
        put(s, "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
               "content=\"width=device-width\">\n");
        element(s, "title", text);
        put(s, "<style>");
        put(s, style);
        put(s, "</style>\n</head>\n<body>\n<main class=\"gireport\">\n");
    } else {
        put(s, "<div class=\"gireport\">\n");
    }
    element(s, "h1", text);
}

static void heading(struct gireport__sink *s, const char *text)
{
    element(s, "h2", text);
}

static void paragraph(struct gireport__sink *s, const char *text)
{
    element(s, "p", text);
}

static void item(struct gireport__sink *s, const char *text)
{
    if (!s->in_list)
        put(s, "<ul>\n");
    element(s, "li", text);
}

static void items_end(struct gireport__sink *s)
{
    put(s, "</ul>\n");
}

static void row(struct gireport__sink *s, const struct gireport__grid_text *g, size_t at)
{
    int group = g->columns > 1 && g->cells[at + 1] == NULL;

    put(s, "<tr>");
    put(s, group ? "<th scope=\"rowgroup\" colspan=\"" : "<th scope=\"row\">");
    if (group) {
        gireport__out_int(s->out, (int64_t)g->columns);
        put(s, "\">");
    }
    gireport__escape_html(s->out, g->cells[at], strlen(g->cells[at]));
    put(s, "</th>");
    for (size_t i = 1; i < g->columns && !group; i++) {
        put(s, "<td>");
        gireport__escape_html(s->out, g->cells[at + i], strlen(g->cells[at + i]));
        put(s, "</td>");
    }
    put(s, "</tr>\n");
}

static void table(struct gireport__sink *s, const char *caption, const struct gireport__grid_text *g)
{
    put(s, "<div class=\"sheet\"><table>");
    element(s, "caption", caption);
    put(s, "<thead>\n<tr>");
    for (size_t i = 0; i < g->columns; i++) {
        put(s, "<th scope=\"col\">");
        gireport__escape_html(s->out, g->cells[i], strlen(g->cells[i]));
        put(s, "</th>");
    }
    put(s, "</tr>\n</thead>\n<tbody>\n");
    for (size_t at = g->columns; at < g->n_cells; at += g->columns) {
        if (at > g->columns && g->columns > 1 && g->cells[at + 1] == NULL)
            put(s, "</tbody>\n<tbody>\n");
        row(s, g, at);
    }
    put(s, "</tbody>\n</table></div>\n");
}

static void chart(struct gireport__sink *s, const struct gireport__compared_part *p)
{
    put(s, "<figure>\n");
    gireport__chart(s->out, s->c, p, s->o->lang, 0);
    put(s, "</figure>\n");
}

int gireport__comparison_html(const gireport_comparison *c, const gireport_comparison_write_options *o,
                              struct gireport__out *out)
{
    struct gireport__sink s = {.out = out,
                               .c = c,
                               .o = o,
                               .title = title,
                               .heading = heading,
                               .paragraph = paragraph,
                               .item = item,
                               .items_end = items_end,
                               .table = table,
                               .chart = chart};
    int status = gireport__comparison_walk(&s);

    put(&s, o->flags & GIREPORT_WRITE_FRAGMENT ? "</div>\n" : "</main>\n</body>\n</html>\n");
    return status;
}
