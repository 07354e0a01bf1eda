/* SPDX-License-Identifier: MIT */
/* Memory runs out at each allocation of a batch in turn: what it costs is said, and nothing else changes. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/failing.h"
#include "../support/suite.h"

#define MOST 20000
#define DOC  "---\ngireport: 1\ntemplate: cn-2019\norgan: 甲\nyear: 2020\napplications: {new: [1, 0, 0, 0, 0, 0, 2]}\n"

static const char yaml[] = DOC "overview: [\n" DOC, none[] = "---\n",
                  csv[] = "organ,year,template,key,state,value\n甲,2020,cn-2019,applications.new.total,value,7\n"
                          "乙,2020,cn-2019,applications.new.total,value,8\n";

struct log {
    char text[4000];
    int short_of_memory;
};

static int deliver(const gireport_result *r, void *userdata)
{
    struct log *l = userdata;
    const gireport_findings *f = gireport_result_findings(r);
    size_t used = strlen(l->text);
    l->short_of_memory |= gireport_result_status(r) == GIREPORT_ERR_NOMEM;
    snprintf(l->text + used, sizeof(l->text) - used, "%s %zu %d %d %zu\n", gireport_result_name(r),
             gireport_result_number(r), gireport_result_status(r), (int)gireport_report_year(gireport_result_report(r)),
             gireport_findings_count(f));
    return 0;
}

static void run(struct log *l)
{
    gireport_batch_options o = GIREPORT_BATCH_OPTIONS_INIT;
    gireport_batch *b;
    memset(l, 0, sizeof(*l));
    o.deliver = deliver;
    o.userdata = l;
    int status = gireport_batch_new(&o, &b);
    if (status == GIREPORT_OK)
        status = gireport_batch_add_bytes(b, "yaml", yaml, sizeof(yaml) - 1);
    if (status == GIREPORT_OK)
        status = gireport_batch_add_bytes(b, "none", none, sizeof(none) - 1);
    if (status == GIREPORT_OK)
        status = gireport_batch_add_file(b, "/no/such/file");
    if (status == GIREPORT_OK)
        status = gireport_batch_add_bytes(b, "csv", csv, sizeof(csv) - 1);
    if (status == GIREPORT_OK)
        status = gireport_batch_work(b);
    l->short_of_memory |= status == GIREPORT_ERR_NOMEM;
    gireport_batch_free(b);
}

START_TEST(every_allocation_may_fail)
{
    static struct log want, got;
    unsigned long nth = 1, made;
    run(&want);
    ck_assert_str_eq(want.text, "yaml 1 -4 0 2\nyaml 2 0 2020 5\nnone 1 -5 0 1\n"
                                "/no/such/file 1 -8 0 1\ncsv 1 0 2020 4\ncsv 2 0 2020 4\n");
    for (; failing_works() && nth < MOST; nth++) {
        failing_at(nth);
        run(&got);
        made = failing_count();
        failing_at(0);
        if (!got.short_of_memory)
            ck_assert_msg(strcmp(got.text, want.text) == 0, "allocation %lu failed unseen: %s", nth, got.text);
        if (made < nth)
            break;
    }
    ck_assert_uint_lt(nth, MOST);
}
END_TEST

/* A stream of rows ends with ENOMEM, or gives all of them. */
static int walk(uint32_t table, int64_t *rows)
{
    gireport_arrow_options o = GIREPORT_ARROW_OPTIONS_INIT;
    struct ArrowArrayStream s;
    struct ArrowSchema schema;
    struct ArrowArray a;
    gireport_reader *reader;
    o.table = table;
    o.rows = 100;
    o.source = "three.yaml";
    *rows = 0;
    int status = gireport_reader_new(yaml, sizeof(yaml) - 1, NULL, &reader);
    if (status != GIREPORT_OK)
        return ENOMEM;
    if (gireport_arrow_stream_reader(&o, reader, &s) != GIREPORT_OK) {
        gireport_reader_free(reader);
        return ENOMEM;
    }
    status = s.get_schema(&s, &schema);
    if (status == 0)
        schema.release(&schema);
    while (status == 0) {
        status = s.get_next(&s, &a);
        if (status != 0 || a.release == NULL)
            break;
        *rows += a.length;
        a.release(&a);
    }
    s.release(&s);
    return status;
}

START_TEST(every_allocation_of_a_stream_may_fail)
{
    int64_t want, got;
    unsigned long nth = 1, made;
    ck_assert_int_eq(walk((uint32_t)_i, &want), 0);
    ck_assert_int_gt(want, 1);
    for (; failing_works() && nth < MOST; nth++) {
        failing_at(nth);
        int status = walk((uint32_t)_i, &got);
        made = failing_count();
        failing_at(0);
        ck_assert_msg(status == ENOMEM || (status == 0 && got == want), "allocation %lu: %d, %lld rows", nth, status,
                      (long long)got);
        if (made < nth)
            break;
    }
    ck_assert_uint_lt(nth, MOST);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("batch_memory");
    TCase *c = tcase_create("memory");
    tcase_set_timeout(c, 120);
    tcase_add_test(c, every_allocation_may_fail);
    tcase_add_loop_test(c, every_allocation_of_a_stream_may_fail, 0, 3);
    suite_add_tcase(s, c);
    return run_suite(s);
}
