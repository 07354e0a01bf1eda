/* SPDX-License-Identifier: MIT */

/* DOCX: the report as offices print it, on A4. */

#include "docx.h"

#include <string.h>

#include "../base/text.h"
#include "chart.h"
#include "docx_parts.h"
#include "escape.h"

#define PUT(d, literal) GIREPORT__XML((d)->out, literal)
#define TITLE_COLUMNS 38 /* that fit in a line; a Chinese character takes two */
#define COUNT(array) (sizeof(array) / sizeof(*(array)))

void gireport__docx_run(struct gireport__out *out, const char *element, const char *properties, const char *s, size_t len)
{
    size_t n;

    GIREPORT__XML(out, "<w:r>");
    if (*properties) {
        GIREPORT__XML(out, "<w:rPr>");
        gireport__out_adds(out, properties);
        GIREPORT__XML(out, "</w:rPr>");
    }
    for (; len; s += n, len -= n) {
        for (n = 0; n < len && s[n] != '\n' && s[n] != '\t'; n++)
            ;
        if (n == 0) {
            gireport__out_adds(out, *s == '\n' ? "<w:br/>" : "<w:tab/>");
            n = 1;
            continue;
        }
        GIREPORT__XML(out, "<w:");
        gireport__out_adds(out, element);
        GIREPORT__XML(out, " xml:space=\"preserve\">");
        gireport__escape_html(out, s, n);
        GIREPORT__XML(out, "</w:");
        gireport__out_adds(out, element);
        GIREPORT__XML(out, ">");
    }
    GIREPORT__XML(out, "</w:r>");
}

static const char *word(const struct gireport__docx *d, enum gireport__phrase w)
{
    return gireport__phrase(d->o->lang, w);
}

static void paragraph(struct gireport__docx *d, const char *style, const char *s, size_t len)
{
    PUT(d, "<w:p><w:pPr><w:pStyle w:val=\"");
    gireport__out_adds(d->out, style);
    PUT(d, "\"/></w:pPr>");
    if (len)
        gireport__docx_run(d->out, "t", "", s, len);
    PUT(d, "</w:p>");
}

static void paragraphs(struct gireport__docx *d, const char *s)
{
    struct gireport__paragraph p;

    while (gireport__next_paragraph(&s, &p))
        paragraph(d, p.heading ? "Heading2" : "BodyText", p.text, p.len);
}

/* A title of one line that is longer than the page is wide breaks behind the name of the organ. */
static void title(struct gireport__docx *d)
{
    const char *s = gireport__shown_title(d->r, &d->scratch), *organ = d->r->texts[GIREPORT_TEXT_ORGAN].text;
    size_t len = strlen(s), n = organ ? strlen(organ) : 0;

    if (n && n < len && strncmp(s, organ, n) == 0 && gireport__width(s, len, 0) > TITLE_COLUMNS && !strchr(s, '\n')) {
        PUT(d, "<w:p><w:pPr><w:pStyle w:val=\"Title\"/></w:pPr>");
        gireport__docx_run(d->out, "t", "", s, n);
        PUT(d, "<w:r><w:br/></w:r>");
        gireport__docx_run(d->out, "t", "", s + n, len - n);
        PUT(d, "</w:p>");
    } else {
        paragraph(d, "Title", s, len);
    }
}

static void published(struct gireport__docx *d)
{
    const char *s = d->r->texts[GIREPORT_TEXT_PUBLISHED].text;

    if (!s || !*s)
        return;
    gireport__buf_clear(&d->scratch);
    gireport__buf_adds(&d->scratch, word(d, GIREPORT__PHRASE_PUBLISHED));
    gireport__buf_adds(&d->scratch, d->o->lang == GIREPORT_LANG_EN ? ": " : "：");
    gireport__buf_adds(&d->scratch, s);
    paragraph(d, "Date", gireport__buf_str(&d->scratch), d->scratch.len);
}

static void contact(struct gireport__docx *d)
{
    if (gireport__contact_line(d->r, d->o->lang, &d->scratch))
        paragraph(d, "BodyText", gireport__buf_str(&d->scratch), d->scratch.len);
}

static void part(struct gireport__docx *d, const struct gireport__part *p)
{
    int tables_only = (d->o->flags & GIREPORT_WRITE_TABLES) != 0;
    const char *s = p->text == GIREPORT__NONE ? NULL : d->r->texts[p->text].text;

    if (tables_only && p->table == GIREPORT__NONE)
        return;
    gireport__buf_clear(&d->scratch);
    gireport__buf_adds(&d->scratch, p->number);
    gireport__buf_adds(&d->scratch, "、");
    gireport__buf_adds(&d->scratch, p->label.text);
    paragraph(d, "Heading1", gireport__buf_str(&d->scratch), d->scratch.len);
    if (p->table != GIREPORT__NONE) {
        gireport__docx_table(d, p->table);
        paragraph(d, "Gap", "", 0);
        gireport__docx_charts(d, p->table);
    }
    if (p->text == GIREPORT__NONE || tables_only)
        return;
    if (s && *s)
        paragraphs(d, s);
    else
        paragraph(d, "BodyText", "", 0); /* where it is to be written */
}

static void body(struct gireport__docx *d)
{
    const char *preamble = d->r->texts[GIREPORT_TEXT_PREAMBLE].text;
    int tables_only = (d->o->flags & GIREPORT_WRITE_TABLES) != 0;
    uint32_t i;

    PUT(d, "<w:document " W " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body>");
    title(d);
    if (!tables_only) {
        published(d);
        paragraphs(d, preamble);
    }
    for (i = 0; i < d->r->tpl->n_parts && !d->failed; i++)
        part(d, &d->r->tpl->parts[i]);
    gireport__docx_extra(d);
    if (!tables_only && (!preamble || !*preamble))
        contact(d);
    gireport__out_adds(d->out, section);
    PUT(d, "</w:body></w:document>");
}

