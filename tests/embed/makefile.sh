# README's fragment of a Makefile, with the folders copied in.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
need make

mkdir "$WORK/pylog"
cp -r "$PYLOG_ROOT/include" "$PYLOG_ROOT/src" "$WORK/pylog"
cp "$here/app.c" "$WORK"
cd "$WORK"
readme_block make libpylog.a >Makefile
make -s -j 2 "CC=$CC" app || fail "make ended with $?"
runs_as_expected "README's Makefile" ./app
