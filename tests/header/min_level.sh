# PYLOG_MIN_LEVEL takes calls below it out of the program, text and all, optimised or not; it leaves the
# others, and without it every call stays.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need gcc clang g++ clang++

count() {
    grep -a -o "$1 [a-z]*" "$WORK/min_level.o" | sort -u | wc -l
}

expect() {
    what=$1 vanishing=$2
    [ "$(count vanishes)" -eq "$vanishing" ] || fail "$what: $(grep -a -o 'vanishes [a-z]*' "$WORK/min_level.o")"
    [ "$(count stays)" -eq 5 ] || fail "$what: a call that should stay is gone"
}

for compiler in gcc clang "g++ -xc++" "clang++ -xc++"; do
    for level in -O0 -O2; do
        compile="$compiler $level -I$PYLOG_ROOT/include -c $PYLOG_ROOT/tests/header/min_level.c -o $WORK/min_level.o"
        $compile
        expect "$compiler $level" 5
        $compile -DPYLOG_MIN_LEVEL=PYLOG_INFO
        expect "$compiler $level -DPYLOG_MIN_LEVEL=PYLOG_INFO" 0
        $compile -DPYLOG_MIN_LEVEL=15+5
        expect "$compiler $level -DPYLOG_MIN_LEVEL=15+5" 0
        echo "$compiler $level: calls below PYLOG_MIN_LEVEL are gone"
    done
done
