/* SPDX-License-Identifier: MIT */
/* Office documents: what is written comes back, whatever stands in the cells; text of others stays text. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/failing.h"
#include "../support/random_report.h"
#include "../support/report_text.h"
#include "../support/restyle.h"
#include "../support/suite.h"
#include "base/xml.h"
#include "base/zip.h"
#include "model/report.h"

#define REPORTS 500 /* of each edition */

static const uint32_t formats[] = {GIREPORT_FORMAT_DOCX, GIREPORT_FORMAT_XLSX};
#define FORMATS (int)(sizeof formats / sizeof *formats)

static char *written(const gireport_report *r, const gireport_write_options *options, uint32_t format, size_t *len)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    char *out = NULL;
    if (options != NULL)
        o = *options;
    o.format = format;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, len), GIREPORT_OK);
    return out;
}

static gireport_report *read_back(const char *data, size_t len, uint32_t format, gireport_findings *findings)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r = NULL;
    o.format = format;
    ck_assert_int_eq(gireport_read(data, len, &o, &r, findings), GIREPORT_OK);
    return r;
}

static gireport_report *round_trip(const gireport_report *r, uint32_t format)
{
    size_t len;
    char *data = written(r, NULL, format, &len);
    gireport_report *got = read_back(data, len, format, NULL);
    gireport_free(data);
    return got;
}

/* ---- cells ---- */

static const char *const counts[] = {
    "", "/", "-", "—", "无", "0", "7", "12345", "1,234", "１２", "十二", "3件", "22（其中修订16件）", "不详", "见附件",
    "约20", "999999999999999", "12345678901234567", "9223372036854775807", "99999999999999999999", "1.5", "-3", "3 4",
    "=1+1", "@SUM(1)", "+5", "0012"};
static const char *const deltas[] = {"+6", "-8", "0", "6", "", "/", "－2", "+3（新增）", "增加3项", "=2"};
static const char *const amounts[] = {
    "102297.797528万元", "251000元", "84565元", "0", "", "/", "3.5亿元", "477.35", "0.1", "123456.123456",
    "12345678901.123456", "0元", "6944.93万元（含预算外）", "不详", "1,234.50万元"};

#define PICK(list, s) list[random_below(s, sizeof list / sizeof *list)]

/* Some cells as people fill them in. */
static void fill_oddly(gireport_report *r, uint64_t seed)
{
    struct random_source s = {seed};
    const gireport_template *t = gireport_report_template(r);
    for (size_t i = 0; i < gireport_template_field_count(t); i++) {
        uint32_t type = gireport_field_type(t, i);
        const char *text = type == GIREPORT_TYPE_MONEY ? PICK(amounts, &s)
                         : type == GIREPORT_TYPE_DELTA ? PICK(deltas, &s)
                                                       : PICK(counts, &s);
        if (random_below(&s, 3) == 0 && gireport_cell_state(r, i) != GIREPORT_STATE_ABSENT)
            ck_assert_int_eq(gireport_cell_set_text(r, i, text, GIREPORT_LEN_AUTO, NULL), GIREPORT_OK);
    }
}

/* A spreadsheet has the number, not the marks between its thousands, and shows the sign of a change. */
static int same_raw(const char *a, const char *b, int numbers)
{
    if (*a == '\0' || strcmp(a, b) == 0)
        return 1;
    b += numbers && *b == '+' && *a != '+';
    for (; numbers && *a; a++)
        if (*a != ',' && *a != *b++)
            return 0;
    return numbers && *b == '\0';
}

