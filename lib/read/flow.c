/* SPDX-License-Identifier: MIT */
#include "flow.h"

#include <string.h>

#include "../base/mem.h"
#include "../base/text.h"

#define CHARS_MAX         400000 /* of one range; the tables of a report have two thousand */
#define COLUMN_GAP 1 /* display columns */
#define NOTE_CHARS        60     /* of a bracket behind a value */
#define EXPLANATION_CHARS 240    /* of one behind a label */
#define EMPTY_CELL        1u     /* stands in the stream for an empty cell */

/* --- the stream -------------------------------------------------------------------------------------------
 */

static int add_char(struct gireport__flow *f, uint32_t cp, uint32_t off, uint32_t end, uint32_t gap)
{
    char bytes[4];
    if (!gireport__grow((void **)&f->chars, &f->chars_capacity, f->n_chars, sizeof(*f->chars)))
        return 0;
    struct gireport__flow_char *c = &f->chars[f->n_chars++];
    c->cp = cp;
    c->at = (uint32_t)f->stream.len;
    c->word = (uint32_t)f->n_words - 1;
    c->off = off;
    c->end = end;
    c->gap = gap;
    gireport__buf_add(&f->stream, bytes, (size_t)gireport__utf8_put(bytes, cp));
    return 1;
}

static int add_word(struct gireport__flow *f, const struct gireport__flow_word *w, uint32_t gap)
{
    if (!gireport__grow((void **)&f->words, &f->words_capacity, f->n_words, sizeof(*f->words)))
        return 0;
    f->words[f->n_words++] = *w;
    if (!w->len)
        return add_char(f, EMPTY_CELL, 0, 0, gap);
    uint32_t cp = 0, folded[4];
    for (size_t i = 0; i < w->len;) {
        size_t gloss = gireport__is_han(cp) ? gireport__gloss(w->text + i, w->len - i) : 0;
        if (gloss) {
            i += gloss;
            cp = 0;
            continue;
        }
        int n = gireport__utf8_next(w->text + i, w->len - i, &cp);
        size_t end = i + (size_t)(n < 1 ? 1 : n);
        int count = gireport__fold_point(cp, folded);
        if (gireport__is_space(cp))
            gap |= GIREPORT__GAP_SPACE;
        for (int k = 0; k < count; k++) {
            if (folded[k] == EMPTY_CELL)
                continue;
            if (!add_char(f, folded[k], (uint32_t)i, (uint32_t)end, gap))
                return 0;
            gap = 0;
        }
        i = end;
    }
    return 1;
}

static int add_line(struct gireport__flow *f, size_t index, size_t first, size_t off, size_t end,
                    size_t end_off)
{
    const struct gireport__text_line *line = &f->lines->items[index];
    uint32_t gap = GIREPORT__GAP_LINE | (line->gap ? (uint32_t)GIREPORT__GAP_BLANK : 0u);
    size_t n = gireport__line_words(line);
    for (size_t w = first; w < n && (w < end || (w == end && end_off)); w++) {
        const char *text;
        size_t len = gireport__line_word(line, w, &text), skip = w == first ? off : 0;
        if (w == end && end_off < len)
            len = end_off;
        if (skip > len)
            continue;
        struct gireport__flow_word word = {.text = text + skip,
                                           .len = len - skip,
                                           .line_index = index,
                                           .line = line->line,
                                           .column = line->column,
                                           .place = line->block->place};
        if (line->words) {
            const struct gireport__word *from = &line->words[w];
            word.x0 = from->x0;
            word.x1 = from->x1;
            word.cell = from->cell;
            word.line = from->line;
            word.column = from->column;
            if (w > first && from->cell != line->words[w - 1].cell)
                gap |= GIREPORT__GAP_CELL;
        }
        if (!add_word(f, &word, gap))
            return 0;
        gap = GIREPORT__GAP_SPACE;
    }
    return 1;
}

/* --- tokens -----------------------------------------------------------------------------------------------
 */

static int add_token(struct gireport__flow *f, enum gireport__token_kind kind, size_t first, size_t last)
{
    if (!gireport__grow((void **)&f->tokens, &f->tokens_capacity, f->n_tokens, sizeof(*f->tokens)))
        return 0;
    struct gireport__token *t = &f->tokens[f->n_tokens++];
    memset(t, 0, sizeof(*t));
    t->kind = kind;
    t->first = (uint32_t)first;
    t->last = (uint32_t)last;
    t->gap = f->chars[first].gap;
    return 1;
}

