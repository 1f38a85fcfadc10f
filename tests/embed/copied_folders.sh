# The two folders, copied into a program's own tree, and README's line of cc.
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"

cp -r "$PYLOG_ROOT/include" "$PYLOG_ROOT/src" "$here/app.c" "$WORK"
cd "$WORK"
command=$(readme_block sh 'src/*/*.c app.c')
eval "$(echo "$command" | sed "s#^cc #'$CC' #")" -o app
runs_as_expected "$command" ./app
