/* SPDX-License-Identifier: MIT */
/* Rules about ledgers, sums, comparisons, waivers, templates and files: for each an input that has it and one that nearly
 * has. Every rule of the catalogue and of the forms has such a pair, here or in one of the other tables: that is tested
 * here for all. */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/suite.h"

/* Who reads an input. Its parts stand apart by a line "==": what is told, then what is given along with it. */
enum way {
    READ,        /* a report */
    READ_SECOND, /* the second report of an input */
    READ_FILE,   /* a name under tests/ */
    STREAM,      /* through a callback, report by report */
    TALLY,       /* a ledger of 2023; a report file */
    SUM,         /* reports; the report that lists the units */
    SUM_2019,    /* reports, added in the form of 2019 */
    COMPARE,     /* reports */
    WAIVERS,     /* a waiver file, read on 2021-07-01; the report that was checked */
    TEMPLATE     /* a template file */
};

static const struct golden {
    const char *rule;
    enum way way;
    const char *fires;
    const char *told; /* of the findings of the rule: line, column, id without "RULE:", found, expected */
    const char *near; /* no finding of the rule */
} golden[] = {
#include "other_golden.inc"
};
#define GOLDEN ((int)(sizeof golden / sizeof *golden))

enum { MOST_REPORTS = 65 };

struct input {
    char *text, *more; /* "more" or NULL */
    gireport_report *reports[MOST_REPORTS], *given;
    size_t n;
    gireport_findings *findings;
};

/* "@65 HEAD%TEXT" is the head and the text 65 times, each with its own number in the place of "#". Owned. */
static char *repeated(const char *text)
{
    size_t times = (size_t)strtoul(text + 1, NULL, 10), at;
    const char *head = strchr(text, ' ') + 1, *body = strchr(text, '%') + 1, *mark = strchr(body, '#');
    char *out = malloc(strlen(head) + times * (strlen(body) + 8));
    ck_assert_ptr_nonnull(out);
    at = (size_t)sprintf(out, "%.*s", (int)(body - 1 - head), head);
    for (size_t i = 0; i < times; i++)
        at += (size_t)sprintf(out + at, "%.*s%u%s", (int)(mark - body), body, (unsigned)i, mark + 1);
    return out;
}

/* A file under tests/. Owned. */
static char *contents(const char *name)
{
    char path[600], *out = calloc(1, 1 << 16);
    snprintf(path, sizeof path, "%s/%s", getenv("GIREPORT_TESTS") != NULL ? getenv("GIREPORT_TESTS") : "tests", name);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL && out != NULL, "%s", path);
    ck_assert_uint_gt(fread(out, 1, (1 << 16) - 1, f), 0);
    fclose(f);
    return out;
}

static void open_input(struct input *in, const char *text)
{
    size_t len = strlen(text);
    memset(in, 0, sizeof *in);
    ck_assert_int_eq(gireport_findings_new(&in->findings), GIREPORT_OK);
    if (*text == '@') {
        in->text = repeated(text);
    } else if (*text == '<') {
        in->text = contents(text + 1);
    } else {
        in->text = malloc(len + 1);
        ck_assert_ptr_nonnull(in->text);
        memcpy(in->text, text, len + 1);
    }
    in->more = strstr(in->text, "==\n");
    if (in->more != NULL) {
        *in->more = '\0';
        in->more += 3;
        ck_assert_int_eq(gireport_read(in->more, GIREPORT_LEN_AUTO, NULL, &in->given, NULL), GIREPORT_OK);
    }
}

static void close_input(struct input *in)
{
    for (size_t i = 0; i < in->n; i++)
        gireport_report_free(in->reports[i]);
    gireport_report_free(in->given);
    gireport_findings_free(in->findings);
    free(in->text);
}

/* The reports of the first part, which are sound. */
static void read_reports(struct input *in)
{
    gireport_reader *reader;
    gireport_report *r;
    ck_assert_int_eq(gireport_reader_new(in->text, GIREPORT_LEN_AUTO, NULL, &reader), GIREPORT_OK);
    while (gireport_reader_next(reader, &r, NULL) == GIREPORT_OK) {
        ck_assert_uint_lt(in->n, MOST_REPORTS);
        in->reports[in->n++] = r;
    }
    gireport_reader_free(reader);
    ck_assert_uint_gt(in->n, 0);
}

static const gireport_report *const *reports_of(const struct input *in)
{
    return (const gireport_report *const *)in->reports;
}

static void add(struct input *in, const gireport_template *form)
{
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    gireport_report *draft;
    read_reports(in);
    o.parent = in->given;
    o.form = form;
    (void)gireport_sum(reports_of(in), in->n, &o, &draft, in->findings);
    gireport_report_free(draft);
}

static void compare(struct input *in)
{
    gireport_comparison *c;
    read_reports(in);
    ck_assert_int_eq(gireport_compare(reports_of(in), in->n, NULL, &c, in->findings), GIREPORT_OK);
    gireport_comparison_free(c);
}

static void count(struct input *in)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_tally *t;
    o.year = 2023;
    o.report = in->given;
    (void)gireport_tally_new(in->text, GIREPORT_LEN_AUTO, &o, &t, in->findings);
    gireport_tally_free(t);
}

static void accept(struct input *in)
{
    gireport_waivers *w;
    (void)gireport_waivers_read(in->text, GIREPORT_LEN_AUTO, in->findings, &w);
    if (in->given != NULL) {
        ck_assert_int_eq(gireport_check(in->given, NULL, in->findings), GIREPORT_OK);
        ck_assert_int_eq(gireport_waivers_apply(w, "2021-07-01", in->findings), GIREPORT_OK);
    }
    gireport_waivers_free(w);
}

