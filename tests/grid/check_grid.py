"""The HTML of a report against its form: an independent parser (lxml) expands the merged cells, and what stands at
each place must be what the template file says, read by an independent reader of YAML.

usage: check_grid.py GIREPORT SOURCE_ROOT
"""
import os
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

try:
    import lxml.html
    import yaml
except ImportError as e:
    print('SKIPPED grid: %s (python3-lxml, python3-yaml)' % e)
    sys.exit(77)

FORMS = ['lib/template/data/cn-2019.yaml', 'lib/template/data/cn-2021.yaml', 'tests/data/third-edition.yaml']


class Node:
    def __init__(self, data, kind, depth=0, path=()):
        self.label = str(data.get('number', '')) + str(data['label'])
        self.depth = depth
        self.path = path + ((data['key'],) if 'key' in data else ())
        self.children = [Node(child, kind, depth + 1, self.path) for child in data.get(kind, [])]

    def leaves(self):
        return [leaf for child in self.children for leaf in child.leaves()] if self.children else [self]

    def height(self):
        return 1 + max((child.height() for child in self.children), default=0)


def spread(width, n):
    """n columns over a width; where it does not divide, the last ones are wider."""
    sizes = [width // n] * n
    for i in range(width % n):
        sizes[n - 1 - i] += 1
    return sizes


def repeat(texts, sizes):
    return [text for text, size in zip(texts, sizes) for _ in range(size)]


def header_rows(nodes, height):
    """The lines of a column tree, one text a leaf; a leaf reaches down to the last line."""
    lines = []
    for level in range(height):
        line = []
        for node in nodes:
            for leaf in node.leaves():
                path = chain(node, leaf)
                line.append(path[min(level, len(path) - 1)].label)
        lines.append(line)
    return lines


def chain(node, leaf):
    if node is leaf:
        return [node]
    for child in node.children:
        if leaf in child.leaves():
            return [node] + chain(child, leaf)


class Section:
    def __init__(self, data):
        self.caption, self.stub = data.get('caption'), data.get('stub')
        self.columns = [Node(c, 'columns') for c in data['columns']]
        self.rows = [Node(r, 'rows') for r in data['rows']]
        self.across = data.get('layout') == 'across'
        self.leaf_columns = [leaf for c in self.columns for leaf in c.leaves()]
        self.leaf_rows = [leaf for r in self.rows for leaf in r.leaves()]

    def labels(self):
        return 0 if self.across else max(r.height() for r in self.rows)

    def values(self):
        return len(self.leaf_columns) * (len(self.leaf_rows) if self.across else 1)

    def key(self, table, row, column):
        return '.'.join((table,) + row.path + column.path)

    def lines(self, table, width, labels):
        """The expanded lines: a text at each place, ('=', key) for a value."""
        out = [[self.caption] * width] if self.caption else []
        height = max(c.height() for c in self.columns)
        if self.across:
            sizes = spread(width, self.values())
            over = max(r.height() for r in self.rows)
            for line in header_rows(self.rows, over):
                out.append(repeat([text for text in line for _ in self.leaf_columns], sizes))
            for line in header_rows(self.columns, height):
                out.append(repeat(line * len(self.leaf_rows), sizes))
            keys = [('=', self.key(table, r, c)) for r in self.leaf_rows for c in self.leaf_columns]
            return out + [repeat(keys, sizes)]
        sizes = spread(width - labels, len(self.leaf_columns))
        for line in header_rows(self.columns, height):
            out.append([self.stub] * labels + repeat(line, sizes))
        for top in self.rows:
            for leaf in top.leaves():
                path = [node.label for node in chain(top, leaf)]
                head = path + [path[-1]] * (labels - len(path))
                out.append(head + repeat([('=', self.key(table, leaf, c)) for c in self.leaf_columns], sizes))
        return out


def form_lines(form):
    tables = []
    for table in form['tables']:
        sections = [Section(s) for s in table['sections']]
        labels = max([int(table.get('label_cols', 0))] + [s.labels() for s in sections])
        width = max(s.values() + (0 if s.across else labels) for s in sections)
        tables.append([line for s in sections for line in s.lines(table['key'], width, labels)])
    return tables


def all_keys(form):
    return [cell[1] for table in form_lines(form) for line in table for cell in dict.fromkeys(line)
            if isinstance(cell, tuple)]


def expand(table):
    """The grid of an HTML table, as the HTML standard forms it."""
    grid, taken = [], {}
    for y, tr in enumerate(table.iter('tr')):
        x = 0
        for cell in tr.iterchildren('td', 'th'):
            while (y, x) in taken:
                x += 1
            for dy in range(int(cell.get('rowspan', 1))):
                for dx in range(int(cell.get('colspan', 1))):
                    if (y + dy, x + dx) in taken:
                        raise ValueError('two cells at %d,%d' % (y + dy, x + dx))
                    taken[y + dy, x + dx] = cell
        grid.append(y)
    if not taken:
        return []
    rows, cols = 1 + max(y for y, _ in taken), 1 + max(x for _, x in taken)
    return [[taken.get((y, x)) for x in range(cols)] for y in range(rows)]


def report_file(form, values):
    """A report file with a number of its own in each cell."""
    tree = {}
    for key, value in values.items():
        at = tree
        *path, last = key.split('.')
        for name in path:
            at = at.setdefault(name, {})
        at[last] = value
    year = int(form['years'].get('first', 2030))
    return yaml.safe_dump(dict(tree, gireport=1, template=form['id'], year=year, organ={'name': '某某县人民政府'}),
                          allow_unicode=True, sort_keys=False)


def to_html(exe, path, template, extra=()):
    command = [exe, 'convert', '--to', 'html', *template, *extra, path]
    return subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)


