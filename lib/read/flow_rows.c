/* SPDX-License-Identifier: MIT */
/* Tokens of flowing text to rows. A run of values belongs to the label before it on its line; labels and runs that
 * stand on lines of their own are handed over in their order, and the back end aligns them. */
#include <string.h>

#include "../base/mem.h"
#include "../base/text.h"
#include "flow.h"

#define PEND_MAX 64
#define HEADER_MAX 64
#define PIECES_MAX 4000 /* texts that are compared with all labels */
#define PROSE_CHARS 10
#define MAYBE_MAX 4

enum piece { /* what a token of other text is */
    PIECE_OTHER = 0,
    PIECE_TORN = 1,  /* the beginning of one row's label */
    PIECE_INNER = 2, /* from inside one row's label */
    PIECE_PART = 3,  /* from some label */
    PIECE_NEAR = 4,  /* a row's label with a misprint */
    PIECE_PROSE = 5
};

struct meaning { /* of a token */
    uint8_t piece;
    uint8_t kind;    /* enum gireport__label_kind, 0: none */
    uint8_t foreign; /* a row's label of another edition, or one that the form does not have */
    uint32_t index;
};

struct pending { /* a label whose values have not come yet */
    uint32_t row; /* NONE: a label that the form does not have, or a piece */
    uint32_t token;
    uint32_t flags;
    uint32_t n_maybe, maybe[MAYBE_MAX];
    int quiet; /* a piece: names nothing by itself */
};

struct run_value {
    struct gireport__printed printed;
    uint32_t token;
    size_t line;
};

struct walk {
    struct gireport__flow *f;
    struct gireport__reading *rd;
    const gireport_template *tpl;
    struct meaning *meanings;
    uint8_t *labelled; /* rows whose label stands in the text */
    uint32_t table, section;
    struct pending pend[PEND_MAX];
    size_t n_pend;
    struct run_value *run;
    size_t n_run, run_capacity;
    uint32_t header[HEADER_MAX]; /* column nodes since the last stub, caption or heading */
    size_t n_header;
    int header_open; /* no row since */
    const char *unit;
    int failed;
};

/* The line on which a token ends: a label may be wrapped. */
static size_t end_line(const struct walk *w, uint32_t token)
{
    return w->f->words[w->f->chars[w->f->tokens[token].last - 1].word].line_index;
}

/* --- what tokens mean ------------------------------------------------------------------------------------- */

static const struct gireport__sense *sense(const struct walk *w, const struct gireport__label_hit *hit, uint32_t kinds)
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

static const char *find_in(const char *text, size_t len, const char *what, size_t n)
{
    for (size_t i = 0; i + n <= len; i++)
        if (text[i] == what[0] && !memcmp(text + i, what, n))
            return text + i;
    return NULL;
}

/* One row that a piece may belong to. */
static void may_be(struct pending *p, uint32_t row)
{
    for (uint32_t i = 0; i < p->n_maybe && i < MAYBE_MAX; i++)
        if (p->maybe[i] == row)
            return;
    if (p->n_maybe < MAYBE_MAX)
        p->maybe[p->n_maybe] = row;
    p->n_maybe++;
}

/* Compares a text with the labels of the template: whose beginning or inner part it is. */
static enum piece piece_of(const struct walk *w, const char *s, size_t len, struct pending *out)
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
        const char *at = find_in(l->texts[i].text, l->texts[i].len, s, len);
        for (uint32_t k = at ? l->texts[i].sense : GIREPORT__NONE; k != GIREPORT__NONE; k = l->senses[k].next) {
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
    if (out->n_maybe > MAYBE_MAX || n < 4)
        out->n_maybe = 0;
    return any ? PIECE_PART : PIECE_OTHER;
}

