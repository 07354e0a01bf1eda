/* SPDX-License-Identifier: MIT */
/* Reading: takes the options, finds out what the input is, and hands it to the reader of its format. */

#include <string.h>

#include "../base/decode.h"
#include "../base/options.h"
#include "../base/out.h"
#include "../base/text.h"
#include "csv.h"
#include "detect.h"
#include "report_file.h"

#define V1_SIZE    sizeof(gireport_read_options)
#define DEPTH      64u
#define DEPTH_HTML 1024u
#define BYTES      ((size_t)64 << 20)
#define DOCUMENTS  ((size_t)1000000)
#define SCALAR     ((size_t)1 << 20)
#define CELLS      ((size_t)1000000)

enum source { SOURCE_NONE, SOURCE_FILE, SOURCE_CSV, SOURCE_BLOCKS };

struct gireport_reader {
    gireport_read_options options; /* templates: our own list, each with a reference */
    struct gireport__limits limits;
    const char *data;
    size_t len;
    uint32_t format;
    const struct gireport__text *other; /* what it is instead of a format that can be read */
    struct gireport__decoded decoded;
    enum source source;
    int opened, ended;
    struct gireport__file file;
    struct gireport__csv *csv;
    struct gireport__blocks blocks;
    size_t count;  /* reports in the blocks; 0: not yet known */
    uint32_t next; /* the report of the blocks that comes next, from 1 */
};

int gireport_read_options_init(gireport_read_options *o, size_t size)
{
    return gireport__options_init(o, size, V1_SIZE);
}

/* ---- options ---- */

static int take_options(struct gireport_reader *r, const gireport_read_options *in)
{
    gireport_read_options *o = &r->options;
    int status = gireport__options_take(o, sizeof(*o), in, V1_SIZE);
    const gireport_template *const *templates = o->templates;
    size_t n = o->n_templates;
    o->templates = NULL;
    o->n_templates = 0;
    if (status != GIREPORT_OK)
        return status;
    if (o->format > gireport_format_count() || o->flags & ~(uint32_t)GIREPORT_READ_NO_INFERENCE ||
        (n > 0 && templates == NULL))
        return GIREPORT_ERR_INVALID_ARG;
    const gireport_template **own = n > 0 ? gireport__realloc_array(NULL, n, sizeof(*own)) : NULL;
    if (n > 0 && own == NULL)
        return GIREPORT_ERR_NOMEM;
    o->templates = own;
    for (size_t i = 0; i < n; i++) {
        if (templates[i] == NULL)
            return GIREPORT_ERR_INVALID_ARG;
        own[i] = gireport_template_ref(templates[i]);
        o->n_templates++;
    }
    return GIREPORT_OK;
}

static size_t or_default(size_t given, size_t otherwise)
{
    return given != 0 ? given : otherwise;
}

static void take_limits(struct gireport_reader *r)
{
    const gireport_read_options *o = &r->options;
    int tags = r->format == GIREPORT_FORMAT_HTML || r->format == GIREPORT_FORMAT_PDF_BBOX ||
               r->format == GIREPORT_FORMAT_DOCX || r->format == GIREPORT_FORMAT_XLSX;
    r->limits =
        (struct gireport__limits){.depth = (uint32_t)or_default(o->max_depth, tags ? DEPTH_HTML : DEPTH),
                                  .bytes = or_default(o->max_bytes, BYTES),
                                  .documents = or_default(o->max_documents, DOCUMENTS),
                                  .scalar = or_default(o->max_scalar, SCALAR),
                                  .cells = or_default(o->max_cells, CELLS)};
}

/* ---- telling ---- */

static void tell(gireport_findings *findings, const char *rule, uint32_t line, const char *arg,
                 const struct gireport__text *more)
{
    struct gireport__say say = {.rule = rule, .line = line, .column = line != 0, .arg = {arg}};
    if (more != NULL) {
        say.more[GIREPORT_LANG_ZH] = more->zh;
        say.more[GIREPORT_LANG_EN] = more->en;
    }
    gireport__say(findings, &say);
}

