/* SPDX-License-Identifier: MIT */
/* The three tables: which columns they have, and what a document puts into them. A change here is a change of what
 * programs see: docs/format.md lists the columns, and tests/unit/test_arrow.c holds them. */

#include "arrow.h"

#include <string.h>

#include "../base/num.h"
#include "../write/page.h"

#define INT64  GIREPORT__ARROW_INT64
#define INT32  GIREPORT__ARROW_INT32
#define DATE   GIREPORT__ARROW_DATE
#define AMOUNT GIREPORT__ARROW_AMOUNT
#define TEXT   GIREPORT__ARROW_TEXT
#define WORD   GIREPORT__ARROW_WORD

/* What all tables begin with: whose document it is. */
#define IDENTITY \
    {"report", INT64, 0}, {"source", WORD, 1}, {"organ", WORD, 1}, {"code", WORD, 1}, {"year", INT32, 1}, \
    {"template", WORD, 1}, {"library", WORD, 0}

static const struct gireport__arrow_column_type of_reports[] = {
    IDENTITY,
    {"level", WORD, 1},
    {"published", DATE, 1},
    {"problem", WORD, 1}, /* why it could not be read */
    {"values", INT64, 0},
    {"unreadable", INT64, 0},
    {"errors", INT64, 0},
    {"warnings", INT64, 0},
    {"notes", INT64, 0},
};

static const struct gireport__arrow_column_type of_cells[] = {
    IDENTITY,
    {"key", WORD, 0},
    {"label", WORD, 0},
    {"state", WORD, 0},
    {"count", INT64, 1},
    {"amount", AMOUNT, 1},
    {"raw", TEXT, 1},
    {"origin", WORD, 1},
    {"line", INT32, 1},
    {"column", INT32, 1},
    {"place", WORD, 1},
};

static const struct gireport__arrow_column_type of_findings[] = {
    IDENTITY,
    {"rule", WORD, 0},
    {"severity", WORD, 0},
    {"id", TEXT, 0},
    {"key", WORD, 1}, /* of the first cell */
    {"cells", TEXT, 1},
    {"message", TEXT, 0},
    {"found", TEXT, 1},
    {"expected", TEXT, 1},
    {"difference", TEXT, 1},
    {"cause", TEXT, 1},
    {"line", INT32, 1},
    {"column", INT32, 1},
    {"place", WORD, 1},
};

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

const struct gireport__arrow_column_type *gireport__arrow_types(uint32_t which, size_t *n)
{
    static const struct {
        const struct gireport__arrow_column_type *types;
        size_t n;
    } tables[] = {{of_reports, COUNT(of_reports)}, {of_cells, COUNT(of_cells)}, {of_findings, COUNT(of_findings)}};
    if (which >= COUNT(tables))
        return NULL;
    *n = tables[which].n;
    return tables[which].types;
}

void gireport__arrow_table_begin(struct gireport__arrow_table *t, uint32_t which, uint32_t lang)
{
    const struct gireport__arrow_column_type *types = gireport__arrow_types(which, &t->n_columns);
    t->which = which;
    t->lang = lang;
    for (size_t i = 0; i < t->n_columns; i++)
        t->columns[i].type = &types[i];
}

/* ---- rows ---- */

struct identity {
    int64_t number;
    int32_t source, organ, code, template_id, library, year; /* words by their numbers; year 0: not known */
};

/* What stands in each row of a document is looked up once. */
static struct identity identify(struct gireport__arrow_table *t, int64_t number, const gireport_arrow_item *item)
{
    const gireport_report *r = item->report;
    struct gireport__arrow_column *c = t->columns;
    struct identity id = {.number = number};
    id.source = gireport__arrow_intern(&c[1], item->source);
    id.organ = gireport__arrow_intern(&c[2], gireport_report_text(r, GIREPORT_TEXT_ORGAN));
    id.code = gireport__arrow_intern(&c[3], gireport_report_text(r, GIREPORT_TEXT_ORGAN_CODE));
    id.year = gireport_report_year(r);
    id.template_id = gireport__arrow_intern(&c[5], gireport_template_id(gireport_report_template(r)));
    id.library = gireport__arrow_intern(&c[6], gireport_version_string());
    return id;
}

