/* SPDX-License-Identifier: MIT */
/* The 金乡 report broken in many ways. What the damaged text still prints under a label is read, or a finding names the
 * field; no other value is ever taken; and nearly all fields stay right. */
#include <stdio.h>
#include <string.h>

#include "../support/fields.h"
#include "../support/suite.h"
#include "base/buf.h"
#include "base/out.h"

#define FIELDS 198
#define LEAST_RIGHT 179 /* 90 % of them */

/* One way: the text `from` (which must stand in the report) becomes `to`, with `key` printed anew as `value` where the
 * damaged text says so under its label. */
static const struct way {
    const char *name, *from, *to, *key;
    int64_t value;
    int64_t least; /* fields that stay right */
} ways[] = {
    {"a digit lost", "18323", "1833", "disclosure.penalties.decisions", 1833, 197},
    {"a digit lost from a sum", "18 7  0  0 0 0  25", "18 7  0  0 0 0  2", "applications.new.total", 2, 197},
    {"a row cut", "行政处罚 　   3137 　 +12 　18323", "", NULL, 0, 195},
    {"a row cut in part three", "（一）予以公开 7 2 0 0 0 0 9 ", "", NULL, 0, 191},
    {"two rows swapped", "规章 　　0  0 　0\n\n规范性文件 　　4  4 　17", "规范性文件 　　4  4 　17\n\n规章 　　0  0 　0",
     NULL, 0, 198},
    {"a label misspelt", "7.属于行政执法案卷", "7.属于行政执法安卷", NULL, 0, 198},
    {"a label misspelt at its head", "其他对外管理服务事项", "其它对外管理服务事项", NULL, 0, 198},
    {"a label half lost", "8.属于行政查询事项", "8.行政查询", NULL, 0, 191},
    {"a number of a label lost", "1.信访举报投诉类申", "信访举报投诉类申", NULL, 0, 198},
    {"the last value of a row lost", "二、上年结转政府信息公开申请数量  1  0  0  0 0  0  1",
     "二、上年结转政府信息公开申请数量  1  0  0  0 0  0", NULL, 0, 191},
    {"a value lost in a small row", "行政许可 　　252 　  +6 　69573", "行政许可 　　252 　  +6", NULL, 0, 195},
    {"a page number in a row", "10 1 0 0  0 0  11", "10 1 0 0\n- 7 -\n0 0  11", NULL, 0, 191},
    {"a page number behind a label", "（七）总计 0  0  0 0 0  0  0", "（七）总计\n\n- 7 -\n\n0  0  0 0 0  0  0", NULL, 0,
     198},
    {"digits run together", "0 4  0  0  0 0 4", "0400004", NULL, 0, 191},
    {"digits run together in part two", "行政强制 　   173 　　-2 　1192", "行政强制 173-21192", NULL, 0, 195},
    {"a row twice", "2.重复申请  0  0 0 0 0  0 0 ", "2.重复申请  0  0 0 0 0  0 0 \n2.重复申请  0  0 0 0 0  0 0 ", NULL,
     0, 198},
    {"a row twice with other values", "行政许可 　　252 　  +6 　69573",
     "行政许可 　　252 　  +6 　69573\n行政许可 　　253 　  +6 　69573", NULL, 0, 195},
    {"a sign lost", "-8", "8", "disclosure.other_services.change", 8, 197},
    {"a minus in a count", "1093 102297", "-1093 102297", NULL, 0, 197},
    {"a unit lost", "102297.797528万元", "102297.797528", NULL, 0, 197},
    {"a letter for a digit", "1.属于国家秘密  0  0", "1.属于国家秘密  O  0", NULL, 0, 191},
    {"a row of the province", "第二十条第（五）项", "其他主动公开文件  5  6  7\n第二十条第（五）项", NULL, 0, 198},
    {"the heading of part three lost", "三、收到和处理政府信息公开申请情况\n", "", NULL, 0, 198},
    {"values before their label", "（六）其他处理 0  0  0  0 0  0  0", "0  0  0  0 0  0  0\n（六）其他处理", NULL, 0, 179},
    {"a value lost before a bare page number", "规范性文件 　　4  4 　17", "规范性文件 　　4  4\n12", NULL, 0, 195},
    {"a value of part four lost", " 1  0  0 0 1 0 0  0  0  0 0  0  0 0 0", " 1  0  0 0 1 0 0  0  0  0 0  0  0 0", NULL,
     0, 183},
    {"two headers swapped", "采购项目数量 采购总金额", "采购总金额 采购项目数量", "disclosure.procurement.amount",
     1093, 196},
};

