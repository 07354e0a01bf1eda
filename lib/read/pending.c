/* SPDX-License-Identifier: MIT */
/* Stand-ins for what is not there yet. */

#include "blocks.h"

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

WEAK int gireport__recognise(const struct gireport__blocks *b, const gireport_read_options *options, uint32_t nth,
                             gireport_report **out, size_t *count, gireport_findings *findings)
{
    (void)b, (void)options, (void)nth, (void)findings;
    *out = NULL;
    *count = 0;
    return GIREPORT_ERR_UNSUPPORTED;
}
