/* SPDX-License-Identifier: MIT */
/* Runs of values to rows. A run belongs to the label before it on its line; labels and runs that stand on
 * lines of their own are handed over in their order, and the back end aligns them. */
#include <string.h>

#include "../base/mem.h"
#include "flow_walk.h"

#define COLUMN_GAP 4  /* between values that are set in columns, at least */
#define LINE_WORDS 64 /* looked at behind a row's values: what they may say of its length */

/* The text of some tokens as it stands in the source: one slice where it is one, else joined by spaces. */
const char *gireport__raw_text(struct walk *w, uint32_t first, uint32_t last, size_t *len)
{
    const struct gireport__flow *f = w->f;
    const struct gireport__flow_char *a = &f->chars[first], *b = &f->chars[last - 1];
    const char *s = f->words[a->word].text + a->off;
    *len = 0;
    if (a->word == b->word) {
        *len = b->end - a->off;
        return s;
    }
    struct gireport__buf joined = {0};
    for (uint32_t i = a->word; i <= b->word; i++) {
        size_t from = i == a->word ? a->off : 0, to = i == b->word ? b->end : f->words[i].len;
        if (i > a->word)
            gireport__buf_addc(&joined, ' ');
        gireport__buf_add(&joined, f->words[i].text + from, to - from);
    }
    const char *copy =
        joined.failed ? NULL : gireport__arena_strndup(&w->rd->arena, gireport__buf_str(&joined), joined.len);
    *len = copy ? joined.len : 0;
    w->failed |= copy == NULL;
    gireport__buf_free(&joined);
    return copy ? copy : "";
}

struct gireport__spot gireport__token_spot(const struct gireport__flow *f, const struct gireport__token *t)
{
    const struct gireport__flow_char *c = &f->chars[t->first];
    const struct gireport__flow_word *word = &f->words[c->word];
    uint32_t column = word->column;
    for (size_t i = 0; column && i < c->off; i++)
        column += ((unsigned char)word->text[i] & 0xc0) != 0x80;
    return (struct gireport__spot){word->line, column, word->place};
}

/* How many values a row has; 0: not known. Where rows stand side by side (part 四), the line of all of them.
 */
static uint32_t row_width(const struct walk *w, uint32_t section, uint32_t row)
{
    if (section == GIREPORT__NONE)
        return 0;
    const struct gireport__section *s = &w->tpl->sections[section];
    return gireport__is_across(w, section) && row == GIREPORT__NONE ? s->n_fields : s->leaf_cols;
}

static uint32_t section_of_row(const struct walk *w, uint32_t row)
{
    return row == GIREPORT__NONE ? w->section : w->tpl->rows[row].section;
}

/* The column of a section with the label of a node (two sections may share their labels). */
static uint32_t same_column(const struct walk *w, uint32_t node, uint32_t section)
{
    const gireport_template *t = w->tpl;
    const struct gireport__section *s = &t->sections[section];
    if (t->cols[node].section == section)
        return node;
    for (uint32_t c = s->first_col; c < s->first_col + s->n_cols; c++)
        if (t->cols[c].label.folded && !strcmp(t->cols[c].label.folded, t->cols[node].label.folded))
            return c;
    return GIREPORT__NONE;
}

/* The parent of leaf columns that other leaves have not (法人或其他组织): printed above its own. */
static uint32_t inner_parent(const gireport_template *t, const struct gireport__section *s)
{
    uint32_t best = GIREPORT__NONE;
    for (uint32_t c = s->first_col; c < s->first_col + s->n_cols; c++)
        if (!t->cols[c].leaf && t->cols[c].depth &&
            (best == GIREPORT__NONE || t->cols[c].depth > t->cols[best].depth))
            best = c;
    return best;
}

static uint32_t inner_leaves(const gireport_template *t, const struct gireport__section *s, uint32_t parent)
{
    uint32_t n = 0;
    for (uint32_t c = s->first_col; c < s->first_col + s->n_cols; c++)
        n += t->cols[c].leaf && t->cols[c].parent == parent && parent != GIREPORT__NONE;
    return n;
}

