# A plugin that logs through its host's pylog may be unloaded while its records are still in a queue, or held by a
# memory handler: they keep all that they need.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

use="-std=gnu11 -Wno-format-nonliteral -I$INSTALLED/shared/include"
link="-L$INSTALLED/shared/lib -lpylog -Wl,-rpath,$INSTALLED/shared/lib -ldl -pthread"
"$CC" $use -fPIC -shared "$here/plugin_calls.c" -o "$WORK/plugin.so" $link
"$CC" $use "$here/plugin_queue_host.c" -o "$WORK/host" $link

round=0
while [ $round -lt 20 ]; do
    cat <<END
plugin_calls.c:work:INFO:plugin:round $round of text
plugin_calls.c:work:WARNING:plugin:no arguments
plugin_calls.c:work:ERROR:plugin:a format made at run time: $round
plugin_calls.c:work:ERROR:plugin:with all
Trouble: by a plugin
END
    round=$((round + 1))
done >"$WORK/expected"
for way in queue memory; do
    timeout 60 "$WORK/host" "$WORK/plugin.so" $way >"$WORK/printed" || fail "$way: the host of the plugin ended with $?"
    diff "$WORK/expected" "$WORK/printed" || fail "$way: these are not the records"
done
