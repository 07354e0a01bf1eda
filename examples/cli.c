/* SPDX-License-Identifier: MIT */

/* The command line: which commands and options there are, what they mean, and what to say when one is wrong.
 */

#include "cli.h"

#include <stdlib.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(*(array)))

enum {
    CHECK = 1,
    CONVERT = 2,
    FIX = 4,
    SUM = 8,
    FORM = 16,
    RULES = 32,
    FIELDS = 64,
    FORMATS = 128,
    COMPARE = 256,
    TALLY = 512,
    READS = CHECK | CONVERT | FIX | SUM | COMPARE,
    WRITES = CONVERT | FIX | SUM | FORM | TALLY,
    OUTPUTS = WRITES | COMPARE,
    ALL = 1023
};

static const struct command {
    const char *name;
    unsigned bit;
    const char *arguments;
    const char *zh, *en;
} commands[] = {
    {"check", CHECK, "FILE…", "检查报告，逐条列出问题，最后说明能否发布",
     "check reports, list what is wrong, and say whether they may be published"},
    {"convert", CONVERT, "--to FORMAT [-o OUT] FILE…", "把报告转换成另一种格式",
     "turn reports into another format"},
    {"fix", FIX, "[--choose N] [-o OUT] FILE", "给出最小的改正方案；有 -o 时写出改正后的副本",
     "show the smallest repair; with -o write the corrected copy"},
    {"sum", SUM, "[--parent F] [--organ NAME] [--year Y] [--explain KEY] [-o OUT] FILE…",
     "把各单位的报告汇总成上级报告的草稿", "consolidate the reports of units into a draft for their parent"},
    {"tally", TALLY, "--year Y [--report F] [--explain KEY] [--carried OUT.csv] [-o OUT] LEDGER.csv",
     "从申请台账得出表三、表四", "count a ledger of requests into the tables 三 and 四"},
    {"compare", COMPARE, "[--to FORMAT] [--chart KEY] [-o OUT] FILE…",
     "比较同一机关各年、或同一年各机关的报告；一份报告则给出指标和图表",
     "compare years of an organ, or organs of a year; of one report the indicators and charts"},
    {"form", FORM, "--template ID [--prior F] [-o OUT]", "空白表格", "the blank form"},
    {"rules", RULES, "[ID]", "列出检查规则，或解释一条", "list the rules, or explain one"},
    {"fields", FIELDS, "[KEY]", "列出表格的单元格，或解释一个", "list the cells of a form, or explain one"},
    {"formats", FORMATS, "[NAME]", "列出能读写的格式", "list the formats that can be read and written"},
};

enum option_id {
    OPT_FROM,
    OPT_FILES_FROM,
    OPT_JOBS,
    OPT_LOG,
    OPT_SKIP_DONE,
    OPT_EXPECT,
    OPT_NOTICES,
    OPT_LANG,
    OPT_NTH,
    OPT_TEMPLATE,
    OPT_PRIOR,
    OPT_UNITS,
    OPT_LEVEL,
    OPT_PUBLISHED,
    OPT_WAIVERS,
    OPT_TODAY,
    OPT_CLAIMS,
    OPT_PROFILE,
    OPT_SINCE,
    OPT_BLANK,
    OPT_FORMAT,
    OPT_TO,
    OPT_OUT,
    OPT_CHOOSE,
    OPT_PARENT,
    OPT_ORGAN,
    OPT_CHART,
    OPT_YEAR,
    OPT_REPORT,
    OPT_EXPLAIN,
    OPT_CARRIED,
    OPT_WIDTH,
    OPT_LABELS,
    OPT_SENTENCES,
    OPT_TRACE,
    OPT_FINDINGS,
    OPT_FRAGMENT,
    OPT_TABLES,
    OPT_CHARTS,
    OPT_SUMMARY,
    OPT_BOM,
    OPT_WIDE,
    OPT_STATES,
    OPT_HELP,
    OPT_VERSION
};

