/* SPDX-License-Identifier: MIT */
/* The recogniser's front end for grids: which rows of the form a grid holds, and which of its cells stand under
 * which column. What a value is worth, and whether a row is whole, is decided behind (recognise.h). */
#include "grid_front.h"

#include "../base/text.h"

#include <string.h>

#define MAX_NEAR 100u /* labels of a grid that are compared with all of the form */

enum row_kind { ROW_NOTHING, ROW_CAPTION, ROW_PART, ROW_HEADER, ROW_TEXTS, ROW_DATA };

/* A value in digits, not a mark in place of one: those stand in headers too. */
static int has_digit(const struct gireport__slot *s)
{
    if (!is_number(s))
        return 0;
    for (size_t i = 0; i < s->cell->c->len; i++)
        if (s->cell->c->text[i] >= '0' && s->cell->c->text[i] <= '9')
            return 1;
    return 0;
}

static int is_across(const struct gireport__front *f, uint32_t row)
{
    return f->t->sections[f->t->rows[row].section].layout == GIREPORT__LAYOUT_ACROSS;
}

static void enter_table(struct gireport__front *f, uint32_t table)
{
    f->table = table;
    gireport__reading_table(f->rd, table);
}

static void enter_section(struct gireport__front *f, uint32_t section)
{
    f->section = section;
    if (f->table != f->t->sections[section].table)
        enter_table(f, f->t->sections[section].table);
}

/* --- what kind of row --------------------------------------------------------------------------------------- */

struct tally { uint32_t texts, numbers, digits, blanks, columns, sure_columns, blocks, stubs, sure_rows; };

static struct tally count(const struct gireport__front *f)
{
    struct tally n = {0};

    for (uint32_t i = 0; i < f->v.n_slots; i++) {
        const struct gireport__slot *s = &f->v.slots[i];
        const struct gireport__sense *row = sense(f, s, GIREPORT__LABEL_ROW);
        int column = sense(f, s, GIREPORT__LABEL_COL) != NULL;

        if (s->above)
            continue;
        n.blanks += is_blank(s);
        n.numbers += is_number(s);
        n.digits += has_digit(s);
        n.texts += is_text(s);
        n.columns += column;
        n.sure_columns += column && !row;
        n.stubs += sense(f, s, GIREPORT__LABEL_STUB) != NULL;
        if (row && is_across(f, row->index))
            n.blocks++;
        else
            n.sure_rows += row && !column;
    }
    return n;
}

/* The one text of a row without values, or NULL. */
static const struct gireport__slot *only_text(const struct gireport__front *f, const struct tally *n)
{
    if (n->texts != 1 || n->numbers)
        return NULL;
    for (uint32_t i = 0; i < f->v.n_slots; i++)
        if (is_text(&f->v.slots[i]) && !f->v.slots[i].above)
            return &f->v.slots[i];
    return NULL;
}

static enum row_kind kind_of_row(struct gireport__front *f)
{
    struct tally n = count(f);
    const struct gireport__slot *only = only_text(f, &n);

    if (n.texts + n.numbers + n.blanks == 0)
        return ROW_NOTHING;
    if (only && sense(f, only, GIREPORT__LABEL_CAPTION))
        return ROW_CAPTION;
    if (only && sense(f, only, GIREPORT__LABEL_PART) && !sense(f, only, GIREPORT__LABEL_ROW))
        return ROW_PART;
    if (n.digits == 0 && n.texts >= n.numbers && (n.stubs || n.sure_columns || n.blocks || n.columns > 1))
        return ROW_HEADER;
    /* Below a header: the lower half of labels that were cut in two, but not an empty row. Above: the upper half. */
    if (n.numbers == 0 && n.texts > 1 && n.sure_rows == 0)
        return f->in_header && !f->resolved ? ROW_HEADER : ROW_TEXTS;
    return ROW_DATA;
}

/* --- is it the form at all ---------------------------------------------------------------------------------- */