static void fixed_part(struct gireport__package *p, const char *name, const char *content)
{
    gireport__out_adds(gireport__package_part(p, name), content);
}

typedef const char *pair[2];

/* Relations and content types: the fixed ones, those of the charts, then that of the comments. */
static void names_of_parts(struct gireport__docx *d, struct gireport__package *p, size_t comments)
{
    size_t n = 0, i;
    pair *pairs = gireport__calloc(COUNT(types) + d->n_charts, sizeof(*pairs));

    if (!pairs) {
        d->failed = 1;
        return;
    }
    for (i = 0; i < GIREPORT__DOCX_FIXED_RELATIONS; i++)
        memcpy(pairs[n++], document_relations[i], sizeof(*pairs));
    for (i = 0; i < d->n_charts; i++) {
        pairs[n][0] = "/chart";
        pairs[n++][1] = d->chart_names[i].relation;
    }
    if (comments)
        memcpy(pairs[n++], document_relations[GIREPORT__DOCX_FIXED_RELATIONS], sizeof(*pairs));
    gireport__package_relations(p, "word/_rels/document.xml.rels", (const char *const(*)[2])pairs, n);
    n = 0;
    for (i = 0; i < COUNT(types) - 1 + comments; i++)
        memcpy(pairs[n++], types[i], sizeof(*pairs));
    for (i = 0; i < d->n_charts; i++) {
        pairs[n][0] = d->chart_names[i].type;
        pairs[n++][1] = "vnd.openxmlformats-officedocument.drawingml.chart+xml";
    }
    gireport__package_types(p, (const char *const(*)[2])pairs, n);
    gireport__free(pairs);
}

static void other_parts(struct gireport__docx *d, struct gireport__package *p)
{
    size_t comments = d->n_comments != 0;

    fixed_part(p, "word/styles.xml", styles);
    fixed_part(p, "word/fontTable.xml", font_table);
    fixed_part(p, "word/settings.xml", settings);
    fixed_part(p, "word/footer1.xml", footer_odd);
    fixed_part(p, "word/footer2.xml", footer_even);
    gireport__docx_chart_parts(d, p);
    if (comments) {
        struct gireport__out *out = gireport__package_part(p, "word/comments.xml");

        GIREPORT__XML(out, "<w:comments " W ">");
        gireport__out_add(out, gireport__buf_str(&d->comments), d->comments.len);
        GIREPORT__XML(out, "</w:comments>");
    }
    gireport__package_title(p, gireport__shown_title(d->r, &d->scratch));
    gireport__package_relations(p, "_rels/.rels", package_relations, COUNT(package_relations));
    names_of_parts(d, p, comments);
}

static void number_part(char *out, size_t size, const char *before, size_t n)
{
    struct gireport__buf b = {0};

    gireport__buf_adds(&b, before);
    gireport__buf_add_int(&b, (int64_t)n);
    gireport__buf_adds(&b, ".xml");
    if (b.len < size)
        memcpy(out, gireport__buf_str(&b), b.len + 1);
    gireport__buf_free(&b);
}

/* What charts need. GIREPORT_OK, _NOMEM. */
static int prepare_charts(struct gireport__docx *d)
{
    int rc;
    size_t i;

    if (!(d->o->flags & GIREPORT_WRITE_CHARTS))
        return GIREPORT_OK;
    rc = gireport__own_comparison(d->r, &d->own);
    if (rc != GIREPORT_OK)
        return rc;
    d->charts = gireport__calloc(d->own->n_parts + 1, sizeof(*d->charts));
    d->chart_names = gireport__calloc(d->own->n_parts + 1, sizeof(*d->chart_names));
    if (!d->charts || !d->chart_names)
        return GIREPORT_ERR_NOMEM;
    for (i = 0; i < d->own->n_parts; i++) {
        number_part(d->chart_names[i].part, sizeof(d->chart_names[i].part), "word/charts/chart", i + 1);
        number_part(d->chart_names[i].relation, sizeof(d->chart_names[i].relation), "charts/chart", i + 1);
        number_part(d->chart_names[i].type, sizeof(d->chart_names[i].type), "/word/charts/chart", i + 1);
        if (!*d->chart_names[i].part || !*d->chart_names[i].relation || !*d->chart_names[i].type)
            return GIREPORT_ERR_NOMEM;
    }
    return GIREPORT_OK;
}

int gireport__write_docx(const gireport_report *r, const gireport_write_options *o, struct gireport__out *out)
{
    struct gireport__docx d = {.r = r, .o = o};
    struct gireport__package p;
    int rc = gireport__package_begin(&p);

    if (rc == GIREPORT_OK)
        rc = gireport__marks_make(r, o, &d.marks);
    if (rc == GIREPORT_OK)
        rc = prepare_charts(&d);
    if (rc == GIREPORT_OK) {
        gireport__out_begin(&d.comment, gireport__out_to_buf, &d.comments);
        d.out = gireport__package_part(&p, "word/document.xml");
        body(&d);
        gireport__out_end(&d.comment);
        other_parts(&d, &p);
    }
    if (rc == GIREPORT_OK && (d.failed || d.scratch.failed || d.old.failed || d.comments.failed))
        rc = GIREPORT_ERR_NOMEM;
    if (p.status == GIREPORT_OK)
        p.status = rc;
    rc = gireport__package_end(&p, out);
    gireport__buf_free(&d.scratch);
    gireport__buf_free(&d.old);
    gireport__buf_free(&d.comments);
    gireport__marks_free(&d.marks);
    gireport_comparison_free(d.own);
    gireport__free(d.charts);
    gireport__free(d.chart_names);
    return rc;
}
