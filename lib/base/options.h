/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__OPTIONS_H
#define GIREPORT__OPTIONS_H

/* Size-checked options structs: copies a caller's struct into ours, whatever version it was built with. */

#include <gireport/base.h>

/* in NULL: all defaults (zero). v1 is the size of the first version of the struct. Returns GIREPORT_OK or _ABI
 * (size below v1 or above 4096, or non-zero bytes beyond what this build knows). out->size becomes known. */
int gireport__options_take(void *out, size_t known, const void *in, size_t v1);
/* For the public _init functions: zeroes `size` bytes and sets the size. */
int gireport__options_init(void *o, size_t size, size_t v1);

#endif
