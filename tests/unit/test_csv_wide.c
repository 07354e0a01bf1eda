/* SPDX-License-Identifier: MIT */
/* The wide table, read back field by field: every cell of every report under its key, and the states apart. */
#include <string.h>

#include <gireport/write.h>

#include "base/buf.h"
#include "base/csv_record.h"
#include "base/num.h"
#include "model/report.h"

#include "../support/random_report.h"
#include "../support/suite.h"
#include "../support/template_file.h"

enum { IDENTITY = 5, MOST = 600 };

/* A table of one report: its header and its line, as texts. */
static struct {
    char *text;
    char cell[2][MOST][96];
    size_t n[2];
} table;

/* As the library's tokenizer, which keeps fewer fields than a wide table has. None of these holds a line break. */
static void split(const char *line, size_t len, size_t which)
{
    size_t n = 0, at = 0;
    while (at <= len && n < MOST) {
        size_t end = at, k = 0;
        char *out = table.cell[which][n++];
        if (line[at] == '"') {
            for (end = at + 1; !(line[end] == '"' && line[end + 1] != '"'); end += line[end] == '"' ? 2 : 1)
                out[k++] = line[end];
            end++;
        } else {
            while (end < len && line[end] != ',')
                out[k++] = line[end++];
        }
        out[k] = '\0';
        ck_assert_uint_lt(k, sizeof table.cell[0][0]);
        at = end + 1;
    }
    table.n[which] = n;
}

static void make(const gireport_report *r, uint32_t flags, const char *source)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    const char *end;
    size_t len;
    o.format = GIREPORT_FORMAT_CSV;
    o.flags = GIREPORT_WRITE_WIDE | flags;
    o.source = source;
    ck_assert_int_eq(gireport_write_string(r, &o, &table.text, &len), GIREPORT_OK);
    end = strchr(table.text, '\n');
    ck_assert_ptr_nonnull(end);
    split(table.text, (size_t)(end - table.text), 0);
    ck_assert_uint_eq(table.text[len - 1], '\n');
    split(end + 1, strlen(end + 1) - 1, 1);
    ck_assert_uint_eq(table.n[0], table.n[1]);
}

static size_t column_of(const char *name)
{
    size_t found = MOST;
    for (size_t i = 0; i < table.n[0]; i++)
        if (strcmp(table.cell[0][i], name) == 0) {
            ck_assert_msg(found == MOST, "%s comes twice", name);
            found = i;
        }
    return found;
}

static const char *at(const char *name)
{
    size_t column = column_of(name);
    ck_assert_msg(column < MOST, "no column %s", name);
    return table.cell[1][column];
}

static const char *const editions[] = {"cn-2019", "cn-2021"};

START_TEST(every_cell_stands_under_its_key)
{
    const gireport_template *t = gireport_template_find(editions[_i % 2]);
    struct gireport__buf b = {0};
    gireport_report *r;
    size_t values = 0;
    ck_assert_int_eq(random_report(t, 40 + (uint64_t)_i, RANDOM_SUBTOTALS, &r), GIREPORT_OK);
    make(r, 0, "a,\"b\".yaml");
    ck_assert_str_eq(at("source"), "a,\"b\".yaml");
    ck_assert_str_eq(at("template"), editions[_i % 2]);
    for (size_t f = 0; f < t->n_fields; f++) {
        gireport__buf_clear(&b);
        if (r->cells[f].state == GIREPORT_STATE_VALUE) {
            gireport__num_format(&b, r->cells[f].value, r->cells[f].scale, 1);
            values++;
        }
        ck_assert_str_eq(at(t->fields[f].key), gireport__buf_str(&b));
    }
    ck_assert_uint_gt(values, 190);
    for (size_t i = IDENTITY; i < table.n[0]; i++) { /* what the form does not have is empty */
        size_t f;
        if (gireport_template_field_find(t, table.cell[0][i], &f) != GIREPORT_OK)
            ck_assert_str_eq(table.cell[1][i], "");
    }
    gireport__buf_free(&b);
    gireport_free(table.text);
    gireport_report_free(r);
}
END_TEST

