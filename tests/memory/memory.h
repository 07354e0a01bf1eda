/* SPDX-License-Identifier: MIT */
#ifndef TESTS_MEMORY_H
#define TESTS_MEMORY_H

/* Public functions and what they work on, for memory that runs out and writes that fail at each place in turn. */

#include <gireport/gireport.h>

/* What a work works on. Made anew for each run, and freed by world_end(). */
struct world {
    const char *data; /* a document, or NULL */
    size_t len;
    uint32_t format; /* to write in */
    gireport_report *report, *other;
    gireport_findings *findings;
    gireport_findings *checked; /* of the report */
    gireport_reader *reader;
    gireport_grid *grid;
    gireport_batch *batch;
    gireport_tally *tally;
    gireport_comparison *comparison;
    gireport_claims *claims;
    gireport_repair *repair;
    gireport_waivers *waivers;
    /* what came of it */
    uint64_t digest;
    const char *unsound; /* what is wrong with the outputs of a call that failed, or NULL */
};

enum work_flag {
    WORK_READS = 1,   /* of a document, in every format that can be read */
    WORK_WRITES = 2,  /* in world.format: each that can be written */
    WORK_FINDINGS = 4, /* world.format: each of enum gireport_findings_format */
    WORK_ONCE = 8,    /* has nothing to do with a report */
    WORK_LEDGER = 32, /* world.data is a ledger */
    WORK_TEMPLATE = 64, /* world.data is a template */
    WORK_ENDS = 16    /* the object has said that it is finished: called again, it must only be sound */
};

struct work {
    const char *functions; /* that it covers, apart by spaces */
    unsigned flags;
    int (*begin)(struct world *w); /* or NULL; not failed */
    int (*call)(struct world *w);
};
extern const struct work works[];
extern const int n_works;

/* The report that works begin with, and the one of the year before. */
int world_begin(struct world *w, const struct work *work, const gireport_report *report, const char *data, size_t len,
                uint32_t format);
void world_end(struct world *w);

/* What a call has told goes into the digest. */
void tell(struct world *w, const char *text);
void tell_number(struct world *w, int64_t n);
void tell_report(struct world *w, const gireport_report *r);
void tell_findings(struct world *w, const gireport_findings *f);
/* A gireport_write_fn; userdata is the world. */
int tell_bytes(const char *data, size_t len, void *userdata);

/* The file that gireport_write_file() is tried with. */
const char *world_path(void);

#endif
