/* SPDX-License-Identifier: MIT */
/* Every NULL that is required, in every function; every index that is out of range. */
#include "api.h"

START_TEST(base_functions)
{
    gireport_free(NULL);
    NOTHING(gireport_format_name(0));
    NOTHING(gireport_format_name((uint32_t)gireport_format_count() + 1));
    NOTHING(gireport_format_name(UINT32_MAX));
    ZERO(gireport_format_find(NULL));
    ZERO(gireport_format_support(0));
    ZERO(gireport_format_support(UINT32_MAX));
    ck_assert_int_eq(gireport_feature(0), 0);
    ck_assert_int_eq(gireport_feature(UINT32_MAX), 0);
    for (int status = -200; status < 200; status++)
        ck_assert_uint_gt(strlen(gireport_strerror(status)), 3);
}
END_TEST

START_TEST(template_functions)
{
    const gireport_template *out = STALE;
    size_t field_out = 7;
    int32_t first = 7, last = 7;
    gireport_template_unref(NULL);
    NOTHING(gireport_template_ref(NULL));
    NOTHING(gireport_template_at(gireport_template_count()));
    NOTHING(gireport_template_at(SIZE_MAX));
    NOTHING(gireport_template_find(NULL));
    REFUSED(gireport_template_load(NULL, 1, &out, NULL));
    NOTHING(out);
    REFUSED(gireport_template_load("", 0, NULL, NULL));
    NOTHING(gireport_template_id(NULL));
    NOTHING(gireport_template_title(NULL, GIREPORT_LANG_ZH));
    NOTHING(gireport_template_basis(NULL));
    REFUSED(gireport_template_years(NULL, &first, &last));
    ck_assert_int_eq(first, 0);
    ck_assert_int_eq(last, 0);
    ZERO(gireport_template_table_count(NULL));
    ZERO(gireport_template_field_count(NULL));
    REFUSED(gireport_template_field_find(NULL, "x", &field_out));
    ZERO(field_out);
    const gireport_template *t = gireport_template_at(0);
    field_out = 7;
    REFUSED(gireport_template_field_find(t, NULL, &field_out));
    ZERO(field_out);
    REFUSED(gireport_template_field_find(t, "disclosure.licensing.decisions", NULL));
    REFUSED(gireport_template_years(t, NULL, &last));
    REFUSED(gireport_template_years(t, &first, NULL));
    ck_assert_int_eq(gireport_template_field_find(t, "no.such.key", &field_out), GIREPORT_ERR_NOT_FOUND);
    NOTHING(gireport_template_table_key(NULL, 0));
    NOTHING(gireport_template_paragraph_key(NULL, 0));
    NOTHING(gireport_template_paragraph_key(t, SIZE_MAX));
    ZERO(gireport_template_paragraph_count(NULL));
    NOTHING(gireport_template_table_label(NULL, 0));
    NOTHING(gireport_template_table_key(t, gireport_template_table_count(t)));
    NOTHING(gireport_template_table_label(t, SIZE_MAX));
}
END_TEST

static void no_field(const gireport_template *t, size_t i)
{
    NOTHING(gireport_field_key(t, i));
    NOTHING(gireport_field_label(t, i));
    NOTHING(gireport_field_gloss(t, i, GIREPORT_LANG_EN));
    NOTHING(gireport_field_basis(t, i));
    NOTHING(gireport_field_unit(t, i));
    NOTHING(gireport_field_printed_unit(t, i));
    ZERO(gireport_field_type(t, i));
    ZERO(gireport_field_nature(t, i));
    ZERO(gireport_field_flags(t, i));
    ZERO(gireport_field_table(t, i));
}

START_TEST(field_functions)
{
    const gireport_template *t = gireport_template_at(0);
    no_field(NULL, 0);
    no_field(t, gireport_template_field_count(t));
    no_field(t, SIZE_MAX);
    no_field(t, (size_t)UINT32_MAX + 1);
}
END_TEST

START_TEST(rule_functions)
{
    NOTHING(gireport_rule_at(gireport_rule_count()));
    NOTHING(gireport_rule_at(SIZE_MAX));
    NOTHING(gireport_rule_find(NULL));
    NOTHING(gireport_rule_find(""));
    NOTHING(gireport_rule_id(NULL));
    ZERO(gireport_rule_severity(NULL));
    NOTHING(gireport_rule_title(NULL, 0));
    NOTHING(gireport_rule_explanation(NULL, 0));
    NOTHING(gireport_rule_basis(NULL));
    NOTHING(gireport_rule_expression(NULL));
    NOTHING(gireport_rule_since(NULL));
}
END_TEST

