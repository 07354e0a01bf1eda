/* SPDX-License-Identifier: MIT */
/* What the public header says about a template; the built-in ones. */
#include "template.h"

#include <string.h>

#include "builtin.h"

static const gireport_template *const builtins[] = {&gireport__cn_2019, &gireport__cn_2021};
#define N_BUILTINS (sizeof builtins / sizeof *builtins)

size_t gireport_template_count(void)
{
    return N_BUILTINS;
}

const gireport_template *gireport_template_at(size_t i)
{
    return i < N_BUILTINS ? builtins[i] : NULL;
}

const gireport_template *gireport_template_find(const char *id)
{
    for (size_t i = 0; id && i < N_BUILTINS; i++)
        if (!strcmp(builtins[i]->id, id))
            return builtins[i];
    return NULL;
}

static const char *in_language(struct gireport__text text, uint32_t lang)
{
    if (lang == GIREPORT_LANG_ZH)
        return text.zh;
    return lang == GIREPORT_LANG_EN ? text.en : NULL;
}

const char *gireport_template_id(const gireport_template *t)
{
    return t ? t->id : NULL;
}

const char *gireport_template_title(const gireport_template *t, uint32_t lang)
{
    return t ? in_language(t->title, lang) : NULL;
}

const char *gireport_template_basis(const gireport_template *t)
{
    return t ? t->basis : NULL;
}

int gireport_template_years(const gireport_template *t, int32_t *out_first, int32_t *out_last)
{
    if (out_first)
        *out_first = t ? t->year_first : 0;
    if (out_last)
        *out_last = t ? t->year_last : 0;
    return t && out_first && out_last ? GIREPORT_OK : GIREPORT_ERR_INVALID_ARG;
}

/* 1 if `key` is `prefix`, or goes on behind it with a dot. */
static int falls_under(const char *key, const char *prefix)
{
    size_t n = strlen(prefix);
    return strncmp(key, prefix, n) == 0 && (key[n] == '.' || key[n] == '\0');
}

const struct gireport__view *gireport__template_view(const gireport_template *t, const char *of, const char *key)
{
    for (uint32_t i = 0; i < t->n_views; i++) {
        const struct gireport__view *v = &t->views[i];
        if (strcmp(v->of, of) != 0)
            continue;
        for (uint32_t k = 0; k < v->n_keys; k++)
            if (falls_under(key, v->keys[k]))
                return v;
    }
    return NULL;
}

size_t gireport_template_paragraph_count(const gireport_template *t)
{
    return t ? t->paragraphs.n : 0;
}

const char *gireport_template_paragraph_key(const gireport_template *t, size_t paragraph)
{
    return t && paragraph < t->paragraphs.n ? t->paragraphs.list[paragraph].key : NULL;
}

size_t gireport_template_table_count(const gireport_template *t)
{
    return t ? t->n_tables : 0;
}

const char *gireport_template_table_key(const gireport_template *t, size_t table)
{
    return t && table < t->n_tables ? t->tables[table].key : NULL;
}

const char *gireport_template_table_label(const gireport_template *t, size_t table)
{
    return t && table < t->n_tables ? t->parts[t->tables[table].part].label.text : NULL;
}

size_t gireport_template_field_count(const gireport_template *t)
{
    return t ? t->n_fields : 0;
}

int gireport_template_field_find(const gireport_template *t, const char *key, size_t *out)
{
    size_t low = 0, high;
    if (out)
        *out = 0;
    if (!t || !key || !out)
        return GIREPORT_ERR_INVALID_ARG;
    high = t->n_fields;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strcmp(key, t->fields[t->by_key[middle]].key);
        if (order == 0) {
            *out = t->by_key[middle];
            return GIREPORT_OK;
        }
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return GIREPORT_ERR_NOT_FOUND;
}

static const struct gireport__field *field_at(const gireport_template *t, size_t field)
{
    return t && field < t->n_fields ? t->fields + field : NULL;
}

const char *gireport_field_key(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    return f ? f->key : NULL;
}

const char *gireport_field_label(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    return f ? f->label : NULL;
}

const char *gireport_field_gloss(const gireport_template *t, size_t field, uint32_t lang)
{
    const struct gireport__field *f = field_at(t, field);
    if (!f)
        return NULL;
    return in_language(f->gloss.zh ? f->gloss : t->rows[f->row].gloss, lang);
}

const char *gireport_field_basis(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    return f ? t->rows[f->row].basis : NULL;
}

const char *gireport_field_unit(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    const char *unit;
    if (!f)
        return NULL;
    unit = t->rows[f->row].unit ? t->rows[f->row].unit : t->cols[f->col].unit;
    return unit ? unit : "";
}

const char *gireport_field_printed_unit(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    if (!f)
        return NULL;
    return t->cols[f->col].printed_unit ? t->cols[f->col].printed_unit : "";
}

uint32_t gireport_field_type(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    return f ? t->cols[f->col].type : 0;
}

uint32_t gireport_field_nature(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    if (!f)
        return 0;
    return t->rows[f->row].nature ? t->rows[f->row].nature : t->cols[f->col].nature;
}

uint32_t gireport_field_flags(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    return f ? f->flags : 0;
}

size_t gireport_field_table(const gireport_template *t, size_t field)
{
    const struct gireport__field *f = field_at(t, field);
    return f ? f->table : 0;
}

uint32_t gireport__template_col(const gireport_template *t, uint32_t section, uint32_t pos)
{
    const struct gireport__section *s = t->sections + section;
    for (uint32_t i = s->first_col; i < s->first_col + s->n_cols; i++)
        if (t->cols[i].leaf && t->cols[i].pos == pos)
            return i;
    return GIREPORT__NONE;
}

/* A rule by itself. */

const char *gireport_rule_id(const gireport_rule *r)
{
    return r ? r->id : NULL;
}

uint32_t gireport_rule_severity(const gireport_rule *r)
{
    return r ? r->severity : 0;
}

const char *gireport_rule_title(const gireport_rule *r, uint32_t lang)
{
    return r ? in_language(r->title, lang) : NULL;
}

const char *gireport_rule_explanation(const gireport_rule *r, uint32_t lang)
{
    return r ? in_language(r->explanation, lang) : NULL;
}

const char *gireport_rule_basis(const gireport_rule *r)
{
    return r ? r->basis : NULL;
}

const char *gireport_rule_expression(const gireport_rule *r)
{
    return r ? r->expression : NULL;
}

const char *gireport_rule_since(const gireport_rule *r)
{
    return r ? r->since : NULL;
}
