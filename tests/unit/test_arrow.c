/* SPDX-License-Identifier: MIT */
/* The Arrow stream as a consumer walks it: its schemas to the letter, every value of every row against the model, how it
 * is released, and what becomes of errors. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <gireport/gireport.h>

#include "../support/random_report.h"
#include "../support/suite.h"

static struct ArrowArrayStream stream;
static struct ArrowSchema schema;
static struct ArrowArray batch;

static void end(void)
{
    if (batch.release != NULL)
        batch.release(&batch);
    if (schema.release != NULL)
        schema.release(&schema);
    if (stream.release != NULL)
        stream.release(&stream);
}

/* ---- schemas ---- */

#define WHOSE "report:l source:i(u)? organ:i(u)? code:i(u)? year:i? template:i(u)? library:i(u) "

static const char *const schemas[] = {
    WHOSE "level:i(u)? published:tdD? problem:i(u)? values:l unreadable:l errors:l warnings:l notes:l ",
    WHOSE "key:i(u) label:i(u) state:i(u) count:l? amount:d:38,2? raw:u? origin:i(u)? line:i? column:i? place:i(u)? ",
    WHOSE "rule:i(u) severity:i(u) id:u key:i(u)? cells:u? message:u found:u? expected:u? difference:u? cause:u? "
          "line:i? column:i? place:i(u)? ",
};

static int nothing(gireport_arrow_item *item, void *userdata)
{
    (void)item;
    (void)userdata;
    return GIREPORT_ERR_NOT_FOUND;
}

static void open_over(uint32_t table, uint32_t rows, gireport_arrow_next_fn next, void *userdata)
{
    gireport_arrow_options o = GIREPORT_ARROW_OPTIONS_INIT;
    o.table = table;
    o.rows = rows;
    ck_assert_int_eq(gireport_arrow_stream(&o, next, NULL, userdata, &stream), GIREPORT_OK);
    ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
}

START_TEST(the_columns_are_these)
{
    char text[1000] = "";
    open_over((uint32_t)_i, 0, nothing, NULL);
    ck_assert_str_eq(schema.format, "+s");
    for (int64_t i = 0; i < schema.n_children; i++) {
        const struct ArrowSchema *c = schema.children[i];
        size_t n = strlen(text);
        snprintf(text + n, sizeof(text) - n, "%s:%s%s%s%s%s ", c->name, c->format, c->dictionary ? "(" : "",
                 c->dictionary ? c->dictionary->format : "", c->dictionary ? ")" : "", c->flags == 2 ? "?" : "");
    }
    ck_assert_str_eq(text, schemas[_i]);
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0); /* no row: the end at once, and again */
    ck_assert(batch.release == NULL);
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
    ck_assert(batch.release == NULL);
    ck_assert_ptr_null(stream.get_last_error(&stream));
    end();
}
END_TEST

/* ---- values ---- */

static int64_t column_of(const char *name)
{
    int64_t i = 0;
    while (i < schema.n_children && strcmp(schema.children[i]->name, name) != 0)
        i++;
    ck_assert_msg(i < schema.n_children, "no column %s", name);
    return i;
}

static const char *text_at(const struct ArrowArray *a, int64_t row)
{
    static char texts[4][4096];
    static unsigned turn;
    const int32_t *ends = a->buffers[1];
    char *out = texts[turn++ % 4];
    ck_assert_int_eq(a->n_buffers, 3);
    ck_assert_int_lt(row, a->length);
    snprintf(out, sizeof(texts[0]), "%.*s", (int)(ends[row + 1] - ends[row]), (const char *)a->buffers[2] + ends[row]);
    return out;
}

