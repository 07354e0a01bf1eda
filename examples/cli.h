/* SPDX-License-Identifier: MIT */
#ifndef CLI_H
#define CLI_H

/* What the files of the command `gireport` share. Only the public headers of the library are used. */

#include <gireport/gireport.h>

#include <stdio.h>

/* Exit codes of `check`; the other commands do not judge: 1 says that a cell could not be read surely. */
enum { EXIT_FINE = 0, EXIT_FOUND = 1, EXIT_UNUSABLE = 2 };

/* cli_list.c: lists that grow, texts of one's own. NULL: out of memory. */
struct list {
    void *items;
    size_t n, capacity;
};
void *list_add(struct list *l, size_t size); /* a new item, all zero */
char *copy_bytes(const char *text, size_t len);
char *copy_text(const char *text); /* NULL is the empty text */

/* What stands on the command line. */
struct cli {
    const char *command;
    const char **files; /* the operands */
    size_t n_files;
    const char **units; /* --units */
    size_t n_units;
    const char **templates; /* --template */
    size_t n_templates;
    const char *out, *published, *prior, *parent, *organ, *chart, *waivers, *today, *report, *explain, *carried;
    uint32_t lang, from, to, nth, level, profile, since, blank, choose, width, year;
    uint32_t findings_format;
    uint32_t write_flags; /* GIREPORT_WRITE_… */
    const char *files_from, *log, *expect, *notices;
    uint32_t jobs;
    int skip_done;
    int many;             /* a folder, a pattern or a list was given */
    struct list found;    /* names of files that the operands mean: our own */
    size_t n_passed_over; /* files in folders that are of no kind that reports come in */
    int mark_findings;    /* --findings: check, and mark the cells */
    int list_claims;      /* --claims: what the text says, instead of the findings */
    int sentences;        /* --sentences: an overview from the tables, where there is none */
    const gireport_template **loaded; /* the templates of --template FILE */
    size_t n_loaded;
};

/* cli.c: the command line. Returns 0, or EXIT_UNUSABLE after saying why. */
int cli_parse(struct cli *c, int argc, char **argv);
void cli_free(struct cli *c);
/* zh or en, by --lang. */
const char *say(const struct cli *c, const char *zh, const char *en);
/* Prints in the language of the command; the two formats take what printf takes. */
#if defined(__GNUC__)
__attribute__((format(printf, 3, 5), format(printf, 4, 5)))
#endif
void show(const struct cli *c, FILE *stream, const char *zh, const char *en, ...);
/* "gireport: …" on standard error. */
#if defined(__GNUC__)
__attribute__((format(printf, 2, 4), format(printf, 3, 4)))
#endif
void complain(const struct cli *c, const char *zh, const char *en, ...);
/* Prints text of others: what a terminal would obey becomes "?". */
void print_safe(FILE *stream, const char *s);
/* Why something failed, in words: a status of the library, an errno. */
const char *status_text(const struct cli *c, int status);
const char *errno_text(const struct cli *c, int error);
/* Says that a word is not known, and which of the known ones was probably meant. Returns EXIT_UNUSABLE. */
int unknown(const struct cli *c, const char *zh, const char *en, const char *word, const char *const *known,
            size_t n);
/* The known word that is nearest to a wrong one, or NULL when none is near. */
const char *nearest(const char *word, const char *const *known, size_t n);

/* cli_files.c: puts in the place of the operands the files that they mean. 0, or EXIT_UNUSABLE after saying why. */
int expand_files(struct cli *c);
void free_files(struct cli *c);

/* cli_input.c: reports out of files. */
struct input {
    char *data;
    size_t len;
    uint32_t format; /* as the library is to read it; 0: told from the bytes */
    gireport_reader *reader;
    const char *name;
    size_t count; /* reports that were read so far */
};
/* Opens a file ("-": standard input), converts what needs another program. 0, or EXIT_UNUSABLE after saying why. */
int input_open(const struct cli *c, const char *name, struct input *in);
/* Only the bytes of a file. */
int input_load(const struct cli *c, const char *name, struct input *in);
/* The next report: GIREPORT_OK, GIREPORT_ERR_NOT_FOUND at the end, or what failed; `findings` get what it has to
 * say. With --nth the others are passed over. */
int input_next(const struct cli *c, struct input *in, gireport_report **out, gireport_findings *findings);
void input_close(struct input *in);
/* The first report of a file, for --prior and the like; what reading finds goes to standard error. */
int read_one(const struct cli *c, const char *name, gireport_report **out);
/* Did input_next() fail? The end of an input is no failure where a report came before it. */
int is_failure(const struct cli *c, const struct input *in, int status);
/* Says why a report could not be read. */
void complain_unread(const struct cli *c, const char *name, int status);

