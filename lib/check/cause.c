/* SPDX-License-Identifier: MIT */
/* Findings that one cause explains are folded under it: where the smallest repair of a knot of broken rules
 * is the only one, a note names it. */

#include <string.h>

#include "repair.h"
#include "rules.h"

#define NODES 10000 /* a check does not search for long */

/* The rule that speaks of such a set. */
static const char *rule_of(const gireport_report *r, const struct gireport__set *set)
{
    const gireport_template *t = r->tpl;
    const struct gireport__field *first = &t->fields[set->changes[0].field];
    int one_row = 1;
    if (strcmp(t->tables[first->table].key, "applications") != 0)
        return "GI-X-010";
    for (uint32_t i = 1; i < set->n; i++)
        one_row &= t->fields[set->changes[i].field].row == first->row;
    if (one_row && t->rows[first->row].total)
        return "GI-T3-004";
    return set->n == 1 ? "GI-T3-005" : "GI-X-010";
}

/* Tells the cause and gives its id: the finding is the last one then. */
static const char *tell_cause(struct gireport__check *c, const struct gireport__set *set)
{
    char found[32], expected[32];
    struct gireport__ref *refs = gireport__realloc_array(NULL, set->n, sizeof *refs);
    if (refs == NULL) {
        c->status = GIREPORT_ERR_NOMEM;
        return NULL;
    }
    for (uint32_t i = 0; i < set->n; i++)
        refs[i] = (struct gireport__ref){set->changes[i].field, GIREPORT_ROLE_CELL};
    struct gireport__say what = {
        .rule = rule_of(c->r, set), .cells = refs, .n_cells = set->n, .arg = {set->cause[0], set->cause[1]}};
    if (set->n == 1) {
        what.found = gireport__check_number(found, set->changes[0].old_value, 0);
        what.expected = gireport__check_number(expected, set->changes[0].new_value, 0);
    }
    size_t before = gireport_findings_count(c->f);
    gireport__check_say(c, &what);
    gireport__free(refs);
    size_t now = gireport_findings_count(c->f);
    return now > before && c->f->dropped == 0 ? gireport_finding_id(c->f, now - 1) : NULL;
}

void gireport__check_cause(struct gireport__check *c, size_t first)
{
    size_t end = gireport_findings_count(c->f);
    gireport_repair *repair;
    gireport_repair_options o = {
        .size = sizeof o, .blank = c->o->blank, .max_proposals = 2, .max_nodes = NODES};
    if (end == first)
        return;
    int status = gireport_repair_find(c->r, &o, &repair);
    if (status != GIREPORT_OK && status != GIREPORT_ERR_LIMIT) {
        c->status = status;
        return;
    }
    for (uint32_t k = 0; k < repair->n_knots; k++) {
        const struct gireport__knot *knot = &repair->knots[k];
        const char *id = knot->unique ? tell_cause(c, &knot->sets[0]) : NULL;
        for (size_t i = first; i < end && id != NULL; i++) {
            const struct gireport__finding *x = &c->f->items[i];
            if (x->severity == GIREPORT_SEVERITY_ERROR && x->n_cells > 0 &&
                repair->knot_of[x->cells[0].field] == k)
                gireport__finding_set_cause(c->f, i, id);
        }
    }
    gireport_repair_free(repair);
}
