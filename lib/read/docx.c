/* SPDX-License-Identifier: MIT */
/* DOCX to blocks. Changes that are tracked are taken as accepted; what Word does not show is not read. */
#include "ooxml.h"
#include "tables.h"

#include "../base/text.h"

#include <string.h>

struct document {
    struct gireport__tables tables;
    struct gireport__xml *xml;
    struct gireport__buf text; /* of the paragraph */
    uint32_t skip;             /* depth within an element that does not count */
    uint32_t heading;
    int choice;                /* an alternative of mc:AlternateContent was taken */
    int in_text;               /* within w:t */
    int in_run, vanish;        /* within w:r; its text is hidden */
    int in_paragraph_mark;     /* within the run properties of w:pPr */
    int mark_deleted;          /* the paragraph goes on in the next one */
    int in_row_properties, row_begun, row_deleted;
    uint32_t row_skip;         /* columns before the first cell */
    int cell_pending;          /* w:tc was met, its place in the grid not yet */
    uint32_t span;
    int merge_up, merge_left;
    int status;
};

static void fail(struct document *d, int status)
{
    if (status == GIREPORT_OK || d->status != GIREPORT_OK)
        return;
    d->status = status;
    gireport__xml_stop(d->xml, status);
}

static void flush(struct document *d)
{
    const char *s = gireport__buf_str(&d->text);
    size_t len = d->text.len;

    if (d->text.failed)
        fail(d, GIREPORT_ERR_NOMEM);
    gireport__trim(&s, &len);
    if (len > 0)
        fail(d, gireport__tables_text(&d->tables, s, len, 0, 0, d->heading));
    gireport__buf_clear(&d->text);
}

/* A property that is on: no value, or one that is not "0", "false" or "off". */
static int is_on(const struct document *d)
{
    return !gireport__xml_attribute_is(d->xml, "val", "0") && !gireport__xml_attribute_is(d->xml, "val", "false") &&
           !gireport__xml_attribute_is(d->xml, "val", "off");
}

/* --- text --------------------------------------------------------------------------------------------------- */

/* A character of a symbol font: its code where that is plain, else a mark that nobody takes for a number. */
static void symbol(struct document *d)
{
    size_t len;
    const char *s = gireport__xml_attribute(d->xml, "char", &len);
    uint32_t cp = 0;
    char utf8[4];

    for (size_t i = 0; s && i < len; i++) {
        char c = s[i];
        cp = cp * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
        cp &= 0x1FFFFF;
    }
    if (cp < 0x20 || cp > 0x10FFFF || (cp >= 0xD800 && cp < 0xF900))
        cp = 0xFFFD;
    gireport__buf_add(&d->text, utf8, (size_t)gireport__utf8_put(utf8, cp));
}

static void on_text(void *context, struct gireport__xml *x, const char *s, size_t len)
{
    struct document *d = context;

    (void)x;
    if (d->in_text && !d->skip && !d->vanish)
        gireport__buf_add(&d->text, s, len);
}

static void start_run_part(struct document *d, const char *name)
{
    if (!strcmp(name, "t"))
        d->in_text = 1;
    else if (d->vanish)
        return;
    else if (!strcmp(name, "br") || !strcmp(name, "cr"))
        gireport__buf_addc(&d->text, '\n');
    else if (!strcmp(name, "tab"))
        gireport__buf_addc(&d->text, '\t');
    else if (!strcmp(name, "noBreakHyphen"))
        gireport__buf_addc(&d->text, '-');
    else if (!strcmp(name, "sym"))
        symbol(d);
    else if (!strcmp(name, "vanish"))
        d->vanish = is_on(d);
    else if (!strcmp(name, "drawing") || !strcmp(name, "pict") || !strcmp(name, "object"))
        gireport__tables_picture(&d->tables);
}

/* --- tables ------------------------------------------------------------------------------------------------- */

/* Puts the cell that began into the grid, now that its properties are known. */
static void place_cell(struct document *d)
{
    if (!d->cell_pending)
        return;
    d->cell_pending = 0;
    if (!d->row_begun) {
        d->row_begun = 1;
        fail(d, gireport__tables_row(&d->tables));
        gireport__tables_skip(&d->tables, d->row_skip);
    }
    if (d->merge_left)
        fail(d, gireport__tables_merge_left(&d->tables, d->span));
    else if (d->merge_up)
        fail(d, gireport__tables_merge_up(&d->tables, d->span, 0, 0));
    else
        fail(d, gireport__tables_cell(&d->tables, 1, d->span, 0, 0, 0));
}

static void start_cell(struct document *d)
{
    d->cell_pending = 1;
    d->span = 1;
    d->merge_up = d->merge_left = 0;
}

static int start_table_part(struct document *d, const char *name)
{
    if (!strcmp(name, "tbl")) {
        flush(d);
        place_cell(d);
        fail(d, gireport__tables_begin(&d->tables, 0, 0));
    } else if (!strcmp(name, "tr")) {
        d->row_begun = d->row_deleted = 0;
        d->row_skip = 0;
    } else if (!strcmp(name, "trPr")) {
        d->in_row_properties = 1;
    } else if (!strcmp(name, "gridBefore")) {
        d->row_skip = gireport__xml_attribute_number(d->xml, "val", 0);
    } else if (!strcmp(name, "tc")) {
        start_cell(d);
    } else if (!strcmp(name, "gridSpan")) {
        d->span = gireport__xml_attribute_number(d->xml, "val", 1);
        d->span += d->span == 0;
    } else if (!strcmp(name, "vMerge")) {
        d->merge_up = !gireport__xml_attribute_is(d->xml, "val", "restart");
    } else if (!strcmp(name, "hMerge")) {
        d->merge_left = !gireport__xml_attribute_is(d->xml, "val", "restart");
    } else {
        return 0;
    }
    return 1;
}

