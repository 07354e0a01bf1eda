/* SPDX-License-Identifier: MIT */
/* The published text of one report, broken in many ways. What the text still prints under a label is read, or
 * a finding names the field; no field ever has another value. */
#include <stdio.h>
#include <string.h>

#include "../support/fields.h"
#include "../support/suite.h"

#define LEAST_RIGHT 90 /* per cent of all fields */

struct damage {
    const char *name;
    const char *find[2], *put[2]; /* each found exactly once; the second may be NULL */
    const char *says; /* what the text says instead, as fields_set() takes it; NULL: the same as before */
    const char *lost; /* keys that begin so may stay unread, separated by spaces; NULL: none may */
};

/* Rows of the text as they are published. */
#define NEW         "一、本年新收政府信息公开申请数量  18 7  0  0 0 0  25"
#define PETITION    "1.信访举报投诉类申\n\n请\n0  0 0 0 0 0 0 \n"
#define REPEAT      "2.重复申请  0  0 0 0 0  0 0 \n"
#define ENFORCEMENT "7.属于行政执法案卷  0  0 0  0 0  0  0\n"
#define REGISTRY    "8.属于行政查询事项 0 0  0 0 0 0 0 \n"
#define GRANTED     "（一）予以公开 7 2 0 0 0 0 9 \n"
#define NOT_HELD    "1.本机关不掌握相关\n\n政府信息\n10 1 0 0  0 0  11\n"
#define CREATION    "2.没有现成信息需要\n\n另行制作\n0 4  0  0  0 0 4\n"
#define DISPUTES    " 1  0  0 0 1 0 0  0  0  0 0  0  0 0 0\n"

