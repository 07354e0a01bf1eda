/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__VALUE_H
#define GIREPORT__VALUE_H

/* What a cell's text means: the one reader of numbers on paper, for documents and report files alike. */

#include "report.h"

/* What was remarkable about a cell's text; one bit an F or T2 rule. */
enum gireport__remark {
    GIREPORT__REMARK_BLANK = 1,        /* GI-F-001 */
    GIREPORT__REMARK_NA = 2,           /* GI-F-002 */
    GIREPORT__REMARK_UNIT_IN_COUNT = 4, /* GI-F-004: "3件" */
    GIREPORT__REMARK_FORMAT = 8,       /* GI-F-005: full width, separators, trailing 。 */
    GIREPORT__REMARK_NOT_NUMBER = 16,  /* GI-F-006 */
    GIREPORT__REMARK_SIGN = 32,        /* GI-F-007: a sign where none may be */
    GIREPORT__REMARK_UNSIGNED = 64,    /* GI-F-008 */
    GIREPORT__REMARK_FRACTION = 128,   /* GI-F-009 */
    GIREPORT__REMARK_NO_UNIT = 256,    /* GI-T2-010 */
    GIREPORT__REMARK_TOO_FINE = 512,   /* GI-T2-013: below 0.01 元 */
    GIREPORT__REMARK_OVERFLOW = 1024,  /* GI-F-006 as well */
    GIREPORT__REMARK_NOTE = 2048,      /* text beside the number, kept as a note (22（其中修订16件）) */
    GIREPORT__REMARK_CHINESE = 4096    /* written in Chinese numerals */
};

struct gireport__read_value {
    uint8_t state, unit, scale;
    int64_t value;
    uint32_t remarks;
    const char *note; /* slice of the text, or NULL */
    size_t note_len;
};

/* Reads a printed text for a field of a type. header_unit: the unit printed in header, label or caption ("万元"),
 * NULL for none. Total: every text gives a state. The text is not changed. */
void gireport__value_read(const char *text, size_t len, uint32_t type, const char *header_unit,
                          struct gireport__read_value *out);
/* 1 if the whole text (trimmed) could stand in a value cell: a number, a placeholder, or blank.
 * For telling value cells from labels. */
int gireport__value_like(const char *text, size_t len);
/* Chinese numerals 零〇一二三…十百千万亿 (两) to an integer. 1 on success. */
int gireport__chinese_number(const char *s, size_t len, int64_t *out);
/* Bytes of Chinese numerals that the text begins with. */
size_t gireport__chinese_span(const char *s, size_t len);

/* Stores what was read, with raw text and place, and tells the remarks as findings (may be NULL). Blank cells,
 * placeholders and money without a unit (GI-F-001, F-002, T2-010) stay visible in the cell: gireport_check() tells
 * those, so that each is told once. */
struct gireport_findings;
struct gireport__spot { uint32_t line, column; const char *place; };
int gireport__cell_store(gireport_report *r, size_t field, const char *text, size_t len,
                         const struct gireport__read_value *v, const struct gireport__spot *spot,
                         struct gireport_findings *findings);
/* The short way for what nearly every cell of a report file is: a count in plain digits, of which there is nothing to
 * tell. 0: it is something else, nothing was stored. 1: stored; -1: no memory. */
int gireport__cell_store_count(gireport_report *r, size_t field, const char *text, size_t len, uint32_t line,
                               uint32_t column);

#endif
