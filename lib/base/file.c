/* SPDX-License-Identifier: MIT */
#define _XOPEN_SOURCE 700 /* realpath() */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "out.h"

#ifndef O_CLOEXEC
#define O_CLOEXEC 0
#endif
#define TRIES 64 /* of names for the new file */

struct sink {
    int fd;
    int failed;
};

static int put(const char *data, size_t len, void *userdata)
{
    struct sink *s = userdata;
    while (len && !s->failed) {
        ssize_t n = write(s->fd, data, len);
        if (n > 0) {
            data += n;
            len -= (size_t)n;
        } else if (n == 0 || errno != EINTR) {
            s->failed = 1;
        }
    }
    return s->failed;
}

/* Makes a file beside the target that did not exist. O_EXCL keeps two writers apart, whatever the names are. */
static int open_beside(const char *target, struct gireport__buf *name)
{
    for (int i = 0; i < TRIES; i++) {
        gireport__buf_clear(name);
        gireport__buf_adds(name, target);
        gireport__buf_adds(name, ".new-");
        gireport__buf_add_int(name, getpid());
        gireport__buf_addc(name, '-');
        gireport__buf_add_int(name, i);
        if (name->failed)
            return -1;
        int fd = open(name->data, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

typedef int (*produce_fn)(gireport_write_fn write, void *userdata, void *context);

static int fill(int fd, produce_fn produce, void *context, int sync)
{
    struct sink s = {fd, 0};
    int status = produce(put, &s, context);
    if (s.failed)
        status = GIREPORT_ERR_IO;
    if (sync && status == GIREPORT_OK && fsync(fd) != 0)
        status = GIREPORT_ERR_IO;
    if (close(fd) != 0 && status == GIREPORT_OK)
        status = GIREPORT_ERR_IO;
    return status;
}

/* A device or a pipe (/dev/stdout) has no place beside it and must not be replaced by a file. */
static int write_into(const char *path, produce_fn produce, void *context)
{
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    return fd < 0 ? GIREPORT_ERR_IO : fill(fd, produce, context, 0);
}

int gireport__out_file(const char *path, produce_fn produce, void *context)
{
    struct stat st;
    int exists = stat(path, &st) == 0;
    if (exists && S_ISDIR(st.st_mode))
        return GIREPORT_ERR_IO;
    if (exists && !S_ISREG(st.st_mode))
        return write_into(path, produce, context);
    /* Through a symbolic link: the file that it points to is replaced, the link stays. */
    char *real = exists ? realpath(path, NULL) : NULL;
    if (exists && !real)
        return errno == ENOMEM ? GIREPORT_ERR_NOMEM : GIREPORT_ERR_IO;
    const char *target = real ? real : path;
    struct gireport__buf name = {0};
    int fd = open_beside(target, &name);
    int status = name.failed ? GIREPORT_ERR_NOMEM : fd < 0 ? GIREPORT_ERR_IO : fill(fd, produce, context, 1);
    if (fd >= 0 && status == GIREPORT_OK && rename(name.data, target) != 0)
        status = GIREPORT_ERR_IO;
    if (fd >= 0 && status != GIREPORT_OK)
        unlink(name.data);
    gireport__buf_free(&name);
    gireport__free(real);
    return status;
}

/* ---- reading ---- */

int gireport__in_open(const char *path, int *fd)
{
    struct stat st;
    *fd = open(path, O_RDONLY | O_CLOEXEC);
    if (*fd < 0)
        return GIREPORT_ERR_IO;
    if (fstat(*fd, &st) == 0 && !S_ISDIR(st.st_mode))
        return GIREPORT_OK;
    close(*fd);
    *fd = -1;
    return GIREPORT_ERR_IO;
}

int gireport__in_read(int fd, char *data, size_t size, size_t *got)
{
    ssize_t n;
    *got = 0;
    do
        n = read(fd, data, size);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return GIREPORT_ERR_IO;
    *got = (size_t)n;
    return GIREPORT_OK;
}

void gireport__in_close(int fd)
{
    if (fd >= 0)
        close(fd);
}

static int read_all(int fd, size_t max_bytes, struct gireport__buf *b)
{
    char piece[16384];
    size_t n;
    int status;
    while ((status = gireport__in_read(fd, piece, sizeof(piece), &n)) == GIREPORT_OK && n > 0) {
        if (n > max_bytes - b->len)
            return GIREPORT_ERR_LIMIT;
        gireport__buf_add(b, piece, n);
        if (b->failed)
            return GIREPORT_ERR_NOMEM;
    }
    return status;
}

int gireport__read_file(const char *path, size_t max_bytes, char **data, size_t *len)
{
    int fd;
    *data = NULL;
    *len = 0;
    if (gireport__in_open(path, &fd) != GIREPORT_OK)
        return GIREPORT_ERR_IO;
    struct gireport__buf b = {0};
    gireport__buf_add(&b, "", 0); /* an empty file gives "", not NULL */
    int status = b.failed ? GIREPORT_ERR_NOMEM : read_all(fd, max_bytes, &b);
    gireport__in_close(fd);
    if (status != GIREPORT_OK) {
        gireport__buf_free(&b);
        return status;
    }
    *data = b.data;
    *len = b.len;
    return GIREPORT_OK;
}
