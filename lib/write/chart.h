/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__CHART_H
#define GIREPORT__CHART_H

/* Charts of a comparison as SVG: no script, no outside resource, a title and a description in words. One
 * report's own charts are those of a comparison of one. */

#include "../base/out.h"
#include "../model/comparison.h"

#define GIREPORT__CHART_WIDTH 760

/* 1 if a part of a comparison has a chart: a group of indicators in which something is more than 0. */
int gireport__has_chart(const gireport_comparison *c, const struct gireport__compared_part *p);
/* 1 if a part of the comparison of one report has a chart, and its first indicator is made from cells of a table. */
int gireport__chart_of_table(const gireport_comparison *own, size_t part, const gireport_template *t, uint32_t table);
/* One chart as an <svg> element; `y` is its place in an outer one. Returns its height. NULL for out: only
 * that. */
int64_t gireport__chart(struct gireport__out *out, const gireport_comparison *c,
                        const struct gireport__compared_part *p, uint32_t lang, int64_t y);
/* A whole SVG file: the chart of a key, or with NULL all of them on one page. OK, _NOT_FOUND. */
int gireport__charts(struct gireport__out *out, const gireport_comparison *c, const char *key,
                     const char *title, uint32_t lang);
/* The comparison of one report, for its charts. OK, _NOMEM. */
int gireport__own_comparison(const gireport_report *r, gireport_comparison **out);

#endif
