# tests/house/mutants, which changes sources to see whether a test fails: of a small program it makes the mutants that
# are expected, finds the one that no test sees, leaves out what is known to mean nothing, and tells what is known no more.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need python3 "$CMAKE" ctest ninja
tree=$WORK/tree
mkdir -p "$tree/src/base" "$tree/tests/house"
cat >"$tree/src/base/tiny.c" <<'END'
#include <stdbool.h>

int last_digit(int n);
bool is_ascii(const char *text);

/* n == 1 && "true": comments and texts are left as they are. */
int last_digit(int n) {
    if (n < 10)
        return -1;
    return n % 10;
}

bool is_ascii(const char *text) {
    while (*text)
        if (*text++ & 0x80)
            return false;
    return "true" && true;
}
END
cat >"$tree/test.c" <<'END'
int last_digit(int n);
int main(void) { return last_digit(9) != -1 || last_digit(123) != 3; }
END
cat >"$tree/CMakeLists.txt" <<'END'
cmake_minimum_required(VERSION 3.25)
project(tiny C)
enable_testing()
add_library(pylog STATIC src/base/tiny.c)
add_executable(test_tiny test.c)
target_link_libraries(test_tiny PRIVATE pylog)
add_test(NAME unit.tiny COMMAND test_tiny)
set_tests_properties(unit.tiny PROPERTIES LABELS unit)
END
cat >"$tree/CMakePresets.json" <<'END'
{ "version": 6, "configurePresets": [
    { "name": "test", "generator": "Ninja", "binaryDir": "${sourceDir}/build/test" } ] }
END
mutants() {
    python3 "$PYLOG_ROOT/tests/house/mutants" --root "$tree" "$@"
}

# ---- What is known to mean nothing in this tree is there still ----

python3 "$PYLOG_ROOT/tests/house/mutants" --list >"$WORK/said" || { cat "$WORK/said" && fail "tests/house/mutants.txt"; }

# ---- Which there are ----

cat >"$WORK/expected" <<'END'
src/base/tiny.c:8 last_digit: `if (n < 10)` -> `if (n >= 10)` [comparison]
src/base/tiny.c:8 last_digit: `if (n < 10)` -> `if (n <= 10)` [boundary]
src/base/tiny.c:8 last_digit: `if (n < 10)` -> `if (n < 11)` [boundary]
src/base/tiny.c:8 last_digit: `if (n < 10)` -> `if (n < 9)` [boundary]
src/base/tiny.c:9 last_digit: `return -1;` -> `return 0;` [result]
src/base/tiny.c:17 is_ascii: `return "true" && true;` -> `return "true" || true;` [and/or]
src/base/tiny.c:17 is_ascii: `return "true" && true;` -> `return "true" && false;` [true/false]
src/base/tiny.c:16 is_ascii: `return false;` -> `return true;` [true/false]
src/base/tiny.c:15 is_ascii: `if (*text++ & 0x80)` -> `if (*text & 0x80)` [increment]
END
mutants --list | diff "$WORK/expected" - || fail "not the mutants that are expected"

# ---- Which survive: the test knows no number at the boundary, and nothing of is_ascii ----

cat >"$tree/tests/house/mutants.txt" <<'END'
# A comment.
src/base/tiny.c is_ascii: `return "true" && true;` -> `return "true" || true;`
    Both are true.
END
! mutants --seed 1 --goal 90 100 >"$WORK/said" || fail "it does not tell that too few are killed"
sed -n 's/^SURVIVED //p' "$WORK/said" | sort >"$WORK/survivors"
grep -E 'n <= 10|n < 11|is_ascii.*(false|return true|\*text &)' "$WORK/expected" | sed 's/ \[.*//' | sort |
    diff - "$WORK/survivors" || { cat "$WORK/said" && fail "other survivors"; }
grep -qx '8 mutants: 3 killed, 5 survived; 1 more mean nothing' "$WORK/said" || { cat "$WORK/said" && fail "other figures"; }
mutants --seed 1 --goal 100 --only 'n < 9' 1 >"$WORK/said" || { cat "$WORK/said" && fail "all are killed, and it fails"; }

# ---- An entry needs a reason, and something that it is about ----

sed '$d' "$tree/tests/house/mutants.txt" >"$WORK/entries"
cp "$WORK/entries" "$tree/tests/house/mutants.txt"
! mutants --list >/dev/null 2>&1 || fail "an entry without a reason is taken"
sed 's/is_ascii/is_utf8/; $a\    Both are true.' "$WORK/entries" >"$tree/tests/house/mutants.txt"
! mutants --list >"$WORK/said" || fail "an entry that is about nothing is taken"
grep -q 'names what is no mutant any more' "$WORK/said" || { cat "$WORK/said" && fail "other words"; }
echo "mutants are made, killed and told as they should be"
