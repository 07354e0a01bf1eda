/* SPDX-License-Identifier: MIT */
#include "load.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include <gireport/report.h>

#include "../base/buf.h"
#include "../base/num.h"
#include "../base/text.h"

/* A loaded template: what makes it live and die. Built-in ones have none. */
struct gireport__loaded {
    atomic_size_t references;
    struct gireport__arena arena;
    struct gireport_template t;
};

static void load_part(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"key", GIREPORT__TREE_SCALAR, 1},
                                                 {"number", GIREPORT__TREE_SCALAR, 1},
                                                 {"label", GIREPORT__TREE_SCALAR, 1},
                                                 {"aliases", GIREPORT__TREE_SEQ, 0}};
    static const char *const texts[] = {"overview", "problems", "remarks"};
    static const uint32_t which[] = {GIREPORT_TEXT_OVERVIEW, GIREPORT_TEXT_PROBLEMS, GIREPORT_TEXT_REMARKS};
    const struct gireport__tree *m[4];
    struct gireport__table *tables = l->tables.items;
    struct gireport__part *p;
    if (!gireport__load_take(l, node, want, 4, m) || !m[0] || !m[1] || !m[2] ||
        !gireport__load_key_ok(l, m[0]))
        return;
    for (size_t i = 0; i < l->parts.count; i++)
        if (!strcmp(((struct gireport__part *)l->parts.items)[i].key, m[0]->text)) {
            gireport__load_tell(l, m[0], "部分“{0}”重复", "the part \"{0}\" stands here twice", m[0]->text);
            return;
        }
    p = gireport__load_add(l, &l->parts, sizeof *p, GIREPORT__MAX_PARTS, node);
    if (!p)
        return;
    p->key = gireport__load_string(l, m[0]);
    p->number = gireport__load_string(l, m[1]);
    p->label = gireport__load_label(l, NULL, m[2], m[3]);
    p->table = p->text = GIREPORT__NONE;
    for (uint32_t i = 0; i < 3; i++)
        if (!strcmp(p->key, texts[i]))
            p->text = which[i];
    for (uint32_t i = 0; i < l->tables.count; i++)
        if (!strcmp(p->key, tables[i].key)) {
            p->table = i;
            tables[i].part = (uint32_t)l->parts.count - 1;
        }
}

static void load_parts(struct gireport__loader *l, const struct gireport__tree *node)
{
    const struct gireport__table *tables = l->tables.items;
    for (const struct gireport__tree *m = node->first; m && gireport__load_goes_on(l); m = m->next)
        load_part(l, m);
    for (size_t i = 0; i < l->tables.count; i++)
        if (tables[i].part == GIREPORT__NONE)
            gireport__load_tell(l, node, "表“{0}”没有对应的部分", "the table \"{0}\" belongs to no part",
                                tables[i].key);
}

static int32_t load_year(struct gireport__loader *l, const struct gireport__tree *node)
{
    int64_t value = 0;
    uint32_t scale = 0;
    if (!node || node->null)
        return 0;
    if (gireport__num_parse(node->text, node->len, &value, &scale) != GIREPORT__NUM_OK || scale ||
        value < 1900 || value > 9999) {
        gireport__load_tell(l, node, "“{0}”不是年份", "\"{0}\" is no year", node->text);
        return 0;
    }
    return (int32_t)value;
}

static void load_years(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const struct gireport__want want[] = {{"first", GIREPORT__TREE_SCALAR, 0},
                                                 {"last", GIREPORT__TREE_SCALAR, 0}};
    const struct gireport__tree *m[2];
    if (!node || !gireport__load_take(l, node, want, 2, m))
        return;
    l->t.year_first = load_year(l, m[0]);
    l->t.year_last = load_year(l, m[1]);
    if (l->t.year_first && l->t.year_last && l->t.year_first > l->t.year_last)
        gireport__load_tell(l, m[1], "最后一年早于第一年", "the last year is before the first", NULL);
}

static void load_documents(struct gireport__loader *l, const struct gireport__tree *node)
{
    const char *const *numbers = gireport__load_folded_list(l, node, &l->t.n_documents);
    struct gireport__document *d = NULL;
    if (l->t.n_documents)
        d = gireport__arena_alloc(&l->arena, l->t.n_documents * sizeof *d);
    if (!d) {
        l->t.n_documents = 0;
        return;
    }
    for (uint32_t i = 0; i < l->t.n_documents; i++)
        d[i].number = numbers[i];
    l->t.documents = d;
}

/* An id may have "-" and "." too: it is no part of a key. */
static void load_id(struct gireport__loader *l, const struct gireport__tree *node)
{
    static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.";
    if (node->len == 0 || node->len > 64 || strspn(node->text, allowed) != node->len)
        gireport__load_tell(l, node, "编号“{0}”只能用字母、数字、-、_ 和 .，最多64个",
                            "the id \"{0}\" may have letters, digits, -, _ and . only, at most 64",
                            node->text);
    l->t.id = gireport__load_string(l, node);
}

