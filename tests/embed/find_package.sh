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
