/* SPDX-License-Identifier: MIT */
#include "split.h"

#include <string.h>

#include "../base/yaml_input.h"
#include "../read/csv_table.h"

#define TAIL 4096u /* of a JSON document that is passed over: enough to see what it ends with */

void gireport__split_begin(struct gireport__split *s, uint32_t format)
{
    *s = (struct gireport__split){.format = format};
}

void gireport__split_end(struct gireport__split *s)
{
    gireport__buf_free(&s->identity);
    gireport__split_begin(s, 0);
}

/* ---- YAML ---- */

/* 1: a line that is `mark` and nothing else, or goes on behind a blank. */
static int is_mark(const char *line, size_t len, const char *mark)
{
    if (len >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        line += 3;
        len -= 3;
    }
    if (len < 3 || memcmp(line, mark, 3) != 0)
        return 0;
    /* Behind it a blank, or the break that ends the line; libyaml knows U+0085, U+2028 and U+2029 as well. */
    return len == 3 || line[3] == ' ' || line[3] == '\t' || line[3] == '\r' || line[3] == '\n' ||
           (len == 5 && memcmp(line + 3, "\xc2\x85", 2) == 0) ||
           (len == 6 && memcmp(line + 3, "\xe2\x80", 2) == 0 && ((unsigned char)line[5] & 0xfe) == 0xa8);
}

/* Lines that may stand before a document: empty ones, comments, directives. */
static int is_before(const char *line, size_t len)
{
    if (len >= 3 && memcmp(line, "\xef\xbb\xbf", 3) == 0) {
        line += 3;
        len -= 3;
    }
    if (len > 0 && *line == '%')
        return 1;
    while (len > 0 && (*line == ' ' || *line == '\t' || *line == '\r' || *line == '\n')) {
        line++;
        len--;
    }
    return len == 0 || *line == '#';
}

static enum gireport__split_result next_yaml(struct gireport__split *s, const char *data, size_t len, int at_end,
                                             size_t *end)
{
    while (s->at < len) {
        size_t from = s->seen > s->at ? s->seen : s->at;
        size_t next = gireport__yaml_line_offset(data, len, from, 1, 2);
        if (next == len && !at_end && data[len - 1] != '\n') { /* a break of several bytes may be cut in two */
            s->seen = len - s->at > 3 ? len - 3 : s->at;
            return GIREPORT__SPLIT_MORE;
        }
        const char *line = data + s->at;
        size_t n = next - s->at, was = s->at;
        int cut = s->cut;
        s->at = s->seen = next;
        s->cut = 0;
        if (cut) {
            s->content = 1;
        } else if (is_mark(line, n, "---")) {
            *end = was;
            if (s->content) {
                s->at = s->seen = was;
                return GIREPORT__SPLIT_FOUND;
            }
            s->content = 1;
        } else if (is_mark(line, n, "...")) {
            *end = next;
            s->empty = !s->content;
            return GIREPORT__SPLIT_FOUND;
        } else if (!s->content && !is_before(line, n)) {
            s->content = 1;
        }
    }
    return GIREPORT__SPLIT_MORE;
}

/* ---- JSON ---- */

static enum gireport__split_result next_json(struct gireport__split *s, const char *data, size_t len, size_t *end)
{
    size_t next = gireport__json_next(data, len, 0, s->seen);
    *end = next;
    if (next < len) {
        s->at = s->seen = next;
        return GIREPORT__SPLIT_FOUND;
    }
    s->at = s->seen = len > 0 ? len - 1 : 0; /* a line feed at the end: what follows it is not known yet */
    return GIREPORT__SPLIT_MORE;
}

/* ---- CSV ---- */

static const enum gireport__csv_column identity[GIREPORT__SPLIT_IDENTITY] = {
    GIREPORT__CSV_ORGAN, GIREPORT__CSV_YEAR, GIREPORT__CSV_TEMPLATE, GIREPORT__CSV_CODE, GIREPORT__CSV_SOURCE};

static uint32_t find_column(const struct gireport__csv_record *r, const char *name)
{
    for (uint32_t i = 0; i < r->n && i < GIREPORT__CSV_FIELDS; i++)
        if (r->fields[i].len == strlen(name) && memcmp(r->fields[i].s, name, r->fields[i].len) == 0)
            return i;
    return GIREPORT__NONE;
}

