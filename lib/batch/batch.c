/* SPDX-License-Identifier: MIT */
#include "batch.h"

#include <string.h>

#include "../base/options.h"

#define AHEAD     16u
#define AHEAD_MAX 65536u
#define WAITING   ((size_t)4 << 20) /* bytes of documents that may be taken and not delivered */

int gireport_batch_options_init(gireport_batch_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__BATCH_V1);
}

/* ---- its life ---- */

static int take_options(struct gireport_batch *b, const gireport_batch_options *options)
{
    gireport_batch_options *o = &b->options;
    int status = gireport__options_take(o, sizeof(*o), options, GIREPORT__BATCH_V1);
    if (status != GIREPORT_OK)
        return status;
    if (o->flags & ~(uint32_t)GIREPORT_BATCH_NO_CHECK || o->ahead > AHEAD_MAX)
        return GIREPORT_ERR_INVALID_ARG;
    status = gireport__options_take(&b->check, sizeof(b->check), o->check, GIREPORT__CHECK_V1);
    if (status == GIREPORT_OK)
        status = gireport__source_new(o->read, &b->model);
    o->read = NULL; /* both are ours now */
    o->check = NULL;
    b->ahead = o->ahead > 0 ? o->ahead : AHEAD;
    return status;
}

int gireport_batch_new(const gireport_batch_options *options, gireport_batch **out)
{
    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = NULL;
    struct gireport_batch *b = gireport__calloc(1, sizeof(*b));
    if (b == NULL)
        return GIREPORT_ERR_NOMEM;
    b->input.fd = -1;
    int status = take_options(b, options);
    if (status == GIREPORT_OK) {
        b->lock = gireport__lock_new();
        b->ring = gireport__calloc(b->ahead, sizeof(*b->ring));
        if (b->lock == NULL || b->ring == NULL)
            status = GIREPORT_ERR_NOMEM;
    }
    if (status != GIREPORT_OK) {
        gireport_batch_free(b);
        return status;
    }
    *out = b;
    return GIREPORT_OK;
}

void gireport_batch_free(gireport_batch *b)
{
    if (b == NULL)
        return;
    for (; b->delivered < b->taken; b->delivered++)
        gireport__portion_clear(b, &b->ring[b->delivered % b->ahead]);
    gireport__input_end(&b->input);
    gireport_findings_free(b->spare);
    gireport__source_free(b->model);
    gireport__lock_free(b->lock);
    gireport__arena_free(&b->names);
    gireport__free(b->sources);
    gireport__free(b->ring);
    gireport__free(b);
}

/* ---- inputs ---- */

static int add(struct gireport_batch *b, const char *name, struct gireport__batch_source source)
{
    int status = GIREPORT_OK;
    gireport__lock_enter(b->lock);
    void *items = b->sources;
    source.name = gireport__arena_strndup(&b->names, name, strlen(name));
    if (source.name == NULL || !gireport__grow(&items, &b->capacity, b->n_sources, sizeof(*b->sources)))
        status = GIREPORT_ERR_NOMEM;
    else {
        b->sources = items;
        b->sources[b->n_sources++] = source;
        gireport__lock_wake(b->lock);
    }
    gireport__lock_leave(b->lock);
    return status;
}

