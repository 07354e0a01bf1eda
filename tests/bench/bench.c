/* SPDX-License-Identifier: MIT */
/* Times what docs/performance.md gives budgets for, and beside it the yardstick of the same run: libyaml scanning the
 * same bytes to events, libxml2 parsing the same page. Prints one line a figure: name, value, unit, yardstick.
 *
 * usage: bench REPORT.yaml [REPORT.yaml…] [PAGE.html…] */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <yaml.h>

#include <gireport/gireport.h>

#include "config.h"
#include "model/linear.h"

#if HAVE_DOCUMENTS
#include <libxml/HTMLparser.h>
#endif

#define PASSES 7
#define PASS_NS 60000000.0

struct bytes {
    char *data;
    size_t len;
};

struct work {
    struct bytes in;
    uint32_t format;
    gireport_report *report;
    gireport_findings *findings;
    size_t out;
};

static void die(const char *what)
{
    fprintf(stderr, "bench: %s\n", what);
    exit(1);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t); /* what neighbours take does not count */
    return (double)t.tv_sec * 1e9 + (double)t.tv_nsec;
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

typedef void (*work_fn)(struct work *w);

static double pass(work_fn fn, struct work *w, size_t rounds)
{
    double start = now();
    for (size_t i = 0; i < rounds; i++)
        fn(w);
    return (now() - start) / (double)rounds;
}

/* Medians of alternating passes of two pieces of work, in ns a call: neighbours on the machine disturb both alike. */
static void measure(work_fn a, work_fn b, struct work *w, double *a_ns, double *b_ns)
{
    work_fn fn[2] = {a, b};
    double times[2][PASSES];
    size_t rounds[2] = {1, 1};
    for (int k = 0; k < 2; k++)
        if (fn[k] != NULL)
            while (pass(fn[k], w, rounds[k]) * (double)rounds[k] < PASS_NS)
                rounds[k] *= 2;
    for (int p = 0; p < PASSES; p++)
        for (int k = 0; k < 2; k++)
            if (fn[k] != NULL)
                times[k][p] = pass(fn[k], w, rounds[k]);
    for (int k = 0; k < 2; k++)
        if (fn[k] != NULL)
            qsort(times[k], PASSES, sizeof **times, by_value);
    *a_ns = times[0][PASSES / 2];
    if (fn[1] != NULL)
        *b_ns = times[1][PASSES / 2];
}

static struct bytes slurp(const char *path)
{
    struct bytes b = {NULL, 0};
    FILE *f = fopen(path, "rb");
    if (f == NULL || fseek(f, 0, SEEK_END) != 0)
        die(path);
    long size = ftell(f);
    rewind(f);
    b.data = malloc((size_t)size + 1);
    if (b.data == NULL)
        die("memory");
    b.len = fread(b.data, 1, (size_t)size, f);
    b.data[b.len] = '\0';
    fclose(f);
    return b;
}

/* The pieces of work. */

static void yaml_events(struct work *w)
{
    yaml_parser_t parser;
    yaml_event_t event;
    yaml_event_type_t type;
    if (!yaml_parser_initialize(&parser))
        die("libyaml");
    yaml_parser_set_input_string(&parser, (const unsigned char *)w->in.data, w->in.len);
    do {
        if (!yaml_parser_parse(&parser, &event))
            die("libyaml");
        type = event.type;
        yaml_event_delete(&event);
    } while (type != YAML_STREAM_END_EVENT);
    yaml_parser_delete(&parser);
}

#if HAVE_DOCUMENTS
static void html_tree(struct work *w)
{
    htmlDocPtr doc = htmlReadMemory(w->in.data, (int)w->in.len, NULL, "utf-8",
                                    HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_RECOVER);
    if (doc == NULL)
        die("libxml2");
    xmlFreeDoc(doc);
}
#endif

