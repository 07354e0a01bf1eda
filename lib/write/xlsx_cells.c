/* SPDX-License-Identifier: MIT */

/* Rows and cells of a worksheet. */

#include "xlsx.h"

#include <string.h>

#include "../base/text.h"
#include "escape.h"

#define PUT(out, literal) GIREPORT__XML(out, literal)
#define MOST 32767u /* UTF-16 units that a cell holds */

static void column_letters(uint32_t col, char letters[8], size_t *n)
{
    size_t i = 8;

    for (col++; col && i; col = (col - 1) / 26)
        letters[--i] = (char)('A' + (col - 1) % 26);
    *n = i;
}

void gireport__xlsx_reference(struct gireport__buf *b, uint32_t row, uint32_t col)
{
    char letters[8];
    size_t from;

    column_letters(col, letters, &from);
    gireport__buf_add(b, letters + from, 8 - from);
    gireport__buf_add_int(b, (int64_t)row + 1);
}

void gireport__xlsx_row(struct gireport__out *out, uint32_t row, uint32_t height)
{
    PUT(out, "<row r=\"");
    gireport__out_int(out, (int64_t)row + 1);
    if (height) {
        PUT(out, "\" ht=\"");
        gireport__out_int(out, height);
        PUT(out, "\" customHeight=\"1");
    }
    PUT(out, "\">");
}

uint32_t gireport__xlsx_lines(const char *s, size_t len, uint32_t width)
{
    uint32_t lines = 0;

    while (len) {
        const char *end = memchr(s, '\n', len);
        size_t n = end ? (size_t)(end - s) : len, columns = gireport__width(s, n, 1);

        lines += columns ? (uint32_t)((columns + width - 2) / (width - 1)) : 1;
        s += n + (end != NULL);
        len -= n + (end != NULL);
    }
    return lines ? lines : 1;
}

#define LINE 15u /* points that a line takes */
#define TALLEST 409u

void gireport__xlsx_row_of(struct gireport__out *out, uint32_t row, uint32_t lines)
{
    uint32_t height = lines < TALLEST / LINE ? lines * LINE + 3 : TALLEST;

    PUT(out, "<row r=\"");
    gireport__out_int(out, (int64_t)row + 1);
    PUT(out, "\" ht=\"");
    gireport__out_int(out, height);
    PUT(out, "\">");
}

void gireport__xlsx_end_row(struct gireport__out *out)
{
    PUT(out, "</row>");
}

static void begin_cell(struct gireport__out *out, uint32_t row, uint32_t col, int style)
{
    char letters[8];
    size_t from;

    column_letters(col, letters, &from);
    PUT(out, "<c r=\"");
    gireport__out_add(out, letters + from, 8 - from);
    gireport__out_int(out, (int64_t)row + 1);
    PUT(out, "\" s=\"");
    gireport__out_int(out, style);
}

/* As much of a text as a cell can hold. */
static size_t that_fits(const char *s, size_t len)
{
    size_t at = 0, units = 0;

    if (len <= MOST)
        return len;
    while (at < len) {
        uint32_t cp;
        int n = gireport__utf8_next(s + at, len - at, &cp);

        units += n == 4 ? 2 : 1;
        if (units > MOST)
            break;
        at += (size_t)(n < 0 ? 1 : n);
    }
    return at;
}

static int is_hex(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f');
}

/* "_x0041_" would be taken for the letter A: its first line is written as one itself. */
static void string(struct gireport__out *out, const char *s, size_t len)
{
    size_t from = 0, i;

    for (i = 0; i + 7 <= len; i++) {
        if (s[i] != '_' || s[i + 1] != 'x' || !is_hex(s[i + 2]) || !is_hex(s[i + 3]) || !is_hex(s[i + 4]) ||
            !is_hex(s[i + 5]) || s[i + 6] != '_')
            continue;
        gireport__escape_html(out, s + from, i - from);
        PUT(out, "_x005F_");
        from = i + 1;
    }
    gireport__escape_html(out, s + from, len - from);
}

void gireport__xlsx_text(struct gireport__out *out, uint32_t row, uint32_t col, int style, const char *s, size_t len)
{
    if (len == 0) {
        gireport__xlsx_empty(out, row, col, style);
        return;
    }
    begin_cell(out, row, col, style);
    PUT(out, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
    string(out, s, that_fits(s, len));
    PUT(out, "</t></is></c>");
}

void gireport__xlsx_number(struct gireport__out *out, uint32_t row, uint32_t col, int style, const char *number)
{
    begin_cell(out, row, col, style);
    PUT(out, "\"><v>");
    gireport__out_adds(out, number);
    PUT(out, "</v></c>");
}

void gireport__xlsx_formula(struct gireport__out *out, uint32_t row, uint32_t col, int style, const char *formula,
                            const char *cached, int is_text)
{
    begin_cell(out, row, col, style);
    gireport__out_adds(out, is_text ? "\" t=\"str\"><f>" : "\"><f>");
    gireport__escape_html(out, formula, strlen(formula));
    PUT(out, "</f><v>");
    gireport__escape_html(out, cached, strlen(cached));
    PUT(out, "</v></c>");
}

void gireport__xlsx_empty(struct gireport__out *out, uint32_t row, uint32_t col, int style)
{
    begin_cell(out, row, col, style);
    PUT(out, "\"/>");
}
