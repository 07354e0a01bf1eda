/* SPDX-License-Identifier: MIT */
#ifndef TESTS_RANDOM_REPORT_H
#define TESTS_RANDOM_REPORT_H

/* Random reports that satisfy every rule of their form: what a check must not complain about.
 * The same seed gives the same report on every machine. */

#include <gireport/gireport.h>

struct random_source {
    uint64_t state;
};

uint64_t random_next(struct random_source *s);
/* Below n; 0 where n is 0. */
uint64_t random_below(struct random_source *s, uint64_t n);
/* A count as reports have them: mostly 0 or small, now and then large. */
int64_t random_count(struct random_source *s);

/* From the environment: GIREPORT_RANDOM_TIMES, how many times as many cases (1), and GIREPORT_RANDOM_FROM, the seed of
 * the first (0). */
uint64_t random_times(void);
uint64_t random_from(void);

enum random_flags {
    RANDOM_TEXTS = 1,    /* title, preamble and the text parts, with sentences that agree with the tables */
    RANDOM_SUBTOTALS = 2 /* group rows carry their sums */
};

/* Every cell of the form has a value (subtotals only when asked for); the year fits the form.
 * Returns GIREPORT_OK and *out, owned; _INVALID_DATA where the rules of a template leave nothing to draw. */
int random_report(const gireport_template *t, uint64_t seed, uint32_t flags, gireport_report **out);

/* The value of a key, or -1 where the form has no such field or the cell no value. */
int64_t report_value(const gireport_report *r, const char *key);
/* Sets the value of a key, where the form has it. */
void report_put(gireport_report *r, const char *key, int64_t value);

/* Gives a report with a year the texts of RANDOM_TEXTS, from its tables. */
void report_say_texts(gireport_report *r);

#endif
