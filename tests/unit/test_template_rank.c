/* SPDX-License-Identifier: MIT */
/* The linear rules of each edition as a system of equations: no contradiction, and exactly the redundancy
 * that is inherent in a table whose rows and columns are both added up. Exact integers throughout. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"

#include "../support/template_file.h"

struct matrix {
    int64_t *cells;
    size_t n_rows, n_cols;
};

static int64_t gcd(int64_t a, int64_t b)
{
    while (b) {
        int64_t rest = a % b;
        a = b;
        b = rest;
    }
    return a < 0 ? -a : a;
}

/* target = target * a - source * b, then divided by what all its numbers share. */
static void reduce(int64_t *target, const int64_t *source, size_t n, int64_t a, int64_t b)
{
    int64_t shared = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t left, right;
        ck_assert(gireport__mul(target[i], a, &left) && gireport__mul(source[i], b, &right) &&
                  gireport__sub(left, right, &target[i]));
        shared = gcd(shared, target[i]);
    }
    for (size_t i = 0; shared > 1 && i < n; i++)
        target[i] /= shared;
}

static void swap_rows(struct matrix *m, size_t a, size_t b)
{
    for (size_t i = 0; i < m->n_cols; i++) {
        int64_t keep = m->cells[a * m->n_cols + i];
        m->cells[a * m->n_cols + i] = m->cells[b * m->n_cols + i];
        m->cells[b * m->n_cols + i] = keep;
    }
}

/* The rank over the rationals; the matrix is used up. */
static size_t rank(struct matrix *m)
{
    size_t done = 0;
    for (size_t c = 0; c < m->n_cols && done < m->n_rows; c++) {
        size_t pivot = done;
        while (pivot < m->n_rows && !m->cells[pivot * m->n_cols + c])
            pivot++;
        if (pivot == m->n_rows)
            continue;
        swap_rows(m, done, pivot);
        for (size_t r = done + 1; r < m->n_rows; r++) {
            int64_t *row = m->cells + r * m->n_cols, *source = m->cells + done * m->n_cols;
            if (row[c])
                reduce(row, source, m->n_cols, source[c], row[c]);
        }
        done++;
    }
    return done;
}

/* What the system is made of. */
enum which { ALL = 0, OFFICIAL = 1 /* without the rules over subtotal rows */ };

static int is_in(const gireport_template *t, uint32_t form, enum which which)
{
    return t->forms[form].relation == GIREPORT__EQ && !(which == OFFICIAL && t->forms[form].only_printed);
}

/* The equations but for one (GIREPORT__NONE: all of them). */
static size_t rank_without(const gireport_template *t, enum which which, uint32_t without, size_t *n)
{
    struct matrix m = {calloc((size_t)t->n_forms * t->n_fields, sizeof(int64_t)), 0, t->n_fields};
    size_t result;
    for (uint32_t i = 0; i < t->n_forms; i++) {
        if (i == without || !is_in(t, i, which))
            continue;
        for (uint32_t k = 0; k < t->forms[i].n_terms; k++) {
            const struct gireport__term *term = gireport__form_terms(t, &t->forms[i]) + k;
            m.cells[m.n_rows * m.n_cols + term->field] += term->coef;
        }
        m.n_rows++;
    }
    *n = m.n_rows;
    result = rank(&m);
    free(m.cells);
    return result;
}

struct system_case {
    const char *id;
    enum which which;
    size_t equations, rank;
    size_t needed; /* equations that no others imply */
    const char *needed_rule;
};

/* Rows and columns are both added up: the total column of GI-T3-001 and of GI-T3-002 follows from the other
 * columns and GI-T3-003 (2), and so does the total column of each subtotal row (3 groups in 2019, 4 in 2021).
 * Any one equation of such a circle follows from the others, so only those of 四 are in none. */
static const struct system_case systems[] = {
    {"cn-2019", OFFICIAL, 7 + 7 + 23 + 3, 40 - 2, 3, "GI-T4"},
    {"cn-2019", ALL, 40 + 3 + 21, 64 - 2 - 3, 3, "GI-T4"},
    {"cn-2021", OFFICIAL, 7 + 7 + 25 + 3, 42 - 2, 3, "GI-T4"},
    {"cn-2021", ALL, 42 + 4 + 28, 74 - 2 - 4, 3, "GI-T4"},
};

