/* SPDX-License-Identifier: MIT */
/* Loading a template file: what is wrong with it becomes findings. */

#include <string.h>

#include "findings.h"

/* A problem as a finding: its text differs by language, so each message takes an argument of its own. */
static void say_problem(void *findings, uint32_t line, uint32_t column, const char *zh, const char *en)
{
    struct gireport__say what = {.rule = "GI-I-080", .line = line, .column = column, .arg = {zh, en, NULL}};
    gireport__say(findings, &what);
}

int gireport_template_load(const char *data, size_t len, const gireport_template **out,
                           struct gireport_findings *findings)
{
    int status;
    if (out != NULL)
        *out = NULL;
    if (data == NULL || out == NULL)
        return GIREPORT_ERR_INVALID_ARG;
    if (len == GIREPORT_LEN_AUTO)
        len = strlen(data);
    status = gireport__template_load(data, len, say_problem, findings, out);
    if (findings != NULL && gireport__findings_status(findings) != GIREPORT_OK) {
        gireport_template_unref(*out);
        *out = NULL;
        status = gireport__findings_status(findings);
    }
    return status;
}
