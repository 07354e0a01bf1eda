/* SPDX-License-Identifier: MIT */
/* Objects and what they hold: lifetimes, cells, texts, templates, rules. */
#include "api.h"

#include <stdio.h>
#include <stdlib.h>

/* Object lifetimes: every type is made, made again while the first lives, freed in both orders, and NULL is freed. */

static void *make_report(void)
{
    return sample();
}

static void *make_copy(void)
{
    gireport_report *r = sample(), *copy;
    DONE(gireport_report_copy(r, &copy));
    gireport_report_free(r);
    return copy;
}

static void *make_findings(void)
{
    gireport_report *r = sample();
    gireport_findings *f = new_findings();
    DONE(gireport_check(r, NULL, f));
    gireport_report_free(r);
    return f;
}

static void *make_reader(void)
{
    size_t len;
    const char *data = sample_file(&len);
    gireport_reader *reader;
    gireport_report *r;
    DONE(gireport_reader_new(data, len, NULL, &reader));
    DONE(gireport_reader_next(reader, &r, NULL));
    gireport_report_free(r);
    return reader;
}

static void *make_batch(void)
{
    size_t len;
    const char *data = sample_file(&len);
    gireport_batch *b;
    DONE(gireport_batch_new(NULL, &b));
    DONE(gireport_batch_add_bytes(b, "sample", data, len));
    DONE(gireport_batch_work(b));
    DONE(gireport_batch_add_bytes(b, "again", data, len));
    return b;
}

static void *make_grid(void)
{
    gireport_grid *g;
    DONE(gireport_grid_new(&g));
    DONE(gireport_grid_add_paragraph(g, "一、总体情况", GIREPORT_LEN_AUTO));
    DONE(gireport_grid_add_table(g));
    DONE(gireport_grid_add_cell(g, 0, 0, 1, 1, "x", 1));
    return g;
}

static void *make_repair(void)
{
    gireport_report *r = sample();
    gireport_repair *p;
    DONE(gireport_repair_find(r, NULL, &p));
    gireport_report_free(r);
    return p;
}

static char *third_edition(size_t *len)
{
    char path[1024];
    const char *tests = getenv("GIREPORT_TESTS");
    snprintf(path, sizeof path, "%s/data/third-edition.yaml", tests != NULL ? tests : ".");
    FILE *f = fopen(path, "rb");
    ck_assert_msg(f != NULL, "%s", path);
    char *text = malloc(65536);
    ck_assert_ptr_nonnull(text);
    *len = fread(text, 1, 65536, f);
    fclose(f);
    return text;
}

static void *make_template(void)
{
    size_t len;
    char *text = third_edition(&len);
    const gireport_template *t;
    gireport_report *r;
    DONE(gireport_template_load(text, len, &t, NULL));
    free(text);
    /* A report keeps its template alive. */
    DONE(gireport_report_new(t, &r));
    ck_assert_ptr_eq(gireport_template_ref(t), t);
    gireport_template_unref(t);
    gireport_template_unref(t);
    ck_assert_str_eq(gireport_template_id(gireport_report_template(r)), "third-edition");
    t = gireport_template_ref(gireport_report_template(r));
    gireport_report_free(r);
    ck_assert_str_eq(gireport_template_id(t), "third-edition");
    return (void *)(uintptr_t)t;
}

static void free_report(void *p)
{
    gireport_report_free(p);
}

static void free_findings(void *p)
{
    gireport_findings_free(p);
}

static void free_reader(void *p)
{
    gireport_reader_free(p);
}

static void free_batch(void *p)
{
    gireport_batch_free(p);
}

static void free_grid(void *p)
{
    gireport_grid_free(p);
}

static void free_repair(void *p)
{
    gireport_repair_free(p);
}

static void free_template(void *p)
{
    gireport_template_unref(p);
}

static const struct {
    const char *type;
    void *(*make)(void);
    void (*free)(void *p);
} types[] = {
    {"report", make_report, free_report},       {"copy", make_copy, free_report},
    {"findings", make_findings, free_findings}, {"reader", make_reader, free_reader},
    {"grid", make_grid, free_grid},             {"repair", make_repair, free_repair},
    {"template", make_template, free_template}, {"batch", make_batch, free_batch},
};

