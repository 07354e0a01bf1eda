/* SPDX-License-Identifier: MIT */
#include "emit.h"

#include <string.h>

#include "../base/text.h"

/* What a text holds; one pass finds all. */
enum {
    STRUCTURE = 1, /* a character that YAML might take for its own outside quotes */
    CONTROL = 2,   /* something that must be escaped */
    NEWLINE = 4,
    WIDE = 8 /* beyond ASCII: never a number, a date or a word of YAML */
};

/* Code points that YAML does not allow, takes for line breaks, or that an editor would obey instead of show.
 */
static int is_special(uint32_t cp)
{
    return cp <= 0x9f || cp == 0x61c || cp == 0x200e || cp == 0x200f || (cp >= 0x2028 && cp <= 0x202e) ||
           (cp >= 0x2066 && cp <= 0x2069) || cp == 0xfeff || cp == 0xfffe || cp == 0xffff;
}

static const char plain_ascii[128] = {
    [' '] = 1, ['%'] = 1, ['('] = 1, [')'] = 1, ['+'] = 1, ['-'] = 1, ['.'] = 1, ['/'] = 1, ['0'] = 1,
    ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1, ['9'] = 1,
    ['A'] = 1, ['B'] = 1, ['C'] = 1, ['D'] = 1, ['E'] = 1, ['F'] = 1, ['G'] = 1, ['H'] = 1, ['I'] = 1,
    ['J'] = 1, ['K'] = 1, ['L'] = 1, ['M'] = 1, ['N'] = 1, ['O'] = 1, ['P'] = 1, ['Q'] = 1, ['R'] = 1,
    ['S'] = 1, ['T'] = 1, ['U'] = 1, ['V'] = 1, ['W'] = 1, ['X'] = 1, ['Y'] = 1, ['Z'] = 1, ['_'] = 1,
    ['a'] = 1, ['b'] = 1, ['c'] = 1, ['d'] = 1, ['e'] = 1, ['f'] = 1, ['g'] = 1, ['h'] = 1, ['i'] = 1,
    ['j'] = 1, ['k'] = 1, ['l'] = 1, ['m'] = 1, ['n'] = 1, ['o'] = 1, ['p'] = 1, ['q'] = 1, ['r'] = 1,
    ['s'] = 1, ['t'] = 1, ['u'] = 1, ['v'] = 1, ['w'] = 1, ['x'] = 1, ['y'] = 1, ['z'] = 1};

static unsigned survey(const char *s, size_t len)
{
    unsigned found = 0;
    for (size_t i = 0; i < len;) {
        unsigned char c = (unsigned char)s[i];
        if (c < 0x80) {
            if (!plain_ascii[c])
                found |= c == '\n' ? NEWLINE : (c < 0x20 && c != '\t') || c == 0x7f ? CONTROL : STRUCTURE;
            i++;
            continue;
        }
        /* U+3000..U+CFFF: Chinese with its punctuation, and nothing special among it. */
        size_t before = i;
        while (len - i >= 3 && (unsigned char)s[i] >= 0xe3 && (unsigned char)s[i] <= 0xec &&
               (s[i + 1] & 0xc0) == 0x80 && (s[i + 2] & 0xc0) == 0x80)
            i += 3;
        if (i != before) {
            found |= WIDE;
            continue;
        }
        uint32_t cp;
        int n = gireport__utf8_next(s + i, len - i, &cp);
        found |= n < 0 || is_special(cp) ? CONTROL | WIDE : WIDE;
        i += n < 0 ? 1 : (size_t)n;
    }
    return found;
}

static void indent(struct gireport__emit *e)
{
    gireport__out_repeat(e->out, "  ", e->depth);
}

/* A comment ends with its line, so text that could end the line early is left out. */
static int can_comment(const struct gireport__emit *e, const char *s)
{
    return !e->json && s != NULL && !(survey(s, strlen(s)) & (CONTROL | NEWLINE));
}

static void comment(struct gireport__emit *e)
{
    const char *s = e->comment;
    e->comment = NULL;
    if (!can_comment(e, s))
        return;
    gireport__out_add(e->out, "  # ", 4);
    gireport__out_adds(e->out, s);
}

/* Ends the line of a value in a block of YAML; JSON ends lines before what follows. */
static void end_value(struct gireport__emit *e)
{
    e->empty = 0;
    if (e->flow == 0 && !e->json) {
        comment(e);
        gireport__out_addc(e->out, '\n');
    }
}

static void lead(struct gireport__emit *e)
{
    if (e->flow) {
        if (!e->empty) {
            gireport__out_addc(e->out, ',');
            gireport__out_addc(e->out, ' ');
        }
    } else {
        if (e->json)
            gireport__out_adds(e->out, e->empty ? "\n" : ",\n");
        indent(e);
    }
    e->empty = 0;
}

void gireport__emit_begin(struct gireport__emit *e, struct gireport__out *out, int json)
{
    memset(e, 0, sizeof(*e));
    e->out = out;
    e->json = json;
    e->empty = 1;
    if (json) {
        gireport__out_addc(out, '{');
        e->depth = 1;
    }
}

void gireport__emit_end(struct gireport__emit *e)
{
    if (e->json)
        gireport__out_adds(e->out, "\n}\n");
}

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

/* Words that YAML 1.1 or 1.2 readers take for something else than a string. */
static int is_yaml_word(const char *s, size_t len)
{
    static const char words[][6] = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"};
    char first = len > 0 ? lower(*s) : '\0';
    if (first != 'y' && first != 'n' && first != 'o' && first != 't' && first != 'f')
        return 0;
    for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++) {
        size_t k = 0;
        while (k < len && words[i][k] && lower(s[k]) == words[i][k])
            k++;
        if (k == len && !words[i][k])
            return 1;
    }
    return 0;
}

