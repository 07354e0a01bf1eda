/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__BUF_H
#define GIREPORT__BUF_H

/* A growing byte buffer. A failed allocation sticks: later calls do nothing, `failed` says it once at the end.
 * `data` is NUL-terminated whenever it is not NULL. Zeroed = empty. */

#include "mem.h"

struct gireport__buf {
    char *data;
    size_t len;
    size_t capacity;
    int failed;
};
void gireport__buf_add(struct gireport__buf *b, const char *s, size_t len);
void gireport__buf_adds(struct gireport__buf *b, const char *s);
void gireport__buf_addc(struct gireport__buf *b, char c);
void gireport__buf_add_int(struct gireport__buf *b, int64_t v);
void gireport__buf_clear(struct gireport__buf *b); /* keeps the memory */
void gireport__buf_free(struct gireport__buf *b);
/* Takes over another buffer, which is moved; what failed in either goes on being failed. */
void gireport__buf_replace(struct gireport__buf *b, struct gireport__buf *by);
/* "" when empty. */
const char *gireport__buf_str(const struct gireport__buf *b);

#endif
