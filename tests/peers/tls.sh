# With OpenSSL under the network handlers (examples/openssl_transport.c) CPython's receiver, a web server and a mail
# server get the records over TLS, and a peer that cannot prove who it is gets nothing.
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

# ---- A web server, and a mail server by STARTTLS ----

one_over_tls() {
    printed=$("$(program send_over_tls)" "$@") || fail "$1: $printed"
    [ "$printed" = "1 sent, 0 errors" ] || fail "$1: $printed"
}

rm -f "$WORK/port"
start web.log python3 "$PYLOG_ROOT/tests/peers/http_server.py" "$WORK/port" "$WORK/requests" "$WORK/peer.pem" "$WORK/peer.key"
wait_until test -e "$WORK/port" || fail "the web server does not start: $(cat "$WORK/web.log")"
one_over_tls http "$(cat "$WORK/port")" "$WORK/peer.pem"
grep -q '^POST /log HTTP/1.1' "$WORK/requests" && grep -q 'msg=nobody+on+the+way+reads+this' "$WORK/requests" ||
    fail "this is not the request: $(cat "$WORK/requests")"
"$(program send_over_tls)" http "$(cat "$WORK/port")" "$WORK/stranger.pem" 2>"$WORK/refused" && fail "a stranger was trusted"
echo "1 record over HTTPS"

mail_python=
for python in python3 /usr/bin/python3; do
    if [ -z "$mail_python" ] && have $python && $python -c 'import aiosmtpd.smtp' 2>/dev/null; then
        mail_python=$python
    fi
done
[ -n "$mail_python" ] || skip "no aiosmtpd here (Debian: python3-aiosmtpd)"
port=$("$(program free_ports)" 1)
start mail.log "$mail_python" "$PYLOG_ROOT/tests/peers/aiosmtpd.py" "$port" "$WORK/mails" "$WORK/peer.pem" "$WORK/peer.key"
wait_until grep -q ready "$WORK/mail.log" || fail "the mail server does not start: $(cat "$WORK/mail.log")"
one_over_tls smtp "$port" "$WORK/peer.pem"
grep -q 'user by' "$WORK/mails" && grep -q '^nobody on the way reads this' "$WORK/mails" ||
    fail "this is not the mail: $(cat "$WORK/mails")"
echo "1 record by mail, after STARTTLS"
