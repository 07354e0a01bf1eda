"""The installed library as others use it: pkg-config from a DESTDIR, shared and static, C and C++, CMake, Python,
meson; what else is installed.

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
            installed(cases, source, build, folder, data, expected, version)
        else:
            subproject(cases, source, folder, data, expected)
    cases.finish()


def installed(cases, source, build, folder, data, expected, version):
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
    both = 'libgireport.so' in names
    if both:
        cases.check('the library is installed by its names', [n for n in names if not n.endswith('.a')] ==
                    ['libgireport.so', 'libgireport.so.0'] + [n for n in names if re.match(r'libgireport\.so\.0\.\d+\.\d+$', n)], names)
    else:
        cases.check('only the archive is installed', names == ['libgireport.a'], names)
    if not shutil.which('pkg-config'):
        return cases.skip('pkg-config', 'it is not installed')
    path = dict(PKG_CONFIG_PATH=os.path.dirname(found[0]), PKG_CONFIG_SYSROOT_DIR=root)
    ok, flags = run(['pkg-config', '--cflags', '--libs', 'gireport'], **path)
    if not cases.check('pkg-config finds it in a system root', ok, flags):
        return
    if both:
        cases.check('a program is asked to link nothing else', not re.search(r'-l(yaml|utf8proc|xml2|zip|xlsxwriter)', flags), flags)
        shared(cases, folder, data, expected, flags.split(), libraries)
    static(cases, folder, data, expected, path, libraries)
    wholly_static(cases, folder, data, expected, path, libraries)
    cmake(cases, folder, data, expected, version, libraries)
    completions = glob.glob(os.path.join(root, '**', 'bash-completion', 'completions', 'gireport'), recursive=True)
    cases.check('the completion for bash is installed', len(completions) == 1, completions)
    manual = {os.path.join(os.path.basename(where), n) for where, _, files in os.walk(root) for n in files if '/man/' in where}
    cases.check('the manual pages are installed', {'man1/gireport.1', 'man5/gireport.5', 'man3/libgireport.3', 'man3/gireport_read.3',
                                                   'man3/gireport_check_cell.3'} <= manual, sorted(manual)[:40])
    cases.empty('every link among the manual pages leads to one', [
        n for n in glob.glob(os.path.join(root, '**', 'man3', '*'), recursive=True) if not os.path.exists(n)])
    if not both:
        return
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
    ok, own = run(['pkg-config', '--cflags', '--libs', 'gireport'], **path)
    if below: # a build without the shared library names them as its own
        ok, below = run(['pkg-config', '--libs'] + [name.split()[0] for name in below.splitlines()])
        cases.check('what the archive needs is installed', ok, below)
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


def wholly_static(cases, folder, data, expected, path, libraries):
    """As docs/packaging says, where every library below has an archive."""
    ok, flags = run(['pkg-config', '--static', '--cflags', '--libs', 'gireport'], **path)
    if not os.path.exists(os.path.join(libraries, 'libgireport.a')):
        return cases.skip('a program without shared libraries', 'this build makes no static library')
    ok, out = run(['cc', PROGRAM, '-static', '-o', os.path.join(folder, 'probe')] + flags.split())
    if 'cannot find -l' in out:
        print('LEFT OUT a program without shared libraries: ' + re.search('cannot find (-l.*)', out).group(0).rstrip(': '))
        return None
    program = os.path.join(folder, 'wholly-static')
    ok, out = run(['cc', PROGRAM, '-o', program, '-static'] + flags.split())
    if cases.check('a program links without shared libraries', ok, out):
        ok, out = run([program, data])
        cases.check('a program without shared libraries runs', ok and out == expected, out)
        ok, out = run(['readelf', '-d', program], LC_ALL='C')
        cases.check('it needs no shared library', 'NEEDED' not in out, out)
    return None


def cmake(cases, folder, data, expected, version, libraries):
    if not shutil.which('cmake'):
        return cases.skip('CMake', 'it is not installed')
    project = os.path.join(folder, 'cmake')
    shutil.copytree(os.path.join(HERE, 'cmake'), project)
    shutil.copy(PROGRAM, project)

    def configured(name, *options):
        ok, out = run(['cmake', '-S', project, '-B', os.path.join(folder, name),
                       '-Dgireport_DIR=' + os.path.join(libraries, 'cmake', 'gireport')] + list(options))
        return ok, out

    kinds = [kind for kind, name in (('shared', 'libgireport.so'), ('static', 'libgireport.a'))
             if os.path.exists(os.path.join(libraries, name))]
    for kind in kinds:
        build = os.path.join(folder, 'cmake-' + kind)
        ok, out = configured(build, '-DWITH=' + kind, '-DWANT=' + version)
        if not cases.check('CMake finds the %s library' % kind, ok, out):
            continue
        ok, out = run(['cmake', '--build', build])
        if cases.check('CMake links to the %s library' % kind, ok, out):
            ok, out = run([os.path.join(build, 'consumer'), data])
            cases.check('the program that CMake linked to the %s library runs' % kind, ok and out == expected, out)
            ok, out = run(['readelf', '-d', os.path.join(build, 'consumer')], LC_ALL='C')
            cases.check('it needs the shared library: %s' % kind, ('[libgireport.so.0]' in out) == (kind == 'shared'), out)
    if 'shared' not in kinds:
        return None
    for want, good in (('0.0', True), ('0.1', True), ('0.99', False), ('1.0', False)):
        ok, out = configured('cmake-' + want, '-DWANT=' + want)
        cases.check('CMake asked for version %s %s' % (want, 'finds it' if good else 'refuses'), ok == good, out)
    ok, out = configured('cmake-component', '-DWITH=static', '-DWANT=' + version, '-DCMAKE_DISABLE_FIND_PACKAGE_PkgConfig=ON')
    cases.check('CMake without pkg-config has no static component', not ok and 'component static' in out, out)
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