struct evidence { uint32_t captions, headers, rows, valued_rows, bare_rows; };

/* First look: what of the form is there; which rows have their own label. */
static struct evidence look(struct gireport__front *f)
{
    struct evidence e = {0};

    for (uint32_t r = 0; r < f->v.n_rows; r++) {
        uint32_t sure_columns = 0, rows = 0, numbers = 0, texts = 0;

        if (!gireport__grid_view_row(&f->v, r))
            continue;
        for (uint32_t i = 0; i < f->v.n_slots; i++) {
            const struct gireport__slot *s = &f->v.slots[i];
            const struct gireport__sense *row;

            if (s->above)
                continue;
            e.captions += sense(f, s, GIREPORT__LABEL_CAPTION | GIREPORT__LABEL_STUB) != NULL;
            row = sense(f, s, GIREPORT__LABEL_ROW);
            sure_columns += !row && sense(f, s, GIREPORT__LABEL_COL);
            numbers += is_number(s);
            texts += is_text(s);
            if (row && (row->number == s->cell->hit.number || !row->number)) {
                f->taken[row->index] = 1;
                rows += s->cell->hit.number || !sense(f, s, GIREPORT__LABEL_COL); /* 其他 alone says little */
            }
        }
        e.headers += sure_columns;
        e.bare_rows += f->v.n_leaves && f->v.n_slots == f->v.n_leaves && texts == 0;
        e.rows += rows;
        e.valued_rows += rows && numbers;
    }
    return e;
}

static int is_form(const struct gireport__front *f, const struct evidence *e)
{
    return e->captions > 0 || (e->headers > 0 && e->rows > 0) || e->headers > 2 || e->valued_rows > 2 ||
           (f->table != GIREPORT__NONE && (e->rows > 0 || e->headers > 0 || e->bare_rows == 1));
}

/* --- rows --------------------------------------------------------------------------------------------------- */

static const char *unit_of(const struct gireport__front *f, uint32_t section, const struct gireport__slot *label)
{
    const char *unit = NULL;

    for (uint32_t i = 0; i < f->v.n_leaves && !unit; i++)
        if (gireport__leaf_pos(&f->v, &f->v.leaves[i], section) != GIREPORT__NONE)
            unit = gireport__printed_unit(f->v.leaves[i].cell->c->text, f->v.leaves[i].cell->c->len);
    if (!unit && label && label->cell)
        unit = gireport__printed_unit(label->cell->c->text, label->cell->c->len);
    return unit ? unit : f->caption_unit ? f->caption_unit : f->unit;
}

static void hand_over(struct gireport__front *f, uint32_t section, uint32_t node, uint32_t flags,
                      const struct gireport__slot *label)
{
    struct gireport__row row = {.section = section, .row = node, .flags = flags, .values = f->values,
                                .n_values = f->n_values};

    row.spot = label ? gireport__front_spot(f, label->cell) : f->n_values ? f->values[0].spot : gireport__front_spot(f, NULL);
    if (label && label->cell) {
        row.label = label->cell->c->text;
        row.label_len = label->cell->c->len;
    }
    if (section != GIREPORT__NONE && gireport__has_money(f->t, section))
        row.unit = unit_of(f, section, label);
    gireport__reading_row(f->rd, &row);
}

/* A row that the form does not have. 0: there is no value in it. */
static int extra(struct gireport__front *f, const struct gireport__slot *label, const struct gireport__slot *values, uint32_t n)
{
    struct gireport__buf text = {0};
    struct gireport__spot spot = gireport__front_spot(f, label->cell);
    uint32_t numbers = 0;

    for (uint32_t i = 0; i < n; i++) {
        if (i)
            gireport__buf_addc(&text, '\t');
        if (values[i].cell)
            gireport__buf_add(&text, values[i].cell->c->text, values[i].cell->c->len);
        numbers += is_number(&values[i]);
    }
    if (numbers)
        gireport__reading_extra(f->rd, label->cell->c->text, label->cell->c->len, gireport__buf_str(&text), text.len,
                                &spot);
    gireport__buf_free(&text);
    return numbers != 0;
}

