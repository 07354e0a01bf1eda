"""The tables as others read them: DuckDB takes the Arrow stream of 10,000 reports, pandas the CSV, and the sums of both
are those that the library comes to; so are those of the Python example.

usage: check_tables.py SOURCE_ROOT BUILD_ROOT MAKE_REPORTS, with GIREPORT_LIBRARY in the environment

DuckDB is its shared library: in GIREPORT_DUCKDB, in BUILD_ROOT/duckdb, or out of the npm package, which is fetched there.
"""
import ctypes
import decimal
import importlib.util
import os
import pathlib
import platform
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile

SOURCE, BUILD, MAKE = (os.path.abspath(a) for a in sys.argv[1:4])
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
sys.path.insert(0, os.path.join(SOURCE, 'examples', 'python'))
import gireport
from cases import Cases

cases = Cases()
PACKAGE = '@duckdb/node-bindings-linux-%s'
COMMAND = os.path.join(BUILD, 'examples', 'gireport')


def make(folder, n):
    """A stream of n reports, and {key: (kind, number of values, their sum)} by the library."""
    stream, totals = os.path.join(folder, 'stream-%d.yaml' % n), os.path.join(folder, 'totals-%d' % n)
    subprocess.run([MAKE, str(n), stream, totals], check=True)
    found = {}
    with open(totals, encoding='utf-8') as f:
        for line in f:
            key, kind, count, total = line.rstrip('\n').split('\t')
            found[key] = kind, int(count), int(total) if kind == 'count' else decimal.Decimal(total).scaleb(-2)
    return stream, found


# DuckDB ---------------------------------------------------------------------------------------------------------


def find_duckdb():
    """The path of its shared library, or why there is none."""
    given = os.environ.get('GIREPORT_DUCKDB')
    if given:
        return given, None
    folder = os.path.join(BUILD, 'duckdb')
    path = os.path.join(folder, 'package', 'libduckdb.so')
    machine = {'x86_64': 'x64', 'aarch64': 'arm64'}.get(platform.machine())
    if os.path.exists(path):
        return path, None
    if not shutil.which('npm') or machine is None or platform.system() != 'Linux':
        return None, 'there is no npm to fetch %s with; GIREPORT_DUCKDB may name libduckdb.so' % (PACKAGE % machine)
    os.makedirs(folder, exist_ok=True)
    got = subprocess.run(['npm', 'pack', '--silent', PACKAGE % machine], cwd=folder, stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE, universal_newlines=True)
    if got.returncode != 0:
        return None, 'npm does not get %s' % (PACKAGE % machine)
    with tarfile.open(os.path.join(folder, got.stdout.split()[-1])) as archive:
        archive.extractall(folder)
    return path, None


class DuckDB:
    """As much of its C interface as is needed."""

    class _Result(ctypes.Structure):
        _fields_ = [('inside', ctypes.c_void_p * 6)]

    def __init__(self, path):
        self.c = ctypes.CDLL(path)
        self.c.duckdb_result_error.restype = ctypes.c_char_p
        self.c.duckdb_value_varchar.restype = ctypes.c_void_p
        for name in 'row_count', 'column_count':
            getattr(self.c, 'duckdb_' + name).restype = ctypes.c_uint64
        self.database, self.connection = ctypes.c_void_p(), ctypes.c_void_p()
        if self.c.duckdb_open(None, ctypes.byref(self.database)) or self.c.duckdb_connect(
                self.database, ctypes.byref(self.connection)):
            raise OSError('DuckDB does not open')

    def query(self, sql):
        """The rows, each a tuple of texts or None."""
        result = self._Result()
        failed = self.c.duckdb_query(self.connection, sql.encode(), ctypes.byref(result))
        if failed:
            raise ValueError('%s: %s' % (sql, self.c.duckdb_result_error(ctypes.byref(result)).decode()))
        rows = [tuple(self._value(result, c, r) for c in range(self.c.duckdb_column_count(ctypes.byref(result))))
                for r in range(self.c.duckdb_row_count(ctypes.byref(result)))]
        self.c.duckdb_destroy_result(ctypes.byref(result))
        return rows

    def _value(self, result, column, row):
        text = self.c.duckdb_value_varchar(ctypes.byref(result), ctypes.c_uint64(column), ctypes.c_uint64(row))
        if not text:
            return None
        value = ctypes.string_at(text).decode()
        self.c.duckdb_free(ctypes.c_void_p(text))
        return value

    def take(self, name, stream):
        """Makes a table of an Arrow stream."""
        if self.c.duckdb_arrow_scan(self.connection, b'incoming', ctypes.c_void_p(stream.address)):
            raise ValueError('DuckDB does not take the stream')
        self.query('create table %s as select * from incoming' % name)
        self.query('drop view incoming')