START_TEST(objects_live_and_die)
{
    void *a = types[_i].make(), *b = types[_i].make();
    ck_assert_ptr_nonnull(a);
    ck_assert_ptr_ne(a, b);
    types[_i].free(a);
    a = types[_i].make();
    types[_i].free(b);
    types[_i].free(a);
    types[_i].free(NULL);
}
END_TEST

START_TEST(cells_keep_their_states_apart)
{
    gireport_report *r = sample();
    size_t i = field(r, "applications.granted.total");
    static const uint32_t states[] = {GIREPORT_STATE_ABSENT, GIREPORT_STATE_BLANK, GIREPORT_STATE_NA,
                                      GIREPORT_STATE_UNREADABLE};
    int64_t value = 7;
    for (size_t s = 0; s < sizeof states / sizeof *states; s++) {
        DONE(gireport_cell_set_value(r, i, 3));
        DONE(gireport_cell_set_state(r, i, states[s]));
        ck_assert_uint_eq(gireport_cell_state(r, i), states[s]);
        ck_assert_int_eq(gireport_cell_value(r, i, &value), GIREPORT_ERR_NOT_FOUND);
        ck_assert_int_eq(value, 0);
    }
    DONE(gireport_cell_set_value(r, i, 0));
    ck_assert_uint_eq(gireport_cell_state(r, i), GIREPORT_STATE_VALUE);
    DONE(gireport_cell_value(r, i, &value));
    ck_assert_int_eq(value, 0);
    ck_assert_str_eq(gireport_cell_raw(r, i), "");
    ck_assert_str_eq(gireport_cell_note(r, i), "");
    ck_assert_str_eq(gireport_cell_place(r, i), "");
    ck_assert_uint_eq(gireport_cell_origin(r, i), GIREPORT_ORIGIN_STATED);
    gireport_report_free(r);
}
END_TEST

/* Text as it stands on paper, and what the cell is then. */
static const struct {
    const char *key, *text;
    uint32_t state;
    int64_t value;
    uint32_t unit, scale;
} papers[] = {
    {"applications.new.total", "25", GIREPORT_STATE_VALUE, 25, GIREPORT_UNIT_NONE, 0},
    {"applications.new.total", " 1,234 ", GIREPORT_STATE_VALUE, 1234, GIREPORT_UNIT_NONE, 0},
    {"applications.new.total", "１２", GIREPORT_STATE_VALUE, 12, GIREPORT_UNIT_NONE, 0},
    {"applications.new.total", "/", GIREPORT_STATE_NA, 0, GIREPORT_UNIT_NONE, 0},
    {"applications.new.total", "无", GIREPORT_STATE_NA, 0, GIREPORT_UNIT_NONE, 0},
    {"applications.new.total", "", GIREPORT_STATE_BLANK, 0, GIREPORT_UNIT_NONE, 0},
    {"applications.new.total", "many", GIREPORT_STATE_UNREADABLE, 0, GIREPORT_UNIT_NONE, 0},
    {"applications.new.total", "1.5", GIREPORT_STATE_UNREADABLE, 0, GIREPORT_UNIT_NONE, 0},
    {"applications.new.total", "99999999999999999999", GIREPORT_STATE_UNREADABLE, 0, GIREPORT_UNIT_NONE, 0},
    {"disclosure.licensing.change", "+6", GIREPORT_STATE_VALUE, 6, GIREPORT_UNIT_NONE, 0},
    {"disclosure.licensing.change", "减少8", GIREPORT_STATE_VALUE, -8, GIREPORT_UNIT_NONE, 0},
    {"disclosure.procurement.amount", "102297.797528万元", GIREPORT_STATE_VALUE, 102297797528, GIREPORT_UNIT_YUAN, 2},
    {"disclosure.procurement.amount", "12.5", GIREPORT_STATE_VALUE, 125, GIREPORT_UNIT_UNKNOWN, 1},
};

