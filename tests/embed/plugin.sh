# A plugin that uses the shared library can be unloaded, while a thread that logged lives and before the exit hook.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

"$CC" -std=c11 -fPIC -shared "-I$INSTALLED/shared/include" "$here/plugin.c" -o "$WORK/plugin.so" \
    "-L$INSTALLED/shared/lib" -lpylog "-Wl,-rpath,$INSTALLED/shared/lib"
"$CC" -std=gnu11 "$here/plugin_host.c" -o "$WORK/host" -ldl -pthread
printed=$("$WORK/host" "$WORK/plugin.so") || fail "the host of the plugin ended with $?"
[ "$printed" = "WARNING:plugin:loaded" ] || fail "printed: $printed"
