/* SPDX-License-Identifier: MIT */
#include "failing.h"

#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

static unsigned long count, fail_at;
static int for_ever, failed_abroad;
static long live, live_abroad;

/* gcc and clang say in different ways that a sanitizer keeps the memory. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ADDRESS_SANITIZER 1
#elif __has_feature(thread_sanitizer)
#define THREAD_SANITIZER 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define ADDRESS_SANITIZER 1
#elif defined(__SANITIZE_THREAD__)
#define THREAD_SANITIZER 1
#endif

#if defined(__GLIBC__) && !defined(THREAD_SANITIZER)

#if defined(ADDRESS_SANITIZER)
#define REAL(name) __interceptor_##name /* its own malloc gives way to that of a program, and stays to be called */
#else
#define REAL(name) __libc_##name
#endif

/* Called before the sanitizer is ready to watch it. */
#define UNWATCHED __attribute__((no_sanitize("address"), no_sanitize("undefined")))

void *REAL(malloc)(size_t size);
void *REAL(calloc)(size_t n, size_t size);
void *REAL(realloc)(void *p, size_t size);
void REAL(free)(void *p);

/* Whether code of another library asks: this program has ours in itself. */
extern char __executable_start, etext;
#define ABROAD ((const char *)__builtin_return_address(0) < &__executable_start || \
                (const char *)__builtin_return_address(0) >= &etext)

/* The blocks of other libraries, by address. When it is half full, further ones count as ours. */
#define SLOTS 65536u
static void *abroad[SLOTS];

UNWATCHED static size_t slot_of(const void *p)
{
    size_t i = ((uintptr_t)p >> 4) * 2654435761u % SLOTS;
    while (abroad[i] != NULL && abroad[i] != p)
        i = (i + 1) % SLOTS;
    return i;
}

UNWATCHED static void *taken(void *p, int is_abroad)
{
    if (p != NULL && is_abroad && live_abroad < (long)(SLOTS / 2)) {
        abroad[slot_of(p)] = p;
        live_abroad++;
    } else if (p != NULL) {
        live++;
    }
    return p;
}

UNWATCHED static void given_back(const void *p)
{
    size_t i = slot_of(p);
    if (p == NULL)
        return;
    if (abroad[i] == NULL) {
        live--;
        return;
    }
    live_abroad--;
    abroad[i] = NULL;
    for (i = (i + 1) % SLOTS; abroad[i] != NULL; i = (i + 1) % SLOTS) { /* those behind may now have a place before */
        void *other = abroad[i];
        abroad[i] = NULL;
        abroad[slot_of(other)] = other;
    }
}

UNWATCHED static int fails(int is_abroad)
{
    count++;
    if (fail_at == 0 || count < fail_at || (count > fail_at && !for_ever))
        return 0;
    if (count == fail_at)
        failed_abroad = is_abroad;
    errno = ENOMEM;
    return 1;
}

UNWATCHED void *malloc(size_t size)
{
    return fails(ABROAD) ? NULL : taken(REAL(malloc)(size), ABROAD);
}

UNWATCHED void *calloc(size_t n, size_t size)
{
    return fails(ABROAD) ? NULL : taken(REAL(calloc)(n, size), ABROAD);
}

UNWATCHED void *realloc(void *old, size_t size)
{
    if (fails(ABROAD))
        return NULL;
    void *p = REAL(realloc)(old, size);
    if (p != NULL || size == 0)
        given_back(old);
    return taken(p, ABROAD);
}

UNWATCHED void free(void *p)
{
    given_back(p);
    REAL(free)(p);
}

#endif

void failing_at(unsigned long nth)
{
    count = 0;
    for_ever = 0;
    fail_at = nth;
}

void failing_from(unsigned long nth)
{
    failing_at(nth);
    for_ever = 1;
}

unsigned long failing_count(void)
{
    return count;
}

long failing_live(void)
{
    return live;
}

long failing_live_abroad(void)
{
    return live_abroad;
}

int failing_was_abroad(void)
{
    return failed_abroad;
}

int failing_works(void)
{
    void *(*volatile get)(size_t) = malloc; /* so that the call is not optimised away */
    failing_at(0);
    free(get(1));
    return count == 1;
}
