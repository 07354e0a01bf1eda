"""Input that is made to hurt: each ends soon, in bounded memory, with a clear finding and an exit code of the command.

usage: check_hostile.py GIREPORT documents|no-documents SANITIZE

What is asserted: the exit code, a finding by its id, no output on a crash, an end within LIMIT seconds (far above what
is needed, so that it tells endless and quadratic work, not a slow machine), and peak memory within 8 MB + 4 times the
decoded bytes, plus what a row of the table below allows by name. Memory is not looked at under a sanitizer.
"""
import io
import os
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, DOCUMENTS, SANITIZE = os.path.abspath(sys.argv[1]), sys.argv[2] == 'documents', sys.argv[3] != 'none'
LIMIT = 60 * int(os.environ.get('CK_TIMEOUT_MULTIPLIER', '1'))
MB = 1 << 20
FLOOR = 20 * MB  # of the process that starts the command, which the kernel counts in
# A range of text is looked at up to a fixed number of characters, each with its place: a constant, whatever the input.
STREAM = 24 * MB

TITLE = '某县人民政府2021年政府信息公开工作年度报告'
ROW = '一、本年新收政府信息公开申请数量'
NUMBERS = (1, 2, 0, 0, 0, 0, 3)
HTML = '<html><head><meta charset=utf-8><title>%s</title></head><body><h1>%s</h1><p>一、总体情况</p>' % (TITLE, TITLE)
TR = '<tr><td>%s</td>%s</tr>' % (ROW, ''.join('<td>%d</td>' % n for n in NUMBERS))
TEXT = TITLE + '\n一、总体情况\n三、收到和处理政府信息公开申请情况\n'
LINE = ROW + ' 1 2 0 0 0 0 3\n'
DIGITS = '1' * 1000000
LAUGHS = '<!DOCTYPE %%s [<!ENTITY a "aaaaaaaaaa">%s]>' % ''.join(
    '<!ENTITY %s "%s">' % (chr(98 + i), ('&%s;' % chr(97 + i)) * 10) for i in range(9))
W = 'http://schemas.openxmlformats.org/wordprocessingml/2006/main'
S = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
R = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
REL = 'http://schemas.openxmlformats.org/package/2006/relationships'
CONTENT = 'http://schemas.openxmlformats.org/package/2006/content-types'
XML = '<?xml version="1.0" encoding="UTF-8"?>'


