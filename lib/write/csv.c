/* SPDX-License-Identifier: MIT */
/* The long table: one line a field, for spreadsheets, databases and data frames (docs/format.md). */

#include <string.h>

#include "../base/csv_record.h"
#include "../base/num.h"
#include "write.h"

#define HEADER "organ,year,template,key,label,state,value,unit,raw,origin,line,column,place,code,source\n"

struct table {
    struct gireport__out *out;
    const gireport_report *r;
    struct gireport__buf before; /* organ, year, template: the same on each line */
    struct gireport__buf after;  /* code, source */
    struct gireport__buf value;
};

/* RFC 4180: quoted where a comma, a quote or a line break stands in it. */
static void add_field(struct gireport__buf *b, const char *s)
{
    if (s[strcspn(s, ",\"\r\n")] == '\0') {
        gireport__buf_adds(b, s);
        return;
    }
    gireport__buf_addc(b, '"');
    for (;;) {
        size_t n = strcspn(s, "\"");
        gireport__buf_add(b, s, n);
        if (s[n] == '\0')
            break;
        gireport__buf_add(b, "\"\"", 2);
        s += n + 1;
    }
    gireport__buf_addc(b, '"');
}

void gireport__csv_quoted(struct gireport__buf *b, const char *s)
{
    if (s == NULL)
        return;
    if (!gireport__csv_runs(s)) {
        add_field(b, s);
        return;
    }
    struct gireport__buf marked = {0};
    gireport__buf_addc(&marked, '\'');
    gireport__buf_adds(&marked, s);
    add_field(b, gireport__buf_str(&marked));
    b->failed |= marked.failed;
    gireport__buf_free(&marked);
}

static void put_field(struct table *t, const char *s)
{
    gireport__out_addc(t->out, ',');
    if (s == NULL || *s == '\0')
        return;
    size_t plain = strcspn(s, ",\"\r\n");
    if (s[plain] == '\0') {
        gireport__out_add(t->out, s, plain);
        return;
    }
    gireport__buf_clear(&t->value);
    add_field(&t->value, s);
    gireport__out_add(t->out, gireport__buf_str(&t->value), t->value.len);
}

static void put_free_text(struct table *t, const char *s)
{
    if (s == NULL || !gireport__csv_runs(s)) {
        put_field(t, s);
        return;
    }
    gireport__buf_clear(&t->value);
    gireport__csv_quoted(&t->value, s);
    gireport__out_addc(t->out, ',');
    gireport__out_add(t->out, gireport__buf_str(&t->value), t->value.len);
}

static void put_value(struct table *t, const struct gireport__cell *c)
{
    gireport__out_addc(t->out, ',');
    if (c->state != GIREPORT_STATE_VALUE)
        return;
    if (c->scale == 0) {
        gireport__out_int(t->out, c->value);
        return;
    }
    gireport__buf_clear(&t->value);
    gireport__num_format(&t->value, c->value, c->scale, c->unit != GIREPORT_UNIT_UNKNOWN);
    gireport__out_add(t->out, gireport__buf_str(&t->value), t->value.len);
}

/* A report file tells the place in its source as "line:column": here it gets its two columns back. */
static int is_position(const char *s)
{
    size_t line = strspn(s, "0123456789");
    if (line == 0 || s[line] != ':')
        return 0;
    size_t column = strspn(s + line + 1, "0123456789");
    return column > 0 && s[line + 1 + column] == '\0';
}

static void put_place(struct table *t, const struct gireport__cell *c)
{
    if (c->place != NULL && is_position(c->place)) {
        size_t line = strcspn(c->place, ":");
        gireport__out_addc(t->out, ',');
        gireport__out_add(t->out, c->place, line);
        gireport__out_addc(t->out, ',');
        gireport__out_adds(t->out, c->place + line + 1);
        gireport__out_addc(t->out, ',');
        return;
    }
    /* Where a report file names a place in its source, its own lines are not asked for. */
    int own = c->place == NULL || *c->place == '\0' || t->r->from_document;
    gireport__out_addc(t->out, ',');
    if (own && c->line != 0)
        gireport__out_int(t->out, c->line);
    gireport__out_addc(t->out, ',');
    if (own && c->column != 0)
        gireport__out_int(t->out, c->column);
    put_free_text(t, c->place);
}

static void line(struct table *t, uint32_t field)
{
    const gireport_template *tpl = t->r->tpl;
    const struct gireport__cell *c = &t->r->cells[field];
    gireport__out_add(t->out, gireport__buf_str(&t->before), t->before.len);
    gireport__out_adds(t->out, tpl->fields[field].key);
    put_free_text(t, tpl->fields[field].label);
    put_field(t, gireport__state_name(c->state));
    put_value(t, c);
    put_free_text(t, c->unit == GIREPORT_UNIT_UNKNOWN ? "" : gireport_field_unit(tpl, field));
    put_field(t, c->raw); /* never altered */
    put_field(t, c->state == GIREPORT_STATE_ABSENT ? "" : gireport__origin_name(c->origin));
    put_place(t, c);
    gireport__out_add(t->out, gireport__buf_str(&t->after), t->after.len);
}

/* The row of a group is not part of the form: it stands in the table only where something is in it. */
static int is_shown(const gireport_report *r, uint32_t field)
{
    const struct gireport__field *f = &r->tpl->fields[field];
    if (!(f->flags & GIREPORT_FIELD_SUBTOTAL))
        return 1;
    uint32_t first = field, end = field;
    while (first > 0 && r->tpl->fields[first - 1].row == f->row)
        first--;
    for (; end < r->tpl->n_fields && r->tpl->fields[end].row == f->row; end++)
        ;
    for (; first < end; first++)
        if (r->cells[first].state != GIREPORT_STATE_ABSENT)
            return 1;
    return 0;
}

int gireport__write_csv(const gireport_report *r, const gireport_write_options *options,
                        struct gireport__out *out)
{
    struct table t = {.out = out, .r = r};
    if (options->flags & GIREPORT_WRITE_WIDE)
        return gireport__write_csv_wide(r, options, out);
    gireport__csv_quoted(&t.before, r->texts[GIREPORT_TEXT_ORGAN].text);
    gireport__buf_addc(&t.before, ',');
    if (r->year != 0)
        gireport__buf_add_int(&t.before, r->year);
    gireport__buf_addc(&t.before, ',');
    add_field(&t.before, r->tpl->id);
    gireport__buf_addc(&t.before, ',');
    gireport__buf_addc(&t.after, ',');
    gireport__csv_quoted(&t.after, r->texts[GIREPORT_TEXT_ORGAN_CODE].text);
    gireport__buf_addc(&t.after, ',');
    gireport__csv_quoted(&t.after, options->source);
    gireport__buf_addc(&t.after, '\n');

    if (options->flags & GIREPORT_WRITE_BOM)
        gireport__out_adds(out, "\xef\xbb\xbf");
    if (!(options->flags & GIREPORT_WRITE_FRAGMENT))
        gireport__out_adds(out, HEADER);
    int failed = t.before.failed | t.after.failed;
    for (uint32_t i = 0; i < r->tpl->n_fields && !failed; i++)
        if (is_shown(r, i))
            line(&t, i);
    failed |= t.value.failed;
    gireport__buf_free(&t.before);
    gireport__buf_free(&t.after);
    gireport__buf_free(&t.value);
    return failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
