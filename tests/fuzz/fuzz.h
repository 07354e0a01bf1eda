/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

/* What a target defines. Built with clang and -fsanitize=fuzzer it is a libFuzzer target; with replay.c it is a test that
 * runs its seeds and mutations of them, the same on every machine. */

#include <gireport/gireport.h>
#include <stddef.h>
#include <stdint.h>

/* Runs one input. What must not be ends in fuzz_fail(). Returns 0. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The k-th other form of a seed (a report as HTML, DOCX …), made with malloc; 0 where there is none. */
int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size);

/* Checks a report; its report file comes back as it was. everything: repairs it and writes it in every way too. */
void fuzz_use_report(gireport_report *r, gireport_findings *f, int everything);
/* Reads the first three reports of a document in a format (0: the one detected, and everything) and uses them. */
void fuzz_read(const uint8_t *data, size_t size, uint32_t format);
/* The report of a seed, written in a format; 0 where it is none. For fuzz_variant(). */
int fuzz_write_seed(const uint8_t *data, size_t size, uint32_t format, uint8_t **out, size_t *out_size);

/* Tells what is wrong and aborts. */
#define fuzz_fail(what) fuzz_fail_at(__FILE__, __LINE__, what)
#define fuzz_need(condition) ((condition) ? (void)0 : fuzz_fail(#condition))
#include <stdio.h>
#include <stdlib.h>
static inline void fuzz_fail_at(const char *file, int line, const char *what)
{
    fprintf(stderr, "%s:%d: %s\n", file, line, what);
    abort();
}

#endif
