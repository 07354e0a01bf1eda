/* SPDX-License-Identifier: MIT */
/* Stand-ins for what is not there yet. */

#include "blocks.h"
#include "meta.h"
#include "recognise.h"

#define WEAK __attribute__((weak))

WEAK int gireport__blocks_bbox(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b)
{
    (void)data, (void)len, (void)l, (void)b;
    return GIREPORT_ERR_UNSUPPORTED;
}

WEAK int gireport__blocks_tsv(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b)
{
    (void)data, (void)len, (void)l, (void)b;
    return GIREPORT_ERR_UNSUPPORTED;
}

WEAK int gireport__recognise_grid(struct gireport__reading *rd, const struct gireport__block *grid, uint32_t *table)
{
    (void)rd, (void)grid, (void)table;
    return 0;
}

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
