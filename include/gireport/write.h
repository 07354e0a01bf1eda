/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_WRITE_H
#define GIREPORT_WRITE_H

/**
 * @file write.h
 * Writing a report: report files, the statutory tables, tables for analysis.
 *
 * Example:
 *
 *     gireport_report *r = NULL;
 *     gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
 *     char *html = NULL;
 *     int status = gireport_read_file("jinxiang_2020.yaml", NULL, &r, NULL);
 *     o.format = GIREPORT_FORMAT_HTML;
 *     if (status == GIREPORT_OK)
 *         status = gireport_write_string(r, &o, &html, NULL);
 *     if (status == GIREPORT_OK)
 *         printf("%.15s\n", html);
 *     gireport_free(html);
 *     gireport_report_free(r);
 *     // prints: <!DOCTYPE html>
 */

#include "combine.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Bits of gireport_write_options.flags. @since 0.1 */
enum gireport_write_flag {
    GIREPORT_WRITE_LABELS = 1,   /**< YAML: official labels as comments */
    GIREPORT_WRITE_TRACE = 2,    /**< show where each cell was read; YAML: `at` in every cell; XLSX: a sheet of all cells */
    GIREPORT_WRITE_FINDINGS = 4, /**< text, Markdown, HTML: mark the cells of the findings; DOCX: comments on
                                      them; XLSX: a sheet that lists them */
    GIREPORT_WRITE_FRAGMENT = 8, /**< HTML: without head and body; CSV: without the header line */
    GIREPORT_WRITE_BOM = 16,     /**< CSV: begin with a byte-order mark */
    GIREPORT_WRITE_TABLES = 32,  /**< only the tables, no text parts */
    GIREPORT_WRITE_WIDE = 64,    /**< CSV: one line a report, one column a field; reports of all built-in editions share
                                      their columns. A cell without a value is "~" (blank), "/" (not applicable), "?"
                                      (unreadable, or money without its unit) or empty (absent) */
    GIREPORT_WRITE_STATES = 128, /**< with GIREPORT_WRITE_WIDE: those cells are empty, and columns "KEY.state" behind the
                                      others say the state of each */
    GIREPORT_WRITE_CHARTS = 256, /**< HTML, DOCX: charts of its indicators behind each table */
    GIREPORT_WRITE_SUMMARY = 512 /**< HTML, SVG: one page in pictures instead of the report */
};

/** How to write. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_write_options {
    size_t size;       /**< sizeof(gireport_write_options) */
    uint32_t format;   /**< enum gireport_format; 0: YAML */
    uint32_t flags;    /**< enum gireport_write_flag */
    uint32_t lang;     /**< enum gireport_lang, for what is not official text */
    uint32_t width;    /**< text: columns of the terminal; default 100 */
    uint32_t ambiguous_wide; /**< text: 1 if characters of ambiguous width take two columns */
    uint32_t reserved; /**< 0 */
    const char *source; /**< CSV: the `source` column; NULL: empty */
    const gireport_findings *findings; /**< for GIREPORT_WRITE_FINDINGS; NULL: none */
    /** DOCX: the report as it was before a repair, of the same template. Cells that differ from it are written as
     *  tracked changes, and the comments of GIREPORT_WRITE_FINDINGS stand on those only. NULL: none */
    const gireport_report *original;
} gireport_write_options;

/** @since 0.1 */
#define GIREPORT_WRITE_OPTIONS_INIT {sizeof(gireport_write_options), 0, 0, 0, 0, 0, 0, NULL, NULL, NULL}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_write_options_init(gireport_write_options *o, size_t size);

/**
 * Writes a report through a callback. The report is not changed; the same report gives the same bytes.
 * @param options  NULL for YAML
 * @return GIREPORT_OK, _CALLBACK, _UNSUPPORTED, _NOMEM, _INVALID_ARG, _ABI. @since 0.1
 */
GIREPORT_API int gireport_write(const gireport_report *r, const gireport_write_options *options,
                                gireport_write_fn write, void *userdata);
/**
 * Writes a report into memory. As gireport_write().
 * @param[out] out      NUL-terminated, owned: release with gireport_free()
 * @param[out] out_len  its length without the NUL, or NULL
 * @since 0.1
 */
GIREPORT_API int gireport_write_string(const gireport_report *r, const gireport_write_options *options,
                                       char **out, size_t *out_len);
/**
 * Writes a report into a file: beside it first, then renamed, so that it is whole or not there.
 * As gireport_write(), and _IO. @since 0.1
 */
