/* SPDX-License-Identifier: MIT */
/* Options structs: whatever version of the header a program was built with, see docs/abi.md. */
#include "api.h"

#define MORE 64 /* bytes that a later version of a struct may have */

union options {
    size_t size;
    gireport_read_options read;
    gireport_write_options write;
    gireport_check_options check;
    gireport_repair_options repair;
    gireport_sum_options sum;
    gireport_compare_options compare;
    gireport_tally_options tally;
    gireport_batch_options batch;
    gireport_arrow_options arrow;
    gireport_comparison_write_options comparison_write;
    unsigned char bytes[sizeof(gireport_read_options) + 8192];
};

static int read_init(void *o, size_t size)
{
    return gireport_read_options_init(o, size);
}

static int write_init(void *o, size_t size)
{
    return gireport_write_options_init(o, size);
}

static int check_init(void *o, size_t size)
{
    return gireport_check_options_init(o, size);
}

static int repair_init(void *o, size_t size)
{
    return gireport_repair_options_init(o, size);
}

static int sum_init(void *o, size_t size)
{
    return gireport_sum_options_init(o, size);
}

static int compare_init(void *o, size_t size)
{
    return gireport_compare_options_init(o, size);
}

static int tally_init(void *o, size_t size)
{
    return gireport_tally_options_init(o, size);
}

static int arrow_init(void *o, size_t size)
{
    return gireport_arrow_options_init(o, size);
}

static int no_document(gireport_arrow_item *item, void *userdata)
{
    (void)item;
    (void)userdata;
    return GIREPORT_ERR_NOT_FOUND;
}

static int arrow_use(gireport_report *r, const union options *o)
{
    struct ArrowArrayStream s;
    (void)r;
    int status = gireport_arrow_stream(&o->arrow, no_document, NULL, NULL, &s);
    if (s.release != NULL)
        s.release(&s);
    return status;
}

static int batch_init(void *o, size_t size)
{
    return gireport_batch_options_init(o, size);
}

static int batch_use(gireport_report *r, const union options *o)
{
    gireport_batch *b;
    (void)r;
    int status = gireport_batch_new(&o->batch, &b);
    gireport_batch_free(b);
    return status;
}

static int comparison_write_init(void *o, size_t size)
{
    return gireport_comparison_write_options_init(o, size);
}

static int read_use(gireport_report *r, const union options *o)
{
    size_t len;
    gireport_report *out;
    const char *data = sample_file(&len);
    (void)r;
    int status = gireport_read(data, len, &o->read, &out, NULL);
    gireport_report_free(out);
    return status;
}

static int write_use(gireport_report *r, const union options *o)
{
    size_t n = 0;
    return gireport_write(r, &o->write, count_bytes, &n);
}

static int check_use(gireport_report *r, const union options *o)
{
    gireport_findings *f = new_findings();
    int status = gireport_check(r, &o->check, f);
    gireport_findings_free(f);
    return status;
}

static int repair_use(gireport_report *r, const union options *o)
{
    gireport_repair *p;
    int status = gireport_repair_find(r, &o->repair, &p);
    gireport_repair_free(p);
    return status;
}

static int sum_use(gireport_report *r, const union options *o)
{
    const gireport_report *units[] = {r};
    gireport_report *out;
    int status = gireport_sum(units, 1, &o->sum, &out, NULL);
    gireport_report_free(out);
    return status;
}

static int compare_use(gireport_report *r, const union options *o)
{
    const gireport_report *reports[] = {r};
    gireport_comparison *out;
    int status = gireport_compare(reports, 1, &o->compare, &out, NULL);
    gireport_comparison_free(out);
    return status;
}

/* A ledger is counted for a year, and the defaults have none. */
static int tally_use(gireport_report *r, const union options *o)
{
    static const char ledger[] = "received,applicant,outcome,closed\n";
    union options with_year = *o;
    gireport_tally *t;
    (void)r;
    with_year.tally.year = 2023;
    int status = gireport_tally_new(ledger, GIREPORT_LEN_AUTO, &with_year.tally, &t, NULL);
    gireport_tally_free(t);
    return status;
}

static int comparison_write_use(gireport_report *r, const union options *o)
{
    const gireport_report *reports[] = {r};
    gireport_comparison *c;
    size_t n = 0;
    int status;
    DONE(gireport_compare(reports, 1, NULL, &c, NULL));
    status = gireport_comparison_write(c, &o->comparison_write, count_bytes, &n);
    gireport_comparison_free(c);
    return status;
}

/* Every options struct; the size is that of its first version, which never changes. */
static const struct {
    const char *name;
    size_t size;
    int (*init)(void *o, size_t size);
    int (*use)(gireport_report *r, const union options *o);
} table[] = {
    {"read", sizeof(gireport_read_options), read_init, read_use},
    {"write", sizeof(gireport_write_options), write_init, write_use},
    {"check", sizeof(gireport_check_options), check_init, check_use},
    {"repair", sizeof(gireport_repair_options), repair_init, repair_use},
    {"sum", sizeof(gireport_sum_options), sum_init, sum_use},
    {"compare", sizeof(gireport_compare_options), compare_init, compare_use},
    {"tally", sizeof(gireport_tally_options), tally_init, tally_use},
    {"arrow", sizeof(gireport_arrow_options), arrow_init, arrow_use},
    {"batch", sizeof(gireport_batch_options), batch_init, batch_use},
    {"comparison_write", sizeof(gireport_comparison_write_options), comparison_write_init, comparison_write_use},
};
#define OPTIONS ((int)(sizeof table / sizeof *table))

