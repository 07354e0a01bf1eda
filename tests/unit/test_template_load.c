/* SPDX-License-Identifier: MIT */
/* The loader: what it makes of sound files, and what it says of broken ones. */
#include <check.h>
#include <string.h>

#include <gireport/findings.h>

#include "base/buf.h"

#include "../support/failing.h"
#include "../support/template_file.h"

START_TEST(files_give_the_built_ins)
{
    static const char *const paths[] = {"../lib/template/data/cn-2019.yaml",
                                        "../lib/template/data/cn-2021.yaml"};
    const gireport_template *t = load_template_file(paths[_i]), *b = gireport_template_at((size_t)_i);
    ck_assert_str_eq(t->id, b->id);
    ck_assert_uint_eq(t->n_fields, b->n_fields);
    ck_assert_uint_eq(t->n_terms, b->n_terms);
    for (uint32_t i = 0; i < t->n_fields; i++) {
        ck_assert_str_eq(t->fields[i].key, b->fields[i].key);
        ck_assert_str_eq(t->fields[i].label, b->fields[i].label);
        ck_assert_uint_eq(t->by_key[i], b->by_key[i]);
    }
    ck_assert_mem_eq(t->terms, b->terms, t->n_terms * sizeof *t->terms);
    ck_assert_mem_eq(t->forms, b->forms, t->n_forms * sizeof *t->forms);
    gireport_template_unref(t);
}
END_TEST

