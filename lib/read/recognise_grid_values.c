/* SPDX-License-Identifier: MIT */
/* The values of a grid's row: under which column of the header each one stands. */
#include "grid_front.h"

#include "../base/num.h"
#include "../base/text.h"

#include <string.h>

#define PIECE_BYTES 6u /* of a piece of a label that is one: two letters */

/* --- values of a row ---------------------------------------------------------------------------------------- */

struct gireport__spot gireport__front_spot(const struct gireport__front *f, const struct gireport__grid_cell *c)
{
    struct gireport__spot spot = {f->v.grid->line, f->v.grid->column, f->v.grid->place};

    if (c) {
        spot.line = c->c->line;
        spot.column = c->c->column;
        spot.place = c->c->place;
    }
    return spot;
}

/* A value that reaches over rows with cells of their own stands for none of them surely. */
static int is_shared(const struct gireport__front *f, const struct gireport__slot *s)
{
    uint32_t least = UINT32_MAX;

    if (is_blank(s))
        return 0;
    for (uint32_t i = 0; i < f->v.n_slots; i++)
        if (f->v.slots[i].cell && !f->v.slots[i].above && f->v.slots[i].cell->c->row_span < least)
            least = f->v.slots[i].cell->c->row_span;
    return s->above || s->cell->c->row_span > least;
}

void gireport__front_value(struct gireport__front *f, const struct gireport__slot *s, uint32_t pos)
{
    struct gireport__printed *p = &f->values[f->n_values++];

    if (is_shared(f, s))
        pos = GIREPORT__POS_EXTRA;

    memset(p, 0, sizeof *p);
    p->text = s->cell && s->cell->c->text ? s->cell->c->text : "";
    p->len = s->cell && s->cell->c->text ? s->cell->c->len : 0;
    p->picture = s->cell && p->len == 0 ? s->cell->c->picture : 0;
    p->pos = pos;
    p->spot = gireport__front_spot(f, s->cell);
}

/* 法人或其他组织 with nothing below: the header of a column is missing there. */
static int is_group_header(const struct gireport__front *f, const struct gireport__leaf *leaf, uint32_t section)
{
    const struct gireport__sense *s = NULL;
    int group = 0;

    while ((s = gireport__label_sense(f->rd->labels, &leaf->hit, f->rd->t, GIREPORT__LABEL_COL, s)) != NULL)
        if (f->t->cols[s->index].section == section) {
            if (f->t->cols[s->index].leaf)
                return 0;
            group = 1;
        }
    return group;
}

/* Leaves of a section within columns; *resolved: how many of them are columns of it. */
static uint32_t leaves_within(const struct gireport__front *f, uint32_t section, uint32_t c0, uint32_t c1,
                              const struct gireport__leaf *leaves[], uint32_t pos[], uint32_t *resolved)
{
    uint32_t n = 0;

    *resolved = 0;
    for (uint32_t i = 0; i < f->v.n_leaves; i++) {
        const struct gireport__leaf *leaf = &f->v.leaves[i];

        if (leaf->c1 <= c0 || leaf->c0 >= c1 || is_group_header(f, leaf, section))
            continue;
        pos[n] = gireport__leaf_pos(&f->v, leaf, section);
        *resolved += pos[n] != GIREPORT__NONE;
        leaves[n++] = leaf;
    }
    return n;
}

/* The label of a column node and the leaf's text differ by a misprint. */
static int near_column(struct gireport__front *f, const struct gireport__leaf *leaf, uint32_t section, uint32_t pos)
{
    const char *label = f->t->cols[gireport__template_col(f->t, section, pos)].label.folded;
    struct gireport__buf *b = &f->rd->scratch;
    size_t points = 0;

    gireport__buf_clear(b);
    gireport__fold(b, leaf->cell->c->text, leaf->cell->c->len);
    for (const char *p = label; *p; p++)
        points += ((unsigned char)*p & 0xC0) != 0x80;
    return gireport__distance(gireport__buf_str(b), b->len, label, strlen(label), points) * 2 <= points;
}

/* Leaves that no label names: the one column that is missing between its neighbours where the text is nearly its
 * label; else a column that the form does not have. */
static void name_rest(struct gireport__front *f, uint32_t section, const struct gireport__leaf *leaves[], uint32_t pos[],
                      uint32_t n)
{
    uint32_t columns = f->t->sections[section].leaf_cols;

    for (uint32_t i = 0; i < n; i++) {
        uint32_t before = i ? pos[i - 1] : GIREPORT__NONE, wanted = i ? before + 1 : 0;

        if (pos[i] != GIREPORT__NONE)
            continue;
        pos[i] = GIREPORT__POS_EXTRA;
        if (f->t->sections[section].layout != GIREPORT__LAYOUT_MATRIX || (i && before >= columns) || wanted >= columns)
            continue;
        if ((i + 1 < n ? pos[i + 1] : columns) == wanted + 1 && near_column(f, leaves[i], section, wanted))
            pos[i] = wanted;
    }
}

