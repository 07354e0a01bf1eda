/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* symlink(), mkdtemp() */
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <dirent.h>
#include <unistd.h>

#include "../support/suite.h"
#include "base/options.h"
#include "base/out.h"

/* A writer that takes so many calls and then stops. */
struct taker {
    struct gireport__buf got;
    int calls, stops_at;
};

static int take(const char *data, size_t len, void *userdata)
{
    struct taker *t = userdata;
    if (++t->calls == t->stops_at)
        return 42;
    gireport__buf_add(&t->got, data, len);
    return 0;
}

START_TEST(output_is_gathered)
{
    struct taker t = {0};
    struct gireport__out o;
    gireport__out_begin(&o, take, &t);
    gireport__out_adds(&o, "a");
    gireport__out_addc(&o, 'b');
    gireport__out_int(&o, -12);
    gireport__out_int(&o, INT64_MIN);
    gireport__out_repeat(&o, "xy", 3);
    gireport__out_repeat(&o, "z", 0);
    gireport__out_add(&o, NULL, 0);
    ck_assert_int_eq(t.calls, 0);
    ck_assert_int_eq(gireport__out_end(&o), GIREPORT_OK);
    ck_assert_int_eq(t.calls, 1);
    ck_assert_str_eq(t.got.data, "ab-12-9223372036854775808xyxyxy");
    gireport__buf_free(&t.got);
}
END_TEST

START_TEST(output_of_all_lengths_is_whole)
{
    static char text[40000];
    for (size_t i = 0; i < sizeof(text); i++)
        text[i] = (char)('a' + i % 26);
    struct taker t = {0};
    struct gireport__out o;
    size_t total = 0;
    gireport__out_begin(&o, take, &t);
    for (size_t n = 1; n < 20000; n = n * 3 / 2 + 1, total += 1) {
        gireport__out_add(&o, text + total % 26, n);
        total += n;
        gireport__out_addc(&o, text[total % 26]);
    }
    ck_assert_int_eq(gireport__out_end(&o), GIREPORT_OK);
    ck_assert_uint_eq(t.got.len, total);
    for (size_t i = 0; i < total; i++)
        if (t.got.data[i] != text[i % 26])
            ck_abort_msg("byte %zu", i);
    gireport__buf_free(&t.got);
}
END_TEST

START_TEST(a_callback_that_stops_is_not_called_again)
{
    struct taker t = {.stops_at = 2};
    struct gireport__out o;
    gireport__out_begin(&o, take, &t);
    gireport__out_repeat(&o, "0123456789", 5000);
    ck_assert_int_eq(gireport__out_end(&o), GIREPORT_ERR_CALLBACK);
    ck_assert_int_eq(t.calls, 2);
    ck_assert_uint_le(t.got.len, 8192);
    gireport__buf_free(&t.got);
}
END_TEST

static const struct {
    const char *text, *json;
} strings[] = {
    {"", "\"\""},
    {"总计", "\"总计\""},
    {"a\"b\\c/d", "\"a\\\"b\\\\c/d\""},
    {"\n\r\t\b\f\x01\x1f\x7f", "\"\\n\\r\\t\\u0008\\u000c\\u0001\\u001f\\u007f\""},
    {"\xc2\x85\xc2\xa0", "\"\\u0085\xc2\xa0\""},
    {"\xe2\x80\xa8\xe2\x80\xa9", "\"\\u2028\\u2029\""},
    {"\xe2\x80\xae" "x\xe2\x81\xa6\xe2\x80\x8f", "\"\\u202ex\\u2066\\u200f\""},
    {"\xef\xbb\xbf", "\"\\ufeff\""},
    {"𠮷", "\"𠮷\""},
    {"a\xff" "b\xe6\x80", "\"a\xef\xbf\xbd" "b\xef\xbf\xbd\xef\xbf\xbd\""},
};

START_TEST(json_strings_are_escaped)
{
    struct gireport__buf b = {0};
    struct gireport__out o;
    gireport__out_begin(&o, gireport__out_to_buf, &b);
    gireport__out_json(&o, strings[_i].text);
    ck_assert_int_eq(gireport__out_end(&o), GIREPORT_OK);
    ck_assert_str_eq(b.data, strings[_i].json);
    gireport__buf_free(&b);
}
END_TEST

static char folder[64];

static void make_folder(void)
{
    strcpy(folder, "/tmp/gireport-XXXXXX");
    ck_assert_ptr_nonnull(mkdtemp(folder));
}

static int files_in_folder(void)
{
    int n = 0;
    DIR *dir = opendir(folder);
    ck_assert_ptr_nonnull(dir);
    for (struct dirent *e; (e = readdir(dir)) != NULL;)
        n += e->d_name[0] != '.';
    closedir(dir);
    return n;
}

static void remove_folder(void)
{
    char path[400];
    DIR *dir = opendir(folder);
    if (!dir)
        return;
    for (struct dirent *e; (e = readdir(dir)) != NULL;) {
        snprintf(path, sizeof(path), "%s/%s", folder, e->d_name);
        unlink(path);
    }
    closedir(dir);
    rmdir(folder);
}

