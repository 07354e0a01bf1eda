/* SPDX-License-Identifier: MIT */

/* All reports of all files, for the commands that look at many at once. */

#include "cli.h"

#include <stdlib.h>

void reports_worse(struct reports *k, int code)
{
    if (code > k->code)
        k->code = code;
}

static int keep(struct reports *k, gireport_report *r, const char *name)
{
    if (k->n == k->capacity) {
        size_t capacity = k->capacity ? 2 * k->capacity : 16;
        gireport_report **list = realloc(k->list, capacity * sizeof(*list));
        const char **names;

        if (!list)
            return -1;
        k->list = list;
        names = realloc(k->names, capacity * sizeof(*names));
        if (!names)
            return -1;
        k->names = names;
        k->capacity = capacity;
    }
    k->list[k->n] = r;
    k->names[k->n++] = name;
    return 0;
}

static void read_file(struct cli *c, struct reports *k, const char *name, gireport_findings *f)
{
    struct input in;
    int rc = GIREPORT_OK;

    if (input_open(c, name, &in) != 0) {
        reports_worse(k, EXIT_UNUSABLE);
        return;
    }
    while (rc != GIREPORT_ERR_NOT_FOUND && rc != GIREPORT_ERR_NOMEM && !(c->nth && in.count >= c->nth)) {
        gireport_report *r = NULL;

        gireport_findings_clear(f);
        gireport_findings_set_file(f, name);
        rc = input_next(c, &in, &r, f);
        if (gireport_findings_count(f))
            print_findings(c, f, stderr);
        if (has_unread(f))
            reports_worse(k, EXIT_FOUND);
        if (rc == GIREPORT_OK && keep(k, r, name) != 0) {
            gireport_report_free(r);
            rc = GIREPORT_ERR_NOMEM;
        }
        if (is_failure(c, &in, rc)) {
            complain_unread(c, name, rc);
            reports_worse(k, EXIT_UNUSABLE);
        }
    }
    input_close(&in);
}

void reports_read(struct cli *c, struct reports *k)
{
    gireport_findings *f = NULL;
    size_t i;

    if (gireport_findings_new(&f) != GIREPORT_OK) {
        k->code = EXIT_UNUSABLE;
        return;
    }
    for (i = 0; i < c->n_files; i++) {
        read_file(c, k, c->files[i], f);
        progress(c, i + 1);
    }
    gireport_findings_free(f);
}

void reports_free(struct reports *k)
{
    size_t i;

    for (i = 0; i < k->n; i++)
        gireport_report_free(k->list[i]);
    free(k->list);
    free(k->names);
}
