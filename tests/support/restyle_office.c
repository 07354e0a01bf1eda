/* SPDX-License-Identifier: MIT */
#include <string.h>
#include "base/zip.h"
#include "restyle_grid.h"
int sheet_write_docx(struct sheet *s) { (void)s; return GIREPORT_ERR_UNSUPPORTED; }
int sheet_write_xlsx(struct sheet *s) { (void)s; return GIREPORT_ERR_UNSUPPORTED; }
int sheet_write_paper(struct sheet *s) { (void)s; return GIREPORT_ERR_UNSUPPORTED; }
