/* SPDX-License-Identifier: MIT */
/* The built-in editions cell by cell and rule by rule. */
#include <check.h>
#include <stdio.h>
#include <string.h>

#include "../support/template_file.h"

/* The keys, written out from the description of the form and not from the data. */

static const char *const applicants[] = {"natural", "business", "research", "welfare",
                                         "legal",   "other",    "total",    NULL};
static const char *const t3_common[] = {"new",
                                        "carried_in",
                                        "granted",
                                        "partial",
                                        "denied.state_secret",
                                        "denied.forbidden_by_law",
                                        "denied.public_safety",
                                        "denied.third_party",
                                        "denied.internal_affairs",
                                        "denied.deliberative",
                                        "denied.enforcement_file",
                                        "denied.registry_query",
                                        "unable.not_held",
                                        "unable.needs_creation",
                                        "unable.unclear",
                                        "rejected.petition",
                                        "rejected.repeat",
                                        "rejected.publication",
                                        "rejected.excessive",
                                        "rejected.reissue",
                                        NULL};
static const char *const t3_2019[] = {"other", "total", "carried_out", NULL};
static const char *const t3_2021[] = {
    "other.not_corrected", "other.fee_unpaid", "other.rest", "total", "carried_out", NULL};
static const char *const t2_2019[] = {"regulations.made",
                                      "regulations.disclosed",
                                      "regulations.total",
                                      "normative_documents.made",
                                      "normative_documents.disclosed",
                                      "normative_documents.total",
                                      "licensing.previous",
                                      "licensing.change",
                                      "licensing.decisions",
                                      "other_services.previous",
                                      "other_services.change",
                                      "other_services.decisions",
                                      "penalties.previous",
                                      "penalties.change",
                                      "penalties.decisions",
                                      "coercion.previous",
                                      "coercion.change",
                                      "coercion.decisions",
                                      "fees.previous",
                                      "fees.change",
                                      "procurement.projects",
                                      "procurement.amount",
                                      NULL};
static const char *const t2_2021[] = {"regulations.made",
                                      "regulations.repealed",
                                      "regulations.in_force",
                                      "normative_documents.made",
                                      "normative_documents.repealed",
                                      "normative_documents.in_force",
                                      "licensing.decisions",
                                      "penalties.decisions",
                                      "coercion.decisions",
                                      "fees.amount",
                                      NULL};
static const char *const t4_blocks[] = {"review", "direct", "after_review", NULL};
static const char *const t4_results[] = {"upheld", "corrected", "other", "pending", "total", NULL};

/* Goes through the official fields in order. */
struct walk {
    const gireport_template *t;
    size_t field, official;
};

static void next_is(struct walk *w, const char *a, const char *b, const char *c)
{
    char key[128];
    snprintf(key, sizeof key, c ? "%s.%s.%s" : "%s.%s", a, b, c);
    while (gireport_field_flags(w->t, w->field) & GIREPORT_FIELD_SUBTOTAL)
        w->field++;
    ck_assert_str_eq(gireport_field_key(w->t, w->field), key);
    w->field++;
    w->official++;
}

static void walk_rows(struct walk *w, const char *const *rows, const char *const *cols, const char *table)
{
    for (size_t i = 0; rows[i]; i++)
        for (size_t k = 0; cols[k]; k++)
            next_is(w, table, rows[i], cols[k]);
}

static void check_keys(const char *id, const char *const *t2, const char *const *t3, size_t official)
{
    struct walk w = {gireport_template_find(id), 0, 0};
    for (size_t i = 0; t2[i]; i++)
        next_is(&w, "disclosure", t2[i], NULL);
    walk_rows(&w, t3_common, applicants, "applications");
    walk_rows(&w, t3, applicants, "applications");
    walk_rows(&w, t4_blocks, t4_results, "disputes");
    ck_assert_uint_eq(w.official, official);
    ck_assert_uint_eq(w.field, gireport_template_field_count(w.t));
}

