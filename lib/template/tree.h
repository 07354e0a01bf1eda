/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__TEMPLATE_TREE_H
#define GIREPORT__TEMPLATE_TREE_H

/* A template file, or another small YAML file of ours, as a tree with places; and how its problems are told. */

#include "template.h"

enum gireport__tree_kind { GIREPORT__TREE_SCALAR = 1, GIREPORT__TREE_SEQ = 2, GIREPORT__TREE_MAP = 4 };

struct gireport__tree {
    uint32_t kind;    /* enum gireport__tree_kind */
    const char *key;  /* of a member of a map, else NULL */
    const char *text; /* scalar */
    size_t len;
    int null;       /* scalar: nothing, or a plain ~ or null */
    uint32_t shift; /* scalar on one line: columns from its place to its first character (a quote) */
    uint32_t line, column;
    uint32_t key_line, key_column;
    struct gireport__tree *first, *last, *next;
    uint32_t count;
};

/* Where problems go; the first failure that is not a fault of the data (memory, limit) ends the work. */
struct gireport__teller {
    gireport__problem_fn problem;
    void *context;
    size_t count;
    int status;
};

/* Tells a problem. "{0}" and "{1}" in the texts stand for a and b (NULL: ""), cut where they are long. */
void gireport__tell(struct gireport__teller *t, uint32_t line, uint32_t column, const char *zh,
                    const char *en, const char *a, const char *b);
/* As gireport__tell; the status becomes _LIMIT, which ends the work. */
void gireport__tell_limit(struct gireport__teller *t, uint32_t line, uint32_t column, const char *zh,
                          const char *en);

/* Reads one document. Strings and nodes live in the arena. NULL when there is none or the teller's status
 * ends the work. */
struct gireport__tree *gireport__tree_read(const char *data, size_t len, struct gireport__arena *arena,
                                           struct gireport__teller *teller);

/* A member that a map may have. */
struct gireport__want {
    const char *key;
    uint32_t kinds; /* enum gireport__tree_kind, or-ed */
    int required;
};
/* Sorts the members of a map into out[] (NULL where not there), in the order of want[]. Unknown keys, wrong
 * kinds and missing members are told. Returns 0 where `node` is no map at all. */
int gireport__tree_take(struct gireport__teller *t, const struct gireport__tree *node,
                        const struct gireport__want *want, size_t n, const struct gireport__tree **out);

#endif
