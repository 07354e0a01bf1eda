/* SPDX-License-Identifier: MIT */
/* XLSX to blocks. A sheet that is laid out as the form is a grid; lines of text above, below and between become
 * paragraphs. What a spreadsheet does not show (hidden sheets, rows and columns) is not read. Numbers stay the
 * decimal text of the file: no binary floating point comes near them. */
#include "xlsx_text.h"

#include "../base/text.h"

#include <stdlib.h>
#include <string.h>

#define MAX_ROW 1048576u
#define MAX_COL 16384u
#define OURS " (gireport)"
#define MAX_SHEETS 256u
#define MAX_MERGE_WORK 50000000u
#define LONG_TEXT 360u /* bytes of a line that is a text, not a caption */

struct text { const char *s; size_t len; };
struct area { uint32_t row, col, row_end, col_end; }; /* ends not included */
struct range { uint32_t from, to; };

struct sheet {
    struct gireport__block_cell *cells;
    size_t n_cells, cell_capacity;
    struct area *merges;
    size_t n_merges, merge_capacity;
    struct range *hidden; /* columns, of the sheet that is read */
    size_t n_hidden, hidden_capacity;
};

enum type { NUMBER, SHARED, STRING };

struct book {
    struct gireport__ooxml package;
    struct gireport__blocks *out;
    const struct gireport__limits *limits;
    struct gireport__xml *xml;
    struct text *strings; /* shared */
    size_t n_strings, string_capacity;
    char ids[MAX_SHEETS][64]; /* of the relations to the sheets that are shown */
    size_t n_ids;
    struct sheet sheet;       /* that is read */
    uint32_t n_grids;
    struct gireport__buf text;
    enum type type;           /* of the cell */
    uint32_t format;          /* of the cell */
    struct gireport__xlsx_formats formats;
    int inside;               /* text counts */
    uint32_t row, col;        /* of the next cell, from 0 */
    int row_hidden, phonetic;
    int status;
};

static void fail(struct book *b, int status)
{
    if (status == GIREPORT_OK || b->status != GIREPORT_OK)
        return;
    b->status = status;
    gireport__xml_stop(b->xml, status);
}

/* --- shared strings ----------------------------------------------------------------------------------------- */

static void strings_start(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct book *b = context;

    (void)space;
    b->xml = x;
    if (!strcmp(name, "si"))
        gireport__buf_clear(&b->text);
    else if (!strcmp(name, "rPh"))
        b->phonetic = 1;
    else if (!strcmp(name, "t") && !b->phonetic)
        b->inside = 1;
}

static void strings_end(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct book *b = context;
    struct text t = {NULL, b->text.len};

    (void)x, (void)space;
    b->inside = 0;
    if (!strcmp(name, "rPh"))
        b->phonetic = 0;
    if (strcmp(name, "si"))
        return;
    gireport__xlsx_unescape(&b->text);
    t.len = b->text.len;
    t.s = gireport__arena_strndup(&b->out->arena, gireport__buf_str(&b->text), b->text.len);
    if (!t.s || b->text.failed ||
        !gireport__grow((void **)&b->strings, &b->string_capacity, b->n_strings, sizeof *b->strings)) {
        fail(b, GIREPORT_ERR_NOMEM);
        return;
    }
    gireport__trim(&t.s, &t.len);
    b->strings[b->n_strings++] = t;
}

static void on_text(void *context, struct gireport__xml *x, const char *s, size_t len)
{
    struct book *b = context;

    (void)x;
    if (b->inside)
        gireport__buf_add(&b->text, s, len);
}

/* --- the workbook ------------------------------------------------------------------------------------------- */

static void book_start(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct book *b = context;
    size_t len;
    const char *id;

    (void)space;
    if (strcmp(name, "sheet"))
        return;
    if (gireport__xml_attribute_is(x, "state", "hidden") || gireport__xml_attribute_is(x, "state", "veryhidden"))
        return;
    /* Sheets that our writer adds, with sums and lists of its own. */
    id = gireport__xml_attribute(x, "name", &len);
    if (id && len > strlen(OURS) && !memcmp(id + len - strlen(OURS), OURS, strlen(OURS)))
        return;
    id = gireport__xml_attribute(x, "id", &len);
    b->xml = x;
    if (!id || len >= sizeof b->ids[0]) {
        fail(b, GIREPORT_ERR_SYNTAX);
    } else if (b->n_ids == MAX_SHEETS) { /* left out, its cells would lack without a word */
        fail(b, GIREPORT_ERR_LIMIT);
    } else {
        memcpy(b->ids[b->n_ids], id, len);
        b->ids[b->n_ids++][len] = 0;
    }
}

