/* SPDX-License-Identifier: MIT */

/* gireport check: every rule over every report, and a plain answer at the end. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_SHOWN = 1 << 20 }; /* bytes of an input of which lines are shown: each report looks for them anew */

struct check {
    struct cli *c;
    gireport_check_options options;
    gireport_report *prior;
    gireport_report **units;
    size_t n_units;
    gireport_waivers *waivers;
    gireport_findings **all; /* kept for the formats that are one object */
    size_t n_all, capacity;
    struct output out;
    int code;
};

static void worse(struct check *k, int code)
{
    if (code > k->code)
        k->code = code;
}

static int keep(struct check *k, gireport_findings *f)
{
    if (k->n_all == k->capacity) {
        size_t capacity = k->capacity ? 2 * k->capacity : 16;
        gireport_findings **more = realloc(k->all, capacity * sizeof(*more));

        if (!more)
            return EXIT_UNUSABLE;
        k->all = more;
        k->capacity = capacity;
    }
    k->all[k->n_all++] = f;
    return 0;
}

/* ---- the answer ---- */

static int is_error(const gireport_findings *f, size_t i)
{
    return gireport_finding_severity(f, i) == GIREPORT_SEVERITY_ERROR && !gireport_finding_waived(f, i);
}

/* "GI-T3-002 ×3": the rules of the errors, each once, in the order of their first finding. */
static void print_reasons(const struct check *k, const gireport_findings *f, FILE *out)
{
    size_t n = gireport_findings_count(f), i, j, named = 0;

    for (i = 0; i < n; i++) {
        const char *rule = gireport_finding_rule(f, i);
        const gireport_rule *known = gireport_rule_find(rule);
        size_t times = 0;
        int first = 1;

        if (!is_error(f, i))
            continue;
        for (j = 0; j < n; j++) {
            int same = is_error(f, j) && strcmp(gireport_finding_rule(f, j), rule) == 0;

            first &= !(same && j < i);
            times += (size_t)same;
        }
        if (!first)
            continue;
        fputs(named++ ? say(k->c, "；", "; ") : "", out);
        print_safe(out, known ? gireport_rule_title(known, k->c->lang)
                              : gireport_finding_message(f, i, k->c->lang));
        fprintf(out, " [%s]", rule);
        if (times > 1)
            show(k->c, out, " %zu 处", " ×%zu", times);
    }
}

static void print_name(const gireport_report *r, const char *file, FILE *out)
{
    const char *organ = gireport_report_text(r, GIREPORT_TEXT_ORGAN);

    print_safe(out, file);
    fputs(": ", out);
    print_safe(out, organ ? organ : "");
    if (gireport_report_year(r))
        fprintf(out, "%s%d", organ ? " " : "", (int)gireport_report_year(r));
    fputs(organ || gireport_report_year(r) ? ": " : "", out);
}

/* How many rules could not be assessed because a cell lacks (and not a file or a date that was not given). */
static size_t unassessed(const gireport_findings *f)
{
    size_t n = gireport_findings_unassessed_count(f), i, found = 0;

    for (i = 0; i < n; i++)
        found += strchr(gireport_findings_unassessed_missing(f, i), '.') != NULL;
    return found;
}

/* How many errors tell what could not be read of a document: faults of the reading, not surely of the report. */
static size_t unread(const gireport_findings *f)
{
    size_t n = gireport_findings_count(f), i, found = 0;

    for (i = 0; i < n; i++)
        found += is_error(f, i) && strncmp(gireport_finding_rule(f, i), "GI-R-", 5) == 0;
    return found;
}

