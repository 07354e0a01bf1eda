/* SPDX-License-Identifier: MIT */
/* What a comparison has to say to people, in order; how it looks is the sink's. */

#include <string.h>

#include "../base/num.h"
#include "chart.h"
#include "comparison.h"
#include "page.h"

#define MINUS "−"

struct walk {
    struct gireport__sink *s;
    const gireport_comparison *c;
    uint32_t lang;
    struct gireport__grid_text grid;
    struct gireport__buf text;
};

static const char *word(const struct walk *w, const char *zh, const char *en)
{
    return w->lang == GIREPORT_LANG_EN ? en : zh;
}

static const char *text_of(const struct walk *w, const struct gireport__text *t)
{
    const char *s = w->lang == GIREPORT_LANG_EN ? t->en : t->zh;

    return s != NULL ? s : "";
}

/* ---- numbers ---- */

static void add_number(struct gireport__buf *b, int64_t v, uint32_t scale, int trim, int sign)
{
    struct gireport__buf plain = {0};

    gireport__num_format(&plain, v, scale, trim);
    if (v < 0) {
        gireport__buf_adds(b, MINUS);
        gireport__buf_add(b, plain.data + 1, plain.len - 1);
    } else {
        if (sign && v > 0)
            gireport__buf_addc(b, '+');
        gireport__buf_adds(b, gireport__buf_str(&plain));
    }
    b->failed |= plain.failed;
    gireport__buf_free(&plain);
}

/* The decimals in which a row's numbers are shown: money in 万元 where the form prints that, else in 元. */
static uint32_t scale_of(const struct gireport__compared *row)
{
    if (row->type != GIREPORT_TYPE_MONEY)
        return 0;
    return strcmp(row->printed_unit, "万元") == 0 ? 6 : 2;
}

static const char *shown_value(struct walk *w, const struct gireport__compared *row,
                               const struct gireport__datum *d)
{
    gireport__buf_clear(&w->text);
    switch (d->state) {
    case GIREPORT_STATE_VALUE:
        if (d->has & GIREPORT__HAS_SHARE) {
            add_number(&w->text, d->share, 2, 0, 0);
            gireport__buf_adds(&w->text, word(w, "%（", "% ("));
            gireport__buf_add_int(&w->text, d->value);
            gireport__buf_addc(&w->text, '/');
            gireport__buf_add_int(&w->text, d->whole);
            gireport__buf_adds(&w->text, word(w, "）", ")"));
            if (d->notes & GIREPORT_COMPARE_SMALL_WHOLE)
                gireport__buf_adds(&w->text, " *");
        } else {
            add_number(&w->text, d->value, scale_of(row), 1, row->type == GIREPORT_TYPE_DELTA);
            if (d->has & GIREPORT__HAS_WHOLE) {
                gireport__buf_addc(&w->text, '/');
                gireport__buf_add_int(&w->text, d->whole);
            }
        }
        break;
    case GIREPORT_STATE_BLANK:
        gireport__buf_adds(&w->text, word(w, "未填", "blank"));
        break;
    case GIREPORT_STATE_NA:
        gireport__buf_addc(&w->text, '/');
        break;
    case GIREPORT_STATE_UNREADABLE:
        gireport__buf_adds(&w->text, word(w, "无法识读", "unreadable"));
        break;
    default:
        gireport__buf_adds(&w->text, "—");
        break;
    }
    return gireport__buf_str(&w->text);
}

static const char *shown_change(struct walk *w, const struct gireport__compared *row,
                                const struct gireport__datum *d)
{
    gireport__buf_clear(&w->text);
    if (!(d->has & GIREPORT__HAS_CHANGE))
        gireport__buf_adds(&w->text, "—");
    else if (row->share)
        add_number(&w->text, d->change, 2, 0, 1);
    else
        add_number(&w->text, d->change, scale_of(row), 1, 1);
    if ((d->has & GIREPORT__HAS_CHANGE) && row->share)
        gireport__buf_adds(&w->text, word(w, "个百分点", " points"));
    return gireport__buf_str(&w->text);
}

