/* SPDX-License-Identifier: MIT */
/* The repeat rate of texts. Time and memory are linear in the lengths: each shingle is looked up once, and a
 * look-up ends after PROBES slots, so that texts made to collide are judged less repeated, and no slower. */

#include "repeat.h"

#include <string.h>

#include "../base/mem.h"
#include "../base/text.h"

#define K          GIREPORT__SHINGLE
#define PROBES     32
#define MULTIPLIER UINT64_C(0x9e3779b97f4a7c15)

/* Letters of any script: the ones that a text is told by. */
static int counts(uint32_t cp)
{
    if (cp < 0x80)
        return (cp >= '0' && cp <= '9') || (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z');
    return (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0xc0 && cp < 0x2000 && cp != 0xd7 && cp != 0xf7) ||
           (cp >= 0x3041 && cp <= 0x30ff) || (cp >= 0x3400 && cp <= 0x4dbf) ||
           (cp >= 0xac00 && cp <= 0xd7af) || (cp >= 0x20000 && cp <= 0x3ffff);
}

static void push(struct gireport__folded *f, uint32_t cp, size_t from, size_t to)
{
    if (!counts(cp))
        return;
    if (cp >= '0' && cp <= '9') {
        if (f->n > 0 && f->point[f->n - 1] == '0') {
            f->end[f->n - 1] = (uint32_t)to; /* a number is one character, and like any other */
            return;
        }
        cp = '0';
    }
    f->point[f->n] = cp;
    f->at[f->n] = (uint32_t)from;
    f->end[f->n++] = (uint32_t)to;
}

/* An upper bound of the characters that a text folds to: one for ASCII and for what begins like a Chinese
 * character (U+4000 to U+9FFF), four for others. */
static size_t most(const char *s, size_t len)
{
    size_t n = 0;

    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];

        if (c < 0x80 || (c >= 0xe4 && c <= 0xe9))
            n++;
        else if (c >= 0xc0)
            n += 4;
    }
    return n;
}

int gireport__folded_make(struct gireport__folded *f, const char *s, size_t len)
{
    size_t i = 0, room, next;

    memset(f, 0, sizeof *f);
    if (len > INT32_MAX)
        return GIREPORT_ERR_LIMIT;
    room = most(s, len);
    f->point = gireport__realloc_array(NULL, room + 1, 3 * sizeof *f->point);
    if (f->point == NULL)
        return GIREPORT_ERR_NOMEM;
    f->at = f->point + room + 1;
    f->end = f->at + room + 1;
    while (i < len) {
        uint32_t cp, folded[4];
        int n = gireport__utf8_next(s + i, len - i, &cp);
        int count = n > 0 ? gireport__fold_point(cp, folded) : 0;

        next = i + (size_t)(n > 0 ? n : 1);
        for (int k = 0; k < count; k++)
            push(f, folded[k], i, next);
        i = next;
    }
    return GIREPORT_OK;
}

void gireport__folded_free(struct gireport__folded *f)
{
    gireport__free(f->point);
    memset(f, 0, sizeof *f);
}

/* ---- shingles ---- */

/* The hash of the K characters from p on, made from that of those one before. */
struct roll {
    uint64_t sum, out; /* out: MULTIPLIER to the K-th */
};

static void roll_begin(struct roll *r, const uint32_t *p)
{
    r->sum = 0;
    r->out = 1;
    for (int i = 0; i < K; i++) {
        r->sum = r->sum * MULTIPLIER + p[i];
        r->out *= MULTIPLIER;
    }
}

static void roll_on(struct roll *r, const uint32_t *p)
{
    r->sum = r->sum * MULTIPLIER + p[K] - p[0] * r->out;
}

static uint64_t mixed(uint64_t h)
{
    h ^= h >> 32;
    h *= UINT64_C(0xd6e8feb86659fd93);
    h ^= h >> 32;
    return h;
}

