/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__CSV_RECORD_H
#define GIREPORT__CSV_RECORD_H

/* Records of RFC 4180, one after another. Lines may end with LF, CR LF or CR. */

#include "buf.h"

#define GIREPORT__CSV_FIELDS 64 /* fields of a record that are kept; more are counted */

struct gireport__csv_field {
    const char *s; /* inside the quotes; doubled quotes are still doubled */
    size_t len;
    int doubled;
    uint32_t line, column;
};

struct gireport__csv_record {
    struct gireport__csv_field fields[GIREPORT__CSV_FIELDS];
    size_t n; /* of the record, also where it has more than are kept */
    uint32_t line, bad_line, bad_column;
    const char *problem; /* NULL: well formed. English; where: bad_line, bad_column */
};

struct gireport__csv_cursor {
    const char *data;
    size_t len, at;
    uint32_t line; /* of at, from 1 */
};

/* The next record that is not an empty line. 0: none. A quote that is never closed takes all the rest. */
int gireport__csv_record(struct gireport__csv_cursor *c, struct gireport__csv_record *r);
/* Appends the text of a field. */
void gireport__csv_text(const struct gireport__csv_field *f, struct gireport__buf *out);

/* Would a spreadsheet run this text, without the apostrophes before it, as a formula? Writers put one apostrophe before such a
 * text, readers take one away. */
int gireport__csv_runs(const char *s);

#endif
