/* SPDX-License-Identifier: MIT */
/* What the rule functions share. */

#include <string.h>

#include "../base/num.h"
#include "../base/text.h"
#include "../model/catalog.h"
#include "rules.h"

#define KEY_SIZE 96 /* the rules of this room speak of keys that are shorter */

static size_t put(char *key, size_t at, const char *part)
{
    size_t len = strlen(part);
    if (at + len + 2 > KEY_SIZE)
        return at;
    if (at > 0)
        key[at++] = '.';
    memcpy(key + at, part, len);
    return at + len;
}

uint32_t gireport__check_field(const gireport_template *t, const char *table, const char *row,
                               const char *column)
{
    char key[KEY_SIZE];
    size_t field, at = put(key, put(key, put(key, 0, table), row), column);
    key[at] = '\0';
    return gireport_template_field_find(t, key, &field) == GIREPORT_OK ? (uint32_t)field : GIREPORT__NONE;
}

int gireport__check_count(const struct gireport__counts *counts, uint32_t field, int64_t *out)
{
    *out = 0;
    if (field == GIREPORT__NONE || counts->known[field] == GIREPORT__NOT_KNOWN)
        return 0;
    *out = counts->value[field];
    return 1;
}

int gireport__check_printed(const gireport_report *r, uint32_t field, int64_t *out)
{
    *out = 0;
    if (field == GIREPORT__NONE || r->cells[field].state != GIREPORT_STATE_VALUE ||
        r->cells[field].unit == GIREPORT_UNIT_UNKNOWN)
        return 0;
    *out = r->cells[field].value;
    return 1;
}

int gireport__check_looks_at(const struct gireport__check *c, uint32_t field)
{
    return c->only == GIREPORT__NONE || c->only == field;
}

void gireport__check_say(struct gireport__check *c, struct gireport__say *what)
{
    int spoken_of = c->only == GIREPORT__NONE;
    for (size_t i = 0; i < what->n_cells && !spoken_of; i++)
        spoken_of = what->cells[i].field == c->only;
    if (!spoken_of)
        return;
    if (what->rule == NULL)
        what->rule = c->rule;
    what->report = c->r;
    /* One function may tell rules of several versions. */
    if (c->o->since != 0 &&
        !gireport__check_wanted(c, what->of != NULL ? what->of : gireport__rule_lookup(c->t, what->rule)))
        return;
    gireport__say(c->f, what);
}

const char *gireport__check_number(char buffer[32], int64_t value, uint32_t scale)
{
    char reversed[32];
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    size_t n = 0, at = 0;
    for (; scale > 0 && rest % 10 == 0; scale--)
        rest /= 10;
    for (uint32_t place = 0; rest > 0 || place <= scale; place++) {
        if (place == scale && scale > 0)
            reversed[n++] = '.';
        reversed[n++] = (char)('0' + rest % 10);
        rest /= 10;
    }
    if (value < 0)
        buffer[at++] = '-';
    while (n > 0)
        buffer[at++] = reversed[--n];
    buffer[at] = '\0';
    return buffer;
}

void gireport__check_compare(struct gireport__check *c, uint32_t severity, uint32_t field, int64_t found,
                             const int64_t *expected)
{
    char found_text[32], expected_text[32], difference_text[32];
    int64_t difference;
    uint32_t scale = gireport_field_type(c->t, field) == GIREPORT_TYPE_MONEY ? 2 : 0;
    struct gireport__ref ref = {field, GIREPORT_ROLE_CELL};
    struct gireport__say what = {.cells = &ref, .n_cells = 1, .severity = severity};
    what.found = gireport__check_number(found_text, found, scale);
    if (expected != NULL) {
        what.expected = gireport__check_number(expected_text, *expected, scale);
        if (gireport__sub(found, *expected, &difference))
            what.difference = gireport__check_number(difference_text, difference, scale);
    }
    gireport__check_say(c, &what);
}

void gireport__check_lacks(struct gireport__check *c, const char *what)
{
    if (c->only == GIREPORT__NONE)
        gireport__unassessed_context(c->f, c->rule, what);
}

int64_t gireport__check_rounding(const gireport_report *r, uint32_t field)
{
    const struct gireport__cell *cell = &r->cells[field];
    const char *raw = cell->raw != NULL ? cell->raw : "", *point = strchr(raw, '.');
    const char *printed = gireport_field_printed_unit(r->tpl, field);
    int64_t unit = 100;
    if (cell->state != GIREPORT_STATE_VALUE || cell->unit != GIREPORT_UNIT_YUAN || cell->value == 0 ||
        *raw == '\0')
        return 0;
    if (strstr(raw, "亿") != NULL)
        unit = INT64_C(10000000000);
    else if (strstr(raw, "万") != NULL || (strstr(raw, "元") == NULL && strcmp(printed, "万元") == 0))
        unit = INT64_C(1000000);
    for (const char *p = point; p != NULL && p[1] >= '0' && p[1] <= '9' && unit > 1; p++)
        unit /= 10;
    return unit / 2;
}

