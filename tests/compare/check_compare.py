"""Comparison and charts as the command writes them: exact numbers in every format, SVG that is whole, quiet and accessible.

usage: check_compare.py GIREPORT SOURCE_ROOT
"""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
YEARS = [os.path.join(ROOT, 'tests', 'findings', 'suqian_%d.yaml' % y) for y in (2023, 2024)]
OLD = os.path.join(ROOT, 'examples', 'data', 'jinxiang_2020.yaml')
SVG = '{http://www.w3.org/2000/svg}'
# Okabe and Ito, then what lines, text and the ground are drawn in.
COLOURS = {'#0072B2', '#E69F00', '#009E73', '#56B4E9', '#D55E00', '#CC79A7', '#F0E442', '#999999',
           '#fff', '#111', '#222', '#555', '#888', '#ddd', '#b3150c'}  # the last: parts that are not their whole
HOSTILE = '<script>alert(1)</script>"\'&]]>局'


def run(*args):
    done = subprocess.run([EXE, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    return done.returncode, done.stdout.decode('utf-8'), done.stderr.decode('utf-8')


def parsed(cases, name, text):
    try:
        return tree.fromstring(text)
    except tree.ParseError as problem:
        cases.check(name + ' is well formed', False, str(problem))
        return None


def pixels(element, name):
    return int(element.get(name, '0'))


def svg_problems(root):
    """What a chart may not have, and what it must: script, links, other colours, anything outside its canvas."""
    names = {e.tag for e in root.iter()}
    for tag in names - {SVG + t for t in ('svg', 'title', 'desc', 'rect', 'text', 'line')}:
        yield 'element ' + tag
    for e in root.iter():
        for key, value in e.attrib.items():
            if key.startswith('on') or 'href' in key or 'url(' in value or key == 'style':
                yield '%s=%s' % (key, value)
        for key in 'fill', 'stroke':
            if e.get(key, '#fff') not in COLOURS:
                yield 'colour ' + e.get(key)
    for chart in [e for e in root.iter(SVG + 'svg') if e.get('role') == 'img']:
        ids = chart.get('aria-labelledby', '').split()
        children = {c.get('id'): c for c in chart}
        if len(ids) != 2 or not all(children.get(i) is not None and children[i].text for i in ids):
            yield 'a chart without title and description'
        width, height = pixels(chart, 'width'), pixels(chart, 'height')
        for e in chart:
            if e.tag == SVG + 'rect' and (pixels(e, 'x') < 0 or pixels(e, 'y') < 0 or pixels(e, 'width') < 0 or
                                          pixels(e, 'x') + pixels(e, 'width') > width or
                                          pixels(e, 'y') + pixels(e, 'height') > height):
                yield 'a bar outside: %s' % e.attrib
            if e.tag == SVG + 'text':
                length = sum(1 if ord(c) > 0x2000 else 0.6 for c in e.text or '') * pixels(e, 'font-size')
                left = pixels(e, 'x') - {'end': length, 'middle': length / 2}.get(e.get('text-anchor'), 0)
                if left < -2 or left + length > width + 2 or pixels(e, 'y') > height:
                    yield 'text outside: %s' % e.text


def rows(text):
    return {(r['key'], r['column'], r['template']): r for r in csv.DictReader(io.StringIO(text))}


def tables(cases):
    code, out, _ = run('compare', *YEARS)
    cases.check('text', code == 0 and re.search('本年新收 +3511 +3525 +\\+14 +\\+0.40%', out), out)
    cases.check('text: money in 万元', re.search('59237.2449 +72701.2578 +\\+13464.0129 +\\+22.73%', out), out)
    cases.check('text: a share', re.search('予以公开 +34.17%（1191/3486） +40.64%（1431/3521） +\\+6.48个百分点', out), out)
    cases.check('text: cross-year findings', 'GI-Y-007' in out, out)
    code, out, _ = run('compare', '--to', 'markdown', *YEARS)
    cases.check('markdown', code == 0 and '| 本年新收 | 3511 | 3525 | +14 | +0.40% |' in out.replace('\\+', '+'), out)
    code, out, _ = run('compare', '--to', 'csv', *YEARS)
    lines = rows(out)
    line = lines[('indicators.outcomes.granted', '2024年', '')]
    cases.check('csv', [line[k] for k in ('value', 'whole', 'share', 'against', 'change', 'percent')] ==
                ['1431', '3521', '40.64', '2023年', '6.48', ''], str(line))
    line = lines[('disclosure.fees.amount', '2024年', '')]
    cases.check('csv: money in 元', [line[k] for k in ('unit', 'value', 'change', 'percent')] ==
                ['元', '727012578.00', '134640129.00', '22.73'], str(line))
    line = lines[('applications.new.legal', '2024年', '')]
    cases.check('csv: a small base', (line['percent'], line['notes']) == ('', 'small_base'), str(line))
    cases.check('csv: all cells', sum(1 for k in lines if k[0].startswith('applications.') and k[1] == '2023年') == 175)
    code, out, _ = run('compare', '--to', 'json', *reversed(YEARS))
    data = json.loads(out)
    by_key = {r['key']: r for r in data['rows']}
    cases.check('json', data['comparison'] == 'years' and [c['year'] for c in data['columns']] == [2023, 2024])
    cases.check('json: exact', by_key['indicators.rates.review_corrected']['values'][1] ==
                {'state': 'value', 'value': '18', 'whole': '134', 'share': '13.43', 'change': '9.33', 'percent': None,
                 'notes': []}, str(by_key['indicators.rates.review_corrected']))
    cases.check('json: repeats', [(r['part'], r['rate']) for r in data['repeats'] if r['part'] == 'problems'] ==
                [('problems', '100.00')], str(data['repeats']))


def charts(cases, folder):
    code, out, _ = run('compare', '--to', 'html', *YEARS)
    cases.check('html', code == 0 and out.startswith('<!DOCTYPE html>') and 'lang="zh-CN"' in out)
    cases.empty('html: nothing from outside, no script',
                re.findall(r'<script|<link|<img|src=|href=|@import|url\(', out))
    found = re.findall(r'<svg.*?</svg>', out, re.S)
    cases.check('html: seven charts', len(found) == 7, str(len(found)))
    ids = re.findall(r'\bid="([^"]+)"', out)
    cases.check('html: each id once', len(ids) == len(set(ids)), str(ids))
    for one in found:
        root = parsed(cases, 'a chart', one)
        if root is not None:
            cases.empty('chart ' + root.get('aria-labelledby'), svg_problems(root))
    for name, files, key in (('of one report', YEARS[:1], None), ('of two years', YEARS, None),
                             ('one of them', YEARS, 'outcomes'), ('of years of two forms', [OLD, *YEARS], None)):
        code, out, err = run('compare', '--to', 'svg', *(['--chart', key] if key else []), *files)
        root = parsed(cases, name, out)
        cases.check('svg ' + name, code == 0 and root is not None, err)
        if root is not None:
            cases.empty('svg %s: sound' % name, svg_problems(root))
    cases.check('no such chart', run('compare', '--chart', 'none', *YEARS)[0] == 2)
    code, out, _ = run('convert', '--to', 'svg', YEARS[0])
    root = parsed(cases, 'a report', out)
    cases.check('svg of a report', code == 0 and root is not None and '3511件' in out)
    # a share is drawn as long as it is: the bars of 2023 in proportion
    code, out, _ = run('compare', '--chart', 'outcomes', *YEARS)
    widths = [pixels(e, 'width') + 1 for e in tree.fromstring(out).iter(SVG + 'rect') if e.get('height') == '24'][:6]
    total = sum(widths)
    cases.check('bars in proportion', all(abs(w / total - v / 3486) < 0.004 for w, v in
                                          zip(widths, (1191, 328, 142, 1078, 406, 341))), str(widths))
    hostile = os.path.join(folder, 'hostile.yaml')
    with open(YEARS[0], encoding='utf-8') as f:
        text = f.read().replace('organ: {name: 宿迁市人民政府,', 'organ: {name: %s,' % json.dumps(HOSTILE, ensure_ascii=False))
    with open(hostile, 'w', encoding='utf-8') as f:
        f.write(text.replace('year: 2023', 'year: 2024'))
    for to in 'svg', 'html', 'markdown', 'text', 'csv', 'json':
        code, out, _ = run('compare', '--to', to, YEARS[1], hostile)
        cases.check('hostile names in ' + to, code == 0 and (to in ('text', 'csv', 'json') or
                                                                       not re.search(r'(?<!\\)<script', out)), out[:300])
        if to == 'svg':
            cases.empty('hostile names: sound', svg_problems(tree.fromstring(out)))


def editions(cases):
    code, out, _ = run('compare', '--to', 'csv', OLD, YEARS[0])
    lines = rows(out)
    name = '宿迁市人民政府2023年'
    cases.check('E21 in an E19 row', lines[('applications.other.total', name, '')]['value'] == '341' and
                lines[('applications.other.total', name, '')]['notes'].split()[-1] == 'viewed')
    cases.check('what is not exact is not compared', lines[('disclosure.fees.previous', name, 'cn-2019')]['state'] == 'absent')
    code, out, _ = run('compare', OLD, YEARS[0])
    cases.check('and the reason is told', '单位不同' in out and 'GI-C-010' in out, out)
    cases.check('no format of reports', run('compare', '--to', 'yaml', *YEARS)[0] == 2)
    cases.check('a file that is not there', run('compare', YEARS[0], 'missing.yaml')[0] == 2)


def main():
    cases = Cases()
    with tempfile.TemporaryDirectory() as folder:
        tables(cases)
        charts(cases, folder)
        editions(cases)
    cases.finish()


main()
