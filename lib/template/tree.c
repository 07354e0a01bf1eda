/* SPDX-License-Identifier: MIT */
#include "tree.h"

#include <string.h>

#include "../base/buf.h"
#include "../base/text.h"
#include "../base/yaml.h"

/* Far above any form (the built-in files have about 1,500 nodes), far below what could hurt. */
#define MAX_NODES    50000
#define MAX_MEMBERS  2000
#define MAX_KEYS     64 /* of one map; keys are compared with each other */
#define MAX_DEPTH    24
#define MAX_PROBLEMS 100
#define MAX_SCALAR   16384
#define MAX_BYTES    ((size_t)4 << 20)
#define MAX_ARGUMENT 120

struct builder {
    struct gireport__yaml *yaml;
    struct gireport__yaml_event event;
    struct gireport__arena *arena;
    struct gireport__teller *teller;
    struct gireport__tree *stack[MAX_DEPTH];
    const char *key[MAX_DEPTH]; /* the key that waits for its value, one a level */
    uint32_t key_line[MAX_DEPTH], key_column[MAX_DEPTH];
    uint32_t depth, nodes;
    struct gireport__tree *root;
    int stop; /* keys and values are out of step from here on */
};

static void add_argument(struct gireport__buf *out, const char *s)
{
    size_t len = s ? strlen(s) : 0;
    if (len > MAX_ARGUMENT) {
        len = MAX_ARGUMENT;
        while (len && ((unsigned char)s[len] & 0xC0) == 0x80)
            len--;
        gireport__buf_add(out, s, len);
        gireport__buf_adds(out, "…");
        return;
    }
    gireport__buf_add(out, s ? s : "", len);
}

static void fill(struct gireport__buf *out, const char *text, const char *a, const char *b)
{
    while (*text) {
        if (!strncmp(text, "{0}", 3) || !strncmp(text, "{1}", 3)) {
            add_argument(out, text[1] == '0' ? a : b);
            text += 3;
        } else {
            gireport__buf_addc(out, *text++);
        }
    }
}

void gireport__tell(struct gireport__teller *t, uint32_t line, uint32_t column, const char *zh,
                    const char *en, const char *a, const char *b)
{
    struct gireport__buf chinese = {0}, english = {0};
    if (t->count >= MAX_PROBLEMS)
        return;
    if (t->status == GIREPORT_OK)
        t->status = GIREPORT_ERR_INVALID_DATA;
    t->count++;
    if (!t->problem)
        return;
    fill(&chinese, zh, a, b);
    fill(&english, en, a, b);
    if (chinese.failed || english.failed)
        t->status = GIREPORT_ERR_NOMEM;
    else
        t->problem(t->context, line, column, gireport__buf_str(&chinese), gireport__buf_str(&english));
    gireport__buf_free(&chinese);
    gireport__buf_free(&english);
}

void gireport__tell_limit(struct gireport__teller *t, uint32_t line, uint32_t column, const char *zh,
                          const char *en)
{
    if (t->status == GIREPORT_ERR_LIMIT)
        return;
    gireport__tell(t, line, column, zh, en, NULL, NULL);
    if (t->status != GIREPORT_ERR_NOMEM)
        t->status = GIREPORT_ERR_LIMIT;
}

static void tell_at_event(struct builder *b, const char *zh, const char *en, const char *argument)
{
    gireport__tell(b->teller, b->event.line, b->event.column, zh, en, argument, NULL);
}

static int goes_on(const struct builder *b)
{
    return !b->stop && (b->teller->status == GIREPORT_OK || b->teller->status == GIREPORT_ERR_INVALID_DATA);
}

static char *copy(struct builder *b, const char *s, size_t len)
{
    char *p = gireport__arena_strndup(b->arena, s, len);
    if (!p)
        b->teller->status = GIREPORT_ERR_NOMEM;
    return p;
}

/* The key of a map member: told when it is there already, and then kept, so that both values are looked at.
 */
static void take_key(struct builder *b)
{
    struct gireport__tree *map = b->stack[b->depth - 1];
    uint32_t level = b->depth - 1;
    if (map->count >= MAX_KEYS) {
        gireport__tell_limit(b->teller, b->event.line, b->event.column, "这里的键太多", "too many keys here");
        return;
    }
    for (const struct gireport__tree *m = map->first; m; m = m->next)
        if (!strcmp(m->key, b->event.text)) {
            tell_at_event(b, "键“{0}”重复", "the key \"{0}\" stands here twice", b->event.text);
            break;
        }
    b->key[level] = copy(b, b->event.text, b->event.len);
    b->key_line[level] = b->event.line;
    b->key_column[level] = b->event.column;
}

static int is_null(const struct gireport__yaml_event *e)
{
    return !e->quoted && (e->len == 0 || !strcmp(e->text, "~") || !strcmp(e->text, "null"));
}