/* A value of part 四 at a place that a label beside it names: such cells are collected. */
static void collect(struct gireport__front *f, uint32_t section, uint32_t offset, const struct gireport__slot *s)
{
    uint32_t n = f->t->sections[section].n_fields;

    if (offset >= n)
        return;
    if (!f->across)
        f->across = gireport__arena_alloc(&f->rd->arena, n * sizeof *f->across);
    if (!f->across) {
        f->rd->status = GIREPORT_ERR_NOMEM;
        return;
    }
    if (f->n_across && f->across_section != section)
        return;
    f->n_values = 0;
    gireport__front_value(f, s, offset);
    f->across_section = section;
    if (f->n_across < n)
        f->across[f->n_across++] = f->values[0];
}

/* Part 四 turned: blocks down, results across. */
static void read_block_row(struct gireport__front *f, uint32_t node, const struct gireport__slot *slots, uint32_t n)
{
    uint32_t section = f->t->rows[node].section;

    for (uint32_t i = 0; i < n && n == f->v.n_leaves; i++) {
        struct gireport__leaf leaf = f->v.leaves[i];
        leaf.block = node;
        collect(f, section, gireport__leaf_pos(&f->v, &leaf, section), &slots[i]);
    }
}

/* The block of part 四 that a label stands beside, or none. */
static uint32_t block_beside(const struct gireport__front *f, const struct gireport__slot *label)
{
    uint32_t beside = GIREPORT__NONE;

    for (const struct gireport__slot *s = f->v.slots; s < label; s++) {
        const struct gireport__sense *row = sense(f, s, GIREPORT__LABEL_ROW);
        if (row && f->t->rows[row->index].leaf && is_across(f, row->index))
            beside = row->index;
    }
    return beside;
}

/* Part 四 turned: results down, under blocks that stand in the header or beside the label. */
static void read_result_row(struct gireport__front *f, const struct gireport__slot *label, const struct gireport__slot *slots,
                            uint32_t n)
{
    uint32_t beside = block_beside(f, label);

    for (uint32_t i = 0; i < n; i++) {
        struct gireport__leaf leaf = {.hit = label->cell->hit, .block = beside};
        if (beside == GIREPORT__NONE && n == f->v.n_leaves)
            leaf.block = f->v.leaves[i].block;
        else if (n > 1)
            return;
        if (leaf.block != GIREPORT__NONE) {
            uint32_t section = f->t->rows[leaf.block].section;
            collect(f, section, gireport__leaf_pos(&f->v, &leaf, section), &slots[i]);
        }
    }
}

/* 1 where a text begins the label of a group. */
static int begins_group(const struct gireport__front *f, const char *text, size_t len)
{
    for (uint32_t i = 0; i < f->t->n_rows && len > 0; i++)
        if (!f->t->rows[i].leaf && f->t->rows[i].label.folded && !strncmp(f->t->rows[i].label.folded, text, len))
            return 1;
    return 0;
}

/* A numbered label of a row behind the label of its group, or behind what stands of that on the line (三、本年度 before
 * （一）予以公开). The text is folded. */
static uint32_t row_behind_group(const struct gireport__front *f, const char *text, size_t len)
{
    for (size_t i = 6; i + 3 < len; i++) {
        struct gireport__label_hit hit;
        const struct gireport__sense *s;
        uint32_t number, style;

        if (((unsigned char)text[i] & 0xC0) == 0x80 || !gireport__label_number(text + i, len - i, &number, &style) ||
            !begins_group(f, text, i))
            continue;
        hit = gireport__labels_whole(f->rd->labels, text + i, len - i);
        s = gireport__label_sense(f->rd->labels, &hit, f->rd->t, GIREPORT__LABEL_ROW, NULL);
        if (s && s->number == number && f->t->rows[s->index].leaf)
            return s->index;
    }
    return GIREPORT__NONE;
}

