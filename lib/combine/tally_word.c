/* SPDX-License-Identifier: MIT */
/* What stands in the cells of a ledger: dates, and words of the template's lists. */
#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "tally.h"

#define MAX_POINTS 48

/* ---- dates ---- */

struct points {
    uint32_t cp[MAX_POINTS + 1];
    size_t n, at;
};

/* Folded one by one, because white space parts the day from the hour. */
static int take_points(struct points *p, const char *s, size_t len)
{
    uint32_t cp, folded[4];
    p->n = p->at = 0;
    while (len > 0) {
        int n = gireport__utf8_next(s, len, &cp), k = 0;
        if (n <= 0)
            return 0;
        if (gireport__is_space(cp))
            folded[k++] = ' ';
        else
            k = gireport__fold_point(cp, folded);
        for (int i = 0; i < k; i++) {
            if (p->n == MAX_POINTS)
                return 0;
            p->cp[p->n++] = folded[i];
        }
        s += n;
        len -= (size_t)n;
    }
    p->cp[p->n] = 0;
    return 1;
}

/* Digits, at least `least` and at most `most`; -1. */
static int digits(struct points *p, size_t least, size_t most)
{
    int value = 0;
    size_t n = 0;
    for (; n < most && p->cp[p->at] >= '0' && p->cp[p->at] <= '9'; n++)
        value = value * 10 + (int)(p->cp[p->at++] - '0');
    return n >= least ? value : -1;
}

static int take(struct points *p, uint32_t cp)
{
    if (p->cp[p->at] != cp)
        return 0;
    p->at++;
    return 1;
}

/* Nothing, or an hour: "9:30", "09:30:00". Which hour does not matter, only that it is one. */
static int only_an_hour(struct points *p)
{
    int hour, minute, second = 0;
    if (p->at == p->n)
        return 1;
    if (!take(p, ' ') && !take(p, 't'))
        return 0;
    while (take(p, ' '))
        ;
    hour = digits(p, 1, 2);
    if (!take(p, ':'))
        return 0;
    minute = digits(p, 2, 2);
    if (take(p, ':'))
        second = digits(p, 2, 2);
    return p->at == p->n && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
}

/* What parts year, month and day: the same mark twice, or 年 and 月. */
static int take_day(struct points *p, int *year, int *month, int *day)
{
    static const uint32_t marks[] = {'-', '/', '.'};
    uint32_t mark;
    *year = digits(p, 4, 4);
    if (p->cp[p->at] >= '0' && p->cp[p->at] <= '9') {
        *month = digits(p, 2, 2);
        *day = digits(p, 2, 2);
        return *year >= 0 && *day >= 0;
    }
    mark = p->cp[p->at];
    if (take(p, 0x5E74)) {
        *month = digits(p, 1, 2);
        if (!take(p, 0x6708))
            return 0;
        *day = digits(p, 1, 2);
        return take(p, 0x65E5) || take(p, 0x53F7);
    }
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (mark != marks[i])
            continue;
        p->at++;
        *month = digits(p, 1, 2);
        if (!take(p, mark))
            return 0;
        *day = digits(p, 1, 2);
        return 1;
    }
    return 0;
}

int32_t gireport__tally_date(const char *s, size_t len)
{
    struct points p;
    char text[11];
    int year, month, day;
    gireport__trim(&s, &len);
    if (len == 0)
        return 0;
    if (!take_points(&p, s, len) || !take_day(&p, &year, &month, &day) || !only_an_hour(&p))
        return GIREPORT__TALLY_BAD;
    if (year < 1949 || year > 2999 || month < 0 || day < 0)
        return GIREPORT__TALLY_BAD;
    for (int i = 3, rest = year; i >= 0; i--, rest /= 10)
        text[i] = (char)('0' + rest % 10);
    text[4] = text[7] = '-';
    text[5] = (char)('0' + month / 10);
    text[6] = (char)('0' + month % 10);
    text[8] = (char)('0' + day / 10);
    text[9] = (char)('0' + day % 10);
    text[10] = '\0';
    if (!gireport__date_parse(text, 10, &year, &month, &day))
        return GIREPORT__TALLY_BAD;
    return (int32_t)(year * 10000 + month * 100 + day);
}

/* ---- words ---- */

int gireport__tally_find(const struct gireport__ledger_words *words, const char *folded, uint32_t *target)
{
    size_t from = 0, to = words->n;
    while (from < to) {
        size_t mid = from + (to - from) / 2;
        int order = strcmp(words->list[mid].word, folded);
        if (order == 0) {
            *target = words->list[mid].target;
            return 1;
        }
        if (order < 0)
            from = mid + 1;
        else
            to = mid;
    }
    return 0;
}

static int is_under(const struct gireport__node *nodes, uint32_t node, uint32_t group)
{
    while (node != GIREPORT__NONE && node != group)
        node = nodes[node].parent;
    return node == group;
}

/* Behind the name of a group: what parts it from the member, as in 不予公开-国家秘密. */
static const char *behind_marks(const char *s)
{
    static const char *const marks[] = {"-", ":", "(", "/", ">", ",", ".", "_"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
        if (strncmp(s, marks[i], strlen(marks[i])) == 0) {
            s += strlen(marks[i]);
            i = (size_t)-1;
        }
    return s;
}

/* The member of a group behind one of its names; NONE. */
static uint32_t member_of(const struct gireport__node *nodes, uint32_t group, const char *name,
                          const struct gireport__ledger_words *words, const char *folded)
{
    char rest[256];
    const char *s;
    uint32_t target;
    size_t len = strlen(name);
    if (len == 0 || strncmp(folded, name, len) != 0)
        return GIREPORT__NONE;
    s = behind_marks(folded + len);
    if (*s == '\0' || strlen(s) >= sizeof rest)
        return GIREPORT__NONE;
    memcpy(rest, s, strlen(s) + 1);
    if (folded[len] == '(' && rest[strlen(rest) - 1] == ')')
        rest[strlen(rest) - 1] = '\0';
    if (!gireport__tally_find(words, rest, &target) || target == GIREPORT__NONE || !is_under(nodes, target, group))
        return GIREPORT__NONE;
    return target;
}

static uint32_t find_in_groups(const struct gireport__node *nodes, uint32_t n,
                               const struct gireport__ledger_words *words, const char *folded)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct gireport__label *label = &nodes[i].label;
        uint32_t found = GIREPORT__NONE;
        if (nodes[i].leaf)
            continue;
        found = member_of(nodes, i, label->folded, words, folded);
        for (uint32_t k = 0; found == GIREPORT__NONE && k < label->n_aliases; k++)
            found = member_of(nodes, i, label->aliases[k], words, folded);
        if (found != GIREPORT__NONE)
            return found;
    }
    return GIREPORT__NONE;
}

struct gireport__tally_word gireport__tally_word(const gireport_template *tpl,
                                                 const struct gireport__ledger_words *words, int rows,
                                                 const char *folded)
{
    struct gireport__tally_word w = {.target = GIREPORT__NONE, .state = GIREPORT__WORD_NONE};
    if (*folded == '\0')
        return w;
    if (gireport__tally_find(words, folded, &w.target)) {
        w.state = w.target == GIREPORT__NONE ? GIREPORT__WORD_OPEN : GIREPORT__WORD_KNOWN;
        return w;
    }
    w.target = rows ? find_in_groups(tpl->rows, tpl->n_rows, words, folded)
                    : find_in_groups(tpl->cols, tpl->n_cols, words, folded);
    w.state = w.target == GIREPORT__NONE ? GIREPORT__WORD_UNKNOWN : GIREPORT__WORD_KNOWN;
    return w;
}
