# tests/python/README.md names each test of CPython's suite (tests.txt) once, and every test, pair and file that it
# says stands for one is there; each public name of Python's has one of C, or a reason (names.txt).
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
cd "$PYLOG_ROOT"

# ---- Each test once ----

grep '^| [A-Za-z0-9]*Test[A-Za-z]* | ' tests/python/README.md >"$WORK/rows"
awk -F ' *[|] *' '{ print $2, $3 }' "$WORK/rows" | sort >"$WORK/named"
sort tests/python/tests.txt | diff - "$WORK/named" || fail "tests/python/README.md (>) has not the tests of tests.txt (<), each once"

# ---- What stands for it is there ----

: >"$WORK/missing"
file_of() {
    for file in "$1" tests/python/"$1" tests/unit/*/"$1" tests/stress/"$1" tests/conformance/"$1"; do
        [ ! -f "$file" ] || { echo "$file" && return; }
    done
}
while read -r row; do
    files=
    for name in $(echo "$row" | grep -o '`[a-z_/0-9]*\.\(c\|sh\|txt\)`' | tr -d '`'); do
        file=$(file_of "$name")
        [ -n "$file" ] || echo "no file $name" >>"$WORK/missing"
        files="$files $file"
    done
    for pair in $(echo "$row" | sed 's/pair `\([a-z_]*\)`/\npair \1 \n/g' | awk '/^pair / { print $2 }'); do
        [ -f "tests/conformance/$pair.c" ] || echo "no pair $pair" >>"$WORK/missing"
    done
    # a test's name is a sentence: words outside of `...` with two or more underscores
    for test in $(echo "$row" | sed 's/^|[^|]*|[^|]*|//; s/`[^`]*`//g' | grep -o '[A-Za-z0-9]*_[A-Za-z0-9]*_[A-Za-z0-9_]*'); do
        [ -n "$files" ] && grep -q "^static void $test(" $files || echo "no test $test in$files" >>"$WORK/missing"
    done
done <"$WORK/rows"
[ ! -s "$WORK/missing" ] || { cat "$WORK/missing" && fail "tests/python/README.md names what is not there"; }

# ---- Each name ----

grep -v '^#' tests/python/names.txt | awk '$2 != "-" { print $2 }' | while read -r name; do
    grep -qw "$name" include/pylog.h include/pylog/*.h || fail "no $name in a public header"
done
echo "$(wc -l <"$WORK/rows") tests and $(grep -vc '^#' tests/python/names.txt) names of CPython have a place here"
