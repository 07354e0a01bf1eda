/* SPDX-License-Identifier: MIT */
#include "restyle.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/num.h"
#include "model/report.h"
#include "restyle_sheet.h"

static const char *const style_names[STYLE_COUNT] = {"lines",      "below", "cells",  "pipes",  "pipe-ends",
                                                     "pipe-cells", "tabs",  "layout", "broken", "glued"};
static const char *const damage_names[DAMAGE_COUNT] = {
    "none",       "misprint",    "lost value",    "cut row",        "swapped rows", "lost values",
    "lost label", "doubled row", "doubled other", "page number",    "bare number",  "glued row",
    "moved up",   "moved down",  "shifted",       "swapped header", "lost column",  "cut tail",
    "note",       "extra row",   "placeholders",  "formats",        "heading"};

const char *restyle_style_name(enum restyle_style s)
{
    return style_names[s];
}

const char *restyle_damage_name(enum restyle_damage d)
{
    return damage_names[d];
}

int restyle_possible(enum restyle_style s, enum restyle_damage d)
{
    if (s == STYLE_GLUED)
        return d == DAMAGE_NONE || d == DAMAGE_CUT_ROW || d == DAMAGE_SWAPPED_ROWS ||
               d == DAMAGE_DOUBLED_ROW || d == DAMAGE_LOST_VALUES || d == DAMAGE_MISPRINT;
    return 1;
}

/* --- the sheet --------------------------------------------------------------------------------------------
 */

static void print_value(const gireport_report *r, uint32_t field, char *out, size_t size)
{
    struct gireport__buf b = {0};
    const gireport_template *t = gireport_report_template(r);
    const struct gireport__node *col = &t->cols[t->fields[field].col];
    int64_t v = 0;
    gireport_cell_value(r, field, &v);
    if (col->type == GIREPORT_TYPE_MONEY) {
        gireport__num_format(&b, v, 6, 1); /* 万元 */
        snprintf(out, size, "%s%s", gireport__buf_str(&b), col->printed_unit || v == 0 ? "" : "万元");
    } else {
        snprintf(out, size, "%s%lld", col->type == GIREPORT_TYPE_DELTA && v > 0 ? "+" : "", (long long)v);
    }
    gireport__buf_free(&b);
}

static void fill_rows(struct sheet *s, struct sheet_section *x, const gireport_report *r)
{
    const gireport_template *t = s->tpl;
    const struct gireport__section *sec = &t->sections[x->section];
    x->n_cols = sec->leaf_cols;
    for (uint32_t i = 0; i < sec->leaf_cols; i++)
        x->order[i] = i;
    if (x->across) {
        struct sheet_row *row = &x->rows[x->n_rows++];
        row->node = row->from = GIREPORT__NONE;
        for (uint32_t f = 0; f < sec->n_fields; f++)
            print_value(r, sec->first_field + f, row->value[row->n++], sizeof(row->value[0]));
        return;
    }
    for (uint32_t n = sec->first_row; n < sec->first_row + sec->n_rows; n++) {
        struct sheet_row *row = &x->rows[x->n_rows++];
        row->node = row->from = n;
        snprintf(row->label, sizeof(row->label), "%s", t->rows[n].label.text);
        for (uint32_t c = 0; t->rows[n].leaf && c < sec->leaf_cols; c++)
            print_value(r, t->rows[n].field + c, row->value[row->n++], sizeof(row->value[0]));
    }
}

static void fill(struct sheet *s, const gireport_report *r)
{
    const gireport_template *t = s->tpl;
    uint32_t last = GIREPORT__NONE;
    for (uint32_t i = 0; i < t->n_sections; i++) {
        struct sheet_section *x = &s->sections[s->n_sections++];
        x->section = i;
        x->across = t->sections[i].layout == GIREPORT__LAYOUT_ACROSS;
        for (uint32_t p = 0; p < t->n_parts; p++)
            if (t->parts[p].table == t->sections[i].table && t->sections[i].table != last) {
                snprintf(x->title, sizeof(x->title), "%s、%s", t->parts[p].number, t->parts[p].label.text);
                x->heading = x->title;
            }
        last = t->sections[i].table;
        fill_rows(s, x, r);
    }
}

