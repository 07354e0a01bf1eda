/* SPDX-License-Identifier: MIT */
/* Comparison: reports side by side. */

#include "compare.h"

#include <string.h>

#include "../base/options.h"

#define MAX_REPORTS        10000
#define LEAST              10 /* base of a percentage */
#define PASSAGE            20 /* letters of a passage worth showing */

int gireport_compare_options_init(gireport_compare_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__COMPARE_V1);
}

static const char *organ_of(const gireport_report *r)
{
    const char *name = r->texts[GIREPORT_TEXT_ORGAN].text;

    return name != NULL ? name : "";
}

/* A report without an organ may be of any. */
static int same_organ(const gireport_report *a, const gireport_report *b)
{
    const char *x = organ_of(a), *y = organ_of(b);

    return *x == '\0' || *y == '\0' || strcmp(x, y) == 0;
}

static uint32_t kind_of(const gireport_report *const *reports, size_t n)
{
    int one_organ = 1, one_year = 1;

    for (size_t i = 1; i < n; i++) {
        one_organ &= same_organ(reports[0], reports[i]);
        one_year &= reports[0]->year == reports[i]->year;
    }
    if (n == 1)
        return GIREPORT_COMPARE_ONE;
    if (one_organ && !one_year)
        return GIREPORT_COMPARE_YEARS;
    return one_year ? GIREPORT_COMPARE_ORGANS : GIREPORT_COMPARE_MIXED;
}

/* Years go up. Sorted by insertion: reports come in order as a rule, and equal years keep theirs. */
static void sort_years(struct gireport__compare *w)
{
    struct gireport__column *columns = w->c->columns;

    for (size_t i = 1; i < w->c->n_columns; i++) {
        struct gireport__column column = columns[i];
        const gireport_report *r = w->reports[i];
        size_t k = i;

        for (; k > 0 && columns[k - 1].year > column.year; k--) {
            columns[k] = columns[k - 1];
            w->reports[k] = w->reports[k - 1];
        }
        columns[k] = column;
        w->reports[k] = r;
    }
}

static int name_columns(struct gireport__compare *w)
{
    struct gireport__buf name = {0};
    int failed = 0;

    for (size_t i = 0; i < w->c->n_columns; i++) {
        struct gireport__column *column = &w->c->columns[i];
        const char *organ = organ_of(w->reports[i]);

        gireport__buf_clear(&name);
        if (w->c->kind != GIREPORT_COMPARE_YEARS)
            gireport__buf_adds(&name, organ);
        if (column->year != 0 && (w->c->kind != GIREPORT_COMPARE_ORGANS || name.len == 0)) {
            gireport__buf_add_int(&name, column->year);
            gireport__buf_adds(&name, "年");
        }
        if (name.len == 0)
            gireport__buf_adds(&name, "?");
        column->name = gireport__arena_strndup(&w->c->arena, gireport__buf_str(&name), name.len);
        column->organ = gireport__arena_strndup(&w->c->arena, organ, strlen(organ));
        failed |= name.failed || column->name == NULL || column->organ == NULL;
    }
    gireport__buf_free(&name);
    return failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

/* The same organ and year twice: both are compared, and the caller is told. */
static void tell_doubles(const struct gireport__compare *w)
{
    for (size_t i = 1; i < w->c->n_columns; i++)
        for (size_t k = 0; k < i; k++) {
            const struct gireport__column *a = &w->c->columns[k], *b = &w->c->columns[i];

            if (a->year != b->year || strcmp(a->organ, b->organ) != 0)
                continue;
            gireport__say(w->findings,
                          &(struct gireport__say){.rule = "GI-C-011", .arg = {b->name, NULL, NULL}});
            break;
        }
}

static int work(struct gireport__compare *w)
{
    int status = name_columns(w);

    if (status != GIREPORT_OK)
        return status;
    tell_doubles(w);
    status = gireport__compare_cells(w);
    if (status == GIREPORT_OK)
        status = gireport__comparison_indicators(w->c, w->reports, w->o.blank != 0);
    if (status == GIREPORT_OK) {
        gireport__compare_changes(w);
        status = gireport__compare_repeats(w);
    }
    if (status == GIREPORT_OK)
        status = gireport__findings_status(w->findings);
    return status;
}

static int check_arguments(const gireport_report *const *reports, size_t n, gireport_comparison **out)
{
    if (out != NULL)
        *out = NULL;
    if (out == NULL || reports == NULL || n == 0)
        return GIREPORT_ERR_INVALID_ARG;
    for (size_t i = 0; i < n; i++)
        if (reports[i] == NULL)
            return GIREPORT_ERR_INVALID_ARG;
    return n <= MAX_REPORTS ? GIREPORT_OK : GIREPORT_ERR_LIMIT;
}

int gireport_compare(const gireport_report *const *reports, size_t n, const gireport_compare_options *options,
                     gireport_comparison **out, gireport_findings *findings)
{
    struct gireport__compare w = {.findings = findings};
    int status = check_arguments(reports, n, out);

    if (status != GIREPORT_OK)
        return status;
    status = gireport__options_take(&w.o, sizeof w.o, options, GIREPORT__COMPARE_V1);
    if (status != GIREPORT_OK)
        return status;
    if (w.o.blank > 1 || w.o.reserved != 0)
        return GIREPORT_ERR_INVALID_ARG;
    w.o.least = w.o.least != 0 ? w.o.least : LEAST;
    w.o.passage = w.o.passage != 0 ? w.o.passage : PASSAGE;
    w.reports = gireport__calloc(n, sizeof *w.reports);
    status = w.reports != NULL ? gireport__comparison_new(reports, n, &w.c) : GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK) {
        memcpy(w.reports, reports, n * sizeof *w.reports);
        w.c->kind = kind_of(reports, n);
        w.c->least = w.o.least;
        if (w.c->kind == GIREPORT_COMPARE_YEARS)
            sort_years(&w);
        status = work(&w);
    }
    gireport__free(w.reports);
    if (status == GIREPORT_OK)
        *out = w.c;
    else
        gireport_comparison_free(w.c);
    return status;
}
