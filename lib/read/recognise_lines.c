/* SPDX-License-Identifier: MIT */
#include "recognise_lines.h"
#include "../model/report.h"

#include <stdlib.h>
#include <string.h>

#include "../base/text.h"

#define NEAR_END 4 /* columns by which a full line may fall short of the others */

static struct gireport__text_line *add_line(struct gireport__lines *l, size_t max, int *status)
{
    if (l->count >= max) {
        *status = GIREPORT_ERR_LIMIT;
        return NULL;
    }
    if (!gireport__grow((void **)&l->items, &l->capacity, l->count, sizeof(*l->items))) {
        *status = GIREPORT_ERR_NOMEM;
        return NULL;
    }
    struct gireport__text_line *line = &l->items[l->count++];
    memset(line, 0, sizeof(*line));
    return line;
}

static int add_words(struct gireport__lines *l, const struct gireport__block *b, size_t max)
{
    int status = GIREPORT_OK;
    uint32_t last = 0;
    for (size_t i = 0; i < b->n_words && status == GIREPORT_OK;) {
        size_t j = i;
        while (j < b->n_words && b->words[j].line_no == b->words[i].line_no)
            j++;
        struct gireport__text_line *line = add_line(l, max, &status);
        if (line) {
            line->block = b;
            line->words = b->words + i;
            line->len = j - i;
            line->line = b->words[i].line;
            line->column = b->words[i].column;
            line->gap = i && b->words[i].line_no > last + 1;
        }
        last = b->words[i].line_no;
        i = j;
    }
    return status;
}

static int add_paragraph(struct gireport__lines *l, const struct gireport__block *b, size_t max)
{
    int status = GIREPORT_OK;
    uint32_t number = b->line;
    for (size_t i = 0; i < b->len && status == GIREPORT_OK;) {
        size_t j = i;
        while (j < b->len && b->text[j] != '\n')
            j++;
        if (j > i) {
            struct gireport__text_line *line = add_line(l, max, &status);
            if (line) {
                line->block = b;
                line->text = b->text + i;
                line->len = j - i;
                line->line = number;
                line->column = i ? 1 : b->column;
                line->gap = i == 0;
            }
        }
        number += number != 0;
        i = j + 1;
    }
    return status;
}

int gireport__lines_new(const struct gireport__blocks *b, const struct gireport__labels *labels, size_t max,
                        struct gireport__lines *out)
{
    int status = GIREPORT_OK;
    memset(out, 0, sizeof(*out));
    out->labels = labels;
    for (size_t i = 0; i < b->count && status == GIREPORT_OK; i++) {
        const struct gireport__block *block = &b->items[i];
        if (block->kind == GIREPORT__LINES) {
            status = add_words(out, block, max);
        } else if (block->kind == GIREPORT__PARAGRAPH) {
            status = add_paragraph(out, block, max);
        } else {
            struct gireport__text_line *line = add_line(out, max, &status);
            if (line) {
                line->block = block;
                line->line = block->line;
                line->column = block->column;
            }
        }
    }
    if (status != GIREPORT_OK)
        gireport__lines_free(out);
    return status;
}

void gireport__lines_free(struct gireport__lines *l)
{
    gireport__free(l->items);
    gireport__free(l->marks);
    gireport__buf_free(&l->scratch);
    memset(l, 0, sizeof(*l));
}

int gireport__at_compare(const struct gireport__at *a, const struct gireport__at *b)
{
    if (a->line != b->line)
        return a->line < b->line ? -1 : 1;
    if (a->word != b->word)
        return a->word < b->word ? -1 : 1;
    return a->off == b->off ? 0 : a->off < b->off ? -1 : 1;
}

size_t gireport__line_words(const struct gireport__text_line *l)
{
    return l->words ? l->len : l->text ? 1 : 0;
}

size_t gireport__line_word(const struct gireport__text_line *l, size_t word, const char **text)
{
    *text = "";
    if (l->words && word < l->len) {
        *text = l->words[word].text;
        return l->words[word].len;
    }
    if (l->text && !word) {
        *text = l->text;
        return l->len;
    }
    return 0;
}

/* --- the text of a part ------------------------------------------------------------------------------- */

struct joiner {
    struct gireport__buf *out;
    int32_t left, right;             /* the columns between which full lines reach, as measure() finds them */
    int32_t last_end;                /* of the line before; -1: none, or not wrapped */
    size_t start;                    /* of out, when the part began */
    struct gireport__places *places; /* or NULL */
};

