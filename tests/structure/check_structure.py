"""The rules of the house that a compiler does not check: who may include whom, what the library may not call, sizes.

usage: check_structure.py SOURCE_ROOT
"""
import os
import re
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import headers
import sources
from cases import Cases

# base <- template <- model <- {read, check, combine, write} <- batch
BELOW_MODEL = ['base', 'template', 'model']
FOUR = ['read', 'check', 'combine', 'write']
MAY_INCLUDE = {'base': ['base'], 'template': ['base', 'template'], 'model': BELOW_MODEL}
MAY_INCLUDE.update({room: BELOW_MODEL + [room] for room in FOUR})
MAY_INCLUDE['batch'] = BELOW_MODEL + FOUR + ['batch']

# A third-party library is known to its wrapper alone: the files that may include it, its headers, its identifiers.
THIRD_PARTY = {
    'libyaml': ('lib/base/yaml.c', r'^yaml\.h$', r'\byaml_[a-z]\w*'),
    'utf8proc': ('lib/base/text.c lib/base/width.c', r'^utf8proc\.h$', r'\butf8proc_\w+'),
    'libxml2': ('lib/base/xml.c', r'^libxml/', r'\b(?:xml|html)[A-Z]\w*'),
    'libzip': ('lib/base/zip.c', r'^zip\.h$', r'\bzip_\w+'),
    'iconv': ('lib/base/decode.c', r'^iconv\.h$', r'\biconv(?:_open|_close|_t)?\b'),
}

# What the library may not call, with the law that forbids it.
CALLS = {
    'prints': 'printf vprintf puts putchar putc fputs fputc fprintf vfprintf perror dprintf syslog',
    'ends the process': 'abort exit _exit _Exit quick_exit assert raise kill',
    'reads the environment': 'getenv secure_getenv setenv putenv system popen fork execvp posix_spawn',
    'depends on the locale': 'setlocale uselocale newlocale localeconv strtod strtof strtold atof strcoll strxfrm '
                             'isalpha isdigit isalnum isspace isupper islower isprint ispunct isxdigit isgraph iscntrl '
                             'toupper tolower towupper towlower iswalpha iswspace wcwidth wcswidth mbstowcs wcstombs '
                             'mbrtowc wcrtomb mbtowc strcasecmp strncasecmp strftime strptime',
    'depends on time or chance': 'time localtime localtime_r gmtime gmtime_r mktime clock clock_gettime gettimeofday '
                                 'rand srand random srandom rand_r drand48',
    'has no bound': 'gets strcpy strcat sprintf vsprintf scanf sscanf fscanf strtok alloca',
    'keeps hidden state': 'strerror strsignal tmpnam tempnam mktemp setbuf umask chdir signal sigaction atexit',
}
# Calls that are right where they stand: (file, name): why.
EXCEPTIONS = {}
# Programs that take part in the build are no part of the library.
TOOLS = re.compile(r'^lib/\w+/tool/')
ALLOCATORS = 'malloc calloc realloc reallocarray free strdup strndup asprintf vasprintf getline posix_memalign'
ALLOCATOR_FILE = 'lib/base/mem.c'

# Words that only make sense where the code was made, not where it is read.
FOREIGN = [r'/wo' r'rk/', r'/tm' r'p/w\b', r'\bsub-?age' r'nt', r'\bclau' r'de\b', r'\banthr' r'opic\b', r'\bworkt' r'ree\b',
           r'\bissue #?[0-9]', r'\bthis ses' r'sion\b', r'\bses' r'sions?\b']

MAX_FILE, MAX_FUNCTION, MAX_COLUMNS = 900, 80, 130
MADE_BY_A_TOOL = re.compile(r'^lib/template/builtin\w*\.[ch]$')


def main():
    root = sys.argv[1]
    names = sources.tracked(root)
    text = {n: sources.read(root, n) for n in names if n.endswith(('.c', '.h', '.cc'))}
    library = {n: t for n, t in text.items() if n.startswith('lib/')}
    plain = {n: sources.code(t) for n, t in library.items() if not TOOLS.match(n)}
    cases = Cases()
    rooms(cases, library)
    public_headers(cases, root, text)
    third_party(cases, library, plain)
    calls(cases, plain)
    numbers(cases, library, plain)
    form_is_data(cases, root, names, {n: t for n, t in library.items() if n in plain})
    sizes(cases, text)
    layout(cases, root, names)
    tests_run(cases, root, names)
    foreign_words(cases, root, names)
    cases.finish()


def room_of(name):
    parts = name.split('/')
    return parts[1] if len(parts) > 2 else None


def included_room(name, include):
    """The room that an #include of the file `name` leads to, or None where it leads to no room."""
    if include[0] == '<':
        return None
    first = include[1:-1].split('/')[0]
    if first in MAY_INCLUDE:
        return first
    parts = os.path.normpath(os.path.join(os.path.dirname(name), include[1:-1])).split('/')
    return parts[1] if parts[0] == 'lib' and len(parts) > 2 else None