/* --- a sheet ------------------------------------------------------------------------------------------------ */

/* "AB12" to column and row from 0. 1 on success. */
static int reference(const char *s, size_t len, uint32_t *row, uint32_t *col)
{
    uint32_t r = 0, c = 0;
    size_t i = 0;

    for (; i < len && ((s[i] | 32) >= 'a' && (s[i] | 32) <= 'z') && c <= MAX_COL; i++)
        c = c * 26 + (uint32_t)((s[i] | 32) - 'a' + 1);
    for (; i < len && s[i] >= '0' && s[i] <= '9' && r <= MAX_ROW; i++)
        r = r * 10 + (uint32_t)(s[i] - '0');
    if (i < len || r == 0 || c == 0 || r > MAX_ROW || c > MAX_COL)
        return 0;
    *row = r - 1;
    *col = c - 1;
    return 1;
}

static void start_row(struct book *b)
{
    uint32_t n = gireport__xml_attribute_number(b->xml, "r", 0);

    if (n > 0 && n <= MAX_ROW)
        b->row = n - 1;
    b->col = 0;
    b->row_hidden = gireport__xml_attribute_is(b->xml, "hidden", "1") ||
                    gireport__xml_attribute_is(b->xml, "hidden", "true");
}

static void start_column(struct book *b)
{
    struct sheet *s = &b->sheet;
    struct range r = {gireport__xml_attribute_number(b->xml, "min", 1),
                      gireport__xml_attribute_number(b->xml, "max", 0)};

    if (!gireport__xml_attribute_is(b->xml, "hidden", "1") && !gireport__xml_attribute_is(b->xml, "hidden", "true"))
        return;
    if (s->n_hidden == 1000)
        return;
    if (gireport__grow((void **)&s->hidden, &s->hidden_capacity, s->n_hidden, sizeof r))
        s->hidden[s->n_hidden++] = r;
    else
        fail(b, GIREPORT_ERR_NOMEM);
}

static void start_merge(struct book *b)
{
    struct sheet *s = &b->sheet;
    struct area a = {0, 0, 0, 0};
    size_t len;
    const char *ref = gireport__xml_attribute(b->xml, "ref", &len);
    const char *colon = ref ? memchr(ref, ':', len) : NULL;

    if (!colon || !reference(ref, (size_t)(colon - ref), &a.row, &a.col) ||
        !reference(colon + 1, len - (size_t)(colon - ref) - 1, &a.row_end, &a.col_end) || a.row_end < a.row ||
        a.col_end < a.col)
        return;
    a.row_end++;
    a.col_end++;
    if (!gireport__grow((void **)&s->merges, &s->merge_capacity, s->n_merges, sizeof a)) {
        fail(b, GIREPORT_ERR_NOMEM);
        return;
    }
    s->merges[s->n_merges++] = a;
}

static void sheet_start(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct book *b = context;
    size_t len;
    const char *ref;

    (void)space;
    b->xml = x;
    if (!strcmp(name, "row")) {
        start_row(b);
    } else if (!strcmp(name, "c")) {
        ref = gireport__xml_attribute(x, "r", &len);
        if (ref)
            reference(ref, len, &b->row, &b->col);
        b->type = gireport__xml_attribute_is(x, "t", "s")                                         ? SHARED
                : gireport__xml_attribute(x, "t", &len) && !gireport__xml_attribute_is(x, "t", "n") ? STRING
                                                                                                  : NUMBER;
        b->format = gireport__xml_attribute_number(x, "s", 0);
        gireport__buf_clear(&b->text);
    } else if (!strcmp(name, "rPh")) {
        b->phonetic = 1;
    } else if (!strcmp(name, "v") || (!strcmp(name, "t") && !b->phonetic)) {
        b->inside = 1;
    } else if (!strcmp(name, "col")) {
        start_column(b);
    } else if (!strcmp(name, "mergeCell")) {
        start_merge(b);
    }
}

