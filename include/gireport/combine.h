/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_COMBINE_H
#define GIREPORT_COMBINE_H

/**
 * @file combine.h
 * Many reports: the sum of units as a draft for the parent; years or organs compared. Many requests: the tables that
 * their ledger gives.
 *
 * Example:
 *
 *     gireport_report *unit = NULL, *draft = NULL;
 *     int status = gireport_read_file("jinxiang_2020.yaml", NULL, &unit, NULL);
 *     if (status == GIREPORT_OK) {
 *         const gireport_report *units[] = {unit};
 *         gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
 *         o.organ = "某市人民政府";
 *         status = gireport_sum(units, 1, &o, &draft, NULL);
 *     }
 *     if (status == GIREPORT_OK)
 *         puts(gireport_report_text(draft, GIREPORT_TEXT_ORGAN));
 *     gireport_report_free(draft);
 *     gireport_report_free(unit);
 *     // prints: 某市人民政府
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
    /** The form of the draft; NULL: that of the first unit. Units in another one are added where their template says
     *  which cells follow exactly (views), and refused where it does not speak of the form at all. */
    const gireport_template *form;
} gireport_sum_options;

/** @since 0.1 */
#define GIREPORT_SUM_OPTIONS_INIT {sizeof(gireport_sum_options), 0, 0, NULL, NULL, NULL}

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

/** What each unit gave to one cell of a sum. Owned by its creator. @since 0.1 */
typedef struct gireport_sum_parts gireport_sum_parts;

/**
 * Tells which unit gives what to a cell, as gireport_sum() would add it: units in the order given, refused ones too.
 * @param units, n, options  as for gireport_sum()
 * @param key                of a field of the draft's form
 * @param[out] out           owned: release with gireport_sum_parts_free()
 * @return GIREPORT_OK, _NOT_FOUND (no such field), _NOMEM, _INVALID_ARG, _ABI. Thread-safe. @since 0.1
 */
GIREPORT_API int gireport_sum_explain(const gireport_report *const *units, size_t n,
                                      const gireport_sum_options *options, const char *key,
                                      gireport_sum_parts **out);
/** @since 0.1 */
GIREPORT_API void gireport_sum_parts_free(gireport_sum_parts *p);
/** @return the number of units. @since 0.1 */
GIREPORT_API size_t gireport_sum_parts_count(const gireport_sum_parts *p);
/** The sum. @return GIREPORT_OK; _NOT_FOUND (unknown in a unit, too large, not printed at all); _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_sum_parts_total(const gireport_sum_parts *p, int64_t *out);
/** @return the organ of a unit, "?" where it has none. @since 0.1 */
GIREPORT_API const char *gireport_sum_part_unit(const gireport_sum_parts *p, size_t i);
/** @return the state of its cell (enum gireport_state). @since 0.1 */
GIREPORT_API uint32_t gireport_sum_part_state(const gireport_sum_parts *p, size_t i);
/** The value of its cell. @return GIREPORT_OK, _NOT_FOUND, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_sum_part_value(const gireport_sum_parts *p, size_t i, int64_t *out);
/** @return the rule by which the unit was refused ("GI-C-002"), or "". @since 0.1 */
GIREPORT_API const char *gireport_sum_part_rule(const gireport_sum_parts *p, size_t i);

/* ---- comparison ---- */

/** What a comparison is of. @since 0.1 */
enum gireport_compare_kind {
    GIREPORT_COMPARE_ONE = 0,    /**< one report: its indicators */
    GIREPORT_COMPARE_YEARS = 1,  /**< years of one organ, in order of year; each is set against the one before */
    GIREPORT_COMPARE_ORGANS = 2, /**< organs of one year, in the order given; each is set against the first */
    GIREPORT_COMPARE_MIXED = 3   /**< organs and years; each is set against the first */
};

/** Bits of gireport_comparison_notes(). @since 0.1 */
enum gireport_compare_note {
    GIREPORT_COMPARE_SMALL_BASE = 1,  /**< the base is 0 or so small that a percentage would mislead: none is given */
    GIREPORT_COMPARE_SMALL_WHOLE = 2, /**< the whole that this is a share of is small */
    GIREPORT_COMPARE_VIEWED = 4,      /**< from a report of another edition, exactly */
    GIREPORT_COMPARE_TOO_LARGE = 8    /**< a result is beyond 64 bits and not given */
};

