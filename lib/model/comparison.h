/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__COMPARISON_H
#define GIREPORT__COMPARISON_H

/* The plain result of comparing reports: columns are reports, rows are cells and indicators. lib/combine
 * fills it, lib/write shows it. Labels are borrowed from the templates, which the result keeps. */

#include <gireport/combine.h>

#include "report.h"

struct gireport__column {
    const gireport_template *tpl; /* referenced */
    const char *name;             /* 2023年, or the organ */
    const char *organ;            /* "" where unknown */
    int32_t year;
    size_t source; /* index in the caller's array */
};

enum gireport__datum_has {
    GIREPORT__HAS_WHOLE = 1,
    GIREPORT__HAS_SHARE = 2,
    GIREPORT__HAS_CHANGE = 4,
    GIREPORT__HAS_PERCENT = 8
};

struct gireport__datum {
    int64_t value;
    int64_t whole;   /* of an indicator: what it is a share of */
    int64_t share;   /* hundredths of a percent */
    int64_t change;  /* against the column of reference; of a share: hundredths of a percentage point */
    int64_t percent; /* of that change, in hundredths */
    uint8_t state;   /* enum gireport_state */
    uint8_t has;     /* enum gireport__datum_has */
    uint8_t notes;   /* enum gireport_compare_note */
};

struct gireport__compared {
    const char *key;
    struct gireport__text label, why,
        whole;             /* why: of a cell that is not compared over editions; zh NULL: none */
    const char *row_label; /* of a cell: without its column */
    const char *unit, *printed_unit;
    const gireport_template *only; /* the one edition that has it, where there are several; else NULL */
    uint32_t type;                 /* enum gireport_type */
    uint32_t share;                /* 1: shown as a share */
    uint32_t total;                /* 1: shown where only totals are */
};

/* Rows that stand together: a table, a group of indicators. */
struct gireport__compared_part {
    const char *key;
    struct gireport__text title;
    const char *unit;
    const gireport_template *only;
    uint32_t figures; /* 1: indicators */
    uint32_t parts;   /* 1: they are the parts of one whole */
    uint32_t first, n;
};

struct gireport__passage {
    const char *text; /* as it stands in the later report */
    size_t chars;     /* letters and digits */
};

struct gireport__repeat {
    uint32_t a, b;    /* columns: how much of b stands in a */
    const char *part; /* "overview", "applications" */
    struct gireport__text label;
    uint32_t table; /* 1: cells, 0: characters */
    uint64_t same, all;
    struct gireport__passage *passages; /* longest first */
    size_t n_passages;
};

struct gireport_comparison {
    struct gireport__arena arena;
    uint32_t kind;  /* enum gireport_compare_kind */
    uint32_t least; /* the smallest base of a percentage, in 件 or 万元 */
    struct gireport__column *columns;
    size_t n_columns;
    struct gireport__compared_part *parts;
    size_t n_parts, parts_capacity;
    struct gireport__compared *rows;
    size_t n_rows, rows_capacity;
    struct gireport__datum *data; /* n_rows × n_columns */
    struct gireport__repeat *repeats;
    size_t n_repeats, repeats_capacity;
};

static inline struct gireport__datum *gireport__datum(const gireport_comparison *c, size_t row, size_t column)
{
    return &c->data[row * c->n_columns + column];
}
/* The part that a row stands in. */
const struct gireport__compared_part *gireport__compared_part(const gireport_comparison *c, size_t row);
/* The same of b in a, in hundredths of a percent. */
int64_t gireport__repeat_rate(const struct gireport__repeat *r);

/* The indicators of one report by themselves: a comparison of one. OK, _NOMEM. */
int gireport__comparison_new(const gireport_report *const *reports, size_t n, gireport_comparison **out);
/* A row at the end, its data zeroed, or NULL. */
struct gireport__compared *gireport__comparison_row(gireport_comparison *c);
struct gireport__compared_part *gireport__comparison_part(gireport_comparison *c);
/* Adds the indicator groups of the columns' templates with their values; `reports` in the order of the
 * columns. OK, _NOMEM. */
int gireport__comparison_indicators(gireport_comparison *c, const gireport_report *const *reports,
                                    int strict);

#endif
