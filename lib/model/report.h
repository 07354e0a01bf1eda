/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__REPORT_H
#define GIREPORT__REPORT_H

#include <gireport/report.h>

#include "../base/mem.h"
#include "../template/template.h"

#define GIREPORT__TEXTS 17 /* enum gireport_text */

struct gireport__cell {
    int64_t value;
    const char *raw;   /* NULL: none. Strings live in the report's arena */
    const char *note;
    const char *place;
    uint32_t line, column;
    uint8_t state, origin, unit, scale;
};

/* From an offset of a text on it stood at a place of the input. */
struct gireport__said_at {
    uint32_t offset, line, column;
};
struct gireport__said { /* a text and where it began in the input */
    const char *text;
    uint32_t line, column;
    const struct gireport__said_at *places; /* of a text that was put together from pieces; in order of offset */
    uint32_t n_places;
};

struct gireport__extra { const char *label, *text; };

struct gireport_report {
    const gireport_template *tpl;
    struct gireport__arena arena;
    struct gireport__cell *cells; /* one a field */
    struct gireport__said texts[GIREPORT__TEXTS];
    uint8_t parts_seen; /* bit i: the heading of part i (or its text) was in the input */
    uint8_t from_document; /* 1: read from a published document, 0: a report file or a program */
    int32_t year;
    uint32_t year_line;
    uint32_t level;
    int64_t units[2];
    const char **unit_names;
    size_t n_unit_names, unit_names_capacity;
    struct gireport__extra *extra;
    size_t n_extra, extra_capacity;
};

/* Copies a string into the report. NULL when memory is short. */
const char *gireport__report_string(gireport_report *r, const char *s, size_t len);
/* As gireport_report_set_text, with the place in the input. */
int gireport__report_set_said(gireport_report *r, uint32_t which, const char *text, size_t len, uint32_t line,
                              uint32_t column);

/* Where the pieces of a text stood: copied. OK, _NOMEM. */
int gireport__report_set_places(gireport_report *r, uint32_t which, const struct gireport__said_at *places,
                                size_t n);

/* "value", "blank" …; "stated" …: as report files and tables write them. */
const char *gireport__state_name(uint32_t state);
const char *gireport__origin_name(uint32_t origin);

/* Value of a cell as printed: the number in its shortest plain form, no separators ("102297797528.8"). */
struct gireport__buf;
void gireport__cell_format(struct gireport__buf *out, const gireport_report *r, size_t field);

#endif
