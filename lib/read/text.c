/* SPDX-License-Identifier: MIT */
/* Plain text and Markdown into blocks: one LINES block of words with their columns. What stands between `|`
 * or tabs is a cell, an empty cell is a word without text. Page numbers and the rules of Markdown tables are
 * left out. */
#include <string.h>

#include "../base/mem.h"
#include "../base/text.h"
#include "blocks.h"

#define TAB_STOP          8
#define PAGE_NUMBER_BYTES 48
#define WORDS_MAX         1000000

enum pipes { PIPES_AROUND = 0, PIPES_AFTER = 1 }; /* | a | b |, or a | b | with each cell ended by a pipe */

struct maker {
    const char *end;
    struct gireport__word *words; /* NULL while counting */
    size_t count, max;
    enum pipes pipes;
    uint32_t line, line_no, page;
};

struct line {
    const char *s, *end; /* without its line break */
    uint32_t breaks;     /* form feeds that stand in it */
    int pipe, tab;
};

static void put(struct maker *m, const char *s, const char *e, uint32_t column, uint32_t x0, uint32_t x1,
                uint32_t cell)
{
    if (m->words && m->count < m->max) {
        struct gireport__word *w = &m->words[m->count];
        w->text = s;
        w->len = (size_t)(e - s);
        w->x0 = (int32_t)x0;
        w->x1 = (int32_t)x1;
        w->line_no = m->line_no;
        w->cell = cell;
        w->line = m->line;
        w->column = column;
        w->page = m->page;
    }
    m->count++;
}

/* The bytes of a line break at s, 0 where there is none. */
static size_t line_break(const char *s, const char *end)
{
    if (s == end || (*s != '\n' && *s != '\r'))
        return 0;
    return *s == '\r' && s + 1 < end && s[1] == '\n' ? 2 : 1;
}

static const char *take_line(const char *s, const char *end, struct line *l)
{
    memset(l, 0, sizeof(*l));
    l->s = s;
    for (; s < end && !line_break(s, end); s++) {
        l->breaks += *s == '\f';
        l->pipe |= *s == '|';
        l->tab |= *s == '\t';
        if ((unsigned char)*s == 0xef && end - s > 2 && !memcmp(s, "\xef\xbd\x9c", 3)) /* ｜ */
            l->pipe = 1;
    }
    l->end = s;
    return s + line_break(s, end);
}

static size_t digits(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && s[n] >= '0' && s[n] <= '9')
        n++;
    return n;
}

static size_t dashes(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && s[n] == '-')
        n++;
    return n;
}

static int begins(const char **s, size_t *len, const char *what)
{
    size_t n = strlen(what);
    if (*len < n || memcmp(*s, what, n))
        return 0;
    *s += n;
    *len -= n;
    return 1;
}

/* 第5页, 第5页共9页, 共9页第5页, page 5 of 9, p.5 */
static int named_page(const char *s, size_t len)
{
    static const char *const words[] = {"第", "页", "共", "page", "p.", "p", "of", "/", ",", "-"};
    size_t numbers = 0, named = 0;
    while (len) {
        size_t n = digits(s, len), i = 0;
        if (n && n <= 4) {
            numbers++;
            s += n;
            len -= n;
            continue;
        }
        while (i < sizeof(words) / sizeof(words[0]) && !begins(&s, &len, words[i]))
            i++;
        if (i == sizeof(words) / sizeof(words[0]))
            return 0;
        named += i < 6;
    }
    return named && numbers && numbers <= 2;
}

/* A line that is only a page number: - 6 -, 第 5 页, P. 9, 3 / 9; a bare number only beside a page break and
 * where it is the number of the page, for it may be a value. */
static int is_page_number(const struct line *l, uint32_t page, int beside_break)
{
    char fold[PAGE_NUMBER_BYTES * 2];
    size_t n = 0, len = (size_t)(l->end - l->s);
    const char *t = l->s;
    gireport__trim(&t, &len);
    if (!len || len > PAGE_NUMBER_BYTES || l->pipe || l->tab)
        return 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp, folded[4];
        int bytes = gireport__utf8_next(t + i, len - i, &cp);
        int count = gireport__fold_point(cp, folded);
        i += (size_t)(bytes < 0 ? 1 : bytes);
        for (int k = 0; k < count; k++)
            n += (size_t)gireport__utf8_put(fold + n, folded[k]);
        if (n > sizeof(fold) - 16)
            return 0;
    }
    size_t before = dashes(fold, n), d = digits(fold + before, n - before), after = n - before - d;
    if (d && d <= 4 && before && after && dashes(fold + before + d, after) == after)
        return 1;
    if (d == n && d && d <= 4) {
        uint32_t number = 0;
        for (size_t i = 0; i < d; i++)
            number = number * 10 + (uint32_t)(fold[i] - '0');
        return beside_break && number == page;
    }
    return named_page(fold, n);
}

