/* SPDX-License-Identifier: MIT */

/* gireport sum: the reports of many units as one draft for their parent. */

#include "cli.h"

struct sum {
    struct cli *c;
    struct reports units;
    gireport_findings *findings; /* of the sum */
};

static void tell(struct sum *k)
{
    if (gireport_findings_count(k->findings))
        print_findings(k->c, k->findings, stderr);
    if (has_unread(k->findings))
        reports_worse(&k->units, EXIT_FOUND);
}

static int add_up(struct sum *k, const gireport_report *parent)
{
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    gireport_report *draft = NULL;
    int rc;

    o.blank = k->c->blank;
    o.year = (int32_t)k->c->year;
    o.organ = k->c->organ;
    o.parent = parent;
    gireport_findings_clear(k->findings);
    gireport_findings_set_file(k->findings, k->c->out ? k->c->out : "-");
    rc = gireport_sum((const gireport_report *const *)k->units.list, k->units.n, &o, &draft, k->findings);
    tell(k);
    if (rc != GIREPORT_OK)
        complain(k->c, "没有汇总成：%s", "no sum was made: %s", status_text(k->c, rc));
    else
        reports_worse(&k->units, write_report(k->c, draft, "sum"));
    gireport_report_free(draft);
    return rc;
}

int cmd_sum(struct cli *c)
{
    struct sum k = {.c = c};
    gireport_report *parent = NULL;
    int failed = 0;

    if (gireport_findings_new(&k.findings) != GIREPORT_OK)
        return EXIT_UNUSABLE;
    if (c->parent && read_one(c, c->parent, &parent) != 0)
        failed = 1;
    else
        reports_read(c, &k.units);
    /* A draft from which a unit is missing would look like a sum and be none. */
    if (k.units.code == EXIT_UNUSABLE)
        complain(c, "有单位的报告读不了，没有汇总", "a unit could not be read, so no sum was made");
    else if (!failed && add_up(&k, parent) != GIREPORT_OK)
        failed = 1;
    reports_free(&k.units);
    gireport_report_free(parent);
    gireport_findings_free(k.findings);
    return failed ? EXIT_UNUSABLE : k.units.code;
}
