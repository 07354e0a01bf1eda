/* SPDX-License-Identifier: MIT */
#include "yaml_input.h"

#include <string.h>

#include "text.h"

#define HINT_SIZE 160u
#define MARKER_SIZE 12u /* \uD83D\uDE00 and \uFFFE01F600 alike */

static int starts(const char *data, size_t len, size_t at, const char *what)
{
    size_t n = strlen(what);
    return len - at >= n && memcmp(data + at, what, n) == 0;
}

/* One character: its length, or 0 and the reason. */
static size_t good_point(const char *data, size_t len, size_t at, enum gireport__yaml_stop *stop)
{
    uint32_t cp;
    int n = gireport__utf8_next(data + at, len - at, &cp);
    if (n < 0) {
        *stop = GIREPORT__YAML_BAD_UTF8;
        return 0;
    }
    int allowed = cp == '\t' || cp == '\n' || cp == '\r' || (cp >= 0x20 && cp <= 0x7e) || cp == 0x85 ||
                  (cp >= 0xa0 && cp <= 0xfffd && cp != 0xfeff) || cp >= 0x10000;
    if (allowed || (cp == 0xfeff && at == 0))
        return (size_t)n;
    int before_document = cp == 0xfeff && data[at - 1] == '\n' && starts(data, len, at + 3, "---");
    *stop = before_document ? GIREPORT__YAML_BOM : GIREPORT__YAML_CONTROL;
    return 0;
}

size_t gireport__yaml_good(const char *data, size_t len, size_t from, size_t end, enum gireport__yaml_stop *stop)
{
    const unsigned char *s = (const unsigned char *)data;
    size_t i = from;
    *stop = GIREPORT__YAML_GOOD;
    while (i < end) {
        uint64_t eight;
        if (end - i >= sizeof(eight)) { /* eight printing ASCII characters at once */
            memcpy(&eight, s + i, sizeof(eight));
            if (!(((eight - 0x2020202020202020u) | (eight + 0x0101010101010101u) | eight) & 0x8080808080808080u)) {
                i += sizeof(eight);
                continue;
            }
        }
        unsigned char c = s[i];
        if ((c >= 0x20 && c < 0x7f) || c == '\n') {
            i++;
            continue;
        }
        /* U+1000..U+CFFF, Chinese among them: no surrogate, no control, never overlong. */
        size_t before = i;
        while (end - i >= 3 && s[i] >= 0xe1 && s[i] <= 0xec && (s[i + 1] & 0xc0) == 0x80 && (s[i + 2] & 0xc0) == 0x80)
            i += 3;
        if (i != before)
            continue;
        size_t n = good_point(data, len, i, stop);
        if (!n || i + n > end)
            break;
        i += n;
    }
    return i - from;
}

