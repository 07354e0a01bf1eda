/* SPDX-License-Identifier: MIT */
/* Structure and identity: parts, tables, edition, cited document, period, year. */

#include <stdio.h>
#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "rules.h"

#define FOLD_TEXT 4096 /* bytes of a preamble that are looked at */

static int fold(struct gireport__check *c, struct gireport__buf *out, const char *text)
{
    size_t len = strlen(text);
    while (len > FOLD_TEXT || (len > 0 && len == FOLD_TEXT))
        len = FOLD_TEXT - 1;
    while (len > 0 && ((unsigned char)text[len] & 0xc0) == 0x80)
        len--;
    gireport__fold(out, text, len);
    if (out->failed)
        c->status = GIREPORT_ERR_NOMEM;
    return !out->failed;
}

/* ---- parts and tables ---- */

static int part_is_there(const struct gireport__check *c, uint32_t i)
{
    const struct gireport__part *part = &c->t->parts[i];
    if (i < 8 && (c->r->parts_seen & (1U << i)))
        return 1;
    if (part->text != GIREPORT__NONE)
        return c->r->texts[part->text].text != NULL;
    /* A report file has no headings of tables; that a table lacks GI-S-002 tells. */
    return !c->r->from_document || c->printed[part->table] != GIREPORT__NO_CELLS;
}

void gireport__rule_s_001(struct gireport__check *c)
{
    struct gireport__buf missing = {0};
    for (uint32_t i = 0; i < c->t->n_parts; i++) {
        if (part_is_there(c, i))
            continue;
        if (missing.len > 0)
            gireport__buf_adds(&missing, "、");
        gireport__buf_adds(&missing,
                           c->t->parts[i].number != NULL ? c->t->parts[i].number : c->t->parts[i].key);
    }
    if (missing.failed)
        c->status = GIREPORT_ERR_NOMEM;
    else if (missing.len > 0)
        gireport__check_say(c, &(struct gireport__say){.arg = {gireport__buf_str(&missing)}});
    gireport__buf_free(&missing);
}

static int is_absent(const struct gireport__check *c, uint32_t field)
{
    return !(c->t->fields[field].flags & GIREPORT_FIELD_SUBTOTAL) &&
           c->r->cells[field].state == GIREPORT_STATE_ABSENT && c->now.known[field] != GIREPORT__BY_SUBTOTAL;
}

/* 1 if nothing of a section was found. A document's single lost cells the recogniser has told. */
static int section_is_absent(const struct gireport__check *c, uint32_t section)
{
    const struct gireport__section *s = &c->t->sections[section];
    for (uint32_t i = s->first_field; i < s->first_field + s->n_fields; i++)
        if (c->r->cells[i].state != GIREPORT_STATE_ABSENT)
            return 0;
    return s->n_fields > 0;
}

/* The cells that a table lacks, into refs where not NULL. */
static size_t absent_cells(const struct gireport__check *c, const struct gireport__table *table,
                           struct gireport__ref *refs)
{
    size_t n = 0;
    for (uint32_t i = table->first_field; i < table->first_field + table->n_fields; i++) {
        if (!is_absent(c, i) || (c->r->from_document && !section_is_absent(c, c->t->fields[i].section)))
            continue;
        if (refs != NULL)
            refs[n] = (struct gireport__ref){i, GIREPORT_ROLE_CELL};
        n++;
    }
    return n;
}

/* “label”zh; table key en. */
static void tell_table(struct gireport__check *c, const struct gireport__table *table, const char *zh, const char *en,
                       const struct gireport__ref *refs, size_t n)
{
    struct gireport__buf words = {0};
    gireport__buf_adds(&words, table->key);
    gireport__buf_addc(&words, ' ');
    gireport__buf_adds(&words, en);
    if (words.failed)
        c->status = GIREPORT_ERR_NOMEM;
    else
        gireport__check_say(
            c, &(struct gireport__say){.cells = refs,
                                       .n_cells = n,
                                       .arg = {c->t->parts[table->part].label.text, zh, gireport__buf_str(&words)}});
    gireport__buf_free(&words);
}

