/* SPDX-License-Identifier: MIT */
#include "labels.h"

#include <string.h>

#include "../base/mem.h"
#include "../base/text.h"

#define SHORT_BUCKET 0 /* texts of less than three bytes: looked at for every place */

static uint32_t chinese_digit(const char *s, size_t len)
{
    static const char digits[] = "一二三四五六七八九十";
    if (len < 3 || ((unsigned char)*s & 0xfe) != 0xe4) /* which all of them begin with */
        return 0;
    for (uint32_t i = 0; i < 10; i++)
        if (!memcmp(s, digits + (size_t)i * 3, 3))
            return i + 1;
    return 0;
}

/* 一 … 十九 or 1 … 99. Returns the bytes; *n is 0 where there is none. */
static size_t numeral(const char *s, size_t len, uint32_t *n, int *chinese)
{
    *n = chinese_digit(s, len);
    *chinese = *n != 0;
    if (*n) {
        uint32_t next = *n == 10 ? chinese_digit(s + 3, len - 3) : 0;
        if (next && next < 10) {
            *n = 10 + next;
            return 6;
        }
        return 3;
    }
    size_t i = 0;
    if (len && s[0] == '0')
        return 0;
    while (i < len && i < 2 && s[i] >= '0' && s[i] <= '9')
        *n = *n * 10 + (uint32_t)(s[i++] - '0');
    return i;
}

size_t gireport__label_number(const char *folded, size_t len, uint32_t *number, uint32_t *style)
{
    int bracket = len && folded[0] == '(', chinese = 0;
    size_t i = bracket ? 1 : 0;
    *style = GIREPORT__NUMBER_NONE;
    *number = 0;
    uint32_t n = 0;
    size_t digits = numeral(folded + i, len - i, &n, &chinese);
    i += digits;
    if (!n || i >= len)
        return 0;
    char after = folded[i];
    if (bracket ? after != ')' : after != '.' && after != ',' && after != ')')
        return 0;
    i++;
    if (i < len && bracket && (folded[i] == ',' || folded[i] == '.'))
        i++; /* （一）、 */
    *number = n;
    *style = !chinese  ? GIREPORT__NUMBER_PLAIN
             : bracket ? GIREPORT__NUMBER_BRACKET
                       : GIREPORT__NUMBER_CHINESE;
    return i;
}

static uint32_t bucket_of(const char *s, size_t len)
{
    if (len < 3)
        return SHORT_BUCKET;
    uint32_t h = (uint32_t)(unsigned char)s[0] * 31u + (unsigned char)s[1];
    h = h * 131u + (unsigned char)s[2];
    return 1 + h % (GIREPORT__LABEL_BUCKETS - 1);
}

/* The length without a bracket at the end ("部分公开(…)"); the same where there is none or nothing else. */
static size_t without_bracket(const char *s, size_t len)
{
    if (!len || s[len - 1] != ')')
        return len;
    size_t depth = 0;
    for (size_t i = len; i-- > 0;) {
        if (s[i] == ')')
            depth++;
        else if (s[i] == '(' && --depth == 0)
            return i ? i : len;
    }
    return len;
}

static uint32_t chain_find(const struct gireport__labels *l, const char *s, size_t len)
{
    uint32_t i = l->bucket[bucket_of(s, len)];
    while (i != GIREPORT__NONE && (l->texts[i].len != len || memcmp(l->texts[i].text, s, len)))
        i = l->texts[i].next;
    return i;
}

