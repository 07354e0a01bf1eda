/* SPDX-License-Identifier: MIT */
/* Memory runs out at each allocation in turn: a comparison, its writers and a sum say so, or tell the same as
 * ever. */

#include <stdio.h>
#include <string.h>

#include "../support/failing.h"
#include "../support/fields.h"
#include "../support/suite.h"

#define MOST 20000

static gireport_report *old, *new;

static void begin(void)
{
    old = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    new = fields_report("cn-2021", "suqian_2023.tsv", NULL);
    gireport_report_set_year(old, 2020);
    gireport_report_set_year(new, 2021);
    gireport_report_set_text(old, GIREPORT_TEXT_PROBLEMS,
                             "解读的形式比较单一，个别栏目更新不及时，群众查找文件不太方便。",
                             GIREPORT_LEN_AUTO);
    gireport_report_set_text(new, GIREPORT_TEXT_PROBLEMS,
                             "解读的形式比较单一，个别栏目更新不及时，群众查找文件不太方便。",
                             GIREPORT_LEN_AUTO);
}

static void end(void)
{
    gireport_report_free(old);
    gireport_report_free(new);
}

static int count(const char *data, size_t len, void *to)
{
    uint64_t *h = to;

    for (size_t i = 0; i < len; i++)
        *h = (*h ^ (unsigned char)data[i]) * UINT64_C(1099511628211);
    return 0;
}

/* Compares and writes in one format; *digest tells what was written. */
static int compared(uint32_t format, uint64_t *digest)
{
    const gireport_report *both[] = {old, new};
    gireport_comparison_write_options o = GIREPORT_COMPARISON_WRITE_OPTIONS_INIT;
    gireport_comparison *c = NULL;
    int status = gireport_compare(both, 2, NULL, &c, NULL);

    *digest = 0;
    o.format = format;
    if (status == GIREPORT_OK)
        status = gireport_comparison_write(c, &o, count, digest);
    gireport_comparison_free(c);
    return status;
}

/* One report in pictures. */
static int drawn(uint32_t format, uint32_t flags, uint64_t *digest)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;

    *digest = 0;
    o.format = format;
    o.flags = flags;
    return gireport_write(old, &o, count, digest);
}

static int summary(uint32_t format, uint64_t *digest)
{
    return drawn(format, GIREPORT_WRITE_SUMMARY, digest);
}

static int charts(uint32_t format, uint64_t *digest)
{
    return drawn(format, GIREPORT_WRITE_CHARTS, digest);
}

/* A part of the workbook holds the day; only whether all of it was written counts. */
static int tables(uint32_t format, uint64_t *digest)
{
    const gireport_report *both[] = {old, new};

    (void)format;
    *digest = 0;
    return gireport_write_tables(both, NULL, NULL, 2, 0, count, digest);
}

static int summed(uint32_t format, uint64_t *digest)
{
    const gireport_report *both[] = {old, new};
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    gireport_sum_parts *p = NULL;
    int64_t total = 0;
    int status;

    (void)format;
    o.form = gireport_template_find("cn-2019");
    o.year = 2021;
    status = gireport_sum_explain(both, 2, &o, "applications.other.total", &p);
    if (status == GIREPORT_OK)
        gireport_sum_parts_total(p, &total);
    *digest = (uint64_t)total;
    gireport_sum_parts_free(p);
    return status;
}

static const struct {
    int (*work)(uint32_t format, uint64_t *digest);
    uint32_t format;
} works[] = {{compared, GIREPORT_FORMAT_TEXT},
             {compared, GIREPORT_FORMAT_MARKDOWN},
             {compared, GIREPORT_FORMAT_HTML},
             {compared, GIREPORT_FORMAT_CSV},
             {compared, GIREPORT_FORMAT_JSON},
             {compared, GIREPORT_FORMAT_SVG},
             {compared, GIREPORT_FORMAT_XLSX},
             {tables, 0},
             {summary, GIREPORT_FORMAT_HTML},
             {summary, GIREPORT_FORMAT_SVG},
             {charts, GIREPORT_FORMAT_HTML},
             {charts, GIREPORT_FORMAT_DOCX},
             {summed, 0}};

START_TEST(each_allocation_fails)
{
    uint64_t want, got;
    unsigned long nth = 1, made;

    if (!failing_works())
        return;
    if (works[_i].work(works[_i].format, &want) == GIREPORT_ERR_UNSUPPORTED && !gireport_feature(GIREPORT_FEATURE_XLSX)) {
        printf("LEFT OUT a format that this build does not write\n");
        return;
    }
    ck_assert_int_eq(works[_i].work(works[_i].format, &want), GIREPORT_OK);
    do {
        failing_at(nth);
        int status = works[_i].work(works[_i].format, &got);
        made = failing_count();
        failing_at(0);
        ck_assert_msg(status == GIREPORT_OK || status == GIREPORT_ERR_NOMEM, "allocation %lu: status %d", nth,
                      status);
        if (status == GIREPORT_OK)
            ck_assert_msg(got == want, "allocation %lu failed unseen", nth);
    } while (made >= nth && nth++ < MOST);
    ck_assert_uint_lt(nth, MOST);
    ck_assert_uint_gt(nth, 4);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("compare/memory");
    TCase *c = tcase_create("memory");

    tcase_add_checked_fixture(c, begin, end);
    tcase_add_loop_test(c, each_allocation_fails, 0, (int)(sizeof works / sizeof *works));
    suite_add_tcase(s, c);
    return run_suite(s);
}
