/* SPDX-License-Identifier: MIT */
/* The list of all claims of a report: what the check of the sentences sees, written down as it goes. */

#include <string.h>

#include "claims.h"

/* A stretch of the text without its line ends and spaces; "" where memory is short (told by the state). */
static const char *keep(const struct gireport__claims_state *s, uint32_t from, uint32_t to)
{
    const struct gireport__prose *p = s->p;
    size_t start = from < p->n ? p->at[from] : p->len, end = to < p->n ? p->at[to] : p->len, n = 0;
    char *copy = end > start ? gireport__arena_alloc(&s->list->arena, end - start + 1) : NULL;
    if (copy == NULL && end > start)
        s->c->status = GIREPORT_ERR_NOMEM;
    for (size_t i = start; copy != NULL && i < end; i++)
        if (p->text[i] != '\n' && p->text[i] != '\r' && p->text[i] != ' ')
            copy[n++] = p->text[i];
    return copy != NULL ? copy : "";
}

static const char *keep_text(const struct gireport__claims_state *s, const char *text)
{
    const char *copy = text != NULL ? gireport__arena_strndup(&s->list->arena, text, strlen(text)) : "";
    if (copy == NULL)
        s->c->status = GIREPORT_ERR_NOMEM;
    return copy != NULL ? copy : "";
}

static void take_cells(const struct gireport__claims_state *s, struct gireport__claim_said *x,
                       const struct gireport__bound *b)
{
    size_t most = 0;
    for (uint32_t i = 0; i < b->n; i++)
        if (s->t->list[b->claim[i]].n_sums > 0)
            most += s->t->sums[s->t->list[b->claim[i]].first_sum].n_terms;
    if (most == 0)
        return;
    x->cells = gireport__arena_alloc(&s->list->arena, most * sizeof *x->cells);
    if (x->cells == NULL) {
        s->c->status = GIREPORT_ERR_NOMEM;
        return;
    }
    for (uint32_t i = 0; i < b->n; i++) {
        const struct gireport__claim *c = &s->t->list[b->claim[i]];
        const struct gireport__sum *sum = &s->t->sums[c->first_sum];
        for (uint32_t k = 0; c->n_sums > 0 && k < sum->n_terms; k++)
            x->cells[x->n_cells++] =
                keep_text(s, s->c->t->fields[s->t->terms[sum->first_term + k].field].key);
    }
}

void gireport__claims_note(const struct gireport__claims_state *s, const struct gireport__noted *what)
{
    if (s->list == NULL || s->c->status != GIREPORT_OK)
        return;
    void *items = s->list->items;
    if (!gireport__grow(&items, &s->list->capacity, s->list->count, sizeof *s->list->items)) {
        s->c->status = GIREPORT_ERR_NOMEM;
        return;
    }
    s->list->items = items;
    struct gireport__claim_said *x = &s->list->items[s->list->count];
    const struct gireport__bound *b = what->bound;
    const struct gireport__claim *c = b->n > 0 ? &s->t->list[b->claim[0]] : NULL;
    memset(x, 0, sizeof *x);
    x->part = s->which;
    gireport__check_place(s->c, s->which, what->from < s->p->n ? s->p->at[what->from] : s->p->len, &x->line,
                           &x->column);
    x->quote = keep(s, what->from, what->end);
    x->number = keep(s, what->start, what->end);
    x->unit = keep_text(s, what->unit);
    x->pattern = keep_text(s, c == NULL        ? NULL
                              : c->key != NULL ? c->key
                              : c->say.n > 0   ? c->say.list[0]
                                               : NULL);
    const char *rule = what->rule != NULL ? what->rule : c != NULL ? c->rule : NULL;
    if (what->rule == NULL && c != NULL && c->zero_rule != NULL &&
        (what->value == 0 || (what->result.has_expected && what->result.expected == 0)))
        rule = c->zero_rule;
    x->rule = keep_text(s, rule);
    x->value = what->value;
    x->scale = what->scale;
    x->verdict = what->result.verdict;
    x->why = what->result.why;
    x->has_expected = what->result.has_expected;
    x->expected = what->result.expected;
    take_cells(s, x, b);
    s->list->count++;
}

int gireport_claims_find(const gireport_report *r, const gireport_check_options *options,
                         gireport_claims **out)
{
    if (out != NULL)
        *out = NULL;
    if (r == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    gireport_check_options o;
    struct gireport__check c = {.only = GIREPORT__NONE};
    gireport_claims *list = gireport__calloc(1, sizeof *list);
    int status = list != NULL ? gireport__check_begin(&c, &o, r, options) : GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK) {
        const char *organ = r->texts[GIREPORT_TEXT_ORGAN].text;
        list->tpl = gireport_template_ref(r->tpl);
        list->year = r->year;
        list->organ = organ != NULL ? gireport__strndup(organ, strlen(organ)) : NULL;
        if (organ != NULL && list->organ == NULL)
            c.status = GIREPORT_ERR_NOMEM;
        gireport__claims_go_through(&c, list);
        status = c.status;
    }
    gireport__check_end(&c);
    if (status == GIREPORT_OK)
        *out = list;
    else
        gireport_claims_free(list);
    return status;
}
