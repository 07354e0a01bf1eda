/* SPDX-License-Identifier: MIT */
/* A form that no code knows, from its file alone: filled, checked, repaired, added up, written and read again
 * through the public functions. tests/data/third-edition.yaml says what is unlike in it. */

#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/fields.h"
#include "../support/suite.h"
#include "../support/template_file.h"

static const char *const cells =
    "disclosure.documents=3,10; disclosure.plans=1,4; disclosure.fees=12.50元,400元,412.5元; "
    "applications.new=5,3,8; applications.carried_in=1,0,1; applications.granted=2,1,3; "
    "applications.denied.secret=1,0,1; applications.denied.process.drafts=0,1,1; "
    "applications.denied.process.minutes=1,0,1; applications.denied.privacy=0,0,0; applications.total=4,2,6; "
    "applications.carried_out=2,1,3; "
    "channels.online=5,4; channels.mail=2,2; channels.in_person=1,1; "
    "disputes.review=1,2,3; disputes.court=0,1,1";

static const gireport_template *form;

static void load_form(void)
{
    form = load_template_file("data/third-edition.yaml");
}

static void drop_form(void)
{
    gireport_template_unref(form);
    form = NULL;
}

static gireport_report *filled(const char *changes)
{
    gireport_report *r = NULL;
    ck_assert_int_eq(gireport_report_new(form, &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_year(r, 2031), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "青禾县人民政府", GIREPORT_LEN_AUTO),
                     GIREPORT_OK);
    ck_assert(fields_set(r, cells, NULL));
    if (changes)
        ck_assert(fields_set(r, changes, NULL));
    return r;
}

/* The findings but notes as "rule first-cell found expected; …". */
static const char *findings_of(const gireport_report *r)
{
    static char line[2000];
    gireport_findings *f;
    size_t n = 0;
    line[0] = '\0';
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        if (gireport_finding_severity(f, i) > GIREPORT_SEVERITY_NOTE || gireport_finding_rule(f, i)[0] == 'T')
            n += (size_t)snprintf(
                line + n, sizeof line - n, "%s%s %s %s %s", n ? "; " : "", gireport_finding_rule(f, i),
                gireport_finding_cell_count(f, i) ? gireport_finding_cell_key(f, i, 0) : "-",
                gireport_finding_found(f, i), gireport_finding_expected(f, i));
    gireport_findings_free(f);
    return line;
}

struct change {
    const char *cells, *findings;
};
static const struct change changes[] = {
    {NULL, ""},
    {"channels.mail=2,3", "T-005 channels.mail.answered 3 ≤ 2"},
    {"channels.mail=3,2", "T-006 applications.new.total 8 9"},
    {"disclosure.fees=12.50元,400元,412元", "T-007 disclosure.fees.total 412 412.5"},
    {"disputes.review=11,2,13", "T-008 applications.new.total 24 ≥ 27"},
    {"disputes.court=1,1,1", "T-009 disputes.court.total 1 2"},
    {"applications.denied.subtotal=2,1,3", "GI-T3-007 applications.denied.subtotal.natural  "},
    {"applications.denied.subtotal=2,1,4",
     "T-003 applications.denied.subtotal.total 4 3; T-004 applications.denied.subtotal.total 4 3; "
     "GI-T3-007 applications.denied.subtotal.natural  "},
    {"applications.denied.process.subtotal=1,0,1",
     "T-004 applications.denied.process.subtotal.organisation 0 1; T-004 "
     "applications.denied.process.subtotal.total 1 2; "
     "GI-T3-007 applications.denied.process.subtotal.natural  "},
};

START_TEST(checking)
{
    gireport_report *r = filled(changes[_i].cells);
    ck_assert_str_eq(findings_of(r), changes[_i].findings);
    gireport_report_free(r);
}
END_TEST

/* A group's own row stands for members that are not printed, and so does that of the group around it. */
START_TEST(subtotals_stand_for_members)
{
    static const char *const members[] = {"applications.denied.process.drafts",
                                          "applications.denied.process.minutes", "applications.denied.secret",
                                          "applications.denied.privacy"};
    static const char *const cols[] = {"natural", "organisation", "total"};
    gireport_report *r = filled("applications.denied.process.subtotal=1,1,2");
    for (size_t i = 0; i < 4; i++) {
        for (size_t k = 0; k < 3; k++) {
            char key[100];
            size_t f;
            snprintf(key, sizeof key, "%s.%s", members[i], cols[k]);
            ck_assert_int_eq(gireport_template_field_find(form, key, &f), GIREPORT_OK);
            ck_assert_int_eq(gireport_cell_set_state(r, f, GIREPORT_STATE_BLANK), GIREPORT_OK);
        }
        if (i == 1)
            ck_assert_ptr_null(strstr(findings_of(r), "T-00"));
        if (i == 1)
            ck_assert(fields_set(r, "applications.denied.subtotal=2,1,3", NULL));
    }
    ck_assert_ptr_null(strstr(findings_of(r), "T-00"));
    ck_assert(fields_set(r, "applications.denied.subtotal=3,1,4", NULL));
    ck_assert_ptr_nonnull(strstr(findings_of(r), "T-002 applications.total.natural 4 5"));
    gireport_report_free(r);
}
END_TEST