/* The value of a row as a text; NULL: null. */
static const char *value(const char *name, int64_t row)
{
    static char texts[4][64];
    static unsigned turn;
    int64_t i = column_of(name);
    const struct ArrowArray *a = batch.children[i];
    const struct ArrowSchema *s = schema.children[i];
    const uint8_t *valid = a->buffers[0];
    char *out = texts[turn++ % 4];
    ck_assert_int_eq(a->length, batch.length);
    ck_assert(valid != NULL || a->null_count == 0);
    if (valid != NULL && !(valid[row / 8] >> row % 8 & 1)) {
        ck_assert_int_eq(s->flags, 2);
        return NULL;
    }
    if (s->dictionary != NULL)
        return text_at(a->dictionary, ((const int32_t *)a->buffers[1])[row]);
    if (strcmp(s->format, "u") == 0)
        return text_at(a, row);
    if (strcmp(s->format, "d:38,2") == 0) {
        const int64_t *v = (const int64_t *)a->buffers[1] + 2 * row;
        ck_assert_int_eq(v[1], v[0] < 0 ? -1 : 0);
        snprintf(out, sizeof(texts[0]), "%lld", (long long)v[0]);
    } else if (strcmp(s->format, "l") == 0) {
        snprintf(out, sizeof(texts[0]), "%lld", (long long)((const int64_t *)a->buffers[1])[row]);
    } else {
        snprintf(out, sizeof(texts[0]), "%d", (int)((const int32_t *)a->buffers[1])[row]);
    }
    return out;
}

static void same(const char *name, int64_t row, const char *want)
{
    const char *got = value(name, row);
    want = want != NULL && *want != '\0' ? want : NULL; /* no text is null */
    int equal = want != NULL && got != NULL ? strcmp(got, want) == 0 : want == got;
    ck_assert_msg(equal, "%s of row %lld is %s, not %s", name, (long long)row, got ? got : "null", want ? want : "null");
}

static void same_number(const char *name, int64_t row, int64_t want)
{
    char text[32];
    snprintf(text, sizeof(text), "%lld", (long long)want);
    same(name, row, text);
}

/* ---- reports that a callback gives ---- */

enum { REPORTS = 40 };

static struct given {
    gireport_report *list[REPORTS];
    size_t n, next;
    int done;
} given;

static int give(gireport_arrow_item *item, void *userdata)
{
    struct given *g = userdata;
    ck_assert_uint_eq(item->size, sizeof(*item));
    ck_assert_ptr_null(item->report);
    if (g->next == g->n)
        return GIREPORT_ERR_NOT_FOUND;
    item->report = g->list[g->next++];
    item->source = g->next % 2 ? "odd.yaml" : NULL;
    return GIREPORT_OK;
}

static void make_reports(void)
{
    memset(&given, 0, sizeof(given));
    for (; given.n < REPORTS; given.n++) {
        gireport_report *r;
        const gireport_template *t = gireport_template_at(given.n / 3 % gireport_template_count());
        ck_assert_int_eq(random_report(t, given.n + 1, given.n % 3 ? 0 : RANDOM_SUBTOTALS, &r), GIREPORT_OK);
        gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, given.n % 4 ? "甲市乙局" : "丙县", GIREPORT_LEN_AUTO);
        given.list[given.n] = r;
    }
    gireport_report *r = given.list[0]; /* one with everything in it */
    const gireport_template *t = gireport_report_template(r);
    size_t field;
    gireport_report_set_text(r, GIREPORT_TEXT_ORGAN_CODE, "370828", GIREPORT_LEN_AUTO);
    gireport_report_set_text(r, GIREPORT_TEXT_PUBLISHED, "2020-02-29", GIREPORT_LEN_AUTO);
    gireport_report_set_level(r, GIREPORT_LEVEL_COUNTY);
    ck_assert_int_eq(gireport_template_field_find(t, "applications.new.total", &field), GIREPORT_OK);
    gireport_cell_set_text(r, field, "十几", GIREPORT_LEN_AUTO, NULL);
    ck_assert_int_eq(gireport_template_field_find(t, "disclosure.procurement.amount", &field), GIREPORT_OK);
    gireport_cell_set_value(r, field, -12345);
    ck_assert_int_eq(gireport_template_field_find(gireport_report_template(given.list[2]), "disclosure.procurement.amount",
                                                  &field), GIREPORT_OK);
    gireport_cell_set_text(given.list[2], field, "12.5", GIREPORT_LEN_AUTO, NULL); /* of what? */
    ck_assert_int_eq(gireport_cell_unit(given.list[2], field), GIREPORT_UNIT_UNKNOWN);
    gireport_cell_set_state(r, 0, GIREPORT_STATE_NA);
    gireport_cell_set_state(r, 1, GIREPORT_STATE_BLANK);
    gireport_cell_set_state(r, 2, GIREPORT_STATE_ABSENT);
}

static void free_reports(void)
{
    while (given.n > 0)
        gireport_report_free(given.list[--given.n]);
}

