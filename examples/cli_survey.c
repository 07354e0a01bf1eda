/* SPDX-License-Identifier: MIT */

/* What is said of many reports together: the summary, who is missing, who is late, who sent two reports; and what the
 * log gets of each file. */

#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN = 20, NAMED = 8 }; /* lines of the ranks; files that are named for one organ */

struct record { /* of a report */
    char *organ, *code, *file;
    int year, late;
    size_t errors, warnings, number; /* number: which report of its file */
};

struct expected {
    char *name, *code;
    int met;
};

struct count {
    char rule[24];
    size_t n;
};

struct survey {
    const struct cli *c;
    struct file_log *log;
    struct list records, expected, rules;
    int judges; /* the command is check */
    int failed; /* out of memory */
    char *name; /* of the file that is delivered */
    size_t source;
    struct file_result file;
    /* All of them. */
    size_t n_files, n_reports, n_broken, n_skipped, n_errors, n_warnings, n_publishable;
    int code;
};

/* NULL: out of memory, which the end tells. */
static void *grow(struct survey *s, struct list *l, size_t size)
{
    void *item = list_add(l, size);

    s->failed |= !item;
    return item;
}

/* ---- files ---- */

static void worse(struct survey *s, int code)
{
    if (code > s->code)
        s->code = code;
}

/* The file before is all there. */
static void end_file(struct survey *s)
{
    struct file_result *f = &s->file;

    if (!s->name)
        return;
    f->file = s->name;
    f->code = f->unread ? EXIT_UNUSABLE : f->errors && s->judges ? EXIT_FOUND : EXIT_FINE;
    s->n_files++;
    s->n_broken += f->unread > 0;
    worse(s, f->code);
    log_add(s->log, f);
    free(s->name);
    s->name = NULL;
    memset(f, 0, sizeof(*f));
}

int survey_is_done(struct survey *s, const char *file)
{
    int code;

    if (!log_has(s->log, file, &code))
        return 0;
    worse(s, code);
    s->n_skipped++;
    return 1;
}

/* ---- who is expected ---- */

static void read_expected(struct survey *s, char *line)
{
    char *comma = strpbrk(line, ",\t");
    struct expected *e;

    line[strcspn(line, "\r\n")] = '\0';
    if (strncmp(line, "\xef\xbb\xbf", 3) == 0)
        line += 3;
    if (!*line || *line == '#')
        return;
    if (comma && comma < line)
        comma = NULL;
    e = grow(s, &s->expected, sizeof(*e));
    if (!e)
        return;
    e->name = copy_bytes(line, comma ? (size_t)(comma - line) : strlen(line));
    e->code = copy_text(comma ? comma + 1 : "");
    s->failed |= !e->name || !e->code;
}

static int open_files(struct survey *s)
{
    const struct cli *c = s->c;
    char line[1024];
    FILE *f;

    if (c->skip_done && !c->log) {
        complain(c, "--skip-done 需要 --log", "--skip-done needs --log");
        return EXIT_UNUSABLE;
    }
    if (c->skip_done && c->expect) { /* whose report a file is that is passed over, the log does not say */
        complain(c, "--skip-done 不能与 --expect 合用", "--skip-done does not go with --expect");
        return EXIT_UNUSABLE;
    }
    if (log_open(c, &s->log) != 0)
        return EXIT_UNUSABLE;
    f = c->expect ? fopen(c->expect, "rb") : NULL;
    if (c->expect && !f) {
        complain(c, "%s：读不了：%s", "%s: cannot be read: %s", c->expect, errno_text(c, errno));
        return EXIT_UNUSABLE;
    }
    while (f && fgets(line, sizeof(line), f))
        read_expected(s, line);
    if (f)
        fclose(f);
    return 0;
}

static void survey_free(struct survey *s)
{
    size_t i;

    for (i = 0; i < s->records.n; i++) {
        struct record *r = (struct record *)s->records.items + i;

        free(r->organ);
        free(r->code);
        free(r->file);
    }
    for (i = 0; i < s->expected.n; i++) {
        free(((struct expected *)s->expected.items)[i].name);
        free(((struct expected *)s->expected.items)[i].code);
    }
    free(s->records.items);
    free(s->expected.items);
    free(s->rules.items);
    free(s->name);
    log_close(s->log);
    free(s);
}

int survey_open(const struct cli *c, struct survey **out)
{
    struct survey *s = calloc(1, sizeof(*s));
    int rc = s ? 0 : EXIT_UNUSABLE;

    *out = NULL;
    if (s) {
        s->c = c;
        s->judges = strcmp(c->command, "check") == 0;
        rc = open_files(s);
    }
    if (rc == 0 && s->failed)
        rc = EXIT_UNUSABLE;
    if (rc == 0)
        *out = s;
    else if (s)
        survey_free(s);
    return rc;
}

