# rsyslog understands what pylog sends it, over each transport and in each format: it parses the fields, and writes
# what it has understood.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
. "$PYLOG_ROOT/tests/support/peers.sh"
PATH=$PATH:/usr/sbin:/sbin
need rsyslogd

set -- $("$(program free_ports)" 2)
UDP=$1 TCP=$2
cat >"$WORK/rsyslog.conf" <<END
global(workDirectory="$WORK" net.enableDNS="off" parser.escapeControlCharactersOnReceive="on")
module(load="imudp") module(load="imtcp") module(load="imptcp") module(load="imuxsock" SysSock.Use="off")
input(type="imudp" address="127.0.0.1" port="$UDP")
input(type="imtcp" address="127.0.0.1" port="$TCP" addtlFrameDelimiter="0")
input(type="imuxsock" socket="$WORK/datagram.sock" createPath="on" useSpecialParser="off" parseHostname="on" ignoreTimestamp="off")
input(type="imptcp" path="$WORK/stream.sock" unlink="on" addtlFrameDelimiter="0")
template(name="t" type="string" string="%syslogfacility-text%.%syslogseverity-text%|%timestamp:::date-rfc3339%|%hostname%|%app-name%|%procid%|%msgid%|%structured-data%|%msg%\n")
action(type="omfile" file="$WORK/got" template="t")
END
start rsyslog.log rsyslogd -n -iNONE -f "$WORK/rsyslog.conf"
RSYSLOG=$!
wait_until test -S "$WORK/datagram.sock" -a -S "$WORK/stream.sock" || fail "rsyslogd does not start: $(cat "$WORK/rsyslog.log")"
kill -0 "$RSYSLOG" || fail "rsyslogd has ended: $(cat "$WORK/rsyslog.log")"

# The messages of send_syslog.c: severity and text.
messages() {
    cat <<'END'
debug debug
info connected to localhost in 7 ms
warning héllo €
err failed
crit down
info a level of its own
info with fields
END
}

# In the plain format rsyslog knows priority, tag and text; the rest is its own.
expect_plain() {
    messages | sed 's/^\([a-z]*\) \(.*\)/local3.\1|app| \2/'
}

expect_5424() {
    messages | sed 's/^\([a-z]*\) \(.*\)/local3.\1|2003-10-11T22:14:15.003000Z|host.example|app|4711|app.db|-|\2/' |
        sed '$s/|-|/|[fields@32473 user="a \\"b\\" \\\\ \\]c" port="22" none="None"]|/'
}

# check WAY ADDRESS PORT
check() {
    : >"$WORK/got.before"
    [ ! -e "$WORK/got" ] || cp "$WORK/got" "$WORK/got.before"
    before=$(wc -l <"$WORK/got.before")
    "$(program send_syslog)" "$@" || fail "send_syslog $*"
    wait_until has_lines "$WORK/got" $((before + 7)) || fail "$1: not all messages came: $(tail -n +$((before + 1)) "$WORK/got")"
    tail -n +$((before + 1)) "$WORK/got" >"$WORK/new"
    case $1 in
    *5424) expect_5424 >"$WORK/expected" ;;
    *)
        expect_plain >"$WORK/expected"
        sed -i 's/^\([^|]*\)|[^|]*|[^|]*|\([^|]*\)|[^|]*|[^|]*|[^|]*|/\1|\2|/' "$WORK/new"
        ;;
    esac
    diff -u "$WORK/expected" "$WORK/new" || fail "$1: rsyslog did not understand what was meant (-)"
    echo "$1: $(wc -l <"$WORK/expected") messages understood"
}

check udp 127.0.0.1 "$UDP"
check udp-5424 127.0.0.1 "$UDP"
check tcp 127.0.0.1 "$TCP"
check tcp-counted 127.0.0.1 "$TCP"
check tcp-5424 127.0.0.1 "$TCP"
check unix "$WORK/datagram.sock" -1
check unix-5424 "$WORK/datagram.sock" -1
check unix-stream "$WORK/stream.sock" -1
check unix "$WORK/stream.sock" -1 # which takes no datagrams
