/* SPDX-License-Identifier: MIT */
/* The output of `pdftotext -tsv` to blocks: one line a box; level 1 is a page, level 5 a word. */
#include "geometry.h"

#include <string.h>

#define FIELDS 12u /* level page_num par_num block_num line_num word_num left top width height conf text */

struct field { const char *s; size_t len; };

static size_t split(const char *s, size_t len, struct field f[FIELDS])
{
    size_t n = 0;

    while (n + 1 < FIELDS) {
        const char *tab = memchr(s, '\t', len);
        if (!tab)
            break;
        f[n].s = s;
        f[n++].len = (size_t)(tab - s);
        len -= (size_t)(tab - s) + 1;
        s = tab + 1;
    }
    f[n].s = s;
    f[n++].len = len;
    return n;
}

static int read_line(struct gireport__geometry *g, const char *s, size_t len)
{
    struct field f[FIELDS];
    struct gireport__word w = {0};

    if (split(s, len, f) < FIELDS || f[0].len != 1)
        return GIREPORT_OK;
    if (f[0].s[0] == '1')
        return gireport__geometry_page(g, gireport__geometry_number(f[8].s, f[8].len),
                                       gireport__geometry_number(f[9].s, f[9].len));
    if (f[0].s[0] != '5')
        return GIREPORT_OK;
    w.x0 = gireport__geometry_number(f[6].s, f[6].len);
    w.y0 = gireport__geometry_number(f[7].s, f[7].len);
    w.x1 = gireport__geometry_number(f[8].s, f[8].len) + w.x0;
    w.y1 = gireport__geometry_number(f[9].s, f[9].len) + w.y0;
    w.text = f[11].s;
    w.len = f[11].len;
    return gireport__geometry_word(g, &w);
}

int gireport__blocks_tsv(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b)
{
    struct gireport__geometry g;
    int status = GIREPORT_OK;

    gireport__geometry_init(&g, b, l);
    while (len > 0 && status == GIREPORT_OK) {
        const char *end = memchr(data, '\n', len);
        size_t n = end ? (size_t)(end - data) : len, next = end ? n + 1 : n;

        status = read_line(&g, data, n > 0 && data[n - 1] == '\r' ? n - 1 : n);
        data += next;
        len -= next;
    }
    if (status == GIREPORT_OK)
        status = gireport__geometry_finish(&g);
    gireport__geometry_free(&g);
    return status;
}
