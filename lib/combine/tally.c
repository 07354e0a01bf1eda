/* SPDX-License-Identifier: MIT */
/* The tally of a ledger of requests: the public functions, and the report that is made of the counts. */
#include "tally.h"

#include <string.h>

#include "../base/decode.h"
#include "../base/num.h"
#include "../base/options.h"
#include "../base/out.h"

#define MAX_BYTES        ((size_t)64 << 20)
#define MAX_ROWS         ((size_t)1000000)
#define LINES_SAID       20

struct counter {
    gireport_tally *t;
    const gireport_report *from; /* the caller's report, or NULL */
    gireport_findings *findings;
    int64_t *sure;      /* one a field */
    uint32_t *doubtful; /* rows that may count or not */
    size_t elsewhere;   /* rows that count for other years only */
    struct gireport__buf lines; /* of doubtful rows */
    size_t n_lines;
};

int gireport_tally_options_init(gireport_tally_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__TALLY_V1);
}

/* ---- counting ---- */

static int is_nothing(const struct gireport__tally_parts *p, uint32_t disputes)
{
    int nothing = p->received + p->carried_in + p->closed + p->carried_out == 0;
    for (uint32_t i = 0; i < disputes; i++)
        nothing = nothing && p->cases[i] == GIREPORT__COUNTS_NO;
    return nothing;
}

static void note_line(struct counter *c, uint32_t line)
{
    if (c->n_lines++ > LINES_SAID)
        return;
    if (c->lines.len > 0)
        gireport__buf_adds(&c->lines, ", ");
    if (c->n_lines > LINES_SAID)
        gireport__buf_adds(&c->lines, "…");
    else
        gireport__buf_add_int(&c->lines, line);
}

static void count_row(struct counter *c, const struct gireport__tally_row *row)
{
    struct gireport__tally_parts parts;
    int doubtful = 0;
    gireport__tally_parts(c->t, row, &parts);
    if (is_nothing(&parts, c->t->tpl->ledger.n_disputes)) {
        c->elsewhere++;
        return;
    }
    for (uint32_t f = 0; f < c->t->tpl->n_fields; f++) {
        if (!gireport__tally_fills(c->t, f))
            continue;
        switch (gireport__tally_counts(c->t, row, &parts, f)) {
        case GIREPORT__COUNTS_YES:
            c->sure[f]++;
            break;
        case GIREPORT__COUNTS_MAYBE:
            c->doubtful[f]++;
            doubtful = 1;
            break;
        default:
            break;
        }
    }
    if (doubtful)
        note_line(c, row->line);
}

/* ---- the report ---- */

/* What the caller's report says of a cell against what the ledger says. */
static void compare(struct counter *c, uint32_t field)
{
    const struct gireport__cell *stated = &c->from->cells[field];
    struct gireport__ref ref = {field, GIREPORT_ROLE_CELL};
    struct gireport__buf found = {0}, expected = {0};
    int same = c->doubtful[field] > 0 ? stated->value >= c->sure[field] : stated->value == c->sure[field];
    if (stated->state != GIREPORT_STATE_VALUE || same)
        return;
    gireport__buf_add_int(&found, stated->value);
    if (c->doubtful[field] > 0)
        gireport__buf_adds(&expected, "≥");
    gireport__buf_add_int(&expected, c->sure[field]);
    gireport__say(c->findings, &(struct gireport__say){.rule = "GI-G-018",
                                                       .report = c->from,
                                                       .cells = &ref,
                                                       .n_cells = 1,
                                                       .found = gireport__buf_str(&found),
                                                       .expected = gireport__buf_str(&expected)});
    c->lines.failed |= found.failed | expected.failed;
    gireport__buf_free(&found);
    gireport__buf_free(&expected);
}

