/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE 1 /* syscall() */
/* Each write in turn fails or is cut short: what was there before stays, nothing is left beside it, and the caller is
 * told; what is only cut short is written on. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "../support/suite.h"
#include "inputs.h"
#include "memory.h"

/* ---- calls to the system that fail: these stand before those of the C library in this program ---- */

enum call { CALL_WRITE, CALL_READ, CALL_FSYNC, CALL_CLOSE, CALL_RENAME, CALL_OPEN, N_CALLS };
enum fault { FAULT_ERROR, FAULT_SHORT, FAULT_INTERRUPT, FAULT_NOTHING };

static struct {
    int on;
    enum call call;
    enum fault fault;
    int for_ever; /* FAULT_SHORT: this one and all behind it */
    unsigned long nth, count[N_CALLS];
} faults;

/* 1 where this call is to fail. */
static int meets(enum call call)
{
    if (!faults.on)
        return 0;
    unsigned long n = ++faults.count[call];
    return call == faults.call && (n == faults.nth || (faults.for_ever && n > faults.nth));
}

ssize_t write(int fd, const void *data, size_t len)
{
    if (fd > 2 && meets(CALL_WRITE)) {
        if (faults.fault == FAULT_NOTHING)
            return 0;
        if (faults.fault == FAULT_SHORT)
            return syscall(SYS_write, fd, data, len > 1 ? len / 2 : len);
        errno = faults.fault == FAULT_INTERRUPT ? EINTR : ENOSPC;
        return -1;
    }
    return syscall(SYS_write, fd, data, len);
}

ssize_t read(int fd, void *data, size_t len)
{
    if (meets(CALL_READ)) {
        if (faults.fault == FAULT_SHORT)
            return syscall(SYS_read, fd, data, len > 7 ? 7 : len);
        errno = faults.fault == FAULT_INTERRUPT ? EINTR : EIO;
        return -1;
    }
    return syscall(SYS_read, fd, data, len);
}

int fsync(int fd)
{
    if (meets(CALL_FSYNC)) {
        errno = EIO;
        return -1;
    }
    return (int)syscall(SYS_fsync, fd);
}

int close(int fd)
{
    int status = (int)syscall(SYS_close, fd);
    if (meets(CALL_CLOSE)) {
        errno = EIO;
        return -1;
    }
    return status;
}

int rename(const char *from, const char *to)
{
    if (meets(CALL_RENAME)) {
        errno = EACCES;
        return -1;
    }
    return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0);
}

/* The C library may call it open64() where files are large; the compiler then does so here, too. */
int open(const char *path, int flags, ...)
{
    mode_t mode = 0;
    va_list rest;
    va_start(rest, flags);
    if (flags & O_CREAT)
        mode = va_arg(rest, mode_t);
    va_end(rest);
    if (meets(CALL_OPEN)) {
        errno = EMFILE;
        return -1;
    }
    return (int)syscall(SYS_openat, AT_FDCWD, path, flags, mode);
}

/* ---- files ---- */

static char folder[64], target[80];

