/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__META_TEXT_H
#define GIREPORT__META_TEXT_H

/* Lines as one run of text without white space: what was wrapped or spread (传 真 ：) reads as it was meant, and every
 * place in it is known. */

#include "../model/value.h"
#include "meta.h"

struct gireport__squeezed {
    struct gireport__buf text;
    size_t *starts; /* offset of each line */
    const struct gireport__meta_line *lines;
    size_t n_lines;
};
/* 0: no memory. */
int gireport__squeeze(struct gireport__squeezed *q, const struct gireport__meta_line *lines, size_t n);
void gireport__squeezed_free(struct gireport__squeezed *q);
struct gireport__spot gireport__squeezed_spot(const struct gireport__squeezed *q, size_t offset);

/* The first place of a word at or after `from`; SIZE_MAX: none. */
size_t gireport__meta_find(const char *s, size_t len, size_t from, const char *word);
/* Bytes of the word where the text begins with it, else 0. */
size_t gireport__meta_word(const char *s, size_t len, const char *word);
/* Digits, also of full width: how many bytes; at most `most` digits are taken. */
size_t gireport__meta_digits(const char *s, size_t len, int most, int *count, int64_t *value);
/* A day at the start of the text: 2021年1月28日, 2021-01-28, 2021/1/28, 2021.1.28; with spaces between. Returns its
 * bytes, 0 where there is none or no such day. year: where not 0, "1月28日" is a day of it as well. */
struct gireport__day { int year, month, day; };
size_t gireport__meta_day(const char *s, size_t len, int year, struct gireport__day *out);

/* What was found in the title. Slices are UTF-8 without spaces. */
#define GIREPORT__TITLE_POINTS 120
struct gireport__title {
    int found;
    int score;
    int32_t year; /* 0: none */
    size_t first, last; /* lines */
    char text[GIREPORT__TITLE_POINTS * 4 + 1], organ[GIREPORT__TITLE_POINTS * 4 + 1]; /* "": none */
};
/* The best title among lines. */
void gireport__meta_title(const struct gireport__meta_line *lines, size_t n, struct gireport__title *best);
/* A title or a sentence that announces one ("现公布……局2023年政府信息公开年度报告"). */
int gireport__meta_title_text(const char *text, size_t len, struct gireport__title *out);
/* 1 where a text may be the name of an organ, complete enough to stand alone. */
int gireport__meta_is_organ(const char *text, size_t len);
/* enum gireport_level where the name leaves no doubt, else GIREPORT_LEVEL_UNKNOWN. */
uint32_t gireport__meta_level(const char *organ, size_t len);

/* The facts of the sentences before the parts: period, cited document, coverage, contact. OK, _NOMEM. */
int gireport__meta_facts(const struct gireport__squeezed *q, gireport_report *r);

#endif
