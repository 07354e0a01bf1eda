"""Prints the instructions of the pieces of work that have a budget: the table of docs/performance.md.

Instructions are the same on every run of one build, whatever the neighbours do; so a count that grew is a change that did
it. Compilers and libraries differ, so no test asserts one.

usage: callgrind.py SOURCE_ROOT COUNTS_PROGRAM
"""
import glob
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile

WORKS = [('read', 'read the report of 金乡 (YAML)'), ('check', 'check it: all rules, six broken, their cause'),
         ('rules', 'its linear rules'), ('repair', 'its smallest repair'),
         ('wrong', 'smallest repair of reports with 1 to 6 wrong cells'), ('write', 'write it as YAML')]


def count(program, what, report):
    """The instructions of each call of work()."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'out')
        subprocess.run(['valgrind', '--quiet', '--tool=callgrind', '--toggle-collect=work', '--dump-after=work',
                        '--callgrind-out-file=' + out, program, what, report], check=True)
        counts = []
        for name in glob.glob(out + '*'):
            with open(name, encoding='utf-8') as f:
                found = re.search(r'^(?:summary|totals): (\d+)', f.read(), re.M)
            if found and int(found.group(1)) > 0:
                counts.append(int(found.group(1)))
        return counts


def main():
    source, program = sys.argv[1:3]
    report = os.path.join(source, 'examples', 'data', 'jinxiang_2020.yaml')
    if not shutil.which('valgrind'):
        sys.exit('callgrind.py needs valgrind')
    print('| work | instructions |\n|---|---|')
    for what, name in WORKS:
        counts = count(program, what, report)
        if not counts:
            sys.exit('callgrind counted nothing for ' + what)
        text = '{:,}'.format(int(statistics.median(counts)))
        if len(counts) > 1:
            text = 'median {}, least {:,}, most {:,}, of {}'.format(text, min(counts), max(counts), len(counts))
        print('| %s | %s |' % (name, text))


if __name__ == '__main__':
    main()