static const struct damage damages[] = {
    {"nothing", {NEW}, {NEW}, NULL, NULL},
    {"a digit is gone",
     {NEW},
     {"一、本年新收政府信息公开申请数量  8 7  0  0 0 0  25"},
     "applications.new.natural=8",
     NULL},
    {"a value is gone",
     {NEW},
     {"一、本年新收政府信息公开申请数量  18 7  0  0 0  25"},
     NULL,
     "applications.new"},
    {"a value too much",
     {NEW},
     {"一、本年新收政府信息公开申请数量  18 7  0  0 0 0  25 3"},
     NULL,
     "applications.new"},
    {"a row is gone", {ENFORCEMENT}, {""}, NULL, "applications.denied.enforcement_file"},
    {"a row of two lines is gone", {PETITION}, {""}, NULL, "applications.rejected.petition"},
    {"two rows change places", {ENFORCEMENT, REGISTRY}, {REGISTRY, ENFORCEMENT}, NULL, NULL},
    {"rows of two groups change places", {NOT_HELD, REPEAT}, {REPEAT, NOT_HELD}, NULL, NULL},
    {"a label is misspelt",
     {"6.属于四类过程性信\n\n息"},
     {"6.属于四类过程姓信\n\n息"},
     NULL,
     "applications.denied.deliberative"},
    {"a label lacks characters",
     {"2.其他法律行政法规\n\n禁止公开"},
     {"2.其他法律行政止公开"},
     NULL,
     "applications.denied.forbidden_by_law"},
    {"a label is cut off",
     {"4.无正当理由大量反\n\n复申请"},
     {"4.无正当理由大"},
     NULL,
     "applications.rejected.excessive"},
    {"a label is lost",
     {ENFORCEMENT},
     {"  0  0 0  0 0  0  0\n"},
     NULL,
     "applications.denied.enforcement_file"},
    {"a label of two lines is lost",
     {NOT_HELD},
     {"10 1 0 0  0 0  11\n"},
     NULL,
     "applications.unable.not_held applications.unable.needs_creation applications.denied.registry_query"},
    {"a row's values are lost", {GRANTED}, {"（一）予以公开\n"}, NULL, "applications.granted"},
    {"values below a label are lost",
     {NOT_HELD},
     {"1.本机关不掌握相关\n\n政府信息\n"},
     NULL,
     "applications.unable.not_held applications.unable.needs_creation"},
    {"values behind those of the row above",
     {"政府信息\n10 1 0 0  0 0  11\n", CREATION},
     {"政府信息\n10 1 0 0  0 0  11 0 4  0  0  0 0 4\n", "2.没有现成信息需要\n\n另行制作\n"},
     NULL,
     "applications.unable"},
    {"values before those of the row below",
     {NOT_HELD, "另行制作\n0 4  0  0  0 0 4\n"},
     {"1.本机关不掌握相关\n\n政府信息\n", "另行制作\n10 1 0 0  0 0  11\n0 4  0  0  0 0 4\n"},
     NULL,
     "applications.unable"},
    {"values above their label",
     {NOT_HELD},
     {"10 1 0 0  0 0  11\n1.本机关不掌握相关\n\n政府信息\n"},
     NULL,
     "applications.unable applications.denied.registry_query"},
    {"a page number before values",
     {NOT_HELD},
     {"1.本机关不掌握相关\n\n政府信息\n\n\n- 7 -\n\n\f10 1 0 0  0 0  11\n"},
     NULL,
     NULL},
    {"a page number inside a label",
     {NOT_HELD},
     {"1.本机关不掌握相关\n\n- 7 -\n\n\f政府信息\n10 1 0 0  0 0  11\n"},
     NULL,
     NULL},
    {"a value lost before a bare number",
     {"规范性文件 　　4  4 　17"},
     {"规范性文件 　　4  4\n12"},
     NULL,
     "disclosure.normative_documents"},
    {"a bare number among values",
     {"0 4  0  0  0 0 4\n"},
     {"0 4  0  0\n7\n  0 0 4\n"},
     NULL,
     "applications.unable.needs_creation"},
    {"digits run together", {"10 1 0 0  0 0  11\n"}, {"101000011\n"}, NULL, "applications.unable.not_held"},
    {"two values run together",
     {NEW},
     {"一、本年新收政府信息公开申请数量  187  0  0 0 0  25"},
     NULL,
     "applications.new"},
    {"a row twice", {GRANTED}, {GRANTED GRANTED}, NULL, NULL},
    {"a row twice, not the same",
     {GRANTED},
     {GRANTED "（一）予以公开 7 3 0 0 0 0 9 \n"},
     NULL,
     "applications.granted.business"},
    {"disputes cut", {DISPUTES}, {" 1  0  0 0 1 0 0  0  0  0\n"}, NULL, "disputes."},
    {"disputes gone", {DISPUTES}, {""}, NULL, "disputes."},
    {"disputes on three lines", {DISPUTES}, {" 1  0  0 0 1\n 0 0  0  0  0\n 0  0  0 0 0\n"}, NULL, NULL},
    {"heading of part 2 gone", {"二、主动公开政府信息情况\n第"}, {"第"}, NULL, NULL},
    {"heading of part 3 gone", {"\n三、收到和处理政府信息公开申请情况\n"}, {"\n"}, NULL, NULL},
    {"heading of part 4 misspelt",
     {"\n四、政府信息公开行政复议、行政诉讼情况\n"},
     {"\n四、政府信公开行政复议、行政诉讼情兄\n"},
     NULL,
     NULL},
    {"heading of part 4 gone", {"\n四、政府信息公开行政复议、行政诉讼情况\n"}, {"\n"}, NULL, NULL},
    {"heading of part 5 gone", {" 五、存在的主要问题及改进情况\n"}, {"\n"}, NULL, NULL},
    {"a row of marks",
     {ENFORCEMENT},
     {"7.属于行政执法案卷 / / / / / / /\n"},
     "applications.denied.enforcement_file=/,/,/,/,/,/,/",
     NULL},
    {"a unit behind a space", {"102297.797528万元"}, {"102297.797528 万元"}, NULL, NULL},
    {"a note in a value",
     {NEW},
     {"一、本年新收政府信息公开申请数量  18（其中网上12件） 7  0  0 0 0  25"},
     NULL,
     NULL},
    {"full width", {GRANTED}, {"（一）予以公开　７　２　０　０　０　０　９\n"}, NULL, NULL},
    {"units in counts", {GRANTED}, {"（一）予以公开 7件 2件 0件 0件 0件 0件 9件\n"}, NULL, NULL},
    {"a row of its own", {REPEAT}, {"6.信息不存在 1 2 0 0 0 0 3\n" REPEAT}, NULL, NULL},
    {"a remark among rows", {REPEAT}, {"注：以上为初步统计，含2019年转来的3件。\n" REPEAT}, NULL, NULL},
    {"columns change places",
     {"信息内容 采购项目数量 采购总金额\n"},
     {"信息内容 采购总金额 采购项目数量\n"},
     "disclosure.procurement.projects=102297.797528万元; disclosure.procurement.amount=1093",
     "disclosure.procurement"},
    {"three columns change places",
     {"信息内容\n本年新\n\n制作数量\n\n本年新\n\n公开数量\n对外公开总数量\n"},
     {"信息内容\n对外公开总数量\n本年新\n\n制作数量\n\n本年新\n\n公开数量\n"},
     "disclosure.normative_documents.total=4; disclosure.normative_documents.made=4; "
     "disclosure.normative_documents.disclosed=17",
     NULL},
    {"a column is gone",
     {"信息内容 采购项目数量 采购总金额\n", "政府集中采购 　1093 102297.797528万元"},
     {"信息内容 采购总金额\n", "政府集中采购 　102297.797528万元"},
     NULL,
     "disclosure.procurement"},
    {"a label of the other edition",
     {"规范性文件 　　4  4 　17"},
     {"行政规范性文件 　　4  4 　17"},
     NULL,
     "disclosure.normative_documents"},
    {"a second list of the parts",
     {"一、总体情况\n"},
     {"目 "
      "录\n一、总体情况\n二、主动公开政府信息情况\n三、收到和处理政府信息公开申请情况\n四、政府信息公开行政复"
      "议、行政诉讼情况\n"
      "五、存在的主要问题及改进情况\n六、其他需要报告的事项\n\n一、总体情况\n"},
     NULL,
     NULL},
};