/* A cell that some row may count in or not is not known; what is sure of it stands as its text. */
static int set_cell(struct counter *c, uint32_t field)
{
    gireport_report *r = c->t->report;
    struct gireport__buf raw = {0};
    int status;
    if (c->doubtful[field] == 0)
        return gireport_cell_set_value(r, field, c->sure[field]);
    status = gireport_cell_set_state(r, field, GIREPORT_STATE_UNREADABLE);
    gireport__buf_adds(&raw, "≥");
    gireport__buf_add_int(&raw, c->sure[field]);
    if (status == GIREPORT_OK) {
        r->cells[field].raw = raw.failed ? NULL : gireport__report_string(r, raw.data, raw.len);
        if (r->cells[field].raw == NULL)
            status = GIREPORT_ERR_NOMEM;
    }
    gireport__buf_free(&raw);
    return status;
}

static int fill_report(struct counter *c)
{
    const gireport_template *tpl = c->t->tpl;
    struct gireport__ref *unknown = gireport__calloc((size_t)tpl->n_fields + 1, sizeof *unknown);
    size_t n = 0;
    int status = unknown != NULL ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
    for (uint32_t f = 0; f < tpl->n_fields && status == GIREPORT_OK; f++) {
        int extra = (tpl->fields[f].flags & GIREPORT_FIELD_SUBTOTAL) != 0;
        if (!gireport__tally_fills(c->t, f) || (extra && c->t->report->cells[f].state == GIREPORT_STATE_ABSENT))
            continue; /* a row that the form does not have is only kept right where it is printed */
        if (c->from != NULL)
            compare(c, f);
        status = set_cell(c, f);
        if (c->doubtful[f] > 0)
            unknown[n++] = (struct gireport__ref){f, GIREPORT_ROLE_UNREAD};
    }
    if (n > 0)
        gireport__say(c->findings, &(struct gireport__say){.rule = "GI-G-017",
                                                           .report = c->t->report,
                                                           .cells = unknown,
                                                           .n_cells = n,
                                                           .arg = {gireport__buf_str(&c->lines), NULL, NULL}});
    gireport__free(unknown);
    return status;
}

static void tell_elsewhere(struct counter *c)
{
    struct gireport__buf rows = {0}, year = {0};
    if (c->elsewhere == 0)
        return;
    gireport__buf_add_int(&rows, (int64_t)c->elsewhere);
    gireport__buf_add_int(&year, c->t->year);
    gireport__say(c->findings,
                  &(struct gireport__say){.rule = "GI-G-020",
                                          .arg = {gireport__buf_str(&rows), gireport__buf_str(&year), NULL}});
    c->lines.failed |= rows.failed | year.failed;
    gireport__buf_free(&rows);
    gireport__buf_free(&year);
}

static int make_report(struct counter *c)
{
    gireport_tally *t = c->t;
    int status = c->from != NULL ? gireport_report_copy(c->from, &t->report) : gireport_report_new(t->tpl, &t->report);
    if (status == GIREPORT_OK)
        status = gireport_report_set_year(t->report, t->year);
    if (status == GIREPORT_OK)
        status = fill_report(c);
    return status;
}

static int count(gireport_tally *t, const gireport_report *from, gireport_findings *findings)
{
    struct counter c = {.t = t, .from = from, .findings = findings};
    int status = GIREPORT_ERR_NOMEM;
    c.sure = gireport__calloc((size_t)t->tpl->n_fields + 1, sizeof *c.sure);
    c.doubtful = gireport__calloc((size_t)t->tpl->n_fields + 1, sizeof *c.doubtful);
    if (c.sure != NULL && c.doubtful != NULL) {
        for (size_t i = 0; i < t->n_rows; i++)
            count_row(&c, &t->rows[i]);
        tell_elsewhere(&c);
        status = make_report(&c);
    }
    if (status == GIREPORT_OK && c.lines.failed)
        status = GIREPORT_ERR_NOMEM;
    gireport__free(c.sure);
    gireport__free(c.doubtful);
    gireport__buf_free(&c.lines);
    return status;
}

/* ---- the options ---- */

