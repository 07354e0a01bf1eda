/* SPDX-License-Identifier: MIT */
/* Reads all reports of one file, however many, and prints one line a report. A broken report costs
 * only itself, and the file may be of any length. */
#include <gireport/gireport.h>
#include <inttypes.h>
#include <stdio.h>

static void tell(const gireport_report *r)
{
    int64_t total = 0;
    size_t field;
    const char *organ = gireport_report_text(r, GIREPORT_TEXT_ORGAN);
    if (gireport_template_field_find(gireport_report_template(r), "applications.new.total", &field) == GIREPORT_OK
        && gireport_cell_value(r, field, &total) == GIREPORT_OK)
        printf("%s %d: %" PRId64 " applications\n", organ ? organ : "?", (int)gireport_report_year(r), total);
    else
        printf("%s %d: not said\n", organ ? organ : "?", (int)gireport_report_year(r));
}

int main(int argc, char **argv)
{
    gireport_reader *reader = NULL;
    gireport_report *r;
    int status = gireport_reader_open(argc > 1 ? argv[1] : "jinxiang_2020.yaml", NULL, &reader), broken = 0;
    while (status == GIREPORT_OK && (status = gireport_reader_next(reader, &r, NULL)) != GIREPORT_ERR_NOT_FOUND) {
        if (status == GIREPORT_OK) {
            tell(r);
            gireport_report_free(r);
        } else if (status != GIREPORT_ERR_NOMEM) {
            broken++;
            status = GIREPORT_OK;
        }
    }
    gireport_reader_free(reader);
    if (status != GIREPORT_ERR_NOT_FOUND) {
        fprintf(stderr, "%s\n", gireport_strerror(status));
        return 1;
    }
    return broken > 0;
}
