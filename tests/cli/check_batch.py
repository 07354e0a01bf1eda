"""The command over folders, patterns and lists: order, threads, log, summary, notices.

usage: check_batch.py GIREPORT SOURCE_ROOT
"""
import csv
import html.parser
import io
import json
import os
import pty
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
cases = Cases()

HEAD = 'gireport: 1\ntemplate: cn-2021\norgan: {name: %s, code: "%s", level: department}\nyear: 2023\npublished: %s\n'
ROWS = ['granted', 'partial', 'denied.state_secret', 'denied.forbidden_by_law', 'denied.public_safety', 'denied.third_party',
        'denied.internal_affairs', 'denied.deliberative', 'denied.enforcement_file', 'denied.registry_query', 'unable.not_held',
        'unable.needs_creation', 'unable.unclear', 'rejected.petition', 'rejected.repeat', 'rejected.publication',
        'rejected.excessive', 'rejected.reissue', 'other.not_corrected', 'other.fee_unpaid', 'other.rest']


def report(name, code='', published='2024-01-10', new=5, total=None):
    """A report whose rows add up, unless `total` says otherwise."""
    groups, out = {}, HEAD % (name, code, published)
    out += ('disclosure:\n  regulations: {made: 0, repealed: 0, in_force: 0}\n  normative_documents: {made: 2, repealed: 1, '
            'in_force: 9}\n  licensing: {decisions: 3}\n  penalties: {decisions: 0}\n  coercion: {decisions: 0}\n'
            '  fees: {amount: 0}\napplications:\n')
    zero, row = '[0, 0, 0, 0, 0, 0, 0]', '[%d, 0, 0, 0, 0, 0, %d]' % (new, new)
    out += '  new: %s\n  carried_in: %s\n' % (row, zero)
    for key in ROWS:
        group, _, member = key.partition('.')
        groups.setdefault(group, []).append((member, row if key == 'granted' else zero))
    for group, members in groups.items():
        if members[0][0]:
            out += '  %s:\n' % group + ''.join('    %s: %s\n' % m for m in members)
        else:
            out += '  %s: %s\n' % (group, members[0][1])
    out += '  total: [%d, 0, 0, 0, 0, 0, %d]\n  carried_out: %s\n' % (new, new if total is None else total, zero)
    block = '{upheld: 0, corrected: 0, other: 0, pending: 0, total: 0}'
    return out + 'disputes:\n' + ''.join('  %s: %s\n' % (b, block) for b in ('review', 'direct', 'after_review'))


def run(*arguments, cwd=None):
    p = subprocess.run([EXE] + list(arguments), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                       cwd=cwd, timeout=120)
    return p.returncode, p.stdout.decode('utf-8'), p.stderr.decode('utf-8')


def expect(name, got, code, out=None, err=None, absent=None):
    ok = got[0] == code and all(re.search(o, got[1]) for o in ([out] if isinstance(out, str) else out or []))
    ok = ok and (err is None or re.search(err, got[2])) and not (absent and re.search(absent, got[1] + got[2]))
    cases.check(name, bool(ok), 'exit %d\n%s\n%s' % (got[0], got[1][-1500:], got[2][-800:]))


def save(folder, name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, 'wb') as f:
        f.write(text if isinstance(text, bytes) else text.encode('utf-8'))
    return path


def answers(text):
    """The file of each answer, in the order of the output."""
    return re.findall(r'^(\S+?): [^\n]*可以发布[^\n]*。$|^(\S+?): [^\n]*不能发布', text, re.M)


def order(text):
    return [a or b for a, b in answers(text)]


def files(folder):
    save(folder, 'in/b.yaml', report('乙局'))
    save(folder, 'in/a/a.yaml', report('甲局', '370001', '2024-02-20'))
    save(folder, 'in/c.YAML', report('丙局', total=7))
    save(folder, 'in/d/e/two.yml', report('丁局') + '---\n' + report('戊局'))
    save(folder, 'in/d/picture.png', 'not a report')
    save(folder, 'in/.hidden.yaml', report('藏'))
    save(folder, 'list.txt', '# two of them\nin/c.YAML\r\n\nin/b.yaml\n')
    save(folder, 'broken.yaml', 'gireport: [\n')
    save(folder, 'expect.txt', '\ufeff甲某局,370001\n乙局\n己局,\n')


