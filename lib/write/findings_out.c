/* SPDX-License-Identifier: MIT */

#include "findings_out.h"

#include <string.h>

int gireport_findings_write(const gireport_findings *const *list, size_t n, uint32_t format, uint32_t lang,
                            gireport_write_fn write, void *userdata)
{
    struct gireport__findings_list all = {list, n, lang};
    struct gireport__out out;
    size_t i;

    if ((!list && n) || !write || format > GIREPORT_FINDINGS_SARIF || lang > GIREPORT_LANG_EN)
        return GIREPORT_ERR_INVALID_ARG;
    for (i = 0; i < n; i++)
        if (!list[i])
            return GIREPORT_ERR_INVALID_ARG;
    gireport__out_begin(&out, write, userdata);
    switch (format) {
    case GIREPORT_FINDINGS_JSON:
        gireport__findings_json(&out, &all);
        break;
    case GIREPORT_FINDINGS_SARIF:
        gireport__findings_sarif(&out, &all);
        break;
    default:
        gireport__findings_text(&out, &all);
    }
    return gireport__out_end(&out);
}

/* The finding of an id, from a guess on; GIREPORT__NONE where there is none. */
static uint32_t find(const gireport_findings *f, const char *id, uint32_t guess)
{
    size_t i;

    if (guess < f->count && strcmp(f->items[guess].id, id) == 0)
        return guess;
    for (i = 0; i < f->count; i++)
        if (strcmp(f->items[i].id, id) == 0)
            return (uint32_t)i;
    return GIREPORT__NONE;
}

int gireport__causes_make(const gireport_findings *f, struct gireport__causes *out)
{
    uint32_t guess = GIREPORT__NONE;
    size_t i;

    out->of = gireport__realloc_array(NULL, f->count + 1, 3 * sizeof(*out->of));
    if (!out->of)
        return GIREPORT_ERR_NOMEM;
    out->first = out->of + f->count + 1;
    out->next = out->first + f->count + 1;
    for (i = 0; i < f->count; i++) {
        const char *cause = f->items[i].cause;

        out->first[i] = out->next[i] = GIREPORT__NONE;
        out->of[i] = *cause ? guess = find(f, cause, guess) : GIREPORT__NONE;
    }
    for (i = f->count; i-- > 0;) {
        uint32_t cause = out->of[i];

        if (cause == GIREPORT__NONE)
            continue;
        if (*f->items[cause].cause) { /* what is itself explained explains nothing */
            out->of[i] = GIREPORT__NONE;
            continue;
        }
        out->next[i] = out->first[cause];
        out->first[cause] = (uint32_t)i;
    }
    return GIREPORT_OK;
}

void gireport__causes_free(struct gireport__causes *c)
{
    gireport__free(c->of);
}

const char *gireport__role_name(uint32_t role)
{
    static const char *const names[] = {"cell", "result", "part", "unread"};

    return role < sizeof(names) / sizeof(*names) ? names[role] : "cell";
}

void gireport__json_name(struct gireport__out *out, const char *name)
{
    gireport__out_addc(out, '"');
    gireport__out_adds(out, name);
    gireport__out_adds(out, "\": ");
}

void gireport__json_text(struct gireport__out *out, const char *name, const char *value)
{
    gireport__json_name(out, name);
    if (value && *value)
        gireport__out_json(out, value);
    else
        gireport__out_adds(out, "null");
}

void gireport__json_count(struct gireport__out *out, const char *name, int64_t value)
{
    gireport__json_name(out, name);
    if (value)
        gireport__out_int(out, value);
    else
        gireport__out_adds(out, "null");
}
