/* SPDX-License-Identifier: MIT */
/* A target without a fuzzer: every seed, its variants, and mutations of all of them with fixed numbers.
 *
 *     replay_TARGET FILE…     FUZZ_RUNS=5000 for more mutations of each than 15; FUZZ_KEEP=FOLDER to write the seeds there
 *
 * A failure aborts; before it, the input is written to fuzz-failure in the current folder. */
#include <signal.h>
#include <string.h>

#include "../support/random_report.h"
#include "fuzz.h"

#define MOST (1u << 20) /* bytes of a mutated input */

static const char *const tokens[] = {
    "（七）总计", "（一）予以公开", "一、本年新收政府信息公开申请数量", "第二十条第（一）项", "结果维持", "自然人", "总计", "合计",
    "2021年政府信息公开工作年度报告", "件", "万元", "+6", "-8", "/", "—", "0", "00000000000000000000000000001", "１２",
    "22（其中修订16件）", "|", "\t", "\n", "\r\n", "\f", "\x1b[31m", "\xe2\x80\xae", "\xff\xfe", "\xff", ": ", "- ", "---\n",
    "[", "]", "{", "}", "\"", "'", "|\n", "&a ", "*a", "<td rowspan=9999 colspan=9999>", "<table>", "</table>", "<tr>", "<!--",
    "]]>", "&#1;", "PK\x03\x04", "w:gridSpan w:val=\"99\"",
    "organ,year,template,key", "\"\"", ",", ";", "2023-02-30", "20230115"};
#define N_TOKENS (sizeof tokens / sizeof *tokens)

static const uint8_t *running;
static size_t running_size;

static void write_file(const char *path, const uint8_t *data, size_t size)
{
    FILE *f = fopen(path, "wb");
    fuzz_need(f != NULL);
    fuzz_need(fwrite(data, 1, size, f) == size);
    fuzz_need(fclose(f) == 0);
}

static void on_abort(int signal_number)
{
    FILE *f = fopen("fuzz-failure", "wb");
    if (f != NULL) {
        fwrite(running, 1, running_size, f);
        fclose(f);
    }
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void run(const uint8_t *data, size_t size)
{
    running = data;
    running_size = size;
    LLVMFuzzerTestOneInput(data, size);
}

/* Replaces `cut` bytes at a place by others. */
static void put(uint8_t *data, size_t *size, size_t at, size_t cut, const void *with, size_t len)
{
    if (at + cut > *size || *size - cut + len > MOST)
        return;
    memmove(data + at + len, data + at + cut, *size - at - cut);
    memcpy(data + at, with, len);
    *size = *size - cut + len;
}

static void mutate(uint8_t *data, size_t *size, struct random_source *s)
{
    static uint8_t piece[256];
    size_t at = (size_t)random_below(s, *size + 1), rest = *size - at;
    size_t len = (size_t)random_below(s, (rest < sizeof piece ? rest : sizeof piece) + 1);
    const char *token = tokens[random_below(s, N_TOKENS)];
    memcpy(piece, data + at, len);
    switch (random_below(s, 6)) {
    case 0:
        put(data, size, at, len, "", 0);
        break;
    case 1:
        put(data, size, (size_t)random_below(s, *size + 1), 0, piece, len);
        break;
    case 2:
        put(data, size, at, len ? 1 : 0, token, strlen(token));
        break;
    case 3:
        put(data, size, at, 0, token, strlen(token));
        break;
    case 4:
        if (rest > 0)
            data[at] ^= (uint8_t)(1u << random_below(s, 8));
        break;
    default:
        *size = random_below(s, 8) ? *size : at;
    }
}

static unsigned long run_mutations(const uint8_t *data, size_t size, unsigned long runs, uint64_t seed)
{
    struct random_source s = {seed};
    uint8_t *copy = malloc(MOST), *exact;
    unsigned long n = 0;
    fuzz_need(copy != NULL);
    for (; size <= MOST && n < runs; n++) {
        size_t now = size;
        memcpy(copy, data, size);
        for (uint64_t k = 1 + random_below(&s, 4); k > 0; k--)
            mutate(copy, &now, &s);
        exact = malloc(now ? now : 1); /* so that a sanitizer sees each byte read beyond */
        fuzz_need(exact != NULL);
        memcpy(exact, copy, now);
        run(exact, now);
        free(exact);
    }
    free(copy);
    return n;
}

static uint8_t *read_seed(const char *path, size_t *size)
{
    FILE *f = fopen(path, "rb");
    uint8_t *data = malloc(MOST);
    if (f == NULL || data == NULL) {
        fprintf(stderr, "%s: cannot be read\n", path);
        exit(1);
    }
    *size = fread(data, 1, MOST, f);
    fclose(f);
    return data;
}

/* One seed, or another form of it. Returns how many inputs were run. */
static unsigned long run_seed(const uint8_t *data, size_t size, unsigned long runs, uint64_t seed)
{
    const char *keep = getenv("FUZZ_KEEP");
    char path[4096];
    if (keep != NULL && snprintf(path, sizeof path, "%s/%llu", keep, (unsigned long long)seed) < (int)sizeof path)
        write_file(path, data, size);
    run(data, size);
    return 1 + run_mutations(data, size, runs, seed);
}

int main(int argc, char **argv)
{
    const char *wanted = getenv("FUZZ_RUNS");
    unsigned long runs = wanted != NULL ? strtoul(wanted, NULL, 10) : 15, n = 0;
    signal(SIGABRT, on_abort);
#ifndef __SANITIZE_ADDRESS__ /* which tells more itself, then aborts */
    signal(SIGSEGV, on_abort);
#endif
    run((const uint8_t *)"", 0);
    for (int i = 1; i < argc; i++) {
        size_t size, other_size;
        uint8_t *data = read_seed(argv[i], &size), *other;
        n += run_seed(data, size, runs, (uint64_t)i);
        for (unsigned k = 0; fuzz_variant(data, size, k, &other, &other_size); k++) {
            n += run_seed(other, other_size, runs, (uint64_t)(k + 1) << 32 | (uint64_t)i);
            free(other);
        }
        free(data);
    }
    printf("FIGURE fuzz inputs replayed: %lu\n%d passed, 0 failed, 0 skipped\n", n, argc > 1);
    return argc > 1 ? 0 : 1;
}