def labels_of(form):
    """By key: the labels that stand over a value and beside it."""
    out = {}
    for table in form['tables']:
        for s in map(Section, table['sections']):
            for row in s.leaf_rows:
                for column in s.leaf_columns:
                    tops = [chain(top, leaf) for tree, leaf in ((s.rows, row), (s.columns, column))
                            for top in tree if leaf in top.leaves()]
                    out[s.key(table['key'], row, column)] = sorted(
                        [node.label for path in tops for node in path] + ([s.caption] if s.caption else []))
    return out


def headers_name_their_labels(page, form, values):
    """Each value names by `headers` the cells that are above it and beside it, and no other."""
    by_id = {cell.get('id'): cell for cell in page.iter('th')}
    wanted, want = {str(v): k for k, v in values.items()}, labels_of(form)
    problems = []
    for td in page.iter('td'):
        key = wanted.get(td.text_content().strip())
        ids = (td.get('headers') or '').split()
        said = sorted(by_id[i].text_content() for i in ids if i in by_id)
        if key is None or len(said) != len(ids) or said != want[key]:
            problems.append('%s: headers=%r: %s, not %s' % (key, td.get('headers'), said, want.get(key)))
    return problems


def outside(page):
    """What a page would load or run."""
    bad = []
    for element in page.iter():
        if not isinstance(element.tag, str):
            continue
        if element.tag in ('script', 'link', 'img', 'iframe', 'object', 'embed', 'form', 'base', 'svg', 'video'):
            bad.append('<%s>' % element.tag)
        for name, value in element.attrib.items():
            if name.startswith('on') or name in ('src', 'style', 'action', 'background') or \
                    (name == 'href' and not value.startswith('#')):
                bad.append('%s %s=%r' % (element.tag, name, value))
    return bad


def check_form(cases, exe, root, name, folder):
    path = os.path.join(root, name)
    with open(path, encoding='utf-8') as f:
        form = yaml.load(f, yaml.BaseLoader)  # all scalars as text: "1." is a number to others
    template = ['--template', path] if name.startswith('tests/') else []
    values = {key: 1000 + i for i, key in enumerate(all_keys(form))}
    source = os.path.join(folder, form['id'] + '.yaml')
    with open(source, 'w', encoding='utf-8') as f:
        f.write(report_file(form, values))
    run = to_html(exe, source, template)
    if not cases.check('%s is written' % form['id'], run.returncode == 0, run.stderr.decode()):
        return
    page = lxml.html.document_fromstring(run.stdout.decode())
    tables = list(page.iter('table'))
    cases.check('%s: as many tables as the form has' % form['id'], len(tables) == len(form['tables']))
    for table, want, data in zip(tables, form_lines(form), form['tables']):
        got = [[cell.text_content().strip() if cell is not None else None for cell in line] for line in expand(table)]
        want = [[str(values[c[1]]) if isinstance(c, tuple) else c for c in line] for line in want]
        problems = ['line %d: %s, not %s' % (i, g, w) for i, (g, w) in enumerate(zip(got, want)) if g != w]
        if len(got) != len(want):
            problems.append('%d lines, not %d' % (len(got), len(want)))
        cases.empty('%s: the grid of %s is that of the form' % (form['id'], data['key']), problems)
        cases.check('%s: %s has a caption' % (form['id'], data['key']), table.find('caption') is not None)
    cases.empty('%s: each value names its headers' % form['id'], headers_name_their_labels(page, form, values))
    cases.empty('%s: nothing from outside' % form['id'], outside(page))
    headings = [h.text_content() for h in page.iter('h2')]
    cases.check('%s: all parts in order' % form['id'],
                headings == ['%s、%s' % (p['number'], p['label']) for p in form['parts']], str(headings))


def main():
    exe, root = sys.argv[1:3]
    cases = Cases()
    with tempfile.TemporaryDirectory() as folder:
        for name in FORMS:
            check_form(cases, exe, root, name, folder)
    cases.finish()


main()
