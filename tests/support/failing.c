/* SPDX-License-Identifier: MIT */
#include "failing.h"

#include <errno.h>
#include <stddef.h>
#include <stdlib.h>

static unsigned long count, fail_at;

/* gcc and clang say in different ways that a sanitizer keeps the memory. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);

static int fails(void)
{
    if (++count != fail_at)
        return 0;
    errno = ENOMEM;
    return 1;
}

void *malloc(size_t size)
{
    return fails() ? NULL : __libc_malloc(size);
}

void *calloc(size_t n, size_t size)
{
    return fails() ? NULL : __libc_calloc(n, size);
}

void *realloc(void *p, size_t size)
{
    return fails() ? NULL : __libc_realloc(p, size);
}

#endif

void failing_at(unsigned long nth)
{
    count = 0;
    fail_at = nth;
}

unsigned long failing_count(void)
{
    return count;
}

int failing_works(void)
{
    void *(*volatile get)(size_t) = malloc; /* so that the call is not optimised away */
    failing_at(0);
    free(get(1));
    return count == 1;
}
