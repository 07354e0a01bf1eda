/* SPDX-License-Identifier: MIT */
#include "inputs.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../support/restyle.h"
#include "base/text.h"

#define MOST 120

static struct input list[MOST];
static size_t count;

static const char *const golden[] = {"jinxiang_2020", "odd_cells", "group_rows", "long_numbers", "blank_2021"};
static const uint32_t formats[] = {GIREPORT_FORMAT_JSON,     GIREPORT_FORMAT_CSV,  GIREPORT_FORMAT_TEXT,
                                   GIREPORT_FORMAT_MARKDOWN, GIREPORT_FORMAT_HTML, GIREPORT_FORMAT_DOCX,
                                   GIREPORT_FORMAT_XLSX};
static const enum restyle_style styles[] = {STYLE_BELOW,     STYLE_CELLS, STYLE_PIPE_ENDS, STYLE_LAYOUT,     STYLE_BROKEN,
                                            STYLE_GLUED,     STYLE_HTML_WORD, STYLE_HTML_NESTED, STYLE_HTML_SPLIT,
                                            STYLE_HTML_ROWS, STYLE_HTML_GBK,  STYLE_DOCX,        STYLE_XLSX,
                                            STYLE_PAPER,     STYLE_BBOX,      STYLE_TSV};

static void need(int ok, const char *what)
{
    if (ok)
        return;
    fprintf(stderr, "%s cannot be made\n", what);
    exit(EXIT_FAILURE);
}

/* data becomes the list's; of the report it takes a copy. NULL: that of the first input. */
static void add(enum input_kind kind, const char *name, char *data, size_t len, const gireport_report *report)
{
    struct input *in = &list[count++];
    need(count < MOST && data != NULL, name);
    snprintf(in->name, sizeof in->name, "%s", name);
    in->kind = kind;
    in->data = data;
    in->len = len;
    need(gireport_report_copy(report != NULL ? report : list[0].report, &in->report) == GIREPORT_OK, name);
}

static char *whole_file(const char *name, size_t *len)
{
    const char *tests = getenv("GIREPORT_TESTS");
    char path[1024], *data = malloc(65536);
    snprintf(path, sizeof path, "%s/%s", tests != NULL ? tests : ".", name);
    FILE *f = fopen(path, "rb");
    need(f != NULL && data != NULL, path);
    *len = fread(data, 1, 65535, f);
    data[*len] = '\0';
    fclose(f);
    return data;
}

/* Little-endian, with its mark; the text is of characters below U+10000. */
static char *as_utf16(const char *text, size_t len, size_t *out_len)
{
    char *out = malloc(2 * len + 2);
    size_t n = 0, at = 0;
    need(out != NULL, "UTF-16");
    out[n++] = (char)0xff;
    out[n++] = (char)0xfe;
    while (at < len) {
        uint32_t c = 0;
        int bytes = gireport__utf8_next(text + at, len - at, &c);
        need(bytes > 0 && c < 0x10000, "UTF-16");
        out[n++] = (char)(c & 255);
        out[n++] = (char)(c >> 8);
        at += (size_t)bytes;
    }
    *out_len = n;
    return out;
}

static void add_formats(const char *name, const gireport_report *r)
{
    gireport_write_options o = GIREPORT_WRITE_OPTIONS_INIT;
    char *text, as[64];
    size_t len;
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        o.format = formats[i];
        snprintf(as, sizeof as, "%s.%s", name, gireport_format_name(formats[i]));
        if (gireport_write_string(r, &o, &text, &len) == GIREPORT_OK)
            add(INPUT_DOCUMENT, as, text, len, NULL);
    }
}

static void add_styles(const gireport_report *r)
{
    for (size_t i = 0; i < sizeof styles / sizeof *styles; i++) {
        struct restyled x;
        if (restyle(r, styles[i], DAMAGE_NONE, 7, &x) == GIREPORT_OK && x.text.len > 0) {
            add(INPUT_DOCUMENT, restyle_style_name(styles[i]), x.text.data, x.text.len, NULL);
            memset(&x.text, 0, sizeof x.text);
        }
        restyled_free(&x);
    }
}

static void make(void)
{
    size_t len;
    char name[128], *data;
    gireport_report *r;
    for (size_t i = 0; i < sizeof golden / sizeof *golden; i++) {
        snprintf(name, sizeof name, "golden/%s/input.yaml", golden[i]);
        data = whole_file(name, &len);
        need(gireport_read(data, len, NULL, &r, NULL) == GIREPORT_OK, name);
        add(INPUT_REPORT, golden[i], data, len, r);
        add_formats(golden[i], r);
        if (i == 0)
            add_styles(r);
        gireport_report_free(r);
    }
    data = whole_file("data/jinxiang.txt", &len);
    add(INPUT_DOCUMENT, "jinxiang.txt", data, len, NULL);
    add(INPUT_DOCUMENT, "jinxiang.txt in UTF-16", as_utf16(data, len, &len), len, NULL);
    data = whole_file("../examples/data/ledger_2023.csv", &len);
    add(INPUT_LEDGER, "ledger_2023.csv", data, len, NULL);
    data = whole_file("data/third-edition.yaml", &len);
    add(INPUT_TEMPLATE, "third-edition.yaml", data, len, NULL);
}

const struct input *inputs(size_t *n)
{
    if (count == 0)
        make();
    *n = count;
    return list;
}

void inputs_free(void)
{
    for (size_t i = 0; i < count; i++) {
        gireport_free(list[i].data);
        gireport_report_free(list[i].report);
    }
    count = 0;
}