START_TEST(repairing)
{
    gireport_report *r = filled("applications.total=4,2,60");
    gireport_repair *p = NULL;
    size_t field = 0;
    int64_t before = 0, after = 0;
    ck_assert_int_eq(gireport_repair_find(r, NULL, &p), GIREPORT_OK);
    ck_assert_int_eq(gireport_repair_unique(p), 1);
    ck_assert_uint_eq(gireport_repair_cell_count(p, 0), 1);
    ck_assert_int_eq(gireport_repair_cell(p, 0, 0, &field, &before, &after), GIREPORT_OK);
    ck_assert_str_eq(gireport_field_key(form, field), "applications.total.total");
    ck_assert_int_eq(before, 60);
    ck_assert_int_eq(after, 6);
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

static void same_values(const gireport_report *a, const gireport_report *b)
{
    ck_assert_ptr_eq(gireport_report_template(b), form);
    for (size_t f = 0; f < gireport_template_field_count(form); f++) {
        int64_t x = 0, y = 0;
        const char *key = gireport_field_key(form, f);
        ck_assert_msg(gireport_cell_state(a, f) == gireport_cell_state(b, f), "%s: state %u", key,
                      gireport_cell_state(b, f));
        gireport_cell_value(a, f, &x);
        gireport_cell_value(b, f, &y);
        ck_assert_msg(x == y, "%s: %lld is %lld", key, (long long)x, (long long)y);
    }
}

/* What happened in the year adds up; what stands at a day stays open. */
START_TEST(adding_up)
{
    gireport_report *a = filled(NULL), *b = filled(NULL), *sum = NULL;
    const gireport_report *two[2] = {a, b};
    ck_assert_int_eq(gireport_report_set_text(b, GIREPORT_TEXT_ORGAN, "白水镇人民政府", GIREPORT_LEN_AUTO),
                     GIREPORT_OK);
    ck_assert_int_eq(gireport_sum(two, 2, NULL, &sum, NULL), GIREPORT_OK);
    for (size_t f = 0; f < gireport_template_field_count(form); f++) {
        int64_t x = 0, y = 0;
        if (gireport_field_nature(form, f) == GIREPORT_NATURE_STOCK) {
            ck_assert_uint_eq(gireport_cell_state(sum, f), GIREPORT_STATE_BLANK);
            continue;
        }
        gireport_cell_value(a, f, &x);
        gireport_cell_value(sum, f, &y);
        ck_assert_msg(y == 2 * x, "%s: %lld", gireport_field_key(form, f), (long long)y);
    }
    gireport_report_free(sum);
    gireport_report_free(a);
    gireport_report_free(b);
}
END_TEST

static const uint32_t formats[] = {GIREPORT_FORMAT_YAML, GIREPORT_FORMAT_JSON,     GIREPORT_FORMAT_CSV,
                                   GIREPORT_FORMAT_HTML, GIREPORT_FORMAT_MARKDOWN, GIREPORT_FORMAT_DOCX};

START_TEST(writing_and_reading)
{
    gireport_report *r = filled("applications.denied.subtotal=2,1,3"), *again = NULL;
    gireport_write_options w = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    const uint32_t both = GIREPORT_CAN_READ | GIREPORT_CAN_WRITE;
    char *text = NULL;
    size_t len = 0;
    w.format = o.format = formats[_i];
    o.templates = &form;
    o.n_templates = 1;
    if ((gireport_format_support(formats[_i]) & both) == both) {
        ck_assert_int_eq(gireport_write_string(r, &w, &text, &len), GIREPORT_OK);
        ck_assert_int_eq(gireport_read(text, len, &o, &again, NULL), GIREPORT_OK);
        same_values(r, again);
        ck_assert_int_eq(gireport_report_year(again), 2031);
        gireport_report_free(again);
        gireport_free(text);
    }
    gireport_report_free(r);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("third_edition");
    TCase *c = tcase_create("third edition");
    tcase_add_checked_fixture(c, load_form, drop_form);
    tcase_add_loop_test(c, checking, 0, sizeof changes / sizeof *changes);
    tcase_add_test(c, subtotals_stand_for_members);
    tcase_add_test(c, repairing);
    tcase_add_test(c, adding_up);
    tcase_add_loop_test(c, writing_and_reading, 0, sizeof formats / sizeof *formats);
    suite_add_tcase(s, c);
    return run_suite(s);
}
