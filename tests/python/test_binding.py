"""The Python binding against the built library.

usage: test_binding.py SOURCE_ROOT, with GIREPORT_LIBRARY in the environment
"""
import ast
import copy
import ctypes
import decimal
import gc
import io
import os
import pathlib
import re
import sys
import tempfile
import threading
import unittest

SOURCE = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', '..')
sys.path.insert(0, os.path.join(SOURCE, 'tests', 'support'))
sys.path.insert(0, os.path.join(SOURCE, 'examples', 'python'))
import gireport
import headers
import sources
from cases import Cases

DATA = os.path.join(SOURCE, 'examples', 'data', 'jinxiang_2020.yaml')
THIRD = os.path.join(SOURCE, 'tests', 'data', 'third-edition.yaml')
BROKEN = {(rule, '0', total) for rule in ('GI-T3-001', 'GI-T3-002') for total in ('19', '7', '26')}
SMALL = 'gireport: 1\ntemplate: cn-2021\norgan: {name: %s}\nyear: 2021\ndisclosure: {licensing: {decisions: %d}}\n'


def resident():
    with open('/proc/self/statm') as f:
        return int(f.read().split()[1]) * os.sysconf('SC_PAGE_SIZE')


class Completeness(unittest.TestCase):
    """Everything public is there."""

    @classmethod
    def setUpClass(cls):
        cls.api = headers.load(SOURCE)
        cls.text = sources.read(SOURCE, 'examples/python/gireport.py')

    def test_every_function_has_its_types(self):
        self.assertEqual(set(gireport._FUNCTIONS), {f.name for f in self.api.functions})
        for f in self.api.functions:
            self.assertEqual(len(gireport._FUNCTIONS[f.name]), 1 + len(f.params), f.name)

    def test_every_function_loads(self):
        for f in self.api.functions:
            self.assertTrue(callable(getattr(gireport._c, f.name)), f.name)

    def test_every_function_is_used(self):
        written = self.text.split('# --- end generated ---')[1]
        written += ''.join('gireport_field_%s ' % m for m in re.findall(r"self\._get\('(\w+)'", written))
        unused = [f.name for f in self.api.functions if not re.search(r'\b%s\b' % f.name, written)]
        self.assertEqual(unused, [])

    def test_every_option_can_be_given(self):
        written = self.text.split('# --- end generated ---')[1]
        for struct in self.api.structs:
            for _, name, _ in struct.fields:
                if name not in ('size', 'reserved') and struct.name != 'gireport_read_options':  # takes all by name
                    self.assertRegex(written, r'\b%s=' % name, struct.name)

    def test_structs_are_laid_out_as_in_c(self):
        frozen = sources.read(SOURCE, 'tests/abi/constants.c')
        for struct in self.api.structs:
            python = getattr(gireport, struct.name)
            self.assertIn('SAME(sizeof(%s), %d);' % (struct.name, ctypes.sizeof(python)), frozen)
            for _, name, _ in struct.fields:
                self.assertIn('SAME(offsetof(%s, %s), %d);' % (struct.name, name, getattr(python, name).offset), frozen)

    def test_every_constant_is_there(self):
        have = {(type(m).__name__, int(m)) for c in vars(gireport).values() if isinstance(c, type) and
                issubclass(c, int) and hasattr(c, '__members__') for m in c}
        for enum in self.api.enums:
            name = ''.join(w.capitalize() for w in enum.name.split('_')[1:])
            for _, value, _ in enum.values:
                self.assertIn((name, value), have)

    def test_public_names_have_docstrings_or_speak(self):
        tree = ast.parse(self.text)
        silent = [n.name for n in tree.body if isinstance(n, ast.FunctionDef) and not n.name.startswith('_')
                  and not ast.get_docstring(n) and n.name != 'rule']
        self.assertEqual(silent, [])


