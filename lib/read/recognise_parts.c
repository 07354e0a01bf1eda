/* SPDX-License-Identifier: MIT */
/* The headings of the parts: with their number at the beginning of a line or a word, without it alone on a
 * line. */
#include <string.h>

#include "../base/text.h"
#include "recognise_lines.h"

#define HEADING_BYTES 180  /* of folded text looked at */
#define GLUED_WORD    60   /* bytes from which a word may hold a heading inside */
#define LIST_LEAST    3    /* headings in a row that make a list of contents */
#define MARKS_MAX     4096 /* no report has more, nor more reports a document */

/* The folded text from a place on, and where in it the line ends. */
struct ahead {
    const char *s;
    size_t len, line;
};

static size_t cut_utf8(const char *s, size_t len, size_t max)
{
    if (len <= max)
        return len;
    while (max && ((unsigned char)s[max] & 0xc0) == 0x80)
        max--;
    return max;
}

static struct ahead look(struct gireport__lines *l, struct gireport__at at)
{
    struct gireport__buf *b = &l->scratch;
    struct ahead a = {"", 0, 0};
    gireport__buf_clear(b);
    for (size_t i = at.line; i < l->count && i < at.line + 2 && b->len < HEADING_BYTES; i++) {
        const struct gireport__text_line *line = &l->items[i];
        size_t n = gireport__line_words(line);
        for (size_t w = i == at.line ? at.word : 0; w < n && b->len < HEADING_BYTES; w++) {
            const char *text;
            size_t len = gireport__line_word(line, w, &text),
                   skip = i == at.line && w == at.word ? at.off : 0;
            if (len > skip)
                gireport__fold(b, text + skip, cut_utf8(text + skip, len - skip, HEADING_BYTES));
        }
        if (i == at.line)
            a.line = b->len;
    }
    a.s = gireport__buf_str(b);
    a.len = b->len;
    return a;
}

static uint32_t chinese(const char *s, size_t len)
{
    uint32_t number, style;
    char text[4] = {0};
    if (len < 3)
        return 0;
    memcpy(text, s, 3);
    text[3] = '.';
    return gireport__label_number(text, 4, &number, &style) && style == GIREPORT__NUMBER_CHINESE ? number : 0;
}

/* "表二:" or "第二部分": the number and the bytes, 0 where there is none. */
static size_t named_number(const char *s, size_t len, uint32_t *number)
{
    static const char table[] = "表", nth[] = "第", part[] = "部分";
    size_t i = 3;
    *number = 0;
    if (len < 9 || (memcmp(s, table, 3) && memcmp(s, nth, 3)))
        return 0;
    *number = chinese(s + 3, len - 3);
    i = 6;
    if (!memcmp(s, nth, 3)) {
        if (len < 12 || memcmp(s + 6, part, 6))
            return 0;
        i = 12;
    }
    while (i < len && (s[i] == ':' || s[i] == ',' || s[i] == '.'))
        i++;
    return *number ? i : 0;
}

/* The number of the part that a hit means; 0: no part. */
static uint32_t part_number(const struct gireport__labels *l, const struct gireport__label_hit *hit,
                            uint32_t wanted, int *official)
{
    uint32_t found = 0;
    *official = 0;
    if (!hit->text)
        return 0;
    for (uint32_t i = hit->text->sense; i != GIREPORT__NONE; i = l->senses[i].next) {
        const struct gireport__sense *s = &l->senses[i];
        if (s->kind != GIREPORT__LABEL_PART || (wanted && s->number != wanted))
            continue;
        found = s->number ? s->number : s->index + 1;
        *official |= s->official != 0;
    }
    return found;
}

/* A numbered line that is nearly a heading (行政法复议). */
static const struct gireport__label_text *near_part(const struct gireport__labels *l, const char *s,
                                                    size_t len, uint32_t number)
{
    const struct gireport__label_text *best = NULL;
    size_t limit = len / 12, least = limit + 1; /* a quarter of the characters */
    if (len < 12 || len > 120 || !limit)
        return NULL;
    for (size_t i = 0; i < l->n_texts; i++) {
        struct gireport__label_hit hit = {&l->texts[i], 0, 0, 0};
        int official;
        if (!part_number(l, &hit, number, &official))
            continue;
        size_t d = gireport__distance(s, len, l->texts[i].text, l->texts[i].len, limit);
        if (d < least) {
            least = d;
            best = &l->texts[i];
        }
    }
    return best;
}

