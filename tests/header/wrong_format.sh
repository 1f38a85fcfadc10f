# A call whose arguments are not those of its format does not compile under -Werror=format: every line of
# wrong_formats.txt is refused by each compiler, and what it says is about the format.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need gcc clang g++ clang++

try() {
    printf '#include <pylog.h>\nvoid f(pylog_logger *log, pylog_buffer *buffer, va_list list);\n' >"$WORK/try.c"
    printf 'void f(pylog_logger *log, pylog_buffer *buffer, va_list list) {\n    (void)log;\n' >>"$WORK/try.c"
    printf '    (void)buffer;\n    (void)list;\n    %s\n}\n' "$2" >>"$WORK/try.c"
    $1 -Wformat -Wformat-extra-args -Werror=format -Werror=format-extra-args -I"$PYLOG_ROOT/include" \
        -c "$WORK/try.c" -o "$WORK/try.o" 2>"$WORK/said"
}

for compiler in gcc clang "g++ -xc++" "clang++ -xc++"; do
    try "$compiler" 'pylog_info(log, "%d %s %zu", 1, "text", sizeof log);' ||
        fail "$compiler refuses a right format: $(cat "$WORK/said")"
    while IFS= read -r line; do
        if try "$compiler" "$line"; then
            fail "$compiler accepts $line"
        fi
        grep -q "error:.*-Werror[^]]*format" "$WORK/said" || fail "$compiler on $line: $(cat "$WORK/said")"
    done <"$PYLOG_ROOT/tests/header/wrong_formats.txt"
    echo "$compiler refuses all $(wc -l <"$PYLOG_ROOT/tests/header/wrong_formats.txt")"
done
