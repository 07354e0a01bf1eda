/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__REPORT_FILE_H
#define GIREPORT__REPORT_FILE_H

/* Report files: YAML, and JSON of the same shape (docs/format.md). Events go straight into the report; each
 * problem is told where it stands and reading goes on to the end of the document.
 *
 * report_file.c           the stream: documents and syntax errors
 * report_file_say.c       findings
 * report_file_head.c      keys of the document, and what stands around the tables
 * report_file_template.c  which template
 * report_file_cells.c     tables, rows, cells
 * report_file_cell.c      one cell as a mapping */

#include "../base/yaml.h"
#include "../model/findings.h"
#include "../model/value.h"
#include "blocks.h"

#define GIREPORT__FILE_KEYS 17 /* keys of a document, tables not counted */

struct gireport__file_group {
    uint32_t first, depth, line;
};

struct gireport__file {
    const char *data; /* UTF-8 */
    size_t len;
    int json;      /* objects may follow one another without "---" */
    size_t pos;    /* where the next piece of the input begins */
    uint32_t line; /* the line of pos, from 1 */
    const gireport_read_options *options;
    struct gireport__limits limits;
    size_t documents; /* met so far */
    int ended;

    struct gireport__yaml *yaml; /* over one piece: a YAML stream, or one JSON object */
    size_t piece, piece_end;
    uint32_t piece_line; /* lines before the piece */
    struct gireport__yaml_event ev;
    struct gireport__yaml_error error;
    int status; /* of the document; sticky */

    /* Going along the lines of the piece, for places that events do not tell. */
    size_t cursor;
    uint32_t cursor_line;

    /* The document. */
    uint32_t doc_line;
    gireport_findings *findings;
    gireport_report *report;
    const gireport_template *tpl; /* NULL until known */
    int skip_tables;              /* the template could not be told: what stands in tables means nothing */
    uint32_t key_line[GIREPORT__FILE_KEYS];
    struct gireport__file_group *groups; /* groups and tables whose mappings were met */
    size_t n_groups, groups_capacity;
    uint32_t guess; /* the field that the form has next */
    char path[256]; /* of the entry that is read: "applications.denied" */
    size_t path_len;
    uint32_t advised; /* unknown keys for which the nearest was looked for */
    struct gireport__buf scratch;
};

/* options: with defaults; must outlive f. data: UTF-8, must outlive f. */
void gireport__file_begin(struct gireport__file *f, const char *data, size_t len, int json,
                          const gireport_read_options *options, const struct gireport__limits *limits);
/* The next report. GIREPORT_OK, _NOT_FOUND (no more), _SYNTAX, _INVALID_DATA, _LIMIT, _NOMEM. After a broken
 * document the next call goes on behind it. */
int gireport__file_next(struct gireport__file *f, gireport_report **out, gireport_findings *findings);
/* Reads on only to see whether there is another document. */
int gireport__file_has_more(struct gireport__file *f);
void gireport__file_end(struct gireport__file *f);

/* ---- shared by the files of this reader ---- */

/* The next event. 0: there is none, f->status says why. */
int gireport__file_event(struct gireport__file *f);
/* Skips the rest of the node whose first event is f->ev. */
void gireport__file_skip(struct gireport__file *f);
/* 1 if f->ev is null: `~`, null, or nothing. */
int gireport__file_is_null(const struct gireport__file *f);
/* Offset in data of a line of the input, at or after the last one asked for. */
size_t gireport__file_line(struct gireport__file *f, uint32_t line);

/* What a finding says; zero members say nothing. */
struct gireport__file_say {
    const char *rule;
    uint32_t line, column; /* 0: those of f->ev */
    uint32_t first, n;     /* fields: those of them that could not be read are named */
    const char *arg[3];
    const char *more_zh, *more_en;
    const char *found, *expected;
};
void gireport__file_say(struct gireport__file *f, const struct gireport__file_say *what);

enum gireport__file_kind {
    GIREPORT__A_MAPPING,
    GIREPORT__A_SEQUENCE,
    GIREPORT__A_TEXT,
    GIREPORT__A_NUMBER,
    GIREPORT__A_CELL,
    GIREPORT__A_ROW
};
/* Tells that f->ev is not of the kind, or is an alias, and skips the node. first, n: as in
 * gireport__file_say. */
void gireport__file_wrong_type(struct gireport__file *f, const char *key, enum gireport__file_kind kind,
                               uint32_t first, uint32_t n);
/* A number for a message. */
const char *gireport__file_number(size_t n, char out[12]);
/* The text of a scalar without NUL characters (told where there are any). Valid until the next event. */
const char *gireport__file_text(struct gireport__file *f, size_t *len);
/* The key that f->ev is, or NULL where it can be none (told; key and value are then skipped). */
const char *gireport__file_key(struct gireport__file *f, size_t *len);
/* Whether it is worth looking for what an unknown key of a length means. */
int gireport__file_may_advise(struct gireport__file *f, size_t len);
/* How many characters may be wrong in a key that is still taken for a slip of the pen. */
size_t gireport__file_reach(const char *key, size_t len);
/* The nearest of n names, or NULL. */
const char *gireport__file_nearest(struct gireport__file *f, const char *key, size_t len,
                                   const char *const *names, size_t n);
/* Tells a name that no one knows, with what it probably means (NULL: not known). */
void gireport__file_unknown_name(struct gireport__file *f, const char *rule, const char *name, size_t len,
                                 const char *meant);
/* Tells an unknown key with what it probably means (NULL: not known) and skips its value. */
void gireport__file_unknown(struct gireport__file *f, const char *key, size_t len, const char *meant);
/* Tells that a key was given before. */
void gireport__file_again(struct gireport__file *f, const char *key, uint32_t line);
/* 0: the key is none of the names. 1: it is names[*which]. 2: that one was there before (lines[] of the
 * names, zeroed at first): told, and its value skipped. */
int gireport__file_choose(struct gireport__file *f, const char *key, size_t len, const char *const *names,
                          size_t n, uint32_t *lines, size_t *which);

/* What a path of keys stands for in a template. */
enum gireport__target { GIREPORT__T_NONE = 0, GIREPORT__T_GROUP, GIREPORT__T_ROW, GIREPORT__T_FIELD };
enum gireport__target gireport__path_find(const gireport_template *t, const char *path, size_t len,
                                          uint32_t guess, uint32_t *first, uint32_t *n);

/* The root mapping, behind its MAP_START. */
void gireport__file_document(struct gireport__file *f);
/* Makes f->report before the first key that needs it, looking ahead for the template where it was not yet
 * named. */
void gireport__file_need_report(struct gireport__file *f);
/* An entry of a table or of something in it: f->path is set for the mapping around it. Reads the value.
 * Returns 0 where no template has such a key: nothing is read then. */
int gireport__file_entry(struct gireport__file *f, const char *key, size_t len);
void gireport__file_cell_mapping(struct gireport__file *f, uint32_t field);
/* Reads a text as a plain cell. */
void gireport__file_cell_text(struct gireport__file *f, uint32_t field, const char *text, size_t len,
                              const struct gireport__spot *spot);
/* A cell that is there and could not be taken. */
void gireport__file_cell_unread(struct gireport__file *f, uint32_t field, const char *raw, size_t len,
                                uint32_t line, uint32_t column);

#endif