int gireport__check_edition(const gireport_template *t, const char *rule)
{
    const struct gireport_rule *r = gireport__rule_lookup(NULL, rule);
    if (r == NULL || r->editions == NULL || *r->editions == '\0' || t->loaded != NULL)
        return 1;
    size_t len = strlen(t->id);
    for (const char *p = strstr(r->editions, t->id); p != NULL; p = strstr(p + 1, t->id))
        if ((p == r->editions || p[-1] == ' ') && (p[len] == ' ' || p[len] == '\0'))
            return 1;
    return 0;
}

/* The bytes of a text from here on that hold no white space. Text of reports is checked UTF-8, nearly all of
 * it CJK. */
static size_t solid_run(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len) {
        unsigned char lead = (unsigned char)s[i];
        if (lead > ' ' && lead < 0x7f) {
            i++;
        } else if (lead >= 0xe4 && lead <= 0xee && i + 3 <= len) { /* U+4000 to U+EFFF: no space among them */
            i += 3;
        } else {
            uint32_t cp;
            int n = gireport__utf8_next(s + i, len - i, &cp);
            if (n <= 0 || gireport__is_space(cp))
                break;
            i += (size_t)n;
        }
    }
    return i;
}

static char *without_space(const char *text)
{
    size_t len = strlen(text), at = 0;
    char *out = gireport__malloc(len + 1);
    if (out == NULL)
        return NULL;
    for (size_t i = 0; i < len;) {
        size_t run = solid_run(text + i, len - i);
        uint32_t cp;
        memcpy(out + at, text + i, run);
        at += run;
        i += run;
        int n = i < len ? gireport__utf8_next(text + i, len - i, &cp) : 1;
        i += n > 0 ? (size_t)n : 1;
    }
    out[at] = '\0';
    return out;
}

const char *gireport__check_prose(struct gireport__check *c, uint32_t which)
{
    if (c->r->texts[which].text == NULL)
        return "";
    if (c->prose[which] == NULL) {
        c->prose[which] = without_space(c->r->texts[which].text);
        if (c->prose[which] == NULL)
            c->status = GIREPORT_ERR_NOMEM;
    }
    return c->prose[which] != NULL ? c->prose[which] : "";
}

/* Code points between two offsets. */
static uint32_t points(const char *text, size_t from, size_t to)
{
    uint32_t n = 0, cp;
    for (; from < to; n++) {
        int bytes = gireport__utf8_next(text + from, to - from, &cp);
        from += bytes > 0 ? (size_t)bytes : 1;
    }
    return n;
}

/* The piece that an offset lies in, or NULL. */
static const struct gireport__said_at *piece_at(const struct gireport__said *said, size_t offset)
{
    size_t low = 0, high = said->n_places;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (said->places[middle].offset <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    return low > 0 ? &said->places[low - 1] : NULL;
}

/* Line and column of an offset in a text: by its pieces, or else by its lines, as a block in a report file
 * has them. Of a document without either only the place is known where the text begins. */
void gireport__check_place(const struct gireport__check *c, uint32_t which, size_t offset, uint32_t *line,
                           uint32_t *column)
{
    const struct gireport__said *said = &c->r->texts[which];
    const struct gireport__said_at *piece = piece_at(said, offset);
    size_t from = 0;
    *line = said->line;
    *column = said->column;
    if (piece != NULL && piece->line != 0) {
        *line = piece->line;
        *column = piece->column + points(said->text, piece->offset, offset);
        return;
    }
    if (said->line == 0 || c->r->from_document)
        return;
    for (size_t i = 0; i < offset; i++)
        if (said->text[i] == '\n') {
            (*line)++;
            from = i + 1;
        }
    *column += points(said->text, from, offset);
}

int gireport__check_any_text(const gireport_report *r)
{
    for (uint32_t i = GIREPORT_TEXT_TITLE; i <= GIREPORT_TEXT_REMARKS; i++)
        if (r->texts[i].text != NULL)
            return 1;
    return 0;
}

static int digit(char c)
{
    return c >= '0' && c <= '9';
}

const char *gireport__check_next_year(const char *text, int *year)
{
    static const char nian[] = "年";
    for (const char *p = strstr(text, nian); p != NULL; p = strstr(p + 1, nian)) {
        if (p - text < 4 || !digit(p[-1]) || !digit(p[-2]) || !digit(p[-3]) || !digit(p[-4]) ||
            (p - text > 4 && digit(p[-5])))
            continue;
        *year = (p[-4] - '0') * 1000 + (p[-3] - '0') * 100 + (p[-2] - '0') * 10 + (p[-1] - '0');
        return p - 4;
    }
    return NULL;
}
