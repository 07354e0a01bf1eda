/* SPDX-License-Identifier: MIT */
#include "meta_text.h"

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"

int gireport__squeeze(struct gireport__squeezed *q, const struct gireport__meta_line *lines, size_t n)
{
    *q = (struct gireport__squeezed){.lines = lines, .n_lines = n};
    q->starts = gireport__realloc_array(NULL, n + 1, sizeof(*q->starts));
    if (!q->starts)
        return 0;
    for (size_t i = 0; i < n; i++) {
        const char *s = lines[i].text;
        size_t len = lines[i].len;
        q->starts[i] = q->text.len;
        while (len) {
            uint32_t cp;
            int bytes = gireport__utf8_next(s, len, &cp);
            if (bytes < 0)
                bytes = 1;
            if (!gireport__is_space(cp))
                gireport__buf_add(&q->text, s, (size_t)bytes);
            s += bytes;
            len -= (size_t)bytes;
        }
    }
    gireport__buf_add(&q->text, "", 0);
    q->starts[n] = q->text.len;
    return !q->text.failed;
}

void gireport__squeezed_free(struct gireport__squeezed *q)
{
    gireport__buf_free(&q->text);
    gireport__free(q->starts);
    q->starts = NULL;
}

struct gireport__spot gireport__squeezed_spot(const struct gireport__squeezed *q, size_t offset)
{
    struct gireport__spot spot = {0, 0, NULL};
    size_t i = 0;
    while (i + 1 < q->n_lines && q->starts[i + 1] <= offset)
        i++;
    if (i >= q->n_lines)
        return spot;
    const struct gireport__meta_line *line = &q->lines[i];
    size_t left = offset - q->starts[i], at = 0;
    spot.line = line->line;
    spot.column = line->column;
    spot.place = line->place;
    while (at < line->len && spot.column) {
        uint32_t cp;
        int bytes = gireport__utf8_next(line->text + at, line->len - at, &cp);
        size_t n = (size_t)(bytes < 0 ? 1 : bytes);
        if (!gireport__is_space(cp)) {
            if (left < n)
                break;
            left -= n;
        }
        at += n;
        spot.column++;
    }
    return spot;
}

size_t gireport__meta_word(const char *s, size_t len, const char *word)
{
    if (len == 0 || *s != *word)
        return 0;
    size_t n = strlen(word);
    return n <= len && memcmp(s, word, n) == 0 ? n : 0;
}

size_t gireport__meta_find(const char *s, size_t len, size_t from, const char *word)
{
    size_t n = strlen(word);
    while (from < len && len - from >= n) {
        const char *hit = memchr(s + from, word[0], len - from - n + 1);
        if (!hit)
            break;
        from = (size_t)(hit - s);
        if (memcmp(hit, word, n) == 0)
            return from;
        from++;
    }
    return SIZE_MAX;
}

size_t gireport__meta_digits(const char *s, size_t len, int most, int *count, int64_t *value)
{
    size_t at = 0;
    *count = 0;
    *value = 0;
    while (*count < most) {
        uint32_t cp;
        int n = gireport__utf8_next(s + at, len - at, &cp);
        int digit = cp >= '0' && cp <= '9' ? (int)(cp - '0') : cp >= 0xff10 && cp <= 0xff19 ? (int)(cp - 0xff10) : -1;
        if (n <= 0 || digit < 0)
            break;
        *value = *value * 10 + digit;
        *count += 1;
        at += (size_t)n;
    }
    return at;
}

static size_t spaces(const char *s, size_t len)
{
    size_t at = 0;
    uint32_t cp;
    int n;
    while ((n = gireport__utf8_next(s + at, len - at, &cp)) > 0 && gireport__is_space(cp))
        at += (size_t)n;
    return at;
}

/* One part of a date and the mark behind it. Returns its bytes, 0: not so. */
static size_t date_part(const char *s, size_t len, int least, int most, const char *mark, int *out)
{
    int count;
    int64_t value;
    size_t at = spaces(s, len);
    at += gireport__meta_digits(s + at, len - at, most, &count, &value);
    *out = (int)value;
    if (count < least)
        return 0;
    size_t gap = spaces(s + at, len - at), n = gireport__meta_word(s + at + gap, len - at - gap, mark);
    return *mark == '\0' ? at : n ? at + gap + n : 0;
}

static int is_day(const struct gireport__day *d)
{
    char text[11];
    int y, m, day;
    if (d->year < 1000 || d->month > 99 || d->day > 99)
        return 0;
    text[0] = (char)('0' + d->year / 1000);
    text[1] = (char)('0' + d->year / 100 % 10);
    text[2] = (char)('0' + d->year / 10 % 10);
    text[3] = (char)('0' + d->year % 10);
    text[4] = text[7] = '-';
    text[5] = (char)('0' + d->month / 10);
    text[6] = (char)('0' + d->month % 10);
    text[8] = (char)('0' + d->day / 10);
    text[9] = (char)('0' + d->day % 10);
    return gireport__date_parse(text, 10, &y, &m, &day);
}

size_t gireport__meta_day(const char *s, size_t len, int year, struct gireport__day *out)
{
    static const char *const marks[][3] = {{"年", "月", "日"}, {"年", "月", "号"}, {"-", "-", ""},
                                           {"/", "/", ""},     {".", ".", ""},     {"－", "－", ""}};
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        struct gireport__day d = {year, 0, 0};
        size_t at = date_part(s, len, 4, 4, marks[i][0], &d.year), n;
        if (!at && !(year && i < 2)) /* without its year, a day needs 月 and 日 */
            continue;
        if (!at)
            d.year = year;
        if (!(n = date_part(s + at, len - at, 1, 2, marks[i][1], &d.month)))
            continue;
        at += n;
        if (!(n = date_part(s + at, len - at, 1, 2, marks[i][2], &d.day)))
            continue;
        at += n;
        /* "2023-2-115:07": where spaces were lost, the day has no end. */
        int more = marks[i][2][0] == '\0' && at < len && s[at] >= '0' && s[at] <= '9';
        if (!more && is_day(&d)) {
            *out = d;
            return at;
        }
    }
    return 0;
}