/* Keeps where a word that is added now stood, the bytes that are left out of it counted. */
static void keep_place(struct joiner *j, const struct gireport__text_line *line, size_t word,
                       const char *text, size_t skip)
{
    struct gireport__places *p = j->places;
    struct gireport__said_at at = {(uint32_t)j->out->len, line->line, line->column};
    uint32_t cp;
    if (p == NULL || p->failed || j->out->len > UINT32_MAX)
        return;
    if (line->words) {
        at.line = line->words[word].line;
        at.column = line->words[word].column;
    }
    for (size_t i = 0; i < skip; at.column++) {
        int n = gireport__utf8_next(text + i, skip - i, &cp);
        i += (size_t)(n < 1 ? 1 : n);
    }
    if (gireport__grow((void **)&p->items, &p->capacity, p->count, sizeof(*p->items)))
        p->items[p->count++] = at;
    else
        p->failed = 1;
}

static int ascii_end(const struct joiner *j)
{
    return j->out->len > j->start && (unsigned char)j->out->data[j->out->len - 1] < 0x80;
}

/* 1 where the text so far ends a sentence. */
static int sentence_end(const struct joiner *j)
{
    static const char *const ends[] = {"。", "；", "：", "！", "？", ".", ";", ":", "!", "?"};
    for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++) {
        size_t n = strlen(ends[i]);
        if (j->out->len - j->start >= n && !memcmp(j->out->data + j->out->len - n, ends[i], n))
            return 1;
    }
    return 0;
}

static void join_line(struct joiner *j, const struct gireport__text_line *line, size_t first, size_t n,
                      size_t off)
{
    const char *text;
    size_t len = gireport__line_word(line, first, &text);
    if (!n || (n == 1 && len <= off))
        return;
    if (j->out->len > j->start) {
        int wrapped =
            line->words && j->last_end >= j->right - NEAR_END && j->right - j->left >= 20 && !sentence_end(j);
        if (!wrapped)
            gireport__buf_addc(j->out, '\n');
        else if (ascii_end(j) && len && (unsigned char)text[0] < 0x80)
            gireport__buf_addc(j->out, ' ');
    }
    for (size_t w = first; w < first + n; w++) {
        len = gireport__line_word(line, w, &text);
        size_t skip = w == first ? off : 0;
        if (w > first && len)
            gireport__buf_addc(j->out, ' ');
        if (len > skip) {
            keep_place(j, line, w, text, skip);
            gireport__buf_add(j->out, text + skip, len - skip);
        }
    }
    j->last_end = line->words ? line->words[first + n - 1].x1 : -1;
}

static int by_end(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;
    return (x > y) - (x < y);
}

/* The columns of a full line: where lines begin, and where the middle one of them ends. A few longer lines (a
 * table of contents, an address) say nothing about the others. */
static void measure(const struct gireport__lines *l, size_t from, size_t to, struct joiner *j)
{
    size_t n = 0, last = to < l->count ? to + 1 : l->count;
    int32_t *ends = gireport__realloc_array(NULL, last > from ? last - from : 1, sizeof(*ends));
    j->left = INT32_MAX;
    j->right = 0;
    if (!ends)
        j->out->failed = 1;
    for (size_t i = from; ends && i < last; i++) {
        const struct gireport__text_line *line = &l->items[i];
        if (!line->words)
            continue;
        if (line->words[0].x0 < j->left)
            j->left = line->words[0].x0;
        ends[n++] = line->words[line->len - 1].x1;
    }
    if (n) {
        qsort(ends, n, sizeof(*ends), by_end);
        j->right = ends[n / 2];
    }
    gireport__free(ends);
}

static int too_long(const struct gireport__lines *l, const struct joiner *j)
{
    return l->text_max && j->out->len - j->start > l->text_max;
}

void gireport__lines_text(const struct gireport__lines *l, struct gireport__at from, struct gireport__at to,
                          struct gireport__buf *out, struct gireport__places *places)
{
    struct joiner j = {out, 0, 0, -1, out->len, places};
    measure(l, from.line, to.line, &j);
    for (size_t i = from.line; i < l->count && i <= to.line && !too_long(l, &j); i++) {
        const struct gireport__text_line *line = &l->items[i];
        size_t first = i == from.line ? from.word : 0, off = i == from.line ? from.off : 0;
        size_t n = gireport__line_words(line), end = i == to.line && to.word < n ? to.word : n;
        const char *text;
        if (end > first)
            join_line(&j, line, first, end - first, off);
        if (i == to.line && to.off && to.word < n && to.word >= first) { /* the beginning of the last word */
            size_t skip = to.word == first ? off : 0;
            if (gireport__line_word(line, to.word, &text) >= to.off && to.off > skip) {
                gireport__buf_adds(out, out->len > j.start ? end > first ? " " : "\n" : "");
                keep_place(&j, line, to.word, text, skip);
                gireport__buf_add(out, text + skip, to.off - skip);
            }
        }
    }
}
