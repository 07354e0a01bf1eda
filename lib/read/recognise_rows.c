/* SPDX-License-Identifier: MIT */
/* The back end: keeps the rows that the front ends hand over, decides which row each is, and stores the
 * cells. */
#include <string.h>

#include "../base/mem.h"
#include "../base/num.h"
#include "../base/text.h"
#include "recognise_rows.h"

#define POSITIONS_MAX 256  /* fields of one row or one line of rows */
#define ROWS_MAX      4000 /* of one report; the forms have forty */

static void fail(struct gireport__reading *rd)
{
    if (rd->status == GIREPORT_OK)
        rd->status = GIREPORT_ERR_NOMEM;
}

static const void *copy(struct gireport__reading *rd, const void *from, size_t size)
{
    void *to = from && size ? gireport__arena_alloc(&rd->arena, size) : NULL;
    if (to)
        memcpy(to, from, size);
    else if (from && size)
        fail(rd);
    return to;
}

void gireport__reading_table(struct gireport__reading *rd, uint32_t table)
{
    if (table < 32)
        rd->tables_seen |= 1u << table;
    rd->table_now = table;
}

void gireport__reading_picture(struct gireport__reading *rd, uint32_t table)
{
    if (table < 32)
        rd->pictures |= 1u << table;
}

void gireport__reading_row(struct gireport__reading *rd, const struct gireport__row *row)
{
    if (rd->status != GIREPORT_OK || rd->n_rows >= ROWS_MAX)
        return;
    if (!gireport__grow((void **)&rd->rows, &rd->rows_capacity, rd->n_rows, sizeof(*rd->rows))) {
        fail(rd);
        return;
    }
    struct gireport__kept_row *k = &rd->rows[rd->n_rows++];
    memset(k, 0, sizeof(*k));
    k->in = *row;
    k->node = row->row;
    k->inferred = (row->flags & GIREPORT__ROW_INFERRED) != 0;
    k->in.values = copy(rd, row->values, row->n_values * sizeof(*row->values));
    k->in.header = copy(rd, row->header, row->n_header * sizeof(*row->header));
    k->in.maybe = copy(rd, row->maybe, row->n_maybe * sizeof(*row->maybe));
    if (row->row != GIREPORT__NONE)
        k->in.section = rd->tpl->rows[row->row].section;
    k->table = k->in.section == GIREPORT__NONE ? rd->table_now : rd->tpl->sections[k->in.section].table;
    if (k->table != GIREPORT__NONE)
        gireport__reading_table(rd, k->table);
    k->kept = row->flags & GIREPORT__ROW_FOREIGN ? GIREPORT__KEPT_FOREIGN
              : !row->n_values                   ? GIREPORT__KEPT_LABEL
              : row->row != GIREPORT__NONE       ? GIREPORT__KEPT_TIED
                                                 : GIREPORT__KEPT_OPEN;
    if (row->row != GIREPORT__NONE)
        rd->row_seen[row->row] |=
            row->n_values ? GIREPORT__SEEN_LABEL | GIREPORT__SEEN_VALUES : GIREPORT__SEEN_LABEL;
}

void gireport__reading_extra(struct gireport__reading *rd, const char *label, size_t label_len,
                             const char *text, size_t text_len, const struct gireport__spot *spot)
{
    const char *l = gireport__arena_strndup(&rd->arena, label, label_len);
    const char *t = gireport__arena_strndup(&rd->arena, text, text_len);
    if (!l || !t || gireport_report_add_extra(rd->report, l, t) == GIREPORT_ERR_NOMEM) {
        fail(rd);
        return;
    }
    struct gireport__say what = {.rule = "GI-R-013",
                                 .report = rd->report,
                                 .line = spot ? spot->line : 0,
                                 .column = spot ? spot->column : 0,
                                 .place = spot ? spot->place : NULL,
                                 .found = t,
                                 .arg = {l, NULL, NULL}};
    gireport__say(rd->findings, &what);
}

/* --- widths and places ------------------------------------------------------------------------------------
 */

const struct gireport__section *gireport__row_section(const struct gireport__reading *rd,
                                                      const struct gireport__kept_row *k)
{
    uint32_t s = k->node != GIREPORT__NONE ? rd->tpl->rows[k->node].section : k->in.section;
    return s == GIREPORT__NONE ? NULL : &rd->tpl->sections[s];
}

