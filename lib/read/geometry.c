/* SPDX-License-Identifier: MIT */
#include "geometry.h"

#include "../base/text.h"
#include "../model/value.h"

#include <stdlib.h>
#include <string.h>

#define MAX_NUMBER 10000000
#define WORD_GAP 45       /* hundredths of the size of the letters: more is another cell */
#define FOLIO_GAP 100     /* within a page number */
#define LETTER_GAP 15     /* less is no gap */
#define MAX_VALUE 60u     /* bytes of a value with its unit and note */
#define MARGIN_PERCENT 10 /* of the height of a page: page numbers stand there */
#define MAX_MARGIN_LINES 400u
#define NO_OFFSET INT32_MAX

/* --- input -------------------------------------------------------------------------------------------------- */

void gireport__geometry_init(struct gireport__geometry *g, struct gireport__blocks *out,
                             const struct gireport__limits *limits)
{
    memset(g, 0, sizeof *g);
    g->out = out;
    g->limits = limits;
}

void gireport__geometry_free(struct gireport__geometry *g)
{
    gireport__free(g->words);
    gireport__free(g->pages);
    g->words = NULL;
    g->pages = NULL;
}

int gireport__geometry_page(struct gireport__geometry *g, int32_t width, int32_t height)
{
    if (!gireport__grow((void **)&g->pages, &g->page_capacity, g->n_pages, sizeof *g->pages))
        return GIREPORT_ERR_NOMEM;
    g->pages[g->n_pages].width = width;
    g->pages[g->n_pages++].height = height;
    return GIREPORT_OK;
}

