/* SPDX-License-Identifier: MIT */
/* Makes C of a template file, through the loader that reads such files at run time.
 *
 *     mktemplate FILE.yaml OUT.c           writes OUT.c
 *     mktemplate --check FILE.yaml OUT.c   fails when OUT.c is not what would be written
 *
 * The constants are the arrays of the loaded template one by one, so a built-in edition and a loaded one are
 * the same to every user of lib/template/template.h. */
#include <stdio.h>
#include <string.h>

#include "../../base/out.h"
#include "../template.h"

struct maker {
    struct gireport__out *out;
    const gireport_template *t;
    char name[80];
};

static void put(struct maker *m, const char *s)
{
    gireport__out_adds(m->out, s);
}

/* A string literal; NULL and "" are told apart. Only quotes and backslashes need care: the loader lets no
 * control character through but line ends. */
static void put_string(struct maker *m, const char *s)
{
    if (!s) {
        put(m, "0");
        return;
    }
    put(m, "\"");
    for (; *s; s++) {
        if (*s == '\n') {
            put(m, "\\n");
            continue;
        }
        if (*s == '"' || *s == '\\' || *s == '?')
            gireport__out_addc(m->out, '\\');
        gireport__out_addc(m->out, *s);
    }
    put(m, "\"");
}

static void put_number(struct maker *m, uint32_t n)
{
    if (n == GIREPORT__NONE)
        put(m, "NO");
    else
        gireport__out_int(m->out, n);
}

static void put_numbers(struct maker *m, const uint32_t *list, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (i)
            put(m, ", ");
        put_number(m, list[i]);
    }
}

static void put_text(struct maker *m, struct gireport__text text)
{
    put(m, "{");
    put_string(m, text.zh);
    put(m, ", ");
    put_string(m, text.en);
    put(m, "}");
}

/* Aliases stand in place as a compound literal, which has static storage here. */
static void put_strings(struct maker *m, const char *const *list, uint32_t n)
{
    if (!n) {
        put(m, "0, 0");
        return;
    }
    put(m, "(const char *const[]){");
    for (uint32_t i = 0; i < n; i++) {
        if (i)
            put(m, ", ");
        put_string(m, list[i]);
    }
    put(m, "}, ");
    gireport__out_int(m->out, n);
}

static void put_label(struct maker *m, const struct gireport__label *label)
{
    put(m, "{");
    put_string(m, label->text);
    put(m, ", ");
    put_string(m, label->folded);
    put(m, ", ");
    put_strings(m, label->aliases, label->n_aliases);
    put(m, "}");
}

static void begin(struct maker *m, const char *type, const char *name)
{
    put(m, "\nstatic const ");
    put(m, type);
    put(m, " ");
    put(m, name);
    put(m, "[] = {\n");
}

static void end(struct maker *m)
{
    put(m, "};\n");
}

static void put_nodes(struct maker *m, const char *name, const struct gireport__node *nodes, uint32_t n)
{
    begin(m, "struct gireport__node", name);
    for (uint32_t i = 0; i < n; i++) {
        const struct gireport__node *d = nodes + i;
        const uint32_t numbers[] = {d->parent, d->depth, d->leaf,  d->type,   d->nature,
                                    d->total,  d->pos,   d->field, d->section};
        put(m, "{");
        put_string(m, d->key);
        put(m, ", ");
        put_label(m, &d->label);
        put(m, ",\n ");
        put_text(m, d->gloss);
        put(m, ",\n ");
        put_string(m, d->basis);
        put(m, ", ");
        put_string(m, d->unit);
        put(m, ", ");
        put_string(m, d->printed_unit);
        put(m, ", ");
        put_numbers(m, numbers, sizeof numbers / sizeof *numbers);
        put(m, "},\n");
    }
    end(m);
}

static void put_sections(struct maker *m)
{
    begin(m, "struct gireport__section", "sections");
    for (uint32_t i = 0; i < m->t->n_sections; i++) {
        const struct gireport__section *s = m->t->sections + i;
        const uint32_t numbers[] = {s->table,  s->layout,    s->first_col,   s->n_cols,   s->first_row,
                                    s->n_rows, s->leaf_cols, s->first_field, s->n_fields, s->label_cols};
        put(m, "{");
        put_label(m, &s->caption);
        put(m, ", ");
        put_label(m, &s->stub);
        put(m, ", ");
        put_numbers(m, numbers, sizeof numbers / sizeof *numbers);
        put(m, "},\n");
    }
    end(m);
}