static void tell_number(gireport_findings *findings, const char *rule, size_t number)
{
    char text[12];
    tell(findings, rule, 0, gireport__file_number(number, text), NULL);
}

/* ---- opening ---- */

/* Brings text to UTF-8. Report files stay as they are, so that a wrong byte can be told with its place. */
static int decode(struct gireport_reader *r, gireport_findings *findings)
{
    char charset[40];
    size_t max = r->limits.bytes < SIZE_MAX / 4 ? r->limits.bytes * 3 : SIZE_MAX;
    int tags = r->format == GIREPORT_FORMAT_HTML || r->format == GIREPORT_FORMAT_PDF_BBOX;
    const char *declared = tags && gireport__declared_charset(r->data, r->len, charset) ? charset : NULL;
    int status = gireport__decode(r->data, r->len, declared, max, &r->data, &r->len, &r->decoded);
    if (status == GIREPORT_OK && r->decoded.replaced > 0) {
        struct gireport__say say = {.rule = "GI-I-002",
                                    .severity = GIREPORT_SEVERITY_WARNING,
                                    .line = r->decoded.first_line,
                                    .column = 1,
                                    .arg = {r->decoded.charset}};
        gireport__say(findings, &say);
    }
    return status;
}

static int is_text(uint32_t format)
{
    return format == GIREPORT_FORMAT_TEXT || format == GIREPORT_FORMAT_MARKDOWN ||
           format == GIREPORT_FORMAT_HTML || format == GIREPORT_FORMAT_PDF_BBOX ||
           format == GIREPORT_FORMAT_PDF_TSV || format == GIREPORT_FORMAT_CSV;
}

/* Finds the format and makes UTF-8 of the text. */
static int prepare(struct gireport_reader *r, gireport_findings *findings)
{
    int status = GIREPORT_OK, decoded = 0;
    take_limits(r);
    struct gireport__detected d = gireport__detect_binary(r->data, r->len);
    r->format = r->options.format;
    if (d.format == 0 && d.other == NULL) {
        if (gireport__is_utf16(r->data, r->len)) {
            status = decode(r, findings);
            decoded = 1;
        }
        if (status == GIREPORT_OK)
            d = gireport__detect(r->data, r->len);
    }
    if (d.other != NULL) { /* whatever the caller calls it */
        r->other = d.other;
        r->format = 0;
        return GIREPORT_OK;
    }
    if (r->format == 0)
        r->format = d.format;
    take_limits(r);
    if (status == GIREPORT_OK && is_text(r->format) && !decoded)
        status = decode(r, findings);
    return status;
}

static int read_blocks(struct gireport_reader *r)
{
    switch (r->format) {
    case GIREPORT_FORMAT_HTML:
        return gireport__blocks_html(r->data, r->len, &r->limits, &r->blocks);
    case GIREPORT_FORMAT_DOCX:
        return gireport__blocks_docx(r->data, r->len, &r->limits, &r->blocks);
    case GIREPORT_FORMAT_XLSX:
        return gireport__blocks_xlsx(r->data, r->len, &r->limits, &r->blocks);
    case GIREPORT_FORMAT_PDF_BBOX:
        return gireport__blocks_bbox(r->data, r->len, &r->limits, &r->blocks);
    case GIREPORT_FORMAT_PDF_TSV:
        return gireport__blocks_tsv(r->data, r->len, &r->limits, &r->blocks);
    default:
        return gireport__blocks_text(r->data, r->len, &r->limits, &r->blocks);
    }
}

