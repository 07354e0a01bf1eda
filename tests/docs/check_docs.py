"""Every example in README and docs is built and run as it stands there, and prints what is printed there.

usage: check_docs.py SOURCE_ROOT BUILD_ROOT

An example is a fenced block: a C or C++ program with main(), a Python program, commands (```sh), or a console transcript
(```console) whose commands begin with `$ `. The block ```text behind `<!-- output -->` is what the program before it prints.
A block behind `<!-- file: NAME -->` is written to that file, as the reader is told to do, and not run by itself. Examples run
in a copy of examples/data, those of a page that says `<!-- examples begin in an empty folder -->` in an empty folder; there
~/libgireport are the sources, and pkg-config finds the library. A block that `<!-- not run: why -->` precedes is left out.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
import headers
import sources
from cases import Cases

BLOCK = re.compile(r'(?P<before>(?:^<!--[^\n]*-->\n)?)^```(?P<kind>\w+)\n(?P<text>.*?)^```$', re.M | re.S)


def main():
    source, build = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
    cases = Cases()
    pages = [n for n in sources.tracked(source) if n.endswith('.md')]
    for page in pages:
        page_outputs(cases, source, build, page)
    readme = sources.read(source, 'README.md')
    program = sources.read(source, 'examples/check_report.c')
    cases.check('the program in README.md is examples/check_report.c', program.split('*/\n')[2] in readme)
    examples(cases, source, build)
    header_examples(cases, source, build)
    links(cases, source, pages)
    cases.finish()


def environment(source, build):
    env = dict(os.environ, LC_ALL='C.UTF-8', PYTHONDONTWRITEBYTECODE='1', PYTHONPATH=os.path.join(source, 'examples', 'python'),
               GIREPORT_LIBRARY=os.path.join(build, 'lib', 'libgireport.so.0'), LD_LIBRARY_PATH=os.path.join(build, 'lib'),
               PATH=os.path.join(build, 'examples') + os.pathsep + os.environ['PATH'],
               PKG_CONFIG_PATH=os.path.join(build, 'meson-uninstalled'), CC='cc')
    env.pop('LD_PRELOAD', None)
    return env


def examples(cases, source, build):
    """The small programs of examples/, each against NAME.expected here; tests/county runs make_county."""
    for name in sorted(n for n in sources.tracked(source) if re.match(r'examples/(python/)?\w+\.(c|py)$', n)):
        text = sources.read(source, name)
        base = os.path.splitext(os.path.basename(name))[0]
        if base in ('gireport', 'make_county') or 'int main(' not in text and '__main__' not in text:
            continue
        command = [os.path.join(build, 'examples', base)] if name.endswith('.c') else [sys.executable, os.path.join(source, name)]
        out = ran(cases, name, command, os.path.join(source, 'examples', 'data'), environment(source, build))
        expected = os.path.join(HERE, base + '.expected')
        wanted = sources.read(HERE, base + '.expected') if os.path.exists(expected) else None
        if getattr(cases, 'update', False):
            with open(expected, 'w', encoding='utf-8') as f:
                f.write(out)
        else:
            cases.check('%s prints what it printed' % name, out == wanted, 'it prints\n%s' % out)


def header_examples(cases, source, build):
    """The statements behind "Example:" in the comment of a header, as a program; it prints what stands behind `prints:`."""
    data, count = os.path.join(source, 'examples', 'data'), 0
    with tempfile.TemporaryDirectory() as folder:
        for name, about in sorted(headers.load(source).about.items()):
            found = re.search(r'^Example:\n\n((?: {4}.*\n?)+)', about, re.M)
            if not found:
                continue
            count += 1
            wanted = ''.join(line + '\n' for line in re.findall(r'// prints: (.*)', found.group(1)))
            program = '#include <gireport/gireport.h>\n#include <stdio.h>\nint main(void)\n{\n%s\n    return 0;\n}\n' % found.group(1)
            out = compiled(cases, source, build, 'the example of ' + name, 'c', program, os.path.join(folder, name + '.out'), data,
                           environment(source, build))
            cases.check('the example of %s prints what it says' % name, wanted and out == wanted, 'it prints\n%s' % out)
    cases.check('headers have examples', count >= 9, str(count))


def page_outputs(cases, source, build, page):
    """Runs the examples of a page. [(block, what it should hold)] of the blocks that hold outputs."""
    env = environment(source, build)
    text = sources.read(source, page)
    last = None  # what the example before printed, for the block of its output
    outputs = []
    with tempfile.TemporaryDirectory() as folder:
        data = os.path.join(folder, 'data')
        if '<!-- examples begin in an empty folder -->' in text:
            os.mkdir(data)
        else:
            shutil.copytree(os.path.join(source, 'examples', 'data'), data)
        env['HOME'] = folder
        os.symlink(source, os.path.join(folder, 'libgireport'))
        for n, block in enumerate(BLOCK.finditer(text)):
            name = '%s:%d' % (page, text.count('\n', 0, block.start('kind')) + 1)
            kind, body, before = block.group('kind'), block.group('text'), block.group('before')
            if 'not run:' in before:
                continue
            if 'file:' in before:
                with open(os.path.join(data, re.search(r'file: (\S+)', before).group(1)), 'w', encoding='utf-8') as f:
                    f.write(body)
            elif kind == 'text' and 'output' in before:
                cases.check('%s: the output is what the example before prints' % name, last == body, 'it prints\n%s' % last)
                outputs.append((block, last))
            elif kind in ('c', 'cpp') and re.search(r'\bint main\(', body):
                last = compiled(cases, source, build, name, kind, body, os.path.join(folder, 'program%d' % n), data, env)
            elif kind == 'python':
                last = ran(cases, name, [sys.executable, '-c', body], data, env)
            elif kind == 'sh':
                last = ran(cases, name, ['sh', '-ec', body], data, env)
            elif kind == 'console':
                outputs.append((block, transcript(cases, name, body, data, env)))
            elif page != 'docs/api.md': # declarations, which the compiler has read in the headers
                cases.check('%s: the block is data, an example, or says why it is not run' % name, kind in ('yaml', 'json', 'csv'), kind)
    return outputs


def compiled(cases, source, build, name, kind, body, program, data, env):
    compiler, standard = ('cc', 'c11') if kind == 'c' else ('c++', 'c++11')
    if not shutil.which(compiler):
        cases.skip(name, '%s is not installed' % compiler)
        return None
    out = subprocess.run([compiler, '-x', 'c' if kind == 'c' else 'c++', '-std=' + standard, '-Wall', '-Wextra', '-Werror', '-',
                          '-o', program, '-I' + os.path.join(source, 'include'), '-I' + os.path.join(build, 'include'),
                          '-L' + os.path.join(build, 'lib'), '-lgireport'],
                         input=body, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if not cases.check('%s: the program compiles' % name, out.returncode == 0, out.stdout):
        return None
    return ran(cases, name, [program], data, env)


def ran(cases, name, command, data, env):
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, cwd=data, env=env,
                         universal_newlines=True, encoding='utf-8')
    cases.check('%s: the program runs' % name, out.returncode == 0, out.stdout)
    return out.stdout


def transcript(cases, name, body, data, env):
    """Each `$ command` is followed by what it prints; the line `…` stands for any lines. Returns what they printed."""
    printed = []
    for part in re.split(r'^\$ ', body, flags=re.M)[1:]:
        command, _, expected = part.partition('\n')
        out = subprocess.run(['sh', '-c', command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                             cwd=data, env=env, universal_newlines=True, encoding='utf-8')
        pattern = ''.join('(?:.*\n)*?' if line == '…\n' else re.escape(line) for line in expected.splitlines(True))
        cases.check('%s: $ %s' % (name, command), re.fullmatch(pattern, out.stdout), 'it prints\n%s' % out.stdout)
        printed.append(out.stdout)
    return printed


def links(cases, source, pages):
    broken = []
    for page in pages:
        for target in re.findall(r'\]\(([^)#\s]+)(?:#[^)]*)?\)', sources.read(source, page)):
            if '://' not in target and not os.path.exists(os.path.join(source, os.path.dirname(page), target)):
                broken.append('%s: %s' % (page, target))
        for target in re.findall(r'`((?:docs|tests|lib|examples|include)/[\w./-]+\.\w+)`', sources.read(source, page)):
            if not os.path.exists(os.path.join(source, target)):
                broken.append('%s: %s' % (page, target))
    cases.empty('every link and every file that is named exists', broken)


if __name__ == '__main__':
    main()
