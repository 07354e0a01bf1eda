/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__YAML_H
#define GIREPORT__YAML_H

/* The wrapper over libyaml: a pull parser of events with our limits. Plain documents are read by yaml_plain.c instead.
 * JSON is read as YAML; surrogate pairs in \u escapes are joined. UTF-16 with a byte-order mark is read as well. yaml_*
 * types stay in yaml.c. */

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
    int encoding; /* 1: the bytes are no text, or hold a character that YAML does not allow */
    char message[160]; /* English, from libyaml, or ours */
    char hint_zh[160], hint_en[160]; /* what the writer probably meant, or "" (full-width colon, tab indent …) */
};

struct gireport__yaml;
struct gireport__yaml_limits {
    uint32_t depth;
    size_t scalar, documents;
    int libyaml_only; /* also what yaml_plain.c would read: for the test that compares the two */
};

/* data must outlive the parser. Zero limits: 64, 1 MiB, 1,000,000. Returns GIREPORT_OK or _NOMEM. */
int gireport__yaml_new(const char *data, size_t len, const struct gireport__yaml_limits *limits,
                       struct gireport__yaml **out);
/* The next event, or a failure with *error filled (and only then). After a failure no more events come. */
int gireport__yaml_next(struct gireport__yaml *y, struct gireport__yaml_event *event,
                        struct gireport__yaml_error *error);
/* Byte offset up to which the input was consumed; after a failure, that of the line where it was noticed. (Of the
 * UTF-8 form, where the input was UTF-16.) */
size_t gireport__yaml_offset(const struct gireport__yaml *y);
/* After a failure: goes on at the next line that begins with "---", so that a broken document costs only itself; lines
 * go on being counted. 1: events come again (a DOC_START first); 0: there is no further document; -1: no
 * memory. */
int gireport__yaml_restart(struct gireport__yaml *y);
/* What the writer of a line probably meant, for a reader that finds a scalar where it looks for a mapping (`a：1` is no
 * error of YAML). 1: both texts are filled, else they are "". */
int gireport__yaml_hint(const struct gireport__yaml *y, uint32_t line, char zh[160], char en[160]);
void gireport__yaml_free(struct gireport__yaml *y);

#endif
