# cmake --install, static and shared, into a tree that is then moved; find_package(pylog) and pylog::pylog.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

version=$(sed -n 's/^#define PYLOG_VERSION_STRING "\(.*\)"/\1/p' "$PYLOG_ROOT/include/pylog.h")
for shared in OFF ON; do
    install_pylog "$WORK/prefix-$shared" -DBUILD_SHARED_LIBS=$shared
    cmake_build "$here/package" "$WORK/build-$shared" "-DCMAKE_PREFIX_PATH=$WORK/prefix-$shared" "-DWANTED=$version"
    runs_as_expected "find_package(pylog $version), shared $shared" "$WORK/build-$shared/app"
done

if "$CMAKE" -S "$here/package" -B "$WORK/later" "-DCMAKE_PREFIX_PATH=$WORK/prefix-OFF" -DWANTED=99.0 >"$WORK/log" 2>&1; then
    fail "find_package(pylog 99.0) is content with $version"
fi
grep -q 'version: *'"$version" "$WORK/log" || fail "$(cat "$WORK/log")"