int gireport__yaml_from_utf16(const char *data, size_t len, struct gireport__buf *out)
{
    const unsigned char *s = (const unsigned char *)data;
    if (len < 2 || !((s[0] == 0xff && s[1] == 0xfe) || (s[0] == 0xfe && s[1] == 0xff)))
        return 0;
    size_t high = s[0] == 0xff ? 1 : 0; /* which byte of a unit is the high one */
    size_t i = 2;
    while (len - i >= 2 && !out->failed) {
        char utf8[4];
        uint32_t unit = (uint32_t)s[i + high] << 8 | s[i + 1 - high];
        i += 2;
        uint32_t next = len - i >= 2 ? (uint32_t)s[i + high] << 8 | s[i + 1 - high] : 0;
        if (unit >= 0xd800 && unit <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
            unit = 0x10000 + ((unit - 0xd800) << 10) + (next - 0xdc00);
            i += 2;
        } else if (unit >= 0xd800 && unit <= 0xdfff) {
            gireport__buf_addc(out, '\xff');
            continue;
        }
        gireport__buf_add(out, utf8, (size_t)gireport__utf8_put(utf8, unit));
    }
    if (len - i == 1) /* half a unit */
        gireport__buf_addc(out, '\xff');
    gireport__buf_add(out, "", 0);
    return 1;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* n hex digits. letters: 1 where a small letter was met, 2 a capital one, 3 both. -1: no such digits. */
static int32_t hex_value(const char *s, int n, int *letters)
{
    int32_t v = 0;
    for (int i = 0; i < n; i++) {
        int digit = hex(s[i]);
        if (digit < 0)
            return -1;
        if (digit > 9)
            *letters |= s[i] >= 'a' ? 1 : 2;
        v = v * 16 + digit;
    }
    return v;
}

/* The character of a pair that begins at s, or 0. Pairs in mixed case stay as they are, because the marker keeps one
 * case only; no program writes them. */
static uint32_t pair_at(const char *s, size_t len, int *small)
{
    int letters = 0;
    if (len < MARKER_SIZE || s[0] != '\\' || s[1] != 'u' || s[6] != '\\' || s[7] != 'u')
        return 0;
    int32_t first = hex_value(s + 2, 4, &letters), second = hex_value(s + 8, 4, &letters);
    if (first < 0xd800 || first > 0xdbff || second < 0xdc00 || second > 0xdfff || letters == 3)
        return 0;
    *small = letters == 1;
    return 0x10000u + ((uint32_t)(first - 0xd800) << 10) + (uint32_t)(second - 0xdc00);
}

static void put_hex(char *s, uint32_t v, int n, int small)
{
    const char *digits = small ? "0123456789abcdef" : "0123456789ABCDEF";
    for (int i = n - 1; i >= 0; i--, v >>= 4)
        s[i] = digits[v & 15];
}

/* A backslash that begins an escape, if this is a quoted scalar: an odd number of them stand in a row. */
static int begins_escape(const char *data, size_t at)
{
    size_t before = 0;
    while (before < at && data[at - before - 1] == '\\')
        before++;
    return before % 2 == 0;
}

/* 1: pairs; 0: none; -1: the input has a marker of its own, so none may be set. */
static int find_pairs(const char *data, size_t len)
{
    int found = 0, small, letters = 0;
    const char *end = data + len, *s = data;
    while (s < end && (s = memchr(s, '\\', (size_t)(end - s))) != NULL) {
        if (end - s >= 6 && s[1] == 'u' && hex_value(s + 2, 4, &letters) == 0xfffe)
            return -1;
        if (!found && pair_at(s, (size_t)(end - s), &small))
            found = 1;
        s++;
    }
    return found;
}

int gireport__yaml_mark_pairs(const char *data, size_t len, struct gireport__buf *out)
{
    if (find_pairs(data, len) <= 0)
        return 0;
    gireport__buf_add(out, data, len);
    if (out->failed)
        return 1;
    size_t i = 0, run = 0; /* run: backslashes just before i */
    while (i < len) {
        int small = 0;
        uint32_t cp = data[i] == '\\' && run % 2 == 0 ? pair_at(data + i, len - i, &small) : 0;
        if (cp) {
            memcpy(out->data + i, small ? "\\ufffe" : "\\uFFFE", 6);
            put_hex(out->data + i + 6, cp, 6, small);
            i += MARKER_SIZE;
            run = 0;
        } else {
            run = data[i++] == '\\' ? run + 1 : 0;
        }
    }
    return 1;
}

/* The marker as text, in a scalar that has no escapes: back to what was written. */
static void restore_pair(char *s)
{
    int small = s[2] == 'f', letters = 0;
    int32_t cp = hex_value(s + 6, 6, &letters);
    if (cp < 0x10000 || cp > 0x10ffff)
        return;
    put_hex(s + 2, 0xd800u + (((uint32_t)cp - 0x10000) >> 10), 4, small);
    memcpy(s + 6, "\\u", 2);
    put_hex(s + 8, 0xdc00u + ((uint32_t)cp & 0x3ff), 4, small);
}

static int is_marker(const char *text, size_t len, size_t at)
{
    return len - at >= MARKER_SIZE && (starts(text, len, at, "\\uFFFE") || starts(text, len, at, "\\ufffe")) &&
           begins_escape(text, at);
}

size_t gireport__yaml_unmark_pairs(char *text, size_t len, int escapes)
{
    size_t to = 0, i = 0;
    while (i < len) {
        if (!escapes && is_marker(text, len, i))
            restore_pair(text + i);
        int letters = 0;
        if (escapes && len - i >= 9 && starts(text, len, i, "\xef\xbf\xbe")) {
            to += (size_t)gireport__utf8_put(text + to, (uint32_t)hex_value(text + i + 3, 6, &letters));
            i += 9;
        } else {
            text[to++] = text[i++];
        }
    }
    text[to] = '\0';
    return to;
}

/* The length of the line break at `at`, or 0. */
static size_t line_break(const char *data, size_t len, size_t at)
{
    switch (data[at]) {
    case '\r':
        return at + 1 < len && data[at + 1] == '\n' ? 2 : 1;
    case '\n':
        return 1;
    case '\xc2': /* U+0085 */
        return starts(data, len, at, "\xc2\x85") ? 2 : 0;
    case '\xe2': /* U+2028, U+2029 */
        return starts(data, len, at, "\xe2\x80\xa8") || starts(data, len, at, "\xe2\x80\xa9") ? 3 : 0;
    default:
        return 0;
    }
}

/* The start of the next line; len at the end of the input. */
#define EACH(byte) (0x0101010101010101u * (byte))

/* 1 if one of eight bytes may begin a line break. */
static int may_break(uint64_t eight)
{
    uint64_t lf = eight ^ EACH('\n'), cr = eight ^ EACH('\r'), c2 = eight ^ EACH(0xc2u), e2 = eight ^ EACH(0xe2u);
    uint64_t zero = ((lf - EACH(1)) & ~lf) | ((cr - EACH(1)) & ~cr) | ((c2 - EACH(1)) & ~c2) | ((e2 - EACH(1)) & ~e2);
    return (zero & EACH(0x80u)) != 0;
}

static size_t next_line(const char *data, size_t len, size_t at)
{
    uint64_t eight;
    while (len - at >= sizeof(eight)) {
        memcpy(&eight, data + at, sizeof(eight));
        if (may_break(eight))
            break;
        at += sizeof(eight);
    }
    while (at < len) {
        size_t n = line_break(data, len, at);
        if (n)
            return at + n;
        at++;
    }
    return len;
}

size_t gireport__yaml_line_offset(const char *data, size_t len, size_t from, uint32_t first, uint32_t line)
{
    for (; first < line && from < len; first++)
        from = next_line(data, len, from);
    return from;
}

void gireport__yaml_place(const char *data, size_t len, size_t from, uint32_t first, size_t offset, uint32_t *line,
                          uint32_t *column)
{
    size_t next;
    while ((next = next_line(data, len, from)) <= offset && next > from && next < len) {
        from = next;
        first++;
    }
    *line = first;
    *column = 1;
    while (from < offset) {
        uint32_t cp;
        int n = gireport__utf8_next(data + from, len - from, &cp);
        from += (size_t)(n < 1 ? 1 : n);
        *column += cp != 0xfeff || from > 3;
    }
}

size_t gireport__yaml_next_document(const char *data, size_t len, size_t from, uint32_t *line)
{
    while (from < len) {
        size_t at = starts(data, len, from, "\xef\xbb\xbf") ? from + 3 : from;
        if (starts(data, len, at, "---") &&
            (len - at == 3 || data[at + 3] == ' ' || data[at + 3] == '\t' || line_break(data, len, at + 3)))
            return from;
        from = next_line(data, len, from);
        (*line)++;
    }
    return len;
}

size_t gireport__json_next(const char *data, size_t len, size_t start, size_t from)
{
    const char *stop;
    for (; from < len && (stop = memchr(data + from, '\n', len - from)) != NULL; from++) {
        from = (size_t)(stop - data);
        if (from + 1 >= len || data[from + 1] != '{')
            continue;
        size_t last = from;
        while (last > start && (data[last - 1] == ' ' || data[last - 1] == '\r' || data[last - 1] == '\t' ||
                                data[last - 1] == '\n'))
            last--;
        if (last > start && data[last - 1] == '}')
            return from + 1;
    }
    return len;
}

static int has(const char *s, size_t len, const char *what)
{
    for (size_t i = 0; i < len; i++)
        if (s[i] == what[0] && starts(s, len, i, what))
            return 1;
    return 0;
}

/* "year:2020": a word at the start of the line, a colon, and no space. */
static int lacks_space(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len && (s[i] == ' ' || s[i] == '-' || s[i] == '{'))
        i++;
    size_t word = i;
    while (i < len && ((s[i] >= 'a' && s[i] <= 'z') || (s[i] >= '0' && s[i] <= '9') || s[i] == '_' || s[i] == '.'))
        i++;
    return i > word && len - i > 1 && s[i] == ':' && s[i + 1] != ' ' && s[i + 1] != '\r' && s[i + 1] != '/';
}

