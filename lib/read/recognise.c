/* SPDX-License-Identifier: MIT */
/* The recogniser: where the reports and their parts are in the blocks, which edition their tables have, and
 * who reads which stretch: grids, flowing text, the texts of parts, the lines around them. */
#include "recognise.h"

#include <string.h>

#include "../base/mem.h"
#include "../base/text.h"
#include "flow.h"
#include "meta.h"
#include "recognise_lines.h"

#define LINES_MAX        2000000
#define META_CELLS       100  /* cells of a table above the report that are looked at */
#define GRIDS_LOOKED_MAX 4000 /* cells of one grid looked at for the edition */

/* A stretch of the document between two headings. */
struct stretch {
    struct gireport__at from, to;
    const struct gireport__mark *mark; /* that begins it, NULL: none */
    struct gireport__flow flow;        /* where tables may stand in text */
    int tables;                        /* 1: may hold tables */
};

struct scene { /* one report in the document */
    const struct gireport__blocks *blocks;
    const gireport_read_options *options;
    const struct gireport__labels *labels;
    struct gireport__lines *lines;
    size_t first_line, last_line; /* from first up to before last */
    const struct gireport__mark *marks;
    size_t n_marks;
    struct stretch *stretches;
    size_t n_stretches, stretches_capacity;
    struct gireport__census census;
    uint32_t t;
    gireport_report *report;
    gireport_findings *findings;
    size_t met; /* labels and headings of the form */
    struct gireport__seen_cells seen;
};

/* --- the edition
 * -------------------------------------------------------------------------------------------- */

/* A label that stands in one template only speaks for it; so does, less, one that elsewhere is only an alias.
 */
void gireport__census_add(const struct gireport__labels *l, struct gireport__census *c,
                          const struct gireport__label_hit *hit)
{
    const uint32_t kinds = GIREPORT__LABEL_CAPTION | GIREPORT__LABEL_ROW | GIREPORT__LABEL_COL;
    uint32_t only = GIREPORT__NONE, official = GIREPORT__NONE;
    int several = 0, officials = 0;
    if (!hit->text)
        return;
    for (uint32_t i = hit->text->sense; i != GIREPORT__NONE; i = l->senses[i].next) {
        const struct gireport__sense *s = &l->senses[i];
        if (!(s->kind & kinds))
            continue;
        c->labels[s->tpl]++;
        several |= only != GIREPORT__NONE && only != s->tpl;
        only = s->tpl;
        if (s->official && official != s->tpl) {
            official = s->tpl;
            officials++;
        }
    }
    if (only != GIREPORT__NONE && !several)
        c->votes[only] += 2;
    else if (officials == 1)
        c->votes[official]++;
}

/* Labels of a grid's cells; numbers are passed over cheaply. */
static void census_grid(struct scene *s, const struct gireport__block *b)
{
    for (size_t i = 0; i < b->n_cells && i < GRIDS_LOOKED_MAX; i++) {
        const struct gireport__block_cell *c = &b->cells[i];
        if (c->len < 6 || c->len > 400 || (c->text[0] >= '0' && c->text[0] <= '9' && c->len < 9))
            continue;
        struct gireport__label_hit hit =
            gireport__labels_seen(s->labels, c->text, c->len, &s->lines->scratch, &s->seen);
        gireport__census_add(s->labels, &s->census, &hit);
        s->met += hit.text != NULL;
    }
}

/* --- stretches
 * ---------------------------------------------------------------------------------------------- */

static struct stretch *add_stretch(struct scene *s, struct gireport__at from, struct gireport__at to,
                                   const struct gireport__mark *mark, int tables)
{
    if (gireport__at_compare(&from, &to) >= 0 && !mark)
        return NULL;
    if (!gireport__grow((void **)&s->stretches, &s->stretches_capacity, s->n_stretches,
                        sizeof(*s->stretches)))
        return NULL;
    struct stretch *x = &s->stretches[s->n_stretches++];
    memset(x, 0, sizeof(*x));
    x->from = from;
    x->to = to;
    x->mark = mark;
    x->tables = tables;
    return x;
}

/* The part that a heading begins, in a template; NULL where it is of another. */
static const struct gireport__part *part_of(const struct scene *s, const struct gireport__mark *m,
                                            uint32_t tpl)
{
    const gireport_template *t = s->labels->templates[tpl];
    if (!m)
        return NULL;
    for (uint32_t i = m->hit.text->sense; i != GIREPORT__NONE; i = s->labels->senses[i].next) {
        const struct gireport__sense *x = &s->labels->senses[i];
        if (x->tpl == tpl && x->kind == GIREPORT__LABEL_PART && (!x->number || x->number == m->number))
            return &t->parts[x->index];
    }
    return NULL;
}