static const struct option {
    const char *name;
    enum option_id id;
    unsigned commands;    /* where it may stand */
    const char *argument; /* NULL: takes none */
    const char *zh, *en;
} options[] = {
    {"--prior", OPT_PRIOR, CHECK | FORM, "F", "上一年度的报告", "the report of the year before"},
    {"--units", OPT_UNITS, CHECK, "F…", "所属单位的报告，直到下一个选项或 -- 为止",
     "reports of the covered units, up to the next option or --"},
    {"--level", OPT_LEVEL, CHECK, "L", "机关层级：county、department 等",
     "level of the organ: county, department …"},
    {"--published", OPT_PUBLISHED, CHECK, "DATE", "发布日期 YYYY-MM-DD", "date of publication"},
    {"--waivers", OPT_WAIVERS, CHECK, "F", "豁免文件：已核对并接受的问题", "waivers: findings that are accepted"},
    {"--today", OPT_TODAY, CHECK, "DATE", "检查的日期，用于核对豁免的期限", "day of the check, for waivers that expire"},
    {"--claims", OPT_CLAIMS, CHECK, NULL, "列出文中的数字：怎样读，对应哪些格，是否相符",
     "list what the text says in numbers: how it was read, which cells, whether they agree"},
    {"--profile", OPT_PROFILE, CHECK | CONVERT, "P", "gate（只看表格错误）、default、strict",
     "gate (errors of the tables only), default, strict"},
    {"--since", OPT_SINCE, CHECK, "VERSION", "只用这个版本已有的规则，如 0.1；升级后结果不变",
     "only the rules that this version had, such as 0.1: an upgrade changes nothing"},
    {"--blank", OPT_BLANK, READS, "B", "空格：lenient（部分按 0 计）、strict（一律未知）",
     "blank cells: lenient (a part counts 0), strict (unknown)"},
    {"--format", OPT_FORMAT, CHECK, "F", "text、json、sarif", "text, json, sarif"},
    {"--to", OPT_TO, OUTPUTS, "FORMAT", "输出格式；没有时由 -o 的扩展名决定",
     "output format; else told from the extension of -o"},
    {"-o", OPT_OUT, CHECK | OUTPUTS, "OUT", "写到文件", "write to a file"},
    {"--choose", OPT_CHOOSE, FIX, "N", "采用第 N 个方案", "take the N-th proposal"},
    {"--parent", OPT_PARENT, SUM, "F", "上级的报告，其中列出应有的单位",
     "the parent's report, which names the units to come"},
    {"--organ", OPT_ORGAN, SUM | TALLY, "NAME", "草稿的机关名称", "the organ of the draft"},
    {"--year", OPT_YEAR, SUM | TALLY, "Y", "草稿的年度", "the year of the draft"},
    {"--report", OPT_REPORT, TALLY, "F", "报告文件：其他各部分从中取", "a report file, from which the other parts are taken"},
    {"--explain", OPT_EXPLAIN, TALLY | SUM, "KEY", "不写报告，列出计入这一格的各行、各单位",
     "instead of the report: the rows, the units that count in a cell"},
    {"--carried", OPT_CARRIED, TALLY, "OUT", "另写结转下年度的各行，即下一年台账的开头",
     "also write the rows carried out: the beginning of next year's ledger"},
    {"--chart", OPT_CHART, COMPARE, "KEY", "svg：只要一张图：outcomes、reviews 等", "svg: one chart: outcomes, reviews …"},
    {"--labels", OPT_LABELS, WRITES, NULL, "YAML 中用注释标出表格的文字",
     "YAML: official labels as comments"},
    {"--trace", OPT_TRACE, CONVERT | FIX | SUM, NULL, "标出每个数字在原文的位置",
     "show where each number was read"},
    {"--findings", OPT_FINDINGS, CONVERT, NULL, "检查，并在单元格中标出问题", "check, and mark the cells"},
    {"--sentences", OPT_SENTENCES, CONVERT, NULL, "没有总体情况时，由表格写出申请和复议诉讼的文字",
     "write the sentences on applications and disputes from the tables, where there is no overview"},
    {"--fragment", OPT_FRAGMENT, CONVERT | FORM | COMPARE, NULL, "HTML：只要正文；CSV：不要标题行",
     "HTML: no head and body; CSV: no header line"},
    {"--tables", OPT_TABLES, CONVERT | FORM | TALLY, NULL, "只要表格", "the tables only"},
    {"--charts", OPT_CHARTS, CONVERT, NULL, "HTML、DOCX：在各表后画图", "HTML, DOCX: charts behind the tables"},
    {"--summary", OPT_SUMMARY, CONVERT, NULL, "HTML、SVG：一页图解，代替报告", "HTML, SVG: one page in pictures instead"},
    {"--wide", OPT_WIDE, CONVERT, NULL, "CSV：一份报告一行，一格一列；~ 空格，/ 不适用，? 读不出",
     "CSV: one line a report, one column a cell; ~ blank, / not applicable, ? unreadable"},
    {"--states", OPT_STATES, CONVERT, NULL, "同 --wide，格的状态另列", "as --wide, with the states in columns of their own"},
    {"--bom", OPT_BOM, CONVERT | FORM | COMPARE, NULL, "CSV 以字节序标记开头（供 Excel）",
     "CSV: begin with a byte-order mark"},
    {"--width", OPT_WIDTH, CONVERT | FORM, "N", "text：行宽", "text: columns of a line"},
    {"--from", OPT_FROM, READS, "FORMAT", "输入格式；没有时由内容判断",
     "input format; else told from the bytes"},
    {"--nth", OPT_NTH, READS, "N", "只取每个输入的第 N 份报告", "only the N-th report of each input"},
    {"--template", OPT_TEMPLATE, READS | FORM | FIELDS | TALLY, "T", "表格：cn-2019、cn-2021 或自己的模板文件",
     "form: cn-2019, cn-2021, or a template file of your own"},
    {"--files-from", OPT_FILES_FROM, CHECK | CONVERT | SUM | COMPARE, "F", "文件名的清单，每行一个（也可写作 @F）",
     "a list of file names, one a line (or: @F)"},
    {"--jobs", OPT_JOBS, CHECK | CONVERT, "N", "线程数；没有时按处理器数", "threads; else as many as processors"},
    {"--log", OPT_LOG, CHECK | CONVERT, "F", "记录每个文件的结果（JSON，每行一个文件）",
     "append a line of JSON for each file"},
    {"--skip-done", OPT_SKIP_DONE, CHECK, NULL, "跳过记录中已检查过、之后没有改动的文件",
     "pass over files that the log has and that did not change since"},
    {"--expect", OPT_EXPECT, CHECK, "F", "应有机关的清单（每行：名称 或 名称,代码）；指出缺报、迟报",
     "the organs to come (a line each: name, or name,code): tells who is missing, who is late"},
    {"--notices", OPT_NOTICES, CHECK, "DIR", "为每份有错误的报告写一份整改通知（HTML）",
     "write a rectification notice (HTML) for each report with errors"},
    {"--lang", OPT_LANG, ALL, "zh|en", "信息的语言", "language of messages"},
    {"--help", OPT_HELP, ALL, NULL, "帮助", "help"},
    {"--version", OPT_VERSION, ALL, NULL, "版本", "version"},
};

