/* SPDX-License-Identifier: MIT */
/* Reads a report in any format and prints its errors, as README.md shows it. */
#include <gireport/gireport.h>
#include <stdio.h>

int main(int argc, char **argv)
{
    gireport_report *report = NULL;
    gireport_findings *findings = NULL;
    int status = gireport_findings_new(&findings);
    if (status == GIREPORT_OK)
        status = gireport_read_file(argc > 1 ? argv[1] : "jinxiang_2020.yaml", NULL, &report, findings);
    if (status == GIREPORT_OK)
        status = gireport_check(report, NULL, findings);
    if (status != GIREPORT_OK)
        fprintf(stderr, "%s\n", gireport_strerror(status));
    for (size_t i = 0; i < gireport_findings_count(findings); i++)
        if (gireport_finding_severity(findings, i) == GIREPORT_SEVERITY_ERROR)
            printf("%s %s: found %s, expected %s\n", gireport_finding_rule(findings, i),
                   gireport_finding_cell_key(findings, i, 0), gireport_finding_found(findings, i),
                   gireport_finding_expected(findings, i));
    gireport_report_free(report);
    gireport_findings_free(findings);
    return status != GIREPORT_OK;
}
