/* SPDX-License-Identifier: MIT */
#include "xml.h"

#include "config.h"

#include <string.h>

#define DEFAULT_DEPTH 1024u

#if HAVE_DOCUMENTS

#include <limits.h>

#include <libxml/HTMLparser.h>
#include <libxml/parser.h>
#include <libxml/parserInternals.h>

/* libxml2 compares each attribute with all before it, so their number must be bounded before it sees them. */
#define MAX_ATTRIBUTES 128u
#define BIG_PAGE ((size_t)1 << 20)

struct gireport__xml {
    const struct gireport__xml_events *events;
    void *context;
    xmlParserCtxtPtr parser;
    const xmlChar **attributes; /* of the element that starts */
    int n_attributes;           /* XML: five pointers each; HTML: -1, pairs up to NULL */
    uint32_t depth, max_depth;
    int status;
    const xmlChar *at; /* of the last error */
    uint32_t stood;    /* how many were there before it */
};

void gireport__xml_stop(struct gireport__xml *x, int status)
{
    if (x->status == GIREPORT_OK)
        x->status = status;
    xmlStopParser(x->parser);
}

size_t gireport__xml_offset(const struct gireport__xml *x)
{
    long n = xmlByteConsumed(x->parser);

    return n > 0 ? (size_t)n : 0;
}

/* --- attributes --------------------------------------------------------------------------------------------- */

const char *gireport__xml_attribute(const struct gireport__xml *x, const char *name, size_t *len)
{
    const xmlChar **a = x->attributes;

    *len = 0;
    if (a && x->n_attributes < 0) {
        for (; a[0]; a += 2)
            if (!strcmp((const char *)a[0], name)) {
                const char *value = a[1] ? (const char *)a[1] : "";
                *len = strlen(value);
                return value;
            }
    } else if (a) {
        for (int i = 0; i < x->n_attributes; i++, a += 5)
            if (!strcmp((const char *)a[0], name)) {
                *len = (size_t)(a[4] - a[3]);
                return (const char *)a[3];
            }
    }
    return NULL;
}

/* --- events ------------------------------------------------------------------------------------------------- */

static void enter(struct gireport__xml *x, const char *name, const char *space)
{
    if (x->status != GIREPORT_OK)
        return;
    if (++x->depth > x->max_depth)
        gireport__xml_stop(x, GIREPORT_ERR_LIMIT);
    else if (x->events->start)
        x->events->start(x->context, x, name, space);
    x->attributes = NULL;
}

static void leave(struct gireport__xml *x, const char *name, const char *space)
{
    if (x->status != GIREPORT_OK)
        return;
    if (x->depth > 0)
        x->depth--;
    if (x->events->end)
        x->events->end(x->context, x, name, space);
}

static void html_start(void *user, const xmlChar *name, const xmlChar **attributes)
{
    struct gireport__xml *x = ((xmlParserCtxtPtr)user)->_private;

    x->attributes = attributes;
    x->n_attributes = -1;
    enter(x, (const char *)name, NULL);
}

static void html_end(void *user, const xmlChar *name)
{
    leave(((xmlParserCtxtPtr)user)->_private, (const char *)name, NULL);
}

static void xml_start(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
                      const xmlChar **spaces, int n_attributes, int n_defaulted, const xmlChar **attributes)
{
    struct gireport__xml *x = ((xmlParserCtxtPtr)user)->_private;

    (void)prefix, (void)n_spaces, (void)spaces, (void)n_defaulted;
    x->attributes = attributes;
    x->n_attributes = n_attributes;
    enter(x, (const char *)name, (const char *)uri);
}

static void xml_end(void *user, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
    (void)prefix;
    leave(((xmlParserCtxtPtr)user)->_private, (const char *)name, (const char *)uri);
}

static void characters(void *user, const xmlChar *s, int len)
{
    struct gireport__xml *x = ((xmlParserCtxtPtr)user)->_private;

    if (x->status == GIREPORT_OK && x->events->text && len > 0)
        x->events->text(x->context, x, (const char *)s, (size_t)len);
}

/* A document type with declarations of its own has no place in what we read, and is how entity bombs begin. */
static void entity_declared(void *user, const xmlChar *name, int type, const xmlChar *public_id,
                            const xmlChar *system_id, xmlChar *content)
{
    (void)name, (void)type, (void)public_id, (void)system_id, (void)content;
    gireport__xml_stop(((xmlParserCtxtPtr)user)->_private, GIREPORT_ERR_SYNTAX);
}

/* --- what must be refused before libxml2 sees it -------------------------------------------------------------- */

