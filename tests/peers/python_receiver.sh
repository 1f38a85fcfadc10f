# CPython's receiver gets from pylog what it gets from CPython: the same fields in the same order, of the same types
# and values, over each kind of socket.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
. "$PYLOG_ROOT/tests/support/peers.sh"
need python3

# Python has taskName from 3.12 on.
unknown=none
python3 -c 'import sys; sys.exit(sys.version_info < (3, 12))' || unknown=taskName

RECORDS=10

# receive_from KIND NAME COMMAND...: what the receiver prints goes to $WORK/NAME.
receive_from() {
    kind=$1 name=$2
    shift 2
    rm -f "$WORK/port" "$WORK/port.sock"
    start "$name" python3 "$PYLOG_ROOT/tests/peers/receiver.py" "$kind" "$RECORDS" "$WORK/port"
    wait_until test -e "$WORK/port" || fail "the receiver does not start: $(cat "$WORK/$name")"
    case $kind in
    unix*) host=$WORK/port.sock ;;
    tcp6) host=::1 ;;
    *) host=127.0.0.1 ;;
    esac
    "$@" "$kind" "$host" "$(cat "$WORK/port")" || fail "$* $kind"
    wait "$!" || fail "the receiver of $name: $(tail -n 3 "$WORK/$name")"
}

for kind in tcp tcp6 udp unix unixgram; do
    if [ $kind = tcp6 ] && ! python3 -c 'import socket; socket.socket(socket.AF_INET6).bind(("::1", 0))' 2>/dev/null; then
        echo "tcp6: left out, there is no IPv6 here"
        continue
    fi
    receive_from $kind "$kind.python" python3 "$PYLOG_ROOT/tests/peers/send_records.py"
    receive_from $kind "$kind.pylog" "$(program send_records)"
    sed -i "/^$unknown: NoneType None$/d" "$WORK/$kind.pylog"
    grep -c '^=>' "$WORK/$kind.pylog" | grep -qx "$RECORDS" || fail "not all records came over $kind"
    diff -u "$WORK/$kind.python" "$WORK/$kind.pylog" || fail "over $kind CPython (-) and pylog (+) send different records"
    echo "$kind: $RECORDS records, $(grep -vc '^=>' "$WORK/$kind.pylog") fields, all as CPython sends them"
done
