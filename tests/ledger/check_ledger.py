"""Ledgers of requests against a count of their own: random ledgers, written as people write them, are counted here with
nothing but dictionaries, and `gireport tally` must give the same tables; and the check of the result must be content.
Then rows are damaged: each cell must still be right, or be marked as not known with a lower bound that holds.

usage: check_ledger.py GIREPORT SOURCE_ROOT
"""
import csv
import io
import json
import os
import random
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
from cases import Cases

EXE, ROOT = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
COLUMNS = ['natural', 'business', 'research', 'welfare', 'legal', 'other', 'total']
KINDS = {'natural': ['自然人', '公民', '个人 '], 'business': ['商业企业', '企业', '法人或其他组织-商业企业', '公司'],
         'research': ['科研机构', '科研院所'], 'welfare': ['社会公益组织', '公益组织'],
         'legal': ['法律服务机构', '律师事务所'], 'other': ['其他', '其他组织', '法人或其他组织（其他）']}
OUTCOMES = {
    'granted': ['予以公开', '（一）予以公开', '公开'], 'partial': ['部分公开'],
    'denied.state_secret': ['属于国家秘密', '不予公开-国家秘密'], 'denied.forbidden_by_law': ['其他法律行政法规禁止公开'],
    'denied.public_safety': ['危及“三安全一稳定”', '三安全一稳定'],
    'denied.third_party': ['保护第三方合法权益', '不予公开：涉及第三方合法权益'],
    'denied.internal_affairs': ['属于三类内部事务信息'], 'denied.deliberative': ['5属于四类过程性信息'[1:], '过程性信息'],
    'denied.enforcement_file': ['属于行政执法案卷'], 'denied.registry_query': ['属于行政查询事项'],
    'unable.not_held': ['本机关不掌握相关政府信息', '无法提供（信息不存在）'], 'unable.needs_creation': ['没有现成信息需要另行制作'],
    'unable.unclear': ['补正后申请内容仍不明确'], 'rejected.petition': ['信访举报投诉类申请', '不予处理/信访举报投诉类申请'],
    'rejected.repeat': ['重复申请'], 'rejected.publication': ['要求提供公开出版物'],
    'rejected.excessive': ['无正当理由大量反复申请'], 'rejected.reissue': ['要求行政机关确认或重新出具已获取信息']}
OTHER = {'cn-2019': {'other': ['其他处理', '申请人撤回', '逾期不补正']},
         'cn-2021': {'other.not_corrected': ['逾期不补正'], 'other.fee_unpaid': ['逾期未缴费', '其他处理-逾期未缴费'],
                     'other.rest': ['其他', '申请人撤回', '其他处理-其他']}}
RESULTS = {'upheld': ['结果维持', '维持', '驳回诉讼请求'], 'corrected': ['结果纠正', '撤销', '确认违法'],
           'other': ['其他结果', '撤诉', '不予受理']}
BLOCKS = ['review', 'direct', 'after_review']
HEADER = ['登记编号', '收到日期', '申请人类别', '申请内容', '办理结果', '办结日期',
          '行政复议结果', '行政复议申请日期', '行政复议决定日期', '未经复议直接起诉结果', '直接起诉日期', '直接起诉判决日期',
          '复议后起诉结果', '复议后起诉日期', '复议后起诉判决日期']
cases = Cases()


class Day:
    """Days of three years as months of 28 days: enough for what a ledger can tell."""

    def __init__(self, n):
        self.n = n
        self.year = 2000 + n // 336

    def text(self, r):
        y, m, d = self.year, self.n % 336 // 28 + 1, self.n % 28 + 1
        return r.choice(['%d-%02d-%02d', '%d/%d/%d', '%d年%d月%d日', '%d.%d.%d', '%04d%02d%02d', '%d-%02d-%02d 09:30',
                         '%d/%d/%d 17:05:09']) % (y, m, d)


def later(r, day, most):
    return Day(day.n + r.randrange(most))


