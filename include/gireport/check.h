/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_CHECK_H
#define GIREPORT_CHECK_H

/**
 * @file check.h
 * Checking a report with every rule of its form, and the smallest repair.
 *
 * Example:
 *
 *     gireport_report *r = NULL;
 *     gireport_findings *f = NULL;
 *     gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
 *     int status = gireport_findings_new(&f);
 *     o.profile = GIREPORT_PROFILE_GATE;
 *     if (status == GIREPORT_OK)
 *         status = gireport_read_file("jinxiang_2020.yaml", NULL, &r, f);
 *     if (status == GIREPORT_OK)
 *         status = gireport_check(r, &o, f);
 *     printf("%d errors\n", (int)gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR));
 *     gireport_report_free(r);
 *     gireport_findings_free(f);
 *     // prints: 6 errors
 */

#include "findings.h"

#ifdef __cplusplus
extern "C" {
#endif

/** The proposals for one report. Owned by its creator, immutable. @since 0.1 */
typedef struct gireport_repair gireport_repair;

/** What blank cells count. @since 0.1 */
enum gireport_blank {
    GIREPORT_BLANK_LENIENT = 0, /**< a blank part counts 0, a blank total is unknown */
    GIREPORT_BLANK_STRICT = 1   /**< every blank is unknown */
};

/** Which rules run. @since 0.1 */
enum gireport_profile {
    GIREPORT_PROFILE_DEFAULT = 0,
    GIREPORT_PROFILE_GATE = 1,  /**< errors of the tables only */
    GIREPORT_PROFILE_STRICT = 2 /**< all rules, local practice included */
};

/** How to check. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_check_options {
    size_t size;      /**< sizeof(gireport_check_options) */
    uint32_t blank;   /**< enum gireport_blank */
    uint32_t profile; /**< enum gireport_profile */
    uint32_t level;   /**< enum gireport_level; 0: that of the report */
    uint32_t since;   /**< only rules up to this version (0xMMmmpp); 0: all */
    const char *published;        /**< date of publication YYYY-MM-DD; NULL: that of the report */
    const gireport_report *prior; /**< the report of the year before, or NULL */
    const gireport_report *const *units; /**< reports of the covered units, or NULL */
    size_t n_units;
} gireport_check_options;

/** @since 0.1 */
#define GIREPORT_CHECK_OPTIONS_INIT {sizeof(gireport_check_options), 0, 0, 0, 0, NULL, NULL, NULL, 0}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_check_options_init(gireport_check_options *o, size_t size);

/**
 * Checks a report. Pure: the report is not changed; the same report gives the same findings.
 * @param options   NULL for the defaults
 * @param findings  where findings and the rules that could not be assessed are added
 * @return GIREPORT_OK (whatever was found), _NOMEM, _INVALID_ARG, _ABI. Thread-safe for different findings.
 * @since 0.1
 */
GIREPORT_API int gireport_check(const gireport_report *r, const gireport_check_options *options,
                                gireport_findings *findings);

/** Checks only the rules over one cell, for a form that is being typed. As gireport_check(). @since 0.1 */
GIREPORT_API int gireport_check_cell(const gireport_report *r, size_t field, const gireport_check_options *options,
                                     gireport_findings *findings);

/** How to look for a repair. Zero means the default. @since 0.1 */
typedef struct gireport_repair_options {
    size_t size;            /**< sizeof(gireport_repair_options) */
    uint32_t blank;         /**< enum gireport_blank */
    uint32_t max_cells;     /**< the largest set looked for; default 8 */
    uint32_t max_proposals; /**< how many of equal size are kept; default 16 */
    uint32_t reserved;      /**< 0 */
    uint64_t max_nodes;     /**< budget of the search; default 200,000 */
} gireport_repair_options;

/** @since 0.1 */
#define GIREPORT_REPAIR_OPTIONS_INIT {sizeof(gireport_repair_options), 0, 0, 0, 0, 0}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_repair_options_init(gireport_repair_options *o, size_t size);

/**
 * Finds the smallest sets of cells whose change satisfies every linear error rule of the template.
 * Proposals are ordered: likelier first. The report is not changed.
 * @param[out] out  owned: release with gireport_repair_free(); it keeps no reference to the report
 * @return GIREPORT_OK; _LIMIT (the budget was spent before an answer; *out then holds what is known); _NOMEM;
 *         _INVALID_ARG; _ABI. @since 0.1
 */
GIREPORT_API int gireport_repair_find(const gireport_report *r, const gireport_repair_options *options,
                                      gireport_repair **out);
/** @since 0.1 */
GIREPORT_API void gireport_repair_free(gireport_repair *p);
/** @return how many proposals there are: 0 where nothing is broken or nothing was found. @since 0.1 */
GIREPORT_API size_t gireport_repair_count(const gireport_repair *p);
/** @return 1 if the search was complete and the first proposal is the only smallest one, else 0. @since 0.1 */
GIREPORT_API int gireport_repair_unique(const gireport_repair *p);
/** @return how many cells a proposal changes. @since 0.1 */
GIREPORT_API size_t gireport_repair_cell_count(const gireport_repair *p, size_t proposal);
/** One change. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_repair_cell(const gireport_repair *p, size_t proposal, size_t cell, size_t *out_field,
                                      int64_t *out_old, int64_t *out_new);
/** @return the likely cause in words. @since 0.1 */
GIREPORT_API const char *gireport_repair_cause(const gireport_repair *p, size_t proposal, uint32_t lang);
/**
 * Makes a corrected copy; changed cells have the origin REPAIRED.
 * @param[out] out  owned: release with gireport_report_free()
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_repair_apply(const gireport_repair *p, size_t proposal, const gireport_report *r,
                                       gireport_report **out);

#ifdef __cplusplus
}
#endif
#endif
