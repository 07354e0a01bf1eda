/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__YAML_PLAIN_H
#define GIREPORT__YAML_PLAIN_H

/* The plain part of YAML that report files are written in, read in one pass: block mappings of simple keys, literal
 * texts, and lists and mappings of simple values on one line. It is a fifth of libyaml's work and gives the same events
 * with the same places, or declines: what is not plain, or not right, is left to libyaml as a whole document. So nothing
 * here reports an error, and where in doubt it declines. tests/unit/test_base_yaml.c compares the two. */

#include "yaml.h"

struct gireport__yaml_item {
    uint8_t type; /* enum gireport__yaml_type */
    uint8_t quoted, block;
    uint32_t text, len; /* in gireport__yaml_plain.text, NUL-terminated */
    uint32_t line, column, end_line;
};

/* The events of one document, from DOC_START to DOC_END. */
struct gireport__yaml_plain {
    struct gireport__yaml_item *items;
    size_t n, capacity;
    char *text;
    size_t text_capacity;
};

/* Reads data[0 .. len), one document that begins in line `line` with or without a "---", and of which no other line
 * begins another one. Depth and scalar bound it, else it is declined. 1: its events; 0: declined; -1: no memory. */
int gireport__yaml_plain_read(struct gireport__yaml_plain *p, const char *data, size_t len, uint32_t line,
                              const struct gireport__yaml_limits *limits);
void gireport__yaml_plain_free(struct gireport__yaml_plain *p);

#endif