/* One plain sentence: may it be published, and why not. */
static void print_answer(const struct check *k, const gireport_report *r, const char *file,
                         const gireport_findings *f, FILE *out)
{
    size_t errors = gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR);
    size_t warnings = gireport_findings_count_of(f, GIREPORT_SEVERITY_WARNING), unknown = unassessed(f);
    const char *colour = has_colour(stdout) && !k->c->out ? (errors ? "\033[1;31m" : "\033[1;32m") : "";

    print_name(r, file, out);
    fputs(colour, out);
    if (errors && errors == unread(f)) {
        show(k->c, out, "没有读全，不能判断能否发布，有 %zu 处没有读出：",
             "not read in full: nobody can tell whether it may be published; %zu place(s) could not be read: ", errors);
        print_reasons(k, f, out);
    } else if (errors) {
        show(k->c, out, "不能发布，有 %zu 处错误", "not to be published, %zu error(s)", errors);
        if (unread(f))
            show(k->c, out, "（其中 %zu 处是没有读出）", ", %zu of them could not be read", unread(f));
        fputs(say(k->c, "：", ": "), out);
        print_reasons(k, f, out);
    } else if (warnings) {
        show(k->c, out, "可以发布，没有错误；有 %zu 处警告请先核对",
             "may be published, no error; %zu warning(s) to look at", warnings);
    } else {
        fputs(say(k->c, "可以发布，没有发现错误", "may be published, no error found"), out);
    }
    fputs(*colour ? "\033[0m" : "", out);
    if (gireport_findings_count_waived(f))
        show(k->c, out, "；另有 %zu 处已接受", "; %zu accepted", gireport_findings_count_waived(f));
    if (unknown)
        show(k->c, out, "；另有 %zu 项勾稽关系因单元格缺数无法核对",
             "; %zu sum(s) could not be checked, as cells are missing", unknown);
    fputs(say(k->c, "。\n", ".\n"), out);
}

/* ---- checking ---- */

/* Returns 1 when the report was checked. */
static int check_one(struct check *k, const gireport_report *r, const char *file, gireport_findings *f)
{
    int rc = gireport_check(r, &k->options, f);

    if (rc == GIREPORT_OK && k->waivers)
        rc = gireport_waivers_apply(k->waivers, k->c->today, f);
    if (rc != GIREPORT_OK) {
        complain(k->c, "%s：检查没有完成：%s", "%s: the check did not end: %s", file, status_text(k->c, rc));
        worse(k, EXIT_UNUSABLE);
    }
    if (gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR))
        worse(k, EXIT_FOUND);
    return rc == GIREPORT_OK;
}

static void check_file(struct check *k, const char *name)
{
    int text = k->c->findings_format == GIREPORT_FINDINGS_TEXT, rc = GIREPORT_OK;
    struct input in;

    if (input_open(k->c, name, &in) != 0) {
        worse(k, EXIT_UNUSABLE);
        return;
    }
    while (rc != GIREPORT_ERR_NOT_FOUND) {
        gireport_findings *f = NULL;
        gireport_report *r = NULL;
        int checked;

        rc = gireport_findings_new(&f);
        if (rc == GIREPORT_OK)
            rc = gireport_findings_set_file(f, name);
        if (rc == GIREPORT_OK)
            rc = input_next(k->c, &in, &r, f);
        checked = rc == GIREPORT_OK && check_one(k, r, name, f);
        if (text && in.len <= MOST_SHOWN)
            gireport_findings_set_source(f, in.data, in.len);
        if (text && gireport_findings_count(f))
            print_findings(k->c, f, k->out.file);
        if (text && checked)
            print_answer(k, r, name, f, k->out.file);
        if (is_failure(k->c, &in, rc)) {
            complain_unread(k->c, name, rc);
            worse(k, EXIT_UNUSABLE);
        }
        gireport_report_free(r);
        if (text || rc == GIREPORT_ERR_NOT_FOUND || keep(k, f) != 0)
            gireport_findings_free(f);
        if (rc == GIREPORT_ERR_NOMEM || (k->c->nth && in.count >= k->c->nth))
            break;
    }
    input_close(&in);
}

/* ---- many files ---- */

/* Findings and answer of a report, as a text. */
static void *make_text(void *context, const gireport_result *result)
{
    struct check *k = context;
    const gireport_report *r = gireport_result_report(result);
    const gireport_findings *f = gireport_result_findings(result);
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);

    if (!out)
        return NULL;
    if (gireport_findings_count(f))
        print_findings(k->c, f, out);
    if (r)
        print_answer(k, r, gireport_result_name(result), f, out);
    if (fclose(out) == 0)
        return text;
    free(text);
    return NULL;
}

static int take_text(void *context, const gireport_result *result, void *made)
{
    struct check *k = context;
    int status = gireport_result_status(result);

    if (!made)
        status = GIREPORT_ERR_NOMEM;
    else
        output_write(made, strlen(made), &k->out);
    if (status != GIREPORT_OK) {
        complain_unread(k->c, gireport_result_name(result), status);
        worse(k, EXIT_UNUSABLE);
    } else if (gireport_findings_count_of(gireport_result_findings(result), GIREPORT_SEVERITY_ERROR)) {
        worse(k, EXIT_FOUND);
    }
    if (k->c->notices)
        worse(k, write_notice(k->c, result));
    return k->out.failed;
}