/** How to compare. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_compare_options {
    size_t size;      /**< sizeof(gireport_compare_options) */
    uint32_t blank;   /**< in indicators: what a blank or "/" counts; 0: 0; 1: unknown */
    uint32_t least;   /**< the smallest base of a percentage, in 件 or 万元; 0: 10 */
    uint32_t passage; /**< letters of the shortest repeated passage that is listed; 0: 20 */
    uint32_t reserved; /**< 0 */
} gireport_compare_options;

/** @since 0.1 */
#define GIREPORT_COMPARE_OPTIONS_INIT {sizeof(gireport_compare_options), 0, 0, 0, 0}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_compare_options_init(gireport_compare_options *o, size_t size);

/** Reports set against each other. Owned by its creator; never changes once made. @since 0.1 */
typedef struct gireport_comparison gireport_comparison;

/**
 * Compares reports: years of one organ, or organs of one year; or shows the indicators of one.
 *
 * Columns are reports. Rows are the cells of the form, then the indicators that its template defines. Cells are
 * compared over editions only where the template says that it is exact; a finding names the others and the reason.
 * Percentages and shares are computed from whole numbers and rounded half away from zero.
 *
 * @param reports, n  borrowed for the call; none is changed
 * @param options     NULL for the defaults
 * @param[out] out    owned: release with gireport_comparison_free()
 * @param findings    NULL, or where findings (GI-C-) are added
 * @return GIREPORT_OK, _NOMEM, _LIMIT (more than 10,000 reports), _INVALID_ARG, _ABI. Thread-safe for different
 *         findings. @since 0.1
 */
GIREPORT_API int gireport_compare(const gireport_report *const *reports, size_t n,
                                  const gireport_compare_options *options, gireport_comparison **out,
                                  gireport_findings *findings);
/** @since 0.1 */
GIREPORT_API void gireport_comparison_free(gireport_comparison *c);

/** @return enum gireport_compare_kind. @since 0.1 */
GIREPORT_API uint32_t gireport_comparison_kind(const gireport_comparison *c);
/** @return the number of reports. @since 0.1 */
GIREPORT_API size_t gireport_comparison_column_count(const gireport_comparison *c);
/** @return what to call a report: its year, its organ, or both. @since 0.1 */
GIREPORT_API const char *gireport_comparison_column_name(const gireport_comparison *c, size_t column);
/** @return the index of the report in the array that was compared. @since 0.1 */
GIREPORT_API size_t gireport_comparison_column_source(const gireport_comparison *c, size_t column);

/** @return the number of rows. @since 0.1 */
GIREPORT_API size_t gireport_comparison_row_count(const gireport_comparison *c);
/** @return the key of a field, or of an indicator: "indicators.outcomes.granted". @since 0.1 */
GIREPORT_API const char *gireport_comparison_row_key(const gireport_comparison *c, size_t row);
/** @return the label in a language; that of a field is official and Chinese. @since 0.1 */
GIREPORT_API const char *gireport_comparison_row_label(const gireport_comparison *c, size_t row, uint32_t lang);
/** @return the unit of the values: "件", "项", "元", or "". @since 0.1 */
GIREPORT_API const char *gireport_comparison_row_unit(const gireport_comparison *c, size_t row);
/** @return the template that alone has the row, where there are several; else "". @since 0.1 */
GIREPORT_API const char *gireport_comparison_row_template(const gireport_comparison *c, size_t row);
/** @return why the row cannot be compared over editions, or "". @since 0.1 */
GIREPORT_API const char *gireport_comparison_row_reason(const gireport_comparison *c, size_t row, uint32_t lang);

