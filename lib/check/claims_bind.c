/* SPDX-License-Identifier: MIT */
/* What a number in a sentence speaks of: the words of the template's claims before it, or else behind it. */

#include <string.h>

#include "claims.h"

#define MAX_FOUND 12
#define REGION    60  /* code points that are looked at before a number */
#define NEAR      600 /* and for the words of `about` */

struct found {
    uint32_t claim, start, end;
};

struct region {
    const struct gireport__claims_state *s;
    const struct gireport__sentence *sentence;
    const struct gireport__quantity *q;
    uint32_t from, to;
    uint32_t subject; /* the claim that was bound last in the sentence, or NONE */
    struct found found[MAX_FOUND];
    uint32_t n;
    int full; /* more was found than is kept */
};

static const struct gireport__claim *claim_at(const struct gireport__claims_state *s, uint32_t claim)
{
    return &s->t->list[claim];
}

/* Words that say nothing by themselves: "共", "的", and those of `about` and 其中. */
static uint32_t filler(const struct gireport__claims_state *s, uint32_t at, uint32_t to,
                       const struct gireport__words *about)
{
    uint32_t n = gireport__prose_longest(s->p, at, to, &s->t->fill, NULL), more;
    more = gireport__prose_longest(s->p, at, to, &s->t->among, NULL);
    n = more > n ? more : n;
    if (about != NULL) {
        more = gireport__prose_longest(s->p, at, to, about, NULL);
        n = more > n ? more : n;
    }
    if (n == 0) {
        uint8_t mark = gireport__prose_mark(s->p, at);
        n = mark == GIREPORT__MARK_PAUSE || mark == GIREPORT__MARK_COMMA || mark == GIREPORT__MARK_COLON;
    }
    return n;
}

static int is_filler(const struct gireport__claims_state *s, uint32_t from, uint32_t to,
                     const struct gireport__words *about)
{
    while (from < to) {
        uint32_t n = filler(s, from, to, about);
        if (n == 0)
            return 0;
        from += n;
    }
    return 1;
}

/* What may stand between the verb of a claim and what it is about: "收到群众政府信息公开申请". */
static uint32_t before_about(const struct gireport__claims_state *s, uint32_t from, uint32_t to,
                             const struct gireport__words *about)
{
    uint32_t at = from;
    while (at < to) {
        uint32_t n = gireport__prose_longest(s->p, at, to, about, NULL), more;
        if (n > 0)
            return at;
        n = filler(s, at, to, NULL);
        more = gireport__prose_longest(s->p, at, to, &s->t->none_fill, NULL);
        n = more > n ? more : n;
        more = gireport__prose_longest(s->p, at, to, &s->t->joins, NULL);
        n = more > n ? more : n;
        if (n == 0)
            break;
        at += n;
    }
    return from;
}

/* Keeps the longest words of each claim, the last of equal ones. */
static void keep_found(struct region *r, uint32_t claim, uint32_t start, uint32_t end)
{
    for (uint32_t i = 0; i < r->n; i++) {
        struct found *f = &r->found[i];
        if (f->claim != claim)
            continue;
        if (end - start >= f->end - f->start || start >= f->end)
            *f = (struct found){claim, start, end};
        return;
    }
    if (r->n == MAX_FOUND)
        r->full = 1;
    else
        r->found[r->n++] = (struct found){claim, start, end};
}

static void find_words(struct region *r)
{
    const struct gireport__claims_state *s = r->s;
    r->n = 0;
    for (uint32_t at = r->from; at < r->to; at++) {
        uint32_t bit = gireport__say_bit(s->p->cp[at]);
        int may_begin = (int)(s->t->say_sieve[bit / 64] >> bit % 64 & 1);
        for (uint32_t i = 0; may_begin && i < s->t->n; i++) {
            const struct gireport__claim *c = claim_at(s, i);
            uint32_t n;
            if (((c->flags & GIREPORT__CLAIM_MONEY) != 0) != r->q->money ||
                (c->under != GIREPORT__NONE && c->under != r->subject))
                continue;
            n = gireport__prose_longest(s->p, at, r->to, &c->say, NULL);
            if (n > 0)
                keep_found(r, i, at, at + n);
        }
    }
}

