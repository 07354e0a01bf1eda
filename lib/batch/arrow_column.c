/* SPDX-License-Identifier: MIT */
/* A column that grows row by row, and is then handed over as an Arrow array with a release callback of its own. */

#include "arrow.h"

#include <string.h>

/* ---- words ---- */

static uint32_t hash(const char *s, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++)
        h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

static int32_t word_end(const struct gireport__arrow_words *w, size_t i)
{
    int32_t end;
    memcpy(&end, w->ends.data + i * sizeof(end), sizeof(end));
    return end;
}

static uint32_t *slot_of(const struct gireport__arrow_words *w, const char *s, size_t len)
{
    size_t at = hash(s, len) & (w->n_slots - 1);
    while (w->slots[at] != 0) {
        size_t i = w->slots[at] - 1;
        int32_t begin = word_end(w, i);
        if ((size_t)(word_end(w, i + 1) - begin) == len && memcmp(w->text.data + begin, s, len) == 0)
            break;
        at = (at + 1) & (w->n_slots - 1);
    }
    return &w->slots[at];
}

static int grow_slots(struct gireport__arrow_words *w)
{
    struct gireport__arrow_words old = *w;
    w->n_slots = old.n_slots ? 2 * old.n_slots : 64;
    w->slots = gireport__calloc(w->n_slots, sizeof(*w->slots));
    if (w->slots == NULL) {
        *w = old;
        return 0;
    }
    for (size_t i = 0; i < w->n; i++) {
        int32_t begin = word_end(w, i);
        *slot_of(w, w->text.data + begin, (size_t)(word_end(w, i + 1) - begin)) = (uint32_t)i + 1;
    }
    gireport__free(old.slots);
    return 1;
}

static int add_end(struct gireport__buf *ends, size_t end)
{
    int32_t value = (int32_t)end;
    if (end > INT32_MAX)
        return 0;
    gireport__buf_add(ends, (const char *)&value, sizeof(value));
    return !ends->failed;
}

int32_t gireport__arrow_intern(struct gireport__arrow_column *c, const char *text)
{
    struct gireport__arrow_words *w = &c->words;
    size_t len = text != NULL ? strlen(text) : 0;
    if (len == 0 || c->failed)
        return -1;
    if (2 * w->n >= w->n_slots && !grow_slots(w)) {
        c->failed = GIREPORT_ERR_NOMEM;
        return -1;
    }
    uint32_t *slot = slot_of(w, text, len);
    if (*slot == 0) {
        if (w->text.len + len > INT32_MAX) {
            c->failed = GIREPORT_ERR_LIMIT;
            return -1;
        }
        gireport__buf_add(&w->text, text, len);
        if (w->text.failed || (w->n == 0 && !add_end(&w->ends, 0)) || !add_end(&w->ends, w->text.len)) {
            c->failed = GIREPORT_ERR_NOMEM;
            return -1;
        }
        *slot = (uint32_t)++w->n;
    }
    return (int32_t)*slot - 1;
}

/* ---- rows ---- */

static void put(struct gireport__arrow_column *c, const void *value, size_t size, int valid)
{
    if (c->rows % 8 == 0)
        gireport__buf_addc(&c->valid, 0);
    gireport__buf_add(&c->values, value, size);
    if (c->valid.failed || c->values.failed) {
        c->failed = GIREPORT_ERR_NOMEM;
        return;
    }
    if (valid)
        c->valid.data[c->rows / 8] = (char)(c->valid.data[c->rows / 8] | 1 << c->rows % 8);
    else
        c->nulls++;
    c->rows++;
}

static void put_number(struct gireport__arrow_column *c, int64_t value, int valid)
{
    static const uint16_t one = 1;
    int little = *(const unsigned char *)&one, narrow = c->type->kind != GIREPORT__ARROW_INT64;
    int32_t small = (int32_t)value;
    uint64_t wide[2];
    if (c->type->kind == GIREPORT__ARROW_AMOUNT) {
        wide[!little] = (uint64_t)value;
        wide[little] = value < 0 ? UINT64_MAX : 0;
        put(c, wide, sizeof(wide), valid);
    } else {
        put(c, narrow ? (const void *)&small : &value, narrow ? sizeof(small) : sizeof(value), valid);
    }
}

