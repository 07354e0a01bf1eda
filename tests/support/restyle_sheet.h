/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RESTYLE_SHEET_H
#define TESTS_RESTYLE_SHEET_H

/* Between a report and its restyled text: the rows as they will be printed, after the damage. */

#include "restyle.h"
#include "template/template.h"

#define SHEET_COLS 16
#define SHEET_ROWS 96

struct sheet_row {
    uint32_t node;   /* GIREPORT__NONE: none of the form */
    char label[256]; /* "": lost */
    char value[SHEET_COLS][64];
    size_t n;        /* values on its line */
    uint32_t from;   /* the row whose values these are, or GIREPORT__NONE */
    int page_number; /* a page number stands between label and values */
    int glued;       /* nothing between the values */
};

struct sheet_section {
    uint32_t section;
    const char *heading;        /* of the part, printed before it; NULL: none */
    char title[128];            /* "二、主动公开政府信息情况" */
    uint32_t order[SHEET_COLS]; /* leaf columns as the header prints them */
    size_t n_cols;
    struct sheet_row rows[SHEET_ROWS];
    size_t n_rows;
    int across; /* one row of all values */
};

struct sheet {
    const gireport_template *tpl;
    struct sheet_section sections[8];
    size_t n_sections;
    struct random_source random;
    struct gireport__buf *out;
};

void sheet_write(struct sheet *s, enum restyle_style style);
/* The label of a leaf column of a section. */
const char *sheet_column(const struct sheet *s, const struct sheet_section *x, size_t printed);

#endif
