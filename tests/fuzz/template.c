/* SPDX-License-Identifier: MIT */
/* A template file: what loads makes reports that can be checked and written. */
#include "fuzz.h"

static void as_template(const char *data, size_t size, gireport_findings *f)
{
    const gireport_template *t;
    gireport_report *r;
    char *text;
    size_t len;
    if (gireport_template_load(data, size, &t, f) != GIREPORT_OK)
        return;
    fuzz_need(gireport_report_new(t, &r) == GIREPORT_OK);
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        fuzz_need(gireport_cell_set_value(r, i, 1) == GIREPORT_OK);
    fuzz_need(gireport_check(r, NULL, f) == GIREPORT_OK);
    fuzz_need(gireport_write_string(r, NULL, &text, &len) == GIREPORT_OK);
    gireport_free(text);
    gireport_report_free(r);
    gireport_template_unref(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gireport_findings *f;
    fuzz_need(gireport_findings_new(&f) == GIREPORT_OK);
    as_template((const char *)data, size, f);
    gireport_findings_free(f);
    return 0;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    (void)data, (void)size, (void)k, (void)out, (void)out_size;
    return 0;
}
