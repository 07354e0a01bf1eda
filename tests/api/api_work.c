/* SPDX-License-Identifier: MIT */
/* The library at work, from bytes to bytes, as a program uses it. */
#include "api.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* The six broken identities of the 金乡 report: rule, total cell, found, expected. */
static const struct {
    const char *rule, *cell, *found, *expected;
} broken[] = {
    {"GI-T3-001", "applications.total.natural", "0", "19"},
    {"GI-T3-001", "applications.total.business", "0", "7"},
    {"GI-T3-001", "applications.total.total", "0", "26"},
    {"GI-T3-002", "applications.total.natural", "0", "19"},
    {"GI-T3-002", "applications.total.business", "0", "7"},
    {"GI-T3-002", "applications.total.total", "0", "26"},
};
#define BROKEN (sizeof broken / sizeof *broken)

static int names(const gireport_findings *f, size_t i, const char *key)
{
    for (size_t c = 0; c < gireport_finding_cell_count(f, i); c++)
        if (strcmp(gireport_finding_cell_key(f, i, c), key) == 0)
            return 1;
    return 0;
}

static void assert_broken(const gireport_findings *f)
{
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), BROKEN);
    for (size_t b = 0; b < BROKEN; b++) {
        size_t found = 0;
        for (size_t i = 0; i < gireport_findings_count(f); i++)
            found += gireport_finding_severity(f, i) == GIREPORT_SEVERITY_ERROR
                     && strcmp(gireport_finding_rule(f, i), broken[b].rule) == 0 && names(f, i, broken[b].cell)
                     && strcmp(gireport_finding_found(f, i), broken[b].found) == 0
                     && strcmp(gireport_finding_expected(f, i), broken[b].expected) == 0;
        ck_assert_msg(found == 1, "%s on %s: %zu", broken[b].rule, broken[b].cell, found);
    }
}

START_TEST(a_report_file_is_read_and_checked)
{
    size_t len;
    const char *data = sample_file(&len);
    gireport_findings *f = new_findings(), *checked = new_findings();
    gireport_report *r;
    int64_t value;
    ck_assert_uint_eq(gireport_detect(data, len), GIREPORT_FORMAT_YAML);
    DONE(gireport_read(data, len, NULL, &r, f));
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), 0);
    ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_ORGAN), "金乡县人民政府");
    ck_assert_int_eq(gireport_report_year(r), 2020);
    ck_assert_uint_eq(gireport_report_level(r), GIREPORT_LEVEL_COUNTY);
    ck_assert_int_eq(gireport_report_units(r, GIREPORT_UNITS_DEPARTMENTS), 35);
    DONE(gireport_cell_value(r, field(r, "disclosure.procurement.amount"), &value));
    ck_assert_int_eq(value, 102297797528);
    DONE(gireport_cell_value(r, field(r, "applications.unable.not_held.natural"), &value));
    ck_assert_int_eq(value, 10);
    DONE(gireport_check(r, NULL, checked));
    assert_broken(checked);
    gireport_findings_clear(checked);
    ck_assert_uint_eq(gireport_findings_count(checked), 0);
    DONE(gireport_check(r, NULL, checked));
    assert_broken(checked);
    gireport_report_free(r);
    gireport_findings_free(f);
    gireport_findings_free(checked);
}
END_TEST

