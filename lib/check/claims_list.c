/* SPDX-License-Identifier: MIT */
/* Lists in sentences: "共答复16件，其中予以公开9件，部分公开1件…" has items that must add up to what the
 * sentence says. */

#include "claims.h"

#include <string.h>

#include "../base/num.h"

#define MAX_ITEMS 40
#define MAX_CELLS 40 /* more than the outcomes of a form */
#define AWAY      3  /* sentences that the total may stand before its list */

/* What is told where a list of outcomes leaves out what the table has. */
static const char lists_outcomes[] = "GI-N-006";
static const struct gireport__text leaves_out = {
    "文中“{0}”所列各项合计{found}件，与所称{expected}件不符；表中有数而未列出的：{cells}",
    "the items of \"{0}\" add up to {found}, not to {expected} as stated; in the table but not listed: {cells}"};

struct list {
    const struct gireport__claims_state *s;
    const struct gireport__sentence *sentence;
    const char *rule;
    uint32_t total;            /* claim */
    uint32_t items[MAX_ITEMS]; /* numbers of the sentence */
    uint32_t n, unknown;       /* unknown: items whose words say nothing to us */
    const struct gireport__bound *bound;
    int64_t sum;
    int bad;
};

static const struct gireport__claim *claim_at(const struct list *l, uint32_t claim)
{
    return &l->s->t->list[claim];
}

/* 1 if a field is among the first sum of what a number speaks of. */
static int speaks_of(const struct list *l, const struct gireport__bound *b, uint32_t field)
{
    for (uint32_t i = 0; i < b->n; i++) {
        const struct gireport__claim *c = claim_at(l, b->claim[i]);
        const struct gireport__sum *sum = &l->s->t->sums[c->first_sum];
        for (uint32_t k = 0; c->n_sums > 0 && k < sum->n_terms; k++)
            if (l->s->t->terms[sum->first_term + k].field == field)
                return 1;
    }
    return 0;
}

/* 1 if all that a speaks of b speaks of too: 国家秘密 in 不予公开. */
static int is_within(const struct list *l, const struct gireport__bound *a, const struct gireport__bound *b)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < a->n; i++) {
        const struct gireport__claim *c = claim_at(l, a->claim[i]);
        const struct gireport__sum *sum = &l->s->t->sums[c->first_sum];
        for (uint32_t k = 0; c->n_sums > 0 && k < sum->n_terms; k++, n++)
            if (!speaks_of(l, b, l->s->t->terms[sum->first_term + k].field))
                return 0;
    }
    return n > 0;
}

static int64_t value_of(const struct list *l, uint32_t item)
{
    return l->sentence->q[item].value;
}

static void add_up(struct list *l, int64_t value)
{
    if (!gireport__add(l->sum, value, &l->sum))
        l->bad = 1;
}

static void add_item(struct list *l, uint32_t item)
{
    const struct gireport__bound *b = &l->bound[item];
    for (uint32_t i = 0; i < l->n; i++) {
        const struct gireport__bound *other = &l->bound[l->items[i]];
        if (b->n > 0 && claim_at(l, b->claim[0])->n_sums > 0 && other->n > 0) {
            int inner = is_within(l, b, other), outer = is_within(l, other, b);
            if (inner && outer)
                l->bad = 1; /* the same twice: for different people, perhaps */
            if (inner)
                return;
            if (outer) { /* the part stood first */
                add_up(l, -value_of(l, l->items[i]));
                l->items[i--] = l->items[--l->n];
            }
        }
    }
    if (l->n == MAX_ITEMS) {
        l->bad = 1;
        return;
    }
    l->items[l->n++] = item;
    add_up(l, value_of(l, item));
}

/* What the items leave out: the cells of the list's other claims, those that are not 0 in refs. Returns their
 * sum, -1 where it is not known. */
static int64_t left_out(const struct list *l, struct gireport__ref *refs, size_t *n_refs)
{
    const struct gireport__claims *t = l->s->t;
    int64_t total = 0;
    *n_refs = 0;
    for (uint32_t i = 0; i < t->n; i++) {
        const struct gireport__claim *c = &t->list[i];
        const struct gireport__sum *sum = &t->sums[c->first_sum];
        if (c->part_of != l->total || c->list_rule == NULL || strcmp(c->list_rule, l->rule) != 0)
            continue;
        for (uint32_t k = 0; c->n_sums > 0 && k < sum->n_terms; k++) {
            uint32_t field = t->terms[sum->first_term + k].field;
            int64_t value;
            int there = 0;
            for (uint32_t x = 0; x < l->n && !there; x++)
                there = speaks_of(l, &l->bound[l->items[x]], field);
            for (size_t x = 0; x < *n_refs && !there; x++)
                there = refs[x].field == field;
            if (there)
                continue;
            if (!gireport__check_count(&l->s->c->now, field, &value))
                return -1;
            if (value == 0)
                continue;
            if (!gireport__add(total, value, &total))
                return -1;
            if (*n_refs < MAX_CELLS)
                refs[(*n_refs)++] = (struct gireport__ref){field, GIREPORT_ROLE_CELL};
        }
    }
    return total;
}

/* 1 if every item is what the table says. */
static int all_agree(const struct list *l)
{
    for (uint32_t i = 0; i < l->n; i++) {
        const struct gireport__bound *b = &l->bound[l->items[i]];
        int64_t total = 0, value;
        for (uint32_t k = 0; k < b->n; k++)
            if (!gireport__claims_sum(l->s, claim_at(l, b->claim[k])->first_sum, &value) ||
                !gireport__add(total, value, &total))
                return 0;
        if (total != value_of(l, l->items[i]))
            return 0;
    }
    return 1;
}

