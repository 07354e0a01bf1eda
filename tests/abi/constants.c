/* SPDX-License-Identifier: MIT */
/* The constants and layouts that compiled programs rely on. tests/abi/update writes this file; it changes only
 * with an addition, or with a break that is meant. Only compiled, never run. */

#include <gireport/gireport.h>

#define SAME(what, value) _Static_assert((what) == (value), #what)

/* enum gireport_arrow_table */
SAME(GIREPORT_ARROW_REPORTS, 0);
SAME(GIREPORT_ARROW_CELLS, 1);
SAME(GIREPORT_ARROW_FINDINGS, 2);

/* enum gireport_arrow_flag */
SAME(GIREPORT_ARROW_NO_CHECK, 1);

/* enum gireport_status */
SAME(GIREPORT_OK, 0);
SAME(GIREPORT_ERR_NOMEM, -1);
SAME(GIREPORT_ERR_INVALID_ARG, -2);
SAME(GIREPORT_ERR_ABI, -3);
SAME(GIREPORT_ERR_SYNTAX, -4);
SAME(GIREPORT_ERR_INVALID_DATA, -5);
SAME(GIREPORT_ERR_LIMIT, -6);
SAME(GIREPORT_ERR_NOT_FOUND, -7);
SAME(GIREPORT_ERR_IO, -8);
SAME(GIREPORT_ERR_CALLBACK, -9);
SAME(GIREPORT_ERR_UNSUPPORTED, -10);

/* enum gireport_lang */
SAME(GIREPORT_LANG_ZH, 0);
SAME(GIREPORT_LANG_EN, 1);

/* enum gireport_format */
SAME(GIREPORT_FORMAT_AUTO, 0);
SAME(GIREPORT_FORMAT_YAML, 1);
SAME(GIREPORT_FORMAT_JSON, 2);
SAME(GIREPORT_FORMAT_CSV, 3);
SAME(GIREPORT_FORMAT_TEXT, 4);
SAME(GIREPORT_FORMAT_MARKDOWN, 5);
SAME(GIREPORT_FORMAT_HTML, 6);
SAME(GIREPORT_FORMAT_DOCX, 7);
SAME(GIREPORT_FORMAT_XLSX, 8);
SAME(GIREPORT_FORMAT_PDF_BBOX, 9);
SAME(GIREPORT_FORMAT_PDF_TSV, 10);
SAME(GIREPORT_FORMAT_SVG, 11);

/* enum gireport_support */
SAME(GIREPORT_CAN_READ, 1);
SAME(GIREPORT_CAN_WRITE, 2);

/* enum gireport_feature */
SAME(GIREPORT_FEATURE_DOCUMENTS, 1);
SAME(GIREPORT_FEATURE_XLSX, 2);

/* enum gireport_batch_flag */
SAME(GIREPORT_BATCH_NO_CHECK, 1);

/* enum gireport_blank */
SAME(GIREPORT_BLANK_LENIENT, 0);
SAME(GIREPORT_BLANK_STRICT, 1);

/* enum gireport_profile */
SAME(GIREPORT_PROFILE_DEFAULT, 0);
SAME(GIREPORT_PROFILE_GATE, 1);
SAME(GIREPORT_PROFILE_STRICT, 2);

/* enum gireport_claim_verdict */
SAME(GIREPORT_CLAIM_UNBOUND, 0);
SAME(GIREPORT_CLAIM_AGREES, 1);
SAME(GIREPORT_CLAIM_OTHERWISE, 2);
SAME(GIREPORT_CLAIM_DIFFERS, 3);
SAME(GIREPORT_CLAIM_UNKNOWN, 4);
SAME(GIREPORT_CLAIM_ITEM, 5);

/* enum gireport_compare_kind */
SAME(GIREPORT_COMPARE_ONE, 0);
SAME(GIREPORT_COMPARE_YEARS, 1);
SAME(GIREPORT_COMPARE_ORGANS, 2);
SAME(GIREPORT_COMPARE_MIXED, 3);

