/* SPDX-License-Identifier: MIT */
/* What may be done with any report that was read. */
#include <string.h>

#include "fuzz.h"

static int drop(const char *data, size_t len, void *userdata)
{
    (void)data;
    *(size_t *)userdata += len;
    return 0;
}

static void write_findings(const gireport_findings *f)
{
    const gireport_findings *const one[] = {f};
    static const uint32_t formats[] = {GIREPORT_FINDINGS_TEXT, GIREPORT_FINDINGS_JSON, GIREPORT_FINDINGS_SARIF};
    size_t n = 0;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
        fuzz_need(gireport_findings_write(one, 1, formats[i], (uint32_t)(i % 2), drop, &n) == GIREPORT_OK);
}

static void write_report(const gireport_report *r, const gireport_findings *f)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    size_t n = 0;
    o.findings = f;
    o.flags = GIREPORT_WRITE_TRACE | GIREPORT_WRITE_FINDINGS;
    for (o.format = 1; o.format <= gireport_format_count(); o.format++) {
        int status = gireport_write(r, &o, drop, &n);
        fuzz_need(status == GIREPORT_OK || status == GIREPORT_ERR_UNSUPPORTED);
    }
}

static void comes_back(const gireport_report *r)
{
    char *first, *second;
    size_t first_len, second_len;
    gireport_report *back;
    fuzz_need(gireport_write_string(r, NULL, &first, &first_len) == GIREPORT_OK);
    fuzz_need(gireport_read(first, first_len, NULL, &back, NULL) == GIREPORT_OK);
    fuzz_need(gireport_write_string(back, NULL, &second, &second_len) == GIREPORT_OK);
    fuzz_need(first_len == second_len && memcmp(first, second, first_len) == 0);
    gireport_free(first);
    gireport_free(second);
    gireport_report_free(back);
}

static void repair(const gireport_report *r)
{
    gireport_repair *p;
    int status = gireport_repair_find(r, NULL, &p);
    fuzz_need(status == GIREPORT_OK || status == GIREPORT_ERR_LIMIT);
    gireport_repair_free(p);
}

void fuzz_use_report(gireport_report *r, gireport_findings *f, int everything)
{
    fuzz_need(gireport_check(r, NULL, f) == GIREPORT_OK);
    comes_back(r);
    if (!everything)
        return;
    repair(r);
    write_findings(f);
    write_report(r, f);
}

static void read_one(const uint8_t *data, size_t size, const gireport_read_options *o, int *status)
{
    gireport_report *r;
    gireport_findings *f;
    fuzz_need(gireport_findings_new(&f) == GIREPORT_OK);
    *status = gireport_read((const char *)data, size, o, &r, f);
    fuzz_need((*status == GIREPORT_OK) == (r != NULL));
    fuzz_need(*status == GIREPORT_OK || *status == GIREPORT_ERR_SYNTAX || *status == GIREPORT_ERR_INVALID_DATA ||
              *status == GIREPORT_ERR_LIMIT || *status == GIREPORT_ERR_NOT_FOUND || *status == GIREPORT_ERR_UNSUPPORTED);
    if (r != NULL)
        fuzz_use_report(r, f, o->format == GIREPORT_FORMAT_AUTO);
    gireport_report_free(r);
    gireport_findings_free(f);
}

void fuzz_read(const uint8_t *data, size_t size, uint32_t format)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    int status = GIREPORT_OK;
    o.format = format;
    o.max_bytes = (size_t)4 << 20;
    for (o.nth = 1; o.nth <= 3 && status == GIREPORT_OK; o.nth++)
        read_one(data, size, &o, &status);
}

int fuzz_write_seed(const uint8_t *data, size_t size, uint32_t format, uint8_t **out, size_t *out_size)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_report *r;
    char *text = NULL;
    if (gireport_read((const char *)data, size, NULL, &r, NULL) != GIREPORT_OK)
        return 0;
    o.format = format;
    if (gireport_write_string(r, &o, &text, out_size) != GIREPORT_OK)
        *out_size = 0; /* a format that this build does not write */
    *out = malloc(*out_size + 1);
    fuzz_need(*out != NULL);
    memcpy(*out, text != NULL ? text : "", *out_size);
    gireport_free(text);
    gireport_report_free(r);
    return 1;
}
