/* SPDX-License-Identifier: MIT */
/* A sheet as a program for typesetting puts it on pages, and what `pdftotext` makes of these: each line of each cell
 * stands where its column and its row are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "restyle_grid.h"

#define PAGE_LINES 46
#define PAGE_WIDTH 96 /* in halves of a wide character, as all widths here */
#define MAX_ITEMS  6000
#define MAX_PIECES 60

struct item { /* a line of a cell or of a paragraph */
    const char *text;
    uint32_t page;
    int y, x; /* y in halves of a line */
};

struct paper {
    struct sheet *s;
    struct item *items;
    size_t n;
    uint32_t page;
    int y;           /* of the next row, in halves of a line */
    int align;       /* of values: 0 left, 1 centred, 2 right */
    int labels_left; /* or centred */
    int repeats;     /* headers stand again on the next page */
    int head_room;   /* of the headers of narrow columns: two letters or four */
};

static int width_of(const char *s)
{
    return (int)gireport__width(s, strlen(s), 0);
}

static void put(struct paper *p, const char *text, uint32_t page, int y, int x)
{
    if (p->n < MAX_ITEMS && *text)
        p->items[p->n++] = (struct item){text, page, y, x};
}

/* Cuts a text into lines of a width; a break ends one. */
static size_t cut(struct sheet *s, const char *text, int columns, const char *lines[MAX_PIECES])
{
    size_t n = 0;
    while (*text && n < MAX_PIECES) {
        size_t len = 0;
        int width = 0;
        while (text[len] && text[len] != '\n') {
            size_t b = sheet_char(text + len);
            int more = (int)gireport__width(text + len, b, 0);
            if (width + more > columns && len)
                break;
            width += more;
            len += b;
        }
        lines[n++] = gireport__arena_strndup(&s->arena, text, len);
        text += len + (text[len] == '\n');
    }
    return n;
}

static void new_page(struct paper *p)
{
    char number[32];
    snprintf(number, sizeof(number), "- %u -", p->page + 1);
    put(p, gireport__arena_strndup(&p->s->arena, number, strlen(number)), p->page, 2 * (PAGE_LINES + 2), PAGE_WIDTH / 2 - 3);
    p->page++;
    p->y = 0;
}

static void paragraph(struct paper *p, const char *text, int indent)
{
    const char *lines[MAX_PIECES];
    size_t n = cut(p->s, text, PAGE_WIDTH - indent, lines);
    for (size_t i = 0; i < n; i++) {
        if (p->y >= 2 * PAGE_LINES)
            new_page(p);
        put(p, lines[i], p->page, p->y, i ? 0 : indent);
        p->y += 2;
    }
}

/* --- tables ----------------------------------------------------------------------------------------------- */

struct frame { /* where rows and columns of a grid stand */
    const struct grid *g;
    int x[GRID_COLS + 1];
    int lines[GRID_ROWS];
    uint32_t page[GRID_ROWS];
    int y[GRID_ROWS];
};

static void place_columns(struct frame *f)
{
    static const int labels[] = {5, 9, 20};
    const struct grid *g = f->g;
    uint32_t values = g->n_cols - (g->n_cols == 15 ? 0 : g->label_cols);
    int x = 0;
    for (uint32_t c = 0; c < g->n_cols && c < GRID_COLS; c++) {
        int is_label = g->n_cols != 15 && c < g->label_cols;
        f->x[c] = x;
        x += is_label && g->label_cols == 3   ? labels[c]
             : is_label                       ? 30
             : g->n_cols != 15 && values <= 6 ? 66 / (int)values
                                              : (g->n_cols == 15 ? 6 : 9);
    }
    f->x[g->n_cols] = x;
}

static int room(const struct paper *p, const struct frame *f, const struct grid_cell *c)
{
    uint32_t end = c->col + c->cols < f->g->n_cols ? c->col + c->cols : f->g->n_cols;
    int columns = f->x[end] - f->x[c->col] - 1;
    return c->head && c->cols == 1 && columns < 10 && columns > p->head_room ? p->head_room : columns;
}

static void measure(struct paper *p, struct frame *f)
{
    const char *lines[MAX_PIECES];
    for (uint32_t r = 0; r < f->g->n_rows; r++)
        f->lines[r] = 1;
    for (int spanning = 0; spanning < 2; spanning++)
        for (size_t i = 0; i < f->g->n; i++) {
            const struct grid_cell *c = &f->g->cells[i];
            int n = (int)cut(p->s, c->text, room(p, f, c), lines), have = 0;
            for (uint32_t r = c->row; r < c->row + c->rows && r < f->g->n_rows; r++)
                have += f->lines[r];
            if ((c->rows > 1) == spanning && n > have)
                f->lines[c->row + c->rows - 1 < f->g->n_rows ? c->row + c->rows - 1 : f->g->n_rows - 1] += n - have;
        }
}

