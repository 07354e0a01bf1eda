/* SPDX-License-Identifier: MIT */
/* One table out of rows of values: its columns, the headers above, the labels beside. */
#include "geometry_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LEAST_COLUMNS 5u /* of a table of one row without labels */
#define REPEATED 12u     /* bytes of a text that no header has twice, one over the other: four letters */

/* --- extent ------------------------------------------------------------------------------------------------- */

/* The box of the values, and how far to the right the texts beside them reach. */
static void measure(struct work *w)
{
    size_t n = w->last - w->first + 1;

    w->x0 = INT32_MAX;
    w->x1 = INT32_MIN;
    w->labels_end = INT32_MIN;
    w->top = UINT32_MAX;
    w->bottom = 0;
    for (size_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < gireport__table_band(w, i)->count; k++) {
            const struct gireport__token *t = gireport__table_value(w, gireport__table_band(w, i), k);
            w->x0 = t->x0 < w->x0 ? t->x0 : w->x0;
            w->x1 = t->x1 > w->x1 ? t->x1 : w->x1;
            w->top = t->line < w->top ? t->line : w->top;
            w->bottom = t->line + 1 > w->bottom ? t->line + 1 : w->bottom;
        }
    for (uint32_t i = w->l->line_first[w->top]; i < w->l->line_first[w->bottom]; i++) {
        const struct gireport__token *t = &w->l->tokens[i];
        if (!t->value && t->x1 <= w->x0 && t->x1 > w->labels_end)
            w->labels_end = t->x1;
    }
}

/* --- headers ------------------------------------------------------------------------------------------------ */

enum side { LABEL_SIDE, VALUE_SIDE, CROSSING };

/* Words that touch the one before them: they are of one cell, in more than one font. */
static int touches(const struct gireport__word *word)
{
    return ((int64_t)word->x0 - word[-1].x1) * 20 <= gireport__height(word->y0, word->y1);
}

/* Headers of narrow columns side by side, not a sentence: apart from each other, and neither digits nor stops. */
static int is_spread(const struct work *w, const struct gireport__token *t)
{
    static const char *const never[] = {"。", "，", "；", "、", ",", ";", "："};
    const struct gireport__word *word = &w->l->g->words[t->first];
    uint32_t pieces = 1;

    for (uint32_t i = 0; i < t->count; i++, word++) {
        if (i > 0 && !touches(word))
            pieces++;
        for (size_t k = 0; k < word->len; k++) {
            if (word->text[k] >= '0' && word->text[k] <= '9')
                return 0;
            for (size_t m = 0; m < sizeof never / sizeof never[0]; m++)
                if (strlen(never[m]) <= word->len - k && !memcmp(word->text + k, never[m], strlen(never[m])))
                    return 0;
        }
    }
    return pieces >= 4;
}

static enum side side_of(const struct work *w, const struct gireport__token *t)
{
    int64_t width = (int64_t)w->x1 - w->x0, em = gireport__height(t->y0, t->y1);

    if ((w->labels_end != INT32_MIN && t->x0 >= w->labels_end) || ((int64_t)t->x0 + t->x1) / 2 + em >= w->x0)
        return width > 10000 && ((int64_t)t->x1 - t->x0) * 5 > width * 3 && !is_spread(w, t) ? CROSSING : VALUE_SIDE;
    return t->x1 > w->x0 ? CROSSING : LABEL_SIDE;
}

/* The words of a token, one after another, are those of another one. */
static int same_text(const struct work *w, const struct gireport__token *a, const struct gireport__token *b)
{
    const struct gireport__word *v = &w->l->g->words[a->first], *u = &w->l->g->words[b->first];
    size_t len = 0;

    if (a->count != b->count)
        return 0;
    for (uint32_t i = 0; i < a->count; i++) {
        if (v[i].len != u[i].len || memcmp(v[i].text, u[i].text, v[i].len))
            return 0;
        len += v[i].len;
    }
    return len >= REPEATED;
}

/* A text of this line stands again below it, in the header as found so far: that is the header of a table above, of
 * which the rows are empty. */
static int is_repeated(const struct work *w, const struct gireport__token *t, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t h = 0; h < w->n_header; h++)
            for (uint32_t k = w->l->line_first[w->header[h]]; k < w->l->line_first[w->header[h] + 1]; k++) {
                const struct gireport__token *o = &w->l->tokens[k];
                if (o->x0 < t[i].x1 && o->x1 > t[i].x0 && same_text(w, o, &t[i]))
                    return 1;
            }
    return 0;
}

