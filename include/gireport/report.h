/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_REPORT_H
#define GIREPORT_REPORT_H

/**
 * @file report.h
 * The model: a report is one organ, one year, one template, and a cell for each field.
 *
 * 0, blank, "/" and unreadable are four different things; see enum gireport_state.
 *
 * Example:
 *
 *     gireport_report *r = NULL;
 *     size_t field;
 *     int status = gireport_report_new(gireport_template_find("cn-2021"), &r);
 *     if (status == GIREPORT_OK)
 *         status = gireport_template_field_find(gireport_report_template(r), "applications.new.natural", &field);
 *     if (status == GIREPORT_OK)
 *         status = gireport_cell_set_text(r, field, "/", GIREPORT_LEN_AUTO, NULL);
 *     if (status == GIREPORT_OK && gireport_cell_state(r, field) == GIREPORT_STATE_NA)
 *         puts("not applicable, which is not 0");
 *     gireport_report_free(r);
 *     // prints: not applicable, which is not 0
 */

#include "template.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One report. Owned by its creator; to be changed by one thread at a time. @since 0.1 */
typedef struct gireport_report gireport_report;

/** The state of a cell. @since 0.1 */
enum gireport_state {
    GIREPORT_STATE_ABSENT = 0,    /**< no such cell in the input */
    GIREPORT_STATE_BLANK = 1,     /**< the cell exists and is empty */
    GIREPORT_STATE_NA = 2,        /**< "/", "-", "—", "无" … */
    GIREPORT_STATE_UNREADABLE = 3, /**< something is printed, no value can be taken surely */
    GIREPORT_STATE_VALUE = 4
};

/** Where a cell's content comes from. @since 0.1 */
enum gireport_origin {
    GIREPORT_ORIGIN_STATED = 0,   /**< printed under its label */
    GIREPORT_ORIGIN_INFERRED = 1, /**< placed or split by order and identities */
    GIREPORT_ORIGIN_REPAIRED = 2  /**< proposed by a repair */
};

/** The unit of a money value. @since 0.1 */
enum gireport_unit {
    GIREPORT_UNIT_NONE = 0,   /**< not money */
    GIREPORT_UNIT_YUAN = 1,   /**< the value is in 0.01 元 */
    GIREPORT_UNIT_UNKNOWN = 2 /**< money whose unit is not known: the number as printed, see scale */
};

/** The texts of a report. @since 0.1 */
enum gireport_text {
    GIREPORT_TEXT_TITLE = 0,
    GIREPORT_TEXT_PREAMBLE = 1,
    GIREPORT_TEXT_OVERVIEW = 2,  /**< part 一 */
    GIREPORT_TEXT_PROBLEMS = 3,  /**< part 五 */
    GIREPORT_TEXT_REMARKS = 4,   /**< part 六 */
    GIREPORT_TEXT_ORGAN = 5,
    GIREPORT_TEXT_ORGAN_CODE = 6,
    GIREPORT_TEXT_PUBLISHED = 7, /**< YYYY-MM-DD */
    GIREPORT_TEXT_PERIOD = 8,    /**< YYYY-MM-DD/YYYY-MM-DD */
    GIREPORT_TEXT_URL = 9,
    GIREPORT_TEXT_ADDRESS = 10,
    GIREPORT_TEXT_POSTCODE = 11,
    GIREPORT_TEXT_PHONE = 12,
    GIREPORT_TEXT_FAX = 13,
    GIREPORT_TEXT_EMAIL = 14,
    GIREPORT_TEXT_CONTACT = 15,  /**< a contact written as one text */
    GIREPORT_TEXT_DOCUMENT = 16  /**< number of the document that the report cites as its form */
};

/** The level of an organ. @since 0.1 */
enum gireport_level {
    GIREPORT_LEVEL_UNKNOWN = 0,
    GIREPORT_LEVEL_MINISTRY = 1,
    GIREPORT_LEVEL_PROVINCE = 2,
    GIREPORT_LEVEL_CITY = 3,
    GIREPORT_LEVEL_COUNTY = 4,
    GIREPORT_LEVEL_TOWNSHIP = 5,
    GIREPORT_LEVEL_DEPARTMENT = 6,
    GIREPORT_LEVEL_OFFICE = 7,
    GIREPORT_LEVEL_OTHER = 8
};

/** Kinds of covered units, for gireport_report_units(). @since 0.1 */
enum gireport_unit_kind {
    GIREPORT_UNITS_TOWNS = 0,
    GIREPORT_UNITS_DEPARTMENTS = 1
};

/**
 * Makes an empty report: all cells absent.
 * @param t         the template; the report keeps a reference
 * @param[out] out  owned: release with gireport_report_free()
 * @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_report_new(const gireport_template *t, gireport_report **out);
/** Makes a deep copy. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_report_copy(const gireport_report *r, gireport_report **out);
/** Releases a report and all it lent. @since 0.1 */
GIREPORT_API void gireport_report_free(gireport_report *r);