static int is_table_mark(const struct scene *s, const struct gireport__mark *m)
{
    for (uint32_t t = 0; t < s->labels->n_templates; t++) {
        const struct gireport__part *p = part_of(s, m, t);
        if (p && p->table != GIREPORT__NONE)
            return 1;
    }
    return 0;
}

/* Does a line of running text begin a table whose heading is not there: a caption, or a numbered row's label
 * with nothing or a value behind it? */
static int is_anchor(struct scene *s, size_t line)
{
    const struct gireport__text_line *l = &s->lines->items[line];
    struct gireport__buf *b = &s->lines->scratch;
    size_t n = gireport__line_words(l);
    gireport__buf_clear(b);
    for (size_t w = 0; w < n && b->len < 120; w++) {
        const char *text;
        size_t len = gireport__line_word(l, w, &text);
        if (len > 120)
            return 0;
        gireport__fold(b, text, len);
    }
    const char *text = gireport__buf_str(b);
    struct gireport__label_hit hit = gireport__labels_at(s->labels, text, b->len);
    if (!hit.text || hit.text->len < 9)
        return 0;
    char next = hit.len < b->len ? text[hit.len] : '\0';
    int alone = next == '\0' || next == '|',
        valued = (next >= '0' && next <= '9') || next == '/' || next == '(';
    for (uint32_t i = hit.text->sense; i != GIREPORT__NONE; i = s->labels->senses[i].next) {
        const struct gireport__sense *x = &s->labels->senses[i];
        if (x->kind == GIREPORT__LABEL_CAPTION && alone)
            return 1;
        if (x->kind == GIREPORT__LABEL_ROW && x->number && x->number == hit.number && (alone || valued))
            return 1;
        if (x->kind == GIREPORT__LABEL_ROW && !x->number && x->official && hit.text->len >= 12 && valued)
            return 1;
    }
    return 0;
}

/* Which tables have headings here; all of them: nothing need be looked for. */
static int headings_complete(const struct scene *s)
{
    for (uint32_t t = 0; t < s->labels->n_templates; t++) {
        const gireport_template *tpl = s->labels->templates[t];
        uint32_t found = 0;
        for (uint32_t i = 0; i < tpl->n_tables; i++)
            for (size_t m = 0; m < s->n_marks; m++) {
                const struct gireport__part *p = part_of(s, &s->marks[m], t);
                if (p && p->table == i) {
                    found++;
                    break;
                }
            }
        if (tpl->n_tables && found == tpl->n_tables)
            return 1;
    }
    return 0;
}

/* Running text, cut where a table begins without a heading. */
static int add_text(struct scene *s, struct gireport__at from, struct gireport__at to,
                    const struct gireport__mark *mark, int look)
{
    for (size_t i = from.line + (from.word || from.off); look && i <= to.line && i < s->last_line; i++) {
        struct gireport__at at = {i, 0, 0};
        if (gireport__at_compare(&at, &to) >= 0)
            break;
        if (!is_anchor(s, i))
            continue;
        if (gireport__at_compare(&from, &at) < 0 && !add_stretch(s, from, at, mark, 0))
            return 0;
        return add_stretch(s, at, to, NULL, 1) != NULL;
    }
    return gireport__at_compare(&from, &to) >= 0 || add_stretch(s, from, to, mark, 0) != NULL;
}

static int find_stretches(struct scene *s)
{
    struct gireport__at at = {s->first_line, 0, 0}, end = {s->last_line, 0, 0};
    const struct gireport__mark *mark = NULL;
    int look = !headings_complete(s), ok = 1;
    for (size_t i = 0; ok && i <= s->n_marks; i++) {
        const struct gireport__mark *next = i < s->n_marks ? &s->marks[i] : NULL;
        struct gireport__at to = next ? next->at : end;
        int tables = mark && is_table_mark(s, mark);
        if (tables && next && !next->misprint && next->number == mark->number)
            continue; /* the same heading again: one table */
        if (tables)
            ok = add_stretch(s, at, to, mark, 1) != NULL;
        else
            ok = add_text(s, at, to, mark, look);
        at = to;
        mark = next;
    }
    return ok;
}

