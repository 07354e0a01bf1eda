/* SPDX-License-Identifier: MIT */
/* Every public function that takes memory. Nothing here may take memory itself while a call is made. */
#include "memory.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define STALE ((void *)(uintptr_t)0x5a5a5a5a)
#define COUNT(a) (sizeof(a) / sizeof *(a))

/* An output that a failed call must have set to NULL or 0. */
static void cleared(struct world *w, int status, int is, const char *what)
{
    if (status != GIREPORT_OK && !is)
        w->unsound = what;
}

/* ---- base, templates, reports ---- */

static int report_new(struct world *w)
{
    gireport_report *r = STALE;
    int status = gireport_report_new(gireport_report_template(w->report), &r);
    cleared(w, status, r == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_report(w, r);
        gireport_report_free(r);
    }
    return status;
}

static int report_copy(struct world *w)
{
    gireport_report *r = STALE;
    int status = gireport_report_copy(w->report, &r);
    cleared(w, status, r == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_report(w, r);
        gireport_report_free(r);
    }
    return status;
}

static const char long_text[] = "本年度依法主动公开政府信息，公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开公开。";

static int set_texts(struct world *w)
{
    int status = GIREPORT_OK;
    for (uint32_t part = GIREPORT_TEXT_TITLE; part <= GIREPORT_TEXT_DOCUMENT && status == GIREPORT_OK; part++)
        status = gireport_report_set_text(w->report, part, long_text, sizeof long_text - 1 - 3 * part);
    if (status == GIREPORT_OK)
        tell_report(w, w->report);
    return status;
}

/* Adding is not done twice: what a failed call has left out is added by the next one. */
static int add_units(struct world *w)
{
    int status = GIREPORT_OK;
    while (status == GIREPORT_OK && gireport_report_unit_count(w->report) < 40)
        status = gireport_report_add_unit(w->report, long_text);
    if (status == GIREPORT_OK)
        tell_report(w, w->report);
    return status;
}

static int add_extras(struct world *w)
{
    int status = GIREPORT_OK;
    while (status == GIREPORT_OK && gireport_report_extra_count(w->report) < 40)
        status = gireport_report_add_extra(w->report, "其他\n项目", long_text);
    if (status == GIREPORT_OK)
        tell_report(w, w->report);
    return status;
}

static int set_cells(struct world *w)
{
    static const char *const texts[] = {"12（其中修订2件）", "约三十件", "1,234,567", "某某", "-3.25万元", "/", "无", "99999999999999999999"};
    size_t n = gireport_template_field_count(gireport_report_template(w->report));
    int status = GIREPORT_OK;
    gireport_findings_clear(w->findings);
    for (size_t i = 0; i < n && status == GIREPORT_OK; i++)
        status = gireport_cell_set_text(w->report, i, texts[i % COUNT(texts)], GIREPORT_LEN_AUTO, w->findings);
    if (status == GIREPORT_OK) {
        tell_report(w, w->report);
        tell_findings(w, w->findings);
    }
    return status;
}

/* ---- reading ---- */

static int read_bytes(struct world *w)
{
    gireport_report *r = STALE;
    gireport_findings_clear(w->findings);
    int status = gireport_read(w->data, w->len, NULL, &r, w->findings);
    cleared(w, status, r == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_report(w, r);
        gireport_report_free(r);
    }
    if (status != GIREPORT_ERR_NOMEM)
        tell_findings(w, w->findings);
    return status;
}

static int detect(struct world *w)
{
    uint32_t format = gireport_detect(w->data, w->len);
    tell_number(w, format);
    return format != 0 ? GIREPORT_OK : GIREPORT_ERR_NOMEM; /* it has no other way to say so */
}

