"""Prints the table of docs/performance.md: the figures of the bench program, whole processes, and the size.

usage: bench.py SOURCE_ROOT BENCH_PROGRAM SHARED_LIBRARY GIREPORT_COMMAND
"""
import glob
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time


def main():
    source, program, library, command = sys.argv[1:5]
    report = os.path.join(source, 'examples', 'data', 'jinxiang_2020.yaml')
    corpus = os.environ.get('GIREPORT_CORPUS', os.path.join(source, '..', 'shared', 'corpus'))
    rows = []
    out = subprocess.run([program, report] + sorted(glob.glob(os.path.join(corpus, '*.html'))), stdout=subprocess.PIPE,
                         universal_newlines=True, check=True).stdout
    rows += [line.split('\t') for line in out.splitlines()]
    if os.path.exists(command):
        rows += process('check a YAML report', [command, 'check', report])
        text = os.path.join(source, 'examples', 'data', 'jinxiang_2020.txt')
        if os.path.exists(text):
            rows += process('check a text', [command, 'check', text])
    if shutil.which('strip'):
        with tempfile.TemporaryDirectory() as folder:
            stripped = os.path.join(folder, 'stripped')
            subprocess.run(['strip', '-o', stripped, library], check=True)
            rows.append(['the shared library, stripped', '%.0f' % (os.path.getsize(stripped) / 1024), 'KB', '<= 1024'])
    print('| work | measured | budget |\n|---|---|---|')
    for name, value, unit, budget in rows:
        print('| %s | %s %s | %s |' % (name, value, '×' if unit == 'x' else unit,
                                       budget.replace('<=', '≤').replace('>=', '≥')))


def process(name, command):
    """Wall time and peak memory of a whole process, the median of several."""
    times = []
    for _ in range(15):
        start = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        times.append((time.perf_counter() - start) * 1000)
    peak = subprocess.run([sys.executable, '-c', 'import resource, subprocess, sys\n'
                           'subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)\n'
                           'print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)'] + command,
                          stdout=subprocess.PIPE, universal_newlines=True).stdout
    return [['%s, whole process' % name, '%.1f' % statistics.median(times), 'ms', '<= 10'],
            ['%s, peak memory' % name, '%.1f' % (int(peak) / 1024), 'MB', '<= 8 + 4 x bytes']]


if __name__ == '__main__':
    main()