def what_is_read(folder):
    got = run('check', 'in', cwd=folder)
    expect('a folder with all below it', got, 1, [r'共 4 个文件，5 份报告：可以发布 3 份，有错误 2 份', '不是报告格式的文件 1 个'], absent='藏')
    cases.check('in the order of names', order(got[1]) == ['in/a/a.yaml', 'in/b.yaml', 'in/c.YAML'] + 2 * ['in/d/e/two.yml'],
                order(got[1]))
    expect('a pattern that the shell left alone', run('check', 'in/[bc].*', cwd=folder), 1, '共 2 个文件')
    expect('a pattern of nothing', run('check', 'in/*.docx', cwd=folder), 2, None, '没有这样的文件')
    got = run('check', '@list.txt', cwd=folder)
    cases.check('a list, in its order', order(got[1]) == ['in/c.YAML', 'in/b.yaml'], got[1])
    expect('a list and operands', run('check', '--files-from', 'list.txt', 'in/a', cwd=folder), 1, '共 3 个文件')
    expect('an empty folder', run('check', tempfile.mkdtemp(dir=folder)), 2, None, '没有可读的文件')
    expect('a list that is not there', run('check', '@none.txt', cwd=folder), 2, None, 'none.txt')
    expect('sums take folders', run('sum', '-o', os.path.join(folder, 'sum.yaml'), os.path.join(folder, 'in')), 0)


def threads(folder):
    many = os.path.join(folder, 'many')
    for i in range(300):
        save(many, '%03d.yaml' % i, report('单位%d' % i, new=i, total=i + (i % 3 == 0)) if i % 50 else 'broken: [\n')
    one = run('check', '--jobs', '1', many)
    cases.check('bad files cost only themselves', one[0] == 2 and '300 个文件，294 份报告' in one[1] and '读不了的文件 6 个' in one[1], one[1][-800:])
    for jobs in '2', '4', '16':
        cases.check('%s threads give the same bytes' % jobs, run('check', '--jobs', jobs, many) == one)
    out = [run('convert', '--to', 'csv', '--jobs', jobs, many) for jobs in ('1', '4')]
    cases.check('tables from threads', out[0] == out[1] and out[0][0] == 2)
    rows = list(csv.DictReader(io.StringIO(out[0][1])))
    total = sum(int(r['value']) for r in rows if r['key'] == 'applications.new.total')
    cases.check('one header, every report, its sum', total == sum(i for i in range(300) if i % 50) and
                len({r['source'] for r in rows}) == 294, '%d, %d rows' % (total, len(rows)))
    wide = [run('convert', '--to', 'csv', '--wide', '--jobs', jobs, many)[1] for jobs in ('1', '4')]
    column = [int(r['applications.new.total']) for r in csv.DictReader(io.StringIO(wide[0]))]
    cases.check('the wide table from threads', wide[0] == wide[1] and column == [i for i in range(300) if i % 50], column[:9])
    table = save(folder, 'all.csv', out[0][1])
    expect('the table is read again', run('check', '--jobs', '2', table), 1, '1 个文件，294 份报告')
    lines = run('convert', '--to', 'json', many)[1]
    expect('JSON objects one after another are read again', run('check', '--jobs', '2', save(folder, 'all.json', lines)), 1, '294 份报告')
    cases.check('nothing of a bar where there is no terminal', '\r' not in one[2])


