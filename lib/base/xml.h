/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__XML_H
#define GIREPORT__XML_H

/* The wrapper over libxml2: events of HTML as browsers read it, and of XML. xml* types stay in xml.c.
 * No network, no external subset, no entities beyond the predefined ones, no message on stderr. Without the
 * feature `documents` every parse answers GIREPORT_ERR_UNSUPPORTED. */

#include "buf.h"

struct gireport__xml; /* a running parse */

/* Any of them may be NULL. Names and text are valid during the call only. HTML: names in lower case, with their
 * prefix ("o:p"), and space NULL. XML: local names, space = the namespace or NULL. */
struct gireport__xml_events {
    void (*start)(void *context, struct gireport__xml *x, const char *name, const char *space);
    void (*end)(void *context, struct gireport__xml *x, const char *name, const char *space);
    void (*text)(void *context, struct gireport__xml *x, const char *s, size_t len);
};

/* Parses UTF-8. max_depth of open elements, 0: 1024. GIREPORT_OK, _SYNTAX (XML only), _LIMIT (depth, attributes
 * of an element), _NOMEM, _UNSUPPORTED, or what gireport__xml_stop() was given. */
int gireport__html_parse(const char *data, size_t len, uint32_t max_depth,
                         const struct gireport__xml_events *events, void *context);
int gireport__xml_parse(const char *data, size_t len, uint32_t max_depth,
                        const struct gireport__xml_events *events, void *context);

/* Within a call of an event: */

/* An attribute of the element that starts (XML: by local name, whatever its namespace), or NULL. Not
 * NUL-terminated. */
const char *gireport__xml_attribute(const struct gireport__xml *x, const char *name, size_t *len);
/* 1 if the attribute is there and is the value (ASCII, without regard to case). */
int gireport__xml_attribute_is(const struct gireport__xml *x, const char *name, const char *value);
/* A whole non-negative attribute; fallback where it is missing or no number; UINT32_MAX where it is too large. */
uint32_t gireport__xml_attribute_number(const struct gireport__xml *x, const char *name, uint32_t fallback);
/* Offset in the data up to which it was read: after the event. */
size_t gireport__xml_offset(const struct gireport__xml *x);
/* Ends the parse with a status; no event comes after it. */
void gireport__xml_stop(struct gireport__xml *x, int status);

#endif
