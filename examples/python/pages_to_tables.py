#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Turns a folder of published reports (pages, documents, report files) into tables: of SQLite, and of pandas.

usage: pages_to_tables.py [--pandas] [FOLDER [DATABASE]]

Reads on all cores, a few documents in memory at a time. In the database counts are integers and money is whole 分, so
that sums are exact; what is not known is NULL. --pandas shows the same sums by pandas.
"""
import os
import sqlite3
import sys

import gireport

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data')
TABLES = """
create table reports (report integer primary key, source text, organ text, code text, year integer, template text, problem text);
create table cells (report integer, key text, label text, state text, count integer, fen integer, raw text);
create table findings (report integer, rule text, severity text, key text, message text);
"""


class Tables:
    """Takes the results of a batch, in their order."""

    def __init__(self, database):
        self.database, self.n = database, 0

    def take(self, result):
        r = result.report
        self.database.execute('insert into reports values (?, ?, ?, ?, ?, ?, ?)', (
            self.n, result.name, r and r.organ, r and r.text(gireport.Text.ORGAN_CODE), r and r.year, r and r.template.id,
            None if r else result.status.name))
        if r:
            self.database.executemany('insert into cells values (?, ?, ?, ?, ?, ?, ?)', (
                (self.n, key, r.template.field(key).label, cell.state.name.lower(), *values(cell), cell.raw)
                for key, cell in r.items()))
        self.database.executemany('insert into findings values (?, ?, ?, ?, ?)', (
            (self.n, f.rule, f.severity.name.lower(), f.cells[0].key if f.cells else None, f.message) for f in result.findings))
        self.n += 1


def values(cell):
    """(count, 分) of a cell; one of them is None, both where the value is not known."""
    if cell.value is None or cell.unit == gireport.Unit.UNKNOWN:
        return None, None
    return (None, int(cell.value * 100)) if cell.unit == gireport.Unit.YUAN else (cell.value, None)


def read_folder(folder, database):
    tables = Tables(database)
    database.executescript(TABLES)
    batch = gireport.Batch(deliver=tables.take)
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            batch.add(os.path.join(path, name))
    # The callbacks come on any thread, one at a time: the connection is told to allow that.
    batch.run(os.cpu_count() or 1)
    database.commit()


def frame(database):
    """One line a report, one column a field, by pandas: Int64, so that a count that is not known stays unknown."""
    import pandas
    rows = database.execute('select report, key, coalesce(count, fen) from cells').fetchall()
    long = pandas.DataFrame(rows, columns=['report', 'key', 'value'], dtype=object)
    return long.astype({'report': 'int64'}).pivot(index='report', columns='key', values='value').astype('Int64')


def main():
    words = [w for w in sys.argv[1:] if w != '--pandas']
    folder, path = (words + [DATA, ':memory:'][len(words):])[:2]
    database = sqlite3.connect(path, check_same_thread=False)
    read_folder(folder, database)
    for row in database.execute('select organ, year, source, problem from reports order by report'):
        print(*[os.path.basename(str(x)) for x in row if x is not None])
    sums = database.execute("select key, label, sum(count), sum(fen) from cells where key in ('applications.new.total', "
                            "'disclosure.procurement.amount') group by key").fetchall()
    for key, label, count, fen in sums:
        print('%s: %s' % (label, count if fen is None else '%d.%02d 元' % divmod(fen, 100)))
    for severity, count in database.execute('select severity, count(*) from findings group by severity order by severity'):
        print('%s: %d' % (severity, count))
    if '--pandas' in sys.argv:
        wide = frame(database)
        print('pandas: %d reports, %d fields' % wide.shape)
        for key, label, count, fen in sums:
            print('%s: %s' % (label, 'the same' if wide[key].sum() == (count or 0) + (fen or 0) else wide[key].sum()))


if __name__ == '__main__':
    main()
