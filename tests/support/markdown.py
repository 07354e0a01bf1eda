"""The Markdown that README, docs and the comments of the headers are written in, as manual pages and as HTML.

It knows headings, paragraphs, fenced and indented code, lists, tables and comments; inline code, strong, emphasis and links.
"""
import html
import re
import textwrap


def blocks(text):
    """[(kind, …)]: ('heading', level, text), ('code', language, text), ('list', ordered, [text]), ('table', [[cell]]),
    ('paragraph', text)."""
    lines, out, i = text.split('\n'), [], 0
    while i < len(lines):
        line = lines[i]
        if not line.strip() or re.fullmatch(r'<!--.*-->', line.strip()):
            i += 1
        elif line.startswith('```'):
            end = next(k for k in range(i + 1, len(lines)) if lines[k].startswith('```'))
            out.append(('code', line[3:].strip(), '\n'.join(lines[i + 1:end])))
            i = end + 1
        elif line.startswith('    ') and (not out or out[-1][0] != 'list'):
            end = i
            while end < len(lines) and (lines[end].startswith('    ') or not lines[end].strip()):
                end += 1
            out.append(('code', '', '\n'.join(l[4:] for l in lines[i:end]).rstrip('\n')))
            i = end
        elif re.match(r'#+ ', line):
            out.append(('heading', len(line.split(' ')[0]), line.lstrip('#').strip()))
            i += 1
        elif line.startswith('|'):
            end = next((k for k in range(i, len(lines)) if not lines[k].startswith('|')), len(lines))
            rows = [[c.strip().replace('\\|', '|') for c in re.split(r'(?<!\\)\|', l)[1:-1]] for l in lines[i:end]]
            out.append(('table', [r for r in rows if not all(re.fullmatch(r':?-+:?', c) for c in r)]))
            i = end
        else:
            i = flowing(lines, i, out)
    return out


def flowing(lines, i, out):
    """A paragraph or a list from line i; returns the line behind it."""
    item = re.compile(r' {0,3}(?:[-*]|\d+\.) +')
    found = item.match(lines[i])
    parts, ordered = [], bool(found and found.group(0).strip() not in '-*')
    while i < len(lines) and lines[i].strip() and not re.match(r'```|\||#+ ', lines[i]):
        mark = item.match(lines[i])
        if mark and not found:
            break
        if mark or not parts:
            parts.append(lines[i][mark.end():] if mark else lines[i])
        else:
            parts[-1] += '\n' + lines[i].strip()
        i += 1
    if not found:
        out.append(('paragraph', parts[0]))
    elif out and out[-1][0] == 'list' and out[-1][1] == ordered:
        out[-1][2].extend(parts)
    else:
        out.append(('list', ordered, parts))
    return i


INLINE = re.compile(r'(?P<code>`+)(?P<c>.+?)(?P=code)|\*\*(?P<strong>.+?)\*\*|(?<![\w*])\*(?P<emphasis>[^*\s][^*]*?)\*(?!\w)'
                    r'|\[(?P<text>(?:`[^`]*`|[^\]`])*)\]\((?P<to>[^)\s]*)\)', re.S)


def inline(text, plain, code, strong, emphasis, link):
    """The text with each kind of span turned by its function."""
    out, at = [], 0
    for m in INLINE.finditer(text):
        out.append(plain(text[at:m.start()]))
        again = lambda t: inline(t, plain, code, strong, emphasis, link)
        if m.group('c') is not None:
            out.append(code(m.group('c')))
        elif m.group('strong') is not None:
            out.append(strong(again(m.group('strong'))))
        elif m.group('emphasis') is not None:
            out.append(emphasis(again(m.group('emphasis'))))
        else:
            out.append(link(again(m.group('text')), m.group('to')))
        at = m.end()
    return ''.join(out) + plain(text[at:])


# Manual pages ---------------------------------------------------------------------------------------------------


def roff(text):
    """Text of no meaning to troff."""
    text = html.unescape(text).replace('\\', '\\e')
    return re.sub(r'(?<![\w])--?(?=\w)', lambda m: m.group(0).replace('-', '\\-'), text)


