# A client in Python sends the same configurations to a program of CPython that listens and to one of pylog: dicts and
# INI files, whole and in pieces, good and bad. Both log the same afterwards.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
. "$PYLOG_ROOT/tests/support/peers.sh"
need python3

export PYTHONUTF8=1
client=$PYLOG_ROOT/tests/peers/send_configurations.py
python3 "$client" python3 "$PYLOG_ROOT/tests/peers/listen_for_configurations.py" >"$WORK/python" 2>"$WORK/python.errors" ||
    fail "CPython: $(tail -n 3 "$WORK/python.errors")"
python3 "$client" "$(program listen_for_configurations)" >"$WORK/pylog" 2>"$WORK/pylog.errors" ||
    fail "pylog: $(tail -n 3 "$WORK/pylog.errors")"
diff -u "$WORK/python" "$WORK/pylog" || fail "configured by the same texts, CPython (-) and pylog (+) log differently"

# Each refused one is reported, by its own reason, where CPython tells of the INI file that it has tried last.
for reason in "Unknown level: 'LOUD'" "'logging.NoHandler'" "File contains no section headers" "'formatters'"; do
    grep -qF "$reason" "$WORK/pylog.errors" || fail "not reported: $reason"
done
reports=$(grep -c '^--- Logging error ---$' "$WORK/pylog.errors")
[ "$reports" = 5 ] || fail "$reports reports, not 5: $(cat "$WORK/pylog.errors")"
echo "$(grep -c '^==' "$WORK/pylog") configurations, $(grep -vc '^==' "$WORK/pylog") records after them, all as CPython has them"