/* --- paragraphs --------------------------------------------------------------------------------------------- */

/* Heading1 … Heading6, or an outline level of its own. Styles in other words are found by their text. */
static void style(struct document *d)
{
    size_t len;
    const char *s = gireport__xml_attribute(d->xml, "val", &len);

    if (s && len == 8 && (!memcmp(s, "Heading", 7) || !memcmp(s, "heading", 7)) && s[7] >= '1' && s[7] <= '6')
        d->heading = (uint32_t)(s[7] - '0');
}

static void outline(struct document *d)
{
    uint32_t level = gireport__xml_attribute_number(d->xml, "val", 9);

    if (level < 6)
        d->heading = level + 1;
}

static void start_paragraph(struct document *d)
{
    place_cell(d);
    if (!d->mark_deleted)
        flush(d);
    d->mark_deleted = 0;
    d->heading = 0;
    d->in_run = d->vanish = 0;
}

/* Elements whose content is not part of the text: what was deleted or moved away, and the small print of ruby. */
static int dropped(struct document *d, const char *name)
{
    if (!strcmp(name, "del")) {
        d->mark_deleted |= d->in_paragraph_mark;
        d->row_deleted |= d->in_row_properties;
        return 1;
    }
    return !strcmp(name, "moveFrom") || !strcmp(name, "rt") || (!strcmp(name, "tc") && d->row_deleted);
}

static void start_word(struct document *d, const char *name)
{
    if (dropped(d, name)) {
        d->skip = 1;
        return;
    }
    if (!strcmp(name, "p"))
        start_paragraph(d);
    else if (!strcmp(name, "r"))
        d->in_run = 1;
    else if (!strcmp(name, "pPr"))
        d->in_paragraph_mark = 1;
    else if (!strcmp(name, "txbxContent"))
        flush(d);
    else if (!strcmp(name, "pStyle"))
        style(d);
    else if (!strcmp(name, "outlineLvl"))
        outline(d);
    else if (!start_table_part(d, name) && d->in_run)
        start_run_part(d, name);
}

static int is_word(const char *space)
{
    return space && strstr(space, "wordprocessingml") != NULL;
}

static void on_start(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct document *d = context;

    d->xml = x;
    if (d->skip) {
        d->skip++;
    } else if (is_word(space)) {
        start_word(d, name);
    } else if (space && strstr(space, "/math")) {
        d->in_text = !strcmp(name, "t");
    } else if (!strcmp(name, "AlternateContent")) {
        d->choice = 0;
    } else if (!strcmp(name, "Choice") || !strcmp(name, "Fallback")) {
        /* The same content in several forms: the first one that is there. */
        d->skip = d->choice ? 1 : 0;
        d->choice = 1;
    }
}

static void end_word(struct document *d, const char *name)
{
    if (!strcmp(name, "p")) {
        if (!d->mark_deleted)
            flush(d);
    } else if (!strcmp(name, "r")) {
        d->in_run = d->vanish = 0;
    } else if (!strcmp(name, "t")) {
        d->in_text = 0;
    } else if (!strcmp(name, "pPr")) {
        d->in_paragraph_mark = 0;
    } else if (!strcmp(name, "trPr")) {
        d->in_row_properties = 0;
    } else if (!strcmp(name, "txbxContent")) {
        flush(d);
        d->in_run = 1; /* of the run that holds the box */
    } else if (!strcmp(name, "tc")) {
        place_cell(d);
        flush(d);
        d->mark_deleted = 0;
        gireport__tables_end_cell(&d->tables);
    } else if (!strcmp(name, "tr")) {
        if (!d->row_begun && !d->row_deleted)
            fail(d, gireport__tables_row(&d->tables));
        d->row_begun = 1; /* of the outer table, whose cell goes on */
        d->row_deleted = 0;
    } else if (!strcmp(name, "tbl")) {
        fail(d, gireport__tables_end(&d->tables));
    }
}

static void on_end(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct document *d = context;

    d->xml = x;
    if (d->skip)
        d->skip--;
    else if (is_word(space))
        end_word(d, name);
    else if (space && strstr(space, "/math"))
        d->in_text = 0;
    else if (!strcmp(name, "AlternateContent"))
        d->choice = 1; /* as seen from the alternative that this one stands in */
}

int gireport__blocks_docx(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b)
{
    static const struct gireport__xml_events events = {on_start, on_end, on_text};
    struct gireport__ooxml package;
    struct document d = {0};
    int status = gireport__ooxml_open(&package, data, len, l);

    if (status != GIREPORT_OK)
        return status;
    gireport__tables_init(&d.tables, b, l);
    status = gireport__ooxml_part(&package, package.main.data, &events, &d);
    if (status == GIREPORT_ERR_NOT_FOUND)
        status = GIREPORT_ERR_SYNTAX;
    if (status == GIREPORT_OK)
        status = gireport__tables_finish(&d.tables);
    if (status == GIREPORT_OK)
        status = gireport__ooxml_title(&package, b);
    gireport__buf_free(&d.text);
    gireport__tables_free(&d.tables);
    gireport__ooxml_close(&package);
    return status;
}
