/* SPDX-License-Identifier: MIT */
/* The walk over the tokens of flowing text: which table and section it is in, which header was read, which
 * labels wait for their values. */
#include <string.h>

#include "../base/mem.h"
#include "flow_walk.h"

static void set_table(struct walk *w, uint32_t table)
{
    w->table = table;
    w->section = GIREPORT__NONE;
    if (table == GIREPORT__NONE)
        return;
    if (w->tpl->tables[table].n_sections == 1)
        w->section = w->tpl->tables[table].first_section;
    gireport__reading_table(w->rd, table);
}

static void begin_header(struct walk *w)
{
    w->n_header = 0;
    w->header_open = 1;
    w->unit = NULL;
}

static uint32_t table_of(const struct walk *w, uint32_t section)
{
    return w->tpl->sections[section].table;
}

/* The unit of money named at once behind a column's label: 采购总金额（万元）. */
static const char *unit_behind(const struct walk *w, size_t token)
{
    static const char *const units[] = {"万元", "亿元", "元"};
    const struct gireport__flow *f = w->f;
    uint32_t from = f->tokens[token].first;
    uint32_t to = token + 1 < f->n_tokens ? f->tokens[token + 1].first : (uint32_t)f->n_chars;
    const char *s = gireport__buf_str(&f->stream) + f->chars[from].at;
    size_t len = f->chars[to].at - f->chars[from].at;
    for (size_t i = 0; i < 3; i++)
        if (gireport__find_in(s, len, units[i], strlen(units[i])))
            return units[i];
    return NULL;
}

/* Whether a word that is a row and a column (其他, 总计) is the row here. */
static int is_row_here(const struct walk *w, size_t i)
{
    const struct gireport__token *t = &w->f->tokens[i];
    if (t->hit.number)
        return 1;
    if (w->header_open || (i && w->meanings[i - 1].kind == GIREPORT__LABEL_COL))
        return 0;
    size_t j = i + 1;
    return j < w->f->n_tokens &&
           (w->f->tokens[j].kind == GIREPORT__TOKEN_VALUE || w->f->tokens[j].kind == GIREPORT__TOKEN_EMPTY);
}

/* Empty cells within a header are none of the row below it. */
static void drop_empty_run(struct walk *w)
{
    for (size_t i = 0; i < w->n_run; i++)
        if (w->run[i].printed.len)
            return;
    w->n_run = 0;
}

static void walk_column(struct walk *w, size_t i, uint32_t node)
{
    if (w->header_open)
        drop_empty_run(w);
    if (!w->header_open) {
        gireport__walk_flush(w);
        begin_header(w);
    }
    if (w->n_header < GIREPORT__HEADER_MAX) {
        const struct gireport__flow_word *word = gireport__token_word(w->f, &w->f->tokens[i]);
        w->header_x[w->n_header] = (word->x0 + word->x1) / 2;
        w->header[w->n_header++] = node;
    }
    if (w->tpl->cols[node].type == GIREPORT_TYPE_MONEY)
        w->unit = unit_behind(w, i);
    uint32_t section = w->tpl->cols[node].section;
    if (w->table == GIREPORT__NONE)
        set_table(w, table_of(w, section));
}

static void walk_row(struct walk *w, size_t i, uint32_t node, uint32_t flags)
{
    uint32_t section = w->tpl->rows[node].section;
    struct pending p = {.row = node, .token = (uint32_t)i, .flags = flags};
    if (w->table != table_of(w, section)) {
        gireport__walk_flush(w);
        gireport__walk_drop(w);
        set_table(w, table_of(w, section));
        if (gireport__is_across(w, section))
            begin_header(w);
    }
    w->section = section;
    if (!gireport__is_across(w, section))
        w->header_open = 0;
    gireport__walk_push(w, &p);
}

static void walk_label(struct walk *w, size_t i)
{
    const struct gireport__token *t = &w->f->tokens[i];
    struct meaning m = w->meanings[i];
    const struct gireport__sense *s;
    struct pending p = {.row = GIREPORT__NONE, .token = (uint32_t)i, .flags = GIREPORT__ROW_FOREIGN};
    if (m.foreign) {
        gireport__walk_push(w, &p);
        return;
    }
    if (m.kind == GIREPORT__LABEL_ROW &&
        (s = gireport__walk_sense(w, &t->hit, GIREPORT__LABEL_COL)) != NULL && !is_row_here(w, i)) {
        m.kind = GIREPORT__LABEL_COL;
        m.index = s->index;
    } else if (m.kind == GIREPORT__LABEL_COL &&
               (s = gireport__walk_sense(w, &t->hit, GIREPORT__LABEL_ROW)) != NULL && is_row_here(w, i)) {
        m.kind = GIREPORT__LABEL_ROW;
        m.index = s->index;
    }
    switch (m.kind) {
    case GIREPORT__LABEL_PART:
        gireport__walk_flush(w);
        gireport__walk_drop(w);
        set_table(w, w->tpl->parts[m.index].table);
        begin_header(w);
        break;
    case GIREPORT__LABEL_CAPTION:
    case GIREPORT__LABEL_STUB:
        gireport__walk_flush(w);
        if (w->table != table_of(w, m.index)) {
            gireport__walk_drop(w);
            set_table(w, table_of(w, m.index));
        }
        if (m.kind == GIREPORT__LABEL_CAPTION)
            w->section = m.index;
        begin_header(w);
        break;
    case GIREPORT__LABEL_ROW:
        walk_row(w, i, m.index, 0);
        break;
    case GIREPORT__LABEL_COL:
        walk_column(w, i, m.index);
        break;
    default:
        break;
    }
}