/* ---- help ---- */

static void print_options(const struct cli *c, unsigned command)
{
    size_t i;

    for (i = 0; i < COUNT(options); i++) {
        int wide = options[i].argument && strstr(options[i].argument, "…"); /* three bytes, one column */
        char name[40];

        if (!(options[i].commands & command))
            continue;
        snprintf(name, sizeof(name), "%s%s%s", options[i].name, options[i].argument ? " " : "",
                 options[i].argument ? options[i].argument : "");
        printf("  %-*s %s\n", wide ? 20 : 18, name, say(c, options[i].zh, options[i].en));
    }
}

static void print_help(const struct cli *c, const char *command, FILE *stream)
{
    size_t i;

    for (i = 0; command && i < COUNT(commands); i++) {
        if (strcmp(command, commands[i].name) != 0)
            continue;
        printf("gireport %s [OPTION…] %s\n%s\n\n", commands[i].name, commands[i].arguments,
               say(c, commands[i].zh, commands[i].en));
        print_options(c, commands[i].bit);
        return;
    }
    fputs(say(c,
              "gireport：读取、检查、改正、转换政府信息公开工作年度报告\n\n用法：gireport 命令 [选项…] "
              "[文件…]\n\n",
              "gireport: reads, checks, repairs and writes annual reports on government-information "
              "disclosure\n\n"
              "usage: gireport COMMAND [OPTION…] [FILE…]\n\n"),
          stream);
    for (i = 0; i < COUNT(commands); i++)
        fprintf(stream, "  %-9s %s\n", commands[i].name, say(c, commands[i].zh, commands[i].en));
    fputs(say(c,
              "\n文件名 - 表示标准输入。每个命令的选项：gireport 命令 --help\n"
              "check 的退出码：0 没有错误；1 有错误；2 有文件读不了，或用法不对\n",
              "\nThe file name - is standard input. The options of a command: gireport COMMAND --help\n"
              "exit code of check: 0 no error; 1 errors; 2 a file could not be read, or wrong usage\n"),
          stream);
}

