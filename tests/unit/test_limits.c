/* SPDX-License-Identifier: MIT */
/* Each limit of docs/limits.md is exact: one less and the limit itself are taken, one more is refused. */
#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/suite.h"
#include "base/buf.h"
#include "base/zip.h"

#define COUNT(a) (sizeof(a) / sizeof *(a))

static struct gireport__buf text;

static void add(const char *s)
{
    gireport__buf_adds(&text, s);
}

static void times(const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++)
        add(s);
}

static int read_it(const gireport_read_options *o)
{
    gireport_report *r;
    ck_assert(!text.failed);
    int status = gireport_read(gireport__buf_str(&text), text.len, o, &r, NULL);
    ck_assert_int_eq(r != NULL, status == GIREPORT_OK);
    gireport_report_free(r);
    return status;
}

#define HEAD      "gireport: 1\ntemplate: cn-2021\norgan: 甲\nyear: 2023\n"
#define HEAD_JSON "{\"gireport\":1,\"template\":\"cn-2021\",\"organ\":\"甲\",\"year\":2023,"
#define HTML      "<html><head><title>某县人民政府2021年政府信息公开工作年度报告</title></head><body>"
#define ROW       "<tr><td>一、本年新收政府信息公开申请数量</td><td>1</td><td>2</td><td>0</td><td>0</td><td>0</td><td>0</td><td>3</td></tr>"

/* ---- bytes ---- */

static int bytes_of(uint32_t format, size_t n)
{
    gireport_write_options w = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r;
    char *whole;
    size_t len;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
    gireport_cell_set_value(r, 60, 7);
    gireport_report_set_year(r, 2023);
    w.format = format;
    ck_assert_int_eq(gireport_write_string(r, &w, &whole, &len), GIREPORT_OK);
    ck_assert_uint_lt(len, 65536);
    gireport__buf_add(&text, whole, len);
    times("\n", n - len);
    o.format = format;
    o.max_bytes = 65536;
    gireport_free(whole);
    gireport_report_free(r);
    return read_it(&o);
}

static int bytes_yaml(size_t n)
{
    return bytes_of(GIREPORT_FORMAT_YAML, n);
}

static int bytes_json(size_t n)
{
    return bytes_of(GIREPORT_FORMAT_JSON, n);
}

static int bytes_csv(size_t n)
{
    return bytes_of(GIREPORT_FORMAT_CSV, n);
}

static int bytes_text(size_t n)
{
    return bytes_of(GIREPORT_FORMAT_TEXT, n);
}

/* ---- nesting ---- */

static int depth_yaml(size_t n)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    add(HEAD "else: ");
    times("[", n - 1);
    times("]", n - 1);
    o.format = GIREPORT_FORMAT_YAML;
    return read_it(&o);
}

static int depth_json(size_t n)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    add(HEAD_JSON "\"else\":");
    times("[", n - 1);
    times("]", n - 1);
    add("}");
    o.format = GIREPORT_FORMAT_JSON;
    o.max_depth = 10;
    return read_it(&o);
}

/* ---- documents ---- */

static int stream(const gireport_read_options *o)
{
    gireport_reader *reader;
    gireport_report *r;
    int status;
    ck_assert_int_eq(gireport_reader_new(gireport__buf_str(&text), text.len, o, &reader), GIREPORT_OK);
    while ((status = gireport_reader_next(reader, &r, NULL)) == GIREPORT_OK)
        gireport_report_free(r);
    gireport_reader_free(reader);
    return status == GIREPORT_ERR_NOT_FOUND ? GIREPORT_OK : status;
}

static int documents_yaml(size_t n)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    times("---\n" HEAD, n);
    o.max_documents = 5;
    return stream(&o);
}

static int documents_csv(size_t n)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    add("organ,year,template,key,state,value\n");
    for (size_t i = 0; i < n; i++) {
        add("甲");
        gireport__buf_add_int(&text, (int64_t)i);
        add(",2023,cn-2021,applications.new.total,value,7\n");
    }
    o.max_documents = 5;
    return stream(&o);
}

