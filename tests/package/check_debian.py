"""The Debian packages build, lintian finds no error in them, and from a clean root, as root, the examples run with what they
install: docs/packaging/build-debian and try-debian, counted. What is committed is built.

usage: check_debian.py SOURCE_ROOT
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases


def run(*command):
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, encoding='utf-8',
                         errors='replace', env=dict(os.environ, DEB_BUILD_OPTIONS='nocheck', LC_ALL='C.UTF-8'))
    return out.returncode, out.stdout


def main():
    packaging = os.path.join(os.path.abspath(sys.argv[1]), 'docs', 'packaging')
    cases = Cases()
    missing = [tool for tool in ('dpkg-buildpackage', 'dh', 'dh_python3', 'lintian') if not shutil.which(tool)]
    if missing:
        cases.skip('the Debian packages', ', '.join(missing) + ' not installed')
        cases.finish()
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, 'packages')
        code, said = run(os.path.join(packaging, 'build-debian'), out)
        made = sorted(n.split('_')[0] for n in os.listdir(out) if n.endswith('.deb') and 'dbgsym' not in n)
        cases.check('the packages build', made == ['gireport', 'libgireport-dev', 'libgireport0', 'python3-gireport'], said[-3000:])
        cases.empty('lintian finds no error', re.findall(r'^E: .*', said, re.M))
        cases.check('lintian has looked', code == 0 and 'Lintian v' in said, said[-1000:])
        if os.geteuid() != 0:
            cases.skip('the packages on a clean root', 'it needs root')
        else:
            code, said = run(os.path.join(packaging, 'try-debian'), out)
            print('\n'.join(re.findall(r'^(?:A clean|No clean).*', said, re.M)))
            if 'No clean' in said:
                cases.check('the packages unpack', code == 0, said[-1000:])
                cases.skip('the examples on a clean root', 'no mirror answers')
            else:
                for name in ('c', 'cmake', 'python', 'command'):
                    cases.check('on a clean root: ' + name, re.search(r'^ok +%s$' % name, said, re.M), said[-2000:])
                cases.check('nothing is left behind', code == 0 and 'left behind' not in said, said[-1000:])
    cases.finish()


if __name__ == '__main__':
    main()
