/* SPDX-License-Identifier: MIT */
/* What the library writes it reads back: reports of both editions in each format, cells that are empty, slashed or not
 * there among them. Office documents have their own test (test_write_office.c). */
#include <stdio.h>
#include <string.h>

#include "../support/random_report.h"
#include "../support/report_text.h"
#include "../support/restyle.h"
#include "../support/suite.h"
#include "model/report.h"

#define REPORTS 60 /* of each edition and format */

static const struct {
    uint32_t format;
    int whole; /* 2: every cell comes back; 1: every cell of the form, but not all of the rows of groups, which it does not
                  have; 0: what does not come back of the form is named by a finding */
} formats[] = {
    {GIREPORT_FORMAT_YAML, 2},     {GIREPORT_FORMAT_JSON, 2}, {GIREPORT_FORMAT_CSV, 2},
    {GIREPORT_FORMAT_MARKDOWN, 1}, {GIREPORT_FORMAT_HTML, 2}, {GIREPORT_FORMAT_TEXT, 0},
};
#define FORMATS (int)(sizeof formats / sizeof *formats)

/* Some cells empty, some slashed. */
static void leave_out(gireport_report *r, uint64_t seed)
{
    struct random_source s = {seed};
    const gireport_template *t = gireport_report_template(r);

    for (uint32_t f = 0; f < t->n_fields; f++)
        if (gireport_cell_state(r, f) == GIREPORT_STATE_VALUE && random_below(&s, 5) == 0)
            gireport_cell_set_state(r, f, random_below(&s, 2) ? GIREPORT_STATE_BLANK : GIREPORT_STATE_NA);
}

static int names(const gireport_findings *f, const char *key)
{
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        for (size_t c = 0; c < gireport_finding_cell_count(f, i); c++)
            if (!strcmp(gireport_finding_cell_key(f, i, c), key))
                return 1;
    return 0;
}

static void compare(const gireport_report *r, const gireport_report *got, const gireport_findings *findings, int whole,
                    const char *where)
{
    const gireport_template *t = gireport_report_template(r);

    ck_assert_msg(gireport_report_template(got) == t, "%s: the other edition", where);
    for (uint32_t f = 0; f < t->n_fields; f++) {
        const struct gireport__cell *a = &r->cells[f], *b = &got->cells[f];
        const char *key = t->fields[f].key;
        int unread = b->state == GIREPORT_STATE_ABSENT || b->state == GIREPORT_STATE_UNREADABLE;

        if (a->state == b->state && (a->state != GIREPORT_STATE_VALUE || (a->value == b->value && a->unit == b->unit)))
            continue;
        if (whole < 2 && unread && (t->fields[f].flags & GIREPORT_FIELD_SUBTOTAL))
            continue;
        ck_assert_msg(!whole && unread && names(findings, key), "%s, %s: %s", where, key, cell_in_words(got, key));
    }
}

static void come_back(const gireport_template *t, uint64_t seed, uint32_t format, int whole)
{
    gireport_report *r, *got = NULL;
    gireport_findings *findings;
    gireport_write_options to = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_read_options from = GIREPORT_READ_OPTIONS_INIT;
    char *data, where[64];
    size_t len;

    ck_assert_int_eq(random_report(t, seed, (seed % 3 ? RANDOM_TEXTS : 0u) | (seed % 5 ? 0u : RANDOM_SUBTOTALS), &r),
                     GIREPORT_OK);
    if (seed % 2)
        restyle_vary(r, seed);
    if (seed % 4)
        leave_out(r, seed);
    to.format = from.format = format;
    snprintf(where, sizeof where, "%s of seed %u", gireport_format_name(format), (unsigned)seed);
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
    ck_assert_int_eq(gireport_write_string(r, &to, &data, &len), GIREPORT_OK);
    ck_assert_msg(gireport_read(data, len, &from, &got, findings) == GIREPORT_OK, "%s", where);
    compare(r, got, findings, whole, where);
    gireport_free(data);
    gireport_findings_free(findings);
    gireport_report_free(got);
    gireport_report_free(r);
}

START_TEST(own_outputs_come_back)
{
    if (!(gireport_format_support(formats[_i].format) & GIREPORT_CAN_READ)) {
        printf("LEFT OUT %s, which this build does not read\n", gireport_format_name(formats[_i].format));
        return;
    }
    for (size_t t = 0; t < gireport_template_count(); t++)
        for (uint64_t seed = 1; seed <= REPORTS; seed++)
            come_back(gireport_template_at(t), seed, formats[_i].format, formats[_i].whole);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("read: what the library writes");
    TCase *c = tcase_create("own");

    tcase_set_timeout(c, 120);
    tcase_add_loop_test(c, own_outputs_come_back, 0, FORMATS);
    suite_add_tcase(s, c);
    return run_suite(s);
}
