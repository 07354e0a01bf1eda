/* SPDX-License-Identifier: MIT */
/* The two readers of YAML behind one interface: the same events, places and failures from both. */
#include <string.h>

#include "base/yaml.h"
#include "fuzz.h"

/* All that a reader of a text sees, failures and restarts too. */
static void see(const char *data, size_t len, int libyaml_only, struct gireport__buf *b)
{
    struct gireport__yaml_limits limits = {.libyaml_only = libyaml_only};
    struct gireport__yaml_error error;
    struct gireport__yaml_event e;
    struct gireport__yaml *y;
    fuzz_need(gireport__yaml_new(data, len, &limits, &y) == GIREPORT_OK);
    for (;;) {
        int status = gireport__yaml_next(y, &e, &error), ok = status == GIREPORT_OK;
        const int64_t numbers[] = {status, ok ? (int)e.type : 0, ok ? e.line : error.line, ok ? e.column : error.column,
                                   ok ? e.end_line : 0, ok && e.quoted, ok && e.block};
        for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
            gireport__buf_add_int(b, numbers[i]);
            gireport__buf_addc(b, ' ');
        }
        gireport__buf_add(b, ok ? e.text : error.message, ok ? e.len : strlen(error.message));
        gireport__buf_addc(b, '\n');
        if (ok ? e.type == GIREPORT__YAML_END : gireport__yaml_restart(y) <= 0)
            break;
    }
    gireport__yaml_free(y);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct gireport__buf ours = {0}, theirs = {0};
    see((const char *)data, size, 0, &ours);
    see((const char *)data, size, 1, &theirs);
    fuzz_need(ours.len == theirs.len && memcmp(ours.data, theirs.data, ours.len) == 0);
    gireport__buf_free(&ours);
    gireport__buf_free(&theirs);
    return 0;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    (void)data, (void)size, (void)k, (void)out, (void)out_size;
    return 0;
}