enum gireport__split_result gireport__split_header(struct gireport__split *s, const char *data, size_t len, int at_end,
                                                   size_t *end, int *good)
{
    static const enum gireport__csv_column needed[] = {GIREPORT__CSV_TEMPLATE, GIREPORT__CSV_KEY, GIREPORT__CSV_STATE,
                                                       GIREPORT__CSV_VALUE};
    struct gireport__csv_cursor cursor = {data, len, 0, 1};
    if (len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0)
        cursor.at = 3;
    int any = gireport__csv_record(&cursor, &s->record);
    if (cursor.at >= len && !at_end)
        return GIREPORT__SPLIT_MORE;
    *good = any && s->record.problem == NULL;
    for (size_t i = 0; i < sizeof(needed) / sizeof(*needed); i++)
        *good &= find_column(&s->record, gireport__csv_names[needed[i]]) != GIREPORT__NONE;
    for (size_t i = 0; i < GIREPORT__SPLIT_IDENTITY; i++)
        s->columns[i] = find_column(&s->record, gireport__csv_names[identity[i]]);
    s->width = s->record.n;
    s->line = cursor.line;
    *end = cursor.at;
    return GIREPORT__SPLIT_FOUND;
}

/* What the record belongs to: the texts of its identity, each with its length before it. */
static int same_identity(const struct gireport__split *s)
{
    const char *known = s->identity.data, *stop = known + s->identity.len;
    for (size_t i = 0; i < GIREPORT__SPLIT_IDENTITY; i++) {
        const struct gireport__csv_field *f = &s->record.fields[s->columns[i] < s->width ? s->columns[i] : 0];
        size_t len = s->columns[i] < s->width ? f->len : 0, was;
        if ((size_t)(stop - known) < sizeof(was))
            return 0;
        memcpy(&was, known, sizeof(was));
        known += sizeof(was);
        if (was != len || (len > 0 && memcmp(known, f->s, len) != 0))
            return 0;
        known += len;
    }
    return 1;
}

static void keep_identity(struct gireport__split *s)
{
    gireport__buf_clear(&s->identity);
    for (size_t i = 0; i < GIREPORT__SPLIT_IDENTITY; i++) {
        const struct gireport__csv_field *f = &s->record.fields[s->columns[i] < s->width ? s->columns[i] : 0];
        size_t len = s->columns[i] < s->width ? f->len : 0;
        gireport__buf_add(&s->identity, (const char *)&len, sizeof(len));
        if (len > 0)
            gireport__buf_add(&s->identity, f->s, len);
    }
    s->hash = UINT64_C(14695981039346656037); /* FNV-1a */
    for (size_t i = 0; i < s->identity.len; i++)
        s->hash = (s->hash ^ (unsigned char)s->identity.data[i]) * UINT64_C(1099511628211);
    s->hash += s->hash == 0;
}

static enum gireport__split_result next_csv(struct gireport__split *s, const char *data, size_t len, int at_end,
                                            size_t *end)
{
    struct gireport__csv_cursor cursor = {data, len, s->at, s->line};
    if (s->at == 0)
        s->hash = 0;
    while (gireport__csv_record(&cursor, &s->record)) {
        if (cursor.at >= len && !at_end)
            break; /* it may go on */
        /* A record whose number of fields is wrong tells no identity: it stays with the lines around it. */
        if (s->record.n == s->width && s->width <= GIREPORT__CSV_FIELDS) {
            if (s->identity.len == 0) {
                keep_identity(s);
            } else if (!same_identity(s)) {
                *end = s->at;
                return GIREPORT__SPLIT_FOUND;
            }
            if (s->identity.failed)
                return GIREPORT__SPLIT_NOMEM;
        }
        s->at = cursor.at;
        s->line = cursor.line;
    }
    return GIREPORT__SPLIT_MORE;
}

/* ---- all ---- */

static void begin_document(struct gireport__split *s)
{
    s->at = s->seen = 0;
    s->content = s->cut = 0;
    gireport__buf_clear(&s->identity);
}

enum gireport__split_result gireport__split_next(struct gireport__split *s, const char *data, size_t len, int at_end,
                                                 size_t *end)
{
    enum gireport__split_result result;
    *end = len;
    s->empty = 0;
    if (s->format == GIREPORT_FORMAT_CSV)
        result = next_csv(s, data, len, at_end, end);
    else if (s->format == GIREPORT_FORMAT_JSON)
        result = next_json(s, data, len, end);
    else
        result = next_yaml(s, data, len, at_end, end);
    if (result == GIREPORT__SPLIT_MORE && at_end) {
        *end = len;
        result = GIREPORT__SPLIT_FOUND;
    }
    if (result == GIREPORT__SPLIT_FOUND)
        begin_document(s);
    return result;
}

size_t gireport__split_cut(struct gireport__split *s)
{
    size_t at = s->format == GIREPORT_FORMAT_CSV ? s->at : 0;
    if (at > 0)
        begin_document(s);
    return at;
}

size_t gireport__split_drop(struct gireport__split *s)
{
    size_t n = s->at;
    if (s->format == GIREPORT_FORMAT_JSON) {
        n = s->seen > TAIL ? s->seen - TAIL : 0;
    } else if (s->format == GIREPORT_FORMAT_YAML && s->seen > s->at) {
        n = s->seen;
        s->cut = 1;
    }
    s->at = s->at > n ? s->at - n : 0;
    s->seen = s->seen > n ? s->seen - n : 0;
    return n;
}
