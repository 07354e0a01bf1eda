/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__BOX_H
#define GIREPORT__BOX_H

/* A laid-out table drawn with lines on a terminal, merged cells and all. */

#include "../base/out.h"
#include "layout.h"

struct gireport__box_style {
    uint32_t width;     /* columns to stay within */
    int ambiguous_wide; /* lines are then drawn with + - |, as their own width is ambiguous */
};

/* texts: one a slot, safe for a terminal. Returns GIREPORT_OK, _NOMEM, or _LIMIT: it does not fit, nothing is drawn. */
int gireport__box_draw(struct gireport__out *out, const struct gireport__sheet *s, const char *const *texts,
                       const struct gireport__box_style *style);

/* The length of the first line of a text that is broken to lines of `width` columns: at a line feed, after a
 * space, between two wide characters, never before a closing mark; inside a word only where nothing else
 * helps. *columns gets what it takes. *next gets the offset where the next line begins. */
size_t gireport__wrap(const char *s, size_t len, size_t width, int ambiguous_wide, size_t *columns,
                      size_t *next);

#endif
