/* SPDX-License-Identifier: MIT */
/* Sentences against tables: every number of the text parts that surely speaks of cells is compared with them.
 */

#include "claims.h"

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"

#define MAX_SENTENCES 20000
#define QUOTE         120 /* bytes of a quotation */
#define BY_CHANCE     10  /* smaller numbers agree by chance */

/* What is told where a number of requests received agrees in another way of counting only. */
static const char counts_requests[] = "GI-N-001";
static const struct gireport__text other_counting = {
    "文中“{0}”是{1}件，与表中本年新收的{expected}件不同，但等于新收加上年结转；请核对文中口径",
    "the text says {1} (\"{0}\"); the table has {expected} new requests, and the text agrees with new plus carried in"};

/* Values. */

int gireport__claims_sum(const struct gireport__claims_state *s, uint32_t sum, int64_t *out)
{
    return gireport__sum_value(&s->c->now, sum, 0, out, NULL);
}

/* The k-th way of counting of all claims that a number is the sum of; 0 where there is none or a cell is
 * unknown. */
static int counted(const struct gireport__claims_state *s, const uint32_t *claims, uint32_t n, uint32_t k,
                   int64_t *out)
{
    int64_t total = 0, value;
    for (uint32_t i = 0; i < n; i++) {
        const struct gireport__claim *c = &s->t->list[claims[i]];
        if (k >= c->n_sums || !gireport__claims_sum(s, c->first_sum + k, &value) ||
            !gireport__add(total, value, &total))
            return 0;
    }
    *out = total;
    return n > 0;
}

/* Where the cell that a claim speaks of is a total that its parts contradict: what they add up to. */
static int by_its_parts(const struct gireport__claims_state *s, const struct gireport__claim *c, int64_t *out)
{
    const struct gireport_template *t = s->c->t;
    const struct gireport__sum *sum = &s->t->sums[c->first_sum];
    uint32_t field = s->t->terms[sum->first_term].field;
    if (c->n_sums == 0 || sum->n_terms != 1)
        return 0;
    for (uint32_t i = t->field_first[field]; i < t->field_first[field + 1]; i++) {
        const struct gireport__form *form = &t->forms[t->field_forms[i]];
        if (form->relation == GIREPORT__EQ && form->n_left == 1 &&
            gireport__form_terms(t, form)[0].field == field &&
            gireport__form_verdict(&s->c->now, form, NULL, out, NULL, 0, NULL) == GIREPORT__BROKEN)
            return 1;
    }
    return 0;
}

/* Telling. */

/* A stretch of the text without line ends, cut where it is long. */
static void quote(char out[QUOTE + 8], const char *text, size_t from, size_t to)
{
    size_t n = 0;
    for (size_t i = from; i < to; i++) {
        if (text[i] == '\n' || text[i] == '\r' || text[i] == ' ')
            continue;
        if (n >= QUOTE && ((unsigned char)text[i] & 0xC0) != 0x80) {
            memcpy(out + n, "…", 3);
            n += 3;
            break;
        }
        out[n++] = text[i];
    }
    out[n] = '\0';
}

void gireport__claims_say(const struct gireport__claims_state *s, struct gireport__say *what, uint32_t which,
                          uint32_t from, uint32_t to)
{
    const struct gireport__prose *p = s->p;
    size_t start, end = to < p->n ? p->at[to] : p->len;
    const char *text = s->c->r->texts[which].text;
    char quoted[QUOTE + 8];
    while (from < to && gireport__prose_mark(p, from) != GIREPORT__MARK_NONE) /* "、行政诉讼57件" */
        from++;
    start = from < p->n ? p->at[from] : p->len;
    while (start < end && (text[start] == '\n' || text[start] == ' '))
        start++;
    quote(quoted, text, start, end);
    gireport__check_place(s->c, which, start, &what->line, &what->column);
    what->arg[0] = quoted;
    gireport__check_say(s->c, what);
}