/* Tells a list that does not add up. One that is right in every item and only leaves out what the table has
 * is none. A list of channels that stays below its total is a note: nobody knows whether it is complete. */
static void tell_list(const struct list *l, const struct gireport__seen *total)
{
    const struct gireport__claims_state *s = l->s;
    struct gireport__ref refs[MAX_CELLS];
    char found[32], expected[32], difference[32];
    struct gireport__say what = {.rule = l->rule, .cells = refs};
    int money = l->sentence->q[l->items[0]].money != 0;
    uint32_t scale = money ? 2 : 0;
    int has_cells = !money && claim_at(l, l->bound[l->items[0]].claim[0])->n_sums > 0;
    int64_t d, out = has_cells ? left_out(l, refs, &what.n_cells) : -1, with;
    if (out >= 0 && gireport__add(l->sum, out, &with) && with == total->value && all_agree(l))
        return;
    if ((total->flags & GIREPORT__BOUND_DOUBTFUL) || (l->sum < total->value && !has_cells && !money))
        what.severity = GIREPORT_SEVERITY_NOTE;
    if (what.n_cells > 0 && strcmp(l->rule, lists_outcomes) == 0)
        what.message = &leaves_out;
    what.found = gireport__check_number(found, l->sum, scale);
    what.expected = gireport__check_number(expected, total->value, scale);
    if (gireport__sub(l->sum, total->value, &d))
        what.difference = gireport__check_number(difference, d, scale);
    gireport__claims_say(s, &what, s->which, total->from, l->sentence->q[l->items[l->n - 1]].end);
}

/* "收到12件，上年结转2件，其中网上9件、信函5件": the items count in another way in which the table has the total. */
static int counts_otherwise(const struct list *l)
{
    const struct gireport__claim *c = claim_at(l, l->total);
    int64_t value;
    for (uint32_t k = 1; k < c->n_sums; k++)
        if (gireport__claims_sum(l->s, c->first_sum + k, &value) && value == l->sum &&
            gireport__claims_says_so(l->s, c, k))
            return 1;
    return 0;
}

/* The list has ended: is there a total to compare it with, near enough and before it? */
static void end_list(struct list *l)
{
    const struct gireport__seen *total = &l->s->seen[l->total];
    const struct gireport__quantity *first = &l->sentence->q[l->items[0]];
    if (l->rule == NULL || l->bad || l->n < 2 || !total->there || total->end > first->start ||
        total->sentence < l->s->since[AWAY] || (total->flags & GIREPORT__BOUND_UNSURE) ||
        l->sum == total->value || l->unknown > 0 || counts_otherwise(l))
        return;
    for (uint32_t i = 0; i < l->n; i++)
        if (l->bound[l->items[i]].flags & GIREPORT__BOUND_UNSURE)
            return;
    tell_list(l, total);
}

/* The rule of the list that a number is an item of, or NULL. */
static const char *list_rule(const struct list *l, const struct gireport__bound *b)
{
    const struct gireport__claim *c = b->n > 0 ? claim_at(l, b->claim[0]) : NULL;
    return c != NULL && c->part_of != GIREPORT__NONE ? c->list_rule : NULL;
}

static void begin_list(struct list *l, const char *rule, uint32_t total)
{
    l->rule = rule;
    l->total = total;
    l->n = l->unknown = 0;
    l->sum = 0;
    l->bad = !l->sentence->whole;
}

/* Items with words of their own. */
static void look_at_items(struct list *l)
{
    begin_list(l, NULL, GIREPORT__NONE);
    for (uint32_t i = 0; i < l->sentence->n; i++) {
        const struct gireport__quantity *q = &l->sentence->q[i];
        const char *rule = list_rule(l, &l->bound[i]);
        if (q->depth > 0 || q->money)
            continue;
        if (rule != NULL && l->rule != NULL && !strcmp(rule, l->rule)) {
            add_item(l, i);
        } else if (rule == NULL && l->bound[i].n == 0 && l->rule != NULL) {
            l->unknown++;
        } else {
            end_list(l);
            begin_list(l, rule, rule != NULL ? claim_at(l, l->bound[i].claim[0])->part_of : GIREPORT__NONE);
            if (rule != NULL)
                add_item(l, i);
        }
    }
    end_list(l);
}

/* Items in money behind 其中 or a colon: they need no words. */
static void look_at_money(struct list *l)
{
    const struct gireport__claims_state *s = l->s;
    begin_list(l, NULL, GIREPORT__NONE);
    for (uint32_t i = 0; i < l->sentence->n; i++) {
        const struct gireport__quantity *q = &l->sentence->q[i];
        const struct gireport__claim *c = l->bound[i].n == 1 ? claim_at(l, l->bound[i].claim[0]) : NULL;
        if (!q->money)
            continue;
        if (c != NULL && c->list_rule != NULL && (c->flags & GIREPORT__CLAIM_MONEY)) {
            end_list(l);
            begin_list(l, c->list_rule, l->bound[i].claim[0]);
        } else if (l->rule != NULL && l->bound[i].n == 0) {
            uint32_t from = s->seen[l->total].end;
            if (gireport__prose_find(s->p, from, q->start, &s->t->among) == GIREPORT__NONE ||
                gireport__prose_find(s->p, q->left, q->start, &s->t->elsewhere) != GIREPORT__NONE)
                l->bad = 1;
            add_item(l, i);
        }
    }
    end_list(l);
}

void gireport__claims_lists(struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                            const struct gireport__bound *bound)
{
    struct list l = {.s = s, .sentence = sentence, .bound = bound};
    if (sentence->n < 2)
        return;
    look_at_items(&l);
    look_at_money(&l);
}
