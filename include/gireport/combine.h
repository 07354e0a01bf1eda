/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_COMBINE_H
#define GIREPORT_COMBINE_H

/**
 * @file combine.h
 * Many reports: the sum of units as a draft for the parent.
 */

#include "findings.h"

#ifdef __cplusplus
extern "C" {
#endif

/** How to consolidate. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_sum_options {
    size_t size;       /**< sizeof(gireport_sum_options) */
    uint32_t blank;    /**< what a blank or "/" of a unit counts: 0 counts 0; 1: unknown */
    int32_t year;      /**< the year of the draft; 0: that of the first unit */
    const char *organ; /**< the organ of the draft, or NULL */
    const gireport_report *parent; /**< a report that lists the units to come (its unit names), or NULL */
} gireport_sum_options;

/** @since 0.1 */
#define GIREPORT_SUM_OPTIONS_INIT {sizeof(gireport_sum_options), 0, 0, NULL, NULL}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_sum_options_init(gireport_sum_options *o, size_t size);

/**
 * Consolidates the reports of units into a draft for their parent.
 *
 * Only what adds up is added: the fields of nature FLOW. Stocks and changes stay blank; a finding offers their
 * sums. A cell that is unknown in a unit (absent, unreadable) stays unknown in the draft, and a finding names
 * the units. Reports of another edition or year, and a second report of one organ, are refused: nothing is
 * added silently, a finding says which.
 *
 * @param units, n   the reports, borrowed for the call; none is changed
 * @param options    NULL for the defaults
 * @param[out] out   the draft, owned: release with gireport_report_free()
 * @param findings   NULL, or where findings (GI-C-) are added
 * @return GIREPORT_OK; _INVALID_DATA (no report is left to add; *out is NULL); _NOMEM; _INVALID_ARG; _ABI.
 *         Thread-safe for different findings.
 * @since 0.1
 */
GIREPORT_API int gireport_sum(const gireport_report *const *units, size_t n, const gireport_sum_options *options,
                              gireport_report **out, gireport_findings *findings);

#ifdef __cplusplus
}
#endif
#endif
