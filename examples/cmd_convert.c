/* SPDX-License-Identifier: MIT */

/* gireport convert: reports in, reports out. gireport form: the blank form in any of the output formats. */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

/* Can several reports stand one after another in one output? */
static int is_stream(uint32_t format)
{
    return format == GIREPORT_FORMAT_YAML || format == GIREPORT_FORMAT_CSV ||
           format == GIREPORT_FORMAT_TEXT || format == GIREPORT_FORMAT_MARKDOWN || format == GIREPORT_FORMAT_JSON;
}

struct convert {
    const gireport_template *wide; /* the form whose cells are the columns of the wide table; NULL: the built-in ones */
    struct cli *c;
    gireport_write_options write;
    struct output out;
    size_t n_written;
    int code;
};

static void worse(struct convert *k, int code)
{
    if (code > k->code)
        k->code = code;
}

/* Sentences for the overview, in a report that has none; what cannot be said is told. */
static int add_sentences(struct convert *k, gireport_report *r, const char *name)
{
    const gireport_template *t = gireport_report_template(r);
    char *all = NULL;
    size_t i, len = 0;
    int rc = GIREPORT_OK;

    if (gireport_report_text(r, GIREPORT_TEXT_OVERVIEW)) {
        complain(k->c, "%s：已有总体情况，没有另写", "%s: there is an overview already; nothing was added", name);
        return GIREPORT_OK;
    }
    for (i = 0; rc == GIREPORT_OK && i < gireport_template_paragraph_count(t); i++) {
        const char *key = gireport_template_paragraph_key(t, i);
        char *one = NULL, *grown;
        size_t one_len = 0, lacks = 0;

        rc = gireport_paragraph_string(r, key, &one, &one_len, &lacks);
        if (rc == GIREPORT_ERR_INVALID_DATA) {
            const char *what = gireport_field_key(t, lacks);

            complain(k->c, "%s：不知道 %s，没有写“%s”一段", "%s: %s is not known, so nothing is said about %s", name,
                     what ? what : "year", key);
            worse(k, EXIT_FOUND);
            rc = GIREPORT_OK;
            continue;
        }
        grown = rc == GIREPORT_OK ? realloc(all, len + one_len + 2) : NULL;
        if (grown) {
            all = grown;
            memcpy(all + len, one, one_len);
            len += one_len;
            all[len++] = '\n';
        } else if (rc == GIREPORT_OK) {
            rc = GIREPORT_ERR_NOMEM;
        }
        gireport_free(one);
    }
    if (rc == GIREPORT_OK && len > 0)
        rc = gireport_report_set_text(r, GIREPORT_TEXT_OVERVIEW, all, len - 1);
    free(all);
    return rc;
}

/* Reports of a form of one's own have columns of their own: they cannot stand in one wide table with others, which is
 * said. */
static int has_other_columns(struct convert *k, const gireport_report *r, const char *name)
{
    const gireport_template *t = gireport_report_template(r);

    if (k->write.format != GIREPORT_FORMAT_CSV || !(k->write.flags & GIREPORT_WRITE_WIDE))
        return 0;
    if (gireport_template_find(gireport_template_id(t)) == t)
        t = NULL;
    if (!k->n_written)
        k->wide = t;
    if (k->wide == t)
        return 0;
    complain(k->c, "%s：表格不同，不能放在同一张宽表里", "%s: its form is another, so it cannot stand in this wide table", name);
    worse(k, EXIT_UNUSABLE);
    return 1;
}

/* What stands between two reports of one output. */
static void write_between(struct convert *k)
{
    if (k->write.format == GIREPORT_FORMAT_YAML)
        output_write("---\n", 4, &k->out);
    else if (k->write.format == GIREPORT_FORMAT_TEXT || k->write.format == GIREPORT_FORMAT_MARKDOWN)
        output_write("\n", 1, &k->out);
}

