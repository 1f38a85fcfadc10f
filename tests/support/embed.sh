# What the scripts of embedding share. Not a test.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
here=$PYLOG_ROOT/tests/embed

# runs_as_expected WHAT COMMAND...
runs_as_expected() {
    what=$1
    shift
    printed=$("$@") || fail "$what: exit $?"
    [ "$printed" = "INFO:app:embedded in 1 line" ] || fail "$what printed: $printed"
    echo "$what: built and run"
}

cmake_build() {
    source=$1 build=$2
    shift 2
    "$CMAKE" -S "$source" -B "$build" "-DCMAKE_C_COMPILER=$CC" -DCMAKE_BUILD_TYPE=Debug "$@" >"$WORK/cmake.log" 2>&1 &&
        "$CMAKE" --build "$build" --parallel 2 >>"$WORK/cmake.log" 2>&1 ||
        fail "$(tail -n 40 "$WORK/cmake.log")"
}

# install_pylog PREFIX OPTIONS...: install somewhere else, and then move the whole tree to PREFIX.
install_pylog() {
    prefix=$1
    shift
    cmake_build "$PYLOG_ROOT" "$prefix.build" -DBUILD_TESTING=OFF -DPYLOG_BUILD_EXAMPLES=OFF \
        "-DCMAKE_INSTALL_PREFIX=$prefix.before" -DCMAKE_INSTALL_LIBDIR=lib "$@"
    "$CMAKE" --install "$prefix.build" >/dev/null
    mv "$prefix.before" "$prefix"
    rm -rf "$prefix.build"
}
