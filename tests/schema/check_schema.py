"""docs/waivers.schema.json agrees with what the library takes and refuses. docs/report.schema.json: made from the built-in templates, agrees with what the library writes and refuses; and what
the library writes is the same to other readers of YAML and JSON.

usage: check_schema.py SOURCE_ROOT [--write]     with GIREPORT_LIBRARY in the environment
"""
import datetime
import glob
import json
import os
import sys

root = os.path.abspath(sys.argv[1])
sys.path.insert(0, os.path.join(root, 'tests', 'support'))
sys.path.insert(0, os.path.join(root, 'examples', 'python'))
import gireport
from cases import Cases

try:
    import jsonschema
except ImportError:
    jsonschema = None
try:
    import yaml
except ImportError:
    yaml = None

SCHEMA = os.path.join(root, 'docs', 'report.schema.json')
WAIVERS = os.path.join(root, 'docs', 'waivers.schema.json')
cases = Cases()

# The schema ------------------------------------------------------------------------------------------------------

TEXT = {'type': ['string', 'null']}
CODE = {'type': ['string', 'integer', 'null']}  # quoted, or its leading zeros are lost to other readers
COUNT = {'type': ['integer', 'null'], 'minimum': 0}
DATE = r'[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'


def mapping(members, **more):
    return {'type': 'object', 'properties': members, 'additionalProperties': False, **more}


def cell():
    plain = {'type': ['integer', 'number', 'string', 'null'],
             'description': 'the text as printed; null is blank, "/" is not applicable; a fraction as a string'}
    return {'anyOf': [plain, mapping({
        'value': {'type': ['integer', 'number', 'string', 'null'], 'description': 'the number, money with its unit'},
        'raw': {**TEXT, 'description': 'the text as printed'},
        'note': {**TEXT, 'description': 'what is printed in the cell beside the number'},
        'origin': {'enum': ['stated', 'inferred', 'repaired']},
        'at': {**TEXT, 'description': 'the place in the source: "12:5" (line, column), "t3r5c2", "p4:112,309"'},
        'state': {'enum': ['value', 'blank', 'na', 'unreadable', 'absent']},
        'unit': {'enum': ['unknown'], 'description': 'the number is in a unit that nobody knows'}}, minProperties=1)]}


def row(columns, defs):
    """A row, by the names of its columns: many rows have the same."""
    ref, name = {'$ref': '#/$defs/cell'}, 'row: ' + ' '.join(columns)
    defs[name] = {'anyOf': [{'type': 'null'},
                            {'type': 'array', 'items': ref, 'minItems': len(columns), 'maxItems': len(columns)},
                            mapping({c: ref for c in columns})]}
    return {'$ref': '#/$defs/' + name.replace(' ', '%20')}


def tree(fields):
    """Keys of fields as nested mappings: a level whose members have no members is a row."""
    out = {}
    for key in fields:
        at = out
        for part in key.split('.'):
            at = at.setdefault(part, {})
    return out


def level(node, defs, description=None):
    if all(not child for child in node.values()):
        return row(list(node), defs)
    out = mapping({key: level(child, defs) for key, child in node.items()})
    out['type'] = ['object', 'null']
    return {**out, **({'description': description} if description else {})}


def head():
    return {
        'gireport': {'const': 1},
        'template': {'type': 'string', 'description': 'the edition of the form: cn-2019, cn-2021, or one of your own'},
        'organ': {'anyOf': [TEXT, mapping({'name': TEXT, 'code': CODE, 'level': {'$ref': '#/$defs/level'}})]},
        'year': {'type': ['integer', 'null'], 'minimum': 1949, 'maximum': 2999},
        'level': {'$ref': '#/$defs/level'},
        'published': {**TEXT, 'pattern': '^%s$' % DATE},
        'period': {**TEXT, 'pattern': '^%s/%s$' % (DATE, DATE)},
        'url': TEXT,
        'document': {**TEXT, 'description': 'number of the document that the report cites as its form'},
        'contact': {'anyOf': [TEXT, mapping({'text': TEXT, 'address': TEXT, 'postcode': CODE, 'phone': CODE, 'fax': CODE,
                                             'email': TEXT})]},
        'units': {'anyOf': [{'type': 'null'}, mapping({'towns': COUNT, 'departments': COUNT, 'names': {
            'type': ['array', 'null'], 'items': TEXT}})]},
        'title': TEXT, 'preamble': TEXT,
        'overview': {**TEXT, 'description': 'part 一'},
        'problems': {**TEXT, 'description': 'part 五'},
        'remarks': {**TEXT, 'description': 'part 六'},
        'extra': {'description': 'rows and columns that the form does not have, as they were read', 'anyOf': [
            {'type': 'null'}, {'type': 'array', 'items': mapping({'label': TEXT, 'cells': {'$ref': '#/$defs/texts'}})},
            {'type': 'object', 'additionalProperties': {'$ref': '#/$defs/texts'}}]},
    }


