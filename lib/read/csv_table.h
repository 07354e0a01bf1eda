/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__CSV_TABLE_H
#define GIREPORT__CSV_TABLE_H

/* The long table behind csv.h: csv.c finds the lines of each report, csv_report.c makes the report of them.
 */

#include "../base/csv_record.h"
#include "csv.h"

enum gireport__csv_column {
    GIREPORT__CSV_ORGAN,
    GIREPORT__CSV_YEAR,
    GIREPORT__CSV_TEMPLATE,
    GIREPORT__CSV_KEY,
    GIREPORT__CSV_LABEL,
    GIREPORT__CSV_STATE,
    GIREPORT__CSV_VALUE,
    GIREPORT__CSV_UNIT,
    GIREPORT__CSV_RAW,
    GIREPORT__CSV_ORIGIN,
    GIREPORT__CSV_LINE,
    GIREPORT__CSV_COLUMN,
    GIREPORT__CSV_PLACE,
    GIREPORT__CSV_CODE,
    GIREPORT__CSV_SOURCE,
    GIREPORT__CSV_COLUMNS
};
extern const char *const gireport__csv_names[GIREPORT__CSV_COLUMNS];

#define GIREPORT__CSV_IDENTITY 5 /* columns that tell reports apart */

struct gireport__csv_run { /* lines of one report that stand together */
    size_t from, to;
    uint32_t line, next; /* next: run of the same report, or GIREPORT__NONE */
};

struct gireport__csv_group {
    struct gireport__csv_field identity[GIREPORT__CSV_IDENTITY];
    uint32_t first, last; /* runs */
};

struct gireport__csv {
    const char *data;
    size_t len;
    const gireport_read_options *options;
    struct gireport__limits limits;
    uint32_t at[GIREPORT__CSV_COLUMNS]; /* where a column stands in a record, or GIREPORT__NONE */
    size_t width;                       /* fields of the header */
    int bad_header;                     /* told when there is someone to tell */
    struct gireport__csv_run *runs;
    size_t n_runs, runs_capacity;
    struct gireport__csv_group *groups;
    size_t n_groups, groups_capacity, next;
    uint32_t *slots; /* hash table of groups: index + 1 */
    size_t n_slots;
    struct gireport__csv_record record;
    uint32_t bad_line, bad_column; /* a quote that is never closed; 0: none */

    int status; /* of the whole table; sticky */
    int told;   /* the problems of the whole table were told */
    int header_told; /* before this part of it */
    /* The report that is read. */
    const gireport_template *tpl;
    gireport_report *report;
    gireport_findings *findings;
    struct gireport__buf text[GIREPORT__CSV_COLUMNS];
    uint32_t advised;
};

/* The field of a column; an empty one where the table does not have it. */
const struct gireport__csv_field *gireport__csv_field_of(const struct gireport__csv *c,
                                                         enum gireport__csv_column column);
/* Reads the report of a group. */
int gireport__csv_read_group(struct gireport__csv *c, const struct gireport__csv_group *g,
                             gireport_report **out);

struct gireport__csv_say {
    const char *rule;
    uint32_t severity; /* 0: that of the rule */
    uint32_t line, column;
    uint32_t field; /* named where it could not be read; GIREPORT__NONE: none */
    const char *arg[3];
    const char *found, *expected;
    const char *more_zh, *more_en;
};
void gireport__csv_tell(struct gireport__csv *c, const struct gireport__csv_say *what);

#endif
