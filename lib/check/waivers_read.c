/* SPDX-License-Identifier: MIT */
/* A waiver file: YAML or JSON, a list of findings that are accepted. An entry with a fault is told and left
 * out. */

#include <stdlib.h>
#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "../model/catalog.h"
#include "../model/findings.h"
#include "../template/tree.h"
#include "waivers.h"

#define MAX_CELLS 64

struct reader {
    struct gireport_waivers *w;
    struct gireport__arena scratch; /* the tree */
    struct gireport__teller teller;
    gireport_findings *findings;
    const char *rule; /* of the problem that is told */
};

enum { RULE, ORGAN, YEAR, REASON, BY, ON, CELLS, DIFFERENCE, NOTE, UNTIL, MEMBERS };
static const struct gireport__want members[MEMBERS] = {
    {"rule", GIREPORT__TREE_SCALAR, 1}, {"organ", GIREPORT__TREE_SCALAR, 1},
    {"year", GIREPORT__TREE_SCALAR, 1}, {"reason", GIREPORT__TREE_SCALAR, 1},
    {"by", GIREPORT__TREE_SCALAR, 1},   {"on", GIREPORT__TREE_SCALAR, 1},
    {"cells", GIREPORT__TREE_SEQ, 0},   {"difference", GIREPORT__TREE_SCALAR, 0},
    {"note", GIREPORT__TREE_SCALAR, 0}, {"until", GIREPORT__TREE_SCALAR, 0},
};

static void say_problem(void *context, uint32_t line, uint32_t column, const char *zh, const char *en)
{
    struct reader *r = context;
    struct gireport__say what = {.rule = r->rule, .line = line, .column = column, .arg = {zh, en, NULL}};
    gireport__say(r->findings, &what);
}

static int goes_on(const struct reader *r)
{
    return r->teller.status == GIREPORT_OK || r->teller.status == GIREPORT_ERR_INVALID_DATA;
}

/* ---- the values of an entry ---- */

/* A copy of a scalar, "" where it is not there. */
static const char *copy(struct reader *r, const struct gireport__tree *node)
{
    const char *s = node == NULL || node->null
                        ? ""
                        : gireport__arena_strndup(&r->w->arena, node->text, strlen(node->text));
    if (s == NULL)
        r->teller.status = GIREPORT_ERR_NOMEM;
    return s != NULL ? s : "";
}

static const char *folded(struct reader *r, const struct gireport__tree *node)
{
    struct gireport__buf b = {0};
    gireport__fold(&b, node->text, node->len);
    const char *s = gireport__arena_strndup(&r->w->arena, gireport__buf_str(&b), b.len);
    if (b.failed || s == NULL)
        r->teller.status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&b);
    return s != NULL ? s : "";
}

static void refuse(struct reader *r, const struct gireport__tree *at, const char *zh, const char *en)
{
    r->rule = "GI-W-003";
    gireport__tell(&r->teller, at->line, at->column, zh, en, at->text, NULL);
}

static void look_at_rule(struct reader *r, const struct gireport__tree *node)
{
    static const char *const others[] = {"GI-I-", "GI-R-", "GI-W-"};
    if (gireport__rule_lookup(NULL, node->text) == NULL && strncmp(node->text, "GI-", 3) == 0)
        refuse(r, node, "没有“{0}”这条规则", "there is no rule \"{0}\"");
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (strncmp(node->text, others[i], 5) == 0)
            refuse(r, node, "“{0}”这类问题不能豁免", "what \"{0}\" tells cannot be waived");
}

static void look_at_date(struct reader *r, const struct gireport__tree *node)
{
    int year, month, day;
    if (node != NULL && !node->null && !gireport__date_parse(node->text, node->len, &year, &month, &day))
        refuse(r, node, "日期应写作 2025-01-31，而不是“{0}”", "a date is written 2025-01-31, not \"{0}\"");
}

