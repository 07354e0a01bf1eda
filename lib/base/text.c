/* SPDX-License-Identifier: MIT */
#include "text.h"

#include <string.h>
#include <utf8proc.h>

#include "fold_data.h"

#define REPLACEMENT 0xfffdu
#define DISTANCE_MAX 96u /* code points; keys are shorter, and nothing longer is a misspelt key */

static int is_tail(const char *s, size_t i)
{
    return ((unsigned char)s[i] & 0xc0) == 0x80;
}

int gireport__utf8_next_other(const char *s, size_t len, uint32_t *cp)
{
    *cp = 0;
    if (!len)
        return 0;
    uint32_t c = (unsigned char)s[0];
    *cp = REPLACEMENT;
    int n = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
    if (c < 0xc2 || c > 0xf4 || (size_t)n > len)
        return -1;
    uint32_t v = c & (0x7fu >> n);
    for (int i = 1; i < n; i++) {
        if (!is_tail(s, (size_t)i))
            return -1;
        v = v << 6 | ((unsigned char)s[i] & 0x3fu);
    }
    if ((n == 3 && v < 0x800) || (n == 4 && v < 0x10000) || v > 0x10ffff || (v >= 0xd800 && v <= 0xdfff))
        return -1;
    *cp = v;
    return n;
}

int gireport__utf8_put(char out[4], uint32_t cp)
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xc0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp > 0x10ffff || (cp >= 0xd800 && cp <= 0xdfff))
        cp = REPLACEMENT;
    if (cp < 0x10000) {
        out[0] = (char)(0xe0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (char)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (char)(0xf0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (char)(0x80 | (cp & 0x3f));
    return 4;
}

size_t gireport__utf8_check(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len) {
        uint64_t eight;
        if (len - i >= sizeof(eight)) { /* runs of ASCII are the most of any markup */
            memcpy(&eight, s + i, sizeof(eight));
            if (!(eight & 0x8080808080808080u)) {
                i += sizeof(eight);
                continue;
            }
        }
        const unsigned char *c = (const unsigned char *)s + i;
        /* U+1000..U+CFFF, Chinese among them: no surrogate, never overlong. */
        size_t before = i;
        while (len - i >= 3 && c[0] >= 0xe1 && c[0] <= 0xec && (c[1] & 0xc0) == 0x80 && (c[2] & 0xc0) == 0x80) {
            i += 3;
            c += 3;
        }
        if (i != before)
            continue;
        uint32_t cp;
        int n = gireport__utf8_next(s + i, len - i, &cp);
        if (n < 0)
            return i;
        i += (size_t)n;
    }
    return len;
}

int gireport__is_space(uint32_t cp)
{
    if (cp <= 0x20)
        return cp == ' ' || (cp >= '\t' && cp <= '\r');
    return cp == 0x85 || cp == 0xa0 || cp == 0x1680 || (cp >= 0x2000 && cp <= 0x200b) || cp == 0x2028 ||
           cp == 0x2029 || cp == 0x202f || cp == 0x205f || cp == 0x2060 || cp == 0x3000 || cp == 0xfeff;
}

/* A Traditional form or a radical to the simplified character. */
static uint32_t simplified(uint32_t cp)
{
    uint32_t page = cp >> 8;
    if (page < FIRST_PAGE || page > LAST_PAGE)
        return cp;
    const struct pair *p = pairs + first[page - FIRST_PAGE];
    const struct pair *end = pairs + first[page - FIRST_PAGE + 1];
    for (; p < end && p->from <= cp; p++)
        if (p->from == cp)
            return p->to;
    return cp;
}

/* 0: nothing is left of it. */
static uint32_t fold_ascii(uint32_t c)
{
    if (c <= ' ' || c == 0x7f || c == '"' || c == '\'' || c == '`')
        return 0;
    if (c >= 'A' && c <= 'Z')
        return c - 'A' + 'a';
    if (c == '[' || c == '{')
        return '(';
    return c == ']' || c == '}' ? ')' : c;
}

/* Punctuation beyond ASCII that is written in many ways; cp itself where it is not of these. */
static uint32_t fold_mark(uint32_t cp)
{
    switch (cp) {
    case 0x3014: /* 〔 */
    case 0x3010: /* 【 */
    case 0x3016: /* 〖 */
    case 0x3018:
    case 0x301a:
        return '(';
    case 0x3015:
    case 0x3011:
    case 0x3017:
    case 0x3019:
    case 0x301b:
        return ')';
    case 0x3001: /* 、 */
        return ',';
    case 0x3002: /* 。 */
        return '.';
    case 0x2010: /* hyphens, dashes, minus, and the bars that look like them */
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2014:
    case 0x2015:
    case 0x2212:
    case 0x2500:
    case 0x2501:
    case 0x2e3a:
    case 0x2e3b:
    case 0x30fc:
        return '-';
    case 0x2236: /* ∶ */
        return ':';
    case 0x2044:
    case 0x2215:
        return '/';
    case 0x301c: /* 〜 */
        return '~';
    case 0x2022:
    case 0x2027:
    case 0x30fb:
        return 0xb7; /* · */
    case 0xab:
    case 0xb4:
    case 0xbb:
    case 0x2039:
    case 0x203a:
    case 0x300c: /* 「 */
    case 0x300d:
    case 0x300e:
    case 0x300f:
    case 0x301d:
    case 0x301e:
    case 0x301f:
        return 0;
    default:
        return (cp >= 0x2018 && cp <= 0x201f) || (cp >= 0x2032 && cp <= 0x2037) ? 0 : cp; /* “ ” ‘ ’ ″ */
    }
}

/* One code point that NFKC has nothing more to say about. */
static uint32_t fold_plain(uint32_t cp)
{
    if (cp < 0x80)
        return fold_ascii(cp);
    if (cp >= 0x4e00 && cp <= 0x9fff)
        return simplified(cp);
    uint32_t mark = fold_mark(cp);
    if (mark != cp)
        return mark;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
        return 0;
    default:
        return simplified((uint32_t)utf8proc_tolower((utf8proc_int32_t)cp));
    }
}

