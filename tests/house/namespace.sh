# PYLOG_NAMESPACE renames every symbol of the library: built with it, no object defines or needs a name that
# begins otherwise. What is missing is listed; to put it into include/pylog/namespace.h, and to take out what is
# gone, run
#
#     sh tests/house/namespace.sh write
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
: "${MINGW:=x86_64-w64-mingw32-gcc-posix}"
header=$PYLOG_ROOT/include/pylog/namespace.h

# mingw gives a thread-local `name` a `__emutls_v.name`.
symbols() {
    awk '{ sub(/^__emutls_[vt]\./, "", $NF); print $NF }' | grep -v '^\.' | sort -u
}

defined_symbols() {
    nm -g --defined-only "$1"/*.o | awk 'NF == 3' | symbols
}

# Windows may have symbols that POSIX has not.
compile_everywhere() {
    compile_library "$WORK/posix" "$CC" "$@"
    if have "$MINGW"; then
        compile_library "$WORK/windows" "$MINGW" "$@"
        rm -f "$WORK"/windows/port_posix.o "$WORK"/posix/port_windows.o
    fi
}

write_header() {
    cat <<'END'
/* The symbols of the library under names of your own: see PYLOG_NAMESPACE in pylog.h. With the namespace
 * `mylib_`, pylog_get_logger is mylib_pylog_get_logger to the linker. Written by tests/house/namespace.sh. */
#ifndef PYLOG_NAMESPACE_H
#define PYLOG_NAMESPACE_H

#ifdef PYLOG_NAMESPACE

#define PYLOG__JOIN_NOW(prefix, name) prefix##name
#define PYLOG__JOIN(prefix, name) PYLOG__JOIN_NOW(prefix, name)
#define PYLOG__RENAME(name) PYLOG__JOIN(PYLOG_NAMESPACE, name)

END
    sed 's/.*/#define & PYLOG__RENAME(&)/'
    printf '\n#endif\n#endif\n'
}

if [ "${1:-}" = write ]; then
    compile_everywhere -O0
    for system in "$WORK"/*/; do
        defined_symbols "$system"
    done | sort -u | write_header >"$WORK/namespace.h"
    cp "$WORK/namespace.h" "$header"
    exit
fi

compile_everywhere -O0 -DPYLOG_NAMESPACE=other_
for system in "$WORK"/*/; do
    defined_symbols "$system" >"$WORK/defined"
    missing=$(grep -v '^other_pylog_' "$WORK/defined" || true)
    [ -z "$missing" ] || fail "not in include/pylog/namespace.h (see tests/house/namespace.sh):
$missing"
    needed=$(nm -g --undefined-only "$system"/*.o | awk '$1 == "U"' | symbols | grep pylog_ |
        comm -23 - "$WORK/defined")
    [ -z "$needed" ] || fail "needed under a name that nobody defines; does the file see pylog.h first?
$needed"
    echo "$(wc -l <"$WORK/defined") symbols renamed"
done