static int32_t year_of(struct reader *r, const struct gireport__tree *node)
{
    int64_t year;
    uint32_t scale;
    if (gireport__num_parse(node->text, node->len, &year, &scale) == GIREPORT__NUM_OK && scale == 0 &&
        year >= 1000 && year <= 9999)
        return (int32_t)year;
    refuse(r, node, "年度应写作 2024，而不是“{0}”", "a year is written 2024, not \"{0}\"");
    return 0;
}

static void look_at_reason(struct reader *r, const struct gireport__tree *node,
                           const struct gireport__tree *note)
{
    if (gireport_waiver_reason_gloss(node->text, GIREPORT_LANG_ZH) == NULL)
        refuse(r, node, "没有“{0}”这个原因代码；其他原因写 OTHER，并写明 note",
               "there is no reason \"{0}\"; for another one write OTHER and a note");
    else if (strcmp(node->text, "OTHER") == 0 && (note == NULL || note->null || note->len == 0))
        refuse(r, node, "原因为 {0} 的要写明 note", "the reason {0} takes a note");
}

/* 1 if a key, or the beginning of one up to a dot, is that of a cell of an edition. Forms of the user's own
 * are not known here: what has two dots and no cell of ours is left to them. */
static int is_key(const char *key)
{
    size_t len = strlen(key);
    for (size_t i = 0; i < gireport_template_count(); i++) {
        const gireport_template *t = gireport_template_at(i);
        for (uint32_t k = 0; k < t->n_fields; k++)
            if (strncmp(t->fields[k].key, key, len) == 0 &&
                (t->fields[k].key[len] == '\0' || t->fields[k].key[len] == '.'))
                return 1;
    }
    return 0;
}