int gireport__fold_point(uint32_t cp, uint32_t out[4])
{
    if (cp >= 0xff01 && cp <= 0xff5e) /* full width ASCII */
        cp -= 0xfee0;
    utf8proc_int32_t parts[4] = {(utf8proc_int32_t)cp};
    utf8proc_ssize_t n = 1;
    /* Marks go first: NFKC would make of ″ two primes and of … three points, which is well, but of ´ a space. */
    if (cp >= 0x80 && !(cp >= 0x4e00 && cp <= 0x9fff) && fold_mark(cp) == cp) {
        int bound = 0;
        n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 4,
                                    UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_IGNORE, &bound);
        if (n < 0 || n > 4) { /* not assigned, or a whole phrase in one character: itself */
            parts[0] = (utf8proc_int32_t)cp;
            n = 1;
        }
    }
    int count = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++) {
        uint32_t folded = fold_plain((uint32_t)parts[i]);
        if (folded)
            out[count++] = folded;
    }
    return count;
}

int gireport__is_han(uint32_t cp)
{
    return cp >= 0x4e00 && cp <= 0x9fff;
}

#define GLOSS_LETTERS 7 /* zhuǎng and a spare one */

size_t gireport__gloss(const char *s, size_t len)
{
    uint32_t cp;
    if (len == 0 || (*s != '(' && *s != '\xef')) /* which （ begins with */
        return 0;
    int n = gireport__utf8_next(s, len, &cp), letters = 0;
    if (n <= 0 || (cp != '(' && cp != 0xff08))
        return 0;
    for (size_t i = (size_t)n; letters <= GLOSS_LETTERS; letters++) {
        n = gireport__utf8_next(s + i, len - i, &cp);
        if (n <= 0)
            return 0;
        i += (size_t)n;
        if (cp == ')' || cp == 0xff09)
            return letters ? i : 0;
        int latin = (cp >= 'a' && cp <= 'z') || (cp >= 0xe0 && cp <= 0xfc) || (cp >= 0x101 && cp <= 0x1dc);
        if (!latin)
            return 0;
    }
    return 0;
}

