/* SPDX-License-Identifier: MIT */
#include "blocks.h"

#include <string.h>

struct gireport__block *gireport__blocks_add(struct gireport__blocks *b, enum gireport__block_kind kind)
{
    struct gireport__block *added;

    if (!gireport__grow((void **)&b->items, &b->capacity, b->count, sizeof *b->items))
        return NULL;
    added = &b->items[b->count++];
    memset(added, 0, sizeof *added);
    added->kind = kind;
    added->text = "";
    return added;
}

void gireport__blocks_free(struct gireport__blocks *b)
{
    gireport__free(b->items);
    gireport__arena_free(&b->arena);
    memset(b, 0, sizeof *b);
}