static int write_document(const struct world *w)
{
    int fd = open(world_path(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    int whole = fd >= 0 && write(fd, w->data, w->len) == (ssize_t)w->len;
    if (fd >= 0)
        close(fd);
    return whole ? GIREPORT_OK : GIREPORT_ERR_IO;
}

static int begin_file(struct world *w)
{
    return write_document(w);
}

static int read_named(struct world *w)
{
    gireport_report *r = STALE;
    gireport_findings_clear(w->findings);
    int status = gireport_read_file(world_path(), NULL, &r, w->findings);
    cleared(w, status, r == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_report(w, r);
        gireport_report_free(r);
    }
    return status;
}

static int all_of(struct world *w, gireport_reader *reader)
{
    int status;
    gireport_findings_clear(w->findings);
    do {
        gireport_report *r = STALE;
        status = gireport_reader_next(reader, &r, w->findings);
        cleared(w, status, r == NULL, "*out");
        if (status == GIREPORT_OK) {
            tell_report(w, r);
            gireport_report_free(r);
        }
    } while (status != GIREPORT_ERR_NOT_FOUND && status != GIREPORT_ERR_NOMEM);
    if (status == GIREPORT_ERR_NOMEM)
        return status;
    tell_findings(w, w->findings);
    return GIREPORT_OK;
}

static int reader_of_bytes(struct world *w)
{
    gireport_reader *reader = STALE;
    int status = gireport_reader_new(w->data, w->len, NULL, &reader);
    cleared(w, status, reader == NULL, "*out");
    if (status != GIREPORT_OK)
        return status;
    status = all_of(w, reader);
    gireport_reader_free(reader);
    return status;
}

static int reader_of_file(struct world *w)
{
    gireport_reader *reader = STALE;
    int status = gireport_reader_open(world_path(), NULL, &reader);
    cleared(w, status, reader == NULL, "*out");
    if (status != GIREPORT_OK)
        return status;
    status = all_of(w, reader);
    gireport_reader_free(reader);
    return status;
}

struct rest {
    const char *data;
    size_t len;
};

static int give(char *data, size_t size, size_t *got, void *userdata)
{
    struct rest *rest = userdata;
    *got = size < rest->len ? size : rest->len;
    memcpy(data, rest->data, *got);
    rest->data += *got;
    rest->len -= *got;
    return 0;
}

static int reader_of_callback(struct world *w)
{
    struct rest rest = {w->data, w->len};
    gireport_reader *reader = STALE;
    int status = gireport_reader_open_callback(give, &rest, NULL, &reader);
    cleared(w, status, reader == NULL, "*out");
    if (status != GIREPORT_OK)
        return status;
    status = all_of(w, reader);
    gireport_reader_free(reader);
    return status;
}

static int begin_reader(struct world *w)
{
    return gireport_reader_new(w->data, w->len, NULL, &w->reader);
}

/* The same reader goes on after a document that memory did not suffice for. */
static int reader_goes_on(struct world *w)
{
    return all_of(w, w->reader);
}

static int grid(struct world *w)
{
    static const char *const row[] = {"一、本年新收政府信息公开申请数量", "1", "2", "0", "0", "0", "0", "3"};
    gireport_grid *g = STALE;
    gireport_report *r = STALE;
    gireport_findings_clear(w->findings);
    int status = gireport_grid_new(&g);
    cleared(w, status, g == NULL, "*out");
    if (status != GIREPORT_OK)
        return status;
    status = gireport_grid_add_paragraph(g, "某县人民政府2021年政府信息公开工作年度报告", GIREPORT_LEN_AUTO);
    for (int i = 0; i < 20 && status == GIREPORT_OK; i++)
        status = gireport_grid_add_paragraph(g, long_text, GIREPORT_LEN_AUTO);
    if (status == GIREPORT_OK)
        status = gireport_grid_add_table(g);
    for (uint32_t i = 0; i < 20 * COUNT(row) && status == GIREPORT_OK; i++)
        status = gireport_grid_add_cell(g, i / COUNT(row), i % COUNT(row), 1, 1, row[i % COUNT(row)], GIREPORT_LEN_AUTO);
    if (status == GIREPORT_OK) {
        status = gireport_grid_read(g, NULL, &r, w->findings);
        cleared(w, status, r == NULL, "*out of gireport_grid_read()");
    }
    if (status == GIREPORT_OK) {
        tell_report(w, r);
        tell_findings(w, w->findings);
        gireport_report_free(r);
    }
    gireport_grid_free(g);
    return status;
}

static int begin_grid(struct world *w)
{
    static const char *const row[] = {"一、本年新收政府信息公开申请数量", "1", "2", "0", "0", "0", "0", "3"};
    int status = gireport_grid_new(&w->grid);
    if (status == GIREPORT_OK)
        status = gireport_grid_add_table(w->grid);
    for (uint32_t i = 0; i < COUNT(row) && status == GIREPORT_OK; i++)
        status = gireport_grid_add_cell(w->grid, 0, i, 1, 1, row[i], GIREPORT_LEN_AUTO);
    return status;
}

/* A table that could not be added is not half there: the same grid then has as many as ever. */
static int grid_tables(struct world *w)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    gireport_report *r = STALE;
    int status = gireport_grid_add_table(w->grid);
    o.nth = 7;
    gireport_findings_clear(w->findings);
    if (status == GIREPORT_OK)
        status = gireport_grid_read(w->grid, &o, &r, w->findings);
    else
        r = NULL;
    cleared(w, status, r == NULL, "*out");
    if (status == GIREPORT_ERR_NOT_FOUND)
        tell_findings(w, w->findings);
    return status;
}

static int grid_read(struct world *w)
{
    gireport_report *r = STALE;
    gireport_findings_clear(w->findings);
    int status = gireport_grid_read(w->grid, NULL, &r, w->findings);
    cleared(w, status, r == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_report(w, r);
        tell_findings(w, w->findings);
        gireport_report_free(r);
    }
    return status;
}

/* ---- findings, checking, repair, waivers ---- */

static int findings_new(struct world *w)
{
    gireport_findings *f = STALE;
    int status = gireport_findings_new(&f);
    cleared(w, status, f == NULL, "*out");
    if (status == GIREPORT_OK)
        gireport_findings_free(f);
    return status;
}

static int findings_set(struct world *w)
{
    int status = gireport_findings_set_file(w->checked, "一份 report.yaml");
    if (status == GIREPORT_OK)
        status = gireport_findings_set_report(w->checked, w->report);
    if (status == GIREPORT_OK)
        tell_findings(w, w->checked);
    return status;
}

static int findings_write(struct world *w)
{
    const gireport_findings *const list[] = {w->checked, w->checked};
    return gireport_findings_write(list, 2, w->format, GIREPORT_LANG_ZH, tell_bytes, w);
}

static int check(struct world *w)
{
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    const gireport_report *units[] = {w->other, w->report};
    int status = GIREPORT_OK;
    for (int i = 0; i < 2 && status == GIREPORT_OK; i++) {
        gireport_findings_clear(w->findings);
        status = gireport_check(w->report, i == 0 ? NULL : &o, w->findings);
        o.profile = GIREPORT_PROFILE_STRICT;
        o.prior = w->other;
        o.units = units;
        o.n_units = 2;
        o.published = "2022-01-01";
        if (status == GIREPORT_OK)
            tell_findings(w, w->findings);
    }
    return status;
}

static int check_cell(struct world *w)
{
    int status = GIREPORT_OK;
    size_t n = gireport_template_field_count(gireport_report_template(w->report));
    gireport_findings_clear(w->findings);
    for (size_t i = n / 2; i < n / 2 + 9 && status == GIREPORT_OK; i++)
        status = gireport_check_cell(w->report, i, NULL, w->findings);
    if (status == GIREPORT_OK)
        tell_findings(w, w->findings);
    return status;
}

static int repair(struct world *w)
{
    gireport_repair *p = STALE;
    gireport_report *fixed = STALE;
    int status = gireport_repair_find(w->report, NULL, &p);
    cleared(w, status == GIREPORT_ERR_LIMIT ? GIREPORT_OK : status, p == NULL, "*out");
    if (status != GIREPORT_OK && status != GIREPORT_ERR_LIMIT)
        return status;
    if (gireport_repair_count(p) > 0) {
        status = gireport_repair_apply(p, 0, w->report, &fixed);
        cleared(w, status, fixed == NULL, "*out of gireport_repair_apply()");
        if (status == GIREPORT_OK) {
            tell_report(w, fixed);
            gireport_report_free(fixed);
        }
    }
    gireport_repair_free(p);
    return status;
}

static const char waiver_file[] =
    "gireport_waivers: 1\nwaivers:\n"
    "  - {rule: GI-T3-001, cell: applications.total.natural, reason: CODEF, note: 说明, by: 某, on: 2021-02-03}\n"
    "  - {organ: 甲, year: 2020, rule: GI-T3-002, reason: CODEF, note: 说明, by: 某, on: 2021-02-03, until: 2021-12-31}\n"
    "  - {rule: GI-T3-0, reason: x}\n";

static int waivers_read(struct world *w)
{
    gireport_waivers *waivers = STALE;
    gireport_findings_clear(w->findings);
    int status = gireport_waivers_read(waiver_file, sizeof waiver_file - 1, w->findings, &waivers);
    cleared(w, status, waivers == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_number(w, (int64_t)gireport_waivers_count(waivers));
        tell_findings(w, w->findings);
        gireport_waivers_free(waivers);
    }
    return status;
}

static int begin_waivers(struct world *w)
{
    int status = gireport_waivers_read(waiver_file, sizeof waiver_file - 1, NULL, &w->waivers);
    if (status == GIREPORT_OK)
        status = gireport_findings_set_report(w->checked, w->report);
    return status;
}

static int waivers_apply(struct world *w)
{
    int status = gireport_waivers_apply(w->waivers, "2022-06-01", w->checked);
    if (status == GIREPORT_OK)
        tell_number(w, (int64_t)gireport_findings_count_waived(w->checked));
    return status;
}

/* ---- claims, sums, comparisons, ledgers ---- */

static int claims_find(struct world *w)
{
    gireport_claims *c = STALE;
    int status = gireport_claims_find(w->report, NULL, &c);
    cleared(w, status, c == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_number(w, (int64_t)gireport_claims_count(c));
        for (size_t i = 0; i < gireport_claims_count(c); i++)
            tell(w, gireport_claim_quote(c, i));
        gireport_claims_free(c);
    }
    return status;
}

static int begin_claims(struct world *w)
{
    return gireport_claims_find(w->report, NULL, &w->claims);
}

static int claims_write(struct world *w)
{
    static const uint32_t formats[] = {GIREPORT_FINDINGS_TEXT, GIREPORT_FINDINGS_JSON};
    const gireport_claims *const list[] = {w->claims};
    int status = gireport_claims_set_file(w->claims, "名.yaml");
    for (size_t i = 0; i < COUNT(formats) && status == GIREPORT_OK; i++)
        status = gireport_claims_write(list, 1, formats[i], GIREPORT_LANG_EN, tell_bytes, w);
    return status;
}

static int sum(struct world *w)
{
    const gireport_report *both[] = {w->report, w->other};
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    gireport_report *r = STALE;
    o.form = gireport_report_template(w->report);
    o.year = gireport_report_year(w->report);
    o.organ = "某市";
    o.parent = w->other;
    gireport_findings_clear(w->findings);
    int status = gireport_sum(both, 2, &o, &r, w->findings);
    cleared(w, status, r == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_report(w, r);
        tell_findings(w, w->findings);
        gireport_report_free(r);
    }
    return status;
}

static int sum_explain(struct world *w)
{
    const gireport_report *both[] = {w->report, w->other};
    gireport_sum_options o = GIREPORT_SUM_OPTIONS_INIT;
    gireport_sum_parts *p = STALE;
    int64_t total = 0;
    o.form = gireport_report_template(w->report);
    o.year = gireport_report_year(w->report);
    int status = gireport_sum_explain(both, 2, &o, "applications.other.total", &p);
    cleared(w, status, p == NULL, "*out");
    if (status == GIREPORT_OK) {
        gireport_sum_parts_total(p, &total);
        tell_number(w, total);
        tell_number(w, (int64_t)gireport_sum_parts_count(p));
        gireport_sum_parts_free(p);
    }
    return status;
}

static int begin_comparison(struct world *w)
{
    const gireport_report *both[] = {w->other, w->report};
    return gireport_compare(both, 2, NULL, &w->comparison, NULL);
}

static int compare(struct world *w)
{
    const gireport_report *both[] = {w->other, w->report};
    gireport_comparison *c = STALE;
    gireport_findings_clear(w->findings);
    int status = gireport_compare(both, 2, NULL, &c, w->findings);
    cleared(w, status, c == NULL, "*out");
    if (status == GIREPORT_OK) {
        for (size_t row = 0; row < gireport_comparison_row_count(c); row++) {
            int64_t value = 0;
            tell(w, gireport_comparison_row_key(c, row));
            gireport_comparison_value(c, row, 1, &value);
            tell_number(w, value);
        }
        tell_findings(w, w->findings);
        gireport_comparison_free(c);
    }
    return status;
}

static int comparison_write(struct world *w)
{
    static const uint32_t formats[] = {GIREPORT_FORMAT_TEXT, GIREPORT_FORMAT_MARKDOWN, GIREPORT_FORMAT_HTML,
                                       GIREPORT_FORMAT_CSV,  GIREPORT_FORMAT_JSON,     GIREPORT_FORMAT_SVG};
    const gireport_findings *const list[] = {w->checked};
    gireport_comparison_write_options o = GIREPORT_COMPARISON_WRITE_OPTIONS_INIT;
    int status = GIREPORT_OK;
    o.findings = list;
    o.n_findings = 1;
    for (size_t i = 0; i < COUNT(formats) && status == GIREPORT_OK; i++) {
        o.format = formats[i];
        status = gireport_comparison_write(w->comparison, &o, tell_bytes, w);
    }
    return status;
}

static int text_repeat(struct world *w)
{
    static const char later[] = "本年度依法主动公开政府信息，公开公开公开公开，另有说明：本年度依法主动公开政府信息。";
    uint64_t same = 7, all = 7;
    int status = gireport_text_repeat(long_text, GIREPORT_LEN_AUTO, later, GIREPORT_LEN_AUTO, &same, &all);
    cleared(w, status, same == 0 && all == 0, "*out_same, *out_all");
    tell_number(w, (int64_t)same);
    tell_number(w, (int64_t)all);
    return status;
}

static int tally_new(struct world *w)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    gireport_tally *t = STALE;
    o.year = 2023;
    o.form = gireport_template_find("cn-2021");
    gireport_findings_clear(w->findings);
    int status = gireport_tally_new(w->data, w->len, &o, &t, w->findings);
    cleared(w, status, t == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell_report(w, gireport_tally_report(t));
        tell_findings(w, w->findings);
        gireport_tally_free(t);
    }
    return status;
}

