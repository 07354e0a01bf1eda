/* SPDX-License-Identifier: MIT */
#include "ooxml.h"

#include "../base/text.h"

#include <string.h>

/* Parts of text are small; a package in which they unpack to more than this many times the limit is refused. */
#define UNPACK_FACTOR 4u

int gireport__ooxml_part(struct gireport__ooxml *o, const char *name, const struct gireport__xml_events *events,
                         void *context)
{
    char *data;
    size_t len;
    int status = gireport__zip_read(o->zip, name, o->left, &data, &len);

    if (status != GIREPORT_OK)
        return status;
    o->left -= len;
    status = gireport__xml_parse(data, len, 0, events, context);
    gireport__free(data);
    return status;
}

/* --- relations ---------------------------------------------------------------------------------------------- */

struct search {
    const char *id, *type;
    struct gireport__buf *target;
    int found;
};

static int ends_with(const char *s, size_t len, const char *end)
{
    size_t n = strlen(end);

    return len >= n && !memcmp(s + len - n, end, n);
}

static void on_relation(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct search *search = context;
    size_t id_len, type_len, len;
    const char *id, *type, *target;

    (void)space;
    if (search->found || strcmp(name, "Relationship"))
        return;
    id = gireport__xml_attribute(x, "Id", &id_len);
    type = gireport__xml_attribute(x, "Type", &type_len);
    target = gireport__xml_attribute(x, "Target", &len);
    if (!id || !type || !target || gireport__xml_attribute_is(x, "TargetMode", "external"))
        return;
    if (search->id && (id_len != strlen(search->id) || memcmp(id, search->id, id_len)))
        return;
    if (search->type && !ends_with(type, type_len, search->type))
        return;
    gireport__buf_add(search->target, target, len);
    search->found = 1;
}

/* Makes a target absolute: relative ones count from the folder of the part. Absolute ones lose their slash. */
static void resolve(struct gireport__buf *target, const char *from)
{
    const char *slash = from ? strrchr(from, '/') : NULL;
    struct gireport__buf name = {0};
    const char *s = gireport__buf_str(target);
    size_t folder = slash ? (size_t)(slash - from) : 0;

    if (*s != '/' && slash) {
        while (!strncmp(s, "../", 3)) {
            s += 3;
            while (folder > 0 && from[--folder] != '/')
                ;
        }
        gireport__buf_add(&name, from, folder);
        if (folder > 0)
            gireport__buf_addc(&name, '/');
    }
    gireport__buf_adds(&name, *s == '/' ? s + 1 : s);
    gireport__buf_replace(target, &name);
}

int gireport__ooxml_related(struct gireport__ooxml *o, const char *from, const char *id, const char *type,
                            struct gireport__buf *target)
{
    static const struct gireport__xml_events events = {on_relation, NULL, NULL};
    struct search search = {.id = id, .type = type, .target = target};
    struct gireport__buf rels = {0};
    const char *slash = from ? strrchr(from, '/') : NULL;
    int status = GIREPORT_ERR_NOMEM;

    gireport__buf_clear(target);
    if (slash)
        gireport__buf_add(&rels, from, (size_t)(slash - from) + 1);
    gireport__buf_adds(&rels, "_rels/");
    gireport__buf_adds(&rels, slash ? slash + 1 : from ? from : "");
    gireport__buf_adds(&rels, ".rels");
    if (!rels.failed)
        status = gireport__ooxml_part(o, rels.data, &events, &search);
    gireport__buf_free(&rels);
    if (status == GIREPORT_OK && !search.found)
        status = GIREPORT_ERR_NOT_FOUND;
    if (status == GIREPORT_OK) {
        resolve(target, from);
        status = target->failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
    }
    return status;
}

/* --- the package -------------------------------------------------------------------------------------------- */

int gireport__ooxml_open(struct gireport__ooxml *o, const char *data, size_t len, const struct gireport__limits *l)
{
    int status;

    memset(o, 0, sizeof *o);
    o->limits = l;
    o->left = l->bytes < SIZE_MAX / UNPACK_FACTOR ? l->bytes * UNPACK_FACTOR : SIZE_MAX;
    status = gireport__zip_open(data, len, &o->zip);
    if (status == GIREPORT_OK)
        status = gireport__ooxml_related(o, NULL, NULL, "/officeDocument", &o->main);
    if (status == GIREPORT_ERR_NOT_FOUND)
        status = GIREPORT_ERR_SYNTAX;
    if (status != GIREPORT_OK)
        gireport__ooxml_close(o);
    return status;
}

void gireport__ooxml_close(struct gireport__ooxml *o)
{
    gireport__zip_free(o->zip);
    gireport__buf_free(&o->main);
    o->zip = NULL;
}

/* --- properties --------------------------------------------------------------------------------------------- */

struct property {
    struct gireport__buf text;
    int in;
};

static void property_start(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    (void)x, (void)space;
    ((struct property *)context)->in = !strcmp(name, "title");
}

static void property_end(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    (void)x, (void)name, (void)space;
    ((struct property *)context)->in = 0;
}

static void property_text(void *context, struct gireport__xml *x, const char *s, size_t len)
{
    struct property *p = context;

    (void)x;
    if (p->in && p->text.len + len < 4096)
        gireport__buf_add(&p->text, s, len);
}

int gireport__ooxml_title(struct gireport__ooxml *o, struct gireport__blocks *b)
{
    static const struct gireport__xml_events events = {property_start, property_end, property_text};
    struct property p = {0};
    struct gireport__buf name = {0};
    const char *s;
    size_t len;
    int status = gireport__ooxml_related(o, NULL, NULL, "/core-properties", &name);

    if (status == GIREPORT_OK)
        status = gireport__ooxml_part(o, name.data, &events, &p);
    s = gireport__buf_str(&p.text);
    len = p.text.len;
    gireport__trim(&s, &len);
    if (status == GIREPORT_OK && len > 0) {
        b->title = gireport__arena_strndup(&b->arena, s, len);
        status = b->title ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
    }
    gireport__buf_free(&p.text);
    gireport__buf_free(&name);
    /* A document without properties, or with broken ones, is a document. */
    return status == GIREPORT_ERR_NOMEM ? status : GIREPORT_OK;
}