/* Adds one meaning of one text, unless the same meaning stands there already. */
static int add_text(struct gireport__labels *l, const char *s, size_t len,
                    const struct gireport__sense *sense)
{
    if (!len || len > UINT32_MAX)
        return 1;
    uint32_t at = chain_find(l, s, len);
    if (at == GIREPORT__NONE) {
        if (!gireport__grow((void **)&l->texts, &l->texts_capacity, l->n_texts, sizeof(*l->texts)))
            return 0;
        at = (uint32_t)l->n_texts++;
        uint32_t bucket = bucket_of(s, len);
        l->texts[at] = (struct gireport__label_text){s, (uint32_t)len, GIREPORT__NONE, l->bucket[bucket]};
        l->bucket[bucket] = at;
        if (len > l->longest)
            l->longest = (uint32_t)len;
    }
    uint32_t last = GIREPORT__NONE;
    for (uint32_t i = l->texts[at].sense; i != GIREPORT__NONE; i = l->senses[i].next) {
        struct gireport__sense *old = &l->senses[i];
        if (old->tpl == sense->tpl && old->kind == sense->kind && old->index == sense->index) {
            old->official |= sense->official;
            return 1;
        }
        last = i;
    }
    if (!gireport__grow((void **)&l->senses, &l->senses_capacity, l->n_senses, sizeof(*l->senses)))
        return 0;
    l->senses[l->n_senses] = *sense;
    l->senses[l->n_senses].next = GIREPORT__NONE;
    if (last == GIREPORT__NONE)
        l->texts[at].sense = (uint32_t)l->n_senses++;
    else
        l->senses[last].next = (uint32_t)l->n_senses++;
    return 1;
}

static int add_variants(struct gireport__labels *l, const char *s, const struct gireport__sense *sense)
{
    size_t len = strlen(s);
    uint32_t number, style;
    size_t skip = gireport__label_number(s, len, &number, &style);
    if (skip == len)
        skip = 0;
    s += skip;
    len -= skip;
    size_t bare = without_bracket(s, len);
    return add_text(l, s, len, sense) && (bare == len || add_text(l, s, bare, sense));
}

static int add_label(struct gireport__labels *l, const struct gireport__label *label, uint32_t tpl,
                     uint32_t kind, size_t index)
{
    if (!label->text || !label->folded)
        return 1;
    struct gireport__sense sense = {tpl, kind, (uint32_t)index, 0, 0, 1, GIREPORT__NONE};
    (void)gireport__label_number(label->folded, strlen(label->folded), &sense.number, &sense.style);
    int ok = add_variants(l, label->folded, &sense);
    sense.official = 0;
    for (uint32_t i = 0; ok && i < label->n_aliases; i++)
        ok = add_variants(l, label->aliases[i], &sense);
    return ok;
}

static int add_part(struct gireport__labels *l, const struct gireport__part *p, uint32_t tpl, size_t index)
{
    struct gireport__sense sense = {tpl, GIREPORT__LABEL_PART, (uint32_t)index, 0, GIREPORT__NUMBER_CHINESE,
                                    1,   GIREPORT__NONE};
    sense.number = p->number ? chinese_digit(p->number, strlen(p->number)) : 0;
    if (!p->label.folded)
        return 1;
    int ok = add_variants(l, p->label.folded, &sense);
    sense.official = 0;
    for (uint32_t i = 0; ok && i < p->label.n_aliases; i++)
        ok = add_variants(l, p->label.aliases[i], &sense);
    return ok;
}

static int add_template(struct gireport__labels *l, const gireport_template *t, uint32_t tpl)
{
    int ok = 1;
    for (uint32_t i = 0; ok && i < t->n_parts; i++)
        ok = add_part(l, &t->parts[i], tpl, i);
    for (uint32_t i = 0; ok && i < t->n_sections; i++)
        ok = add_label(l, &t->sections[i].caption, tpl, GIREPORT__LABEL_CAPTION, i) &&
             add_label(l, &t->sections[i].stub, tpl, GIREPORT__LABEL_STUB, i);
    for (uint32_t i = 0; ok && i < t->n_rows; i++)
        ok = add_label(l, &t->rows[i].label, tpl, GIREPORT__LABEL_ROW, i);
    for (uint32_t i = 0; ok && i < t->n_cols; i++)
        ok = add_label(l, &t->cols[i].label, tpl, GIREPORT__LABEL_COL, i);
    struct gireport__sense none = {tpl, GIREPORT__LABEL_NOT, 0, 0, 0, 1, GIREPORT__NONE};
    for (uint32_t i = 0; ok && i < t->n_not_labels; i++)
        ok = add_text(l, t->not_labels[i], strlen(t->not_labels[i]), &none);
    return ok;
}

