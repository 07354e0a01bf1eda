/* SPDX-License-Identifier: MIT */
#include "meta.h"

#include <stdio.h>
#include <string.h>

#include "../base/text.h"
#include "meta_text.h"

#define PROSE_POINTS 20u /* a line without a full stop that is longer is running text */

/* Lines "发布机构：…" that stand above the text on web pages, better ones first. */
struct field_label {
    const char *word;
    int rank;       /* less is better */
    int line_start; /* also part of other words (采集时间): only at the start of a line */
};

static const struct field_label date_labels[] = {
    {"发布时间", 1, 0}, {"发布日期", 1, 0}, {"公开日期", 2, 0}, {"公开时间", 2, 0}, {"公布日期", 2, 0},
    {"发文日期", 3, 0}, {"生成日期", 3, 0}, {"日期", 4, 1},     {"时间", 5, 1},     {"成文日期", 6, 0},
};
static const struct field_label organ_labels[] = {
    {"发布机构", 1, 0}, {"公开机构", 1, 0}, {"公开主体", 1, 0}, {"编制单位", 1, 0}, {"编制机关", 1, 0},
    {"发布单位", 2, 0}, {"发文机关", 2, 0}, {"发文单位", 2, 0}, {"单位", 3, 1},     {"来源", 4, 0},
};
static const struct field_label url_labels[] = {
    {"原文链接", 1, 0}, {"原文地址", 1, 0}, {"本文链接", 1, 0}, {"链接", 2, 1}, {"网页地址", 1, 0}, {"来源", 3, 1},
};
static const struct field_label year_labels[] = {{"报告年度", 1, 0}, {"统计年度", 2, 0}};
#define COUNT_OF(a) (sizeof(a) / sizeof((a)[0]))

struct slice {
    const char *s;
    size_t len;
    const struct gireport__meta_line *line;
};

static void drop(struct slice *v, size_t n)
{
    v->s += n;
    v->len -= n;
}

/* Spaces, colons and brackets between a label and what it labels. */
static void skip_marks(struct slice *v)
{
    static const char *const marks[] = {":", "：", "】", "]", "|"};
    for (int more = 1; more && v->len;) {
        gireport__trim(&v->s, &v->len);
        more = 0;
        for (size_t i = 0; i < COUNT_OF(marks); i++) {
            size_t n = gireport__meta_word(v->s, v->len, marks[i]);
            more |= n != 0;
            drop(v, n);
        }
    }
}

typedef int (*accept_fn)(const struct slice *v, void *out);

/* Looks for labels whose value (on the line, else alone on the next one) is accepted; the best rank, the first of
 * equals. out is written by the last value that was better. Returns the line, or NULL. */
static const struct gireport__meta_line *labelled(const struct gireport__meta *m, const struct field_label *labels,
                                                  size_t n, accept_fn accept, void *out)
{
    const struct gireport__meta_line *found = NULL;
    int best = 100;
    for (size_t i = 0; i < m->n_before; i++) {
        const struct gireport__meta_line *line = &m->before[i];
        for (size_t k = 0; k < n; k++) {
            size_t at = gireport__meta_find(line->text, line->len, 0, labels[k].word);
            if (labels[k].rank >= best || at == SIZE_MAX || (labels[k].line_start && at))
                continue;
            struct slice v = {line->text, line->len, line};
            drop(&v, at + strlen(labels[k].word));
            skip_marks(&v);
            if (!v.len && i + 1 < m->n_before)
                v = (struct slice){line[1].text, line[1].len, &line[1]};
            if (!accept(&v, out))
                continue;
            best = labels[k].rank;
            found = v.line;
        }
    }
    return found;
}

static int accept_day(const struct slice *v, void *out)
{
    struct gireport__day d;
    struct slice day = *v;
    drop(&day, gireport__meta_word(day.s, day.len, "["));
    if (!gireport__meta_day(day.s, day.len, 0, &d) || d.year < 2008)
        return 0;
    *(struct gireport__day *)out = d;
    return 1;
}

/* To the first space: 来源：县政府办公室 浏览次数：3 */
static size_t first_word(const struct slice *v)
{
    size_t at = 0;
    while (at < v->len) {
        uint32_t cp;
        int n = gireport__utf8_next(v->s + at, v->len - at, &cp);
        if (gireport__is_space(cp))
            break;
        at += (size_t)(n < 0 ? 1 : n);
    }
    return at;
}

static int accept_organ(const struct slice *v, void *out)
{
    size_t len = first_word(v);
    if (!gireport__meta_is_organ(v->s, len))
        return 0;
    *(struct slice *)out = (struct slice){v->s, len, v->line};
    return 1;
}