def duckdb(stream, totals, n):
    path, lacks = find_duckdb()
    if lacks:
        cases.skip('DuckDB', lacks)
        return
    db = DuckDB(path)
    for table in 'reports', 'cells', 'findings':
        db.take(table, gireport.ArrowStream(pathlib.Path(stream), table))
    cases.check('DuckDB has every report', db.query('select count(*), count(distinct report), max(report) from reports') ==
                [(str(n), str(n), str(n - 1))])
    found = {key: (count, amount) for key, *rest in db.query(
        'select key, count(count), sum(count), count(amount), sum(amount) from cells group by key')
        for count, amount in [((int(rest[0]), rest[1]), (int(rest[2]), rest[3]))]}
    wrong = []
    for key, (kind, many, total) in totals.items():
        values, text = found[key][kind == 'amount']
        if values != many or decimal.Decimal(text) != total:
            wrong.append('%s: %d values, %s; should be %d, %s' % (key, values, text, many, total))
    cases.empty('its sums are those of the library, key by key, to the 分', wrong)
    cases.check('and its types', db.query("select column_type from (describe cells) where column_name in ('count', 'amount', "
                                          "'report')") == [('BIGINT',), ('BIGINT',), ('DECIMAL(38,2)',)])
    values = sum(many for _, many, _ in totals.values())
    cases.check('the reports count as many values as the cells', db.query('select sum("values") from reports') ==
                db.query("select count(*) from cells where state = 'value'") == [(str(values),)])
    cases.check('the tables join', db.query('select count(*) from cells join reports using (report) where cells.organ = '
                                            "reports.organ and cells.year = reports.year") == db.query('select count(*) from cells'))
    cases.check('organs are words', db.query('select count(distinct organ) from reports') == [('100',)])
    cases.check('as many findings as the reports say', db.query('select sum(errors), sum(warnings), sum(notes) from reports') ==
                [tuple(db.query("select count(*) from findings where severity = '%s'" % s)[0][0]
                       for s in ('error', 'warning', 'note'))])
    cases.check('sound reports have no error', db.query('select sum(errors) from reports') == [('0',)])


# pandas ---------------------------------------------------------------------------------------------------------


def pandas(folder, stream, totals):
    if not has_pandas():
        cases.skip('pandas', 'it is not installed')
        return
    import pandas as pd
    tables = []
    for flags in [], ['--wide']:
        path = os.path.join(folder, 'table.csv')
        subprocess.run([COMMAND, 'convert', '--to', 'csv', *flags, '-o', path, stream], check=True, stderr=subprocess.DEVNULL)
        tables.append(pd.read_csv(path, dtype=str, keep_default_na=False))
    long, wide = tables
    values = long[long.state == 'value']
    sums = values.groupby('key')['value'].agg(lambda v: sum(map(decimal.Decimal, v)))
    cases.empty('pandas adds the long table up to the sums of the library',
                ['%s: %s, not %s' % (key, sums[key], total) for key, (_, _, total) in totals.items() if sums[key] != total])
    cases.empty('and the wide one', [
        '%s: %s' % (key, total) for key, (_, many, total) in totals.items()
        if sum(decimal.Decimal(v) for v in wide[key] if v not in ('', '~', '/', '?')) != total])
    counts = pd.to_numeric(values[~values.key.str.endswith('.amount')]['value'])
    cases.check('counts are whole numbers to it', str(counts.dtype) == 'int64', str(counts.dtype))


def example(folder):
    """Of a folder of pages into SQLite and pandas; SQLite adds up what the library wrote."""
    pages = os.path.join(folder, 'pages')
    os.makedirs(os.path.join(pages, 'more'))
    total = n = 0
    for i, report in enumerate(gireport.Reader(pathlib.Path(make(folder, 40)[0]))):
        report.write_file(os.path.join(pages, 'more' if i % 2 else '', '%d.%s' % (i, 'html' if i % 4 else 'yaml')))
        total, n = total + report['applications.new.total'].value, n + len(report)
    database = os.path.join(folder, 'reports.db')
    words = ['--pandas'] if has_pandas() else []
    out = subprocess.run([sys.executable, os.path.join(SOURCE, 'examples', 'python', 'pages_to_tables.py'), *words, pages, database],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True,
                         env=dict(os.environ, PYTHONIOENCODING='utf-8', PYTHONDONTWRITEBYTECODE='1'))
    got = sqlite3.connect(database).execute("select sum(count), (select count(*) from cells), (select count(*) from reports) "
                                            "from cells where key = 'applications.new.total'").fetchone()
    cases.check('the example fills SQLite', out.returncode == 0 and got == (total, n, 40), '%s\n%s' % (got, out.stdout))
    if words:
        cases.check('and pandas', 'pandas: 40 reports' in out.stdout and out.stdout.count('the same') == 2, out.stdout)


def has_pandas():
    return importlib.util.find_spec('pandas') is not None


def main():
    with tempfile.TemporaryDirectory() as folder:
        stream, totals = make(folder, 10000)
        cases.check('there is something to add up', len(totals) > 200 and sum(t[2] for t in totals.values()) > 10 ** 6, str(len(totals)))
        duckdb(stream, totals, 10000)
        pandas(folder, *make(folder, 200))
        example(folder)
    cases.finish()


main()