static int template_load(struct world *w)
{
    const gireport_template *t = STALE;
    gireport_findings_clear(w->findings);
    int status = gireport_template_load(w->data, w->len, &t, w->findings);
    cleared(w, status, t == NULL, "*out");
    if (status == GIREPORT_OK) {
        tell(w, gireport_template_id(t));
        for (size_t i = 0; i < gireport_template_field_count(t); i++)
            tell(w, gireport_field_key(t, i));
        gireport_template_unref(t);
    }
    return status;
}

/* ---- writing ---- */

static gireport_write_options write_options(const struct world *w)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    o.format = w->format;
    o.flags = GIREPORT_WRITE_TRACE | GIREPORT_WRITE_FINDINGS;
    o.findings = w->checked;
    return o;
}

static int write_report(struct world *w)
{
    gireport_write_options o = write_options(w);
    return gireport_write(w->report, &o, tell_bytes, w);
}

static int write_string(struct world *w)
{
    gireport_write_options o = write_options(w);
    char *text = STALE;
    size_t len = 7;
    o.original = w->other;
    if (gireport_report_template(w->other) != gireport_report_template(w->report))
        o.original = NULL;
    int status = gireport_write_string(w->report, &o, &text, &len);
    cleared(w, status, text == NULL && len == 0, "*out, *out_len");
    if (status == GIREPORT_OK) {
        tell_bytes(text, len, w);
        gireport_free(text);
    }
    return status;
}

