"""The same sources give the same bytes: two builds in folders of different names, at different depths, in another locale and
time zone, are installed and compared file by file.

usage: check_reproducible.py SOURCE_ROOT
"""
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import sources
from cases import Cases


def built(source, folder, **environment):
    """Copies, builds and installs; {path: sha256} of what is installed, or None and what was said."""
    copy, root = os.path.join(folder, 'sources'), os.path.join(folder, 'root')
    for name in sources.tracked(source):
        os.makedirs(os.path.dirname(os.path.join(copy, name)), exist_ok=True)
        shutil.copy(os.path.join(source, name), os.path.join(copy, name))
    said = ''
    for command in (['meson', 'setup', '-Dtests=disabled', '--prefix=/usr', 'build'], ['ninja', '-C', 'build'],
                    ['meson', 'install', '-C', 'build', '--no-rebuild', '--destdir', root]):
        out = subprocess.run(command, cwd=copy, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                             universal_newlines=True, env=dict(os.environ, **environment))
        said += out.stdout
        if out.returncode:
            return None, said
    found = {}
    for where, _, files in os.walk(root):
        for name in files:
            path = os.path.join(where, name)
            with open(path, 'rb') as f:
                found[os.path.relpath(path, root)] = hashlib.sha256(f.read()).hexdigest()
    return found, said


def main():
    source = os.path.abspath(sys.argv[1])
    cases = Cases()
    with tempfile.TemporaryDirectory() as folder:
        first, said = built(source, os.path.join(folder, 'a'), LC_ALL='C.UTF-8', TZ='UTC')
        cases.check('the first build', first, said[-2000:])
        second, said = built(source, os.path.join(folder, 'another', 'folder'), LC_ALL='C', TZ='Asia/Shanghai')
        cases.check('the second build', second, said[-2000:])
    if first and second:
        cases.check('both install the same files', sorted(first) == sorted(second), sorted(set(first) ^ set(second)))
        for name in sorted(first):
            cases.check('%s is the same' % name, first[name] == second.get(name))
    cases.finish()


if __name__ == '__main__':
    main()