int gireport__geometry_word(struct gireport__geometry *g, const struct gireport__word *w)
{
    const char *s = w->text;
    size_t len = w->len;
    struct gireport__word *to;

    gireport__trim(&s, &len);
    if (len == 0)
        return GIREPORT_OK;
    if (g->n_words >= g->limits->cells || len > g->limits->scalar)
        return GIREPORT_ERR_LIMIT;
    if (!gireport__grow((void **)&g->words, &g->word_capacity, g->n_words, sizeof *g->words))
        return GIREPORT_ERR_NOMEM;
    to = &g->words[g->n_words++];
    *to = *w;
    to->page = g->n_pages ? (uint32_t)g->n_pages : 1;
    to->len = len;
    to->text = gireport__arena_strndup(&g->out->arena, s, len);
    return to->text ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

int32_t gireport__geometry_number(const char *s, size_t len)
{
    int64_t n = 0;
    int32_t sign = 1, decimals = -1;

    if (len > 0 && *s == '-') {
        sign = -1;
        s++;
        len--;
    }
    for (size_t i = 0; i < len && decimals < 2; i++) {
        if (s[i] == '.' && decimals < 0) {
            decimals = 0;
        } else if (s[i] < '0' || s[i] > '9') {
            return 0;
        } else {
            n = n * 10 + (s[i] - '0');
            decimals += decimals >= 0;
            if (n > MAX_NUMBER)
                n = MAX_NUMBER;
        }
    }
    for (decimals = decimals < 0 ? 0 : decimals; decimals < 2; decimals++)
        n *= 10;
    return (int32_t)(n > MAX_NUMBER ? MAX_NUMBER : n) * sign;
}

/* --- lines -------------------------------------------------------------------------------------------------- */

static int64_t middle(const struct gireport__word *w)
{
    return (int64_t)w->y0 + w->y1;
}

static int by_y(const void *a, const void *b)
{
    const struct gireport__word *v = a, *w = b;

    if (v->page != w->page)
        return v->page < w->page ? -1 : 1;
    if (middle(v) != middle(w))
        return middle(v) < middle(w) ? -1 : 1;
    return v->x0 != w->x0 ? (v->x0 < w->x0 ? -1 : 1) : 0;
}

static int by_x(const void *a, const void *b)
{
    const struct gireport__word *v = a, *w = b;

    if (v->x0 != w->x0)
        return v->x0 < w->x0 ? -1 : 1;
    return v->y0 != w->y0 ? (v->y0 < w->y0 ? -1 : 1) : 0;
}

/* The boxes that pdftotext gives are as high as the font says, which may be more than twice the size of the letters.
 * The size is told by the width; the middle is kept. Text that runs down keeps its box. */
static void level(struct gireport__word *w)
{
    int64_t columns = (int64_t)gireport__width(w->text, w->len, 1), width = (int64_t)w->x1 - w->x0;
    int64_t em = columns > 0 ? width * 2 / columns : 0, high = gireport__height(w->y0, w->y1), y = middle(w);

    if (em <= 0 || em >= high || (columns > 2 && columns < (int64_t)w->len && high * 10 > width * 16))
        return;
    w->y0 = (int32_t)((y - em) / 2);
    w->y1 = (int32_t)((y + em) / 2);
}

/* Numbers the lines: words whose middles are within a third of the larger height of each other, and not far from the
 * first (digits of another font than the text beside them sit lower, and a full stop makes them seem smaller). Words
 * come in order of page and middle and leave in order of page, line and x. */
static void make_lines(struct gireport__geometry *g, uint32_t *n_lines)
{
    size_t first = 0;

    for (size_t i = 0; i < g->n_words; i++)
        level(&g->words[i]);
    qsort(g->words, g->n_words, sizeof *g->words, by_y);
    *n_lines = 0;
    for (size_t i = 0; i <= g->n_words; i++) {
        const struct gireport__word *w = &g->words[i], *f = &g->words[first];

        if (i < g->n_words && w->page == f->page) {
            if (i == first)
                continue; /* nothing stands before it in its line */
            int32_t a = gireport__height(w->y0, w->y1), b = gireport__height(f->y0, f->y1), h = a > b ? a : b;
            if ((middle(w) - middle(w - 1)) * 3 <= (int64_t)h * 2 && (middle(w) - middle(f)) * 50 <= (int64_t)h * 42)
                continue;
        }
        qsort(g->words + first, i - first, sizeof *g->words, by_x);
        for (; first < i; first++)
            g->words[first].line_no = *n_lines;
        *n_lines += g->n_words > 0;
    }
}

static int is_value(const struct gireport__word *w)
{
    return w->len <= MAX_VALUE && gireport__value_like(w->text, w->len);
}

/* --- columns of values, to tell a value beside a text from a number in it ------------------------------------- */

struct edge { uint32_t page; int32_t x; };

static int by_edge(const void *a, const void *b)
{
    const struct edge *v = a, *w = b;

    if (v->page != w->page)
        return v->page < w->page ? -1 : 1;
    return v->x < w->x ? -1 : v->x > w->x;
}

static int64_t gap_between(const struct gireport__word *a, const struct gireport__word *b)
{
    int32_t v = gireport__height(a->y0, a->y1), w = gireport__height(b->y0, b->y1);
    int64_t em = v < w ? v : w;

    return ((int64_t)b->x0 - a->x1) * 100 / em; /* in hundredths of the smaller letters */
}

/* The left edges, right edges and middles of values with clear room on both sides, sorted. */
static int find_edges(const struct gireport__geometry *g, struct edge **edges, size_t *n)
{
    *edges = gireport__realloc_array(NULL, g->n_words, 3 * sizeof **edges);
    *n = 0;
    if (!*edges)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = 0; i < g->n_words; i++) {
        const struct gireport__word *w = &g->words[i];

        if ((i > 0 && w[-1].line_no == w->line_no && gap_between(w - 1, w) <= WORD_GAP) ||
            (i + 1 < g->n_words && w[1].line_no == w->line_no && gap_between(w, w + 1) <= WORD_GAP) || !is_value(w))
            continue;
        (*edges)[(*n)++] = (struct edge){w->page, w->x0};
        (*edges)[(*n)++] = (struct edge){w->page, w->x1};
        (*edges)[(*n)++] = (struct edge){w->page, (w->x0 + w->x1) / 2};
    }
    qsort(*edges, *n, sizeof **edges, by_edge);
    return GIREPORT_OK;
}

