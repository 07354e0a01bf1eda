"""The command as its users meet it: what it prints where, exit codes, and what it says when something is wrong.

usage: check_cli.py GIREPORT SOURCE_ROOT
"""
import csv
import io
import json
import os
import pty
import re
import stat
import subprocess
import sys
import tempfile
import threading
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
GOOD = """gireport: 1
template: cn-2021
organ: {name: 某县财政局, level: department}
year: 2023
disclosure:
  regulations: {made: 0, repealed: 0, in_force: 0}
  normative_documents: {made: 2, repealed: 1, in_force: 9}
  licensing: {decisions: 3}
  penalties: {decisions: 0}
  coercion: {decisions: 0}
  fees: {amount: 0}
applications:
  new: [5, 1, 0, 0, 0, 0, 6]
  carried_in: [1, 0, 0, 0, 0, 0, 1]
  granted: [5, 1, 0, 0, 0, 0, 6]
  partial: [0, 0, 0, 0, 0, 0, 0]
  denied:
    state_secret: [0, 0, 0, 0, 0, 0, 0]
    forbidden_by_law: [0, 0, 0, 0, 0, 0, 0]
    public_safety: [0, 0, 0, 0, 0, 0, 0]
    third_party: [0, 0, 0, 0, 0, 0, 0]
    internal_affairs: [0, 0, 0, 0, 0, 0, 0]
    deliberative: [0, 0, 0, 0, 0, 0, 0]
    enforcement_file: [0, 0, 0, 0, 0, 0, 0]
    registry_query: [0, 0, 0, 0, 0, 0, 0]
  unable:
    not_held: [0, 0, 0, 0, 0, 0, 0]
    needs_creation: [0, 0, 0, 0, 0, 0, 0]
    unclear: [0, 0, 0, 0, 0, 0, 0]
  rejected:
    petition: [0, 0, 0, 0, 0, 0, 0]
    repeat: [0, 0, 0, 0, 0, 0, 0]
    publication: [0, 0, 0, 0, 0, 0, 0]
    excessive: [0, 0, 0, 0, 0, 0, 0]
    reissue: [0, 0, 0, 0, 0, 0, 0]
  other:
    not_corrected: [0, 0, 0, 0, 0, 0, 0]
    fee_unpaid: [0, 0, 0, 0, 0, 0, 0]
    rest: [0, 0, 0, 0, 0, 0, 0]
  total: [5, 1, 0, 0, 0, 0, 6]
  carried_out: [1, 0, 0, 0, 0, 0, 1]
disputes:
  review: {upheld: 0, corrected: 0, other: 0, pending: 0, total: 0}
  direct: {upheld: 0, corrected: 0, other: 0, pending: 0, total: 0}
  after_review: {upheld: 0, corrected: 0, other: 0, pending: 0, total: 0}
"""
BAD = GOOD.replace('total: [5, 1, 0, 0, 0, 0, 6]\n  carried_out', 'total: [5, 1, 0, 0, 0, 0, 7]\n  carried_out')
ODD = GOOD.replace('licensing: {decisions: 3}', 'licensing: {decisions: {state: unreadable, raw: "3 4"}}')
HEADER = 'organ,year,template,key,label,state,value,unit,raw,origin,line,column,place,code,source'
KEYS = {'file', 'organ', 'year', 'template', 'findings', 'not_assessed'}
FINDING = {'id', 'rule', 'severity', 'message', 'file', 'line', 'column', 'place', 'cells', 'found', 'expected',
           'difference', 'cause', 'waived'}

cases = Cases()


