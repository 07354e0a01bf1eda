/* SPDX-License-Identifier: MIT */
#include "program_cell.h"

#include <string.h>

static uint32_t find(const char *const *names, uint32_t n, const char *name)
{
    for (uint32_t i = 0; i < n; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return GIREPORT__NONE;
}

uint32_t gireport__state_find(const char *name)
{
    static const char *const names[] = {"absent", "blank", "na", "unreadable", "value"};
    return find(names, 5, name);
}

uint32_t gireport__origin_find(const char *name)
{
    static const char *const names[] = {"stated", "inferred", "repaired"};
    return find(names, 3, name);
}

/* A number as on paper, but negative where a program says so: no paper has it, and a rule tells it. */
static void read_value(const char *text, uint32_t type, const char *unit, struct gireport__read_value *v)
{
    size_t len = strlen(text);
    struct gireport__read_value positive;
    gireport__value_read(text, len, type, unit, v);
    if (type == GIREPORT_TYPE_DELTA || len < 2 || *text != '-' || text[1] < '0' || text[1] > '9' ||
        v->state == GIREPORT_STATE_VALUE)
        return;
    gireport__value_read(text + 1, len - 1, type, unit, &positive);
    if (positive.state != GIREPORT_STATE_VALUE || positive.note_len > 0)
        return;
    *v = positive;
    v->value = -positive.value;
    v->remarks |= GIREPORT__REMARK_SIGN;
}

/* What the raw text says beside a value or state: the remarks are those of the text as it was printed. The
 * unit of money may have stood in a header that is not here, so any unit will do with which both are the
 * same. */
static enum gireport__program_fault weigh_raw(const struct gireport__program_cell *c, uint32_t type,
                                              struct gireport__read_value *v)
{
    const char *const units[] = {c->unit, NULL, "元", "万元", "千元", "亿元", "百万元", "千万元"};
    size_t n = type == GIREPORT_TYPE_MONEY ? sizeof(units) / sizeof(*units) : 1;
    struct gireport__read_value printed;
    if (c->raw == NULL)
        return GIREPORT__PROGRAM_OK;
    for (size_t i = 0; i < n; i++) {
        gireport__value_read(c->raw, strlen(c->raw), type, units[i], &printed);
        if (printed.state != v->state)
            return GIREPORT__PROGRAM_OK;
        if (printed.state != GIREPORT_STATE_VALUE ||
            (printed.value == v->value && printed.unit == v->unit && printed.scale == v->scale)) {
            *v = printed;
            return GIREPORT__PROGRAM_OK;
        }
    }
    return c->origin == GIREPORT_ORIGIN_STATED ? GIREPORT__PROGRAM_RAW_DIFFERS : GIREPORT__PROGRAM_OK;
}

enum gireport__program_fault gireport__program_read(const struct gireport__program_cell *c, uint32_t type,
                                                    struct gireport__read_value *v)
{
    static const char *const as_text[] = {"", "", "/", ""};
    *v = (struct gireport__read_value){.state = GIREPORT_STATE_UNREADABLE};
    int said = c->state != GIREPORT__NONE;
    if ((c->value != NULL && said && c->state != GIREPORT_STATE_VALUE) ||
        (c->value == NULL && c->state == GIREPORT_STATE_VALUE))
        return GIREPORT__PROGRAM_CONTRADICTS;
    if (c->value != NULL) {
        read_value(c->value, type, c->unit, v);
        v->remarks &=
            ~(uint32_t)GIREPORT__REMARK_UNSIGNED; /* a program leaves the plus out; paper is `raw` */
    } else if (said) {
        gireport__value_read(as_text[c->state], strlen(as_text[c->state]), type, NULL, v);
        v->state = (uint8_t)c->state;
        if (c->state == GIREPORT_STATE_UNREADABLE || c->state == GIREPORT_STATE_ABSENT)
            v->remarks = 0;
    } else if (c->blank_said || c->raw != NULL) {
        const char *text = c->blank_said ? "" : c->raw;
        gireport__value_read(text, strlen(text), type, c->unit, v);
    } else {
        return GIREPORT__PROGRAM_NOTHING;
    }
    return weigh_raw(c, type, v);
}

int gireport__program_store(gireport_report *r, size_t field, const struct gireport__program_cell *c,
                            const struct gireport__read_value *v, const struct gireport__spot *spot,
                            gireport_findings *findings)
{
    /* A value that was printed and that nobody copied looks as it is written here; a derived one was not
     * printed. */
    int printed = c->raw != NULL || (c->value != NULL && c->origin == GIREPORT_ORIGIN_STATED &&
                                     v->state != GIREPORT_STATE_BLANK);
    const char *raw = c->raw != NULL ? c->raw : printed ? c->value : "";
    int status = gireport__cell_store(r, field, raw, strlen(raw), v, spot, findings);
    if (status != GIREPORT_OK)
        return status;
    struct gireport__cell *cell = &r->cells[field];
    cell->origin = (uint8_t)c->origin;
    if (c->note_said)
        cell->note = c->note != NULL ? gireport__report_string(r, c->note, strlen(c->note)) : NULL;
    if (c->place != NULL)
        cell->place = gireport__report_string(r, c->place, strlen(c->place));
    return (c->note_said && c->note != NULL && cell->note == NULL) ||
                   (c->place != NULL && cell->place == NULL)
               ? GIREPORT_ERR_NOMEM
               : GIREPORT_OK;
}