START_TEST(findings_say_where_and_what)
{
    gireport_report *r = sample();
    gireport_findings *f = new_findings();
    uint32_t line, column;
    DONE(gireport_check(r, NULL, f));
    assert_broken(f);
    for (size_t i = 0; i < gireport_findings_count(f); i++) {
        ck_assert_ptr_nonnull(gireport_rule_find(gireport_finding_rule(f, i)));
        ck_assert_uint_gt(strlen(gireport_finding_id(f, i)), 0);
        ck_assert_uint_gt(strlen(gireport_finding_message(f, i, GIREPORT_LANG_ZH)), 0);
        ck_assert_uint_gt(strlen(gireport_finding_message(f, i, GIREPORT_LANG_EN)), 0);
        ck_assert_ptr_nonnull(gireport_finding_place(f, i));
        ck_assert_ptr_nonnull(gireport_finding_difference(f, i));
        ck_assert_ptr_nonnull(gireport_finding_cause(f, i));
        DONE(gireport_finding_position(f, i, &line, &column));
        for (size_t c = 0; c < gireport_finding_cell_count(f, i); c++) {
            field(r, gireport_finding_cell_key(f, i, c));
            ck_assert_uint_le(gireport_finding_cell_role(f, i, c), GIREPORT_ROLE_UNREAD);
        }
    }
    for (size_t i = 0; i < gireport_findings_unassessed_count(f); i++) {
        ck_assert_ptr_nonnull(gireport_rule_find(gireport_findings_unassessed_rule(f, i)));
        ck_assert_ptr_nonnull(gireport_findings_unassessed_missing(f, i));
    }
    gireport_report_free(r);
    gireport_findings_free(f);
}
END_TEST

START_TEST(one_cell_is_checked_alone)
{
    gireport_report *r = sample();
    gireport_findings *f = new_findings();
    DONE(gireport_check_cell(r, field(r, "applications.total.business"), NULL, f));
    ck_assert_uint_gt(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), 0);
    for (size_t i = 0; i < gireport_findings_count(f); i++)
        if (gireport_finding_severity(f, i) == GIREPORT_SEVERITY_ERROR)
            ck_assert(names(f, i, "applications.total.business"));
    gireport_findings_clear(f);
    DONE(gireport_check_cell(r, field(r, "disputes.review.total"), NULL, f));
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), 0);
    gireport_report_free(r);
    gireport_findings_free(f);
}
END_TEST

START_TEST(findings_are_written)
{
    gireport_report *r = sample();
    gireport_findings *f = new_findings();
    DONE(gireport_findings_set_file(f, "jinxiang.yaml"));
    DONE(gireport_findings_set_report(f, r));
    DONE(gireport_check(r, NULL, f));
    const gireport_findings *list[] = {f, f};
    for (uint32_t format = GIREPORT_FINDINGS_TEXT; format <= GIREPORT_FINDINGS_SARIF; format++) {
        size_t one = 0, two = 0, again = 0;
        int status = gireport_findings_write(list, 1, format, GIREPORT_LANG_EN, count_bytes, &one);
        if (format == GIREPORT_FINDINGS_SARIF && status == GIREPORT_ERR_UNSUPPORTED)
            continue;
        ck_assert_int_eq(status, GIREPORT_OK);
        DONE(gireport_findings_write(list, 1, format, GIREPORT_LANG_EN, count_bytes, &again));
        DONE(gireport_findings_write(list, 2, format, GIREPORT_LANG_EN, count_bytes, &two));
        ck_assert_uint_gt(one, 100);
        ck_assert_uint_eq(one, again);
        ck_assert_uint_gt(two, one);
        ck_assert_int_eq(gireport_findings_write(list, 1, format, GIREPORT_LANG_ZH, count_bytes, NULL),
                         GIREPORT_ERR_CALLBACK);
    }
    gireport_report_free(r);
    gireport_findings_free(f);
}
END_TEST

START_TEST(the_smallest_repair_is_found_and_applied)
{
    gireport_report *r = sample(), *fixed;
    gireport_repair *p;
    gireport_findings *f = new_findings();
    DONE(gireport_repair_find(r, NULL, &p));
    ck_assert_uint_ge(gireport_repair_count(p), 1);
    ck_assert_int_eq(gireport_repair_unique(p), 1);
    ck_assert_uint_eq(gireport_repair_cell_count(p, 0), 3);
    ck_assert_uint_gt(strlen(gireport_repair_cause(p, 0, GIREPORT_LANG_EN)), 0);
    for (size_t c = 0; c < 3; c++) {
        size_t i;
        int64_t old, new;
        DONE(gireport_repair_cell(p, 0, c, &i, &old, &new));
        ck_assert_int_eq(strncmp(gireport_field_key(gireport_report_template(r), i), "applications.total.", 19), 0);
        ck_assert_int_eq(old, 0);
        ck_assert_int_gt(new, 0);
    }
    DONE(gireport_repair_apply(p, 0, r, &fixed));
    size_t i = field(r, "applications.total.total");
    int64_t value;
    DONE(gireport_cell_value(fixed, i, &value));
    ck_assert_int_eq(value, 26);
    ck_assert_uint_eq(gireport_cell_origin(fixed, i), GIREPORT_ORIGIN_REPAIRED);
    DONE(gireport_cell_value(r, i, &value));
    ck_assert_int_eq(value, 0); /* the report itself is as it was read */
    DONE(gireport_check(fixed, NULL, f));
    ck_assert_uint_eq(gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR), 0);
    gireport_findings_free(f);
    gireport_report_free(fixed);
    gireport_repair_free(p);
    gireport_report_free(r);
}
END_TEST

