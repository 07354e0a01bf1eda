/* SPDX-License-Identifier: MIT */
/* A waiver file. */
#include "fuzz.h"

static void as_waivers(const char *data, size_t size, gireport_findings *f)
{
    gireport_waivers *w;
    if (gireport_waivers_read(data, size, f, &w) != GIREPORT_OK)
        return;
    fuzz_need(gireport_waivers_apply(w, "2024-01-31", f) == GIREPORT_OK);
    gireport_waivers_free(w);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gireport_findings *f;
    fuzz_need(gireport_findings_new(&f) == GIREPORT_OK);
    as_waivers((const char *)data, size, f);
    gireport_findings_free(f);
    return 0;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    (void)data, (void)size, (void)k, (void)out, (void)out_size;
    return 0;
}