/* ---- values ---- */

static int number(const struct cli *c, const char *option, const char *value, uint32_t *out)
{
    char *end;
    unsigned long n = strtoul(value, &end, 10);

    if (*value < '0' || *value > '9' || *end || n == 0 || n > 1000000) {
        complain(c, "%s 后面应是从 1 开始的整数，而不是“%s”", "%s takes an integer from 1, not '%s'", option,
                 value);
        return EXIT_UNUSABLE;
    }
    *out = (uint32_t)n;
    return 0;
}

/* A format that can be read, or written. */
static int format(const struct cli *c, const char *value, uint32_t can, uint32_t *out)
{
    const char *names[32];
    size_t n = 0;
    uint32_t i;

    *out = gireport_format_find(value);
    if (*out)
        return 0;
    if (strcmp(value, "pdf") == 0 && can == GIREPORT_CAN_READ)
        return 0; /* told from the bytes, and read through pdftotext */
    if (strcmp(value, "pdf") == 0) {
        complain(
            c, "不能直接写 PDF：请输出 HTML，在浏览器中打印成 PDF（已按 A4 排版），或输出 DOCX",
            "PDF is not written: write HTML and print it from a browser (it is set for A4), or write DOCX");
        return EXIT_UNUSABLE;
    }
    for (i = 1; i <= gireport_format_count() && n < COUNT(names); i++)
        if (gireport_format_support(i) & can)
            names[n++] = gireport_format_name(i);
    return unknown(c, "格式", "format", value, names, n);
}

/* YYYY-MM-DD; whether there is such a day, the library tells. */
static int date(const struct cli *c, const char *option, const char *value, const char **out)
{
    static const char shape[] = "dddd-dd-dd";
    size_t i = 0;

    while (shape[i] && (shape[i] == 'd' ? value[i] >= '0' && value[i] <= '9' : value[i] == '-'))
        i++;
    if (shape[i] || value[i]) {
        complain(c, "%s 后面应是日期，如 2024-01-31，而不是“%s”",
                 "%s takes a date such as 2024-01-31, not '%s'", option, value);
        return EXIT_UNUSABLE;
    }
    *out = value;
    return 0;
}

/* One of a few words; *out gets its index. */
static int choice(const struct cli *c, const char *option, const char *value, const char *const *words,
                  size_t n, uint32_t *out)
{
    size_t i;

    for (i = 0; i < n; i++) {
        if (strcmp(value, words[i]) == 0) {
            *out = (uint32_t)i;
            return 0;
        }
    }
    return unknown(c, option, option, value, words, n);
}

static int level(const struct cli *c, const char *value, uint32_t *out)
{
    const char *names[16];
    uint32_t n = 0;

    *out = gireport_level_find(value);
    if (*out)
        return 0;
    while (n < COUNT(names) && gireport_level_name(n + 1)) {
        names[n] = gireport_level_name(n + 1);
        n++;
    }
    return unknown(c, "层级", "level", value, names, n);
}