/* Every format that this build can write, through all three ways out; the same bytes each time. */
START_TEST(every_format_is_written)
{
    gireport_report *r = sample();
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    o.format = (uint32_t)_i;
    char *text, path[] = "/tmp/gireport-api-XXXXXX";
    size_t len, counted = 0;
    if (!(gireport_format_support(o.format) & GIREPORT_CAN_WRITE)) {
        ck_assert_int_eq(gireport_write_string(r, &o, &text, &len), GIREPORT_ERR_UNSUPPORTED);
        NOTHING(text);
        ZERO(len);
        gireport_report_free(r);
        return;
    }
    DONE(gireport_write_string(r, &o, &text, &len));
    ck_assert_uint_gt(len, 100);
    ck_assert_int_eq(text[len], '\0');
    DONE(gireport_write(r, &o, count_bytes, &counted));
    ck_assert_uint_eq(counted, len);
    ck_assert_int_eq(gireport_write(r, &o, count_bytes, NULL), GIREPORT_ERR_CALLBACK);
    int fd = mkstemp(path);
    ck_assert_int_ge(fd, 0);
    DONE(gireport_write_file(r, &o, path));
    close(fd);
    FILE *f = fopen(path, "rb");
    char *file = malloc(len + 1);
    ck_assert(f != NULL && file != NULL);
    ck_assert_uint_eq(fread(file, 1, len + 1, f), len);
    ck_assert_mem_eq(file, text, len);
    fclose(f);
    unlink(path);
    free(file);
    gireport_free(text);
    ck_assert_int_eq(gireport_write_file(r, &o, "/no/such/folder/x"), GIREPORT_ERR_IO);
    gireport_report_free(r);
}
END_TEST

/* Many reports as one workbook; those of another form of one's own do not stand in it. */
START_TEST(tables_are_written)
{
    gireport_report *r = sample();
    const gireport_report *list[] = {r, r};
    const char *sources[] = {"a.yaml", NULL};
    const gireport_findings *findings[] = {NULL, NULL};
    size_t n = 0, more = 0;
    int status = gireport_write_tables(list, NULL, NULL, 2, GIREPORT_LANG_EN, count_bytes, &n);
    if (!gireport_feature(GIREPORT_FEATURE_XLSX)) {
        ck_assert_int_eq(status, GIREPORT_ERR_UNSUPPORTED);
        gireport_report_free(r);
        return;
    }
    DONE(status);
    ck_assert_uint_gt(n, 1000);
    DONE(gireport_write_tables(list, sources, findings, 2, GIREPORT_LANG_ZH, count_bytes, &more));
    ck_assert_uint_gt(more, n);
    ck_assert_int_eq(gireport_write_tables(list, NULL, NULL, 2, 0, count_bytes, NULL), GIREPORT_ERR_CALLBACK);
    gireport_report_free(r);
}
END_TEST

