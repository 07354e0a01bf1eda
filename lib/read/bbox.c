/* SPDX-License-Identifier: MIT */
/* The output of `pdftotext -bbox-layout` to blocks: words with their boxes. It says it is XHTML, but titles and
 * words may hold characters that XML does not allow, so it is read as HTML. The title of a PDF is what some program
 * made of it, seldom that of the report: it is left alone. */
#include "geometry.h"

#include "../base/text.h"
#include "../base/xml.h"

#include <string.h>

struct boxes {
    struct gireport__blocks *out;
    struct gireport__geometry g;
    struct gireport__xml *xml;
    struct gireport__buf text;
    struct gireport__word word; /* that is open */
    int in_word;
    int status;
};

static void fail(struct boxes *b, int status)
{
    if (status == GIREPORT_OK || b->status != GIREPORT_OK)
        return;
    b->status = status;
    gireport__xml_stop(b->xml, status);
}

static int32_t attribute(const struct boxes *b, const char *name)
{
    size_t len;
    const char *s = gireport__xml_attribute(b->xml, name, &len);

    return s ? gireport__geometry_number(s, len) : 0;
}

static void on_start(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct boxes *b = context;

    (void)space;
    b->xml = x;
    if (!strcmp(name, "word")) {
        b->word.x0 = attribute(b, "xmin");
        b->word.x1 = attribute(b, "xmax");
        b->word.y0 = attribute(b, "ymin");
        b->word.y1 = attribute(b, "ymax");
        b->in_word = 1;
        gireport__buf_clear(&b->text);
    } else if (!strcmp(name, "page")) {
        fail(b, gireport__geometry_page(&b->g, attribute(b, "width"), attribute(b, "height")));
    }
}

static void on_end(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct boxes *b = context;

    (void)space;
    b->xml = x;
    if (b->text.failed)
        fail(b, GIREPORT_ERR_NOMEM);
    if (!strcmp(name, "word") && b->in_word) {
        b->word.text = gireport__buf_str(&b->text);
        b->word.len = b->text.len;
        fail(b, gireport__geometry_word(&b->g, &b->word));
        b->in_word = 0;
    }
}

static void on_text(void *context, struct gireport__xml *x, const char *s, size_t len)
{
    struct boxes *b = context;

    (void)x;
    if (b->in_word)
        gireport__buf_add(&b->text, s, len);
}

int gireport__blocks_bbox(const char *data, size_t len, const struct gireport__limits *l, struct gireport__blocks *b)
{
    static const struct gireport__xml_events events = {on_start, on_end, on_text};
    struct boxes boxes = {.out = b};
    int status;

    gireport__geometry_init(&boxes.g, b, l);
    status = gireport__html_parse(data, len, l->depth, &events, &boxes);
    if (status == GIREPORT_OK)
        status = gireport__geometry_finish(&boxes.g);
    gireport__buf_free(&boxes.text);
    gireport__geometry_free(&boxes.g);
    return status;
}
