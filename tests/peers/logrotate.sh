# logrotate moves a file away, again and again, that two programs are writing to through watched file handlers: each
# finds the new file by itself, and no line is lost or there twice.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
. "$PYLOG_ROOT/tests/support/peers.sh"
PATH=$PATH:/usr/sbin:/sbin
need logrotate gzip

LINES=$((10000 * ${PYLOG_TEST_SCALE:-1})) ROTATIONS=8
mkdir "$WORK/logs"
chmod 755 "$WORK" "$WORK/logs"
# Not with `create`: logrotate, when a handler has made the new file before it, renames that one to a name that has the
# hour in it, and so over the last such file of the same hour.
cat >"$WORK/logrotate.conf" <<END
$WORK/logs/app.log {
    rotate 100
    nocreate
    compress
    delaycompress
}
END
chmod 644 "$WORK/logrotate.conf"

start a.log "$(program write_watched)" "$WORK/logs/app.log" a "$LINES"
a=$!
start b.log "$(program write_watched)" "$WORK/logs/app.log" b "$LINES"
b=$!

rotated=0
while [ $rotated -lt $ROTATIONS ] && kill -0 "$a" 2>/dev/null; do
    wait_until test -s "$WORK/logs/app.log" || fail "nothing is written any more"
    logrotate -f -s "$WORK/state" "$WORK/logrotate.conf" || fail "logrotate"
    rotated=$((rotated + 1))
done
wait "$a" || fail "a: $(cat "$WORK/a.log")"
wait "$b" || fail "b: $(cat "$WORK/b.log")"

for name in a b; do
    awk -v name=$name -v lines="$LINES" 'BEGIN { for (i = 0; i < lines; i++) printf "%s %06d\n", name, i }'
done >"$WORK/expected"
for file in "$WORK"/logs/app.log*; do
    case $file in
    *.gz) gzip -dc "$file" ;;
    *) cat "$file" ;;
    esac
done | sort >"$WORK/got"
cmp "$WORK/expected" "$WORK/got" || fail "lines are missing, torn or there twice: $(diff "$WORK/expected" "$WORK/got" | head)"
[ $rotated -ge 3 ] || fail "rotated only $rotated times"
echo "$rotated rotations, $(wc -l <"$WORK/got") lines, all there; $(cat "$WORK/a.log"), $(cat "$WORK/b.log")"
