/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_TESTS_API_H
#define GIREPORT_TESTS_API_H

/* Tests of the interface: they know the public headers and the shared library, and nothing of its inside. */

#include <check.h>
#include <string.h>

#include <gireport/gireport.h>

/* What base.h promises for a NULL that is required, and for an index out of range. */
#define REFUSED(call) ck_assert_int_eq((call), GIREPORT_ERR_INVALID_ARG)
#define ZERO(call) ck_assert_uint_eq((call), 0)
#define NOTHING(call) ck_assert_ptr_null((call))
#define DONE(call) ck_assert_int_eq((call), GIREPORT_OK)

/* A pointer that no call may leave in an output parameter. */
#define STALE ((void *)(uintptr_t)0x5a5a5a5a)

/* The tables of the 金乡 report, made by setters alone. */
gireport_report *sample(void);
/* The report file of the same in examples/data; *len is its length. Never NULL. */
const char *sample_file(size_t *len);
/* The number of a field, or a failure of the test. */
size_t field(const gireport_report *r, const char *key);
gireport_findings *new_findings(void);
/* A write function that counts the bytes in a size_t, or fails where userdata is NULL. */
int count_bytes(const char *data, size_t len, void *userdata);

Suite *suite_null(void);
Suite *suite_model(void);
Suite *suite_work(void);
Suite *suite_options(void);

#endif
