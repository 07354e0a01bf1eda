/* SPDX-License-Identifier: MIT */

#include "findings_out.h"

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

const char *gireport__role_name(uint32_t role)
{
    static const char *const names[] = {"cell", "result", "part", "unread"};

    return role < sizeof(names) / sizeof(*names) ? names[role] : "cell";
}

const char *gireport__state_name(uint32_t state)
{
    static const char *const names[] = {"absent", "blank", "na", "unreadable", "value"};

    return state < sizeof(names) / sizeof(*names) ? names[state] : "absent";
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
