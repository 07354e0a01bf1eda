/* SPDX-License-Identifier: MIT */
#include "csv_record.h"

#include <string.h>

static int at_break(const struct gireport__csv_cursor *c)
{
    return c->at < c->len && (c->data[c->at] == '\n' || c->data[c->at] == '\r');
}

static void skip_break(struct gireport__csv_cursor *c)
{
    if (c->data[c->at] == '\r' && c->at + 1 < c->len && c->data[c->at + 1] == '\n')
        c->at++;
    c->at++;
    c->line++;
}

/* Columns count characters, so they are counted from the start of the line where one is needed. */
static uint32_t column_of(const struct gireport__csv_cursor *c, size_t line_start, size_t at)
{
    uint32_t column = 1;
    for (size_t i = line_start; i < at; i++)
        column += (c->data[i] & 0xc0) != 0x80;
    return column;
}

/* The field behind the opening quote. Returns 0 where the quote is never closed. */
static int quoted(struct gireport__csv_cursor *c, struct gireport__csv_field *f, size_t *line_start)
{
    size_t from = ++c->at;
    for (;;) {
        size_t at = c->at;
        while (at < c->len && c->data[at] != '"' && c->data[at] != '\n' && c->data[at] != '\r')
            at++;
        c->at = at;
        if (at >= c->len)
            return 0;
        if (c->data[at] != '"') {
            skip_break(c);
            *line_start = c->at;
            continue;
        }
        if (at + 1 >= c->len || c->data[at + 1] != '"')
            break;
        f->doubled = 1;
        c->at += 2;
    }
    f->s = c->data + from;
    f->len = c->at - from;
    c->at++;
    return 1;
}

static size_t find_end(const struct gireport__csv_cursor *c)
{
    size_t at = c->at;
    while (at < c->len && c->data[at] != ',' && c->data[at] != '\n' && c->data[at] != '\r')
        at++;
    return at;
}

static void fault(struct gireport__csv_record *r, const struct gireport__csv_field *f, const char *problem)
{
    if (r->problem != NULL)
        return;
    r->problem = problem;
    r->bad_line = f->line;
    r->bad_column = f->column;
}

int gireport__csv_record(struct gireport__csv_cursor *c, struct gireport__csv_record *r)
{
    while (at_break(c))
        skip_break(c);
    if (c->at >= c->len)
        return 0;
    size_t line_start = c->at, counted = c->at;
    uint32_t column = 1;
    r->n = 0;
    r->line = c->line;
    r->problem = NULL;
    for (;;) {
        struct gireport__csv_field f = {.line = c->line};
        /* Go on counting from the last field, unless a quoted one went over lines. */
        column = counted >= line_start ? column + column_of(c, counted, c->at) - 1
                                       : column_of(c, line_start, c->at);
        counted = c->at;
        f.column = column;
        if (c->at < c->len && c->data[c->at] == '"') {
            if (!quoted(c, &f, &line_start)) {
                fault(r, &f, "a quoted field is never closed");
                return 1;
            }
            if (find_end(c) != c->at)
                fault(r, &f, "text after the closing quote of a field");
        } else {
            f.s = c->data + c->at;
            f.len = find_end(c) - c->at;
        }
        if (r->n < GIREPORT__CSV_FIELDS)
            r->fields[r->n] = f;
        r->n++;
        c->at = find_end(c);
        if (c->at >= c->len || c->data[c->at] != ',')
            break;
        c->at++;
    }
    if (c->at < c->len)
        skip_break(c);
    return 1;
}

void gireport__csv_text(const struct gireport__csv_field *f, struct gireport__buf *out)
{
    const char *s = f->s, *end = f->s + f->len;
    while (s < end) {
        const char *quote = f->doubled ? memchr(s, '"', (size_t)(end - s)) : NULL;
        size_t n = quote != NULL ? (size_t)(quote - s) + 1 : (size_t)(end - s);
        gireport__buf_add(out, s, n);
        s += n + (quote != NULL);
    }
}

int gireport__csv_runs(const char *s)
{
    s += strspn(s, "'");
    return *s == '=' || *s == '@' || *s == '\t' || *s == '\r';
}
