/* SPDX-License-Identifier: MIT */
/* Many reports, or a comparison, as a workbook of tables for analysis. */

#include <string.h>

#include "../base/num.h"
#include "../base/options.h"
#include "comparison.h"
#include "page.h"
#include "tidy.h"
#include "write.h"

static const char *lang_word(uint32_t lang, const char *zh, const char *en)
{
    return lang == GIREPORT_LANG_EN ? en : zh;
}

/* ---- findings ---- */

#define FINDINGS_HEADER                                                                                      \
    "file,organ,year,template,rule,severity,message,cells,found,expected,difference,line,column\n"

static void text(struct gireport__buf *b, const char *s)
{
    if (b->len > 0 && b->data[b->len - 1] != '\n')
        gireport__buf_addc(b, ',');
    gireport__csv_quoted(b, s);
}

static void number(struct gireport__buf *b, int64_t v)
{
    gireport__buf_addc(b, ',');
    if (v != 0)
        gireport__buf_add_int(b, v);
}

static void add_finding(struct gireport__buf *b, const gireport_findings *f, size_t i, uint32_t lang)
{
    const struct gireport__finding *x = &f->items[i];
    struct gireport__buf keys = {0};

    for (size_t k = 0; k < x->n_cells; k++) {
        gireport__buf_adds(&keys, k > 0 ? " " : "");
        gireport__buf_adds(&keys, x->cells[k].key);
    }
    gireport__csv_quoted(b, f->file);
    gireport__buf_addc(b, ',');
    gireport__csv_quoted(b, f->organ);
    number(b, f->year);
    text(b, f->tpl != NULL ? f->tpl->id : "");
    text(b, x->rule);
    text(b, gireport__severity_word(gireport__finding_shown(x)));
    gireport__buf_addc(b, ',');
    gireport__csv_quoted(b, x->message[lang == GIREPORT_LANG_EN]);
    text(b, gireport__buf_str(&keys));
    text(b, x->found);
    text(b, x->expected);
    text(b, x->difference);
    number(b, x->line);
    number(b, x->column);
    gireport__buf_addc(b, '\n');
    b->failed |= keys.failed;
    gireport__buf_free(&keys);
}

/* ---- reports ---- */

static int csv_of(const gireport_report *const *reports, const char *const *sources, size_t n, uint32_t flags,
                  struct gireport__buf *b)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    int status = GIREPORT_OK;

    for (size_t i = 0; i < n && status == GIREPORT_OK; i++) {
        struct gireport__out out;

        o.flags = flags | (i > 0 ? GIREPORT_WRITE_FRAGMENT : 0u);
        o.source = sources != NULL ? sources[i] : NULL;
        gireport__out_begin(&out, gireport__out_to_buf, b);
        status = gireport__write_csv(reports[i], &o, &out);
        if (gireport__out_end(&out) != GIREPORT_OK || b->failed)
            status = GIREPORT_ERR_NOMEM;
    }
    return status;
}

static int is_built_in(const gireport_template *t)
{
    return gireport_template_find(t->id) == t;
}

/* Reports of the built-in editions share their columns; those of a form of one's own stand alone. */
static int share_columns(const gireport_report *const *reports, size_t n)
{
    for (size_t i = 1; i < n; i++)
        if (reports[i]->tpl != reports[0]->tpl &&
            !(is_built_in(reports[i]->tpl) && is_built_in(reports[0]->tpl)))
            return 0;
    return 1;
}

static int write_tables(const gireport_report *const *reports, const char *const *sources,
                        const gireport_findings *const *findings, size_t n, uint32_t lang,
                        struct gireport__out *out)
{
    struct gireport__buf csv[3] = {{0}, {0}, {0}};
    const char *const names[] = {lang_word(lang, "长表", "long"), lang_word(lang, "宽表", "wide"),
                                 gireport__phrase(lang, GIREPORT__PHRASE_FINDINGS)};
    struct gireport__tidy_sheet sheets[3];
    size_t n_sheets = findings != NULL ? 3 : 2;
    int status = csv_of(reports, sources, n, 0, &csv[0]);

    if (status == GIREPORT_OK)
        status = csv_of(reports, sources, n, GIREPORT_WRITE_WIDE, &csv[1]);
    if (findings != NULL)
        gireport__buf_adds(&csv[2], FINDINGS_HEADER);
    for (size_t i = 0; findings != NULL && i < n; i++)
        for (size_t k = 0; findings[i] != NULL && k < findings[i]->count; k++)
            add_finding(&csv[2], findings[i], k, lang);
    if (csv[2].failed)
        status = GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < n_sheets; i++)
        sheets[i] = (struct gireport__tidy_sheet){names[i], gireport__buf_str(&csv[i]), csv[i].len, 0};
    if (status == GIREPORT_OK)
        status = gireport__tidy_workbook(
            sheets, n_sheets, lang_word(lang, "政府信息公开工作年度报告数据", "annual reports"), out);
    for (size_t i = 0; i < 3; i++)
        gireport__buf_free(&csv[i]);
    return status;
}

int gireport_write_tables(const gireport_report *const *reports, const char *const *sources,
                          const gireport_findings *const *findings, size_t n, uint32_t lang,
                          gireport_write_fn write, void *userdata)
{
    struct gireport__out out;
    int status, sent;

    if (reports == NULL || n == 0 || write == NULL || lang > GIREPORT_LANG_EN)
        return GIREPORT_ERR_INVALID_ARG;
    for (size_t i = 0; i < n; i++)
        if (reports[i] == NULL)
            return GIREPORT_ERR_INVALID_ARG;
    if (!share_columns(reports, n))
        return GIREPORT_ERR_INVALID_DATA;
    gireport__out_begin(&out, write, userdata);
    status = write_tables(reports, sources, findings, n, lang, &out);
    sent = gireport__out_end(&out);
    return status != GIREPORT_OK ? status : sent;
}

