/* SPDX-License-Identifier: MIT */

/* Formats that the library does not read itself: the command lets another program turn them into one that it
 * does. PDF goes through pdftotext (Poppler), old office formats through LibreOffice. No shell is involved.
 */

#include "cli.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

enum kind { OWN = 0, PDF, OFFICE_TEXT, OFFICE_SHEET, OFD };

/* Does the beginning of a zip file name this entry? */
static int zip_names(const char *data, size_t len, const char *entry)
{
    size_t n = strlen(entry), most = len < 4096 ? len : 4096, i;

    for (i = 30; i + n <= most; i++)
        if (memcmp(data + i, entry, n) == 0)
            return 1;
    return 0;
}

static enum kind kind_of(const char *data, size_t len, const char *name)
{
    static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
    const char *dot = name ? strrchr(name, '.') : NULL;
    int sheet = dot && (strcmp(dot, ".xls") == 0 || strcmp(dot, ".et") == 0 || strcmp(dot, ".XLS") == 0);

    if (len >= 5 && memcmp(data, "%PDF-", 5) == 0)
        return PDF;
    if (len >= 8 && memcmp(data, ole, 8) == 0)
        return sheet ? OFFICE_SHEET : OFFICE_TEXT;
    if (len >= 5 && memcmp(data, "{\\rtf", 5) == 0)
        return OFFICE_TEXT;
    if (len >= 4 && memcmp(data, "PK\3\4", 4) == 0) {
        if (zip_names(data, len, "OFD.xml"))
            return OFD;
        if (zip_names(data, len, "application/vnd.oasis.opendocument.text"))
            return OFFICE_TEXT;
        if (zip_names(data, len, "application/vnd.oasis.opendocument.spreadsheet"))
            return OFFICE_SHEET;
    }
    return OWN;
}

int needs_program(const char *data, size_t len)
{
    return kind_of(data, len, NULL) != OWN;
}

/* ---- a directory of our own, and its end ---- */

static void remove_tree(const char *path)
{
    DIR *d = opendir(path);
    struct dirent *e;

    while (d && (e = readdir(d))) {
        char inner[4096];
        struct stat st;

        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
            continue;
        if (snprintf(inner, sizeof(inner), "%s/%s", path, e->d_name) >= (int)sizeof(inner) ||
            lstat(inner, &st) != 0)
            continue;
        if (S_ISDIR(st.st_mode))
            remove_tree(inner);
        else
            unlink(inner);
    }
    if (d)
        closedir(d);
    rmdir(path);
}

static int make_folder(char *out, size_t size)
{
    const char *base = getenv("TMPDIR");

    snprintf(out, size, "%s/gireport-XXXXXX", base && *base ? base : "/tmp");
    return mkdtemp(out) ? 0 : -1;
}

static int save(const char *path, const char *data, size_t len)
{
    FILE *f = fopen(path, "wb");
    int ok = f && fwrite(data, 1, len, f) == len;

    if (f && fclose(f) != 0)
        ok = 0;
    return ok ? 0 : -1;
}

/* ---- running ---- */

/* Runs a program with its output in a file. Returns its exit code, 127 where it is not installed, 126 else.
 */
static int run(const char *const *arguments, const char *output)
{
    posix_spawn_file_actions_t actions;
    char *words[16];
    size_t i;
    pid_t pid;
    int status = 0, rc;

    for (i = 0; arguments[i] && i < 15; i++)
        words[i] = (char *)(uintptr_t)arguments[i]; /* posix_spawn does not change them */
    words[i] = NULL;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_TRUNC, 0600);
    posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
    rc = posix_spawnp(&pid, words[0], &actions, NULL, words, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (rc != 0)
        return rc == ENOENT ? 127 : 126;
    while (waitpid(pid, &status, 0) < 0)
        if (errno != EINTR)
            return 126;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 126;
}

/* Puts the result of a program in the place of the input. */
static int replace(const struct cli *c, const char *path, struct input *in)
{
    const char *name = in->name;
    struct input made;

    if (input_load(c, path, &made) != 0)
        return -1;
    free(in->data);
    *in = made;
    in->name = name;
    return 0;
}

