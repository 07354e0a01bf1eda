/* SPDX-License-Identifier: MIT */

/* gireport compare: years of one organ, or organs of one year, side by side, with charts; what must follow from one year
 * to the next is checked as well. */

#include "cli.h"

#include <stdlib.h>

struct compare {
    struct cli *c;
    struct reports reports;
    gireport_comparison *comparison;
    gireport_findings **findings; /* of the comparison, then of each year against the one before */
    size_t n_findings;
};

static gireport_findings *new_findings(struct compare *k)
{
    gireport_findings *f = NULL;

    if (gireport_findings_new(&f) == GIREPORT_OK)
        k->findings[k->n_findings++] = f;
    return f;
}

/* Each year against the one before, as far as both were given. */
static int check_years(struct compare *k)
{
    size_t n = gireport_comparison_column_count(k->comparison), i;
    int rc = GIREPORT_OK;

    if (gireport_comparison_kind(k->comparison) != GIREPORT_COMPARE_YEARS)
        return rc;
    for (i = 1; i < n && rc == GIREPORT_OK; i++) {
        const gireport_report *r = k->reports.list[gireport_comparison_column_source(k->comparison, i)];
        gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
        gireport_findings *f;

        o.prior = k->reports.list[gireport_comparison_column_source(k->comparison, i - 1)];
        o.blank = k->c->blank;
        if (gireport_report_year(r) != gireport_report_year(o.prior) + 1)
            continue;
        f = new_findings(k);
        rc = f ? gireport_findings_set_report(f, r) : GIREPORT_ERR_NOMEM;
        if (rc == GIREPORT_OK)
            rc = gireport_check(r, &o, f);
    }
    return rc;
}

static int compare(struct compare *k)
{
    gireport_compare_options o = GIREPORT_COMPARE_OPTIONS_INIT;
    gireport_findings *f;
    int rc;

    k->findings = calloc(k->reports.n + 1, sizeof(*k->findings));
    f = k->findings ? new_findings(k) : NULL;
    if (!f)
        return GIREPORT_ERR_NOMEM;
    o.blank = k->c->blank;
    rc = gireport_compare((const gireport_report *const *)k->reports.list, k->reports.n, &o, &k->comparison, f);
    return rc == GIREPORT_OK ? check_years(k) : rc;
}

static int write_out(struct compare *k)
{
    gireport_comparison_write_options o = GIREPORT_COMPARISON_WRITE_OPTIONS_INIT;
    struct output out;
    int rc;

    o.format = output_format(k->c, k->c->chart ? GIREPORT_FORMAT_SVG : GIREPORT_FORMAT_TEXT);
    o.flags = k->c->write_flags;
    o.lang = k->c->lang;
    o.chart = k->c->chart;
    o.findings = (const gireport_findings *const *)k->findings;
    o.n_findings = k->n_findings;
    o.rules = "GI-C GI-Y";
    if (!o.format || output_open(k->c, k->c->out, &out) != 0)
        return EXIT_UNUSABLE;
    rc = gireport_comparison_write(k->comparison, &o, output_write, &out);
    if (rc == GIREPORT_ERR_UNSUPPORTED)
        complain(k->c, "比较结果可以写成 text、markdown、html、csv、json、xlsx 或 svg",
                 "a comparison is written as text, markdown, html, csv, json, xlsx or svg");
    else if (rc == GIREPORT_ERR_NOT_FOUND)
        complain(k->c, "没有“%s”这张图", "there is no chart '%s'", k->c->chart);
    else if (rc != GIREPORT_OK)
        complain(k->c, "没有写成：%s", "not written: %s", status_text(k->c, rc));
    if (output_close(k->c, &out, rc == GIREPORT_OK) != 0 || rc != GIREPORT_OK)
        return EXIT_UNUSABLE;
    return 0;
}

int cmd_compare(struct cli *c)
{
    struct compare k = {.c = c};
    int rc;
    size_t i;

    reports_read(c, &k.reports);
    if (k.reports.n == 0) {
        reports_free(&k.reports);
        return EXIT_UNUSABLE;
    }
    rc = compare(&k);
    if (rc != GIREPORT_OK) {
        complain(c, "没有比较成：%s", "not compared: %s", status_text(c, rc));
        reports_worse(&k.reports, EXIT_UNUSABLE);
    } else {
        reports_worse(&k.reports, write_out(&k));
    }
    for (i = 0; i < k.n_findings; i++)
        gireport_findings_free(k.findings[i]);
    free(k.findings);
    gireport_comparison_free(k.comparison);
    reports_free(&k.reports);
    return k.reports.code;
}