/* Two values or more that stand clear have an edge here. */
static int is_edge(const struct edge *edges, size_t n, uint32_t page, int32_t x)
{
    size_t low = 0, high = n;

    while (low < high) {
        size_t middle_ = (low + high) / 2;
        if (edges[middle_].page < page || (edges[middle_].page == page && edges[middle_].x < x - 30))
            low = middle_ + 1;
        else
            high = middle_;
    }
    return low + 1 < n && edges[low + 1].page == page && edges[low + 1].x <= x + 30;
}

static int in_column(const struct edge *edges, size_t n, const struct gireport__word *w)
{
    return is_value(w) && (is_edge(edges, n, w->page, w->x0) || is_edge(edges, n, w->page, w->x1) ||
                           is_edge(edges, n, w->page, (w->x0 + w->x1) / 2));
}

/* --- margins ------------------------------------------------------------------------------------------------ */

enum folio { NO_FOLIO, FOLIO, BARE_NUMBER };

/* A page number: digits with dashes or words around them ("- 2 -", 第2页, 2/5), or nothing but a number. */
static enum folio folio(const struct gireport__word *w, size_t n)
{
    static const char *const marks[] = {"-", "—", "–", "－", "·", "•", "/", "第", "页", "共"};
    uint32_t digits = 0, runs = 0, marked = 0;
    int in_run = 0;

    for (size_t i = 0; i < n; i++, in_run = 0) {
        if (i > 0 && gap_between(&w[i - 1], &w[i]) > FOLIO_GAP)
            return NO_FOLIO;
        for (size_t k = 0, len; k < w[i].len; k += len) {
            len = w[i].text[k] >= '0' && w[i].text[k] <= '9';
            runs += len && !in_run;
            digits += (uint32_t)len;
            in_run = len != 0;
            for (size_t m = 0; m < sizeof marks / sizeof marks[0] && !len; m++)
                if (k + strlen(marks[m]) <= w[i].len && !memcmp(w[i].text + k, marks[m], strlen(marks[m])))
                    len = strlen(marks[m]);
            marked += len && !in_run;
            if (!len)
                return NO_FOLIO;
        }
    }
    if (digits == 0 || digits > 6 || runs > 2)
        return NO_FOLIO;
    return marked ? FOLIO : runs == 1 && digits < 4 ? BARE_NUMBER : NO_FOLIO;
}

/* The text of a line without its digits, as a number: lines at the edge of pages that differ in digits only are
 * running headers. 0: a line of values. */
static uint64_t line_hash(const struct gireport__word *w, size_t n)
{
    uint64_t h = 14695981039346656037u;
    size_t values = 0;

    for (size_t i = 0; i < n; i++)
        values += is_value(&w[i]) != 0;
    if (values == n)
        return 0;

    for (size_t i = 0; i < n; i++)
        for (size_t k = 0; k < w[i].len; k++)
            if (w[i].text[k] < '0' || w[i].text[k] > '9')
                h = (h ^ (unsigned char)w[i].text[k]) * 1099511628211u;
    return h;
}

struct margin_line {
    uint64_t hash;
    uint32_t page;
    int32_t y;
    int32_t offset; /* of a bare number: how much it is more than the page; NO_OFFSET: no number */
};

static int32_t offset_of(const struct gireport__word *w)
{
    int32_t number = 0;

    for (size_t k = 0; k < w->len; k++)
        number = number * 10 + (w->text[k] - '0');
    return number - (int32_t)w->page;
}

/* A bare number in the margin is a page number where another page is counted alike. */
static int counts_pages(const struct margin_line *lines, size_t n, const struct margin_line *m)
{
    if (m->offset == 0)
        return 1;
    for (size_t i = 0; i < n && m->offset != NO_OFFSET; i++)
        if (lines[i].offset == m->offset && lines[i].page != m->page)
            return 1;
    return 0;
}

/* 1 where the line stands on another page too, at the same height. */
static int runs(const struct margin_line *lines, size_t n, const struct margin_line *m)
{
    for (size_t i = 0; i < n && m->hash; i++)
        if (lines[i].hash == m->hash && lines[i].page != m->page && lines[i].y - m->y < 500 && m->y - lines[i].y < 500)
            return 1;
    return 0;
}

