/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* realpath() */

/* Where results go: a stream, or a file that is whole or not there. */

#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* A new file beside the target: whatever lies there under that name, a link of somebody else say, is left alone. */
static FILE *open_beside(struct output *o)
{
    size_t len = strlen(o->path) + 48;
    int fd = -1, i;
    FILE *file;

    o->temporary = malloc(len);
    for (i = 0; o->temporary && i < 100 && fd < 0; i++) {
        snprintf(o->temporary, len, "%s.%ld-%d.part", o->path, (long)getpid(), i);
        fd = open(o->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd < 0 && errno != EEXIST)
            return NULL;
    }
    file = fd >= 0 ? fdopen(fd, "wb") : NULL;
    if (fd >= 0 && !file) {
        close(fd);
        unlink(o->temporary);
    }
    return file;
}

/* A device or a pipe is written into and must not be replaced by a file; of a link, the file that it points to is. */
static FILE *open_target(struct output *o, const char *path)
{
    struct stat st;
    int exists = stat(path, &st) == 0;

    if (exists && S_ISDIR(st.st_mode)) {
        errno = EISDIR;
        return NULL;
    }
    o->path = exists && S_ISREG(st.st_mode) ? realpath(path, NULL) : strdup(path);
    if (!o->path)
        return NULL;
    return exists && !S_ISREG(st.st_mode) ? fopen(path, "wb") : open_beside(o);
}

int output_open(const struct cli *c, const char *path, struct output *o)
{
    memset(o, 0, sizeof(*o));
    if (!path || strcmp(path, "-") == 0) {
        o->file = stdout;
        return 0;
    }
    o->file = open_target(o, path);
    if (!o->file) {
        complain(c, "%s：写不了：%s", "%s: cannot be written: %s", path, errno_text(c, errno));
        free(o->path);
        free(o->temporary);
        return EXIT_UNUSABLE;
    }
    return 0;
}

int output_write(const char *data, size_t len, void *output)
{
    struct output *o = output;

    if (fwrite(data, 1, len, o->file) != len)
        o->failed = 1;
    return o->failed;
}

int output_close(const struct cli *c, struct output *o, int keep)
{
    int rc = 0;

    if (!o->path) {
        if (fflush(stdout) != 0 || o->failed)
            rc = EXIT_UNUSABLE;
        return rc;
    }
    if (fclose(o->file) != 0)
        o->failed = 1;
    if (keep && !o->failed && o->temporary && rename(o->temporary, o->path) != 0)
        o->failed = 1;
    if (o->failed) {
        complain(c, "%s：写不了：%s", "%s: cannot be written: %s", o->path, errno_text(c, errno));
        rc = EXIT_UNUSABLE;
    }
    if (o->temporary && (!keep || o->failed))
        remove(o->temporary);
    free(o->path);
    free(o->temporary);
    return rc;
}

/* Formats that only a build with the option `documents` writes. */
static int is_optional(uint32_t format)
{
    return (format == GIREPORT_FORMAT_DOCX && !gireport_feature(GIREPORT_FEATURE_DOCUMENTS)) ||
           (format == GIREPORT_FORMAT_XLSX && !gireport_feature(GIREPORT_FEATURE_XLSX));
}

/* The format of the output: --to, else the extension of -o, else the one given. 0 after saying what is wrong.
 */
uint32_t output_format(const struct cli *c, uint32_t otherwise)
{
    const char *dot = c->out ? strrchr(c->out, '.') : NULL;
    uint32_t format = c->to;

    if (!format && dot && !strchr(dot, '/')) {
        format = gireport_format_find(dot + 1);
        if (!format) {
            complain(c, "从“%s”的扩展名看不出格式，请用 --to", "cannot tell a format from '%s', use --to",
                     c->out);
            return 0;
        }
    }
    if (!format)
        format = otherwise;
    if (!(gireport_format_support(format) & GIREPORT_CAN_WRITE) && is_optional(format)) {
        complain(c, "写不了 %s 格式：编译时没有选 documents（meson setup -Ddocuments=enabled）",
                 "cannot write %s: this build lacks the option documents (meson setup -Ddocuments=enabled)",
                 gireport_format_name(format));
        return 0;
    }
    if (!(gireport_format_support(format) & GIREPORT_CAN_WRITE)) {
        complain(c, "写不了 %s 格式（gireport formats 列出能写的）",
                 "cannot write %s (see: gireport formats)", gireport_format_name(format));
        return 0;
    }
    return format;
}

