/* SPDX-License-Identifier: MIT */
#include "mem.h"

#include <stdlib.h>
#include <string.h>

/* The first chunk holds the strings of a plain report; later ones double up to a bound, so that a big document
 * costs few calls and a small one little memory. */
#define CHUNK_FIRST 2048u
#define CHUNK_MAX 65536u
#define ALIGN sizeof(union align)

union align {
    void *p;
    int64_t i;
};

struct gireport__chunk {
    struct gireport__chunk *before;
    size_t used, size; /* of data */
    union align data[];
};

void *gireport__malloc(size_t size)
{
    return malloc(size ? size : 1);
}

void *gireport__calloc(size_t n, size_t size)
{
    return n && size ? calloc(n, size) : calloc(1, 1);
}

void *gireport__realloc_array(void *p, size_t n, size_t size)
{
    if (size && n > SIZE_MAX / size)
        return NULL;
    size_t bytes = n * size;
    return realloc(p, bytes ? bytes : 1);
}

void gireport__free(void *p)
{
    free(p);
}

char *gireport__strndup(const char *s, size_t len)
{
    if (len == SIZE_MAX)
        return NULL;
    char *copy = gireport__malloc(len + 1);
    if (!copy)
        return NULL;
    if (len)
        memcpy(copy, s, len);
    copy[len] = '\0';
    return copy;
}

int gireport__grow(void **items, size_t *capacity, size_t count, size_t item_size)
{
    if (count < *capacity)
        return 1;
    if (*capacity > SIZE_MAX / 2)
        return 0;
    size_t wanted = *capacity ? *capacity * 2 : 8;
    void *grown = gireport__realloc_array(*items, wanted, item_size);
    if (!grown)
        return 0;
    *items = grown;
    *capacity = wanted;
    return 1;
}

static struct gireport__chunk *add_chunk(struct gireport__arena *a, size_t size)
{
    size_t room = CHUNK_FIRST;
    if (a->last)
        room = a->last->size >= CHUNK_MAX / 2 ? CHUNK_MAX : a->last->size * 2;
    int own = size > room / 4; /* big blocks get a chunk of their own, so that little room is left unused */
    if (own)
        room = size;
    if (room > SIZE_MAX - sizeof(struct gireport__chunk))
        return NULL;
    struct gireport__chunk *c = gireport__malloc(sizeof(*c) + room);
    if (!c)
        return NULL;
    c->used = 0;
    c->size = room;
    if (own && a->last) { /* behind the current one, which goes on being filled */
        c->before = a->last->before;
        a->last->before = c;
    } else {
        c->before = a->last;
        a->last = c;
    }
    return c;
}

/* As gireport__arena_alloc(), with whatever was there. */
static void *arena_take(struct gireport__arena *a, size_t size)
{
    if (size > SIZE_MAX - ALIGN)
        return NULL;
    size = size ? (size + ALIGN - 1) / ALIGN * ALIGN : ALIGN;
    struct gireport__chunk *c = a->last;
    if (!c || c->size - c->used < size)
        c = add_chunk(a, size);
    if (!c)
        return NULL;
    void *block = (char *)c->data + c->used;
    c->used += size;
    a->used += size;
    return block;
}

void *gireport__arena_alloc(struct gireport__arena *a, size_t size)
{
    void *block = arena_take(a, size);
    return block ? memset(block, 0, size) : NULL;
}

char *gireport__arena_strndup(struct gireport__arena *a, const char *s, size_t len)
{
    if (len == SIZE_MAX)
        return NULL;
    char *copy = arena_take(a, len + 1);
    if (!copy)
        return NULL;
    if (len)
        memcpy(copy, s, len);
    copy[len] = '\0';
    return copy;
}

void gireport__arena_free(struct gireport__arena *a)
{
    struct gireport__chunk *c = a->last;
    while (c) {
        struct gireport__chunk *before = c->before;
        gireport__free(c);
        c = before;
    }
    a->last = NULL;
    a->used = 0;
}
