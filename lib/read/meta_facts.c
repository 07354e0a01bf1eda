/* SPDX-License-Identifier: MIT */
/* Facts out of the sentences before the parts: period, cited document, coverage, contact. */
#include <stdio.h>
#include <string.h>

#include "../base/text.h"
#include "meta_text.h"

#define CONTEXT_BYTES 90u /* before a period: where 统计期限 must stand */
#define CITATION_POINTS 12u
#define ADDRESS_BYTES 240u

/* A text and where its parts are. */
struct run {
    const char *s;
    size_t len;
    const struct gireport__squeezed *q;
    gireport_report *r;
};

static int store(const struct run *t, uint32_t which, const char *text, size_t len, size_t offset)
{
    if (t->r->texts[which].text || !len)
        return GIREPORT_OK;
    struct gireport__spot spot = gireport__squeezed_spot(t->q, offset);
    int status = gireport__report_set_said(t->r, which, text, len, spot.line, spot.column);
    return status == GIREPORT_ERR_NOMEM ? status : GIREPORT_OK;
}

static size_t word_of(const char *s, size_t len, const char *const *words)
{
    for (; *words; words++) {
        size_t n = gireport__meta_word(s, len, *words);
        if (n)
            return n;
    }
    return 0;
}

static int holds(const char *s, size_t len, const char *const *words)
{
    for (; *words; words++)
        if (gireport__meta_find(s, len, 0, *words) != SIZE_MAX)
            return 1;
    return 0;
}

/* ---- period ---- */

static size_t dash(const char *s, size_t len)
{
    static const char *const words[] = {"至", "到", "-", "—", "–", "－", "~", "～", "−", NULL};
    size_t at = 0, n;
    while ((n = word_of(s + at, len - at, words)) > 0)
        at += n;
    return at;
}

/* "2020年1月1日起至2020年12月31日": 1 and both days. */
static int read_period(const char *s, size_t len, struct gireport__day *from, struct gireport__day *to)
{
    static const char *const fillers[] = {"起", "零时", "0时", NULL};
    size_t at = gireport__meta_day(s, len, 0, from), n;
    if (!at)
        return 0;
    while ((n = word_of(s + at, len - at, fillers)) > 0)
        at += n;
    n = dash(s + at, len - at);
    return n && gireport__meta_day(s + at + n, len - at - n, from->year, to);
}

static int find_period(const struct run *t)
{
    static const char *const context[] = {"统计", "期限", "时限", "时段", "数据", "时间", "期间", NULL};
    struct gireport__day from, to;
    for (size_t i = 0; i < t->len; i++) {
        if (t->s[i] < '0' || t->s[i] > '9' || (i && t->s[i - 1] >= '0' && t->s[i - 1] <= '9'))
            continue;
        size_t before = i < CONTEXT_BYTES ? i : CONTEXT_BYTES;
        if (!read_period(t->s + i, t->len - i, &from, &to) || !holds(t->s + i - before, before, context))
            continue;
        char text[48];
        int n = snprintf(text, sizeof(text), "%04d-%02d-%02d/%04d-%02d-%02d", from.year, from.month, from.day, to.year,
                         to.month, to.day);
        return store(t, GIREPORT_TEXT_PERIOD, text, (size_t)n, i);
    }
    return GIREPORT_OK;
}

/* ---- the document that prescribes the form ---- */

static int same_end(const char *folded, size_t len, const char *number)
{
    size_t n = strlen(number);
    return n <= len && memcmp(folded + len - n, number, n) == 0;
}

/* How a citation fits: 3 the form of this edition, 2 that of another, 1 a letter of the same office, 0 something
 * else. */
static int rank(const gireport_template *own, const char *folded, size_t len)
{
    for (uint32_t k = 0; k < own->n_documents; k++)
        if (same_end(folded, len, own->documents[k].number))
            return 3;
    for (size_t i = 0; i < gireport_template_count(); i++) {
        const gireport_template *other = gireport_template_at(i);
        for (uint32_t k = 0; k < other->n_documents; k++)
            if (same_end(folded, len, other->documents[k].number))
                return 2;
    }
    return gireport__meta_find(folded, len, 0, "公开办") != SIZE_MAX;
}