/* Leaves that read from first to last as the form has them: their order tells the field where the blocks above them
 * are missing or cover the wrong columns, as long as those come in the order of the form too. */
static void name_across(const struct gireport__front *f, uint32_t section, const struct gireport__leaf *leaves[], uint32_t pos[],
                        uint32_t n)
{
    const struct gireport__section *s = &f->t->sections[section];
    uint32_t block = 0;

    if (s->layout != GIREPORT__LAYOUT_ACROSS || n != s->n_fields)
        return;
    for (uint32_t i = 0; i < n; i++) {
        const struct gireport__sense *col = NULL;
        uint32_t wanted = f->t->fields[s->first_field + i].col;

        do
            col = gireport__label_sense(f->rd->labels, &leaves[i]->hit, f->rd->t, GIREPORT__LABEL_COL, col);
        while (col && col->index != wanted);
        if (!col || (leaves[i]->block != GIREPORT__NONE && leaves[i]->block < block))
            return;
        block = leaves[i]->block != GIREPORT__NONE ? leaves[i]->block : block;
    }
    for (uint32_t i = 0; i < n; i++)
        pos[i] = i;
}

static int rises(const uint32_t pos[], uint32_t n)
{
    uint32_t before = 0;

    for (uint32_t i = 0; i < n; i++) {
        if (pos[i] == GIREPORT__POS_EXTRA)
            continue;
        if (pos[i] < before)
            return 0;
        before = pos[i] + 1;
    }
    return 1;
}

/* Do the linear rules within the row hold if its values stand for these columns? Blanks count 0. */
static int holds(const struct gireport__front *f, uint32_t row, const struct gireport__slot *slots, const uint32_t pos[],
                 uint32_t n)
{
    int64_t value[GIREPORT__MAX_SLOTS] = {0};

    for (uint32_t i = 0; i < n; i++) {
        struct gireport__read_value v;
        if (pos[i] >= GIREPORT__MAX_SLOTS || is_blank(&slots[i]))
            continue;
        gireport__value_read(slots[i].cell->c->text, slots[i].cell->c->len, GIREPORT_TYPE_COUNT, NULL, &v);
        if (v.state != GIREPORT_STATE_VALUE)
            return 0;
        value[pos[i]] = v.value;
    }
    for (uint32_t i = 0; i < f->t->n_forms; i++) {
        const struct gireport__term *term = gireport__form_terms(f->t, &f->t->forms[i]);
        int64_t sum = 0, part;
        uint32_t k = 0;

        for (; k < f->t->forms[i].n_terms && f->t->fields[term[k].field].row == row; k++)
            if (!gireport__mul(term[k].coef, value[f->t->cols[f->t->fields[term[k].field].col].pos], &part) ||
                !gireport__add(sum, part, &sum))
                return 0;
        if (k == f->t->forms[i].n_terms && f->t->forms[i].relation == GIREPORT__EQ && sum != 0)
            return 0;
    }
    return 1;
}

static int all_alike(const struct gireport__slot *slots, uint32_t n)
{
    for (uint32_t i = 1; i < n; i++)
        if (is_blank(&slots[i]) != is_blank(&slots[0]) ||
            (!is_blank(&slots[i]) && strcmp(slots[i].cell->c->text, slots[0].cell->c->text)))
            return 0;
    return 1;
}

/* A header whose columns do not come in the order of the form has lost a cell, or its columns were moved: what the
 * row sums up to tells which, and where it does not, the places stay unknown. Returns 1 where the sum went against the
 * header. */
static int settle_order(const struct gireport__front *f, uint32_t section, uint32_t row, const struct gireport__slot *slots,
                         uint32_t pos[], uint32_t n)
{
    uint32_t plain[GIREPORT__MAX_SLOTS];
    int as_printed, as_form;

    if (f->t->sections[section].layout != GIREPORT__LAYOUT_MATRIX || rises(pos, n) || all_alike(slots, n))
        return 0;
    for (uint32_t i = 0; i < n; i++)
        plain[i] = i;
    as_printed = row != GIREPORT__NONE && holds(f, row, slots, pos, n);
    as_form = !f->rd->no_inference && row != GIREPORT__NONE && n == f->t->sections[section].leaf_cols &&
              holds(f, row, slots, plain, n);
    for (uint32_t i = 0; i < n && (as_form || !as_printed); i++)
        pos[i] = as_form && !as_printed ? GIREPORT__NONE : GIREPORT__POS_EXTRA;
    return as_form && !as_printed;
}

/* A text that is a piece of a label of the section: its column was cut in two, and which half the values stand under
 * says nothing. */
