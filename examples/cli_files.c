/* SPDX-License-Identifier: MIT */

/* The files that a command line means: folders and all that is in them, patterns, lists of names. */

#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { DEEPEST = 64 }; /* folders in one another */

static const char *const endings[] = {"yaml", "yml",  "json", "jsonl", "ndjson", "csv", "html", "htm", "shtml", "xhtml",
                                      "txt",  "md",   "docx", "xlsx",  "pdf",    "doc", "wps",  "xls", "et",    "rtf",
                                      "odt",  "ods"};

static int add(struct cli *c, const char *name, size_t len)
{
    char *own = copy_bytes(name, len);
    char **slot = own ? list_add(&c->found, sizeof(*slot)) : NULL;

    if (!slot) {
        free(own);
        complain(c, "内存不足", "out of memory");
        return EXIT_UNUSABLE;
    }
    *slot = own;
    return 0;
}

/* Is it a file of a kind that reports come in? */
static int is_wanted(const char *name)
{
    const char *dot = strrchr(name, '.');
    size_t i, k;

    for (i = 0; dot && i < sizeof(endings) / sizeof(*endings); i++) {
        for (k = 0; endings[i][k] && (dot[1 + k] | 32) == endings[i][k]; k++)
            ;
        if (!endings[i][k] && !dot[1 + k])
            return 1;
    }
    return 0;
}

static int not_hidden(const struct dirent *e)
{
    return e->d_name[0] != '.';
}

/* By bytes, whatever the locale: the same folder gives the same order everywhere. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

static int add_folder(struct cli *c, const char *folder, int depth)
{
    struct dirent **entries = NULL;
    int n = depth < DEEPEST ? scandir(folder, &entries, not_hidden, by_name) : 0, i, rc = 0;

    if (n < 0) {
        complain(c, "%s：读不了：%s", "%s: cannot be read: %s", folder, errno_text(c, errno));
        return EXIT_UNUSABLE;
    }
    for (i = 0; i < n; i++) {
        char path[4096];
        struct stat st;
        size_t len = strlen(folder);
        int slash = len > 0 && folder[len - 1] == '/';
        int fits = snprintf(path, sizeof(path), "%s%s%s", folder, slash ? "" : "/", entries[i]->d_name) <
                   (int)sizeof(path);

        if (rc == 0 && fits && lstat(path, &st) == 0) {
            if (S_ISDIR(st.st_mode))
                rc = add_folder(c, path, depth + 1);
            else if (!is_wanted(entries[i]->d_name))
                c->n_passed_over++;
            else if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
                rc = add(c, path, strlen(path));
        }
        free(entries[i]);
    }
    free(entries);
    return rc;
}

static int add_operand(struct cli *c, const char *name);

/* One name a line; empty lines and those that begin with "#" say nothing. */
static int add_list(struct cli *c, const char *list)
{
    struct input in = {0};
    const char *s, *end;
    int rc = input_load(c, list, &in);

    for (s = in.data; rc == 0 && s && *s; s = *end ? end + 1 : end) {
        char name[4096];
        size_t len;

        end = s + strcspn(s, "\n");
        len = (size_t)(end - s);
        while (len && (s[len - 1] == '\r' || s[len - 1] == ' '))
            len--;
        if (len == 0 || *s == '#' || len >= sizeof(name))
            continue;
        memcpy(name, s, len);
        name[len] = '\0';
        rc = add_operand(c, name);
    }
    input_close(&in);
    c->many = 1;
    return rc;
}

static int add_pattern(struct cli *c, const char *pattern)
{
    glob_t found;
    size_t i;
    int rc = glob(pattern, 0, NULL, &found) == 0 ? 0 : EXIT_UNUSABLE;

    if (rc != 0) {
        complain(c, "%s：没有这样的文件", "%s: no file is named so", pattern);
        return rc;
    }
    for (i = 0; i < found.gl_pathc && rc == 0; i++)
        rc = add_operand(c, found.gl_pathv[i]);
    globfree(&found);
    c->many = 1;
    return rc;
}

static int add_operand(struct cli *c, const char *name)
{
    struct stat st;
    int exists = strcmp(name, "-") == 0 || stat(name, &st) == 0;

    if (exists && strcmp(name, "-") != 0 && S_ISDIR(st.st_mode)) {
        c->many = 1;
        return add_folder(c, name, 0);
    }
    if (!exists && strpbrk(name, "*?["))
        return add_pattern(c, name);
    return add(c, name, strlen(name));
}

int expand_files(struct cli *c)
{
    const char *const *operands = c->files;
    size_t i;
    int rc = 0;

    if (c->files_from)
        rc = add_list(c, c->files_from);
    for (i = 0; i < c->n_files && rc == 0; i++) {
        struct stat st;

        if (operands[i][0] == '@' && operands[i][1] && stat(operands[i], &st) != 0)
            rc = add_list(c, operands[i] + 1);
        else
            rc = add_operand(c, operands[i]);
    }
    if (rc == 0 && c->found.n == 0) {
        complain(c, "没有可读的文件", "there is no file to read");
        rc = EXIT_UNUSABLE;
    }
    if (rc == 0) {
        free(c->files);
        c->files = c->found.items;
        c->n_files = c->found.n;
    }
    return rc;
}

void free_files(struct cli *c)
{
    char **found = c->found.items;
    size_t i;

    for (i = 0; i < c->found.n; i++)
        free(found[i]);
    if ((void *)c->files != c->found.items)
        free(c->files);
    free(found);
}
