/* SPDX-License-Identifier: MIT */
/* A sheet as a text document and as a workbook, with the merges that their tables have. */
#include <string.h>

#include "base/zip.h"
#include "restyle_grid.h"

static const char relations[] = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\""
                                "http://schemas.openxmlformats.org/package/2006/relationships\">";

static void add_number(struct gireport__buf *b, const char *before, uint32_t n, const char *after)
{
    gireport__buf_adds(b, before);
    gireport__buf_add_int(b, n);
    gireport__buf_adds(b, after);
}

static void escaped(struct gireport__buf *b, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) {
        if (s[i] == '<')
            gireport__buf_adds(b, "&lt;");
        else if (s[i] == '&')
            gireport__buf_adds(b, "&amp;");
        else
            gireport__buf_addc(b, s[i]);
    }
}

struct part { const char *name, *text; size_t len; };

/* The archive of the parts. */
static int pack(struct gireport__buf *out, const struct part *parts, size_t n)
{
    struct gireport__zip *zip;
    char *data = NULL;
    size_t len = 0;
    int status = gireport__zip_new(&zip);
    if (status != GIREPORT_OK)
        return status;
    for (size_t i = 0; i < n && status == GIREPORT_OK; i++)
        status = gireport__zip_add(zip, parts[i].name, parts[i].text, parts[i].len);
    if (status == GIREPORT_OK)
        status = gireport__zip_finish(zip, &data, &len);
    gireport__zip_free(zip);
    if (status == GIREPORT_OK)
        gireport__buf_add(out, data, len);
    gireport__free(data);
    return status == GIREPORT_OK && out->failed ? GIREPORT_ERR_NOMEM : status;
}

/* --- text documents --------------------------------------------------------------------------------------- */

