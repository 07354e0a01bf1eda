/* SPDX-License-Identifier: MIT */
/* Values in the cells of a form, each from two bytes: every rule is assessed, and what is proposed as a repair satisfies
 * the rules. */
#include "fuzz.h"

/* Errors of the tables' linear rules. */
static size_t broken(const gireport_report *r)
{
    gireport_findings *f;
    size_t n = 0;
    fuzz_need(gireport_findings_new(&f) == GIREPORT_OK);
    fuzz_need(gireport_check(r, NULL, f) == GIREPORT_OK);
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        n += gireport_finding_rule(f, i)[3] == 'T' && gireport_finding_severity(f, i) == GIREPORT_SEVERITY_ERROR;
    gireport_findings_free(f);
    return n;
}

static void repair(const gireport_report *r, size_t n_broken)
{
    gireport_repair *p;
    gireport_report *fixed;
    gireport_repair_options o = GIREPORT_REPAIR_OPTIONS_INIT;
    int status;
    o.max_nodes = 5000; /* enough for what a repair can be right about; a fuzzer wants many inputs a second */
    status = gireport_repair_find(r, &o, &p);
    fuzz_need(status == GIREPORT_OK || status == GIREPORT_ERR_LIMIT);
    fuzz_need(n_broken != 0 || gireport_repair_count(p) == 0);
    for (size_t i = 0; i < gireport_repair_count(p) && i < 2; i++) {
        fuzz_need(gireport_repair_apply(p, i, r, &fixed) == GIREPORT_OK);
        fuzz_need(broken(fixed) == 0);
        gireport_report_free(fixed);
    }
    gireport_repair_free(p);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const gireport_template *t;
    gireport_report *r;
    if (size == 0)
        return 0;
    t = gireport_template_find(data[0] & 1 ? "cn-2019" : "cn-2021");
    fuzz_need(t != NULL && gireport_report_new(t, &r) == GIREPORT_OK);
    for (size_t field = 0, at = 1; field < gireport_template_field_count(t) && at + 1 < size; field++, at += 2) {
        uint16_t v = (uint16_t)(data[at] << 8 | data[at + 1]);
        if (v != UINT16_MAX) /* not filled in */
            fuzz_need(gireport_cell_set_value(r, field, v & 0x8000 ? (int64_t)(v & 0x7fff) << 40 : v) == GIREPORT_OK);
    }
    repair(r, broken(r));
    gireport_report_free(r);
    return 0;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    (void)data, (void)size, (void)k, (void)out, (void)out_size;
    return 0;
}