/* Words within longer words of another claim are theirs. */
static void drop_inner(struct region *r)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < r->n; i++) {
        int inner = 0;
        for (uint32_t k = 0; k < r->n && !inner; k++) {
            const struct found *a = &r->found[i], *b = &r->found[k];
            inner =
                k != i && a->start >= b->start && a->end <= b->end && a->end - a->start < b->end - b->start;
        }
        if (!inner)
            r->found[kept++] = r->found[i];
    }
    r->n = kept;
    for (uint32_t i = 1; i < r->n; i++) /* in order of their ends */
        for (uint32_t k = i; k > 0 && r->found[k].end < r->found[k - 1].end; k--) {
            struct found keep = r->found[k];
            r->found[k] = r->found[k - 1];
            r->found[k - 1] = keep;
        }
}

/* "收到行政复议申请": the verb of what came in means nothing beside other words, where these are not about
 * requests. */
static void drop_verb(struct region *r)
{
    uint32_t kept = 0;
    if (r->n < 2)
        return;
    for (uint32_t i = 0; i < r->n; i++) {
        const struct gireport__claim *c = claim_at(r->s, r->found[i].claim);
        if (!(c->flags & GIREPORT__CLAIM_INTAKE) ||
            gireport__prose_find(r->s->p, r->from, r->to, &c->about) != GIREPORT__NONE)
            r->found[kept++] = r->found[i];
    }
    r->n = kept;
}

/* 1 where one of some words stands in the region outside the words that were found. */
static int has_outside(const struct region *r, const struct gireport__words *words)
{
    for (uint32_t at = r->from; at < r->to; at++) {
        uint32_t n = gireport__prose_longest(r->s->p, at, r->to, words, NULL);
        int inside = n == 0;
        for (uint32_t i = 0; i < r->n && !inside; i++)
            inside = at >= r->found[i].start && at < r->found[i].end;
        if (!inside)
            return 1;
    }
    return 0;
}

static int has_about(const struct region *r, const struct gireport__claim *c)
{
    const struct gireport__claims_state *s = r->s;
    uint32_t from = r->sentence->start, to = r->q->end;
    if (c->about.n == 0)
        return 1;
    if (c->flags & GIREPORT__CLAIM_LOOSE)
        from = s->since[3];
    if (r->q->start - from > NEAR)
        from = r->q->start - NEAR;
    while (to < r->sentence->end && gireport__prose_mark(s->p, to) == GIREPORT__MARK_NONE)
        to++;
    return gireport__prose_find(s->p, from, to, &c->about) != GIREPORT__NONE;
}

enum relation { APART, JOINED, FIRST, LAST, NESTED, CROSSED };

/* How the words of one claim stand to those of the next. */
static enum relation relate(const struct region *r, const struct found *a, const struct found *b)
{
    const struct gireport__claims_state *s = r->s;
    const struct gireport__claim *ca = claim_at(s, a->claim), *cb = claim_at(s, b->claim);
    uint32_t from = a->end, to = b->start, n = 0;
    while (from < to) {
        if (gireport__prose_longest(s->p, from, to, &s->t->and_so_on, NULL) > 0)
            return LAST; /* "信访、重复申请等不予处理": examples */
        n = gireport__prose_longest(s->p, from, to, &s->t->joins, NULL);
        if (n > 0 && is_filler(s, from + n, to, NULL))
            return JOINED;
        n = filler(s, from, to, NULL);
        if (n == 0)
            break;
        from += n;
    }
    if (cb->part_of == a->claim)
        return LAST; /* "收到自然人申请" */
    if (ca->part_of == b->claim)
        return FIRST; /* "予以公开答复" */
    if (ca->part_of != GIREPORT__NONE && ca->part_of == cb->part_of)
        return ca->list_rule != NULL && cb->list_rule != NULL ? NESTED : CROSSED;
    return APART;
}

/* The claims of a sum in the order of the text. */
static void turn_round(struct gireport__bound *b)
{
    for (uint32_t i = 0; i < b->n / 2; i++) {
        uint32_t keep = b->claim[i];
        b->claim[i] = b->claim[b->n - 1 - i];
        b->claim[b->n - 1 - i] = keep;
    }
}

