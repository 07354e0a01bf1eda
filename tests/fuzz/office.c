/* SPDX-License-Identifier: MIT */
/* The main part of a DOCX or the sheet of an XLSX, in a package: what stands behind compression and checksums, where a
 * fuzzer does not come by itself. */
#include <string.h>

#include "../support/package.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *text = malloc(size + 1), *package;
    const char *sheet = text;
    size_t len;
    fuzz_need(text != NULL);
    if (!(gireport_format_support(GIREPORT_FORMAT_DOCX) & GIREPORT_CAN_READ)) {
        free(text);
        return 0;
    }
    memcpy(text, data, size);
    text[size] = '\0';
    package_docx(text, &package, &len);
    fuzz_read((const uint8_t *)package, len, GIREPORT_FORMAT_DOCX);
    gireport__free(package);
    package_xlsx(&sheet, 1, NULL, 0, &package, &len);
    fuzz_read((const uint8_t *)package, len, GIREPORT_FORMAT_XLSX);
    gireport__free(package);
    free(text);
    return 0;
}

/* What stands between two words of a part. */
static int cut_part(const uint8_t *data, size_t size, uint32_t format, const char *part, const char *begin, const char *end,
                    uint8_t **out, size_t *out_size)
{
    uint8_t *package;
    size_t len;
    struct gireport__zip *z;
    char *text, *from, *to;
    if (!fuzz_write_seed(data, size, format, &package, &len))
        return 0;
    fuzz_need(gireport__zip_open((const char *)package, len, &z) == GIREPORT_OK);
    fuzz_need(gireport__zip_read(z, part, (size_t)1 << 24, &text, &len) == GIREPORT_OK);
    from = strstr(text, begin);
    fuzz_need(from != NULL);
    to = strstr(from, end);
    fuzz_need(to != NULL);
    *out_size = (size_t)(to - from);
    *out = malloc(*out_size + 1);
    fuzz_need(*out != NULL);
    memcpy(*out, from, *out_size);
    gireport__free(text);
    gireport__zip_free(z);
    free(package);
    return 1;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    if (!(gireport_format_support(GIREPORT_FORMAT_DOCX) & GIREPORT_CAN_WRITE))
        return 0;
    if (k == 0)
        return cut_part(data, size, GIREPORT_FORMAT_DOCX, "word/document.xml", "<w:p>", "</w:body>", out, out_size);
    if (k == 1)
        return cut_part(data, size, GIREPORT_FORMAT_XLSX, "xl/worksheets/sheet1.xml", "<sheetData>", "</worksheet>", out,
                        out_size);
    return 0;
}
