# The one file gives no warning, whichever compiler takes it: so no name of one source means something else in another.
# Its header is as silent in programs as the headers that it is made of, in C and C++.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
: "${MINGW:=x86_64-w64-mingw32-gcc-posix}"
need gcc clang g++ clang++ musl-gcc "$MINGW"

"$CMAKE" "-DOUTPUT=$WORK" -P "$PYLOG_ROOT/src/amalgamate.cmake"
mkdir "$WORK/pylog"
for header in handlers config; do
    echo '#include <pylog.h>' >"$WORK/pylog/$header.h"
done
cd "$WORK"

# silent COMPILER OPTIONS...: nothing is said. The name of the source is found in the comment above what is wrong.
silent() {
    # shellcheck disable=SC2046
    "$@" -I. >"$1.said" 2>&1 && [ ! -s "$1.said" ] || {
        line=$(sed -n 's/^pylog\.c:\([0-9]*\):.*/\1/p' "$1.said" | head -n 1)
        [ -z "$line" ] || echo "in $(head -n "$line" pylog.c | sed -n 's,^/\* ---- \(src/.*\) ---- \*/$,\1,p' | tail -n 1):"
        head -n 20 "$1.said"
        fail "$*"
    }
    echo "$*: silent"
}

# What gcc takes for possible when it has all sources in one another, and is not.
guesses=-Wno-null-dereference

# Two at a time. In C the program is built and run as well.
clang_c() {
    silent clang -std=c11 $(warnings_for clang) -c pylog.c -o clang.o
    silent clang -std=c11 "$here/app.c" clang.o -pthread -o clang.app
    silent musl-gcc -std=c11 $(warnings_for musl-gcc) -DPYLOG_NAMESPACE=other_ -c pylog.c -o musl.o
    silent musl-gcc -std=c11 -DPYLOG_NAMESPACE=other_ "$here/app.c" musl.o -pthread -static -o musl.app
    silent clang -std=c11 -O2 $(warnings_for clang) -fsyntax-only "$PYLOG_ROOT/tests/header/every_macro.c"
    silent clang++ -std=c++11 $(warnings_for clang++) -fsyntax-only "$PYLOG_ROOT/tests/header/every_macro.cpp"
}
clang_c >clang.log 2>&1 &
other=$!
silent gcc -std=c11 -O2 $(warnings_for gcc) $guesses -c pylog.c -o gcc.o
silent gcc -std=c11 "$here/app.c" gcc.o -pthread -o gcc.app
silent gcc -std=c11 -O2 $(warnings_for gcc) -fsyntax-only "$PYLOG_ROOT/tests/header/every_macro.c"
silent g++ -std=c++11 $(warnings_for g++) -fsyntax-only "$PYLOG_ROOT/tests/header/every_macro.cpp"
silent "$MINGW" -std=c11 $(warnings_for "$MINGW") -Wno-float-conversion -c pylog.c -o windows.o
wait $other || fail "$(cat clang.log)"
cat clang.log
for program in gcc clang musl; do
    runs_as_expected "with $program" "./$program.app"
done

foreign=$(nm -g --defined-only musl.o | awk 'NF == 3 && $3 !~ /^other_pylog_/ { print $3 }')
[ -z "$foreign" ] || fail "PYLOG_NAMESPACE does not rename $foreign"