static const char *in_folder(const char *name)
{
    static char path[2][128];
    static int i;
    i ^= 1;
    snprintf(path[i], sizeof(path[i]), "%s/%s", folder, name);
    return path[i];
}

static int say(gireport_write_fn write, void *userdata, void *context)
{
    const char *text = context;
    return write(text, strlen(text), userdata) ? GIREPORT_ERR_CALLBACK : GIREPORT_OK;
}

static int say_half(gireport_write_fn write, void *userdata, void *context)
{
    say(write, userdata, context);
    return GIREPORT_ERR_NOMEM;
}

static void holds(const char *path, const char *text)
{
    char *data;
    size_t len;
    ck_assert_int_eq(gireport__read_file(path, 1000, &data, &len), GIREPORT_OK);
    ck_assert_uint_eq(len, strlen(text));
    ck_assert_str_eq(data, text);
    gireport__free(data);
}

START_TEST(files_are_whole_or_not_there)
{
    char one[] = "one\n", two[] = "two\n";
    struct stat st;
    umask(027);
    ck_assert_int_eq(gireport__out_file(in_folder("a"), say, one), GIREPORT_OK);
    holds(in_folder("a"), "one\n");
    ck_assert_int_eq(stat(in_folder("a"), &st), 0);
    ck_assert_uint_eq(st.st_mode & 0777, 0640);
    ck_assert_int_eq(gireport__out_file(in_folder("a"), say_half, two), GIREPORT_ERR_NOMEM);
    holds(in_folder("a"), "one\n");
    ck_assert_int_eq(gireport__out_file(in_folder("b"), say_half, two), GIREPORT_ERR_NOMEM);
    ck_assert_int_eq(gireport__out_file(in_folder("a"), say, two), GIREPORT_OK);
    holds(in_folder("a"), "two\n");
    ck_assert_int_eq(files_in_folder(), 1);
}
END_TEST

START_TEST(links_and_devices_stay_what_they_are)
{
    char one[] = "one\n", two[] = "two\n";
    struct stat st;
    ck_assert_int_eq(gireport__out_file(in_folder("real"), say, one), GIREPORT_OK);
    ck_assert_int_eq(symlink("real", in_folder("link")), 0);
    ck_assert_int_eq(gireport__out_file(in_folder("link"), say, two), GIREPORT_OK);
    ck_assert_int_eq(lstat(in_folder("link"), &st), 0);
    ck_assert(S_ISLNK(st.st_mode));
    holds(in_folder("real"), "two\n");
    ck_assert_int_eq(gireport__out_file("/dev/null", say, one), GIREPORT_OK);
    ck_assert_int_eq(stat("/dev/null", &st), 0);
    ck_assert(S_ISCHR(st.st_mode));
    if (access("/dev/full", W_OK) == 0)
        ck_assert_int_eq(gireport__out_file("/dev/full", say, one), GIREPORT_ERR_IO);
    ck_assert_int_eq(files_in_folder(), 2);
}
END_TEST

START_TEST(files_that_cannot_be_are_told)
{
    char one[] = "one\n", *data;
    size_t len = 7;
    ck_assert_int_eq(gireport__out_file(folder, say, one), GIREPORT_ERR_IO);
    ck_assert_int_eq(gireport__out_file(in_folder("none/a"), say, one), GIREPORT_ERR_IO);
    ck_assert_int_eq(gireport__read_file(in_folder("none"), 10, &data, &len), GIREPORT_ERR_IO);
    ck_assert_ptr_null(data);
    ck_assert_uint_eq(len, 0);
    ck_assert_int_eq(gireport__read_file(folder, 10, &data, &len), GIREPORT_ERR_IO);
    ck_assert_int_eq(gireport__out_file(in_folder("a"), say, one), GIREPORT_OK);
    ck_assert_int_eq(gireport__read_file(in_folder("a"), 3, &data, &len), GIREPORT_ERR_LIMIT);
    ck_assert_ptr_null(data);
    ck_assert_int_eq(gireport__read_file(in_folder("a"), 4, &data, &len), GIREPORT_OK);
    gireport__free(data);
    char empty[] = "";
    ck_assert_int_eq(gireport__out_file(in_folder("a"), say, empty), GIREPORT_OK);
    holds(in_folder("a"), "");
}
END_TEST

struct options { /* as this build knows it */
    size_t size;
    uint32_t a, b;
    size_t c;
};
struct newer {
    struct options o;
    size_t d;
};

