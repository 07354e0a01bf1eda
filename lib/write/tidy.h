/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TIDY_H
#define GIREPORT__TIDY_H

/* Tables for analysis as sheets of a workbook: those that the CSV writers give, so that columns are defined once. */

#include "../base/out.h"

/* What a cell of the largest sheet allows. */
#define GIREPORT__TIDY_ROWS 1048576u

struct gireport__tidy_sheet {
    const char *name; /* up to 20 characters */
    const char *csv;  /* as our writers write it: LF, a header line, quotes only where they must be */
    size_t len;
    size_t numbers_from; /* columns from this one on hold numbers; 0: those whose name says so */
};

/* Each table becomes a sheet with a frozen header and a filter. Numbers that a spreadsheet keeps exactly become numbers
 * where their column holds numbers; all else is text. GIREPORT_OK, _NOMEM, _LIMIT (too many rows), _UNSUPPORTED. */
int gireport__tidy_workbook(const struct gireport__tidy_sheet *sheets, size_t n, const char *title,
                            struct gireport__out *out);

#endif
