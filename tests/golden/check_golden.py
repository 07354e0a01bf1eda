"""What the writers make of reports, byte for byte, and that what they wrote is read again.

usage: check_golden.py GIREPORT SOURCE_ROOT [no-documents: the build does not read HTML]
A case is a folder with input.yaml; each expected.* in it is compared. GIREPORT_UPDATE_GOLDEN=1 writes them anew.
"""
import csv
import difflib
import glob
import io
import os
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, HERE = os.path.abspath(sys.argv[1]), os.path.join(os.path.abspath(sys.argv[2]), 'tests', 'golden')
UPDATE = os.environ.get('GIREPORT_UPDATE_GOLDEN') == '1'

OUTPUTS = {
    'expected.html': ['--to', 'html'],
    'expected.trace.html': ['--to', 'html', '--trace', '--fragment', '--tables'],
    'expected.charts.html': ['--to', 'html', '--charts', '--fragment', '--tables'],
    'expected.summary.svg': ['--to', 'svg', '--summary'],
    'expected.summary.html': ['--summary', '--lang', 'en'],
    'expected.md': ['--to', 'markdown'],
    'expected.txt': ['--to', 'text'],
    'expected.narrow.txt': ['--to', 'text', '--width', '60', '--tables'],
}

cases = Cases()


def convert(*args, stdin=None):
    p = subprocess.run([EXE, 'convert', *args], input=stdin, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                       check=False, cwd=HERE)
    return p.returncode, p.stdout, p.stderr


def golden(case):
    for name, args in OUTPUTS.items():
        path = os.path.join(case, name)
        if not os.path.exists(path):
            continue
        code, out, err = convert(*args, os.path.join(case, 'input.yaml'))
        if UPDATE:
            with open(path, 'wb') as f:
                f.write(out)
        with open(path, 'rb') as f:
            want = f.read()
        diff = difflib.unified_diff(want.decode().split('\n'), out.decode().split('\n'), 'expected', 'written',
                                    lineterm='')
        cases.check('%s/%s' % (os.path.basename(case), name), out == want and code in (0, 1), list(diff) or err.decode())


def cells(data, *args):
    """(state, value) of each cell that a report file or document holds, and what reading had to tell."""
    _, out, err = convert('--to', 'csv', *args, '-', stdin=data)
    return {r['key']: (r['state'], r['value']) for r in csv.DictReader(io.StringIO(out.decode()))}, err.decode()


def read_again(case):
    """HTML and Markdown are read to the same cells, or a finding names the cell. Whether an empty place was blank or
    not there, they do not tell."""
    with open(os.path.join(case, 'input.yaml'), 'rb') as f:
        want, _ = cells(f.read())
    for name in ['markdown'] if 'no-documents' in sys.argv else ['html', 'markdown']:
        _, page, _ = convert('--to', name, os.path.join(case, 'input.yaml'))
        got, told = cells(page)
        problems = []
        for key in sorted(set(want) | set(got)):
            one, other = want.get(key, ('absent', '')), got.get(key, ('absent', ''))
            empty = one[0] in ('absent', 'blank') and other[0] in ('absent', 'blank')
            named = other[0] in ('absent', 'unreadable') and '(%s)' % key in told
            if one != other and not empty and not named:
                problems.append('%s: %s, not %s' % (key, other, one))
        cases.empty('%s as %s is read again' % (os.path.basename(case), name),
                    problems + ([told[:500]] if problems else []))


def read_without_complaint(name):
    """A sound report that we wrote ourselves is read whole, and nothing in it is told."""
    for form in ['markdown'] if 'no-documents' in sys.argv else ['html', 'markdown', 'docx', 'xlsx']:
        _, page, _ = convert('--to', form, os.path.join(HERE, '..', 'findings', name))
        p = subprocess.run([EXE, 'check', '--profile', 'gate', '-'], input=page, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE, check=False)
        told = [line for line in p.stdout.decode().split('\n') if ' [GI-' in line]
        cases.empty('%s as %s is read without a complaint' % (name, form), told)


def main():
    folders = sorted(os.path.dirname(p) for p in glob.glob(os.path.join(HERE, '*', 'input.yaml')))
    for case in folders:
        golden(case)
        read_again(case)
    for name in ('suqian_2024.yaml', 'jinxiang_2020_repaired.yaml'):
        read_without_complaint(name)
    cases.check('there are cases', len(folders) >= 4)
    cases.finish()


main()
