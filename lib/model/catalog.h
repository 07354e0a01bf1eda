/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__CATALOG_H
#define GIREPORT__CATALOG_H

/* The rules that stand in no template: lib/model/catalog.def. */

#include "../template/template.h"

extern const struct gireport_rule gireport__catalog[];
extern const size_t gireport__catalog_count;

/* The rule of an id in the catalogue or the template (may be NULL) or a built-in template, or NULL. */
const struct gireport_rule *gireport__rule_lookup(const gireport_template *t, const char *id);

#endif
