/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../support/random_report.h"
#include "../support/suite.h"
#include "model/catalog.h"
#include "model/findings.h"
#include "model/linear.h"

static gireport_report *empty(const char *id)
{
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_find(id), &r), GIREPORT_OK);
    return r;
}

static uint32_t field_of(const gireport_report *r, const char *key)
{
    size_t f;
    ck_assert_msg(gireport_template_field_find(gireport_report_template(r), key, &f) == GIREPORT_OK, "%s",
                  key);
    return (uint32_t)f;
}

static void say(gireport_findings *f, const gireport_report *r, const char *rule, const char *key)
{
    struct gireport__ref ref = {field_of(r, key), GIREPORT_ROLE_CELL};
    gireport__say(f, &(struct gireport__say){.rule = rule, .report = r, .cells = &ref, .n_cells = 1});
}

START_TEST(report_keeps_what_it_is_given)
{
    gireport_report *r = empty("cn-2021"), *copy;
    ck_assert_int_eq(gireport_report_set_year(r, 1948), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_report_set_year(r, 2023), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_level(r, gireport_level_find("county")), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_level(r, 9), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "云溪县", GIREPORT_LEN_AUTO),
                     GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "a\xff", 2), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "a\0b", 3), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_report_set_text(r, 17, "x", 1), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_report_add_unit(r, "甲镇"), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_add_extra(r, "其他文件", "1\t2"), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_units(r, GIREPORT_UNITS_TOWNS, 13), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_units(r, GIREPORT_UNITS_TOWNS, -2), GIREPORT_ERR_INVALID_ARG);
    report_put(r, "disclosure.fees.amount", 12345);
    ck_assert_int_eq(gireport_report_copy(r, &copy), GIREPORT_OK);
    gireport_report_free(r);
    ck_assert_int_eq(gireport_report_year(copy), 2023);
    ck_assert_str_eq(gireport_level_name(gireport_report_level(copy)), "county");
    ck_assert_str_eq(gireport_report_text(copy, GIREPORT_TEXT_ORGAN), "云溪县");
    ck_assert_ptr_null(gireport_report_text(copy, GIREPORT_TEXT_TITLE));
    ck_assert_str_eq(gireport_report_unit_name(copy, 0), "甲镇");
    ck_assert_ptr_null(gireport_report_unit_name(copy, 1));
    ck_assert_str_eq(gireport_report_extra_label(copy, 0), "其他文件");
    ck_assert_str_eq(gireport_report_extra_text(copy, 0), "1\t2");
    ck_assert_int_eq(gireport_report_units(copy, GIREPORT_UNITS_TOWNS), 13);
    ck_assert_int_eq(gireport_report_units(copy, GIREPORT_UNITS_DEPARTMENTS), -1);
    ck_assert_int_eq(report_value(copy, "disclosure.fees.amount"), 12345);
    ck_assert_uint_eq(gireport_cell_scale(copy, field_of(copy, "disclosure.fees.amount")), 2);
    ck_assert_uint_eq(gireport_cell_unit(copy, field_of(copy, "disclosure.fees.amount")), GIREPORT_UNIT_YUAN);
    gireport_report_free(copy);
}
END_TEST