static int from_pdf(const struct cli *c, const char *name, const char *folder, struct input *in)
{
    char source[512], result[512];
    const char *arguments[] = {"pdftotext", "-q", "-bbox-layout", source, result, NULL};
    int rc;

    snprintf(source, sizeof(source), "%s/in.pdf", folder);
    snprintf(result, sizeof(result), "%s/out.html", folder);
    if (save(source, in->data, in->len) != 0) {
        complain(c, "%s：临时文件写不了：%s", "%s: cannot write a temporary file: %s", name,
                 errno_text(c, errno));
        return EXIT_UNUSABLE;
    }
    rc = run(arguments, "/dev/null");
    if (rc == 127) {
        complain(c, "%s：读 PDF 需要 pdftotext，请安装 poppler-utils（apt-get install poppler-utils）",
                 "%s: to read PDF, install pdftotext (apt-get install poppler-utils)", name);
        return EXIT_UNUSABLE;
    }
    if (rc != 0 || replace(c, result, in) != 0) {
        complain(c, "%s：pdftotext 读不了这个 PDF（可能已损坏或加密）",
                 "%s: pdftotext cannot read this PDF (broken or encrypted?)", name);
        return EXIT_UNUSABLE;
    }
    in->format = GIREPORT_FORMAT_PDF_BBOX;
    if (!in->len || !strstr(in->data, "<word ")) {
        complain(c, "%s：PDF 中没有文字，可能是扫描件；请先用文字识别软件处理，或使用原来的文档",
                 "%s: there is no text in this PDF, it may be a scan; run text recognition first, or use the "
                 "original document",
                 name);
        return EXIT_UNUSABLE;
    }
    return 0;
}

static int from_office(const struct cli *c, const char *name, const char *folder, int sheet, struct input *in)
{
    char source[512], result[512], profile[512];
    const char *arguments[] = {
        "soffice", profile, "--headless", "--convert-to", sheet ? "xlsx" : "docx", "--outdir",
        folder,    source,  NULL};
    int rc;

    snprintf(source, sizeof(source), "%s/in.%s", folder, sheet ? "xls" : "doc");
    snprintf(result, sizeof(result), "%s/in.%s", folder, sheet ? "xlsx" : "docx");
    snprintf(profile, sizeof(profile), "-env:UserInstallation=file://%s/profile", folder);
    if (save(source, in->data, in->len) != 0) {
        complain(c, "%s：临时文件写不了：%s", "%s: cannot write a temporary file: %s", name,
                 errno_text(c, errno));
        return EXIT_UNUSABLE;
    }
    rc = run(arguments, "/dev/null");
    if (rc == 127) {
        complain(c,
                 "%s：旧的办公文档格式（DOC、WPS、XLS、ET 等）需要 LibreOffice "
                 "转换；请安装它，或在办公软件中另存为 DOCX 或 XLSX",
                 "%s: old office formats (DOC, WPS, XLS, ET …) need LibreOffice; install it, or save the "
                 "file as DOCX "
                 "or XLSX",
                 name);
        return EXIT_UNUSABLE;
    }
    if (rc != 0 || access(result, R_OK) != 0 || replace(c, result, in) != 0) {
        complain(c, "%s：LibreOffice 打不开这个文件；请在办公软件中另存为 DOCX 或 XLSX",
                 "%s: LibreOffice cannot open this file; save it as DOCX or XLSX", name);
        return EXIT_UNUSABLE;
    }
    in->format = sheet ? GIREPORT_FORMAT_XLSX : GIREPORT_FORMAT_DOCX;
    return 0;
}

int run_program(const struct cli *c, const char *name, struct input *in)
{
    enum kind kind = kind_of(in->data, in->len, name);
    char folder[256];
    int rc;

    if (kind == OFD) {
        complain(c, "%s：OFD 请先用阅读软件导出为 PDF 或 DOCX",
                 "%s: OFD: export it as PDF or DOCX with a viewer first", name);
        return EXIT_UNUSABLE;
    }
    if (make_folder(folder, sizeof(folder)) != 0) {
        complain(c, "建不了临时文件夹：%s", "cannot make a temporary folder: %s", errno_text(c, errno));
        return EXIT_UNUSABLE;
    }
    rc = kind == PDF ? from_pdf(c, name, folder, in) : from_office(c, name, folder, kind == OFFICE_SHEET, in);
    remove_tree(folder);
    return rc;
}
