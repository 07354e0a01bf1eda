/* SPDX-License-Identifier: MIT */
/* The ledger of a template: which columns a ledger of requests has, and which words stand for which row of the
 * form. The labels of the form and their aliases are words as they are. */
#include <stdlib.h>
#include <string.h>

#include "load.h"

#define MAX_WORDS 4096 /* of one list */

static struct gireport__ledger *ledger_of(struct gireport__loader *l)
{
    return &l->t.ledger;
}

/* The section of a row or column in the order of the file. */
static const struct gireport__section *section_of(struct gireport__loader *l, uint32_t row)
{
    return &gireport__load_sections(l)[gireport__load_rows(l)[row].section];
}

/* Adds a word unless it is there. A word of two meanings is told: which one it has could only be guessed. */
static void add_word(struct gireport__loader *l, struct gireport__list *list, const char *word, uint32_t target,
                     const struct gireport__tree *at)
{
    struct gireport__ledger_word *words = list->items, *w;
    if (!word)
        return;
    for (size_t i = 0; i < list->count; i++)
        if (!strcmp(words[i].word, word)) {
            if (words[i].target != target)
                gireport__load_tell(l, at, "“{0}”有两种意思", "\"{0}\" has two meanings", word);
            return;
        }
    w = gireport__load_add(l, list, sizeof *w, MAX_WORDS, at);
    if (w) {
        w->word = word;
        w->target = target;
    }
}

static void add_words(struct gireport__loader *l, struct gireport__list *list, const struct gireport__tree *words,
                      uint32_t target)
{
    if (words->kind != GIREPORT__TREE_SEQ) {
        gireport__load_tell(l, words, "这里应是一串词", "a list of words is expected here", NULL);
        return;
    }
    for (const struct gireport__tree *m = words->first; m && gireport__load_goes_on(l); m = m->next)
        add_word(l, list, gireport__load_folded(l, m), target, m);
}

static void add_label(struct gireport__loader *l, struct gireport__list *list, const struct gireport__node *node,
                      uint32_t target, const struct gireport__tree *at)
{
    add_word(l, list, node->label.folded, target, at);
    for (uint32_t i = 0; i < node->label.n_aliases; i++)
        add_word(l, list, node->label.aliases[i], target, at);
}

static int compare_words(const void *a, const void *b)
{
    return strcmp(((const struct gireport__ledger_word *)a)->word, ((const struct gireport__ledger_word *)b)->word);
}

static struct gireport__ledger_words settle_words(struct gireport__loader *l, struct gireport__list *list)
{
    struct gireport__ledger_words words = {0};
    struct gireport__ledger_word *copy = NULL;
    if (list->count) {
        qsort(list->items, list->count, sizeof *copy, compare_words);
        copy = gireport__arena_alloc(&l->arena, list->count * sizeof *copy);
        if (copy)
            memcpy(copy, list->items, list->count * sizeof *copy);
        else
            l->teller.status = GIREPORT_ERR_NOMEM;
    }
    words.list = copy;
    words.n = copy ? (uint32_t)list->count : 0;
    gireport__free(list->items);
    *list = (struct gireport__list){0};
    return words;
}

/* The row with cells that "TABLE.ROW" names, or NONE after telling. */
static uint32_t find_row(struct gireport__loader *l, const struct gireport__tree *node)
{
    const struct gireport__node *rows = gireport__load_rows(l);
    const struct gireport__table *tables = l->tables.items;
    const char *dot = node ? strchr(node->text, '.') : NULL;
    if (!node)
        return GIREPORT__NONE;
    for (uint32_t i = 0; dot && i < l->rows.count; i++) {
        const char *table = tables[gireport__load_sections(l)[rows[i].section].table].key;
        if (rows[i].leaf && rows[i].key && !strcmp(rows[i].key, dot + 1) &&
            strlen(table) == (size_t)(dot - node->text) && !memcmp(table, node->text, strlen(table)))
            return i;
    }
    gireport__load_tell(l, node, "没有“{0}”这一行", "there is no row \"{0}\"", node->text);
    return GIREPORT__NONE;
}

/* A row or a column by its key alone among those of a section. */
static uint32_t find_key(const struct gireport__node *nodes, uint32_t first, uint32_t n, const char *key)
{
    for (uint32_t i = first; i < first + n; i++)
        if (nodes[i].leaf && nodes[i].key && !strcmp(nodes[i].key, key))
            return i;
    return GIREPORT__NONE;
}