static void tell_incomplete(struct gireport__check *c, const struct gireport__table *table)
{
    char zh[48], en[64];
    size_t n = absent_cells(c, table, NULL);
    if (n == 0)
        return;
    struct gireport__ref *refs = gireport__realloc_array(NULL, n, sizeof *refs);
    if (refs == NULL) {
        c->status = GIREPORT_ERR_NOMEM;
        return;
    }
    absent_cells(c, table, refs);
    snprintf(zh, sizeof zh, "不完整，缺少 %zu 格", n);
    snprintf(en, sizeof en, "is incomplete: %zu cell(s) are missing", n);
    tell_table(c, table, zh, en, refs, n);
    gireport__free(refs);
}

/* What can be said of a table without numbers. Of a document nobody knows whether it was there and not read. */
static void tell_lost(struct gireport__check *c, const struct gireport__table *table, uint8_t printed)
{
    if (printed != GIREPORT__NO_CELLS)
        tell_table(c, table, "一表全部空白", "is blank throughout", NULL, 0);
    else if (c->r->from_document)
        tell_table(c, table, "一表缺失，或未能读出", "is missing or could not be read", NULL, 0);
    else
        tell_table(c, table, "一表缺失", "is missing", NULL, 0);
}

void gireport__rule_s_002(struct gireport__check *c)
{
    for (uint32_t i = 0; i < c->t->n_tables; i++) {
        if (c->printed[i] == GIREPORT__FILLED)
            tell_incomplete(c, &c->t->tables[i]);
        else
            tell_lost(c, &c->t->tables[i], c->printed[i]);
    }
}

/* ---- edition ---- */

static int covers(const gireport_template *t, int32_t year)
{
    return (t->year_first == 0 || year >= t->year_first) && (t->year_last == 0 || year <= t->year_last);
}

void gireport__rule_s_003(struct gireport__check *c)
{
    char year[16];
    if (covers(c->t, c->r->year))
        return;
    for (size_t i = 0; i < gireport_template_count(); i++) {
        const gireport_template *t = gireport_template_at(i);
        if (!covers(t, c->r->year))
            continue;
        snprintf(year, sizeof year, "%d", (int)c->r->year);
        gireport__check_say(
            c, &(struct gireport__say){
                   .line = c->r->year_line, .found = year, .expected = t->id, .arg = {c->t->id}});
        return;
    }
    gireport__check_lacks(c, "template");
}

/* The document number of an edition that a folded text cites, or NULL. */
static const char *cited(const gireport_template *t, const char *folded)
{
    for (uint32_t i = 0; i < t->n_documents; i++)
        if (strstr(folded, t->documents[i].number) != NULL)
            return t->documents[i].number;
    return NULL;
}

void gireport__rule_s_004(struct gireport__check *c)
{
    struct gireport__buf folded = {0};
    uint32_t which =
        c->r->texts[GIREPORT_TEXT_DOCUMENT].text != NULL ? GIREPORT_TEXT_DOCUMENT : GIREPORT_TEXT_PREAMBLE;
    const struct gireport__said *said = &c->r->texts[which];
    if (said->text != NULL && fold(c, &folded, said->text) &&
        cited(c->t, gireport__buf_str(&folded)) == NULL) {
        for (size_t i = 0; i < gireport_template_count(); i++) {
            const gireport_template *t = gireport_template_at(i);
            if (strcmp(t->id, c->t->id) == 0 || cited(t, gireport__buf_str(&folded)) == NULL)
                continue;
            gireport__check_say(c, &(struct gireport__say){.line = said->line,
                                                           .column = said->column,
                                                           .found = t->basis,
                                                           .expected = c->t->basis,
                                                           .arg = {c->t->id}});
            break;
        }
    }
    gireport__buf_free(&folded);
}

static int is_label(const struct gireport__node *nodes, uint32_t n, const char *folded)
{
    for (uint32_t i = 0; i < n; i++) {
        const struct gireport__label *label = &nodes[i].label;
        if (label->folded != NULL && strcmp(label->folded, folded) == 0)
            return 1;
        for (uint32_t k = 0; k < label->n_aliases; k++)
            if (strcmp(label->aliases[k], folded) == 0)
                return 1;
    }
    return 0;
}

