/* SPDX-License-Identifier: MIT */
/* The wide table: one line a report, one column a field (docs/format.md). Reports of all built-in editions share their
 * columns, so that a table of several years is one table. */

#include "../base/num.h"
#include "write.h"

#define IDENTITY "organ,code,year,template,source"

/* The templates whose fields are columns: the built-in ones, or the one of a report of another. */
struct columns {
    const gireport_template *list[16];
    size_t n;
};

static struct columns columns_of(const gireport_report *r)
{
    struct columns c = {.n = 0};
    int known = 0;
    for (size_t i = 0; i < gireport_template_count() && i < sizeof c.list / sizeof *c.list; i++) {
        c.list[c.n++] = gireport_template_at(i);
        known |= gireport_template_at(i) == r->tpl;
    }
    if (!known) {
        c.list[0] = r->tpl;
        c.n = 1;
    }
    return c;
}

/* A key that two editions share is one column, where it stands first. */
static int stood_before(const struct columns *c, size_t t, const char *key)
{
    size_t field;
    for (size_t i = 0; i < t; i++)
        if (gireport_template_field_find(c->list[i], key, &field) == GIREPORT_OK)
            return 1;
    return 0;
}

static void put_header(const struct columns *c, int states, struct gireport__out *out)
{
    gireport__out_adds(out, IDENTITY);
    for (int pass = 0; pass <= states; pass++)
        for (size_t t = 0; t < c->n; t++)
            for (uint32_t f = 0; f < c->list[t]->n_fields; f++) {
                if (stood_before(c, t, c->list[t]->fields[f].key))
                    continue;
                gireport__out_addc(out, ',');
                gireport__out_adds(out, c->list[t]->fields[f].key);
                if (pass == 1)
                    gireport__out_adds(out, ".state");
            }
    gireport__out_addc(out, '\n');
}

/* Without its unit an amount is no number that a column of 元 may hold. */
static uint32_t state_of(const struct gireport__cell *c)
{
    return c->state == GIREPORT_STATE_VALUE && c->unit == GIREPORT_UNIT_UNKNOWN ? GIREPORT_STATE_UNREADABLE : c->state;
}

static void put_cell(const struct gireport__cell *c, int states, struct gireport__buf *value,
                     struct gireport__out *out)
{
    static const char *const marks[] = {"", "~", "/", "?", ""};
    uint32_t state = state_of(c);
    gireport__out_addc(out, ',');
    if (state != GIREPORT_STATE_VALUE) {
        gireport__out_adds(out, states ? "" : marks[state]);
        return;
    }
    gireport__buf_clear(value);
    gireport__num_format(value, c->value, c->scale, 1);
    gireport__out_add(out, gireport__buf_str(value), value->len);
}

static void put_state(const struct gireport__cell *c, struct gireport__out *out)
{
    gireport__out_addc(out, ',');
    gireport__out_adds(out, gireport__state_name(state_of(c)));
}

static void put_cells(const gireport_report *r, const struct columns *c, int states, struct gireport__buf *value,
                      struct gireport__out *out)
{
    static const struct gireport__cell none = {.state = GIREPORT_STATE_ABSENT};
    for (int pass = 0; pass <= states; pass++)
        for (size_t t = 0; t < c->n; t++)
            for (uint32_t f = 0; f < c->list[t]->n_fields; f++) {
                const char *key = c->list[t]->fields[f].key;
                const struct gireport__cell *cell = &none;
                size_t field = f;
                if (stood_before(c, t, key))
                    continue;
                if (c->list[t] == r->tpl || gireport_template_field_find(r->tpl, key, &field) == GIREPORT_OK)
                    cell = &r->cells[field];
                if (pass == 1)
                    put_state(cell, out);
                else
                    put_cell(cell, states, value, out);
            }
}

int gireport__write_csv_wide(const gireport_report *r, const gireport_write_options *options,
                             struct gireport__out *out)
{
    struct columns c = columns_of(r);
    struct gireport__buf b = {0};
    int states = (options->flags & GIREPORT_WRITE_STATES) != 0, failed;
    if (options->flags & GIREPORT_WRITE_BOM)
        gireport__out_adds(out, "\xef\xbb\xbf");
    if (!(options->flags & GIREPORT_WRITE_FRAGMENT))
        put_header(&c, states, out);
    gireport__csv_quoted(&b, r->texts[GIREPORT_TEXT_ORGAN].text);
    gireport__buf_addc(&b, ',');
    gireport__csv_quoted(&b, r->texts[GIREPORT_TEXT_ORGAN_CODE].text);
    gireport__buf_addc(&b, ',');
    if (r->year != 0)
        gireport__buf_add_int(&b, r->year);
    gireport__buf_addc(&b, ',');
    gireport__csv_quoted(&b, r->tpl->id);
    gireport__buf_addc(&b, ',');
    gireport__csv_quoted(&b, options->source);
    gireport__out_add(out, gireport__buf_str(&b), b.len);
    put_cells(r, &c, states, &b, out);
    gireport__out_addc(out, '\n');
    failed = b.failed;
    gireport__buf_free(&b);
    return failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
