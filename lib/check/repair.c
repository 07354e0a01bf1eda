/* SPDX-License-Identifier: MIT */
/* The smallest repair of a report: each knot of broken rules is searched by itself; proposals combine them.
 */

#include <stdlib.h>
#include <string.h>

#include "../base/buf.h"
#include "../base/options.h"
#include "repair.h"

#define MAX_CELLS         8
#define MAX_PROPOSALS     16
#define MAX_NODES         200000
#define SETS_SEEN         1024 /* of one knot, before the likelier ones are kept */
#define LARGEST_MAX_CELLS 64

int gireport_repair_options_init(gireport_repair_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__REPAIR_V1);
}

static int compare_sets(const void *pa, const void *pb)
{
    const struct gireport__set *a = pa, *b = pb;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    for (uint32_t i = 0; i < a->n && i < b->n; i++)
        if (a->changes[i].field != b->changes[i].field)
            return a->changes[i].field < b->changes[i].field ? -1 : 1;
    return a->n < b->n ? -1 : a->n > b->n;
}

/* Puts what a search found into a knot: the likelier sets, with their causes. */
static int take_sets(gireport_repair *p, const gireport_report *r, const struct gireport__found *found,
                     size_t most, struct gireport__knot *knot)
{
    size_t n = found->n < most ? found->n : most;
    for (size_t i = 0; i < found->n; i++)
        found->sets[i].weight = gireport__set_weight(r, &found->sets[i]);
    if (found->n > 0)
        qsort(found->sets, found->n, sizeof *found->sets, compare_sets);
    knot->n_sets = n;
    knot->unique = found->complete && found->n == 1 && !found->ambiguous;
    knot->sets = gireport__arena_alloc(&p->arena, (n + 1) * sizeof *knot->sets);
    if (knot->sets == NULL)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < n; i++) {
        knot->sets[i] = found->sets[i];
        if (!gireport__set_explain(r, &knot->sets[i], &p->arena))
            return GIREPORT_ERR_NOMEM;
    }
    return GIREPORT_OK;
}

static int search_knot(gireport_repair *p, const gireport_report *r, const struct gireport__system *system,
                       struct gireport__search_limits *limits, size_t most)
{
    struct gireport__found found = {0};
    struct gireport__knot *knot = &p->knots[p->n_knots];
    int status = system->too_large ? GIREPORT_ERR_LIMIT : gireport__search(system, limits, &p->arena, &found);
    if (status == GIREPORT_ERR_LIMIT) {
        p->spent = 1;
        status = GIREPORT_OK;
    }
    if (status == GIREPORT_OK)
        status = take_sets(p, r, &found, most, knot);
    for (uint32_t c = 0; c < system->n_cols && status == GIREPORT_OK; c++)
        if (system->cols[c].field != GIREPORT__NONE)
            p->knot_of[system->cols[c].field] = p->n_knots;
    if (status == GIREPORT_OK)
        p->n_knots++;
    if (status == GIREPORT_OK && knot->n_sets > 0)
        limits->max_cells -= knot->sets[0].n;
    gireport__free(found.sets);
    return status;
}

static int search_knots(gireport_repair *p, const gireport_report *r, const gireport_repair_options *o)
{
    struct gireport__systems systems;
    struct gireport__search_limits limits = {o->max_cells, SETS_SEEN, o->max_nodes};
    if (limits.max_sets < o->max_proposals)
        limits.max_sets = o->max_proposals;
    int status = gireport__systems_begin(r, o->blank == GIREPORT_BLANK_STRICT, &systems);
    if (status != GIREPORT_OK || systems.n_broken == 0) {
        if (status == GIREPORT_OK)
            gireport__systems_end(&systems);
        return status;
    }
    p->knots = gireport__arena_alloc(&p->arena, systems.n_broken * sizeof *p->knots);
    p->knot_of = gireport__arena_alloc(&p->arena, (r->tpl->n_fields + 1U) * sizeof *p->knot_of);
    if (p->knots == NULL || p->knot_of == NULL)
        status = GIREPORT_ERR_NOMEM;
    else
        memset(p->knot_of, 0xff, r->tpl->n_fields * sizeof *p->knot_of);
    uint32_t next = 0;
    while (status == GIREPORT_OK) {
        struct gireport__system system;
        int more = gireport__systems_next(&systems, &next, &system);
        if (more <= 0) {
            status = more;
            break;
        }
        status = search_knot(p, r, &system, &limits, o->max_proposals);
        gireport__system_free(&system);
    }
    gireport__systems_end(&systems);
    return status;
}

