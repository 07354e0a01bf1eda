/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RESTYLE_SHEET_H
#define TESTS_RESTYLE_SHEET_H

/* Between a report and its restyled text: the rows as they will be printed, after the damage. */

#include "restyle.h"
#include "template/template.h"

#define SHEET_COLS 16
#define SHEET_ROWS 48

struct sheet_row {
    uint32_t node;   /* GIREPORT__NONE: none of the form */
    uint32_t place;  /* the row of the form that stands here; GIREPORT__NONE: put in */
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
    int across;                        /* one row of all values */
    int no_header;                     /* it was lost */
    char column[SHEET_COLS][96];       /* labels of the leaf columns as printed, by column of the form */
};

struct sheet {
    const gireport_template *tpl;
    const gireport_report *report;
    enum restyle_style style;
    struct gireport__arena arena; /* of texts that writers put together */
    struct sheet_section sections[8];
    size_t n_sections;
    struct random_source random;
    struct gireport__buf *out;
};

/* The label of a leaf column of a section. */
const char *sheet_column(const struct sheet *s, const struct sheet_section *x, size_t printed);
/* Damages the sheet, and notes which fields that touches (restyle_damage.c). */
void sheet_damage(struct sheet *s, enum restyle_damage damage, struct restyled *out);
uint64_t sheet_below(struct sheet *s, uint64_t n);
size_t sheet_char(const char *s); /* bytes of the first character */

/* A line around the tables. */
struct sheet_prose {
    const char *text;
    int heading;
};
/* The lines before the tables (or behind them), at most max. Returns how many. */
size_t sheet_prose(struct sheet *s, int behind, struct sheet_prose *out, size_t max);

/* Writers, by what they make of it. GIREPORT_OK, _NOMEM, _UNSUPPORTED. */
int sheet_write_text(struct sheet *s);
int sheet_write_html(struct sheet *s);
int sheet_write_docx(struct sheet *s);
int sheet_write_xlsx(struct sheet *s);
int sheet_write_paper(struct sheet *s);

#endif