/* Lines above the first row that may be headers, up to a text that runs across. Single texts at the top are titles
 * and captions: they stay with the text above. */
static void find_header(struct work *w, uint32_t from_line)
{
    const struct gireport__token *below = gireport__table_value(w, gireport__table_band(w, 0), 0);
    uint32_t kept = 0;

    w->n_header = 0;
    for (uint32_t line = w->top; line-- > from_line && w->n_header < MAX_HEADER;) {
        const struct gireport__token *t = &w->l->tokens[w->l->line_first[line]];
        uint32_t n = w->l->line_first[line + 1] - w->l->line_first[line], values = 0, i;

        if (t->page == below->page ? (int64_t)below->y0 - t->y1 > 4 * (int64_t)gireport__height(below->y0, below->y1)
                                   : t->page + 1 != below->page)
            break;
        for (i = 0; i < n && side_of(w, &t[i]) != CROSSING && !t[i].value; i++)
            values += side_of(w, &t[i]) == VALUE_SIDE && !(w->n_header == 0 && gireport__token_is_open(w->l->g, &t[i]));
        if (i < n || is_repeated(w, t, n))
            break;
        below = t;
        if (values == 0 && w->n_header == 0)
            continue; /* the label of the first row begins above its values */
        w->header[w->n_header++] = line;
        if (values > 0 && (n > 1 || is_spread(w, t)))
            kept = w->n_header;
        else if (values > 0 && kept + 1 == w->n_header && kept == 0)
            kept = 1; /* one header over one column */
    }
    w->n_header = kept;
    if (kept > 0)
        w->top = w->header[kept - 1];
}

/* --- columns ------------------------------------------------------------------------------------------------ */

struct item {
    int32_t x0, x1;
    uint8_t value;  /* else of the header */
    uint8_t letter; /* of the header: one letter by itself */
};

static int by_width(const void *a, const void *b)
{
    const struct item *v = a, *w = b;
    int64_t d = ((int64_t)v->x1 - v->x0) - ((int64_t)w->x1 - w->x0);

    if (d == 0)
        d = (int64_t)v->x0 - w->x0;
    return d < 0 ? -1 : d > 0;
}

static int by_left(const void *a, const void *b)
{
    const struct column *v = a, *w = b;

    return v->x0 < w->x0 ? -1 : v->x0 > w->x0;
}

/* Columns that a span touches; *first is the first of them. */
static uint32_t touched(const struct work *w, int32_t x0, int32_t x1, uint32_t *first)
{
    uint32_t n = 0;

    for (uint32_t i = 0; i < w->n_columns; i++)
        if (w->columns[i].x0 < x1 && w->columns[i].x1 > x0) {
            if (n++ == 0)
                *first = i;
        }
    return n;
}

/* Narrow items first: each begins a column or widens the one that it touches; an item over several columns is a
 * header over them. 0: too many. */
static int cluster(struct work *w, struct item *items, size_t n)
{
    qsort(items, n, sizeof *items, by_width);
    w->n_columns = 0;
    for (size_t i = 0; i < n; i++) {
        uint32_t first = 0, over = touched(w, items[i].x0, items[i].x1, &first);

        if (over == 0) {
            if (w->n_columns == MAX_COLUMNS)
                return 0;
            w->columns[w->n_columns++] = (struct column){items[i].x0, items[i].x1, INT32_MAX, 0};
        } else if (over == 1) {
            struct column *c = &w->columns[first];
            c->x0 = items[i].x0 < c->x0 ? items[i].x0 : c->x0;
            c->x1 = items[i].x1 > c->x1 ? items[i].x1 : c->x1;
        }
    }
    qsort(w->columns, w->n_columns, sizeof *w->columns, by_left);
    return 1;
}

/* Words of a token, from one on, that touch. */
static uint32_t touching(const struct work *w, const struct gireport__token *t, uint32_t first)
{
    uint32_t n = 1;

    while (first + n < t->count && touches(&w->l->g->words[t->first + first + n]))
        n++;
    return n;
}

