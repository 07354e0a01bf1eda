/* SPDX-License-Identifier: MIT */
#include "yaml_plain.h"

#include <string.h>

#include "yaml_input.h"

#define LEVELS 64       /* block mappings, one in another */
#define LONGEST_KEY 128 /* libyaml takes 1024 for a simple key */
#define FLOW_DEPTH 64

struct scan {
    struct gireport__yaml_plain *p;
    const struct gireport__yaml_limits *limits;
    const char *s;
    size_t at, end;
    size_t line_start, follow; /* of this line; how many of its bytes before `at` only continue a character */
    uint32_t line;
    size_t text_len;
    size_t indents[LEVELS]; /* of the open block mappings */
    size_t n_levels;
    int no_memory;
};

/* ---- what goes out ---- */

static uint32_t column(const struct scan *x)
{
    return (uint32_t)(x->at - x->line_start - x->follow + 1);
}

/* An event at this place, or NULL: no memory. */
static struct gireport__yaml_item *put(struct scan *x, enum gireport__yaml_type type)
{
    void *items = x->p->items;
    if (!gireport__grow(&items, &x->p->capacity, x->p->n, sizeof *x->p->items)) {
        x->no_memory = 1;
        return NULL;
    }
    x->p->items = items;
    struct gireport__yaml_item *item = &x->p->items[x->p->n++];
    *item = (struct gireport__yaml_item){
        .type = (uint8_t)type, .line = x->line, .column = column(x), .end_line = x->line};
    return item;
}

/* The text of a scalar: it is shorter than what it is made from, so there is room. Returns 0 where it is too long. */
static int put_text(struct scan *x, struct gireport__yaml_item *item, const char *s, size_t len)
{
    item->text = (uint32_t)x->text_len;
    item->len = (uint32_t)len;
    memcpy(x->p->text + x->text_len, s, len);
    x->text_len += len;
    x->p->text[x->text_len++] = '\0';
    return len <= x->limits->scalar;
}

/* ---- characters ---- */

