/* SPDX-License-Identifier: MIT */
/* Which template a document is of. Its id should stand before everything else; where it does not, the
 * document is looked through ahead of reading. A template that no one named is taken only where all the keys
 * fit no other, and a finding says so: the year alone decides nothing (DOMAIN of the form: editions are often
 * mixed up). */

#include <string.h>

#include "../base/yaml_input.h"
#include "report_file.h"
#include "templates.h"

#define CANDIDATES_MAX 64

/* ---- looking ahead ---- */

struct ahead {
    const struct gireport__file *f;
    struct gireport__yaml *yaml;
    struct gireport__yaml_event ev;
    int status;
    uint64_t fits; /* bit i: every key so far is one of template i */
    const gireport_template *named;
    int is_named; /* an id is given, known or not */
    char path[256];
};

static int next(struct ahead *a)
{
    struct gireport__yaml_error error;
    a->status = gireport__yaml_next(a->yaml, &a->ev, &error);
    return a->status == GIREPORT_OK && a->ev.type != GIREPORT__YAML_END;
}

static int skip(struct ahead *a)
{
    size_t depth = 0;
    do {
        if (a->ev.type == GIREPORT__YAML_SEQ_START || a->ev.type == GIREPORT__YAML_MAP_START)
            depth++;
        else if (a->ev.type == GIREPORT__YAML_SEQ_END || a->ev.type == GIREPORT__YAML_MAP_END)
            depth--;
    } while (depth > 0 && next(a));
    return depth == 0;
}

/* Takes the templates away that do not have a path. What a path is in those that have it: a field has no keys
 * of the form inside. */
static enum gireport__target weigh(struct ahead *a, size_t len)
{
    enum gireport__target kind = GIREPORT__T_NONE;
    uint32_t first, n;
    uint64_t fits = 0;
    for (size_t i = 0; i < gireport__templates_count(a->f->options) && i < CANDIDATES_MAX; i++) {
        enum gireport__target found = GIREPORT__T_NONE;
        if (a->fits >> i & 1)
            found = gireport__path_find(gireport__templates_at(a->f->options, i), a->path, len,
                                        GIREPORT__NONE, &first, &n);
        if (found != GIREPORT__T_NONE) {
            fits |= UINT64_C(1) << i;
            kind = found;
        }
    }
    if (fits != 0) /* a key of no template is a slip of the pen, not a witness */
        a->fits = fits;
    return kind;
}

/* Goes through the keys of a mapping below a->path[0..len), whose start was the last event. The depth of
 * recursion is that of the templates: below a field nothing is looked at. Returns 0 where the document is
 * broken. */
static int look_into(struct ahead *a, size_t len)
{
    while (next(a) && a->ev.type != GIREPORT__YAML_MAP_END) {
        size_t add = a->ev.len, at = len + (len > 0);
        int fits = a->ev.type == GIREPORT__YAML_SCALAR && add > 0 && at + add < sizeof(a->path);
        if (len == 0 && fits && strcmp(a->ev.text, "template") == 0 && !a->is_named) {
            if (!next(a))
                return 0;
            a->is_named = a->ev.type == GIREPORT__YAML_SCALAR;
            a->named = a->is_named ? gireport__templates_find(a->f->options, a->ev.text) : NULL;
            if (a->is_named)
                return 1;
        } else {
            enum gireport__target kind = GIREPORT__T_NONE;
            if (fits) {
                memcpy(a->path + at, a->ev.text, add);
                if (len > 0)
                    a->path[len] = '.';
                kind = weigh(a, at + add);
            } else if (!skip(a)) {
                return 0;
            }
            if (!next(a))
                return 0;
            if (a->ev.type == GIREPORT__YAML_MAP_START &&
                (kind == GIREPORT__T_GROUP || kind == GIREPORT__T_ROW)) {
                if (!look_into(a, at + add))
                    return 0;
                continue;
            }
        }
        if (!skip(a))
            return 0;
    }
    return a->ev.type == GIREPORT__YAML_MAP_END;
}

static void look_ahead(struct gireport__file *f, struct ahead *a)
{
    size_t from = gireport__file_line(f, f->doc_line);
    uint32_t line = f->doc_line + 1;
    size_t second = gireport__yaml_line_offset(f->data, f->piece_end, from, 0, 1);
    size_t end = gireport__yaml_next_document(f->data, f->piece_end, second, &line);
    struct gireport__yaml_limits limits = {f->limits.depth, f->limits.scalar, 1};
    size_t n = gireport__templates_count(f->options);
    memset(a, 0, sizeof(*a));
    a->f = f;
    a->fits = n < CANDIDATES_MAX ? (UINT64_C(1) << n) - 1 : UINT64_MAX;
    f->status = gireport__yaml_new(f->data + from, end - from, &limits, &a->yaml);
    if (f->status != GIREPORT_OK)
        return;
    /* A broken document is told of when it is read; nothing is concluded from half of it. */
    if (!(next(a) && next(a) && a->ev.type == GIREPORT__YAML_MAP_START && look_into(a, 0)))
        a->is_named = 1;
    if (a->status == GIREPORT_ERR_NOMEM)
        f->status = GIREPORT_ERR_NOMEM;
    gireport__yaml_free(a->yaml);
}

/* Tells that no template is named, and takes the only one that fits. */
static void tell_unnamed(struct gireport__file *f, const struct ahead *a)
{
    size_t fitting = 0, which = 0;
    for (size_t i = 0; i < gireport__templates_count(f->options) && i < CANDIDATES_MAX; i++)
        if (a->fits >> i & 1) {
            fitting++;
            which = i;
        }
    struct gireport__file_say say = {.rule = "GI-I-007", .line = f->doc_line, .column = 1};
    if (fitting == 1) {
        f->tpl = gireport__templates_at(f->options, which);
        say.rule = "GI-I-020";
        say.arg[0] = f->tpl->id;
    }
    gireport__file_say(f, &say);
}

void gireport__file_need_report(struct gireport__file *f)
{
    if (f->report != NULL || f->status != GIREPORT_OK)
        return;
    if (f->tpl == NULL && !f->skip_tables) {
        struct ahead a;
        look_ahead(f, &a);
        if (f->status != GIREPORT_OK)
            return;
        f->tpl = a.named;
        if (!a.is_named && f->key_line[1] == 0)
            tell_unnamed(f, &a);
        f->skip_tables = f->tpl == NULL;
    }
    const gireport_template *t = f->tpl != NULL ? f->tpl : gireport__templates_at(f->options, 0);
    f->status = gireport_report_new(t, &f->report);
    f->tpl = t;
}
