# add_subdirectory, static and shared, by a program whose machine has no cmocka: it gets the library, and neither
# tests nor examples.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

for shared in OFF ON; do
    build=$WORK/build-$shared
    cmake_build "$here/subdirectory" "$build" "-DPYLOG_ROOT=$PYLOG_ROOT" -DBUILD_SHARED_LIBS=$shared \
        -DCMAKE_DISABLE_FIND_PACKAGE_cmocka=ON
    runs_as_expected "add_subdirectory, shared $shared" "$build/app"
    programs=$(find "$build/pylog" -type f -perm -u+x ! -name '*.so*' ! -path '*/CMakeFiles/*')
    [ -z "$programs" ] || fail "built for a consumer: $programs"
done
