/* SPDX-License-Identifier: MIT */
/* Reads a report in any format and prints every finding, as README.md shows it. */
#include <gireport/gireport.h>
#include <stdio.h>

static int print(const char *data, size_t len, void *file)
{
    return fwrite(data, 1, len, file) != len;
}

int main(int argc, char **argv)
{
    const char *path = argc > 1 ? argv[1] : "jinxiang_2020.yaml";
    gireport_report *report = NULL;
    gireport_findings *findings = NULL;
    int status = gireport_findings_new(&findings);
    if (status == GIREPORT_OK)
        status = gireport_findings_set_file(findings, path);
    if (status == GIREPORT_OK)
        status = gireport_read_file(path, NULL, &report, findings);
    if (status == GIREPORT_OK)
        status = gireport_check(report, NULL, findings);
    const gireport_findings *list[] = {findings};
    if (findings != NULL)
        gireport_findings_write(list, 1, GIREPORT_FINDINGS_TEXT, GIREPORT_LANG_EN, print, stdout);
    if (status != GIREPORT_OK)
        fprintf(stderr, "%s\n", gireport_strerror(status));
    gireport_report_free(report);
    gireport_findings_free(findings);
    return status != GIREPORT_OK;
}