/* ---- proposals: one set of each knot ---- */

static const char *join_causes(gireport_repair *p, const char *a, const char *b, const char *mark)
{
    struct gireport__buf buf = {0};
    gireport__buf_adds(&buf, a);
    gireport__buf_adds(&buf, mark);
    gireport__buf_adds(&buf, b);
    const char *s = buf.failed ? NULL : gireport__arena_strndup(&p->arena, gireport__buf_str(&buf), buf.len);
    gireport__buf_free(&buf);
    return s;
}

/* Both sets as one. */
static int join_sets(gireport_repair *p, const struct gireport__set *a, const struct gireport__set *b,
                     struct gireport__set *out)
{
    uint32_t i = 0, k = 0;
    out->n = a->n + b->n;
    out->weight = a->weight + b->weight;
    out->changes = gireport__arena_alloc(&p->arena, (out->n + 1) * sizeof *out->changes);
    out->cause[0] = join_causes(p, a->cause[0], b->cause[0], "；");
    out->cause[1] = join_causes(p, a->cause[1], b->cause[1], "; ");
    if (out->changes == NULL || out->cause[0] == NULL || out->cause[1] == NULL)
        return 0;
    for (uint32_t at = 0; at < out->n; at++) {
        int from_a = k == b->n || (i < a->n && a->changes[i].field < b->changes[k].field);
        out->changes[at] = from_a ? a->changes[i++] : b->changes[k++];
    }
    return 1;
}

/* Which two sets a joined one is made of, by weight and then by place. */
struct pair {
    uint32_t weight;
    uint32_t a, b;
};

static int compare_pairs(const void *pa, const void *pb)
{
    const struct pair *a = pa, *b = pb;
    if (a->weight != b->weight)
        return a->weight < b->weight ? -1 : 1;
    return a->a != b->a ? (a->a < b->a ? -1 : 1) : (a->b < b->b ? -1 : a->b > b->b);
}

/* Joins the proposals so far with the sets of one knot more; the likelier ones stay. */
static int join_knot(gireport_repair *p, const struct gireport__knot *knot, size_t most)
{
    size_t n = p->n_proposals * knot->n_sets, kept = n < most ? n : most;
    struct pair *pairs = gireport__realloc_array(NULL, n + 1, sizeof *pairs);
    struct gireport__set *sets = gireport__arena_alloc(&p->arena, (kept + 1) * sizeof *sets);
    int status = pairs != NULL && sets != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < n && status == GIREPORT_OK; i++) {
        uint32_t a = (uint32_t)(i / knot->n_sets), b = (uint32_t)(i % knot->n_sets);
        pairs[i] = (struct pair){p->proposals[a].weight + knot->sets[b].weight, a, b};
    }
    if (status == GIREPORT_OK)
        qsort(pairs, n, sizeof *pairs, compare_pairs);
    for (size_t i = 0; i < kept && status == GIREPORT_OK; i++)
        if (!join_sets(p, &p->proposals[pairs[i].a], &knot->sets[pairs[i].b], &sets[i]))
            status = GIREPORT_ERR_NOMEM;
    gireport__free(pairs);
    p->proposals = sets;
    p->n_proposals = status == GIREPORT_OK ? kept : 0;
    return status;
}

static int make_proposals(gireport_repair *p, size_t most)
{
    int status = GIREPORT_OK;
    p->unique = p->n_knots > 0;
    for (uint32_t i = 0; i < p->n_knots && status == GIREPORT_OK; i++) {
        const struct gireport__knot *knot = &p->knots[i];
        p->unique &= knot->unique;
        if (i == 0) {
            p->proposals = knot->sets;
            p->n_proposals = knot->n_sets;
        } else {
            status = join_knot(p, knot, most); /* nothing, as soon as one knot has no set */
        }
    }
    return status;
}