void gireport__arrow_number(struct gireport__arrow_column *c, int64_t value)
{
    put_number(c, value, 1);
}

static void put_text(struct gireport__arrow_column *c, const char *text, int valid)
{
    int32_t zero = 0, end;
    size_t len = strlen(text);
    if (c->rows == 0)
        gireport__buf_add(&c->values, (const char *)&zero, sizeof(zero));
    if (c->text.len + len > INT32_MAX) {
        c->failed = GIREPORT_ERR_LIMIT;
        return;
    }
    gireport__buf_add(&c->text, text, len);
    end = (int32_t)c->text.len;
    put(c, &end, sizeof(end), valid);
    if (c->text.failed)
        c->failed = GIREPORT_ERR_NOMEM;
}

void gireport__arrow_null(struct gireport__arrow_column *c)
{
    if (c->type->kind == GIREPORT__ARROW_TEXT)
        put_text(c, "", 0);
    else
        put_number(c, 0, 0);
}

void gireport__arrow_text(struct gireport__arrow_column *c, const char *text)
{
    int some = text != NULL && *text != '\0';
    put_text(c, some ? text : "", some || !c->type->nullable);
}

void gireport__arrow_index(struct gireport__arrow_column *c, int32_t at)
{
    put_number(c, at < 0 ? 0 : at, at >= 0);
}

void gireport__arrow_word(struct gireport__arrow_column *c, const char *text)
{
    gireport__arrow_index(c, gireport__arrow_intern(c, text));
}

void gireport__arrow_constant(struct gireport__arrow_column *c, const char *text)
{
    if (c->words.last != text) {
        c->words.last_at = gireport__arrow_intern(c, text);
        c->words.last = text;
    }
    gireport__arrow_index(c, c->words.last_at);
}

void gireport__arrow_column_free(struct gireport__arrow_column *c)
{
    const struct gireport__arrow_column_type *type = c->type;
    gireport__buf_free(&c->valid);
    gireport__buf_free(&c->values);
    gireport__buf_free(&c->text);
    gireport__buf_free(&c->words.text);
    gireport__buf_free(&c->words.ends);
    gireport__free(c->words.slots);
    memset(c, 0, sizeof(*c));
    c->type = type;
}

/* ---- arrays ---- */

struct owned_column { /* by the array that it is the private data of */
    const void *buffers[3];
    struct gireport__buf memory[3];
    struct ArrowArray dictionary;
};

static void release_column(struct ArrowArray *a)
{
    struct owned_column *own = a->private_data;
    if (own->dictionary.release != NULL)
        own->dictionary.release(&own->dictionary);
    for (int i = 0; i < 3; i++)
        gireport__buf_free(&own->memory[i]);
    gireport__free(own);
    a->release = NULL;
}

/* Takes the buffers over; `text` NULL: there is none. 0: no memory, nothing was taken. */
static int make_column(struct ArrowArray *out, size_t rows, size_t nulls, struct gireport__buf *valid,
                       struct gireport__buf *values, struct gireport__buf *text)
{
    struct gireport__buf *from[3] = {valid, values, text};
    struct owned_column *own = gireport__calloc(1, sizeof(*own));
    memset(out, 0, sizeof(*out));
    if (own == NULL)
        return 0;
    for (int i = 0; i < 3; i++)
        if (from[i] != NULL) {
            own->memory[i] = *from[i];
            memset(from[i], 0, sizeof(*from[i]));
            own->buffers[i] = gireport__buf_str(&own->memory[i]);
        }
    if (nulls == 0)
        own->buffers[0] = NULL;
    out->length = (int64_t)rows;
    out->null_count = (int64_t)nulls;
    out->n_buffers = text != NULL ? 3 : 2;
    out->buffers = own->buffers;
    out->release = release_column;
    out->private_data = own;
    return 1;
}