/* A text of no label that a number ends without a gap (修订16件), behind the label of its line: both are one cell. */
static int is_in_cell(const struct walk *w, size_t i)
{
    const struct gireport__flow *f = w->f;
    return w->meanings[i].piece == PIECE_OTHER && f->tokens[i].kind == GIREPORT__TOKEN_TEXT && f->tokens[i].gap &&
           i + 1 < f->n_tokens && f->tokens[i + 1].kind == GIREPORT__TOKEN_VALUE && !f->tokens[i + 1].gap && w->n_pend &&
           w->pend[w->n_pend - 1].row != GIREPORT__NONE &&
           gireport__end_line(w, w->pend[w->n_pend - 1].token) == gireport__token_word(f, &f->tokens[i])->line_index;
}

static void walk_text(struct walk *w, size_t i)
{
    const struct meaning *m = &w->meanings[i];
    struct pending p = {.row = GIREPORT__NONE, .token = (uint32_t)i};
    size_t len;
    const char *s = gireport__token_text(w->f, &w->f->tokens[i], &len);
    int on_line = 0, follow = gireport__values_follow(w, i, &on_line) > 0;
    if (m->piece == PIECE_PROSE) {
        gireport__walk_flush(w);
        if (w->n_pend && gireport__end_line(w, w->pend[w->n_pend - 1].token) ==
                             gireport__token_word(w->f, &w->f->tokens[i])->line_index) {
            p.flags = GIREPORT__ROW_FOREIGN;
            gireport__walk_drop(w);
            gireport__walk_push(w, &p); /* a value behind it is not that of the label before it */
        }
        return;
    }
    if (m->piece == PIECE_TORN || m->piece == PIECE_NEAR) {
        walk_row(w, i, m->index, m->piece == PIECE_NEAR ? (uint32_t)GIREPORT__ROW_MISPRINT : 0u);
        return;
    }
    if (m->piece == PIECE_INNER || m->piece == PIECE_PART) {
        enum piece again = gireport__piece_of(w, s, len, &p);
        p.token = (uint32_t)i;
        p.flags = 0;
        p.quiet = 1;
        if (again == PIECE_INNER) {
            p.maybe[0] = p.row;
            p.n_maybe = 1;
            p.row = GIREPORT__NONE;
        }
        if (follow && on_line)
            gireport__walk_push(w, &p);
        return;
    }
    if (is_in_cell(w, i))
        return;
    gireport__walk_flush(w);
    if (follow && w->table != GIREPORT__NONE &&
        !gireport__is_across(w, w->tpl->tables[w->table].first_section)) {
        p.flags = GIREPORT__ROW_FOREIGN;
        p.quiet = !on_line; /* on a line of its own it may be anything */
        gireport__walk_push(w, &p);
    }
}

static void walk_value(struct walk *w, size_t i)
{
    const struct gireport__token *t = &w->f->tokens[i];
    if (w->meanings[i].piece == PIECE_PROSE)
        return;
    if (!gireport__grow((void **)&w->run, &w->run_capacity, w->n_run, sizeof(*w->run))) {
        w->failed = 1;
        return;
    }
    struct run_value *v = &w->run[w->n_run++];
    const struct gireport__flow_word *word = gireport__token_word(w->f, t);
    uint32_t first = i > 0 && is_in_cell(w, i - 1) ? w->f->tokens[i - 1].first : t->first;
    memset(v, 0, sizeof(*v));
    v->token = (uint32_t)i;
    v->line = word->line_index;
    v->printed.pos = GIREPORT__NONE;
    v->printed.text =
        t->kind == GIREPORT__TOKEN_EMPTY ? "" : gireport__raw_text(w, first, t->last, &v->printed.len);
    v->printed.spot = gireport__token_spot(w->f, t);
    v->printed.line = v->printed.spot.line ? v->printed.spot.line : (uint32_t)word->line_index + 1;
    v->printed.x0 = word->x0;
    v->printed.x1 = word->x1;
}

int gireport__flow_rows(struct gireport__flow *f, struct gireport__reading *rd, uint32_t *table)
{
    struct walk w = {.f = f, .rd = rd, .tpl = rd->tpl, .section = GIREPORT__NONE, .header_open = 1};
    w.meanings = gireport__calloc(f->n_tokens + 1, sizeof(*w.meanings));
    w.labelled = gireport__calloc(rd->tpl->n_rows + 1, 1);
    if (w.meanings && w.labelled) {
        w.table = GIREPORT__NONE;
        if (*table != GIREPORT__NONE)
            set_table(&w, *table);
        gireport__find_meanings(&w);
        for (size_t i = 0; i < f->n_tokens; i++) {
            if (f->tokens[i].kind == GIREPORT__TOKEN_TEXT || w.meanings[i].piece)
                walk_text(&w, i);
            else if (f->tokens[i].kind == GIREPORT__TOKEN_LABEL)
                walk_label(&w, i);
            else
                walk_value(&w, i);
        }
        gireport__walk_flush(&w);
        gireport__walk_drop(&w);
        *table = w.table;
    } else {
        w.failed = 1;
    }
    if (w.failed && rd->status == GIREPORT_OK)
        rd->status = GIREPORT_ERR_NOMEM;
    gireport__free(w.meanings);
    gireport__free(w.labelled);
    gireport__free(w.run);
    return rd->status;
}
