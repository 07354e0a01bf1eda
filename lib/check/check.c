/* SPDX-License-Identifier: MIT */
/* Checking a report: the linear rules of its template, then the table of all other rules. */

#include <string.h>

#include "../base/num.h"
#include "../base/options.h"
#include "../model/catalog.h"
#include "rules.h"

#define PRIOR     GIREPORT__NEEDS_PRIOR
#define UNITS     GIREPORT__NEEDS_UNITS
#define LEVEL     GIREPORT__NEEDS_LEVEL
#define PUBLISHED GIREPORT__NEEDS_PUBLISHED
#define YEAR      GIREPORT__NEEDS_YEAR
#define TEXT      GIREPORT__NEEDS_TEXT
#define CELLS     GIREPORT__SPEAKS_OF_CELLS
#define LOCAL     GIREPORT__LOCAL

static const struct gireport__check_rule rules[] = {
    {"GI-F-001", CELLS, gireport__rule_blank},
    {"GI-F-002", CELLS, gireport__rule_placeholder},
    {"GI-F-003", 0, gireport__rule_mixed},
    {"GI-F-010", CELLS, gireport__rule_deduced},
    {"GI-T2-001", CELLS, gireport__rule_negative},
    {"GI-T2-003", CELLS, gireport__rule_t2_003},
    {"GI-T2-005", CELLS, gireport__rule_t2_005},
    {"GI-T2-008", CELLS | LEVEL, gireport__rule_t2_008},
    {"GI-T2-009", CELLS, gireport__rule_negative},
    {"GI-T2-010", CELLS, gireport__rule_no_unit},
    {"GI-T2-011", CELLS, gireport__rule_t2_011},
    {"GI-T2-012", CELLS, gireport__rule_t2_012},
    {"GI-T3-006", CELLS, gireport__rule_negative},
    {"GI-T3-007", CELLS, gireport__rule_t3_007},
    {"GI-T3-008", CELLS, gireport__rule_t3_008},
    {"GI-T3-009", CELLS, gireport__rule_t3_009},
    {"GI-T4-004", CELLS, gireport__rule_negative},
    {"GI-X-001", CELLS, gireport__rule_x_001},
    {"GI-X-003", CELLS | PRIOR, gireport__rule_x_003},
    {"GI-X-004", CELLS, gireport__rule_x_004},
    {"GI-X-005", CELLS, gireport__rule_x_005},
    {"GI-X-006", 0, gireport__rule_x_006},
    {"GI-Y-001", CELLS | PRIOR, gireport__rule_y_001},
    {"GI-Y-002", CELLS | PRIOR, gireport__rule_y_002},
    {"GI-Y-003", CELLS | PRIOR, gireport__rule_y_003},
    {"GI-Y-004", CELLS | PRIOR, gireport__rule_y_004},
    {"GI-Y-005", CELLS | PRIOR, gireport__rule_y_005},
    {"GI-Y-006", PRIOR, gireport__rule_y_006},
    {"GI-Y-007", CELLS | PRIOR, gireport__rule_y_007},
    {"GI-Y-009", PRIOR, gireport__rule_y_009},
    {"GI-L-001", CELLS | UNITS, gireport__rule_l_001},
    {"GI-L-002", UNITS, gireport__rule_l_002},
    {"GI-L-003", UNITS, gireport__rule_l_003},
    {"GI-L-004", UNITS, gireport__rule_l_004},
    {"GI-S-001", TEXT, gireport__rule_s_001},
    {"GI-S-002", 0, gireport__rule_s_002},
    {"GI-S-003", YEAR, gireport__rule_s_003},
    {"GI-S-004", 0, gireport__rule_s_004},
    {"GI-S-005", 0, gireport__rule_s_005},
    {"GI-S-006", YEAR, gireport__rule_s_006},
    {"GI-S-007", YEAR, gireport__rule_s_007},
    {"GI-S-008", 0, gireport__rule_s_008},
    {"GI-S-009", TEXT, gireport__rule_s_009},
    {"GI-S-010", TEXT, gireport__rule_s_010},
    {"GI-S-011", TEXT | LEVEL, gireport__rule_s_011},
    {"GI-S-012", 0, gireport__rule_s_012},
    {"GI-S-013", TEXT, gireport__rule_s_013},
    {"GI-S-014", TEXT, gireport__rule_s_014},
    {"GI-S-015", TEXT | LOCAL, gireport__rule_s_015},
    {"GI-S-016", 0, gireport__rule_s_016},
    {"GI-S-017", 0, gireport__rule_s_017},
    {"GI-S-018", 0, gireport__rule_s_018},
    {"GI-N-001", 0, gireport__check_claims}, /* stands for all GI-N, which claims.c tells */
    {"GI-D-001", YEAR | LEVEL | PUBLISHED, gireport__rule_d_001},
    {"GI-D-002", YEAR | LEVEL | PUBLISHED, gireport__rule_d_002},
    {"GI-D-003", YEAR | LEVEL | PUBLISHED, gireport__rule_d_003},
    {"GI-D-004", YEAR | PUBLISHED, gireport__rule_d_004},
};