/* --- reading
 * ------------------------------------------------------------------------------------------------ */

/* Reads the text of stretches with tables, and counts labels for the edition. */
static int take_census(struct scene *s)
{
    size_t n = s->labels->n_templates;
    s->census.votes = gireport__calloc(n + 1, sizeof(*s->census.votes));
    s->census.labels = gireport__calloc(n + 1, sizeof(*s->census.labels));
    if (!s->census.votes || !s->census.labels)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < s->n_stretches; i++) {
        struct stretch *x = &s->stretches[i];
        int status = x->tables ? gireport__flow_read(s->lines, x->from, x->to, &x->flow) : GIREPORT_OK;
        if (status != GIREPORT_OK)
            return status;
        gireport__flow_census(&x->flow, &s->census);
        for (size_t k = 0; k < x->flow.n_tokens; k++)
            s->met += x->flow.tokens[k].kind == GIREPORT__TOKEN_LABEL;
    }
    for (size_t i = s->first_line; i < s->last_line; i++)
        if (s->lines->items[i].block->kind == GIREPORT__GRID)
            census_grid(s, s->lines->items[i].block);
    s->met += s->n_marks;
    return GIREPORT_OK;
}

static uint32_t template_of_year(const struct gireport__labels *l, int32_t year)
{
    for (uint32_t t = 0; t < l->n_templates; t++) {
        const gireport_template *tpl = l->templates[t];
        if (tpl->year_first <= year && (!tpl->year_last || year <= tpl->year_last))
            return t;
    }
    return GIREPORT__NONE;
}

static uint32_t template_of_document(const struct scene *s, const char *document)
{
    uint32_t found = GIREPORT__NONE;
    gireport__buf_clear(&s->lines->scratch);
    gireport__fold(&s->lines->scratch, document, strlen(document));
    for (uint32_t t = 0; t < s->labels->n_templates; t++)
        for (uint32_t d = 0; d < s->labels->templates[t]->n_documents; d++)
            if (strstr(gireport__buf_str(&s->lines->scratch), s->labels->templates[t]->documents[d].number))
                found = t;
    return found;
}

/* The template whose labels prevail. Returns 0 where several have as many. */
static int prevailing(struct scene *s)
{
    uint32_t best = 0;
    int alone = 1;
    for (uint32_t t = 1; t < s->labels->n_templates; t++) {
        if (s->census.votes[t] > s->census.votes[best]) {
            best = t;
            alone = 1;
        } else if (s->census.votes[t] == s->census.votes[best]) {
            alone = 0;
        }
    }
    s->t = best;
    return alone;
}

/* Where the labels do not tell: the template of the year, of the cited document, the newest. */
static void choose_by(struct scene *s, const gireport_report *about)
{
    uint32_t best = s->t;
    const char *document = gireport_report_text(about, GIREPORT_TEXT_DOCUMENT), *by = "1";
    s->t = about->year ? template_of_year(s->labels, about->year) : GIREPORT__NONE;
    if (s->t == GIREPORT__NONE && document) {
        s->t = template_of_document(s, document);
        by = "2";
    }
    if (s->t == GIREPORT__NONE || s->census.votes[s->t] < s->census.votes[best]) {
        s->t = best;
        for (uint32_t t = 0; t < s->labels->n_templates; t++) /* the newest of the prevailing */
            if (s->census.votes[t] == s->census.votes[best] &&
                s->labels->templates[t]->year_first >= s->labels->templates[s->t]->year_first)
                s->t = t;
        by = "3";
    }
    struct gireport__say what = {
        .rule = "GI-R-017", .found = s->labels->templates[s->t]->id, .arg = {by, NULL, NULL}};
    gireport__say(s->findings, &what);
}

static void words_of(const struct gireport__text_line *l, struct gireport__buf *out)
{
    size_t n = gireport__line_words(l);
    for (size_t w = 0; w < n; w++) {
        const char *text;
        size_t len = gireport__line_word(l, w, &text);
        if (w)
            gireport__buf_addc(out, ' ');
        gireport__buf_add(out, text, len);
    }
}

/* A table that is none of the form's stands above many reports: 发布机构, 公开日期. Each cell is a line. */
static size_t meta_cells(const struct gireport__block *grid, struct gireport__meta_line *out)
{
    size_t n = grid->n_cells < META_CELLS ? grid->n_cells : META_CELLS;
    for (size_t i = 0; out && i < n; i++) {
        const struct gireport__block_cell *c = &grid->cells[i];
        out[i] = (struct gireport__meta_line){c->text, c->len, c->line, c->column, c->place, 0};
    }
    return n;
}

