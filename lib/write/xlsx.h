/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__XLSX_H
#define GIREPORT__XLSX_H

/* What the files of the XLSX writer share. */

#include "../model/linear.h"
#include "layout.h"
#include "package.h"
#include "page.h"

/* Cell formats, in the order of cellXfs in xlsx_parts.h. */
enum gireport__xlsx_style {
    GIREPORT__XLSX_PLAIN = 0,
    GIREPORT__XLSX_TITLE,
    GIREPORT__XLSX_HEADING,
    GIREPORT__XLSX_LABEL,
    GIREPORT__XLSX_LEFT_LABEL,
    GIREPORT__XLSX_CAPTION,
    GIREPORT__XLSX_COUNT,      /* from here to QUOTED: cells that are filled in, not locked */
    GIREPORT__XLSX_DELTA,
    GIREPORT__XLSX_MONEY,
    GIREPORT__XLSX_TEXT,
    GIREPORT__XLSX_DOUBTFUL,
    GIREPORT__XLSX_PARAGRAPH,
    GIREPORT__XLSX_QUOTED,     /* text that a spreadsheet might take for a formula when it is edited */
    GIREPORT__XLSX_LIST_HEADER,
    GIREPORT__XLSX_LIST,
    GIREPORT__XLSX_RESULT,
    GIREPORT__XLSX_LIST_NUMBER,
    GIREPORT__XLSX_TIDY_INTEGER,
    GIREPORT__XLSX_TIDY_DECIMAL,
    GIREPORT__XLSX_TIDY_QUOTED
};

/* Where the cell of a field stands. */
struct gireport__xlsx_place {
    uint32_t table, row, col; /* of the sheet, from 0 */
    int there;
};

struct gireport__xlsx {
    const gireport_report *r;
    const gireport_write_options *o;
    struct gireport__out *out; /* the part that is written */
    struct gireport__buf scratch, formula;
    struct gireport__sheet *tables;      /* one a table */
    struct gireport__xlsx_place *places; /* one a field */
    struct gireport__buf *names;         /* of the sheets of the tables, as formulas write them: '二、…'! */
    struct gireport__counts counts;
    int failed;
};

/* Rows and columns count from 0. A row must be begun before its cells; cells come from left to right. */
void gireport__xlsx_row(struct gireport__out *out, uint32_t row, uint32_t height); /* fixed, in points; 0: as it needs */
/* A row of so many lines of text, which grows where more is typed. */
void gireport__xlsx_row_of(struct gireport__out *out, uint32_t row, uint32_t lines);
/* How many lines a text takes in a column of a width. */
uint32_t gireport__xlsx_lines(const char *s, size_t len, uint32_t width);
void gireport__xlsx_end_row(struct gireport__out *out);
void gireport__xlsx_text(struct gireport__out *out, uint32_t row, uint32_t col, int style, const char *s, size_t len);
/* number: plain digits. */
void gireport__xlsx_number(struct gireport__out *out, uint32_t row, uint32_t col, int style, const char *number);
/* cached: what it gave when the file was written. */
void gireport__xlsx_formula(struct gireport__out *out, uint32_t row, uint32_t col, int style, const char *formula,
                            const char *cached, int is_text);
void gireport__xlsx_empty(struct gireport__out *out, uint32_t row, uint32_t col, int style);
/* "D5", appended. */
void gireport__xlsx_reference(struct gireport__buf *b, uint32_t row, uint32_t col);

/* The line that the table of a sheet begins at: its heading stands above. */
#define GIREPORT__XLSX_TOP 1u

/* The sheet of a table, and its rules in the colours of its cells. */
void gireport__xlsx_table(struct gireport__xlsx *x, const struct gireport__part *part);

/* Formulas of the linear rules. prefixed: with the names of the sheets. Each is appended to x->formula. */
void gireport__xlsx_side(struct gireport__xlsx *x, const struct gireport__form *form, int right, int prefixed);
/* "can it be assessed": the total is a number, so is a part, and no text but "/" is among them. */
void gireport__xlsx_assessable(struct gireport__xlsx *x, const struct gireport__form *form, int prefixed);
/* 1 if the sheets show enough of a rule to say something. */
int gireport__xlsx_has_form(const struct gireport__xlsx *x, const struct gireport__form *form);
/* "<>", ">" or "<": between left and right where the rule is broken. */
const char *gireport__xlsx_broken(const struct gireport__form *form);
/* The sheet on which every rule stands with what it gives. */
void gireport__xlsx_check_sheet(struct gireport__xlsx *x);

/* Sheets of ours, which a reader of the form passes over, end so. */
#define GIREPORT__XLSX_OURS " (gireport)"

#endif