/* A label behind the header of its column, where a document has both in one cell (信息内容 行政处罚). Folded. */
static uint32_t row_behind_stub(const struct gireport__front *f, const char *text, size_t len)
{
    for (uint32_t i = 0; i < f->t->n_sections; i++) {
        const char *stub = f->t->sections[i].stub.folded;
        size_t n = stub ? strlen(stub) : 0;
        struct gireport__label_hit hit;
        const struct gireport__sense *s;

        if (n == 0 || n >= len || strncmp(text, stub, n))
            continue;
        hit = gireport__labels_whole(f->rd->labels, text + n, len - n);
        s = gireport__label_sense(f->rd->labels, &hit, f->rd->t, GIREPORT__LABEL_ROW, NULL);
        if (s && f->t->rows[s->index].leaf)
            return s->index;
    }
    return GIREPORT__NONE;
}

/* 1 where a cell holds the labels of two rows, one behind the other: no misprint of either. */
static int two_labels(const struct gireport__front *f, const struct gireport__block_cell *c)
{
    for (size_t i = 1; i + 1 < c->len; i++) {
        struct gireport__label_hit a, b;

        if (c->text[i] != ' ' && c->text[i] != '\n')
            continue;
        a = gireport__labels_cell(f->rd->labels, c->text, i, &f->rd->scratch);
        b = gireport__labels_cell(f->rd->labels, c->text + i + 1, c->len - i - 1, &f->rd->scratch);
        if (a.text && b.text && gireport__label_sense(f->rd->labels, &a, f->rd->t, GIREPORT__LABEL_ROW, NULL) &&
            gireport__label_sense(f->rd->labels, &b, f->rd->t, GIREPORT__LABEL_ROW, NULL))
            return 1;
    }
    return 0;
}

/* The row node that a slot's text means: its label, or the nearest one where it is no label at all. */
static uint32_t row_of(struct gireport__front *f, const struct gireport__slot *s, uint32_t *flags)
{
    const struct gireport__sense *own = sense(f, s, GIREPORT__LABEL_ROW);
    struct gireport__buf *b = &f->rd->scratch;
    uint32_t row;
    int both;

    if (own)
        return own->index;
    if (s->cell->hit.text && gireport__grid_sense(&f->v, s->cell, UINT32_MAX))
        return GIREPORT__NONE; /* it means something else */
    if (f->near++ >= MAX_NEAR)
        return GIREPORT__NONE;
    both = s->cell->c->len < 400 && two_labels(f, s->cell->c);
    gireport__buf_clear(b);
    gireport__fold(b, s->cell->c->text, s->cell->c->len);
    row = row_behind_group(f, gireport__buf_str(b), b->len);
    if (row == GIREPORT__NONE)
        row = row_behind_stub(f, gireport__buf_str(b), b->len);
    if (row == GIREPORT__NONE && both)
        return GIREPORT__NONE;
    if (row != GIREPORT__NONE)
        return row;
    *flags |= GIREPORT__ROW_MISPRINT;
    return gireport__labels_near_row(f->rd->labels, f->rd->t, gireport__buf_str(b), b->len, f->taken);
}

/* The slot of the label among slots from .. to, before the values: the last text, but not a text in a column of
 * values. Returns `to` where there is none. */
