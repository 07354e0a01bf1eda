/* SPDX-License-Identifier: MIT */
/* What the tokens of flowing text mean in a template: labels, pieces of labels, misprints, prose. */
#include <string.h>

#include "flow_walk.h"

#define PIECES_MAX  4000 /* texts that are compared with all labels */
#define PROSE_CHARS 10

const struct gireport__sense *gireport__walk_sense(const struct walk *w,
                                                   const struct gireport__label_hit *hit, uint32_t kinds)
{
    return gireport__label_sense(w->rd->labels, hit, w->rd->t, kinds, NULL);
}

static int numbers_differ(const struct gireport__label_hit *hit, const struct gireport__sense *s)
{
    return hit->number && s->number && hit->number != s->number;
}

static size_t points(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)s[i] & 0xc0) != 0x80;
    return n;
}

const char *gireport__find_in(const char *text, size_t len, const char *what, size_t n)
{
    for (size_t i = 0; i + n <= len; i++)
        if (text[i] == what[0] && !memcmp(text + i, what, n))
            return text + i;
    return NULL;
}

/* One row that a piece may belong to. */
static void may_be(struct pending *p, uint32_t row)
{
    for (uint32_t i = 0; i < p->n_maybe && i < GIREPORT__MAYBE_MAX; i++)
        if (p->maybe[i] == row)
            return;
    if (p->n_maybe < GIREPORT__MAYBE_MAX)
        p->maybe[p->n_maybe] = row;
    p->n_maybe++;
}

/* Compares a text with the labels of the template: whose beginning or inner part it is. */
enum piece gireport__piece_of(const struct walk *w, const char *s, size_t len, struct pending *out)
{
    const struct gireport__labels *l = w->rd->labels;
    uint32_t number, style;
    size_t skip = gireport__label_number(s, len, &number, &style);
    s += skip;
    len -= skip;
    while (len && (s[len - 1] == ',' || s[len - 1] == '.' || s[len - 1] == '('))
        len--;
    out->row = GIREPORT__NONE;
    out->n_maybe = 0;
    if (!len)
        return PIECE_PART;
    struct pending inner = {.n_maybe = 0};
    int any = 0;
    for (size_t i = 0; i < l->n_texts; i++) {
        const char *at = gireport__find_in(l->texts[i].text, l->texts[i].len, s, len);
        for (uint32_t k = at ? l->texts[i].sense : GIREPORT__NONE; k != GIREPORT__NONE;
             k = l->senses[k].next) {
            const struct gireport__sense *m = &l->senses[k];
            if (m->tpl != w->rd->t)
                continue;
            any = 1;
            if (m->kind != GIREPORT__LABEL_ROW || (number && m->number && number != m->number))
                continue;
            may_be(at == l->texts[i].text ? out : &inner, m->index);
        }
    }
    size_t n = points(s, len);
    if (out->n_maybe == 1 && n + (number ? 1 : 0) >= 3) {
        out->row = out->maybe[0];
        return PIECE_TORN;
    }
    if (!out->n_maybe && inner.n_maybe == 1 && n >= 4) {
        out->row = inner.maybe[0];
        return PIECE_INNER;
    }
    if (!out->n_maybe && n >= 4) {
        memcpy(out->maybe, inner.maybe, sizeof(out->maybe));
        out->n_maybe = inner.n_maybe;
    }
    if (out->n_maybe > GIREPORT__MAYBE_MAX || n < 4)
        out->n_maybe = 0;
    return any ? PIECE_PART : PIECE_OTHER;
}

static int label_kind_of(const struct walk *w, const struct gireport__token *t, struct meaning *m)
{
    const struct gireport__sense *s = gireport__walk_sense(w, &t->hit, GIREPORT__LABEL_PART);
    if (s && !numbers_differ(&t->hit, s) && (t->hit.number || (t->gap & GIREPORT__GAP_LINE))) {
        m->kind = GIREPORT__LABEL_PART;
        m->index = s->index;
        return 1;
    }
    s = gireport__walk_sense(w, &t->hit,
                             GIREPORT__LABEL_CAPTION | GIREPORT__LABEL_STUB | GIREPORT__LABEL_ROW |
                                 GIREPORT__LABEL_COL);
    if (s && numbers_differ(&t->hit, s) && t->hit.text->len <= 6)
        return 0; /* 其他 or 总计 with a number that is another label's */
    if (s) {
        m->kind = (uint8_t)s->kind;
        m->index = s->index;
        return 1;
    }
    if (gireport__walk_sense(w, &t->hit, GIREPORT__LABEL_PART))
        return 0;
    m->foreign = 1;
    for (uint32_t i = t->hit.text->sense; i != GIREPORT__NONE; i = w->rd->labels->senses[i].next)
        if (!(w->rd->labels->senses[i].kind & (GIREPORT__LABEL_ROW | GIREPORT__LABEL_NOT)))
            m->foreign = 0;
    return m->foreign;
}

/* Is there a value behind a token before any label or other text? How many follow, and are they on its line?
 */
size_t gireport__values_follow(const struct walk *w, size_t i, int *on_line)
{
    size_t line = gireport__end_line(w, (uint32_t)i), n = 0;
    *on_line = 0;
    for (i++; i < w->f->n_tokens && (w->f->tokens[i].kind == GIREPORT__TOKEN_VALUE ||
                                     w->f->tokens[i].kind == GIREPORT__TOKEN_EMPTY);
         i++) {
        if (!n++)
            *on_line = gireport__token_word(w->f, &w->f->tokens[i])->line_index == line;
        if (w->f->tokens[i].tail)
            return 0;
    }
    return n;
}

