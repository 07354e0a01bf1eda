"""The manual pages are clean for man and mandoc, and nothing of Markdown is left in them. The pages in
HTML, which `meson compile html` makes, are well formed and every link in them leads somewhere.

usage: check_manual.py SOURCE_ROOT
"""
import glob
import html.parser
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
import site_pages
from cases import Cases

VOID = {'meta', 'link', 'br', 'hr', 'img'}


def said(*command, **more):
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                         env=dict(os.environ, LC_ALL='C.UTF-8', MANWIDTH='100', **more))
    return out.returncode, out.stdout.decode('utf-8', 'replace')


class Page(html.parser.HTMLParser):
    """The names and links of a page, and whether its elements close in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.ids, self.links, self.wrong = [], [], [], []
        self.feed(text)
        self.close()
        self.wrong += ['not closed: ' + tag for tag in self.open]

    def handle_starttag(self, tag, attributes):
        a = dict(attributes)
        self.ids += [a['id']] if 'id' in a else []
        self.links += [a['href']] if 'href' in a else []
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append('line %d: </%s>' % (self.getpos()[0], tag))


def main():
    source = os.path.abspath(sys.argv[1])
    cases = Cases()
    manuals(cases, source)
    with tempfile.TemporaryDirectory() as folder:
        site_pages.write(source, folder)
        site(cases, folder)
    cases.finish()


def manuals(cases, source):
    folder = os.path.join(source, 'docs', 'man')
    pages = sorted(glob.glob(os.path.join(folder, '*.[0-9]')))
    cases.check('there are pages', len(pages) > 12)
    for tool in ('mandoc', 'man'):
        if not shutil.which(tool):
            cases.skip('manual pages', '%s is not installed' % tool)
    for path in pages:
        name = os.path.basename(path)
        if shutil.which('mandoc'):
            code, out = said('mandoc', '-T', 'lint', '-W', 'warning', path)
            cases.check('%s: mandoc finds nothing' % name, code == 0 and not out, out)
        if shutil.which('man'):
            code, out = said('man', '--warnings', '-E', 'UTF-8', '-l', path)
            cases.check('%s: man finds nothing' % name, code == 0 and 'warning' not in out.split('\n')[0], out[:500])
            cases.check('%s: nothing of Markdown is left' % name, not re.search(r'`[^` ]+`|\]\(|\*\*\w[^*\n]*\*\*', out), re.findall(r'.*(?:`|\]\().*', out))
            cases.check('%s: nothing of troff is left' % name, not re.search(r'\\f[BIR]|^\s*\.[A-Z]{2} ', out, re.M))


def site(cases, folder):
    pages = {}
    for path in glob.glob(os.path.join(folder, '**', '*.html'), recursive=True):
        with open(path, encoding='utf-8') as f:
            pages[os.path.relpath(path, folder)] = Page(f.read())
    cases.check('there are pages in HTML', {'README.html', 'docs/api.html', 'docs/command.html'} <= set(pages), sorted(pages))
    broken = []
    for name, page in sorted(pages.items()):
        cases.empty('%s is well formed' % name, page.wrong)
        for link in page.links:
            if '://' in link or link.startswith('data:'):
                continue
            target, _, anchor = link.partition('#')
            target = os.path.normpath(os.path.join(os.path.dirname(name), target)) if target else name
            if target in pages and anchor and anchor not in pages[target].ids or not os.path.exists(os.path.join(folder, target)):
                broken.append('%s: %s' % (name, link))
    cases.empty('every link leads somewhere', broken)


if __name__ == '__main__':
    main()