static uint32_t label_slot(const struct gireport__front *f, uint32_t from, uint32_t to)
{
    uint32_t limit = f->v.n_leaves ? f->v.leaves[0].c0 : UINT32_MAX, last = to, named = to;

    for (uint32_t i = from; i < to && !is_number(&f->v.slots[i]); i++) {
        const struct gireport__slot *s = &f->v.slots[i];
        const struct gireport__sense *row;

        if (!is_text(s) || s->above)
            continue;
        row = sense(f, s, GIREPORT__LABEL_ROW);
        if (last == to || s->c0 < limit)
            last = i;
        if (row && f->t->rows[row->index].leaf)
            named = i;
    }
    if (named != to && last != to && named > last) { /* behind the label of its group */
        const struct gireport__sense *group = sense(f, &f->v.slots[last], GIREPORT__LABEL_ROW);
        if (group && !f->t->rows[group->index].leaf)
            return named;
    }
    if (named == to || named == last || (f->v.slots[last].c0 < limit && sense(f, &f->v.slots[last], UINT32_MAX)))
        return last;
    return f->v.slots[last].c0 >= limit || !f->v.n_leaves ? named : last;
}

/* The slots from .. to without labels of groups that reach in from above. Returns how many. */
static uint32_t value_slots(const struct gireport__front *f, uint32_t from, uint32_t to, struct gireport__slot *slots)
{
    uint32_t n = 0;

    for (; from < to; from++)
        if (!f->v.slots[from].above || !is_text(&f->v.slots[from]))
            slots[n++] = f->v.slots[from];
    return n;
}

/* The section whose one line of values stands under the header, without a label; or NONE. Looked for once a header. */
static uint32_t across_section(struct gireport__front *f)
{
    if (f->line_known)
        return f->line_section;
    f->line_known = 1;
    f->line_section = GIREPORT__NONE;
    for (uint32_t s = 0; s < f->t->n_sections; s++)
        for (uint32_t i = 0; i < f->v.n_leaves && f->t->sections[s].layout == GIREPORT__LAYOUT_ACROSS; i++)
            if (gireport__leaf_pos(&f->v, &f->v.leaves[i], s) != GIREPORT__NONE)
                f->line_section = s;
    return f->line_section;
}

/* Values without a label of their own: the line of part 四, or a row whose label is missing. */
static void read_unlabelled(struct gireport__front *f, uint32_t from, uint32_t to)
{
    struct gireport__slot slots[GIREPORT__MAX_SLOTS];
    uint32_t across = across_section(f), section = across == GIREPORT__NONE ? f->section : across, numbers = 0, n;

    while (from < to && ((f->v.slots[from].above && is_text(&f->v.slots[from])) ||
                         (f->v.n_leaves && is_blank(&f->v.slots[from]) &&
                          f->v.slots[from].c1 <= f->v.leaves[0].c0)))
        from++;
    n = value_slots(f, from, to, slots);
    for (uint32_t i = 0; i < n; i++)
        numbers += is_number(&slots[i]);
    if (section == GIREPORT__NONE && f->table != GIREPORT__NONE && f->t->tables[f->table].n_sections == 1)
        section = f->t->tables[f->table].first_section;
    if (section == GIREPORT__NONE || n == 0)
        return;
    /* An empty row is a row of part 四 only, and of that only where no other is: Word ends tables with a row of widths. */
    if (!numbers && (f->t->sections[section].layout != GIREPORT__LAYOUT_ACROSS ||
                     n != f->t->sections[section].n_fields)) {
        f->line_read |= across != GIREPORT__NONE && n > 1; /* its line, cut */
        return;
    }
    if (!numbers && !f->at_end) {
        f->empty_row = f->empty_row ? f->empty_row : f->row + 1;
        return;
    }
    f->line_read |= across != GIREPORT__NONE;
    enter_section(f, section);
    hand_over(f, section, GIREPORT__NONE,
              gireport__front_values(f, slots, n, section, GIREPORT__NONE, 0, UINT32_MAX), NULL);
}