/* One character back; 0 at the start. */
static size_t back(const char *s, size_t at, uint32_t *cp)
{
    size_t from = at;
    *cp = 0;
    while (from && ((unsigned char)s[--from] & 0xc0) == 0x80 && at - from < 4)
        ;
    if (from < at)
        gireport__utf8_next(s + from, at - from, cp);
    return from;
}

static int is_bracket(uint32_t cp, int closing)
{
    static const uint32_t pairs[][2] = {{'(', ')'},       {'[', ']'},       {0xff08, 0xff09}, {0x3014, 0x3015},
                                        {0x3010, 0x3011}, {0xff3b, 0xff3d}, {0xfe5d, 0xfe5e}};
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        if (pairs[i][closing] == cp)
            return 1;
    return 0;
}

static size_t back_digits(const char *s, size_t at, int *count)
{
    uint32_t cp;
    size_t from;
    *count = 0;
    while (at && (from = back(s, at, &cp)) < at && cp >= '0' && cp <= '9') {
        at = from;
        *count += 1;
    }
    return at;
}

/* The citation that ends before 号 at `end`: where it begins, SIZE_MAX where there is none. 国办公开办函〔2019〕60 */
static size_t citation(const char *s, size_t end)
{
    static const char *const office = "国办";
    uint32_t cp;
    int count;
    size_t at = back_digits(s, end, &count);
    if (!count)
        return SIZE_MAX;
    at = back(s, at, &cp);
    if (!is_bracket(cp, 1))
        return SIZE_MAX;
    at = back_digits(s, at, &count);
    if (count != 4)
        return SIZE_MAX;
    at = back(s, at, &cp);
    if (!is_bracket(cp, 0))
        return SIZE_MAX;
    size_t stop = at;
    for (size_t n = 0; n < CITATION_POINTS && at; n++) {
        size_t from = back(s, at, &cp);
        if (cp < 0x3400 || cp > 0x9fff)
            break;
        at = from;
    }
    size_t known = gireport__meta_find(s, stop, at, office); /* 按照国办公开办函: the words before are not of it */
    return known != SIZE_MAX ? known : at;
}

static int find_document(const struct run *t)
{
    struct gireport__buf folded = {0};
    int best = 0, status = GIREPORT_OK;
    size_t from = 0, to = 0, at = 0;
    while ((at = gireport__meta_find(t->s, t->len, at, "号")) != SIZE_MAX) {
        size_t begin = citation(t->s, at);
        at += strlen("号");
        if (begin == SIZE_MAX)
            continue;
        gireport__buf_clear(&folded);
        gireport__fold(&folded, t->s + begin, at - begin);
        int fits = rank(t->r->tpl, gireport__buf_str(&folded), folded.len);
        if (fits > best) {
            best = fits;
            from = begin;
            to = at;
        }
    }
    if (folded.failed)
        status = GIREPORT_ERR_NOMEM;
    else if (best)
        status = store(t, GIREPORT_TEXT_DOCUMENT, t->s + from, to - from, from);
    gireport__buf_free(&folded);
    return status;
}

/* ---- coverage ---- */

/* The number that ends at `end` (before 个): digits or Chinese numerals. */
static int number_before(const char *s, size_t end, int64_t *value)
{
    int count;
    uint32_t cp;
    size_t at = back_digits(s, end, &count), read;
    if (count && count <= 5) {
        gireport__meta_digits(s + at, end - at, 5, &count, value);
        return 1;
    }
    at = end;
    while ((read = back(s, at, &cp)) < at && gireport__chinese_span(s + read, at - read) == at - read)
        at = read;
    return !count && at < end && gireport__chinese_number(s + at, end - at, value);
}

/* What was counted: 0 towns, 1 departments, -1 something else or too vague ("48个单位"). */
static int counted(const char *s, size_t len)
{
    static const char *const towns[] = {"镇", "乡", "街道", "街镇", "办事处", "苏木", NULL};
    static const char *const departments[] = {"部门",     "县直单位", "市直单位", "区直单位", "省直单位",
                                              "州直单位", "旗直单位", "县级单位", NULL};
    static const char *const stops[] = {"，", "。", "；", "、", "和", "及", ",", ";", NULL};
    if (word_of(s, len, towns))
        return 0;
    for (size_t i = 0, points = 0; i < len && points < 16; points++) {
        uint32_t cp;
        int n = gireport__utf8_next(s + i, len - i, &cp);
        if (word_of(s + i, len - i, departments))
            return 1;
        if (word_of(s + i, len - i, stops) || (cp >= '0' && cp <= '9'))
            break;
        i += (size_t)(n < 0 ? 1 : n);
    }
    return -1;
}

