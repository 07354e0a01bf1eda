/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>

#include "../support/fields.h"
#include "../support/random_report.h"
#include "../support/suite.h"

enum { UNITS = 48 };

static gireport_report *units[UNITS];
static gireport_findings *findings;

static const gireport_template *form(void)
{
    return gireport_report_template(units[0]);
}

static size_t field_of(const char *key)
{
    size_t f;

    ck_assert_int_eq(gireport_template_field_find(form(), key, &f), GIREPORT_OK);
    return f;
}

static void make_units(void)
{
    char name[32];

    for (int i = 0; i < UNITS; i++) {
        ck_assert_int_eq(random_report(gireport_template_find("cn-2021"), 100 + (uint64_t)i, 0, &units[i]),
                         GIREPORT_OK);
        snprintf(name, sizeof name, "第%d单位", i + 1);
        ck_assert_int_eq(gireport_report_set_text(units[i], GIREPORT_TEXT_ORGAN, name, GIREPORT_LEN_AUTO),
                         GIREPORT_OK);
        ck_assert_int_eq(gireport_report_set_year(units[i], 2023), GIREPORT_OK);
    }
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
}

static void free_units(void)
{
    for (int i = 0; i < UNITS; i++)
        gireport_report_free(units[i]);
    gireport_findings_free(findings);
}

static gireport_report *sum(const gireport_sum_options *o)
{
    gireport_report *draft;

    ck_assert_int_eq(gireport_sum((const gireport_report *const *)units, UNITS, o, &draft, findings),
                     GIREPORT_OK);
    return draft;
}

/* The i-th finding of a rule, or the count when there is none. */
static size_t find(const char *rule)
{
    size_t i = 0;

    while (i < gireport_findings_count(findings) && strcmp(gireport_finding_rule(findings, i), rule) != 0)
        i++;
    return i;
}

/* The sum of a field over the units but one. */
static int64_t expected(size_t field, int but)
{
    int64_t total = 0, value;

    for (int i = 0; i < UNITS; i++)
        if (i != but && gireport_cell_value(units[i], field, &value) == GIREPORT_OK)
            total += value;
    return total;
}

static void draft_holds_sums(const gireport_report *draft, int but)
{
    size_t flows = 0;

    for (size_t f = 0; f < gireport_template_field_count(form()); f++) {
        int64_t value;

        if (gireport_field_flags(form(), f) & GIREPORT_FIELD_SUBTOTAL)
            continue;
        if (gireport_field_nature(form(), f) != GIREPORT_NATURE_FLOW) {
            ck_assert_uint_eq(gireport_cell_state(draft, f), GIREPORT_STATE_BLANK);
            continue;
        }
        ck_assert_int_eq(gireport_cell_value(draft, f, &value), GIREPORT_OK);
        ck_assert_int_eq(value, expected(f, but));
        flows++;
    }
    ck_assert_uint_eq(flows, 198); /* 200 less two stocks (现行有效件数) */
}

START_TEST(units_add_up_to_the_last_cell)
{
    gireport_report *draft = sum(NULL);

    draft_holds_sums(draft, -1);
    ck_assert_int_eq(gireport_report_year(draft), 2023);
    ck_assert_uint_eq(gireport_report_unit_count(draft), UNITS);
    ck_assert_uint_eq(gireport_findings_count(findings), 1);
    ck_assert_uint_eq(find("GI-C-007"), 0);
    ck_assert_uint_eq(gireport_finding_cell_count(findings, 0), 2);
    gireport_report_free(draft);
}
END_TEST

START_TEST(another_year_is_refused)
{
    gireport_report *draft;

    ck_assert_int_eq(gireport_report_set_year(units[5], 2022), GIREPORT_OK);
    draft = sum(NULL);
    draft_holds_sums(draft, 5);
    ck_assert_uint_eq(find("GI-C-002"), 0);
    ck_assert_str_eq(gireport_finding_found(findings, 0), "2022");
    ck_assert_str_eq(gireport_finding_expected(findings, 0), "2023");
    gireport_report_free(draft);
}
END_TEST

START_TEST(another_edition_is_refused)
{
    gireport_report *draft;

    gireport_report_free(units[7]);
    ck_assert_int_eq(random_report(gireport_template_find("cn-2019"), 7, 0, &units[7]), GIREPORT_OK);
    draft = sum(NULL);
    ck_assert_uint_eq(gireport_report_unit_count(draft), UNITS - 1);
    ck_assert_uint_eq(find("GI-C-001"), 0);
    ck_assert_str_eq(gireport_finding_found(findings, 0), "cn-2019");
    gireport_report_free(draft);
}
END_TEST

START_TEST(one_organ_counts_once)
{
    gireport_report *draft;

    ck_assert_int_eq(gireport_report_set_text(units[9], GIREPORT_TEXT_ORGAN, "第3单位", GIREPORT_LEN_AUTO),
                     GIREPORT_OK);
    draft = sum(NULL);
    draft_holds_sums(draft, 9);
    ck_assert_uint_eq(find("GI-C-003"), 0);
    gireport_report_free(draft);
}
END_TEST

