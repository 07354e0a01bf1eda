"""How much of each published shape is read: right, unknown with a finding, wrong, silent.

usage: check_accuracy.py GIREPORT SOURCE_ROOT [no-documents] [--write]

A case is cases/NAME.EXT with its fields in cases/NAME.tsv, one a line: key, tab, what is printed (nothing: the cell is
blank; ?: it cannot be read surely). cases/least.tsv holds the least count of fields read right. The shapes are those of
published pages and of what programs get out of PDF files; the narrative is our own. Fails where a field is wrong, or
missing without a finding that names it, or invented, and where less is right than least.tsv says. Prints the table;
--write puts it into docs/reading.md and raises least.tsv. The reports of the corpus are added where it is found.

  right    the same state and value
  unknown  not read, and a finding names the field
  wrong    another value, stated or inferred; a value for a field that the file does not have
  silent   not read, and no finding names it
"""
import csv
import glob
import io
import json
import os
import re
import subprocess
import sys
from decimal import Decimal

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
from cases import Cases

EXE, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
WITHOUT = ('.html', '.xhtml', '.docx', '.xlsx', '.pdf') if 'no-documents' in sys.argv else ()
PAGE = os.path.join(ROOT, 'docs', 'reading.md')
BEGIN, END = '<!-- accuracy: made by tests/accuracy -->', '<!-- end of accuracy -->'
MONEY = {'disclosure.procurement.amount', 'disclosure.fees.amount'}
KINDS = ('right', 'unknown', 'wrong', 'silent')


def run(*args):
    p = subprocess.run([EXE] + list(args), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=120, check=False)
    return p.stdout.decode('utf-8')


def printed(key, text, edition_2021):
    """State and value of what is printed; money in 元."""
    text = re.sub(r'\s', '', text)
    if text == '':
        return 'blank', None
    if text in ('/', '-', '—', '--', '／', '无', '\\'):
        return 'na', None
    m = re.match(r'(减少?|增加?)?([+-]?[\d,]+(?:\.\d+)?)(万元|亿元|元)?', text)
    if not m:
        return 'unreadable', None
    value = Decimal(m[2].replace(',', '')) * (-1 if (m[1] or '').startswith('减') else 1)
    unit = m[3] or ('万元' if edition_2021 else '元')
    if key in MONEY and (m[3] or edition_2021):
        value *= {'元': 1, '万元': 10000, '亿元': 100000000}[unit]
    return 'value', value


def read_fields(path):
    fields = {}
    with open(path, encoding='utf-8') as f:
        for line in f:
            if '\t' in line:
                key, _, text = line.rstrip('\n').partition('\t')
                fields[key] = text
    return fields


def score(path, fields):
    """Counts of the four kinds, and what is not right, for the eye."""
    edition_2021 = any(k.endswith(('.in_force', '.repealed')) or '.not_corrected' in k for k in fields)
    got = {r['key']: r for r in csv.DictReader(io.StringIO(run('convert', '--to', 'csv', path)))}
    try:
        files = json.loads(run('check', '--format', 'json', path))['files']
    except ValueError:
        files = []
    told = {c['key'] for f in files for x in f['findings'] for c in x.get('cells', [])}
    counts, odd = dict.fromkeys(KINDS, 0), []
    for key, text in fields.items():
        state, value = printed(key, text, edition_2021)
        cell = got.get(key)
        if cell is None or cell['state'] in ('absent', 'unreadable'):
            kind = 'right' if cell is not None and cell['state'] == state else 'unknown' if key in told else 'silent'
        else:
            read = Decimal(cell['value']) if cell['value'] else None
            kind = 'right' if (cell['state'], read) == (state, value) else 'wrong'
        counts[kind] += 1
        if kind in ('wrong', 'silent'):
            odd.append('%s %s: printed %r, read %s' % (kind, key, text, cell and (cell['state'], cell['value'])))
    for key, cell in got.items():
        if key not in fields and cell['state'] in ('value', 'na'):
            counts['wrong'] += 1
            odd.append('invented %s: %s' % (key, cell['value']))
    return counts, odd


def table(rows):
    """The table as Markdown, columns aligned."""
    cells = [('file', 'fields') + KINDS] + [tuple(str(c) for c in r) for r in rows]
    wide = [max(len(r[i]) for r in cells) for i in range(len(cells[0]))]
    lines = ['| ' + ' | '.join(c.ljust(w) if i == 0 else c.rjust(w) for i, (c, w) in enumerate(zip(r, wide))) + ' |'
             for r in cells]
    lines.insert(1, '| ' + ' | '.join('-' * w if i == 0 else '-' * (w - 1) + ':' for i, w in enumerate(wide)) + ' |')
    return '\n'.join(lines) + '\n'


def files_of(folder):
    for path in sorted(glob.glob(os.path.join(folder, '*.*'))):
        name = os.path.basename(path)
        fields = os.path.join(folder, name.split('.')[0] + '.tsv')
        if not name.endswith(('.tsv', '.py')) and os.path.exists(fields):
            yield name, path, read_fields(fields)


def measure(cases, folder, least, prefix=''):
    rows = []
    for name, path, fields in files_of(folder):
        if name.endswith(WITHOUT):
            cases.skip(prefix + name, 'built without documents')
            continue
        counts, odd = score(path, fields)
        rows.append((prefix + name, len(fields)) + tuple(counts[k] for k in KINDS))
        if not prefix: # the corpus has its own test, which knows its exceptions
            cases.empty('%s: no field wrong, none missing without a word' % name, odd)
            want = least.get(name, 0)
            cases.check('%s: at least %d fields right' % (name, want), counts['right'] >= want, str(counts['right']))
    return rows


def main():
    cases = Cases()
    folder = os.path.join(HERE, 'cases')
    least_path = os.path.join(folder, 'least.tsv')
    least = {k: int(v) for k, v in read_fields(least_path).items()} if os.path.exists(least_path) else {}
    rows = measure(cases, folder, least)
    text = table(rows)
    if '--write' in sys.argv:
        with open(least_path, 'w', encoding='utf-8') as f:
            f.writelines('%s\t%d\n' % (r[0], max(r[2], least.get(r[0], 0))) for r in rows)
        with open(PAGE, encoding='utf-8') as f:
            page = f.read()
        head, tail = page.split(BEGIN)[0], page.split(END)[1]
        with open(PAGE, 'w', encoding='utf-8') as f:
            f.write(head + BEGIN + '\n' + text + END + tail)
    else:
        cases.empty('every file of least.tsv was read', sorted(set(least) - {n for n, _, _ in files_of(folder)}))
        if not WITHOUT:
            with open(PAGE, encoding='utf-8') as f:
                cases.check('docs/reading.md shows this table (--write makes it)', text in f.read(), text)
    corpus = os.environ.get('GIREPORT_CORPUS', os.path.join(ROOT, '..', 'shared', 'corpus'))
    if os.path.exists(os.path.join(corpus, 'MIN.tsv')):
        text = table(rows + measure(cases, corpus, {}, 'corpus/'))
    else:
        cases.skip('corpus', 'no real reports in %s' % os.path.normpath(corpus))
    print(text, end='')
    cases.finish()


if __name__ == '__main__':
    main()
