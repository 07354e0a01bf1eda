/* SPDX-License-Identifier: MIT */
/* The layout walk: the merged cells of the statutory tables, and of forms that it has never seen. */
#include <check.h>
#include <stdlib.h>
#include <string.h>

#include <gireport/gireport.h>

#include "model/report.h"
#include "write/layout.h"

#include "../support/template_file.h"

static const char two_sections[] =
    "gireport_template: 1\nid: t\ntitle: {zh: 表, en: form}\nbasis: b\nyears: {first: 2030}\n"
    "report_title: \"{organ}{year}\"\n"
    "parts:\n  - {key: a, number: 一, label: 甲}\n  - {key: remarks, number: 二, label: 其他}\n"
    "tables:\n  - key: a\n    sections:\n"
    "      - stub: 栏\n        unit: 件\n        columns:\n"
    "          - {key: c1, label: 一}\n          - {key: c2, label: 二}\n          - {key: c3, label: 三}\n"
    "          - {key: c4, label: 四}\n          - {key: c5, label: 五}\n"
    "        rows: [{key: r1, label: 行}]\n"
    "      - stub: 栏\n        unit: 件\n        columns:\n"
    "          - {key: d1, label: 甲}\n          - {key: d2, label: 乙}\n"
    "        rows: [{key: r2, label: 另一行}]\n";

/* "row,col height×width kind text" of each slot that is wanted. */
struct want {
    const char *text; /* label, or key of a value */
    uint32_t row, col, row_span, col_span;
};

static const struct gireport__slot *find(const struct gireport__sheet *s, const gireport_template *t,
                                         const struct want *w)
{
    for (size_t i = 0; i < s->n_slots; i++) {
        const struct gireport__slot *slot = &s->slots[i];
        const char *text = slot->text ? slot->text : t->fields[slot->field].key;
        if (slot->row == w->row && slot->col == w->col && strcmp(text, w->text) == 0)
            return slot;
    }
    return NULL;
}

static void expect(const gireport_template *t, uint32_t table, const gireport_report *r, uint32_t rows,
                   uint32_t cols, const struct want *want, size_t n)
{
    struct gireport__sheet s;
    ck_assert_int_eq(gireport__sheet_make(t, table, r, &s), GIREPORT_OK);
    ck_assert_uint_eq(s.rows, rows);
    ck_assert_uint_eq(s.cols, cols);
    for (size_t i = 0; i < n; i++) {
        const struct gireport__slot *slot = find(&s, t, &want[i]);
        ck_assert_msg(slot != NULL, "%s at %u,%u", want[i].text, want[i].row, want[i].col);
        ck_assert_msg(slot->row_span == want[i].row_span && slot->col_span == want[i].col_span,
                      "%s spans %u×%u", want[i].text, slot->row_span, slot->col_span);
    }
    gireport__sheet_free(&s);
}
#define EXPECT(t, table, r, rows, cols, want)                                                                \
    expect(t, table, r, rows, cols, want, sizeof want / sizeof *want)

START_TEST(part_two_of_2019)
{
    static const struct want want[] = {
        {"第二十条第（一）项", 0, 0, 1, 4},
        {"信息内容", 1, 0, 1, 1},
        {"本年新制作数量", 1, 1, 1, 1},
        {"对外公开总数量", 1, 3, 1, 1},
        {"规章", 2, 0, 1, 1},
        {"disclosure.regulations.made", 2, 1, 1, 1},
        {"disclosure.normative_documents.total", 3, 3, 1, 1},
        {"第二十条第（五）项", 4, 0, 1, 4},
        {"其他对外管理服务事项", 7, 0, 1, 1},
        {"第二十条第（八）项", 12, 0, 1, 4},
        {"上一年项目数量", 13, 1, 1, 1},
        {"本年增/减", 13, 2, 1, 2},
        {"disclosure.fees.change", 14, 2, 1, 2},
        {"第二十条第（九）项", 15, 0, 1, 4},
        {"disclosure.procurement.projects", 17, 1, 1, 1},
        {"disclosure.procurement.amount", 17, 2, 1, 2},
    };
    EXPECT(gireport_template_find("cn-2019"), 0, NULL, 18, 4, want);
}
END_TEST

START_TEST(part_two_of_2021)
{
    static const struct want want[] = {
        {"第二十条第（一）项", 0, 0, 1, 4},
        {"现行有效件数", 1, 3, 1, 1},
        {"行政规范性文件", 3, 0, 1, 1},
        {"本年处理决定数量", 5, 1, 1, 3},
        {"disclosure.licensing.decisions", 6, 1, 1, 3},
        {"disclosure.coercion.decisions", 10, 1, 1, 3},
        {"本年收费金额（单位：万元）", 12, 1, 1, 3},
        {"disclosure.fees.amount", 13, 1, 1, 3},
    };
    EXPECT(gireport_template_find("cn-2021"), 0, NULL, 14, 4, want);
}
END_TEST

