/* SPDX-License-Identifier: MIT */
/* The members of a map of a tree. */
#include "tree.h"

#include <string.h>

#include "../base/text.h"

static void tell_unknown(struct gireport__teller *t, const struct gireport__tree *m,
                         const struct gireport__want *want, size_t n)
{
    size_t best = 3, near = n;
    for (size_t i = 0; i < n; i++) {
        size_t d = gireport__distance(m->key, strlen(m->key), want[i].key, strlen(want[i].key), 2);
        if (d < best) {
            best = d;
            near = i;
        }
    }
    if (near < n)
        gireport__tell(t, m->key_line, m->key_column, "不认识的键“{0}”，是不是“{1}”？",
                       "unknown key \"{0}\"; is it \"{1}\"?", m->key, want[near].key);
    else
        gireport__tell(t, m->key_line, m->key_column, "不认识的键“{0}”", "unknown key \"{0}\"", m->key, NULL);
}

static void tell_kind(struct gireport__teller *t, const struct gireport__tree *m, uint32_t kinds)
{
    if (kinds == GIREPORT__TREE_SEQ)
        gireport__tell(t, m->line, m->column, "“{0}”应是一个列表", "\"{0}\" has to be a list", m->key, NULL);
    else if (kinds == GIREPORT__TREE_SCALAR)
        gireport__tell(t, m->line, m->column, "“{0}”应是一个词或一段文字",
                       "\"{0}\" has to be a word or a text", m->key, NULL);
    else if (kinds == GIREPORT__TREE_MAP)
        gireport__tell(t, m->line, m->column, "“{0}”应是一组“键: 值”", "\"{0}\" has to be a mapping", m->key,
                       NULL);
    else
        gireport__tell(t, m->line, m->column, "“{0}”的类型不对", "\"{0}\" is of a wrong type", m->key, NULL);
}

int gireport__tree_take(struct gireport__teller *t, const struct gireport__tree *node,
                        const struct gireport__want *want, size_t n, const struct gireport__tree **out)
{
    memset(out, 0, n * sizeof *out);
    if (node->kind != GIREPORT__TREE_MAP) {
        gireport__tell(t, node->line, node->column, "这里应是一组“键: 值”", "a mapping is expected here",
                       NULL, NULL);
        return 0;
    }
    for (const struct gireport__tree *m = node->first; m; m = m->next) {
        size_t i = 0;
        while (i < n && strcmp(m->key, want[i].key) != 0)
            i++;
        if (i == n)
            tell_unknown(t, m, want, n);
        else if (!(m->kind & want[i].kinds))
            tell_kind(t, m, want[i].kinds);
        else if (m->kind == GIREPORT__TREE_SCALAR && m->null && want[i].required)
            gireport__tell(t, m->line, m->column, "“{0}”不能空着", "\"{0}\" must not be empty", m->key, NULL);
        else if (!out[i])
            out[i] = m;
    }
    for (size_t i = 0; i < n; i++) {
        int there = 0;
        for (const struct gireport__tree *m = node->first; m && !there; m = m->next)
            there = !strcmp(m->key, want[i].key);
        if (want[i].required && !there)
            gireport__tell(t, node->line, node->column, "缺少“{0}”", "\"{0}\" is missing", want[i].key, NULL);
    }
    return 1;
}