static int begin_old(struct world *w)
{
    struct world old = {.data = "old", .len = 3};
    (void)w;
    return write_document(&old);
}

static int write_named(struct world *w)
{
    gireport_write_options o = write_options(w);
    char piece[4096], beside[200];
    ssize_t n;
    uint64_t before = w->digest;
    int status = gireport_write_file(w->report, &o, world_path());
    int fd = open(world_path(), O_RDONLY);
    while (fd >= 0 && (n = read(fd, piece, sizeof piece)) > 0) {
        tell_bytes(piece, (size_t)n, w);
        if (status != GIREPORT_OK && (n != 3 || memcmp(piece, "old", 3) != 0))
            w->unsound = "the file is not the old one";
    }
    if (fd >= 0)
        close(fd);
    if (status != GIREPORT_OK)
        w->digest = before;
    snprintf(beside, sizeof beside, "%s.new-%ld-0", world_path(), (long)getpid());
    if (access(beside, F_OK) == 0)
        w->unsound = "a file was left beside";
    return status;
}

static int paragraphs(struct world *w)
{
    const gireport_template *t = gireport_report_template(w->report);
    for (size_t i = 0; i < gireport_template_paragraph_count(t); i++) {
        char *text = STALE;
        size_t len = 7, unknown = 7;
        int status = gireport_paragraph_string(w->report, gireport_template_paragraph_key(t, i), &text, &len, &unknown);
        cleared(w, status, text == NULL && len == 0, "*out, *out_len");
        if (status == GIREPORT_OK) {
            tell(w, text);
            gireport_free(text);
        } else if (status != GIREPORT_ERR_INVALID_DATA) {
            return status;
        }
        tell_number(w, status == GIREPORT_OK ? 0 : (int64_t)unknown);
    }
    return GIREPORT_OK;
}

