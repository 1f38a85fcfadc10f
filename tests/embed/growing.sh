# Structures of the interface can grow. A header and a library of tomorrow are made of today's, which have a member more in
# each structure that has room. A program that was compiled with the header of one day runs with the library of the other;
# what a library does not know is refused.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
today=$INSTALLED/static

mkdir -p "$WORK/later/objects"
cp -r "$PYLOG_ROOT/include" "$PYLOG_ROOT/src" "$WORK/later"
for header in pylog.h pylog/handlers.h pylog/config.h; do
    sed 's/^    uint64_t reserved\[\([0-9]*\)\];/    union { void *tomorrow; uint64_t word_of_tomorrow; }; uint64_t reserved[\1 - 1];/' \
        "$PYLOG_ROOT/include/$header" >"$WORK/later/include/$header"
done
structures=$(cat "$PYLOG_ROOT/include/pylog.h" "$PYLOG_ROOT"/include/pylog/*.h | grep -c 'uint64_t reserved\[')
[ "$(cat "$WORK/later/include/pylog.h" "$WORK"/later/include/pylog/*.h | grep -c 'word_of_tomorrow')" -eq "$structures" ] ||
    fail "a structure has not grown"
[ "$structures" -ge 24 ] || fail "only $structures structures can grow"

# Options, operations and transports: all that the public headers have.
for structure in $(cat "$PYLOG_ROOT/include/pylog.h" "$PYLOG_ROOT"/include/pylog/*.h |
    sed -n 's/^struct \(pylog_[a-z_]*\(options\|ops\|methods\|transport\|state\|stats\|config\|call\)\) {$/\1/p'); do
    sed -n "/^struct $structure {/,/^};/p" "$PYLOG_ROOT"/include/pylog.h "$PYLOG_ROOT"/include/pylog/*.h | grep -q 'reserved\[' ||
        fail "struct $structure cannot grow"
    grep -q "SIZE($structure)" "$here/growing.c" || fail "struct $structure is not in growing.c"
done

cd "$WORK/later"
ls src/*/*.c | xargs -P 2 -I '{}' sh -c \
    'object=$(echo "{}" | tr / _).o && "$0" -std=c11 -O0 -w -Iinclude -c "{}" -o "objects/$object"' "$CC" || fail "tomorrow's library does not compile"
ar -rcs libpylog.a objects/*.o
cd "$WORK"

# program NAME HEADERS LIBRARY OPTIONS...: what it prints.
program() {
    name=$1 headers=$2 library=$3
    shift 3
    "$CC" -std=c11 -O2 "-I$headers" "$@" "$here/growing.c" "$library" -pthread -o "$WORK/$name" || fail "$name does not compile"
    (cd "$WORK" && "./$name" 2>"$name.errors") >"$WORK/$name.printed" || fail "$name ends with $?"
    ! grep -v RuntimeWarning "$WORK/$name.errors" || fail "$name has printed errors"
}
program today "$today/include" "$today/lib/libpylog.a"
program later_library "$today/include" later/libpylog.a
program later_header later/include "$today/lib/libpylog.a"
program tomorrow later/include later/libpylog.a
program all_of_tomorrow later/include later/libpylog.a -DSET
program beyond later/include "$today/lib/libpylog.a" -DSET

! grep wrong today.printed || fail "something is wrong today"
[ "$(grep -c ': done$' today.printed)" -ge 20 ] || fail "$(cat today.printed)"
for same in later_library later_header tomorrow all_of_tomorrow; do
    diff today.printed $same.printed || fail "$same differs from today"
done
sed 's/: done$/: refused/' today.printed >expected
diff expected beyond.printed || fail "today's library takes what it does not know"
echo "$structures structures grow: $(grep -c ': refused$' beyond.printed) members that are not known are refused"
