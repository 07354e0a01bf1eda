/* SPDX-License-Identifier: MIT */
/* Reports in every arrangement of text, whole and damaged: a field is read as it is printed, or a finding
 * names it. */
#include <stdio.h>

#include "../support/restyle.h"
#include "../support/suite.h"

#define CASES       2000
#define LEAST_RIGHT 95 /* per cent of the fields that a damage did not touch, over all cases of a style */

struct tally {
    size_t right, unknown, cases;
};

static struct tally whole[STYLE_COUNT], damaged[STYLE_COUNT];

static void read_case(uint64_t seed, enum restyle_style style, enum restyle_damage damage)
{
    gireport_report *r, *got = NULL;
    gireport_findings *findings;
    struct restyled x;
    struct restyle_score score;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    ck_assert_int_eq(random_report(gireport_template_at(seed % gireport_template_count()), seed, 0, &r),
                     GIREPORT_OK);
    if (style != STYLE_GLUED) /* digits that ran together are cut by the sums: those must hold */
        restyle_vary(r, seed);
    ck_assert_int_eq(restyle(r, style, damage, seed, &x), GIREPORT_OK);
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
    o.format = style == STYLE_PIPES ? GIREPORT_FORMAT_MARKDOWN : GIREPORT_FORMAT_TEXT;
    (void)gireport_read(x.text.data, x.text.len, &o, &got, findings);
    restyle_score(r, &x, got, findings, &score);
    ck_assert_msg(score.wrong == 0 && score.silent == 0,
                  "seed %llu, style %s, damage %s: %zu wrong, %zu silent (%s)", (unsigned long long)seed,
                  restyle_style_name(style), restyle_damage_name(damage), score.wrong, score.silent,
                  score.example);
    if (damage == DAMAGE_NONE && style != STYLE_GLUED)
        ck_assert_msg(score.unknown == 0, "seed %llu, style %s: %zu fields not read",
                      (unsigned long long)seed, restyle_style_name(style), score.unknown);
    struct tally *t = damage == DAMAGE_NONE ? &whole[style] : &damaged[style];
    t->right += score.right;
    t->unknown += score.unknown;
    t->cases++;
    restyled_free(&x);
    gireport_findings_free(findings);
    gireport_report_free(got);
    gireport_report_free(r);
}

START_TEST(test_right_or_told)
{
    const char *wanted = getenv("GIREPORT_RESTYLE_CASES"), *from = getenv("GIREPORT_RESTYLE_FROM");
    size_t cases = wanted ? strtoul(wanted, NULL, 10) : CASES, done = 0;
    uint64_t seed = from ? strtoul(from, NULL, 10) : 0;
    for (; done < cases; seed++) {
        enum restyle_style style = (enum restyle_style)(seed % STYLE_COUNT);
        enum restyle_damage damage = (enum restyle_damage)(seed / STYLE_COUNT % DAMAGE_COUNT);
        if (!restyle_possible(style, damage))
            continue;
        read_case(seed, style, damage);
        done++;
    }
    for (int s = 0; s < STYLE_COUNT; s++) {
        size_t all = damaged[s].right + damaged[s].unknown;
        ck_assert(damaged[s].cases > 0 && whole[s].cases > 0);
        if (s != STYLE_GLUED)
            ck_assert_msg(damaged[s].right * 100 >= all * LEAST_RIGHT, "style %s: %zu of %zu fields right",
                          restyle_style_name((enum restyle_style)s), damaged[s].right, all);
    }
}
END_TEST

/* The property can fail: a report that says something else than the text is found out. */
START_TEST(test_scoring_can_fail)
{
    gireport_report *r, *got = NULL;
    gireport_findings *findings;
    struct restyled x;
    struct restyle_score score;
    size_t field;
    ck_assert_int_eq(random_report(gireport_template_at(0), 5, 0, &r), GIREPORT_OK);
    ck_assert_int_eq(restyle(r, STYLE_LINES, DAMAGE_NONE, 5, &x), GIREPORT_OK);
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(x.text.data, x.text.len, NULL, &got, findings), GIREPORT_OK);
    restyle_score(r, &x, got, findings, &score);
    ck_assert_uint_eq(score.wrong + score.silent + score.unknown, 0);
    ck_assert_int_eq(gireport_template_field_find(gireport_template_at(0), "applications.new.total", &field),
                     GIREPORT_OK);
    gireport_cell_set_value(got, field, 987654);
    restyle_score(r, &x, got, findings, &score);
    ck_assert_uint_eq(score.wrong, 1);
    ck_assert_str_eq(score.example, "applications.new.total");
    gireport_cell_set_state(got, field, GIREPORT_STATE_ABSENT);
    restyle_score(r, &x, got, findings, &score);
    ck_assert_uint_eq(score.silent, 1);
    restyled_free(&x);
    gireport_findings_free(findings);
    gireport_report_free(got);
    gireport_report_free(r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("read_restyle");
    TCase *c = tcase_create("restyle");
    tcase_set_timeout(c, 240);
    tcase_add_test(c, test_right_or_told);
    tcase_add_test(c, test_scoring_can_fail);
    suite_add_tcase(s, c);
    return run_suite(s);
}
