/* SPDX-License-Identifier: MIT */
/* The labels of the rows of a table: lines of text beside the values, each taken to the row on whose middle (or top,
 * or foot) it stands. */
#include "geometry_table.h"

#include <stdlib.h>
#include <string.h>

#define MAX_WORK 100000u /* rows times lines */

/* --- labels ------------------------------------------------------------------------------------------------- */

static int32_t shifted(const struct work *w, uint32_t page, int32_t y)
{
    uint32_t i = page - gireport__table_band(w, 0)->page;
    int64_t at = y + (i < MAX_PAGES ? w->shift[i] : 0);

    return at > INT32_MAX / 4 ? INT32_MAX / 4 : (int32_t)at;
}

/* A row may be cut by the end of a page: its label then stands on both. 0: too many pages. */
static int join_pages(struct work *w, uint32_t from, uint32_t to)
{
    uint32_t first = gireport__table_band(w, 0)->page, page = first;
    int64_t bottom = 0;

    memset(w->shift, 0, sizeof w->shift);
    for (uint32_t i = w->l->line_first[from]; i < w->l->line_first[to]; i++) {
        const struct gireport__token *t = &w->l->tokens[i];

        if (t->page - first >= MAX_PAGES)
            return 0;
        if (t->page != page) {
            for (uint32_t p = page + 1; p <= t->page; p++)
                w->shift[p - first] = w->shift[page - first] + bottom - t->y0 + gireport__height(t->y0, t->y1) / 2;
            page = t->page;
            bottom = 0;
        }
        bottom = t->y1 > bottom ? t->y1 : bottom;
    }
    for (size_t i = 0; i <= w->last - w->first; i++) {
        w->labels[i].y0 = shifted(w, gireport__table_band(w, i)->page, gireport__table_band(w, i)->y0);
        w->labels[i].y1 = shifted(w, gireport__table_band(w, i)->page, gireport__table_band(w, i)->y1);
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

    if (b->count > 0 && (((int64_t)b->x0 - word->x1) * 10 > (int64_t)gireport__height(word->y0, word->y1) * 8 ||
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
            int64_t near = (int64_t)gireport__height(b->y0, b->y1) * 9;
            group = k != i && o->x0 >= b->x1 - 100 && (apart < 0 ? -apart : apart) * 10 < near;
        }
        w->beside[i].group = group;
    }
    for (uint32_t i = 0; i < w->n_beside; i++)
        if (!w->beside[i].group)
            w->beside[kept++] = w->beside[i];
    w->n_beside = kept;
}

/* Letters of one size, as far as the width of a line tells: a heading below a table has other ones. */
static int same_size(const struct beside *a, const struct beside *b)
{
    int64_t v = gireport__height(a->y0, a->y1), w = gireport__height(b->y0, b->y1);

    return v * 100 <= w * 112 && w * 100 <= v * 112;
}

/* The least distance from row to row. */
static int32_t row_pitch(const struct work *w)
{
    int32_t least = INT32_MAX;

    for (size_t i = 1; i <= w->last - w->first; i++) {
        int32_t pitch = w->labels[i].y0 - w->labels[i - 1].y0;
        if (gireport__table_band(w, i)->page == gireport__table_band(w, i - 1)->page && pitch < least)
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
        int32_t gap = w->beside[i].y0 - w->beside[i - 1].y1, em = gireport__height(w->beside[i].y0, w->beside[i].y1);
        int32_t most = em * 6 / 10, between = pitch < INT32_MAX ? (pitch - em) / 10 * 7 : 0;
        if (gireport__over_each_other(&w->beside[i], &w->beside[i - 1]) && gap < w->line_gap)
            w->line_gap = gap < most ? gap : gap < between ? gap : between > most ? between : most;
    }
}

/* Bytes of one of the marks that s begins with. */
static size_t mark(const char *s, size_t len, const char *const *marks)
{
    for (; *marks; marks++)
        if (strlen(*marks) <= len && !memcmp(s, *marks, strlen(*marks)))
            return strlen(*marks);
    return 0;
}

/* The line begins with a number of its own: 3. 3、 （三） 三、. It is the first line of a label. */
static int is_item(const struct work *w, const struct beside *line)
{
    static const char *const open[] = {"（", "(", NULL}, *const close[] = {"）", ")", NULL};
    static const char *const stop[] = {".", "．", "、", NULL};
    static const char *const numbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "0",
                                          "1",  "2",  "3",  "4",  "5",  "6",  "7",  "8",  "9",  NULL};
    char text[24];
    size_t len = 0, at = 0, n = 0, step;
    int bracket;

    for (uint32_t i = 0; i < line->count && len < sizeof text; i++) {
        const struct gireport__word *word = &w->l->g->words[line->first + i];
        size_t more = word->len < sizeof text - len ? word->len : sizeof text - len;
        memcpy(text + len, word->text, more);
        len += more;
    }
    at = mark(text, len, open);
    bracket = at > 0;
    for (; n < 3 && (step = mark(text + at, len - at, numbers)) > 0; n++)
        at += step;
    return n > 0 && n < 3 && mark(text + at, len - at, bracket ? close : stop) > 0;
}

