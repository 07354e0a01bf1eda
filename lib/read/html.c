/* SPDX-License-Identifier: MIT */
/* HTML to blocks, in one pass over the events of the parser: no tree is built. */
#include "blocks.h"

#include "../base/num.h"
#include "../base/text.h"
#include "../base/xml.h"
#include "tables.h"

#include <string.h>

enum kind {
    OTHER = 0, /* inline, or nothing special */
    BLOCK, BREAK, CAPTION, CELL, GROUP, HEADING, INPUT, META, LINK, PICTURE, PRE, ROW, SKIP, TABLE, TITLE
};

struct element { const char *name; uint8_t kind; };

/* In order of name. */
static const struct element elements[] = {
    {"address", BLOCK}, {"article", BLOCK}, {"aside", BLOCK}, {"audio", SKIP}, {"blockquote", BLOCK},
    {"body", BLOCK}, {"br", BREAK}, {"canvas", PICTURE}, {"caption", CAPTION}, {"center", BLOCK}, {"dd", BLOCK},
    {"dir", BLOCK}, {"div", BLOCK}, {"dl", BLOCK}, {"dt", BLOCK}, {"embed", PICTURE}, {"fieldset", BLOCK},
    {"figcaption", BLOCK}, {"figure", BLOCK}, {"footer", BLOCK}, {"form", BLOCK}, {"h1", HEADING},
    {"h2", HEADING}, {"h3", HEADING}, {"h4", HEADING}, {"h5", HEADING}, {"h6", HEADING}, {"header", BLOCK},
    {"hr", BLOCK}, {"iframe", SKIP}, {"img", PICTURE}, {"input", INPUT}, {"legend", BLOCK}, {"li", BLOCK},
    {"link", LINK}, {"main", BLOCK}, {"meta", META}, {"nav", BLOCK}, {"noscript", SKIP}, {"object", PICTURE},
    {"ol", BLOCK}, {"p", BLOCK}, {"pre", PRE}, {"script", SKIP}, {"section", BLOCK}, {"select", SKIP},
    {"style", SKIP}, {"svg", PICTURE}, {"table", TABLE}, {"tbody", GROUP}, {"td", CELL}, {"template", SKIP},
    {"tfoot", GROUP}, {"th", CELL}, {"thead", GROUP}, {"title", TITLE}, {"tr", ROW}, {"ul", BLOCK},
    {"v:imagedata", PICTURE}, {"video", SKIP},
};

struct page {
    struct gireport__blocks *out;
    struct gireport__tables tables;
    struct gireport__xml *xml;
    const char *data;
    size_t len;
    size_t at;              /* line and column are those of this offset */
    uint32_t line, column;
    struct gireport__buf text; /* of the line that is being read */
    uint32_t text_line, text_column;
    int space;              /* white space is owed before the next character */
    uint32_t heading, pre, skip;
    int title;              /* within <title> */
    int status;
};

static void fail(struct page *p, int status)
{
    if (status == GIREPORT_OK || p->status != GIREPORT_OK)
        return;
    p->status = status;
    if (p->xml)
        gireport__xml_stop(p->xml, status);
}