START_TEST(options_of_other_versions_are_taken)
{
    struct options got;
    struct newer newer = {{sizeof(newer), 1, 2, 3}, 0};
    const size_t v1 = offsetof(struct options, c);
    ck_assert_int_eq(gireport__options_take(&got, sizeof(got), NULL, v1), GIREPORT_OK);
    ck_assert(got.size == sizeof(got) && got.a == 0 && got.b == 0 && got.c == 0);
    ck_assert_int_eq(gireport__options_take(&got, sizeof(got), &newer, v1), GIREPORT_OK);
    ck_assert(got.size == sizeof(got) && got.a == 1 && got.b == 2 && got.c == 3);
    newer.d = 1;
    ck_assert_int_eq(gireport__options_take(&got, sizeof(got), &newer, v1), GIREPORT_ERR_ABI);
    ck_assert(got.a == 0 && got.c == 0);
    newer.o.size = v1; /* an older caller: what it does not know is 0 */
    ck_assert_int_eq(gireport__options_take(&got, sizeof(got), &newer, v1), GIREPORT_OK);
    ck_assert(got.size == sizeof(got) && got.a == 1 && got.b == 2 && got.c == 0);
    newer.o.size = v1 - 1;
    ck_assert_int_eq(gireport__options_take(&got, sizeof(got), &newer, v1), GIREPORT_ERR_ABI);
    newer.o.size = 4097;
    ck_assert_int_eq(gireport__options_take(&got, sizeof(got), &newer, v1), GIREPORT_ERR_ABI);
    ck_assert_int_eq(gireport__options_init(&newer, sizeof(newer), v1), GIREPORT_OK);
    ck_assert(newer.o.size == sizeof(newer) && newer.o.a == 0 && newer.d == 0);
    ck_assert_int_eq(gireport__options_init(&newer, v1 - 1, v1), GIREPORT_ERR_ABI);
    ck_assert_int_eq(gireport__options_init(NULL, v1, v1), GIREPORT_ERR_INVALID_ARG);
}
END_TEST

START_TEST(statuses_and_formats_have_names)
{
    for (int status = 0; status >= -10; status--)
        for (int other = 0; other > status; other--)
            ck_assert_str_ne(gireport_strerror(status), gireport_strerror(other));
    ck_assert_str_eq(gireport_strerror(1), "unknown status");
    ck_assert_str_eq(gireport_strerror(-11), "unknown status");
    ck_assert_uint_eq(gireport_format_count(), GIREPORT_FORMAT_SVG);
    for (uint32_t f = 1; f <= GIREPORT_FORMAT_PDF_TSV; f++)
        ck_assert_uint_eq(gireport_format_find(gireport_format_name(f)), f);
    ck_assert_ptr_null(gireport_format_name(0));
    ck_assert_ptr_null(gireport_format_name(12));
    ck_assert_uint_eq(gireport_format_find("yml"), GIREPORT_FORMAT_YAML);
    ck_assert_uint_eq(gireport_format_find(".HTM"), GIREPORT_FORMAT_HTML);
    ck_assert_uint_eq(gireport_format_find("Md"), GIREPORT_FORMAT_MARKDOWN);
    ck_assert_uint_eq(gireport_format_find("txt"), GIREPORT_FORMAT_TEXT);
    ck_assert_uint_eq(gireport_format_find("pdf"), 0);
    ck_assert_uint_eq(gireport_format_find("yam"), 0);
    ck_assert_uint_eq(gireport_format_find("yamll"), 0);
    ck_assert_uint_eq(gireport_format_find(""), 0);
    ck_assert_uint_eq(gireport_format_find(NULL), 0);
    ck_assert_uint_eq(gireport_format_support(GIREPORT_FORMAT_YAML), GIREPORT_CAN_READ | GIREPORT_CAN_WRITE);
    ck_assert_uint_eq(gireport_format_support(GIREPORT_FORMAT_PDF_TSV), GIREPORT_CAN_READ);
    uint32_t docx = gireport_feature(GIREPORT_FEATURE_DOCUMENTS) ? GIREPORT_CAN_READ | GIREPORT_CAN_WRITE : 0;
    ck_assert_uint_eq(gireport_format_support(GIREPORT_FORMAT_DOCX), docx);
    ck_assert_uint_eq(gireport_format_support(0), 0);
    ck_assert_uint_eq(gireport_format_support(99), 0);
    ck_assert_int_eq(gireport_feature(0), 0);
    ck_assert_int_eq(gireport_feature(3), 0);
    unsigned major = gireport_version() >> 16, minor = gireport_version() >> 8 & 255, patch = gireport_version() & 255;
    char version[40];
    snprintf(version, sizeof(version), "%u.%u.%u", major, minor, patch);
    ck_assert_str_eq(gireport_version_string(), version);
    gireport_free(NULL);
}
END_TEST

int main(void)
{
    Suite *suite = suite_create("base/out");
    TCase *t = tcase_create("out"), *files = tcase_create("files");
    tcase_add_test(t, output_is_gathered);
    tcase_add_test(t, output_of_all_lengths_is_whole);
    tcase_add_test(t, a_callback_that_stops_is_not_called_again);
    tcase_add_loop_test(t, json_strings_are_escaped, 0, sizeof(strings) / sizeof(strings[0]));
    tcase_add_test(t, options_of_other_versions_are_taken);
    tcase_add_test(t, statuses_and_formats_have_names);
    tcase_add_checked_fixture(files, make_folder, remove_folder);
    tcase_add_test(files, files_are_whole_or_not_there);
    tcase_add_test(files, links_and_devices_stay_what_they_are);
    tcase_add_test(files, files_that_cannot_be_are_told);
    suite_add_tcase(suite, t);
    suite_add_tcase(suite, files);
    return run_suite(suite);
}