class Library(unittest.TestCase):
    def test_it_knows_itself(self):
        self.assertRegex(gireport.version(), r'^\d+\.\d+\.\d+$')
        major, minor, patch = map(int, gireport.version().split('.'))
        self.assertEqual(gireport.version_number(), major << 16 | minor << 8 | patch)
        name, support = gireport.formats()[gireport.Format.YAML]
        self.assertEqual(name, 'yaml')
        self.assertEqual(support, gireport.Support.READ | gireport.Support.WRITE)
        self.assertIn(gireport.has_feature(gireport.Feature.XLSX), (True, False))
        self.assertEqual(gireport.level_name(gireport.Level.COUNTY), 'county')
        self.assertIsNone(gireport.level_name(99))

    def test_templates(self):
        self.assertEqual([t.id for t in gireport.templates()], ['cn-2019', 'cn-2021'])
        t = gireport.Template.find('cn-2021')
        self.assertEqual(t.years, (2021, None))
        self.assertEqual([table.key for table in t.tables], ['disclosure', 'applications', 'disputes'])
        field = t.field('applications.granted.total')
        self.assertEqual((field.type, field.table.key, field.unit), (gireport.Type.COUNT, 'applications', '件'))
        self.assertTrue(field.flags & gireport.FieldFlag.TOTAL)
        self.assertEqual(t[field.index], field)
        self.assertEqual(t[-1].index, len(t) - 1)
        self.assertIn('disputes.review.total', t)
        self.assertNotIn('no.such.key', t)
        self.assertEqual(sum(1 for f in t if not f.flags & gireport.FieldFlag.SUBTOTAL), 200)
        for text in (field.key, field.label, field.gloss('zh'), field.gloss('en'), t.title(), t.title('en'), t.basis):
            self.assertTrue(text)
        self.assertEqual(t.field('disclosure.fees.amount').printed_unit, '万元')
        self.assertIsInstance(field.basis, str)
        self.assertEqual(field.nature, gireport.Nature.FLOW)
        with self.assertRaises(gireport.NotFound):
            gireport.Template.find('cn-1949')
        with self.assertRaises(KeyError):
            t.field('no.such.key')
        with self.assertRaises(IndexError):
            t[len(t)]

    def test_rules(self):
        rules = gireport.rules()
        self.assertEqual([r.id for r in rules], sorted(r.id for r in rules))
        r = gireport.rule('GI-T3-001')
        self.assertEqual(r.severity, gireport.Severity.ERROR)
        for text in (r.title(), r.title('zh'), r.explanation(), r.basis, r.expression, r.since):
            self.assertTrue(text)
        with self.assertRaises(gireport.NotFound):
            gireport.rule('GI-XX-999')

    def test_a_form_of_ones_own(self):
        with open(THIRD, 'rb') as f:
            t = gireport.Template.load(f.read())
        self.assertEqual(t.id, 'third-edition')
        r = gireport.Report(t)
        del t
        gc.collect()
        self.assertEqual(r.template.id, 'third-edition')
        with self.assertRaises(gireport.Error) as caught:
            gireport.Template.load('id: [')
        self.assertTrue(caught.exception.findings)


