/* SPDX-License-Identifier: MIT */

/* Lists that grow, and texts of one's own. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

void *list_add(struct list *l, size_t size)
{
    void *item;

    if (l->n == l->capacity) {
        size_t capacity = l->capacity ? 2 * l->capacity : 64;
        void *more = realloc(l->items, capacity * size);

        if (!more)
            return NULL;
        l->items = more;
        l->capacity = capacity;
    }
    item = (char *)l->items + l->n++ * size;
    memset(item, 0, size);
    return item;
}

char *copy_bytes(const char *text, size_t len)
{
    char *own = malloc(len + 1);

    if (own) {
        memcpy(own, text, len);
        own[len] = '\0';
    }
    return own;
}

char *copy_text(const char *text)
{
    return copy_bytes(text ? text : "", text ? strlen(text) : 0);
}
