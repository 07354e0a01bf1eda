/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__XLSX_TEXT_H
#define GIREPORT__XLSX_TEXT_H

/* What the cells of a spreadsheet show: formats of numbers that print a plus sign, and the escapes of strings. */

#include "ooxml.h"

struct gireport__xlsx_formats {
    uint32_t *plus_ids; /* formats of numbers that begin with a plus sign */
    size_t n_plus, plus_capacity;
    uint8_t *plus;      /* one a cell format: 1 if it is one of those */
    size_t n, capacity;
    int in_cells, status;
};
/* Reads the styles of the workbook; a workbook without them has none. OK, _NOMEM, _SYNTAX, _LIMIT. */
int gireport__xlsx_formats_read(struct gireport__ooxml *package, struct gireport__xlsx_formats *f);
void gireport__xlsx_formats_free(struct gireport__xlsx_formats *f);

/* "_x000A_" is how a line feed is written in a string, "_x005F_" how the line is that begins such a thing. Escapes of
 * characters that no text shows stay. */
void gireport__xlsx_unescape(struct gireport__buf *text);

/* Digits with an exponent to plain digits, exactly; other text stays as it is. */
void gireport__xlsx_plain_number(struct gireport__buf *text);

#endif