/* |---|:--:| */
static int is_rule(const struct line *l)
{
    size_t marks = 0;
    for (const char *s = l->s; s < l->end; s++) {
        if (!memchr("|-: \t+=", *s, 7))
            return 0;
        marks += *s == '-' || *s == '=';
    }
    return l->pipe && marks > 2;
}

/* |   |   |: the header of a Markdown table that has none, which a converter put above the rule. */
static int is_empty_header(const struct line *l, const char *next, const char *end)
{
    struct line rule;
    for (const char *s = l->s; s < l->end; s++)
        if (!memchr("| \t", *s, 3))
            return 0;
    if (!l->pipe || next >= end)
        return 0;
    take_line(next, end, &rule);
    return is_rule(&rule);
}

/* Mark-up that stands for a space inside a cell: <br>, &nbsp;. Returns its bytes. */
static size_t soft_break(const char *s, const char *end)
{
    size_t len = (size_t)(end - s);
    if (len >= 6 && !memcmp(s, "&nbsp;", 6))
        return 6;
    if (len < 4 || *s != '<' || (s[1] | 32) != 'b' || (s[2] | 32) != 'r')
        return 0;
    for (size_t i = 3; i < len && i < 8; i++) {
        if (s[i] == '>')
            return i + 1;
        if (s[i] != ' ' && s[i] != '/')
            return 0;
    }
    return 0;
}

static size_t pipe_bytes(const char *s, const char *end)
{
    if (*s == '|')
        return 1;
    return end - s > 2 && !memcmp(s, "\xef\xbd\x9c", 3) ? 3 : 0;
}

/* A word without the marks of emphasis. */
static void put_word(struct maker *m, const char *s, const char *e, uint32_t column, uint32_t x0, uint32_t x1,
                     uint32_t cell)
{
    while (s < e && (*s == '*' || *s == '`')) {
        s++;
        column++;
        x0++;
    }
    while (e > s && (e[-1] == '*' || e[-1] == '`')) {
        e--;
        x1--;
    }
    if (s < e)
        put(m, s, e, column, x0, x1, cell);
}

/* Marks of Markdown before the text of a line: #, >, list bullets. */
static const char *skip_marks(const char *s, const char *end, uint32_t *column)
{
    const char *p = s;
    while (p < end && *p == ' ')
        p++;
    const char *mark = p;
    while (p < end && (*p == '#' || *p == '>'))
        p++;
    if (p == mark && p < end && memchr("-*+", *p, 3))
        p++;
    const char *text = p;
    while (text < end && *text == ' ')
        text++;
    int marked = p > mark && text > p && text < end && ((unsigned char)*text >= 0x80 || *p != ' ');
    if (!marked || (memchr("-*+", *mark, 3) && (unsigned char)*text < 0xe3)) /* "- 6", "- —" are no bullets */
        return s;
    *column += (uint32_t)(text - s);
    return text;
}

struct cells {      /* where a line's cells are cut */
    uint32_t cell;  /* of the words now; 0: the line has none */
    size_t in_cell; /* words put into it */
    int first_pipe;
};

static void end_cell(struct maker *m, struct cells *c, const char *s, uint32_t column, uint32_t x)
{
    if (!c->in_cell)
        put(m, s, s, column, x, x, c->cell);
    c->cell++;
    c->in_cell = 0;
}