/* Room for the labels of the built-in forms. */
static int make_room(struct gireport__labels *l)
{
    l->texts = gireport__realloc_array(NULL, 512, sizeof(*l->texts));
    l->senses = gireport__realloc_array(NULL, 1024, sizeof(*l->senses));
    l->texts_capacity = l->texts ? 512 : 0;
    l->senses_capacity = l->senses ? 1024 : 0;
    return l->texts && l->senses;
}

int gireport__labels_new(const gireport_read_options *options, struct gireport__labels *out)
{
    memset(out, 0, sizeof(*out));
    for (size_t i = 0; i < GIREPORT__LABEL_BUCKETS; i++)
        out->bucket[i] = GIREPORT__NONE;
    size_t built_in = gireport_template_count(),
           more = options && options->templates ? options->n_templates : 0;
    const gireport_template **list = gireport__realloc_array(NULL, built_in + more, sizeof(*list));
    out->templates = list;
    int ok = list != NULL && make_room(out);
    for (size_t i = 0; ok && i < built_in + more; i++) {
        const gireport_template *t =
            i < built_in ? gireport_template_at(i) : options->templates[i - built_in];
        if (!t)
            continue;
        ok = add_template(out, t, (uint32_t)out->n_templates);
        list[out->n_templates++] = t;
    }
    if (!ok)
        gireport__labels_free(out);
    return ok ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

void gireport__labels_free(struct gireport__labels *l)
{
    const gireport_template **list = l->templates;
    gireport__free((void *)list);
    gireport__free(l->texts);
    gireport__free(l->senses);
    memset(l, 0, sizeof(*l));
}

static struct gireport__label_hit whole(const struct gireport__labels *l, const char *s, size_t len,
                                        size_t skip, uint32_t number, uint32_t style)
{
    struct gireport__label_hit hit = {NULL, len, number, style};
    if (len > skip) {
        uint32_t at = chain_find(l, s + skip, len - skip);
        if (at == GIREPORT__NONE) {
            size_t bare = without_bracket(s + skip, len - skip);
            at = bare < len - skip ? chain_find(l, s + skip, bare) : GIREPORT__NONE;
        }
        if (at != GIREPORT__NONE)
            hit.text = &l->texts[at];
    }
    return hit;
}

struct gireport__label_hit gireport__labels_whole(const struct gireport__labels *l, const char *folded,
                                                  size_t len)
{
    while (len && (folded[len - 1] == ':' || folded[len - 1] == '.' || folded[len - 1] == ',' ||
                   folded[len - 1] == ';'))
        len--;
    uint32_t number, style;
    size_t skip = gireport__label_number(folded, len, &number, &style);
    struct gireport__label_hit hit = whole(l, folded, len, skip, number, style);
    return hit.text || !skip ? hit : whole(l, folded, len, 0, 0, 0);
}

struct gireport__label_hit gireport__labels_cell(const struct gireport__labels *l, const char *text,
                                                 size_t len, struct gireport__buf *scratch)
{
    gireport__buf_clear(scratch);
    gireport__fold(scratch, text, len);
    return gireport__labels_whole(l, gireport__buf_str(scratch), scratch->len);
}

struct gireport__label_hit gireport__labels_seen(const struct gireport__labels *l, const char *text, size_t len,
                                                 struct gireport__buf *scratch, struct gireport__seen_cells *seen)
{
    struct gireport__seen_cell *c = seen ? &seen->at[((uintptr_t)text >> 3) % GIREPORT__SEEN_CELLS] : NULL;
    if (c && c->text == text && c->len == len)
        return c->hit;
    struct gireport__label_hit hit = gireport__labels_cell(l, text, len, scratch);
    if (c)
        *c = (struct gireport__seen_cell){text, len, hit};
    return hit;
}

static const struct gireport__label_text *longest_in(const struct gireport__labels *l, uint32_t bucket,
                                                     const char *s, size_t len,
                                                     const struct gireport__label_text *best)
{
    for (uint32_t i = l->bucket[bucket]; i != GIREPORT__NONE; i = l->texts[i].next) {
        const struct gireport__label_text *t = &l->texts[i];
        if (t->len <= len && (!best || t->len > best->len) && !memcmp(t->text, s, t->len))
            best = t;
    }
    return best;
}

struct gireport__label_hit gireport__labels_at(const struct gireport__labels *l, const char *folded,
                                               size_t len)
{
    uint32_t number, style;
    size_t skip = gireport__label_number(folded, len, &number, &style);
    for (int pass = 0; pass < 2; pass++) {
        const char *s = folded + skip;
        size_t rest = len - skip;
        const struct gireport__label_text *best = longest_in(l, SHORT_BUCKET, s, rest, NULL);
        if (rest >= 3)
            best = longest_in(l, bucket_of(s, rest), s, rest, best);
        if (best)
            return (struct gireport__label_hit){best, skip + best->len, number, style};
        if (!skip)
            break;
        skip = 0; /* the number may be part of the label's words */
        number = style = 0;
    }
    return (struct gireport__label_hit){NULL, 0, 0, 0};
}

/* How well a meaning fits the printed number: 2 the same, 1 nothing against it, 0 another number. */
static int fit(const struct gireport__label_hit *hit, const struct gireport__sense *s)
{
    if (hit->number == s->number)
        return !hit->number || hit->style == s->style ? 3 : 2;
    return !hit->number || !s->number ? 1 : 0;
}

const struct gireport__sense *gireport__label_sense(const struct gireport__labels *l,
                                                    const struct gireport__label_hit *hit, uint32_t tpl,
                                                    uint32_t kinds, const struct gireport__sense *after)
{
    if (!hit->text)
        return NULL;
    const struct gireport__sense *best = NULL;
    int passed = after == NULL, most = after ? fit(hit, after) : 3, best_fit = -1;
    for (uint32_t i = hit->text->sense; i != GIREPORT__NONE && best_fit < most; i = l->senses[i].next) {
        const struct gireport__sense *s = &l->senses[i];
        if (s == after)
            passed = 1;
        if (s == after || s->tpl != tpl || !(s->kind & kinds))
            continue;
        int level = fit(hit, s);
        if (level > best_fit && (passed ? level <= most : level < most)) {
            best = s;
            best_fit = level;
        }
    }
    return best;
}

/* The row that a text means in a template, GIREPORT__NONE where it means something else there, *other where
 * it means nothing there. */
static uint32_t meant_row(const struct gireport__labels *l, const struct gireport__label_text *t,
                          uint32_t tpl, int *other)
{
    *other = 1;
    for (uint32_t i = t->sense; i != GIREPORT__NONE; i = l->senses[i].next) {
        if (l->senses[i].tpl != tpl)
            continue;
        *other = 0;
        if (l->senses[i].kind == GIREPORT__LABEL_ROW)
            return l->senses[i].index;
    }
    return GIREPORT__NONE;
}

static size_t points(const char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++)
        n += ((unsigned char)s[i] & 0xc0) != 0x80;
    return n;
}

