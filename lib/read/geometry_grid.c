/* SPDX-License-Identifier: MIT */
/* One table out of rows of values: its columns, the headers above, the labels beside. */
#include "geometry.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_COLUMNS 40u
#define MAX_HEADER 16u   /* lines */
#define MAX_LABEL 16u    /* lines of one label */
#define MAX_LINES 2000u  /* of labels beside the rows */
#define MAX_WORK 100000u /* rows times lines */
#define MAX_PAGES 64u    /* of a table */
#define LEAST_COLUMNS 5u /* of a table of one row without labels */

struct column {
    int32_t x0, x1;
    int32_t header_y0; /* top of the header text that stands right over the values, or INT32_MAX */
};

/* A line of a label: the rightmost words beside the values. */
struct beside {
    uint32_t first, count; /* words */
    int32_t x0, x1, y0, y1; /* y of the widest word */
    int32_t widest;
    uint32_t line;
    int group;
};

struct label { /* of a band: lines a .. b of `beside` that lie over each other */
    uint32_t a, b;
    int found;
    int32_t y0, y1; /* of the band, as if its pages were one */
};

enum anchor { MIDDLES, TOPS, BOTTOMS };

struct work {
    struct gireport__pages *l;
    size_t first, last;       /* bands */
    int32_t x0, x1;           /* of the values */
    int32_t labels_end;       /* right edge of the texts beside the values */
    struct column columns[MAX_COLUMNS];
    uint32_t n_columns;
    uint32_t header[MAX_HEADER]; /* lines, from the lowest */
    uint32_t n_header;
    int64_t shift[MAX_PAGES];    /* added to a page's y, so that its first line follows the last one of the page before */
    int32_t *edges;              /* where texts beside the values begin, sorted */
    size_t n_edges;
    struct beside *beside;
    uint32_t n_beside;
    int32_t line_gap;         /* between two lines of a label */
    struct label *labels;     /* one a band */
    enum anchor anchor;       /* how labels and values of a row are aligned */
    int64_t *cost;            /* scratch of the alignment */
    uint32_t *choice;
    uint32_t top, bottom;     /* lines used */
};

static int32_t height(int32_t y0, int32_t y1)
{
    return y1 > y0 ? y1 - y0 : 1;
}

static const struct gireport__band *band(const struct work *w, size_t i)
{
    return &w->l->bands[w->first + i];
}

static const struct gireport__token *value(const struct work *w, const struct gireport__band *b, uint32_t i)
{
    return &w->l->tokens[w->l->values[b->first + i]];
}

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
        for (uint32_t k = 0; k < band(w, i)->count; k++) {
            const struct gireport__token *t = value(w, band(w, i), k);
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

static enum side side_of(const struct work *w, const struct gireport__token *t)
{
    int64_t width = (int64_t)w->x1 - w->x0, em = height(t->y0, t->y1);

    if ((w->labels_end != INT32_MIN && t->x0 >= w->labels_end) || ((int64_t)t->x0 + t->x1) / 2 + em >= w->x0)
        return width > 10000 && ((int64_t)t->x1 - t->x0) * 5 > width * 3 ? CROSSING : VALUE_SIDE;
    return t->x1 > w->x0 ? CROSSING : LABEL_SIDE;
}

/* Lines above the first row that may be headers, up to a text that runs across. Single texts at the top are titles
 * and captions: they stay with the text above. */
static void find_header(struct work *w, uint32_t from_line)
{
    const struct gireport__token *below = value(w, band(w, 0), 0);
    uint32_t kept = 0;

    w->n_header = 0;
    for (uint32_t line = w->top; line-- > from_line && w->n_header < MAX_HEADER;) {
        const struct gireport__token *t = &w->l->tokens[w->l->line_first[line]];
        uint32_t n = w->l->line_first[line + 1] - w->l->line_first[line], values = 0, i;

        if (t->page == below->page ? (int64_t)below->y0 - t->y1 > 4 * (int64_t)height(below->y0, below->y1)
                                   : t->page + 1 != below->page)
            break;
        for (i = 0; i < n && side_of(w, &t[i]) != CROSSING && !t[i].value; i++)
            values += side_of(w, &t[i]) == VALUE_SIDE;
        if (i < n)
            break;
        below = t;
        if (values == 0 && w->n_header == 0)
            continue; /* the label of the first row begins above its values */
        w->header[w->n_header++] = line;
        if (values > 0 && n > 1)
            kept = w->n_header;
        else if (values > 0 && kept + 1 == w->n_header && kept == 0)
            kept = 1; /* one header over one column */
    }
    w->n_header = kept;
    if (kept > 0)
        w->top = w->header[kept - 1];
}

/* --- columns ------------------------------------------------------------------------------------------------ */

struct item { int32_t x0, x1; };

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
            w->columns[w->n_columns++] = (struct column){items[i].x0, items[i].x1, INT32_MAX};
        } else if (over == 1) {
            struct column *c = &w->columns[first];
            c->x0 = items[i].x0 < c->x0 ? items[i].x0 : c->x0;
            c->x1 = items[i].x1 > c->x1 ? items[i].x1 : c->x1;
        }
    }
    qsort(w->columns, w->n_columns, sizeof *w->columns, by_left);
    return 1;
}