static void expect_cell(int64_t row, size_t number, size_t field)
{
    static const char *const states[] = {"absent", "blank", "na", "unreadable", "value"};
    const gireport_report *r = given.list[number];
    const gireport_template *t = gireport_report_template(r);
    int64_t v = 0;
    uint32_t state = gireport_cell_state(r, field);
    int money = gireport_cell_unit(r, field) == GIREPORT_UNIT_YUAN;
    int is_value = gireport_cell_value(r, field, &v) == GIREPORT_OK;
    same_number("report", row, (int64_t)number);
    same("source", row, number % 2 ? NULL : "odd.yaml");
    same("organ", row, gireport_report_text(r, GIREPORT_TEXT_ORGAN));
    same("code", row, gireport_report_text(r, GIREPORT_TEXT_ORGAN_CODE));
    same_number("year", row, gireport_report_year(r));
    same("template", row, gireport_template_id(t));
    same("library", row, gireport_version_string());
    same("key", row, gireport_field_key(t, field));
    same("label", row, gireport_field_label(t, field));
    same("state", row, states[state]);
    if (is_value && gireport_cell_unit(r, field) != GIREPORT_UNIT_UNKNOWN) {
        same_number(money ? "amount" : "count", row, v);
        same(money ? "count" : "amount", row, NULL);
    } else {
        same("count", row, NULL);
        same("amount", row, NULL);
    }
    same("raw", row, gireport_cell_raw(r, field));
    same("origin", row, state == GIREPORT_STATE_ABSENT ? NULL : "stated");
    same("line", row, NULL);
    same("place", row, NULL);
}

/* Whole reports, each of more than 200 rows: of 600 rows on, three of them make a batch. */
static const uint32_t rows_of_batches[] = {0, 1, 600, 100000};

START_TEST(cells_are_those_of_the_reports)
{
    size_t number = 0, field = 0, batches = 0;
    make_reports();
    open_over(GIREPORT_ARROW_CELLS, rows_of_batches[_i], give, &given);
    for (;; batches++) {
        ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
        if (batch.release == NULL)
            break;
        for (int64_t row = 0; row < batch.length; row++) {
            const gireport_template *t = gireport_report_template(given.list[number]);
            while (gireport_cell_state(given.list[number], field) == GIREPORT_STATE_ABSENT &&
                   gireport_field_flags(t, field) & GIREPORT_FIELD_SUBTOTAL)
                field++;
            expect_cell(row, number, field);
            if (++field == gireport_template_field_count(t)) {
                field = 0;
                number++;
            }
        }
        batch.release(&batch);
    }
    ck_assert_uint_eq(number, REPORTS);
    ck_assert_uint_eq(batches, rows_of_batches[_i] == 1 ? REPORTS : rows_of_batches[_i] == 600 ? 14 : 1);
    end();
    free_reports();
}
END_TEST

START_TEST(reports_tell_what_is_in_them)
{
    make_reports();
    open_over(GIREPORT_ARROW_REPORTS, 0, give, &given);
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
    ck_assert_int_eq(batch.length, REPORTS);
    for (int64_t row = 0; row < REPORTS; row++) {
        const gireport_report *r = given.list[row];
        gireport_findings *f;
        int64_t values = 0, v;
        ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
        ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
        for (size_t i = 0; i < gireport_template_field_count(gireport_report_template(r)); i++)
            values += gireport_cell_value(r, i, &v) == GIREPORT_OK;
        same_number("report", row, row);
        same("organ", row, gireport_report_text(r, GIREPORT_TEXT_ORGAN));
        same("level", row, row == 0 ? "county" : gireport_level_name(gireport_report_level(r)));
        same("published", row, row == 0 ? "18321" : NULL); /* 2020-02-29 */
        same("problem", row, NULL);
        same_number("values", row, values);
        same_number("unreadable", row, row == 0);
        same_number("errors", row, (int64_t)gireport_findings_count_of(f, GIREPORT_SEVERITY_ERROR));
        same_number("warnings", row, (int64_t)gireport_findings_count_of(f, GIREPORT_SEVERITY_WARNING));
        same_number("notes", row, (int64_t)gireport_findings_count_of(f, GIREPORT_SEVERITY_NOTE));
        gireport_findings_free(f);
    }
    ck_assert_int_gt(atoi(value("errors", 0)), 0);
    end();
    free_reports();
}
END_TEST

/* ---- a stream of documents, one of them broken ---- */

