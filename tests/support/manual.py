"""The manual pages: gireport(1) from the tables of the command and docs/command.md, gireport(5) from docs/format.md,
libgireport(3) and one page a header from the comments of the headers."""
import re

import markdown
import sources

FOLDER = 'docs/man'
# A header has its own page, under the name of its file; in the order in which they are read best.
ABOUT = {'base.h': 'status codes, formats, version, memory', 'template.h': 'editions of the form', 'report.h': 'a report and its cells',
         'findings.h': 'what is wrong, where, by which rule', 'read.h': 'reading report files and published reports',
         'check.h': 'checking a report, and the smallest repair', 'write.h': 'writing a report',
         'combine.h': 'sums of units, comparisons, ledgers of requests', 'batch.h': 'many inputs on several threads',
         'claims.h': 'what the sentences say in numbers', 'waivers.h': 'findings that are accepted'}


def pages(root, api, declaration, markdown_of):
    """{file: text} of all pages and of the file that tells meson about them."""
    version = re.search(r"version: '([^']*)'", sources.read(root, 'meson.build')).group(1)
    date = release_date(sources.read(root, 'docs/packaging/debian/changelog'))

    def page(name, section, what, body, title='libgireport manual'):
        return ("'\\\" -*- coding: UTF-8 -*-\n.\\\" Made by tests/update: do not edit.\n.TH %s %s %s \"libgireport %s\" \"%s\"\n"
                '.nh\n.ad l\n.SH NAME\n%s \\- %s\n' % (name.split(',')[0].upper(), section, date, version, title, name, what)) + body

    made = {'gireport.1': page('gireport', 1, 'check, repair, convert and combine annual reports on government-information disclosure',
                               command_body(root)),
            'gireport.zh_CN.1': page('gireport', 1, '检查、改正、转换、汇总政府信息公开工作年度报告', chinese_body(root), 'libgireport 手册'),
            'gireport.5': page('gireport', 5, 'files of annual reports on government-information disclosure', format_body(root))}
    used = {i.header for i in api.items} - {'version.h.in', 'gireport.h'}
    headers = [h for h in ABOUT if h in used] + sorted(used - set(ABOUT))
    about = {h: ABOUT.get(h) or first_words(api.about[h]) for h in headers}
    links = {}
    for header in headers:
        name = 'gireport_' + header[:-2]
        functions = [i.name for i in api.functions if i.header == header]
        made[name + '.3'] = page(', '.join([name] + [f for f in functions if f != name]), 3, about[header],
                                 group_body(api, header, declaration, markdown_of))
        links.update({f: name for f in functions if f != name and 'gireport_' + f.split('_', 1)[1] + '.3' not in made})
    made['libgireport.3'] = page('libgireport', 3, 'annual reports on government-information disclosure',
                                 library_body(root, api, about, markdown_of))
    links = {f: to for f, to in links.items() if f + '.3' not in made}
    made['meson.build'] = build_file(made, links)
    return {'%s/%s' % (FOLDER, name): tidy(text) if name != 'meson.build' else text for name, text in made.items()}


def first_words(text):
    """The first sentence of a comment, as it stands behind the name of a page."""
    return re.sub(r'[`\\]', '', ' '.join(text.split()).split('. ')[0].rstrip('.'))


def release_date(changelog):
    day, month, year = re.search(r'>  \w{3}, (\d\d) (\w{3}) (\d{4})', changelog).groups()
    months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split()
    return '%s-%02d-%s' % (year, months.index(month) + 1, day)


def tidy(text):
    """Without what changes nothing: a paragraph that begins where one has just begun."""
    text = re.sub(r'(\.S[HS] [^\n]*\n)\.PP\n', r'\1', text)
    return re.sub(r'\.PP\n(?=\.(?:SH|SS|PP|TP|IP))', '', text)


def build_file(made, links):
    out = ['# Made by tests/update: the manual pages, and each function under its own name.\n', 'install_man(']
    out.append(', '.join("'%s'" % n for n in sorted(made) if not re.search(r'zh_CN|meson', n)) + ')\n')
    out.append("install_man('gireport.zh_CN.1', locale: 'zh_CN')\n")
    out.append('foreach name, page : {\n' + ''.join("  '%s': '%s',\n" % i for i in sorted(links.items())) + '}\n')
    out.append("  install_symlink(name + '.3', install_dir: get_option('mandir') / 'man3', pointing_to: page + '.3')\nendforeach\n")
    return wrap_list(''.join(out))


