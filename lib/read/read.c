/* SPDX-License-Identifier: MIT */
/* Reading one report, out of bytes or a file. */

#include <string.h>

#include "../base/decode.h"
#include "../base/options.h"
#include "../base/out.h"
#include "detect.h"
#include "source.h"

int gireport_read_options_init(gireport_read_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__READ_V1);
}

/* Goes to the report that is wanted; what is passed over is not told of. */
static int skip_reports(struct gireport__source *r, uint32_t n)
{
    int status = GIREPORT_OK;
    for (uint32_t i = 0; i < n && status != GIREPORT_ERR_NOT_FOUND && status != GIREPORT_ERR_NOMEM; i++) {
        gireport_report *passed;
        status = gireport__source_next(r, &passed, NULL);
        gireport_report_free(passed);
        if (!gireport__source_is_open(r))
            return status;
    }
    return status == GIREPORT_ERR_NOT_FOUND || status == GIREPORT_ERR_NOMEM ? status : GIREPORT_OK;
}

int gireport_read(const char *data, size_t len, const gireport_read_options *options, gireport_report **out,
                  gireport_findings *findings)
{
    struct gireport__source *r;
    if (out != NULL)
        *out = NULL;
    if (data == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int status = gireport__source_new(options, &r);
    if (status != GIREPORT_OK)
        return status;
    uint32_t nth = gireport__source_options(r)->nth > 0 ? gireport__source_options(r)->nth : 1;
    status = gireport__source_input(r, data, len == GIREPORT_LEN_AUTO ? strlen(data) : len, findings);
    if (status == GIREPORT_OK && nth > 1)
        status = skip_reports(r, nth - 1);
    if (status == GIREPORT_OK)
        status = gireport__source_next(r, out, findings);
    if (status == GIREPORT_ERR_NOT_FOUND && nth == 1) {
        gireport__source_tell_none(findings);
        status = GIREPORT_ERR_INVALID_DATA;
    } else if (status == GIREPORT_ERR_NOT_FOUND) {
        gireport__source_tell_number(findings, "GI-I-022", nth);
    } else if (status == GIREPORT_OK && gireport__source_has_more(r)) {
        gireport__source_tell_number(findings, "GI-R-050", nth);
    }
    gireport__source_free(r);
    return status;
}

int gireport_read_file(const char *path, const gireport_read_options *options, gireport_report **out,
                       gireport_findings *findings)
{
    if (out != NULL)
        *out = NULL;
    if (path == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    gireport_read_options o;
    int status = gireport__options_take(&o, sizeof(o), options, GIREPORT__READ_V1);
    if (status != GIREPORT_OK)
        return status;
    char *data;
    size_t len;
    status = gireport__read_file(path, o.max_bytes > 0 ? o.max_bytes : GIREPORT__READ_BYTES, &data, &len);
    if (status != GIREPORT_OK) {
        gireport__source_tell_file(status, findings);
        return status;
    }
    status = gireport_read(data, len, &o, out, findings);
    gireport__free(data);
    return status;
}

uint32_t gireport_detect(const char *data, size_t len)
{
    if (data == NULL)
        return 0;
    if (len == GIREPORT_LEN_AUTO)
        len = strlen(data);
    struct gireport__detected d = gireport__detect_binary(data, len);
    if (d.format != 0 || d.other != NULL || !gireport__is_utf16(data, len))
        return d.format != 0 || d.other != NULL ? d.format : gireport__detect(data, len).format;
    /* UTF-16: the first part of it tells. */
    struct gireport__decoded info = {0};
    const char *text;
    size_t n;
    uint32_t format = 0;
    if (gireport__decode(data, len < 65536 ? len : 65536, NULL, SIZE_MAX, &text, &n, &info) == GIREPORT_OK)
        format = gireport__detect(text, n).format;
    gireport__free(info.memory);
    return format;
}