START_TEST(keys_of_2019)
{
    check_keys("cn-2019", t2_2019, t3_2019, 198);
    ck_assert_uint_eq(gireport_template_field_count(gireport_template_find("cn-2019")), 198 + 3 * 7);
}
END_TEST

START_TEST(keys_of_2021)
{
    check_keys("cn-2021", t2_2021, t3_2021, 200);
    ck_assert_uint_eq(gireport_template_field_count(gireport_template_find("cn-2021")), 200 + 4 * 7);
}
END_TEST

/* Subtotal rows stand in the place of their group: before its members. */
START_TEST(subtotals_in_place)
{
    static const char *const places[][3] = {
        {"cn-2019", "applications.denied.subtotal.natural", "applications.partial.total"},
        {"cn-2019", "applications.denied.state_secret.natural", "applications.denied.subtotal.total"},
        {"cn-2019", "applications.rejected.subtotal.natural", "applications.unable.unclear.total"},
        {"cn-2021", "applications.unable.subtotal.natural", "applications.denied.registry_query.total"},
        {"cn-2021", "applications.other.subtotal.natural", "applications.rejected.reissue.total"},
        {"cn-2021", "applications.other.not_corrected.natural", "applications.other.subtotal.total"}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++) {
        const gireport_template *t = gireport_template_find(places[i][0]);
        size_t after, before;
        ck_assert_int_eq(gireport_template_field_find(t, places[i][1], &after), GIREPORT_OK);
        ck_assert_int_eq(gireport_template_field_find(t, places[i][2], &before), GIREPORT_OK);
        ck_assert_uint_eq(after, before + 1);
    }
}
END_TEST

