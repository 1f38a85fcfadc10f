# With OpenSSL under the socket handler (examples/openssl_transport.c) CPython's receiver gets the records over TLS,
# and a peer that cannot prove who it is gets nothing.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
. "$PYLOG_ROOT/tests/support/peers.sh"
need python3 openssl
sender=${PYLOG_EXAMPLES:-}/tls_socket
[ -x "$sender" ] || skip "examples/tls_socket was not built: no OpenSSL"

for name in peer stranger; do
    openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=localhost \
        -addext subjectAltName=DNS:localhost -keyout "$WORK/$name.key" -out "$WORK/$name.pem" 2>"$WORK/openssl.log" ||
        fail "openssl makes no certificate: $(cat "$WORK/openssl.log")"
done

# receive CERTIFICATE: in the background; the port is in $WORK/port.
receive() {
    rm -f "$WORK/port"
    start "$1.received" python3 "$PYLOG_ROOT/tests/peers/receiver.py" tls 2 "$WORK/port" "$WORK/$1.pem" "$WORK/$1.key"
    wait_until test -e "$WORK/port" || fail "the receiver does not start: $(cat "$WORK/$1.received")"
}

receive peer
printed=$("$sender" localhost "$(cat "$WORK/port")" "$WORK/peer.pem") || fail "$printed"
[ "$printed" = "2 sent, 0 dropped" ] || fail "$printed"
wait "$!" || fail "$(cat "$WORK/peer.received")"
grep '^msg: ' "$WORK/peer.received" >"$WORK/messages"
printf '%s\n' "msg: str 'nobody on the way reads this'" "msg: str 'nor this'" | diff -u - "$WORK/messages" ||
    fail "these are not the records that were sent (-)"
echo "2 records over TLS"

receive stranger
printed=$("$sender" localhost "$(cat "$WORK/port")" "$WORK/peer.pem") && fail "a stranger was trusted: $printed"
[ "$printed" = "0 sent, 2 dropped" ] || fail "$printed"
grep -q '^msg: ' "$WORK/stranger.received" && fail "a stranger got records"
echo "a stranger gets none"