/* What was written is read back, and says the same. */
START_TEST(report_files_come_back)
{
    static const uint32_t formats[] = {GIREPORT_FORMAT_YAML, GIREPORT_FORMAT_JSON, GIREPORT_FORMAT_CSV};
    gireport_report *r = sample(), *back;
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    o.format = formats[_i];
    char *text, *again;
    size_t len, again_len;
    DONE(gireport_write_string(r, &o, &text, &len));
    ck_assert_uint_eq(gireport_detect(text, len), formats[_i]);
    DONE(gireport_read(text, len, NULL, &back, NULL));
    DONE(gireport_write_string(back, &o, &again, &again_len));
    if (formats[_i] != GIREPORT_FORMAT_CSV) /* which has columns for the place a cell was read at */
        ck_assert_str_eq(text, again);
    for (size_t i = 0; i < gireport_template_field_count(gireport_report_template(r)); i++) {
        int64_t a, b;
        gireport_cell_value(r, i, &a);
        gireport_cell_value(back, i, &b);
        ck_assert_int_eq(a, b);
        ck_assert_uint_eq(gireport_cell_state(r, i), gireport_cell_state(back, i));
    }
    gireport_free(text);
    gireport_free(again);
    gireport_report_free(back);
    gireport_report_free(r);
}
END_TEST

START_TEST(a_stream_survives_a_broken_document)
{
    static const char data[] = "gireport: 1\ntemplate: cn-2019\norgan: {name: 甲}\nyear: 2019\n"
                               "disclosure: {licensing: {decisions: 1}}\n"
                               "---\ngireport: 1\ntemplate: [no, such\n"
                               "---\ngireport: 1\ntemplate: cn-2021\norgan: {name: 乙}\nyear: 2021\n"
                               "disclosure: {licensing: {decisions: 2}}\n";
    gireport_reader *reader;
    gireport_report *r;
    DONE(gireport_reader_new(data, sizeof data - 1, NULL, &reader));
    DONE(gireport_reader_next(reader, &r, NULL));
    ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_ORGAN), "甲");
    gireport_report_free(r);
    ck_assert_int_lt(gireport_reader_next(reader, &r, NULL), 0);
    NOTHING(r);
    DONE(gireport_reader_next(reader, &r, NULL));
    ck_assert_str_eq(gireport_report_text(r, GIREPORT_TEXT_ORGAN), "乙");
    gireport_report_free(r);
    ck_assert_int_eq(gireport_reader_next(reader, &r, NULL), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(gireport_reader_next(reader, &r, NULL), GIREPORT_ERR_NOT_FOUND);
    gireport_reader_free(reader);
}
END_TEST

/* Gives a text in portions of seven bytes. */
static int seven_bytes(char *data, size_t size, size_t *got, void *text)
{
    const char **rest = text;
    size_t n = strlen(*rest) < 7 ? strlen(*rest) : 7;
    ck_assert_uint_ge(size, n);
    memcpy(data, *rest, n);
    *rest += n;
    *got = n;
    return 0;
}

START_TEST(a_stream_through_a_callback)
{
    const char *text = "{\"gireport\":1,\"template\":\"cn-2021\",\"organ\":\"甲\",\"year\":2021}\n"
                       "{\"gireport\":1,\"template\":\"cn-2021\",\"organ\":\"乙\",\"year\":2022}\n";
    gireport_reader *reader;
    gireport_report *r;
    DONE(gireport_reader_open_callback(seven_bytes, &text, NULL, &reader));
    for (int year = 2021; year <= 2022; year++) {
        DONE(gireport_reader_next(reader, &r, NULL));
        ck_assert_int_eq(gireport_report_year(r), year);
        gireport_report_free(r);
    }
    ck_assert_int_eq(gireport_reader_next(reader, &r, NULL), GIREPORT_ERR_NOT_FOUND);
    gireport_reader_free(reader);
}
END_TEST

static int add_up(const gireport_result *r, void *userdata)
{
    int64_t *sum = userdata, value = 0;
    size_t i;
    ck_assert_str_eq(gireport_result_name(r), "sample");
    ck_assert_uint_eq(gireport_result_number(r), 1);
    ck_assert_int_eq(gireport_result_status(r), GIREPORT_OK);
    ck_assert_uint_eq(gireport_findings_count_of(gireport_result_findings(r), GIREPORT_SEVERITY_ERROR), 6);
    const gireport_template *t = gireport_report_template(gireport_result_report(r));
    DONE(gireport_template_field_find(t, "applications.new.total", &i));
    DONE(gireport_cell_value(gireport_result_report(r), i, &value));
    *sum += value;
    return sum[1] && ++sum[2] == sum[1];
}

