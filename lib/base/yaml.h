/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__YAML_H
#define GIREPORT__YAML_H

/* The wrapper over libyaml: a pull parser of events with our limits, and an emitter. JSON is read as YAML;
 * surrogate pairs in \u escapes are joined before libyaml sees them. yaml_* types stay in yaml.c. */

#include "buf.h"

enum gireport__yaml_type {
    GIREPORT__YAML_END = 0, /* of the stream */
    GIREPORT__YAML_DOC_START,
    GIREPORT__YAML_DOC_END,
    GIREPORT__YAML_SCALAR,
    GIREPORT__YAML_SEQ_START,
    GIREPORT__YAML_SEQ_END,
    GIREPORT__YAML_MAP_START,
    GIREPORT__YAML_MAP_END,
    GIREPORT__YAML_ALIAS /* refused by report files: the caller tells so */
};

struct gireport__yaml_event {
    enum gireport__yaml_type type;
    const char *text; /* scalar: valid until the next call; NUL-terminated, len without the NUL */
    size_t len;
    int quoted; /* scalar: quoted or block style, so never null, a number or "/" by itself */
    int block;  /* scalar: literal or folded block */
    uint32_t line, column; /* from 1; the column counts code points */
    uint32_t end_line;
};

struct gireport__yaml_error {
    int status; /* GIREPORT_ERR_SYNTAX, _LIMIT, _NOMEM */
    uint32_t line, column; /* also for bad UTF-8: computed from the offset */
    char message[160]; /* English, from libyaml, or ours */
    char hint_zh[160], hint_en[160]; /* what the writer probably meant, or "" (full-width colon, tab indent …) */
};

struct gireport__yaml;
struct gireport__yaml_limits { uint32_t depth; size_t scalar; size_t documents; };

/* data must outlive the parser. Zero limits: 64, 1 MiB, 1,000,000. Returns GIREPORT_OK or _NOMEM. */
int gireport__yaml_new(const char *data, size_t len, const struct gireport__yaml_limits *limits,
                       struct gireport__yaml **out);
/* The next event, or a failure with *error filled. After a failure no more events come. */
int gireport__yaml_next(struct gireport__yaml *y, struct gireport__yaml_event *event,
                        struct gireport__yaml_error *error);
/* Byte offset up to which the input was consumed: a reader starts anew after a broken document from there. */
size_t gireport__yaml_offset(const struct gireport__yaml *y);
void gireport__yaml_free(struct gireport__yaml *y);

#endif
