"""Prints the table of docs/performance.md: the figures of the bench program, whole processes, and the size.

usage: bench.py SOURCE_ROOT BENCH_PROGRAM PEAK_PROGRAM SHARED_LIBRARY GIREPORT_COMMAND
"""
import glob
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

# Beside the report with six broken rules and no text: one without an error, and one with all its texts.
YAML_REPORTS = ['jinxiang_2020_repaired.yaml', 'suqian_2024.yaml']


def main():
    source, program, peak, library, command = sys.argv[1:6]
    report = os.path.join(source, 'examples', 'data', 'jinxiang_2020.yaml')
    corpus = os.environ.get('GIREPORT_CORPUS', os.path.join(source, '..', 'shared', 'corpus'))
    rows = []
    others = [os.path.join(source, 'tests', 'findings', name) for name in YAML_REPORTS]
    others += sorted(glob.glob(os.path.join(corpus, '*.html')))
    out = subprocess.run([program, report] + others, stdout=subprocess.PIPE, universal_newlines=True,
                         check=True).stdout
    rows += [line.split('\t') for line in out.splitlines()]
    if os.path.exists(command):
        rows += process('check a YAML report', [command, 'check', report], peak)
        text = os.path.join(source, 'examples', 'data', 'jinxiang_2020.txt')
        if os.path.exists(text):
            rows += process('check a text', [command, 'check', text], peak)
    rows.append(['a program that loads the library and does nothing, peak memory',
                 '%.1f' % (peak_kb(peak, ['true'], LD_PRELOAD=library) / 1024), 'MB', ''])
    if shutil.which('strip'):
        with tempfile.TemporaryDirectory() as folder:
            stripped = os.path.join(folder, 'stripped')
            subprocess.run(['strip', '-o', stripped, library], check=True)
            rows.append(['the shared library, stripped', '%.0f' % (os.path.getsize(stripped) / 1000), 'kB', '<= 1000'])
    print('| work | measured | budget |\n|---|---|---|')
    for name, value, unit, budget in rows:
        print('| %s | %s %s | %s |' % (name, value, '×' if unit == 'x' else unit,
                                       budget.replace('<=', '≤').replace('>=', '≥')))


def peak_kb(peak, command, **environment):
    return int(subprocess.run([peak] + command, stdout=subprocess.PIPE, universal_newlines=True, check=True,
                              env=dict(os.environ, **environment)).stdout)


def process(name, command, peak):
    """Wall time and peak memory of a whole process, the median of several."""
    times = []
    for _ in range(15):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1000)
    return [['%s, whole process' % name, '%.1f' % statistics.median(times), 'ms', '<= 10'],
            ['%s, peak memory' % name, '%.1f' % (peak_kb(peak, command) / 1024), 'MB', '<= 8 + 4 x bytes']]


if __name__ == '__main__':
    main()
