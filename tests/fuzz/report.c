/* SPDX-License-Identifier: MIT */
/* Anything read as a report: of FUZZ_FORMAT, or of the format that is detected where that is 0. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    fuzz_read(data, size, FUZZ_FORMAT);
    return 0;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    static const uint32_t formats[] = {GIREPORT_FORMAT_JSON, GIREPORT_FORMAT_CSV,  GIREPORT_FORMAT_TEXT, GIREPORT_FORMAT_MARKDOWN,
                                       GIREPORT_FORMAT_HTML, GIREPORT_FORMAT_DOCX, GIREPORT_FORMAT_XLSX};
    if (k >= (FUZZ_FORMAT ? 1 : sizeof formats / sizeof *formats))
        return 0;
    return fuzz_write_seed(data, size, FUZZ_FORMAT ? FUZZ_FORMAT : formats[k], out, out_size);
}