static int label_kind_of(const struct walk *w, const struct gireport__token *t, struct meaning *m)
{
    const struct gireport__sense *s = sense(w, &t->hit, GIREPORT__LABEL_PART);
    if (s && !numbers_differ(&t->hit, s) && (t->hit.number || (t->gap & GIREPORT__GAP_LINE))) {
        m->kind = GIREPORT__LABEL_PART;
        m->index = s->index;
        return 1;
    }
    s = sense(w, &t->hit, GIREPORT__LABEL_CAPTION | GIREPORT__LABEL_STUB | GIREPORT__LABEL_ROW | GIREPORT__LABEL_COL);
    if (s && numbers_differ(&t->hit, s) && t->hit.text->len <= 6)
        return 0; /* 其他 or 总计 with a number that is another label's */
    if (s) {
        m->kind = (uint8_t)s->kind;
        m->index = s->index;
        return 1;
    }
    if (sense(w, &t->hit, GIREPORT__LABEL_PART))
        return 0;
    m->foreign = 1;
    for (uint32_t i = t->hit.text->sense; i != GIREPORT__NONE; i = w->rd->labels->senses[i].next)
        if (!(w->rd->labels->senses[i].kind & (GIREPORT__LABEL_ROW | GIREPORT__LABEL_NOT)))
            m->foreign = 0;
    return m->foreign;
}

/* Is there a value behind a token before any label or other text? How many follow, and are they on its line? */
static size_t values_follow(const struct walk *w, size_t i, int *on_line)
{
    size_t line = end_line(w, (uint32_t)i), n = 0;
    *on_line = 0;
    for (i++; i < w->f->n_tokens && (w->f->tokens[i].kind == GIREPORT__TOKEN_VALUE ||
                                     w->f->tokens[i].kind == GIREPORT__TOKEN_EMPTY); i++) {
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
        size_t line = gireport__token_word(f, &f->tokens[i])->line_index, j = i, other = 0, labels = 0, tails = 0;
        int marks = 0, on_line;
        for (; j < f->n_tokens && gireport__token_word(f, &f->tokens[j])->line_index == line; j++) {
            const struct gireport__token *t = &f->tokens[j];
            size_t len;
            const char *s = gireport__token_text(f, t, &len);
            labels += t->kind == GIREPORT__TOKEN_LABEL;
            tails += t->kind == GIREPORT__TOKEN_VALUE && t->tail;
            if (t->kind != GIREPORT__TOKEN_TEXT || w->meanings[j].piece != PIECE_OTHER)
                continue;
            if (values_follow(w, j, &on_line) > 2 && on_line) /* a row of the document's own */
                continue;
            other += points(s, len);
            for (size_t k = 0; k < len; k++)
                marks |= s[k] == ',' || s[k] == '.' || s[k] == ';' || s[k] == ':';
        }
        int prose = (other >= PROSE_CHARS && (marks || tails)) || other >= 3 * PROSE_CHARS || (tails && other >= 4);
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

/* Texts that are nearly a label which stands nowhere else: before values, or alone with the label's number. */
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
            (!values_follow(w, i, &on_line) && !gireport__label_number(s, len, &number, &style)))
            continue;
        tried++;
        uint32_t near = gireport__labels_near_row(w->rd->labels, w->rd->t, s, len, w->labelled);
        if (near != GIREPORT__NONE && (values_follow(w, i, &on_line) || number == number_of_row(w, near))) {
            w->labelled[near] = 1;
            w->meanings[i].piece = PIECE_NEAR;
            w->meanings[i].index = near;
        }
    }
}

static void find_meanings(struct walk *w)
{
    struct gireport__flow *f = w->f;
    size_t pieces = 0;
    for (size_t i = 0; i < f->n_tokens; i++) {
        const struct gireport__token *t = &f->tokens[i];
        struct meaning *m = &w->meanings[i];
        struct pending p;
        size_t len;
        const char *s = gireport__token_text(f, t, &len);
        m->index = GIREPORT__NONE;
        if (t->kind == GIREPORT__TOKEN_LABEL && label_kind_of(w, t, m)) {
            if (m->kind == GIREPORT__LABEL_ROW && (t->hit.number || t->hit.text->len > 6))
                w->labelled[m->index] = 1;
        } else if ((t->kind == GIREPORT__TOKEN_TEXT || t->kind == GIREPORT__TOKEN_LABEL) && pieces++ < PIECES_MAX) {
            m->piece = (uint8_t)piece_of(w, s, len, &p);
            if (m->piece == PIECE_TORN) {
                m->index = p.row;
                w->labelled[p.row] = 1;
            }
        }
    }
    find_misprints(w);
    mark_prose(w);
}

/* --- handing over ----------------------------------------------------------------------------------------- */