/* Does a header in two rows read like the form's, its cells in any of the orders in which they come out? The
 * inner leaves stand in their order, and no outer leaf stands among them. */
static int in_form_order(const gireport_template *t, const struct gireport__section *s, const uint32_t *leaf,
                         size_t n)
{
    uint32_t parent = inner_parent(t, s), last_inner = 0, last_outer = 0;
    size_t first = n, last = 0, inner = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t pos = t->cols[leaf[i]].pos;
        int is_inner = t->cols[leaf[i]].parent == parent && parent != GIREPORT__NONE;
        uint32_t *before = is_inner ? &last_inner : &last_outer;
        if (pos + 1 <= *before)
            return 0;
        *before = pos + 1;
        if (is_inner) {
            first = first < i ? first : i;
            last = i;
            inner++;
        }
    }
    return !inner || last - first + 1 == inner;
}

/* Do the outer leaves stand together? Then the header came in two rows, and the order in which its cells came
 * out is not that of the columns. */
static int in_two_rows(const gireport_template *t, const struct gireport__section *s, const uint32_t *leaf,
                       size_t n)
{
    uint32_t parent = inner_parent(t, s);
    size_t turns = 0, outer = 0;
    for (size_t i = 0; i < n; i++) {
        int is_inner = t->cols[leaf[i]].parent == parent && parent != GIREPORT__NONE;
        outer += !is_inner;
        turns += i && is_inner != (t->cols[leaf[i - 1]].parent == parent);
    }
    return parent != GIREPORT__NONE && outer > 1 && outer < n && turns == 1;
}

/* The order of the columns as the header printed it, where it was read whole. Returns how many; 0: not known.
 */
static uint32_t header_order(const struct walk *w, uint32_t section, uint32_t *out)
{
    const gireport_template *t = w->tpl;
    const struct gireport__section *s = &t->sections[section];
    uint32_t leaf[GIREPORT__HEADER_MAX], n = 0, want = s->leaf_cols, parent = inner_parent(t, s), before = 0;
    for (size_t i = 0; i < w->n_header; i++) {
        uint32_t c = same_column(w, w->header[i], section);
        if (c == parent && c != GIREPORT__NONE)
            before = n;
        if (c == GIREPORT__NONE || !t->cols[c].leaf)
            continue;
        for (uint32_t k = 0; k < n && s->layout == GIREPORT__LAYOUT_MATRIX; k++)
            if (leaf[k] == c)
                return 0; /* printed again: which is meant is not known */
        leaf[n++] = c;
    }
    if (s->layout == GIREPORT__LAYOUT_ACROSS) { /* a block of columns under each row */
        uint32_t rows = s->n_fields / (want ? want : 1);
        if (!want || n != rows * want)
            return 0;
        for (uint32_t i = 0; i < n; i++)
            out[i] = i / want * want + t->cols[leaf[i]].pos;
        return n;
    }
    if (n < 2 || n > want)
        return 0;
    int ordered = in_form_order(t, s, leaf, n);
    uint32_t inner = inner_leaves(t, s, parent), outer = n - before;
    for (uint32_t i = 0; i < n; i++)
        out[i] = t->cols[leaf[i]].pos;
    if (!ordered && before && n == want &&
        outer > inner) /* the upper row first, the lower one under the parent */
        for (uint32_t i = before; i < n; i++)
            out[i < n - inner ? i + inner : i - (outer - inner)] = t->cols[leaf[i]].pos;
    else if (!ordered && in_two_rows(t, s, leaf, n))
        for (uint32_t i = 0; i < n; i++)
            out[i] = GIREPORT__POS_DOUBT;
    for (uint32_t i = 1; ordered && i < n; i++)
        for (uint32_t k = i; k && out[k - 1] > out[k]; k--) {
            uint32_t x = out[k];
            out[k] = out[k - 1];
            out[k - 1] = x;
        }
    return n;
}