START_TEST(unknown_in_one_unit_is_unknown_in_the_draft)
{
    size_t f = field_of("applications.granted.natural");
    gireport_report *draft;
    size_t at;

    ck_assert_int_eq(gireport_cell_set_state(units[3], f, GIREPORT_STATE_UNREADABLE), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_set_state(units[4], f, GIREPORT_STATE_ABSENT), GIREPORT_OK);
    draft = sum(NULL);
    at = find("GI-C-004");
    ck_assert_uint_eq(gireport_cell_state(draft, f), GIREPORT_STATE_ABSENT);
    ck_assert_uint_lt(at, gireport_findings_count(findings));
    ck_assert_str_eq(gireport_finding_cell_key(findings, at, 0), "applications.granted.natural");
    ck_assert_uint_eq(gireport_finding_cell_role(findings, at, 0), GIREPORT_ROLE_UNREAD);
    ck_assert_ptr_nonnull(
        strstr(gireport_finding_message(findings, at, GIREPORT_LANG_ZH), "第4单位、第5单位"));
    gireport_report_free(draft);
}
END_TEST

START_TEST(blank_counts_zero_unless_strict)
{
    size_t f = field_of("applications.granted.natural");
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    gireport_report *draft;
    int64_t value;

    ck_assert_int_eq(gireport_cell_set_state(units[3], f, GIREPORT_STATE_BLANK), GIREPORT_OK);
    draft = sum(&o);
    ck_assert_int_eq(gireport_cell_value(draft, f, &value), GIREPORT_OK);
    ck_assert_int_eq(value, expected(f, 3));
    gireport_report_free(draft);
    o.blank = 1;
    draft = sum(&o);
    ck_assert_uint_eq(gireport_cell_state(draft, f), GIREPORT_STATE_ABSENT);
    gireport_report_free(draft);
}
END_TEST

START_TEST(overflow_is_told)
{
    size_t f = field_of("disclosure.fees.amount");
    gireport_report *draft;
    size_t at;

    ck_assert_int_eq(gireport_cell_set_value(units[0], f, INT64_MAX), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_set_value(units[1], f, 1), GIREPORT_OK);
    draft = sum(NULL);
    at = find("GI-C-005");
    ck_assert_uint_lt(at, gireport_findings_count(findings));
    ck_assert_str_eq(gireport_finding_cell_key(findings, at, 0), "disclosure.fees.amount");
    ck_assert_uint_eq(gireport_cell_state(draft, f), GIREPORT_STATE_ABSENT);
    gireport_report_free(draft);
}
END_TEST

START_TEST(listed_units_without_a_report_are_named)
{
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    gireport_report *parent, *draft;
    size_t at;

    ck_assert_int_eq(gireport_report_new(form(), &parent), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_add_unit(parent, "第1单位"), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_add_unit(parent, "云溪镇"), GIREPORT_OK);
    o.parent = parent;
    draft = sum(&o);
    at = find("GI-C-006");
    ck_assert_uint_lt(at, gireport_findings_count(findings));
    ck_assert_ptr_nonnull(strstr(gireport_finding_message(findings, at, GIREPORT_LANG_EN), ": 云溪镇"));
    gireport_report_free(draft);
    gireport_report_free(parent);
}
END_TEST

/* A unit in the form of 2021 under a parent in that of 2019: what follows exactly is added, the rest stays
 * absent. */