/* enum gireport_compare_note */
SAME(GIREPORT_COMPARE_SMALL_BASE, 1);
SAME(GIREPORT_COMPARE_SMALL_WHOLE, 2);
SAME(GIREPORT_COMPARE_VIEWED, 4);
SAME(GIREPORT_COMPARE_TOO_LARGE, 8);

/* enum gireport_tally_counts */
SAME(GIREPORT_TALLY_NO, 0);
SAME(GIREPORT_TALLY_YES, 1);
SAME(GIREPORT_TALLY_MAYBE, 2);

/* enum gireport_tally_flag */
SAME(GIREPORT_TALLY_LINES, 1);

/* enum gireport_role */
SAME(GIREPORT_ROLE_CELL, 0);
SAME(GIREPORT_ROLE_RESULT, 1);
SAME(GIREPORT_ROLE_PART, 2);
SAME(GIREPORT_ROLE_UNREAD, 3);

/* enum gireport_findings_format */
SAME(GIREPORT_FINDINGS_TEXT, 0);
SAME(GIREPORT_FINDINGS_JSON, 1);
SAME(GIREPORT_FINDINGS_SARIF, 2);

/* enum gireport_read_flag */
SAME(GIREPORT_READ_NO_INFERENCE, 1);

/* enum gireport_state */
SAME(GIREPORT_STATE_ABSENT, 0);
SAME(GIREPORT_STATE_BLANK, 1);
SAME(GIREPORT_STATE_NA, 2);
SAME(GIREPORT_STATE_UNREADABLE, 3);
SAME(GIREPORT_STATE_VALUE, 4);

/* enum gireport_origin */
SAME(GIREPORT_ORIGIN_STATED, 0);
SAME(GIREPORT_ORIGIN_INFERRED, 1);
SAME(GIREPORT_ORIGIN_REPAIRED, 2);

/* enum gireport_unit */
SAME(GIREPORT_UNIT_NONE, 0);
SAME(GIREPORT_UNIT_YUAN, 1);
SAME(GIREPORT_UNIT_UNKNOWN, 2);

/* enum gireport_text */
SAME(GIREPORT_TEXT_TITLE, 0);
SAME(GIREPORT_TEXT_PREAMBLE, 1);
SAME(GIREPORT_TEXT_OVERVIEW, 2);
SAME(GIREPORT_TEXT_PROBLEMS, 3);
SAME(GIREPORT_TEXT_REMARKS, 4);
SAME(GIREPORT_TEXT_ORGAN, 5);
SAME(GIREPORT_TEXT_ORGAN_CODE, 6);
SAME(GIREPORT_TEXT_PUBLISHED, 7);
SAME(GIREPORT_TEXT_PERIOD, 8);
SAME(GIREPORT_TEXT_URL, 9);
SAME(GIREPORT_TEXT_ADDRESS, 10);
SAME(GIREPORT_TEXT_POSTCODE, 11);
SAME(GIREPORT_TEXT_PHONE, 12);
SAME(GIREPORT_TEXT_FAX, 13);
SAME(GIREPORT_TEXT_EMAIL, 14);
SAME(GIREPORT_TEXT_CONTACT, 15);
SAME(GIREPORT_TEXT_DOCUMENT, 16);

/* enum gireport_level */
SAME(GIREPORT_LEVEL_UNKNOWN, 0);
SAME(GIREPORT_LEVEL_MINISTRY, 1);
SAME(GIREPORT_LEVEL_PROVINCE, 2);
SAME(GIREPORT_LEVEL_CITY, 3);
SAME(GIREPORT_LEVEL_COUNTY, 4);
SAME(GIREPORT_LEVEL_TOWNSHIP, 5);
SAME(GIREPORT_LEVEL_DEPARTMENT, 6);
SAME(GIREPORT_LEVEL_OFFICE, 7);
SAME(GIREPORT_LEVEL_OTHER, 8);

/* enum gireport_unit_kind */
SAME(GIREPORT_UNITS_TOWNS, 0);
SAME(GIREPORT_UNITS_DEPARTMENTS, 1);

