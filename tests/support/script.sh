# What the test scripts share; read with `. "$PYLOG_ROOT/tests/support/script.sh"`. POSIX shell.
# ctest sets CC, CMAKE and PYLOG_ROOT; a script run by hand finds them itself.
set -eu
export LC_ALL=C

: "${PYLOG_ROOT:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${CC:=cc}"
: "${CMAKE:=cmake}"

# This machine lacks what the test needs: skipped, and said so; where CI is set, a failure.
skip() {
    echo "SKIPPED: $*"
    [ -z "${CI:-}" ] || exit 1
    exit 77
}

fail() {
    echo "FAILED: $*" >&2
    exit 1
}

have() {
    command -v "$1" >/dev/null 2>&1
}

need() {
    for program in "$@"; do
        have "$program" || skip "no $program here"
    done
}

is_clang() {
    "$1" --version | grep -q clang
}

# The warnings that the library itself is compiled with, for a compiler of C or C++.
warnings_for() {
    echo "-Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wcast-qual -Wformat=2 -Wundef" \
        "-Wvla -Wnull-dereference -Wdouble-promotion -Wwrite-strings -Wswitch-enum -Werror"
    is_clang "$1" || echo "-Wcast-align=strict -Wduplicated-cond -Wlogical-op"
    case $1 in
    *++*) echo "-Wold-style-cast" ;;
    *) echo "-Wstrict-prototypes -Wmissing-prototypes" ;;
    esac
}

# A directory of the test's own, gone when it ends.
WORK=$(mktemp -d "${TMPDIR:-/tmp}/pylog.XXXXXX")
trap 'rm -rf "$WORK"' EXIT
trap 'exit 1' HUP INT TERM

# compile_library DIRECTORY COMPILER OPTIONS...: every source of the library to an object of its own.
compile_library() {
    objects=$1
    shift
    mkdir -p "$objects"
    for source in "$PYLOG_ROOT"/src/*/*.c; do
        name=$(echo "${source#"$PYLOG_ROOT"/src/}" | tr / _)
        echo "$source -o $objects/${name%.c}.o"
    done | xargs -P 2 -L 1 "$@" -std=c11 "-I$PYLOG_ROOT/include" -c || fail "the library does not compile: $*"
}

# The static library: ctest says where; by hand it is built.
library() {
    if [ -z "${PYLOG_LIBRARY:-}" ]; then
        compile_library "$WORK/library" "$CC" -O1
        PYLOG_LIBRARY=$WORK/libpylog.a
        ar rc "$PYLOG_LIBRARY" "$WORK"/library/*.o
    fi
    echo "$PYLOG_LIBRARY"
}