/* Words of a header line that stand over the values. */
static size_t header_items(const struct work *w, uint32_t line, struct item *items)
{
    size_t n = 0;

    for (uint32_t i = w->l->line_first[line]; i < w->l->line_first[line + 1]; i++) {
        const struct gireport__token *t = &w->l->tokens[i];
        if (side_of(w, t) != VALUE_SIDE)
            continue;
        for (uint32_t k = 0; k < t->count; k++) {
            const struct gireport__word *word = &w->l->g->words[t->first + k];
            if (items) {
                items[n].x0 = word->x0;
                items[n].x1 = word->x1;
            }
            n++;
        }
    }
    return n;
}

static int find_columns(struct work *w)
{
    size_t n = 0, at = 0, n_bands = w->last - w->first + 1;
    struct item *items;
    int ok;

    for (size_t i = 0; i < n_bands; i++)
        n += band(w, i)->count;
    for (uint32_t i = 0; i < w->n_header; i++)
        n += header_items(w, w->header[i], NULL);
    items = gireport__realloc_array(NULL, n, sizeof *items);
    if (!items)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < n_bands; i++)
        for (uint32_t k = 0; k < band(w, i)->count; k++) {
            items[at].x0 = value(w, band(w, i), k)->x0;
            items[at++].x1 = value(w, band(w, i), k)->x1;
        }
    for (uint32_t i = 0; i < w->n_header; i++)
        at += header_items(w, w->header[i], items + at);
    ok = cluster(w, items, n);
    gireport__free(items);
    /* A value over two columns: these are not the columns. */
    for (size_t i = 0; i < n_bands && ok; i++)
        for (uint32_t k = 0; k < band(w, i)->count && ok; k++) {
            uint32_t first;
            ok = touched(w, value(w, band(w, i), k)->x0, value(w, band(w, i), k)->x1, &first) == 1;
        }
    return ok ? GIREPORT_OK : GIREPORT_ERR_NOT_FOUND;
}

/* --- labels ------------------------------------------------------------------------------------------------- */

static int32_t shifted(const struct work *w, uint32_t page, int32_t y)
{
    uint32_t i = page - band(w, 0)->page;
    int64_t at = y + (i < MAX_PAGES ? w->shift[i] : 0);

    return at > INT32_MAX / 4 ? INT32_MAX / 4 : (int32_t)at;
}