const char *sheet_column(const struct sheet *s, const struct sheet_section *x, size_t printed)
{
    const struct gireport__section *sec = &s->tpl->sections[x->section];
    for (uint32_t c = sec->first_col; c < sec->first_col + sec->n_cols; c++)
        if (s->tpl->cols[c].leaf && s->tpl->cols[c].pos == x->order[printed])
            return s->tpl->cols[c].label.text;
    return "";
}

/* --- damages ----------------------------------------------------------------------------------------------
 */

struct victim {
    struct sheet_section *x;
    struct sheet_row *row;
    size_t i;
};

/* Some row with values, neither the first nor the last of a section with more than two. */
static struct victim pick(struct sheet *s, size_t least_cols, int inner)
{
    for (int tries = 0; tries < 1000; tries++) {
        struct sheet_section *x = &s->sections[random_below(&s->random, s->n_sections)];
        if (x->across || x->n_cols < least_cols || (inner && x->n_rows < 4))
            continue;
        size_t i = random_below(&s->random, x->n_rows);
        if (x->rows[i].n && (!inner || (i && i + 1 < x->n_rows)))
            return (struct victim){x, &x->rows[i], i};
    }
    return (struct victim){&s->sections[0], &s->sections[0].rows[0], 0};
}

static struct sheet_row *next_valued(struct sheet_section *x, size_t i, int step)
{
    for (i += (size_t)step; i < x->n_rows; i += (size_t)step)
        if (x->rows[i].n)
            return &x->rows[i];
    return NULL;
}

static void touch(const struct sheet *s, struct restyled *out, uint32_t node, int gone)
{
    if (node == GIREPORT__NONE || s->tpl->rows[node].field == GIREPORT__NONE)
        return;
    uint32_t width = s->tpl->sections[s->tpl->rows[node].section].leaf_cols;
    memset(out->touched + s->tpl->rows[node].field, 1, width);
    if (gone)
        memset(out->gone + s->tpl->rows[node].field, 1, width);
}

static size_t bytes_of(const char *s)
{
    unsigned char c = (unsigned char)*s;
    return c < 0x80 ? 1 : c < 0xe0 ? 2 : c < 0xf0 ? 3 : 4;
}

/* Changes, drops or doubles one character of the words of a label of at least six. */
static int misprint(struct sheet *s, struct sheet_row *row)
{
    static const char *const wrong[] = {"止", "己", "末", "巳"};
    size_t at[128], n = 0;
    const char *words = row->label;
    const char *dot = strchr(words, '.'), *close = strstr(words, "）"), *comma = strstr(words, "、");
    if (dot && dot - words < 3)
        words = dot + 1;
    else if (close && close - words < 8)
        words = close + 3;
    else if (comma && comma - words < 4)
        words = comma + 3;
    for (const char *p = words; *p && n < 128 && strncmp(p, "（", 3); p += bytes_of(p))
        at[n++] = (size_t)(p - row->label);
    if (n < 6)
        return 0;
    size_t k = at[1 + random_below(&s->random, n - 2)], len = bytes_of(row->label + k);
    char rest[256];
    snprintf(rest, sizeof(rest), "%s", row->label + k + len);
    const char *in = random_below(&s->random, 3) ? wrong[random_below(&s->random, 4)] : "";
    snprintf(row->label + k, sizeof(row->label) - k, "%s%s", in, rest);
    return 1;
}

static void remove_row(struct sheet_section *x, size_t i)
{
    memmove(&x->rows[i], &x->rows[i + 1], (x->n_rows - i - 1) * sizeof(x->rows[0]));
    x->n_rows--;
}

