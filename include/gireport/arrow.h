/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_ARROW_H
#define GIREPORT_ARROW_H

/**
 * @file arrow.h
 * Any number of reports as a table in memory, for engines that read the Arrow C stream interface (DuckDB, pandas through
 * pyarrow, Polars, R …). Nothing of Arrow is needed to build or to link.
 *
 * A stream is one of three tables: the reports, their cells, their findings. `report` numbers the documents in each of
 * them, those included that could not be read. Counts are int64, money is decimal128 in 元 with two places, words that
 * repeat are dictionaries; what is not known is null. docs/format.md has the columns.
 */

#include <stdint.h>

#include "check.h"
#include "read.h"

#ifdef __cplusplus
extern "C" {
#endif

#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE
/** As the Arrow C data interface defines it. @since 0.1 */
struct ArrowSchema {
    const char *format;
    const char *name;
    const char *metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema **children;
    struct ArrowSchema *dictionary;
    void (*release)(struct ArrowSchema *);
    void *private_data;
};
/** As the Arrow C data interface defines it. @since 0.1 */
struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void **buffers;
    struct ArrowArray **children;
    struct ArrowArray *dictionary;
    void (*release)(struct ArrowArray *);
    void *private_data;
};
#endif

#ifndef ARROW_C_STREAM_INTERFACE
#define ARROW_C_STREAM_INTERFACE
/** As the Arrow C stream interface defines it. @since 0.1 */
struct ArrowArrayStream {
    int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
    int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
    const char *(*get_last_error)(struct ArrowArrayStream *);
    void (*release)(struct ArrowArrayStream *);
    void *private_data;
};
#endif

/** The tables. @since 0.1 */
enum gireport_arrow_table {
    GIREPORT_ARROW_REPORTS = 0, /**< a row for each document: organ, year, how many findings, why it was not read */
    GIREPORT_ARROW_CELLS = 1,   /**< a row for each cell, as in the long CSV */
    GIREPORT_ARROW_FINDINGS = 2 /**< a row for each finding */
};

/** Bits of gireport_arrow_options.flags. @since 0.1 */
enum gireport_arrow_flag {
    GIREPORT_ARROW_NO_CHECK = 1 /**< only the findings of reading. Cells are never checked */
};

/** A document on its way into a table. It is all zero but for its size when the gireport_arrow_next_fn gets it. @since 0.1 */
typedef struct gireport_arrow_item {
    size_t size;                       /**< of this struct, as the library knows it */
    const gireport_report *report;     /**< NULL: it could not be read */
    const gireport_findings *findings; /**< what reading and checking had to tell; NULL: the stream checks it itself */
    const char *source;                /**< its file, or NULL */
    int32_t status;                    /**< without a report: why */
} gireport_arrow_item;

/**
 * Gives the next document. What it points to is borrowed until the next call, or the release of the stream.
 * @return GIREPORT_OK, GIREPORT_ERR_NOT_FOUND at the end; anything else ends the stream with an error. @since 0.1
 */
typedef int (*gireport_arrow_next_fn)(gireport_arrow_item *item, void *userdata);
/** Is called once, when the stream is released. @since 0.1 */
typedef void (*gireport_arrow_done_fn)(void *userdata);

/** What a stream gives. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_arrow_options {
    size_t size;                         /**< sizeof(gireport_arrow_options) */
    uint32_t table;                      /**< enum gireport_arrow_table */
    uint32_t flags;                      /**< enum gireport_arrow_flag */
    uint32_t rows;                       /**< a batch ends with the document that brings it to so many; default 16384 */
    uint32_t lang;                       /**< of messages, enum gireport_lang */
    const char *source;                  /**< of documents that have none of their own; copied */
    const gireport_check_options *check; /**< copied; what it points to must outlive the stream. NULL: the defaults */
} gireport_arrow_options;

/** @since 0.1 */
#define GIREPORT_ARROW_OPTIONS_INIT {sizeof(gireport_arrow_options), 0, 0, 0, 0, NULL, NULL}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_arrow_options_init(gireport_arrow_options *o, size_t size);

/**
 * Makes a stream over what a callback gives. It keeps one batch in memory, and calls back on the thread that asks for the
 * next one. A document that could not be read costs only itself.
 * @param options   NULL for the defaults
 * @param done      or NULL
 * @param[out] out  owned: release with out->release(out); released (NULL) where the call fails
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG, _ABI. @since 0.1
 */
GIREPORT_API int gireport_arrow_stream(const gireport_arrow_options *options, gireport_arrow_next_fn next,
                                       gireport_arrow_done_fn done, void *userdata, struct ArrowArrayStream *out);
/**
 * Makes a stream over the reports of a reader, which belongs to the stream from then on, unless the call fails. As
 * gireport_arrow_stream(). @since 0.1
 */
GIREPORT_API int gireport_arrow_stream_reader(const gireport_arrow_options *options, gireport_reader *reader,
                                              struct ArrowArrayStream *out);

#ifdef __cplusplus
}
#endif
#endif
