/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PACKAGE_H
#define TESTS_PACKAGE_H

/* OOXML packages of one document part or of sheets, as a test writes them. */

#include "base/zip.h"

/* A DOCX of the content of its body (prefix w). data is owned (gireport__free). */
void package_docx(const char *body, char **data, size_t *len);
/* An XLSX of sheets: each the content of its worksheet element. strings: the content of sst, or NULL. hidden: bit i
 * hides sheet i. */
void package_xlsx(const char *const *sheets, size_t n, const char *strings, unsigned hidden, char **data, size_t *len);

#endif
