/* SPDX-License-Identifier: MIT */
/* A ledger of requests: whatever it says, the sums of its tables hold. */
#include "fuzz.h"

static void as_ledger(const char *data, size_t size, gireport_findings *f)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_findings *of_tables;
    gireport_tally *t;
    o.year = 2023;
    if (gireport_tally_new(data, size, &o, &t, f) != GIREPORT_OK)
        return;
    fuzz_need(gireport_findings_new(&of_tables) == GIREPORT_OK);
    fuzz_need(gireport_check(gireport_tally_report(t), NULL, of_tables) == GIREPORT_OK);
    for (size_t i = 0; i < gireport_findings_count(of_tables); i++) /* the sums hold whatever the ledger says */
        fuzz_need(gireport_finding_rule(of_tables, i)[3] != 'T');
    gireport_findings_free(of_tables);
    gireport_tally_free(t);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gireport_findings *f;
    fuzz_need(gireport_findings_new(&f) == GIREPORT_OK);
    as_ledger((const char *)data, size, f);
    gireport_findings_free(f);
    return 0;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    (void)data, (void)size, (void)k, (void)out, (void)out_size;
    return 0;
}
