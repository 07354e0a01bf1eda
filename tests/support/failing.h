/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FAILING_H
#define TESTS_FAILING_H

/* Memory that runs out: replaces malloc and its kin in the whole program, libraries included. */

/* The nth allocation from now on fails (from 1), and only that one; 0: none. */
void failing_at(unsigned long nth);
/* How many allocations there were since failing_at(). */
unsigned long failing_count(void);
/* 0 where another tool has taken the place of malloc (a sanitizer, valgrind), so that nothing would fail. */
int failing_works(void);

#endif