/* Hangs a new node where the parser stands. */
static struct gireport__tree *add_node(struct builder *b, uint32_t kind)
{
    struct gireport__tree *parent = b->depth ? b->stack[b->depth - 1] : NULL, *n;
    if (b->nodes++ >= MAX_NODES || (parent && parent->count >= MAX_MEMBERS)) {
        gireport__tell_limit(b->teller, b->event.line, b->event.column, "文件的内容太多", "the file holds too much");
        return NULL;
    }
    n = gireport__arena_alloc(b->arena, sizeof *n);
    if (!n) {
        b->teller->status = GIREPORT_ERR_NOMEM;
        return NULL;
    }
    n->kind = kind;
    n->line = b->event.line;
    n->column = b->event.column;
    if (!parent) {
        b->root = n;
        return n;
    }
    if (parent->kind == GIREPORT__TREE_MAP) {
        n->key = b->key[b->depth - 1];
        n->key_line = b->key_line[b->depth - 1];
        n->key_column = b->key_column[b->depth - 1];
        b->key[b->depth - 1] = NULL;
    }
    if (parent->last)
        parent->last->next = n;
    else
        parent->first = n;
    parent->last = n;
    parent->count++;
    return n;
}

static int wants_key(const struct builder *b)
{
    return b->depth && b->stack[b->depth - 1]->kind == GIREPORT__TREE_MAP && !b->key[b->depth - 1];
}

static void take_scalar(struct builder *b)
{
    struct gireport__tree *n;
    if (strlen(b->event.text) != b->event.len)
        tell_at_event(b, "文字里有空字符（NUL）", "the text holds a NUL character", NULL);
    if (wants_key(b)) {
        take_key(b);
        return;
    }
    n = add_node(b, GIREPORT__TREE_SCALAR);
    if (!n)
        return;
    n->text = copy(b, b->event.text, strlen(b->event.text));
    n->len = strlen(b->event.text);
    n->null = is_null(&b->event);
    n->shift = b->event.quoted && !b->event.block ? 1 : 0;
}

static void open_node(struct builder *b, uint32_t kind)
{
    struct gireport__tree *n;
    if (wants_key(b)) {
        tell_at_event(b, "键必须是一个词", "a key has to be a word", NULL);
        b->stop = 1;
        return;
    }
    if (b->depth >= MAX_DEPTH) {
        gireport__tell_limit(b->teller, b->event.line, b->event.column, "层次太深", "nested too deeply");
        return;
    }
    n = add_node(b, kind);
    if (!n)
        return;
    b->key[b->depth] = NULL;
    b->stack[b->depth++] = n;
}

static void take_event(struct builder *b)
{
    switch (b->event.type) {
    case GIREPORT__YAML_SCALAR:
        take_scalar(b);
        break;
    case GIREPORT__YAML_SEQ_START:
        open_node(b, GIREPORT__TREE_SEQ);
        break;
    case GIREPORT__YAML_MAP_START:
        open_node(b, GIREPORT__TREE_MAP);
        break;
    case GIREPORT__YAML_SEQ_END:
    case GIREPORT__YAML_MAP_END:
        if (b->depth)
            b->depth--;
        break;
    case GIREPORT__YAML_ALIAS:
        tell_at_event(b, "这里不能用别名（*）", "aliases (*) are not allowed here", NULL);
        if (wants_key(b)) {
            b->key[b->depth - 1] = copy(b, "", 0);
        } else {
            struct gireport__tree *n = add_node(b, GIREPORT__TREE_SCALAR);
            if (n) {
                n->text = "";
                n->null = 1;
            }
        }
        break;
    default:
        break;
    }
}

static void tell_syntax(struct gireport__teller *t, const struct gireport__yaml_error *e)
{
    if (e->status == GIREPORT_ERR_LIMIT) {
        gireport__tell_limit(t, e->line, e->column, "超出大小或层次的限制",
                             "beyond the limits of size or depth");
        return;
    }
    if (e->status == GIREPORT_ERR_SYNTAX)
        gireport__tell(t, e->line, e->column, "YAML 语法错误：{0}", "YAML syntax: {1}",
                       e->hint_zh[0] ? e->hint_zh : e->message, e->hint_en[0] ? e->hint_en : e->message);
    t->status = e->status;
}

static void read_document(struct builder *b)
{
    struct gireport__yaml_error error;
    uint32_t documents = 0;
    while (goes_on(b)) {
        int status = gireport__yaml_next(b->yaml, &b->event, &error);
        if (status != GIREPORT_OK) {
            tell_syntax(b->teller, &error);
            return;
        }
        if (b->event.type == GIREPORT__YAML_END)
            return;
        if (b->event.type == GIREPORT__YAML_DOC_START && ++documents > 1) {
            tell_at_event(b, "一个文件只能有一份内容（多了“---”）", "one document a file only (there is a second \"---\")", NULL);
            return;
        }
        take_event(b);
    }
}

struct gireport__tree *gireport__tree_read(const char *data, size_t len, struct gireport__arena *arena,
                                           struct gireport__teller *teller)
{
    static const struct gireport__yaml_limits limits = {MAX_DEPTH + 4, MAX_SCALAR, 2};
    struct builder b = {0};
    int status;
    if (len > MAX_BYTES) {
        gireport__tell_limit(teller, 1, 1, "文件太大", "the file is too large");
        return NULL;
    }
    b.arena = arena;
    b.teller = teller;
    status = gireport__yaml_new(data, len, &limits, &b.yaml);
    if (status != GIREPORT_OK) {
        teller->status = status;
        return NULL;
    }
    read_document(&b);
    gireport__yaml_free(b.yaml);
    if (!goes_on(&b))
        return NULL;
    if (!b.root)
        gireport__tell(teller, 1, 1, "文件里什么也没有", "the file is empty", NULL, NULL);
    return b.root;
}