static const char *shown_percent(struct walk *w, const struct gireport__datum *d)
{
    gireport__buf_clear(&w->text);
    if (d->has & GIREPORT__HAS_PERCENT) {
        add_number(&w->text, d->percent, 2, 0, 1);
        gireport__buf_addc(&w->text, '%');
    } else if (d->notes & GIREPORT_COMPARE_SMALL_BASE) {
        gireport__buf_adds(&w->text, d->change == 0 ? "—" : word(w, "基数小", "small base"));
    } else {
        gireport__buf_adds(&w->text, "—");
    }
    return gireport__buf_str(&w->text);
}

/* ---- tables ---- */

static void add_cell(struct walk *w, const char *s)
{
    struct gireport__grid_text *g = &w->grid;

    if (!gireport__grow((void **)&g->cells, &g->capacity, g->n_cells, sizeof *g->cells)) {
        g->failed = 1;
        return;
    }
    g->cells[g->n_cells] = s != NULL ? gireport__arena_strndup(&g->arena, s, strlen(s)) : NULL;
    g->failed |= s != NULL && g->cells[g->n_cells] == NULL;
    g->n_cells++;
}

static void end_table(struct walk *w, const char *caption)
{
    struct gireport__grid_text *g = &w->grid;

    if (!g->failed && g->n_cells > g->columns)
        w->s->table(w->s, caption, g);
    w->s->failed |= g->failed;
    gireport__free(g->cells);
    gireport__arena_free(&g->arena);
    memset(g, 0, sizeof *g);
}

/* Changes are shown of the last year, or of the second of two reports. */
static int shows_changes(const struct walk *w)
{
    return w->c->kind == GIREPORT_COMPARE_YEARS || w->c->n_columns == 2;
}

static const char *change_word(const struct walk *w)
{
    const struct gireport__column *last = &w->c->columns[w->c->n_columns - 1];

    return last[-1].year + 1 == last->year ? word(w, "比上年增减", "change")
                                           : word(w, "比前一份增减", "change");
}

static void begin_table(struct walk *w)
{
    add_cell(w, word(w, "项目", "item"));
    for (size_t i = 0; i < w->c->n_columns; i++)
        add_cell(w, w->c->columns[i].name);
    if (shows_changes(w)) {
        add_cell(w, w->c->kind == GIREPORT_COMPARE_YEARS ? change_word(w) : word(w, "相差", "difference"));
        add_cell(w, word(w, "幅度", "percent"));
    }
    w->grid.columns = w->grid.n_cells;
}

static void add_row(struct walk *w, size_t row, const char *label)
{
    const struct gireport__compared *r = &w->c->rows[row];
    const struct gireport__datum *last = gireport__datum(w->c, row, w->c->n_columns - 1);

    add_cell(w, label);
    for (size_t i = 0; i < w->c->n_columns; i++)
        add_cell(w, shown_value(w, r, gireport__datum(w->c, row, i)));
    if (!shows_changes(w))
        return;
    add_cell(w, shown_change(w, r, last));
    add_cell(w, r->share ? "" : shown_percent(w, last));
}

static void add_group(struct walk *w, const char *label)
{
    add_cell(w, label);
    for (size_t i = 1; i < w->grid.columns; i++)
        add_cell(w, NULL);
}

static void indicator_label(struct walk *w, const struct gireport__compared_part *p,
                            const struct gireport__compared *r, struct gireport__buf *label)
{
    gireport__buf_clear(label);
    gireport__buf_adds(label, text_of(w, &r->label));
    if (!p->parts && r->share && *text_of(w, &r->whole)) {
        gireport__buf_adds(label, word(w, "（占", " (of "));
        gireport__buf_adds(label, text_of(w, &r->whole));
        gireport__buf_adds(label, word(w, "）", ")"));
    }
}

