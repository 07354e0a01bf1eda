/* SPDX-License-Identifier: MIT */
/* Indicators of a template, and how another edition is seen through it. */
#include <string.h>

#include "../base/num.h"
#include "expression.h"
#include "load.h"

/* The number of a sum that is compiled now, or NONE. */
static uint32_t load_sum(struct gireport__loader *l, const struct gireport__tree *node)
{
    uint32_t index = (uint32_t)l->sums.count;
    if (!node)
        return GIREPORT__NONE;
    gireport__compile_sum(l, node);
    return l->sums.count > index ? index : GIREPORT__NONE;
}

static uint32_t load_least(struct gireport__loader *l, const struct gireport__tree *node)
{
    int64_t value = 0;
    uint32_t scale = 0;
    if (!node)
        return 0;
    if (gireport__num_parse(node->text, node->len, &value, &scale) == GIREPORT__NUM_OK && !scale &&
        value >= 0 && value <= 1000000)
        return (uint32_t)value;
    gireport__load_tell(l, node, "“{0}”应是0到1000000的整数",
                        "\"{0}\" has to be an integer from 0 to 1000000", node->text);
    return 0;
}

static void add_indicator(struct gireport__loader *l, const struct gireport__tree *node, uint32_t per,
                          struct gireport__text whole)
{
    static const struct gireport__want want[] = {{"key", GIREPORT__TREE_SCALAR, 1},
                                                 {"label", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 1},
                                                 {"is", GIREPORT__TREE_SCALAR, 1},
                                                 {"per", GIREPORT__TREE_SCALAR, 0},
                                                 {"whole", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0}};
    const struct gireport__tree *m[5];
    struct gireport__indicator *d;
    if (!gireport__load_take(l, node, want, 5, m) || !m[0] || !m[1] || !m[2] ||
        !gireport__load_key_ok(l, m[0]))
        return;
    d = gireport__load_add(l, &l->indicators, sizeof *d, GIREPORT__MAX_FIGURES, node);
    if (!d)
        return;
    d->key = gireport__load_string(l, m[0]);
    d->label = gireport__load_text(l, m[1]);
    d->is = load_sum(l, m[2]);
    d->per = m[3] ? load_sum(l, m[3]) : per;
    d->whole = whole;
    if (m[4])
        d->whole = gireport__load_text(l, m[4]);
}

static void add_group(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"key", GIREPORT__TREE_SCALAR, 1},
                                                 {"title", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 1},
                                                 {"unit", GIREPORT__TREE_SCALAR, 0},
                                                 {"per", GIREPORT__TREE_SCALAR, 0},
                                                 {"whole", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0},
                                                 {"parts", GIREPORT__TREE_SCALAR, 0},
                                                 {"least", GIREPORT__TREE_SCALAR, 0},
                                                 {"list", GIREPORT__TREE_SEQ, 1}};
    static const char *const truth[] = {"false", "true", NULL};
    const struct gireport__tree *m[8];
    struct gireport__text whole = {NULL, NULL};
    struct gireport__figures *f;
    uint32_t per;
    if (!gireport__load_take(l, node, want, 8, m) || !m[0] || !m[1] || !m[7] ||
        !gireport__load_key_ok(l, m[0]))
        return;
    f = gireport__load_add(l, &l->figures, sizeof *f, GIREPORT__MAX_FIGURES, node);
    if (!f)
        return;
    f->key = gireport__load_string(l, m[0]);
    f->title = gireport__load_text(l, m[1]);
    f->unit = gireport__load_string(l, m[2]);
    f->parts = gireport__load_word(l, m[5], truth, 0, 0);
    f->least = load_least(l, m[6]);
    f->first = (uint32_t)l->indicators.count;
    per = load_sum(l, m[3]);
    if (m[4])
        whole = gireport__load_text(l, m[4]);
    if (f->parts && !m[3])
        gireport__load_tell(l, node, "有 parts 就要有 per", "a group with \"parts\" needs \"per\"", NULL);
    for (const struct gireport__tree *i = m[7]->first; i && gireport__load_goes_on(l); i = i->next)
        add_indicator(l, i, per, whole);
    f->n = (uint32_t)l->indicators.count - f->first;
}

void gireport__load_figures(struct gireport__loader *l, const struct gireport__tree *node)
{
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next)
        add_group(l, m);
}

/* ---- views ---- */

/* Keys of another template cannot be looked up here; they have the shape of keys. */
static const char *const *load_keys(struct gireport__loader *l, const struct gireport__tree *node,
                                    uint32_t *n)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyz0123456789_.";
    const char **keys = gireport__arena_alloc(&l->arena, (node->count + (size_t)1) * sizeof *keys);
    *n = 0;
    if (!keys) {
        l->teller.status = GIREPORT_ERR_NOMEM;
        return NULL;
    }
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next) {
        if (m->kind != GIREPORT__TREE_SCALAR || !m->len || strspn(m->text, allowed) != m->len)
            gireport__load_tell(l, m, "这里应是“表.行.列”或它的前段",
                                "TABLE.ROW.COLUMN or its beginning is expected here", NULL);
        else
            keys[(*n)++] = gireport__load_string(l, m);
    }
    return keys;
}

static void add_view(struct gireport__loader *l, const struct gireport__tree *node, const char *of)
{
    static const struct gireport__want want[] = {{"keys", GIREPORT__TREE_SEQ, 1},
                                                 {"is", GIREPORT__TREE_SCALAR, 1},
                                                 {"why", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0}};
    static const char *const kinds[] = {"same", "sum", "none", NULL};
    const struct gireport__tree *m[3];
    struct gireport__view *v;
    if (!gireport__load_take(l, node, want, 3, m) || !m[0] || !m[1])
        return;
    v = gireport__load_add(l, &l->views, sizeof *v, GIREPORT__MAX_FIGURES, node);
    if (!v)
        return;
    v->of = of;
    v->keys = load_keys(l, m[0], &v->n_keys);
    v->kind = gireport__load_word(l, m[1], kinds, 0, 0);
    if (m[2])
        v->why = gireport__load_text(l, m[2]);
}

void gireport__load_views(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"of", GIREPORT__TREE_SCALAR, 1},
                                                 {"list", GIREPORT__TREE_SEQ, 1}};
    for (const struct gireport__tree *i = node->first; i && gireport__load_goes_on(l); i = i->next) {
        const struct gireport__tree *m[2];
        const char *of;
        if (!gireport__load_take(l, i, want, 2, m) || !m[0] || !m[1])
            continue;
        of = gireport__load_string(l, m[0]);
        for (const struct gireport__tree *v = m[1]->first; v && gireport__load_goes_on(l); v = v->next)
            add_view(l, v, of);
    }
}
