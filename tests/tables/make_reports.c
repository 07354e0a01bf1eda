/* SPDX-License-Identifier: MIT */
/* Random sound reports as one YAML stream, and what the library itself adds up over their cells.
 *
 * usage: make_reports N STREAM TOTALS     TOTALS: key, kind (count or amount), number of values, their sum */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include <gireport/gireport.h>

#include "../support/random_report.h"

enum { MOST = 1000 };

struct total {
    const char *key;
    int money;
    int64_t n, sum;
};

static struct total totals[MOST];
static size_t n_totals;

static void die(const char *what)
{
    fprintf(stderr, "make_reports: %s\n", what);
    exit(1);
}

static int to_file(const char *data, size_t len, void *file)
{
    return fwrite(data, 1, len, file) != len;
}

static struct total *total_of(const char *key)
{
    size_t i = 0;
    while (i < n_totals && totals[i].key != key) /* keys of built-in templates are constants */
        i++;
    if (i == MOST)
        die("too many fields");
    if (i == n_totals)
        totals[n_totals++].key = key;
    return &totals[i];
}

static void add_up(const gireport_report *r)
{
    const gireport_template *t = gireport_report_template(r);
    for (size_t i = 0; i < gireport_template_field_count(t); i++) {
        int64_t value;
        if (gireport_cell_value(r, i, &value) != GIREPORT_OK)
            continue;
        struct total *total = total_of(gireport_field_key(t, i));
        total->money = gireport_cell_unit(r, i) == GIREPORT_UNIT_YUAN;
        total->n++;
        total->sum += value;
    }
}

static void make(size_t i, FILE *out)
{
    gireport_report *r;
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    char organ[32];
    if (random_report(gireport_template_at(i % gireport_template_count()), i + 1, 0, &r) != GIREPORT_OK)
        die("random report");
    snprintf(organ, sizeof organ, "第%zu局", i % 100);
    gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, organ, GIREPORT_LEN_AUTO);
    add_up(r);
    fputs("---\n", out);
    if (gireport_write(r, &o, to_file, out) != GIREPORT_OK)
        die("write");
    gireport_report_free(r);
}

int main(int argc, char **argv)
{
    FILE *out = argc == 4 ? fopen(argv[2], "wb") : NULL;
    if (out == NULL)
        die("usage: make_reports N STREAM TOTALS");
    for (size_t i = 0; i < strtoul(argv[1], NULL, 10); i++)
        make(i, out);
    if (fclose(out) != 0 || (out = fopen(argv[3], "wb")) == NULL)
        die("disk");
    for (size_t i = 0; i < n_totals; i++)
        fprintf(out, "%s\t%s\t%" PRId64 "\t%" PRId64 "\n", totals[i].key, totals[i].money ? "amount" : "count",
                totals[i].n, totals[i].sum);
    return fclose(out) == 0 ? 0 : 1;
}