START_TEST(report_functions)
{
    gireport_report *out = STALE;
    REFUSED(gireport_report_new(NULL, &out));
    NOTHING(out);
    REFUSED(gireport_report_new(gireport_template_at(0), NULL));
    out = STALE;
    REFUSED(gireport_report_copy(NULL, &out));
    NOTHING(out);
    gireport_report *r = sample();
    REFUSED(gireport_report_copy(r, NULL));
    gireport_report_free(NULL);
    NOTHING(gireport_report_template(NULL));
    ck_assert_int_eq(gireport_report_year(NULL), 0);
    REFUSED(gireport_report_set_year(NULL, 2020));
    ZERO(gireport_report_level(NULL));
    REFUSED(gireport_report_set_level(NULL, GIREPORT_LEVEL_CITY));
    NOTHING(gireport_level_name(0));
    NOTHING(gireport_level_name(UINT32_MAX));
    ZERO(gireport_level_find(NULL));
    ZERO(gireport_level_find(""));
    NOTHING(gireport_report_text(NULL, GIREPORT_TEXT_ORGAN));
    NOTHING(gireport_report_text(r, UINT32_MAX));
    REFUSED(gireport_report_set_text(NULL, GIREPORT_TEXT_ORGAN, "x", 1));
    REFUSED(gireport_report_set_text(r, UINT32_MAX, "x", 1));
    ck_assert_int_le(gireport_report_units(NULL, GIREPORT_UNITS_TOWNS), 0);
    ck_assert_int_le(gireport_report_units(r, UINT32_MAX), 0);
    REFUSED(gireport_report_set_units(NULL, GIREPORT_UNITS_TOWNS, 1));
    REFUSED(gireport_report_set_units(r, UINT32_MAX, 1));
    ZERO(gireport_report_unit_count(NULL));
    NOTHING(gireport_report_unit_name(NULL, 0));
    NOTHING(gireport_report_unit_name(r, 0));
    REFUSED(gireport_report_add_unit(NULL, "x"));
    REFUSED(gireport_report_add_unit(r, NULL));
    ZERO(gireport_report_extra_count(NULL));
    NOTHING(gireport_report_extra_label(NULL, 0));
    NOTHING(gireport_report_extra_text(NULL, 0));
    NOTHING(gireport_report_extra_label(r, 0));
    NOTHING(gireport_report_extra_text(r, SIZE_MAX));
    REFUSED(gireport_report_add_extra(NULL, "a", "b"));
    REFUSED(gireport_report_add_extra(r, NULL, "b"));
    REFUSED(gireport_report_add_extra(r, "a", NULL));
    gireport_report_free(r);
}
END_TEST

static void no_cell(gireport_report *r, size_t i)
{
    int64_t value = 7;
    uint32_t line = 7, column = 7;
    ZERO(gireport_cell_state(r, i));
    REFUSED(gireport_cell_value(r, i, &value));
    ck_assert_int_eq(value, 0);
    ZERO(gireport_cell_unit(r, i));
    ZERO(gireport_cell_scale(r, i));
    ZERO(gireport_cell_origin(r, i));
    NOTHING(gireport_cell_raw(r, i));
    NOTHING(gireport_cell_note(r, i));
    NOTHING(gireport_cell_place(r, i));
    REFUSED(gireport_cell_position(r, i, &line, &column));
    ZERO(line);
    ZERO(column);
    REFUSED(gireport_cell_set_value(r, i, 1));
    REFUSED(gireport_cell_set_state(r, i, GIREPORT_STATE_BLANK));
    REFUSED(gireport_cell_set_text(r, i, "1", 1, NULL));
}

START_TEST(cell_functions)
{
    gireport_report *r = sample();
    uint32_t line, column;
    no_cell(NULL, 0);
    no_cell(r, gireport_template_field_count(gireport_report_template(r)));
    no_cell(r, SIZE_MAX);
    no_cell(r, (size_t)UINT32_MAX + 1);
    REFUSED(gireport_cell_value(r, 0, NULL));
    REFUSED(gireport_cell_position(r, 0, NULL, &column));
    REFUSED(gireport_cell_position(r, 0, &line, NULL));
    REFUSED(gireport_cell_set_text(r, 0, NULL, 0, NULL));
    REFUSED(gireport_cell_set_state(r, 0, GIREPORT_STATE_VALUE));
    REFUSED(gireport_cell_set_state(r, 0, UINT32_MAX));
    gireport_report_free(r);
}
END_TEST

