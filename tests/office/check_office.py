"""Office documents as others see them: each value is found by python-docx and openpyxl where the form has it, for random
reports of both editions; with LibreOffice (tests/run --all) the pages and the formulas as well.

usage: check_office.py GIREPORT SOURCE_ROOT documents | no-documents: the build does not write them | soffice
soffice: only what needs LibreOffice, which is slow.
"""
import csv
import io
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
MODE = sys.argv[3]
EDITIONS = ['cn-2019', 'cn-2021']
REPORTS = 25  # of each edition
OVERVIEW = '全年情况如下，' + '甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥' * 4 + '。' # longer than a line of a page

cases = Cases()


def run(*args, code=0):
    p = subprocess.run([EXE, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    if p.returncode not in (code, 1):
        raise RuntimeError('%s: %s' % (args, p.stderr.decode()))
    return p.stdout


def cells(path):
    """(key, text in the cell) in the order of the form, subtotal rows left out."""
    rows = csv.DictReader(io.StringIO(run('convert', '--to', 'csv', path).decode()))
    return [(r['key'], r['state'], r['value'], r['raw']) for r in rows if '.subtotal.' not in r['key']]


def random_report(edition, seed, folder):
    """A blank form whose cells are filled in, as a report file; sums need not hold."""
    rng = random.Random('%s %d' % (edition, seed))
    text = run('form', '--template', edition).decode()
    odd = ['"/"', '""', '"1,234"', '"22（其中修订16件）"', '"—"', '不详']

    def fill(match):
        key = match.group(1) or ''
        if key == 'change: ':
            return key + rng.choice(['+6', '-8', '0'])
        if key == 'amount: ':
            return key + rng.choice(['12.5万元', '0', '102297.797528万元', '"/"'])
        return key + (rng.choice(odd) if rng.random() < .1 else str(int(10 ** (rng.random() * 6)) - 1))
    text = re.sub(r'(\w+: )?~', fill, text)
    text += 'year: %d\norgan: {name: 云溪县人民政府}\noverview: %s\n' % (
        2020 if edition == 'cn-2019' else 2023, OVERVIEW)
    path = os.path.join(folder, '%s-%d.yaml' % (edition, seed))
    with open(path, 'w', encoding='utf-8') as f:
        f.write(text)
    return path


def written(path, extension, folder=None):
    out = os.path.splitext(path)[0] + '.' + extension
    if folder:
        out = os.path.join(folder, os.path.basename(out))
    run('convert', '-o', out, path)
    return out


def by_docx(docx, path):
    """Texts of the cells of all tables, a merged cell once."""
    seen, texts = set(), []
    for table in docx.Document(path).tables:
        for cell in table._cells:
            if cell._tc not in seen:
                seen.add(cell._tc)
                texts.append(cell.text)
    return texts


def read_by(name, reader, extension, folder):
    """Value cells are those that are empty on the blank form."""
    for edition in EDITIONS:
        blank = os.path.join(folder, edition + '.' + extension)
        run('form', '--template', edition, '-o', blank)
        places = [i for i, text in enumerate(reader(blank)) if not text]
        for seed in range(REPORTS):
            path = random_report(edition, seed, folder)
            want = [raw if state != 'value' or raw else value for _, state, value, raw in cells(path)]
            texts = reader(written(path, extension))
            got = [texts[i] for i in places]
            if extension == 'xlsx': # it has the number
                want = [w.replace(',', '') for w in want]
            cases.check('%s finds each value of report %d of %s' % (name, seed, edition), got == want,
                        ['%s: %r, %r' % x for x in zip([c[0] for c in cells(path)], want, got) if x[1] != x[2]])


def charts(docx, folder):
    """Charts of a document: a part each with the numbers of the indicators, shown behind the table; what is read again
    does not change."""
    path = os.path.join(ROOT, 'tests', 'findings', 'suqian_2023.yaml')
    plain, out = written(path, 'docx', folder), os.path.join(folder, 'charts.docx')
    run('convert', '--charts', '-o', out, path)
    docx.Document(out)
    with zipfile.ZipFile(out) as z:
        parts = sorted(n for n in z.namelist() if n.startswith('word/charts/'))
        shown = re.findall(r'<c:chart [^>]*r:id="(rId\d+)"', z.read('word/document.xml').decode())
        found = {}
        for name in parts:
            text = z.read(name).decode()
            title = re.search(r'<a:t>(.*?)</a:t>', text).group(1)
            found[title] = [re.findall(r'<c:v>(.*?)</c:v>', part) for part in
                            re.search(r'<c:cat>(.*?)</c:cat><c:val>(.*?)</c:val>', text, re.S).groups()]
    rows = [r for r in csv.DictReader(io.StringIO(run('compare', '--to', 'csv', path).decode()))
            if r['part'] in ('requests', 'outcomes')]
    want = {'政府信息公开申请': [[r['label'] for r in rows if r['part'] == 'requests'],
                         [r['value'] for r in rows if r['part'] == 'requests']],
            '申请办理结果构成': [['%s %s%%' % (r['label'], r['share']) for r in rows if r['part'] == 'outcomes'],
                         [r['value'] for r in rows if r['part'] == 'outcomes']]}
    cases.check('charts hold the indicators', {k: found.get(k) for k in want} == want, '%s\n%s' % (found, want))
    cases.check('each chart is shown once', len(parts) == len(set(shown)) == len(shown) == 7, '%s %s' % (parts, shown))
    cases.check('charts change nothing that is read', cells(out) == cells(plain))


def by_openpyxl(openpyxl, path):
    """Cells of the sheets of tables: as a report prints the value, a merged cell once, without formulas."""
    texts = []
    for sheet in openpyxl.load_workbook(path).worksheets:
        if not sheet.title.startswith(('二、', '三、', '四、')):
            continue
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell, openpyxl.cell.cell.MergedCell):
                    continue
                if isinstance(cell.value, (int, float)):
                    texts.append(('%+d' if cell.number_format.startswith('+') and cell.value else '%.15g') % cell.value)
                else:
                    texts.append(cell.value or '')
    return texts


# ---- tables for analysis ----

def as_written(s):
    """A field of a CSV as a sheet holds it."""
    if re.match(r"'+[=@\t\r]", s):
        s = s[1:]
    return s or None


def same_value(cell, field, numeric):
    """A number where the column has numbers and 15 digits keep it; else the text."""
    exact = numeric and re.fullmatch(r'-?(0|[1-9]\d*)(\.\d+)?', field) and len(re.sub(r'\D', '', field)) <= 15
    if exact:
        return isinstance(cell, (int, float)) and cell == float(field)
    return cell == as_written(field)


def sheet_against(sheet, text):
    """What differs between a sheet and a CSV."""
    rows = list(csv.reader(io.StringIO(text, newline='')))
    numeric = [h in ('year', 'value', 'line', 'column', 'whole', 'share', 'change', 'percent') or
               '.' in h and not h.endswith('.state') for h in rows[0]]
    got = list(sheet.iter_rows(values_only=True))
    if len(got) != len(rows) or len(got[0]) != len(rows[0]):
        return ['%d × %d, not %d × %d' % (len(got), len(got[0]), len(rows), len(rows[0]))]
    return ['row %d, %s: %r, not %r' % (y + 1, rows[0][x], got[y][x], rows[y][x]) for y in range(len(rows))
            for x in range(len(rows[0])) if not same_value(got[y][x], rows[y][x], numeric[x] and y > 0)]


def tidy(openpyxl, folder):
    """Many reports and comparisons as workbooks: the cells of the CSV, numbers as numbers, a header that stays."""
    paths = [random_report(edition, seed, folder) for edition in EDITIONS for seed in (31, 32)]
    hostile = os.path.join(folder, 'hostile.yaml')
    with open(hostile, 'w', encoding='utf-8') as f:
        f.write('gireport: 1\ntemplate: cn-2021\norgan: {name: "=cmd|x", code: "007"}\nyear: 2023\n'
                'disclosure: {licensing: {decisions: {value: 9223372036854775807}}}\n')
    paths.append(hostile)
    out = os.path.join(folder, 'tables.xlsx')
    run('convert', '--findings', '-o', out, *paths)
    book = openpyxl.load_workbook(out)
    cases.check('tables: long, wide, findings', [s.title for s in book] ==
                ['长表 (gireport)', '宽表 (gireport)', '检查结果 (gireport)'], str(book.sheetnames))
    cases.empty('the long table', sheet_against(book.worksheets[0], run('convert', '--to', 'csv', *paths).decode()))
    cases.empty('the wide table', sheet_against(book.worksheets[1], run('convert', '--to', 'csv', '--wide', *paths).decode()))
    cases.check('headers stay, and filter', all(s.freeze_panes == 'A2' and s.auto_filter.ref == s.dimensions for s in book))
    report = json.loads(run('check', '--format', 'json', *paths))
    want = [(f['file'], f['organ'], x['rule'], x['message']) for f in report['files'] for x in f['findings']]
    got = [(r[0], r[1], r[4], r[6]) for r in book.worksheets[2].iter_rows(min_row=2, values_only=True)]
    cases.check('the table of findings', got == want and want, ['%r %r' % x for x in zip(got, want) if x[0] != x[1]])
    cases.check('organ and code are texts', any(r[0] == '=cmd|x' and r[1] == '007' for r in
                                                book.worksheets[1].iter_rows(values_only=True)))
    years = [os.path.join(ROOT, 'tests', 'findings', 'suqian_%d.yaml' % y) for y in (2023, 2024)]
    out = os.path.join(folder, 'compared.xlsx')
    run('compare', '-o', out, *years)
    book = openpyxl.load_workbook(out)
    cases.empty('the data of a comparison', sheet_against(book.worksheets[1], run('compare', '--to', 'csv', *years).decode()))
    rows = {r[1]: r for r in book.worksheets[0].iter_rows(values_only=True)}
    cases.check('a comparison side by side', rows['本年新收'][2:] == ('件', 3511, 3525, 14, 0.4), str(rows['本年新收']))
    p = subprocess.run([EXE, 'check', out], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    cases.check('a workbook of tables is no report', p.returncode == 2, p.stdout.decode() + p.stderr.decode())


# ---- the collection form ----

def fill(openpyxl, blank, out, organ, year, value):
    """Fills in a blank XLSX as a unit does: the cover, and each cell that is not locked."""
    book = openpyxl.load_workbook(blank)
    book.worksheets[0]['B3'], book.worksheets[0]['B4'] = organ, year
    n = 0
    for sheet in book.worksheets:
        if not sheet.title.startswith(('二、', '三、', '四、')):
            continue
        assert sheet.protection.sheet and not sheet.protection.password
        for row in sheet.iter_rows():
            for cell in row:
                if not cell.protection.locked and not isinstance(cell, openpyxl.cell.cell.MergedCell):
                    cell.value = value(n)
                    n += 1
    book.save(out)
    return n


def collect(openpyxl, folder):
    """Units fill in the form, the sum of them is the sum of what was typed."""
    for edition in EDITIONS:
        blank = os.path.join(folder, 'collect-%s.xlsx' % edition)
        run('form', '--template', edition, '-o', blank)
        keys = [c[0] for c in cells(blank)]
        units = [os.path.join(folder, '%s-unit%d.xlsx' % (edition, i)) for i in (1, 2, 3)]
        typed = {1: lambda n: n, 2: lambda n: '/' if n % 7 == 0 else 10 * n, 3: lambda n: None if n % 5 == 0 else '%d' % n}
        for i, unit in enumerate(units, 1):
            n = fill(openpyxl, blank, unit, '某县第%d局' % i, 2020 if edition == 'cn-2019' else 2023, typed[i])
            cases.check('%s: each cell can be filled in' % edition, n == len(keys), '%d of %d' % (n, len(keys)))
        for i, unit in enumerate(units, 1):
            got = [(state, raw) for _, state, _, raw in cells(unit)]
            want = [('blank' if typed[i](k) is None else 'na' if typed[i](k) == '/' else 'value', typed[i](k))
                    for k in range(len(keys))]
            cases.check('%s: unit %d comes back as typed' % (edition, i),
                        [g[0] for g in got] == [w[0] for w in want] and
                        all(g[1].lstrip('+') == str(w[1]) for g, w in zip(got, want) if w[1] is not None and g[0] == 'value'),
                        ['%s %r %r' % x for x in zip(keys, got, want)])
        out = os.path.join(folder, edition + '-sum.csv')
        run('sum', '-o', out, *units)
        with open(out, encoding='utf-8') as f:
            total = {r['key']: r for r in csv.DictReader(f)}
        adds = ('applications.', 'disputes.')
        want = {k: sum(v for v in (typed[i](n) for i in (1, 2, 3)) if isinstance(v, int)) +
                sum(int(v) for v in (typed[3](n),) if v is not None) for n, k in enumerate(keys) if k.startswith(adds)}
        wrong = ['%s: %s, not %d' % (k, total[k]['value'], v) for k, v in want.items() if total[k]['value'] != str(v)]
        cases.empty('%s: the sum of what was typed' % edition, wrong)
        cases.check('%s: year and units of the sum' % edition, total[keys[0]]['year'] in ('2020', '2023'))


def workbook(openpyxl, folder):
    """Merges, panes, validation, formulas: what stands in the file besides the values."""
    path = os.path.join(folder, 'form.xlsx')
    run('form', '--template', 'cn-2021', '-o', path)
    book = openpyxl.load_workbook(path)
    sheet = book['三、收到和处理政府信息公开申请情况']
    cases.check('the merges of the form', {'A2:C4', 'D2:J2', 'E3:I3', 'A7:A28', 'B9:B16', 'C9:C9'} - {'C9:C9'} <=
                {str(m) for m in sheet.merged_cells.ranges}, str(sheet.merged_cells.ranges))
    cases.check('headers stay in sight', sheet.freeze_panes == 'D5')
    cases.check('one page of A4', sheet.page_setup.paperSize == 9 and sheet.page_setup.fitToHeight == 1)
    cases.check('labels are locked, cells are not', sheet['A5'].protection.locked and not sheet['D5'].protection.locked and
                sheet.protection.sheet)
    rules = [v for v in sheet.data_validations.dataValidation if 'D5' in v.sqref]
    cases.check('what may be typed', len(rules) == 1 and rules[0].formula1 ==
                'OR(D5="/",IF(ISNUMBER(D5),AND(D5>=0,D5=INT(D5)),FALSE))', str(rules))
    money = book['二、主动公开政府信息情况'].data_validations.dataValidation
    cases.check('money with decimals', any('ROUND(B15,6)' in v.formula1 for v in money), str([v.formula1 for v in money]))
    red = {str(r.sqref): [x.formula[0] for x in rs] for r, rs in sheet.conditional_formatting._cf_rules.items()}
    cases.check('each total is watched', 'D28' in red and 'J5' in red and 'D5' not in red, str(sorted(red)))
    cases.check('by the sum of its parts', 'SUM(D28)<>SUM(D7:D27)' in ''.join(red.get('D28', [])), str(red.get('D28')))
    check = book.worksheets[-1]
    rows = [(r[0].value, r[3].value, r[4].value) for r in check.iter_rows(min_row=3)]
    listed = [r[0] for r in rows]
    cases.check('a formula for each sum of the form', len(rows) >= 42 and all(str(x).startswith('=') for r in rows for x in r[1:])
                and {'GI-T3-001', 'GI-T3-002', 'GI-T3-003', 'GI-T4-001', 'GI-T4-003'} <= set(listed), str(listed))


# ---- LibreOffice ----

def soffice(folder, to, *paths):
    home = os.path.join(folder, 'profile')
    p = subprocess.run(['soffice', '-env:UserInstallation=file://' + home, '--headless', '--convert-to', to, '--outdir', folder,
                        *paths], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False, timeout=240)
    return p.stdout.decode()


def verdicts(folder, path):
    """What LibreOffice makes of the formulas: (rule, cell): result, from the last sheet."""
    log = soffice(folder, 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1', path)
    name = os.path.splitext(os.path.basename(path))[0]
    found = [f for f in os.listdir(folder) if f.startswith(name + '-核对') and f.endswith('.csv')]
    if len(found) != 1:
        cases.check('LibreOffice computes %s' % name, False, log)
        return {}
    with open(os.path.join(folder, found[0]), encoding='utf-8') as f:
        return {(r[0], r[2]): r[6] for r in list(csv.reader(f))[2:]}


def formulas(folder):
    jinxiang = os.path.join(ROOT, 'examples', 'data', 'jinxiang_2020.yaml')
    broken, sound = os.path.join(folder, 'broken.xlsx'), os.path.join(folder, 'sound.xlsx')
    run('convert', '-o', broken, jinxiang)
    run('fix', '-o', sound, jinxiang)
    got = verdicts(folder, broken)
    want = {(rule, '（七）总计·' + column) for rule in ('GI-T3-001', 'GI-T3-002') for column in ('自然人', '商业企业', '总计')}
    cases.check('a broken sum is found', {k for k, v in got.items() if v == '✗'} == want, str(got))
    got = verdicts(folder, sound)
    cases.check('a sound one is not', got and set(got.values()) <= {'✓', '！'}, str(got))
    for edition in EDITIONS:
        for seed in range(3):
            path = random_report(edition, seed, folder)
            got = verdicts(folder, written(path, 'xlsx'))
            said = {finding['rule'] for finding in broken_rules(path)}
            told = {k[0] for k, v in got.items() if v == '✗'}
            # Cells of text are left to a person: what a formula calls broken, the library does as well.
            cases.check('formulas agree with the rules: %s, %d' % (edition, seed), told <= said and got, '%s, %s' % (told, said))


def coordinates(openpyxl, edition, folder):
    """Where each field stands: key: (index of the sheet, row, column), from a report in which each value is another."""
    keys = [r['key'] for r in csv.DictReader(io.StringIO(run('form', '--template', edition, '--to', 'csv').decode()))
            if '.subtotal.' not in r['key']]
    path = os.path.join(folder, 'where-%s.csv' % edition)
    with open(path, 'w', encoding='utf-8') as f:
        f.write('organ,year,template,key,state,value\n')
        f.writelines('甲,2020,%s,%s,value,%d\n' % (edition, key, 1000 + i) for i, key in enumerate(keys))
    found = {}
    for n, sheet in enumerate(openpyxl.load_workbook(written(path, 'xlsx')).worksheets):
        for row in sheet.iter_rows():
            for cell in row:
                value = str(cell.value).lstrip('+')
                value = value[:-1] if value.endswith('元') else value
                if sheet.title.startswith(('二、', '三、', '四、')) and re.fullmatch(r'1\d{3}(\.0)?', value):
                    found.setdefault(keys[int(float(value)) - 1000], (n, cell.row, cell.column))
    cases.empty('%s: each field has its place' % edition, [k for k in keys if k not in found and not k.endswith('.amount')])
    return found


def red_cells(folder, path):
    """(index of the sheet, row, column) of the cells that LibreOffice shows red."""
    from lxml import html
    log = soffice(folder, 'html', path)
    out = os.path.splitext(path)[0] + '.html'
    if not cases.check('LibreOffice shows %s' % os.path.basename(path), os.path.exists(out), log):
        return set()
    red = set()
    for n, table in enumerate(html.parse(out).getroot().iter('table')):
        taken = set()
        for y, row in enumerate(table.iter('tr'), 1):
            x = 1
            for cell in row.iter('td'):
                while (y, x) in taken:
                    x += 1
                wide, high = int(cell.get('colspan', 1)), int(cell.get('rowspan', 1))
                taken |= {(y + i, x + j) for i in range(high) for j in range(wide)}
                if cell.get('bgcolor', '').upper() == '#FFC7CE':
                    red.add((n, y, x))
    os.remove(out)
    return red


def colours(openpyxl, folder):
    """A broken sum is red in its sheet, a sound one is not; on the sheet of all formulas the same."""
    places = {edition: coordinates(openpyxl, edition, folder) for edition in EDITIONS}
    jinxiang = os.path.join(ROOT, 'examples', 'data', 'jinxiang_2020.yaml')
    broken, sound = os.path.join(folder, 'red.xlsx'), os.path.join(folder, 'not-red.xlsx')
    run('convert', '-o', broken, jinxiang)
    run('fix', '-o', sound, jinxiang)
    where = {place: key for key, place in places['cn-2019'].items()}
    got = {where.get(c, c) for c in red_cells(folder, broken) if c[0] < 7}
    want = {'applications.total.' + column for column in ('natural', 'business', 'total')}
    cases.check('broken sums are red, no other cell', got == want, str(got))
    got = red_cells(folder, sound)
    cases.check('no sound sum is red', not got, str(got))
    for edition in EDITIONS:
        lines = run('fields', '--template', edition).decode().splitlines()[1:]
        keys = {line.split(None, 1)[1]: line.split()[0] for line in lines if len(line.split(None, 1)) == 2}
        where = {place: key for key, place in places[edition].items()}
        path = written(random_report(edition, 7, folder), 'xlsx')
        want = {keys[label] for (_, label), verdict in verdicts(folder, path).items() if verdict == '✗'}
        last = 1 + max(place[0] for place in places[edition].values())
        got = {where.get(c, c) for c in red_cells(folder, path) if c[0] < last}
        cases.check('%s: red is what the formulas say' % edition, got == want and want, '%s\n%s' % (got - want, want - got))


def broken_rules(path):
    out = json.loads(run('check', '--profile', 'gate', '--format', 'json', path))
    return out['files'][0]['findings']


def pages(folder):
    """Text of the pages: all labels and values, on A4."""
    for edition in EDITIONS:
        path = random_report(edition, 99, folder)
        for extension in ('docx', 'xlsx'):
            document = written(path, extension)
            log = soffice(folder, 'pdf', document)
            pdf = os.path.splitext(document)[0] + '.pdf'
            if not cases.check('%s opens as %s' % (edition, extension), os.path.exists(pdf), log):
                continue
            info = subprocess.run(['pdfinfo', pdf], stdout=subprocess.PIPE, check=False).stdout.decode()
            cases.check('%s as %s is A4' % (edition, extension), 'A4' in info, info)
            text = re.sub(r'\s', '', subprocess.run(['pdftotext', '-layout', pdf, '-'], stdout=subprocess.PIPE,
                                                    check=False).stdout.decode())
            cases.check('%s as %s: no line of the text is cut' % (edition, extension), OVERVIEW in text, text[:300])
            missing = [raw for _, state, _, raw in cells(path) if state == 'value' and raw.isdigit() and raw not in text]
            cases.empty('%s as %s shows each value' % (edition, extension), missing)
            os.rename(pdf, pdf + '.' + extension)


def need(module, package, *names):
    try:
        return __import__(module)
    except ImportError:
        for name in names:
            cases.skip(name, package + ' is not installed')
        return None


with tempfile.TemporaryDirectory() as folder:
    if MODE == 'no-documents':
        for extension in ('docx', 'xlsx'):
            p = subprocess.run([EXE, 'form', '--to', extension], stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
            cases.check('%s without the feature' % extension, p.returncode == 2 and b'-Ddocuments=enabled' in p.stderr,
                        p.stderr.decode())
    elif MODE == 'soffice':
        if shutil.which('soffice') and shutil.which('pdftotext'):
            formulas(folder)
            pages(folder)
            openpyxl = need('openpyxl', 'python3-openpyxl', 'red cells')
            if openpyxl and need('lxml', 'python3-lxml', 'red cells'):
                colours(openpyxl, folder)
        else:
            cases.skip('formulas and pages', 'LibreOffice (libreoffice-calc-nogui, -writer-nogui) or poppler-utils is not installed')
    else:
        docx = need('docx', 'python3-docx', 'python-docx finds each value')
        if docx:
            read_by('python-docx', lambda path: by_docx(docx, path), 'docx', folder)
            charts(docx, folder)
        openpyxl = need('openpyxl', 'python3-openpyxl', 'openpyxl finds each value', 'the collection form', 'the workbook', 'tables for analysis')
        if openpyxl:
            read_by('openpyxl', lambda path: by_openpyxl(openpyxl, path), 'xlsx', folder)
            tidy(openpyxl, folder)
            collect(openpyxl, folder)
            workbook(openpyxl, folder)
cases.finish()
