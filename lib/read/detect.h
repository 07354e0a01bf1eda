/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__DETECT_H
#define GIREPORT__DETECT_H

/* What bytes look like. Nothing is parsed: signatures, the first keys, the first tags. */

#include "../base/buf.h"
#include "../template/template.h"

struct gireport__detected {
    uint32_t format; /* enum gireport_format; 0: none that can be read */
    const struct gireport__text
        *other; /* what it is instead and what to do, where that is known; else NULL */
};

/* data: as it came. Text in UTF-16 is to be decoded first (gireport__is_utf16). */
struct gireport__detected gireport__detect(const char *data, size_t len);
/* Signatures only: what is no text at all. format 0 and other NULL: it may be text. */
struct gireport__detected gireport__detect_binary(const char *data, size_t len);
int gireport__is_utf16(const char *data, size_t len);
/* The charset that an HTML page or XML names in its first bytes; copied into out. 0: none. */
int gireport__declared_charset(const char *data, size_t len, char out[40]);

#endif