/* What a reader of documents could not do, in words. */
static void tell_blocks_failure(const struct gireport_reader *r, int status, gireport_findings *findings)
{
    if (status == GIREPORT_ERR_LIMIT)
        tell(findings, "GI-I-010", 0, gireport_format_name(r->format), NULL);
    else if (status == GIREPORT_ERR_SYNTAX || status == GIREPORT_ERR_INVALID_DATA)
        tell(findings, "GI-I-001", 0, gireport_format_name(r->format), NULL);
    else if (status == GIREPORT_ERR_UNSUPPORTED)
        tell(findings, "GI-I-019", 0, gireport_format_name(r->format), NULL);
}

/* Opens the source, at the first report that is asked for: only then there is someone to tell. */
static int open_source(struct gireport_reader *r, gireport_findings *findings)
{
    r->opened = 1;
    int status = prepare(r, findings);
    if (status == GIREPORT_OK && r->other != NULL) {
        tell(findings, "GI-I-012", 0, NULL, r->other);
        return r->len > 0 ? GIREPORT_ERR_UNSUPPORTED : GIREPORT_ERR_INVALID_DATA;
    }
    if (status != GIREPORT_OK) {
        tell_blocks_failure(r, status, findings);
        return status;
    }
    if (!(gireport_format_support(r->format) & GIREPORT_CAN_READ)) {
        tell_blocks_failure(r, GIREPORT_ERR_UNSUPPORTED, findings);
        return GIREPORT_ERR_UNSUPPORTED;
    }
    if (r->format == GIREPORT_FORMAT_YAML || r->format == GIREPORT_FORMAT_JSON) {
        gireport__file_begin(&r->file, r->data, r->len, r->format == GIREPORT_FORMAT_JSON, &r->options,
                             &r->limits);
        r->source = SOURCE_FILE;
    } else if (r->format == GIREPORT_FORMAT_CSV) {
        status = gireport__csv_new(r->data, r->len, &r->options, &r->limits, &r->csv);
        r->source = SOURCE_CSV;
    } else {
        status = read_blocks(r);
        r->source = SOURCE_BLOCKS;
        r->next = 1;
        if (status != GIREPORT_OK)
            tell_blocks_failure(r, status, findings);
    }
    return status;
}

/* ---- readers ---- */

