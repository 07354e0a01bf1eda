/* SPDX-License-Identifier: MIT */
#ifndef TESTS_MEMORY_INPUTS_H
#define TESTS_MEMORY_INPUTS_H

#include <gireport/gireport.h>

enum input_kind {
    INPUT_REPORT,   /* a golden report, as its report file; .report is what it reads to */
    INPUT_DOCUMENT, /* one of them in another format */
    INPUT_LEDGER,
    INPUT_TEMPLATE
};

struct input {
    char name[64];
    enum input_kind kind;
    char *data;
    size_t len;
    gireport_report *report;
};

/* All inputs, made once. Ends the process where one cannot be made. */
const struct input *inputs(size_t *n);
void inputs_free(void);

#endif