/* Whether a string may stand without quotes. Stricter than YAML: in doubt it is quoted. */
static int is_plain(const char *s, size_t len, unsigned found)
{
    if (len == 0 || found & (STRUCTURE | CONTROL | NEWLINE))
        return 0;
    const char *trimmed = s;
    size_t rest = len;
    gireport__trim(&trimmed, &rest);
    if (rest != len)
        return 0;
    if (*s >= '0' && *s <= '9')
        return (found & WIDE) != 0;
    if (!(*s & 0x80) && !(lower(*s) >= 'a' && lower(*s) <= 'z') && *s != '(' && *s != '_')
        return 0;
    return !(len <= 5 && is_yaml_word(s, len));
}

static void string(struct gireport__emit *e, const char *s, size_t len)
{
    if (!e->json && is_plain(s, len, survey(s, len)))
        gireport__out_add(e->out, s, len);
    else
        gireport__out_json(e->out, s);
}

void gireport__emit_key(struct gireport__emit *e, const char *key, size_t len)
{
    lead(e);
    if (e->json) {
        gireport__out_addc(e->out, '"');
        gireport__out_add(e->out, key, len);
        gireport__out_add(e->out, "\": ", 3);
        return;
    }
    int word = len <= 5 && is_yaml_word(key, len);
    if (word)
        gireport__out_addc(e->out, '"');
    gireport__out_add(e->out, key, len);
    if (word)
        gireport__out_addc(e->out, '"');
    gireport__out_add(e->out, ": ", e->flow ? 2 : 1);
}

void gireport__emit_item(struct gireport__emit *e)
{
    lead(e);
    if (!e->json && !e->flow)
        gireport__out_addc(e->out, '-');
}

/* The blank between a key (or "-") and a value on the same line. */
static void gap(struct gireport__emit *e)
{
    if (!e->json && !e->flow)
        gireport__out_addc(e->out, ' ');
}

void gireport__emit_open(struct gireport__emit *e, char bracket)
{
    if (e->json) {
        gireport__out_addc(e->out, bracket);
    } else {
        comment(e);
        gireport__out_addc(e->out, '\n');
    }
    e->depth++;
    e->empty = 1;
}

void gireport__emit_close(struct gireport__emit *e, char bracket)
{
    e->depth--;
    e->empty = 0;
    if (e->json) {
        gireport__out_addc(e->out, '\n');
        indent(e);
        gireport__out_addc(e->out, bracket);
    }
}

void gireport__emit_flow(struct gireport__emit *e, char bracket)
{
    gap(e);
    gireport__out_addc(e->out, bracket);
    e->flow++;
    e->empty = 1;
}

void gireport__emit_flow_end(struct gireport__emit *e, char bracket)
{
    gireport__out_addc(e->out, bracket);
    e->flow--;
    end_value(e);
}

void gireport__emit_string(struct gireport__emit *e, const char *s)
{
    gap(e);
    string(e, s, strlen(s));
    end_value(e);
}

void gireport__emit_token(struct gireport__emit *e, const char *s, size_t len)
{
    gap(e);
    gireport__out_add(e->out, s, len);
    end_value(e);
}

void gireport__emit_int(struct gireport__emit *e, int64_t v)
{
    gap(e);
    gireport__out_int(e->out, v);
    end_value(e);
}

/* The lines of a literal block, indented below its key. */
static void literal_lines(struct gireport__emit *e, const char *s, size_t len)
{
    const char *end = s + len;
    while (s < end) {
        const char *stop = memchr(s, '\n', (size_t)(end - s));
        size_t n = (size_t)((stop != NULL ? stop : end) - s);
        if (n > 0) {
            gireport__out_repeat(e->out, "  ", e->depth + 1);
            gireport__out_add(e->out, s, n);
        }
        gireport__out_addc(e->out, '\n');
        s += n + 1;
    }
}

void gireport__emit_text(struct gireport__emit *e, const char *s)
{
    size_t len = strlen(s);
    unsigned found = e->json ? CONTROL : survey(s, len);
    size_t solid = strspn(s, " \t\n");
    if (found & CONTROL || solid == len || is_plain(s, len, found)) {
        gireport__emit_string(e, s);
        return;
    }
    gireport__out_adds(e->out, " |");
    if (solid > 0) /* the reader could not tell this white space from the indent */
        gireport__out_addc(e->out, '2');
    if (s[len - 1] != '\n')
        gireport__out_addc(e->out, '-');
    else if (s[len - 2] == '\n')
        gireport__out_addc(e->out, '+');
    comment(e);
    gireport__out_addc(e->out, '\n');
    literal_lines(e, s, len);
    e->empty = 0;
}

void gireport__emit_remark(struct gireport__emit *e, const char *text)
{
    if (!can_comment(e, text))
        return;
    indent(e);
    gireport__out_add(e->out, "# ", 2);
    gireport__out_adds(e->out, text);
    gireport__out_addc(e->out, '\n');
}

int gireport__emit_is_number(const struct gireport__emit *e, const char *s, size_t len)
{
    size_t i = len > 0 && (*s == '-' || (*s == '+' && !e->json)) ? 1 : 0;
    size_t first = i, digits = 0;
    for (; i < len && s[i] >= '0' && s[i] <= '9'; i++)
        digits++;
    if (digits == 0 || (digits > 1 && s[first] == '0'))
        return 0;
    if (i < len && s[i] == '.' && !e->json) {
        size_t point = i++;
        for (; i < len && s[i] >= '0' && s[i] <= '9'; i++)
            digits++;
        if (i == point + 1)
            return 0;
    }
    return i == len && digits <= (e->json ? 15u : 18u);
}
