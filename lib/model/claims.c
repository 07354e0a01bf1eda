/* SPDX-License-Identifier: MIT */
/* Reading a list of claims. */

#include "claims.h"

#include <string.h>

static const struct gireport__text whys[GIREPORT__WHYS] = {
    [GIREPORT__WHY_JUDGED] = {"", ""},
    [GIREPORT__WHY_NO_WORDS] = {"前后没有说明它是哪一格的词", "no words around it speak of a cell"},
    [GIREPORT__WHY_NO_REQUEST] = {"所说的不是申请（如咨询、建议）",
                                  "it is about something that is no request"},
    [GIREPORT__WHY_ELSEWHERE] = {"另一时段、比较或中间环节的数",
                                 "another period, a comparison, or a stage on the way"},
    [GIREPORT__WHY_OTHER_YEAR] = {"句中说的是另一年度", "the sentence speaks of another year"},
    [GIREPORT__WHY_GAP] = {"词与数之间有不能理解的文字", "words that are not understood stand between"},
    [GIREPORT__WHY_NO_SUBJECT] = {"附近没有说明是政府信息公开申请",
                                  "nothing near says that it is about requests"},
    [GIREPORT__WHY_SHARE] = {"可能只是其中一个机关的数", "perhaps the share of one organ"},
    [GIREPORT__WHY_AMBIGUOUS] = {"几个说法不能并为一个", "words of several claims that do not go together"},
    [GIREPORT__WHY_UNSURE] = {"与表不同，但可能另有所指，不作判断",
                              "it differs, but may mean something else"},
    [GIREPORT__WHY_CELLS] = {"表中的格没有数", "cells are not known"},
    [GIREPORT__WHY_PRIOR] = {"没有给出上年报告，或其中没有这个数",
                             "last year's report is not given, or does not have the number"},
};

static const struct gireport__claim_said *item(const gireport_claims *c, size_t i)
{
    return c != NULL && i < c->count ? &c->items[i] : NULL;
}

void gireport_claims_free(gireport_claims *c)
{
    if (c == NULL)
        return;
    gireport__arena_free(&c->arena);
    gireport__free(c->items);
    gireport__free(c->file);
    gireport__free(c->organ);
    gireport_template_unref(c->tpl);
    gireport__free(c);
}

int gireport_claims_set_file(gireport_claims *c, const char *name)
{
    char *copy = c != NULL && name != NULL ? gireport__strndup(name, strlen(name)) : NULL;
    if (c == NULL || name == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    if (copy == NULL)
        return GIREPORT_ERR_NOMEM;
    gireport__free(c->file);
    c->file = copy;
    return GIREPORT_OK;
}

size_t gireport_claims_count(const gireport_claims *c)
{
    return c != NULL ? c->count : 0;
}

uint32_t gireport_claim_part(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->part : 0;
}

int gireport_claim_position(const gireport_claims *c, size_t i, uint32_t *out_line, uint32_t *out_column)
{
    const struct gireport__claim_said *x = item(c, i);
    if (out_line != NULL)
        *out_line = x != NULL ? x->line : 0;
    if (out_column != NULL)
        *out_column = x != NULL ? x->column : 0;
    return x != NULL && out_line != NULL && out_column != NULL ? GIREPORT_OK : GIREPORT_ERR_INVALID_ARG;
}

const char *gireport_claim_quote(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->quote : NULL;
}

const char *gireport_claim_number(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->number : NULL;
}

int gireport_claim_value(const gireport_claims *c, size_t i, int64_t *out)
{
    const struct gireport__claim_said *x = item(c, i);
    if (out != NULL)
        *out = x != NULL ? x->value : 0;
    return x != NULL && out != NULL ? GIREPORT_OK : GIREPORT_ERR_INVALID_ARG;
}

uint32_t gireport_claim_scale(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->scale : 0;
}

const char *gireport_claim_unit(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->unit : NULL;
}

const char *gireport_claim_pattern(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->pattern : NULL;
}

const char *gireport_claim_rule(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->rule : NULL;
}

uint32_t gireport_claim_verdict(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->verdict : 0;
}

int gireport_claim_expected(const gireport_claims *c, size_t i, int64_t *out)
{
    const struct gireport__claim_said *x = item(c, i);
    if (out != NULL)
        *out = x != NULL && x->has_expected ? x->expected : 0;
    if (x == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    return x->has_expected ? GIREPORT_OK : GIREPORT_ERR_NOT_FOUND;
}

const char *gireport_claim_reason(const gireport_claims *c, size_t i, uint32_t lang)
{
    const struct gireport__claim_said *x = item(c, i);
    if (x == NULL || lang > GIREPORT_LANG_EN)
        return NULL;
    return lang == GIREPORT_LANG_EN ? whys[x->why].en : whys[x->why].zh;
}

size_t gireport_claim_cell_count(const gireport_claims *c, size_t i)
{
    return item(c, i) != NULL ? item(c, i)->n_cells : 0;
}

const char *gireport_claim_cell_key(const gireport_claims *c, size_t i, size_t cell)
{
    return item(c, i) != NULL && cell < item(c, i)->n_cells ? item(c, i)->cells[cell] : NULL;
}
