/* SPDX-License-Identifier: MIT */
/* A form that is filled by a program: cells are set by key, each is checked as it is typed, the result is written. */
#include <gireport/gireport.h>
#include <stdio.h>

static const struct {
    const char *key, *text;
} typed[] = {
    {"disclosure.normative_documents.made", "4"},
    {"disclosure.fees.amount", "1.25万元"},
    {"applications.new.natural", "12"},
    {"applications.new.business", "3"},
    {"applications.new.research", "0"},
    {"applications.new.welfare", ""}, /* left empty: counts 0 in a sum */
    {"applications.new.legal", "/"},
    {"applications.new.other", "none"}, /* no number: said at once */
    {"applications.new.other", "0"},
    {"applications.new.total", "51"}, /* turned round: 15 was meant */
};

static int set(gireport_report *r, gireport_findings *f, const char *key, const char *text)
{
    size_t field;
    int status = gireport_template_field_find(gireport_report_template(r), key, &field);
    if (status == GIREPORT_OK)
        status = gireport_cell_set_text(r, field, text, GIREPORT_LEN_AUTO, f);
    if (status == GIREPORT_OK)
        status = gireport_check_cell(r, field, NULL, f);
    return status;
}

int main(int argc, char **argv)
{
    gireport_report *r = NULL;
    gireport_findings *f = NULL;
    int status = gireport_report_new(gireport_template_find("cn-2021"), &r);
    if (status == GIREPORT_OK)
        status = gireport_findings_new(&f);
    if (status == GIREPORT_OK)
        status = gireport_report_set_year(r, 2024);
    if (status == GIREPORT_OK)
        status = gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "某县人民政府", GIREPORT_LEN_AUTO);
    for (size_t i = 0; i < sizeof typed / sizeof *typed && status == GIREPORT_OK; i++) {
        gireport_findings_clear(f);
        status = set(r, f, typed[i].key, typed[i].text);
        for (size_t n = 0; n < gireport_findings_count(f); n++)
            printf("%s: %s [%s]\n", typed[i].key, gireport_finding_message(f, n, GIREPORT_LANG_EN),
                   gireport_finding_rule(f, n));
    }
    if (status == GIREPORT_OK && argc > 1) {
        gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
        o.format = GIREPORT_FORMAT_HTML;
        status = gireport_write_file(r, &o, argv[1]);
    }
    if (status != GIREPORT_OK)
        fprintf(stderr, "%s\n", gireport_strerror(status));
    gireport_findings_free(f);
    gireport_report_free(r);
    return status != GIREPORT_OK;
}
