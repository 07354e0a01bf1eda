/* SPDX-License-Identifier: MIT */

/* gireport rules, fields, formats: what this build knows. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

static const char *severity(uint32_t s)
{
    return s == GIREPORT_SEVERITY_ERROR ? "error" : s == GIREPORT_SEVERITY_WARNING ? "warning" : "note";
}

static void line(const struct cli *c, const char *zh, const char *en, const char *value)
{
    if (value && *value)
        printf("  %s%s%s\n", say(c, zh, en), say(c, "：", ": "), value);
}

/* ---- rules ---- */

static void explain_rule(const struct cli *c, const gireport_rule *r)
{
    printf("%s  %s  %s\n", gireport_rule_id(r), severity(gireport_rule_severity(r)),
           gireport_rule_title(r, c->lang));
    line(c, "说明", "explanation", gireport_rule_explanation(r, c->lang));
    line(c, "算式", "expression", gireport_rule_expression(r));
    line(c, "依据", "basis", gireport_rule_basis(r));
    line(c, "始于版本", "since", gireport_rule_since(r));
}

int cmd_rules(struct cli *c)
{
    size_t n = gireport_rule_count(), i, j;
    const char **ids;
    int rc = 0;

    for (i = 0; i < n && c->n_files == 0; i++) {
        const gireport_rule *r = gireport_rule_at(i);

        printf("%-10s %-8s %s\n", gireport_rule_id(r), severity(gireport_rule_severity(r)),
               gireport_rule_title(r, c->lang));
    }
    for (i = 0; i < c->n_files; i++) {
        const gireport_rule *r = gireport_rule_find(c->files[i]);

        if (r) {
            explain_rule(c, r);
            continue;
        }
        ids = calloc(n + 1, sizeof(*ids));
        for (j = 0; ids && j < n; j++)
            ids[j] = gireport_rule_id(gireport_rule_at(j));
        rc = unknown(c, "规则", "rule", c->files[i], ids, ids ? n : 0);
        free(ids);
    }
    return rc;
}

/* ---- fields ---- */

static void explain_field(const struct cli *c, const gireport_template *t, size_t f)
{
    static const char *const types_zh[] = {"", "非负整数", "有正负号的整数", "金额"};
    static const char *const types_en[] = {"", "integer, not negative", "signed integer", "money"};
    uint32_t type = gireport_field_type(t, f);

    printf("%s  %s  [%s]\n", gireport_field_key(t, f), gireport_field_label(t, f), gireport_template_id(t));
    line(c, "说明", "meaning", gireport_field_gloss(t, f, c->lang));
    line(c, "依据", "basis", gireport_field_basis(t, f));
    line(c, "类型", "type", say(c, types_zh[type < 4 ? type : 0], types_en[type < 4 ? type : 0]));
    line(c, "单位", "unit", gireport_field_unit(t, f));
    line(c, "表上印的单位", "unit on the form", gireport_field_printed_unit(t, f));
    if (gireport_field_flags(t, f) & GIREPORT_FIELD_SUBTOTAL)
        line(
            c, "注意", "mind",
            say(c, "正式表格没有这一行，有的机关自己加印", "not on the official form; some organs print it"));
}

static void list_fields(const struct cli *c, const gireport_template *t)
{
    size_t i;

    printf("%s  %s\n", gireport_template_id(t), gireport_template_title(t, c->lang));
    for (i = 0; i < gireport_template_field_count(t); i++)
        if (!(gireport_field_flags(t, i) & GIREPORT_FIELD_SUBTOTAL))
            printf("%-44s %s\n", gireport_field_key(t, i), gireport_field_label(t, i));
}

/* The cells whose key begins with a word and a dot: a table, a row, a group. */
static size_t list_below(const gireport_template *t, const char *word)
{
    size_t n = strlen(word), i, found = 0;

    for (i = 0; i < gireport_template_field_count(t); i++) {
        const char *key = gireport_field_key(t, i);

        if (strncmp(key, word, n) != 0 || key[n] != '.')
            continue;
        if (found++ == 0)
            printf("%s\n", gireport_template_id(t));
        printf("%-44s %s\n", key, gireport_field_label(t, i));
    }
    return found;
}

