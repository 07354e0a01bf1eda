/* SPDX-License-Identifier: MIT */
/* Tables for analysis as sheets. */

#include "tidy.h"

#include <string.h>

#include "../base/csv_record.h"
#include "../base/text.h"
#include "xlsx.h"
#include "xlsx_book.h"

#define WIDEST 60u

/* ---- our own CSV ---- */

struct cursor {
    const char *at, *end;
    int more; /* another field of the line follows */
    struct gireport__buf field;
};

/* The next field of a line, into c->field. */
static void next_field(struct cursor *c)
{
    int quoted = c->at < c->end && *c->at == '"';

    gireport__buf_clear(&c->field);
    for (c->at += quoted; c->at < c->end; c->at++) {
        if (quoted && *c->at == '"') {
            if (c->at + 1 == c->end || c->at[1] != '"') {
                c->at++;
                break;
            }
            c->at++;
        } else if (!quoted && (*c->at == ',' || *c->at == '\n')) {
            break;
        }
        gireport__buf_addc(&c->field, *c->at);
    }
    c->more = c->at < c->end && *c->at == ',';
    c->at += c->at < c->end;
}

/* A free text without the mark before what a spreadsheet would run. */
static void unmark(struct gireport__buf *field)
{
    const char *s = gireport__buf_str(field);

    if (*s == '\'' && gireport__csv_runs(s))
        memmove(field->data, field->data + 1, field->len--);
}

/* ---- columns ---- */

struct column {
    uint32_t width;
    int numeric;
    int verbatim; /* never marked */
};

struct columns {
    struct column *list;
    size_t n, capacity;
    uint32_t rows;
};

/* Columns that hold numbers: some by their name, and those of fields. */
static int is_numeric(const char *header)
{
    static const char *const names[] = {"year",  "value",  "line",    "column",    "whole",
                                        "share", "change", "percent", "difference", "found", "expected"};
    size_t len = strlen(header);

    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(header, names[i]) == 0)
            return 1;
    return strchr(header, '.') != NULL && !(len > 6 && strcmp(header + len - 6, ".state") == 0);
}

static struct column column_of(const struct gireport__tidy_sheet *s, size_t col, const char *header)
{
    struct column c = {8, s->numbers_from ? col >= s->numbers_from : is_numeric(header),
                       strcmp(header, "raw") == 0};
    return c;
}

/* How wide the columns are, and how many rows there are. */
static int measure(const struct gireport__tidy_sheet *s, struct columns *out)
{
    struct cursor c = {s->csv, s->csv + s->len, 0, {0}};
    int failed = 0;

    while (c.at < c.end && !failed) {
        size_t col = 0;

        do {
            void *list = out->list;
            uint32_t width;

            next_field(&c);
            width = (uint32_t)gireport__width(gireport__buf_str(&c.field), c.field.len, 1) + 2;
            width = width < WIDEST ? width : WIDEST;
            if (out->rows == 0) {
                if (!gireport__grow(&list, &out->capacity, out->n, sizeof *out->list)) {
                    failed = 1;
                    break;
                }
                out->list = list;
                out->list[out->n++] = column_of(s, col, gireport__buf_str(&c.field));
            }
            if (col < out->n && width > out->list[col].width)
                out->list[col].width = width;
            col++;
        } while (c.more);
        out->rows++;
        failed |= c.field.failed;
    }
    gireport__buf_free(&c.field);
    if (failed)
        return GIREPORT_ERR_NOMEM;
    return out->rows <= GIREPORT__TIDY_ROWS ? GIREPORT_OK : GIREPORT_ERR_LIMIT;
}

/* ---- the sheet ---- */

/* A number of up to 15 digits, which a spreadsheet keeps as it is; "007" is none. */
static int is_exact(const char *s, int *decimals)
{
    size_t whole, rest = 0;

    s += *s == '-';
    whole = strspn(s, "0123456789");
    *decimals = s[whole] == '.';
    if (*decimals)
        rest = strspn(s + whole + 1, "0123456789");
    return whole > 0 && whole + rest <= 15 && (whole == 1 || *s != '0') && (rest > 0) == *decimals &&
           s[whole + rest + (size_t)*decimals] == '\0';
}