class Reports(unittest.TestCase):
    def test_read_and_check(self):
        report = gireport.read_file(DATA)
        self.assertEqual((report.organ, report.year, report.level), ('金乡县人民政府', 2020, gireport.Level.COUNTY))
        self.assertEqual(report.units(gireport.UnitKind.DEPARTMENTS), 35)
        self.assertEqual([f for f in report.findings if f.severity == gireport.Severity.ERROR], [])
        self.assertEqual(report['applications.new.total'].value, 25)
        amount = report['disclosure.procurement.amount']
        self.assertEqual(amount.value, decimal.Decimal('1022977975.28'))
        self.assertEqual(amount.unit, gireport.Unit.YUAN)
        self.assertEqual(amount.raw, '102297.797528万元')
        self.assertTrue(amount.line > 0 and amount.column > 0)
        findings = gireport.check(report)
        self.assertEqual({(f.rule, f.found, f.expected) for f in findings.errors}, BROKEN)
        for f in findings.errors:
            self.assertIn(gireport.Role.RESULT, {c.role for c in f.cells})
            self.assertIn('applications.total', ' '.join(c.key for c in f.cells))
            self.assertTrue(f.message and f.message_en and f.id and str(f))
        self.assertEqual(findings.count_of(gireport.Severity.ERROR), 6)
        self.assertEqual(len(findings[:]), len(findings))
        self.assertEqual(findings[-1], findings[len(findings) - 1])
        self.assertIsInstance(findings.unassessed, list)
        with self.assertRaises(IndexError):
            findings[len(findings)]
        one = gireport.check(report, field='applications.total.business')
        self.assertTrue(one.errors)
        self.assertEqual(gireport.check(report, field='disputes.review.total').errors, [])
        self.assertEqual(len(report.check(profile=gireport.Profile.GATE, blank=gireport.Blank.STRICT).errors), 6)
        findings.clear()
        self.assertEqual(len(findings), 0)

    def test_write_and_read_back(self):
        report = gireport.read_file(DATA)
        for format in ('yaml', 'json', 'csv', 'text', 'markdown', 'html'):
            with self.subTest(format=format):
                text = report.to_string(format)
                parts = []
                report.write(parts.append, format=format)
                self.assertEqual(b''.join(parts), text.encode())
                into = io.BytesIO()
                report.write(into, format=format)
                self.assertEqual(into.getvalue(), text.encode())
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, '年报.json')
            report.write_file(path)
            back = gireport.read_file(path)
            self.assertEqual([c.value for c in back.values()], [c.value for c in report.values()])
            with self.assertRaises(gireport.FileError) as caught:
                report.write_file(os.path.join(folder, 'no', 'such.yaml'))
            self.assertIsInstance(caught.exception, OSError)
        checked = gireport.check(report)
        marked = report.to_string('html', findings=checked, flags=gireport.WriteFlag.FINDINGS)
        self.assertGreater(len(marked), len(report.to_string('html')))
        self.assertIn('here.yaml', report.to_string('csv', source='here.yaml'))

    def test_paragraphs(self):
        report = gireport.read_file(DATA)
        self.assertEqual(report.template.paragraphs, ['applications', 'disputes'])
        self.assertTrue(report.paragraph('disputes').startswith('2020年，本机关因政府信息公开工作被申请行政复议1件，'))
        self.assertRaises(gireport.Error, report.paragraph, 'fees')
        report['disputes.review.total'] = None
        self.assertRaisesRegex(ValueError, 'disputes.review.total', report.paragraph, 'disputes')

    def test_findings_are_written(self):
        report = gireport.read_file(DATA)
        findings = gireport.check(report)
        findings.set_file('jinxiang.yaml')
        findings.set_report(report)
        self.assertIn('[GI-T3-001]', findings.to_string())
        self.assertIn('"GI-T3-001"', findings.to_string(gireport.FindingsFormat.JSON, 'en'))
        parts = []
        gireport.write_findings([findings, report.findings], parts.append, gireport.FindingsFormat.JSON)
        self.assertIn('jinxiang.yaml', b''.join(parts).decode())

    def test_a_callback_may_raise(self):
        report = gireport.read_file(DATA)

        def refuse(data):
            raise KeyError('enough')

        for _ in range(3):
            with self.assertRaisesRegex(KeyError, 'enough'):
                report.write(refuse, format='html')
        with self.assertRaisesRegex(KeyError, 'enough'):
            gireport.check(report).write(refuse)
        self.assertTrue(report.to_string('html'))

    def test_cells_are_set_exactly(self):
        report = gireport.Report('cn-2021')
        self.assertEqual(len(report), len(report.template))
        key, money = 'applications.granted.total', 'disclosure.fees.amount'
        self.assertEqual(report[key].state, gireport.State.ABSENT)
        report[key] = 0
        self.assertEqual((report[key].state, report[key].value), (gireport.State.VALUE, 0))
        report[key] = None
        self.assertEqual((report[key].state, report[key].value), (gireport.State.BLANK, None))
        report[key] = gireport.State.NA
        self.assertEqual(report[key].state, gireport.State.NA)
        del report[key]
        self.assertEqual(report[key].state, gireport.State.ABSENT)
        report[money] = decimal.Decimal('316441.05')
        self.assertEqual(report[money].value, decimal.Decimal('316441.05'))
        report[money] = 7
        self.assertEqual(report[money].value, 7)
        for bad in (decimal.Decimal('0.001'), decimal.Decimal('1e30'), decimal.Decimal('nan')):
            with self.assertRaises(ValueError):
                report[money] = bad
        for bad in (1.5, '3', True):
            with self.assertRaises(TypeError):
                report[key] = bad
        with self.assertRaises(ValueError):
            report[key] = decimal.Decimal('1.5')
        with self.assertRaises(ValueError):
            report[key] = 2 ** 63
        with self.assertRaises(KeyError):
            report['no.such.key'] = 1
        self.assertEqual(report[money].value, 7)
        findings = report.set_text(key, 'many')
        self.assertEqual(report[key].state, gireport.State.UNREADABLE)
        self.assertEqual(report[key].raw, 'many')
        self.assertTrue(len(findings))

    def test_identity_and_texts(self):
        report = gireport.Report(gireport.Template.find('cn-2021'))
        self.assertIsNone(report.year)
        report.year = 2024
        report.organ = '某县人民政府'
        report.level = 'county'
        report.title = '某县人民政府2024年政府信息公开工作年度报告'
        report.set_part(gireport.Text.OVERVIEW, '全年工作如下。')
        report.set_units(gireport.UnitKind.TOWNS, 3)
        report.add_unit('县司法局')
        report.add_extra('另一行', '1\t2')
        self.assertEqual((report.year, report.organ, report.level.name), (2024, '某县人民政府', 'COUNTY'))
        self.assertEqual(set(report.texts), {gireport.Text.ORGAN, gireport.Text.TITLE, gireport.Text.OVERVIEW})
        self.assertEqual((report.units(gireport.UnitKind.TOWNS), report.units(gireport.UnitKind.DEPARTMENTS)), (3, None))
        self.assertEqual((report.unit_names, report.extra), (['县司法局'], [('另一行', '1\t2')]))
        twin = copy.copy(report)
        report.organ = None
        report.set_units(gireport.UnitKind.TOWNS, None)
        self.assertIsNone(report.organ)
        self.assertEqual((twin.organ, twin.units(gireport.UnitKind.TOWNS)), ('某县人民政府', 3))
        with self.assertRaises(gireport.InvalidArgument):
            report.year = 1700
        with self.assertRaises(ValueError):
            report.level = 'village'
        with self.assertRaises(ValueError):
            report.add_unit('a\0b')

    def test_repair(self):
        report = gireport.read_file(DATA)
        repair = gireport.repair(report)
        self.assertTrue(repair.unique and repair.complete)
        proposal = repair[0]
        self.assertEqual({c.key: (c.old, c.new) for c in proposal.changes}, {
            'applications.total.natural': (0, 19), 'applications.total.business': (0, 7), 'applications.total.total': (0, 26)})
        self.assertTrue(proposal.cause and proposal.cause_en)
        fixed = repair.apply(report)
        self.assertEqual(fixed['applications.total.total'].origin, gireport.Origin.REPAIRED)
        self.assertEqual(gireport.check(fixed).errors, [])
        self.assertEqual(report['applications.total.total'].value, 0)
        with self.assertRaises(IndexError):
            repair[len(repair)]
        with self.assertRaises(gireport.InvalidArgument):
            repair.apply(report, len(repair))

    def test_a_grid_of_ones_own(self):
        grid = gireport.Grid()
        grid.add_paragraph('金乡县人民政府2020年政府信息公开工作年度报告')
        grid.add_paragraph('二、主动公开政府信息情况')
        grid.add_table()
        grid.add_cell(0, 0, '第二十条第（五）项', col_span=4)
        for c, (head, cell) in enumerate(zip(('信息内容', '上一年项目数量', '本年增/减', '处理决定数量'),
                                             ('行政许可', '252', '+6', '69573'))):
            grid.add_cell(1, c, head)
            grid.add_cell(2, c, cell)
        report = grid.read()
        self.assertEqual(report['disclosure.licensing.decisions'].value, 69573)
        self.assertEqual(report['disclosure.fees.previous'].state, gireport.State.ABSENT)
        grid.add_table([['甲', '乙'], ['1', '2']])
        with self.assertRaises(gireport.InvalidArgument):
            grid.add_cell(0, 0, 'x', row_span=0)

    def test_a_stream(self):
        data = '---\n'.join([SMALL % ('甲', 1), 'gireport: 1\ntemplate: [no, such\n', SMALL % ('乙', 2)])
        problems = []
        organs = [r.organ for r in gireport.Reader(data, on_error=problems.append)]
        self.assertEqual(organs, ['甲', '乙'])
        self.assertEqual(len(problems), 1)
        self.assertTrue(problems[0].findings)
        reader = gireport.Reader(data)
        self.assertEqual(next(reader).organ, '甲')
        with self.assertRaises(gireport.Error):
            next(reader)
        self.assertEqual(next(reader).organ, '乙')
        with self.assertRaises(StopIteration):
            next(reader)

    def test_a_stream_out_of_a_file(self):
        data = '---\n'.join([SMALL % ('甲', 1), SMALL % ('乙', 2)]).encode()
        self.assertEqual([r.organ for r in gireport.Reader(io.BytesIO(data))], ['甲', '乙'])

        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'stream.yaml'
            path.write_bytes(data)
            self.assertEqual([r.organ for r in gireport.Reader(path)], ['甲', '乙'])
            with self.assertRaises(gireport.Error):
                gireport.Reader(pathlib.Path(folder) / 'none.yaml')

        class Broken:
            def read(self, size):
                raise KeyError('gone')
        with self.assertRaises(KeyError):
            next(gireport.Reader(Broken()))

    def test_a_table_for_arrow(self):
        # as a consumer of the C stream interface walks it: each array is nine words, the first two its length and nulls
        class Array(ctypes.Structure):
            pass
        Array._fields_ = [('length', ctypes.c_int64), ('nulls', ctypes.c_int64), ('offset', ctypes.c_int64),
                          ('n_buffers', ctypes.c_int64), ('n_children', ctypes.c_int64),
                          ('buffers', ctypes.POINTER(ctypes.c_void_p)), ('children', ctypes.POINTER(ctypes.POINTER(Array))),
                          ('dictionary', ctypes.POINTER(Array)),
                          ('release', ctypes.CFUNCTYPE(None, ctypes.c_void_p)), ('private', ctypes.c_void_p)]
        follow = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.POINTER(Array))
        reports = [gireport.read((SMALL % ('单位%d' % i, i)).encode()) for i in range(5)]

        def walk(stream, column):
            capsule, numbers, array = stream.__arrow_c_stream__(), [], Array()
            raw = gireport._ArrowArrayStream.from_address(gireport._capsule_pointer(id(capsule), b'arrow_array_stream'))
            while True:
                status = follow(raw.get_next)(ctypes.addressof(raw), array)
                if status or not array.release:
                    return numbers, status
                child = array.children[column].contents
                numbers += (ctypes.c_int64 * child.length).from_address(child.buffers[1])
                array.release(ctypes.addressof(array))
        licensing = reports[0].template.index('disclosure.licensing.decisions')
        counts, status = walk(gireport.ArrowStream(iter(reports), 'cells', rows=1), 10)
        self.assertEqual((sum(counts), status), (sum(range(5)), 0))
        self.assertGreater(len(counts), 5 * licensing)
        broken = [reports[0], ('broken.yaml', gireport.FormatError('no'))]
        self.assertEqual(walk(gireport.ArrowStream(broken), 12)[0], [len(gireport.check(reports[0]).errors), 0])
        with open(DATA, 'rb') as f:
            stream = gireport.ArrowStream(gireport.Reader(f.read()), gireport.ArrowTable.REPORTS, check={'blank': 1})
        self.assertEqual(walk(stream, 12)[0], [6])
        with self.assertRaises(ValueError):
            stream.__arrow_c_stream__()  # it was read
        self.assertEqual(walk(gireport.ArrowStream(pathlib.Path(DATA)), 12)[0], [6])
        self.assertEqual(walk(gireport.ArrowStream(pathlib.Path(DATA), check=False), 12)[0], [0])
        self.assertEqual(walk(gireport.ArrowStream(pathlib.Path(DATA), check={'profile': 1}), 12)[0], [6])

        def fail():
            yield reports[0]
            raise KeyError('enough')
        stream = gireport.ArrowStream(fail())
        self.assertNotEqual(walk(stream, 0)[1], 0)
        self.assertIsInstance(stream.problem, KeyError)
        del stream
        with self.assertRaises(gireport.InvalidArgument):
            gireport.ArrowStream([], table=7)
        gc.collect()
        self.assertEqual((gireport._ArrowSource.all, gireport._arrow_lent), ({}, {}))

    def test_a_batch(self):
        stream = '---\n'.join(SMALL % ('单位%d' % i, i) for i in range(100)).encode()
        runs = []
        for threads in 1, 2, 4:
            got, steps = [], []
            batch = gireport.Batch(deliver=lambda r: got.append((r.name, r.number, r.status, r.data, len(r.findings))),
                                   map=lambda r: r.report and (r.report.organ, r.report.copy()['disclosure.licensing.decisions'].value),
                                   progress=lambda *step: steps.append(step), ahead=3)
            batch.add(stream, 'bytes')
            batch.add(io.BytesIO(stream), 'file')
            batch.add('/no/such/file.yaml')
            batch.run(threads)
            runs.append(got)
            self.assertEqual(steps[-1], (3, 3, 201))
        self.assertEqual(runs[0][7][:4], ('bytes', 8, gireport.Status.OK, ('单位7', 7)))
        self.assertEqual(runs[0][200][:4], ('/no/such/file.yaml', 1, gireport.Status.ERR_IO, None))
        self.assertEqual(runs[1], runs[0])
        self.assertEqual(runs[2], runs[0])

    def test_a_batch_ends_where_a_callback_raises(self):
        def fail(*_):
            raise KeyError('enough')
        for which in 'deliver', 'map', 'progress':
            batch = gireport.Batch(**{which: fail})
            batch.add((SMALL % ('甲', 1)).encode())
            with self.assertRaises(KeyError):
                batch.run(2)
        kept = []
        batch = gireport.Batch(deliver=lambda r: kept.append(r.report), check=False)
        batch.add((SMALL % ('甲', 1)).encode())
        batch.run()
        with self.assertRaises(ValueError):
            kept[0].organ
        batch = gireport.Batch(deliver=lambda r: batch.cancel())
        batch.add((SMALL % ('甲', 1)).encode())
        with self.assertRaises(gireport.Error):
            batch.run()

    def test_a_batch_reads_what_is_extracted(self):
        got = []
        batch = gireport.Batch(deliver=lambda r: got.append(r.report and r.report.organ),
                               extract=lambda name, data: ((SMALL % ('甲', 1)).encode(), 'yaml') if b'1.7' in data else None)
        batch.add(b'%PDF-1.7', 'one')
        batch.add(b'%PDF-1.4', 'other')
        batch.run()
        self.assertEqual(got, ['甲', None])

    def test_units_are_added_up(self):
        units = [gireport.read(SMALL % ('甲局', 3)), gireport.read(SMALL % ('乙局', 4))]
        draft = gireport.add_up(units, organ='某县人民政府')
        self.assertEqual(draft.organ, '某县人民政府')
        self.assertEqual(draft['disclosure.licensing.decisions'].value, 7)
        parts = gireport.explain_sum(units, 'disclosure.licensing.decisions')
        self.assertEqual((parts.total, [(p.unit, p.value, p.rule) for p in parts]), (7, [('甲局', 3, ''), ('乙局', 4, '')]))
        with self.assertRaises(gireport.Error):
            gireport.add_up([])

    def test_years_are_compared(self):
        last, this = gireport.read(SMALL % ('甲局', 40)), gireport.read(SMALL % ('甲局', 50))
        last.year, this.year = 2022, 2023
        comparison = gireport.compare([this, last])
        self.assertEqual(comparison.kind, gireport.CompareKind.YEARS)
        self.assertEqual((comparison.columns, comparison.sources), (['2022年', '2023年'], [1, 0]))
        row = comparison['disclosure.licensing.decisions']
        self.assertEqual((row[0].value, row[1].value, row[1].change, str(row[1].percent)), (40, 50, 10, '25.00'))
        self.assertEqual((row[0].change, row[0].share, row.template, row.reason()), (None, None, '', ''))
        self.assertEqual(comparison['indicators.outcomes.granted'].label('en'), 'granted')
        self.assertEqual([(r.earlier, r.later, r.part, r.all) for r in comparison.repeats], [(0, 1, 'disclosure', 1)])
        self.assertEqual(comparison.charts, [])
        self.assertIn('+25.00%', comparison.to_string())
        self.assertIn('25.00', comparison.to_string(format='csv', flags=gireport.WriteFlag.FRAGMENT))
        self.assertTrue(comparison.to_string(format='svg', lang='en').startswith('<svg '))
        self.assertEqual(gireport.text_repeat('按季度公布办理的结果', '按季度公布办理的结果。'), (10, 10))

    def test_many_reports_are_one_workbook(self):
        reports = [gireport.read(SMALL % ('甲局', 3)), gireport.read(SMALL % ('乙局', 4))]
        findings = [gireport.check(r) for r in reports]
        parts = []
        with self.assertRaises(ValueError):
            gireport.write_tables(reports, parts.append, sources=['a'])
        if not gireport.has_feature(gireport.Feature.XLSX):
            with self.assertRaises(gireport.Unsupported):
                gireport.write_tables(reports, parts.append)
            return
        gireport.write_tables(reports, parts.append, sources=['a.yaml', 'b.yaml'], findings=findings, lang='en')
        self.assertEqual(b''.join(parts)[:4], b'PK\x03\x04')

    def test_ledgers_are_counted(self):
        ledger = '登记编号,收到日期,申请人类别,办理结果,办结日期\nA1,2023-01-05,自然人,予以公开,2023-02-01\n' \
                 'A2,2022-12-30,企业,,\nA3,2023-03-01,公民,已答复,2023-03-09\n'
        for data in (ledger, ledger.encode('gb18030')):
            t = gireport.Tally(data, year=2023)
            self.assertEqual(len(t), 3)
            self.assertEqual(t.report.year, 2023)
            self.assertEqual(t.report['applications.carried_in.business'].value, 1)
            self.assertEqual(t.report['applications.new.natural'].value, 2)
            self.assertEqual(t.report['applications.granted.natural'].state, gireport.State.UNREADABLE)
            self.assertEqual(t.rows('applications.granted.natural'),
                             [gireport.Row(0, 2, 'A1', True), gireport.Row(2, 4, 'A3', False)])
            self.assertEqual(t.rows_csv('applications.carried_out.total'), ledger.splitlines(True)[0] + 'A2,2022-12-30,企业,,\n')
            self.assertEqual([f.line for f in t.findings if f.rule == 'GI-G-011'], [4])
        with self.assertRaises(gireport.Error):
            gireport.Tally(ledger)
        with self.assertRaises(gireport.NothingFound):
            gireport.Tally('no,ledger\n', year=2023)

    def test_what_is_no_report(self):
        for data, kind in ((b'', gireport.NothingFound), ('a letter\n', gireport.NothingFound),
                           ('gireport: 1\ntemplate: {\n', gireport.FormatError)):
            with self.subTest(data=data), self.assertRaises(kind) as caught:
                gireport.read(data)
            self.assertTrue(caught.exception.findings)
            self.assertIn(caught.exception.findings[0].rule, str(caught.exception))
        with self.assertRaises(OSError):
            gireport.read_file('/no/such/file')
        with self.assertRaises(gireport.LimitReached):
            gireport.read(SMALL % ('甲', 1), max_bytes=10)
        with self.assertRaises(gireport.NotFound):
            gireport.read(SMALL % ('甲', 1), nth=2)
        with self.assertRaises(TypeError):
            gireport.read(b'', max_mood=3)
        with self.assertRaises(ValueError):
            gireport.read(b'', format='stone tablet')
        self.assertEqual(gireport.detect(SMALL % ('甲', 1)), gireport.Format.YAML)
        self.assertIsNone(gireport.detect(b''))


