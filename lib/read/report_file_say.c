/* SPDX-License-Identifier: MIT */
/* What the reader of report files has to tell, and the small checks whose only outcome is a finding. */

#include <stdio.h>
#include <string.h>

#include "../base/text.h"
#include "report_file.h"

#define ADVICE_MAX 200 /* a file with more unknown keys is no report with a slip of the pen */
#define KEY_MAX    60  /* bytes of a key that is compared */
#define SHOWN_MAX  80  /* bytes of a key that a message shows */

void gireport__file_say(struct gireport__file *f, const struct gireport__file_say *what)
{
    struct gireport__ref few[16], *refs = few;
    size_t n = 0;
    if (f->findings == NULL || f->status == GIREPORT_ERR_NOMEM)
        return;
    if (what->n > 16) {
        refs = gireport__realloc_array(NULL, what->n, sizeof(*refs));
        if (refs == NULL) {
            f->status = GIREPORT_ERR_NOMEM;
            return;
        }
    }
    for (uint32_t i = what->first; i < what->first + what->n; i++)
        if (f->report->cells[i].state == GIREPORT_STATE_UNREADABLE)
            refs[n++] = (struct gireport__ref){i, GIREPORT_ROLE_UNREAD};
    struct gireport__say say = {.rule = what->rule,
                                .report = f->report,
                                .cells = refs,
                                .n_cells = n,
                                .line = what->line ? what->line : f->ev.line,
                                .column = what->line ? what->column : f->ev.column,
                                .found = what->found,
                                .expected = what->expected,
                                .arg = {what->arg[0], what->arg[1], what->arg[2]},
                                .more = {what->more_zh, what->more_en}};
    gireport__say(f->findings, &say);
    if (refs != few)
        gireport__free(refs);
}

int gireport__file_is_null(const struct gireport__file *f)
{
    const struct gireport__yaml_event *e = &f->ev;
    if (e->type != GIREPORT__YAML_SCALAR || e->quoted || e->len > 4)
        return 0;
    return e->len == 0 || (e->len == 1 && *e->text == '~') ||
           (e->len == 4 &&
            (strcmp(e->text, "null") == 0 || strcmp(e->text, "Null") == 0 || strcmp(e->text, "NULL") == 0));
}

void gireport__file_wrong_type(struct gireport__file *f, const char *key, enum gireport__file_kind kind,
                               uint32_t first, uint32_t n)
{
    static const struct gireport__text kinds[] = {
        [GIREPORT__A_MAPPING] = {"应为映射（键: 值）", "a mapping (key: value) is expected"},
        [GIREPORT__A_SEQUENCE] = {"应为列表 [ … ]", "a list [ … ] is expected"},
        [GIREPORT__A_TEXT] = {"应为文字", "a text is expected"},
        [GIREPORT__A_NUMBER] = {"应为整数", "an integer is expected"},
        [GIREPORT__A_CELL] = {"应为一个值，或 {value: …, raw: …} 这样的映射",
                              "a value, or a mapping such as {value: …, raw: …}, is expected"},
        [GIREPORT__A_ROW] = {"应为一行各列的值：列表 [ … ] 或按列名写的映射",
                             "the values of a row are expected: a list [ … ], or a mapping by column"},
    };
    struct gireport__file_say say = {
        .rule = "GI-I-005", .arg = {key}, .more_zh = kinds[kind].zh, .more_en = kinds[kind].en};
    if (f->ev.type == GIREPORT__YAML_ALIAS)
        say = (struct gireport__file_say){.rule = "GI-I-014", .arg = {key}};
    say.first = first;
    say.n = n;
    gireport__file_say(f, &say);
    gireport__file_skip(f);
}

const char *gireport__file_text(struct gireport__file *f, size_t *len)
{
    *len = f->ev.len;
    if (!f->ev.quoted || memchr(f->ev.text, '\0', f->ev.len) == NULL) /* only an escape makes one */
        return f->ev.text;
    gireport__file_say(
        f, &(struct gireport__file_say){.rule = "GI-I-002", .arg = {"character U+0000 is not allowed"}});
    gireport__buf_clear(&f->scratch);
    for (size_t i = 0; i < f->ev.len; i++)
        if (f->ev.text[i] != '\0')
            gireport__buf_addc(&f->scratch, f->ev.text[i]);
        else
            gireport__buf_adds(&f->scratch, "\xef\xbf\xbd");
    if (f->scratch.failed)
        f->status = GIREPORT_ERR_NOMEM;
    *len = f->scratch.len;
    return gireport__buf_str(&f->scratch);
}