static int blank(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* As the parser of HTML takes names of attributes. */
static int html_name(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ':' || c == '_' || c == '.';
}

static const char *skip_blanks(const char *p, const char *end)
{
    while (p < end && blank(*p))
        p++;
    return p;
}

/* From after the "=" of an attribute to the end of its value. */
static const char *skip_value(const char *p, const char *end)
{
    p = skip_blanks(p, end);
    if (p < end && (*p == '"' || *p == '\'')) {
        const char *q = memchr(p + 1, *p, (size_t)(end - p - 1));
        return q ? q + 1 : end;
    }
    while (p < end && *p != '>' && !blank(*p))
        p++;
    return p;
}

/* Counts the attributes of the tag at p ('<' and a name), as the parsers of libxml2 take them apart. Returns where
 * it stopped. */
static const char *count_attributes(const char *p, const char *end, int html, uint32_t *count)
{
    while (p < end && !blank(*p) && *p != '>')
        p++;
    for (*count = 0; *count <= MAX_ATTRIBUTES;) {
        const char *name;

        p = skip_blanks(p, end);
        if (p == end || *p == '>')
            break;
        name = p;
        while (p < end && !blank(*p) && *p != '>' && *p != '=')
            p++;
        if (html && !html_name(*name)) {
            while (p < end && !blank(*p) && *p != '>')
                p++;
            continue;
        }
        ++*count;
        p = skip_blanks(p, end);
        if (p < end && *p == '=')
            p = skip_value(p + 1, end);
    }
    return p;
}

/* Every '<' is tried by itself, so that nothing can be hidden in a comment or a quoted value that the parser would
 * see otherwise; the work of that is bounded too. */
static int tags_bounded(const char *data, size_t len, int html)
{
    const char *end = data + len;
    size_t work = 0;

    for (const char *p = data; p < end && (p = memchr(p, '<', (size_t)(end - p))) != NULL; p++) {
        uint32_t count;

        if (p + 1 == end || p[1] == '/' || p[1] == '!' || p[1] == '?' || blank(p[1]) || p[1] == '<')
            continue;
        work += (size_t)(count_attributes(p + 1, end, html, &count) - p);
        if (count > MAX_ATTRIBUTES || work / 4 > len)
            return 0;
    }
    return 1;
}

/* --- parsing ------------------------------------------------------------------------------------------------ */

/* Errors that are told before the parser has gone on by a byte, until it is stopped. */
#define STANDSTILL 1000u

/* Nothing is printed. Where memory is short, the parser of HTML of libxml2 2.9 takes the name of a tag for none, and
 * looks at it again without end; all that is seen of it are its errors. */
static void quiet(void *user, xmlErrorPtr error)
{
    struct gireport__xml *x = user;
    const xmlChar *at = x->parser && x->parser->input ? x->parser->input->cur : NULL;

    if (error && error->code == XML_ERR_NO_MEMORY)
        x->status = x->status != GIREPORT_OK ? x->status : GIREPORT_ERR_NOMEM;
    x->stood = at && at == x->at ? x->stood + 1 : 0;
    x->at = at;
    if (at && (x->status == GIREPORT_ERR_NOMEM || x->stood > STANDSTILL))
        gireport__xml_stop(x, GIREPORT_ERR_NOMEM);
}

static void set_up(struct gireport__xml *x, int html)
{
    xmlSAXHandlerPtr sax = x->parser->sax;

    memset(sax, 0, sizeof *sax);
    if (html) {
        sax->startElement = html_start;
        sax->endElement = html_end;
        sax->initialized = 1;
    } else {
        sax->startElementNs = xml_start;
        sax->endElementNs = xml_end;
        sax->entityDecl = entity_declared;
        sax->initialized = XML_SAX2_MAGIC;
    }
    sax->characters = characters;
    sax->ignorableWhitespace = characters;
    x->parser->_private = x;
}

struct rest { const char *data; size_t len; };

static int take_rest(void *context, char *to, int room)
{
    struct rest *rest = context;
    size_t n = rest->len < (size_t)room ? rest->len : (size_t)room;

    memcpy(to, rest->data, n);
    rest->data += n;
    rest->len -= n;
    return (int)n;
}

/* A parser over the data. A big page is taken in pieces, so that it is not held twice; a small one at once, which is
 * faster. */
static xmlParserCtxtPtr html_parser(struct rest *rest)
{
    xmlParserCtxtPtr parser;
    xmlParserInputBufferPtr buffer;
    xmlParserInputPtr input;

    parser = htmlNewParserCtxt(); /* htmlCreateMemoryParserCtxt() of 2.9 leaks it where memory is short */
    if (parser && rest->len < BIG_PAGE)
        buffer = xmlParserInputBufferCreateMem(rest->data, (int)rest->len, XML_CHAR_ENCODING_NONE);
    else
        buffer = parser ? xmlParserInputBufferCreateIO(take_rest, NULL, rest, XML_CHAR_ENCODING_NONE) : NULL;
    input = buffer ? xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE) : NULL;
    if (input && inputPush(parser, input) >= 0)
        return parser;
    if (buffer && !input)
        xmlFreeParserInputBuffer(buffer);
    if (parser)
        htmlFreeParserCtxt(parser);
    return NULL;
}