size_t gireport__claims_cells(const struct gireport__claims_state *s, uint32_t sum, struct gireport__ref *refs,
                              size_t n)
{
    const struct gireport__sum *x = &s->t->sums[sum];
    for (uint32_t k = 0; k < x->n_terms && n < GIREPORT__MAX_CELLS; k++)
        refs[n++] = (struct gireport__ref){s->t->terms[x->first_term + k].field, GIREPORT_ROLE_CELL};
    return n;
}

static size_t cells_of(const struct gireport__claims_state *s, const uint32_t *claims, uint32_t n,
                       struct gireport__ref *refs)
{
    size_t count = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct gireport__claim *c = &s->t->list[claims[i]];
        if (c->n_sums > 0)
            count = gireport__claims_cells(s, c->first_sum, refs, count);
    }
    return count;
}

static void tell_broken(const struct gireport__claims_state *s, const struct gireport__claim *c,
                        const struct gireport__broken *b)
{
    struct gireport__ref refs[GIREPORT__MAX_CELLS];
    char found[32], expected[32], difference[32];
    int64_t d;
    int about_zero = c->zero_rule != NULL && (b->value == 0 || b->expected == 0);
    struct gireport__say what = {.rule = about_zero ? c->zero_rule : c->rule, .cells = refs};
    what.n_cells = cells_of(s, b->claim, b->n, refs);
    what.found = gireport__check_number(found, b->value, 0);
    what.expected = gireport__check_number(expected, b->expected, 0);
    what.arg[1] = what.found;
    if (gireport__sub(b->value, b->expected, &d))
        what.difference = gireport__check_number(difference, d, 0);
    if (b->wide) {
        what.rule = c->rule;
        what.severity = GIREPORT_SEVERITY_NOTE;
        if (!strcmp(c->rule, counts_requests))
            what.message = &other_counting;
    } else if (b->flags & GIREPORT__BOUND_DOUBTFUL) {
        what.severity = GIREPORT_SEVERITY_NOTE;
        what.more[GIREPORT_LANG_ZH] = "这句话可能是另一口径，请核对";
        what.more[GIREPORT_LANG_EN] = "the sentence may speak of something else";
    }
    gireport__claims_say(s, &what, b->which, b->from, b->end);
}

/* Comparing. */

static void keep_broken(struct gireport__claims_state *s, const struct gireport__bound *b, uint32_t end,
                        int64_t value, int64_t expected, int wide)
{
    struct gireport__broken *broken = &s->seen[b->claim[0]].broken;
    if (broken->there && (!broken->wide || wide))
        return;
    memset(broken, 0, sizeof *broken);
    broken->there = 1;
    broken->wide = wide;
    broken->which = s->which;
    broken->from = b->from;
    broken->end = end;
    broken->flags = b->flags;
    broken->n = b->n;
    memcpy(broken->claim, b->claim, sizeof broken->claim);
    broken->value = value;
    broken->expected = expected;
}

/* 1 if two sums are of the same cells; without: but for those of a third. */
static int same_cells(const struct gireport__claims *t, uint32_t a, uint32_t without, uint32_t b)
{
    const struct gireport__sum *x = &t->sums[a], *y = &t->sums[without], *z = &t->sums[b];
    uint32_t n = 0;
    for (uint32_t i = 0; i < x->n_terms; i++) {
        uint32_t field = t->terms[x->first_term + i].field, k = 0, m = 0;
        while (k < y->n_terms && t->terms[y->first_term + k].field != field)
            k++;
        if (k < y->n_terms)
            continue;
        while (m < z->n_terms && t->terms[z->first_term + m].field != field)
            m++;
        if (m == z->n_terms)
            return 0;
        n++;
    }
    return n == z->n_terms;
}

/* "收到26件（含上年结转1件）": the sentence itself says that it counts so. */
int gireport__claims_says_so(const struct gireport__claims_state *s, const struct gireport__claim *c, uint32_t way)
{
    for (uint32_t i = 0; i < s->t->n; i++) {
        const struct gireport__claim *other = &s->t->list[i];
        if (other->key != NULL && other->n_sums > 0 &&
            same_cells(s->t, c->first_sum + way, c->first_sum, other->first_sum) &&
            gireport__prose_find(s->p, s->since[0], s->end, &other->say) != GIREPORT__NONE)
            return 1;
    }
    return 0;
}

