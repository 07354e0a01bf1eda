/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__PAGE_H
#define GIREPORT__PAGE_H

/* What the writers that show a report as the form prints it share. */

#include "../base/buf.h"
#include "../model/findings.h"
#include "write.h"

/* The number of a value as a person would write it into the form, appended: in the unit that the form prints, with
 * 元 behind money where it prints none, as a number of money without a unit says nothing. */
void gireport__form_value(struct gireport__buf *out, const gireport_report *r, uint32_t field);

/* What stands in a cell of the printed form: the text as it was read where there is one, else the value in
 * the unit of the form. `scratch` is overwritten. What cannot be read has its raw text; the writer marks it.
 */
const char *gireport__shown(const gireport_report *r, uint32_t field, struct gireport__buf *scratch);

/* 1 if a text in the cell of the form, as a reader of documents takes it, gives just this cell. */
int gireport__reads_back(const gireport_report *r, uint32_t field, const char *text, size_t len);

/* What stands in a cell of a document that people will hand in again: as gireport__shown() where that reads back to
 * the same cell, else the value, else with GIREPORT__DOUBT before it, so that nobody takes "396442278", printed where
 * two cells ran together, for a number. `scratch` is overwritten. */
const char *gireport__faithful(const gireport_report *r, uint32_t field, struct gireport__buf *scratch);
#define GIREPORT__DOUBT "？"

/* A line of a text part, without the blanks at its front. */
struct gireport__paragraph {
    const char *text;
    size_t len;
    int heading; /* "（一）主动公开" alone on a short line, not "（一）……做了某事。" */
};
/* Takes the next paragraph off a text, which may be NULL. 0 at its end. */
int gireport__next_paragraph(const char **s, struct gireport__paragraph *out);

/* The title: the report's own, else the template's with organ and year filled in. `scratch` is overwritten.
 */
const char *gireport__shown_title(const gireport_report *r, struct gireport__buf *scratch);

/* "联系方式：…；…" of all that the report tells of it; 0 where that is nothing. `scratch` is overwritten. */
int gireport__contact_line(const gireport_report *r, uint32_t lang, struct gireport__buf *scratch);

/* Words of our own in the language of the options. */
enum gireport__phrase {
    GIREPORT__PHRASE_FINDINGS, /* heading of the list of findings */
    GIREPORT__PHRASE_CELLS,
    GIREPORT__PHRASE_EXTRA,           /* heading of the rows that the form does not have */
    GIREPORT__PHRASE_UNREADABLE,      /* before the raw text of a cell that could not be read */
    GIREPORT__PHRASE_UNREADABLE_CELL, /* what the mark of such a cell means */
    GIREPORT__PHRASE_INFERRED,
    GIREPORT__PHRASE_REPAIRED,
    GIREPORT__PHRASE_PUBLISHED,
    GIREPORT__PHRASE_CONTACT,
    GIREPORT__PHRASE_SOURCE, /* heading of the list of places */
    GIREPORT__PHRASE_ROW,
    GIREPORT__PHRASE_CONTENT,
    GIREPORT__PHRASE_BLANK,
    GIREPORT__PHRASE_ABSENT,
    GIREPORT__PHRASE_ZEROS_BEFORE, /* around the number of cells that are not listed */
    GIREPORT__PHRASE_ZEROS_AFTER,
    GIREPORT__PHRASE_MORE_AFTER
};
const char *gireport__phrase(uint32_t lang, enum gireport__phrase which);
/* "error", "warning", "note": never translated. */
const char *gireport__severity_word(uint32_t severity);

/* What a finding compares, each with the word for it: 填报 0, 应为 19, 相差 -19. Returns how many there are. */
struct gireport__detail {
    const char *name, *value;
};
enum { GIREPORT__DETAILS = 3 };
size_t gireport__details(const struct gireport__finding *x, uint32_t lang,
                         struct gireport__detail out[GIREPORT__DETAILS]);

/* How many cells of a finding are listed for people; programs get all of them. */
#define GIREPORT__CELLS_LISTED 14

/* A part of a sum that adds nothing to it: such cells are counted and not listed. */
int gireport__adds_nothing(const struct gireport__finding_cell *c);

/* Which findings name each field: the cells that a finding is about, not all the parts of its sum. */
struct gireport__marks {
    const gireport_findings *findings;
    uint32_t *first;   /* n_fields + 1: where the numbers of a field begin in `of` */
    uint32_t *of;      /* indexes of findings */
    uint8_t *severity; /* one a field: the worst; 0: none */
};
/* Without findings all members stay NULL. Returns GIREPORT_OK or _NOMEM. */
int gireport__marks_make(const gireport_report *r, const gireport_write_options *o,
                         struct gireport__marks *out);
void gireport__marks_free(struct gireport__marks *m);

#endif