/* A row may be cut by the end of a page: its label then stands on both. 0: too many pages. */
static int join_pages(struct work *w, uint32_t from, uint32_t to)
{
    uint32_t first = band(w, 0)->page, page = first;
    int64_t bottom = 0;

    memset(w->shift, 0, sizeof w->shift);
    for (uint32_t i = w->l->line_first[from]; i < w->l->line_first[to]; i++) {
        const struct gireport__token *t = &w->l->tokens[i];

        if (t->page - first >= MAX_PAGES)
            return 0;
        if (t->page != page) {
            for (uint32_t p = page + 1; p <= t->page; p++)
                w->shift[p - first] = w->shift[page - first] + bottom - t->y0 + height(t->y0, t->y1) / 2;
            page = t->page;
            bottom = 0;
        }
        bottom = t->y1 > bottom ? t->y1 : bottom;
    }
    for (size_t i = 0; i <= w->last - w->first; i++) {
        w->labels[i].y0 = shifted(w, band(w, i)->page, band(w, i)->y0);
        w->labels[i].y1 = shifted(w, band(w, i)->page, band(w, i)->y1);
    }
    return 1;
}

static int by_number(const void *a, const void *b)
{
    int32_t v = *(const int32_t *)a, w = *(const int32_t *)b;

    return v < w ? -1 : v > w;
}

/* Where the texts beside the values begin. */
static int find_edges(struct work *w, uint32_t from, uint32_t to)
{
    w->edges = gireport__realloc_array(NULL, w->l->line_first[to] - w->l->line_first[from], sizeof *w->edges);
    w->n_edges = 0;
    if (!w->edges)
        return GIREPORT_ERR_NOMEM;
    for (uint32_t i = w->l->line_first[from]; i < w->l->line_first[to]; i++)
        if (!w->l->tokens[i].value && w->l->tokens[i].x0 < w->x0)
            w->edges[w->n_edges++] = w->l->tokens[i].x0;
    qsort(w->edges, w->n_edges, sizeof *w->edges, by_number);
    return GIREPORT_OK;
}

/* Three texts or more begin here: it is the left edge of a column of labels. */
static int is_edge(const struct work *w, int32_t x)
{
    size_t low = 0, high = w->n_edges;

    while (low < high) {
        size_t middle = (low + high) / 2;
        if (w->edges[middle] < x - 50)
            low = middle + 1;
        else
            high = middle;
    }
    return low + 2 < w->n_edges && w->edges[low + 2] <= x + 50;
}

/* Adds a word at the left of a line. 0: it belongs to another cell, and so does all that stands further left. */
static int add_beside(const struct work *w, struct beside *b, uint32_t i)
{
    const struct gireport__word *word = &w->l->g->words[i];

    if (b->count > 0 && (((int64_t)b->x0 - word->x1) * 10 > (int64_t)height(word->y0, word->y1) * 8 ||
                         is_edge(w, b->x0)))
        return 0;
    if (b->count == 0 || word->x1 - word->x0 > b->widest) { /* numbering may be of another font, and sit lower */
        b->widest = word->x1 - word->x0;
        b->y0 = word->y0;
        b->y1 = word->y1;
    }
    b->first = i;
    b->x0 = word->x0;
    b->x1 = b->count++ == 0 ? word->x1 : b->x1;
    return 1;
}

/* The rightmost texts of each line beside the values, without the labels of groups: those stand left of a gap of eight
 * tenths of their height, or of an edge at which other labels begin. */
static void collect_beside(struct work *w, uint32_t from, uint32_t to)
{
    w->n_beside = 0;
    for (uint32_t line = from; line < to && w->n_beside < MAX_LINES; line++) {
        struct beside b = {.line = line};
        int more = 1;

        for (uint32_t i = w->l->line_first[line + 1]; i-- > w->l->line_first[line] && more;) {
            const struct gireport__token *t = &w->l->tokens[i];

            for (uint32_t k = t->count; k-- > 0 && more && !t->value && t->x0 < w->x0;)
                more = add_beside(w, &b, t->first + k);
        }
        if (b.count == 0)
            continue;
        b.y0 = shifted(w, w->l->g->words[b.first].page, b.y0);
        b.y1 = shifted(w, w->l->g->words[b.first].page, b.y1);
        w->beside[w->n_beside++] = b;
    }
}

