/* SPDX-License-Identifier: MIT */
#include "package.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"
#define OFFICE    "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define WORD      "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

/* Not ck_assert: fuzz targets, which no runner runs, make packages too. */
static void must(int status)
{
    if (status == GIREPORT_OK)
        return;
    fprintf(stderr, "package: %s\n", gireport_strerror(status));
    abort();
}

static void add(struct gireport__zip *z, const char *name, const char *text)
{
    must(gireport__zip_add(z, name, text, strlen(text)));
}

static struct gireport__zip *begin(const char *main_part)
{
    struct gireport__zip *z;
    struct gireport__buf b = {0};

    must(gireport__zip_new(&z));
    add(z, "[Content_Types].xml", "<Types/>");
    gireport__buf_adds(&b, "<Relationships xmlns=\"" RELATIONS "\"><Relationship Id=\"r1\" Type=\"" OFFICE
                           "/officeDocument\" Target=\"");
    gireport__buf_adds(&b, main_part);
    gireport__buf_adds(&b, "\"/></Relationships>");
    add(z, "_rels/.rels", b.data);
    gireport__buf_free(&b);
    return z;
}

static void end(struct gireport__zip *z, char **data, size_t *len)
{
    must(gireport__zip_finish(z, data, len));
    gireport__zip_free(z);
}

void package_docx(const char *body, char **data, size_t *len)
{
    struct gireport__zip *z = begin("word/document.xml");
    struct gireport__buf b = {0};

    gireport__buf_adds(&b, "<w:document xmlns:w=\"" WORD "\" xmlns:mc=\"urn:mc\" xmlns:wps=\"urn:wps\"><w:body>");
    gireport__buf_adds(&b, body);
    gireport__buf_adds(&b, "</w:body></w:document>");
    add(z, "word/document.xml", b.data);
    gireport__buf_free(&b);
    end(z, data, len);
}

void package_xlsx(const char *const *sheets, size_t n, const char *strings, unsigned hidden, char **data, size_t *len)
{
    struct gireport__zip *z = begin("/xl/workbook.xml");
    struct gireport__buf book = {0}, rels = {0}, b = {0};

    gireport__buf_adds(&book, "<workbook xmlns:r=\"" OFFICE "\"><sheets>");
    gireport__buf_adds(&rels, "<Relationships xmlns=\"" RELATIONS "\">");
    for (size_t i = 0; i < n; i++) {
        char digit[24], name[64];

        snprintf(digit, sizeof digit, "%zu", i + 1);
        snprintf(name, sizeof name, "xl/worksheets/sheet%s.xml", digit);
        gireport__buf_adds(&book, "<sheet name=\"s\" r:id=\"id");
        gireport__buf_adds(&book, digit);
        gireport__buf_adds(&book, i < 32 && hidden >> i & 1 ? "\" state=\"hidden\"/>" : "\"/>");
        gireport__buf_adds(&rels, "<Relationship Id=\"id");
        gireport__buf_adds(&rels, digit);
        gireport__buf_adds(&rels, "\" Type=\"" OFFICE "/worksheet\" Target=\"worksheets/sheet");
        gireport__buf_adds(&rels, digit);
        gireport__buf_adds(&rels, ".xml\"/>");
        gireport__buf_clear(&b);
        gireport__buf_adds(&b, "<worksheet>");
        gireport__buf_adds(&b, sheets[i]);
        gireport__buf_adds(&b, "</worksheet>");
        add(z, name, b.data);
    }
    gireport__buf_adds(&rels, "<Relationship Id=\"idS\" Type=\"" OFFICE
                              "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>");
    gireport__buf_adds(&book, "</sheets></workbook>");
    add(z, "xl/workbook.xml", book.data);
    add(z, "xl/_rels/workbook.xml.rels", rels.data);
    gireport__buf_clear(&b);
    gireport__buf_adds(&b, "<sst>");
    gireport__buf_adds(&b, strings ? strings : "");
    gireport__buf_adds(&b, "</sst>");
    add(z, "xl/sharedStrings.xml", b.data);
    gireport__buf_free(&b);
    gireport__buf_free(&book);
    gireport__buf_free(&rels);
    end(z, data, len);
}
