/* SPDX-License-Identifier: MIT */
/* The list of findings: adding, folding, reading. Messages are made in message.c. */

#include "findings.h"

#include <stdio.h>
#include <string.h>

#include "catalog.h"
#include "message.h"

#define MAX_FINDINGS   10000
#define MAX_UNASSESSED 10000

int gireport_findings_new(gireport_findings **out)
{
    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = gireport__calloc(1, sizeof **out);
    return *out != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

void gireport_findings_clear(gireport_findings *f)
{
    if (f == NULL)
        return;
    gireport__arena_free(&f->arena);
    memset(&f->arena, 0, sizeof f->arena);
    f->count = 0;
    f->n_unassessed = 0;
    memset(f->of_severity, 0, sizeof f->of_severity);
    f->waived = 0;
    f->checked = GIREPORT__CHECKED_SOME;
    f->dropped = 0;
    f->n_ids = 0;
    if (f->ids != NULL)
        memset(f->ids, 0, f->ids_capacity * sizeof *f->ids);
    f->status = GIREPORT_OK;
}

void gireport_findings_free(gireport_findings *f)
{
    if (f == NULL)
        return;
    gireport__arena_free(&f->arena);
    gireport__free(f->items);
    gireport__free(f->unassessed);
    gireport__free(f->ids);
    gireport__free(f->file);
    gireport__free(f->organ);
    gireport_template_unref(f->tpl);
    gireport__free(f);
}

/* Replaces an owned string; NULL takes it away. */
static int replace(char **slot, const char *s)
{
    char *copy = s != NULL ? gireport__strndup(s, strlen(s)) : NULL;
    if (s != NULL && copy == NULL)
        return GIREPORT_ERR_NOMEM;
    gireport__free(*slot);
    *slot = copy;
    return GIREPORT_OK;
}

int gireport_findings_set_file(gireport_findings *f, const char *name)
{
    if (f == NULL || name == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    return replace(&f->file, name);
}

int gireport_findings_set_source(gireport_findings *f, const char *data, size_t len)
{
    if (f == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    f->source = data;
    f->source_len = data == NULL ? 0 : len == GIREPORT_LEN_AUTO ? strlen(data) : len;
    return GIREPORT_OK;
}

int gireport_findings_set_report(gireport_findings *f, const gireport_report *r)
{
    if (f == NULL || r == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int status = replace(&f->organ, r->texts[GIREPORT_TEXT_ORGAN].text);
    if (status != GIREPORT_OK)
        return status;
    const gireport_template *before = f->tpl;
    f->tpl = gireport_template_ref(r->tpl);
    gireport_template_unref(before);
    f->year = r->year;
    return GIREPORT_OK;
}

int gireport__findings_status(const gireport_findings *f)
{
    return f != NULL ? f->status : GIREPORT_OK;
}

static const char *keep(gireport_findings *f, const char *s)
{
    if (s == NULL || *s == '\0')
        return "";
    const char *copy = gireport__arena_strndup(&f->arena, s, strlen(s));
    if (copy == NULL)
        f->status = GIREPORT_ERR_NOMEM;
    return copy != NULL ? copy : "";
}

/* ---- ids ---- */

static uint64_t hash_bytes(uint64_t h, const char *s)
{
    for (; *s != '\0'; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    return h;
}
#define HASH_START UINT64_C(14695981039346656037)

/* The slot of a base id in the table of ids, which is never full. */
static struct gireport__id_slot *id_slot(const gireport_findings *f, const char *base)
{
    size_t i = (size_t)hash_bytes(HASH_START, base) & (f->ids_capacity - 1);
    while (f->ids[i].base != NULL && strcmp(f->ids[i].base, base) != 0)
        i = (i + 1) & (f->ids_capacity - 1);
    return &f->ids[i];
}

static int grow_ids(gireport_findings *f)
{
    if (f->ids_capacity > 0 && f->n_ids * 2 < f->ids_capacity)
        return 1;
    struct gireport__id_slot *old = f->ids;
    size_t n_old = f->ids_capacity, capacity = n_old > 0 ? n_old * 2 : 64;
    struct gireport__id_slot *ids = gireport__calloc(capacity, sizeof *ids);
    if (ids == NULL)
        return 0;
    f->ids = ids;
    f->ids_capacity = capacity;
    for (size_t i = 0; i < n_old; i++)
        if (old[i].base != NULL)
            *id_slot(f, old[i].base) = old[i];
    gireport__free(old);
    return 1;
}

/* Makes a base id unique: the second of its kind gets "#2". */
static const char *unique_id(gireport_findings *f, const char *base)
{
    if (!grow_ids(f)) {
        f->status = GIREPORT_ERR_NOMEM;
        return "";
    }
    struct gireport__id_slot *slot = id_slot(f, base);
    if (slot->base == NULL) {
        slot->base = keep(f, base);
        f->n_ids++;
    }
    if (++slot->n == 1)
        return slot->base;
    struct gireport__buf b = {0};
    gireport__buf_adds(&b, base);
    gireport__buf_addc(&b, '#');
    gireport__buf_add_int(&b, (int64_t)slot->n);
    const char *id = keep(f, gireport__buf_str(&b));
    if (b.failed)
        f->status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&b);
    return id;
}

int gireport__finding_named_by(const struct gireport__finding *x, size_t i)
{
    if (x->cells[i].role != GIREPORT_ROLE_PART)
        return 1;
    for (size_t k = 0; k < x->n_cells; k++)
        if (x->cells[k].role != GIREPORT_ROLE_PART)
            return 0;
    return 1;
}

/* The naming key that comes next after `after` in order, or NULL. Findings name few cells, or were folded. */
static const char *next_key(const struct gireport__finding *x, const char *after)
{
    const char *best = NULL;
    for (size_t i = 0; i < x->n_cells; i++) {
        const char *key = x->cells[i].key;
        if (gireport__finding_named_by(x, i) && strcmp(key, after) > 0 && (best == NULL || strcmp(key, best) < 0))
            best = key;
    }
    return best;
}

#define NAMED_CELLS 4 /* an id spells out up to so many keys */

/* "GI-T3-002:applications.total.natural"; many cells: the first one, how many, and a hash of all. */
static void build_id(struct gireport__buf *b, const struct gireport__finding *x)
{
    size_t n = 0;
    uint64_t sum = 0; /* of the hashes: the order of the cells does not matter */
    for (size_t i = 0; i < x->n_cells; i++)
        if (gireport__finding_named_by(x, i)) {
            n++;
            sum += hash_bytes(HASH_START, x->cells[i].key);
        }
    gireport__buf_adds(b, x->rule);
    const char *key = "";
    for (size_t i = 0; i < n && (n <= NAMED_CELLS || i == 0); i++) {
        key = next_key(x, key);
        if (key == NULL)
            break;
        gireport__buf_addc(b, i == 0 ? ':' : '+');
        gireport__buf_adds(b, key);
    }
    if (n <= NAMED_CELLS)
        return;
    gireport__buf_addc(b, '+');
    gireport__buf_add_int(b, (int64_t)n - 1);
    gireport__buf_addc(b, '~');
    for (int shift = 60; shift >= 0; shift -= 4)
        gireport__buf_addc(b, "0123456789abcdef"[(sum >> shift) & 15]);
}

void gireport__finding_name(gireport_findings *f, struct gireport__finding *x)
{
    struct gireport__buf b = {0};
    build_id(&b, x);
    if (b.failed)
        f->status = GIREPORT_ERR_NOMEM;
    x->id = unique_id(f, gireport__buf_str(&b));
    gireport__buf_free(&b);
}

/* ---- adding ---- */

static void take_cells(gireport_findings *f, struct gireport__finding *x, const struct gireport__say *what)
{
    if (what->n_cells == 0 || what->report == NULL)
        return;
    struct gireport__finding_cell *cells = gireport__arena_alloc(&f->arena, what->n_cells * sizeof *cells);
    if (cells == NULL) {
        f->status = GIREPORT_ERR_NOMEM;
        return;
    }
    struct gireport__buf b = {0};
    const gireport_template *t = what->report->tpl;
    for (size_t i = 0; i < what->n_cells; i++) {
        uint32_t field = what->cells[i].field;
        const struct gireport__cell *c = &what->report->cells[field];
        gireport__buf_clear(&b);
        gireport__cell_format(&b, what->report, field);
        cells[i] = (struct gireport__finding_cell){
            .key = t->loaded == NULL ? t->fields[field].key : keep(f, t->fields[field].key),
            .field = field,
            .role = what->cells[i].role,
            .state = c->state,
            .value = c->state == GIREPORT_STATE_VALUE ? keep(f, gireport__buf_str(&b)) : NULL,
            .raw = keep(f, c->raw),
        };
    }
    if (b.failed)
        f->status = GIREPORT_ERR_NOMEM;
    gireport__buf_free(&b);
    x->cells = cells;
    x->n_cells = what->n_cells;
}

static void take_position(gireport_findings *f, struct gireport__finding *x, const struct gireport__say *what)
{
    const struct gireport__cell *c =
        what->n_cells > 0 && what->report != NULL ? &what->report->cells[what->cells[0].field] : NULL;
    x->line = what->line;
    x->column = what->column;
    if (x->line == 0 && c != NULL) {
        x->line = c->line;
        x->column = c->column;
    }
    x->place = keep(f, what->place != NULL ? what->place : c != NULL ? c->place : NULL);
}

/* Beyond the limit one last finding counts the rest; it is an error where one of them is. */
static void drop(gireport_findings *f, const struct gireport_rule *rest, uint32_t severity)
{
    struct gireport__finding *last = &f->items[MAX_FINDINGS];
    f->dropped++;
    for (int lang = 0; rest != NULL && lang < 2; lang++) {
        const char *text = lang == 0 ? rest->message.zh : rest->message.en;
        const char *mark = strstr(text, "{0}");
        int head = mark != NULL ? (int)(mark - text) : (int)strlen(text);
        snprintf(f->rest[lang], sizeof f->rest[lang], "%.*s%zu%s", head, text, f->dropped,
                 mark != NULL ? mark + 3 : "");
        last->message[lang] = f->rest[lang];
    }
    if (severity > last->severity) {
        f->of_severity[last->severity]--;
        f->of_severity[severity]++;
        last->severity = severity;
    }
}

/* Room for one finding more, zeroed; NULL when memory is short. It counts only when the caller says so. */
static struct gireport__finding *next_item(gireport_findings *f)
{
    void *items = f->items;
    if (!gireport__grow(&items, &f->capacity, f->count, sizeof *f->items)) {
        f->status = GIREPORT_ERR_NOMEM;
        return NULL;
    }
    f->items = items;
    memset(&f->items[f->count], 0, sizeof *f->items);
    return &f->items[f->count];
}

static void add(gireport_findings *f, const struct gireport__say *what, const struct gireport_rule *rule,
                uint32_t severity)
{
    struct gireport__finding *x = next_item(f);
    if (x == NULL)
        return;
    /* A rule of a loaded template may go before the findings do. */
    int lasting = what->report == NULL || what->report->tpl->loaded == NULL ||
                  (rule != NULL && rule == gireport__rule_lookup(NULL, rule->id));
    x->rule_of = lasting ? rule : NULL;
    x->rule = rule != NULL && lasting ? rule->id : keep(f, rule != NULL ? rule->id : what->rule);
    x->severity = severity;
    take_cells(f, x, what);
    take_position(f, x, what);
    x->found = keep(f, what->found);
    x->expected = keep(f, what->expected);
    x->difference = keep(f, what->difference);
    x->cause = keep(f, what->cause);
    gireport__finding_name(f, x);
    gireport__message_make(f, x, rule, what);
    if (f->status != GIREPORT_OK)
        return;
    f->count++;
    f->of_severity[severity & 3]++;
}

void gireport__say(gireport_findings *f, const struct gireport__say *what)
{
    if (f == NULL || f->status != GIREPORT_OK)
        return;
    const struct gireport_rule *rule = what->of;
    if (rule == NULL)
        rule = gireport__rule_lookup(what->report != NULL ? what->report->tpl : NULL, what->rule);
    uint32_t severity = what->severity;
    if (severity == 0)
        severity = rule != NULL ? rule->severity : GIREPORT_SEVERITY_WARNING;
    if (f->count < MAX_FINDINGS) {
        add(f, what, rule, severity);
        return;
    }
    const struct gireport_rule *rest = gireport__rule_lookup(NULL, "GI-I-090");
    if (f->count == MAX_FINDINGS)
        add(f, &(struct gireport__say){.rule = "GI-I-090"}, rest, GIREPORT_SEVERITY_WARNING);
    if (f->count > MAX_FINDINGS)
        drop(f, rest, severity);
}

static void unassessed(gireport_findings *f, const char *rule, const char *missing)
{
    void *items = f->unassessed;
    if (f->n_unassessed >= MAX_UNASSESSED || f->status != GIREPORT_OK)
        return;
    if (!gireport__grow(&items, &f->unassessed_capacity, f->n_unassessed, sizeof *f->unassessed)) {
        f->status = GIREPORT_ERR_NOMEM;
        return;
    }
    f->unassessed = items;
    f->unassessed[f->n_unassessed++] = (struct gireport__unassessed){keep(f, rule), keep(f, missing)};
}

void gireport__unassessed(gireport_findings *f, const char *rule, const gireport_report *report,
                          const uint32_t *fields, size_t n)
{
    if (f == NULL)
        return;
    struct gireport__buf b = {0};
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            gireport__buf_addc(&b, ' ');
        gireport__buf_adds(&b, report->tpl->fields[fields[i]].key);
    }
    if (b.failed)
        f->status = GIREPORT_ERR_NOMEM;
    unassessed(f, rule, gireport__buf_str(&b));
    gireport__buf_free(&b);
}

void gireport__unassessed_context(gireport_findings *f, const char *rule, const char *missing)
{
    if (f != NULL)
        unassessed(f, rule, missing);
}

void gireport__finding_set_cause(gireport_findings *f, size_t i, const char *cause_id)
{
    if (f != NULL && i < f->count)
        f->items[i].cause = keep(f, cause_id);
}

/* ---- reading ---- */

static const struct gireport__finding *item(const gireport_findings *f, size_t i)
{
    return f != NULL && i < f->count ? &f->items[i] : NULL;
}

size_t gireport_findings_count(const gireport_findings *f)
{
    return f != NULL ? f->count : 0;
}

size_t gireport_findings_count_of(const gireport_findings *f, uint32_t severity)
{
    return f != NULL && severity >= 1 && severity <= 3 ? f->of_severity[severity] : 0;
}

const char *gireport_finding_rule(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->rule : NULL;
}

const char *gireport_finding_id(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->id : NULL;
}

uint32_t gireport_finding_severity(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->severity : 0;
}

const char *gireport_finding_message(const gireport_findings *f, size_t i, uint32_t lang)
{
    return item(f, i) != NULL && lang <= GIREPORT_LANG_EN ? item(f, i)->message[lang] : NULL;
}

int gireport_finding_position(const gireport_findings *f, size_t i, uint32_t *out_line, uint32_t *out_column)
{
    if (out_line != NULL)
        *out_line = 0;
    if (out_column != NULL)
        *out_column = 0;
    const struct gireport__finding *x = item(f, i);
    if (x == NULL || out_line == NULL || out_column == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out_line = x->line;
    *out_column = x->column;
    return GIREPORT_OK;
}

const char *gireport_finding_place(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->place : NULL;
}

const char *gireport_finding_found(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->found : NULL;
}

const char *gireport_finding_expected(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->expected : NULL;
}

const char *gireport_finding_difference(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->difference : NULL;
}

const char *gireport_finding_cause(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->cause : NULL;
}

size_t gireport_finding_cell_count(const gireport_findings *f, size_t i)
{
    return item(f, i) != NULL ? item(f, i)->n_cells : 0;
}

const char *gireport_finding_cell_key(const gireport_findings *f, size_t i, size_t cell)
{
    const struct gireport__finding *x = item(f, i);
    return x != NULL && cell < x->n_cells ? x->cells[cell].key : NULL;
}

uint32_t gireport_finding_cell_role(const gireport_findings *f, size_t i, size_t cell)
{
    const struct gireport__finding *x = item(f, i);
    return x != NULL && cell < x->n_cells ? x->cells[cell].role : 0;
}

size_t gireport_findings_unassessed_count(const gireport_findings *f)
{
    return f != NULL ? f->n_unassessed : 0;
}

const char *gireport_findings_unassessed_rule(const gireport_findings *f, size_t i)
{
    return f != NULL && i < f->n_unassessed ? f->unassessed[i].rule : NULL;
}

const char *gireport_findings_unassessed_missing(const gireport_findings *f, size_t i)
{
    return f != NULL && i < f->n_unassessed ? f->unassessed[i].missing : NULL;
}
