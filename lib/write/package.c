/* SPDX-License-Identifier: MIT */

#include "package.h"

#include <string.h>

#include "escape.h"

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"

int gireport__package_begin(struct gireport__package *p)
{
    memset(p, 0, sizeof(*p));
    p->status = gireport__zip_new(&p->zip);
    return p->status;
}

static void end_part(struct gireport__package *p)
{
    if (!p->name)
        return;
    gireport__out_end(&p->out);
    if (p->content.failed && p->status == GIREPORT_OK)
        p->status = GIREPORT_ERR_NOMEM;
    if (p->status == GIREPORT_OK)
        p->status = gireport__zip_add(p->zip, p->name, gireport__buf_str(&p->content), p->content.len);
    gireport__buf_clear(&p->content);
    p->name = NULL;
}

struct gireport__out *gireport__package_part(struct gireport__package *p, const char *name)
{
    end_part(p);
    p->name = name;
    gireport__out_begin(&p->out, gireport__out_to_buf, &p->content);
    GIREPORT__XML(&p->out, "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    return &p->out;
}

void gireport__package_types(struct gireport__package *p, const char *const (*types)[2], size_t n)
{
    struct gireport__out *out = gireport__package_part(p, "[Content_Types].xml");
    size_t i;

    GIREPORT__XML(out, "<Types xmlns=\"" PACKAGE "/content-types\">");
    for (i = 0; i < n; i++) {
        gireport__out_adds(out, *types[i][0] == '/' ? "<Override PartName=\"" : "<Default Extension=\"");
        gireport__out_adds(out, types[i][0]);
        GIREPORT__XML(out, "\" ContentType=\"application/");
        gireport__out_adds(out, types[i][1]);
        GIREPORT__XML(out, "\"/>");
    }
    GIREPORT__XML(out, "</Types>");
}

void gireport__package_relations(struct gireport__package *p, const char *name, const char *const (*relations)[2],
                                 size_t n)
{
    struct gireport__out *out = gireport__package_part(p, name);
    size_t i;

    GIREPORT__XML(out, "<Relationships xmlns=\"" PACKAGE "/relationships\">");
    for (i = 0; i < n; i++) {
        int core = strcmp(relations[i][0], "/metadata/core-properties") == 0;

        GIREPORT__XML(out, "<Relationship Id=\"rId");
        gireport__out_int(out, (int64_t)i + 1);
        GIREPORT__XML(out, "\" Type=\"");
        gireport__out_adds(out, core ? PACKAGE "/relationships" : OFFICE);
        gireport__out_adds(out, relations[i][0]);
        GIREPORT__XML(out, "\" Target=\"");
        gireport__out_adds(out, relations[i][1]);
        GIREPORT__XML(out, "\"/>");
    }
    GIREPORT__XML(out, "</Relationships>");
}

void gireport__package_title(struct gireport__package *p, const char *title)
{
    struct gireport__out *out = gireport__package_part(p, "docProps/core.xml");

    GIREPORT__XML(out, "<cp:coreProperties xmlns:cp=\"" PACKAGE "/metadata/core-properties\" "
                       "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");
    gireport__escape_html(out, title, strlen(title));
    GIREPORT__XML(out, "</dc:title><dc:creator>libgireport</dc:creator><dc:language>zh-CN</dc:language>"
                       "</cp:coreProperties>");
}

int gireport__package_end(struct gireport__package *p, struct gireport__out *to)
{
    char *data = NULL;
    size_t len = 0;
    int status;

    end_part(p);
    if (p->status == GIREPORT_OK)
        p->status = gireport__zip_finish(p->zip, &data, &len);
    if (p->status == GIREPORT_OK)
        gireport__out_add(to, data, len);
    status = p->status;
    gireport__free(data);
    gireport__zip_free(p->zip);
    gireport__buf_free(&p->content);
    memset(p, 0, sizeof(*p));
    return status;
}