static int write_tables(struct world *w)
{
    static const char *const sources[] = {"一", "二"};
    const gireport_report *reports[] = {w->report, w->other};
    const gireport_findings *findings[] = {w->checked, NULL};
    return gireport_write_tables(reports, sources, findings, 2, GIREPORT_LANG_ZH, tell_bytes, w);
}

/* ---- Arrow ---- */

/* The schema and every batch. The errors of a stream are those of errno.h. */
static int drain(struct world *w, struct ArrowArrayStream *s)
{
    struct ArrowSchema schema;
    struct ArrowArray batch;
    int64_t length = 1;
    int error = s->get_schema(s, &schema);
    if (error == 0) {
        tell(w, schema.format);
        tell_number(w, schema.n_children);
        schema.release(&schema);
    }
    while (error == 0 && length > 0) {
        error = s->get_next(s, &batch);
        length = error == 0 && batch.release != NULL ? batch.length : 0;
        tell_number(w, length);
        if (error == 0 && batch.release != NULL)
            batch.release(&batch);
    }
    s->release(s);
    return error == 0 ? GIREPORT_OK : error == ENOMEM ? GIREPORT_ERR_NOMEM : GIREPORT_ERR_IO;
}

static int next_document(gireport_arrow_item *item, void *userdata)
{
    const gireport_report **report = userdata;
    if (*report == NULL)
        return GIREPORT_ERR_NOT_FOUND;
    item->report = *report;
    item->source = "文件";
    *report = NULL;
    return GIREPORT_OK;
}