int gireport_check_options_init(gireport_check_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__CHECK_V1);
}

/* "0.1" or "1.2.3" as 0xMMmmpp; what is not of this form counts as 0. */
static uint32_t version_number(const char *s)
{
    uint32_t parts[3] = {0}, at = 0;
    for (; *s != '\0' && at < 3; s++) {
        if (*s == '.')
            at++;
        else if (*s >= '0' && *s <= '9')
            parts[at] = (parts[at] * 10 + (uint32_t)(*s - '0')) & 0xff;
    }
    return parts[0] << 16 | parts[1] << 8 | parts[2];
}

/* What stops a publication: the errors of the tables, a missing table among them. */
static int gates(const struct gireport_rule *rule)
{
    return rule->severity == GIREPORT_SEVERITY_ERROR &&
           (strncmp(rule->id, "GI-T", 4) == 0 || strcmp(rule->id, "GI-S-002") == 0);
}

int gireport__check_wanted(const struct gireport__check *c, const struct gireport_rule *rule)
{
    if (rule == NULL)
        return 1;
    if (c->o->since != 0 && version_number(rule->since) > c->o->since)
        return 0;
    return c->o->profile != GIREPORT_PROFILE_GATE || gates(rule);
}

int gireport__check_is_local(const char *rule)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (strcmp(rules[i].id, rule) == 0)
            return (rules[i].needs & GIREPORT__LOCAL) != 0;
    return 0;
}

/* The context that a rule lacks, or NULL. "" where the rule does not apply to such an input at all. */
static const char *lacking(const struct gireport__check *c, uint32_t needs)
{
    if ((needs & GIREPORT__NEEDS_TEXT) && !c->r->from_document && !gireport__check_any_text(c->r))
        return "";
    if ((needs & GIREPORT__NEEDS_PRIOR) && c->before.value == NULL)
        return "prior";
    if ((needs & GIREPORT__NEEDS_UNITS) && c->o->n_units == 0)
        return "units";
    if ((needs & GIREPORT__NEEDS_YEAR) && c->r->year == 0)
        return "year";
    if ((needs & GIREPORT__NEEDS_LEVEL) && c->o->level == GIREPORT_LEVEL_UNKNOWN)
        return "level";
    if ((needs & GIREPORT__NEEDS_PUBLISHED) && c->o->published == NULL)
        return "published";
    return NULL;
}

static void run_table(struct gireport__check *c)
{
    int choosy = c->o->since != 0 || c->o->profile == GIREPORT_PROFILE_GATE;
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++) {
        const struct gireport__check_rule *rule = &rules[i];
        if (c->only != GIREPORT__NONE && !(rule->needs & GIREPORT__SPEAKS_OF_CELLS))
            continue;
        if ((rule->needs & GIREPORT__LOCAL) && c->o->profile != GIREPORT_PROFILE_STRICT)
            continue;
        if (choosy && !gireport__check_wanted(c, gireport__rule_lookup(NULL, rule->id)))
            continue;
        c->rule = rule->id;
        const char *lack = lacking(c, rule->needs);
        if (lack == NULL)
            rule->run(c);
        else if (*lack != '\0' && gireport__check_edition(c->t, rule->id))
            gireport__check_lacks(c, lack);
    }
}

/* What each table shows: a table of blank cells is no table. */
static void look_at_tables(struct gireport__check *c)
{
    for (uint32_t i = 0; i < c->t->n_tables; i++) {
        const struct gireport__table *table = &c->t->tables[i];
        uint8_t shown = GIREPORT__NO_CELLS;
        for (uint32_t k = 0; k < table->n_fields && shown != GIREPORT__FILLED; k++) {
            uint8_t state = c->r->cells[table->first_field + k].state;
            if (state == GIREPORT_STATE_BLANK)
                shown = GIREPORT__ALL_BLANK;
            else if (state != GIREPORT_STATE_ABSENT)
                shown = GIREPORT__FILLED;
        }
        c->printed[i] = shown;
    }
}

