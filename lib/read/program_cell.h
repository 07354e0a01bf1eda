/* SPDX-License-Identifier: MIT */
#ifndef GIREPORT__PROGRAM_CELL_H
#define GIREPORT__PROGRAM_CELL_H

/* A cell as a program writes it, its parts told apart: state, value, raw text. Shared by the mapping form of
 * report files and the lines of the long table. */

#include "../model/findings.h"
#include "../model/value.h"

struct gireport__program_cell {
    uint32_t state; /* enum gireport_state, or GIREPORT__NONE: not said */
    uint32_t origin;
    const char *value; /* NULL: none */
    const char *raw;   /* NULL: none */
    const char *note;  /* NULL: none */
    const char *place; /* NULL: none */
    const char *unit;  /* of money that names none, or NULL */
    int note_said;     /* note counts, also where it is NULL; else that of the raw text does */
    int blank_said;    /* the value is there and empty */
};

enum gireport__program_fault {
    GIREPORT__PROGRAM_OK = 0,
    GIREPORT__PROGRAM_CONTRADICTS, /* state and value */
    GIREPORT__PROGRAM_NOTHING,     /* neither state nor value nor raw text */
    GIREPORT__PROGRAM_RAW_DIFFERS  /* a stated value, and a raw text that reads as another one; v is the value
                                    */
};
/* What the parts make together. On the first two faults v is UNREADABLE. */
enum gireport__program_fault gireport__program_read(const struct gireport__program_cell *c, uint32_t type,
                                                    struct gireport__read_value *v);
/* Stores it and tells the remarks. GIREPORT_OK, _NOMEM. */
int gireport__program_store(gireport_report *r, size_t field, const struct gireport__program_cell *c,
                            const struct gireport__read_value *v, const struct gireport__spot *spot,
                            gireport_findings *findings);

/* Names of states and origins, as files write them. GIREPORT__NONE: no such name. */
uint32_t gireport__state_find(const char *name);
uint32_t gireport__origin_find(const char *name);

#endif
