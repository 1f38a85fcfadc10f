# The library as one file and one header: README's commands make them and build a program with them, and a plugin that
# has a private copy inside exports nothing of it (see plugin_copies.sh for the sources).
. "${PYLOG_ROOT:-$(dirname "$0")/../..}/tests/support/embed.sh"
need nm

"$CMAKE" "-DOUTPUT=$WORK" -P "$PYLOG_ROOT/src/amalgamate.cmake"
cp "$here/app.c" "$WORK"
cd "$WORK"

# run_command WORDS OPTIONS...: that command of README's, without -O2, which takes its time.
run_command() {
    command=$(readme_block sh "$1")
    shift
    eval "$(echo "$command" | sed "s#^cc #'$CC' #; s# -O2 # #")" "$@"
}
run_command 'pylog.c app.c' -o app
runs_as_expected "$command" ./app

# exported WHAT: what other modules see of $WORK/mylib.so is mylib_log alone, which logs through the copy.
exported() {
    seen=$(nm -D --defined-only mylib.so | awk '{ print $3 }' | grep -v '^_' | tr '\n' ' ')
    [ "$seen" = "mylib_log " ] || fail "$1: a plugin exports $(echo "$seen" | wc -w) symbols: $seen"
    "$CC" -std=c11 host.c ./mylib.so "-Wl,-rpath,$WORK" -o host
    runs_as_expected "a plugin, $1" ./host
}
cat >mylib.c <<'END'
#include <pylog.h>
__attribute__((visibility("default"))) void mylib_log(void);
void mylib_log(void) {
    pylog_basic_config(&(struct pylog_config){ .level = PYLOG_INFO, .stream = stdout });
    pylog_info(pylog_get_logger("app"), "embedded in %d line", 1);
}
END
cat >host.c <<'END'
void mylib_log(void);
int main(void) {
    mylib_log();
    return 0;
}
END

run_command 'pylog.c mylib.c'
exported "$command"
"$CC" -std=c11 -DPYLOG_STATIC -fPIC -shared -I. pylog.c mylib.c -pthread -o mylib.so
exported "with PYLOG_STATIC"
