# The two folders, copied into a program's own tree, and one line of cc.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

cp -r "$PYLOG_ROOT/include" "$PYLOG_ROOT/src" "$here/app.c" "$WORK"
cd "$WORK"
"$CC" -std=c11 -Iinclude src/*/*.c app.c -pthread -o app
runs_as_expected "cc -std=c11 -Iinclude src/*/*.c app.c -pthread" ./app
