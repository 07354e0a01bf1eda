/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__DECODE_H
#define GIREPORT__DECODE_H

/* Bytes of a document to UTF-8. */

#include "buf.h"

struct gireport__decoded {
    char *memory;         /* to be freed with gireport__free(); NULL where the text is a part of the input */
    const char *charset;  /* what the bytes were taken for: "UTF-8", "GB18030" …; static */
    uint32_t replaced;    /* undecodable bytes or sequences; each became U+FFFD */
    uint32_t first_line;  /* of the first of them, from 1; 0: none */
    int ignored;          /* 1: a charset was declared that is not known or that the bytes are not of */
};

/* A byte-order mark goes first, then the declared charset (NULL: none), then UTF-8 where the bytes are valid, then
 * GB18030, for which gb2312 and gbk are only older names. A declaration that the bytes contradict is not followed.
 * max: bytes of the result. The text is not NUL-terminated where it is a part of the input.
 * Returns GIREPORT_OK, _LIMIT, _NOMEM, _UNSUPPORTED (iconv lacks the charset). */
int gireport__decode(const char *data, size_t len, const char *charset, size_t max, const char **out, size_t *out_len,
                     struct gireport__decoded *info);

#endif
