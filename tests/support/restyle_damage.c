/* SPDX-License-Identifier: MIT */
/* What happens to tables on their way to a page. */
#include <stdio.h>
#include <string.h>

#include "model/report.h"
#include "restyle_sheet.h"

struct victim {
    struct sheet_section *x;
    struct sheet_row *row;
    size_t i;
};

/* Some row with values, neither the first nor the last of a section with more than two. */
static struct victim pick(struct sheet *s, size_t least_cols, int inner)
{
    for (int tries = 0; tries < 1000; tries++) {
        struct sheet_section *x = &s->sections[sheet_below(s, s->n_sections)];
        if (x->across || x->n_cols < least_cols || (inner && x->n_rows < 4))
            continue;
        size_t i = sheet_below(s, x->n_rows);
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

/* A value that is lost leaves its place empty, where in other formats those behind it close up. */
static int by_place(enum restyle_style s)
{
    return s == STYLE_PAPER || s == STYLE_BBOX || s == STYLE_TSV || s == STYLE_XLSX;
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
    for (const char *p = words; *p && n < 128 && strncmp(p, "（", 3); p += sheet_char(p))
        at[n++] = (size_t)(p - row->label);
    if (n < 6)
        return 0;
    size_t k = at[1 + sheet_below(s, n - 2)], len = sheet_char(row->label + k);
    char rest[256];
    snprintf(rest, sizeof(rest), "%s", row->label + k + len);
    const char *in = sheet_below(s, 3) ? wrong[sheet_below(s, 4)] : "";
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
    x->rows[i].node = x->rows[i].place = x->rows[i].from = GIREPORT__NONE;
    return &x->rows[i];
}

/* Labels and values change places, the places stay. */
static void swap_rows(struct sheet_row *a, struct sheet_row *b)
{
    struct sheet_row copy = *a;
    *a = *b;
    *b = copy;
    b->place = a->place;
    a->place = copy.place;
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

/* Where a cell stands is what it is under: there the cells are left, empty. */
static void lose_values(const struct sheet *s, struct sheet_row *row)
{
    for (size_t i = 0; i < row->n; i++)
        row->value[i][0] = '\0';
    row->n = by_place(s->style) ? row->n : 0;
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
        size_t k = sheet_below(s, v.row->n);
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
        other = next_valued(v.x, v.i, sheet_below(s, 2) ? 1 : -1);
        if (other) {
            touch(s, out, v.row->node, 0);
            touch(s, out, other->node, 0);
            swap_rows(v.row, other);
        }
        break;
    case DAMAGE_LOST_VALUES:
        lose_values(s, v.row);
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
        other->place = GIREPORT__NONE;
        if (damage == DAMAGE_DOUBLED_OTHER) {
            size_t k = sheet_below(s, other->n);
            snprintf(other->value[k], sizeof(other->value[k]), "%d",
                     4711 + (int)sheet_below(s, 100));
            out->gone[s->tpl->rows[other->node].field + k] = 1;
        }
        touch(s, out, v.x->rows[v.i].node, 0);
        break;
    case DAMAGE_PAGE_NUMBER:
        v.row->page_number = 1;
        touch(s, out, v.row->node, 0);
        break;
    case DAMAGE_BARE_NUMBER: {
        size_t k = sheet_below(s, v.row->n + 1);
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
    size_t k = sheet_below(s, v.row->n);
    char text[64];
    switch (damage) {
    case DAMAGE_NOTE:
        snprintf(text, sizeof(text), "%.20s（其中修订16件）", v.row->value[k]);
        memcpy(v.row->value[k], text, sizeof(text));
        break;
    case DAMAGE_PLACEHOLDERS: {
        const char *mark = nothing[sheet_below(s, 4)];
        for (size_t i = 0; i < v.row->n; i++)
            snprintf(v.row->value[i], sizeof(v.row->value[i]), "%s", mark);
        break;
    }
    default: { /* full width or a unit */
        int wide = sheet_below(s, 2) == 0;
        for (size_t i = 0; i < v.row->n; i++) {
            size_t n = 0;
            int money = strchr(v.row->value[i], '.') || strstr(v.row->value[i], "元");
            memcpy(text, v.row->value[i], sizeof(text));
            for (const char *p = text; wide && *p && n + 4 < sizeof(text); p++)
                n += (size_t)snprintf(v.row->value[i] + n, sizeof(text) - n,
                                      *p >= '0' && *p <= '9' ? "\xef\xbc%c" : "%c",
                                      *p >= '0' && *p <= '9' ? (char)(0x90 + (*p - '0')) : *p);
            if (!wide && !money && v.x->n_cols != 1 && text[0] && strcmp(text, "/"))
                snprintf(v.row->value[i], sizeof(text), "%.40s件", text);
        }
        break;
    }
    }
    touch(s, out, v.row->node, 0);
}

/* The fields of a leaf column, by its place in the form. */
static void touch_column(const struct sheet *s, struct restyled *out, const struct sheet_section *x, uint32_t pos,
                         int gone)
{
    const struct gireport__section *sec = &s->tpl->sections[x->section];
    for (uint32_t f = sec->first_field; f < sec->first_field + sec->n_fields; f++)
        if (s->tpl->cols[s->tpl->fields[f].col].pos == pos) {
            out->touched[f] = 1;
            out->gone[f] |= gone != 0;
        }
}

static void damage_table(struct sheet *s, enum restyle_damage damage, struct restyled *out)
{
    struct victim v =
        pick(s, damage == DAMAGE_HEADING || damage == DAMAGE_EXTRA_ROW ? 1 : 2, damage == DAMAGE_SHIFTED);
    struct sheet_section *x = v.x;
    size_t a = sheet_below(s, x->n_cols), b = sheet_below(s, x->n_cols);
    switch (damage) {
    case DAMAGE_SWAPPED_HEADER: {
        uint32_t c = x->order[a];
        x->order[a] = x->order[b];
        x->order[b] = c;
        for (size_t i = 0; i < 2 && x->n_cols > 3; i++) /* the sums may speak against the header */
            touch_column(s, out, x, x->order[i ? a : b], 1);
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
                x->rows[i].n = last.n || !by_place(s->style) ? last.n : now.n; /* of the first row: empty cells */
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
            snprintf(row->value[row->n++], sizeof(row->value[0]), "%d", (int)sheet_below(s, 50));
        break;
    }
    case DAMAGE_HEADING: {
        size_t k = sheet_below(s, s->n_sections);
        while (k && !s->sections[k].heading)
            k--;
        s->sections[k].heading = NULL;
        break;
    }
    case DAMAGE_CUT_TAIL:
        x = &s->sections[s->n_sections - 1];
        a = x->rows[0].n;
        x->rows[0].n -= 1 + sheet_below(s, a - 1);
        for (b = x->rows[0].n; by_place(s->style) && b < a; b++)
            x->rows[0].value[b][0] = '\0';
        x->rows[0].n = by_place(s->style) ? a : x->rows[0].n;
        for (uint32_t f = 0; f < s->tpl->sections[x->section].n_fields; f++) {
            out->touched[s->tpl->sections[x->section].first_field + f] = 1;
            out->gone[s->tpl->sections[x->section].first_field + f] = 1;
        }
        break;
    default:
        break;
    }
}

/* --- columns and headers ---------------------------------------------------------------------------------- */

static void touch_section(const struct sheet *s, struct restyled *out, const struct sheet_section *x)
{
    const struct gireport__section *sec = &s->tpl->sections[x->section];
    memset(out->touched + sec->first_field, 1, sec->n_fields);
}

static void change_char(struct sheet *s, char *text, size_t size)
{
    static const char *const wrong[] = {"止", "己", "末", "巳"};
    size_t points = 0, at = 0;
    char rest[96];
    for (const char *p = text; *p && strncmp(p, "（", 3); p += sheet_char(p))
        points++;
    for (size_t k = sheet_below(s, points); k && text[at]; k--)
        at += sheet_char(text + at);
    snprintf(rest, sizeof(rest), "%s", text + at + sheet_char(text + at));
    snprintf(text + at, size - at, "%s%s", wrong[sheet_below(s, 4)], rest);
}

static void damage_columns(struct sheet *s, enum restyle_damage damage, struct restyled *out)
{
    struct victim v = pick(s, damage == DAMAGE_LOST_HEADER ? 1 : 2, 0);
    struct sheet_section *x = v.x;
    uint32_t pos = (uint32_t)sheet_below(s, x->n_cols);
    switch (damage) {
    case DAMAGE_BLANK_COLUMN:
    case DAMAGE_SLASH_COLUMN:
        for (size_t i = 0; i < x->n_rows; i++)
            if (x->rows[i].n)
                strcpy(x->rows[i].value[pos], damage == DAMAGE_SLASH_COLUMN ? "/" : "");
        touch_column(s, out, x, pos, 0);
        if (damage == DAMAGE_BLANK_COLUMN && !restyle_shows_blanks(s->style))
            touch_section(s, out, x);
        break;
    case DAMAGE_LOST_HEADER:
        x->no_header = 1;
        touch_section(s, out, x);
        break;
    case DAMAGE_LOST_COLUMN_LABEL:
        x->column[pos][0] = '\0';
        touch_section(s, out, x);
        touch_column(s, out, x, pos, 1);
        break;
    default: /* a misprint */
        change_char(s, x->column[pos], sizeof(x->column[pos]));
        touch_section(s, out, x);
        break;
    }
}

/* --- texts of single cells ---------------------------------------------------------------------------------- */

static size_t digits_in(const char *s)
{
    size_t n = 0;
    while (s[n] >= '0' && s[n] <= '9')
        n++;
    return s[n] ? 0 : n;
}

static void thousands(char *text, size_t size)
{
    char plain[64], *to = text;
    size_t n = digits_in(text);
    if (n < 4 || size < 64)
        return;
    memcpy(plain, text, n);
    for (size_t i = 0; i < n; i++) {
        if (i && (n - i) % 3 == 0)
            *to++ = ',';
        *to++ = plain[i];
    }
    *to = '\0';
}

static void damage_cell(struct sheet *s, enum restyle_damage damage, struct restyled *out)
{
    struct victim v = pick(s, damage == DAMAGE_BLANK_CELL ? 2 : 1, 0);
    size_t k = sheet_below(s, v.row->n), size = sizeof(v.row->value[0]);
    char *text = v.row->value[k];
    if (damage == DAMAGE_BLANK_CELL || damage == DAMAGE_LOST_VALUE) {
        text[0] = '\0';
    } else if (damage == DAMAGE_THOUSANDS) {
        if (digits_in(text) && digits_in(text) < 4)
            snprintf(text, size, "%d", 1000 + (int)sheet_below(s, 90000));
        for (size_t i = 0; i < v.row->n; i++)
            thousands(v.row->value[i], size);
    } else if (digits_in(text) > 1) {
        size_t cut = sheet_below(s, digits_in(text));
        memmove(text + cut, text + cut + 1, strlen(text + cut));
    }
    touch(s, out, v.row->node, 0);
}

static void replace_all(char *text, size_t size, const char *from, const char *to)
{
    char copy[256];
    size_t n = 0;
    snprintf(copy, sizeof(copy), "%s", text);
    text[0] = '\0';
    for (const char *p = copy; *p && n + 4 < size;) {
        size_t len = !strncmp(p, from, strlen(from)) ? strlen(from) : sheet_char(p);
        n += (size_t)snprintf(text + n, size - n, "%.*s", (int)(len == strlen(from) && !strncmp(p, from, len) ? strlen(to) : len),
                              len == strlen(from) && !strncmp(p, from, len) ? to : p);
        p += len;
    }
}

static void other_words(struct sheet *s, struct sheet_row *row)
{
    size_t size = sizeof(row->label);
    switch (sheet_below(s, 4)) {
    case 0:
        replace_all(row->label, size, "（", "(");
        replace_all(row->label, size, "）", ")");
        break;
    case 1:
        replace_all(row->label, size, "“", "\"");
        replace_all(row->label, size, "”", "\"");
        replace_all(row->label, size, ".", "．");
        break;
    case 2:
        replace_all(row->label, size, ".", "、");
        replace_all(row->label, size, "、", ".");
        break;
    default:
        replace_all(row->label, size, "政府", "政　府");
        break;
    }
}

/* A break after some character of a label, or blanks. */
static void odd_break(struct sheet *s, struct sheet_row *row)
{
    size_t points = 0, at = 0;
    char rest[256];
    for (const char *p = row->label; *p; p += sheet_char(p))
        points++;
    if (points < 3)
        return;
    for (size_t k = 1 + sheet_below(s, points - 1); k; k--)
        at += sheet_char(row->label + at);
    snprintf(rest, sizeof(rest), "%s", row->label + at);
    snprintf(row->label + at, sizeof(row->label) - at, "%s%s", sheet_below(s, 3) ? "\n" : "　", rest);
}

/* --- groups ----------------------------------------------------------------------------------------------- */

static void damage_group(struct sheet *s, enum restyle_damage damage)
{
    for (int tries = 0; tries < 200; tries++) {
        struct sheet_section *x = &s->sections[sheet_below(s, s->n_sections)];
        size_t i = sheet_below(s, x->n_rows);
        struct sheet_row *row = &x->rows[i], copy = *row;
        if (x->across || row->n || row->node == GIREPORT__NONE || s->tpl->rows[row->node].leaf || i + 1 >= x->n_rows)
            continue;
        if (damage == DAMAGE_LATE_GROUP && !x->rows[i + 1].n)
            continue;
        if (damage == DAMAGE_LOST_GROUP) {
            remove_row(x, i);
            return;
        }
        x->rows[i] = x->rows[i + 1];
        x->rows[i + 1] = copy;
        return;
    }
}

static void damage_label(struct sheet *s, enum restyle_damage damage, struct restyled *out)
{
    struct victim v = pick(s, 1, 0);
    if (damage == DAMAGE_ODD_BREAK)
        odd_break(s, v.row);
    else
        other_words(s, v.row);
    touch(s, out, v.row->node, 0);
}

void sheet_damage(struct sheet *s, enum restyle_damage damage, struct restyled *out)
{
    switch (damage) {
    case DAMAGE_NONE:
        break;
    case DAMAGE_NOTE:
    case DAMAGE_PLACEHOLDERS:
    case DAMAGE_FORMATS:
        damage_values(s, damage, out);
        break;
    case DAMAGE_BLANK_CELL:
    case DAMAGE_THOUSANDS:
    case DAMAGE_LOST_DIGIT:
        damage_cell(s, damage, out);
        break;
    case DAMAGE_BLANK_COLUMN:
    case DAMAGE_SLASH_COLUMN:
    case DAMAGE_LOST_HEADER:
    case DAMAGE_LOST_COLUMN_LABEL:
    case DAMAGE_MISPRINT_COLUMN:
        damage_columns(s, damage, out);
        break;
    case DAMAGE_ODD_BREAK:
    case DAMAGE_OTHER_WORDS:
        damage_label(s, damage, out);
        break;
    case DAMAGE_LOST_GROUP:
    case DAMAGE_LATE_GROUP:
        damage_group(s, damage);
        break;
    default:
        if (damage == DAMAGE_LOST_VALUE && by_place(s->style))
            damage_cell(s, damage, out);
        else if (damage <= DAMAGE_MOVED_DOWN)
            damage_rows(s, damage, out);
        else
            damage_table(s, damage, out);
    }
}