/* ---- a comparison ---- */

/* The rows beside each other: a column a report, then change and percentage where two are set against each
 * other. */
static void header(const gireport_comparison *c, uint32_t lang, int changes, struct gireport__buf *b)
{
    text(b, lang_word(lang, "部分", "part"));
    text(b, lang_word(lang, "项目", "item"));
    text(b, lang_word(lang, "单位", "unit"));
    for (size_t i = 0; i < c->n_columns; i++)
        text(b, c->columns[i].name);
    if (changes) {
        text(b, lang_word(lang, "增减", "change"));
        text(b, lang_word(lang, "幅度（%）", "percent"));
    }
    gireport__buf_addc(b, '\n');
}

static void decimal(struct gireport__buf *b, int there, int64_t v, uint32_t scale)
{
    gireport__buf_addc(b, ',');
    if (there)
        gireport__num_format(b, v, scale, 0);
}

static void beside(const gireport_comparison *c, const struct gireport__compared_part *p, size_t row,
                   uint32_t lang, int changes, struct gireport__buf *b)
{
    static const char *const states[][2] = {
        {"—", "—"}, {"未填", "blank"}, {"/", "/"}, {"无法识读", "unreadable"}};
    const struct gireport__compared *r = &c->rows[row];
    const struct gireport__datum *last = gireport__datum(c, row, c->n_columns - 1);
    uint32_t scale = r->type == GIREPORT_TYPE_MONEY ? 2 : 0;
    const char *title = lang == GIREPORT_LANG_EN ? p->title.en : p->title.zh;

    text(b, title != NULL ? title : p->key);
    text(b, gireport_comparison_row_label(c, row, lang));
    text(b, r->share ? "%" : r->unit);
    for (size_t i = 0; i < c->n_columns; i++) {
        const struct gireport__datum *d = gireport__datum(c, row, i);

        if (d->state != GIREPORT_STATE_VALUE)
            text(b, states[d->state][lang == GIREPORT_LANG_EN]);
        else if (r->share)
            decimal(b, d->has & GIREPORT__HAS_SHARE, d->share, 2);
        else
            decimal(b, 1, d->value, scale);
    }
    if (changes) {
        decimal(b, last->has & GIREPORT__HAS_CHANGE, last->change, r->share ? 2 : scale);
        decimal(b, last->has & GIREPORT__HAS_PERCENT, last->percent, 2);
    }
    gireport__buf_addc(b, '\n');
}

static void all_beside(const gireport_comparison *c, uint32_t lang, struct gireport__buf *b)
{
    int changes = c->kind == GIREPORT_COMPARE_YEARS || c->n_columns == 2;

    header(c, lang, changes, b);
    for (int figures = 1; figures >= 0; figures--)
        for (size_t p = 0; p < c->n_parts; p++)
            for (uint32_t i = 0; i < c->parts[p].n && c->parts[p].figures == (uint32_t)figures; i++)
                beside(c, &c->parts[p], c->parts[p].first + i, lang, changes, b);
}

static void comparison_findings(const gireport_comparison_write_options *o, struct gireport__buf *b)
{
    gireport__buf_adds(b, FINDINGS_HEADER);
    for (size_t k = 0; o->findings != NULL && k < o->n_findings; k++)
        for (size_t i = 0; i < gireport_findings_count(o->findings[k]); i++)
            if (gireport__comparison_shows(o, gireport_finding_rule(o->findings[k], i)))
                add_finding(b, o->findings[k], i, o->lang);
}

int gireport__comparison_xlsx(const gireport_comparison *c, const gireport_comparison_write_options *o,
                              struct gireport__out *out)
{
    struct gireport__buf beside_text = {0}, data = {0}, told = {0}, title = {0};
    gireport_comparison_write_options plain = GIREPORT_COMPARISON_WRITE_OPTIONS_INIT;
    struct gireport__out to;
    int status;

    plain.lang = o->lang;
    all_beside(c, o->lang, &beside_text);
    gireport__out_begin(&to, gireport__out_to_buf, &data);
    status = gireport__comparison_csv(c, &plain, &to);
    if (gireport__out_end(&to) != GIREPORT_OK)
        status = GIREPORT_ERR_NOMEM;
    comparison_findings(o, &told);
    gireport__comparison_title(c, o->lang, &title);
    if (beside_text.failed || data.failed || told.failed || title.failed)
        status = GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK) {
        const struct gireport__tidy_sheet sheets[] = {
            {lang_word(o->lang, "比较", "comparison"), gireport__buf_str(&beside_text), beside_text.len, 3},
            {lang_word(o->lang, "数据", "data"), gireport__buf_str(&data), data.len, 0},
            {gireport__phrase(o->lang, GIREPORT__PHRASE_FINDINGS), gireport__buf_str(&told), told.len, 0}};

        status =
            gireport__tidy_workbook(sheets, sizeof sheets / sizeof *sheets, gireport__buf_str(&title), out);
    }
    gireport__buf_free(&beside_text);
    gireport__buf_free(&data);
    gireport__buf_free(&told);
    gireport__buf_free(&title);
    return status;
}
