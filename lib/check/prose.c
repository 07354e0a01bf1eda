/* SPDX-License-Identifier: MIT */
/* The text parts: what they must speak of, and what must not be left in them. */

#include <stdio.h>
#include <string.h>

#include "../base/text.h"
#include "rules.h"

/* Tells of a word at its place in a text, or at the beginning of the text where white space divides it there. */
static void tell_at(struct gireport__check *c, uint32_t which, const char *word, struct gireport__say *what)
{
    const char *text = c->r->texts[which].text, *at = text != NULL && word != NULL ? strstr(text, word) : NULL;
    gireport__check_place(c, which, at != NULL ? (size_t)(at - text) : 0, &what->line, &what->column);
    gireport__check_say(c, what);
}

/* A topic, in both languages, and the words that show it, separated by spaces. */
struct topic {
    const char *zh, *en, *words;
};

/* 1 if a text has one of the words. */
static int speaks_of(const char *text, const char *words)
{
    char word[48];
    while (*words != '\0') {
        size_t len = strcspn(words, " ");
        if (len < sizeof word) {
            memcpy(word, words, len);
            word[len] = '\0';
            if (strstr(text, word) != NULL)
                return 1;
        }
        words += len + (words[len] == ' ');
    }
    return 0;
}

static void add_item(struct gireport__buf *zh, struct gireport__buf *en, const char *zh_item,
                     const char *en_item)
{
    gireport__buf_adds(zh, zh->len > 0 ? "、" : "");
    gireport__buf_adds(zh, zh_item);
    gireport__buf_adds(en, en->len > 0 ? ", " : "");
    gireport__buf_adds(en, en_item);
}

/* Tells which topics a text never speaks of. */
static void tell_missing(struct gireport__check *c, const char *text, const struct gireport__said *said,
                         const struct topic *topics, size_t n)
{
    struct gireport__buf zh = {0}, en = {0};
    for (size_t i = 0; i < n; i++)
        if (!speaks_of(text, topics[i].words))
            add_item(&zh, &en, topics[i].zh, topics[i].en);
    if (zh.failed || en.failed)
        c->status = GIREPORT_ERR_NOMEM;
    else if (zh.len > 0)
        gireport__check_say(c, &(struct gireport__say){.line = said->line,
                                                       .column = said->column,
                                                       .arg = {gireport__buf_str(&zh), gireport__buf_str(&en)}});
    gireport__buf_free(&zh);
    gireport__buf_free(&en);
}

/* ---- contact ---- */

static int contact_is_told(struct gireport__check *c, uint32_t which, const char *words)
{
    return c->r->texts[which].text != NULL ||
           speaks_of(gireport__check_prose(c, GIREPORT_TEXT_CONTACT), words) ||
           speaks_of(gireport__check_prose(c, GIREPORT_TEXT_PREAMBLE), words) ||
           speaks_of(gireport__check_prose(c, GIREPORT_TEXT_REMARKS), words);
}

static size_t count_digits(const char *s)
{
    size_t n = 0;
    for (; *s != '\0'; s++)
        n += *s >= '0' && *s <= '9';
    return n;
}

static int email_is_sound(const char *s)
{
    const char *at = strchr(s, '@');
    return at != NULL && at > s && strchr(at + 1, '@') == NULL && strchr(at, '.') != NULL && at[1] != '.';
}