/* "0.1" or "0.1.2" as 0xMMmmpp. */
static int version(const struct cli *c, const char *option, const char *value, uint32_t *out)
{
    const char *at = value;
    uint32_t parts = 0;

    for (*out = 0; parts < 3 && *at >= '0' && *at <= '9'; parts++) {
        char *end;
        unsigned long n = strtoul(at, &end, 10);

        if (n > 255 || (*end != '\0' && (*end != '.' || parts == 2 || end[1] < '0' || end[1] > '9')))
            break;
        *out |= (uint32_t)n << (16 - 8 * parts);
        at = *end == '.' ? end + 1 : end;
    }
    if (parts >= 2 && *at == '\0')
        return 0;
    complain(c, "%s 后面应是版本，如 0.1，而不是“%s”", "%s takes a version such as 0.1, not \"%s\"", option, value);
    return EXIT_UNUSABLE;
}

/* ---- parsing ---- */

/* The options that are kept as they stand: texts and flags. */
static void take_plain(struct cli *c, enum option_id id, const char *value)
{
    const struct {
        enum option_id id;
        const char **text;
        uint32_t flag;
    } plain[] = {
        {OPT_REPORT, &c->report, 0},
        {OPT_FILES_FROM, &c->files_from, 0},
        {OPT_LOG, &c->log, 0},
        {OPT_EXPECT, &c->expect, 0},
        {OPT_NOTICES, &c->notices, 0},
        {OPT_EXPLAIN, &c->explain, 0},
        {OPT_CARRIED, &c->carried, 0},
        {OPT_PARENT, &c->parent, 0},
        {OPT_ORGAN, &c->organ, 0},
        {OPT_CHART, &c->chart, 0},
        {OPT_PRIOR, &c->prior, 0},
        {OPT_WAIVERS, &c->waivers, 0},
        {OPT_OUT, &c->out, 0},
        {OPT_LABELS, NULL, GIREPORT_WRITE_LABELS},
        {OPT_TRACE, NULL, GIREPORT_WRITE_TRACE},
        {OPT_FRAGMENT, NULL, GIREPORT_WRITE_FRAGMENT},
        {OPT_TABLES, NULL, GIREPORT_WRITE_TABLES},
        {OPT_CHARTS, NULL, GIREPORT_WRITE_CHARTS},
        {OPT_SUMMARY, NULL, GIREPORT_WRITE_SUMMARY},
        {OPT_BOM, NULL, GIREPORT_WRITE_BOM},
        {OPT_WIDE, NULL, GIREPORT_WRITE_WIDE},
        {OPT_STATES, NULL, GIREPORT_WRITE_WIDE | GIREPORT_WRITE_STATES},
    };
    size_t i;

    for (i = 0; i < COUNT(plain); i++) {
        if (plain[i].id != id)
            continue;
        if (plain[i].text)
            *plain[i].text = value;
        c->write_flags |= plain[i].flag;
    }
}

