"""Prints how reading and checking many reports scales (scale.c), and beside it what users would otherwise pick, on the
same inputs: Python that reads them and adds up one number, without any check.

usage: scale.py SCALE_PROGRAM FOLDER [MOST]     the inputs are made in FOLDER
"""
import glob
import os
import re
import subprocess
import sys
import time


def main():
    folder = sys.argv[2]
    subprocess.run(sys.argv[1:], check=True)
    stream = os.path.join(folder, 'stream-1000.yaml')
    pages = sorted(glob.glob(os.path.join(folder, '*.html')))
    print('\n| with | reports | reports a second |\n|---|---|---|')
    for name, work, given in [('PyYAML CSafeLoader and dicts', with_yaml, stream),
                              ('lxml.html, text of the cells', with_lxml, pages),
                              ('pandas.read_html', with_pandas, pages[:50])]:
        try:
            work(given if isinstance(given, str) else given[:1])  # imports and caches
            start = time.perf_counter()
            n = work(given)
            print('| %s | %d | %.0f |' % (name, n, n / (time.perf_counter() - start)))
        except ImportError as missing:
            print('| %s | | not here: %s |' % (name, missing.name))


def with_yaml(path):
    import yaml
    total = n = 0
    with open(path, encoding='utf-8') as f:
        for report in yaml.load_all(f, Loader=yaml.CSafeLoader):
            row = report['applications']['new']
            total += row[6] if isinstance(row, list) else row['total']
            n += 1
    return n


def with_lxml(paths):
    import lxml.html
    for path in paths:
        tree = lxml.html.parse(path)
        cells = [c.text_content().strip() for c in tree.iter('td', 'th')]
        sum(int(c) for c in cells if re.fullmatch(r'\d+', c))
    return len(paths)


def with_pandas(paths):
    import pandas
    for path in paths:
        pandas.read_html(path)
    return len(paths)


if __name__ == '__main__':
    main()
