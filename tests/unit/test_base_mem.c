/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "../support/failing.h"
#include "../support/suite.h"
#include "base/buf.h"

START_TEST(sizes_that_overflow_fail)
{
    ck_assert_ptr_null(gireport__realloc_array(NULL, SIZE_MAX / 2, 3));
    ck_assert_ptr_null(gireport__strndup("a", SIZE_MAX));
    struct gireport__arena a = {0};
    ck_assert_ptr_null(gireport__arena_alloc(&a, SIZE_MAX));
    ck_assert_ptr_null(gireport__arena_alloc(&a, SIZE_MAX - 8));
    ck_assert_ptr_null(gireport__arena_strndup(&a, "a", SIZE_MAX));
    ck_assert_ptr_null(a.last);
    void *items = NULL;
    size_t capacity = SIZE_MAX / 2 + 1;
    ck_assert_int_eq(gireport__grow(&items, &capacity, capacity, 1), 0);
}
END_TEST

START_TEST(nothing_is_something)
{
    void *p = gireport__malloc(0), *q = gireport__calloc(0, 8), *r = gireport__realloc_array(NULL, 0, 8);
    ck_assert(p && q && r);
    gireport__free(p);
    gireport__free(q);
    gireport__free(r);
    gireport__free(NULL);
    char *s = gireport__strndup(NULL, 0);
    ck_assert_str_eq(s, "");
    gireport__free(s);
}
END_TEST

START_TEST(arrays_grow)
{
    int *items = NULL;
    size_t capacity = 0;
    for (size_t i = 0; i < 1000; i++) {
        ck_assert(gireport__grow((void **)&items, &capacity, i, sizeof(*items)));
        ck_assert_uint_lt(i, capacity);
        items[i] = (int)i;
    }
    for (size_t i = 0; i < 1000; i++)
        ck_assert_int_eq(items[i], (int)i);
    gireport__free(items);
}
END_TEST

static size_t block_size(size_t i)
{
    return i % 50 == 49 ? 300 * i : i % 37;
}

static int filled_with(const unsigned char *block, size_t size, unsigned char value)
{
    for (size_t i = 0; i < size; i++)
        if (block[i] != value)
            return 0;
    return 1;
}

/* Blocks of all sizes: aligned, zeroed, never moved, and apart from each other. */
START_TEST(arenas_hand_out_blocks)
{
    enum { N = 600 };
    struct gireport__arena a = {0};
    unsigned char *blocks[N];
    size_t total = 0;
    for (size_t i = 0; i < N; i++) {
        size_t size = block_size(i);
        blocks[i] = gireport__arena_alloc(&a, size);
        ck_assert_ptr_nonnull(blocks[i]);
        ck_assert_uint_eq((uintptr_t)blocks[i] % sizeof(int64_t), 0);
        ck_assert(filled_with(blocks[i], size, 0));
        memset(blocks[i], (int)(i % 255) + 1, size);
        total += size;
    }
    for (size_t i = 0; i < N; i++)
        ck_assert(filled_with(blocks[i], block_size(i), (unsigned char)(i % 255 + 1)));
    ck_assert_uint_ge(a.used, total);
    ck_assert_uint_le(a.used, total + 8 * N);
    ck_assert_str_eq(gireport__arena_strndup(&a, "总计", 3), "总");
    gireport__arena_free(&a);
    ck_assert_ptr_null(a.last);
    gireport__arena_free(&a);
}
END_TEST

START_TEST(buffers_grow_and_are_terminated)
{
    struct gireport__buf b = {0};
    ck_assert_str_eq(gireport__buf_str(&b), "");
    gireport__buf_add(&b, NULL, 0);
    ck_assert_str_eq(b.data, "");
    for (int i = 0; i < 500; i++) {
        gireport__buf_addc(&b, 'x');
        ck_assert_uint_eq(b.len, i + 1);
        ck_assert_int_eq(b.data[b.len], '\0');
    }
    gireport__buf_clear(&b);
    ck_assert_str_eq(gireport__buf_str(&b), "");
    gireport__buf_adds(&b, "总");
    gireport__buf_add_int(&b, INT64_MIN);
    gireport__buf_addc(&b, ' ');
    gireport__buf_add_int(&b, INT64_MAX);
    gireport__buf_addc(&b, ' ');
    gireport__buf_add_int(&b, 0);
    ck_assert_str_eq(b.data, "总-9223372036854775808 9223372036854775807 0");
    ck_assert_int_eq(b.failed, 0);
    gireport__buf_add(&b, "", SIZE_MAX - 10);
    ck_assert_int_eq(b.failed, 1);
    gireport__buf_free(&b);
    ck_assert_int_eq(b.failed, 0);
}
END_TEST

START_TEST(a_failure_sticks)
{
    if (!failing_works())
        return; /* the build without sanitizers has this test */
    struct gireport__buf b = {0};
    gireport__buf_adds(&b, "abc");
    failing_at(1);
    for (int i = 0; i < 100; i++)
        gireport__buf_addc(&b, 'x');
    failing_at(0);
    ck_assert_int_eq(b.failed, 1);
    size_t len = b.len;
    gireport__buf_adds(&b, "y");
    ck_assert_uint_eq(b.len, len);
    gireport__buf_clear(&b);
    ck_assert_int_eq(b.failed, 1);
    gireport__buf_free(&b);
    struct gireport__arena a = {0};
    failing_at(1);
    ck_assert_ptr_null(gireport__arena_alloc(&a, 10));
    ck_assert_ptr_nonnull(gireport__arena_alloc(&a, 10));
    gireport__arena_free(&a);
    void *items = NULL;
    size_t capacity = 0;
    failing_at(1);
    ck_assert_int_eq(gireport__grow(&items, &capacity, 0, 4), 0);
    ck_assert_uint_eq(capacity, 0);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/mem");
    TCase *t = tcase_create("mem");
    tcase_add_test(t, sizes_that_overflow_fail);
    tcase_add_test(t, nothing_is_something);
    tcase_add_test(t, arrays_grow);
    tcase_add_test(t, arenas_hand_out_blocks);
    tcase_add_test(t, buffers_grow_and_are_terminated);
    tcase_add_test(t, a_failure_sticks);
    suite_add_tcase(suite, t);
    return run_suite(suite);
}