static int take(struct cli *c, const struct option *o, const char *value)
{
    static const char *const langs[] = {"zh", "en"}, *const profiles[] = {"default", "gate", "strict"},
                             *const blanks[] = {"lenient", "strict"},
                             *const formats[] = {"text", "json", "sarif"};

    switch (o->id) {
    case OPT_FROM:
        return format(c, value, GIREPORT_CAN_READ, &c->from);
    case OPT_TO:
        return format(c, value, GIREPORT_CAN_WRITE, &c->to);
    case OPT_LANG:
        return choice(c, o->name, value, langs, COUNT(langs), &c->lang);
    case OPT_PROFILE:
        return choice(c, o->name, value, profiles, COUNT(profiles), &c->profile);
    case OPT_SINCE:
        return version(c, o->name, value, &c->since);
    case OPT_BLANK:
        return choice(c, o->name, value, blanks, COUNT(blanks), &c->blank);
    case OPT_FORMAT:
        return choice(c, o->name, value, formats, COUNT(formats), &c->findings_format);
    case OPT_LEVEL:
        return level(c, value, &c->level);
    case OPT_JOBS:
        return number(c, o->name, value, &c->jobs);
    case OPT_SKIP_DONE:
        c->skip_done = 1;
        break;
    case OPT_NTH:
        return number(c, o->name, value, &c->nth);
    case OPT_CHOOSE:
        return number(c, o->name, value, &c->choose);
    case OPT_WIDTH:
        return number(c, o->name, value, &c->width);
    case OPT_YEAR:
        return number(c, o->name, value, &c->year);
    case OPT_PUBLISHED:
        return date(c, o->name, value, &c->published);
    case OPT_TODAY:
        return date(c, o->name, value, &c->today);
    case OPT_TEMPLATE:
        c->templates[c->n_templates++] = value;
        break;
    case OPT_UNITS:
        c->units[c->n_units++] = value;
        break;
    case OPT_CLAIMS:
        c->list_claims = 1;
        break;
    case OPT_SENTENCES:
        c->sentences = 1;
        break;
    case OPT_FINDINGS:
        c->mark_findings = 1;
        break;
    default:
        take_plain(c, o->id, value);
        break;
    }
    return 0;
}

