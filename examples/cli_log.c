/* SPDX-License-Identifier: MIT */

/* --log: a line of JSON for each file, and --skip-done, which reads them again. */

#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct line { /* of an earlier run */
    char *file;
    long long size, mtime;
    int code;
    size_t order;
};

struct file_log {
    const struct cli *c;
    FILE *out;
    char with[64];    /* what the result depends on beside the file */
    struct list done; /* of struct line, by file, the last of each file last */
    int failed;       /* out of memory */
};

static void put_json(FILE *out, const char *text)
{
    const unsigned char *s = (const unsigned char *)text;

    fputc('"', out);
    for (; *s; s++) {
        if (*s == '"' || *s == '\\')
            fprintf(out, "\\%c", *s);
        else if (*s < 0x20)
            fprintf(out, "\\u%04x", *s);
        else
            fputc(*s, out);
    }
    fputc('"', out);
}

/* The text of a JSON string behind its quote, in place; returns what follows it, or NULL. */
static char *take_json(char *s)
{
    char *to = s, *from = s;

    while (*from && *from != '"') {
        if (*from == '\\' && from[1] == 'u' && strlen(from) >= 6) {
            char digits[5] = {from[2], from[3], from[4], from[5], '\0'};

            *to++ = (char)strtol(digits, NULL, 16);
            from += 6;
        } else {
            from += *from == '\\' && from[1];
            *to++ = *from++;
        }
    }
    if (*from != '"')
        return NULL;
    *to = '\0';
    return from + 1;
}

static int by_file(const void *a, const void *b)
{
    const struct line *x = a, *y = b;
    int order = strcmp(x->file, y->file);

    return order ? order : x->order < y->order ? -1 : 1;
}

/* A line that is cut off, or that another version or another setting has written, says nothing. */
static void read_line(struct file_log *l, char *text)
{
    static const char begin[] = "{\"file\":\"";
    char version[40], with[64], *rest;
    struct line found = {0}, *d;

    if (strncmp(text, begin, sizeof(begin) - 1) != 0)
        return;
    found.file = text + sizeof(begin) - 1;
    rest = take_json(found.file);
    if (!rest ||
        sscanf(rest, ",\"version\":\"%39[^\"]\",\"with\":\"%63[^\"]\",\"code\":%d,\"size\":%lld,\"mtime\":%lld", version,
               with, &found.code, &found.size, &found.mtime) != 5 ||
        strcmp(version, gireport_version_string()) != 0 || strcmp(with, l->with) != 0)
        return;
    d = list_add(&l->done, sizeof(*d));
    if (!d) {
        l->failed = 1;
        return;
    }
    *d = found;
    d->file = copy_text(found.file);
    d->order = l->done.n;
    l->failed |= !d->file;
}

static void read_lines(struct file_log *l, const char *path)
{
    char text[32768]; /* a path of 4096 bytes, each written as six */
    FILE *f = fopen(path, "rb");

    while (f && !l->failed && fgets(text, sizeof(text), f))
        read_line(l, text);
    if (f)
        fclose(f);
    if (l->done.n && !l->failed)
        qsort(l->done.items, l->done.n, sizeof(struct line), by_file);
}

/* A run that was cut off may have left half a line, which must not swallow the next one. */
static void end_last_line(struct file_log *l)
{
    FILE *f = fopen(l->c->log, "rb");
    int last = '\n';

    if (f && fseek(f, -1, SEEK_END) == 0)
        last = fgetc(f);
    if (f)
        fclose(f);
    if (last != '\n' && last != EOF)
        fputc('\n', l->out);
}

static uint64_t mix_text(uint64_t h, const char *s)
{
    for (; s && *s; s++)
        h = (h ^ (unsigned char)*s) * UINT64_C(1099511628211);
    return (h ^ 0xff) * UINT64_C(1099511628211);
}

/* Options that change what is found, and the names of the files that they name. */
static void describe(struct file_log *l)
{
    const struct cli *c = l->c;
    char since[16];
    uint64_t h = UINT64_C(14695981039346656037);
    size_t i;

    for (i = 0; i < c->n_templates; i++)
        h = mix_text(h, c->templates[i]);
    for (i = 0; i < c->n_units; i++)
        h = mix_text(h, c->units[i]);
    h = mix_text(mix_text(mix_text(h, c->prior), c->published), c->command);
    snprintf(since, sizeof(since), "%u", c->since);
    h = mix_text(h, since);
    snprintf(l->with, sizeof(l->with), "%u/%u/%u/%u/%016llx", c->profile, c->blank, c->level, c->from,
             (unsigned long long)h);
}

int log_open(const struct cli *c, struct file_log **out)
{
    struct file_log *l = calloc(1, sizeof(*l));
    int rc = l ? 0 : EXIT_UNUSABLE;

    *out = l;
    if (rc == 0) {
        l->c = c;
        describe(l);
        if (c->skip_done)
            read_lines(l, c->log);
        l->out = c->log ? fopen(c->log, "ab") : NULL;
        if (c->log && !l->out) {
            complain(c, "%s：写不了：%s", "%s: cannot be written: %s", c->log, errno_text(c, errno));
            return EXIT_UNUSABLE;
        }
        if (l->out)
            end_last_line(l);
        rc = l->failed ? EXIT_UNUSABLE : 0;
    }
    if (rc != 0)
        complain(c, "内存不足", "out of memory");
    return rc;
}

int log_has(const struct file_log *l, const char *file, int *code)
{
    const struct line *list = l->done.items;
    size_t low = 0, high = l->done.n;
    struct stat st;

    while (low < high) { /* behind the last line of the file */
        size_t middle = low + (high - low) / 2;

        if (strcmp(list[middle].file, file) <= 0)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0 || strcmp(list[low - 1].file, file) != 0 || list[low - 1].code == EXIT_UNUSABLE ||
        stat(file, &st) != 0 || st.st_size != list[low - 1].size || st.st_mtime != list[low - 1].mtime)
        return 0;
    *code = list[low - 1].code;
    return 1;
}

void log_add(struct file_log *l, const struct file_result *r)
{
    struct stat st;

    if (!l->out)
        return;
    if (stat(r->file, &st) != 0)
        memset(&st, 0, sizeof(st));
    fputs("{\"file\":", l->out);
    put_json(l->out, r->file);
    fprintf(l->out,
            ",\"version\":\"%s\",\"with\":\"%s\",\"code\":%d,\"size\":%lld,\"mtime\":%lld,\"reports\":%zu,\"unread\":%zu,"
            "\"errors\":%zu,\"warnings\":%zu,\"template\":",
            gireport_version_string(), l->with, r->code, (long long)st.st_size, (long long)st.st_mtime, r->reports,
            r->unread, r->errors, r->warnings);
    put_json(l->out, r->template_id ? r->template_id : "");
    fputs("}\n", l->out);
    fflush(l->out); /* so that a run that is cut off can be gone on with */
}

int log_close(struct file_log *l)
{
    int failed = 0;
    size_t i;

    if (!l)
        return 0;
    if (l->out) {
        failed = ferror(l->out);
        failed |= fclose(l->out) != 0;
    }
    if (failed)
        complain(l->c, "%s：写不了", "%s: cannot be written", l->c->log);
    for (i = 0; i < l->done.n; i++)
        free(((struct line *)l->done.items)[i].file);
    free(l->done.items);
    free(l);
    return failed ? EXIT_UNUSABLE : 0;
}
