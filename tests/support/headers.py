"""Reads the public headers: functions, enumerations, options structs, opaque types, macros, and their comments.

The headers are the one source of the interface. The symbol map, the reference in docs/api.md, the table of the
Python binding and the tests of the interface are compared with, or made from, what this module reads. It knows
the plain C that the headers are written in and refuses what it does not know, so nothing is left out silently.
"""
import os
import re

PREPROCESSOR = re.compile(r'^[ \t]*#[ \t]*(\w+)(?:[^\n\\]|\\\n|\\.)*', re.M)
COMMENT = re.compile(r'/\*.*?\*/', re.S)


class Item:
    """Something that a header declares."""

    def __init__(self, kind, name, header, line, doc, **more):
        self.kind, self.name, self.header, self.line, self.doc = kind, name, header, line, doc
        self.__dict__.update(more)

    @property
    def since(self):
        found = re.search(r'@since\s+([0-9]+\.[0-9]+)', self.doc)
        return found.group(1) if found else None


class Api:
    """All of the public headers; every member is a list in the order of declaration."""

    def __init__(self, folder):
        self.folder = folder
        self.headers = sorted(n for n in os.listdir(folder) if n.endswith(('.h', '.h.in')))
        self.about, self.items = {}, []
        for name in self.headers:
            self._read(name)

    def of(self, kind):
        return [i for i in self.items if i.kind == kind]

    functions = property(lambda self: self.of('function'))
    enums = property(lambda self: self.of('enum'))
    structs = property(lambda self: self.of('struct'))
    opaque = property(lambda self: self.of('opaque'))
    callbacks = property(lambda self: self.of('callback'))
    macros = property(lambda self: self.of('macro'))

    def _read(self, name):
        with open(os.path.join(self.folder, name), encoding='utf-8') as f:
            text = f.read()
        file_comment = re.search(r'/\*\*\s*\n \* @file [^\n]*\n(.*?)\*/', text, re.S)
        self.about[name] = clean('/**' + file_comment.group(1) + '*/') if file_comment else ''
        position = 0
        doc = ''
        while True:
            rest = re.compile(r'\s*').match(text, position).end()
            position = rest
            if position >= len(text):
                return
            line = text.count('\n', 0, position) + 1
            comment = COMMENT.match(text, position)
            if comment:
                body = comment.group(0)
                doc = clean(body) if body.startswith('/**') and '@file' not in body else ''
                position = comment.end()
                continue
            directive = PREPROCESSOR.match(text, position)
            if directive:
                self._macro(name, line, directive.group(0), doc)
                doc = ''
                position = directive.end()
                continue
            if text.startswith('extern "C" {', position):
                position += len('extern "C" {')
                continue
            if text[position] == '}':
                position += 1
                continue
            end = declaration_end(text, position)
            self._declaration(name, line, text[position:end], doc)
            doc = ''
            position = end

    def _macro(self, header, line, text, doc):
        define = re.match(r'#\s*define\s+(\w+)(\(?)[ \t]*(.*)', text, re.S)
        if not define or define.group(1).endswith(('_H', '_INTERFACE')) or define.group(1) == 'GIREPORT_API':
            return
        self.items.append(Item('macro', define.group(1), header, line, doc,
                               value=re.sub(r'\\\n\s*', '', define.group(3)).strip(), like_function=bool(define.group(2))))

    def _declaration(self, header, line, text, doc):
        plain = squeeze(COMMENT.sub(' ', text)).rstrip(';').strip()
        add = lambda kind, name, **more: self.items.append(Item(kind, name, header, line, doc, **more))
        m = re.fullmatch(r'enum (\w+) \{.*\}', plain)
        if m:
            return add('enum', m.group(1), values=enumerators(text))
        m = re.fullmatch(r'typedef struct (\w+) \{.*\} (\w+)', plain)
        if m:
            return add('struct', m.group(2), fields=fields(text))
        m = re.fullmatch(r'typedef struct (\w+) (\w+)', plain)
        if m:
            return add('opaque', m.group(2))
        m = re.fullmatch(r'typedef (.+?) ?\(\*(\w+)\)\((.*)\)', plain)
        if m:
            return add('callback', m.group(2), returns=m.group(1).strip(), params=parameters(m.group(3)),
                       text=plain + ';')
        m = re.fullmatch(r'struct (\w+)(?: \{.*\})?', plain)
        if m:
            return add('foreign', m.group(1)) if '{' in plain else None
        m = re.fullmatch(r'GIREPORT_API (.+?)\b(\w+)\((.*)\)', plain)
        if m:
            return add('function', m.group(2), returns=m.group(1).strip(), params=parameters(m.group(3)),
                       text=plain.replace('GIREPORT_API ', '') + ';')
        raise SyntaxError('%s:%d: a declaration of a kind that the tests do not know: %s' % (header, line, plain[:80]))


def squeeze(text):
    return re.sub(r'\s+', ' ', text).strip()


def clean(comment):
    """The text of a comment without its stars; paragraphs and lines stay."""
    body = re.sub(r'^/\*\*?<?|\*/$', '', comment.strip())
    return '\n'.join(re.sub(r'^\s*\* ?', '', line).rstrip() for line in body.split('\n')).strip()


def declaration_end(text, position):
    depth = 0
    while True:
        if text.startswith('/*', position):
            position = text.index('*/', position) + 2
            continue
        c = text[position]
        depth += (c in '{(') - (c in '})')
        position += 1
        if c == ';' and depth == 0:
            return position


def members(text, separator):
    """The members of a braced list with their trailing comments: (text, comment)."""
    body = text[text.index('{') + 1:text.rindex('}')]
    out, current = [], ''
    for token in re.split(r'(/\*.*?\*/|%s)' % re.escape(separator), body, flags=re.S):
        if token.startswith('/*'):
            if current.strip() and not token.startswith('/**<'):
                continue
            if out and not current.strip():
                out[-1][1] = clean(token)
            elif current.strip():
                out.append([squeeze(current), clean(token)])
                current = ''
        elif token == separator:
            if current.strip():
                out.append([squeeze(current), ''])
            current = ''
        else:
            current += token
    if current.strip():
        out.append([squeeze(current), ''])
    return out


def enumerators(text):
    out = []
    for member, comment in members(text, ','):
        m = re.fullmatch(r'(\w+) = (-?\w+)', member)
        if not m:
            raise SyntaxError('an enumerator without a value of its own: ' + member)
        out.append((m.group(1), int(m.group(2), 0), comment))
    return out


def fields(text):
    out = []
    for member, comment in members(text, ';'):
        out.append(split_name(member) + (comment,))
    return out


def parameters(text):
    if text.strip() in ('', 'void'):
        return []
    return [split_name(p.strip()) for p in text.split(',')]


def split_name(declaration):
    """('const char *', 'text') of "const char *text"."""
    m = re.fullmatch(r'(.*?)(\w+)', declaration)
    return m.group(1).strip(), m.group(2)


def load(source_root):
    """The headers of the sources; version.h, which the build makes, stands for itself as version.h.in."""
    return Api(os.path.join(source_root, 'include', 'gireport'))