static uint32_t kind_of(const char *name)
{
    size_t low = 0, high = sizeof elements / sizeof elements[0];

    if (name[0] == 't' && (name[1] == 'd' || name[1] == 'r') && !name[2]) /* the most of any table */
        return name[1] == 'd' ? CELL : ROW;
    while (low < high) {
        size_t middle = (low + high) / 2;
        int d = name[0] - elements[middle].name[0];

        if (d == 0)
            d = strcmp(name, elements[middle].name);
        if (d == 0)
            return elements[middle].kind;
        if (d < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return OTHER;
}

/* --- places ------------------------------------------------------------------------------------------------- */

/* Moves line and column on to an offset; never back, so that all of it costs one walk over the data. */
static void locate(struct page *p, size_t offset)
{
    const char *s = p->data + p->at, *end, *nl;

    if (offset > p->len)
        offset = p->len;
    if (offset <= p->at)
        return;
    end = p->data + offset;
    while ((nl = memchr(s, '\n', (size_t)(end - s))) != NULL) {
        p->line++;
        p->column = 1;
        s = nl + 1;
    }
    for (; s < end; s++)
        p->column += ((unsigned char)*s & 0xC0) != 0x80;
    p->at = offset;
}

/* --- text --------------------------------------------------------------------------------------------------- */

/* Ends the line: what was read of it becomes a paragraph, or a piece of the open cell. */
static void flush(struct page *p)
{
    const char *s = gireport__buf_str(&p->text);
    size_t len = p->text.len;

    p->space = 0;
    if (p->text.failed)
        fail(p, GIREPORT_ERR_NOMEM);
    if (len == 0)
        return;
    gireport__trim(&s, &len);
    if (len > 0)
        fail(p, gireport__tables_text(&p->tables, s, len, p->text_line, p->text_column, p->heading));
    gireport__buf_clear(&p->text);
}

static int white(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

static void add_preformatted(struct page *p, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((unsigned char)s[i] >= 0x20 || s[i] == '\n' || s[i] == '\t')
            gireport__buf_addc(&p->text, s[i]);
}

/* Adds text with its white space as one blank; places the line by its first character. */
static void add_text(struct page *p, const char *s, size_t len, size_t offset)
{
    size_t i = 0;

    while (i < len) {
        size_t from = i;

        if (white(s[i])) {
            p->space = 1;
            i++;
            continue;
        }
        if ((unsigned char)s[i] < 0x20) {
            i++;
            continue;
        }
        while (i < len && (unsigned char)s[i] > ' ')
            i++;
        if (p->text.len == 0) {
            locate(p, offset + from);
            p->text_line = p->line;
            p->text_column = p->column;
        } else if (p->space && p->text.data[p->text.len - 1] != '\n') {
            gireport__buf_addc(&p->text, ' ');
        }
        p->space = 0;
        gireport__buf_add(&p->text, s + from, i - from);
    }
}

static void on_text(void *context, struct gireport__xml *x, const char *s, size_t len)
{
    struct page *p = context;
    size_t after = gireport__xml_offset(x), offset = after > len ? after - len : 0;

    if (p->title && !p->out->title && p->text.len < 4096) {
        add_text(p, s, len, offset);
    } else if (p->skip || p->title) {
        return;
    } else if (p->pre) {
        if (p->text.len == 0) {
            locate(p, offset);
            p->text_line = p->line;
            p->text_column = p->column;
        }
        add_preformatted(p, s, len);
    } else {
        add_text(p, s, len, offset);
    }
}

/* One <br> breaks the line, a second one the paragraph. */
static void line_break(struct page *p)
{
    p->space = 0;
    if (p->text.len > 0 && p->text.data[p->text.len - 1] == '\n')
        flush(p);
    else if (p->text.len > 0)
        gireport__buf_addc(&p->text, '\n');
}

/* --- metadata ----------------------------------------------------------------------------------------------- */

static const char *keep(struct page *p, const char *s, size_t len)
{
    const char *copy;

    gireport__trim(&s, &len);
    if (len == 0)
        return NULL;
    copy = gireport__arena_strndup(&p->out->arena, s, len);
    if (!copy)
        fail(p, GIREPORT_ERR_NOMEM);
    return copy;
}

static void end_title(struct page *p)
{
    p->title = 0;
    if (!p->out->title)
        p->out->title = keep(p, gireport__buf_str(&p->text), p->text.len);
    gireport__buf_clear(&p->text);
    p->space = 0;
}

static void meta(struct page *p)
{
    static const char *const dates[] = {"pubdate", "publishdate", "publish_date", "pubtime", "publishtime",
                                        "article:published_time", "dc.date", "dcterms.issued"};
    size_t len;
    const char *content = gireport__xml_attribute(p->xml, "content", &len);

    if (!content || p->out->published)
        return;
    for (size_t i = 0; i < sizeof dates / sizeof dates[0]; i++)
        if (gireport__xml_attribute_is(p->xml, "name", dates[i]) ||
            gireport__xml_attribute_is(p->xml, "property", dates[i])) {
            p->out->published = keep(p, content, len);
            return;
        }
}

static void link_to(struct page *p)
{
    size_t len;
    const char *href = gireport__xml_attribute(p->xml, "href", &len);

    if (href && !p->out->url && gireport__xml_attribute_is(p->xml, "rel", "canonical"))
        p->out->url = keep(p, href, len);
}

/* --- elements ----------------------------------------------------------------------------------------------- */

static int starts_with(const char *s, size_t len, const char *word)
{
    size_t n = strlen(word);

    if (len < n)
        return 0;
    for (size_t i = 0; i < n; i++)
        if ((s[i] >= 'A' && s[i] <= 'Z' ? s[i] - 'A' + 'a' : s[i]) != word[i])
            return 0;
    return 1;
}

/* Not shown: attribute `hidden`, style "display: none" or Word's "mso-hide: all". */
static int hidden(const struct gireport__xml *x)
{
    size_t len;
    const char *s = gireport__xml_attribute(x, "hidden", &len);

    if (s)
        return 1;
    s = gireport__xml_attribute(x, "style", &len);
    for (; s && len > 0; s++, len--) {
        size_t skip = starts_with(s, len, "display") ? 7 : starts_with(s, len, "mso-hide") ? 8 : 0;

        if (!skip)
            continue;
        while (skip < len && (white(s[skip]) || s[skip] == ':'))
            skip++;
        if (starts_with(s + skip, len - skip, "none") || starts_with(s + skip, len - skip, "all"))
            return 1;
    }
    return 0;
}

static void start_cell(struct page *p, const char *name)
{
    uint32_t rows = gireport__xml_attribute_number(p->xml, "rowspan", 1);
    uint32_t cols = gireport__xml_attribute_number(p->xml, "colspan", 1);

    flush(p);
    locate(p, gireport__xml_offset(p->xml));
    fail(p, gireport__tables_cell(&p->tables, rows, cols ? cols : 1, name[1] == 'h', p->line, p->column));
}

/* A field of a form that shows its value. */
static void input(struct page *p)
{
    size_t len;
    const char *value = gireport__xml_attribute(p->xml, "value", &len);

    if (!value || gireport__xml_attribute_is(p->xml, "type", "hidden") ||
        gireport__xml_attribute_is(p->xml, "type", "button") || gireport__xml_attribute_is(p->xml, "type", "submit") ||
        gireport__xml_attribute_is(p->xml, "type", "checkbox") || gireport__xml_attribute_is(p->xml, "type", "radio"))
        return;
    add_text(p, value, len, gireport__xml_offset(p->xml));
}

static void start_table_part(struct page *p, uint32_t kind, const char *name)
{
    if (kind == CELL) {
        start_cell(p, name);
        return;
    }
    flush(p);
    locate(p, gireport__xml_offset(p->xml));
    if (kind == TABLE)
        fail(p, gireport__tables_begin(&p->tables, p->line, p->column));
    else if (kind == ROW)
        fail(p, gireport__tables_row(&p->tables));
    else
        gireport__tables_group(&p->tables, kind == GROUP && name[1] == 'h');
}

static void on_start(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct page *p = context;
    uint32_t kind = kind_of(name);

    (void)space;
    p->xml = x;
    if (p->skip || kind == SKIP || hidden(x)) {
        p->skip++;
        return;
    }
    switch (kind) {
    case BREAK: line_break(p); break;
    case META: meta(p); break;
    case LINK: link_to(p); break;
    case INPUT: input(p); break;
    case PICTURE: gireport__tables_picture(&p->tables); break;
    case TITLE: p->title = 1; break;
    case BLOCK: flush(p); break;
    case PRE:
        flush(p);
        p->pre++;
        break;
    case HEADING:
        flush(p);
        p->heading = (uint32_t)(name[1] - '0');
        break;
    case OTHER: break;
    default: start_table_part(p, kind, name);
    }
}

static void on_end(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct page *p = context;
    uint32_t kind;

    (void)space;
    p->xml = x;
    if (p->skip) {
        p->skip--;
        return;
    }
    kind = kind_of(name);
    if (kind == TITLE)
        end_title(p);
    if (kind == OTHER || kind == BREAK || kind >= SKIP || kind == PICTURE || kind == INPUT || kind == META ||
        kind == LINK) {
        if (kind != TABLE)
            return;
    }
    flush(p);
    if (kind == PRE && p->pre)
        p->pre--;
    else if (kind == HEADING)
        p->heading = 0;
    else if (kind == CELL)
        gireport__tables_end_cell(&p->tables);
    else if (kind == GROUP)
        gireport__tables_group(&p->tables, 0);
    else if (kind == TABLE)
        fail(p, gireport__tables_end(&p->tables));
}

int gireport__blocks_html(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b)
{
    static const struct gireport__xml_events events = {on_start, on_end, on_text};
    struct page p = {.out = b, .data = data, .len = len, .line = 1, .column = 1};
    int status;

    gireport__tables_init(&p.tables, b, l);
    status = gireport__html_parse(data, len, l->depth, &events, &p);
    p.xml = NULL;
    if (status == GIREPORT_OK) {
        flush(&p);
        status = p.status != GIREPORT_OK ? p.status : gireport__tables_finish(&p.tables);
    }
    gireport__buf_free(&p.text);
    gireport__tables_free(&p.tables);
    return status;
}
