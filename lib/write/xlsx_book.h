/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__XLSX_BOOK_H
#define GIREPORT__XLSX_BOOK_H

/* A workbook as a package: sheets with their names, and the parts that name them. */

#include "package.h"

struct gireport__xlsx_sheet_name {
    struct gireport__buf name;
    char part[40], relation[40], type[48];
};

struct gireport__xlsx_book {
    struct gireport__package package;
    struct gireport__xlsx_sheet_name *sheets;
    size_t n, most;
};

/* For up to `most` sheets. GIREPORT_OK, _NOMEM, _UNSUPPORTED; gireport__xlsx_book_end() must follow in any case. */
int gireport__xlsx_book_begin(struct gireport__xlsx_book *b, size_t most);
/* Names the next sheet. GIREPORT_OK, _NOMEM. */
int gireport__xlsx_book_sheet(struct gireport__xlsx_book *b, const char *name);
/* Begins the part of a sheet. */
struct gireport__out *gireport__xlsx_book_part(struct gireport__xlsx_book *b, size_t i);
/* The beginning and the end of that part; what it holds stands between. one_page: all of it; else only its width. */
void gireport__xlsx_sheet_begin(struct gireport__out *out);
void gireport__xlsx_sheet_end(struct gireport__out *out, int landscape, int one_page);
/* Ends the workbook, sends it to `to` where `status` is GIREPORT_OK, and releases all. Returns the first failure. */
int gireport__xlsx_book_end(struct gireport__xlsx_book *b, int status, const char *title, struct gireport__out *to);

#endif