uint32_t gireport__row_width(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    const struct gireport__section *s = gireport__row_section(rd, k);
    if (!s)
        return 0;
    return s->layout == GIREPORT__LAYOUT_ACROSS && k->node == GIREPORT__NONE ? s->n_fields : s->leaf_cols;
}

uint32_t gireport__row_field(const struct gireport__reading *rd, const struct gireport__kept_row *k,
                             uint32_t node)
{
    const struct gireport__section *s = gireport__row_section(rd, k);
    if (node != GIREPORT__NONE)
        return rd->tpl->rows[node].field;
    return s && s->layout == GIREPORT__LAYOUT_ACROSS ? s->first_field : GIREPORT__NONE;
}

int gireport__group_stands(const struct gireport__reading *rd, uint32_t node)
{
    const gireport_template *t = rd->tpl;
    if (t->rows[node].leaf || t->rows[node].field == GIREPORT__NONE)
        return 0;
    for (uint32_t r = node + 1; r < t->n_rows && t->rows[r].depth > t->rows[node].depth; r++)
        if (rd->row_seen[r])
            return 0;
    return 1;
}

/* Every row under this header has as many values as the header has columns: then the others are not there. */
static int header_agrees(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    for (size_t i = 0; i < rd->n_rows; i++) {
        const struct gireport__kept_row *o = &rd->rows[i];
        if (o->in.section != k->in.section || !o->in.n_values || o->kept == GIREPORT__KEPT_FOREIGN)
            continue;
        if (o->in.n_header != k->in.n_header || o->in.n_values != k->in.n_values)
            return 0;
    }
    return 1;
}

/* Rows end in cells that only fill them up. A row with fewer cells than others of its section lost one; where
 * its last value is empty, the cell that is missing may have stood before any of the others. */
static int lost_a_cell(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    size_t filled = 0;
    for (size_t i = 0; i < k->in.n_values; i++)
        filled += k->in.values[i].len != 0;
    if (!k->in.cells || !filled || k->in.values[k->in.n_values - 1].len)
        return 0;
    for (size_t i = 0; i < rd->n_rows; i++)
        if (rd->rows[i].in.section == k->in.section && rd->rows[i].in.cells > k->in.cells)
            return 1;
    return 0;
}

/* 1 if every rule over nothing but the row holds for its values in their order, and there is one. */
static int adds_up(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    const gireport_template *t = rd->tpl;
    uint32_t first = k->node != GIREPORT__NONE ? t->rows[k->node].field : GIREPORT__NONE, own = 0;
    if (first == GIREPORT__NONE || k->in.n_values != gireport__row_width(rd, k))
        return 0;
    for (uint32_t i = t->field_first[first]; i < t->field_first[first + 1]; i++) {
        const struct gireport__form *form = &t->forms[t->field_forms[i]];
        const struct gireport__term *terms = gireport__form_terms(t, form);
        int64_t sum = 0, part;
        uint32_t n = 0;
        for (; n < form->n_terms && t->fields[terms[n].field].row == k->node; n++) {
            const struct gireport__printed *p = &k->in.values[terms[n].field - first];
            struct gireport__read_value v;
            gireport__value_read(p->text, p->len, GIREPORT_TYPE_COUNT, NULL, &v);
            if (v.state != GIREPORT_STATE_VALUE || !gireport__mul(terms[n].coef, v.value, &part) ||
                !gireport__add(sum, part, &sum))
                return 0;
        }
        if (n < form->n_terms || form->relation != GIREPORT__EQ)
            continue;
        if (sum)
            return 0;
        own++;
    }
    return own > 0;
}

/* Empty cells of a row were left out, as those that only fill it up. Where it has more cells than most others, and
 * those have none that fill them up, any of its cells may be the one too many, unless it is the last and the values sum
 * up. */
static int has_a_cell_too_many(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    size_t filled = 0, shorter = 0, alike = 0;
    for (size_t i = 0; i < k->in.n_values; i++)
        filled += k->in.values[i].len != 0;
    if (k->in.cells <= k->in.n_values || !filled || !k->in.line_cells)
        return 0;
    for (size_t i = 0; i < rd->n_rows; i++) {
        const struct gireport__row *o = &rd->rows[i].in;
        if (o->section != k->in.section || !o->n_values || &rd->rows[i] == k)
            continue;
        shorter += o->line_cells && o->line_cells < k->in.line_cells &&
                   (o->cells ? o->cells : o->n_values) == k->in.n_values;
        alike += o->line_cells == k->in.line_cells;
    }
    return shorter > alike && !(!k->in.gaps && filled == k->in.n_values && adds_up(rd, k));
}