/* A number whose format prints its sign shows it. */
static void show_plus(struct book *b)
{
    struct gireport__buf shown = {0};
    const char *s = gireport__buf_str(&b->text);

    if (b->format >= b->formats.n || !b->formats.plus[b->format] || *s < '0' || *s > '9' || s[strspn(s, "0.")] == '\0')
        return;
    gireport__buf_addc(&shown, '+');
    gireport__buf_add(&shown, s, b->text.len);
    gireport__buf_replace(&b->text, &shown);
}

/* What the cell shows: a shared string, or the text of its value. */
static int cell_text(struct book *b, struct text *t)
{
    if (b->type == SHARED) {
        char *end;
        unsigned long n = strtoul(gireport__buf_str(&b->text), &end, 10);
        if (b->text.len == 0 || *end || n >= b->n_strings)
            return GIREPORT_ERR_SYNTAX;
        *t = b->strings[n];
        return GIREPORT_OK;
    }
    if (b->type == NUMBER) {
        gireport__xlsx_plain_number(&b->text);
        show_plus(b);
    } else {
        gireport__xlsx_unescape(&b->text);
    }
    t->s = gireport__buf_str(&b->text);
    t->len = b->text.len;
    gireport__trim(&t->s, &t->len);
    t->s = gireport__arena_strndup(&b->out->arena, t->s, t->len);
    return t->s && !b->text.failed ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

static int column_hidden(const struct sheet *s, uint32_t col)
{
    for (size_t i = 0; i < s->n_hidden; i++)
        if (col + 1 >= s->hidden[i].from && col + 1 <= s->hidden[i].to)
            return 1;
    return 0;
}

static void end_cell(struct book *b)
{
    struct sheet *s = &b->sheet;
    struct gireport__block_cell c = {.row = b->row, .col = b->col++, .row_span = 1, .col_span = 1};
    struct text t = {"", 0};

    if (b->row_hidden || column_hidden(s, c.col))
        return;
    if (b->text.failed) /* it may be half a number */
        fail(b, GIREPORT_ERR_NOMEM);
    else if (b->text.len > 0)
        fail(b, cell_text(b, &t));
    if (s->n_cells > 0 && (c.row < s->cells[s->n_cells - 1].row ||
                           (c.row == s->cells[s->n_cells - 1].row && c.col <= s->cells[s->n_cells - 1].col)))
        fail(b, GIREPORT_ERR_SYNTAX);
    if (b->out->n_cells >= b->limits->cells || t.len > b->limits->scalar)
        fail(b, GIREPORT_ERR_LIMIT);
    if (!gireport__grow((void **)&s->cells, &s->cell_capacity, s->n_cells, sizeof c))
        fail(b, GIREPORT_ERR_NOMEM);
    if (b->status != GIREPORT_OK)
        return;
    c.text = t.s;
    c.len = t.len;
    s->cells[s->n_cells++] = c;
    b->out->n_cells++;
}

static void sheet_end(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct book *b = context;

    (void)space;
    b->xml = x;
    if (!strcmp(name, "v") || !strcmp(name, "t")) {
        b->inside = 0;
    } else if (!strcmp(name, "c")) {
        end_cell(b);
    } else if (!strcmp(name, "row")) {
        b->row += b->row < MAX_ROW;
    } else if (!strcmp(name, "rPh")) {
        b->phonetic = 0;
    }
}

/* --- merges ------------------------------------------------------------------------------------------------- */

/* The first cell at or after a place. */
static size_t cell_at(const struct sheet *s, uint32_t row, uint32_t col)
{
    size_t low = 0, high = s->n_cells;

    while (low < high) {
        size_t middle = (low + high) / 2;
        const struct gireport__block_cell *c = &s->cells[middle];

        if (c->row < row || (c->row == row && c->col < col))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Spans for the first cells of merged areas; the cells that they cover go. */
static int merge(struct sheet *s)
{
    size_t work = 0, kept = 0;

    for (size_t i = 0; i < s->n_merges; i++) {
        const struct area *a = &s->merges[i];
        size_t k = cell_at(s, a->row, a->col), first = k;

        for (; k < s->n_cells && s->cells[k].row < a->row_end; k++) {
            struct gireport__block_cell *c = &s->cells[k];

            if (++work > MAX_MERGE_WORK)
                return GIREPORT_ERR_LIMIT;
            if (c->col < a->col || c->col >= a->col_end)
                continue;
            if (k == first && c->row == a->row && c->col == a->col) {
                c->row_span = a->row_end - a->row;
                c->col_span = a->col_end - a->col;
            } else {
                c->row_span = 0;
            }
        }
    }
    for (size_t i = 0; i < s->n_cells; i++)
        if (s->cells[i].row_span > 0)
            s->cells[kept++] = s->cells[i];
    s->n_cells = kept;
    return GIREPORT_OK;
}

/* --- blocks ------------------------------------------------------------------------------------------------- */

enum line_kind { LINE_END, LINE_TEXT, LINE_SINGLE, LINE_LOOSE, LINE_TABLE };

/* The row that begins at cell `first`: a text by itself, a single cell (a title, a caption), a text with empty
 * cells beside it (a title above a table, a label without values below its head), or part of a table.
 * *next: the first cell behind it. reached: the row up to which cells above reach down. */
static enum line_kind line_kind(const struct sheet *s, size_t first, uint32_t reached, size_t *next, size_t *filled)
{
    uint32_t row = s->cells[first].row;
    size_t n = 0, i = first;

    for (; i < s->n_cells && s->cells[i].row == row; i++)
        if (s->cells[i].len > 0) {
            *filled = i;
            n++;
        }
    *next = i;
    if (row < reached || n > 1)
        return LINE_TABLE;
    if (n == 0)
        return i - first > 1 ? LINE_TABLE : LINE_END;
    if (s->cells[*filled].len > LONG_TEXT)
        return LINE_TEXT;
    return i - first == 1 ? LINE_SINGLE : strspn(s->cells[*filled].text, "0123456789.") ? LINE_TABLE : LINE_LOOSE;
}

static int add_paragraph(struct book *b, const struct gireport__block_cell *c)
{
    struct gireport__block *p = gireport__blocks_add(b->out, GIREPORT__PARAGRAPH);

    if (!p)
        return GIREPORT_ERR_NOMEM;
    p->text = c->text;
    p->len = c->len;
    p->place = gireport__blocks_place(b->out, b->n_grids, c->row + 1, c->col + 1);
    return p->place ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

static int add_paragraphs(struct book *b, size_t from, size_t to)
{
    int status = GIREPORT_OK;

    for (; from < to && status == GIREPORT_OK; from++)
        if (b->sheet.cells[from].len > 0)
            status = add_paragraph(b, &b->sheet.cells[from]);
    return status;
}

/* Columns that are hidden stand between no others. */
static uint32_t shown_column(const struct sheet *s, uint32_t col)
{
    uint32_t hidden = 0;

    for (size_t i = 0; i < s->n_hidden; i++)
        if (s->hidden[i].from <= col && s->hidden[i].from > 0)
            hidden += (s->hidden[i].to < col ? s->hidden[i].to : col) - s->hidden[i].from + 1;
    return col - (hidden < col ? hidden : col);
}

static int add_grid(struct book *b, size_t from, size_t to)
{
    struct gireport__block_cell *cells = gireport__arena_alloc(&b->out->arena, (to - from) * sizeof *cells);
    struct gireport__block *g = gireport__blocks_add(b->out, GIREPORT__GRID);
    uint32_t top = b->sheet.cells[from].row;

    if (!cells || !g)
        return GIREPORT_ERR_NOMEM;
    for (size_t i = from; i < to; i++) {
        struct gireport__block_cell *c = &cells[i - from];
        uint32_t end;

        *c = b->sheet.cells[i];
        c->place = gireport__blocks_place(b->out, b->n_grids, c->row + 1, c->col + 1);
        if (!c->place)
            return GIREPORT_ERR_NOMEM;
        end = shown_column(&b->sheet, c->col + c->col_span);
        c->row -= top;
        c->col = shown_column(&b->sheet, c->col);
        c->col_span = end > c->col ? end - c->col : 1;
        if (g->n_rows < c->row + 1)
            g->n_rows = c->row + 1;
        if (g->n_cols < c->col + c->col_span)
            g->n_cols = c->col + c->col_span;
    }
    for (size_t i = 0; i < to - from; i++)
        if (cells[i].row_span > g->n_rows - cells[i].row)
            cells[i].row_span = g->n_rows - cells[i].row;
    g->cells = cells;
    g->n_cells = to - from;
    g->place = gireport__blocks_place(b->out, b->n_grids, 0, 0);
    return g->place ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

/* Rows that touch, cells from .. to: the single cells above and below the table are paragraphs. */
static int add_rows(struct book *b, size_t from, size_t table, size_t table_end, size_t to)
{
    int status;

    if (table == table_end)
        return add_paragraphs(b, from, to);
    status = add_paragraphs(b, from, table);
    if (status == GIREPORT_OK)
        status = add_grid(b, table, table_end);
    return status == GIREPORT_OK ? add_paragraphs(b, table_end, to) : status;
}

static int emit(struct book *b)
{
    const struct sheet *s = &b->sheet;
    size_t from = 0, table = 0, table_end = 0, next, filled = 0;
    uint32_t reached = 0, last = 0;
    int status = GIREPORT_OK;

    b->n_grids++;
    for (size_t i = 0; i < s->n_cells && status == GIREPORT_OK; i = next) {
        uint32_t row = s->cells[i].row;
        enum line_kind kind = line_kind(s, i, reached, &next, &filled);

        if (row > last + 1 && row >= reached) { /* empty rows part what stands above from what stands below */
            status = add_rows(b, from, table, table_end, i);
            from = table = table_end = i;
        }
        last = row;
        for (size_t k = i; k < next; k++)
            if (s->cells[k].row_span < MAX_ROW && reached < row + s->cells[k].row_span)
                reached = row + s->cells[k].row_span;
        if (kind == LINE_TABLE || (kind == LINE_LOOSE && table < table_end)) {
            if (table == table_end)
                table = i;
            table_end = next;
        } else if ((kind == LINE_TEXT || kind == LINE_END) && status == GIREPORT_OK) {
            status = add_rows(b, from, table, table_end, next);
            from = table = table_end = next;
        }
    }
    return status == GIREPORT_OK ? add_rows(b, from, table, table_end, s->n_cells) : status;
}

/* --- the whole ---------------------------------------------------------------------------------------------- */

static void clear(struct sheet *s)
{
    gireport__free(s->cells);
    gireport__free(s->merges);
    gireport__free(s->hidden);
    memset(s, 0, sizeof *s);
}

static int read_sheet(struct book *b, const char *id)
{
    static const struct gireport__xml_events events = {sheet_start, sheet_end, on_text};
    struct gireport__buf name = {0};
    int status = gireport__ooxml_related(&b->package, b->package.main.data, id, NULL, &name);

    b->row = b->col = 0;
    b->row_hidden = b->phonetic = b->inside = 0;
    if (status == GIREPORT_OK)
        status = gireport__ooxml_part(&b->package, name.data, &events, b);
    if (status == GIREPORT_OK)
        status = merge(&b->sheet);
    if (status == GIREPORT_OK)
        status = emit(b);
    clear(&b->sheet);
    gireport__buf_free(&name);
    return status == GIREPORT_ERR_NOT_FOUND ? GIREPORT_ERR_SYNTAX : status;
}

static int read_strings(struct book *b)
{
    static const struct gireport__xml_events events = {strings_start, strings_end, on_text};
    struct gireport__buf name = {0};
    int status = gireport__ooxml_related(&b->package, b->package.main.data, NULL, "/sharedStrings", &name);

    if (status == GIREPORT_OK)
        status = gireport__ooxml_part(&b->package, name.data, &events, b);
    gireport__buf_free(&name);
    return status == GIREPORT_ERR_NOT_FOUND ? GIREPORT_OK : status;
}

int gireport__blocks_xlsx(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b)
{
    static const struct gireport__xml_events events = {book_start, NULL, NULL};
    struct book *book = gireport__calloc(1, sizeof *book);
    int status;

    if (!book)
        return GIREPORT_ERR_NOMEM;
    book->out = b;
    book->limits = l;
    status = gireport__ooxml_open(&book->package, data, len, l);
    if (status == GIREPORT_OK) {
        status = gireport__ooxml_part(&book->package, book->package.main.data, &events, book);
        if (status == GIREPORT_ERR_NOT_FOUND)
            status = GIREPORT_ERR_SYNTAX;
        if (status == GIREPORT_OK)
            status = read_strings(book);
        if (status == GIREPORT_OK)
            status = gireport__xlsx_formats_read(&book->package, &book->formats);
        for (size_t i = 0; i < book->n_ids && status == GIREPORT_OK; i++)
            status = read_sheet(book, book->ids[i]);
        if (status == GIREPORT_OK)
            status = gireport__ooxml_title(&book->package, b);
        gireport__ooxml_close(&book->package);
    }
    gireport__buf_free(&book->text);
    gireport__free(book->strings);
    gireport__xlsx_formats_free(&book->formats);
    gireport__free(book);
    return status;
}