/* Marks the tokens of lines of prose: much other text with punctuation, or numbers that run into words. */
static void mark_prose(struct walk *w)
{
    struct gireport__flow *f = w->f;
    for (size_t i = 0; i < f->n_tokens;) {
        size_t line = gireport__token_word(f, &f->tokens[i])->line_index, j = i, other = 0, labels = 0,
               tails = 0;
        int marks = 0, on_line;
        for (; j < f->n_tokens && gireport__token_word(f, &f->tokens[j])->line_index == line; j++) {
            const struct gireport__token *t = &f->tokens[j];
            size_t len;
            const char *s = gireport__token_text(f, t, &len);
            labels += t->kind == GIREPORT__TOKEN_LABEL;
            tails += t->kind == GIREPORT__TOKEN_VALUE && t->tail;
            if (t->kind != GIREPORT__TOKEN_TEXT || w->meanings[j].piece != PIECE_OTHER)
                continue;
            if (gireport__values_follow(w, j, &on_line) > 2 && on_line) /* a row of the document's own */
                continue;
            other += points(s, len);
            for (size_t k = 0; k < len; k++)
                marks |= s[k] == ',' || s[k] == '.' || s[k] == ';' || s[k] == ':';
        }
        int prose =
            (other >= PROSE_CHARS && (marks || tails)) || other >= 3 * PROSE_CHARS || (tails && other >= 4);
        for (; prose && i < j; i++) {
            struct meaning *m = &w->meanings[i];
            const struct gireport__token *t = &f->tokens[i];
            if (labels < 4 || t->kind == GIREPORT__TOKEN_TEXT || t->tail)
                *m = (struct meaning){PIECE_PROSE, 0, 0, 0};
        }
        i = j;
    }
}

/* The number that a row's label has, 0: none. */
static uint32_t number_of_row(const struct walk *w, uint32_t row)
{
    uint32_t number, style;
    const char *s = w->tpl->rows[row].label.folded;
    (void)gireport__label_number(s, strlen(s), &number, &style);
    return number;
}

/* Texts that are nearly a label which stands nowhere else: before values, or alone with the label's number.
 */
static void find_misprints(struct walk *w)
{
    struct gireport__flow *f = w->f;
    size_t tried = 0;
    int on_line;
    for (size_t i = 0; i < f->n_tokens && tried < PIECES_MAX; i++) {
        size_t len;
        const char *s = gireport__token_text(f, &f->tokens[i], &len);
        uint32_t number, style;
        if (f->tokens[i].kind != GIREPORT__TOKEN_TEXT || w->meanings[i].piece != PIECE_OTHER ||
            (!gireport__values_follow(w, i, &on_line) && !gireport__label_number(s, len, &number, &style)))
            continue;
        tried++;
        uint32_t near = gireport__labels_near_row(w->rd->labels, w->rd->t, s, len, w->labelled);
        if (near != GIREPORT__NONE &&
            (gireport__values_follow(w, i, &on_line) || number == number_of_row(w, near))) {
            w->labelled[near] = 1;
            w->meanings[i].piece = PIECE_NEAR;
            w->meanings[i].index = near;
        }
    }
}

/* What is left of the label of a group that is set down the page may stand before a piece of a row's label on its line:
 * the token then begins at its last word. */
static void drop_group_words(struct walk *w, struct gireport__token *t, struct meaning *m)
{
    struct gireport__flow *f = w->f;
    struct gireport__token last = *t;
    struct pending p;
    size_t len;
    last.first = t->last - 1;
    while (last.first > t->first && f->chars[last.first].word == f->chars[t->last - 1].word)
        last.first--;
    last.first += f->chars[last.first].word != f->chars[t->last - 1].word;
    if (last.first <= t->first || f->words[f->chars[last.first].word].line_index != f->words[f->chars[t->first].word].line_index)
        return;
    const char *s = gireport__token_text(f, &last, &len);
    enum piece piece = gireport__piece_of(w, s, len, &p);
    if (piece != PIECE_TORN && piece != PIECE_INNER)
        return;
    last.gap = f->chars[last.first].gap;
    *t = last;
    m->piece = (uint8_t)piece;
    m->index = piece == PIECE_TORN ? p.row : GIREPORT__NONE;
}

void gireport__find_meanings(struct walk *w)
{
    struct gireport__flow *f = w->f;
    size_t pieces = 0;
    for (size_t i = 0; i < f->n_tokens; i++) {
        struct gireport__token *t = &f->tokens[i];
        struct meaning *m = &w->meanings[i];
        struct pending p;
        size_t len;
        const char *s = gireport__token_text(f, t, &len);
        m->index = GIREPORT__NONE;
        if (t->kind == GIREPORT__TOKEN_LABEL && label_kind_of(w, t, m)) {
            if (m->kind == GIREPORT__LABEL_ROW && (t->hit.number || t->hit.text->len > 6))
                w->labelled[m->index] = 1;
        } else if ((t->kind == GIREPORT__TOKEN_TEXT || t->kind == GIREPORT__TOKEN_LABEL) &&
                   pieces++ < PIECES_MAX) {
            m->piece = (uint8_t)gireport__piece_of(w, s, len, &p);
            if (m->piece == PIECE_TORN)
                m->index = p.row;
            if (m->piece == PIECE_OTHER && t->kind == GIREPORT__TOKEN_TEXT)
                drop_group_words(w, t, m);
            if (m->piece == PIECE_TORN)
                w->labelled[m->index] = 1;
        }
    }
    find_misprints(w);
    mark_prose(w);
}