int gireport__row_positions(const struct gireport__reading *rd, const struct gireport__kept_row *k,
                            uint32_t *pos)
{
    uint32_t width = gireport__row_width(rd, k);
    size_t n = k->in.n_values;
    int told = 0;
    if (!width || width > POSITIONS_MAX || n > POSITIONS_MAX)
        return 0;
    for (size_t i = 0; i < n; i++)
        told |= k->in.values[i].pos != GIREPORT__NONE;
    if (!told && (lost_a_cell(rd, k) || has_a_cell_too_many(rd, k)))
        return 0;
    int by_header = !told && k->in.header && k->in.n_header == n && (n == width || header_agrees(rd, k));
    if (!told && !by_header && n != width)
        return 0;
    for (size_t i = 0; i < n; i++) {
        pos[i] = told ? k->in.values[i].pos : by_header ? k->in.header[i] : (uint32_t)i;
        if (pos[i] >= width && pos[i] != GIREPORT__POS_EXTRA)
            return 0;
        for (size_t j = 0; j < i; j++)
            if (pos[j] == pos[i] && pos[i] != GIREPORT__POS_EXTRA)
                return 0;
    }
    return 1;
}

/* --- storing ----------------------------------------------------------------------------------------------
 */

struct owner {    /* who put a field's cell there */
    uint32_t row; /* of rd->rows, from 1; 0: nobody */
    uint32_t value;
    uint8_t twice, clash;
};

static void read_field(const struct gireport__reading *rd, uint32_t field, const struct gireport__kept_row *k,
                       const struct gireport__printed *p, struct gireport__read_value *out)
{
    const struct gireport__node *col = &rd->tpl->cols[rd->tpl->fields[field].col];
    gireport__value_read(p->text, p->len, col->type, k->in.unit ? k->in.unit : col->printed_unit, out);
}

static int same_value(const struct gireport__read_value *a, const struct gireport__read_value *b)
{
    return a->state == b->state && a->value == b->value && a->unit == b->unit && a->scale == b->scale &&
           a->state != GIREPORT_STATE_UNREADABLE;
}

/* 1 if values of a row in running text stand on several lines, and not one on each: the last ones may be a page
 * number, or of another row. */
static int torn(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    const struct gireport__section *section = gireport__row_section(rd, k);
    const struct gireport__printed *v = k->in.values;
    size_t lines = 0, n = k->in.n_values;
    if ((k->in.flags & (GIREPORT__ROW_BLANKS | GIREPORT__ROW_COLUMNS)) ||
        section == NULL || section->layout != GIREPORT__LAYOUT_MATRIX)
        return 0;
    for (size_t i = 0; i < n; i++) {
        if (v[i].pos != GIREPORT__NONE || !v[i].line)
            return 0;
        lines += !i || v[i].line != v[i - 1].line;
    }
    return lines > 1 && lines < n;
}

/* 1 if the values of a row in running text stand one on each line, and not at even distances: other text stands
 * between them, and what follows it may be of another row. */
static int uneven(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    const struct gireport__section *section = gireport__row_section(rd, k);
    const struct gireport__printed *v = k->in.values;
    size_t n = k->in.n_values;
    if ((k->in.flags & (GIREPORT__ROW_BLANKS | GIREPORT__ROW_COLUMNS)) || n < 3 ||
        section == NULL || section->layout != GIREPORT__LAYOUT_MATRIX)
        return 0;
    for (size_t i = 0; i < n; i++)
        if (v[i].pos != GIREPORT__NONE || !v[i].line || (i > 0 && v[i].line <= v[i - 1].line))
            return 0;
    for (size_t i = 2; i < n; i++)
        if (v[i].line - v[i - 1].line != v[1].line - v[0].line)
            return 1;
    return 0;
}