static void read_and_check(struct work *w)
{
    gireport_report *r;
    if (gireport_read(w->in.data, w->in.len, NULL, &r, w->findings) != GIREPORT_OK
        || gireport_check(r, NULL, w->findings) != GIREPORT_OK)
        die("read and check");
    gireport_report_free(r);
    gireport_findings_clear(w->findings);
}

static void linear_rules(struct work *w)
{
    struct gireport__counts counts;
    const gireport_template *t = gireport_report_template(w->report);
    size_t broken = 0;
    if (gireport__counts_new(w->report, 0, &counts) != GIREPORT_OK)
        die("memory");
    for (uint32_t i = 0; i < t->n_forms; i++)
        broken += gireport__form_verdict(&counts, &t->forms[i], NULL, NULL, NULL, 0, NULL) == GIREPORT__BROKEN;
    gireport__counts_free(&counts);
    w->out = broken;
}

/* As in a form that is typed: the total of the row that is wrong. */
static void one_cell(struct work *w)
{
    size_t field;
    if (gireport_template_field_find(gireport_report_template(w->report), "applications.total.natural", &field) !=
            GIREPORT_OK ||
        gireport_check_cell(w->report, field, NULL, w->findings) != GIREPORT_OK)
        die("one cell");
    gireport_findings_clear(w->findings);
}

static void repair(struct work *w)
{
    gireport_repair *p;
    if (gireport_repair_find(w->report, NULL, &p) != GIREPORT_OK)
        die("repair");
    gireport_repair_free(p);
}

static int count(const char *data, size_t len, void *to)
{
    (void)data;
    *(size_t *)to += len;
    return 0;
}

static void write_report(struct work *w)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    o.format = w->format;
    w->out = 0;
    if (gireport_write(w->report, &o, count, &w->out) != GIREPORT_OK)
        die("write");
}

/* The figures. */

static void beside(const char *name, struct work *w, work_fn yardstick, const char *budget)
{
    double ours, theirs = 0;
    measure(read_and_check, yardstick, w, &ours, &theirs);
    printf("%s, %zu bytes\t%.2f\tx\t%s\n", name, w->in.len, ours / theirs, budget);
    printf("%s, reports a second\t%.0f\t/s\t>= 2000\n", name, 1e9 / ours);
}

static void beside_file(const char *kind, const char *what, const char *path, struct work *w, work_fn yardstick,
                        const char *budget)
{
    char name[128];
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    snprintf(name, sizeof name, "%s (%.60s): read + all rules / %s", kind, base, what);
    w->in = slurp(path);
    beside(name, w, yardstick, budget);
    free(w->in.data);
}

static void writers(struct work *w)
{
    static const uint32_t formats[] = {GIREPORT_FORMAT_HTML, GIREPORT_FORMAT_CSV,      GIREPORT_FORMAT_YAML,
                                       GIREPORT_FORMAT_JSON, GIREPORT_FORMAT_MARKDOWN, GIREPORT_FORMAT_TEXT};
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        double ns, none;
        w->format = formats[i];
        measure(write_report, NULL, w, &ns, &none);
        printf("write %s, %zu bytes\t%.0f\tMB/s\t%s\n", gireport_format_name(formats[i]), w->out,
               (double)w->out * 1e3 / ns, i < 3 ? ">= 300" : "");
    }
}