/* What stands over the values in a line of the header. */
static size_t header_items(const struct work *w, uint32_t line, struct item *items)
{
    size_t n = 0;

    for (uint32_t i = w->l->line_first[line]; i < w->l->line_first[line + 1]; i++) {
        const struct gireport__token *t = &w->l->tokens[i];
        if (side_of(w, t) != VALUE_SIDE)
            continue;
        for (uint32_t k = 0, count; k < t->count; k += count, n++) {
            const struct gireport__word *word = &w->l->g->words[t->first + k];
            count = touching(w, t, k);
            if (items)
                items[n] = (struct item){word->x0, word[count - 1].x1, 0, count == 1 && word->len <= 4 && word->len > 1};
        }
    }
    return n;
}

/* --- columns that are one ------------------------------------------------------------------------------------ */

/* What stands in each column. */
struct use {
    uint32_t headers, letters, values;
    int32_t value_x0; /* least left edge of its values; INT32_MAX: none */
};

static void look_at_columns(const struct work *w, const struct item *items, size_t n, struct use *use)
{
    uint32_t c;

    for (c = 0; c < w->n_columns; c++)
        use[c] = (struct use){.value_x0 = INT32_MAX};
    for (size_t i = 0; i < n; i++) {
        if (touched(w, items[i].x0, items[i].x1, &c) != 1)
            continue;
        use[c].values += items[i].value;
        use[c].headers += !items[i].value;
        use[c].letters += items[i].letter;
        if (items[i].value && items[i].x0 < use[c].value_x0)
            use[c].value_x0 = items[i].x0;
    }
}

/* Column c + 1 becomes a part of column c. */
static void join_next(struct work *w, struct use *use, uint32_t c)
{
    w->columns[c].x1 = w->columns[c + 1].x1;
    use[c].values += use[c + 1].values;
    use[c].headers += use[c + 1].headers;
    use[c].letters += use[c + 1].letters;
    if (use[c + 1].value_x0 < use[c].value_x0)
        use[c].value_x0 = use[c + 1].value_x0;
    for (uint32_t k = c + 1; k + 1 < w->n_columns; k++) {
        w->columns[k] = w->columns[k + 1];
        use[k] = use[k + 1];
    }
    w->n_columns--;
}

/* Letters that are set apart to fill a narrow cell (结 果 维 / 持) are no columns of their own where the values stand
 * under the first of them. */
static void join_letters(struct work *w, struct use *use)
{
    for (uint32_t c = 0; c + 1 < w->n_columns;) {
        const struct use *next = &use[c + 1];
        int32_t off = use[c].value_x0 - w->columns[c].x0;

        if (use[c].values > 0 && use[c].headers > 0 && off < 150 && off > -150 && next->values == 0 &&
            next->headers == 1 && next->letters == 1)
            join_next(w, use, c);
        else
            c++;
    }
}

/* 1 where each row with a value in one of the columns a .. b that have any has one in all of them. */
static int filled(const struct work *w, const struct use *use, uint32_t a, uint32_t b)
{
    for (size_t i = 0; i <= w->last - w->first; i++) {
        const struct gireport__band *row = gireport__table_band(w, i);
        uint32_t n = 0, all = 0, inner = 0;

        for (uint32_t c = a; c <= b; c++) {
            uint32_t here = 0;
            for (uint32_t k = 0; k < row->count; k++) {
                const struct gireport__token *t = gireport__table_value(w, row, k);
                here += t->x0 < w->columns[c].x1 && t->x1 > w->columns[c].x0;
            }
            all += use[c].values > 0;
            n += here > 0;
            inner += here > 0 && use[c].headers == 0;
        }
        if (inner > 0 && n < all)
            return 0;
    }
    return 1;
}

/* Between two columns that have both: as many headers without values as values without headers, one beside the other
 * (a header in the middle of a wide cell, a value at its edge), and full rows: they belong together in their order. */