/* ---- texts ---- */

static int scalar_yaml(size_t n)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    add(HEAD "overview: ");
    times("a", n);
    o.max_scalar = 1000;
    return read_it(&o);
}

static int scalar_default(size_t n)
{
    add(HEAD "overview: ");
    times("a", n);
    return read_it(NULL);
}

static int scalar_html(size_t n)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    add(HTML "<table>" ROW "<tr><td>");
    times("a", n);
    add("</td></tr></table></body></html>");
    o.format = GIREPORT_FORMAT_HTML;
    o.max_scalar = 1000;
    return read_it(&o);
}

/* ---- cells ---- */

static int cells_html(size_t n)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    add(HTML "<table>" ROW "<tr>");
    times("<td>7</td>", n - 8);
    add("</tr></table></body></html>");
    o.format = GIREPORT_FORMAT_HTML;
    o.max_cells = 20;
    return read_it(&o);
}

static int attributes(size_t n)
{
    add(HTML "<p");
    for (size_t i = 0; i < n; i++) {
        add(" a");
        gireport__buf_add_int(&text, (int64_t)i);
        add("=1");
    }
    add(">x</p><table>" ROW "</table></body></html>");
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    o.format = GIREPORT_FORMAT_HTML;
    return read_it(&o);
}

static int grid_text(size_t n)
{
    gireport_grid *g;
    times("a", n);
    ck_assert_int_eq(gireport_grid_new(&g), GIREPORT_OK);
    int status = gireport_grid_add_paragraph(g, gireport__buf_str(&text), n);
    gireport_grid_free(g);
    return status;
}

static int grid_cells(size_t n)
{
    gireport_grid *g;
    int status = gireport_grid_new(&g);
    if (status == GIREPORT_OK)
        status = gireport_grid_add_table(g);
    for (size_t i = 0; i < n && status == GIREPORT_OK; i++)
        status = gireport_grid_add_cell(g, (uint32_t)(i / 10), (uint32_t)(i % 10), 1, 1, "7", 1);
    gireport_grid_free(g);
    return status;
}

static int cell_at(uint32_t row, uint32_t column, size_t len)
{
    gireport_grid *g;
    times("a", len);
    ck_assert_int_eq(gireport_grid_new(&g), GIREPORT_OK);
    ck_assert_int_eq(gireport_grid_add_table(g), GIREPORT_OK);
    int status = gireport_grid_add_cell(g, row, column, 1, 1, gireport__buf_str(&text), len);
    gireport_grid_free(g);
    return status;
}

static int grid_rows(size_t n)
{
    return cell_at((uint32_t)n - 1, 0, 1);
}

static int grid_columns(size_t n)
{
    return cell_at(0, (uint32_t)n - 1, 1);
}

static int grid_cell_text(size_t n)
{
    return cell_at(0, 0, n);
}

/* ---- ledgers ---- */

static int tally(const gireport_tally_options *o)
{
    gireport_tally *t;
    int status = gireport_tally_new(gireport__buf_str(&text), text.len, o, &t, NULL);
    ck_assert_int_eq(t != NULL, status == GIREPORT_OK);
    gireport_tally_free(t);
    return status;
}

#define LEDGER "登记号,收到日期,申请人类型,办理结果,答复日期\n"

static int ledger_rows(size_t n)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    add(LEDGER);
    times("1,2023-02-03,自然人,予以公开,2023-02-09\n", n);
    o.year = 2023;
    o.max_rows = 50;
    return tally(&o);
}

static int ledger_bytes(size_t n)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    add(LEDGER "1,2023-02-03,自然人,予以公开,2023-02-09\n");
    times("\n", n - text.len);
    o.year = 2023;
    o.max_bytes = 500;
    return tally(&o);
}

/* ---- comparisons, templates, archives ---- */

