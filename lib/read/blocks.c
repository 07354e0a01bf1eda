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

/* A letter and a number; returns where it ends. */
static char *put(char *p, char letter, uint32_t n)
{
    char digits[10];
    size_t i = sizeof digits;

    *p++ = letter;
    do {
        digits[--i] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0);
    memcpy(p, digits + i, sizeof digits - i);
    return p + sizeof digits - i;
}

const char *gireport__blocks_place(struct gireport__blocks *b, uint32_t table, uint32_t row, uint32_t column)
{
    char s[36], *end = put(s, 't', table);

    if (row > 0) {
        end = put(end, 'r', row);
        end = put(end, 'c', column);
    }
    return gireport__arena_strndup(&b->arena, s, (size_t)(end - s));
}

void gireport__blocks_free(struct gireport__blocks *b)
{
    gireport__free(b->items);
    gireport__arena_free(&b->arena);
    memset(b, 0, sizeof *b);
}