START_TEST(a_later_form_is_added_in_the_view_of_an_earlier_one)
{
    static const struct {
        const char *key;
        int64_t old, new; /* -1: absent from the sum */
    } cells[] = {
        {"applications.granted.total", 9, 1191},
        {"applications.other.total", 0, 341},
        {"applications.other.natural", 0, 337},
        {"disputes.review.total", 1, 440},
        {"disclosure.licensing.decisions", 69573, 1808595},
        {"disclosure.fees.previous", -1, 0},
        {"disclosure.procurement.projects", -1, 0},
        {"disclosure.normative_documents.made", -1, 0},
    };
    gireport_report *old = fields_report("cn-2019", "jinxiang_2020.tsv", NULL),
                    *new = fields_report("cn-2021", "suqian_2023.tsv", NULL), *draft = NULL;
    const gireport_report *both[] = {old, new};
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    gireport_sum_parts *parts;
    size_t field;
    int64_t value;

    gireport_report_set_text(old, GIREPORT_TEXT_ORGAN, "甲局", GIREPORT_LEN_AUTO);
    gireport_report_set_text(new, GIREPORT_TEXT_ORGAN, "乙局", GIREPORT_LEN_AUTO);
    o.form = gireport_template_find("cn-2019");
    ck_assert_int_eq(gireport_sum(both, 2, &o, &draft, findings), GIREPORT_OK);
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++) {
        ck_assert_int_eq(gireport_template_field_find(o.form, cells[i].key, &field), GIREPORT_OK);
        ck_assert_int_eq(gireport_cell_value(draft, field, &value),
                         cells[i].old < 0 ? GIREPORT_ERR_NOT_FOUND : GIREPORT_OK);
        ck_assert_int_eq(value, cells[i].old < 0 ? 0 : cells[i].old + cells[i].new);
        if (cells[i].old < 0)
            ck_assert_uint_eq(gireport_cell_state(draft, field), GIREPORT_STATE_ABSENT);
    }
    field = find("GI-C-008");
    ck_assert_uint_lt(field, gireport_findings_count(findings));
    ck_assert_str_eq(gireport_finding_found(findings, field), "cn-2021");
    ck_assert_uint_gt(gireport_finding_cell_count(findings, field), 10);
    ck_assert_int_eq(gireport_sum_explain(both, 2, &o, "applications.other.total", &parts), GIREPORT_OK);
    ck_assert_int_eq(gireport_sum_part_value(parts, 1, &value), GIREPORT_OK);
    ck_assert_int_eq(value, 341);
    ck_assert_str_eq(gireport_sum_part_unit(parts, 1), "乙局");
    gireport_sum_parts_free(parts);
    gireport_report_free(draft);

    /* the other way round nothing follows: the report is refused */
    o.form = gireport_template_find("cn-2021");
    gireport_findings_clear(findings);
    ck_assert_int_eq(gireport_sum(both, 2, &o, &draft, findings), GIREPORT_OK);
    ck_assert_uint_lt(find("GI-C-001"), gireport_findings_count(findings));
    ck_assert_uint_eq(gireport_report_unit_count(draft), 1);
    ck_assert_int_eq(gireport_sum_explain(both, 2, &o, "applications.new.total", &parts), GIREPORT_OK);
    ck_assert_str_eq(gireport_sum_part_rule(parts, 0), "GI-C-001");
    ck_assert_str_eq(gireport_sum_part_rule(parts, 1), "");
    ck_assert_int_eq(gireport_sum_parts_total(parts, &value), GIREPORT_OK);
    ck_assert_int_eq(value, 3511);
    gireport_sum_parts_free(parts);
    gireport_report_free(draft);
    gireport_report_free(old);
    gireport_report_free(new);
}
END_TEST

START_TEST(a_cell_is_explained)
{
    size_t f = field_of("applications.new.total");
    gireport_sum_parts *parts;
    int64_t value, total = 0;

    ck_assert_int_eq(gireport_report_set_year(units[5], 2022), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_set_state(units[7], f, GIREPORT_STATE_UNREADABLE), GIREPORT_OK);
    ck_assert_int_eq(gireport_sum_explain((const gireport_report *const *)units, UNITS, NULL,
                                          "applications.new.total", &parts),
                     GIREPORT_OK);
    ck_assert_uint_eq(gireport_sum_parts_count(parts), UNITS);
    ck_assert_str_eq(gireport_sum_part_rule(parts, 5), "GI-C-002");
    ck_assert_uint_eq(gireport_sum_part_state(parts, 7), GIREPORT_STATE_UNREADABLE);
    ck_assert_int_eq(gireport_sum_part_value(parts, 7, &value), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(gireport_sum_parts_total(parts, &value),
                     GIREPORT_ERR_NOT_FOUND); /* as the sum is unknown */
    gireport_sum_parts_free(parts);
    ck_assert_int_eq(gireport_cell_set_value(units[7], f, 1), GIREPORT_OK);
    ck_assert_int_eq(gireport_sum_explain((const gireport_report *const *)units, UNITS, NULL,
                                          "applications.new.total", &parts),
                     GIREPORT_OK);
    for (size_t i = 0; i < UNITS; i++)
        if (i != 5 && gireport_sum_part_value(parts, i, &value) == GIREPORT_OK)
            total += value;
    ck_assert_int_eq(gireport_sum_parts_total(parts, &value), GIREPORT_OK);
    ck_assert_int_eq(value, total);
    ck_assert_int_eq(value, expected(f, 5));
    gireport_sum_parts_free(parts);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("combine");
    TCase *c = tcase_create("sum");

    tcase_add_checked_fixture(c, make_units, free_units);
    tcase_add_test(c, units_add_up_to_the_last_cell);
    tcase_add_test(c, another_year_is_refused);
    tcase_add_test(c, a_later_form_is_added_in_the_view_of_an_earlier_one);
    tcase_add_test(c, a_cell_is_explained);
    tcase_add_test(c, another_edition_is_refused);
    tcase_add_test(c, one_organ_counts_once);
    tcase_add_test(c, unknown_in_one_unit_is_unknown_in_the_draft);
    tcase_add_test(c, blank_counts_zero_unless_strict);
    tcase_add_test(c, overflow_is_told);
    tcase_add_test(c, listed_units_without_a_report_are_named);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