/* cli_reports.c: all reports of all files at once. */
struct reports {
    gireport_report **list;
    const char **names; /* the file of each */
    size_t n, capacity;
    int code; /* an exit code: EXIT_UNUSABLE where a file could not be read, EXIT_FOUND where a cell could not */
};
/* Reads all files of the command line; what reading finds goes to standard error. */
void reports_read(struct cli *c, struct reports *k);
void reports_free(struct reports *k);
void reports_worse(struct reports *k, int code);

/* cli_program.c: formats that other programs can turn into one that the library reads. */
int needs_program(const char *data, size_t len);
int run_program(const struct cli *c, const char *name, struct input *in);

/* cli_output.c: where results go. */
struct output {
    FILE *file;
    char *path, *temporary;
    int failed;
};
/* path NULL: standard output; else a file beside it, which takes its name only when all is written. */
int output_open(const struct cli *c, const char *path, struct output *o);
int output_write(const char *data, size_t len, void *output); /* a gireport_write_fn */
int output_close(const struct cli *c, struct output *o, int keep);
/* The format of the output: --to, else the extension of -o, else the one given. 0 after saying what is wrong. */
uint32_t output_format(const struct cli *c, uint32_t otherwise);
/* Writes one report to -o or standard output. 0, or EXIT_UNUSABLE after saying why. */
int write_report(const struct cli *c, const gireport_report *r, const char *source);
/* The same with a repaired copy; DOCX shows the changes. */
int write_corrected(const struct cli *c, const gireport_report *copy, const gireport_report *original, const char *source);
/* Findings as text, in colour where the stream is a terminal. */
void print_findings(const struct cli *c, const gireport_findings *f, FILE *stream);
int has_colour(FILE *stream);
/* "12/300" on a terminal's standard error, where there are many files. */
void progress(const struct cli *c, size_t i);
/* Does any finding name a cell that could not be read? */
int has_unread(const gireport_findings *f);

/* cli_log.c: what became of each file, a line of JSON each, and what earlier runs wrote of it. */
struct file_log;
struct file_result {
    const char *file;
    int code;
    size_t reports, unread, errors, warnings;
    const char *template_id; /* of its last report, or NULL */
};
/* Without --log nothing is written, without --skip-done nothing is read. 0, or EXIT_UNUSABLE after saying why;
 * to be closed in any case. */
int log_open(const struct cli *c, struct file_log **out);
/* Was the file done before, as it is now, with the same options? Its code then. */
int log_has(const struct file_log *l, const char *file, int *code);
void log_add(struct file_log *l, const struct file_result *r);
/* 0, or EXIT_UNUSABLE after saying why. */
int log_close(struct file_log *l);

/* cli_survey.c: what is said of many reports together. */
struct survey;
int survey_open(const struct cli *c, struct survey **out);
/* Was the file done before, by the log? */
int survey_is_done(struct survey *s, const char *file);
void survey_add(struct survey *s, const gireport_result *r);
/* Writes the summary and the last line of the log. The worst of all codes, those of files that were passed over among
 * them. */
int survey_close(struct survey *s, FILE *out);

/* cli_notice.c: --notices: a notice to the organ of a report that has errors. 0, or EXIT_UNUSABLE after saying why. */
int write_notice(const struct cli *c, const gireport_result *r);

/* cli_batch.c: many files on many threads. */
struct batch_work {
    void *context;
    const gireport_check_options *check; /* NULL: only read */
    /* On several threads at once: what is to be written, to be released with free(). */
    void *(*make)(void *context, const gireport_result *r);
    /* In the order of the files. Not 0: ends all. */
    int (*take)(void *context, const gireport_result *r, void *made);
};
/* Is this a run for threads? Else one file is read after another. */
int is_batch(const struct cli *c);
int run_batch(const struct cli *c, const struct batch_work *w, struct survey *survey);

/* The commands: each returns an exit code. */
int cmd_check(struct cli *c);
int list_claims(struct cli *c); /* check --claims */
int cmd_convert(struct cli *c);
int convert_tables(struct cli *c); /* many reports as one workbook */
int cmd_compare(struct cli *c);
int cmd_form(struct cli *c);
int cmd_fix(struct cli *c);
int cmd_sum(struct cli *c);
int cmd_tally(struct cli *c);
int cmd_rules(struct cli *c);
int cmd_fields(struct cli *c);
int cmd_formats(struct cli *c);

#endif