static void put_parts(struct maker *m)
{
    begin(m, "struct gireport__part", "parts");
    for (uint32_t i = 0; i < m->t->n_parts; i++) {
        const struct gireport__part *p = m->t->parts + i;
        put(m, "{");
        put_string(m, p->key);
        put(m, ", ");
        put_string(m, p->number);
        put(m, ", ");
        put_label(m, &p->label);
        put(m, ", ");
        put_numbers(m, (const uint32_t[]){p->table, p->text}, 2);
        put(m, "},\n");
    }
    end(m);
    begin(m, "struct gireport__table", "tables");
    for (uint32_t i = 0; i < m->t->n_tables; i++) {
        const struct gireport__table *t = m->t->tables + i;
        const uint32_t numbers[] = {t->part, t->first_section, t->n_sections, t->first_field, t->n_fields};
        put(m, "{");
        put_string(m, t->key);
        put(m, ", ");
        put_numbers(m, numbers, 5);
        put(m, "},\n");
    }
    end(m);
}

static void put_fields(struct maker *m)
{
    begin(m, "struct gireport__field", "fields");
    for (uint32_t i = 0; i < m->t->n_fields; i++) {
        const struct gireport__field *f = m->t->fields + i;
        const uint32_t numbers[] = {f->table, f->section, f->row, f->col, f->flags};
        put(m, "{");
        put_string(m, f->key);
        put(m, ", ");
        put_string(m, f->label);
        put(m, ", ");
        put_numbers(m, numbers, 5);
        if (f->gloss.zh) {
            put(m, ",\n ");
            put_text(m, f->gloss);
        } else {
            put(m, ", {0, 0}");
        }
        put(m, "},\n");
    }
    end(m);
}

static void put_rules(struct maker *m)
{
    begin(m, "struct gireport_rule", "rules");
    for (uint32_t i = 0; i < m->t->n_rules; i++) {
        const struct gireport_rule *r = m->t->rules + i;
        const struct gireport__text texts[] = {r->title, r->message, r->explanation, r->example};
        const char *const strings[] = {r->basis, r->expression, r->editions};
        put(m, "{");
        put_string(m, r->id);
        put(m, ", ");
        put_number(m, r->severity);
        put(m, ", ");
        put_string(m, r->since);
        for (size_t k = 0; k < 4; k++) {
            put(m, ",\n ");
            put_text(m, texts[k]);
        }
        for (size_t k = 0; k < 3; k++) {
            put(m, k ? ", " : ",\n ");
            put_string(m, strings[k]);
        }
        put(m, "},\n");
    }
    end(m);
}

static void put_terms(struct maker *m, const char *name, const struct gireport__term *terms, uint32_t n)
{
    begin(m, "struct gireport__term", name);
    for (uint32_t i = 0; i < n; i++) {
        put(m, "{");
        gireport__out_int(m->out, terms[i].coef);
        put(m, ", ");
        put_number(m, terms[i].field);
        put(m, i % 12 == 11 || i + 1 == n ? "},\n" : "}, ");
    }
    end(m);
}

static void put_forms(struct maker *m)
{
    begin(m, "struct gireport__form", "forms");
    for (uint32_t i = 0; i < m->t->n_forms; i++) {
        const struct gireport__form *f = m->t->forms + i;
        const uint32_t numbers[] = {f->rule,   f->relation, f->first_term,  f->n_terms,
                                    f->n_left, f->whole,    f->only_printed};
        put(m, "{");
        put_numbers(m, numbers, 7);
        put(m, i % 4 == 3 || i + 1 == m->t->n_forms ? "},\n" : "}, ");
    }
    end(m);
    put_terms(m, "terms", m->t->terms, m->t->n_terms);
}

static void put_index(struct maker *m, const char *name, const uint32_t *list, size_t n)
{
    begin(m, "uint32_t", name);
    for (size_t i = 0; i < n; i += 24) {
        put_numbers(m, list + i, n - i < 24 ? n - i : 24);
        put(m, ",\n");
    }
    end(m);
}

static void put_lists(struct maker *m)
{
    put_index(m, "by_key", m->t->by_key, m->t->n_fields);
    put_index(m, "field_forms", m->t->field_forms, m->t->n_terms);
    put_index(m, "field_first", m->t->field_first, (size_t)m->t->n_fields + 1);
    begin(m, "struct gireport__document", "documents");
    for (uint32_t i = 0; i < m->t->n_documents; i++) {
        put(m, "{");
        put_string(m, m->t->documents[i].number);
        put(m, "},\n");
    }
    end(m);
    begin(m, "char *const", "not_labels");
    for (uint32_t i = 0; i < m->t->n_not_labels; i++) {
        put_string(m, m->t->not_labels[i]);
        put(m, ",\n");
    }
    end(m);
}