START_TEST(a_batch_is_read_and_checked)
{
    gireport_batch_options o = GIREPORT_BATCH_OPTIONS_INIT;
    gireport_batch *b;
    int64_t sum[] = {0, 0, 0};
    size_t len;
    const char *data = sample_file(&len);
    o.deliver = add_up;
    o.userdata = sum;
    DONE(gireport_batch_new(&o, &b));
    for (int i = 0; i < 100; i++)
        DONE(gireport_batch_add_bytes(b, "sample", data, len));
    DONE(gireport_batch_work(b));
    ck_assert_int_eq(sum[0], 2500);
    sum[1] = 7; /* ends after seven more */
    for (int i = 0; i < 100; i++)
        DONE(gireport_batch_add_bytes(b, "sample", data, len));
    ck_assert_int_eq(gireport_batch_work(b), GIREPORT_ERR_CALLBACK);
    ck_assert_int_eq(sum[0], 2500 + 7 * 25);
    gireport_batch_free(b);
}
END_TEST

START_TEST(inputs_that_are_none_are_errors)
{
    static const struct {
        const char *data;
        size_t len;
        int status;
    } inputs[] = {
        {"", 0, GIREPORT_ERR_INVALID_DATA},
        {"just a letter\n", GIREPORT_LEN_AUTO, GIREPORT_ERR_INVALID_DATA},
        {"gireport: 1\ntemplate: {\n", GIREPORT_LEN_AUTO, GIREPORT_ERR_SYNTAX},
    };
    gireport_report *r = STALE;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        gireport_findings *f = new_findings();
        ck_assert_int_eq(gireport_read(inputs[i].data, inputs[i].len, NULL, &r, f), inputs[i].status);
        NOTHING(r);
        ck_assert_uint_gt(gireport_findings_count(f), 0);
        gireport_findings_free(f);
    }
    ck_assert_int_eq(gireport_read_file("/no/such/file", NULL, &r, NULL), GIREPORT_ERR_IO);
    NOTHING(r);
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    size_t len;
    const char *data = sample_file(&len);
    o.max_bytes = 100;
    ck_assert_int_eq(gireport_read(data, len, &o, &r, NULL), GIREPORT_ERR_LIMIT);
    o.max_bytes = 0;
    o.nth = 2;
    ck_assert_int_eq(gireport_read(data, len, &o, &r, NULL), GIREPORT_ERR_NOT_FOUND);
    NOTHING(r);
}
END_TEST

START_TEST(a_callers_own_grid_is_read)
{
    static const char *const head[] = {"信息内容", "上一年项目数量", "本年增/减", "处理决定数量"};
    static const char *const row[] = {"行政许可", "252", "+6", "69573"};
    gireport_grid *g;
    gireport_report *r;
    int64_t value;
    DONE(gireport_grid_new(&g));
    DONE(gireport_grid_add_paragraph(g, "金乡县人民政府2020年政府信息公开工作年度报告", GIREPORT_LEN_AUTO));
    DONE(gireport_grid_add_paragraph(g, "二、主动公开政府信息情况", GIREPORT_LEN_AUTO));
    DONE(gireport_grid_add_table(g));
    DONE(gireport_grid_add_cell(g, 0, 0, 1, 4, "第二十条第（五）项", GIREPORT_LEN_AUTO));
    for (uint32_t c = 0; c < 4; c++) {
        DONE(gireport_grid_add_cell(g, 1, c, 1, 1, head[c], GIREPORT_LEN_AUTO));
        DONE(gireport_grid_add_cell(g, 2, c, 1, 1, row[c], GIREPORT_LEN_AUTO));
    }
    DONE(gireport_grid_read(g, NULL, &r, NULL));
    ck_assert_str_eq(gireport_template_id(gireport_report_template(r)), "cn-2019");
    DONE(gireport_cell_value(r, field(r, "disclosure.licensing.decisions"), &value));
    ck_assert_int_eq(value, 69573);
    ck_assert_uint_eq(gireport_cell_state(r, field(r, "disclosure.fees.previous")), GIREPORT_STATE_ABSENT);
    gireport_report_free(r);
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_findings *f = new_findings();
    o.nth = 2;
    r = STALE;
    ck_assert_int_eq(gireport_grid_read(g, &o, &r, f), GIREPORT_ERR_NOT_FOUND);
    NOTHING(r);
    ck_assert_str_eq(gireport_finding_rule(f, 0), "GI-I-022");
    ck_assert_str_eq(gireport_finding_message(f, 0, GIREPORT_LANG_EN), "the input has no report number 2");
    gireport_findings_free(f);
    gireport_grid_free(g);
}
END_TEST

