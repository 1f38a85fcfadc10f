# aiosmtpd gets from pylog, byte for byte, the mails that it gets from CPython: senders, recipients, options and text.
# Only the date may be another, and the name by which CPython calls this machine.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
. "$PYLOG_ROOT/tests/support/peers.sh"
need python3

# Debian's Python finds Debian's aiosmtpd; another one, that comes first, may not.
SERVER_PYTHON=
for python in python3 /usr/bin/python3; do
    if [ -z "$SERVER_PYTHON" ] && have $python && $python -c 'import aiosmtpd.smtp' 2>/dev/null; then
        SERVER_PYTHON=$python
    fi
done
[ -n "$SERVER_PYTHON" ] || skip "no aiosmtpd here (Debian: python3-aiosmtpd)"

PORT=$("$(program free_ports)" 1)
start server.log "$SERVER_PYTHON" "$PYLOG_ROOT/tests/peers/aiosmtpd.py" "$PORT" "$WORK/mails"
wait_until grep -q ready "$WORK/server.log" || fail "the server does not start: $(cat "$WORK/server.log")"

normalize() {
    sed 's/^Date: [A-Z][a-z][a-z], [0-9][0-9] [A-Z][a-z][a-z] [0-9]\{4\} [0-9:]\{8\} [-+][0-9]\{4\}/Date: DATE/
         s/^host .*, user/host HOST, user/' "$1"
}

python3 "$PYLOG_ROOT/tests/peers/send_mail.py" "$PORT" || fail "send_mail.py"
normalize "$WORK/mails" >"$WORK/expected"
: >"$WORK/mails"
"$(program send_mail)" "$PORT" || fail "send_mail: $(cat "$WORK/server.log")"
normalize "$WORK/mails" >"$WORK/found"

grep -c '^--' "$WORK/expected" | grep -qx 21 || fail "CPython has sent $(grep -c '^--' "$WORK/expected") mails"
grep -q '^Date: DATE' "$WORK/found" || fail "no date of mail: $(grep -a '^Date' "$WORK/mails" | head -n 1)"
diff -a -u "$WORK/expected" "$WORK/found" >"$WORK/diff" || fail "CPython (-) and pylog (+): $(cut -c1-300 "$WORK/diff" | head -n 40)"
echo "21 mails, all as CPython sends them"
