/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__ESCAPE_H
#define GIREPORT__ESCAPE_H

/* Text of others made harmless, one function a format. Control characters and the marks that turn the
 * direction of text are never passed on: they are shown, as "[U+202E]". */

#include "../base/buf.h"
#include "../base/out.h"

/* For element content and quoted attributes, of HTML and of any XML. */
void gireport__escape_html(struct gireport__out *o, const char *s, size_t len);
/* For a paragraph (cell = 0) or a cell of a table (line breaks become spaces). */
void gireport__escape_markdown(struct gireport__out *o, const char *s, size_t len, int cell);
/* For a terminal. Line breaks stay. */
void gireport__escape_terminal(struct gireport__buf *out, const char *s, size_t len);

#endif
