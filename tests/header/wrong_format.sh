# A call whose arguments are not those of its format does not compile under -Werror=format: every line of
# wrong_formats.txt is refused by each compiler, and what it says is about the format. So it is, under
# -Werror=format-security, with every line of insecure_formats.txt, where a text that is no literal is the format.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need gcc clang g++ clang++

# try COMPILER LINE OPTIONS...
try() {
    compiler_of_try=$1 line_of_try=$2
    shift 2
    {
        echo '#include <pylog.h>'
        echo 'void f(pylog_logger *log, pylog_buffer *buffer, const char *text, va_list list);'
        echo 'void f(pylog_logger *log, pylog_buffer *buffer, const char *text, va_list list) {'
        printf '    (void)log, (void)buffer, (void)text, (void)list;\n    %s\n}\n' "$line_of_try"
    } >"$WORK/try.c"
    $compiler_of_try "$@" -I"$PYLOG_ROOT/include" -c "$WORK/try.c" -o "$WORK/try.o" 2>"$WORK/said"
}

# refuse COMPILER FILE OPTIONS...: each line of the file is refused for its format.
refuse() {
    refusing=$1 lines=$PYLOG_ROOT/tests/header/$2
    shift 2
    while IFS= read -r line; do
        if try "$refusing" "$line" "$@"; then
            fail "$refusing accepts $line"
        fi
        grep -q "error:.*-Werror[^]]*format" "$WORK/said" || fail "$refusing on $line: $(cat "$WORK/said")"
    done <"$lines"
    echo "$refusing refuses all $(wc -l <"$lines") of ${lines##*/}"
}

for compiler in gcc clang "g++ -xc++" "clang++ -xc++"; do
    try "$compiler" 'pylog_info(log, "%d %s %zu", 1, text, sizeof log);' -Werror -Wall -Wformat=2 ||
        fail "$compiler refuses a right format: $(cat "$WORK/said")"
    refuse "$compiler" wrong_formats.txt -Wformat -Wformat-extra-args -Werror=format -Werror=format-extra-args
    refuse "$compiler" insecure_formats.txt -Wformat -Wformat-security -Werror=format-security
    refuse "$compiler" insecure_formats.txt -O2 -Wformat -Wformat-security -Werror=format-security
done
