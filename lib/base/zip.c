/* SPDX-License-Identifier: MIT */
#include "zip.h"

#include "config.h"

#include <string.h>

#if HAVE_DOCUMENTS

#include <zip.h>

#define MAX_ENTRIES 20000
/* Deflate cannot do more than about 1030 to 1. Tables full of zeros reach 100 to 1; more than this is a bomb. */
#define MAX_RATIO 400u
#define FREE_SIZE (1u << 20) /* below it the ratio does not matter */
#define PROBE_SIZE 4096u     /* more than libzip takes at once to open an archive */
#define FIRST_DAY 33u        /* 1980-01-01 as archives tell it; a time_t would depend on the time zone */

struct gireport__zip {
    zip_t *archive;
    zip_source_t *target; /* writing: the bytes of the archive */
    void **parts;         /* writing: what goes in; libzip 1.7 frees it or not when memory is short, so it is ours */
    size_t n_parts, part_capacity;
};

#define ZLIB_MEMORY (-4) /* Z_MEM_ERROR; zlib itself is not used here */

static int status_of(const zip_error_t *e)
{
    int code = zip_error_code_zip(e);
    int is_memory = code == ZIP_ER_MEMORY || (code == ZIP_ER_ZLIB && zip_error_code_system(e) == ZLIB_MEMORY);
    return is_memory ? GIREPORT_ERR_NOMEM : GIREPORT_ERR_SYNTAX;
}

static int open_source(zip_source_t *source, int flags, struct gireport__zip **out)
{
    struct gireport__zip *z = gireport__calloc(1, sizeof *z);
    zip_error_t error;
    int status = GIREPORT_OK;

    zip_error_init(&error);
    if (z && source)
        z->archive = zip_open_from_source(source, flags, &error);
    if (!z || !source || !z->archive) {
        status = z && source ? status_of(&error) : GIREPORT_ERR_NOMEM;
        if (source)
            zip_source_free(source);
        gireport__free(z);
        z = NULL;
    }
    zip_error_fini(&error);
    *out = z;
    return status;
}

static int open_bytes(const char *data, size_t len, struct gireport__zip **out)
{
    zip_error_t error;
    int status;

    zip_error_init(&error);
    status = open_source(zip_source_buffer_create(data, len, 0, &error), ZIP_RDONLY, out);
    zip_error_fini(&error);
    return status;
}

int gireport__zip_open(const char *data, size_t len, struct gireport__zip **out)
{
    int status = open_bytes(data, len, out);

    if (status == GIREPORT_ERR_SYNTAX) { /* libzip 1.7 says "no archive" also where it was short of memory */
        void *room = gireport__malloc(PROBE_SIZE);

        status = room ? open_bytes(data, len, out) : GIREPORT_ERR_NOMEM;
        gireport__free(room);
    }
    if (status == GIREPORT_OK && zip_get_num_entries((*out)->archive, 0) > MAX_ENTRIES) {
        gireport__zip_free(*out);
        *out = NULL;
        status = GIREPORT_ERR_LIMIT;
    }
    return status;
}

/* Reads on to the end, whatever size the archive claims. */
static int read_all(zip_file_t *file, size_t max_bytes, struct gireport__buf *out)
{
    char chunk[16384];
    zip_int64_t n;

    while ((n = zip_fread(file, chunk, sizeof chunk)) > 0) {
        if (out->len + (size_t)n > max_bytes)
            return GIREPORT_ERR_LIMIT;
        gireport__buf_add(out, chunk, (size_t)n);
        if (out->failed)
            return GIREPORT_ERR_NOMEM;
    }
    return n < 0 ? status_of(zip_file_get_error(file)) : GIREPORT_OK;
}

int gireport__zip_read(struct gireport__zip *z, const char *name, size_t max_bytes, char **data, size_t *len)
{
    struct gireport__buf text = {0};
    zip_int64_t i = zip_name_locate(z->archive, name, ZIP_FL_NOCASE | ZIP_FL_ENC_GUESS);
    zip_stat_t about;
    zip_file_t *file;
    int status;

    zip_stat_init(&about);
    *data = NULL;
    *len = 0;
    if (i < 0)
        return GIREPORT_ERR_NOT_FOUND;
    if (zip_stat_index(z->archive, (zip_uint64_t)i, 0, &about) == 0 && (about.valid & ZIP_STAT_COMP_SIZE) &&
        max_bytes > FREE_SIZE && about.comp_size < max_bytes / MAX_RATIO)
        max_bytes = about.comp_size * MAX_RATIO + FREE_SIZE;
    if ((about.valid & ZIP_STAT_SIZE) && about.size > max_bytes)
        return GIREPORT_ERR_LIMIT; /* by its own word; what lies is stopped by read_all() */
    file = zip_fopen_index(z->archive, (zip_uint64_t)i, 0);
    if (!file)
        return status_of(zip_get_error(z->archive));
    status = read_all(file, max_bytes, &text);
    zip_fclose(file);
    if (status == GIREPORT_OK && !text.data)
        gireport__buf_add(&text, "", 0);
    if (status == GIREPORT_OK && !text.data)
        text.data = gireport__strndup("", 0);
    if (status != GIREPORT_OK || !text.data) {
        gireport__buf_free(&text);
        return status != GIREPORT_OK ? status : GIREPORT_ERR_NOMEM;
    }
    *data = text.data;
    *len = text.len;
    return GIREPORT_OK;
}