def make_request(r, year, number, form):
    """A request and what is true of it."""
    q = {'number': '%d-%04d' % (year, number), 'received': Day((year - 2000 - 2) * 336 + r.randrange(4 * 336)),
         'kind': r.choice(list(KINDS)), 'outcome': None, 'closed': None, 'cases': [None, None, None]}
    if r.random() < 0.85:
        q['closed'] = later(r, q['received'], 120)
        q['outcome'] = r.choice(list(OUTCOMES) + list(OTHER[form]) * 3)
    for i in range(3):
        if r.random() < (0.15 if i < 2 else 0.5 if q['cases'][0] else 0):
            filed = later(r, q['received'], 400)
            q['cases'][i] = (filed, later(r, filed, 500), r.choice(list(RESULTS))) if r.random() < 0.8 else (filed, None, None)
    return q


def row_of(r, q, form):
    words = dict(OUTCOMES, **OTHER[form])
    cells = [q['number'], q['received'].text(r), r.choice(KINDS[q['kind']]), r.choice(['某信息', '甲、乙', 'a,b', '一\n二', '"引"']),
             r.choice(words[q['outcome']]) if q['outcome'] else r.choice(['', '办理中', '结转下年度']),
             q['closed'].text(r) if q['closed'] else r.choice(['', ' '])]
    for case in q['cases']:
        if not case:
            cells += [r.choice(['', '', '无', '/', '—']), '', '']
        elif case[1]:
            cells += [r.choice(RESULTS[case[2]]), case[0].text(r), case[1].text(r)]
        else:
            cells += [r.choice(['尚未审结', '审理中']), case[0].text(r), '']
    return cells


def recount(requests, year, form):
    """{key: count} of the two tables."""
    rows = ['new', 'carried_in'] + list(OUTCOMES) + list(OTHER[form]) + ['total', 'carried_out']
    n = {'applications.%s.%s' % (row, col): 0 for row in rows for col in COLUMNS}
    n.update({'disputes.%s.%s' % (b, c): 0 for b in BLOCKS for c in list(RESULTS) + ['pending', 'total']})
    for q in requests:
        counts = []
        if q['received'].year <= year and not (q['closed'] and q['closed'].year < year):
            counts.append('new' if q['received'].year == year else 'carried_in')
            if q['closed'] and q['closed'].year == year:
                counts += [q['outcome'], 'total']
            else:
                counts.append('carried_out')
        for row in counts:
            for col in (q['kind'], 'total'):
                n['applications.%s.%s' % (row, col)] += 1
        for block, case in zip(BLOCKS, q['cases']):
            if not case or q['received'].year > year or case[0].year > year or (case[1] and case[1].year < year):
                continue
            decided = case[1] and case[1].year == year
            for col in (case[2] if decided else 'pending', 'total'):
                n['disputes.%s.%s' % (block, col)] += 1
    return n


def ledger_text(r, rows):
    out = io.StringIO()
    if r.random() < 0.3:
        out.write('某局2020年依申请公开台账' + ',' * (len(HEADER) - 1) + '\n')
    w = csv.writer(out, lineterminator=r.choice(['\n', '\r\n']))
    w.writerow(HEADER)
    for row in rows:
        w.writerow(row)
        if r.random() < 0.05:
            w.writerow([''] * len(HEADER))
    return out.getvalue()


