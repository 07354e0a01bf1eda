/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RESTYLE_H
#define TESTS_RESTYLE_H

/* Writes the three tables of a report as published texts have them, and damages them. What must come out of
 * reading the text stands beside it: what is still printed under its label. */

#include <gireport/gireport.h>

#include "base/buf.h"
#include "random_report.h"

enum restyle_style {
    STYLE_LINES,      /* label and values on a line, long labels wrapped */
    STYLE_BELOW,      /* values on the line below their label */
    STYLE_CELLS,      /* one cell a line */
    STYLE_PIPES,      /* Markdown */
    STYLE_PIPE_ENDS,  /* a | b | with each cell ended by a pipe */
    STYLE_PIPE_CELLS, /* the same, one cell a line */
    STYLE_TABS,
    STYLE_LAYOUT, /* columns aligned, values beside the middle of their label, pages */
    STYLE_BROKEN, /* as a PDF comes out: groups in their middle, headers by characters, blank lines */
    STYLE_GLUED,  /* nothing between cells */
    STYLE_MARKDOWN_ROWS, /* each row a table of its own, under a header that a converter made up */
    STYLE_HTML,          /* a clean page */
    STYLE_HTML_WORD,     /* what Word saves: MsoNormalTable, o:p, conditional comments */
    STYLE_HTML_WPS,      /* what WPS puts on the clipboard: runs of font, et classes */
    STYLE_HTML_NESTED,   /* tables within tables for layout */
    STYLE_HTML_SPLIT,    /* each label of a header cut into two rows */
    STYLE_HTML_SPANS,    /* spans of headers, labels and groups that do not agree with the rows */
    STYLE_HTML_ROWS,     /* one table a row */
    STYLE_HTML_GBK,      /* a page in GB18030 that says gb2312 */
    STYLE_DOCX,
    STYLE_XLSX,
    STYLE_PAPER, /* pdftotext -layout: cells where they stand on the page */
    STYLE_BBOX,  /* pdftotext -bbox-layout */
    STYLE_TSV,   /* pdftotext -tsv */
    STYLE_COUNT
};

enum restyle_damage {
    DAMAGE_NONE,
    DAMAGE_MISPRINT,       /* one character of a label */
    DAMAGE_LOST_VALUE,     /* one value of a row */
    DAMAGE_CUT_ROW,        /* a row */
    DAMAGE_SWAPPED_ROWS,   /* two rows, each with its label */
    DAMAGE_LOST_VALUES,    /* a row's values */
    DAMAGE_LOST_LABEL,     /* a row's label */
    DAMAGE_DOUBLED_ROW,    /* a row again */
    DAMAGE_DOUBLED_OTHER,  /* a row again with another value */
    DAMAGE_PAGE_NUMBER,    /* - 6 - between label and values */
    DAMAGE_BARE_NUMBER,    /* 6 among the values */
    DAMAGE_GLUED_ROW,      /* a row's values without gaps */
    DAMAGE_MOVED_UP,       /* a row's values behind those of the row above */
    DAMAGE_MOVED_DOWN,     /* a row's values before those of the row below */
    DAMAGE_SHIFTED,        /* all values of a table one row down */
    DAMAGE_SWAPPED_HEADER, /* two columns, header only */
    DAMAGE_LOST_COLUMN,    /* a column, header and values */
    DAMAGE_CUT_TAIL,       /* the end of the last table */
    DAMAGE_NOTE,           /* 22（其中修订16件） */
    DAMAGE_EXTRA_ROW,
    DAMAGE_PLACEHOLDERS, /* a row of / or - */
    DAMAGE_FORMATS,      /* full width, or a unit in the cell */
    DAMAGE_HEADING,      /* a table's heading is missing */
    DAMAGE_BLANK_CELL,   /* a value is not there, its cell is */
    DAMAGE_BLANK_COLUMN, /* all values of a column */
    DAMAGE_SLASH_COLUMN, /* a column of / */
    DAMAGE_THOUSANDS,    /* 12,345 */
    DAMAGE_LOST_DIGIT,   /* 1234 for 12345 */
    DAMAGE_LOST_HEADER,  /* the header of a table */
    DAMAGE_LOST_COLUMN_LABEL, /* one cell of a header is empty */
    DAMAGE_MISPRINT_COLUMN,   /* one character of a column's label */
    DAMAGE_ODD_BREAK,    /* a label with a break or blanks in its middle */
    DAMAGE_LOST_GROUP,   /* the label of a group */
    DAMAGE_LATE_GROUP,   /* the label of a group stands a row lower */
    DAMAGE_OTHER_WORDS,  /* a label with half-width brackets, other quotes, no number */
    DAMAGE_COUNT
};

struct restyled {
    struct gireport__buf text;
    gireport_report *printed; /* what is printed under its label */
    uint8_t *touched;         /* one a field: the damage was there */
    uint8_t *gone;            /* one a field: not printed under its label, or not as one value */
    int has_blanks;           /* a page with empty cells: what is left need not say where they are */
};

const char *restyle_style_name(enum restyle_style s);
const char *restyle_damage_name(enum restyle_damage d);
/* The format to read the style as. */
uint32_t restyle_format(enum restyle_style s);
/* 1 if a cell of the style is seen where it is empty. */
int restyle_shows_blanks(enum restyle_style s);
/* 1 if the damage makes sense in the style. */
int restyle_possible(enum restyle_style s, enum restyle_damage d);
/* OK, _NOMEM; _UNSUPPORTED where this build has no archives. */
int restyle(const gireport_report *r, enum restyle_style style, enum restyle_damage damage, uint64_t seed,
            struct restyled *out);
void restyled_free(struct restyled *x);
/* Makes the values of a report sparse, all zeros, or such that sums do not hold. */
void restyle_vary(gireport_report *r, uint64_t seed);
/* A random report like one of those that are met: sparse, empty, with sums that do not hold, with empty cells and
 * slashes, with groups that have values of their own or stand for their members, with and without texts. */
int restyle_report(enum restyle_style s, uint64_t seed, gireport_report **out);

/* What reading the text gave, against what it prints. */
struct restyle_score {
    size_t right, unknown; /* fields that the damage did not touch: read, or not read and told */
    size_t wrong, silent;  /* another value; not read and not told */
    const char *example;   /* key of a wrong or silent field, or NULL */
};
void restyle_score(const gireport_report *r, const struct restyled *x, const gireport_report *got,
                   const gireport_findings *findings, struct restyle_score *out);

#endif
