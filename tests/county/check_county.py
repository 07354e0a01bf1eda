"""A county of 48 units, consolidated and checked as a user would: to the last cell, and with each thing that goes wrong.

usage: check_county.py GIREPORT MAKE_COUNTY
"""
import csv
import glob
import io
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, MAKE = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
STOCKS = {'disclosure.regulations.in_force', 'disclosure.normative_documents.in_force'}


class County:
    """The 48 files in a folder of their own, to be spoiled."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        subprocess.run([MAKE, self.folder.name], check=True)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.folder.cleanup()

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def units(self):
        return sorted(glob.glob(self.path('unit-*.yaml')))

    def edit(self, name, change):
        with open(self.path(name), encoding='utf-8') as f:
            text = f.read()
        changed = change(text)
        assert changed != text, name
        with open(self.path(name), 'w', encoding='utf-8') as f:
            f.write(changed)

    def run(self, *args):
        done = subprocess.run([EXE, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=self.folder.name)
        return done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8')

    def sum(self, *options):
        return self.run('sum', '--parent', 'county.yaml', *options, '-o', 'draft.csv', *self.units())

    def cells(self, name):
        if name.endswith('.csv'):
            with open(self.path(name), encoding='utf-8', newline='') as f:
                text = f.read()
        else:
            text = self.run('convert', '--to', 'csv', self.path(name))[1]
        return {r['key']: (r['state'], r['value']) for r in csv.DictReader(io.StringIO(text))}


def whole(cases):
    with County() as c:
        code, _, err = c.sum()
        draft, county = c.cells('draft.csv'), c.cells('county.yaml')
        cases.check('48 units are added up', code == 0 and len(c.units()) == 48, err)
        cases.check('200 cells', len(county) == 200 and set(draft) == set(county))
        cases.empty('to the last cell', ['%s: %s, not %s' % (k, draft[k], county[k]) for k in county
                                         if k not in STOCKS and draft[k] != county[k]])
        cases.check('stocks are offered', all(draft[k][0] == 'blank' for k in STOCKS) and 'GI-C-007' in err)
        cases.check('nothing else is told', 'error' not in err and 'warning' not in err, err)
        code, out, _ = c.run('check', '--format', 'json', '--units', *c.units(), '--', 'county.yaml')
        cases.check('the county agrees with its units', code == 0 and 'GI-L-' not in out, out)
        code, out, _ = c.run('sum', '--explain', 'disclosure.fees.amount', *c.units())
        lines = [l.split('\t') for l in out.splitlines()[1:]]
        total = sum(round(float(l[0]) * 100) for l in lines[:-1])
        cases.check('each unit is told', code == 0 and len(lines) == 49 and
                    round(float(lines[-1][0]) * 100) == total == round(float(county['disclosure.fees.amount'][1]) * 100), out)
        code, out, _ = c.run('sum', '--explain', 'disclosure.fees.amonut', *c.units())
        cases.check('no such cell', code == 2 and not out)
        c.edit('county.yaml', lambda t: t.replace('penalties: {decisions: ', 'penalties: {decisions: 1'))
        code, out, _ = c.run('check', '--units', *c.units(), '--', 'county.yaml')
        cases.check('a county that does not agree', 'GI-L-001' in out and '行政处罚' in out, out)


def one_thing(cases, name, spoil, expected, *, code=0, unit='unit-20.yaml', cell=None, check=()):
    """One unit is spoiled: what the sum tells, and what the check of the county against its units tells."""
    with County() as c:
        whole_sum = c.cells('county.yaml')
        mine = c.cells(unit)
        spoil(c, c.path(unit))
        got, _, err = c.sum()
        cases.check('%s: told by sum' % name, got == code and all(e in err for e in expected), '%d %s' % (got, err))
        if code == 2:
            cases.check('%s: nothing is written' % name, not os.path.exists(c.path('draft.csv')))
        elif cell:
            draft = c.cells('draft.csv')
            cases.check('%s: the cell' % name, draft['disclosure.licensing.decisions'][0] == cell, str(draft))
        else:
            # the sum lacks that unit and no other
            value = int(c.cells('draft.csv')['applications.new.total'][1])
            cases.check('%s: the others are added' % name, value == int(whole_sum['applications.new.total'][1]) -
                        (0 if name == 'late' else int(mine['applications.new.total'][1])), str(value))
        if check:
            out = c.run('check', '--units', *c.units(), '--', 'county.yaml')
            cases.check('%s: told by check' % name, all(e in out[1] + out[2] for e in check), out[1] + out[2])


def write(path, text):
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)


def other_form(c, path):
    organ = '青禾县生态环境局'
    out = c.run('form', '--template', 'cn-2019')[1]
    write(path, out.replace('template: cn-2019', 'template: cn-2019\norgan: {name: %s}\nyear: 2023' % organ))


def main():
    cases = Cases()
    whole(cases)
    one_thing(cases, 'missing', lambda c, p: os.remove(p), ['GI-C-006', '青禾县工业和信息化局'], unit='unit-17.yaml',
              check=['GI-L-002'])
    one_thing(cases, 'late', lambda c, p: c.edit('unit-20.yaml', lambda t: t.replace('published: 2024-01', 'published: 2024-02')),
              ['青禾县司法局', 'GI-D-001'])
    one_thing(cases, 'wrong edition', other_form, ['GI-C-001', 'cn-2019'], unit='unit-24.yaml', check=['GI-L-003'])
    one_thing(cases, 'wrong year', lambda c, p: c.edit('unit-20.yaml', lambda t: t.replace('year: 2023', 'year: 2022')),
              ['GI-C-002', '2022'], check=['GI-L-003'])
    one_thing(cases, 'overflowing',
              lambda c, p: c.edit('unit-20.yaml', lambda t: t.replace('licensing: {decisions: ', 'licensing: {decisions: 922337203685477', 1)),
              ['GI-C-005'], code=1, cell='absent')
    one_thing(cases, 'unreadable', lambda c, p: write(p, 'gireport: 1\ntemplate: {\n'), ['unit-20.yaml', '没有汇总'], code=2)
    one_thing(cases, 'one cell unreadable',
              lambda c, p: c.edit('unit-20.yaml', lambda t: t.replace('licensing: {decisions: ', 'licensing: {decisions: 二又', 1)),
              ['GI-C-004', '青禾县司法局'], code=1, cell='absent')
    with County() as c:
        code, _, err = c.run('sum', '-o', 'draft.csv', *c.units(), c.units()[0])
        cases.check('one unit twice', 'GI-C-003' in err and c.cells('draft.csv')['applications.new.total'] ==
                    c.cells('county.yaml')['applications.new.total'], err)
    cases.finish()


main()