/* The middle of the header of a column, as it was read last. */
static int32_t x_of_column(const struct walk *w, uint32_t section, uint32_t pos)
{
    for (size_t i = w->n_header; i-- > 0;) {
        uint32_t c = same_column(w, w->header[i], section);
        if (c != GIREPORT__NONE && w->tpl->cols[c].leaf && w->tpl->cols[c].pos == pos)
            return w->header_x[i];
    }
    return 0;
}

/* Values that are set in columns, under a header of which a label may be lost: 1 where they do not stand under these
 * headers, each as near as the others by its left edge, its right edge or its middle. */
static int beside_headers(const struct walk *w, uint32_t section, const uint32_t *header, const struct run_value *v,
                          size_t n)
{
    int32_t least[3] = {INT32_MAX, INT32_MAX, INT32_MAX}, most[3] = {INT32_MIN, INT32_MIN, INT32_MIN};
    int32_t pitch = INT32_MAX, far = 0, spread = INT32_MAX;
    for (size_t i = 0; i < n; i++) {
        const struct gireport__printed *p = &v[i].printed;
        int32_t x = x_of_column(w, section, header[i]), at[3] = {p->x0, p->x1, (p->x0 + p->x1) / 2};
        if (gireport__token_word(w->f, &w->f->tokens[v[i].token])->cell ||
            (i && (v[i].line != v[0].line || p->x0 - v[i - 1].printed.x1 < COLUMN_GAP)))
            return 0; /* not set in columns */
        for (size_t k = 0; k < i; k++) {
            int32_t apart = x - x_of_column(w, section, header[k]);
            pitch = (apart < 0 ? -apart : apart) < pitch ? (apart < 0 ? -apart : apart) : pitch;
        }
        far = at[2] - x > far ? at[2] - x : x - at[2] > far ? x - at[2] : far;
        for (size_t k = 0; k < 3; k++) {
            least[k] = at[k] - x < least[k] ? at[k] - x : least[k];
            most[k] = at[k] - x > most[k] ? at[k] - x : most[k];
        }
    }
    for (size_t k = 0; k < 3; k++)
        spread = most[k] - least[k] < spread ? most[k] - least[k] : spread;
    return far * 2 > pitch || (spread > 3 && spread * 4 > pitch);
}

/* The cells of a line from one token's on: its last value is another one. 0: the values stand on several lines, or in no
 * cells. */
static uint32_t cells_from(const struct gireport__flow *f, const struct gireport__token *first,
                           const struct gireport__token *last)
{
    uint32_t word = f->chars[last->last - 1].word, from = f->chars[first->first].word, cells = f->words[word].cell;
    for (size_t i = word + 1U, end = i + LINE_WORDS;
         cells && i < end && i < f->n_words && f->words[i].line_index == f->words[word].line_index; i++)
        cells = f->words[i].cell;
    return cells && f->words[from].line_index == f->words[word].line_index ? cells - f->words[from].cell + 1 : 0;
}

static void hand_over(struct walk *w, const struct pending *p, uint32_t section,
                      const struct run_value *values, size_t n, uint32_t flags, size_t cells)
{
    uint32_t header[GIREPORT__HEADER_MAX];
    struct gireport__row row = {.section = section,
                                .row = p ? p->row : GIREPORT__NONE,
                                .flags = flags,
                                .unit = w->unit,
                                .cells = cells};
    if (p) {
        row.flags |= p->flags;
        row.label =
            gireport__raw_text(w, w->f->tokens[p->token].first, w->f->tokens[p->token].last, &row.label_len);
        row.spot = gireport__token_spot(w->f, &w->f->tokens[p->token]);
        row.maybe = p->n_maybe && p->row == GIREPORT__NONE ? p->maybe : NULL;
        row.n_maybe = row.maybe ? p->n_maybe : 0;
    } else if (n) {
        row.spot = values[0].printed.spot;
    }
    if (n) {
        const struct gireport__token *a = &w->f->tokens[values[0].token], *b = &w->f->tokens[values[n - 1].token];
        while (a > w->f->tokens && a[-1].kind == GIREPORT__TOKEN_EMPTY &&
               gireport__token_word(w->f, a - 1)->line_index == values[0].line)
            a--; /* those that were left out */
        row.line_cells = cells_from(w->f, a, b);
        row.gaps = row.line_cells && gireport__token_word(w->f, b)->cell - gireport__token_word(w->f, a)->cell >= n;
    }
    if (section != GIREPORT__NONE && n) {
        row.n_header = header_order(w, section, header);
        if (row.n_header == n && n < w->tpl->sections[section].leaf_cols && beside_headers(w, section, header, values, n))
            row.n_header = 0;
        row.header = row.n_header ? header : NULL;
    }
    struct gireport__printed *copy = n ? gireport__arena_alloc(&w->rd->arena, n * sizeof(*copy)) : NULL;
    w->failed |= n && !copy;
    for (size_t i = 0; copy && i < n; i++)
        copy[i] = values[i].printed;
    row.values = copy;
    row.n_values = copy ? n : 0;
    gireport__reading_row(w->rd, &row);
}