/* 1 if a rule sums up a row and nothing else, and holds; -1: there is no such rule. */
static int sums_up(struct gireport__reading *rd, const struct gireport__kept_row *k, uint32_t field)
{
    const gireport_template *t = rd->tpl;
    struct gireport__trial trial;
    int own = 0, holds = 0;
    for (uint32_t i = t->field_first[field]; i < t->field_first[field + 1]; i++) {
        const struct gireport__form *form = &t->forms[t->field_forms[i]];
        const struct gireport__term *terms = gireport__form_terms(t, form);
        int others = form->relation != GIREPORT__EQ;
        for (uint32_t j = 0; j < form->n_terms; j++)
            others |= t->fields[terms[j].field].row != k->node;
        own |= !others;
    }
    if (!own)
        return -1;
    if (!gireport__trial_new(rd, k->table, &trial))
        return 0;
    gireport__trial_put(rd, &trial, k, k->node);
    holds = gireport__trial_judge(rd, &trial) && !trial.broken;
    gireport__trial_free(&trial);
    return holds;
}

/* 1 if one of the values is none: a sum over the others says nothing. */
static int has_unreadable(const struct gireport__reading *rd, const struct gireport__kept_row *k, uint32_t field,
                          const uint32_t *pos)
{
    for (size_t v = 0; v < k->in.n_values; v++) {
        struct gireport__read_value value;
        if (pos[v] == GIREPORT__POS_EXTRA)
            continue;
        read_field(rd, field + pos[v], k, &k->in.values[v], &value);
        if (value.state == GIREPORT_STATE_UNREADABLE)
            return 1;
    }
    return 0;
}

static int has_blank(const struct gireport__kept_row *k)
{
    size_t filled = 0;
    for (size_t i = 0; i < k->in.n_values; i++)
        filled += k->in.values[i].len != 0;
    return filled && filled < k->in.n_values;
}

/* The label stands a second time, whole and without values: which of both rows is meant, the empty one? */
static int stands_bare(const struct gireport__reading *rd, const struct gireport__kept_row *k)
{
    for (size_t i = 0; i < rd->n_rows; i++)
        if (k->in.label && k->node != GIREPORT__NONE && rd->rows[i].kept == GIREPORT__KEPT_LABEL &&
            rd->rows[i].node == k->node && !(rd->rows[i].in.flags & GIREPORT__ROW_MISPRINT))
            return 1;
    return 0;
}

/* Tells for each field which row gives it; two rows with different values clash. */
static void own_fields(struct gireport__reading *rd, struct owner *owners)
{
    uint32_t pos[POSITIONS_MAX];
    for (size_t i = 0; i < rd->n_rows; i++) {
        struct gireport__kept_row *k = &rd->rows[i];
        uint32_t field = gireport__row_field(rd, k, k->node);
        if (k->kept != GIREPORT__KEPT_TIED)
            continue;
        if (field == GIREPORT__NONE || !gireport__row_positions(rd, k, pos)) {
            k->kept = GIREPORT__KEPT_BAD;
            continue;
        }
        if (torn(rd, k)) {
            k->inferred = 1;
            if (rd->no_inference || has_unreadable(rd, k, field, pos) || sums_up(rd, k, field) != 1) {
                k->kept = GIREPORT__KEPT_BAD;
                continue;
            }
        } else if ((uneven(rd, k) && sums_up(rd, k, field) == 0) ||
                   (has_blank(k) && sums_up(rd, k, field) >= 0 && stands_bare(rd, k))) {
            k->kept = GIREPORT__KEPT_BAD;
            continue;
        }
        k->used = 1;
        for (size_t v = 0; v < k->in.n_values; v++) {
            if (pos[v] == GIREPORT__POS_EXTRA)
                continue;
            struct owner *o = &owners[field + pos[v]];
            if (o->row) {
                struct gireport__read_value a, b;
                const struct gireport__kept_row *first = &rd->rows[o->row - 1];
                read_field(rd, field + pos[v], first, &first->in.values[o->value], &a);
                read_field(rd, field + pos[v], k, &k->in.values[v], &b);
                o->twice = 1;
                o->clash |= !same_value(&a, &b);
                continue;
            }
            o->row = (uint32_t)i + 1;
            o->value = (uint32_t)v;
        }
    }
}

/* The same values one after another, empty cells aside; or none in the first row. */
static int same_filled(const struct gireport__kept_row *a, const struct gireport__kept_row *b)
{
    size_t i = 0, j = 0;
    while (i < a->in.n_values && !a->in.values[i].len)
        i++;
    if (i == a->in.n_values)
        return 1;
    for (;; i++, j++) {
        while (i < a->in.n_values && !a->in.values[i].len)
            i++;
        while (j < b->in.n_values && !b->in.values[j].len)
            j++;
        if (i == a->in.n_values || j == b->in.n_values)
            return i == a->in.n_values && j == b->in.n_values;
        if (a->in.values[i].len != b->in.values[j].len ||
            memcmp(a->in.values[i].text, b->in.values[j].text, a->in.values[i].len))
            return 0;
    }
}