static void no_finding(const gireport_findings *f, size_t i)
{
    uint32_t line = 7, column = 7;
    NOTHING(gireport_finding_rule(f, i));
    NOTHING(gireport_finding_id(f, i));
    ZERO(gireport_finding_severity(f, i));
    NOTHING(gireport_finding_message(f, i, GIREPORT_LANG_ZH));
    REFUSED(gireport_finding_position(f, i, &line, &column));
    ZERO(line);
    ZERO(column);
    NOTHING(gireport_finding_place(f, i));
    NOTHING(gireport_finding_found(f, i));
    NOTHING(gireport_finding_expected(f, i));
    NOTHING(gireport_finding_difference(f, i));
    NOTHING(gireport_finding_cause(f, i));
    ZERO(gireport_finding_cell_count(f, i));
    NOTHING(gireport_finding_cell_key(f, i, 0));
    ZERO(gireport_finding_cell_role(f, i, 0));
}

static void nothing_unassessed(const gireport_findings *f, size_t i)
{
    NOTHING(gireport_findings_unassessed_rule(f, i));
    NOTHING(gireport_findings_unassessed_missing(f, i));
}

static void no_claim(const gireport_claims *c, size_t i)
{
    int64_t value;
    uint32_t line, column;
    ZERO(gireport_claim_part(c, i));
    REFUSED(gireport_claim_position(c, i, &line, &column));
    NOTHING(gireport_claim_quote(c, i));
    NOTHING(gireport_claim_number(c, i));
    REFUSED(gireport_claim_value(c, i, &value));
    ZERO(gireport_claim_scale(c, i));
    NOTHING(gireport_claim_unit(c, i));
    NOTHING(gireport_claim_pattern(c, i));
    NOTHING(gireport_claim_rule(c, i));
    ZERO(gireport_claim_verdict(c, i));
    REFUSED(gireport_claim_expected(c, i, &value));
    NOTHING(gireport_claim_reason(c, i, 0));
    ZERO(gireport_claim_cell_count(c, i));
    NOTHING(gireport_claim_cell_key(c, i, 0));
}

START_TEST(claims_functions)
{
    gireport_report *r = sample();
    gireport_claims *c = STALE;
    const gireport_claims *list[] = {NULL};
    size_t n = 0;
    uint32_t line;
    REFUSED(gireport_claims_find(NULL, NULL, &c));
    NOTHING(c);
    REFUSED(gireport_claims_find(r, NULL, NULL));
    gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, "共收到2件。", GIREPORT_LEN_AUTO);
    ck_assert_int_eq(gireport_claims_find(r, NULL, &c), GIREPORT_OK);
    ck_assert_uint_eq(gireport_claims_count(c), 1);
    ZERO(gireport_claims_count(NULL));
    no_claim(NULL, 0);
    no_claim(c, 1);
    REFUSED(gireport_claim_value(c, 0, NULL));
    REFUSED(gireport_claim_expected(c, 0, NULL));
    REFUSED(gireport_claim_position(c, 0, &line, NULL));
    NOTHING(gireport_claim_reason(c, 0, UINT32_MAX));
    REFUSED(gireport_claims_set_file(NULL, "x"));
    REFUSED(gireport_claims_set_file(c, NULL));
    REFUSED(gireport_claims_write(NULL, 1, 0, 0, count_bytes, &n));
    REFUSED(gireport_claims_write(list, 1, 0, 0, count_bytes, &n));
    list[0] = c;
    REFUSED(gireport_claims_write(list, 1, UINT32_MAX, 0, count_bytes, &n));
    REFUSED(gireport_claims_write(list, 1, 0, UINT32_MAX, count_bytes, &n));
    REFUSED(gireport_claims_write(list, 1, 0, 0, NULL, &n));
    ZERO(n);
    gireport_claims_free(c);
    gireport_claims_free(NULL);
    gireport_report_free(r);
}
END_TEST

START_TEST(waivers_functions)
{
    gireport_waivers *w = NULL;
    gireport_findings *f = new_findings();
    REFUSED(gireport_waivers_read(NULL, 0, f, &w));
    REFUSED(gireport_waivers_read("", 0, f, NULL));
    ck_assert_int_eq(gireport_waivers_read("{gireport_waivers: 1, waivers: []}", GIREPORT_LEN_AUTO, NULL, &w),
                     GIREPORT_OK);
    ZERO(gireport_waivers_count(NULL));
    ZERO(gireport_waivers_count(w));
    REFUSED(gireport_waivers_apply(NULL, NULL, f));
    REFUSED(gireport_waivers_apply(w, NULL, NULL));
    REFUSED(gireport_waivers_apply(w, "2021-2-3", f));
    NOTHING(gireport_waiver_reason_gloss(NULL, 0));
    NOTHING(gireport_waiver_reason_gloss("LATE", UINT32_MAX));
    ZERO(gireport_finding_waived(NULL, 0));
    ZERO(gireport_finding_waived(f, 0));
    NOTHING(gireport_finding_waiver(NULL, 0, 0));
    NOTHING(gireport_finding_waiver(f, 0, UINT32_MAX));
    ZERO(gireport_findings_count_waived(NULL));
    REFUSED(gireport_findings_set_source(NULL, "", 0));
    gireport_waivers_free(w);
    gireport_waivers_free(NULL);
    gireport_findings_free(f);
}
END_TEST

