/* SPDX-License-Identifier: MIT */
#include "detect.h"

#include <string.h>

#include "csv.h"

#define HEAD      65536 /* bytes in which a text shows what it is */
#define ZIP_NAMES 4096  /* entries of an archive that are looked at */

static char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
}

static int starts(const char *data, size_t len, const char *word)
{
    size_t n = strlen(word);
    return len >= n && memcmp(data, word, n) == 0;
}

/* The offset of a word (lower case, ASCII) in any case, or len. It is looked for by a character that has no case: each
 * word here has one. */
static size_t find(const char *data, size_t len, const char *word)
{
    size_t n = strlen(word), mark = strcspn(word, "<=:");
    for (size_t i = 0; i + n <= len; i++) {
        const char *next = memchr(data + i + mark, word[mark], len - n + 1 - i);
        size_t k = 0;
        if (next == NULL)
            break;
        i = (size_t)(next - data) - mark;
        while (k < n && lower(data[i + k]) == word[k])
            k++;
        if (k == n)
            return i;
    }
    return len;
}

static int holds(const char *data, size_t len, const char *word)
{
    return find(data, len, word) < len;
}

/* ---- no text ---- */

static const struct gireport__text is_pdf = {
    "PDF 文件：先用 pdftotext -bbox-layout（或 -layout）取出文字，再读取它的输出",
    "a PDF: take its text out with `pdftotext -bbox-layout` (or -layout) and read that"};
static const struct gireport__text is_ole = {
    "旧格式的 Office 文件（.doc、.xls、.wps）：请另存为 .docx 或 .xlsx",
    "an Office file of the old kind (.doc, .xls, .wps): save it as .docx or .xlsx"};
static const struct gireport__text is_ofd = {"OFD 文件：请导出为 .docx、HTML 或文本",
                                             "an OFD file: export it as .docx, HTML or text"};
static const struct gireport__text is_odf = {"OpenDocument 文件：请另存为 .docx 或 .xlsx",
                                             "an OpenDocument file: save it as .docx or .xlsx"};
static const struct gireport__text is_slides = {"演示文稿（.pptx）", "a presentation (.pptx)"};
static const struct gireport__text is_archive = {"压缩文件：请先解开，再读取其中的文件",
                                                 "an archive: unpack it and read the files in it"};
static const struct gireport__text is_rtf = {"RTF 文件：请另存为 .docx", "an RTF file: save it as .docx"};
static const struct gireport__text is_image = {"图片：请先识别文字（OCR），再读取得到的文本",
                                               "an image: recognise its text (OCR) and read that"};
static const struct gireport__text is_word_xml = {
    "Word 或 Office 的单文件 XML：请另存为 .docx 或 .xlsx",
    "Word or Office XML in one file: save it as .docx or .xlsx"};
static const struct gireport__text is_mht = {"网页归档（.mht）：请另存为 HTML",
                                             "a web archive (.mht): save it as HTML"};
static const struct gireport__text is_binary = {"二进制数据，不是文字", "binary data, no text"};
static const struct gireport__text is_empty = {"空的输入", "empty"};

static uint32_t little(const char *p, int bytes)
{
    uint32_t v = 0;
    for (int i = bytes - 1; i >= 0; i--)
        v = v << 8 | (unsigned char)p[i];
    return v;
}

/* What the names in the directory of a ZIP tell. The directory stands at the end. */
static struct gireport__detected look_into_zip(const char *data, size_t len)
{
    struct gireport__detected d = {0, &is_archive};
    size_t end = len >= 22 ? len - 22 : 0, least = len > 65557 ? len - 65557 : 0;
    while (end > least && !starts(data + end, len - end, "PK\5\6"))
        end--;
    if (len < 22 || !starts(data + end, len - end, "PK\5\6"))
        return d;
    size_t at = little(data + end + 16, 4);
    for (int i = 0; i < ZIP_NAMES && at + 46 <= end && starts(data + at, len - at, "PK\1\2"); i++) {
        size_t n = little(data + at + 28, 2),
               more = little(data + at + 30, 2) + (size_t)little(data + at + 32, 2);
        const char *name = data + at + 46;
        if (at + 46 + n > len)
            break;
        if (starts(name, n, "word/"))
            return (struct gireport__detected){GIREPORT_FORMAT_DOCX, NULL};
        if (starts(name, n, "xl/"))
            return (struct gireport__detected){GIREPORT_FORMAT_XLSX, NULL};
        if (starts(name, n, "ppt/"))
            return (struct gireport__detected){0, &is_slides};
        if (n == 7 && starts(name, n, "OFD.xml"))
            return (struct gireport__detected){0, &is_ofd};
        if (n == 8 && starts(name, n, "mimetype"))
            d.other = &is_odf;
        at += 46 + n + more;
    }
    return d;
}

