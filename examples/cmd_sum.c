/* SPDX-License-Identifier: MIT */

/* gireport sum: the reports of many units as one draft for their parent. */

#include "cli.h"

#include <string.h>

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

/* Errors of the units go into the sum: each unit that has any is named, with the rules. */
static void check_unit(struct sum *k, size_t i, gireport_findings *f)
{
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    const char *organ = gireport_report_text(k->units.list[i], GIREPORT_TEXT_ORGAN), *last = "";
    size_t n = 0, j;

    o.blank = k->c->blank;
    gireport_findings_clear(f);
    if (gireport_check(k->units.list[i], &o, f) != GIREPORT_OK || !gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR))
        return;
    print_safe(stderr, k->units.names[i]);
    fputs(": ", stderr);
    print_safe(stderr, organ ? organ : "?");
    show(k->c, stderr, "：单位报告有错误：", ": errors of its own: ");
    for (j = 0; j < gireport_findings_count(f); j++) {
        const char *rule = gireport_finding_rule(f, j);

        if (gireport_finding_severity(f, j) != GIREPORT_SEVERITY_ERROR || strcmp(rule, last) == 0)
            continue;
        fprintf(stderr, "%s%s", n++ ? " " : "", rule);
        last = rule;
    }
    fputc('\n', stderr);
}

static void check_units(struct sum *k)
{
    gireport_findings *f = NULL;
    size_t i;

    if (gireport_findings_new(&f) != GIREPORT_OK)
        return;
    for (i = 0; i < k->units.n; i++)
        check_unit(k, i, f);
    gireport_findings_free(f);
}

static gireport_sum_options options(const struct sum *k, const gireport_report *parent)
{
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;

    o.blank = k->c->blank;
    o.year = (int32_t)k->c->year;
    o.organ = k->c->organ;
    o.parent = parent;
    if (k->c->n_loaded)
        o.form = k->c->loaded[0];
    else if (k->c->n_templates)
        o.form = gireport_template_find(k->c->templates[0]);
    return o;
}

static void print_value(int64_t value, int money)
{
    if (money)
        printf("%lld.%02d", (long long)(value / 100), (int)(value < 0 ? -(value % 100) : value % 100));
    else
        printf("%lld", (long long)value);
}

/* One line a unit: what it gives to the cell, or why it gives nothing. */
static void print_parts(const struct sum *k, const gireport_sum_parts *p, int money)
{
    static const char *const states[] = {"absent", "blank", "na", "unreadable", "value"};
    int64_t value;
    size_t i;

    for (i = 0; i < gireport_sum_parts_count(p); i++) {
        const char *rule = gireport_sum_part_rule(p, i);

        if (gireport_sum_part_value(p, i, &value) == GIREPORT_OK)
            print_value(value, money);
        else
            fputs(states[gireport_sum_part_state(p, i)], stdout);
        putchar('\t');
        print_safe(stdout, gireport_sum_part_unit(p, i));
        if (*rule)
            show(k->c, stdout, "（没有汇总：%s）", " (not added: %s)", rule);
        printf("\t%s\n", k->units.names[i]);
    }
    if (gireport_sum_parts_total(p, &value) == GIREPORT_OK)
        print_value(value, money);
    else
        fputs(say(k->c, "未知", "unknown"), stdout);
    show(k->c, stdout, "\t合计\n", "\ttotal\n");
}

static int explain(struct sum *k, const gireport_report *parent)
{
    gireport_sum_options o = options(k, parent);
    const gireport_template *t;
    gireport_sum_parts *p = NULL;
    size_t field;
    int rc;

    if (k->units.n == 0)
        return EXIT_UNUSABLE;
    t = o.form ? o.form : gireport_report_template(k->units.list[0]);
    rc = gireport_sum_explain((const gireport_report *const *)k->units.list, k->units.n, &o, k->c->explain, &p);
    if (rc == GIREPORT_OK) {
        gireport_template_field_find(t, k->c->explain, &field);
        printf("%s\t%s\n", k->c->explain, gireport_field_label(t, field));
        print_parts(k, p, gireport_field_type(t, field) == GIREPORT_TYPE_MONEY);
    } else if (rc == GIREPORT_ERR_NOT_FOUND) {
        complain(k->c, "没有“%s”这一格", "there is no cell '%s'", k->c->explain);
    }
    gireport_sum_parts_free(p);
    return rc;
}

static int add_up(struct sum *k, const gireport_report *parent)
{
    gireport_sum_options o = options(k, parent);
    gireport_report *draft = NULL;
    int rc;

    check_units(k);
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
    else if (!failed && (c->explain ? explain(&k, parent) : add_up(&k, parent)) != GIREPORT_OK)
        failed = 1;
    reports_free(&k.units);
    gireport_report_free(parent);
    gireport_findings_free(k.findings);
    return failed ? EXIT_UNUSABLE : k.units.code;
}
