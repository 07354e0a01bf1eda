/* SPDX-License-Identifier: MIT */

/* Findings as SARIF 2.1.0, for code hosts and review tools. */

#include <stdlib.h>
#include <string.h>

#include <gireport/waivers.h>

#include "findings_out.h"
#include "page.h"

/* A rule that some finding names. */
struct known {
    const char *id;
    const struct gireport_rule *rule; /* NULL: not in the catalogue */
    uint32_t severity;
};

struct sarif {
    struct gireport__out *out;
    const struct gireport__findings_list *list;
    struct known *rules; /* in order of id, each once */
    size_t n_rules;
};

static void put(struct sarif *s, const char *text)
{
    gireport__out_adds(s->out, text);
}

static void message(struct sarif *s, const char *name, const char *text)
{
    gireport__json_name(s->out, name);
    put(s, "{\"text\": ");
    gireport__out_json(s->out, text && *text ? text : "-");
    put(s, "}");
}

/* A file name as a URI reference (RFC 3986); "-" is standard input. */
static void uri(struct sarif *s, const char *file)
{
    static const char hex[] = "0123456789ABCDEF";
    const char *keep = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~/";

    put(s, "\"");
    for (; *file; file++) {
        if (strchr(keep, *file)) {
            gireport__out_addc(s->out, *file);
        } else {
            gireport__out_addc(s->out, '%');
            gireport__out_addc(s->out, hex[(unsigned char)*file >> 4]);
            gireport__out_addc(s->out, hex[(unsigned char)*file & 15]);
        }
    }
    put(s, "\"");
}

static int by_id(const void *a, const void *b)
{
    return strcmp(((const struct known *)a)->id, ((const struct known *)b)->id);
}

static int collect_rules(struct sarif *s)
{
    size_t total = 0, i, j, n = 0;

    for (i = 0; i < s->list->n; i++)
        total += s->list->items[i]->count;
    s->rules = gireport__calloc(total + 1, sizeof(*s->rules));
    if (!s->rules)
        return GIREPORT_ERR_NOMEM;
    for (i = 0; i < s->list->n; i++) {
        const gireport_findings *f = s->list->items[i];

        for (j = 0; j < f->count; j++)
            s->rules[n++] = (struct known){f->items[j].rule, f->items[j].rule_of, f->items[j].severity};
    }
    qsort(s->rules, n, sizeof(*s->rules), by_id);
    for (i = 0; i < n; i++)
        if (i == 0 || strcmp(s->rules[s->n_rules - 1].id, s->rules[i].id) != 0)
            s->rules[s->n_rules++] = s->rules[i];
    return GIREPORT_OK;
}

static void rule(struct sarif *s, const struct known *k)
{
    put(s, "{");
    gireport__json_text(s->out, "id", k->id);
    if (k->rule) {
        put(s, ", ");
        message(s, "shortDescription", gireport_rule_title(k->rule, s->list->lang));
        put(s, ", ");
        message(s, "fullDescription", gireport_rule_explanation(k->rule, s->list->lang));
        put(s, ", ");
        message(s, "help", gireport_rule_basis(k->rule));
    }
    put(s, ", \"defaultConfiguration\": {\"level\": ");
    gireport__out_json(s->out,
                       gireport__severity_word(k->rule ? gireport_rule_severity(k->rule) : k->severity));
    put(s, "}}");
}

static void place(struct sarif *s, const gireport_findings *f, const struct gireport__finding *x)
{
    put(s, "\"physicalLocation\": {\"artifactLocation\": {\"uri\": ");
    uri(s, f->file);
    put(s, "}");
    if (x->line) {
        put(s, ", \"region\": {\"startLine\": ");
        gireport__out_int(s->out, x->line);
        if (x->column) {
            put(s, ", \"startColumn\": ");
            gireport__out_int(s->out, x->column);
        }
        put(s, "}");
    }
    put(s, "}");
}

static void location(struct sarif *s, const gireport_findings *f, const struct gireport__finding *x)
{
    int has_file = f->file && *f->file;
    size_t i;

    put(s, "\"locations\": [{");
    if (has_file)
        place(s, f, x);
    if (x->n_cells) {
        put(s, has_file ? ", \"logicalLocations\": [" : "\"logicalLocations\": [");
        for (i = 0; i < x->n_cells; i++) {
            put(s, i ? ", {" : "{");
            gireport__json_text(s->out, "fullyQualifiedName", x->cells[i].key);
            put(s, ", \"kind\": \"cell\"}");
        }
        put(s, "]");
    }
    put(s, "}]");
}