def rooms(cases, library):
    for room in MAY_INCLUDE:
        bad = []
        for name, text in library.items():
            if room_of(name) != room:
                continue
            for line, include in sources.includes(text):
                target = included_room(name, include)
                if target and target not in MAY_INCLUDE[room]:
                    bad.append('%s:%d includes %s: %s may not know %s' % (name, line, include, room, target))
        cases.empty('the room %s includes only what is below it' % room, bad)
    known = set(MAY_INCLUDE)
    cases.empty('every source of the library is in a room',
                [n for n in library if room_of(n) not in known])


def public_headers(cases, root, text):
    folder = 'include/gireport/'
    here = [n[len(folder):] for n in text if n.startswith(folder)]
    build = sources.read(root, folder + 'meson.build')
    umbrella = text[folder + 'gireport.h']
    cases.empty('every public header is installed', [n for n in here if "'%s'" % n not in build])
    cases.empty('the umbrella includes every public header',
                [n for n in here + ['version.h'] if n != 'gireport.h' and n not in [i[1:-1].split('/')[-1] for _, i in sources.includes(umbrella)]])
    bad = []
    for name in here:
        guard = 'GIREPORT_%s_H' % name[:-2].upper() if name != 'gireport.h' else 'GIREPORT_H'
        t = text[folder + name]
        if not re.search(r'#ifndef %s\n#define %s\n' % (guard, guard), t):
            bad.append('%s: no guard %s' % (name, guard))
        if 'GIREPORT_API' in sources.code(t) and 'extern "C" {' not in t:
            bad.append('%s: functions without C linkage' % name)
        for line, include in sources.includes(t):
            if include not in ['<stddef.h>', '<stdint.h>', '<gireport/version.h>'] + ['"%s"' % h for h in here]:
                bad.append('%s:%d includes %s' % (name, line, include))
    cases.empty('public headers have guards, C linkage, and include nothing but each other', bad)
    api = headers.load(root)
    cases.empty('every public declaration says what it is and since when',
                ['%s:%d: %s' % (i.header, i.line, i.name) for i in api.items if not i.doc or not i.since])
    cases.empty('every public name begins with gireport_ or GIREPORT_, but for the three structs of Arrow',
                [i.name for i in api.items if not re.match(r'gireport_|GIREPORT_', i.name) and
                 not (i.kind == 'foreign' and i.name in ('ArrowSchema', 'ArrowArray', 'ArrowArrayStream'))])
    unsafe = re.compile(r'\b(?:long|bool|double|float|wchar_t|ssize_t|off_t|FILE|va_list|enum \w+)\b|\.\.\.')
    cases.empty('no type in the interface that other languages cannot be sure of',
                ['%s: %s' % (f.name, t) for f in api.functions + api.callbacks
                 for t in [f.returns] + [p[0] for p in f.params] if unsafe.search(t)] +
                ['%s.%s' % (s.name, f[1]) for s in api.structs for f in s.fields if unsafe.search(f[0])])
    cases.empty('options structs begin with their size',
                [s.name for s in api.structs if s.name.endswith('_options') and s.fields[0][:2] != ('size_t', 'size')])


def third_party(cases, library, plain):
    for name, (wrapper, header, identifier) in THIRD_PARTY.items():
        others = {n: t for n, t in library.items() if n not in wrapper.split()}
        bad = ['%s:%d: %s' % (n, line, i) for n, t in others.items() for line, i in sources.includes(t)
               if i[0] == '<' and re.match(header, i[1:-1])]
        bad += ['%s:%d: %s' % (n, plain[n].count('\n', 0, m.start()) + 1, m.group(0)) for n in others if n in plain
                for m in re.finditer(identifier, plain[n])]
        cases.empty('%s is known to its wrapper alone (%s)' % (name, wrapper), bad)


def calls(cases, plain):
    for law, names in CALLS.items():
        pattern = re.compile(r'(?<![\w.>])(%s)\s*\(' % '|'.join(names.split()))
        cases.empty('nothing in lib/ %s' % law, found(plain, pattern))
    cases.empty('no standard stream in lib/', found(plain, re.compile(r'\b(stdout|stderr|stdin)\b')))
    pattern = re.compile(r'(?<![\w.>])(%s)\s*\(' % '|'.join(ALLOCATORS.split()))
    cases.empty('memory is taken in %s alone' % ALLOCATOR_FILE,
                found({n: t for n, t in plain.items() if n != ALLOCATOR_FILE}, pattern))


