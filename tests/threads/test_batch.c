/* SPDX-License-Identifier: MIT */
/* Batches: many inputs on many threads give what one thread gives, byte for byte, and end when they are told to. */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <gireport/gireport.h>

#define DOCUMENTS 150
#define FILES     40

static char folder[64];
static char page[65536];
static size_t page_len;
static gireport_batch *batch;

/* ---- what the workers do ---- */

/* What a batch gave: one text in the order of delivery. */
struct log {
    char *text;
    size_t len, capacity;
    size_t delivered, stop_at; /* 0: never */
    size_t done, total, reports, progress_stops_at, map_stops_at;
    int out_of_order;
    size_t last_source, last_number;
    unsigned made, dropped; /* made: counted by the delivery, atomically by the drop */
    pthread_mutex_t lock;
};

static void add(struct log *l, const char *s, size_t len)
{
    if (l->len + len + 1 > l->capacity) {
        l->capacity = 2 * (l->len + len + 1);
        l->text = realloc(l->text, l->capacity);
        ck_assert_ptr_nonnull(l->text);
    }
    memcpy(l->text + l->len, s, len);
    l->len += len;
    l->text[l->len] = '\0';
}

struct text {
    char *data;
    size_t len;
};

static int append(const char *data, size_t len, void *to)
{
    struct text *t = to;
    char *more = realloc(t->data, t->len + len + 1);
    if (more == NULL)
        return 1;
    memcpy(more + t->len, data, len);
    t->data = more;
    t->len += len;
    return 0;
}

/* The report as CSV and its findings, made where the report was. */
static int map(const gireport_result *r, void **data, void *userdata)
{
    struct log *l = userdata;
    struct text *t = calloc(1, sizeof *t);
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    const gireport_findings *f = gireport_result_findings(r);
    char line[128];
    o.format = GIREPORT_FORMAT_CSV;
    o.source = gireport_result_name(r);
    append(line, (size_t)snprintf(line, sizeof line, "status %d\n", gireport_result_status(r)), t);
    gireport_findings_write(&f, 1, GIREPORT_FINDINGS_TEXT, GIREPORT_LANG_EN, append, t);
    if (gireport_result_report(r) != NULL)
        gireport_write(gireport_result_report(r), &o, append, t);
    *data = t;
    pthread_mutex_lock(&l->lock);
    l->made++;
    int stop = l->map_stops_at && l->made == l->map_stops_at;
    pthread_mutex_unlock(&l->lock);
    return stop;
}

static void drop(void *data, void *userdata)
{
    struct log *l = userdata;
    struct text *t = data;
    free(t->data);
    free(t);
    pthread_mutex_lock(&l->lock);
    l->dropped++;
    pthread_mutex_unlock(&l->lock);
}

static int deliver(const gireport_result *r, void *userdata)
{
    struct log *l = userdata;
    const struct text *t = gireport_result_data(r);
    size_t source = gireport_result_source(r), number = gireport_result_number(r);
    if (l->delivered > 0 && !(source == l->last_source ? number == l->last_number + 1 : source > l->last_source))
        l->out_of_order = 1;
    l->last_source = source;
    l->last_number = number;
    add(l, t->data, t->len);
    return ++l->delivered == l->stop_at;
}

static int progress(size_t done, size_t total, size_t reports, void *userdata)
{
    struct log *l = userdata;
    if (done < l->done || reports < l->reports || done > total)
        l->out_of_order = 1;
    l->done = done;
    l->total = total;
    l->reports = reports;
    return l->progress_stops_at && reports >= l->progress_stops_at;
}

/* A PDF that is none: its text is behind its mark. */
static int extract(const char *name, const char *data, size_t len, uint32_t *format, gireport_write_fn write, void *to,
                   void *userdata)
{
    (void)name, (void)userdata;
    if (len < 9 || memcmp(data, "%PDF-1.7\n", 9) != 0)
        return 1;
    *format = GIREPORT_FORMAT_YAML;
    return write(data + 9, len - 9, to);
}

/* ---- inputs ---- */

static size_t document(char *out, int i)
{
    static const char *const odd[] = {"", "overview: [\n", "grantd: 1\n", "year: 2021\n"};
    return (size_t)sprintf(out, "---\ngireport: 1\ntemplate: cn-2019\norgan: 单位%d\nyear: 2020\napplications:\n"
                                "  new: [%d, 0, 0, 0, 0, 0, %d]\n%s", i, i, i + (i % 7 == 0), odd[i % 11 < 4 ? i % 4 : 0]);
}

static void save(const char *name, const char *data, size_t len)
{
    char path[128];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *f = fopen(path, "wb");
    ck_assert_msg(f != NULL && fwrite(data, 1, len, f) == len && fclose(f) == 0, "%s", path);
}

static int give(char *data, size_t size, size_t *got, void *userdata)
{
    const char **rest = userdata;
    *got = strlen(*rest) < size ? strlen(*rest) : size;
    if (*got > 1000)
        *got = 1000;
    memcpy(data, *rest, *got);
    *rest += *got;
    return 0;
}

