/* SPDX-License-Identifier: MIT */
/* What an input is, and the reports in it one after another. */

#include "source.h"

#include <string.h>

#include "../base/decode.h"
#include "../base/options.h"
#include "../base/text.h"
#include "csv.h"
#include "detect.h"
#include "report_file.h"

#define DEPTH      64u
#define DEPTH_HTML 1024u
#define DOCUMENTS  ((size_t)1000000)
#define SCALAR     ((size_t)1 << 20)
#define CELLS      ((size_t)1000000)

enum kind { NOTHING, REPORT_FILE, LONG_TABLE, BLOCKS };

struct gireport__source {
    gireport_read_options options; /* templates: our own list, each with a reference */
    struct gireport__limits limits;
    const char *data;
    size_t len;
    uint32_t format;
    const struct gireport__text *other; /* what it is instead of a format that can be read */
    struct gireport__decoded decoded;
    enum kind kind;
    int opened, ended;
    struct gireport__file file;
    struct gireport__csv *csv;
    struct gireport__blocks blocks;
    size_t count;  /* reports in the blocks; 0: not yet known */
    uint32_t next; /* the report of the blocks that comes next, from 1 */
};

/* ---- options ---- */

static int take_options(struct gireport__source *r, const gireport_read_options *in)
{
    gireport_read_options *o = &r->options;
    int status = gireport__options_take(o, sizeof(*o), in, GIREPORT__READ_V1);
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

static void take_limits(struct gireport__source *r)
{
    const gireport_read_options *o = &r->options;
    int tags = r->format == GIREPORT_FORMAT_HTML || r->format == GIREPORT_FORMAT_PDF_BBOX ||
               r->format == GIREPORT_FORMAT_DOCX || r->format == GIREPORT_FORMAT_XLSX;
    r->limits =
        (struct gireport__limits){.depth = (uint32_t)or_default(o->max_depth, tags ? DEPTH_HTML : DEPTH),
                                  .bytes = or_default(o->max_bytes, GIREPORT__READ_BYTES),
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

void gireport__source_tell_number(gireport_findings *findings, const char *rule, size_t number)
{
    char text[12];
    tell(findings, rule, 0, gireport__file_number(number, text), NULL);
}

void gireport__source_tell_none(gireport_findings *findings)
{
    tell(findings, "GI-I-012", 0, NULL, &(struct gireport__text){"里面没有报告", "there is no report in it"});
}

void gireport__source_tell_file(int status, gireport_findings *findings)
{
    tell(findings, status == GIREPORT_ERR_LIMIT ? "GI-I-010" : "GI-I-021", 0, "max_bytes", NULL);
}

/* ---- opening ---- */

/* Brings text to UTF-8. Report files stay as they are, so that a wrong byte can be told with its place. The header of
 * a part of a table counts as the line before it. */
static int decode(struct gireport__source *r, uint32_t first_line, gireport_findings *findings)
{
    char charset[40];
    size_t max = r->limits.bytes < SIZE_MAX / 4 ? r->limits.bytes * 3 : SIZE_MAX;
    int tags = r->format == GIREPORT_FORMAT_HTML || r->format == GIREPORT_FORMAT_PDF_BBOX;
    const char *declared = tags && gireport__declared_charset(r->data, r->len, charset) ? charset : NULL;
    int status = gireport__decode(r->data, r->len, declared, max, &r->data, &r->len, &r->decoded);
    if (status == GIREPORT_OK && r->decoded.replaced > 0) {
        struct gireport__say say = {.rule = "GI-I-002",
                                    .severity = GIREPORT_SEVERITY_WARNING,
                                    .line = r->decoded.first_line + first_line - 1,
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
static int prepare(struct gireport__source *r, gireport_findings *findings)
{
    int status = GIREPORT_OK, decoded = 0;
    take_limits(r);
    struct gireport__detected d = gireport__detect_binary(r->data, r->len);
    r->format = r->options.format;
    if (d.format == 0 && d.other == NULL) {
        if (gireport__is_utf16(r->data, r->len)) {
            status = decode(r, 1, findings);
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
        status = decode(r, 1, findings);
    return status;
}

static int read_blocks(struct gireport__source *r)
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
static void tell_blocks_failure(const struct gireport__source *r, int status, gireport_findings *findings)
{
    if (status == GIREPORT_ERR_LIMIT)
        tell(findings, "GI-I-010", 0, gireport_format_name(r->format), NULL);
    else if (status == GIREPORT_ERR_SYNTAX || status == GIREPORT_ERR_INVALID_DATA)
        tell(findings, "GI-I-001", 0, gireport_format_name(r->format), NULL);
    else if (status == GIREPORT_ERR_UNSUPPORTED)
        tell(findings, "GI-I-019", 0, gireport_format_name(r->format), NULL);
}

/* Opens the source, at the first report that is asked for: only then there is someone to tell. */
static int open_source(struct gireport__source *r, gireport_findings *findings)
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
        r->kind = REPORT_FILE;
    } else if (r->format == GIREPORT_FORMAT_CSV) {
        status = gireport__csv_new(r->data, r->len, NULL, &r->options, &r->limits, &r->csv);
        r->kind = LONG_TABLE;
    } else {
        status = read_blocks(r);
        r->kind = BLOCKS;
        r->next = 1;
        if (status != GIREPORT_OK)
            tell_blocks_failure(r, status, findings);
    }
    return status;
}

/* ---- the life of a source ---- */

int gireport__source_new(const gireport_read_options *options, struct gireport__source **out)
{
    *out = NULL;
    struct gireport__source *r = gireport__calloc(1, sizeof(*r));
    if (r == NULL)
        return GIREPORT_ERR_NOMEM;
    int status = take_options(r, options);
    if (status != GIREPORT_OK) {
        gireport__source_free(r);
        return status;
    }
    take_limits(r);
    *out = r;
    return GIREPORT_OK;
}

/* Lets the last input go. */
static void leave(struct gireport__source *r)
{
    if (r->kind == REPORT_FILE)
        gireport__file_end(&r->file);
    gireport__csv_free(r->csv);
    gireport__blocks_free(&r->blocks);
    gireport__free(r->decoded.memory);
    r->kind = NOTHING;
    r->csv = NULL;
    r->blocks = (struct gireport__blocks){0};
    r->decoded = (struct gireport__decoded){0};
    r->other = NULL;
    r->opened = r->ended = 0;
    r->count = 0;
    r->next = 1;
}

void gireport__source_free(struct gireport__source *r)
{
    if (r == NULL)
        return;
    leave(r);
    for (size_t i = 0; i < r->options.n_templates; i++)
        gireport_template_unref(r->options.templates[i]);
    gireport__free((void *)(uintptr_t)r->options.templates);
    gireport__free(r);
}

const gireport_read_options *gireport__source_options(const struct gireport__source *r)
{
    return &r->options;
}

const struct gireport__limits *gireport__source_limits(const struct gireport__source *r)
{
    return &r->limits;
}

int gireport__source_input(struct gireport__source *r, const char *data, size_t len, gireport_findings *findings)
{
    leave(r);
    r->data = data;
    r->len = len;
    r->format = r->options.format;
    take_limits(r);
    if (len <= r->limits.bytes)
        return GIREPORT_OK;
    tell(findings, "GI-I-010", 0, "max_bytes", NULL);
    r->ended = 1;
    return GIREPORT_ERR_LIMIT;
}

int gireport__source_take(struct gireport__source *r, const struct gireport__piece *piece,
                          gireport_findings *findings)
{
    int status = GIREPORT_OK;
    if (piece->format == 0)
        return gireport__source_input(r, piece->data, piece->len, findings);
    leave(r);
    r->data = piece->data;
    r->len = piece->len;
    r->format = piece->format;
    take_limits(r);
    if (piece->format == GIREPORT_FORMAT_CSV) {
        status = decode(r, piece->line > 1 ? piece->line - 1 : 1, findings);
        struct gireport__csv_part part = {piece->line, piece->again};
        if (status == GIREPORT_OK)
            status = gireport__csv_new(r->data, r->len, &part, &r->options, &r->limits, &r->csv);
        r->kind = LONG_TABLE;
    } else {
        gireport__file_begin(&r->file, r->data, r->len, r->format == GIREPORT_FORMAT_JSON, &r->options,
                             &r->limits);
        r->file.line = piece->line;
        r->kind = REPORT_FILE;
    }
    r->opened = 1;
    r->ended = status != GIREPORT_OK;
    return status;
}

/* ---- reports ---- */

static int next_of_blocks(struct gireport__source *r, gireport_report **out, gireport_findings *findings)
{
    if (r->count > 0 && r->next > r->count)
        return GIREPORT_ERR_NOT_FOUND;
    int status = gireport__recognise(&r->blocks, &r->options, r->next, out, &r->count, findings);
    if (r->count == 0)
        r->ended = 1;
    r->next++;
    return status;
}

int gireport__source_next(struct gireport__source *r, gireport_report **out, gireport_findings *findings)
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
    switch (r->kind) {
    case REPORT_FILE:
        status = gireport__file_next(&r->file, out, findings);
        break;
    case LONG_TABLE:
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

int gireport__source_has_more(struct gireport__source *r)
{
    if (r->kind == REPORT_FILE)
        return gireport__file_has_more(&r->file);
    if (r->kind == LONG_TABLE)
        return gireport__csv_has_more(r->csv);
    return r->count > 1;
}

int gireport__source_is_open(const struct gireport__source *r)
{
    return r->kind != NOTHING;
}
