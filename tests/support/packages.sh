# What tests/run and examples/run need, and how to get it. Sourced, not run.
# A package is known by its Debian 12 name; whether it is there is asked of the tool itself, so other systems and
# other ways of installing are as good.

have_header() { printf '#include <%s>\n' "$1" | ${CC:-cc} -E - >/dev/null 2>&1; }
have_library() { pkg-config --exists "$1" 2>/dev/null; }
have_module() { "$python" -c "import $1" >/dev/null 2>&1; }
have_command() { command -v "$1" >/dev/null 2>&1; }

python=/usr/bin/python3
[ -x "$python" ] || python=python3

have_package() {
    case $1 in
    gcc) have_command "${CC:-cc}" ;;
    libc6-dev) have_header stdlib.h ;;
    ninja-build) have_command ninja ;;
    binutils) have_command nm && have_command readelf ;;
    libyaml-dev) have_library yaml-0.1 ;;
    libutf8proc-dev) have_library libutf8proc ;;
    libxml2-dev) have_library libxml-2.0 ;;
    libzip-dev) have_library libzip ;;
    check) have_library check ;;
    python3) have_command "$python" ;;
    python3-lxml) have_module lxml.html ;;
    python3-yaml) have_module yaml ;;
    python3-pandas) have_module pandas ;;
    python3-docx) have_module docx ;;
    python3-openpyxl) have_module openpyxl ;;
    libreoffice-*) have_command soffice ;;
    python3-jsonschema) have_module jsonschema ;;
    abigail-tools) have_command abidiff && have_command abidw ;;
    locales) [ -f /usr/share/i18n/locales/de_DE ] && [ -f /usr/share/i18n/locales/tr_TR ] && have_command localedef ;;
    dpkg-dev) have_command dpkg-buildpackage ;;
    debhelper) have_command dh ;;
    dh-python) have_command dh_python3 ;;
    man-db) have_command man ;;
    poppler-utils) have_command pdftotext ;;
    *) have_command "$1" ;;
    esac
}

# The packages among the arguments that are not there.
missing_packages() {
    for package in "$@"; do
        have_package "$package" || printf '%s ' "$package"
    done
}

# Runs apt-get for the arguments; its output is shown only where it fails.
apt_install() {
    log=$(mktemp) || return 1
    set -- env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 -y --no-install-recommends install "$@"
    if $as_root "$@" >"$log" 2>&1 </dev/null; then
        rm -f "$log"
        return 0
    fi
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=600 update >>"$log" 2>&1 </dev/null
    if $as_root "$@" >"$log" 2>&1 </dev/null; then
        rm -f "$log"
        return 0
    fi
    tail -n 5 "$log" >&2
    rm -f "$log"
    return 1
}

# get_packages "REQUIRED…" "WANTED…": installs what is missing. Fails where a required one cannot be had; a wanted
# one that cannot be had is left to the checks that need it, which say so.
get_packages() {
    required=$(missing_packages $1)
    wanted=$(missing_packages $2)
    [ -n "$required$wanted" ] || return 0
    as_root=none
    if have_command apt-get; then
        if [ "$(id -u)" = 0 ]; then
            as_root=
        elif have_command sudo && sudo -n true 2>/dev/null; then
            as_root=sudo
        fi
    fi
    if [ "$as_root" = none ]; then
        echo "Missing: $required$wanted"
        echo "Run as root, then once more this: apt-get install -y --no-install-recommends $required$wanted"
    else
        echo "Installing: $required$wanted"
        apt_install $required $wanted || {
            [ -z "$required" ] || apt_install $required || true
            for package in $wanted; do
                apt_install "$package" || echo "Not to be had: $package"
            done
        }
    fi
    required=$(missing_packages $1)
    [ -z "$required" ] || { echo "Cannot go on without: $required" >&2; return 1; }
}

# configure FOLDER OPTIONS…: a build folder, made anew where the compiler, meson or what is installed has changed.
configure() {
    folder=$1
    shift
    stamp="$* $(meson --version) $(${CC:-cc} --version | head -n 1) $features"
    [ -f "$folder/build.ninja" ] && [ "$(cat "$folder/configured" 2>/dev/null)" = "$stamp" ] && return 0
    rm -rf "$folder"
    meson setup "$@" "$folder" >configure.log 2>&1 </dev/null || { cat configure.log; rm -f configure.log; return 1; }
    rm -f configure.log
    printf '%s\n' "$stamp" >"$folder/configured"
}

# build FOLDER: quiet, unless the compiler has something to say.
build() {
    if ! ninja -C "$1" >"$1/build.log" 2>&1 </dev/null; then
        cat "$1/build.log"
        echo "The build in $1 failed." >&2
        return 1
    fi
    grep -A 6 'warning:' "$1/build.log" || true
}

# What the build and the tests find; a change makes the build folders anew.
note_features() { features=$(for p in "$@"; do have_package "$p" && printf '%s ' "$p"; done); }

BUILD_REQUIRED="gcc libc6-dev meson ninja-build pkg-config libyaml-dev libutf8proc-dev"
BUILD_WANTED="libxml2-dev libzip-dev"