struct gireport__detected gireport__detect_binary(const char *data, size_t len)
{
    static const struct {
        const char *bytes;
        size_t n;
        const struct gireport__text *what;
    } signatures[] = {{"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, &is_ole},
                      {"{\\rtf", 5, &is_rtf},
                      {"\x89PNG", 4, &is_image},
                      {"\xff\xd8\xff", 3, &is_image},
                      {"GIF8", 4, &is_image},
                      {"II*\0", 4, &is_image},
                      {"MM\0*", 4, &is_image},
                      {"\x1f\x8b", 2, &is_archive},
                      {"Rar!\x1a", 5, &is_archive},
                      {"7z\xbc\xaf\x27\x1c", 6, &is_archive},
                      {"BZh", 3, &is_archive},
                      {"\xfd"
                       "7zXZ",
                       5, &is_archive},
                      {"MIME-Version:", 13, &is_mht}};
    struct gireport__detected d = {0, NULL};
    if (len >= 4 && memcmp(data, "PK\3\4", 4) == 0)
        return look_into_zip(data, len);
    if (starts(data, len, "PK\5\6"))
        d.other = &is_archive;
    for (size_t i = 0; i < sizeof(signatures) / sizeof(*signatures); i++)
        if (len >= signatures[i].n && memcmp(data, signatures[i].bytes, signatures[i].n) == 0)
            d.other = signatures[i].what;
    /* Mail servers and old programs put a few bytes before the signature. */
    for (size_t i = 0; i < 1024 && i + 5 <= len && d.other == NULL; i++) {
        if (memcmp(data + i, "%PDF-", 5) == 0)
            d.other = &is_pdf;
        else if ((unsigned char)data[i] >= 0x80 || data[i] == '<')
            break;
    }
    if (d.other == NULL && !gireport__is_utf16(data, len) &&
        memchr(data, '\0', len < 4096 ? len : 4096) != NULL)
        d.other = &is_binary;
    return d;
}

/* ---- text ---- */

int gireport__is_utf16(const char *data, size_t len)
{
    if (len < 2 || len % 2 != 0)
        return 0;
    if (memcmp(data, "\xff\xfe", 2) == 0 || memcmp(data, "\xfe\xff", 2) == 0)
        return 1;
    /* Without a mark: every other byte of the first ASCII characters is NUL. */
    return len >= 4 &&
           ((data[0] && !data[1] && data[2] && !data[3]) || (!data[0] && data[1] && !data[2] && data[3]));
}

/* A line that begins with a key which no other text has. A full-width colon is taken for a slip of the hand.
 */
static int is_key_line(const char *s, size_t len)
{
    static const char *const keys[] = {"gireport", "template", "applications", "disclosure", "disputes"};
    while (len > 0 && (*s == ' ' || *s == '\t' || *s == '"' || *s == '\'' || *s == '{')) {
        s++;
        len--;
    }
    for (size_t i = 0; i < sizeof(keys) / sizeof(*keys); i++) {
        size_t n = strlen(keys[i]);
        if (!starts(s, len, keys[i]))
            continue;
        if (n < len && (s[n] == '"' || s[n] == '\''))
            n++;
        while (n < len && s[n] == ' ')
            n++;
        if (n < len && (s[n] == ':' || starts(s + n, len - n, "：")))
            return 1;
    }
    return 0;
}

/* Its keys stand at the start of lines, and no other text has such lines. */
static int is_report_file(const char *data, size_t len)
{
    for (size_t at = 0, n; at < len; at += n + 1) {
        const char *line = data + at, *end = memchr(line, '\n', len - at);
        n = end != NULL ? (size_t)(end - line) : len - at;
        if (starts(line, n, "%YAML") || is_key_line(line, n))
            return 1;
    }
    return 0;
}

static int is_markdown(const char *data, size_t len)
{
    for (size_t at = 0, n; at < len; at += n + 1) {
        const char *line = data + at, *end = memchr(line, '\n', len - at);
        n = end != NULL ? (size_t)(end - line) : len - at;
        size_t hashes = 0;
        while (hashes < n && line[hashes] == '#')
            hashes++;
        if (hashes > 0 && hashes <= 6 && hashes < n && line[hashes] == ' ')
            return 1;
        size_t i = 0, dashes = 0, bars = 0;
        for (; i < n && strchr("|-: \r\t", line[i]) != NULL; i++) {
            dashes += line[i] == '-';
            bars += line[i] == '|';
        }
        if (i == n && dashes >= 3 && bars > 0)
            return 1;
    }
    return 0;
}

/* The single-file XML of an office program. Pages that Word saved have its settings in a comment of theirs. */
static int is_office_xml(const char *data, size_t len)
{
    size_t head = len < 4096 ? len : 4096, html = find(data, head, "<html"), comment = find(data, head, "<!--[if");
    head = html < head ? html : head;
    head = comment < head ? comment : head;
    return holds(data, head, "<w:worddocument") || holds(data, head, "<pkg:package") ||
           holds(data, head, "<office:document") ||
           holds(data, head, "urn:schemas-microsoft-com:office:spreadsheet\"><");
}

static struct gireport__detected detect_tags(const char *data, size_t len)
{
    size_t head = len < HEAD ? len : HEAD;
    struct gireport__detected d = {GIREPORT_FORMAT_HTML, NULL};
    if (holds(data, head, "<doc>") && holds(data, head, "<page width="))
        d.format = GIREPORT_FORMAT_PDF_BBOX;
    else if (is_office_xml(data, len))
        d = (struct gireport__detected){0, &is_word_xml};
    return d;
}

struct gireport__detected gireport__detect(const char *data, size_t len)
{
    struct gireport__detected d = gireport__detect_binary(data, len);
    if (d.format != 0 || d.other != NULL)
        return d;
    if (starts(data, len, "\xef\xbb\xbf")) {
        data += 3;
        len -= 3;
    }
    size_t blank = 0;
    while (blank < len &&
           (data[blank] == ' ' || data[blank] == '\n' || data[blank] == '\r' || data[blank] == '\t'))
        blank++;
    const char *s = data + blank;
    size_t n = len - blank, head = n < HEAD ? n : HEAD, next = 1;
    if (n == 0)
        return (struct gireport__detected){0, &is_empty};
    while (next < n && (s[next] == ' ' || s[next] == '\n' || s[next] == '\r' || s[next] == '\t'))
        next++;
    if (*s == '<' && n > 1 &&
        (lower(s[1]) == '!' || s[1] == '?' || (lower(s[1]) >= 'a' && lower(s[1]) <= 'z')))
        return detect_tags(s, n);
    if ((*s == '{' && next < n && (s[next] == '"' || s[next] == '}')) ||
        (*s == '[' && next < n && s[next] == '{'))
        d.format = GIREPORT_FORMAT_JSON;
    else if (starts(s, n, "level\tpage_num\t"))
        d.format = GIREPORT_FORMAT_PDF_TSV;
    else if (gireport__csv_is_header(s, n))
        d.format = GIREPORT_FORMAT_CSV;
    else if (is_report_file(s, head))
        d.format = *s == '{' ? GIREPORT_FORMAT_JSON : GIREPORT_FORMAT_YAML;
    else if (holds(s, head, "<table") || holds(s, head, "<html"))
        d.format = GIREPORT_FORMAT_HTML;
    else
        d.format = is_markdown(s, head) ? GIREPORT_FORMAT_MARKDOWN : GIREPORT_FORMAT_TEXT;
    return d;
}

int gireport__declared_charset(const char *data, size_t len, char out[40])
{
    size_t head = len < 4096 ? len : 4096, n = 0;
    size_t at = find(data, head, "charset=");
    size_t skip = 8;
    if (starts(data, len, "<?xml") && holds(data, head < 200 ? head : 200, "encoding=")) {
        at = find(data, head, "encoding=");
        skip = 9;
    }
    if (at >= head)
        return 0;
    for (at += skip; at < head && (data[at] == '"' || data[at] == '\'' || data[at] == ' '); at++)
        ;
    while (at < head && n < 39 &&
           (lower(data[at]) == '-' || data[at] == '_' || data[at] == ':' ||
            (data[at] >= '0' && data[at] <= '9') || (lower(data[at]) >= 'a' && lower(data[at]) <= 'z')))
        out[n++] = data[at++];
    out[n] = '\0';
    return n > 0;
}
