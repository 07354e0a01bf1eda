/* SPDX-License-Identifier: MIT */
#include <stdio.h>
#include <string.h>
#include <yaml.h>

#include "text.h"
#include "yaml_input.h"
#include "yaml_plain.h"

#define DEPTH_DEFAULT 64u
#define SCALAR_DEFAULT (1024u * 1024u)
#define DOCUMENTS_DEFAULT 1000000u
#define DIRECTIVES_MAX 64 /* libyaml compares each with all before it */
#define PIECE_FIRST 256u
#define PLAIN_MOST (64u * 1024u) /* a longer document is not held as events */

struct gireport__yaml {
    yaml_parser_t parser;
    yaml_event_t event;
    int has_parser, has_event;
    int ended, failed;
    struct gireport__yaml_limits limits;
    size_t depth, documents;
    const char *data; /* the text that libyaml gets: the caller's, or own.data */
    size_t len;
    struct gireport__buf own;
    int marked; /* pairs of \u escapes were replaced by markers */
    size_t fed;   /* up to here libyaml got it */
    size_t piece; /* how much it gets next: little at first, so that many broken documents in a row stay cheap */
    enum gireport__yaml_stop stop; /* why it got no more */
    int too_many_directives;
    size_t base;        /* where this parser began; the start of line base_line */
    uint32_t base_line;
    uint32_t doc_line;  /* of the last start of a document, to go forward at every restart */
    uint32_t fail_line; /* from where the next document is looked for */
    int is_plain;       /* so far each document was plain, and libyaml has not been asked */
    struct gireport__yaml_plain plain; /* the document at base */
    size_t item;        /* its next event */
    size_t plain_end;   /* where it ends, and the line there */
    uint32_t plain_line;
};

/* Gives libyaml only what it will accept, so that what stands before a bad byte is still read: libyaml itself would
 * refuse a whole piece of 16 KB for one byte near its end. */
static int feed(void *context, unsigned char *buffer, size_t size, size_t *size_read)
{
    struct gireport__yaml *y = context;
    *size_read = 0;
    if (size > y->piece)
        size = y->piece;
    if (y->piece < SIZE_MAX / 2)
        y->piece *= 2;
    if (y->parser.tag_directives.top - y->parser.tag_directives.start > DIRECTIVES_MAX) {
        y->too_many_directives = 1;
        return 0;
    }
    if (y->fed == y->len)
        return 1;
    size_t end = y->len - y->fed < size ? y->len : y->fed + size;
    size_t n = gireport__yaml_good(y->data, y->len, y->fed, end, &y->stop);
    if (n == 0 && y->stop == GIREPORT__YAML_BOM) {
        y->fed += 3;
        end = y->len - y->fed < size ? y->len : y->fed + size;
        n = gireport__yaml_good(y->data, y->len, y->fed, end, &y->stop);
    }
    if (n == 0)
        return 0;
    memcpy(buffer, y->data + y->fed, n);
    y->fed += n;
    *size_read = n;
    return 1;
}

/* Begins libyaml at y->base. */
static int begin(struct gireport__yaml *y)
{
    y->is_plain = 0;
    if (y->has_event)
        yaml_event_delete(&y->event);
    if (y->has_parser)
        yaml_parser_delete(&y->parser);
    y->has_event = 0;
    y->has_parser = yaml_parser_initialize(&y->parser);
    if (!y->has_parser)
        return GIREPORT_ERR_NOMEM;
    yaml_parser_set_encoding(&y->parser, YAML_UTF8_ENCODING);
    yaml_parser_set_input(&y->parser, feed, y);
    /* libyaml looks for a byte-order mark only where it has to find the encoding itself. */
    y->fed = y->base + (y->len - y->base >= 3 && memcmp(y->data + y->base, "\xef\xbb\xbf", 3) == 0 ? 3 : 0);
    y->piece = PIECE_FIRST;
    y->failed = 0;
    y->depth = 0;
    return GIREPORT_OK;
}