static void begin(void)
{
    snprintf(folder, sizeof folder, "/tmp/gireport-write-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
    snprintf(target, sizeof target, "%s/report", folder);
}

static void end(void)
{
    unlink(target);
    rmdir(folder);
    inputs_free();
}

static void put_old(void)
{
    FILE *f = fopen(target, "wb");
    ck_assert_ptr_nonnull(f);
    ck_assert_int_ge(fputs("old", f), 0);
    fclose(f);
}

static size_t content(char *data, size_t size)
{
    FILE *f = fopen(target, "rb");
    size_t n = f != NULL ? fread(data, 1, size, f) : 0;
    if (f != NULL)
        fclose(f);
    return n;
}

static size_t files_in_folder(void)
{
    DIR *d = opendir(folder);
    size_t n = 0;
    for (struct dirent *e; d != NULL && (e = readdir(d)) != NULL;)
        n += e->d_name[0] != '.';
    closedir(d);
    return n;
}

static const struct {
    enum call call;
    enum fault fault;
    int for_ever, writes_on;
} cases[] = {
    {CALL_WRITE, FAULT_ERROR, 0, 0}, {CALL_WRITE, FAULT_NOTHING, 0, 0},   {CALL_WRITE, FAULT_SHORT, 0, 1},
    {CALL_WRITE, FAULT_SHORT, 1, 1}, {CALL_WRITE, FAULT_INTERRUPT, 0, 1}, {CALL_FSYNC, FAULT_ERROR, 0, 0},
    {CALL_CLOSE, FAULT_ERROR, 0, 0}, {CALL_RENAME, FAULT_ERROR, 0, 0},    {CALL_OPEN, FAULT_ERROR, 0, 0},
};

static void write_faulty(const struct input *in, uint32_t format, int k, const char *want, size_t want_len)
{
    static char got[1 << 20];
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    unsigned long n = 0, made;
    o.format = format;
    do {
        put_old();
        memset(&faults, 0, sizeof faults);
        faults.call = cases[k].call;
        faults.fault = cases[k].fault;
        faults.for_ever = cases[k].for_ever;
        faults.nth = ++n;
        faults.on = 1;
        int status = gireport_write_file(in->report, &o, target);
        faults.on = 0;
        made = faults.count[cases[k].call];
        int fails = !cases[k].writes_on && made >= n;
        size_t len = content(got, sizeof got);
        ck_assert_msg(status == (fails ? GIREPORT_ERR_IO : GIREPORT_OK), "%s as %u, case %d, call %lu: status %d", in->name,
                      (unsigned)format, k, n, status);
        ck_assert_msg(fails ? len == 3 && memcmp(got, "old", 3) == 0 : len == want_len && memcmp(got, want, len) == 0,
                      "%s as %u, case %d, call %lu: not the %s file", in->name, (unsigned)format, k, n, fails ? "old" : "new");
        ck_assert_msg(files_in_folder() == 1, "%s as %u, case %d, call %lu: a file was left", in->name, (unsigned)format, k, n);
    } while (made >= n);
    ck_assert_msg(n > 1, "case %d: no such call was made", k);
    printf("FIGURE writes that were made to fail: %lu\n", n - 1);
}

START_TEST(a_file_is_whole_or_the_old_one)
{
    size_t n;
    const struct input *in = inputs(&n);
    for (size_t i = 0; i < n; i++)
        for (uint32_t format = 1; in[i].kind == INPUT_REPORT && format <= gireport_format_count(); format++) {
            gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
            char *want;
            size_t len;
            o.format = format;
            if (gireport_write_string(in[i].report, &o, &want, &len) != GIREPORT_OK)
                continue;
            write_faulty(&in[i], format, _i, want, len);
            gireport_free(want);
        }
}
END_TEST

/* ---- reading ---- */

START_TEST(a_file_that_cannot_be_read_is_told)
{
    static const struct {
        enum call call;
        enum fault fault;
        int for_ever, status;
    } reads[] = {{CALL_OPEN, FAULT_ERROR, 0, GIREPORT_ERR_IO},
                 {CALL_READ, FAULT_ERROR, 0, GIREPORT_ERR_IO},
                 {CALL_READ, FAULT_SHORT, 1, GIREPORT_OK},
                 {CALL_READ, FAULT_INTERRUPT, 0, GIREPORT_OK}};
    size_t n;
    const struct input *in = inputs(&n);
    FILE *f = fopen(target, "wb");
    ck_assert_ptr_nonnull(f);
    fwrite(in->data, 1, in->len, f);
    fclose(f);
    for (unsigned long nth = 1; nth <= 2; nth++) {
        gireport_report *r = (void *)&n;
        gireport_findings *findings;
        gireport_findings_new(&findings);
        memset(&faults, 0, sizeof faults);
        faults.call = reads[_i].call;
        faults.fault = reads[_i].fault;
        faults.for_ever = reads[_i].for_ever;
        faults.nth = nth;
        faults.on = 1;
        int status = gireport_read_file(target, NULL, &r, findings);
        faults.on = 0;
        if (faults.count[reads[_i].call] >= nth) {
            ck_assert_int_eq(status, reads[_i].status);
            ck_assert_int_eq(r == NULL, status != GIREPORT_OK);
            if (status != GIREPORT_OK)
                ck_assert_str_eq(gireport_finding_rule(findings, 0), "GI-I-021");
            else
                ck_assert_int_eq(gireport_report_year(r), gireport_report_year(in->report));
        }
        gireport_report_free(r);
        gireport_findings_free(findings);
    }
}
END_TEST

/* ---- callbacks ---- */

struct stopping {
    unsigned long nth, count, after;
};

static int stop_at(const char *data, size_t len, void *userdata)
{
    struct stopping *s = userdata;
    (void)data, (void)len;
    s->after += s->count >= s->nth;
    return ++s->count >= s->nth ? 77 : 0;
}

struct things {
    const gireport_report *report;
    gireport_findings *findings;
    gireport_comparison *comparison;
    gireport_claims *claims;
    gireport_tally *tally;
};

static int write_report(const struct things *t, uint32_t format, struct stopping *s)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    o.format = format;
    return gireport_write(t->report, &o, stop_at, s);
}

