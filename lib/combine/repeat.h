/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__REPEAT_H
#define GIREPORT__REPEAT_H

/* How much of a text stands in another one: runs of SHINGLE characters, looked up by hash and then compared.
 */

#include <gireport/combine.h>

#define GIREPORT__SHINGLE 10

/* A text folded to the characters that count, and where each of them stood. */
struct gireport__folded {
    uint32_t *point;
    uint32_t *at, *end; /* the bytes at[i] to end[i] are character i; all three arrays are one block */
    size_t n;
};
int gireport__folded_make(struct gireport__folded *f, const char *s, size_t len); /* OK, _NOMEM, _LIMIT */
void gireport__folded_free(struct gireport__folded *f);

/* The shingles of a text. */
struct gireport__shingles {
    const struct gireport__folded *text;
    uint64_t *slots; /* upper half: of the hash; lower half: position + 1 */
    size_t mask;     /* of the slots; 0: the text is too short to have any */
};
int gireport__shingles_make(struct gireport__shingles *s,
                            const struct gireport__folded *text); /* OK, _NOMEM */
void gireport__shingles_free(struct gireport__shingles *s);

/* Takes a run of repeated characters: from (included) to (not included). */
typedef void (*gireport__run_fn)(void *context, size_t from, size_t to);
/* How many characters of `later` are repeated. run may be NULL. */
uint64_t gireport__repeated(const struct gireport__shingles *earlier, const struct gireport__folded *later,
                            gireport__run_fn run, void *context);

#endif
