/* SPDX-License-Identifier: MIT */
/* A portion of a batch: taken, worked on, delivered. */

#include "batch.h"

#include <string.h>

#include "../base/out.h"
#include "../read/detect.h"

#define PORTION_BYTES ((size_t)128 << 10)

/* ---- taking ---- */

static void add_entry(struct gireport__portion *p, const struct gireport_batch *b, int status, int end,
                      gireport_findings *findings)
{
    p->entries[p->n++] = (struct gireport__entry){
        .name = b->input_name, .source = b->input_source, .status = status, .end = end, .findings = findings};
}

/* Findings for what goes wrong with an input; most have nothing to say, so one object serves many. */
static gireport_findings *spare(struct gireport_batch *b)
{
    if (b->spare == NULL)
        (void)gireport_findings_new(&b->spare);
    return b->spare;
}

static gireport_findings *take_spare(struct gireport_batch *b)
{
    gireport_findings *f = b->spare;
    b->spare = NULL;
    return f;
}

static void end_input(struct gireport_batch *b, struct gireport__portion *p)
{
    add_entry(p, b, GIREPORT_OK, 1, NULL);
    gireport__input_close(&b->input);
    b->input_open = 0;
}

/* Opens the next source. 0: there is none. */
static int open_next(struct gireport_batch *b, struct gireport__portion *p)
{
    struct gireport__batch_source s;
    const struct gireport__limits *limits = gireport__source_limits(b->model);
    uint32_t format = gireport__source_options(b->model)->format;
    int status = GIREPORT_OK;
    if (!gireport__batch_next_source(b, &s, &b->input_source))
        return 0;
    b->input_name = s.name;
    b->input_open = 1;
    if (s.data != NULL)
        gireport__input_memory(&b->input, s.data, s.len, format, limits);
    else if (s.read != NULL)
        gireport__input_callback(&b->input, s.read, s.userdata, format, limits);
    else
        status = gireport__input_file(&b->input, s.name, format, limits);
    if (status != GIREPORT_OK) {
        gireport__source_tell_file(status, spare(b));
        add_entry(p, b, status, 0, take_spare(b));
        end_input(b, p);
    }
    return 1;
}