/* "" where each cell is what it was: value, state, unit, note, and the text that was printed. */
static const char *cells_differ(const gireport_report *a, const gireport_report *b, int numbers)
{
    static char out[1024];
    const gireport_template *t = gireport_report_template(a);
    if (t != gireport_report_template(b))
        return "template";
    for (uint32_t i = 0; i < t->n_fields; i++) {
        const struct gireport__cell *x = &a->cells[i], *y = &b->cells[i];
        const char *raw = gireport_cell_raw(a, i);
        int subtotal = (t->fields[i].flags & GIREPORT_FIELD_SUBTOTAL) != 0;
        /* The form has the cell, whether the input had it or not. */
        if (x->state == GIREPORT_STATE_ABSENT && !subtotal && y->state == GIREPORT_STATE_BLANK)
            continue;
        if (x->state == y->state && x->value == y->value && x->unit == y->unit && x->scale == y->scale &&
            y->origin == GIREPORT_ORIGIN_STATED && !strcmp(gireport_cell_note(a, i), gireport_cell_note(b, i)) &&
            same_raw(raw, gireport_cell_raw(b, i), numbers && x->state == GIREPORT_STATE_VALUE))
            continue;
        snprintf(out, sizeof out, "%s: %.400s / ", t->fields[i].key, cell_in_words(a, t->fields[i].key));
        strncat(out, cell_in_words(b, t->fields[i].key), 400);
        return out;
    }
    return "";
}

static void check_many(uint32_t format, const gireport_template *t, int odd)
{
    for (uint64_t seed = 1; seed <= REPORTS; seed++) {
        gireport_report *r, *got;
        uint32_t flags = (seed % 3 ? RANDOM_TEXTS : 0u) | (seed % 5 ? 0u : RANDOM_SUBTOTALS);
        ck_assert_int_eq(random_report(t, seed, flags, &r), GIREPORT_OK);
        if (seed % 2 == 0)
            restyle_vary(r, seed);
        if (odd)
            fill_oddly(r, seed);
        got = round_trip(r, format);
        const char *differs = cells_differ(r, got, format == GIREPORT_FORMAT_XLSX);
        ck_assert_msg(!*differs, "%s of seed %u: %s", gireport_format_name(format), (unsigned)seed, differs);
        ck_assert_int_eq(gireport_report_year(got), gireport_report_year(r));
        if (!(flags & RANDOM_TEXTS)) /* else the title of the texts names another one */
            ck_assert_str_eq(gireport_report_text(got, GIREPORT_TEXT_ORGAN), "云溪县人民政府");
        gireport_report_free(got);
        gireport_report_free(r);
    }
}

START_TEST(every_cell_comes_back)
{
    for (int f = 0; f < FORMATS; f++)
        check_many(formats[f], gireport_template_at((size_t)_i), 0);
}
END_TEST

START_TEST(every_odd_cell_comes_back)
{
    for (int f = 0; f < FORMATS; f++)
        check_many(formats[f], gireport_template_at((size_t)_i), 1);
}
END_TEST

/* ---- text of others ---- */

#define EVIL                                                                                                           \
    "<script>alert(1)</script> \"'&amp; ]]> \xe2\x80\xae" "abc\xe2\x81\xa6 =cmd|'/C calc'!A0 \x1b[31m\x01\x7f\xc2\x9b" \
    " \xef\xbf\xbe\xef\xbf\xbf <w:p/> _x0041_"
/* How it comes back: controls and turning marks are shown, the rest is what it was. */
#define SHOWN                                                                                                          \
    "<script>alert(1)</script> \"'&amp; ]]> [U+202E]abc[U+2066] =cmd|'/C calc'!A0 [U+001B][31m[U+0001][U+007F][U+009B]" \
    " [U+FFFE][U+FFFF] <w:p/> _x0041_"