static void join_pairs(struct work *w, struct use *use)
{
    for (uint32_t a = 0; a < w->n_columns; a++) {
        uint32_t b = a, pairs = 1;

        if (use[a].values > 0 && use[a].headers > 0)
            continue;
        while (b + 1 < w->n_columns && (use[b + 1].values == 0 || use[b + 1].headers == 0))
            b++;
        for (uint32_t c = a; c <= b && pairs; c += 2)
            pairs = c < b && (use[c].values > 0) == (use[c + 1].headers > 0) && (use[c].headers > 0) != (use[c].values > 0);
        for (uint32_t c = a; c <= b && pairs; c += 2)
            pairs = (use[c].values > 0) != (use[c + 1].values > 0);
        if (pairs && filled(w, use, a > 0 ? a - 1 : a, b + 1 < w->n_columns ? b + 1 : b)) {
            for (uint32_t c = a, n = (b - a + 1) / 2; n > 0; n--, c++) {
                join_next(w, use, c);
                w->columns[c].beside = 1;
            }
            b = a + (b - a + 1) / 2 - 1;
        }
        a = b;
    }
}

static void settle(struct work *w, const struct item *items, size_t n)
{
    struct use use[MAX_COLUMNS];

    look_at_columns(w, items, n, use);
    join_letters(w, use);
    join_pairs(w, use);
}

static int find_columns(struct work *w)
{
    size_t n = 0, at = 0, n_bands = w->last - w->first + 1;
    struct item *items;
    int ok;

    for (size_t i = 0; i < n_bands; i++)
        n += gireport__table_band(w, i)->count;
    for (uint32_t i = 0; i < w->n_header; i++)
        n += header_items(w, w->header[i], NULL);
    items = gireport__realloc_array(NULL, n, sizeof *items);
    if (!items)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < n_bands; i++)
        for (uint32_t k = 0; k < gireport__table_band(w, i)->count; k++) {
            const struct gireport__token *t = gireport__table_value(w, gireport__table_band(w, i), k);
            items[at++] = (struct item){t->x0, t->x1, 1, 0};
        }
    for (uint32_t i = 0; i < w->n_header; i++)
        at += header_items(w, w->header[i], items + at);
    ok = cluster(w, items, n);
    if (ok)
        settle(w, items, n);
    gireport__free(items);
    /* A value over two columns: these are not the columns. */
    for (size_t i = 0; i < n_bands && ok; i++)
        for (uint32_t k = 0; k < gireport__table_band(w, i)->count && ok; k++) {
            const struct gireport__token *t = gireport__table_value(w, gireport__table_band(w, i), k);
            uint32_t first;
            ok = touched(w, t->x0, t->x1, &first) == 1;
        }
    return ok ? GIREPORT_OK : GIREPORT_ERR_NOT_FOUND;
}

/* --- the grid ----------------------------------------------------------------------------------------------- */

struct writer {
    struct gireport__blocks *out;
    struct gireport__block_cell *cells;
    size_t n, capacity;
    struct gireport__buf text;
    int status;
};

static void add_words(struct writer *to, const struct gireport__geometry *g, const struct gireport__token *t)
{
    for (uint32_t i = 0; i < t->count; i++)
        gireport__buf_add(&to->text, g->words[t->first + i].text, g->words[t->first + i].len);
}

/* Ends the cell whose text was gathered. Its place is the page and the upper left corner, in points. */
static void end_cell(struct writer *to, uint32_t row, uint32_t col, uint32_t span, uint32_t page, int32_t x, int32_t y)
{
    char place[48];
    int n = snprintf(place, sizeof place, "p%u:%d,%d", page, (int)(x / 100), (int)(y / 100));
    struct gireport__block_cell *c;

    if (to->text.failed || !gireport__grow((void **)&to->cells, &to->capacity, to->n, sizeof *c)) {
        to->status = GIREPORT_ERR_NOMEM;
        return;
    }
    c = &to->cells[to->n++];
    memset(c, 0, sizeof *c);
    c->row = row;
    c->col = col;
    c->row_span = 1;
    c->col_span = span;
    c->len = to->text.len;
    c->text = gireport__arena_strndup(&to->out->arena, gireport__buf_str(&to->text), to->text.len);
    c->place = gireport__arena_strndup(&to->out->arena, place, (size_t)n);
    if (!c->text || !c->place)
        to->status = GIREPORT_ERR_NOMEM;
    gireport__buf_clear(&to->text);
}

/* The column over which a header word stands alone, or none. */
static struct column *own_column(struct work *w, const struct gireport__token *t, const struct gireport__word *word)
{
    uint32_t first = 0;

    if (side_of(w, t) != VALUE_SIDE || touched(w, word->x0, word->x1, &first) != 1)
        return NULL;
    return &w->columns[first];
}

