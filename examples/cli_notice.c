/* SPDX-License-Identifier: MIT */

/* Rectification notices: what the organ of a report has to put right, as a page that can be printed and sent. */

#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void put_html(FILE *out, const char *text)
{
    const unsigned char *s = (const unsigned char *)(text ? text : "");

    for (; *s; s++) {
        if (*s == '<')
            fputs("&lt;", out);
        else if (*s == '>')
            fputs("&gt;", out);
        else if (*s == '&')
            fputs("&amp;", out);
        else if (*s == '"')
            fputs("&quot;", out);
        else if (*s >= 0x20 || *s == '\n')
            fputc(*s, out);
    }
}

/* DIR/ORGAN-YEAR.html, or with a number where that is there from another report of this run or an earlier one. */
static FILE *open_notice(const char *folder, const char *organ, int year)
{
    char name[300], path[4096];
    size_t n = 0;
    int i;

    for (; organ && *organ && n + 4 < sizeof(name) - 100; organ++)
        name[n++] = *organ == '/' || *organ == '\\' || (unsigned char)*organ < 0x21 || *organ == 0x7f ? '_' : *organ;
    while (n && ((unsigned char)*organ & 0xc0) == 0x80 && ((unsigned char)name[n - 1] & 0x80)) /* no half character */
        organ--, n--;
    name[n] = '\0';
    for (i = 1; i < 1000; i++) {
        char number[16] = "";

        if (i > 1)
            snprintf(number, sizeof(number), "-%d", i);
        if (snprintf(path, sizeof(path), "%s/%s-%d%s.html", folder, n && *name != '.' ? name : "_", year, number) >=
            (int)sizeof(path))
            break;
        FILE *f = fopen(path, "wbx"); /* never over another one */
        if (f || errno != EEXIST)
            return f;
    }
    return NULL;
}

static int is_of(const gireport_findings *f, size_t i, uint32_t severity, const char *rule)
{
    return gireport_finding_severity(f, i) == severity && (!rule || strcmp(gireport_finding_rule(f, i), rule) == 0);
}

/* What a rule asks for and why, and where it is broken. */
static void put_rule(FILE *out, const gireport_findings *f, uint32_t severity, const char *id)
{
    const gireport_rule *rule = gireport_rule_find(id);
    size_t i;

    fputs("<li>", out);
    put_html(out, rule ? gireport_rule_title(rule, GIREPORT_LANG_ZH) : id);
    fprintf(out, " <small>[%s]</small>\n<ul>\n", id);
    for (i = 0; i < gireport_findings_count(f); i++) {
        if (!is_of(f, i, severity, id))
            continue;
        fputs("<li>", out);
        put_html(out, gireport_finding_message(f, i, GIREPORT_LANG_ZH));
        fputs("</li>\n", out);
    }
    fputs("</ul>\n", out);
    if (rule && *gireport_rule_explanation(rule, GIREPORT_LANG_ZH)) {
        fputs("<small>", out);
        put_html(out, gireport_rule_explanation(rule, GIREPORT_LANG_ZH));
        fputs("</small>", out);
    }
    fputs("</li>\n", out);
}

static void put_rules(FILE *out, const gireport_findings *f, uint32_t severity)
{
    size_t i, k;

    fputs("<ol>\n", out);
    for (i = 0; i < gireport_findings_count(f); i++) {
        const char *id = gireport_finding_rule(f, i);

        if (!is_of(f, i, severity, NULL))
            continue;
        for (k = 0; k < i && !is_of(f, k, severity, id); k++)
            ;
        if (k == i) /* the first of its rule */
            put_rule(out, f, severity, id);
    }
    fputs("</ol>\n", out);
}

/* What explains errors, where a check found that out. */
static void put_causes(FILE *out, const gireport_findings *f)
{
    size_t i, k;

    for (i = 0; i < gireport_findings_count(f); i++) {
        if (is_of(f, i, GIREPORT_SEVERITY_ERROR, NULL))
            continue;
        for (k = 0; k < gireport_findings_count(f); k++)
            if (is_of(f, k, GIREPORT_SEVERITY_ERROR, NULL) &&
                strcmp(gireport_finding_cause(f, k), gireport_finding_id(f, i)) == 0)
                break;
        if (k == gireport_findings_count(f))
            continue;
        fputs("<p>可能的原因：", out);
        put_html(out, gireport_finding_message(f, i, GIREPORT_LANG_ZH));
        fputs("</p>\n", out);
    }
}

static void put_notice(FILE *out, const gireport_result *result)
{
    const gireport_report *r = gireport_result_report(result);
    const gireport_findings *f = gireport_result_findings(result);
    const char *organ = gireport_report_text(r, GIREPORT_TEXT_ORGAN);

    fputs("<!DOCTYPE html>\n<html lang=\"zh\"><head><meta charset=\"utf-8\"><title>整改通知</title><style>\n"
          "body{font:16px/1.8 serif;max-width:42em;margin:2em auto;padding:0 1em}h1{text-align:center;font-size:22px}\n"
          "small{color:#555}li{margin:.4em 0}.end{text-align:right;margin-top:3em}@page{size:A4;margin:25mm}\n"
          "</style></head><body>\n<main>\n<h1>政府信息公开工作年度报告整改通知</h1>\n<p>",
          out);
    put_html(out, organ && *organ ? organ : "（机关名称未读出）");
    fprintf(out, "：</p>\n<p>经核对，你单位");
    if (gireport_report_year(r))
        fprintf(out, " %d 年", (int)gireport_report_year(r));
    fprintf(out, "政府信息公开工作年度报告存在下列错误 %zu 处，请核实原始数据，改正后重新公布：</p>\n",
            gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR));
    put_rules(out, f, GIREPORT_SEVERITY_ERROR);
    put_causes(out, f);
    if (gireport_findings_count_of(f, GIREPORT_SEVERITY_WARNING)) {
        fprintf(out, "<p>另有 %zu 处请一并核对：</p>\n", gireport_findings_count_of(f, GIREPORT_SEVERITY_WARNING));
        put_rules(out, f, GIREPORT_SEVERITY_WARNING);
    }
    fputs("<p><small>依据的文件：", out);
    put_html(out, gireport_result_name(result));
    fprintf(out, "；libgireport %s，模板 %s</small></p>\n", gireport_version_string(),
            gireport_template_id(gireport_report_template(r)));
    fputs("<p class=\"end\">（发文机关）<br>（日期）</p>\n</main>\n</body></html>\n", out);
}

int write_notice(const struct cli *c, const gireport_result *result)
{
    const gireport_report *r = gireport_result_report(result);
    FILE *out;
    int failed;

    if (!r || !gireport_findings_count_of(gireport_result_findings(result), GIREPORT_SEVERITY_ERROR))
        return 0;
    if (mkdir(c->notices, 0777) != 0 && errno != EEXIST) {
        complain(c, "%s：建不了：%s", "%s: cannot be made: %s", c->notices, errno_text(c, errno));
        return EXIT_UNUSABLE;
    }
    out = open_notice(c->notices, gireport_report_text(r, GIREPORT_TEXT_ORGAN), (int)gireport_report_year(r));
    if (out)
        put_notice(out, result);
    failed = !out || ferror(out);
    if ((out && fclose(out) != 0) || failed) {
        complain(c, "%s：写不了通知：%s", "%s: a notice cannot be written: %s", c->notices, errno_text(c, errno));
        return EXIT_UNUSABLE;
    }
    return 0;
}