struct label_case {
    const char *id, *key, *label;
};
static const struct label_case labels[] = {
    {"cn-2019", "disclosure.normative_documents.made", "规范性文件·本年新制作数量"},
    {"cn-2019", "disclosure.regulations.disclosed", "规章·本年新公开数量"},
    {"cn-2019", "disclosure.regulations.total", "规章·对外公开总数量"},
    {"cn-2019", "disclosure.other_services.previous", "其他对外管理服务事项·上一年项目数量"},
    {"cn-2019", "disclosure.penalties.change", "行政处罚·本年增/减"},
    {"cn-2019", "disclosure.coercion.decisions", "行政强制·处理决定数量"},
    {"cn-2019", "disclosure.procurement.projects", "政府集中采购·采购项目数量"},
    {"cn-2019", "disclosure.procurement.amount", "政府集中采购·采购总金额"},
    {"cn-2019", "applications.other.natural", "（六）其他处理·自然人"},
    {"cn-2021", "disclosure.normative_documents.made", "行政规范性文件·本年制发件数"},
    {"cn-2021", "disclosure.regulations.repealed", "规章·本年废止件数"},
    {"cn-2021", "disclosure.regulations.in_force", "规章·现行有效件数"},
    {"cn-2021", "disclosure.licensing.decisions", "行政许可·本年处理决定数量"},
    {"cn-2021", "disclosure.fees.amount", "行政事业性收费·本年收费金额（单位：万元）"},
    {"cn-2021", "applications.new.natural", "一、本年新收政府信息公开申请数量·自然人"},
    {"cn-2021", "applications.carried_in.business", "二、上年结转政府信息公开申请数量·商业企业"},
    {"cn-2021", "applications.granted.research", "（一）予以公开·科研机构"},
    {"cn-2021", "applications.partial.welfare",
     "（二）部分公开（区分处理的，只计这一情形，不计其他情形）·社会公益组织"},
    {"cn-2021", "applications.denied.subtotal.legal", "（三）不予公开·法律服务机构"},
    {"cn-2021", "applications.denied.state_secret.other", "1.属于国家秘密·其他"},
    {"cn-2021", "applications.denied.forbidden_by_law.total", "2.其他法律行政法规禁止公开·总计"},
    {"cn-2021", "applications.denied.public_safety.total", "3.危及“三安全一稳定”·总计"},
    {"cn-2021", "applications.denied.third_party.total", "4.保护第三方合法权益·总计"},
    {"cn-2021", "applications.denied.internal_affairs.total", "5.属于三类内部事务信息·总计"},
    {"cn-2021", "applications.denied.deliberative.total", "6.属于四类过程性信息·总计"},
    {"cn-2021", "applications.denied.enforcement_file.total", "7.属于行政执法案卷·总计"},
    {"cn-2021", "applications.denied.registry_query.total", "8.属于行政查询事项·总计"},
    {"cn-2021", "applications.unable.not_held.total", "1.本机关不掌握相关政府信息·总计"},
    {"cn-2021", "applications.unable.needs_creation.total", "2.没有现成信息需要另行制作·总计"},
    {"cn-2021", "applications.unable.unclear.total", "3.补正后申请内容仍不明确·总计"},
    {"cn-2021", "applications.rejected.petition.total", "1.信访举报投诉类申请·总计"},
    {"cn-2021", "applications.rejected.repeat.total", "2.重复申请·总计"},
    {"cn-2021", "applications.rejected.publication.total", "3.要求提供公开出版物·总计"},
    {"cn-2021", "applications.rejected.excessive.total", "4.无正当理由大量反复申请·总计"},
    {"cn-2021", "applications.rejected.reissue.total", "5.要求行政机关确认或重新出具已获取信息·总计"},
    {"cn-2021", "applications.other.not_corrected.total",
     "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请·总计"},
    {"cn-2021", "applications.other.fee_unpaid.total",
     "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请·总计"},
    {"cn-2021", "applications.other.rest.total", "3.其他·总计"},
    {"cn-2021", "applications.total.natural", "（七）总计·自然人"},
    {"cn-2021", "applications.carried_out.total", "四、结转下年度继续办理·总计"},
    {"cn-2021", "disputes.review.upheld", "行政复议·结果维持"},
    {"cn-2021", "disputes.review.corrected", "行政复议·结果纠正"},
    {"cn-2021", "disputes.direct.other", "未经复议直接起诉·其他结果"},
    {"cn-2021", "disputes.after_review.pending", "复议后起诉·尚未审结"},
    {"cn-2021", "disputes.after_review.total", "复议后起诉·总计"},
};

START_TEST(official_label)
{
    const struct label_case *c = &labels[_i];
    const gireport_template *t = gireport_template_find(c->id);
    size_t field;
    ck_assert_int_eq(gireport_template_field_find(t, c->key, &field), GIREPORT_OK);
    ck_assert_str_eq(gireport_field_label(t, field), c->label);
}
END_TEST

/* What both editions have is the same in both: 三 and 四 word for word, but for the group 其他处理 of 2021.
 */
START_TEST(editions_agree)
{
    const gireport_template *old = gireport_template_find("cn-2019"),
                            *new = gireport_template_find("cn-2021");
    size_t shared = 0;
    for (size_t i = 0; i < gireport_template_field_count(old); i++) {
        size_t k;
        if (!strncmp(gireport_field_key(old, i), "disclosure.", 11) ||
            gireport_template_field_find(new, gireport_field_key(old, i), &k) != GIREPORT_OK)
            continue;
        shared++;
        ck_assert_str_eq(gireport_field_label(old, i), gireport_field_label(new, k));
        ck_assert_str_eq(gireport_field_gloss(old, i, GIREPORT_LANG_ZH),
                         gireport_field_gloss(new, k, GIREPORT_LANG_ZH));
        ck_assert_str_eq(gireport_field_gloss(old, i, GIREPORT_LANG_EN),
                         gireport_field_gloss(new, k, GIREPORT_LANG_EN));
        ck_assert_str_eq(gireport_field_basis(old, i), gireport_field_basis(new, k));
        ck_assert_uint_eq(gireport_field_flags(old, i), gireport_field_flags(new, k));
    }
    ck_assert_uint_eq(shared, 22 * 7 + 3 * 7 + 15);
}
END_TEST

