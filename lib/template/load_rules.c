/* SPDX-License-Identifier: MIT */
/* Rules of a template: their texts and expressions. */
#include <string.h>

#include "../base/buf.h"
#include "expression.h"

static const char *compile_all(struct gireport__loader *l, const struct gireport__tree *node, uint32_t rule)
{
    struct gireport__buf text = {0};
    const char *all = "";
    if (node->kind == GIREPORT__TREE_SCALAR) {
        gireport__compile(l, node, rule);
        return gireport__load_string(l, node);
    }
    if (!node->count)
        gireport__load_tell(l, node, "至少要有一条表达式", "at least one expression is needed", NULL);
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next) {
        gireport__compile(l, m, rule);
        if (text.len)
            gireport__buf_adds(&text, "; ");
        gireport__buf_adds(&text, m->text ? m->text : "");
    }
    if (text.failed)
        l->teller.status = GIREPORT_ERR_NOMEM;
    else
        all = gireport__load_copy(l, gireport__buf_str(&text), text.len);
    gireport__buf_free(&text);
    return all;
}

int gireport__load_rule_id_ok(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const char allowed[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.";
    int ok = node->len > 0 && node->len <= 40 && strspn(node->text, allowed) == node->len;
    if (!ok)
        gireport__load_tell(l, node, "规则编号“{0}”只能用字母、数字、-、_ 和 .，最多40个",
                            "the rule id \"{0}\" may have letters, digits, -, _ and . only, at most 40",
                            node->text);
    return ok;
}

static int rule_id_ok(struct gireport__loader *l, const struct gireport__tree *id)
{
    const struct gireport_rule *rules = l->rules.items;
    if (!gireport__load_rule_id_ok(l, id))
        return 0;
    for (size_t i = 0; i < l->rules.count; i++)
        if (!strcmp(rules[i].id, id->text)) {
            gireport__load_tell(l, id, "规则编号“{0}”重复", "the rule id \"{0}\" stands here twice",
                                id->text);
            return 0;
        }
    return 1;
}

static void add_rule(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {
        {"id", GIREPORT__TREE_SCALAR, 1},
        {"expression", GIREPORT__TREE_SCALAR | GIREPORT__TREE_SEQ, 1},
        {"title", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 1},
        {"message", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 1},
        {"severity", GIREPORT__TREE_SCALAR, 0},
        {"since", GIREPORT__TREE_SCALAR, 0},
        {"explanation", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0},
        {"example", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 0},
        {"basis", GIREPORT__TREE_SCALAR, 0}};
    static const char *const severities[] = {"note", "warning", "error", NULL};
    const struct gireport__tree *m[9];
    struct gireport_rule *r;
    const char *expression;
    size_t index = l->rules.count;
    if (!gireport__load_take(l, node, want, 9, m) || !m[0] || !m[1] || !rule_id_ok(l, m[0]))
        return;
    r = gireport__load_add(l, &l->rules, sizeof *r, GIREPORT__MAX_RULES, node);
    if (!r)
        return;
    r->id = gireport__load_string(l, m[0]);
    r->title = gireport__load_text(l, m[2]);
    r->message = gireport__load_text(l, m[3]);
    r->severity = gireport__load_word(l, m[4], severities, GIREPORT_SEVERITY_NOTE, GIREPORT_SEVERITY_ERROR);
    r->since = gireport__load_string(l, m[5]);
    r->explanation = gireport__load_text(l, m[6]);
    r->example = gireport__load_text(l, m[7]);
    r->basis = gireport__load_string(l, m[8]);
    r->editions = l->t.id;
    expression = compile_all(l, m[1], (uint32_t)index);
    r = (struct gireport_rule *)l->rules.items + index;
    r->expression = expression;
}

void gireport__load_rules(struct gireport__loader *l, const struct gireport__tree *node)
{
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next)
        add_rule(l, m);
}