/* ---- a report ---- */

static void count_rules(struct survey *s, const gireport_findings *f)
{
    size_t i, k;

    for (i = 0; i < gireport_findings_count(f); i++) {
        const char *rule = gireport_finding_rule(f, i);
        struct count *list = s->rules.items, *found = NULL;

        if (gireport_finding_severity(f, i) != GIREPORT_SEVERITY_ERROR)
            continue;
        for (k = 0; k < s->rules.n && !found; k++)
            found = strcmp(list[k].rule, rule) == 0 ? &list[k] : NULL;
        if (!found) {
            found = grow(s, &s->rules, sizeof(*found));
            if (!found)
                return;
            snprintf(found->rule, sizeof(found->rule), "%s", rule);
        }
        found->n++;
    }
}

/* Rules of the family D tell dates of publication that are too late; the last of them one that is too early. */
static int is_late(const gireport_findings *f)
{
    size_t i;

    for (i = 0; i < gireport_findings_count(f); i++)
        if (strncmp(gireport_finding_rule(f, i), "GI-D-", 5) == 0 &&
            gireport_finding_severity(f, i) >= GIREPORT_SEVERITY_WARNING)
            return 1;
    return 0;
}

static void mark_expected(struct survey *s, const struct record *r)
{
    struct expected *e = s->expected.items;
    size_t i;

    for (i = 0; i < s->expected.n; i++)
        if (strcmp(e[i].name, r->organ) == 0 || (*e[i].code && strcmp(e[i].code, r->code) == 0))
            e[i].met = 1;
}

void survey_add(struct survey *s, const gireport_result *result)
{
    const gireport_report *r = gireport_result_report(result);
    const gireport_findings *f = gireport_result_findings(result);
    size_t errors = gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR);
    struct record *record;

    if (!s->name || s->source != gireport_result_source(result)) {
        end_file(s);
        s->name = copy_text(gireport_result_name(result));
        s->source = gireport_result_source(result);
        s->failed |= !s->name;
    }
    s->file.errors += errors;
    s->file.warnings += gireport_findings_count_of(f, GIREPORT_SEVERITY_WARNING);
    s->n_errors += errors;
    s->n_warnings += gireport_findings_count_of(f, GIREPORT_SEVERITY_WARNING);
    count_rules(s, f);
    if (!r) {
        s->file.unread++;
        return;
    }
    s->file.reports++;
    s->n_reports++;
    s->n_publishable += errors == 0;
    s->file.template_id = gireport_template_id(gireport_report_template(r));
    record = grow(s, &s->records, sizeof(*record));
    if (!record)
        return;
    record->organ = copy_text(gireport_report_text(r, GIREPORT_TEXT_ORGAN));
    record->code = copy_text(gireport_report_text(r, GIREPORT_TEXT_ORGAN_CODE));
    record->file = copy_text(gireport_result_name(result));
    record->number = gireport_result_number(result);
    record->year = (int)gireport_report_year(r);
    record->errors = errors;
    record->warnings = gireport_findings_count_of(f, GIREPORT_SEVERITY_WARNING);
    record->late = is_late(f);
    if (!record->organ || !record->code || !record->file)
        s->failed = 1;
    else
        mark_expected(s, record);
}

/* ---- the summary ---- */

static int by_errors(const void *a, const void *b)
{
    const struct record *x = a, *y = b;

    if (x->errors != y->errors)
        return x->errors < y->errors ? 1 : -1;
    if (x->warnings != y->warnings)
        return x->warnings < y->warnings ? 1 : -1;
    return strcmp(x->file, y->file);
}

static int by_organ(const void *a, const void *b)
{
    const struct record *x = a, *y = b;
    int order = strcmp(x->organ, y->organ);

    return order ? order : x->year != y->year ? x->year - y->year : strcmp(x->file, y->file);
}

static int by_count(const void *a, const void *b)
{
    const struct count *x = a, *y = b;

    return x->n != y->n ? (x->n < y->n ? 1 : -1) : strcmp(x->rule, y->rule);
}

static int is_same(const struct record *a, const struct record *b)
{
    return *a->organ && a->year && a->year == b->year && strcmp(a->organ, b->organ) == 0;
}

static void print_where(const struct record *r, FILE *out)
{
    print_safe(out, r->file);
    if (r->number > 1)
        fprintf(out, " #%zu", r->number);
}

