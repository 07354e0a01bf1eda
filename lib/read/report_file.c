/* SPDX-License-Identifier: MIT */
/* The stream of report files: documents one after another, each costing only itself where it is broken. */

#include "report_file.h"

#include <string.h>

#include "../base/text.h"
#include "../base/yaml_input.h"

void gireport__file_begin(struct gireport__file *f, const char *data, size_t len, int json,
                          const gireport_read_options *options, const struct gireport__limits *limits)
{
    memset(f, 0, sizeof(*f));
    f->data = data;
    f->len = len;
    f->json = json;
    f->line = 1;
    f->options = options;
    f->limits = *limits;
}

void gireport__file_end(struct gireport__file *f)
{
    gireport__yaml_free(f->yaml);
    gireport_report_free(f->report);
    gireport__free(f->groups);
    gireport__buf_free(&f->scratch);
    memset(f, 0, sizeof(*f));
    f->ended = 1;
}

/* ---- pieces ---- */

static int open_piece(struct gireport__file *f)
{
    if (f->ended || f->pos >= f->len)
        return GIREPORT_ERR_NOT_FOUND;
    uint32_t column;
    f->piece = f->pos;
    f->piece_line = f->line - 1;
    /* JSON objects that follow one another are no stream of YAML, so each becomes a piece of its own. */
    f->piece_end = f->json ? gireport__json_next(f->data, f->len, f->pos, f->pos) : f->len;
    f->pos = f->piece_end;
    if (f->pos < f->len)
        gireport__yaml_place(f->data, f->len, f->piece, f->line, f->pos, &f->line, &column);
    f->cursor = f->piece;
    f->cursor_line = f->piece_line + 1;
    struct gireport__yaml_limits limits = {f->limits.depth, f->limits.scalar, SIZE_MAX};
    return gireport__yaml_new(f->data + f->piece, f->piece_end - f->piece, &limits, &f->yaml);
}

static void close_piece(struct gireport__file *f)
{
    gireport__yaml_free(f->yaml);
    f->yaml = NULL;
}

size_t gireport__file_line(struct gireport__file *f, uint32_t line)
{
    if (line < f->cursor_line) {
        f->cursor = f->piece;
        f->cursor_line = f->piece_line + 1;
    }
    f->cursor = gireport__yaml_line_offset(f->data, f->piece_end, f->cursor, f->cursor_line, line);
    f->cursor_line = line > f->cursor_line ? line : f->cursor_line;
    return f->cursor;
}

/* ---- events ---- */

int gireport__file_event(struct gireport__file *f)
{
    if (f->status != GIREPORT_OK)
        return 0;
    f->status = gireport__yaml_next(f->yaml, &f->ev, &f->error);
    f->ev.line += f->piece_line;
    f->error.line += f->piece_line;
    return f->status == GIREPORT_OK;
}

void gireport__file_skip(struct gireport__file *f)
{
    size_t depth = 0;
    do {
        switch (f->ev.type) {
        case GIREPORT__YAML_SEQ_START:
        case GIREPORT__YAML_MAP_START:
            depth++;
            break;
        case GIREPORT__YAML_SEQ_END:
        case GIREPORT__YAML_MAP_END:
            depth--;
            break;
        default:
            break;
        }
    } while (depth > 0 && gireport__file_event(f));
}

/* ---- documents ---- */

static void tell_failure(struct gireport__file *f)
{
    const struct gireport__yaml_error *e = &f->error;
    struct gireport__file_say say = {
        .rule = "GI-I-001", .line = e->line, .column = e->column, .arg = {e->message}};
    if (f->status == GIREPORT_ERR_NOMEM)
        return;
    if (f->status == GIREPORT_ERR_LIMIT)
        say.rule = "GI-I-010";
    else if (e->encoding)
        say.rule = "GI-I-002";
    say.more_zh = e->hint_zh;
    say.more_en = e->hint_en;
    gireport__file_say(f, &say);
}

