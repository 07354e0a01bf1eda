"""README and docs as pages of HTML, the reference of all functions among them.

usage: site_pages.py SOURCE_ROOT FOLDER
"""
import html
import os
import re
import shutil
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import markdown
import sources

STYLE = ('body{max-width:50rem;margin:2rem auto;padding:0 1rem;font:16px/1.55 sans-serif;color:#222;background:#fff}'
         'pre{padding:.7rem;overflow-x:auto;background:#f3f3f3;line-height:1.35}code{font-size:.92em}'
         'table{border-collapse:collapse}td,th{padding:.2rem .6rem;border:1px solid #bbb;text-align:left;vertical-align:top}'
         'h2{margin-top:2.2rem;border-bottom:1px solid #bbb}nav{font-size:.9em}')


def write(root, folder):
    """Makes the pages; what they link to beside them is copied."""
    names = [n for n in sources.tracked(root) if n.endswith('.md') and not n.startswith('tests/')]
    for name in names:
        text = sources.read(root, name)
        depth = '../' * name.count('/')
        title = re.search(r'^# (.*)', text, re.M).group(1)
        lang = 'zh-Hans' if re.search(r'(^|[./])zh[./]', name) else 'en'
        body = markdown.page(text, lambda to: link(root, folder, name, to))
        out = os.path.join(folder, re.sub(r'\.md$', '.html', name))
        os.makedirs(os.path.dirname(out), exist_ok=True)
        with open(out, 'w', encoding='utf-8') as f:
            f.write('<!DOCTYPE html>\n<html lang="%s">\n<head>\n<meta charset="utf-8">\n<title>%s</title>\n<style>%s</style>\n</head>\n'
                    '<body>\n<nav><a href="%sREADME.html">libgireport</a> · <a href="%sREADME.zh.html">中文</a> · <a href="%sdocs/api.html">'
                    'Reference</a></nav>\n%s</body>\n</html>\n' % (lang, html.escape(re.sub(r'[`*]', '', title)), STYLE,
                                                                depth, depth, depth, body))


def link(root, folder, page, to):
    target, hash_sign, anchor = to.partition('#')
    if '://' in to or not target:
        return to
    path = os.path.normpath(os.path.join(os.path.dirname(page), target))
    if os.path.isdir(os.path.join(root, path)):
        path, target = os.path.join(path, 'README.md'), target.rstrip('/') + '/README.md'
    if target.endswith('.md'):
        return target[:-3] + '.html' + hash_sign + anchor
    copy = os.path.join(folder, path)
    if os.path.isfile(os.path.join(root, path)):
        os.makedirs(os.path.dirname(copy), exist_ok=True)
        shutil.copy(os.path.join(root, path), copy)
    return to


if __name__ == '__main__':
    write(sys.argv[1], sys.argv[2])
    print(os.path.join(sys.argv[2], 'README.html'))
