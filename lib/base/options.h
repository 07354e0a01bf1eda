/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__OPTIONS_H
#define GIREPORT__OPTIONS_H

/* Size-checked options structs: copies a caller's struct into ours, whatever version it was built with. */

#include <gireport/base.h>

/* The size of the first version of each struct: up to its last member of then, whatever came behind it. Never changed. */
#define GIREPORT__UP_TO(type, last) (offsetof(type, last) + sizeof(((type *)0)->last))
#define GIREPORT__READ_V1 GIREPORT__UP_TO(gireport_read_options, n_templates)
#define GIREPORT__WRITE_V1 GIREPORT__UP_TO(gireport_write_options, original)
#define GIREPORT__CHECK_V1 GIREPORT__UP_TO(gireport_check_options, n_units)
#define GIREPORT__REPAIR_V1 GIREPORT__UP_TO(gireport_repair_options, max_nodes)
#define GIREPORT__SUM_V1 GIREPORT__UP_TO(gireport_sum_options, form)
#define GIREPORT__COMPARE_V1 GIREPORT__UP_TO(gireport_compare_options, reserved)
#define GIREPORT__TALLY_V1 GIREPORT__UP_TO(gireport_tally_options, max_rows)
#define GIREPORT__COMPARISON_WRITE_V1 GIREPORT__UP_TO(gireport_comparison_write_options, n_findings)
#define GIREPORT__BATCH_V1 GIREPORT__UP_TO(gireport_batch_options, userdata)
#define GIREPORT__ARROW_V1 GIREPORT__UP_TO(gireport_arrow_options, check)

/* in NULL: all defaults (zero). v1 is the size of the first version of the struct. Returns GIREPORT_OK or _ABI
 * (size below v1 or above 4096, or non-zero bytes beyond what this build knows). out->size becomes known. */
int gireport__options_take(void *out, size_t known, const void *in, size_t v1);
/* For the public _init functions: zeroes `size` bytes and sets the size. */
int gireport__options_init(void *o, size_t size, size_t v1);

#endif
