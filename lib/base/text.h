/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TEXT_H
#define GIREPORT__TEXT_H

/* UTF-8, folding of labels, display width. Nothing here depends on the locale. utf8proc stays in text.c. */

#include "buf.h"

int gireport__utf8_next_other(const char *s, size_t len, uint32_t *cp); /* of utf8_next(): what is rarer */
/* Decodes one code point. Returns its length in bytes, 0 at the end, -1 when s does not start with valid UTF-8
 * (*cp is then U+FFFD). Overlong forms, surrogates and values over U+10FFFF are invalid. */
static inline int gireport__utf8_next(const char *s, size_t len, uint32_t *cp)
{
    uint32_t c = len ? (unsigned char)s[0] : 0x80u;
    if (c < 0x80) {
        *cp = c;
        return 1;
    }
    if (len >= 3 && c >= 0xe1 && c <= 0xec && ((unsigned char)s[1] & 0xc0) == 0x80 &&
        ((unsigned char)s[2] & 0xc0) == 0x80) {
        /* U+1000..U+CFFF, Chinese among them: no surrogate, never overlong. */
        *cp = (c & 0x0f) << 12 | ((unsigned char)s[1] & 0x3fu) << 6 | ((unsigned char)s[2] & 0x3fu);
        return 3;
    }
    return gireport__utf8_next_other(s, len, cp);
}
/* Writes a code point, 1 to 4 bytes. Returns the number of bytes. */
int gireport__utf8_put(char out[4], uint32_t cp);
/* The offset of the first invalid byte, or len when all is valid. */
size_t gireport__utf8_check(const char *s, size_t len);

/* White space as reports have it: ASCII, nbsp, U+2000..U+200B, U+3000, U+FEFF. */
int gireport__is_space(uint32_t cp);

/* Folds text for comparing labels: NFKC, Traditional and Kangxi forms met in labels to the simplified
 * character, lower case, all white space and zero-width characters away, brackets to (), quotes away,
 * "、" "，" "," and "。" "." to one form each, dashes and minus signs to "-". Appends to out.
 * Invalid bytes become U+FFFD. */
void gireport__fold(struct gireport__buf *out, const char *s, size_t len);
/* One code point folded: 0 to 4 code points into out[], returns how many. The same mapping as gireport__fold. */
int gireport__fold_point(uint32_t cp, uint32_t out[4]);

/* Mirrors of pages print the reading behind some characters: 規(guī)章. The bytes of such a gloss at s, 0 where none
 * begins: brackets around one to seven small Latin letters, with or without tone marks. Only to be dropped behind a
 * Chinese character; gireport__fold does. */
size_t gireport__gloss(const char *s, size_t len);
int gireport__is_han(uint32_t cp);

/* Columns of a terminal: 0, 1 or 2 for a code point; control characters 0. */
int gireport__width_point(uint32_t cp, int ambiguous_wide);
size_t gireport__width(const char *s, size_t len, int ambiguous_wide);

/* Trims white space (gireport__is_space) at both ends in place of the slice. */
void gireport__trim(const char **s, size_t *len);

/* The least number of inserted, deleted and changed code points, or limit + 1 when more. For "nearest key". */
size_t gireport__distance(const char *a, size_t a_len, const char *b, size_t b_len, size_t limit);

#endif
