# What the static library shows to the linker begins with pylog_, and what it needs is libc's.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need nm

nm -g --defined-only "$(library)" | awk 'NF == 3 { print $3 }' | sort -u >"$WORK/defined"
foreign=$(grep -v '^pylog_' "$WORK/defined" || true)
[ -z "$foreign" ] || fail "not pylog's names: $foreign"

libc=$("$CC" -print-file-name=libc.so.6)
[ -e "$libc" ] || skip "no libc.so.6 to ask"
{
    nm -D --defined-only "$libc" | awk '{ sub(/@.*/, "", $3); print $3 }'
    nm -g --defined-only "$("$CC" -print-file-name=libc_nonshared.a)" 2>/dev/null | awk '{ print $3 }'
    cat "$WORK/defined"
    echo _GLOBAL_OFFSET_TABLE_
    echo _Unwind_GetGR # of the program's unwinder, if it has one
    echo __tls_get_addr # of the loader, which is a part of libc
} | sort -u >"$WORK/known"
needed=$(nm -g --undefined-only "$(library)" | awk '$1 == "U" || $1 == "w" { print $2 }' | sort -u |
    comm -23 - "$WORK/known")
[ -z "$needed" ] || fail "neither pylog's nor libc's: $needed"

echo "$(wc -l <"$WORK/defined") names, all pylog's; nothing needed but libc"