/* "根据13个镇街和35个县政府各部门、单位……报告编制": only in a sentence on how the report was compiled. */
static int find_coverage(const struct run *t)
{
    static const char *const compiled[] = {"编制", "汇总", "汇编", "编写", NULL};
    int64_t sum[2] = {0, 0};
    int seen[2] = {0, 0};
    for (size_t from = 0; from < t->len;) {
        size_t end = gireport__meta_find(t->s, t->len, from, "。");
        end = end == SIZE_MAX ? t->len : end;
        int about = holds(t->s + from, end - from, compiled) &&
                    gireport__meta_find(t->s + from, end - from, 0, "报告") != SIZE_MAX;
        for (size_t at = from; about && (at = gireport__meta_find(t->s, end, at, "个")) != SIZE_MAX; at += 3) {
            int64_t value;
            int kind = number_before(t->s, at, &value) ? counted(t->s + at + 3, end - at - 3) : -1;
            if (kind < 0)
                continue;
            sum[kind] += value;
            seen[kind]++;
        }
        from = end + 3;
    }
    /* 9个镇、4个街道 are 13 towns; two numbers of departments may as well overlap. */
    if (seen[0] && t->r->units[GIREPORT_UNITS_TOWNS] < 0)
        t->r->units[GIREPORT_UNITS_TOWNS] = sum[0];
    if (seen[1] == 1 && t->r->units[GIREPORT_UNITS_DEPARTMENTS] < 0)
        t->r->units[GIREPORT_UNITS_DEPARTMENTS] = sum[1];
    return GIREPORT_OK;
}

/* ---- contact ---- */

struct contact_label {
    const char *word;
    uint32_t which;
    int needs_colon; /* the word is common in sentences */
};

static const struct contact_label contact_labels[] = {
    {"地址", GIREPORT_TEXT_ADDRESS, 1},   {"邮政编码", GIREPORT_TEXT_POSTCODE, 0}, {"邮编", GIREPORT_TEXT_POSTCODE, 0},
    {"联系电话", GIREPORT_TEXT_PHONE, 0}, {"电话", GIREPORT_TEXT_PHONE, 0},        {"传真电话", GIREPORT_TEXT_FAX, 0},
    {"传真", GIREPORT_TEXT_FAX, 0},       {"电子邮箱", GIREPORT_TEXT_EMAIL, 0},    {"电子邮件", GIREPORT_TEXT_EMAIL, 0},
    {"电子信箱", GIREPORT_TEXT_EMAIL, 0}, {"邮箱", GIREPORT_TEXT_EMAIL, 0},        {"E-mail", GIREPORT_TEXT_EMAIL, 0},
    {"Email", GIREPORT_TEXT_EMAIL, 0},    {"email", GIREPORT_TEXT_EMAIL, 0},       {"网址", 0, 1},
    {"联系人", 0, 1},                     {"联系方式", 0, 1},                      {"办公时间", 0, 1},
};
#define N_CONTACT (sizeof(contact_labels) / sizeof(contact_labels[0]))

static size_t colon(const char *s, size_t len)
{
    static const char *const words[] = {":", "：", "∶", NULL};
    return word_of(s, len, words);
}

/* The label at the start of a text and its colon; *bytes of both. */
static const struct contact_label *contact_label(const char *s, size_t len, size_t *bytes)
{
    if (len == 0 || ((unsigned char)*s < 0xe4 && (*s | 0x20) != 'e')) /* Han or an E begins each of them */
        return NULL;
    for (size_t i = 0; i < N_CONTACT; i++) {
        size_t n = gireport__meta_word(s, len, contact_labels[i].word);
        size_t mark = n ? colon(s + n, len - n) : 0;
        if (n && (mark || !contact_labels[i].needs_colon)) {
            *bytes = n + mark;
            return contact_labels + i;
        }
    }
    return NULL;
}

