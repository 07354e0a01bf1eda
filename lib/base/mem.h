/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__MEM_H
#define GIREPORT__MEM_H

/* The one place where the library takes memory. Tests make the i-th allocation fail through it. */

#include <gireport/base.h>

void *gireport__malloc(size_t size);
void *gireport__calloc(size_t n, size_t size);
/* Room for n items of a size; NULL also when n * size overflows. */
void *gireport__realloc_array(void *p, size_t n, size_t size);
void gireport__free(void *p);
char *gireport__strndup(const char *s, size_t len);

/* Makes room for one item more in a growing array. Returns 0 when memory is short (the array stays). */
int gireport__grow(void **items, size_t *capacity, size_t count, size_t item_size);

/* An arena: many small blocks, freed together. Zeroed = empty. Blocks never move. */
struct gireport__arena {
    struct gireport__chunk *last;
    size_t used; /* bytes handed out, for limits */
};
void *gireport__arena_alloc(struct gireport__arena *a, size_t size); /* aligned, zeroed; NULL: no memory */
char *gireport__arena_strndup(struct gireport__arena *a, const char *s, size_t len);
void gireport__arena_free(struct gireport__arena *a);

#endif