/* Finds the lines that make the header of each column: from the lowest up while they follow closely (社会 / 公益 /
 * 组织). What stands higher is a header over several columns. */
static void stack_headers(struct work *w)
{
    for (uint32_t i = 0; i < w->n_header; i++)
        for (uint32_t k = w->l->line_first[w->header[i]]; k < w->l->line_first[w->header[i] + 1]; k++) {
            const struct gireport__token *t = &w->l->tokens[k];
            for (uint32_t m = 0; m < t->count; m++) {
                const struct gireport__word *word = &w->l->g->words[t->first + m];
                struct column *c = own_column(w, t, word);
                if (c && (c->header_y0 == INT32_MAX ||
                          (int64_t)c->header_y0 - word->y1 <= gireport__height(word->y0, word->y1)) &&
                    word->y0 < c->header_y0)
                    c->header_y0 = word->y0;
            }
        }
}

/* Words first .. of a token that stand over the same columns. Returns how many. */
static uint32_t header_run(const struct work *w, const struct gireport__token *t, uint32_t first, uint32_t *col,
                           uint32_t *over)
{
    const struct gireport__word *words = &w->l->g->words[t->first];
    uint32_t n = 1, next_col = 0;
    int32_t x1 = words[first].x1;

    *over = touched(w, words[first].x0, x1, col);
    for (; first + n < t->count; n++) {
        uint32_t next = touched(w, words[first + n].x0, words[first + n].x1, &next_col);
        if (*over == 1 && next == 1 && next_col != *col)
            break;
        x1 = words[first + n].x1;
    }
    *over = touched(w, words[first].x0, x1, col);
    return n;
}

/* What a line of the header holds above the headers of the columns. Returns 0 where that is nothing. */
static int write_group_header(struct work *w, struct writer *to, uint32_t row, uint32_t line)
{
    size_t before = to->n;

    for (uint32_t k = w->l->line_first[line]; k < w->l->line_first[line + 1]; k++) {
        const struct gireport__token *t = &w->l->tokens[k];

        for (uint32_t m = 0, n; m < t->count && side_of(w, t) == VALUE_SIDE; m += n) {
            const struct gireport__word *word = &w->l->g->words[t->first + m];
            uint32_t col = 0, over;

            n = header_run(w, t, m, &col, &over);
            if (over == 0 || (over == 1 && word->y0 >= w->columns[col].header_y0))
                continue;
            if (to->n > before && to->cells[to->n - 1].col + to->cells[to->n - 1].col_span > col + 1)
                continue;
            for (uint32_t i = 0; i < n; i++)
                gireport__buf_add(&to->text, word[i].text, word[i].len);
            end_cell(to, row, col + 1, over, t->page, word->x0, word->y0);
        }
    }
    return to->n > before;
}

/* The headers of the columns, and the texts beside them. */
static void write_header(struct work *w, struct writer *to, uint32_t row)
{
    const struct gireport__token *corner = &w->l->tokens[w->l->line_first[w->header[w->n_header - 1]]];

    for (uint32_t i = w->n_header; i-- > 0;)
        for (uint32_t k = w->l->line_first[w->header[i]]; k < w->l->line_first[w->header[i] + 1]; k++)
            if (side_of(w, &w->l->tokens[k]) == LABEL_SIDE)
                add_words(to, w->l->g, &w->l->tokens[k]);
    end_cell(to, row, 0, 1, corner->page, corner->x0, corner->y0);
    for (uint32_t c = 0; c < w->n_columns; c++) {
        int32_t x = w->columns[c].x0;

        for (uint32_t i = w->n_header; i-- > 0;) {
            size_t before = to->text.len;
            for (uint32_t k = w->l->line_first[w->header[i]]; k < w->l->line_first[w->header[i] + 1]; k++) {
                const struct gireport__token *t = &w->l->tokens[k];
                for (uint32_t m = 0; m < t->count; m++) {
                    const struct gireport__word *word = &w->l->g->words[t->first + m];
                    if (own_column(w, t, word) != &w->columns[c] || word->y0 < w->columns[c].header_y0)
                        continue;
                    if (before > 0 && before == to->text.len)
                        gireport__buf_addc(&to->text, '\n');
                    gireport__buf_add(&to->text, word->text, word->len);
                }
            }
        }
        end_cell(to, row, c + 1, 1, corner->page, x, w->columns[c].header_y0 == INT32_MAX ? corner->y0
                                                                                           : w->columns[c].header_y0);
        if (to->status == GIREPORT_OK)
            to->cells[to->n - 1].beside = w->columns[c].beside;
    }
}