static int write_one(struct convert *k, gireport_report *r, const char *name, gireport_findings *f)
{
    gireport_check_options check = GIREPORT_CHECK_OPTIONS_INIT;
    int rc = GIREPORT_OK;

    if (k->n_written && !is_stream(k->write.format)) {
        complain(k->c, "%s：一个 %s 输出只能放一份报告，请逐份转换（--nth 选其中一份）",
                 "%s: one %s output holds one report; convert one at a time (--nth picks one)", name,
                 gireport_format_name(k->write.format));
        return EXIT_UNUSABLE;
    }
    if (has_other_columns(k, r, name))
        return EXIT_UNUSABLE;
    k->write.source = name;
    if (k->c->sentences)
        rc = add_sentences(k, r, name);
    if (rc == GIREPORT_OK && k->c->mark_findings) {
        check.blank = k->c->blank;
        check.profile = k->c->profile;
        rc = gireport_check(r, &check, f);
        k->write.findings = f;
    }
    if (k->n_written++ && k->write.format == GIREPORT_FORMAT_CSV) {
        k->write.flags |= GIREPORT_WRITE_FRAGMENT; /* one header line for all */
        k->write.flags &= ~(uint32_t)GIREPORT_WRITE_BOM;
    } else if (k->n_written > 1) {
        write_between(k);
    }
    if (rc == GIREPORT_OK)
        rc = gireport_write(r, &k->write, output_write, &k->out);
    k->write.findings = NULL;
    if (rc != GIREPORT_OK)
        complain(k->c, "%s：没有写成：%s", "%s: not written: %s", name, status_text(k->c, rc));
    return rc == GIREPORT_OK ? 0 : EXIT_UNUSABLE;
}

static void convert_file(struct convert *k, const char *name)
{
    struct input in;
    int rc = GIREPORT_OK;

    if (input_open(k->c, name, &in) != 0) {
        worse(k, EXIT_UNUSABLE);
        return;
    }
    while (rc != GIREPORT_ERR_NOT_FOUND && !(k->c->nth && in.count >= k->c->nth)) {
        gireport_findings *f = NULL;
        gireport_report *r = NULL;

        rc = gireport_findings_new(&f);
        if (rc == GIREPORT_OK)
            rc = gireport_findings_set_file(f, name);
        if (rc == GIREPORT_OK)
            rc = input_next(k->c, &in, &r, f);
        if (gireport_findings_count(f))
            print_findings(k->c, f, stderr);
        if (has_unread(f))
            worse(k, EXIT_FOUND);
        if (rc == GIREPORT_OK)
            worse(k, write_one(k, r, name, f));
        else if (is_failure(k->c, &in, rc)) {
            complain_unread(k->c, name, rc);
            worse(k, EXIT_UNUSABLE);
        }
        gireport_report_free(r);
        gireport_findings_free(f);
        if (rc == GIREPORT_ERR_NOMEM)
            break;
    }
    input_close(&in);
}

/* ---- many files ---- */

static int to_stream(const char *data, size_t len, void *stream)
{
    return fwrite(data, 1, len, stream) != len;
}

/* The report in the format of the output; a CSV without its header line, unless it is the first. */
static char *convert_result(const struct convert *k, const gireport_result *result, int first)
{
    gireport_write_options o = k->write;
    char *text = NULL;
    size_t len = 0;
    FILE *out = open_memstream(&text, &len);
    int rc;

    if (!out)
        return NULL;
    o.source = gireport_result_name(result);
    o.findings = k->c->mark_findings ? gireport_result_findings(result) : NULL;
    if (o.format == GIREPORT_FORMAT_CSV && !first) {
        o.flags |= GIREPORT_WRITE_FRAGMENT;
        o.flags &= ~(uint32_t)GIREPORT_WRITE_BOM;
    }
    rc = gireport_write(gireport_result_report(result), &o, to_stream, out);
    if (fclose(out) == 0 && rc == GIREPORT_OK)
        return text;
    free(text);
    return NULL;
}