START_TEST(cells_have_states)
{
    gireport_report *r = empty("cn-2021");
    uint32_t f = field_of(r, "applications.new.total");
    int64_t v = 7;
    ck_assert_uint_eq(gireport_cell_state(r, f), GIREPORT_STATE_ABSENT);
    ck_assert_int_eq(gireport_cell_value(r, f, &v), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(v, 0);
    ck_assert_int_eq(gireport_cell_set_state(r, f, GIREPORT_STATE_VALUE), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_cell_set_state(r, f, GIREPORT_STATE_NA), GIREPORT_OK);
    ck_assert_uint_eq(gireport_cell_state(r, f), GIREPORT_STATE_NA);
    ck_assert_int_eq(gireport_cell_set_value(r, f, -3), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_value(r, f, &v), GIREPORT_OK);
    ck_assert_int_eq(v, -3);
    ck_assert_str_eq(gireport_cell_raw(r, f), "");
    ck_assert_int_eq(gireport_cell_set_value(r, 100000, 1), GIREPORT_ERR_INVALID_ARG);
    ck_assert_ptr_null(gireport_cell_raw(r, 100000));
    gireport_report_free(r);
}
END_TEST

START_TEST(rules_stand_in_order_of_id)
{
    size_t n = gireport_rule_count();
    for (size_t i = 1; i < gireport__catalog_count; i++)
        ck_assert_msg(strcmp(gireport__catalog[i - 1].id, gireport__catalog[i].id) < 0, "%s before %s",
                      gireport__catalog[i - 1].id, gireport__catalog[i].id);
    for (size_t i = 0; i < n; i++) {
        const gireport_rule *r = gireport_rule_at(i);
        ck_assert_ptr_nonnull(r);
        ck_assert_ptr_eq(gireport_rule_find(gireport_rule_id(r)), r);
        if (i > 0)
            ck_assert_str_gt(gireport_rule_id(r), gireport_rule_id(gireport_rule_at(i - 1)));
    }
    ck_assert_ptr_null(gireport_rule_at(n));
    ck_assert_ptr_null(gireport_rule_find("GI-T3-999"));
    ck_assert_str_eq(gireport_rule_id(gireport_rule_find("GI-T3-002")), "GI-T3-002");
}
END_TEST

START_TEST(rules_are_told_whole)
{
    for (size_t i = 0; i < gireport_rule_count(); i++) {
        const struct gireport_rule *r = gireport_rule_at(i);
        const char *texts[] = {r->title.zh,       r->title.en,       r->message.zh, r->message.en,
                               r->explanation.zh, r->explanation.en, r->example.zh, r->example.en,
                               r->basis,          r->since};
        for (size_t k = 0; k < sizeof texts / sizeof *texts; k++)
            ck_assert_msg(texts[k] != NULL && *texts[k] != '\0', "%s lacks text %zu", r->id, k);
        ck_assert_msg(r->severity >= 1 && r->severity <= 3, "%s", r->id);
    }
}
END_TEST

START_TEST(ids_come_from_rule_and_cells)
{
    gireport_report *r = empty("cn-2021");
    gireport_findings *f;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    say(f, r, "GI-F-001", "applications.new.total");
    say(f, r, "GI-F-001", "applications.new.total");
    say(f, r, "GI-X-777", "applications.new.total"); /* a rule that nobody knows */
    struct gireport__ref refs[] = {{field_of(r, "applications.total.total"), GIREPORT_ROLE_RESULT},
                                   {field_of(r, "applications.carried_out.total"), GIREPORT_ROLE_RESULT},
                                   {field_of(r, "applications.new.total"), GIREPORT_ROLE_PART}};
    gireport__say(f, &(struct gireport__say){.rule = "GI-T3-001",
                                             .report = r,
                                             .cells = refs,
                                             .n_cells = 3,
                                             .found = "1",
                                             .expected = "2",
                                             .difference = "-1"});
    gireport__say(f, &(struct gireport__say){.rule = "GI-S-018"});
    ck_assert_uint_eq(gireport_findings_count(f), 5);
    ck_assert_str_eq(gireport_finding_id(f, 0), "GI-F-001:applications.new.total");
    ck_assert_str_eq(gireport_finding_id(f, 1), "GI-F-001:applications.new.total#2");
    ck_assert_str_eq(gireport_finding_id(f, 2), "GI-X-777:applications.new.total");
    ck_assert_uint_eq(gireport_finding_severity(f, 2), GIREPORT_SEVERITY_WARNING);
    ck_assert_str_eq(gireport_finding_id(f, 3),
                     "GI-T3-001:applications.carried_out.total+applications.total.total");
    ck_assert_str_eq(gireport_finding_id(f, 4), "GI-S-018");
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), 1);
    ck_assert_str_eq(gireport_finding_message(f, 0, GIREPORT_LANG_EN), "applications.new.total is blank");
    ck_assert_ptr_null(gireport_finding_message(f, 0, 2));
    gireport_findings_clear(f);
    ck_assert_uint_eq(gireport_findings_count(f), 0);
    say(f, r, "GI-F-001", "applications.new.total");
    ck_assert_str_eq(gireport_finding_id(f, 0), "GI-F-001:applications.new.total");
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

/* Findings over the first n fields of the table of requests. */
static void say_many(gireport_findings *f, const gireport_report *r, const char *rule, uint32_t n)
{
    uint32_t first = field_of(r, "applications.new.natural");
    for (uint32_t i = 0; i < n; i++) {
        struct gireport__ref ref = {first + i, GIREPORT_ROLE_CELL};
        gireport__say(f, &(struct gireport__say){.rule = rule, .report = r, .cells = &ref, .n_cells = 1});
    }
}