/* The cells that a claim speaks of are not all known: told once a claim. */
static void lacks_cells(struct gireport__claims_state *s, const struct gireport__bound *b)
{
    uint32_t fields[GIREPORT__MAX_CELLS];
    size_t n = 0;
    int64_t value;
    if (s->seen[b->claim[0]].lacked)
        return;
    s->seen[b->claim[0]].lacked = 1;
    for (uint32_t i = 0; i < b->n; i++) {
        const struct gireport__claim *c = &s->t->list[b->claim[i]];
        const struct gireport__sum *sum = &s->t->sums[c->first_sum];
        for (uint32_t k = 0; c->n_sums > 0 && k < sum->n_terms; k++) {
            uint32_t field = s->t->terms[sum->first_term + k].field;
            if (!gireport__check_count(&s->c->now, field, &value) && n < GIREPORT__MAX_CELLS)
                fields[n++] = field;
        }
    }
    if (n > 0)
        gireport__unassessed(s->c->f, s->t->list[b->claim[0]].rule, s->c->r, fields, n);
}

static struct gireport__compared came_to(uint32_t verdict, int64_t expected)
{
    return (struct gireport__compared){verdict, GIREPORT__WHY_JUDGED, 1, expected};
}

/* Compares a number with the cells that it speaks of, and remembers what came of it. */
static struct gireport__compared compare(struct gireport__claims_state *s, const struct gireport__bound *b,
                                         uint32_t end, int64_t value)
{
    static const struct gireport__compared unknown = {GIREPORT_CLAIM_UNKNOWN, GIREPORT__WHY_CELLS, 0, 0};
    const struct gireport__claim *c = &s->t->list[b->claim[0]];
    int64_t first, other;
    if (c->rule == NULL)
        return (struct gireport__compared){GIREPORT_CLAIM_ITEM, GIREPORT__WHY_JUDGED, 0, 0};
    if (!counted(s, b->claim, b->n, 0, &first)) {
        lacks_cells(s, b);
        return unknown;
    }
    if (b->n == 1 && by_its_parts(s, c, &other)) {
        if (value == other) {
            s->seen[b->claim[0]].agreed = 1;
            return came_to(GIREPORT_CLAIM_AGREES, other);
        }
        first = value == first ? first : other;
    }
    for (uint32_t k = 0; k < c->n_sums; k++) {
        int64_t way = first;
        if (k > 0 && !counted(s, b->claim, b->n, k, &way)) {
            if (b->n == 1)
                return unknown; /* a way of counting that cannot be looked at */
            continue;
        }
        if (value != way)
            continue;
        if (k < c->n_plain || gireport__claims_says_so(s, c, k)) {
            s->seen[b->claim[0]].agreed = 1;
            return came_to(GIREPORT_CLAIM_AGREES, way);
        }
        keep_broken(s, b, end, value, first, 1);
        return came_to(GIREPORT_CLAIM_OTHERWISE, first);
    }
    if (c->n_sums == 0)
        return unknown;
    if (b->flags & GIREPORT__BOUND_UNSURE)
        return (struct gireport__compared){GIREPORT_CLAIM_UNBOUND, GIREPORT__WHY_UNSURE, 1, first};
    keep_broken(s, b, end, value, first, 0);
    return came_to(GIREPORT_CLAIM_DIFFERS, first);
}

static void remember(struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                     const struct gireport__quantity *q, const struct gireport__bound *b)
{
    struct gireport__seen *seen = &s->seen[b->claim[0]];
    if (b->n != 1)
        return;
    seen->there = 1;
    seen->value = q->value;
    seen->start = q->start;
    seen->end = q->end;
    seen->sentence = sentence->start;
    seen->from = b->from;
    seen->flags = b->flags;
}