static int export_column(struct gireport__arrow_column *c, struct ArrowArray *out)
{
    int text = c->type->kind == GIREPORT__ARROW_TEXT;
    if (!make_column(out, c->rows, c->nulls, &c->valid, &c->values, text ? &c->text : NULL))
        return 0;
    if (c->type->kind != GIREPORT__ARROW_WORD)
        return 1;
    struct owned_column *own = out->private_data;
    if ((c->words.n == 0 && !add_end(&c->words.ends, 0)) ||
        !make_column(&own->dictionary, c->words.n, 0, NULL, &c->words.ends, &c->words.text))
        return 0;
    out->dictionary = &own->dictionary;
    return 1;
}

struct owned_batch {
    const void *buffers[1];
    struct ArrowArray *children[GIREPORT__ARROW_COLUMNS];
    struct ArrowArray child[GIREPORT__ARROW_COLUMNS];
};

static void release_batch(struct ArrowArray *a)
{
    struct owned_batch *own = a->private_data;
    for (int64_t i = 0; i < a->n_children; i++)
        if (own->child[i].release != NULL) /* else it was moved away */
            own->child[i].release(&own->child[i]);
    gireport__free(own);
    a->release = NULL;
}

int gireport__arrow_export(struct gireport__arrow_column *columns, size_t n, struct ArrowArray *out)
{
    struct owned_batch *own = gireport__calloc(1, sizeof(*own));
    int made = own != NULL;
    memset(out, 0, sizeof(*out));
    if (made)
        *out = (struct ArrowArray){.length = (int64_t)columns[0].rows, .n_buffers = 1, .n_children = (int64_t)n,
                                   .buffers = own->buffers, .children = own->children, .release = release_batch,
                                   .private_data = own};
    for (size_t i = 0; i < n; i++) {
        if (made) {
            own->children[i] = &own->child[i];
            made = export_column(&columns[i], &own->child[i]);
        }
        gireport__arrow_column_free(&columns[i]);
    }
    if (made)
        return GIREPORT_OK;
    if (own != NULL)
        release_batch(out);
    return GIREPORT_ERR_NOMEM;
}

/* ---- schemas: all texts in them are constants ---- */

static void release_type(struct ArrowSchema *s)
{
    gireport__free(s->private_data); /* the schema of the dictionary */
    s->release = NULL;
}

static void release_nothing(struct ArrowSchema *s)
{
    s->release = NULL;
}

static int make_type(const struct gireport__arrow_column_type *t, struct ArrowSchema *out)
{
    static const char *const formats[] = {"l", "i", "tdD", "d:38,2", "u", "i"};
    struct ArrowSchema *words = NULL;
    if (t->kind == GIREPORT__ARROW_WORD) {
        words = gireport__calloc(1, sizeof(*words));
        if (words == NULL)
            return 0;
        words->format = "u";
        words->name = "";
        words->release = release_nothing;
    }
    out->format = formats[t->kind];
    out->name = t->name;
    out->flags = t->nullable ? 2 : 0; /* ARROW_FLAG_NULLABLE */
    out->dictionary = words;
    out->release = release_type;
    out->private_data = words;
    return 1;
}

struct owned_schema {
    struct ArrowSchema *children[GIREPORT__ARROW_COLUMNS];
    struct ArrowSchema child[GIREPORT__ARROW_COLUMNS];
};

static void release_schema(struct ArrowSchema *s)
{
    struct owned_schema *own = s->private_data;
    for (int64_t i = 0; i < s->n_children; i++)
        if (own->child[i].release != NULL)
            own->child[i].release(&own->child[i]);
    gireport__free(own);
    s->release = NULL;
}

int gireport__arrow_export_schema(const struct gireport__arrow_column_type *types, size_t n, struct ArrowSchema *out)
{
    struct owned_schema *own = gireport__calloc(1, sizeof(*own));
    int made = own != NULL;
    memset(out, 0, sizeof(*out));
    if (!made)
        return GIREPORT_ERR_NOMEM;
    *out = (struct ArrowSchema){.format = "+s", .name = "", .n_children = (int64_t)n, .children = own->children,
                                .release = release_schema, .private_data = own};
    for (size_t i = 0; i < n && made; i++) {
        own->children[i] = &own->child[i];
        made = make_type(&types[i], &own->child[i]);
    }
    if (!made)
        release_schema(out);
    return made ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}
