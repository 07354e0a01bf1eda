/* SPDX-License-Identifier: MIT */
#include "input.h"

#include <string.h>

#include "../base/decode.h"
#include "../base/out.h"
#include "../base/text.h"
#include "../base/yaml_input.h"
#include "../read/detect.h"

#define WINDOW ((size_t)128 << 10) /* the first one; it shows what the input is */

/* ---- opening and closing ---- */

static void begin(struct gireport__input *in, uint32_t format, const struct gireport__limits *limits)
{
    *in = (struct gireport__input){.fd = -1,
                                   .format = format,
                                   .limits = limits,
                                   .line = 1,
                                   .own = in->own,
                                   .capacity = in->capacity};
}

void gireport__input_memory(struct gireport__input *in, const char *data, size_t len, uint32_t format,
                            const struct gireport__limits *limits)
{
    begin(in, format, limits);
    in->data = data;
    in->len = len;
    in->at_end = 1;
}

void gireport__input_callback(struct gireport__input *in, gireport_read_fn read, void *userdata, uint32_t format,
                              const struct gireport__limits *limits)
{
    begin(in, format, limits);
    in->read = read;
    in->userdata = userdata;
    in->data = in->own != NULL ? in->own : "";
}

static int read_fd(char *data, size_t size, size_t *got, void *fd)
{
    return gireport__in_read(*(int *)fd, data, size, got);
}

int gireport__input_file(struct gireport__input *in, const char *path, uint32_t format,
                         const struct gireport__limits *limits)
{
    gireport__input_callback(in, read_fd, NULL, format, limits);
    return gireport__in_open(path, &in->fd);
}

char *gireport__input_take(struct gireport__input *in)
{
    char *own = in->own;
    if (in->format != 0 || !in->ended || in->capacity <= WINDOW)
        return NULL;
    in->own = NULL;
    in->capacity = 0;
    return own;
}

void gireport__input_close(struct gireport__input *in)
{
    if (in->fd >= 0)
        gireport__in_close(in->fd);
    gireport__split_end(&in->split);
    gireport__buf_free(&in->header);
    gireport__buf_free(&in->table);
    gireport__free(in->seen);
    if (in->capacity > WINDOW) {
        gireport__free(in->own);
        in->own = NULL;
        in->capacity = 0;
    }
    begin(in, 0, NULL);
    in->ended = 1;
}

void gireport__input_end(struct gireport__input *in)
{
    gireport__input_close(in);
    gireport__free(in->own);
    in->own = NULL;
    in->capacity = 0;
}

/* ---- the window ---- */

/* Room for more behind data: what was given away goes, then the window grows. */
static int make_room(struct gireport__input *in)
{
    if (in->given > 0) {
        memmove(in->own, in->own + in->given, in->len - in->given);
        in->len -= in->given;
        in->given = 0;
    }
    if (in->len < in->capacity)
        return GIREPORT_OK;
    size_t capacity = in->capacity > 0 ? in->capacity * 2 : WINDOW;
    char *more = capacity > in->capacity ? gireport__realloc_array(in->own, capacity, 1) : NULL;
    if (more == NULL)
        return GIREPORT_ERR_NOMEM;
    in->own = more;
    in->data = more;
    in->capacity = capacity;
    return GIREPORT_OK;
}

/* Fills the window, or meets the end. A document is looked for only then, so that a callback that gives little at a
 * time does not make the same bytes be looked at again and again. */
static int fill(struct gireport__input *in)
{
    int status = make_room(in);
    while (status == GIREPORT_OK && !in->at_end && in->len < in->capacity) {
        size_t got = 0, room = in->capacity - in->len;
        if (in->fd >= 0) {
            status = read_fd(in->own + in->len, room, &got, &in->fd);
        } else if (in->read(in->own + in->len, room, &got, in->userdata) != 0 || got > room) {
            status = GIREPORT_ERR_CALLBACK;
            got = 0;
        }
        in->at_end = status == GIREPORT_OK && got == 0;
        in->len += got;
    }
    return status;
}

/* ---- what it is ---- */

/* 1: UTF-8, as far as the window goes; a character at its end may be cut. */
static int is_utf8(const struct gireport__input *in)
{
    size_t good = gireport__utf8_check(in->data, in->len);
    return good == in->len || (!in->at_end && in->len - good < 4);
}

