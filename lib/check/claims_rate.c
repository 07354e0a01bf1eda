/* SPDX-License-Identifier: MIT */
/* Percentages behind a number: "同比增长1.05%" against the report of the year before, "（17.46%）" against
 * the whole of which the number is a part. Whole numbers throughout: a percentage is compared at the
 * precision that is stated. */

#include "claims.h"

#include <string.h>

#include "../base/num.h"

#define REACH     24 /* code points from the number to its percentage */
#define MAX_SCALE 4

struct rate {
    uint32_t end;
    int64_t value; /* of 10^-scale percent */
    uint32_t scale;
};

/* A percentage at a place; 0 where there is none. */
static int rate_at(const struct gireport__prose *p, uint32_t at, uint32_t end, struct rate *out)
{
    uint32_t n = 0;
    int64_t value = 0;
    int point = 0;
    out->scale = 0;
    for (; at + n < end && n < 12; n++) {
        uint32_t cp = p->cp[at + n];
        if (n > 0 && (p->mark[at + n] & GIREPORT__MARK_GAP))
            return 0;
        if (cp == '.' && n > 0 && !point)
            point = 1;
        else if (cp >= '0' && cp <= '9') {
            value = value * 10 + (int64_t)(cp - '0');
            out->scale += (uint32_t)point;
        } else
            break;
    }
    out->value = value;
    out->end = at + n + 1;
    return n > 0 && out->scale <= MAX_SCALE && at + n < end && p->cp[at + n] == '%';
}

/* 100 × part / whole in units of 10^-scale percent, cut off; *rounded: the same rounded. 0 where it cannot be
 * said. */
static int percent(int64_t part, int64_t whole, uint32_t scale, int64_t *cut, int64_t *rounded)
{
    int64_t n = part < 0 ? -part : part, rest;
    if (whole <= 0 || !gireport__num_shift(n, (int)scale + 2, &n))
        return 0;
    *cut = n / whole;
    rest = n % whole;
    *rounded = *cut + (rest >= whole - rest);
    return 1;
}

static const char *in_percent(char buffer[36], int64_t value, uint32_t scale)
{
    gireport__check_number(buffer, value, scale);
    memcpy(buffer + strlen(buffer), "%", 2);
    return buffer;
}

/* Writes a percentage down: from `start` on, what came of it, and what it should be (of the scale of the
 * rate). */
static void note_rate(const struct gireport__claims_state *s, const char *rule,
                      const struct gireport__bound *b, uint32_t start, const struct rate *r, int sign,
                      uint32_t verdict, int64_t expected)
{
    struct gireport__compared result = {
        verdict, verdict == GIREPORT_CLAIM_UNKNOWN ? GIREPORT__WHY_PRIOR : GIREPORT__WHY_JUDGED,
        verdict != GIREPORT_CLAIM_UNKNOWN, expected};
    gireport__claims_note(s, &(struct gireport__noted){.bound = b,
                                                       .from = b->from,
                                                       .start = start,
                                                       .end = r->end,
                                                       .value = sign < 0 ? -r->value : r->value,
                                                       .scale = r->scale,
                                                       .unit = "%",
                                                       .rule = rule,
                                                       .result = result});
}

/* Of what a percentage is: two numbers, and the sum of cells that the first one is, or NONE. */
struct ratio {
    int64_t of, to;
    uint32_t sum;
};

static void tell_rate(const struct gireport__claims_state *s, const char *rule, const struct gireport__bound *b,
                      const struct rate *r, int sign, int64_t expected, const struct ratio *ratio)
{
    struct gireport__ref refs[GIREPORT__MAX_CELLS];
    struct gireport__say what = {.rule = rule, .cells = refs};
    char found[36], wanted[36], of[32], to[32];
    if (ratio->sum != GIREPORT__NONE)
        what.n_cells = gireport__claims_cells(s, ratio->sum, refs, 0);
    what.arg[1] = gireport__check_number(of, ratio->of, 0);
    what.arg[2] = gireport__check_number(to, ratio->to, 0);
    what.found = in_percent(found, sign < 0 ? -r->value : r->value, r->scale);
    what.expected = in_percent(wanted, expected, r->scale);
    gireport__claims_say(s, &what, s->which, b->from, r->end);
}

/* The same field of the form of the year before: under the same key and label; GIREPORT__NONE where it has none. */
static uint32_t field_before(const struct gireport__claims_state *s, uint32_t field)
{
    const gireport_template *t = s->c->t, *before = s->c->o->prior->tpl;
    size_t other;
    if (before == t)
        return field;
    if (gireport_template_field_find(before, t->fields[field].key, &other) != GIREPORT_OK ||
        strcmp(before->fields[other].label, t->fields[field].label) != 0)
        return GIREPORT__NONE;
    return (uint32_t)other;
}

static int sum_before(const struct gireport__claims_state *s, uint32_t sum, int64_t *out)
{
    const struct gireport__sum *x = &s->t->sums[sum];
    *out = 0;
    for (uint32_t i = 0; i < x->n_terms; i++) {
        const struct gireport__term *term = &s->t->terms[x->first_term + i];
        int64_t value;
        if (!gireport__check_count(&s->c->before, field_before(s, term->field), &value) ||
            !gireport__mul(value, term->coef, &value) || !gireport__add(*out, value, out))
            return 0;
    }
    return 1;
}

