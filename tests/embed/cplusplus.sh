# A C++ program linked with the library: C++11 to C++20, by g++ and clang++.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
need g++ clang++

here_line=$(grep -n 'wrapper(log, PYLOG_HERE)' "$here/program.cpp" | cut -d: -f1)
lambda_line=$(grep -n 'from a lambda' "$here/program.cpp" | cut -d: -f1)
cat >"$WORK/expected" <<END
WARNING:caller:$here_line:2 fields
ERROR:operator():$lambda_line:from a lambda: text
user=alice port=22
WARNING:caller:$here_line:2 fields
user=alice port=22
WARNING:caller:$here_line:2 fields
END

for compiler in g++ clang++; do
    for standard in c++11 c++14 c++17 c++20; do
        # shellcheck disable=SC2046
        $compiler -std=$standard $(warnings_for $compiler) -Wno-missing-field-initializers \
            "-I$PYLOG_ROOT/include" "$here/program.cpp" "$(library)" -pthread -o "$WORK/program"
        "$WORK/program" >"$WORK/printed"
        diff -u "$WORK/expected" "$WORK/printed" || fail "$compiler -std=$standard"
        echo "$compiler -std=$standard: as in C"
    done
done