void gireport__rule_s_009(struct gireport__check *c)
{
    static const struct {
        uint32_t which;
        const char *words, *zh, *en;
    } items[] = {
        {GIREPORT_TEXT_ADDRESS, "地址", "缺地址", "no address"},
        {GIREPORT_TEXT_POSTCODE, "邮编 邮政编码", "缺邮编", "no postcode"},
        {GIREPORT_TEXT_PHONE, "电话", "缺电话", "no phone"},
        {GIREPORT_TEXT_EMAIL, "邮箱 电子邮件 @", "缺电子邮箱", "no e-mail"},
    };
    struct gireport__buf zh = {0}, en = {0};
    const char *postcode = c->r->texts[GIREPORT_TEXT_POSTCODE].text,
               *email = c->r->texts[GIREPORT_TEXT_EMAIL].text;
    const char *phone = c->r->texts[GIREPORT_TEXT_PHONE].text;
    for (size_t i = 0; i < sizeof items / sizeof *items; i++)
        if (!contact_is_told(c, items[i].which, items[i].words))
            add_item(&zh, &en, items[i].zh, items[i].en);
    if (postcode != NULL && (strlen(postcode) != 6 || count_digits(postcode) != 6))
        add_item(&zh, &en, "邮编不是六位数字", "the postcode is not six digits");
    if (email != NULL && !email_is_sound(email))
        add_item(&zh, &en, "电子邮箱写法有误", "the e-mail is malformed");
    if (phone != NULL && count_digits(phone) < 7)
        add_item(&zh, &en, "电话号码不足七位", "the phone number has fewer than seven digits");
    if (zh.failed || en.failed)
        c->status = GIREPORT_ERR_NOMEM;
    else if (zh.len > 0)
        gireport__check_say(c,
                            &(struct gireport__say){.arg = {gireport__buf_str(&zh), gireport__buf_str(&en)}});
    gireport__buf_free(&zh);
    gireport__buf_free(&en);
}

/* ---- parts 一, 五, 六 ---- */

#define LEAST_PROBLEMS 10 /* characters */

/* Characters of a text without white space, up to a limit. */
static size_t count_characters(const char *text, size_t limit)
{
    size_t n = 0;
    for (; *text != '\0' && n < limit; text++)
        n += ((unsigned char)*text & 0xc0) != 0x80;
    return n;
}

void gireport__rule_s_010(struct gireport__check *c)
{
    const struct gireport__said *said = &c->r->texts[GIREPORT_TEXT_PROBLEMS];
    const char *text = gireport__check_prose(c, GIREPORT_TEXT_PROBLEMS);
    char zh[64], en[64];
    if (said->text == NULL || count_characters(text, LEAST_PROBLEMS) >= LEAST_PROBLEMS)
        return;
    snprintf(zh, sizeof zh, *text != '\0' ? "“%s”过于简单" : "%s没有内容", text);
    snprintf(en, sizeof en, *text != '\0' ? "is too short (“%s”)" : "%sis empty", text);
    gireport__check_say(c,
                        &(struct gireport__say){.line = said->line, .column = said->column, .arg = {zh, en}});
}

/* A street office is an agency of its government and none itself. */
static int of_street_office(const gireport_report *r)
{
    const char *organ = r->texts[GIREPORT_TEXT_ORGAN].text;
    return organ != NULL && (strstr(organ, "街道") != NULL || strstr(organ, "办事处") != NULL);
}

void gireport__rule_s_011(struct gireport__check *c)
{
    static const struct topic topics[] = {
        {"工作考核", "appraisal (工作考核)", "考核"},
        {"社会评议", "public review (社会评议)", "评议"},
        {"责任追究", "accountability (责任追究)", "责任追究 追究责任 追责 问责"}};
    uint32_t level = c->o->level;
    if (c->r->texts[GIREPORT_TEXT_OVERVIEW].text == NULL || level < GIREPORT_LEVEL_PROVINCE ||
        level > GIREPORT_LEVEL_TOWNSHIP || of_street_office(c->r))
        return;
    tell_missing(c, gireport__check_prose(c, GIREPORT_TEXT_OVERVIEW), &c->r->texts[GIREPORT_TEXT_OVERVIEW],
                 topics, sizeof topics / sizeof *topics);
}

