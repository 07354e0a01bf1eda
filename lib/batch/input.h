/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__INPUT_H
#define GIREPORT__INPUT_H

/* An input cut into pieces: the documents of a stream one after another, or the one document that it is. */

#include "../read/source.h"
#include "split.h"

struct gireport__input {
    gireport_read_fn read; /* NULL: all is in `data`, which is the caller's */
    void *userdata;
    int fd; /* of a file that was opened here; -1: none */
    const struct gireport__limits *limits;
    uint32_t format; /* as asked for; then as found out; 0: not a stream that can be cut */

    char *own;        /* the window */
    size_t capacity;
    const char *data; /* what was read and not yet given away */
    size_t len;
    size_t given;   /* at the beginning of data: the last piece */
    int at_end;     /* nothing follows data */
    int begun, ended;
    uint32_t line;  /* of data + given, from 1 */
    size_t documents;
    struct gireport__split split;
    struct gireport__buf header, table; /* CSV: the header; with it the lines of one report */
    int again;
    uint64_t *seen; /* CSV: hashes of the reports that were given away */
    size_t n_seen, seen_slots;
};

/* All of it zero at first, or closed. limits must outlive it. format: 0 where it is to be found out. */
void gireport__input_memory(struct gireport__input *in, const char *data, size_t len, uint32_t format,
                            const struct gireport__limits *limits);
void gireport__input_callback(struct gireport__input *in, gireport_read_fn read, void *userdata, uint32_t format,
                              const struct gireport__limits *limits);
/* GIREPORT_OK, _IO. */
int gireport__input_file(struct gireport__input *in, const char *path, uint32_t format,
                         const struct gireport__limits *limits);
/* The next piece, valid until the next call. GIREPORT_OK; _NOT_FOUND at the end; what costs this piece only: _LIMIT
 * (it is too long), _INVALID_DATA (the lines of a report do not stand together); what ends the input: _LIMIT (too many,
 * in->ended), _IO, _CALLBACK, _NOMEM. findings get what is to be said of a failure. */
int gireport__input_next(struct gireport__input *in, struct gireport__piece *out, gireport_findings *findings);
/* The window that the last piece lies in, where it was all of the input: owned by the caller (gireport__free), so that a
 * long document is not there twice. NULL: it is short, or lies elsewhere. */
char *gireport__input_take(struct gireport__input *in);
/* Lets the input go and keeps the window for the next one. */
void gireport__input_close(struct gireport__input *in);
void gireport__input_end(struct gireport__input *in);

#endif