static void put_cell(struct paper *p, const struct frame *f, const struct grid_cell *c, uint32_t page, int y, int height)
{
    const char *lines[MAX_PIECES];
    uint32_t end = c->col + c->cols < f->g->n_cols ? c->col + c->cols : f->g->n_cols;
    int wide = f->x[end] - f->x[c->col] - 1;
    size_t n = cut(p->s, c->text, room(p, f, c), lines);
    y += height - (int)n; /* in halves of a line: the middle */
    for (size_t i = 0; i < n; i++) {
        int left = wide - width_of(lines[i]), align = c->value ? p->align : c->head || !p->labels_left;
        left = left < 0 ? 0 : left;
        put(p, lines[i], page, y + 2 * (int)i, f->x[c->col] + (align == 0 ? 0 : align == 1 ? left / 2 : left));
    }
}

/* The header of the table at the top of another page. */
static void put_header(struct paper *p, struct frame *f)
{
    uint32_t rows = 0;
    int y[GRID_ROWS + 1];
    while (rows < f->g->n_rows && f->g->cells[0].head) {
        size_t i = 0;
        while (i < f->g->n && f->g->cells[i].row != rows)
            i++;
        if (i == f->g->n || !f->g->cells[i].head)
            break;
        y[rows++] = p->y;
        p->y += 2 * f->lines[rows - 1];
    }
    y[rows] = p->y;
    for (size_t i = 0; i < f->g->n && f->g->cells[i].row < rows; i++) {
        const struct grid_cell *c = &f->g->cells[i];
        uint32_t end = c->row + c->rows < rows ? c->row + c->rows : rows;
        put_cell(p, f, c, p->page, y[c->row], (y[end] - y[c->row]) / 2);
    }
}

static void table(struct paper *p, const struct grid *g)
{
    struct frame f = {.g = g};
    place_columns(&f);
    measure(p, &f);
    for (uint32_t r = 0; r < g->n_rows; r++) {
        if (p->y + 2 * f.lines[r] > 2 * PAGE_LINES) {
            new_page(p);
            if (p->repeats && g->label_cols == 3 && r)
                put_header(p, &f);
        }
        f.page[r] = p->page;
        f.y[r] = p->y;
        p->y += 2 * f.lines[r];
    }
    for (size_t i = 0; i < g->n; i++) {
        const struct grid_cell *c = &g->cells[i];
        int height = 0;
        for (uint32_t r = c->row; r < c->row + c->rows && r < g->n_rows && f.page[r] == f.page[c->row]; r++)
            height += f.lines[r]; /* the part of the cell that is on its first page */
        put_cell(p, &f, c, f.page[c->row], f.y[c->row], height);
    }
}

/* --- what pdftotext makes of it ----------------------------------------------------------------------------- */

static int by_line(const void *a, const void *b)
{
    const struct item *i = a, *k = b;
    if (i->page != k->page)
        return i->page < k->page ? -1 : 1;
    if (i->y / 2 != k->y / 2)
        return i->y / 2 - k->y / 2;
    return i->x != k->x ? i->x - k->x : i->y - k->y;
}

static void as_layout(struct paper *p, struct gireport__buf *out)
{
    uint32_t page = 0;
    int line = 0, x = 0;
    qsort(p->items, p->n, sizeof(p->items[0]), by_line);
    for (size_t i = 0; i < p->n; i++) {
        const struct item *t = &p->items[i];
        if (t->page != page) {
            gireport__buf_adds(out, "\n\f");
            page = t->page;
            line = x = 0;
        }
        for (; line < t->y / 2; line++, x = 0)
            gireport__buf_addc(out, '\n');
        if (x && x >= t->x)
            gireport__buf_addc(out, ' ');
        for (; x < t->x; x++)
            gireport__buf_addc(out, ' ');
        gireport__buf_adds(out, t->text);
        x += width_of(t->text);
    }
    gireport__buf_adds(out, "\n\f");
}

/* Points with two decimals and a point whatever the locale, as poppler writes them; v is not negative. */
static void add_points(struct gireport__buf *out, const char *before, double v)
{
    char text[32];
    long hundredths = (long)(v * 100 + 0.5);
    snprintf(text, sizeof(text), "%ld.%02ld", hundredths / 100, hundredths % 100);
    gireport__buf_adds(out, before);
    gireport__buf_adds(out, text);
}

