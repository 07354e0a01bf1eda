/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TEMPLATE_FILE_H
#define TESTS_TEMPLATE_FILE_H

/* Template files in tests: loading them, and their rules in words. */

#include "template/template.h"

struct problem {
    unsigned line, column;
    char zh[200], en[200];
};

struct problems {
    struct problem list[128];
    size_t count;
};

/* A gireport__problem_fn that keeps what is told in a struct problems. */
void keep_problem(void *problems, uint32_t line, uint32_t column, const char *zh, const char *en);

/* A file under tests/, NUL-terminated; released with gireport__free(). */
char *read_source(const char *path, size_t *len);
/* A template of a text or of a file under tests/; the test fails when it has a problem. */
const gireport_template *load_template(const char *data, size_t len);
const gireport_template *load_template_file(const char *path);

/* The nth form (from 0) of a rule. */
uint32_t form_of(const gireport_template *t, const char *rule, uint32_t nth);
/* A form as "+1 total.natural | -1 new.natural …", the left side first; in a static buffer. */
const char *form_in_words(const gireport_template *t, uint32_t form);
/* Checks that field_forms is the terms turned round. */
void check_field_forms(const gireport_template *t);

#endif