START_TEST(text_on_paper_is_taken_exactly)
{
    gireport_report *r = sample();
    size_t i = field(r, papers[_i].key);
    int64_t value;
    DONE(gireport_cell_set_text(r, i, papers[_i].text, GIREPORT_LEN_AUTO, NULL));
    ck_assert_uint_eq(gireport_cell_state(r, i), papers[_i].state);
    ck_assert_int_eq(gireport_cell_value(r, i, &value),
                     papers[_i].state == GIREPORT_STATE_VALUE ? GIREPORT_OK : GIREPORT_ERR_NOT_FOUND);
    ck_assert_int_eq(value, papers[_i].value);
    if (papers[_i].state == GIREPORT_STATE_VALUE) {
        ck_assert_uint_eq(gireport_cell_unit(r, i), papers[_i].unit);
        ck_assert_uint_eq(gireport_cell_scale(r, i), papers[_i].scale);
    }
    gireport_report_free(r);
}
END_TEST

START_TEST(a_copy_is_equal_and_apart)
{
    gireport_report *r = sample(), *copy;
    char *a, *b;
    size_t a_len, b_len;
    DONE(gireport_report_add_unit(r, "县司法局"));
    DONE(gireport_report_add_extra(r, "另一行", "1\t2"));
    DONE(gireport_report_set_units(r, GIREPORT_UNITS_TOWNS, 13));
    DONE(gireport_report_copy(r, &copy));
    DONE(gireport_write_string(r, NULL, &a, &a_len));
    DONE(gireport_cell_set_value(r, 0, 99));
    DONE(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "别的机关", GIREPORT_LEN_AUTO));
    DONE(gireport_write_string(copy, NULL, &b, &b_len));
    ck_assert_uint_eq(a_len, b_len);
    ck_assert_str_eq(a, b);
    ck_assert_str_eq(gireport_report_text(copy, GIREPORT_TEXT_ORGAN), "金乡县人民政府");
    ck_assert_uint_eq(gireport_report_unit_count(copy), 1);
    ck_assert_str_eq(gireport_report_unit_name(copy, 0), "县司法局");
    ck_assert_uint_eq(gireport_report_extra_count(copy), 1);
    ck_assert_str_eq(gireport_report_extra_label(copy, 0), "另一行");
    ck_assert_str_eq(gireport_report_extra_text(copy, 0), "1\t2");
    ck_assert_int_eq(gireport_report_units(copy, GIREPORT_UNITS_TOWNS), 13);
    ck_assert_int_eq(gireport_report_units(copy, GIREPORT_UNITS_DEPARTMENTS), -1);
    gireport_free(a);
    gireport_free(b);
    gireport_report_free(copy);
    gireport_report_free(r);
}
END_TEST

START_TEST(texts_come_back)
{
    gireport_report *r = sample();
    for (uint32_t which = GIREPORT_TEXT_TITLE; which <= GIREPORT_TEXT_DOCUMENT; which++) {
        if (which != GIREPORT_TEXT_ORGAN)
            NOTHING(gireport_report_text(r, which));
        DONE(gireport_report_set_text(r, which, "2021-01-28, 第二行", 10));
        ck_assert_str_eq(gireport_report_text(r, which), "2021-01-28");
        DONE(gireport_report_set_text(r, which, NULL, 0));
        NOTHING(gireport_report_text(r, which));
    }
    REFUSED(gireport_report_set_text(r, GIREPORT_TEXT_REMARKS, "\xff\xfe", 2));
    NOTHING(gireport_report_text(r, GIREPORT_TEXT_REMARKS));
    gireport_report_free(r);
}
END_TEST