static gireport_report *hostile_report(void)
{
    gireport_report *r;
    gireport_findings *f;
    size_t field;
    ck_assert_int_eq(random_report(gireport_template_find("cn-2019"), 1, 0, &r), GIREPORT_OK);
    for (uint32_t i = 0; i < GIREPORT__TEXTS; i++)
        ck_assert_int_eq(gireport_report_set_text(r, i, EVIL, GIREPORT_LEN_AUTO), GIREPORT_OK);
    gireport_report_add_unit(r, EVIL);
    gireport_report_add_extra(r, EVIL, EVIL "\t" EVIL);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    for (field = 0; field < 4; field++)
        ck_assert_int_eq(gireport_cell_set_text(r, field, EVIL, GIREPORT_LEN_AUTO, f), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_set_text(r, 4, "=1+cmd|'/C calc'!A0", GIREPORT_LEN_AUTO, f), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_set_text(r, 5, "22（=HYPERLINK(1)）", GIREPORT_LEN_AUTO, f), GIREPORT_OK);
    gireport_findings_free(f);
    return r;
}

static const char *const parts[] = {
    "[Content_Types].xml", "_rels/.rels", "docProps/core.xml", "word/document.xml", "word/styles.xml",
    "word/fontTable.xml", "word/settings.xml", "word/footer1.xml", "word/footer2.xml", "word/comments.xml",
    "word/_rels/document.xml.rels", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/styles.xml",
    "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml", "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml",
    "xl/worksheets/sheet5.xml", "xl/worksheets/sheet6.xml", "xl/worksheets/sheet7.xml", "xl/worksheets/sheet8.xml",
    "xl/worksheets/sheet9.xml", "xl/worksheets/sheet10.xml", "xl/worksheets/sheet11.xml"};

/* Elements that may stand in a part, so that none of a text slips in. */
static void known_element(void *found, struct gireport__xml *x, const char *name, const char *space)
{
    (void)x;
    ck_assert_msg(strcmp(name, "script") != 0, "an element of a text");
    ck_assert_ptr_nonnull(space);
    ++*(size_t *)found;
}

static void check_part(const char *name, const char *data, size_t len)
{
    static const struct gireport__xml_events events = {known_element, NULL, NULL};
    static const char *const inert[] = {"<script", "\x1b", "\x01", "\x7f", "\xe2\x80\xae", "\xe2\x81\xa6", "\xc2\x9b",
                                        "\xef\xbf\xbe", "\xef\xbf\xbf"};
    size_t elements = 0;
    ck_assert_msg(gireport__xml_parse(data, len, 0, &events, &elements) == GIREPORT_OK, "%s", name);
    ck_assert_uint_gt(elements, 0);
    for (const char *f = data; (f = strstr(f, "<f>")) != NULL; f++) /* formulas are ours alone */
        ck_assert(strstr(f, "</f>") != NULL && (strstr(f, "cmd") == NULL || strstr(f, "cmd") > strstr(f, "</f>")));
    for (size_t i = 0; i < sizeof inert / sizeof *inert; i++)
        ck_assert_msg(strstr(data, inert[i]) == NULL, "%s holds %s", name, inert[i]);
    ck_assert_uint_eq(strlen(data), len);
}

/* Each part is XML of its own elements only. Returns how many parts there were. */
static size_t check_parts(const char *data, size_t len)
{
    struct gireport__zip *zip;
    size_t n = 0;
    ck_assert_int_eq(gireport__zip_open(data, len, &zip), GIREPORT_OK);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        char *part;
        size_t part_len;
        if (gireport__zip_read(zip, parts[i], 10000000, &part, &part_len) != GIREPORT_OK)
            continue;
        check_part(parts[i], part, part_len);
        gireport_free(part);
        n++;
    }
    gireport__zip_free(zip);
    return n;
}