/* Texts with another one to their right, nearer than the next line of a label could be, are labels of groups. */
static void drop_groups(struct work *w)
{
    uint32_t kept = 0;

    for (uint32_t i = 0; i < w->n_beside; i++) {
        const struct beside *b = &w->beside[i];
        int group = 0;

        for (uint32_t k = i > 6 ? i - 6 : 0; k < w->n_beside && k < i + 7 && !group; k++) {
            const struct beside *o = &w->beside[k];
            int64_t apart = ((int64_t)b->y0 + b->y1 - o->y0 - o->y1) / 2;
            group = k != i && o->x0 >= b->x1 - 100 && (apart < 0 ? -apart : apart) * 10 < (int64_t)height(b->y0, b->y1) * 9;
        }
        w->beside[i].group = group;
    }
    for (uint32_t i = 0; i < w->n_beside; i++)
        if (!w->beside[i].group)
            w->beside[kept++] = w->beside[i];
    w->n_beside = kept;
}

static int over_each_other(const struct beside *a, const struct beside *b)
{
    int32_t left = a->x0 > b->x0 ? a->x0 : b->x0, right = a->x1 < b->x1 ? a->x1 : b->x1;

    return right > left;
}

/* Letters of one size, as far as the width of a line tells: a heading below a table has other ones. */
static int same_size(const struct beside *a, const struct beside *b)
{
    int64_t v = height(a->y0, a->y1), w = height(b->y0, b->y1);

    return v * 100 <= w * 112 && w * 100 <= v * 112;
}

/* The least distance from row to row. */
static int32_t row_pitch(const struct work *w)
{
    int32_t least = INT32_MAX;

    for (size_t i = 1; i <= w->last - w->first; i++) {
        int32_t pitch = w->labels[i].y0 - w->labels[i - 1].y0;
        if (band(w, i)->page == band(w, i - 1)->page && pitch < least)
            least = pitch;
    }
    return least;
}

/* The least gap between lines over each other is that within a label; it is less than that between two rows. */
static void measure_gap(struct work *w)
{
    int32_t pitch = row_pitch(w);

    w->line_gap = INT32_MAX;
    for (uint32_t i = 1; i < w->n_beside; i++) {
        int32_t gap = w->beside[i].y0 - w->beside[i - 1].y1, em = height(w->beside[i].y0, w->beside[i].y1);
        int32_t most = em * 6 / 10, between = pitch < INT32_MAX ? (pitch - em) / 10 * 7 : 0;
        if (over_each_other(&w->beside[i], &w->beside[i - 1]) && gap < w->line_gap)
            w->line_gap = gap < most ? gap : gap < between ? gap : between > most ? between : most;
    }
}

/* How far the lines a .. b are from a row, by their middle, their first or their last line, and what it costs to
 * leave lines between them out, or to take lines together that stand wide apart; -1: they are no label of it. */
static int64_t label_cost(const struct work *w, uint32_t a, uint32_t b, const struct label *row)
{
    const struct beside *first = &w->beside[a];
    int32_t y0 = first->y0, y1 = first->y1, line = height(first->y0, first->y1);
    int64_t extra = 0, off, at;

    if (!over_each_other(first, &w->beside[b]))
        return -1;
    for (uint32_t i = a + 1; i <= b; i++) {
        const struct beside *o = &w->beside[i];
        int64_t gap = (int64_t)o->y0 - y1;

        if (!over_each_other(first, o)) {
            extra += (int64_t)height(o->y0, o->y1) * 9 / 10;
            continue;
        }
        if (gap * 5 > (int64_t)line * 6 || !same_size(first, o))
            return -1;
        extra += gap > w->line_gap ? (gap - w->line_gap) * 3 : 0;
        y0 = o->y0 < y0 ? o->y0 : y0;
        y1 = o->y1 > y1 ? o->y1 : y1;
    }
    at = w->anchor == MIDDLES ? (int64_t)y0 + y1
       : w->anchor == TOPS    ? (int64_t)first->y0 + first->y1
                              : (int64_t)w->beside[b].y0 + w->beside[b].y1;
    off = at - ((int64_t)row->y0 + row->y1);
    off = off < 0 ? -off : off; /* of twice the middles, as everything here */
    return off * 10 <= (int64_t)line * 16 ? off + extra : -1;
}