/* Takes page numbers and running headers in the margins away. */
static int drop_margins(struct gireport__geometry *g)
{
    struct margin_line *lines = NULL;
    struct edge *edges;
    size_t kept = 0, n = 0, capacity = 0, next = 0, end, n_edges;

    if (find_edges(g, &edges, &n_edges) != GIREPORT_OK)
        return GIREPORT_ERR_NOMEM;
    for (int pass = 0; pass < 2; pass++)
        for (size_t i = 0; i < g->n_words; i = end) {
            const struct gireport__word *w = &g->words[i];
            const struct gireport__page_size *page = w->page <= g->n_pages ? &g->pages[w->page - 1] : NULL;
            int64_t margin = page ? (int64_t)page->height * MARGIN_PERCENT / 100 : 0;
            int edge = page && (w->y1 <= margin || w->y0 >= page->height - margin), drop = 0;

            for (end = i; end < g->n_words && g->words[end].line_no == w->line_no; end++)
                ;
            if (pass == 0 && edge && n < MAX_MARGIN_LINES) {
                if (!gireport__grow((void **)&lines, &capacity, n, sizeof *lines)) {
                    gireport__free(lines);
                    gireport__free(edges);
                    return GIREPORT_ERR_NOMEM;
                }
                lines[n++] = (struct margin_line){
                    line_hash(w, end - i), w->page, w->y0,
                    folio(w, end - i) == BARE_NUMBER && !in_column(edges, n_edges, w) ? offset_of(w) : NO_OFFSET};
            } else if (pass == 1 && edge) {
                drop = folio(w, end - i) == FOLIO ||
                       (next < n && (runs(lines, n, &lines[next]) || counts_pages(lines, n, &lines[next])));
                next++;
            } else if (pass == 1) { /* in a text that was set anew they stand anywhere */
                drop = folio(w, end - i) == FOLIO;
            }
            for (size_t k = i; pass == 1 && k < end && !drop; k++)
                g->words[kept++] = g->words[k];
        }
    g->n_words = kept;
    gireport__free(lines);
    gireport__free(edges);
    return GIREPORT_OK;
}

/* --- tokens and bands --------------------------------------------------------------------------------------- */

/* Words that one reads together: no gap, or a small one where not both are values of their own, and no text goes on
 * with a value of a column. */
static int joins(const struct gireport__word *a, const struct gireport__word *b, const struct edge *edges, size_t n)
{
    int64_t gap = gap_between(a, b);

    if (gap > WORD_GAP || (gap > LETTER_GAP && is_value(a) && is_value(b)))
        return 0;
    return is_value(a) || !in_column(edges, n, b);
}

int gireport__token_is_open(const struct gireport__geometry *g, const struct gireport__token *t)
{
    static const char wide[] = "（）";
    int depth = 0;

    for (uint32_t k = 0; k < t->count; k++) {
        const struct gireport__word *w = &g->words[t->first + k];
        for (size_t i = 0; i < w->len; i++) {
            int three = w->len - i >= 3;
            depth += w->text[i] == '(' || (three && !memcmp(w->text + i, wide, 3));
            depth -= w->text[i] == ')' || (three && !memcmp(w->text + i, wide + 3, 3));
        }
    }
    return depth != 0;
}

static int token_is_value(const struct gireport__geometry *g, const struct gireport__token *t)
{
    char text[MAX_VALUE + 1];
    size_t len = 0;

    for (uint32_t i = 0; i < t->count; i++) {
        const struct gireport__word *w = &g->words[t->first + i];
        if (len + w->len > MAX_VALUE)
            return 0;
        memcpy(text + len, w->text, w->len);
        len += w->len;
    }
    return gireport__value_like(text, len) && !gireport__token_is_open(g, t);
}