static const struct command *find_command(const char *name)
{
    size_t i;

    for (i = 0; name && i < COUNT(commands); i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int find_option(const struct cli *c, const struct command *cmd, const char *word, size_t len,
                       const struct option **out)
{
    const char *names[COUNT(options)];
    char name[64];
    size_t i, n = 0;

    for (i = 0; i < COUNT(options); i++) {
        if (!(options[i].commands & cmd->bit))
            continue;
        names[n++] = options[i].name;
        if (strlen(options[i].name) == len && memcmp(options[i].name, word, len) == 0) {
            *out = &options[i];
            return 0;
        }
    }
    snprintf(name, sizeof(name), "%.*s", (int)(len < sizeof(name) ? len : sizeof(name) - 1), word);
    for (i = 0; i < COUNT(options); i++) {
        if (strcmp(options[i].name, name) == 0) {
            complain(c, "gireport %s 没有选项“%s”", "gireport %s has no option '%s'", cmd->name, name);
            return EXIT_UNUSABLE;
        }
    }
    return unknown(c, "选项", "option", name, names, n);
}

/* --lang, --help and --version count wherever they stand, so that even a usage error speaks the right
 * language. */
static int first_pass(struct cli *c, int argc, char **argv)
{
    int i, help = 0;

    for (i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
        if (strcmp(argv[i], "--lang=en") == 0 ||
            (strcmp(argv[i], "--lang") == 0 && i + 1 < argc && strcmp(argv[i + 1], "en") == 0))
            c->lang = GIREPORT_LANG_EN;
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0)
            help = 1;
        if (strcmp(argv[i], "--version") == 0 && !help)
            help = 2;
    }
    return help;
}

static int parse_option(struct cli *c, const struct command *cmd, int argc, char **argv, int *at)
{
    const char *word = argv[*at], *equals = strncmp(word, "--", 2) == 0 ? strchr(word, '=') : NULL,
               *value = NULL;
    const struct option *o = NULL;
    int rc = find_option(c, cmd, word, equals ? (size_t)(equals - word) : strlen(word), &o);

    if (rc)
        return rc;
    if (o->argument) {
        value = equals ? equals + 1 : *at + 1 < argc ? argv[++*at] : NULL;
        if (!value || !*value) {
            complain(c, "选项 %s 后面缺少 %s", "option %s needs %s", o->name, o->argument);
            return EXIT_UNUSABLE;
        }
    } else if (equals) {
        complain(c, "选项 %s 不带值", "option %s takes no value", o->name);
        return EXIT_UNUSABLE;
    }
    rc = take(c, o, value);
    while (rc == 0 && o->id == OPT_UNITS && !equals && *at + 1 < argc && *argv[*at + 1] != '-')
        rc = take(c, o, argv[++*at]);
    return rc;
}

static int parse_words(struct cli *c, const struct command *cmd, int argc, char **argv, int at)
{
    int literal = 0, rc = 0;

    for (; at < argc && rc == 0; at++) {
        if (!literal && strcmp(argv[at], "--") == 0)
            literal = 1;
        else if (!literal && argv[at][0] == '-' && argv[at][1])
            rc = parse_option(c, cmd, argc, argv, &at);
        else
            c->files[c->n_files++] = argv[at];
    }
    return rc;
}

static int load_template(struct cli *c, const char *name)
{
    gireport_findings *findings = NULL;
    struct input in = {0};
    const char *ids[16];
    size_t i;
    int rc = GIREPORT_ERR_NOMEM;

    if (gireport_template_find(name))
        return 0;
    if (!strpbrk(name, "./")) { /* no file name either */
        for (i = 0; i < gireport_template_count() && i < COUNT(ids); i++)
            ids[i] = gireport_template_id(gireport_template_at(i));
        return unknown(c, "表格", "form", name, ids, i);
    }
    if (input_load(c, name, &in) != 0)
        return EXIT_UNUSABLE;
    if (gireport_findings_new(&findings) == GIREPORT_OK) {
        gireport_findings_set_file(findings, name);
        rc = gireport_template_load(in.data, in.len, &c->loaded[c->n_loaded], findings);
    }
    if (rc == GIREPORT_OK)
        c->n_loaded++;
    if (gireport_findings_count(findings))
        print_findings(c, findings, stderr);
    if (rc != GIREPORT_OK)
        complain(c, "%s 不是可用的模板：%s", "%s is no usable template: %s", name, status_text(c, rc));
    gireport_findings_free(findings);
    input_close(&in);
    return rc == GIREPORT_OK ? 0 : EXIT_UNUSABLE;
}

int cli_parse(struct cli *c, int argc, char **argv)
{
    const struct command *cmd = argc > 1 ? find_command(argv[1]) : NULL;
    const char *names[COUNT(commands)];
    int help = first_pass(c, argc, argv), rc;
    size_t i, room = (size_t)(argc > 0 ? argc : 1);

    if (help == 2) {
        printf("gireport %s (libgireport %s)\n", GIREPORT_VERSION_STRING, gireport_version_string());
        return 0;
    }
    if (help || argc < 2) {
        print_help(c, cmd ? cmd->name : NULL, help ? stdout : stderr);
        return argc < 2 ? EXIT_UNUSABLE : 0;
    }
    if (!cmd) {
        for (i = 0; i < COUNT(commands); i++)
            names[i] = commands[i].name;
        return unknown(c, "命令", "command", argv[1], names, COUNT(names));
    }
    c->files = calloc(room, sizeof(*c->files));
    c->units = calloc(room, sizeof(*c->units));
    c->templates = calloc(room, sizeof(*c->templates));
    c->loaded = calloc(room, sizeof(*c->loaded));
    if (!c->files || !c->units || !c->templates || !c->loaded) {
        complain(c, "内存不足", "out of memory");
        return EXIT_UNUSABLE;
    }
    rc = parse_words(c, cmd, argc, argv, 2);
    for (i = 0; i < c->n_templates && rc == 0; i++)
        rc = load_template(c, c->templates[i]);
    if (rc == 0 && (cmd->bit & (READS | TALLY)) && c->n_files == 0 && !c->files_from) {
        complain(c, "缺少文件。用法：gireport %s %s", "no file. usage: gireport %s %s", cmd->name,
                 cmd->arguments);
        rc = EXIT_UNUSABLE;
    }
    if (rc == 0 && (cmd->bit & (CHECK | CONVERT | SUM | COMPARE)))
        rc = expand_files(c);
    if (rc == 0)
        c->command = cmd->name;
    return rc;
}

void cli_free(struct cli *c)
{
    size_t i;

    for (i = 0; i < c->n_loaded; i++)
        gireport_template_unref(c->loaded[i]);
    free_files(c);
    free(c->units);
    free(c->templates);
    free(c->loaded);
}