/* --- writing ------------------------------------------------------------------------------------------------ */

int gireport__zip_new(struct gireport__zip **out)
{
    zip_error_t error;
    zip_source_t *source;
    int status;

    zip_error_init(&error);
    source = zip_source_buffer_create(NULL, 0, 0, &error);
    zip_error_fini(&error);
    if (source)
        zip_source_keep(source); /* one for the archive, one for us to read the bytes from */
    status = open_source(source, ZIP_TRUNCATE, out);
    if (status == GIREPORT_OK)
        (*out)->target = source;
    else if (source)
        zip_source_free(source);
    return status;
}

int gireport__zip_add(struct gireport__zip *z, const char *name, const char *data, size_t len)
{
    void *copy, *parts = z->parts;
    zip_source_t *part;
    zip_int64_t i;

    if (!gireport__grow(&parts, &z->part_capacity, z->n_parts, sizeof *z->parts))
        return GIREPORT_ERR_NOMEM;
    z->parts = parts;
    copy = gireport__malloc(len);
    if (!copy)
        return GIREPORT_ERR_NOMEM;
    memcpy(copy, data, len);
    z->parts[z->n_parts++] = copy;
    part = zip_source_buffer(z->archive, copy, len, 0);
    if (!part)
        return GIREPORT_ERR_NOMEM;
    i = zip_file_add(z->archive, name, part, ZIP_FL_ENC_UTF_8);
    if (i < 0) {
        zip_source_free(part);
        return GIREPORT_ERR_NOMEM;
    }
    /* No clock: the same parts give the same bytes. */
    return zip_file_set_dostime(z->archive, (zip_uint64_t)i, 0, FIRST_DAY, 0) == 0 ? GIREPORT_OK : GIREPORT_ERR_NOMEM;
}

int gireport__zip_finish(struct gireport__zip *z, char **data, size_t *len)
{
    zip_stat_t about;
    int status = GIREPORT_ERR_NOMEM;

    *data = NULL;
    *len = 0;
    if (zip_close(z->archive) != 0)
        return GIREPORT_ERR_NOMEM;
    z->archive = NULL;
    zip_stat_init(&about);
    if (zip_source_stat(z->target, &about) != 0 || zip_source_open(z->target) != 0)
        return GIREPORT_ERR_NOMEM;
    *data = gireport__malloc((size_t)about.size);
    if (*data && zip_source_read(z->target, *data, about.size) == (zip_int64_t)about.size) {
        *len = (size_t)about.size;
        status = GIREPORT_OK;
    } else {
        gireport__free(*data);
        *data = NULL;
    }
    zip_source_close(z->target);
    return status;
}

void gireport__zip_free(struct gireport__zip *z)
{
    if (!z)
        return;
    if (z->archive)
        zip_discard(z->archive);
    if (z->target)
        zip_source_free(z->target);
    for (size_t i = 0; i < z->n_parts; i++)
        gireport__free(z->parts[i]);
    gireport__free(z->parts);
    gireport__free(z);
}

#else /* !HAVE_DOCUMENTS */

int gireport__zip_open(const char *data, size_t len, struct gireport__zip **out)
{
    (void)data, (void)len;
    *out = NULL;
    return GIREPORT_ERR_UNSUPPORTED;
}

int gireport__zip_read(struct gireport__zip *z, const char *name, size_t max_bytes, char **data, size_t *len)
{
    (void)z, (void)name, (void)max_bytes;
    *data = NULL;
    *len = 0;
    return GIREPORT_ERR_UNSUPPORTED;
}

int gireport__zip_new(struct gireport__zip **out)
{
    *out = NULL;
    return GIREPORT_ERR_UNSUPPORTED;
}

int gireport__zip_add(struct gireport__zip *z, const char *name, const char *data, size_t len)
{
    (void)z, (void)name, (void)data, (void)len;
    return GIREPORT_ERR_UNSUPPORTED;
}

int gireport__zip_finish(struct gireport__zip *z, char **data, size_t *len)
{
    (void)z;
    *data = NULL;
    *len = 0;
    return GIREPORT_ERR_UNSUPPORTED;
}

void gireport__zip_free(struct gireport__zip *z)
{
    (void)z;
}

#endif