/** @return the template, borrowed. @since 0.1 */
GIREPORT_API const gireport_template *gireport_report_template(const gireport_report *r);
/** @return the report year, or 0 where unknown. @since 0.1 */
GIREPORT_API int32_t gireport_report_year(const gireport_report *r);
/** Sets the year; 0 is unknown. @return GIREPORT_OK, _INVALID_ARG (not 0 or 1949..2999). @since 0.1 */
GIREPORT_API int gireport_report_set_year(gireport_report *r, int32_t year);
/** @return enum gireport_level. @since 0.1 */
GIREPORT_API uint32_t gireport_report_level(const gireport_report *r);
/** @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_report_set_level(gireport_report *r, uint32_t level);
/** @return the name of a level as report files write it ("county"), or NULL; static. @since 0.1 */
GIREPORT_API const char *gireport_level_name(uint32_t level);
/** @return the level of a name, or 0. @since 0.1 */
GIREPORT_API uint32_t gireport_level_find(const char *name);
/** @return a text (enum gireport_text), or NULL where the report has none. @since 0.1 */
GIREPORT_API const char *gireport_report_text(const gireport_report *r, uint32_t which);
/** Copies a text in; NULL takes it away. @return GIREPORT_OK, _NOMEM, _INVALID_ARG (also: no UTF-8). @since 0.1 */
GIREPORT_API int gireport_report_set_text(gireport_report *r, uint32_t which, const char *text, size_t len);
/** @return how many units of a kind (enum gireport_unit_kind) the report covers, -1 where not said. @since 0.1 */
GIREPORT_API int64_t gireport_report_units(const gireport_report *r, uint32_t kind);
/** @return GIREPORT_OK, _INVALID_ARG (below -1). @since 0.1 */
GIREPORT_API int gireport_report_set_units(gireport_report *r, uint32_t kind, int64_t count);
/** @return how many covered units are named. @since 0.1 */
GIREPORT_API size_t gireport_report_unit_count(const gireport_report *r);
/** @return the name of a covered unit. @since 0.1 */
GIREPORT_API const char *gireport_report_unit_name(const gireport_report *r, size_t i);
/** Adds the name of a covered unit. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_report_add_unit(gireport_report *r, const char *name);

/** @return the state of a cell (enum gireport_state). O(1). @since 0.1 */
GIREPORT_API uint32_t gireport_cell_state(const gireport_report *r, size_t field);
/**
 * The value of a cell: an integer; money in 0.01 元. O(1).
 * @return GIREPORT_OK; _NOT_FOUND where the state is not VALUE (*out is 0 then); _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_cell_value(const gireport_report *r, size_t field, int64_t *out);
/** @return enum gireport_unit. @since 0.1 */
GIREPORT_API uint32_t gireport_cell_unit(const gireport_report *r, size_t field);
/** @return the decimals of the value: 0, 2 for money in 元, the printed ones where the unit is unknown. @since 0.1 */
GIREPORT_API uint32_t gireport_cell_scale(const gireport_report *r, size_t field);
/** @return enum gireport_origin. @since 0.1 */
GIREPORT_API uint32_t gireport_cell_origin(const gireport_report *r, size_t field);
/** @return the text as it was printed, or "" where a program set the value. @since 0.1 */
GIREPORT_API const char *gireport_cell_raw(const gireport_report *r, size_t field);
/** @return a note printed in the cell (其中修订16件), or "". @since 0.1 */
GIREPORT_API const char *gireport_cell_note(const gireport_report *r, size_t field);
/** @return the place in a document without lines ("t3r5c2"), or "". @since 0.1 */
GIREPORT_API const char *gireport_cell_place(const gireport_report *r, size_t field);
/** Line and column in the input, from 1; 0 where unknown. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_cell_position(const gireport_report *r, size_t field, uint32_t *out_line,
                                        uint32_t *out_column);
/** Sets a value (money in 0.01 元); raw, note and place are taken away. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_cell_set_value(gireport_report *r, size_t field, int64_t value);
/** Sets a state other than VALUE; raw, note and place are taken away. @return GIREPORT_OK, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_cell_set_state(gireport_report *r, size_t field, uint32_t state);
/**
 * Sets a cell from text as it stands on paper ("+6", "102297.797528万元", "/", "").
 * What a reader would report is added to `findings` (may be NULL).
 * @return GIREPORT_OK (the state may be UNREADABLE), _NOMEM, _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_cell_set_text(gireport_report *r, size_t field, const char *text, size_t len,
                                        struct gireport_findings *findings);

/** @return how many rows or columns that the form does not have were kept. @since 0.1 */
GIREPORT_API size_t gireport_report_extra_count(const gireport_report *r);
/** @return what stood under the label of an extra row, its cells separated by tabs. @since 0.1 */
GIREPORT_API const char *gireport_report_extra_text(const gireport_report *r, size_t i);
/** @return the label of an extra row, as read. @since 0.1 */
GIREPORT_API const char *gireport_report_extra_label(const gireport_report *r, size_t i);
/** Adds an extra row. @return GIREPORT_OK, _NOMEM, _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_report_add_extra(gireport_report *r, const char *label, const char *text);

#ifdef __cplusplus
}
#endif
#endif
