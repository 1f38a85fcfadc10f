# No condition on an operating system outside src/port, and in the public headers none but those that say how
# the library is built and linked.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"

systems='_WIN32|_WIN64|__MINGW|__CYGWIN__|_MSC_VER|__linux|__gnu_linux__|__unix|__APPLE__|__MACH__|BSD__|__sun|__ANDROID__'
systems="$systems|__GLIBC__|__EMSCRIPTEN__|_POSIX_"
cd "$PYLOG_ROOT"
found=$(for file in include/*.h include/*/*.h src/*/*.[ch]; do
    case $file in
    src/port/*) continue ;;
    esac
    sed '/---- How the library is built and linked/,/---- Levels/d' "$file" |
        grep -E "^[[:space:]]*#[[:space:]]*(if|elif|ifdef|ifndef)" | grep -E "$systems" | sed "s#^#$file: #"
done || true)
[ -z "$found" ] || fail "the operating system is src/port's business:
$found"

cd src
found=$(grep -lE '^[[:space:]]*#[[:space:]]*define[[:space:]]+_(GNU|POSIX|XOPEN|DARWIN|DEFAULT|BSD)[A-Z_]*SOURCE' */*.[ch] |
    grep -v '^port/posix' || true)
[ -z "$found" ] || fail "feature macros are for src/port/posix*.c: $found"
echo "no other file knows which system it runs on"