static void read_labelled(struct gireport__front *f, uint32_t at, uint32_t to, uint32_t c0, uint32_t c1)
{
    struct gireport__slot slots[GIREPORT__MAX_SLOTS];
    const struct gireport__slot *label = &f->v.slots[at], *values = slots;
    uint32_t flags = 0, n = value_slots(f, at + 1, to, slots), section;
    int result = sense(f, label, GIREPORT__LABEL_COL) && block_beside(f, label) != GIREPORT__NONE;
    uint32_t row = result ? GIREPORT__NONE : row_of(f, label, &flags);

    /* Empty cells in place of a span of the label; in a row that is as long as the others, those it has too many. */
    while (n > 0 && f->v.n_leaves && is_blank(values) && values->c1 <= f->v.leaves[0].c0 &&
           (n > f->v.n_leaves ? f->v.row_reach <= f->v.usual_reach : f->v.row_reach != f->v.usual_reach)) {
        values++;
        n--;
    }
    if (row == GIREPORT__NONE) {
        if (sense(f, label, GIREPORT__LABEL_COL))
            read_result_row(f, label, values, n);
        else if (!extra(f, label, values, n) && !f->unit)
            f->unit = gireport__printed_unit(label->cell->c->text, label->cell->c->len);
        return;
    }
    if (n == 0 && sense(f, label, GIREPORT__LABEL_COL))
        return; /* 其他, 总计: as well a header */
    section = f->t->rows[row].section;
    enter_section(f, section);
    if (is_across(f, row)) {
        read_block_row(f, row, values, n);
        return;
    }
    flags |= gireport__front_values(f, values, n, section, row, c0, c1);
    hand_over(f, section, row, flags, label);
}

/* A row may hold two of the form side by side: each begins with a label that stands behind values. */
static void read_row(struct gireport__front *f)
{
    uint32_t from = 0, n = f->v.n_slots, parts = 0, limit;

    if (f->in_header && !f->resolved) {
        gireport__grid_view_header(&f->v, f->header_first, f->header_last);
        f->line_known = 0;
    }
    f->resolved = 1;
    limit = across_section(f) == GIREPORT__NONE ? UINT32_MAX : f->v.leaves[0].c0;
    while (from < n) {
        uint32_t to = from + 1, numbers = 0, label;

        for (; to < n; to++) {
            const struct gireport__sense *row = sense(f, &f->v.slots[to], GIREPORT__LABEL_ROW);
            numbers += is_number(&f->v.slots[to]);
            if (numbers && row && f->t->rows[row->index].leaf && !f->v.slots[to].above)
                break;
        }
        parts += to < n;
        label = label_slot(f, from, to);
        /* A text in the line of part 四 that names nothing is no label, but a value that cannot be read. */
        if (label == to || (f->v.slots[label].c0 >= limit && !sense(f, &f->v.slots[label], UINT32_MAX)))
            read_unlabelled(f, from, to);
        else
            read_labelled(f, label, to, parts ? f->v.slots[from].c0 : 0,
                          to < n ? f->v.slots[to].c0 : UINT32_MAX);
        from = to;
    }
}

static void read_caption(struct gireport__front *f)
{
    for (uint32_t i = 0; i < f->v.n_slots; i++) {
        const struct gireport__slot *s = &f->v.slots[i];
        const struct gireport__sense *caption = sense(f, s, GIREPORT__LABEL_CAPTION);
        const struct gireport__sense *part = sense(f, s, GIREPORT__LABEL_PART);

        if (s->above)
            continue;
        if (caption)
            enter_section(f, caption->index);
        else if (part && f->t->parts[part->index].table != GIREPORT__NONE)
            enter_table(f, f->t->parts[part->index].table);
        if (part && !caption)
            f->section = GIREPORT__NONE;
        f->caption_unit = is_text(s) ? gireport__printed_unit(s->cell->c->text, s->cell->c->len) : NULL;
        if (caption || part)
            break;
    }
    f->v.n_leaves = 0;
    f->line_known = 0;
    f->in_header = 0;
}

