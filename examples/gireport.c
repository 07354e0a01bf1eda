/* SPDX-License-Identifier: MIT */

/* gireport: the command line of libgireport, and its largest example. Each command is a file cmd_*.c; what
 * they share is in cli_*.c. Nothing here uses more of the library than its public headers. */

#include <string.h>

#include "cli.h"

static const struct {
    const char *name;
    int (*run)(struct cli *c);
} commands[] = {
    {"check", cmd_check}, {"convert", cmd_convert}, {"fix", cmd_fix},       {"sum", cmd_sum},       {"tally", cmd_tally},
    {"compare", cmd_compare},
    {"form", cmd_form},   {"rules", cmd_rules},     {"fields", cmd_fields}, {"formats", cmd_formats},
};

int main(int argc, char **argv)
{
    struct cli c = {0};
    int rc = cli_parse(&c, argc, argv);
    size_t i;

    if (rc == 0 && c.command)
        for (i = 0; i < sizeof(commands) / sizeof(*commands); i++)
            if (strcmp(c.command, commands[i].name) == 0)
                rc = commands[i].run(&c);
    cli_free(&c);
    if (fflush(stdout) != 0 || ferror(stdout))
        rc = EXIT_UNUSABLE;
    return rc;
}