START_TEST(text_of_others_stays_text)
{
    gireport_report *r = hostile_report(), *got;
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_findings *f;
    size_t len;
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    o.flags = GIREPORT_WRITE_FINDINGS | GIREPORT_WRITE_TRACE;
    o.findings = f;
    char *data = written(r, &o, formats[_i], &len);
    ck_assert_uint_ge(check_parts(data, len), formats[_i] == GIREPORT_FORMAT_DOCX ? 11 : 17);
    got = read_back(data, len, formats[_i], NULL);
    ck_assert_ptr_nonnull(strstr(gireport_report_text(got, GIREPORT_TEXT_OVERVIEW), SHOWN));
    ck_assert_ptr_nonnull(strstr(gireport_report_text(got, GIREPORT_TEXT_REMARKS), SHOWN));
    for (size_t field = 0; field < 4; field++) {
        ck_assert_uint_eq(gireport_cell_state(got, field), GIREPORT_STATE_UNREADABLE);
        ck_assert_str_eq(gireport_cell_raw(got, field), SHOWN);
    }
    ck_assert_str_eq(gireport_cell_raw(got, 4), "=1+cmd|'/C calc'!A0");
    ck_assert_str_eq(gireport_cell_raw(got, 5), "22（=HYPERLINK(1)）");
    gireport_free(data);
    gireport_findings_free(f);
    gireport_report_free(got);
    gireport_report_free(r);
}
END_TEST

/* ---- the same bytes, nothing half done ---- */

START_TEST(the_same_report_gives_the_same_bytes)
{
    for (uint64_t seed = 1; seed < 20; seed++) {
        gireport_report *r, *copy;
        size_t a_len, b_len;
        ck_assert_int_eq(random_report(gireport_template_at(seed % 2), seed, RANDOM_TEXTS, &r), GIREPORT_OK);
        ck_assert_int_eq(gireport_report_copy(r, &copy), GIREPORT_OK);
        char *a = written(r, NULL, formats[_i], &a_len), *b = written(copy, NULL, formats[_i], &b_len);
        ck_assert_uint_eq(a_len, b_len);
        ck_assert_mem_eq(a, b, a_len);
        gireport_free(a);
        gireport_free(b);
        gireport_report_free(copy);
        gireport_report_free(r);
    }
}
END_TEST

START_TEST(short_memory_is_told)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_report *r = hostile_report();
    unsigned long n = 0;
    int status = GIREPORT_ERR_NOMEM;
    o.format = formats[_i];
    if (!failing_works()) {
        gireport_report_free(r);
        return;
    }
    for (n = 1; status != GIREPORT_OK; n++) {
        char *out;
        size_t len;
        failing_at(n);
        status = gireport_write_string(r, &o, &out, &len);
        if (failing_count() < n) /* that allocation was not reached: all went well */
            ck_assert_int_eq(status, GIREPORT_OK);
        ck_assert(status == GIREPORT_OK || status == GIREPORT_ERR_NOMEM);
        ck_assert((status == GIREPORT_OK) == (out != NULL));
        failing_at(0);
        gireport_free(out);
    }
    ck_assert_uint_gt(n, 10);
    gireport_report_free(r);
}
END_TEST

/* ---- a corrected copy ---- */

