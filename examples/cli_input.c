/* SPDX-License-Identifier: MIT */

/* Reports out of files and standard input. */

#include "cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define MOST ((size_t)64 << 20) /* the library's own limit for one input */

static int read_all(FILE *f, struct input *in)
{
    size_t capacity = 0;

    while (!feof(f) && !ferror(f) && in->len <= MOST) {
        if (in->len == capacity) {
            char *more = realloc(in->data, (capacity = capacity ? 2 * capacity : 65536) + 1);

            if (!more)
                return ENOMEM;
            in->data = more;
        }
        in->len += fread(in->data + in->len, 1, capacity - in->len, f);
        in->data[in->len] = '\0';
    }
    return ferror(f) ? errno : 0;
}

int input_load(const struct cli *c, const char *name, struct input *in)
{
    int standard = strcmp(name, "-") == 0, error;
    FILE *f = standard ? stdin : fopen(name, "rb");

    memset(in, 0, sizeof(*in));
    in->name = name;
    error = f ? read_all(f, in) : errno;
    if (f && !standard)
        fclose(f);
    if (error) {
        complain(c, "%s：读不了：%s", "%s: cannot be read: %s", name, errno_text(c, error));
        input_close(in);
        return EXIT_UNUSABLE;
    }
    return 0;
}

int input_open(const struct cli *c, const char *name, struct input *in)
{
    gireport_read_options o = GIREPORT_READ_OPTIONS_INIT;
    int rc;

    if (input_load(c, name, in) != 0)
        return EXIT_UNUSABLE;
    if (c->from == 0 && needs_program(in->data, in->len) && run_program(c, name, in) != 0) {
        input_close(in);
        return EXIT_UNUSABLE;
    }
    o.format = in->format ? in->format : c->from;
    o.templates = (const gireport_template *const *)c->loaded;
    o.n_templates = c->n_loaded;
    rc = gireport_reader_new(in->data ? in->data : "", in->len, &o, &in->reader);
    if (rc != GIREPORT_OK) {
        complain_unread(c, name, rc);
        input_close(in);
        return EXIT_UNUSABLE;
    }
    return 0;
}

int input_next(const struct cli *c, struct input *in, gireport_report **out, gireport_findings *findings)
{
    int rc;

    for (;;) {
        rc = gireport_reader_next(in->reader, out, findings);
        if (rc == GIREPORT_ERR_NOT_FOUND)
            break;
        in->count++;
        if (c->nth == 0 || in->count == c->nth)
            break;
        gireport_report_free(*out);
        *out = NULL;
        gireport_findings_clear(findings);
    }
    if (rc == GIREPORT_OK)
        rc = gireport_findings_set_report(findings, *out);
    return rc;
}

int is_failure(const struct cli *c, const struct input *in, int status)
{
    if (status == GIREPORT_ERR_NOT_FOUND)
        return in->count == 0 || in->count < c->nth;
    return status != GIREPORT_OK;
}

void input_close(struct input *in)
{
    gireport_reader_free(in->reader);
    free(in->data);
    memset(in, 0, sizeof(*in));
}

void complain_unread(const struct cli *c, const char *name, int status)
{
    switch (status) {
    case GIREPORT_ERR_INVALID_DATA:
        complain(c, "%s：里面没有年度报告的表格或标题", "%s: nothing of an annual report is in it", name);
        break;
    case GIREPORT_ERR_SYNTAX:
        complain(c, "%s：格式有错，读不下去", "%s: the file is broken and cannot be read", name);
        break;
    case GIREPORT_ERR_LIMIT:
        complain(c, "%s：超出大小或层数的限制", "%s: too large, or nested too deep", name);
        break;
    case GIREPORT_ERR_UNSUPPORTED:
        complain(c, "%s：这种格式读不了（gireport formats 列出能读的）",
                 "%s: this format cannot be read (see: gireport formats)", name);
        break;
    case GIREPORT_ERR_NOT_FOUND:
        if (c->nth)
            complain(c, "%s：没有第 %u 份报告", "%s: no report number %u in it", name, c->nth);
        else
            complain(c, "%s：里面没有报告", "%s: no report in it", name);
        break;
    default:
        complain(c, "%s：%s", "%s: %s", name, status_text(c, status));
    }
}

int read_one(const struct cli *c, const char *name, gireport_report **out)
{
    gireport_findings *findings = NULL;
    struct cli first = *c;
    struct input in;
    int rc;

    *out = NULL;
    first.nth = 0;
    if (input_open(c, name, &in) != 0)
        return EXIT_UNUSABLE;
    rc = gireport_findings_new(&findings);
    if (rc == GIREPORT_OK) {
        gireport_findings_set_file(findings, name);
        rc = input_next(&first, &in, out, findings);
    }
    if (gireport_findings_count_of(findings, GIREPORT_SEVERITY_ERROR))
        print_findings(c, findings, stderr);
    if (rc != GIREPORT_OK)
        complain_unread(&first, name, rc);
    gireport_findings_free(findings);
    input_close(&in);
    return rc == GIREPORT_OK ? 0 : EXIT_UNUSABLE;
}
