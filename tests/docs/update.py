"""Writes the outputs that stand in README and docs anew, from what their examples print.

usage: update.py SOURCE_ROOT BUILD_ROOT     then read the diff: every change there is a change that users see
"""
import os
import re
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import check_docs
import sources


class Silent:
    """Counts nothing; what fails leaves its block as it is."""

    update = True

    def check(self, name, ok, detail=''):
        if not ok and 'the output is' not in name and ': $ ' not in name:
            print('%s\n%s' % (name, detail))
        return bool(ok)

    def empty(self, name, problems):
        pass

    skip = check


def main():
    source, build = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    check_docs.examples(Silent(), source, build)
    for page in [n for n in sources.tracked(source) if n.endswith('.md')]:
        printed = check_docs.page_outputs(Silent(), source, build, page)
        text = sources.read(source, page)
        parts, last = [], 0
        for block, output in printed:
            start, end = block.span('text')
            body = block.group('text')
            if block.group('kind') == 'console':
                body = console(body, output)
            elif output is not None:
                body = output
            parts += [text[last:start], body]
            last = end
        with open(os.path.join(source, page), 'w', encoding='utf-8') as f:
            f.write(''.join(parts) + text[last:])


def console(body, outputs):
    """A transcript with what each command prints now; one that leaves lines out with … stays."""
    out = []
    for part, output in zip(re.split(r'^\$ ', body, flags=re.M)[1:], outputs):
        command, _, expected = part.partition('\n')
        out.append('$ %s\n%s' % (command, expected if '…\n' in expected else output))
    return ''.join(out)


if __name__ == '__main__':
    main()
