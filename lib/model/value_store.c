/* SPDX-License-Identifier: MIT */
#include <string.h>

#include "findings.h"
#include "value.h"

#define RAW_MAX 1000u /* bytes kept of a text that is no value */

/* Which rule tells a remark. Blank, "/" and money without a unit are told by the check. */
static const struct {
    uint32_t remarks;
    const char *rule;
} rules[] = {
    {GIREPORT__REMARK_UNIT_IN_COUNT | GIREPORT__REMARK_NOTE, "GI-F-004"},
    {GIREPORT__REMARK_FORMAT | GIREPORT__REMARK_CHINESE, "GI-F-005"},
    {GIREPORT__REMARK_NOT_NUMBER | GIREPORT__REMARK_OVERFLOW, "GI-F-006"},
    {GIREPORT__REMARK_SIGN, "GI-F-007"},
    {GIREPORT__REMARK_UNSIGNED, "GI-F-008"},
    {GIREPORT__REMARK_FRACTION, "GI-F-009"},
    {GIREPORT__REMARK_TOO_FINE, "GI-T2-013"},
};

static void tell(const gireport_report *r, size_t field, uint32_t remarks, gireport_findings *findings)
{
    int unread = r->cells[field].state == GIREPORT_STATE_UNREADABLE;
    struct gireport__ref cell = {(uint32_t)field, unread ? GIREPORT_ROLE_UNREAD : GIREPORT_ROLE_CELL};
    /* A note beside money or "/" is no fault; text in a cell of counts is. */
    int counted = gireport_field_type(r->tpl, field) != GIREPORT_TYPE_MONEY;
    if (!counted || unread || r->cells[field].state == GIREPORT_STATE_NA)
        remarks &= ~(uint32_t)GIREPORT__REMARK_NOTE;
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        if (!(remarks & rules[i].remarks))
            continue;
        struct gireport__say what = {.rule = rules[i].rule, .report = r, .cells = &cell, .n_cells = 1};
        gireport__say(findings, &what);
    }
}

/* The text of a cell as it was written. Of what is no value, and longer than any number
 * with its note, the beginning is kept, and "…" behind it. */
static const char *raw_of(gireport_report *r, const char *text, size_t len, int state)
{
    char cut[RAW_MAX + sizeof "…"];

    if (len <= RAW_MAX || state != GIREPORT_STATE_UNREADABLE)
        return gireport__report_string(r, text, len);
    for (len = RAW_MAX; len > 0 && ((unsigned char)text[len] & 0xC0) == 0x80;)
        len--;
    memcpy(cut, text, len);
    memcpy(cut + len, "…", sizeof "…");
    return gireport__report_string(r, cut, strlen(cut));
}

int gireport__cell_store(gireport_report *r, size_t field, const char *text, size_t len,
                         const struct gireport__read_value *v, const struct gireport__spot *spot,
                         struct gireport_findings *findings)
{
    struct gireport__cell cell = {.value = v->value, .state = v->state, .unit = v->unit, .scale = v->scale};
    int short_of_memory = 0;
    if (len)
        short_of_memory |= !(cell.raw = raw_of(r, text, len, v->state));
    if (v->note)
        short_of_memory |= !(cell.note = gireport__report_string(r, v->note, v->note_len));
    if (spot && spot->place)
        short_of_memory |= !(cell.place = gireport__report_string(r, spot->place, strlen(spot->place)));
    if (short_of_memory)
        return GIREPORT_ERR_NOMEM;
    cell.line = spot ? spot->line : 0;
    cell.column = spot ? spot->column : 0;
    cell.origin = GIREPORT_ORIGIN_STATED;
    r->cells[field] = cell;
    if (findings)
        tell(r, field, v->remarks, findings);
    return GIREPORT_OK;
}

int gireport__cell_store_count(gireport_report *r, size_t field, const char *text, size_t len, uint32_t line,
                               uint32_t column)
{
    /* Most cells hold one digit: their raw texts need no memory. */
    static const char digits[10][2] = {"0", "1", "2", "3", "4", "5", "6", "7", "8", "9"};
    int64_t value = 0;
    if (len == 0 || len > 18 || (len > 1 && *text == '0') || gireport_field_type(r->tpl, field) != GIREPORT_TYPE_COUNT)
        return 0;
    for (size_t i = 0; i < len; i++) {
        if (text[i] < '0' || text[i] > '9')
            return 0;
        value = value * 10 + (text[i] - '0');
    }
    const char *raw = len == 1 ? digits[value] : gireport__report_string(r, text, len);
    if (raw == NULL)
        return -1;
    r->cells[field] = (struct gireport__cell){.value = value, .raw = raw, .line = line, .column = column,
                                              .state = GIREPORT_STATE_VALUE};
    return 1;
}