/* The bytes of a document go with the portion, unless they are the caller's. */
static int keep_piece(struct gireport_batch *b, struct gireport__portion *p, const struct gireport__piece *piece,
                      gireport_findings *findings)
{
    int borrowed = b->input.read == NULL && piece->format != GIREPORT_FORMAT_CSV;
    add_entry(p, b, GIREPORT_OK, 0, findings);
    struct gireport__entry *e = &p->entries[p->n - 1];
    e->piece = *piece;
    e->offset = p->bytes.len;
    p->size += piece->len;
    e->own = borrowed ? NULL : gireport__input_take(&b->input);
    if (borrowed || e->own != NULL)
        return GIREPORT_OK;
    e->piece.data = NULL;
    gireport__buf_add(&p->bytes, piece->data, piece->len);
    return p->bytes.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

int gireport__portion_fill(struct gireport_batch *b, struct gireport__portion *p)
{
    int status = GIREPORT_OK;
    p->n = p->size = 0;
    p->done = 0;
    while (status == GIREPORT_OK && p->n < GIREPORT__PORTION && p->size < PORTION_BYTES) {
        struct gireport__piece piece;
        if (!b->input_open) {
            if (!open_next(b, p))
                break;
            continue;
        }
        int got = gireport__input_next(&b->input, &piece, spare(b));
        int told = gireport_findings_count(b->spare) > 0;
        if (got == GIREPORT_ERR_NOT_FOUND)
            end_input(b, p);
        else if (got == GIREPORT_OK)
            status = keep_piece(b, p, &piece, told ? take_spare(b) : NULL);
        else
            add_entry(p, b, got, 0, take_spare(b));
    }
    return status;
}

/* ---- working ---- */

struct worker {
    const struct gireport_batch *b;
    struct gireport__source *source;
    struct gireport__entry *entry;
};

/* Adds what a document came to; findings and report are the result's from here on. */
static int add_result(struct worker *w, int status, gireport_report *report, gireport_findings *findings)
{
    struct gireport_result *r = gireport__calloc(1, sizeof(*r));
    if (r == NULL) {
        gireport_report_free(report);
        gireport_findings_free(findings);
        return GIREPORT_ERR_NOMEM;
    }
    if (w->entry->last != NULL)
        w->entry->last->next = r;
    else
        w->entry->first = r;
    w->entry->last = r;
    r->name = w->entry->name;
    r->source = w->entry->source;
    r->report = report;
    r->findings = findings;
    if (findings == NULL || gireport__findings_status(findings) != GIREPORT_OK ||
        gireport_findings_set_file(findings, r->name) != GIREPORT_OK)
        status = GIREPORT_ERR_NOMEM; /* something could not be told */
    if (status == GIREPORT_OK)
        status = gireport_findings_set_report(findings, report);
    if (status == GIREPORT_OK && !(w->b->options.flags & GIREPORT_BATCH_NO_CHECK))
        status = gireport_check(report, &w->b->check, findings);
    r->status = status;
    if (status != GIREPORT_OK) {
        gireport_report_free(r->report);
        r->report = NULL;
    }
    if (w->b->options.map != NULL && w->b->options.map(r, &r->data, w->b->options.userdata) != 0)
        return GIREPORT_ERR_CALLBACK;
    return GIREPORT_OK;
}

/* Lets the caller make something readable of an input that is not. */
static int extract(const struct gireport_batch *b, struct gireport__entry *e, struct gireport__buf *out)
{
    uint32_t format = 0;
    if (b->options.extract == NULL || e->piece.format != 0 || e->piece.len == 0 ||
        gireport__detect_binary(e->piece.data, e->piece.len).other == NULL)
        return GIREPORT_OK;
    int left = b->options.extract(e->name, e->piece.data, e->piece.len, &format, gireport__out_to_buf, out,
                                  b->options.userdata);
    if (left != 0 || out->failed)
        return out->failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
    e->piece.data = gireport__buf_str(out);
    e->piece.len = out->len;
    return GIREPORT_OK;
}

static int work_on(struct worker *w)
{
    struct gireport__entry *e = w->entry;
    struct gireport__buf extracted = {0};
    gireport_findings *f = e->findings;
    int status = f != NULL ? GIREPORT_OK : gireport_findings_new(&f), result = GIREPORT_OK;
    e->findings = NULL;
    if (status == GIREPORT_OK)
        status = extract(w->b, e, &extracted);
    if (status == GIREPORT_OK)
        status = gireport__source_take(w->source, &e->piece, f);
    if (status != GIREPORT_OK)
        result = add_result(w, status, NULL, f);
    while (status == GIREPORT_OK && result == GIREPORT_OK) {
        gireport_report *r;
        int got = gireport__source_next(w->source, &r, f);
        if (got == GIREPORT_ERR_NOT_FOUND && gireport_findings_count(f) == 0) {
            gireport_findings_free(f);
            break;
        }
        result = add_result(w, got, r, f);
        if (got == GIREPORT_ERR_NOT_FOUND || result != GIREPORT_OK)
            break;
        status = gireport_findings_new(&f);
        if (status != GIREPORT_OK)
            result = add_result(w, status, NULL, NULL);
    }
    gireport__buf_free(&extracted);
    return result;
}

int gireport__portion_work(const struct gireport_batch *b, struct gireport__source *source,
                           struct gireport__portion *p)
{
    int status = GIREPORT_OK;
    for (size_t i = 0; i < p->n && status == GIREPORT_OK; i++) {
        struct gireport__entry *e = &p->entries[i];
        struct worker w = {b, source, e};
        if (e->piece.data == NULL)
            e->piece.data = gireport__buf_str(&p->bytes) + e->offset;
        if (e->status != GIREPORT_OK) {
            gireport_findings *f = e->findings;
            e->findings = NULL;
            status = add_result(&w, e->status, NULL, f);
        } else if (!e->end) {
            status = work_on(&w);
        }
        gireport__free(e->own);
        e->own = NULL;
    }
    gireport__buf_free(&p->bytes);
    return status;
}

/* ---- delivering ---- */

static void drop(const struct gireport_batch *b, struct gireport_result *r)
{
    if (r->data != NULL && b->options.drop != NULL)
        b->options.drop(r->data, b->options.userdata);
    gireport_report_free(r->report);
    gireport_findings_free(r->findings);
    gireport__free(r);
}

/* An input without any report is a result too. */
static int add_none(struct gireport_batch *b, struct gireport__entry *e)
{
    struct worker w = {b, NULL, e};
    gireport_findings *f;
    int status = gireport_findings_new(&f);
    if (status == GIREPORT_OK)
        gireport__source_tell_none(f);
    return add_result(&w, status == GIREPORT_OK ? GIREPORT_ERR_INVALID_DATA : status, NULL, f);
}

int gireport__portion_deliver(struct gireport_batch *b, struct gireport__portion *p)
{
    const gireport_batch_options *o = &b->options;
    int status = GIREPORT_OK;
    for (size_t i = 0; i < p->n && status == GIREPORT_OK; i++) {
        struct gireport__entry *e = &p->entries[i];
        if (e->end && b->n_results == 0)
            status = add_none(b, e);
        while (e->first != NULL && status == GIREPORT_OK) {
            struct gireport_result *r = e->first;
            r->number = ++b->n_results;
            b->n_reports++;
            if (o->deliver != NULL && o->deliver(r, o->userdata) != 0)
                status = GIREPORT_ERR_CALLBACK;
            e->first = r->next;
            drop(b, r);
        }
        if (e->end) {
            b->n_results = 0;
            b->n_done++;
        }
    }
    return status;
}

void gireport__portion_clear(const struct gireport_batch *b, struct gireport__portion *p)
{
    for (size_t i = 0; i < p->n; i++) {
        struct gireport__entry *e = &p->entries[i];
        while (e->first != NULL) {
            struct gireport_result *r = e->first;
            e->first = r->next;
            drop(b, r);
        }
        gireport_findings_free(e->findings);
        gireport__free(e->own);
    }
    gireport__buf_free(&p->bytes);
    p->n = p->size = 0;
    p->done = 0;
}
