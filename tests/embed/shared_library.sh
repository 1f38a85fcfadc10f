# What the shared library shows to the linker: a SONAME, libc as its only need, the names of the public headers
# and no others.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
need nm readelf

library=$INSTALLED/shared/lib/libpylog.so
readelf -d "$library" >"$WORK/dynamic"

# Thread-locals may need the loader, which is a part of libc.
needed=$(sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' "$WORK/dynamic" | grep -vE '^(libc|ld-linux[a-z0-9_-]*|ld-musl-.*)\.so' || true)
[ -z "$needed" ] || fail "needs more than libc: $needed"

soname=$(sed -n 's/.*(SONAME).*\[\(.*\)\]/\1/p' "$WORK/dynamic")
[ "$soname" = "libpylog.so.${version%.*}" ] || fail "SONAME is $soname"
[ -e "$INSTALLED/shared/lib/libpylog.so.$version" ] || fail "there is no libpylog.so.$version"
grep -q NODELETE "$WORK/dynamic" || fail "dlclose would unmap it: not linked with -z nodelete"

# A loader keeps little room for thread-locals of libraries that come later and find them fast: glibc has 1664 bytes
# for all of them.
readelf -lW "$library" >"$WORK/segments"
locals=$(($(awk '$1 == "TLS" { print $6 }' "$WORK/segments")))
[ "$locals" -gt 0 ] && [ "$locals" -le 1024 ] || fail "its thread-locals take $locals bytes"

nm -D --defined-only "$library" | awk '{ print $3 }' | sort >"$WORK/exported"
headers=$(ls "$PYLOG_ROOT"/include/pylog.h "$PYLOG_ROOT"/include/pylog/*.h | grep -v namespace.h)
while IFS= read -r name; do
    # shellcheck disable=SC2086
    grep -qw "$name" $headers || fail "exports $name, which no public header names"
done <"$WORK/exported"

# Every function that a header declares is there.
for header in $headers; do
    "$CC" -E -P -w "-I$PYLOG_ROOT/include" -xc "$header" | tr '\n' ' '
done | grep -o 'visibility("default")))[^;{]*' | grep -o 'pylog_[a-z_0-9]*(' | tr -d '(' | sort -u >"$WORK/declared"
missing=$(comm -23 "$WORK/declared" "$WORK/exported")
[ -z "$missing" ] || fail "declared and not exported:
$missing"
echo "$(wc -l <"$WORK/exported") names exported, $(wc -l <"$WORK/declared") functions declared"
