/* SPDX-License-Identifier: MIT */
/* A text as code points, its marks, and its numbers. */

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "../model/value.h"
#include "claims.h"

#define MAX_BRACKETS 8
#define MAX_DIGITS   24

static uint8_t mark_of(uint32_t original)
{
    switch (original) {
    case 0x3001: /* 、 */
        return GIREPORT__MARK_PAUSE;
    case ',':
    case 0xff0c:
        return GIREPORT__MARK_COMMA;
    case ':':
    case ';':
    case 0xff1a:
    case 0xff1b:
        return GIREPORT__MARK_COLON;
    case '(':
    case '[':
    case 0xff08:
    case 0xff3b:
    case 0x3014: /* 〔 */
    case 0x3010: /* 【 */
        return GIREPORT__MARK_OPEN;
    case ')':
    case ']':
    case 0xff09:
    case 0xff3d:
    case 0x3015:
    case 0x3011:
        return GIREPORT__MARK_CLOSE;
    case '?':
    case '!':
    case 0x3002: /* 。 */
    case 0xff1f:
    case 0xff01:
        return GIREPORT__MARK_STOP;
    default:
        return GIREPORT__MARK_NONE;
    }
}

static int is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

/* 〇一七万三两九二五亿八六十千四百零 */
static int is_numeral(uint32_t cp)
{
    static const uint16_t numerals[] = {0x3007, 0x4e00, 0x4e03, 0x4e07, 0x4e09, 0x4e24,
                                        0x4e5d, 0x4e8c, 0x4e94, 0x4ebf, 0x516b, 0x516d,
                                        0x5341, 0x5343, 0x56db, 0x767e, 0x96f6};
    /* The low bytes of these, so that most need no comparing. */
    static const uint64_t low[4] = {UINT64_C(0x1000000289), UINT64_C(0x400028002000000a),
                                    UINT64_C(0x8000000000101000), UINT64_C(0x40000008000000)};
    if (!(low[cp >> 6 & 3] >> (cp & 63) & 1))
        return 0;
    for (size_t i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (numerals[i] == cp)
            return 1;
    return 0;
}

/* The common case of a text: an ideograph of three bytes. 0 where it is not one. */
static uint32_t ideograph(const char *s, size_t len)
{
    const unsigned char *b = (const unsigned char *)s;
    uint32_t cp;
    if (len < 3 || b[0] < 0xe4 || b[0] > 0xe9 || (b[1] & 0xc0) != 0x80 || (b[2] & 0xc0) != 0x80)
        return 0;
    cp = (uint32_t)(b[0] & 15) << 12 | (uint32_t)(b[1] & 63) << 6 | (b[2] & 63);
    return cp >= 0x4e00 && cp <= 0x9fff ? cp : 0;
}

static void add_point(struct gireport__prose *p, const struct gireport__claims *t, uint32_t cp, size_t at,
                      uint8_t mark)
{
    if (is_digit(cp))
        mark |= GIREPORT__MARK_DIGIT;
    else if (is_numeral(cp))
        mark |= GIREPORT__MARK_NUMERAL;
    if (t->none.sieve & gireport__words_bit(cp))
        mark |= GIREPORT__MARK_DENIAL;
    p->cp[p->n] = cp;
    p->at[p->n] = (uint32_t)at;
    p->mark[p->n] = mark;
    p->n++;
}

/* Anything else: folded, with its mark. Returns its bytes. *gap: whether it was white space. */
static size_t add_other(struct gireport__prose *p, const struct gireport__claims *t, size_t at, uint8_t *gap)
{
    uint32_t cp = (unsigned char)p->text[at], folded[4];
    int bytes = cp < 0x80 ? 1 : gireport__utf8_next(p->text + at, p->len - at, &cp), n;
    uint8_t mark = (uint8_t)(mark_of(cp) | *gap);
    bytes = bytes > 0 ? bytes : 1;
    n = gireport__fold_point(cp, folded);
    *gap = (uint8_t)(n == 0 && gireport__is_space(cp) ? GIREPORT__MARK_GAP : 0);
    /* What unfolds to more than its bytes can hold is no word of ours. */
    for (int k = 0; k < n && k < bytes; k++)
        add_point(p, t, folded[k], at, k == 0 ? mark : 0);
    return (size_t)bytes;
}

int gireport__prose_make(struct gireport__prose *p, const struct gireport__claims *t, const char *text)
{
    uint8_t gap = 0;
    memset(p, 0, sizeof *p);
    p->text = text;
    p->len = strlen(text);
    if (p->len > UINT32_MAX / 16)
        p->len = UINT32_MAX / 16;
    /* One block; a byte gives at most one code point that is kept. */
    p->cp = gireport__realloc_array(NULL, p->len + 1, 2 * sizeof *p->cp + sizeof *p->mark);
    if (p->cp == NULL)
        return 0;
    p->at = p->cp + p->len + 1;
    p->mark = (uint8_t *)(p->at + p->len + 1);
    for (size_t i = 0; i < p->len;) {
        uint32_t cp = ideograph(text + i, p->len - i);
        if (cp == 0) {
            i += add_other(p, t, i, &gap);
            continue;
        }
        if (is_numeral(cp))
            gap |= GIREPORT__MARK_NUMERAL;
        if (t->none.sieve & gireport__words_bit(cp))
            gap |= GIREPORT__MARK_DENIAL;
        p->cp[p->n] = cp;
        p->at[p->n] = (uint32_t)i;
        p->mark[p->n++] = gap;
        gap = 0;
        i += 3;
    }
    return 1;
}

void gireport__prose_free(struct gireport__prose *p)
{
    gireport__free(p->cp);
    memset(p, 0, sizeof *p);
}

uint8_t gireport__prose_mark(const struct gireport__prose *p, uint32_t at)
{
    return at < p->n ? (uint8_t)(p->mark[at] & 7) : (uint8_t)GIREPORT__MARK_STOP;
}

uint32_t gireport__prose_match(const struct gireport__prose *p, uint32_t at, uint32_t end, const char *word)
{
    uint32_t n = 0;
    while (*word != '\0') {
        uint32_t cp = (unsigned char)*word;
        int bytes = cp < 0x80 ? 1 : gireport__utf8_next(word, 4, &cp);
        if (at + n >= end || p->cp[at + n] != cp)
            return 0;
        n++;
        word += bytes > 0 ? bytes : 1;
    }
    return n;
}

uint32_t gireport__prose_longest(const struct gireport__prose *p, uint32_t at, uint32_t end,
                                 const struct gireport__words *words, uint32_t *which)
{
    uint32_t best = 0, cp;
    if (at >= end || !(words->sieve & gireport__words_bit(cp = p->cp[at])))
        return 0;
    for (uint32_t i = 0; i < words->n; i++) {
        uint32_t n = words->first[i] == cp ? gireport__prose_match(p, at, end, words->list[i]) : 0;
        if (n > best) {
            best = n;
            if (which != NULL)
                *which = i;
        }
    }
    return best;
}

uint32_t gireport__prose_find(const struct gireport__prose *p, uint32_t from, uint32_t to,
                              const struct gireport__words *words)
{
    for (uint32_t i = from; i < to; i++)
        if (gireport__prose_longest(p, i, to, words, NULL) > 0)
            return i;
    return GIREPORT__NONE;
}

int gireport__prose_heading(const struct gireport__prose *p, uint32_t at)
{
    uint32_t n = 0;
    if (at + 2 >= p->n || p->cp[at] != '(')
        return 0;
    while (n < 3 && at + 1 + n < p->n && (p->mark[at + 1 + n] & GIREPORT__MARK_NUMERAL))
        n++;
    return n > 0 && at + 1 + n < p->n && p->cp[at + 1 + n] == ')';
}

uint32_t gireport__prose_sentence_end(const struct gireport__prose *p, uint32_t from, uint8_t *marks)
{
    uint32_t start = from;
    *marks = 0;
    while (from < p->n) {
        uint8_t mark = p->mark[from];
        if ((mark & 7) == GIREPORT__MARK_OPEN && (mark & GIREPORT__MARK_GAP) && from > start &&
            gireport__prose_heading(p, from))
            break;
        *marks |= mark;
        from++;
        if ((mark & 7) == GIREPORT__MARK_STOP)
            break;
    }
    return from;
}

/* Numbers. */

struct number {
    uint32_t end;
    int64_t value;
    uint32_t scale;
    int sure; /* 0: it cannot be taken as it stands here */
};

/* "1,295": a comma with three digits behind it and one to three before it belongs to the number. */
static int is_separator(const struct gireport__prose *p, uint32_t start, uint32_t at, uint32_t end)
{
    uint32_t before = 0;
    if (p->cp[at] != ',' || gireport__prose_mark(p, at) != GIREPORT__MARK_COMMA)
        return 0;
    while (at - before > start && is_digit(p->cp[at - before - 1]))
        before++;
    return before >= 1 && before <= 3 && at + 3 < end && is_digit(p->cp[at + 1]) && is_digit(p->cp[at + 2]) &&
           is_digit(p->cp[at + 3]) && (at + 4 >= end || !is_digit(p->cp[at + 4]));
}

static void take_digits(const struct gireport__prose *p, uint32_t start, uint32_t end, struct number *out)
{
    char digits[MAX_DIGITS + 1];
    size_t n = 0;
    uint32_t i = start;
    out->sure = 1;
    for (; i < end; i++) {
        int inner = is_digit(p->cp[i]) || (p->cp[i] == '.' && i + 1 < end && is_digit(p->cp[i + 1]));
        if (!inner && !is_separator(p, start, i, end))
            break;
        if (i > start && (p->mark[i] & GIREPORT__MARK_GAP))
            out->sure = 0; /* "12 34": one number or two */
        if (inner && n < MAX_DIGITS)
            digits[n++] = (char)p->cp[i];
        else if (inner)
            out->sure = 0;
    }
    out->end = i;
    if (gireport__num_parse(digits, n, &out->value, &out->scale) != GIREPORT__NUM_OK)
        out->sure = 0;
    if (start > 0 &&
        (p->cp[start - 1] == '-' || p->cp[start - 1] == '.' || (p->cp[start - 1] | 32) - 'a' < 26))
        out->sure = 0;
}

static void take_numerals(const struct gireport__prose *p, uint32_t start, uint32_t end, struct number *out)
{
    char text[MAX_DIGITS * 4];
    size_t n = 0;
    uint32_t i = start;
    for (; i < end && is_numeral(p->cp[i]); i++)
        if (n + 4 <= sizeof text)
            n += (size_t)gireport__utf8_put(text + n, p->cp[i]);
    out->end = i;
    out->scale = 0;
    out->sure = i - start <= MAX_DIGITS && gireport__chinese_number(text, n, &out->value) &&
                !(start > 0 && p->cp[start - 1] == 0x7b2c); /* 第一 */
}

int32_t gireport__prose_year(const struct gireport__prose *p, uint32_t from, uint32_t to)
{
    for (uint32_t i = to; i > from + 4; i--) {
        const uint32_t *d = p->cp + i - 5;
        if (p->cp[i - 1] == 0x5e74 && (d[0] == '1' || d[0] == '2') && is_digit(d[1]) && is_digit(d[2]) &&
            is_digit(d[3]) && (i - 5 == from || !is_digit(d[-1])))
            return (int32_t)((d[0] - '0') * 1000 + (d[1] - '0') * 100 + (d[2] - '0') * 10 + (d[3] - '0'));
    }
    return 0;
}

/* Money in 0.01 元; 0 where it cannot be said so exactly. */
static int take_money(const struct gireport__prose *p, uint32_t end, struct number *n)
{
    static const struct {
        const char *word;
        int zeros;
    } units[] = {{"元", 0}, {"万元", 4}, {"亿元", 8}};
    for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
        uint32_t len = gireport__prose_match(p, n->end, end, units[i].word);
        if (len == 0)
            continue;
        n->sure &= gireport__num_shift(n->value, units[i].zeros + 2 - (int)n->scale, &n->value);
        n->end += len;
        return 1;
    }
    return 0;
}

