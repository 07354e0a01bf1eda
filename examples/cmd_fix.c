/* SPDX-License-Identifier: MIT */

/* gireport fix: the smallest repair, shown as a diff; with -o the corrected copy. */

#include "cli.h"

#include <string.h>

/* A value as the diff shows it; money, which the library counts in 0.01 元, in 元. */
static void print_value(const gireport_template *t, size_t field, int64_t value)
{
    if (gireport_field_type(t, field) == GIREPORT_TYPE_MONEY)
        printf("%s%lld.%02lld元", value < 0 ? "-" : "", (long long)(value < 0 ? -(value / 100) : value / 100),
               (long long)(value < 0 ? -(value % 100) : value % 100));
    else
        printf("%lld", (long long)value);
}

static void print_old(const gireport_report *r, size_t field, int64_t value)
{
    const char *raw = gireport_cell_raw(r, field);

    if (gireport_cell_state(r, field) == GIREPORT_STATE_VALUE)
        print_value(gireport_report_template(r), field, value);
    else
        print_safe(stdout, raw && *raw ? raw : "~");
}

/* A proposal as a unified diff, one hunk a cell. */
static void print_proposal(const struct cli *c, const gireport_repair *p, size_t i, const gireport_report *r,
                           const char *name)
{
    const gireport_template *t = gireport_report_template(r);
    const char *cause = gireport_repair_cause(p, i, c->lang);
    size_t n = gireport_repair_cell_count(p, i), j, field;
    int64_t old_value, new_value;

    fputs("--- ", stdout);
    print_safe(stdout, name);
    fputc('\n', stdout);
    show(c, stdout, "+++ 方案 %zu", "+++ proposal %zu", i + 1);
    if (cause && *cause)
        printf("%s%s", say(c, "：", ": "), cause);
    printf("\n");
    for (j = 0; j < n; j++) {
        if (gireport_repair_cell(p, i, j, &field, &old_value, &new_value) != GIREPORT_OK)
            continue;
        printf("@@ %s %s @@\n-", gireport_field_key(t, field), gireport_field_label(t, field));
        print_old(r, field, old_value);
        printf("\n+");
        print_value(t, field, new_value);
        printf("\n");
    }
}

/* Which proposal is taken: the chosen one, or the only one; else -1 after saying what to do. */
static int pick(const struct cli *c, const gireport_repair *p, size_t *out)
{
    size_t n = gireport_repair_count(p);

    *out = c->choose ? c->choose - (size_t)1 : 0;
    if (c->choose > n) {
        complain(c, "没有方案 %u，一共 %zu 个", "no proposal %u, there are %zu", c->choose, n);
        return EXIT_UNUSABLE;
    }
    if (c->choose || gireport_repair_unique(p))
        return 0;
    if (n == 1)
        complain(c, "不能肯定这是唯一的改法，请核对原始数据后用 --choose 1 选定",
                 "this may not be the only repair; look at the records, then take it with --choose 1");
    else
        complain(c, "改动同样少的方案有 %zu 个，请核对原始数据后用 --choose N 选定",
                 "%zu proposals change equally little; look at the records, then take one with --choose N",
                 n);
    return EXIT_FOUND;
}

/* There is no proposal: because all is well, or because none was found. */
static int nothing_to_change(struct cli *c, const gireport_report *r, const char *name, int spent)
{
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    gireport_findings *f = NULL;
    size_t errors = 0;

    o.profile = GIREPORT_PROFILE_GATE;
    o.blank = c->blank;
    if (gireport_findings_new(&f) != GIREPORT_OK || gireport_check(r, &o, f) != GIREPORT_OK) {
        gireport_findings_free(f);
        return EXIT_UNUSABLE;
    }
    errors = gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR);
    gireport_findings_free(f);
    if (errors == 0) {
        complain(c, "%s：勾稽关系都成立，没有要改的", "%s: every sum holds, nothing to change", name);
        return c->out ? write_report(c, r, name) : 0;
    }
    if (spent)
        complain(c, "%s：错误太多，在限度内找不到最小的改动，请先改正明显的错误",
                 "%s: too much is wrong to find the smallest change; mend the obvious errors first", name);
    else
        complain(c, "%s：有 %zu 处错误，但改动单元格的数不能使勾稽关系成立（gireport check 列出错误）",
                 "%s: %zu error(s), but no change of numbers mends them (see: gireport check)", name, errors);
    return EXIT_FOUND;
}

static int fix(struct cli *c, const gireport_report *r, const char *name)
{
    gireport_repair_options o = GIREPORT_REPAIR_OPTIONS_INIT;
    gireport_repair *p = NULL;
    gireport_report *copy = NULL;
    size_t i, chosen = 0;
    int code, rc;

    o.blank = c->blank;
    rc = gireport_repair_find(r, &o, &p);
    if (rc != GIREPORT_OK && rc != GIREPORT_ERR_LIMIT) {
        complain(c, "%s：%s", "%s: %s", name, status_text(c, rc));
        return EXIT_UNUSABLE;
    }
    for (i = 0; i < gireport_repair_count(p); i++)
        if (!c->choose || i + 1 == c->choose)
            print_proposal(c, p, i, r, name);
    if (gireport_repair_count(p) == 0)
        code = nothing_to_change(c, r, name, rc == GIREPORT_ERR_LIMIT);
    else
        code = pick(c, p, &chosen);
    if (code == 0 && c->out && gireport_repair_count(p)) {
        rc = gireport_repair_apply(p, chosen, r, &copy);
        code = rc == GIREPORT_OK ? write_corrected(c, copy, r, name) : EXIT_UNUSABLE;
    }
    gireport_report_free(copy);
    gireport_repair_free(p);
    return code;
}

int cmd_fix(struct cli *c)
{
    gireport_findings *findings = NULL;
    gireport_report *r = NULL;
    struct input in;
    int rc, code = EXIT_UNUSABLE;

    if (c->n_files != 1) {
        complain(c, "fix 一次只改一份报告", "fix takes one report at a time");
        return EXIT_UNUSABLE;
    }
    if (input_open(c, c->files[0], &in) != 0)
        return EXIT_UNUSABLE;
    rc = gireport_findings_new(&findings);
    if (rc == GIREPORT_OK) {
        gireport_findings_set_file(findings, c->files[0]);
        rc = input_next(c, &in, &r, findings);
    }
    if (gireport_findings_count(findings))
        print_findings(c, findings, stderr);
    if (rc == GIREPORT_OK) {
        code = fix(c, r, c->files[0]);
        if (code == 0 && has_unread(findings))
            code = EXIT_FOUND;
    } else {
        complain_unread(c, c->files[0], rc);
    }
    gireport_report_free(r);
    gireport_findings_free(findings);
    input_close(&in);
    return code;
}