/* 1 if anything but 0 stands in a row, or it is an indicator's. */
static int is_worth(const struct walk *w, size_t row)
{
    for (size_t i = 0; i < w->c->n_columns; i++) {
        const struct gireport__datum *d = gireport__datum(w->c, row, i);

        if (d->state != GIREPORT_STATE_VALUE ? d->state != GIREPORT_STATE_ABSENT : d->value != 0)
            return 1;
    }
    return 0;
}

static void write_indicators(struct walk *w)
{
    struct gireport__buf label = {0};

    begin_table(w);
    for (size_t i = 0; i < w->c->n_parts; i++) {
        const struct gireport__compared_part *p = &w->c->parts[i];

        if (!p->figures)
            continue;
        add_group(w, text_of(w, &p->title));
        for (uint32_t k = p->first; k < p->first + p->n; k++) {
            indicator_label(w, p, &w->c->rows[k], &label);
            add_row(w, k, gireport__buf_str(&label));
        }
    }
    w->s->failed |= label.failed;
    gireport__buf_free(&label);
    end_table(w, word(w, "指标", "indicators"));
}

/* The cells of a table: totals only where the form has them, and no row that is 0 everywhere. */
static void write_part(struct walk *w, const struct gireport__compared_part *p)
{
    size_t zeros = 0;

    begin_table(w);
    for (uint32_t i = p->first; i < p->first + p->n; i++) {
        if (!w->c->rows[i].total)
            continue;
        if (is_worth(w, i))
            add_row(w, i, w->c->rows[i].row_label);
        else
            zeros++;
    }
    end_table(w, text_of(w, &p->title));
    if (zeros == 0)
        return;
    gireport__buf_clear(&w->text);
    gireport__buf_adds(&w->text, word(w, "另有", ""));
    gireport__buf_add_int(&w->text, (int64_t)zeros);
    gireport__buf_adds(
        &w->text, word(w, "行各份报告都是0或没有，未列出。", " more rows are 0 or absent in all reports."));
    w->s->paragraph(w->s, gireport__buf_str(&w->text));
}

static void end_items(struct walk *w)
{
    if (w->s->in_list)
        w->s->items_end(w->s);
    w->s->in_list = 0;
}

static void item(struct walk *w, const char *text)
{
    w->s->item(w->s, text);
    w->s->in_list = 1;
}

/* Each reason why something is not compared, once. */
static void write_reasons(struct walk *w)
{
    const char *last = NULL;
    int any = 0;

    for (size_t i = 0; i < w->c->n_rows; i++) {
        const struct gireport__compared *r = &w->c->rows[i];

        if (r->only == NULL || r->why.zh == NULL || (last != NULL && strcmp(last, r->why.zh) == 0))
            continue;
        last = r->why.zh;
        if (!any++)
            w->s->heading(w->s, word(w, "不能比较的项目", "What is not compared"));
        gireport__buf_clear(&w->text);
        gireport__buf_adds(&w->text, r->label.zh);
        gireport__buf_adds(&w->text, word(w, "等：", " …: "));
        gireport__buf_adds(&w->text, text_of(w, &r->why));
        item(w, gireport__buf_str(&w->text));
    }
    end_items(w);
}

static void write_tables(struct walk *w)
{
    w->s->heading(w->s, word(w, "统计表", "Tables"));
    for (size_t i = 0; i < w->c->n_parts; i++) {
        const struct gireport__compared_part *p = &w->c->parts[i];

        if (p->figures)
            continue;
        gireport__buf_clear(&w->text);
        gireport__buf_adds(&w->text, text_of(w, &p->title));
        if (p->only != NULL) {
            gireport__buf_adds(&w->text, word(w, "（只有这一格式有：", " (only in: "));
            gireport__buf_adds(&w->text, p->only->id);
            gireport__buf_adds(&w->text, word(w, "）", ")"));
        }
        w->s->paragraph(w->s, gireport__buf_str(&w->text));
        write_part(w, p);
    }
    write_reasons(w);
}

static void write_charts(struct walk *w)
{
    if (w->s->chart == NULL)
        return;
    w->s->heading(w->s, word(w, "图表", "Charts"));
    for (size_t i = 0; i < w->c->n_parts; i++)
        if (gireport__has_chart(w->c, &w->c->parts[i]))
            w->s->chart(w->s, &w->c->parts[i]);
}

