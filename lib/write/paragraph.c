/* SPDX-License-Identifier: MIT */
/* Paragraphs written from the tables. What they say stands in the template. */
#include <string.h>

#include <gireport/write.h>

#include "../base/buf.h"
#include "../model/linear.h"

struct paragraph {
    const gireport_report *r;
    const gireport_template *t;
    struct gireport__counts counts;
    struct gireport__buf out;
    int status;
    size_t unknown;
};

static void fail(struct paragraph *p, size_t unknown)
{
    if (p->status == GIREPORT_OK)
        p->unknown = unknown;
    p->status = GIREPORT_ERR_INVALID_DATA;
}

static int64_t value_of(struct paragraph *p, uint32_t sum)
{
    int64_t value;
    uint32_t unknown;
    if (!gireport__sum_value(&p->counts, sum, 1, &value, &unknown))
        fail(p, unknown);
    return value;
}

static int starts(const char *s, const char *word)
{
    return strncmp(s, word, strlen(word)) == 0;
}

static void say(struct paragraph *p, const char *text, int64_t n)
{
    for (const char *brace; (brace = strchr(text, '{')) != NULL;) {
        gireport__buf_add(&p->out, text, (size_t)(brace - text));
        text = brace;
        if (starts(brace, "{n}")) {
            gireport__buf_add_int(&p->out, n);
            text += strlen("{n}");
        } else if (starts(brace, "{year}")) {
            if (p->r->year == 0)
                fail(p, SIZE_MAX);
            gireport__buf_add_int(&p->out, p->r->year);
            text += strlen("{year}");
        } else {
            gireport__buf_addc(&p->out, *text++);
        }
    }
    gireport__buf_adds(&p->out, text);
}

static void say_list(struct paragraph *p, const struct gireport__wording_piece *list)
{
    int said = 0;
    for (uint32_t i = 1; i <= list->n_items; i++) {
        const struct gireport__wording_piece *item = &list[i];
        int64_t n = value_of(p, item->sum);
        if (n == 0)
            continue;
        say(p, said ? list->join : list->say, 0);
        say(p, item->say, n);
        said = 1;
    }
    if (said)
        say(p, list->tail, 0);
}

static void say_sentence(struct paragraph *p, const struct gireport__wording_sentence *s)
{
    if (s->condition != GIREPORT__NONE && value_of(p, s->condition) == 0) {
        say(p, s->otherwise, 0);
        return;
    }
    for (uint32_t i = 0; i < s->n_pieces && p->status == GIREPORT_OK; i++) {
        const struct gireport__wording_piece *piece = &p->t->paragraphs.pieces[s->first_piece + i];
        int64_t n = piece->sum == GIREPORT__NONE ? 0 : value_of(p, piece->sum);
        if (piece->n_items > 0)
            say_list(p, piece);
        else
            say(p, piece->sum != GIREPORT__NONE && n == 0 ? piece->zero : piece->say, n);
        i += piece->n_items;
    }
}

static const struct gireport__wording_paragraph *find(const gireport_template *t, const char *key)
{
    for (uint32_t i = 0; i < t->paragraphs.n; i++)
        if (strcmp(t->paragraphs.list[i].key, key) == 0)
            return &t->paragraphs.list[i];
    return NULL;
}

int gireport_paragraph_string(const gireport_report *r, const char *key, char **out, size_t *out_len,
                              size_t *unknown)
{
    struct paragraph p = {.r = r, .unknown = SIZE_MAX};
    const struct gireport__wording_paragraph *paragraph;
    if (out != NULL)
        *out = NULL;
    if (out_len != NULL)
        *out_len = 0;
    if (unknown != NULL)
        *unknown = SIZE_MAX;
    if (r == NULL || key == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    p.t = r->tpl;
    paragraph = find(p.t, key);
    if (paragraph == NULL)
        return GIREPORT_ERR_NOT_FOUND;
    p.status = gireport__counts_new(r, 0, &p.counts);
    for (uint32_t i = 0; i < paragraph->n_sentences && p.status == GIREPORT_OK; i++)
        say_sentence(&p, &p.t->paragraphs.sentences[paragraph->first_sentence + i]);
    gireport__counts_free(&p.counts);
    gireport__buf_adds(&p.out, "");
    if (p.out.failed)
        p.status = GIREPORT_ERR_NOMEM;
    if (p.status == GIREPORT_ERR_INVALID_DATA && unknown != NULL)
        *unknown = p.unknown;
    if (p.status == GIREPORT_OK) {
        if (out_len != NULL)
            *out_len = p.out.len;
        *out = p.out.data;
    } else {
        gireport__buf_free(&p.out);
    }
    return p.status;
}
