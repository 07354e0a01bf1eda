/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_WAIVERS_H
#define GIREPORT_WAIVERS_H

/**
 * @file waivers.h
 * Findings that someone has looked at and accepts: they stay listed, with the reason, and no longer count.
 *
 * Example:
 *
 *     puts(gireport_waiver_reason_gloss("LATE", GIREPORT_LANG_EN));
 *     // prints: a unit corrected its report after the consolidation
 */

#include "findings.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The waivers of a file (docs/waivers.md). Owned by its creator, immutable. @since 0.1 */
typedef struct gireport_waivers gireport_waivers;

/** What a waiver says of a finding, for gireport_finding_waiver(). @since 0.1 */
enum gireport_waiver_part {
    GIREPORT_WAIVER_REASON = 0, /**< the code of the reason: "CODEF" */
    GIREPORT_WAIVER_NOTE = 1,   /**< the reason in free words */
    GIREPORT_WAIVER_BY = 2,     /**< who accepted the finding */
    GIREPORT_WAIVER_ON = 3      /**< when: YYYY-MM-DD */
};

/**
 * Reads a waiver file. An entry that is not whole is told and left out; the others are kept.
 * @param findings  where the problems of the file (GI-W) are added, or NULL
 * @param[out] out  owned: release with gireport_waivers_free()
 * @return GIREPORT_OK; _SYNTAX (no YAML, JSON); _INVALID_DATA (no waiver file); _LIMIT; _NOMEM; _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_waivers_read(const char *data, size_t len, gireport_findings *findings,
                                       gireport_waivers **out);
/** @since 0.1 */
GIREPORT_API void gireport_waivers_free(gireport_waivers *w);
/** @return how many waivers there are: those that were whole. @since 0.1 */
GIREPORT_API size_t gireport_waivers_count(const gireport_waivers *w);
/** @return what a code of a reason means, or NULL where there is no such code. @since 0.1 */
GIREPORT_API const char *gireport_waiver_reason_gloss(const char *code, uint32_t lang);

/**
 * Marks the findings of a checked report that are accepted. They stay in the list and no longer count in
 * gireport_findings_count_of(). A waiver of this organ and year that no finding needs any more is told (GI-W-005),
 * provided that its rule was assessed; so is one that has expired (GI-W-006).
 * @param today  the day of the check, YYYY-MM-DD; NULL: no waiver expires
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG (also for a day that there is not). Thread-safe for different findings.
 * @since 0.1
 */
GIREPORT_API int gireport_waivers_apply(const gireport_waivers *w, const char *today, gireport_findings *findings);

/** @return 1 if a finding is accepted by a waiver, else 0. @since 0.1 */
GIREPORT_API int gireport_finding_waived(const gireport_findings *f, size_t i);
/** @param part  enum gireport_waiver_part. @return what the waiver says, "" where nothing; NULL: not waived. @since 0.1 */
GIREPORT_API const char *gireport_finding_waiver(const gireport_findings *f, size_t i, uint32_t part);
/** @return how many findings are accepted by waivers. @since 0.1 */
GIREPORT_API size_t gireport_findings_count_waived(const gireport_findings *f);

#ifdef __cplusplus
}
#endif
#endif
