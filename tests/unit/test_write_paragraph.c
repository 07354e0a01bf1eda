/* SPDX-License-Identifier: MIT */
/* Paragraphs written from the tables: their words, and that the rules over sentences read the same numbers in them. */
#include <stdio.h>
#include <string.h>

#include "../support/fields.h"
#include "../support/random_report.h"
#include "../support/suite.h"

#define RANDOM_REPORTS 5000 /* of each edition */

static const gireport_template *edition(const char *id)
{
    const gireport_template *t = gireport_template_find(id);
    ck_assert_ptr_nonnull(t);
    return t;
}

static char *paragraph(const gireport_report *r, const char *key)
{
    char *text;
    size_t len, unknown;
    ck_assert_int_eq(gireport_paragraph_string(r, key, &text, &len, &unknown), GIREPORT_OK);
    ck_assert_uint_eq(strlen(text), len);
    ck_assert_uint_eq(unknown, SIZE_MAX);
    return text;
}

static const struct {
    const char *template_id, *file;
    int year;
    const char *cells, *key, *expected;
} said[] = {
    {"cn-2019", "jinxiang_2020.tsv", 2020, "applications.total.total=26", "applications",
     "2020年，本机关收到政府信息公开申请25件（自然人18件、商业企业7件），上年结转政府信息公开申请1件。"
     "全年办结政府信息公开申请26件，其中予以公开9件、部分公开1件、不予公开1件、无法提供15件。"},
    {"cn-2019", "jinxiang_2020.tsv", 2020, NULL, "disputes",
     "2020年，本机关因政府信息公开工作被申请行政复议1件，其中结果维持1件。未发生因政府信息公开工作被提起行政诉讼的案件。"},
    {"cn-2021", "suqian_2023.tsv", 2023, NULL, "applications",
     "2023年，本机关收到政府信息公开申请3511件（自然人3402件、商业企业99件、社会公益组织4件、法律服务机构5件、其他申请人1件），"
     "上年结转政府信息公开申请96件。全年办结政府信息公开申请3486件，其中予以公开1191件、部分公开328件、不予公开142件、"
     "无法提供1078件、不予处理406件、其他处理341件；结转下年度继续办理121件。"},
    {"cn-2021", "suqian_2023.tsv", 2023,
     "applications.new=0,0,0,0,0,0,0; applications.carried_in=0,0,0,0,0,0,0", "applications",
     "2023年，本机关未收到政府信息公开申请，也没有上年结转的申请。全年办结政府信息公开申请3486件，其中予以公开1191件、"
     "部分公开328件、不予公开142件、无法提供1078件、不予处理406件、其他处理341件；结转下年度继续办理121件。"},
    {"cn-2021", "suqian_2023.tsv", 2023, "disputes.review=0,0,0,0,0", "disputes",
     "2023年，本机关未发生因政府信息公开工作被申请行政复议的案件。因政府信息公开工作被提起行政诉讼113件，其中"
     "未经复议直接起诉24件、复议后起诉89件；结果维持14件、结果纠正1件、其他结果83件、尚未审结15件。"},
};

START_TEST(words)
{
    gireport_report *r = fields_report(said[_i].template_id, said[_i].file, NULL);
    char *text;
    ck_assert_ptr_nonnull(r);
    ck_assert_int_eq(gireport_report_set_year(r, said[_i].year), GIREPORT_OK);
    ck_assert_int_eq(said[_i].cells == NULL || fields_set(r, said[_i].cells, NULL), 1);
    text = paragraph(r, said[_i].key);
    ck_assert_str_eq(text, said[_i].expected);
    gireport_free(text);
    gireport_report_free(r);
}
END_TEST