static int compared_reports(size_t n)
{
    static const gireport_report *all[10001];
    gireport_comparison *c;
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
    for (size_t i = 0; i < n; i++)
        all[i] = r;
    int status = gireport_compare(all, n, NULL, &c, NULL);
    gireport_comparison_free(c);
    gireport_report_free(r);
    return status;
}

static int template_bytes(size_t n)
{
    const gireport_template *t;
    char line[] = "#aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n";
    add("id: x\n");
    while (text.len + sizeof line - 1 <= n)
        add(line);
    times("#", n - text.len);
    int status = gireport_template_load(gireport__buf_str(&text), text.len, &t, NULL);
    return status == GIREPORT_ERR_INVALID_DATA ? GIREPORT_OK : status; /* it is no form, but it was read */
}

static int archive(const char *const *names, size_t n, const char *data, size_t len, char **out, size_t *out_len)
{
    struct gireport__zip *z;
    char name[24];
    int status = gireport__zip_new(&z);
    if (status != GIREPORT_OK)
        return status;
    for (size_t i = 0; i < n && status == GIREPORT_OK; i++) {
        snprintf(name, sizeof name, "%zu", i);
        status = gireport__zip_add(z, names != NULL ? names[i] : name, data, len);
    }
    if (status == GIREPORT_OK)
        status = gireport__zip_finish(z, out, out_len);
    gireport__zip_free(z);
    return status;
}

static int archive_entries(size_t n)
{
    struct gireport__zip *z;
    char *data;
    size_t len;
    int status = archive(NULL, n, "", 0, &data, &len);
    ck_assert_int_eq(status, GIREPORT_OK);
    status = gireport__zip_open(data, len, &z);
    ck_assert_int_eq(z != NULL, status == GIREPORT_OK);
    gireport__zip_free(z);
    gireport__free(data);
    return status;
}

static int archive_part(size_t n)
{
    struct gireport__zip *z;
    char *data, *part;
    size_t len;
    times("a", n);
    ck_assert_int_eq(archive(NULL, 1, gireport__buf_str(&text), n, &data, &len), GIREPORT_OK);
    ck_assert_int_eq(gireport__zip_open(data, len, &z), GIREPORT_OK);
    int status = gireport__zip_read(z, "0", 3000, &part, &len);
    ck_assert_int_eq(part != NULL, status == GIREPORT_OK);
    gireport__free(part);
    gireport__zip_free(z);
    gireport__free(data);
    return status;
}

static const struct {
    const char *name;
    size_t limit;
    int (*try)(size_t n);
    int documents; /* needs the feature */
} limits[] = {
    {"bytes of YAML", 65536, bytes_yaml, 0},
    {"bytes of JSON", 65536, bytes_json, 0},
    {"bytes of CSV", 65536, bytes_csv, 0},
    {"bytes of text", 65536, bytes_text, 0},
    {"nesting of YAML, by default", 64, depth_yaml, 0},
    {"nesting of JSON", 10, depth_json, 0},
    {"documents of a YAML stream", 5, documents_yaml, 0},
    {"reports of a long table", 5, documents_csv, 0},
    {"bytes of a scalar", 1000, scalar_yaml, 0},
    {"bytes of a scalar, by default", (size_t)1 << 20, scalar_default, 0},
    {"bytes of a cell of HTML", 1000, scalar_html, 1},
    {"cells of HTML", 20, cells_html, 1},
    {"attributes of a tag", 128, attributes, 1},
    {"bytes of a text of a grid", (size_t)1 << 20, grid_text, 0},
    {"cells of a grid", 1000000, grid_cells, 0},
    {"rows of a grid", 1000000, grid_rows, 0},
    {"columns of a grid", 1000000, grid_columns, 0},
    {"bytes of a cell of a grid", (size_t)1 << 20, grid_cell_text, 0},
    {"rows of a ledger", 50, ledger_rows, 0},
    {"bytes of a ledger", 500, ledger_bytes, 0},
    {"reports of a comparison", 10000, compared_reports, 0},
    {"bytes of a template", (size_t)4 << 20, template_bytes, 0},
    {"entries of an archive", 20000, archive_entries, 1},
    {"bytes of a part of an archive", 3000, archive_part, 1},
};

