/* SPDX-License-Identifier: MIT */
#include "buf.h"

#include <string.h>

#include "num.h"

static int reserve(struct gireport__buf *b, size_t more)
{
    if (b->failed)
        return 0;
    if (more < b->capacity - b->len) /* the last byte stays for the NUL */
        return 1;
    if (more > SIZE_MAX / 2 - b->len - 1) {
        b->failed = 1;
        return 0;
    }
    size_t wanted = b->capacity ? b->capacity : 64;
    while (wanted < b->len + more + 1)
        wanted *= 2;
    char *grown = gireport__realloc_array(b->data, wanted, 1);
    if (!grown) {
        b->failed = 1;
        return 0;
    }
    b->data = grown;
    b->capacity = wanted;
    return 1;
}

void gireport__buf_add(struct gireport__buf *b, const char *s, size_t len)
{
    if (!reserve(b, len))
        return;
    if (len)
        memcpy(b->data + b->len, s, len);
    b->len += len;
    b->data[b->len] = '\0';
}

void gireport__buf_adds(struct gireport__buf *b, const char *s)
{
    gireport__buf_add(b, s, strlen(s));
}

void gireport__buf_addc(struct gireport__buf *b, char c)
{
    if (!reserve(b, 1))
        return;
    b->data[b->len++] = c;
    b->data[b->len] = '\0';
}

void gireport__buf_add_int(struct gireport__buf *b, int64_t v)
{
    char digits[GIREPORT__INT_DIGITS];
    size_t len;
    const char *s = gireport__int_digits(v, digits, &len);

    gireport__buf_add(b, s, len);
}

void gireport__buf_clear(struct gireport__buf *b)
{
    b->len = 0;
    if (b->data)
        b->data[0] = '\0';
}

void gireport__buf_free(struct gireport__buf *b)
{
    gireport__free(b->data);
    *b = (struct gireport__buf){0};
}

void gireport__buf_replace(struct gireport__buf *b, struct gireport__buf *by)
{
    by->failed |= b->failed;
    gireport__free(b->data);
    *b = *by;
    *by = (struct gireport__buf){0};
}

const char *gireport__buf_str(const struct gireport__buf *b)
{
    return b->data ? b->data : "";
}