static void split_line(struct maker *m, const struct line *l)
{
    struct cells c = {l->pipe || l->tab ? 1 : 0, 0, 1};
    uint32_t column = 1, x = 0, word_column = 1, word_x = 0;
    const char *s = skip_marks(l->s, l->end, &column), *word = NULL;
    x = column - 1;
    while (s <= l->end) {
        uint32_t cp = ' ';
        size_t bytes = 1, soft = 0, cut = 0;
        if (s < l->end) {
            int n = gireport__utf8_next(s, (size_t)(l->end - s), &cp);
            bytes = n < 0 ? 1 : (size_t)n;
            soft = soft_break(s, l->end);
            cut = l->pipe ? (s > l->s && s[-1] == '\\' ? 0 : pipe_bytes(s, l->end)) : cp == '\t' && l->tab;
        }
        int gap = s == l->end || soft || cut || gireport__is_space(cp);
        if (gap && word) {
            size_t before = m->count;
            put_word(m, word, s, word_column, word_x, x, c.cell);
            c.in_cell += m->count - before;
            word = NULL;
        } else if (!gap && !word) {
            word = s;
            word_column = column;
            word_x = x;
        }
        if (cut) {
            int open = l->pipe && c.first_pipe && !c.in_cell && m->pipes == PIPES_AROUND;
            if (!open) /* else the pipe before the first cell */
                end_cell(m, &c, s, column, x);
            c.first_pipe = 0;
        }
        bytes = soft ? soft : bytes;
        column += soft ? (uint32_t)soft : 1;
        x = cp == '\t' ? (x / TAB_STOP + 1) * TAB_STOP
                       : x + (soft ? (uint32_t)soft : (uint32_t)gireport__width_point(cp, 0));
        s += bytes;
    }
    if (l->tab && !l->pipe && !c.in_cell)
        end_cell(m, &c, l->end, column, x); /* a row that ends with a tab ends with an empty cell */
}

/* Is each cell ended by a pipe and not begun by one, somewhere? Then a line of pipes is that many empty
 * cells. */
static enum pipes pipes_of(const char *data, const char *end)
{
    struct line l;
    size_t after = 0, around = 0;
    for (const char *s = data; s < end;) {
        s = take_line(s, end, &l);
        if (!l.pipe || is_rule(&l))
            continue;
        const char *t = l.s;
        size_t len = (size_t)(l.end - l.s);
        gireport__trim(&t, &len);
        if (len < 2)
            continue;
        int first = pipe_bytes(t, l.end) != 0, last = t[len - 1] == '|';
        after += !first && last;
        around += first && last && t[len - 2] != '|';
    }
    return after > around ? PIPES_AFTER : PIPES_AROUND;
}

/* 1 where only white space stands between s and a page break, or the end of the last of several pages. */
static int break_follows(const char *s, const char *end, uint32_t page)
{
    for (size_t i = 0; s < end && i < 400; s++, i++) {
        if (*s == '\f')
            return 1;
        if (*s != '\n' && *s != '\r' && *s != ' ')
            return 0;
    }
    return s == end && page > 1;
}

static void split_text(struct maker *m, const char *data)
{
    struct line l;
    int after_break = 1;
    m->line = m->page = 1;
    m->line_no = 0;
    m->count = 0;
    for (const char *s = data; s < m->end && m->count <= m->max; m->line++, m->line_no++) {
        const char *next = take_line(s, m->end, &l);
        if (l.breaks) {
            m->page += l.breaks;
            after_break = 1;
        }
        int beside = after_break || break_follows(next, m->end, m->page);
        if (!is_rule(&l) && !is_empty_header(&l, next, m->end) && !is_page_number(&l, m->page, beside)) {
            size_t before = m->count;
            split_line(m, &l);
            if (m->count > before)
                after_break = 0;
        }
        s = next;
    }
}

int gireport__blocks_text(const char *data, size_t len, const struct gireport__limits *limits,
                          struct gireport__blocks *b)
{
    struct maker m = {.end = data + len};
    m.max = limits && limits->cells ? limits->cells : WORDS_MAX;
    if (len >= 3 && !memcmp(data, "\xef\xbb\xbf", 3))
        data += 3;
    m.pipes = pipes_of(data, m.end);
    split_text(&m, data);
    if (m.count > m.max)
        return GIREPORT_ERR_LIMIT;
    size_t n = m.count;
    m.words = gireport__arena_alloc(&b->arena, n * sizeof(*m.words));
    struct gireport__block *block = m.words ? gireport__blocks_add(b, GIREPORT__LINES) : NULL;
    if (!block)
        return GIREPORT_ERR_NOMEM;
    split_text(&m, data);
    block->words = m.words;
    block->n_words = n;
    block->n_lines = m.line_no;
    block->line = block->column = block->page = 1;
    return GIREPORT_OK;
}
