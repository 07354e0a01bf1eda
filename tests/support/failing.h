/* SPDX-License-Identifier: MIT */
#ifndef TESTS_FAILING_H
#define TESTS_FAILING_H

/* Memory that runs out: replaces malloc and its kin in the whole program, libraries included; under the address
 * sanitizer too, which then still sees every block. */

/* The nth allocation from now on fails (from 1), and only that one; 0: none. */
void failing_at(unsigned long nth);
/* The nth allocation from now on fails, and all that come after it. */
void failing_from(unsigned long nth);
/* How many allocations there were since failing_at() or failing_from(). */
unsigned long failing_count(void);
/* How many blocks are taken and not given back: by this program with our library in it, and by other libraries. */
long failing_live(void);
long failing_live_abroad(void);
/* 1 if it was another library whose allocation was made to fail: what it then loses of its own is its fault. */
int failing_was_abroad(void);
/* 0 where another tool has taken the place of malloc (the thread sanitizer, valgrind), so that nothing would fail. */
int failing_works(void);

#endif