/* The columns are part of the format: a new edition adds some behind these. */
START_TEST(the_columns_are_those_of_all_editions)
{
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(gireport_template_find(editions[_i]), &r), GIREPORT_OK);
    make(r, 0, NULL);
    static const char begins[] = "organ,code,year,template,source,disclosure.regulations.made,disclosure.regulations.disclosed,";
    ck_assert_int_eq(strncmp(table.text, begins, sizeof begins - 1), 0);
    ck_assert_uint_eq(column_of("disclosure.regulations.made"), IDENTITY);
    ck_assert_uint_eq(table.n[0], IDENTITY + 198 + 21 + 10 - 5 + 21 + 7);
    ck_assert_str_eq(table.cell[0][table.n[0] - 1], "applications.other.rest.total");
    gireport_free(table.text);
    gireport_report_free(r);
}
END_TEST

static const struct {
    const char *text; /* as printed; NULL: absent */
    const char *mark, *state;
} states[] = {{"0", "0", "value"},   {"", "~", "blank"},          {"/", "/", "na"},
              {"-8", "?", "unreadable"}, {"三?", "?", "unreadable"}, {NULL, "", "absent"}};

START_TEST(states_stay_apart)
{
    static const char key[] = "applications.new.natural";
    gireport_report *r;
    size_t f;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2021"), &r), GIREPORT_OK);
    ck_assert_int_eq(gireport_template_field_find(gireport_report_template(r), key, &f), GIREPORT_OK);
    if (states[_i].text != NULL)
        ck_assert_int_eq(gireport_cell_set_text(r, f, states[_i].text, GIREPORT_LEN_AUTO, NULL), GIREPORT_OK);
    make(r, 0, NULL);
    ck_assert_str_eq(at(key), states[_i].mark);
    ck_assert_uint_eq(column_of("applications.new.natural.state"), MOST);
    gireport_free(table.text);
    make(r, GIREPORT_WRITE_STATES, NULL);
    ck_assert_str_eq(at(key), strcmp(states[_i].state, "value") == 0 ? states[_i].mark : "");
    ck_assert_str_eq(at("applications.new.natural.state"), states[_i].state);
    ck_assert_uint_eq((table.n[0] - IDENTITY) % 2, 0);
    gireport_free(table.text);
    gireport_report_free(r);
}
END_TEST

START_TEST(money_is_in_yuan_or_not_a_number)
{
    gireport_report *r;
    size_t f;
    ck_assert_int_eq(gireport_report_new(gireport_template_find("cn-2019"), &r), GIREPORT_OK);
    ck_assert_int_eq(
        gireport_template_field_find(gireport_report_template(r), "disclosure.procurement.amount", &f), GIREPORT_OK);
    ck_assert_int_eq(gireport_cell_set_text(r, f, "102297.797528万元", GIREPORT_LEN_AUTO, NULL), GIREPORT_OK);
    ck_assert_int_eq(gireport_report_set_text(r, GIREPORT_TEXT_ORGAN, "=甲,\"乙\"局", GIREPORT_LEN_AUTO), GIREPORT_OK);
    make(r, 0, NULL);
    ck_assert_str_eq(at("disclosure.procurement.amount"), "1022977975.28");
    ck_assert_str_eq(at("organ"), "'=甲,\"乙\"局");
    gireport_free(table.text);
    ck_assert_int_eq(gireport_cell_set_text(r, f, "6944.93", GIREPORT_LEN_AUTO, NULL), GIREPORT_OK);
    make(r, 0, NULL);
    ck_assert_str_eq(at("disclosure.procurement.amount"), "?");
    gireport_free(table.text);
    gireport_report_free(r);
}
END_TEST

/* A template of one's own has its own columns and no others. */
START_TEST(another_form_has_its_own_columns)
{
    const gireport_template *t = load_template_file("data/third-edition.yaml");
    gireport_report *r;
    ck_assert_int_eq(gireport_report_new(t, &r), GIREPORT_OK);
    make(r, 0, NULL);
    ck_assert_uint_eq(table.n[0], IDENTITY + t->n_fields);
    ck_assert_str_eq(table.cell[0][IDENTITY], t->fields[0].key);
    gireport_free(table.text);
    gireport_report_free(r);
    gireport_template_unref(t);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("write/csv, wide");
    TCase *c = tcase_create("table");
    tcase_add_loop_test(c, every_cell_stands_under_its_key, 0, 20);
    tcase_add_loop_test(c, the_columns_are_those_of_all_editions, 0, 2);
    tcase_add_loop_test(c, states_stay_apart, 0, (int)(sizeof states / sizeof *states));
    tcase_add_test(c, money_is_in_yuan_or_not_a_number);
    tcase_add_test(c, another_form_has_its_own_columns);
    suite_add_tcase(suite, c);
    return run_suite(suite);
}