START_TEST(findings_functions)
{
    REFUSED(gireport_findings_new(NULL));
    gireport_findings *f = new_findings();
    gireport_report *r = sample();
    size_t n = 0;
    uint32_t line, column;
    gireport_findings_free(NULL);
    gireport_findings_clear(NULL);
    REFUSED(gireport_findings_set_file(NULL, "x"));
    REFUSED(gireport_findings_set_report(NULL, r));
    REFUSED(gireport_findings_set_report(f, NULL));
    ZERO(gireport_findings_count(NULL));
    ZERO(gireport_findings_count_of(NULL, GIREPORT_SEVERITY_ERROR));
    ZERO(gireport_findings_count_of(f, UINT32_MAX));
    ZERO(gireport_findings_unassessed_count(NULL));
    no_finding(NULL, 0);
    no_finding(f, 0);
    nothing_unassessed(NULL, 0);
    nothing_unassessed(f, 0);
    DONE(gireport_check(r, NULL, f));
    ck_assert_uint_gt(gireport_findings_count(f), 0);
    no_finding(f, gireport_findings_count(f));
    no_finding(f, SIZE_MAX);
    nothing_unassessed(f, gireport_findings_unassessed_count(f));
    nothing_unassessed(f, SIZE_MAX);
    NOTHING(gireport_finding_cell_key(f, 0, gireport_finding_cell_count(f, 0)));
    ZERO(gireport_finding_cell_role(f, 0, SIZE_MAX));
    REFUSED(gireport_finding_position(f, 0, NULL, &column));
    REFUSED(gireport_finding_position(f, 0, &line, NULL));
    const gireport_findings *list[] = {f, NULL};
    REFUSED(gireport_findings_write(NULL, 1, GIREPORT_FINDINGS_TEXT, 0, count_bytes, &n));
    REFUSED(gireport_findings_write(list, 2, GIREPORT_FINDINGS_TEXT, 0, count_bytes, &n));
    REFUSED(gireport_findings_write(list, 1, GIREPORT_FINDINGS_TEXT, 0, NULL, &n));
    REFUSED(gireport_findings_write(list, 1, UINT32_MAX, 0, count_bytes, &n));
    ZERO(n);
    gireport_report_free(r);
    gireport_findings_free(f);
}
END_TEST

static int no_input(char *data, size_t size, size_t *got, void *userdata)
{
    (void)data, (void)size, (void)userdata;
    *got = 0;
    return 0;
}

START_TEST(reading_functions)
{
    gireport_report *out = STALE;
    gireport_reader *reader = STALE;
    gireport_findings *f = new_findings();
    size_t len;
    const char *data = sample_file(&len);
    REFUSED(gireport_read(NULL, 1, NULL, &out, f));
    NOTHING(out);
    REFUSED(gireport_read(data, len, NULL, NULL, f));
    out = STALE;
    REFUSED(gireport_read_file(NULL, NULL, &out, f));
    NOTHING(out);
    REFUSED(gireport_read_file("x", NULL, NULL, f));
    ZERO(gireport_detect(NULL, 10));
    REFUSED(gireport_reader_new(NULL, 1, NULL, &reader));
    NOTHING(reader);
    REFUSED(gireport_reader_new(data, len, NULL, NULL));
    reader = STALE;
    REFUSED(gireport_reader_open(NULL, NULL, &reader));
    NOTHING(reader);
    REFUSED(gireport_reader_open("x", NULL, NULL));
    reader = STALE;
    REFUSED(gireport_reader_open_callback(NULL, NULL, NULL, &reader));
    NOTHING(reader);
    REFUSED(gireport_reader_open_callback(no_input, NULL, NULL, NULL));
    gireport_reader_free(NULL);
    out = STALE;
    REFUSED(gireport_reader_next(NULL, &out, f));
    NOTHING(out);
    DONE(gireport_reader_new(data, len, NULL, &reader));
    REFUSED(gireport_reader_next(reader, NULL, f));
    gireport_reader_free(reader);
    gireport_findings_free(f);
}
END_TEST

static int no_document(gireport_arrow_item *item, void *userdata)
{
    (void)item;
    (void)userdata;
    return GIREPORT_ERR_NOT_FOUND;
}