uint32_t gireport__labels_near_row(const struct gireport__labels *l, uint32_t tpl, const char *folded,
                                   size_t len, const uint8_t *taken)
{
    uint32_t number, style;
    size_t skip = gireport__label_number(folded, len, &number, &style);
    const char *s = folded + skip;
    size_t n = points(s, len - skip);
    if (n < 3 || n > 60)
        return GIREPORT__NONE;
    size_t limit = n / 2 + 1, best = limit + 1, second = limit + 1, best_points = 0;
    uint32_t row = GIREPORT__NONE;
    for (size_t i = 0; i < l->n_texts; i++) {
        int other;
        uint32_t node = meant_row(l, &l->texts[i], tpl, &other);
        size_t m = points(l->texts[i].text, l->texts[i].len);
        if (other || m > n + limit || n > m + limit)
            continue;
        size_t d = gireport__distance(s, len - skip, l->texts[i].text, l->texts[i].len, limit);
        if (d < best) {
            if (row != node || row == GIREPORT__NONE)
                second = best;
            best = d;
            row = node;
            best_points = m;
        } else if ((node != row || node == GIREPORT__NONE) && d < second) {
            second = d;
        }
    }
    /* A third of the label may be wrong, and every other label must be farther by the same again. */
    int sure = row != GIREPORT__NONE && best * 3 <= best_points && second >= best + (best > 1 ? best : 1);
    return sure && !(taken && taken[row]) ? row : GIREPORT__NONE;
}
