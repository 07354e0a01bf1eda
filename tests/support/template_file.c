/* SPDX-License-Identifier: MIT */
#include "template_file.h"

#include <check.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/out.h"

void keep_problem(void *context, uint32_t line, uint32_t column, const char *zh, const char *en)
{
    struct problems *p = context;
    struct problem *one;
    ck_assert_uint_lt(p->count, sizeof p->list / sizeof *p->list);
    one = &p->list[p->count++];
    one->line = line;
    one->column = column;
    snprintf(one->zh, sizeof one->zh, "%s", zh);
    snprintf(one->en, sizeof one->en, "%s", en);
}

char *read_source(const char *path, size_t *len)
{
    char full[1024], *data = NULL;
    const char *root = getenv("GIREPORT_TESTS");
    snprintf(full, sizeof full, "%s/%s", root ? root : "..", path);
    ck_assert_msg(gireport__read_file(full, 1 << 24, &data, len) == GIREPORT_OK, "%s cannot be read", full);
    return data;
}

const gireport_template *load_template(const char *data, size_t len)
{
    struct problems p = {.count = 0};
    const gireport_template *t = NULL;
    int status = gireport__template_load(data, len, keep_problem, &p, &t);
    ck_assert_msg(status == GIREPORT_OK, "%u:%u %s", p.list[0].line, p.list[0].column, p.list[0].en);
    ck_assert_uint_eq(p.count, 0);
    return t;
}

const gireport_template *load_template_file(const char *path)
{
    size_t len = 0;
    char *data = read_source(path, &len);
    const gireport_template *t = load_template(data, len);
    gireport__free(data);
    return t;
}

const char *form_in_words(const gireport_template *t, uint32_t form)
{
    static char words[4096];
    const struct gireport__form *f = t->forms + form;
    size_t n = 0;
    for (uint32_t i = 0; i < f->n_terms; i++) {
        const struct gireport__term *term = gireport__form_terms(t, f) + i;
        n += (size_t)snprintf(words + n, sizeof words - n, "%s%s%+d %s", i ? " " : "",
                              i == f->n_left ? "| " : "", (int)term->coef,
                              strchr(gireport_field_key(t, term->field), '.') + 1);
    }
    return words;
}

uint32_t form_of(const gireport_template *t, const char *id, uint32_t nth)
{
    for (uint32_t i = 0; i < t->n_forms; i++)
        if (!strcmp(t->rules[t->forms[i].rule].id, id) && nth-- == 0)
            return i;
    ck_abort_msg("no such form");
    return 0;
}

void check_field_forms(const gireport_template *t)
{
    uint32_t total = 0;
    ck_assert_uint_eq(t->field_first[0], 0);
    for (uint32_t f = 0; f < t->n_fields; f++)
        for (uint32_t i = t->field_first[f]; i < t->field_first[f + 1]; i++) {
            const struct gireport__form *form = t->forms + t->field_forms[i];
            uint32_t k = 0;
            while (k < form->n_terms && gireport__form_terms(t, form)[k].field != f)
                k++;
            ck_assert_uint_lt(k, form->n_terms);
            total++;
        }
    ck_assert_uint_eq(total, t->n_terms);
}
