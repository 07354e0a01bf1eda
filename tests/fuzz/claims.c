/* SPDX-License-Identifier: MIT */
/* A text part under the tables of a sound report: its sentences are read and judged; each claim stands where it says. */
#include <string.h>

#include "../support/random_report.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gireport_report *r;
    gireport_claims *c;
    gireport_findings *f;
    const char *text;
    fuzz_need(random_report(gireport_template_find(size & 1 ? "cn-2019" : "cn-2021"), 7, 0, &r) == GIREPORT_OK);
    fuzz_need(gireport_findings_new(&f) == GIREPORT_OK);
    if (gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, (const char *)data, size) == GIREPORT_OK) {
        text = gireport_report_text(r, GIREPORT_TEXT_OVERVIEW);
        fuzz_need(gireport_claims_find(r, NULL, &c) == GIREPORT_OK);
        for (size_t i = 0; i < gireport_claims_count(c); i++)
            fuzz_need(strstr(text, gireport_claim_number(c, i)) != NULL);
        gireport_claims_free(c);
        fuzz_use_report(r, f, 0);
    }
    gireport_findings_free(f);
    gireport_report_free(r);
    return 0;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    (void)data, (void)size, (void)k, (void)out, (void)out_size;
    return 0;
}