struct field_case {
    const char *id, *key, *unit, *printed;
    uint32_t type, nature, flags;
};
static const struct field_case field_cases[] = {
    {"cn-2019", "disclosure.regulations.made", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW, 0},
    {"cn-2019", "disclosure.regulations.total", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_STOCK, 0},
    {"cn-2019", "disclosure.licensing.previous", "项", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_STOCK, 0},
    {"cn-2019", "disclosure.licensing.change", "项", "", GIREPORT_TYPE_DELTA, GIREPORT_NATURE_CHANGE, 0},
    {"cn-2019", "disclosure.licensing.decisions", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW, 0},
    {"cn-2019", "disclosure.fees.change", "项", "", GIREPORT_TYPE_DELTA, GIREPORT_NATURE_CHANGE, 0},
    {"cn-2019", "disclosure.procurement.projects", "项", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW, 0},
    {"cn-2019", "disclosure.procurement.amount", "元", "", GIREPORT_TYPE_MONEY, GIREPORT_NATURE_FLOW, 0},
    {"cn-2021", "disclosure.regulations.in_force", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_STOCK, 0},
    {"cn-2021", "disclosure.regulations.repealed", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW, 0},
    {"cn-2021", "disclosure.fees.amount", "元", "万元", GIREPORT_TYPE_MONEY, GIREPORT_NATURE_FLOW, 0},
    {"cn-2021", "applications.new.natural", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW, 0},
    {"cn-2021", "applications.new.total", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW,
     GIREPORT_FIELD_TOTAL},
    {"cn-2021", "applications.total.natural", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW,
     GIREPORT_FIELD_TOTAL},
    {"cn-2021", "applications.other.subtotal.natural", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW,
     GIREPORT_FIELD_SUBTOTAL},
    {"cn-2021", "applications.other.subtotal.total", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW,
     GIREPORT_FIELD_SUBTOTAL | GIREPORT_FIELD_TOTAL},
    {"cn-2021", "disputes.direct.pending", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW, 0},
};

START_TEST(field_facts)
{
    const struct field_case *c = &field_cases[_i];
    const gireport_template *t = gireport_template_find(c->id);
    size_t f;
    ck_assert_int_eq(gireport_template_field_find(t, c->key, &f), GIREPORT_OK);
    ck_assert_str_eq(gireport_field_unit(t, f), c->unit);
    ck_assert_str_eq(gireport_field_printed_unit(t, f), c->printed);
    ck_assert_uint_eq(gireport_field_type(t, f), c->type);
    ck_assert_uint_eq(gireport_field_nature(t, f), c->nature);
    ck_assert_uint_eq(gireport_field_flags(t, f), c->flags);
}
END_TEST

/* A clerk can ask what every single cell means. */
START_TEST(every_field_is_explained)
{
    const gireport_template *t = gireport_template_at((size_t)_i);
    for (size_t f = 0; f < gireport_template_field_count(t); f++) {
        ck_assert_str_ne(gireport_field_gloss(t, f, GIREPORT_LANG_ZH), "");
        ck_assert_str_ne(gireport_field_gloss(t, f, GIREPORT_LANG_EN), "");
        ck_assert_str_ne(gireport_field_unit(t, f), "");
    }
    for (uint32_t i = 0; i < t->n_rules; i++) {
        ck_assert_str_ne(t->rules[i].explanation.zh, "");
        ck_assert_str_ne(t->rules[i].explanation.en, "");
        ck_assert_str_ne(t->rules[i].example.zh, "");
        ck_assert_str_ne(t->rules[i].example.en, "");
        ck_assert_str_ne(t->rules[i].basis, "");
        ck_assert_str_eq(t->rules[i].since, "0.1");
    }
}
END_TEST