def tally(path, year, more=()):
    p = subprocess.run([EXE, 'tally', '--lang', 'en', '--year', str(year), '--to', 'csv', *more, path],
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def cells_of(text):
    return {c['key']: c for c in csv.DictReader(io.StringIO(text))}


def compare_sound(name, folder, r, year, form):
    requests = [make_request(r, year, i, form) for i in range(r.randrange(120))]
    path = os.path.join(folder, 'ledger.csv')
    with open(path, 'wb') as f:
        f.write(ledger_text(r, [row_of(r, q, form) for q in requests]).encode(r.choice(['utf-8', 'utf-8-sig', 'gb18030'])))
    code, out, err = tally(path, year)
    want = recount(requests, year, form)
    got = cells_of(out) if code == 0 else {}
    wrong = ['%s: %s, not %d' % (k, got.get(k, {}).get('value'), n) for k, n in want.items()
             if got.get(k, {}).get('value') != str(n)]
    cases.empty(name + ': the tables', wrong or ([err] if code else []))
    p = subprocess.run([EXE, 'tally', '--year', str(year), '--to', 'yaml', '-o', os.path.join(folder, 'r.yaml'), path],
                       stderr=subprocess.PIPE, check=False)
    p = subprocess.run([EXE, 'check', '--format', 'json', os.path.join(folder, 'r.yaml')], stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE, check=False)
    broken = [x['rule'] for f in json.loads(p.stdout)['files'] for x in f['findings'] if x['rule'][:5] in ('GI-T3', 'GI-T4')]
    cases.empty(name + ': the rules of the tables hold', broken)
    key = r.choice(list(want))
    code, out, err = tally(path, year, ('--explain', key))
    lines = list(csv.DictReader(io.StringIO(out)))
    cases.check(name + ': the rows behind ' + key, len(lines) == want[key] and all(x['counts'] == 'yes' for x in lines),
                '%d rows, %d counted' % (len(lines), want[key]))


DAMAGE = [(1, ''), (1, '2019-02-30'), (1, '一月五日'), (2, '单位'), (2, ''), (4, '已答复'), (4, '不予公开'), (5, '20/1/5'),
          (5, '2001-01-01'), (6, '驳回'), (7, '没有'), (8, '2020-13-01')]


def damage(r, rows):
    """Rows with something wrong, each told by a finding of its own."""
    for _ in range(r.randrange(1, 5)):
        if not rows:
            return
        i = r.randrange(len(rows))
        kind = r.randrange(len(DAMAGE) + 4)
        if kind < len(DAMAGE):
            rows[i][DAMAGE[kind][0]] = DAMAGE[kind][1]
        elif kind == len(DAMAGE):
            rows.append(list(rows[i]))
        elif kind == len(DAMAGE) + 1:
            rows[i].append('多')
        elif kind == len(DAMAGE) + 2:
            rows[i][4] = '' if rows[i][5].strip() else '予以公开'
        else:
            rows[i].pop()


def compare_damaged(name, folder, r, year, form):
    requests = [make_request(r, year, i, form) for i in range(5, 5 + r.randrange(60))]
    rows = [row_of(r, q, form) for q in requests]
    damage(r, rows)
    path = os.path.join(folder, 'ledger.csv')
    with open(path, 'wb') as f:
        f.write(ledger_text(r, rows).encode('utf-8'))
    code, out, err = tally(path, year)
    want = recount(requests, year, form)
    got = cells_of(out)
    wrong = []
    for key, n in want.items():
        cell = got.get(key, {'state': 'absent'})
        if cell['state'] == 'value' and cell['value'] != str(n):
            wrong.append('%s: %s, not %d, and nothing says so' % (key, cell['value'], n))
        elif cell['state'] == 'unreadable' and int(cell['raw'][1:]) > n:
            wrong.append('%s: said to be %s, it is %d' % (key, cell['raw'], n))
        elif cell['state'] not in ('value', 'unreadable'):
            wrong.append('%s is %s' % (key, cell['state']))
    unknown = any(c['state'] == 'unreadable' for c in got.values())
    if unknown != (code == 1) or unknown != ('GI-G-017' in err):
        wrong.append('unknown cells, the exit status and the finding do not agree: %d %s' % (code, err))
    cases.empty(name + ': right or reported', wrong)


def main():
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(60):
            r = random.Random(seed)
            form = r.choice(['cn-2019', 'cn-2021'])
            year = r.choice([2019, 2020]) if form == 'cn-2019' else r.choice([2021, 2023])
            compare_sound('ledger %d' % seed, folder, r, year, form)
            compare_damaged('damaged ledger %d' % seed, folder, r, year, form)
    cases.finish()


main()