/* "行政复议1件，结果维持": all of them. */
static void look_at_all(struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                        const struct gireport__quantity *q, const struct gireport__bound *b)
{
    uint32_t claim = b->n == 1 ? gireport__claims_all(s, b->claim[0], q->end, sentence->end) : GIREPORT__NONE;
    struct gireport__bound all = {.claim = {claim}, .n = 1, .flags = b->flags, .from = b->from};
    uint32_t end = q->end + 1;
    if (claim == GIREPORT__NONE)
        return;
    while (end < sentence->end && gireport__prose_mark(s->p, end) == GIREPORT__MARK_NONE)
        end++;
    struct gireport__noted what = {.bound = &all, .start = end, .end = end, .value = q->value};
    what.from = q->end + (gireport__prose_mark(s->p, q->end) == GIREPORT__MARK_COMMA);
    what.result = compare(s, &all, end, q->value);
    gireport__claims_note(s, &what);
}

/* "10例": told once. */
static void tell_unit(struct gireport__claims_state *s, const struct gireport__quantity *q,
                      const struct gireport__bound *b)
{
    struct gireport__say what = {.rule = "GI-N-014", .found = q->unit, .expected = s->t->units.list[0]};
    if (!s->unit_told)
        gireport__claims_say(s, &what, s->which, b->from, q->end);
    s->unit_told = 1;
}

static void note_number(const struct gireport__claims_state *s, const struct gireport__quantity *q,
                        const struct gireport__bound *b, struct gireport__compared result)
{
    gireport__claims_note(s, &(struct gireport__noted){.bound = b,
                                                       .from = b->n > 0 ? b->from : q->start,
                                                       .start = q->start,
                                                       .end = q->end,
                                                       .value = q->value,
                                                       .scale = q->money ? 2 : 0,
                                                       .unit = q->unit,
                                                       .result = result});
}

/* "新增备案的行政复议134件、行政诉讼57件": what makes the one doubtful makes the other so. */
static int same_rule(const struct gireport__claims_state *s, const struct gireport__bound *a,
                     const struct gireport__bound *b)
{
    const char *one = a->n > 0 ? s->t->list[a->claim[0]].rule : NULL;
    const char *other = b->n > 0 ? s->t->list[b->claim[0]].rule : NULL;
    return one != NULL && other != NULL && strcmp(one, other) == 0;
}

/* "市政府收到5件，全市各级机关收到12件": what the table says stands in the sentence, of someone whom nobody knows. */
static void doubt_others(struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                         const struct gireport__bound *bound)
{
    for (uint32_t i = 0; i < s->t->n; i++) {
        struct gireport__broken *broken = &s->seen[i].broken;
        if (!broken->there || broken->from < sentence->start || broken->end > sentence->end)
            continue;
        for (uint32_t k = 0; k < sentence->n; k++)
            if (bound[k].n == 0 && bound[k].why == GIREPORT__WHY_ELSEWHERE && !sentence->q[k].money &&
                broken->expected >= BY_CHANCE && sentence->q[k].value == broken->expected)
                broken->flags |= GIREPORT__BOUND_DOUBTFUL;
    }
}

/* What is in doubt in the sentence before is so in one that begins with 其中. */
static uint32_t doubt_before(const struct gireport__claims_state *s, const struct gireport__sentence *sentence)
{
    uint32_t at = sentence->start;
    while (at < sentence->end && (gireport__prose_mark(s->p, at) != GIREPORT__MARK_NONE || s->p->cp[at] == ' '))
        at++;
    return gireport__prose_longest(s->p, at, sentence->end, &s->t->among, NULL) > 0 ? s->doubt : 0;
}

/* 1 if a number speaks of something that is none of what a claim is about: 行政许可, 来信; 信件 as a way in which nothing
 * came in. */
static int of_another(const struct gireport__claims_state *s, const struct gireport__quantity *q,
                      const struct gireport__bound *b, const struct gireport__claim *c)
{
    const struct gireport__claim *own = b->n > 0 ? &s->t->list[b->claim[0]] : NULL;
    uint32_t from = q->left_wide != GIREPORT__NONE ? q->left_wide : q->left;
    if (own == NULL && (b->why == GIREPORT__WHY_NO_REQUEST || b->why == GIREPORT__WHY_NO_SUBJECT))
        return 1;
    if (own == NULL ? b->why != GIREPORT__WHY_GAP
                    : own->rule != NULL || own->part_of == GIREPORT__NONE || s->seen[own->part_of].there)
        return 0;
    return gireport__prose_find(s->p, from, q->start, &c->about) == GIREPORT__NONE;
}

