/* SPDX-License-Identifier: MIT */
#include "random_report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "template/template.h"

static uint64_t from_environment(const char *name, uint64_t otherwise)
{
    const char *text = getenv(name);
    return text != NULL ? strtoull(text, NULL, 10) : otherwise;
}

uint64_t random_times(void)
{
    return from_environment("GIREPORT_RANDOM_TIMES", 1);
}

uint64_t random_from(void)
{
    return from_environment("GIREPORT_RANDOM_FROM", 0);
}

uint64_t random_next(struct random_source *s)
{
    uint64_t z = s->state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

uint64_t random_below(struct random_source *s, uint64_t n)
{
    return n > 0 ? random_next(s) % n : 0;
}

int64_t random_count(struct random_source *s)
{
    switch (random_below(s, 8)) {
    case 0:
    case 1:
        return (int64_t)random_below(s, 10);
    case 2:
        return (int64_t)random_below(s, 200);
    case 3:
        return (int64_t)random_below(s, 4000);
    default:
        return 0;
    }
}

int64_t report_value(const gireport_report *r, const char *key)
{
    size_t field;
    int64_t value;
    if (gireport_template_field_find(gireport_report_template(r), key, &field) != GIREPORT_OK ||
        gireport_cell_value(r, field, &value) != GIREPORT_OK)
        return -1;
    return value;
}

void report_put(gireport_report *r, const char *key, int64_t value)
{
    size_t field;
    if (gireport_template_field_find(gireport_report_template(r), key, &field) == GIREPORT_OK)
        gireport_cell_set_value(r, field, value);
}

/* ---- the tables ---- */

static int64_t value_of(const gireport_report *r, uint32_t field)
{
    int64_t v;
    return gireport_cell_value(r, field, &v) == GIREPORT_OK ? v : 0;
}

/* 1 if the form speaks of a cell that the report does not have (a subtotal). */
static int lacks_a_cell(const gireport_report *r, const struct gireport__form *form)
{
    const gireport_template *t = gireport_report_template(r);
    for (uint32_t i = 0; i < form->n_terms; i++)
        if (gireport_cell_state(r, gireport__form_terms(t, form)[i].field) != GIREPORT_STATE_VALUE)
            return 1;
    return 0;
}

/* Σ coef × cell over all terms but one. */
static int64_t rest_of(const gireport_report *r, const struct gireport__form *form, uint32_t but)
{
    const struct gireport__term *terms = gireport__form_terms(gireport_report_template(r), form);
    int64_t sum = 0;
    for (uint32_t i = 0; i < form->n_terms; i++)
        if (i != but)
            sum += terms[i].coef * value_of(r, terms[i].field);
    return sum;
}

/* The term that is moved to make a form true: the total of a sum; where two sums balance, the first of the
 * right side that no other form computes. */
static uint32_t moved_term(const gireport_template *t, const struct gireport__form *form)
{
    const struct gireport__term *terms = gireport__form_terms(t, form);
    if (form->n_left == 1)
        return 0;
    for (uint32_t i = form->n_left; i < form->n_terms; i++) {
        int computed = 0;
        for (uint32_t k = 0; k < t->n_forms && !computed; k++)
            computed = t->forms[k].relation == GIREPORT__EQ && t->forms[k].n_left == 1 &&
                       gireport__form_terms(t, &t->forms[k])[0].field == terms[i].field;
        if (!computed)
            return i;
    }
    return form->n_left < form->n_terms ? form->n_left : 0;
}

/* Makes one form true. Returns 1 where it had to change a cell. */
static int settle(gireport_report *r, const struct gireport__form *form)
{
    const gireport_template *t = gireport_report_template(r);
    const struct gireport__term *terms = gireport__form_terms(t, form);
    uint32_t moved = moved_term(t, form);
    int64_t rest = rest_of(r, form, moved), now = value_of(r, terms[moved].field);
    int64_t sum = rest + terms[moved].coef * now;
    if (sum == 0 || (form->relation == GIREPORT__LE && sum < 0) ||
        (form->relation == GIREPORT__GE && sum > 0))
        return 0;
    int64_t want = -rest / terms[moved].coef;
    if (want < 0 && gireport_field_type(t, terms[moved].field) != GIREPORT_TYPE_DELTA) {
        /* Too much stands on this side: take the other cells of it away. */
        for (uint32_t i = 0; i < form->n_terms; i++)
            if (i != moved && terms[i].coef * terms[moved].coef > 0)
                gireport_cell_set_value(r, terms[i].field, 0);
        return 1;
    }
    gireport_cell_set_value(r, terms[moved].field, want);
    return 1;
}

#define ROUNDS 12

static int settle_all(gireport_report *r)
{
    const gireport_template *t = gireport_report_template(r);
    for (int round = 0; round < ROUNDS; round++) {
        int changed = 0;
        for (uint32_t i = 0; i < t->n_forms; i++)
            if (!lacks_a_cell(r, &t->forms[i]))
                changed |= settle(r, &t->forms[i]);
        if (!changed)
            return GIREPORT_OK;
    }
    return GIREPORT_ERR_INVALID_DATA;
}

static void fill(gireport_report *r, struct random_source *s, uint32_t flags)
{
    const gireport_template *t = gireport_report_template(r);
    for (size_t i = 0; i < gireport_template_field_count(t); i++) {
        int64_t v = random_count(s);
        if ((gireport_field_flags(t, i) & GIREPORT_FIELD_SUBTOTAL) != 0 && !(flags & RANDOM_SUBTOTALS))
            continue;
        if (gireport_field_type(t, i) == GIREPORT_TYPE_DELTA && random_below(s, 2) == 0)
            v = -v;
        if (gireport_field_type(t, i) == GIREPORT_TYPE_MONEY)
            v = v * 1000000 + (int64_t)random_below(s, 1000000);
        gireport_cell_set_value(r, i, v);
    }
}

/* The rules of practice that no linear rule says. */
static void keep_practice(gireport_report *r, struct random_source *s)
{
    static const char *const rows[] = {"licensing", "other_services", "penalties", "coercion"};
    char key[80];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(key, sizeof key, "disclosure.%s.previous", rows[i]);
        if (report_value(r, key) < 0)
            continue;
        report_put(r, key, report_value(r, key) + 1);
        snprintf(key, sizeof key, "disclosure.%s.change", rows[i]);
        report_put(r, key, (int64_t)random_below(s, 5));
    }
    static const char *const columns[] = {"made", "disclosed", "repealed", "in_force", "total"};
    for (size_t i = 0; i < sizeof columns / sizeof *columns;
         i++) { /* a body without the power to make rules */
        snprintf(key, sizeof key, "disclosure.regulations.%s", columns[i]);
        report_put(r, key, 0);
    }
    int64_t made = report_value(r, "disclosure.normative_documents.made");
    if (report_value(r, "disclosure.normative_documents.disclosed") >= 0) {
        report_put(r, "disclosure.normative_documents.disclosed", made);
        report_put(r, "disclosure.normative_documents.total", made + (int64_t)random_below(s, 50));
    }
    int64_t projects = (int64_t)random_below(s, 500);
    report_put(r, "disclosure.procurement.projects", projects);
    report_put(r, "disclosure.procurement.amount", projects * 5000000 + (projects > 0 ? 123456 : 0));
}