/* Without its own full stops, up to the next label or the end of the bracket that it stands in. */
static size_t address_length(const char *s, size_t len)
{
    static const char *const ends[] = {"；", ";", "。", NULL};
    static const char *const tails[] = {"，", ",", "、", NULL};
    int depth = 0;
    size_t at = 0, kept = 0, n;
    while (at < len && at <= ADDRESS_BYTES) {
        uint32_t cp;
        int bytes = gireport__utf8_next(s + at, len - at, &cp);
        depth += is_bracket(cp, 0) - is_bracket(cp, 1);
        if (depth < 0 || word_of(s + at, len - at, ends) || (contact_label(s + at, len - at, &n) && n > 6))
            return kept;
        size_t tail = word_of(s + at, len - at, tails);
        at += (size_t)(bytes < 1 ? 1 : bytes);
        if (!tail)
            kept = at;
    }
    return at > ADDRESS_BYTES ? 0 : kept; /* that long is no address, but an end that was missed */
}

/* Digits with what stands between them; 0 where they are too few for a number. */
static size_t phone_length(const char *s, size_t len)
{
    static const char *const between[] = {"-", "—", "－", "–", "―", "（", "）", "(", ")", "、", "/", "转", "+", NULL};
    size_t at = 0, kept = 0, n, open = 0, digits_total = 0;
    int digits;
    int64_t value;
    while (at < len) {
        uint32_t cp;
        gireport__utf8_next(s + at, len - at, &cp);
        if ((n = gireport__meta_digits(s + at, len - at, 18, &digits, &value)) > 0) {
            digits_total += (size_t)digits;
            at += n;
            kept = at;
            continue;
        }
        if (!(n = word_of(s + at, len - at, between)) || (is_bracket(cp, 1) && open-- == 0))
            break;
        open += (size_t)is_bracket(cp, 0);
        at += n;
    }
    return digits_total >= 7 ? kept : 0;
}

static size_t email_length(const char *s, size_t len)
{
    size_t at = 0, sign = 0;
    for (; at < len; at++) {
        char c = s[at];
        int good = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                   c == '-' || c == '+' || (c == '@' && !sign && at);
        if (!good)
            break;
        if (c == '@')
            sign = at;
    }
    while (at && s[at - 1] == '.')
        at--;
    return sign && gireport__meta_find(s, at, sign, ".") != SIZE_MAX ? at : 0;
}

static size_t contact_length(uint32_t which, const char *s, size_t len)
{
    int digits;
    int64_t value;
    size_t n;
    switch (which) {
    case GIREPORT_TEXT_ADDRESS:
        return address_length(s, len);
    case GIREPORT_TEXT_POSTCODE:
        n = gireport__meta_digits(s, len, 7, &digits, &value);
        return digits == 6 ? n : 0;
    case GIREPORT_TEXT_EMAIL:
        return email_length(s, len);
    case GIREPORT_TEXT_PHONE:
    case GIREPORT_TEXT_FAX:
        return phone_length(s, len);
    default:
        return 0;
    }
}

static int find_contact(const struct run *t)
{
    int status = GIREPORT_OK;
    for (size_t at = 0; at < t->len && status == GIREPORT_OK;) {
        size_t n;
        const struct contact_label *label = contact_label(t->s + at, t->len - at, &n);
        if (!label) {
            at++;
            continue;
        }
        at += n;
        /* "地址" at the start of a line of its own ends with the line, whatever stands below. */
        size_t end = t->len;
        for (size_t i = 0; i < t->q->n_lines; i++)
            if (label->which == GIREPORT_TEXT_ADDRESS && t->q->starts[i] == at - n)
                end = t->q->starts[i + 1];
        size_t len = contact_length(label->which, t->s + at, end - at);
        status = store(t, label->which, t->s + at, len, at);
        at += len;
    }
    return status;
}

int gireport__meta_facts(const struct gireport__squeezed *q, gireport_report *r)
{
    static int (*const steps[])(const struct run *) = {find_period, find_document, find_coverage, find_contact};
    const struct run t = {gireport__buf_str(&q->text), q->text.len, q, r};
    int status = GIREPORT_OK;
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]) && status == GIREPORT_OK; i++)
        status = steps[i](&t);
    return status;
}
