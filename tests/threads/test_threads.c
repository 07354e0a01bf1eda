/* SPDX-License-Identifier: MIT */
/* What docs/threading.md promises: different objects on different threads, one report read by many at once, templates
 * shared freely. Says most under the thread sanitizer. */
#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gireport/gireport.h>

#define THREADS 4
#define ROUNDS 20

static char data[16384];
static size_t data_len;
static gireport_report *shared;
static const gireport_template *own_form;

static size_t slurp(const char *name, char *to, size_t size)
{
    char path[1024];
    const char *tests = getenv("GIREPORT_TESTS");
    snprintf(path, sizeof path, "%s/%s", tests != NULL ? tests : ".", name);
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    size_t len = fread(to, 1, size, f);
    fclose(f);
    return len;
}

/* Each worker returns NULL, or what went wrong. */
typedef const char *(*work_fn)(void);

static const char *read_own(void)
{
    gireport_report *r = NULL;
    gireport_findings *f = NULL;
    char *text = NULL;
    size_t len;
    const char *bad = NULL;
    if (gireport_findings_new(&f) != GIREPORT_OK || gireport_read(data, data_len, NULL, &r, f) != GIREPORT_OK)
        bad = "read";
    else if (gireport_check(r, NULL, f) != GIREPORT_OK || gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR) != 6)
        bad = "check";
    else if (gireport_write_string(r, NULL, &text, &len) != GIREPORT_OK)
        bad = "write";
    gireport_free(text);
    gireport_report_free(r);
    gireport_findings_free(f);
    return bad;
}

static const char *read_shared(void)
{
    gireport_findings *f = NULL;
    gireport_repair *p = NULL;
    gireport_report *copy = NULL;
    const char *bad = NULL;
    int64_t value;
    size_t i;
    if (gireport_findings_new(&f) != GIREPORT_OK || gireport_check(shared, NULL, f) != GIREPORT_OK
        || gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR) != 6)
        bad = "check";
    else if (gireport_template_field_find(gireport_report_template(shared), "applications.new.total", &i) != GIREPORT_OK
             || gireport_cell_value(shared, i, &value) != GIREPORT_OK || value != 25)
        bad = "value";
    else if (gireport_repair_find(shared, NULL, &p) != GIREPORT_OK || gireport_repair_count(p) == 0)
        bad = "repair";
    else if (gireport_report_copy(shared, &copy) != GIREPORT_OK)
        bad = "copy";
    gireport_report_free(copy);
    gireport_repair_free(p);
    gireport_findings_free(f);
    return bad;
}

static const char *share_template(void)
{
    gireport_report *r = NULL;
    const gireport_template *t = gireport_template_ref(own_form);
    const char *bad = gireport_report_new(t, &r) == GIREPORT_OK ? NULL : "new";
    gireport_template_unref(t);
    if (bad == NULL && strcmp(gireport_template_id(gireport_report_template(r)), "third-edition") != 0)
        bad = "template";
    gireport_report_free(r);
    return bad;
}

static const char *ask_the_library(void)
{
    for (size_t i = 0; i < gireport_rule_count(); i++)
        if (gireport_rule_find(gireport_rule_id(gireport_rule_at(i))) != gireport_rule_at(i))
            return "rule";
    return gireport_format_find("html") == GIREPORT_FORMAT_HTML ? NULL : "format";
}

static const struct {
    const char *name;
    work_fn work;
} table[] = {{"own", read_own}, {"shared", read_shared}, {"template", share_template}, {"library", ask_the_library}};

static void *worker(void *argument)
{
    work_fn work = *(const work_fn *)argument;
    for (int i = 0; i < ROUNDS; i++) {
        const char *bad = work();
        if (bad != NULL)
            return (void *)(uintptr_t)bad;
    }
    return NULL;
}

START_TEST(many_threads)
{
    pthread_t threads[THREADS];
    work_fn work = table[_i].work;
    void *bad = NULL;
    for (int i = 0; i < THREADS; i++)
        ck_assert_int_eq(pthread_create(&threads[i], NULL, worker, &work), 0);
    for (int i = 0; i < THREADS; i++) {
        void *one = NULL;
        pthread_join(threads[i], &one);
        bad = one != NULL ? one : bad;
    }
    ck_assert_msg(bad == NULL, "%s: %s", table[_i].name, (const char *)bad);
}
END_TEST

static void set_up(void)
{
    char form[65536];
    size_t len = slurp("data/third-edition.yaml", form, sizeof form);
    data_len = slurp("../examples/data/jinxiang_2020.yaml", data, sizeof data);
    ck_assert_int_eq(gireport_template_load(form, len, &own_form, NULL), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(data, data_len, NULL, &shared, NULL), GIREPORT_OK);
}

static void tear_down(void)
{
    gireport_report_free(shared);
    gireport_template_unref(own_form);
}

int main(void)
{
    Suite *s = suite_create("threads");
    TCase *c = tcase_create("promises");
    tcase_add_checked_fixture(c, set_up, tear_down);
    tcase_add_loop_test(c, many_threads, 0, (int)(sizeof table / sizeof *table));
    suite_add_tcase(s, c);
    SRunner *runner = srunner_create(s);
    srunner_run_all(runner, CK_NORMAL);
    int bad = srunner_ntests_run(runner) == 0 || srunner_ntests_failed(runner) > 0;
    srunner_free(runner);
    return bad;
}
