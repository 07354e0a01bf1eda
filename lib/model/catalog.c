/* SPDX-License-Identifier: MIT */
/* All rules of this build as one list by id: the catalogue, and the rules of the built-in templates. Both are
 * constants; their merged order is computed where it is asked for. */

#include "catalog.h"

#include <string.h>

#define E GIREPORT_SEVERITY_ERROR
#define W GIREPORT_SEVERITY_WARNING
#define N GIREPORT_SEVERITY_NOTE
#define RULE(id, severity, since, title_zh, title_en, message_zh, message_en, why_zh, why_en, example_zh,    \
             example_en, basis, editions)                                                                    \
    {id,                                                                                                     \
     severity,                                                                                               \
     since,                                                                                                  \
     {title_zh, title_en},                                                                                   \
     {message_zh, message_en},                                                                               \
     {why_zh, why_en},                                                                                       \
     {example_zh, example_en},                                                                               \
     basis,                                                                                                  \
     "",                                                                                                     \
     editions},

const struct gireport_rule gireport__catalog[] = {
#include "catalog.def"
};
const size_t gireport__catalog_count = sizeof gireport__catalog / sizeof *gireport__catalog;

/* The place of an id in the catalogue: the number of ids before it. *found is its rule, or NULL. */
static size_t catalog_place(const char *id, const struct gireport_rule **found)
{
    size_t low = 0, high = gireport__catalog_count;
    *found = NULL;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(gireport__catalog[middle].id, id);
        if (order == 0)
            *found = &gireport__catalog[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static const struct gireport_rule *template_rule(const gireport_template *t, const char *id)
{
    for (uint32_t i = 0; i < t->n_rules; i++)
        if (strcmp(t->rules[i].id, id) == 0)
            return &t->rules[i];
    return NULL;
}

/* The rule of an id in the newest built-in template that has it, or NULL. */
static const struct gireport_rule *builtin_rule(const char *id)
{
    for (size_t i = gireport_template_count(); i > 0; i--) {
        const struct gireport_rule *r = template_rule(gireport_template_at(i - 1), id);
        if (r != NULL)
            return r;
    }
    return NULL;
}

const struct gireport_rule *gireport__rule_lookup(const gireport_template *t, const char *id)
{
    const struct gireport_rule *found = t != NULL ? template_rule(t, id) : NULL;
    if (found == NULL)
        catalog_place(id, &found);
    return found != NULL ? found : builtin_rule(id);
}

/* The rule with the least id after `after` ("" for the first), or NULL. Where two templates have the id, the
 * newer one's rule counts. */
static const struct gireport_rule *next_rule(const char *after)
{
    const struct gireport_rule *best;
    size_t place = catalog_place(after, &best);
    if (best != NULL)
        place++;
    best = place < gireport__catalog_count ? &gireport__catalog[place] : NULL;
    for (size_t i = gireport_template_count(); i > 0; i--) {
        const gireport_template *t = gireport_template_at(i - 1);
        for (uint32_t k = 0; k < t->n_rules; k++) {
            const struct gireport_rule *r = &t->rules[k];
            if (strcmp(r->id, after) > 0 && (best == NULL || strcmp(r->id, best->id) < 0))
                best = r;
        }
    }
    return best;
}

size_t gireport_rule_count(void)
{
    size_t n = 0;
    for (const struct gireport_rule *r = next_rule(""); r != NULL; r = next_rule(r->id))
        n++;
    return n;
}

const gireport_rule *gireport_rule_at(size_t i)
{
    const struct gireport_rule *r = next_rule("");
    while (r != NULL && i-- > 0)
        r = next_rule(r->id);
    return r;
}

const gireport_rule *gireport_rule_find(const char *id)
{
    return id != NULL ? gireport__rule_lookup(NULL, id) : NULL;
}
