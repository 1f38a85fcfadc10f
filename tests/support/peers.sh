# What the tests with real peers share; read after script.sh. Peers listen on loopback, keep their files in $WORK,
# and are stopped by their ids when the test ends, however it ends.
STARTED=

# start LOG COMMAND...: in the background, with its output in $WORK/LOG.
start() {
    start_log=$1
    shift
    "$@" >"$WORK/$start_log" 2>&1 &
    STARTED="$STARTED $!"
}

stop_all() {
    for id in $STARTED; do
        kill "$id" 2>/dev/null || true
    done
    for id in $STARTED; do
        wait "$id" 2>/dev/null || true
    done
    STARTED=
}
trap 'stop_all; rm -rf "$WORK"' EXIT

# wait_until COMMAND...: at most ten seconds.
wait_until() {
    tries=0
    until "$@" >/dev/null 2>&1; do
        tries=$((tries + 1))
        [ "$tries" -lt 200 ] || return 1
        sleep 0.05
    done
}

has_lines() {
    [ -e "$1" ] && [ "$(wc -l <"$1")" -ge "$2" ]
}

# The programs of tests/peers: ctest says where they are.
program() {
    [ -n "${PEERS:-}" ] || fail "PEERS is not set: the directory of the programs of tests/peers"
    echo "$PEERS/$1"
}