static void *make_report(void *context, const gireport_result *result)
{
    return gireport_result_report(result) ? convert_result(context, result, 0) : NULL;
}

static int take_report(void *context, const gireport_result *result, void *made)
{
    struct convert *k = context;
    const gireport_findings *f = gireport_result_findings(result);
    int status = gireport_result_status(result);
    char *first = NULL;

    if (!k->c->mark_findings && gireport_findings_count(f))
        print_findings(k->c, f, stderr);
    if (has_unread(f))
        worse(k, EXIT_FOUND);
    if (status == GIREPORT_OK && has_other_columns(k, gireport_result_report(result), gireport_result_name(result)))
        return 0;
    if (status == GIREPORT_OK && k->n_written == 0)
        made = first = convert_result(k, result, 1);
    if (status == GIREPORT_OK && !made)
        status = GIREPORT_ERR_NOMEM;
    if (status == GIREPORT_OK) {
        if (k->n_written++)
            write_between(k);
        output_write(made, strlen(made), &k->out);
    } else {
        complain_unread(k->c, gireport_result_name(result), status);
        worse(k, EXIT_UNUSABLE);
    }
    free(first);
    return k->out.failed;
}

static void convert_batch(struct convert *k)
{
    gireport_check_options check = GIREPORT_CHECK_OPTIONS_INIT;
    struct batch_work w = {k, k->c->mark_findings ? &check : NULL, make_report, take_report};
    struct survey *survey;

    check.blank = k->c->blank;
    check.profile = k->c->profile;
    if (survey_open(k->c, &survey) != 0) {
        worse(k, EXIT_UNUSABLE);
        return;
    }
    worse(k, run_batch(k->c, &w, survey));
    survey_close(survey, stderr);
}

static int begin(struct convert *k, struct cli *c, uint32_t otherwise)
{
    gireport_write_options write = GIREPORT_WRITE_OPTIONS_INIT;

    memset(k, 0, sizeof(*k));
    k->c = c;
    k->write = write;
    k->write.format = output_format(c, otherwise);
    k->write.flags = c->write_flags | (c->mark_findings ? GIREPORT_WRITE_FINDINGS : 0u);
    k->write.lang = c->lang;
    k->write.width = c->width;
    if (!k->write.format)
        return EXIT_UNUSABLE;
    return output_open(c, c->out, &k->out);
}

int cmd_convert(struct cli *c)
{
    struct convert k;
    uint32_t format =
        output_format(c, c->write_flags & GIREPORT_WRITE_SUMMARY ? GIREPORT_FORMAT_HTML : GIREPORT_FORMAT_YAML);
    int batch;
    size_t i;

    if (format == GIREPORT_FORMAT_XLSX && (c->n_files > 1 || (c->write_flags & GIREPORT_WRITE_WIDE)))
        return convert_tables(c);
    if (!format || begin(&k, c, format) != 0)
        return EXIT_UNUSABLE;
    batch = is_batch(c) && is_stream(k.write.format) && !c->sentences;
    if (batch)
        convert_batch(&k);
    else if (c->log)
        complain(c, "没有写记录：只有连续转换成 csv、yaml、json、text、markdown 才写",
                 "no log: there is one only where many are converted to csv, yaml, json, text or markdown");
    for (i = 0; !batch && i < c->n_files; i++) {
        convert_file(&k, c->files[i]);
        progress(c, i + 1);
    }
    worse(&k, output_close(c, &k.out, k.n_written > 0));
    return k.code;
}

/* ---- the blank form ---- */

static const gireport_template *chosen_template(const struct cli *c)
{
    if (c->n_loaded)
        return c->loaded[0];
    if (c->n_templates)
        return gireport_template_find(c->templates[0]);
    return gireport_template_at(gireport_template_count() - 1);
}

