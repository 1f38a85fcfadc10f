# Three pylogs in one program: two with a PYLOG_NAMESPACE of their own, and a plain one. Each has its own tree.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

for namespace in first_ second_; do
    compile_library "$WORK/$namespace" "$CC" -O0 -DPYLOG_NAMESPACE=$namespace
    "$CC" -std=c11 -DPYLOG_NAMESPACE=$namespace "-I$PYLOG_ROOT/include" -c "$here/private_copy.c" \
        -o "$WORK/$namespace/private_copy.o"
done
"$CC" -std=c11 "-I$PYLOG_ROOT/include" "$here/private_copies.c" "$WORK"/*/*.o "$(library)" -pthread -o "$WORK/program"

"$WORK/program" >"$WORK/printed"
cat >"$WORK/expected" <<'END'
first_ DEBUG:app:in a tree of its own
first_ INFO:root:module
second_ DEBUG:app:in a tree of its own
second_ INFO:root:module
WARNING:app:the program's own
first_ DEBUG:app:in a tree of its own
first_ INFO:root:module
END
diff -u "$WORK/expected" "$WORK/printed" || fail "the trees are not apart"