static struct sheet_row *insert_row(struct sheet_section *x, size_t i)
{
    memmove(&x->rows[i + 1], &x->rows[i], (x->n_rows - i) * sizeof(x->rows[0]));
    x->n_rows++;
    memset(&x->rows[i], 0, sizeof(x->rows[0]));
    x->rows[i].node = x->rows[i].from = GIREPORT__NONE;
    return &x->rows[i];
}

/* Values of `from` go to the end or the beginning of those of `to`. */
static void move_values(struct sheet_row *to, struct sheet_row *from, int before)
{
    if (to->n + from->n > SHEET_COLS)
        return;
    if (before)
        memmove(to->value + from->n, to->value, to->n * sizeof(to->value[0]));
    memcpy(to->value + (before ? 0 : to->n), from->value, from->n * sizeof(to->value[0]));
    to->n += from->n;
    from->n = 0;
}

static void damage_rows(struct sheet *s, enum restyle_damage damage, struct restyled *out)
{
    struct victim v = pick(s, damage == DAMAGE_LOST_VALUE || damage == DAMAGE_GLUED_ROW ? 2 : 1, 1);
    struct sheet_row *other, copy;
    switch (damage) {
    case DAMAGE_MISPRINT:
        for (int i = 0; i < 50 && !misprint(s, v.row); i++)
            v = pick(s, 1, 1);
        touch(s, out, v.row->node, 0);
        break;
    case DAMAGE_LOST_VALUE: {
        size_t k = random_below(&s->random, v.row->n);
        memmove(v.row->value[k], v.row->value[k + 1], (v.row->n - k - 1) * sizeof(v.row->value[0]));
        v.row->n--;
        touch(s, out, v.row->node, 1);
        break;
    }
    case DAMAGE_CUT_ROW:
        touch(s, out, v.row->node, 1);
        remove_row(v.x, v.i);
        break;
    case DAMAGE_SWAPPED_ROWS:
        other = next_valued(v.x, v.i, random_below(&s->random, 2) ? 1 : -1);
        if (other) {
            touch(s, out, v.row->node, 0);
            touch(s, out, other->node, 0);
            copy = *v.row;
            *v.row = *other;
            *other = copy;
        }
        break;
    case DAMAGE_LOST_VALUES:
        v.row->n = 0;
        touch(s, out, v.row->node, 1);
        break;
    case DAMAGE_LOST_LABEL:
        v.row->label[0] = '\0';
        touch(s, out, v.row->node, 1);
        break;
    case DAMAGE_DOUBLED_ROW:
    case DAMAGE_DOUBLED_OTHER:
        copy = *v.row;
        other = insert_row(v.x, v.i + 1);
        *other = copy;
        if (damage == DAMAGE_DOUBLED_OTHER) {
            size_t k = random_below(&s->random, other->n);
            snprintf(other->value[k], sizeof(other->value[k]), "%d",
                     4711 + (int)random_below(&s->random, 100));
            out->gone[s->tpl->rows[other->node].field + k] = 1;
        }
        touch(s, out, v.x->rows[v.i].node, 0);
        break;
    case DAMAGE_PAGE_NUMBER:
        v.row->page_number = 1;
        touch(s, out, v.row->node, 0);
        break;
    case DAMAGE_BARE_NUMBER: {
        size_t k = random_below(&s->random, v.row->n + 1);
        memmove(v.row->value[k + 1], v.row->value[k], (v.row->n - k) * sizeof(v.row->value[0]));
        snprintf(v.row->value[k], sizeof(v.row->value[k]), "6");
        v.row->n++;
        touch(s, out, v.row->node, 1);
        break;
    }
    case DAMAGE_GLUED_ROW:
        v.row->glued = 1;
        touch(s, out, v.row->node, 1);
        break;
    case DAMAGE_MOVED_UP:
    case DAMAGE_MOVED_DOWN:
        other = next_valued(v.x, v.i, damage == DAMAGE_MOVED_UP ? -1 : 1);
        if (other) {
            touch(s, out, v.row->node, 1);
            touch(s, out, other->node, 1);
            move_values(other, v.row, damage == DAMAGE_MOVED_DOWN);
        }
        break;
    default:
        break;
    }
}