/* ---- the texts ---- */

static void put_text(gireport_report *r, uint32_t which, const char *text)
{
    gireport_report_set_text(r, which, text, GIREPORT_LEN_AUTO);
}

static void say_identity(gireport_report *r, int year)
{
    char text[1200];
    const gireport_template *t = gireport_report_template(r);
    snprintf(text, sizeof text, "云溪县%d年政府信息公开工作年度报告", year);
    put_text(r, GIREPORT_TEXT_TITLE, text);
    snprintf(
        text, sizeof text,
        "本报告根据《中华人民共和国政府信息公开条例》和%s的要求编制，包括总体情况、主动公开政府信息情况、"
        "收到和处理政府信息公开申请情况、政府信息公开行政复议、行政诉讼情况、存在的主要问题及改进情况、"
        "其他需要报告的事项六个部分。数据统计期限为%d年1月1日至%d年12月31日。"
        "联系地址：云溪县文昌路1号；邮编：100000；电话：010-12345678；电子邮箱：office@example.cn。",
        gireport_template_basis(t), year, year);
    put_text(r, GIREPORT_TEXT_PREAMBLE, text);
    snprintf(text, sizeof text, "%d-01-01/%d-12-31", year, year);
    put_text(r, GIREPORT_TEXT_PERIOD, text);
    put_text(r, GIREPORT_TEXT_ADDRESS, "云溪县文昌路1号");
    put_text(r, GIREPORT_TEXT_POSTCODE, "100000");
    put_text(r, GIREPORT_TEXT_PHONE, "010-12345678");
    put_text(r, GIREPORT_TEXT_EMAIL, "office@example.cn");
    put_text(r, GIREPORT_TEXT_DOCUMENT, gireport_template_basis(t));
}