def wrap_list(text):
    first, rest = text.split(')\n', 1)
    head, names = first.split('install_man(')
    lines, current = [], 'install_man('
    for n in names.split(', '):
        if len(current) + len(n) > 115:
            lines.append(current.rstrip())
            current = '  '
        current += n + ', '
    return head + '\n'.join(lines + [current.rstrip(', ')]) + ')\n' + rest


# The command ----------------------------------------------------------------------------------------------------

STRING = r'((?:"(?:[^"\\]|\\.)*"\s*)+)'


def text_of(literal):
    return ''.join(re.findall(r'"((?:[^"\\]|\\.)*)"', literal)).replace('\\"', '"')


def tables(root):
    """The commands and options of examples/cli.c: [(name, bit, arguments, zh, en)], [(name, commands, argument, zh, en)]."""
    source = sources.read(root, 'examples/cli.c')
    commands = [(m[0], m[1], text_of(m[2]), text_of(m[3]), text_of(m[4])) for m in re.findall(
        r'\{"(\w+)", ([A-Z]+), %s,\s*%s,\s*%s\}' % (STRING, STRING, STRING), source)]
    groups = {name: value for name, value in re.findall(r'^    ([A-Z]+) = ([A-Z |]+),$', source, re.M)}
    bits = {c[1]: c[0] for c in commands}

    def names(value):
        out = []
        for word in value.replace(' ', '').split('|'):
            out += list(bits.values()) if word == 'ALL' else [bits[word]] if word in bits else names(groups[word])
        return [n for n in bits.values() if n in out]

    options = [(m[0], names(m[1]), text_of(m[2]) if m[2] != 'NULL' else '', text_of(m[3]), text_of(m[4])) for m in re.findall(
        r'\{"(-[-a-z]+)", OPT_\w+, ([A-Z |]+),\s*(NULL|"[^"]*"),\s*%s,\s*%s\}' % (STRING, STRING), source)]
    assert len(commands) >= 10 and len(options) == source.count(', OPT_'), 'the tables of examples/cli.c are not as they were'
    return commands, options


def arguments(text):
    """Words in capitals are to be replaced."""
    return re.sub(r'(?<![\w\\])([A-Z][A-Z.a-z]*)', r'\\fI\1\\fR', markdown.roff(text))


def synopsis(commands):
    out = ''
    for name, _, args, _, _ in commands:
        out += '.br\n\\fBgireport %s\\fR [\\fIOPTION\\fR…] %s\n' % (name, arguments(args))
    return out.replace('.br\n', '', 1)


def option_list(commands, options, chinese):
    out = ''
    for name, where, argument, zh, en in options:
        every = len(where) == len(commands)
        out += '.TP\n\\fB%s\\fR%s\n%s' % (markdown.roff_code(name), ' ' + arguments(argument) if argument else '',
                                        markdown.roff_text(zh if chinese else en))
        out += '' if every else '.br\n(%s)\n' % ', '.join(where)
    return out


def command_body(root):
    commands, options = tables(root)
    text = sources.read(root, 'docs/command.md')
    text = text[text.index('`gireport COMMAND --help`'):]
    intro, rest = text.split('\n## ', 1)
    return ('.SH SYNOPSIS\n' + synopsis(commands) + '.SH DESCRIPTION\n' + markdown.manual(intro) +
            '.SH COMMANDS\n' + ''.join('.TP\n\\fB%s\\fR\n%s' % (c[0], markdown.roff_text(c[4])) for c in commands) +
            '.SH OPTIONS\n' + option_list(commands, options, False) + markdown.manual('## ' + rest) +
            '.SH SEE ALSO\n.BR gireport (5),\n.BR libgireport (3),\n.BR pdftotext (1)\n')