static int make_tokens(struct gireport__pages *l)
{
    const struct gireport__geometry *g = l->g;
    struct edge *edges;
    size_t n_edges;
    int status = find_edges(g, &edges, &n_edges);

    for (size_t i = 0, end; i < g->n_words && status == GIREPORT_OK; i = end) {
        const struct gireport__word *w = &g->words[i];
        struct gireport__token *t;

        end = i;
        if (!gireport__grow((void **)&l->tokens, &l->token_capacity, l->n_tokens, sizeof *t)) {
            status = GIREPORT_ERR_NOMEM;
            break;
        }
        t = &l->tokens[l->n_tokens++];
        *t = (struct gireport__token){(uint32_t)i, 0, w->x0, w->x1, w->y0, w->y1, w->page, w->line_no, 0};
        for (end = i; end < g->n_words && g->words[end].line_no == w->line_no; end++) {
            const struct gireport__word *next = &g->words[end];
            if (end > i && !joins(next - 1, next, edges, n_edges))
                break;
            t->x1 = next->x1 > t->x1 ? next->x1 : t->x1;
            t->y0 = next->y0 < t->y0 ? next->y0 : t->y0;
            t->y1 = next->y1 > t->y1 ? next->y1 : t->y1;
        }
        t->count = (uint32_t)(end - i);
        t->value = token_is_value(g, t) != 0;
    }
    gireport__free(edges);
    return status;
}

static int index_lines(struct gireport__pages *l)
{
    uint32_t line = UINT32_MAX;

    l->line_first = gireport__realloc_array(NULL, l->n_tokens + 1, sizeof *l->line_first);
    l->values = gireport__realloc_array(NULL, l->n_tokens + 1, sizeof *l->values);
    if (!l->line_first || !l->values)
        return GIREPORT_ERR_NOMEM;
    l->n_lines = 0;
    for (size_t i = 0; i < l->n_tokens; i++) { /* lines that lost their words are numbered away */
        if (l->tokens[i].line != line) {
            line = l->tokens[i].line;
            l->line_first[l->n_lines++] = (uint32_t)i;
        }
        l->tokens[i].line = l->n_lines - 1;
        if (l->tokens[i].value)
            l->values[l->n_values++] = (uint32_t)i;
    }
    l->line_first[l->n_lines] = (uint32_t)l->n_tokens;
    return GIREPORT_OK;
}

/* Values whose boxes share two fifths of their height stand in one row; those of a line come one after another. */
static int make_bands(struct gireport__pages *l)
{
    struct gireport__band *b = NULL;

    for (uint32_t i = 0; i < l->n_values; i++) {
        const struct gireport__token *t = &l->tokens[l->values[i]];

        if (b && b->page == t->page) {
            int64_t top = t->y0 > b->y0 ? t->y0 : b->y0, bottom = t->y1 < b->y1 ? t->y1 : b->y1;
            int32_t v = gireport__height(t->y0, t->y1), w = gireport__height(b->y0, b->y1);
            int64_t least = v < w ? v : w;
            if ((bottom - top) * 5 >= least * 2) {
                b->count++;
                b->y0 = t->y0 < b->y0 ? t->y0 : b->y0;
                b->y1 = t->y1 > b->y1 ? t->y1 : b->y1;
                continue;
            }
        }
        if (!gireport__grow((void **)&l->bands, &l->band_capacity, l->n_bands, sizeof *b))
            return GIREPORT_ERR_NOMEM;
        b = &l->bands[l->n_bands++];
        *b = (struct gireport__band){i, 1, t->y0, t->y1, t->page};
    }
    return GIREPORT_OK;
}

/* --- blocks ------------------------------------------------------------------------------------------------- */