static struct gireport__buf original;
static gireport_report *truth;

static void load(void)
{
    char path[1024], *data;
    size_t len;

    snprintf(path, sizeof path, "%s/../examples/data/jinxiang_2020.txt", getenv("GIREPORT_TESTS"));
    ck_assert_int_eq(gireport__read_file(path, 1 << 20, &data, &len), GIREPORT_OK);
    gireport__buf_add(&original, data, len);
    gireport__free(data);
    truth = fields_report("cn-2019", "jinxiang_2020.tsv", NULL);
    ck_assert_ptr_nonnull(truth);
}

static void unload(void)
{
    gireport__buf_free(&original);
    gireport_report_free(truth);
}

static void break_text(const struct way *w, struct gireport__buf *out)
{
    const char *text = gireport__buf_str(&original), *at = strstr(text, w->from);

    ck_assert_msg(at != NULL, "%s: not in the report", w->name);
    gireport__buf_add(out, text, (size_t)(at - text));
    gireport__buf_adds(out, w->to);
    gireport__buf_adds(out, at + strlen(w->from));
}

/* Does a finding that speaks of reading name the field? A broken identity alone does not excuse a wrong value. */
static int named(const gireport_findings *f, const char *key)
{
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        for (size_t c = 0; c < gireport_finding_cell_count(f, i); c++)
            if (strcmp(gireport_finding_cell_key(f, i, c), key) == 0)
                return 1;
    return 0;
}

/* 1: as the whole report says; 0: reported. Everything else fails. */
static int judge(const struct way *w, const gireport_report *r, const gireport_findings *f, size_t field)
{
    const gireport_template *t = gireport_report_template(r);
    const char *key = gireport_field_key(t, field);
    uint32_t state = gireport_cell_state(r, field);
    int64_t got, expected;

    gireport_cell_value(truth, field, &expected);
    if (state == GIREPORT_STATE_VALUE) {
        gireport_cell_value(r, field, &got);
        if (w->key != NULL && strcmp(w->key, key) == 0)
            ck_assert_msg(got == w->value || named(f, key), "%s: %s = %lld", w->name, key, (long long)got);
        else if (got != expected)
            ck_assert_msg(named(f, key), "%s: %s = %lld, nothing said", w->name, key, (long long)got);
        return got == expected;
    }
    ck_assert_msg(named(f, key), "%s: %s is not read and nothing said", w->name, key);
    return 0;
}

START_TEST(nothing_wrong_goes_unsaid)
{
    const struct way *w = &ways[_i];
    struct gireport__buf text = {0};
    gireport_findings *f;
    gireport_report *r;
    int64_t right = 0;

    break_text(w, &text);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_read(text.data, text.len, NULL, &r, f), GIREPORT_OK);
    ck_assert_str_eq(gireport_template_id(gireport_report_template(r)), "cn-2019");
    for (size_t i = 0; i < gireport_template_field_count(gireport_report_template(r)); i++)
        if (!(gireport_field_flags(gireport_report_template(r), i) & GIREPORT_FIELD_SUBTOTAL))
            right += judge(w, r, f, i);
    ck_assert_msg(right >= w->least && right >= LEAST_RIGHT, "%s: only %lld of %d right", w->name, (long long)right,
                  FIELDS);
    gireport_report_free(r);
    gireport_findings_free(f);
    gireport__buf_free(&text);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("read/broken");
    TCase *c = tcase_create("ways");

    tcase_add_checked_fixture(c, load, unload);
    tcase_add_loop_test(c, nothing_wrong_goes_unsaid, 0, sizeof ways / sizeof ways[0]);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
