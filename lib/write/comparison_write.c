/* SPDX-License-Identifier: MIT */
/* The public way to write a comparison, and the charts of one report. */

#include "chart.h"
#include "comparison.h"
#include "page.h"
#include "summary.h"

#include "../base/options.h"

static int write_svg(const gireport_comparison *c, const gireport_comparison_write_options *o,
                     struct gireport__out *out)
{
    struct gireport__buf title = {0};
    int status;

    gireport__comparison_title(c, o->lang, &title);
    status = title.failed ? GIREPORT_ERR_NOMEM
                          : gireport__charts(out, c, o->chart, gireport__buf_str(&title), o->lang);
    gireport__buf_free(&title);
    return status;
}

/* By enum gireport_format; NULL: no comparison is written so. */
static const gireport__comparison_writer writers[] = {
    [GIREPORT_FORMAT_JSON] = gireport__comparison_json,
    [GIREPORT_FORMAT_CSV] = gireport__comparison_csv,
    [GIREPORT_FORMAT_TEXT] = gireport__comparison_text,
    [GIREPORT_FORMAT_MARKDOWN] = gireport__comparison_markdown,
    [GIREPORT_FORMAT_HTML] = gireport__comparison_html,
    [GIREPORT_FORMAT_XLSX] = gireport__comparison_xlsx,
    [GIREPORT_FORMAT_SVG] = write_svg,
};
#define N_WRITERS (sizeof writers / sizeof *writers)

int gireport_comparison_write_options_init(gireport_comparison_write_options *o, size_t size)
{
    return gireport__options_init(o, size, GIREPORT__COMPARISON_WRITE_V1);
}

int gireport_comparison_write(const gireport_comparison *c, const gireport_comparison_write_options *options,
                              gireport_write_fn write, void *userdata)
{
    const uint32_t known = GIREPORT_WRITE_FRAGMENT | GIREPORT_WRITE_BOM;
    gireport_comparison_write_options o;
    struct gireport__out out;
    int status, sent;

    if (c == NULL || write == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    status = gireport__options_take(&o, sizeof o, options, GIREPORT__COMPARISON_WRITE_V1);
    if (status != GIREPORT_OK)
        return status;
    if (o.format == GIREPORT_FORMAT_AUTO)
        o.format = GIREPORT_FORMAT_TEXT;
    if (o.format > gireport_format_count() || (o.flags & ~known) != 0 || o.lang > GIREPORT_LANG_EN ||
        o.ambiguous_wide > 1 || (o.findings == NULL && o.n_findings > 0))
        return GIREPORT_ERR_INVALID_ARG;
    if (o.format >= N_WRITERS || writers[o.format] == NULL)
        return GIREPORT_ERR_UNSUPPORTED;
    gireport__out_begin(&out, write, userdata);
    status = writers[o.format](c, &o, &out);
    sent = gireport__out_end(&out);
    return status != GIREPORT_OK ? status : sent;
}

static const struct gireport__compared_part *chart_at(const gireport_comparison *c, size_t i)
{
    for (size_t k = 0; c != NULL && k < c->n_parts; k++)
        if (gireport__has_chart(c, &c->parts[k]) && i-- == 0)
            return &c->parts[k];
    return NULL;
}

size_t gireport_comparison_chart_count(const gireport_comparison *c)
{
    size_t n = 0;

    while (chart_at(c, n) != NULL)
        n++;
    return n;
}

const char *gireport_comparison_chart_key(const gireport_comparison *c, size_t i)
{
    const struct gireport__compared_part *p = chart_at(c, i);

    return p != NULL ? p->key : NULL;
}

int gireport__write_svg(const gireport_report *r, const gireport_write_options *o, struct gireport__out *out)
{
    struct gireport__buf title = {0};
    gireport_comparison *c;
    int status;

    if (o->flags & GIREPORT_WRITE_SUMMARY)
        return gireport__summary_svg(r, o, out);
    status = gireport__own_comparison(r, &c);

    if (status == GIREPORT_OK)
        status = gireport__charts(out, c, NULL, gireport__shown_title(r, &title), o->lang);
    if (status == GIREPORT_OK && title.failed)
        status = GIREPORT_ERR_NOMEM;
    gireport_comparison_free(c);
    gireport__buf_free(&title);
    return status;
}