/* What is no table: lines of words. */
static int add_lines(struct gireport__pages *l, uint32_t from, uint32_t to)
{
    const struct gireport__geometry *g = l->g;
    struct gireport__block *b;
    uint32_t first, last;

    if (from >= to)
        return GIREPORT_OK;
    first = l->tokens[l->line_first[from]].first;
    last = to < l->n_lines ? l->tokens[l->line_first[to]].first : (uint32_t)g->n_words;
    b = gireport__blocks_add(g->out, GIREPORT__LINES);
    if (!b)
        return GIREPORT_ERR_NOMEM;
    b->words = gireport__arena_alloc(&g->out->arena, (last - first) * sizeof *b->words);
    if (!b->words)
        return GIREPORT_ERR_NOMEM;
    memcpy(b->words, g->words + first, (last - first) * sizeof *b->words);
    b->n_words = last - first;
    b->n_lines = to - from;
    b->page = b->words[0].page;
    for (uint32_t i = from; i < to; i++)
        for (uint32_t t = l->line_first[i]; t < l->line_first[i + 1]; t++)
            for (uint32_t w = 0; w < l->tokens[t].count; w++)
                b->words[l->tokens[t].first + w - first].line_no = i - from;
    return GIREPORT_OK;
}

/* A text beside no label, in the columns of values or right of them, between two rows ends the table: a header, a
 * caption, a paragraph. */
static int parted(const struct gireport__pages *l, const struct gireport__band *a, const struct gireport__band *b,
                  int32_t x0)
{
    uint32_t last = l->tokens[l->values[a->first + a->count - 1]].line, next = l->tokens[l->values[b->first]].line;

    for (uint32_t i = l->line_first[last]; i < l->line_first[next + 1]; i++) {
        const struct gireport__token *t = &l->tokens[i];
        int64_t y = (int64_t)t->y0 + t->y1;

        if (t->value || t->x1 <= x0 || gireport__token_is_open(l->g, t))
            continue;
        if ((t->page > a->page || (t->page == a->page && y > (int64_t)a->y0 + a->y1)) &&
            (t->page < b->page || (t->page == b->page && y < (int64_t)b->y0 + b->y1)))
            return 1;
    }
    return 0;
}

/* The left edge of the values of a row, or of those before it. */
static int32_t left_edge(const struct gireport__pages *l, const struct gireport__band *b, int32_t x0)
{
    for (uint32_t i = 0; i < b->count; i++) {
        const struct gireport__token *t = &l->tokens[l->values[b->first + i]];
        x0 = t->x0 < x0 ? t->x0 : x0;
    }
    return x0;
}

/* Tables where they surely are, lines of words elsewhere. */
static int make_blocks(struct gireport__pages *l)
{
    uint32_t line = 0, top, bottom;
    int status = GIREPORT_OK;

    for (size_t i = 0, next; i < l->n_bands && status == GIREPORT_OK; i = next) {
        int32_t x0 = left_edge(l, &l->bands[i], INT32_MAX);

        for (next = i + 1; next < l->n_bands; next++) {
            x0 = left_edge(l, &l->bands[next], x0);
            if (parted(l, &l->bands[next - 1], &l->bands[next], x0))
                break;
        }
        size_t before = l->g->out->count;
        status = gireport__geometry_grid(l, i, next - 1, line, &top, &bottom);
        if (status == GIREPORT_ERR_NOT_FOUND) {
            status = GIREPORT_OK;
        } else if (status == GIREPORT_OK) {
            /* The grid was added; the lines above it come before. */
            struct gireport__block grid = l->g->out->items[before];
            l->g->out->count = before;
            status = add_lines(l, line, top);
            struct gireport__block *b =
                status == GIREPORT_OK ? gireport__blocks_add(l->g->out, GIREPORT__GRID) : NULL;
            if (b)
                *b = grid;
            else if (status == GIREPORT_OK)
                status = GIREPORT_ERR_NOMEM;
            line = bottom;
        }
    }
    return status == GIREPORT_OK ? add_lines(l, line, l->n_lines) : status;
}

int gireport__geometry_finish(struct gireport__geometry *g)
{
    struct gireport__pages l = {.g = g};
    int status;

    make_lines(g, &l.n_lines);
    status = drop_margins(g);
    if (status == GIREPORT_OK)
        status = make_tokens(&l);
    if (status == GIREPORT_OK)
        status = index_lines(&l);
    if (status == GIREPORT_OK)
        status = make_bands(&l);
    if (status == GIREPORT_OK)
        status = make_blocks(&l);
    gireport__free(l.tokens);
    gireport__free(l.line_first);
    gireport__free(l.values);
    gireport__free(l.bands);
    return status;
}
