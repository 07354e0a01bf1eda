/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__NUM_H
#define GIREPORT__NUM_H

/* Exact numbers: int64 with a decimal scale. No binary floating point anywhere. */

#include "buf.h"

enum gireport__num_status { GIREPORT__NUM_OK = 0, GIREPORT__NUM_NOT = 1, GIREPORT__NUM_OVERFLOW = 2 };

/* An ASCII decimal: [+-] digits [. digits], all of it. value = digits without the point, scale = digits after it. */
int gireport__num_parse(const char *s, size_t len, int64_t *value, uint32_t *scale);
/* value * 10^n; 0 on overflow. n may be negative only where the division is exact, else 0. */
int gireport__num_shift(int64_t value, int n, int64_t *out);
/* Plain decimal: "-12.50" for (-1250, 2); with trim, trailing zeros after the point go ("-12.5"). */
void gireport__num_format(struct gireport__buf *out, int64_t value, uint32_t scale, int trim);

#define GIREPORT__INT_DIGITS 20 /* those of an int64_t and its sign */
/* The digits of v, at the end of the array; not terminated. */
const char *gireport__int_digits(int64_t v, char digits[GIREPORT__INT_DIGITS], size_t *len);

int gireport__add(int64_t a, int64_t b, int64_t *out); /* 0 on overflow */
int gireport__sub(int64_t a, int64_t b, int64_t *out);
int gireport__mul(int64_t a, int64_t b, int64_t *out);
/* a / b × 10^digits, rounded half away from zero; 0 where b is 0 or the result is too large. Exact for all numbers. */
int gireport__ratio(int64_t a, int64_t b, uint32_t digits, int64_t *out);

/* YYYY-MM-DD of a real day (Gregorian). Returns 1 and the parts, else 0. */
int gireport__date_parse(const char *s, size_t len, int *year, int *month, int *day);

#endif
