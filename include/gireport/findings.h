/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_FINDINGS_H
#define GIREPORT_FINDINGS_H

/**
 * @file findings.h
 * Findings: what reading and checking have to tell about one input.
 *
 * Example:
 *
 *     gireport_findings *f = NULL;
 *     gireport_report *r = NULL;
 *     int status = gireport_findings_new(&f);
 *     if (status == GIREPORT_OK)
 *         status = gireport_read("gireport: 1\ntemplate: cn-2030", GIREPORT_LEN_AUTO, NULL, &r, f);
 *     for (size_t i = 0; i < gireport_findings_count(f); i++)
 *         puts(gireport_finding_rule(f, i));
 *     gireport_report_free(r);
 *     gireport_findings_free(f);
 *     // prints: GI-I-008
 *     // prints: GI-I-013
 *     // prints: GI-I-013
 */

#include "report.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The findings of one input. Owned by its creator; reusable after gireport_findings_clear(). @since 0.1 */
typedef struct gireport_findings gireport_findings;

/** The part that a cell plays in a finding. @since 0.1 */
enum gireport_role {
    GIREPORT_ROLE_CELL = 0,   /**< the cell that the finding is about */
    GIREPORT_ROLE_RESULT = 1, /**< a cell of the left side of a rule: the total */
    GIREPORT_ROLE_PART = 2,   /**< a cell of the right side of a rule */
    GIREPORT_ROLE_UNREAD = 3  /**< a cell that could not be read */
};

/** Formats of gireport_findings_write(). @since 0.1 */
enum gireport_findings_format {
    GIREPORT_FINDINGS_TEXT = 0, /**< file:line:column: severity: message [rule] */
    GIREPORT_FINDINGS_JSON = 1, /**< one object for all inputs, see docs/format.md */
    GIREPORT_FINDINGS_SARIF = 2 /**< SARIF 2.1.0 */
};

/** @param[out] out  owned. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_findings_new(gireport_findings **out);
/** @since 0.1 */
GIREPORT_API void gireport_findings_free(gireport_findings *f);
/** Takes all findings away; the limit stays. @since 0.1 */
GIREPORT_API void gireport_findings_clear(gireport_findings *f);
/** Sets the name of the input as outputs show it. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_findings_set_file(gireport_findings *f, const char *name);
/**
 * Lets the text output show the line that a finding is about. The bytes are those that the report was read from.
 * @param data  borrowed: it has to live until the findings are written for the last time; NULL: no excerpts
 * @return GIREPORT_OK, _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_findings_set_source(gireport_findings *f, const char *data, size_t len);
/** Sets organ, year and template of the outputs from a report. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_findings_set_report(gireport_findings *f, const gireport_report *r);

/** @return the number of findings. @since 0.1 */
GIREPORT_API size_t gireport_findings_count(const gireport_findings *f);
/** @return how many findings have a severity. @since 0.1 */
GIREPORT_API size_t gireport_findings_count_of(const gireport_findings *f, uint32_t severity);
/** @return the rule of a finding ("GI-T3-001"). @since 0.1 */
GIREPORT_API const char *gireport_finding_rule(const gireport_findings *f, size_t i);
/** @return an id that stays the same over re-runs: rule and cells. @since 0.1 */
GIREPORT_API const char *gireport_finding_id(const gireport_findings *f, size_t i);
/** @return enum gireport_severity. @since 0.1 */
GIREPORT_API uint32_t gireport_finding_severity(const gireport_findings *f, size_t i);
/** @return the message in a language. @since 0.1 */
GIREPORT_API const char *gireport_finding_message(const gireport_findings *f, size_t i, uint32_t lang);
/** Line and column, from 1; 0 where unknown. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_finding_position(const gireport_findings *f, size_t i, uint32_t *out_line,
                                           uint32_t *out_column);
/** @return the place in a document without lines, or "". @since 0.1 */
GIREPORT_API const char *gireport_finding_place(const gireport_findings *f, size_t i);
/** @return what was found, or "". @since 0.1 */
GIREPORT_API const char *gireport_finding_found(const gireport_findings *f, size_t i);
/** @return what was expected, or "". @since 0.1 */
GIREPORT_API const char *gireport_finding_expected(const gireport_findings *f, size_t i);
/** @return found minus expected, or "". @since 0.1 */
GIREPORT_API const char *gireport_finding_difference(const gireport_findings *f, size_t i);
/** @return the id of the finding that explains this one, or "". @since 0.1 */
GIREPORT_API const char *gireport_finding_cause(const gireport_findings *f, size_t i);
/** @return how many cells the finding names. @since 0.1 */
GIREPORT_API size_t gireport_finding_cell_count(const gireport_findings *f, size_t i);
/** @return the key of a named cell. @since 0.1 */
GIREPORT_API const char *gireport_finding_cell_key(const gireport_findings *f, size_t i, size_t cell);
/** @return enum gireport_role. @since 0.1 */
GIREPORT_API uint32_t gireport_finding_cell_role(const gireport_findings *f, size_t i, size_t cell);

/** @return how many rules could not be assessed. @since 0.1 */
GIREPORT_API size_t gireport_findings_unassessed_count(const gireport_findings *f);
/** @return the rule that could not be assessed. @since 0.1 */
GIREPORT_API const char *gireport_findings_unassessed_rule(const gireport_findings *f, size_t i);
/** @return the keys that were missing, separated by spaces. @since 0.1 */
GIREPORT_API const char *gireport_findings_unassessed_missing(const gireport_findings *f, size_t i);

/**
 * Writes the findings of one or more inputs.
 * @param list, n   the findings, one object an input
 * @param format    enum gireport_findings_format
 * @param lang      enum gireport_lang
 * @return GIREPORT_OK, _CALLBACK, _NOMEM, _INVALID_ARG, _UNSUPPORTED. @since 0.1
 */
GIREPORT_API int gireport_findings_write(const gireport_findings *const *list, size_t n, uint32_t format,
                                         uint32_t lang, gireport_write_fn write, void *userdata);

#ifdef __cplusplus
}
#endif
#endif