START_TEST(more_than_five_of_a_kind_are_folded)
{
    gireport_report *r = empty("cn-2021");
    gireport_findings *f;
    gireport_findings_new(&f);
    say_many(f, r, "GI-F-002", 5);
    say_many(f, r, "GI-F-001", 6);
    say(f, r, "GI-F-001", "disputes.review.total"); /* another table */
    gireport__findings_fold(f, gireport_report_template(r));
    ck_assert_uint_eq(gireport_findings_count(f), 7);
    ck_assert_str_eq(gireport_finding_rule(f, 4), "GI-F-002");
    ck_assert_uint_eq(gireport_finding_cell_count(f, 5), 6);
    ck_assert_str_eq(gireport_finding_cell_key(f, 5, 5), "applications.new.other");
    ck_assert_int_eq(strncmp(gireport_finding_id(f, 5), "GI-F-001:applications.new.business+5~", 37), 0);
    ck_assert_str_eq(gireport_finding_id(f, 6), "GI-F-001:disputes.review.total");
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_WARNING), 7);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

START_TEST(too_many_findings_are_counted)
{
    gireport_report *r = empty("cn-2021");
    gireport_findings *f;
    gireport_findings_new(&f);
    for (int i = 0; i < 10050; i++)
        say(f, r, "GI-F-001", "applications.new.total");
    say(f, r, "GI-F-006", "applications.new.total");
    ck_assert_uint_eq(gireport_findings_count(f), 10001);
    ck_assert_str_eq(gireport_finding_rule(f, 10000), "GI-I-090");
    ck_assert_str_eq(gireport_finding_message(f, 10000, GIREPORT_LANG_EN),
                     "more than 10,000 findings; not listed: 51");
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), 1);
    gireport_findings_free(f);
    gireport_report_free(r);
}
END_TEST

/* ---- verdicts ---- */

/* The verdict of the first form of a rule whose total is the key. */
static enum gireport__verdict verdict_of(const gireport_report *r, const char *rule, const char *total,
                                         int strict, int64_t *left, int64_t *right)
{
    const gireport_template *t = gireport_report_template(r);
    struct gireport__counts c;
    enum gireport__verdict v = GIREPORT__IDLE;
    int found = 0;
    ck_assert_int_eq(gireport__counts_new(r, strict, &c), GIREPORT_OK);
    for (uint32_t i = 0; i < t->n_forms && !found; i++) {
        const struct gireport__form *form = &t->forms[i];
        if (strcmp(t->rules[form->rule].id, rule) != 0 ||
            gireport__form_terms(t, form)[0].field != field_of(r, total))
            continue;
        v = gireport__form_verdict(&c, form, left, right, NULL, 0, NULL);
        found = 1;
    }
    gireport__counts_free(&c);
    ck_assert_msg(found, "no form of %s over %s", rule, total);
    return v;
}

/* A sound report, blank but for what a test sets. */
static gireport_report *blank(const char *id)
{
    gireport_report *r = empty(id);
    for (size_t i = 0; i < gireport_template_field_count(gireport_report_template(r)); i++)
        if (!(gireport_field_flags(gireport_report_template(r), i) & GIREPORT_FIELD_SUBTOTAL))
            gireport_cell_set_state(r, i, GIREPORT_STATE_BLANK);
    return r;
}

START_TEST(a_blank_part_counts_0_and_a_blank_total_is_unknown)
{
    gireport_report *r = blank("cn-2021");
    int64_t left, right;
    const char *total = "disputes.review.total";
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 0, &left, &right), GIREPORT__IDLE);
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 1, &left, &right), GIREPORT__UNKNOWN);
    report_put(r, "disputes.review.upheld", 3);
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 0, &left, &right), GIREPORT__UNKNOWN);
    report_put(r, total, 3);
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 0, &left, &right), GIREPORT__HOLDS);
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 1, &left, &right), GIREPORT__UNKNOWN);
    report_put(r, total, 5);
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 0, &left, &right), GIREPORT__BROKEN);
    ck_assert_int_eq(left, 5);
    ck_assert_int_eq(right, 3);
    gireport_cell_set_state(r, field_of(r, "disputes.review.upheld"), GIREPORT_STATE_NA);
    /* A total and no part filled: nothing to compare it with. */
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 0, &left, &right), GIREPORT__UNKNOWN);
    report_put(r, total, 0);
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 0, &left, &right), GIREPORT__HOLDS);
    gireport_cell_set_state(r, field_of(r, "disputes.review.other"), GIREPORT_STATE_UNREADABLE);
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", total, 0, &left, &right), GIREPORT__UNKNOWN);
    gireport_report_free(r);
}
END_TEST

