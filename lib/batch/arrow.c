/* SPDX-License-Identifier: MIT */
/* A stream in the Arrow C stream interface: documents in, batches of rows out. */

#include "arrow.h"

#include <errno.h>
#include <string.h>

#include "../base/options.h"

#define ROWS     16384u
#define BYTES    ((size_t)64 << 20) /* of one column of texts, that end a batch too */

struct stream {
    gireport_arrow_options options; /* source is ours */
    gireport_check_options check;
    gireport_arrow_next_fn next;
    gireport_arrow_done_fn done;
    void *userdata;
    struct gireport__arrow_table table;
    gireport_findings *findings; /* of documents that the stream checks itself */
    int64_t number;              /* of documents so far */
    int ended, status;           /* status: sticky */
};

int gireport_arrow_options_init(gireport_arrow_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__ARROW_V1);
}

/* ---- its batches ---- */

/* Findings of a document that came without any. */
static int check(struct stream *s, gireport_arrow_item *item)
{
    gireport_findings_clear(s->findings);
    item->findings = s->findings;
    if (item->report == NULL || s->options.flags & GIREPORT_ARROW_NO_CHECK)
        return GIREPORT_OK;
    return gireport_check(item->report, &s->check, s->findings);
}

static int put_next(struct stream *s)
{
    gireport_arrow_item item = {.size = sizeof(item)};
    int status = s->next(&item, s->userdata);
    if (status == GIREPORT_ERR_NOT_FOUND) {
        s->ended = 1;
        return GIREPORT_OK;
    }
    if (status == GIREPORT_OK && item.report == NULL && item.status == GIREPORT_OK)
        status = GIREPORT_ERR_INVALID_ARG; /* neither a report nor why there is none */
    if (status == GIREPORT_OK && item.findings == NULL && s->table.which != GIREPORT_ARROW_CELLS)
        status = check(s, &item);
    if (item.source == NULL)
        item.source = s->options.source;
    return status == GIREPORT_OK ? gireport__arrow_put(&s->table, s->number++, &item) : status;
}

static int to_errno(int status)
{
    return status == GIREPORT_OK ? 0 : status == GIREPORT_ERR_NOMEM ? ENOMEM
                                   : status == GIREPORT_ERR_INVALID_ARG ? EINVAL : EIO;
}

static int get_schema(struct ArrowArrayStream *stream, struct ArrowSchema *out)
{
    struct stream *s = stream->private_data;
    size_t n;
    const struct gireport__arrow_column_type *types = gireport__arrow_types(s->table.which, &n);
    return to_errno(gireport__arrow_export_schema(types, n, out));
}

static int get_next(struct ArrowArrayStream *stream, struct ArrowArray *out)
{
    struct stream *s = stream->private_data;
    memset(out, 0, sizeof(*out)); /* released: the end */
    while (!s->ended && s->status == GIREPORT_OK && gireport__arrow_rows(&s->table) < s->options.rows &&
           gireport__arrow_bytes(&s->table) < BYTES)
        s->status = put_next(s);
    if (s->status == GIREPORT_OK && gireport__arrow_rows(&s->table) > 0)
        s->status = gireport__arrow_take(&s->table, out);
    return to_errno(s->status);
}

static const char *get_last_error(struct ArrowArrayStream *stream)
{
    struct stream *s = stream->private_data;
    return s->status == GIREPORT_OK ? NULL : gireport_strerror(s->status);
}

/* ---- its life ---- */

static void free_stream(struct stream *s)
{
    if (s == NULL)
        return;
    gireport__arrow_table_free(&s->table);
    gireport_findings_free(s->findings);
    gireport__free((void *)(uintptr_t)s->options.source);
    gireport__free(s);
}

static void release(struct ArrowArrayStream *stream)
{
    struct stream *s = stream->private_data;
    if (s->done != NULL)
        s->done(s->userdata);
    free_stream(s);
    stream->release = NULL;
}