START_TEST(year_and_level)
{
    static const struct {
        int32_t year;
        int status;
    } years[] = {
        {0, GIREPORT_OK},
        {1949, GIREPORT_OK},
        {2999, GIREPORT_OK},
        {1948, GIREPORT_ERR_INVALID_ARG},
        {3000, GIREPORT_ERR_INVALID_ARG},
        {-1, GIREPORT_ERR_INVALID_ARG},
        {INT32_MIN, GIREPORT_ERR_INVALID_ARG},
    };
    gireport_report *r = sample();
    for (size_t i = 0; i < sizeof years / sizeof *years; i++) {
        DONE(gireport_report_set_year(r, 2020));
        ck_assert_int_eq(gireport_report_set_year(r, years[i].year), years[i].status);
        ck_assert_int_eq(gireport_report_year(r), years[i].status == GIREPORT_OK ? years[i].year : 2020);
    }
    for (uint32_t level = GIREPORT_LEVEL_MINISTRY; level <= GIREPORT_LEVEL_OTHER; level++) {
        ck_assert_uint_eq(gireport_level_find(gireport_level_name(level)), level);
        DONE(gireport_report_set_level(r, level));
        ck_assert_uint_eq(gireport_report_level(r), level);
    }
    REFUSED(gireport_report_set_level(r, GIREPORT_LEVEL_OTHER + 1));
    DONE(gireport_report_set_units(r, GIREPORT_UNITS_TOWNS, 0));
    ck_assert_int_eq(gireport_report_units(r, GIREPORT_UNITS_TOWNS), 0);
    DONE(gireport_report_set_units(r, GIREPORT_UNITS_TOWNS, -1));
    REFUSED(gireport_report_set_units(r, GIREPORT_UNITS_TOWNS, -2));
    gireport_report_free(r);
}
END_TEST

START_TEST(templates_tell_their_fields)
{
    static const struct {
        const char *id;
        size_t official;
        int32_t first, last;
    } built_in[] = {{"cn-2019", 198, 2019, 2020}, {"cn-2021", 200, 2021, 0}};
    ck_assert_uint_eq(gireport_template_count(), 2);
    for (size_t n = 0; n < gireport_template_count(); n++) {
        const gireport_template *t = gireport_template_at(n);
        size_t official = 0, found;
        int32_t first, last;
        ck_assert_str_eq(gireport_template_id(t), built_in[n].id);
        ck_assert_ptr_eq(gireport_template_find(built_in[n].id), t);
        ck_assert_ptr_eq(gireport_template_ref(t), t);
        gireport_template_unref(t);
        DONE(gireport_template_years(t, &first, &last));
        ck_assert_int_eq(first, built_in[n].first);
        ck_assert_int_eq(last, built_in[n].last);
        ck_assert_uint_gt(strlen(gireport_template_title(t, GIREPORT_LANG_ZH)), 0);
        ck_assert_uint_gt(strlen(gireport_template_title(t, GIREPORT_LANG_EN)), 0);
        ck_assert_uint_gt(strlen(gireport_template_basis(t)), 0);
        ck_assert_uint_eq(gireport_template_table_count(t), 3);
        ck_assert_str_eq(gireport_template_table_key(t, 1), "applications");
        ck_assert_str_eq(gireport_template_table_label(t, 1), "收到和处理政府信息公开申请情况");
        for (size_t i = 0; i < gireport_template_field_count(t); i++) {
            DONE(gireport_template_field_find(t, gireport_field_key(t, i), &found));
            ck_assert_uint_eq(found, i);
            official += !(gireport_field_flags(t, i) & GIREPORT_FIELD_SUBTOTAL);
            ck_assert_uint_gt(strlen(gireport_field_label(t, i)), 0);
            ck_assert_uint_gt(strlen(gireport_field_gloss(t, i, GIREPORT_LANG_ZH)), 0);
            ck_assert_uint_gt(strlen(gireport_field_gloss(t, i, GIREPORT_LANG_EN)), 0);
            ck_assert_ptr_nonnull(gireport_field_basis(t, i));
            ck_assert_ptr_nonnull(gireport_field_unit(t, i));
            ck_assert_ptr_nonnull(gireport_field_printed_unit(t, i));
            ck_assert_uint_le(gireport_field_type(t, i) - 1, GIREPORT_TYPE_MONEY - 1);
            ck_assert_uint_le(gireport_field_nature(t, i) - 1, GIREPORT_NATURE_CHANGE - 1);
            ck_assert_uint_lt(gireport_field_table(t, i), 3);
        }
        ck_assert_uint_eq(official, built_in[n].official);
    }
    NOTHING(gireport_template_find("cn-1949"));
}
END_TEST