/* The lines of a stretch for meta.c, in the arena. */
static int meta_lines(const struct scene *s, struct gireport__arena *arena, size_t from, size_t to,
                      const struct gireport__meta_line **out, size_t *n)
{
    struct gireport__buf b = {0};
    size_t max = to > from ? to - from : 0, count = 0;
    for (size_t i = from; i < to; i++)
        if (s->lines->items[i].block->kind == GIREPORT__GRID)
            max += meta_cells(s->lines->items[i].block, NULL);
    struct gireport__meta_line *list = gireport__arena_alloc(arena, (max + 1) * sizeof(*list));
    int ok = list != NULL;
    for (size_t i = from; ok && i < to; i++) {
        const struct gireport__text_line *l = &s->lines->items[i];
        if (l->block->kind == GIREPORT__GRID) {
            count += meta_cells(l->block, list + count);
            continue;
        }
        struct gireport__meta_line *m = &list[count++];
        m->line = l->line;
        m->column = l->column;
        m->place = l->block->place;
        m->heading = l->block->heading;
        m->text = l->text;
        m->len = l->len;
        if (l->words) {
            gireport__buf_clear(&b);
            words_of(l, &b);
            m->text = gireport__arena_strndup(arena, gireport__buf_str(&b), b.len);
            m->len = b.len;
            ok = m->text && !b.failed;
        }
        if (ok)
            gireport__trim(&m->text, &m->len);
    }
    gireport__buf_free(&b);
    *out = list;
    *n = count;
    return ok;
}

#define META_LINES 400 /* lines before the first part that are looked at */

static int read_meta(struct scene *s, gireport_report *r, gireport_findings *findings)
{
    struct gireport__arena arena = {0};
    struct gireport__buf preamble = {0};
    struct gireport__meta m = {
        .title = s->blocks->title, .published = s->blocks->published, .url = s->blocks->url};
    size_t end = s->n_stretches && !s->stretches[0].mark && !s->stretches[0].tables ? s->stretches[0].to.line
                                                                                    : s->first_line;
    size_t start = end > s->first_line + META_LINES ? end - META_LINES : s->first_line, last = s->last_line;
    if (s->n_stretches && s->stretches[0].to.word && end < s->last_line && !s->stretches[0].mark)
        end++; /* the heading stands on the same line as the text before it */
    if (s->n_marks && !is_table_mark(s, &s->marks[s->n_marks - 1]))
        last = s->marks[s->n_marks - 1].at.line;
    struct gireport__at from = {start, 0, 0}, to = {end, 0, 0};
    int ok = meta_lines(s, &arena, start, end, &m.before, &m.n_before) &&
             meta_lines(s, &arena, last, s->last_line, &m.after, &m.n_after);
    if (ok && end > start)
        gireport__lines_text(s->lines, from, to, &preamble, NULL);
    m.preamble = gireport__buf_str(&preamble);
    m.preamble_len = preamble.len;
    int status = ok && !preamble.failed ? gireport__meta_read(&m, r, findings) : GIREPORT_ERR_NOMEM;
    gireport__buf_free(&preamble);
    gireport__arena_free(&arena);
    return status;
}

/* Sets the text of a part, without the white space around it. */
static int set_part_text(gireport_report *r, uint32_t which, const struct gireport__text_line *line,
                         const struct gireport__buf *text, struct gireport__places *places)
{
    const char *t = gireport__buf_str(text), *all = t;
    size_t len = text->len, n = 0;
    if (text->failed || places->failed)
        return GIREPORT_ERR_NOMEM;
    gireport__trim(&t, &len);
    int status = gireport__report_set_said(r, which, t, len, line->line, line->column);
    if (status != GIREPORT_OK)
        return status == GIREPORT_ERR_INVALID_ARG ? GIREPORT_OK : status; /* a NUL in it */
    size_t cut = (size_t)(t - all);
    for (size_t i = 0; i < places->count; i++) { /* in the trimmed text */
        struct gireport__said_at at = places->items[i];
        if (at.offset < cut && (i + 1 == places->count || places->items[i + 1].offset <= cut))
            continue;
        at.offset = at.offset < cut ? 0 : at.offset - (uint32_t)cut;
        if (at.offset < len)
            places->items[n++] = at;
    }
    return gireport__report_set_places(r, which, places->items, n);
}