/* The built-in edition, other than that of the report, that alone has a label; or NULL. */
static const gireport_template *other_edition(const struct gireport__check *c, const char *folded)
{
    if (is_label(c->t->rows, c->t->n_rows, folded) || is_label(c->t->cols, c->t->n_cols, folded))
        return NULL;
    for (size_t i = 0; i < gireport_template_count(); i++) {
        const gireport_template *t = gireport_template_at(i);
        if (strcmp(t->id, c->t->id) != 0 && is_label(t->rows, t->n_rows, folded))
            return t;
    }
    return NULL;
}

#define EXTRA_LOOKED_AT 64

void gireport__rule_s_005(struct gireport__check *c)
{
    struct gireport__buf folded = {0};
    for (size_t i = 0; i < c->r->n_extra && i < EXTRA_LOOKED_AT; i++) {
        const char *label = c->r->extra[i].label;
        gireport__buf_clear(&folded);
        const gireport_template *t =
            fold(c, &folded, label) ? other_edition(c, gireport__buf_str(&folded)) : NULL;
        if (t == NULL)
            continue;
        gireport__check_say(c, &(struct gireport__say){.arg = {c->t->id, t->id, label}});
        break;
    }
    gireport__buf_free(&folded);
}

/* ---- period and year ---- */

void gireport__rule_s_006(struct gireport__check *c)
{
    const struct gireport__said *said = &c->r->texts[GIREPORT_TEXT_PERIOD];
    char whole_year[48];
    if (said->text == NULL)
        return;
    snprintf(whole_year, sizeof whole_year, "%d-01-01/%d-12-31", (int)c->r->year, (int)c->r->year);
    if (strcmp(said->text, whole_year) != 0)
        gireport__check_say(
            c, &(struct gireport__say){
                   .line = said->line, .column = said->column, .found = said->text, .expected = whole_year});
}

/* 1 if what follows a year speaks of a report: 年政府信息公开…报告, 年度报告. */
static int names_a_report(const char *after)
{
    static const char *const middles[] = {"度", "政府", "信息公开", "工作", "年度"};
    static const char report[] = "报告";
    for (size_t i = 0; i < sizeof middles / sizeof *middles; i++)
        if (strncmp(after, middles[i], strlen(middles[i])) == 0)
            after += strlen(middles[i]);
    return strncmp(after, report, strlen(report)) == 0;
}

static void tell_year(struct gireport__check *c, uint32_t which, int year, const char *zh, const char *en)
{
    char found[16], expected[16];
    const struct gireport__said *said = &c->r->texts[which];
    snprintf(found, sizeof found, "%d", year);
    snprintf(expected, sizeof expected, "%d", (int)c->r->year);
    gireport__check_say(c, &(struct gireport__say){.line = said->line,
                                                   .column = said->column,
                                                   .found = found,
                                                   .expected = expected,
                                                   .arg = {zh, en}});
}

/* The year of the report that a preamble names, where it never names the one of this year: else others are lawfully
 * named beside it. 0 where there is none. */
static int year_named(const char *preamble, int32_t own)
{
    int year, other = 0;
    for (const char *p = gireport__check_next_year(preamble, &year); p != NULL;
         p = gireport__check_next_year(p + 4, &year)) {
        if (!names_a_report(p + 4 + strlen("年")))
            continue;
        if (year == own)
            return 0;
        other = other != 0 ? other : year;
    }
    return other;
}

void gireport__rule_s_007(struct gireport__check *c)
{
    int year, named;
    const char *title = gireport__check_prose(c, GIREPORT_TEXT_TITLE);
    const char *preamble = gireport__check_prose(c, GIREPORT_TEXT_PREAMBLE);
    const char *overview = gireport__check_prose(c, GIREPORT_TEXT_OVERVIEW);
    if (gireport__check_next_year(title, &year) != NULL && year != c->r->year)
        tell_year(c, GIREPORT_TEXT_TITLE, year, "题目", "the title");
    named = year_named(preamble, c->r->year);
    if (named != 0)
        tell_year(c, GIREPORT_TEXT_PREAMBLE, named, "前言", "the preamble");
    /* Only where the narrative opens with a year: further on, other years are lawfully named. */
    if (gireport__check_next_year(overview, &year) == overview && *overview != '\0' && year != c->r->year)
        tell_year(c, GIREPORT_TEXT_OVERVIEW, year, "总体情况开头", "part 一 at its beginning");
}

/* ---- the list of parts in the preamble ---- */