static void load_root(struct gireport__loader *l, const struct gireport__tree *root)
{
    static const struct gireport__want want[] = {
        {"gireport_template", GIREPORT__TREE_SCALAR, 1},
        {"id", GIREPORT__TREE_SCALAR, 1},
        {"title", GIREPORT__TREE_MAP | GIREPORT__TREE_SCALAR, 1},
        {"basis", GIREPORT__TREE_SCALAR, 0},
        {"years", GIREPORT__TREE_MAP, 0},
        {"documents", GIREPORT__TREE_SEQ, 0},
        {"report_title", GIREPORT__TREE_SCALAR, 1},
        {"parts", GIREPORT__TREE_SEQ, 1},
        {"tables", GIREPORT__TREE_SEQ, 1},
        {"not_labels", GIREPORT__TREE_SEQ, 0},
        {"rules", GIREPORT__TREE_SEQ, 0},
        {"claims", GIREPORT__TREE_MAP, 0},
        {"indicators", GIREPORT__TREE_SEQ, 0},
        {"views", GIREPORT__TREE_SEQ, 0},
        {"ledger", GIREPORT__TREE_MAP, 0},
        {"paragraphs", GIREPORT__TREE_SEQ, 0},
    };
    const struct gireport__tree *m[16];
    if (!gireport__load_take(l, root, want, 16, m))
        return;
    if (m[0] && strcmp(m[0]->text, "1"))
        gireport__load_tell(l, m[0], "不认识的模板文件版本“{0}”，这里应是 1",
                            "unknown version \"{0}\" of the template file, 1 is expected", m[0]->text);
    if (m[1])
        load_id(l, m[1]);
    l->t.title = gireport__load_text(l, m[2]);
    l->t.basis = gireport__load_string(l, m[3]);
    load_years(l, m[4]);
    load_documents(l, m[5]);
    l->t.report_title = gireport__load_string(l, m[6]);
    if (m[8])
        gireport__load_tables(l, m[8]);
    if (m[7] && gireport__load_goes_on(l))
        load_parts(l, m[7]);
    l->t.not_labels = gireport__load_folded_list(l, m[9], &l->t.n_not_labels);
    /* Rules and claims are read against sound tables only: else one fault would be told many times. */
    if (m[10] && l->teller.status == GIREPORT_OK)
        gireport__load_rules(l, m[10]);
    if (m[11] && l->teller.status == GIREPORT_OK)
        gireport__load_claims(l, m[11]);
    if (m[12] && l->teller.status == GIREPORT_OK)
        gireport__load_figures(l, m[12]);
    if (m[13] && l->teller.status == GIREPORT_OK)
        gireport__load_views(l, m[13]);
    if (m[14] && l->teller.status == GIREPORT_OK)
        gireport__load_ledger(l, m[14]);
    if (m[15] && l->teller.status == GIREPORT_OK)
        gireport__load_paragraphs(l, m[15]);
}

/* The items of a list, moved into the template. */
static const void *settle(struct gireport__loader *l, const struct gireport__list *list, size_t size,
                          uint32_t *count)
{
    void *p = gireport__arena_alloc(&l->arena, list->count ? list->count * size : size);
    if (!p) {
        l->teller.status = GIREPORT_ERR_NOMEM;
        return NULL;
    }
    if (list->count)
        memcpy(p, list->items, list->count * size);
    *count = (uint32_t)list->count;
    return p;
}

struct key_index {
    const char *key;
    uint32_t field;
};

static int compare_keys(const void *a, const void *b)
{
    return strcmp(((const struct key_index *)a)->key, ((const struct key_index *)b)->key);
}

static void index_keys(struct gireport__loader *l)
{
    size_t n = l->t.n_fields;
    struct key_index *order = gireport__arena_alloc(&l->scratch, (n + 1) * sizeof *order);
    uint32_t *by_key = gireport__arena_alloc(&l->arena, (n + 1) * sizeof *by_key);
    if (!order || !by_key) {
        l->teller.status = GIREPORT_ERR_NOMEM;
        return;
    }
    for (uint32_t i = 0; i < n; i++) {
        order[i].key = l->t.fields[i].key;
        order[i].field = i;
    }
    qsort(order, n, sizeof *order, compare_keys);
    for (uint32_t i = 0; i < n; i++)
        by_key[i] = order[i].field;
    l->t.by_key = by_key;
}

/* The forms over each field, as one array of form numbers and where each field's begin. */
static void index_forms(struct gireport__loader *l)
{
    size_t n = l->t.n_fields;
    uint32_t *first = gireport__arena_alloc(&l->arena, (n + 2) * sizeof *first);
    uint32_t *forms = gireport__arena_alloc(&l->arena, ((size_t)l->t.n_terms + 1) * sizeof *forms);
    if (!first || !forms) {
        l->teller.status = GIREPORT_ERR_NOMEM;
        return;
    }
    for (uint32_t i = 0; i < l->t.n_terms; i++)
        first[l->t.terms[i].field + 2]++;
    for (size_t i = 2; i <= n; i++)
        first[i] += first[i - 1];
    /* first[f + 1] now says where field f begins; filling moves it to where it ends. */
    for (uint32_t f = 0; f < l->t.n_forms; f++)
        for (uint32_t i = 0; i < l->t.forms[f].n_terms; i++)
            forms[first[l->t.terms[l->t.forms[f].first_term + i].field + 1]++] = f;
    l->t.field_first = first;
    l->t.field_forms = forms;
}

