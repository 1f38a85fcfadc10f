# find_package(pylog) and pylog::pylog, static, shared and with a namespace, which comes with the target.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

for kind in static shared private; do
    cmake_build "$here/package" "$WORK/$kind" "-DCMAKE_PREFIX_PATH=$INSTALLED/$kind" "-DWANTED=$version"
    runs_as_expected "find_package(pylog $version), $kind" "$WORK/$kind/app"
done

if "$CMAKE" -S "$here/package" -B "$WORK/later" "-DCMAKE_PREFIX_PATH=$INSTALLED/static" -DWANTED=99.0 >"$WORK/log" 2>&1; then
    fail "find_package(pylog 99.0) is content with $version"
fi
grep -q 'version: *'"$version" "$WORK/log" || fail "$(cat "$WORK/log")"

# An installed header is the program's to the compiler, so that it warns of a format that is no literal.
"$CMAKE" --build "$WORK/static" --target insecure >"$WORK/log" 2>&1 || fail "$(cat "$WORK/log")"
grep -q 'warning: format not a string literal\|warning: format string is not a string literal' "$WORK/log" || fail "no warning of pylog_info(NULL, text): $(cat "$WORK/log")"
