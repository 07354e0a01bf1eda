/* SPDX-License-Identifier: MIT */
/* Localisation and repair: known cases in words, and random ones against an independent search of all small
 * sets. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/fields.h"
#include "../support/random_report.h"
#include "../support/suite.h"
#include "template/template.h"

static uint32_t field_of(const gireport_report *r, const char *key)
{
    size_t f;
    ck_assert_msg(gireport_template_field_find(gireport_report_template(r), key, &f) == GIREPORT_OK, "%s",
                  key);
    return (uint32_t)f;
}

static gireport_repair *repair_of(const gireport_report *r, int status)
{
    gireport_repair *p;
    ck_assert_int_eq(gireport_repair_find(r, NULL, &p), status);
    ck_assert_ptr_nonnull(p);
    return p;
}

/* A proposal as "key old→new, …". */
static const char *spell(const gireport_repair *p, const gireport_report *r, size_t proposal)
{
    static char text[2000];
    size_t at = 0, field;
    int64_t from, to;
    text[0] = '\0';
    for (size_t i = 0; i < gireport_repair_cell_count(p, proposal); i++) {
        ck_assert_int_eq(gireport_repair_cell(p, proposal, i, &field, &from, &to), GIREPORT_OK);
        at += (size_t)snprintf(text + at, sizeof text - at, "%s%s %lld>%lld", i > 0 ? ", " : "",
                               gireport_field_key(gireport_report_template(r), field), (long long)from,
                               (long long)to);
    }
    return text;
}

static size_t error_count(const gireport_report *r)
{
    gireport_findings *f;
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    o.profile = GIREPORT_PROFILE_GATE;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(r, &o, f), GIREPORT_OK);
    size_t n = gireport_findings_count(f);
    gireport_findings_free(f);
    return n;
}

START_TEST(jinxiang_never_filled_its_totals)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL), *fixed;
    gireport_repair *p = repair_of(r, GIREPORT_OK);
    ck_assert_uint_eq(gireport_repair_count(p), 1);
    ck_assert_int_eq(gireport_repair_unique(p), 1);
    ck_assert_str_eq(spell(p, r, 0), "applications.total.natural 0>19, applications.total.business 0>7, "
                                     "applications.total.total 0>26");
    ck_assert_str_eq(gireport_repair_cause(p, 0, GIREPORT_LANG_ZH),
                     "（七）总计没有填：自然人 0→19，商业企业 0→7，总计 0→26");
    ck_assert_str_eq(gireport_repair_cause(p, 0, GIREPORT_LANG_EN),
                     "applications.total was never filled: natural 0→19, business 0→7, total 0→26");
    ck_assert_int_eq(gireport_repair_apply(p, 0, r, &fixed), GIREPORT_OK);
    ck_assert_uint_eq(error_count(r), 6);
    ck_assert_uint_eq(error_count(fixed), 0);
    ck_assert_uint_eq(gireport_cell_origin(fixed, field_of(r, "applications.total.total")),
                      GIREPORT_ORIGIN_REPAIRED);
    ck_assert_uint_eq(gireport_cell_origin(fixed, field_of(r, "applications.new.total")),
                      GIREPORT_ORIGIN_STATED);
    gireport_report_free(fixed);
    ck_assert_int_eq(gireport_repair_apply(p, 1, r, &fixed), GIREPORT_ERR_INVALID_ARG);
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

