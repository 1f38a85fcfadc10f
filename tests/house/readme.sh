# README.md says what the sources say: its first program is examples/quickstart.c, with that output, and it has each
# sentence that begins `Unlike Python:` (or `Unlike printf:`) in a public header, and no others.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
cd "$PYLOG_ROOT"

# ---- The first program, without its first comment, and what that says it prints ----

awk '/^```c$/ && !seen { seen = inside = 1; next } /^```$/ { inside = 0 } inside' README.md >"$WORK/program"
sed '1,/^ \*\/$/d' examples/quickstart.c >"$WORK/expected"
diff -u "$WORK/expected" "$WORK/program" || fail "README's first program is not examples/quickstart.c"

sed -n '/^ \* Output:$/,/^ \*\/$/s/^ \*     //p' examples/quickstart.c >"$WORK/expected"
awk '/^```text$/ { inside = 1; next } /^```$/ { inside = 0 } inside && !/^\$/' README.md | head -n "$(wc -l <"$WORK/expected")" >"$WORK/printed"
diff -u "$WORK/expected" "$WORK/printed" || fail "README does not show what examples/quickstart.c prints"

# ---- What is unlike Python: from the words to the full stop, or to the end of the comment ----

for header in include/pylog.h include/pylog/*.h; do
    sed 's/^ *\* \{0,1\}//; s/  *\* / /' "$header" | tr '\n' ' '
    echo
done | tr -s ' ' | sed 's/Unlike \(Python\|printf\): /\n&/g' | grep '^Unlike ' |
    sed 's/^Unlike [a-zP]*: //; s/ *\*\/.*//; s/\. .*//; s/\.$//' | sort >"$WORK/headers"
awk '/^## Unlike Python/ { inside = 1; next } /^## / { inside = 0 } inside' README.md |
    awk '/^- / { printf "\n" } { printf "%s ", $0 }' | tr -s ' ' | sed -n 's/^- \*[^*]*\*: //p' |
    sed 's/\. *$//; s/ *$//' | sort >"$WORK/readme"
diff -u "$WORK/headers" "$WORK/readme" || fail "README's list (+) is not the headers' (-)"
echo "$(wc -l <"$WORK/headers") differences from Python, all in README.md"