static long peak_kb(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

/* The report n times over as one stream: what stays in memory beside the bytes themselves. */
static void stream(struct work *w, size_t n)
{
    struct bytes all = {malloc(n * (w->in.len + 4) + 1), 0};
    if (all.data == NULL)
        die("memory");
    for (size_t i = 0; i < n; i++) {
        memcpy(all.data + all.len, "---\n", 4);
        memcpy(all.data + all.len + 4, w->in.data, w->in.len);
        all.len += w->in.len + 4;
    }
    long before = peak_kb();
    double start = now();
    gireport_reader *reader;
    gireport_report *r;
    size_t got = 0;
    if (gireport_reader_new(all.data, all.len, NULL, &reader) != GIREPORT_OK)
        die("stream");
    while (gireport_reader_next(reader, &r, w->findings) == GIREPORT_OK) {
        if (gireport_check(r, NULL, w->findings) != GIREPORT_OK)
            die("stream");
        gireport_report_free(r);
        gireport_findings_clear(w->findings);
        got++;
    }
    double seconds = (now() - start) / 1e9;
    gireport_reader_free(reader);
    free(all.data);
    if (got != n)
        die("the stream ended early");
    printf("stream of %zu reports, one thread\t%.0f\t/s\t>= 2000\n", n, (double)n / seconds);
    printf("stream of %zu reports, memory beside the bytes\t%.1f\tMB\t<= 16\n", n, (double)(peak_kb() - before) / 1024);
}

/* Chinese characters without any order, `megabytes` of them, against themselves: every character is repeated. */
static void repeat_rate(size_t megabytes)
{
    struct bytes text = {malloc(megabytes * 1000000), 0};
    uint64_t seed = 1, same = 0, all = 0;
    if (text.data == NULL)
        die("memory");
    for (; text.len + 3 <= megabytes * 1000000; text.len += 3) {
        seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
        unsigned cp = 0x4e00 + (unsigned)(seed >> 33) % 20000;
        text.data[text.len] = (char)(0xe0 | cp >> 12);
        text.data[text.len + 1] = (char)(0x80 | (cp >> 6 & 63));
        text.data[text.len + 2] = (char)(0x80 | (cp & 63));
    }
    double best = 0;
    for (int i = 0; i < 3; i++) {
        double start = now();
        if (gireport_text_repeat(text.data, text.len, text.data, text.len, &same, &all) != GIREPORT_OK || same != all)
            die("repeat rate");
        double seconds = (now() - start) / 1e9;
        best = i == 0 || seconds < best ? seconds : best;
    }
    printf("repeat rate of a text of %zu MB with itself\t%.3f\ts\t%s\n", megabytes, best, megabytes == 10 ? "<= 1" : "");
    free(text.data);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("usage: bench REPORT.yaml [REPORT.yaml...] [PAGE.html...]");
    struct work w = {.in = slurp(argv[1])};
    struct bytes yaml = w.in;
    double ns, none;
    if (gireport_findings_new(&w.findings) != GIREPORT_OK
        || gireport_read(w.in.data, w.in.len, NULL, &w.report, NULL) != GIREPORT_OK)
        die(argv[1]);
    stream(&w, 10000); /* first, while the peak of memory is still low */
    beside("YAML: read + all rules / libyaml events", &w, yaml_events, "<= 1.25");
    measure(linear_rules, NULL, &w, &ns, &none);
    printf("all linear rules of one report\t%.2f\tus\t<= 2\n", ns / 1e3);
    measure(one_cell, NULL, &w, &ns, &none);
    printf("the rules over one cell that is typed\t%.2f\tus\t-\n", ns / 1e3);
    measure(repair, NULL, &w, &ns, &none);
    printf("smallest repair\t%.1f\tus\t<= 100\n", ns / 1e3);
    writers(&w);
    repeat_rate(1);
    repeat_rate(10);
    int next = 2;
    for (; next < argc && strstr(argv[next], ".yaml") != NULL; next++)
        beside_file("YAML", "libyaml events", argv[next], &w, yaml_events, "<= 1.25");
#if HAVE_DOCUMENTS
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    o.format = GIREPORT_FORMAT_HTML;
    if (gireport_write_string(w.report, &o, &w.in.data, &w.in.len) != GIREPORT_OK)
        die("write");
    beside("HTML (ours): read + all rules / libxml2", &w, html_tree, "<= 1.5");
    gireport_free(w.in.data);
    for (; next < argc; next++)
        beside_file("HTML", "libxml2", argv[next], &w, html_tree, "<= 1.5");
    xmlCleanupParser();
#endif
    gireport_findings_free(w.findings);
    gireport_report_free(w.report);
    free(yaml.data);
    return 0;
}
