/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__LAYOUT_H
#define GIREPORT__LAYOUT_H

/* The one layout walk: a statutory table as the form prints it, every merged cell of it, made from the trees
 * of the template. Text, Markdown, HTML, DOCX and XLSX are written over the slots that it gives. */

#include "../base/buf.h"
#include "../model/report.h"
#include "../template/template.h"

enum gireport__slot_kind {
    GIREPORT__SLOT_LABEL = 0,   /* a header of rows or columns */
    GIREPORT__SLOT_STUB = 1,    /* the header of the label columns (信息内容), or the printed rule */
    GIREPORT__SLOT_CAPTION = 2, /* a line over the whole width (第二十条第（一）项) */
    GIREPORT__SLOT_VALUE = 3
};

enum gireport__scope {
    GIREPORT__SCOPE_NONE = 0,
    GIREPORT__SCOPE_ROW,
    GIREPORT__SCOPE_ROWGROUP,
    GIREPORT__SCOPE_COL,
    GIREPORT__SCOPE_COLGROUP
};

/* A cell of the printed table. Rows and columns count from 0. */
struct gireport__slot {
    const char *text; /* the official label; NULL for a value */
    uint32_t row, col, row_span, col_span;
    uint32_t field;   /* of a value, else GIREPORT__NONE */
    uint32_t section; /* index in the template */
    uint8_t kind;     /* enum gireport__slot_kind */
    uint8_t scope;    /* enum gireport__scope */
};

/* A printed table: its slots by row, then by column. Every place of the rows × cols grid is covered once. */
struct gireport__sheet {
    struct gireport__slot *slots;
    size_t n_slots, capacity;
    uint32_t rows, cols;
    uint32_t label_cols;
    uint32_t table;
};

/* Lays out a table. Where the report prints a group's own row, that row is shown: beside the members, or,
 * when all of them are absent, in their place. r may be NULL: the official form. Returns GIREPORT_OK, _NOMEM.
 */
int gireport__sheet_make(const gireport_template *t, uint32_t table, const gireport_report *r,
                         struct gireport__sheet *out);
void gireport__sheet_free(struct gireport__sheet *s);

/* The first line of the body of a table of one section: the lines above it are headers that a printer repeats on each
 * page. 0 where there is none, as a header reaches into the body or each section has its own. */
uint32_t gireport__sheet_body(const struct gireport__sheet *s);

#endif
