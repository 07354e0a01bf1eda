/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT_TEMPLATE_H
#define GIREPORT_TEMPLATE_H

/**
 * @file template.h
 * The form as data: one template is one edition of the form, with its tables, fields and rules.
 *
 * A template is immutable. Its fields are numbered from 0 in the order of the form; the number is
 * stable for a template, the key (`applications.granted.total`) is stable for ever.
 *
 * Example:
 *
 *     const gireport_template *t = gireport_template_find("cn-2021");
 *     size_t field;
 *     if (gireport_template_field_find(t, "applications.granted.total", &field) == GIREPORT_OK)
 *         puts(gireport_field_label(t, field));
 *     // prints: （一）予以公开·总计
 */

#include "base.h"

#ifdef __cplusplus
extern "C" {
#endif

/** One edition of the form. Immutable, reference-counted (atomic), usable from all threads. @since 0.1 */
typedef struct gireport_template gireport_template;
/** One rule that this build or a template knows. Immutable. @since 0.1 */
typedef struct gireport_rule gireport_rule;
struct gireport_findings;

/** What a field holds. @since 0.1 */
enum gireport_type {
    GIREPORT_TYPE_COUNT = 1, /**< an integer, not negative */
    GIREPORT_TYPE_DELTA = 2, /**< a signed integer (本年增/减) */
    GIREPORT_TYPE_MONEY = 3  /**< money; the value is in 0.01 元 */
};

/** How a field adds up over units and years. @since 0.1 */
enum gireport_nature {
    GIREPORT_NATURE_FLOW = 1,  /**< what happened in the year: additive over units */
    GIREPORT_NATURE_STOCK = 2, /**< what stands at a day (现行有效件数) */
    GIREPORT_NATURE_CHANGE = 3 /**< the change of a stock */
};

/** Bits of gireport_field_flags(). @since 0.1 */
enum gireport_field_flag {
    GIREPORT_FIELD_SUBTOTAL = 1, /**< a group's own row: not part of the official form */
    GIREPORT_FIELD_TOTAL = 2     /**< in a total row or column */
};

/** @since 0.1 */
enum gireport_severity {
    GIREPORT_SEVERITY_NOTE = 1,
    GIREPORT_SEVERITY_WARNING = 2,
    GIREPORT_SEVERITY_ERROR = 3
};

/** @return how many templates are built in. @since 0.1 */
GIREPORT_API size_t gireport_template_count(void);
/** @return the i-th built-in template, in order of its years; static, needs no unref. @since 0.1 */
GIREPORT_API const gireport_template *gireport_template_at(size_t i);
/** @return the built-in template of an id ("cn-2021"), or NULL; static, needs no unref. @since 0.1 */
GIREPORT_API const gireport_template *gireport_template_find(const char *id);

/**
 * Makes a template from a template file (YAML, see docs/templates.md).
 *
 * @param data, len  the file; need not outlive the call
 * @param[out] out   the template, owned: release with gireport_template_unref()
 * @param findings   NULL, or where each problem of the file is added, with line and column
 * @return GIREPORT_OK; _SYNTAX (no YAML); _INVALID_DATA (not a sound template); _LIMIT; _NOMEM; _INVALID_ARG
 * @since 0.1
 */
GIREPORT_API int gireport_template_load(const char *data, size_t len, const gireport_template **out,
                                        struct gireport_findings *findings);
/** Takes one more reference. @return its argument. Built-ins are not counted. @since 0.1 */
GIREPORT_API const gireport_template *gireport_template_ref(const gireport_template *t);
/** Gives a reference back. @since 0.1 */
GIREPORT_API void gireport_template_unref(const gireport_template *t);

/** @return the id, such as "cn-2021". @since 0.1 */
GIREPORT_API const char *gireport_template_id(const gireport_template *t);
/** @return the title of the edition in a language. @since 0.1 */
GIREPORT_API const char *gireport_template_title(const gireport_template *t, uint32_t lang);
/** @return the document that prescribes it. @since 0.1 */
GIREPORT_API const char *gireport_template_basis(const gireport_template *t);
/** First and last report year of the edition; 0 where open. @return GIREPORT_OK or _INVALID_ARG. @since 0.1 */
GIREPORT_API int gireport_template_years(const gireport_template *t, int32_t *out_first, int32_t *out_last);

/** @return the number of paragraphs that can be written from the tables, see gireport_paragraph_string().
 * @since 0.1 */
GIREPORT_API size_t gireport_template_paragraph_count(const gireport_template *t);
/** @return the key of a paragraph ("applications"), or NULL. @since 0.1 */
GIREPORT_API const char *gireport_template_paragraph_key(const gireport_template *t, size_t paragraph);

/** @return the number of tables. @since 0.1 */
GIREPORT_API size_t gireport_template_table_count(const gireport_template *t);
/** @return the key of a table ("disclosure"). @since 0.1 */
GIREPORT_API const char *gireport_template_table_key(const gireport_template *t, size_t table);
/** @return the official heading of a table, without its number. @since 0.1 */
GIREPORT_API const char *gireport_template_table_label(const gireport_template *t, size_t table);

/** @return the number of fields, subtotal rows included. @since 0.1 */
GIREPORT_API size_t gireport_template_field_count(const gireport_template *t);
/**
 * Finds a field by its key. O(log n).
 * @return GIREPORT_OK, _NOT_FOUND (*out is 0 then), _INVALID_ARG. @since 0.1
 */
GIREPORT_API int gireport_template_field_find(const gireport_template *t, const char *key, size_t *out);
/** @return the key of a field, such as "applications.granted.total". @since 0.1 */
GIREPORT_API const char *gireport_field_key(const gireport_template *t, size_t field);
/** @return the official labels of row and column, as one text: "（一）予以公开·总计". @since 0.1 */
GIREPORT_API const char *gireport_field_label(const gireport_template *t, size_t field);
/** @return what the row means, in a language. @since 0.1 */
GIREPORT_API const char *gireport_field_gloss(const gireport_template *t, size_t field, uint32_t lang);
/** @return the legal basis, or "" where the form names none. @since 0.1 */
GIREPORT_API const char *gireport_field_basis(const gireport_template *t, size_t field);
/** @return the unit of the value: "件", "项", "元"; "" where unknown. @since 0.1 */
GIREPORT_API const char *gireport_field_unit(const gireport_template *t, size_t field);
/** @return the unit that the form prints for money ("万元"), or "" where it prints none. @since 0.1 */
GIREPORT_API const char *gireport_field_printed_unit(const gireport_template *t, size_t field);
/** @return enum gireport_type. @since 0.1 */
GIREPORT_API uint32_t gireport_field_type(const gireport_template *t, size_t field);
/** @return enum gireport_nature. @since 0.1 */
GIREPORT_API uint32_t gireport_field_nature(const gireport_template *t, size_t field);
/** @return the bits of enum gireport_field_flag. @since 0.1 */
GIREPORT_API uint32_t gireport_field_flags(const gireport_template *t, size_t field);
/** @return the index of the field's table. @since 0.1 */
GIREPORT_API size_t gireport_field_table(const gireport_template *t, size_t field);

/** @return how many rules this build knows, those of the built-in templates included. @since 0.1 */
GIREPORT_API size_t gireport_rule_count(void);
/** @return the i-th rule, in order of id; static. @since 0.1 */
GIREPORT_API const gireport_rule *gireport_rule_at(size_t i);
/** @return the rule of an id ("GI-T3-001"), or NULL; static. @since 0.1 */
GIREPORT_API const gireport_rule *gireport_rule_find(const char *id);
/** @return the stable id. @since 0.1 */
GIREPORT_API const char *gireport_rule_id(const gireport_rule *r);
/** @return enum gireport_severity. @since 0.1 */
GIREPORT_API uint32_t gireport_rule_severity(const gireport_rule *r);
/** @return the rule in one line, in a language. @since 0.1 */
GIREPORT_API const char *gireport_rule_title(const gireport_rule *r, uint32_t lang);
/** @return an explanation for the person who filled the form. @since 0.1 */
GIREPORT_API const char *gireport_rule_explanation(const gireport_rule *r, uint32_t lang);
/** @return the source: document number, article, "practice" or "arithmetic". @since 0.1 */
GIREPORT_API const char *gireport_rule_basis(const gireport_rule *r);
/** @return the expression of a linear rule, or "". @since 0.1 */
GIREPORT_API const char *gireport_rule_expression(const gireport_rule *r);
/** @return the version that brought the rule, such as "0.1". @since 0.1 */
GIREPORT_API const char *gireport_rule_since(const gireport_rule *r);

#ifdef __cplusplus
}
#endif
#endif