static void put_bits(struct maker *m, uint64_t bits)
{
    char text[24];
    snprintf(text, sizeof text, "0x%llxu", (unsigned long long)bits);
    put(m, text);
}

static void put_words(struct maker *m, const struct gireport__words *words)
{
    if (!words->n) {
        put(m, "{0, 0, 0, 0}");
        return;
    }
    put(m, "{");
    put_strings(m, words->list, words->n);
    put(m, ", (const uint32_t[]){");
    put_numbers(m, words->first, words->n);
    put(m, "}, ");
    put_bits(m, words->sieve);
    put(m, "}");
}

static void put_sums(struct maker *m)
{
    const struct gireport__claims *c = &m->t->claims;
    begin(m, "struct gireport__sum", "sums");
    for (uint32_t i = 0; i < c->n_sums; i++) {
        put(m, "{");
        put_numbers(m, (const uint32_t[]){c->sums[i].first_term, c->sums[i].n_terms}, 2);
        put(m, i % 8 == 7 || i + 1 == c->n_sums ? "},\n" : "}, ");
    }
    end(m);
}

static void put_claims(struct maker *m)
{
    const struct gireport__claims *all = &m->t->claims;
    put_sums(m);
    put_terms(m, "claim_terms", all->terms, all->n_terms);
    begin(m, "struct gireport__claim", "claims");
    for (uint32_t i = 0; i < all->n; i++) {
        const struct gireport__claim *c = all->list + i;
        put(m, "{");
        put_string(m, c->rule);
        put(m, ", ");
        put_string(m, c->key);
        put(m, ", ");
        put_words(m, &c->say);
        put(m, ", ");
        put_words(m, &c->about);
        put(m, ", ");
        put_words(m, &c->all);
        put(m, ",\n ");
        put_numbers(m, (const uint32_t[]){c->part_of, c->under}, 2);
        put(m, ", ");
        put_string(m, c->list_rule);
        put(m, ", ");
        put_string(m, c->zero_rule);
        put(m, ", ");
        put_numbers(m, (const uint32_t[]){c->flags, c->first_sum, c->n_sums, c->n_plain}, 4);
        put(m, "},\n");
    }
    end(m);
}

static void put_figures(struct maker *m)
{
    begin(m, "struct gireport__indicator", "indicators");
    for (uint32_t i = 0; i < m->t->n_indicators; i++) {
        const struct gireport__indicator *d = m->t->indicators + i;
        put(m, "{");
        put_string(m, d->key);
        put(m, ", ");
        put_text(m, d->label);
        put(m, ", ");
        put_numbers(m, (const uint32_t[]){d->is, d->per}, 2);
        put(m, ", ");
        put_text(m, d->whole);
        put(m, "},\n");
    }
    end(m);
    begin(m, "struct gireport__figures", "figures");
    for (uint32_t i = 0; i < m->t->n_figures; i++) {
        const struct gireport__figures *f = m->t->figures + i;
        put(m, "{");
        put_string(m, f->key);
        put(m, ", ");
        put_text(m, f->title);
        put(m, ", ");
        put_string(m, f->unit);
        put(m, ", ");
        put_numbers(m, (const uint32_t[]){f->parts, f->least, f->first, f->n}, 4);
        put(m, "},\n");
    }
    end(m);
}

static void put_paragraphs(struct maker *m)
{
    const struct gireport__wording *all = &m->t->paragraphs;
    begin(m, "struct gireport__wording_piece", "pieces");
    for (uint32_t i = 0; i < all->n_pieces; i++) {
        const struct gireport__wording_piece *p = all->pieces + i;
        const char *const strings[] = {p->say, p->zero, p->join, p->tail};
        put(m, "{");
        for (size_t k = 0; k < 4; k++) {
            put_string(m, strings[k]);
            put(m, ", ");
        }
        put_numbers(m, (const uint32_t[]){p->sum, p->n_items}, 2);
        put(m, "},\n");
    }
    end(m);
    begin(m, "struct gireport__wording_sentence", "sentences");
    for (uint32_t i = 0; i < all->n_sentences; i++) {
        const struct gireport__wording_sentence *s = all->sentences + i;
        put(m, "{");
        put_numbers(m, &s->condition, 1);
        put(m, ", ");
        put_string(m, s->otherwise);
        put(m, ", ");
        put_numbers(m, (const uint32_t[]){s->first_piece, s->n_pieces}, 2);
        put(m, "},\n");
    }
    end(m);
    begin(m, "struct gireport__wording_paragraph", "paragraphs");
    for (uint32_t i = 0; i < all->n; i++) {
        const struct gireport__wording_paragraph *p = all->list + i;
        put(m, "{");
        put_string(m, p->key);
        put(m, ", ");
        put_numbers(m, (const uint32_t[]){p->first_sentence, p->n_sentences}, 2);
        put(m, "},\n");
    }
    end(m);
}

