#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Reads a report in any format, prints what it says and what is wrong with it.

usage: read_report.py [FILE]
"""
import os
import sys

import gireport

DATA = os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'data', 'jinxiang_2020.yaml')


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else DATA
    try:
        report = gireport.read_file(path)
    except gireport.Error as problem:
        sys.exit(str(problem))
    print('%s, %s (%s)' % (report.organ, report.year, report.template.title('en')))
    for key in ('applications.new.total', 'applications.total.total', 'disclosure.procurement.amount'):
        if key in report:
            print('  %s: %s' % (report.template.field(key).label, report[key]))
    findings = gireport.check(report)
    for finding in list(report.findings) + list(findings):
        print(finding)
    repair = report.repair()
    if len(repair):
        print('Smallest repair%s:' % ('' if repair.unique else ', one of %d' % len(repair)))
        for change in repair[0].changes:
            print('  %s: %d -> %d' % (report.template.field(change.key).label, change.old, change.new))


if __name__ == '__main__':
    main()