/** @return the state of a value (enum gireport_state); ABSENT where the edition has no such cell. @since 0.1 */
GIREPORT_API uint32_t gireport_comparison_state(const gireport_comparison *c, size_t row, size_t column);
/** The value; money in 0.01 元. @return GIREPORT_OK, _NOT_FOUND, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_comparison_value(const gireport_comparison *c, size_t row, size_t column, int64_t *out);
/** What the value of an indicator is a share of. @return as gireport_comparison_value(). @since 0.1 */
GIREPORT_API int gireport_comparison_whole(const gireport_comparison *c, size_t row, size_t column, int64_t *out);
/** The share, in hundredths of a percent. @return as gireport_comparison_value(). @since 0.1 */
GIREPORT_API int gireport_comparison_share(const gireport_comparison *c, size_t row, size_t column, int64_t *out);
/**
 * The value less that of the column of reference; of a share, in hundredths of a percentage point.
 * @return as gireport_comparison_value(). @since 0.1
 */
GIREPORT_API int gireport_comparison_change(const gireport_comparison *c, size_t row, size_t column, int64_t *out);
/** The same in hundredths of a percent of the reference. @return as gireport_comparison_value(). @since 0.1 */
GIREPORT_API int gireport_comparison_percent(const gireport_comparison *c, size_t row, size_t column, int64_t *out);
/** @return the bits of enum gireport_compare_note. @since 0.1 */
GIREPORT_API uint32_t gireport_comparison_notes(const gireport_comparison *c, size_t row, size_t column);

/**
 * @return how many repeat rates there are: of each text part and each table, for each pair of neighbouring years, or
 *         for each pair of up to 64 organs. @since 0.1
 */
GIREPORT_API size_t gireport_comparison_repeat_count(const gireport_comparison *c);
/** The two columns: how much of *out_b stands in *out_a already. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_comparison_repeat_columns(const gireport_comparison *c, size_t i, size_t *out_a, size_t *out_b);
/** @return the part ("overview", "problems", "remarks") or table ("applications"). @since 0.1 */
GIREPORT_API const char *gireport_comparison_repeat_part(const gireport_comparison *c, size_t i);
/** @return the rate in hundredths of a percent. @since 0.1 */
GIREPORT_API uint32_t gireport_comparison_repeat_rate(const gireport_comparison *c, size_t i);
/** Of how many letters or cells how many are repeated. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_comparison_repeat_size(const gireport_comparison *c, size_t i, uint64_t *out_same,
                                                 uint64_t *out_all);
/** @return how many repeated passages are listed: the longest, up to 20. @since 0.1 */
GIREPORT_API size_t gireport_comparison_passage_count(const gireport_comparison *c, size_t i);
/** @return a repeated passage as it stands in the later report, the longest first. @since 0.1 */
GIREPORT_API const char *gireport_comparison_passage(const gireport_comparison *c, size_t i, size_t passage);

/**
 * How much of a text stands in another one already.
 *
 * Letters, digits and Chinese characters count; spaces and punctuation do not, letter case, width and traditional forms
 * make no difference, and any number is like any other. A character is repeated if one of the runs of ten characters
 * that it belongs to stands in the earlier text too. Texts shorter than that are repeated if they are equal. Linear in
 * the lengths of both.
 *
 * @param[out] out_same, out_all  of how many characters of the later text how many are repeated
 * @return GIREPORT_OK, _NOMEM, _LIMIT (a text of 2 GB and more), _INVALID_ARG. Thread-safe. @since 0.1
 */
GIREPORT_API int gireport_text_repeat(const char *earlier, size_t earlier_len, const char *later, size_t later_len,
                                      uint64_t *out_same, uint64_t *out_all);
/** A ledger of requests that was counted. Owned by its creator; never changes. @since 0.1 */
typedef struct gireport_tally gireport_tally;

/** Does a row of the ledger count in a cell? @since 0.1 */
enum gireport_tally_counts {
    GIREPORT_TALLY_NO = 0,
    GIREPORT_TALLY_YES = 1,
    GIREPORT_TALLY_MAYBE = 2 /**< something of the row is wrong or missing, a finding says what */
};

/** Bits for gireport_tally_write_rows(). @since 0.1 */
enum gireport_tally_flag {
    GIREPORT_TALLY_LINES = 1 /**< two columns before those of the ledger: line, and counts (yes or maybe) */
};

