# What the scripts of embedding share: read with `. "$PYLOG_ROOT/tests/support/embed.sh"`.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
here=$PYLOG_ROOT/tests/embed
version=$(sed -n 's/^#define PYLOG_VERSION_STRING "\(.*\)"/\1/p' "$PYLOG_ROOT/include/pylog.h")

# readme_block LANGUAGE WORDS: the block of README.md in that language that has these words in it.
readme_block() {
    awk -v start="\`\`\`$1" -v words="$2" '
        $0 == start { inside = 1; block = ""; next }
        inside && /^```$/ { inside = 0; if (index(block, words)) { printf "%s", block; found = 1; exit } }
        inside { block = block $0 "\n" }
        END { exit !found }' "$PYLOG_ROOT/README.md" || fail "README.md has no block of $1 with $2"
}

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

# Install pylog somewhere, and then move the whole tree: nothing in it may know where it was.
install_pylog() {
    prefix=$1
    shift
    cmake_build "$PYLOG_ROOT" "$prefix.build" -DBUILD_TESTING=OFF -DPYLOG_BUILD_EXAMPLES=OFF \
        "-DCMAKE_INSTALL_PREFIX=$prefix.before" -DCMAKE_INSTALL_LIBDIR=lib "$@"
    "$CMAKE" --install "$prefix.build" >/dev/null
    mv "$prefix.before" "$prefix"
    rm -rf "$prefix.build"
}

# INSTALLED holds the trees `static` (a release), `shared` and `private` (of which the symbols begin with mylib_). ctest has them
# made once, by install.sh.
install_all() {
    install_pylog "$INSTALLED/static" -DCMAKE_BUILD_TYPE=Release
    install_pylog "$INSTALLED/shared" -DBUILD_SHARED_LIBS=ON
    install_pylog "$INSTALLED/private" -DPYLOG_NAMESPACE=mylib_
}

if [ -z "${INSTALLED:-}" ]; then
    INSTALLED=$WORK/installed
    case $0 in
    */find_package.sh | */pkg_config.sh | */shared_library.sh | */plugin.sh | */plugin_queue.sh | */parts.sh | */size.sh | */growing.sh) install_all ;;
    esac
fi
