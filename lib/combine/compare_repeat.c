/* SPDX-License-Identifier: MIT */
/* Repeat rates of a comparison: of the text parts, and of the tables. */

#include <string.h>

#include "../base/num.h"
#include "compare.h"
#include "repeat.h"

#define PASSAGES   20   /* listed of one part */
#define MAX_ORGANS 64   /* every pair of which is compared */
#define MUCH       8000 /* hundredths of a percent from which a finding names the part */
#define LONG       100  /* letters: shorter parts are alike by nature */

struct run {
    size_t from, to;
};

/* The longest runs, longest first; of equal ones the first. */
struct longest {
    struct run runs[PASSAGES];
    size_t n, least;
};

static void take_run(void *context, size_t from, size_t to)
{
    struct longest *l = context;
    size_t len = to - from, at = l->n;

    if (len < l->least)
        return;
    while (at > 0 && l->runs[at - 1].to - l->runs[at - 1].from < len)
        at--;
    if (at == PASSAGES)
        return;
    if (l->n < PASSAGES)
        l->n++;
    memmove(&l->runs[at + 1], &l->runs[at], (l->n - 1 - at) * sizeof *l->runs);
    l->runs[at] = (struct run){from, to};
}

/* A text part in all columns. */
struct part {
    const char *key;
    struct gireport__text label;
    uint32_t which; /* enum gireport_text */
    struct gireport__folded *folded;
    struct gireport__shingles *shingles;
};

static struct gireport__repeat *add_repeat(gireport_comparison *c, size_t a, size_t b)
{
    struct gireport__repeat *r;

    if (!gireport__grow((void **)&c->repeats, &c->repeats_capacity, c->n_repeats, sizeof *c->repeats))
        return NULL;
    r = &c->repeats[c->n_repeats++];
    memset(r, 0, sizeof *r);
    r->a = (uint32_t)a;
    r->b = (uint32_t)b;
    return r;
}

