/* SPDX-License-Identifier: MIT */
#include "decode.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "text.h"

#define SURE 8u /* so many valid multi-byte sequences are no accident in another charset */

struct name {
    const char *label; /* lower case, without - and _ */
    const char *charset; /* for iconv; NULL: no word on it, look at the bytes */
};

/* Old names stand for what browsers take them for. Labels of Western charsets are what servers send by default. */
static const struct name names[] = {
    {"utf8", "UTF-8"},       {"unicode11utf8", "UTF-8"}, {"gb2312", "GB18030"},   {"gbk", "GB18030"},
    {"gb18030", "GB18030"},  {"gb231280", "GB18030"},    {"xgbk", "GB18030"},     {"cp936", "GB18030"},
    {"ms936", "GB18030"},    {"euccn", "GB18030"},       {"windows936", "GB18030"}, {"chinese", "GB18030"},
    {"big5", "BIG5-HKSCS"},  {"big5hkscs", "BIG5-HKSCS"}, {"cp950", "BIG5-HKSCS"}, {"utf16le", NULL},
    {"utf16be", NULL},       {"utf16", NULL},            {"iso88591", NULL},      {"latin1", NULL},
    {"windows1252", NULL},   {"cp1252", NULL},           {"usascii", NULL},       {"ascii", NULL},
};

/* 1: the label is known. */
static int find_charset(const char *label, const char **charset)
{
    char plain[24];
    size_t n = 0;
    *charset = NULL;
    for (; *label && n + 1 < sizeof(plain); label++)
        if (*label != '-' && *label != '_' && *label != ' ' && *label != '"' && *label != '\'')
            plain[n++] = *label >= 'A' && *label <= 'Z' ? (char)(*label - 'A' + 'a') : *label;
    plain[n] = '\0';
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        if (strcmp(plain, names[i].label) == 0) {
            *charset = names[i].charset;
            return 1;
        }
    return 0;
}

/* Bytes of a broken character: a truncated one is one loss, not one a byte. */
static size_t broken(const char *data, size_t len)
{
    unsigned char lead = (unsigned char)data[0];
    size_t n = 1, most = lead < 0xc2 || lead > 0xf4 ? 1 : lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    while (n < most && n < len && ((unsigned char)data[n] & 0xc0) == 0x80)
        n++;
    return n;
}

/* How much of the bytes is UTF-8 beyond ASCII, and how much is not. */
static void count(const char *data, size_t len, size_t *good, size_t *bad)
{
    size_t i = 0;
    *good = *bad = 0;
    while (i < len) {
        uint32_t cp;
        if ((unsigned char)data[i] < 0x80) {
            i++;
            continue;
        }
        int n = gireport__utf8_next(data + i, len - i, &cp);
        *(n < 0 ? bad : good) += 1;
        i += n < 0 ? broken(data + i, len - i) : (size_t)n;
    }
}

static const char *choose(const char *data, size_t len, const char *declared, struct gireport__decoded *info)
{
    const char *charset = NULL;
    size_t good, bad;
    if (declared && *declared && !find_charset(declared, &charset))
        info->ignored = 1;
    /* UTF-16 without a mark: every other byte of the first ASCII characters is NUL. */
    if (len >= 4 && data[0] && !data[1] && data[2] && !data[3])
        return "UTF-16LE";
    if (len >= 4 && !data[0] && data[1] && !data[2] && data[3])
        return "UTF-16BE";
    count(data, len, &good, &bad);
    int is_utf8 = bad == 0 || good > bad;
    const char *seen = is_utf8 ? "UTF-8" : "GB18030";
    if (!charset || bad + good == 0)
        return seen;
    /* A page saved in another charset than it declares. */
    int declares_utf8 = strcmp(charset, "UTF-8") == 0;
    if (declares_utf8 != is_utf8 && (declares_utf8 || (bad == 0 && good >= SURE))) {
        info->ignored = 1;
        return seen;
    }
    return charset;
}

static void replace(struct gireport__buf *b, struct gireport__decoded *info)
{
    if (info->replaced++ == 0) {
        info->first_line = 1;
        for (size_t i = 0; i < b->len; i++)
            info->first_line += b->data[i] == '\n';
    }
    gireport__buf_add(b, "\xef\xbf\xbd", 3);
}