/* After a failure: tells it, and makes ready for the next document. Returns the failure. */
static int give_up(struct gireport__file *f)
{
    int status = f->status;
    tell_failure(f);
    if (status == GIREPORT_ERR_NOMEM)
        f->ended = 1;
    int more = f->ended ? 0 : gireport__yaml_restart(f->yaml);
    if (more < 0) {
        f->ended = 1;
        status = GIREPORT_ERR_NOMEM;
    }
    if (more <= 0)
        close_piece(f);
    return status;
}

/* Goes to the next start of a document. */
static int next_document(struct gireport__file *f)
{
    for (;;) {
        f->status = GIREPORT_OK;
        if (f->yaml == NULL) {
            int status = open_piece(f);
            if (status != GIREPORT_OK)
                return status;
        }
        if (!gireport__file_event(f))
            return give_up(f);
        if (f->ev.type == GIREPORT__YAML_DOC_START)
            break;
        if (f->ev.type == GIREPORT__YAML_END)
            close_piece(f);
    }
    f->doc_line = f->ev.line;
    if (++f->documents <= f->limits.documents)
        return GIREPORT_OK;
    gireport__file_say(f, &(struct gireport__file_say){.rule = "GI-I-010", .arg = {"max_documents"}});
    close_piece(f);
    f->ended = 1;
    return GIREPORT_ERR_LIMIT;
}

int gireport__file_has_more(struct gireport__file *f)
{
    f->findings = NULL;
    for (;;) {
        int status = next_document(f);
        if (status != GIREPORT_OK)
            return status != GIREPORT_ERR_NOT_FOUND && status != GIREPORT_ERR_NOMEM;
        if (!gireport__file_event(f) || !gireport__file_is_null(f))
            return 1;
    }
}

/* Reads the root of a document that is no mapping. Returns 1 where nothing was there at all. */
static int no_mapping(struct gireport__file *f)
{
    if (gireport__file_is_null(f))
        return 1;
    char zh[160] = "", en[160] = "";
    if (f->ev.type == GIREPORT__YAML_SCALAR)
        gireport__yaml_hint(f->yaml, f->ev.line - f->piece_line, zh, en);
    gireport__file_say(f, &(struct gireport__file_say){
                              .rule = "GI-I-005",
                              .arg = {"(root)"},
                              .more_zh = *zh ? zh : "整个文件应为映射（键: 值）",
                              .more_en = *en ? en : "the whole document must be a mapping (key: value)"});
    gireport__file_skip(f);
    return 0;
}

static void reset(struct gireport__file *f)
{
    gireport_report_free(f->report);
    f->report = NULL;
    f->tpl = NULL;
    f->skip_tables = 0;
    f->guess = 0;
    f->path_len = 0;
    f->n_groups = 0;
    memset(f->key_line, 0, sizeof(f->key_line));
}

/* Reads the document that has begun. *empty: nothing stood in it. */
static int document(struct gireport__file *f, gireport_report **out, int *empty)
{
    int status = GIREPORT_OK;
    *empty = 0;
    reset(f);
    if (gireport__file_event(f)) {
        if (f->ev.type == GIREPORT__YAML_MAP_START)
            gireport__file_document(f);
        else
            *empty = no_mapping(f);
    }
    if (gireport__file_event(f)) { /* the end of the document */
        if (f->report == NULL || f->skip_tables)
            status = GIREPORT_ERR_INVALID_DATA;
        else
            *out = f->report;
    } else {
        status = give_up(f);
        *empty = 0;
    }
    if (status == GIREPORT_OK)
        f->report = NULL;
    reset(f);
    return status;
}

int gireport__file_next(struct gireport__file *f, gireport_report **out, gireport_findings *findings)
{
    int status, empty;
    *out = NULL;
    f->findings = findings;
    do {
        status = next_document(f);
        if (status != GIREPORT_OK)
            return status;
        status = document(f, out, &empty);
    } while (empty);
    return status;
}