static int take_options(const gireport_repair_options *options, gireport_repair_options *o)
{
    int status = gireport__options_take(o, sizeof *o, options, GIREPORT__REPAIR_V1);
    if (status != GIREPORT_OK)
        return status;
    if (o->blank > GIREPORT_BLANK_STRICT || o->reserved != 0)
        return GIREPORT_ERR_INVALID_ARG;
    if (o->max_cells == 0)
        o->max_cells = MAX_CELLS;
    if (o->max_cells > LARGEST_MAX_CELLS)
        o->max_cells = LARGEST_MAX_CELLS;
    if (o->max_proposals == 0)
        o->max_proposals = MAX_PROPOSALS;
    if (o->max_proposals > SETS_SEEN)
        o->max_proposals = SETS_SEEN;
    if (o->max_nodes == 0)
        o->max_nodes = MAX_NODES;
    return GIREPORT_OK;
}

int gireport_repair_find(const gireport_report *r, const gireport_repair_options *options,
                         gireport_repair **out)
{
    gireport_repair_options o;
    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = NULL;
    if (r == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int status = take_options(options, &o);
    if (status != GIREPORT_OK)
        return status;
    gireport_repair *p = gireport__calloc(1, sizeof *p);
    if (p == NULL)
        return GIREPORT_ERR_NOMEM;
    p->n_fields = r->tpl->n_fields;
    status = search_knots(p, r, &o);
    if (status == GIREPORT_OK)
        status = make_proposals(p, o.max_proposals);
    if (status != GIREPORT_OK) {
        gireport_repair_free(p);
        return status;
    }
    *out = p;
    return p->spent ? GIREPORT_ERR_LIMIT : GIREPORT_OK;
}

void gireport_repair_free(gireport_repair *p)
{
    if (p == NULL)
        return;
    gireport__arena_free(&p->arena);
    gireport__free(p);
}

size_t gireport_repair_count(const gireport_repair *p)
{
    return p != NULL ? p->n_proposals : 0;
}

int gireport_repair_unique(const gireport_repair *p)
{
    return p != NULL && p->unique && p->n_proposals == 1;
}

size_t gireport_repair_cell_count(const gireport_repair *p, size_t proposal)
{
    return p != NULL && proposal < p->n_proposals ? p->proposals[proposal].n : 0;
}

int gireport_repair_cell(const gireport_repair *p, size_t proposal, size_t cell, size_t *out_field,
                         int64_t *out_old, int64_t *out_new)
{
    if (out_field != NULL)
        *out_field = 0;
    if (out_old != NULL)
        *out_old = 0;
    if (out_new != NULL)
        *out_new = 0;
    if (p == NULL || out_field == NULL || out_old == NULL || out_new == NULL || proposal >= p->n_proposals ||
        cell >= p->proposals[proposal].n)
        return GIREPORT_ERR_INVALID_ARG;
    const struct gireport__change *c = &p->proposals[proposal].changes[cell];
    *out_field = c->field;
    *out_old = c->old_value;
    *out_new = c->new_value;
    return GIREPORT_OK;
}

const char *gireport_repair_cause(const gireport_repair *p, size_t proposal, uint32_t lang)
{
    return p != NULL && proposal < p->n_proposals && lang <= GIREPORT_LANG_EN
               ? p->proposals[proposal].cause[lang]
               : NULL;
}

int gireport_repair_apply(const gireport_repair *p, size_t proposal, const gireport_report *r,
                          gireport_report **out)
{
    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = NULL;
    if (p == NULL || r == NULL || proposal >= p->n_proposals || r->tpl->n_fields != p->n_fields)
        return GIREPORT_ERR_INVALID_ARG;
    int status = gireport_report_copy(r, out);
    const struct gireport__set *set = &p->proposals[proposal];
    for (uint32_t i = 0; i < set->n && status == GIREPORT_OK; i++) {
        struct gireport__cell *cell = &(*out)->cells[set->changes[i].field];
        *cell = (struct gireport__cell){.value = set->changes[i].new_value,
                                        .state = GIREPORT_STATE_VALUE,
                                        .origin = GIREPORT_ORIGIN_REPAIRED,
                                        .place = cell->place,
                                        .line = cell->line,
                                        .column = cell->column,
                                        .unit = cell->unit,
                                        .scale = cell->scale};
    }
    return status;
}