/* Returns the first column behind. */
static struct gireport__arrow_column *put_identity(struct gireport__arrow_table *t, const struct identity *id)
{
    struct gireport__arrow_column *c = t->columns;
    gireport__arrow_number(c++, id->number);
    gireport__arrow_index(c++, id->source);
    gireport__arrow_index(c++, id->organ);
    gireport__arrow_index(c++, id->code);
    if (id->year != 0)
        gireport__arrow_number(c, id->year);
    else
        gireport__arrow_null(c);
    c++;
    gireport__arrow_index(c++, id->template_id);
    gireport__arrow_index(c++, id->library);
    return c;
}

static void put_date(struct gireport__arrow_column *c, const char *text)
{
    int year, month, day;
    if (text == NULL || !gireport__date_parse(text, strlen(text), &year, &month, &day)) {
        gireport__arrow_null(c);
        return;
    }
    year -= month <= 2; /* a year that begins with March ends with the leap day */
    int64_t days = 365 * (int64_t)year + year / 4 - year / 100 + year / 400;
    days += (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    gireport__arrow_number(c, days - 719468);
}

static void put_report(struct gireport__arrow_table *t, const struct identity *id, const gireport_arrow_item *item)
{
    const gireport_report *r = item->report;
    struct gireport__arrow_column *c = put_identity(t, id);
    int64_t of_state[GIREPORT_STATE_VALUE + 1] = {0};
    for (size_t i = 0; r != NULL && i < r->tpl->n_fields; i++)
        of_state[r->cells[i].state]++;
    gireport__arrow_word(c++, gireport_level_name(gireport_report_level(r)));
    put_date(c++, gireport_report_text(r, GIREPORT_TEXT_PUBLISHED));
    gireport__arrow_word(c++, r == NULL ? gireport_strerror(item->status) : NULL);
    gireport__arrow_number(c++, of_state[GIREPORT_STATE_VALUE]);
    gireport__arrow_number(c++, of_state[GIREPORT_STATE_UNREADABLE]);
    gireport__arrow_number(c++, (int64_t)gireport_findings_count_of(item->findings, GIREPORT_SEVERITY_ERROR));
    gireport__arrow_number(c++, (int64_t)gireport_findings_count_of(item->findings, GIREPORT_SEVERITY_WARNING));
    gireport__arrow_number(c, (int64_t)gireport_findings_count_of(item->findings, GIREPORT_SEVERITY_NOTE));
}

/* ---- cells ---- */

static int know_words(struct gireport__arrow_table *t, const gireport_template *tpl)
{
    if (t->words_of == tpl)
        return 1;
    gireport__free(t->words);
    t->words_of = NULL;
    t->words = gireport__realloc_array(NULL, tpl->n_fields, 2 * sizeof(*t->words));
    if (t->words == NULL)
        return 0;
    memset(t->words, 0xff, 2 * sizeof(*t->words) * tpl->n_fields);
    t->words_of = tpl;
    return 1;
}

/* A word of the template, which is looked up once a batch. */
static void put_own_word(struct gireport__arrow_column *c, int32_t *at, const char *text)
{
    if (*at < 0)
        *at = gireport__arrow_intern(c, text);
    gireport__arrow_index(c, *at);
}

static void put_position(struct gireport__arrow_column *c, uint32_t at)
{
    if (at != 0)
        gireport__arrow_number(c, at);
    else
        gireport__arrow_null(c);
}

/* Money without its unit is no amount: what was printed stands in `raw`. */
static void put_value(struct gireport__arrow_column *c, const struct gireport__cell *cell)
{
    int known = cell->state == GIREPORT_STATE_VALUE;
    int64_t amount;
    if (known && cell->unit == GIREPORT_UNIT_NONE && cell->scale == 0)
        gireport__arrow_number(&c[0], cell->value);
    else
        gireport__arrow_null(&c[0]);
    if (known && cell->unit == GIREPORT_UNIT_YUAN && gireport__num_shift(cell->value, 2 - (int)cell->scale, &amount))
        gireport__arrow_number(&c[1], amount);
    else
        gireport__arrow_null(&c[1]);
}

static int put_cells(struct gireport__arrow_table *t, const struct identity *id, const gireport_report *r)
{
    const gireport_template *tpl = r->tpl;
    if (!know_words(t, tpl))
        return GIREPORT_ERR_NOMEM;
    for (uint32_t i = 0; i < tpl->n_fields; i++) {
        const struct gireport__cell *cell = &r->cells[i];
        if (cell->state == GIREPORT_STATE_ABSENT && tpl->fields[i].flags & GIREPORT_FIELD_SUBTOTAL)
            continue; /* the row of a group is no part of the form */
        struct gireport__arrow_column *c = put_identity(t, id);
        put_own_word(c++, &t->words[2 * i], tpl->fields[i].key);
        put_own_word(c++, &t->words[2 * i + 1], tpl->fields[i].label);
        gireport__arrow_constant(c++, gireport__state_name(cell->state));
        put_value(c, cell);
        c += 2;
        gireport__arrow_text(c++, cell->raw);
        if (cell->state == GIREPORT_STATE_ABSENT)
            gireport__arrow_null(c++);
        else
            gireport__arrow_constant(c++, gireport__origin_name(cell->origin));
        put_position(c++, cell->line);
        put_position(c++, cell->column);
        gireport__arrow_word(c, cell->place);
    }
    return GIREPORT_OK;
}

/* ---- findings ---- */

static int put_keys(struct gireport__arrow_column *c, const gireport_findings *f, size_t finding)
{
    struct gireport__buf keys = {0};
    for (size_t i = 0; i < gireport_finding_cell_count(f, finding); i++) {
        if (i > 0)
            gireport__buf_addc(&keys, ' ');
        gireport__buf_adds(&keys, gireport_finding_cell_key(f, finding, i));
    }
    gireport__arrow_text(c, gireport__buf_str(&keys));
    int failed = keys.failed;
    gireport__buf_free(&keys);
    return failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

static int put_findings(struct gireport__arrow_table *t, const struct identity *id, const gireport_findings *f)
{
    int status = GIREPORT_OK;
    for (size_t i = 0; i < gireport_findings_count(f) && status == GIREPORT_OK; i++) {
        struct gireport__arrow_column *c = put_identity(t, id);
        uint32_t line = 0, column = 0;
        (void)gireport_finding_position(f, i, &line, &column);
        gireport__arrow_word(c++, gireport_finding_rule(f, i));
        gireport__arrow_constant(c++, gireport__severity_word(gireport_finding_severity(f, i)));
        gireport__arrow_text(c++, gireport_finding_id(f, i));
        gireport__arrow_word(c++, gireport_finding_cell_key(f, i, 0));
        status = put_keys(c++, f, i);
        gireport__arrow_text(c++, gireport_finding_message(f, i, t->lang));
        gireport__arrow_text(c++, gireport_finding_found(f, i));
        gireport__arrow_text(c++, gireport_finding_expected(f, i));
        gireport__arrow_text(c++, gireport_finding_difference(f, i));
        gireport__arrow_text(c++, gireport_finding_cause(f, i));
        put_position(c++, line);
        put_position(c++, column);
        gireport__arrow_word(c, gireport_finding_place(f, i));
    }
    return status;
}

/* ---- a document ---- */

int gireport__arrow_put(struct gireport__arrow_table *t, int64_t number, const gireport_arrow_item *item)
{
    struct identity id = identify(t, number, item);
    int status = GIREPORT_OK;
    if (t->which == GIREPORT_ARROW_REPORTS)
        put_report(t, &id, item);
    else if (t->which == GIREPORT_ARROW_FINDINGS)
        status = put_findings(t, &id, item->findings);
    else if (item->report != NULL)
        status = put_cells(t, &id, item->report);
    for (size_t i = 0; i < t->n_columns && status == GIREPORT_OK; i++)
        status = t->columns[i].failed;
    return status;
}

size_t gireport__arrow_rows(const struct gireport__arrow_table *t)
{
    return t->columns[0].rows;
}

size_t gireport__arrow_bytes(const struct gireport__arrow_table *t)
{
    size_t most = 0;
    for (size_t i = 0; i < t->n_columns; i++) {
        size_t len = t->columns[i].text.len + t->columns[i].words.text.len;
        most = len > most ? len : most;
    }
    return most;
}

static void forget_words(struct gireport__arrow_table *t)
{
    gireport__free(t->words);
    t->words = NULL;
    t->words_of = NULL;
}

int gireport__arrow_take(struct gireport__arrow_table *t, struct ArrowArray *out)
{
    forget_words(t); /* each batch has words of its own */
    return gireport__arrow_export(t->columns, t->n_columns, out);
}

void gireport__arrow_table_free(struct gireport__arrow_table *t)
{
    forget_words(t);
    for (size_t i = 0; i < t->n_columns; i++)
        gireport__arrow_column_free(&t->columns[i]);
}
