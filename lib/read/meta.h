/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__META_H
#define GIREPORT__META_H

/* What a report says about itself outside of its parts: title, organ, year, dates, period, cited document,
 * coverage, contact. The recogniser finds where the parts are and hands the lines around them over. */

#include "../model/findings.h"

struct gireport__meta_line {
    const char *text; /* one line as printed, trimmed */
    size_t len;
    uint32_t line, column;
    const char *place; /* or NULL */
    uint32_t heading;  /* 1..6: marked as a heading, else 0 */
};

struct gireport__meta {
    const struct gireport__meta_line *before; /* the lines before part 一 or the first table */
    size_t n_before;
    const struct gireport__meta_line *after; /* those of part 六 and behind it: signature, date */
    size_t n_after;
    const char *preamble; /* `before` with its wrapped lines joined to paragraphs */
    size_t preamble_len;
    const char *title, *published, *url; /* the document's own, or NULL */
};

/* 1 where a line is the title of a report, or the end of one that is split over lines. For telling two
 * reports in one document apart. */
int gireport__meta_is_title(const char *text, size_t len);

/* Sets the texts, the year, the level and the coverage of the report; tells what is missing. OK, _NOMEM. */
int gireport__meta_read(const struct gireport__meta *m, gireport_report *r, gireport_findings *findings);

#endif