/* Aligns the lines with the rows, both from top to bottom: the least sum of distances, where a line that
 * belongs to no row costs nearly half its height, and a row without a label one and a half. Returns that sum. */
static int64_t align(struct work *w, size_t n)
{
    uint32_t lines = w->n_beside, stride = lines + 1;

    for (size_t i = 0; i <= n; i++)
        for (uint32_t j = 0; j <= lines; j++) {
            int64_t *best = &w->cost[i * stride + j], c;
            uint32_t *how = &w->choice[i * stride + j]; /* 0: line left out; 1: row left out; 2 + k: k + 1 lines */

            *best = i == 0 && j == 0 ? 0 : INT64_MAX;
            *how = 0;
            if (j > 0)
                *best = w->cost[i * stride + j - 1] +
                        (int64_t)height(w->beside[j - 1].y0, w->beside[j - 1].y1) * 9 / 10;
            if (i == 0)
                continue;
            c = w->cost[(i - 1) * stride + j] + (int64_t)height(w->labels[i - 1].y0, w->labels[i - 1].y1) * 3;
            if (c < *best) {
                *best = c;
                *how = 1;
            }
            for (uint32_t k = 0; k < MAX_LABEL && k < j; k++) {
                int64_t off = label_cost(w, j - 1 - k, j - 1, &w->labels[i - 1]);
                if (off >= 0 && (c = w->cost[(i - 1) * stride + j - 1 - k] + off) < *best) {
                    *best = c;
                    *how = 2 + k;
                }
            }
        }
    return w->cost[n * stride + lines];
}

/* Takes the labels from the alignment that was made last. */
static void take_labels(struct work *w, size_t n)
{
    for (size_t i = n, j = w->n_beside; i > 0 || j > 0;) {
        uint32_t how = w->choice[i * (w->n_beside + 1) + j];
        if (how == 0) {
            j--;
        } else if (how == 1) {
            i--;
        } else {
            struct label *label = &w->labels[--i];
            label->b = (uint32_t)j - 1;
            j -= how - 1;
            label->a = (uint32_t)j;
            label->found = 1;
        }
    }
}

static uint32_t page_of(const struct work *w, uint32_t line)
{
    return w->l->g->words[w->beside[line].first].page;
}

/* Line b stands right below line a, in the label that `with` is of; or first on the next page. */
static int follows(const struct work *w, uint32_t with, uint32_t a, uint32_t b)
{
    const struct beside *p = &w->beside[a], *q = &w->beside[b];

    if (!over_each_other(&w->beside[with], p) || !over_each_other(&w->beside[with], q))
        return 0;
    return page_of(w, a) != page_of(w, b) ||
           (int64_t)q->y0 - p->y1 - w->line_gap <= (int64_t)height(p->y0, p->y1) / 5;
}

/* A row that the end of a page cuts is not centred any more. Lines of no row around the cut go on with the label
 * before them, or else begin the label after them. */
static void mend_cuts(struct work *w, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct label *label = &w->labels[i], *next = NULL;
        uint32_t end;

        for (size_t k = i + 1; k < n && !next; k++)
            next = w->labels[k].found ? &w->labels[k] : NULL;
        end = next ? next->a : w->n_beside;
        if (!label->found || end <= label->b + 1 ||
            page_of(w, label->b) == page_of(w, end < w->n_beside ? end : end - 1))
            continue;
        while (label->b + 1 < end && follows(w, label->a, label->b, label->b + 1))
            label->b++;
        while (next && next->a > label->b + 1 && follows(w, next->b, next->a - 1, next->a))
            next->a--;
    }
}

