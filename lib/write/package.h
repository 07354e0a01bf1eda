/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__PACKAGE_H
#define GIREPORT__PACKAGE_H

/* What the writers of DOCX and XLSX share: a package of XML parts, each written into memory, then zipped. The same
 * parts give the same bytes. The first failure sticks. */

#include "../base/out.h"
#include "../base/zip.h"

struct gireport__package {
    struct gireport__zip *zip;
    struct gireport__buf content;
    struct gireport__out out; /* the part that is written */
    const char *name;         /* of it; NULL: none */
    int status;
};

/* A literal of XML: its length is known. */
#define GIREPORT__XML(out, literal) gireport__out_add(out, literal, sizeof(literal) - 1)

/* GIREPORT_OK, _NOMEM, _UNSUPPORTED: also kept as the status. */
int gireport__package_begin(struct gireport__package *p);
/* Begins a part, with the XML declaration; ends the one before. `name` must outlive the package. */
struct gireport__out *gireport__package_part(struct gireport__package *p, const char *name);
/* Part names with their content types, two strings an entry, n entries. A name without a slash at its front is an
 * extension. */
void gireport__package_types(struct gireport__package *p, const char *const (*types)[2], size_t n);
/* A part of relations. Each is the end of its type ("/styles") and its target; they get the ids rId1, rId2 … */
void gireport__package_relations(struct gireport__package *p, const char *name, const char *const (*relations)[2],
                                 size_t n);
/* docProps/core.xml: the title of the document. */
void gireport__package_title(struct gireport__package *p, const char *title);
/* Ends the package, sends it to `to`, and releases all. Returns the first failure. */
int gireport__package_end(struct gireport__package *p, struct gireport__out *to);

#endif
