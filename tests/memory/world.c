/* SPDX-License-Identifier: MIT */
#include "memory.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

int world_begin(struct world *w, const struct work *work, const gireport_report *report, const char *data, size_t len,
                uint32_t format)
{
    int status;
    memset(w, 0, sizeof *w);
    w->data = data;
    w->len = len;
    w->format = format;
    w->digest = UINT64_C(1469598103934665603);
    status = gireport_report_copy(report, &w->report);
    if (status == GIREPORT_OK)
        status = gireport_report_copy(report, &w->other);
    if (status == GIREPORT_OK)
        status = gireport_report_set_year(w->other, gireport_report_year(report) > 0 ? gireport_report_year(report) - 1 : 0);
    if (status == GIREPORT_OK)
        status = gireport_findings_new(&w->findings);
    if (status == GIREPORT_OK)
        status = gireport_findings_new(&w->checked);
    if (status == GIREPORT_OK)
        status = gireport_check(w->report, NULL, w->checked);
    if (status == GIREPORT_OK && work->begin != NULL)
        status = work->begin(w);
    return status;
}

void world_end(struct world *w)
{
    gireport_report_free(w->report);
    gireport_report_free(w->other);
    gireport_findings_free(w->findings);
    gireport_findings_free(w->checked);
    gireport_reader_free(w->reader);
    gireport_grid_free(w->grid);
    gireport_tally_free(w->tally);
    gireport_comparison_free(w->comparison);
    gireport_claims_free(w->claims);
    gireport_waivers_free(w->waivers);
}

int tell_bytes(const char *data, size_t len, void *userdata)
{
    struct world *w = userdata;
    for (size_t i = 0; i < len; i++)
        w->digest = (w->digest ^ (unsigned char)data[i]) * UINT64_C(1099511628211);
    return 0;
}

void tell(struct world *w, const char *text)
{
    if (text == NULL)
        text = "(null)";
    tell_bytes(text, strlen(text) + 1, w);
}

void tell_number(struct world *w, int64_t n)
{
    char bytes[sizeof n];
    memcpy(bytes, &n, sizeof n);
    tell_bytes(bytes, sizeof bytes, w);
}

void tell_report(struct world *w, const gireport_report *r)
{
    size_t n = gireport_template_field_count(gireport_report_template(r));
    tell_number(w, gireport_report_year(r));
    for (size_t i = 0; i < n; i++) {
        int64_t value = 0;
        gireport_cell_value(r, i, &value);
        tell_number(w, value);
        tell_number(w, gireport_cell_state(r, i));
        tell_number(w, gireport_cell_origin(r, i));
        tell(w, gireport_cell_raw(r, i));
        tell(w, gireport_cell_note(r, i));
    }
    for (uint32_t part = GIREPORT_TEXT_TITLE; part <= GIREPORT_TEXT_DOCUMENT; part++)
        tell(w, gireport_report_text(r, part));
    for (size_t i = 0; i < gireport_report_unit_count(r); i++)
        tell(w, gireport_report_unit_name(r, i));
    for (size_t i = 0; i < gireport_report_extra_count(r); i++) {
        tell(w, gireport_report_extra_label(r, i));
        tell(w, gireport_report_extra_text(r, i));
    }
}

void tell_findings(struct world *w, const gireport_findings *f)
{
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        tell(w, gireport_finding_id(f, i));
        tell(w, gireport_finding_message(f, i, GIREPORT_LANG_ZH));
        tell(w, gireport_finding_message(f, i, GIREPORT_LANG_EN));
        tell(w, gireport_finding_found(f, i));
        tell(w, gireport_finding_expected(f, i));
        tell(w, gireport_finding_difference(f, i));
        tell(w, gireport_finding_cause(f, i));
        for (size_t c = 0; c < gireport_finding_cell_count(f, i); c++)
            tell(w, gireport_finding_cell_key(f, i, c));
    }
    for (size_t i = 0; i < gireport_findings_unassessed_count(f); i++)
        tell(w, gireport_findings_unassessed_missing(f, i));
}

const char *world_path(void)
{
    static char path[64];
    if (path[0] == '\0')
        snprintf(path, sizeof path, "/tmp/gireport-memory-%ld", (long)getpid());
    return path;
}