static int alphanumeric(char ch)
{
    return (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z');
}

/* What was left of the form in a text, or NULL. XX inside a word or an address is none. */
static const char *leftover(const char *text)
{
    static const char *const words[] = {
        "该部分以表格形式报告", "（文字描述）", "(文字描述)", "××", "ＸＸ", "表格如下"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]) != NULL)
            return words[i];
    for (const char *p = strstr(text, "XX"); p != NULL; p = strstr(p, "XX")) {
        const char *end = p;
        while (*end == 'X')
            end++;
        if ((p == text || !alphanumeric(p[-1])) && !alphanumeric(*end) && *end != '.' && *end != '/')
            return "XX";
        p = end;
    }
    return NULL;
}

void gireport__rule_s_012(struct gireport__check *c)
{
    static const struct {
        uint32_t which;
        const char *zh, *en;
    } parts[] = {
        {GIREPORT_TEXT_TITLE, "题目", "the title"},      {GIREPORT_TEXT_PREAMBLE, "前言", "the preamble"},
        {GIREPORT_TEXT_OVERVIEW, "第一部分", "part 一"}, {GIREPORT_TEXT_PROBLEMS, "第五部分", "part 五"},
        {GIREPORT_TEXT_REMARKS, "第六部分", "part 六"},
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *left = leftover(gireport__check_prose(c, parts[i].which));
        if (left != NULL)
            tell_at(c, parts[i].which, left, &(struct gireport__say){.arg = {parts[i].zh, left, parts[i].en}});
    }
}

void gireport__rule_s_013(struct gireport__check *c)
{
    static const char words[] = "信息处理费 处理费 收费 收取";
    const struct gireport__said *said = &c->r->texts[GIREPORT_TEXT_REMARKS];
    if (said->text == NULL || !gireport__check_edition(c->t, c->rule) ||
        speaks_of(gireport__check_prose(c, GIREPORT_TEXT_REMARKS), words) ||
        speaks_of(gireport__check_prose(c, GIREPORT_TEXT_OVERVIEW), "信息处理费"))
        return;
    gireport__check_say(c, &(struct gireport__say){.line = said->line, .column = said->column});
}

void gireport__rule_s_014(struct gireport__check *c)
{
    static const struct topic topics[] = {
        {"主动公开", "disclosure (主动公开)", "主动公开"},
        {"依申请公开", "requests (依申请公开)", "依申请公开"},
        {"政府信息管理", "management of information (政府信息管理)", "信息管理 规范性文件管理"},
        {"政府信息公开平台建设", "platforms (政府信息公开平台建设)", "平台"},
        {"监督保障", "supervision (监督保障)", "监督保障 监督"}};
    if (c->r->texts[GIREPORT_TEXT_OVERVIEW].text != NULL && gireport__check_edition(c->t, c->rule))
        tell_missing(c, gireport__check_prose(c, GIREPORT_TEXT_OVERVIEW),
                     &c->r->texts[GIREPORT_TEXT_OVERVIEW], topics, sizeof topics / sizeof *topics);
}

#define MOST_OVERVIEW 1000 /* characters */

void gireport__rule_s_015(struct gireport__check *c)
{
    const struct gireport__said *said = &c->r->texts[GIREPORT_TEXT_OVERVIEW];
    size_t n = count_characters(gireport__check_prose(c, GIREPORT_TEXT_OVERVIEW), SIZE_MAX);
    char found[24];
    if (n <= MOST_OVERVIEW)
        return;
    snprintf(found, sizeof found, "%zu", n);
    gireport__check_say(c,
                        &(struct gireport__say){
                            .line = said->line, .column = said->column, .found = found, .expected = "1000"});
}

/* ---- details ---- */

/* 1 if a text has a bracketed numeral between two brackets: （一） or (一). */
static int numbered(const char *text, const char *open, const char *close)
{
    static const char numerals[] = "一二三四五六七八九十";
    size_t open_len = strlen(open), close_len = strlen(close);
    for (const char *p = strstr(text, open); p != NULL; p = strstr(p + open_len, open)) {
        const char *numeral = p + open_len;
        if (strlen(numeral) < 3 || strncmp(numeral + 3, close, close_len) != 0)
            continue;
        for (size_t i = 0; i + 3 < sizeof numerals; i += 3)
            if (memcmp(numeral, numerals + i, 3) == 0)
                return 1;
    }
    return 0;
}

