/* SPDX-License-Identifier: MIT */
/* How reading and checking many reports scales: with their number, and with threads. Random sound reports as one YAML
 * stream and as HTML files go through a batch in a process of their own, which tells time, peak of memory, and a digest
 * of all that was delivered; where one thread and two give another one, it fails. One thread and two run in turn, so that
 * neighbours on the machine disturb both alike; the time of the processors does not count what they take.
 *
 * usage: scale FOLDER [MOST]     the inputs are made in FOLDER; MOST reports (10000) */
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <gireport/gireport.h>

#include "../support/random_report.h"

#define PAIRS    5
#define DISTINCT 500 /* HTML files; more reports read them again */

struct outcome {
    double seconds, cpu; /* of the clock; of all processors together */
    long start_kb, peak_kb;
    size_t reports, failed;
    uint64_t digest;
    int64_t sum;
};

static void die(const char *what)
{
    fprintf(stderr, "scale: %s\n", what);
    exit(1);
}

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double cpu_now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static long peak_kb(void)
{
    struct rusage u;
    getrusage(RUSAGE_SELF, &u);
    return u.ru_maxrss;
}

/* ---- inputs ---- */

static int to_file(const char *data, size_t len, void *file)
{
    return fwrite(data, 1, len, file) != len;
}

static void make(const char *folder, size_t n)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/stream-%zu.yaml", folder, n);
    FILE *stream = fopen(path, "wb");
    if (stream == NULL)
        die(path);
    for (size_t i = 0; i < n; i++) {
        gireport_report *r;
        gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
        if (random_report(gireport_template_find("cn-2021"), i + 1, 0, &r) != GIREPORT_OK)
            die("random report");
        fputs("---\n", stream);
        if (gireport_write(r, &o, to_file, stream) != GIREPORT_OK)
            die("write");
        snprintf(path, sizeof path, "%s/%zu.html", folder, i);
        if (i < DISTINCT && access(path, R_OK) != 0) {
            o.format = GIREPORT_FORMAT_HTML;
            if (gireport_write_file(r, &o, path) != GIREPORT_OK)
                die(path);
        }
        gireport_report_free(r);
    }
    if (fclose(stream) != 0)
        die("disk");
}

/* ---- a run ---- */

static uint64_t mix(uint64_t h, uint64_t v)
{
    return (h ^ v) * UINT64_C(1099511628211);
}

/* Each cell of a report and each finding, in the thread that has it. */
static int digest(const gireport_result *result, void **data, void *userdata)
{
    const gireport_report *r = gireport_result_report(result);
    const gireport_findings *f = gireport_result_findings(result);
    uint64_t *h = malloc(sizeof *h);
    (void)userdata;
    if (h == NULL)
        return 1;
    *h = mix(UINT64_C(14695981039346656037), (uint64_t)gireport_result_status(result));
    size_t n = r != NULL ? gireport_template_field_count(gireport_report_template(r)) : 0;
    for (size_t i = 0; i < n; i++) {
        int64_t v = 0;
        gireport_cell_value(r, i, &v);
        *h = mix(mix(*h, gireport_cell_state(r, i)), (uint64_t)v);
    }
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        for (const char *s = gireport_finding_id(f, i); *s != '\0'; s++)
            *h = mix(*h, (unsigned char)*s);
    *data = h;
    return 0;
}

static void drop(void *data, void *userdata)
{
    (void)userdata;
    free(data);
}

static int add(const gireport_result *result, void *userdata)
{
    struct outcome *o = userdata;
    const gireport_report *r = gireport_result_report(result);
    const uint64_t *h = gireport_result_data(result);
    size_t field;
    int64_t v;
    o->reports++;
    o->failed += r == NULL;
    o->digest = mix(o->digest, *h);
    if (r != NULL &&
        gireport_template_field_find(gireport_report_template(r), "applications.new.total", &field) == GIREPORT_OK &&
        gireport_cell_value(r, field, &v) == GIREPORT_OK)
        o->sum += v;
    return 0;
}

static void *worker(void *batch)
{
    return gireport_batch_work(batch) == GIREPORT_OK ? NULL : batch;
}