static char *stream;
static const char *rest;

static void set_up(void)
{
    const char *tests = getenv("GIREPORT_TESTS");
    char path[1024], one[512];
    gireport_report *r;
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    snprintf(folder, sizeof folder, "/tmp/gireport-batch-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/../examples/data/jinxiang_2020.yaml", tests != NULL ? tests : ".");
    ck_assert_int_eq(gireport_read_file(path, NULL, &r, NULL), GIREPORT_OK);
    char *html;
    o.format = GIREPORT_FORMAT_HTML;
    ck_assert_int_eq(gireport_write_string(r, &o, &html, &page_len), GIREPORT_OK);
    ck_assert_uint_lt(page_len, sizeof page);
    memcpy(page, html, page_len + 1);
    gireport_free(html);
    gireport_report_free(r);
    stream = calloc(DOCUMENTS, sizeof one);
    size_t len = 0;
    for (int i = 0; i < DOCUMENTS; i++)
        len += document(stream + len, i);
    save("stream.yaml", stream, len);
    for (int i = 0; i < FILES; i++) {
        char name[32];
        snprintf(name, sizeof name, "%d", i);
        if (i % 8 == 0)
            save(name, page, page_len);
        else if (i % 8 == 1)
            save(name, "", 0);
        else if (i % 8 == 2)
            save(name, "---\n", 4);
        else if (i % 8 != 3) /* a file that is not there */
            save(name, one, document(one, i));
    }
}

static void tear_down(void)
{
    char path[128];
    gireport_batch_free(batch);
    batch = NULL;
    for (int i = -1; i < FILES; i++) {
        if (i < 0)
            snprintf(path, sizeof path, "%s/stream.yaml", folder);
        else
            snprintf(path, sizeof path, "%s/%d", folder, i);
        unlink(path);
    }
    rmdir(folder);
    free(stream);
}

static void add_all(void)
{
    char path[128];
    rest = stream;
    for (int i = 0; i < FILES / 2; i++) {
        snprintf(path, sizeof path, "%s/%d", folder, i);
        ck_assert_int_eq(gireport_batch_add_file(batch, path), GIREPORT_OK);
    }
    snprintf(path, sizeof path, "%s/stream.yaml", folder);
    ck_assert_int_eq(gireport_batch_add_file(batch, path), GIREPORT_OK);
    ck_assert_int_eq(gireport_batch_add_bytes(batch, "page", page, page_len), GIREPORT_OK);
    ck_assert_int_eq(gireport_batch_add_bytes(batch, "pdf", "%PDF-1.7\ngireport: 1\ntemplate: cn-2021\n"
                                              "organ: 丁\nyear: 2021\n", GIREPORT_LEN_AUTO), GIREPORT_OK);
    ck_assert_int_eq(gireport_batch_add_bytes(batch, "zip", "PK\003\004", 4), GIREPORT_OK);
    ck_assert_int_eq(gireport_batch_add_callback(batch, "callback", give, &rest), GIREPORT_OK);
    for (int i = FILES / 2; i < FILES; i++) {
        snprintf(path, sizeof path, "%s/%d", folder, i);
        ck_assert_int_eq(gireport_batch_add_file(batch, path), GIREPORT_OK);
    }
}

/* ---- running ---- */

static void *worker(void *status)
{
    *(int *)status = gireport_batch_work(batch);
    return NULL;
}

/* Works on a batch with so many threads; all of them must come to the same end. */
static int run(struct log *l, int threads, uint32_t ahead)
{
    gireport_batch_options o = GIREPORT_BATCH_OPTIONS_INIT;
    pthread_t id[8];
    int status[8];
    o.ahead = ahead;
    o.map = map;
    o.drop = drop;
    o.deliver = deliver;
    o.progress = progress;
    o.extract = extract;
    o.userdata = l;
    pthread_mutex_init(&l->lock, NULL);
    ck_assert_int_eq(gireport_batch_new(&o, &batch), GIREPORT_OK);
    add_all();
    for (int i = 0; i < threads; i++)
        ck_assert_int_eq(pthread_create(&id[i], NULL, worker, &status[i]), 0);
    for (int i = 0; i < threads; i++)
        pthread_join(id[i], NULL);
    for (int i = 1; i < threads; i++)
        ck_assert_int_eq(status[i], status[0]);
    return status[0];
}

static void finish(struct log *l)
{
    gireport_batch_free(batch);
    batch = NULL;
    ck_assert_uint_eq(l->made, l->dropped);
    ck_assert(!l->out_of_order);
    pthread_mutex_destroy(&l->lock);
    free(l->text);
}

/* ---- the tests ---- */

static const struct {
    int threads;
    uint32_t ahead;
} shapes[] = {{2, 0}, {4, 0}, {1, 1}, {4, 1}, {3, 2}, {8, 64}};

