/* SPDX-License-Identifier: MIT */
/* Writes docs/diagnostics.md from the rules of this build, or compares it.
 *
 * usage: diagnostics SUMMARY FILE            1 where the file is not what the rules say
 *        diagnostics --write SUMMARY FILE
 * SUMMARY is the table of tests/findings.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "template/template.h"

static const struct {
    const char *prefix, *title;
} families[] = {
    {"GI-C", "Combining reports"},
    {"GI-D", "Dates of publication"},
    {"GI-F", "How a cell is written"},
    {"GI-G", "Request ledgers"},
    {"GI-I", "The input file"},
    {"GI-L", "Across levels"},
    {"GI-N", "Sentences against tables"},
    {"GI-R", "Recognising documents"},
    {"GI-S", "Structure and identity"},
    {"GI-T2", "Inside the table of disclosure (二)"},
    {"GI-T3", "Inside the table of requests (三)"},
    {"GI-T4", "Inside the table of disputes (四)"},
    {"GI-W", "Waivers"},
    {"GI-X", "Across the tables of one report"},
    {"GI-Y", "Across years"},
};

static const char intro[] =
    "# Findings\n\n"
    "<!-- Made from the rules of the library by tests/docs/diagnostics.c; `tests/update BUILD_FOLDER` writes "
    "it anew. -->\n\n"
    "Every finding names its rule. A rule has an id that is never renumbered and never reused, a severity, "
    "and the version\n"
    "that brought it. An **error** is a fault by the form's own arithmetic or by the regulations; a "
    "**warning** is very\n"
    "probably wrong, but lawful exceptions exist; a **note** informs. A rule whose operands or context (last "
    "year's report,\n"
    "the reports of the units, the level of the organ, the date of publication) are not there is listed as "
    "not assessed,\n"
    "never as failed.\n\n"
    "A finding has an id that stays the same when the check is run again and when messages change: the rule "
    "and the cells that\n"
    "the finding is about, such as `GI-T3-002:applications.total.natural`; beyond four cells the first of "
    "them, how many\n"
    "more there are, and a hash of all. A second finding of the same rule and cells gets `#2`.\n\n"
    "More than five findings of one rule over single cells of one table are told as one that names all the "
    "cells, unless each\n"
    "expects a number of its own. Where broken rules have exactly one smallest repair, a note (GI-T3-004, "
    "GI-T3-005, GI-X-010)\n"
    "names it, and the findings that it explains point to the note by `cause`. A blank total is not checked; "
    "GI-F-001 then\n"
    "carries the value that the other cells leave for it as the expected one, and GI-F-010 does so for cells "
    "that could not\n"
    "be read.\n\n"
    "The profile `gate` runs the error rules of the tables alone; `strict` also those of local practice "
    "(GI-S-015).\n"
    "The same text is in `gireport rules ID`.\n\n";

static const char *severity_name(uint32_t severity)
{
    return severity == GIREPORT_SEVERITY_ERROR     ? "error"
           : severity == GIREPORT_SEVERITY_WARNING ? "warning"
                                                   : "note";
}

static int in_family(const char *id, size_t family)
{
    size_t len = strlen(families[family].prefix);
    return strncmp(id, families[family].prefix, len) == 0 && id[len] == '-';
}

/* The editions that a rule is for: the templates that carry it, or those that it names. */
static void add_editions(struct gireport__buf *b, const struct gireport_rule *r)
{
    size_t at = b->len;
    for (size_t i = 0; i < gireport_template_count(); i++) {
        const gireport_template *t = gireport_template_at(i);
        for (uint32_t k = 0; k < t->n_rules; k++)
            if (strcmp(t->rules[k].id, r->id) == 0) {
                gireport__buf_adds(b, b->len > at ? ", " : "");
                gireport__buf_adds(b, t->id);
            }
    }
    if (b->len == at)
        gireport__buf_adds(b, r->editions != NULL && *r->editions != '\0' ? r->editions : "all");
}

/* Text for Markdown: what would be taken for a tag is escaped. */
static void add_text(struct gireport__buf *b, const char *s)
{
    for (; *s != '\0'; s++) {
        if (*s == '<' || *s == '*' || *s == '_' || *s == '|')
            gireport__buf_addc(b, '\\');
        gireport__buf_addc(b, *s);
    }
}

static void add_line(struct gireport__buf *b, const char *name, const char *value)
{
    gireport__buf_adds(b, name);
    add_text(b, value);
    gireport__buf_adds(b, "\n");
}

