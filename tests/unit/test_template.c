/* SPDX-License-Identifier: MIT */
/* Templates: the built-in editions cell by cell, the loader, and what it says of broken files. */
#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/out.h"
#include "template/template.h"

struct problem {
    unsigned line, column;
    char zh[200], en[200];
};
struct problems {
    struct problem list[128];
    size_t count;
};

static void keep(void *context, uint32_t line, uint32_t column, const char *zh, const char *en)
{
    struct problems *p = context;
    struct problem *one;
    ck_assert_uint_lt(p->count, sizeof p->list / sizeof *p->list);
    one = &p->list[p->count++];
    one->line = line;
    one->column = column;
    snprintf(one->zh, sizeof one->zh, "%s", zh);
    snprintf(one->en, sizeof one->en, "%s", en);
}

static char *read_source(const char *path, size_t *len)
{
    char full[1024], *data = NULL;
    const char *root = getenv("GIREPORT_TESTS");
    snprintf(full, sizeof full, "%s/%s", root ? root : "..", path);
    ck_assert_msg(gireport__read_file(full, 1 << 24, &data, len) == GIREPORT_OK, "%s cannot be read", full);
    return data;
}

static const gireport_template *load(const char *data, size_t len)
{
    struct problems p = {.count = 0};
    const gireport_template *t = NULL;
    int status = gireport__template_load(data, len, keep, &p, &t);
    ck_assert_msg(status == GIREPORT_OK, "%u:%u %s", p.list[0].line, p.list[0].column, p.list[0].en);
    ck_assert_uint_eq(p.count, 0);
    return t;
}

static const gireport_template *load_file(const char *path)
{
    size_t len = 0;
    char *data = read_source(path, &len);
    const gireport_template *t = load(data, len);
    gireport__free(data);
    return t;
}

/* The keys, written out from the description of the form and not from the data. --------------------------------- */

static const char *const applicants[] = {"natural", "business", "research", "welfare", "legal", "other", "total", NULL};
static const char *const t3_common[] = {
    "new", "carried_in", "granted", "partial", "denied.state_secret", "denied.forbidden_by_law",
    "denied.public_safety", "denied.third_party", "denied.internal_affairs", "denied.deliberative",
    "denied.enforcement_file", "denied.registry_query", "unable.not_held", "unable.needs_creation", "unable.unclear",
    "rejected.petition", "rejected.repeat", "rejected.publication", "rejected.excessive", "rejected.reissue", NULL};
static const char *const t3_2019[] = {"other", "total", "carried_out", NULL};
static const char *const t3_2021[] = {"other.not_corrected", "other.fee_unpaid", "other.rest", "total", "carried_out",
                                      NULL};
static const char *const t2_2019[] = {
    "regulations.made", "regulations.disclosed", "regulations.total", "normative_documents.made",
    "normative_documents.disclosed", "normative_documents.total", "licensing.previous", "licensing.change",
    "licensing.decisions", "other_services.previous", "other_services.change", "other_services.decisions",
    "penalties.previous", "penalties.change", "penalties.decisions", "coercion.previous", "coercion.change",
    "coercion.decisions", "fees.previous", "fees.change", "procurement.projects", "procurement.amount", NULL};
static const char *const t2_2021[] = {
    "regulations.made", "regulations.repealed", "regulations.in_force", "normative_documents.made",
    "normative_documents.repealed", "normative_documents.in_force", "licensing.decisions", "penalties.decisions",
    "coercion.decisions", "fees.amount", NULL};
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
    {"cn-2021", "applications.partial.welfare", "（二）部分公开（区分处理的，只计这一情形，不计其他情形）·社会公益组织"},
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