def run(*args, stdin=b'', env=None, cwd=None):
    """(exit code, standard output, standard error)"""
    environment = dict(os.environ, TERM='xterm', **(env or {}))
    p = subprocess.run([EXE, *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment,
                       cwd=cwd, timeout=60, check=False)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def expect(name, got, code, out=None, err=None):
    """One case: the exit code, and what must stand in the two streams (None: anything, '': nothing)."""
    problems = [] if got[0] == code else ['exit code %d, not %d' % (got[0], code)]
    for what, text, want in (('output', got[1], out), ('error output', got[2], err)):
        if want == '' and text:
            problems.append('%s is not empty' % what)
        for word in [want] if isinstance(want, str) else want or []:
            if word not in text:
                problems.append('%s lacks %r' % (what, word))
    cases.check(name, not problems, problems + ['output: ' + got[1][:600], 'error output: ' + got[2][:600]])


def write(folder, name, text):
    path = os.path.join(folder, name)
    with open(path, 'wb') as f:
        f.write(text if isinstance(text, bytes) else text.encode())
    return path


def on_terminal(*args):
    """What the command prints on a terminal."""
    environment = {k: v for k, v in os.environ.items() if k != 'NO_COLOR'}
    out = {}
    for name, extra in (('colour', {'TERM': 'xterm'}), ('no', {'TERM': 'xterm', 'NO_COLOR': '1'})):
        master, slave = pty.openpty()
        process = subprocess.Popen([EXE, *args], stdout=slave, stderr=subprocess.DEVNULL, env=dict(environment, **extra))
        os.close(slave)
        seen = b''
        try:
            while True:  # a terminal gives its bytes in pieces, and an error at the end
                piece = os.read(master, 65536)
                if not piece:
                    break
                seen += piece
        except OSError:
            pass
        process.wait()
        os.close(master)
        out[name] = seen.decode(errors='replace')
    return out


# ---- usage ----

def usage():
    expect('no command', run(), 2, '', ['check', 'convert'])
    expect('help', run('--help'), 0, ['用法：gireport', 'check', 'form', '退出码'], '')
    expect('help in English', run('--help', '--lang', 'en'), 0, ['usage: gireport', 'exit code of check'], '')
    for command in 'check', 'convert', 'fix', 'sum', 'compare', 'form', 'rules', 'fields', 'formats':
        expect('help of ' + command, run(command, '--help'), 0, ['gireport ' + command, '--lang zh|en'], '')
    expect('version', run('--version'), 0, 'gireport 0.', '')
    expect('a wrong command', run('chekc', 'x'), 2, '', '命令“chekc”不存在，是不是“check”？')
    expect('a wrong command in English', run('convrt', '--lang', 'en'), 2, '',
           "no such command: 'convrt'; did you mean 'convert'?")
    expect('nothing like it', run('xyzzy'), 2, '', ['可用的有', 'convert'])
    expect('a wrong option', run('check', '--formt', 'json', 'x'), 2, '', '选项“--formt”不存在，是不是“--format”？')
    expect('an option of another command', run('check', '--labels', 'x'), 2, '', 'gireport check 没有选项“--labels”')
    expect('a wrong value', run('check', '--format', 'jsn', 'x'), 2, '', ['--format', '“jsn”不存在，是不是“json”？'])
    expect('a wrong format', run('convert', '--to', 'htlm', 'x'), 2, '', '格式“htlm”不存在，是不是“html”？')
    expect('a wrong level', run('check', '--level', 'contry', 'x'), 2, '', '是不是“county”？')
    expect('a value lacks', run('check', 'x', '--prior'), 2, '', '选项 --prior 后面缺少 F')
    expect('a value too much', run('convert', '--bom=1', 'x'), 2, '', '选项 --bom 不带值')
    expect('no number', run('convert', '--nth', '0', 'x'), 2, '', '--nth 后面应是从 1 开始的整数')
    expect('PDF is not written', run('convert', '--to', 'pdf', 'x'), 2, '', '在浏览器中打印成 PDF')
    expect('no date', run('check', '--published', '31.1.2024', 'x'), 2, '', '应是日期，如 2024-01-31')
    expect('no file', run('check'), 2, '', '缺少文件。用法：gireport check')
    expect('an extension that says nothing', run('convert', '-o', 'x.xyz', 'x'), 2, '', '请用 --to')


# ---- check ----

def check_text(folder):
    good, bad = write(folder, 'good.yaml', GOOD), write(folder, 'bad.yaml', BAD)
    gate = ['--profile', 'gate']
    expect('nothing wrong', run('check', *gate, good), 0, ['good.yaml: 某县财政局 2023: 可以发布，没有发现错误。\n'], '')
    expect('nothing wrong in English', run('check', *gate, '--lang', 'en', good), 0,
           ['good.yaml: 某县财政局 2023: may be published, no error found.\n'], '')
    got = run('check', *gate, bad)
    expect('errors', got, 1, ['bad.yaml:', ': error: ', '[GI-T3-002]', '[GI-T3-003]', '(applications.total.total) = 7',
                              '不能发布，有 3 处错误：', '填报 7，各项之和 6，相差 1'], '')
    first = got[1].split('\n')[0]
    cases.check('a finding is a line that editors know', re.match(r'.*bad\.yaml:\d+:\d+: error: .+ \[GI-T3-001\]$', first),
                first)
    expect('errors in English', run('check', *gate, '--lang', 'en', bad), 1,
           ['found 7, the parts add up to 6, difference 1', 'not to be published, 3 error(s)'], '')
    page = run('convert', '--to', 'markdown', good)[1]
    lost = write(folder, 'lost.md', page.replace('| 行政规范性文件 | 2 | 1 | 9 |', '| 行政规范性文件 | 2 | 1 |'))
    expect('what was not read is no fault of the report', run('check', *gate, lost), 1,
           ['没有读全，不能判断能否发布，有 1 处没有读出：一行的数字个数不对 [GI-R-005]'], '')
    worse = write(folder, 'worse.md', open(lost, encoding='utf-8').read().replace('| 5 | 1 | 0 |', '| 5 | 2 | 0 |', 1))
    expect('and beside other errors', run('check', *gate, worse), 1, ['处错误（其中 1 处是没有读出）：'], '')
    expect('two files, the worse counts', run('check', *gate, good, bad), 1, ['good.yaml: ', 'bad.yaml: '], '')
    expect('standard input', run('check', *gate, '-', stdin=GOOD.encode()), 0, '-: 某县财政局 2023: ')
    expect('a stream of reports', run('check', *gate, write(folder, 'two.yaml', GOOD + '---\n' + BAD)), 1,
           ['可以发布', '不能发布'])
    expect('the first of a stream', run('check', *gate, '--nth', '1', os.path.join(folder, 'two.yaml')), 0, '可以发布')
    expect('the second of a stream', run('check', *gate, '--nth', '2', os.path.join(folder, 'two.yaml')), 1, '不能发布')
    expect('no such report', run('check', '--nth', '3', os.path.join(folder, 'two.yaml')), 2, '', '没有第 3 份报告')
    expect('into a file', run('check', *gate, '-o', 'out.txt', 'good.yaml', cwd=folder), 0, '', '')
    with open(os.path.join(folder, 'out.txt'), encoding='utf-8') as f:
        cases.check('the file holds the answer', '可以发布' in f.read())
    last = GOOD.replace('year: 2023', 'year: 2022').replace('carried_out: [1, 0, 0, 0, 0, 0, 1]',
                                                            'carried_out: [2, 0, 0, 0, 0, 0, 2]')
    expect('the year before', run('check', '--prior', write(folder, 'last.yaml', last), good), 1, '[GI-Y-001]')
    expect('the rules of a version', run('check', '--since', '0.1', good, bad), 1, '不能发布，有 3 处错误')
    expect('of one before all rules', run('check', '--since', '0.0.9', bad), 0, '可以发布，没有发现错误')
    for word in ('0', '0.1.2.3', '0.256', 'a', '0.', '1.2x'):
        expect('no version: %s' % word, run('check', '--since', word, good), 2, '', '--since 后面应是版本')
    expect('no such day', run('check', '--published', '2024-02-31', good), 2, '', '检查没有完成')
    expect('published late', run('check', '--published', '2024-05-01', good), 1, '[GI-D-001]')


def check_terminal(folder):
    try:
        seen = on_terminal('check', '--profile', 'gate', write(folder, 'bad.yaml', BAD))
    except OSError as problem:  # a container may have none
        cases.skip('colours on a terminal', problem)
        return
    cases.check('colours on a terminal', '\033[1;31merror\033[0m' in seen['colour'].replace('\r', ''), seen['colour'])
    cases.check('no colours with NO_COLOR', '\033' not in seen['no'] and 'error' in seen['no'], seen['no'])


def check_json(folder):
    good, bad = write(folder, 'good.yaml', GOOD), write(folder, 'bad.yaml', BAD)
    code, out, err = run('check', '--profile', 'gate', '--format', 'json', good, bad)
    try:
        doc = json.loads(out)
    except ValueError as e:
        cases.check('check writes JSON', False, '%s: %s' % (e, out[:300]))
        return
    files = doc['files']
    cases.check('JSON: exit code and nothing beside it', code == 1 and not err, err)
    cases.check('JSON: the members', doc['gireport'] == 1 and all(set(f) == KEYS for f in files), str(files)[:300])
    cases.check('JSON: file, organ, year, template',
                [(os.path.basename(f['file']), f['organ'], f['year'], f['template']) for f in files] ==
                [('good.yaml', '某县财政局', 2023, 'cn-2021'), ('bad.yaml', '某县财政局', 2023, 'cn-2021')])
    findings = files[1]['findings']
    cases.check('JSON: members of a finding', all(set(x) == FINDING for x in findings))
    cases.check('JSON: the rules', [x['rule'] for x in findings] == ['GI-T3-001', 'GI-T3-002', 'GI-T3-003'],
                str([x['rule'] for x in findings]))
    t2 = findings[1]
    cases.check('JSON: found and expected', (t2['found'], t2['expected'], t2['difference']) == ('7', '6', '1'), str(t2)[:300])
    cases.check('JSON: cells with full keys, each once', len({c['key'] for c in t2['cells']}) == len(t2['cells']) and
                t2['cells'][0] == {'key': 'applications.total.total', 'role': 'result', 'state': 'value', 'value': '7',
                                   'raw': '7'}, str(t2['cells'][:2]))
    cases.check('JSON: ids stay and differ', len({x['id'] for x in findings}) == 3 and
                json.loads(run('check', '--profile', 'gate', '--format', 'json', bad)[1])['files'][0]['findings'][0]['id']
                == findings[0]['id'])
    other = write(folder, 'other_way.yaml', GOOD + 'overview: 收到政府信息公开申请7件。\n')
    code, out, _ = run('check', '--format', 'sarif', '--lang', 'en', other)
    rules = {r['id']: r for r in json.loads(out)['runs'][0]['tool']['driver']['rules']}
    cases.check('SARIF: a rule is told as it is, whatever its message',
                rules['GI-N-001']['shortDescription']['text'] == 'requests received, in the text and in table 三' and
                rules['GI-N-001']['defaultConfiguration']['level'] == 'warning', str(rules.get('GI-N-001')))
    code, out, _ = run('check', '--profile', 'gate', '--format', 'sarif', good, bad)
    sarif = json.loads(out)
    results = sarif['runs'][0]['results']
    rules = sarif['runs'][0]['tool']['driver']['rules']
    cases.check('SARIF: three results of known rules', code == 1 and sarif['version'] == '2.1.0' and len(results) == 3 and
                all(rules[r['ruleIndex']]['id'] == r['ruleId'] for r in results), out[:300])
    path = write(folder, 'waivers.yaml', 'gireport_waivers: 1\nwaivers:\n' + ''.join(
        '  - {rule: GI-T3-00%d, organ: 某县财政局, year: 2023, reason: LATE, by: 张三, on: 2024-02-01}\n' % n for n in (1, 2, 3)))
    code, out, err = run('check', '--profile', 'gate', '--format', 'json', '--waivers', path, bad)
    cases.check('waivers: what is accepted does not count', code == 0 and not err and
                [x['waived']['reason'] for x in json.loads(out)['files'][0]['findings']] == ['LATE'] * 3, out[:300] + err)
    expect('waivers: it stays listed', run('check', '--profile', 'gate', '--waivers', path, bad), 0,
           ['note: 已接受（LATE 汇总以后单位更正了报告；张三 2024-02-01）', '另有 3 处已接受'])
    expect('waivers: a file that is none', run('check', '--waivers', good, good), 2, '', 'GI-W-001')
    expect('waivers: a day', run('check', '--waivers', path, '--today', '2024', good), 2, '', '2024-01-31')
    text = write(folder, 'claims.yaml', GOOD + 'overview: 收到政府信息公开申请9件，图解3件。\n')
    code, out, err = run('check', '--claims', '--format', 'json', text, good)
    claims = [f['claims'] for f in json.loads(out)['files']]
    cases.check('claims as JSON', code == 0 and not err and len(claims) == 2 and
                [(c['value'], c['verdict']) for c in claims[0]] == [('9', 'differs'), ('3', 'unbound')], out[:500] + err)
    expect('claims as text', run('check', '--claims', text), 0, ['不符：“收到政府信息公开申请9件”，读作 9件', '不判断：“3件”'])
    expect('claims as SARIF', run('check', '--claims', '--format', 'sarif', text), 2, '', '--claims')
    cases.check('SARIF: places', all(r['locations'][0]['physicalLocation']['region']['startLine'] > 0 for r in results))


def hostile(folder):
    text = GOOD.replace('某县财政局', '"\\e[2J\\u202e局<script>\\x9b1m"')
    path = write(folder, 'a\033[31mb.yaml', text.replace('licensing: {decisions: 3}', 'licensing: {decisions: "\\e]0;x\\a"}'))
    for args in (['check'], ['check', '--lang', 'en'], ['convert', '--to', 'text'], ['convert', '--to', 'markdown'],
                 ['convert', '--to', 'html', '--findings'], ['convert', '--to', 'csv'], ['convert', '--to', 'json'], ['fix'],
                 ['convert'], ['check', '--format', 'json'], ['check', '--format', 'sarif']):
        code, out, err = run(*args, path)
        raw = args == ['convert', '--to', 'csv']  # data, never altered
        bad = [repr(c) for c in '\033\007\x9b\u202e' if c in err or (c in out and not raw)]
        cases.check('%s lets nothing hostile through' % ' '.join(args), code in (0, 1) and not bad, bad + [out[:300], err[:300]])
    expect('a name that is not there', run('check', 'x\033[31my'), 2, '', 'x?[31my')


# ---- convert and form ----

def convert(folder):
    good = write(folder, 'good.yaml', GOOD)
    code, out, err = run('convert', '--to', 'csv', good, write(folder, 'two.yaml', GOOD + '---\n' + GOOD))
    rows = list(csv.reader(io.StringIO(out)))
    cases.check('CSV: one header line for all', code == 0 and not err and rows[0] == HEADER.split(',') and
                sum(r[0] == 'organ' for r in rows) == 1 and len(rows) == 1 + 3 * 200, '%d lines %s' % (len(rows), err))
    cases.check('CSV: the source', {r[14] for r in rows[1:]} == {good, os.path.join(folder, 'two.yaml')})
    cases.check('CSV: a mark of byte order, once', run('convert', '--to', 'csv', '--bom', good, good)[1].count('\ufeff') == 1)
    cases.check('CSV: no header line', not run('convert', '--to', 'csv', '--fragment', good)[1].startswith('organ,'))
    jinxiang = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..', 'examples', 'data', 'jinxiang_2020.yaml')
    one = run('convert', '--to', 'csv', good)[1]
    expect('which is read over', run('convert', '--to', 'csv', '-', stdin=one.encode()), 0, None, '')
    code, out, err = run('convert', '--sentences', jinxiang)
    expect('sentences from the tables', (code, out, err), 0, '本机关收到政府信息公开申请25件（自然人18件、商业企业7件）')
    expect('and those on disputes', (code, out, err), 0, '被申请行政复议1件，其中结果维持1件。')
    expect('an overview is left as it is', run('convert', '--sentences', '-', stdin=out.encode()), 0, None, '已有总体情况')
    code, out, _ = run('convert', good)
    expect('YAML where nothing is said', (code, out, ''), 0, 'gireport: 1\n')
    expect('YAML again gives the same', run('convert', '-', stdin=out.encode()), 0, out)
    cases.check('two reports as YAML are a stream', run('convert', good, good)[1].count('gireport: 1\n') == 2)
    cases.check('and are read as one', run('convert', '-', stdin=run('convert', good, good)[1].encode())[1] ==
                run('convert', good, good)[1])
    for name, words in (('html', '<!DOCTYPE html>'), ('md', '## 二、'), ('txt', '┌──'), ('json', '"gireport": 1'),
                        ('csv', HEADER), ('yaml', 'gireport: 1')):
        expect('-o x.' + name, run('convert', '-o', 'x.' + name, 'good.yaml', cwd=folder), 0, '', '')
        with open(os.path.join(folder, 'x.' + name), encoding='utf-8') as f:
            cases.check('x.%s is of its format' % name, words in f.read())
    places_of_output(folder)
    cases.check('nothing is left beside', not [n for n in os.listdir(folder) if n.endswith('.part')])
    expect('one report in an HTML file', run('convert', '--to', 'html', good, good), 2, None, '只能放一份报告')
    expect('a folder that is not there', run('convert', '-o', 'none/x.html', 'good.yaml', cwd=folder), 2, '', '写不了')
    expect('findings of reading go to standard error', run('convert', '--to', 'csv', write(folder, 'odd.yaml', ODD)), 1,
           'disclosure.licensing.decisions,', ['odd.yaml:8:26: error: ', '[GI-F-006]'])
    got = run('convert', '--to', 'html', '--findings', write(folder, 'bad.yaml', BAD))
    expect('findings in the page', got, 0, ['<a href="#finding-1">', 'id="finding-1"', 'GI-T3-002', '检查结果'], '')


def places_of_output(folder):
    """A link stays one, a pipe is written into and not replaced, what others have beside the target is left alone."""
    at = lambda name: os.path.join(folder, name)
    os.symlink('linked.yaml', at('link.yaml'))
    write(folder, 'linked.yaml', 'old')
    expect('-o a link', run('convert', '-o', 'link.yaml', 'good.yaml', cwd=folder), 0, '', '')
    with open(at('linked.yaml'), encoding='utf-8') as f:
        cases.check('the link stays, its file is written', os.path.islink(at('link.yaml')) and 'gireport: 1' in f.read())
    os.mkfifo(at('pipe.yaml'))
    got = []
    reader = threading.Thread(target=lambda: got.append(open(at('pipe.yaml'), encoding='utf-8').read()), daemon=True)
    reader.start()
    expect('-o a pipe', run('convert', '-o', 'pipe.yaml', 'good.yaml', cwd=folder), 0, '', '')
    reader.join(5)
    cases.check('the pipe is still one, and was written into', stat.S_ISFIFO(os.stat(at('pipe.yaml')).st_mode) and
                got and got[0].startswith('gireport: 1'), got)
    expect('-o a folder', run('convert', '--to', 'yaml', '-o', '.', 'good.yaml', cwd=folder), 2, '', '写不了')
    os.remove(at('pipe.yaml'))
    os.remove(at('link.yaml'))
    os.remove(at('linked.yaml'))


def form(folder):
    for template, cells in (('cn-2019', 198), ('cn-2021', 200)):
        code, out, err = run('form', '--template', template, '--to', 'csv')
        rows = list(csv.DictReader(io.StringIO(out)))
        cases.check('the form %s: every cell blank' % template, code == 0 and not err and len(rows) == cells and
                    {r['state'] for r in rows} == {'blank'}, err)
    expect('the form with labels', run('form', '--template', 'cn-2021'), 0, '# 一、本年新收政府信息公开申请数量', '')
    expect('the form as HTML', run('form', '--template', 'cn-2019', '--to', 'html'), 0, '第二十条第（九）项', '')
    expect('no such form', run('form', '--template', 'cn-2020'), 2, '', '表格“cn-2020”不存在，是不是“cn-20')
    expect('a form takes no file', run('form', 'x'), 2, '', 'form 不需要文件')
    prior = write(folder, 'good.yaml', GOOD)
    code, out, err = run('form', '--template', 'cn-2021', '--prior', prior, '--to', 'csv')
    rows = {r['key']: r for r in csv.DictReader(io.StringIO(out))}
    got = [rows['applications.carried_in.' + c]['value'] for c in ('natural', 'business', 'total')]
    cases.check('carried in from last year', code == 0 and got == ['1', '0', '1'], '%s %s' % (got, err))
    cases.check('a stock is to be confirmed', rows['disclosure.normative_documents.in_force']['state'] == 'blank' and
                '（disclosure.normative_documents.in_force）上年末为 9' in err, err)
    old = os.path.join(ROOT, 'examples/data/jinxiang_2020.yaml')
    code, out, err = run('form', '--template', 'cn-2019', '--prior', old, '--to', 'csv')
    items = {r['key']: r['value'] for r in csv.DictReader(io.StringIO(out)) if r['key'].endswith('.previous')}
    cases.check('items of last year and their change', items == {
        'disclosure.licensing.previous': '258', 'disclosure.other_services.previous': '1313',
        'disclosure.penalties.previous': '3149', 'disclosure.coercion.previous': '171', 'disclosure.fees.previous': '34'},
        str(items))
    for template in ('cn-2019', 'cn-2021'):
        for line in run('formats')[1].split('\n'):
            words = line.split()
            if len(words) < 3 or words[2] != '写':
                continue
            path = os.path.join(folder, 'blank.' + words[0])
            written = run('form', '--template', template, '-o', path)
            if not cases.check('the form %s as %s' % (template, words[0]), written[0] == 0, written[2]):
                continue
            if words[1] == '读' and words[0] not in ('text', 'markdown'): # there an empty cell leaves no trace to read
                _, out, err = run('convert', '--to', 'csv', path)
                states = [r['state'] for r in csv.DictReader(io.StringIO(out))]
                cases.check('and is read as blank', len(states) == (198 if template == 'cn-2019' else 200) and
                            set(states) == {'blank'}, err + str(states))
    cases.check('the year after', rows['applications.new.total']['year'] == '2024' and
                rows['applications.new.total']['organ'] == '某县财政局' and rows['applications.new.total']['state'] == 'blank')


# ---- fix ----

def fix(folder):
    jinxiang = os.path.join(ROOT, 'examples/data/jinxiang_2020.yaml')
    want = ''.join('@@ applications.total.%s （七）总计·%s @@\n-0\n+%d\n' % cell for cell in
                   (('natural', '自然人', 19), ('business', '商业企业', 7), ('total', '总计', 26)))
    got = run('fix', jinxiang)
    expect('the only repair', got, 0, [want, '+++ 方案 1'])
    cases.check('no other proposal', got[1].count('+++ ') == 1, got[1])
    code, out, err = run('fix', '-o', 'fixed.yaml', jinxiang, cwd=folder)
    cases.check('the corrected copy', code == 0, err)
    expect('has no error of sums', run('check', '--profile', 'gate', 'fixed.yaml', cwd=folder), 0, '可以发布')
    changed = [line for line in run('convert', '--to', 'csv', 'fixed.yaml', cwd=folder)[1].split('\n') if ',repaired,' in line]
    cases.check('and says which cells were repaired', len(changed) == 3, str(changed))
    expect('nothing to mend', run('fix', write(folder, 'good.yaml', GOOD)), 0, '', '没有要改的')
    expect('a copy of what is sound', run('fix', '-o', 'copy.yaml', 'good.yaml', cwd=folder), 0, '')
    cases.check('is as it was', run('convert', 'copy.yaml', cwd=folder)[1] == run('convert', 'good.yaml', cwd=folder)[1])
    both = write(folder, 'both.yaml', GOOD.replace('upheld: 0, corrected: 0, other: 0, pending: 0, total: 0}\n  direct',
                                                   'upheld: 1, corrected: 2, other: 0, pending: 0, total: 4}\n  direct'))
    got = run('fix', '-o', 'no.yaml', 'both.yaml', cwd=folder)
    expect('several repairs: nothing is written', got, 1, ['+++ 方案 1', '+++ 方案 2'], '--choose N')
    cases.check('no file', not os.path.exists(os.path.join(folder, 'no.yaml')))
    expect('one is chosen', run('fix', '--choose', '2', '-o', 'yes.yaml', 'both.yaml', cwd=folder), 0, '+++ 方案 2')
    expect('and is sound', run('check', '--profile', 'gate', 'yes.yaml', cwd=folder), 0, '可以发布')
    expect('no such proposal', run('fix', '--choose', '99', both), 2, None, '没有方案 99')
    expect('two files', run('fix', both, both), 2, '', '一次只改一份')
    if 'docx 读 写' in re.sub(' +', ' ', run('formats', 'docx')[1]):
        expect('a corrected document', run('fix', '-o', 'yes.docx', jinxiang, cwd=folder), 0, '+++ 方案 1')
        with zipfile.ZipFile(os.path.join(folder, 'yes.docx')) as z:
            document, comments = z.read('word/document.xml').decode(), z.read('word/comments.xml').decode()
        cases.check('shows each change', document.count('<w:ins ') == document.count('<w:del ') > 0)
        cases.check('and names the rules', re.search('GI-T3-00[123]', comments))
        expect('and reads as repaired', run('check', '--profile', 'gate', 'yes.docx', cwd=folder), 0, '可以发布')


# ---- sum ----

def add_up(folder):
    one, two = write(folder, 'one.yaml', GOOD), write(folder, 'two.yaml', GOOD.replace('某县财政局', '某县教育局'))
    got = run('sum', '--organ', '某县人民政府', one, two)
    expect('the sum of two units', got, 0, ['organ: {name: 某县人民政府}', 'new: [10, 2, 0, 0, 0, 0, 12]'],
           ['-: note: ', '[GI-C-'])
    expect('into a file', run('sum', '-o', 'sum.csv', 'one.yaml', 'two.yaml', cwd=folder), 0, '')
    with open(os.path.join(folder, 'sum.csv'), encoding='utf-8') as f:
        rows = {r['key']: r for r in csv.DictReader(f)}
    cases.check('is exact', rows['applications.new.total']['value'] == '12' and
                rows['disclosure.normative_documents.in_force']['state'] == 'blank')
    expect('the same organ twice', run('sum', one, one), 0, 'new: [5, 1, 0, 0, 0, 0, 6]', '[GI-C-')
    expect('a unit that cannot be read', run('sum', '-o', 'no.yaml', 'one.yaml', 'none.yaml', cwd=folder), 2, '',
           ['none.yaml：读不了', '没有汇总'])
    cases.check('nothing was written', not os.path.exists(os.path.join(folder, 'no.yaml')))
    expect('a cell that no one knows', run('sum', one, write(folder, 'odd.yaml', ODD.replace('财政', '教育'))), 1, None,
           'disclosure.licensing.decisions')


# ---- what this build knows ----

def catalogue():
    expect('the rules', run('rules'), 0, ['GI-T3-001', 'GI-T4-003', 'GI-I-', 'GI-F-001'], '')
    expect('a rule', run('rules', 'GI-T3-003'), 0, ['GI-T3-003  error', '算式：', '依据：'], '')
    expect('a wrong rule', run('rules', 'GI-T3-01'), 2, '', '是不是“GI-T3-0')
    expect('the cells', run('fields'), 0, ['applications.new.natural', 'disputes.after_review.total'], '')
    expect('the cells of a form', run('fields', 'cn-2019'), 0, 'disclosure.procurement.amount', '')
    expect('a cell', run('fields', 'applications.denied.third_party.total'), 0,
           ['4.保护第三方合法权益·总计', '条例第十五条', 'cn-2019', 'cn-2021'], '')
    expect('the cells of a group', run('fields', 'applications.unable'), 0,
           ['applications.unable.not_held.natural', 'applications.unable.unclear.total'], '')
    expect('a cell in English', run('fields', '--lang', 'en', 'applications.granted.total'), 0, 'meaning: ', '')
    expect('a wrong cell', run('fields', 'applications.grantd.total'), 2, '', '是不是“applications.granted.total”？')
    expect('the formats', run('formats'), 0, ['yaml', 'docx'], '')
    expect('a format', run('formats', 'html'), 0, 'html', '')
    expect('a wrong format', run('formats', 'htm1'), 2, '', '是不是“html”？')


def user_template(folder):
    template = os.path.join(ROOT, 'tests/data/third-edition.yaml')
    expect('the blank form of a template file', run('form', '--template', template, '--to', 'text'), 0, '讨论记录', '')
    report = write(folder, 'third.yaml', 'gireport: 1\ntemplate: third-edition\norgan: {name: 甲}\nyear: 2031\n'
                   'channels:\n  online: {received: 3, answered: 4}\n')
    expect('its rules', run('check', '--template', template, report), 1, ['[T-005]', '网上·按时答复 (channels.online.answered) = 4', '填报 4'], '')
    expect('its fields', run('fields', '--template', template), 0, 'channels.online.received', '')
    broken = write(folder, 'broken.yaml', 'gireport_template: 1\nid: x\n')
    expect('a template with faults', run('check', '--template', broken, report), 2, '', 'broken.yaml')


# ---- what cannot be read ----

def unreadable(folder):
    good = write(folder, 'good.yaml', GOOD)
    expect('no such file, going on', run('check', '--profile', 'gate', 'none.yaml', good, cwd=folder), 2, '可以发布',
           'none.yaml：读不了')
    broken = [('an empty file', b''), ('zeros', b'\0' * 2000), ('noise', bytes(range(256)) * 40),
              ('broken YAML', b'gireport: 1\ntemplate: [\n'), ('a list', b'- 1\n- 2\n'),
              ('another document', 'gireport: 1\nfoo: bar\n'.encode()), ('a picture', b'\x89PNG\r\n\x1a\n' + b'x' * 500),
              ('deep', b'[' * 100000), ('a letter', '各位领导：\n\n现将有关事项通知如下。\n'.encode()),
              ('half a zip', b'PK\3\4' + b'\0' * 60), ('not UTF-8', b'gireport: 1\ntemplate: \xff\xfe\xfd\n')]
    for name, data in broken:
        path = write(folder, 'broken.bin', data)
        for command in (['check'], ['check', '--format', 'json'], ['convert', '--to', 'csv']):
            code, out, err = run(*command, path)
            cases.check('%s, %s' % (name, ' '.join(command)), code == 2 and 'broken.bin' in out + err and
                        'Traceback' not in err, 'exit %d\n%s\n%s' % (code, out[:300], err[:300]))


def other_programs(folder):
    alone = {'PATH': '/nonexistent'}
    pdf = write(folder, 'a.pdf', b'%PDF-1.4\n')
    expect('PDF without pdftotext', run('check', pdf, env=alone), 2, '', 'poppler-utils')
    ole = write(folder, 'a.doc', b'\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1' + b'\0' * 600)
    expect('DOC without LibreOffice', run('check', ole, env=alone), 2, '', ['LibreOffice', '另存为 DOCX'])
    expect('DOC in English', run('check', '--lang', 'en', ole, env=alone), 2, '', 'save the file as DOCX')
    ofd = write(folder, 'a.ofd', b'PK\3\4' + b'\0' * 26 + b'OFD.xml')
    expect('OFD', run('check', ofd), 2, '', '导出为 PDF')
    if subprocess.run(['sh', '-c', 'command -v pdftotext'], stdout=subprocess.DEVNULL, check=False).returncode:
        cases.skip('a broken PDF', 'pdftotext is not installed')
        return
    expect('a broken PDF', run('check', pdf), 2, '', 'pdftotext 读不了')
    blank = (b'%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n'
             b'3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n')
    expect('a PDF without text', run('check', write(folder, 'scan.pdf', blank)), 2, '', 'PDF 中没有文字，可能是扫描件')
    cases.check('no temporary folder is left', not [n for n in os.listdir(tempfile.gettempdir())
                                                    if n.startswith('gireport-')])


def main():
    with tempfile.TemporaryDirectory() as folder:
        os.environ['TMPDIR'] = folder
        tempfile.tempdir = folder
        usage()
        check_text(folder)
        check_terminal(folder)
        check_json(folder)
        hostile(folder)
        convert(folder)
        form(folder)
        fix(folder)
        add_up(folder)
        catalogue()
        user_template(folder)
        unreadable(folder)
        other_programs(folder)
    cases.finish()


main()