/* "受理行政许可申请1200件，办结1198件": a number behind one of something else speaks of that too, until the words tell what
 * it is about. */
static int follows_another(const struct gireport__claims_state *s, const struct gireport__sentence *sentence,
                           const struct gireport__bound *bound, uint32_t i)
{
    const struct gireport__claim *c = bound[i].n > 0 ? &s->t->list[bound[i].claim[0]] : NULL;
    uint32_t other = i, end = sentence->q[i].end;
    if (c == NULL || c->about.n == 0)
        return 0;
    while (other > 0 && !of_another(s, &sentence->q[other - 1], &bound[other - 1], c))
        other--;
    while (end < sentence->end && gireport__prose_mark(s->p, end) == GIREPORT__MARK_NONE)
        end++;
    return other > 0 &&
           gireport__prose_find(s->p, sentence->q[other - 1].end, end, &c->about) == GIREPORT__NONE;
}

static void read_numbers(struct gireport__claims_state *s, struct gireport__sentence *sentence)
{
    struct gireport__bound bound[GIREPORT__MAX_QUANTITIES];
    uint32_t doubt = doubt_before(s, sentence);
    gireport__prose_quantities(s->p, s->t, sentence);
    for (uint32_t i = 0; i < sentence->n; i++) {
        const struct gireport__quantity *q = &sentence->q[i];
        struct gireport__compared result = {GIREPORT_CLAIM_ITEM, GIREPORT__WHY_JUDGED, 0, 0};
        gireport__claims_bind(s, sentence, i, &bound[i]);
        if (follows_another(s, sentence, bound, i))
            bound[i] = (struct gireport__bound){.from = q->start, .why = GIREPORT__WHY_NO_SUBJECT};
        if (i > 0 && same_rule(s, &bound[i - 1], &bound[i]))
            bound[i].flags |= bound[i - 1].flags & GIREPORT__BOUND_DOUBTFUL;
        bound[i].flags |= doubt;
        if (bound[i].n > 0)
            s->doubt = bound[i].flags & GIREPORT__BOUND_DOUBTFUL;
        if (bound[i].n == 0) {
            result.verdict = GIREPORT_CLAIM_UNBOUND;
            result.why = bound[i].why;
            note_number(s, q, &bound[i], result);
            continue;
        }
        if (!q->money)
            result = compare(s, &bound[i], bound[i].to > q->end ? bound[i].to : q->end, q->value);
        note_number(s, q, &bound[i], result);
        if (!q->money && strcmp(q->unit, s->t->units.list[0]) != 0)
            tell_unit(s, q, &bound[i]);
        remember(s, sentence, q, &bound[i]);
        look_at_all(s, sentence, q, &bound[i]);
        gireport__claims_rates(s, sentence, i, &bound[i]);
    }
    doubt_others(s, sentence, bound);
    gireport__claims_lists(s, sentence, bound);
}

/* "未收到政府信息公开申请": as if 0 were written. */
static void read_denials(struct gireport__claims_state *s, const struct gireport__sentence *sentence)
{
    uint32_t at = sentence->start, claims[4], n, from, to;
    while ((n = gireport__claims_none(s, sentence, &at, claims, 4, &from, &to)) > 0)
        for (uint32_t i = 0; i < n; i++) {
            struct gireport__bound b = {.claim = {claims[i]}, .n = 1, .from = from};
            struct gireport__noted what = {.bound = &b, .from = from, .start = to, .end = to};
            what.result = compare(s, &b, to, 0);
            gireport__claims_note(s, &what);
        }
}