START_TEST(arrow_functions)
{
    struct ArrowArrayStream s;
    struct ArrowArray batch;
    gireport_reader *reader;
    memset(&s, 1, sizeof s);
    REFUSED(gireport_arrow_stream(NULL, NULL, NULL, NULL, &s));
    ck_assert(s.release == NULL);
    REFUSED(gireport_arrow_stream(NULL, no_document, NULL, NULL, NULL));
    REFUSED(gireport_arrow_stream_reader(NULL, NULL, &s));
    DONE(gireport_reader_new("x", 1, NULL, &reader));
    REFUSED(gireport_arrow_stream_reader(NULL, reader, NULL));
    DONE(gireport_arrow_stream_reader(NULL, reader, &s));
    ck_assert_int_eq(s.get_next(&s, &batch), 0);
    batch.release(&batch);
    s.release(&s);
    ck_assert(s.release == NULL);
}
END_TEST

START_TEST(batch_functions)
{
    gireport_batch *b = STALE;
    gireport_batch_options o = GIREPORT_BATCH_OPTIONS_INIT;
    REFUSED(gireport_batch_new(NULL, NULL));
    o.flags = 2;
    REFUSED(gireport_batch_new(&o, &b));
    NOTHING(b);
    gireport_batch_free(NULL);
    gireport_batch_cancel(NULL);
    REFUSED(gireport_batch_work(NULL));
    REFUSED(gireport_batch_add_file(NULL, "x"));
    REFUSED(gireport_batch_add_bytes(NULL, "x", "x", 1));
    REFUSED(gireport_batch_add_callback(NULL, "x", no_input, NULL));
    DONE(gireport_batch_new(NULL, &b));
    REFUSED(gireport_batch_add_file(b, NULL));
    REFUSED(gireport_batch_add_bytes(b, NULL, "x", 1));
    REFUSED(gireport_batch_add_bytes(b, "x", NULL, 1));
    REFUSED(gireport_batch_add_callback(b, NULL, no_input, NULL));
    REFUSED(gireport_batch_add_callback(b, "x", NULL, NULL));
    DONE(gireport_batch_work(b));
    gireport_batch_free(b);
    NOTHING(gireport_result_name(NULL));
    ZERO(gireport_result_source(NULL));
    ZERO(gireport_result_number(NULL));
    REFUSED(gireport_result_status(NULL));
    NOTHING(gireport_result_report(NULL));
    NOTHING(gireport_result_findings(NULL));
    NOTHING(gireport_result_data(NULL));
}
END_TEST

START_TEST(grid_functions)
{
    gireport_report *out = STALE;
    REFUSED(gireport_grid_new(NULL));
    gireport_grid *g;
    DONE(gireport_grid_new(&g));
    gireport_grid_free(NULL);
    REFUSED(gireport_grid_add_paragraph(NULL, "x", 1));
    REFUSED(gireport_grid_add_paragraph(g, NULL, 1));
    REFUSED(gireport_grid_add_table(NULL));
    REFUSED(gireport_grid_add_cell(NULL, 0, 0, 1, 1, "x", 1));
    REFUSED(gireport_grid_add_cell(g, 0, 0, 1, 1, "x", 1)); /* no table yet */
    DONE(gireport_grid_add_table(g));
    REFUSED(gireport_grid_add_cell(g, 0, 0, 1, 1, NULL, 1));
    REFUSED(gireport_grid_add_cell(g, 0, 0, 0, 1, "x", 1));
    REFUSED(gireport_grid_add_cell(g, 0, 0, 1, 0, "x", 1));
    REFUSED(gireport_grid_read(NULL, NULL, &out, NULL));
    NOTHING(out);
    REFUSED(gireport_grid_read(g, NULL, NULL, NULL));
    gireport_grid_free(g);
}
END_TEST

START_TEST(checking_functions)
{
    gireport_findings *f = new_findings();
    gireport_report *r = sample();
    REFUSED(gireport_check(NULL, NULL, f));
    REFUSED(gireport_check(r, NULL, NULL));
    REFUSED(gireport_check_cell(NULL, 0, NULL, f));
    REFUSED(gireport_check_cell(r, 0, NULL, NULL));
    REFUSED(gireport_check_cell(r, gireport_template_field_count(gireport_report_template(r)), NULL, f));
    REFUSED(gireport_check_cell(r, SIZE_MAX, NULL, f));
    ZERO(gireport_findings_count(f));
    gireport_report_free(r);
    gireport_findings_free(f);
}
END_TEST