static char *text;
static gireport_report *truth;

static void set_up(void)
{
    char path[512];
    const char *dir = getenv("GIREPORT_TESTS");
    snprintf(path, sizeof(path), "%s/data/jinxiang.txt", dir ? dir : "..");
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    text = calloc(1, 65536);
    ck_assert(text && fread(text, 1, 65535, f) > 1000);
    fclose(f);
    truth = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    ck_assert_ptr_nonnull(truth);
}

static void tear_down(void)
{
    free(text);
    gireport_report_free(truth);
}

/* A copy of the text with one piece exchanged, which must stand there exactly once. */
static char *exchange(const char *name, const char *in, const char *find, const char *put)
{
    const char *at = strstr(in, find);
    ck_assert_msg(at && !strstr(at + 1, find), "%s: not once in the text: %s", name, find);
    size_t size = strlen(in) + strlen(put) + 1;
    char *out = malloc(size);
    ck_assert_ptr_nonnull(out);
    snprintf(out, size, "%.*s%s%s", (int)(at - in), in, put, at + strlen(find));
    return out;
}

/* Both at once: neither is looked for in what the other put. */
static char *break_text(const struct damage *d)
{
    if (!d->find[1])
        return exchange(d->name, text, d->find[0], d->put[0]);
    char *first = exchange(d->name, text, d->find[0], "\001"),
         *second = exchange(d->name, first, d->find[1], d->put[1]);
    char *whole = exchange(d->name, second, "\001", d->put[0]);
    free(first);
    free(second);
    return whole;
}

static int may_be_lost(const char *list, const char *key)
{
    while (list && *list) {
        size_t n = strcspn(list, " ");
        if (!strncmp(list, key, n))
            return 1;
        list += n + (list[n] == ' ');
    }
    return 0;
}

