/* SPDX-License-Identifier: MIT */
/* In which cells a row of a ledger counts. All follows from its dates:
 *
 *     received in the year                        new
 *     received before it, not closed before it    carried in
 *     closed in the year                          its outcome, and the total
 *     received by its end, not closed by then     carried out
 *
 * so that new + carried in = total + carried out, whatever the ledger says. A dispute counts by the day on which it
 * was decided; until then it is pending from the day on which it was filed. */
#include "tally.h"

enum { NO = GIREPORT__COUNTS_NO, YES = GIREPORT__COUNTS_YES, MAYBE = GIREPORT__COUNTS_MAYBE };

/* A day against the year: -1 before, 0 in, 1 after it. */
static int against(const struct gireport_tally *t, int32_t date)
{
    return date / 10000 < t->year ? -1 : date / 10000 > t->year;
}

static void all_maybe(struct gireport__tally_parts *p)
{
    p->received = p->carried_in = p->closed = p->carried_out = MAYBE;
}

/* The day of closing is known and in the year or later, that of receipt is known and not after the year. */
static void count_dates(const struct gireport_tally *t, const struct gireport__tally_row *row,
                        struct gireport__tally_parts *p)
{
    p->received = against(t, row->received) == 0 ? YES : NO;
    p->carried_in = p->received == YES ? NO : YES;
    p->closed = row->closed > 0 && against(t, row->closed) == 0 ? YES : NO;
    p->carried_out = p->closed == YES ? NO : YES;
}

static void count_request(const struct gireport_tally *t, const struct gireport__tally_row *row,
                          struct gireport__tally_parts *p)
{
    int known = row->received > 0;
    if (row->no_request)
        return;
    if (row->doubt) {
        all_maybe(p);
        return;
    }
    if (known && against(t, row->received) > 0)
        return;
    if (row->closed > 0 && !row->closing_doubt && against(t, row->closed) < 0)
        return; /* closed before the year, and so received before it */
    if (!known) {
        all_maybe(p);
        if (row->closed > 0 && !row->closing_doubt && against(t, row->closed) == 0) {
            p->closed = YES;
            p->carried_out = NO;
        }
        return;
    }
    count_dates(t, row, p);
    if (row->closing_doubt || row->closed == GIREPORT__TALLY_BAD) {
        p->closed = p->carried_out = MAYBE;
        /* One that may have been closed before the year was not surely carried into it. */
        if (p->carried_in == YES)
            p->carried_in = MAYBE;
    }
}

static uint8_t count_case(const struct gireport_tally *t, const struct gireport__tally_row *row,
                          const struct gireport__tally_case *c, uint32_t *result)
{
    uint32_t pending = t->tpl->ledger.pending;
    *result = c->result.state == GIREPORT__WORD_KNOWN ? c->result.target : GIREPORT__NONE;
    if (c->result.state == GIREPORT__WORD_NONE && !c->result.doubt)
        return NO;
    if (!row->doubt && row->received > 0 && against(t, row->received) > 0)
        return NO;
    if (row->doubt || c->result.doubt || c->filed == GIREPORT__TALLY_BAD || c->decided == GIREPORT__TALLY_BAD) {
        *result = GIREPORT__NONE;
        return MAYBE;
    }
    if ((c->filed > 0 && against(t, c->filed) > 0) || (c->decided > 0 && against(t, c->decided) < 0))
        return NO;
    if (c->decided > 0 && against(t, c->decided) > 0)
        *result = pending;
    /* A word that is not known may say that there is no dispute at all. */
    return c->result.state == GIREPORT__WORD_KNOWN ? YES : MAYBE;
}

void gireport__tally_parts(const struct gireport_tally *t, const struct gireport__tally_row *row,
                           struct gireport__tally_parts *parts)
{
    *parts = (struct gireport__tally_parts){0};
    count_request(t, row, parts);
    for (uint32_t i = 0; i < t->tpl->ledger.n_disputes; i++)
        parts->cases[i] = count_case(t, row, &row->cases[i], &parts->results[i]);
}

static uint32_t both(uint32_t a, uint32_t b)
{
    return a == NO || b == NO ? NO : a == MAYBE || b == MAYBE ? MAYBE : YES;
}

/* A column of the form against a column that is known or not. */
static uint32_t in_column(const gireport_template *tpl, uint32_t col, int known, uint32_t is)
{
    if (tpl->cols[col].total)
        return YES;
    return !known ? MAYBE : is == col ? YES : NO;
}

/* Is the outcome a row, or a member of it? */
static uint32_t has_outcome(const struct gireport_tally *t, const struct gireport__tally_row *row, uint32_t form_row)
{
    uint32_t at = row->outcome.target;
    if (row->outcome.state != GIREPORT__WORD_KNOWN)
        return MAYBE;
    while (at != GIREPORT__NONE && at != form_row)
        at = t->tpl->rows[at].parent;
    return at == form_row ? YES : NO;
}

uint32_t gireport__tally_counts(const struct gireport_tally *t, const struct gireport__tally_row *row,
                                const struct gireport__tally_parts *parts, uint32_t field)
{
    const struct gireport__ledger *g = &t->tpl->ledger;
    const struct gireport__field *f = &t->tpl->fields[field];
    uint32_t part;
    for (uint32_t i = 0; i < g->n_disputes; i++)
        if (f->row == g->disputes[i].row)
            return both(parts->cases[i], in_column(t->tpl, f->col, parts->results[i] != GIREPORT__NONE,
                                                   parts->results[i]));
    if (f->row == g->received)
        part = parts->received;
    else if (f->row == g->carried_in)
        part = parts->carried_in;
    else if (f->row == g->carried_out)
        part = parts->carried_out;
    else if (f->row == g->closed)
        part = parts->closed;
    else
        part = parts->closed == NO ? NO : both(parts->closed, has_outcome(t, row, f->row));
    return part == NO ? NO
                      : both(part, in_column(t->tpl, f->col, row->applicant.state == GIREPORT__WORD_KNOWN,
                                             row->applicant.target));
}

int gireport__tally_fills(const struct gireport_tally *t, uint32_t field)
{
    const struct gireport__ledger *g = &t->tpl->ledger;
    const struct gireport__field *f = &t->tpl->fields[field];
    for (uint32_t i = 0; i < g->n_disputes; i++)
        if (f->row == g->disputes[i].row)
            return t->at[GIREPORT__LEDGER_DISPUTES + 3 * i] != GIREPORT__NONE;
    return f->section == t->tpl->rows[g->closed].section;
}
