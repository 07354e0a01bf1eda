/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TALLY_H
#define GIREPORT__TALLY_H

/* The tally of a ledger: tally_ledger.c reads the rows, tally_count.c knows in which cells a row counts, tally.c makes
 * the report of it. What a row means is never guessed: where it could count in a cell or not, the cell is unknown. */

#include <gireport/combine.h>

#include "../base/csv_record.h"
#include "../model/findings.h"

#define GIREPORT__TALLY_BAD (-1) /* a date that cannot be read */

/* Does a row count? Ordered so that the lesser of two answers is easy to find, see tally_count.c. */
enum gireport__counts { GIREPORT__COUNTS_NO, GIREPORT__COUNTS_YES, GIREPORT__COUNTS_MAYBE };

enum gireport__word_state {
    GIREPORT__WORD_NONE,   /* nothing there, or a word for nothing */
    GIREPORT__WORD_OPEN,   /* the outcome: not closed yet */
    GIREPORT__WORD_KNOWN,  /* target says what */
    GIREPORT__WORD_UNKNOWN /* told */
};

struct gireport__tally_word {
    uint32_t target; /* a row or column of the form */
    uint8_t state;   /* enum gireport__word_state */
    uint8_t doubt;   /* dispute: its dates and its result do not fit */
};

struct gireport__tally_case { /* a review or a lawsuit */
    struct gireport__tally_word result;
    int32_t filed, decided; /* as the dates of a row */
};

struct gireport__tally_row {
    size_t at; /* the record in the text */
    uint32_t len;
    uint32_t line;
    const char *number;       /* as written, trimmed; "" */
    int32_t received, closed; /* year × 10000 + month × 100 + day; 0: none; GIREPORT__TALLY_BAD */
    struct gireport__tally_word applicant, outcome;
    struct gireport__tally_case cases[GIREPORT__LEDGER_MAX_DISPUTES];
    uint8_t no_request;    /* a dispute whose request is not there */
    uint8_t doubt;         /* nothing of the row is sure */
    uint8_t closing_doubt; /* outcome and date of closing do not fit */
};

struct gireport_tally {
    const gireport_template *tpl; /* a reference */
    int32_t year;
    char *memory;           /* the decoded ledger, where it is not the caller's */
    const char *text;
    size_t len;
    size_t header_at, header_len;
    uint32_t at[GIREPORT__LEDGER_MAX_COLUMNS]; /* field of a record, or GIREPORT__NONE */
    size_t width;
    struct gireport__arena arena;
    struct gireport__tally_row *rows;
    size_t n_rows, rows_capacity;
    gireport_report *report;
};

/* Reads the rows of t->text; t->tpl and t->year are set. OK, _INVALID_DATA, _LIMIT, _NOMEM. */
int gireport__tally_read(struct gireport_tally *t, size_t max_rows, gireport_findings *findings);

/* Where a row counts, by the rows of the form. */
struct gireport__tally_parts {
    uint8_t received, carried_in, closed, carried_out; /* enum gireport__counts */
    uint8_t cases[GIREPORT__LEDGER_MAX_DISPUTES];
    uint32_t results[GIREPORT__LEDGER_MAX_DISPUTES]; /* column, or GIREPORT__NONE: not known */
};
void gireport__tally_parts(const struct gireport_tally *t, const struct gireport__tally_row *row,
                           struct gireport__tally_parts *parts);
/* enum gireport__counts: does the row count in a field? */
uint32_t gireport__tally_counts(const struct gireport_tally *t, const struct gireport__tally_row *row,
                                const struct gireport__tally_parts *parts, uint32_t field);
/* 1: the ledger fills this field (0: another table, or a dispute that the ledger has no column for). */
int gireport__tally_fills(const struct gireport_tally *t, uint32_t field);

/* The meaning of a cell; words and dates of a ledger (tally_word.c). */
int32_t gireport__tally_date(const char *s, size_t len);
/* rows 1: targets are rows of the form (outcomes), 0: columns. `folded` is the text folded. */
struct gireport__tally_word gireport__tally_word(const gireport_template *tpl,
                                                 const struct gireport__ledger_words *words, int rows,
                                                 const char *folded);
/* The target of a folded word in a list; 0 where it is not there. */
int gireport__tally_find(const struct gireport__ledger_words *words, const char *folded, uint32_t *target);

#endif
