/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__CHECK_WAIVERS_H
#define GIREPORT__CHECK_WAIVERS_H

/* Waivers: reading the file (waivers_read.c) and marking findings (waivers.c). */

#include <gireport/waivers.h>

#include "../base/mem.h"

struct gireport__waiver {
    const char *rule, *organ; /* organ: folded */
    int32_t year;
    const char **cells;                                       /* keys, or their beginnings; in order */
    size_t n_cells;                                           /* 0: all findings of the rule */
    const char *difference, *reason, *note, *by, *on, *until; /* "" where not given */
    uint32_t line;
};

struct gireport_waivers {
    struct gireport__arena arena;
    struct gireport__waiver *items;
    size_t count, capacity;
};

#endif
