"""Makes from the headers what repeats them: the table of the Python binding, the reference in docs/api.md, the symbols of the
Debian package, the manual pages.

usage: generate.py SOURCE_ROOT [--check [--manual]]     (--check only compares; --manual: what packages take)
"""
import os
import re
import sys
import textwrap

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import headers
import manual
import sources
from cases import Cases

BINDING, REFERENCE = 'examples/python/gireport.py', 'docs/api.md'
SYMBOLS = 'docs/packaging/debian/libgireport0.symbols'
BEGIN = '# --- begin generated: made from the headers by tests/update ---\n'
END = '# --- end generated ---\n'

PLAIN = {'void': 'None', 'int': 'c_int', 'int32_t': 'c_int32', 'int64_t': 'c_int64', 'uint32_t': 'c_uint32',
         'uint64_t': 'c_uint64', 'size_t': 'c_size_t', 'const char *': 'c_char_p', 'void *': 'c_void_p',
         'const char *const *': 'POINTER(c_char_p)', 'char *': 'c_void_p',
         'char **': 'POINTER(c_void_p)'}  # an owned string keeps its address, so that it can be freed


def main():
    root = sys.argv[1]
    api = headers.load(root)
    old = sources.read(root, BINDING)
    head, rest = old.split(BEGIN)
    made = {BINDING: head + BEGIN + binding(api) + END + rest.split(END)[1], REFERENCE: reference(api), SYMBOLS: symbols(api)}
    made.update(manual.pages(root, api, declaration, markdown))
    if '--check' in sys.argv:
        cases = Cases()
        packaged = {n for n in made if n.startswith(manual.FOLDER) or n == SYMBOLS}
        for name, text in made.items():
            if (name in packaged) != ('--manual' in sys.argv):
                continue
            current = sources.read(root, name) if os.path.exists(os.path.join(root, name)) else ''
            cases.check('%s is what the headers say' % name, text == current, 'run tests/update')
        if '--manual' in sys.argv:
            cases.empty('no manual page that nothing makes', [n for n in sources.tracked(root)
                                                             if n.startswith(manual.FOLDER) and n not in made])
            links = made[manual.FOLDER + '/meson.build']
            cases.empty('every function has a page', [f.name for f in api.functions if "'%s'" % f.name not in links
                                                      and '%s/%s.3' % (manual.FOLDER, f.name) not in made])
        cases.finish()
    for name in set(n for n in sources.tracked(root) if n.startswith(manual.FOLDER)) - set(made):
        os.remove(os.path.join(root, name))
    for name, text in made.items():
        os.makedirs(os.path.dirname(os.path.join(root, name)), exist_ok=True)
        with open(os.path.join(root, name), 'w', encoding='utf-8') as f:
            f.write(text)


# The binding ----------------------------------------------------------------------------------------------------


def python_type(c, known):
    """The ctypes type of a C type, spelled as Python."""
    if c in PLAIN:
        return PLAIN[c]
    plain = re.sub(r'\b(const|struct)\b ?', '', c).replace(' ', '')
    name = plain.rstrip('*')
    if name in known and known[name] == 'callback':
        return name
    if name in known and known[name] == 'foreign':
        return 'c_void_p'
    target = name if name in known else PLAIN.get(name)
    if target is None:
        raise TypeError('no ctypes type for ' + c)
    for _ in range(plain.count('*')):
        target = 'POINTER(%s)' % target
    return target


def member_names(enum):
    """{C name: Python name}: without the prefix that all members share."""
    names = [v[0] for v in enum.values]
    words = enum.name.upper().split('_')
    for n in range(len(words), 0, -1):
        prefix = '_'.join(words[:n]) + '_'
        if all(name.startswith(prefix) for name in names):
            break
    common = os.path.commonprefix(names) if len(names) > 1 else prefix
    common = common[:common.rindex('_') + 1]
    return {name: name[len(max(prefix, common, key=len)):] for name in names}


