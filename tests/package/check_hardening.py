"""The library and the command are built to be hard to misuse, and nothing of the builder is in them.

usage: check_hardening.py SHARED_LIBRARY GIREPORT SOURCE_ROOT BUILD_ROOT OPTIMIZATION
"""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases


def tool(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True,
                          env=dict(os.environ, LC_ALL='C')).stdout


def main():
    library, command, source, build, optimization = sys.argv[1:6]
    cases = Cases()
    if not shutil.which('readelf') or not shutil.which('nm'):
        cases.skip('hardening', 'readelf and nm (binutils) are not installed')
        cases.finish()
    for name, path in (('the library', library), ('the command', command)):
        segments, dynamic, needed = tool('readelf', '-lW', path), tool('readelf', '-dW', path), tool('nm', '-D', path)
        stack = re.search(r'GNU_STACK .* (\S+) +0x', segments)
        cases.check('%s has no executable stack' % name, stack and 'E' not in stack.group(1), segments)
        cases.check('%s has no segment that is writable and executable' % name, not re.search(r'LOAD .* RWE ', segments), segments)
        cases.check('%s makes relocations read-only and binds at once' % name, 'GNU_RELRO' in segments and
                    ('BIND_NOW' in dynamic or 'Flags: NOW' in dynamic), dynamic)
        cases.check('%s guards its stack' % name, '__stack_chk_fail' in needed, needed)
        cases.check('%s looks for no library in a folder of its own' % name, os.path.dirname(path) == '' or 'RPATH' not in dynamic)
        if optimization not in ('0', 'g'):
            cases.check('%s calls fortified functions' % name, re.search(r'__\w+_chk\b(?<!__stack_chk)', needed), needed)
        with open(path, 'rb') as f:
            data = f.read()
        for what, folder in (('sources', source), ('build folder', build)):
            cases.check('%s does not hold the path of the %s' % (name, what), folder.encode() not in data.replace(
                runpath(dynamic).encode(), b''), 'see strings %s' % path)
    cases.check('the command may lie anywhere in memory', 'DYN (Position-Independent' in tool('readelf', '-hW', command))
    cases.finish()


def runpath(dynamic):
    """In a build folder the command finds the library by a path, which installing takes out."""
    found = re.search(r'RUNPATH.*\[([^\]]*)\]', dynamic)
    return found.group(1) if found else '\0'


if __name__ == '__main__':
    main()