/* Words of an item: cut at its spaces. */
static void words(const struct item *t, struct gireport__buf *out, int tsv, uint32_t block)
{
    const char *s = t->text;
    int x = t->x;
    while (*s) {
        size_t len = strcspn(s, " ");
        int wide = (int)gireport__width(s, len, 0);
        double x0 = 48 + x * 5.25, y0 = 60 + t->y * 7.8;
        if (!len) {
            s++;
            x++;
            continue;
        }
        if (tsv) {
            char head[96];
            snprintf(head, sizeof(head), "5\t%u\t0\t%u\t0\t0", t->page + 1, block);
            gireport__buf_adds(out, head);
            add_points(out, "\t", x0);
            add_points(out, "\t", y0);
            add_points(out, "\t", wide * 5.25);
            add_points(out, "\t", 12.6);
            gireport__buf_adds(out, "\t100\t");
            gireport__buf_add(out, s, len);
            gireport__buf_addc(out, '\n');
        } else {
            add_points(out, "          <word xMin=\"", x0);
            add_points(out, "\" yMin=\"", y0);
            add_points(out, "\" xMax=\"", x0 + wide * 5.25);
            add_points(out, "\" yMax=\"", y0 + 12.6);
            gireport__buf_adds(out, "\">");
            gireport__buf_add(out, s, len);
            gireport__buf_adds(out, "</word>\n");
        }
        s += len;
        x += wide;
    }
}

static void as_boxes(struct paper *p, struct gireport__buf *out, int tsv)
{
    uint32_t page = 0;
    gireport__buf_adds(out, tsv ? "level\tpage_num\tpar_num\tblock_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\t"
                                  "text\n"
                                : "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/"
                                  "xhtml1/DTD/xhtml1-transitional.dtd\"><html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
                                  "<title></title>\n</head>\n<body>\n<doc>\n");
    for (size_t i = 0; i < p->n; i++) {
        const struct item *t = &p->items[i];
        char head[128];
        if (t->page + 1 != page && tsv) {
            snprintf(head, sizeof(head), "1\t%u\t0\t0\t0\t0\t0.000000\t0.000000\t595.000000\t842.000000\t-1\t###PAGE###\n",
                     t->page + 1);
            gireport__buf_adds(out, head);
        } else if (t->page + 1 != page) {
            gireport__buf_adds(out, page ? "  </page>\n" : "");
            gireport__buf_adds(out, "  <page width=\"595.000000\" height=\"842.000000\">\n");
        }
        page = t->page + 1;
        words(t, out, tsv, (uint32_t)i);
    }
    gireport__buf_adds(out, tsv ? "" : "  </page>\n</doc>\n</body>\n</html>\n");
}

static int by_page(const void *a, const void *b)
{
    const struct item *i = a, *k = b;
    return i->page != k->page ? (i->page < k->page ? -1 : 1) : i->y != k->y ? i->y - k->y : i->x - k->x;
}

int sheet_write_paper(struct sheet *s)
{
    struct paper p = {.s = s};
    struct sheet_prose prose[40];
    struct grid *g = gireport__arena_alloc(&s->arena, sizeof(*g));
    p.items = gireport__arena_alloc(&s->arena, MAX_ITEMS * sizeof(*p.items));
    if (!g || !p.items)
        return GIREPORT_ERR_NOMEM;
    p.align = (int)sheet_below(s, 3);
    p.labels_left = sheet_below(s, 2) != 0;
    p.repeats = sheet_below(s, 2) != 0;
    p.head_room = sheet_below(s, 2) ? 4 : 8;
    size_t n = sheet_prose(s, 0, prose, 40);
    for (size_t i = 0; i < n; i++)
        paragraph(&p, prose[i].text, i ? 4 : 20);
    for (size_t i = 0; i < s->n_sections; p.y += 2) {
        grid_of_table(s, &i, 0, g);
        if (g->heading)
            paragraph(&p, g->heading, 4);
        table(&p, g);
    }
    n = sheet_prose(s, 1, prose, 40);
    for (size_t i = 0; i < n; i++)
        paragraph(&p, prose[i].text, 4);
    new_page(&p);
    if (s->style == STYLE_PAPER) {
        as_layout(&p, s->out);
    } else {
        qsort(p.items, p.n, sizeof(p.items[0]), by_page);
        as_boxes(&p, s->out, s->style == STYLE_TSV);
    }
    return s->out->failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}
