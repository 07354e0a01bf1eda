/* SPDX-License-Identifier: MIT */
#include "templates.h"

#include <string.h>

#include "../base/text.h"

#define ID_MAX 60 /* bytes of an id that is worth comparing */
#define NEAR   4  /* changes */

size_t gireport__templates_count(const gireport_read_options *options)
{
    return options->n_templates + gireport_template_count();
}

const gireport_template *gireport__templates_at(const gireport_read_options *options, size_t i)
{
    return i < options->n_templates ? options->templates[i] : gireport_template_at(i - options->n_templates);
}

const gireport_template *gireport__templates_find(const gireport_read_options *options, const char *id)
{
    for (size_t i = 0; i < gireport__templates_count(options); i++) {
        const gireport_template *t = gireport__templates_at(options, i);
        if (strcmp(gireport_template_id(t), id) == 0)
            return t;
    }
    return NULL;
}

const char *gireport__templates_nearest(const gireport_read_options *options, const char *id)
{
    const char *best = NULL;
    size_t len = strlen(id), limit = NEAR;
    for (size_t i = 0; i < gireport__templates_count(options) && len <= ID_MAX; i++) {
        const char *name = gireport_template_id(gireport__templates_at(options, i));
        size_t d = gireport__distance(id, len, name, strlen(name), limit);
        if (d > limit || (best != NULL && d == limit))
            continue;
        best = name;
        limit = d;
    }
    return best;
}
