/* SPDX-License-Identifier: MIT */
/* What every step of the loader needs: members of maps, texts, labels, words. */
#include "load.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/text.h"

#define MAX_LABEL 1000
#define MAX_KEY   40

int gireport__load_goes_on(const struct gireport__loader *l)
{
    return l->teller.status == GIREPORT_OK || l->teller.status == GIREPORT_ERR_INVALID_DATA;
}

void gireport__load_tell(struct gireport__loader *l, const struct gireport__tree *at, const char *zh,
                         const char *en, const char *a)
{
    gireport__tell(&l->teller, at->line, at->column, zh, en, a, NULL);
}

int gireport__load_take(struct gireport__loader *l, const struct gireport__tree *node,
                        const struct gireport__want *want, size_t n, const struct gireport__tree **out)
{
    return gireport__tree_take(&l->teller, node, want, n, out);
}

void *gireport__load_add(struct gireport__loader *l, struct gireport__list *list, size_t size, size_t max,
                         const struct gireport__tree *at)
{
    char *item;
    if (list->count >= max) {
        gireport__tell_limit(&l->teller, at->line, at->column, "超出数量的限制", "beyond the limit of items");
        return NULL;
    }
    if (!gireport__grow(&list->items, &list->capacity, list->count, size)) {
        l->teller.status = GIREPORT_ERR_NOMEM;
        return NULL;
    }
    item = (char *)list->items + list->count++ * size;
    memset(item, 0, size);
    return item;
}

const char *gireport__load_copy(struct gireport__loader *l, const char *s, size_t len)
{
    const char *p = gireport__arena_strndup(&l->arena, s, len);
    if (!p)
        l->teller.status = GIREPORT_ERR_NOMEM;
    return p ? p : "";
}

const char *gireport__load_string(struct gireport__loader *l, const struct gireport__tree *node)
{
    if (!node || node->kind != GIREPORT__TREE_SCALAR || node->null)
        return "";
    return gireport__load_copy(l, node->text, node->len);
}

struct gireport__text gireport__load_text(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"zh", GIREPORT__TREE_SCALAR, 1},
                                                 {"en", GIREPORT__TREE_SCALAR, 1}};
    struct gireport__text text = {"", ""};
    const struct gireport__tree *m[2];
    if (!node)
        return text;
    if (node->kind == GIREPORT__TREE_SCALAR) {
        text.zh = text.en = gireport__load_string(l, node);
        return text;
    }
    if (gireport__load_take(l, node, want, 2, m)) {
        text.zh = gireport__load_string(l, m[0]);
        text.en = gireport__load_string(l, m[1]);
    }
    return text;
}

/* Folds a text into the template; NULL where nothing is left of it. */
static const char *fold(struct gireport__loader *l, const char *s, size_t len)
{
    struct gireport__buf b = {0};
    const char *p = NULL;
    gireport__fold(&b, s, len);
    if (b.failed)
        l->teller.status = GIREPORT_ERR_NOMEM;
    else if (b.len)
        p = gireport__load_copy(l, b.data, b.len);
    gireport__buf_free(&b);
    return p;
}

const char *gireport__load_folded(struct gireport__loader *l, const struct gireport__tree *node)
{
    const char *p = NULL;
    if (node->kind != GIREPORT__TREE_SCALAR || node->null || node->len > MAX_LABEL) {
        gireport__load_tell(l, node, "这里应是一段不太长的文字", "a text that is not too long is expected here",
                            NULL);
        return NULL;
    }
    p = fold(l, node->text, node->len);
    if (!p && gireport__load_goes_on(l))
        gireport__load_tell(l, node, "“{0}”里没有文字", "there is no text in \"{0}\"", node->text);
    return p;
}

const char *const *gireport__load_folded_list(struct gireport__loader *l, const struct gireport__tree *node,
                                              uint32_t *count)
{
    const char **list;
    *count = 0;
    if (!node || !node->count)
        return NULL;
    list = gireport__arena_alloc(&l->arena, node->count * sizeof *list);
    if (!list) {
        l->teller.status = GIREPORT_ERR_NOMEM;
        return NULL;
    }
    for (const struct gireport__tree *m = node->first; m; m = m->next) {
        const char *s = gireport__load_folded(l, m);
        if (s)
            list[(*count)++] = s;
    }
    return list;
}

/* Adds a folded text to the aliases unless it is the label itself or there already. */
static void add_alias(struct gireport__label *label, const char **aliases, const char *s)
{
    if (!s || !strcmp(s, label->folded))
        return;
    for (uint32_t i = 0; i < label->n_aliases; i++)
        if (!strcmp(aliases[i], s))
            return;
    aliases[label->n_aliases++] = s;
}

struct gireport__label gireport__load_label(struct gireport__loader *l, const struct gireport__tree *number,
                                            const struct gireport__tree *text,
                                            const struct gireport__tree *aliases)
{
    struct gireport__label label = {"", "", NULL, 0};
    struct gireport__buf whole = {0};
    const char **list, *bare;
    if (!text || !(bare = gireport__load_folded(l, text)))
        return label;
    if (number)
        gireport__buf_add(&whole, number->text, number->len);
    gireport__buf_add(&whole, text->text, text->len);
    list = gireport__arena_alloc(&l->arena, ((size_t)1 + (aliases ? aliases->count : 0)) * sizeof *list);
    if (whole.failed || !list) {
        l->teller.status = GIREPORT_ERR_NOMEM;
    } else {
        const char *folded = number ? fold(l, whole.data, whole.len) : bare;
        label.text = gireport__load_copy(l, whole.data, whole.len);
        label.folded = folded ? folded : "";
        label.aliases = list;
        add_alias(&label, list, bare);
        for (const struct gireport__tree *m = aliases ? aliases->first : NULL; m; m = m->next)
            add_alias(&label, list, gireport__load_folded(l, m));
    }
    gireport__buf_free(&whole);
    return label;
}

uint32_t gireport__load_word(struct gireport__loader *l, const struct gireport__tree *node,
                             const char *const *words, uint32_t first, uint32_t otherwise)
{
    if (!node)
        return otherwise;
    for (uint32_t i = 0; words[i]; i++)
        if (!strcmp(words[i], node->text))
            return first + i;
    gireport__load_tell(l, node, "“{0}”不是这里可用的词", "\"{0}\" is none of the words allowed here",
                        node->text);
    return otherwise;
}

int gireport__load_key_ok(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";
    int ok = node->len > 0 && node->len <= MAX_KEY && node->text[0] >= 'a' && node->text[0] <= 'z' &&
             strspn(node->text, letters) == node->len && strcmp(node->text, "subtotal") != 0;
    if (!ok)
        gireport__load_tell(l, node, "“{0}”不能作键：用小写字母、数字和 _，以字母开头，最多40个",
                            "\"{0}\" is no key: lower-case letters, digits and _, a letter first, at most 40",
                            node->text);
    return ok;
}
