/* SPDX-License-Identifier: MIT */
/* Loaded before a test program: sets the locale of the environment, as a program with a user interface does. */
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>

__attribute__((constructor)) static void force(void)
{
    if (setlocale(LC_ALL, "") == NULL) {
        fputs("the locale of the environment is not there\n", stderr);
        abort();
    }
}