static uint32_t cp_at(const struct gireport__flow *f, size_t i)
{
    return i < f->n_chars ? f->chars[i].cp : 0;
}

static int is_digit(uint32_t cp)
{
    return cp >= '0' && cp <= '9';
}

/* A boundary stands before character i: the end, white space, a cell, an empty cell. */
static int boundary(const struct gireport__flow *f, size_t i)
{
    return i >= f->n_chars || f->chars[i].gap || f->chars[i].cp == EMPTY_CELL;
}

static struct gireport__label_hit label_at(const struct gireport__flow *f, size_t i)
{
    size_t at = f->chars[i].at;
    return gireport__labels_at(f->labels, gireport__buf_str(&f->stream) + at, f->stream.len - at);
}

/* The character behind so many bytes. */
static size_t behind(const struct gireport__flow *f, size_t i, size_t bytes)
{
    size_t at = f->chars[i].at + bytes;
    while (i < f->n_chars && f->chars[i].at < at)
        i++;
    return i;
}

/* A digit here begins the number of a label and ends no value: "0000000" "2.其他…". */
static int numbers_label(const struct gireport__flow *f, size_t i)
{
    uint32_t mark = cp_at(f, i + 1), next = cp_at(f, i + 2);
    return is_digit(cp_at(f, i)) && (mark == '.' || mark == ',') && next >= 0x4e00 && next <= 0x9fff &&
           !f->chars[i + 1].gap && !(f->chars[i + 2].gap & (GIREPORT__GAP_LINE | GIREPORT__GAP_CELL));
}

static size_t digits_from(const struct gireport__flow *f, size_t i)
{
    size_t start = i;
    while (is_digit(cp_at(f, i)) && (i == start || !f->chars[i].gap) && !(i > start && numbers_label(f, i)))
        i++;
    return i;
}

/* Words that may be one of a list, at i without a gap. Returns the characters, 0: none. */
static size_t one_of(const struct gireport__flow *f, size_t i, const char *const *list, size_t n)
{
    if (i >= f->n_chars)
        return 0;
    const char *s = gireport__buf_str(&f->stream) + f->chars[i].at;
    size_t rest = f->stream.len - f->chars[i].at;
    for (size_t k = 0; k < n; k++) {
        size_t len = strlen(list[k]);
        if (rest < len || memcmp(s, list[k], len))
            continue;
        size_t end = behind(f, i, len);
        int inner = 0;
        for (size_t j = i + 1; j < end; j++)
            inner |= f->chars[j].gap != 0;
        if (!inner)
            return end - i;
    }
    return 0;
}

static size_t unit_from(const struct gireport__flow *f, size_t i)
{
    static const char *const units[] = {"万元", "亿元", "元", "件次", "人次", "件", "项",
                                        "个",   "条",   "宗", "例",   "次",   "份", "起"};
    if (i < f->n_chars && (f->chars[i].gap & ~(uint32_t)GIREPORT__GAP_SPACE))
        return 0;
    return one_of(f, i, units, sizeof(units) / sizeof(units[0]));
}

/* The characters of a placeholder that stands alone; 0: none. */
static size_t placeholder_from(const struct gireport__flow *f, size_t i)
{
    static const char *const marks[] = {"不适用", "n/a", "无", "/", "\\"};
    size_t n = 0;
    while (cp_at(f, i + n) == '-' && (!n || !f->chars[i + n].gap))
        n++;
    if (!n)
        n = one_of(f, i, marks, sizeof(marks) / sizeof(marks[0]));
    return n && boundary(f, i) && boundary(f, i + n) ? n : 0;
}

/* A number or a placeholder at i, behind a gap. Returns where it ends, 0: none. */
static size_t bare_value_at(const struct gireport__flow *f, size_t i)
{
    if (i >= f->n_chars || !f->chars[i].gap)
        return 0;
    size_t n = placeholder_from(f, i);
    return is_digit(cp_at(f, i)) ? digits_from(f, i) : n ? i + n : 0;
}

/* Two values with nothing but gaps between them begin at i: no part of a note. */
static int values_at(const struct gireport__flow *f, size_t i)
{
    size_t end = bare_value_at(f, i);
    return end && bare_value_at(f, end);
}

