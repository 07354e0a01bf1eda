/* SPDX-License-Identifier: MIT */

/* gireport tally: a ledger of requests counted into the tables of requests and disputes. */

#include "cli.h"

#include <string.h>

/* The form that the caller names; NULL leaves it to the report or the year. */
static const gireport_template *named_template(const struct cli *c)
{
    if (c->n_loaded)
        return c->loaded[0];
    return c->n_templates ? gireport_template_find(c->templates[0]) : NULL;
}

static int write_rows(const struct cli *c, const gireport_tally *t, size_t field, uint32_t flags, const char *path)
{
    struct output out;
    int rc;

    if (output_open(c, path, &out) != 0)
        return EXIT_UNUSABLE;
    rc = gireport_tally_write_rows(t, field, flags, output_write, &out);
    if (rc != GIREPORT_OK && !out.failed)
        complain(c, "%s：没有写成：%s", "%s: not written: %s", path ? path : "-", status_text(c, rc));
    return output_close(c, &out, rc == GIREPORT_OK) || rc != GIREPORT_OK ? EXIT_UNUSABLE : 0;
}

/* The rows behind a cell, and which of them surely count. */
static int explain(const struct cli *c, const gireport_tally *t)
{
    const gireport_template *form = gireport_report_template(gireport_tally_report(t));
    const char *keys[1024];
    size_t field, i, n = gireport_template_field_count(form);

    if (gireport_template_field_find(form, c->explain, &field) != GIREPORT_OK) {
        for (i = 0; i < n && i < sizeof(keys) / sizeof(*keys); i++)
            keys[i] = gireport_field_key(form, i);
        return unknown(c, "单元格", "cell", c->explain, keys, i);
    }
    return write_rows(c, t, field, GIREPORT_TALLY_LINES, c->out);
}

/* The rows carried out are those behind the total of that row. */
static int write_carried(const struct cli *c, const gireport_tally *t)
{
    const gireport_template *form = gireport_report_template(gireport_tally_report(t));
    size_t field;

    if (gireport_template_field_find(form, "applications.carried_out.total", &field) != GIREPORT_OK) {
        complain(c, "这种表格没有“结转下年度”一行", "this form has no row of requests carried out");
        return EXIT_UNUSABLE;
    }
    return write_rows(c, t, field, 0, c->carried);
}

static int write_draft(const struct cli *c, const gireport_tally *t)
{
    gireport_report *r = NULL;
    int rc = gireport_report_copy(gireport_tally_report(t), &r);

    if (rc == GIREPORT_OK && c->organ)
        rc = gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, c->organ, GIREPORT_LEN_AUTO);
    if (rc != GIREPORT_OK)
        complain(c, "没有写成：%s", "not written: %s", status_text(c, rc));
    rc = rc == GIREPORT_OK ? write_report(c, r, c->files[0]) : EXIT_UNUSABLE;
    gireport_report_free(r);
    return rc;
}

static int write_all(const struct cli *c, const gireport_tally *t)
{
    int rc = c->explain ? explain(c, t) : write_draft(c, t);

    if (c->carried && rc == 0)
        rc = write_carried(c, t);
    return rc;
}

static int count(const struct cli *c, const gireport_report *report, const struct input *in)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_findings *findings = NULL;
    gireport_tally *t = NULL;
    int rc = gireport_findings_new(&findings), code = 0;

    o.year = (int32_t)c->year;
    o.form = named_template(c);
    o.report = report;
    if (rc == GIREPORT_OK)
        rc = gireport_findings_set_file(findings, c->files[0]);
    if (rc == GIREPORT_OK)
        rc = gireport_tally_new(in->data ? in->data : "", in->len, &o, &t, findings);
    if (gireport_findings_count(findings))
        print_findings(c, findings, stderr);
    if (rc == GIREPORT_ERR_NOT_FOUND)
        complain(c, "没有 %d 年的表格", "there is no form for %d", (int)o.year);
    else if (rc != GIREPORT_OK)
        complain(c, "%s：没有统计成：%s", "%s: not counted: %s", c->files[0], status_text(c, rc));
    code = rc == GIREPORT_OK ? write_all(c, t) : EXIT_UNUSABLE;
    if (code == 0 && has_unread(findings))
        code = EXIT_FOUND;
    gireport_tally_free(t);
    gireport_findings_free(findings);
    return code;
}

int cmd_tally(struct cli *c)
{
    gireport_report *report = NULL;
    struct input in;
    int code;

    if (c->n_files != 1) {
        complain(c, "一次只能统计一份台账", "one ledger at a time is counted");
        return EXIT_UNUSABLE;
    }
    if (c->report && read_one(c, c->report, &report) != 0)
        return EXIT_UNUSABLE;
    if (!c->year && !(report && gireport_report_year(report))) {
        complain(c, "请用 --year 说明统计哪一年", "which year is to be counted? say it with --year");
        gireport_report_free(report);
        return EXIT_UNUSABLE;
    }
    code = EXIT_UNUSABLE;
    if (input_load(c, c->files[0], &in) == 0) {
        code = count(c, report, &in);
        input_close(&in);
    }
    gireport_report_free(report);
    return code;
}