int gireport__yaml_new(const char *data, size_t len, const struct gireport__yaml_limits *limits,
                       struct gireport__yaml **out)
{
    *out = NULL;
    struct gireport__yaml *y = gireport__calloc(1, sizeof(*y));
    if (!y)
        return GIREPORT_ERR_NOMEM;
    if (limits)
        y->limits = *limits;
    if (!y->limits.depth)
        y->limits.depth = DEPTH_DEFAULT;
    if (!y->limits.scalar)
        y->limits.scalar = SCALAR_DEFAULT;
    if (!y->limits.documents)
        y->limits.documents = DOCUMENTS_DEFAULT;
    struct gireport__buf marked = {0};
    if (gireport__yaml_from_utf16(data, len, &y->own)) {
        data = gireport__buf_str(&y->own);
        len = y->own.len;
    }
    y->marked = gireport__yaml_mark_pairs(data, len, &marked);
    if (y->marked) {
        marked.failed |= y->own.failed;
        gireport__buf_free(&y->own);
        y->own = marked;
        data = gireport__buf_str(&y->own);
        len = y->own.len;
    }
    y->data = data;
    y->len = len;
    y->base_line = y->plain_line = 1;
    y->is_plain = !y->marked && !y->limits.libyaml_only;
    if (y->own.failed || (!y->is_plain && begin(y) != GIREPORT_OK)) {
        gireport__yaml_free(y);
        return GIREPORT_ERR_NOMEM;
    }
    *out = y;
    return GIREPORT_OK;
}

void gireport__yaml_free(struct gireport__yaml *y)
{
    if (!y)
        return;
    if (y->has_event)
        yaml_event_delete(&y->event);
    if (y->has_parser)
        yaml_parser_delete(&y->parser);
    gireport__yaml_plain_free(&y->plain);
    gireport__buf_free(&y->own);
    gireport__free(y);
}

static uint32_t line_of(const struct gireport__yaml *y, yaml_mark_t mark)
{
    return y->base_line + (uint32_t)mark.line;
}

static int fail(struct gireport__yaml *y, struct gireport__yaml_error *e, int status, uint32_t line, uint32_t column,
                const char *message)
{
    *e = (struct gireport__yaml_error){0};
    y->failed = 1;
    y->fail_line = line;
    *e = (struct gireport__yaml_error){0};
    e->status = status;
    e->line = line;
    e->column = column;
    snprintf(e->message, sizeof(e->message), "%s", message);
    return status;
}

static int fail_at(struct gireport__yaml *y, struct gireport__yaml_error *e, int status, const char *message)
{
    return fail(y, e, status, line_of(y, y->event.start_mark), (uint32_t)y->event.start_mark.column + 1, message);
}

/* The input itself cannot be taken any further. */
static int fail_input(struct gireport__yaml *y, struct gireport__yaml_error *e)
{
    char message[sizeof(e->message)];
    uint32_t line, column, cp;
    gireport__yaml_place(y->data, y->len, y->base, y->base_line, y->fed, &line, &column);
    if (y->too_many_directives)
        return fail(y, e, GIREPORT_ERR_LIMIT, line, column, "too many directives");
    if (y->stop == GIREPORT__YAML_BAD_UTF8) {
        snprintf(message, sizeof(message), "invalid UTF-8: byte 0x%02X", (unsigned char)y->data[y->fed]);
    } else {
        gireport__utf8_next(y->data + y->fed, y->len - y->fed, &cp);
        snprintf(message, sizeof(message), "character U+%04X is not allowed", (unsigned)cp);
    }
    fail(y, e, GIREPORT_ERR_SYNTAX, line, column, message);
    e->encoding = 1;
    return e->status;
}

static void add_hint(struct gireport__yaml *y, struct gireport__yaml_error *e, uint32_t line)
{
    if (!e->hint_zh[0] && line >= y->base_line)
        gireport__yaml_hint(y, line, e->hint_zh, e->hint_en);
}

static int fail_syntax(struct gireport__yaml *y, struct gireport__yaml_error *e)
{
    const yaml_parser_t *p = &y->parser;
    const char *problem = p->problem ? p->problem : "not YAML", *context = p->context;
    char message[sizeof(e->message)];
    uint32_t line = line_of(y, p->problem_mark), began = line_of(y, p->context_mark);
    uint32_t column = (uint32_t)p->problem_mark.column + 1;
    if (context)
        snprintf(message, sizeof(message), "%s: %s", context, problem);
    fail(y, e, GIREPORT_ERR_SYNTAX, line, column, context ? message : problem);
    int quoted = context && strstr(context, "quoted scalar") && strstr(problem, "unexpected");
    if (quoted || (context && strstr(context, "simple key"))) {
        /* Noticed where the text ends, but to be mended where it begins. */
        e->line = began;
        e->column = (uint32_t)p->context_mark.column + 1;
    } else if (context && began != line) {
        size_t used = strlen(e->message);
        snprintf(e->message + used, sizeof(e->message) - used, " (begun at line %u)", (unsigned)began);
    }
    if (quoted) {
        memcpy(e->hint_zh, "缺少结尾的引号", sizeof("缺少结尾的引号"));
        memcpy(e->hint_en, "the closing quote is missing", sizeof("the closing quote is missing"));
    }
    add_hint(y, e, e->line);
    add_hint(y, e, line);
    add_hint(y, e, line - 1);
    return e->status;
}

