/* SPDX-License-Identifier: MIT */
#include "write.h"

#include "../base/options.h"

#define ALL_FLAGS                                                                                            \
    (GIREPORT_WRITE_LABELS | GIREPORT_WRITE_TRACE | GIREPORT_WRITE_FINDINGS | GIREPORT_WRITE_FRAGMENT |      \
     GIREPORT_WRITE_BOM | GIREPORT_WRITE_TABLES | GIREPORT_WRITE_WIDE | GIREPORT_WRITE_STATES |      \
     GIREPORT_WRITE_CHARTS | GIREPORT_WRITE_SUMMARY)
#define DEFAULT_WIDTH 100

/* By enum gireport_format; NULL: not written at all. */
static const gireport__writer writers[] = {
    [GIREPORT_FORMAT_YAML] = gireport__write_yaml,         [GIREPORT_FORMAT_JSON] = gireport__write_json,
    [GIREPORT_FORMAT_CSV] = gireport__write_csv,           [GIREPORT_FORMAT_TEXT] = gireport__write_text,
    [GIREPORT_FORMAT_MARKDOWN] = gireport__write_markdown, [GIREPORT_FORMAT_HTML] = gireport__write_html,
    [GIREPORT_FORMAT_DOCX] = gireport__write_docx,         [GIREPORT_FORMAT_XLSX] = gireport__write_xlsx,
    [GIREPORT_FORMAT_SVG] = gireport__write_svg,
};
#define N_WRITERS (sizeof(writers) / sizeof(*writers))

int gireport_write_options_init(gireport_write_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__WRITE_V1);
}

/* Checks the caller's arguments and fills in the defaults. */
static int take_options(const gireport_report *r, const gireport_write_options *in,
                        gireport_write_options *out)
{
    if (r == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int status = gireport__options_take(out, sizeof(*out), in, GIREPORT__WRITE_V1);
    if (status != GIREPORT_OK)
        return status;
    if (out->format == GIREPORT_FORMAT_AUTO)
        out->format = GIREPORT_FORMAT_YAML;
    if (out->width == 0)
        out->width = DEFAULT_WIDTH;
    if (out->format > gireport_format_count() || out->flags & ~(uint32_t)ALL_FLAGS ||
        out->lang > GIREPORT_LANG_EN || out->ambiguous_wide > 1 || out->reserved != 0 ||
        (out->original != NULL && out->original->tpl != r->tpl))
        return GIREPORT_ERR_INVALID_ARG;
    if (out->format >= N_WRITERS || writers[out->format] == NULL)
        return GIREPORT_ERR_UNSUPPORTED;
    return GIREPORT_OK;
}

static int run(const gireport_report *r, const gireport_write_options *o, gireport_write_fn write,
               void *userdata)
{
    struct gireport__out out;
    gireport__out_begin(&out, write, userdata);
    int status = writers[o->format](r, o, &out);
    int sent = gireport__out_end(&out);
    return status != GIREPORT_OK ? status : sent;
}

int gireport_write(const gireport_report *r, const gireport_write_options *options, gireport_write_fn write,
                   void *userdata)
{
    gireport_write_options o;
    if (write == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int status = take_options(r, options, &o);
    return status == GIREPORT_OK ? run(r, &o, write, userdata) : status;
}

int gireport_write_string(const gireport_report *r, const gireport_write_options *options, char **out,
                          size_t *out_len)
{
    if (out != NULL)
        *out = NULL;
    if (out_len != NULL)
        *out_len = 0;
    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    gireport_write_options o;
    int status = take_options(r, options, &o);
    if (status != GIREPORT_OK)
        return status;
    struct gireport__buf b = {0};
    status = run(r, &o, gireport__out_to_buf, &b);
    if (b.failed)
        status = GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK && b.data == NULL) {
        b.data = gireport__strndup("", 0);
        if (b.data == NULL)
            status = GIREPORT_ERR_NOMEM;
    }
    if (status != GIREPORT_OK) {
        gireport__buf_free(&b);
        return status;
    }
    *out = b.data;
    if (out_len != NULL)
        *out_len = b.len;
    return GIREPORT_OK;
}

struct file_job {
    const gireport_report *r;
    const gireport_write_options *options;
};

static int produce(gireport_write_fn write, void *userdata, void *context)
{
    const struct file_job *job = context;
    return run(job->r, job->options, write, userdata);
}

int gireport_write_file(const gireport_report *r, const gireport_write_options *options, const char *path)
{
    gireport_write_options o;
    if (path == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int status = take_options(r, options, &o);
    struct file_job job = {r, &o};
    return status == GIREPORT_OK ? gireport__out_file(path, produce, &job) : status;
}