/* The built-in edition of a year; of two that hold, the later. */
static const gireport_template *edition_of(int32_t year)
{
    const gireport_template *found = NULL;
    for (size_t i = 0; i < gireport_template_count(); i++) {
        const gireport_template *t = gireport_template_at(i);
        if (t->year_first <= year && (t->year_last == 0 || year <= t->year_last) &&
            (found == NULL || t->year_first >= found->year_first))
            found = t;
    }
    return found;
}

/* A report of another year or another form cannot be filled from this ledger. */
static int refuse(gireport_findings *findings, const gireport_report *report, int32_t year,
                  const gireport_template *tpl)
{
    struct gireport__buf found = {0}, expected = {0};
    int other_form = strcmp(report->tpl->id, tpl->id) != 0;
    if (other_form) {
        gireport__buf_adds(&found, report->tpl->id);
        gireport__buf_adds(&expected, tpl->id);
    } else {
        gireport__buf_add_int(&found, report->year);
        gireport__buf_add_int(&expected, year);
    }
    gireport__say(findings, &(struct gireport__say){.rule = "GI-G-019",
                                                    .found = gireport__buf_str(&found),
                                                    .expected = gireport__buf_str(&expected)});
    int failed = found.failed | expected.failed;
    gireport__buf_free(&found);
    gireport__buf_free(&expected);
    return failed ? GIREPORT_ERR_NOMEM : GIREPORT_ERR_INVALID_DATA;
}

static int choose(gireport_tally *t, const gireport_tally_options *o, gireport_findings *findings)
{
    const gireport_template *tpl = o->form != NULL ? o->form : o->report != NULL ? o->report->tpl : NULL;
    t->year = o->year != 0 ? o->year : o->report != NULL ? o->report->year : 0;
    if (t->year < 1949 || t->year > 2999 || o->reserved != 0)
        return GIREPORT_ERR_INVALID_ARG;
    if (tpl == NULL)
        tpl = edition_of(t->year);
    if (tpl == NULL)
        return GIREPORT_ERR_NOT_FOUND;
    if (tpl->ledger.names == NULL)
        return GIREPORT_ERR_UNSUPPORTED;
    t->tpl = gireport_template_ref(tpl);
    if (o->report != NULL &&
        (strcmp(o->report->tpl->id, tpl->id) != 0 || (o->report->year != 0 && o->report->year != t->year)))
        return refuse(findings, o->report, t->year, tpl);
    return GIREPORT_OK;
}

/* The text of the ledger as UTF-8, in memory of the tally. */
static int take_text(gireport_tally *t, const char *data, size_t len, const gireport_tally_options *o,
                     gireport_findings *findings)
{
    struct gireport__decoded decoded = {0};
    size_t max = o->max_bytes != 0 ? o->max_bytes : MAX_BYTES;
    int status = GIREPORT_ERR_LIMIT;
    if (len <= max)
        status = gireport__decode(data, len, o->charset, max < SIZE_MAX / 4 ? max * 3 : SIZE_MAX, &t->text, &t->len,
                                  &decoded);
    t->memory = decoded.memory;
    if (status == GIREPORT_ERR_LIMIT)
        gireport__say(findings, &(struct gireport__say){.rule = "GI-I-010", .arg = {"max_bytes", NULL, NULL}});
    if (status == GIREPORT_OK && decoded.replaced > 0)
        gireport__say(findings, &(struct gireport__say){.rule = "GI-I-002", .line = decoded.first_line, .column = 1,
                                                        .arg = {decoded.charset, NULL, NULL}});
    if (status == GIREPORT_OK && t->memory == NULL) {
        t->memory = gireport__strndup(t->text, t->len);
        t->text = t->memory;
        if (t->memory == NULL)
            status = GIREPORT_ERR_NOMEM;
    }
    return status;
}