/* Changes of a sound report, and what the repair says. */
static const struct told {
    const char *change, *repair, *cause_zh, *cause_en;
    int unique;
} told[] = {
    {"applications.granted.natural=117", "applications.granted.natural 117>1175",
     "（一）予以公开·自然人应为 1175，现为 117（漏写一位数字）",
     "applications.granted.natural should be 1175, is 117 (a digit lost)", 1},
    {"applications.granted.natural=11755", "applications.granted.natural 11755>1175",
     "（一）予以公开·自然人应为 1175，现为 11755（多写一位数字）",
     "applications.granted.natural should be 1175, is 11755 (a digit too many)", 1},
    {"applications.granted.natural=1715", "applications.granted.natural 1715>1175",
     "（一）予以公开·自然人应为 1175，现为 1715（两位数字颠倒）",
     "applications.granted.natural should be 1175, is 1715 (two digits swapped)", 1},
    {"applications.granted.natural=1775", "applications.granted.natural 1775>1175",
     "（一）予以公开·自然人应为 1175，现为 1775（一位数字写错）",
     "applications.granted.natural should be 1175, is 1775 (one digit wrong)", 1},
    {"applications.granted.natural=3", "applications.granted.natural 3>1175",
     "（一）予以公开·自然人应为 1175，现为 3", "applications.granted.natural should be 1175, is 3", 1},
    {"applications.granted.natural=319; applications.partial.natural=1175",
     "applications.granted.natural 319>1175, applications.partial.natural 1175>319",
     "（一）予以公开·自然人与（二）部分公开（区分处理的，只计这一情形，不计其他情形）·自然人填反，应为 1175 "
     "和 319",
     "applications.granted.natural and applications.partial.natural are exchanged, should be 1175 and 319",
     0},
    /* A block of disputes is bound by one rule alone: five cells may be wrong, unless they fell below 0. */
    {"disputes.review.total=0", "disputes.review.total 0>440", "行政复议·总计没有填：0→440",
     "disputes.review.total was never filled: 0→440", 1},
    {"disputes.review.upheld=359", "disputes.review.upheld 359>309",
     "行政复议·结果维持应为 309，现为 359（一位数字写错）",
     "disputes.review.upheld should be 309, is 359 (one digit wrong)", 0},
    {"disputes.review.total=44", "disputes.review.total 44>440",
     "行政复议·总计应为 440，现为 44（漏写一位数字）",
     "disputes.review.total should be 440, is 44 (a digit lost)", 1},
    {"applications.new=99,3402,0,4,5,1,3511; applications.granted=12,1175,0,3,1,0,1191", "", "", "", -1},
};