static int write_findings(const struct things *t, uint32_t format, struct stopping *s)
{
    const gireport_findings *const list[] = {t->findings};
    return gireport_findings_write(list, 1, format - 1, GIREPORT_LANG_EN, stop_at, s);
}

static int write_comparison(const struct things *t, uint32_t format, struct stopping *s)
{
    gireport_comparison_write_options o = GIREPORT_COMPARISON_WRITE_OPTIONS_INIT;
    o.format = format;
    return gireport_comparison_write(t->comparison, &o, stop_at, s);
}

static int write_claims(const struct things *t, uint32_t format, struct stopping *s)
{
    const gireport_claims *const list[] = {t->claims};
    return gireport_claims_write(list, 1, format - 1, GIREPORT_LANG_ZH, stop_at, s);
}

static int write_rows(const struct things *t, uint32_t format, struct stopping *s)
{
    return gireport_tally_write_rows(t->tally, format, 0, stop_at, s);
}

static int (*const writers[])(const struct things *t, uint32_t format, struct stopping *s) = {
    write_report, write_findings, write_comparison, write_claims, write_rows};

START_TEST(a_callback_that_stops_is_not_called_again)
{
    gireport_tally_options o = GIREPORT_TALLY_OPTIONS_INIT;
    struct things t = {0};
    size_t n, tried = 0;
    const struct input *in = inputs(&n);
    const gireport_report *both[] = {in->report, in->report};
    t.report = in->report;
    o.year = 2023;
    ck_assert_int_eq(gireport_findings_new(&t.findings), GIREPORT_OK);
    ck_assert_int_eq(gireport_check(in->report, NULL, t.findings), GIREPORT_OK);
    ck_assert_int_eq(gireport_compare(both, 2, NULL, &t.comparison, NULL), GIREPORT_OK);
    ck_assert_int_eq(gireport_claims_find(in->report, NULL, &t.claims), GIREPORT_OK);
    for (size_t i = 0; i < n; i++)
        if (in[i].kind == INPUT_LEDGER && t.tally == NULL)
            ck_assert_int_eq(gireport_tally_new(in[i].data, in[i].len, &o, &t.tally, NULL), GIREPORT_OK);
    for (uint32_t format = 1; format <= gireport_format_count(); format++) {
        struct stopping s = {1, 0, 0};
        for (int status = GIREPORT_ERR_CALLBACK; status != GIREPORT_OK; s = (struct stopping){s.nth + 1, 0, 0}) {
            status = writers[_i](&t, format, &s);
            if (status == GIREPORT_ERR_UNSUPPORTED || status == GIREPORT_ERR_INVALID_ARG)
                break;
            ck_assert_int_eq(status, s.count >= s.nth ? GIREPORT_ERR_CALLBACK : GIREPORT_OK);
            ck_assert_msg(s.after == 0, "format %u: called again after the stop at %lu", (unsigned)format, s.nth);
            tried++;
        }
    }
    printf("FIGURE writes that were made to fail: %zu\n", tried);
    ck_assert_uint_gt(tried, 1);
    gireport_findings_free(t.findings);
    gireport_comparison_free(t.comparison);
    gireport_claims_free(t.claims);
    gireport_tally_free(t.tally);
}
END_TEST

int main(void)
{
    Suite *s = suite_create("write_fails");
    TCase *c = tcase_create("files");
    tcase_set_timeout(c, 300);
    tcase_add_checked_fixture(c, begin, end);
    tcase_add_loop_test(c, a_file_is_whole_or_the_old_one, 0, (int)(sizeof cases / sizeof *cases));
    tcase_add_loop_test(c, a_file_that_cannot_be_read_is_told, 0, 4);
    tcase_add_loop_test(c, a_callback_that_stops_is_not_called_again, 0, (int)(sizeof writers / sizeof *writers));
    suite_add_tcase(s, c);
    return run_suite(s);
}