static size_t filled(const struct run_value *v, size_t n)
{
    size_t count = 0;
    for (size_t i = 0; i < n; i++)
        count += v[i].printed.len != 0;
    return count;
}

/* Values of one printed row: cells that only fill it up go. Returns how many are left (from *v on). */
static size_t fit_cells(struct run_value *v, size_t k, uint32_t n)
{
    size_t full = filled(v, k);
    if (!n || k <= n || full == k || (n > 3 && k >= 2 * n)) /* or as many as two rows have: whose are they? */
        return k;
    if (full == n) { /* all that must be are there: empty cells between them are none of the form's */
        size_t kept = 0;
        for (size_t i = 0; i < k; i++)
            if (v[i].printed.len)
                v[kept++] = v[i];
        return kept;
    }
    return filled(v + n, k - n) == 0 ? n : k; /* cells at the end of merged rows */
}

struct unit { /* values that make rows together */
    size_t first, count;
    size_t rows;
    int columns; /* column by column */
};

static size_t same_line(const struct run_value *v, size_t i, size_t n)
{
    size_t j = i + 1;
    while (j < n && v[j].line == v[i].line)
        j++;
    return j - i;
}

/* How many values follow on lines of their own without an empty line between. */
static size_t block_height(const struct walk *w, const struct run_value *v, size_t i, size_t n)
{
    size_t j = i;
    while (j < n && same_line(v, j, n) == 1 &&
           (j == i || !(w->f->tokens[v[j].token].gap & GIREPORT__GAP_BLANK)))
        j++;
    return j - i;
}

/* The next rows of n_cols values among values i to n. */
static struct unit next_unit(const struct walk *w, const struct run_value *v, size_t i, size_t n,
                             uint32_t n_cols)
{
    struct unit u = {i, n - i, 1, 0};
    size_t line = same_line(v, i, n), height = block_height(w, v, i, n);
    if (!n_cols || n - i <= n_cols)
        return u;
    if (line == n_cols) {
        u.count = n_cols;
        return u;
    }
    if (height > 1 && height * n_cols <= n - i) { /* n_cols blocks of equal height: column by column */
        size_t at = i;
        uint32_t c = 0;
        for (; c < n_cols && at < n && block_height(w, v, at, n) == height; c++)
            at += height;
        if (c == n_cols) {
            u.count = height * n_cols;
            u.rows = height;
            u.columns = 1;
            return u;
        }
    }
    size_t singles = 0;
    while (i + singles < n && same_line(v, i + singles, n) == 1)
        singles++;
    if (singles >= n_cols && singles % n_cols == 0) /* one value a line, row by row */
        u.count = n_cols;
    else if (line % n_cols == 0 && line > n_cols) /* rows run together on a line */
        u.count = n_cols;
    return u;
}