/* A row printed twice, once so that its values cannot be placed, and with others: which is meant is not known. */
static void clash_with_bad(struct gireport__reading *rd, struct owner *owners)
{
    for (size_t i = 0; i < rd->n_rows; i++) {
        const struct gireport__kept_row *bad = &rd->rows[i];
        uint32_t first = gireport__row_field(rd, bad, bad->node), width = gireport__row_width(rd, bad);
        if (bad->kept != GIREPORT__KEPT_BAD || first == GIREPORT__NONE)
            continue;
        for (uint32_t f = first; f < first + width; f++)
            owners[f].clash |= owners[f].row && !same_filled(bad, &rd->rows[owners[f].row - 1]);
    }
}

static void store_field(struct gireport__reading *rd, uint32_t field, const struct owner *o)
{
    const struct gireport__kept_row *k = &rd->rows[o->row - 1];
    const struct gireport__printed *p = &k->in.values[o->value];
    struct gireport__read_value v = {0};
    if (p->picture) {
        v.state = GIREPORT_STATE_UNREADABLE;
    } else {
        read_field(rd, field, k, p, &v);
    }
    if (o->clash) {
        memset(&v, 0, sizeof(v));
        v.state = GIREPORT_STATE_UNREADABLE;
    }
    if (gireport__cell_store(rd->report, field, p->text, p->len, &v, &p->spot, rd->findings) != GIREPORT_OK)
        fail(rd);
    else if (k->inferred || k->split)
        rd->report->cells[field].origin = GIREPORT_ORIGIN_INFERRED;
    if (p->picture || o->clash) {
        struct gireport__ref cell = {field, GIREPORT_ROLE_UNREAD};
        struct gireport__say what = {
            .rule = o->clash ? "GI-R-008" : "GI-R-003", .report = rd->report, .cells = &cell, .n_cells = 1};
        gireport__say(rd->findings, &what);
    }
}

/* A row whose values cannot be placed: its cells are there and unreadable. */
static void store_bad(struct gireport__reading *rd, const struct gireport__kept_row *k,
                      const struct owner *owners)
{
    uint32_t width = gireport__row_width(rd, k), first = gireport__row_field(rd, k, k->node);
    struct gireport__buf raw = {0};
    if (first == GIREPORT__NONE)
        return;
    for (size_t i = 0; i < k->in.n_values; i++) {
        if (i)
            gireport__buf_addc(&raw, ' ');
        gireport__buf_add(&raw, k->in.values[i].text, k->in.values[i].len);
    }
    struct gireport__read_value v = {.state = GIREPORT_STATE_UNREADABLE};
    const struct gireport__spot *spot = k->in.n_values ? &k->in.values[0].spot : &k->in.spot;
    for (uint32_t i = 0; i < width; i++)
        if (!owners[first + i].row && rd->report->cells[first + i].state == GIREPORT_STATE_ABSENT &&
            gireport__cell_store(rd->report, first + i, gireport__buf_str(&raw), raw.len, &v, spot, NULL) !=
                GIREPORT_OK)
            fail(rd);
    if (raw.failed)
        fail(rd);
    gireport__buf_free(&raw);
}

/* A group's own row beside its members says something only where every member has values of its own. */
static void doubt_groups(struct gireport__reading *rd)
{
    const gireport_template *t = rd->tpl;
    for (size_t i = 0; i < rd->n_rows; i++) {
        struct gireport__kept_row *k = &rd->rows[i];
        if (k->kept != GIREPORT__KEPT_TIED || k->node == GIREPORT__NONE || t->rows[k->node].leaf ||
            gireport__group_stands(rd, k->node))
            continue;
        for (uint32_t r = k->node + 1; r < t->n_rows && t->rows[r].depth > t->rows[k->node].depth; r++) {
            int found = !t->rows[r].leaf;
            for (size_t j = 0; !found && j < rd->n_rows; j++)
                found = rd->rows[j].kept == GIREPORT__KEPT_TIED && rd->rows[j].node == r;
            if (!found)
                k->kept = GIREPORT__KEPT_DOUBT;
        }
    }
}