/* Makes of the words that were found what the number speaks of; of joined words the last one first. */
static void resolve(struct region *r, struct gireport__bound *out)
{
    const struct found *last = &r->found[r->n - 1];
    out->n = 0;
    out->claim[out->n++] = last->claim;
    for (uint32_t i = r->n - 1; i > 0; i--) {
        const struct found *before = &r->found[i - 1];
        switch (relate(r, before, &r->found[i])) {
        case JOINED:
            if (out->n == GIREPORT__MAX_BOUND || claim_at(r->s, before->claim)->n_sums == 0) {
                out->n = 0;
                return;
            }
            if (claim_at(r->s, last->claim)->part_of == before->claim)
                return;
            out->claim[out->n++] = before->claim;
            break;
        case LAST:
            if (out->n > 1)
                out->flags |= GIREPORT__BOUND_UNSURE;
            return;
        case FIRST:
            if (out->n > 1)
                out->n = 0;
            else
                out->claim[0] = before->claim;
            return;
        case NESTED: /* "因本机关不掌握无法提供": the one or the other */
            out->flags |= GIREPORT__BOUND_UNSURE;
            return;
        default:
            out->n = 0;
            return;
        }
    }
}

static int of_another_year(const struct region *r)
{
    int32_t year = gireport__prose_year(r->s->p, r->sentence->start, r->q->start);
    return year != 0 && r->s->c->r->year != 0 && year != r->s->c->r->year;
}

static int says(const struct region *r, const struct gireport__words *words)
{
    return gireport__prose_find(r->s->p, r->sentence->start, r->q->start, words) != GIREPORT__NONE;
}

/* Words that may mean other people's requests than the table counts. */
static uint32_t doubts(const struct region *r)
{
    const struct gireport__claims_state *s = r->s;
    if (has_outside(r, &s->t->doubtful) || (s->organ != GIREPORT__ORGAN_AGENCY && says(r, &s->t->office)) ||
        (s->organ != GIREPORT__ORGAN_GOVERNMENT && says(r, &s->t->area)))
        return GIREPORT__BOUND_DOUBTFUL;
    return 0;
}

/* Why what was found in a region is not bound. */
static uint32_t ruled_out(const struct region *r)
{
    const struct gireport__claims_state *s = r->s;
    if (r->full)
        return GIREPORT__WHY_AMBIGUOUS;
    if (has_outside(r, &s->t->never))
        return GIREPORT__WHY_NO_REQUEST;
    if (has_outside(r, &s->t->elsewhere))
        return GIREPORT__WHY_ELSEWHERE;
    return of_another_year(r) ? GIREPORT__WHY_OTHER_YEAR : GIREPORT__WHY_JUDGED;
}

/* Binds by the words of a region, which must lead up to the number. */
static void bind_region(struct region *r, struct gireport__bound *out)
{
    const struct gireport__claims_state *s = r->s;
    const struct gireport__claim *c;
    uint32_t behind;
    find_words(r);
    drop_inner(r);
    drop_verb(r);
    if (r->n == 0 || (out->why = ruled_out(r)) != GIREPORT__WHY_JUDGED)
        return;
    c = claim_at(s, r->found[r->n - 1].claim);
    behind = before_about(s, r->found[r->n - 1].end, r->to, &c->about);
    out->why = GIREPORT__WHY_GAP;
    if (!is_filler(s, behind, r->to, &c->about))
        return;
    resolve(r, out);
    turn_round(out);
    out->why = GIREPORT__WHY_AMBIGUOUS;
    for (uint32_t i = 0; i < out->n; i++) {
        c = claim_at(s, out->claim[i]);
        if (!has_about(r, c))
            out->why = GIREPORT__WHY_NO_SUBJECT;
        else if ((c->flags & GIREPORT__CLAIM_INTAKE) && out->n == 1 &&
                 gireport__prose_find(s->p, r->sentence->start, r->to, &s->t->among) != GIREPORT__NONE)
            out->why = GIREPORT__WHY_SHARE;
        else
            continue;
        out->n = 0;
        return;
    }
    out->from = r->from;
    out->flags |= doubts(r);
}