int gireport__yaml_line_hint(const char *data, size_t len, size_t line_start, char *zh, char *en)
{
    const char *s = data + line_start;
    size_t n = next_line(data, len, line_start) - line_start, indent = 0;
    while (n && (s[n - 1] == '\n' || s[n - 1] == '\r'))
        n--;
    while (indent < n && (s[indent] == ' ' || s[indent] == '\t'))
        indent++;
    const char *z, *e;
    if (memchr(s, '\t', indent)) {
        z = "行首用了制表符；缩进只能用空格";
        e = "the line is indented with a tab; only spaces indent";
    } else if (has(s, n, "：") && !has(s, n, ": ")) {
        z = "用了全角冒号“：”；应写半角冒号，后面加一个空格";
        e = "a full-width colon; write \": \" (a colon and a space)";
    } else if (lacks_space(s, n)) {
        z = "冒号后面缺一个空格";
        e = "a space is missing after the colon";
    } else if (has(s, n, "，") && (memchr(s, '[', n) || memchr(s, '{', n))) {
        z = "用了全角逗号“，”；列表里应写半角逗号";
        e = "a full-width comma; write \",\" between the items of a list";
    } else if (has(s, n, "［") || has(s, n, "｛") || has(s, n, "【")) {
        z = "用了全角括号；应写半角的 [ ] 或 { }";
        e = "full-width brackets; write [ ] or { }";
    } else {
        return 0;
    }
    memcpy(zh, z, strlen(z) + 1);
    memcpy(en, e, strlen(e) + 1);
    return 1;
}
