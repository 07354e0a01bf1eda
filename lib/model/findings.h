/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__FINDINGS_H
#define GIREPORT__FINDINGS_H

#include <gireport/findings.h>

#include "../base/buf.h"
#include "report.h"

struct gireport__ref { uint32_t field; uint32_t role; };

/* One thing to tell. Zeroed members say nothing. The message comes from the rule's own text:
 * {cell} label of the first cell, {raw} its raw text, {cells} labels of all, {found} {expected} {difference},
 * {0} {1} {2} the arguments. */
struct gireport__say {
    const char *rule;
    uint32_t severity; /* 0: that of the rule */
    const struct gireport_rule *of; /* a rule that is not in the catalogue (user template), or NULL */
    const struct gireport__text *message; /* in place of that of the rule, or NULL */
    const gireport_report *report;  /* needed where cells are named */
    const struct gireport__ref *cells;
    size_t n_cells;
    uint32_t line, column; /* 0: those of the first cell */
    const char *place;
    const char *found, *expected, *difference, *cause;
    const char *arg[3];
    const char *more[2]; /* by language: goes behind the message; NULL or "": nothing */
};

/* Adds a finding; nothing where f is NULL. A lack of memory sticks and is told by gireport__findings_status().
 * Beyond 10,000 findings only a count is kept, told by one last finding (GI-I-090). */
void gireport__say(gireport_findings *f, const struct gireport__say *what);
void gireport__unassessed(gireport_findings *f, const char *rule, const gireport_report *report,
                          const uint32_t *fields, size_t n);
/* As above, where a context lacks and not a cell: "prior", "units", "level", "published". */
void gireport__unassessed_context(gireport_findings *f, const char *rule, const char *missing);
int gireport__findings_status(const gireport_findings *f);

struct gireport__finding_cell {
    const char *key;
    uint32_t field;
    uint32_t role;
    uint32_t state;
    const char *value; /* as gireport__cell_format gives it, or NULL */
    const char *raw;
};
/* What the waiver says that a finding is accepted by; never NULL, "" where it says nothing. */
struct gireport__waived {
    const char *reason, *note, *by, *on;
    const char *told[2]; /* by language: "已接受（CODEF …；张三 2025-02-01）：" */
};
struct gireport__finding {
    const struct gireport_rule *rule_of; /* NULL for the rules of a loaded template, and unknown ones */
    const char *rule;
    const char *id;
    uint32_t severity;
    const char *message[2];
    uint32_t line, column;
    const char *place, *found, *expected, *difference, *cause; /* never NULL */
    struct gireport__finding_cell *cells;
    size_t n_cells;
    const struct gireport__waived *waived; /* NULL: it counts */
};
struct gireport__unassessed { const char *rule; const char *missing; };
struct gireport__id_slot { const char *base; size_t n; };

struct gireport_findings {
    struct gireport__arena arena;
    struct gireport__finding *items;
    size_t count, capacity;
    struct gireport__unassessed *unassessed;
    size_t n_unassessed, unassessed_capacity;
    size_t of_severity[4]; /* without those that are waived */
    size_t waived;
    size_t dropped;
    char rest[2][160]; /* the message that tells how many were dropped */
    struct gireport__id_slot *ids; /* hash table: how often a rule and cells were named */
    size_t n_ids, ids_capacity;
    char *file, *organ;
    const char *source; /* of the caller, or NULL */
    size_t source_len;
    const gireport_template *tpl; /* of the report, referenced; NULL: none was read */
    int32_t year;
    uint32_t checked; /* enum gireport__checked: which rules have run */
    int status;
};

enum gireport__checked {
    GIREPORT__CHECKED_SOME = 0, /* nothing can be said of rules without a finding */
    GIREPORT__CHECKED_DEFAULT = 1,
    GIREPORT__CHECKED_STRICT = 2
};

/* Folds more than five findings of one rule over cells of one table into one that names all the cells. */
void gireport__findings_fold(gireport_findings *f, const gireport_template *t);
/* Gives a finding its id, from its rule and cells. */
void gireport__finding_name(gireport_findings *f, struct gireport__finding *x);
/* 1 if a cell names the finding: the cells that it is about, or all where there are only parts. */
int gireport__finding_named_by(const struct gireport__finding *x, size_t cell);
/* waived.c: marks finding i as accepted; copies the texts but for those told. */
void gireport__finding_waive(gireport_findings *f, size_t i, const struct gireport__waived *how);
/* How a finding is shown: one that is accepted as a note. */
uint32_t gireport__finding_shown(const struct gireport__finding *x);
/* What stands before the message of a finding that is accepted; "" where it is not. */
const char *gireport__finding_accepted(const struct gireport__finding *x, uint32_t lang);
/* Marks finding i as explained by finding cause. */
void gireport__finding_set_cause(gireport_findings *f, size_t i, const char *cause_id);

#endif
