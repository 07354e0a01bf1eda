/* SPDX-License-Identifier: MIT */
/* Titles: "金乡县人民政府2020年政府信息公开工作年度报告" in its many shapes, over one line or several. */
#include <string.h>

#include "../base/text.h"
#include "meta_text.h"

#define POINTS GIREPORT__TITLE_POINTS
#define TITLE_LONGEST 70u /* code points; what is longer is a sentence */
#define JOINED_MAX 3u     /* lines that one title is split over */

/* A text by code points: as printed, and folded for comparing (0: nothing is left of it). */
struct points {
    uint32_t printed[POINTS], folded[POINTS];
    size_t n;
    int too_long;
};

static void add_points(struct points *p, const char *s, size_t len)
{
    while (len) {
        uint32_t cp, out[4];
        int bytes = gireport__utf8_next(s, len, &cp);
        if (bytes < 0)
            bytes = 1;
        s += bytes;
        len -= (size_t)bytes;
        if (gireport__is_space(cp))
            continue;
        if (p->n == POINTS) {
            p->too_long = 1;
            return;
        }
        int n = gireport__fold_point(cp, out);
        p->printed[p->n] = cp;
        p->folded[p->n++] = n == 1 ? out[0] : n == 0 ? 0 : cp;
    }
}

/* Code points of a word where the text has it at i, else 0. */
static size_t at(const struct points *p, size_t i, const char *word)
{
    size_t len = strlen(word), n = 0;
    while (len) {
        uint32_t cp;
        int bytes = gireport__utf8_next(word, len, &cp);
        if (i + n >= p->n || p->folded[i + n] != cp)
            return 0;
        word += bytes;
        len -= (size_t)bytes;
        n++;
    }
    return n;
}

static size_t find(const struct points *p, size_t from, size_t to, const char *word)
{
    for (size_t i = from; i < to; i++)
        if (at(p, i, word))
            return i;
    return SIZE_MAX;
}

static int has_any(const struct points *p, size_t from, size_t to, const char *const *words)
{
    for (; *words; words++)
        if (find(p, from, to, *words) != SIZE_MAX)
            return 1;
    return 0;
}

static void slice(const struct points *p, size_t from, size_t to, char *out)
{
    for (; from < to; from++)
        out += gireport__utf8_put(out, p->printed[from]);
    *out = '\0';
}

static int is_ideograph(uint32_t cp)
{
    return (cp >= 0x3400 && cp <= 0x9fff) || cp == 0x3007 || (cp >= 0x20000 && cp <= 0x3ffff);
}

/* ---- organs ---- */

static const char *const organ_ends[] = {
    "人民政府", "政府", "办公室", "办公厅", "局",   "委员会", "委",   "厅", "部",   "院", "署", "中心", "镇",   "乡", "街道", "办事处",
    "管委会",   "处",   "站",     "所",     "大队", "支队",   "总队", "县", "市",   "区", "旗", "州",   "省",   "社", "会",   "馆",
    "学校",     "大学", "学院",   "公司",   "集团", "苏木",   "团场", NULL,
};

static int ends_with(const struct points *p, size_t from, size_t to, const char *word)
{
    size_t n = 0;
    for (const char *s = word; *s; s++)
        n += ((unsigned char)*s & 0xc0) != 0x80;
    return to - from >= n && at(p, to - n, word) == n;
}

static int is_division(uint32_t cp) /* 省市县区州旗镇乡 */
{
    return cp == 0x7701 || cp == 0x5e02 || cp == 0x53bf || cp == 0x533a || cp == 0x5dde || cp == 0x65d7 ||
           cp == 0x9547 || cp == 0x4e61;
}

/* "区统计局" says which bureau only to its own district. */
static int is_relative(const struct points *p, size_t from, size_t to)
{
    static const char *const words[] = {"我", "本", "该", "各", "全", "此", NULL};
    for (size_t i = 0; words[i]; i++)
        if (at(p, from, words[i]))
            return 1;
    if (!is_division(p->folded[from]))
        return 0;
    for (size_t i = from + 1; i < to; i++)
        if (is_division(p->folded[i]))
            return 0;
    return 1;
}

/* Words only: ideographs, brackets, a middle dot. */
static int is_name(const struct points *p, size_t from, size_t to)
{
    static const char *const never[] = {"信息公开", "报告", "年报", "首页", "当前位置", "政务公开", "通知", NULL};
    if (to < from + 2 || to - from > 40 || has_any(p, from, to, never) || is_relative(p, from, to))
        return 0;
    for (size_t i = from; i < to; i++) {
        uint32_t cp = p->folded[i];
        if (!is_ideograph(cp) && cp != '(' && cp != ')' && cp != 0xb7)
            return 0;
    }
    return is_ideograph(p->folded[from]);
}

