/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_BATCH_H
#define GIREPORT_BATCH_H

/**
 * @file batch.h
 * Many inputs on many threads: read, checked, and handed over in the order of the inputs.
 *
 * The library starts no thread. Any number of the caller's threads call gireport_batch_work(), one is enough; each takes
 * a few documents at a time, out of one long stream as well as out of many files, and works on them alone. Results are
 * handed over one after another in the order in which the inputs were added and the reports stand in them, so that the
 * number of threads changes nothing but the time. What waits for its turn is bounded: memory does not grow with the
 * number of reports.
 */

#include "check.h"
#include "read.h"

#ifdef __cplusplus
extern "C" {
#endif

/** Inputs and what is to be done with them. Made and freed by one thread. @since 0.1 */
typedef struct gireport_batch gireport_batch;
/** What a document of a batch came to: a report, or why there is none. It lives during the call that is given it. @since 0.1 */
typedef struct gireport_result gireport_result;

/** Bits of gireport_batch_options.flags. @since 0.1 */
enum gireport_batch_flag {
    GIREPORT_BATCH_NO_CHECK = 1 /**< only read */
};

/**
 * Works on a result where it was made: on several threads at once, in any order.
 * @param[out] data  kept with the result for the delivery: gireport_result_data()
 * @return 0 to go on; anything else ends the batch with GIREPORT_ERR_CALLBACK. @since 0.1
 */
typedef int (*gireport_map_fn)(const gireport_result *result, void **data, void *userdata);
/**
 * Takes a result in its turn: never two at once, on one of the working threads.
 * @return 0 to go on; anything else ends the batch with GIREPORT_ERR_CALLBACK. @since 0.1
 */
typedef int (*gireport_deliver_fn)(const gireport_result *result, void *userdata);
/** Releases what a gireport_map_fn made, behind its delivery or instead of it. @since 0.1 */
typedef void (*gireport_drop_fn)(void *data, void *userdata);
/**
 * Is told how far the batch is, between deliveries.
 * @param done, total  inputs of which everything was delivered; inputs that were added so far
 * @param reports      results that were delivered
 * @return 0 to go on; anything else ends the batch with GIREPORT_ERR_CALLBACK. @since 0.1
 */
typedef int (*gireport_progress_fn)(size_t done, size_t total, size_t reports, void *userdata);
/**
 * Makes of an input that the library does not read (PDF, the old office formats) one that it reads: on several threads
 * at once.
 * @param name         of the input
 * @param data, len    its bytes
 * @param[out] format  what is written is (enum gireport_format); 0: told from the bytes
 * @param write, to    where it is to be written
 * @return 0 if it was written; anything else leaves the input as it is, which then is _UNSUPPORTED. @since 0.1
 */
typedef int (*gireport_extract_fn)(const char *name, const char *data, size_t len, uint32_t *format,
                                   gireport_write_fn write, void *to, void *userdata);

/** What to do with the inputs. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_batch_options {
    size_t size;                          /**< sizeof(gireport_batch_options) */
    uint32_t flags;                       /**< enum gireport_batch_flag */
    uint32_t ahead;                       /**< portions of up to 16 documents that may be in work or wait for their
                                               turn; default 16, worth raising for more than 8 threads */
    const gireport_read_options *read;    /**< copied; NULL for the defaults. nth is not used */
    const gireport_check_options *check;  /**< copied; what it points to must outlive the batch. NULL: the defaults */
    gireport_map_fn map;                  /**< or NULL */
    gireport_drop_fn drop;                /**< or NULL */
    gireport_deliver_fn deliver;          /**< or NULL */
    gireport_progress_fn progress;        /**< or NULL */
    gireport_extract_fn extract;          /**< or NULL */
    void *userdata;                       /**< of all these */
} gireport_batch_options;

/** @since 0.1 */
#define GIREPORT_BATCH_OPTIONS_INIT {sizeof(gireport_batch_options), 0, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_batch_options_init(gireport_batch_options *o, size_t size);

/**
 * Makes a batch without inputs.
 * @param options   NULL for the defaults; copied
 * @param[out] out  owned: release with gireport_batch_free()
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG, _ABI. @since 0.1
 */
GIREPORT_API int gireport_batch_new(const gireport_batch_options *options, gireport_batch **out);
/** No thread may be in gireport_batch_work(). Results that were not delivered are dropped. @since 0.1 */
GIREPORT_API void gireport_batch_free(gireport_batch *b);

/**
 * Adds a file, which is opened when its turn comes: one that is not there is a result with _IO. Thread-safe.
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_batch_add_file(gireport_batch *b, const char *path);
/** Adds bytes, which must outlive the work on them, under a name. As gireport_batch_add_file(). @since 0.1 */
GIREPORT_API int gireport_batch_add_bytes(gireport_batch *b, const char *name, const char *data, size_t len);
/**
 * Adds what a callback gives, under a name. It is called on one thread at a time, not always the same. As
 * gireport_batch_add_file(). @since 0.1
 */
GIREPORT_API int gireport_batch_add_callback(gireport_batch *b, const char *name, gireport_read_fn read,
                                             void *userdata);

/**
 * Works until everything that was added is delivered. To be called by as many threads as are to work; each comes back
 * when there is nothing left. A document that cannot be read costs only itself: it is a result like any other.
 * More may be added afterwards, and the work be gone on with.
 * @return GIREPORT_OK; _CALLBACK (a callback ended the batch, or gireport_batch_cancel()); _NOMEM (the batch itself is
 *         out of memory; it ends); _INVALID_ARG. Thread-safe. @since 0.1
 */
GIREPORT_API int gireport_batch_work(gireport_batch *b);
/** Ends the batch: working threads come back soon, nothing more is delivered. Thread-safe. @since 0.1 */
GIREPORT_API void gireport_batch_cancel(gireport_batch *b);

/** @return the name of the input. @since 0.1 */
GIREPORT_API const char *gireport_result_name(const gireport_result *r);
/** @return which input it is, in the order of adding, from 0. @since 0.1 */
GIREPORT_API size_t gireport_result_source(const gireport_result *r);
/** @return which result of its input it is, from 1; 0 before the delivery. @since 0.1 */
GIREPORT_API size_t gireport_result_number(const gireport_result *r);
/** @return GIREPORT_OK where there is a report, else why not, as gireport_reader_next() says it. @since 0.1 */
GIREPORT_API int gireport_result_status(const gireport_result *r);
/** @return the report, or NULL; borrowed. gireport_report_copy() keeps it. @since 0.1 */
GIREPORT_API const gireport_report *gireport_result_report(const gireport_result *r);
/** @return the findings of reading and checking, borrowed; NULL where memory was short. @since 0.1 */
GIREPORT_API const gireport_findings *gireport_result_findings(const gireport_result *r);
/** @return what the gireport_map_fn set, or NULL. @since 0.1 */
GIREPORT_API void *gireport_result_data(const gireport_result *r);

#ifdef __cplusplus
}
#endif
#endif