START_TEST(part_three_of_2019)
{
    static const struct want want[] = {
        {"（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）", 0, 0, 3, 3},
        {"申请人情况", 0, 3, 1, 7},
        {"自然人", 1, 3, 2, 1},
        {"法人或其他组织", 1, 4, 1, 5},
        {"总计", 1, 9, 2, 1},
        {"商业企业", 2, 4, 1, 1},
        {"其他", 2, 8, 1, 1},
        {"一、本年新收政府信息公开申请数量", 3, 0, 1, 3},
        {"applications.new.natural", 3, 3, 1, 1},
        {"applications.new.total", 3, 9, 1, 1},
        {"二、上年结转政府信息公开申请数量", 4, 0, 1, 3},
        {"三、本年度办理结果", 5, 0, 20, 1},
        {"（一）予以公开", 5, 1, 1, 2},
        {"（三）不予公开", 7, 1, 8, 1},
        {"1.属于国家秘密", 7, 2, 1, 1},
        {"（四）无法提供", 15, 1, 3, 1},
        {"（五）不予处理", 18, 1, 5, 1},
        {"（六）其他处理", 23, 1, 1, 2},
        {"（七）总计", 24, 1, 1, 2},
        {"四、结转下年度继续办理", 25, 0, 1, 3},
        {"applications.carried_out.total", 25, 9, 1, 1},
    };
    EXPECT(gireport_template_find("cn-2019"), 1, NULL, 26, 10, want);
}
END_TEST

START_TEST(part_three_of_2021)
{
    static const struct want want[] = {
        {"三、本年度办理结果", 5, 0, 22, 1}, {"（三）不予公开", 7, 1, 8, 1},
        {"（四）无法提供", 15, 1, 3, 1},     {"（五）不予处理", 18, 1, 5, 1},
        {"（六）其他处理", 23, 1, 3, 1},     {"3.其他", 25, 2, 1, 1},
        {"（七）总计", 26, 1, 1, 2},         {"四、结转下年度继续办理", 27, 0, 1, 3},
    };
    EXPECT(gireport_template_find("cn-2021"), 1, NULL, 28, 10, want);
}
END_TEST

START_TEST(part_four)
{
    static const struct want want[] = {
        {"行政复议", 0, 0, 2, 5},
        {"行政诉讼", 0, 5, 1, 10},
        {"未经复议直接起诉", 1, 5, 1, 5},
        {"复议后起诉", 1, 10, 1, 5},
        {"结果维持", 2, 0, 1, 1},
        {"总计", 2, 14, 1, 1},
        {"disputes.review.upheld", 3, 0, 1, 1},
        {"disputes.direct.upheld", 3, 5, 1, 1},
        {"disputes.after_review.total", 3, 14, 1, 1},
    };
    const gireport_template *t = gireport_template_at((size_t)_i);
    EXPECT(t, 2, NULL, 4, 15, want);
}
END_TEST

static void put(gireport_report *r, const char *key, int64_t value)
{
    size_t field;
    ck_assert_int_eq(gireport_template_field_find(gireport_report_template(r), key, &field), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_set_value(r, field, value), GIREPORT_OK);
}

/* One （六） row, as many organs print it in the 2021 form: it stands where its members would. */
START_TEST(group_in_place_of_its_members)
{
    static const struct want want[] = {
        {"三、本年度办理结果", 5, 0, 20, 1},
        {"（六）其他处理", 23, 1, 1, 2},
        {"applications.other.subtotal.natural", 23, 3, 1, 1},
        {"（七）总计", 24, 1, 1, 2},
    };
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
    put(r, "applications.other.subtotal.total", 4);
    EXPECT(gireport_report_template(r), 1, r, 26, 10, want);
    gireport_report_free(r);
}
END_TEST

START_TEST(group_beside_its_members)
{
    static const struct want want[] = {
        {"三、本年度办理结果", 5, 0, 23, 1},
        {"（三）不予公开", 7, 1, 1, 2},
        {"applications.denied.subtotal.total", 7, 9, 1, 1},
        {"（三）不予公开", 8, 1, 8, 1},
        {"1.属于国家秘密", 8, 2, 1, 1},
        {"（四）无法提供", 16, 1, 3, 1},
    };
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
    put(r, "applications.denied.subtotal.total", 4);
    put(r, "applications.denied.third_party.total", 4);
    EXPECT(gireport_report_template(r), 1, r, 29, 10, want);
    gireport_report_free(r);
}
END_TEST