/* ---- repeats ---- */

static void write_passages(struct walk *w)
{
    int any = 0;

    for (size_t i = 0; i < w->c->n_repeats; i++) {
        const struct gireport__repeat *r = &w->c->repeats[i];

        for (size_t k = 0; k < r->n_passages; k++) {
            if (!any++)
                w->s->paragraph(w->s, word(w, "重复的段落（每部分最长的20段以内）：",
                                           "Repeated passages, up to the 20 longest of a part:"));
            gireport__buf_clear(&w->text);
            gireport__buf_adds(&w->text, w->c->columns[r->b].name);
            gireport__buf_adds(&w->text, word(w, "·", ", "));
            gireport__buf_adds(&w->text, text_of(w, &r->label));
            gireport__buf_adds(&w->text, word(w, "（", " ("));
            gireport__buf_add_int(&w->text, (int64_t)r->passages[k].chars);
            gireport__buf_adds(&w->text, word(w, "字）：", " characters): "));
            gireport__buf_adds(&w->text, r->passages[k].text);
            item(w, gireport__buf_str(&w->text));
        }
    }
    end_items(w);
}

static void write_repeats(struct walk *w)
{
    if (w->c->n_repeats == 0)
        return;
    w->s->heading(w->s, word(w, "重复率", "Repeat rates"));
    add_cell(w, word(w, "部分", "part"));
    add_cell(w, word(w, "报告", "report"));
    add_cell(w, word(w, "对照", "against"));
    add_cell(w, word(w, "重复率", "rate"));
    add_cell(w, word(w, "重复", "repeated"));
    w->grid.columns = w->grid.n_cells;
    for (size_t i = 0; i < w->c->n_repeats; i++) {
        const struct gireport__repeat *r = &w->c->repeats[i];

        add_cell(w, text_of(w, &r->label));
        add_cell(w, w->c->columns[r->b].name);
        add_cell(w, w->c->columns[r->a].name);
        gireport__buf_clear(&w->text);
        add_number(&w->text, gireport__repeat_rate(r), 2, 0, 0);
        gireport__buf_addc(&w->text, '%');
        add_cell(w, gireport__buf_str(&w->text));
        gireport__buf_clear(&w->text);
        gireport__buf_add_int(&w->text, (int64_t)r->same);
        gireport__buf_addc(&w->text, '/');
        gireport__buf_add_int(&w->text, (int64_t)r->all);
        gireport__buf_adds(&w->text, r->table ? word(w, "格", " cells") : word(w, "字", " characters"));
        add_cell(w, gireport__buf_str(&w->text));
    }
    end_table(w, word(w, "重复率", "repeat rates"));
    w->s->paragraph(
        w->s, word(w,
                   "文字的重复率：较新一份中，落在对照报告也有的连续十个字以上片段里的字数，除以总字数；标点"
                   "、空白不计，"
                   "数字的不同不计。表格的重复率：两份都有数字且不都是0的格中，数字相同的格所占的比例。",
                   "Of texts: the share of characters of the later report that belong to runs of ten or more "
                   "which the other has too; spaces, punctuation and the values of numbers do not count. Of "
                   "tables: of the cells that both print and that are not both 0, those that are equal."));
    write_passages(w);
}

/* ---- findings and notes ---- */

static void write_finding(struct walk *w, const gireport_findings *f, size_t i)
{
    gireport__buf_clear(&w->text);
    if (f->year != 0) {
        gireport__buf_add_int(&w->text, f->year);
        gireport__buf_adds(&w->text, word(w, "年：", ": "));
    }
    gireport__buf_adds(&w->text, gireport__severity_word(gireport_finding_severity(f, i)));
    gireport__buf_adds(&w->text, ": ");
    gireport__buf_adds(&w->text, gireport_finding_message(f, i, w->lang));
    gireport__buf_adds(&w->text, " [");
    gireport__buf_adds(&w->text, gireport_finding_rule(f, i));
    gireport__buf_adds(&w->text, "]");
    item(w, gireport__buf_str(&w->text));
}

