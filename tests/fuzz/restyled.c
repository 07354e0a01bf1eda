/* SPDX-License-Identifier: MIT */
/* Reports in a style and with a damage that the input chooses, then changed as its other bytes say: the recogniser's
 * "right or reported". Bytes: style, damage, eight of a seed. */
#include "../support/restyle.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum restyle_style style;
    enum restyle_damage damage;
    uint64_t seed = 0;
    gireport_report *r, *got = NULL;
    gireport_findings *f;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    struct restyled x;
    struct restyle_score score;
    if (size < 10)
        return 0;
    style = (enum restyle_style)(data[0] % STYLE_COUNT);
    damage = (enum restyle_damage)(data[1] % DAMAGE_COUNT);
    for (size_t i = 2; i < 10; i++)
        seed = seed << 8 | data[i];
    if (style == STYLE_GLUED || !restyle_possible(style, damage))
        return 0;
    fuzz_need(restyle_report(style, seed, &r) == GIREPORT_OK);
    if (restyle(r, style, damage, seed, &x) == GIREPORT_OK) {
        fuzz_need(gireport_findings_new(&f) == GIREPORT_OK);
        o.format = restyle_format(style);
        if (gireport_read(x.text.data, x.text.len, &o, &got, f) != GIREPORT_ERR_UNSUPPORTED) {
            restyle_score(r, &x, got, f, &score);
            fuzz_need(score.wrong == 0);
            fuzz_need(score.silent == 0);
        }
        restyled_free(&x);
        gireport_findings_free(f);
        gireport_report_free(got);
    }
    gireport_report_free(r);
    return 0;
}

int fuzz_variant(const uint8_t *data, size_t size, unsigned k, uint8_t **out, size_t *out_size)
{
    (void)data, (void)size, (void)k, (void)out, (void)out_size;
    return 0;
}