void gireport__fold(struct gireport__buf *out, const char *s, size_t len)
{
    char piece[256];
    size_t used = 0, i = 0;
    uint32_t cp = 0, folded[4];
    while (i < len) {
        size_t gloss = gireport__is_han(cp) ? gireport__gloss(s + i, len - i) : 0;
        if (gloss) {
            i += gloss;
            cp = 0;
            continue;
        }
        int n = gireport__utf8_next(s + i, len - i, &cp), count = 1;
        if (cp < 0x80)
            count = (folded[0] = fold_ascii(cp)) != 0;
        else if (gireport__is_han(cp))
            folded[0] = simplified(cp);
        else
            count = gireport__fold_point(cp, folded);
        if (n == 3 && folded[0] == cp && count == 1) { /* as it is, which nearly every character is */
            memcpy(piece + used, s + i, 3);
            used += 3;
        } else {
            for (int k = 0; k < count; k++)
                used += (size_t)gireport__utf8_put(piece + used, folded[k]);
        }
        i += (size_t)(n < 0 ? 1 : n);
        if (used > sizeof(piece) - 16) {
            gireport__buf_add(out, piece, used);
            used = 0;
        }
    }
    gireport__buf_add(out, piece, used);
}

/* 1 for a byte that no space begins with: printing ASCII, and the leads of Han. */
static int begins_no_space(char c)
{
    unsigned char u = (unsigned char)c;
    return (u > ' ' && u < 0x7f) || (u >= 0xe4 && u <= 0xe9);
}

void gireport__trim(const char **s, size_t *len)
{
    uint32_t cp;
    int n;
    if (*len > 0 && begins_no_space(**s)) {
        size_t last = *len - 1;
        while (last && *len - last < 4 && is_tail(*s, last))
            last--;
        if (begins_no_space((*s)[last]))
            return;
    }
    while ((n = gireport__utf8_next(*s, *len, &cp)) > 0 && gireport__is_space(cp)) {
        *s += n;
        *len -= (size_t)n;
    }
    while (*len) {
        size_t last = *len - 1;
        while (last && *len - last < 4 && is_tail(*s, last))
            last--;
        n = gireport__utf8_next(*s + last, *len - last, &cp);
        if (n <= 0 || (size_t)n != *len - last || !gireport__is_space(cp))
            return;
        *len = last;
    }
}

static size_t decode(const char *s, size_t len, uint32_t out[DISTANCE_MAX])
{
    size_t count = 0, i = 0;
    while (i < len) {
        if (count == DISTANCE_MAX)
            return SIZE_MAX;
        int n = gireport__utf8_next(s + i, len - i, &out[count++]);
        i += (size_t)(n < 0 ? 1 : n);
    }
    return count;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

size_t gireport__distance(const char *a, size_t a_len, const char *b, size_t b_len, size_t limit)
{
    uint32_t pa[DISTANCE_MAX], pb[DISTANCE_MAX];
    size_t row[DISTANCE_MAX + 1];
    size_t na = decode(a, a_len, pa), nb = decode(b, b_len, pb);
    if (na == SIZE_MAX || nb == SIZE_MAX)
        return a_len == b_len && memcmp(a, b, a_len) == 0 ? 0 : limit + 1;
    for (size_t j = 0; j <= nb; j++)
        row[j] = j;
    for (size_t i = 1; i <= na; i++) {
        size_t diagonal = row[0], smallest = i;
        row[0] = i;
        for (size_t j = 1; j <= nb; j++) {
            size_t changed = diagonal + (pa[i - 1] != pb[j - 1]);
            diagonal = row[j];
            row[j] = least(changed, least(row[j], row[j - 1]) + 1);
            smallest = least(smallest, row[j]);
        }
        if (smallest > limit)
            return limit + 1;
    }
    return row[nb] > limit ? limit + 1 : row[nb];
}