def roff_code(text):
    return html.unescape(text).replace('\\', '\\e').replace('-', '\\-').replace("'", '\\(aq').replace('`', '\\(ga').replace('^', '\\(ha').replace('~', '\\(ti')


def roff_line(text):
    return inline(text, roff, lambda t: '\\fB%s\\fR' % roff_code(t), lambda t: '\\fB%s\\fR' % t.replace('\\fR', '\\fB'),
                  lambda t: '\\fI%s\\fR' % t, lambda t, to: '%s (%s)' % (t, roff(to)) if '://' in to else t)


def guarded(line):
    """A line that troff does not take for a request."""
    return '\\&' + line if line[:1] in ('.', "'") else line


def roff_text(text):
    filled = textwrap.wrap(' '.join(roff_line(text).split()), 78, break_long_words=False, break_on_hyphens=False)
    return ''.join(guarded(line) + '\n' for line in filled)


def roff_block(text):
    return '.PP\n.in +4n\n.nf\n' + ''.join(guarded(roff_code(l)) + '\n' for l in text.split('\n')) + '.fi\n.in\n'


def manual(text, top=2):
    """Markdown as the body of a manual page; a heading of level `top` is a section, one below it a subsection."""
    out, fresh = [], True
    for block in blocks(text):
        kind = block[0]
        if kind == 'heading':
            name = roff(re.sub(r'[`*]', '', block[2]))
            out.append('.SH "%s"\n' % name.upper() if block[1] <= top else '.SS "%s"\n' % name)
        elif kind == 'code':
            out.append(roff_block(block[2]))
        elif kind == 'list':
            for n, part in enumerate(block[2]):
                out.append('.IP %s 4\n' % ('%d.' % (n + 1) if block[1] else '\\(bu') + roff_text(part))
        elif kind == 'table':
            out.append(manual_table(block[1]))
        else:
            out.append(('' if fresh else '.PP\n') + roff_text(block[1]))
        fresh = kind == 'heading'
    return ''.join(out)


def manual_table(rows):
    head, out = rows[0], []
    for row in rows[1:]:
        out.append('.TP\n' + guarded(re.sub(r'\s+', ' ', roff_line(row[0])) or '\\&') + '\n')
        rest = [(head[i] + ': ' if len(row) > 2 and i < len(head) and head[i] else '') + c for i, c in enumerate(row) if i and c]
        out.append(roff_text('; '.join(rest)) or '\\&\n')
    return ''.join(out)


# HTML -----------------------------------------------------------------------------------------------------------


def html_line(text, link):
    escape = lambda t: html.escape(html.unescape(t), quote=False)
    return inline(text, escape, lambda t: '<code>%s</code>' % escape(t), lambda t: '<strong>%s</strong>' % t,
                  lambda t: '<em>%s</em>' % t, lambda t, to: '<a href="%s">%s</a>' % (html.escape(link(to)), t))


def anchor(heading):
    """The name that a heading has on the pages where Markdown is usually read."""
    return re.sub(r'[^\w\- ]', '', heading.lower()).replace(' ', '-')


def page(text, link):
    """Markdown as the body of a page of HTML; link() turns the targets of links."""
    line = lambda t: html_line(t, link)
    out = []
    for block in blocks(text):
        kind = block[0]
        if kind == 'heading':
            out.append('<h%d id="%s">%s</h%d>\n' % (block[1], html.escape(anchor(block[2])), line(block[2]), block[1]))
        elif kind == 'code':
            out.append('<pre><code>%s</code></pre>\n' % html.escape(block[2], quote=False))
        elif kind == 'list':
            tag = 'ol' if block[1] else 'ul'
            out.append('<%s>\n%s</%s>\n' % (tag, ''.join('<li>%s</li>\n' % line(p) for p in block[2]), tag))
        elif kind == 'table':
            head, body = block[1][0], block[1][1:]
            row = lambda cells, tag: '<tr>%s</tr>\n' % ''.join('<%s>%s</%s>' % (tag, line(c), tag) for c in cells)
            out.append('<table>\n%s%s</table>\n' % (row(head, 'th') if any(head) else '', ''.join(row(r, 'td') for r in body)))
        else:
            out.append('<p>%s</p>\n' % line(block[1]))
    return ''.join(out)