static int keep_passages(struct gireport__compare *w, struct gireport__repeat *r, const struct longest *l,
                         const struct gireport__folded *f, const char *text)
{
    if (l->n == 0)
        return GIREPORT_OK;
    r->passages = gireport__arena_alloc(&w->c->arena, l->n * sizeof *r->passages);
    for (size_t i = 0; r->passages != NULL && i < l->n; i++) {
        size_t from = f->at[l->runs[i].from], to = f->end[l->runs[i].to - 1];

        r->passages[i].chars = l->runs[i].to - l->runs[i].from;
        r->passages[i].text = gireport__arena_strndup(&w->c->arena, text + from, to - from);
        if (r->passages[i].text == NULL)
            return GIREPORT_ERR_NOMEM;
        r->n_passages++;
    }
    return r->passages != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

static int tell_much(struct gireport__compare *w, const struct gireport__repeat *r)
{
    struct gireport__buf rate = {0};

    if (r->all < LONG || gireport__repeat_rate(r) < MUCH)
        return GIREPORT_OK;
    gireport__num_format(&rate, gireport__repeat_rate(r), 2, 0);
    gireport__buf_addc(&rate, '%');
    gireport__say(w->findings, &(struct gireport__say){
                                   .rule = "GI-C-012",
                                   .arg = {w->c->columns[r->b].name, r->label.zh, w->c->columns[r->a].name},
                                   .found = gireport__buf_str(&rate)});
    int status = rate.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
    gireport__buf_free(&rate);
    return status;
}

static int compare_text(struct gireport__compare *w, const struct part *p, size_t a, size_t b)
{
    const char *text = w->reports[b]->texts[p->which].text;
    struct longest longest = {.n = 0, .least = w->o.passage};
    struct gireport__repeat *r;
    int status;

    if (p->folded[a].n == 0 || p->folded[b].n == 0)
        return GIREPORT_OK;
    r = add_repeat(w->c, a, b);
    if (r == NULL)
        return GIREPORT_ERR_NOMEM;
    r->part = p->key;
    r->label = p->label;
    r->all = p->folded[b].n;
    r->same = gireport__repeated(&p->shingles[a], &p->folded[b], take_run, &longest);
    status = keep_passages(w, r, &longest, &p->folded[b], text);
    return status == GIREPORT_OK ? tell_much(w, r) : status;
}

/* The rows of a table in two columns: cells that are not both 0, and those that are equal. */
static int compare_table(struct gireport__compare *w, const struct gireport__compared_part *p, size_t a,
                         size_t b)
{
    struct gireport__repeat *r = add_repeat(w->c, a, b);

    if (r == NULL)
        return GIREPORT_ERR_NOMEM;
    r->part = p->key;
    r->label = p->title;
    r->table = 1;
    for (uint32_t i = p->first; i < p->first + p->n; i++) {
        const struct gireport__datum *x = gireport__datum(w->c, i, a), *y = gireport__datum(w->c, i, b);

        if (x->state != GIREPORT_STATE_VALUE || y->state != GIREPORT_STATE_VALUE ||
            (x->value | y->value) == 0)
            continue;
        r->all++;
        r->same += x->value == y->value;
    }
    if (r->all == 0)
        w->c->n_repeats--;
    return GIREPORT_OK;
}

static int fold_part(struct gireport__compare *w, struct part *p)
{
    int status = GIREPORT_OK;

    for (size_t i = 0; i < w->c->n_columns && status == GIREPORT_OK; i++) {
        const char *text = w->reports[i]->texts[p->which].text;

        if (text == NULL)
            continue;
        status = gireport__folded_make(&p->folded[i], text, strlen(text));
        if (status == GIREPORT_OK && i + 1 < w->c->n_columns)
            status = gireport__shingles_make(&p->shingles[i], &p->folded[i]);
    }
    return status;
}

/* Calls compare for each pair that is looked at: neighbouring years, else every two organs. */
static int each_pair(struct gireport__compare *w, const struct part *p,
                     const struct gireport__compared_part *table)
{
    int years = w->c->kind == GIREPORT_COMPARE_YEARS, status = GIREPORT_OK;

    for (size_t b = 1; b < w->c->n_columns; b++)
        for (size_t a = years ? b - 1 : 0; a < b && status == GIREPORT_OK; a++)
            status = p != NULL ? compare_text(w, p, a, b) : compare_table(w, table, a, b);
    return status;
}

static int compare_part(struct gireport__compare *w, struct part *p)
{
    size_t n = w->c->n_columns;
    int status = GIREPORT_ERR_NOMEM;

    p->folded = gireport__calloc(n, sizeof *p->folded);
    p->shingles = gireport__calloc(n, sizeof *p->shingles);
    if (p->folded != NULL && p->shingles != NULL)
        status = fold_part(w, p);
    if (status == GIREPORT_OK)
        status = each_pair(w, p, NULL);
    for (size_t i = 0; i < n; i++) {
        if (p->shingles != NULL)
            gireport__shingles_free(&p->shingles[i]);
        if (p->folded != NULL)
            gireport__folded_free(&p->folded[i]);
    }
    gireport__free(p->folded);
    gireport__free(p->shingles);
    return status;
}

int gireport__compare_repeats(struct gireport__compare *w)
{
    const gireport_template *t = w->reports[w->c->n_columns - 1]->tpl;
    int status = GIREPORT_OK;

    if (w->c->kind != GIREPORT_COMPARE_YEARS && w->c->n_columns > MAX_ORGANS) {
        gireport__say(w->findings, &(struct gireport__say){.rule = "GI-C-013"});
        return GIREPORT_OK;
    }
    for (uint32_t i = 0; i < t->n_parts && status == GIREPORT_OK; i++) {
        struct part p = {.key = t->parts[i].key, .which = t->parts[i].text};

        p.label.zh = p.label.en = t->parts[i].label.text;
        if (p.which != GIREPORT__NONE)
            status = compare_part(w, &p);
    }
    for (size_t i = 0; i < w->c->n_parts && status == GIREPORT_OK; i++)
        if (!w->c->parts[i].figures && w->c->parts[i].only == NULL)
            status = each_pair(w, NULL, &w->c->parts[i]);
    return status;
}