static int by_text(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void take_cells(struct reader *r, struct gireport__waiver *x, const struct gireport__tree *list)
{
    if (list == NULL || list->count == 0)
        return;
    if (list->count > MAX_CELLS) {
        gireport__tell(&r->teller, list->line, list->column, "单元格太多", "too many cells", NULL, NULL);
        return;
    }
    x->cells = gireport__arena_alloc(&r->w->arena, list->count * sizeof *x->cells);
    if (x->cells == NULL) {
        r->teller.status = GIREPORT_ERR_NOMEM;
        return;
    }
    for (const struct gireport__tree *m = list->first; m != NULL; m = m->next) {
        if (m->kind != GIREPORT__TREE_SCALAR || m->null)
            gireport__tell(&r->teller, m->line, m->column, "cells 中应是单元格的键",
                           "cells holds keys of cells", NULL, NULL);
        else if (!is_key(m->text))
            refuse(r, m, "没有“{0}”这个单元格", "there is no cell \"{0}\"");
        else
            x->cells[x->n_cells++] = copy(r, m);
    }
    qsort(x->cells, x->n_cells, sizeof *x->cells, by_text);
}

/* ---- entries ---- */

static int same_entry(const struct gireport__waiver *a, const struct gireport__waiver *b)
{
    if (strcmp(a->rule, b->rule) != 0 || strcmp(a->organ, b->organ) != 0 || a->year != b->year ||
        a->n_cells != b->n_cells || strcmp(a->difference, b->difference) != 0)
        return 0;
    for (size_t i = 0; i < a->n_cells; i++)
        if (strcmp(a->cells[i], b->cells[i]) != 0)
            return 0;
    return 1;
}

/* 1 if the entry was there before; told. */
static int is_double(struct reader *r, const struct gireport__waiver *x, const struct gireport__tree *node)
{
    struct gireport__buf line = {0};
    size_t i = 0;
    while (i < r->w->count && !same_entry(&r->w->items[i], x))
        i++;
    if (i == r->w->count)
        return 0;
    gireport__buf_add_int(&line, r->w->items[i].line);
    if (line.failed)
        r->teller.status = GIREPORT_ERR_NOMEM;
    struct gireport__say what = {
        .rule = "GI-W-004", .line = node->line, .column = node->column, .arg = {gireport__buf_str(&line)}};
    gireport__say(r->findings, &what);
    gireport__buf_free(&line);
    return 1;
}

static int same_key_twice(const struct gireport__tree *node)
{
    for (const struct gireport__tree *a = node->first; a != NULL; a = a->next)
        for (const struct gireport__tree *b = a->next; b != NULL; b = b->next)
            if (strcmp(a->key, b->key) == 0)
                return 1;
    return 0;
}

static void read_entry(struct reader *r, const struct gireport__tree *node)
{
    const struct gireport__tree *m[MEMBERS];
    struct gireport__waiver x = {.line = node->line};
    void *items = r->w->items;
    r->rule = "GI-W-002";
    r->teller.count = 0; /* a teller tells only so many */
    if (!gireport__tree_take(&r->teller, node, members, MEMBERS, m) || r->teller.count > 0 ||
        same_key_twice(node))
        return;
    look_at_rule(r, m[RULE]);
    x.year = year_of(r, m[YEAR]);
    look_at_reason(r, m[REASON], m[NOTE]);
    look_at_date(r, m[ON]);
    look_at_date(r, m[UNTIL]);
    take_cells(r, &x, m[CELLS]);
    if (r->teller.count > 0 || !goes_on(r))
        return;
    x.rule = copy(r, m[RULE]);
    x.organ = folded(r, m[ORGAN]);
    x.difference = copy(r, m[DIFFERENCE]);
    x.reason = copy(r, m[REASON]);
    x.note = copy(r, m[NOTE]);
    x.by = copy(r, m[BY]);
    x.on = copy(r, m[ON]);
    x.until = copy(r, m[UNTIL]);
    if (is_double(r, &x, node))
        return;
    if (!gireport__grow(&items, &r->w->capacity, r->w->count, sizeof x)) {
        r->teller.status = GIREPORT_ERR_NOMEM;
        return;
    }
    r->w->items = items;
    r->w->items[r->w->count++] = x;
}

static void read_file(struct reader *r, const char *data, size_t len)
{
    static const struct gireport__want want[] = {{"gireport_waivers", GIREPORT__TREE_SCALAR, 1},
                                                 {"waivers", GIREPORT__TREE_SEQ, 1}};
    const struct gireport__tree *m[2], *root;
    r->rule = "GI-W-001";
    root = gireport__tree_read(data, len, &r->scratch, &r->teller);
    if (root == NULL || r->teller.status != GIREPORT_OK ||
        !gireport__tree_take(&r->teller, root, want, 2, m) || r->teller.status != GIREPORT_OK)
        return;
    if (strcmp(m[0]->text, "1") != 0) {
        gireport__tell(&r->teller, m[0]->line, m[0]->column, "格式版本“{0}”未知，应为 gireport_waivers: 1",
                       "unknown version \"{0}\", should be gireport_waivers: 1", m[0]->text, NULL);
        return;
    }
    for (const struct gireport__tree *e = m[1]->first; e != NULL && goes_on(r); e = e->next)
        read_entry(r, e);
    if (r->teller.status == GIREPORT_ERR_INVALID_DATA)
        r->teller.status = GIREPORT_OK; /* what is wrong with an entry costs only the entry */
}

int gireport_waivers_read(const char *data, size_t len, gireport_findings *findings, gireport_waivers **out)
{
    if (out != NULL)
        *out = NULL;
    if (data == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    if (len == GIREPORT_LEN_AUTO)
        len = strlen(data);
    struct reader r = {.findings = findings, .rule = "GI-W-001"};
    r.teller = (struct gireport__teller){.problem = say_problem, .context = &r, .status = GIREPORT_OK};
    r.w = gireport__calloc(1, sizeof *r.w);
    if (r.w == NULL)
        return GIREPORT_ERR_NOMEM;
    read_file(&r, data, len);
    int status = gireport__findings_status(findings) != GIREPORT_OK ? gireport__findings_status(findings)
                                                                    : r.teller.status;
    gireport__arena_free(&r.scratch);
    if (status == GIREPORT_OK)
        *out = r.w;
    else
        gireport_waivers_free(r.w);
    return status;
}
