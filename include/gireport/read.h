/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_READ_H
#define GIREPORT_READ_H

/**
 * @file read.h
 * Reading: report files (YAML, JSON, CSV) and reports as they are published.
 *
 * Example:
 *
 *     gireport_report *r = NULL;
 *     int status = gireport_read_file("jinxiang_2020.txt", NULL, &r, NULL);
 *     puts(status == GIREPORT_OK ? gireport_report_text(r, GIREPORT_TEXT_ORGAN) : gireport_strerror(status));
 *     gireport_report_free(r);
 *     // prints: 金乡县人民政府
 */

#include "findings.h"

#ifdef __cplusplus
extern "C" {
#endif

/** A source of reports: one after another out of one input. One thread at a time. @since 0.1 */
typedef struct gireport_reader gireport_reader;
/** Blocks of a document as a caller's own extractor found them. @since 0.1 */
typedef struct gireport_grid gireport_grid;

/** Bits of gireport_read_options.flags. @since 0.1 */
enum gireport_read_flag {
    GIREPORT_READ_NO_INFERENCE = 1 /**< place nothing by inference: such cells stay unreadable */
};

/** How to read. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_read_options {
    size_t size;          /**< sizeof(gireport_read_options) */
    uint32_t format;      /**< enum gireport_format; 0: told from the bytes */
    uint32_t flags;       /**< enum gireport_read_flag */
    uint32_t nth;         /**< gireport_read(): which report of the input, from 1; 0: the first */
    uint32_t max_depth;   /**< nesting of YAML, JSON and HTML; default 64 (HTML: 1024) */
    size_t max_bytes;     /**< of the input; default 64 MiB */
    size_t max_documents; /**< of a stream; default 1,000,000 */
    size_t max_scalar;    /**< bytes of one YAML scalar or one cell; default 1 MiB */
    size_t max_cells;     /**< cells of all grids of a document; default 1,000,000 */
    const gireport_template *const *templates; /**< further templates to recognise */
    size_t n_templates;
} gireport_read_options;

/** For C: `gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;` @since 0.1 */
#define GIREPORT_READ_OPTIONS_INIT {sizeof(gireport_read_options), 0, 0, 0, 0, 0, 0, 0, 0, NULL, 0}

/** Sets all fields to their defaults (for languages without the macro). @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_read_options_init(gireport_read_options *o, size_t size);

/**
 * Reads one report out of bytes.
 *
 * A report that is incomplete is still a report: what could not be read is in the findings. Bytes
 * with nothing of the form in them give _INVALID_DATA. Where the input holds more reports than the
 * one asked for, a finding says so.
 *
 * @param options    NULL for the defaults
 * @param[out] out   owned: release with gireport_report_free()
 * @param findings   NULL, or where findings are added
 * @return GIREPORT_OK, _SYNTAX, _INVALID_DATA, _LIMIT, _NOT_FOUND (no nth report), _UNSUPPORTED,
 *         _NOMEM, _INVALID_ARG, _ABI
 * @since 0.1
 */
GIREPORT_API int gireport_read(const char *data, size_t len, const gireport_read_options *options,
                               gireport_report **out, gireport_findings *findings);

/** Reads one report out of a file. As gireport_read(), and _IO. @since 0.1 */
GIREPORT_API int gireport_read_file(const char *path, const gireport_read_options *options,
                                    gireport_report **out, gireport_findings *findings);

/** @return the format that bytes look like (enum gireport_format), or 0. @since 0.1 */
GIREPORT_API uint32_t gireport_detect(const char *data, size_t len);

/**
 * Gives input: writes at most `size` bytes at data and sets *got to their number, 0 at the end.
 * @return 0 to go on; anything else ends the reading with GIREPORT_ERR_CALLBACK. @since 0.1
 */
typedef int (*gireport_read_fn)(char *data, size_t size, size_t *got, void *userdata);

/**
 * Opens a reader over bytes, which must outlive it. All of them count against max_bytes.
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG, _ABI, _LIMIT, _UNSUPPORTED. @since 0.1
 */
GIREPORT_API int gireport_reader_new(const char *data, size_t len, const gireport_read_options *options,
                                     gireport_reader **out);
/**
 * Opens a reader over a file of any length.
 *
 * The documents of a YAML stream, JSON objects one after another (NDJSON) and the reports of a long CSV are cut out of
 * it as it is read, so that it costs the memory of its largest document, which is what max_bytes bounds. In a long CSV
 * the lines of a report have to stand together; where they do not, a finding says so (GI-I-023). Other formats, UTF-16,
 * and CSV that is not UTF-8, are one document and are read whole.
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG, _ABI, _IO. @since 0.1
 */
GIREPORT_API int gireport_reader_open(const char *path, const gireport_read_options *options, gireport_reader **out);
/**
 * Opens a reader over what a callback gives, as gireport_reader_open() does over a file. It is called on the thread of
 * gireport_reader_next().
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG, _ABI. @since 0.1
 */
GIREPORT_API int gireport_reader_open_callback(gireport_read_fn read, void *userdata,
                                               const gireport_read_options *options, gireport_reader **out);
/**
 * Reads the next report. A broken one costs only itself: the call returns its error, the next call goes on.
 * @return GIREPORT_OK; _NOT_FOUND at the end; else as gireport_read(), and _IO, _CALLBACK. @since 0.1
 */
GIREPORT_API int gireport_reader_next(gireport_reader *reader, gireport_report **out,
                                      gireport_findings *findings);
/** @since 0.1 */
GIREPORT_API void gireport_reader_free(gireport_reader *reader);

/** Makes an empty document for a caller's own extractor. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_grid_new(gireport_grid **out);
/** @since 0.1 */
GIREPORT_API void gireport_grid_free(gireport_grid *g);
/** Adds a paragraph. @return GIREPORT_OK, _NOMEM, _INVALID_ARG, _LIMIT. @since 0.1 */
GIREPORT_API int gireport_grid_add_paragraph(gireport_grid *g, const char *text, size_t len);
/** Begins a table; the cells that follow belong to it. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_grid_add_table(gireport_grid *g);
/**
 * Adds a cell to the last table.
 * @param row, column        its first row and column, from 0
 * @param row_span, col_span at least 1
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG, _LIMIT. @since 0.1
 */
GIREPORT_API int gireport_grid_add_cell(gireport_grid *g, uint32_t row, uint32_t column, uint32_t row_span,
                                        uint32_t col_span, const char *text, size_t len);
/** Reads a report out of blocks. As gireport_read(). @since 0.1 */
GIREPORT_API int gireport_grid_read(const gireport_grid *g, const gireport_read_options *options,
                                    gireport_report **out, gireport_findings *findings);

#ifdef __cplusplus
}
#endif
#endif