static int fail_parse(struct gireport__yaml *y, struct gireport__yaml_error *e)
{
    switch (y->parser.error) {
    case YAML_MEMORY_ERROR:
        return fail(y, e, GIREPORT_ERR_NOMEM, 0, 0, "out of memory");
    case YAML_READER_ERROR:
        return fail_input(y, e);
    default:
        return fail_syntax(y, e);
    }
}

static void take_scalar(struct gireport__yaml *y, struct gireport__yaml_event *out)
{
    yaml_scalar_style_t style = y->event.data.scalar.style;
    const char *tag = (const char *)y->event.data.scalar.tag;
    char *text = (char *)y->event.data.scalar.value;
    size_t len = y->event.data.scalar.length;
    if (y->marked)
        len = gireport__yaml_unmark_pairs(text, len, style == YAML_DOUBLE_QUOTED_SCALAR_STYLE);
    out->type = GIREPORT__YAML_SCALAR;
    out->text = text;
    out->len = len;
    out->block = style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE;
    out->quoted = style != YAML_PLAIN_SCALAR_STYLE ||
                  (tag && (strcmp(tag, YAML_STR_TAG) == 0 || strcmp(tag, "!") == 0));
}

/* 1: *out is an event for the caller; 0: none. */
static int translate(struct gireport__yaml *y, struct gireport__yaml_event *out)
{
    switch (y->event.type) {
    case YAML_STREAM_END_EVENT:
        y->ended = 1;
        out->type = GIREPORT__YAML_END;
        return 1;
    case YAML_DOCUMENT_START_EVENT:
        y->documents++;
        y->doc_line = line_of(y, y->event.start_mark);
        out->type = GIREPORT__YAML_DOC_START;
        return 1;
    case YAML_DOCUMENT_END_EVENT:
        out->type = GIREPORT__YAML_DOC_END;
        return 1;
    case YAML_SCALAR_EVENT:
        take_scalar(y, out);
        return 1;
    case YAML_SEQUENCE_START_EVENT:
        y->depth++;
        out->type = GIREPORT__YAML_SEQ_START;
        return 1;
    case YAML_SEQUENCE_END_EVENT:
        y->depth--;
        out->type = GIREPORT__YAML_SEQ_END;
        return 1;
    case YAML_MAPPING_START_EVENT:
        y->depth++;
        out->type = GIREPORT__YAML_MAP_START;
        return 1;
    case YAML_MAPPING_END_EVENT:
        y->depth--;
        out->type = GIREPORT__YAML_MAP_END;
        return 1;
    case YAML_ALIAS_EVENT:
        out->type = GIREPORT__YAML_ALIAS;
        out->text = (const char *)y->event.data.alias.anchor;
        out->len = strlen(out->text);
        return 1;
    default:
        return 0;
    }
}

/* Reads the document that begins where the last one ended. 1: its events are there; 0: it is for libyaml; -1: no
 * memory. */
static int read_plain(struct gireport__yaml *y)
{
    uint32_t line = y->plain_line;
    size_t left = y->len - y->plain_end;
    size_t len = left > PLAIN_MOST + 4 ? y->plain_end + PLAIN_MOST + 4 : y->len; /* "----" may be cut off there */
    y->base = y->plain_end;
    y->base_line = line++;
    y->item = 0;
    size_t end = gireport__yaml_line_offset(y->data, len, y->base, 0, 1);
    end = gireport__yaml_next_document(y->data, len, end, &line);
    if (end - y->base > PLAIN_MOST || y->documents >= y->limits.documents)
        return 0;
    int plain = gireport__yaml_plain_read(&y->plain, y->data + y->base, end - y->base, y->base_line, &y->limits);
    y->plain_end = end;
    y->plain_line = line;
    return plain;
}