def class_name(c_name):
    return ''.join(w.capitalize() for w in c_name.split('_')[1:])


def binding(api):
    known = {i.name: i.kind for i in api.items}
    out = ['\n\nclass _Enum(enum.IntEnum):\n'
           '    """Constants; a number that a newer library returns is kept under a name of its own."""\n\n'
           '    @classmethod\n    def _missing_(cls, value):\n'
           '        member = int.__new__(cls, value)\n'
           "        member._name_, member._value_ = 'UNKNOWN_%d' % value, value\n"
           '        return member\n']
    for e in api.enums:
        kind = 'enum.IntFlag' if e.doc.startswith('Bits of') else '_Enum'
        names = member_names(e)
        out.append('\n\nclass %s(%s):\n' % (class_name(e.name), kind) + ''.join(
            '    %s = %d\n' % (names[name], value) for name, value, _ in e.values))
    for o in api.opaque:
        out.append('\n\nclass %s(Structure):\n    pass\n' % o.name)
    for c in api.callbacks:
        out.append('\n\n%s = CFUNCTYPE(%s)\n' % (c.name, ', '.join(
            [python_type(c.returns, known)] + ['c_void_p' if '*' in t else python_type(t, known) for t, _ in c.params])))
    for s in in_order(api.structs):
        out.append('\n\nclass %s(Structure):\n    _fields_ = [\n' % s.name + ''.join(
            "        ('%s', %s),\n" % (name, python_type(t, known)) for t, name, _ in s.fields) + '    ]\n')
    out.append('\n\n# name: result, arguments\n_FUNCTIONS = {\n')
    for f in api.functions:
        types = [python_type(f.returns, known)] + [python_type(t, known) for t, _ in f.params]
        out.append(wrap("    '%s': (" % f.name, [t + ',' for t in types], '),\n'))
    out.append('}\n')
    return ''.join(out)


def in_order(structs):
    """Each struct behind those that its members point to."""
    names, done = {s.name: s for s in structs}, []

    def put(s):
        for t, _, _ in s.fields:
            other = names.get(re.sub(r'\b(const|struct)\b ?|[ *]', '', t))
            if other is not None and other is not s and other not in done:
                put(other)
        if s not in done:
            done.append(s)
    for s in structs:
        put(s)
    return done


def wrap(head, parts, tail, width=120):
    lines, current = [], head + parts[0]
    for part in parts[1:]:
        if len(current) + 1 + len(part) + len(tail.rstrip()) > width:
            lines.append(current)
            current = ' ' * 8 + part
        else:
            current += ' ' + part
    current = current if len(parts) == 1 else current[:-1]
    return '\n'.join(lines + [current]) + tail


# The symbols file of Debian -------------------------------------------------------------------------------------


def symbols(api):
    """Each symbol with its node and the release that brought it: who uses only old ones needs only that release."""
    nodes = sorted({f.since for f in api.functions})
    lines = ['GIREPORT_%s@GIREPORT_%s %s.0' % (node, node, node) for node in nodes]
    lines += sorted('%s@GIREPORT_%s %s.0' % (f.name, f.since, f.since) for f in api.functions)
    return 'libgireport.so.0 libgireport0 #MINVER#\n' + ''.join(' %s\n' % line for line in lines)


# The reference --------------------------------------------------------------------------------------------------

ORDER = ['base.h', 'template.h', 'report.h', 'findings.h', 'read.h', 'check.h', 'write.h', 'combine.h', 'batch.h', 'arrow.h']


def reference(api):
    out = ['# Reference\n\nMade from the comments of the headers by `tests/update`; the conventions at the top of `base.h` hold for\n'
           'every function. `#include <gireport/gireport.h>` brings all of it.\n']
    names = [h.replace('.in', '') for h in api.headers if h != 'gireport.h']
    order = [h for h in ORDER if h in names] + [h for h in names if h not in ORDER]
    out.append('\n' + ''.join('- [%s](#%s)\n' % (h, h.replace('.', '')) for h in order))
    for header in order:
        items = [i for i in api.items if i.header in (header, header + '.in')]
        about = api.about.get(header, '')
        out.append('\n## %s\n' % header + ('\n%s\n' % markdown(about) if about else ''))
        for item in items:
            out.append(entry(item))
    return ''.join(out)


