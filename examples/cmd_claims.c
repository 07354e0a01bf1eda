/* SPDX-License-Identifier: MIT */

/* gireport check --claims: what the sentences of reports say in numbers, and which cells they were taken for. */

#include "cli.h"

#include <stdlib.h>

struct claims {
    struct cli *c;
    gireport_check_options options;
    struct output out;
    gireport_claims **all; /* kept for the format that is one object */
    size_t n_all, capacity;
    int code;
};

static int keep(struct claims *k, gireport_claims *claims)
{
    if (k->n_all == k->capacity) {
        size_t capacity = k->capacity ? 2 * k->capacity : 16;
        gireport_claims **all = realloc(k->all, capacity * sizeof(*all));

        if (!all)
            return EXIT_UNUSABLE;
        k->all = all;
        k->capacity = capacity;
    }
    k->all[k->n_all++] = claims;
    return 0;
}

static int write_all(struct claims *k, const gireport_claims *const *list, size_t n)
{
    int rc = gireport_claims_write(list, n, k->c->findings_format, k->c->lang, output_write, &k->out);

    if (rc == GIREPORT_ERR_UNSUPPORTED)
        complain(k->c, "--claims 只能输出 text 和 json", "--claims writes text and json only");
    return rc == GIREPORT_OK ? 0 : EXIT_UNUSABLE;
}

/* Takes the claims over. */
static int show_or_keep(struct claims *k, gireport_claims *claims, const char *name)
{
    const gireport_claims *one = claims;
    int rc = gireport_claims_set_file(claims, name) == GIREPORT_OK ? 0 : EXIT_UNUSABLE;

    if (rc == 0 && k->c->findings_format == GIREPORT_FINDINGS_TEXT)
        rc = write_all(k, &one, 1);
    else if (rc == 0 && keep(k, claims) == 0)
        return 0;
    else
        rc = EXIT_UNUSABLE;
    gireport_claims_free(claims);
    return rc;
}

static void list_file(struct claims *k, const char *name)
{
    struct input in;
    int rc = GIREPORT_OK;

    if (input_open(k->c, name, &in) != 0) {
        k->code = EXIT_UNUSABLE;
        return;
    }
    while (rc != GIREPORT_ERR_NOT_FOUND && rc != GIREPORT_ERR_NOMEM) {
        gireport_findings *f = NULL;
        gireport_report *r = NULL;
        gireport_claims *claims = NULL;

        rc = gireport_findings_new(&f);
        if (rc == GIREPORT_OK)
            rc = input_next(k->c, &in, &r, f);
        if (is_failure(k->c, &in, rc)) {
            complain_unread(k->c, name, rc);
            k->code = EXIT_UNUSABLE;
        }
        if (rc == GIREPORT_OK && (gireport_claims_find(r, &k->options, &claims) != GIREPORT_OK ||
                                  show_or_keep(k, claims, name) != 0))
            k->code = EXIT_UNUSABLE;
        gireport_report_free(r);
        gireport_findings_free(f);
        if (k->c->nth && in.count >= k->c->nth)
            break;
    }
    input_close(&in);
}

int list_claims(struct cli *c)
{
    gireport_check_options options = GIREPORT_CHECK_OPTIONS_INIT;
    struct claims k = {.c = c, .options = options};
    gireport_report *prior = NULL;
    size_t i;

    k.options.blank = c->blank;
    k.options.level = c->level;
    if (c->prior && read_one(c, c->prior, &prior) != 0)
        return EXIT_UNUSABLE;
    k.options.prior = prior;
    if (output_open(c, c->out, &k.out) != 0) {
        gireport_report_free(prior);
        return EXIT_UNUSABLE;
    }
    for (i = 0; i < c->n_files; i++)
        list_file(&k, c->files[i]);
    if (c->findings_format != GIREPORT_FINDINGS_TEXT &&
        write_all(&k, (const gireport_claims *const *)k.all, k.n_all) != 0)
        k.code = EXIT_UNUSABLE;
    if (output_close(c, &k.out, 1) != 0)
        k.code = EXIT_UNUSABLE;
    for (i = 0; i < k.n_all; i++)
        gireport_claims_free(k.all[i]);
    free(k.all);
    gireport_report_free(prior);
    return k.code;
}
