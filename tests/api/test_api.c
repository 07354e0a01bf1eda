/* SPDX-License-Identifier: MIT */
#include "api.h"

#include <stdio.h>
#include <stdlib.h>

static const struct {
    const char *key;
    int64_t value;
} cells[] = {
    {"disclosure.normative_documents.made", 4},
    {"disclosure.normative_documents.disclosed", 4},
    {"disclosure.normative_documents.total", 17},
    {"disclosure.procurement.projects", 1093},
    {"disclosure.procurement.amount", 102297797528},
    {"applications.new.natural", 18},
    {"applications.new.business", 7},
    {"applications.new.total", 25},
    {"applications.carried_in.natural", 1},
    {"applications.carried_in.total", 1},
    {"applications.granted.natural", 7},
    {"applications.granted.business", 2},
    {"applications.granted.total", 9},
    {"applications.partial.natural", 1},
    {"applications.partial.total", 1},
    {"applications.denied.deliberative.natural", 1},
    {"applications.denied.deliberative.total", 1},
    {"applications.unable.not_held.natural", 10},
    {"applications.unable.not_held.business", 1},
    {"applications.unable.not_held.total", 11},
    {"applications.unable.needs_creation.business", 4},
    {"applications.unable.needs_creation.total", 4},
    {"disputes.review.upheld", 1},
    {"disputes.review.total", 1},
};

size_t field(const gireport_report *r, const char *key)
{
    size_t i;
    ck_assert_msg(gireport_template_field_find(gireport_report_template(r), key, &i) == GIREPORT_OK, "%s", key);
    return i;
}

gireport_report *sample(void)
{
    const gireport_template *t = gireport_template_find("cn-2019");
    gireport_report *r;
    DONE(gireport_report_new(t, &r));
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        if (!(gireport_field_flags(t, i) & GIREPORT_FIELD_SUBTOTAL))
            DONE(gireport_cell_set_value(r, i, 0));
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        DONE(gireport_cell_set_value(r, field(r, cells[i].key), cells[i].value));
    DONE(gireport_report_set_year(r, 2020));
    DONE(gireport_report_set_level(r, GIREPORT_LEVEL_COUNTY));
    DONE(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "金乡县人民政府", GIREPORT_LEN_AUTO));
    return r;
}

const char *sample_file(size_t *len)
{
    static char text[8192];
    static size_t length;
    if (length == 0) {
        char path[1024];
        const char *tests = getenv("GIREPORT_TESTS");
        snprintf(path, sizeof path, "%s/../examples/data/jinxiang_2020.yaml", tests != NULL ? tests : ".");
        FILE *f = fopen(path, "rb");
        ck_assert_msg(f != NULL, "%s", path);
        length = fread(text, 1, sizeof text - 1, f);
        fclose(f);
        ck_assert_uint_gt(length, 1000);
    }
    *len = length;
    return text;
}

gireport_findings *new_findings(void)
{
    gireport_findings *f;
    DONE(gireport_findings_new(&f));
    return f;
}

int count_bytes(const char *data, size_t len, void *userdata)
{
    (void)data;
    if (userdata == NULL)
        return 12345;
    *(size_t *)userdata += len;
    return 0;
}

int main(void)
{
    SRunner *runner = srunner_create(suite_null());
    srunner_add_suite(runner, suite_model());
    srunner_add_suite(runner, suite_work());
    srunner_add_suite(runner, suite_options());
    srunner_run_all(runner, CK_NORMAL);
    int bad = srunner_ntests_run(runner) == 0 || srunner_ntests_failed(runner) > 0;
    srunner_free(runner);
    return bad;
}