const char *gireport__file_key(struct gireport__file *f, size_t *len)
{
    *len = f->ev.len;
    if (f->ev.type == GIREPORT__YAML_SCALAR && (!f->ev.quoted || memchr(f->ev.text, '\0', f->ev.len) == NULL))
        return f->ev.text;
    gireport__file_wrong_type(f, "?", GIREPORT__A_TEXT, 0, 0);
    if (gireport__file_event(f))
        gireport__file_skip(f);
    return NULL;
}

const char *gireport__file_number(size_t n, char out[12])
{
    size_t at = 11;
    out[at] = '\0';
    do {
        out[--at] = (char)('0' + n % 10);
        n /= 10;
    } while (n > 0 && at > 0);
    return out + at;
}

int gireport__file_may_advise(struct gireport__file *f, size_t len)
{
    return f->findings != NULL && len <= KEY_MAX && f->advised++ < ADVICE_MAX;
}

size_t gireport__file_reach(const char *key, size_t len)
{
    size_t points = 0;
    for (size_t i = 0; i < len; i++)
        points += (key[i] & 0xc0) != 0x80;
    return points / 3 + (points > 2);
}

const char *gireport__file_nearest(struct gireport__file *f, const char *key, size_t len,
                                   const char *const *names, size_t n)
{
    const char *best = NULL;
    size_t limit = gireport__file_reach(key, len);
    if (!gireport__file_may_advise(f, len))
        return NULL;
    for (size_t i = 0; i < n; i++) {
        size_t d = gireport__distance(key, len, names[i], strlen(names[i]), limit);
        if (d > limit || (best != NULL && d == limit))
            continue;
        best = names[i];
        limit = d;
    }
    return best;
}

/* A key as a message shows it: cut at the start of a character where it is long. */
static const char *show(const char *key, size_t len, char out[SHOWN_MAX + 4])
{
    size_t cut = len;
    if (len > SHOWN_MAX)
        for (cut = SHOWN_MAX; cut > 0 && (key[cut] & 0xc0) == 0x80;)
            cut--;
    memcpy(out, key, cut);
    memcpy(out + cut, cut < len ? "…" : "", cut < len ? 4 : 1);
    return out;
}

/* "did you mean …?" in both languages; empty where nothing is near. */
static void ask(const char *meant, char zh[SHOWN_MAX + 40], char en[SHOWN_MAX + 40])
{
    zh[0] = en[0] = '\0';
    if (meant == NULL || strlen(meant) > SHOWN_MAX)
        return;
    snprintf(zh, SHOWN_MAX + 40, "是否为 %s？", meant);
    snprintf(en, SHOWN_MAX + 40, "did you mean %s?", meant);
}

void gireport__file_unknown_name(struct gireport__file *f, const char *rule, const char *name, size_t len,
                                 const char *meant)
{
    char shown[SHOWN_MAX + 4], zh[SHOWN_MAX + 40], en[SHOWN_MAX + 40];
    ask(meant, zh, en);
    gireport__file_say(f, &(struct gireport__file_say){
                              .rule = rule, .arg = {show(name, len, shown)}, .more_zh = zh, .more_en = en});
}

void gireport__file_unknown(struct gireport__file *f, const char *key, size_t len, const char *meant)
{
    gireport__file_unknown_name(f, "GI-I-004", key, len, meant);
    if (gireport__file_event(f))
        gireport__file_skip(f);
}

void gireport__file_again(struct gireport__file *f, const char *key, uint32_t line)
{
    char number[12];
    gireport__file_say(f, &(struct gireport__file_say){.rule = "GI-I-003",
                                                       .arg = {key, gireport__file_number(line, number)}});
}

int gireport__file_choose(struct gireport__file *f, const char *key, size_t len, const char *const *names,
                          size_t n, uint32_t *lines, size_t *which)
{
    for (size_t i = 0; i < n; i++) {
        if (names[i][0] != key[0] || strlen(names[i]) != len || memcmp(names[i], key, len) != 0)
            continue;
        *which = i;
        if (lines[i] != 0) {
            gireport__file_again(f, names[i], lines[i]);
            if (gireport__file_event(f))
                gireport__file_skip(f);
            return 2;
        }
        lines[i] = f->ev.line;
        return 1;
    }
    return 0;
}
