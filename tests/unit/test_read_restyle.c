/* SPDX-License-Identifier: MIT */
/* Reports in every arrangement of text, page and document, whole and damaged: a field is read as it is printed, or a
 * finding names it.
 *
 * From the environment: GIREPORT_RESTYLE_CASES, how many; GIREPORT_RESTYLE_FROM, the seed of the first;
 * GIREPORT_RESTYLE_KEEP, a folder for the documents that fail. */
#include <stdio.h>

#include "../support/restyle.h"
#include "../support/suite.h"

#define CASES       2000
#define LEAST_RIGHT 95 /* per cent of the fields that a damage did not touch, over all cases of a style */
#define LEAST_PAGES 98 /* per cent of the fields of undamaged pages: short labels, a centred header and values at the left
                          edge of their cells leave open which header is whose */
#define GLUED_EVERY 8
#define SHOWN       40 /* failures that are printed */

struct tally {
    size_t right, unknown, cases;
};

static struct tally whole[STYLE_COUNT], damaged[STYLE_COUNT];
static size_t failures;

static void keep(const struct restyled *x, uint64_t seed)
{
    const char *folder = getenv("GIREPORT_RESTYLE_KEEP");
    char path[512];
    if (!folder || !*folder)
        return;
    snprintf(path, sizeof(path), "%s/%llu", folder, (unsigned long long)seed);
    FILE *f = fopen(path, "wb");
    if (!f)
        return;
    fwrite(x->text.data, 1, x->text.len, f);
    fclose(f);
}

static int is_page(enum restyle_style s)
{
    return s == STYLE_PAPER || s == STYLE_BBOX || s == STYLE_TSV;
}

static void judge(uint64_t seed, enum restyle_style style, enum restyle_damage damage, const struct restyled *x,
                  const struct restyle_score *score)
{
    size_t unread = damage == DAMAGE_NONE && style != STYLE_GLUED && !is_page(style) ? score->unknown : 0;
    if (!score->wrong && !score->silent && !unread)
        return;
    if (failures++ < SHOWN)
        printf("seed %llu, style %s, damage %s: %zu wrong, %zu silent, %zu not read (%s)\n", (unsigned long long)seed,
               restyle_style_name(style), restyle_damage_name(damage), score->wrong, score->silent, unread,
               score->example ? score->example : "");
    keep(x, seed);
}

/* Can this build read pages and documents? Report files and text it always can. */
static int has_documents(void)
{
    return (gireport_format_support(GIREPORT_FORMAT_HTML) & GIREPORT_CAN_READ) != 0;
}

/* 0: this build cannot read the style. */
static int read_case(uint64_t seed, enum restyle_style style, enum restyle_damage damage)
{
    gireport_report *r, *got = NULL;
    gireport_findings *findings;
    struct restyled x;
    struct restyle_score score;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    ck_assert_int_eq(restyle_report(style, seed, &r), GIREPORT_OK);
    int status = restyle(r, style, damage, seed, &x);
    if (status == GIREPORT_OK) {
        ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
        o.format = restyle_format(style);
        status = gireport_read(x.text.data, x.text.len, &o, &got, findings);
        restyle_score(r, &x, got, findings, &score);
        if (status != GIREPORT_ERR_UNSUPPORTED || has_documents()) {
            struct tally *t = damage == DAMAGE_NONE ? &whole[style] : &damaged[style];
            judge(seed, style, damage, &x, &score);
            t->right += x.has_blanks ? 0 : score.right;
            t->unknown += x.has_blanks ? 0 : score.unknown;
            t->cases++;
        }
        restyled_free(&x);
        gireport_findings_free(findings);
        gireport_report_free(got);
    }
    gireport_report_free(r);
    return status != GIREPORT_ERR_UNSUPPORTED || has_documents();
}

/* Every style comes with every damage in turn; whole documents as often as a tenth of all. Digits that ran together
 * cost as much time as all other styles: they come when the others have come so many times. */
static void choose(uint64_t seed, enum restyle_style *style, enum restyle_damage *damage)
{
    *style = (enum restyle_style)(seed % STYLE_COUNT);
    *damage = (enum restyle_damage)(seed / STYLE_COUNT % (DAMAGE_COUNT + 4));
    if (*style == STYLE_GLUED && seed / STYLE_COUNT % GLUED_EVERY)
        *style = STYLE_HTML;
    if (*damage >= DAMAGE_COUNT || !restyle_possible(*style, *damage))
        *damage = DAMAGE_NONE;
}

START_TEST(test_right_or_told)
{
    const char *wanted = getenv("GIREPORT_RESTYLE_CASES"), *from = getenv("GIREPORT_RESTYLE_FROM");
    size_t cases = wanted ? strtoul(wanted, NULL, 10) : CASES, left_out = 0;
    uint64_t seed = from ? strtoull(from, NULL, 10) : 0;
    for (size_t done = 0; done < cases; done++, seed++) {
        enum restyle_style style;
        enum restyle_damage damage;
        choose(seed, &style, &damage);
        left_out += !read_case(seed, style, damage);
    }
    if (left_out)
        printf("LEFT OUT %zu cases in formats that this build does not read\n", left_out);
    for (int s = 0; s < STYLE_COUNT; s++) {
        size_t all = damaged[s].right + damaged[s].unknown;
        if (cases >= CASES && s != STYLE_GLUED && damaged[s].cases)
            ck_assert_msg(damaged[s].right * 100 >= all * LEAST_RIGHT, "style %s: %zu of %zu fields right",
                          restyle_style_name((enum restyle_style)s), damaged[s].right, all);
    }
    for (int s = 0; s < STYLE_COUNT; s++) {
        size_t all = whole[s].right + whole[s].unknown;
        if (cases >= CASES && is_page((enum restyle_style)s))
            ck_assert_msg(whole[s].right * 100 >= all * LEAST_PAGES, "style %s whole: %zu of %zu fields right",
                          restyle_style_name((enum restyle_style)s), whole[s].right, all);
    }
    ck_assert_msg(failures == 0, "%zu of %zu cases fail", failures, cases);
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
    tcase_set_timeout(c, 600); /* of 100,000 cases */
    tcase_add_test(c, test_right_or_told);
    tcase_add_test(c, test_scoring_can_fail);
    suite_add_tcase(s, c);
    return run_suite(s);
}