static int give(char *data, size_t size, size_t *got, void *text)
{
    const char **at = text;
    *got = strlen(*at) < size ? strlen(*at) : size;
    memcpy(data, *at, *got);
    *at += *got;
    return 0;
}

static void stream(struct input *in)
{
    const char *at = in->text;
    gireport_reader *reader;
    gireport_report *r;
    int status;
    ck_assert_int_eq(gireport_reader_open_callback(give, &at, NULL, &reader), GIREPORT_OK);
    while ((status = gireport_reader_next(reader, &r, in->findings)) == GIREPORT_OK ||
           status == GIREPORT_ERR_INVALID_DATA)
        gireport_report_free(r);
    gireport_reader_free(reader);
}

static void read_one(struct input *in, enum way way)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    const char *tests = getenv("GIREPORT_TESTS");
    char path[600];
    o.nth = way == READ_SECOND ? 2 : 0;
    in->n = 1;
    if (way == READ_FILE) {
        snprintf(path, sizeof path, "%s/%s", tests != NULL ? tests : "tests", in->text);
        (void)gireport_read_file(path, &o, &in->reports[0], in->findings);
    } else {
        (void)gireport_read(in->text, GIREPORT_LEN_AUTO, &o, &in->reports[0], in->findings);
    }
}

static void run(struct input *in, enum way way)
{
    const gireport_template *t = NULL;
    if (way == STREAM)
        stream(in);
    else if (way == TALLY)
        count(in);
    else if (way == SUM || way == SUM_2019)
        add(in, way == SUM_2019 ? gireport_template_find("cn-2019") : NULL);
    else if (way == COMPARE)
        compare(in);
    else if (way == WAIVERS)
        accept(in);
    else if (way == TEMPLATE)
        (void)gireport_template_load(in->text, GIREPORT_LEN_AUTO, &t, in->findings);
    else
        read_one(in, way);
    gireport_template_unref(t);
}

/* The findings of a rule as "line:column id found|expected". */
static void tell(const struct golden *g, const char *text, char *out, size_t size)
{
    struct input in;
    size_t at = 0;
    out[0] = '\0';
    open_input(&in, text);
    run(&in, g->way);
    for (size_t i = 0; i < gireport_findings_count(in.findings); i++) {
        const char *id = gireport_finding_id(in.findings, i);
        uint32_t line, column;
        if (strcmp(gireport_finding_rule(in.findings, i), g->rule) != 0)
            continue;
        ck_assert_int_eq(gireport_finding_position(in.findings, i, &line, &column), GIREPORT_OK);
        id += strlen(g->rule) + (id[strlen(g->rule)] == ':');
        at += (size_t)snprintf(out + at, size - at, "%s%d:%d %s %s|%s", at > 0 ? " " : "", (int)line, (int)column,
                               *id != '\0' ? id : "-", gireport_finding_found(in.findings, i),
                               gireport_finding_expected(in.findings, i));
        for (uint32_t lang = 0; lang < 2; lang++)
            ck_assert_msg(strchr(gireport_finding_message(in.findings, i, lang), '{') == NULL, "%s",
                          gireport_finding_message(in.findings, i, lang));
    }
    close_input(&in);
}

START_TEST(rule_fires)
{
    const struct golden *g = &golden[_i];
    char told[2000];
    tell(g, g->fires, told, sizeof told);
    ck_assert_msg(strcmp(told, g->told) == 0, "%s: \"%s\", not \"%s\"", g->rule, told, g->told);
}
END_TEST

START_TEST(rule_nearly_fires)
{
    const struct golden *g = &golden[_i];
    char told[2000];
    tell(g, g->near, told, sizeof told);
    ck_assert_msg(told[0] == '\0', "%s: \"%s\"", g->rule, told);
}
END_TEST

/* ---- every rule ---- */

static const struct {
    const char *rule, *form, *fires, *ids, *numbers, *near;
} of_reports[] = {
#include "rules_golden.inc"
};

static const struct {
    const char *rule, *fires, *told, *near;
} of_inputs[] = {
#include "input_golden.inc"
};

static const struct {
    const char *rule, *fires, *told, *near;
} of_builds[] = {
#include "build_golden.inc"
};

#define LENGTH(a) (sizeof(a) / sizeof *(a))
/* Whether a table has a rule with both an input that has it, told exactly, and another that has not. */
#define HAS(table, id, met)                                                                             \
    for (size_t k = 0; k < LENGTH(table) && !(met); k++)                                                \
    (met) = strcmp((table)[k].rule, (id)) == 0 && (table)[k].fires != NULL && (table)[k].near != NULL && \
            strcmp((table)[k].fires, (table)[k].near) != 0

START_TEST(every_rule_has_its_pair)
{
    size_t count = gireport_rule_count();
    ck_assert_uint_gt(count, 150);
    for (size_t i = 0; i < count; i++) {
        const char *id = gireport_rule_id(gireport_rule_at(i));
        int met = 0;
        HAS(of_reports, id, met);
        HAS(of_inputs, id, met);
        HAS(of_builds, id, met);
        HAS(golden, id, met);
        ck_assert_msg(met, "%s has no pair of inputs", id);
    }
}
END_TEST

int main(void)
{
    Suite *s = suite_create("other_rules");
    TCase *c = tcase_create("other_rules");
    tcase_set_timeout(c, 30);
    tcase_add_loop_test(c, rule_fires, 0, GOLDEN);
    tcase_add_loop_test(c, rule_nearly_fires, 0, GOLDEN);
    tcase_add_test(c, every_rule_has_its_pair);
    suite_add_tcase(s, c);
    return run_suite(s);
}