GIREPORT_API int gireport_write_file(const gireport_report *r, const gireport_write_options *options,
                                     const char *path);

/**
 * Writes many reports as one XLSX workbook of tables for analysis: the long table (one line a cell), the wide one (one line
 * a report), both with the columns of the CSV, and one of findings. Numbers are numbers where a spreadsheet keeps them
 * exactly, else text.
 * @param reports, n  borrowed for the call; none is changed
 * @param sources     n names for the column `source`, or NULL
 * @param findings    n lists, some of which may be NULL; or NULL: no sheet of findings
 * @param lang        enum gireport_lang, of the messages and the names of the sheets
 * @return GIREPORT_OK, _CALLBACK, _UNSUPPORTED, _LIMIT (more lines than a sheet holds), _INVALID_DATA (a form of one's own
 *         beside another form: they do not share their columns), _NOMEM, _INVALID_ARG. Thread-safe. @since 0.1
 */
GIREPORT_API int gireport_write_tables(const gireport_report *const *reports, const char *const *sources,
                                       const gireport_findings *const *findings, size_t n, uint32_t lang,
                                       gireport_write_fn write, void *userdata);

/**
 * Writes a paragraph of the report from its tables, in Chinese: "2023年，本机关收到政府信息公开申请26件…". The
 * paragraphs of an edition stand in its template data (docs/templates.md); both official editions have
 * `applications` and `disputes`. What such a paragraph says agrees with the cells that it was made from, so that
 * no rule GI-N-* tells anything about it.
 * @param key          gireport_template_paragraph_key()
 * @param[out] out     NUL-terminated, owned: release with gireport_free(); NULL on failure
 * @param[out] out_len its length without the NUL, or NULL
 * @param[out] unknown _INVALID_DATA: the first field without which nothing can be said, because it is unreadable,
 *                     absent, or a blank total; SIZE_MAX where it is the year that lacks. Or NULL
 * @return GIREPORT_OK, _NOT_FOUND (no such paragraph), _INVALID_DATA, _NOMEM, _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_paragraph_string(const gireport_report *r, const char *key, char **out,
                                           size_t *out_len, size_t *unknown);

/** How to write a comparison. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_comparison_write_options {
    size_t size;       /**< sizeof(gireport_comparison_write_options) */
    uint32_t format;   /**< TEXT (also 0), MARKDOWN, HTML, CSV, JSON, XLSX or SVG */
    uint32_t flags;    /**< GIREPORT_WRITE_FRAGMENT, GIREPORT_WRITE_BOM */
    uint32_t lang;     /**< enum gireport_lang */
    uint32_t ambiguous_wide; /**< text: 1 if characters of ambiguous width take two columns */
    const char *chart; /**< SVG: the key of one chart; NULL: all of them on one page */
    const char *rules; /**< which of the findings are shown: beginnings of rule ids, apart by spaces; NULL: all */
    const gireport_findings *const *findings; /**< shown with it: of the comparison, of checks; NULL: none */
    size_t n_findings;
} gireport_comparison_write_options;

/** @since 0.1 */
#define GIREPORT_COMPARISON_WRITE_OPTIONS_INIT \
    {sizeof(gireport_comparison_write_options), 0, 0, 0, 0, NULL, NULL, NULL, 0}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_comparison_write_options_init(gireport_comparison_write_options *o, size_t size);
/**
 * Writes a comparison: for people as text, Markdown or an HTML page with charts; for programs as CSV (one line a row and
 * report) or JSON; as XLSX, a workbook with both kinds of tables; or its charts as SVG. For people, tables show totals where
 * the form has them; CSV and JSON hold all.
 * @param options  NULL for text
 * @return GIREPORT_OK, _CALLBACK, _UNSUPPORTED (another format), _NOT_FOUND (no such chart), _NOMEM, _INVALID_ARG, _ABI.
 *         Thread-safe. @since 0.1
 */
GIREPORT_API int gireport_comparison_write(const gireport_comparison *c,
                                           const gireport_comparison_write_options *options, gireport_write_fn write,
                                           void *userdata);
/** @return how many charts a comparison has: its groups of indicators in which anything is more than 0. @since 0.1 */
GIREPORT_API size_t gireport_comparison_chart_count(const gireport_comparison *c);
/** @return the key of a chart, such as "outcomes". @since 0.1 */
GIREPORT_API const char *gireport_comparison_chart_key(const gireport_comparison *c, size_t i);

#ifdef __cplusplus
}
#endif
#endif