/* A cell of the year before, by the key of this year's with `was` in place of `is` at its end or inside. */
static int last_year(const gireport_report *prior, const char *key, const char *is, const char *was, int64_t *out)
{
    const char *at = strstr(key, is);
    char other[128];
    size_t field;

    if (!at)
        return 0;
    snprintf(other, sizeof(other), "%.*s%s%s", (int)(at - key), key, was, at + strlen(is));
    return gireport_template_field_find(gireport_report_template(prior), other, &field) == GIREPORT_OK &&
           gireport_cell_value(prior, field, out) == GIREPORT_OK;
}

/* What the report of last year fixes: requests that were carried over, and numbers of items, to which their change of
 * that year is added. A stock that other things change as well is only told, to be confirmed. */
static void carry_cell(struct cli *c, gireport_report *r, const gireport_report *prior, size_t field)
{
    const gireport_template *t = gireport_report_template(r);
    const char *key = gireport_field_key(t, field);
    int64_t value, change;

    if (last_year(prior, key, ".carried_in.", ".carried_out.", &value))
        gireport_cell_set_value(r, field, value);
    else if (last_year(prior, key, ".previous", ".previous", &value) &&
             last_year(prior, key, ".previous", ".change", &change))
        gireport_cell_set_value(r, field, value + change);
    else if (gireport_field_nature(t, field) == GIREPORT_NATURE_STOCK && last_year(prior, key, "", "", &value))
        complain(c, "请核定：%s（%s）上年末为 %lld", "to be confirmed: %s (%s) was %lld at the end of last year",
                 gireport_field_label(t, field), key, (long long)value);
}

static void carry(struct cli *c, gireport_report *r, const gireport_report *prior)
{
    static const uint32_t same[] = {GIREPORT_TEXT_ORGAN, GIREPORT_TEXT_ORGAN_CODE};
    size_t i;

    for (i = 0; i < sizeof(same) / sizeof(*same); i++)
        gireport_report_set_text(r, same[i], gireport_report_text(prior, same[i]), GIREPORT_LEN_AUTO);
    gireport_report_set_level(r, gireport_report_level(prior));
    if (gireport_report_year(prior))
        gireport_report_set_year(r, gireport_report_year(prior) + 1);
    for (i = 0; i < gireport_template_field_count(gireport_report_template(r)); i++)
        carry_cell(c, r, prior, i);
}

int cmd_form(struct cli *c)
{
    const gireport_template *t = chosen_template(c);
    gireport_report *r = NULL, *prior = NULL;
    struct convert k;
    size_t i;
    int rc;

    if (c->n_files) {
        complain(c, "form 不需要文件（“%s”）", "form takes no file ('%s')", c->files[0]);
        return EXIT_UNUSABLE;
    }
    if (c->prior && read_one(c, c->prior, &prior) != 0)
        return EXIT_UNUSABLE;
    if (begin(&k, c, GIREPORT_FORMAT_YAML) != 0) {
        gireport_report_free(prior);
        return EXIT_UNUSABLE;
    }
    if (k.write.format == GIREPORT_FORMAT_YAML)
        k.write.flags |= GIREPORT_WRITE_LABELS;
    rc = gireport_report_new(t, &r);
    for (i = 0; rc == GIREPORT_OK && i < gireport_template_field_count(t); i++)
        if (!(gireport_field_flags(t, i) & GIREPORT_FIELD_SUBTOTAL))
            rc = gireport_cell_set_state(r, i, GIREPORT_STATE_BLANK);
    if (rc == GIREPORT_OK && prior)
        carry(c, r, prior);
    if (rc == GIREPORT_OK)
        worse(&k, write_one(&k, r, "form", NULL));
    else
        worse(&k, EXIT_UNUSABLE);
    worse(&k, output_close(c, &k.out, k.code == 0));
    gireport_report_free(r);
    gireport_report_free(prior);
    return k.code;
}