static int run(struct gireport__xml *x, const char *data, size_t len, int html)
{
    struct rest rest = {data, len};
    int bad;

    if (len > INT_MAX || !tags_bounded(data, len, html))
        return GIREPORT_ERR_LIMIT;
    x->parser = html ? html_parser(&rest) : xmlCreateMemoryParserCtxt(data, (int)len);
    if (!x->parser)
        return GIREPORT_ERR_NOMEM;
    set_up(x, html);
    if (html) {
        htmlCtxtUseOptions(x->parser, HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                                          HTML_PARSE_IGNORE_ENC);
        xmlSwitchEncoding(x->parser, XML_CHAR_ENCODING_UTF8);
        htmlParseDocument(x->parser);
    } else {
        xmlCtxtUseOptions(x->parser, XML_PARSE_NOERROR | XML_PARSE_NOWARNING | XML_PARSE_NONET | XML_PARSE_HUGE |
                                         XML_PARSE_NOCDATA);
        xmlParseDocument(x->parser);
    }
    bad = x->parser->errNo == XML_ERR_NO_MEMORY ? GIREPORT_ERR_NOMEM
        : !html && !x->parser->wellFormed       ? GIREPORT_ERR_SYNTAX
                                                : GIREPORT_OK;
    if (x->parser->myDoc) /* of the entities, where the parser was stopped among them */
        xmlFreeDoc(x->parser->myDoc);
    x->parser->myDoc = NULL;
    htmlFreeParserCtxt(x->parser);
    return x->status != GIREPORT_OK ? x->status : bad;
}

static int parse(const char *data, size_t len, uint32_t max_depth, const struct gireport__xml_events *events,
                 void *context, int html)
{
    struct gireport__xml x = {.events = events, .context = context,
                              .max_depth = max_depth ? max_depth : DEFAULT_DEPTH};
    xmlStructuredErrorFunc said;
    void *said_context;
    int status;

    if (len == 0)
        return html ? GIREPORT_OK : GIREPORT_ERR_SYNTAX;
    /* These are of the thread; what the caller had set is put back. */
    xmlInitParser();
    said = xmlStructuredError;
    said_context = xmlStructuredErrorContext;
    xmlSetStructuredErrorFunc(&x, quiet);
    status = run(&x, data, len, html);
    xmlSetStructuredErrorFunc(said_context, said);
    return status;
}

int gireport__html_parse(const char *data, size_t len, uint32_t max_depth,
                         const struct gireport__xml_events *events, void *context)
{
    return parse(data, len, max_depth, events, context, 1);
}

int gireport__xml_parse(const char *data, size_t len, uint32_t max_depth,
                        const struct gireport__xml_events *events, void *context)
{
    return parse(data, len, max_depth, events, context, 0);
}

#else /* !HAVE_DOCUMENTS */

int gireport__html_parse(const char *data, size_t len, uint32_t max_depth,
                         const struct gireport__xml_events *events, void *context)
{
    (void)data, (void)len, (void)max_depth, (void)events, (void)context;
    return GIREPORT_ERR_UNSUPPORTED;
}

int gireport__xml_parse(const char *data, size_t len, uint32_t max_depth,
                        const struct gireport__xml_events *events, void *context)
{
    (void)data, (void)len, (void)max_depth, (void)events, (void)context;
    return GIREPORT_ERR_UNSUPPORTED;
}

const char *gireport__xml_attribute(const struct gireport__xml *x, const char *name, size_t *len)
{
    (void)x, (void)name;
    *len = 0;
    return NULL;
}

size_t gireport__xml_offset(const struct gireport__xml *x)
{
    (void)x;
    return 0;
}

void gireport__xml_stop(struct gireport__xml *x, int status)
{
    (void)x, (void)status;
}

#endif

/* --- shared ------------------------------------------------------------------------------------------------- */

int gireport__xml_attribute_is(const struct gireport__xml *x, const char *name, const char *value)
{
    size_t len, i;
    const char *s = gireport__xml_attribute(x, name, &len);

    if (!s || len != strlen(value))
        return 0;
    for (i = 0; i < len; i++) {
        char c = s[i];
        if (c >= 'A' && c <= 'Z')
            c = (char)(c - 'A' + 'a');
        if (c != value[i])
            return 0;
    }
    return 1;
}

uint32_t gireport__xml_attribute_number(const struct gireport__xml *x, const char *name, uint32_t fallback)
{
    size_t len, i = 0;
    const char *s = gireport__xml_attribute(x, name, &len);
    uint64_t n = 0;

    while (s && i < len && (s[i] == ' ' || s[i] == '\t' || s[i] == '\n' || s[i] == '\r'))
        i++;
    if (!s || i == len || s[i] < '0' || s[i] > '9')
        return fallback;
    for (; i < len && s[i] >= '0' && s[i] <= '9'; i++)
        if (n < UINT32_MAX)
            n = n * 10 + (uint64_t)(s[i] - '0');
    return n < UINT32_MAX ? (uint32_t)n : UINT32_MAX;
}