def package(parts):
    """An OOXML package; a part may be an iterator of bytes that is never held at once."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
        for name, part in parts:
            with z.open(name, 'w') as f:
                for chunk in [part.encode()] if isinstance(part, str) else part:
                    f.write(chunk)
    return out.getvalue()


def relation(kind, target):
    return '%s<Relationships xmlns="%s"><Relationship Id="rId1" Type="%s/%s" Target="%s"/></Relationships>' % (
        XML, REL, R, kind, target)


def types(part, kind):
    return ('%s<Types xmlns="%s"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="%s" '
            'ContentType="application/vnd.openxmlformats-officedocument.%s.main+xml"/></Types>'
            % (XML, CONTENT, part, kind))


def docx(body, doctype=''):
    head = '%s%s<w:document xmlns:w="%s"><w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p>' % (XML, doctype, W, TITLE)
    tail = '</w:body></w:document>'
    part = head + body + tail if isinstance(body, str) else chunks(head, body, tail)
    return package([('[Content_Types].xml', types('/word/document.xml', 'wordprocessingml.document')),
                    ('_rels/.rels', relation('officeDocument', 'word/document.xml')), ('word/document.xml', part)])


def xlsx(rows, doctype='', merges=''):
    head = '%s%s<worksheet xmlns="%s"><sheetData>' % (XML, doctype, S)
    tail = '</sheetData>%s</worksheet>' % merges
    sheet = head + rows + tail if isinstance(rows, str) else chunks(head, rows, tail)
    book = ('%s<workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'
            % (XML, S, R))
    return package([('[Content_Types].xml', types('/xl/workbook.xml', 'spreadsheetml.sheet')),
                    ('_rels/.rels', relation('officeDocument', 'xl/workbook.xml')), ('xl/workbook.xml', book),
                    ('xl/_rels/workbook.xml.rels', relation('worksheet', 'worksheets/sheet1.xml')),
                    ('xl/worksheets/sheet1.xml', sheet)])


def chunks(head, body, tail):
    yield head.encode()
    for chunk in body:
        yield chunk
    yield tail.encode()


def repeated(piece, size):
    """At least `size` bytes of one piece over and over: what deflate packs best."""
    chunk = piece.encode() * (MB // len(piece) + 1)
    for _ in range(size // len(chunk) + 1):
        yield chunk


PARAGRAPH = '<w:p><w:r><w:t>0000</w:t></w:r></w:p>'
SHEET_ROW = '<row><c t="inlineStr"><is><t>00</t></is></c></row>'
CELL_OF_SPANS = '<w:tc><w:tcPr><w:gridSpan w:val="1000000000"/><w:vMerge/></w:tcPr><w:p/></w:tc>'
BBOX = ('<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body><doc><page width="595" '
        'height="842"><flow><block xMin="10" yMin="10" xMax="90" yMax="20"><line xMin="10" yMin="10" xMax="90" '
        'yMax="20">%s</line></block></flow></page></doc></body></html>')
WORD = '<word xMin="%d" yMin="%d" xMax="%d" yMax="%d">%s</word>\n'
YAML = 'gireport: 1\ntemplate: cn-2021\norgan: {name: 某县人民政府}\nyear: 2021\napplications:\n  new: [%s, 2, 0, 0, 0, 0, 3]\n'
JSON = ('{"gireport":1,"template":"cn-2021","organ":{"name":"某县人民政府"},"year":2021,"applications":'
        '{"new":[%s,2,0,0,0,0,3]}}')
CSV = ('organ,year,template,key,label,state,value,unit,raw,origin,line,column,place,code,source\n'
       '某县人民政府,2021,cn-2021,applications.new.natural,,value,%s,件,,stated,,,,,\n')

# name and extension, bytes (lazily), exit code of convert, finding that is told, bytes that the format unpacks to
# (None: the file itself), memory allowed beyond the rule
CASES = [
    ('page of 50 MB.html', lambda: HTML + '<p>我局主动公开信息若干条，依法办理申请。</p>\n' * (50 * MB // 71) + '<table>' + TR +
     '</table>', 1, 'GI-R-002', None, 48 * MB),
    ('page of 300,000 rows.html', lambda: HTML + '<table>' + TR * 300000 + '</table>', 2, 'GI-I-010', None, 16 * MB),
    ('50,000 tables.html', lambda: HTML + ('<table>' + TR + '</table>') * 50000, 1, 'GI-R-002', None, 64 * MB),
    ('10,000 nested tables.html', lambda: HTML + '<table><tr><td>' * 10000 + '1' + '</td></tr></table>' * 10000 +
     '<table>' + TR + '</table>', 2, 'GI-I-010', None, 0),
    ('10,000 open tables.html', lambda: HTML + '<table><tr><td>' * 10000 + '<table>' + TR, 2, 'GI-I-010', None, 0),
    ('1,000,000 open elements.html', lambda: HTML + '<div>' * 1000000 + '<table>' + TR, 2, 'GI-I-010', None, 0),
    ('spans of 10^9.html', lambda: HTML + '<table>' + TR.replace('<td>1<', '<td rowspan=1000000000>1<').replace(
        '<td>2<', '<td colspan=1000000000>2<') + TR + TR + '</table>', 1, 'GI-R-002', None, 0),
    ('16,000 wide spans.html', lambda: HTML + '<table>' + TR.replace('<td>', '<td rowspan=65535 colspan=1000>') * 2000 +
     '</table>', 1, 'GI-R-002', None, 8 * MB),
    ('10^6 digits.html', lambda: HTML + '<table>' + TR.replace('<td>1<', '<td>' + DIGITS + '<') + '</table>', 1,
     'GI-R-006', None, STREAM),
    ('10^6 digits.txt', lambda: TEXT + ROW + ' ' + DIGITS + ' 2 0 0 0 0 3\n', 1, 'GI-F-006', None, STREAM),
    ('10^6 digits.yaml', lambda: YAML % DIGITS, 1, 'GI-F-006', None, 0),
    ('10^6 digits.json', lambda: JSON % DIGITS, 1, 'GI-F-006', None, 0),
    ('10^6 digits.csv', lambda: CSV % DIGITS, 1, 'GI-F-006', None, 0),
    ('10^6 rows.txt', lambda: TEXT + LINE * 1000000, 2, 'GI-I-010', None, 0),
    ('10^6 rows without labels.txt', lambda: TEXT + '1 2 0 0 0 0 3\n' * 1000000, 2, 'GI-I-010', None, 0),
    ('10^6 rows of a text table.txt', lambda: TEXT + '| 一、本年新收 | 1 | 2 | 3 |\n' * 1000000, 2, 'GI-I-010', None, 0),
    ('10^6 lines of columns.txt', lambda: TEXT + '      商业企业      12      其他      0      \n' * 1000000, 2, 'GI-I-010',
     None, 0),
    ('100,000 rows.txt', lambda: TEXT + LINE * 100000, 1, 'GI-R-002', None, 3 * STREAM),
    ('20,000 reports.txt', lambda: (TEXT + LINE) * 20000, 1, 'GI-R-002', None, 2 * STREAM),
    ('rows on one line.txt', lambda: TITLE + ' ' + LINE.replace('\n', ' ') * 200000, 2, 'GI-I-010', None, 0),
    ('10^6 digits run together.txt', lambda: TEXT + ROW + '123456789' * 100000 + '\n', 1, 'GI-R-006', None, STREAM),
    ('quotes.csv', lambda: '"' * 5000000, 2, 'GI-R-001', None, 0),
    ('deep.yaml', lambda: '[' * 200000, 2, 'GI-', None, 0),
    ('deep.json', lambda: '{"a":' * 100000, 2, 'GI-', None, 0),
    ('laughs.docx', lambda: docx('<w:p><w:r><w:t>&j;</w:t></w:r></w:p>', LAUGHS % 'd'), 2, 'GI-I-001', None, 0),
    ('laughs.xlsx', lambda: xlsx('<row r="1"><c r="A1" t="inlineStr"><is><t>&j;</t></is></c></row>', LAUGHS % 'd'), 2,
     'GI-I-001', None, 0),
    ('laughs.xhtml', lambda: XML + LAUGHS % 'html' + BBOX % (WORD % (10, 10, 90, 20, '&j;')), 2, 'GI-', None, 0),
    ('200,000 words.xhtml', lambda: '<!DOCTYPE html>' + BBOX % ''.join(
        WORD % (i % 50 * 12, i // 50 * 12, i % 50 * 12 + 10, i // 50 * 12 + 10, '0') for i in range(200000)), 2, 'GI-',
     None, 2 * MB),
    ('part of 1 GB.docx', lambda: docx(repeated(PARAGRAPH, 1 << 30)), 2, 'GI-I-010', None, 0),
    ('part of 1 GB.xlsx', lambda: xlsx(repeated(SHEET_ROW, 1 << 30)), 2, 'GI-I-010', None, 0),
    ('part of 60 MB.docx', lambda: docx(repeated(PARAGRAPH, 60 * MB)), 2, 'GI-I-010', 61 * MB, 0),
    ('part of 60 MB.xlsx', lambda: xlsx(repeated(SHEET_ROW, 60 * MB)), 2, 'GI-I-010', 61 * MB, 0),
    ('spans of 10^9.docx', lambda: docx('<w:tbl>' + ('<w:tr>' + CELL_OF_SPANS * 10 + '</w:tr>') * 1000 + '</w:tbl>'), 2,
     'GI-', MB, 0),
    ('10,000 nested tables.docx', lambda: docx('<w:tbl><w:tr><w:tc>' * 10000 + '<w:p/>' + '</w:tc></w:tr></w:tbl>' * 10000),
     2, 'GI-I-010', MB, 0),
    ('far corner.xlsx', lambda: xlsx(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', '',
        '<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'), 2, 'GI-R-001', None, 0),
]
NEED_DOCUMENTS = ('.html', '.xhtml', '.docx', '.xlsx')
# Memory is counted of the process with the most: the command, or the interpreter that starts it.
# Without MALLOC_PERTURB_, which Meson sets: it touches memory that is only set aside.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != 'MALLOC_PERTURB_'}
LAUNCH = ('import resource, subprocess, sys\n'
          'p = subprocess.run(sys.argv[2:], stdout=subprocess.DEVNULL, stderr=open(sys.argv[1], "wb"))\n'
          'print(p.returncode, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)\n')

cases = Cases()
with tempfile.TemporaryDirectory(prefix='gireport-hostile-') as folder:
    told = os.path.join(folder, 'told')
    for name, make, code, finding, unpacked, beyond in CASES:
        extension = os.path.splitext(name)[1]
        if extension in NEED_DOCUMENTS and not DOCUMENTS:
            cases.skip(name, 'built without documents')
            continue
        path = os.path.join(folder, 'case' + extension)
        data = make()
        with open(path, 'wb') as f:
            f.write(data if isinstance(data, bytes) else data.encode())
        size = os.path.getsize(path)
        del data
        try:
            out = subprocess.run([sys.executable, '-S', '-c', LAUNCH, told, EXE, 'convert', '--to', 'csv', path],
                                 stdout=subprocess.PIPE, timeout=LIMIT, check=False, env=ENVIRONMENT).stdout.split()
            status, peak = int(out[0]), int(out[1]) * 1024
        except subprocess.TimeoutExpired:
            cases.check(name, False, 'did not end within %d s' % LIMIT)
            continue
        with open(told, encoding='utf-8', errors='replace') as f:
            said = f.read()
        cases.check(name + ': exit', status == code, 'exit %d, not %d: %s' % (status, code, said[:300]))
        cases.check(name + ': finding', '[' + finding in said, 'no %s: %s' % (finding, said[:300]))
        cases.check(name + ': length of what is said', len(said) < 200000, '%d characters' % len(said))
        if not SANITIZE:
            most = max(FLOOR, 8 * MB + 4 * (unpacked or size) + beyond)
            cases.check(name + ': memory', peak <= most, '%d KB, allowed %d KB' % (peak // 1024, most // 1024))
        os.remove(path)
cases.finish()
