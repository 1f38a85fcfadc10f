# Python's http.server gets from pylog, byte for byte, the requests that it gets from CPython, whatever it answers.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
. "$PYLOG_ROOT/tests/support/peers.sh"
need python3

start server.log python3 "$PYLOG_ROOT/tests/peers/http_server.py" "$WORK/port" "$WORK/requests"
wait_until test -e "$WORK/port" || fail "the server does not start: $(cat "$WORK/server.log")"
HOST=127.0.0.1:$(cat "$WORK/port")

python3 "$PYLOG_ROOT/tests/peers/send_http.py" "$HOST" || fail "send_http.py"
mv "$WORK/requests" "$WORK/python"
stop_all
rm "$WORK/port"

start server.log python3 "$PYLOG_ROOT/tests/peers/http_server.py" "$WORK/port" "$WORK/requests"
wait_until test -e "$WORK/port" || fail "the server does not start again: $(cat "$WORK/server.log")"
NEW_HOST=127.0.0.1:$(cat "$WORK/port")
"$(program send_http)" "$NEW_HOST" || fail "send_http: $(cat "$WORK/server.log")"

# In the whole URL of a proxy's request the host is another one.
sed "s/^Host: $HOST/Host: HOST/" "$WORK/python" >"$WORK/expected"
sed "s/^Host: $NEW_HOST/Host: HOST/" "$WORK/requests" >"$WORK/found"
grep -c '^--' "$WORK/expected" | grep -qx 60 || fail "CPython has sent $(grep -c '^--' "$WORK/expected") requests"
cmp "$WORK/expected" "$WORK/found" || fail "other requests: $(diff -a "$WORK/expected" "$WORK/found" | cut -c1-1000 | head -n 20)"
echo "60 requests, all as CPython sends them"