/* Is there a heading at a place? inside: 1 within a word, where only a number with the very words counts. */
static int heading_at(struct gireport__lines *l, struct gireport__at at, int line_start, int inside,
                      struct gireport__mark *out)
{
    struct ahead a = look(l, at);
    uint32_t named = 0;
    size_t skip = inside ? 0 : named_number(a.s, a.len, &named);
    if (!skip && !inside && chinese(a.s, a.len) && a.len > 3) { /* 二 主动公开 …: no mark after the number */
        uint32_t number, style;
        if (!gireport__label_number(a.s, a.len, &number, &style)) {
            skip = 3;
            named = chinese(a.s, a.len);
        }
    }
    struct gireport__label_hit hit = gireport__labels_at(l->labels, a.s + skip, a.len - skip);
    int official = 0, alone = hit.text && skip + hit.len == a.line, misprint = 0;
    if (hit.text && skip + hit.len > a.line && !hit.number) /* wrapped over two lines: only with its number */
        return 0;
    uint32_t wanted = named ? named : hit.number, number = part_number(l->labels, &hit, wanted, &official);
    size_t end = skip + hit.len;
    if (!hit.text && line_start && !skip) {
        uint32_t printed, style;
        size_t n = gireport__label_number(a.s, a.line, &printed, &style);
        if (n && style == GIREPORT__NUMBER_CHINESE)
            hit.text = near_part(l->labels, a.s + n, a.line - n, printed);
        if (hit.text) {
            wanted = number = printed;
            misprint = alone = 1;
            hit.number = printed;
            hit.style = style;
            end = a.line;
        }
    }
    if (!number)
        return 0;
    int ok = hit.number
                 ? hit.style == GIREPORT__NUMBER_CHINESE || (hit.style == GIREPORT__NUMBER_PLAIN && alone)
                 : line_start && alone && (named || official || hit.text->len >= 18);
    if (ok && end < a.line && (a.s[end] == ',' || a.s[end] == ';'))
        ok = 0; /* one of a list within a sentence */
    if (!ok)
        return 0;
    out->at = at;
    out->hit = hit;
    out->number = number;
    out->misprint = (uint32_t)misprint;
    out->len = end;
    return 1;
}

/* May a heading begin after this text? Not within a list in a sentence. */
static int may_follow(const char *s, size_t len, int glued)
{
    static const char *const never[] = {"：", "；", "、", "，", ":", ";", ",", "“", "（", "("};
    static const char *const after_text[] = {"。", "）", "］", "】", ")", "]", ".", "%", "无"};
    for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
        size_t n = strlen(never[i]);
        if (len >= n && !memcmp(s + len - n, never[i], n))
            return 0;
    }
    if (!glued)
        return 1;
    for (size_t i = 0; i < sizeof(after_text) / sizeof(after_text[0]); i++) {
        size_t n = strlen(after_text[i]);
        if (len >= n && !memcmp(s + len - n, after_text[i], n))
            return 1;
    }
    return len && s[len - 1] >= '0' && s[len - 1] <= '9';
}

static int add_mark(struct gireport__lines *l, const struct gireport__mark *m)
{
    if (l->n_marks >= MARKS_MAX)
        return 1;
    if (!gireport__grow((void **)&l->marks, &l->marks_capacity, l->n_marks, sizeof(*l->marks)))
        return 0;
    l->marks[l->n_marks++] = *m;
    return 1;
}

/* Could a heading begin with these bytes? Cheap, before anything is folded. */
static int may_begin(const struct gireport__lines *l, const char *s, size_t len, int line_start)
{
    if (len < 3)
        return 0;
    if (chinese(s, len) || !memcmp(s, "第", 3) || !memcmp(s, "表", 3))
        return 1;
    if (!line_start)
        return 0;
    if (*s >= '1' && *s <= '9')
        return 1;
    const struct gireport__labels *labels = l->labels;
    for (size_t t = 0; t < labels->n_templates; t++) {
        const gireport_template *tpl = labels->templates[t];
        for (uint32_t p = 0; p < tpl->n_parts; p++) {
            const struct gireport__label *label = &tpl->parts[p].label;
            if (label->folded && !strncmp(label->folded, s, 3))
                return 1;
            for (uint32_t a = 0; a < label->n_aliases; a++)
                if (!strncmp(label->aliases[a], s, 3))
                    return 1;
        }
    }
    return 0;
}

/* Headings inside a long word: 、 after a number. */
static int mark_inside(struct gireport__lines *l, struct gireport__at at, const char *s, size_t len)
{
    static const char comma[] = "、";
    struct gireport__mark m;
    const char *p = s + 3;
    while (p + 3 <= s + len && (p = memchr(p, comma[0], (size_t)(s + len - p))) != NULL) {
        size_t i = (size_t)(p - s);
        if (len - i >= 3 && !memcmp(p, comma, 3) && i > 3 && chinese(s + i - 3, 3) &&
            may_follow(s, i - 3, 1)) {
            at.off = i - 3;
            if (heading_at(l, at, 0, 1, &m) && !add_mark(l, &m))
                return 0;
        }
        p++;
    }
    return 1;
}

/* A PARAGRAPH line is one word with spaces in it: the places after white space count as beginnings of words.
 */
