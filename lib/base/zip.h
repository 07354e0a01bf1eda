/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__ZIP_H
#define GIREPORT__ZIP_H

/* The wrapper over libzip: parts of an archive in memory, read and written. zip_* types stay in zip.c. Without the
 * feature `documents` everything answers GIREPORT_ERR_UNSUPPORTED. */

#include "buf.h"

struct gireport__zip;

/* Opens an archive; data must outlive it. GIREPORT_OK, _SYNTAX, _LIMIT (entries), _NOMEM, _UNSUPPORTED. */
int gireport__zip_open(const char *data, size_t len, struct gireport__zip **out);
/* A part by its name (without regard to case, as OPC has it). *data is owned (gireport__free) and NUL-terminated.
 * _LIMIT: more than max_bytes, or blown up beyond what text can be. _NOT_FOUND, _SYNTAX (broken), _NOMEM. */
int gireport__zip_read(struct gireport__zip *z, const char *name, size_t max_bytes, char **data, size_t *len);

/* A new archive. GIREPORT_OK, _NOMEM, _UNSUPPORTED. */
int gireport__zip_new(struct gireport__zip **out);
/* Adds a part; copied. */
int gireport__zip_add(struct gireport__zip *z, const char *name, const char *data, size_t len);
/* The whole archive, owned (gireport__free); the same parts give the same bytes. The archive takes no parts
 * after it. */
int gireport__zip_finish(struct gireport__zip *z, char **data, size_t *len);

void gireport__zip_free(struct gireport__zip *z);

#endif