def terminal(folder):
    """On a terminal there is a bar, and it is wiped before anything is said."""
    master, slave = pty.openpty()
    p = subprocess.Popen([EXE, 'convert', '--to', 'csv', '-o', os.path.join(folder, 'x.csv'), '--jobs', '1'] +
                         40 * [os.path.join(folder, 'many')], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    seen = b''
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
    os.close(master)
    p.wait()
    text = seen.decode('utf-8', 'replace')
    cases.check('a bar with files, findings, rate and time', re.search(r'\[#*\.*\] \d+/12000 个文件，\d+ 条问题，每秒 \d+ 份，剩余 \d+:\d\d', text),
                text[-600:])
    cases.check('of which nothing stays', re.search(r'\r\x1b\[K共 12000 个文件，11760 份报告；[^\r]*\r\n$', text),
                repr(text[-200:]))
    p = subprocess.run([EXE, 'check', '--lang', 'en', '--jobs', '1', os.path.join(folder, 'many')], stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    cases.check('English, too', b'300 files, 294 reports: 196 may be published, 98 have errors; 6 files could not be read' in p.stdout,
                p.stdout[-300:])


def log(folder):
    path, base = os.path.join(folder, 'log.jsonl'), ['check', '--log', 'log.jsonl', '--skip-done', 'in', 'broken.yaml']
    run(*base, cwd=folder)
    with open(path, encoding='utf-8') as f:
        lines = [json.loads(line) for line in f]
    cases.check('a line a file', [(l['file'], l['code'], l['reports']) for l in lines] ==
                [('in/a/a.yaml', 1, 1), ('in/b.yaml', 0, 1), ('in/c.YAML', 1, 1), ('in/d/e/two.yml', 0, 2), ('broken.yaml', 2, 0)], repr(lines))
    cases.check('with versions', all(l['version'] for l in lines) and lines[0]['template'] == 'cn-2021')
    got = run(*base, cwd=folder)
    expect('what was done is passed over, what was broken is not', got, 2, ['跳过已检查过的文件 4 个', '共 1 个文件'])
    save(folder, 'in/b.yaml', report('乙局') + '# changed\n')
    with open(path, 'a', encoding='utf-8') as f:
        f.write('{"file":"in/c.YA')  # as a run that was cut off leaves it
    expect('what changed is read again', run(*base[:-1], cwd=folder), 1, ['跳过已检查过的文件 3 个', '共 1 个文件'])
    expect('half a line swallows none behind it', run(*base[:-1], cwd=folder), 1, ['跳过已检查过的文件 4 个', '共 0 个文件'])
    expect('other options, another result', run(*base[:-1] + ['--profile', 'gate'], cwd=folder), 1, '共 4 个文件', absent='跳过')
    expect('the code of what was passed over counts', run('check', '--log', 'log.jsonl', '--skip-done', 'in/c.YAML', cwd=folder), 1,
           '跳过已检查过的文件 1 个')
    expect('the log needs its name', run('check', '--skip-done', 'in', cwd=folder), 2, None, '--log')
    expect('no log beside JSON', run('check', '--log', 'x', '--format', 'json', 'in', cwd=folder), 2, None, '--log')


def supervision(folder):
    save(folder, 'in/d/again.yaml', report('乙局', new=6))
    save(folder, 'in/d/before.yaml', report('乙局').replace('2023', '2022').replace('2024', '2023'))
    got = run('check', '--expect', 'expect.txt', '--notices', 'notices', 'in', cwd=folder)
    expect('who is missing, who is late, who came twice', got, 1,
           ['缺报：己局\n迟报：甲局 2023\n应有 3 个机关，缺报 1 个，迟报 1 份', '重复：乙局 2023: in/b.yaml，in/d/again.yaml\n',
            r'\n错误  警告  机关\n +3 +0  丙局 2023 \(in/c.YAML\)\n +1 '], absent='重复：[^\n]*before')
    names = sorted(os.listdir(os.path.join(folder, 'notices')))
    cases.check('a notice for each report with errors', names == ['丙局-2023.html', '甲局-2023.html'], names)
    with open(os.path.join(folder, 'notices', names[0]), encoding='utf-8') as f:
        text = f.read()
    cases.check('it says what is wrong, once why, and the likely cause', '丙局：' in text and '错误 3 处' in text and
                text.count('[GI-T3-001]') == text.count('[GI-T3-002]') == 1 and '可能的原因：（七）总计·总计' in text, text)
    save(folder, 'evil/x.yaml', report('<b>../恶/局</b>', total=9))
    run('check', '--notices', 'notices', '--jobs', '1', 'evil', 'in', cwd=folder)
    names = sorted(os.listdir(os.path.join(folder, 'notices')))
    cases.check('no notice outside its folder, none is overwritten', len(names) == 5 and '丙局-2023-2.html' in names, names)
    evil = [n for n in names if '恶' in n][0]
    with open(os.path.join(folder, 'notices', evil), encoding='utf-8') as f:
        text = f.read()
    parser = Tags()
    parser.feed(text)
    cases.check('a notice is a page', parser.open == [] and 'b' not in parser.seen and '&lt;b&gt;' in text and '错误' in text, text)


class Tags(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.seen = [], set()

    def handle_starttag(self, tag, attrs):
        self.seen.add(tag)
        if tag not in ('meta', 'br'):
            self.open.append(tag)

    def handle_endtag(self, tag):
        self.open.remove(tag)


with tempfile.TemporaryDirectory() as folder:
    files(folder)
    what_is_read(folder)
    threads(folder)
    terminal(folder)
    log(folder)
    supervision(folder)
cases.finish()
