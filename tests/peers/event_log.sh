# Windows' event log, as Wine has it, takes events of all kinds and lengths, and their source is in the registry. (Wine
# keeps no events that could be read back.)
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
: "${MINGW:=x86_64-w64-mingw32-gcc-posix}"
need "$MINGW" wine wineserver

export WINEPREFIX="$WORK/wine" WINEDEBUG=-all DISPLAY= HOME="$WORK"
trap 'wineserver -k 2>/dev/null || true; rm -rf "$WORK"' EXIT

compile_library "$WORK/windows" "$MINGW" -O0
"$MINGW" -std=c11 "-I$PYLOG_ROOT/include" "$PYLOG_ROOT/tests/peers/send_events.c" "$WORK"/windows/*.o -static -lws2_32 \
    -o "$WORK/send_events.exe" || fail "send_events.c does not compile"
wine "$WORK/send_events.exe" >"$WORK/out" 2>"$WORK/err" || fail "send_events: $(cat "$WORK/out" "$WORK/err")"
grep -q '^6 events, 0 errors' "$WORK/out" || fail "send_events: $(cat "$WORK/out")"

key='HKLM\SYSTEM\CurrentControlSet\Services\EventLog\Application\pylog_test'
wine reg query "$key" >"$WORK/registry" 2>/dev/null || fail "the source is not in the registry"
grep -q 'EventMessageFile.*REG_EXPAND_SZ.*EventCreate.exe' "$WORK/registry" || fail "the registry has: $(cat "$WORK/registry")"
grep -q 'TypesSupported.*0x7' "$WORK/registry" || fail "the registry has: $(cat "$WORK/registry")"
echo "6 events of a registered source"
