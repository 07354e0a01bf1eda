"""The tests once more under locales that change decimal points, groups and letters: nothing may depend on them.

usage: check_locale.py BUILD_ROOT FORCE_LOCALE_LIBRARY PROGRAM…
"""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

LOCALES = ['de_DE', 'tr_TR']
# What the locale does to a program that asks it, so that a run under it proves something.
PROOF = {'de_DE': '1,5', 'tr_TR': '1,5'}


def main():
    build, force, programs = sys.argv[1], sys.argv[2], sys.argv[3:]
    cases = Cases()
    folder = os.path.join(build, 'locales')
    for name in LOCALES:
        if not make(folder, name):
            cases.skip('everything under %s' % name, 'localedef or its sources (package locales) are not installed')
            continue
        env = dict(os.environ, LOCPATH=folder, LC_ALL=name + '.UTF-8', LANG=name + '.UTF-8', LD_PRELOAD=force)
        env.pop('LANGUAGE', None)
        awk = subprocess.run([sys.executable, '-c', 'import ctypes; ctypes.CDLL(None).printf(b"%.1f", ctypes.c_double(1.5))'],
                             stdout=subprocess.PIPE, env=env, universal_newlines=True)
        cases.check('%s is in force' % name, awk.stdout == PROOF[name], awk.stdout)
        for program in programs:
            out = subprocess.run([program], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                 env=env, universal_newlines=True, errors='replace')
            told = re.findall(r'^\d+%: Checks: (\d+)', out.stdout, re.M)
            cases.check('%s under %s' % (os.path.basename(program), name), out.returncode == 0 and told, out.stdout)
    cases.finish()


def make(folder, name):
    """Makes a locale in the build folder. Needs neither root nor locale-gen."""
    target = os.path.join(folder, name + '.UTF-8')
    if os.path.isdir(target):
        return True
    if not shutil.which('localedef') or not os.path.exists('/usr/share/i18n/locales/' + name):
        return False
    os.makedirs(folder, exist_ok=True)
    # localedef warns about the sources and then ends with 1; whether it worked, the folder tells.
    subprocess.run(['localedef', '--no-archive', '-i', name, '-f', 'UTF-8', target], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL)
    return os.path.isdir(target)


if __name__ == '__main__':
    main()
