# No file of the library needs another one that needs it, directly or over others. The symbols tell: who defines and who
# uses what, also where an include does not show it. A component is printed by its files in the order of the alphabet.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/script.sh"
need nm

# What is to be opened yet. A line that is no circle any more has to go.
cat >"$WORK/known" <<'END'
append_file append_write
arguments classes construct file_classes network_classes stand_in
handler handler_error handler_list
END

# Objects are called FILE.c.o, or ROOM_FILE.o where compile_library has made them.
nm -A -g "$(library)" | sed -e 's/^[^:]*:\([^:]*\)\.c\.o:/\1 /; t' -e 's/^[^:]*:[a-z]*_\([^:]*\)\.o:/\1 /' | awk '
    { file = $1; name = $NF; kind = $(NF - 1) }
    kind == "U" || kind == "w" { uses[++used] = file " " name; next }
    kind ~ /^[A-TV-Z]$/ { defined[name] = file }
    END {
        for (i = 1; i <= used; i++) {
            split(uses[i], use, " ")
            if (use[2] in defined && defined[use[2]] != use[1])
                print use[1], defined[use[2]]
        }
    }' | sort -u >"$WORK/edges"
[ "$(wc -l <"$WORK/edges")" -gt 300 ] || fail "nm tells of too few uses: $(wc -l <"$WORK/edges")"

# Strongly connected components, after Tarjan.
awk '
    { next_of[$1] = next_of[$1] " " $2; files[$1]; files[$2] }
    function smaller(a, b) { return a < b ? a : b }
    function visit(file,    others, count, i, other) {
        number[file] = lowest[file] = ++visited
        stack[++depth] = file
        waiting[file] = 1
        count = split(next_of[file], others, " ")
        for (i = 1; i <= count; i++) {
            other = others[i]
            if (!(other in number)) {
                visit(other)
                lowest[file] = smaller(lowest[file], lowest[other])
            } else if (waiting[other])
                lowest[file] = smaller(lowest[file], number[other])
        }
        if (lowest[file] == number[file]) {
            components++
            do {
                other = stack[depth--]
                waiting[other] = 0
                print components, other
            } while (other != file)
        }
    }
    END { for (file in files) if (!(file in number)) visit(file) }' "$WORK/edges" |
    sort -k1,1n -k2 | awk '
    $1 != last { if (count > 1) print line; line = $2; count = 1; last = $1; next }
    { line = line " " $2; count++ }
    END { if (count > 1) print line }' | sort >"$WORK/found"
diff -u "$WORK/known" "$WORK/found" || fail "circles of files: known (-) and found (+)"
echo "$(wc -l <"$WORK/edges") uses between files, $(wc -l <"$WORK/known") circles left"