static void hand_rows(struct walk *w, const struct pending *own, uint32_t section, struct run_value *v,
                      size_t n, int leaf_above, uint32_t apart)
{
    uint32_t n_cols = row_width(w, section, own ? own->row : GIREPORT__NONE);
    size_t cells = filled(v, n) < n ? n : 0;
    n = fit_cells(v, n, n_cols);
    int several = own && own->row != GIREPORT__NONE && (leaf_above || !w->tpl->rows[own->row].leaf);
    if (several && n_cols && n > n_cols) { /* more rows than this label's: aligned by their order */
        hand_over(w, own, section, NULL, 0, 0, 0);
        own = NULL;
        apart = GIREPORT__ROW_BESIDE;
    }
    for (size_t i = 0; i < n;) {
        struct unit u = next_unit(w, v, i, n, n_cols);
        uint32_t flags = i == 0 && !own ? apart : 0;
        if (i == 0 && own && n_cols &&
            same_line(v, 0, n) > n_cols) /* too many on its line: which are its own? */
            u = (struct unit){0, same_line(v, 0, n), 1, 0};
        if (i == 0 && own && u.rows == 1 && u.count != n_cols && n_cols && w->f->tokens[v[0].token].gap == 0)
            flags |= GIREPORT__ROW_GLUED;
        if (u.rows == 1) {
            hand_over(w, i == 0 ? own : NULL, section, v + i, u.count, flags, u.count == n ? cells : 0);
        } else {
            if (i == 0 && own)
                hand_over(w, own, section, NULL, 0, 0, 0);
            struct run_value *row = gireport__arena_alloc(&w->rd->arena, n_cols * sizeof(*row));
            w->failed |= row == NULL;
            for (size_t r = 0; row && r < u.rows; r++) {
                for (uint32_t c = 0; c < n_cols; c++)
                    row[c] = v[i + c * u.rows + r];
                hand_over(w, NULL, section, row, n_cols, GIREPORT__ROW_COLUMNS, 0);
            }
        }
        i += u.count;
    }
}

/* The label of a group, or a text that is in none: not what is left of a group's label that is set down the page. */
static int is_own_text(const struct walk *w, const struct pending *p)
{
    size_t len;
    const char *s = gireport__token_text(w->f, &w->f->tokens[p->token], &len);
    if (p->row != GIREPORT__NONE)
        return !w->tpl->rows[p->row].leaf;
    for (uint32_t r = 0; r < w->tpl->n_rows; r++) {
        const struct gireport__node *row = &w->tpl->rows[r];
        const char *group = row->leaf || w->tpl->sections[row->section].table != w->table ? NULL : row->label.folded;
        if (group && gireport__find_in(group, strlen(group), s, len))
            return 0;
    }
    return 1;
}

/* What is to be said of a run that stands on another line than the label before it. */
static uint32_t apart_from_label(const struct walk *w, size_t line)
{
    uint32_t flags = 0;
    for (size_t i = 0; i < w->n_pend; i++) {
        const struct pending *p = &w->pend[i];
        if (gireport__end_line(w, p->token) != line)
            flags = p->row != GIREPORT__NONE && w->f->tokens[p->token].kind == GIREPORT__TOKEN_LABEL
                        ? (uint32_t)GIREPORT__ROW_LOOSE
                        : 0u;
        else if (flags && is_own_text(w, p))
            flags |= GIREPORT__ROW_BESIDE;
    }
    return flags;
}

static int is_leaf(const struct walk *w, const struct pending *p)
{
    return p->row != GIREPORT__NONE && w->tpl->rows[p->row].leaf;
}

/* Two pieces on a line belong to one label: leaves in b what both may be. 0: nothing. */
static int both_may_be(const struct pending *a, struct pending *b)
{
    uint32_t n = 0, both[GIREPORT__MAYBE_MAX];
    for (uint32_t i = 0; i < b->n_maybe; i++)
        for (uint32_t k = 0; k < a->n_maybe; k++)
            if (a->maybe[k] == b->maybe[i])
                both[n++] = b->maybe[i];
    if (n) {
        memcpy(b->maybe, both, n * sizeof(*both));
        b->n_maybe = n;
    }
    return n != 0;
}

/* A label in the first cell of a row of cells: it is that of the row, wherever group labels are elsewhere. */
static int begins_row(const struct walk *w, size_t token)
{
    return gireport__token_word(w->f, &w->f->tokens[token])->cell == 1;
}

/* Empty cells between the label of a group and that of a row in it, in place of what spans: fewer than a row of the group
 * would have. */