START_TEST(third_edition)
{
    const gireport_template *t = load_template_file("data/third-edition.yaml");
    static const struct {
        const char *id;
        uint32_t nth;
        const char *words;
        uint32_t whole;
    } want[] = {
        {"T-001", 1,
         "+1 total.organisation +1 carried_out.organisation | -1 new.organisation -1 carried_in.organisation",
         1},
        {"T-002", 0,
         "+1 total.natural | -1 granted.natural -1 denied.secret.natural -1 denied.process.drafts.natural "
         "-1 denied.process.minutes.natural -1 denied.privacy.natural",
         1},
        {"T-004", 0,
         "+1 denied.subtotal.natural | -1 denied.secret.natural -1 denied.process.drafts.natural "
         "-1 denied.process.minutes.natural -1 denied.privacy.natural",
         0},
        {"T-004", 3,
         "+1 denied.process.subtotal.natural | -1 denied.process.drafts.natural -1 "
         "denied.process.minutes.natural",
         0},
        {"T-005", 2, "+1 in_person.answered | -1 in_person.received", 1},
        {"T-006", 0, "+1 new.total | -1 online.received -1 mail.received -1 in_person.received", 1},
        {"T-007", 0, "+1 fees.total | -1 fees.copying -1 fees.processing", 1},
        {"T-008", 0, "+3 new.total | -2 review.total -1 court.total", 1},
        {"T-009", 1, "+1 court.total | -1 court.lost -1 court.won", 1},
    };
    size_t f;
    ck_assert_uint_eq(t->n_fields, 7 + 27 + 6 + 6 + 6);
    ck_assert_uint_eq(t->n_forms, 3 + 3 + 9 + 2 + 6 + 3 + 1 + 1 + 1 + 2);
    for (size_t i = 0; i < sizeof want / sizeof *want; i++) {
        uint32_t form = form_of(t, want[i].id, want[i].nth);
        ck_assert_str_eq(form_in_words(t, form), want[i].words);
        ck_assert_uint_eq(t->forms[form].whole, want[i].whole);
    }
    ck_assert_uint_eq(t->forms[form_of(t, "T-005", 0)].relation, GIREPORT__LE);
    ck_assert_uint_eq(t->forms[form_of(t, "T-008", 0)].relation, GIREPORT__GE);
    ck_assert_int_eq(gireport_template_field_find(t, "applications.denied.process.subtotal.total", &f),
                     GIREPORT_OK);
    ck_assert_str_eq(gireport_field_label(t, f), "过程信息·小计");
    ck_assert_uint_eq(gireport_field_flags(t, f), GIREPORT_FIELD_SUBTOTAL | GIREPORT_FIELD_TOTAL);
    ck_assert_int_eq(gireport_template_field_find(t, "disclosure.fees.copying", &f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_field_type(t, f), GIREPORT_TYPE_MONEY);
    ck_assert_str_eq(gireport_field_printed_unit(t, f), "元");
    ck_assert_str_eq(
        gireport_rule_expression(&t->rules[2]),
        "applications.@.total = applications.@.*; applications.@.subtotal.total = applications.@.subtotal.*");
    check_field_forms(t);
    gireport_template_unref(t);
}
END_TEST

START_TEST(references_are_counted)
{
    const gireport_template *t = load_template_file("data/third-edition.yaml");
    ck_assert_ptr_eq(gireport_template_ref(t), t);
    gireport_template_unref(t);
    ck_assert_str_eq(gireport_template_id(t), "third-edition");
    gireport_template_unref(t);
    gireport_template_unref(NULL);
    ck_assert_ptr_null(gireport_template_ref(NULL));
}
END_TEST

/* The example of docs/templates.md, as it stands there. */
static char *example(void)
{
    size_t len = 0;
    char *page = read_source("../docs/templates.md", &len), *begin, *end;
    begin = strstr(page, "```yaml\n");
    ck_assert_ptr_nonnull(begin);
    begin += strlen("```yaml\n");
    end = strstr(begin, "```");
    ck_assert_ptr_nonnull(end);
    memmove(page, begin, (size_t)(end - begin));
    page[end - begin] = '\0';
    return page;
}

START_TEST(example_of_the_manual)
{
    char *text = example();
    const gireport_template *t = load_template(text, strlen(text));
    size_t f;
    ck_assert_str_eq(t->id, "hotline-2030");
    ck_assert_uint_eq(t->n_forms, 3 + 4);
    ck_assert_uint_eq(t->n_fields, 12 + 3);
    ck_assert_uint_eq(t->claims.n, 2);
    ck_assert_uint_eq(t->claims.list[0].flags, GIREPORT__CLAIM_INTAKE);
    ck_assert_uint_eq(t->claims.list[1].flags, GIREPORT__CLAIM_LOOSE);
    ck_assert_str_eq(t->claims.list[1].say.list[0], "答复");
    ck_assert_int_eq(gireport_template_field_find(t, "calls.closed.subtotal.phone", &f), GIREPORT_OK);
    ck_assert_str_eq(t->fields[f + 3].key, "calls.closed.repeated.phone");
    gireport_template_unref(t);
    gireport__free(text);
}
END_TEST

/* Broken files: the example with one text replaced, and the first problem that is told. */
struct broken {
    const char *from, *to;
    unsigned line, column;
    const char *en;
    size_t problems;
};
static const struct broken broken[] = {
    {"gireport_template: 1", "gireport_template: 2", 1, 20,
     "unknown version \"2\" of the template file, 1 is expected", 1},
    {"gireport_template: 1\n", "", 1, 1, "\"gireport_template\" is missing", 1},
    {"id: hotline-2030", "id: 热线", 2, 5,
     "the id \"热线\" may have letters, digits, -, _ and . only, at most 64", 1},
    {"id: hotline-2030", "id:", 2, 4, "\"id\" must not be empty", 1},
    {"basis:", "bassis:", 4, 1, "unknown key \"bassis\"; is it \"basis\"?", 1},
    {"basis:", "colour:", 4, 1, "unknown key \"colour\"", 1},
    {"{first: 2030}", "{first: 30}", 5, 16, "\"30\" is no year", 1},
    {"{first: 2030}", "{first: 2030, last: 2029}", 5, 28, "the last year is before the first", 1},
    {"{first: 2030}", "2030", 5, 8, "\"years\" has to be a mapping", 1},
    {"years:", "id: x\nyears:", 5, 1, "the key \"id\" stands here twice", 1},
    {"key: calls, number", "key: rings, number", 10, 3, "the table \"calls\" belongs to no part", 1},
    {"key: overview,", "key: calls,", 11, 11, "the part \"calls\" stands here twice", 1},
    {"label: 总体情况}", "label: 总体情况, alias: [x]}", 10, 45, "unknown key \"alias\"; is it \"aliases\"?",
     1},
    {"key: web,", "key: phone,", 20, 13, "the column key \"phone\" stands here twice", 1},
    {"label: 网络}", "label: 电 话}", 20, 13, "two columns are headed \"电 话\"", 1},
    {"{key: web, label: 网络}", "{label: 网络}", 20, 13, "a column has either a key or columns under it", 1},
    {"key: web,", "key: Web,", 20, 19,
     "\"Web\" is no key: lower-case letters, digits and _, a letter first, at most 40", 1},
    {"key: web,", "key: subtotal,", 20, 19,
     "\"subtotal\" is no key: lower-case letters, digits and _, a letter first, at most 40", 1},
    {"label: 网络}", "label: 网络, type: number}", 20, 41, "\"number\" is none of the words allowed here", 1},
    {"label: 网络}", "label: 网络, type: money}", 20, 13, "the unit of a money column has to be 元", 1},
    {"label: 网络}", "label: 网络, printed_unit: 万元}", 20, 13,
     "only a money column can have a printed_unit", 1},
    {"label: 网络}", "label: 网络, total: yes}", 20, 42, "\"yes\" is none of the words allowed here", 1},
    {"label: 网络}", "label: “”}", 20, 31, "there is no text in \"“”\"", 1},
    {"key: answered", "key: received", 30, 17, "the row key \"received\" stands here twice", 1},
    {"label: 内容不明确}", "label: 重复来电, aliases: x}", 36, 70, "\"aliases\" has to be a list", 1},
    {"{key: unclear, number: 2., label: 内容不明确}", "{number: 2., label: 内容不明确}", 36, 21,
     "a row has a key, or rows under it, or both", 1},
    {"number: 2., label: 内容不明确}", "number: 1., label: 重复来电}", 36, 21,
     "two rows of one group are called \"1.重复来电\"", 1},
    {"- key: calls\n    sections", "- key: year\n    sections", 14, 10,
     "\"year\" means something else in a report file and cannot name a table", 1},
    {"id: HOT-002", "id: HOT-001", 45, 9, "the rule id \"HOT-001\" stands here twice", 1},
    {"id: HOT-002", "id: HOT 2", 45, 9,
     "the rule id \"HOT 2\" may have letters, digits, -, _ and . only, at most 40", 1},
    {"    title: {zh: 总计等于各列之和, en: the total equals the sum of the columns}\n", "", 45, 5,
     "\"title\" is missing", 1},
    {"{zh: 总计等于各列之和, en: the total", "{zh: 总计等于各列之和, english: the total", 47, 27,
     "unknown key \"english\"", 2},
    /* expressions */
    {"calls.@.total = calls.@.*", "calls.@.total calls.@.*", 46, 31, "+, - or =, <=, >= is expected here", 1},
    {"calls.@.total = calls.@.*", "calls.@.total", 46, 30, "the expression lacks =, <= or >=", 1},
    {"calls.@.total = calls.@.*", "calls.@.total =", 46, 32, "TABLE.ROW.COLUMN is expected here", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.* = 0", 46, 43, "the expression should end here",
     1},
    {"calls.@.total = calls.@.*", "calls.@.total < calls.@.*", 46, 31, "+, - or =, <=, >= is expected here",
     1},
    {"calls.@.total = calls.@.*", "rings.@.total = calls.@.*", 46, 17, "there is no table \"rings\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.other.*", 46, 33, "the table has no row \"other\"",
     1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.cable", 46, 33, "this term names no cell", 1},
    {"calls.@.total = calls.@.*", "calls.received.total = calls.@.*", 46, 40,
     "where \"@\" is used, the first term of the left side needs it too", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.{phone, total}", 46, 17,
     "the cell \"calls.received.total\" stands twice in one rule", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.{phone, {web}}", 46, 33,
     "braces cannot be used like this: \"{phone, {web}}\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.{}", 46, 33,
     "braces cannot be used like this: \"{}\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.@.{phone", 46, 33,
     "braces cannot be used like this: \"{phone\"", 1},
    {"calls.@.total = calls.@.*", "calls.@.total = calls.total", 46, 33,
     "\"calls.total\" has to be TABLE.ROW.COLUMN", 1},
    {"calls.@.total = calls.@.*", "0 calls.@.total = calls.@.*", 46, 17,
     "this number cannot be a coefficient", 1},
    {"calls.@.total = calls.@.*", "99999999999999999999 calls.@.total = calls.@.*", 46, 17,
     "this number cannot be a coefficient", 1},
    {"calls.@.total = calls.@.*", "\"calls.@.total = calls.@.cable\"", 46, 34, "this term names no cell", 1},
    {"calls.@.total = calls.@.*", "[]", 46, 17, "at least one expression is needed", 1},
    {"calls.@.total = calls.@.*", "[calls.@.total = calls.@.*, calls.@.total = calls.@.cable]", 46, 61,
     "this term names no cell", 1},
    /* claims */
    {"rule: GI-N-002,", "rule: HOT-001,", 58, 14, "\"HOT-001\" is no rule of the family GI-N", 1},
    {"rule: GI-N-002,", "", 58, 7, "a claim with \"is\" needs a \"rule\"", 1},
    {"is: calls.answered.total", "is: calls.@.total", 58, 79, "\"@\" cannot be used here", 1},
    {"is: calls.answered.total", "is: calls.answered.all", 58, 79, "this term names no cell", 1},
    {"is: calls.answered.total", "is: calls.answered.total = 0", 58, 100, "only a sum of cells is expected here", 1},
    {"is: calls.answered.total", "key: x", 58, 75, "the key \"key\" stands here twice", 1},
    {"key: answered, near", "part_of: replied, near", 58, 33, "no claim with the key \"replied\" stands before", 1},
    {"key: answered, near", "all: [全部], near", 58, 7, "a claim with \"all\" needs \"under\"", 1},
    {"near: true", "near: yes", 58, 45, "\"yes\" is none of the words allowed here", 1},
    {"  units: [件, 通]\n", "", 53, 3, "\"units\" is missing", 1},
    /* YAML */
    {"label: 网络}", "label: &x 网络, aliases: [*x]}", 20, 48,
     "aliases (*) are not allowed here", 2},
    {"id: hotline-2030", "? [a]\n: b\nid: hotline-2030", 2, 3, "a key has to be a word", 1},
    {"basis: 热线办", "--- \nbasis: 热线办", 4, 1, "one document a file only (there is a second \"---\")", 0},
};

static char *replace(const char *text, const char *from, const char *to)
{
    const char *at = strstr(text, from);
    struct gireport__buf b = {0};
    ck_assert_msg(at != NULL, "the example has no \"%s\"", from);
    gireport__buf_add(&b, text, (size_t)(at - text));
    gireport__buf_adds(&b, to);
    gireport__buf_adds(&b, at + strlen(from));
    return b.data;
}

START_TEST(broken_file)
{
    const struct broken *b = &broken[_i];
    struct problems p = {.count = 0};
    const gireport_template *t = (const gireport_template *)&p;
    char *text = example(), *changed = replace(text, b->from, b->to);
    ck_assert_int_eq(gireport__template_load(changed, strlen(changed), keep_problem, &p, &t),
                     GIREPORT_ERR_INVALID_DATA);
    ck_assert_ptr_null(t);
    ck_assert_uint_ge(p.count, 1);
    ck_assert_str_eq(p.list[0].en, b->en);
    ck_assert_uint_eq(p.list[0].line, b->line);
    ck_assert_uint_eq(p.list[0].column, b->column);
    ck_assert_str_ne(p.list[0].zh, p.list[0].en);
    if (b->problems)
        ck_assert_msg(p.count == b->problems, "%u problems; the second: %u:%u %s", (unsigned)p.count,
                      p.list[1].line, p.list[1].column, p.list[1].en);
    ck_assert_int_eq(gireport__template_load(changed, strlen(changed), NULL, NULL, &t),
                     GIREPORT_ERR_INVALID_DATA);
    gireport__free(changed);
    gireport__free(text);
}
END_TEST

/* The ledger of a built-in edition, changed. Lines are counted from that of "ledger:". */
static const struct broken_ledger {
    const char *from, *to;
    unsigned line, column;
    const char *en;
    size_t problems;
    int status;
} broken_ledgers[] = {
    {"new: applications.new", "new: applications.newer",
     1, 8, "there is no row \"applications.newer\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"new: applications.new", "new: new",
     1, 8, "there is no row \"new\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"closed: applications.total", "closed: application.total",
     3, 11, "there is no row \"application.total\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"closed: applications.total", "closed: application_.total",
     3, 11, "there is no row \"application_.total\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"carried_in: applications.carried_in", "carried_in: disputes.review",
     1, 3, "these rows are not of one table", 1, GIREPORT_ERR_INVALID_DATA},
    {"    outcome: [", "    outcomes: [",
     10, 5, "unknown key \"outcomes\"; is it \"outcome\"?", 2, GIREPORT_ERR_INVALID_DATA},
    {"natural: [公民, 个人, 自然人（公民）, 公民（自然人）, natural]", "natural: 公民",
     15, 14, "a list of words is expected here", 1, GIREPORT_ERR_INVALID_DATA},
    {"natural: [公民, ", "naturals: [公民, ",
     15, 15, "there is no column \"naturals\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"natural: [公民, ", "total: [公民, ",
     15, 12, "there is no column \"total\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"business: [企业, ", "business: [公民, ",
     16, 16, "\"公民\" has two meanings", 1, GIREPORT_ERR_INVALID_DATA},
    {"granted: [公开, ", "grant: [公开, ",
     22, 12, "there is no row \"grant\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"partial: [部分公开, ", "total: [部分公开, ",
     24, 12, "there is no row \"total\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"after: disputes.review", "after: disputes.after_review",
     55, 14, "\"disputes.after_review\" does not stand before", 1, GIREPORT_ERR_INVALID_DATA},
    {"after: disputes.review", "after: disputes.none",
     55, 14, "there is no row \"disputes.none\"", 2, GIREPORT_ERR_INVALID_DATA},
    {"row: disputes.direct", "row: applications.new",
     1, 3, "these rows are not of one table", 1, GIREPORT_ERR_INVALID_DATA},
    {"upheld: [维持, ", "total: [维持, ",
     60, 12, "there is no column \"total\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"\n  pending: pending", "\n  pending: waiting",
     65, 12, "there is no column \"waiting\"", 1, GIREPORT_ERR_INVALID_DATA},
    {"\n  results:", "\n    - {row: disputes.review, result: [甲]}\n"
     "    - {row: disputes.review, result: [乙]}\n  results:",
     60, 7, "beyond the limit of items", 1, GIREPORT_ERR_LIMIT},
};

static unsigned line_of(const char *text, const char *word)
{
    const char *end = strstr(text, word);
    unsigned line = 1;
    ck_assert_ptr_nonnull(end);
    for (; text < end; text++)
        line += *text == '\n';
    return line;
}

/* The ledger stands near the end: what is to be changed is looked for from there on. */
static char *changed_ledger(const char *from, const char *to)
{
    size_t len;
    char *text = read_source("../lib/template/data/cn-2019.yaml", &len), *rest;
    char *ledger = strstr(text, "\nledger:\n");
    struct gireport__buf b = {0};
    ck_assert_ptr_nonnull(ledger);
    rest = replace(ledger, from, to);
    gireport__buf_add(&b, text, (size_t)(ledger - text));
    gireport__buf_adds(&b, rest);
    gireport__free(rest);
    gireport__free(text);
    return b.data;
}

START_TEST(broken_ledger)
{
    const struct broken_ledger *b = &broken_ledgers[_i];
    struct problems p = {.count = 0};
    const gireport_template *t = (const gireport_template *)&p;
    char *text = changed_ledger(b->from, b->to);
    ck_assert_int_eq(gireport__template_load(text, strlen(text), keep_problem, &p, &t), b->status);
    ck_assert_ptr_null(t);
    ck_assert_uint_eq(p.count, b->problems);
    ck_assert_str_eq(p.list[0].en, b->en);
    ck_assert_str_ne(p.list[0].zh, p.list[0].en);
    ck_assert_uint_eq(p.list[0].line, line_of(text, "ledger:\n") + b->line);
    ck_assert_uint_eq(p.list[0].column, b->column);
    gireport__free(text);
}
END_TEST

/* What a ledger may leave out, and as many disputes as it may have. */
START_TEST(sound_ledger)
{
    const gireport_template *t;
    char *text = changed_ledger("\n  pending: pending", "");
    ck_assert_int_eq(gireport__template_load(text, strlen(text), NULL, NULL, &t), GIREPORT_OK);
    ck_assert_uint_eq(t->ledger.pending, GIREPORT__NONE);
    ck_assert_uint_eq(t->ledger.n_disputes, 3);
    gireport_template_unref(t);
    gireport__free(text);
    text = changed_ledger("\n  results:", "\n    - {row: disputes.review, result: [甲]}\n  results:");
    ck_assert_int_eq(gireport__template_load(text, strlen(text), NULL, NULL, &t), GIREPORT_OK);
    ck_assert_uint_eq(t->ledger.n_disputes, GIREPORT__LEDGER_MAX_DISPUTES);
    ck_assert_uint_eq(t->ledger.n_names, GIREPORT__LEDGER_MAX_COLUMNS);
    ck_assert_str_eq(t->ledger.names[GIREPORT__LEDGER_DISPUTES + 9], "甲");
    ck_assert_str_eq(t->ledger.names[GIREPORT__LEDGER_DISPUTES + 10], "");
    gireport_template_unref(t);
    gireport__free(text);
}
END_TEST

/* Through the public function: problems become findings, in both languages. */
START_TEST(problems_as_findings)
{
    char *text = example(), *changed = replace(text, "basis:", "bassis:");
    const gireport_template *t = NULL;
    gireport_findings *f = NULL;
    uint32_t line, column;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_template_load(text, GIREPORT_LEN_AUTO, &t, f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_findings_count(f), 0);
    gireport_template_unref(t);
    ck_assert_int_eq(gireport_template_load(changed, strlen(changed), &t, f), GIREPORT_ERR_INVALID_DATA);
    ck_assert_ptr_null(t);
    ck_assert_uint_eq(gireport_findings_count(f), 1);
    ck_assert_str_eq(gireport_finding_rule(f, 0), "GI-I-080");
    ck_assert_uint_eq(gireport_finding_severity(f, 0), GIREPORT_SEVERITY_ERROR);
    ck_assert_int_eq(gireport_finding_position(f, 0, &line, &column), GIREPORT_OK);
    ck_assert_uint_eq(line, 4);
    ck_assert_uint_eq(column, 1);
    ck_assert_str_eq(gireport_finding_message(f, 0, GIREPORT_LANG_ZH), "模板文件：不认识的键“bassis”，是不是“basis”？");
    ck_assert_str_eq(gireport_finding_message(f, 0, GIREPORT_LANG_EN),
                     "template file: unknown key \"bassis\"; is it \"basis\"?");
    ck_assert_int_eq(gireport_template_load(changed, strlen(changed), &t, NULL), GIREPORT_ERR_INVALID_DATA);
    ck_assert_int_eq(gireport_template_load(NULL, 0, &t, f), GIREPORT_ERR_INVALID_ARG);
    ck_assert_int_eq(gireport_template_load(text, 1, NULL, f), GIREPORT_ERR_INVALID_ARG);
    gireport_findings_free(f);
    gireport__free(changed);
    gireport__free(text);
}
END_TEST

/* Loads with each allocation failing in turn: the answer is "no memory", or as ever. */
static void load_failing(const char *text, int status)
{
    unsigned long nth = 0, made;
    do {
        const gireport_template *t = NULL;
        gireport_findings *f = NULL;
        int got;
        ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
        failing_at(++nth);
        got = gireport_template_load(text, GIREPORT_LEN_AUTO, &t, f);
        made = failing_count();
        failing_at(0);
        ck_assert_msg(got == status || (got == GIREPORT_ERR_NOMEM && made >= nth), "allocation %lu: status %d", nth, got);
        ck_assert((t != NULL) == (got == GIREPORT_OK));
        gireport_template_unref(t);
        gireport_findings_free(f);
    } while (made >= nth && nth < 5000);
    ck_assert_uint_gt(nth, failing_works() ? 20 : 0);
}

START_TEST(memory_runs_out)
{
    char *text = example(), *changed = replace(text, "basis:", "bassis:");
    load_failing(text, GIREPORT_OK);
    load_failing(changed, GIREPORT_ERR_INVALID_DATA);
    gireport__free(changed);
    gireport__free(text);
}
END_TEST

struct hostile {
    const char *name;
    const char *before, *unit, *after;
    unsigned times;
    int status;
};
static const struct hostile hostile[] = {
    {"nothing", "", "", "", 0, GIREPORT_ERR_INVALID_DATA},
    {"a word", "gireport", "", "", 0, GIREPORT_ERR_INVALID_DATA},
    {"a list", "- a\n- b\n", "", "", 0, GIREPORT_ERR_INVALID_DATA},
    {"no YAML", "a: [b", "", "", 0, GIREPORT_ERR_SYNTAX},
    {"bad UTF-8", "id: \xff\n", "", "", 0, GIREPORT_ERR_SYNTAX},
    {"deep lists", "parts: ", "[", "", 100, GIREPORT_ERR_LIMIT},
    {"deep maps", "parts: ", "{a: ", "", 100, GIREPORT_ERR_LIMIT},
    {"many keys", "", "k: 1\n", "", 200, GIREPORT_ERR_LIMIT},
    {"many items", "parts: [", "a, ", "b]\n", 5000, GIREPORT_ERR_LIMIT},
    {"many parts", "gireport_template: 1\nid: x\ntitle: x\nreport_title: x\ntables: []\nparts:\n",
     "- {key: a, number: 1, label: b}\n", "", 1000, GIREPORT_ERR_INVALID_DATA},
    {"many nodes", "parts:\n", "- [a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a,a]\n", "",
     1999, GIREPORT_ERR_LIMIT},
    {"a NUL", "id: \"a\\0b\"\n", "", "", 0, GIREPORT_ERR_INVALID_DATA},
    {"a bomb of anchors", "a: &a [x]\n", "b: [*a, *a, *a, *a]\n", "", 3, GIREPORT_ERR_INVALID_DATA},
};

START_TEST(hostile_file)
{
    const struct hostile *h = &hostile[_i];
    struct gireport__buf b = {0};
    struct problems p = {.count = 0};
    const gireport_template *t;
    gireport__buf_adds(&b, h->before);
    for (unsigned i = 0; i < h->times; i++)
        gireport__buf_adds(&b, h->unit);
    gireport__buf_adds(&b, h->after);
    ck_assert_int_eq(gireport__template_load(gireport__buf_str(&b), b.len, keep_problem, &p, &t), h->status);
    ck_assert_ptr_null(t);
    ck_assert_uint_ge(p.count, 1);
    ck_assert_uint_le(p.count, 101);
    gireport__buf_free(&b);
}
END_TEST

/* A file cut at any byte, or with any byte changed, ends in a status. */
START_TEST(cut_and_changed)
{
    char *text = example();
    size_t len = strlen(text);
    for (size_t i = 0; i < len; i++) {
        const gireport_template *t;
        char was = text[i];
        gireport__template_load(text, i, NULL, NULL, &t);
        gireport_template_unref(t);
        text[i] = "@*{}.,:-\n "[i % 10];
        gireport__template_load(text, len, NULL, NULL, &t);
        gireport_template_unref(t);
        text[i] = was;
    }
    gireport__free(text);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("template_load");
    TCase *loader = tcase_create("loader");
    tcase_add_loop_test(loader, files_give_the_built_ins, 0, 2);
    tcase_add_test(loader, third_edition);
    tcase_add_test(loader, references_are_counted);
    tcase_add_test(loader, example_of_the_manual);
    tcase_add_loop_test(loader, broken_file, 0, sizeof broken / sizeof *broken);
    tcase_add_loop_test(loader, broken_ledger, 0, sizeof broken_ledgers / sizeof *broken_ledgers);
    tcase_add_test(loader, sound_ledger);
    tcase_add_test(loader, problems_as_findings);
    tcase_add_loop_test(loader, hostile_file, 0, sizeof hostile / sizeof *hostile);
    tcase_add_test(loader, cut_and_changed);
    tcase_add_test(loader, memory_runs_out);
    tcase_set_timeout(loader, 30);
    suite_add_tcase(s, loader);
    return s;
}

int main(void)
{
    SRunner *runner = srunner_create(suite());
    int failed;
    srunner_run_all(runner, CK_NORMAL);
    failed = srunner_ntests_failed(runner) || srunner_ntests_run(runner) == 0;
    srunner_free(runner);
    return failed;
}