class Lifetime(unittest.TestCase):
    def test_closed_objects_refuse(self):
        report = gireport.read_file(DATA)
        with report:
            pass
        report.close()
        with self.assertRaisesRegex(ValueError, 'closed'):
            report.year
        with self.assertRaisesRegex(ValueError, 'closed'):
            report.findings.close() or len(report.findings)

    def test_what_is_lent_outlives_its_owner(self):
        with open(DATA, encoding='utf-8') as f:
            findings = gireport.check(gireport.read(f.read()))
        gc.collect()
        self.assertEqual(len(findings.errors), 6)
        field = gireport.Report('cn-2019').template.field('disclosure.fees.change')
        gc.collect()
        self.assertEqual(field.type, gireport.Type.DELTA)
        reader = gireport.Reader((SMALL % ('甲', 1)).encode())
        gc.collect()
        self.assertEqual(next(reader).organ, '甲')

    def test_nothing_leaks(self):
        with open(DATA, 'rb') as f:
            data = f.read()

        def round_trip(n):
            for _ in range(n):
                report = gireport.read(data)
                gireport.check(report).to_string(gireport.FindingsFormat.JSON)
                report.to_bytes('html')
                gireport.repair(report).apply(report)
                for _ in gireport.Reader(data):
                    pass
                try:
                    gireport.read('gireport: 1\n{')
                except gireport.Error:
                    pass

        round_trip(50)
        gc.collect()
        before = resident()
        round_trip(200)
        gc.collect()
        self.assertLess(resident() - before, 4 << 20)

    def test_threads(self):
        report, problems = gireport.read_file(DATA), []

        def work():
            try:
                for _ in range(10):
                    if len(gireport.check(report).errors) != 6 or report['applications.new.total'].value != 25:
                        raise AssertionError('another result')
                    gireport.read_file(DATA).to_bytes('html')
            except BaseException as problem:
                problems.append(problem)

        threads = [threading.Thread(target=work) for _ in range(4)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(problems, [])



if __name__ == '__main__':
    suite = unittest.defaultTestLoader.loadTestsFromModule(sys.modules['__main__'])
    result = unittest.TextTestRunner(stream=sys.stdout, verbosity=1).run(suite)
    cases = Cases()
    cases.failed = len({t.id() if hasattr(t, 'id') else str(t) for t, _ in result.failures + result.errors})
    cases.passed = result.testsRun - cases.failed - len(result.skipped)
    for test, reason in result.skipped:
        cases.skip(test.id(), reason)
    cases.finish()
