/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__DOCX_H
#define GIREPORT__DOCX_H

/* What the files of the DOCX writer share. */

#include "../model/comparison.h"
#include "layout.h"
#include "package.h"
#include "page.h"

/* Of the document part, before those of the charts. */
#define GIREPORT__DOCX_FIXED_RELATIONS 5u

struct gireport__docx_chart_name {
    char part[40], relation[32], type[40];
};

struct gireport__docx {
    const gireport_report *r;
    const gireport_write_options *o;
    struct gireport__out *out; /* the document part */
    struct gireport__marks marks;
    struct gireport__buf scratch, old;
    struct gireport__buf comments; /* the comments of word/comments.xml, as they come */
    struct gireport__out comment;
    uint32_t n_comments, n_changes;
    gireport_comparison *own; /* for charts; NULL: none */
    uint32_t *charts;         /* parts of it that stand in the document, in order */
    struct gireport__docx_chart_name *chart_names;
    size_t n_charts;
    int failed;
};

/* The width between the margins of an A4 page, in 1/20 point. */
#define GIREPORT__DOCX_WIDTH 8845u

/* A run of text; what stands in it is `t` or, where it was deleted, `delText`. properties: XML or "". */
void gireport__docx_run(struct gireport__out *out, const char *element, const char *properties, const char *s, size_t len);
/* A table of the form, merged as the form is. */
void gireport__docx_table(struct gireport__docx *d, uint32_t table);
/* The charts of a table. */
void gireport__docx_charts(struct gireport__docx *d, uint32_t table);
/* The part of each, once the document is written. */
void gireport__docx_chart_parts(struct gireport__docx *d, struct gireport__package *p);
/* The rows that the form does not have. */
void gireport__docx_extra(struct gireport__docx *d);

#endif
