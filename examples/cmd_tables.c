/* SPDX-License-Identifier: MIT */

/* gireport convert --to xlsx with many reports: one workbook of tables for analysis. */

#include "cli.h"

#include <stdlib.h>

struct tables {
    struct cli *c;
    gireport_report **reports;
    gireport_findings **findings; /* of each: of reading, and with --findings of the rules */
    const char **names;
    size_t n, capacity;
    int code;
};

static void worse(struct tables *k, int code)
{
    if (code > k->code)
        k->code = code;
}

/* Room for one more; what could not grow keeps its size. */
static int grow(struct tables *k)
{
    size_t capacity = k->capacity ? 2 * k->capacity : 64;
    void *reports, *findings, *names;

    if (k->n < k->capacity)
        return 0;
    reports = realloc(k->reports, capacity * sizeof(*k->reports));
    if (reports)
        k->reports = reports;
    findings = realloc(k->findings, capacity * sizeof(*k->findings));
    if (findings)
        k->findings = findings;
    names = realloc(k->names, capacity * sizeof(*k->names));
    if (names)
        k->names = names;
    if (!reports || !findings || !names)
        return -1;
    k->capacity = capacity;
    return 0;
}

/* Takes over both. */
static int keep(struct tables *k, gireport_report *r, gireport_findings *f, const char *name)
{
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    int rc = grow(k) == 0 ? GIREPORT_OK : GIREPORT_ERR_NOMEM;

    o.blank = k->c->blank;
    o.profile = k->c->profile;
    if (rc == GIREPORT_OK && k->c->mark_findings)
        rc = gireport_check(r, &o, f);
    if (rc != GIREPORT_OK) {
        gireport_report_free(r);
        gireport_findings_free(f);
        return rc;
    }
    k->names[k->n] = name;
    k->findings[k->n] = f;
    k->reports[k->n++] = r;
    return rc;
}

/* The next report of a file; its status. */
static int read_next(struct tables *k, struct input *in, const char *name)
{
    gireport_findings *f = NULL;
    gireport_report *r = NULL;
    int rc = gireport_findings_new(&f);

    if (rc == GIREPORT_OK)
        rc = gireport_findings_set_file(f, name);
    if (rc == GIREPORT_OK)
        rc = input_next(k->c, in, &r, f);
    if (gireport_findings_count(f) && (!k->c->mark_findings || rc != GIREPORT_OK))
        print_findings(k->c, f, stderr);
    if (has_unread(f))
        worse(k, EXIT_FOUND);
    if (rc == GIREPORT_OK)
        return keep(k, r, f, name);
    gireport_findings_free(f);
    return rc;
}

static void read_file(struct tables *k, const char *name)
{
    struct input in;
    int rc = GIREPORT_OK;

    if (input_open(k->c, name, &in) != 0) {
        worse(k, EXIT_UNUSABLE);
        return;
    }
    while (rc != GIREPORT_ERR_NOT_FOUND && rc != GIREPORT_ERR_NOMEM && !(k->c->nth && in.count >= k->c->nth)) {
        rc = read_next(k, &in, name);
        if (is_failure(k->c, &in, rc)) {
            complain_unread(k->c, name, rc);
            worse(k, EXIT_UNUSABLE);
        }
    }
    input_close(&in);
}

static int write_tables(const struct tables *k)
{
    struct output out;
    int rc;

    if (output_open(k->c, k->c->out, &out) != 0)
        return EXIT_UNUSABLE;
    rc = gireport_write_tables((const gireport_report *const *)k->reports, k->names,
                               k->c->mark_findings ? (const gireport_findings *const *)k->findings : NULL, k->n,
                               k->c->lang, output_write, &out);
    if (rc == GIREPORT_ERR_INVALID_DATA)
        complain(k->c, "表格不同，不能放在同一张宽表里", "their forms differ, so they cannot stand in one wide table");
    else if (rc != GIREPORT_OK)
        complain(k->c, "没有写成：%s", "not written: %s", status_text(k->c, rc));
    return output_close(k->c, &out, rc == GIREPORT_OK) != 0 || rc != GIREPORT_OK ? EXIT_UNUSABLE : 0;
}

int convert_tables(struct cli *c)
{
    struct tables k = {.c = c};
    size_t i;

    for (i = 0; i < c->n_files; i++) {
        read_file(&k, c->files[i]);
        progress(c, i + 1);
    }
    if (k.n > 0)
        worse(&k, write_tables(&k));
    for (i = 0; i < k.n; i++) {
        gireport_report_free(k.reports[i]);
        gireport_findings_free(k.findings[i]);
    }
    free(k.reports);
    free(k.findings);
    free(k.names);
    return k.code;
}