static int write_headers(struct work *w, struct writer *to, uint32_t *row)
{
    stack_headers(w);
    for (uint32_t i = w->n_header; i-- > 0 && to->status == GIREPORT_OK;)
        *row += (uint32_t)write_group_header(w, to, *row, w->header[i]);
    if (w->n_header > 0 && to->status == GIREPORT_OK)
        write_header(w, to, (*row)++);
    return to->status;
}

/* Text that is no value in the place of one: what stands there must not be taken for nothing. */
static void add_strangers(const struct work *w, struct writer *to, const struct gireport__band *b,
                          const struct column *c)
{
    uint32_t line = gireport__table_value(w, b, 0)->line, last = gireport__table_value(w, b, b->count - 1)->line;

    while (line > 0 && w->l->tokens[w->l->line_first[line - 1]].page == b->page &&
           w->l->tokens[w->l->line_first[line - 1]].y1 > b->y0)
        line--;
    for (uint32_t i = w->l->line_first[line]; i < w->l->n_tokens && w->l->tokens[i].page == b->page; i++) {
        const struct gireport__token *t = &w->l->tokens[i];
        int64_t y = ((int64_t)t->y0 + t->y1) / 2;

        if (t->line > last && t->y0 >= b->y1)
            break;
        if (!t->value && y > b->y0 && y < b->y1 && t->x0 < c->x1 && t->x1 > c->x0)
            add_words(to, w->l->g, t);
    }
}

/* Values of no row less than a line above or below: a number that is set over several lines in its cell. */
static void add_pieces(const struct work *w, struct writer *to, size_t i, const struct column *c)
{
    const struct gireport__band *b = gireport__table_band(w, i);

    for (size_t k = i > 0 ? i - 1 : 0; k <= w->last - w->first && k <= i + 1; k++) {
        const struct gireport__band *o = gireport__table_band(w, k);
        int64_t apart = ((int64_t)o->y0 + o->y1 - b->y0 - b->y1) / 2;

        if (k == i || w->labels[k].found || o->page != b->page ||
            (apart < 0 ? -apart : apart) >= gireport__height(b->y0, b->y1))
            continue;
        for (uint32_t v = 0; v < o->count; v++) {
            const struct gireport__token *t = gireport__table_value(w, o, v);
            if (t->x0 >= c->x1 || t->x1 <= c->x0)
                continue;
            gireport__buf_adds(&to->text, to->text.len ? "\n" : "…");
            add_words(to, w->l->g, t);
        }
    }
}

/* The cell of a label: its lines a .. b. */
static void write_label(struct work *w, struct writer *to, uint32_t row, uint32_t a, uint32_t b)
{
    const struct beside *first = &w->beside[a];
    const struct gireport__word *word = &w->l->g->words[first->first];

    for (uint32_t k = a; k <= b; k++) {
        const struct beside *line = &w->beside[k];

        if (!gireport__over_each_other(first, line))
            continue;
        if (k > a)
            gireport__buf_addc(&to->text, '\n');
        for (uint32_t t = 0; t < line->count; t++)
            gireport__buf_add(&to->text, w->l->g->words[line->first + t].text, w->l->g->words[line->first + t].len);
        if (w->top > line->line)
            w->top = line->line;
        if (w->bottom < line->line + 1)
            w->bottom = line->line + 1;
    }
    end_cell(to, row, 0, 1, word->page, first->x0, word->y0);
}

/* Rows of which only the label is printed, before the first row or between two rows, that have labels. */
static void write_blank_rows(struct work *w, struct writer *to, uint32_t *row, size_t i)
{
    uint32_t first, last, from, end;

    if ((i > 0 && !w->labels[i - 1].found) || !w->labels[i].found)
        return;
    from = i > 0 ? w->labels[i - 1].b + 1 : 0;
    end = w->labels[i].a;
    for (; gireport__table_blank_row(w, from, end, &first, &last); from = last + 1, ++*row) {
        const struct gireport__word *word = &w->l->g->words[w->beside[first].first];

        write_label(w, to, *row, first, last);
        for (uint32_t c = 0; c < w->n_columns; c++)
            end_cell(to, *row, c + 1, 1, word->page, w->columns[c].x0, word->y0);
    }
}