START_TEST(units_are_added_up)
{
    gireport_report *a = sample(), *b = sample(), *draft;
    DONE(gireport_report_set_text(b, GIREPORT_TEXT_ORGAN, "别的机关", GIREPORT_LEN_AUTO));
    const gireport_report *units[] = {a, b};
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    o.organ = "某市人民政府";
    int64_t value;
    DONE(gireport_sum(units, 2, &o, &draft, NULL));
    ck_assert_str_eq(gireport_report_text(draft, GIREPORT_TEXT_ORGAN), "某市人民政府");
    DONE(gireport_cell_value(draft, field(draft, "applications.new.total"), &value));
    ck_assert_int_eq(value, 50);
    /* a stock does not add up over units */
    ck_assert_uint_ne(gireport_cell_state(draft, field(draft, "disclosure.normative_documents.total")),
                      GIREPORT_STATE_VALUE);
    gireport_report_free(draft);
    draft = STALE;
    REFUSED(gireport_sum(units, 0, NULL, &draft, NULL));
    NOTHING(draft);
    gireport_report_free(a);
    gireport_report_free(b);
}
END_TEST

START_TEST(years_are_compared)
{
    gireport_report *a = sample(), *b = sample();
    DONE(gireport_report_set_year(a, 2019));
    DONE(gireport_cell_set_value(b, field(b, "applications.new.total"), 30));
    DONE(gireport_report_set_text(a, GIREPORT_TEXT_PROBLEMS, "公开的内容还不够细，解读的形式还不够多。", GIREPORT_LEN_AUTO));
    DONE(gireport_report_set_text(b, GIREPORT_TEXT_PROBLEMS, "公开的内容还不够细，解读的形式还不够多。", GIREPORT_LEN_AUTO));
    const gireport_report *reports[] = {b, a};
    gireport_compare_options o = GIREPORT_COMPARE_OPTIONS_INIT;
    gireport_comparison *c;
    size_t row = 0, from, to;
    int64_t value;
    uint64_t same, all;
    o.passage = 5;
    DONE(gireport_compare(reports, 2, &o, &c, NULL));
    ck_assert_uint_eq(gireport_comparison_kind(c), GIREPORT_COMPARE_YEARS);
    ck_assert_uint_eq(gireport_comparison_column_count(c), 2);
    ck_assert_str_eq(gireport_comparison_column_name(c, 0), "2019年");
    ck_assert_uint_eq(gireport_comparison_column_source(c, 0), 1);
    while (strcmp(gireport_comparison_row_key(c, row), "applications.new.total") != 0)
        row++;
    ck_assert_str_eq(gireport_comparison_row_unit(c, row), "件");
    ck_assert_str_eq(gireport_comparison_row_template(c, row), "");
    ck_assert_str_eq(gireport_comparison_row_reason(c, row, GIREPORT_LANG_ZH), "");
    ck_assert_ptr_nonnull(strstr(gireport_comparison_row_label(c, row, GIREPORT_LANG_ZH), "总计"));
    ck_assert_uint_eq(gireport_comparison_state(c, row, 1), GIREPORT_STATE_VALUE);
    ck_assert_uint_eq(gireport_comparison_notes(c, row, 1), 0);
    DONE(gireport_comparison_value(c, row, 1, &value));
    ck_assert_int_eq(value, 30);
    DONE(gireport_comparison_change(c, row, 1, &value));
    ck_assert_int_eq(value, 5);
    DONE(gireport_comparison_percent(c, row, 1, &value));
    ck_assert_int_eq(value, 2000);
    ck_assert_int_eq(gireport_comparison_change(c, row, 0, &value), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(gireport_comparison_whole(c, row, 1, &value), GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(gireport_comparison_share(c, row, 1, &value), GIREPORT_ERR_NOT_FOUND);
    ck_assert_str_eq(gireport_comparison_repeat_part(c, 0), "problems");
    ck_assert_uint_eq(gireport_comparison_repeat_rate(c, 0), 10000);
    DONE(gireport_comparison_repeat_columns(c, 0, &from, &to));
    ck_assert_uint_eq(from * 10 + to, 1);
    DONE(gireport_comparison_repeat_size(c, 0, &same, &all));
    ck_assert_uint_eq(same, 18);
    ck_assert_uint_eq(all, 18);
    ck_assert_uint_eq(gireport_comparison_passage_count(c, 0), 1);
    ck_assert_str_eq(gireport_comparison_passage(c, 0, 0), "公开的内容还不够细，解读的形式还不够多");
    gireport_comparison_free(c);
    gireport_report_free(a);
    gireport_report_free(b);
}
END_TEST

START_TEST(texts_repeat)
{
    static const char a[] = "按季度向社会公布办理结果", b[] = "按季度向社会公布办理结果，并说明理由";
    uint64_t same, all;
    DONE(gireport_text_repeat(a, GIREPORT_LEN_AUTO, b, GIREPORT_LEN_AUTO, &same, &all));
    ck_assert_uint_eq(same, 12);
    ck_assert_uint_eq(all, 17);
}
END_TEST

START_TEST(ledgers_are_counted)
{
    static const char ledger[] = "number,received,applicant,outcome,closed\nA1,2023-01-05,legal,granted,2023-02-01\n"
                                 "A2,2022-12-30,natural,,\n";
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_tally *t;
    int64_t value;
    size_t n = 0;
    o.year = 2023;
    DONE(gireport_tally_new(ledger, GIREPORT_LEN_AUTO, &o, &t, NULL));
    const gireport_report *r = gireport_tally_report(t);
    DONE(gireport_cell_value(r, field(r, "applications.granted.legal"), &value));
    ck_assert_int_eq(value, 1);
    DONE(gireport_cell_value(r, field(r, "applications.carried_in.natural"), &value));
    ck_assert_int_eq(value, 1);
    ck_assert_uint_eq(gireport_tally_row_count(t), 2);
    ck_assert_uint_eq(gireport_tally_row_line(t, 1), 3);
    ck_assert_str_eq(gireport_tally_row_number(t, 1), "A2");
    ck_assert_uint_eq(gireport_tally_row_counts(t, 1, field(r, "applications.carried_out.total")), GIREPORT_TALLY_YES);
    DONE(gireport_tally_write_rows(t, field(r, "applications.carried_out.total"), 0, count_bytes, &n));
    ck_assert_uint_eq(n, strlen("number,received,applicant,outcome,closed\nA2,2022-12-30,natural,,\n"));
    gireport_tally_free(t);
}
END_TEST

Suite *suite_work(void)
{
    Suite *s = suite_create("work");
    TCase *c = tcase_create("roads");
    tcase_add_test(c, a_report_file_is_read_and_checked);
    tcase_add_test(c, findings_say_where_and_what);
    tcase_add_test(c, one_cell_is_checked_alone);
    tcase_add_test(c, findings_are_written);
    tcase_add_test(c, the_smallest_repair_is_found_and_applied);
    tcase_add_loop_test(c, every_format_is_written, GIREPORT_FORMAT_YAML, GIREPORT_FORMAT_SVG + 1);
    tcase_add_test(c, tables_are_written);
    tcase_add_loop_test(c, report_files_come_back, 0, 3);
    tcase_add_test(c, a_stream_survives_a_broken_document);
    tcase_add_test(c, a_stream_through_a_callback);
    tcase_add_test(c, a_batch_is_read_and_checked);
    tcase_add_test(c, inputs_that_are_none_are_errors);
    tcase_add_test(c, a_callers_own_grid_is_read);
    tcase_add_test(c, units_are_added_up);
    tcase_add_test(c, years_are_compared);
    tcase_add_test(c, texts_repeat);
    tcase_add_test(c, ledgers_are_counted);
    suite_add_tcase(s, c);
    return s;
}