static void work(const char *folder, int html, size_t n, int threads, struct outcome *out)
{
    gireport_batch_options o = GIREPORT_BATCH_OPTIONS_INIT;
    gireport_batch *b;
    pthread_t id[64];
    char path[1024];
    o.map = digest;
    o.drop = drop;
    o.deliver = add;
    o.userdata = out;
    out->start_kb = peak_kb();
    double start = now(), cpu = cpu_now();
    if (gireport_batch_new(&o, &b) != GIREPORT_OK)
        die("batch");
    snprintf(path, sizeof path, "%s/stream-%zu.yaml", folder, n);
    if (!html && gireport_batch_add_file(b, path) != GIREPORT_OK)
        die("add");
    for (size_t i = 0; html && i < n; i++) {
        snprintf(path, sizeof path, "%s/%zu.html", folder, i % DISTINCT);
        if (gireport_batch_add_file(b, path) != GIREPORT_OK)
            die("add");
    }
    for (int i = 1; i < threads; i++)
        if (pthread_create(&id[i], NULL, worker, b) != 0)
            die("thread");
    void *bad = worker(b);
    for (int i = 1; i < threads; i++) {
        void *one;
        pthread_join(id[i], &one);
        bad = one != NULL ? one : bad;
    }
    if (bad != NULL)
        die("work");
    gireport_batch_free(b);
    out->seconds = now() - start;
    out->cpu = cpu_now() - cpu;
    out->peak_kb = peak_kb();
}

/* In a process of its own, whose memory is its own: it runs this program anew. */
static struct outcome run(const char *program, const char *folder, int html, size_t n, int threads)
{
    struct outcome o = {0};
    int ends[2], status = 0;
    char number[24];
    if (pipe(ends) != 0)
        die("pipe");
    pid_t child = fork();
    if (child == 0) {
        snprintf(number, sizeof number, "%zu", n);
        dup2(ends[1], STDOUT_FILENO);
        execl(program, program, folder, number, html ? "html" : "yaml", threads == 1 ? "1" : "2", (char *)NULL);
        _exit(1);
    }
    close(ends[1]);
    ssize_t got = read(ends[0], &o, sizeof o);
    close(ends[0]);
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0 || got != (ssize_t)sizeof o)
        die("a run failed");
    return o;
}

static int run_alone(char **argv)
{
    struct outcome o = {0};
    work(argv[1], strcmp(argv[3], "html") == 0, strtoul(argv[2], NULL, 10), argv[4][0] - '0', &o);
    return write(STDOUT_FILENO, &o, sizeof o) == (ssize_t)sizeof o ? 0 : 1;
}

/* One line: the fastest runs, the best ratio of a pair, and how far apart the ratios are. */
static void row(const char *program, const char *folder, int html, size_t n)
{
    double best = 0, worst = 0, seconds[2] = {0, 0}, cpu[2] = {0, 0};
    struct outcome o[2];
    long grown[2] = {0, 0};
    for (int pair = 0; pair < PAIRS; pair++) {
        for (int t = 0; t < 2; t++) {
            o[t] = run(program, folder, html, n, t + 1);
            if (pair == 0 || o[t].seconds < seconds[t])
                seconds[t] = o[t].seconds;
            if (pair == 0 || o[t].cpu < cpu[t])
                cpu[t] = o[t].cpu;
            if (o[t].peak_kb - o[t].start_kb > grown[t])
                grown[t] = o[t].peak_kb - o[t].start_kb;
        }
        if (o[0].digest != o[1].digest || o[0].sum != o[1].sum || o[0].reports != n || o[1].reports != n ||
            o[0].failed > 0)
            die("one thread and two do not give the same");
        double ratio = o[0].seconds / o[1].seconds;
        best = ratio > best ? ratio : best;
        worst = pair == 0 || ratio < worst ? ratio : worst;
    }
    printf("| %s | %zu | %.0f /s | %.0f /s | %.2f × (%.2f to %.2f) | %.2f × | %.1f MB | %.1f MB |\n",
           html ? "HTML files" : "YAML stream", n, (double)n / seconds[0], (double)n / seconds[1], best, worst, best,
           cpu[1] / cpu[0], (double)grown[0] / 1024, (double)grown[1] / 1024);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc < 2)
        die("usage: scale FOLDER [MOST]");
    if (argc > 4)
        return run_alone(argv);
    size_t most = argc > 2 ? strtoul(argv[2], NULL, 10) : 10000;
    if (mkdir(argv[1], 0777) != 0 && errno != EEXIST)
        die(argv[1]);
    printf("| input | reports | one thread | two threads | two to one, best of %d pairs (range) | processor time, two to one "
           "| memory, one | memory, two |\n|---|---|---|---|---|---|---|---|\n", PAIRS);
    for (int html = 0; html < 2; html++)
        for (size_t n = 1; n <= most; n *= 10) {
            if (!html)
                make(argv[1], n);
            row(argv[0], argv[1], html, n);
        }
    return 0;
}
