"""Real reports, read and compared with their true fields by the corpus's own score.py: right, or reported.

usage: check_corpus.py GIREPORT SOURCE_ROOT [no-documents: the build reads neither HTML, DOCX nor PDF]

The corpus is no part of the repository: it is looked for where GIREPORT_CORPUS points, else in ../shared/corpus.
"""
import json
import os
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

LINE = re.compile(r'^(\S+)\s+right +(\d+) wrong +(\d+) badinf +(\d+) unknown +(\d+) silent +(\d+) extra +(\d+)(.*)$', re.M)

# The report of 金乡县 2020: every finding, and of what it is the symptom.
JINXIANG = {
    'GI-T3-001:applications.carried_out.natural+applications.total.natural': 'error explained',
    'GI-T3-001:applications.carried_out.business+applications.total.business': 'error explained',
    'GI-T3-001:applications.carried_out.total+applications.total.total': 'error explained',
    'GI-T3-002:applications.total.natural': 'error explained',
    'GI-T3-002:applications.total.business': 'error explained',
    'GI-T3-002:applications.total.total': 'error explained',
    'GI-T3-004:applications.total.business+applications.total.natural+applications.total.total': 'note',
    'GI-S-011': 'note',
    'GI-S-016': 'note',
    'GI-S-016#2': 'note',
    'GI-S-017': 'note',
    'GI-N-001:applications.new.total': 'note',
    'GI-N-002:applications.total.total': 'warning',
    'GI-N-006:applications.denied.deliberative.total': 'warning',
}


def jinxiang(cases, command, corpus):
    path = os.path.join(corpus, 'jinxiang_2020.txt')
    out = subprocess.run([command, 'check', '--format', 'json', path], stdout=subprocess.PIPE, universal_newlines=True,
                         encoding='utf-8').stdout
    told = {x['id']: x['severity'] + (' explained' if x['cause'] else '') for x in json.loads(out)['files'][0]['findings']}
    cases.check('jinxiang_2020.txt: every finding, and none besides', told == JINXIANG, sorted(set(told) ^ set(JINXIANG)))
    with tempfile.TemporaryDirectory() as folder:
        fixed = os.path.join(folder, 'fixed.yaml')
        cases.check('jinxiang_2020.txt: there is one smallest repair', subprocess.run(
            [command, 'fix', '-o', fixed, path], stdout=subprocess.DEVNULL).returncode == 0)
        cases.check('jinxiang_2020.txt: the corrected copy has no error',
                    subprocess.run([command, 'check', fixed], stdout=subprocess.DEVNULL).returncode == 0)


def main():
    command, source = sys.argv[1:3]
    corpus = os.environ.get('GIREPORT_CORPUS', os.path.join(source, '..', 'shared', 'corpus'))
    cases = Cases()
    if not os.path.exists(os.path.join(corpus, 'score.py')):
        cases.skip('corpus', 'no real reports in %s' % os.path.normpath(corpus))
        cases.finish()
    least = {}
    with open(os.path.join(corpus, 'MIN.tsv'), encoding='utf-8') as f:
        for line in f:
            name, _, count = line.strip().partition('\t')
            least[name] = int(count or 0)
    out = subprocess.run([sys.executable, os.path.join(corpus, 'score.py'), command, corpus, corpus], stdout=subprocess.PIPE,
                         stderr=subprocess.STDOUT, universal_newlines=True)
    seen, without = set(), ('.html', '.docx', '.pdf') if 'no-documents' in sys.argv else ()
    for name, right, wrong, badinf, unknown, silent, extra, rest in LINE.findall(out.stdout):
        seen.add(name)
        if name == 'total' or name.endswith(without):
            continue
        cases.check('%s: no field wrong, none missing without a word' % name,
                    (wrong, badinf, silent, extra) == ('0',) * 4, (wrong, badinf, silent, extra, rest))
        cases.check('%s: at least %d fields right' % (name, least.get(name, 0)), int(right) >= least.get(name, 0), right)
    cases.empty('every report with a least score was read', sorted(set(least) - seen))
    jinxiang(cases, command, corpus)
    cases.check('score.py is content', without or out.returncode == 0, out.stdout[-3000:])
    cases.finish()


if __name__ == '__main__':
    main()