static void find_out(struct gireport__input *in)
{
    struct gireport__detected d = gireport__detect_binary(in->data, in->len);
    int utf16 = gireport__is_utf16(in->data, in->len);
    if (d.format == 0 && d.other == NULL && !utf16 && in->format == 0)
        d = gireport__detect(in->data, in->len);
    uint32_t format = in->format != 0 ? in->format : d.format;
    int can = format == GIREPORT_FORMAT_YAML || format == GIREPORT_FORMAT_JSON ||
              (format == GIREPORT_FORMAT_CSV && is_utf8(in));
    in->format = can && d.other == NULL && !utf16 ? format : 0;
    gireport__split_begin(&in->split, in->format);
}

/* CSV: keeps the header, which every piece begins with. */
static int take_header(struct gireport__input *in)
{
    size_t end = 0;
    int good = 0;
    if (gireport__split_header(&in->split, in->data, in->len, in->at_end, &end, &good) != GIREPORT__SPLIT_FOUND ||
        !good) {
        in->format = 0; /* the reader of a whole table tells what is wrong with it */
        return GIREPORT_OK;
    }
    gireport__buf_add(&in->header, in->data, end);
    in->given = end;
    in->line = in->split.line;
    return in->header.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

static int open_input(struct gireport__input *in)
{
    int status = in->at_end ? GIREPORT_OK : fill(in);
    in->begun = 1;
    if (status != GIREPORT_OK)
        return status;
    find_out(in);
    return in->format == GIREPORT_FORMAT_CSV ? take_header(in) : GIREPORT_OK;
}

/* ---- pieces ---- */

static int whole(struct gireport__input *in, struct gireport__piece *out)
{
    int status = GIREPORT_OK;
    while (status == GIREPORT_OK && !in->at_end && in->len <= in->limits->bytes)
        status = fill(in);
    if (status == GIREPORT_OK && in->len > in->limits->bytes)
        status = GIREPORT_ERR_LIMIT;
    *out = (struct gireport__piece){.data = in->data, .len = in->len, .line = 1};
    in->ended = 1;
    return status;
}

/* Gives the beginning of the window away, and counts its lines. cut: it may end in the middle of one. */
static void give(struct gireport__input *in, size_t n, int cut)
{
    size_t at = in->given, end = in->given + n;
    in->given = end;
    if (in->format == GIREPORT_FORMAT_CSV) {
        in->line = in->split.line;
        return;
    }
    while (at < end) {
        at = gireport__yaml_line_offset(in->data, end, at, 1, 2);
        in->line += at < end || !cut || in->data[end - 1] == '\n';
    }
}

/* Passes over the rest of a document that is too long. */
static int pass_over(struct gireport__input *in)
{
    size_t end = 0;
    int status = GIREPORT_OK;
    while (status == GIREPORT_OK && gireport__split_next(&in->split, in->data + in->given, in->len - in->given,
                                                         in->at_end, &end) == GIREPORT__SPLIT_MORE) {
        size_t drop = gireport__split_drop(&in->split);
        if (drop == 0 && in->len - in->given > in->limits->bytes) {
            in->ended = 1; /* one record of CSV as long as that: its quote was never closed */
            return GIREPORT_OK;
        }
        give(in, drop, 1);
        status = fill(in);
    }
    give(in, end, 0);
    return status;
}

/* The end of the document at data + given. */
static int find_end(struct gireport__input *in, size_t *end)
{
    for (;;) {
        enum gireport__split_result result = gireport__split_next(
            &in->split, in->data + in->given, in->len - in->given, in->at_end, end);
        if (result == GIREPORT__SPLIT_NOMEM)
            return GIREPORT_ERR_NOMEM;
        if (result == GIREPORT__SPLIT_FOUND)
            return *end > in->limits->bytes ? GIREPORT_ERR_LIMIT : GIREPORT_OK;
        if (in->len - in->given > in->limits->bytes) {
            *end = gireport__split_cut(&in->split);
            if (*end > 0 && *end <= in->limits->bytes)
                return GIREPORT_OK;
            give(in, *end, 0);
            *end = 0;
            int status = pass_over(in);
            return status != GIREPORT_OK ? status : GIREPORT_ERR_LIMIT;
        }
        int status = fill(in);
        if (status != GIREPORT_OK)
            return status;
    }
}

static size_t slot_of(const uint64_t *slots, size_t n, uint64_t h)
{
    size_t at = (size_t)h & (n - 1);
    while (slots[at] != 0 && slots[at] != h)
        at = (at + 1) & (n - 1);
    return at;
}

/* 1: a report of this identity was given away before; -1: no memory. */
static int met_before(struct gireport__input *in, uint64_t h)
{
    if (in->n_seen * 2 >= in->seen_slots) {
        size_t n = in->seen_slots > 0 ? in->seen_slots * 2 : 256;
        uint64_t *slots = gireport__calloc(n, sizeof(*slots));
        if (slots == NULL)
            return -1;
        for (size_t i = 0; i < in->seen_slots; i++)
            if (in->seen[i] != 0)
                slots[slot_of(slots, n, in->seen[i])] = in->seen[i];
        gireport__free(in->seen);
        in->seen = slots;
        in->seen_slots = n;
    }
    size_t at = slot_of(in->seen, in->seen_slots, h);
    if (in->seen[at] == h)
        return 1;
    in->seen[at] = h;
    in->n_seen++;
    return 0;
}

/* The lines of one report, with the header before them. */
static int make_table(struct gireport__input *in, struct gireport__piece *out, uint64_t identity)
{
    out->again = in->again;
    in->again = 1;
    int met = identity != 0 ? met_before(in, identity) : 0;
    if (met != 0)
        return met < 0 ? GIREPORT_ERR_NOMEM : GIREPORT_ERR_INVALID_DATA;
    gireport__buf_clear(&in->table);
    gireport__buf_add(&in->table, in->header.data, in->header.len);
    gireport__buf_add(&in->table, out->data, out->len);
    out->data = in->table.data;
    out->len = in->table.len;
    return in->table.failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

static int next_piece(struct gireport__input *in, struct gireport__piece *out)
{
    size_t end = 0;
    uint32_t line = in->line;
    int status = find_end(in, &end);
    while (status == GIREPORT_OK && in->split.empty) {
        give(in, end, 0);
        line = in->line;
        status = find_end(in, &end);
    }
    *out = (struct gireport__piece){in->data + in->given, end, in->format, line, 0};
    give(in, end, 0);
    if (in->format == GIREPORT_FORMAT_CSV && status == GIREPORT_OK)
        status = make_table(in, out, in->split.hash);
    return status;
}

static void tell(gireport_findings *findings, const char *rule, uint32_t line, const char *arg)
{
    gireport__say(findings, &(struct gireport__say){.rule = rule, .line = line, .column = line != 0, .arg = {arg}});
}

static int tell_failure(struct gireport__input *in, int status, uint32_t line, gireport_findings *findings)
{
    if (status == GIREPORT_ERR_LIMIT)
        tell(findings, "GI-I-010", line, "max_bytes");
    else if (status == GIREPORT_ERR_INVALID_DATA)
        tell(findings, "GI-I-023", line, NULL);
    else if (status == GIREPORT_ERR_IO)
        tell(findings, "GI-I-021", 0, NULL);
    if (status != GIREPORT_ERR_LIMIT && status != GIREPORT_ERR_INVALID_DATA)
        in->ended = 1;
    return status;
}

int gireport__input_next(struct gireport__input *in, struct gireport__piece *out, gireport_findings *findings)
{
    *out = (struct gireport__piece){.data = ""};
    if (in->ended)
        return GIREPORT_ERR_NOT_FOUND;
    int status = in->begun ? GIREPORT_OK : open_input(in);
    if (status != GIREPORT_OK)
        return tell_failure(in, status, 0, findings);
    if (in->format == 0) {
        status = whole(in, out);
        return status != GIREPORT_OK ? tell_failure(in, status, 0, findings) : status;
    }
    if (in->given == in->len && in->at_end && (in->format != GIREPORT_FORMAT_CSV || in->again)) {
        in->ended = 1;
        return GIREPORT_ERR_NOT_FOUND;
    }
    status = next_piece(in, out);
    if (status != GIREPORT_OK)
        return tell_failure(in, status, out->line, findings);
    if (++in->documents > in->limits->documents) {
        tell(findings, "GI-I-010", 0, "max_documents");
        in->ended = 1;
        return GIREPORT_ERR_LIMIT;
    }
    return GIREPORT_OK;
}
