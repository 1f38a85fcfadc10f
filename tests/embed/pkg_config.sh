# cmake --install, static and shared, into a tree that is then moved; pkg-config. And with a namespace, which
# the .pc file passes on.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
need pkg-config

try() {
    kind=$1 prefix=$2
    shift 2
    install_pylog "$prefix" "$@"
    export PKG_CONFIG_PATH="$prefix/lib/pkgconfig"
    pkg-config --validate pylog
    for static in "" --static; do
        # shellcheck disable=SC2046
        "$CC" "$here/app.c" -o "$WORK/app" $(pkg-config $static --cflags --libs pylog)
        runs_as_expected "pkg-config${static:+ $static}, $kind" env "LD_LIBRARY_PATH=$prefix/lib" "$WORK/app"
    done
}

try "static library" "$WORK/static"
try "shared library" "$WORK/shared" -DBUILD_SHARED_LIBS=ON
try "private copy" "$WORK/private" -DPYLOG_NAMESPACE=mylib_
