/* SPDX-License-Identifier: MIT */
#include "scene.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"
#include "model/report.h"
#include "random_report.h"

static const struct {
    const char *name;
    uint32_t which;
} texts[] = {
    {"title", GIREPORT_TEXT_TITLE},       {"preamble", GIREPORT_TEXT_PREAMBLE},
    {"overview", GIREPORT_TEXT_OVERVIEW}, {"problems", GIREPORT_TEXT_PROBLEMS},
    {"remarks", GIREPORT_TEXT_REMARKS},   {"organ", GIREPORT_TEXT_ORGAN},
    {"period", GIREPORT_TEXT_PERIOD},     {"cited", GIREPORT_TEXT_DOCUMENT},
    {"postcode", GIREPORT_TEXT_POSTCODE}, {"email", GIREPORT_TEXT_EMAIL},
    {"phone", GIREPORT_TEXT_PHONE},
};

static gireport_report *zeros(const char *template_id, int32_t year)
{
    const gireport_template *t = gireport_template_find(template_id);
    gireport_report *r;
    if (gireport_report_new(t, &r) != GIREPORT_OK)
        return NULL;
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        if (!(gireport_field_flags(t, i) & GIREPORT_FIELD_SUBTOTAL))
            gireport_cell_set_text(r, i, "0", 1, NULL);
    gireport_report_set_year(r, year);
    return r;
}

static int begins(const char *text, const char *prefix)
{
    return strncmp(text, prefix, strlen(prefix)) == 0;
}

static void set_states(gireport_report *r, const char *prefix, uint32_t state)
{
    const gireport_template *t = gireport_report_template(r);
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        if (begins(gireport_field_key(t, i), prefix) &&
            !(gireport_field_flags(t, i) & GIREPORT_FIELD_SUBTOTAL))
            gireport_cell_set_state(r, i, state);
}

/* An item about one report. Returns 0 where it is none. */
static int set_item(gireport_report *r, const char *item, gireport_findings *findings)
{
    const char *value = strchr(item, '=') != NULL ? strchr(item, '=') + 1 : "";
    char key[200];
    if (*item != '@')
        return fields_set(r, item, findings);
    if (begins(item, "@value:")) {
        snprintf(key, sizeof key, "%.*s", (int)(value - item) - 8, item + 7);
        report_put(r, key, atoll(value));
        return report_value(r, key) == atoll(value);
    }
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        if (begins(item + 1, texts[i].name) && item[1 + strlen(texts[i].name)] == '=')
            return gireport_report_set_text(r, texts[i].which, value, GIREPORT_LEN_AUTO) == GIREPORT_OK;
    if (begins(item, "@blank="))
        set_states(r, value, GIREPORT_STATE_BLANK);
    else if (begins(item, "@absent="))
        set_states(r, value, GIREPORT_STATE_ABSENT);
    else if (begins(item, "@extra="))
        return gireport_report_add_extra(r, value, "1") == GIREPORT_OK;
    else if (begins(item, "@year="))
        return gireport_report_set_year(r, atoi(value)) == GIREPORT_OK;
    else if (begins(item, "@towns="))
        return gireport_report_set_units(r, GIREPORT_UNITS_TOWNS, atoi(value)) == GIREPORT_OK;
    else if (begins(item, "@departments="))
        return gireport_report_set_units(r, GIREPORT_UNITS_DEPARTMENTS, atoi(value)) == GIREPORT_OK;
    else if (strcmp(item, "@texts") == 0)
        report_say_texts(r);
    else if (strcmp(item, "@document") == 0)
        r->from_document = 1;
    else
        return 0;
    return 1;
}

static int set_context(struct scene *s, const char *item)
{
    const char *value = strchr(item, '=') != NULL ? strchr(item, '=') + 1 : "";
    int32_t year = gireport_report_year(s->report);
    if (begins(item, "@prior=")) {
        s->prior = zeros(value, year - 1);
        s->options.prior = s->prior;
        return s->prior != NULL;
    }
    if (begins(item, "@prior:"))
        return s->prior != NULL && set_item(s->prior, item + 7, NULL);
    if (begins(item, "@unit="))
        return s->options.n_units < SCENE_UNITS &&
               (s->units[s->options.n_units++] = zeros(value, year)) != NULL;
    if (begins(item, "@unit:"))
        return s->options.n_units > 0 && set_item(s->units[s->options.n_units - 1], item + 6, NULL);
    if (begins(item, "@level="))
        return (s->options.level = gireport_level_find(value)) != 0;
    if (begins(item, "@profile="))
        s->options.profile = (uint32_t)atoi(value);
    else if (strcmp(item, "@strict") == 0)
        s->options.blank = GIREPORT_BLANK_STRICT;
    else if (begins(item, "@published=")) {
        snprintf(s->published, sizeof s->published, "%s", value);
        s->options.published = s->published;
    } else {
        return set_item(s->report, item, s->findings);
    }
    return 1;
}

int scene_check(const char *template_id, const char *items, struct scene *out)
{
    char copy[4000];
    int ok = 1;
    memset(out, 0, sizeof *out);
    out->options.size = sizeof out->options;
    out->report = zeros(template_id, strcmp(template_id, "cn-2019") == 0 ? 2020 : 2023);
    if (out->report == NULL || gireport_findings_new(&out->findings) != GIREPORT_OK)
        return 0;
    snprintf(copy, sizeof copy, "%s", items);
    for (char *item = copy; item != NULL && *item != '\0' && ok;) {
        char *next = strstr(item, " | ");
        if (next != NULL) {
            *next = '\0';
            next += 3;
        }
        ok = set_context(out, item);
        if (!ok)
            fprintf(stderr, "cannot set %s\n", item);
        item = next;
    }
    out->options.units = (const gireport_report *const *)out->units;
    return ok && gireport_check(out->report, &out->options, out->findings) == GIREPORT_OK;
}

void scene_free(struct scene *s)
{
    gireport_report_free(s->report);
    gireport_report_free(s->prior);
    for (size_t i = 0; i < SCENE_UNITS; i++)
        gireport_report_free(s->units[i]);
    gireport_findings_free(s->findings);
}
