# What pylog adds to a program: the size of a small one with the static library, stripped, also when the linker drops
# what is not used, and the code of a log call. The ceilings are for x86-64, those of the program for gcc.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
most_program=$((180 * 1024)) most_dropped=$((144 * 1024)) most_call=80
need strip size
case $("$CC" -dumpmachine) in
x86_64-*linux*) ;;
*)
    echo "no ceilings for $("$CC" -dumpmachine)"
    exit 0
    ;;
esac

bench=$PYLOG_ROOT/tests/bench

# size_of OPTIONS...: the bytes of the program.
size_of() {
    "$CC" -std=c11 -O2 "-I$INSTALLED/static/include" "$bench/lines/pylog.c" "$INSTALLED/static/lib/libpylog.a" \
        -pthread "$@" -o "$WORK/program"
    "$WORK/program" "$WORK/log" || fail "the program does not log"
    strip "$WORK/program"
    wc -c <"$WORK/program"
}
program=$(size_of) dropped=$(size_of -Wl,--gc-sections)

# code_of NAME OPTIONS...: the bytes of code in a file of a hundred calls.
code_of() {
    object=$WORK/$1.o
    shift
    "$CC" -std=c11 -O2 "-I$PYLOG_ROOT/include" "$@" -c "$bench/calls/pylog.c" -o "$object"
    size -A "$object" | awk '$1 ~ /^\.text/ { bytes += $2 } END { print bytes }'
}
call=$((($(code_of calls) - $(code_of none -DNO_CALLS)) / 100))

echo "a program that logs a line to a file: $program bytes, $dropped with --gc-sections; a log call: $call bytes of code"
is_clang "$CC" || [ "$program" -le "$most_program" ] || fail "the program is larger than $most_program bytes"
is_clang "$CC" || [ "$dropped" -le "$most_dropped" ] || fail "with --gc-sections it is larger than $most_dropped bytes"
[ "$call" -le "$most_call" ] || fail "a log call is more than $most_call bytes"
