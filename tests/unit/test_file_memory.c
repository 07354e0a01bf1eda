/* SPDX-License-Identifier: MIT */
/* Memory runs out at each allocation in turn, libyaml's among them: reading and writing files says so, or gives what
 * it always gives. */
#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/failing.h"
#include "../support/report_text.h"
#include "../support/suite.h"

#define MOST 20000

static const char yaml[] =
    "---\nyear: 2020\norgan: {name: 甲县, code: \"0102\", levl: county}\nunits: {towns: 1, names: [甲, 乙]}\n"
    "overview: |\n  一\n  二\nextra: [{label: 其他, cells: [1, 2]}]\n"
    "disclosure:\n  licensing: {previous: {value: 22, raw: 22（其中修订16件）, at: \"1:2\"}, change: 5, decisions: x}\n"
    "applications:\n  new: [1, 2, 3]\n  granted: [1234, 0, 0, 0, 0, 0, 1234]\n  granted: [1, ~, \"/\", 0, 0, 0, 9]\n"
    "  grantd: ~\n  予以公开: ~\n  denied: {state_secret: {total: \"a\\0b\"}}\n"
    "gireport: 1\ntemplate: cn-2019\n---\nbroken: [\n---\ngireport: 1\ntemplate: cn-2020\n";

static const char csv[] =
    "organ,year,template,key,state,value,raw,place\n"
    "\"甲,县\",2020,cn-2019,applications.new.total,value,7,\"7\"\"\",t1r2c3\n"
    "乙,2020,cn-2019,applications.new.total,value,8,,\n"
    "\"甲,县\",2020,cn-2019,applications.new.total,value,9,,\n"
    "\"甲,县\",2020,cn-2019,applications.new.totl,value,9,,\n"
    "\"甲,县\",2020,cn-2019,disclosure.procurement.amount,value,9,9万元,\n";

static int give(char *data, size_t size, size_t *got, void *text)
{
    const char **rest = text;
    *got = strlen(*rest) < size ? strlen(*rest) : size;
    memcpy(data, *rest, *got);
    *rest += *got;
    return 0;
}

/* What an input gives: statuses, findings, and each report as YAML, JSON and CSV. Returns 0 where memory was short, -1
 * where a call did not say so properly. */
static int transcript(const char *text, int stream, char *out, size_t size)
{
    gireport_findings *f = NULL;
    gireport_reader *reader = NULL;
    int status = gireport_findings_new(&f), sound = 1;
    out[0] = '\0';
    if (status == GIREPORT_OK && stream)
        status = gireport_reader_open_callback(give, &text, NULL, &reader);
    else if (status == GIREPORT_OK)
        status = gireport_reader_new(text, GIREPORT_LEN_AUTO, NULL, &reader);
    while (status != GIREPORT_ERR_NOMEM) {
        gireport_report *r;
        status = gireport_reader_next(reader, &r, f);
        if (status == GIREPORT_ERR_NOT_FOUND)
            break;
        snprintf(out + strlen(out), size - strlen(out), "%d %s\n", status, findings_in_words(f));
        for (uint32_t format = 1; format <= 3 && r != NULL && status == GIREPORT_OK; format++) {
            gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
            char *written;
            o.format = format;
            status = gireport_write_string(r, &o, &written, NULL);
            sound &= (written == NULL) == (status != GIREPORT_OK); /* an assertion would take memory itself */
            if (status == GIREPORT_OK)
                snprintf(out + strlen(out), size - strlen(out), "%s\n", written);
            gireport_free(written);
        }
        gireport_report_free(r);
    }
    gireport_reader_free(reader);
    gireport_findings_free(f);
    sound &= status == GIREPORT_ERR_NOMEM || status == GIREPORT_ERR_NOT_FOUND;
    return !sound ? -1 : status != GIREPORT_ERR_NOMEM;
}

static const char *differing(const char *a, const char *b)
{
    while (*a != '\0' && *a == *b) {
        a++;
        b++;
    }
    return a;
}

START_TEST(every_allocation_may_fail)
{
    static char want[200000], got[200000];
    const char *text = _i % 2 == 0 ? yaml : csv;
    unsigned long nth = 1;
    ck_assert_int_eq(transcript(text, _i / 2, want, sizeof(want)), 1);
    ck_assert(strlen(want) > 1000);
    if (!failing_works())
        return;
    for (; nth < MOST; nth++) {
        failing_at(nth);
        int whole = transcript(text, _i / 2, got, sizeof(got));
        unsigned long made = failing_count();
        failing_at(0);
        ck_assert_int_ge(whole, 0);
        if (whole)
            ck_assert_msg(strcmp(got, want) == 0, "allocation %lu failed unseen: %.1500s", nth, differing(got, want));
        if (made < nth)
            break;
    }
    ck_assert_uint_lt(nth, MOST);
    ck_assert_uint_gt(nth, 40);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("file_memory");
    TCase *c = tcase_create("memory");
    tcase_set_timeout(c, 120);
    tcase_add_loop_test(c, every_allocation_may_fail, 0, 4);
    suite_add_tcase(s, c);
    return run_suite(s);
}
