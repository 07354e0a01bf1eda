"""Every public function that can come to take memory has its row in the allocation test.

usage: reach.py SOURCE_ROOT SHARED_LIBRARY MEMORY_TEST
What a function can reach is read from the calls in the machine code of the library, so that nobody has to keep a list
of those that cannot: a new function that takes memory turns this red until tests/memory/works.c has a row for it.
"""
import os
import re
import shutil
import subprocess
import sys

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '..', 'support'))
import sources
from cases import Cases

# Of other libraries: these take no memory. What is not named here is taken to.
TAKE_NONE = set('''
abort access bsearch close fstat fstat64 fsync free getpid iconv_close isatty lseek memchr memcmp memcpy memmove memset
open open64 read rename stat stat64 strchr strcmp strcpy strlen strncmp strnlen strrchr strspn strstr unlink write
pthread_cond_broadcast pthread_cond_destroy pthread_cond_init pthread_cond_signal pthread_cond_wait
pthread_mutex_destroy pthread_mutex_init pthread_mutex_lock pthread_mutex_unlock
utf8proc_category utf8proc_charwidth utf8proc_codepoint_valid utf8proc_decompose_char utf8proc_encode_char
utf8proc_get_property utf8proc_iterate yaml_event_delete yaml_parser_delete
__errno_location __memcpy_chk __memmove_chk __memset_chk __stack_chk_fail'''.split())
# Public functions that call through a pointer, and yet take no memory.
BY_NAME = {
    'gireport_batch_free': 'the pointer is the gireport_drop_fn of the caller',
    'gireport_strerror': 'a jump table',
    'gireport_tally_write_rows': 'the pointer is the gireport_write_fn of the caller',
}
LINE = re.compile(r'\s*[0-9a-f]+:\s+(?:(?:bnd|notrack)\s+)?(call|jmp|j\w+|bl|b|b\.\w+|cbn?z|tbn?z|blr|br)\s+(.*)')
TARGET = re.compile(r'([0-9a-f]+) <([^+>]*)(\+0x[0-9a-f]+)?>')


def calls(library):
    """({address: (name, {address called or "*"})}, {address: name of what the PLT leads to})"""
    text = subprocess.run(['objdump', '-d', '--no-show-raw-insn', library], stdout=subprocess.PIPE, check=True,
                          universal_newlines=True, env=dict(os.environ, LC_ALL='C')).stdout
    graph, outside, own = {}, {}, None
    for line in text.splitlines():
        head = re.match(r'([0-9a-f]+) <(.*)>:$', line)
        if head:
            own = int(head.group(1), 16)
            graph[own] = (head.group(2), set())
            continue
        m = LINE.match(line)
        if not m or own is None:
            continue
        target = TARGET.search(m.group(2))
        if target and target.group(2).endswith('@plt'):
            outside[int(target.group(1), 16)] = target.group(2).split('@')[0]
        if target and not target.group(3):
            graph[own][1].add(int(target.group(1), 16))
        elif not target and (m.group(1) in ('call', 'blr', 'br') or '*' in m.group(2)):
            graph[own][1].add('*')
    return graph, outside


def way_to_memory(start, graph, outside):
    """The names on a way from a function to one that may take memory, or None."""
    seen, todo = {start}, [(start, [])]
    while todo:
        at, way = todo.pop()
        for next_one in sorted(graph[at][1], key=str):
            if next_one == '*':
                return way + ['a call through a pointer']
            if next_one in outside or next_one not in graph:
                name = outside.get(next_one, '?')
                if name not in TAKE_NONE:
                    return way + [name]
            elif next_one not in seen:
                seen.add(next_one)
                todo.append((next_one, way + [graph[next_one][0]]))
    return None


def main():
    source, library, test = sys.argv[1:4]
    cases = Cases()
    if not shutil.which('objdump'):
        cases.skip('what functions can reach', 'objdump (binutils) is not installed')
        cases.finish()
    covered = set(subprocess.run([test, '--list'], stdout=subprocess.PIPE, check=True,
                                 universal_newlines=True).stdout.split())
    public = re.findall(r'^\s+(gireport_\w+);', sources.read(source, 'lib/libgireport.map'), re.M)
    graph, outside = calls(library)
    address = {name: at for at, (name, _) in graph.items()}
    ways = {name: way_to_memory(address[name], graph, outside) for name in public if name in address}
    cases.empty('every public function is in the library', sorted(set(public) - set(ways)))
    cases.empty('every function that can take memory has a row in tests/memory/works.c',
                ['%s: by %s' % (name, ' > '.join(way)) for name, way in sorted(ways.items())
                 if way and name not in covered and name not in BY_NAME])
    cases.empty('every row is of a public function', sorted(covered - set(public)))
    cases.empty('every exception is needed', [name for name in BY_NAME if not ways.get(name) or name in covered])
    cases.empty('an exception takes memory by a pointer only',
                ['%s: by %s' % (n, ways[n][-1]) for n in BY_NAME if ways.get(n) and 'pointer' not in ways[n][-1]])
    some = sum(1 for way in ways.values() if way)
    print('%d public functions: %d can take memory, of which %d are failed; %d cannot' % (
        len(ways), some, len(covered), len(ways) - some))
    print('FIGURE public functions whose allocations are failed: %d' % len(covered))
    cases.finish()


if __name__ == '__main__':
    main()