START_TEST(a_limit_is_exact)
{
    if (limits[_i].documents && !gireport_feature(GIREPORT_FEATURE_DOCUMENTS)) {
        printf("LEFT OUT %s: built without documents\n", limits[_i].name);
        return;
    }
    for (int beyond = -1; beyond <= 1; beyond++) {
        gireport__buf_clear(&text);
        int status = limits[_i].try(limits[_i].limit + (size_t)beyond);
        ck_assert_msg(status == (beyond > 0 ? GIREPORT_ERR_LIMIT : GIREPORT_OK), "%s: limit %+d: status %d",
                      limits[_i].name, beyond, status);
    }
    gireport__buf_free(&text);
    printf("FIGURE limits, each tried one below, at and one above: 1\n");
}
END_TEST

/* The first 10,000 findings are kept; one more tells how many there were. */
START_TEST(findings_are_bounded)
{
    static const size_t told[] = {9999, 10000, 10001};
    gireport_findings *f;
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    for (size_t i = 0; i < told[_i]; i++)
        ck_assert_int_eq(gireport_cell_set_text(r, 60, "?", 1, f), GIREPORT_OK);
    ck_assert_uint_eq(gireport_findings_count(f), told[_i]);
    ck_assert_str_eq(gireport_finding_rule(f, told[_i] - 1), told[_i] > 10000 ? "GI-I-090" : "GI-F-006");
    for (size_t i = 0; i < 5; i++)
        ck_assert_int_eq(gireport_cell_set_text(r, 60, "?", 1, f), GIREPORT_OK);
    ck_assert_uint_le(gireport_findings_count(f), 10001);
    gireport_findings_free(f);
    gireport_report_free(r);
    printf("FIGURE limits, each tried one below, at and one above: %d\n", _i == 0);
}
END_TEST

/* There is a number of steps that a repair needs: with it and with more it is found, with one less it is not. */
START_TEST(steps_of_a_repair_are_bounded)
{
    gireport_repair_options o = GIREPORT_REPAIR_OPTIONS_INIT;
    const gireport_template *t = gireport_template_find("cn-2021");
    gireport_report *r;
    gireport_repair *p;
    uint64_t low = 0, high = 200000; /* low is too little */
    ck_assert_int_eq(gireport_report_new(t, &r), GIREPORT_OK);
    for (size_t i = 0; i < gireport_template_field_count(t); i++)
        gireport_cell_set_value(r, i, i % 37 == 5 ? 3 : 0);
    while (high - low > 1) {
        o.max_nodes = (low + high) / 2;
        int status = gireport_repair_find(r, &o, &p);
        ck_assert(status == GIREPORT_OK || status == GIREPORT_ERR_LIMIT);
        *(status == GIREPORT_OK ? &high : &low) = o.max_nodes;
        gireport_repair_free(p);
    }
    ck_assert_uint_gt(high, 1);
    for (int beyond = -1; beyond <= 1; beyond++) {
        o.max_nodes = high + (uint64_t)(int64_t)beyond;
        ck_assert_int_eq(gireport_repair_find(r, &o, &p), beyond < 0 ? GIREPORT_ERR_LIMIT : GIREPORT_OK);
        gireport_repair_free(p);
    }
    gireport_report_free(r);
    printf("FIGURE limits, each tried one below, at and one above: 1\n");
}
END_TEST

int main(void)
{
    Suite *s = suite_create("limits");
    TCase *c = tcase_create("limits");
    tcase_set_timeout(c, 120);
    tcase_add_loop_test(c, a_limit_is_exact, 0, (int)COUNT(limits));
    tcase_add_loop_test(c, findings_are_bounded, 0, 3);
    tcase_add_test(c, steps_of_a_repair_are_bounded);
    suite_add_tcase(s, c);
    return run_suite(s);
}
