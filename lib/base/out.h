/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__OUT_H
#define GIREPORT__OUT_H

/* Buffered output to a caller's callback. The first failure sticks; gireport__out_end() returns it. */

#include "buf.h"

struct gireport__out {
    gireport_write_fn write;
    void *userdata;
    int status; /* GIREPORT_OK, or the first failure */
    size_t used;
    char buffer[8192];
};
void gireport__out_begin(struct gireport__out *o, gireport_write_fn write, void *userdata);
void gireport__out_add(struct gireport__out *o, const char *s, size_t len);
void gireport__out_adds(struct gireport__out *o, const char *s);
void gireport__out_flush(struct gireport__out *o);
static inline void gireport__out_addc(struct gireport__out *o, char c)
{
    if (o->used == sizeof(o->buffer))
        gireport__out_flush(o);
    o->buffer[o->used++] = c;
}
void gireport__out_int(struct gireport__out *o, int64_t v);
void gireport__out_repeat(struct gireport__out *o, const char *s, size_t times);
int gireport__out_end(struct gireport__out *o);

/* JSON string with quotes: escapes control characters, quotes, backslash, U+2028/9 and bidi controls. */
void gireport__out_json(struct gireport__out *o, const char *s);

/* A write function that appends to a struct gireport__buf; returns 1 when memory is short. */
int gireport__out_to_buf(const char *data, size_t len, void *buf);

/* Writes a file whole or not at all: a new file beside it, synced, renamed. `produce` writes the content. */
int gireport__out_file(const char *path, int (*produce)(gireport_write_fn write, void *userdata, void *context),
                       void *context);
/* A file that is read piece by piece. _IO where it cannot be opened or is a folder. */
int gireport__in_open(const char *path, int *fd);
/* Up to `size` bytes; *got 0: the end. GIREPORT_OK, _IO. */
int gireport__in_read(int fd, char *data, size_t size, size_t *got);
void gireport__in_close(int fd);
/* Reads a whole file. On GIREPORT_OK *data is owned (gireport__free) and NUL-terminated. _IO, _LIMIT, _NOMEM. */
int gireport__read_file(const char *path, size_t max_bytes, char **data, size_t *len);

#endif
