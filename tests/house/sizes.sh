# A report, not a gate: functions over 60 lines, files over 700, and how long functions are in general.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need ctags
ctags --version | grep -q Universal || skip "ctags is not Universal Ctags"

cd "$PYLOG_ROOT"
ctags -x --c-kinds=f --_xformat='%F %N %n %e' src/*/*.c | awk '{ print $4 - $3 + 1, $1 ":" $3, $2 }' | sort -n >"$WORK/functions"
awk '{ lines[NR] = $1 } $1 > 60 { printf "over 60 lines: %s %s, %d lines\n", $2, $3, $1 }
    END {
        printf "%d functions: median %d, nine in ten up to %d, longest %d lines\n", NR,
            lines[int((NR + 1) / 2)], lines[int(NR * 0.9)], lines[NR]
    }' "$WORK/functions"
wc -l src/*/*.[ch] include/*.h include/*/*.h | awk '$2 != "total" && $1 > 700 { printf "over 700 lines: %s, %d\n", $2, $1 }'