#define TEXT_MAX (1u << 20)

/* Cuts a part's text that is longer than a text may be. */
static void cut_text(struct scene *s, struct gireport__buf *text, const struct gireport__part *p)
{
    size_t max = s->lines->text_max;
    if (text->failed || text->len <= max)
        return;
    while (max && ((unsigned char)text->data[max] & 0xc0) == 0x80)
        max--;
    text->len = max;
    text->data[max] = '\0';
    struct gireport__say what = {.rule = "GI-R-019", .report = s->report, .arg = {p->label.text, NULL, NULL}};
    gireport__say(s->findings, &what);
}

/* Sets the texts of the parts. */
static int read_texts(struct scene *s)
{
    struct gireport__buf text = {0};
    struct gireport__places places = {0};
    int status = GIREPORT_OK;
    for (size_t i = 0; i < s->n_stretches && status == GIREPORT_OK; i++) {
        const struct stretch *x = &s->stretches[i];
        const struct gireport__part *p = part_of(s, x->mark, s->t);
        if (!p)
            continue;
        size_t index = (size_t)(p - s->labels->templates[s->t]->parts);
        if (index < 8)
            s->report->parts_seen |= (uint8_t)(1u << index);
        if (p->text == GIREPORT__NONE || gireport_report_text(s->report, p->text))
            continue;
        gireport__buf_clear(&text);
        places.count = 0;
        gireport__lines_after_heading(s->lines, x->mark, x->to, &text, &places);
        cut_text(s, &text, p);
        status = set_part_text(s->report, p->text, &s->lines->items[x->mark->at.line], &text, &places);
    }
    gireport__free(places.items);
    gireport__buf_free(&text);
    return status;
}

/* Grids and text of one stretch, in the order of the document. */
static int read_stretch(struct scene *s, struct stretch *x, struct gireport__reading *rd)
{
    const struct gireport__part *p = part_of(s, x->mark, s->t);
    uint32_t table = x->tables && p ? p->table : GIREPORT__NONE;
    if (table != GIREPORT__NONE)
        gireport__reading_table(rd, table);
    int text_first = 1;
    for (size_t i = x->from.line; i <= x->to.line && i < s->last_line; i++) {
        const struct gireport__text_line *l = &s->lines->items[i];
        if (l->block->kind != GIREPORT__GRID || (i == x->to.line && !x->to.word && !x->to.off))
            continue;
        if (text_first && x->flow.n_tokens && i > x->from.line)
            text_first = 1;
        if (gireport__recognise_grid(rd, l->block, &table))
            s->met++;
    }
    if (x->flow.n_tokens)
        return gireport__flow_rows(&x->flow, rd, &table);
    return rd->status;
}

static int read_tables(struct scene *s)
{
    struct gireport__reading rd = {
        .labels = s->labels, .t = s->t, .report = s->report, .findings = s->findings, .seen = &s->seen};
    rd.tpl = s->labels->templates[s->t];
    rd.table_now = GIREPORT__NONE;
    rd.no_inference = s->options && (s->options->flags & GIREPORT_READ_NO_INFERENCE);
    rd.row_seen = gireport__calloc(rd.tpl->n_rows + 1U, 1);
    if (!rd.row_seen)
        rd.status = GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < s->n_stretches && rd.status == GIREPORT_OK; i++)
        read_stretch(s, &s->stretches[i], &rd);
    int status = rd.status == GIREPORT_OK ? gireport__reading_finish(&rd) : rd.status;
    if (rd.scratch.failed)
        status = GIREPORT_ERR_NOMEM;
    gireport__reading_free(&rd);
    return status;
}

static int choose_template(struct scene *s)
{
    gireport_report *about = NULL;
    if (prevailing(s))
        return GIREPORT_OK;
    int status = gireport_report_new(s->labels->templates[s->labels->n_templates - 1], &about);
    if (status == GIREPORT_OK)
        status = read_meta(s, about, NULL);
    if (status == GIREPORT_OK)
        choose_by(s, about);
    gireport_report_free(about);
    return status;
}