int gireport_batch_add_file(gireport_batch *b, const char *path)
{
    if (b == NULL || path == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    return add(b, path, (struct gireport__batch_source){0});
}

int gireport_batch_add_bytes(gireport_batch *b, const char *name, const char *data, size_t len)
{
    if (b == NULL || name == NULL || data == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    if (len == GIREPORT_LEN_AUTO)
        len = strlen(data);
    return add(b, name, (struct gireport__batch_source){.data = data, .len = len});
}

int gireport_batch_add_callback(gireport_batch *b, const char *name, gireport_read_fn read, void *userdata)
{
    if (b == NULL || name == NULL || read == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    return add(b, name, (struct gireport__batch_source){.read = read, .userdata = userdata});
}

int gireport__batch_next_source(struct gireport_batch *b, struct gireport__batch_source *out, size_t *index)
{
    gireport__lock_enter(b->lock);
    int more = b->next_source < b->n_sources;
    if (more) {
        *index = b->next_source++;
        *out = b->sources[*index];
    }
    gireport__lock_leave(b->lock);
    return more;
}

/* ---- who does what when; all with the lock, which is left for the work itself ---- */

static void fail(struct gireport_batch *b, int status)
{
    if (b->status == GIREPORT_OK)
        b->status = status;
}

static int may_deliver(const struct gireport_batch *b)
{
    return !b->delivering && b->delivered < b->taken && b->ring[b->delivered % b->ahead].done;
}

/* Not while a thread is at the input. */
static int has_input(const struct gireport_batch *b)
{
    return b->input_open || b->next_source < b->n_sources;
}

static int may_take(const struct gireport_batch *b)
{
    size_t in_work = b->taken - b->delivered;
    return !b->reading && has_input(b) && in_work < b->ahead && (in_work == 0 || b->waiting < WAITING);
}

static void deliver(struct gireport_batch *b)
{
    struct gireport__portion *p = &b->ring[b->delivered % b->ahead];
    int status;
    b->delivering = 1;
    size_t total = b->n_sources;
    gireport__lock_leave(b->lock);
    status = gireport__portion_deliver(b, p);
    if (status == GIREPORT_OK && b->options.progress != NULL &&
        b->options.progress(b->n_done, total, b->n_reports, b->options.userdata) != 0)
        status = GIREPORT_ERR_CALLBACK;
    size_t size = p->size;
    gireport__portion_clear(b, p);
    gireport__lock_enter(b->lock);
    b->delivering = 0;
    b->delivered++;
    b->waiting -= size;
    fail(b, status);
    gireport__lock_wake(b->lock);
}

/* Takes a portion and works on it. */
static void take(struct gireport_batch *b, struct gireport__source *source)
{
    struct gireport__portion *p = &b->ring[b->taken % b->ahead];
    b->reading = 1;
    gireport__lock_leave(b->lock);
    int status = gireport__portion_fill(b, p);
    gireport__lock_enter(b->lock);
    b->reading = 0;
    b->taken++;
    b->waiting += p->size;
    gireport__lock_wake(b->lock);
    gireport__lock_leave(b->lock);
    if (status == GIREPORT_OK)
        status = gireport__portion_work(b, source, p);
    gireport__lock_enter(b->lock);
    p->done = 1;
    fail(b, status);
    gireport__lock_wake(b->lock);
}

int gireport_batch_work(gireport_batch *b)
{
    struct gireport__source *source = NULL;
    if (b == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int status = gireport__source_new(gireport__source_options(b->model), &source);
    gireport__lock_enter(b->lock);
    fail(b, status);
    while (b->status == GIREPORT_OK) {
        if (may_deliver(b))
            deliver(b);
        else if (may_take(b))
            take(b, source);
        else if (!b->reading && !has_input(b) && b->taken == b->delivered)
            break;
        else
            gireport__lock_wait(b->lock);
    }
    gireport__lock_wake(b->lock);
    status = b->status;
    gireport__lock_leave(b->lock);
    gireport__source_free(source);
    return status;
}

void gireport_batch_cancel(gireport_batch *b)
{
    if (b == NULL)
        return;
    gireport__lock_enter(b->lock);
    fail(b, GIREPORT_ERR_CALLBACK);
    gireport__lock_wake(b->lock);
    gireport__lock_leave(b->lock);
}

/* ---- results ---- */

const char *gireport_result_name(const gireport_result *r)
{
    return r != NULL ? r->name : NULL;
}

size_t gireport_result_source(const gireport_result *r)
{
    return r != NULL ? r->source : 0;
}

size_t gireport_result_number(const gireport_result *r)
{
    return r != NULL ? r->number : 0;
}

int gireport_result_status(const gireport_result *r)
{
    return r != NULL ? r->status : GIREPORT_ERR_INVALID_ARG;
}

const gireport_report *gireport_result_report(const gireport_result *r)
{
    return r != NULL ? r->report : NULL;
}

const gireport_findings *gireport_result_findings(const gireport_result *r)
{
    return r != NULL ? r->findings : NULL;
}

void *gireport_result_data(const gireport_result *r)
{
    return r != NULL ? r->data : NULL;
}