START_TEST(a_repair_is_shown_as_tracked_changes)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_report *r, *fixed, *got;
    gireport_findings *f;
    gireport_repair *repair;
    struct gireport__zip *zip;
    char *part;
    size_t len, part_len, field;
    ck_assert_int_eq(random_report(gireport_template_find("cn-2021"), 7, RANDOM_TEXTS, &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_template_field_find(gireport_report_template(r), "applications.granted.natural", &field), 0);
    int64_t right = report_value(r, "applications.granted.natural");
    report_put(r, "applications.granted.natural", right + 5);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
    ck_assert_int_eq(gireport_repair_find(r, NULL, &repair), GIREPORT_OK);
    ck_assert_int_eq(gireport_repair_apply(repair, 0, r, &fixed), GIREPORT_OK);
    o.flags = GIREPORT_WRITE_FINDINGS;
    o.findings = f;
    o.original = r;
    char *data = written(fixed, &o, GIREPORT_FORMAT_DOCX, &len);
    ck_assert_int_eq(gireport__zip_open(data, len, &zip), GIREPORT_OK);
    ck_assert_int_eq(gireport__zip_read(zip, "word/document.xml", 10000000, &part, &part_len), GIREPORT_OK);
    char want[400];
    snprintf(want, sizeof want,
             "<w:commentRangeStart w:id=\"0\"/><w:del w:id=\"1000\" w:author=\"libgireport\"><w:r><w:delText "
             "xml:space=\"preserve\">%lld</w:delText></w:r></w:del><w:ins w:id=\"1001\" w:author=\"libgireport\"><w:r>"
             "<w:t xml:space=\"preserve\">%lld</w:t></w:r></w:ins><w:commentRangeEnd w:id=\"0\"/>",
             (long long)right + 5, (long long)right);
    ck_assert_ptr_nonnull(strstr(part, want));
    ck_assert_ptr_null(strstr(part, "<w:ins w:id=\"1003\"")); /* that cell alone */
    gireport_free(part);
    ck_assert_int_eq(gireport__zip_read(zip, "word/comments.xml", 10000000, &part, &part_len), GIREPORT_OK);
    ck_assert_ptr_nonnull(strstr(part, "GI-T3-002"));
    ck_assert_ptr_nonnull(strstr(part, "GI-T3-003"));
    gireport_free(part);
    gireport__zip_free(zip);
    got = read_back(data, len, GIREPORT_FORMAT_DOCX, NULL); /* changes are taken as accepted */
    ck_assert_int_eq(report_value(got, "applications.granted.natural"), right);
    gireport_free(data);
    gireport_repair_free(repair);
    gireport_findings_free(f);
    gireport_report_free(got);
    gireport_report_free(fixed);
    gireport_report_free(r);
}
END_TEST

/* An original of another edition has no cells to compare with. */
START_TEST(an_original_of_another_form_is_refused)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_report *r, *other;
    char *out;
    ck_assert_int_eq(gireport_report_new(gireport_template_at(0), &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_new(gireport_template_at(1), &other), GIREPORT_OK);
    o.original = other;
    ck_assert_int_eq(gireport_write_string(r, &o, &out, NULL), GIREPORT_ERR_INVALID_ARG);
    gireport_report_free(other);
    gireport_report_free(r);
}
END_TEST

/* Without the feature the calls are there and say so. */
START_TEST(a_small_build_says_what_it_lacks)
{
    static const uint32_t both[] = {GIREPORT_FORMAT_DOCX, GIREPORT_FORMAT_XLSX};
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_at(0), &r), GIREPORT_OK);
    for (size_t i = 0; i < 2; i++) {
        char *out;
        o.format = both[i];
        int can = (gireport_format_support(o.format) & GIREPORT_CAN_WRITE) != 0;
        ck_assert_int_eq(gireport_write_string(r, &o, &out, NULL), can ? GIREPORT_OK : GIREPORT_ERR_UNSUPPORTED);
        gireport_free(out);
    }
    gireport_report_free(r);
}
END_TEST

static Suite *suite(void)
{
    Suite *s = suite_create("write_office");
    TCase *feature = tcase_create("feature"), *c;
    tcase_add_test(feature, a_small_build_says_what_it_lacks);
    tcase_add_test(feature, an_original_of_another_form_is_refused);
    suite_add_tcase(s, feature);
    if (!gireport_feature(GIREPORT_FEATURE_DOCUMENTS))
        return s;
    c = tcase_create("cells");
    tcase_add_loop_test(c, text_of_others_stays_text, 0, FORMATS);
    tcase_add_loop_test(c, the_same_report_gives_the_same_bytes, 0, FORMATS);
    tcase_add_loop_test(c, short_memory_is_told, 0, FORMATS);
    tcase_add_test(c, a_repair_is_shown_as_tracked_changes);
    tcase_add_loop_test(c, every_cell_comes_back, 0, 2);
    tcase_add_loop_test(c, every_odd_cell_comes_back, 0, 2);
    suite_add_tcase(s, c);
    return s;
}

int main(void)
{
    return run_suite(suite());
}
