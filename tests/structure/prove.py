"""Shows that each rule of check_structure.py can fail: breaks a copy of the sources once for each rule.

usage: prove.py SOURCE_ROOT
"""
import os
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
import sources
from cases import Cases

# What is written into which file, and the rule that must notice it.
SPDX = '/* SPDX-License-Identifier: MIT */\n'
BREAKS = [
    ('lib/base/zz_up.c', SPDX + '#include "../model/report.h"\n', 'the room base includes only what is below it'),
    ('lib/template/zz_up.c', SPDX + '#include "../read/blocks.h"\n', 'the room template includes only'),
    ('lib/model/zz_up.c', SPDX + '#include "../check/rules.h"\n', 'the room model includes only'),
    ('lib/read/zz_side.c', SPDX + '#include "../write/layout.h"\n', 'the room read includes only'),
    ('lib/check/zz_side.c', SPDX + '#include "../read/blocks.h"\n', 'the room check includes only'),
    ('lib/combine/zz_side.c', SPDX + '#include "../check/rules.h"\n', 'the room combine includes only'),
    ('lib/write/zz_side.c', SPDX + '#include "batch/stream.h"\n', 'the room write includes only'),
    ('lib/batch/zz_side.c', SPDX + '#include "../attic/old.h"\n', None),
    ('lib/attic/old.c', SPDX, 'every source of the library is in a room'),
    ('include/gireport/zz.h', SPDX + '#include <stdio.h>\n/** Odd. */\nGIREPORT_API long zz_odd(double x);\n'
     '/** @since 0.1 */\ntypedef struct gireport_zz_options {\n    uint32_t flags;\n} gireport_zz_options;\n',
     'every public header is installed', 'the umbrella includes every public header',
     'public headers have guards', 'every public declaration says what it is', 'every public name begins with',
     'no type in the interface', 'options structs begin with their size'),
    ('lib/write/zz_leak.c', SPDX + 'static yaml_event_t e;\nutf8proc_map(a);\nxmlNodePtr n;\nzip_open(a);\n'
     'iconv_open(a);\n', None),
    ('lib/write/zz_leak.h', SPDX + '#include <yaml.h>\n#include <utf8proc.h>\n#include <libxml/tree.h>\n#include <zip.h>\n'
     '#include <iconv.h>\n', 'libyaml is known', 'utf8proc is known',
     'libxml2 is known', 'libzip is known', 'iconv is known'),
    ('lib/check/zz_calls.c', SPDX + 'static void f(void)\n{\n    printf("x");\n    abort();\n    getenv("A");\n    isalpha(1);\n'
     '    time(0);\n    strcpy(a, b);\n    signal(1, 0);\n    fputs("", stderr);\n    malloc(1);\n    double d;\n'
     '    g("%5.1f");\n}\n', 'nothing in lib/ prints', 'nothing in lib/ ends the process',
     'nothing in lib/ reads the environment', 'nothing in lib/ depends on the locale',
     'nothing in lib/ depends on time or chance', 'nothing in lib/ has no bound', 'nothing in lib/ keeps hidden state',
     'no standard stream in lib/', 'memory is taken in', 'no binary floating point', 'no format of floating point'),
    ('lib/write/zz_label.c', SPDX + 'static const char *const label = "（一）予以公开";\n', 'no label of the form stands in C'),
    ('lib/check/zz_long.c', SPDX + 'static void f(void)\n{\n' + '    ;\n' * 900 + '}\n/* ' + 'x' * 130 + ' */\n',
     'no source is longer', 'no function is longer', 'no line of C is longer'),
    ('examples/zz_plain.c', 'int x; \n', 'every source names its licence', 'text files are UTF-8'),
    ('tests/cli/check_zz.py', '"""Looks at nothing."""\n', 'every test that is a script is run'),
    ('docs/zz.md', 'made in /wo' + 'rk/here\n', 'nothing speaks of the place'),
]


def main():
    root = sys.argv[1]
    cases = Cases()
    with tempfile.TemporaryDirectory() as copy:
        for name in sources.tracked(root):
            os.makedirs(os.path.dirname(os.path.join(copy, name)) or copy, exist_ok=True)
            shutil.copyfile(os.path.join(root, name), os.path.join(copy, name))
        for name, content, *_ in BREAKS:
            os.makedirs(os.path.dirname(os.path.join(copy, name)), exist_ok=True)
            with open(os.path.join(copy, name), 'w', encoding='utf-8') as f:
                f.write(content)
        out = subprocess.run([sys.executable, os.path.join(HERE, 'check_structure.py'), copy],
                             stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    cases.check('the check fails', out.returncode == 1, out.stdout)
    for name, _, *rules in BREAKS:
        for rule in rules:
            if rule:
                cases.check('noticed: ' + rule, '\nFAILED ' + rule in '\n' + out.stdout, name)
    cases.finish()


if __name__ == '__main__':
    main()