/* How far the lines a .. b are from a row, by their middle, their first or their last line, and what it costs to
 * leave lines between them out, or to take lines together that stand wide apart; -1: they are no label of it. */
static int64_t label_cost(const struct work *w, uint32_t a, uint32_t b, const struct label *row)
{
    const struct beside *first = &w->beside[a];
    int32_t y0 = first->y0, y1 = first->y1, line = gireport__height(first->y0, first->y1);
    int64_t extra = 0, off, at;

    if (!gireport__over_each_other(first, &w->beside[b]))
        return -1;
    for (uint32_t i = a + 1; i <= b; i++) {
        const struct beside *o = &w->beside[i];
        int64_t gap = (int64_t)o->y0 - y1;

        if (!gireport__over_each_other(first, o)) {
            extra += (int64_t)gireport__height(o->y0, o->y1) * 9 / 10;
            continue;
        }
        if (gap * 5 > (int64_t)line * 6 || !same_size(first, o) || is_item(w, o))
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
                        (int64_t)gireport__height(w->beside[j - 1].y0, w->beside[j - 1].y1) * 9 / 10;
            if (i == 0)
                continue;
            c = w->cost[(i - 1) * stride + j] + (int64_t)gireport__height(w->labels[i - 1].y0, w->labels[i - 1].y1) * 3;
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

    if (!gireport__over_each_other(&w->beside[with], p) || !gireport__over_each_other(&w->beside[with], q))
        return 0;
    return page_of(w, a) != page_of(w, b) ||
           (int64_t)q->y0 - p->y1 - w->line_gap <= (int64_t)gireport__height(p->y0, p->y1) / 5;
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
        while (label->b + 1 < end && follows(w, label->a, label->b, label->b + 1) &&
               !is_item(w, &w->beside[label->b + 1]))
            label->b++;
        while (next && next->a > label->b + 1 && follows(w, next->b, next->a - 1, next->a) &&
               !is_item(w, &w->beside[next->a]))
            next->a--;
    }
}

/* Labels stand at the middle of their rows, or all at the top or the foot where that fits better by a line. */
static int find_labels(struct work *w, size_t n)
{
    static const enum anchor order[] = {MIDDLES, TOPS, BOTTOMS};
    size_t cells = (n + 1) * (w->n_beside + 1);
    int64_t best = INT64_MAX, c, much = w->n_beside ? gireport__height(w->beside[0].y0, w->beside[0].y1) * 8 / 10 : 0;
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

/* The lines in which labels may stand: down to the next text in the columns of values, up to the header or the top of
 * the page. */
static void label_lines(const struct work *w, uint32_t *first, uint32_t *last)
{
    const struct gireport__pages *l = w->l;
    const struct gireport__band *top = gireport__table_band(w, 0), *lowest = gireport__table_band(w, w->last - w->first);

    *first = gireport__table_value(w, top, 0)->line;
    *last = gireport__table_value(w, lowest, lowest->count - 1)->line + 1;
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

/* Far enough from every row, and nothing at its height where the values stand. */
static int has_no_values(const struct work *w, const struct beside *line, int32_t pitch)
{
    uint32_t page = w->l->g->words[line->first].page;
    int64_t at = (int64_t)line->y0 + line->y1;

    for (size_t i = 0; i <= w->last - w->first; i++) {
        int64_t apart = (int64_t)w->labels[i].y0 + w->labels[i].y1 - at;
        if ((apart < 0 ? -apart : apart) * 2 < (int64_t)pitch * 3)
            return 0;
    }
    for (uint32_t i = w->l->line_first[line->line > 0 ? line->line - 1 : 0];
         i < w->l->n_tokens && w->l->tokens[i].line <= line->line + 1; i++) {
        const struct gireport__token *t = &w->l->tokens[i];
        if (t->page == page && t->x1 > w->x0 && t->x0 >= line->x1 &&
            (t->line == line->line || (shifted(w, page, t->y0) < line->y1 && shifted(w, page, t->y1) > line->y0)))
            return 0;
    }
    return 1;
}

int gireport__table_blank_row(const struct work *w, uint32_t from, uint32_t end, uint32_t *first, uint32_t *last)
{
    int32_t pitch = row_pitch(w);

    for (uint32_t i = from; i < end; i++) {
        const struct beside *b = &w->beside[i];

        if (pitch > gireport__height(b->y0, b->y1) * 3 / 2) /* rows that stand apart, as most are empty */
            pitch = gireport__height(b->y0, b->y1) * 3 / 2;
        if (!is_item(w, b) || b->x1 > w->x0 || !has_no_values(w, b, pitch))
            continue;
        *first = *last = i;
        for (i++; i < end && gireport__over_each_other(b, &w->beside[i]) && !is_item(w, &w->beside[i]) &&
                  (int64_t)w->beside[i].y0 - w->beside[*last].y1 <= gireport__height(b->y0, b->y1);
             i++)
            *last = i;
        return 1;
    }
    return 0;
}

int gireport__table_labels(struct work *w)
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