static void put_views(struct maker *m)
{
    begin(m, "struct gireport__view", "views");
    for (uint32_t i = 0; i < m->t->n_views; i++) {
        const struct gireport__view *v = m->t->views + i;
        put(m, "{");
        put_string(m, v->of);
        put(m, ", ");
        put_strings(m, v->keys, v->n_keys);
        put(m, ", ");
        put_number(m, v->kind);
        put(m, ", ");
        put_text(m, v->why);
        put(m, "},\n");
    }
    if (!m->t->n_views)
        put(m, "{0, 0, 0, 0, {0, 0}},\n");
    end(m);
}

/* The member `paragraphs` of the template. */
static void put_paragraph_lists(struct maker *m)
{
    const struct gireport__wording *p = &m->t->paragraphs;
    put(m, "{paragraphs, ");
    put_number(m, p->n);
    put(m, ", sentences, ");
    put_number(m, p->n_sentences);
    put(m, ", pieces, ");
    put_number(m, p->n_pieces);
    put(m, "},\n    ");
}

/* The member `claims` of the template. */
static void put_claim_words(struct maker *m)
{
    const struct gireport__claims *c = &m->t->claims;
    const struct gireport__words *const words[] = {
        &c->units,     &c->not_units,  &c->fill,        &c->none,  &c->none_fill, &c->joins,
        &c->and_so_on, &c->among,      &c->elsewhere,   &c->never, &c->doubtful,  &c->office,
        &c->area,      &c->government, &c->than_before, &c->up,    &c->down,      &c->share};
    put(m, "{claims, ");
    put_number(m, c->n);
    put(m, ", sums, ");
    put_number(m, c->n_sums);
    put(m, ", claim_terms, ");
    put_number(m, c->n_terms);
    put(m, ",\n     {");
    for (size_t i = 0; i < sizeof c->say_sieve / sizeof *c->say_sieve; i++) {
        if (i)
            put(m, ", ");
        put_bits(m, c->say_sieve[i]);
    }
    put(m, "}");
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        put(m, ",\n     ");
        put_words(m, words[i]);
    }
    put(m, "},\n    ");
}

static void put_ledger_words(struct maker *m, const char *name, const struct gireport__ledger_words *words)
{
    begin(m, "struct gireport__ledger_word", name);
    for (uint32_t i = 0; i < words->n; i++) {
        put(m, "{");
        put_string(m, words->list[i].word);
        put(m, ", ");
        put_number(m, words->list[i].target);
        put(m, "},\n");
    }
    if (!words->n)
        put(m, "{0, 0}\n");
    end(m);
}

static void put_ledger_lists(struct maker *m)
{
    const struct gireport__ledger *g = &m->t->ledger;
    put_ledger_words(m, "ledger_columns", &g->columns);
    put_ledger_words(m, "ledger_applicants", &g->applicants);
    put_ledger_words(m, "ledger_outcomes", &g->outcomes);
    put_ledger_words(m, "ledger_results", &g->results);
}

/* The member `ledger` of the template. */
static void put_ledger(struct maker *m)
{
    const struct gireport__ledger *g = &m->t->ledger;
    const uint32_t counts[] = {g->columns.n, g->applicants.n, g->outcomes.n, g->results.n};
    static const char *const lists[] = {"ledger_columns", "ledger_applicants", "ledger_outcomes", "ledger_results"};
    put(m, "{");
    put_numbers(m, (const uint32_t[]){g->received, g->carried_in, g->closed, g->carried_out}, 4);
    put(m, ", {");
    for (uint32_t i = 0; i < GIREPORT__LEDGER_MAX_DISPUTES; i++) {
        put(m, i ? ", {" : "{");
        put_numbers(m, (const uint32_t[]){g->disputes[i].row, g->disputes[i].after}, 2);
        put(m, "}");
    }
    put(m, "}, ");
    put_numbers(m, (const uint32_t[]){g->n_disputes, g->pending}, 2);
    put(m, ",\n     ");
    put_strings(m, g->names, g->n_names);
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) {
        put(m, ", {");
        put(m, lists[i]);
        put(m, ", ");
        put_number(m, counts[i]);
        put(m, "}");
    }
    put(m, "},\n    ");
}

static void put_count(struct maker *m, const char *name, uint32_t count)
{
    put(m, name);
    put(m, ", ");
    put_number(m, count);
    put(m, ",\n    ");
}

