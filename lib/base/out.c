/* SPDX-License-Identifier: MIT */
#include "out.h"

#include <string.h>

#include "num.h"
#include "text.h"

void gireport__out_begin(struct gireport__out *o, gireport_write_fn write, void *userdata)
{
    o->write = write;
    o->userdata = userdata;
    o->status = GIREPORT_OK;
    o->used = 0;
}

static void send(struct gireport__out *o, const char *s, size_t len)
{
    if (o->status == GIREPORT_OK && len && o->write(s, len, o->userdata) != 0)
        o->status = GIREPORT_ERR_CALLBACK;
}

void gireport__out_flush(struct gireport__out *o)
{
    send(o, o->buffer, o->used);
    o->used = 0;
}

void gireport__out_add(struct gireport__out *o, const char *s, size_t len)
{
    if (len > sizeof(o->buffer) - o->used) {
        gireport__out_flush(o);
        if (len >= sizeof(o->buffer)) {
            send(o, s, len);
            return;
        }
    }
    char *to = o->buffer + o->used;
    if (len < 8) { /* most pieces: a call would cost more than the bytes */
        for (size_t i = 0; i < len; i++)
            to[i] = s[i];
    } else {
        memcpy(to, s, len);
    }
    o->used += len;
}

void gireport__out_adds(struct gireport__out *o, const char *s)
{
    gireport__out_add(o, s, strlen(s));
}

void gireport__out_int(struct gireport__out *o, int64_t v)
{
    char digits[GIREPORT__INT_DIGITS];
    size_t len;
    const char *s = gireport__int_digits(v, digits, &len);

    gireport__out_add(o, s, len);
}

void gireport__out_repeat(struct gireport__out *o, const char *s, size_t times)
{
    size_t len = strlen(s);
    for (; times && o->status == GIREPORT_OK; times--)
        gireport__out_add(o, s, len);
}

int gireport__out_end(struct gireport__out *o)
{
    gireport__out_flush(o);
    return o->status;
}

static void escape(struct gireport__out *o, uint32_t cp)
{
    static const char hex[] = "0123456789abcdef";
    char u[6] = {'\\', 'u', hex[cp >> 12 & 15], hex[cp >> 8 & 15], hex[cp >> 4 & 15], hex[cp & 15]};
    gireport__out_add(o, u, sizeof(u));
}

static void escape_ascii(struct gireport__out *o, char c)
{
    switch (c) {
    case '"':
        gireport__out_add(o, "\\\"", 2);
        break;
    case '\\':
        gireport__out_add(o, "\\\\", 2);
        break;
    case '\n':
        gireport__out_add(o, "\\n", 2);
        break;
    case '\r':
        gireport__out_add(o, "\\r", 2);
        break;
    case '\t':
        gireport__out_add(o, "\\t", 2);
        break;
    default:
        escape(o, (unsigned char)c);
    }
}

/* What a terminal or an editor would obey instead of show: C1 controls, line and paragraph separators,, the marks
 * that turn the direction of text, and the two code points that no text may have. */
static int is_obeyed(uint32_t cp)
{
    return (cp >= 0x80 && cp <= 0x9f) || cp == 0x61c || cp == 0x200e || cp == 0x200f ||
           (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff || cp == 0xfffe ||
           cp == 0xffff;
}

void gireport__out_json(struct gireport__out *o, const char *s)
{
    size_t len = strlen(s), from = 0, i = 0;
    gireport__out_addc(o, '"');
    while (i < len) {
        unsigned char c = (unsigned char)s[i];
        uint32_t cp = c;
        int n = c < 0x80 ? 1 : gireport__utf8_next(s + i, len - i, &cp);
        int plain = c < 0x80 ? c >= 0x20 && c != '"' && c != '\\' && c != 0x7f : n > 0 && !is_obeyed(cp);
        if (!plain) {
            gireport__out_add(o, s + from, i - from);
            if (n < 0)
                gireport__out_add(o, "\xef\xbf\xbd", 3);
            else if (c < 0x80)
                escape_ascii(o, (char)c);
            else
                escape(o, cp);
            from = i + (size_t)(n < 0 ? 1 : n);
        }
        i += (size_t)(n < 0 ? 1 : n);
    }
    gireport__out_add(o, s + from, len - from);
    gireport__out_addc(o, '"');
}

int gireport__out_to_buf(const char *data, size_t len, void *buf)
{
    struct gireport__buf *b = buf;
    gireport__buf_add(b, data, len);
    return b->failed;
}