/* A number at a place with its unit; 0 where there is none, or not surely. n->end is set in any case. */
static int take_quantity(const struct gireport__prose *p, const struct gireport__claims *t, uint32_t at,
                         uint32_t end, struct gireport__quantity *q)
{
    struct number n;
    uint32_t which = 0, len;
    if (is_digit(p->cp[at]))
        take_digits(p, at, end, &n);
    else
        take_numerals(p, at, end, &n);
    q->start = at;
    q->end = n.end;
    if (take_money(p, end, &n)) {
        q->end = n.end;
        q->money = 1;
        q->unit = "元";
        q->value = n.value;
        return n.sure;
    }
    len = gireport__prose_longest(p, n.end, end, &t->units, &which);
    if (len == 0 || n.scale != 0 || gireport__prose_longest(p, n.end + len, end, &t->not_units, NULL) > 0)
        return 0;
    q->end = n.end + len;
    q->money = 0;
    q->unit = t->units.list[which];
    q->value = n.value;
    return n.sure;
}

/* What is open while a sentence is gone through. */
struct stretch {
    uint32_t from;   /* behind the last mark or number */
    uint32_t before; /* where the stretch before that began, NONE where it has a number */
    uint32_t hop, hop_end;
    int has_number;
};

static void next_stretch(struct stretch *s, uint32_t at)
{
    s->before = s->has_number ? GIREPORT__NONE : s->from;
    s->from = at + 1;
    s->hop = GIREPORT__NONE;
    s->has_number = 0;
}

