/* SPDX-License-Identifier: MIT */
/* A report: identity, texts and extra rows. The cells are in cell.c. */

#include <string.h>

#include "../base/text.h"
#include "report.h"

static const char *const level_names[] = {NULL,       "ministry",   "province", "city", "county",
                                          "township", "department", "office",   "other"};
#define LEVELS (sizeof level_names / sizeof *level_names)

const char *gireport_level_name(uint32_t level)
{
    return level < LEVELS ? level_names[level] : NULL;
}

uint32_t gireport_level_find(const char *name)
{
    if (name == NULL)
        return 0;
    for (uint32_t i = 1; i < LEVELS; i++)
        if (strcmp(name, level_names[i]) == 0)
            return i;
    return 0;
}

int gireport_report_new(const gireport_template *t, gireport_report **out)
{
    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = NULL;
    if (t == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    gireport_report *r = gireport__calloc(1, sizeof *r);
    if (r == NULL)
        return GIREPORT_ERR_NOMEM;
    r->cells = gireport__calloc(t->n_fields > 0 ? t->n_fields : 1, sizeof *r->cells);
    if (r->cells == NULL) {
        gireport__free(r);
        return GIREPORT_ERR_NOMEM;
    }
    r->tpl = gireport_template_ref(t);
    r->units[GIREPORT_UNITS_TOWNS] = -1;
    r->units[GIREPORT_UNITS_DEPARTMENTS] = -1;
    *out = r;
    return GIREPORT_OK;
}

void gireport_report_free(gireport_report *r)
{
    if (r == NULL)
        return;
    gireport_template_unref(r->tpl);
    gireport__arena_free(&r->arena);
    gireport__free(r->cells);
    gireport__free(r->unit_names);
    gireport__free(r->extra);
    gireport__free(r);
}

const char *gireport__report_string(gireport_report *r, const char *s, size_t len)
{
    return gireport__arena_strndup(&r->arena, s, len);
}

/* Copies one string, NULL included. Returns 0 when memory is short. */
static int copy_string(gireport_report *to, const char **out, const char *s)
{
    *out = s != NULL ? gireport__report_string(to, s, strlen(s)) : NULL;
    return s == NULL || *out != NULL;
}

static int copy_cells(gireport_report *to, const gireport_report *from)
{
    for (uint32_t i = 0; i < from->tpl->n_fields; i++) {
        struct gireport__cell *c = &to->cells[i];
        *c = from->cells[i];
        if (!copy_string(to, &c->raw, from->cells[i].raw) ||
            !copy_string(to, &c->note, from->cells[i].note) ||
            !copy_string(to, &c->place, from->cells[i].place))
            return GIREPORT_ERR_NOMEM;
    }
    return GIREPORT_OK;
}

static int copy_rest(gireport_report *to, const gireport_report *from)
{
    int status = GIREPORT_OK;
    for (size_t i = 0; i < GIREPORT__TEXTS; i++) {
        const struct gireport__said *said = &from->texts[i];
        to->texts[i] = *said;
        to->texts[i].places = NULL;
        if (!copy_string(to, &to->texts[i].text, said->text) ||
            gireport__report_set_places(to, (uint32_t)i, said->places, said->n_places) != GIREPORT_OK)
            return GIREPORT_ERR_NOMEM;
    }
    for (size_t i = 0; i < from->n_unit_names && status == GIREPORT_OK; i++)
        status = gireport_report_add_unit(to, from->unit_names[i]);
    for (size_t i = 0; i < from->n_extra && status == GIREPORT_OK; i++)
        status = gireport_report_add_extra(to, from->extra[i].label, from->extra[i].text);
    to->parts_seen = from->parts_seen;
    to->from_document = from->from_document;
    to->year = from->year;
    to->year_line = from->year_line;
    to->level = from->level;
    memcpy(to->units, from->units, sizeof to->units);
    return status;
}

int gireport_report_copy(const gireport_report *r, gireport_report **out)
{
    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = NULL;
    if (r == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    gireport_report *copy;
    int status = gireport_report_new(r->tpl, &copy);
    if (status == GIREPORT_OK)
        status = copy_cells(copy, r);
    if (status == GIREPORT_OK)
        status = copy_rest(copy, r);
    if (status != GIREPORT_OK) {
        gireport_report_free(copy);
        return status;
    }
    *out = copy;
    return GIREPORT_OK;
}

const gireport_template *gireport_report_template(const gireport_report *r)
{
    return r != NULL ? r->tpl : NULL;
}

int32_t gireport_report_year(const gireport_report *r)
{
    return r != NULL ? r->year : 0;
}

int gireport_report_set_year(gireport_report *r, int32_t year)
{
    if (r == NULL || (year != 0 && (year < 1949 || year > 2999)))
        return GIREPORT_ERR_INVALID_ARG;
    r->year = year;
    r->year_line = 0;
    return GIREPORT_OK;
}

uint32_t gireport_report_level(const gireport_report *r)
{
    return r != NULL ? r->level : 0;
}

int gireport_report_set_level(gireport_report *r, uint32_t level)
{
    if (r == NULL || level >= LEVELS)
        return GIREPORT_ERR_INVALID_ARG;
    r->level = level;
    return GIREPORT_OK;
}

const char *gireport_report_text(const gireport_report *r, uint32_t which)
{
    return r != NULL && which < GIREPORT__TEXTS ? r->texts[which].text : NULL;
}

/* The length of a text argument, or SIZE_MAX where it is not UTF-8 text without NUL. */
static size_t text_length(const char *text, size_t len)
{
    if (len == GIREPORT_LEN_AUTO)
        len = strlen(text);
    else if (memchr(text, '\0', len) != NULL)
        return SIZE_MAX;
    return gireport__utf8_check(text, len) == len ? len : SIZE_MAX;
}

/* A part whose text is there was seen; the headings of tables are the reader's to mark. */
static void mark_part(gireport_report *r, uint32_t which, int there)
{
    for (uint32_t i = 0; i < r->tpl->n_parts && i < 8; i++) {
        if (r->tpl->parts[i].text != which)
            continue;
        if (there)
            r->parts_seen |= (uint8_t)(1U << i);
        else
            r->parts_seen &= (uint8_t) ~(1U << i);
    }
}

int gireport__report_set_said(gireport_report *r, uint32_t which, const char *text, size_t len, uint32_t line,
                              uint32_t column)
{
    if (r == NULL || which >= GIREPORT__TEXTS)
        return GIREPORT_ERR_INVALID_ARG;
    struct gireport__said said = {NULL, 0, 0, NULL, 0};
    if (text != NULL) {
        len = text_length(text, len);
        if (len == SIZE_MAX)
            return GIREPORT_ERR_INVALID_ARG;
        said.text = gireport__report_string(r, text, len);
        if (said.text == NULL)
            return GIREPORT_ERR_NOMEM;
        said.line = line;
        said.column = column;
    }
    r->texts[which] = said;
    mark_part(r, which, text != NULL);
    return GIREPORT_OK;
}

int gireport__report_set_places(gireport_report *r, uint32_t which, const struct gireport__said_at *places,
                                size_t n)
{
    struct gireport__said *said = &r->texts[which];
    struct gireport__said_at *copy = n > 0 ? gireport__arena_alloc(&r->arena, n * sizeof *copy) : NULL;
    said->places = copy;
    said->n_places = 0;
    if (n > 0 && copy == NULL)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < n; i++)
        copy[i] = places[i];
    said->n_places = (uint32_t)n;
    return GIREPORT_OK;
}

int gireport_report_set_text(gireport_report *r, uint32_t which, const char *text, size_t len)
{
    return gireport__report_set_said(r, which, text, len, 0, 0);
}

int64_t gireport_report_units(const gireport_report *r, uint32_t kind)
{
    return r != NULL && kind < 2 ? r->units[kind] : -1;
}

int gireport_report_set_units(gireport_report *r, uint32_t kind, int64_t count)
{
    if (r == NULL || kind >= 2 || count < -1)
        return GIREPORT_ERR_INVALID_ARG;
    r->units[kind] = count;
    return GIREPORT_OK;
}

size_t gireport_report_unit_count(const gireport_report *r)
{
    return r != NULL ? r->n_unit_names : 0;
}

const char *gireport_report_unit_name(const gireport_report *r, size_t i)
{
    return r != NULL && i < r->n_unit_names ? r->unit_names[i] : NULL;
}

int gireport_report_add_unit(gireport_report *r, const char *name)
{
    if (r == NULL || name == NULL || text_length(name, GIREPORT_LEN_AUTO) == SIZE_MAX)
        return GIREPORT_ERR_INVALID_ARG;
    const char *copy = gireport__report_string(r, name, strlen(name));
    void *items = (void *)r->unit_names;
    if (copy == NULL ||
        !gireport__grow(&items, &r->unit_names_capacity, r->n_unit_names, sizeof *r->unit_names))
        return GIREPORT_ERR_NOMEM;
    r->unit_names = items;
    r->unit_names[r->n_unit_names++] = copy;
    return GIREPORT_OK;
}

size_t gireport_report_extra_count(const gireport_report *r)
{
    return r != NULL ? r->n_extra : 0;
}

const char *gireport_report_extra_text(const gireport_report *r, size_t i)
{
    return r != NULL && i < r->n_extra ? r->extra[i].text : NULL;
}

const char *gireport_report_extra_label(const gireport_report *r, size_t i)
{
    return r != NULL && i < r->n_extra ? r->extra[i].label : NULL;
}

int gireport_report_add_extra(gireport_report *r, const char *label, const char *text)
{
    if (r == NULL || label == NULL || text == NULL || text_length(label, GIREPORT_LEN_AUTO) == SIZE_MAX ||
        text_length(text, GIREPORT_LEN_AUTO) == SIZE_MAX)
        return GIREPORT_ERR_INVALID_ARG;
    struct gireport__extra extra = {gireport__report_string(r, label, strlen(label)),
                                    gireport__report_string(r, text, strlen(text))};
    void *items = r->extra;
    if (extra.label == NULL || extra.text == NULL ||
        !gireport__grow(&items, &r->extra_capacity, r->n_extra, sizeof *r->extra))
        return GIREPORT_ERR_NOMEM;
    r->extra = items;
    r->extra[r->n_extra++] = extra;
    return GIREPORT_OK;
}