/* A form of zeros says that there was nothing; a blank one says nothing. */
START_TEST(zero_is_said_and_blank_is_not)
{
    const gireport_template *t = edition("cn-2021");
    gireport_report *r;
    char *text = NULL;
    size_t unknown = 7, lacks;
    ck_assert_int_eq(gireport_report_new(t, &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_template_field_find(t, "applications.new.total", &lacks), GIREPORT_OK);
    ck_assert_int_eq(gireport_paragraph_string(r, "applications", &text, NULL, &unknown), GIREPORT_ERR_INVALID_DATA);
    ck_assert_uint_eq(unknown, lacks); /* absent */
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        ck_assert_int_eq(gireport_cell_set_state(r, i, GIREPORT_STATE_BLANK), GIREPORT_OK);
    ck_assert_int_eq(gireport_paragraph_string(r, "applications", &text, NULL, &unknown), GIREPORT_ERR_INVALID_DATA);
    ck_assert_uint_eq(unknown, lacks);
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        ck_assert_int_eq(gireport_cell_set_value(r, i, 0), GIREPORT_OK);
    ck_assert_int_eq(gireport_paragraph_string(r, "applications", &text, NULL, &unknown), GIREPORT_ERR_INVALID_DATA);
    ck_assert_uint_eq(unknown, SIZE_MAX); /* the year */
    ck_assert_ptr_null(text);
    ck_assert_int_eq(gireport_paragraph_string(r, "remarks", &text, NULL, NULL), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(gireport_report_set_year(r, 2025), GIREPORT_OK);
    text = paragraph(r, "applications");
    ck_assert_str_eq(text, "2025年，本机关未收到政府信息公开申请，也没有上年结转的申请。");
    gireport_free(text);
    text = paragraph(r, "disputes");
    ck_assert_str_eq(text, "2025年，本机关未发生因政府信息公开工作被申请行政复议的案件。"
                           "未发生因政府信息公开工作被提起行政诉讼的案件。");
    gireport_free(text);
    gireport_report_free(r);
}
END_TEST

static size_t told_about(gireport_report *r, const char *text)
{
    gireport_findings *f;
    size_t n = 0;
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, text, strlen(text)), GIREPORT_OK);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        n += strncmp(gireport_finding_rule(f, i), "GI-N-", 5) == 0;
    gireport_findings_free(f);
    return n;
}

/* The numbers of a text but the year, each changed in turn to what no way of counting gives: each must be told, so each
 * was read. */
static size_t unread_numbers(gireport_report *r, const char *text)
{
    size_t unread = 0;
    for (const char *p = strstr(text, "年，"); p != NULL && *p != '\0'; p++) {
        char changed[2048];
        char *end;
        long long n;
        if (*p < '0' || *p > '9')
            continue;
        n = strtoll(p, &end, 10);
        if (strncmp(end, "年", strlen("年")) != 0) {
            snprintf(changed, sizeof changed, "%.*s%lld%s", (int)(p - text), text, n + 7000003, end);
            if (told_about(r, changed) == 0) {
                unread++;
                printf("not read: %s\n", changed);
            }
        }
        p = end - 1;
    }
    return unread;
}

START_TEST(agrees_with_the_rules)
{
    const gireport_template *t = edition(_i ? "cn-2021" : "cn-2019");
    size_t unread = 0;
    for (uint64_t seed = 0; seed < RANDOM_REPORTS; seed++) {
        gireport_report *r;
        char *texts[2], both[2048];
        ck_assert_int_eq(random_report(t, seed, seed % 2 ? RANDOM_SUBTOTALS : 0, &r), GIREPORT_OK);
        texts[0] = paragraph(r, "applications");
        texts[1] = paragraph(r, "disputes");
        snprintf(both, sizeof both, "%s\n%s", texts[0], texts[1]);
        ck_assert_msg(told_about(r, both) == 0, "seed %u: %s", (unsigned)seed, both);
        if (seed % 10 == 0)
            unread += unread_numbers(r, both);
        gireport_free(texts[0]);
        gireport_free(texts[1]);
        gireport_report_free(r);
    }
    ck_assert_uint_eq(unread, 0);
}
END_TEST

START_TEST(editions_list_their_paragraphs)
{
    const gireport_template *t = edition(_i ? "cn-2021" : "cn-2019");
    ck_assert_uint_eq(gireport_template_paragraph_count(t), 2);
    ck_assert_str_eq(gireport_template_paragraph_key(t, 0), "applications");
    ck_assert_str_eq(gireport_template_paragraph_key(t, 1), "disputes");
    ck_assert_ptr_null(gireport_template_paragraph_key(t, 2));
}
END_TEST

int main(void)
{
    Suite *s = suite_create("paragraph");
    TCase *c = tcase_create("paragraph");
    tcase_set_timeout(c, 120);
    tcase_add_loop_test(c, words, 0, sizeof said / sizeof *said);
    tcase_add_test(c, zero_is_said_and_blank_is_not);
    tcase_add_loop_test(c, agrees_with_the_rules, 0, 2);
    tcase_add_loop_test(c, editions_list_their_paragraphs, 0, 2);
    suite_add_tcase(s, c);
    return run_suite(s);
}