/* The number before 部分 or 个部分, and where its numeral begins; 0 where there is none. */
static int announced(const char *text, const char **start)
{
    static const char *const numerals[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
    for (const char *p = strstr(text, "部分"); p != NULL; p = strstr(p + 1, "部分")) {
        const char *at = p;
        if (at - text >= 3 && memcmp(at - 3, "个", 3) == 0)
            at -= 3;
        if (at > text && at[-1] >= '1' && at[-1] <= '9' && (at - text < 2 || at[-2] < '0' || at[-2] > '9')) {
            *start = at - 1;
            return at[-1] - '0';
        }
        for (int i = 0; i < 10 && at - text >= 3; i++)
            if (memcmp(at - 3, numerals[i], 3) == 0 && (at - text < 6 || memcmp(at - 6, "第", 3) != 0)) {
                *start = at - 3;
                return i + 1;
            }
    }
    return 0;
}

/* The longest label or alias of a part at a place of a folded text: its length, or 0. */
static size_t part_at(const gireport_template *t, const char *p)
{
    size_t longest = 0;
    for (uint32_t i = 0; i < t->n_parts; i++) {
        const struct gireport__label *label = &t->parts[i].label;
        for (uint32_t k = 0; k <= label->n_aliases; k++) {
            const char *name = k < label->n_aliases ? label->aliases[k] : label->folded;
            if (name == NULL || name[0] != p[0] || name[0] == '\0' || name[1] != p[1] || name[2] != p[2])
                continue;
            size_t len = strlen(name);
            if (len > longest && strncmp(p, name, len) == 0)
                longest = len;
        }
    }
    return longest;
}

/* How many names a folded list has; 0 where it does not consist of the names of parts alone. */
static int count_names(const gireport_template *t, const char *p, const char *end)
{
    int n = 0;
    while (p < end) {
        size_t len = part_at(t, p);
        if (len > 0) {
            n++;
            p += len;
            continue;
        }
        /* Between names: separators, numerals, 和, 以及, 等, quotes. Anything else is a name that is not
         * known. */
        static const char *const glue[] = {",", ";",  ":",  ".",  "和", "以及", "及", "等", "共", "(",
                                           ")", "一", "二", "三", "四", "五",   "六", "第", "1",  "2",
                                           "3", "4",  "5",  "6",  "、", "。",   "，", "；"};
        size_t step = 0;
        for (size_t i = 0; i < sizeof glue / sizeof *glue && step == 0; i++)
            if (strncmp(p, glue[i], strlen(glue[i])) == 0)
                step = strlen(glue[i]);
        if (step == 0)
            return 0;
        p += step;
    }
    return n;
}

void gireport__rule_s_008(struct gireport__check *c)
{
    const struct gireport__said *said = &c->r->texts[GIREPORT_TEXT_PREAMBLE];
    struct gireport__buf folded = {0};
    const char *end = NULL, *start = NULL, *text = "", *sentence;
    /* Folding is dear: first see whether the preamble announces anything. */
    if (announced(gireport__check_prose(c, GIREPORT_TEXT_PREAMBLE), &end) == 0 ||
        !fold(c, &folded, said->text)) {
        gireport__buf_free(&folded);
        return;
    }
    text = gireport__buf_str(&folded);
    int number = announced(text, &end), listed = 0;
    for (sentence = end; number > 0 && sentence > text && sentence[-1] != '.'; sentence--)
        ;
    for (const char *p = sentence; number > 0 && p < end && start == NULL; p++)
        if (((unsigned char)*p & 0xc0) != 0x80 && part_at(c->t, p) > 0)
            start = p;
    if (start != NULL)
        listed = count_names(c->t, start, end);
    if (listed > 0 && listed != number) {
        char found[16], expected[16];
        snprintf(found, sizeof found, "%d", number);
        snprintf(expected, sizeof expected, "%d", listed);
        gireport__check_say(
            c, &(struct gireport__say){
                   .line = said->line, .column = said->column, .found = found, .expected = expected});
    }
    gireport__buf_free(&folded);
}

void gireport__rule_s_018(struct gireport__check *c)
{
    int tables = 0;
    for (uint32_t i = 0; i < c->t->n_tables; i++)
        tables |= c->printed[i] != GIREPORT__NO_CELLS;
    if (tables && !c->r->from_document && !gireport__check_any_text(c->r))
        gireport__check_say(c, &(struct gireport__say){0});
}
