/* SPDX-License-Identifier: MIT */

/* What the command says: two languages, failures in words, the word that was probably meant. */

#include "cli.h"

#include <errno.h>
#include <stdarg.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

const char *say(const struct cli *c, const char *zh, const char *en)
{
    return c->lang == GIREPORT_LANG_EN ? en : zh;
}

void show(const struct cli *c, FILE *stream, const char *zh, const char *en, ...)
{
    va_list args;

    va_start(args, en);
    vfprintf(stream, c->lang == GIREPORT_LANG_EN ? en : zh, args);
    va_end(args);
}

/* The length of a character that a terminal would obey instead of show: C0 (but for tab and line feed), DEL,
 * C1, and the marks that turn the direction of text; else 0. */
static size_t obeyed(const unsigned char *s)
{
    if ((s[0] < 0x20 && s[0] != '\n' && s[0] != '\t') || s[0] == 0x7f)
        return 1;
    if ((s[0] == 0xc2 && s[1] >= 0x80 && s[1] < 0xa0) || (s[0] == 0xd8 && s[1] == 0x9c))
        return 2;
    if (s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0x8e || s[2] == 0x8f || (s[2] >= 0xa8 && s[2] <= 0xae)))
        return 3;
    return s[0] == 0xe2 && s[1] == 0x81 && s[2] >= 0xa0 && s[2] <= 0xaf ? 3 : 0;
}

void print_safe(FILE *stream, const char *s)
{
    for (; *s; s++) {
        size_t n = obeyed((const unsigned char *)s);

        if (n == 0) {
            fputc(*s, stream);
        } else {
            fputc('?', stream);
            s += n - 1;
        }
    }
}

void complain(const struct cli *c, const char *zh, const char *en, ...)
{
    char text[4096];
    va_list args;

    fflush(stdout);
    va_start(args, en);
    vsnprintf(text, sizeof(text), c->lang == GIREPORT_LANG_EN ? en : zh, args);
    va_end(args);
    fputs("gireport: ", stderr);
    print_safe(stderr, text); /* file names and words of others stand in it */
    fputc('\n', stderr);
}

const char *status_text(const struct cli *c, int status)
{
    static const struct {
        int status;
        const char *zh;
    } texts[] = {
        {GIREPORT_ERR_NOMEM, "内存不足"},           {GIREPORT_ERR_INVALID_ARG, "参数不对"},
        {GIREPORT_ERR_SYNTAX, "格式有错"},          {GIREPORT_ERR_INVALID_DATA, "内容不可用"},
        {GIREPORT_ERR_LIMIT, "超出限制"},           {GIREPORT_ERR_NOT_FOUND, "找不到"},
        {GIREPORT_ERR_IO, "文件读写失败"},          {GIREPORT_ERR_CALLBACK, "输出中断"},
        {GIREPORT_ERR_UNSUPPORTED, "此版本不支持"},
    };
    size_t i;

    for (i = 0; i < COUNT(texts) && c->lang == GIREPORT_LANG_ZH; i++)
        if (texts[i].status == status)
            return texts[i].zh;
    return gireport_strerror(status);
}

const char *errno_text(const struct cli *c, int error)
{
    static const struct {
        int error;
        const char *zh;
    } texts[] = {
        {ENOENT, "没有这个文件或文件夹"},
        {EACCES, "没有权限"},
        {EISDIR, "这是一个文件夹"},
        {ENOSPC, "磁盘已满"},
        {ENOTDIR, "路径不对"},
        {EROFS, "磁盘只读"},
        {ENOMEM, "内存不足"},
        {ENAMETOOLONG, "文件名太长"},
    };
    size_t i;

    for (i = 0; i < COUNT(texts) && c->lang == GIREPORT_LANG_ZH; i++)
        if (texts[i].error == error)
            return texts[i].zh;
    return strerror(error);
}

static size_t distance(const char *a, const char *b)
{
    size_t row[64], n = strlen(b), i, j;

    if (n >= COUNT(row))
        return n;
    for (j = 0; j <= n; j++)
        row[j] = j;
    for (i = 0; a[i]; i++) {
        size_t corner = row[0];

        row[0] = i + 1;
        for (j = 0; j < n; j++) {
            size_t change = corner + (a[i] != b[j]);

            corner = row[j + 1];
            row[j + 1] = row[j] + 1 < corner + 1 ? row[j] + 1 : corner + 1;
            if (change < row[j + 1])
                row[j + 1] = change;
        }
    }
    return row[n];
}

const char *nearest(const char *word, const char *const *known, size_t n)
{
    const char *best = NULL;
    size_t least = strlen(word) / 3 + 2, i;

    for (i = 0; i < n; i++) {
        size_t d = distance(word, known[i]);

        if (d < least) {
            least = d;
            best = known[i];
        }
    }
    return best;
}

int unknown(const struct cli *c, const char *zh, const char *en, const char *word, const char *const *known,
            size_t n)
{
    const char *best = nearest(word, known, n);
    size_t i;

    if (best) {
        complain(c, "%s“%s”不存在，是不是“%s”？", "no such %s: '%s'; did you mean '%s'?", say(c, zh, en),
                 word, best);
        return EXIT_UNUSABLE;
    }
    complain(c, "%s“%s”不存在。可用的有：", "no such %s: '%s'. There are:", say(c, zh, en), word);
    for (i = 0; i < n; i++)
        fprintf(stderr, "  %s\n", known[i]);
    return EXIT_UNUSABLE;
}
