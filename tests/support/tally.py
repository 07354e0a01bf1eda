"""Adds up the test cases of meson's logs. The last line is `N passed, N failed, N skipped`.

usage: tally.py BUILD_FOLDER…

A Check program tells its cases in a line `100%: Checks: 12, Failures: 0, Errors: 0`, a script in a line
`12 passed, 0 failed, 0 skipped`; a test that tells nothing is one case. A line `SKIPPED name: reason` is one case
that did not run. A line `FIGURE name: number` goes into the table of figures at the end; numbers of one name are added
up, and what is no bare number (`97.5 %`) is shown as it is. With CI=true in the environment a skip is a failure, save those of the corpus, which not every
machine has.
"""
import glob
import json
import os
import re
import sys

CHECK = re.compile(r'^\d+%: Checks: (\d+), Failures: (\d+), Errors: (\d+)\s*$', re.M)
SCRIPT = re.compile(r'^(\d+) passed, (\d+) failed, (\d+) skipped\s*$', re.M)
SKIPPED = re.compile(r'^(?:SKIPPED|SKIP|skip|skipped)[ :]+(.*?)\s*$', re.M)
FIGURE = re.compile(r'^FIGURE (.+?): (.+?)\s*$', re.M)
GOOD = ('OK', 'EXPECTEDFAIL')


def count(test):
    """(passed, failed, [skipped and why]) of one test of a log."""
    out = test.get('stdout') or ''
    passed = failed = told = 0
    for total, failures, errors in CHECK.findall(out):
        passed += int(total) - int(failures) - int(errors)
        failed += int(failures) + int(errors)
        told += 1
    for good, bad, _ in SCRIPT.findall(out):
        passed += int(good)
        failed += int(bad)
        told += 1
    skipped = sorted(set(SKIPPED.findall(out)))
    if test['result'] == 'SKIP' and not skipped:
        skipped = ['%s: %s' % (test['name'], out.strip().split('\n')[-1])]
    elif test['result'] in GOOD and not told and not skipped:
        passed = 1
    elif test['result'] not in GOOD + ('SKIP',) and not failed:
        failed = 1  # it crashed, or ran out of time, before it could tell
    return passed, failed, skipped


def add_figures(figures, out):
    for name, value in FIGURE.findall(out):
        if value.isdigit() and isinstance(figures.get(name, 0), int):
            figures[name] = figures.get(name, 0) + int(value)
        else:
            figures[name] = value


def print_figures(figures):
    print('\nFigures (docs/testing.md says what each means):')
    for name, value in figures.items():
        print('  %-52s %12s' % (name, '{:,}'.format(value) if isinstance(value, int) else value))


def main():
    total_passed = total_failed = 0
    all_skipped, failures, figures, names = [], [], {}, set()
    for folder in sys.argv[1:]:
        suites = {}
        tests = []
        for log in glob.glob(os.path.join(folder, 'meson-logs', 'testlog*.json')):  # a wrapper gives it another name
            with open(log, encoding='utf-8') as f:
                tests += [json.loads(line) for line in f]
        extra = os.path.join(folder, 'figures.txt')  # of a script that is no test of meson
        if os.path.exists(extra):
            with open(extra, encoding='utf-8') as f:
                tests.append({'name': 'figures', 'result': 'OK', 'stdout': f.read()})
        for test in tests:
            passed, failed, skipped = count(test)
            add_figures(figures, test.get('stdout') or '')
            suite = test['name'].split(':')[-1].split(' / ')[0] if ' / ' in test['name'] else test['name']
            row = suites.setdefault(suite, [0, 0, 0])
            names.add(suite)
            for i, n in enumerate((passed, failed, len(skipped))):
                row[i] += n
            if failed:
                failures.append('%s: %s' % (folder, test['name']))
            all_skipped += ['%s: %s' % (folder, s) for s in skipped]
        print('\n%s' % folder)
        for suite in sorted(suites):
            print('  %-12s %5d passed %3d failed %3d skipped' % ((suite,) + tuple(suites[suite])))
            total_passed += suites[suite][0]
            total_failed += suites[suite][1]
    strict = os.environ.get('CI', '').lower() in ('1', 'true', 'yes')
    forbidden = [s for s in all_skipped if 'corpus' not in s] if strict else []
    if all_skipped:
        print('\nSkipped:\n  ' + '\n  '.join(all_skipped))
    if failures:
        print('\nFailed:\n  ' + '\n  '.join(failures))
    if forbidden:
        print('\nUnder CI=true nothing may be skipped.')
    print_figures(dict([('configurations', len(sys.argv) - 1), ('suites', len(names)),
                        ('test cases, over all configurations', total_passed + total_failed)], **figures))
    print('\n%d passed, %d failed, %d skipped' % (total_passed, total_failed, len(all_skipped)))
    sys.exit(1 if total_failed or forbidden or not total_passed else 0)


if __name__ == '__main__':
    main()