static const char documents[] = "---\ngireport: 1\ntemplate: cn-2021\norgan: 甲局\nyear: 2023\n"
                                "applications: {new: [1, 0, 0, 0, 0, 0, 2]}\n"
                                "--- [\n"
                                "---\ngireport: 1\ntemplate: cn-2019\norgan: 乙局\nyear: 2019\n"
                                "applications: {new: [1, 0, 0, 0, 0, 0, 1]}\n";

static void open_documents(uint32_t table, uint32_t flags)
{
    gireport_arrow_options o = GIREPORT_ARROW_OPTIONS_INIT;
    gireport_reader *reader;
    char name[] = "three.yaml";
    o.table = table;
    o.flags = flags;
    o.lang = GIREPORT_LANG_EN;
    o.source = name;
    ck_assert_int_eq(gireport_reader_new(documents, sizeof(documents) - 1, NULL, &reader), GIREPORT_OK);
    ck_assert_int_eq(gireport_arrow_stream_reader(&o, reader, &stream), GIREPORT_OK);
    memset(name, '#', sizeof(name) - 1); /* it was copied */
    ck_assert_int_eq(stream.get_schema(&stream, &schema), 0);
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
}

START_TEST(a_broken_document_costs_only_itself)
{
    open_documents(GIREPORT_ARROW_REPORTS, 0);
    ck_assert_int_eq(batch.length, 3);
    same("organ", 0, "甲局");
    same("organ", 1, NULL);
    same("year", 1, NULL);
    same("template", 1, NULL);
    same("problem", 1, gireport_strerror(GIREPORT_ERR_SYNTAX));
    same("organ", 2, "乙局");
    same("source", 1, "three.yaml");
    end();
    open_documents(GIREPORT_ARROW_CELLS, 0);
    same("report", 0, "0");
    same_number("report", batch.length - 1, 2);
    end();
}
END_TEST

/* Findings in the order in which a reader and a check tell them. */
START_TEST(findings_are_those_of_reading_and_checking)
{
    int64_t row = 0;
    gireport_reader *reader;
    gireport_report *r;
    gireport_findings *f;
    open_documents(GIREPORT_ARROW_FINDINGS, _i ? GIREPORT_ARROW_NO_CHECK : 0);
    ck_assert_int_eq(gireport_reader_new(documents, sizeof(documents) - 1, NULL, &reader), GIREPORT_OK);
    ck_assert_int_eq(gireport_findings_new(&f), GIREPORT_OK);
    for (int64_t number = 0; number < 3; number++) {
        if (gireport_reader_next(reader, &r, f) == GIREPORT_OK && !_i)
            ck_assert_int_eq(gireport_check(r, NULL, f), GIREPORT_OK);
        for (size_t i = 0; i < gireport_findings_count(f); i++, row++) {
            static const char *const severities[] = {"", "note", "warning", "error"};
            uint32_t line, column;
            gireport_finding_position(f, i, &line, &column);
            same_number("report", row, number);
            same("rule", row, gireport_finding_rule(f, i));
            same("severity", row, severities[gireport_finding_severity(f, i)]);
            same("id", row, gireport_finding_id(f, i));
            same("message", row, gireport_finding_message(f, i, GIREPORT_LANG_EN));
            same("key", row, gireport_finding_cell_key(f, i, 0));
            same("found", row, gireport_finding_found(f, i));
            same("expected", row, gireport_finding_expected(f, i));
            if (line)
                same_number("line", row, line);
            if (gireport_finding_cell_count(f, i) == 1)
                same("cells", row, gireport_finding_cell_key(f, i, 0));
        }
        gireport_report_free(r);
        gireport_findings_clear(f);
    }
    ck_assert_int_eq(batch.length, row);
    ck_assert_int_gt(row, 0);
    gireport_findings_free(f);
    gireport_reader_free(reader);
    end();
}
END_TEST

/* ---- ownership and errors ---- */

