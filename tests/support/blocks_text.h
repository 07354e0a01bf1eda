/* SPDX-License-Identifier: MIT */
#ifndef TESTS_BLOCKS_TEXT_H
#define TESTS_BLOCKS_TEXT_H

/* Blocks as text, to compare with what they should be. A paragraph is a line (a heading begins with its level and a
 * dot, a broken line shows as ~). A grid is "[" and a line a row with "|" between cells: "2>3_text" spans two columns
 * and three rows, "*" begins a header cell, "#" is a picture; a place that no cell takes is "-"; then "]". Lines of
 * words are "{" and a line each, "}". */

#include "base/buf.h"
#include "read/blocks.h"

void blocks_text(const struct gireport__blocks *b, struct gireport__buf *out);

/* The limits that gireport_read() has by default. */
struct gireport__limits blocks_limits(void);

#endif