static void damage_values(struct sheet *s, enum restyle_damage damage, struct restyled *out)
{
    static const char *const nothing[] = {"/", "-", "无", "—"};
    struct victim v = pick(s, 1, 0);
    size_t k = random_below(&s->random, v.row->n);
    char text[64];
    switch (damage) {
    case DAMAGE_NOTE:
        snprintf(text, sizeof(text), "%.20s（其中修订16件）", v.row->value[k]);
        memcpy(v.row->value[k], text, sizeof(text));
        break;
    case DAMAGE_PLACEHOLDERS: {
        const char *mark = nothing[random_below(&s->random, 4)];
        for (size_t i = 0; i < v.row->n; i++)
            snprintf(v.row->value[i], sizeof(v.row->value[i]), "%s", mark);
        break;
    }
    default: { /* full width or a unit */
        int wide = random_below(&s->random, 2) == 0;
        for (size_t i = 0; i < v.row->n; i++) {
            size_t n = 0;
            int money = strchr(v.row->value[i], '.') || strstr(v.row->value[i], "元");
            memcpy(text, v.row->value[i], sizeof(text));
            for (const char *p = text; wide && *p && n + 4 < sizeof(text); p++)
                n += (size_t)snprintf(v.row->value[i] + n, sizeof(text) - n,
                                      *p >= '0' && *p <= '9' ? "\xef\xbc%c" : "%c",
                                      *p >= '0' && *p <= '9' ? (char)(0x90 + (*p - '0')) : *p);
            if (!wide && !money && v.x->n_cols != 1)
                snprintf(v.row->value[i], sizeof(text), "%.40s件", text);
        }
        break;
    }
    }
    touch(s, out, v.row->node, 0);
}

static void damage_table(struct sheet *s, enum restyle_damage damage, struct restyled *out)
{
    struct victim v =
        pick(s, damage == DAMAGE_HEADING || damage == DAMAGE_EXTRA_ROW ? 1 : 2, damage == DAMAGE_SHIFTED);
    struct sheet_section *x = v.x;
    size_t a = random_below(&s->random, x->n_cols), b = random_below(&s->random, x->n_cols);
    switch (damage) {
    case DAMAGE_SWAPPED_HEADER: {
        uint32_t c = x->order[a];
        x->order[a] = x->order[b];
        x->order[b] = c;
        break;
    }
    case DAMAGE_LOST_COLUMN:
        memmove(&x->order[a], &x->order[a + 1], (x->n_cols - a - 1) * sizeof(x->order[0]));
        x->n_cols--;
        for (size_t i = 0; i < x->n_rows; i++) {
            struct sheet_row *row = &x->rows[i];
            if (row->n)
                memmove(row->value[a], row->value[a + 1], (row->n - a - 1) * sizeof(row->value[0]));
            row->n -= row->n != 0;
        }
        break;
    case DAMAGE_SHIFTED:
        for (size_t i = 0; i < x->n_rows; i++)
            touch(s, out, x->rows[i].node, 1);
        {
            struct sheet_row last, now;
            memset(&last, 0, sizeof(last));
            last.from = GIREPORT__NONE;
            for (size_t i = 0; i < x->n_rows; i++) {
                if (!x->rows[i].n)
                    continue;
                now = x->rows[i];
                memcpy(x->rows[i].value, last.value, sizeof(last.value));
                x->rows[i].n = last.n;
                x->rows[i].from = last.from;
                last = now;
            }
            struct sheet_row *tail = insert_row(x, x->n_rows);
            memcpy(tail->value, last.value, sizeof(last.value));
            tail->n = last.n;
            tail->from = last.from;
        }
        break;
    case DAMAGE_EXTRA_ROW: {
        struct sheet_row *row = insert_row(x, v.i + 1);
        snprintf(row->label, sizeof(row->label), "%s", x->n_cols == 7 ? "9.信息不存在" : "其他主动公开文件");
        for (size_t i = 0; i < x->n_cols; i++)
            snprintf(row->value[row->n++], sizeof(row->value[0]), "%d", (int)random_below(&s->random, 50));
        break;
    }
    case DAMAGE_HEADING: {
        size_t k = random_below(&s->random, s->n_sections);
        while (k && !s->sections[k].heading)
            k--;
        s->sections[k].heading = NULL;
        break;
    }
    case DAMAGE_CUT_TAIL:
        x = &s->sections[s->n_sections - 1];
        x->rows[0].n -= 1 + random_below(&s->random, x->rows[0].n - 1);
        for (uint32_t f = 0; f < s->tpl->sections[x->section].n_fields; f++) {
            out->touched[s->tpl->sections[x->section].first_field + f] = 1;
            out->gone[s->tpl->sections[x->section].first_field + f] = 1;
        }
        break;
    default:
        break;
    }
}

