"""Office documents as others see them: each value is found by python-docx and openpyxl where the form has it, for random
reports of both editions; with LibreOffice (tests/run --all) the pages and the formulas as well.

usage: check_office.py GIREPORT SOURCE_ROOT [no-documents: the build does not write them]
"""
import csv
import io
import os
import random
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
DOCUMENTS = 'no-documents' not in sys.argv[3:]
EDITIONS = ['cn-2019', 'cn-2021']
REPORTS = 25  # of each edition

cases = Cases()


def run(*args, code=0):
    p = subprocess.run([EXE, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if p.returncode not in (code, 1):
        raise RuntimeError('%s: %s' % (args, p.stderr.decode()))
    return p.stdout


def cells(path):
    """(key, text in the cell) in the order of the form, subtotal rows left out."""
    rows = csv.DictReader(io.StringIO(run('convert', '--to', 'csv', path).decode()))
    return [(r['key'], r['state'], r['value'], r['raw']) for r in rows if '.subtotal.' not in r['key']]


def random_report(edition, seed, folder):
    """A blank form whose cells are filled in, as a report file; sums need not hold."""
    rng = random.Random('%s %d' % (edition, seed))
    text = run('form', '--template', edition).decode()
    odd = ['"/"', '""', '"1,234"', '"22（其中修订16件）"', '"—"', '不详']

    def fill(match):
        key = match.group(1) or ''
        if key == 'change: ':
            return key + rng.choice(['+6', '-8', '0'])
        if key == 'amount: ':
            return key + rng.choice(['12.5万元', '0', '102297.797528万元', '"/"'])
        return key + (rng.choice(odd) if rng.random() < .1 else str(int(10 ** (rng.random() * 6)) - 1))
    text = re.sub(r'(\w+: )?~', fill, text)
    text += 'year: %d\norgan: {name: 云溪县人民政府}\noverview: 全年情况。\n' % (2020 if edition == 'cn-2019' else 2023)
    path = os.path.join(folder, '%s-%d.yaml' % (edition, seed))
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


def written(path, extension):
    out = os.path.splitext(path)[0] + '.' + extension
    run('convert', '-o', out, path)
    return out


def by_docx(docx, path):
    """Texts of the cells of all tables, a merged cell once."""
    seen, texts = set(), []
    for table in docx.Document(path).tables:
        for cell in table._cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                texts.append(cell.text)
    return texts


def read_by(name, reader, extension, folder):
    """Value cells are those that are empty on the blank form."""
    for edition in EDITIONS:
        blank = os.path.join(folder, edition + '.' + extension)
        run('form', '--template', edition, '-o', blank)
        places = [i for i, text in enumerate(reader(blank)) if not text]
        for seed in range(REPORTS):
            path = random_report(edition, seed, folder)
            want = [raw if state != 'value' or raw else value for _, state, value, raw in cells(path)]
            texts = reader(written(path, extension))
            got = [texts[i] for i in places]
            cases.check('%s finds each value of report %d of %s' % (name, seed, edition), got == want,
                        ['%s: %r, %r' % x for x in zip([c[0] for c in cells(path)], want, got) if x[1] != x[2]])


with tempfile.TemporaryDirectory() as folder:
    if not DOCUMENTS:
        for extension in ('docx', 'xlsx'):
            p = subprocess.run([EXE, 'form', '--to', extension], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            cases.check('%s without the feature' % extension, p.returncode == 2 and b'-Ddocuments=enabled' in p.stderr,
                        p.stderr.decode())
    else:
        try:
            import docx
        except ImportError:
            cases.skip('python-docx finds each value', 'python3-docx is not installed')
        else:
            read_by('python-docx', lambda path: by_docx(docx, path), 'docx', folder)
cases.finish()