static void put_cell(struct gireport__out *out, uint32_t row, uint32_t col, const struct column *column,
                     const struct gireport__buf *field)
{
    const char *s = field->data;
    int decimals;

    if (field->len == 0)
        return;
    if (row == 0)
        gireport__xlsx_text(out, row, col, GIREPORT__XLSX_LIST_HEADER, s, field->len);
    else if (column->numeric && is_exact(s, &decimals))
        gireport__xlsx_number(out, row, col,
                              decimals ? GIREPORT__XLSX_TIDY_DECIMAL : GIREPORT__XLSX_TIDY_INTEGER, s);
    else
        gireport__xlsx_text(out, row, col,
                            strchr("=+-@", *s) ? GIREPORT__XLSX_TIDY_QUOTED : GIREPORT__XLSX_PLAIN, s,
                            field->len);
}

static void put_columns(struct gireport__out *out, const struct columns *columns)
{
    GIREPORT__XML(out, "<sheetViews><sheetView workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\""
                       " activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews><cols>");
    for (size_t i = 0; i < columns->n; i++) {
        GIREPORT__XML(out, "<col min=\"");
        gireport__out_int(out, (int64_t)i + 1);
        GIREPORT__XML(out, "\" max=\"");
        gireport__out_int(out, (int64_t)i + 1);
        GIREPORT__XML(out, "\" width=\"");
        gireport__out_int(out, columns->list[i].width);
        GIREPORT__XML(out, "\" customWidth=\"1\"/>");
    }
    GIREPORT__XML(out, "</cols><sheetData>");
}

static int put_sheet(const struct gireport__tidy_sheet *s, struct gireport__out *out)
{
    struct cursor c = {s->csv, s->csv + s->len, 0, {0}};
    struct columns columns = {0};
    struct gireport__buf filter = {0};
    int status = measure(s, &columns);

    gireport__xlsx_sheet_begin(out);
    put_columns(out, &columns);
    for (uint32_t row = 0; status == GIREPORT_OK && c.at < c.end; row++) {
        uint32_t col = 0;

        gireport__xlsx_row(out, row, 0);
        do {
            next_field(&c);
            if (c.field.failed) {
                status = GIREPORT_ERR_NOMEM;
                break;
            }
            if (col < columns.n && !columns.list[col].verbatim)
                unmark(&c.field);
            if (col < columns.n)
                put_cell(out, row, col, &columns.list[col], &c.field);
            col++;
        } while (c.more);
        gireport__xlsx_end_row(out);
    }
    if (columns.n > 0)
        gireport__xlsx_reference(&filter, columns.rows - 1, (uint32_t)columns.n - 1);
    GIREPORT__XML(out, "</sheetData><autoFilter ref=\"A1:");
    gireport__out_adds(out, gireport__buf_str(&filter));
    GIREPORT__XML(out, "\"/>");
    gireport__xlsx_sheet_end(out, 1, 0);
    if (filter.failed)
        status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&filter);
    gireport__buf_free(&c.field);
    gireport__free(columns.list);
    return status;
}

int gireport__tidy_workbook(const struct gireport__tidy_sheet *sheets, size_t n, const char *title,
                            struct gireport__out *out)
{
    struct gireport__xlsx_book book;
    int status = gireport__xlsx_book_begin(&book, n);

    for (size_t i = 0; i < n && status == GIREPORT_OK; i++) {
        struct gireport__buf name = {0};

        gireport__buf_adds(&name, sheets[i].name);
        gireport__buf_adds(&name, GIREPORT__XLSX_OURS);
        status =
            name.failed ? GIREPORT_ERR_NOMEM : gireport__xlsx_book_sheet(&book, gireport__buf_str(&name));
        gireport__buf_free(&name);
        if (status == GIREPORT_OK)
            status = put_sheet(&sheets[i], gireport__xlsx_book_part(&book, i));
    }
    return gireport__xlsx_book_end(&book, status, title, out);
}
