/* SPDX-License-Identifier: MIT */

/* gireport sum: the reports of many units as one draft for their parent. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

struct sum {
    struct cli *c;
    gireport_report **units;
    size_t n_units, capacity;
    gireport_findings *findings; /* of one input at a time, then of the sum */
    int code;
};

static void worse(struct sum *k, int code)
{
    if (code > k->code)
        k->code = code;
}

static int keep(struct sum *k, gireport_report *r)
{
    if (k->n_units == k->capacity) {
        size_t capacity = k->capacity ? 2 * k->capacity : 16;
        gireport_report **more = realloc(k->units, capacity * sizeof(*more));

        if (!more)
            return -1;
        k->units = more;
        k->capacity = capacity;
    }
    k->units[k->n_units++] = r;
    return 0;
}

static void tell(struct sum *k)
{
    if (gireport_findings_count(k->findings))
        print_findings(k->c, k->findings, stderr);
    if (has_unread(k->findings))
        worse(k, EXIT_FOUND);
}

static void read_units(struct sum *k, const char *name)
{
    struct input in;
    int rc = GIREPORT_OK;

    if (input_open(k->c, name, &in) != 0) {
        worse(k, EXIT_UNUSABLE);
        return;
    }
    while (rc != GIREPORT_ERR_NOT_FOUND && rc != GIREPORT_ERR_NOMEM &&
           !(k->c->nth && in.count >= k->c->nth)) {
        gireport_report *r = NULL;

        gireport_findings_clear(k->findings);
        gireport_findings_set_file(k->findings, name);
        rc = input_next(k->c, &in, &r, k->findings);
        tell(k);
        if (rc == GIREPORT_OK && keep(k, r) != 0) {
            gireport_report_free(r);
            rc = GIREPORT_ERR_NOMEM;
        }
        if (is_failure(k->c, &in, rc)) {
            complain_unread(k->c, name, rc);
            worse(k, EXIT_UNUSABLE);
        }
    }
    input_close(&in);
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
    rc = gireport_sum((const gireport_report *const *)k->units, k->n_units, &o, &draft, k->findings);
    tell(k);
    if (rc != GIREPORT_OK)
        complain(k->c, "没有汇总成：%s", "no sum was made: %s", status_text(k->c, rc));
    else
        worse(k, write_report(k->c, draft, "sum"));
    gireport_report_free(draft);
    return rc;
}

int cmd_sum(struct cli *c)
{
    struct sum k = {.c = c};
    gireport_report *parent = NULL;
    size_t i;
    int failed = 0;

    if (gireport_findings_new(&k.findings) != GIREPORT_OK)
        return EXIT_UNUSABLE;
    if (c->parent && read_one(c, c->parent, &parent) != 0)
        failed = 1;
    for (i = 0; i < c->n_files && !failed; i++) {
        read_units(&k, c->files[i]);
        progress(c, i + 1);
    }
    /* A draft from which a unit is missing would look like a sum and be none. */
    if (k.code == EXIT_UNUSABLE)
        complain(c, "有单位的报告读不了，没有汇总", "a unit could not be read, so no sum was made");
    else if (!failed && add_up(&k, parent) != GIREPORT_OK)
        failed = 1;
    for (i = 0; i < k.n_units; i++)
        gireport_report_free(k.units[i]);
    free(k.units);
    gireport_report_free(parent);
    gireport_findings_free(k.findings);
    return failed ? EXIT_UNUSABLE : k.code;
}
