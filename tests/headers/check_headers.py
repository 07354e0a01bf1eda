"""Every public header compiles alone, in each language that may include it, without a warning.

usage: check_headers.py SOURCE_ROOT BUILD_ROOT [COMPILER…]
"""
import os
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import headers as public
from cases import Cases

STRICT = ['-pedantic', '-Wall', '-Wextra', '-Wundef', '-Wshadow', '-Wconversion', '-Werror', '-fsyntax-only']
LANGUAGES = [('c', s, ['-Wstrict-prototypes', '-Wwrite-strings']) for s in ('c99', 'c11', 'c17')]
LANGUAGES += [('c++', s, []) for s in ('c++11', 'c++14', 'c++17', 'c++20')]
COMPILERS = {'c': ['gcc', 'clang'], 'c++': ['g++', 'clang++']}


def use(structs):
    """A program that sets each options struct by its macro, in C as in C++."""
    names = [s.name for s in structs if s.name.endswith('_options')]
    return ('#include <gireport/gireport.h>\nint use(void);\nint use(void)\n{\n    size_t sizes = 0;\n' + ''.join(
        '    { %s o = %s_INIT; sizes += o.size; }\n' % (n, n.upper()) for n in names) + '    return sizes > 0;\n}\n')


def main():
    source, build = sys.argv[1], sys.argv[2]
    include = ['-I' + os.path.join(source, 'include'), '-I' + os.path.join(build, 'include')]
    headers = sorted(n for n in os.listdir(os.path.join(source, 'include', 'gireport')) if n.endswith('.h'))
    cases = Cases()
    structs = public.load(source).structs
    cases.check('there are options structs', len(structs) > 5)
    for language, standard, more in LANGUAGES:
        for compiler in COMPILERS[language]:
            name = '%s -std=%s' % (compiler, standard)
            if not shutil.which(compiler):
                cases.skip(name, '%s is not installed' % compiler)
                continue
            texts = [(h, '#include <gireport/%s>\n#include <gireport/%s>\nextern int alone;\n' % (h, h))
                     for h in headers + ['version.h']]
            for what, text in texts + [('the options macros', use(structs))]:
                out = subprocess.run([compiler, '-x', language, '-std=' + standard] + STRICT + more + include + ['-'],
                                     input=text, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
                cases.check('%s: %s' % (name, what), out.returncode == 0 and not out.stdout, out.stdout)
    cases.finish()


if __name__ == '__main__':
    main()