static int take_options(struct stream *s, const gireport_arrow_options *options)
{
    gireport_arrow_options *o = &s->options;
    int status = gireport__options_take(o, sizeof(*o), options, GIREPORT__ARROW_V1);
    const char *source = o->source;
    o->source = NULL;
    if (status != GIREPORT_OK)
        return status;
    if (o->table > GIREPORT_ARROW_FINDINGS || o->flags & ~(uint32_t)GIREPORT_ARROW_NO_CHECK ||
        o->lang > GIREPORT_LANG_EN)
        return GIREPORT_ERR_INVALID_ARG;
    status = gireport__options_take(&s->check, sizeof(s->check), o->check, GIREPORT__CHECK_V1);
    o->rows = o->rows > 0 ? o->rows : ROWS;
    o->check = NULL;
    if (status == GIREPORT_OK && source != NULL) {
        o->source = gireport__strndup(source, strlen(source));
        status = o->source != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
    }
    return status;
}

int gireport_arrow_stream(const gireport_arrow_options *options, gireport_arrow_next_fn next,
                          gireport_arrow_done_fn done, void *userdata, struct ArrowArrayStream *out)
{
    if (out != NULL)
        memset(out, 0, sizeof(*out));
    if (next == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    struct stream *s = gireport__calloc(1, sizeof(*s));
    int status = s != NULL ? take_options(s, options) : GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK)
        status = gireport_findings_new(&s->findings);
    if (status != GIREPORT_OK) {
        free_stream(s);
        return status;
    }
    gireport__arrow_table_begin(&s->table, s->options.table, s->options.lang);
    s->next = next;
    s->done = done;
    s->userdata = userdata;
    *out = (struct ArrowArrayStream){get_schema, get_next, get_last_error, release, s};
    return GIREPORT_OK;
}

/* ---- a stream over a reader ---- */

struct from_reader {
    gireport_reader *reader;
    gireport_report *report; /* that was given last */
    gireport_findings *findings;
    gireport_check_options check;
    int checks, ended;
};

static void end_reader(void *userdata)
{
    struct from_reader *from = userdata;
    gireport_reader_free(from->reader);
    gireport_report_free(from->report);
    gireport_findings_free(from->findings);
    gireport__free(from);
}

static int next_of_reader(gireport_arrow_item *item, void *userdata)
{
    struct from_reader *from = userdata;
    gireport_report_free(from->report);
    from->report = NULL;
    if (from->ended)
        return GIREPORT_ERR_NOT_FOUND;
    gireport_findings_clear(from->findings);
    int status = gireport_reader_next(from->reader, &from->report, from->findings);
    if (status == GIREPORT_OK && from->checks)
        status = gireport_check(from->report, &from->check, from->findings);
    if (status == GIREPORT_ERR_NOMEM || status == GIREPORT_ERR_CALLBACK ||
        (status == GIREPORT_ERR_NOT_FOUND && gireport_findings_count(from->findings) == 0))
        return status;
    from->ended = status == GIREPORT_ERR_NOT_FOUND; /* with the reason why there was nothing */
    item->report = from->report;
    item->findings = from->findings;
    item->status = status;
    return GIREPORT_OK;
}

int gireport_arrow_stream_reader(const gireport_arrow_options *options, gireport_reader *reader,
                                 struct ArrowArrayStream *out)
{
    if (out != NULL)
        memset(out, 0, sizeof(*out));
    if (reader == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    struct from_reader *from = gireport__calloc(1, sizeof(*from));
    int status = from != NULL ? gireport_findings_new(&from->findings) : GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK)
        status = gireport_arrow_stream(options, next_of_reader, end_reader, from, out);
    if (status != GIREPORT_OK) {
        if (from != NULL)
            end_reader(from);
        return status;
    }
    const struct stream *s = out->private_data;
    from->reader = reader;
    from->check = s->check;
    from->checks = s->table.which != GIREPORT_ARROW_CELLS && !(s->options.flags & GIREPORT_ARROW_NO_CHECK);
    return GIREPORT_OK;
}
