# gate.sh PROGRAM MEASURE SCENARIO MESSAGE LEAST MOST: what a record costs lies between the two.
# Counted as the difference of a long run and a short one, so that what happens once does not count.
. "${PYLOG_ROOT:-$(dirname "$0")/../../..}/tests/support/script.sh"
binary=$1 measure=$2 scenario=$3 message=$4 least=$5 most=$6

case $measure in
instructions) need valgrind ;;
system-calls | writes)
    need strace
    strace -o "$WORK/trace" true 2>/dev/null || skip "strace may not trace here"
    ;;
esac

# count_run SCENARIO RECORDS: what the whole program took.
count_run() {
    rm -f "$WORK"/log*
    set -- "$binary" "$1" "$message" 1 "$2" "$WORK/log"
    case $measure in
    instructions)
        valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 | awk '/Collected *:/ { print $NF }'
        ;;
    allocations) "$@" | awk '/^allocations/ { print $2 }' ;;
    system-calls)
        strace -f -o "$WORK/trace" "$@" >/dev/null
        grep -c '(' "$WORK/trace"
        ;;
    writes)
        strace -f -e trace=write -o "$WORK/trace" "$@" >/dev/null
        grep -c 'write(' "$WORK/trace"
        ;;
    *) fail "no such measure: $measure" ;;
    esac
}

# The records that warm up are a tenth, but at most 1000: from 10000 records on they are the same. What happens once
# for many records takes more of them.
per_record() {
    case $measure.$1 in
    instructions.*) more=10000 ;;
    *.buffered | *.queued) more=200000 ;;
    *) more=10000 ;;
    esac
    short=$(count_run "$1" 10000)
    long=$(count_run "$1" $((10000 + more)))
    [ -n "$short" ] && [ -n "$long" ] || fail "nothing was counted"
    awk "BEGIN { print ($long - $short) / $more }"
}

counted=$(per_record "$scenario")
case $measure.$scenario in
instructions.disabled*)
    loop=$(binary=$(dirname "$binary")/bench_reference per_record empty)
    counted=$(awk "BEGIN { print $counted - $loop }")
    ;;
esac
echo "$measure of $scenario $message: $counted a record (at least $least, at most $most)"
awk "BEGIN { exit !($counted >= $least && $counted <= $most) }" || fail "out of its limits"
