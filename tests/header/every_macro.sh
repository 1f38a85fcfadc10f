# Every public macro and header compiles without a warning: in C11, C17 and C23, in C++11 to C++20, by gcc and clang,
# optimised or not, with and without PYLOG_MIN_LEVEL, under the warnings that pylog itself is compiled with.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need gcc clang g++ clang++

here=$PYLOG_ROOT/tests/header
compile() {
    compiler=$1 standard=$2 source=$3
    for options in -O0 -O2 "-O0 -DPYLOG_MIN_LEVEL=PYLOG_INFO" "-O2 -DPYLOG_MIN_LEVEL=PYLOG_INFO"; do
        # shellcheck disable=SC2046
        "$compiler" -std="$standard" $options $(warnings_for "$compiler") -I"$PYLOG_ROOT/include" \
            -c "$here/$source" -o "$WORK/every_macro.o" ||
            fail "$compiler -std=$standard $options $source"
    done
    echo "$compiler -std=$standard: no warning"
}

for standard in c11 c17 c2x gnu11; do
    compile gcc $standard every_macro.c
    compile clang $standard every_macro.c
done
for standard in c++11 c++14 c++17 c++20; do
    compile g++ $standard every_macro.cpp
    compile clang++ $standard every_macro.cpp
done