static void add_rule(struct gireport__buf *b, const struct gireport_rule *r)
{
    gireport__buf_adds(b, "### ");
    gireport__buf_adds(b, r->id);
    gireport__buf_adds(b, " ");
    add_text(b, r->title.en);
    gireport__buf_adds(b, "\n\n");
    add_line(b, "", r->title.zh);
    gireport__buf_adds(b, "\n- ");
    gireport__buf_adds(b, severity_name(r->severity));
    gireport__buf_adds(b, "; forms: ");
    add_editions(b, r);
    gireport__buf_adds(b, "; since ");
    gireport__buf_adds(b, r->since);
    gireport__buf_adds(b, "; source: ");
    add_text(b, r->basis);
    gireport__buf_adds(b, "\n");
    if (r->expression != NULL && *r->expression != '\0') {
        gireport__buf_adds(b, "- rule: `");
        gireport__buf_adds(b, r->expression);
        gireport__buf_adds(b, "`\n");
    }
    gireport__buf_adds(b, "\n");
    add_line(b, "", r->explanation.en);
    add_line(b, "\n*Example:* ", r->example.en);
    gireport__buf_adds(b, "\n");
    add_line(b, "", r->explanation.zh);
    add_line(b, "\n*例：* ", r->example.zh);
    gireport__buf_adds(b, "\n");
}

static void add_contents(struct gireport__buf *b)
{
    gireport__buf_adds(b, "| rules | about |\n| --- | --- |\n");
    for (size_t f = 0; f < sizeof families / sizeof *families; f++) {
        size_t n = 0;
        for (const gireport_rule *r; (r = gireport_rule_at(n)) != NULL && !in_family(gireport_rule_id(r), f);
             n++)
            ;
        if (gireport_rule_at(n) == NULL)
            continue;
        gireport__buf_adds(b, "| ");
        gireport__buf_adds(b, families[f].prefix);
        gireport__buf_adds(b, "-… | ");
        gireport__buf_adds(b, families[f].title);
        gireport__buf_adds(b, " |\n");
    }
    gireport__buf_adds(b, "\n");
}

static void add_summary(struct gireport__buf *b, const char *path)
{
    char line[400];
    FILE *f = fopen(path, "rb");
    gireport__buf_adds(
        b,
        "## How well\n\n"
        "`tests/findings` holds whole reports of both forms, real and made up, with every finding that a "
        "check must have,\nwritten down by hand. Precision is the share of findings that are right, recall "
        "the share of faults that are found.\n\n");
    while (f != NULL && fgets(line, sizeof line, f) != NULL)
        gireport__buf_adds(b, line);
    if (f != NULL)
        fclose(f);
    gireport__buf_adds(b, "\n");
}

/* The whole page. Returns how many rules have no family. */
static size_t make_page(struct gireport__buf *b, const char *summary)
{
    size_t strangers = 0, last = SIZE_MAX, n_families = sizeof families / sizeof *families;
    gireport__buf_adds(b, intro);
    add_contents(b);
    add_summary(b, summary);
    for (size_t i = 0; i < gireport_rule_count(); i++) {
        const gireport_rule *r = gireport_rule_at(i);
        size_t f = 0;
        while (f < n_families && !in_family(gireport_rule_id(r), f))
            f++;
        if (f == n_families) {
            fprintf(stderr, "%s is of no family\n", gireport_rule_id(r));
            strangers++;
            continue;
        }
        if (f != last) {
            gireport__buf_adds(b, "## ");
            gireport__buf_adds(b, families[f].title);
            gireport__buf_adds(b, "\n\n");
            last = f;
        }
        add_rule(b, r);
    }
    while (b->len > 1 && b->data[b->len - 1] == '\n' && b->data[b->len - 2] == '\n')
        b->data[--b->len] = '\0';
    return strangers;
}

static int is_same(const struct gireport__buf *b, const char *path)
{
    FILE *f = fopen(path, "rb");
    size_t at = 0;
    int c;
    if (f == NULL)
        return 0;
    while ((c = fgetc(f)) != EOF && at < b->len && (unsigned char)b->data[at] == c)
        at++;
    fclose(f);
    return c == EOF && at == b->len;
}

int main(int argc, char **argv)
{
    struct gireport__buf b = {0};
    int write = argc == 4 && strcmp(argv[1], "--write") == 0, ok = 0;
    if (argc != 3 && !write) {
        fprintf(stderr, "usage: diagnostics [--write] SUMMARY FILE\n");
        return 2;
    }
    const char *path = argv[argc - 1];
    size_t strangers = make_page(&b, argv[argc - 2]);
    if (write) {
        FILE *f = fopen(path, "wb");
        ok = f != NULL && fwrite(b.data, 1, b.len, f) == b.len && fclose(f) == 0;
    } else {
        ok = is_same(&b, path);
        if (!ok)
            fprintf(stderr, "%s is not what the rules say; tests/update BUILD_FOLDER writes it anew\n", path);
    }
    gireport__buf_free(&b);
    return ok && strangers == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
