/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__CHECK_RULES_H
#define GIREPORT__CHECK_RULES_H

/* What the rule functions of this room share: the report under check, its context, and how to tell. */

#include <gireport/check.h>

#include "../model/findings.h"
#include "../model/linear.h"

struct gireport__check {
    const gireport_report *r;
    const gireport_template *t;
    const gireport_check_options *o; /* complete: level and published are those of the report where not given */
    gireport_findings *f;
    struct gireport__counts now;
    struct gireport__counts before; /* of the prior report; value is NULL without one */
    uint32_t only;                  /* the one field to speak of, or GIREPORT__NONE for all */
    uint32_t from, to;              /* the fields to look at: all, or that one */
    const char *rule;               /* the id of the rule that runs */
    uint8_t *printed;               /* one a table: enum gireport__printed */
    struct gireport__counts deduced; /* see gireport__check_deduced() */
    char *prose[GIREPORT__TEXTS];   /* texts without white space, made when asked for */
    int status;
};

/* What a table shows. */
enum gireport__printed {
    GIREPORT__NO_CELLS = 0, /* all absent */
    GIREPORT__ALL_BLANK = 1,
    GIREPORT__FILLED = 2
};

/* What a rule needs before it can say anything. */
enum gireport__needs {
    GIREPORT__NEEDS_PRIOR = 1,
    GIREPORT__NEEDS_UNITS = 2,
    GIREPORT__NEEDS_LEVEL = 4,
    GIREPORT__NEEDS_PUBLISHED = 8,
    GIREPORT__NEEDS_YEAR = 16,
    GIREPORT__NEEDS_TEXT = 32,  /* a document, or a report file with a text part */
    GIREPORT__SPEAKS_OF_CELLS = 64, /* runs for a single cell too */
    GIREPORT__LOCAL = 128           /* local practice: profile strict only */
};

struct gireport__check_rule {
    const char *id;
    uint32_t needs; /* enum gireport__needs */
    void (*run)(struct gireport__check *c);
};

/* ---- common.c ---- */

/* The field of a key, given in its parts; GIREPORT__NONE where the form has none. */
uint32_t gireport__check_field(const gireport_template *t, const char *table, const char *row, const char *column);
/* 1 and the value where a cell counts something (a blank part counts 0), else 0 and 0. */
int gireport__check_count(const struct gireport__counts *counts, uint32_t field, int64_t *out);
/* 1 and the value where a number is printed, else 0 and 0. */
int gireport__check_printed(const gireport_report *r, uint32_t field, int64_t *out);
/* 1 if findings about a field are asked for. */
int gireport__check_looks_at(const struct gireport__check *c, uint32_t field);
/* Tells a finding of the rule that runs: fills rule and report, and keeps to the one field asked for. */
void gireport__check_say(struct gireport__check *c, struct gireport__say *what);
/* A finding about one cell with numbers of the cell's scale; expected may be NULL. */
void gireport__check_compare(struct gireport__check *c, uint32_t severity, uint32_t field, int64_t found,
                             const int64_t *expected);
/* The rule that runs could not be assessed for lack of a context. */
void gireport__check_lacks(struct gireport__check *c, const char *what);
/* A number as text, in the caller's buffer; the scale is 0 or 2. */
const char *gireport__check_number(char buffer[32], int64_t value, uint32_t scale);
/* Money: half of the last printed decimal, in 0.01 yuan. 0 for other cells, for 0, and where nothing was printed. */
int64_t gireport__check_rounding(const gireport_report *r, uint32_t field);
/* 1 if an edition stands in the `editions` of a rule, or the rule is for all, or the form is the user's own. */
int gireport__check_edition(const gireport_template *t, const char *rule);

/* A text of the report without white space; "" where there is none. */
const char *gireport__check_prose(struct gireport__check *c, uint32_t which);
/* 1 if any of title, preamble, overview, problems, remarks is there. */
/* Line and column of an offset in a text as it stands in the report. */
void gireport__check_place(const struct gireport__check *c, uint32_t which, size_t offset, uint32_t *line,
                           uint32_t *column);
int gireport__check_any_text(const gireport_report *r);
/* Position and year of the next "2020年" in a text; NULL at the end. */
const char *gireport__check_next_year(const char *text, int *year);

/* ---- the rooms' parts ---- */