START_TEST(rules_are_in_order_and_complete)
{
    const char *before = "";
    ck_assert_uint_gt(gireport_rule_count(), 20);
    for (size_t i = 0; i < gireport_rule_count(); i++) {
        const gireport_rule *r = gireport_rule_at(i);
        const char *id = gireport_rule_id(r);
        ck_assert_msg(strcmp(before, id) < 0, "%s after %s", id, before);
        ck_assert_ptr_eq(gireport_rule_find(id), r);
        ck_assert_uint_le(gireport_rule_severity(r) - 1, GIREPORT_SEVERITY_ERROR - 1);
        for (uint32_t lang = GIREPORT_LANG_ZH; lang <= GIREPORT_LANG_EN; lang++) {
            ck_assert_msg(strlen(gireport_rule_title(r, lang)) > 0, "%s has no title", id);
            ck_assert_msg(strlen(gireport_rule_explanation(r, lang)) > 0, "%s has no explanation", id);
        }
        ck_assert_msg(strlen(gireport_rule_basis(r)) > 0, "%s has no basis", id);
        ck_assert_ptr_nonnull(gireport_rule_expression(r));
        ck_assert_str_eq(gireport_rule_since(r), "0.1");
        before = id;
    }
    ck_assert_uint_gt(strlen(gireport_rule_expression(gireport_rule_find("GI-T3-001"))), 0);
    NOTHING(gireport_rule_find("GI-T3-0"));
}
END_TEST

START_TEST(the_library_knows_itself)
{
    const uint32_t version = GIREPORT_VERSION_MAJOR << 16 | GIREPORT_VERSION_MINOR << 8 | GIREPORT_VERSION_PATCH;
    ck_assert_uint_eq(gireport_version(), version);
    ck_assert_str_eq(gireport_version_string(), GIREPORT_VERSION_STRING);
    ck_assert_uint_eq(gireport_format_count(), 11);
    for (uint32_t f = 1; f <= gireport_format_count(); f++) {
        ck_assert_uint_eq(gireport_format_find(gireport_format_name(f)), f);
        ck_assert_uint_eq(gireport_format_support(f) & ~(uint32_t)(GIREPORT_CAN_READ | GIREPORT_CAN_WRITE), 0);
    }
    ck_assert_uint_eq(gireport_format_find("yml"), GIREPORT_FORMAT_YAML);
    ck_assert_uint_eq(gireport_format_find("htm"), GIREPORT_FORMAT_HTML);
    ck_assert_uint_eq(gireport_format_support(GIREPORT_FORMAT_YAML), GIREPORT_CAN_READ | GIREPORT_CAN_WRITE);
    ck_assert_uint_eq(gireport_format_support(GIREPORT_FORMAT_XLSX) & GIREPORT_CAN_WRITE,
                      gireport_feature(GIREPORT_FEATURE_XLSX) ? GIREPORT_CAN_WRITE : 0);
    ck_assert_uint_eq(gireport_format_support(GIREPORT_FORMAT_DOCX),
                      gireport_feature(GIREPORT_FEATURE_DOCUMENTS) ? GIREPORT_CAN_READ | GIREPORT_CAN_WRITE : 0);
}
END_TEST

Suite *suite_model(void)
{
    Suite *s = suite_create("model");
    TCase *c = tcase_create("objects");
    tcase_add_loop_test(c, objects_live_and_die, 0, (int)(sizeof types / sizeof *types));
    tcase_add_test(c, cells_keep_their_states_apart);
    tcase_add_loop_test(c, text_on_paper_is_taken_exactly, 0, (int)(sizeof papers / sizeof *papers));
    tcase_add_test(c, a_copy_is_equal_and_apart);
    tcase_add_test(c, texts_come_back);
    tcase_add_test(c, year_and_level);
    tcase_add_test(c, templates_tell_their_fields);
    tcase_add_test(c, rules_are_in_order_and_complete);
    tcase_add_test(c, the_library_knows_itself);
    suite_add_tcase(s, c);
    return s;
}