static int is_piece(const struct gireport__front *f, const struct gireport__leaf *leaf, uint32_t section)
{
    const struct gireport__section *s = &f->t->sections[section];
    struct gireport__buf *b = &f->rd->scratch;

    gireport__buf_clear(b);
    gireport__fold(b, leaf->cell->c->text, leaf->cell->c->len);
    for (uint32_t c = s->first_col; c < s->first_col + s->n_cols && b->len >= PIECE_BYTES; c++)
        if (f->t->cols[c].leaf && strlen(f->t->cols[c].label.folded) > b->len &&
            strstr(f->t->cols[c].label.folded, gireport__buf_str(b)))
            return 1;
    return 0;
}

/* What the leaves over a row say of its values. */
enum header_word {
    HEADER_NAMES,   /* each leaf stands over the values of its column */
    HEADER_ORDERED, /* a label is lacking, and those behind it may have slid: only their order is known */
    HEADER_SLID     /* they may stand over the values of others */
};

/* A header that lacks a column of the form and has another one in its stead has lost a label where the others do
 * not keep their places in the form: a label that fell out draws those behind it over the wrong values. */
static enum header_word header_word(const struct gireport__front *f, const struct gireport__leaf *leaves[],
                                    const uint32_t pos[], uint32_t n, uint32_t columns, uint32_t section)
{
    uint32_t named = 0, at_home = 1, ordered = 1, foreign = 0, before = GIREPORT__NONE;

    for (uint32_t i = 0; i < n; i++) {
        const struct gireport__grid_cell *c = leaves[i]->cell;

        if (pos[i] >= columns) {
            if (n > columns && is_piece(f, leaves[i], section))
                return HEADER_SLID;
            foreign |= !gireport__grid_sense(&f->v, c, GIREPORT__LABEL_COL | GIREPORT__LABEL_STUB);
            continue;
        }
        named++;
        at_home &= pos[i] == i;
        ordered &= before == GIREPORT__NONE || before < pos[i];
        before = pos[i];
    }
    if (named == n || named >= columns || (at_home && n == columns))
        return HEADER_NAMES;
    return ordered && !foreign ? HEADER_ORDERED : HEADER_SLID;
}

/* Every value stands exactly under one leaf, or is empty and stands under several or none. */
static int aligned(const struct gireport__slot *slots, uint32_t n, const struct gireport__leaf *leaves[],
                   uint32_t n_leaves)
{
    for (uint32_t i = 0; i < n; i++) {
        uint32_t whole = 0, touched = 0;

        for (uint32_t k = 0; k < n_leaves; k++) {
            if (leaves[k]->c1 <= slots[i].c0 || leaves[k]->c0 >= slots[i].c1)
                continue;
            touched++;
            whole += leaves[k]->c0 >= slots[i].c0 && leaves[k]->c1 <= slots[i].c1;
        }
        if (touched != whole || (!is_blank(&slots[i]) && whole != 1))
            return 0;
    }
    return 1;
}

/* A label of the form that is no column of this section: the header of another table reaches over the row. */
static int is_elsewhere(const struct gireport__front *f, const struct gireport__leaf *leaf, uint32_t section)
{
    const struct gireport__sense *s = NULL;
    int elsewhere = 0;

    while ((s = gireport__label_sense(f->rd->labels, &leaf->hit, f->rd->t, GIREPORT__LABEL_COL, s)) != NULL) {
        if (f->t->cols[s->index].section == section)
            return 0;
        elsewhere = 1;
    }
    return elsewhere;
}

static int is_over(const struct gireport__leaf *leaf, const struct gireport__slot *s)
{
    return leaf->c1 > s->c0 && leaf->c0 < s->c1;
}

/* A value stands under no header, or under one of another table, and a header over an empty place: neither their order
 * nor their places say whose the value is. */
static int apart(const struct gireport__front *f, const struct gireport__slot *slots, uint32_t n, uint32_t section,
                 const struct gireport__leaf *leaves[], uint32_t n_leaves)
{
    uint32_t bare = 0, empty = 0, blank = 0;

    for (uint32_t i = 0; i < n; i++)
        blank += is_blank(&slots[i]);
    for (uint32_t i = 0; i < n && blank > 0 && blank < n; i++) {
        uint32_t over = 0, any = 0, elsewhere = 0;

        for (uint32_t k = 0; k < n_leaves; k++)
            if (n == n_leaves ? i == k : is_over(leaves[k], &slots[i])) {
                elsewhere += is_elsewhere(f, leaves[k], section);
                over++;
            }
        for (uint32_t k = 0; k < f->v.n_leaves; k++)
            any += is_over(&f->v.leaves[k], &slots[i]);
        bare += !is_blank(&slots[i]) && (elsewhere > 0 || (any == 0 && n != n_leaves));
        empty += is_blank(&slots[i]) && over > elsewhere;
    }
    return bare > 0 && empty > 0;
}