static int is_word(unsigned char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static char here(const struct scan *x)
{
    return x->at < x->end ? x->s[x->at] : '\n';
}

static char after(const struct scan *x)
{
    return x->at + 1 < x->end ? x->s[x->at + 1] : '\n';
}

static void skip_spaces(struct scan *x)
{
    while (x->at < x->end && x->s[x->at] == ' ')
        x->at++;
}

static void next_line(struct scan *x)
{
    const char *stop = x->at < x->end ? memchr(x->s + x->at, '\n', x->end - x->at) : NULL;
    x->at = stop != NULL ? (size_t)(stop - x->s) + 1 : x->end;
    x->line_start = x->at;
    x->follow = 0;
    x->line++; /* at the end too, where a line without its end is still a line to libyaml */
}

/* A plain scalar begins: a digit or letter of any language, a sign before one, or what stands for nothing. */
static int begins_scalar(const struct scan *x)
{
    unsigned char c = (unsigned char)here(x), next = (unsigned char)after(x);
    return is_word(c) || c >= 0x80 || c == '/' || c == '~' || c == '+' || (c == '-' && (is_word(next) || next >= 0x80));
}

/* ---- scalars ---- */

/* "…" or '…' on one line, without escapes. */
static int quoted_scalar(struct scan *x)
{
    char quote = x->s[x->at];
    size_t from = x->at + 1, to = from, follow = 0;
    for (; to < x->end && x->s[to] != quote; to++) {
        if (x->s[to] == '\n' || (quote == '"' && x->s[to] == '\\'))
            return 0;
        follow += ((unsigned char)x->s[to] & 0xc0) == 0x80;
    }
    if (to == x->end || (to + 1 < x->end && x->s[to + 1] == quote))
        return 0;
    struct gireport__yaml_item *item = put(x, GIREPORT__YAML_SCALAR);
    if (item == NULL)
        return 0;
    item->quoted = 1;
    x->at = to + 1;
    x->follow += follow;
    return put_text(x, item, x->s + from, to - from);
}

/* A plain scalar. In a flow it ends before , ] } and ": ", and holds no character that might mean something there; else
 * it ends at the end of the line or before " #". */
static int plain_scalar(struct scan *x, int flow)
{
    size_t to = x->at, stop = x->at, follow = 0, follow_stop = 0;
    if (!begins_scalar(x))
        return 0;
    for (; to < x->end && x->s[to] != '\n'; to++) {
        unsigned char c = (unsigned char)x->s[to], next = to + 1 < x->end ? (unsigned char)x->s[to + 1] : '\n';
        if (c == ' ') {
            if (next == '#' && flow)
                return 0;
            if (next == '#')
                break;
            continue;
        }
        if (flow && (c == ',' || c == ']' || c == '}' || c == ':'))
            break;
        if ((c == ':' && (next == ' ' || next == '\n')) || (flow && strchr("[{?#&*!|>'\"%@`", c) != NULL))
            return 0;
        follow += (c & 0xc0) == 0x80;
        stop = to + 1;
        follow_stop = follow;
    }
    struct gireport__yaml_item *item = put(x, GIREPORT__YAML_SCALAR);
    if (item == NULL)
        return 0;
    size_t from = x->at;
    x->at = stop;
    x->follow += follow_stop;
    return put_text(x, item, x->s + from, stop - from);
}

/* The line at x->at: how many spaces it begins with; *blank: it has nothing else. */
static size_t indent_of(const struct scan *x, int *blank)
{
    size_t at = x->at;
    while (at < x->end && x->s[at] == ' ')
        at++;
    *blank = at == x->end || x->s[at] == '\n';
    return at - x->at;
}

/* The lines of a literal text that are indented by `indent`; at its end x->at is at the line behind it. */
static int literal_lines(struct scan *x, size_t indent)
{
    char *to = x->p->text + x->text_len;
    size_t empty = 0;
    while (x->at < x->end) {
        int blank;
        size_t spaces = indent_of(x, &blank);
        if (blank && spaces > 0)
            return 0;
        if (!blank && spaces < indent)
            break;
        const char *stop = memchr(x->s + x->at, '\n', x->end - x->at);
        if (stop == NULL)
            return 0; /* the last line has no end, and so the text has none */
        if (blank) {
            empty++;
        } else {
            memset(to, '\n', empty);
            to += empty;
            empty = 0;
            const char *from = x->s + x->at + indent;
            memcpy(to, from, (size_t)(stop - from) + 1);
            to += stop - from + 1;
        }
        next_line(x);
    }
    x->text_len = (size_t)(to - x->p->text);
    return 1;
}

/* "|" or "|-" and the lines below it. */
static int literal_scalar(struct scan *x)
{
    struct gireport__yaml_item *item = put(x, GIREPORT__YAML_SCALAR);
    if (item == NULL)
        return 0;
    size_t at_item = x->p->n - 1, from = x->text_len;
    x->at++;
    int strip = here(x) == '-';
    x->at += (size_t)strip;
    if (here(x) != '\n' || x->at >= x->end)
        return 0;
    next_line(x);
    int blank;
    size_t indent = indent_of(x, &blank);
    if (blank || indent <= x->indents[x->n_levels - 1] || !literal_lines(x, indent))
        return 0;
    x->text_len -= (size_t)strip; /* each line ends with LF, so there is one */
    item = &x->p->items[at_item];
    item->quoted = item->block = 1;
    item->text = (uint32_t)from;
    item->len = (uint32_t)(x->text_len - from);
    item->end_line = x->line;
    x->p->text[x->text_len++] = '\0';
    return item->len <= x->limits->scalar;
}

/* ---- lists and mappings on one line ---- */

static int flow_scalar(struct scan *x)
{
    return here(x) == '"' || here(x) == '\'' ? quoted_scalar(x) : plain_scalar(x, 1);
}

/* "key: " inside { }. */
static int flow_key(struct scan *x)
{
    if (!flow_scalar(x) || x->p->items[x->p->n - 1].len > LONGEST_KEY || here(x) != ':' || after(x) != ' ')
        return 0;
    x->at++;
    skip_spaces(x);
    return 1;
}

/* One list or mapping with all inside, up to behind its end. */
static int flow(struct scan *x)
{
    char open[FLOW_DEPTH];
    size_t depth = 0;
    for (;;) {
        char c = here(x);
        if (c == '[' || c == '{') {
            if (depth == FLOW_DEPTH || x->n_levels + depth >= x->limits->depth ||
                put(x, c == '[' ? GIREPORT__YAML_SEQ_START : GIREPORT__YAML_MAP_START) == NULL)
                return 0;
            open[depth++] = c;
            x->at++;
            skip_spaces(x);
            if (here(x) != (c == '[' ? ']' : '}')) {
                if (c == '{' && !flow_key(x))
                    return 0;
                continue;
            }
        } else if (!flow_scalar(x)) {
            return 0;
        }
        /* Behind a value, or at the end of an empty list. */
        for (;;) {
            skip_spaces(x);
            c = here(x);
            if (c != (open[depth - 1] == '[' ? ']' : '}'))
                break;
            if (put(x, c == ']' ? GIREPORT__YAML_SEQ_END : GIREPORT__YAML_MAP_END) == NULL)
                return 0;
            x->at++;
            if (--depth == 0)
                return 1;
        }
        if (c != ',' || after(x) != ' ')
            return 0;
        x->at++;
        skip_spaces(x);
        if (open[depth - 1] == '{' && !flow_key(x))
            return 0;
    }
}

/* ---- block mappings ---- */

/* Behind a value: nothing more in the line, but a comment perhaps. */
static int end_line(struct scan *x)
{
    size_t from = x->at;
    skip_spaces(x);
    if (here(x) != '\n' && (here(x) != '#' || x->at == from))
        return 0;
    next_line(x);
    return 1;
}

/* Ends the mappings that an indent ends; `all` at the end of the document. */
static int close_levels(struct scan *x, size_t indent, int all)
{
    while (x->n_levels > 0 && (all || x->indents[x->n_levels - 1] > indent)) {
        if (put(x, GIREPORT__YAML_MAP_END) == NULL)
            return 0;
        x->n_levels--;
    }
    return 1;
}

/* Makes ready for a key at an indent: opens a mapping below a key without a value, or closes those that are over. */
static int open_entry(struct scan *x, size_t indent, int pending)
{
    size_t above = x->n_levels;
    if (!pending)
        return close_levels(x, indent, 0) && x->n_levels > 0 && x->indents[x->n_levels - 1] == indent;
    if ((above > 0 && indent <= x->indents[above - 1]) || above == LEVELS || above >= x->limits->depth)
        return 0;
    x->indents[x->n_levels++] = indent;
    return put(x, GIREPORT__YAML_MAP_START) != NULL;
}

static int block_key(struct scan *x)
{
    size_t from = x->at, to = from;
    while (to < x->end && is_word((unsigned char)x->s[to]) && to - from < LONGEST_KEY)
        to++;
    if (to == from || to == x->end || x->s[to] != ':' || (to + 1 < x->end && x->s[to + 1] != ' ' && x->s[to + 1] != '\n'))
        return 0;
    struct gireport__yaml_item *item = put(x, GIREPORT__YAML_SCALAR);
    if (item == NULL)
        return 0;
    x->at = to + 1;
    return put_text(x, item, x->s + from, to - from);
}

/* The value behind a key, and its line. *pending: there is none, a mapping has to follow below. */
static int block_value(struct scan *x, int *pending)
{
    *pending = 0;
    skip_spaces(x);
    switch (here(x)) {
    case '\n':
    case '#':
        *pending = 1;
        next_line(x);
        return 1;
    case '|':
        return literal_scalar(x);
    case '[':
    case '{':
        return flow(x) && end_line(x);
    case '"':
    case '\'':
        return quoted_scalar(x) && end_line(x);
    default:
        return plain_scalar(x, 0) && end_line(x);
    }
}

static int scan_lines(struct scan *x, int explicit_start)
{
    int pending = 1;
    while (x->at < x->end) {
        int blank;
        size_t indent = indent_of(x, &blank);
        if (blank || x->s[x->at + indent] == '#') {
            next_line(x);
            if (x->s[x->at - 1] != '\n')
                return 0; /* libyaml ends the mappings in two places then */
            continue;
        }
        x->at += indent;
        if (x->n_levels == 0 && !explicit_start && put(x, GIREPORT__YAML_DOC_START) == NULL)
            return 0;
        if (!open_entry(x, indent, pending) || !block_key(x) || !block_value(x, &pending))
            return 0;
    }
    return !pending && close_levels(x, 0, 1) && put(x, GIREPORT__YAML_DOC_END) != NULL;
}

/* Bytes that are text, break lines with LF alone and have no tabs. */
static int plain_bytes(const char *s, size_t len)
{
    enum gireport__yaml_stop stop;
    if (memchr(s, '\t', len) != NULL || memchr(s, '\r', len) != NULL)
        return 0;
    for (const char *c = s; (c = memchr(c, 0xe2, len - (size_t)(c - s))) != NULL; c++)
        if (len - (size_t)(c - s) >= 3 && c[1] == '\x80' && (c[2] == '\xa8' || c[2] == '\xa9'))
            return 0; /* U+2028, U+2029 */
    for (const char *c = s; (c = memchr(c, 0xc2, len - (size_t)(c - s))) != NULL; c++)
        if (len - (size_t)(c - s) >= 2 && c[1] == '\x85')
            return 0; /* U+0085 */
    return gireport__yaml_good(s, len, 0, len, &stop) == len;
}

int gireport__yaml_plain_read(struct gireport__yaml_plain *p, const char *data, size_t len, uint32_t line,
                              const struct gireport__yaml_limits *limits)
{
    struct scan x = {.p = p, .limits = limits, .s = data, .end = len, .line = line};
    p->n = 0;
    if (!plain_bytes(data, len))
        return 0;
    if (p->text_capacity < len + 1) {
        char *text = gireport__realloc_array(p->text, len + 1, 1);
        if (text == NULL)
            return -1;
        p->text = text;
        p->text_capacity = len + 1;
    }
    int explicit_start = len >= 4 && memcmp(data, "---\n", 4) == 0;
    if (explicit_start) {
        if (put(&x, GIREPORT__YAML_DOC_START) == NULL)
            return -1;
        next_line(&x);
    }
    int plain = scan_lines(&x, explicit_start);
    return x.no_memory ? -1 : plain;
}

void gireport__yaml_plain_free(struct gireport__yaml_plain *p)
{
    gireport__free(p->items);
    gireport__free(p->text);
    memset(p, 0, sizeof *p);
}
