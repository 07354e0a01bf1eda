/* SPDX-License-Identifier: MIT */
#include "fields.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int set_field(gireport_report *r, const char *key, const char *text, gireport_findings *findings)
{
    size_t field;
    return gireport_template_field_find(gireport_report_template(r), key, &field) == GIREPORT_OK &&
           gireport_cell_set_text(r, field, text, GIREPORT_LEN_AUTO, findings) == GIREPORT_OK;
}

gireport_report *fields_report(const char *template_id, const char *name, gireport_findings *findings)
{
    const char *root = getenv("GIREPORT_TESTS");
    char path[600], line[600];
    gireport_report *r;
    snprintf(path, sizeof path, "%s/data/%s", root != NULL ? root : "tests", name);
    FILE *f = fopen(path, "r");
    if (f == NULL || gireport_report_new(gireport_template_find(template_id), &r) != GIREPORT_OK)
        return NULL;
    while (fgets(line, sizeof line, f) != NULL) {
        char *tab = strchr(line, '\t');
        line[strcspn(line, "\n")] = '\0';
        if (*line == '#' || tab == NULL)
            continue;
        *tab = '\0';
        if (!set_field(r, line, tab + 1, findings)) {
            fprintf(stderr, "%s: %s\n", path, line);
            gireport_report_free(r);
            r = NULL;
            break;
        }
    }
    fclose(f);
    return r;
}

/* Sets all fields of a row from a list with commas. */
static int set_row(gireport_report *r, const char *row, char *values, gireport_findings *findings)
{
    const gireport_template *t = gireport_report_template(r);
    size_t len = strlen(row), n = gireport_template_field_count(t);
    for (size_t i = 0; i < n; i++) {
        const char *key = gireport_field_key(t, i);
        if (strncmp(key, row, len) != 0 || key[len] != '.' || strchr(key + len + 1, '.') != NULL)
            continue;
        char *comma = values != NULL ? strchr(values, ',') : NULL;
        if (values == NULL)
            return 0;
        if (comma != NULL)
            *comma = '\0';
        if (!set_field(r, key, values, findings))
            return 0;
        values = comma != NULL ? comma + 1 : NULL;
    }
    return values == NULL;
}

int fields_set(gireport_report *r, const char *list, gireport_findings *findings)
{
    char copy[2000];
    snprintf(copy, sizeof copy, "%s", list);
    for (char *item = copy; item != NULL && *item != '\0';) {
        char *next = strstr(item, "; ");
        if (next != NULL) {
            *next = '\0';
            next += 2;
        }
        char *equals = strchr(item, '=');
        if (equals == NULL)
            return 0;
        *equals = '\0';
        int ok = strchr(equals + 1, ',') != NULL ? set_row(r, item, equals + 1, findings)
                                                 : set_field(r, item, equals + 1, findings);
        if (!ok) {
            fprintf(stderr, "cannot set %s\n", item);
            return 0;
        }
        item = next;
    }
    return 1;
}
