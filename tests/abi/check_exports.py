"""The interface is the same in the headers, in the symbol map and in the built library, and nothing else gets out.

usage: check_exports.py SOURCE_ROOT SHARED_LIBRARY INTERNAL_ARCHIVE
"""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import headers
import sources
from cases import Cases

# What the shared library may need at run time.
MAY_NEED = r'lib(?:c|yaml-0|utf8proc|xml2|zip|xlsxwriter)\.so|ld-linux|libm\.so|lib(?:asan|ubsan|tsan|gcov)'

# What it may not take from them, whatever the sources call it (docs/security.md).
FORBIDDEN = '''socket connect bind listen accept send sendto sendmsg recv recvfrom getaddrinfo gethostbyname res_query
    fork vfork clone execve execv execvp execl execlp posix_spawn posix_spawnp system popen dlopen dlsym
    getenv secure_getenv setenv putenv unsetenv environ __environ setlocale uselocale newlocale localeconv
    time clock_gettime gettimeofday localtime localtime_r gmtime_r mktime rand random srand getrandom
    printf puts putchar vprintf fprintf vfprintf fputs fputc fwrite perror syslog stdout stderr stdin
    __printf_chk __fprintf_chk __vfprintf_chk __vprintf_chk abort exit _exit _Exit __assert_fail raise kill signal sigaction
    tmpfile tmpnam tempnam mktemp mkstemp mkdtemp chdir umask pthread_create'''


def main():
    source, library, archive = sys.argv[1:4]
    cases = Cases()
    api = headers.load(source)
    declared = {f.name: f.since for f in api.functions}
    nodes = read_map(sources.read(source, 'lib/libgireport.map'))
    mapped = {name: node for node, names in nodes for name in names}
    cases.empty('every declared function is in the map', sorted(set(declared) - set(mapped)))
    cases.empty('every function in the map is declared', sorted(set(mapped) - set(declared)))
    cases.empty('every function is in the node of the version that brought it',
                ['%s: since %s, in %s' % (n, s, mapped[n]) for n, s in declared.items()
                 if n in mapped and mapped[n] != 'GIREPORT_%s' % s])
    cases.check('only the first node hides the rest', hides_once(sources.read(source, 'lib/libgireport.map')))
    called = ''.join(sources.read(source, n) for n in sources.tracked(source) if re.match(r'tests/api/.*\.c$', n))
    cases.empty('every function is called in tests/api', [n for n in declared if not re.search(r'\b%s\(' % n, called)])
    if not shutil.which('nm') or not shutil.which('readelf'):
        cases.skip('the symbols of the library', 'nm and readelf (binutils) are not installed')
    else:
        binary(cases, library, archive, mapped)
    print('FIGURE ABI, functions: %d' % len(mapped))
    cases.finish()


def read_map(text):
    """[(node, [names])] of a version script that names every function."""
    text = sources.code(text)
    nodes = re.findall(r'([\w.]+)\s*\{\s*global:(.*?)(?:local:\s*\*;\s*)?\}\s*([\w.]*)\s*;', text, re.S)
    return [(node, re.findall(r'[^\s;]+', names)) for node, names, _ in nodes]


def hides_once(text):
    text = sources.code(text)
    return text.count('local:') == 1 and text.index('local:') < text.index('}')


def run(*command):
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, universal_newlines=True,
                          env=dict(os.environ, LC_ALL='C')).stdout


def binary(cases, library, archive, mapped):
    symbols = [line.split() for line in run('nm', '-D', '--defined-only', '--with-symbol-versions', library).splitlines()]
    exported = {s[-1].split('@')[0]: s[-1] for s in symbols if s[1] != 'A'}
    cases.empty('nothing is exported beyond the map', sorted(set(exported) - set(mapped)))
    cases.empty('everything in the map is exported', sorted(set(mapped) - set(exported)))
    cases.empty('every exported symbol carries its version',
                [full for name, full in exported.items() if name in mapped and not full.endswith('@@' + mapped[name])])
    cases.empty('only functions are exported', [s[-1] for s in symbols if s[1] not in 'TA'])
    dynamic = run('readelf', '-dW', library)
    cases.check('the SONAME is libgireport.so.0', 'soname: [libgireport.so.0]' in dynamic, dynamic)
    cases.check('no relocations in the text', 'TEXTREL' not in dynamic)
    cases.check('symbols are bound at once and then read-only', 'NOW' in dynamic and 'GNU_RELRO' in run('readelf', '-lW', library))
    cases.empty('only known libraries are needed',
                [n for n in re.findall(r'Shared library: \[([^\]]*)\]', dynamic) if not re.match(MAY_NEED, n)])
    taken = {line.split()[-1].split('@')[0] for line in run('nm', '-D', '--undefined-only', library).splitlines()}
    cases.check('what the library takes from others is known', 'malloc' in taken, sorted(taken))
    cases.empty('it takes nothing that reaches the network, starts programs, reads the environment, prints or ends the process',
                sorted(taken & set(FORBIDDEN.split())))
    internal(cases, archive, mapped)


def internal(cases, archive, mapped):
    if not os.path.exists(archive):
        return cases.skip('the internal symbols', 'the internal library was not built')
    names = [line.split()[-1] for line in run('nm', '--defined-only', '-g', archive).splitlines() if len(line.split()) == 3]
    cases.empty('every symbol of the static library is public or begins with gireport__',
                sorted(set(n for n in names if n not in mapped and not n.startswith('gireport__'))))
    # Read-only tables of pointers are in .data.rel.ro; everything else under .data and .bss can be written to.
    mutable, current = [], ''
    for line in run('readelf', '-SW', archive).splitlines():
        current = line.split('(')[-1].rstrip(')') if line.startswith('File:') else current
        m = re.match(r'\s*\[\s*\d+\]\s+(\.(?:data|bss|tdata|tbss|init_array|ctors)\S*)\s+\S+\s+\S+\s+\S+\s+([0-9a-f]+)', line)
        if m and not m.group(1).startswith('.data.rel.ro') and int(m.group(2), 16):
            mutable.append('%s: %s holds %d bytes' % (current, m.group(1), int(m.group(2), 16)))
    cases.empty('the library has no variable that lives longer than a call', mutable)


if __name__ == '__main__':
    main()