static void read_text(struct gireport__claims_state *s, const struct gireport__prose *p)
{
    uint32_t at = 0;
    memset(s->since, 0, sizeof s->since);
    s->doubt = 0;
    for (uint32_t n = 0; at < p->n && n < MAX_SENTENCES; n++) {
        struct gireport__sentence sentence;
        uint8_t marks;
        memmove(s->since + 1, s->since, 3 * sizeof *s->since);
        s->since[0] = at;
        if (gireport__prose_heading(p, at)) {
            s->since[1] = s->since[2] = s->since[3] = at;
            s->doubt = 0;
        }
        sentence.start = at;
        sentence.end = s->end = gireport__prose_sentence_end(p, at, &marks);
        if (marks & (GIREPORT__MARK_DIGIT | GIREPORT__MARK_NUMERAL))
            read_numbers(s, &sentence);
        if (marks & GIREPORT__MARK_DENIAL)
            read_denials(s, &sentence);
        at = sentence.end;
    }
}

/* What came of the text that was read last, in its order. The quotations need the text. */
static void tell_text(struct gireport__claims_state *s)
{
    for (;;) {
        uint32_t next = GIREPORT__NONE;
        for (uint32_t i = 0; i < s->t->n; i++) {
            const struct gireport__seen *seen = &s->seen[i];
            if (seen->broken.there && !seen->agreed &&
                (next == GIREPORT__NONE || seen->broken.from < s->seen[next].broken.from))
                next = i;
        }
        if (next == GIREPORT__NONE)
            break;
        tell_broken(s, &s->t->list[next], &s->seen[next].broken);
        s->seen[next].broken.there = 0;
    }
    memset(s->seen, 0, s->t->n * sizeof *s->seen);
}

static int ends_in(const char *s, const struct gireport__words *ends)
{
    size_t n = strlen(s);
    for (uint32_t i = 0; i < ends->n; i++) {
        size_t m = strlen(ends->list[i]);
        if (n >= m && memcmp(s + n - m, ends->list[i], m) == 0)
            return 1;
    }
    return 0;
}

/* Whose report it is: a government's, an agency's, or nobody knows. */
static enum gireport__claims_organ organ_of(const struct gireport__check *c)
{
    const char *name = c->r->texts[GIREPORT_TEXT_ORGAN].text;
    uint32_t level = c->o->level;
    if (level >= GIREPORT_LEVEL_PROVINCE && level <= GIREPORT_LEVEL_TOWNSHIP)
        return GIREPORT__ORGAN_GOVERNMENT;
    if (level == GIREPORT_LEVEL_MINISTRY || level == GIREPORT_LEVEL_DEPARTMENT ||
        level == GIREPORT_LEVEL_OFFICE)
        return GIREPORT__ORGAN_AGENCY;
    if (name == NULL || *name == '\0')
        return GIREPORT__ORGAN_UNKNOWN;
    return ends_in(name, &c->t->claims.government) ? GIREPORT__ORGAN_GOVERNMENT : GIREPORT__ORGAN_AGENCY;
}

void gireport__check_claims(struct gireport__check *c)
{
    gireport__claims_go_through(c, NULL);
}

void gireport__claims_go_through(struct gireport__check *c, gireport_claims *list)
{
    static const uint32_t texts[] = {GIREPORT_TEXT_OVERVIEW, GIREPORT_TEXT_REMARKS};
    struct gireport__claims_state s = {.c = c, .t = &c->t->claims, .organ = organ_of(c), .list = list};
    if (s.t->n == 0)
        return;
    s.seen = gireport__calloc(s.t->n, sizeof *s.seen);
    if (s.seen == NULL) {
        c->status = GIREPORT_ERR_NOMEM;
        return;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct gireport__prose p;
        if (c->r->texts[texts[i]].text == NULL)
            continue;
        if (!gireport__prose_make(&p, s.t, c->r->texts[texts[i]].text)) {
            c->status = GIREPORT_ERR_NOMEM;
            break;
        }
        s.p = &p;
        s.which = texts[i];
        read_text(&s, &p);
        tell_text(&s);
        gireport__prose_free(&p);
    }
    gireport__free(s.seen);
}