static int is_organ(const struct points *p, size_t from, size_t to)
{
    if (!is_name(p, from, to))
        return 0;
    for (size_t i = 0; organ_ends[i]; i++)
        if (ends_with(p, from, to, organ_ends[i]))
            return 1;
    return 0;
}

int gireport__meta_is_organ(const char *text, size_t len)
{
    struct points p = {.n = 0};
    add_points(&p, text, len);
    return !p.too_long && is_organ(&p, 0, p.n);
}

struct level_word {
    const char *end;
    uint32_t level;
};

uint32_t gireport__meta_level(const char *organ, size_t len)
{
    /* In order: the first end that fits decides. UNKNOWN: may be of several levels, or outside of the divisions. */
    static const struct level_word ends[] = {
        {"自治区人民政府", GIREPORT_LEVEL_PROVINCE}, {"省人民政府", GIREPORT_LEVEL_PROVINCE},
        {"新区人民政府", GIREPORT_LEVEL_UNKNOWN},    {"开发区人民政府", GIREPORT_LEVEL_UNKNOWN},
        {"县人民政府", GIREPORT_LEVEL_COUNTY},       {"旗人民政府", GIREPORT_LEVEL_COUNTY},
        {"区人民政府", GIREPORT_LEVEL_COUNTY},       {"自治州人民政府", GIREPORT_LEVEL_CITY},
        {"镇人民政府", GIREPORT_LEVEL_TOWNSHIP},     {"乡人民政府", GIREPORT_LEVEL_TOWNSHIP},
        {"街道办事处", GIREPORT_LEVEL_TOWNSHIP},     {"人民政府办公室", GIREPORT_LEVEL_OFFICE},
        {"人民政府办公厅", GIREPORT_LEVEL_OFFICE},   {"税务局", GIREPORT_LEVEL_UNKNOWN},
        {"气象局", GIREPORT_LEVEL_UNKNOWN},          {"烟草专卖局", GIREPORT_LEVEL_UNKNOWN},
        {"邮政管理局", GIREPORT_LEVEL_UNKNOWN},      {"分局", GIREPORT_LEVEL_UNKNOWN},
        {"市场监督管理局", GIREPORT_LEVEL_DEPARTMENT}, {"管理局", GIREPORT_LEVEL_UNKNOWN},
        {"邮政局", GIREPORT_LEVEL_UNKNOWN},
        {"供电局", GIREPORT_LEVEL_UNKNOWN},          {"海事局", GIREPORT_LEVEL_UNKNOWN},
        {"发展和改革委员会", GIREPORT_LEVEL_DEPARTMENT}, {"卫生健康委员会", GIREPORT_LEVEL_DEPARTMENT},
        {"局", GIREPORT_LEVEL_DEPARTMENT},
    };
    /* Bodies of the state itself, not of a local government. */
    static const char *const central[] = {"国家", "中国", "中华", "国务院", "全国", NULL};
    static const char *const municipalities[] = {"北京市人民政府", "上海市人民政府", "天津市人民政府", "重庆市人民政府", NULL};
    struct points p = {.n = 0};
    add_points(&p, organ, len);
    for (size_t i = 0; central[i]; i++)
        if (at(&p, 0, central[i]))
            return GIREPORT_LEVEL_UNKNOWN;
    for (size_t i = 0; p.n && municipalities[i]; i++)
        if (at(&p, 0, municipalities[i]) == p.n)
            return GIREPORT_LEVEL_PROVINCE;
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
        if (!p.too_long && p.n > 2 && ends_with(&p, 0, p.n, ends[i].end))
            return ends[i].level;
    return GIREPORT_LEVEL_UNKNOWN;
}

/* ---- titles ---- */

/* Where a title's own words stand. */
struct shape {
    size_t start, end;    /* of the title: to 报告 or 年报 */
    size_t about;         /* 信息公开 */
    size_t year0, year1;  /* with 年 and 度; year0 == SIZE_MAX: none */
    int32_t year;
    int clean;            /* 0: something of a web site stands behind it */
};

