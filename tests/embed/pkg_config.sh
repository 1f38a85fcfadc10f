# pkg-config, static, shared and with a namespace, which the .pc file passes on.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
need pkg-config nm

for kind in static shared private; do
    export PKG_CONFIG_PATH="$INSTALLED/$kind/lib/pkgconfig"
    pkg-config --validate pylog
    [ "$(pkg-config --modversion pylog)" = "$version" ] || fail "pylog.pc is not of version $version"
    for static in "" --static; do
        # shellcheck disable=SC2046
        "$CC" -O2 "$here/app.c" -o "$WORK/app" $(pkg-config $static --cflags --libs pylog)
        runs_as_expected "pkg-config${static:+ $static}, $kind" env "LD_LIBRARY_PATH=$INSTALLED/$kind/lib" "$WORK/app"
    done
    [ $kind != shared ] || ! nm -u "$WORK/app" | grep -q pylog__basic_config ||
        fail "a program with the shared library takes the shortcuts for the static one: pylog/parts.h"
done
