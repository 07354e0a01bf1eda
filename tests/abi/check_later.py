"""A later release, made from these sources: every options struct has a member more at its end, and there is a function more in a
node of its own. What was built with this release runs on it: the tests of the interface, the Python binding. What was built
with the later one and uses what is new does not start on this one, and says why.

usage: check_later.py SOURCE_ROOT BUILD_ROOT SHARED_LIBRARY API_PROGRAM
"""
import concurrent.futures
import ctypes
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
import headers
import sources
from cases import Cases

LATER = '''#include <gireport/base.h>
GIREPORT_API int gireport_later(void);
int gireport_later(void)
{
    return 1;
}
'''
NEW_PROGRAM = '''#include <gireport/gireport.h>
int gireport_later(void);
int main(void)
{
    gireport_check_options o = GIREPORT_CHECK_OPTIONS_INIT;
    return gireport_later() == 1 && sizeof o > 16 ? 0 : 1;
}
'''


def run(command, **environment):
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, encoding='utf-8',
                         errors='replace', env=dict(os.environ, LC_ALL='C.UTF-8', **environment))
    return out.returncode, out.stdout


def grown_headers(source, build, folder):
    """The public headers with a member more in each options struct; the number of those."""
    count = 0
    os.makedirs(os.path.join(folder, 'gireport'))
    shutil.copy(os.path.join(build, 'include', 'gireport', 'version.h'), os.path.join(folder, 'gireport'))
    for name in os.listdir(os.path.join(source, 'include', 'gireport')):
        if name.endswith('.h'):
            text, n = re.subn(r'^\} (gireport_\w+_options);', r'    uint64_t added;\n} \1;',
                              sources.read(source, 'include/gireport/' + name), flags=re.M)
            count += n
            with open(os.path.join(folder, 'gireport', name), 'w', encoding='utf-8') as f:
                f.write(text)
    return count


def later_library(source, build, folder, include, names=None):
    """Compiles and links; (path, what was said). `names`: a text for the symbol map instead of the later one."""
    with open(os.path.join(build, 'compile_commands.json'), encoding='utf-8') as f:
        commands = json.load(f)
    jobs, objects, said = [], [], []
    for c in commands:
        path = os.path.normpath(os.path.join(c['directory'], c['file']))
        if re.search(r'\blib(gireport\.so|gireport_seldom)', c['output']) and path.startswith(os.path.join(source, 'lib')):
            words = shlex.split(c['command'])
            objects.append(os.path.join(folder, '%d.o' % len(objects)))
            words[words.index('-o') + 1] = objects[-1]
            words = [w for w in words if not re.match(r'-(O|g|MD|MQ|MF|D_FORTIFY)', w) and w != c['output'] and not w.endswith('.o.d')]
            jobs.append((words[:1] + ['-I' + include] + words[1:] + ['-O0', '-fPIC', '-w'], c['directory']))
    def one(job):
        return subprocess.run(job[0], cwd=job[1], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding='utf-8').stdout
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        said = [text for text in pool.map(one, jobs) if text]
    return objects, said


def linked(source, build, folder, objects, version_script):
    with open(os.path.join(folder, 'later.c'), 'w') as f:
        f.write(LATER)
    with open(os.path.join(folder, 'later.map'), 'w') as f:
        f.write(version_script)
    needs = re.search(r'Requires.private: (.*)', open(os.path.join(build, 'meson-private', 'gireport.pc')).read()).group(1)
    code, libraries = run(['pkg-config', '--libs'] + [n.split()[0] for n in needs.split(',')])
    os.makedirs(os.path.join(folder, 'lib'), exist_ok=True)
    out = os.path.join(folder, 'lib', 'libgireport.so.0')
    code, said = run(['cc', '-shared', '-fPIC', '-o', out, '-I' + os.path.join(source, 'include'), os.path.join(folder, 'later.c')] + objects +
                     ['-Wl,-soname,libgireport.so.0', '-Wl,--version-script=' + os.path.join(folder, 'later.map'), '-pthread'] + libraries.split())
    return out if code == 0 else None, said