/* enum gireport_type */
SAME(GIREPORT_TYPE_COUNT, 1);
SAME(GIREPORT_TYPE_DELTA, 2);
SAME(GIREPORT_TYPE_MONEY, 3);

/* enum gireport_nature */
SAME(GIREPORT_NATURE_FLOW, 1);
SAME(GIREPORT_NATURE_STOCK, 2);
SAME(GIREPORT_NATURE_CHANGE, 3);

/* enum gireport_field_flag */
SAME(GIREPORT_FIELD_SUBTOTAL, 1);
SAME(GIREPORT_FIELD_TOTAL, 2);

/* enum gireport_severity */
SAME(GIREPORT_SEVERITY_NOTE, 1);
SAME(GIREPORT_SEVERITY_WARNING, 2);
SAME(GIREPORT_SEVERITY_ERROR, 3);

/* enum gireport_waiver_part */
SAME(GIREPORT_WAIVER_REASON, 0);
SAME(GIREPORT_WAIVER_NOTE, 1);
SAME(GIREPORT_WAIVER_BY, 2);
SAME(GIREPORT_WAIVER_ON, 3);

/* enum gireport_write_flag */
SAME(GIREPORT_WRITE_LABELS, 1);
SAME(GIREPORT_WRITE_TRACE, 2);
SAME(GIREPORT_WRITE_FINDINGS, 4);
SAME(GIREPORT_WRITE_FRAGMENT, 8);
SAME(GIREPORT_WRITE_BOM, 16);
SAME(GIREPORT_WRITE_TABLES, 32);
SAME(GIREPORT_WRITE_WIDE, 64);
SAME(GIREPORT_WRITE_STATES, 128);
SAME(GIREPORT_WRITE_CHARTS, 256);
SAME(GIREPORT_WRITE_SUMMARY, 512);