/* 2020, ２０２０ or 二〇二〇 at i: the year and its code points. */
static size_t year_digits(const struct points *p, size_t i, int32_t *year)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九"};
    *year = 0;
    for (size_t k = 0; k < 4; k++) {
        int digit = -1;
        uint32_t cp = i + k < p->n ? p->folded[i + k] : 0;
        if (cp >= '0' && cp <= '9')
            digit = (int)(cp - '0');
        else if (cp == 0x3007 || cp == 0x25cb || cp == 0x96f6 || cp == 'o') /* 〇 ○ 零 */
            digit = 0;
        for (int v = 0; digit < 0 && v < 9; v++)
            if (i + k < p->n && at(p, i + k, numerals[v]))
                digit = v + 1;
        if (digit < 0)
            return 0;
        *year = *year * 10 + digit;
    }
    int more = i + 4 < p->n && p->folded[i + 4] >= '0' && p->folded[i + 4] <= '9';
    int before = i > 0 && p->folded[i - 1] >= '0' && p->folded[i - 1] <= '9';
    return more || before || *year < 2008 || *year > 2099 ? 0 : 4;
}

/* "2020年度": its code points, 0 where there is no year. bare: also without 年. */
static size_t year_at(const struct points *p, size_t i, int bare, int32_t *year)
{
    size_t n = year_digits(p, i, year), end = i + n;
    if (!n)
        return 0;
    size_t word = at(p, end, "年度");
    /* 2020年年度报告 and 2020年度报告: the 度 belongs to the report. */
    if (word && at(p, end + word, "报告"))
        word = 1;
    if (!word)
        word = at(p, end, "年");
    return word ? n + word : bare ? n : 0;
}

static void find_year(const struct points *p, struct shape *s)
{
    s->year0 = SIZE_MAX;
    for (size_t i = s->start; i < s->end && s->year0 == SIZE_MAX; i++) {
        size_t n = year_at(p, i, 0, &s->year);
        if (!n && i < s->about && (n = year_at(p, i, 1, &s->year)) && i + n != s->about && !at(p, i + n, "政府信息公开"))
            n = 0;
        if (n) {
            s->year0 = i;
            s->year1 = i + n;
        }
    }
    if (s->year0 == SIZE_MAX)
        s->year = 0;
}

/* What stands behind 报告: nothing, a year in brackets, or the name of a site. 0: it is a sentence. */
static int take_tail(const struct points *p, struct shape *s)
{
    size_t i = s->end;
    s->clean = 1;
    if (i == p->n)
        return 1;
    if (p->folded[i] == '(') {
        int32_t year;
        size_t n = year_at(p, i + 1, 1, &year);
        if (n && i + 1 + n < p->n && p->folded[i + 1 + n] == ')') {
            if (s->year && s->year != year)
                return 0;
            s->year = year;
            i += n + 2;
        }
    }
    if (i == p->n)
        return 1;
    s->clean = 0;
    return p->folded[i] == '-' || p->folded[i] == '_' || p->folded[i] == '|';
}

static size_t take_label(const struct points *p)
{
    static const char *const labels[] = {"标题:", "名称:", "题名:", "文件名称:", "信息名称:", "标题", "名称", NULL};
    for (size_t i = 0; labels[i]; i++) {
        size_t n = at(p, 0, labels[i]);
        if (n)
            return n;
    }
    return 0;
}

static int find_shape(const struct points *p, struct shape *s)
{
    static const char *const never[] = {".", ";", ",", "?", "!", ">", "首页", "位置", "目录", "通知", "指南", "格式", NULL};
    static const char *const openings[] = {"本报告", "本年度报告", "本年报", "根据", "依据", "按照", "现将", "现公布", "附件", NULL};
    *s = (struct shape){.end = SIZE_MAX};
    s->start = take_label(p);
    for (size_t i = s->start; i < p->n; i++)
        if (at(p, i, "报告") || at(p, i, "年报"))
            s->end = i + 2;
    if (s->end == SIZE_MAX || s->end - s->start > TITLE_LONGEST || has_any(p, s->start, s->end, never))
        return 0;
    for (size_t i = 0; openings[i]; i++)
        if (at(p, s->start, openings[i]))
            return 0;
    s->about = find(p, s->start, s->end, "信息公开");
    if (s->about == SIZE_MAX)
        s->about = find(p, s->start, s->end, "政务公开");
    if (s->about == SIZE_MAX)
        return 0;
    find_year(p, s);
    return take_tail(p, s);
}

/* "金乡县人民政府信息公开": the 政府 is of the organ. "螅镇政府信息公开": of the information. */
static size_t organ_end(const struct points *p, size_t from, size_t about)
{
    if (about < from + 2 || !at(p, about - 2, "政府"))
        return about;
    return ends_with(p, from, about - 2, "人民") ? about : about - 2;
}

