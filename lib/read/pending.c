/* SPDX-License-Identifier: MIT */
/* Stand-ins for what is not there yet. */

#include "meta.h"

#define WEAK __attribute__((weak))

WEAK int gireport__meta_is_title(const char *text, size_t len)
{
    (void)text, (void)len;
    return 0;
}

WEAK int gireport__meta_read(const struct gireport__meta *m, gireport_report *r, gireport_findings *findings)
{
    (void)m, (void)r, (void)findings;
    return GIREPORT_OK;
}