/* Layouts where a pointer has 64 bits. */
#if UINTPTR_MAX == UINT64_MAX
SAME(sizeof(gireport_arrow_item), 40);
SAME(offsetof(gireport_arrow_item, size), 0);
SAME(offsetof(gireport_arrow_item, report), 8);
SAME(offsetof(gireport_arrow_item, findings), 16);
SAME(offsetof(gireport_arrow_item, source), 24);
SAME(offsetof(gireport_arrow_item, status), 32);
SAME(sizeof(gireport_arrow_options), 40);
SAME(offsetof(gireport_arrow_options, size), 0);
SAME(offsetof(gireport_arrow_options, table), 8);
SAME(offsetof(gireport_arrow_options, flags), 12);
SAME(offsetof(gireport_arrow_options, rows), 16);
SAME(offsetof(gireport_arrow_options, lang), 20);
SAME(offsetof(gireport_arrow_options, source), 24);
SAME(offsetof(gireport_arrow_options, check), 32);
SAME(sizeof(gireport_batch_options), 80);
SAME(offsetof(gireport_batch_options, size), 0);
SAME(offsetof(gireport_batch_options, flags), 8);
SAME(offsetof(gireport_batch_options, ahead), 12);
SAME(offsetof(gireport_batch_options, read), 16);
SAME(offsetof(gireport_batch_options, check), 24);
SAME(offsetof(gireport_batch_options, map), 32);
SAME(offsetof(gireport_batch_options, drop), 40);
SAME(offsetof(gireport_batch_options, deliver), 48);
SAME(offsetof(gireport_batch_options, progress), 56);
SAME(offsetof(gireport_batch_options, extract), 64);
SAME(offsetof(gireport_batch_options, userdata), 72);
SAME(sizeof(gireport_check_options), 56);
SAME(offsetof(gireport_check_options, size), 0);
SAME(offsetof(gireport_check_options, blank), 8);
SAME(offsetof(gireport_check_options, profile), 12);
SAME(offsetof(gireport_check_options, level), 16);
SAME(offsetof(gireport_check_options, since), 20);
SAME(offsetof(gireport_check_options, published), 24);
SAME(offsetof(gireport_check_options, prior), 32);
SAME(offsetof(gireport_check_options, units), 40);
SAME(offsetof(gireport_check_options, n_units), 48);
SAME(sizeof(gireport_repair_options), 32);
SAME(offsetof(gireport_repair_options, size), 0);
SAME(offsetof(gireport_repair_options, blank), 8);
SAME(offsetof(gireport_repair_options, max_cells), 12);
SAME(offsetof(gireport_repair_options, max_proposals), 16);
SAME(offsetof(gireport_repair_options, reserved), 20);
SAME(offsetof(gireport_repair_options, max_nodes), 24);
SAME(sizeof(gireport_sum_options), 40);
SAME(offsetof(gireport_sum_options, size), 0);
SAME(offsetof(gireport_sum_options, blank), 8);
SAME(offsetof(gireport_sum_options, year), 12);
SAME(offsetof(gireport_sum_options, organ), 16);
SAME(offsetof(gireport_sum_options, parent), 24);
SAME(offsetof(gireport_sum_options, form), 32);
SAME(sizeof(gireport_compare_options), 24);
SAME(offsetof(gireport_compare_options, size), 0);
SAME(offsetof(gireport_compare_options, blank), 8);
SAME(offsetof(gireport_compare_options, least), 12);
SAME(offsetof(gireport_compare_options, passage), 16);
SAME(offsetof(gireport_compare_options, reserved), 20);
SAME(sizeof(gireport_tally_options), 56);
SAME(offsetof(gireport_tally_options, size), 0);
SAME(offsetof(gireport_tally_options, year), 8);
SAME(offsetof(gireport_tally_options, reserved), 12);
SAME(offsetof(gireport_tally_options, form), 16);
SAME(offsetof(gireport_tally_options, report), 24);
SAME(offsetof(gireport_tally_options, charset), 32);
SAME(offsetof(gireport_tally_options, max_bytes), 40);
SAME(offsetof(gireport_tally_options, max_rows), 48);
SAME(sizeof(gireport_read_options), 72);
SAME(offsetof(gireport_read_options, size), 0);
SAME(offsetof(gireport_read_options, format), 8);
SAME(offsetof(gireport_read_options, flags), 12);
SAME(offsetof(gireport_read_options, nth), 16);
SAME(offsetof(gireport_read_options, max_depth), 20);
SAME(offsetof(gireport_read_options, max_bytes), 24);
SAME(offsetof(gireport_read_options, max_documents), 32);
SAME(offsetof(gireport_read_options, max_scalar), 40);
SAME(offsetof(gireport_read_options, max_cells), 48);
SAME(offsetof(gireport_read_options, templates), 56);
SAME(offsetof(gireport_read_options, n_templates), 64);
SAME(sizeof(gireport_write_options), 56);
SAME(offsetof(gireport_write_options, size), 0);
SAME(offsetof(gireport_write_options, format), 8);
SAME(offsetof(gireport_write_options, flags), 12);
SAME(offsetof(gireport_write_options, lang), 16);
SAME(offsetof(gireport_write_options, width), 20);
SAME(offsetof(gireport_write_options, ambiguous_wide), 24);
SAME(offsetof(gireport_write_options, reserved), 28);
SAME(offsetof(gireport_write_options, source), 32);
SAME(offsetof(gireport_write_options, findings), 40);
SAME(offsetof(gireport_write_options, original), 48);
SAME(sizeof(gireport_comparison_write_options), 56);
SAME(offsetof(gireport_comparison_write_options, size), 0);
SAME(offsetof(gireport_comparison_write_options, format), 8);
SAME(offsetof(gireport_comparison_write_options, flags), 12);
SAME(offsetof(gireport_comparison_write_options, lang), 16);
SAME(offsetof(gireport_comparison_write_options, ambiguous_wide), 20);
SAME(offsetof(gireport_comparison_write_options, chart), 24);
SAME(offsetof(gireport_comparison_write_options, rules), 32);
SAME(offsetof(gireport_comparison_write_options, findings), 40);
SAME(offsetof(gireport_comparison_write_options, n_findings), 48);
#endif
