"""The installed library as others use it: pkg-config from a DESTDIR, shared and static, C and C++, Python, meson.

usage: check_consumer.py SOURCE_ROOT BUILD_ROOT VERSION (installed|subproject)
"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, '..', 'support'))
from cases import Cases

PROGRAM = os.path.join(HERE, 'consumer.c')


def run(command, **more):
    """(ok, output) of a command; environment variables are given by name."""
    out = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                         universal_newlines=True, env=dict(os.environ, **more))
    return out.returncode == 0, out.stdout


def main():
    source, build, version, what = sys.argv[1:5]
    cases = Cases()
    data = os.path.join(source, 'examples', 'data', 'jinxiang_2020.yaml')
    expected = 'libgireport %s, 2020, 6 errors\n' % version
    with tempfile.TemporaryDirectory() as folder:
        if what == 'installed':
            installed(cases, source, build, folder, data, expected)
        else:
            subproject(cases, source, folder, data, expected)
    cases.finish()


def installed(cases, source, build, folder, data, expected):
    root = os.path.join(folder, 'root')
    ok, out = run(['meson', 'install', '-C', build, '--no-rebuild', '--destdir', root])
    if not cases.check('meson install into a DESTDIR', ok, out):
        return
    found = glob.glob(os.path.join(root, '**', 'gireport.pc'), recursive=True)
    if not cases.check('one gireport.pc is installed', len(found) == 1, found):
        return
    libraries = os.path.dirname(os.path.dirname(found[0]))
    include = glob.glob(os.path.join(root, '**', 'gireport', 'gireport.h'), recursive=True)
    headers = sorted(os.listdir(os.path.dirname(include[0]))) if include else []
    own = sorted(n for n in os.listdir(os.path.join(source, 'include', 'gireport')) if n.endswith('.h'))
    cases.check('exactly the public headers are installed', headers == sorted(own + ['version.h']), headers)
    names = sorted(n for n in os.listdir(libraries) if n.startswith('libgireport'))
    cases.check('the library is installed by its names', [n for n in names if not n.endswith('.a')] ==
                ['libgireport.so', 'libgireport.so.0'] + [n for n in names if re.match(r'libgireport\.so\.0\.\d+\.\d+$', n)], names)
    if not shutil.which('pkg-config'):
        return cases.skip('pkg-config', 'it is not installed')
    path = dict(PKG_CONFIG_PATH=os.path.dirname(found[0]), PKG_CONFIG_SYSROOT_DIR=root)
    ok, flags = run(['pkg-config', '--cflags', '--libs', 'gireport'], **path)
    if not cases.check('pkg-config finds it in a system root', ok, flags):
        return
    cases.check('a program is asked to link nothing else', not re.search(r'-l(yaml|utf8proc|xml2|zip|xlsxwriter)', flags), flags)
    shared(cases, folder, data, expected, flags.split(), libraries)
    static(cases, folder, data, expected, path, libraries)
    code = 'import sys; sys.path.insert(0, %r); import gireport; r = gireport.read_file(%r); ' \
        'print("libgireport %%s, %%d, %%d errors" %% (gireport.version(), r.year, len(gireport.check(r).errors)))' % (
            os.path.join(source, 'examples', 'python'), data)
    ok, out = run([sys.executable, '-c', code], GIREPORT_LIBRARY=os.path.join(libraries, 'libgireport.so.0'))
    cases.check('Python loads the installed library', ok and out == expected, out)


def shared(cases, folder, data, expected, flags, libraries):
    strict = ['-Wall', '-Wextra', '-pedantic', '-Werror']
    for compiler, language, standard in (('cc', 'c', 'c99'), ('c++', 'c++', 'c++11')):
        if not shutil.which(compiler):
            cases.skip('a program in %s' % language, '%s is not installed' % compiler)
            continue
        program = os.path.join(folder, 'shared-' + standard)
        ok, out = run([compiler, '-x', language, '-std=' + standard] + strict + [PROGRAM, '-x', 'none', '-o', program] + flags)
        if cases.check('a program in %s links to the shared library' % language, ok, out):
            ok, out = run([program, data], LD_LIBRARY_PATH=libraries)
            cases.check('a program in %s runs' % language, ok and out == expected, out)
            ok, out = run(['readelf', '-d', program], LC_ALL='C')
            cases.check('a program in %s needs the library by its SONAME' % language, '[libgireport.so.0]' in out, out)


def static(cases, folder, data, expected, path, libraries):
    if not os.path.exists(os.path.join(libraries, 'libgireport.a')):
        return cases.skip('a static program', 'this build makes no static library')
    ok, flags = run(['pkg-config', '--static', '--cflags', '--libs', 'gireport'], **path)
    if not cases.check('pkg-config --static names what the archive needs', ok and '-lyaml' in flags, flags):
        return None
    # Only this library is linked statically: fully static programs need the archives of everything below it as well.
    ok, below = run(['pkg-config', '--print-requires-private', 'gireport'], **path)
    ok, below = run(['pkg-config', '--libs'] + [name.split()[0] for name in below.splitlines()])
    cases.check('what the archive needs is installed', ok, below)
    ok, own = run(['pkg-config', '--cflags', '--libs', 'gireport'], **path)
    flags = own + below
    for name in glob.glob(os.path.join(libraries, 'libgireport.so*')):
        os.rename(name, name + '.away')
    program = os.path.join(folder, 'static')
    ok, out = run(['cc', PROGRAM, '-o', program] + flags.split())
    if cases.check('a program links to the static library', ok, out):
        ok, out = run([program, data])
        cases.check('a static program runs', ok and out == expected, out)
    for name in glob.glob(os.path.join(libraries, '*.away')):
        os.rename(name, name[:-len('.away')])
    return None


def subproject(cases, source, folder, data, expected):
    project = os.path.join(folder, 'consumer')
    os.makedirs(os.path.join(project, 'subprojects'))
    shutil.copy(os.path.join(HERE, 'subproject', 'meson.build'), project)
    shutil.copy(PROGRAM, project)
    os.symlink(source, os.path.join(project, 'subprojects', 'libgireport'))
    build = os.path.join(folder, 'build')
    # An installed libgireport must not stand in for the one that is tested.
    ok, out = run(['meson', 'setup', '--wrap-mode=forcefallback', '-Dbuildtype=plain', '-Dlibgireport:default_library=static',
                   build, project])
    if not cases.check('meson takes the library as a subproject', ok, out[-2000:]):
        return
    cases.check('a subproject brings neither tests nor examples', 'tests' not in os.listdir(
        os.path.join(build, 'subprojects', 'libgireport')), out)
    ok, out = run(['ninja', '-C', build, 'consumer'])
    if cases.check('the consumer builds', ok, out[-2000:]):
        ok, out = run([os.path.join(build, 'consumer'), data])
        cases.check('the consumer runs', ok and out == expected, out)


if __name__ == '__main__':
    main()
