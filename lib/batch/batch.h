/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__BATCH_H
#define GIREPORT__BATCH_H

/* Many inputs on many threads. Documents are taken from the inputs a portion at a time by whichever thread has nothing
 * to do (only one at a time reads input), each portion is worked on by its thread alone, and portions are delivered in
 * the order in which they were taken. A ring of portions bounds how far reading may be ahead of delivery.
 *
 * batch.c   the public functions, who does what when
 * portion.c what is done with one portion, alone */

#include <gireport/batch.h>

#include "../base/lock.h"
#include "input.h"

struct gireport_result {
    struct gireport_result *next;
    const char *name;
    size_t source, number;
    int status;
    gireport_report *report;
    gireport_findings *findings;
    void *data; /* what the map function made */
};

/* A document of a portion, or the end of an input. */
struct gireport__entry {
    const char *name;
    size_t source;
    struct gireport__piece piece; /* piece.data NULL: at `offset` of the portion's bytes */
    size_t offset;
    char *own;  /* what piece.data lies in, NULL: not the entry's */
    int status; /* not GIREPORT_OK: there is no document, the findings say why */
    gireport_findings *findings;
    int end;
    struct gireport_result *first, *last; /* once it was worked on */
};

#define GIREPORT__PORTION 16u /* documents */

struct gireport__portion {
    struct gireport__entry entries[2 * GIREPORT__PORTION];
    size_t n;
    struct gireport__buf bytes;
    size_t size; /* of the documents */
    int done;
};

struct gireport__batch_source {
    const char *name;
    const char *data; /* NULL: a callback or a file */
    size_t len;
    gireport_read_fn read;
    void *userdata;
};

struct gireport_batch {
    gireport_batch_options options;
    gireport_check_options check;
    struct gireport__source *model; /* has the options of reading, and their limits */
    struct gireport__lock *lock;    /* over all that follows, except what is marked */

    struct gireport__arena names;
    struct gireport__batch_source *sources;
    size_t n_sources, capacity, next_source;
    int status; /* sticky */

    int reading;                  /* a thread is at the input, which is then its own: */
    struct gireport__input input;
    int input_open;
    size_t input_source;
    const char *input_name;
    gireport_findings *spare;

    struct gireport__portion *ring;
    size_t ahead, taken, delivered, waiting; /* waiting: bytes that were taken and not delivered */
    int delivering;                          /* a thread delivers; these are then its own: */
    size_t n_results;                        /* of the source that is delivered */
    size_t n_done, n_reports;
};

/* Alone, without the lock: */

/* Takes the next documents of the inputs. GIREPORT_OK, _NOMEM. */
int gireport__portion_fill(struct gireport_batch *b, struct gireport__portion *p);
/* Reads and checks the documents of a portion. GIREPORT_OK, _NOMEM (of the batch itself), _CALLBACK. */
int gireport__portion_work(const struct gireport_batch *b, struct gireport__source *source,
                           struct gireport__portion *p);
/* Delivers it. GIREPORT_OK, _NOMEM, _CALLBACK. */
int gireport__portion_deliver(struct gireport_batch *b, struct gireport__portion *p);
/* Lets all go; what was not delivered is dropped. */
void gireport__portion_clear(const struct gireport_batch *b, struct gireport__portion *p);

/* The next source that was added. 0: there is none. */
int gireport__batch_next_source(struct gireport_batch *b, struct gireport__batch_source *out, size_t *index);

#endif
