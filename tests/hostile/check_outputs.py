"""Text of others in every field that holds text, in every output: it is shown, and nothing obeys it.

usage: check_outputs.py GIREPORT documents|no-documents

Each attack stands in all fields at once (texts, organ, contact, names of units, printed cells, notes, places, rows that
the form does not have, the name of the file) of a report that goes through every output of the command.
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, DOCUMENTS = os.path.abspath(sys.argv[1]), sys.argv[2] == 'documents'

ATTACKS = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)' x='",
    ']]><script>alert(1)</script><![CDATA[',
    '--><svg onload=alert(1)><!--',
    '</title></style></textarea></desc><script>alert(1)</script>',
    '&lt;script&gt;&#60;script&#62;',
    '<a href="javascript:alert(1)">x</a>',
    '\u202egnp.exe\u202c \u2066x\u2069 \u200f\u061c',
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","x")',
    '@SUM(1+1)*cmd|x',
    '\t=1+1',
    '\x1b[31m\x1b]0;title\x07\x1b[2J',
    '\x9b31m\x85\x08\x08',
    '[x](javascript:alert(1)) ![x](http://example.org/x.png) <http://example.org>',
    '**x** `x` | y | $x$ ~~x~~ \\',
    '# x',
    '- x',
    '1. x',
    '_x000D_ _x0041_ {{7*7}} ${7*7} %s%n',
    '-8',
]
# What no output holds as it is: controls, and marks that turn the direction of text.
ACTIVE = re.compile('[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f]')
HTML_TAGS = set('html head meta title style body main article section h1 h2 h3 p div table caption colgroup col thead tbody '
                'tr th td sup a ol ul li strong code b span figure br svg desc text rect line'.split())
HTML_ATTRIBUTES = set('lang charset name content http-equiv class id scope headers rowspan colspan href role tabindex '
                      'aria-labelledby xmlns x y x1 y1 x2 y2 width height viewBox viewbox font-family font-size '
                      'font-weight text-anchor fill stroke'.split())
cases = Cases()


def report(attack, year=2023, organ='organ'):
    """A report file with the attack in each text, which the name of the field follows."""
    def text(name):
        return '%s %s' % (attack, name)
    return {
        'gireport': 1, 'template': 'cn-2021', 'organ': {'name': text(organ), 'code': text('code')}, 'year': year,
        'url': text('url'), 'document': text('document'), 'title': text('title'), 'preamble': text('preamble'),
        'contact': {k: text(k) for k in ('address', 'postcode', 'phone', 'fax', 'email', 'text')},
        'units': {'names': [text('unit 1'), text('unit 2')]},
        'overview': text('overview'), 'problems': text('problems'), 'remarks': text('remarks'),
        'disclosure': {
            'licensing': {'decisions': {'state': 'unreadable', 'raw': text('raw'), 'at': text('place')}},
            'penalties': {'decisions': {'value': 22, 'raw': '22（%s）' % text('in brackets'), 'note': text('note')}},
            'coercion': {'decisions': text('cell')},
        },
        'applications': {'new': [3, 1, 0, 0, 0, 0, 5], 'total': [3, 1, 0, 0, 0, 0, 4]},
        'extra': [{'label': text('label'), 'cells': [text('extra 1'), text('extra 2')]}],
    }


def run(*args):
    p = subprocess.run([EXE, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if p.returncode not in (0, 1):
        raise RuntimeError('%s: %d %s' % (args, p.returncode, p.stderr.decode(errors='replace')))
    return p.stdout


def visible(s):
    """How a text is shown where it may not act."""
    return ACTIVE.sub(lambda m: '[U+%04X]' % ord(m.group()), s)


def squeeze(s):
    return re.sub(r'\s+', '', s)


# ---- one judge a kind of output: yields what is wrong ----

def no_controls(data):
    m = ACTIVE.search(data)
    if m:
        yield 'holds U+%04X: %r' % (ord(m.group()), data[max(0, m.start() - 40):m.end() + 40])


def html(data, attack, wanted):
    from lxml import etree, html as parser
    yield from no_controls(data)
    tree = parser.document_fromstring(data.encode(), parser=parser.HTMLParser(encoding='utf-8'))
    for e in tree.iter():
        if e.tag is etree.Comment or e.tag not in HTML_TAGS:
            yield 'an element %s' % e.tag
            continue
        for name, value in e.attrib.items():
            if name not in HTML_ATTRIBUTES or re.match(r'\s*javascript:', value, re.I) or name == 'href' and value[0] != '#':
                yield 'an attribute %s=%s' % (name, value)
    text = squeeze(tree.text_content())
    for name in wanted:
        if squeeze(visible('%s %s' % (attack, name))) not in text:
            yield '%s is not shown' % name


def svg(data, attack, wanted):
    from lxml import etree
    yield from no_controls(data)
    tree = etree.fromstring(data.encode(), etree.XMLParser(resolve_entities=False))
    for e in tree.iter():
        name = e.tag.split('}')[1] if isinstance(e.tag, str) else 'comment'
        if name not in ('svg', 'title', 'desc', 'text', 'rect', 'line'):
            yield 'an element %s' % name
        yield from ('an attribute %s' % a for a in e.attrib if a not in HTML_ATTRIBUTES)
    text = squeeze(''.join(tree.itertext()))
    yield from ('%s is not shown' % name for name in wanted if squeeze(visible('%s %s' % (attack, name))) not in text)


def markdown(data, attack, wanted):
    yield from no_controls(data)
    plain = re.sub(r'\\(.)', '', re.sub(r'`[\w.-]+`', '', data)) # what is escaped is gone; nothing may be left of markup
    for what in ('<script', '<img', '<a ', '<svg', '<!', '](', '`', '**x', '~~', '<http', '$x'):
        if what in plain:
            yield 'holds %s' % what
    text = squeeze(re.sub(r'\\(.)', r'\1', data))
    yield from ('%s is not shown' % name for name in wanted if squeeze(visible('%s %s' % (attack, name))) not in text)


def terminal(data, attack, wanted):
    yield from no_controls(data)


def table(data, attack, wanted):
    """RFC 4180, each free text what it was, behind a mark where a spreadsheet would run it; `raw` is never altered."""
    rows = list(csv.DictReader(io.StringIO(data, newline='')))
    if not rows:
        yield 'no rows'
    for r in rows:
        for column, value in r.items():
            if column != 'raw' and value[:1] in ('=', '@', '\t', '\r'):
                yield '%s would be run: %s' % (column, value)
    marked = "'" if attack[0] in '=@\t\r' else ''
    got = {v for r in rows for v in r.values()}
    for name in wanted:
        if '%s%s %s' % ('' if name == 'raw' else marked, attack, name) not in got:
            yield '%s is not what it was' % name


def as_json(data, attack, wanted):
    got = set()

    def walk(v):
        for x in v.values() if isinstance(v, dict) else v if isinstance(v, list) else ():
            walk(x)
        if isinstance(v, str):
            got.add(v)
    walk(json.loads(data))
    yield from no_controls(data)
    yield from ('%s is not what it was' % name for name in wanted
                if (attack if 'extra' not in name else attack.replace('\t', ' ')) + ' ' + name not in got)


def package(data, attack, wanted):
    from lxml import etree
    yield from ()
    with zipfile.ZipFile(io.BytesIO(data)) as z:
        if any(not re.fullmatch(r'[\w/\[\]. -]+', n) for n in z.namelist()):
            yield 'a name of a part'
        everything = ''
        for name in z.namelist():
            part = z.read(name).decode()
            yield from ('%s %s' % (name, p) for p in no_controls(part))
            tree = etree.fromstring(part.encode(), etree.XMLParser(resolve_entities=False))
            if 'TargetMode' in part or '<!DOCTYPE' in part:
                yield '%s points outside' % name
            for e in tree.iter():
                tag = etree.QName(e)
                if not tag.namespace or tag.localname in ('script', 'img', 'svg', 'a', 'hyperlink', 'instrText') and \
                        not re.fullmatch(r'\s*(PAGE|NUMPAGES)\b.*', e.text or ''):
                    yield '%s has an element %s' % (name, e.tag)
                if tag.localname in ('f', 'formula', 'formula1', 'formula2') and \
                        re.search(r'cmd|HYPERLINK|example|alert', e.text or ''):
                    yield '%s has a formula %s' % (name, e.text)
            everything += ''.join(tree.itertext())
        text = squeeze(everything).replace('_x005F_', '_')
        yield from ('%s is not shown' % n for n in wanted if squeeze(visible('%s %s' % (attack, n))) not in text)


PARTS = ['preamble', 'overview', 'problems', 'remarks', 'raw', 'label', 'extra 1', 'extra 2']
CELLS = ['organ', 'code', 'raw']
# Name, judge, fields whose text must be there, arguments; FILE is the report, OTHER one of the next year.
OUTPUTS = [
    ('HTML', html, PARTS, ['convert', '--to', 'html', 'FILE']),
    ('HTML with findings, places and charts', html, PARTS,
     ['convert', '--to', 'html', '--findings', '--trace', '--charts', 'FILE']),
    ('HTML, in pictures', html, ['title'], ['convert', '--summary', 'FILE']),
    ('HTML of a comparison', html, [], ['compare', '--to', 'html', 'FILE', 'OTHER']),
    ('SVG', svg, [], ['convert', '--to', 'svg', 'FILE']),
    ('SVG, in pictures', svg, ['title'], ['convert', '--summary', '--to', 'svg', 'FILE']),
    ('SVG of a comparison', svg, [], ['compare', '--to', 'svg', 'FILE', 'OTHER']),
    ('Markdown', markdown, PARTS, ['convert', '--to', 'markdown', '--findings', '--trace', 'FILE']),
    ('Markdown of a comparison', markdown, [], ['compare', '--to', 'markdown', 'FILE', 'OTHER']),
    ('text', terminal, [], ['convert', '--to', 'text', '--findings', '--trace', 'FILE']),
    ('text of a comparison', terminal, [], ['compare', 'FILE', 'OTHER']),
    ('findings', terminal, [], ['check', 'FILE']),
    ('claims', terminal, [], ['check', '--claims', 'FILE']),
    ('a repair', terminal, [], ['fix', 'FILE']),
    ('CSV', table, CELLS, ['convert', '--to', 'csv', 'FILE']),
    ('wide CSV', table, ['organ', 'code'], ['convert', '--to', 'csv', '--wide', 'FILE']),
    ('CSV of a comparison', table, [], ['compare', '--to', 'csv', 'FILE', 'OTHER']),
    ('JSON', as_json, PARTS + ['organ', 'code', 'unit 1', 'unit 2', 'note', 'title', 'address', 'phone', 'email', 'url'],
     ['convert', '--to', 'json', 'FILE']),
    ('findings as JSON', as_json, ['organ'], ['check', '--format', 'json', 'FILE']),
    ('findings as SARIF', as_json, [], ['check', '--format', 'sarif', 'FILE']),
    ('JSON of a comparison', as_json, [], ['compare', '--to', 'json', 'FILE', 'OTHER']),
]
OFFICE = [
    ('DOCX', package, PARTS[:4] + ['raw'], ['convert', '--to', 'docx', '--findings', '--charts', 'FILE']),
    ('XLSX of many reports', package, ['organ', 'code'], ['convert', '--to', 'xlsx', '--findings', 'FILE', 'OTHER']),
    ('XLSX of a comparison', package, [], ['compare', '--to', 'xlsx', 'FILE', 'OTHER']),
    ('XLSX', package, PARTS[:4] + ['raw', 'organ'], ['convert', '--to', 'xlsx', '--findings', '--trace', 'FILE']),
]


def attack_all(folder):
    for n, attack in enumerate(ATTACKS):
        names = {}
        for key, year in (('FILE', 2023), ('OTHER', 2024)):
            # A file may be called so too, where the system lets it.
            name = '%d %s.json' % (year, attack.replace('/', '／')) if len(attack) < 60 else '%d.json' % year
            names[key] = os.path.join(folder, name)
            with open(names[key], 'w', encoding='utf-8') as f:
                json.dump(report(attack, year), f)
        for name, judge, wanted, args in OUTPUTS + (OFFICE if DOCUMENTS else []):
            try:
                data = run(*[names.get(a, a) for a in args])
                problems = list(judge(data if judge is package else data.decode(), attack, wanted))
            except (RuntimeError, ValueError, SyntaxError) as e:
                problems = [str(e)]
            cases.empty('%s: %r' % (name, attack), problems)


def numbers_stay():
    """A number below zero is a number in a table, not a formula to be marked."""
    with tempfile.NamedTemporaryFile('w', suffix='.yaml', encoding='utf-8') as f:
        f.write('gireport: 1\ntemplate: cn-2019\norgan: 甲\nyear: 2020\ndisclosure: {licensing: {change: "-8"}, '
                'penalties: {change: "+6"}}\n')
        f.flush()
        rows = {r['key']: r for r in csv.DictReader(io.StringIO(run('convert', '--to', 'csv', f.name).decode()))}
    cell = rows['disclosure.licensing.change']
    cases.check('-8 stays -8', (cell['value'], cell['raw']) == ('-8', '-8'), str(cell))
    cell = rows['disclosure.penalties.change']
    cases.check('+6 stays +6', (cell['value'], cell['raw']) == ('6', '+6'), str(cell))


def judges_can_fail():
    """Each judge finds what was not made harmless."""
    bad = [(html, '<p><script>alert(1)</script></p>'), (html, '<p onclick=x>x</p>'), (html, '<a href="javascript:x">x</a>'),
           (html, '<p>\u202e</p>'), (svg, '<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>'),
           (markdown, 'x <script>'), (markdown, '[x](http://x)'), (terminal, '\x1b[31m'), (table, 'a,b\n=1,2\n'),
           (as_json, '{"a": "\u202e"}')]
    for judge, data in bad:
        cases.check('%s finds %r' % (judge.__name__, data), list(judge(data, 'x', [])))
    for judge, data in ((html, '<p>x</p>'), (svg, '<svg xmlns="http://www.w3.org/2000/svg"><text>x</text></svg>'),
                        (markdown, 'x'), (table, 'a,b\n1,2\n'), (as_json, '{"a": "b"}')):
        cases.check('%s misses a text' % judge.__name__, list(judge(data, 'attack', ['title'])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w') as z:
        z.writestr('x.xml', '<x xmlns="urn:x"><f>cmd|x</f></x>')
    cases.check('package finds a formula', list(package(out.getvalue(), 'x', [])))


try:
    import lxml # noqa: F401 pylint: disable=unused-import
except ImportError:
    cases.skip('text of others in every output', 'python3-lxml is not installed')
    cases.finish()
judges_can_fail()
numbers_stay()
with tempfile.TemporaryDirectory() as where:
    attack_all(where)
cases.finish()
