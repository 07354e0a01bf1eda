/* SPDX-License-Identifier: MIT */
/* 10,000 sound reports of both editions: nothing is told of them; and of each with one to six cells changed a
 * finding is told, a repair is found that is not larger than what was changed, and it satisfies every rule.
 */

#include <stdio.h>
#include <string.h>

#include "../support/random_report.h"
#include "../support/suite.h"
#include "template/template.h"

/* Reports of each edition. */
#define SEEDS (5000 * (size_t)random_times())

static gireport_findings *check(const gireport_report *r, uint32_t profile)
{
    gireport_findings *f;
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    o.profile = profile;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_OK);
    return f;
}

static gireport_report *sound(int edition, uint64_t seed, uint32_t flags)
{
    gireport_report *r;
    ck_assert_int_eq(random_report(gireport_template_at((size_t)edition), seed, flags, &r), GIREPORT_OK);
    return r;
}

START_TEST(nothing_is_told_of_a_sound_report)
{
    size_t notes = 0, claims = 0, agree = 0;
    for (uint64_t seed = random_from(); seed < random_from() + SEEDS; seed++) {
        gireport_report *r = sound(_i, seed, RANDOM_TEXTS);
        gireport_findings *f = check(r, GIREPORT_PROFILE_DEFAULT);
        gireport_claims *c;
        for (size_t i = 0; i < gireport_findings_count(f); i++)
            ck_assert_msg(gireport_finding_severity(f, i) == GIREPORT_SEVERITY_NOTE, "seed %d: %s %s",
                          (int)seed, gireport_finding_id(f, i),
                          gireport_finding_message(f, i, GIREPORT_LANG_EN));
        notes += gireport_findings_count(f);
        ck_assert_int_eq(gireport_claims_find(r, NULL, &c), GIREPORT_OK);
        claims += gireport_claims_count(c);
        for (size_t i = 0; i < gireport_claims_count(c); i++)
            agree += gireport_claim_verdict(c, i) == GIREPORT_CLAIM_AGREES;
        gireport_claims_free(c);
        gireport_findings_free(f);
        gireport_report_free(r);
    }
    printf("%s: %zu sound reports: no error, no warning, %zu notes; %zu numbers in their sentences, %zu found "
           "to agree\n",
           gireport_template_id(gireport_template_at((size_t)_i)), SEEDS, notes, claims, agree);
    ck_assert_uint_eq(claims, agree);
    ck_assert_uint_ge(claims, 10 * SEEDS);
}
END_TEST

/* How many error rules do not hold, added up here. */
static int broken(const gireport_report *r)
{
    const gireport_template *t = gireport_report_template(r);
    int n = 0;
    for (uint32_t i = 0; i < t->n_forms; i++) {
        const struct gireport__form *form = &t->forms[i];
        const struct gireport__term *terms = gireport__form_terms(t, form);
        int64_t sum = 0, value;
        int known = t->rules[form->rule].severity == GIREPORT_SEVERITY_ERROR;
        for (uint32_t k = 0; k < form->n_terms; k++) {
            if (gireport_cell_value(r, terms[k].field, &value) == GIREPORT_OK)
                sum += terms[k].coef * value;
            else
                known = 0;
        }
        if (known)
            n += form->relation == GIREPORT__EQ   ? sum != 0
                 : form->relation == GIREPORT__LE ? sum > 0
                                                  : sum < 0;
    }
    return n;
}

/* Changes n different counts of the tables whose rules are equations. */
static void damage(gireport_report *r, struct random_source *s, int n)
{
    const gireport_template *t = gireport_report_template(r);
    for (int i = 0; i < n; i++) {
        size_t field;
        int64_t value, other;
        do
            field = random_below(s, gireport_template_field_count(t));
        while (gireport_field_table(t, field) == 0 || gireport_cell_value(r, field, &value) != GIREPORT_OK);
        other = random_below(s, 3) == 0 ? value / 10 : value + 1 + (int64_t)random_below(s, 50);
        gireport_cell_set_value(r, field, other == value ? value + 3 : other);
    }
}

static struct damaged_count {
    size_t reports, broken, larger_than_one, unique, spent;
} counts;

static void repair(gireport_report *r, int changed)
{
    gireport_report *fixed;
    gireport_repair *p;
    int status = gireport_repair_find(r, NULL, &p);
    if (status == GIREPORT_ERR_LIMIT) {
        counts.spent++;
        gireport_repair_free(p);
        return;
    }
    ck_assert_int_eq(status, GIREPORT_OK);
    ck_assert_uint_ge(gireport_repair_count(p), 1);
    ck_assert_uint_ge(gireport_repair_cell_count(p, 0), 1);
    ck_assert_uint_le(gireport_repair_cell_count(p, 0), (size_t)changed);
    counts.larger_than_one += gireport_repair_cell_count(p, 0) > 1;
    counts.unique += (size_t)gireport_repair_unique(p);
    ck_assert_int_eq(gireport_repair_apply(p, 0, r, &fixed), GIREPORT_OK);
    gireport_findings *f = check(fixed, GIREPORT_PROFILE_GATE);
    ck_assert_uint_eq(gireport_findings_count(f), 0);
    ck_assert_int_eq(broken(fixed), 0);
    gireport_findings_free(f);
    gireport_report_free(fixed);
    gireport_repair_free(p);
}

START_TEST(every_damage_is_told_and_repaired)
{
    memset(&counts, 0, sizeof counts);
    for (uint64_t seed = random_from(); seed < random_from() + SEEDS; seed++) {
        struct random_source s = {seed * 13 + (uint64_t)_i};
        gireport_report *r = sound(_i, seed, seed % 4 == 3 ? RANDOM_SUBTOTALS : 0);
        int changed = 1 + (int)(seed % 6);
        damage(r, &s, changed);
        int n = broken(r);
        gireport_findings *f = check(r, GIREPORT_PROFILE_GATE);
        ck_assert_int_eq((int)gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR) > 0, n > 0);
        counts.reports++;
        if (n > 0) {
            counts.broken++;
            repair(r, changed);
        }
        gireport_findings_free(f);
        gireport_report_free(r);
    }
    printf("%s: %zu reports with 1 to 6 cells changed: %zu break a rule, all told; %zu repairs of one cell, "
           "%zu larger, "
           "%zu unique, %zu searches that spent the budget\n",
           gireport_template_id(gireport_template_at((size_t)_i)), counts.reports, counts.broken,
           counts.broken - counts.larger_than_one - counts.spent, counts.larger_than_one, counts.unique,
           counts.spent);
    ck_assert_uint_ge(counts.broken, SEEDS * 95 / 100);
    ck_assert_uint_le(counts.spent, SEEDS / 100);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("check_random");
    TCase *c = tcase_create("check_random");
    tcase_set_timeout(c, 120);
    tcase_add_loop_test(c, nothing_is_told_of_a_sound_report, 0, 2);
    tcase_add_loop_test(c, every_damage_is_told_and_repaired, 0, 2);
    suite_add_tcase(s, c);
    return run_suite(s);
}
