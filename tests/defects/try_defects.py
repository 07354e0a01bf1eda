"""Shows that the suites can fail: puts one defect of each class into a copy of the sources, and sees which test tells it.

usage: try_defects.py [NAME…]     in the repository; takes some minutes, so that it is no part of tests/run
A defect is a replacement of one text in one file. Ends with `N passed, N failed, N skipped`: a case passes where the test
that is named for it fails with the message that is named.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, 'tests', 'support'))
from cases import Cases

PLAIN = ['-Dbuildtype=debug', '-Ddefault_library=shared']
THREADS = PLAIN + ['-Db_lundef=false', '-Db_sanitize=thread']
MEMORY = ('tests/memory/memory', ['{build}/tests/memory/memory'])
EXPORTS = ['/usr/bin/python3', 'tests/abi/check_exports.py', '.', '{build}/lib/libgireport.so.0.1.0', '/none']
ABI = ['/usr/bin/python3', 'tests/abi/check_abi.py', '.', '{build}', '{build}/lib/libgireport.so.0.1.0']
LIBRARY = 'lib/libgireport.so.0.1.0'

# name: (file, text, what stands in its place, options of the build, what to build, the test, its message, environment)
DEFECTS = {
    'leak': ('lib/read/recognise_say.c', '        gireport__say(rd->findings, what);\n    gireport__free(r->items);',
             '        gireport__say(rd->findings, what);', PLAIN) + MEMORY + (
                 'leaks without any failure', {'GIREPORT_MEMORY_WORK': '6'}),
    'leak where memory is short': (
        'lib/base/buf.c', '    if (!grown) {\n        b->failed = 1;', '    if (!grown) {\n        b->data = NULL;\n        b->failed = 1;',
        PLAIN) + MEMORY + ('memory leaks', {'GIREPORT_MEMORY_WORK': '6'}),
    'missed check of an allocation': (
        'lib/combine/compare_repeat.c', '        return GIREPORT_ERR_NOMEM;\n    r->part = p->key;\n    r->label = p->label;', '        status = 0;\n    r->part = p->key;\n    r->label = p->label;',
        PLAIN) + MEMORY + ('signal 11|Segmentation', {'GIREPORT_MEMORY_WORK': '27'}),
    'failure not told': (
        'lib/model/cell.c', 'return status == GIREPORT_OK ? gireport__findings_status(findings) : status;', 'return status;',
        PLAIN) + MEMORY + ('it failed unseen', {'GIREPORT_MEMORY_WORK': '5'}),
    'half a file is left': (
        'lib/base/file.c', 'status != GIREPORT_OK)\n        unlink(name.data);', 'status == GIREPORT_ERR_NOMEM)\n        unlink(name.data);',
        PLAIN, 'tests/memory/write_fails', ['{build}/tests/memory/write_fails'], 'a file was left', {}),
    'sum wrong by one': (
        'lib/combine/sum.c', 'else if (!gireport__add(*sum, value, sum))', 'else if (!gireport__add(*sum, value + 1, sum))',
        PLAIN, 'tests/unit/unit_combine', ['{build}/tests/unit/unit_combine'], ':F:', {}),
    'escaped character dropped': (
        'lib/write/escape.c', 'return "&lt;";', 'return "<";', PLAIN, 'tests/unit/unit_write_escape',
        ['{build}/tests/unit/unit_write_escape'], ':F:', {}),
    'limit wrong by one': (
        'lib/read/tables.c', 'if (len - (lines > 0) > t->limits->scalar)', 'if (len > t->limits->scalar)', PLAIN,
        'tests/unit/unit_limits', ['{build}/tests/unit/unit_limits'], r'bytes of a cell of HTML: limit \+0', {}),
    'symbol removed': (
        'lib/libgireport.map', '    gireport_strerror;\n', '', PLAIN, LIBRARY, EXPORTS, 'every declared function is in the map',
        {}),
    'function without an allocation test': (
        'tests/memory/works.c', '    {"gireport_sum_explain", 0, NULL, sum_explain},\n', '    {"gireport_sum", 0, NULL, sum_explain},\n',
        PLAIN, 'tests/memory/memory', ['/usr/bin/python3', 'tests/memory/reach.py', '.', '{build}/' + LIBRARY,
                                       '{build}/tests/memory/memory'], 'gireport_sum_explain: by', {}),
    'options struct grown in the middle': (
        'include/gireport/read.h', '    uint32_t nth;', '    uint32_t other;\n    uint32_t nth;', PLAIN, LIBRARY, ABI,
        'every member of an options struct', {}),
    'data race': (
        'lib/batch/batch.c', '    gireport__lock_enter(b->lock);\n    p->done = 1;', '    p->done = 1;\n    gireport__lock_enter(b->lock);',
        THREADS,
        'tests/threads/batch', ['{build}/tests/threads/batch'], 'data race', {'CK_FORK': 'no'}),
}


def run(folder, command, **environment):
    return subprocess.run(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=1800,
                          universal_newlines=True, errors='replace', env=dict(os.environ, **environment))


def try_one(cases, folder, name):
    path, old, new, options, target, command, message, environment = DEFECTS[name]
    path = os.path.join(folder, path)
    build = os.path.join(folder, 'build-threads' if options is THREADS else 'build')
    if not os.path.exists(build):
        out = run(folder, ['meson', 'setup'] + options + [build])
        if out.returncode:
            return cases.check(name, False, out.stdout[-1000:])
    with open(path, encoding='utf-8') as f:
        whole = f.read()
    if not cases.check('%s: its place is there once' % name, whole.count(old) == 1):
        return None
    with open(path, 'w', encoding='utf-8') as f:
        f.write(whole.replace(old, new))
    made = run(folder, ['ninja', '-C', build, target])
    environment = dict(environment, GIREPORT_TESTS=os.path.join(folder, 'tests'))
    told = made if made.returncode else run(folder, [c.replace('{build}', build) for c in command], **environment)
    with open(path, 'w', encoding='utf-8') as f:
        f.write(whole)
    line = [x for x in told.stdout.split('\n') if re.search(message, x)][:1]
    print('%s\n    %s' % (name, line[0].strip()[:200] if line else '?'))
    return cases.check(name, told.returncode != 0 and line, told.stdout[-1500:])


def main():
    cases = Cases()
    with tempfile.TemporaryDirectory(prefix='gireport-defects-') as folder:
        listed = run(ROOT, ['git', 'ls-files']).stdout.split('\n')
        for name in filter(None, listed):
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            shutil.copy2(os.path.join(ROOT, name), os.path.join(folder, name))
        for name in sys.argv[1:] or DEFECTS:
            try_one(cases, folder, name)
            sys.stdout.flush()
    cases.finish()


if __name__ == '__main__':
    main()
