/* SPDX-License-Identifier: MIT */
/* For each rule about a report a scene that breaks it and one that nearly does (test_other_rules.c: which rules there
 * are). */

#include <stdio.h>
#include <string.h>

#include "../support/scene.h"
#include "../support/suite.h"

static const struct golden {
    const char *rule, *form;
    const char *fires;
    const char *ids;     /* of the findings of the rule, apart by spaces; without "RULE:" */
    const char *numbers; /* found, expected, difference of the first one */
    const char *near;    /* no finding of the rule */
} golden[] = {
#include "rules_golden.inc"
};
#define GOLDEN ((int)(sizeof golden / sizeof *golden))

/* The ids of the findings of a rule, without the rule, and the numbers of the first. */
static void tell(const gireport_findings *f, const char *rule, char *ids, size_t size, char *numbers)
{
    size_t at = 0;
    ids[0] = numbers[0] = '\0';
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        const char *id = gireport_finding_id(f, i);
        if (strcmp(gireport_finding_rule(f, i), rule) != 0)
            continue;
        if (at == 0)
            snprintf(numbers, 200, "%s|%s|%s", gireport_finding_found(f, i), gireport_finding_expected(f, i),
                     gireport_finding_difference(f, i));
        id += strlen(rule) + (id[strlen(rule)] == ':');
        at += (size_t)snprintf(ids + at, size - at, "%s%s", at > 0 ? " " : "", *id != '\0' ? id : "-");
        ck_assert_msg(strchr(gireport_finding_message(f, i, GIREPORT_LANG_ZH), '{') == NULL &&
                          strchr(gireport_finding_message(f, i, GIREPORT_LANG_EN), '{') == NULL,
                      "%s", gireport_finding_message(f, i, GIREPORT_LANG_EN));
    }
}

START_TEST(rule_fires)
{
    const struct golden *g = &golden[_i];
    struct scene s;
    char ids[3000], numbers[200];
    ck_assert_msg(scene_check(g->form, g->fires, &s), "%s: %s", g->rule, g->fires);
    tell(s.findings, g->rule, ids, sizeof ids, numbers);
    ck_assert_msg(strcmp(ids, g->ids) == 0, "%s: %s: \"%s\", not \"%s\"", g->rule, g->fires, ids, g->ids);
    ck_assert_msg(strcmp(numbers, g->numbers) == 0, "%s: %s: \"%s\", not \"%s\"", g->rule, g->fires, numbers,
                  g->numbers);
    scene_free(&s);
}
END_TEST

START_TEST(rule_nearly_fires)
{
    const struct golden *g = &golden[_i];
    struct scene s;
    char ids[3000], numbers[200];
    ck_assert_msg(scene_check(g->form, g->near, &s), "%s: %s", g->rule, g->near);
    tell(s.findings, g->rule, ids, sizeof ids, numbers);
    ck_assert_msg(ids[0] == '\0', "%s: %s: \"%s\"", g->rule, g->near, ids);
    scene_free(&s);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check_rules");
    TCase *c = tcase_create("check_rules");
    tcase_set_timeout(c, 30);
    tcase_add_loop_test(c, rule_fires, 0, GOLDEN);
    tcase_add_loop_test(c, rule_nearly_fires, 0, GOLDEN);
    suite_add_tcase(s, c);
    return run_suite(s);
}