/* Words for the columns of the section in which `row` stands: kinds of applicants, results of disputes. */
static void load_column_words(struct gireport__loader *l, struct gireport__list *list,
                              const struct gireport__tree *node, uint32_t row)
{
    const struct gireport__section *s = section_of(l, row);
    const struct gireport__node *cols = gireport__load_cols(l);
    for (const struct gireport__tree *m = node ? node->first : NULL; m && gireport__load_goes_on(l); m = m->next) {
        uint32_t col = find_key(cols, s->first_col, s->n_cols, m->key);
        if (col == GIREPORT__NONE || cols[col].total)
            gireport__load_tell(l, m, "没有“{0}”这一列", "there is no column \"{0}\"", m->key);
        else
            add_words(l, list, m, col);
    }
    for (uint32_t i = s->first_col; node && i < s->first_col + s->n_cols; i++)
        if (cols[i].leaf && !cols[i].total)
            add_label(l, list, &cols[i], i, node);
}

static int is_outcome(struct gireport__loader *l, uint32_t row)
{
    const struct gireport__ledger *g = ledger_of(l);
    return gireport__load_rows(l)[row].leaf && row != g->received && row != g->carried_in && row != g->closed &&
           row != g->carried_out;
}

static void load_outcomes(struct gireport__loader *l, const struct gireport__tree *node,
                          const struct gireport__tree *open)
{
    const struct gireport__section *s = section_of(l, ledger_of(l)->closed);
    const struct gireport__node *rows = gireport__load_rows(l);
    struct gireport__list list = {0};
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next) {
        uint32_t row = find_key(rows, s->first_row, s->n_rows, m->key);
        if (row == GIREPORT__NONE || !is_outcome(l, row))
            gireport__load_tell(l, m, "没有“{0}”这一行", "there is no row \"{0}\"", m->key);
        else
            add_words(l, &list, m, row);
    }
    for (uint32_t i = s->first_row; i < s->first_row + s->n_rows; i++)
        if (is_outcome(l, i))
            add_label(l, &list, &rows[i], i, node);
    if (open)
        add_words(l, &list, open, GIREPORT__NONE);
    ledger_of(l)->outcomes = settle_words(l, &list);
}

/* The names of a column: the first one is how it is called. */
static void load_column(struct gireport__loader *l, struct gireport__list *list, const struct gireport__tree *node,
                        uint32_t column, const char **names)
{
    names[column] = "";
    if (!node)
        return;
    if (node->first && node->first->kind == GIREPORT__TREE_SCALAR)
        names[column] = gireport__load_string(l, node->first);
    add_words(l, list, node, column);
}

static void load_dispute(struct gireport__loader *l, struct gireport__list *list, const struct gireport__tree *node,
                         const char **names)
{
    static const struct gireport__want want[] = {{"row", GIREPORT__TREE_SCALAR, 1},
                                                 {"result", GIREPORT__TREE_SEQ, 1},
                                                 {"filed", GIREPORT__TREE_SEQ, 0},
                                                 {"decided", GIREPORT__TREE_SEQ, 0},
                                                 {"after", GIREPORT__TREE_SCALAR, 0}};
    struct gireport__ledger *g = ledger_of(l);
    const struct gireport__tree *m[5];
    uint32_t i = g->n_disputes, after;
    if (!gireport__load_take(l, node, want, 5, m))
        return;
    if (i == GIREPORT__LEDGER_MAX_DISPUTES) {
        gireport__tell_limit(&l->teller, node->line, node->column, "超出数量的限制", "beyond the limit of items");
        return;
    }
    g->disputes[i].row = find_row(l, m[0]);
    g->disputes[i].after = GIREPORT__NONE;
    after = find_row(l, m[4]);
    for (uint32_t k = 0; k < i; k++)
        if (after == g->disputes[k].row)
            g->disputes[i].after = k;
    if (m[4] && g->disputes[i].after == GIREPORT__NONE)
        gireport__load_tell(l, m[4], "前面没有“{0}”", "\"{0}\" does not stand before", m[4]->text);
    for (uint32_t k = 0; k < 3; k++)
        load_column(l, list, m[1 + k], GIREPORT__LEDGER_DISPUTES + 3 * i + k, names);
    g->n_disputes++;
}

