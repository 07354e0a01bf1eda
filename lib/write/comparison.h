/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__WRITE_COMPARISON_H
#define GIREPORT__WRITE_COMPARISON_H

/* A comparison for people: one walk over what there is to say, and a sink a format. */

#include <gireport/write.h>

#include "../base/out.h"
#include "../model/comparison.h"
#include "../model/findings.h"

/* A plain table: rows × columns, the first row its header. A cell alone in its row (the others NULL) heads a
 * group. */
struct gireport__grid_text {
    struct gireport__arena arena;
    const char **cells;
    size_t n_cells, capacity;
    size_t columns;
    int failed;
};

struct gireport__sink {
    struct gireport__out *out;
    const gireport_comparison *c;
    const gireport_comparison_write_options *o;
    void (*title)(struct gireport__sink *s, const char *text);
    void (*heading)(struct gireport__sink *s, const char *text);
    void (*paragraph)(struct gireport__sink *s, const char *text);
    void (*item)(struct gireport__sink *s, const char *text); /* of a list */
    void (*items_end)(struct gireport__sink *s);
    void (*table)(struct gireport__sink *s, const char *caption, const struct gireport__grid_text *g);
    void (*chart)(struct gireport__sink *s, const struct gireport__compared_part *p);
    int in_list; /* an item was written, and items_end not yet */
    int failed;
};

/* The walk. OK, _NOMEM. */
int gireport__comparison_walk(struct gireport__sink *s);

/* The formats. Each returns GIREPORT_OK, _NOMEM; a failure of `out` sticks there. */
typedef int (*gireport__comparison_writer)(const gireport_comparison *c,
                                           const gireport_comparison_write_options *o,
                                           struct gireport__out *out);
int gireport__comparison_text(const gireport_comparison *c, const gireport_comparison_write_options *o,
                              struct gireport__out *out);
int gireport__comparison_markdown(const gireport_comparison *c, const gireport_comparison_write_options *o,
                                  struct gireport__out *out);
int gireport__comparison_html(const gireport_comparison *c, const gireport_comparison_write_options *o,
                              struct gireport__out *out);
int gireport__comparison_csv(const gireport_comparison *c, const gireport_comparison_write_options *o,
                             struct gireport__out *out);
int gireport__comparison_json(const gireport_comparison *c, const gireport_comparison_write_options *o,
                              struct gireport__out *out);
int gireport__comparison_xlsx(const gireport_comparison *c, const gireport_comparison_write_options *o,
                              struct gireport__out *out);

/* "宿迁市人民政府2023年至2024年政府信息公开工作年度报告比较" */
void gireport__comparison_title(const gireport_comparison *c, uint32_t lang, struct gireport__buf *out);
/* 1 if findings of a rule are to be shown. */
int gireport__comparison_shows(const gireport_comparison_write_options *o, const char *rule);
/* The words of a kind and of a state, for programs. */
const char *gireport__compare_kind_name(uint32_t kind);

#endif