/* Runs of a paragraph; a break of the cell is one of Word, or the end of the paragraph. */
static void word_paragraph(struct sheet *s, struct gireport__buf *b, const char *text, int heading)
{
    gireport__buf_adds(b, heading && sheet_below(s, 2) ? "<w:p><w:pPr><w:pStyle w:val=\"Heading1\"/></w:pPr>" : "<w:p>");
    for (const char *p = text; *p;) {
        size_t line = strcspn(p, "\n"), points = 0, cut = 0;
        for (size_t i = 0; i < line; i += sheet_char(p + i))
            points++;
        for (uint64_t k = points > 1 && sheet_below(s, 4) == 0 ? 1 + sheet_below(s, points - 1) : points; k; k--)
            cut += sheet_char(p + cut);
        gireport__buf_adds(b, "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">");
        escaped(b, p, cut);
        gireport__buf_adds(b, "</w:t></w:r>");
        p += cut;
        if (*p == '\n') {
            gireport__buf_adds(b, sheet_below(s, 2) ? "<w:r><w:br/></w:r>" : "</w:p><w:p>");
            p++;
        }
    }
    gireport__buf_adds(b, "</w:p>");
}

static const struct grid_cell *over(const struct grid *g, uint32_t row, uint32_t col)
{
    for (size_t i = 0; i < g->n; i++) {
        const struct grid_cell *c = &g->cells[i];
        if (c->row < row && c->row + c->rows > row && c->col <= col && c->col + c->cols > col)
            return c;
    }
    return NULL;
}

static void word_cell(struct sheet *s, struct gireport__buf *b, const struct grid_cell *c, const char *merge)
{
    gireport__buf_adds(b, "<w:tc><w:tcPr><w:tcW w:w=\"900\" w:type=\"dxa\"/>");
    if (c->cols > 1)
        add_number(b, "<w:gridSpan w:val=\"", c->cols, "\"/>");
    gireport__buf_adds(b, merge);
    gireport__buf_adds(b, "</w:tcPr>");
    word_paragraph(s, b, *merge && strstr(merge, "continue") ? "" : c->text, 0);
    gireport__buf_adds(b, "</w:tc>");
}

static void word_table(struct sheet *s, struct gireport__buf *b, const struct grid *g)
{
    gireport__buf_adds(b, "<w:tbl><w:tblPr><w:tblStyle w:val=\"a1\"/></w:tblPr><w:tblGrid>");
    for (uint32_t i = 0; i < g->n_cols; i++)
        gireport__buf_adds(b, "<w:gridCol w:w=\"900\"/>");
    gireport__buf_adds(b, "</w:tblGrid>");
    size_t i = 0;
    for (uint32_t row = 0; row < g->n_rows; row++) {
        gireport__buf_adds(b, "<w:tr>");
        for (uint32_t col = 0; col < g->n_cols;) {
            const struct grid_cell *above = over(g, row, col);
            int own = i < g->n && g->cells[i].row == row;
            if (above) {
                word_cell(s, b, above, "<w:vMerge w:val=\"continue\"/>");
                col = above->col + above->cols;
            } else if (own) {
                word_cell(s, b, &g->cells[i], g->cells[i].rows > 1 ? "<w:vMerge w:val=\"restart\"/>" : "");
                col = g->cells[i].col + g->cells[i].cols;
                i++;
            } else {
                break; /* the row lost a cell */
            }
        }
        gireport__buf_adds(b, "</w:tr>");
    }
    gireport__buf_adds(b, "</w:tbl><w:p/>");
}

int sheet_write_docx(struct sheet *s)
{
    struct gireport__buf body = {0}, types = {0}, rels = {0};
    struct sheet_prose prose[40];
    struct grid *g = gireport__arena_alloc(&s->arena, sizeof(*g));
    if (!g)
        return GIREPORT_ERR_NOMEM;
    gireport__buf_adds(&types, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/"
                               "package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd."
                               "openxmlformats-package.relationships+xml\"/><Override PartName=\"/word/document.xml\" "
                               "ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+"
                               "xml\"/></Types>");
    gireport__buf_adds(&rels, relations);
    gireport__buf_adds(&rels, "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                              "relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>");
    gireport__buf_adds(&body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<w:document xmlns:w=\"http://schemas.openxmlformats"
                              ".org/wordprocessingml/2006/main\"><w:body>");
    size_t n = sheet_prose(s, 0, prose, 40);
    for (size_t i = 0; i < n; i++)
        word_paragraph(s, &body, prose[i].text, prose[i].heading);
    for (size_t i = 0; i < s->n_sections;) {
        grid_of_table(s, &i, 0, g);
        if (g->heading)
            word_paragraph(s, &body, g->heading, 1);
        word_table(s, &body, g);
    }
    n = sheet_prose(s, 1, prose, 40);
    for (size_t i = 0; i < n; i++)
        word_paragraph(s, &body, prose[i].text, prose[i].heading);
    gireport__buf_adds(&body, "<w:sectPr/></w:body></w:document>");
    struct part parts[] = {{"[Content_Types].xml", types.data, types.len},
                           {"_rels/.rels", rels.data, rels.len},
                           {"word/document.xml", body.data, body.len}};
    int status = pack(s->out, parts, 3);
    gireport__buf_free(&body);
    gireport__buf_free(&types);
    gireport__buf_free(&rels);
    return status;
}

/* --- workbooks -------------------------------------------------------------------------------------------- */

static void place(struct gireport__buf *b, uint32_t row, uint32_t col)
{
    if (col >= 26)
        gireport__buf_addc(b, (char)('A' + col / 26 - 1));
    gireport__buf_addc(b, (char)('A' + col % 26));
    gireport__buf_add_int(b, row + 1);
}

static int is_plain(const char *s)
{
    size_t n = strlen(s);
    return n && n < 15 && strspn(s, "0123456789") == n && (n == 1 || s[0] != '0');
}

static void sheet_cell(struct gireport__buf *b, uint32_t row, uint32_t col, const char *text)
{
    gireport__buf_adds(b, "<c r=\"");
    place(b, row, col);
    if (!*text) {
        gireport__buf_adds(b, "\" s=\"1\"/>");
    } else if (is_plain(text)) {
        gireport__buf_adds(b, "\"><v>");
        gireport__buf_adds(b, text);
        gireport__buf_adds(b, "</v></c>");
    } else {
        gireport__buf_adds(b, "\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
        escaped(b, text, strlen(text));
        gireport__buf_adds(b, "</t></is></c>");
    }
}

static uint32_t text_row(struct gireport__buf *b, uint32_t row, const char *text)
{
    add_number(b, "<row r=\"", row + 1, "\">");
    sheet_cell(b, row, 0, text);
    gireport__buf_adds(b, "</row>");
    return row + 1;
}

static uint32_t table_rows(struct gireport__buf *b, struct gireport__buf *merges, uint32_t first, const struct grid *g)
{
    size_t i = 0;
    for (uint32_t row = 0; row < g->n_rows; row++) {
        add_number(b, "<row r=\"", first + row + 1, "\">");
        for (; i < g->n && g->cells[i].row == row; i++) {
            const struct grid_cell *c = &g->cells[i];
            sheet_cell(b, first + row, c->col, c->text);
            if (c->rows * c->cols == 1)
                continue;
            gireport__buf_adds(merges, "<mergeCell ref=\"");
            place(merges, first + row, c->col);
            gireport__buf_addc(merges, ':');
            place(merges, first + row + c->rows - 1, c->col + c->cols - 1);
            gireport__buf_adds(merges, "\"/>");
        }
        gireport__buf_adds(b, "</row>");
    }
    return first + g->n_rows;
}

int sheet_write_xlsx(struct sheet *s)
{
    struct gireport__buf body = {0}, merges = {0}, book = {0}, types = {0}, rels = {0}, links = {0};
    struct sheet_prose prose[40];
    struct grid *g = gireport__arena_alloc(&s->arena, sizeof(*g));
    uint32_t row = 0;
    if (!g)
        return GIREPORT_ERR_NOMEM;
    gireport__buf_adds(&types, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Types xmlns=\"http://schemas.openxmlformats.org/"
                               "package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd."
                               "openxmlformats-package.relationships+xml\"/><Override PartName=\"/xl/workbook.xml\" "
                               "ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/>"
                               "</Types>");
    gireport__buf_adds(&rels, relations);
    gireport__buf_adds(&rels, "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                              "relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    gireport__buf_adds(&links, relations);
    gireport__buf_adds(&links, "<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                               "relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
    gireport__buf_adds(&book, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<workbook xmlns=\"http://schemas.openxmlformats.org/"
                              "spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                              "relationships\"><sheets><sheet name=\"年度报告\" sheetId=\"1\" r:id=\"rId1\"/></sheets>"
                              "</workbook>");
    gireport__buf_adds(&body, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"http://schemas.openxmlformats."
                              "org/spreadsheetml/2006/main\"><sheetData>");
    size_t n = sheet_prose(s, 0, prose, 40);
    for (size_t i = 0; i < n; i++)
        row = text_row(&body, row, prose[i].text);
    for (size_t i = 0; i < s->n_sections; row++) {
        grid_of_table(s, &i, 0, g);
        if (g->heading)
            row = text_row(&body, row, g->heading);
        row = table_rows(&body, &merges, row, g);
    }
    n = sheet_prose(s, 1, prose, 40);
    for (size_t i = 0; i < n; i++)
        row = text_row(&body, row, prose[i].text);
    gireport__buf_adds(&body, "</sheetData><mergeCells>");
    gireport__buf_add(&body, gireport__buf_str(&merges), merges.len);
    gireport__buf_adds(&body, "</mergeCells></worksheet>");
    struct part parts[] = {{"[Content_Types].xml", types.data, types.len},
                           {"_rels/.rels", rels.data, rels.len},
                           {"xl/workbook.xml", book.data, book.len},
                           {"xl/_rels/workbook.xml.rels", links.data, links.len},
                           {"xl/worksheets/sheet1.xml", body.data, body.len}};
    int status = pack(s->out, parts, 5);
    gireport__buf_free(&body);
    gireport__buf_free(&merges);
    gireport__buf_free(&book);
    gireport__buf_free(&types);
    gireport__buf_free(&rels);
    gireport__buf_free(&links);
    return status;
}
