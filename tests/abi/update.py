"""Writes the baseline of the binary interface anew. For a release, or for a break that is meant: see docs/abi.md.

usage: update.py SOURCE_ROOT BUILD_ROOT SHARED_LIBRARY
"""
import lzma
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
import headers

HEAD = '''/* SPDX-License-Identifier: MIT */
/* The constants and layouts that compiled programs rely on. tests/abi/update writes this file; it changes only
 * with an addition, or with a break that is meant. Only compiled, never run. */

#include <gireport/gireport.h>

#define SAME(what, value) _Static_assert((what) == (value), #what)

'''


def main():
    source, build, library = sys.argv[1:4]
    api = headers.load(source)
    with open(os.path.join(HERE, 'constants.c'), 'w', encoding='utf-8') as f:
        f.write(HEAD)
        for enum in api.enums:
            f.write('/* enum %s */\n' % enum.name)
            f.writelines('SAME(%s, %d);\n' % (name, value) for name, value, _ in enum.values)
            f.write('\n')
        f.write('/* Layouts where a pointer has 64 bits. */\n#if UINTPTR_MAX == UINT64_MAX\n')
        for struct, values in layouts(api, source, build).items():
            f.write('SAME(sizeof(%s), %d);\n' % (struct, values[0]))
            f.writelines('SAME(offsetof(%s, %s), %d);\n' % (struct, name, value) for name, value in values[1:])
        f.write('#endif\n')
    # Without --exported-interfaces-only abidiff 2.2 overlooks that the type of a parameter changed.
    abi = subprocess.run(['abidw', '--exported-interfaces-only', '--no-corpus-path', '--no-comp-dir-path',
                          '--no-show-locs', '--no-architecture', '--no-elf-needed', library],
                         stdout=subprocess.PIPE, check=True).stdout
    with lzma.open(os.path.join(HERE, 'gireport-0.abi.xz'), 'wb', preset=9) as f:
        f.write(abi)


def layouts(api, source, build):
    """{struct: [size, (member, offset)…]} as the compiler lays them out."""
    prints = []
    for s in api.structs:
        prints.append('printf("%s %%zu\\n", sizeof(%s));' % (s.name, s.name))
        prints += ['printf("%s.%s %%zu\\n", offsetof(%s, %s));' % (s.name, f[1], s.name, f[1]) for f in s.fields]
    with tempfile.TemporaryDirectory() as folder:
        program = os.path.join(folder, 'layouts')
        text = '#include <stdio.h>\n#include <gireport/gireport.h>\nint main(void)\n{\n%s\n}\n' % '\n'.join(prints)
        subprocess.run(['cc', '-x', 'c', '-', '-o', program, '-I' + os.path.join(source, 'include'),
                        '-I' + os.path.join(build, 'include')], input=text.encode(), check=True)
        out = subprocess.run([program], stdout=subprocess.PIPE, check=True, universal_newlines=True).stdout
    result = {}
    for line in out.splitlines():
        name, value = line.split()
        struct, _, member = name.partition('.')
        result.setdefault(struct, []).append((member, int(value)) if member else int(value))
    return result


if __name__ == '__main__':
    main()