int gireport__comparison_shows(const gireport_comparison_write_options *o, const char *rule)
{
    const char *s = o->rules;

    while (s != NULL && *s != '\0') {
        size_t n = strcspn(s, " ");

        if (n > 0 && strncmp(rule, s, n) == 0)
            return 1;
        s += n + (s[n] == ' ');
    }
    return o->rules == NULL;
}

static void write_findings(struct walk *w)
{
    const gireport_comparison_write_options *o = w->s->o;
    int any = 0;

    for (size_t k = 0; o->findings != NULL && k < o->n_findings; k++)
        for (size_t i = 0; i < gireport_findings_count(o->findings[k]); i++) {
            if (!gireport__comparison_shows(o, gireport_finding_rule(o->findings[k], i)))
                continue;
            if (!any++)
                w->s->heading(w->s, word(w, "核对", "Findings"));
            write_finding(w, o->findings[k], i);
        }
    end_items(w);
}

static void write_notes(struct walk *w)
{
    gireport__buf_clear(&w->text);
    gireport__buf_adds(
        &w->text,
        word(
            w,
            "比率和幅度由整数直接算出，四舍五入到两位小数（负数按绝对值舍入）；百分点之差先相减后舍入，可能与"
            "所列比率之差相差0.01。*：分母较小，比率仅供参考。",
            "Shares and percentages are computed from whole numbers and rounded half away from "
            "zero; differences of shares are taken before rounding. *: a share of a small whole."));
    if (shows_changes(w)) {
        gireport__buf_adds(&w->text, word(w, "基数小：对照的数小于", " Small base: below "));
        gireport__buf_add_int(&w->text, w->c->least);
        gireport__buf_adds(&w->text, word(w, "（金额小于", " (money: "));
        gireport__buf_add_int(&w->text, w->c->least);
        gireport__buf_adds(&w->text,
                           word(w, "万元），不算幅度。", "0,000 yuan), so no percentage is given."));
    }
    w->s->paragraph(w->s, gireport__buf_str(&w->text));
}

void gireport__comparison_title(const gireport_comparison *c, uint32_t lang, struct gireport__buf *out)
{
    const struct gireport__column *first = &c->columns[0], *last = &c->columns[c->n_columns - 1];
    int en = lang == GIREPORT_LANG_EN, organ = c->kind <= GIREPORT_COMPARE_YEARS,
        years = c->kind != GIREPORT_COMPARE_MIXED;

    if (organ)
        gireport__buf_adds(out, first->organ);
    if (years && first->year != 0) {
        gireport__buf_adds(out, en && out->len > 0 ? " " : "");
        gireport__buf_add_int(out, first->year);
        gireport__buf_adds(out, en ? "" : "年");
    }
    if (c->kind == GIREPORT_COMPARE_YEARS) {
        gireport__buf_adds(out, en ? "–" : "至");
        gireport__buf_add_int(out, last->year);
        gireport__buf_adds(out, en ? "" : "年");
    }
    if (c->kind == GIREPORT_COMPARE_ONE)
        gireport__buf_adds(out, en ? ": annual report in figures" : "政府信息公开工作年度报告数据");
    else
        gireport__buf_adds(out, en ? " annual reports compared" : "政府信息公开工作年度报告比较");
}

int gireport__comparison_walk(struct gireport__sink *s)
{
    struct walk w = {.s = s, .c = s->c, .lang = s->o->lang};
    struct gireport__buf title = {0};

    gireport__comparison_title(s->c, w.lang, &title);
    s->title(s, gireport__buf_str(&title));
    s->heading(s, word(&w, "主要指标", "Indicators"));
    write_indicators(&w);
    write_notes(&w);
    write_charts(&w);
    write_tables(&w);
    write_repeats(&w);
    write_findings(&w);
    s->failed |= w.text.failed | title.failed;
    gireport__buf_free(&w.text);
    gireport__buf_free(&title);
    return s->failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