static int before_row_label(const struct walk *w, const struct run_value *v, size_t n)
{
    if (filled(v, n))
        return 0;
    for (size_t i = 0; i < w->n_pend; i++) {
        uint32_t row = w->pend[i].row;
        if (row == GIREPORT__NONE || is_leaf(w, &w->pend[i]) || n >= row_width(w, section_of_row(w, row), row))
            return 0;
    }
    return 1;
}

/* Ends a run: finds the label that it belongs to on its own line, hands everything over in order. */
void gireport__walk_flush(struct walk *w)
{
    struct run_value *v = w->run;
    size_t n = w->n_run, best = SIZE_MAX;
    if (!n)
        return;
    w->n_run = 0;
    if (before_row_label(w, v, n))
        return;
    int leaf_above = 0;
    for (size_t i = 0; i < w->n_pend; i++) {
        const struct pending *p = &w->pend[i];
        int on_line = gireport__end_line(w, p->token) == v[0].line &&
                      !(p->row != GIREPORT__NONE && gireport__is_across(w, w->section) &&
                        n != row_width(w, w->section, p->row));
        if (on_line && !p->quiet && (best == SIZE_MAX || is_leaf(w, p) || !is_leaf(w, &w->pend[best])))
            best = i;
        leaf_above |= !on_line && is_leaf(w, p);
    }
    for (size_t i = 0; i < w->n_pend && (best == SIZE_MAX || w->pend[best].quiet); i++) {
        if (gireport__end_line(w, w->pend[i].token) != v[0].line || !w->pend[i].n_maybe)
            continue; /* a piece on the line says something where no label does */
        if (best != SIZE_MAX && !both_may_be(&w->pend[best], &w->pend[i]))
            continue;
        best = i;
    }
    if (best != SIZE_MAX && leaf_above && w->pend[best].row != GIREPORT__NONE && !is_leaf(w, &w->pend[best]) &&
        !begins_row(w, w->pend[best].token))
        best = SIZE_MAX; /* a group's label beside the values of the leaf above */
    for (size_t i = 0; i < w->n_pend; i++)
        if (i != best && !w->pend[i].quiet)
            hand_over(w, &w->pend[i], section_of_row(w, w->pend[i].row), NULL, 0, 0, 0);
    const struct pending *own = best == SIZE_MAX ? NULL : &w->pend[best];
    uint32_t section = w->section, apart = apart_from_label(w, v[0].line);
    if (own && own->row != GIREPORT__NONE)
        section = section_of_row(w, own->row);
    else if (w->n_pend && !own)
        for (size_t i = 0; i < w->n_pend; i++)
            if (w->pend[i].row != GIREPORT__NONE)
                section = section_of_row(w, w->pend[i].row);
    hand_rows(w, own, section, v, n, leaf_above, apart);
    w->n_pend = 0;
}

void gireport__walk_drop(struct walk *w)
{
    for (size_t i = 0; i < w->n_pend; i++)
        if (!w->pend[i].quiet)
            hand_over(w, &w->pend[i], section_of_row(w, w->pend[i].row), NULL, 0, 0, 0);
    w->n_pend = 0;
}

/* Empty cells at the beginning of a line whose label comes behind them are not of the row above. */
static void drop_cells_before(struct walk *w, uint32_t token)
{
    size_t line = gireport__token_word(w->f, &w->f->tokens[token])->line_index;
    if (w->n_pend && gireport__end_line(w, w->pend[w->n_pend - 1].token) == line)
        return;
    while (w->n_run && !w->run[w->n_run - 1].printed.len && w->run[w->n_run - 1].line == line)
        w->n_run--;
}

void gireport__walk_push(struct walk *w, const struct pending *p)
{
    drop_cells_before(w, p->token);
    gireport__walk_flush(w);
    for (size_t i = 0; i < w->n_pend; i++)
        if (w->pend[i].row == p->row && p->row != GIREPORT__NONE) {
            w->pend[i].token = p->token; /* a further piece of the same label */
            return;
        }
    if (w->n_pend == GIREPORT__PEND_MAX)
        gireport__walk_drop(w);
    w->pend[w->n_pend++] = *p;
}