def entry(item):
    if item.kind == 'function':
        return '\n### %s\n\n```c\n%s\n```\n\n%s\n' % (item.name, declaration(item), markdown(item.doc))
    if item.kind == 'callback':
        return '\n### %s\n\n```c\n%s\n```\n\n%s\n' % (item.name, item.text, markdown(item.doc))
    if item.kind == 'foreign':
        return '\n### struct %s\n\n%s\n' % (item.name, markdown(item.doc))
    if item.kind == 'opaque':
        return '\n### %s\n\nOpaque. %s\n' % (item.name, markdown(item.doc))
    if item.kind == 'macro':
        return '\n### %s\n\n%s\n' % (item.name, markdown(item.doc))
    if item.kind == 'enum':
        rows = ['| `%s` | %d | %s |\n' % (n, v, cell(c)) for n, v, c in item.values]
        return '\n### enum %s\n\n%s\n\n| name | value | |\n|---|---|---|\n%s' % (item.name, markdown(item.doc), ''.join(rows))
    rows = ['| `%s` | `%s` | %s |\n' % (n, t, cell(c)) for t, n, c in item.fields]
    return '\n### %s\n\n%s\n\n| member | type | |\n|---|---|---|\n%s' % (item.name, markdown(item.doc), ''.join(rows))


def declaration(f):
    """The declaration on lines of at most 100 columns."""
    head = f.returns + ('' if f.returns.endswith('*') else ' ') + f.name + '('
    params = [t + ('' if t.endswith('*') else ' ') + n for t, n in f.params] or ['void']
    lines, current = [], head
    for i, p in enumerate(params):
        p += ',' if i + 1 < len(params) else ');'
        if len(current) + len(p) + 1 > 100:
            lines.append(current.rstrip())
            current = ' ' * len(head)
        current += p + ' '
    return '\n'.join(lines + [current.rstrip()])


def cell(comment):
    return markdown(comment).replace('\n', ' ').replace('|', '\\|')


def markdown(doc):
    """A header comment as Markdown: tags become words, short status codes become whole; an example becomes a block of C."""
    parts = re.split(r'(^(?: {4}.*\n?)+)', doc, flags=re.M)
    if len(parts) > 1 and 'Example:' in doc:
        return '\n'.join('```c\n%s\n```' % textwrap.dedent(p).rstrip() if p.startswith('    ') else markdown(p).strip('\n') + '\n'
                         for p in parts if p.strip()).rstrip('\n')
    doc = re.sub(r'\s*@since ([0-9.]+)', r' (Since \1.)', doc).strip()
    doc = re.sub(r'@return\s+', r'Returns ', doc)
    doc = re.sub(r'^@param(?:\[out\])?\s+([\w, ]+?)  +', r'- `\1`: ', doc, flags=re.M)
    doc = re.sub(r'@param(?:\[out\])?\s+(\w+)\s+', r'`\1`: ', doc)
    doc = re.sub(r'(?<![\w`])_(NOMEM|INVALID_ARG|ABI|SYNTAX|INVALID_DATA|LIMIT|NOT_FOUND|IO|CALLBACK|UNSUPPORTED)\b',
                 r'`GIREPORT_ERR_\1`', doc)
    doc = re.sub(r'(?<![\w`])((?:GIREPORT_[A-Z_]+\w)|gireport_\w+\(\))', r'`\1`', doc)
    doc = re.sub(r'\n(Returns )', r'\n\n\1', doc)
    return re.sub(r'\n\n\n+', '\n\n', doc).replace('<', '&lt;')


if __name__ == '__main__':
    main()