static void related_one(struct sarif *s, const gireport_findings *f, size_t id,
                        const struct gireport__finding *x)
{
    put(s, id ? ",\n       {\"id\": " : "{\"id\": ");
    gireport__out_int(s->out, (int64_t)id);
    put(s, ", ");
    if (f->file && *f->file) {
        place(s, f, x);
        put(s, ", ");
    }
    message(s, "message", x->message[s->list->lang == GIREPORT_LANG_EN]);
    put(s, "}");
}

/* What explains a finding, or what it explains. */
static void related(struct sarif *s, const gireport_findings *f, const struct gireport__causes *causes,
                    size_t i)
{
    size_t n = 0;
    uint32_t k;

    if (causes->of[i] == GIREPORT__NONE && causes->first[i] == GIREPORT__NONE)
        return;
    put(s, ",\n     \"relatedLocations\": [");
    if (causes->of[i] != GIREPORT__NONE)
        related_one(s, f, n++, &f->items[causes->of[i]]);
    for (k = causes->first[i]; k != GIREPORT__NONE; k = causes->next[k])
        related_one(s, f, n++, &f->items[k]);
    put(s, "]");
}

static void properties(struct sarif *s, const struct gireport__finding *x)
{
    const char *const pairs[][2] = {{"place", x->place},
                                    {"found", x->found},
                                    {"expected", x->expected},
                                    {"difference", x->difference},
                                    {"cause", x->cause}};
    size_t i, n = 0;

    for (i = 0; i < sizeof(pairs) / sizeof(*pairs); i++) {
        if (!*pairs[i][1])
            continue;
        put(s, n++ ? ", " : ", \"properties\": {");
        gireport__json_text(s->out, pairs[i][0], pairs[i][1]);
    }
    put(s, n ? "}" : "");
}

static const char *justification(const struct gireport__finding *x, uint32_t lang)
{
    const char *gloss = gireport_waiver_reason_gloss(x->waived->reason, lang);

    return *x->waived->note || !gloss ? x->waived->note : gloss;
}

static void result(struct sarif *s, const gireport_findings *f, const struct gireport__causes *causes,
                   size_t i)
{
    const struct gireport__finding *x = &f->items[i];
    struct known key = {x->rule, NULL, 0};
    const struct known *k = bsearch(&key, s->rules, s->n_rules, sizeof(*s->rules), by_id);

    put(s, "{");
    gireport__json_text(s->out, "ruleId", x->rule);
    if (k) {
        put(s, ", ");
        gireport__json_name(s->out, "ruleIndex");
        gireport__out_int(s->out, k - s->rules);
    }
    put(s, ", ");
    gireport__json_text(s->out, "level", gireport__severity_word(x->severity));
    put(s, ", ");
    message(s, "message", x->message[s->list->lang == GIREPORT_LANG_EN]);
    put(s, ",\n     ");
    location(s, f, x);
    related(s, f, causes, i);
    put(s, ",\n     \"partialFingerprints\": {");
    gireport__json_text(s->out, "gireport/v1", x->id);
    put(s, "}");
    if (x->waived) {
        put(s, ", \"suppressions\": [{\"kind\": \"external\", \"status\": \"accepted\", ");
        gireport__json_text(s->out, "justification", justification(x, s->list->lang));
        put(s, "}]");
    }
    properties(s, x);
    put(s, "}");
}

void gireport__findings_sarif(struct gireport__out *out, const struct gireport__findings_list *list)
{
    struct sarif s = {.out = out, .list = list};
    size_t i, j, n = 0;

    if (collect_rules(&s) != GIREPORT_OK) {
        out->status = GIREPORT_ERR_NOMEM;
        return;
    }
    put(&s, "{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\",\n"
            " \"runs\": [{\"tool\": {\"driver\": {\"name\": \"gireport\", \"version\": ");
    gireport__out_json(out, gireport_version_string());
    put(&s, ",\n   \"rules\": [");
    for (i = 0; i < s.n_rules; i++) {
        put(&s, i ? ",\n    " : "\n    ");
        rule(&s, &s.rules[i]);
    }
    put(&s, "]}},\n  \"columnKind\": \"unicodeCodePoints\",\n  \"results\": [");
    for (i = 0; i < list->n; i++) {
        struct gireport__causes causes;

        if (gireport__causes_make(list->items[i], &causes) != GIREPORT_OK) {
            out->status = GIREPORT_ERR_NOMEM;
            break;
        }
        for (j = 0; j < list->items[i]->count && out->status == GIREPORT_OK; j++) {
            put(&s, n++ ? ",\n    " : "\n    ");
            result(&s, list->items[i], &causes, j);
        }
        gireport__causes_free(&causes);
    }
    put(&s, "]}]}\n");
    gireport__free(s.rules);
}