/* As read_plain(), with the next event of such a document, or the end behind the last one. */
static int next_plain(struct gireport__yaml *y, struct gireport__yaml_event *event)
{
    if (y->item == y->plain.n) {
        int plain = y->plain.n == 0 || y->plain_end < y->len ? read_plain(y) : 1;
        if (plain <= 0)
            return plain;
    }
    if (y->item == y->plain.n) {
        const struct gireport__yaml_item *last = &y->plain.items[y->item - 1];
        y->ended = 1;
        event->line = event->end_line = last->line;
        event->column = last->column;
        return 1;
    }
    const struct gireport__yaml_item *i = &y->plain.items[y->item++];
    event->type = (enum gireport__yaml_type)i->type;
    if (i->type == GIREPORT__YAML_SCALAR)
        event->text = y->plain.text + i->text;
    event->len = i->len;
    event->quoted = i->quoted;
    event->block = i->block;
    event->line = i->line;
    event->column = i->column;
    event->end_line = i->end_line;
    if (i->type == GIREPORT__YAML_DOC_START) {
        y->documents++;
        y->doc_line = i->line;
    }
    return 1;
}

int gireport__yaml_next(struct gireport__yaml *y, struct gireport__yaml_event *event,
                        struct gireport__yaml_error *error)
{
    *event = (struct gireport__yaml_event){.text = ""};
    if (y->ended || y->failed)
        return GIREPORT_OK; /* the end, as often as it is asked for */
    if (y->is_plain) {
        int plain = next_plain(y, event);
        if (plain > 0)
            return GIREPORT_OK;
        if (plain < 0 || begin(y) != GIREPORT_OK) {
            y->parser.error = YAML_MEMORY_ERROR;
            return fail(y, error, GIREPORT_ERR_NOMEM, 0, 0, "out of memory");
        }
    }
    do {
        if (y->has_event)
            yaml_event_delete(&y->event);
        y->has_event = 0;
        if (!yaml_parser_parse(&y->parser, &y->event))
            return fail_parse(y, error);
        /* The ends of things own no memory; they are a third of all events. */
        y->has_event = y->event.type != YAML_SEQUENCE_END_EVENT && y->event.type != YAML_MAPPING_END_EVENT;
    } while (!translate(y, event));
    event->line = line_of(y, y->event.start_mark);
    event->column = (uint32_t)y->event.start_mark.column + 1;
    event->end_line = line_of(y, y->event.end_mark);
    if (y->depth > y->limits.depth)
        return fail_at(y, error, GIREPORT_ERR_LIMIT, "nested too deeply");
    if (event->type == GIREPORT__YAML_SCALAR && event->len > y->limits.scalar)
        return fail_at(y, error, GIREPORT_ERR_LIMIT, "a text is too long");
    if (y->documents > y->limits.documents)
        return fail_at(y, error, GIREPORT_ERR_LIMIT, "too many documents");
    return GIREPORT_OK;
}

size_t gireport__yaml_offset(const struct gireport__yaml *y)
{
    if (y->failed)
        return gireport__yaml_line_offset(y->data, y->len, y->base, y->base_line, y->fail_line);
    if (y->is_plain)
        return y->plain_end;
    return y->fed - (size_t)(y->parser.raw_buffer.last - y->parser.raw_buffer.pointer) -
           (size_t)(y->parser.buffer.last - y->parser.buffer.pointer);
}

int gireport__yaml_restart(struct gireport__yaml *y)
{
    if (!y->failed || y->parser.error == YAML_MEMORY_ERROR || y->documents > y->limits.documents)
        return 0;
    uint32_t line = y->fail_line > y->doc_line ? y->fail_line : y->doc_line + 1;
    size_t at = gireport__yaml_line_offset(y->data, y->len, y->base, y->base_line, line);
    at = gireport__yaml_next_document(y->data, y->len, at, &line);
    if (at == y->len)
        return 0;
    y->base = at;
    y->base_line = line;
    y->doc_line = line;
    return begin(y) == GIREPORT_OK ? 1 : -1;
}

int gireport__yaml_hint(const struct gireport__yaml *y, uint32_t line, char zh[160], char en[160])
{
    zh[0] = en[0] = '\0';
    if (line < y->base_line)
        return 0;
    size_t start = gireport__yaml_line_offset(y->data, y->len, y->base, y->base_line, line);
    return start < y->len && gireport__yaml_line_hint(y->data, y->len, start, zh, en);
}