START_TEST(causes_are_named)
{
    const struct told *c = &told[_i];
    gireport_report *r = fields_report("cn-2021", "suqian_2023.tsv", NULL), *fixed;
    ck_assert(fields_set(r, c->change, NULL));
    gireport_repair *p = repair_of(r, GIREPORT_OK);
    ck_assert_uint_gt(gireport_repair_count(p), 0);
    if (c->unique >= 0) {
        ck_assert_str_eq(spell(p, r, 0), c->repair);
        ck_assert_str_eq(gireport_repair_cause(p, 0, GIREPORT_LANG_ZH), c->cause_zh);
        ck_assert_str_eq(gireport_repair_cause(p, 0, GIREPORT_LANG_EN), c->cause_en);
        ck_assert_int_eq(gireport_repair_unique(p), c->unique);
    }
    for (size_t i = 0; i < gireport_repair_count(p); i++) {
        ck_assert_int_eq(gireport_repair_apply(p, i, r, &fixed), GIREPORT_OK);
        ck_assert_uint_eq(error_count(fixed), 0);
        gireport_report_free(fixed);
    }
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

START_TEST(a_row_may_be_shifted)
{
    gireport_report *r = fields_report("cn-2021", "suqian_2023.tsv", NULL);
    ck_assert(fields_set(r, "applications.granted=0,1175,12,0,3,1,1191", NULL));
    gireport_repair *p = repair_of(r, GIREPORT_OK);
    ck_assert_str_eq(
        gireport_repair_cause(p, 0, GIREPORT_LANG_EN),
        "applications.granted is shifted by one place: natural 0→1175, business 1175→12, research 12→0, "
        "welfare 0→3, legal 3→1, other 1→0");
    ck_assert_str_eq(
        gireport_repair_cause(p, 0, GIREPORT_LANG_ZH),
        "（一）予以公开错开一格：自然人 0→1175，商业企业 1175→12，科研机构 12→0，社会公益组织 0→3，"
        "法律服务机构 3→1，其他 1→0");
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

START_TEST(what_is_not_known_is_free)
{
    gireport_report *r = fields_report("cn-2021", "suqian_2023.tsv", NULL), *fixed;
    gireport_repair_options o = GIREPORT_REPAIR_OPTIONS_INIT;
    gireport_repair *p;
    /* A cell that could not be read hides neither the wrong total nor a wrong cell beside it. */
    ck_assert(fields_set(r, "applications.granted.natural=某; applications.total.natural=3357", NULL));
    p = repair_of(r, GIREPORT_OK);
    ck_assert_str_eq(spell(p, r, 0), "applications.total.natural 3357>3375");
    ck_assert_int_eq(gireport_repair_unique(p), 1);
    gireport_repair_free(p);
    gireport_report_free(r);
    r = fields_report("cn-2021", "suqian_2023.tsv", NULL);
    ck_assert(fields_set(r,
                         "applications.granted.natural=某; applications.granted.business=某; "
                         "applications.partial=391,7,0,0,2,0,328",
                         NULL));
    p = repair_of(r, GIREPORT_OK);
    ck_assert_uint_eq(gireport_repair_cell_count(p, 0), 1);
    ck_assert_str_eq(spell(p, r, 0), "applications.partial.natural 391>319");
    gireport_repair_free(p);
    /* Strict: no blank counts 0, so that a row with blanks is not assessed. */
    ck_assert(fields_set(r, "applications.partial=391,7,,,2,,328", NULL));
    o.blank = GIREPORT_BLANK_STRICT;
    ck_assert_int_eq(gireport_repair_find(r, &o, &p), GIREPORT_OK);
    ck_assert_uint_eq(gireport_repair_count(p), 0);
    gireport_repair_free(p);
    /* A blank cell takes part as 0. */
    ck_assert(fields_set(r, "applications.granted=1175,12,0,3,1,0,1191; applications.partial=,7,0,0,2,0,328",
                         NULL));
    p = repair_of(r, GIREPORT_OK);
    ck_assert_str_eq(spell(p, r, 0), "applications.partial.natural 0>319");
    ck_assert_int_eq(gireport_repair_apply(p, 0, r, &fixed), GIREPORT_OK);
    ck_assert_int_eq(report_value(fixed, "applications.partial.natural"), 319);
    gireport_report_free(fixed);
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

START_TEST(a_rule_may_be_no_equation)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL), *fixed;
    gireport_repair *p;
    ck_assert(fields_set(r, "applications.total=19,7,0,0,0,0,26; disclosure.licensing=0,-5000,0", NULL));
    p = repair_of(r, GIREPORT_OK);
    ck_assert_uint_eq(gireport_repair_count(p), 2);
    ck_assert_int_eq(gireport_repair_unique(p), 0);
    ck_assert_str_eq(spell(p, r, 0), "disclosure.licensing.previous 0>5000");
    ck_assert_str_eq(spell(p, r, 1), "disclosure.licensing.change -5000>0");
    for (size_t i = 0; i < 2; i++) {
        ck_assert_int_eq(gireport_repair_apply(p, i, r, &fixed), GIREPORT_OK);
        ck_assert_uint_eq(error_count(fixed), 0);
        gireport_report_free(fixed);
    }
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

START_TEST(a_number_below_0_has_to_change)
{
    gireport_report *r = fields_report("cn-2021", "suqian_2023.tsv", NULL);
    gireport_repair *p;
    report_put(r, "disputes.review.upheld", -309);
    p = repair_of(r, GIREPORT_OK);
    ck_assert_uint_eq(gireport_repair_count(p), 1);
    ck_assert_str_eq(spell(p, r, 0), "disputes.review.upheld -309>309");
    ck_assert_str_eq(gireport_repair_cause(p, 0, GIREPORT_LANG_EN),
                     "disputes.review.upheld should be 309, is -309 (the sign reversed)");
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

START_TEST(knots_are_searched_by_themselves)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL), *fixed;
    gireport_repair *p;
    gireport_findings *f;
    ck_assert(fields_set(r, "disputes.review=1,0,0,0,2; disputes.direct.total=1", NULL));
    p = repair_of(r, GIREPORT_OK);
    /* Five cells of the first block, five of the second; the total in each is 0, or holds a wrong digit. */
    ck_assert_uint_eq(gireport_repair_count(p), 16);
    ck_assert_int_eq(gireport_repair_unique(p), 0);
    ck_assert_uint_eq(gireport_repair_cell_count(p, 0), 5);
    for (size_t i = 0; i < gireport_repair_count(p); i++) {
        ck_assert_int_eq(gireport_repair_apply(p, i, r, &fixed), GIREPORT_OK);
        ck_assert_uint_eq(error_count(fixed), 0);
        gireport_report_free(fixed);
    }
    /* The knot with one cause keeps it. */
    gireport_findings_new(&f);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    size_t explained = 0;
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        explained += *gireport_finding_cause(f, i) != '\0';
    ck_assert_uint_eq(explained, 6);
    gireport_findings_free(f);
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

START_TEST(nothing_broken_nothing_proposed)
{
    gireport_report *r = fields_report("cn-2021", "suqian_2023.tsv", NULL);
    gireport_repair *p = repair_of(r, GIREPORT_OK);
    size_t field;
    int64_t from, to;
    ck_assert_uint_eq(gireport_repair_count(p), 0);
    ck_assert_int_eq(gireport_repair_unique(p), 0);
    ck_assert_ptr_null(gireport_repair_cause(p, 0, 0));
    ck_assert_int_eq(gireport_repair_cell(p, 0, 0, &field, &from, &to), GIREPORT_ERR_INVALID_ARG);
    gireport_repair_free(p);
    ck_assert_int_eq(gireport_repair_find(NULL, NULL, &p), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_repair_find(r, NULL, NULL), GIREPORT_ERR_INVALID_ARG);
    gireport_report_free(r);
}
END_TEST

START_TEST(a_spent_budget_is_told)
{
    gireport_report *r = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    gireport_repair_options o = GIREPORT_REPAIR_OPTIONS_INIT;
    gireport_repair *p;
    o.max_nodes = 3;
    ck_assert_int_eq(gireport_repair_find(r, &o, &p), GIREPORT_ERR_LIMIT);
    ck_assert_int_eq(gireport_repair_unique(p), 0);
    gireport_repair_free(p);
    o.max_nodes = 0;
    o.max_cells = 2;
    ck_assert_int_eq(gireport_repair_find(r, &o, &p), GIREPORT_OK);
    ck_assert_uint_eq(gireport_repair_count(p), 0);
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

/* ---- an independent search: every set of up to three cells ---- */

#define MOST_FORMS 64

struct brute {
    const gireport_report *r;
    const gireport_template *t;
    int64_t rest[MOST_FORMS]; /* of the forms that bind: Σ coef × value */
    const struct gireport__form *forms[MOST_FORMS];
    int n_forms;
    uint64_t broken;  /* bit i: form i does not hold */
    uint64_t in[512]; /* one a field: the forms that it is in */
    int n_sets;
};

static int64_t value_of(const gireport_report *r, uint32_t field)
{
    int64_t v;
    return gireport_cell_value(r, field, &v) == GIREPORT_OK ? v : 0;
}

static int coef_in(const struct brute *b, int form, uint32_t field)
{
    const struct gireport__term *terms = gireport__form_terms(b->t, b->forms[form]);
    for (uint32_t i = 0; i < b->forms[form]->n_terms; i++)
        if (terms[i].field == field)
            return terms[i].coef;
    return 0;
}

static void brute_begin(struct brute *b, const gireport_report *r)
{
    memset(b, 0, sizeof *b);
    b->r = r;
    b->t = gireport_report_template(r);
    for (uint32_t i = 0; i < b->t->n_forms; i++) {
        const struct gireport__form *form = &b->t->forms[i];
        const struct gireport__term *terms = gireport__form_terms(b->t, form);
        if (b->t->rules[form->rule].severity != GIREPORT_SEVERITY_ERROR || form->relation != GIREPORT__EQ)
            continue;
        int64_t sum = 0;
        int all = 1;
        for (uint32_t k = 0; k < form->n_terms; k++) {
            all &= gireport_cell_state(r, terms[k].field) == GIREPORT_STATE_VALUE;
            sum += terms[k].coef * value_of(r, terms[k].field);
        }
        if (!all)
            continue;
        ck_assert_int_lt(b->n_forms, MOST_FORMS);
        for (uint32_t k = 0; k < form->n_terms; k++)
            b->in[terms[k].field] |= UINT64_C(1) << b->n_forms;
        if (sum != 0)
            b->broken |= UINT64_C(1) << b->n_forms;
        b->rest[b->n_forms] = sum;
        b->forms[b->n_forms++] = form;
    }
}

/* Plain elimination over a set: 1 if changes of all its cells satisfy every form with numbers not below 0. */
static int feasible(const struct brute *b, const uint32_t *fields, int n)
{
    int64_t a[MOST_FORMS][4];
    int rows = 0, pivot_of[3] = {-1, -1, -1};
    for (int i = 0; i < b->n_forms; i++) {
        int any = 0;
        for (int k = 0; k < n; k++)
            any |= (a[rows][k] = coef_in(b, i, fields[k])) != 0;
        a[rows][3] = -b->rest[i];
        if (any)
            rows++;
        else if (b->rest[i] != 0)
            return 0;
    }
    int used = 0;
    for (int k = 0; k < n; k++) {
        int p = used;
        while (p < rows && a[p][k] == 0)
            p++;
        if (p == rows)
            return 0; /* a cell that no form determines is not needed */
        for (int j = 0; j < 4; j++) {
            int64_t t = a[p][j];
            a[p][j] = a[used][j];
            a[used][j] = t;
        }
        for (int i = 0; i < rows; i++) {
            int64_t m = a[used][k], q = a[i][k];
            for (int j = 0; i != used && q != 0 && j < 4; j++)
                a[i][j] = a[i][j] * m - a[used][j] * q;
        }
        pivot_of[k] = used++;
    }
    for (int i = used; i < rows; i++)
        if (a[i][3] != 0)
            return 0;
    for (int k = 0; k < n; k++) {
        int64_t m = a[pivot_of[k]][k], change = a[pivot_of[k]][3];
        if (change == 0 || change % m != 0 || value_of(b->r, fields[k]) + change / m < 0)
            return 0;
    }
    return 1;
}

/* How many sets of n cells there are, all that hit each broken form tried. */
static int count_sets(struct brute *b, int n)
{
    uint32_t f[3], count = b->t->n_fields;
    int found = 0;
    for (f[0] = 0; f[0] < count; f[0]++) {
        if (b->in[f[0]] == 0)
            continue;
        if (n == 1) {
            found += (b->broken & ~b->in[f[0]]) == 0 && feasible(b, f, 1);
            continue;
        }
        for (f[1] = f[0] + 1; f[1] < count; f[1]++) {
            uint64_t both = b->in[f[0]] | b->in[f[1]];
            if (b->in[f[1]] == 0)
                continue;
            if (n == 2) {
                found += (b->broken & ~both) == 0 && feasible(b, f, 2);
                continue;
            }
            for (f[2] = f[1] + 1; f[2] < count; f[2]++)
                found += b->in[f[2]] != 0 && (b->broken & ~(both | b->in[f[2]])) == 0 && feasible(b, f, 3);
        }
    }
    return found;
}

/* Changes n different counts of the two tables whose rules are equations. */
static void damage(gireport_report *r, struct random_source *s, int n)
{
    const gireport_template *t = gireport_report_template(r);
    for (int i = 0; i < n; i++) {
        size_t field;
        int64_t value;
        do
            field = random_below(s, gireport_template_field_count(t));
        while (gireport_field_table(t, field) == 0 || gireport_cell_value(r, field, &value) != GIREPORT_OK);
        int64_t other = random_below(s, 3) == 0 ? value / 10 : value + 1 + (int64_t)random_below(s, 50);
        gireport_cell_set_value(r, field, other == value ? value + 3 : other);
    }
}

static void check_repaired(const gireport_report *r, const gireport_repair *p)
{
    gireport_report *fixed;
    for (size_t i = 0; i < gireport_repair_count(p); i++) {
        ck_assert_int_eq(gireport_repair_apply(p, i, r, &fixed), GIREPORT_OK);
        ck_assert_uint_eq(error_count(fixed), 0);
        gireport_report_free(fixed);
    }
}

START_TEST(repairs_are_minimal)
{
    int cells = _i + 1, met = 0, as_many = 0;
    uint64_t cases = (cells < 4 ? 340 : 100) * random_times();
    for (uint64_t seed = random_from(); seed < random_from() + cases; seed++) {
        struct random_source s = {seed * 31 + (uint64_t)cells};
        struct brute b;
        gireport_report *r;
        gireport_repair *p;
        gireport_repair_options o = GIREPORT_REPAIR_OPTIONS_INIT;
        ck_assert_int_eq(random_report(gireport_template_at(seed % 2), seed * 7 + (uint64_t)cells, 0, &r),
                         GIREPORT_OK);
        damage(r, &s, cells);
        o.max_proposals = 512;
        ck_assert_int_eq(gireport_repair_find(r, &o, &p), GIREPORT_OK);
        brute_begin(&b, r);
        ck_assert_int_eq(b.broken != 0, error_count(r) > 0);
        if (b.broken == 0) {
            ck_assert_uint_eq(gireport_repair_count(p), 0);
        } else {
            int size = (int)gireport_repair_cell_count(p, 0);
            ck_assert_int_ge(size, 1);
            ck_assert_int_le(size, cells);
            for (int k = 1; k < size; k++)
                ck_assert_int_eq(count_sets(&b, k), 0);
            int all = size < 4 ? count_sets(&b, size) : (int)gireport_repair_count(p);
            ck_assert_msg((size_t)all == gireport_repair_count(p), "%d cells, seed %d: %d sets, %d proposals",
                          cells, (int)seed, all, (int)gireport_repair_count(p));
            ck_assert_int_eq(gireport_repair_unique(p), all == 1);
            check_repaired(r, p);
            met++;
            as_many += size == cells;
        }
        gireport_repair_free(p);
        gireport_report_free(r);
    }
    printf("%d reports with %d cells changed: the smallest repair is that of a search of all smaller sets; "
           "of %d it has "
           "%d cells\n",
           met, cells, as_many, cells);
    ck_assert_uint_gt((uint64_t)met * 100, cases * 98);
    ck_assert_uint_gt((uint64_t)as_many * 10, cases * 6);
}
END_TEST

START_TEST(larger_repairs_hold)
{
    for (uint64_t seed = random_from(); seed < random_from() + 60 * random_times(); seed++) {
        struct random_source s = {seed};
        int cells = 4 + (int)(seed % 3);
        gireport_report *r;
        gireport_repair *p, *again;
        ck_assert_int_eq(
            random_report(gireport_template_at(seed % 2), seed, seed % 4 == 3 ? RANDOM_SUBTOTALS : 0, &r),
            GIREPORT_OK);
        damage(r, &s, cells);
        p = repair_of(r, GIREPORT_OK);
        ck_assert_uint_gt(gireport_repair_count(p), 0);
        ck_assert_uint_le(gireport_repair_cell_count(p, 0), (size_t)cells);
        check_repaired(r, p);
        again = repair_of(r, GIREPORT_OK);
        for (size_t i = 0; i < gireport_repair_count(p); i++) {
            char first[2000];
            snprintf(first, sizeof first, "%s", spell(p, r, i));
            ck_assert_str_eq(first, spell(again, r, i));
        }
        gireport_repair_free(again);
        gireport_repair_free(p);
        gireport_report_free(r);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("repair");
    TCase *c = tcase_create("repair");
    tcase_set_timeout(c, 60);
    tcase_add_test(c, jinxiang_never_filled_its_totals);
    tcase_add_loop_test(c, causes_are_named, 0, (int)(sizeof told / sizeof *told));
    tcase_add_test(c, a_row_may_be_shifted);
    tcase_add_test(c, what_is_not_known_is_free);
    tcase_add_test(c, a_rule_may_be_no_equation);
    tcase_add_test(c, a_number_below_0_has_to_change);
    tcase_add_test(c, knots_are_searched_by_themselves);
    tcase_add_test(c, nothing_broken_nothing_proposed);
    tcase_add_test(c, a_spent_budget_is_told);
    tcase_add_loop_test(c, repairs_are_minimal, 0, 4);
    tcase_add_test(c, larger_repairs_hold);
    suite_add_tcase(s, c);
    return run_suite(s);
}