START_TEST(gloss_of_row_and_column)
{
    const gireport_template *t = gireport_template_find("cn-2019");
    size_t f;
    gireport_template_field_find(t, "disclosure.coercion.change", &f);
    ck_assert_str_eq(gireport_field_gloss(t, f, GIREPORT_LANG_EN),
                     "coercive measures, the number of items and of decisions made in the year; "
                     "change of the number of items, written with its sign");
    ck_assert_ptr_null(gireport_field_gloss(t, f, 2));
}
END_TEST

START_TEST(find_every_field)
{
    const gireport_template *t = gireport_template_at((size_t)_i);
    size_t f, n = gireport_template_field_count(t);
    for (size_t i = 0; i < n; i++) {
        ck_assert_int_eq(gireport_template_field_find(t, gireport_field_key(t, i), &f), GIREPORT_OK);
        ck_assert_uint_eq(f, i);
        if (i)
            ck_assert_str_lt(t->fields[t->by_key[i - 1]].key, t->fields[t->by_key[i]].key);
    }
    f = 1;
    ck_assert_int_eq(gireport_template_field_find(t, "applications.new", &f), GIREPORT_ERR_NOT_FOUND);
    ck_assert_uint_eq(f, 0);
    ck_assert_int_eq(gireport_template_field_find(t, "", &f), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(gireport_template_field_find(t, "zzz", &f), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(gireport_template_field_find(t, NULL, &f), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_template_field_find(t, "x", NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_template_field_find(NULL, "x", &f), GIREPORT_ERR_INVALID_ARG);
}
END_TEST

START_TEST(editions)
{
    static const struct {
        const char *id, *basis;
        int32_t first, last;
        size_t tables;
    } want[] = {{"cn-2019", "国办公开办函〔2019〕60号", 2019, 2020, 3},
                {"cn-2021", "国办公开办函〔2021〕30号", 2021, 0, 3}};
    ck_assert_uint_eq(gireport_template_count(), 2);
    for (size_t i = 0; i < 2; i++) {
        const gireport_template *t = gireport_template_at(i);
        int32_t first, last;
        ck_assert_str_eq(gireport_template_id(t), want[i].id);
        ck_assert_str_eq(gireport_template_basis(t), want[i].basis);
        ck_assert_int_eq(gireport_template_years(t, &first, &last), GIREPORT_OK);
        ck_assert_int_eq(first, want[i].first);
        ck_assert_int_eq(last, want[i].last);
        ck_assert_uint_eq(gireport_template_table_count(t), want[i].tables);
        ck_assert_str_eq(gireport_template_table_key(t, 1), "applications");
        ck_assert_str_eq(gireport_template_table_label(t, 1), "收到和处理政府信息公开申请情况");
        ck_assert_str_eq(gireport_template_table_label(t, 2), "政府信息公开行政复议、行政诉讼情况");
        ck_assert_ptr_eq(gireport_template_find(want[i].id), t);
        ck_assert_ptr_eq(gireport_template_ref(t), t);
        gireport_template_unref(t);
        ck_assert_str_eq(t->documents[0].number, i ? "国办公开办函(2021)30号" : "国办公开办函(2019)60号");
        ck_assert_uint_eq(t->n_parts, 6);
        ck_assert_str_eq(t->parts[5].number, "六");
        ck_assert_uint_eq(t->n_not_labels, 6);
    }
    ck_assert_ptr_null(gireport_template_at(2));
    ck_assert_ptr_null(gireport_template_find("cn-2018"));
    ck_assert_ptr_null(gireport_template_find(NULL));
}
END_TEST

START_TEST(spans_of_the_form)
{
    static const struct {
        size_t edition;
        uint32_t section, layout, label_cols, leaf_cols, fields;
    } want[] = {{0, 0, GIREPORT__LAYOUT_MATRIX, 1, 3, 6},   {0, 1, GIREPORT__LAYOUT_MATRIX, 1, 3, 6},
                {0, 3, GIREPORT__LAYOUT_MATRIX, 1, 2, 2},   {0, 5, GIREPORT__LAYOUT_MATRIX, 3, 7, 182},
                {0, 6, GIREPORT__LAYOUT_ACROSS, 0, 5, 15},  {1, 1, GIREPORT__LAYOUT_MATRIX, 1, 1, 1},
                {1, 4, GIREPORT__LAYOUT_MATRIX, 3, 7, 203}, {1, 5, GIREPORT__LAYOUT_ACROSS, 0, 5, 15}};
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const struct gireport__section *s = gireport_template_at(want[i].edition)->sections + want[i].section;
        ck_assert_uint_eq(s->layout, want[i].layout);
        ck_assert_uint_eq(s->label_cols, want[i].label_cols);
        ck_assert_uint_eq(s->leaf_cols, want[i].leaf_cols);
        ck_assert_uint_eq(s->n_fields, want[i].fields);
    }
}
END_TEST

static int has_alias(const struct gireport__label *l, const char *folded)
{
    for (uint32_t i = 0; i < l->n_aliases; i++)
        if (!strcmp(l->aliases[i], folded))
            return 1;
    return 0;
}

START_TEST(labels_are_folded)
{
    const gireport_template *t = gireport_template_find("cn-2021");
    const struct gireport__node *r = NULL, *c;
    size_t f;
    gireport_template_field_find(t, "applications.denied.public_safety.total", &f);
    r = &t->rows[t->fields[f].row];
    ck_assert_str_eq(r->key, "denied.public_safety");
    ck_assert_str_eq(r->label.text, "3.危及“三安全一稳定”");
    ck_assert_str_eq(r->label.folded, "3.危及三安全一稳定");
    ck_assert(has_alias(&r->label, "危及三安全一稳定"));
    c = &t->cols[t->fields[f].col];
    ck_assert_uint_eq(gireport__template_col(t, t->fields[f].section, 6), t->fields[f].col);
    ck_assert_uint_eq(gireport__template_col(t, t->fields[f].section, 7), GIREPORT__NONE);
    ck_assert_str_eq(c->key, "total");
    ck_assert_uint_eq(c->pos, 6);
    ck_assert(has_alias(&c->label, "合计"));
    ck_assert_uint_eq(t->rows[r->parent].depth, 1);
    ck_assert_uint_eq(r->depth, 2);
    ck_assert_uint_eq(t->rows[r->parent].leaf, 0);
    ck_assert_str_eq(t->rows[t->rows[r->parent].parent].label.text, "三、本年度办理结果");
    ck_assert_ptr_null(t->rows[t->rows[r->parent].parent].key);
}
END_TEST

/* Rules. */

struct rule_case {
    const char *template_id, *id;
    uint32_t severity, relation;
    size_t forms, terms, whole, only_printed;
};
static const struct rule_case rule_cases[] = {
    {"cn-2019", "GI-T3-001", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 7, 4, 7, 0},
    {"cn-2019", "GI-T3-002", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 7, 20, 7, 0},
    {"cn-2019", "GI-T3-003", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 23 + 3, 7, 7, 3},
    {"cn-2019", "GI-T3-010", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 3 * 7, 0, 0, 21},
    {"cn-2019", "GI-T4-001", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 1, 5, 1, 0},
    {"cn-2019", "GI-T4-002", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 1, 5, 1, 0},
    {"cn-2019", "GI-T4-003", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 1, 5, 1, 0},
    {"cn-2019", "GI-T2-002", GIREPORT_SEVERITY_ERROR, GIREPORT__GE, 5, 2, 5, 0},
    {"cn-2019", "GI-T2-004", GIREPORT_SEVERITY_WARNING, GIREPORT__GE, 2, 2, 2, 0},
    {"cn-2019", "GI-T2-006", GIREPORT_SEVERITY_NOTE, GIREPORT__GE, 2, 2, 2, 0},
    {"cn-2021", "GI-T3-001", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 7, 4, 7, 0},
    {"cn-2021", "GI-T3-002", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 7, 22, 7, 0},
    {"cn-2021", "GI-T3-003", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 25 + 4, 7, 6, 4},
    {"cn-2021", "GI-T3-010", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 4 * 7, 0, 0, 28},
    {"cn-2021", "GI-T4-001", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 1, 5, 1, 0},
    {"cn-2021", "GI-T4-002", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 1, 5, 1, 0},
    {"cn-2021", "GI-T4-003", GIREPORT_SEVERITY_ERROR, GIREPORT__EQ, 1, 5, 1, 0},
    {"cn-2021", "GI-T2-007", GIREPORT_SEVERITY_WARNING, GIREPORT__GE, 2, 3, 2, 0},
};

START_TEST(rule_forms)
{
    const struct rule_case *c = &rule_cases[_i];
    const gireport_template *t = gireport_template_find(c->template_id);
    size_t forms = 0, whole = 0, only_printed = 0;
    uint32_t rule = 0;
    while (rule < t->n_rules && strcmp(t->rules[rule].id, c->id))
        rule++;
    ck_assert_uint_lt(rule, t->n_rules);
    ck_assert_uint_eq(t->rules[rule].severity, c->severity);
    ck_assert_str_eq(t->rules[rule].editions, c->template_id);
    for (uint32_t i = 0; i < t->n_forms; i++) {
        if (t->forms[i].rule != rule)
            continue;
        forms++;
        whole += t->forms[i].whole;
        only_printed += t->forms[i].only_printed;
        ck_assert_uint_eq(t->forms[i].relation, c->relation);
        if (c->terms)
            ck_assert_uint_eq(t->forms[i].n_terms, c->terms);
    }
    ck_assert_uint_eq(forms, c->forms);
    ck_assert_uint_eq(whole, c->whole);
    ck_assert_uint_eq(only_printed, c->only_printed);
}
END_TEST

START_TEST(forms_in_words)
{
    static const struct {
        const char *template_id, *id;
        uint32_t nth;
        const char *words;
    } want[] = {
        {"cn-2021", "GI-T3-001", 1,
         "+1 total.business +1 carried_out.business | -1 new.business -1 carried_in.business"},
        {"cn-2019", "GI-T3-002", 6,
         "+1 total.total | -1 granted.total -1 partial.total -1 denied.state_secret.total "
         "-1 denied.forbidden_by_law.total -1 denied.public_safety.total -1 denied.third_party.total "
         "-1 denied.internal_affairs.total -1 denied.deliberative.total -1 denied.enforcement_file.total "
         "-1 denied.registry_query.total -1 unable.not_held.total -1 unable.needs_creation.total "
         "-1 unable.unclear.total -1 rejected.petition.total -1 rejected.repeat.total -1 "
         "rejected.publication.total "
         "-1 rejected.excessive.total -1 rejected.reissue.total -1 other.total"},
        {"cn-2021", "GI-T3-003", 0,
         "+1 new.total | -1 new.natural -1 new.business -1 new.research -1 new.welfare -1 new.legal -1 "
         "new.other"},
        {"cn-2021", "GI-T3-003", 25,
         "+1 denied.subtotal.total | -1 denied.subtotal.natural -1 denied.subtotal.business "
         "-1 denied.subtotal.research -1 denied.subtotal.welfare -1 denied.subtotal.legal -1 "
         "denied.subtotal.other"},
        {"cn-2021", "GI-T3-010", 21,
         "+1 other.subtotal.natural | -1 other.not_corrected.natural -1 other.fee_unpaid.natural "
         "-1 other.rest.natural"},
        {"cn-2021", "GI-T4-003", 0,
         "+1 after_review.total | -1 after_review.upheld -1 after_review.corrected -1 after_review.other "
         "-1 after_review.pending"},
        {"cn-2021", "GI-T2-007", 1,
         "+1 normative_documents.in_force | -1 normative_documents.made +1 normative_documents.repealed"},
        {"cn-2019", "GI-T2-002", 4, "+1 fees.previous +1 fees.change"},
        {"cn-2019", "GI-T2-004", 0, "+1 regulations.total | -1 regulations.disclosed"},
        {"cn-2019", "GI-T2-006", 1, "+1 normative_documents.made | -1 normative_documents.disclosed"},
    };
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        const gireport_template *t = gireport_template_find(want[i].template_id);
        ck_assert_str_eq(form_in_words(t, form_of(t, want[i].id, want[i].nth)), want[i].words);
    }
}
END_TEST

START_TEST(forms_of_fields)
{
    check_field_forms(gireport_template_at((size_t)_i));
}
END_TEST

START_TEST(getters_take_nothing)
{
    const gireport_template *t = gireport_template_at(0);
    size_t n = gireport_template_field_count(t);
    int32_t first = 7, last = 7;
    ck_assert_ptr_null(gireport_template_id(NULL));
    ck_assert_ptr_null(gireport_template_title(NULL, 0));
    ck_assert_ptr_null(gireport_template_title(t, 2));
    ck_assert_ptr_null(gireport_template_basis(NULL));
    ck_assert_int_eq(gireport_template_years(NULL, &first, &last), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(first, 0);
    ck_assert_int_eq(last, 0);
    ck_assert_int_eq(gireport_template_years(t, NULL, &last), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_template_years(t, &first, NULL), GIREPORT_ERR_INVALID_ARG);
    ck_assert_uint_eq(gireport_template_table_count(NULL), 0);
    ck_assert_ptr_null(gireport_template_table_key(t, 3));
    ck_assert_ptr_null(gireport_template_table_label(t, 3));
    ck_assert_ptr_null(gireport_template_table_label(NULL, 0));
    ck_assert_uint_eq(gireport_template_field_count(NULL), 0);
    ck_assert_ptr_null(gireport_field_key(t, n));
    ck_assert_ptr_null(gireport_field_key(NULL, 0));
    ck_assert_ptr_null(gireport_field_label(t, n));
    ck_assert_ptr_null(gireport_field_gloss(t, n, 0));
    ck_assert_ptr_null(gireport_field_basis(t, n));
    ck_assert_ptr_null(gireport_field_unit(t, n));
    ck_assert_ptr_null(gireport_field_printed_unit(t, n));
    ck_assert_uint_eq(gireport_field_type(t, n), 0);
    ck_assert_uint_eq(gireport_field_nature(t, n), 0);
    ck_assert_uint_eq(gireport_field_flags(t, n), 0);
    ck_assert_uint_eq(gireport_field_table(t, n), 0);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("template");
    TCase *form = tcase_create("form"), *rules = tcase_create("rules");
    tcase_add_test(form, keys_of_2019);
    tcase_add_test(form, keys_of_2021);
    tcase_add_test(form, subtotals_in_place);
    tcase_add_loop_test(form, official_label, 0, sizeof labels / sizeof *labels);
    tcase_add_test(form, editions_agree);
    tcase_add_loop_test(form, field_facts, 0, sizeof field_cases / sizeof *field_cases);
    tcase_add_loop_test(form, every_field_is_explained, 0, 2);
    tcase_add_test(form, gloss_of_row_and_column);
    tcase_add_loop_test(form, find_every_field, 0, 2);
    tcase_add_test(form, editions);
    tcase_add_test(form, spans_of_the_form);
    tcase_add_test(form, labels_are_folded);
    tcase_add_test(form, getters_take_nothing);
    suite_add_tcase(s, form);
    tcase_add_loop_test(rules, rule_forms, 0, sizeof rule_cases / sizeof *rule_cases);
    tcase_add_test(rules, forms_in_words);
    tcase_add_loop_test(rules, forms_of_fields, 0, 2);
    suite_add_tcase(s, rules);
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