/* Labels stand at the middle of their rows, or all at the top or the foot where that fits better by a line. */
static int find_labels(struct work *w, size_t n)
{
    static const enum anchor order[] = {MIDDLES, TOPS, BOTTOMS};
    size_t cells = (n + 1) * (w->n_beside + 1);
    int64_t best = INT64_MAX, c, much = w->n_beside ? height(w->beside[0].y0, w->beside[0].y1) * 8 / 10 : 0;
    enum anchor found = MIDDLES;

    w->cost = gireport__realloc_array(NULL, cells, sizeof *w->cost);
    w->choice = gireport__realloc_array(NULL, cells, sizeof *w->choice);
    cells = w->cost && w->choice;
    for (size_t i = 0; i < 3 && cells; i++) {
        w->anchor = order[i];
        c = align(w, n);
        if (i == 0 || c + much < best) {
            best = c;
            found = w->anchor;
        }
    }
    if (cells) {
        w->anchor = found;
        align(w, n);
        take_labels(w, n);
        mend_cuts(w, n);
    }
    gireport__free(w->cost);
    gireport__free(w->choice);
    w->cost = NULL;
    w->choice = NULL;
    return cells ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
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
                          (int64_t)c->header_y0 - word->y1 <= height(word->y0, word->y1)) &&
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
    uint32_t line = value(w, b, 0)->line, last = value(w, b, b->count - 1)->line;

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

static void write_row(struct work *w, struct writer *to, uint32_t row, size_t i)
{
    const struct gireport__band *b = band(w, i);
    const struct label *label = &w->labels[i];
    int32_t x = w->x0, y = b->y0;

    for (uint32_t k = label->a; label->found && k <= label->b; k++) {
        const struct beside *line = &w->beside[k];

        if (!over_each_other(&w->beside[label->a], line))
            continue;
        if (k > label->a)
            gireport__buf_addc(&to->text, '\n');
        else
            x = line->x0, y = w->l->g->words[line->first].y0;
        for (uint32_t t = 0; t < line->count; t++)
            gireport__buf_add(&to->text, w->l->g->words[line->first + t].text, w->l->g->words[line->first + t].len);
        if (w->top > line->line)
            w->top = line->line;
        if (w->bottom < line->line + 1)
            w->bottom = line->line + 1;
    }
    end_cell(to, row, 0, 1, b->page, x, y);
    for (uint32_t c = 0; c < w->n_columns; c++) {
        x = w->columns[c].x0;
        y = b->y0;
        for (uint32_t k = 0; k < b->count; k++) {
            const struct gireport__token *t = value(w, b, k);
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

/* The lines in which labels may stand: down to the next text in the columns of values, up to the header or the top of
 * the page. */
static void label_lines(const struct work *w, uint32_t *first, uint32_t *last)
{
    const struct gireport__pages *l = w->l;
    const struct gireport__band *top = band(w, 0), *lowest = band(w, w->last - w->first);

    *first = value(w, top, 0)->line;
    *last = value(w, lowest, lowest->count - 1)->line + 1;
    for (uint32_t reach = 0; *last < l->n_lines && reach < MAX_LABEL; ++*last, reach++) {
        const struct gireport__token *t = &l->tokens[l->line_first[*last]];
        uint32_t k = 0, count = l->line_first[*last + 1] - l->line_first[*last];
        while (k < count && t[k].page == lowest->page && t[k].x1 <= w->x0)
            k++;
        if (k < count)
            break;
    }
    for (uint32_t reach = 0; *first > 0 && reach < MAX_LABEL; --*first, reach++)
        if (l->tokens[l->line_first[*first - 1]].page != top->page || (w->n_header && *first - 1 == w->header[0]))
            break;
}

static int label_rows(struct work *w)
{
    size_t n = w->last - w->first + 1;
    uint32_t first, last;

    label_lines(w, &first, &last);
    if (!join_pages(w, first, last))
        return GIREPORT_ERR_NOT_FOUND;
    if (find_edges(w, first, last) != GIREPORT_OK)
        return GIREPORT_ERR_NOMEM;
    collect_beside(w, first, last);
    drop_groups(w);
    measure_gap(w);
    return n > MAX_WORK / (w->n_beside + 1) ? GIREPORT_ERR_NOT_FOUND : find_labels(w, n);
}

static int write_rows(struct work *w, struct writer *to, uint32_t *row)
{
    int status = label_rows(w);

    for (size_t i = 0; i <= w->last - w->first && status == GIREPORT_OK; i++) {
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