/* Columns and blocks that belong to one table only tell which it is. */
static void read_header(struct gireport__front *f, uint32_t r)
{
    if (!f->in_header || f->resolved)
        f->header_first = f->texts_end == r ? f->texts_first : r;
    f->header_last = r;
    f->in_header = 1;
    f->strange = 0;
    f->resolved = 0;
    for (uint32_t i = 0; i < f->v.n_slots; i++) {
        const struct gireport__sense *s = sense(f, &f->v.slots[i], GIREPORT__LABEL_COL);
        uint32_t table;

        if (!s || sense(f, &f->v.slots[i], GIREPORT__LABEL_ROW))
            continue;
        table = f->t->sections[f->t->cols[s->index].section].table;
        if (f->table != table)
            enter_table(f, table);
        if (f->section != GIREPORT__NONE && f->t->sections[f->section].table != table)
            f->section = GIREPORT__NONE;
        return;
    }
}

static void read_grid(struct gireport__front *f)
{
    for (uint32_t r = 0; r < f->v.n_rows && f->rd->status == GIREPORT_OK; r++) {
        enum row_kind kind;

        if (!gireport__grid_view_row(&f->v, r))
            continue;
        f->row = r;
        kind = kind_of_row(f);
        if (kind == ROW_CAPTION || kind == ROW_PART)
            read_caption(f);
        else if (kind == ROW_HEADER)
            read_header(f, r);
        else if (kind == ROW_DATA)
            read_row(f);
        else if (kind == ROW_TEXTS) {
            f->texts_first = f->texts_end == r && r > 0 ? f->texts_first : r;
            f->texts_end = r + 1;
            /* under a header that was taken from a grid with other columns */
            f->strange |= f->resolved && f->v.n_leaves > 1 && f->v.leaves[1].c0 == 0;
        }
    }
    f->at_end = 1;
    if (f->empty_row && !f->line_read && !f->n_across && gireport__grid_view_row(&f->v, f->empty_row - 1))
        read_row(f);
    if (f->n_across) {
        memcpy(f->values, f->across, f->n_across * sizeof *f->values);
        f->n_values = f->n_across;
        hand_over(f, f->across_section, GIREPORT__NONE, 0, NULL);
    }
}

/* Pictures where the cells of an announced table should be. */
static int only_pictures(const struct gireport__block *grid)
{
    size_t pictures = 0, texts = 0;

    for (size_t i = 0; i < grid->n_cells; i++) {
        pictures += grid->cells[i].picture;
        texts += grid->cells[i].len > 0;
    }
    return pictures && !texts;
}

int gireport__recognise_grid(struct gireport__reading *rd, const struct gireport__block *grid, uint32_t *table)
{
    struct gireport__front f = {.rd = rd, .t = rd->tpl, .section = GIREPORT__NONE, .table = *table};
    struct evidence e;
    int status = gireport__grid_view_new(rd, grid, &f.v), found = 0;

    if (status == GIREPORT_OK)
        f.resolved = f.in_header = gireport__grid_view_resume(&f.v, *table, &f.section);
    if (status == GIREPORT_OK)
        f.taken = gireport__calloc(f.t->n_rows + 1, 1);
    if (status == GIREPORT_ERR_NOMEM || (status == GIREPORT_OK && !f.taken))
        rd->status = GIREPORT_ERR_NOMEM;
    if (f.taken) {
        for (uint32_t i = 0; i < f.t->n_rows; i++)
            f.taken[i] = rd->row_seen[i] != 0;
        e = look(&f);
        found = is_form(&f, &e);
        if (found) {
            read_grid(&f);
            *table = f.table;
            if (f.in_header && !f.resolved)
                gireport__grid_view_header(&f.v, f.header_first, f.header_last);
            gireport__grid_view_carry(&f.v, f.table, f.section);
        } else if (f.table != GIREPORT__NONE && only_pictures(grid)) {
            gireport__reading_picture(rd, f.table);
            found = 1;
        }
    }
    gireport__free(f.taken);
    gireport__grid_view_free(&f.v);
    return found;
}