/** How to count a ledger. Zero means the default, in every field. @since 0.1 */
typedef struct gireport_tally_options {
    size_t size;       /**< sizeof(gireport_tally_options) */
    int32_t year;      /**< the year to count; 0: that of `report` */
    uint32_t reserved; /**< 0 */
    const gireport_template *form; /**< the form; NULL: that of `report`, else the built-in edition of the year */
    const gireport_report *report; /**< a report whose other tables and texts are taken over, or NULL; not changed */
    const char *charset; /**< of the ledger ("GB18030"); NULL: told from the bytes */
    size_t max_bytes;    /**< of the ledger; default 64 MiB */
    size_t max_rows;     /**< of the ledger; default 1,000,000 */
} gireport_tally_options;

/** @since 0.1 */
#define GIREPORT_TALLY_OPTIONS_INIT {sizeof(gireport_tally_options), 0, 0, NULL, NULL, NULL, 0, 0}

/** Sets all fields to their defaults. @return GIREPORT_OK, _ABI. @since 0.1 */
GIREPORT_API int gireport_tally_options_init(gireport_tally_options *o, size_t size);

/**
 * Counts a ledger of requests into the tables of requests and of disputes.
 *
 * A ledger is CSV with a header, one row a request: day of receipt, kind of applicant, outcome, day of closing, and
 * where there are any the results of reviews and lawsuits. By which names columns go and which words stand for which
 * row of the form, the template says (docs/format.md, "The ledger of requests").
 *
 * The dates alone decide where a request counts: received in the year, it is new; received before and not closed
 * before, it was carried in; closed in the year, it counts by its outcome; else it is carried out. So the sums of the
 * form hold whatever the ledger says. Nothing is guessed: what is wrong with a row is a finding with its line, and a
 * cell in which that row may count or not becomes UNREADABLE, its text the count that is sure ("≥12").
 *
 * @param data, len  UTF-8 or GB18030; copied
 * @param options    NULL for the defaults; a year has to come from somewhere
 * @param[out] out   owned: release with gireport_tally_free()
 * @param findings   NULL, or where findings (GI-G-) are added
 * @return GIREPORT_OK; _INVALID_DATA (no ledger, columns missing, a report of another year or form); _NOT_FOUND (no
 *         built-in edition of that year); _UNSUPPORTED (the form counts no ledger; the charset is not known to this
 *         system); _LIMIT; _NOMEM; _INVALID_ARG (also: no year); _ABI. Thread-safe for different findings.
 * @since 0.1
 */
GIREPORT_API int gireport_tally_new(const char *data, size_t len, const gireport_tally_options *options,
                                    gireport_tally **out, gireport_findings *findings);
/** Releases a tally and its report. @since 0.1 */
GIREPORT_API void gireport_tally_free(gireport_tally *t);
/** @return the report with the counts, borrowed: gireport_report_copy() makes one to change. @since 0.1 */
GIREPORT_API const gireport_report *gireport_tally_report(const gireport_tally *t);
/** @return how many rows the ledger has, without empty ones. @since 0.1 */
GIREPORT_API size_t gireport_tally_row_count(const gireport_tally *t);
/** @return the line of the ledger on which a row begins, from 1; 0 where there is no such row. @since 0.1 */
GIREPORT_API uint32_t gireport_tally_row_line(const gireport_tally *t, size_t row);
/** @return the number of the request, as written; "" where it has none. @since 0.1 */
GIREPORT_API const char *gireport_tally_row_number(const gireport_tally *t, size_t row);
/** @return enum gireport_tally_counts: does a row count in a field? O(1). @since 0.1 */
GIREPORT_API uint32_t gireport_tally_row_counts(const gireport_tally *t, size_t row, size_t field);
/**
 * Writes the rows behind a cell as they stand in the ledger, with its header: CSV, UTF-8. Those behind
 * "applications.carried_out.total" are what next year's ledger begins with.
 * @param field  a field of the report's template
 * @param flags  enum gireport_tally_flag
 * @return GIREPORT_OK, _CALLBACK, _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_tally_write_rows(const gireport_tally *t, size_t field, uint32_t flags,
                                           gireport_write_fn write, void *userdata);

#ifdef __cplusplus
}
#endif
#endif