/* A word of two characters that stands twice in a row, or NULL. Only words that no sentence doubles. */
static const char *doubled(const char *text)
{
    static const char *const words[] = {"公开公开", "信息信息", "政府政府", "工作工作",
                                        "情况情况", "部门部门", "申请申请"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strstr(text, words[i]) != NULL)
            return words[i];
    return NULL;
}

/* A line that holds a page number alone: "- 6 -". */
static int page_number(const char *text)
{
    for (const char *p = text; p != NULL && *p != '\0';
         p = strchr(p, '\n') != NULL ? strchr(p, '\n') + 1 : NULL) {
        size_t digits = 0, dashes = 0;
        const char *q = p;
        for (; *q == ' ' || *q == '-' || (*q >= '0' && *q <= '9') || *q == '\r' || *q == '\t'; q++) {
            digits += *q >= '0' && *q <= '9';
            dashes += *q == '-';
        }
        if ((*q == '\n' || *q == '\0') && digits > 0 && digits <= 3 && dashes == 2)
            return 1;
    }
    return 0;
}

static void tell_detail(struct gireport__check *c, uint32_t which, const char *word, const char *zh, const char *en)
{
    tell_at(c, which, word, &(struct gireport__say){.arg = {zh, en}});
}

void gireport__rule_s_016(struct gireport__check *c)
{
    static const uint32_t parts[] = {GIREPORT_TEXT_OVERVIEW, GIREPORT_TEXT_PROBLEMS, GIREPORT_TEXT_REMARKS};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        const char *raw = c->r->texts[parts[i]].text, *text = gireport__check_prose(c, parts[i]);
        const char *twice = doubled(text);
        char zh[96], en[96];
        if (raw == NULL)
            continue;
        if (numbered(text, "（", "）") && numbered(text, "(", ")"))
            tell_detail(c, parts[i], NULL, "编号中全角括号与半角括号混用",
                        "numbering mixes full- and half-width brackets");
        if (twice != NULL) {
            snprintf(zh, sizeof zh, "词语重复：“%s”", twice);
            snprintf(en, sizeof en, "a doubled word: “%s”", twice);
            tell_detail(c, parts[i], twice, zh, en);
        }
        if (page_number(raw))
            tell_detail(c, parts[i], NULL, "正文中混入页码", "a page number stands in the text");
    }
}

/* The name under which a text counts requests: 县政府…收到. NULL where it is none of a government. */
static const char *counted_under(const char *text)
{
    static const char *const verbs[] = {"政府共收到", "政府收到", "政府共受理", "政府受理"};
    static const char *const names[] = {"省政府", "市政府", "县政府", "区政府"};
    for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
        for (const char *p = strstr(text, verbs[i]); p != NULL; p = strstr(p + 3, verbs[i]))
            for (size_t k = 0; k < sizeof names / sizeof *names && p - text >= 3; k++)
                if (memcmp(p - 3, names[k], 3) == 0)
                    return names[k];
    return NULL;
}

void gireport__rule_s_017(struct gireport__check *c)
{
    const struct gireport__said *said = &c->r->texts[GIREPORT_TEXT_OVERVIEW];
    int covers_units = c->r->units[0] > 0 || c->r->units[1] > 0 || c->r->n_unit_names > 0;
    const char *name = covers_units ? counted_under(gireport__check_prose(c, GIREPORT_TEXT_OVERVIEW)) : NULL;
    if (name != NULL)
        gireport__check_say(
            c, &(struct gireport__say){.line = said->line, .column = said->column, .arg = {name}});
}
