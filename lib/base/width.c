/* SPDX-License-Identifier: MIT */
#include <utf8proc.h>

#include "text.h"
#include "width_data.h"

static int is_ambiguous(uint32_t cp)
{
    size_t low = 0, high = sizeof(ambiguous) / sizeof(ambiguous[0]);
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (ambiguous[middle].to < cp)
            low = middle + 1;
        else
            high = middle;
    }
    return low < sizeof(ambiguous) / sizeof(ambiguous[0]) && ambiguous[low].from <= cp;
}

int gireport__width_point(uint32_t cp, int ambiguous_wide)
{
    if (cp < 0x80)
        return cp >= 0x20 && cp != 0x7f;
    if (cp >= 0x4e00 && cp <= 0x9fff)
        return 2;
    if (ambiguous_wide && is_ambiguous(cp))
        return 2;
    int width = utf8proc_charwidth((utf8proc_int32_t)cp);
    return width < 0 ? 0 : width;
}

size_t gireport__width(const char *s, size_t len, int ambiguous_wide)
{
    size_t width = 0, i = 0;
    while (i < len) {
        uint32_t cp;
        int n = gireport__utf8_next(s + i, len - i, &cp);
        width += (size_t)gireport__width_point(cp, ambiguous_wide);
        i += (size_t)(n < 0 ? 1 : n);
    }
    return width;
}