/* A report is the one of the year before where its year says so, or says nothing. */
static int is_prior(const gireport_report *r, const gireport_report *prior)
{
    return prior != NULL && (r->year == 0 || prior->year == 0 || prior->year == r->year - 1);
}

static int valid_date(const char *s)
{
    int year, month, day;
    return gireport__date_parse(s, strlen(s), &year, &month, &day);
}

/* Takes the caller's options and completes them from the report. */
static int take_options(const gireport_report *r, const gireport_check_options *options,
                        gireport_check_options *o)
{
    int status = gireport__options_take(o, sizeof *o, options, GIREPORT__CHECK_V1);
    if (status != GIREPORT_OK)
        return status;
    if (o->blank > GIREPORT_BLANK_STRICT || o->profile > GIREPORT_PROFILE_STRICT ||
        o->level > GIREPORT_LEVEL_OTHER || (o->n_units > 0 && o->units == NULL) ||
        (o->published != NULL && !valid_date(o->published)))
        return GIREPORT_ERR_INVALID_ARG;
    for (size_t i = 0; i < o->n_units; i++)
        if (o->units[i] == NULL)
            return GIREPORT_ERR_INVALID_ARG;
    if (o->level == GIREPORT_LEVEL_UNKNOWN)
        o->level = r->level;
    const char *published = r->texts[GIREPORT_TEXT_PUBLISHED].text;
    if (o->published == NULL && published != NULL && valid_date(published))
        o->published = published;
    return GIREPORT_OK;
}

static void run(struct gireport__check *c)
{
    size_t first = gireport_findings_count(c->f);
    look_at_tables(c);
    gireport__check_linear(c);
    if (c->only == GIREPORT__NONE && c->o->profile != GIREPORT_PROFILE_GATE)
        gireport__check_cause(c, first);
    run_table(c);
    if (c->only == GIREPORT__NONE)
        gireport__findings_fold(c->f, c->t);
}

int gireport__check_begin(struct gireport__check *c, gireport_check_options *o, const gireport_report *r,
                          const gireport_check_options *options)
{
    int status = take_options(r, options, o), strict;
    c->r = r;
    c->t = r->tpl;
    c->o = o;
    c->from = c->only == GIREPORT__NONE ? 0 : c->only;
    c->to = c->only == GIREPORT__NONE ? r->tpl->n_fields : c->only + 1;
    if (status != GIREPORT_OK)
        return status;
    strict = o->blank == GIREPORT_BLANK_STRICT;
    status = gireport__counts_new(r, strict, &c->now);
    if (status == GIREPORT_OK && is_prior(r, o->prior))
        status = gireport__counts_new(o->prior, strict, &c->before);
    c->printed = gireport__calloc(r->tpl->n_tables + 1U, 1);
    return c->printed != NULL ? status : GIREPORT_ERR_NOMEM;
}

void gireport__check_end(struct gireport__check *c)
{
    for (size_t i = 0; i < GIREPORT__TEXTS; i++)
        gireport__free(c->prose[i]);
    gireport__free(c->printed);
    gireport__counts_free(&c->deduced);
    gireport__counts_free(&c->before);
    gireport__counts_free(&c->now);
}

static int check(const gireport_report *r, uint32_t only, const gireport_check_options *options,
                 gireport_findings *findings)
{
    gireport_check_options o;
    struct gireport__check c = {.f = findings, .only = only};
    int status = gireport__check_begin(&c, &o, r, options);
    if (status == GIREPORT_OK)
        status = gireport_findings_set_report(findings, r);
    if (status == GIREPORT_OK) {
        int some = only != GIREPORT__NONE || o.since != 0 || o.profile == GIREPORT_PROFILE_GATE;
        findings->checked = some                                   ? GIREPORT__CHECKED_SOME
                            : o.profile == GIREPORT_PROFILE_STRICT ? GIREPORT__CHECKED_STRICT
                                                                   : GIREPORT__CHECKED_DEFAULT;
        run(&c);
        status = c.status != GIREPORT_OK ? c.status : gireport__findings_status(findings);
    }
    gireport__check_end(&c);
    return status;
}

int gireport_check(const gireport_report *r, const gireport_check_options *options,
                   gireport_findings *findings)
{
    if (r == NULL || findings == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    return check(r, GIREPORT__NONE, options, findings);
}

int gireport_check_cell(const gireport_report *r, size_t field, const gireport_check_options *options,
                        gireport_findings *findings)
{
    if (r == NULL || findings == NULL || field >= r->tpl->n_fields)
        return GIREPORT_ERR_INVALID_ARG;
    return check(r, (uint32_t)field, options, findings);
}