START_TEST(rank_of_edition)
{
    const struct system_case *c = &systems[_i];
    const gireport_template *t = gireport_template_find(c->id);
    size_t n, rest, needed = 0;
    ck_assert_uint_eq(rank_without(t, c->which, GIREPORT__NONE, &n), c->rank);
    ck_assert_uint_eq(n, c->equations);
    for (uint32_t i = 0; i < t->n_forms; i++) {
        if (!is_in(t, i, c->which) || rank_without(t, c->which, i, &rest) == c->rank)
            continue;
        needed++;
        ck_assert_msg(!strncmp(t->rules[t->forms[i].rule].id, c->needed_rule, strlen(c->needed_rule)),
                      "%s is needed", t->rules[t->forms[i].rule].id);
    }
    ck_assert_uint_eq(needed, c->needed);
}
END_TEST

/* No contradiction: one filling with a positive number in every cell satisfies every rule, equations and
 * inequalities, so that no cell is forced to be 0 and no rule excludes another. Each leaf of 三 gets a number
 * of its own. */
static int64_t leaf_value(const gireport_template *t, size_t f)
{
    return 3 + (int64_t)(f % 11) + (t->rows[t->fields[f].row].total ? 1000 : 0);
}

/* Sets the result of each equation to what its parts add up to, until nothing changes. */
static void settle(const gireport_template *t, int64_t *value)
{
    for (int round = 0; round < 6; round++)
        for (uint32_t i = 0; i < t->n_forms; i++) {
            const struct gireport__form *f = &t->forms[i];
            const struct gireport__term *terms = gireport__form_terms(t, f);
            int64_t rest = 0;
            if (f->relation != GIREPORT__EQ)
                continue;
            for (uint32_t k = 1; k < f->n_terms; k++)
                rest += terms[k].coef * value[terms[k].field];
            /* GI-T3-001 has no part of its own to follow from: what is carried in does. */
            if (f->n_left == 2)
                value[terms[f->n_terms - 1].field] += rest + value[terms[0].field];
            else
                value[terms[0].field] = -rest;
        }
}

static void check_filling(const gireport_template *t, const int64_t *value)
{
    for (uint32_t i = 0; i < t->n_fields; i++)
        ck_assert_msg(value[i] > 0, "%s is %lld", t->fields[i].key, (long long)value[i]);
    for (uint32_t i = 0; i < t->n_forms; i++) {
        int64_t sum = 0;
        for (uint32_t k = 0; k < t->forms[i].n_terms; k++)
            sum += gireport__form_terms(t, &t->forms[i])[k].coef *
                   value[gireport__form_terms(t, &t->forms[i])[k].field];
        ck_assert_msg(t->forms[i].relation == GIREPORT__EQ   ? sum == 0
                      : t->forms[i].relation == GIREPORT__LE ? sum <= 0
                                                             : sum >= 0,
                      "%s, %s: %lld", t->rules[t->forms[i].rule].id, form_in_words(t, i), (long long)sum);
    }
}

static void fill(const gireport_template *t)
{
    int64_t *value = calloc(t->n_fields, sizeof *value);
    for (uint32_t i = 0; i < t->n_fields; i++)
        value[i] = leaf_value(t, i);
    for (uint32_t i = 0; i < t->n_fields; i++) {
        const char *key = t->fields[i].key;
        if (strstr(key, ".in_force") || strstr(key, "s.total") || strstr(key, ".previous") ||
            strstr(key, "s.made"))
            value[i] += 20; /* stocks above flows */
        if (strstr(key, ".new."))
            value[i] = 1;
    }
    settle(t, value);
    check_filling(t, value);
    free(value);
}

START_TEST(no_contradiction)
{
    fill(gireport_template_at((size_t)_i));
}
END_TEST

/* The third edition: 27 equations; its groups stand in one another. */
START_TEST(rank_of_third_edition)
{
    const gireport_template *t = load_template_file("data/third-edition.yaml");
    size_t n;
    ck_assert_uint_eq(rank_without(t, ALL, GIREPORT__NONE, &n), 27 - 2 - 2);
    ck_assert_uint_eq(n, 3 + 3 + 9 + 2 + 6 + 1 + 1 + 2);
    gireport_template_unref(t);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("template_rank");
    TCase *c = tcase_create("rank");
    SRunner *runner;
    int failed;
    tcase_add_loop_test(c, rank_of_edition, 0, sizeof systems / sizeof *systems);
    tcase_add_loop_test(c, no_contradiction, 0, 2);
    tcase_add_test(c, rank_of_third_edition);
    tcase_set_timeout(c, 30);
    suite_add_tcase(s, c);
    runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner) || srunner_ntests_run(runner) == 0;
    srunner_free(runner);
    return failed;
}