/* Where every row of a section has as many cells (or one more, which a bar before the next row makes), and all beyond
 * its columns are empty in each, those only fill up the rows: no row has values of another behind its own. */
static void drop_filling(struct gireport__reading *rd, uint32_t section)
{
    size_t least = SIZE_MAX, most = 0, rows = 0, width = 0;
    for (size_t i = 0; i < rd->n_rows; i++) {
        const struct gireport__kept_row *k = &rd->rows[i];
        if (k->in.section != section || !k->in.n_values || k->kept == GIREPORT__KEPT_FOREIGN)
            continue;
        width = gireport__row_width(rd, k);
        if (!width || k->in.n_values <= width)
            return;
        least = k->in.n_values < least ? k->in.n_values : least;
        most = k->in.n_values > most ? k->in.n_values : most;
        for (size_t v = width; v < k->in.n_values; v++)
            if (k->in.values[v].len || k->in.values[v].picture)
                return;
        rows++;
    }
    for (size_t i = 0; i < rd->n_rows && rows > 1 && most - least < 2; i++)
        if (rd->rows[i].in.section == section && rd->rows[i].in.n_values)
            rd->rows[i].in.n_values = width;
}

/* The values of a run stand on the line above or below a row in columns, each over or under the beginning of one of the
 * row's: the digits of these go on there. */
static int goes_on(const struct gireport__kept_row *run, const struct gireport__kept_row *row)
{
    const struct gireport__printed *a = run->in.values, *b = row->in.values;
    if (run->in.n_values >= row->in.n_values || !b[0].line || run->in.line_cells || row->in.line_cells ||
        (a[0].line != b[0].line + 1 && a[0].line + 1 != b[0].line))
        return 0;
    for (size_t i = 0; i < run->in.n_values; i++) {
        int under = 0;
        for (size_t k = 0; k < row->in.n_values; k++)
            under |= b[k].x1 - b[k].x0 > 1 && a[i].x0 >= b[k].x0 && a[i].x1 <= b[k].x1;
        if (!under || a[i].line != a[0].line)
            return 0;
    }
    return run->in.n_values > 0;
}

/* Rows with values that are set over two lines in their cells: which digits belong together is not known. */
static void doubt_broken_values(struct gireport__reading *rd)
{
    for (size_t i = 0; i < rd->n_rows; i++)
        for (size_t k = i ? i - 1 : 0; k < rd->n_rows && k <= i + 1 && rd->rows[i].kept == GIREPORT__KEPT_OPEN; k++)
            if (rd->rows[k].kept == GIREPORT__KEPT_TIED && rd->rows[k].in.n_values && goes_on(&rd->rows[i], &rd->rows[k]))
                rd->rows[k].kept = GIREPORT__KEPT_BAD;
}

int gireport__reading_finish(struct gireport__reading *rd)
{
    const gireport_template *t = rd->tpl;
    for (uint32_t i = 0; i < t->n_sections; i++)
        drop_filling(rd, i);
    for (uint32_t i = 0; i < t->n_tables && rd->status == GIREPORT_OK; i++) {
        if (t->sections[t->tables[i].first_section].layout == GIREPORT__LAYOUT_ACROSS) {
            gireport__align_across(rd, i);
        } else {
            gireport__align(rd, i);
        }
        if (!rd->no_inference)
            gireport__infer_glued(rd, i);
    }
    doubt_groups(rd);
    doubt_broken_values(rd);
    struct owner *owners = gireport__calloc(t->n_fields + 1U, sizeof(*owners));
    if (!owners)
        fail(rd);
    if (rd->status == GIREPORT_OK) {
        own_fields(rd, owners);
        clash_with_bad(rd, owners);
        for (uint32_t f = 0; f < t->n_fields; f++)
            if (owners[f].row)
                store_field(rd, f, &owners[f]);
        for (size_t i = 0; i < rd->n_rows; i++)
            if (rd->rows[i].kept == GIREPORT__KEPT_BAD)
                store_bad(rd, &rd->rows[i], owners);
        gireport__say_rows(rd);
        gireport__say_missing(rd);
    }
    gireport__free(owners);
    return rd->status;
}

void gireport__reading_free(struct gireport__reading *rd)
{
    gireport__free(rd->rows);
    gireport__free(rd->row_seen);
    gireport__buf_free(&rd->scratch);
    gireport__arena_free(&rd->arena);
    rd->rows = NULL;
    rd->row_seen = NULL;
    rd->n_rows = 0;
}