/* A bracket at i of at most so many characters, none of them a value; 0: none. */
static size_t bracket_from(const struct gireport__flow *f, size_t i, size_t max)
{
    uint32_t number, style;
    if (cp_at(f, i) != '(')
        return 0;
    const char *s = gireport__buf_str(&f->stream) + f->chars[i].at;
    if (gireport__label_number(s, f->stream.len - f->chars[i].at, &number, &style) || label_at(f, i).text)
        return 0;
    for (size_t j = i; j < f->n_chars && j < i + max; j++) {
        if (cp_at(f, j) == ')')
            return j + 1 - i;
        if (cp_at(f, j) == EMPTY_CELL || values_at(f, j) ||
            (j > i && (f->chars[j].gap & GIREPORT__GAP_CELL)))
            return 0;
    }
    return 0;
}

/* The characters of a number at i with its sign, unit and note; 0: none. */
static size_t number_from(const struct gireport__flow *f, size_t i)
{
    static const char *const words[] = {"增加", "减少", "增", "减", "+", "-"};
    size_t start = i;
    i += one_of(f, i, words, sizeof(words) / sizeof(words[0]));
    if (!is_digit(cp_at(f, i)) || (i > start && f->chars[i].gap) || (i == start && numbers_label(f, i)))
        return 0;
    size_t end = digits_from(f, i);
    while (cp_at(f, end) == ',' && !f->chars[end].gap) { /* 1,234,567 */
        size_t group = end + 1 < f->n_chars && !f->chars[end + 1].gap ? digits_from(f, end + 1) : end + 1;
        if (group != end + 4)
            break;
        end = group;
    }
    if (cp_at(f, end) == '.' && !f->chars[end].gap && is_digit(cp_at(f, end + 1)) && !f->chars[end + 1].gap)
        end = digits_from(f, end + 1);
    end += unit_from(f, end);
    end += bracket_from(f, end, NOTE_CHARS);
    return end - start;
}

static enum gireport__token_kind last_kind(const struct gireport__flow *f)
{
    return f->n_tokens ? f->tokens[f->n_tokens - 1].kind : GIREPORT__TOKEN_EMPTY;
}

/* What may stand at once behind a label: a boundary, a value, another label, a bracket, punctuation. */
static int label_may_end(const struct gireport__flow *f, size_t i)
{
    uint32_t cp = cp_at(f, i);
    if (boundary(f, i) || cp == '(' || number_from(f, i) || label_at(f, i).text)
        return 1;
    return (cp == ',' || cp == '.' || cp == ':' || cp == ';') && boundary(f, i + 1);
}

/* The characters of a label at i, 0: none. */
static size_t label_from(const struct gireport__flow *f, size_t i, struct gireport__label_hit *hit)
{
    *hit = label_at(f, i);
    if (!hit->text)
        return 0;
    size_t end = behind(f, i, hit->len);
    for (size_t k = i + 1; k < end; k++) { /* not over cells; no number out of two: "0" "1.属于…" */
        uint32_t gap = f->chars[k].gap;
        int in_number = f->chars[k].at < f->chars[i].at + hit->len - hit->text->len;
        if ((gap & GIREPORT__GAP_CELL) ||
            (in_number && gap && (is_digit(cp_at(f, k)) || gap != GIREPORT__GAP_SPACE)))
            return 0;
    }
    if (!boundary(f, i) && last_kind(f) == GIREPORT__TOKEN_TEXT && !hit->number)
        return 0; /* within other text */
    return label_may_end(f, end) ? end - i : 0;
}

/* A bracket behind a label explains it; the characters with the punctuation around it. */
static size_t explanation_from(const struct gireport__flow *f, size_t i)
{
    size_t start = i;
    i += bracket_from(f, i, EXPLANATION_CHARS);
    while (i < f->n_chars && !boundary(f, i) &&
           (cp_at(f, i) == ',' || cp_at(f, i) == '.' || cp_at(f, i) == ':' || cp_at(f, i) == ';'))
        i++;
    return i - start;
}

/* A numbered text behind a gap of columns: it stands in the next column, whatever piece of a label stands before it. */
static int begins_beside(const struct gireport__flow *f, size_t i)
{
    const struct gireport__flow_word *word = &f->words[f->chars[i].word];
    return i && f->chars[i].off == 0 && f->chars[i].word > f->chars[i - 1].word &&
           word->x0 >= word[-1].x1 + COLUMN_GAP && numbers_label(f, i);
}