START_TEST(threads_change_nothing)
{
    struct log one = {0}, many = {0};
    ck_assert_int_eq(run(&one, 1, 0), GIREPORT_OK);
    gireport_batch_free(batch);
    ck_assert_int_eq(run(&many, shapes[_i].threads, shapes[_i].ahead), GIREPORT_OK);
    gireport_batch_free(batch);
    batch = NULL;
    ck_assert_uint_gt(one.len, 100000);
    ck_assert_uint_eq(one.delivered, FILES + 2 * DOCUMENTS + 3);
    ck_assert_uint_eq(one.done, FILES + 5);
    ck_assert_uint_eq(one.reports, one.delivered);
    ck_assert_str_eq(many.text, one.text);
    ck_assert_uint_eq(many.done, one.done);
    finish(&one);
    finish(&many);
}
END_TEST

/* A batch gives what readers give, one input after another. */
START_TEST(a_batch_gives_what_readers_give)
{
    struct log l = {0};
    char path[128], *want = NULL;
    gireport_reader *reader;
    gireport_report *r;
    gireport_findings *f;
    ck_assert_int_eq(run(&l, 2, 0), GIREPORT_OK);
    snprintf(path, sizeof path, "%s/stream.yaml", folder);
    ck_assert_int_eq(gireport_reader_open(path, NULL, &reader), GIREPORT_OK);
    for (int i = 0; i < DOCUMENTS; i++) {
        gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
        ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
        ck_assert_int_eq(gireport_findings_set_file(f, path), GIREPORT_OK);
        int status = gireport_reader_next(reader, &r, f);
        struct text t = {0};
        char line[64];
        append(line, (size_t)snprintf(line, sizeof line, "status %d\n", status), &t);
        if (r != NULL)
            ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
        ck_assert_int_eq(gireport_findings_write((const gireport_findings *const *)&f, 1, GIREPORT_FINDINGS_TEXT,
                                                 GIREPORT_LANG_EN, append, &t), GIREPORT_OK);
        o.format = GIREPORT_FORMAT_CSV;
        o.source = path;
        if (r != NULL)
            ck_assert_int_eq(gireport_write(r, &o, append, &t), GIREPORT_OK);
        append("", 1, &t);
        ck_assert_msg(strstr(l.text, t.data) != NULL, "document %d: %.300s", i, t.data);
        free(t.data);
        gireport_report_free(r);
        gireport_findings_free(f);
    }
    gireport_reader_free(reader);
    free(want);
    finish(&l);
}
END_TEST

/* However it is told to end, it ends, nothing more is delivered, and nothing leaks. */
START_TEST(a_batch_can_be_ended)
{
    struct log l = {0};
    size_t *stops[] = {&l.stop_at, &l.progress_stops_at, &l.map_stops_at};
    *stops[_i] = 30;
    ck_assert_int_eq(run(&l, 4, 0), GIREPORT_ERR_CALLBACK);
    ck_assert_uint_lt(l.delivered, FILES + 2 * DOCUMENTS);
    if (_i == 0)
        ck_assert_uint_eq(l.delivered, 30);
    ck_assert_int_eq(gireport_batch_work(batch), GIREPORT_ERR_CALLBACK);
    finish(&l);
}
END_TEST

static int cancel(const gireport_result *r, void *userdata)
{
    (void)r, (void)userdata;
    gireport_batch_cancel(batch);
    return 0;
}

START_TEST(a_batch_can_be_cancelled_and_gone_on_with)
{
    gireport_batch_options o = GIREPORT_BATCH_OPTIONS_INIT;
    struct log l = {0};
    o.deliver = cancel;
    ck_assert_int_eq(gireport_batch_new(&o, &batch), GIREPORT_OK);
    ck_assert_int_eq(gireport_batch_work(batch), GIREPORT_OK); /* nothing to do */
    ck_assert_int_eq(gireport_batch_add_bytes(batch, "page", page, page_len), GIREPORT_OK);
    ck_assert_int_eq(gireport_batch_work(batch), GIREPORT_ERR_CALLBACK);
    gireport_batch_free(batch);
    ck_assert_int_eq(run(&l, 2, 0), GIREPORT_OK);
    size_t was = l.delivered;
    ck_assert_int_eq(gireport_batch_add_bytes(batch, "page", page, page_len), GIREPORT_OK);
    ck_assert_int_eq(gireport_batch_work(batch), GIREPORT_OK);
    ck_assert_uint_eq(l.delivered, was + 1);
    finish(&l);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("batch");
    TCase *c = tcase_create("threads");
    tcase_set_timeout(c, 300);
    tcase_add_checked_fixture(c, set_up, tear_down);
    tcase_add_loop_test(c, threads_change_nothing, 0, (int)(sizeof shapes / sizeof *shapes));
    tcase_add_test(c, a_batch_gives_what_readers_give);
    tcase_add_loop_test(c, a_batch_can_be_ended, 0, 3);
    tcase_add_test(c, a_batch_can_be_cancelled_and_gone_on_with);
    suite_add_tcase(s, c);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_ENV);
    int bad = srunner_ntests_run(runner) == 0 || srunner_ntests_failed(runner) > 0;
    srunner_free(runner);
    return bad;
}
