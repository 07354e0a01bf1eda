/* SPDX-License-Identifier: MIT */
/* A library that was built without libxml2 and libzip: the files that differ are compiled as such a build has them. */

#include <stdio.h>

#include <gireport/gireport.h>

#include "../support/suite.h"

static const struct golden {
    const char *rule, *fires;
    const char *told; /* place and id of the finding */
    const char *near;
} golden[] = {
#include "build_golden.inc"
};
#define GOLDEN ((int)(sizeof golden / sizeof *golden))

static int read_text(const char *text, gireport_findings *f)
{
    gireport_report *r;
    int status = gireport_read(text, GIREPORT_LEN_AUTO, NULL, &r, f);
    gireport_report_free(r);
    return status;
}

START_TEST(a_document_is_refused_and_told)
{
    const struct golden *g = &golden[_i];
    gireport_findings *f;
    uint32_t line, column;
    char told[200];
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(read_text(g->fires, f), GIREPORT_ERR_UNSUPPORTED);
    ck_assert_uint_eq(gireport_findings_count(f), 1);
    ck_assert_str_eq(gireport_finding_rule(f, 0), g->rule);
    ck_assert_int_eq(gireport_finding_position(f, 0, &line, &column), GIREPORT_OK);
    snprintf(told, sizeof told, "%u:%u -", (unsigned)line, (unsigned)column);
    ck_assert_str_eq(told, g->told);
    ck_assert_str_eq(gireport_finding_id(f, 0), g->rule);
    ck_assert_str_eq(gireport_finding_message(f, 0, GIREPORT_LANG_EN),
                     "this build cannot read html (build option: documents)");
    gireport_findings_clear(f);
    ck_assert_int_eq(read_text(g->near, f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_findings_count(f), 0);
    gireport_findings_free(f);
}
END_TEST

START_TEST(what_can_be_done_is_said)
{
    static const struct {
        uint32_t format, support;
    } formats[] = {
        {GIREPORT_FORMAT_HTML, GIREPORT_CAN_WRITE},
        {GIREPORT_FORMAT_DOCX, 0},
        {GIREPORT_FORMAT_XLSX, 0},
        {GIREPORT_FORMAT_PDF_BBOX, 0},
        {GIREPORT_FORMAT_YAML, GIREPORT_CAN_READ | GIREPORT_CAN_WRITE},
    };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        ck_assert_uint_eq(gireport_format_support(formats[i].format), formats[i].support);
    ck_assert_int_eq(gireport_feature(GIREPORT_FEATURE_DOCUMENTS), 0);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("without_documents");
    TCase *c = tcase_create("without_documents");
    tcase_add_loop_test(c, a_document_is_refused_and_told, 0, GOLDEN);
    tcase_add_test(c, what_can_be_done_is_said);
    suite_add_tcase(s, c);
    return run_suite(s);
}
