/* SPDX-License-Identifier: MIT */
/* Charts of a DOCX report: bars that an office program draws itself, from the numbers that stand in the
 * chart. */

#include <string.h>

#include "../base/num.h"
#include "chart.h"
#include "docx.h"
#include "escape.h"
#include "pen.h"

#define PUT(out, literal) GIREPORT__XML(out, literal)
#define CM                360000 /* units of a drawing */
#define WIDTH             (15 * CM)
#define BAR               (CM * 7 / 10)
#define AROUND            (2 * CM) /* title and axis */

static void text(struct gireport__out *out, const char *s)
{
    gireport__escape_html(out, s, strlen(s));
}

/* ---- in the document ---- */

static void place(struct gireport__docx *d, const struct gireport__compared_part *p, size_t n)
{
    const char *title = d->o->lang == GIREPORT_LANG_EN ? p->title.en : p->title.zh;

    PUT(d->out,
        "<w:p><w:pPr><w:pStyle w:val=\"Cell\"/></w:pPr><w:r><w:drawing><wp:inline xmlns:wp=\"http://schemas."
        "openxmlformats.org/drawingml/2006/wordprocessingDrawing\" distT=\"0\" distB=\"0\" distL=\"0\""
        " distR=\"0\"><wp:extent cx=\"");
    gireport__out_int(d->out, WIDTH);
    PUT(d->out, "\" cy=\"");
    gireport__out_int(d->out, AROUND + (int64_t)p->n * BAR);
    PUT(d->out, "\"/><wp:docPr id=\"");
    gireport__out_int(d->out, (int64_t)n);
    PUT(d->out, "\" name=\"chart ");
    gireport__out_int(d->out, (int64_t)n);
    PUT(d->out, "\" descr=\"");
    text(d->out, title != NULL ? title : "");
    PUT(d->out,
        "\"/><wp:cNvGraphicFramePr/><a:graphic "
        "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
        "<a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart xmlns:c=\""
        "http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"rId");
    gireport__out_int(d->out, (int64_t)(GIREPORT__DOCX_FIXED_RELATIONS + n));
    PUT(d->out, "\"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>");
}

void gireport__docx_charts(struct gireport__docx *d, uint32_t table)
{
    for (size_t i = 0; d->own != NULL && i < d->own->n_parts; i++) {
        if (!gireport__chart_of_table(d->own, i, d->r->tpl, table))
            continue;
        d->charts[d->n_charts++] = (uint32_t)i;
        place(d, &d->own->parts[i], d->n_charts);
    }
}

/* ---- the part of a chart ---- */

static void paragraph(struct gireport__out *out, const char *size, const char *colour, const char *s)
{
    PUT(out, "<a:p><a:pPr><a:defRPr/></a:pPr><a:r><a:rPr lang=\"zh-CN\" sz=\"");
    gireport__out_adds(out, size);
    PUT(out, "\" b=\"1\"><a:solidFill><a:srgbClr val=\"");
    gireport__out_adds(out, colour);
    PUT(out, "\"/></a:solidFill></a:rPr><a:t>");
    text(out, s);
    PUT(out, "</a:t></a:r></a:p>");
}

static void title(const struct gireport__pen *k, struct gireport__out *out, struct gireport__buf *b)
{
    PUT(out, "<c:title><c:tx><c:rich><a:bodyPr/>");
    paragraph(out, "1200", "222222", gireport__pen_text(k, &k->p->title));
    if (gireport__pen_mismatch(k, 0, b))
        paragraph(out, "900", "B3150C", gireport__buf_str(b));
    PUT(out, "</c:rich></c:tx><c:overlay val=\"0\"/></c:title><c:autoTitleDeleted val=\"0\"/>");
}

/* The label of a bar, with its share where the parts are of one whole. */
static void category(const struct gireport__pen *k, uint32_t i, struct gireport__buf *b)
{
    const struct gireport__datum *d = gireport__pen_datum(k, i, 0);

    gireport__buf_clear(b);
    gireport__buf_adds(b, gireport__pen_text(k, &gireport__pen_row(k, i)->label));
    if (d->state != GIREPORT_STATE_VALUE) {
        gireport__buf_adds(b, gireport__pen_word(k, "（未知）", " (unknown)"));
    } else if (k->p->parts && (d->has & GIREPORT__HAS_SHARE)) {
        gireport__buf_adds(b, " ");
        gireport__pen_percent(b, d->share);
    }
}

static void points(const struct gireport__pen *k, struct gireport__out *out, struct gireport__buf *b,
                   int values)
{
    int shares = !k->p->parts && gireport__pen_row(k, 0)->share;

    PUT(out, "<c:ptCount val=\"");
    gireport__out_int(out, k->p->n);
    PUT(out, "\"/>");
    for (uint32_t i = 0; i < k->p->n; i++) {
        int64_t length = gireport__pen_length(k, i, 0);

        if (values && length < 0)
            continue;
        PUT(out, "<c:pt idx=\"");
        gireport__out_int(out, i);
        PUT(out, "\"><c:v>");
        if (values) {
            gireport__buf_clear(b);
            gireport__num_format(b, length, shares ? 2 : 0, 0);
        } else {
            category(k, i, b);
        }
        text(out, gireport__buf_str(b));
        PUT(out, "</c:v></c:pt>");
    }
}

static void series(const struct gireport__pen *k, struct gireport__out *out, struct gireport__buf *b)
{
    int shares = !k->p->parts && gireport__pen_row(k, 0)->share;

    PUT(out, "<c:ser><c:idx val=\"0\"/><c:order val=\"0\"/><c:spPr><a:solidFill><a:srgbClr "
             "val=\"0072B2\"/></a:solidFill>"
             "</c:spPr><c:invertIfNegative val=\"0\"/><c:dLbls><c:numFmt formatCode=\"");
    text(out, shares ? "0.00\"%\"" : "0");
    if (!shares && *k->p->unit != '\0') {
        PUT(out, "&quot;");
        text(out, k->p->unit);
        PUT(out, "&quot;");
    }
    PUT(out,
        "\" sourceLinked=\"0\"/><c:showLegendKey val=\"0\"/><c:showVal val=\"1\"/><c:showCatName val=\"0\"/>"
        "<c:showSerName val=\"0\"/><c:showPercent val=\"0\"/><c:showBubbleSize "
        "val=\"0\"/></c:dLbls><c:cat><c:strLit>");
    points(k, out, b, 0);
    PUT(out, "</c:strLit></c:cat><c:val><c:numLit><c:formatCode>General</c:formatCode>");
    points(k, out, b, 1);
    PUT(out, "</c:numLit></c:val></c:ser>");
}

static void chart_part(const struct gireport__pen *k, struct gireport__out *out, struct gireport__buf *b)
{
    PUT(out, "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\""
             " xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><c:roundedCorners "
             "val=\"0\"/><c:chart>");
    title(k, out, b);
    PUT(out, "<c:plotArea><c:layout/><c:barChart><c:barDir val=\"bar\"/><c:grouping val=\"clustered\"/>"
             "<c:varyColors val=\"0\"/>");
    series(k, out, b);
    PUT(out,
        "<c:gapWidth val=\"50\"/><c:axId val=\"1\"/><c:axId val=\"2\"/></c:barChart>"
        "<c:catAx><c:axId val=\"1\"/><c:scaling><c:orientation val=\"maxMin\"/></c:scaling><c:delete "
        "val=\"0\"/>"
        "<c:axPos val=\"l\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/><c:majorTickMark "
        "val=\"none\"/>"
        "<c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/><c:crossAx val=\"2\"/></c:catAx>"
        "<c:valAx><c:axId val=\"2\"/><c:scaling><c:orientation val=\"minMax\"/><c:min val=\"0\"/></c:scaling>"
        "<c:delete val=\"1\"/><c:axPos val=\"t\"/><c:numFmt formatCode=\"General\" sourceLinked=\"0\"/>"
        "<c:majorTickMark val=\"none\"/><c:minorTickMark val=\"none\"/><c:tickLblPos val=\"nextTo\"/>"
        "<c:crossAx val=\"1\"/></c:valAx></c:plotArea><c:plotVisOnly val=\"1\"/></c:chart></c:chartSpace>");
}

void gireport__docx_chart_parts(struct gireport__docx *d, struct gireport__package *p)
{
    for (size_t i = 0; i < d->n_charts; i++) {
        struct gireport__pen k = {.c = d->own, .p = &d->own->parts[d->charts[i]], .lang = d->o->lang};

        chart_part(&k, gireport__package_part(p, d->chart_names[i].part), &d->scratch);
    }
}