/* One organ and year in several reports: they are named, the caller decides. The records are sorted by organ. */
static void print_twice(const struct survey *s, FILE *out)
{
    const struct record *r = s->records.items;
    size_t i, k, end;

    for (i = 0; i < s->records.n; i = end) {
        for (end = i + 1; end < s->records.n && is_same(&r[i], &r[end]); end++)
            ;
        if (end == i + 1)
            continue;
        fputs(say(s->c, "重复：", "twice: "), out);
        print_safe(out, r[i].organ);
        fprintf(out, " %d: ", r[i].year);
        for (k = i; k < end && k < i + NAMED; k++) {
            fputs(k > i ? say(s->c, "，", ", ") : "", out);
            print_where(&r[k], out);
        }
        if (end > i + NAMED)
            show(s->c, out, " 等 %zu 份", " … %zu in all", end - i);
        fputc('\n', out);
    }
}

static void print_ranks(const struct survey *s, FILE *out)
{
    const struct record *r = s->records.items;
    size_t i;

    for (i = 0; i < s->records.n && i < SHOWN && r[i].errors; i++) {
        if (i == 0)
            fputs(say(s->c, "错误  警告  机关\n", "errors warnings organ\n"), out);
        fprintf(out, "%4zu  %4zu  ", r[i].errors, r[i].warnings);
        print_safe(out, r[i].organ);
        fprintf(out, " %d (", r[i].year);
        print_safe(out, r[i].file);
        fputs(")\n", out);
    }
}

static void print_rules(const struct survey *s, FILE *out)
{
    const struct count *list = s->rules.items;
    size_t i;

    for (i = 0; i < s->rules.n && i < SHOWN; i++) {
        const gireport_rule *known = gireport_rule_find(list[i].rule);

        fprintf(out, "%6zu × %s", list[i].n, list[i].rule);
        fprintf(out, " %s\n", known ? gireport_rule_title(known, s->c->lang) : "");
    }
}

static void print_expected(const struct survey *s, FILE *out)
{
    const struct expected *e = s->expected.items;
    const struct record *r = s->records.items;
    size_t i, missing = 0, late = 0;

    for (i = 0; i < s->expected.n; i++) {
        if (e[i].met)
            continue;
        missing++;
        fputs(say(s->c, "缺报：", "missing: "), out);
        print_safe(out, e[i].name);
        fputc('\n', out);
    }
    for (i = 0; i < s->records.n; i++) {
        if (!r[i].late)
            continue;
        late++;
        fputs(say(s->c, "迟报：", "late: "), out);
        print_safe(out, r[i].organ);
        fprintf(out, " %d\n", r[i].year);
    }
    show(s->c, out, "应有 %zu 个机关，缺报 %zu 个，迟报 %zu 份\n", "%zu organs expected, %zu missing, %zu late\n",
         s->expected.n, missing, late);
}

static void print_summary(struct survey *s, FILE *out)
{
    if (!s->judges) {
        show(s->c, out, "共 %zu 个文件，%zu 份报告；读不了的文件 %zu 个\n",
             "%zu files, %zu reports; %zu files could not be read\n", s->n_files, s->n_reports, s->n_broken);
        return;
    }
    show(s->c, out, "\n共 %zu 个文件，%zu 份报告：可以发布 %zu 份，有错误 %zu 份；读不了的文件 %zu 个；错误 %zu 处，警告 %zu 处\n",
         "\n%zu files, %zu reports: %zu may be published, %zu have errors; %zu files could not be read; %zu errors, %zu "
         "warnings\n",
         s->n_files, s->n_reports, s->n_publishable, s->n_reports - s->n_publishable, s->n_broken, s->n_errors,
         s->n_warnings);
    if (s->n_skipped)
        show(s->c, out, "跳过已检查过的文件 %zu 个\n", "passed over, done before: %zu files\n", s->n_skipped);
    if (s->c->n_passed_over)
        show(s->c, out, "文件夹中不是报告格式的文件 %zu 个，没有读\n", "files of other kinds in the folders, not read: %zu\n",
             s->c->n_passed_over);
    if (s->records.n)
        qsort(s->records.items, s->records.n, sizeof(struct record), by_organ);
    print_twice(s, out);
    if (s->c->expect)
        print_expected(s, out);
    if (s->records.n)
        qsort(s->records.items, s->records.n, sizeof(struct record), by_errors);
    print_ranks(s, out);
    if (s->rules.n)
        qsort(s->rules.items, s->rules.n, sizeof(struct count), by_count);
    print_rules(s, out);
}

int survey_close(struct survey *s, FILE *out)
{
    int code;

    end_file(s);
    if (s->failed) {
        complain(s->c, "内存不足", "out of memory");
        worse(s, EXIT_UNUSABLE);
    } else if (out) {
        print_summary(s, out);
    }
    worse(s, log_close(s->log));
    s->log = NULL;
    code = s->code;
    survey_free(s);
    return code;
}
