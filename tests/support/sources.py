"""The files of the project and simple views of C sources, for the tests that read them."""
import os
import re
import subprocess

SKIPPED_FOLDERS = re.compile(r'(^|/)(\.git|build[^/]*|__pycache__)/')


def tracked(root):
    """All files of the project: what git tracks or would track, or every file where there is no git."""
    try:
        out = subprocess.run(['git', '-C', root, 'ls-files', '-z', '--cached', '--others', '--exclude-standard'],
                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, check=True).stdout
        names = [n for n in out.decode('utf-8').split('\0') if n]
    except (OSError, subprocess.CalledProcessError):
        names = []
    if not names: # no git, or a folder that git passes over
        for folder, inner, files in os.walk(root):
            inner[:] = [n for n in inner if not os.path.exists(os.path.join(folder, n, 'build.ninja'))]
            names += [os.path.relpath(os.path.join(folder, f), root) for f in files]
    return sorted(set(n for n in names if not SKIPPED_FOLDERS.search(n) and os.path.isfile(os.path.join(root, n))))


def read(root, name):
    with open(os.path.join(root, name), encoding='utf-8') as f:
        return f.read()


TOKEN = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])*\'', re.S)


def code(text, keep_strings=False):
    """C without comments, and without what stands in strings; lines keep their numbers."""
    def blank(match):
        token = match.group(0)
        if token[0] == '/':
            return re.sub(r'[^\n]', ' ', token)
        return token if keep_strings else token[0] + token[-1]
    return TOKEN.sub(blank, text)


def strings(text):
    """The string literals of C: (line, content)."""
    return [(text.count('\n', 0, m.start()) + 1, m.group(0)[1:-1])
            for m in TOKEN.finditer(text) if m.group(0)[0] == '"']


def includes(text):
    """(line, "<name>" or '"name"') of each #include."""
    return [(text.count('\n', 0, m.start()) + 1, m.group(1))
            for m in re.finditer(r'^[ \t]*#[ \t]*include[ \t]*([<"][^>"\n]+[>"])', text, re.M)]


def functions(text):
    """(line, name, number of lines) of each function body; a body stands between braces in the first column."""
    lines = code(text).split('\n')
    out, start = [], None
    for i, line in enumerate(lines):
        if line.startswith('{'):
            start = i
        elif line.startswith('}') and start is not None:
            head = ' '.join(lines[max(0, start - 6):start])
            names = re.findall(r'(\w+)\s*\([^;{}]*\)\s*$', head) or re.findall(r'(\w+)\s*\(', head)
            out.append((start + 1, names[-1] if names else '?', i - start + 1))
            start = None
    return out