static void settle_all(struct gireport__loader *l)
{
    gireport_template *t = &l->t;
    t->parts = settle(l, &l->parts, sizeof *t->parts, &t->n_parts);
    t->tables = settle(l, &l->tables, sizeof *t->tables, &t->n_tables);
    t->sections = settle(l, &l->sections, sizeof *t->sections, &t->n_sections);
    t->rows = settle(l, &l->rows, sizeof *t->rows, &t->n_rows);
    t->cols = settle(l, &l->cols, sizeof *t->cols, &t->n_cols);
    t->fields = settle(l, &l->fields, sizeof *t->fields, &t->n_fields);
    t->rules = settle(l, &l->rules, sizeof *t->rules, &t->n_rules);
    t->forms = settle(l, &l->forms, sizeof *t->forms, &t->n_forms);
    t->terms = settle(l, &l->terms, sizeof *t->terms, &t->n_terms);
    t->claims.list = settle(l, &l->claims, sizeof *t->claims.list, &t->claims.n);
    t->claims.sums = settle(l, &l->sums, sizeof *t->claims.sums, &t->claims.n_sums);
    t->claims.terms = settle(l, &l->claim_terms, sizeof *t->claims.terms, &t->claims.n_terms);
    t->figures = settle(l, &l->figures, sizeof *t->figures, &t->n_figures);
    t->indicators = settle(l, &l->indicators, sizeof *t->indicators, &t->n_indicators);
    t->views = settle(l, &l->views, sizeof *t->views, &t->n_views);
    t->paragraphs.list = settle(l, &l->paragraphs, sizeof *t->paragraphs.list, &t->paragraphs.n);
    t->paragraphs.sentences =
        settle(l, &l->sentences, sizeof *t->paragraphs.sentences, &t->paragraphs.n_sentences);
    t->paragraphs.pieces = settle(l, &l->pieces, sizeof *t->paragraphs.pieces, &t->paragraphs.n_pieces);
    if (l->teller.status == GIREPORT_OK)
        index_keys(l);
    if (l->teller.status == GIREPORT_OK)
        index_forms(l);
}

static int finish(struct gireport__loader *l, const gireport_template **out)
{
    struct gireport__loaded *loaded = gireport__calloc(1, sizeof *loaded);
    if (!loaded)
        return GIREPORT_ERR_NOMEM;
    atomic_init(&loaded->references, 1);
    loaded->t = l->t;
    loaded->t.loaded = loaded;
    loaded->arena = l->arena;
    memset(&l->arena, 0, sizeof l->arena);
    *out = &loaded->t;
    return GIREPORT_OK;
}

static void loader_free(struct gireport__loader *l)
{
    struct gireport__list *lists[] = {&l->parts, &l->tables, &l->sections, &l->rows,
                                      &l->cols,  &l->fields, &l->rules,    &l->forms,
                                      &l->terms, &l->claims, &l->sums,     &l->claim_terms,
                                      &l->figures, &l->indicators, &l->views,
                                      &l->paragraphs, &l->sentences, &l->pieces};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        gireport__free(lists[i]->items);
    gireport__arena_free(&l->scratch);
    gireport__arena_free(&l->arena);
}

int gireport__template_load(const char *data, size_t len, gireport__problem_fn problem, void *context,
                            const gireport_template **out)
{
    struct gireport__loader l = {0};
    const struct gireport__tree *root;
    int status;
    *out = NULL;
    l.teller.problem = problem;
    l.teller.context = context;
    root = gireport__tree_read(data, len, &l.scratch, &l.teller);
    if (root)
        load_root(&l, root);
    if (l.teller.status == GIREPORT_OK)
        settle_all(&l);
    status = l.teller.status;
    if (status == GIREPORT_OK)
        status = finish(&l, out);
    loader_free(&l);
    return status;
}

const gireport_template *gireport_template_ref(const gireport_template *t)
{
    if (t && t->loaded)
        atomic_fetch_add_explicit(&t->loaded->references, 1, memory_order_relaxed);
    return t;
}

void gireport_template_unref(const gireport_template *t)
{
    struct gireport__loaded *loaded = t ? t->loaded : NULL;
    struct gireport__arena arena;
    if (!loaded || atomic_fetch_sub_explicit(&loaded->references, 1, memory_order_acq_rel) != 1)
        return;
    arena = loaded->arena;
    gireport__arena_free(&arena);
    gireport__free(loaded);
}
