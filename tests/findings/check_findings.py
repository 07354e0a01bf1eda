"""Whole reports with every finding that a check must have, and none besides.

usage: check_findings.py GIREPORT FOLDER [--write]

A case is a report file, or a file of the name NAME.expect that names its input, `# input: PATH`. Its first lines say, as comments, with which options it is checked and what is found: `# finds:`,
the id of a finding and its severity, written by hand. (Of an id with a hash the hash may be left out: `~`.) The test
prints precision and recall of each family of rules and compares them with summary.md; --write writes that.
"""
import json
import os
import re
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
from cases import Cases

EXE, FOLDER = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
cases = Cases()


def header(path):
    """(input, options, {id: severity}) of a case."""
    source, options, wanted = os.path.basename(path), [], {}
    with open(path, encoding='utf-8') as f:
        for line in f:
            if line.startswith('# input: '):
                source = line[9:].strip()
            elif line.startswith('# options: '):
                options = line[11:].split()
            elif line.startswith('# finds: '):
                key, severity = line[9:].split()
                wanted[key] = severity
            elif not line.startswith('#'):
                break
    return source, options, wanted


def without_hash(key):
    return re.sub(r'~[0-9a-f]{16}', '~', key)


def found(source, options):
    # --units takes files up to the next option, so the report stands behind --
    p = subprocess.run([EXE, 'check', '--format', 'json', *options, '--', source], cwd=FOLDER,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    told = json.loads(p.stdout)['files'][0]['findings']
    return {without_hash(x['id']): x['severity'] for x in told}, p.returncode


def family(key):
    return re.match(r'GI-[A-Z]', key).group(0)


def main():
    right, false, missed = {}, {}, {}
    names = sorted(n for n in os.listdir(FOLDER) if n.endswith(('.yaml', '.expect')))
    for name in names:
        source, options, wanted = header(os.path.join(FOLDER, name))
        got, code = found(source, options)
        for key in set(wanted) | set(got):
            good = key in wanted and key in got and wanted[key] == got[key]
            count = right if good else false if key in got else missed
            count[family(key)] = count.get(family(key), 0) + 1
        problems = ['not found: %s %s' % (k, wanted[k]) for k in sorted(wanted) if got.get(k) != wanted[k]]
        problems += ['found: %s %s' % (k, got[k]) for k in sorted(got) if got[k] != wanted.get(k)]
        cases.empty(name, problems)
        cases.check('%s: exit status' % name, code == ('error' in wanted.values()), 'it is %d' % code)
    cases.check('there are 30 reports or more', len(names) >= 30, '%d' % len(names))
    summary = table(right, false, missed, len(names))
    print(summary)
    path = os.path.join(FOLDER, 'summary.md')
    if '--write' in sys.argv:
        with open(path, 'w', encoding='utf-8') as f:
            f.write(summary)
    with open(path, encoding='utf-8') as f:
        cases.check('summary.md says so', f.read() == summary, 'write it anew with --write')
    cases.finish()


def share(part, whole):
    return '%.3f' % (part / whole) if whole else '–'


def table(right, false, missed, n):
    lines = ['| family | findings in %d reports | precision | recall |' % n, '| --- | ---: | ---: | ---: |']
    for f in sorted(set(right) | set(false) | set(missed)):
        r, w, m = (c.get(f, 0) for c in (right, false, missed))
        lines.append('| %s | %d | %s | %s |' % (f, r + m, share(r, r + w), share(r, r + m)))
    return '\n'.join(lines) + '\n'


main()
