/* SPDX-License-Identifier: MIT */
#include <gireport/base.h>
#include <gireport/version.h>

#include "config.h"
#include "mem.h"

struct format {
    const char *names[3]; /* the name, then what else is understood */
    uint32_t support;
};

#define READ GIREPORT_CAN_READ
#define WRITE GIREPORT_CAN_WRITE
#define IF_DOCUMENTS(bits) (HAVE_DOCUMENTS ? (bits) : 0u)

static const struct format formats[] = {
    {{"yaml", "yml"}, READ | WRITE},
    {{"json"}, READ | WRITE},
    {{"csv"}, READ | WRITE},
    {{"text", "txt"}, READ | WRITE},
    {{"markdown", "md"}, READ | WRITE},
    {{"html", "htm", "xhtml"}, IF_DOCUMENTS(READ) | WRITE},
    {{"docx"}, IF_DOCUMENTS(READ | WRITE)},
    {{"xlsx"}, IF_DOCUMENTS(READ | WRITE)},
    {{"pdf-bbox", "bbox"}, IF_DOCUMENTS(READ)},
    {{"pdf-tsv", "tsv"}, READ},
    {{"svg"}, WRITE},
};
#define N_FORMATS (sizeof(formats) / sizeof(formats[0]))

uint32_t gireport_version(void)
{
    return (uint32_t)GIREPORT_VERSION_MAJOR << 16 | (uint32_t)GIREPORT_VERSION_MINOR << 8 | GIREPORT_VERSION_PATCH;
}

const char *gireport_version_string(void)
{
    return GIREPORT_VERSION_STRING;
}

int gireport_feature(uint32_t feature)
{
    switch (feature) {
    case GIREPORT_FEATURE_DOCUMENTS:
    case GIREPORT_FEATURE_XLSX: /* written with what DOCX is written with */
        return HAVE_DOCUMENTS;
    default:
        return 0;
    }
}

const char *gireport_strerror(int status)
{
    switch (status) {
    case GIREPORT_OK:
        return "success";
    case GIREPORT_ERR_NOMEM:
        return "out of memory";
    case GIREPORT_ERR_INVALID_ARG:
        return "invalid argument";
    case GIREPORT_ERR_ABI:
        return "options of a version that this library does not know";
    case GIREPORT_ERR_SYNTAX:
        return "the input is not of its format";
    case GIREPORT_ERR_INVALID_DATA:
        return "nothing of the form was found in the input";
    case GIREPORT_ERR_LIMIT:
        return "a limit was reached";
    case GIREPORT_ERR_NOT_FOUND:
        return "not found";
    case GIREPORT_ERR_IO:
        return "a file could not be opened, read or written";
    case GIREPORT_ERR_CALLBACK:
        return "stopped by the caller";
    case GIREPORT_ERR_UNSUPPORTED:
        return "not supported by this build";
    default:
        return "unknown status";
    }
}

void gireport_free(void *memory)
{
    gireport__free(memory);
}

size_t gireport_format_count(void)
{
    return N_FORMATS;
}

const char *gireport_format_name(uint32_t format)
{
    return format >= 1 && format <= N_FORMATS ? formats[format - 1].names[0] : NULL;
}

static int same_name(const char *a, const char *b)
{
    for (; *a && *b; a++, b++) {
        char lower = *a >= 'A' && *a <= 'Z' ? (char)(*a - 'A' + 'a') : *a;
        if (lower != *b)
            return 0;
    }
    return *a == *b;
}

uint32_t gireport_format_find(const char *name)
{
    if (!name)
        return 0;
    if (*name == '.') /* an extension with its dot */
        name++;
    for (uint32_t i = 0; i < N_FORMATS; i++)
        for (size_t k = 0; k < 3 && formats[i].names[k]; k++)
            if (same_name(name, formats[i].names[k]))
                return i + 1;
    return 0;
}

uint32_t gireport_format_support(uint32_t format)
{
    return format >= 1 && format <= N_FORMATS ? formats[format - 1].support : 0;
}