/* A consumer may move a child away and release the rest at once. */
START_TEST(what_was_moved_outlives_its_batch)
{
    make_reports();
    open_over(GIREPORT_ARROW_CELLS, 0, give, &given);
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
    int64_t i = column_of("organ");
    struct ArrowArray organ = *batch.children[i];
    struct ArrowSchema type = *schema.children[i];
    batch.children[i]->release = NULL;
    schema.children[i]->release = NULL;
    end();
    free_reports();
    ck_assert_str_eq(type.name, "organ");
    ck_assert_str_eq(type.dictionary->format, "u");
    ck_assert_str_eq(text_at(organ.dictionary, ((const int32_t *)organ.buffers[1])[0]), "丙县");
    ck_assert_str_eq(text_at(organ.dictionary, ((const int32_t *)organ.buffers[1])[organ.length - 1]), "甲市乙局");
    organ.release(&organ);
    type.release(&type);
    ck_assert(organ.release == NULL && type.release == NULL);
}
END_TEST

static int break_off(gireport_arrow_item *item, void *userdata)
{
    int *turn = userdata;
    if ((*turn)++ == 0) {
        item->status = GIREPORT_ERR_IO;
        return GIREPORT_OK;
    }
    return *turn == 2 ? GIREPORT_ERR_CALLBACK : GIREPORT_ERR_NOT_FOUND;
}

static int lie(gireport_arrow_item *item, void *userdata)
{
    (void)item;
    (void)userdata;
    return GIREPORT_OK; /* and neither a report nor a reason */
}

static void note(void *userdata)
{
    ++*(int *)userdata;
}

START_TEST(errors_end_the_stream_and_stay)
{
    int turn = 0, done = 0;
    open_over(GIREPORT_ARROW_REPORTS, 1, break_off, &turn);
    ck_assert_int_eq(stream.get_next(&stream, &batch), 0);
    same("problem", 0, gireport_strerror(GIREPORT_ERR_IO));
    batch.release(&batch);
    for (int i = 0; i < 2; i++) {
        ck_assert_int_eq(stream.get_next(&stream, &batch), EIO);
        ck_assert(batch.release == NULL);
        ck_assert_str_eq(stream.get_last_error(&stream), gireport_strerror(GIREPORT_ERR_CALLBACK));
    }
    ck_assert_int_eq(turn, 2);
    end();
    ck_assert_int_eq(gireport_arrow_stream(NULL, lie, note, &done, &stream), GIREPORT_OK);
    ck_assert_int_eq(stream.get_next(&stream, &batch), EINVAL);
    ck_assert_int_eq(done, 0);
    stream.release(&stream);
    ck_assert_int_eq(done, 1);
}
END_TEST

START_TEST(wrong_options_are_refused)
{
    gireport_arrow_options o = GIREPORT_ARROW_OPTIONS_INIT;
    gireport_reader *reader;
    int done = 0;
    o.table = 3;
    memset(&stream, 1, sizeof(stream));
    ck_assert_int_eq(gireport_arrow_stream(&o, lie, note, &done, &stream), GIREPORT_ERR_INVALID_ARG);
    ck_assert(stream.release == NULL);
    ck_assert_int_eq(done, 0);
    ck_assert_int_eq(gireport_reader_new("x", 1, NULL, &reader), GIREPORT_OK);
    ck_assert_int_eq(gireport_arrow_stream_reader(&o, reader, &stream), GIREPORT_ERR_INVALID_ARG);
    gireport_reader_free(reader); /* still the caller's */
    o.table = 0;
    o.flags = 2;
    ck_assert_int_eq(gireport_arrow_stream(&o, lie, NULL, NULL, &stream), GIREPORT_ERR_INVALID_ARG);
    o.flags = 0;
    o.lang = 2;
    ck_assert_int_eq(gireport_arrow_stream(&o, lie, NULL, NULL, &stream), GIREPORT_ERR_INVALID_ARG);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("arrow");
    TCase *c = tcase_create("stream");
    tcase_set_timeout(c, 60);
    tcase_add_loop_test(c, the_columns_are_these, 0, sizeof(schemas) / sizeof(*schemas));
    tcase_add_loop_test(c, cells_are_those_of_the_reports, 0, sizeof(rows_of_batches) / sizeof(*rows_of_batches));
    tcase_add_test(c, reports_tell_what_is_in_them);
    tcase_add_test(c, a_broken_document_costs_only_itself);
    tcase_add_loop_test(c, findings_are_those_of_reading_and_checking, 0, 2);
    tcase_add_test(c, what_was_moved_outlives_its_batch);
    tcase_add_test(c, errors_end_the_stream_and_stay);
    tcase_add_test(c, wrong_options_are_refused);
    suite_add_tcase(s, c);
    return run_suite(s);
}