int gireport_tally_new(const char *data, size_t len, const gireport_tally_options *options, gireport_tally **out,
                       gireport_findings *findings)
{
    gireport_tally_options o;
    gireport_tally *t;
    int status;
    if (out != NULL)
        *out = NULL;
    if (out == NULL || data == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    status = gireport__options_take(&o, sizeof o, options, GIREPORT__TALLY_V1);
    if (status != GIREPORT_OK)
        return status;
    t = gireport__calloc(1, sizeof *t);
    if (t == NULL)
        return GIREPORT_ERR_NOMEM;
    status = choose(t, &o, findings);
    if (status == GIREPORT_OK)
        status = take_text(t, data, len == GIREPORT_LEN_AUTO ? strlen(data) : len, &o, findings);
    if (status == GIREPORT_OK)
        status = gireport__tally_read(t, o.max_rows != 0 ? o.max_rows : MAX_ROWS, findings);
    if (status == GIREPORT_OK)
        status = count(t, o.report, findings);
    if (status == GIREPORT_OK)
        status = gireport__findings_status(findings);
    if (status != GIREPORT_OK) {
        gireport_tally_free(t);
        return status;
    }
    *out = t;
    return GIREPORT_OK;
}

void gireport_tally_free(gireport_tally *t)
{
    if (t == NULL)
        return;
    gireport_report_free(t->report);
    gireport_template_unref(t->tpl);
    gireport__arena_free(&t->arena);
    gireport__free(t->rows);
    gireport__free(t->memory);
    gireport__free(t);
}

/* ---- where a count comes from ---- */

const gireport_report *gireport_tally_report(const gireport_tally *t)
{
    return t != NULL ? t->report : NULL;
}

size_t gireport_tally_row_count(const gireport_tally *t)
{
    return t != NULL ? t->n_rows : 0;
}

uint32_t gireport_tally_row_line(const gireport_tally *t, size_t row)
{
    return t != NULL && row < t->n_rows ? t->rows[row].line : 0;
}

const char *gireport_tally_row_number(const gireport_tally *t, size_t row)
{
    return t != NULL && row < t->n_rows ? t->rows[row].number : NULL;
}

uint32_t gireport_tally_row_counts(const gireport_tally *t, size_t row, size_t field)
{
    struct gireport__tally_parts parts;
    if (t == NULL || row >= t->n_rows || field >= t->tpl->n_fields || !gireport__tally_fills(t, (uint32_t)field))
        return GIREPORT_TALLY_NO;
    gireport__tally_parts(t, &t->rows[row], &parts);
    return gireport__tally_counts(t, &t->rows[row], &parts, (uint32_t)field);
}

/* A record as it stands in the ledger, without its line end and the empty lines before it. */
static void put_record(const gireport_tally *t, struct gireport__out *out, size_t at, size_t len)
{
    const char *s = t->text + at;
    while (len > 0 && (*s == '\n' || *s == '\r')) {
        s++;
        len--;
    }
    while (len > 0 && (s[len - 1] == '\n' || s[len - 1] == '\r'))
        len--;
    gireport__out_add(out, s, len);
    gireport__out_addc(out, '\n');
}

int gireport_tally_write_rows(const gireport_tally *t, size_t field, uint32_t flags, gireport_write_fn write,
                              void *userdata)
{
    struct gireport__out out;
    if (t == NULL || write == NULL || field >= t->tpl->n_fields || flags & ~(uint32_t)GIREPORT_TALLY_LINES)
        return GIREPORT_ERR_INVALID_ARG;
    gireport__out_begin(&out, write, userdata);
    if (flags & GIREPORT_TALLY_LINES)
        gireport__out_adds(&out, "line,counts,");
    put_record(t, &out, t->header_at, t->header_len);
    for (size_t i = 0; i < t->n_rows; i++) {
        uint32_t counts = gireport_tally_row_counts(t, i, field);
        if (counts == GIREPORT_TALLY_NO)
            continue;
        if (flags & GIREPORT_TALLY_LINES) {
            gireport__out_int(&out, t->rows[i].line);
            gireport__out_adds(&out, counts == GIREPORT_TALLY_YES ? ",yes," : ",maybe,");
        }
        put_record(t, &out, t->rows[i].at, t->rows[i].len);
    }
    return gireport__out_end(&out);
}
