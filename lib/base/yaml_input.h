/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__YAML_INPUT_H
#define GIREPORT__YAML_INPUT_H

/* What yaml.c needs to know about the bytes of its input; nothing here knows libyaml. */

#include "yaml.h"

/* What a run of text ends with. */
enum gireport__yaml_stop {
    GIREPORT__YAML_GOOD = 0,
    GIREPORT__YAML_BAD_UTF8,
    GIREPORT__YAML_CONTROL, /* a character that YAML does not allow */
    GIREPORT__YAML_BOM      /* U+FEFF before a "---": to be left out */
};
/* How much of data[from .. end) libyaml takes; *stop says why no more. Never cuts a character. */
size_t gireport__yaml_good(const char *data, size_t len, size_t from, size_t end, enum gireport__yaml_stop *stop);

/* UTF-16 with a byte-order mark to UTF-8; half pairs become bytes that are not UTF-8. 1: *out was filled (it may have
 * failed), 0: the input is no UTF-16. */
int gireport__yaml_from_utf16(const char *data, size_t len, struct gireport__buf *out);

/* JSON writes an astral character as a pair of \u escapes, which YAML does not have. Each pair is replaced by a marker
 * of the same length, so that columns stay right: \uFFFE and the six digits of the character. 1: there were pairs, and
 * *out is the input with markers (it may have failed); 0: none. */
int gireport__yaml_mark_pairs(const char *data, size_t len, struct gireport__buf *out);
/* Turns the markers in a scalar into the characters, or back into what was written where the scalar has no escapes.
 * In place; returns the new length. */
size_t gireport__yaml_unmark_pairs(char *text, size_t len, int escapes);

/* The offset of a line (from 1), counted from data + from, which is line `first`. Breaks are those of libyaml. */
size_t gireport__yaml_line_offset(const char *data, size_t len, size_t from, uint32_t first, uint32_t line);
/* Line and column of an offset, counted from data + from, which is the start of line `first`. */
void gireport__yaml_place(const char *data, size_t len, size_t from, uint32_t first, size_t offset, uint32_t *line,
                          uint32_t *column);
/* The offset of the first line at or after `from` (a line start) that begins a document with "---"; len: none. */
size_t gireport__yaml_next_document(const char *data, size_t len, size_t from, uint32_t *line);

/* JSON objects that follow one another, one a line or each over many lines: the next one begins where a line begins
 * with "{" and the last character before it was "}". Looks from `from` on, for one behind `start`; len: none. */
size_t gireport__json_next(const char *data, size_t len, size_t start, size_t from);

/* What the writer of a line probably meant. 1: both hints (160 bytes each) are filled. */
int gireport__yaml_line_hint(const char *data, size_t len, size_t line_start, char *zh, char *en);

#endif
