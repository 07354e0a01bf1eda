/* SPDX-License-Identifier: MIT */
/* Reports one after another, out of bytes, a file or a callback. */

#include <string.h>

#include "input.h"

struct gireport_reader {
    struct gireport__source *source;
    struct gireport__input input; /* not used over bytes: those the source has whole */
    int streamed;
    int busy;   /* the source has a piece */
};

void gireport_reader_free(gireport_reader *r)
{
    if (r == NULL)
        return;
    gireport__source_free(r->source);
    gireport__input_end(&r->input);
    gireport__free(r);
}

static int make_reader(const gireport_read_options *options, gireport_reader **out)
{
    *out = NULL;
    gireport_reader *r = gireport__calloc(1, sizeof(*r));
    if (r == NULL)
        return GIREPORT_ERR_NOMEM;
    r->input.fd = -1;
    int status = gireport__source_new(options, &r->source);
    if (status != GIREPORT_OK) {
        gireport_reader_free(r);
        return status;
    }
    *out = r;
    return GIREPORT_OK;
}

int gireport_reader_new(const char *data, size_t len, const gireport_read_options *options, gireport_reader **out)
{
    if (out != NULL)
        *out = NULL;
    if (data == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    gireport_reader *r;
    int status = make_reader(options, &r);
    if (status == GIREPORT_OK)
        status = gireport__source_input(r->source, data, len == GIREPORT_LEN_AUTO ? strlen(data) : len, NULL);
    if (status != GIREPORT_OK) {
        gireport_reader_free(r);
        return status;
    }
    r->busy = 1;
    *out = r;
    return GIREPORT_OK;
}

int gireport_reader_open(const char *path, const gireport_read_options *options, gireport_reader **out)
{
    if (out != NULL)
        *out = NULL;
    if (path == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    gireport_reader *r;
    int status = make_reader(options, &r);
    if (status == GIREPORT_OK)
        status = gireport__input_file(&r->input, path, gireport__source_options(r->source)->format,
                                      gireport__source_limits(r->source));
    if (status != GIREPORT_OK) {
        gireport_reader_free(r);
        return status;
    }
    r->streamed = 1;
    *out = r;
    return GIREPORT_OK;
}

int gireport_reader_open_callback(gireport_read_fn read, void *userdata, const gireport_read_options *options,
                                  gireport_reader **out)
{
    if (out != NULL)
        *out = NULL;
    if (read == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    gireport_reader *r;
    int status = make_reader(options, &r);
    if (status != GIREPORT_OK)
        return status;
    gireport__input_callback(&r->input, read, userdata, gireport__source_options(r->source)->format,
                             gireport__source_limits(r->source));
    r->streamed = 1;
    *out = r;
    return GIREPORT_OK;
}

/* Goes to the next piece of the stream. */
static int next_piece(gireport_reader *r, gireport_findings *findings)
{
    struct gireport__piece piece;
    int status = gireport__input_next(&r->input, &piece, findings);
    if (status == GIREPORT_OK)
        status = gireport__source_take(r->source, &piece, findings);
    if (gireport__findings_status(findings) != GIREPORT_OK) { /* something could not be told */
        r->input.ended = 1;
        status = gireport__findings_status(findings);
    }
    r->busy = status == GIREPORT_OK;
    return status;
}

int gireport_reader_next(gireport_reader *r, gireport_report **out, gireport_findings *findings)
{
    int status;
    if (out != NULL)
        *out = NULL;
    if (r == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    for (;;) {
        if (r->busy) {
            status = gireport__source_next(r->source, out, findings);
            if (status != GIREPORT_ERR_NOT_FOUND || !r->streamed)
                return status;
            r->busy = 0;
        }
        if (!r->streamed)
            return GIREPORT_ERR_NOT_FOUND;
        status = next_piece(r, findings);
        if (status != GIREPORT_OK)
            return status;
    }
}
