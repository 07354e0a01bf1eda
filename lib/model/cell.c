/* SPDX-License-Identifier: MIT */
/* The cells of a report. */

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "findings.h"
#include "report.h"
#include "value.h"

/* The cell of a field, or NULL where there is none. */
static const struct gireport__cell *cell_at(const gireport_report *r, size_t field)
{
    return r != NULL && field < r->tpl->n_fields ? &r->cells[field] : NULL;
}

uint32_t gireport_cell_state(const gireport_report *r, size_t field)
{
    const struct gireport__cell *c = cell_at(r, field);
    return c != NULL ? c->state : GIREPORT_STATE_ABSENT;
}

int gireport_cell_value(const gireport_report *r, size_t field, int64_t *out)
{
    if (out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out = 0;
    const struct gireport__cell *c = cell_at(r, field);
    if (c == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    if (c->state != GIREPORT_STATE_VALUE)
        return GIREPORT_ERR_NOT_FOUND;
    *out = c->value;
    return GIREPORT_OK;
}

uint32_t gireport_cell_unit(const gireport_report *r, size_t field)
{
    const struct gireport__cell *c = cell_at(r, field);
    return c != NULL ? c->unit : GIREPORT_UNIT_NONE;
}

uint32_t gireport_cell_scale(const gireport_report *r, size_t field)
{
    const struct gireport__cell *c = cell_at(r, field);
    return c != NULL ? c->scale : 0;
}

uint32_t gireport_cell_origin(const gireport_report *r, size_t field)
{
    const struct gireport__cell *c = cell_at(r, field);
    return c != NULL ? c->origin : GIREPORT_ORIGIN_STATED;
}

static const char *or_empty(const char *s)
{
    return s != NULL ? s : "";
}

const char *gireport_cell_raw(const gireport_report *r, size_t field)
{
    const struct gireport__cell *c = cell_at(r, field);
    return c != NULL ? or_empty(c->raw) : NULL;
}

const char *gireport_cell_note(const gireport_report *r, size_t field)
{
    const struct gireport__cell *c = cell_at(r, field);
    return c != NULL ? or_empty(c->note) : NULL;
}

const char *gireport_cell_place(const gireport_report *r, size_t field)
{
    const struct gireport__cell *c = cell_at(r, field);
    return c != NULL ? or_empty(c->place) : NULL;
}

int gireport_cell_position(const gireport_report *r, size_t field, uint32_t *out_line, uint32_t *out_column)
{
    if (out_line != NULL)
        *out_line = 0;
    if (out_column != NULL)
        *out_column = 0;
    const struct gireport__cell *c = cell_at(r, field);
    if (c == NULL || out_line == NULL || out_column == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    *out_line = c->line;
    *out_column = c->column;
    return GIREPORT_OK;
}

int gireport_cell_set_value(gireport_report *r, size_t field, int64_t value)
{
    if (cell_at(r, field) == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    int money = gireport_field_type(r->tpl, field) == GIREPORT_TYPE_MONEY;
    r->cells[field] = (struct gireport__cell){
        .value = value,
        .state = GIREPORT_STATE_VALUE,
        .unit = money ? GIREPORT_UNIT_YUAN : GIREPORT_UNIT_NONE,
        .scale = money ? 2 : 0,
    };
    return GIREPORT_OK;
}

int gireport_cell_set_state(gireport_report *r, size_t field, uint32_t state)
{
    if (cell_at(r, field) == NULL || state >= GIREPORT_STATE_VALUE)
        return GIREPORT_ERR_INVALID_ARG;
    r->cells[field] = (struct gireport__cell){.state = (uint8_t)state};
    return GIREPORT_OK;
}

int gireport_cell_set_text(gireport_report *r, size_t field, const char *text, size_t len,
                           struct gireport_findings *findings)
{
    if (cell_at(r, field) == NULL || text == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    if (len == GIREPORT_LEN_AUTO)
        len = strlen(text);
    if (gireport__utf8_check(text, len) != len || memchr(text, '\0', len) != NULL)
        return GIREPORT_ERR_INVALID_ARG;
    const char *unit = gireport_field_printed_unit(r->tpl, field);
    struct gireport__read_value value;
    gireport__value_read(text, len, gireport_field_type(r->tpl, field),
                         unit != NULL && *unit != '\0' ? unit : NULL, &value);
    int status = gireport__cell_store(r, field, text, len, &value, NULL, findings);
    return status == GIREPORT_OK ? gireport__findings_status(findings) : status;
}

void gireport__cell_format(struct gireport__buf *out, const gireport_report *r, size_t field)
{
    const struct gireport__cell *c = cell_at(r, field);
    if (c != NULL && c->state == GIREPORT_STATE_VALUE)
        gireport__num_format(out, c->value, c->scale, 1);
}

const char *gireport__state_name(uint32_t state)
{
    static const char *const names[] = {"absent", "blank", "na", "unreadable", "value"};
    return state < sizeof(names) / sizeof(*names) ? names[state] : "absent";
}

const char *gireport__origin_name(uint32_t origin)
{
    static const char *const names[] = {"stated", "inferred", "repaired"};
    return origin < sizeof(names) / sizeof(*names) ? names[origin] : "stated";
}