static void put_template(struct maker *m)
{
    const gireport_template *t = m->t;
    put(m, "\nconst struct gireport_template gireport__");
    put(m, m->name);
    put(m, " = {\n    ");
    put_string(m, t->id);
    put(m, ",\n    ");
    put_text(m, t->title);
    put(m, ",\n    ");
    put_string(m, t->basis);
    put(m, ", ");
    gireport__out_int(m->out, t->year_first);
    put(m, ", ");
    gireport__out_int(m->out, t->year_last);
    put(m, ",\n    ");
    put_string(m, t->report_title);
    put(m, ",\n    ");
    put_count(m, "parts", t->n_parts);
    put_count(m, "tables", t->n_tables);
    put_count(m, "sections", t->n_sections);
    put_count(m, "rows", t->n_rows);
    put_count(m, "cols", t->n_cols);
    put_count(m, "fields", t->n_fields);
    put(m, "by_key,\n    ");
    put_count(m, "rules", t->n_rules);
    put_count(m, "forms", t->n_forms);
    put_count(m, "terms", t->n_terms);
    put(m, "field_forms, field_first,\n    ");
    put_count(m, "documents", t->n_documents);
    put_count(m, "not_labels", t->n_not_labels);
    put_claim_words(m);
    put_count(m, "figures", t->n_figures);
    put_count(m, "indicators", t->n_indicators);
    put_count(m, "views", t->n_views);
    put_ledger(m);
    put_paragraph_lists(m);
    put(m, "0};\n");
}

static int produce(gireport_write_fn write, void *userdata, void *context)
{
    struct maker *m = context;
    struct gireport__out out;
    gireport__out_begin(&out, write, userdata);
    m->out = &out;
    put(m, "/* SPDX-License-Identifier: MIT */\n/* Made by mktemplate from data/");
    put(m, m->t->id);
    put(m, ".yaml: change that file, then run `ninja templates`. */\n/* clang-format off */\n"
           "#include \"builtin.h\"\n\n#define NO GIREPORT__NONE\n");
    put_parts(m);
    put_sections(m);
    put_nodes(m, "rows", m->t->rows, m->t->n_rows);
    put_nodes(m, "cols", m->t->cols, m->t->n_cols);
    put_fields(m);
    put_rules(m);
    put_forms(m);
    put_lists(m);
    put_claims(m);
    put_figures(m);
    put_views(m);
    put_ledger_lists(m);
    put_paragraphs(m);
    put_template(m);
    return gireport__out_end(&out);
}

static void tell(void *context, uint32_t line, uint32_t column, const char *zh, const char *en)
{
    (void)zh;
    fprintf(stderr, "%s:%u:%u: %s\n", (const char *)context, (unsigned)line, (unsigned)column, en);
}

static int is_same(struct maker *m, const char *path)
{
    struct gireport__buf made = {0};
    char *there = NULL;
    size_t len = 0;
    int same = produce(gireport__out_to_buf, &made, m) == GIREPORT_OK &&
               gireport__read_file(path, SIZE_MAX / 2, &there, &len) == GIREPORT_OK && len == made.len &&
               !memcmp(there, made.data, len);
    gireport__free(there);
    gireport__buf_free(&made);
    return same;
}

int main(int argc, char **argv)
{
    int check = argc == 4 && !strcmp(argv[1], "--check"), failed = 1;
    const char *in, *out;
    char *data = NULL;
    size_t len = 0;
    struct maker m = {0};
    if (argc != 3 && !check) {
        fprintf(stderr, "usage: mktemplate [--check] FILE.yaml OUT.c\n");
        return 2;
    }
    in = argv[check ? 2 : 1];
    out = argv[check ? 3 : 2];
    if (gireport__read_file(in, SIZE_MAX / 2, &data, &len) != GIREPORT_OK ||
        gireport__template_load(data, len, tell, argv[check ? 2 : 1], &m.t) != GIREPORT_OK) {
        fprintf(stderr, "mktemplate: %s is no template\n", in);
    } else {
        snprintf(m.name, sizeof m.name, "%s", m.t->id);
        for (char *p = m.name; *p; p++)
            if (*p == '-' || *p == '.')
                *p = '_';
        failed = check ? !is_same(&m, out) : gireport__out_file(out, produce, &m) != GIREPORT_OK;
        if (failed)
            fprintf(stderr, check ? "%s is out of date: run `ninja templates`\n" : "%s cannot be written\n",
                    out);
        gireport_template_unref(m.t);
    }
    gireport__free(data);
    return failed;
}
