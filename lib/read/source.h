/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__SOURCE_H
#define GIREPORT__SOURCE_H

/* The reports of one input, whatever its format. A source is made once and may be given one input after another: a
 * whole input, whose format it finds out, or a piece that somebody cut out of a stream. */

#include "../model/findings.h"
#include "blocks.h"

#define GIREPORT__READ_BYTES ((size_t)64 << 20) /* of an input, where the options do not say */

/* A document of a stream, or the lines of one report with the header of the long table before them. */
struct gireport__piece {
    const char *data;
    size_t len;
    uint32_t format; /* YAML, JSON or CSV; 0: a whole input, of which the format is to be found out */
    uint32_t line;   /* its first line in the stream, from 1; CSV: that of the first line behind the header */
    int again;       /* CSV: the header was met before */
};

struct gireport__source;

/* Copies the options. GIREPORT_OK, _NOMEM, _INVALID_ARG, _ABI. */
int gireport__source_new(const gireport_read_options *options, struct gireport__source **out);
void gireport__source_free(struct gireport__source *s);
/* Takes an input, which must live until the next one. GIREPORT_OK, _LIMIT (told). */
int gireport__source_input(struct gireport__source *s, const char *data, size_t len, gireport_findings *findings);
/* Takes a piece; as gireport__source_input(). GIREPORT_OK, _NOMEM, _LIMIT, _UNSUPPORTED. */
int gireport__source_take(struct gireport__source *s, const struct gireport__piece *piece,
                          gireport_findings *findings);
/* The next report: as gireport_reader_next(). */
int gireport__source_next(struct gireport__source *s, gireport_report **out, gireport_findings *findings);
/* Reads on only to see whether there is another one. */
int gireport__source_has_more(struct gireport__source *s);
/* 1 once the input was found to be of a format that can be read. */
int gireport__source_is_open(const struct gireport__source *s);

/* As the source was given them, templates with references of its own. */
const gireport_read_options *gireport__source_options(const struct gireport__source *s);
const struct gireport__limits *gireport__source_limits(const struct gireport__source *s);

/* Findings about an input as a whole: there is no report in it; a rule with a number; a file that failed to open or
 * to be read (_IO), or is too large (_LIMIT). */
void gireport__source_tell_none(gireport_findings *findings);
void gireport__source_tell_number(gireport_findings *findings, const char *rule, size_t number);
void gireport__source_tell_file(int status, gireport_findings *findings);

#endif