static int read_scene(struct scene *s, gireport_report **out)
{
    int status = find_stretches(s) ? take_census(s) : GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK && !s->met)
        status = GIREPORT_ERR_INVALID_DATA;
    if (status == GIREPORT_OK)
        status = choose_template(s);
    if (status == GIREPORT_OK)
        status = gireport_report_new(s->labels->templates[s->t], &s->report);
    if (status == GIREPORT_OK) {
        s->report->from_document = 1;
        status = read_meta(s, s->report, s->findings);
    }
    if (status == GIREPORT_OK)
        status = read_texts(s);
    if (status == GIREPORT_OK)
        status = read_tables(s);
    if (status == GIREPORT_OK) {
        *out = s->report;
        s->report = NULL;
    }
    gireport_report_free(s->report);
    return status;
}

static void free_scene(struct scene *s)
{
    for (size_t i = 0; i < s->n_stretches; i++)
        gireport__flow_free(&s->stretches[i].flow);
    gireport__free(s->stretches);
    gireport__free(s->census.votes);
    gireport__free(s->census.labels);
}

/* --- several reports
 * ---------------------------------------------------------------------------------------- */

struct cut { /* where a report begins */
    size_t line, mark;
};

/* The line on which the report begins whose first heading is mark m: its title, where there is one after the
 * mark before. */
static size_t title_before(const struct gireport__lines *l, size_t m)
{
    struct gireport__buf b = {0};
    size_t found = l->marks[m].at.line;
    for (size_t i = found; i-- > l->marks[m - 1].at.line + 1;) {
        gireport__buf_clear(&b);
        if (l->items[i].text ? l->items[i].len < 400 : l->items[i].len < 20)
            words_of(&l->items[i], &b);
        if (b.len && b.len < 400 && gireport__meta_is_title(gireport__buf_str(&b), b.len))
            found = i;
    }
    gireport__buf_free(&b);
    return found;
}

/* The reports of the document: each begins where the parts begin anew. Returns how many, the cut of the nth.
 */
static size_t find_reports(const struct gireport__lines *l, size_t nth, struct cut *from, struct cut *to)
{
    size_t count = 1;
    uint32_t highest = 0;
    *from = (struct cut){0, 0};
    *to = (struct cut){l->count, l->n_marks};
    for (size_t m = 0; m < l->n_marks; m++) {
        uint32_t number = l->marks[m].number;
        int anew = m && highest >= 4 && number == 1;
        if (!anew && m && highest >= 4 && number == 2)
            anew = title_before(l, m) < l->marks[m].at.line;
        if (anew) {
            struct cut c = {title_before(l, m), m};
            count++;
            highest = 0;
            if (count == nth)
                *from = c;
            if (count == nth + 1)
                *to = c;
        }
        highest = number > highest ? number : highest;
    }
    return count;
}

static void say_nothing_found(gireport_findings *findings)
{
    struct gireport__say what = {.rule = "GI-R-001"};
    gireport__say(findings, &what);
}

int gireport__recognise(const struct gireport__blocks *b, const gireport_read_options *options, uint32_t nth,
                        gireport_report **out, size_t *count, gireport_findings *findings)
{
    struct gireport__labels labels;
    struct gireport__lines lines = {0};
    struct scene s = {
        .blocks = b, .options = options, .labels = &labels, .lines = &lines, .findings = findings};
    *out = NULL;
    *count = 0;
    int status = gireport__labels_new(options, &labels);
    if (status != GIREPORT_OK)
        return status;
    status = gireport__lines_new(b, &labels, LINES_MAX, &lines);
    if (status == GIREPORT_OK)
        status = gireport__lines_mark(&lines);
    if (status == GIREPORT_OK) {
        struct cut from, to;
        *count = find_reports(&lines, nth ? nth : 1, &from, &to);
        s.first_line = from.line;
        lines.text_max = options && options->max_scalar ? options->max_scalar : TEXT_MAX;
        s.last_line = to.line;
        s.marks = lines.marks != NULL ? lines.marks + from.mark : NULL;
        s.n_marks = to.mark - from.mark;
        status = nth > *count ? GIREPORT_ERR_NOT_FOUND : read_scene(&s, out);
        /* A label that could not be folded was taken for none; or something could not be told. */
        if (lines.scratch.failed || gireport__findings_status(findings) != GIREPORT_OK) {
            gireport_report_free(*out);
            *out = NULL;
            status = GIREPORT_ERR_NOMEM;
        }
        if (status == GIREPORT_ERR_INVALID_DATA) {
            *count = 0;
            say_nothing_found(findings);
        }
    }
    free_scene(&s);
    gireport__lines_free(&lines);
    gireport__labels_free(&labels);
    return status;
}