START_TEST(repair_functions)
{
    gireport_repair *p = STALE;
    gireport_report *r = sample(), *out = STALE;
    size_t field_out = 7;
    int64_t old = 7, new = 7;
    REFUSED(gireport_repair_find(NULL, NULL, &p));
    NOTHING(p);
    REFUSED(gireport_repair_find(r, NULL, NULL));
    gireport_repair_free(NULL);
    ZERO(gireport_repair_count(NULL));
    ck_assert_int_eq(gireport_repair_unique(NULL), 0);
    ZERO(gireport_repair_cell_count(NULL, 0));
    NOTHING(gireport_repair_cause(NULL, 0, 0));
    REFUSED(gireport_repair_cell(NULL, 0, 0, &field_out, &old, &new));
    ck_assert(field_out == 0 && old == 0 && new == 0);
    REFUSED(gireport_repair_apply(NULL, 0, r, &out));
    NOTHING(out);
    DONE(gireport_repair_find(r, NULL, &p));
    size_t n = gireport_repair_count(p);
    ck_assert_uint_gt(n, 0);
    ZERO(gireport_repair_cell_count(p, n));
    ZERO(gireport_repair_cell_count(p, SIZE_MAX));
    NOTHING(gireport_repair_cause(p, n, 0));
    REFUSED(gireport_repair_cell(p, n, 0, &field_out, &old, &new));
    REFUSED(gireport_repair_cell(p, 0, gireport_repair_cell_count(p, 0), &field_out, &old, &new));
    REFUSED(gireport_repair_cell(p, 0, 0, NULL, &old, &new));
    REFUSED(gireport_repair_cell(p, 0, 0, &field_out, NULL, &new));
    REFUSED(gireport_repair_cell(p, 0, 0, &field_out, &old, NULL));
    REFUSED(gireport_repair_apply(p, n, r, &out));
    REFUSED(gireport_repair_apply(p, 0, NULL, &out));
    REFUSED(gireport_repair_apply(p, 0, r, NULL));
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

START_TEST(writing_functions)
{
    gireport_report *r = sample();
    char *text = STALE;
    size_t len = 7, n = 0;
    REFUSED(gireport_write(NULL, NULL, count_bytes, &n));
    REFUSED(gireport_write(r, NULL, NULL, &n));
    ZERO(n);
    REFUSED(gireport_write_string(NULL, NULL, &text, &len));
    NOTHING(text);
    ZERO(len);
    len = 7;
    REFUSED(gireport_write_string(r, NULL, NULL, &len));
    ZERO(len);
    DONE(gireport_write_string(r, NULL, &text, NULL)); /* the NUL tells the length */
    ck_assert_uint_gt(strlen(text), 100);
    gireport_free(text);
    REFUSED(gireport_write_file(NULL, NULL, "x"));
    REFUSED(gireport_paragraph_string(NULL, "disputes", &text, &len, &n));
    NOTHING(text);
    REFUSED(gireport_paragraph_string(r, NULL, &text, &len, &n));
    REFUSED(gireport_paragraph_string(r, "disputes", NULL, &len, &n));
    REFUSED(gireport_write_file(r, NULL, NULL));
    const gireport_report *some[] = {r}, *none[] = {NULL};
    REFUSED(gireport_write_tables(NULL, NULL, NULL, 1, 0, count_bytes, &n));
    REFUSED(gireport_write_tables(some, NULL, NULL, 0, 0, count_bytes, &n));
    REFUSED(gireport_write_tables(none, NULL, NULL, 1, 0, count_bytes, &n));
    REFUSED(gireport_write_tables(some, NULL, NULL, 1, 0, NULL, &n));
    REFUSED(gireport_write_tables(some, NULL, NULL, 1, 99, count_bytes, &n));
    gireport_report_free(r);
}
END_TEST

START_TEST(combining_functions)
{
    gireport_report *r = sample(), *out = STALE;
    const gireport_report *units[] = {r, NULL};
    REFUSED(gireport_sum(NULL, 1, NULL, &out, NULL));
    NOTHING(out);
    out = STALE;
    REFUSED(gireport_sum(units, 2, NULL, &out, NULL));
    NOTHING(out);
    REFUSED(gireport_sum(units, 1, NULL, NULL, NULL));
    gireport_sum_parts *p = STALE;
    int64_t value = 7;
    REFUSED(gireport_sum_explain(NULL, 1, NULL, "x", &p));
    NOTHING(p);
    REFUSED(gireport_sum_explain(units, 2, NULL, "x", &p));
    REFUSED(gireport_sum_explain(units, 1, NULL, NULL, &p));
    REFUSED(gireport_sum_explain(units, 1, NULL, "x", NULL));
    ck_assert_int_eq(gireport_sum_explain(units, 1, NULL, "x", &p), GIREPORT_ERR_NOT_FOUND);
    DONE(gireport_sum_explain(units, 1, NULL, "applications.new.total", &p));
    ck_assert_uint_eq(gireport_sum_parts_count(p), 1);
    ZERO(gireport_sum_parts_count(NULL));
    DONE(gireport_sum_parts_total(p, &value));
    ck_assert_int_eq(value, 25);
    REFUSED(gireport_sum_parts_total(NULL, &value));
    REFUSED(gireport_sum_parts_total(p, NULL));
    NOTHING(gireport_sum_part_unit(p, 1));
    ZERO(gireport_sum_part_state(p, 1));
    REFUSED(gireport_sum_part_value(p, 1, &value));
    REFUSED(gireport_sum_part_value(p, 0, NULL));
    NOTHING(gireport_sum_part_rule(p, 1));
    gireport_sum_parts_free(p);
    gireport_sum_parts_free(NULL);
    gireport_report_free(r);
}
END_TEST

START_TEST(comparison_writing_functions)
{
    gireport_report *r = sample();
    const gireport_report *reports[] = {r};
    gireport_comparison *c;
    DONE(gireport_compare(reports, 1, NULL, &c, NULL));
    gireport_comparison_write_options o = GIREPORT_COMPARISON_WRITE_OPTIONS_INIT;
    size_t n = 0;
    REFUSED(gireport_comparison_write(NULL, NULL, count_bytes, &n));
    REFUSED(gireport_comparison_write(c, NULL, NULL, &n));
    ck_assert_int_eq(gireport_comparison_write(c, NULL, count_bytes, NULL), GIREPORT_ERR_CALLBACK);
    o.format = GIREPORT_FORMAT_DOCX;
    ck_assert_int_eq(gireport_comparison_write(c, &o, count_bytes, &n), GIREPORT_ERR_UNSUPPORTED);
    o.format = 99;
    REFUSED(gireport_comparison_write(c, &o, count_bytes, &n));
    o.format = GIREPORT_FORMAT_SVG;
    o.chart = "none";
    ck_assert_int_eq(gireport_comparison_write(c, &o, count_bytes, &n), GIREPORT_ERR_NOT_FOUND);
    o.chart = NULL;
    o.n_findings = 1;
    REFUSED(gireport_comparison_write(c, &o, count_bytes, &n));
    ZERO(gireport_comparison_chart_count(NULL));
    NOTHING(gireport_comparison_chart_key(NULL, 0));
    NOTHING(gireport_comparison_chart_key(c, 99));
    ck_assert_str_eq(gireport_comparison_chart_key(c, 1), "outcomes");
    gireport_comparison_free(c);
    gireport_report_free(r);
}
END_TEST

START_TEST(comparing_functions)
{
    gireport_report *r = sample();
    const gireport_report *reports[] = {r, NULL};
    gireport_comparison *c = STALE;
    int64_t value = 7;
    uint64_t same = 7, all = 7;
    size_t a = 7, b = 7;
    REFUSED(gireport_compare(NULL, 1, NULL, &c, NULL));
    NOTHING(c);
    c = STALE;
    REFUSED(gireport_compare(reports, 2, NULL, &c, NULL));
    NOTHING(c);
    c = STALE;
    REFUSED(gireport_compare(reports, 0, NULL, &c, NULL));
    NOTHING(c);
    REFUSED(gireport_compare(reports, 1, NULL, NULL, NULL));
    DONE(gireport_compare(reports, 1, NULL, &c, NULL));
    ZERO(gireport_comparison_kind(NULL));
    ZERO(gireport_comparison_column_count(NULL));
    NOTHING(gireport_comparison_column_name(NULL, 0));
    NOTHING(gireport_comparison_column_name(c, 1));
    ZERO(gireport_comparison_column_source(NULL, 0));
    ZERO(gireport_comparison_column_source(c, 1));
    ZERO(gireport_comparison_row_count(NULL));
    NOTHING(gireport_comparison_row_key(NULL, 0));
    NOTHING(gireport_comparison_row_key(c, 1000000));
    NOTHING(gireport_comparison_row_label(NULL, 0, GIREPORT_LANG_ZH));
    NOTHING(gireport_comparison_row_label(c, 0, 9));
    NOTHING(gireport_comparison_row_unit(NULL, 0));
    NOTHING(gireport_comparison_row_template(NULL, 0));
    NOTHING(gireport_comparison_row_reason(NULL, 0, GIREPORT_LANG_ZH));
    NOTHING(gireport_comparison_row_reason(c, 0, 9));
    ZERO(gireport_comparison_state(NULL, 0, 0));
    ZERO(gireport_comparison_notes(NULL, 0, 0));
    REFUSED(gireport_comparison_value(NULL, 0, 0, &value));
    ZERO(value);
    REFUSED(gireport_comparison_value(c, 0, 1, &value));
    REFUSED(gireport_comparison_value(c, 0, 0, NULL));
    REFUSED(gireport_comparison_whole(NULL, 0, 0, &value));
    REFUSED(gireport_comparison_whole(c, 0, 0, NULL));
    REFUSED(gireport_comparison_share(NULL, 0, 0, &value));
    REFUSED(gireport_comparison_share(c, 0, 0, NULL));
    REFUSED(gireport_comparison_change(NULL, 0, 0, &value));
    REFUSED(gireport_comparison_change(c, 0, 0, NULL));
    REFUSED(gireport_comparison_percent(NULL, 0, 0, &value));
    REFUSED(gireport_comparison_percent(c, 0, 0, NULL));
    ZERO(gireport_comparison_repeat_count(NULL));
    REFUSED(gireport_comparison_repeat_columns(c, 0, &a, &b));
    ZERO(a + b);
    REFUSED(gireport_comparison_repeat_columns(NULL, 0, NULL, &b));
    NOTHING(gireport_comparison_repeat_part(c, 0));
    ZERO(gireport_comparison_repeat_rate(c, 0));
    REFUSED(gireport_comparison_repeat_size(c, 0, &same, &all));
    ZERO(same + all);
    ZERO(gireport_comparison_passage_count(c, 0));
    NOTHING(gireport_comparison_passage(c, 0, 0));
    gireport_comparison_free(c);
    gireport_comparison_free(NULL);
    same = all = 7;
    REFUSED(gireport_text_repeat(NULL, 0, "x", 1, &same, &all));
    ZERO(same + all);
    REFUSED(gireport_text_repeat("x", 1, NULL, 0, &same, &all));
    REFUSED(gireport_text_repeat("x", 1, "x", 1, NULL, &all));
    REFUSED(gireport_text_repeat("x", 1, "x", 1, &same, NULL));
    gireport_report_free(r);
}
END_TEST

START_TEST(tally_functions)
{
    static const char ledger[] = "received,applicant,outcome,closed\n2023-01-05,natural,,\n";
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_tally *t = STALE;
    size_t n = 0;
    REFUSED(gireport_tally_new(NULL, 0, NULL, &t, NULL));
    NOTHING(t);
    REFUSED(gireport_tally_new(ledger, GIREPORT_LEN_AUTO, NULL, &t, NULL)); /* of which year? */
    o.year = 2023;
    REFUSED(gireport_tally_new(ledger, GIREPORT_LEN_AUTO, &o, NULL, NULL));
    o.reserved = 1;
    REFUSED(gireport_tally_new(ledger, GIREPORT_LEN_AUTO, &o, &t, NULL));
    o.reserved = 0;
    DONE(gireport_tally_new(ledger, sizeof ledger - 1, &o, &t, NULL));
    NOTHING(gireport_tally_report(NULL));
    ZERO(gireport_tally_row_count(NULL));
    ZERO(gireport_tally_row_line(NULL, 0));
    ZERO(gireport_tally_row_line(t, 1));
    NOTHING(gireport_tally_row_number(NULL, 0));
    NOTHING(gireport_tally_row_number(t, 1));
    ZERO(gireport_tally_row_counts(NULL, 0, 0));
    ZERO(gireport_tally_row_counts(t, 1, field(gireport_tally_report(t), "applications.new.total")));
    ZERO(gireport_tally_row_counts(t, 0, SIZE_MAX));
    REFUSED(gireport_tally_write_rows(NULL, 0, 0, count_bytes, &n));
    REFUSED(gireport_tally_write_rows(t, SIZE_MAX, 0, count_bytes, &n));
    REFUSED(gireport_tally_write_rows(t, 0, 2, count_bytes, &n));
    REFUSED(gireport_tally_write_rows(t, 0, 0, NULL, NULL));
    gireport_tally_free(t);
    gireport_tally_free(NULL);
}
END_TEST

Suite *suite_null(void)
{
    Suite *s = suite_create("arguments");
    const TTest *const tests[] = {
        base_functions,     template_functions, field_functions,   rule_functions,      report_functions,
        cell_functions,     findings_functions, waivers_functions, reading_functions,   grid_functions,
        checking_functions, repair_functions,   writing_functions, combining_functions, comparing_functions,
        tally_functions,    claims_functions,   batch_functions,   arrow_functions,
        comparison_writing_functions,
    };
    for (size_t i = 0; i < sizeof tests / sizeof *tests; i++) {
        TCase *c = tcase_create(tests[i]->name);
        tcase_add_test(c, tests[i]);
        suite_add_tcase(s, c);
    }
    return s;
}
