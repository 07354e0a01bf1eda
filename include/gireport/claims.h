/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_CLAIMS_H
#define GIREPORT_CLAIMS_H

/**
 * @file claims.h
 * What the sentences of a report say in numbers: each number, how it was read, and which cells it was taken for.
 *
 * Example:
 *
 *     gireport_report *r = NULL;
 *     gireport_claims *c = NULL;
 *     int status = gireport_read_file("jinxiang_2020.txt", NULL, &r, NULL);
 *     if (status == GIREPORT_OK)
 *         status = gireport_claims_find(r, NULL, &c);
 *     if (status == GIREPORT_OK && gireport_claims_count(c) > 0)
 *         puts(gireport_claim_cell_key(c, 0, 0));
 *     gireport_claims_free(c);
 *     gireport_report_free(r);
 *     // prints: applications.new.total
 */

#include "check.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The claims of one report, in the order of its text. Owned by its creator. @since 0.1 */
typedef struct gireport_claims gireport_claims;

/** What came of comparing a claim. @since 0.1 */
enum gireport_claim_verdict {
    GIREPORT_CLAIM_UNBOUND = 0,   /**< not surely of any cell: not judged, gireport_claim_reason() says why */
    GIREPORT_CLAIM_AGREES = 1,    /**< it is what the cells say */
    GIREPORT_CLAIM_OTHERWISE = 2, /**< it is what they say in another way of counting (new plus carried in) */
    GIREPORT_CLAIM_DIFFERS = 3,   /**< it is not what the cells say */
    GIREPORT_CLAIM_UNKNOWN = 4,   /**< a cell or the report of the year before is not known */
    GIREPORT_CLAIM_ITEM = 5       /**< no cell is for it; it counts in the list of its sentence (a channel, a fee) */
};

/**
 * Finds the claims of the text parts.
 * @param options   as for gireport_check(): level and prior matter; NULL for the defaults
 * @param[out] out  owned: release with gireport_claims_free(); it keeps no reference to the report
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG, _ABI. @since 0.1
 */
GIREPORT_API int gireport_claims_find(const gireport_report *r, const gireport_check_options *options,
                                      gireport_claims **out);
/** @since 0.1 */
GIREPORT_API void gireport_claims_free(gireport_claims *c);
/** Sets the name of the input as outputs show it. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_claims_set_file(gireport_claims *c, const char *name);
/** @return how many there are: numbers with a unit, percentages, and words that say 0 (未收到…申请). @since 0.1 */
GIREPORT_API size_t gireport_claims_count(const gireport_claims *c);
/** @return enum gireport_text: the part that it stands in. @since 0.1 */
GIREPORT_API uint32_t gireport_claim_part(const gireport_claims *c, size_t i);
/** Line and column, from 1; 0 where unknown. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_claim_position(const gireport_claims *c, size_t i, uint32_t *out_line,
                                         uint32_t *out_column);
/** @return the words as written, the number among them. @since 0.1 */
GIREPORT_API const char *gireport_claim_quote(const gireport_claims *c, size_t i);
/** @return the number as written, with its unit; "" where words say 0. @since 0.1 */
GIREPORT_API const char *gireport_claim_number(const gireport_claims *c, size_t i);
/** The number as read: value × 10^-scale. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_claim_value(const gireport_claims *c, size_t i, int64_t *out);
/** @return the decimals of the value: 2 for money in 元, those that are written for a percentage, else 0. @since 0.1 */
GIREPORT_API uint32_t gireport_claim_scale(const gireport_claims *c, size_t i);
/** @return 件, 元, % …; "" where words say 0. @since 0.1 */
GIREPORT_API const char *gireport_claim_unit(const gireport_claims *c, size_t i);
/** @return the pattern of the form that it fits, by its key or its first word; "" where none does. @since 0.1 */
GIREPORT_API const char *gireport_claim_pattern(const gireport_claims *c, size_t i);
/** @return the rule that judges it, or "". @since 0.1 */
GIREPORT_API const char *gireport_claim_rule(const gireport_claims *c, size_t i);
/** @return enum gireport_claim_verdict. @since 0.1 */
GIREPORT_API uint32_t gireport_claim_verdict(const gireport_claims *c, size_t i);
/** What the cells add up to, with the scale of the value. @return GIREPORT_OK; _NOT_FOUND: not known;
 *  _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_claim_expected(const gireport_claims *c, size_t i, int64_t *out);
/** @return why it was not judged, in words; "" where it was. @since 0.1 */
GIREPORT_API const char *gireport_claim_reason(const gireport_claims *c, size_t i, uint32_t lang);
/** @return how many cells it was taken for. @since 0.1 */
GIREPORT_API size_t gireport_claim_cell_count(const gireport_claims *c, size_t i);
/** @return the key of one of them. @since 0.1 */
GIREPORT_API const char *gireport_claim_cell_key(const gireport_claims *c, size_t i, size_t cell);

/**
 * Writes the claims of one or more reports.
 * @param list, n  the claims, one object a report
 * @param format   GIREPORT_FINDINGS_TEXT or _JSON (one object for all, docs/format.md)
 * @param lang     enum gireport_lang
 * @return GIREPORT_OK, _CALLBACK, _NOMEM, _INVALID_ARG, _UNSUPPORTED (SARIF). @since 0.1
 */
GIREPORT_API int gireport_claims_write(const gireport_claims *const *list, size_t n, uint32_t format,
                                       uint32_t lang, gireport_write_fn write, void *userdata);

#ifdef __cplusplus
}
#endif
#endif
