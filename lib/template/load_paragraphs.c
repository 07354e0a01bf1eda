/* SPDX-License-Identifier: MIT */
/* Paragraphs of a template: sentences that say what the tables say (lib/write/paragraph.c). */
#include "expression.h"

/* The index of a sum, or GIREPORT__NONE where there is none or it is wrong (told). */
static uint32_t load_sum(struct gireport__loader *l, const struct gireport__tree *node)
{
    size_t before = l->sums.count;
    if (node)
        gireport__compile_sum(l, node);
    return l->sums.count > before ? (uint32_t)before : GIREPORT__NONE;
}

static struct gireport__wording_piece *add_piece(struct gireport__loader *l, const struct gireport__tree *node)
{
    struct gireport__wording_piece *p = gireport__load_add(l, &l->pieces, sizeof *p, GIREPORT__MAX_PIECES, node);
    if (p)
        *p = (struct gireport__wording_piece){"", "", "", "", GIREPORT__NONE, 0};
    return p;
}

static void load_number(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"of", GIREPORT__TREE_SCALAR, 1},
                                                 {"say", GIREPORT__TREE_SCALAR, 1},
                                                 {"zero", GIREPORT__TREE_SCALAR, 0}};
    const struct gireport__tree *m[3];
    struct gireport__wording_piece *p;
    if (!gireport__load_take(l, node, want, 3, m))
        return;
    p = add_piece(l, node);
    if (!p)
        return;
    p->sum = load_sum(l, m[0]);
    p->say = gireport__load_string(l, m[1]);
    p->zero = gireport__load_string(l, m[2]);
}

static void load_list(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"lead", GIREPORT__TREE_SCALAR, 0},
                                                 {"join", GIREPORT__TREE_SCALAR, 0},
                                                 {"tail", GIREPORT__TREE_SCALAR, 0},
                                                 {"list", GIREPORT__TREE_SEQ, 1}};
    const struct gireport__tree *m[4];
    struct gireport__wording_piece piece = {"", "", "", "", GIREPORT__NONE, 0}, *p;
    size_t at = l->pieces.count;
    if (!gireport__load_take(l, node, want, 4, m) || !m[3])
        return;
    piece.say = gireport__load_string(l, m[0]);
    piece.join = gireport__load_string(l, m[1]);
    piece.tail = gireport__load_string(l, m[2]);
    p = add_piece(l, node);
    if (!p)
        return;
    *p = piece;
    for (const struct gireport__tree *one = m[3]->first; one && gireport__load_goes_on(l); one = one->next)
        load_number(l, one);
    p = (struct gireport__wording_piece *)l->pieces.items + at;
    p->n_items = (uint32_t)(l->pieces.count - at - 1);
    if (!p->n_items)
        gireport__load_tell(l, node, "列表里没有内容", "the list is empty", NULL);
}

static void load_piece(struct gireport__loader *l, const struct gireport__tree *node)
{
    int is_list = 0;
    if (node->kind == GIREPORT__TREE_SCALAR) {
        struct gireport__wording_piece *p = add_piece(l, node);
        if (p)
            p->say = gireport__load_string(l, node);
        return;
    }
    for (const struct gireport__tree *m = node->first; m && node->kind == GIREPORT__TREE_MAP; m = m->next)
        is_list |= m->key && m->key[0] == 'l'; /* lead or list: nothing else of a piece begins so */
    if (is_list)
        load_list(l, node);
    else
        load_number(l, node);
}

static void load_sentence(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"if", GIREPORT__TREE_SCALAR, 0},
                                                 {"else", GIREPORT__TREE_SCALAR, 0},
                                                 {"say", GIREPORT__TREE_SEQ, 1}};
    const struct gireport__tree *m[3];
    struct gireport__wording_sentence s = {0}, *kept;
    if (!gireport__load_take(l, node, want, 3, m) || !m[2])
        return;
    if (m[1] && !m[0])
        gireport__load_tell(l, m[1], "没有 if 就不能有 else", "\"else\" needs \"if\"", NULL);
    s.condition = load_sum(l, m[0]);
    s.otherwise = gireport__load_string(l, m[1]);
    s.first_piece = (uint32_t)l->pieces.count;
    for (const struct gireport__tree *one = m[2]->first; one && gireport__load_goes_on(l); one = one->next)
        load_piece(l, one);
    s.n_pieces = (uint32_t)l->pieces.count - s.first_piece;
    kept = gireport__load_add(l, &l->sentences, sizeof *kept, GIREPORT__MAX_PIECES, node);
    if (kept)
        *kept = s;
}

void gireport__load_paragraphs(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"key", GIREPORT__TREE_SCALAR, 1},
                                                 {"list", GIREPORT__TREE_SEQ, 1}};
    for (const struct gireport__tree *one = node->first; one && gireport__load_goes_on(l); one = one->next) {
        const struct gireport__tree *m[2];
        struct gireport__wording_paragraph p = {0}, *kept;
        if (!gireport__load_take(l, one, want, 2, m) || !m[0] || !m[1])
            continue;
        p.key = gireport__load_key_ok(l, m[0]) ? gireport__load_string(l, m[0]) : "";
        p.first_sentence = (uint32_t)l->sentences.count;
        for (const struct gireport__tree *s = m[1]->first; s && gireport__load_goes_on(l); s = s->next)
            load_sentence(l, s);
        p.n_sentences = (uint32_t)l->sentences.count - p.first_sentence;
        kept = gireport__load_add(l, &l->paragraphs, sizeof *kept, GIREPORT__MAX_PIECES, one);
        if (kept)
            *kept = p;
    }
}