static int arrow_stream(struct world *w)
{
    gireport_arrow_options o = GIREPORT_ARROW_OPTIONS_INIT;
    int status = GIREPORT_OK;
    for (o.table = 0; o.table < 3 && status == GIREPORT_OK; o.table++) {
        struct ArrowArrayStream s = {.release = NULL};
        const gireport_report *report = w->report;
        status = gireport_arrow_stream(&o, next_document, NULL, &report, &s);
        cleared(w, status, s.release == NULL, "*out");
        if (status == GIREPORT_OK)
            status = drain(w, &s);
    }
    return status;
}

static int arrow_reader(struct world *w)
{
    struct ArrowArrayStream s = {.release = NULL};
    gireport_reader *reader;
    int status = gireport_reader_new(w->data, w->len, NULL, &reader);
    if (status != GIREPORT_OK)
        return status;
    status = gireport_arrow_stream_reader(NULL, reader, &s);
    cleared(w, status, s.release == NULL, "*out");
    if (status == GIREPORT_OK)
        return drain(w, &s);
    gireport_reader_free(reader);
    return status;
}

/* ---- batches ---- */

static int deliver(const gireport_result *r, void *userdata)
{
    struct world *w = userdata;
    if (gireport_result_status(r) == GIREPORT_ERR_NOMEM)
        return 1;
    tell(w, gireport_result_name(r));
    tell_number(w, gireport_result_status(r));
    if (gireport_result_report(r) != NULL)
        tell_report(w, gireport_result_report(r));
    tell_findings(w, gireport_result_findings(r));
    return 0;
}