/* --- what is printed --------------------------------------------------------------------------------------
 */

/* Sets the cells that stand under their labels; what is not set is not printed. */
static void expect(const struct sheet *s, struct restyled *out)
{
    for (size_t k = 0; k < s->n_sections; k++) {
        const struct sheet_section *x = &s->sections[k];
        uint32_t width = s->tpl->sections[x->section].leaf_cols;
        for (size_t i = 0; i < x->n_rows; i++) {
            const struct sheet_row *row = &x->rows[i];
            uint32_t first = x->across                     ? s->tpl->sections[x->section].first_field
                             : row->node == GIREPORT__NONE ? GIREPORT__NONE
                                                           : s->tpl->rows[row->node].field;
            if (first == GIREPORT__NONE || (!row->label[0] && !x->across) ||
                row->n != (x->across ? s->tpl->sections[x->section].n_fields : x->n_cols))
                continue;
            for (size_t c = 0; c < row->n; c++) {
                size_t f = first + (x->across ? c / width * width + x->order[c % width] : x->order[c]);
                if (gireport_cell_state(out->printed, f) == GIREPORT_STATE_ABSENT)
                    gireport_cell_set_text(out->printed, f, row->value[c], strlen(row->value[c]), NULL);
            }
        }
    }
}

int restyle(const gireport_report *r, enum restyle_style style, enum restyle_damage damage, uint64_t seed,
            struct restyled *out)
{
    struct sheet *s = calloc(1, sizeof(*s));
    const gireport_template *t = gireport_report_template(r);
    memset(out, 0, sizeof(*out));
    out->touched = calloc(t->n_fields + 1U, 1);
    out->gone = calloc(t->n_fields + 1U, 1);
    if (!s || !out->touched || !out->gone || gireport_report_new(t, &out->printed) != GIREPORT_OK) {
        free(s);
        restyled_free(out);
        return GIREPORT_ERR_NOMEM;
    }
    s->tpl = t;
    s->random.state = seed * 31 + (uint64_t)style * 7 + (uint64_t)damage;
    s->out = &out->text;
    fill(s, r);
    if (damage >= DAMAGE_MISPRINT && damage <= DAMAGE_MOVED_DOWN)
        damage_rows(s, damage, out);
    else if (damage == DAMAGE_NOTE || damage == DAMAGE_PLACEHOLDERS || damage == DAMAGE_FORMATS)
        damage_values(s, damage, out);
    else if (damage != DAMAGE_NONE)
        damage_table(s, damage, out);
    expect(s, out);
    sheet_write(s, style);
    free(s);
    return GIREPORT_OK;
}

void restyled_free(struct restyled *x)
{
    gireport__buf_free(&x->text);
    gireport_report_free(x->printed);
    free(x->touched);
    free(x->gone);
    memset(x, 0, sizeof(*x));
}
