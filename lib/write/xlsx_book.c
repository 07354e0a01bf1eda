/* SPDX-License-Identifier: MIT */
/* The workbook as a package. */

#include "xlsx_book.h"

#include <string.h>

#include "escape.h"
#include "xlsx_parts.h"

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

int gireport__xlsx_book_begin(struct gireport__xlsx_book *b, size_t most)
{
    int status = gireport__package_begin(&b->package);

    b->n = 0;
    b->most = most;
    b->sheets = status == GIREPORT_OK ? gireport__calloc(most, sizeof *b->sheets) : NULL;
    return status == GIREPORT_OK && b->sheets == NULL ? GIREPORT_ERR_NOMEM : status;
}

static void number_part(char *out, const char *before, size_t n, const char *after)
{
    char digits[12];
    size_t i = sizeof(digits);

    for (; n && i; n /= 10)
        digits[--i] = (char)('0' + n % 10);
    memcpy(out, before, strlen(before));
    memcpy(out + strlen(before), digits + i, sizeof(digits) - i);
    memcpy(out + strlen(before) + sizeof(digits) - i, after, strlen(after) + 1);
}

int gireport__xlsx_book_sheet(struct gireport__xlsx_book *b, const char *name)
{
    struct gireport__xlsx_sheet_name *s = &b->sheets[b->n];

    if (b->n == b->most)
        return GIREPORT_ERR_NOMEM;
    b->n++;
    number_part(s->part, "xl/worksheets/sheet", b->n, ".xml");
    number_part(s->type, "/xl/worksheets/sheet", b->n, ".xml");
    number_part(s->relation, "worksheets/sheet", b->n, ".xml");
    gireport__buf_adds(&s->name, name);
    return s->name.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

struct gireport__out *gireport__xlsx_book_part(struct gireport__xlsx_book *b, size_t i)
{
    return gireport__package_part(&b->package, b->sheets[i].part);
}

void gireport__xlsx_sheet_begin(struct gireport__out *out)
{
    GIREPORT__XML(out, "<worksheet " MAIN "><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>");
}

void gireport__xlsx_sheet_end(struct gireport__out *out, int landscape, int one_page)
{
    GIREPORT__XML(
        out,
        "<pageMargins left=\"0.6\" right=\"0.6\" top=\"0.8\" bottom=\"0.8\" header=\"0.3\" footer=\"0.3\"/>"
        "<pageSetup paperSize=\"9\" orientation=\"");
    gireport__out_adds(out, landscape ? "landscape" : "portrait");
    gireport__out_adds(out, one_page ? "\" fitToWidth=\"1\" fitToHeight=\"1\"/></worksheet>"
                                     : "\" fitToWidth=\"1\" fitToHeight=\"0\"/></worksheet>");
}

static void workbook(struct gireport__xlsx_book *b)
{
    struct gireport__out *out = gireport__package_part(&b->package, "xl/workbook.xml");

    GIREPORT__XML(out, "<workbook " MAIN
                       " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">"
                       "<bookViews><workbookView/></bookViews><sheets>");
    for (size_t i = 0; i < b->n; i++) {
        GIREPORT__XML(out, "<sheet name=\"");
        gireport__escape_html(out, gireport__buf_str(&b->sheets[i].name), b->sheets[i].name.len);
        GIREPORT__XML(out, "\" sheetId=\"");
        gireport__out_int(out, (int64_t)i + 1);
        GIREPORT__XML(out, "\" r:id=\"rId");
        gireport__out_int(out, (int64_t)i + 1);
        GIREPORT__XML(out, "\"/>");
    }
    GIREPORT__XML(out, "</sheets><calcPr calcId=\"191029\" fullCalcOnLoad=\"1\"/></workbook>");
}

/* Relations and content types, which name each sheet. GIREPORT_OK, _NOMEM. */
static int names_of_parts(struct gireport__xlsx_book *b)
{
    typedef const char *pair_of_names[2];
    size_t n = b->n, i;
    pair_of_names *pairs = gireport__calloc(n + COUNT(other_types), sizeof(*pairs));

    if (!pairs)
        return GIREPORT_ERR_NOMEM;
    for (i = 0; i < n; i++) {
        pairs[i][0] = "/worksheet";
        pairs[i][1] = b->sheets[i].relation;
    }
    pairs[n][0] = "/styles";
    pairs[n][1] = "styles.xml";
    gireport__package_relations(&b->package, "xl/_rels/workbook.xml.rels", (const char *const(*)[2])pairs,
                                n + 1);
    for (i = 0; i < n; i++) {
        pairs[i][0] = b->sheets[i].type;
        pairs[i][1] = "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml";
    }
    for (i = 0; i < COUNT(other_types); i++) {
        pairs[n + i][0] = other_types[i][0];
        pairs[n + i][1] = other_types[i][1];
    }
    gireport__package_types(&b->package, (const char *const(*)[2])pairs, n + COUNT(other_types));
    gireport__free(pairs);
    return GIREPORT_OK;
}

int gireport__xlsx_book_end(struct gireport__xlsx_book *b, int status, const char *title,
                            struct gireport__out *to)
{
    if (status == GIREPORT_OK) {
        struct gireport__out *out;

        workbook(b);
        out = gireport__package_part(&b->package, "xl/styles.xml");
        for (size_t i = 0; i < COUNT(styles); i++)
            gireport__out_adds(out, styles[i]);
        gireport__package_title(&b->package, title);
        gireport__package_relations(&b->package, "_rels/.rels", package_relations, COUNT(package_relations));
        status = names_of_parts(b);
    }
    if (b->package.status == GIREPORT_OK)
        b->package.status = status;
    status = gireport__package_end(&b->package, to);
    for (size_t i = 0; i < b->n; i++)
        gireport__buf_free(&b->sheets[i].name);
    gireport__free(b->sheets);
    return status;
}
