/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__SPLIT_H
#define GIREPORT__SPLIT_H

/* Where the documents of a stream end, found in a window that is filled while it goes on, so that a stream of any
 * length costs the memory of one document:
 *   YAML  at a line "---", or behind a line "...";
 *   JSON  where objects follow one another, see gireport__json_next();
 *   CSV   where organ, year, template, code or source change: there the lines of a report stand together. */

#include "../base/buf.h"
#include "../base/csv_record.h"

#define GIREPORT__SPLIT_IDENTITY 5 /* columns that tell the reports of a long table apart */

struct gireport__split {
    uint32_t format;
    size_t at;    /* start of the line or record that is looked at next */
    size_t seen;  /* nothing ends before this */
    int content;  /* YAML: something of the document stands before `at` */
    int cut;      /* YAML: `at` is in the middle of a line */
    int empty;    /* YAML: what was found is a "..." behind no document, to be passed over */
    uint32_t line; /* CSV: of `at` */
    uint32_t columns[GIREPORT__SPLIT_IDENTITY];
    size_t width;                  /* CSV: fields of the header */
    struct gireport__buf identity; /* CSV: of the report that is looked at */
    uint64_t hash;                 /* of it, also behind its end; 0: none of its lines tells it */
    struct gireport__csv_record record;
};

enum gireport__split_result { GIREPORT__SPLIT_MORE, GIREPORT__SPLIT_FOUND, GIREPORT__SPLIT_NOMEM };

void gireport__split_begin(struct gireport__split *s, uint32_t format);
void gireport__split_end(struct gireport__split *s);
/* CSV, once at the beginning: the header is data[0 .. *end); where it is broken, *good becomes 0. MORE where its end is
 * not in sight. */
enum gireport__split_result gireport__split_header(struct gireport__split *s, const char *data, size_t len, int at_end,
                                                   size_t *end, int *good);
/* Looks for the end of the document that begins at data. at_end: nothing follows the window. FOUND: it is
 * data[0 .. *end), and the caller next calls with data + *end. */
enum gireport__split_result gireport__split_next(struct gireport__split *s, const char *data, size_t len, int at_end,
                                                 size_t *end);
/* CSV: ends the document before a record whose own end is out of reach. Its length; 0: there is nothing before it. */
size_t gireport__split_cut(struct gireport__split *s);
/* How much at the beginning of the window need not be kept of a document that is passed over; the next call has the
 * window without it. */
size_t gireport__split_drop(struct gireport__split *s);

#endif