def build():
    defs = {'cell': cell(),
            'level': {'enum': [gireport.level_name(i) for i in range(1, 9)] + [None]},
            'texts': {'anyOf': [{'type': ['string', 'number', 'null']},
                                {'type': 'array', 'items': {'type': ['string', 'number', 'null']}}]},
            'table': {'description': 'a table of a template of your own', 'type': ['object', 'null']}}
    known = []
    for template in gireport.templates():
        tables = {}
        for table in template.tables:
            fields = [f.key[len(table.key) + 1:] for f in template if f.key.startswith(table.key + '.')]
            tables[table.key] = level(tree(fields), defs, table.label)
        defs[template.id] = {'properties': tables, 'propertyNames': {'enum': sorted(head()) + sorted(tables)}}
        known.append({'if': {'properties': {'template': {'const': template.id}}},
                      'then': {'$ref': '#/$defs/' + template.id}})
    return {
        '$schema': 'https://json-schema.org/draft/2020-12/schema',
        'title': 'A report file of libgireport',
        'description': 'One annual report on government-information disclosure (政府信息公开工作年度报告), as YAML or JSON. '
                       'Keys with dots ("denied.deliberative"), which the library reads as well, are not described here.',
        'type': 'object', 'required': ['gireport', 'template'], 'properties': head(),
        'additionalProperties': {'$ref': '#/$defs/table'}, 'allOf': known, '$defs': defs}


def as_text(schema):
    return json.dumps(schema, ensure_ascii=False, indent=1) + '\n'


# What the library writes ------------------------------------------------------------------------------------------

HOSTILE = ['甲县', 'no', 'Yes', '~', 'null', '0370', '1e3', '1_000', '12:30', '2021-01-28', '0x1F', '0o17', '.5', '.inf', '+1',
           '-', '- a', '? b', '=', '<<', '!a', '&a', '*a', '%a', '@a', '`a', '|', '>', "'a'", '"a"', 'a\\b', 'a: b', 'a:b',
           'a #b', '#a', 'a, b', '[a]', '{a}', ' a', 'a ', '\u3000甲', 'a\tb', 'a\nb', 'a\n\n  b\n', '\n', 'a\r\nb', '\x01',
           '\x7f', '\x85', 'a\u2028b', '\ufeff', '𠮷', '---', '...', '--- a\n...\n', '  甲\n乙', '甲\n ', 'true', 'off', 'y']


def reports():
    """Reports with something in every place of the file."""
    for path in sorted(glob.glob(os.path.join(root, 'tests', 'golden', '*', 'input.yaml')) +
                       glob.glob(os.path.join(root, 'examples', 'data', '*.yaml'))):
        yield os.path.relpath(path, root), gireport.read_file(path)
    for template in gireport.templates():
        blank = gireport.Report(template)
        yield 'blank ' + template.id, blank.copy()
        for i, field in enumerate(template):
            blank.set_text(field.key, ['0', '7', '/', '', '详见附表', '1,234', '22（其中修订16件）', '3.50', '12万元'][i % 9])
        blank.level, blank.year = 'county', 2023
        for which in gireport.Text:
            if which not in (gireport.Text.PUBLISHED, gireport.Text.PERIOD):
                blank.set_part(which, HOSTILE[int(which) % len(HOSTILE)])
        blank.set_part(gireport.Text.PUBLISHED, '2024-01-31')
        blank.set_part(gireport.Text.PERIOD, '2023-01-01/2023-12-31')
        yield 'full ' + template.id, blank
    for text in HOSTILE:
        report = gireport.Report(gireport.templates()[0])
        for which in (gireport.Text.ORGAN, gireport.Text.TITLE, gireport.Text.OVERVIEW, gireport.Text.REMARKS):
            report.set_part(which, text)
        report.add_unit(text)
        report.add_extra(text, text.replace('\t', ' '))
        yield 'text %r' % text, report


def same(a, b):
    """What JSON has against what another reader of YAML makes of the same report: strings are the same strings.
    A number is a string in one of them where the other could not hold it exactly."""
    if isinstance(a, dict):
        return isinstance(b, dict) and list(a) == list(b) and all(same(a[k], b[k]) for k in a)
    if isinstance(a, list):
        return isinstance(b, list) and len(a) == len(b) and all(map(same, a, b))
    if isinstance(b, datetime.date):
        return a == b.isoformat()
    if isinstance(a, str) and isinstance(b, (int, float)) and not isinstance(b, bool):
        return float(a) == b
    return type(a) is type(b) and a == b


