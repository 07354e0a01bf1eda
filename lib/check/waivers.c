/* SPDX-License-Identifier: MIT */
/* Marking the findings that a waiver accepts, and telling the waivers that nothing needs any more. */

#include "waivers.h"

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "../model/findings.h"
#include "rules.h"

size_t gireport_waivers_count(const gireport_waivers *w)
{
    return w != NULL ? w->count : 0;
}

void gireport_waivers_free(gireport_waivers *w)
{
    if (w == NULL)
        return;
    gireport__arena_free(&w->arena);
    gireport__free(w->items);
    gireport__free(w);
}

/* 1 if a key is one of the waiver's, or begins with one. */
static int covers(const struct gireport__waiver *x, const char *key)
{
    for (size_t i = 0; i < x->n_cells; i++) {
        size_t len = strlen(x->cells[i]);
        if (strncmp(key, x->cells[i], len) == 0 && (key[len] == '\0' || key[len] == '.'))
            return 1;
    }
    return 0;
}

/* 1 if a waiver accepts a finding: its rule, all the cells that it is about, its difference. */
static int accepts(const struct gireport__waiver *x, const struct gireport__finding *finding)
{
    size_t named = 0;
    if (strcmp(x->rule, finding->rule) != 0 ||
        (*x->difference != '\0' && strcmp(x->difference, finding->difference) != 0))
        return 0;
    for (size_t i = 0; x->n_cells > 0 && i < finding->n_cells; i++) {
        if (!gireport__finding_named_by(finding, i))
            continue;
        named++;
        if (!covers(x, finding->cells[i].key))
            return 0;
    }
    return x->n_cells == 0 || named > 0;
}

/* 1 if a rule has run over all that it speaks of, so that no finding means no fault. */
static int was_assessed(const gireport_findings *f, const char *rule)
{
    if (f->checked == GIREPORT__CHECKED_SOME ||
        (f->checked != GIREPORT__CHECKED_STRICT && gireport__check_is_local(rule)))
        return 0;
    for (size_t i = 0; i < f->n_unassessed; i++)
        if (strcmp(f->unassessed[i].rule, rule) == 0)
            return 0;
    return 1;
}

/* Tells what became of a waiver that is of no use. */
static void tell(gireport_findings *f, const char *rule, const struct gireport__waiver *x)
{
    struct gireport__buf line = {0};
    gireport__buf_add_int(&line, x->line);
    struct gireport__say what = {.rule = rule, .arg = {gireport__buf_str(&line), x->rule}};
    if (*x->until != '\0')
        what.expected = x->until;
    gireport__say(f, &what);
    if (line.failed)
        f->status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&line);
}

static void apply(const struct gireport__waiver *x, const char *today, gireport_findings *f, size_t count)
{
    struct gireport__waived how = {x->reason, x->note, x->by, x->on, {NULL, NULL}};
    int expired = today != NULL && *x->until != '\0' && strcmp(x->until, today) < 0, needed = 0;
    for (size_t i = 0; i < count && f->status == GIREPORT_OK; i++) {
        if (!accepts(x, &f->items[i]))
            continue;
        needed = 1;
        if (!expired && f->items[i].waived == NULL)
            gireport__finding_waive(f, i, &how);
    }
    if (needed && expired)
        tell(f, "GI-W-006", x);
    else if (!needed && was_assessed(f, x->rule))
        tell(f, "GI-W-005", x);
}

int gireport_waivers_apply(const gireport_waivers *w, const char *today, gireport_findings *f)
{
    int year, month, day;
    struct gireport__buf organ = {0};
    if (w == NULL || f == NULL ||
        (today != NULL && !gireport__date_parse(today, strlen(today), &year, &month, &day)))
        return GIREPORT_ERR_INVALID_ARG;
    if (f->organ == NULL || f->year == 0)
        return GIREPORT_OK; /* nobody knows whose report it is */
    gireport__fold(&organ, f->organ, strlen(f->organ));
    size_t count = f->count;
    for (size_t i = 0; i < w->count && !organ.failed; i++)
        if (w->items[i].year == f->year && strcmp(w->items[i].organ, gireport__buf_str(&organ)) == 0)
            apply(&w->items[i], today, f, count);
    int status = organ.failed ? GIREPORT_ERR_NOMEM : gireport__findings_status(f);
    gireport__buf_free(&organ);
    return status;
}
