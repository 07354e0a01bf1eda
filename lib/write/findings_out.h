/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__FINDINGS_OUT_H
#define GIREPORT__FINDINGS_OUT_H

/* The writers of findings, one a format, and the names that they share. A failure of the output sticks in
 * `out`. */

#include "../base/out.h"
#include "../model/findings.h"

struct gireport__findings_list {
    const gireport_findings *const *items;
    size_t n;
    uint32_t lang;
};

void gireport__findings_text(struct gireport__out *out, const struct gireport__findings_list *list);
void gireport__findings_json(struct gireport__out *out, const struct gireport__findings_list *list);
void gireport__findings_sarif(struct gireport__out *out, const struct gireport__findings_list *list);

/* Which finding explains which: indexes into the list, GIREPORT__NONE where there is none. */
struct gireport__causes {
    uint32_t *of;    /* the finding that explains this one */
    uint32_t *first; /* the first of those that this one explains, in order */
    uint32_t *next;  /* the next that is explained by the same */
};
/* GIREPORT_OK or _NOMEM. */
int gireport__causes_make(const gireport_findings *f, struct gireport__causes *out);
void gireport__causes_free(struct gireport__causes *c);

const char *gireport__role_name(uint32_t role);

/* "name": value pairs; a string that is NULL or empty is null. */
void gireport__json_name(struct gireport__out *out, const char *name);
void gireport__json_text(struct gireport__out *out, const char *name, const char *value);
void gireport__json_count(struct gireport__out *out, const char *name, int64_t value); /* 0 is null */

#endif
