/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__EMIT_H
#define GIREPORT__EMIT_H

/* One emitter for both spellings of the report file: YAML for people, JSON for programs. It knows where a
 * comma, an indent or a quote stands; what is written, report_file.c decides. Every string comes out so that
 * any reader of YAML takes it for the same string: quoted where it looks like a number, a date, a boolean or
 * null. */

#include "../base/out.h"

struct gireport__emit {
    struct gireport__out *out;
    int json;
    uint32_t depth;      /* of block collections */
    uint32_t flow;       /* of flow collections inside */
    int empty;           /* nothing stands in the innermost collection yet */
    const char *comment; /* YAML: goes behind the next value or heading of the block, once */
};

/* The root mapping. */
void gireport__emit_begin(struct gireport__emit *e, struct gireport__out *out, int json);
void gireport__emit_end(struct gireport__emit *e);

/* A key of the innermost mapping; one value must follow. */
void gireport__emit_key(struct gireport__emit *e, const char *key, size_t len);
/* An item of the innermost sequence; one value must follow. */
void gireport__emit_item(struct gireport__emit *e);

/* Values. A block mapping or sequence takes a line an entry; a flow one stays on its line. */
void gireport__emit_open(struct gireport__emit *e, char bracket);  /* '{' or '[' */
void gireport__emit_close(struct gireport__emit *e, char bracket); /* '}' or ']' */
void gireport__emit_flow(struct gireport__emit *e, char bracket);
void gireport__emit_flow_end(struct gireport__emit *e, char bracket);
void gireport__emit_string(struct gireport__emit *e, const char *s);
void gireport__emit_text(struct gireport__emit *e,
                         const char *s); /* YAML: a literal block where it can be one */
/* What stands as it is: a number, null, a name of ours. */
void gireport__emit_token(struct gireport__emit *e, const char *s, size_t len);
void gireport__emit_int(struct gireport__emit *e, int64_t v);

/* A line of its own, YAML only. */
void gireport__emit_remark(struct gireport__emit *e, const char *text);

/* 1 if the text is a number that every reader takes exactly: no leading zero; in YAML up to 18 digits and a
 * sign; in JSON up to 15, as most readers make binary numbers of them, and no fraction and no plus. */
int gireport__emit_is_number(const struct gireport__emit *e, const char *s, size_t len);

#endif