/* check.c: what a check looks at, from the caller's options, which are completed in *o; without findings. What was made
 * is released in any case. GIREPORT_OK, _NOMEM, _INVALID_ARG, _ABI. */
int gireport__check_begin(struct gireport__check *c, gireport_check_options *o, const gireport_report *r,
                          const gireport_check_options *options);
void gireport__check_end(struct gireport__check *c);

void gireport__check_linear(struct gireport__check *c);  /* linear.c: rules of the template */
void gireport__check_cause(struct gireport__check *c, size_t first); /* cause.c: findings from `first` on */
void gireport__check_claims(struct gireport__check *c);  /* claims.c: GI-N and GI-Y-008 */
/* 1 if the profile and version asked for hold a rule. */
int gireport__check_wanted(const struct gireport__check *c, const struct gireport_rule *rule);
/* 1 if a rule is of local practice, which only the profile strict has. */
int gireport__check_is_local(const char *rule);
/* deduce.c: 1 and the value that the equations leave for a cell without one, else 0. */
int gireport__check_deduced(struct gireport__check *c, uint32_t field, int64_t *out);

/* cells.c */
void gireport__rule_blank(struct gireport__check *c);
void gireport__rule_placeholder(struct gireport__check *c);
void gireport__rule_mixed(struct gireport__check *c);
void gireport__rule_deduced(struct gireport__check *c);
void gireport__rule_negative(struct gireport__check *c);
void gireport__rule_no_unit(struct gireport__check *c);
/* tables.c */
void gireport__rule_t2_003(struct gireport__check *c);
void gireport__rule_t2_005(struct gireport__check *c);
void gireport__rule_t2_008(struct gireport__check *c);
void gireport__rule_t2_011(struct gireport__check *c);
void gireport__rule_t2_012(struct gireport__check *c);
void gireport__rule_t3_007(struct gireport__check *c);
void gireport__rule_t3_008(struct gireport__check *c);
void gireport__rule_t3_009(struct gireport__check *c);
/* across.c */
void gireport__rule_x_001(struct gireport__check *c);
void gireport__rule_x_003(struct gireport__check *c);
void gireport__rule_x_004(struct gireport__check *c);
void gireport__rule_x_005(struct gireport__check *c);
void gireport__rule_x_006(struct gireport__check *c);
/* years.c */
void gireport__rule_y_001(struct gireport__check *c);
void gireport__rule_y_002(struct gireport__check *c);
void gireport__rule_y_003(struct gireport__check *c);
void gireport__rule_y_004(struct gireport__check *c);
void gireport__rule_y_005(struct gireport__check *c);
void gireport__rule_y_006(struct gireport__check *c);
void gireport__rule_y_007(struct gireport__check *c);
void gireport__rule_y_009(struct gireport__check *c);
/* levels.c */
void gireport__rule_l_001(struct gireport__check *c);
void gireport__rule_l_002(struct gireport__check *c);
void gireport__rule_l_003(struct gireport__check *c);
void gireport__rule_l_004(struct gireport__check *c);
/* structure.c */
void gireport__rule_s_001(struct gireport__check *c);
void gireport__rule_s_002(struct gireport__check *c);
void gireport__rule_s_003(struct gireport__check *c);
void gireport__rule_s_004(struct gireport__check *c);
void gireport__rule_s_005(struct gireport__check *c);
void gireport__rule_s_006(struct gireport__check *c);
void gireport__rule_s_007(struct gireport__check *c);
void gireport__rule_s_008(struct gireport__check *c);
void gireport__rule_s_018(struct gireport__check *c);
/* prose.c */
void gireport__rule_s_009(struct gireport__check *c);
void gireport__rule_s_010(struct gireport__check *c);
void gireport__rule_s_011(struct gireport__check *c);
void gireport__rule_s_012(struct gireport__check *c);
void gireport__rule_s_013(struct gireport__check *c);
void gireport__rule_s_014(struct gireport__check *c);
void gireport__rule_s_015(struct gireport__check *c);
void gireport__rule_s_016(struct gireport__check *c);
void gireport__rule_s_017(struct gireport__check *c);
/* dates.c */
void gireport__rule_d_001(struct gireport__check *c);
void gireport__rule_d_002(struct gireport__check *c);
void gireport__rule_d_003(struct gireport__check *c);
void gireport__rule_d_004(struct gireport__check *c);

#endif