static int mark_spaced(struct gireport__lines *l, struct gireport__at at, const char *s, size_t len)
{
    struct gireport__mark m;
    int space = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        int n = gireport__utf8_next(s + i, len - i, &cp);
        if (gireport__is_space(cp)) {
            space = 1;
        } else if (space) {
            space = 0;
            at.off = i;
            if (may_begin(l, s + i, len - i, 0) && may_follow(s, i, 0) && heading_at(l, at, 0, 0, &m) &&
                !add_mark(l, &m))
                return 0;
        }
        i += (size_t)(n < 1 ? 1 : n);
    }
    return 1;
}

static int mark_line(struct gireport__lines *l, size_t i)
{
    const struct gireport__text_line *line = &l->items[i];
    struct gireport__mark m;
    const char *before = "";
    size_t before_len = 0, n = gireport__line_words(line);
    for (size_t w = 0; w < n; w++) {
        const char *s;
        size_t len = gireport__line_word(line, w, &s);
        struct gireport__at at = {i, w, 0};
        if (may_begin(l, s, len, w == 0) && may_follow(before, before_len, 0) &&
            heading_at(l, at, w == 0, 0, &m) && !add_mark(l, &m))
            return 0;
        if (len > GLUED_WORD && !mark_inside(l, at, s, len))
            return 0;
        if (line->text && !mark_spaced(l, at, s, len))
            return 0;
        before = s;
        before_len = len;
    }
    return 1;
}

/* 1 where nothing but dots and page numbers stands between two headings. */
static int nothing_between(struct gireport__lines *l, const struct gireport__mark *a,
                           const struct gireport__mark *b)
{
    if (b->at.line > a->at.line + 2)
        return 0;
    struct ahead text = look(l, a->at);
    for (size_t end = a->len; end < text.line; end++)
        if (!memchr("0123456789.-·", text.s[end], 13))
            return 0;
    return b->at.line > a->at.line;
}

/* Drops lists of contents: headings one under the other that come again later. */
static void drop_lists(struct gireport__lines *l)
{
    size_t kept = 0;
    for (size_t i = 0; i < l->n_marks;) {
        size_t j = i + 1;
        while (j < l->n_marks && l->marks[j].number > l->marks[j - 1].number &&
               nothing_between(l, &l->marks[j - 1], &l->marks[j]))
            j++;
        size_t again = 0;
        for (size_t k = j; k < l->n_marks && k < j + 12; k++)
            for (size_t a = i; a < j; a++)
                again += l->marks[a].number == l->marks[k].number;
        int list = j - i >= LIST_LEAST && again + 1 >= j - i;
        for (; i < j; i++)
            if (!list)
                l->marks[kept++] = l->marks[i];
    }
    l->n_marks = kept;
}

static int order(const struct gireport__mark *a, const struct gireport__mark *b)
{
    return gireport__at_compare(&a->at, &b->at);
}

int gireport__lines_mark(struct gireport__lines *l)
{
    for (size_t i = 0; i < l->count; i++)
        if (!mark_line(l, i))
            return GIREPORT_ERR_NOMEM;
    size_t kept = 0; /* one place may be found as the beginning of a word and inside of one */
    for (size_t i = 0; i < l->n_marks; i++) {
        size_t j = kept;
        while (j && order(&l->marks[j - 1], &l->marks[i]) > 0)
            j--;
        if (j && order(&l->marks[j - 1], &l->marks[i]) == 0)
            continue;
        struct gireport__mark m = l->marks[i];
        memmove(&l->marks[j + 1], &l->marks[j], (kept - j) * sizeof(m));
        l->marks[j] = m;
        kept++;
    }
    l->n_marks = kept;
    drop_lists(l);
    return l->scratch.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

void gireport__lines_after_heading(struct gireport__lines *l, const struct gireport__mark *m,
                                   struct gireport__at to, struct gireport__buf *out,
                                   struct gireport__places *places)
{
    struct gireport__at at = m->at;
    size_t folded = 0;
    uint32_t cp = 0;
    while (at.line < l->count && folded < m->len) {
        const struct gireport__text_line *line = &l->items[at.line];
        const char *text;
        size_t len = gireport__line_word(line, at.word, &text), i = at.off;
        while (i < len && folded < m->len) { /* the folded bytes of the heading, character by character */
            uint32_t points[4];
            char bytes[4];
            size_t gloss = gireport__is_han(cp) ? gireport__gloss(text + i, len - i) : 0;
            if (gloss) {
                i += gloss;
                cp = 0;
                continue;
            }
            int n = gireport__utf8_next(text + i, len - i, &cp), count = gireport__fold_point(cp, points);
            for (int k = 0; k < count; k++)
                folded += (size_t)gireport__utf8_put(bytes, points[k]);
            i += (size_t)(n < 1 ? 1 : n);
        }
        at.off = i;
        if (i >= len) {
            at.off = 0;
            at.word++;
            if (at.word >= gireport__line_words(line)) {
                at.word = 0;
                at.line++;
            }
        }
    }
    if (gireport__at_compare(&at, &to) < 0)
        gireport__lines_text(l, at, to, out, places);
}