static void close_bracket(struct stretch *s, const struct stretch *outer, uint32_t opened, uint32_t at)
{
    *s = *outer;
    s->hop = outer->has_number ? GIREPORT__NONE : outer->from;
    s->hop_end = opened;
    s->from = at + 1;
}

static void keep_quantity(struct gireport__sentence *s, const struct stretch *now, uint32_t depth,
                          struct gireport__quantity *q)
{
    if (s->n == GIREPORT__MAX_QUANTITIES) {
        s->whole = 0;
        return;
    }
    q->left = now->from;
    q->left_wide = now->has_number ? GIREPORT__NONE : now->before;
    q->hop = now->hop;
    q->hop_end = now->hop_end;
    q->depth = depth;
    s->q[s->n++] = *q;
}

void gireport__prose_quantities(const struct gireport__prose *p, const struct gireport__claims *t,
                                struct gireport__sentence *s)
{
    struct stretch now = {s->start, GIREPORT__NONE, GIREPORT__NONE, 0, 0}, outer[MAX_BRACKETS];
    uint32_t opened[MAX_BRACKETS], depth = 0;
    s->n = 0;
    s->whole = 1;
    for (uint32_t i = s->start; i < s->end;) {
        uint8_t all = p->mark[i], mark = all & 7;
        struct gireport__quantity q;
        if (!(all & (7 | GIREPORT__MARK_DIGIT | GIREPORT__MARK_NUMERAL))) {
            i++;
            continue;
        }
        if (mark == GIREPORT__MARK_COMMA || mark == GIREPORT__MARK_COLON) {
            next_stretch(&now, i);
        } else if (mark == GIREPORT__MARK_OPEN && depth < MAX_BRACKETS) {
            outer[depth] = now;
            opened[depth++] = i;
            now = (struct stretch){i + 1, GIREPORT__NONE, GIREPORT__NONE, 0, 0};
        } else if (mark == GIREPORT__MARK_CLOSE && depth > 0) {
            depth--;
            close_bracket(&now, &outer[depth], opened[depth], i);
        } else if (all & (GIREPORT__MARK_DIGIT | GIREPORT__MARK_NUMERAL)) {
            if (take_quantity(p, t, i, s->end, &q)) {
                keep_quantity(s, &now, depth, &q);
                now = (struct stretch){q.end, GIREPORT__NONE, GIREPORT__NONE, 0, 1};
            }
            i = q.end > i ? q.end : i + 1;
            continue;
        }
        i++;
    }
}