static int find_organ(const struct points *p, const struct shape *s, size_t *from, size_t *to)
{
    size_t end = organ_end(p, s->start, s->about);
    *from = s->start;
    *to = end;
    if (s->year0 != SIZE_MAX && s->year0 < s->about) {
        size_t middle = s->year1 < end ? s->year1 : end;
        *to = s->year0;
        if (*to > *from && middle < end && !at(p, middle, "关于") && !at(p, middle, "度"))
            return 0; /* something on both sides of the year: which is the name? */
        if (*to == *from) {
            *from = middle;
            *to = end;
        }
    }
    if (ends_with(p, *from, *to, "关于"))
        *to -= 2;
    if (at(p, *from, "关于"))
        *from += 2;
    return is_name(p, *from, *to);
}

static int read_title(const struct points *p, struct gireport__title *t)
{
    struct shape s;
    size_t from, to;
    *t = (struct gireport__title){0};
    if (p->too_long || !find_shape(p, &s))
        return 0;
    t->found = 1;
    t->year = s.year;
    slice(p, s.start, s.clean ? p->n : s.end, t->text);
    if (find_organ(p, &s, &from, &to))
        slice(p, from, to, t->organ);
    t->score = (s.year != 0) * 4 + (t->organ[0] != '\0') * 4 + s.clean;
    return 1;
}

int gireport__meta_is_title(const char *text, size_t len)
{
    static const char *const ends[] = {"年度报告", "工作年度报告", "公开工作年度报告", NULL};
    struct gireport__title t;
    struct points p = {.n = 0};
    add_points(&p, text, len);
    for (size_t i = 0; ends[i] && !p.too_long; i++)
        if (p.n && at(&p, 0, ends[i]) == p.n)
            return 1;
    return read_title(&p, &t);
}

int gireport__meta_title_text(const char *text, size_t len, struct gireport__title *out)
{
    static const char *const announced[] = {"现向社会公布", "现向社会公开", "现公布", "现将", "现公开", "编制了", NULL};
    struct points p = {.n = 0};
    add_points(&p, text, len);
    if (read_title(&p, out))
        return 1;
    for (size_t i = 0; announced[i]; i++) {
        size_t from = gireport__meta_find(text, len, 0, announced[i]);
        if (from == SIZE_MAX)
            continue;
        from += strlen(announced[i]);
        size_t to = gireport__meta_find(text, len, from, "报告");
        if (to == SIZE_MAX)
            continue;
        p.n = 0;
        p.too_long = 0;
        add_points(&p, text + from, to + strlen("报告") - from);
        if (read_title(&p, out))
            return 1;
    }
    return 0;
}

/* The name above a title that has none, and the year below one that has none. */
static void complete(const struct gireport__meta_line *lines, size_t n, struct gireport__title *t)
{
    struct points p = {.n = 0};
    char text[sizeof(t->text)];
    if (!t->organ[0] && t->first > 0) {
        add_points(&p, lines[t->first - 1].text, lines[t->first - 1].len);
        size_t used = strlen(t->text);
        if (!p.too_long && is_organ(&p, 0, p.n) && p.n * 4 + used < sizeof(t->text)) {
            slice(&p, 0, p.n, t->organ);
            slice(&p, 0, p.n, text);
            size_t organ = strlen(text);
            memmove(t->text + organ, t->text, used + 1);
            memcpy(t->text, text, organ);
            t->first--;
            t->score += 4;
        }
    }
    if (t->year || t->last + 1 >= n)
        return;
    p = (struct points){.n = 0};
    add_points(&p, lines[t->last + 1].text, lines[t->last + 1].len);
    int bracket = p.n > 2 && p.folded[0] == '(' && p.folded[p.n - 1] == ')';
    int32_t year;
    size_t years = year_at(&p, bracket, bracket, &year);
    if (!p.too_long && years && years + 2 * (size_t)bracket == p.n) {
        t->year = year;
        t->score += 4;
    }
}

void gireport__meta_title(const struct gireport__meta_line *lines, size_t n, struct gireport__title *best)
{
    *best = (struct gireport__title){0};
    for (size_t last = 0; last < n; last++) {
        for (size_t k = 0; k < JOINED_MAX && k <= last; k++) {
            struct gireport__title t;
            struct points p = {.n = 0};
            for (size_t i = last - k; i <= last; i++)
                add_points(&p, lines[i].text, lines[i].len);
            if (!read_title(&p, &t))
                continue;
            t.first = last - k;
            t.last = last;
            complete(lines, n, &t);
            t.score += lines[t.last].heading != 0;
            /* Of equal ones the last: it stands next to the report; links to other years stand above. */
            if (!best->found || t.score >= best->score)
                *best = t;
            break;
        }
    }
}