/* What both editions have is the same in both: 三 and 四 word for word, but for the group 其他处理 of 2021. */
START_TEST(editions_agree)
{
    const gireport_template *old = gireport_template_find("cn-2019"), *new = gireport_template_find("cn-2021");
    size_t shared = 0;
    for (size_t i = 0; i < gireport_template_field_count(old); i++) {
        size_t k;
        if (!strncmp(gireport_field_key(old, i), "disclosure.", 11) ||
            gireport_template_field_find(new, gireport_field_key(old, i), &k) != GIREPORT_OK)
            continue;
        shared++;
        ck_assert_str_eq(gireport_field_label(old, i), gireport_field_label(new, k));
        ck_assert_str_eq(gireport_field_gloss(old, i, GIREPORT_LANG_ZH), gireport_field_gloss(new, k, GIREPORT_LANG_ZH));
        ck_assert_str_eq(gireport_field_gloss(old, i, GIREPORT_LANG_EN), gireport_field_gloss(new, k, GIREPORT_LANG_EN));
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
    {"cn-2021", "applications.new.total", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW, GIREPORT_FIELD_TOTAL},
    {"cn-2021", "applications.total.natural", "件", "", GIREPORT_TYPE_COUNT, GIREPORT_NATURE_FLOW, GIREPORT_FIELD_TOTAL},
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
    } want[] = {{"cn-2019", "国办公开办函〔2019〕60号", 2019, 2020, 3}, {"cn-2021", "国办公开办函〔2021〕30号", 2021, 0, 3}};
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
    } want[] = {{0, 0, GIREPORT__LAYOUT_MATRIX, 1, 3, 6},  {0, 1, GIREPORT__LAYOUT_MATRIX, 1, 3, 6},
                {0, 3, GIREPORT__LAYOUT_MATRIX, 1, 2, 2},  {0, 5, GIREPORT__LAYOUT_MATRIX, 3, 7, 182},
                {0, 6, GIREPORT__LAYOUT_ACROSS, 0, 5, 15}, {1, 1, GIREPORT__LAYOUT_MATRIX, 1, 1, 1},
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

/* Rules. -------------------------------------------------------------------------------------------------------- */

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

/* A form in words: "+total.natural +carried_out.natural -new.natural …", the result first. */
static const char *in_words(const gireport_template *t, uint32_t form)
{
    static char words[4096];
    const struct gireport__form *f = t->forms + form;
    size_t n = 0;
    for (uint32_t i = 0; i < f->n_terms; i++) {
        const struct gireport__term *term = gireport__form_terms(t, f) + i;
        n += (size_t)snprintf(words + n, sizeof words - n, "%s%s%+d %s", i ? " " : "", i == f->n_left ? "| " : "",
                              (int)term->coef, strchr(gireport_field_key(t, term->field), '.') + 1);
    }
    return words;
}

static uint32_t form_of(const gireport_template *t, const char *id, uint32_t nth)
{
    for (uint32_t i = 0; i < t->n_forms; i++)
        if (!strcmp(t->rules[t->forms[i].rule].id, id) && nth-- == 0)
            return i;
    ck_abort_msg("no such form");
    return 0;
}

START_TEST(forms_in_words)
{
    static const struct {
        const char *template_id, *id;
        uint32_t nth;
        const char *words;
    } want[] = {
        {"cn-2021", "GI-T3-001", 1, "+1 total.business +1 carried_out.business | -1 new.business -1 carried_in.business"},
        {"cn-2019", "GI-T3-002", 6,
         "+1 total.total | -1 granted.total -1 partial.total -1 denied.state_secret.total "
         "-1 denied.forbidden_by_law.total -1 denied.public_safety.total -1 denied.third_party.total "
         "-1 denied.internal_affairs.total -1 denied.deliberative.total -1 denied.enforcement_file.total "
         "-1 denied.registry_query.total -1 unable.not_held.total -1 unable.needs_creation.total "
         "-1 unable.unclear.total -1 rejected.petition.total -1 rejected.repeat.total -1 rejected.publication.total "
         "-1 rejected.excessive.total -1 rejected.reissue.total -1 other.total"},
        {"cn-2021", "GI-T3-003", 0,
         "+1 new.total | -1 new.natural -1 new.business -1 new.research -1 new.welfare -1 new.legal -1 new.other"},
        {"cn-2021", "GI-T3-003", 25,
         "+1 denied.subtotal.total | -1 denied.subtotal.natural -1 denied.subtotal.business "
         "-1 denied.subtotal.research -1 denied.subtotal.welfare -1 denied.subtotal.legal -1 denied.subtotal.other"},
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
        ck_assert_str_eq(in_words(t, form_of(t, want[i].id, want[i].nth)), want[i].words);
    }
}
END_TEST

/* field_forms is the terms turned round. */
static void check_field_forms(const gireport_template *t)
{
    uint32_t total = 0;
    ck_assert_uint_eq(t->field_first[0], 0);
    for (uint32_t f = 0; f < t->n_fields; f++)
        for (uint32_t i = t->field_first[f]; i < t->field_first[f + 1]; i++) {
            const struct gireport__form *form = t->forms + t->field_forms[i];
            uint32_t k = 0;
            while (k < form->n_terms && gireport__form_terms(t, form)[k].field != f)
                k++;
            ck_assert_uint_lt(k, form->n_terms);
            total++;
        }
    ck_assert_uint_eq(total, t->n_terms);
}

START_TEST(forms_of_fields)
{
    check_field_forms(gireport_template_at((size_t)_i));
}
END_TEST

/* The loader. ---------------------------------------------------------------------------------------------------- */

START_TEST(files_give_the_built_ins)
{
    static const char *const paths[] = {"../lib/template/data/cn-2019.yaml", "../lib/template/data/cn-2021.yaml"};
    const gireport_template *t = load_file(paths[_i]), *b = gireport_template_at((size_t)_i);
    ck_assert_str_eq(t->id, b->id);
    ck_assert_uint_eq(t->n_fields, b->n_fields);
    ck_assert_uint_eq(t->n_terms, b->n_terms);
    for (uint32_t i = 0; i < t->n_fields; i++) {
        ck_assert_str_eq(t->fields[i].key, b->fields[i].key);
        ck_assert_str_eq(t->fields[i].label, b->fields[i].label);
        ck_assert_uint_eq(t->by_key[i], b->by_key[i]);
    }
    ck_assert_mem_eq(t->terms, b->terms, t->n_terms * sizeof *t->terms);
    ck_assert_mem_eq(t->forms, b->forms, t->n_forms * sizeof *t->forms);
    gireport_template_unref(t);
}
END_TEST

START_TEST(third_edition)
{
    const gireport_template *t = load_file("data/third-edition.yaml");
    static const struct {
        const char *id;
        uint32_t nth;
        const char *words;
        uint32_t whole;
    } want[] = {
        {"T-001", 1, "+1 total.organisation +1 carried_out.organisation | -1 new.organisation -1 carried_in.organisation", 1},
        {"T-002", 0,
         "+1 total.natural | -1 granted.natural -1 denied.secret.natural -1 denied.process.drafts.natural "
         "-1 denied.process.minutes.natural -1 denied.privacy.natural", 1},
        {"T-004", 0,
         "+1 denied.subtotal.natural | -1 denied.secret.natural -1 denied.process.drafts.natural "
         "-1 denied.process.minutes.natural -1 denied.privacy.natural", 0},
        {"T-004", 3,
         "+1 denied.process.subtotal.natural | -1 denied.process.drafts.natural -1 denied.process.minutes.natural", 0},
        {"T-005", 2, "+1 in_person.answered | -1 in_person.received", 1},
        {"T-006", 0, "+1 new.total | -1 online.received -1 mail.received -1 in_person.received", 1},
        {"T-007", 0, "+1 fees.total | -1 fees.copying -1 fees.processing", 1},
        {"T-008", 0, "+3 new.total | -2 review.total -1 court.total", 1},
        {"T-009", 1, "+1 court.total | -1 court.lost -1 court.won", 1},
    };
    size_t f;
    ck_assert_uint_eq(t->n_fields, 7 + 27 + 6 + 6 + 6);
    ck_assert_uint_eq(t->n_forms, 3 + 3 + 9 + 2 + 6 + 3 + 1 + 1 + 1 + 2);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        uint32_t form = form_of(t, want[i].id, want[i].nth);
        ck_assert_str_eq(in_words(t, form), want[i].words);
        ck_assert_uint_eq(t->forms[form].whole, want[i].whole);
    }
    ck_assert_uint_eq(t->forms[form_of(t, "T-005", 0)].relation, GIREPORT__LE);
    ck_assert_uint_eq(t->forms[form_of(t, "T-008", 0)].relation, GIREPORT__GE);
    ck_assert_int_eq(gireport_template_field_find(t, "applications.denied.process.subtotal.total", &f), GIREPORT_OK);
    ck_assert_str_eq(gireport_field_label(t, f), "过程信息·小计");
    ck_assert_uint_eq(gireport_field_flags(t, f), GIREPORT_FIELD_SUBTOTAL | GIREPORT_FIELD_TOTAL);
    ck_assert_int_eq(gireport_template_field_find(t, "disclosure.fees.copying", &f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_field_type(t, f), GIREPORT_TYPE_MONEY);
    ck_assert_str_eq(gireport_field_printed_unit(t, f), "元");
    ck_assert_str_eq(gireport_rule_expression(&t->rules[2]),
                     "applications.@.total = applications.@.*; applications.@.subtotal.total = applications.@.subtotal.*");
    check_field_forms(t);
    gireport_template_unref(t);
}
END_TEST

START_TEST(references_are_counted)
{
    const gireport_template *t = load_file("data/third-edition.yaml");
    ck_assert_ptr_eq(gireport_template_ref(t), t);
    gireport_template_unref(t);
    ck_assert_str_eq(gireport_template_id(t), "third-edition");
    gireport_template_unref(t);
    gireport_template_unref(NULL);
    ck_assert_ptr_null(gireport_template_ref(NULL));
}
END_TEST

/* The example of docs/templates.md, as it stands there. */
static char *example(void)
{
    size_t len = 0;
    char *page = read_source("../docs/templates.md", &len), *begin, *end;
    begin = strstr(page, "```yaml\n");
    ck_assert_ptr_nonnull(begin);
    begin += strlen("```yaml\n");
    end = strstr(begin, "```");
    ck_assert_ptr_nonnull(end);
    memmove(page, begin, (size_t)(end - begin));
    page[end - begin] = '\0';
    return page;
}

START_TEST(example_of_the_manual)
{
    char *text = example();
    const gireport_template *t = load(text, strlen(text));
    size_t f;
    ck_assert_str_eq(t->id, "hotline-2030");
    ck_assert_uint_eq(t->n_forms, 3 + 4);
    ck_assert_uint_eq(t->n_fields, 12 + 3);
    ck_assert_int_eq(gireport_template_field_find(t, "calls.closed.subtotal.phone", &f), GIREPORT_OK);
    ck_assert_str_eq(t->fields[f + 3].key, "calls.closed.repeated.phone");
    gireport_template_unref(t);
    gireport__free(text);
}
END_TEST

/* Broken files: the example with one text replaced, and the first problem that is told. */
struct broken {
    const char *from, *to;
    unsigned line, column;
    const char *en;
    size_t problems;
};
static const struct broken broken[] = {
    {"gireport_template: 1", "gireport_template: 2", 1, 20, "unknown version \"2\" of the template file, 1 is expected", 1},
    {"gireport_template: 1\n", "", 1, 1, "\"gireport_template\" is missing", 1},
    {"id: hotline-2030", "id: 热线", 2, 5, "the id \"热线\" may have letters, digits, -, _ and . only, at most 64", 1},
    {"id: hotline-2030", "id:", 2, 4, "\"id\" must not be empty", 1},
    {"basis:", "bassis:", 4, 1, "unknown key \"bassis\"; is it \"basis\"?", 1},
    {"basis:", "colour:", 4, 1, "unknown key \"colour\"", 1},
    {"{first: 2030}", "{first: 30}", 5, 16, "\"30\" is no year", 1},
    {"{first: 2030}", "{first: 2030, last: 2029}", 5, 28, "the last year is before the first", 1},
    {"{first: 2030}", "2030", 5, 8, "\"years\" has to be a mapping", 1},
    {"years:", "id: x\nyears:", 5, 1, "the key \"id\" stands here twice", 1},
    {"key: calls, number", "key: rings, number", 10, 3, "the table \"calls\" belongs to no part", 1},
    {"key: overview,", "key: calls,", 11, 11, "the part \"calls\" stands here twice", 1},
    {"label: 总体情况}", "label: 总体情况, alias: [x]}", 10, 45, "unknown key \"alias\"; is it \"aliases\"?", 1},
    {"key: web,", "key: phone,", 20, 13, "the column key \"phone\" stands here twice", 1},
    {"label: 网络}", "label: 电 话}", 20, 13, "two columns are headed \"电 话\"", 1},
    {"{key: web, label: 网络}", "{label: 网络}", 20, 13, "a column has either a key or columns under it", 1},
    {"key: web,", "key: Web,", 20, 19, "\"Web\" is no key: lower-case letters, digits and _, a letter first, at most 40", 1},
    {"key: web,", "key: subtotal,", 20, 19,
     "\"subtotal\" is no key: lower-case letters, digits and _, a letter first, at most 40", 1},
    {"label: 网络}", "label: 网络, type: number}", 20, 41, "\"number\" is none of the words allowed here", 1},
    {"label: 网络}", "label: 网络, type: money}", 20, 13, "the unit of a money column has to be 元", 1},
    {"label: 网络}", "label: 网络, printed_unit: 万元}", 20, 13, "only a money column can have a printed_unit", 1},
    {"label: 网络}", "label: 网络, total: yes}", 20, 42, "\"yes\" is none of the words allowed here", 1},
    {"label: 网络}", "label: “”}", 20, 31, "there is no text in \"“”\"", 1},
    {"key: answered", "key: received", 30, 17, "the row key \"received\" stands here twice", 1},
    {"label: 内容不明确}", "label: 重复来电, aliases: x}", 36, 70, "\"aliases\" has to be a list", 1},
    {"{key: unclear, number: 2., label: 内容不明确}", "{number: 2., label: 内容不明确}", 36, 21,
     "a row has a key, or rows under it, or both", 1},
    {"number: 2., label: 内容不明确}", "number: 1., label: 重复来电}", 36, 21, "two rows of one group are called \"1.重复来电\"", 1},
    {"- key: calls\n    sections", "- key: year\n    sections", 14, 10,
     "\"year\" means something else in a report file and cannot name a table", 1},
    {"id: HOT-002", "id: HOT-001", 45, 9, "the rule id \"HOT-001\" stands here twice", 1},
    {"id: HOT-002", "id: HOT 2", 45, 9, "the rule id \"HOT 2\" may have letters, digits, -, _ and . only, at most 40", 1},
    {"    title: {zh: 总计等于各列之和, en: the total equals the sum of the columns}\n", "", 45, 5, "\"title\" is missing", 1},
    {"{zh: 总计等于各列之和, en: the total", "{zh: 总计等于各列之和, english: the total", 47, 27, "unknown key \"english\"", 2},
    /* expressions */
    {"calls.@.total = calls.@.*", "calls.@.total calls.@.*", 46, 31, "+, - or =, <=, >= is expected here", 1},
    {"calls.@.total = calls.@.*", "calls.@.total", 46, 30, "the expression lacks =, <= or >=", 1},
    {"calls.@.total = calls.@.*", "calls.@.total =", 46, 32, "TABLE.ROW.COLUMN is expected here", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.* = 0", 46, 43, "the expression should end here", 1},
    {"calls.@.total = calls.@.*", "calls.@.total < calls.@.*", 46, 31, "+, - or =, <=, >= is expected here", 1},
    {"calls.@.total = calls.@.*", "rings.@.total = calls.@.*", 46, 17, "there is no table \"rings\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.other.*", 46, 33, "the table has no row \"other\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.cable", 46, 33, "this term names no cell", 1},
    {"calls.@.total = calls.@.*", "calls.received.total = calls.@.*", 46, 40,
     "where \"@\" is used, the first term of the left side needs it too", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.{phone, total}", 46, 17,
     "the cell \"calls.received.total\" stands twice in one rule", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.{phone, {web}}", 46, 33,
     "braces cannot be used like this: \"{phone, {web}}\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.{}", 46, 33, "braces cannot be used like this: \"{}\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.{phone", 46, 33, "braces cannot be used like this: \"{phone\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.total", 46, 33, "\"calls.total\" has to be TABLE.ROW.COLUMN", 1},
    {"calls.@.total = calls.@.*", "0 calls.@.total = calls.@.*", 46, 17, "this number cannot be a coefficient", 1},
    {"calls.@.total = calls.@.*", "99999999999999999999 calls.@.total = calls.@.*", 46, 17,
     "this number cannot be a coefficient", 1},
    {"calls.@.total = calls.@.*", "\"calls.@.total = calls.@.cable\"", 46, 34, "this term names no cell", 1},
    {"calls.@.total = calls.@.*", "[]", 46, 17, "at least one expression is needed", 1},
    {"calls.@.total = calls.@.*", "[calls.@.total = calls.@.*, calls.@.total = calls.@.cable]", 46, 61,
     "this term names no cell", 1},
    /* YAML */
    {"label: 网络}", "label: &x 网络, aliases: [*x]}", 20, 48, "aliases (*) are not allowed in a template file", 2},
    {"id: hotline-2030", "? [a]\n: b\nid: hotline-2030", 2, 3, "a key has to be a word", 1},
    {"basis: 热线办", "--- \nbasis: 热线办", 4, 1, "a file holds one template only", 0},
};

static char *replace(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    struct gireport__buf b = {0};
    ck_assert_msg(at != NULL, "the example has no \"%s\"", from);
    gireport__buf_add(&b, text, (size_t)(at - text));
    gireport__buf_adds(&b, to);
    gireport__buf_adds(&b, at + strlen(from));
    return b.data;
}

START_TEST(broken_file)
{
    const struct broken *b = &broken[_i];
    struct problems p = {.count = 0};
    const gireport_template *t = (const gireport_template *)&p;
    char *text = example(), *changed = replace(text, b->from, b->to);
    ck_assert_int_eq(gireport__template_load(changed, strlen(changed), keep, &p, &t), GIREPORT_ERR_INVALID_DATA);
    ck_assert_ptr_null(t);
    ck_assert_uint_ge(p.count, 1);
    ck_assert_str_eq(p.list[0].en, b->en);
    ck_assert_uint_eq(p.list[0].line, b->line);
    ck_assert_uint_eq(p.list[0].column, b->column);
    ck_assert_str_ne(p.list[0].zh, p.list[0].en);
    if (b->problems)
        ck_assert_msg(p.count == b->problems, "%u problems; the second: %u:%u %s", (unsigned)p.count, p.list[1].line,
                      p.list[1].column, p.list[1].en);
    ck_assert_int_eq(gireport__template_load(changed, strlen(changed), NULL, NULL, &t), GIREPORT_ERR_INVALID_DATA);
    gireport__free(changed);
    gireport__free(text);
}
END_TEST

struct hostile {
    const char *name;
    const char *before, *unit, *after;
    unsigned times;
    int status;
};
static const struct hostile hostile[] = {
    {"nothing", "", "", "", 0, GIREPORT_ERR_INVALID_DATA},
    {"a word", "gireport", "", "", 0, GIREPORT_ERR_INVALID_DATA},
    {"a list", "- a\n- b\n", "", "", 0, GIREPORT_ERR_INVALID_DATA},
    {"no YAML", "a: [b", "", "", 0, GIREPORT_ERR_SYNTAX},
    {"bad UTF-8", "id: \xff\n", "", "", 0, GIREPORT_ERR_SYNTAX},
    {"deep lists", "parts: ", "[", "", 100, GIREPORT_ERR_LIMIT},
    {"deep maps", "parts: ", "{a: ", "", 100, GIREPORT_ERR_LIMIT},
    {"many keys", "", "k: 1\n", "", 200, GIREPORT_ERR_LIMIT},
    {"many items", "parts: [", "a, ", "b]\n", 5000, GIREPORT_ERR_LIMIT},
    {"many parts", "gireport_template: 1\nid: x\ntitle: x\nreport_title: x\ntables: []\nparts:\n",
     "- {key: a, number: 1, label: b}\n", "", 1000, GIREPORT_ERR_INVALID_DATA},
    {"many nodes", "parts:\n", "- [a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a]\n", "", 1999,
     GIREPORT_ERR_LIMIT},
    {"a NUL", "id: \"a\\0b\"\n", "", "", 0, GIREPORT_ERR_INVALID_DATA},
    {"a bomb of anchors", "a: &a [x]\n", "b: [*a, *a, *a, *a]\n", "", 3, GIREPORT_ERR_INVALID_DATA},
};

START_TEST(hostile_file)
{
    const struct hostile *h = &hostile[_i];
    struct gireport__buf b = {0};
    struct problems p = {.count = 0};
    const gireport_template *t;
    gireport__buf_adds(&b, h->before);
    for (unsigned i = 0; i < h->times; i++)
        gireport__buf_adds(&b, h->unit);
    gireport__buf_adds(&b, h->after);
    ck_assert_int_eq(gireport__template_load(gireport__buf_str(&b), b.len, keep, &p, &t), h->status);
    ck_assert_ptr_null(t);
    ck_assert_uint_ge(p.count, 1);
    ck_assert_uint_le(p.count, 101);
    gireport__buf_free(&b);
}
END_TEST

/* A file cut at any byte, or with any byte changed, ends in a status. */
START_TEST(cut_and_changed)
{
    char *text = example();
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        const gireport_template *t;
        char was = text[i];
        gireport__template_load(text, i, NULL, NULL, &t);
        gireport_template_unref(t);
        text[i] = "@*{}.,:-\n "[i % 10];
        gireport__template_load(text, len, NULL, NULL, &t);
        gireport_template_unref(t);
        text[i] = was;
    }
    gireport__free(text);
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
    TCase *form = tcase_create("form"), *rules = tcase_create("rules"), *loader = tcase_create("loader");
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
    tcase_add_loop_test(loader, files_give_the_built_ins, 0, 2);
    tcase_add_test(loader, third_edition);
    tcase_add_test(loader, references_are_counted);
    tcase_add_test(loader, example_of_the_manual);
    tcase_add_loop_test(loader, broken_file, 0, sizeof broken / sizeof *broken);
    tcase_add_loop_test(loader, hostile_file, 0, sizeof hostile / sizeof *hostile);
    tcase_add_test(loader, cut_and_changed);
    tcase_set_timeout(loader, 30);
    suite_add_tcase(s, loader);
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