/* "9件予以公开": the words behind the number, up to the next mark. */
static void bind_behind(struct region *r, struct gireport__bound *out)
{
    const struct gireport__claims_state *s = r->s;
    const struct gireport__sentence *sentence = r->sentence;
    uint32_t from = r->q->end, to, n;
    for (to = from; to < sentence->end && to < from + REGION && gireport__prose_mark(s->p, to) == 0; to++)
        ;
    for (uint32_t i = 0; i < sentence->n; i++)
        if (sentence->q[i].start >= from && sentence->q[i].start < to)
            to = sentence->q[i].start;
    while (from < to && (n = gireport__prose_longest(s->p, from, to, &s->t->fill, NULL)) > 0)
        from += n;
    r->from = from;
    r->to = to;
    find_words(r);
    drop_inner(r);
    if (r->n != 1 || r->found[0].start != from || has_outside(r, &s->t->never) || of_another_year(r) ||
        !is_filler(s, r->found[0].end, to, NULL) ||
        (claim_at(s, r->found[0].claim)->flags & GIREPORT__CLAIM_INTAKE) ||
        !has_about(r, claim_at(s, r->found[0].claim)))
        return;
    out->claim[0] = r->found[0].claim;
    out->n = 1;
    out->from = r->q->start;
    out->to = r->found[0].end;
    out->flags |= doubts(r);
}

/* The claim that the numbers before spoke of last, among those that others stand under. */
static uint32_t subject_of(const struct gireport__claims_state *s, const struct gireport__sentence *sentence)
{
    uint32_t best = GIREPORT__NONE, at = 0;
    for (uint32_t i = 0; i < s->t->n; i++) {
        uint32_t u = claim_at(s, i)->under;
        if (u != GIREPORT__NONE && s->seen[u].there && s->seen[u].sentence == sentence->start &&
            s->seen[u].end >= at) {
            at = s->seen[u].end;
            best = u;
        }
    }
    return best;
}

static uint32_t capped(uint32_t from, uint32_t to)
{
    return to - from > REGION ? to - REGION : from;
}

/* Where else to look when the words just before a number say nothing: behind brackets, in the stretch before,
 * or where the number before it looked. 0: nowhere. */
static int look_further(struct region *r, uint32_t quantity, struct gireport__bound *out)
{
    const struct gireport__quantity *q = r->q, *before = quantity > 0 ? q - 1 : NULL;
    if (q->hop != GIREPORT__NONE) {
        r->from = capped(q->hop, q->hop_end);
        r->to = q->hop_end;
        out->flags = GIREPORT__BOUND_UNSURE;
    } else if (q->left_wide != GIREPORT__NONE) {
        r->from = capped(q->left_wide, q->start);
    } else if (before != NULL &&
               (before->end == q->start || (q->money && !before->money && q->depth == before->depth &&
                                            is_filler(r->s, before->end, q->start, NULL)))) {
        r->to = before->start; /* "5件2950元", "5件，共计2950元" */
        r->from = capped(before->left, r->to);
    } else {
        return 0;
    }
    return 1;
}

void gireport__claims_bind(const struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                           uint32_t quantity, struct gireport__bound *out)
{
    const struct gireport__quantity *q = &sentence->q[quantity];
    struct region r = {.s = s, .sentence = sentence, .q = q, .subject = subject_of(s, sentence)};
    memset(out, 0, sizeof *out);
    out->from = q->start;
    out->why = GIREPORT__WHY_NO_WORDS;
    r.from = capped(q->left, q->start);
    r.to = q->start;
    bind_region(&r, out);
    if (r.n > 0 || !is_filler(s, r.from, r.to, NULL))
        return;
    if (look_further(&r, quantity, out))
        bind_region(&r, out);
    if (r.n == 0)
        bind_behind(&r, out);
}