static int no_such_field(const struct cli *c, const gireport_template *t, const char *word)
{
    size_t n = gireport_template_field_count(t), forms = gireport_template_count(), i;
    const char **known = calloc(n + forms, sizeof(*known));
    int rc;

    for (i = 0; known && i < n + forms; i++)
        known[i] = i < n ? gireport_field_key(t, i) : gireport_template_id(gireport_template_at(i - n));
    if (known && nearest(word, known, n + forms)) {
        rc = unknown(c, "单元格", "cell", word, known, n + forms);
    } else {
        complain(c, "单元格“%s”不存在（gireport fields 列出全部）",
                 "no such cell: '%s' (see: gireport fields)", word);
        rc = EXIT_UNUSABLE;
    }
    free(known);
    return rc;
}

static int find_field(const struct cli *c, const char *word)
{
    const gireport_template *t = NULL;
    size_t built_in = gireport_template_count(), n = built_in + c->n_loaded, i, f, found = 0;

    for (i = 0; i < n; i++) {
        t = i < built_in ? gireport_template_at(i) : c->loaded[i - built_in];
        if (c->n_templates && t != gireport_template_find(c->templates[0]) &&
            (c->n_loaded == 0 || t != c->loaded[0]))
            continue;
        if (strcmp(gireport_template_id(t), word) == 0) {
            list_fields(c, t);
            found++;
        } else if (gireport_template_field_find(t, word, &f) == GIREPORT_OK) {
            explain_field(c, t, f);
            found++;
        } else {
            found += list_below(t, word);
        }
    }
    return found ? 0 : no_such_field(c, t, word);
}

int cmd_fields(struct cli *c)
{
    size_t i;
    int rc = 0;

    for (i = 0; i < c->n_files; i++)
        if (find_field(c, c->files[i]) != 0)
            rc = EXIT_UNUSABLE;
    if (c->n_files)
        return rc;
    if (c->n_loaded)
        list_fields(c, c->loaded[0]);
    else if (c->n_templates)
        list_fields(c, gireport_template_find(c->templates[0]));
    else
        for (i = 0; i < gireport_template_count(); i++)
            list_fields(c, gireport_template_at(i));
    return 0;
}

/* ---- formats ---- */

static void print_format(const struct cli *c, uint32_t f)
{
    uint32_t can = gireport_format_support(f);

    printf("%-9s %s %s\n", gireport_format_name(f),
           can & GIREPORT_CAN_READ ? say(c, "读", "read") : say(c, "－", "-   "),
           can & GIREPORT_CAN_WRITE ? say(c, "写", "write") : say(c, "－", "-"));
}

/* What the command reads through other programs. */
static void print_others(const struct cli *c)
{
    printf("%-9s %s\n", "pdf",
           say(c, "读 －  经 pdftotext（poppler-utils）", "read -     through pdftotext (poppler-utils)"));
    printf("%-9s %s\n", "doc, wps, xls, et, rtf, odt, ods",
           say(c, "读 －  经 LibreOffice", "read -     through LibreOffice"));
}

int cmd_formats(struct cli *c)
{
    const char *names[32];
    size_t n = gireport_format_count(), i;
    int rc = 0;

    for (i = 0; i < n && i < sizeof(names) / sizeof(*names); i++) {
        names[i] = gireport_format_name((uint32_t)i + 1);
        if (c->n_files == 0)
            print_format(c, (uint32_t)i + 1);
    }
    if (c->n_files == 0)
        print_others(c);
    for (i = 0; i < c->n_files; i++) {
        uint32_t f = gireport_format_find(c->files[i]);

        if (f)
            print_format(c, f);
        else if (strcmp(c->files[i], "pdf") == 0)
            print_others(c);
        else
            rc = unknown(c, "格式", "format", c->files[i], names, n < 32 ? n : 32);
    }
    return rc;
}
