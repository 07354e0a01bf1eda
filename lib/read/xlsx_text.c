/* SPDX-License-Identifier: MIT */
#include "xlsx_text.h"

#include "../base/text.h"

#include <stdlib.h>
#include <string.h>

/* --- formats ------------------------------------------------------------------------------------------------ */

static void add_plus(struct gireport__xlsx_formats *f, uint32_t id)
{
    void *ids = f->plus_ids;

    if (!gireport__grow(&ids, &f->plus_capacity, f->n_plus, sizeof *f->plus_ids)) {
        f->status = GIREPORT_ERR_NOMEM;
        return;
    }
    f->plus_ids = ids;
    f->plus_ids[f->n_plus++] = id;
}

static void add_format(struct gireport__xlsx_formats *f, uint32_t id)
{
    void *plus = f->plus;
    uint8_t found = 0;

    if (!gireport__grow(&plus, &f->capacity, f->n, sizeof *f->plus)) {
        f->status = GIREPORT_ERR_NOMEM;
        return;
    }
    f->plus = plus;
    for (size_t i = 0; i < f->n_plus && i < 64; i++)
        found |= f->plus_ids[i] == id;
    f->plus[f->n++] = found;
}

static void formats_start(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct gireport__xlsx_formats *f = context;
    size_t len;
    const char *code;

    (void)space;
    if (!strcmp(name, "numFmt")) {
        code = gireport__xml_attribute(x, "formatCode", &len);
        if (code && len > 0 && *code == '+')
            add_plus(f, gireport__xml_attribute_number(x, "numFmtId", 0));
    } else if (!strcmp(name, "cellXfs")) {
        f->in_cells = 1;
    } else if (f->in_cells && !strcmp(name, "xf")) {
        add_format(f, gireport__xml_attribute_number(x, "numFmtId", 0));
    }
    if (f->status != GIREPORT_OK)
        gireport__xml_stop(x, f->status);
}

static void formats_end(void *context, struct gireport__xml *x, const char *name, const char *space)
{
    struct gireport__xlsx_formats *f = context;

    (void)x, (void)space;
    if (!strcmp(name, "cellXfs"))
        f->in_cells = 0;
}

int gireport__xlsx_formats_read(struct gireport__ooxml *package, struct gireport__xlsx_formats *f)
{
    static const struct gireport__xml_events events = {formats_start, formats_end, NULL};
    struct gireport__buf name = {0};
    int status = gireport__ooxml_related(package, package->main.data, NULL, "/styles", &name);

    if (status == GIREPORT_OK)
        status = gireport__ooxml_part(package, name.data, &events, f);
    gireport__buf_free(&name);
    return status == GIREPORT_ERR_NOT_FOUND ? GIREPORT_OK : status;
}

void gireport__xlsx_formats_free(struct gireport__xlsx_formats *f)
{
    gireport__free(f->plus_ids);
    gireport__free(f->plus);
}

/* --- text --------------------------------------------------------------------------------------------------- */

/* The code of "_xHHHH_", or 0. */
static uint32_t escaped(const char *s, size_t len)
{
    uint32_t cp = 0;

    if (len < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
        return 0;
    for (size_t i = 2; i < 6; i++) {
        char c = s[i];
        if (!((c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'f')))
            return 0;
        cp = cp * 16 + (uint32_t)(c <= '9' ? c - '0' : (c | 32) - 'a' + 10);
    }
    return cp;
}

void gireport__xlsx_unescape(struct gireport__buf *text)
{
    const char *s = gireport__buf_str(text);
    struct gireport__buf out = {0};
    size_t from = 0;

    if (!strstr(s, "_x"))
        return;
    for (size_t i = 0; i < text->len; i++) {
        uint32_t cp = escaped(s + i, text->len - i);
        char utf8[4];

        if ((cp < 0x20 && cp != '\n' && cp != '\t' && cp != '\r') || (cp >= 0x7f && cp < 0xa0) ||
            (cp >= 0xd800 && cp < 0xe000) || cp >= 0xfffe)
            continue;
        gireport__buf_add(&out, s + from, i - from);
        if (cp != '\r')
            gireport__buf_add(&out, utf8, (size_t)gireport__utf8_put(utf8, cp));
        from = i + 7;
        i += 6;
    }
    gireport__buf_add(&out, s + from, text->len - from);
    gireport__buf_replace(text, &out);
}

void gireport__xlsx_plain_number(struct gireport__buf *b)
{
    const char *s = gireport__buf_str(b), *e = strpbrk(s, "eE"), *first;
    struct gireport__buf digits = {0}, out = {0};
    long at; /* the point stands after so many digits */
    char *end;

    if (!e || strspn(s, "+-.0123456789") != (size_t)(e - s) || e - s > 64)
        return;
    at = strtol(e + 1, &end, 10);
    first = s + (*s == '-' || *s == '+');
    if (*end || end == e + 1 || at > 400 || at < -400 || first == e)
        return;
    at += (long)strcspn(first, ".eE");
    for (const char *p = first; p < e; p++)
        if (*p != '.')
            gireport__buf_addc(&digits, *p);
    if (*s == '-')
        gireport__buf_addc(&out, '-');
    if (at <= 0)
        gireport__buf_adds(&out, "0.");
    for (long i = at; i < 0; i++)
        gireport__buf_addc(&out, '0');
    for (long i = 0; i < (long)digits.len || i < at; i++) {
        if (i == at && i > 0)
            gireport__buf_addc(&out, '.');
        gireport__buf_addc(&out, i < (long)digits.len ? digits.data[i] : '0');
    }
    out.failed |= digits.failed;
    gireport__buf_free(&digits);
    gireport__buf_replace(b, &out);
}