static int write_with(const struct cli *c, const gireport_report *r, gireport_write_options *o)
{
    struct output out;
    int rc;

    o->format = output_format(c, GIREPORT_FORMAT_YAML);
    o->flags |= c->write_flags;
    o->lang = c->lang;
    o->width = c->width;
    if (!o->format || output_open(c, c->out, &out) != 0)
        return EXIT_UNUSABLE;
    rc = gireport_write(r, o, output_write, &out);
    if (rc != GIREPORT_OK && !out.failed)
        complain(c, "%s：没有写成：%s", "%s: not written: %s", c->out ? c->out : "-", status_text(c, rc));
    rc = rc == GIREPORT_OK ? 0 : EXIT_UNUSABLE;
    return output_close(c, &out, rc == 0) ? EXIT_UNUSABLE : rc;
}

int write_report(const struct cli *c, const gireport_report *r, const char *source)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;

    o.source = source;
    return write_with(c, r, &o);
}

/* A document shows what was changed, and comments tell the rules that were broken. */
int write_corrected(const struct cli *c, const gireport_report *copy, const gireport_report *original, const char *source)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    gireport_check_options check = GIREPORT_CHECK_OPTIONS_INIT;
    gireport_findings *broken = NULL;
    int code = EXIT_UNUSABLE;

    check.profile = GIREPORT_PROFILE_GATE;
    check.blank = c->blank;
    if (gireport_findings_new(&broken) == GIREPORT_OK && gireport_check(original, &check, broken) == GIREPORT_OK) {
        o.source = source;
        if (output_format(c, GIREPORT_FORMAT_YAML) == GIREPORT_FORMAT_DOCX) {
            o.flags = GIREPORT_WRITE_FINDINGS;
            o.findings = broken;
            o.original = original;
        }
        code = write_with(c, copy, &o);
    }
    gireport_findings_free(broken);
    return code;
}

int has_colour(FILE *stream)
{
    const char *term = getenv("TERM"), *no = getenv("NO_COLOR");

    return isatty(fileno(stream)) && (!no || !*no) && term && strcmp(term, "dumb") != 0;
}

void progress(const struct cli *c, size_t i)
{
    if (c->n_files > 20 && isatty(STDERR_FILENO))
        fprintf(stderr, "\r%zu/%zu%s", i, c->n_files, i == c->n_files ? "\n" : "");
}

/* A growing text. */
struct text {
    char *data;
    size_t len;
};

static int append(const char *data, size_t len, void *text)
{
    struct text *t = text;
    char *more = realloc(t->data, t->len + len + 1);

    if (!more)
        return 1;
    t->data = more;
    memcpy(t->data + t->len, data, len);
    t->len += len;
    t->data[t->len] = '\0';
    return 0;
}

/* "file:1:2: error: …": the word that says how bad it is, in its colour. */
static void print_line(const char *line, size_t len, FILE *stream)
{
    static const struct {
        const char *word, *colour;
    } words[] = {{": error: ", "\033[1;31m"}, {": warning: ", "\033[1;33m"}, {": note: ", "\033[1;36m"}};
    size_t i;

    for (i = 0; i < sizeof(words) / sizeof(*words) && *line != ' '; i++) {
        const char *at = strstr(line, words[i].word);
        size_t n = strlen(words[i].word), before;

        if (!at || (size_t)(at - line) > len)
            continue;
        before = (size_t)(at - line) + 2;
        fprintf(stream, "%.*s%s%.*s\033[0m", (int)before, line, words[i].colour, (int)(n - 4), line + before);
        line += before + n - 4;
        len -= before + n - 4;
        break;
    }
    fwrite(line, 1, len, stream);
}

void print_findings(const struct cli *c, const gireport_findings *f, FILE *stream)
{
    struct text t = {0};
    const char *s, *end;
    int colour = has_colour(stream);

    if (gireport_findings_write(&f, 1, GIREPORT_FINDINGS_TEXT, c->lang, append, &t) == GIREPORT_OK &&
        t.data) {
        for (s = t.data; colour && *s; s = end) {
            end = strchr(s, '\n');
            end = end ? end + 1 : s + strlen(s);
            print_line(s, (size_t)(end - s), stream);
        }
        if (!colour)
            fwrite(t.data, 1, t.len, stream);
    }
    free(t.data);
}

int has_unread(const gireport_findings *f)
{
    size_t i, j;

    for (i = 0; i < gireport_findings_count(f); i++)
        for (j = 0; j < gireport_finding_cell_count(f, i); j++)
            if (gireport_finding_cell_role(f, i, j) == GIREPORT_ROLE_UNREAD)
                return 1;
    return 0;
}
