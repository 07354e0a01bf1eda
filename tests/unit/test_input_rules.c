/* SPDX-License-Identifier: MIT */
/* For each rule about reading an input that has it and one that nearly has (test_other_rules.c: which rules there
 * are). */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/suite.h"

static const struct golden {
    const char *rule, *fires;
    const char *told; /* of the findings of the rule: their places and ids, without "RULE:" */
    const char *near; /* no finding of the rule */
} golden[] = {
#include "input_golden.inc"
};
#define GOLDEN ((int)(sizeof golden / sizeof *golden))

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
    if (g->fires[0] == '<' && !(gireport_format_support(GIREPORT_FORMAT_HTML) & GIREPORT_CAN_READ)) {
        printf("LEFT OUT %s: this build does not read pages\n", g->rule);
        return;
    }
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

int main(void)
{
    Suite *s = suite_create("input_rules");
    TCase *c = tcase_create("input_rules");
    tcase_set_timeout(c, 30);
    tcase_add_loop_test(c, rule_fires, 0, GOLDEN);
    tcase_add_loop_test(c, rule_nearly_fires, 0, GOLDEN);
    suite_add_tcase(s, c);
    return run_suite(s);
}