static int make_reader(const char *data, size_t len, const gireport_read_options *options,
                       gireport_findings *findings, gireport_reader **out)
{
    *out = NULL;
    if (data == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    struct gireport_reader *r = gireport__calloc(1, sizeof(*r));
    if (r == NULL)
        return GIREPORT_ERR_NOMEM;
    int status = take_options(r, options);
    r->data = data;
    r->len = len == GIREPORT_LEN_AUTO ? strlen(data) : len;
    if (status == GIREPORT_OK) {
        take_limits(r);
        if (r->len > r->limits.bytes) {
            tell(findings, "GI-I-010", 0, "max_bytes", NULL);
            status = GIREPORT_ERR_LIMIT;
        }
    }
    if (status != GIREPORT_OK) {
        gireport_reader_free(r);
        return status;
    }
    *out = r;
    return GIREPORT_OK;
}

int gireport_reader_new(const char *data, size_t len, const gireport_read_options *options,
                        gireport_reader **out)
{
    return out != NULL ? make_reader(data, len, options, NULL, out) : GIREPORT_ERR_INVALID_ARG;
}

void gireport_reader_free(gireport_reader *r)
{
    if (r == NULL)
        return;
    if (r->source == SOURCE_FILE)
        gireport__file_end(&r->file);
    gireport__csv_free(r->csv);
    gireport__blocks_free(&r->blocks);
    gireport__free(r->decoded.memory);
    for (size_t i = 0; i < r->options.n_templates; i++)
        gireport_template_unref(r->options.templates[i]);
    gireport__free((void *)(uintptr_t)r->options.templates);
    gireport__free(r);
}

static int next_of_blocks(struct gireport_reader *r, gireport_report **out, gireport_findings *findings)
{
    if (r->count > 0 && r->next > r->count)
        return GIREPORT_ERR_NOT_FOUND;
    int status = gireport__recognise(&r->blocks, &r->options, r->next, out, &r->count, findings);
    if (r->count == 0)
        r->ended = 1;
    r->next++;
    return status;
}

static int next_report(struct gireport_reader *r, gireport_report **out, gireport_findings *findings)
{
    int status = GIREPORT_OK;
    *out = NULL;
    if (r->ended)
        return GIREPORT_ERR_NOT_FOUND;
    if (!r->opened)
        status = open_source(r, findings);
    if (status != GIREPORT_OK) {
        r->ended = 1;
        return status;
    }
    switch (r->source) {
    case SOURCE_FILE:
        status = gireport__file_next(&r->file, out, findings);
        break;
    case SOURCE_CSV:
        status = gireport__csv_next(r->csv, out, findings);
        break;
    default:
        status = next_of_blocks(r, out, findings);
    }
    if (status == GIREPORT_ERR_NOT_FOUND || status == GIREPORT_ERR_NOMEM)
        r->ended = 1;
    if (gireport__findings_status(findings) != GIREPORT_OK) { /* something could not be told */
        gireport_report_free(*out);
        *out = NULL;
        status = gireport__findings_status(findings);
    }
    return status;
}

int gireport_reader_next(gireport_reader *reader, gireport_report **out, gireport_findings *findings)
{
    if (out != NULL)
        *out = NULL;
    if (reader == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    return next_report(reader, out, findings);
}

/* ---- one report ---- */

static int has_more(struct gireport_reader *r)
{
    if (r->source == SOURCE_FILE)
        return gireport__file_has_more(&r->file);
    if (r->source == SOURCE_CSV)
        return gireport__csv_has_more(r->csv);
    return r->count > 1;
}

/* Goes to the report that is wanted; what is passed over is not told of. */
static int skip_reports(struct gireport_reader *r, uint32_t n)
{
    int status = GIREPORT_OK;
    for (uint32_t i = 0; i < n && status != GIREPORT_ERR_NOT_FOUND && status != GIREPORT_ERR_NOMEM; i++) {
        gireport_report *passed;
        status = next_report(r, &passed, NULL);
        gireport_report_free(passed);
        if (r->source == SOURCE_NONE)
            return status;
    }
    return status == GIREPORT_ERR_NOT_FOUND || status == GIREPORT_ERR_NOMEM ? status : GIREPORT_OK;
}

int gireport_read(const char *data, size_t len, const gireport_read_options *options, gireport_report **out,
                  gireport_findings *findings)
{
    gireport_reader *r;
    if (out != NULL)
        *out = NULL;
    if (data == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int status = make_reader(data, len, options, findings, &r);
    if (status != GIREPORT_OK)
        return status;
    uint32_t nth = r->options.nth > 0 ? r->options.nth : 1;
    if (nth > 1)
        status = skip_reports(r, nth - 1);
    if (status == GIREPORT_OK)
        status = next_report(r, out, findings);
    if (status == GIREPORT_ERR_NOT_FOUND && nth == 1) {
        tell(findings, "GI-I-012", 0, NULL,
             &(struct gireport__text){"里面没有报告", "there is no report in it"});
        status = GIREPORT_ERR_INVALID_DATA;
    } else if (status == GIREPORT_ERR_NOT_FOUND) {
        tell_number(findings, "GI-I-022", nth);
    } else if (status == GIREPORT_OK && has_more(r)) {
        tell_number(findings, "GI-R-050", nth);
    }
    gireport_reader_free(r);
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
    int status = gireport__options_take(&o, sizeof(o), options, V1_SIZE);
    if (status != GIREPORT_OK)
        return status;
    char *data;
    size_t len;
    status = gireport__read_file(path, or_default(o.max_bytes, BYTES), &data, &len);
    if (status != GIREPORT_OK) {
        tell(findings, status == GIREPORT_ERR_LIMIT ? "GI-I-010" : "GI-I-021", 0, "max_bytes", NULL);
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