START_TEST(a_blank_total_beside_filled_parts_counts_0_nowhere)
{
    gireport_report *r = blank("cn-2021");
    int64_t left, right;
    report_put(r, "applications.new.natural", 4);
    report_put(r, "applications.granted.natural", 4);
    /* （七） of the column is blank; 4 = 0 + 0 must not be called broken. */
    ck_assert_int_eq(verdict_of(r, "GI-T3-001", "applications.total.natural", 0, &left, &right),
                     GIREPORT__UNKNOWN);
    ck_assert_int_eq(verdict_of(r, "GI-T3-002", "applications.total.natural", 0, &left, &right),
                     GIREPORT__UNKNOWN);
    report_put(r, "applications.total.total", 4);
    ck_assert_int_eq(verdict_of(r, "GI-T3-003", "applications.total.total", 0, &left, &right),
                     GIREPORT__UNKNOWN);
    gireport_report_free(r);
}
END_TEST

START_TEST(a_subtotal_stands_for_its_group_alone)
{
    gireport_report *r = blank("cn-2021");
    int64_t left, right;
    const char *total = "applications.total.natural";
    report_put(r, "applications.granted.natural", 2);
    report_put(r, "applications.other.subtotal.natural", 3);
    report_put(r, total, 5);
    ck_assert_int_eq(verdict_of(r, "GI-T3-002", total, 0, &left, &right), GIREPORT__HOLDS);
    ck_assert_int_eq(verdict_of(r, "GI-T3-010", "applications.other.subtotal.natural", 0, &left, &right),
                     GIREPORT__IDLE);
    /* As soon as one member is printed, the members count and the subtotal has to agree. */
    report_put(r, "applications.other.rest.natural", 1);
    ck_assert_int_eq(verdict_of(r, "GI-T3-002", total, 0, &left, &right), GIREPORT__BROKEN);
    ck_assert_int_eq(right, 3);
    ck_assert_int_eq(verdict_of(r, "GI-T3-010", "applications.other.subtotal.natural", 0, &left, &right),
                     GIREPORT__BROKEN);
    gireport_report_free(r);
}
END_TEST

START_TEST(sums_beyond_64_bits_are_unknown)
{
    gireport_report *r = blank("cn-2021");
    int64_t left, right;
    report_put(r, "disputes.review.upheld", INT64_MAX);
    report_put(r, "disputes.review.other", 1);
    report_put(r, "disputes.review.total", 0);
    ck_assert_int_eq(verdict_of(r, "GI-T4-001", "disputes.review.total", 0, &left, &right),
                     GIREPORT__UNKNOWN);
    gireport_report_free(r);
}
END_TEST

START_TEST(random_reports_satisfy_every_linear_rule)
{
    for (size_t k = 0; k < gireport_template_count(); k++) {
        const gireport_template *t = gireport_template_at(k);
        for (uint64_t seed = 0; seed < 200; seed++) {
            gireport_report *r;
            struct gireport__counts c;
            ck_assert_int_eq(random_report(t, seed, seed % 2 ? RANDOM_SUBTOTALS : 0, &r), GIREPORT_OK);
            ck_assert_int_eq(gireport__counts_new(r, 1, &c), GIREPORT_OK);
            for (uint32_t i = 0; i < t->n_forms; i++) {
                enum gireport__verdict v =
                    gireport__form_verdict(&c, &t->forms[i], NULL, NULL, NULL, 0, NULL);
                ck_assert_msg(v == GIREPORT__HOLDS || (v != GIREPORT__BROKEN && seed % 2 == 0),
                              "%s seed %d: %s", t->id, (int)seed, t->rules[t->forms[i].rule].id);
            }
            gireport__counts_free(&c);
            gireport_report_free(r);
        }
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("model");
    TCase *c = tcase_create("model");
    tcase_set_timeout(c, 30);
    tcase_add_test(c, report_keeps_what_it_is_given);
    tcase_add_test(c, cells_have_states);
    tcase_add_test(c, rules_stand_in_order_of_id);
    tcase_add_test(c, rules_are_told_whole);
    tcase_add_test(c, ids_come_from_rule_and_cells);
    tcase_add_test(c, more_than_five_of_a_kind_are_folded);
    tcase_add_test(c, too_many_findings_are_counted);
    tcase_add_test(c, a_blank_part_counts_0_and_a_blank_total_is_unknown);
    tcase_add_test(c, a_blank_total_beside_filled_parts_counts_0_nowhere);
    tcase_add_test(c, a_subtotal_stands_for_its_group_alone);
    tcase_add_test(c, sums_beyond_64_bits_are_unknown);
    tcase_add_test(c, random_reports_satisfy_every_linear_rule);
    suite_add_tcase(s, c);
    return run_suite(s);
}