def chinese_body(root):
    commands, options = tables(root)
    return ('.SH 用法\n' + synopsis(commands) +
            '.SH 说明\n' + markdown.manual(
                '文件名 - 表示标准输入。输入的格式由内容判断，`--from` 另行指定；PDF 经 pdftotext 读取，旧的办公文件经 LibreOffice 读取。'
                '结果写到标准输出，用法错误、进度和读取时发现的问题写到标准错误。\n') +
            '.SH 命令\n' + ''.join('.TP\n\\fB%s\\fR\n%s' % (c[0], markdown.roff_text(c[3])) for c in commands) +
            '.SH 选项\n' + option_list(commands, options, True) +
            '.SH 退出码\n.TP\n0\n.B check\n没有错误；其他命令：已写出\n.TP\n1\n.B check\n有错误；其他命令：已写出，但有单元格不能确定；'
            '\n.BR fix ：没有唯一的方案，没有写出\n.TP\n2\n有文件读不了，或用法不对\n'
            '.SH 参见\n.BR gireport (5),\n.BR libgireport (3)\n')


def format_body(root):
    text = sources.read(root, 'docs/format.md').split('\n', 1)[1]
    intro, rest = text.split('\n## ', 1)
    return '.SH DESCRIPTION\n' + markdown.manual(intro) + markdown.manual('## ' + rest) + '.SH SEE ALSO\n.BR gireport (1)\n'


# The library ----------------------------------------------------------------------------------------------------


def library_body(root, api, groups, markdown_of):
    readme = sources.read(root, 'README.md')
    program = readme[readme.index('```c\n'):]
    program = program[:program.index('\n    cc ')]
    about = markdown_of(api.about['base.h']).split('\n\n', 1)[1].split('\n', 1)[1]
    out = '.SH SYNOPSIS\n.nf\n.B #include <gireport/gireport.h>\n.PP\ncc program.c $(pkg\\-config \\-\\-cflags \\-\\-libs gireport)\n.fi\n'
    out += '.SH DESCRIPTION\n' + markdown.manual(
        'libgireport reads, checks, explains, repairs, combines and writes the statutory annual reports on government-information '
        'disclosure of China (政府信息公开工作年度报告).\n\n' + about)
    out += '.SH PAGES\n' + ''.join('.TP\n.BR gireport_%s (3)\n%s\n' % (h[:-2], what) for h, what in groups.items())
    out += '.PP\nEach function has a page under its own name as well.\n'
    return out + '.SH EXAMPLES\n' + markdown.manual(program) + '.SH SEE ALSO\n.BR gireport (1),\n.BR gireport (5)\n'


def group_body(api, header, declaration, markdown_of):
    items = [i for i in api.items if i.header == header]
    out = '.SH SYNOPSIS\n.nf\n.B #include <gireport/gireport.h>\n'
    for item in items:
        if item.kind == 'function':
            out += '.PP\n' + ''.join('\\fB%s\\fR\n' % markdown.roff_code(l) for l in declaration(item).split('\n'))
    out += '.fi\n.SH DESCRIPTION\n' + markdown.manual(markdown_of(api.about.get(header, '')))
    for item in items:
        if item.kind == 'macro' and not item.doc.strip('@since 0.1'):
            continue
        out += '.SS "%s"\n' % ('enum ' + item.name if item.kind == 'enum' else item.name)
        if item.kind in ('function', 'callback'):
            text = declaration(item) if item.kind == 'function' else item.text
            out += '.nf\n' + ''.join('\\fB%s\\fR\n' % markdown.roff_code(l) for l in text.split('\n')) + '.fi\n.PP\n'
        out += markdown.manual(markdown_of(item.doc))
        if item.kind == 'enum':
            out += ''.join('.TP\n\\fB%s\\fR = %d\n%s' % (n, v, described(markdown_of(c))) for n, v, c in item.values)
        elif item.kind == 'struct':
            out += ''.join('.TP\n\\fB%s\\fR\n%s' % (markdown.roff_code(t + ('' if t.endswith('*') else ' ') + n), described(markdown_of(c)))
                           for t, n, c in item.fields)
    return out + '.SH SEE ALSO\n.BR libgireport (3)\n'


def described(text):
    return markdown.roff_text(text) or '\\&\n'
