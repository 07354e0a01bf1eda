/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__OOXML_H
#define GIREPORT__OOXML_H

/* What DOCX and XLSX have in common: parts of a package and the relations between them. */

#include "../base/xml.h"
#include "../base/zip.h"
#include "blocks.h"

struct gireport__ooxml {
    struct gireport__zip *zip;
    const struct gireport__limits *limits;
    size_t left; /* bytes that may still be unpacked */
    struct gireport__buf main; /* name of the main part */
};

/* Opens a package and finds its main part. GIREPORT_OK, _SYNTAX (no package), _LIMIT, _NOMEM, _UNSUPPORTED. */
int gireport__ooxml_open(struct gireport__ooxml *o, const char *data, size_t len, const struct gireport__limits *l);
void gireport__ooxml_close(struct gireport__ooxml *o);
/* Parses a part. _NOT_FOUND where it is missing. */
int gireport__ooxml_part(struct gireport__ooxml *o, const char *name, const struct gireport__xml_events *events,
                         void *context);
/* The part that another one (NULL: the package) relates to, by id or by the end of the relation's type; either may
 * be NULL. GIREPORT_OK with the name in target, or _NOT_FOUND … */
int gireport__ooxml_related(struct gireport__ooxml *o, const char *from, const char *id, const char *type,
                            struct gireport__buf *target);
/* The title among the properties, into b->title. */
int gireport__ooxml_title(struct gireport__ooxml *o, struct gireport__blocks *b);

#endif
