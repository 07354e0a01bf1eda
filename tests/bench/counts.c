/* SPDX-License-Identifier: MIT */
/* Does one piece of work a number of times, each within work(), for callgrind.py to count its instructions.
 *
 * usage: counts read|check|rules|repair|wrong|write REPORT.yaml */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/random_report.h"
#include "model/linear.h"

#define WRONG_CELLS 6 /* reports with one to so many wrong cells */
#define WRONG_SEEDS 20

struct input {
    char *data;
    size_t len;
    gireport_report *report;
};

static void must(int status)
{
    if (status == GIREPORT_OK)
        return;
    fprintf(stderr, "counts: %s\n", gireport_strerror(status));
    exit(1);
}

static void do_read(struct input *in)
{
    gireport_report *r;
    must(gireport_read(in->data, in->len, NULL, &r, NULL));
    gireport_report_free(r);
}

static void do_check(struct input *in)
{
    gireport_findings *f;
    must(gireport_findings_new(&f));
    must(gireport_check(in->report, NULL, f));
    gireport_findings_free(f);
}

static void do_rules(struct input *in)
{
    struct gireport__counts counts;
    const gireport_template *t = gireport_report_template(in->report);
    must(gireport__counts_new(in->report, 0, &counts));
    for (uint32_t i = 0; i < t->n_forms; i++)
        gireport__form_verdict(&counts, &t->forms[i], NULL, NULL, NULL, 0, NULL);
    gireport__counts_free(&counts);
}

static void do_repair(struct input *in)
{
    gireport_repair *p;
    int status = gireport_repair_find(in->report, NULL, &p);
    must(status == GIREPORT_ERR_LIMIT ? GIREPORT_OK : status);
    gireport_repair_free(p);
}

static int drop(const char *data, size_t len, void *userdata)
{
    (void)data;
    *(size_t *)userdata += len;
    return 0;
}

static void do_write(struct input *in)
{
    size_t len = 0;
    must(gireport_write(in->report, NULL, drop, &len));
}

typedef void (*work_fn)(struct input *in);

/* What callgrind counts: the name is in callgrind.py. */
void work(work_fn fn, struct input *in);
void work(work_fn fn, struct input *in)
{
    fn(in);
}
static void (*volatile run)(work_fn fn, struct input *in) = work; /* so that it is called, not inlined */

/* Changes n counts of tables 三 and 四, as the tests of the repair do. */
static void damage(gireport_report *r, struct random_source *s, int n)
{
    const gireport_template *t = gireport_report_template(r);
    for (int i = 0; i < n; i++) {
        size_t field;
        int64_t value;
        do
            field = random_below(s, gireport_template_field_count(t));
        while (gireport_field_table(t, field) == 0 || gireport_cell_value(r, field, &value) != GIREPORT_OK);
        int64_t other = random_below(s, 3) == 0 ? value / 10 : value + 1 + (int64_t)random_below(s, 50);
        must(gireport_cell_set_value(r, field, other == value ? value + 3 : other));
    }
}

static void wrong_cells(void)
{
    for (int n = 1; n <= WRONG_CELLS; n++)
        for (uint64_t seed = 0; seed < WRONG_SEEDS; seed++) {
            struct random_source s = {seed * 31 + (uint64_t)n};
            struct input in = {NULL, 0, NULL};
            must(random_report(gireport_template_at(seed % gireport_template_count()), seed, 0, &in.report));
            damage(in.report, &s, n);
            run(do_repair, &in);
            gireport_report_free(in.report);
        }
}

int main(int argc, char **argv)
{
    static const struct {
        const char *name;
        work_fn fn;
    } works[] = {{"read", do_read},     {"check", do_check}, {"rules", do_rules},
                 {"repair", do_repair}, {"write", do_write}};
    static char data[1 << 20];
    struct input in = {data, 0, NULL};
    FILE *f = argc == 3 ? fopen(argv[2], "rb") : NULL;
    if (f == NULL) {
        fprintf(stderr, "usage: counts read|check|rules|repair|wrong|write REPORT.yaml\n");
        return 2;
    }
    in.len = fread(data, 1, sizeof data, f);
    fclose(f);
    must(gireport_read(in.data, in.len, NULL, &in.report, NULL));
    if (strcmp(argv[1], "wrong") == 0)
        wrong_cells();
    for (size_t i = 0; i < sizeof works / sizeof *works; i++)
        if (strcmp(argv[1], works[i].name) == 0) {
            works[i].fn(&in); /* once before, so that no symbol is left to be found */
            run(works[i].fn, &in);
        }
    gireport_report_free(in.report);
    return 0;
}
