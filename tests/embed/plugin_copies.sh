# A plugin that the sources have been copied into can be unloaded, while threads that logged through it live on, with
# and without a queue, whether it has called pylog_shutdown or not. It is loaded again, and logs again. With a
# namespace it exports its own functions alone.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
rounds=3 expected=453
need nm

# make_plugin NAME COMPILER OPTIONS...: a plugin and its host, in a directory of their own.
make_plugin() {
    name=$1 compiler=$2
    shift 2
    mkdir "$WORK/$name"
    compile_library "$WORK/$name/objects" "$compiler" -fPIC "$@"
    "$compiler" -std=c11 -fPIC -shared "$@" "-I$PYLOG_ROOT/include" "$here/plugin_copy.c" "$WORK/$name"/objects/*.o \
        -o "$WORK/$name/plugin.so" -pthread || fail "$name: the plugin does not link"
    "$compiler" -std=c11 "$here/plugin_copy_host.c" -o "$WORK/$name/host" -ldl -pthread || fail "$name: no host"
}

# play NAME: in all ways.
play() {
    cd "$WORK/$1"
    for how in "direct stop" "direct leave" "queue stop" "queue leave"; do
        rm -f plugin.log
        # shellcheck disable=SC2086
        ./host ./plugin.so "$rounds" $how || fail "$1, $how: the host of the plugin ended with $?"
        lines=$(wc -l <plugin.log)
        [ "$lines" -eq "$expected" ] || fail "$1, $how: $lines lines of $expected"
    done
    cd "$here"
    echo "$1: loaded and unloaded $rounds times in each way"
}

make_plugin private "$CC" -DPYLOG_NAMESPACE=plug_
exported=$(nm -D --defined-only "$WORK/private/plugin.so" | awk '{ print $3 }' | grep -v '^_' | sort | tr '\n' ' ')
[ "$exported" = "plugin_log plugin_start plugin_stop " ] ||
    fail "the plugin exports $(echo "$exported" | wc -w) symbols: $exported"
play private
if have musl-gcc; then
    make_plugin musl musl-gcc
    play musl
else
    echo "not tried with musl: no musl-gcc here"
fi
