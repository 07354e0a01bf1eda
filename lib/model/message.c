/* SPDX-License-Identifier: MIT */
/* Messages of findings. In Chinese a cell is called by its official label, in English by its key. */

#include "message.h"

#include <string.h>

#define LISTED 3 /* cells that a message spells out; the finding names them all */

struct maker {
    const struct gireport__finding *x;
    const struct gireport__say *what;
    const gireport_template *tpl; /* of the cells, or NULL */
    uint32_t lang;
};

static const char *cell_name(const struct maker *m, const struct gireport__finding_cell *c)
{
    return m->lang == GIREPORT_LANG_ZH && m->tpl != NULL ? m->tpl->fields[c->field].label : c->key;
}

/* Cells of one column that are all the rows of a group are called by the group's own: its field, or NONE. */
static uint32_t group_of(const struct maker *m)
{
    const gireport_template *t = m->tpl;
    size_t n = m->x->n_cells, rows = 0;
    if (t == NULL || n < 2)
        return GIREPORT__NONE;
    const struct gireport__field *first = &t->fields[m->x->cells[0].field];
    uint32_t group = t->rows[first->row].parent;
    if (group == GIREPORT__NONE || t->rows[group].field == GIREPORT__NONE)
        return GIREPORT__NONE;
    for (size_t i = 0; i < n; i++) {
        const struct gireport__field *f = &t->fields[m->x->cells[i].field];
        if (f->col != first->col || t->rows[f->row].parent != group || (f->flags & GIREPORT_FIELD_SUBTOTAL))
            return GIREPORT__NONE;
    }
    for (uint32_t i = 0; i < t->n_rows; i++)
        rows += t->rows[i].parent == group;
    return rows == n ? t->rows[group].field + t->cols[first->col].pos : GIREPORT__NONE;
}

/* （三）不予公开·总计, applications.denied.*.total */
static void add_group(struct gireport__buf *b, const struct maker *m, uint32_t field)
{
    static const char own[] = "subtotal";
    const char *key = m->tpl->fields[field].key, *at = strstr(key, own);
    if (m->lang == GIREPORT_LANG_ZH || at == NULL) {
        gireport__buf_adds(b, m->lang == GIREPORT_LANG_ZH ? m->tpl->fields[field].label : key);
        return;
    }
    gireport__buf_add(b, key, (size_t)(at - key));
    gireport__buf_addc(b, '*');
    gireport__buf_adds(b, at + sizeof own - 1);
}

static void add_cells(struct gireport__buf *b, const struct maker *m)
{
    size_t n = m->x->n_cells;
    uint32_t group = group_of(m);
    if (group != GIREPORT__NONE) {
        add_group(b, m, group);
        return;
    }
    for (size_t i = 0; i < n && i < LISTED; i++) {
        if (i > 0)
            gireport__buf_adds(b, m->lang == GIREPORT_LANG_ZH ? "、" : ", ");
        gireport__buf_adds(b, cell_name(m, &m->x->cells[i]));
    }
    if (n <= LISTED)
        return;
    gireport__buf_adds(b, m->lang == GIREPORT_LANG_ZH ? " 等 " : " and others, ");
    gireport__buf_add_int(b, (int64_t)n);
    gireport__buf_adds(b, m->lang == GIREPORT_LANG_ZH ? " 格" : " cells");
}

/* Adds what a placeholder stands for. Returns 0 where there is no such placeholder. */
static int add_placeholder(struct gireport__buf *b, const struct maker *m, const char *name, size_t len)
{
    const struct gireport__finding *x = m->x;
    const struct {
        const char *name, *value;
    } texts[] = {
        {"cell", x->n_cells > 0 ? cell_name(m, &x->cells[0]) : ""},
        {"raw", x->n_cells > 0 ? x->cells[0].raw : ""},
        {"found", x->found},
        {"expected", x->expected},
        {"difference", x->difference},
        {"0", m->what->arg[0]},
        {"1", m->what->arg[1]},
        {"2", m->what->arg[2]},
    };
    if (len == 5 && memcmp(name, "cells", 5) == 0) {
        add_cells(b, m);
        return 1;
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        if (strlen(texts[i].name) != len || memcmp(texts[i].name, name, len) != 0)
            continue;
        if (texts[i].value != NULL)
            gireport__buf_adds(b, texts[i].value);
        return 1;
    }
    return 0;
}

static void expand(struct gireport__buf *b, const struct maker *m, const char *text)
{
    while (*text != '\0') {
        const char *close = *text == '{' ? strchr(text, '}') : NULL;
        if (close != NULL && add_placeholder(b, m, text + 1, (size_t)(close - text - 1))) {
            text = close + 1;
            continue;
        }
        size_t plain = 1 + strcspn(text + 1, "{");
        gireport__buf_add(b, text, plain);
        text += plain;
    }
}

/* For a rule without a text. */
static const char *plain_text(const struct gireport__finding *x, uint32_t lang)
{
    if (x->found[0] == '\0' && x->expected[0] == '\0')
        return lang == GIREPORT_LANG_ZH ? "{cells}不符合规则" : "{cells} breaks the rule";
    return lang == GIREPORT_LANG_ZH ? "{cells}：为 {found}，应为 {expected}"
                                    : "{cells}: {found}, expected {expected}";
}

static const char *in_lang(const struct gireport__text *text, uint32_t lang)
{
    const char *s = lang == GIREPORT_LANG_ZH ? text->zh : text->en;
    return s != NULL && *s != '\0' ? s : NULL;
}

static const char *keep(gireport_findings *f, struct gireport__buf *b)
{
    const char *s = b->failed ? NULL : gireport__arena_strndup(&f->arena, gireport__buf_str(b), b->len);
    if (s == NULL)
        f->status = GIREPORT_ERR_NOMEM;
    return s != NULL ? s : "";
}

void gireport__message_make(gireport_findings *f, struct gireport__finding *x,
                            const struct gireport_rule *rule, const struct gireport__say *what)
{
    struct gireport__buf b = {0};
    struct maker m = {x, what, what->report != NULL ? what->report->tpl : NULL, 0};
    for (uint32_t lang = 0; lang < 2; lang++) {
        const char *text = what->message != NULL ? in_lang(what->message, lang)
                           : rule != NULL        ? in_lang(&rule->message, lang)
                                                 : NULL;
        if (text == NULL && rule != NULL)
            text = in_lang(&rule->title, lang);
        m.lang = lang;
        gireport__buf_clear(&b);
        expand(&b, &m, text != NULL ? text : plain_text(x, lang));
        if (what->more[lang] != NULL && *what->more[lang] != '\0') {
            gireport__buf_adds(&b, lang == GIREPORT_LANG_ZH ? "；" : "; ");
            gireport__buf_adds(&b, what->more[lang]);
        }
        x->message[lang] = keep(f, &b);
    }
    gireport__buf_free(&b);
}

void gireport__message_fold(gireport_findings *f, struct gireport__finding *x,
                            const struct gireport_rule *rule, const gireport_template *t)
{
    struct gireport__buf b = {0};
    struct maker m = {x, NULL, t, 0};
    for (uint32_t lang = 0; lang < 2; lang++) {
        const char *title = rule != NULL ? in_lang(&rule->title, lang) : NULL;
        m.lang = lang;
        gireport__buf_clear(&b);
        gireport__buf_adds(&b, title != NULL ? title : x->rule);
        gireport__buf_adds(&b, lang == GIREPORT_LANG_ZH ? "：" : ": ");
        add_cells(&b, &m);
        x->message[lang] = keep(f, &b);
    }
    gireport__buf_free(&b);
}