/* Last year's value of what a number says, counted in the way in which this year's table has the number. */
static int year_before(const struct gireport__claims_state *s, const struct gireport__bound *b, struct ratio *ratio)
{
    const struct gireport__claim *c = &s->t->list[b->claim[0]];
    int64_t value;
    if (b->n != 1)
        return 0;
    for (uint32_t k = 0; k < c->n_sums; k++)
        if (gireport__claims_sum(s, c->first_sum + k, &value) && value == ratio->of) {
            ratio->sum = c->first_sum + k;
            return sum_before(s, ratio->sum, &ratio->to);
        }
    return 0;
}

/* "26件，同比增长4%". */
static void against_before(const struct gireport__claims_state *s, const struct gireport__bound *b,
                           int64_t now, uint32_t at, uint32_t end)
{
    struct gireport__check *c = s->c;
    uint32_t n = gireport__prose_longest(s->p, at, end, &s->t->than_before, NULL), up, down, start;
    int64_t cut, rounded, difference;
    struct ratio ratio = {now, 0, GIREPORT__NONE};
    struct rate r;
    int sign;
    if (n == 0)
        return;
    at += n;
    up = gireport__prose_longest(s->p, at, end, &s->t->up, NULL);
    down = gireport__prose_longest(s->p, at, end, &s->t->down, NULL);
    at += up > down ? up : down;
    at += gireport__prose_longest(s->p, at, end, &s->t->fill, NULL);
    start = at;
    if (up + down == 0 || !rate_at(s->p, at, end, &r))
        return;
    sign = down > up ? -1 : 1;
    if (c->before.value == NULL)
        gireport__unassessed_context(c->f, "GI-Y-008", "prior");
    if (c->before.value == NULL || !year_before(s, b, &ratio) || !gireport__sub(now, ratio.to, &difference) ||
        !percent(difference, ratio.to, r.scale, &cut, &rounded)) {
        note_rate(s, "GI-Y-008", b, start, &r, sign, GIREPORT_CLAIM_UNKNOWN, 0);
        return;
    }
    if (difference < 0) {
        cut = -cut;
        rounded = -rounded;
    }
    if (cut == sign * r.value || rounded == sign * r.value) {
        note_rate(s, "GI-Y-008", b, start, &r, sign, GIREPORT_CLAIM_AGREES, sign * r.value);
        return;
    }
    note_rate(s, "GI-Y-008", b, start, &r, sign, GIREPORT_CLAIM_DIFFERS, rounded);
    tell_rate(s, "GI-Y-008", b, &r, sign, rounded, &ratio);
}

/* 1 if a percentage is that of a part in a whole. */
static int is_share(int64_t part, int64_t whole, const struct rate *r)
{
    int64_t cut, rounded;
    return percent(part, whole, r->scale, &cut, &rounded) && (r->value == cut || r->value == rounded);
}

/* "其中予以公开208件（17.46%）": of what the sentence says the whole is, or of what the table says. */
static void against_whole(const struct gireport__claims_state *s, const struct gireport__bound *b,
                          int64_t part, uint32_t at, uint32_t end)
{
    const struct gireport__claim *c = &s->t->list[b->claim[0]], *whole;
    const struct gireport__seen *seen;
    int64_t value, cut, rounded;
    struct rate r;
    uint32_t start;
    int agrees;
    if (c->part_of == GIREPORT__NONE)
        return;
    at += gireport__prose_longest(s->p, at, end, &s->t->share, NULL);
    start = at;
    if (!rate_at(s->p, at, end, &r) || r.end > end ||
        gireport__prose_mark(s->p, r.end) == GIREPORT__MARK_NONE)
        return;
    whole = &s->t->list[c->part_of];
    seen = &s->seen[c->part_of];
    if (!seen->there || seen->sentence < s->since[3])
        return;
    agrees = is_share(part, seen->value, &r);
    for (uint32_t i = 0; i < s->t->n && !agrees; i++) { /* of something else that is a whole */
        const struct gireport__claim *other = &s->t->list[i];
        for (uint32_t k = 0; other->key != NULL && k < other->n_sums && !agrees; k++)
            agrees = gireport__claims_sum(s, other->first_sum + k, &value) && is_share(part, value, &r);
    }
    if (agrees) {
        note_rate(s, "GI-N-013", b, start, &r, 1, GIREPORT_CLAIM_AGREES, r.value);
    } else if (whole->n_sums > 0 && percent(part, seen->value, r.scale, &cut, &rounded)) {
        note_rate(s, "GI-N-013", b, start, &r, 1, GIREPORT_CLAIM_DIFFERS, rounded);
        tell_rate(s, "GI-N-013", b, &r, 1, rounded,
                  &(struct ratio){part, seen->value, c->n_sums > 0 ? c->first_sum : GIREPORT__NONE});
    }
}

void gireport__claims_rates(const struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                            uint32_t quantity, const struct gireport__bound *b)
{
    const struct gireport__quantity *q = &sentence->q[quantity];
    uint32_t at = q->end, end = sentence->end;
    if (q->money || (b->flags & (GIREPORT__BOUND_UNSURE | GIREPORT__BOUND_DOUBTFUL)))
        return;
    if (quantity + 1 < sentence->n && sentence->q[quantity + 1].start < end)
        end = sentence->q[quantity + 1].start;
    if (end - at > REACH)
        end = at + REACH;
    if (at < end && gireport__prose_mark(s->p, at) != GIREPORT__MARK_NONE)
        at++;
    against_before(s, b, q->value, at, end);
    against_whole(s, b, q->value, at, end);
}