static void load_columns(struct gireport__loader *l, const struct gireport__tree *node,
                         const struct gireport__tree *disputes)
{
    static const struct gireport__want want[] = {{"number", GIREPORT__TREE_SEQ, 1},
                                                 {"received", GIREPORT__TREE_SEQ, 1},
                                                 {"applicant", GIREPORT__TREE_SEQ, 1},
                                                 {"outcome", GIREPORT__TREE_SEQ, 1},
                                                 {"closed", GIREPORT__TREE_SEQ, 1}};
    struct gireport__ledger *g = ledger_of(l);
    const struct gireport__tree *m[GIREPORT__LEDGER_DISPUTES];
    struct gireport__list list = {0};
    const char **names = gireport__arena_alloc(&l->arena, GIREPORT__LEDGER_MAX_COLUMNS * sizeof *names);
    if (!names) {
        l->teller.status = GIREPORT_ERR_NOMEM;
        return;
    }
    if (!gireport__load_take(l, node, want, GIREPORT__LEDGER_DISPUTES, m))
        return;
    for (uint32_t i = 0; i < GIREPORT__LEDGER_DISPUTES; i++)
        load_column(l, &list, m[i], i, names);
    for (const struct gireport__tree *d = disputes ? disputes->first : NULL; d && gireport__load_goes_on(l);
         d = d->next)
        load_dispute(l, &list, d, names);
    g->names = names;
    g->n_names = GIREPORT__LEDGER_DISPUTES + 3 * g->n_disputes;
    g->columns = settle_words(l, &list);
}

static void load_results(struct gireport__loader *l, struct gireport__list *list, const struct gireport__tree *node,
                         const struct gireport__tree *pending)
{
    struct gireport__ledger *g = ledger_of(l);
    const struct gireport__section *s = section_of(l, g->disputes[0].row);
    load_column_words(l, list, node, g->disputes[0].row);
    if (!pending)
        return;
    g->pending = find_key(gireport__load_cols(l), s->first_col, s->n_cols, pending->text);
    if (g->pending == GIREPORT__NONE)
        gireport__load_tell(l, pending, "没有“{0}”这一列", "there is no column \"{0}\"", pending->text);
}

/* Everything that is counted of requests stands in one table, and all disputes in one. */
static void check_rows(struct gireport__loader *l, const struct gireport__tree *node)
{
    const struct gireport__ledger *g = ledger_of(l);
    const uint32_t rows[] = {g->received, g->carried_in, g->carried_out};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (section_of(l, rows[i]) != section_of(l, g->closed))
            gireport__load_tell(l, node, "这些行不在同一张表里", "these rows are not of one table", NULL);
    for (uint32_t i = 1; i < g->n_disputes; i++)
        if (section_of(l, g->disputes[i].row) != section_of(l, g->disputes[0].row))
            gireport__load_tell(l, node, "这些行不在同一张表里", "these rows are not of one table", NULL);
}

enum member { NEW, CARRIED_IN, CLOSED, CARRIED_OUT, COLUMNS, APPLICANTS, OUTCOMES, OPEN, DISPUTES, RESULTS, PENDING, NO_DISPUTE,
              N_MEMBERS };

void gireport__load_ledger(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const uint32_t one = GIREPORT__TREE_SCALAR, many = GIREPORT__TREE_SEQ, map = GIREPORT__TREE_MAP;
    const struct gireport__want want[N_MEMBERS] = {
        [NEW] = {"new", one, 1},          [CARRIED_IN] = {"carried_in", one, 1},
        [CLOSED] = {"closed", one, 1},    [CARRIED_OUT] = {"carried_out", one, 1},
        [COLUMNS] = {"columns", map, 1},  [APPLICANTS] = {"applicants", map, 1},
        [OUTCOMES] = {"outcomes", map, 1}, [OPEN] = {"open", many, 0},
        [DISPUTES] = {"disputes", many, 0}, [RESULTS] = {"results", map, 0},
        [PENDING] = {"pending", one, 0},
        [NO_DISPUTE] = {"no_dispute", many, 0},
    };
    const struct gireport__tree *m[N_MEMBERS];
    struct gireport__ledger *g = ledger_of(l);
    struct gireport__list list = {0};
    if (!gireport__load_take(l, node, want, N_MEMBERS, m))
        return;
    g->pending = GIREPORT__NONE;
    g->received = find_row(l, m[NEW]);
    g->carried_in = find_row(l, m[CARRIED_IN]);
    g->closed = find_row(l, m[CLOSED]);
    g->carried_out = find_row(l, m[CARRIED_OUT]);
    if (l->teller.status == GIREPORT_OK)
        load_columns(l, m[COLUMNS], m[DISPUTES]);
    if (l->teller.status == GIREPORT_OK)
        check_rows(l, node);
    if (l->teller.status != GIREPORT_OK)
        return;
    load_outcomes(l, m[OUTCOMES], m[OPEN]);
    load_column_words(l, &list, m[APPLICANTS], g->closed);
    g->applicants = settle_words(l, &list);
    if (g->n_disputes)
        load_results(l, &list, m[RESULTS], m[PENDING]);
    if (m[NO_DISPUTE])
        add_words(l, &list, m[NO_DISPUTE], GIREPORT__NONE);
    g->results = settle_words(l, &list);
}