static int mend_utf8(const char *data, size_t len, size_t max, struct gireport__buf *b, struct gireport__decoded *info)
{
    while (len && !b->failed) {
        size_t good = gireport__utf8_check(data, len);
        gireport__buf_add(b, data, good);
        data += good;
        len -= good;
        if (!len)
            break;
        replace(b, info);
        size_t n = broken(data, len);
        data += n;
        len -= n;
        if (b->len > max)
            return GIREPORT_ERR_LIMIT;
    }
    return b->failed ? GIREPORT_ERR_NOMEM : b->len > max ? GIREPORT_ERR_LIMIT : GIREPORT_OK;
}

/* One step of the conversion; what iconv stumbles over is replaced and skipped. */
static int convert_piece(iconv_t cd, char **in, size_t *left, size_t unit, struct gireport__buf *b,
                         struct gireport__decoded *info)
{
    char piece[4096], *to = piece;
    size_t room = sizeof(piece);
    size_t rc = iconv(cd, in, left, &to, &room);
    int error = rc == (size_t)-1 ? errno : 0;
    gireport__buf_add(b, piece, (size_t)(to - piece));
    if (error == EILSEQ || error == EINVAL) {
        size_t skipped = error == EINVAL || *left < unit ? *left : unit;
        replace(b, info);
        *in += skipped;
        *left -= skipped;
        iconv(cd, NULL, NULL, NULL, NULL);
    } else if (error && error != E2BIG) {
        return GIREPORT_ERR_UNSUPPORTED;
    }
    return b->failed ? GIREPORT_ERR_NOMEM : GIREPORT_OK;
}

static int convert(const char *data, size_t len, const char *charset, size_t max, struct gireport__buf *b,
                   struct gireport__decoded *info)
{
    iconv_t cd = iconv_open("UTF-8", charset);
    if (cd == (iconv_t)-1)
        return errno == ENOMEM ? GIREPORT_ERR_NOMEM : GIREPORT_ERR_UNSUPPORTED;
    /* iconv() reads only, although it takes the input as not const. */
    union {
        const char *constant;
        char *plain;
    } in = {data};
    size_t left = len, unit = strncmp(charset, "UTF-16", 6) == 0 ? 2 : 1;
    int status = GIREPORT_OK;
    while (left && status == GIREPORT_OK) {
        status = convert_piece(cd, &in.plain, &left, unit, b, info);
        if (status == GIREPORT_OK && b->len > max)
            status = GIREPORT_ERR_LIMIT;
    }
    iconv_close(cd);
    return status;
}

int gireport__decode(const char *data, size_t len, const char *charset, size_t max, const char **out, size_t *out_len,
                     struct gireport__decoded *info)
{
    *info = (struct gireport__decoded){0};
    *out = NULL;
    *out_len = 0;
    if (len >= 3 && memcmp(data, "\xef\xbb\xbf", 3) == 0) {
        info->charset = "UTF-8";
        data += 3;
        len -= 3;
    } else if (len >= 2 && (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "\xfe\xff", 2) == 0)) {
        info->charset = data[0] == '\xff' ? "UTF-16LE" : "UTF-16BE";
        data += 2;
        len -= 2;
    } else {
        info->charset = choose(data, len, charset, info);
    }
    int is_utf8 = strcmp(info->charset, "UTF-8") == 0;
    if (is_utf8 && gireport__utf8_check(data, len) == len) {
        if (len > max)
            return GIREPORT_ERR_LIMIT;
        *out = data;
        *out_len = len;
        return GIREPORT_OK;
    }
    struct gireport__buf b = {0};
    gireport__buf_add(&b, "", 0);
    int status = is_utf8 ? mend_utf8(data, len, max, &b, info) : convert(data, len, info->charset, max, &b, info);
    if (status != GIREPORT_OK) {
        gireport__buf_free(&b);
        *info = (struct gireport__decoded){0};
        return status;
    }
    info->memory = b.data;
    *out = b.data;
    *out_len = b.len;
    return GIREPORT_OK;
}