static int named(const gireport_findings *f, const char *key)
{
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        for (size_t c = 0; c < gireport_finding_cell_count(f, i); c++)
            if (!strcmp(gireport_finding_cell_key(f, i, c), key))
                return 1;
    return 0;
}

START_TEST(test_damage)
{
    const struct damage *d = &damages[_i];
    gireport_report *said, *got = NULL;
    gireport_findings *findings;
    char *broken = break_text(d);
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_copy(truth, &said), GIREPORT_OK);
    if (d->says)
        ck_assert_msg(fields_set(said, d->says, NULL), "%s", d->name);
    ck_assert_int_eq(gireport_read(broken, strlen(broken), NULL, &got, findings), GIREPORT_OK);
    const gireport_template *t = gireport_report_template(got);
    ck_assert_str_eq(gireport_template_id(t), "cn-2019");
    size_t all = 0, right = 0;
    for (size_t f = 0; f < gireport_template_field_count(t); f++) {
        const char *key = gireport_field_key(t, f);
        uint32_t state = gireport_cell_state(got, f);
        int64_t value = 0, is = 0, was = 0;
        gireport_cell_value(got, f, &value);
        gireport_cell_value(said, f, &is);
        gireport_cell_value(truth, f, &was);
        int unread = state == GIREPORT_STATE_ABSENT || state == GIREPORT_STATE_UNREADABLE;
        if (gireport_field_flags(t, f) & GIREPORT_FIELD_SUBTOTAL) {
            ck_assert_msg(unread, "%s: %s", d->name, key);
            continue;
        }
        all++;
        right += !unread;
        if (unread)
            ck_assert_msg(named(findings, key) && may_be_lost(d->lost, key), "%s: %s is unread%s", d->name,
                          key, named(findings, key) ? "" : " and no finding names it");
        else
            ck_assert_msg((state == gireport_cell_state(said, f) && value == is) ||
                              (d->lost && state == gireport_cell_state(truth, f) && value == was),
                          "%s: %s is %lld, the text says %lld", d->name, key, (long long)value,
                          (long long)is);
    }
    ck_assert_msg(right * 100 >= all * LEAST_RIGHT, "%s: %zu of %zu fields", d->name, right, all);
    free(broken);
    gireport_report_free(said);
    gireport_report_free(got);
    gireport_findings_free(findings);
}
END_TEST

/* The same text with other line ends, on one line, twice. */
START_TEST(test_arrangement)
{
    char *other = malloc(2 * strlen(text) + 1), *p = other;
    gireport_report *got = NULL;
    gireport_findings *findings;
    ck_assert_ptr_nonnull(other);
    for (const char *s = text; *s; s++) {
        if (*s == '\n' && _i == 0)
            *p++ = '\r';
        if (*s == '\n' && _i == 1)
            continue;
        *p++ = *s == '\n' && _i == 2 ? ' ' : *s;
    }
    *p = '\0';
    ck_assert_int_eq(gireport_findings_new(&findings), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(other, strlen(other), NULL, &got, findings), GIREPORT_OK);
    size_t wrong = 0, right = 0;
    for (size_t f = 0; f < gireport_template_field_count(gireport_report_template(got)); f++) {
        int64_t value = 0, was = 0;
        gireport_cell_value(truth, f, &was);
        if (gireport_cell_value(got, f, &value) == GIREPORT_OK)
            *(value == was ? &right : &wrong) += 1;
    }
    ck_assert_uint_eq(wrong, 0);
    ck_assert_msg(right >= (_i == 1 ? 150u : 198u), "arrangement %d: %zu fields", _i, right);
    free(other);
    gireport_report_free(got);
    gireport_findings_free(findings);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("read_jinxiang");
    TCase *c = tcase_create("damage");
    tcase_add_checked_fixture(c, set_up, tear_down);
    tcase_add_loop_test(c, test_damage, 0, (int)(sizeof(damages) / sizeof(damages[0])));
    tcase_add_loop_test(c, test_arrangement, 0, 3);
    suite_add_tcase(s, c);
    return run_suite(s);
}