/* Other text: up to a line or cell, a value behind a gap, or a label. */
static size_t text_from(const struct gireport__flow *f, size_t i)
{
    size_t start = i;
    for (; i < f->n_chars; i++) {
        if (cp_at(f, i) == EMPTY_CELL)
            break;
        if (i == start)
            continue;
        if (f->chars[i].gap & (GIREPORT__GAP_LINE | GIREPORT__GAP_CELL))
            break;
        if (f->chars[i].gap && (number_from(f, i) || placeholder_from(f, i) || begins_beside(f, i)))
            break;
        if (!f->chars[i].gap && is_digit(cp_at(f, i)) && cp_at(f, i - 1) >= 0x4e00 && number_from(f, i))
            break;
        struct gireport__label_hit hit = {0};
        if (f->chars[i].gap || numbers_label(f, i) || cp_at(f, i) == '(')
            hit = label_at(f, i);
        if (hit.text && (f->chars[i].gap || hit.number) && label_may_end(f, behind(f, i, hit.len)))
            break;
    }
    return i - start;
}

static int tokenise(struct gireport__flow *f)
{
    for (size_t i = 0; i < f->n_chars;) {
        struct gireport__label_hit hit;
        size_t n;
        int ok;
        if (cp_at(f, i) == EMPTY_CELL) {
            ok = add_token(f, GIREPORT__TOKEN_EMPTY, i, i + 1);
            n = 1;
        } else if ((n = label_from(f, i, &hit)) > 0) {
            ok = add_token(f, GIREPORT__TOKEN_LABEL, i, i + n);
            if (ok)
                f->tokens[f->n_tokens - 1].hit = hit;
            n += explanation_from(f, i + n);
        } else if ((n = number_from(f, i)) > 0 || (n = placeholder_from(f, i)) > 0) {
            ok = add_token(f, GIREPORT__TOKEN_VALUE, i, i + n);
            if (ok)
                f->tokens[f->n_tokens - 1].tail = !boundary(f, i + n) && !label_may_end(f, i + n);
        } else {
            n = text_from(f, i);
            ok = add_token(f, GIREPORT__TOKEN_TEXT, i, i + n);
        }
        if (!ok)
            return GIREPORT_ERR_NOMEM;
        i += n;
    }
    return GIREPORT_OK;
}

int gireport__flow_read(const struct gireport__lines *lines, struct gireport__at from, struct gireport__at to,
                        struct gireport__flow *out)
{
    memset(out, 0, sizeof(*out));
    out->labels = lines->labels;
    out->lines = lines;
    out->from = from;
    out->to = to;
    int ok = 1;
    for (size_t i = from.line; ok && i < lines->count && i <= to.line; i++) {
        if (lines->items[i].block->kind == GIREPORT__GRID)
            continue;
        if (out->n_chars > CHARS_MAX) {
            out->cut = 1;
            break;
        }
        ok = add_line(out, i, i == from.line ? from.word : 0, i == from.line ? from.off : 0,
                      i == to.line ? to.word : SIZE_MAX, i == to.line ? to.off : 0);
    }
    size_t n = out->n_chars;
    if (ok && n) { /* the end */
        ok = add_char(out, 0, 0, 0, GIREPORT__GAP_LINE) && !out->stream.failed;
        out->n_chars = n;
        if (ok)
            out->stream.len--;
    }
    int status = !ok ? GIREPORT_ERR_NOMEM : n ? tokenise(out) : GIREPORT_OK;
    if (status != GIREPORT_OK)
        gireport__flow_free(out);
    return status;
}

void gireport__flow_free(struct gireport__flow *f)
{
    gireport__buf_free(&f->stream);
    gireport__free(f->words);
    gireport__free(f->chars);
    gireport__free(f->tokens);
    memset(f, 0, sizeof(*f));
}

void gireport__flow_census(const struct gireport__flow *f, struct gireport__census *c)
{
    for (size_t i = 0; i < f->n_tokens; i++)
        if (f->tokens[i].kind == GIREPORT__TOKEN_LABEL)
            gireport__census_add(f->labels, c, &f->tokens[i].hit);
}
