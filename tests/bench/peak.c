/* SPDX-License-Identifier: MIT */
/* Runs a command and prints the peak of its memory in KB. A program of its own, because a process counts what it had
 * before it became another one: a child of Python has at least the memory of Python.
 *
 * usage: peak COMMAND ARGUMENT… */
#include <stdio.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct rusage u;
    int status;
    pid_t child = argc > 1 ? fork() : -1;
    if (child == 0) {
        if (freopen("/dev/null", "w", stdout) != NULL && freopen("/dev/null", "w", stderr) != NULL)
            execvp(argv[1], argv + 1);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) == 127 ||
        getrusage(RUSAGE_CHILDREN, &u) != 0)
        return 1;
    printf("%ld\n", u.ru_maxrss);
    return 0;
}
