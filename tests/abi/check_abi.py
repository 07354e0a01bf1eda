"""The binary interface against the committed baseline: functions and types by abidiff, constants by the compiler.

usage: check_abi.py SOURCE_ROOT BUILD_ROOT SHARED_LIBRARY
"""
import lzma
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
import headers
import sources
from cases import Cases

BASELINE = 'gireport-0.abi.xz'
HINT = 'If the change is meant (docs/abi.md says when it may be), run tests/abi/update.'


def main():
    source, build, library = sys.argv[1:4]
    cases = Cases()
    api = headers.load(source)
    constants(cases, api, source, build)
    suppressions(cases, api)
    functions(cases, library)
    cases.finish()


def constants(cases, api, source, build):
    text = sources.code(sources.read(HERE, 'constants.c'))
    names = set(re.findall(r'\w+', text))
    cases.empty('every enumerator is frozen in constants.c; new ones: tests/abi/update',
                [v[0] for e in api.enums for v in e.values if v[0] not in names])
    cases.empty('every member of an options struct is frozen in constants.c; new ones: tests/abi/update',
                ['%s.%s' % (s.name, f[1]) for s in api.structs for f in s.fields
                 if not re.search(r'offsetof\(%s, %s\)' % (s.name, f[1]), text)])
    cases.empty('every struct is frozen in constants.c',
                [s.name for s in api.structs if 'sizeof(%s)' % s.name not in text])
    compiler = os.environ.get('CC', 'cc').split()
    out = subprocess.run(compiler + ['-std=c11', '-Wall', '-Wextra', '-Werror', '-fsyntax-only',
                                     '-I' + os.path.join(source, 'include'), '-I' + os.path.join(build, 'include'),
                                     os.path.join(HERE, 'constants.c')],
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    cases.check('constants and layouts are those of the baseline', out.returncode == 0, out.stdout + HINT)


def suppressions(cases, api):
    text = sources.read(HERE, 'abi.suppr')
    opaque = re.search(r'name_regexp = \^gireport_\(([^)]*)\)\$', text).group(1).split('|')
    cases.check('abi.suppr names exactly the opaque types',
                sorted('gireport_' + n for n in opaque) == sorted(o.name for o in api.opaque))

def functions(cases, library):
    name = 'abidiff against %s' % BASELINE
    if not os.path.exists(os.path.join(HERE, BASELINE)):
        return cases.skip(name, 'there is no baseline yet')
    if not shutil.which('abidiff'):
        return cases.skip(name, 'abidiff (abigail-tools) is not installed')
    sections = subprocess.run(['readelf', '-SW', library], stdout=subprocess.PIPE, universal_newlines=True).stdout
    if not cases.check('the library has debug information, without which abidiff sees nothing', '.debug_info' in sections):
        return None
    with tempfile.TemporaryDirectory() as folder:
        baseline = os.path.join(folder, 'baseline.abi')
        with open(baseline, 'wb') as f:
            f.write(lzma.open(os.path.join(HERE, BASELINE)).read())
        out = subprocess.run(['abidiff', '--no-architecture', '--no-added-syms', '--suppressions', os.path.join(HERE, 'abi.suppr'),
                              baseline, library], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    return cases.check(name, out.returncode == 0, 'exit %d\n%s%s' % (out.returncode, out.stdout, HINT))


if __name__ == '__main__':
    main()