/* "2023", also with 年 or 年度 behind it. */
static int accept_year(const struct slice *v, void *out)
{
    int digits;
    int64_t year;
    size_t n = gireport__meta_digits(v->s, v->len, 4, &digits, &year);
    if (!n || digits != 4 || year < 2008 || year > 2999)
        return 0;
    *(int64_t *)out = year;
    return 1;
}

static int accept_url(const struct slice *v, void *out)
{
    if (!gireport__meta_word(v->s, v->len, "http://") && !gireport__meta_word(v->s, v->len, "https://"))
        return 0;
    *(struct slice *)out = (struct slice){v->s, first_word(v), v->line};
    return 1;
}

/* A text that is not set yet. Text that is no text (bad UTF-8 in a document's own title) is left out. */
static int set(gireport_report *r, uint32_t which, const char *s, size_t len, const struct gireport__meta_line *at)
{
    if (!len || r->texts[which].text)
        return GIREPORT_OK;
    int status = gireport__report_set_said(r, which, s, len, at ? at->line : 0, at ? at->column : 0);
    return status == GIREPORT_ERR_NOMEM ? status : GIREPORT_OK;
}

static int set_published(const struct gireport__meta *m, gireport_report *r)
{
    struct gireport__day d;
    const struct gireport__meta_line *line = labelled(m, date_labels, COUNT_OF(date_labels), accept_day, &d);
    struct slice own = {m->published, m->published ? strlen(m->published) : 0, NULL};
    if (!line && !(own.s && accept_day(&own, &d)))
        return GIREPORT_OK;
    char text[16];
    int n = snprintf(text, sizeof(text), "%04d-%02d-%02d", d.year % 10000, d.month % 100, d.day % 100);
    return set(r, GIREPORT_TEXT_PUBLISHED, text, (size_t)n, line);
}

static int set_url(const struct gireport__meta *m, gireport_report *r)
{
    struct slice v;
    if (m->url && *m->url)
        return set(r, GIREPORT_TEXT_URL, m->url, strlen(m->url), NULL);
    const struct gireport__meta_line *line = labelled(m, url_labels, COUNT_OF(url_labels), accept_url, &v);
    return line ? set(r, GIREPORT_TEXT_URL, v.s, v.len, line) : GIREPORT_OK;
}

/* "本报告由济宁市金乡县人民政府办公室按照": the office that compiled it; the last source for a name. */
static int set_compiler(const struct gireport__squeezed *q, gireport_report *r)
{
    static const char *const openings[] = {"本报告由", "本年度报告由", "本年报由"};
    static const char *const ends[] = {"按照", "根据", "依据", "编制", "组织", "汇总", "负责"};
    const char *s = gireport__buf_str(&q->text);
    for (size_t i = 0; i < COUNT_OF(openings); i++) {
        size_t from = gireport__meta_find(s, q->text.len, 0, openings[i]), to = SIZE_MAX;
        if (from == SIZE_MAX)
            continue;
        from += strlen(openings[i]);
        for (size_t k = 0; k < COUNT_OF(ends); k++) {
            size_t at = gireport__meta_find(s, q->text.len, from, ends[k]);
            to = at < to ? at : to;
        }
        if (to == SIZE_MAX || !gireport__meta_is_organ(s + from, to - from))
            continue;
        struct gireport__spot spot = gireport__squeezed_spot(q, from);
        struct gireport__meta_line line = {.line = spot.line, .column = spot.column};
        return set(r, GIREPORT_TEXT_ORGAN, s + from, to - from, &line);
    }
    return GIREPORT_OK;
}

static int take_title(gireport_report *r, const struct gireport__title *t, const struct gireport__meta_line *line)
{
    if (t->year && !r->year) {
        r->year = t->year;
        r->year_line = line ? line->line : 0;
    }
    return set(r, GIREPORT_TEXT_ORGAN, t->organ, strlen(t->organ), line);
}

/* The title among the lines, or the document's own; where it has no name or no year, what a sentence announces. */
static int set_title(const struct gireport__meta *m, const struct gireport__squeezed *q, gireport_report *r)
{
    struct gireport__title t, other;
    gireport__meta_title(m->before, m->n_before, &t);
    const struct gireport__meta_line *line = t.found ? &m->before[t.first] : NULL;
    if (m->title && gireport__meta_title_text(m->title, strlen(m->title), &other) &&
        (!t.found || other.score > t.score)) {
        t = other;
        line = NULL;
    }
    /* The title of a form that was not filled in is none. */
    int status = GIREPORT_OK;
    if (t.found && !strstr(t.text, "＿＿"))
        status = set(r, GIREPORT_TEXT_TITLE, t.text, strlen(t.text), line);
    if (status == GIREPORT_OK)
        status = take_title(r, &t, line);
    if (status == GIREPORT_OK && gireport__meta_title_text(gireport__buf_str(&q->text), q->text.len, &other))
        status = take_title(r, &other, NULL);
    return status;
}

