/* SPDX-License-Identifier: MIT */
#include "options.h"

#include <string.h>

#define SIZE_BOUND 4096u /* beyond it, the size is no size but noise */

int gireport__options_take(void *out, size_t known, const void *in, size_t v1)
{
    memset(out, 0, known);
    size_t size = known;
    if (in) {
        memcpy(&size, in, sizeof(size));
        if (size < v1 || size > SIZE_BOUND)
            return GIREPORT_ERR_ABI;
        /* A newer caller may have more fields; it gets its way only where it left them at their defaults. */
        const unsigned char *bytes = in;
        for (size_t i = known; i < size; i++)
            if (bytes[i])
                return GIREPORT_ERR_ABI;
        memcpy(out, in, size < known ? size : known);
    }
    memcpy(out, &known, sizeof(known));
    return GIREPORT_OK;
}

int gireport__options_init(void *o, size_t size, size_t v1)
{
    if (!o)
        return GIREPORT_ERR_INVALID_ARG;
    if (size < v1 || size > SIZE_BOUND)
        return GIREPORT_ERR_ABI;
    memset(o, 0, size);
    memcpy(o, &size, sizeof(size));
    return GIREPORT_OK;
}