static void check_batch(struct check *k)
{
    struct batch_work w = {k, &k->options, make_text, take_text};
    struct survey *survey;

    if (survey_open(k->c, &survey) != 0) {
        worse(k, EXIT_UNUSABLE);
        return;
    }
    worse(k, run_batch(k->c, &w, survey));
    worse(k, survey_close(survey, k->out.file));
}

/* ---- what is needed beside the reports ---- */

static int read_waivers(struct check *k)
{
    struct input in = {0};
    gireport_findings *problems = NULL;
    int rc;

    if (input_load(k->c, k->c->waivers, &in) != 0)
        return EXIT_UNUSABLE;
    rc = gireport_findings_new(&problems);
    if (rc == GIREPORT_OK)
        rc = gireport_findings_set_file(problems, k->c->waivers);
    if (rc == GIREPORT_OK)
        rc = gireport_waivers_read(in.data, in.len, problems, &k->waivers);
    if (gireport_findings_count(problems))
        print_findings(k->c, problems, stderr);
    if (rc != GIREPORT_OK)
        complain(k->c, "%s 不是可用的豁免文件：%s", "%s is no usable waiver file: %s", k->c->waivers,
                 status_text(k->c, rc));
    gireport_findings_free(problems);
    input_close(&in);
    return rc == GIREPORT_OK ? 0 : EXIT_UNUSABLE;
}

static int read_context(struct check *k)
{
    size_t i;

    if (k->c->waivers && read_waivers(k) != 0)
        return EXIT_UNUSABLE;
    if (k->c->prior && read_one(k->c, k->c->prior, &k->prior) != 0)
        return EXIT_UNUSABLE;
    k->options.prior = k->prior;
    if (k->c->n_units == 0)
        return 0;
    k->units = calloc(k->c->n_units, sizeof(*k->units));
    for (i = 0; k->units && i < k->c->n_units; i++) {
        if (read_one(k->c, k->c->units[i], &k->units[i]) != 0)
            return EXIT_UNUSABLE;
        k->n_units++;
    }
    k->options.units = (const gireport_report *const *)k->units;
    k->options.n_units = k->n_units;
    return k->units ? 0 : EXIT_UNUSABLE;
}

int cmd_check(struct cli *c)
{
    gireport_check_options options = GIREPORT_CHECK_OPTIONS_INIT;
    struct check k = {.c = c, .options = options};
    size_t i;
    int batch;

    if (c->list_claims)
        return list_claims(c);
    batch = is_batch(c) && c->findings_format == GIREPORT_FINDINGS_TEXT && !c->waivers;
    if (!batch && (c->log || c->expect || c->notices)) {
        complain(c, "--log、--expect、--notices 不能与 --format json、--format sarif、--waivers、--nth 或标准输入合用",
                 "--log, --expect and --notices do not go with --format json or sarif, --waivers, --nth or standard input");
        return EXIT_UNUSABLE;
    }
    k.options.blank = c->blank;
    k.options.profile = c->profile;
    k.options.since = c->since;
    k.options.level = c->level;
    k.options.published = c->published;
    if (output_open(c, c->out, &k.out) != 0)
        return EXIT_UNUSABLE;
    k.code = read_context(&k);
    if (batch && k.code == 0)
        check_batch(&k);
    for (i = 0; !batch && i < c->n_files && (i > 0 || k.code == 0); i++) {
        check_file(&k, c->files[i]);
        progress(c, i + 1);
    }
    if (c->findings_format != GIREPORT_FINDINGS_TEXT &&
        gireport_findings_write((const gireport_findings *const *)k.all, k.n_all, c->findings_format, c->lang,
                                output_write, &k.out) != GIREPORT_OK)
        worse(&k, EXIT_UNUSABLE);
    worse(&k, output_close(c, &k.out, 1));
    for (i = 0; i < k.n_all; i++)
        gireport_findings_free(k.all[i]);
    for (i = 0; i < k.n_units; i++)
        gireport_report_free(k.units[i]);
    gireport_report_free(k.prior);
    gireport_waivers_free(k.waivers);
    free(k.units);
    free(k.all);
    return k.code;
}