START_TEST(groups_of_three_levels)
{
    static const struct want want[] = {
        {"项目", 0, 0, 1, 4},        {"个人", 0, 4, 1, 1},       {"小计", 0, 6, 1, 1},
        {"1.新收申请", 1, 0, 1, 4},  {"3.办理结果", 3, 0, 6, 1}, {"3.1公开", 3, 1, 1, 3},
        {"3.2不公开", 4, 1, 4, 1},   {"国家秘密", 4, 2, 1, 2},   {"过程信息", 5, 2, 2, 1},
        {"草稿", 5, 3, 1, 1},        {"讨论记录", 6, 3, 1, 1},   {"个人隐私", 7, 2, 1, 2},
        {"3.3办结总数", 8, 1, 1, 3}, {"4.转入下年", 9, 0, 1, 4},
    };
    const gireport_template *t = load_template_file("data/third-edition.yaml");
    EXPECT(t, 1, NULL, 10, 7, want);
    gireport_template_unref(t);
}
END_TEST

START_TEST(sections_of_different_width)
{
    static const struct want want[] = {
        {"一", 0, 1, 1, 1}, {"五", 0, 5, 1, 1},      {"甲", 2, 1, 1, 2},
        {"乙", 2, 3, 1, 3}, {"a.r2.d2", 3, 3, 1, 3},
    };
    const gireport_template *t = load_template(two_sections, sizeof two_sections - 1);
    EXPECT(t, 0, NULL, 4, 6, want);
    gireport_template_unref(t);
}
END_TEST

/* In every form: each place is covered once, slots come in order, each official field stands once. */
static void check_cover(const gireport_template *t)
{
    uint8_t *seen = calloc(t->n_fields, 1);
    for (uint32_t table = 0; table < t->n_tables; table++) {
        struct gireport__sheet s;
        ck_assert_int_eq(gireport__sheet_make(t, table, NULL, &s), GIREPORT_OK);
        uint8_t *covered = calloc((size_t)s.rows * s.cols, 1);
        for (size_t i = 0; i < s.n_slots; i++) {
            const struct gireport__slot *slot = &s.slots[i];
            ck_assert(slot->row_span > 0 && slot->col_span > 0);
            ck_assert(slot->row + slot->row_span <= s.rows && slot->col + slot->col_span <= s.cols);
            if (i > 0)
                ck_assert(s.slots[i - 1].row < slot->row ||
                          (s.slots[i - 1].row == slot->row && s.slots[i - 1].col < slot->col));
            for (uint32_t r = slot->row; r < slot->row + slot->row_span; r++)
                for (uint32_t c = slot->col; c < slot->col + slot->col_span; c++)
                    ck_assert_uint_eq(covered[r * s.cols + c]++, 0);
            ck_assert((slot->kind == GIREPORT__SLOT_VALUE) == (slot->field != GIREPORT__NONE));
            if (slot->field != GIREPORT__NONE)
                ck_assert_uint_eq(seen[slot->field]++, 0);
        }
        for (uint32_t i = 0; i < s.rows * s.cols; i++)
            ck_assert_uint_eq(covered[i], 1);
        free(covered);
        gireport__sheet_free(&s);
    }
    for (uint32_t f = 0; f < t->n_fields; f++)
        ck_assert_uint_eq(seen[f], !(t->fields[f].flags & GIREPORT_FIELD_SUBTOTAL));
    free(seen);
}

START_TEST(every_place_is_covered_once)
{
    const gireport_template *t = _i == 2   ? load_template_file("data/third-edition.yaml")
                                 : _i == 3 ? load_template(two_sections, sizeof two_sections - 1)
                                           : gireport_template_at((size_t)_i);
    check_cover(t);
    gireport_template_unref(t);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("write_layout");
    TCase *c = tcase_create("layout");
    tcase_add_test(c, part_two_of_2019);
    tcase_add_test(c, part_two_of_2021);
    tcase_add_test(c, part_three_of_2019);
    tcase_add_test(c, part_three_of_2021);
    tcase_add_loop_test(c, part_four, 0, 2);
    tcase_add_test(c, group_in_place_of_its_members);
    tcase_add_test(c, group_beside_its_members);
    tcase_add_test(c, groups_of_three_levels);
    tcase_add_test(c, sections_of_different_width);
    tcase_add_loop_test(c, every_place_is_covered_once, 0, 4);
    suite_add_tcase(s, c);
    return s;
}

int main(void)
{
    SRunner *runner = srunner_create(suite());
    int failed;
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner) || srunner_ntests_run(runner) == 0;
    srunner_free(runner);
    return failed;
}
