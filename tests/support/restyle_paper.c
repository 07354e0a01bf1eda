/* SPDX-License-Identifier: MIT */
#include "restyle_grid.h"
int sheet_write_paper(struct sheet *s) { (void)s; return GIREPORT_ERR_UNSUPPORTED; }