static int batch(struct world *w)
{
    gireport_batch_options o = GIREPORT_BATCH_OPTIONS_INIT;
    struct rest rest = {w->data, w->len};
    gireport_batch *b = STALE;
    o.deliver = deliver;
    o.userdata = w;
    int status = gireport_batch_new(&o, &b);
    cleared(w, status, b == NULL, "*out");
    if (status != GIREPORT_OK)
        return status;
    status = gireport_batch_add_bytes(b, "bytes", w->data, w->len);
    if (status == GIREPORT_OK)
        status = gireport_batch_add_file(b, "/no/such/file");
    if (status == GIREPORT_OK)
        status = gireport_batch_add_callback(b, "callback", give, &rest);
    if (status == GIREPORT_OK)
        status = gireport_batch_work(b);
    gireport_batch_free(b);
    return status == GIREPORT_ERR_CALLBACK ? GIREPORT_ERR_NOMEM : status;
}

const struct work works[] = {
    {"gireport_report_new", 0, NULL, report_new},
    {"gireport_report_copy", 0, NULL, report_copy},
    {"gireport_report_set_text", 0, NULL, set_texts},
    {"gireport_report_add_unit", 0, NULL, add_units},
    {"gireport_report_add_extra", 0, NULL, add_extras},
    {"gireport_cell_set_text", 0, NULL, set_cells},
    {"gireport_read", WORK_READS, NULL, read_bytes},
    {"gireport_detect", WORK_READS, NULL, detect},
    {"gireport_read_file", 0, begin_file, read_named},
    {"gireport_reader_new", 0, NULL, reader_of_bytes},
    {"gireport_reader_open", 0, begin_file, reader_of_file},
    {"gireport_reader_open_callback", 0, NULL, reader_of_callback},
    {"gireport_reader_next", WORK_ENDS, begin_reader, reader_goes_on},
    {"gireport_grid_new gireport_grid_add_paragraph gireport_grid_add_table gireport_grid_add_cell", WORK_ONCE, NULL, grid},
    {"gireport_grid_read", WORK_ONCE, begin_grid, grid_read},
    {"gireport_grid_add_table gireport_grid_read", WORK_ONCE, begin_grid, grid_tables},
    {"gireport_findings_new", WORK_ONCE, NULL, findings_new},
    {"gireport_findings_set_file gireport_findings_set_report", 0, NULL, findings_set},
    {"gireport_findings_write", WORK_FINDINGS, NULL, findings_write},
    {"gireport_check", 0, NULL, check},
    {"gireport_check_cell", 0, NULL, check_cell},
    {"gireport_repair_find gireport_repair_apply", 0, NULL, repair},
    {"gireport_waivers_read", WORK_ONCE, NULL, waivers_read},
    {"gireport_waivers_apply", 0, begin_waivers, waivers_apply},
    {"gireport_claims_find", 0, NULL, claims_find},
    {"gireport_claims_set_file gireport_claims_write", 0, begin_claims, claims_write},
    {"gireport_sum", 0, NULL, sum},
    {"gireport_sum_explain", 0, NULL, sum_explain},
    {"gireport_compare", 0, NULL, compare},
    {"gireport_comparison_write", 0, begin_comparison, comparison_write},
    {"gireport_text_repeat", WORK_ONCE, NULL, text_repeat},
    {"gireport_tally_new", WORK_LEDGER, NULL, tally_new},
    {"gireport_template_load", WORK_TEMPLATE, NULL, template_load},
    {"gireport_write", WORK_WRITES, NULL, write_report},
    {"gireport_write_string", WORK_WRITES, NULL, write_string},
    {"gireport_write_file", WORK_WRITES, begin_old, write_named},
    {"gireport_paragraph_string", 0, NULL, paragraphs},
    {"gireport_write_tables", 0, NULL, write_tables},
    {"gireport_arrow_stream", 0, NULL, arrow_stream},
    {"gireport_arrow_stream_reader", 0, NULL, arrow_reader},
    {"gireport_batch_new gireport_batch_add_bytes gireport_batch_add_file gireport_batch_add_callback gireport_batch_work", 0,
     NULL, batch},
};
const int n_works = (int)COUNT(works);