def refused():
    """Documents that the schema refuses, and the library with a finding."""
    good = {'gireport': 1, 'template': 'cn-2019', 'organ': '甲', 'year': 2020}
    yield 'no template', {'gireport': 1}
    yield 'version', dict(good, gireport=2)
    yield 'year', dict(good, year='二〇二〇')
    yield 'level', dict(good, organ={'name': '甲', 'level': 'village'})
    yield 'date', dict(good, published='2021-13-01')
    yield 'unknown key', dict(good, yeer=2020)
    yield 'table of the other edition', dict(good, disclosure={'fees': {'amount': 1}})
    yield 'unknown row', dict(good, applications={'grantd': [0] * 7})
    yield 'row length', dict(good, applications={'new': [0] * 6})
    yield 'row type', dict(good, applications={'new': 5})
    yield 'group type', dict(good, applications={'denied': [0] * 7})
    yield 'cell type', dict(good, disputes={'review': {'total': [1]}})
    yield 'cell mapping', dict(good, disputes={'review': {'total': {'valeu': 1}}})
    yield 'empty cell mapping', dict(good, disputes={'review': {'total': {}}})
    yield 'state', dict(good, disputes={'review': {'total': {'state': 'empty'}}})
    yield 'units', dict(good, units={'towns': -1})


def check():
    schema = build()
    current = open(SCHEMA, encoding='utf-8').read() if os.path.exists(SCHEMA) else ''
    cases.check('docs/report.schema.json is what the templates say', current == as_text(schema),
                'run tests/schema/check_schema.py . --write')
    validator = jsonschema.Draft202012Validator(schema) if jsonschema else None
    if validator:
        jsonschema.Draft202012Validator.check_schema(schema)
    else:
        cases.skip('written reports against the schema', 'the Python module jsonschema is not there')
    if yaml is None:
        cases.skip('YAML as another reader takes it', 'the Python module yaml is not there')
    for name, report in reports():
        data = json.loads(report.to_string('json'))
        if validator:
            cases.empty('%s: written JSON is of the schema' % name, [e.message[:300] for e in validator.iter_errors(data)])
        if yaml:
            other = yaml.safe_load(report.to_string('yaml'))
            cases.check('%s: YAML is the same to another reader' % name, same(data, other), '%r\n%r' % (data, other))
    for name, document in refused():
        if validator:
            cases.check('the schema refuses: ' + name, not validator.is_valid(document))
        cases.check('the library tells of: ' + name, any(f.rule.startswith('GI-I-') for f in told(document)))


def waivers():
    """(name, document, whether it is one)."""
    entry = {'rule': 'GI-T3-001', 'organ': '甲', 'year': 2020, 'reason': 'LATE', 'by': '乙', 'on': '2021-01-31'}
    full = dict(entry, cells=['applications.total', 'disputes.review.upheld'], difference='-3', note='丙', until='2021-12-31')
    yield 'least', [entry], True
    yield 'full', [full, dict(entry, difference=-3)], True
    yield 'none', [], True
    for key in entry:
        yield 'without ' + key, [{k: v for k, v in entry.items() if k != key}], False
    for key, value in (('rule', 'GI-R-004'), ('rule', 'GI-W-005'), ('year', '二〇二〇'), ('year', 20), ('reason', 'misc'),
                       ('reason', 'OTHER'), ('on', '2021-1-31'), ('until', '2021-13-01'), ('cells', 'applications.total'),
                       ('cells', [3.5]), ('by', ['乙']), ('yeer', 2020)):
        yield '%s: %s' % (key, value), [dict(entry, **{key: value})], False


def check_waivers():
    with open(WAIVERS, encoding='utf-8') as f:
        schema = json.load(f)
    if jsonschema:
        jsonschema.Draft202012Validator.check_schema(schema)
    for name, entries, good in waivers():
        document = {'gireport_waivers': 1, 'waivers': entries}
        if jsonschema:
            cases.check('the schema of waivers: ' + name, jsonschema.Draft202012Validator(schema).is_valid(document) == good)
        read = gireport.Waivers(json.dumps(document))
        cases.check('the library on waivers: ' + name, (len(read) == len(entries) and not len(read.problems)) == good,
                    str(list(read.problems)))


def told(document):
    try:
        return gireport.read(json.dumps(document), format='json').findings
    except gireport.Error as error:
        return error.findings


if '--write' in sys.argv:
    with open(SCHEMA, 'w', encoding='utf-8') as f:
        f.write(as_text(build()))
else:
    check()
    check_waivers()
    cases.finish()