/* A row with empty cells under texts that name no column: pieces of labels, whose columns may be none. */
static int is_strange(const struct gireport__front *f, const struct gireport__slot *slots, uint32_t n)
{
    uint32_t blank = 0, named = 0;

    for (uint32_t i = 0; i < n; i++)
        blank += is_blank(&slots[i]);
    for (uint32_t i = 0; i < f->v.n_leaves; i++)
        named += f->v.leaves[i].hit.text != NULL;
    return blank > 0 && blank < n && (f->strange || (f->v.n_leaves > 0 && named == 0));
}

/* A header that stands beside its values is theirs only where no column of the form lacks one. */
static int misses_beside(const struct gireport__leaf *leaves[], const uint32_t pos[], uint32_t n, uint32_t columns)
{
    uint32_t named = 0, beside = 0;

    for (uint32_t i = 0; i < n; i++)
        if (pos[i] < columns) {
            named++;
            beside |= leaves[i]->cell->c->beside;
        }
    return beside && named < columns;
}

/* The one value of a row of one column, where it stands beside its header and under no other. Returns its slot, or n. */
static uint32_t beside_header(const struct gireport__front *f, const struct gireport__slot *slots, uint32_t n)
{
    uint32_t found = n;

    for (uint32_t i = 0; i < n; i++) {
        if (is_blank(&slots[i]))
            continue;
        if (found < n)
            return n;
        found = i;
        for (uint32_t k = 0; k < f->v.n_leaves; k++)
            if (is_over(&f->v.leaves[k], &slots[i]))
                return n;
    }
    return found;
}

uint32_t gireport__front_values(struct gireport__front *f, const struct gireport__slot *slots, uint32_t n, uint32_t section,
                                uint32_t row, uint32_t c0, uint32_t c1)
{
    const struct gireport__leaf *leaves[GIREPORT__MAX_SLOTS];
    uint32_t pos[GIREPORT__MAX_SLOTS], resolved = 0, n_leaves = 0, columns = f->t->sections[section].leaf_cols;
    enum header_word word = HEADER_NAMES;

    if (f->t->sections[section].layout == GIREPORT__LAYOUT_ACROSS)
        columns = f->t->sections[section].n_fields;
    n_leaves = leaves_within(f, section, c0, c1, leaves, pos, &resolved);
    name_across(f, section, leaves, pos, n_leaves);
    if (resolved)
        name_rest(f, section, leaves, pos, n_leaves);
    if (resolved)
        word = header_word(f, leaves, pos, n_leaves, columns, section);
    f->n_values = 0;
    if (columns == 1 && resolved == 1 && n > 1 && beside_header(f, slots, n) < n) {
        gireport__front_value(f, &slots[beside_header(f, slots, n)], 0);
        return GIREPORT__ROW_BLANKS;
    }
    /* A row that reaches beyond the header and most rows has a cell too many. */
    if (word == HEADER_SLID || is_strange(f, slots, n) || apart(f, slots, n, section, leaves, n_leaves) ||
        misses_beside(leaves, pos, n_leaves, columns) ||
        (n != n_leaves && f->v.row_reach > f->v.usual_reach &&
         (f->v.row_reach > f->v.header_reach || (resolved && n > n_leaves && n == columns + 1)))) {
        for (uint32_t i = 0; i < n; i++)
            gireport__front_value(f, &slots[i], GIREPORT__POS_DOUBT);
        return 0;
    }
    if (resolved && n == n_leaves && word == HEADER_NAMES) {
        int inferred = settle_order(f, section, row, slots, pos, n);
        for (uint32_t i = 0; i < n; i++)
            gireport__front_value(f, &slots[i], pos[i]);
        return GIREPORT__ROW_BLANKS | (inferred ? GIREPORT__ROW_INFERRED : 0);
    }
    /* A header that lacks columns, or a row that lacks cells, has slid: the places say nothing then. */
    if (resolved && word == HEADER_NAMES && !f->v.ragged && !(n == columns && n_leaves < n) &&
        aligned(slots, n, leaves, n_leaves)) {
        for (uint32_t i = 0; i < n; i++)
            for (uint32_t k = 0; k < n_leaves; k++)
                if (leaves[k]->c0 >= slots[i].c0 && leaves[k]->c1 <= slots[i].c1 && f->n_values < GIREPORT__MAX_SLOTS)
                    gireport__front_value(f, &slots[i], pos[k]);
        return GIREPORT__ROW_BLANKS;
    }
    for (uint32_t i = 0; i < n; i++)
        gireport__front_value(f, &slots[i], GIREPORT__NONE);
    return n == columns || (!resolved && !f->v.ragged) ? GIREPORT__ROW_BLANKS : 0;
}