/* The text of some tokens as it stands in the source: one slice where it is one, else joined by spaces. */
static const char *raw_text(struct walk *w, uint32_t first, uint32_t last, size_t *len)
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
    const char *copy = joined.failed ? NULL : gireport__arena_strndup(&w->rd->arena, gireport__buf_str(&joined), joined.len);
    *len = copy ? joined.len : 0;
    w->failed |= copy == NULL;
    gireport__buf_free(&joined);
    return copy ? copy : "";
}

static struct gireport__spot spot_of(const struct gireport__flow *f, const struct gireport__token *t)
{
    const struct gireport__flow_char *c = &f->chars[t->first];
    const struct gireport__flow_word *word = &f->words[c->word];
    uint32_t column = word->column;
    for (size_t i = 0; column && i < c->off; i++)
        column += ((unsigned char)word->text[i] & 0xc0) != 0x80;
    return (struct gireport__spot){word->line, column, word->place};
}

static int is_across(const struct walk *w, uint32_t section)
{
    return section != GIREPORT__NONE && w->tpl->sections[section].layout == GIREPORT__LAYOUT_ACROSS;
}

/* How many values a row has; 0: not known. Where rows stand side by side (part 四), the line of all of them. */
static uint32_t row_width(const struct walk *w, uint32_t section, uint32_t row)
{
    if (section == GIREPORT__NONE)
        return 0;
    const struct gireport__section *s = &w->tpl->sections[section];
    return is_across(w, section) && row == GIREPORT__NONE ? s->n_fields : s->leaf_cols;
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
        if (!t->cols[c].leaf && t->cols[c].depth && (best == GIREPORT__NONE || t->cols[c].depth > t->cols[best].depth))
            best = c;
    return best;
}

/* Does a header in two rows read like the form's, its cells in any of the orders in which they come out? The inner
 * leaves stand in their order, and no outer leaf stands among them. */
static int in_form_order(const gireport_template *t, const struct gireport__section *s, const uint32_t *leaf, size_t n)
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