static void write_row(struct work *w, struct writer *to, uint32_t row, size_t i)
{
    const struct gireport__band *b = gireport__table_band(w, i);
    const struct label *label = &w->labels[i];
    int32_t x, y;

    if (label->found)
        write_label(w, to, row, label->a, label->b);
    else
        end_cell(to, row, 0, 1, b->page, w->x0, b->y0);
    for (uint32_t c = 0; c < w->n_columns; c++) {
        x = w->columns[c].x0;
        y = b->y0;
        for (uint32_t k = 0; k < b->count; k++) {
            const struct gireport__token *t = gireport__table_value(w, b, k);
            if (t->x0 >= w->columns[c].x1 || t->x1 <= w->columns[c].x0)
                continue;
            if (to->text.len > 0)
                gireport__buf_addc(&to->text, '\n');
            else
                x = t->x0, y = t->y0;
            add_words(to, w->l->g, t);
        }
        if (to->text.len == 0)
            add_strangers(w, to, b, &w->columns[c]);
        if (to->text.len == 0 && label->found)
            add_pieces(w, to, i, &w->columns[c]);
        end_cell(to, row, c + 1, 1, b->page, x, y);
    }
}

/* --- the whole ---------------------------------------------------------------------------------------------- */

static int get_memory(struct work *w, size_t n)
{
    w->labels = gireport__calloc(n, sizeof *w->labels);
    w->beside = gireport__realloc_array(NULL, MAX_LINES, sizeof *w->beside);
    return w->labels && w->beside ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

static int write_rows(struct work *w, struct writer *to, uint32_t *row)
{
    int status = gireport__table_labels(w);

    for (size_t i = 0; i <= w->last - w->first && status == GIREPORT_OK; i++) {
        write_blank_rows(w, to, row, i);
        write_row(w, to, (*row)++, i);
        status = to->status;
    }
    return status;
}

/* Surely a table: half of the rows have a label, or one row of many values stands under as many headers. */
static int is_sure(const struct work *w)
{
    size_t n = w->last - w->first + 1, labelled = 0;

    for (size_t i = 0; i < n; i++)
        labelled += (size_t)w->labels[i].found;
    return labelled * 2 >= n || (n == 1 && w->n_header > 0 && w->n_columns >= LEAST_COLUMNS);
}

int gireport__geometry_grid(struct gireport__pages *l, size_t first, size_t last, uint32_t from_line, uint32_t *top,
                            uint32_t *bottom)
{
    struct work w = {.l = l, .first = first, .last = last};
    struct writer to = {.out = l->g->out};
    struct gireport__block *b;
    uint32_t row = 0;
    int status = get_memory(&w, last - first + 1);

    measure(&w);
    find_header(&w, from_line);
    if (status == GIREPORT_OK)
        status = find_columns(&w);
    if (status == GIREPORT_OK && (size_t)w.n_columns * (last - first + 1) > l->g->limits->cells)
        status = GIREPORT_ERR_LIMIT;
    if (status == GIREPORT_OK)
        status = write_headers(&w, &to, &row);
    if (status == GIREPORT_OK)
        status = write_rows(&w, &to, &row);
    if (status == GIREPORT_OK && (!is_sure(&w) || w.top < from_line))
        status = GIREPORT_ERR_NOT_FOUND;
    b = status == GIREPORT_OK ? gireport__blocks_add(l->g->out, GIREPORT__GRID) : NULL;
    if (b) {
        b->cells = gireport__arena_alloc(&l->g->out->arena, to.n * sizeof *b->cells);
        if (b->cells)
            memcpy(b->cells, to.cells, to.n * sizeof *b->cells);
        b->n_cells = to.n;
        b->n_rows = row;
        b->n_cols = w.n_columns + 1;
        b->page = l->bands[first].page;
        b->place = to.cells[0].place;
        l->g->out->n_cells += to.n;
    }
    if (status == GIREPORT_OK && (!b || !b->cells))
        status = GIREPORT_ERR_NOMEM;
    *top = w.top;
    *bottom = w.bottom;
    gireport__free(w.labels);
    gireport__free(w.beside);
    gireport__free(w.edges);
    gireport__free(to.cells);
    gireport__buf_free(&to.text);
    return status;
}