def numbers(cases, library, plain):
    cases.empty('no binary floating point in lib/', found(plain, re.compile(r'\b(double|float)\b')))
    bad = ['%s:%d: "%s"' % (n, line, s) for n, t in library.items() if n in plain for line, s in sources.strings(t)
           if re.search(r'%[-+ #0-9.*]*[fFeEgGaA]\b', s)]
    cases.empty('no format of floating point in lib/', bad)


def form_is_data(cases, root, names, library):
    """The labels of the editions stand in their data files; C that knew them could read or write no other edition."""
    labels = set()
    for name in names:
        if re.match(r'lib/template/data/.*\.yaml$', name):
            text = sources.read(root, name)
            labels.update(m.group(2).strip() for m in re.finditer(r'(?:label|caption|stub): *("?)([^"\n{}\[\],]+)\1', text))
            for m in re.finditer(r'aliases: *\[([^\]]*)\]', text):
                labels.update(a.strip().strip('"') for a in m.group(1).split(','))
    labels = {label for label in labels if len(label) >= 4}
    bad = []
    for name, text in library.items():
        if MADE_BY_A_TOOL.match(name):
            continue
        for line, literal in sources.strings(text):
            # lib/check compares sentences of the narrative, which may hold words of a label, but never is one.
            hit = [l for l in labels if l == literal or l in literal and not name.startswith('lib/check/')]
            bad += ['%s:%d: %s' % (name, line, hit[0])] if hit else []
    cases.check('the data files hold labels', len(labels) > 100)
    cases.empty('no label of the form stands in C', bad)


def found(plain, pattern):
    return ['%s:%d: %s' % (n, t.count('\n', 0, m.start()) + 1, m.group(1)) for n, t in plain.items()
            for m in pattern.finditer(t) if (n, m.group(1)) not in EXCEPTIONS]


def sizes(cases, text):
    own = {n: t for n, t in text.items() if not MADE_BY_A_TOOL.match(n)}
    cases.empty('no source is longer than %d lines' % MAX_FILE,
                ['%s: %d' % (n, t.count('\n')) for n, t in own.items() if t.count('\n') > MAX_FILE])
    cases.empty('no function is longer than %d lines' % MAX_FUNCTION,
                ['%s:%d: %s has %d' % (n, line, f, count) for n, t in own.items()
                 for line, f, count in sources.functions(t) if count > MAX_FUNCTION])
    cases.empty('no line of C is longer than %d columns' % MAX_COLUMNS,
                ['%s:%d: %d' % (n, i + 1, len(line)) for n, t in own.items()
                 for i, line in enumerate(t.split('\n')) if len(line) > MAX_COLUMNS])
    cases.empty('every source names its licence in the first line',
                [n for n, t in own.items() if 'SPDX-License-Identifier: MIT' not in t.split('\n')[0]])


def layout(cases, root, names):
    bad = []
    for name in names:
        if name.startswith('tests/') and not name.endswith(('.c', '.h', '.py', '.build')) or is_binary(root, name):
            continue  # fixtures keep the bytes that they are about
        with open(os.path.join(root, name), 'rb') as f:
            data = f.read()
        try:
            data.decode('utf-8')
        except UnicodeDecodeError:
            bad.append('%s is not UTF-8' % name)
        if data and not data.endswith(b'\n'):
            bad.append('%s does not end with a line feed' % name)
        if b'\r' in data:
            bad.append('%s holds carriage returns' % name)
        if name.endswith(('.c', '.h', '.py', '.build')):
            bad += ['%s:%d: white space at the end, or a tab' % (name, i + 1)
                    for i, line in enumerate(data.split(b'\n')) if line != line.rstrip() or b'\t' in line]
    cases.empty('text files are UTF-8 with line feeds and no trailing white space', bad)


def tests_run(cases, root, names):
    build = ''.join(sources.read(root, n) for n in names if n.startswith('tests/') and n.endswith('meson.build'))
    scripts = [n for n in names if re.match(r'tests/\w+/(check|test)_\w+\.py$', n)]
    cases.check('there are tests that are scripts', len(scripts) > 10)
    cases.empty('every test that is a script is run', [n for n in scripts if "'%s'" % n[len('tests/'):] not in build])


def is_binary(root, name):
    if name.endswith(('.txt', '.yaml', '.json', '.csv', '.html', '.tsv', '.svg', '.md')):
        return False
    with open(os.path.join(root, name), 'rb') as f:
        return b'\0' in f.read(8192)


def foreign_words(cases, root, names):
    pattern = re.compile('|'.join(FOREIGN), re.I)
    bad = []
    for name in names:
        if is_binary(root, name):
            continue
        with open(os.path.join(root, name), 'rb') as f:
            for i, line in enumerate(f.read().decode('utf-8', 'replace').split('\n')):
                m = pattern.search(line)
                if m:
                    bad.append('%s:%d: %s' % (name, i + 1, m.group(0)))
    cases.empty('nothing speaks of the place where it was made', bad)


if __name__ == '__main__':
    main()
