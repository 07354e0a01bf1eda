"""The completion for bash offers what the command has: its commands, every option of each, the words that options take.

usage: check_completion.py GIREPORT SOURCE_ROOT
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
import sources
from cases import Cases

SCRIPT = '''. "$1"
shift
COMP_WORDS=("$@")
COMP_CWORD=$(($# - 1))
_gireport
printf '%s\\n' "${COMPREPLY[@]}"
'''
# What an option takes: its words, some of them, or nothing that could be offered.
WORDS = {
    '--lang': ['zh', 'en'], '--profile': ['default', 'gate', 'strict'], '--blank': ['lenient', 'strict'],
    '--format': ['text', 'json', 'sarif'],
    '--level': ['ministry', 'province', 'city', 'county', 'township', 'department', 'office', 'other'],
}
SOME = {'--to': {'yaml', 'html', 'svg'}, '--from': {'yaml', 'text'}, '--template': {'cn-2019', 'cn-2021', 'ledger_2023.csv'},
        '--explain': {'applications.granted.total', 'disputes.review.corrected'}}
FILES = ['F', 'F…', 'DIR', 'OUT', 'OUT.csv']
NOTHING = ['N', 'Y', 'DATE', 'VERSION', 'NAME', '--chart']


def main():
    command, source = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    cases = Cases()
    if not shutil.which('bash'):
        cases.skip('completion', 'bash is not installed')
        cases.finish()
    folder = tempfile.TemporaryDirectory()
    data = os.path.join(folder.name, 'data')
    shutil.copytree(os.path.join(source, 'examples', 'data'), data)
    with open(os.path.join(data, 'two words.txt'), 'w') as f:
        f.write('')

    def offered(*words):
        out = subprocess.run(['bash', '-c', SCRIPT, 'bash', os.path.join(source, 'examples', 'completion', 'gireport'), command]
                             + list(words), cwd=data, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                             env=dict(os.environ, LC_ALL='C.UTF-8'), universal_newlines=True, encoding='utf-8')
        return [line for line in out.stdout.split('\n') if line]

    # The tables in the source are the truth: what the command says of itself is what the completion reads.
    text = sources.read(source, 'examples/cli.c')
    commands = re.findall(r'\{"(\w+)", [A-Z]+, ', text)
    bits = dict(re.findall(r'\{"(\w+)", ([A-Z]+), ', text))
    groups = {name: set(value.replace(' ', '').split('|')) for name, value in re.findall(r'^    ([A-Z]+) = ([A-Z |]+),$', text, re.M)}
    options = re.findall(r'\{"(-[-a-z]+)", OPT_\w+, ([A-Z |]+),\s+(NULL|"[^"]*")', text)
    cases.check('the tables of the command are read', len(commands) >= 10 and len(options) >= 34 and text.count('{"--') + 1 == len(options), '%d %d' % (len(commands), len(options)))
    cases.check('the commands', sorted(offered('')) == sorted(commands + ['--help', '--version']), offered(''))
    cases.check('a command that is begun', offered('com') == ['compare'], offered('com'))

    def bits_of(names):
        out = set()
        for n in names.replace(' ', '').split('|'):
            out |= set(bits.values()) if n == 'ALL' else bits_of('|'.join(groups[n])) if n in groups else {n}
        return out

    for name in commands:
        own = [o for o, names, _ in options if bits[name] in bits_of(names)]
        cases.check('%s: its options' % name, sorted(offered(name, '-')) == sorted(own), '%s, not %s' % (offered(name, '-'), own))
    for option, names, argument in options:
        if argument == 'NULL':
            continue
        name = next(c for c in commands if bits[c] in bits_of(names))
        got = offered(name, option, '')
        if option in WORDS:
            cases.check('%s %s: its words' % (name, option), sorted(got) == sorted(WORDS[option]), got)
        elif argument.strip('"') in FILES:
            cases.check('%s %s: files' % (name, option), set(os.listdir(data)) == set(got), got)
        elif option in SOME:
            cases.check('%s %s: what it takes' % (name, option), SOME[option] <= set(got), got)
        else:
            cases.check('%s %s: nothing' % (name, option), {option, argument.strip('"')} & set(NOTHING) and not got, got)
    cases.check('what is begun behind =', offered('check', '--lang', '=', 'e') == ['en'], offered('check', '--lang', '=', 'e'))
    cases.check('a word behind =', sorted(offered('check', '--lang', '=')) == ['en', 'zh'], offered('check', '--lang', '='))
    cases.check('files', set(os.listdir(data)) == set(offered('check', '')), offered('check', ''))
    got = offered('check', '../data/jinxiang_2020.yaml', '')
    cases.check('files behind a path', set(os.listdir(data)) == set(got), got)
    cases.check('nothing was written', len(os.listdir(data)) == 1 + len(os.listdir(os.path.join(source, 'examples', 'data'))), os.listdir(data))
    cases.check('rules', offered('rules', 'GI-T3-001') == ['GI-T3-001'] and len(offered('rules', '')) > 100, offered('rules', ''))
    cases.check('fields', offered('fields', 'applications.granted.t') == ['applications.granted.total'], offered('fields', ''))
    cases.check('formats', {'yaml', 'svg', 'pdf'} <= set(offered('formats', '')), offered('formats', ''))
    cases.check('an unknown command', not [w for w in offered('no-such', '-')], offered('no-such', '-'))
    cases.finish()


if __name__ == '__main__':
    main()
