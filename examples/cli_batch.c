/* SPDX-License-Identifier: MIT */

/* Many files on many threads: the threads, the progress bar, the log. What is done with a report is the command's. */

#include "cli.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MOST_THREADS = 64, LARGE = 16 << 20 };

struct run {
    const struct cli *c;
    const struct batch_work *work;
    gireport_batch *batch;
    struct survey *survey;
    struct timespec start, shown;
    size_t findings;
    int terminal;  /* standard error is one */
    char bar[160]; /* what stands on its last line */
};

int is_batch(const struct cli *c)
{
    size_t i;
    struct stat st;

    if (c->nth)
        return 0;
    for (i = 0; i < c->n_files; i++)
        if (strcmp(c->files[i], "-") == 0)
            return 0;
    return c->many || c->jobs || c->log || c->expect || c->notices || c->n_files > 20 ||
           (c->n_files == 1 && stat(c->files[0], &st) == 0 && st.st_size > LARGE);
}

/* ---- the progress bar ---- */

static double seconds_since(const struct timespec *then, struct timespec *now)
{
    clock_gettime(CLOCK_MONOTONIC, now);
    return (double)(now->tv_sec - then->tv_sec) + (double)(now->tv_nsec - then->tv_nsec) / 1e9;
}

static void wipe_bar(const struct run *k)
{
    if (*k->bar)
        fputs("\r\033[K", stderr);
}

static void draw_bar(const struct run *k)
{
    if (*k->bar)
        fputs(k->bar, stderr);
    fflush(stderr);
}

static int on_progress(size_t done, size_t total, size_t reports, void *userdata)
{
    struct run *k = userdata;
    struct timespec now;
    char hashes[21];
    size_t i;

    if (!k->terminal || seconds_since(&k->shown, &now) < 0.1)
        return 0;
    k->shown = now;
    double spent = seconds_since(&k->start, &now), rate = spent > 0 ? (double)reports / spent : 0;
    double left = done ? spent * (double)(total - done) / (double)done : 0;
    for (i = 0; i < 20; i++)
        hashes[i] = total && i < done * 20 / total ? '#' : '.';
    hashes[20] = '\0';
    wipe_bar(k);
    snprintf(k->bar, sizeof(k->bar),
             k->c->lang == GIREPORT_LANG_EN ? "[%s] %zu/%zu files, %zu findings, %.0f reports/s, %d:%02d left"
                                            : "[%s] %zu/%zu 个文件，%zu 条问题，每秒 %.0f 份，剩余 %d:%02d",
             hashes, done, total, k->findings, rate, (int)(left / 60), (int)left % 60);
    draw_bar(k);
    return 0;
}

/* ---- one report ---- */

static int on_map(const gireport_result *r, void **data, void *userdata)
{
    struct run *k = userdata;

    *data = k->work->make(k->work->context, r);
    return 0;
}

static void on_drop(void *data, void *userdata)
{
    (void)userdata;
    free(data);
}

static int on_deliver(const gireport_result *r, void *userdata)
{
    struct run *k = userdata;
    int rc;

    k->findings += gireport_findings_count(gireport_result_findings(r));
    survey_add(k->survey, r);
    wipe_bar(k);
    rc = k->work->take(k->work->context, r, gireport_result_data(r));
    draw_bar(k);
    return rc;
}

/* PDF and the old office formats, through the programs that can read them. */
static int on_extract(const char *name, const char *data, size_t len, uint32_t *format, gireport_write_fn write, void *to,
                      void *userdata)
{
    struct run *k = userdata;
    struct input in = {.name = name, .len = len};
    int rc = 1;

    if (k->c->from || !needs_program(data, len))
        return 1;
    in.data = malloc(len + 1);
    if (in.data) {
        memcpy(in.data, data, len);
        in.data[len] = '\0';
        rc = run_program(k->c, name, &in);
    }
    if (rc == 0) {
        *format = in.format;
        rc = write(in.data, in.len, to);
    }
    input_close(&in);
    return rc;
}

/* ---- all of them ---- */

static size_t n_threads(const struct cli *c)
{
    long n = sysconf(_SC_NPROCESSORS_ONLN);

    if (c->jobs)
        return c->jobs < MOST_THREADS ? c->jobs : MOST_THREADS;
    return n < 1 ? 1 : n > 8 ? 8 : (size_t)n;
}

static void *worker(void *batch)
{
    gireport_batch_work(batch);
    return NULL;
}

static int work(struct run *k)
{
    pthread_t threads[MOST_THREADS];
    size_t wanted = n_threads(k->c), n = 0, i;
    int rc;

    while (n + 1 < wanted && pthread_create(&threads[n], NULL, worker, k->batch) == 0)
        n++;
    rc = gireport_batch_work(k->batch);
    for (i = 0; i < n; i++)
        pthread_join(threads[i], NULL);
    wipe_bar(k);
    return rc;
}

int run_batch(const struct cli *c, const struct batch_work *w, struct survey *survey)
{
    gireport_batch_options o = GIREPORT_BATCH_OPTIONS_INIT;
    gireport_read_options read = GIREPORT_READ_OPTIONS_INIT;
    struct run k = {.c = c, .work = w, .survey = survey, .terminal = isatty(STDERR_FILENO)};
    size_t i;
    int rc;

    read.format = c->from;
    read.templates = (const gireport_template *const *)c->loaded;
    read.n_templates = c->n_loaded;
    o.read = &read;
    o.check = w->check;
    o.flags = w->check ? 0 : GIREPORT_BATCH_NO_CHECK;
    o.ahead = (uint32_t)n_threads(c) * 4 + 8;
    o.map = on_map;
    o.drop = on_drop;
    o.deliver = on_deliver;
    o.progress = on_progress;
    o.extract = on_extract;
    o.userdata = &k;
    clock_gettime(CLOCK_MONOTONIC, &k.start);
    k.shown = k.start;
    rc = gireport_batch_new(&o, &k.batch);
    for (i = 0; rc == GIREPORT_OK && i < c->n_files; i++)
        if (!survey_is_done(survey, c->files[i]))
            rc = gireport_batch_add_file(k.batch, c->files[i]);
    if (rc == GIREPORT_OK)
        rc = work(&k);
    gireport_batch_free(k.batch);
    if (rc != GIREPORT_OK)
        complain(c, "没有做完：%s", "not all was done: %s", status_text(c, rc));
    return rc == GIREPORT_OK ? 0 : EXIT_UNUSABLE;
}