/* On a form to be filled in, beside its name. */
static void set_year(const struct gireport__meta *m, gireport_report *r)
{
    int64_t year = 0;
    const struct gireport__meta_line *line = r->year ? NULL : labelled(m, year_labels, COUNT_OF(year_labels), accept_year, &year);
    if (!line)
        return;
    r->year = (int32_t)year;
    r->year_line = line->line;
}

static int set_organ(const struct gireport__meta *m, const struct gireport__squeezed *q, gireport_report *r)
{
    struct slice v;
    if (r->texts[GIREPORT_TEXT_ORGAN].text)
        return GIREPORT_OK;
    const struct gireport__meta_line *line = labelled(m, organ_labels, COUNT_OF(organ_labels), accept_organ, &v);
    return line ? set(r, GIREPORT_TEXT_ORGAN, v.s, v.len, line) : set_compiler(q, r);
}

static size_t ideographs(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += (unsigned char)s[i] >= 0xe4 && (unsigned char)s[i] <= 0xe9;
    return n;
}

/* Running text, not a name, a line with a label, or the path of a web page. */
static int is_prose(const char *s, size_t len)
{
    static const char *const never[] = {">", ":", "：", "=", "|"};
    for (size_t i = 0; i < COUNT_OF(never); i++)
        if (gireport__meta_find(s, len, 0, never[i]) != SIZE_MAX)
            return 0;
    return ideographs(s, len) >= PROSE_POINTS;
}

static const struct gireport__meta_line *line_with(const struct gireport__meta *m, const char *s)
{
    size_t n = 0;
    while (n < 24 && s[n] && s[n] != '\n')
        n++;
    for (size_t i = 0; i < m->n_before; i++)
        if (m->before[i].len >= n && memcmp(m->before[i].text, s, n) == 0)
            return &m->before[i];
    return NULL;
}

/* What stands between the title and the first part, from its first sentence to its last. */
static int set_preamble(const struct gireport__meta *m, gireport_report *r)
{
    struct gireport__buf b = {0};
    const char *s = m->preamble, *end = s ? s + m->preamble_len : s;
    size_t kept = 0;
    int status = GIREPORT_OK;
    while (s < end) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        size_t len = (size_t)((stop ? stop : end) - s);
        int whole = gireport__meta_find(s, len, 0, "。") != SIZE_MAX;
        if (gireport__meta_is_title(s, len)) {
            gireport__buf_clear(&b);
            kept = 0;
        } else if (b.len || whole || is_prose(s, len)) {
            if (b.len)
                gireport__buf_addc(&b, '\n');
            gireport__buf_add(&b, s, len);
            kept = whole ? b.len : kept;
        }
        s = stop ? stop + 1 : end;
    }
    if (b.failed)
        status = GIREPORT_ERR_NOMEM;
    else if (kept)
        status = set(r, GIREPORT_TEXT_PREAMBLE, b.data, kept, line_with(m, b.data));
    gireport__buf_free(&b);
    return status;
}

static void finish(gireport_report *r, gireport_findings *findings)
{
    const char *organ = r->texts[GIREPORT_TEXT_ORGAN].text, *period = r->texts[GIREPORT_TEXT_PERIOD].text;
    if (organ && r->level == GIREPORT_LEVEL_UNKNOWN)
        r->level = gireport__meta_level(organ, strlen(organ));
    /* A report of one whole year names its year in the period as well. */
    int64_t year;
    int digits;
    if (!r->year && period && memcmp(period + 4, "-01-01/", 7) == 0 && memcmp(period, period + 11, 4) == 0) {
        gireport__meta_digits(period, 4, 4, &digits, &year);
        r->year = (int32_t)year;
        r->year_line = r->texts[GIREPORT_TEXT_PERIOD].line;
    }
    if (!organ)
        gireport__say(findings, &(struct gireport__say){.rule = "GI-R-020", .report = r});
    if (!r->year)
        gireport__say(findings, &(struct gireport__say){.rule = "GI-R-021", .report = r});
}

int gireport__meta_read(const struct gireport__meta *m, gireport_report *r, gireport_findings *findings)
{
    struct gireport__squeezed q;
    int status = gireport__squeeze(&q, m->before, m->n_before) ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK)
        status = set_title(m, &q, r);
    if (status == GIREPORT_OK)
        status = set_organ(m, &q, r);
    set_year(m, r);
    if (status == GIREPORT_OK)
        status = set_published(m, r);
    if (status == GIREPORT_OK)
        status = set_url(m, r);
    if (status == GIREPORT_OK)
        status = gireport__meta_facts(&q, r);
    if (status == GIREPORT_OK)
        status = set_preamble(m, r);
    gireport__squeezed_free(&q);
    if (status == GIREPORT_OK)
        finish(r, findings);
    return status;
}
