/* SPDX-License-Identifier: MIT */
/* A program of somebody else: C and C++ at once, and only what the headers promise. Prints what it counted. */
#include <gireport/gireport.h>

#include <stdio.h>

int main(int argc, char **argv)
{
    gireport_report *report = NULL;
    gireport_findings *findings = NULL;
    int status = argc > 1 ? gireport_findings_new(&findings) : GIREPORT_ERR_INVALID_ARG;
    if (status == GIREPORT_OK)
        status = gireport_read_file(argv[1], NULL, &report, NULL);
    if (status == GIREPORT_OK)
        status = gireport_check(report, NULL, findings);
    if (status != GIREPORT_OK)
        fprintf(stderr, "%s\n", gireport_strerror(status));
    else
        printf("libgireport %s, %d, %u errors\n", gireport_version_string(), (int)gireport_report_year(report),
               (unsigned)gireport_findings_count_of(findings, GIREPORT_SEVERITY_ERROR));
    gireport_findings_free(findings);
    gireport_report_free(report);
    return status != GIREPORT_OK;
}