def main():
    source, build, current, api = [os.path.abspath(a) for a in sys.argv[1:5]]
    cases = Cases()
    own_map = sources.read(source, 'lib/libgireport.map')
    newest = re.findall(r'^(GIREPORT_[\d.]+) \{', own_map, re.M)[-1]
    with tempfile.TemporaryDirectory() as folder:
        include = os.path.join(folder, 'include')
        count = grown_headers(source, build, include)
        structs = [s.name for s in headers.load(source).structs if s.name.endswith('_options')]
        cases.check('every options struct is grown', count == len(structs) and count > 5, structs)
        objects, said = later_library(source, build, folder, include)
        cases.check('the later release compiles', not said and len(objects) > 50, said[:5])
        later, said = linked(source, build, folder, objects, own_map + 'GIREPORT_99.0 { global: gireport_later; } %s;\n' % newest)
        if cases.check('the later release links', later, said):
            old_programs(cases, source, later, api)
            structs_of_both(cases, source, current, later, structs)
            new_program(cases, include, folder, current, later)
            fewer = re.sub(r'\n *gireport_repair_find;', '', own_map)
            broken, said = linked(source, build, folder, objects, fewer)
            code, out = run([api], LD_LIBRARY_PATH=os.path.dirname(broken), LD_BIND_NOW='1', GIREPORT_TESTS=os.path.dirname(HERE))
            cases.check('without one function the tests of the interface do not start', code != 0 and 'gireport_repair_find' in out, out)
    cases.finish()


def old_programs(cases, source, later, api):
    where = dict(LD_LIBRARY_PATH=os.path.dirname(later), GIREPORT_TESTS=os.path.join(source, 'tests'))
    code, out = run([api], LD_TRACE_LOADED_OBJECTS='1', **where)
    cases.check('the old program takes the later library', later in out, out)
    code, out = run(['readelf', '-V', api])
    cases.check('it asks for no node that came later', 'GIREPORT_99.0' not in out and 'GIREPORT_0.1' in out, out)
    code, out = run([api], LD_BIND_NOW='1', CK_DEFAULT_TIMEOUT='120', **where)
    cases.check('the tests of the interface, built with this release, pass on the later one', code == 0, out[-3000:])
    code, out = run([sys.executable, os.path.join(source, 'tests', 'python', 'test_binding.py'), source], GIREPORT_LIBRARY=later)
    cases.check('the tests of the binding of this release pass on the later one', code == 0, out[-3000:])


def structs_of_both(cases, source, current, later, structs):
    """Options through ctypes, as a program of either release has them, on both libraries."""
    os.environ['GIREPORT_LIBRARY'] = current
    sys.path.insert(0, os.path.join(source, 'examples', 'python'))
    sys.dont_write_bytecode = True
    import gireport
    text = sources.read(source, 'examples/data/jinxiang_2020.yaml').encode()
    for path, what, knows in ((current, 'this release', False), (later, 'the later release', True)):
        library = ctypes.CDLL(path)
        for name in structs:
            old = getattr(gireport, name)
            grown = type(name, (ctypes.Structure,), {'_fields_': old._fields_ + [('added', ctypes.c_uint64)]})
            init = getattr(library, name + '_init')
            init.argtypes = [ctypes.c_void_p, ctypes.c_size_t]
            for kind, make in (('old', old), ('new', grown)):
                o = make()
                cases.check('%s: %s of a program with the %s header: init' % (what, name, kind),
                            init(ctypes.byref(o), ctypes.sizeof(o)) == 0 and o.size == ctypes.sizeof(o))
            less = ctypes.sizeof(old) - 1
            cases.check('%s: %s shorter than ever' % (what, name), init(ctypes.byref(grown()), less) == gireport.Status.ERR_ABI)
        read = library.gireport_read
        read.argtypes = [ctypes.c_char_p, ctypes.c_size_t, ctypes.c_void_p, ctypes.POINTER(ctypes.c_void_p), ctypes.c_void_p]
        grown = type('grown', (ctypes.Structure,), {'_fields_': gireport.gireport_read_options._fields_ + [('added', ctypes.c_uint64)]})
        for kind, make, added, wanted in (('old', gireport.gireport_read_options, None, 0), ('new', grown, 0, 0),
                                          ('new', grown, 1, 0 if knows else int(gireport.Status.ERR_ABI))):
            o, report = make(), ctypes.c_void_p()
            o.size = ctypes.sizeof(o)
            if added is not None:
                o.added = added
            status = read(text, len(text), ctypes.byref(o), ctypes.byref(report), None)
            cases.check('%s: reading with options of the %s header, new member %s' % (what, kind, added), status == wanted, str(status))
            library.gireport_report_free(report)


def new_program(cases, include, folder, current, later):
    program = os.path.join(folder, 'new.c')
    with open(program, 'w') as f:
        f.write(NEW_PROGRAM)
    code, said = run(['cc', program, '-I' + include, later, '-o', os.path.join(folder, 'new')])
    if cases.check('a program that uses what is new links', code == 0, said):
        code, out = run([os.path.join(folder, 'new')], LD_LIBRARY_PATH=os.path.dirname(later))
        cases.check('it runs on the later release', code == 0, out)
        code, out = run([os.path.join(folder, 'new')], LD_LIBRARY_PATH=os.path.dirname(current))
        cases.check('on this release it does not start, and says why', code != 0 and "version `GIREPORT_99.0' not found" in out, out)


if __name__ == '__main__':
    main()
