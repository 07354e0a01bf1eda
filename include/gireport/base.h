/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_BASE_H
#define GIREPORT_BASE_H

/**
 * @file base.h
 * Status codes, version, memory and the writer callback: what every other header uses.
 *
 * Conventions of the whole library:
 *  - Every function that can fail returns an `int`: GIREPORT_OK or one negative GIREPORT_ERR_ code.
 *    On failure each output parameter is set to NULL or 0.
 *  - Text is UTF-8 and NUL-terminated. `(const char *, size_t)` inputs need no NUL;
 *    GIREPORT_LEN_AUTO as the length says that the text is NUL-terminated.
 *  - A returned `const char *` is borrowed: it lives until its object is changed or freed.
 *    A `char **out` result is owned by the caller and released with gireport_free().
 *  - A required pointer that is NULL gives GIREPORT_ERR_INVALID_ARG (or 0, NULL from a getter),
 *    an index out of range the same; every _free() and _unref() takes NULL.
 *  - Options structs start with their `size`. Zero is the default of each field for ever.
 *  - The library has no mutable global state, never prints, never exits, and reads neither locale
 *    nor environment. Different objects may be used from different threads at the same time; one
 *    object may be read from many threads while no thread changes it.
 */

#include <stddef.h>
#include <stdint.h>

#if defined(__GNUC__) && __GNUC__ >= 4
#define GIREPORT_API __attribute__((visibility("default")))
#else
#define GIREPORT_API
#endif

#ifdef __cplusplus
extern "C" {
#endif

/** The length of an input that is NUL-terminated. @since 0.1 */
#define GIREPORT_LEN_AUTO SIZE_MAX

/** Status codes. Values are stable. @since 0.1 */
enum gireport_status {
    GIREPORT_OK = 0,
    GIREPORT_ERR_NOMEM = -1,        /**< memory could not be had */
    GIREPORT_ERR_INVALID_ARG = -2,  /**< NULL, an index out of range, or a value not allowed */
    GIREPORT_ERR_ABI = -3,          /**< an options struct that this build does not know */
    GIREPORT_ERR_SYNTAX = -4,       /**< the input is not of its format */
    GIREPORT_ERR_INVALID_DATA = -5, /**< well formed, but nothing of the form is in it */
    GIREPORT_ERR_LIMIT = -6,        /**< a limit of the options was reached */
    GIREPORT_ERR_NOT_FOUND = -7,    /**< no such key, id, item */
    GIREPORT_ERR_IO = -8,           /**< a file could not be opened, read or written */
    GIREPORT_ERR_CALLBACK = -9,     /**< the caller's callback asked to stop */
    GIREPORT_ERR_UNSUPPORTED = -10  /**< this build lacks the feature */
};

/** Languages of messages and glosses. Official labels are always Chinese. @since 0.1 */
enum gireport_lang {
    GIREPORT_LANG_ZH = 0,
    GIREPORT_LANG_EN = 1
};

/** Input and output formats. Which a build can read or write, gireport_format_support() tells. @since 0.1 */
enum gireport_format {
    GIREPORT_FORMAT_AUTO = 0,      /**< reading: told from the bytes; writing: YAML */
    GIREPORT_FORMAT_YAML = 1,      /**< the report file */
    GIREPORT_FORMAT_JSON = 2,      /**< the report file as JSON */
    GIREPORT_FORMAT_CSV = 3,       /**< long table: one line a field */
    GIREPORT_FORMAT_TEXT = 4,      /**< plain text, any arrangement */
    GIREPORT_FORMAT_MARKDOWN = 5,
    GIREPORT_FORMAT_HTML = 6,
    GIREPORT_FORMAT_DOCX = 7,
    GIREPORT_FORMAT_XLSX = 8,
    GIREPORT_FORMAT_PDF_BBOX = 9,  /**< the output of `pdftotext -bbox-layout` */
    GIREPORT_FORMAT_PDF_TSV = 10,  /**< the output of `pdftotext -tsv` */
    GIREPORT_FORMAT_SVG = 11       /**< charts: of a report, or of a comparison */
};

/** Bits of what gireport_format_support() answers. @since 0.1 */
enum gireport_support {
    GIREPORT_CAN_READ = 1,
    GIREPORT_CAN_WRITE = 2
};

/** Optional parts of the library, for gireport_feature(). @since 0.1 */
enum gireport_feature {
    GIREPORT_FEATURE_DOCUMENTS = 1, /**< reading HTML, DOCX, XLSX, PDF_BBOX; writing DOCX */
    GIREPORT_FEATURE_XLSX = 2       /**< writing XLSX */
};

/**
 * Takes output. @return 0 to go on; anything else stops the writing, whose caller then gets
 * GIREPORT_ERR_CALLBACK. @since 0.1
 */
typedef int (*gireport_write_fn)(const char *data, size_t len, void *userdata);

/** @return the version of the loaded library as 0xMMmmpp. Thread-safe. @since 0.1 */
GIREPORT_API uint32_t gireport_version(void);

/** @return the version of the loaded library, such as "0.1.0"; static. Thread-safe. @since 0.1 */
GIREPORT_API const char *gireport_version_string(void);

/** @return 1 if the loaded library has the feature (enum gireport_feature), else 0. Thread-safe. @since 0.1 */
GIREPORT_API int gireport_feature(uint32_t feature);

/** @return an English sentence for a status code; static, never NULL. Thread-safe. @since 0.1 */
GIREPORT_API const char *gireport_strerror(int status);

/** Releases what a `char **` or `void **` output gave. NULL is allowed. Thread-safe. @since 0.1 */
GIREPORT_API void gireport_free(void *memory);

/** @return how many formats there are; they are numbered from 1 (enum gireport_format). @since 0.1 */
GIREPORT_API size_t gireport_format_count(void);

/** @return the name of a format, such as "yaml"; static; NULL for an unknown one. @since 0.1 */
GIREPORT_API const char *gireport_format_name(uint32_t format);

/** @return the format of a name or file extension ("yaml", "yml", "htm" …), or 0. @since 0.1 */
GIREPORT_API uint32_t gireport_format_find(const char *name);

/** @return the GIREPORT_CAN_ bits of what this build does with a format. @since 0.1 */
GIREPORT_API uint32_t gireport_format_support(uint32_t format);

#ifdef __cplusplus
}
#endif
#endif