uint32_t gireport__claims_all(const struct gireport__claims_state *s, uint32_t under, uint32_t at,
                              uint32_t end)
{
    if (at < end && gireport__prose_mark(s->p, at) == GIREPORT__MARK_COMMA)
        at++;
    for (uint32_t i = 0; i < s->t->n; i++) {
        const struct gireport__claim *c = claim_at(s, i);
        uint32_t n = c->under == under ? gireport__prose_longest(s->p, at, end, &c->all, NULL) : 0;
        if (n > 0 && gireport__prose_mark(s->p, at + n) != GIREPORT__MARK_NONE)
            return i;
    }
    return GIREPORT__NONE;
}

/* What follows a word of `none`, up to the next mark: claims and filler, else nothing is said. */
struct denial {
    uint32_t *claims, n, max;
    uint32_t intake; /* the claim that `about` words alone mean, where they stand; or NONE */
};

static uint32_t deny_one(const struct gireport__claims_state *s, uint32_t at, uint32_t to, struct denial *d)
{
    uint32_t best = 0, claim = GIREPORT__NONE, n;
    for (uint32_t i = 0; i < s->t->n; i++) {
        const struct gireport__claim *c = claim_at(s, i);
        if (c->key == NULL || c->n_sums == 0 || (c->flags & GIREPORT__CLAIM_LOOSE))
            continue;
        if (c->flags & GIREPORT__CLAIM_INTAKE) {
            n = gireport__prose_longest(s->p, at, to, &c->about, NULL);
            if (n > best) {
                best = n;
                claim = GIREPORT__NONE;
                d->intake = i;
            }
        }
        n = gireport__prose_longest(s->p, at, to, &c->say, NULL);
        if (n > best && !(c->flags & GIREPORT__CLAIM_INTAKE)) {
            best = n;
            claim = i;
        }
    }
    if (claim != GIREPORT__NONE && d->n < d->max)
        d->claims[d->n++] = claim;
    n = gireport__prose_longest(s->p, at, to, &s->t->joins, NULL);
    best = n > best ? n : best;
    n = gireport__prose_longest(s->p, at, to, &s->t->none_fill, NULL);
    best = n > best ? n : best;
    n = filler(s, at, to, NULL);
    return n > best ? n : best;
}

static int deny(const struct gireport__claims_state *s, uint32_t at, uint32_t to, struct denial *d)
{
    d->n = 0;
    d->intake = GIREPORT__NONE;
    while (at < to) {
        uint32_t n = deny_one(s, at, to, d);
        if (n == 0)
            return 0;
        at += n;
    }
    if (d->n == 0 && d->intake != GIREPORT__NONE)
        d->claims[d->n++] = d->intake;
    return d->n > 0;
}

/* The claims that a word of `none` of n code points at a place denies: how many. *stop: the next mark. */
static uint32_t denied(const struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                       uint32_t at, uint32_t n, struct denial *d, uint32_t *stop)
{
    struct gireport__quantity q = {.start = at, .end = at};
    struct region r = {.s = s, .sentence = sentence, .q = &q};
    uint32_t kept = 0;
    *stop = at + n;
    while (*stop < sentence->end && gireport__prose_mark(s->p, *stop) <= GIREPORT__MARK_PAUSE)
        (*stop)++;
    if (!deny(s, at + n, *stop, d) || of_another_year(&r))
        return 0;
    q.end = *stop;
    for (uint32_t i = 0; i < d->n; i++)
        if (has_about(&r, claim_at(s, d->claims[i])))
            d->claims[kept++] = d->claims[i];
    return kept;
}

uint32_t gireport__claims_none(const struct gireport__claims_state *s,
                               const struct gireport__sentence *sentence, uint32_t *at, uint32_t *claims,
                               uint32_t max, uint32_t *from, uint32_t *to)
{
    while (*at < sentence->end) {
        struct denial d = {claims, 0, max, GIREPORT__NONE};
        uint32_t n, kept;
        n = s->p->mark[*at] & GIREPORT__MARK_DENIAL
                ? gireport__prose_longest(s->p, *at, sentence->end, &s->t->none, NULL)
                : 0;
        if (n == 0) {
            (*at)++;
            continue;
        }
        *from = *at;
        kept = denied(s, sentence, *at, n, &d, to);
        *at = *to;
        if (kept > 0)
            return kept;
    }
    return 0;
}