/* The order of the columns as the header printed it, where it was read whole. Returns how many; 0: not known. */
static uint32_t header_order(const struct walk *w, uint32_t section, uint32_t *out)
{
    const gireport_template *t = w->tpl;
    const struct gireport__section *s = &t->sections[section];
    uint32_t leaf[HEADER_MAX], n = 0, want = s->leaf_cols;
    for (size_t i = 0; i < w->n_header; i++) {
        uint32_t c = same_column(w, w->header[i], section);
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
    for (uint32_t i = 0; i < n; i++)
        out[i] = t->cols[leaf[i]].pos;
    for (uint32_t i = 1; ordered && i < n; i++)
        for (uint32_t k = i; k && out[k - 1] > out[k]; k--) {
            uint32_t x = out[k];
            out[k] = out[k - 1];
            out[k - 1] = x;
        }
    return n;
}

static void hand_over(struct walk *w, const struct pending *p, uint32_t section, const struct run_value *values,
                      size_t n, uint32_t flags)
{
    uint32_t header[HEADER_MAX];
    struct gireport__row row = {.section = section, .row = p ? p->row : GIREPORT__NONE, .flags = flags, .unit = w->unit};
    if (p) {
        row.flags |= p->flags;
        row.label = raw_text(w, w->f->tokens[p->token].first, w->f->tokens[p->token].last, &row.label_len);
        row.spot = spot_of(w->f, &w->f->tokens[p->token]);
        row.maybe = p->n_maybe && p->row == GIREPORT__NONE ? p->maybe : NULL;
        row.n_maybe = row.maybe ? p->n_maybe : 0;
    } else if (n) {
        row.spot = values[0].printed.spot;
    }
    if (section != GIREPORT__NONE && n) {
        row.n_header = header_order(w, section, header);
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
    if (!n || k <= n || full == k)
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
static struct unit next_unit(const struct walk *w, const struct run_value *v, size_t i, size_t n, uint32_t n_cols)
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
    if (singles >= n_cols && (singles % n_cols == 0 || height == 1)) /* one value a line, row by row */
        u.count = n_cols;
    else if (line % n_cols == 0 && line > n_cols) /* rows run together on a line */
        u.count = n_cols;
    return u;
}

static void hand_rows(struct walk *w, const struct pending *own, uint32_t section, struct run_value *v, size_t n,
                      int leaf_above)
{
    uint32_t n_cols = row_width(w, section, own ? own->row : GIREPORT__NONE);
    n = fit_cells(v, n, n_cols);
    if (own && leaf_above && n_cols && n > n_cols) { /* two labels and two rows: aligned by their order */
        hand_over(w, own, section, NULL, 0, 0);
        own = NULL;
    }
    for (size_t i = 0; i < n;) {
        struct unit u = next_unit(w, v, i, n, n_cols);
        uint32_t flags = 0;
        if (i == 0 && own && u.rows == 1 && u.count != n_cols && n_cols && w->f->tokens[v[0].token].gap == 0)
            flags |= GIREPORT__ROW_GLUED;
        if (u.rows == 1) {
            hand_over(w, i == 0 ? own : NULL, section, v + i, u.count, flags);
        } else {
            if (i == 0 && own)
                hand_over(w, own, section, NULL, 0, 0);
            struct run_value *row = gireport__arena_alloc(&w->rd->arena, n_cols * sizeof(*row));
            w->failed |= row == NULL;
            for (size_t r = 0; row && r < u.rows; r++) {
                for (uint32_t c = 0; c < n_cols; c++)
                    row[c] = v[i + c * u.rows + r];
                hand_over(w, NULL, section, row, n_cols, GIREPORT__ROW_COLUMNS);
            }
        }
        i += u.count;
    }
}

static int is_leaf(const struct walk *w, const struct pending *p)
{
    return p->row != GIREPORT__NONE && w->tpl->rows[p->row].leaf;
}

/* Two pieces on a line belong to one label: leaves in b what both may be. 0: nothing. */
static int both_may_be(const struct pending *a, struct pending *b)
{
    uint32_t n = 0, both[MAYBE_MAX];
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

/* Ends a run: finds the label that it belongs to on its own line, hands everything over in order. */
static void flush(struct walk *w)
{
    struct run_value *v = w->run;
    size_t n = w->n_run, best = SIZE_MAX;
    if (!n)
        return;
    w->n_run = 0;
    if (!filled(v, n) && !w->n_pend) /* empty cells before a label */
        return;
    int leaf_above = 0;
    for (size_t i = 0; i < w->n_pend; i++) {
        const struct pending *p = &w->pend[i];
        int on_line = end_line(w, p->token) == v[0].line && !(p->row != GIREPORT__NONE && is_across(w, w->section) &&
                                                              n != row_width(w, w->section, p->row));
        if (on_line && !p->quiet && (best == SIZE_MAX || is_leaf(w, p) || !is_leaf(w, &w->pend[best])))
            best = i;
        leaf_above |= !on_line && is_leaf(w, p);
    }
    for (size_t i = 0; i < w->n_pend && (best == SIZE_MAX || w->pend[best].quiet); i++) {
        if (end_line(w, w->pend[i].token) != v[0].line || !w->pend[i].n_maybe)
            continue; /* a piece on the line says something where no label does */
        if (best != SIZE_MAX && !both_may_be(&w->pend[best], &w->pend[i]))
            continue;
        best = i;
    }
    if (best != SIZE_MAX && leaf_above && w->pend[best].row != GIREPORT__NONE && !is_leaf(w, &w->pend[best]))
        best = SIZE_MAX; /* a group's label beside the values of the leaf above */
    for (size_t i = 0; i < w->n_pend; i++)
        if (i != best && !w->pend[i].quiet)
            hand_over(w, &w->pend[i], section_of_row(w, w->pend[i].row), NULL, 0, 0);
    const struct pending *own = best == SIZE_MAX ? NULL : &w->pend[best];
    uint32_t section = w->section;
    if (own && own->row != GIREPORT__NONE)
        section = section_of_row(w, own->row);
    else if (w->n_pend && !own)
        for (size_t i = 0; i < w->n_pend; i++)
            if (w->pend[i].row != GIREPORT__NONE)
                section = section_of_row(w, w->pend[i].row);
    hand_rows(w, own, section, v, n, leaf_above);
    w->n_pend = 0;
}

static void drop_pending(struct walk *w)
{
    for (size_t i = 0; i < w->n_pend; i++)
        if (!w->pend[i].quiet)
            hand_over(w, &w->pend[i], section_of_row(w, w->pend[i].row), NULL, 0, 0);
    w->n_pend = 0;
}

static void push(struct walk *w, const struct pending *p)
{
    flush(w);
    for (size_t i = 0; i < w->n_pend; i++)
        if (w->pend[i].row == p->row && p->row != GIREPORT__NONE) {
            w->pend[i].token = p->token; /* a further piece of the same label */
            return;
        }
    if (w->n_pend == PEND_MAX)
        drop_pending(w);
    w->pend[w->n_pend++] = *p;
}

/* --- the walk --------------------------------------------------------------------------------------------- */

static void set_table(struct walk *w, uint32_t table)
{
    w->table = table;
    w->section = GIREPORT__NONE;
    if (table == GIREPORT__NONE)
        return;
    if (w->tpl->tables[table].n_sections == 1)
        w->section = w->tpl->tables[table].first_section;
    gireport__reading_table(w->rd, table);
}

static void begin_header(struct walk *w)
{
    w->n_header = 0;
    w->header_open = 1;
    w->unit = NULL;
}

static uint32_t table_of(const struct walk *w, uint32_t section)
{
    return w->tpl->sections[section].table;
}

/* The unit of money named at once behind a column's label: 采购总金额（万元）. */
static const char *unit_behind(const struct walk *w, size_t token)
{
    static const char *const units[] = {"万元", "亿元", "元"};
    const struct gireport__flow *f = w->f;
    uint32_t from = f->tokens[token].first;
    uint32_t to = token + 1 < f->n_tokens ? f->tokens[token + 1].first : (uint32_t)f->n_chars;
    const char *s = gireport__buf_str(&f->stream) + f->chars[from].at;
    size_t len = f->chars[to].at - f->chars[from].at;
    for (size_t i = 0; i < 3; i++)
        if (find_in(s, len, units[i], strlen(units[i])))
            return units[i];
    return NULL;
}

/* Whether a word that is a row and a column (其他, 总计) is the row here. */
static int is_row_here(const struct walk *w, size_t i)
{
    const struct gireport__token *t = &w->f->tokens[i];
    if (t->hit.number)
        return 1;
    if (w->header_open || (i && w->meanings[i - 1].kind == GIREPORT__LABEL_COL))
        return 0;
    size_t j = i + 1;
    return j < w->f->n_tokens && (w->f->tokens[j].kind == GIREPORT__TOKEN_VALUE ||
                                  w->f->tokens[j].kind == GIREPORT__TOKEN_EMPTY);
}

static void walk_column(struct walk *w, size_t i, uint32_t node)
{
    if (!w->header_open) {
        flush(w);
        begin_header(w);
    }
    if (w->n_header < HEADER_MAX)
        w->header[w->n_header++] = node;
    if (w->tpl->cols[node].type == GIREPORT_TYPE_MONEY)
        w->unit = unit_behind(w, i);
    uint32_t section = w->tpl->cols[node].section;
    if (w->table == GIREPORT__NONE)
        set_table(w, table_of(w, section));
}

static void walk_row(struct walk *w, size_t i, uint32_t node, uint32_t flags)
{
    uint32_t section = w->tpl->rows[node].section;
    struct pending p = {.row = node, .token = (uint32_t)i, .flags = flags};
    if (w->table != table_of(w, section)) {
        flush(w);
        drop_pending(w);
        set_table(w, table_of(w, section));
        if (is_across(w, section))
            begin_header(w);
    }
    w->section = section;
    if (!is_across(w, section))
        w->header_open = 0;
    push(w, &p);
}

static void walk_label(struct walk *w, size_t i)
{
    const struct gireport__token *t = &w->f->tokens[i];
    struct meaning m = w->meanings[i];
    const struct gireport__sense *s;
    struct pending p = {.row = GIREPORT__NONE, .token = (uint32_t)i, .flags = GIREPORT__ROW_FOREIGN};
    if (m.foreign) {
        push(w, &p);
        return;
    }
    if (m.kind == GIREPORT__LABEL_ROW && (s = sense(w, &t->hit, GIREPORT__LABEL_COL)) != NULL && !is_row_here(w, i)) {
        m.kind = GIREPORT__LABEL_COL;
        m.index = s->index;
    } else if (m.kind == GIREPORT__LABEL_COL && (s = sense(w, &t->hit, GIREPORT__LABEL_ROW)) != NULL &&
               is_row_here(w, i)) {
        m.kind = GIREPORT__LABEL_ROW;
        m.index = s->index;
    }
    switch (m.kind) {
    case GIREPORT__LABEL_PART:
        flush(w);
        drop_pending(w);
        set_table(w, w->tpl->parts[m.index].table);
        begin_header(w);
        break;
    case GIREPORT__LABEL_CAPTION:
    case GIREPORT__LABEL_STUB:
        flush(w);
        if (w->table != table_of(w, m.index)) {
            drop_pending(w);
            set_table(w, table_of(w, m.index));
        }
        if (m.kind == GIREPORT__LABEL_CAPTION)
            w->section = m.index;
        begin_header(w);
        break;
    case GIREPORT__LABEL_ROW:
        walk_row(w, i, m.index, 0);
        break;
    case GIREPORT__LABEL_COL:
        walk_column(w, i, m.index);
        break;
    default:
        break;
    }
}

static void walk_text(struct walk *w, size_t i)
{
    const struct meaning *m = &w->meanings[i];
    struct pending p = {.row = GIREPORT__NONE, .token = (uint32_t)i};
    size_t len;
    const char *s = gireport__token_text(w->f, &w->f->tokens[i], &len);
    int on_line = 0, follow = values_follow(w, i, &on_line) > 0;
    if (m->piece == PIECE_PROSE) {
        flush(w);
        return;
    }
    if (m->piece == PIECE_TORN || m->piece == PIECE_NEAR) {
        walk_row(w, i, m->index, m->piece == PIECE_NEAR ? (uint32_t)GIREPORT__ROW_MISPRINT : 0u);
        return;
    }
    if (m->piece == PIECE_INNER || m->piece == PIECE_PART) {
        enum piece again = piece_of(w, s, len, &p);
        p.token = (uint32_t)i;
        p.flags = 0;
        p.quiet = 1;
        if (again == PIECE_INNER) {
            p.maybe[0] = p.row;
            p.n_maybe = 1;
            p.row = GIREPORT__NONE;
        }
        if (follow && on_line)
            push(w, &p);
        return;
    }
    flush(w);
    if (follow && w->table != GIREPORT__NONE && !is_across(w, w->tpl->tables[w->table].first_section)) {
        p.flags = GIREPORT__ROW_FOREIGN;
        p.quiet = !on_line; /* on a line of its own it may be anything */
        push(w, &p);
    }
}

static void walk_value(struct walk *w, size_t i)
{
    const struct gireport__token *t = &w->f->tokens[i];
    if (w->meanings[i].piece == PIECE_PROSE)
        return;
    if (!gireport__grow((void **)&w->run, &w->run_capacity, w->n_run, sizeof(*w->run))) {
        w->failed = 1;
        return;
    }
    struct run_value *v = &w->run[w->n_run++];
    const struct gireport__flow_word *word = gireport__token_word(w->f, t);
    memset(v, 0, sizeof(*v));
    v->token = (uint32_t)i;
    v->line = word->line_index;
    v->printed.pos = GIREPORT__NONE;
    v->printed.text = t->kind == GIREPORT__TOKEN_EMPTY ? "" : raw_text(w, t->first, t->last, &v->printed.len);
    v->printed.spot = spot_of(w->f, t);
    v->printed.x0 = word->x0;
    v->printed.x1 = word->x1;
}

int gireport__flow_rows(struct gireport__flow *f, struct gireport__reading *rd, uint32_t *table)
{
    struct walk w = {.f = f, .rd = rd, .tpl = rd->tpl, .section = GIREPORT__NONE, .header_open = 1};
    w.meanings = gireport__calloc(f->n_tokens + 1, sizeof(*w.meanings));
    w.labelled = gireport__calloc(rd->tpl->n_rows + 1, 1);
    if (w.meanings && w.labelled) {
        w.table = GIREPORT__NONE;
        if (*table != GIREPORT__NONE)
            set_table(&w, *table);
        find_meanings(&w);
        for (size_t i = 0; i < f->n_tokens; i++) {
            if (f->tokens[i].kind == GIREPORT__TOKEN_TEXT || w.meanings[i].piece)
                walk_text(&w, i);
            else if (f->tokens[i].kind == GIREPORT__TOKEN_LABEL)
                walk_label(&w, i);
            else
                walk_value(&w, i);
        }
        flush(&w);
        drop_pending(&w);
        *table = w.table;
    } else {
        w.failed = 1;
    }
    if (w.failed && rd->status == GIREPORT_OK)
        rd->status = GIREPORT_ERR_NOMEM;
    gireport__free(w.meanings);
    gireport__free(w.labelled);
    gireport__free(w.run);
    return rd->status;
}
