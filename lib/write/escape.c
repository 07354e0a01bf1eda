/* SPDX-License-Identifier: MIT */

#include "escape.h"

#include <string.h>

#include "../base/text.h"

/* Classes of bytes: where one of them is met, the fast scan over plain text stops. Continuation bytes are
 * plain, so that a scan passes over whole characters; `lead` are the first bytes of the characters in
 * hidden(). */
enum byte_class {
    PLAIN = 0,
    MARKUP = 1,  /* & < > " ' */
    CONTROL = 2, /* C0 but tab and line feed, and DEL */
    LEAD = 3     /* C2: U+0080..U+009F, D8: U+061C, E2: U+2000..U+206F, EF: U+FFFE, U+FFFF */
};

static const unsigned char class_of[256] = {
    2, 2, 2, 2, 2, 2, 2, 2, 2, 0, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    0, 0, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0,
    0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
};

/* What a browser, a terminal or an editor would obey instead of show, and what no XML may hold. */
static int hidden(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7f && cp <= 0x9f) || cp == 0x61c || cp == 0x200e || cp == 0x200f ||
           (cp >= 0x2028 && cp <= 0x202e) || (cp >= 0x2060 && cp <= 0x206f) || cp == 0xfffe || cp == 0xffff;
}

/* A quick answer for LEAD bytes, most of which begin a quotation mark, a dash or a full-width sign: may this be a
 * hidden one? */
static int may_hide(const char *s, size_t len)
{
    unsigned char second, third;

    if ((unsigned char)s[0] == 0xef)
        return len >= 3 && (unsigned char)s[1] == 0xbf;
    if ((unsigned char)s[0] != 0xe2 || len < 3)
        return 1;
    second = (unsigned char)s[1];
    third = (unsigned char)s[2];
    return (second == 0x80 && (third == 0x8e || third == 0x8f || third >= 0xa8)) ||
           (second == 0x81 && third >= 0xa0);
}

/* The visible form of a character that may not be passed on; the number of its bytes in the text, or 0 when
 * it is harmless. */
static size_t visible(const char *s, size_t len, char form[16], size_t *form_len)
{
    static const char hex[] = "0123456789ABCDEF";
    uint32_t cp;
    int n;

    if (!may_hide(s, len))
        return 0;
    n = gireport__utf8_next(s, len, &cp);
    if (n <= 0 || !hidden(cp))
        return 0;
    memcpy(form, "[U+0000]", 8);
    form[3] = hex[cp >> 12 & 15]; /* all of them are in the first plane */
    form[4] = hex[cp >> 8 & 15];
    form[5] = hex[cp >> 4 & 15];
    form[6] = hex[cp & 15];
    *form_len = 8;
    return (size_t)n;
}

static const char *entity(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    default:
        return "&#39;";
    }
}

void gireport__escape_html(struct gireport__out *o, const char *s, size_t len)
{
    size_t from = 0, i = 0;

    while (i < len) {
        unsigned char class = class_of[(unsigned char)s[i]];
        char form[16];
        size_t form_len = 0, n = 0;

        if (class == PLAIN) {
            i++;
            continue;
        }
        if (class != MARKUP && (n = visible(s + i, len - i, form, &form_len)) == 0) {
            i++;
            continue;
        }
        gireport__out_add(o, s + from, i - from);
        if (class == MARKUP) {
            gireport__out_adds(o, entity(s[i]));
            n = 1;
        } else {
            gireport__out_add(o, form, form_len);
        }
        i += n;
        from = i;
    }
    gireport__out_add(o, s + from, len - from);
}

void gireport__escape_terminal(struct gireport__buf *out, const char *s, size_t len)
{
    size_t from = 0, i = 0;

    while (i < len) {
        unsigned char class = class_of[(unsigned char)s[i]];
        char form[16];
        size_t form_len = 0, n = 0;

        if (class == CONTROL || class == LEAD)
            n = visible(s + i, len - i, form, &form_len);
        if (n == 0) {
            i++;
            continue;
        }
        gireport__buf_add(out, s + from, i - from);
        gireport__buf_add(out, form, form_len);
        i += n;
        from = i;
    }
    gireport__buf_add(out, s + from, len - from);
}

/* Does Markdown give a meaning to this character? At the start of a line more of them have one. */
static int markdown_special(char c, int line_start)
{
    return strchr("\\`*_[]<>|~&$", c) || (line_start && strchr("#+-=", c));
}

/* Where the run of characters ends that go out as they are, within a line. */
static int stops_markdown(char c)
{
    unsigned char class = class_of[(unsigned char)c];

    if (class == LEAD || class == CONTROL)
        return 1;
    return (unsigned char)c < 0x80 && (c == '\n' || c == '\t' || markdown_special(c, 0));
}

/* "12. " and "12) " begin a list: the offset of the mark after the digits, or 0. */
static size_t list_mark(const char *s)
{
    size_t n = strspn(s, "0123456789");

    return n > 0 && n <= 9 && (s[n] == '.' || s[n] == ')') &&
                   (s[n + 1] == ' ' || s[n + 1] == '\t' || s[n + 1] == '\n' || !s[n + 1])
               ? n
               : 0;
}

static size_t markdown_char(struct gireport__out *o, const char *s, size_t len, int cell, int line_start)
{
    unsigned char class = class_of[(unsigned char)*s];
    char form[16];
    size_t form_len = 0, n = 0;

    if (class == CONTROL || class == LEAD)
        n = visible(s, len, form, &form_len);
    if (n) {
        form[form_len] = '\0';
        if (form[0] == '[')
            gireport__out_addc(o, '\\');
        gireport__out_add(o, form, form_len);
        return n;
    }
    if (*s == '\n' || *s == '\t') {
        gireport__out_addc(o, cell || *s == '\t' ? ' ' : '\n');
        return 1;
    }
    if (markdown_special(*s, line_start))
        gireport__out_addc(o, '\\');
    gireport__out_addc(o, *s);
    return 1;
}

void gireport__escape_markdown(struct gireport__out *o, const char *s, size_t len, int cell)
{
    size_t i = 0, mark = 0;
    int line_start = 1;

    while (i < len) {
        if (!line_start && !mark) {
            size_t from = i;

            while (i < len && !stops_markdown(s[i]))
                i++;
            gireport__out_add(o, s + from, i - from);
            if (i == len)
                break;
        }
        if (line_start && !cell && list_mark(s + i))
            mark = i + list_mark(s + i);
        if (mark && i == mark) {
            gireport__out_addc(o, '\\');
            gireport__out_addc(o, s[i++]);
            mark = 0;
            line_start = 0;
            continue;
        }
        size_t n = markdown_char(o, s + i, len - i, cell, line_start && !cell);
        line_start = s[i] == '\n' || (line_start && s[i] == ' ');
        i += n;
    }
}