/* The slot of a shingle: where it stands, or a free one. SIZE_MAX where neither is near. */
static size_t find_slot(const struct gireport__shingles *s, const uint32_t *p, uint64_t hash)
{
    for (size_t i = 0; i < PROBES; i++) {
        size_t at = ((size_t)hash + i) & s->mask;
        uint64_t slot = s->slots[at];

        if (slot == 0)
            return at;
        if ((slot ^ hash) >> 32 == 0 && memcmp(s->text->point + (uint32_t)slot - 1, p, K * sizeof *p) == 0)
            return at;
    }
    return SIZE_MAX;
}

int gireport__shingles_make(struct gireport__shingles *s, const struct gireport__folded *text)
{
    size_t slots = 16;
    struct roll r;

    s->text = text;
    s->slots = NULL;
    s->mask = 0;
    if (text->n < K)
        return GIREPORT_OK;
    while (slots < text->n + text->n / 2)
        slots *= 2;
    s->slots = gireport__calloc(slots, sizeof *s->slots);
    if (s->slots == NULL)
        return GIREPORT_ERR_NOMEM;
    s->mask = slots - 1;
    roll_begin(&r, text->point);
    for (size_t i = 0; i + K <= text->n; i++) {
        uint64_t hash = mixed(r.sum);
        size_t at = find_slot(s, text->point + i, hash);

        if (at != SIZE_MAX && s->slots[at] == 0)
            s->slots[at] = (hash >> 32 << 32) | (uint32_t)(i + 1);
        if (i + K < text->n)
            roll_on(&r, text->point + i);
    }
    return GIREPORT_OK;
}

void gireport__shingles_free(struct gireport__shingles *s)
{
    gireport__free(s->slots);
    s->slots = NULL;
}

static int holds(const struct gireport__shingles *s, const uint32_t *p, uint64_t sum)
{
    size_t at = find_slot(s, p, mixed(sum));

    return at != SIZE_MAX && s->slots[at] != 0;
}

/* Texts too short for a shingle. */
static uint64_t repeated_short(const struct gireport__folded *a, const struct gireport__folded *b,
                               gireport__run_fn run, void *context)
{
    if (b->n == 0 || a->n != b->n || memcmp(a->point, b->point, a->n * sizeof *a->point) != 0)
        return 0;
    if (run != NULL)
        run(context, 0, b->n);
    return b->n;
}

uint64_t gireport__repeated(const struct gireport__shingles *earlier, const struct gireport__folded *later,
                            gireport__run_fn run, void *context)
{
    size_t from = 0, to = 0; /* the run that is being followed */
    uint64_t total = 0;
    struct roll r;

    if (later->n < K)
        return repeated_short(earlier->text, later, run, context);
    if (earlier->mask == 0)
        return 0;
    roll_begin(&r, later->point);
    for (size_t i = 0; i + K <= later->n; i++) {
        if (holds(earlier, later->point + i, r.sum)) {
            if (i > to) {
                if (run != NULL && to > from)
                    run(context, from, to);
                total += to - from;
                from = i;
            }
            to = i + K;
        }
        if (i + K < later->n)
            roll_on(&r, later->point + i);
    }
    if (run != NULL && to > from)
        run(context, from, to);
    return total + (to - from);
}

int gireport_text_repeat(const char *earlier, size_t earlier_len, const char *later, size_t later_len,
                         uint64_t *out_same, uint64_t *out_all)
{
    struct gireport__folded a = {0}, b = {0};
    struct gireport__shingles s = {0};
    int status;

    if (out_same != NULL)
        *out_same = 0;
    if (out_all != NULL)
        *out_all = 0;
    if (earlier == NULL || later == NULL || out_same == NULL || out_all == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    status =
        gireport__folded_make(&a, earlier, earlier_len == GIREPORT_LEN_AUTO ? strlen(earlier) : earlier_len);
    if (status == GIREPORT_OK)
        status = gireport__folded_make(&b, later, later_len == GIREPORT_LEN_AUTO ? strlen(later) : later_len);
    if (status == GIREPORT_OK)
        status = gireport__shingles_make(&s, &a);
    if (status == GIREPORT_OK) {
        *out_all = b.n;
        *out_same = gireport__repeated(&s, &b, NULL, NULL);
    }
    gireport__shingles_free(&s);
    gireport__folded_free(&a);
    gireport__folded_free(&b);
    return status;
}