START_TEST(init_sets_the_defaults)
{
    union options o, zero;
    memset(&o, 0xa5, sizeof o);
    memset(&zero, 0, sizeof zero);
    DONE(table[_i].init(&o, table[_i].size));
    zero.size = table[_i].size;
    ck_assert_mem_eq(&o, &zero, table[_i].size);
    ck_assert_uint_eq(o.bytes[table[_i].size], 0xa5); /* not one byte more */
    DONE(table[_i].init(&o, table[_i].size + MORE));
    ck_assert_uint_eq(o.size, table[_i].size + MORE);
    ck_assert_uint_eq(o.bytes[table[_i].size + MORE - 1], 0);
    ck_assert_uint_eq(o.bytes[table[_i].size + MORE], 0xa5);
    REFUSED(table[_i].init(NULL, table[_i].size));
    ck_assert_int_eq(table[_i].init(&o, 0), GIREPORT_ERR_ABI);
    ck_assert_int_eq(table[_i].init(&o, table[_i].size - 1), GIREPORT_ERR_ABI);
    ck_assert_int_eq(table[_i].init(&o, 4097), GIREPORT_ERR_ABI);
    ck_assert_int_eq(table[_i].init(&o, SIZE_MAX), GIREPORT_ERR_ABI);
}
END_TEST

START_TEST(any_known_size_is_taken)
{
    gireport_report *r = sample();
    union options o;
    memset(&o, 0, sizeof o);
    o.size = table[_i].size;
    DONE(table[_i].use(r, &o));
    o.size = table[_i].size + MORE; /* a later header, none of whose new members is used */
    DONE(table[_i].use(r, &o));
    o.size = 4096;
    DONE(table[_i].use(r, &o));
    gireport_report_free(r);
}
END_TEST

START_TEST(what_is_not_known_is_refused)
{
    gireport_report *r = sample();
    union options o;
    memset(&o, 0, sizeof o);
    ck_assert_int_eq(table[_i].use(r, &o), GIREPORT_ERR_ABI); /* size 0: never initialised */
    o.size = table[_i].size - 1;
    ck_assert_int_eq(table[_i].use(r, &o), GIREPORT_ERR_ABI);
    o.size = 4097;
    ck_assert_int_eq(table[_i].use(r, &o), GIREPORT_ERR_ABI);
    o.size = table[_i].size + MORE;
    o.bytes[table[_i].size + MORE - 1] = 1; /* a member of a later header that asks for something */
    ck_assert_int_eq(table[_i].use(r, &o), GIREPORT_ERR_ABI);
    gireport_report_free(r);
}
END_TEST

START_TEST(macros_are_the_defaults)
{
    gireport_read_options read = GIREPORT_READ_OPTIONS_INIT, read_made;
    gireport_write_options write = GIREPORT_WRITE_OPTIONS_INIT, write_made;
    gireport_check_options check = GIREPORT_CHECK_OPTIONS_INIT, check_made;
    gireport_repair_options repair = GIREPORT_REPAIR_OPTIONS_INIT, repair_made;
    gireport_sum_options sum = GIREPORT_SUM_OPTIONS_INIT, sum_made;
    gireport_compare_options compare = GIREPORT_COMPARE_OPTIONS_INIT, compare_made;
    gireport_tally_options tally = GIREPORT_TALLY_OPTIONS_INIT, tally_made;
    gireport_batch_options batch = GIREPORT_BATCH_OPTIONS_INIT, batch_made;
    gireport_arrow_options arrow = GIREPORT_ARROW_OPTIONS_INIT, arrow_made;
    DONE(gireport_arrow_options_init(&arrow_made, sizeof arrow_made));
    ck_assert_mem_eq(&arrow, &arrow_made, sizeof arrow);
    DONE(gireport_read_options_init(&read_made, sizeof read_made));
    DONE(gireport_write_options_init(&write_made, sizeof write_made));
    DONE(gireport_check_options_init(&check_made, sizeof check_made));
    DONE(gireport_repair_options_init(&repair_made, sizeof repair_made));
    DONE(gireport_sum_options_init(&sum_made, sizeof sum_made));
    gireport_comparison_write_options comparison_write = GIREPORT_COMPARISON_WRITE_OPTIONS_INIT, comparison_write_made;
    DONE(gireport_comparison_write_options_init(&comparison_write_made, sizeof comparison_write_made));
    ck_assert_mem_eq(&comparison_write, &comparison_write_made, sizeof comparison_write);
    DONE(gireport_compare_options_init(&compare_made, sizeof compare_made));
    ck_assert_mem_eq(&compare, &compare_made, sizeof compare);
    DONE(gireport_batch_options_init(&batch_made, sizeof batch_made));
    ck_assert_mem_eq(&read, &read_made, sizeof read);
    ck_assert_mem_eq(&write, &write_made, sizeof write);
    ck_assert_mem_eq(&check, &check_made, sizeof check);
    ck_assert_mem_eq(&repair, &repair_made, sizeof repair);
    ck_assert_mem_eq(&sum, &sum_made, sizeof sum);
    DONE(gireport_tally_options_init(&tally_made, sizeof tally_made));
    ck_assert_mem_eq(&tally, &tally_made, sizeof tally);
    ck_assert_mem_eq(&batch, &batch_made, sizeof batch);
}
END_TEST

Suite *suite_options(void)
{
    Suite *s = suite_create("options");
    TCase *c = tcase_create("structs");
    tcase_add_loop_test(c, init_sets_the_defaults, 0, OPTIONS);
    tcase_add_loop_test(c, any_known_size_is_taken, 0, OPTIONS);
    tcase_add_loop_test(c, what_is_not_known_is_refused, 0, OPTIONS);
    tcase_add_test(c, macros_are_the_defaults);
    suite_add_tcase(s, c);
    return s;
}