static void say_overview(gireport_report *r)
{
    static const char *const organisations[] = {"business", "research", "welfare", "legal", "other"};
    char text[2000], key[40];
    int64_t of_organisations = 0;
    for (size_t i = 0; i < sizeof organisations / sizeof *organisations; i++) {
        snprintf(key, sizeof key, "applications.new.%s", organisations[i]);
        of_organisations += report_value(r, key);
    }
    snprintf(text, sizeof text,
             "（一）主动公开。按时公布预算、规划和重点项目的进展。\n"
             "（二）依申请公开。全年新收政府信息公开申请%lld件，上年结转%lld件；办结%"
             "lld件，结转下年度继续办理%lld件。"
             "其中予以公开%lld件，部分公开%lld件。新收申请中，自然人%lld件，法人或其他组织%lld件。"
             "因政府信息公开被申请行政复议%lld件，其中结果维持%lld件、结果纠正%lld件；被提起行政诉讼%lld件。\n"
             "（三）政府信息管理。对存量文件逐件清理，落实公开属性审查。\n"
             "（四）政府信息公开平台建设。门户网站按月自查。\n"
             "（五）监督保障。工作考核、社会评议和责任追究的结果已经通报，没有需要追究责任的情形。",
             (long long)report_value(r, "applications.new.total"),
             (long long)report_value(r, "applications.carried_in.total"),
             (long long)report_value(r, "applications.total.total"),
             (long long)report_value(r, "applications.carried_out.total"),
             (long long)report_value(r, "applications.granted.total"),
             (long long)report_value(r, "applications.partial.total"),
             (long long)report_value(r, "applications.new.natural"), (long long)of_organisations,
             (long long)report_value(r, "disputes.review.total"),
             (long long)report_value(r, "disputes.review.upheld"),
             (long long)report_value(r, "disputes.review.corrected"),
             (long long)(report_value(r, "disputes.direct.total") +
                         report_value(r, "disputes.after_review.total")));
    put_text(r, GIREPORT_TEXT_OVERVIEW, text);
    put_text(r, GIREPORT_TEXT_PROBLEMS,
             "存在的主要问题：解读材料的形式比较单一，个别单位更新不及时。改进情况：增加图表解读，按月通报更"
             "新情况。");
    put_text(r, GIREPORT_TEXT_REMARKS, "本年度没有收取信息处理费，没有其他需要报告的事项。");
}

void report_say_texts(gireport_report *r)
{
    say_identity(r, (int)gireport_report_year(r));
    say_overview(r);
}

int random_report(const gireport_template *t, uint64_t seed, uint32_t flags, gireport_report **out)
{
    struct random_source s = {seed};
    int32_t first, last;
    int status = gireport_report_new(t, out);
    if (status != GIREPORT_OK)
        return status;
    fill(*out, &s, flags);
    keep_practice(*out, &s);
    status = settle_all(*out);
    if (status != GIREPORT_OK) {
        gireport_report_free(*out);
        *out = NULL;
        return status;
    }
    gireport_template_years(t, &first, &last);
    int year = (int)(first > 0 ? first : 2021) + (int)random_below(&s, 2);
    gireport_report_set_year(*out, year);
    put_text(*out, GIREPORT_TEXT_ORGAN, "云溪县人民政府");
    if (flags & RANDOM_TEXTS)
        report_say_texts(*out);
    return GIREPORT_OK;
}
